/* vbt-margin.c: who speaks, beside the quotes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "model/vbt-check.h"
#include "vbt-article-view-private.h"
#include "vbt-draw.h"

#define NAME_EM 0.74
#define DETAIL_EM 0.62
#define BAR 3
#define TEXT_GAP 10
#define NESTED_STEP 6

/** Entry: what stands beside one quote, or beside several that follow each other in one mouth. */
typedef struct
{
  const VbtMark *mark; /* of the first quote */
  GPtrArray *types;    /* of borrowed char *: "direct", "reported", without repetition */
  double confidence;   /* -1: none, or not the same for all */
  guint line;          /* on which it begins */
  int top, bottom;     /* in buffer coordinates */
  int depth;           /* in how many quotes this one is */
} Entry;

static void
clear_entry (gpointer data)
{
  g_ptr_array_unref (((Entry *)data)->types);
}

static const char *
get_type_word (VbtArticleView *self, const VbtMark *mark)
{
  g_autofree char *type
      = vbt_quote_type (vbt_session_get_document (self->session), mark->annotation);

  return g_strcmp0 (type, "direct") == 0     ? C_ ("quote", "direct")
         : g_strcmp0 (type, "indirect") == 0 ? C_ ("quote", "reported")
                                             : C_ ("quote", "mixed");
}

static char *
make_detail (const Entry *entry)
{
  g_autofree char *types = NULL;

  g_ptr_array_add (entry->types, NULL);
  types = g_strjoinv (", ", (char **)entry->types->pdata);
  g_ptr_array_set_size (entry->types, (int)entry->types->len - 1);
  if (!entry->mark->suggestion)
    return g_steal_pointer (&types);
  if (entry->confidence < 0)
    /* Translators: how a quote is said ("direct") and that a program suggests it */
    return g_strdup_printf (_ ("%s · suggested"), types);
  /* Translators: how a quote is said, that a program suggests it, and how sure it is in percent */
  return g_strdup_printf (_ ("%s · suggested %d %%"), types, (int)(entry->confidence * 100 + 0.5));
}

/* Quotes of one mouth whose lines touch are one entry, and so are those of which nobody knows whose
 * they are: however they lie in each other, there is one thing to ask. */
static gboolean
goes_on (VbtArticleView *self, const Entry *entry, const Entry *next)
{
  VbtId speaker = vbt_session_get_speaker_of (self->session, next->mark->annotation);
  gboolean unknown
      = speaker == 0 && entry->mark->speaker_span == NULL && next->mark->speaker_span == NULL;

  return (speaker != 0 || unknown)
         && vbt_session_get_speaker_of (self->session, entry->mark->annotation) == speaker
         && entry->mark->suggestion == next->mark->suggestion
         && (unknown || entry->depth == next->depth)
         && next->top <= entry->bottom + (int)(1.2 * self->em);
}

/* In how many of the quotes above it a quote is. */
static int
find_depth (const GArray *entries, const Entry *entry)
{
  int depth = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *other = &g_array_index (entries, Entry, i);

      if (other->mark->id != entry->mark->id && other->mark->range.start <= entry->mark->range.start
          && other->mark->range.end >= entry->mark->range.end)
        depth = MAX (depth, other->depth + 1);
    }
  return depth;
}

static void
add_entry (VbtArticleView *self, GArray *entries, Entry *entry)
{
  Entry *last = entries->len == 0 ? NULL : &g_array_index (entries, Entry, entries->len - 1);
  const char *type;

  entry->depth = find_depth (entries, entry);
  if (last != NULL && last->mark->id == entry->mark->id)
    {
      last->bottom = MAX (last->bottom, entry->bottom);
      return;
    }
  type = get_type_word (self, entry->mark);
  if (last != NULL && goes_on (self, last, entry))
    {
      last->bottom = MAX (last->bottom, entry->bottom);
      if (last->confidence != entry->mark->annotation->confidence)
        last->confidence = -1;
      if (!g_ptr_array_find_with_equal_func (last->types, type, g_str_equal, NULL))
        g_ptr_array_add (last->types, (gpointer)type);
      return;
    }
  entry->confidence = entry->mark->annotation->confidence;
  entry->types = g_ptr_array_new ();
  g_ptr_array_add (entry->types, (gpointer)type);
  g_array_append_val (entries, *entry);
}

static GArray *
collect_entries (VbtArticleView *self)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  VbtRange visible = vbt_layout_get_range (self->layout);

  g_array_set_clear_func (entries, clear_entry);
  for (guint i = vbt_marks_first_in (self->marks, visible); i < vbt_marks_get_size (self->marks);
       i++)
    {
      const VbtMark *mark = vbt_marks_get (self->marks, i);
      g_autoptr (GArray) boxes = NULL;
      Entry entry = { .mark = mark };

      if (mark->range.start >= visible.end)
        break;
      if (mark->role != VBT_ROLE_QUOTE || mark->range.end <= visible.start)
        continue;
      boxes = vbt_layout_get_boxes (self->layout, mark->range);
      if (boxes->len == 0)
        continue;
      entry.line = g_array_index (boxes, VbtBox, 0).line;
      entry.top = g_array_index (boxes, VbtBox, 0).rect.y;
      entry.bottom = g_array_index (boxes, VbtBox, boxes->len - 1).rect.y
                     + g_array_index (boxes, VbtBox, boxes->len - 1).rect.height;
      add_entry (self, entries, &entry);
    }
  return g_steal_pointer (&entries);
}

/**
 * vbt_article_view_name_speaker:
 * @self: the view
 * @mark: a quote
 *
 * Returns: (transfer full): what stands beside it: who says it
 */
char *
vbt_article_view_name_speaker (VbtArticleView *self, const VbtMark *mark)
{
  g_autofree char *name = vbt_name_speaker (self->session, mark->annotation, mark->speaker_span);

  if (name == NULL)
    /* Translators: stands beside a quote of which nobody knows who said it */
    return g_strdup (_ ("Who?"));
  return mark->suggestion ? g_strdup_printf ("%s?", name) : g_steal_pointer (&name);
}

/* Returns how high the text is. */
static int
paint_text (VbtArticleView *self, GtkSnapshot *snapshot, const char *text, double em, gboolean bold,
            const GdkRGBA *color, int offset, int y)
{
  g_autoptr (PangoLayout) layout = vbt_article_view_create_label (self, text, em, bold);
  gboolean left = self->margin_x < self->column_x;
  int width = self->margin_width - TEXT_GAP - offset;
  int height;

  pango_layout_set_width (layout, MAX (20, width) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_size (layout, NULL, &height);
  vbt_draw_text (
      snapshot, color, layout,
      left ? self->margin_x - TEXT_GAP - offset - width : self->margin_x + TEXT_GAP + offset, y);
  return height;
}

static int
get_inset (int depth)
{
  return MIN (depth, 3) * NESTED_STEP;
}

/* Names begin beside the innermost bar, so that no bar runs through a name. Returns the bottom of the
 * text, below which the next one has room. */
static int
paint_entry (VbtArticleView *self, GtkSnapshot *snapshot, const Entry *entry, int top, int inset)
{
  g_autofree char *name = vbt_article_view_name_speaker (self, entry->mark);
  g_autofree char *detail = make_detail (entry);
  VbtStroke stroke = entry->mark->suggestion ? VBT_STROKE_DASHED : VBT_STROKE_SOLID;
  gboolean left = self->margin_x < self->column_x;
  int offset = get_inset (entry->depth);
  GdkRGBA color, dim;
  GdkRectangle place;
  int y = MAX (top, entry->top);

  vbt_article_view_get_mark_color (self, entry->mark, &color);
  vbt_palette_get_neutral (vbt_shade (self->dark, self->high_contrast), &dim);
  vbt_draw_line (snapshot, &color, stroke, self->margin_x + (left ? -offset - BAR : offset),
                 entry->top, self->margin_x + (left ? -offset - BAR : offset), entry->bottom,
                 entry->mark->suggestion ? 2 : BAR);
  place.y = y;
  y += paint_text (self, snapshot, name, NAME_EM, TRUE, &color, inset, y);
  y += paint_text (self, snapshot, detail, DETAIL_EM, FALSE, &dim, inset, y);
  place.x = left ? self->margin_x - self->margin_width : self->margin_x;
  place.width = self->margin_width;
  place.height = MAX (y, entry->bottom) - place.y;
  vbt_article_view_add_place (self, &place, entry->mark->annotation->id);
  return y;
}

/**
 * vbt_article_view_paint_margin:
 * @self: the view
 * @sheet: what is drawn on
 *
 * Paints a bar and the speaker's name beside every quote that can be seen. The name of a quote
 * that began above the window stays at its top.
 */
void
vbt_article_view_paint_margin (VbtArticleView *self, VbtSheet *sheet)
{
  g_autoptr (GArray) entries = NULL;
  GdkRectangle visible;
  int free_y;
  int depth = 0;

  if (self->margin_width == 0)
    return;
  entries = collect_entries (self);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  free_y = visible.y + 2;
  for (guint i = 0; i < entries->len; i++)
    depth = MAX (depth, g_array_index (entries, Entry, i).depth);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      free_y = 2
               + paint_entry (self, vbt_sheet_on (sheet, entry->line), entry, free_y,
                              get_inset (depth));
    }
}

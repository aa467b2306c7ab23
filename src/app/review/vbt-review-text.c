/* vbt-review-text.c: a suggestion in its sentence, with the one before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-review-text.h"

#include <adwaita.h>
#include <string.h>

#include "article/vbt-mark-draw.h"
#include "article/vbt-palette.h"
#include "model/vbt-colors.h"

/* More of a sentence than this around the suggestion helps nobody, in code points. */
#define MAX_AROUND 600

/* So that the buttons stay where they can be reached. */
#define MAX_LINES 14

/** Mark: a part of the text that is marked. */
typedef struct
{
  int start; /* in bytes of what is shown */
  int end;
  VbtRole role;
  VbtLabel label; /* its color only */
  int speaker;
} Mark;

struct _VbtReviewText
{
  GtkWidget parent;
  GtkLabel *label;
  GArray *marks; /* of Mark */
};

G_DEFINE_FINAL_TYPE (VbtReviewText, vbt_review_text, GTK_TYPE_WIDGET)

static void
draw_line (GtkSnapshot *snapshot, PangoLayoutIter *iter, const Mark *mark, VbtMarkLook *look, int x,
           int y)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  int *ranges = NULL;
  int n = 0;

  if (mark->start >= line->start_index + line->length || mark->end <= line->start_index)
    return;
  pango_layout_line_get_x_ranges (line, MAX (mark->start, line->start_index),
                                  MIN (mark->end, line->start_index + line->length), &ranges, &n);
  for (int i = 0; i < n; i++)
    {
      int top = PANGO_PIXELS (pango_layout_iter_get_baseline (iter)) - (int)(look->em * 1.12);
      GdkRectangle rect
          = { x + PANGO_PIXELS (ranges[2 * i]), y + top,
              PANGO_PIXELS (ranges[2 * i + 1] - ranges[2 * i]), (int)(look->em * 1.5) };

      vbt_mark_draw (snapshot, look, &rect, FALSE);
    }
  g_free (ranges);
}

static void
draw_mark (VbtReviewText *self, GtkSnapshot *snapshot, const Mark *mark)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  PangoLayout *layout = gtk_label_get_layout (self->label);
  const PangoFontDescription *font
      = pango_context_get_font_description (pango_layout_get_context (layout));
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  VbtMarkLook look = { .role = mark->role,
                       .suggestion = TRUE,
                       .em = pango_font_description_get_size (font) / (double)PANGO_SCALE,
                       .dark = adw_style_manager_get_dark (manager),
                       .high_contrast = adw_style_manager_get_high_contrast (manager) };
  graphene_point_t origin;
  int x, y;

  gtk_label_get_layout_offsets (self->label, &x, &y);
  if (gtk_widget_compute_point (GTK_WIDGET (self->label), GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT (0, 0), &origin))
    {
      x += (int)origin.x;
      y += (int)origin.y;
    }
  if (!pango_font_description_get_size_is_absolute (font))
    look.em *= 96 / 72.0;
  vbt_mark_get_color (mark->role, &mark->label, mark->speaker, look.dark, look.high_contrast,
                      &look.color);
  do
    draw_line (snapshot, iter, mark, &look, x, y);
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
vbt_review_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VbtReviewText *self = VBT_REVIEW_TEXT (widget);

  for (guint i = 0; i < self->marks->len; i++)
    draw_mark (self, snapshot, &g_array_index (self->marks, Mark, i));
  GTK_WIDGET_CLASS (vbt_review_text_parent_class)->snapshot (widget, snapshot);
}

static void
vbt_review_text_dispose (GObject *object)
{
  VbtReviewText *self = VBT_REVIEW_TEXT (object);
  GtkWidget *label = GTK_WIDGET (g_steal_pointer (&self->label));

  g_clear_pointer (&label, gtk_widget_unparent);
  g_clear_pointer (&self->marks, g_array_unref);
  G_OBJECT_CLASS (vbt_review_text_parent_class)->dispose (object);
}

static void
clear_mark (gpointer data)
{
  g_free (((Mark *)data)->label.color);
}

static void
vbt_review_text_class_init (VbtReviewTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_review_text_dispose;
  widget_class->snapshot = vbt_review_text_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
vbt_review_text_init (VbtReviewText *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (self->marks, clear_mark);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_lines (self->label, MAX_LINES);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "review-text");
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/* The sentences that the range touches, and where the one before begins. */
static VbtRange
find_sentences (const VbtDocument *document, VbtRange range, VbtOffset *before)
{
  VbtOffset length = vbt_text_get_length (document->text);
  VbtRange found = { MAX (range.start - MAX_AROUND, 0), MIN (range.end + MAX_AROUND, length) };
  const GArray *sentences = document->sentences;

  *before = found.start;
  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    {
      VbtRange sentence = g_array_index (sentences, VbtRange, i);

      if (sentence.start <= range.start)
        {
          if (i > 0)
            *before = MAX (*before, g_array_index (sentences, VbtRange, i - 1).start);
          found.start = MAX (found.start, sentence.start);
        }
      if (sentence.end >= range.end)
        {
          found.end = MIN (found.end, sentence.end);
          break;
        }
    }
  *before = MIN (*before, found.start);
  return found;
}

static int
pick_speaker (const VbtDocument *document, VbtCatalog *catalog, const VbtAnnotation *span,
              VbtRole role)
{
  static const guint8 taken[VBT_COLORS_SPEAKERS];
  VbtId entity = 0;

  if (role == VBT_ROLE_QUOTE)
    entity = vbt_document_get_speaker (document, catalog, span);
  else if (span->entities != NULL && span->entities->len > 0)
    entity = g_array_index (span->entities, VbtId, 0);
  return entity != 0 ? vbt_colors_pick_speaker (entity, taken) : -1;
}

static void
add_mark (VbtReviewText *self, const VbtDocument *document, VbtCatalog *catalog,
          const VbtAnnotation *span, VbtRange range, VbtRange shown, int speaker)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, span->label);
  gsize first = vbt_text_offset_to_byte (document->text, shown.start);
  Mark mark = { .role = vbt_role_of_label (catalog->schema, label), .speaker = speaker };

  range.start = MAX (range.start, shown.start);
  range.end = MIN (range.end, shown.end);
  if (range.start >= range.end)
    return;
  mark.start = (int)(vbt_text_offset_to_byte (document->text, range.start) - first);
  mark.end = (int)(vbt_text_offset_to_byte (document->text, range.end) - first);
  mark.label.color = label != NULL ? g_strdup (label->color) : NULL;
  g_array_append_val (self->marks, mark);
}

/* What the suggestion is linked to: cue and speaker. */
static void
add_links (VbtReviewText *self, const VbtDocument *document, VbtCatalog *catalog,
           const VbtAnnotation *suggestion, VbtRange shown, int speaker)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (document, suggestion->id);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtAnnotation *end = vbt_document_get_annotation (document, relation->to);

      if (relation->from == suggestion->id && end != NULL && end->kind == VBT_KIND_SPAN)
        add_mark (self, document, catalog, end, vbt_annotation_get_extent (end), shown, speaker);
    }
}

/* What is linked to it can stand in another sentence. */
static VbtRange
widen (const VbtDocument *document, const VbtAnnotation *suggestion, VbtRange range)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (document, suggestion->id);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtAnnotation *end = vbt_document_get_annotation (document, relation->to);
      VbtRange extent;

      if (relation->from != suggestion->id || end == NULL || end->kind != VBT_KIND_SPAN)
        continue;
      extent = vbt_annotation_get_extent (end);
      if (extent.start > range.end + MAX_AROUND || extent.end < range.start - MAX_AROUND)
        continue;
      range.start = MIN (range.start, extent.start);
      range.end = MAX (range.end, extent.end);
    }
  return range;
}

static PangoAttrList *
make_attributes (int dim_end)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *dim = pango_attr_foreground_alpha_new (0x9000);

  dim->end_index = (guint)dim_end;
  pango_attr_list_insert (attributes, dim);
  pango_attr_list_insert (attributes, pango_attr_line_height_new (1.35));
  return attributes;
}

/**
 * vbt_review_text_show:
 * @self: the text
 * @document: a document
 * @catalog: of the project
 * @suggestion: a span of it
 * @range: where it would be, which may be elsewhere than it is suggested
 *
 * Shows the suggestion in its sentence, with the sentence before, dimmed, and what it is linked to.
 */
void
vbt_review_text_show (VbtReviewText *self, const VbtDocument *document, VbtCatalog *catalog,
                      const VbtAnnotation *suggestion, VbtRange range)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, suggestion->label);
  int speaker
      = pick_speaker (document, catalog, suggestion, vbt_role_of_label (catalog->schema, label));
  VbtRange extent = vbt_annotation_get_extent (suggestion);
  gboolean moved = extent.start != range.start || extent.end != range.end;
  VbtOffset before;
  VbtRange sentences = find_sentences (document, widen (document, suggestion, range), &before);
  VbtRange shown = { before, sentences.end };
  g_autofree char *text = vbt_text_slice (document->text, shown.start, shown.end);
  PangoAttrList *attributes;

  g_strdelimit (text, "\r\n", ' ');
  g_array_set_size (self->marks, 0);
  for (guint i = 0; i < vbt_annotation_get_n_fragments (suggestion); i++)
    add_mark (self, document, catalog, suggestion,
              moved ? range : vbt_annotation_get_fragment (suggestion, i), shown, speaker);
  add_links (self, document, catalog, suggestion, shown, speaker);
  attributes = make_attributes ((int)(vbt_text_offset_to_byte (document->text, sentences.start)
                                      - vbt_text_offset_to_byte (document->text, shown.start)));
  gtk_label_set_attributes (self->label, attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_label (self->label, text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

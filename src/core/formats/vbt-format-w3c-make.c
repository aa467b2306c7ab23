/* vbt-format-w3c-make.c: finds what Web Annotations point at in the text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-w3c.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SEARCHES 1000 /* of a file: each reads its text */

static void
place_clear (gpointer data)
{
  g_free (((VbtW3cPlace *)data)->exact);
  g_free (((VbtW3cPlace *)data)->prefix);
}

static void
item_free (gpointer data)
{
  VbtW3cItem *item = data;

  g_free (item->what);
  g_free (item->id);
  g_free (item->from);
  g_free (item->to);
  g_free (item->note);
  g_clear_pointer (&item->labels, g_ptr_array_unref);
  g_clear_pointer (&item->values, g_ptr_array_unref);
  g_clear_pointer (&item->places, g_array_unref);
  g_free (item);
}

void
vbt_w3c_init (VbtW3c *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
}

void
vbt_w3c_clear (VbtW3c *self)
{
  g_ptr_array_unref (self->items);
}

VbtW3cItem *
vbt_w3c_add_item (VbtW3c *self)
{
  VbtW3cItem *item = g_new0 (VbtW3cItem, 1);

  g_ptr_array_add (self->items, item);
  item->what = g_strdup_printf (_ ("Annotation %u"), ++self->n_items);
  item->annotator = self->draft.sink->annotator;
  return item;
}

void
vbt_w3c_add_string (GPtrArray **strings, const char *string)
{
  if (*strings == NULL)
    *strings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (*strings, g_strdup (string));
}

/* Takes over the strings of the place. */
void
vbt_w3c_add_place (VbtW3cItem *item, VbtW3cPlace place)
{
  if (item->places == NULL)
    {
      item->places = g_array_new (FALSE, FALSE, sizeof (VbtW3cPlace));
      g_array_set_clear_func (item->places, place_clear);
    }
  g_array_append_val (item->places, place);
}

static guint
count (const GPtrArray *strings)
{
  return strings != NULL ? strings->len : 0;
}

static guint
count_places (const VbtW3cItem *item)
{
  return item->places != NULL ? item->places->len : 0;
}

static void
raw_free (gpointer data)
{
  g_array_unref (((VbtRawSpan *)data)->ranges);
  g_free (data);
}

/* What the positions count: the Recommendation says characters, browsers count UTF-16. */
static VbtUnit
find_unit (VbtW3c *self, const VbtText *text)
{
  g_autoptr (GPtrArray) raws = g_ptr_array_new_with_free_func (raw_free);
  VbtUnit unit;

  if (self->draft.is_told)
    return self->draft.usual;
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbtW3cItem *item = self->items->pdata[i];

      for (guint j = 0; j < count_places (item); j++)
        {
          const VbtW3cPlace *place = &g_array_index (item->places, VbtW3cPlace, j);
          VbtRawSpan *raw;

          if (place->range.start < 0)
            continue;
          raw = g_new0 (VbtRawSpan, 1);
          raw->ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
          g_array_append_val (raw->ranges, place->range);
          raw->covered = place->exact;
          g_ptr_array_add (raws, raw);
        }
    }
  unit = vbt_unit_detect (text, raws, self->draft.usual);
  if (unit != self->draft.usual)
    vbt_sink_tell (self->draft.sink, self->draft.input, _ ("The offsets count %s: “offsets=%s”"),
                   vbt_unit_to_string (unit), vbt_unit_to_string (unit));
  return unit;
}

/* Where the quote is: the one behind its prefix, else the one next to where it should be. */
static gboolean
search (VbtW3c *self, const VbtText *text, const VbtW3cPlace *place, VbtRange *range)
{
  const char *utf8 = vbt_text_get_utf8 (text);
  gsize n_prefix = place->prefix != NULL ? strlen (place->prefix) : 0;
  VbtRange best = { -1, -1 };
  gboolean best_has_prefix = FALSE;

  if (place->exact == NULL || self->n_searches++ >= MAX_SEARCHES)
    return FALSE;
  for (const char *c = strstr (utf8, place->exact); c != NULL; c = strstr (c + 1, place->exact))
    {
      gboolean has_prefix = n_prefix > 0 && (gsize)(c - utf8) >= n_prefix
                            && memcmp (c - n_prefix, place->prefix, n_prefix) == 0;
      VbtOffset start = vbt_text_byte_to_offset (text, (gsize)(c - utf8));

      if (best.start >= 0
          && (best_has_prefix > has_prefix
              || (best_has_prefix == has_prefix
                  && ABS (start - place->range.start) >= ABS (best.start - place->range.start))))
        continue;
      best.start = start;
      best_has_prefix = has_prefix;
    }
  best.end = best.start + (VbtOffset)g_utf8_strlen (place->exact, -1);
  *range = best;
  return best.start >= 0;
}

/* Where the target points, in code points. */
static gboolean
resolve (VbtW3c *self, const VbtW3cItem *item, const VbtW3cPlace *place, VbtUnit unit,
         VbtRange *range)
{
  const VbtText *text = self->draft.document->text;
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (GArray) converted = NULL;

  g_array_append_val (ranges, place->range);
  converted = place->range.start >= 0 ? vbt_unit_convert (unit, text, ranges) : NULL;
  if (converted != NULL
      && (place->exact == NULL || vbt_offsets_match (text, converted, place->exact)))
    {
      *range = g_array_index (converted, VbtRange, 0);
      return TRUE;
    }
  if (search (self, text, place, range))
    {
      if (place->range.start >= 0)
        vbt_draft_problem (&self->draft,
                           _ ("%s: “%.40s” is not at its offsets, but at %d to %d: it was put "
                              "there"),
                           item->what, place->exact, range->start, range->end);
      return TRUE;
    }
  if (place->exact != NULL)
    vbt_draft_problem (&self->draft, _ ("%s was left out: “%.40s” is not in the text"), item->what,
                       place->exact);
  else
    vbt_draft_problem (
        &self->draft, _ ("%s was left out: %d to %d is not in the text, which has %d characters"),
        item->what, place->range.start, place->range.end, vbt_text_get_length (text));
  return FALSE;
}

/* A span for each label. */
static void
add_spans (VbtW3c *self, const VbtW3cItem *item, VbtUnit unit, GPtrArray *spans)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));

  for (guint i = 0; i < count_places (item); i++)
    {
      VbtRange range;

      if (resolve (self, item, &g_array_index (item->places, VbtW3cPlace, i), unit, &range))
        g_array_append_val (ranges, range);
    }
  for (guint i = 0; ranges->len > 0 && i < MAX (count (item->labels), 1); i++)
    {
      VbtRange first = g_array_index (ranges, VbtRange, 0);
      const char *label = i < count (item->labels) ? item->labels->pdata[i] : "Annotation";
      VbtDraftSpan *span
          = vbt_draft_add_span (&self->draft, item->what, label, first.start, first.end);

      g_array_append_vals (span->parent.ranges, &g_array_index (ranges, VbtRange, 1),
                           ranges->len - 1);
      span->annotator = item->annotator;
      if (i == 0 && item->id != NULL)
        vbt_draft_set_key (&self->draft, span, item->id);
      g_ptr_array_add (spans, span);
      g_ptr_array_add (spans, (gpointer)item);
    }
}

static void
set_values (VbtW3c *self, const VbtW3cItem *item, VbtAnnotation *annotation)
{
  if (item->note != NULL && annotation->note == NULL)
    annotation->note = g_strdup (item->note);
  for (guint i = 0; i + 1 < count (item->values); i += 2)
    vbt_draft_set_value (&self->draft, annotation, item->values->pdata[i],
                         item->values->pdata[i + 1]);
}

/* A relation, or a label of the document. */
static void
add_other (VbtW3c *self, const VbtW3cItem *item)
{
  GPtrArray *annotations = self->draft.document->annotations;
  guint n_before = annotations->len;

  if (item->is_link && item->from != NULL && item->to != NULL)
    {
      const VbtAnnotation *from = vbt_draft_find (&self->draft, item->what, item->from);

      if (from != NULL)
        vbt_draft_relate (&self->draft, item->what,
                          count (item->labels) > 0 ? item->labels->pdata[0] : "link", from,
                          vbt_draft_find (&self->draft, item->what, item->to));
    }
  else
    for (guint i = 0; i < MAX (count (item->labels), 1); i++)
      vbt_draft_label_document (&self->draft,
                                i < count (item->labels) ? item->labels->pdata[i] : "Annotation");
  for (guint i = n_before; i < annotations->len; i++)
    {
      set_values (self, item, annotations->pdata[i]);
      ((VbtAnnotation *)annotations->pdata[i])->annotator = item->annotator;
    }
}

/* Makes the document of a text and of all that was read. */
gboolean
vbt_w3c_make_document (VbtW3c *self, const char *text, GError **error)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();
  g_autofree char *base = vbt_input_get_basename (self->draft.input);
  char *dot = strrchr (base, '.');
  g_autofree char *name
      = g_strdup_printf ("%.*s.txt", dot != NULL ? (int)(dot - base) : (int)strlen (base), base);
  VbtUnit unit;

  self->draft.record = self->draft.line = 0;
  self->draft.is_item = FALSE;
  if (!vbt_draft_begin (&self->draft, name, text))
    return TRUE;
  unit = find_unit (self, self->draft.document->text);
  self->draft.usual = VBT_UNIT_CODE_POINT;
  self->draft.is_told = TRUE;
  for (guint i = 0; i < self->items->len; i++)
    if (!((VbtW3cItem *)self->items->pdata[i])->is_odd)
      add_spans (self, self->items->pdata[i], unit, spans);
  vbt_draft_settle (&self->draft);
  for (guint i = 0; i + 1 < spans->len; i += 2)
    if (((VbtDraftSpan *)spans->pdata[i])->annotation != NULL)
      set_values (self, spans->pdata[i + 1], ((VbtDraftSpan *)spans->pdata[i])->annotation);
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbtW3cItem *item = self->items->pdata[i];

      if (!item->is_odd && count_places (item) == 0)
        add_other (self, item);
    }
  return vbt_draft_end (&self->draft, error);
}

/* vbt-bioc.c: documents of BioC, whether in XML or in JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-bioc.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* How its parts become ours:
 *
 * - The text is that of the passages and sentences; what is between them is filled up by a line end and
 *   spaces. The infon "type" is the label, "annotator" is who made it, the others are attributes.
 * - Offsets count characters, UTF-16 or bytes, from the beginning of the collection's texts, or of the
 *   passage or sentence (INCEpTION): the spans' own texts tell, or the dialect “offsets=” and “relative=yes”.
 * - A relation goes from its first node to each of the others. */

#define MAX_GAP 100000

typedef struct
{
  gint64 offset; /* -1 where it is none */
  char *text;
  gint64 start; /* in the text that was made, in the unit that is tried */
} Part;

static void
part_free (gpointer data)
{
  g_free (((Part *)data)->text);
  g_free (data);
}

static void
item_free (gpointer data)
{
  VbtBiocItem *item = data;

  g_free (item->id);
  g_free (item->text);
  g_array_unref (item->infons);
  g_clear_pointer (&item->nodes, g_ptr_array_unref);
  g_clear_pointer (&item->ranges, g_array_unref);
  g_free (item);
}

void
vbt_bioc_init (VbtBioc *self, VbtDraft *draft)
{
  g_autofree char *relative = vbt_input_get_dialect (draft->input, "relative");

  *self = (VbtBioc){ .draft = draft,
                     .is_told = relative != NULL,
                     .is_relative = g_strcmp0 (relative, "yes") == 0 };
  self->shared = g_ptr_array_new_with_free_func (g_free);
  self->infons = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->strings = g_string_chunk_new (4096);
}

void
vbt_bioc_clear (VbtBioc *self)
{
  g_ptr_array_unref (self->shared);
  g_ptr_array_unref (self->infons);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->surplus, item_free);
  g_string_chunk_free (self->strings);
  g_free (self->id);
}

void
vbt_bioc_begin (VbtBioc *self)
{
  g_ptr_array_set_size (self->infons, 0);
  g_ptr_array_set_size (self->parts, 0);
  g_ptr_array_set_size (self->items, 0);
  g_string_chunk_clear (self->strings);
  g_clear_pointer (&self->id, g_free);
}

void
vbt_bioc_add_pair (GPtrArray *pairs, const char *key, const char *value)
{
  g_ptr_array_add (pairs, g_strdup (key));
  g_ptr_array_add (pairs, g_strdup (value));
}

static gint64
parse_number (const char *string)
{
  char *end = NULL;
  gint64 number = string != NULL ? g_ascii_strtoll (string, &end, 10) : -1;

  while (end != NULL && g_ascii_isspace (*end))
    end++;
  return end == NULL || end == string || *end != '\0' ? -1 : CLAMP (number, -1, G_MAXINT32);
}

/* Adds the text of a passage or sentence. */
void
vbt_bioc_add_part (VbtBioc *self, const char *offset, const char *text)
{
  Part *part = g_new0 (Part, 1);

  part->offset = parse_number (offset);
  part->text = g_strdup (text);
  if (part->offset < 0)
    vbt_draft_problem (self->draft,
                       _ ("The offset “%.40s” of a text is no number: the text was put behind the "
                          "one before"),
                       offset != NULL ? offset : "");
  g_ptr_array_add (self->parts, part);
}

/* One after the other for all that are too many: what is read of each is forgotten. */
static VbtBiocItem *
keep_surplus (VbtBioc *self, VbtBiocItem *item)
{
  if (vbt_draft_say_once (self->draft, "surplus"))
    {
      g_autofree char *surplus = vbt_reader_describe_surplus ();

      vbt_draft_problem (self->draft, "%s", surplus);
    }
  g_clear_pointer (&self->surplus, item_free);
  self->surplus = item;
  return item;
}

/* (transfer none): an annotation or relation, to be filled. */
VbtBiocItem *
vbt_bioc_add_item (VbtBioc *self, gboolean is_relation, gint part)
{
  VbtBiocItem *item = g_new0 (VbtBiocItem, 1);

  item->is_relation = is_relation;
  item->part = part;
  item->infons = g_array_new (FALSE, FALSE, sizeof (VbtBiocInfon));
  item->ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  if (self->items->len >= VBT_READER_MAX_SPANS)
    return keep_surplus (self, item);
  g_ptr_array_add (self->items, item);
  return item;
}

void
vbt_bioc_add_infon (VbtBioc *self, VbtBiocItem *item, const char *key, const char *value)
{
  VbtBiocInfon infon;

  if (item == self->surplus)
    return;
  infon.key = g_string_chunk_insert_const (self->strings, key);
  infon.value = g_string_chunk_insert (self->strings, value);
  g_array_append_val (item->infons, infon);
}

void
vbt_bioc_add_node (VbtBiocItem *item, const char *id, const char *role)
{
  if (item->nodes == NULL)
    item->nodes = g_ptr_array_new_with_free_func (g_free);
  vbt_bioc_add_pair (item->nodes, id, role);
}

/* What is no number is no place in any text. */
void
vbt_bioc_add_location (VbtBiocItem *item, const char *offset, const char *length)
{
  gint64 start = parse_number (offset);
  gint64 n = parse_number (length);
  VbtRange range = { (VbtOffset)start,
                     start < 0 || n < 0 || start + n > G_MAXINT32 ? -1 : (VbtOffset)(start + n) };

  g_array_append_val (item->ranges, range);
}

static gint64
count (VbtUnit unit, const char *text)
{
  gint64 n = 0;

  if (unit == VBT_UNIT_BYTE)
    return (gint64)strlen (text);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    n += unit == VBT_UNIT_UTF16 && g_utf8_get_char (text) > 0xffff ? 2 : 1;
  return n;
}

/* (transfer full): the texts, each where its offset says, if what is before it leaves room; and how many
 * follow at once, as nearly all do where the unit is right. */
static char *
assemble (VbtBioc *self, VbtUnit unit, guint *n_near)
{
  GString *text = g_string_new (NULL);
  gint64 n = 0;
  gint64 base = self->parts->len > 0 ? MAX (((Part *)self->parts->pdata[0])->offset, 0) : 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = self->parts->pdata[i];
      gint64 gap = part->offset < 0 ? (i > 0) : part->offset - base - n;

      *n_near += gap == 0 || gap == 1;
      if (gap < 0 || gap > MAX_GAP)
        gap = 1;
      for (gint64 j = 0; j < gap; j++)
        g_string_append_c (text, j == 0 ? '\n' : ' ');
      n += gap;
      part->start = n;
      if (part->offset < 0)
        part->offset = base + n;
      n += count (unit, part->text);
      g_string_append (text, part->text);
    }
  return g_string_free (text, FALSE);
}

/* The part that an offset lies in. */
static const Part *
find_part (const VbtBioc *self, VbtOffset offset)
{
  guint low = 0, high = self->parts->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (((Part *)self->parts->pdata[middle])->offset <= offset)
        low = middle;
      else
        high = middle;
    }
  return self->parts->pdata[low];
}

static VbtOffset
shift (const Part *part, VbtOffset offset, gboolean relative)
{
  gint64 shifted = part->start + offset - (relative ? 0 : part->offset);

  return offset < 0 ? -1 : (VbtOffset)CLAMP (shifted, -1, G_MAXINT32);
}

/* (transfer full): where the item is in the text that was made. */
static GArray *
place (const VbtBioc *self, const VbtBiocItem *item, gboolean relative)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));

  for (guint i = 0; i < item->ranges->len; i++)
    {
      VbtRange range = g_array_index (item->ranges, VbtRange, i);
      const Part *part = relative && item->part >= 0 && (guint)item->part < self->parts->len
                             ? self->parts->pdata[item->part]
                             : find_part (self, range.start);
      VbtRange placed = { shift (part, range.start, relative && item->part >= 0),
                          shift (part, range.end, relative && item->part >= 0) };

      g_array_append_val (ranges, placed);
    }
  return ranges;
}

/* How well it fits: annotations first, then the places of the texts. */
static guint64
rate (VbtBioc *self, VbtUnit unit, gboolean relative)
{
  guint n_near = 0;
  g_autofree char *assembled = assemble (self, unit, &n_near);
  g_autoptr (VbtText) text = vbt_text_new (assembled, -1, NULL);
  guint64 n = 0;

  for (guint i = 0; text != NULL && i < self->items->len; i++)
    {
      const VbtBiocItem *item = self->items->pdata[i];
      g_autoptr (GArray) ranges
          = item->text != NULL && item->ranges->len > 0 ? place (self, item, relative) : NULL;
      g_autoptr (GArray) fragments = ranges != NULL ? vbt_unit_convert (unit, text, ranges) : NULL;

      n += fragments != NULL && vbt_offsets_match (text, fragments, item->text);
    }
  return n * (self->parts->len + 1) + n_near;
}

/* What nothing can fit better than. */
static guint64
rate_best (const VbtBioc *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const VbtBiocItem *item = self->items->pdata[i];

      n += item->text != NULL && item->ranges->len > 0;
    }
  return n * (self->parts->len + 1) + self->parts->len;
}

static gboolean
is_ascii (const VbtBioc *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!g_str_is_ascii (((Part *)self->parts->pdata[i])->text))
      return FALSE;
  return TRUE;
}

/* Finds out what offsets count, and from where: by the annotations that cover what they should. */
static void
detect (VbtBioc *self, VbtUnit *unit, gboolean *relative)
{
  guint n_units = is_ascii (self) || self->draft->is_told ? 1 : 3;
  guint64 n_best = 0, n_most = rate_best (self);
  gboolean any = FALSE;

  for (guint i = 0; i < n_units * 2 && (!any || n_best < n_most); i++)
    {
      VbtUnit this_unit = n_units == 1 ? *unit : (VbtUnit)(i % 3);
      gboolean this_relative = i >= n_units;
      guint64 n;

      if (self->is_told && this_relative != self->is_relative)
        continue;
      n = rate (self, this_unit, this_relative);
      if (any && n <= n_best)
        continue;
      any = TRUE;
      n_best = n;
      *unit = this_unit;
      *relative = this_relative;
    }
  if (*relative && !self->is_told && vbt_draft_say_once (self->draft, "relative"))
    vbt_sink_tell (self->draft->sink, self->draft->input,
                   _ ("The offsets count from the passage or sentence: “relative=yes”"));
  if (*unit != VBT_UNIT_CODE_POINT && !self->draft->is_told
      && vbt_draft_say_once (self->draft, "unit"))
    vbt_sink_tell (self->draft->sink, self->draft->input, _ ("The offsets count %s: “offsets=%s”"),
                   vbt_unit_to_string (*unit), vbt_unit_to_string (*unit));
}

/* The names that are taken, and the infons that hold attributes of these names. */
static const char *const taken[][2] = {
  { VBT_BIOC_TYPE, "verbatim:type" },
  { VBT_BIOC_ANNOTATOR, "verbatim:annotator" },
};

const char *
vbt_bioc_key_of (const char *attribute)
{
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    if (g_str_equal (attribute, taken[i][0]))
      return taken[i][1];
  return attribute;
}

/* (nullable): NULL where the infon is no attribute */
static const char *
attribute_of (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    if (g_str_equal (key, taken[i][0]))
      return NULL;
    else if (g_str_equal (key, taken[i][1]))
      return taken[i][0];
  return key;
}

static const char *
find_infon (const VbtBiocItem *item, const char *key, const char *otherwise)
{
  for (guint i = 0; i < item->infons->len; i++)
    {
      const VbtBiocInfon *infon = &g_array_index (item->infons, VbtBiocInfon, i);

      if (g_str_equal (infon->key, key))
        return infon->value[0] != '\0' ? infon->value : otherwise;
    }
  return otherwise;
}

/* Whose it is: @otherwise where nobody is named. */
static VbtId
find_annotator (VbtBioc *self, const VbtBiocItem *item, VbtId otherwise)
{
  const char *name = find_infon (item, VBT_BIOC_ANNOTATOR, NULL);

  return name != NULL ? vbt_draft_ensure_annotator (self->draft, VBT_ANNOTATOR_PERSON, name)
                      : otherwise;
}

static void
set_values (VbtBioc *self, const VbtBiocItem *item, VbtAnnotation *annotation)
{
  for (guint i = 0; i < item->infons->len; i++)
    {
      const VbtBiocInfon *infon = &g_array_index (item->infons, VbtBiocInfon, i);
      const char *attribute = attribute_of (infon->key);

      if (attribute != NULL)
        vbt_draft_set_value (self->draft, annotation, attribute, infon->value);
    }
}

static const char *
label_of (const VbtBiocItem *item, const char *otherwise)
{
  return find_infon (item, VBT_BIOC_TYPE, otherwise);
}

/* What is no span has it all as soon as it is made. */
static void
set_infons (VbtBioc *self, const VbtBiocItem *item, VbtAnnotation *annotation)
{
  annotation->annotator = find_annotator (self, item, annotation->annotator);
  set_values (self, item, annotation);
}

static VbtDraftSpan *
add_span (VbtBioc *self, VbtBiocItem *item, gboolean relative)
{
  g_autoptr (GArray) ranges = place (self, item, relative);
  VbtRange first = g_array_index (ranges, VbtRange, 0);
  g_autofree char *what
      = g_strdup_printf (_ ("Annotation %.40s"), item->id != NULL ? item->id : "");
  VbtDraftSpan *span;

  self->draft->line = item->line;
  span = vbt_draft_add_span (self->draft, what, label_of (item, "Annotation"), first.start,
                             first.end);
  if (ranges->len > 1)
    g_array_append_vals (span->parent.ranges, &g_array_index (ranges, VbtRange, 1),
                         ranges->len - 1);
  span->annotator = find_annotator (self, item, span->annotator);
  span->covered = g_steal_pointer (&item->text);
  if (item->id != NULL && item->id[0] != '\0')
    vbt_draft_set_key (self->draft, span, item->id);
  /* The span has it all, and there may be a quarter of a million. */
  g_clear_pointer (&item->id, g_free);
  g_clear_pointer (&item->ranges, g_array_unref);
  return span;
}

static void
label_document (VbtBioc *self, const VbtBiocItem *item)
{
  GPtrArray *annotations = self->draft->document->annotations;
  guint n_before = annotations->len;

  vbt_draft_label_document (self->draft, label_of (item, "Annotation"));
  if (annotations->len > n_before)
    set_infons (self, item, annotations->pdata[n_before]);
}

static gboolean
is_usual_role (const char *role)
{
  static const char *const usual[] = { "", "from", "to", "Arg1", "Arg2", NULL };

  return g_strv_contains (usual, role);
}

static void
set_role (VbtBioc *self, VbtAnnotation *relation, const char *key, const char *role)
{
  if (!is_usual_role (role))
    vbt_draft_set_value (self->draft, relation, key, role);
}

static void
relate (VbtBioc *self, const VbtBiocItem *item)
{
  GPtrArray *annotations = self->draft->document->annotations;
  g_autofree char *what = g_strdup_printf (_ ("Relation %.40s"), item->id != NULL ? item->id : "");
  const VbtAnnotation *from = NULL;
  guint n_nodes = item->nodes != NULL ? item->nodes->len : 0;

  self->draft->line = item->line;
  if (n_nodes > 0)
    from = vbt_draft_find (self->draft, what, item->nodes->pdata[0]);
  if (n_nodes < 4)
    vbt_draft_problem (self->draft, _ ("%s was left out: it needs two nodes"), what);
  for (guint i = 2; from != NULL && i + 1 < n_nodes; i += 2)
    {
      guint n_before = annotations->len;

      vbt_draft_relate (self->draft, what, label_of (item, "Relation"), from,
                        vbt_draft_find (self->draft, what, item->nodes->pdata[i]));
      if (annotations->len == n_before)
        continue;
      set_infons (self, item, annotations->pdata[n_before]);
      set_role (self, annotations->pdata[n_before], "from role", item->nodes->pdata[1]);
      set_role (self, annotations->pdata[n_before], "to role", item->nodes->pdata[i + 1]);
    }
}

static void
annotate (VbtBioc *self, gboolean relative)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      VbtBiocItem *item = self->items->pdata[i];

      g_ptr_array_add (spans, !item->is_relation && item->ranges->len > 0
                                  ? add_span (self, item, relative)
                                  : NULL);
    }
  self->draft->line = self->line;
  vbt_draft_settle (self->draft);
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbtBiocItem *item = self->items->pdata[i];
      const VbtDraftSpan *span = spans->pdata[i];

      if (span != NULL && span->annotation != NULL)
        set_values (self, item, span->annotation);
      else if (item->is_relation)
        relate (self, item);
      else if (span == NULL)
        label_document (self, item);
    }
}

/* Annotations of a text that is in another file. */
static gboolean
lacks_text (const VbtBioc *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (((Part *)self->parts->pdata[i])->text[0] != '\0')
      return FALSE;
  return self->parts->len == 0 || self->items->len > 0;
}

static void
set_metadata (VbtBioc *self, const GPtrArray *pairs)
{
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    if (((const char *)pairs->pdata[i + 1])[0] != '\0')
      vbt_draft_set_metadata (self->draft, pairs->pdata[i], pairs->pdata[i + 1]);
}

/* Makes the document that was begun, and hands it over. */
gboolean
vbt_bioc_end (VbtBioc *self, GError **error)
{
  gboolean was_told = self->draft->is_told;
  VbtUnit usual = self->draft->usual;
  VbtUnit unit = usual;
  gboolean relative = FALSE;
  guint n_near = 0;
  g_autofree char *text = NULL;

  if (lacks_text (self))
    {
      vbt_draft_problem (self->draft, _ ("The document %.40s was left out: it has no text"),
                         self->id != NULL ? self->id : "");
      return TRUE;
    }
  detect (self, &unit, &relative);
  text = assemble (self, unit, &n_near);
  if (!vbt_draft_begin (self->draft, self->id, text))
    return TRUE;
  self->draft->usual = unit;
  self->draft->is_told = TRUE;
  set_metadata (self, self->infons);
  set_metadata (self, self->shared);
  annotate (self, relative);
  self->draft->usual = usual;
  self->draft->is_told = was_told;
  self->draft->line = self->line;
  return vbt_draft_end (self->draft, error);
}

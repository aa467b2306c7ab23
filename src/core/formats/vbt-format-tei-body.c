/* vbt-format-tei-body.c: writes the text of a document as TEI, with the spans in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-tei-writer.h"

#include <string.h>

const char *
vbt_tei_writer_get_label (const VbtTeiWriter *self, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (self->catalog->schema, annotation->label)->name;
}

const char *
vbt_tei_writer_get_key (const VbtTeiWriter *self, const VbtValue *value)
{
  return vbt_schema_get_attribute (self->catalog->schema, value->attribute)->name;
}

static const char *
get_value (const VbtTeiWriter *self, const VbtAnnotation *annotation, const char *key)
{
  for (guint i = 0; i < annotation->values->len; i++)
    if (g_str_equal (vbt_tei_writer_get_key (self, annotation->values->pdata[i]), key))
      return ((VbtValue *)annotation->values->pdata[i])->value;
  return NULL;
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const VbtTeiMark *x = a, *y = b;

  if (x->range.start != y->range.start)
    return x->range.start < y->range.start ? -1 : 1;
  if (x->range.end != y->range.end)
    return x->range.end > y->range.end ? -1 : 1;
  return x->annotation < y->annotation ? -1 : x->annotation > y->annotation;
}

static void
collect_marks (VbtTeiWriter *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *annotation = self->document->annotations->pdata[i];

      g_hash_table_insert (self->numbers, &annotation->id, GUINT_TO_POINTER (i + 1));
      for (guint j = 0; annotation->kind == VBT_KIND_SPAN && j < annotation->n_fragments; j++)
        {
          VbtTeiMark mark = { vbt_annotation_get_fragment (annotation, j), i, j };

          g_array_append_val (self->marks, mark);
        }
      if (annotation->kind == VBT_KIND_RELATION)
        {
          g_hash_table_add (self->pointed, &annotation->from);
          g_hash_table_add (self->pointed, &annotation->to);
        }
      else if (annotation->note != NULL)
        g_hash_table_add (self->pointed, &annotation->id);
    }
  g_array_sort (self->marks, compare_marks);
}

/* Which spans cross one that began before them. */
static void
find_crossing (VbtTeiWriter *self)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (VbtOffset));

  for (guint i = 0; i < self->marks->len; i++)
    {
      const VbtTeiMark *mark = &g_array_index (self->marks, VbtTeiMark, i);

      while (open->len > 0 && g_array_index (open, VbtOffset, open->len - 1) <= mark->range.start)
        g_array_set_size (open, open->len - 1);
      if (open->len > 0 && g_array_index (open, VbtOffset, open->len - 1) < mark->range.end)
        self->is_apart[mark->annotation] = TRUE;
      else
        g_array_append_val (open, mark->range.end);
    }
}

/* Finds where spans begin and end, and what is pointed at. */
void
vbt_tei_writer_find_marks (VbtTeiWriter *self)
{
  collect_marks (self);
  find_crossing (self);
}

static guint
number_entity (VbtTeiWriter *self, VbtId id)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->entities, &id));
  VbtEntity *entity = n == 0 ? vbt_catalog_get_entity (self->catalog, id) : NULL;

  if (entity == NULL)
    return n;
  g_ptr_array_add (self->used, entity);
  g_hash_table_insert (self->entities, &entity->id, GUINT_TO_POINTER (self->used->len));
  return self->used->len;
}

/* A quote whose speaker is known by its relation says so for other programs. */
static const GArray *
find_entities (const VbtTeiWriter *self, const VbtAnnotation *annotation)
{
  const VbtAnnotation *speaker;

  if ((annotation->entities != NULL && annotation->entities->len > 0)
      || !g_str_equal (vbt_tei_writer_get_label (self, annotation), VBT_LABEL_QUOTE))
    return annotation->entities;
  speaker = vbt_document_follow (self->document, self->catalog, annotation, VBT_RELATION_SPEAKER);
  return speaker != NULL ? speaker->entities : NULL;
}

static void
append_refs (VbtTeiWriter *self, const VbtAnnotation *annotation)
{
  const GArray *entities = find_entities (self, annotation);
  gboolean speaks = g_str_equal (vbt_tei_writer_get_label (self, annotation), VBT_LABEL_QUOTE);

  for (guint i = 0; entities != NULL && i < entities->len; i++)
    g_string_append_printf (self->out, "%s#d%u.e%u",
                            i > 0    ? " "
                            : speaks ? " who=\""
                                     : " ref=\"",
                            self->n, number_entity (self, g_array_index (entities, VbtId, i)));
  if (entities != NULL && entities->len > 0)
    g_string_append_c (self->out, '"');
}

/* (nullable): the element of TEI that a reader takes for such an annotation. */
static const char *
find_element (const VbtTeiWriter *self, const VbtAnnotation *annotation)
{
  static const char *const elements[] = { "said",  "persName", "placeName", "orgName", "q",
                                          "quote", "geogName", "name",      "rs",      NULL };
  const char *own = get_value (self, annotation, VBT_TEI_ELEMENT);
  const char *type = get_value (self, annotation, "type");

  for (guint i = 0; elements[i] != NULL; i++)
    if ((own != NULL ? g_str_equal (own, elements[i]) : i < 4)
        && g_strcmp0 (vbt_tei_label_of (elements[i], type),
                      vbt_tei_writer_get_label (self, annotation))
               == 0)
      return elements[i];
  return NULL;
}

/* What crosses others is told apart, where the tag has no place for attributes. */
static gboolean
is_apart (const VbtTeiWriter *self, const VbtAnnotation *annotation)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, &annotation->id));

  return number > 0 && self->is_apart[number - 1];
}

/* What stands in the tag itself, of an element of TEI. */
static gboolean
is_in_tag (const char *key, const char *value)
{
  static const char *const keys[]
      = { "type", "subtype", "direct", "aloud", "rend", "n", "key", "cert", NULL };

  return g_strv_contains (keys, key) && strstr (value, VBT_VALUE_SEPARATOR) == NULL;
}

gboolean
vbt_tei_writer_needs_features (const VbtTeiWriter *self, const VbtAnnotation *annotation,
                               const VbtValue *value)
{
  const char *key = vbt_tei_writer_get_key (self, value);

  return annotation->kind != VBT_KIND_SPAN || is_apart (self, annotation)
         || find_element (self, annotation) == NULL
         || (!is_in_tag (key, value->value) && !g_str_equal (key, VBT_TEI_ELEMENT));
}

gboolean
vbt_tei_writer_has_features (const VbtTeiWriter *self, const VbtAnnotation *annotation)
{
  for (guint i = 0; i < annotation->values->len; i++)
    if (vbt_tei_writer_needs_features (self, annotation, annotation->values->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Identifiers: those of further fragments have their number behind a dot. */
void
vbt_tei_writer_append_id (VbtTeiWriter *self, const char *start, guint annotation, guint fragment)
{
  g_string_append_printf (self->out, "%sd%u.s%u", start, self->n, annotation + 1);
  if (fragment > 0)
    g_string_append_printf (self->out, ".%u", fragment);
  g_string_append_c (self->out, '"');
}

void
vbt_tei_writer_append_attributes (VbtTeiWriter *self, const VbtTeiMark *mark, gboolean with_id)
{
  const VbtAnnotation *annotation = self->document->annotations->pdata[mark->annotation];
  gboolean is_first = mark->fragment == 0;

  if (with_id || annotation->n_fragments > 1
      || g_hash_table_contains (self->pointed, &annotation->id))
    vbt_tei_writer_append_id (self, " xml:id=\"", mark->annotation, mark->fragment);
  if (!is_first)
    vbt_tei_writer_append_id (self, " prev=\"#", mark->annotation, mark->fragment - 1);
  if (mark->fragment + 1 < annotation->n_fragments)
    vbt_tei_writer_append_id (self, " next=\"#", mark->annotation, mark->fragment + 1);
  if (!is_first)
    return;
  append_refs (self, annotation);
  if (vbt_tei_writer_has_features (self, annotation))
    g_string_append_printf (self->out, " ana=\"#d%u.f%u\"", self->n, mark->annotation + 1);
}

static void
append_values_in_tag (VbtTeiWriter *self, const VbtAnnotation *annotation)
{
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];

      if (!vbt_tei_writer_needs_features (self, annotation, value)
          && !g_str_equal (vbt_tei_writer_get_key (self, value), VBT_TEI_ELEMENT))
        vbt_xml_append_attribute (self->out, vbt_tei_writer_get_key (self, value), value->value);
    }
}

static void
append_tag (VbtTeiWriter *self, const VbtTeiMark *mark)
{
  const VbtAnnotation *annotation = self->document->annotations->pdata[mark->annotation];
  const char *element = find_element (self, annotation);

  g_string_append_printf (self->out, "<%s", element != NULL ? element : "seg");
  if (element == NULL)
    vbt_xml_append_attribute (self->out, "type", vbt_tei_writer_get_label (self, annotation));
  else
    append_values_in_tag (self, annotation);
  vbt_tei_writer_append_attributes (self, mark, FALSE);
  g_string_append_c (self->out, '>');
}

static void
append_end_tag (VbtTeiWriter *self, const VbtTeiMark *mark)
{
  const char *element = find_element (self, self->document->annotations->pdata[mark->annotation]);

  g_string_append_printf (self->out, "</%s>", element != NULL ? element : "seg");
}

static void
append_slice (VbtTeiWriter *self, VbtOffset start, VbtOffset end)
{
  const char *text = vbt_text_at (self->document->text, start);

  vbt_xml_append_text (self->out, text, vbt_text_at (self->document->text, end) - text);
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  VbtOffset x = *(const VbtOffset *)a, y = *(const VbtOffset *)b;

  return x < y ? -1 : x > y;
}

/* The ends of spans that stand apart, each once. */
static GArray *
find_anchors (VbtTeiWriter *self)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (VbtOffset));
  guint n = 0;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const VbtTeiMark *mark = &g_array_index (self->marks, VbtTeiMark, i);

      if (self->is_apart[mark->annotation])
        g_array_append_vals (anchors, &mark->range, 2);
    }
  g_array_sort (anchors, compare_offsets);
  for (guint i = 0; i < anchors->len; i++)
    if (i == 0
        || g_array_index (anchors, VbtOffset, i) != g_array_index (anchors, VbtOffset, n - 1))
      g_array_index (anchors, VbtOffset, n++) = g_array_index (anchors, VbtOffset, i);
  g_array_set_size (anchors, n);
  return anchors;
}

/* Writes up to a place in the text: what ends before it, and the anchors. */
static VbtOffset
append_until (VbtTeiWriter *self, VbtOffset from, VbtOffset to, GPtrArray *open,
              const GArray *anchors, guint *anchor)
{
  for (;;)
    {
      const VbtTeiMark *last = open->len > 0 ? open->pdata[open->len - 1] : NULL;
      VbtOffset next_anchor
          = *anchor < anchors->len ? g_array_index (anchors, VbtOffset, *anchor) : G_MAXINT32;
      VbtOffset next = MIN (to, MIN (next_anchor, last != NULL ? last->range.end : G_MAXINT32));

      append_slice (self, from, next);
      from = next;
      if (last != NULL && last->range.end == next)
        {
          append_end_tag (self, last);
          g_ptr_array_set_size (open, (gint)open->len - 1);
        }
      else if (next_anchor == next)
        {
          g_string_append_printf (self->out, "<anchor xml:id=\"d%u.a%d\"/>", self->n, next);
          (*anchor)++;
        }
      else
        return from;
    }
}

void
vbt_tei_writer_append_body (VbtTeiWriter *self)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GArray) anchors = find_anchors (self);
  VbtOffset at = 0;
  guint anchor = 0;

  g_string_append (self->out, "<text><body><ab xml:space=\"preserve\">");
  for (guint i = 0; i < self->marks->len; i++)
    {
      VbtTeiMark *mark = &g_array_index (self->marks, VbtTeiMark, i);

      if (self->is_apart[mark->annotation])
        continue;
      at = append_until (self, at, mark->range.start, open, anchors, &anchor);
      append_tag (self, mark);
      g_ptr_array_add (open, mark);
    }
  append_until (self, at, vbt_text_get_length (self->document->text), open, anchors, &anchor);
  g_string_append (self->out, "</ab></body></text>\n");
}

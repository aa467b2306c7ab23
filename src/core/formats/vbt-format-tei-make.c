/* vbt-format-tei-make.c: makes a document of the elements of TEI
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-tei.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUOTED_BYTES 80

static void
item_free (gpointer data)
{
  VbtTeiItem *item = data;

  g_free (item->element);
  g_free (item->label);
  g_free (item->id);
  g_free (item->refs);
  g_free (item->ana);
  g_free (item->next);
  g_free (item->from);
  g_free (item->to);
  g_free (item->note);
  g_clear_pointer (&item->values, g_ptr_array_unref);
  g_free (item);
}

static void
entity_free (gpointer data)
{
  VbtTeiEntity *entity = data;

  g_ptr_array_unref (entity->names);
  g_free (entity->external_id);
  g_free (entity);
}

void
vbt_tei_init (VbtTei *self, VbtDraft *draft)
{
  *self = (VbtTei){ .draft = draft };
  self->text = g_string_new (NULL);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->relations = g_ptr_array_new_with_free_func (item_free);
  self->terms = g_ptr_array_new_with_free_func (item_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->features
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entity_free);
  self->shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entity_free);
  self->metadata = g_ptr_array_new_with_free_func (g_free);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  self->sentences = g_array_new (FALSE, FALSE, sizeof (VbtRange));
}

void
vbt_tei_clear (VbtTei *self)
{
  g_string_free (self->text, TRUE);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->relations);
  g_ptr_array_unref (self->terms);
  g_hash_table_unref (self->features);
  g_hash_table_unref (self->entities);
  g_hash_table_unref (self->shared);
  g_ptr_array_unref (self->metadata);
  g_array_unref (self->tokens);
  g_array_unref (self->sentences);
  g_free (self->name);
}

/* Forgets the document before; what the corpus declares stays. */
void
vbt_tei_begin (VbtTei *self)
{
  g_string_truncate (self->text, 0);
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->relations, 0);
  g_ptr_array_set_size (self->terms, 0);
  g_hash_table_remove_all (self->features);
  g_hash_table_remove_all (self->entities);
  g_ptr_array_set_size (self->metadata, 0);
  g_array_set_size (self->tokens, 0);
  g_array_set_size (self->sentences, 0);
  g_clear_pointer (&self->name, g_free);
  self->n_spans = self->n_others = 0;
}

/* Elements that are only pointed at are what others need. */
static gboolean
has_room (VbtTei *self, const GPtrArray *items, const char *label)
{
  guint *n = items == self->items ? &self->n_spans : &self->n_others;
  g_autofree char *surplus = NULL;

  if ((items == self->items && label == NULL) || (*n)++ < VBT_READER_MAX_SPANS)
    return TRUE;
  if (!vbt_draft_say_once (self->draft, "surplus"))
    return FALSE;
  surplus = vbt_reader_describe_surplus ();
  vbt_draft_problem (self->draft, "%s", surplus);
  return FALSE;
}

/* (transfer none) (nullable): adds an element; where it is without place yet it is told by pointers. NULL, and it is
 * reported, where there are too many. */
VbtTeiItem *
vbt_tei_add_item (VbtTei *self, GPtrArray *items, const char *element, const char *label)
{
  VbtTeiItem *item;

  if (!has_room (self, items, label))
    return NULL;
  item = g_new0 (VbtTeiItem, 1);
  item->element = g_strdup (element);
  item->label = g_strdup (label);
  item->start = item->end = -1;
  item->speaker = -1;
  g_ptr_array_add (items, item);
  return item;
}

void
vbt_tei_add_value (VbtTeiItem *item, const char *key, const char *value)
{
  if (item->values == NULL)
    item->values = g_ptr_array_new_with_free_func (g_free);
  vbt_tei_add_pair (item->values, key, value);
}

void
vbt_tei_add_pair (GPtrArray *pairs, const char *key, const char *value)
{
  g_ptr_array_add (pairs, g_strdup (key));
  g_ptr_array_add (pairs, g_strdup (value));
}

VbtTeiEntity *
vbt_tei_ensure_entity (GHashTable *entities, const char *id, VbtEntityKind kind)
{
  VbtTeiEntity *entity = g_hash_table_lookup (entities, id);

  if (entity != NULL)
    return entity;
  entity = g_new0 (VbtTeiEntity, 1);
  entity->kind = kind;
  entity->names = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (entities, g_strdup (id), entity);
  return entity;
}

static const char *
label_of_type (const char *type)
{
  static const struct
  {
    const char *start, *label;
  } types[] = { { "pers", "Person" },
                { "place", "Location" },
                { "loc", "Location" },
                { "org", "Organization" },
                { "event", "Event" } };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strncasecmp (type, types[i].start, strlen (types[i].start)) == 0)
      return types[i].label;
  return "Other";
}

/* (nullable): the label of what such an element of the text is, if it is an annotation. */
const char *
vbt_tei_label_of (const char *element, const char *type)
{
  static const struct
  {
    const char *element, *label;
  } labels[] = { { "said", VBT_LABEL_QUOTE },  { "q", VBT_LABEL_QUOTE },
                 { "quote", VBT_LABEL_QUOTE }, { "u", VBT_LABEL_QUOTE },
                 { "sp", VBT_LABEL_QUOTE },    { "speaker", VBT_LABEL_SPEAKER },
                 { "persName", "Person" },     { "placeName", "Location" },
                 { "geogName", "Location" },   { "orgName", "Organization" } };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].element, element))
      return labels[i].label;
  if (g_str_equal (element, "name") || g_str_equal (element, "rs"))
    return label_of_type (type);
  return g_str_equal (element, "seg") && type != NULL && type[0] != '\0' ? type : NULL;
}

static void
index_items (VbtTei *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      VbtTeiItem *item = self->items->pdata[i];

      if (item->id == NULL || g_hash_table_contains (self->by_id, item->id))
        {
          self->draft->line = item->line;
          if (item->id != NULL)
            vbt_draft_problem (
                self->draft, _ ("There is another “%.40s”: what points there means the first one"),
                item->id);
          continue;
        }
      g_hash_table_insert (self->by_id, item->id, item);
    }
}

/* (nullable): the element that a pointer within the document means. */
static VbtTeiItem *
follow (const VbtTei *self, const char *pointer)
{
  return pointer != NULL && pointer[0] == '#' ? g_hash_table_lookup (self->by_id, pointer + 1)
                                              : NULL;
}

/* A span that is told apart is from the beginning of one element to the end of another. */
static void
place_apart (VbtTei *self, VbtTeiItem *item)
{
  g_auto (GStrv) from = item->from != NULL ? g_strsplit_set (item->from, " \t\r\n", -1) : NULL;
  const VbtTeiItem *first = from != NULL ? follow (self, from[0]) : NULL;
  const VbtTeiItem *last = item->to != NULL ? follow (self, item->to) : first;

  for (guint i = 1; item->to == NULL && first != NULL && from[i] != NULL; i++)
    if (follow (self, from[i]) != NULL)
      last = follow (self, from[i]);
  if (first == NULL || last == NULL)
    return;
  item->start = first->start;
  item->end = last->end;
  item->keeps_space = first->keeps_space;
}

static char *
describe (const VbtTei *self, const VbtTeiItem *item)
{
  gint64 length = CLAMP (item->end - item->start, 0, QUOTED_BYTES);
  g_autofree char *head
      = item->start >= 0 ? g_strndup (self->text->str + item->start, (gsize)length) : NULL;
  g_autofree char *text = head != NULL ? g_utf8_make_valid (head, -1) : g_strdup ("");

  g_strdelimit (text, "\r\n\t", ' ');
  return g_strdup_printf ("<%s> “%.40s”", item->element, text);
}

static void
add_fragments (VbtTei *self, VbtTeiItem *item)
{
  VbtTeiItem *next = item;

  for (guint i = 0; i < self->items->len; i++)
    {
      VbtRange range;

      next = follow (self, next->next);
      if (next == NULL || next == item || next->start < 0 || next->span != NULL)
        return;
      range = (VbtRange){ (VbtOffset)next->start, (VbtOffset)next->end };
      next->span = item->span;
      if (range.end > range.start)
        g_array_append_val (item->span->parent.ranges, range);
    }
}

static void
add_span (VbtTei *self, VbtTeiItem *item)
{
  g_autofree char *what = NULL;

  if (item->label == NULL || item->is_continued)
    return;
  if (item->start < 0)
    place_apart (self, item);
  what = describe (self, item);
  self->draft->line = item->line;
  if (item->start < 0 || item->start >= item->end)
    {
      vbt_draft_problem (self->draft,
                         item->start < 0 ? _ ("%s was left out: it points nowhere")
                                         : _ ("%s was left out: it is empty"),
                         what);
      return;
    }
  item->span = vbt_draft_add_span (self->draft, what, item->label, (VbtOffset)item->start,
                                   (VbtOffset)item->end);
  add_fragments (self, item);
}

static void
mark_continued (VbtTei *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const VbtTeiItem *item = self->items->pdata[i];
      VbtTeiItem *next = item->label != NULL ? follow (self, item->next) : NULL;

      if (next != NULL && next != item && next->label != NULL)
        {
          if (next->start < 0)
            place_apart (self, next);
          next->is_continued = next->start > item->start;
        }
    }
}

/* (transfer none) (nullable): the entity that a list declares under the identifier. */
static VbtEntity *
get_declared (VbtTei *self, const char *id)
{
  const VbtTeiEntity *declared = g_hash_table_lookup (self->entities, id);
  VbtEntity *entity;

  if (declared == NULL)
    declared = g_hash_table_lookup (self->shared, id);
  if (declared == NULL)
    return NULL;
  entity = vbt_catalog_ensure_entity (self->draft->sink->catalog, declared->kind,
                                      declared->names->len > 0 ? declared->names->pdata[0] : id);
  for (guint i = 1; i < declared->names->len; i++)
    vbt_entity_add_alias (entity, declared->names->pdata[i]);
  if (entity->external_id == NULL)
    entity->external_id = g_strdup (declared->external_id);
  return entity;
}

/* Whom a pointer means: what is not declared here is known by its pointer. */
static void
refer (VbtTei *self, VbtTeiItem *item, const char *pointer)
{
  VbtAnnotation *annotation = item->span->annotation;
  const char *hash = strchr (pointer, '#');
  const char *id = hash != NULL && hash[1] != '\0' ? hash + 1 : pointer;
  VbtEntity *entity = pointer[0] == '#' ? get_declared (self, id) : NULL;
  const VbtTeiItem *target = entity == NULL ? follow (self, pointer) : NULL;

  self->draft->line = item->line;
  if (target != NULL && g_strcmp0 (target->id, item->id) == 0)
    {
      vbt_draft_problem (self->draft, _ ("%s: what it refers to is itself, and left out"),
                         item->span->what);
      return;
    }
  if (target != NULL)
    {
      vbt_draft_relate (self->draft, item->span->what, "ref", annotation,
                        target->span != NULL ? target->span->annotation : NULL);
      return;
    }
  if (entity == NULL && pointer[0] == '#' && vbt_draft_say_once (self->draft, pointer))
    vbt_draft_problem (self->draft,
                       _ ("%s: there is no %.40s in the file: it is known by that name"),
                       item->span->what, pointer);
  if (entity == NULL)
    entity = vbt_catalog_ensure_entity (self->draft->sink->catalog,
                                        vbt_reader_entity_kind (item->label), id);
  vbt_annotation_add_entity (annotation, entity->id);
}

static void
refer_to_all (VbtTei *self, VbtTeiItem *item)
{
  g_auto (GStrv) pointers = item->refs != NULL ? g_strsplit_set (item->refs, " \t\r\n", -1) : NULL;

  for (guint i = 0; pointers != NULL && pointers[i] != NULL; i++)
    if (pointers[i][0] != '\0')
      refer (self, item, pointers[i]);
}

static void
set_pairs (VbtTei *self, const GPtrArray *pairs, VbtAnnotation *annotation)
{
  for (guint i = 0; pairs != NULL && i + 1 < pairs->len; i += 2)
    vbt_draft_set_value (self->draft, annotation, pairs->pdata[i], pairs->pdata[i + 1]);
}

static void
set_values (VbtTei *self, const VbtTeiItem *item, VbtAnnotation *annotation)
{
  set_pairs (self, item->values, annotation);
  if (item->ana != NULL && item->ana[0] == '#')
    set_pairs (self, g_hash_table_lookup (self->features, item->ana + 1), annotation);
  if (item->note != NULL && annotation->note == NULL)
    annotation->note = g_strdup (item->note);
}

static void
relate (VbtTei *self, const VbtTeiItem *relation)
{
  GPtrArray *annotations = self->draft->document->annotations;
  const VbtTeiItem *from = follow (self, relation->from), *to = follow (self, relation->to);
  guint n_before = annotations->len;

  self->draft->line = relation->line;
  if (g_str_equal (relation->element, "note"))
    {
      if (from != NULL && from->span != NULL && from->span->annotation != NULL
          && from->span->annotation->note == NULL)
        from->span->annotation->note = g_strdup (relation->note);
      return;
    }
  if (from == NULL || to == NULL || from->span == NULL || to->span == NULL)
    {
      vbt_draft_problem (self->draft,
                         _ ("The relation %.40s was left out: it is not one of two spans"),
                         relation->label);
      return;
    }
  vbt_draft_relate (self->draft, relation->label, relation->label, from->span->annotation,
                    to->span->annotation);
  if (annotations->len > n_before)
    set_values (self, relation, annotations->pdata[n_before]);
}

/* Whom a quote's speaker means is not said again of the quote: it is there for other programs. */
static void
drop_repeated (VbtTei *self)
{
  VbtDocument *document = self->draft->document;
  const VbtLabel *speaker = vbt_schema_find_label (self->draft->sink->catalog->schema,
                                                   VBT_KIND_RELATION, VBT_RELATION_SPEAKER);

  for (guint i = 0; speaker != NULL && i < document->annotations->len; i++)
    {
      const VbtAnnotation *relation = document->annotations->pdata[i];
      VbtAnnotation *from, *to;

      if (relation->label != speaker->id)
        continue;
      from = vbt_document_get_annotation (document, relation->from);
      to = vbt_document_get_annotation (document, relation->to);
      for (guint j = 0; from != NULL && to != NULL && from->entities != NULL && to->entities != NULL
                        && j < to->entities->len;
           j++)
        vbt_annotation_remove_entity (from, g_array_index (to->entities, VbtId, j));
    }
}

/* Who speaks in a play is named once: the name is what refers to them. */
static void
name_speaker (VbtTei *self, const VbtTeiItem *item)
{
  const VbtTeiItem *speaker = self->items->pdata[item->speaker];
  const GArray *entities = item->span != NULL && item->span->annotation != NULL
                               ? item->span->annotation->entities
                               : NULL;

  if (item->span == NULL || speaker->span == NULL)
    return;
  vbt_draft_relate (self->draft, item->span->what, VBT_RELATION_SPEAKER, item->span->annotation,
                    speaker->span->annotation);
  for (guint i = 0; speaker->span->annotation != NULL && entities != NULL && i < entities->len; i++)
    vbt_annotation_add_entity (speaker->span->annotation, g_array_index (entities, VbtId, i));
}

static void
relate_all (VbtTei *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((VbtTeiItem *)self->items->pdata[i])->speaker >= 0)
      name_speaker (self, self->items->pdata[i]);
  for (guint i = 0; i < self->relations->len; i++)
    relate (self, self->relations->pdata[i]);
  drop_repeated (self);
}

static void
label_document (VbtTei *self)
{
  GPtrArray *annotations = self->draft->document->annotations;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const VbtTeiItem *term = self->terms->pdata[i];
      guint n_before = annotations->len;

      vbt_draft_label_document (self->draft, term->label);
      if (annotations->len > n_before)
        set_values (self, term, annotations->pdata[n_before]);
    }
}

/* Ranges of bytes as ranges of characters; none where they are not one behind the other. */
static GArray *
convert_ranges (const VbtTei *self, const GArray *ranges)
{
  g_autoptr (GArray) converted = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtOffset end = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      VbtRange bytes = g_array_index (ranges, VbtRange, i);
      VbtRange range = { vbt_text_byte_to_offset (self->draft->document->text, (gsize)bytes.start),
                         vbt_text_byte_to_offset (self->draft->document->text, (gsize)bytes.end) };

      if (range.start < end)
        return NULL;
      end = range.end;
      g_array_append_val (converted, range);
    }
  return converted->len > 0 ? g_steal_pointer (&converted) : NULL;
}

static void
set_segmentation (VbtTei *self)
{
  g_autoptr (GArray) tokens = convert_ranges (self, self->tokens);
  g_autoptr (GArray) sentences = convert_ranges (self, self->sentences);

  if (tokens == NULL || sentences == NULL)
    return;
  self->draft->document->tokens = g_steal_pointer (&tokens);
  self->draft->document->sentences = g_steal_pointer (&sentences);
}

static void
set_metadata (VbtTei *self)
{
  for (guint i = 0; i + 1 < self->metadata->len; i += 2)
    vbt_draft_set_metadata (self->draft, self->metadata->pdata[i], self->metadata->pdata[i + 1]);
}

/* Makes the document that was begun, and hands it over. */
gboolean
vbt_tei_end (VbtTei *self, GError **error)
{
  if (!vbt_draft_begin (self->draft, self->name, self->text->str))
    return TRUE;
  set_metadata (self);
  set_segmentation (self);
  index_items (self);
  mark_continued (self);
  for (guint i = 0; i < self->items->len; i++)
    add_span (self, self->items->pdata[i]);
  self->draft->line = 0;
  vbt_draft_settle (self->draft);
  for (guint i = 0; i < self->items->len; i++)
    {
      VbtTeiItem *item = self->items->pdata[i];

      if (item->span == NULL || item->span->annotation == NULL || item->is_continued)
        continue;
      set_values (self, item, item->span->annotation);
      refer_to_all (self, item);
    }
  relate_all (self);
  label_document (self);
  self->draft->line = 0;
  return vbt_draft_end (self->draft, error);
}

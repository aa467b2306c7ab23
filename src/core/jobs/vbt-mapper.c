/* vbt-mapper.c: what a file calls labels, entities and annotators, and what the project calls them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-mapper.h"

struct _VbtMapper
{
  VbtStore *store;
  VbtSchema *schema; /* the project's, with what this job has added to it */
  gboolean schema_changed;
  const VbtCatalog *from;

  VbtIdMap *labels;
  VbtIdMap *attributes;
  VbtIdMap *entities;
  VbtIdMap *annotators;
  VbtIdMap *new_entities; /* a set: those that were put into the project, and are not forgotten */
  GArray *added;          /* of VbtId: all of them */

  VbtId nobody;      /* whose the annotations are of which the file does not say it */
  VbtId person;      /* whose those of all persons are; 0: each their own */
  VbtId suggestions; /* the import in whose set persons' annotations become suggestions, or 0 */
};

/**
 * vbt_mapper_new:
 * @store: the project; a batch is open in it whenever the mapper works
 * @schema: the project's schema, to which missing labels are added; shared by all mappers of a job
 * @from: the catalog of the documents that will be mapped; it may grow meanwhile
 *
 * Returns: (transfer full): a mapper
 */
VbtMapper *
vbt_mapper_new (VbtStore *store, VbtSchema *schema, const VbtCatalog *from)
{
  VbtMapper *self;

  g_return_val_if_fail (VBT_IS_STORE (store) && schema != NULL && from != NULL, NULL);

  self = g_new0 (VbtMapper, 1);
  self->store = store;
  self->schema = vbt_schema_ref (schema);
  self->from = from;
  self->labels = vbt_id_map_new ();
  self->attributes = vbt_id_map_new ();
  self->entities = vbt_id_map_new ();
  self->annotators = vbt_id_map_new ();
  self->new_entities = vbt_id_map_new ();
  self->added = g_array_new (FALSE, FALSE, sizeof (VbtId));
  return self;
}

/**
 * vbt_mapper_free:
 * @self: (transfer full) (nullable): a mapper
 */
void
vbt_mapper_free (VbtMapper *self)
{
  if (self == NULL)
    return;
  vbt_schema_unref (self->schema);
  g_hash_table_unref (self->labels);
  g_hash_table_unref (self->attributes);
  g_hash_table_unref (self->entities);
  g_hash_table_unref (self->annotators);
  g_hash_table_unref (self->new_entities);
  g_array_unref (self->added);
  g_free (self);
}

/**
 * vbt_mapper_set_nobody:
 * @self: a mapper
 * @annotator: the project's annotator to whom annotations are given of which the file does not say whose they are
 */
void
vbt_mapper_set_nobody (VbtMapper *self, VbtId annotator)
{
  g_return_if_fail (self != NULL);
  self->nobody = annotator;
}

/**
 * vbt_mapper_set_person:
 * @self: a mapper
 * @annotator: the project's person to whom the annotations of all persons are given; 0: to each their own
 */
void
vbt_mapper_set_person (VbtMapper *self, VbtId annotator)
{
  g_return_if_fail (self != NULL);
  self->person = annotator;
}

/**
 * vbt_mapper_set_suggestions:
 * @self: a mapper
 * @annotator: the project's import in whose set everything is kept as suggestions; 0: as what they are
 */
void
vbt_mapper_set_suggestions (VbtMapper *self, VbtId annotator)
{
  g_return_if_fail (self != NULL);
  self->suggestions = annotator;
}

/**
 * vbt_mapper_get_new_entities:
 * @self: a mapper
 *
 * Returns: (transfer none) (element-type VbtId): the identifiers of the entities that were added to the project
 */
const GArray *
vbt_mapper_get_new_entities (VbtMapper *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->added;
}

/**
 * vbt_mapper_forget_entities:
 * @self: a mapper
 *
 * Forgets which entities of the file are which of the project: no document that is still to come has any of them. Of a
 * gigabyte of documents with entities of their own they would take as much memory.
 */
void
vbt_mapper_forget_entities (VbtMapper *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->entities);
  g_hash_table_remove_all (self->new_entities);
}

/**
 * vbt_mapper_replace_schema:
 * @self: a mapper that has mapped nothing yet
 * @schema: the schema that the project shall have from now on, instead of its own
 */
void
vbt_mapper_replace_schema (VbtMapper *self, const VbtSchema *schema)
{
  g_return_if_fail (self != NULL && schema != NULL);

  vbt_schema_unref (self->schema);
  self->schema = vbt_schema_copy (schema);
  self->schema_changed = TRUE;
}

/**
 * vbt_mapper_get_schema:
 * @self: a mapper
 *
 * Returns: (transfer none): the project's schema, with what was added to it
 */
VbtSchema *
vbt_mapper_get_schema (VbtMapper *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->schema;
}

/* Labels and attributes. */

static VbtLabel *
find_label (const VbtSchema *schema, VbtKind kind, const char *name)
{
  return (VbtLabel *)vbt_schema_find_label (schema, kind, name);
}

static VbtLabel *map_label (VbtMapper *self, VbtId id);

static void
map_ends (VbtMapper *self, GArray *ends)
{
  g_autoptr (GArray) mapped = NULL;

  if (ends == NULL)
    return;
  mapped = g_array_new (FALSE, FALSE, sizeof (VbtId));
  for (guint i = 0; i < ends->len; i++)
    {
      const VbtLabel *label = map_label (self, g_array_index (ends, VbtId, i));

      if (label != NULL)
        g_array_append_val (mapped, label->id);
    }
  g_array_set_size (ends, 0);
  g_array_append_vals (ends, mapped->data, mapped->len);
}

/* A label that was renamed in the project keeps the identifier that its old name gave it. */
static void
renew_taken_ids (VbtMapper *self, VbtLabel *label)
{
  if (vbt_schema_get_label (self->schema, label->id) != NULL)
    label->id = vbt_id_new ();
  for (guint i = 0; label->attributes != NULL && i < label->attributes->len; i++)
    {
      VbtAttribute *attribute = label->attributes->pdata[i];

      if (vbt_schema_get_attribute (self->schema, attribute->id) != NULL)
        attribute->id = vbt_id_new ();
    }
}

static VbtLabel *
add_label (VbtMapper *self, const VbtLabel *theirs)
{
  VbtLabel *label = vbt_label_copy (theirs);

  renew_taken_ids (self, label);
  if (label->key != NULL && vbt_schema_find_label_by_key (self->schema, label->key) != NULL)
    g_clear_pointer (&label->key, g_free);
  g_ptr_array_add (self->schema->labels, label);
  self->schema_changed = TRUE;
  vbt_id_map_set (self->labels, theirs->id, label->id);
  map_ends (self, label->from);
  map_ends (self, label->to);
  return label;
}

/* The project's label of the same kind and name; NULL where the file itself has no such label. */
static VbtLabel *
map_label (VbtMapper *self, VbtId id)
{
  const VbtLabel *theirs;
  VbtLabel *label;
  VbtId ours = vbt_id_map_get (self->labels, id);

  if (ours != 0)
    return (VbtLabel *)vbt_schema_get_label (self->schema, ours);
  theirs = vbt_schema_get_label (self->from->schema, id);
  if (theirs == NULL)
    return NULL;
  label = find_label (self->schema, theirs->kind, theirs->name);
  if (label == NULL)
    return add_label (self, theirs);
  vbt_id_map_set (self->labels, id, label->id);
  return label;
}

static VbtAttribute *
add_attribute (VbtMapper *self, VbtLabel *label, const VbtAttribute *theirs)
{
  VbtAttribute *attribute = vbt_attribute_copy (theirs);

  if (vbt_schema_get_attribute (self->schema, attribute->id) != NULL)
    attribute->id = vbt_id_new ();
  if (label->attributes == NULL)
    label->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_attribute_free);
  g_ptr_array_add (label->attributes, attribute);
  self->schema_changed = TRUE;
  return attribute;
}

static VbtAttribute *
map_attribute (VbtMapper *self, VbtLabel *label, VbtId id)
{
  const VbtAttribute *theirs;
  VbtAttribute *attribute;
  VbtId ours = vbt_id_map_get (self->attributes, id);

  if (ours != 0)
    return (VbtAttribute *)vbt_schema_get_attribute (self->schema, ours);
  theirs = vbt_schema_get_attribute (self->from->schema, id);
  if (theirs == NULL)
    return NULL;
  attribute = (VbtAttribute *)vbt_label_find_attribute (label, theirs->name);
  if (attribute == NULL)
    attribute = add_attribute (self, label, theirs);
  vbt_id_map_set (self->attributes, id, attribute->id);
  return attribute;
}

/* A value that the project's list of values lacks is added to the list: nothing is lost on the way in. */
static void
allow_value (VbtMapper *self, VbtAttribute *attribute, const char *value)
{
  g_auto (GStrv) parts = NULL;

  if (attribute->kind != VBT_ATTRIBUTE_ONE_OF && attribute->kind != VBT_ATTRIBUTE_SEVERAL_OF)
    return;
  /* A value of one-of never holds the separator, so that both are split alike. */
  parts = g_strsplit (value, VBT_VALUE_SEPARATOR, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0'
        && (attribute->values == NULL
            || !g_strv_contains ((const char *const *)attribute->values, parts[i])))
      {
        vbt_attribute_ensure_value (attribute, parts[i]);
        self->schema_changed = TRUE;
      }
}

static void
map_values (VbtMapper *self, VbtLabel *label, VbtAnnotation *annotation)
{
  for (guint i = 0; annotation->values != NULL && i < annotation->values->len;)
    {
      VbtValue *value = annotation->values->pdata[i];
      VbtAttribute *attribute = map_attribute (self, label, value->attribute);

      if (attribute == NULL)
        {
          vbt_annotation_remove_value (annotation, i);
          continue;
        }
      value->attribute = attribute->id;
      allow_value (self, attribute, value->value);
      i++;
    }
}

/* Entities. */

/* By identifier, else by kind and name. Two of one name in one file stay two. */
static VbtId
find_entity (VbtMapper *self, const VbtEntity *theirs)
{
  VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  const VbtEntity *entity = vbt_catalog_get_entity (catalog, theirs->id);

  if (entity != NULL && entity->kind == theirs->kind)
    return entity->id;
  entity = vbt_catalog_find_entity (catalog, theirs->kind, theirs->name);
  if (entity == NULL || vbt_id_map_has (self->new_entities, entity->id))
    return 0;
  return entity->id;
}

static gboolean
add_entity (VbtMapper *self, const VbtEntity *theirs, VbtId *id, GError **error)
{
  g_autoptr (VbtEntity) entity = vbt_entity_copy (theirs);

  if (vbt_catalog_get_entity (vbt_store_get_catalog (self->store), entity->id) != NULL)
    entity->id = vbt_id_new ();
  if (!vbt_store_put_entity (self->store, entity, error))
    return FALSE;
  vbt_id_map_add (self->new_entities, entity->id);
  g_array_append_val (self->added, entity->id);
  *id = entity->id;
  return TRUE;
}

/* 0 for an entity of which the file does not say what it is. */
static gboolean
map_entity (VbtMapper *self, VbtId *id, GError **error)
{
  VbtId ours = vbt_id_map_get (self->entities, *id);
  const VbtEntity *theirs = ours != 0 ? NULL : vbt_catalog_get_entity (self->from, *id);

  if (theirs != NULL)
    {
      ours = find_entity (self, theirs);
      if (ours == 0 && !add_entity (self, theirs, &ours, error))
        return FALSE;
      vbt_id_map_set (self->entities, theirs->id, ours);
    }
  *id = ours;
  return TRUE;
}

static gboolean
map_entities (VbtMapper *self, VbtAnnotation *annotation, GError **error)
{
  g_autoptr (GArray) theirs = NULL;

  if (annotation->entities == NULL || annotation->entities->len == 0)
    return TRUE;
  theirs = g_array_copy ((GArray *)annotation->entities);
  vbt_annotation_clear_entities (annotation);
  for (guint i = 0; i < theirs->len; i++)
    {
      VbtId id = g_array_index (theirs, VbtId, i);

      if (!map_entity (self, &id, error))
        return FALSE;
      if (id != 0)
        vbt_annotation_add_entity (annotation, id);
    }
  return TRUE;
}

/* Annotators. */

static gboolean
ensure_annotator (VbtMapper *self, const VbtAnnotator *theirs, VbtId *id, GError **error)
{
  const VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  const VbtAnnotator *ours
      = vbt_catalog_find_annotator (catalog, theirs->kind, theirs->name, theirs->version);
  g_autoptr (VbtAnnotator) copy = NULL;

  if (ours != NULL)
    {
      *id = ours->id;
      return TRUE;
    }
  copy = vbt_annotator_copy (theirs);
  if (vbt_catalog_get_annotator (catalog, copy->id) != NULL)
    copy->id = vbt_id_new ();
  *id = copy->id;
  return vbt_store_put_annotator (self->store, copy, error);
}

static gboolean
map_annotator (VbtMapper *self, VbtId *id, GError **error)
{
  const VbtAnnotator *theirs;
  VbtId ours = vbt_id_map_get (self->annotators, *id);

  if (ours == 0)
    {
      theirs = vbt_catalog_get_annotator (self->from, *id);
      if (self->suggestions != 0 && (theirs == NULL || theirs->kind != VBT_ANNOTATOR_TAGGER))
        ours = self->suggestions;
      else if (theirs == NULL)
        ours = self->nobody;
      else if (theirs->kind == VBT_ANNOTATOR_PERSON && self->person != 0)
        ours = self->person;
      else if (!ensure_annotator (self, theirs, &ours, error))
        return FALSE;
      vbt_id_map_set (self->annotators, *id, ours);
    }
  *id = ours;
  return TRUE;
}

static gboolean
map_annotation (VbtMapper *self, VbtAnnotation *annotation, GError **error)
{
  VbtLabel *label = map_label (self, annotation->label);

  if (label == NULL)
    {
      annotation->label = 0;
      return TRUE;
    }
  annotation->label = label->id;
  map_values (self, label, annotation);
  return map_entities (self, annotation, error)
         && map_annotator (self, &annotation->annotator, error);
}

static gboolean
map_decisions (VbtMapper *self, VbtDocument *document, GError **error)
{
  g_autoptr (GArray) decisions = g_steal_pointer (&document->decisions);

  document->decisions = g_array_new (FALSE, FALSE, sizeof (VbtDecision));
  for (guint i = 0; decisions != NULL && self->suggestions == 0 && i < decisions->len; i++)
    {
      VbtDecision decision = g_array_index (decisions, VbtDecision, i);

      if (!map_annotator (self, &decision.annotator, error))
        return FALSE;
      if (vbt_document_find_decision (document, decision.suggestion, decision.annotator) == NULL)
        g_array_append_val (document->decisions, decision);
    }
  return TRUE;
}

static gboolean
map_statuses (VbtMapper *self, VbtDocument *document, GError **error)
{
  g_autoptr (GArray) statuses = g_steal_pointer (&document->statuses);

  document->statuses = g_array_new (FALSE, FALSE, sizeof (VbtDocumentStatus));
  for (guint i = 0; statuses != NULL && self->suggestions == 0 && i < statuses->len; i++)
    {
      VbtDocumentStatus status = g_array_index (statuses, VbtDocumentStatus, i);

      if (!map_annotator (self, &status.annotator, error))
        return FALSE;
      vbt_document_set_status (document, status.annotator, status.status);
    }
  return TRUE;
}

/* What was asked elsewhere about suggestions is not asked here. */
static gboolean
map_remarks (VbtMapper *self, VbtDocument *document, GError **error)
{
  if (self->suggestions != 0)
    g_ptr_array_set_size (document->remarks, 0);
  for (guint i = 0; i < document->remarks->len; i++)
    if (!map_annotator (self, &((VbtRemark *)document->remarks->pdata[i])->annotator, error))
      return FALSE;
  return TRUE;
}

static gboolean
put_schema (VbtMapper *self, GError **error)
{
  if (!self->schema_changed)
    return TRUE;
  self->schema_changed = FALSE;
  return vbt_store_put_schema (self->store, self->schema, error);
}

/**
 * vbt_mapper_map_catalog:
 * @self: a mapper
 * @error: return location for an error
 *
 * Adds to the project all labels and entities of the file that it lacks, used in a document or not.
 *
 * Returns: whether the project could be written
 */
gboolean
vbt_mapper_map_catalog (VbtMapper *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->from->schema->labels->len; i++)
    map_label (self, ((VbtLabel *)self->from->schema->labels->pdata[i])->id);
  for (guint i = 0; i < self->from->entities->len; i++)
    {
      VbtId id = ((VbtEntity *)self->from->entities->pdata[i])->id;

      if (!map_entity (self, &id, error))
        return FALSE;
    }
  return put_schema (self, error);
}

/**
 * vbt_mapper_map:
 * @self: a mapper
 * @document: a document in the words of the file; changed into those of the project
 * @error: return location for an error
 *
 * Replaces the identifiers of labels, attributes, entities and annotators in @document by the
 * project's, and adds to the project (in its open batch) what it lacks. With
 * vbt_mapper_set_suggestions() decisions, statuses and remarks are dropped: they were not made here.
 *
 * Returns: whether the project could be written
 */
gboolean
vbt_mapper_map (VbtMapper *self, VbtDocument *document, GError **error)
{
  g_return_val_if_fail (self != NULL && document != NULL, FALSE);

  for (guint i = 0; i < document->annotations->len; i++)
    if (!map_annotation (self, document->annotations->pdata[i], error))
      return FALSE;
  if (!map_decisions (self, document, error) || !map_statuses (self, document, error)
      || !map_remarks (self, document, error))
    return FALSE;
  return put_schema (self, error);
}

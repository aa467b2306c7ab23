/* vbt-csv-entities.c: entities in tables of annotations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv-annotations.h"

#include <glib/gi18n-lib.h>

/* That a file names, as far as they are not in a project; each takes some 400 bytes, and in an import twice. */
#define MAX_ENTITIES 150000

/* (nullable): NULL where there are too many */
static VbtEntity *
ensure_entity (VbtCsvAnnotations *self, const char *kind_name, const char *label, const char *name)
{
  VbtCatalog *catalog = self->draft.sink->catalog;
  VbtEntityKind kind = vbt_reader_entity_kind (label);

  if (kind_name != NULL && kind_name[0] != '\0' && !vbt_entity_kind_from_string (kind_name, &kind)
      && vbt_draft_say_once (&self->draft, kind_name))
    vbt_draft_problem (
        &self->draft,
        _ ("“%.40s” was left out: entities are person, organization, location or other"),
        kind_name);
  if (catalog->entities->len < MAX_ENTITIES)
    return vbt_catalog_ensure_entity (catalog, kind, name);
  if (vbt_draft_say_once (&self->draft, "entities"))
    vbt_draft_problem (&self->draft,
                       _ ("There are more than %d entities: the others were left out. Split the "
                          "table."),
                       MAX_ENTITIES);
  return NULL;
}

/* (nullable): the entity's item of a cell that has one of each; a cell of the only entity may be written without care. */
static const char *
get_item (const char *cell, const GPtrArray *items, guint i, guint n)
{
  if (items->len == n)
    return items->pdata[i];
  return n == 1 && cell[0] != '\0' ? cell : NULL;
}

static void
describe_entity (VbtEntity *entity, VbtCsvColumn column, const char *key, const char *value)
{
  if (column == VBT_CSV_ENTITY_ID)
    {
      if (entity->external_id == NULL)
        entity->external_id = g_strdup (value);
    }
  else if (!g_hash_table_contains (entity->attributes, key))
    g_hash_table_insert (entity->attributes, g_strdup (key), g_strdup (value));
}

/* What the record says of its entities. */
static void
describe_entities (VbtCsvAnnotations *self, const GPtrArray *cells, const GPtrArray *entities)
{
  static const VbtCsvColumn facts[]
      = { VBT_CSV_ENTITY_ID, VBT_CSV_ROLE, VBT_CSV_AFFILIATION, VBT_CSV_GENDER };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const char *cell = vbt_csv_annotations_get (self, cells, facts[i]);
      g_autoptr (GPtrArray) items = cell[0] != '\0' ? vbt_csv_split_items (cell) : NULL;
      const char *key = self->kind->names[facts[i]][0];

      if (items == NULL)
        continue;
      if (items->len != entities->len && entities->len > 1)
        vbt_draft_problem (&self->draft,
                           _ ("Record %u: “%.40s” was left out: it does not say which of %u "
                              "entities it is about"),
                           self->csv.record, cell, entities->len);
      for (guint j = 0; j < entities->len; j++)
        {
          const char *item = get_item (cell, items, j, entities->len);

          if (item != NULL && item[0] != '\0' && entities->pdata[j] != NULL)
            describe_entity (entities->pdata[j], facts[i], key, item);
        }
    }
}

/* (transfer full): no entity is without a name. */
static GPtrArray *
split_names (const char *cell)
{
  GPtrArray *names = vbt_csv_split_items (cell);

  for (guint i = names->len; i > 0; i--)
    if (*(const char *)names->pdata[i - 1] == '\0')
      g_ptr_array_remove_index (names, i - 1);
  return names;
}

/**
 * vbt_csv_annotations_add_entities:
 * @self: a table
 * @cells: (element-type utf8): a record
 * @spans: (element-type VbtDraftSpan): whom its entities are
 *
 * Reads the entities of a record: all are the only span's, or one each is.
 */
void
vbt_csv_annotations_add_entities (VbtCsvAnnotations *self, const GPtrArray *cells,
                                  const GPtrArray *spans)
{
  const char *cell = vbt_csv_annotations_get (self, cells, VBT_CSV_ENTITY);
  const char *kinds_cell = vbt_csv_annotations_get (self, cells, VBT_CSV_ENTITY_KIND);
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) kinds = NULL;

  if (cell[0] == '\0')
    return;
  items = split_names (cell);
  kinds = vbt_csv_split_items (kinds_cell);
  if (spans->len == 0)
    {
      vbt_draft_problem (&self->draft, _ ("Record %u: “%.40s” was left out: no span means it"),
                         self->csv.record, cell);
      return;
    }
  if (spans->len != 1 && spans->len != items->len)
    {
      vbt_draft_problem (&self->draft,
                         _ ("Record %u: “%.40s” was left out: it does not say which of %u spans "
                            "means it"),
                         self->csv.record, cell, spans->len);
      return;
    }
  for (guint i = 0; i < items->len; i++)
    {
      const VbtDraftSpan *span = spans->pdata[spans->len == 1 ? 0 : i];
      VbtEntity *entity = ensure_entity (self, get_item (kinds_cell, kinds, i, items->len),
                                         span->label, items->pdata[i]);

      g_ptr_array_add (entities, entity);
      if (entity != NULL)
        vbt_csv_annotations_add_entity (self, span, entity->id);
    }
  describe_entities (self, cells, entities);
}

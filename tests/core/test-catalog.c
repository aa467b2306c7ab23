/* test-catalog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-catalog.h"

static VbtCatalog *
new_catalog (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new ("Test");

  return vbt_catalog_new (schema);
}

static void
test_entities (void)
{
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  VbtEntity *lind = vbt_catalog_ensure_entity (catalog, VBT_ENTITY_PERSON, "Lind");
  VbtEntity *firm = vbt_catalog_ensure_entity (catalog, VBT_ENTITY_ORGANIZATION, "Lind");

  g_assert_true (lind != firm);
  g_assert_true (vbt_catalog_ensure_entity (catalog, VBT_ENTITY_PERSON, "Lind") == lind);
  g_assert_true (vbt_catalog_get_entity (catalog, firm->id) == firm);
  g_assert_null (vbt_catalog_get_entity (catalog, 4711));
  g_assert_null (vbt_catalog_get_entity (catalog, 0));
  g_assert_null (vbt_catalog_find_entity (catalog, VBT_ENTITY_LOCATION, "Lind"));
  g_assert_cmpuint (catalog->entities->len, ==, 2);
}

/* Taken again under its identifier, an entity changes where it is, and goes by its new name. */
static void
test_entity_renamed (void)
{
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  VbtEntity *lind = vbt_catalog_ensure_entity (catalog, VBT_ENTITY_PERSON, "Lind");
  VbtEntity *renamed = vbt_entity_copy (lind);
  VbtEntity *namesake = vbt_entity_new (VBT_ENTITY_PERSON, "Lind");

  vbt_catalog_take_entity (catalog, namesake);
  g_assert_true (vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Lind") == lind);
  g_free (renamed->name);
  renamed->name = g_strdup ("Anna Lind");
  vbt_catalog_take_entity (catalog, renamed);
  g_assert_cmpstr (lind->name, ==, "Anna Lind");
  g_assert_true (vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Anna Lind") == lind);
  g_assert_true (vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Lind") == namesake);
  vbt_catalog_take_entity (catalog, lind);
  g_assert_cmpuint (catalog->entities->len, ==, 2);
  vbt_catalog_remove_entity (catalog, lind->id);
  g_assert_null (vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Anna Lind"));
  vbt_catalog_remove_entity (catalog, 4711);
  g_assert_cmpuint (catalog->entities->len, ==, 1);
}

/* A project of one entity. */
typedef struct
{
  VbtId id;
  guint n_loads;
} Loader;

static VbtEntity *
load (gpointer loader, VbtId id)
{
  Loader *self = loader;
  VbtEntity *entity;

  self->n_loads++;
  if (id != self->id)
    return NULL;
  entity = vbt_entity_new (VBT_ENTITY_PERSON, "Lind");
  entity->id = id;
  return entity;
}

static VbtEntity *
load_by_name (gpointer loader, VbtEntityKind kind, const char *name)
{
  Loader *self = loader;

  if (kind != VBT_ENTITY_PERSON || !g_str_equal (name, "Lind"))
    {
      self->n_loads++;
      return NULL;
    }
  return load (loader, self->id);
}

static void
test_loader (void)
{
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  Loader loader = { 42, 0 };
  VbtEntity *lind;

  catalog->load_entity = load;
  catalog->load_entity_by_name = load_by_name;
  catalog->loader = &loader;
  lind = vbt_catalog_get_entity (catalog, 42);
  g_assert_cmpstr (lind->name, ==, "Lind");
  g_assert_true (vbt_catalog_get_entity (catalog, 42) == lind);
  g_assert_true (vbt_catalog_ensure_entity (catalog, VBT_ENTITY_PERSON, "Lind") == lind);
  g_assert_cmpuint (loader.n_loads, ==, 1);
  g_assert_null (vbt_catalog_get_entity (catalog, 43));
  g_assert_cmpuint (loader.n_loads, ==, 2);
  g_assert_nonnull (vbt_catalog_ensure_entity (catalog, VBT_ENTITY_PERSON, "Berg"));
  g_assert_cmpuint (loader.n_loads, ==, 3);
}

static void
test_loader_by_name (void)
{
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  Loader loader = { 42, 0 };
  VbtEntity *lind;

  catalog->load_entity = load;
  catalog->load_entity_by_name = load_by_name;
  catalog->loader = &loader;
  lind = vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Lind");
  g_assert_cmpint (lind->id, ==, 42);
  g_assert_true (vbt_catalog_get_entity (catalog, 42) == lind);
  g_assert_cmpuint (loader.n_loads, ==, 1);
}

static void
test_aliases (void)
{
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, "Anna Lind");
  g_autoptr (VbtEntity) copy = NULL;
  const char *aliases[] = { "Lind", "A. Lind", "Anna", "Lind", "B", "A. Lind" };

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    vbt_entity_add_alias (entity, aliases[i]);
  g_hash_table_insert (entity->attributes, g_strdup ("role"), g_strdup ("minister"));
  copy = vbt_entity_copy (entity);
  g_assert_cmpuint (copy->aliases->len, ==, 4);
  for (guint i = 1; i < copy->aliases->len; i++)
    g_assert_cmpstr (copy->aliases->pdata[i - 1], <, copy->aliases->pdata[i]);
  g_assert_cmpstr (g_hash_table_lookup (copy->attributes, "role"), ==, "minister");
}

static void
test_annotators (void)
{
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  g_autoptr (VbtCatalog) other = new_catalog ();
  VbtAnnotator *ada = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_PERSON, "ada", NULL);
  VbtAnnotator *one = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_TAGGER, "quotes", "1");
  VbtAnnotator *two = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_TAGGER, "quotes", "2");

  g_assert_true (one != two);
  g_assert_true (vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_PERSON, "ada", NULL) == ada);
  g_assert_true (vbt_catalog_get_annotator (catalog, two->id) == two);
  g_assert_null (vbt_catalog_find_annotator (catalog, VBT_ANNOTATOR_IMPORT, "ada", NULL));
  /* A tagger is the same in two projects, a person need not be. */
  g_assert_cmpint (vbt_catalog_ensure_annotator (other, VBT_ANNOTATOR_TAGGER, "quotes", "1")->id,
                   ==, one->id);
  g_assert_cmpint (vbt_catalog_ensure_annotator (other, VBT_ANNOTATOR_PERSON, "ada", NULL)->id, !=,
                   ada->id);
}

static void
test_annotator_renamed (void)
{
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  VbtAnnotator *one = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_TAGGER, "quotes", "1");
  VbtAnnotator *renamed = vbt_annotator_copy (one);
  VbtAnnotator *again;

  g_free (renamed->name);
  renamed->name = g_strdup ("old quotes");
  vbt_catalog_take_annotator (catalog, renamed);
  g_assert_cmpstr (one->name, ==, "old quotes");
  again = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_TAGGER, "quotes", "1");
  g_assert_true (again != one);
  g_assert_cmpint (again->id, !=, one->id);
  g_assert_cmpuint (catalog->annotators->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/entities", test_entities);
  g_test_add_func ("/catalog/entities/renamed", test_entity_renamed);
  g_test_add_func ("/catalog/loader", test_loader);
  g_test_add_func ("/catalog/loader/by-name", test_loader_by_name);
  g_test_add_func ("/catalog/aliases", test_aliases);
  g_test_add_func ("/catalog/annotators", test_annotators);
  g_test_add_func ("/catalog/annotators/renamed", test_annotator_renamed);
  return g_test_run ();
}

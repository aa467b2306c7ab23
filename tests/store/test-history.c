/* test-history.c: undo and redo of everything that can be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store-fixture.h"

/* What the acts below work on. */
typedef struct
{
  Fixture *fixture;
  VbtId document;
  VbtId quote;
  VbtId speaker;
  VbtId relation;
  VbtId suggestion;
  VbtId entity;
} Scene;

typedef gboolean (*Act) (Scene *, GError **);

static gboolean
put (Scene *self, VbtAnnotation *annotation, GError **error)
{
  return vbt_store_put_annotation (self->fixture->store, self->document, annotation, error);
}

static VbtAnnotation *
get (Scene *self, VbtId id)
{
  g_autoptr (VbtDocument) document = fixture_load (self->fixture, self->document);

  return vbt_annotation_copy (vbt_document_get_annotation (document, id));
}

static gboolean
insert_document (Scene *self, GError **error)
{
  g_autoptr (VbtDocument) document = fixture_document ("one.txt", 30);

  self->document = document->id;
  return vbt_store_insert_document (self->fixture->store, document, error);
}

static gboolean
insert_entity (Scene *self, GError **error)
{
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, "Zoë Müller");

  vbt_entity_add_alias (entity, "Zoe");
  vbt_entity_add_alias (entity, "Müller");
  g_hash_table_insert (entity->attributes, g_strdup ("role"), g_strdup ("mayor"));
  self->entity = entity->id;
  return vbt_store_put_entity (self->fixture->store, entity, error);
}

static gboolean
change_entity (Scene *self, GError **error)
{
  g_autoptr (VbtEntity) entity = vbt_entity_copy (
      vbt_catalog_get_entity (vbt_store_get_catalog (self->fixture->store), self->entity));

  g_free (entity->name);
  entity->name = g_strdup ("Zoë M.");
  g_ptr_array_remove_index (entity->aliases, 0);
  vbt_entity_add_alias (entity, "The mayor");
  g_hash_table_remove_all (entity->attributes);
  g_hash_table_insert (entity->attributes, g_strdup ("party"), g_strdup ("none"));
  return vbt_store_put_entity (self->fixture->store, entity, error);
}

static gboolean
insert_spans (Scene *self, GError **error)
{
  VbtId ada = self->fixture->ada;
  g_autoptr (VbtAnnotation) quote
      = vbt_annotation_new_span (fixture_label (self->fixture, VBT_KIND_SPAN, "Quote"), ada, 0, 6);
  g_autoptr (VbtAnnotation) speaker = vbt_annotation_new_span (
      fixture_label (self->fixture, VBT_KIND_SPAN, "Speaker"), ada, 12, 15);
  g_autoptr (VbtAnnotation) relation = vbt_annotation_new_relation (
      fixture_label (self->fixture, VBT_KIND_RELATION, "speaker"), ada, quote->id, speaker->id);

  vbt_annotation_add_fragment (quote, 20, 24);
  vbt_annotation_add_fragment (quote, 30, 34);
  vbt_annotation_add_entity (speaker, self->entity);
  self->quote = quote->id;
  self->speaker = speaker->id;
  self->relation = relation->id;
  return put (self, quote, error) && put (self, speaker, error) && put (self, relation, error);
}

static gboolean
change_span (Scene *self, GError **error)
{
  const VbtSchema *schema = vbt_store_get_catalog (self->fixture->store)->schema;
  const VbtLabel *label = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Quote");
  const VbtAttribute *type = vbt_label_find_attribute (label, "type");
  g_autoptr (VbtAnnotation) quote = get (self, self->quote);

  vbt_annotation_remove_fragment (quote, 20, 24);
  vbt_annotation_set_value (quote, type->id, "direct");
  quote->note = g_strdup ("really?");
  return put (self, quote, error);
}

/* The relation comes to point to a span that is new: undone in the wrong order, it would be lost. */
static gboolean
point_elsewhere (Scene *self, GError **error)
{
  g_autoptr (VbtAnnotation) other = vbt_annotation_new_span (
      fixture_label (self->fixture, VBT_KIND_SPAN, "Speaker"), self->fixture->ada, 40, 44);
  g_autoptr (VbtAnnotation) relation = get (self, self->relation);

  relation->to = other->id;
  return put (self, other, error) && put (self, relation, error);
}

static gboolean
insert_suggestion (Scene *self, GError **error)
{
  g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (
      fixture_label (self->fixture, VBT_KIND_SPAN, "Cue"), self->fixture->tagger, 7, 11);

  span->confidence = 0.25;
  span->rule = g_strdup ("said");
  self->suggestion = span->id;
  return put (self, span, error);
}

static gboolean
accept (Scene *self, GError **error)
{
  VbtDecision decision = { self->suggestion, self->fixture->ada, VBT_VERDICT_ACCEPTED, 1000 };
  g_autoptr (VbtAnnotation) own = get (self, self->suggestion);

  own->id = vbt_id_new ();
  own->annotator = self->fixture->ada;
  own->derived_from = self->suggestion;
  return vbt_store_put_decision (self->fixture->store, &decision, error) && put (self, own, error);
}

static gboolean
take_back (Scene *self, GError **error)
{
  return vbt_store_delete_decision (self->fixture->store, self->suggestion, self->fixture->ada,
                                    error);
}

static gboolean
set_status (Scene *self, GError **error)
{
  return vbt_store_put_status (self->fixture->store, self->document, self->fixture->ada,
                               VBT_STATUS_DONE, error);
}

static gboolean
set_metadata (Scene *self, GError **error)
{
  VbtStore *store = self->fixture->store;

  return vbt_store_put_metadata (store, self->document, VBT_METADATA_TITLE, "Another", error)
         && vbt_store_put_metadata (store, self->document, "mood", "good", error);
}

static gboolean
unset_metadata (Scene *self, GError **error)
{
  return vbt_store_put_metadata (self->fixture->store, self->document, VBT_METADATA_TITLE, NULL,
                                 error);
}

static gboolean
insert_annotator (Scene *self, GError **error)
{
  g_autoptr (VbtAnnotator) curator = vbt_annotator_new (VBT_ANNOTATOR_CURATOR, "Gold", NULL);

  return vbt_store_put_annotator (self->fixture->store, curator, error);
}

static gboolean
delete_suggestion (Scene *self, GError **error)
{
  return vbt_store_delete_annotation (self->fixture->store, self->suggestion, error);
}

static gboolean
delete_entity (Scene *self, GError **error)
{
  return vbt_store_delete_entity (self->fixture->store, self->entity, error);
}

/* Labels in use go, one comes, ends and rules change: with all annotations of these labels. */
static gboolean
change_schema (Scene *self, GError **error)
{
  g_autoptr (VbtSchema) schema
      = vbt_schema_copy (vbt_store_get_catalog (self->fixture->store)->schema);
  VbtLabel *quote = (VbtLabel *)vbt_schema_find_label (schema, VBT_KIND_SPAN, "Quote");

  g_ptr_array_remove (schema->labels,
                      (gpointer)vbt_schema_find_label (schema, VBT_KIND_SPAN, "Speaker"));
  for (guint i = 0; i < schema->labels->len; i++)
    {
      VbtLabel *label = g_ptr_array_index (schema->labels, i);

      g_array_set_size (label->from, 0);
      g_array_set_size (label->to, 0);
    }
  g_ptr_array_remove_index (quote->attributes, 0);
  g_ptr_array_remove_index (schema->rules, 0);
  vbt_schema_ensure_label (schema, VBT_KIND_DOCUMENT, "Frame");
  schema->version++;
  return vbt_store_put_schema (self->fixture->store, schema, error);
}

static gboolean
delete_quote (Scene *self, GError **error)
{
  return vbt_store_delete_annotation (self->fixture->store, self->quote, error);
}

static gboolean
delete_document (Scene *self, GError **error)
{
  return vbt_store_delete_document (self->fixture->store, self->document, error);
}

static const Act acts[]
    = { insert_document, insert_entity,     change_entity,    insert_spans,      change_span,
        point_elsewhere, insert_suggestion, accept,           take_back,         set_status,
        set_metadata,    unset_metadata,    insert_annotator, delete_suggestion, delete_entity,
        change_schema,   delete_quote,      delete_document };

static void
run_act (Scene *self, Act act)
{
  g_autoptr (GError) error = NULL;

  fixture_begin (self->fixture, self->fixture->ada, 0, "An act");
  act (self, &error);
  g_assert_no_error (error);
  fixture_commit (self->fixture);
}

static void
assert_dump (Fixture *self, const char *expected)
{
  g_autofree char *dump = fixture_dump (self);

  g_assert_cmpstr (dump, ==, expected);
}

static void
test_every_write (Fixture *self, gconstpointer data)
{
  Scene scene = { .fixture = self };
  g_autoptr (GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (dumps, fixture_dump (self));
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      run_act (&scene, acts[i]);
      g_ptr_array_add (dumps, fixture_dump (self));
      g_assert_cmpstr (g_ptr_array_index (dumps, i), !=, g_ptr_array_index (dumps, i + 1));
    }
  for (int round = 0; round < 2; round++)
    {
      for (guint i = G_N_ELEMENTS (acts); i > 0; i--)
        {
          fixture_undo (self, self->ada);
          assert_dump (self, g_ptr_array_index (dumps, i - 1));
        }
      g_assert_null (vbt_store_peek_undo (self->store, self->ada));
      fixture_assert_whole (self);
      fixture_reopen (self);
      for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
        {
          fixture_redo (self, self->ada);
          assert_dump (self, g_ptr_array_index (dumps, i + 1));
        }
      g_assert_null (vbt_store_peek_redo (self->store, self->ada));
      fixture_assert_whole (self);
    }
}

/* The catalog follows what is undone, where it is in memory. */
static void
test_catalog (Fixture *self, gconstpointer data)
{
  Scene scene = { .fixture = self };
  VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  const VbtEntity *entity;

  run_act (&scene, insert_document);
  run_act (&scene, insert_entity);
  run_act (&scene, change_entity);
  entity = vbt_catalog_get_entity (catalog, scene.entity);
  g_assert_cmpstr (entity->name, ==, "Zoë M.");
  fixture_undo (self, self->ada);
  g_assert_true (entity == vbt_catalog_get_entity (catalog, scene.entity));
  g_assert_cmpstr (entity->name, ==, "Zoë Müller");
  g_assert_cmpuint (entity->aliases->len, ==, 2);
  g_assert_true (entity == vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Zoë Müller"));
  fixture_undo (self, self->ada);
  g_assert_null (vbt_catalog_get_entity (catalog, scene.entity));
  run_act (&scene, change_schema);
  g_assert_nonnull (vbt_schema_find_label (catalog->schema, VBT_KIND_DOCUMENT, "Frame"));
  fixture_undo (self, self->ada);
  g_assert_null (vbt_schema_find_label (catalog->schema, VBT_KIND_DOCUMENT, "Frame"));
  fixture_begin (self, self->ada, 0, "An act");
  g_assert_true (change_schema (&scene, NULL));
  vbt_store_rollback (self->store);
  g_assert_null (vbt_schema_find_label (catalog->schema, VBT_KIND_DOCUMENT, "Frame"));
}

static void
assert_conflict (Fixture *self, VbtId annotator, const char *who)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = fixture_dump (self);

  g_assert_null (vbt_store_undo (self->store, annotator, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, who));
  assert_dump (self, before);
}

static void
rename_title (Fixture *self, VbtId annotator, VbtId document, const char *title)
{
  fixture_begin (self, annotator, document, "Change the title");
  g_assert_true (vbt_store_put_metadata (self->store, document, VBT_METADATA_TITLE, title, NULL));
  fixture_commit (self);
}

static void
test_conflicts (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", 20);
  VbtId quote, speaker;

  rename_title (self, self->ada, document, "Ada's");
  rename_title (self, self->ben, document, "Ben's");
  assert_conflict (self, self->ada, "Ben");
  fixture_undo (self, self->ben);
  fixture_undo (self, self->ada);

  /* Somebody relates to what would go. */
  quote = fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  speaker = fixture_add_span (self, document, self->ben, "Speaker", 6, 8);
  fixture_add_relation (self, document, self->ben, quote, speaker);
  assert_conflict (self, self->ada, "Ben");
  fixture_undo (self, self->ben);
  fixture_undo (self, self->ada);

  /* The article is in the trash of somebody else. */
  fixture_redo (self, self->ada);
  fixture_begin (self, self->ben, document, "Delete");
  g_assert_true (vbt_store_delete_document (self->store, document, NULL));
  fixture_commit (self);
  assert_conflict (self, self->ada, "deleted");
  fixture_undo (self, self->ben);
  fixture_undo (self, self->ada);
  fixture_assert_whole (self);
}

static void
test_redo_tail (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  g_autoptr (GPtrArray) rows = NULL;

  fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  fixture_undo (self, self->ada);
  fixture_add_span (self, document, self->ben, "Quote", 0,
                    5); /* Ben's act leaves Ada's redo alone */
  fixture_redo (self, self->ada);
  fixture_undo (self, self->ada);
  fixture_add_span (self, document, self->ada, "Quote", 6, 8);
  g_assert_null (vbt_store_redo (self->store, self->ada, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  rows = vbt_store_list_history (self->store,
                                 &(VbtHistoryFilter){ .document = document, .limit = 10 }, NULL);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (((VbtHistoryRow *)g_ptr_array_index (rows, 0))->annotator, ==, self->ada);
}

static void
test_nothing (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", 20);
  g_autoptr (VbtHistoryRow) row = NULL;

  rename_title (self, self->ada, document, "a.txt"); /* as it was */
  row = vbt_store_peek_undo (self->store, self->ada);
  g_assert_cmpstr (row->words, ==, "Add an article");
}

static void
changed_cb (VbtStore *store, const VbtChange *change, VbtChange **last)
{
  g_clear_pointer (last, vbt_change_free);
  *last = vbt_change_copy (change);
}

static void
test_signal (Fixture *self, gconstpointer data)
{
  Scene scene = { .fixture = self };
  g_autoptr (VbtChange) last = NULL;

  g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), &last);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      run_act (&scene, acts[i]);
      g_assert_nonnull (last);
      g_assert_false (last->batch);
      if (acts[i] == insert_annotator)
        g_assert_true (last->annotators && last->documents->len == 0);
      else if (acts[i] == insert_entity || acts[i] == change_entity)
        g_assert_true (last->entities && last->documents->len == 0 && !last->list);
      else
        g_assert_true (vbt_change_touches (last, scene.document));
      g_assert_cmpint (last->schema, ==, acts[i] == change_schema);
      g_clear_pointer (&last, vbt_change_free);
    }
  for (guint i = G_N_ELEMENTS (acts); i > 1; i--)
    {
      fixture_undo (self, self->ada);
      g_assert_nonnull (last);
      g_assert_cmpint (last->schema, ==, acts[i - 1] == change_schema);
      if (acts[i - 1] == point_elsewhere || acts[i - 1] == set_status)
        g_assert_true (vbt_change_touches (last, scene.document));
      g_clear_pointer (&last, vbt_change_free);
    }
}

/* One of many acts on some documents; what it needs and is not there, it leaves. */
static void
random_act (Fixture *self, GRand *random, GArray *documents)
{
  VbtId id = g_array_index (documents, VbtId, g_rand_int_range (random, 0, (gint32)documents->len));
  g_autoptr (VbtDocument) document = fixture_load (self, id);
  guint n = document->annotations->len;
  const VbtAnnotation *some
      = n > 0 ? g_ptr_array_index (document->annotations, g_rand_int_range (random, 0, (gint32)n))
              : NULL;
  VbtOffset start = g_rand_int_range (random, 0, 60);
  VbtOffset end = start + g_rand_int_range (random, 1, 20);
  g_autoptr (VbtAnnotation) span
      = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Quote"),
                                 g_rand_boolean (random) ? self->ada : self->tagger, start, end);
  g_autoptr (VbtAnnotation) copy = some != NULL ? vbt_annotation_copy (some) : NULL;
  g_autoptr (VbtAnnotation) relation
      = vbt_annotation_new_relation (fixture_label (self, VBT_KIND_RELATION, "cue"), self->ada,
                                     some != NULL ? some->id : 1, span->id);
  VbtDecision decision
      = { some != NULL ? some->id : 0, self->ada, g_rand_int_range (random, 0, 3), 5 };
  gboolean success = TRUE;

  fixture_begin (self, self->ada, id, "A random act");
  switch (g_rand_int_range (random, 0, 7))
    {
    case 0:
    case 1:
      vbt_annotation_add_fragment (span, end + 2, end + 5);
      success = vbt_store_put_annotation (self->store, id, span, NULL);
      break;
    case 2:
      success = vbt_store_put_annotation (self->store, id, span, NULL)
                && (some == NULL || vbt_store_put_annotation (self->store, id, relation, NULL));
      break;
    case 3:
      success = some == NULL || vbt_store_delete_annotation (self->store, some->id, NULL);
      break;
    case 4:
      success = some == NULL || vbt_store_put_decision (self->store, &decision, NULL);
      break;
    case 5:
      success = vbt_store_put_status (self->store, id, self->ada, g_rand_int_range (random, 0, 4),
                                      NULL);
      break;
    default:
      if (copy != NULL && copy->kind == VBT_KIND_SPAN)
        {
          VbtRange range = { start, end };
          g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));

          g_array_append_val (fragments, range);
          vbt_annotation_set_fragments (copy, fragments);
          success = vbt_store_put_annotation (self->store, id, copy, NULL);
        }
    }
  g_assert_true (success);
  fixture_commit (self);
}

static void
test_random (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  guint n_acts = 0;

  for (int i = 0; i < 5; i++)
    {
      VbtId id = fixture_add_document (self, "a.txt", 40);

      g_array_append_val (documents, id);
    }
  first = fixture_dump (self);
  for (int i = 0; i < 2000; i++)
    random_act (self, random, documents);
  last = fixture_dump (self);
  fixture_assert_whole (self);
  for (g_autofree char *dump = fixture_dump (self); strcmp (dump, first) != 0; n_acts++)
    {
      fixture_undo (self, self->ada);
      if (n_acts % 50 != 0 && n_acts < 1500)
        continue;
      g_free (dump);
      dump = fixture_dump (self);
      g_assert_cmpuint (n_acts, <, 2000);
    }
  g_test_message ("%u acts undone", n_acts);
  g_assert_cmpuint (n_acts, >, 1500);
  fixture_assert_whole (self);
  for (; n_acts > 0; n_acts--)
    fixture_redo (self, self->ada);
  g_assert_null (vbt_store_peek_redo (self->store, self->ada));
  assert_dump (self, last);
  fixture_assert_whole (self);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/history/every-write", test_every_write);
  ADD ("/history/catalog", test_catalog);
  ADD ("/history/conflicts", test_conflicts);
  ADD ("/history/redo-tail", test_redo_tail);
  ADD ("/history/nothing", test_nothing);
  ADD ("/history/signal", test_signal);
  ADD ("/history/random", test_random);
  return g_test_run ();
}

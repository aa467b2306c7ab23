/* test-act-schema.c: renaming, merging and deleting labels as acts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/vbt-act-schema.h"
#include "store/vbt-actions.h"

static guint64
count (Fixture *self, VbtId label)
{
  guint64 n = 0;

  g_assert_true (vbt_store_count_label (self->store, label, &n, NULL));
  return n;
}

static void
test_rename (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_copy (vbt_store_get_catalog (self->store)->schema);
  VbtId person = fixture_label (self, VBT_KIND_SPAN, "Person");
  VbtId document = fixture_add_document (self, "a", 20);
  VbtLabel *label = (VbtLabel *)vbt_schema_get_label (schema, person);

  fixture_add_span (self, document, self->ada, "Person", 0, 5);
  g_free (label->name);
  label->name = g_strdup ("Human");
  g_assert_true (vbt_act_put_schema (self->store, self->ada, schema, "Rename", &error));
  g_assert_cmpint (fixture_label (self, VBT_KIND_SPAN, "Human"), ==, person);
  g_assert_cmpuint (count (self, person), ==, 1);
  fixture_undo (self, self->ada);
  g_assert_cmpint (fixture_label (self, VBT_KIND_SPAN, "Person"), ==, person);
}

static void
test_merge (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a", 20);
  VbtId quote = fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  VbtId speaker = fixture_add_span (self, document, self->ada, "Speaker", 7, 11);
  VbtId from = fixture_label (self, VBT_KIND_SPAN, "Speaker");
  VbtId into = fixture_label (self, VBT_KIND_SPAN, "Person");
  VbtId relation = fixture_label (self, VBT_KIND_RELATION, "speaker");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const VbtSchema *schema;
  guint n_done = 0;

  fixture_add_span (self, document, self->tagger, "Speaker", 12, 15);
  fixture_add_relation (self, document, self->ada, quote, speaker);
  before = fixture_dump (self);
  g_assert_true (vbt_act_merge_label (self->store, self->ada, from, into, NULL, &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 2);
  g_assert_cmpuint (count (self, into), ==, 2);
  schema = vbt_store_get_catalog (self->store)->schema;
  g_assert_null (vbt_schema_get_label (schema, from));
  g_assert_true (vbt_schema_may_link (schema, vbt_schema_get_label (schema, relation),
                                      fixture_label (self, VBT_KIND_SPAN, "Quote"), into));
  g_assert_cmpuint (fixture_count (self, document), ==, 4);
  fixture_assert_whole (self);
  fixture_undo (self, self->ada);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (vbt_act_merge_label (self->store, self->ada, 1, into, NULL, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

static void
test_delete (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a", 20);
  VbtId quote = fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  VbtId speaker = fixture_add_span (self, document, self->ada, "Speaker", 7, 11);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_done = 0;

  fixture_add_relation (self, document, self->ada, quote, speaker);
  before = fixture_dump (self);
  g_assert_true (vbt_act_delete_label (self->store, self->ada,
                                       fixture_label (self, VBT_KIND_SPAN, "Speaker"), NULL,
                                       &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpuint (fixture_count (self, document), ==, 1);
  fixture_assert_whole (self);
  fixture_undo (self, self->ada);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
}

/* An attribute goes with its values, and both come back. */
static void
test_delete_attribute (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a", 20);
  VbtId quote = fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  VbtId label = fixture_label (self, VBT_KIND_SPAN, "Quote");
  const VbtSchema *schema = vbt_store_get_catalog (self->store)->schema;
  VbtId type = vbt_label_find_attribute (vbt_schema_get_label (schema, label), "type")->id;
  g_autoptr (VbtDocument) loaded = fixture_load (self, document);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_done = 0;

  g_assert_true (
      vbt_act_set_value (self->store, loaded, self->ada, quote, type, "direct", NULL, &error));
  before = fixture_dump (self);
  g_assert_true (vbt_act_delete_attribute (self->store, self->ada, type, NULL, &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 1);
  schema = vbt_store_get_catalog (self->store)->schema;
  g_assert_null (vbt_schema_get_attribute (schema, type));
  fixture_assert_whole (self);
  fixture_undo (self, self->ada);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (vbt_act_delete_attribute (self->store, self->ada, 1, NULL, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/act-schema/rename", test_rename);
  ADD ("/act-schema/merge", test_merge);
  ADD ("/act-schema/delete", test_delete);
  ADD ("/act-schema/delete-attribute", test_delete_attribute);
  return g_test_run ();
}

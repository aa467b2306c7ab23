/* test-store.c: what is written is what is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store-fixture.h"

static void
describe_annotation (GString *string, const VbtAnnotation *annotation)
{
  g_string_append_printf (
      string,
      "%" G_GINT64_FORMAT " %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
      " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %g %s %s %" G_GINT64_FORMAT,
      annotation->id, annotation->kind, annotation->label, annotation->annotator, annotation->from,
      annotation->to, annotation->derived_from, annotation->confidence, annotation->rule,
      annotation->note, annotation->created);
  for (guint i = 0; annotation->kind == VBT_KIND_SPAN && i < annotation->n_fragments; i++)
    {
      VbtRange range = vbt_annotation_get_fragment (annotation, i);

      g_string_append_printf (string, " [%d, %d)", range.start, range.end);
    }
  for (guint i = 0; annotation->values != NULL && i < annotation->values->len; i++)
    {
      const VbtValue *value = g_ptr_array_index (annotation->values, i);

      g_string_append_printf (string, " %" G_GINT64_FORMAT "=%s", value->attribute, value->value);
    }
  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    g_string_append_printf (string, " @%" G_GINT64_FORMAT,
                            g_array_index (annotation->entities, VbtId, i));
  g_string_append_c (string, '\n');
}

static void
describe_ranges (GString *string, const GArray *ranges)
{
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);

      g_string_append_printf (string, "%d-%d ", range.start, range.end);
    }
  g_string_append (string, ranges != NULL ? "\n" : "none\n");
}

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  const VbtDecision *left = a, *right = b;

  return left->suggestion < right->suggestion ? -1 : left->suggestion > right->suggestion;
}

static int
compare_statuses (gconstpointer a, gconstpointer b)
{
  const VbtDocumentStatus *left = a, *right = b;

  return left->annotator < right->annotator ? -1 : left->annotator > right->annotator;
}

/* Everything about a document as text. */
static char *
describe (VbtDocument *document)
{
  g_autoptr (GString) string = g_string_new (document->name);

  g_string_append_printf (string, "\n%s\n", vbt_text_get_utf8 (document->text));
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *metadata = g_ptr_array_index (document->metadata, i);

      g_string_append_printf (string, "%s: %s\n", metadata->key, metadata->value);
    }
  describe_ranges (string, document->tokens);
  describe_ranges (string, document->sentences);
  vbt_document_sort (document);
  for (guint i = 0; i < document->annotations->len; i++)
    describe_annotation (string, g_ptr_array_index (document->annotations, i));
  g_array_sort (document->decisions, compare_decisions);
  for (guint i = 0; i < document->decisions->len; i++)
    {
      const VbtDecision *decision = &g_array_index (document->decisions, VbtDecision, i);

      g_string_append_printf (
          string, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %" G_GINT64_FORMAT "\n",
          decision->suggestion, decision->annotator, decision->verdict, decision->time);
    }
  g_array_sort (document->statuses, compare_statuses);
  for (guint i = 0; i < document->statuses->len; i++)
    {
      const VbtDocumentStatus *status = &g_array_index (document->statuses, VbtDocumentStatus, i);

      g_string_append_printf (string, "%" G_GINT64_FORMAT ": %d\n", status->annotator,
                              status->status);
    }
  return g_string_free (g_steal_pointer (&string), FALSE);
}

static void
assert_stored (Fixture *self, VbtDocument *expected)
{
  g_autoptr (VbtDocument) loaded = fixture_load (self, expected->id);
  g_autofree char *found = describe (loaded);
  g_autofree char *wanted = describe (expected);

  g_assert_cmpstr (found, ==, wanted);
}

static VbtId
add_entity (Fixture *self, const char *name)
{
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, name);

  fixture_begin (self, self->ada, 0, "Add a person");
  g_assert_true (vbt_store_put_entity (self->store, entity, NULL));
  fixture_commit (self);
  return entity->id;
}

/* A document with one of everything. */
static VbtDocument *
make_document (Fixture *self)
{
  VbtDocument *document = fixture_document ("all.txt", 40);
  const VbtSchema *schema = vbt_store_get_catalog (self->store)->schema;
  const VbtLabel *label = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Quote");
  VbtAnnotation *quote = vbt_annotation_new_span (label->id, self->tagger, 0, 6);
  VbtAnnotation *own = vbt_annotation_new_span (label->id, self->ada, 1, 6);
  VbtAnnotation *speaker = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Speaker"),
                                                    self->tagger, 12, 15);
  VbtAnnotation *relation = vbt_annotation_new_relation (
      fixture_label (self, VBT_KIND_RELATION, "speaker"), self->tagger, quote->id, speaker->id);
  VbtAnnotation *over = vbt_annotation_new_relation (fixture_label (self, VBT_KIND_RELATION, "cue"),
                                                     self->ada, relation->id, own->id);
  VbtDecision decision = { quote->id, self->ada, VBT_VERDICT_CORRECTED, 1234567890 };

  vbt_annotation_add_fragment (quote, 8, 10);
  vbt_annotation_set_value (quote, ((VbtAttribute *)g_ptr_array_index (label->attributes, 1))->id,
                            "implicit");
  vbt_annotation_set_value (quote, ((VbtAttribute *)g_ptr_array_index (label->attributes, 0))->id,
                            "direct");
  quote->confidence = 0.75;
  quote->rule = g_strdup ("marks");
  own->derived_from = quote->id;
  own->note = g_strdup ("“sic”\n🙂");
  vbt_annotation_add_entity (speaker, add_entity (self, "Z"));
  vbt_annotation_add_entity (speaker, add_entity (self, "A"));
  vbt_document_take_annotation (document, over); /* before what it relates */
  vbt_document_take_annotation (document, relation);
  vbt_document_take_annotation (document, own);
  vbt_document_take_annotation (document, quote);
  vbt_document_take_annotation (document, speaker);
  vbt_document_set_metadata (document, "zebra", "1");
  vbt_document_set_metadata (document, VBT_METADATA_URL, "https://example.org/ä?b=c");
  g_array_append_val (document->decisions, decision);
  vbt_document_set_status (document, self->ada, VBT_STATUS_DONE);
  vbt_document_set_status (document, self->ben, VBT_STATUS_NEW);
  return document;
}

static void
insert (Fixture *self, VbtDocument *document)
{
  g_autoptr (GError) error = NULL;

  fixture_begin (self, self->ada, document->id, "Add an article");
  vbt_store_insert_document (self->store, document, &error);
  g_assert_no_error (error);
  fixture_commit (self);
}

static void
test_document (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = make_document (self);
  g_autoptr (VbtDocument) bare = fixture_document ("bare.txt", 0);

  insert (self, document);
  g_clear_pointer (&bare->tokens, g_array_unref);
  g_clear_pointer (&bare->sentences, g_array_unref);
  insert (self, bare);
  vbt_document_segment (bare); /* which loading it does as well */
  assert_stored (self, document);
  assert_stored (self, bare);
  fixture_reopen (self);
  assert_stored (self, document);
  assert_stored (self, bare);
  fixture_assert_whole (self);
}

/* The schema of the file is the schema that was given, to the byte of its JSON. */
static void
test_schema (Fixture *self, gconstpointer data)
{
  for (const char *const *name = vbt_schema_default_names (); *name != NULL; name++)
    {
      g_autoptr (VbtSchema) schema = vbt_schema_new_default (*name, NULL);
      g_autofree char *wanted = vbt_schema_to_json (schema);
      g_autofree char *found = NULL;

      fixture_begin (self, self->ada, 0, "Change the schema");
      g_assert_true (vbt_store_put_schema (self->store, schema, NULL));
      vbt_store_commit (self->store, NULL);
      fixture_reopen (self);
      found = vbt_schema_to_json (vbt_store_get_catalog (self->store)->schema);
      g_assert_cmpstr (found, ==, wanted);
    }
  fixture_assert_whole (self);
}

static void
assert_refused (Fixture *self, VbtId document, VbtAnnotation *annotation, int code)
{
  g_autoptr (GError) error = NULL;

  fixture_begin (self, self->ada, document, "Not allowed");
  g_assert_false (vbt_store_put_annotation (self->store, document, annotation, &error));
  g_assert_error (error, VBT_ERROR, code);
  vbt_store_rollback (self->store);
  vbt_annotation_unref (annotation);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  VbtId a = fixture_add_document (self, "a.txt", 3);
  VbtId b = fixture_add_document (self, "b.txt", 3);
  VbtId quote = fixture_add_span (self, a, self->ada, "Quote", 0, 5);
  VbtId speaker = fixture_add_span (self, b, self->ada, "Speaker", 0, 5);
  VbtId span = fixture_label (self, VBT_KIND_SPAN, "Quote");
  VbtId relation = fixture_label (self, VBT_KIND_RELATION, "speaker");
  VbtAnnotation *annotation;

  assert_refused (self, 4711, vbt_annotation_new_span (span, self->ada, 0, 1), VBT_ERROR_NOT_FOUND);
  assert_refused (self, a, vbt_annotation_new_span (span, 4711, 0, 1), VBT_ERROR_NOT_FOUND);
  assert_refused (self, a, vbt_annotation_new_span (4711, self->ada, 0, 1), VBT_ERROR_NOT_FOUND);
  assert_refused (self, a, vbt_annotation_new_span (relation, self->ada, 0, 1), VBT_ERROR_FORMAT);
  assert_refused (self, a, vbt_annotation_new_span (span, self->ada, 0, 5000), VBT_ERROR_FORMAT);
  assert_refused (self, a, vbt_annotation_new_relation (relation, self->ada, quote, speaker),
                  VBT_ERROR_NOT_FOUND);
  assert_refused (self, a, vbt_annotation_new_relation (relation, self->ada, quote, 4711),
                  VBT_ERROR_NOT_FOUND);
  annotation = vbt_annotation_new_span (span, self->ada, 0, 1);
  vbt_annotation_add_entity (annotation, 4711);
  assert_refused (self, a, annotation, VBT_ERROR_NOT_FOUND);
  annotation = vbt_annotation_new_span (span, self->ada, 0, 1);
  vbt_annotation_set_value (annotation, 4711, "x");
  assert_refused (self, a, annotation, VBT_ERROR_NOT_FOUND);
  annotation = vbt_annotation_new_span (span, self->ada, 0, 1);
  annotation->confidence = 1.5;
  assert_refused (self, a, annotation, VBT_ERROR_FORMAT);
  annotation = vbt_annotation_new_span (span, self->ada, 0, 1);
  annotation->id = speaker;
  assert_refused (self, a, annotation, VBT_ERROR_CONFLICT);
  fixture_assert_whole (self);
}

/* The tables refuse by themselves what the functions would refuse. */
static void
test_tables (Fixture *self, gconstpointer data)
{
  static const char *const statements[] = {
    "UPDATE annotation SET start = end_",
    "UPDATE annotation SET start = -1",
    "UPDATE annotation SET kind = 1",
    "UPDATE annotation SET kind = 7",
    "UPDATE annotation SET label = 1",
    "UPDATE annotation SET confidence = 2",
    "UPDATE annotation SET start = 'x'",
    "UPDATE annotation SET annotator = 1",
    "UPDATE status SET status = 4",
    "UPDATE document SET n_chars = -1",
    "UPDATE document SET id = 0",
    "UPDATE document SET sha256 = ''",
    "UPDATE metadata SET key = ''",
    "UPDATE label SET kind = 3",
    "UPDATE label SET name = ''",
    "DELETE FROM annotation WHERE kind = 0",
    "DELETE FROM document",
    "DELETE FROM label",
    "DELETE FROM annotator",
    "INSERT INTO fragment SELECT id, 0, 5, 5 FROM annotation",
    "INSERT INTO mention SELECT id, 1, 0 FROM annotation",
    "INSERT INTO decision SELECT 1, 1, 0, 0",
    "INSERT INTO schema VALUES (2, 'a', 1)",
  };
  VbtId document = fixture_add_document (self, "a.txt", 3);
  VbtId quote = fixture_add_span (self, document, self->ada, "Quote", 0, 5);

  fixture_add_relation (self, document, self->ada, quote,
                        fixture_add_span (self, document, self->ada, "Speaker", 0, 5));
  fixture_begin (self, self->ada, document, "Mark");
  g_assert_true (vbt_store_put_status (self->store, document, self->ada, VBT_STATUS_DONE, NULL));
  fixture_commit (self);
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", statements[i]);
      g_assert_false (vbt_db_exec (self->store->db, statements[i], &error));
      g_assert_nonnull (error);
    }
  fixture_assert_whole (self);
}

/* Statements that run twice at once, and strings with anything in them. */
static void
test_statements (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtDb *db = self->store->db;
  g_autoptr (VbtQuery) outer = vbt_db_query (db, "SELECT id FROM label ORDER BY id", "");
  guint n_outer = 0, n_inner = 0;
  g_autofree char *string = NULL;
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  gint64 value = 0;

  for (; vbt_query_next (outer); n_outer++)
    {
      g_autoptr (VbtQuery) inner = vbt_db_query (db, "SELECT id FROM label ORDER BY id", "");

      while (vbt_query_next (inner))
        n_inner++;
    }
  g_assert_true (vbt_query_finish (outer, &error));
  g_assert_cmpuint (n_inner, ==, n_outer * n_outer);
  string = vbt_db_get_string (db, &error, "SELECT ?1", "s", "'; DROP TABLE label; --");
  g_assert_cmpstr (string, ==, "'; DROP TABLE label; --");
  g_assert_true (vbt_db_get_int (db, &value, &error, "SELECT length (?1) + (?2 IS NULL) + ?3",
                                 "bou", empty, (VbtId)0, 5));
  g_assert_cmpint (value, ==, 6);
  g_assert_false (vbt_db_run (db, &error, "SELECT nonsense", ""));
  g_assert_nonnull (error);
}

static void
test_ranges (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) back = NULL;
  gsize length;
  const guint8 *raw;

  for (int i = 0; i < 1000; i++)
    {
      VbtRange range = { g_rand_int_range (random, 0, G_MAXINT32 - 100), 0 };

      range.end = range.start + g_rand_int_range (random, 0, 100);
      g_array_append_val (ranges, range);
    }
  bytes = vbt_ranges_to_bytes (ranges);
  raw = g_bytes_get_data (bytes, &length);
  back = vbt_ranges_from_bytes (raw, length, G_MAXINT32);
  g_assert_cmpmem (back->data, back->len * sizeof (VbtRange), ranges->data,
                   ranges->len * sizeof (VbtRange));
  g_assert_null (vbt_ranges_from_bytes (raw, length, 1000));
  g_assert_null (vbt_ranges_from_bytes (raw, length - 1, G_MAXINT32));
  for (int i = 0; i < 20000; i++)
    {
      guint8 noise[16];
      g_autoptr (GArray) found = NULL;

      for (guint j = 0; j < sizeof noise; j++)
        noise[j] = (guint8)g_rand_int (random);
      found = vbt_ranges_from_bytes (noise, sizeof noise, 100);
      for (guint j = 0; found != NULL && j < found->len; j++)
        {
          VbtRange range = g_array_index (found, VbtRange, j);

          g_assert_true (range.start >= 0 && range.start <= range.end && range.end <= 100);
        }
    }
}

/* The same random change to the document in memory and in the file. */
static void
change (Fixture *self, GRand *random, VbtDocument *document)
{
  guint n = document->annotations->len;
  VbtAnnotation *some
      = g_ptr_array_index (document->annotations, g_rand_int_range (random, 0, (gint32)n));
  VbtOffset start = g_rand_int_range (random, 0, 50);
  g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (
      fixture_label (self, VBT_KIND_SPAN, "Person"), self->ben, start, start + 5);
  g_autoptr (GPtrArray) relations = NULL;

  vbt_annotation_add_fragment (span, start + 7, start + 9);
  fixture_begin (self, self->ben, document->id, "A change");
  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      g_assert_true (vbt_store_put_annotation (self->store, document->id, span, NULL));
      vbt_document_take_annotation (document, g_steal_pointer (&span));
      break;
    case 1:
      if (some->kind == VBT_KIND_SPAN)
        vbt_annotation_add_fragment (some, start, start + 2);
      g_free (some->note);
      some->note = g_strdup_printf ("%d", start);
      g_assert_true (vbt_store_put_annotation (self->store, document->id, some, NULL));
      break;
    case 2:
      relations = vbt_document_relations_of (document, some->id);
      if (n < 4 || relations->len > 0 || some->derived_from != 0
          || vbt_document_find_decision (document, some->id, self->ada) != NULL)
        break;
      g_assert_true (vbt_store_delete_annotation (self->store, some->id, NULL));
      vbt_document_remove_annotation (document, some->id);
      break;
    case 3:
      vbt_document_set_status (document, self->ben, (VbtStatus)(start % 4));
      g_assert_true (vbt_store_put_status (self->store, document->id, self->ben, start % 4, NULL));
      break;
    default:
      vbt_document_set_metadata (document, "mood", start % 2 == 0 ? "good" : "bad");
      g_assert_true (vbt_store_put_metadata (self->store, document->id, "mood",
                                             start % 2 == 0 ? "good" : "bad", NULL));
    }
  fixture_commit (self);
  vbt_document_sort (document);
}

static void
test_random (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (99);
  g_autoptr (VbtDocument) document = make_document (self);

  insert (self, document);
  vbt_document_sort (document);
  for (int i = 0; i < 500; i++)
    {
      change (self, random, document);
      assert_stored (self, document);
    }
  fixture_reopen (self);
  assert_stored (self, document);
  fixture_assert_whole (self);
}

/* Without its suggestion, what was derived from it is imported all the same. */
static void
test_lost_origin (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = fixture_document ("a.txt", 20);
  VbtAnnotation *span
      = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Quote"), self->ada, 0, 5);

  span->derived_from = 4711;
  vbt_document_take_annotation (document, span);
  insert (self, document);
  span->derived_from = 0;
  assert_stored (self, document);
}

/* As many annotations as statements write at once, one less and some more; relations before what they relate. */
static void
test_many (Fixture *self, gconstpointer data)
{
  static const guint counts[] = { 2, 3, 4, 17, 63, 64, 65, 150 };
  VbtId span = fixture_label (self, VBT_KIND_SPAN, "Quote");
  VbtId relation = fixture_label (self, VBT_KIND_RELATION, "speaker");
  const VbtLabel *label = vbt_schema_get_label (vbt_store_get_catalog (self->store)->schema, span);
  VbtId attribute = ((VbtAttribute *)g_ptr_array_index (label->attributes, 0))->id;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (VbtDocument) document = fixture_document ("a.txt", 200);
      VbtId last = 0;

      for (guint j = 0; j < counts[i]; j++)
        {
          VbtAnnotation *quote
              = vbt_annotation_new_span (span, self->ada, (VbtOffset)j, (VbtOffset)j + 5);

          if (last != 0)
            vbt_document_take_annotation (
                document, vbt_annotation_new_relation (relation, self->ben, last, quote->id));
          last = quote->id;
          vbt_annotation_set_value (quote, attribute, j % 2 == 0 ? "direct" : "mixed");
          vbt_document_take_annotation (document, quote);
        }
      insert (self, document);
      assert_stored (self, document);
    }
  fixture_assert_whole (self);
}

static void
test_any_id (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", 3);
  VbtId span = fixture_add_span (self, document, self->ada, "Quote", 0, 5);
  const VbtId free[] = { 1, span + 1, span + 1000, G_MAXINT64 - 1 };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (VbtId));

  g_assert_false (vbt_store_has_any_id (self->store, ids));
  for (guint i = 0; i < G_N_ELEMENTS (free); i++)
    if (!vbt_store_has_id (self->store, free[i]))
      g_array_append_val (ids, free[i]);
  g_assert_false (vbt_store_has_any_id (self->store, ids));
  g_array_insert_val (ids, 1, span);
  g_assert_true (vbt_store_has_any_id (self->store, ids));
  g_array_index (ids, VbtId, 1) = document;
  g_array_set_size (ids, 2);
  g_assert_true (vbt_store_has_any_id (self->store, ids));
}

/* SQLite takes an act back by itself where memory or the disk fails it: the rest of it is refused, and the next one is whole. */
static void
test_taken_back (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtText) text = vbt_text_new ("Nobody said so.", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("a.txt", text);
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_true (vbt_store_begin (self->store, self->ada, 0, "Half", &error));
  g_assert_true (vbt_db_exec (self->store->db, "ROLLBACK", &error));
  g_assert_true (vbt_store_is_writing (self->store));
  g_assert_false (vbt_store_insert_document (self->store, document, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (vbt_db_exec (self->store->db, "UPDATE project SET value = 'x'", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (vbt_store_commit (self->store, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (vbt_store_is_writing (self->store));

  g_assert_true (vbt_store_begin (self->store, self->ada, 0, "Whole", &error));
  g_assert_true (vbt_store_insert_document (self->store, document, &error));
  g_assert_true (vbt_store_commit (self->store, &error));
  g_assert_true (
      vbt_db_get_int (self->store->db, &n, &error, "SELECT count (*) FROM document", ""));
  g_assert_cmpint (n, ==, 1);
  g_assert_no_error (error);
}

/* Numbers that stand for no kind, as a damaged page has them, are taken as one. */
static void
test_no_such_kind (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const VbtCatalog *catalog;

  g_assert_true (
      vbt_db_exec (self->store->db,
                   "PRAGMA ignore_check_constraints = 1; UPDATE label SET kind = 77;"
                   "UPDATE attribute SET kind = -3; UPDATE annotator SET kind = 1000000000000",
                   &error));
  g_assert_no_error (error);
  fixture_reopen (self);
  catalog = vbt_store_get_catalog (self->store);
  g_assert_cmpuint (catalog->schema->labels->len, >, 5);
  for (guint i = 0; i < catalog->schema->labels->len; i++)
    {
      const VbtLabel *label = catalog->schema->labels->pdata[i];

      g_assert_nonnull (vbt_kind_to_string (label->kind));
      for (guint j = 0; j < label->attributes->len; j++)
        g_assert_cmpint (((VbtAttribute *)label->attributes->pdata[j])->kind, ==,
                         VBT_ATTRIBUTE_TEXT);
    }
  for (guint i = 0; i < catalog->annotators->len; i++)
    g_assert_cmpint (((VbtAnnotator *)catalog->annotators->pdata[i])->kind, ==,
                     VBT_ANNOTATOR_PERSON);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/document", test_document);
  ADD ("/store/schema", test_schema);
  ADD ("/store/refused", test_refused);
  ADD ("/store/tables", test_tables);
  ADD ("/store/statements", test_statements);
  g_test_add_func ("/store/ranges", test_ranges);
  ADD ("/store/random", test_random);
  ADD ("/store/lost-origin", test_lost_origin);
  ADD ("/store/many", test_many);
  ADD ("/store/any-id", test_any_id);
  ADD ("/store/taken-back", test_taken_back);
  ADD ("/store/no-such-kind", test_no_such_kind);
  return g_test_run ();
}

/* test-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs-fixture.h"

#include "jobs/vbt-on-loss.h"
#include "jobs/vbt-read-back.h"
#include "jobs/vbt-split.h"

/** Sets: one document with an annotation of each kind of annotator. */
typedef struct
{
  Fixture fixture;
  VbtId document;
  VbtId of_ada, of_ben, open, rejected, gold;
} Sets;

static VbtId
add_gold (Fixture *fixture, VbtId document)
{
  g_autoptr (GError) error = NULL;
  VbtId curator
      = vbt_store_ensure_annotator (fixture->store, VBT_ANNOTATOR_CURATOR, "gold", NULL, &error);

  g_assert_no_error (error);
  return fixture_add_span (fixture, document, curator, "Quote", 0, 2);
}

static void
set_up (Sets *self, gconstpointer data)
{
  Fixture *fixture = &self->fixture;
  VbtId end;

  fixture_set_up (fixture, data);
  self->document = fixture_add_document (fixture, "a.txt", 20);
  self->of_ada = fixture_add_span (fixture, self->document, fixture->ada, "Quote", 0, 4);
  self->of_ben = fixture_add_span (fixture, self->document, fixture->ben, "Quote", 0, 5);
  self->open = fixture_add_span (fixture, self->document, fixture->tagger, "Quote", 0, 6);
  end = fixture_add_span (fixture, self->document, fixture->tagger, "Speaker", 8, 10);
  fixture_add_relation (fixture, self->document, fixture->tagger, self->open, end);
  self->rejected = fixture_add_span (fixture, self->document, fixture->tagger, "Quote", 1, 3);
  self->gold = add_gold (fixture, self->document);
  {
    g_autoptr (VbtDocument) document = fixture_load (fixture, self->document);
    g_autoptr (GError) error = NULL;

    vbt_act_reject (fixture->store, document, fixture->ada, self->rejected, &error);
    g_assert_no_error (error);
  }
}

static void
tear_down (Sets *self, gconstpointer data)
{
  jobs_tear_down (&self->fixture, data);
}

static gboolean
has (const char *exported, VbtId id)
{
  g_autofree char *string = vbt_id_to_string (id);
  g_autofree char *member = g_strdup_printf ("{\"id\": \"%s\"", string);

  return strstr (exported, member) != NULL;
}

static void
assert_has (Sets *self, VbtExportOptions options, const char *expected)
{
  g_autofree char *exported = fixture_export (&self->fixture, options);
  g_autofree char *found = g_strdup_printf (
      "%s%s%s%s%s%s%s", has (exported, self->of_ada) ? "ada " : "",
      has (exported, self->of_ben) ? "ben " : "", has (exported, self->open) ? "open " : "",
      has (exported, self->rejected) ? "rejected " : "", has (exported, self->gold) ? "gold " : "",
      strstr (exported, "\"relations\"") ? "relation " : "",
      strstr (exported, "\"decisions\"") ? "decision " : "");

  g_assert_cmpstr (found, ==, expected);
}

static void
test_people (Sets *self, gconstpointer data)
{
  assert_has (self, (VbtExportOptions){ 0 }, "ada ben gold ");
}

static void
test_annotator (Sets *self, gconstpointer data)
{
  assert_has (self, (VbtExportOptions){ .annotator = self->fixture.ben }, "ben ");
}

static void
test_gold (Sets *self, gconstpointer data)
{
  assert_has (self, (VbtExportOptions){ .gold = TRUE }, "gold ");
}

static void
test_suggestions (Sets *self, gconstpointer data)
{
  assert_has (self, (VbtExportOptions){ .suggestions = TRUE },
              "ada ben open rejected gold relation decision ");
}

static void
test_annotator_with_suggestions (Sets *self, gconstpointer data)
{
  assert_has (self, (VbtExportOptions){ .annotator = self->fixture.ada, .suggestions = TRUE },
              "ada open rejected relation decision ");
}

static void
test_tagger (Sets *self, gconstpointer data)
{
  assert_has (self, (VbtExportOptions){ .annotator = self->fixture.tagger },
              "open rejected relation ");
}

/* A format that counts, and cannot hold relations. */
static guint n_written;

static gboolean
count_document (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                GError **error)
{
  n_written += document->annotations->len;
  return vbt_output_print (output, error, "%s\n", document->name);
}

static void
count_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->kind == VBT_KIND_RELATION)
        vbt_losses_add (losses, "relations", document, annotation);
    }
}

static const VbtFormat lossy = {
  .name = "lossy", .flags = VBT_FORMAT_WRITES, .write = count_document, .losses = count_losses
};

static void
export_lossy (Sets *self, VbtExportOptions options, VbtExportResult *result)
{
  g_autoptr (GError) error = NULL;

  n_written = 0;
  options.format = &lossy;
  g_assert_true (vbt_export (self->fixture.store, &options, result, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* In a format that has no decisions, those that were decided on would be counted twice. */
static void
test_losses (Sets *self, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  VbtExportResult result;

  export_lossy (self, (VbtExportOptions){ .stream = stream, .suggestions = TRUE }, &result);
  g_assert_cmpuint (n_written, ==, 6);
  g_assert_cmpuint (result.n_annotations, ==, 6);
  g_assert_cmpuint (result.losses->rows->len, ==, 1);
  g_assert_cmpuint (((VbtLoss *)result.losses->rows->pdata[0])->count, ==, 1);
  vbt_export_result_clear (&result);
}

static void
test_order (Sets *self, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autofree char *names = NULL;
  VbtExportResult result;

  fixture_add_document (&self->fixture, "c.txt", 3);
  fixture_add_document (&self->fixture, "b.txt", 3);
  export_lossy (self, (VbtExportOptions){ .stream = stream, .limit = 2 }, &result);
  names = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                     g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
  g_assert_cmpstr (names, ==, "a.txt\nc.txt\n");
  vbt_export_result_clear (&result);
}

static void
test_split_files (Sets *self, gconstpointer data)
{
  static const guint shares[] = { 50, 50, 0 };
  static const char *const names[] = { "one", "two", NULL };
  g_autofree char *old = fixture_write (&self->fixture, "out-one.x", "old", -1);
  g_autofree char *folder = g_path_get_dirname (old);
  g_autofree char *path = g_build_filename (folder, "out.x", NULL);
  g_autofree char *two = g_build_filename (folder, "out-two.x", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  VbtExportResult result;

  for (guint i = 0; i < 3; i++)
    fixture_add_document (&self->fixture, "b.txt", 3);
  export_lossy (self, (VbtExportOptions){ .path = path, .split = shares, .split_names = names },
                &result);
  g_assert_true (g_file_get_contents (old, &first, NULL, NULL));
  g_assert_true (g_file_get_contents (two, &second, NULL, NULL));
  g_assert_cmpuint (strlen (first), ==, 12);
  g_assert_cmpuint (strlen (second), ==, 12);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  vbt_export_result_clear (&result);
}

static void
test_split (void)
{
  static const guint shares[] = { 80, 10, 10, 0 };
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) other = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  static const guint sizes[] = { 82, 11, 10 };

  for (VbtId id = 1; id <= 103; id++)
    g_array_append_val (documents, id);
  parts = vbt_split (documents, shares, 7);
  again = vbt_split (documents, shares, 7);
  other = vbt_split (documents, shares, 8);
  for (guint i = 0; i < parts->len; i++)
    {
      const GArray *part = parts->pdata[i], *same = again->pdata[i];

      g_assert_cmpuint (part->len, ==, sizes[i]);
      g_assert_cmpmem (part->data, part->len * sizeof (VbtId), same->data,
                       same->len * sizeof (VbtId));
      for (guint j = 0; j < part->len; j++)
        {
          g_assert_true (g_hash_table_add (seen, &g_array_index (part, VbtId, j)));
          g_assert_true (j == 0
                         || g_array_index (part, VbtId, j - 1) < g_array_index (part, VbtId, j));
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 103);
  g_assert_cmpint (memcmp (((GArray *)parts->pdata[1])->data, ((GArray *)other->pdata[1])->data,
                           10 * sizeof (VbtId)),
                   !=, 0);
}

static void
test_split_path (void)
{
  static const char *const cases[][2] = {
    { "out.jsonl", "out-dev.jsonl" }, { "a.b/out", "a.b/out-dev" },
    { "a.b/out.x", "a.b/out-dev.x" }, { ".hidden", ".hidden-dev" },
    { "a/.hidden", "a/.hidden-dev" }, { "out.tar.gz", "out.tar-dev.gz" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = vbt_split_path (cases[i][0], "dev");

      g_assert_cmpstr (path, ==, cases[i][1]);
    }
}

/* The spans of Ada and Ben overlap, which CoNLL cannot hold. */
static gboolean
export_conll (Sets *self, VbtExportOptions *options, VbtExportResult *result, GError **error)
{
  g_autoptr (VbtStore) store = vbt_store_open (self->fixture.path, VBT_STORE_READ_ONLY, error);

  g_assert_nonnull (store);
  options->format = vbt_formats_find ("conll", NULL);
  return vbt_export (store, options, result, NULL, NULL, error);
}

static gboolean
has_loss (const VbtExportResult *result, const char *part)
{
  for (guint i = 0; i < result->losses->rows->len; i++)
    if (strstr (((VbtLoss *)result->losses->rows->pdata[i])->what, part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_on_loss (Sets *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->fixture.folder, "out.conll", NULL);
  VbtExportOptions options = { .path = path };
  VbtExportResult result;
  g_autoptr (GError) error = NULL;
  guint n_all;

  g_assert_true (export_conll (self, &options, &result, &error));
  n_all = result.n_annotations;
  g_assert_true (has_loss (&result, "overlap"));
  vbt_export_result_clear (&result);

  options.on_loss = VBT_ON_LOSS_LEAVE_OUT;
  g_assert_true (export_conll (self, &options, &result, &error));
  g_assert_cmpuint (result.n_annotations, <, n_all);
  g_assert_false (has_loss (&result, "overlap"));
  g_assert_true (has_loss (&result, "cannot hold whole"));
  g_assert_cmpuint (result.n_unannounced, ==, 0);
  vbt_export_result_clear (&result);

  g_unlink (path);
  options.on_loss = VBT_ON_LOSS_REFUSE;
  g_assert_false (export_conll (self, &options, &result, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "overlap"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  vbt_export_result_clear (&result);
}

/* Spans that have the same million of characters in them three hundred times would be gigabytes in most formats. */
static void
test_covered (Sets *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1000000, 'x');
  g_autoptr (VbtText) read = vbt_text_new (text, -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("long.txt", read);
  g_autoptr (VbtSchema) schema = vbt_schema_new ("test");
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  const VbtLabel *label = vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "A");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 302; i++)
    {
      g_autoptr (VbtLosses) losses = vbt_losses_new ();
      gboolean fits = vbt_on_loss_apply (VBT_ON_LOSS_WRITE, vbt_formats_find ("brat", NULL),
                                         catalog, document, losses, &error);

      g_assert_true (fits == (i <= 300));
      vbt_document_take_annotation (document,
                                    vbt_annotation_new_span (label->id, vbt_id_new (), 0, 1000000));
    }
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "301 million characters"));
  {
    g_autoptr (VbtLosses) losses = vbt_losses_new ();

    g_assert_true (vbt_on_loss_apply (VBT_ON_LOSS_WRITE, vbt_formats_find ("verbatim", NULL),
                                      catalog, document, losses, NULL));
  }
}

/* What would be lost is known before anything is written. */
static void
test_only_count (Sets *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->fixture.folder, "out.conll", NULL);
  VbtExportOptions options = { .path = path, .only_count = TRUE };
  VbtExportResult result;
  g_autoptr (GError) error = NULL;

  g_assert_true (export_conll (self, &options, &result, &error));
  g_assert_cmpuint (result.n_documents, ==, 1);
  g_assert_true (has_loss (&result, "overlap"));
  g_assert_null (result.differences);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  vbt_export_result_clear (&result);
}

/* Of what cannot be read nothing is known: it is not said to be otherwise. */
static void
test_unread (Sets *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->fixture.folder, "out.json", NULL);
  g_autoptr (VbtOutput) output = vbt_output_new_for_path (path, NULL);
  g_autoptr (VbtReadBack) read_back = vbt_read_back_new ();
  g_autoptr (VbtLosses) announced = vbt_losses_new ();
  g_autoptr (VbtLosses) differences = NULL;
  g_autoptr (VbtLosses) none = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new ("Test");
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  g_autoptr (VbtText) text = vbt_text_new ("a", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("a", text);
  guint n_unannounced = 0;

  g_assert_true (vbt_output_write (output, "[{", -1, NULL));
  g_assert_true (vbt_output_close (output, NULL));
  /* Where no document was to be in it, it may be what it is. */
  vbt_read_back_read (read_back, vbt_formats_find ("label-studio", NULL), output, NULL);
  none = vbt_read_back_compare (read_back, announced, &n_unannounced);
  g_assert_false (vbt_read_back_has_failed (read_back));
  g_assert_cmpuint (none->rows->len, ==, 0);

  vbt_read_back_add (read_back, catalog, document);
  vbt_read_back_read (read_back, vbt_formats_find ("label-studio", NULL), output, NULL);
  differences = vbt_read_back_compare (read_back, announced, &n_unannounced);
  g_assert_true (vbt_read_back_has_failed (read_back));
  g_assert_cmpuint (differences->rows->len, ==, 1);
  g_assert_nonnull (
      strstr (((VbtLoss *)differences->rows->pdata[0])->what, "cannot be read again"));
}

/* What would take too much memory to read: a document of 40 MB, and not many short ones. */
static void
test_long (Sets *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->fixture.folder, "out.json", NULL);
  g_autoptr (VbtOutput) output = vbt_output_new_for_path (path, NULL);
  g_autoptr (VbtSchema) schema = vbt_schema_new ("Test");
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  g_autoptr (VbtText) text = vbt_text_new ("a", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("a", text);
  g_autofree char *spaces = g_strnfill (20 * 1024 * 1024, ' ');

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (VbtReadBack) read_back = vbt_read_back_new ();
      g_autoptr (VbtLosses) announced = vbt_losses_new ();
      g_autoptr (VbtLosses) differences = NULL;
      guint n_unannounced = 0;

      for (guint j = 0; j < 2; j++)
        {
          g_assert_true (vbt_output_write (output, spaces, -1, NULL));
          vbt_read_back_add (read_back, catalog, document);
          if (i == 0 || j == 1)
            vbt_read_back_measure (read_back, output);
        }
      vbt_read_back_read (read_back, vbt_formats_find ("label-studio", NULL), output, NULL);
      differences = vbt_read_back_compare (read_back, announced, &n_unannounced);
      g_assert_true (vbt_read_back_has_failed (read_back));
      g_assert_true (
          i
          == (strstr (((VbtLoss *)differences->rows->pdata[0])->what, "of one document it has")
              != NULL));
    }
}

#define ADD(name, test) g_test_add ("/export/" name, Sets, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("people", test_people);
  ADD ("long", test_long);
  ADD ("annotator", test_annotator);
  ADD ("gold", test_gold);
  ADD ("suggestions", test_suggestions);
  ADD ("annotator-with-suggestions", test_annotator_with_suggestions);
  ADD ("tagger", test_tagger);
  ADD ("losses", test_losses);
  ADD ("on-loss", test_on_loss);
  ADD ("covered", test_covered);
  ADD ("only-count", test_only_count);
  ADD ("order", test_order);
  ADD ("split/files", test_split_files);
  ADD ("unread", test_unread);
  g_test_add_func ("/export/split/shares", test_split);
  g_test_add_func ("/export/split/path", test_split_path);
  return g_test_run ();
}

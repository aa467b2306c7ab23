/* test-import-preview.c: what an import would bring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include "jobs/vbt-import-preview.h"

#define TAGGED "Ann\tB-per\nmet\tO\nBo\tB-per\nin\tO\nRome\tB-place\n"

static const VbtPreviewLabel *
find_label (const VbtImportPreview *preview, const char *name)
{
  for (guint i = 0; i < preview->labels->len; i++)
    if (g_str_equal (((VbtPreviewLabel *)preview->labels->pdata[i])->name, name))
      return preview->labels->pdata[i];
  return NULL;
}

/* What an import would bring, counted without one. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tagged = fixture_write (fixture, "a.conll", TAGGED, -1);
  g_autofree char *broken = fixture_write (
      fixture, "b.jsonl", "{\"text\": \"x\", \"label\": [[0, 1, \"per\"]]}\nnonsense\n", -1);
  g_autofree char *refused = fixture_write (fixture, "c.txt", "bad \377\376\001", -1);
  g_autofree char *cut = fixture_write (fixture, "d.json",
                                        "[{\"data\": {\"text\": \"Bo\"}, \"annotations\": "
                                        "[{\"result\": [{\"type\": \"labels\", \"from_name\": "
                                        "\"l\", \"to_name\": \"text\", \"value\": {\"start\": 0, "
                                        "\"end\": 2, \"labels\": [\"odd\"]}}]}]}] rest",
                                        -1);
  const char *const paths[] = { tagged, broken, refused, cut, NULL };
  VbtImportOptions options = { .paths = paths };
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtImportPreview) preview = vbt_import_preview (&options, FALSE, NULL, NULL, &error);
  const VbtPreviewFormat *first;

  g_assert_no_error (error);
  g_assert_true (preview->is_whole);
  g_assert_cmpuint (preview->n_documents, ==, 2);
  g_assert_cmpuint (preview->n_spans, ==, 4);
  g_assert_cmpuint (preview->n_files_refused, ==, 2);
  g_assert_cmpuint (preview->n_problems, ==, 3);
  g_assert_nonnull (strstr (preview->problems->pdata[0], "b.jsonl:2: "));
  g_assert_nonnull (strstr (preview->problems->pdata[1], "c.txt: "));
  g_assert_nonnull (strstr (preview->problems->pdata[2], "d.json:1: "));
  g_assert_cmpuint (preview->formats->len, ==, 4);
  g_assert_null (find_label (preview, "odd"));
  first = preview->formats->pdata[0];
  g_assert_cmpstr (first->format->name, ==, "conll");
  g_assert_cmpuint (first->tells->len, ==, 1);
  g_assert_cmpuint (find_label (preview, "per")->n, ==, 3);
  g_assert_cmpuint (find_label (preview, "place")->n, ==, 1);
  g_assert_true (preview->labels->pdata[0] == find_label (preview, "per"));
}

static void
test_preview_of_much (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtImportPreview) preview = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (lines, "{\"text\": \"Good.\", \"label\": [[0, 4, \"X\"]]}\n");
  path = fixture_write (fixture, "much.jsonl", lines->str, -1);
  const char *const paths[] = { path, NULL };
  VbtImportOptions options = { .paths = paths };
  preview = vbt_import_preview (&options, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (preview->is_whole);
  g_assert_cmpuint (preview->n_documents, >=, 1000);
  g_assert_cmpuint (preview->n_documents, <, 5000);
  g_clear_pointer (&preview, vbt_import_preview_free);
  preview = vbt_import_preview (&options, TRUE, NULL, NULL, &error);
  g_assert_true (preview->is_whole);
  g_assert_cmpuint (preview->n_documents, ==, 5000);

  g_cancellable_cancel (cancellable);
  g_assert_null (vbt_import_preview (&options, FALSE, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/import/preview/" name, Fixture, NULL, fixture_set_up, test, jobs_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("counts", test_preview);
  ADD ("of-much", test_preview_of_much);
  return g_test_run ();
}

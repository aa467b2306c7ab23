/* test-batch.c: bulk work, several connections, and what is left when a program is killed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jobs/vbt-import.h"
#include "store-fixture.h"

static void
begin_batch (Fixture *self, VbtId annotator)
{
  g_autoptr (GError) error = NULL;

  vbt_store_begin_batch (self->store, annotator, "Import", &error);
  g_assert_no_error (error);
}

static VbtId
insert_document (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtDocument) document = fixture_document (name, 20);

  vbt_document_take_annotation (
      document,
      vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Quote"), self->ada, 0, 5));
  vbt_store_insert_document (self->store, document, &error);
  g_assert_no_error (error);
  return document->id;
}

static VbtId
import (Fixture *self, guint n_documents)
{
  g_autoptr (GError) error = NULL;
  VbtId id = 0;

  begin_batch (self, self->ada);
  for (guint i = 0; i < n_documents; i++)
    {
      id = insert_document (self, "imported.txt");
      if (i % 3 == 2)
        vbt_store_batch_step (self->store, &error);
      g_assert_no_error (error);
    }
  vbt_store_commit_batch (self->store, "Import articles", &error);
  g_assert_no_error (error);
  return id;
}

static guint
n_documents (Fixture *self)
{
  VbtFilter filter = VBT_FILTER_INIT;
  g_autoptr (GArray) ids = vbt_store_list_documents (self->store, &filter, NULL);

  return ids->len;
}

static guint
n_found (Fixture *self, const char *words)
{
  g_autoptr (VbtCriteria) criteria = vbt_criteria_parse (words, VBT_CRITERIA_TYPING, NULL, NULL);
  VbtFilter filter = { .criteria = criteria };
  g_autoptr (GArray) ids = NULL;

  ids = vbt_store_list_documents (self->store, &filter, NULL);
  return ids->len;
}

static void
index_all (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  vbt_index (self->store, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What was imported goes into the trash and comes out of it: the file as it was, and nothing is held in memory. */
static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autofree char *after = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (VbtHistoryRow) row = NULL;

  fixture_add_document (self, "a.txt", 10);
  import (self, 10);
  after = fixture_dump (self);
  row = vbt_store_peek_undo (self->store, self->ada);
  g_assert_cmpstr (row->words, ==, "Import articles");
  for (int i = 0; i < 2; i++)
    {
      gint64 length = 0;

      fixture_undo (self, self->ada);
      g_assert_cmpuint (n_documents (self), ==, 1);
      g_assert_cmpuint (n_found (self, "imported"), ==, 0);
      g_assert_true (vbt_db_get_int (self->store->db, &length, NULL,
                                     "SELECT max (length (changeset)) FROM history "
                                     "WHERE state = 'undone'",
                                     ""));
      g_assert_cmpint (length, ==, 0);
      fixture_assert_whole (self);
      fixture_reopen (self);
      fixture_redo (self, self->ada);
      g_free (dump);
      dump = fixture_dump (self);
      g_assert_true (g_str_equal (dump, after));
      index_all (self);
      g_assert_cmpuint (n_found (self, "imported"), ==, 10);
      fixture_assert_whole (self);
    }
}

/* An article that its reader put into the trash stays there when the import comes back. */
static void
test_undo_keeps_trash (Fixture *self, gconstpointer data)
{
  VbtId document = import (self, 3);

  fixture_begin (self, self->ada, document, "Delete");
  g_assert_true (vbt_store_delete_document (self->store, document, NULL));
  fixture_commit (self);
  fixture_undo (self, self->ada);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (n_documents (self), ==, 0);
  fixture_redo (self, self->ada);
  g_assert_cmpuint (n_documents (self), ==, 3);
  fixture_redo (self, self->ada);
  g_assert_cmpuint (n_documents (self), ==, 2);
  fixture_assert_whole (self);
}

static guint64
n_pending (Fixture *self)
{
  guint64 n = 0;

  g_assert_true (vbt_store_count_pending (self->store, &n, NULL));
  return n;
}

/* All that is indexed and segmented, as text. */
static char *
dump_index (Fixture *self)
{
  static const char *const words[] = { "Zoe", "muller", "yes", "東京", "imported", "a.txt" };
  g_autoptr (GString) dump = g_string_new (NULL);
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->store->db,
                      "SELECT s.number || quote (s.tokens) || quote (s.sentences) "
                      "FROM segmentation s ORDER BY s.number",
                      "");

  while (vbt_query_next (query))
    g_string_append_printf (dump, "%s\n", vbt_query_get_string (query, 0));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_append_printf (dump, "%s: %u\n", words[i], n_found (self, words[i]));
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

/* A batch of documents that are not segmented. */
static VbtId
import_bare (Fixture *self, guint n)
{
  g_autoptr (GError) error = NULL;
  VbtId id = 0;

  begin_batch (self, self->ada);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VbtDocument) document = fixture_document ("imported.txt", 20 + i % 50);

      g_clear_pointer (&document->tokens, g_array_unref);
      g_clear_pointer (&document->sentences, g_array_unref);
      g_assert_true (vbt_store_insert_document (self->store, document, &error));
      id = document->id;
    }
  g_assert_true (vbt_store_commit_batch (self->store, "Import", &error));
  return id;
}

/* What waits is found by nobody, but can be opened as if it were segmented, and is found once it is indexed. */
static void
test_index (Fixture *self, gconstpointer data)
{
  VbtId id = import_bare (self, 30);
  g_autoptr (VbtDocument) before = fixture_load (self, id);
  g_autoptr (VbtDocument) after = NULL;

  g_assert_cmpuint (n_pending (self), ==, 30);
  g_assert_cmpuint (n_found (self, "zoe"), ==, 0);
  g_assert_cmpuint (before->tokens->len, >, 20);
  fixture_assert_whole (self);
  index_all (self);
  g_assert_cmpuint (n_pending (self), ==, 0);
  g_assert_cmpuint (n_found (self, "zoe"), ==, 30);
  g_assert_cmpuint (n_found (self, "imported"), ==, 30);
  after = fixture_load (self, id);
  g_assert_cmpuint (after->tokens->len, ==, before->tokens->len);
  g_assert_cmpmem (after->tokens->data, after->tokens->len * sizeof (VbtRange),
                   before->tokens->data, before->tokens->len * sizeof (VbtRange));
  g_assert_cmpmem (after->sentences->data, after->sentences->len * sizeof (VbtRange),
                   before->sentences->data, before->sentences->len * sizeof (VbtRange));
  fixture_assert_whole (self);
}

static void
kill_at_once (gpointer data, guint64 done, guint64 total, const char *what)
{
  raise (SIGKILL);
}

/* Killed in the middle, at the next call it goes on, and comes to what it comes to when nobody kills it. */
static void
test_index_kill (Fixture *self, gconstpointer data)
{
  g_autofree char *killed = NULL;
  g_autofree char *whole = NULL;
  pid_t child;
  int status;

  import_bare (self, 2000);
  vbt_store_close (self->store, NULL);
  g_clear_object (&self->store);
  child = fork ();
  if (child == 0)
    {
      VbtProgress progress = { kill_at_once, NULL, NULL };
      g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_DEFAULT, NULL);

      vbt_index (store, &progress, NULL, NULL);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  fixture_open (self);
  g_assert_cmpuint (n_pending (self), >, 0);
  fixture_assert_whole (self);
  index_all (self);
  fixture_assert_whole (self);
  killed = dump_index (self);
  /* The same once more, at once. */
  g_assert_true (vbt_db_exec (self->store->db,
                              "INSERT INTO text_search (text_search) VALUES ('delete-all');"
                              "DELETE FROM segmentation;"
                              "INSERT INTO pending SELECT 0, number FROM document_text",
                              NULL));
  index_all (self);
  whole = dump_index (self);
  g_assert_cmpstr (killed, ==, whole);
}

/* Suggestions into articles that are there: own decisions are undone first, those of others forbid it. */
static void
test_tagging (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 20);
  g_autoptr (VbtAnnotation) span
      = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Quote"), self->tagger, 0, 5);
  VbtDecision decision = { span->id, self->ben, VBT_VERDICT_REJECTED, 1 };

  begin_batch (self, self->ada);
  g_assert_true (vbt_store_put_annotation (self->store, document, span, NULL));
  g_assert_true (vbt_store_commit_batch (self->store, NULL, NULL));
  fixture_begin (self, self->ben, document, "Reject");
  g_assert_true (vbt_store_put_decision (self->store, &decision, NULL));
  fixture_commit (self);
  g_assert_null (vbt_store_undo (self->store, self->ada, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Ben"));
  g_assert_cmpuint (fixture_count (self, document), ==, 1);
  fixture_undo (self, self->ben);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (fixture_count (self, document), ==, 0);
  fixture_redo (self, self->ada);
  g_assert_cmpuint (fixture_count (self, document), ==, 1);
  fixture_assert_whole (self);
}

static void
test_conflict (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = import (self, 2);

  fixture_add_span (self, document, self->ben, "Quote", 6, 8);
  g_assert_null (vbt_store_undo (self->store, self->ada, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CONFLICT);
  g_assert_cmpuint (n_documents (self), ==, 2);
}

static void
test_abort (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = fixture_dump (self);
  g_autofree char *after = NULL;
  GDir *folder;

  begin_batch (self, self->ada);
  insert_document (self, "a.txt");
  g_assert_true (vbt_store_batch_step (self->store, &error));
  insert_document (self, "b.txt");
  g_assert_true (vbt_store_abort_batch (self->store, &error));
  g_assert_no_error (error);
  after = fixture_dump (self);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (vbt_store_peek_undo (self->store, self->ada));
  begin_batch (self, self->ada);
  g_assert_true (vbt_store_commit_batch (self->store, NULL, &error)); /* nothing inserted: no row */
  g_assert_null (vbt_store_peek_undo (self->store, self->ada));
  g_assert_true (vbt_store_close (self->store, &error));
  folder = g_dir_open (self->folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (folder), ==, "test.verbatim");
  g_assert_null (g_dir_read_name (folder));
  g_dir_close (folder);
}

/* Runs @work in a process that kills itself at the end. */
static void
run_and_kill (Fixture *self, void (*work) (Fixture *))
{
  int status;
  pid_t child;

  g_assert_true (vbt_store_close (self->store, NULL));
  g_clear_object (&self->store);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      fixture_open (self);
      work (self);
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
work_in_batch (Fixture *self)
{
  begin_batch (self, self->ada);
  insert_document (self, "cut.txt");
  vbt_store_batch_step (self->store, NULL);
  insert_document (self, "cut.txt");
  vbt_store_batch_step (self->store, NULL);
  insert_document (self, "cut.txt");
}

static void
test_kill_batch (Fixture *self, gconstpointer data)
{
  g_autofree char *before = fixture_dump (self);
  g_autofree char *after = NULL;

  run_and_kill (self, work_in_batch);
  fixture_open (self);
  after = fixture_dump (self);
  g_assert_cmpstr (after, ==, before);
  fixture_assert_whole (self);
}

static void
work_in_acts (Fixture *self)
{
  VbtId document = fixture_add_document (self, "whole.txt", 20);

  for (int i = 0; i < 20; i++)
    fixture_add_span (self, document, self->ada, "Quote", i, i + 2);
  vbt_store_begin (self->store, self->ada, document, "Never done", NULL);
  vbt_store_delete_document (self->store, document, NULL);
}

static void
test_kill_act (Fixture *self, gconstpointer data)
{
  VbtId document;

  run_and_kill (self, work_in_acts);
  fixture_open (self);
  document = vbt_store_find_document (self->store, "whole.txt", NULL);
  g_assert_cmpuint (fixture_count (self, document), ==, 20);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (fixture_count (self, document), ==, 19);
  fixture_assert_whole (self);
}

static void
changed_cb (VbtStore *store, const VbtChange *change, guint *n_changes)
{
  g_assert_true (change->batch);
  (*n_changes)++;
}

/* A batch that goes on in one connection leaves the other one to write in between, and opening a
 * third does not take it for one that was cut. */
static void
test_two_connections (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Fixture other = *self;
  guint n_changes = 0;
  VbtId document = fixture_add_document (self, "a.txt", 20);

  fixture_open (&other);
  g_signal_connect (other.store, "changed", G_CALLBACK (changed_cb), &n_changes);
  g_assert_true (vbt_store_refresh (other.store, &error));
  g_assert_cmpuint (n_changes, ==, 0);
  begin_batch (self, self->ada);
  insert_document (self, "b.txt");
  vbt_store_end (self->store, &error); /* the first half of a step */
  g_assert_true (vbt_store_refresh (other.store, &error));
  g_assert_cmpuint (n_changes, ==, 1);
  g_signal_handlers_disconnect_by_func (other.store, changed_cb, &n_changes);
  fixture_add_span (&other, document, self->ben, "Quote", 0, 5);
  {
    Fixture third = *self;

    fixture_open (&third);
    g_assert_cmpuint (n_documents (&third), ==, 2);
    g_clear_object (&third.store);
  }
  g_assert_true (vbt_store_begin_immediate (self->store, &error));
  g_assert_true (vbt_store_commit_batch (self->store, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_count (self, document), ==, 1);
  g_clear_object (&other.store);
  fixture_assert_whole (self);
}

/* What one connection adds to the catalog, the other knows when it writes next. */
static void
test_two_catalogs (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Fixture other = *self;
  VbtId id;

  fixture_open (&other);
  id = vbt_store_ensure_annotator (other.store, VBT_ANNOTATOR_TAGGER, "entities", "2", &error);
  g_assert_no_error (error);
  fixture_begin (self, self->ada, 0, "Look");
  g_assert_nonnull (vbt_catalog_get_annotator (vbt_store_get_catalog (self->store), id));
  vbt_store_rollback (self->store);
  g_assert_true (vbt_store_close (other.store, &error));
  g_assert_no_error (error);
  g_clear_object (&other.store);
}

static gpointer
write_thread (gpointer data)
{
  Fixture self = *(Fixture *)data;

  fixture_open (&self);
  for (int i = 0; i < 100; i++)
    fixture_add_document (&self, "thread.txt", 5);
  g_clear_object (&self.store);
  return NULL;
}

static void
test_threads (Fixture *self, gconstpointer data)
{
  GThread *thread = g_thread_new ("writer", write_thread, self);

  for (int i = 0; i < 100; i++)
    fixture_add_document (self, "main.txt", 5);
  g_thread_join (thread);
  g_assert_cmpuint (n_documents (self), ==, 200);
  fixture_assert_whole (self);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) problems = NULL;

  import (self, 200);
  g_cancellable_cancel (cancellable);
  problems = vbt_store_check (self->store, cancellable, &error);
  g_assert_null (problems);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_assert_whole (self);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/batch/undo", test_undo);
  ADD ("/batch/undo-keeps-trash", test_undo_keeps_trash);
  ADD ("/batch/index", test_index);
  ADD ("/batch/index-kill", test_index_kill);
  ADD ("/batch/tagging", test_tagging);
  ADD ("/batch/conflict", test_conflict);
  ADD ("/batch/abort", test_abort);
  ADD ("/batch/kill", test_kill_batch);
  ADD ("/batch/kill-act", test_kill_act);
  ADD ("/batch/two-connections", test_two_connections);
  ADD ("/batch/two-catalogs", test_two_catalogs);
  ADD ("/batch/threads", test_threads);
  ADD ("/batch/cancel", test_cancel);
  return g_test_run ();
}

/* test-search.c: the list of hits, and the filter that the menu writes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "models/vbt-filter-words.h"
#include "search/vbt-hit-view.h"
#include "search/vbt-search-run.h"

#define N_MANY 1000000

static void
test_words (void)
{
  static const char *const cases[][4] = {
    { "", "status:new", "status:new ", "status:new" },
    { "", "", "", "" },
    { "flood", "has:suggestions", "has:suggestions flood", "has:suggestions" },
    { "status:new flood  ", "status:done", "status:done flood ", "status:done" },
    { "has:suggestions label:Quote ", "", "label:Quote ", "" },
    { "status:none", "", "status:none", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *query = vbt_filter_words_show (cases[i][0], cases[i][1]);
      g_autofree char *shown = vbt_filter_words_get_shown (query);

      g_assert_cmpstr (query, ==, cases[i][2]);
      g_assert_cmpstr (shown, ==, cases[i][3]);
    }
}

typedef struct
{
  char *folder;
  char *path;
  VbtStore *store;
  VbtSession *session;
  VbtId document;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("who-said-what", NULL);
  g_autoptr (VbtText) text = vbt_text_new ("one two three two one", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("a.txt", text);

  self->folder = g_dir_make_tmp ("vbt-search-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "test.verbatim", NULL);
  self->store = vbt_store_create (self->path, schema, NULL);
  self->session = vbt_session_new (self->store, "Ada", NULL);
  self->document = document->id;
  vbt_document_segment (document);
  g_assert_true (
      vbt_store_begin (self->store, vbt_session_get_me (self->session), document->id, "Add", NULL));
  g_assert_true (vbt_store_insert_document (self->store, document, NULL));
  g_assert_true (vbt_store_commit (self->store, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->session);
  g_assert_true (vbt_store_close (self->store, NULL));
  g_clear_object (&self->store);
  g_remove (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static void
assert_match (VbtHitList *list, guint position, const char *expected)
{
  g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (list), position);
  g_autofree char *match = NULL;

  g_object_get (row, "match", &match, NULL);
  g_assert_cmpstr (match, ==, expected);
}

static void
append (Fixture *self, VbtHitList *list, guint n)
{
  static const VbtRange words[] = { { 0, 3 }, { 4, 7 }, { 8, 13 } };
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));

  for (guint i = 0; i < n; i++)
    {
      VbtHit hit = { self->document, 0, words[i % 3].start, words[i % 3].end };

      g_array_append_val (hits, hit);
    }
  vbt_hit_list_append (list, hits);
}

static void
test_ticks (Fixture *self, gconstpointer unused)
{
  g_autoptr (VbtHitList) list = vbt_hit_list_new ();
  g_autoptr (GArray) ticked = NULL;
  g_autoptr (GObject) row = NULL;
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean is_ticked;

  vbt_hit_list_clear (list, self->session);
  append (self, list, 3);
  vbt_hit_list_tick (list, 2, TRUE);
  for (guint i = 3; i-- > 0;)
    g_array_append_val (order, i);
  vbt_hit_list_take_order (list, order);
  assert_match (list, 0, "three");
  g_assert_true (vbt_hit_list_is_ticked (list, 0));
  g_assert_false (vbt_hit_list_is_ticked (list, 2));
  row = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_object_set (row, "ticked", TRUE, NULL);
  g_assert_cmpuint (vbt_hit_list_get_n_ticked (list), ==, 2);
  ticked = vbt_hit_list_dup_ticked (list);
  g_assert_cmpuint (ticked->len, ==, 2);
  g_assert_cmpint (g_array_index (ticked, VbtHit, 0).start, ==, 8);
  vbt_hit_list_tick_all (list, FALSE);
  g_object_get (row, "ticked", &is_ticked, NULL);
  g_assert_false (is_ticked);
  vbt_hit_list_clear (list, NULL);
  g_object_set (row, "ticked", TRUE, NULL); /* of a list that is gone */
  g_assert_cmpuint (vbt_hit_list_get_n_ticked (list), ==, 0);
}

/* Rows are made for those that look, and go with them. */
static void
test_many (Fixture *self, gconstpointer unused)
{
  g_autoptr (VbtHitList) list = vbt_hit_list_new ();
  GObject *row;

  vbt_hit_list_clear (list, self->session);
  append (self, list, N_MANY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);
  assert_match (list, N_MANY - 2, "three");
  row = g_list_model_get_item (G_LIST_MODEL (list), N_MANY / 2);
  g_assert_true (G_OBJECT (g_list_model_get_item (G_LIST_MODEL (list), N_MANY / 2)) == row);
  g_object_unref (row);
  g_object_add_weak_pointer (row, (gpointer *)&row);
  g_object_unref (row);
  g_assert_null (row);
  vbt_hit_list_tick_all (list, TRUE);
  g_assert_cmpuint (vbt_hit_list_get_n_ticked (list), ==, N_MANY);
}

static void
changed_cb (GListModel *model, guint position, guint n_removed, guint n_added, guint *n_told)
{
  g_assert_true (n_removed == 0 || n_added == 0);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n_added);
  ++*n_told;
}

/* Nothing takes the place of something else: a selection would look at each, and have its row made. */
static void
test_order (Fixture *self, gconstpointer unused)
{
  g_autoptr (VbtHitList) list = vbt_hit_list_new ();
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_told = 0;

  vbt_hit_list_clear (list, self->session);
  append (self, list, 3);
  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), &n_told);
  vbt_hit_list_take_order (list, NULL);
  g_assert_cmpuint (n_told, ==, 0);
  g_assert_cmpuint (vbt_hit_list_find_number (list, 2), ==, 2);
  for (guint i = 3; i-- > 0;)
    g_array_append_val (order, i);
  vbt_hit_list_take_order (list, order);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpuint (vbt_hit_list_get_number (list, 0), ==, 2);
  g_assert_cmpuint (vbt_hit_list_find_number (list, 2), ==, 0);
  g_assert_cmpuint (vbt_hit_list_get_number (list, 3), ==, G_MAXUINT);
  g_assert_cmpuint (vbt_hit_list_find_number (list, G_MAXUINT), ==, G_MAXUINT);
  vbt_hit_list_take_order (list, NULL);
  g_assert_cmpuint (n_told, ==, 4);
  assert_match (list, 0, "one");
}

/** Found: what a run told. */
typedef struct
{
  guint n_hits;
  gboolean is_finished;
} Found;

static void
found_cb (Found *self, const GArray *hits)
{
  self->n_hits += hits->len;
}

static void
finished_cb (Found *self, const GError *error)
{
  g_assert_no_error (error);
  self->is_finished = TRUE;
}

static void
test_run (Fixture *self, gconstpointer unused)
{
  g_autoptr (VbtSearchRun) run
      = vbt_search_run_new (self->path, "two", vbt_session_get_me (self->session));
  g_autoptr (VbtSearchRun) stopped
      = vbt_search_run_new (self->path, "two", vbt_session_get_me (self->session));
  Found found = { 0 }, nothing = { 0 };

  g_signal_connect_swapped (stopped, "found", G_CALLBACK (found_cb), &nothing);
  g_signal_connect_swapped (stopped, "finished", G_CALLBACK (finished_cb), &nothing);
  vbt_search_run_start (stopped);
  vbt_search_run_stop (stopped);
  g_signal_connect_swapped (run, "found", G_CALLBACK (found_cb), &found);
  g_signal_connect_swapped (run, "finished", G_CALLBACK (finished_cb), &found);
  vbt_search_run_start (run);
  while (!found.is_finished)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (found.n_hits, ==, 2);
  g_assert_cmpuint (vbt_search_run_get_n_documents (run), ==, 1);
  g_assert_cmpfloat (vbt_search_run_get_fraction (run), ==, 1);
  /* The thread of the other one lets it go, too, and wakes nobody for that. */
  while (g_atomic_int_get (&G_OBJECT (stopped)->ref_count) > 1)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpuint (nothing.n_hits, ==, 0);
  g_assert_false (nothing.is_finished);
}

/* Whether a window that is so wide has room for the title of the article, the last part of a row. */
static gboolean
shows_title (VbtHitList *list, int width)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = gtk_list_view_new (NULL, NULL);
  GtkWidget *row;
  gboolean is_shown;

  vbt_hit_view_set_up (GTK_LIST_VIEW (view), list);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 200);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  while ((row = gtk_widget_get_first_child (view)) == NULL || gtk_widget_get_width (row) == 0)
    g_main_context_iteration (NULL, TRUE);
  is_shown
      = gtk_widget_get_child_visible (gtk_widget_get_last_child (gtk_widget_get_first_child (row)));
  gtk_window_destroy (GTK_WINDOW (window));
  return is_shown;
}

static void
test_titles (Fixture *self, gconstpointer unused)
{
  g_autoptr (VbtHitList) list = vbt_hit_list_new ();

  gtk_init ();
  vbt_hit_list_clear (list, self->session);
  append (self, list, 3);
  g_assert_true (shows_title (list, 1000));
  g_assert_false (shows_title (list, 300));
  vbt_hit_list_clear (list, NULL);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/search/filter-words", test_words);
  ADD ("/search/hits/ticks", test_ticks);
  ADD ("/search/hits/many", test_many);
  ADD ("/search/hits/order", test_order);
  ADD ("/search/hits/titles", test_titles);
  ADD ("/search/run", test_run);
  return g_test_run ();
}

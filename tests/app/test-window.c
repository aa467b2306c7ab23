/* test-window.c: the window's actions, and what they do to the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "article/vbt-article-private.h"
#include "article/vbt-article-view.h"
#include "find-widget.h"
#include "opening.h"
#include "panes/vbt-reader.h"
#include "problems/vbt-problems-page.h"
#include "review/vbt-review-page-private.h"
#include "store/vbt-history.h"
#include "store/vbt-problems.h"
#include "vbt-after-frame.h"
#include "vbt-window-places.h"
#include "vbt-window-private.h"

/* A project with two imported and tagged articles, in a window that is shown. */
typedef struct
{
  char *folder;
  char *project;
  VbtWindow *window;
} Fixture;

#define FIRST                                                                                      \
  "“We will open the harbour,” Mayor Anna Lind said on Monday.\n\nThe council voted in Malmö.\n"
#define SECOND "Nothing was said.\n"

static void
spin_until_idle (VbtWindow *window)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (vbt_window_is_busy (window) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (vbt_window_is_busy (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static char *
write_file (const char *folder, const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("verbatim-test-XXXXXX", NULL);
  self->project = g_build_filename (self->folder, "Test.verbatim", NULL);
  self->window = vbt_window_new (NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (vbt_window_create (self->window, self->project, "Who said what"));

  g_autofree char *first = write_file (self->folder, "a.txt", FIRST);
  g_autofree char *second = write_file (self->folder, "b.txt", SECOND);
  vbt_window_import (self->window, (const char *const[]){ first, second, NULL });
  g_assert_true (vbt_window_is_busy (self->window));
  spin_until_idle (self->window);
}

static void
close_window (Fixture *self)
{
  gtk_window_close (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  self->window = NULL;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->window != NULL)
    close_window (self);
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->project);
}

static void
act (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static const VbtDocument *
get_document (Fixture *self)
{
  return vbt_session_get_document (vbt_window_get_session (self->window));
}

static guint
count_spans (Fixture *self)
{
  return vbt_session_get_spans (vbt_window_get_session (self->window))->len;
}

static void
test_import (Fixture *self, gconstpointer data)
{
  guint n_documents = 0;

  g_assert_cmpuint (vbt_documents_pane_get_position (self->window->documents, &n_documents), ==, 1);
  g_assert_cmpuint (n_documents, ==, 2);
  g_assert_cmpstr (get_document (self)->name, ==, "a.txt");
  g_assert_cmpuint (count_spans (self), >, 0); /* tagged as well */
  g_assert_cmpstr (adw_window_title_get_title (self->window->title), ==, "Test");
  g_assert_cmpstr (adw_window_title_get_subtitle (self->window->title), ==, "1 of 2");
}

static void
test_import_undo (Fixture *self, gconstpointer data)
{
  guint n_documents = 0;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo-several", "u", 2);
  vbt_documents_pane_get_position (self->window->documents, &n_documents);
  g_assert_cmpuint (n_documents, ==, 0);
}

static void
test_documents (Fixture *self, gconstpointer data)
{
  act (self, "win.next-document");
  g_assert_cmpstr (get_document (self)->name, ==, "b.txt");
  act (self, "win.next-document"); /* there is none */
  g_assert_cmpstr (get_document (self)->name, ==, "b.txt");
  act (self, "win.previous-document");
  g_assert_cmpstr (get_document (self)->name, ==, "a.txt");
}

static void
test_done (Fixture *self, gconstpointer data)
{
  VbtSession *session = vbt_window_get_session (self->window);

  act (self, "win.mark-done");
  g_assert_cmpstr (get_document (self)->name, ==, "b.txt");
  act (self, "win.previous-document");
  g_assert_cmpint (vbt_document_get_status (get_document (self), vbt_session_get_me (session)), ==,
                   VBT_STATUS_DONE);
  act (self, "win.undo");
  g_assert_cmpint (vbt_document_get_status (get_document (self), vbt_session_get_me (session)), ==,
                   VBT_STATUS_NEW);
}

static void
test_label (Fixture *self, gconstpointer data)
{
  VbtSession *session = vbt_window_get_session (self->window);
  const VbtLabel *person
      = vbt_schema_find_label (vbt_session_get_schema (session), VBT_KIND_SPAN, "Person");
  g_autofree char *label = vbt_id_to_string (person->id);

  act (self, "win.next-document");
  g_assert_cmpuint (count_spans (self), ==, 0);
  vbt_article_select_range (self->window->article, (VbtRange){ 0, 7 });
  gtk_widget_activate_action (GTK_WIDGET (self->window->article), "article.label", "s", label);
  g_assert_cmpuint (count_spans (self), ==, 1);
  vbt_after_frame_now (self->window->undo_button);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (self->window->undo_button), "Person"));
  act (self, "win.undo");
  g_assert_cmpuint (count_spans (self), ==, 0);
  act (self, "win.redo");
  g_assert_cmpuint (count_spans (self), ==, 1);
}

static void
test_reopen (Fixture *self, gconstpointer data)
{
  act (self, "win.next-document");
  close_window (self);
  self->window = vbt_window_new (NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (vbt_window_open (self->window, self->project));
  g_assert_cmpstr (get_document (self)->name, ==, "b.txt");
}

static void
test_not_a_project (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.txt", NULL);

  g_assert_false (vbt_window_open (self->window, path));
  g_assert_cmpstr (get_document (self)->name, ==, "a.txt"); /* the other one stays open */
}

static void
test_panes (Fixture *self, gconstpointer data)
{
  g_object_set (self->window, "show-documents", FALSE, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->window->documents)));
  act (self, "win.show-documents");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window->documents)));
}

/* Large text takes the room of a pane. */
static void
test_panes_of_large_text (Fixture *self, gconstpointer data)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self->window));

  for (int times = 1; times <= 2; times++)
    {
      g_object_set (settings, "gtk-xft-dpi", times * 96 * PANGO_SCALE, NULL);
      vbt_window_panes_fit (self->window, 1240);
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->window->documents)));
      g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (self->window->inspector)), ==,
                       times == 1);
    }
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

static VbtSession *shown_session;

static void
show_session (GtkWidget *page, VbtSession *session)
{
  shown_session = session;
}

static GtkWidget *
make_page (void)
{
  return g_object_new (GTK_TYPE_BUTTON, "label", "More", NULL);
}

/* A page is one struct: it gets the project, and what belongs to the article is not offered on it. */
static void
test_pages (Fixture *self, gconstpointer data)
{
  static const VbtPage page
      = { "more", "More", "vbt-review-symbolic", make_page, show_session, NULL };

  g_assert_cmpstr (vbt_window_get_page (self->window), ==, "annotate");
  vbt_window_add_page (self->window, &page);
  vbt_window_pages_set_session (self->window, vbt_window_get_session (self->window));
  g_assert_true (shown_session == vbt_window_get_session (self->window));

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.page", "s", "more");
  g_assert_cmpstr (vbt_window_get_page (self->window), ==, "more");
  g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (GTK_WINDOW (self->window))));
  g_assert_false (gtk_widget_get_visible (self->window->find_button));

  act (self, "win.find");
  g_assert_cmpstr (vbt_window_get_page (self->window), ==, "annotate");
  g_assert_true (gtk_widget_get_visible (self->window->find_button));
  act (self, "win.close-project");
  g_assert_null (shown_session);
}

static VbtDocument *
make_long (void)
{
  const gsize n = 600 * 1024;
  g_autofree char *utf8 = g_strnfill (n, 'x');
  g_autoptr (VbtText) text = NULL;

  for (gsize i = 5; i < n; i += 7)
    utf8[i] = i % 700 == 5 ? '\n' : ' ';
  text = vbt_text_new (utf8, -1, NULL);
  return vbt_document_new ("long.txt", text);
}

/* A long article with a span at its end, which is not known yet when the beginning is shown. */
static VbtId
insert_long (Fixture *self, VbtDocument *document)
{
  VbtSession *session = vbt_window_get_session (self->window);
  VbtStore *store = vbt_session_get_store (session);
  const VbtLabel *person
      = vbt_schema_find_label (vbt_session_get_schema (session), VBT_KIND_SPAN, "Person");
  VbtOffset length = vbt_text_get_length (document->text);
  VbtAnnotation *span
      = vbt_annotation_new_span (person->id, vbt_session_get_me (session), length - 8, length - 2);

  vbt_document_take_annotation (document, span);
  g_assert_true (
      vbt_store_begin (store, vbt_session_get_me (session), document->id, "Insert", NULL));
  g_assert_true (vbt_store_insert_document (store, document, NULL));
  g_assert_true (vbt_store_commit (store, NULL));
  return span->id;
}

/* Until all is read and laid out. */
static void
settle (VbtSession *session)
{
  gint64 quiet = g_get_monotonic_time ();

  while (g_get_monotonic_time () - quiet < 700 * 1000)
    {
      if (vbt_session_is_opening (session) || vbt_session_is_loading (session))
        quiet = g_get_monotonic_time ();
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static gboolean
can_see (Fixture *self, VbtOffset offset)
{
  VbtRange visible;

  return vbt_article_view_get_visible_range (VBT_ARTICLE_VIEW (self->window->article->view),
                                             &visible)
         && visible.start <= offset && offset < visible.end;
}

/* Where it rests: on a busy machine the frame comes later than all else. */
static void
wait_to_see (Fixture *self, VbtOffset offset)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  settle (vbt_window_get_session (self->window));
  while (!can_see (self, offset) && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (can_see (self, offset));
}

/* A hit of the search in a long article, seen from the page of the search, at any place. */
static void
test_hit_far_down (Fixture *self, gconstpointer data)
{
  VbtSession *session = vbt_window_get_session (self->window);
  g_autoptr (VbtDocument) document = make_long ();
  VbtId before = get_document (self)->id;
  VbtOffset length = vbt_text_get_length (document->text);

  insert_long (self, document);
  for (VbtOffset place = length - 20; place > 0; place -= length / 4)
    {
      g_assert_true (vbt_session_open_document (session, before, NULL));
      settle (session);
      vbt_window_show_page (self->window, "search");
      settle (session);
      vbt_window_show_place (self->window, document->id, 0, (VbtRange){ place, place + 5 });
      wait_to_see (self, place);
      g_assert_cmpint (get_document (self)->id, ==, document->id);
    }
}

/* The window goes on while a long article is read, and then shows the place that was asked for. */
static void
test_place_far_down (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = make_long ();
  VbtSession *session = vbt_window_get_session (self->window);
  VbtId before = get_document (self)->id;
  VbtId span = insert_long (self, document);

  vbt_window_show_place (self->window, document->id, span, (VbtRange){ 0, 0 });
  g_assert_cmpint (get_document (self)->id, ==, before);
  while (vbt_session_is_opening (session) || vbt_session_is_loading (session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_document (self)->id, ==, document->id);
  g_assert_cmpint (vbt_session_get_selected (session), ==, span);
  wait_to_see (self, vbt_text_get_length (document->text) - 8);
  /* Whoever goes elsewhere meanwhile stays there. */
  g_assert_true (vbt_session_open_document (session, before, NULL));
  vbt_window_show_place (self->window, document->id, span, (VbtRange){ 0, 0 });
  g_assert_true (vbt_session_open_document (session, before, NULL));
  g_assert_true (vbt_session_open_document (session, document->id, NULL));
  while (vbt_session_is_opening (session) || vbt_session_is_loading (session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (vbt_session_get_selected (session), ==, 0);
}

/* What is asked for before all of a long article is read is done when it is, and before the project is closed. */
static void
test_at_once (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = make_long ();
  g_autoptr (VbtDocument) kept = NULL;
  g_autoptr (VbtStore) store = NULL;
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtRange range = { 10, 16 };
  VbtSession *session = vbt_window_get_session (self->window);
  VbtId before = get_document (self)->id;
  VbtId span = insert_long (self, document);
  VbtId label = vbt_document_get_annotation (document, span)->label;

  open_and_wait (session, document->id);
  g_assert_true (vbt_session_is_loading (session));
  gtk_widget_activate_action (GTK_WIDGET (self->window->article), "article.next-annotation", NULL);
  g_assert_cmpint (vbt_session_get_selected (session), ==, 0);
  settle (session);
  g_assert_cmpint (vbt_session_get_selected (session), ==, span);
  vbt_article_find (self->window->article, "xx\nxx");
  g_assert_true (vbt_article_is_finding (self->window->article));
  settle (session);
  g_assert_false (vbt_article_is_finding (self->window->article));
  g_assert_cmpuint (vbt_article_get_n_hits (self->window->article, NULL), >, 100);
  open_and_wait (session, before);
  open_and_wait (session, document->id);
  g_array_append_val (fragments, range);
  g_assert_true (vbt_session_label (session, label, fragments));
  g_assert_true (vbt_session_is_waiting (session));
  close_window (self);
  store = vbt_store_open (self->project, VBT_STORE_READ_ONLY, NULL);
  kept = vbt_store_load_document (store, document->id, NULL);
  g_assert_cmpuint (kept->annotations->len, ==, 2);
  g_assert_true (vbt_store_close (store, NULL));
}

static void
wait_for_review (VbtReviewPage *page)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!g_str_equal (gtk_stack_get_visible_child_name (page->stack), "queue")
         && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "queue");
}

/* The suggestions of a long article: a thread reads it once, and a decision reads what it changed. */
static void
test_review_long (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = make_long ();
  g_autoptr (VbtChange) all = vbt_change_new_all ();
  VbtSession *session = vbt_window_get_session (self->window);
  VbtStore *store = vbt_session_get_store (session);
  VbtId tagger = vbt_store_ensure_annotator (store, VBT_ANNOTATOR_TAGGER, "t", "1", NULL);
  const VbtLabel *person
      = vbt_schema_find_label (vbt_session_get_schema (session), VBT_KIND_SPAN, "Person");
  VbtReviewPage *page;
  const VbtDocument *read;
  GtkWidget *focus;
  VbtId first;

  for (VbtOffset i = 0; i < 3; i++)
    vbt_document_take_annotation (
        document, vbt_annotation_new_span (person->id, tagger, 7 + i * 70, 12 + i * 70));
  insert_long (self, document);
  open_and_wait (session, document->id);
  page = VBT_REVIEW_PAGE (find_widget (GTK_WIDGET (self->window), VBT_TYPE_REVIEW_PAGE));
  gtk_drop_down_set_selected (page->scope, VBT_SCOPE_ARTICLE);
  vbt_window_show_page (self->window, "review");
  g_assert_null (page->document);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "wait");
  gtk_widget_activate_action (GTK_WIDGET (page), "review.accept", NULL); /* nothing is asked yet */
  wait_for_review (page);
  read = page->document;
  g_assert_cmpuint (read->annotations->len, ==, 4);
  first = vbt_review_page_get_suggestion (page)->id;
  gtk_widget_activate_action (GTK_WIDGET (page), "review.accept", NULL);
  g_assert_true (page->document == read);
  g_assert_cmpuint (read->annotations->len, ==, 5);
  g_assert_nonnull (vbt_document_find_copy (read, first, vbt_session_get_me (session)));
  g_assert_cmpint (vbt_review_page_get_suggestion (page)->id, !=, first);
  gtk_widget_activate_action (GTK_WIDGET (page), "review.reject", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->stack), ==, "queue");
  gtk_widget_child_focus (page->buttons, GTK_DIR_TAB_FORWARD);
  g_assert_false (gtk_widget_is_focus (GTK_WIDGET (page)));
  g_signal_emit_by_name (store, "changed", all);
  g_assert_null (page->document);
  wait_for_review (page);
  /* The button keeps it where the stack still shows it; else the page has it. */
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_true (focus == GTK_WIDGET (page) || gtk_widget_is_ancestor (focus, GTK_WIDGET (page)));
  g_assert_cmpuint (page->document->annotations->len, ==, 5);
}

/* The problem that is known of an annotation; 0 until one is. */
static VbtId
find_problem (VbtStore *store, const VbtProblemFilter *filter, VbtId annotation)
{
  g_autoptr (GArray) found = vbt_store_list_problems (store, filter, NULL, NULL, NULL, NULL);

  for (guint i = 0; i < found->len; i++)
    {
      VbtId id = g_array_index (found, VbtId, i);
      g_autoptr (VbtKnownProblem) problem = vbt_store_get_problem (store, id);

      if (problem->fix.annotation == annotation)
        return id;
    }
  return 0;
}

static VbtId
wait_for_problem (VbtSession *session, VbtId document, VbtId annotation)
{
  VbtProblemFilter filter
      = { .me = vbt_session_get_me (session), .when = VBT_WHEN_DONE, .document = document };
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  VbtId id = 0;

  while ((id = find_problem (vbt_session_get_store (session), &filter, annotation)) == 0
         && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (10 * 1000);
  g_assert_cmpint (id, !=, 0);
  return id;
}

/* A problem of a long article that is not the one that is shown is fixed in the background. */
static void
test_fix_long (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = make_long ();
  g_autoptr (VbtDocument) fixed = NULL;
  VbtSession *session = vbt_window_get_session (self->window);
  VbtStore *store = vbt_session_get_store (session);
  VbtId shown = get_document (self)->id;
  const VbtLabel *person
      = vbt_schema_find_label (vbt_session_get_schema (session), VBT_KIND_SPAN, "Person");
  VbtAnnotation *span
      = vbt_annotation_new_span (person->id, vbt_session_get_me (session), 7, 13); /* a space */
  VbtId problem;

  vbt_document_take_annotation (document, span);
  insert_long (self, document);
  vbt_window_show_page (self->window, "problems");
  problem = wait_for_problem (session, document->id, span->id);
  gtk_widget_activate_action (find_widget (GTK_WIDGET (self->window), VBT_TYPE_PROBLEMS_PAGE),
                              "problems.fix-one", "x", problem);
  g_assert_true (vbt_window_is_busy (self->window));
  spin_until_idle (self->window);
  fixed = vbt_store_load_document (store, document->id, NULL);
  span = vbt_document_get_annotation (fixed, span->id);
  g_assert_cmpint (vbt_annotation_get_extent (span).start, ==, 6);
  g_assert_cmpint (vbt_annotation_get_extent (span).end, ==, 12);
  g_assert_cmpint (get_document (self)->id, ==, shown);
}

static void
test_close (Fixture *self, gconstpointer data)
{
  act (self, "win.close-project");
  g_assert_null (vbt_window_get_session (self->window));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (self->window->stack), ==, "welcome");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/window/import", test_import);
  ADD ("/window/import/undo", test_import_undo);
  ADD ("/window/documents", test_documents);
  ADD ("/window/done", test_done);
  ADD ("/window/label", test_label);
  ADD ("/window/reopen", test_reopen);
  ADD ("/window/not-a-project", test_not_a_project);
  ADD ("/window/panes", test_panes);
  ADD ("/window/panes/large-text", test_panes_of_large_text);
  ADD ("/window/pages", test_pages);
  ADD ("/window/place-far-down", test_place_far_down);
  ADD ("/window/at-once", test_at_once);
  ADD ("/window/review-long", test_review_long);
  ADD ("/window/fix-long", test_fix_long);
  ADD ("/window/hit-far-down", test_hit_far_down);
  ADD ("/window/close", test_close);
  return g_test_run ();
}

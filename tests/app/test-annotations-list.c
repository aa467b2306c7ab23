/* test-annotations-list.c: the annotations beside the article, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "find-widget.h"
#include "panes/vbt-annotations-list.h"
#include "session-fixture.h"
#include "store/vbt-history.h"

#define N_SPANS 300

typedef struct
{
  SessionFixture project;
  GtkWidget *window;
  GtkWidget *list;
} Fixture;

static GListModel *
get_rows (Fixture *self)
{
  return G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (find_widget (self->list, GTK_TYPE_LIST_VIEW))));
}

static GtkDropDown *
get_filter (Fixture *self)
{
  return GTK_DROP_DOWN (find_widget (self->list, GTK_TYPE_DROP_DOWN));
}

static void
wait_for_rows (Fixture *self, guint n)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (g_list_model_get_n_items (get_rows (self)) != n && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (self)), ==, n);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  session_fixture_set_up (&self->project, NULL);
  session_fixture_open_document (&self->project, 4000, N_SPANS);
  self->list = g_object_new (VBT_TYPE_ANNOTATIONS_LIST, NULL);
  vbt_annotations_list_set_session (VBT_ANNOTATIONS_LIST (self->list), self->project.session);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), self->list);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  session_fixture_tear_down (&self->project, NULL);
}

/* Those of a row that is far from what is seen come after the frame. */
static char *
wait_for_words (GObject *row)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  char *words = NULL;

  for (g_object_get (row, "words", &words, NULL); words == NULL && g_get_monotonic_time () < end;
       g_object_get (row, "words", &words, NULL))
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_nonnull (words);
  return words;
}

/* All that is drawn, in the order of the text, each with its place, also far down. */
static void
test_places (Fixture *self, gconstpointer data)
{
  const GPtrArray *spans = vbt_session_get_spans (self->project.session);
  guint places[] = { 0, spans->len / 2, spans->len - 1 };

  wait_for_rows (self, spans->len);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (get_rows (self), places[i]);
      g_autofree char *place = g_strdup_printf (", %u of %u", places[i] + 1, spans->len);
      g_autofree char *words = wait_for_words (row);

      g_assert_true (g_str_has_suffix (words, place));
    }
}

static guint
count_rows (Fixture *self, gboolean named)
{
  GtkWidget *view = find_widget (self->list, GTK_TYPE_LIST_VIEW);
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *label = find_widget (row, GTK_TYPE_LABEL);

      n += label != NULL && (*gtk_label_get_text (GTK_LABEL (label)) != '\0') == named ? 1 : 0;
    }
  return n;
}

/* What is gone to has its words at once, what lies around it soon. */
static void
test_far (Fixture *self, gconstpointer data)
{
  const GPtrArray *spans = vbt_session_get_spans (self->project.session);
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  wait_for_rows (self, spans->len);
  vbt_session_set_selected (self->project.session,
                            ((VbtAnnotation *)g_ptr_array_index (spans, spans->len - 1))->id);
  while ((count_rows (self, FALSE) > 0
          || gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (get_rows (self)))
                 != spans->len - 1)
         && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpuint (count_rows (self, FALSE), ==, 0);
  g_assert_cmpuint (count_rows (self, TRUE), >, 50);
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (get_rows (self))), ==,
                    spans->len - 1);
}

static guint
count_suggestions (Fixture *self)
{
  return vbt_session_get_drawn (self->project.session)->n_suggestions;
}

/* What was chosen to be listed stays when others changed anything; not in another project. */
static void
test_filter (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtChange) all = vbt_change_new_all ();
  guint n = count_suggestions (self);

  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, vbt_session_get_spans (self->project.session)->len);
  gtk_drop_down_set_selected (get_filter (self), 1); /* suggestions */
  wait_for_rows (self, n);
  g_signal_emit_by_name (self->project.store, "changed", all);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (gtk_drop_down_get_selected (get_filter (self)), ==, 1);
  wait_for_rows (self, count_suggestions (self));
  vbt_annotations_list_set_session (VBT_ANNOTATIONS_LIST (self->list), self->project.session);
  g_assert_cmpuint (gtk_drop_down_get_selected (get_filter (self)), ==, 0);
  wait_for_rows (self, vbt_session_get_spans (self->project.session)->len);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/annotations-list/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/annotations-list/far", Fixture, NULL, set_up, test_far, tear_down);
  g_test_add ("/annotations-list/filter", Fixture, NULL, set_up, test_filter, tear_down);
  return g_test_run ();
}

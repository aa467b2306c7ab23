/* test-visibility.c: labels and suggestions that are not drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/article-fixture.h"
#include "vbt-visibility.h"

static VbtVisibility *
get_visibility (Fixture *self)
{
  return vbt_session_get_visibility (self->session);
}

/* Lavrov and Blinken are persons, Stockholm is a location that was suggested. */
static VbtDocument *
insert_mentions (Fixture *self)
{
  VbtDocument *document = fixture_make_document (FIXTURE_TEXT);

  fixture_add (self, document, "Person", "Sergey Lavrov", FALSE);
  fixture_add (self, document, "Person", "Antony Blinken", FALSE);
  fixture_add (self, document, "Location", "Stockholm", TRUE);
  fixture_add (self, document, "Cue", "said", FALSE);
  vbt_document_sort (document);
  fixture_insert (self, document);
  fixture_spin ();
  return document;
}

static void
test_drawn (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = insert_mentions (self);
  VbtId person = fixture_label (self, VBT_KIND_SPAN, "Person");
  VbtOffset lavrov = fixture_find (self, "Lavrov", 0).start;
  g_autoptr (GPtrArray) hidden = NULL;
  g_autoptr (GPtrArray) shown = NULL;

  g_assert_cmpuint (vbt_marks_get_size (vbt_article_view_get_marks (self->view)), ==, 4);
  vbt_visibility_set_label (get_visibility (self), person, FALSE);
  g_assert_cmpuint (vbt_marks_get_size (vbt_article_view_get_marks (self->view)), ==, 2);
  hidden = vbt_marks_at (vbt_article_view_get_marks (self->view), lavrov);
  g_assert_cmpuint (hidden->len, ==, 0);
  vbt_visibility_set_suggestions (get_visibility (self), FALSE);
  g_assert_cmpuint (vbt_marks_get_size (vbt_article_view_get_marks (self->view)), ==, 1);
  vbt_visibility_set_all (get_visibility (self));
  g_assert_cmpuint (vbt_marks_get_size (vbt_article_view_get_marks (self->view)), ==, 4);
  shown = vbt_marks_at (vbt_article_view_get_marks (self->view), lavrov);
  g_assert_cmpuint (shown->len, ==, 1);
}

static const char *
get_selected_label (Fixture *self)
{
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self->session);

  return selected == NULL
             ? NULL
             : vbt_schema_get_label (vbt_session_get_schema (self->session), selected->label)->name;
}

static void
test_stepping (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = insert_mentions (self);

  vbt_visibility_set_only (get_visibility (self), vbt_session_get_schema (self->session),
                           fixture_label (self, VBT_KIND_SPAN, "Cue"));
  for (int i = 0; i < 3; i++)
    {
      fixture_act (self, "article.next-annotation");
      g_assert_cmpstr (get_selected_label (self), ==, "Cue");
    }
  vbt_session_set_selected (self->session, 0);
  fixture_act (self, "article.next-suggestion");
  g_assert_cmpint (vbt_session_get_selected (self->session), ==, 0);
  vbt_visibility_set_all (get_visibility (self));
  fixture_act (self, "article.next-suggestion");
  g_assert_cmpstr (get_selected_label (self), ==, "Location");
}

/* What is hidden while it is selected is not selected any longer. What gets a label that is hidden
 * stays selected, is not drawn, and comes back by undo. */
static void
test_selected (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = insert_mentions (self);
  VbtId person = fixture_label (self, VBT_KIND_SPAN, "Person");
  VbtId lavrov;

  fixture_act (self, "article.next-annotation");
  g_assert_cmpstr (get_selected_label (self), ==, "Person");
  lavrov = vbt_session_get_selected (self->session);
  vbt_visibility_set_label (get_visibility (self), person, FALSE);
  g_assert_cmpint (vbt_session_get_selected (self->session), ==, 0);
  vbt_visibility_set_label (get_visibility (self), person, TRUE);

  vbt_visibility_set_label (get_visibility (self), fixture_label (self, VBT_KIND_SPAN, "Other"),
                            FALSE);
  vbt_session_set_selected (self->session, lavrov);
  fixture_put_label (self, "Other");
  g_assert_cmpstr (get_selected_label (self), ==, "Other");
  g_assert_null (vbt_marks_find (vbt_article_view_get_marks (self->view), lavrov));
  g_assert_true (vbt_session_undo (self->session));
  g_assert_cmpstr (get_selected_label (self), ==, "Person");
  g_assert_nonnull (vbt_marks_find (vbt_article_view_get_marks (self->view), lavrov));
}

/* It belongs to the project, whichever document is shown, and to no other project. */
static void
test_remembered (Fixture *self, gconstpointer data)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  VbtId cue = fixture_label (self, VBT_KIND_SPAN, "Cue");
  g_autoptr (VbtSession) again = NULL;
  g_autoptr (VbtVisibility) other = vbt_visibility_new ("/somewhere/else.verbatim");
  g_autofree char *nothing = vbt_visibility_describe_hidden (get_visibility (self), schema);
  g_autofree char *hidden = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (nothing);
  vbt_visibility_set_label (get_visibility (self), cue, FALSE);
  vbt_visibility_set_suggestions (get_visibility (self), FALSE);
  again = vbt_session_new (self->store, "Ada", &error);
  g_assert_no_error (error);
  g_assert_false (vbt_visibility_has_label (vbt_session_get_visibility (again), cue));
  g_assert_false (vbt_visibility_has_suggestions (vbt_session_get_visibility (again)));
  hidden = vbt_visibility_describe_hidden (vbt_session_get_visibility (again), schema);
  g_assert_cmpstr (hidden, ==, "1 label hidden, and suggestions");
  g_assert_true (vbt_visibility_has_label (other, cue));
  vbt_visibility_set_all (get_visibility (self));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("/visibility/drawn", test_drawn);
  ADD ("/visibility/stepping", test_stepping);
  ADD ("/visibility/selected", test_selected);
  ADD ("/visibility/remembered", test_remembered);
  return g_test_run ();
}

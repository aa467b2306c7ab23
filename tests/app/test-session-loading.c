/* test-session-loading.c: a long article is shown, and acted on, before all of it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session-fixture.h"
#include "store/vbt-history.h"

/* Of a long document the text and the marks at its beginning are there at once, all else later. */
static void
check_beginning (SessionFixture *self, guint n_spans)
{
  const VbtDrawn *drawn = vbt_session_get_drawn (self->session);
  guint n_near = 0;

  g_assert_true (vbt_session_is_loading (self->session));
  g_assert_cmpint (vbt_text_get_length (drawn->document->text), ==, 300000);
  g_assert_cmpuint (drawn->spans->len, <, n_spans);
  for (guint i = 0; i < drawn->spans->len; i++)
    n_near += vbt_annotation_get_extent (g_ptr_array_index (drawn->spans, i)).start < 4096 ? 1 : 0;
  g_assert_cmpuint (n_near, >, 10);
  session_fixture_check (self);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_loading (SessionFixture *self, gconstpointer data)
{
  const guint n_spans = 3000;
  g_autoptr (VbtDocument) whole = NULL;
  g_autoptr (VbtDrawn) drawn = NULL;
  const GArray *tokens;
  const VbtText *text;
  guint n_loaded = 0;

  session_fixture_open_document (self, 300000, n_spans);
  check_beginning (self, n_spans);
  g_signal_connect_swapped (self->session, "document-loaded", G_CALLBACK (count_cb), &n_loaded);
  text = vbt_session_get_document (self->session)->text;
  while (vbt_session_is_loading (self->session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_loaded, ==, 1);
  session_fixture_check (self);
  g_assert_true (vbt_session_get_document (self->session)->text == text);
  whole = vbt_store_load_document (self->store, vbt_session_get_document (self->session)->id, NULL);
  tokens
      = vbt_document_get_tokens_near (vbt_session_get_document (self->session), (VbtRange){ 0, 1 });
  g_assert_nonnull (tokens);
  g_assert_cmpint (g_array_index (tokens, VbtRange, 1).end, ==,
                   g_array_index (whole->tokens, VbtRange, 1).end);
  drawn = vbt_drawn_new (whole, vbt_session_get_catalog (self->session),
                         vbt_session_get_me (self->session));
  g_assert_cmpuint (vbt_session_get_spans (self->session)->len, ==, drawn->spans->len);
  g_assert_cmpuint (vbt_session_get_relations (self->session)->len, ==, drawn->relations->len);
  g_signal_handlers_disconnect_by_data (self->session, &n_loaded);
}

/* What is done meanwhile is done to all of it; what is left is read by nobody. */
static void
test_loading_interrupted (SessionFixture *self, gconstpointer data)
{
  const guint n_spans = 3000;
  g_autoptr (GError) error = NULL;
  VbtId document;

  session_fixture_open_document (self, 300000, n_spans);
  document = vbt_session_get_document (self->session)->id;
  session_fixture_add_span (self);
  g_assert_true (vbt_session_is_waiting (self->session));
  vbt_session_complete (self->session);
  g_assert_false (vbt_session_is_loading (self->session));
  session_fixture_check (self);
  for (guint i = 0; i < 3; i++)
    {
      open_and_wait (self->session, document);
      check_beginning (self, n_spans);
    }
  /* Not by the session, which has to read it again. */
  g_assert_true (vbt_act_set_status (self->store, vbt_session_get_document (self->session),
                                     vbt_session_get_me (self->session), VBT_STATUS_DONE, &error));
  g_assert_true (vbt_session_is_loading (self->session));
  vbt_session_complete (self->session);
  session_fixture_check (self);
  g_assert_cmpint (vbt_document_get_status (vbt_session_get_document (self->session),
                                            vbt_session_get_me (self->session)),
                   ==, VBT_STATUS_DONE);
  open_and_wait (self->session, document);
  g_assert_true (vbt_session_open_document (self->session, 0, &error));
  g_assert_false (vbt_session_is_loading (self->session));
  g_assert_true (vbt_session_open_document (self->session, document, &error));
  /* And closes the project while it is read. */
}

static void
keep_cb (char **kept, const char *message)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

/* What was shown stays until the beginning of a long document is read. */
static void
test_opening (SessionFixture *self, gconstpointer data)
{
  g_autofree char *problem = NULL;
  g_autoptr (GArray) deleted = g_array_new (FALSE, FALSE, sizeof (VbtId));
  const VbtDocument *shown;
  VbtId first, second;
  guint n_opened = 0;

  session_fixture_open_document (self, 300000, 300);
  first = vbt_session_get_document (self->session)->id;
  session_fixture_open_document (self, 300000, 300);
  second = vbt_session_get_document (self->session)->id;
  g_signal_connect_swapped (self->session, "document-opened", G_CALLBACK (count_cb), &n_opened);
  g_signal_connect_swapped (self->session, "problem", G_CALLBACK (keep_cb), &problem);
  g_assert_true (vbt_session_open_document (self->session, first, NULL));
  g_assert_true (vbt_session_is_opening (self->session));
  g_assert_cmpint (vbt_session_get_document (self->session)->id, ==, second);
  /* An act is done to what is shown, from where the reader knows the places. */
  session_fixture_add_span (self);
  g_assert_true (vbt_session_is_opening (self->session));
  g_assert_cmpint (vbt_session_get_document (self->session)->id, ==, second);
  vbt_session_complete_opening (self->session);
  shown = vbt_session_get_document (self->session);
  g_assert_cmpint (shown->id, ==, first);
  g_assert_cmpuint (n_opened, ==, 1);
  /* Of two the second is shown; of a change meanwhile what it made is. */
  g_assert_true (vbt_session_open_document (self->session, first, NULL));
  g_assert_true (vbt_session_open_document (self->session, second, NULL));
  g_assert_true (vbt_act_set_status (self->store, shown, vbt_session_get_me (self->session),
                                     VBT_STATUS_DONE, NULL));
  open_and_wait (self->session, second);
  g_assert_cmpuint (n_opened, ==, 2);
  g_assert_null (problem);
  /* One that is gone is not shown, and something says so. */
  g_assert_true (vbt_session_open_document (self->session, first, NULL));
  g_array_append_val (deleted, first);
  g_assert_true (
      vbt_act_trash_documents (self->store, vbt_session_get_me (self->session), deleted, NULL));
  while (vbt_session_is_opening (self->session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (vbt_session_get_document (self->session)->id, ==, second);
  g_assert_cmpuint (n_opened, ==, 2);
  g_assert_nonnull (problem);
  g_assert_false (vbt_session_open_document (self->session, first, NULL));
  g_signal_handlers_disconnect_by_data (self->session, &n_opened);
  g_signal_handlers_disconnect_by_data (self->session, &problem);
}

static void
wait_until_loaded (SessionFixture *self)
{
  while (vbt_session_is_loading (self->session) || vbt_session_is_opening (self->session))
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_spans (SessionFixture *self)
{
  return vbt_session_get_spans (self->session)->len;
}

/* What is asked for before all is read is done in that order when it is, and to what was shown then. */
static void
test_waiting (SessionFixture *self, gconstpointer data)
{
  VbtId small, large;
  guint n_spans;

  session_fixture_open_document (self, 150, 6);
  small = vbt_session_get_document (self->session)->id;
  session_fixture_open_document (self, 300000, 3000);
  large = vbt_session_get_document (self->session)->id;
  wait_until_loaded (self);
  n_spans = count_spans (self);
  open_and_wait (self->session, small);
  open_and_wait (self->session, large);
  for (guint i = 0; i < 3; i++)
    session_fixture_add_span (self);
  g_assert_true (vbt_session_undo (self->session));
  g_assert_true (vbt_session_open_document (self->session, small, NULL));
  session_fixture_add_span (self);
  g_assert_true (vbt_session_is_opening (self->session));
  g_assert_cmpint (vbt_session_get_document (self->session)->id, ==, large);
  g_assert_cmpuint (count_spans (self), <, n_spans);
  wait_until_loaded (self);
  g_assert_cmpint (vbt_session_get_document (self->session)->id, ==, small);
  g_assert_cmpuint (count_spans (self), ==, 6);
  /* What is to be done to the one that is opened waits for all of that. */
  open_and_wait (self->session, large);
  session_fixture_add_span (self);
  g_assert_true (vbt_session_open_document (self->session, small, NULL));
  vbt_session_complete_opening (self->session);
  g_assert_cmpint (vbt_session_get_document (self->session)->id, ==, small);
  open_and_wait (self->session, large);
  wait_until_loaded (self);
  g_assert_cmpuint (count_spans (self), ==, n_spans + 4);
}

/* What cannot be done then is told. */
static void
test_waiting_in_vain (SessionFixture *self, gconstpointer data)
{
  g_autofree char *problem = NULL;
  g_autoptr (GArray) deleted = g_array_new (FALSE, FALSE, sizeof (VbtId));
  VbtId document;

  session_fixture_open_document (self, 300000, 300);
  document = vbt_session_get_document (self->session)->id;
  g_signal_connect_swapped (self->session, "problem", G_CALLBACK (keep_cb), &problem);
  g_assert_true (vbt_session_delete (self->session, document));
  wait_until_loaded (self);
  g_assert_nonnull (strstr (problem, "no longer there"));
  open_and_wait (self->session, 0);
  open_and_wait (self->session, document);
  session_fixture_add_span (self);
  g_array_append_val (deleted, document);
  g_assert_true (
      vbt_act_trash_documents (self->store, vbt_session_get_me (self->session), deleted, NULL));
  g_assert_null (vbt_session_get_document (self->session));
  g_assert_nonnull (strstr (problem, "could not be read"));
  g_signal_handlers_disconnect_by_data (self->session, &problem);
}

/* Of a long document what is known stays until what others may have changed is read; and is read once more for what they
 * changed meanwhile, but not before it is shown. */
static void
test_renewed (SessionFixture *self, gconstpointer data)
{
  g_autoptr (VbtChange) all = vbt_change_new_all ();
  guint n_spans;
  guint n_loaded = 0;

  session_fixture_open_document (self, 300000, 3000);
  wait_until_loaded (self);
  n_spans = count_spans (self);
  g_signal_connect_swapped (self->session, "document-loaded", G_CALLBACK (count_cb), &n_loaded);
  g_signal_emit_by_name (self->store, "changed", all);
  g_assert_true (vbt_session_is_loading (self->session));
  g_assert_cmpuint (count_spans (self), ==, n_spans);
  session_fixture_check (self);
  session_fixture_add_span (self); /* is waited for, so that reading has begun */
  g_signal_emit_by_name (self->store, "changed", all);
  g_signal_emit_by_name (self->store, "changed", all);
  wait_until_loaded (self);
  g_assert_cmpuint (n_loaded, ==, 2);
  g_assert_cmpuint (count_spans (self), ==, n_spans + 1);
  session_fixture_check (self);
  g_signal_handlers_disconnect_by_data (self->session, &n_loaded);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/loading", SessionFixture, NULL, session_fixture_set_up, test_loading,
              session_fixture_tear_down);
  g_test_add ("/session/loading-interrupted", SessionFixture, NULL, session_fixture_set_up,
              test_loading_interrupted, session_fixture_tear_down);
  g_test_add ("/session/opening", SessionFixture, NULL, session_fixture_set_up, test_opening,
              session_fixture_tear_down);
  g_test_add ("/session/waiting", SessionFixture, NULL, session_fixture_set_up, test_waiting,
              session_fixture_tear_down);
  g_test_add ("/session/waiting-in-vain", SessionFixture, NULL, session_fixture_set_up,
              test_waiting_in_vain, session_fixture_tear_down);
  g_test_add ("/session/renewed", SessionFixture, NULL, session_fixture_set_up, test_renewed,
              session_fixture_tear_down);
  return g_test_run ();
}

/* test-session.c: what is drawn after a change is what would be found if all was looked at again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "article/vbt-marks.h"
#include "session-fixture.h"

static void
move_span (SessionFixture *self, const VbtAnnotation *span)
{
  /* Often to where another one is, so that they say the same. */
  g_autoptr (GArray) fragments = vbt_annotation_get_fragments (session_fixture_choose_span (self));

  vbt_session_set_fragments (self->session, span->id, fragments);
}

static void
give_speaker (SessionFixture *self, const VbtAnnotation *span)
{
  static const char *const people[] = { "Lavrov", "Blinken", "Michel" };
  VbtSpeakerChoice choice = { .name = (char *)people[session_fixture_below (self, 3)] };

  vbt_session_give_speaker (self->session, span->id, &choice);
}

static void
act (SessionFixture *self)
{
  const VbtAnnotation *span = session_fixture_choose_span (self);
  const VbtAnnotation *other = session_fixture_choose_span (self);
  const VbtAnnotation *suggestion
      = span == NULL ? NULL : vbt_session_get_suggestion (self->session, span);
  int what = session_fixture_below (self, 12);

  if (what < 3 || span == NULL)
    session_fixture_add_span (self);
  else if (what == 3)
    vbt_session_delete (self->session, span->id);
  else if (what == 4 && suggestion != NULL)
    vbt_session_reject (self->session, suggestion->id);
  else if (what <= 6 && suggestion != NULL)
    vbt_session_accept (self->session, suggestion->id);
  else if (what == 7)
    move_span (self, span);
  else if (what == 8)
    vbt_session_relabel (self->session, span->id,
                         session_fixture_label (self, VBT_KIND_SPAN,
                                                session_names[session_fixture_below (self, 4)]));
  else if (what == 9)
    vbt_session_link (self->session, session_fixture_label (self, VBT_KIND_RELATION, "speaker"),
                      span->id, other->id);
  else if (what == 10)
    give_speaker (self, span);
  else if (session_fixture_below (self, 2) == 0)
    vbt_session_undo (self->session);
  else
    vbt_session_redo (self->session);
}

static void
annotations_changed_cb (SessionFixture *self)
{
  if (vbt_session_get_changed (self->session) != NULL)
    self->n_narrow++;
  session_fixture_check (self);
}

static void
test_acts (SessionFixture *self, gconstpointer data)
{
  session_fixture_open_document (self, 150, 60);
  session_fixture_check (self);
  g_signal_connect_swapped (self->session, "annotations-changed",
                            G_CALLBACK (annotations_changed_cb), self);
  for (guint i = 0; i < 400; i++)
    act (self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_assert_cmpuint (self->n_narrow, >, 100);
}

/* Whichever part was asked for before, the marks of a part are those of the whole. */
static void
test_marks (SessionFixture *self, gconstpointer data)
{
  g_autoptr (VbtMarks) whole = NULL;
  g_autoptr (VbtMarks) parts = NULL;
  const VbtOffset length = 200000;

  session_fixture_open_document (self, (guint)length, 6000);
  whole = vbt_marks_new (self->session);
  parts = vbt_marks_new (self->session);
  for (guint i = 0; i < 50; i++)
    {
      VbtOffset start = session_fixture_below (self, (guint)length);
      VbtRange range = { start, start + session_fixture_below (self, 5000) };
      guint k = vbt_marks_first_in (parts, range);

      g_assert_cmpuint (vbt_marks_first_in (whole, (VbtRange){ 0, G_MAXINT32 }), ==, 0);
      g_assert_cmpuint (vbt_marks_get_size (parts), <, vbt_marks_get_size (whole));
      for (guint j = 0; j < vbt_marks_get_size (whole); j++)
        {
          const VbtMark *mark = vbt_marks_get (whole, j);
          const VbtMark *part;

          if (!vbt_range_overlaps (mark->range, range))
            continue;
          while (!vbt_range_overlaps (vbt_marks_get (parts, k)->range, range))
            k++;
          part = vbt_marks_get (parts, k++);
          g_assert_true (part->annotation == mark->annotation);
          g_assert_cmpuint (part->fragment, ==, mark->fragment);
          g_assert_cmpuint (part->lane, ==, mark->lane);
          g_assert_cmpint (part->speaker, ==, mark->speaker);
          g_assert_true (part->speaker_span == mark->speaker_span);
        }
    }
  for (guint i = 0; i < 50; i++)
    {
      const VbtAnnotation *span = session_fixture_choose_span (self);
      const VbtMark *mark = vbt_marks_find (parts, span->id);

      g_assert_true (mark->annotation == span && mark->fragment == 0);
      g_assert_cmpint (mark->range.start, ==, vbt_annotation_get_extent (span).start);
    }
}

/* An act begins with the schema as somebody else may have changed it; what is drawn has labels until it is told. */
static void
test_labels (SessionFixture *self, gconstpointer data)
{
  g_autofree char *path = g_strdup (vbt_store_get_path (self->store));
  g_autoptr (VbtStore) other = NULL;
  g_autoptr (VbtText) text = vbt_text_new ("Nothing", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("b.txt", text);
  VbtMarks *marks;

  session_fixture_open_document (self, 150, 60);
  marks = vbt_marks_new (self->session);
  other = vbt_store_open (path, 0, NULL);
  g_assert_cmpint (vbt_store_ensure_person (other, "Grace", NULL), !=, 0);
  g_assert_true (vbt_store_close (other, NULL));
  g_assert_true (vbt_store_begin (self->store, vbt_session_get_me (self->session), document->id,
                                  "Insert", NULL));
  g_assert_true (vbt_store_insert_document (self->store, document, NULL));
  g_assert_true (vbt_store_commit (self->store, NULL));
  for (guint i = 0; i < vbt_marks_get_size (marks); i++)
    {
      const VbtLabel *label = vbt_marks_get (marks, i)->label;

      g_assert_true (
          vbt_schema_find_label (vbt_session_get_schema (self->session), VBT_KIND_SPAN, label->name)
          != NULL);
    }
  vbt_marks_free (marks);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/acts", SessionFixture, NULL, session_fixture_set_up, test_acts,
              session_fixture_tear_down);
  g_test_add ("/session/marks", SessionFixture, NULL, session_fixture_set_up, test_marks,
              session_fixture_tear_down);
  g_test_add ("/session/labels", SessionFixture, NULL, session_fixture_set_up, test_labels,
              session_fixture_tear_down);
  return g_test_run ();
}

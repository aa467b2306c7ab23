/* test-session.c: what is drawn after a change is what would be found if all was looked at again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "article/vbt-marks.h"
#include "opening.h"
#include "vbt-session.h"

#define SEED 20261124

typedef struct
{
  char *folder;
  VbtStore *store;
  VbtSession *session;
  VbtId tagger;
  GRand *rand;
  guint n_narrow; /* changes that told where they were */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("who-said-what", NULL);
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("vbt-session-XXXXXX", NULL);
  path = g_build_filename (self->folder, "test.verbatim", NULL);
  self->store = vbt_store_create (path, schema, NULL);
  self->session = vbt_session_new (self->store, "Ada", NULL);
  self->tagger = vbt_store_ensure_annotator (self->store, VBT_ANNOTATOR_TAGGER, "t", "1", NULL);
  self->rand = g_rand_new_with_seed (SEED);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "test.verbatim", NULL);

  g_clear_object (&self->session);
  g_assert_true (vbt_store_close (self->store, NULL));
  g_clear_object (&self->store);
  g_rand_free (self->rand);
  g_remove (path);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static int
below (Fixture *self, guint n)
{
  return g_rand_int_range (self->rand, 0, (int)n);
}

static VbtId
label (Fixture *self, VbtKind kind, const char *name)
{
  return vbt_schema_find_label (vbt_session_get_schema (self->session), kind, name)->id;
}

static const char *const names[] = { "Person", "Quote", "Speaker", "Location" };

/* In a short text much overlaps, and much is said twice. */
static void
open_document (Fixture *self, guint n_chars, guint n_spans)
{
  g_autofree char *utf8 = g_strnfill (n_chars, 'x');
  g_autoptr (VbtText) text = NULL;
  g_autoptr (VbtDocument) document = NULL;
  GError *error = NULL;

  for (guint i = 5; i < n_chars; i += 7)
    utf8[i] = ' ';
  text = vbt_text_new (utf8, -1, NULL);
  document = vbt_document_new ("a.txt", text);
  for (guint i = 0; i < n_spans; i++)
    {
      VbtId annotator = below (self, 3) == 0 ? vbt_session_get_me (self->session) : self->tagger;
      VbtOffset start = below (self, n_chars - 50);
      VbtAnnotation *span = vbt_annotation_new_span (
          label (self, VBT_KIND_SPAN, names[below (self, 4)]), annotator, start,
          start + 1 + below (self, below (self, 20) == 0 ? 40 : 6));

      if (below (self, 8) == 0)
        vbt_annotation_add_fragment (span, start + 44, start + 48);
      vbt_document_take_annotation (document, span);
    }
  vbt_document_sort (document);
  for (guint i = 0; i < n_spans / 4; i++)
    {
      const VbtAnnotation *from = g_ptr_array_index (document->annotations, below (self, n_spans));
      const VbtAnnotation *to = g_ptr_array_index (document->annotations, below (self, n_spans));

      if (from != to)
        vbt_document_take_annotation (
            document, vbt_annotation_new_relation (label (self, VBT_KIND_RELATION, "speaker"),
                                                   from->annotator, from->id, to->id));
    }
  vbt_document_sort (document);
  vbt_document_segment (document);
  g_assert_true (vbt_store_begin (self->store, vbt_session_get_me (self->session), document->id,
                                  "Insert", &error));
  g_assert_true (vbt_store_insert_document (self->store, document, &error));
  g_assert_true (vbt_store_commit (self->store, &error));
  open_and_wait (self->session, document->id);
}

static const VbtAnnotation *
choose_span (Fixture *self)
{
  const GPtrArray *spans = vbt_session_get_spans (self->session);

  return spans->len == 0 ? NULL : g_ptr_array_index (spans, below (self, spans->len));
}

static void
add_span (Fixture *self)
{
  VbtOffset length = vbt_text_get_length (vbt_session_get_document (self->session)->text);
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtOffset start = below (self, (guint)length - 8);
  VbtRange range = { start, start + 1 + below (self, 6) };

  g_array_append_val (fragments, range);
  vbt_session_label (self->session, label (self, VBT_KIND_SPAN, names[below (self, 4)]), fragments);
}

static void
move_span (Fixture *self, const VbtAnnotation *span)
{
  /* Often to where another one is, so that they say the same. */
  g_autoptr (GArray) fragments = vbt_annotation_get_fragments (choose_span (self));

  vbt_session_set_fragments (self->session, span->id, fragments);
}

static void
give_speaker (Fixture *self, const VbtAnnotation *span)
{
  static const char *const people[] = { "Lavrov", "Blinken", "Michel" };
  VbtSpeakerChoice choice = { .name = (char *)people[below (self, 3)] };

  vbt_session_give_speaker (self->session, span->id, &choice);
}

static void
act (Fixture *self)
{
  const VbtAnnotation *span = choose_span (self);
  const VbtAnnotation *other = choose_span (self);
  const VbtAnnotation *suggestion
      = span == NULL ? NULL : vbt_session_get_suggestion (self->session, span);
  int what = below (self, 12);

  if (what < 3 || span == NULL)
    add_span (self);
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
                         label (self, VBT_KIND_SPAN, names[below (self, 4)]));
  else if (what == 9)
    vbt_session_link (self->session, label (self, VBT_KIND_RELATION, "speaker"), span->id,
                      other->id);
  else if (what == 10)
    give_speaker (self, span);
  else if (below (self, 2) == 0)
    vbt_session_undo (self->session);
  else
    vbt_session_redo (self->session);
}

static void
check_spans (const VbtDrawn *now, const VbtDrawn *fresh)
{
  g_assert_cmpuint (now->spans->len, ==, fresh->spans->len);
  g_assert_cmpuint (now->max_ends->len, ==, fresh->max_ends->len);
  for (guint i = 0; i < now->spans->len; i++)
    {
      g_assert_true (g_ptr_array_index (now->spans, i) == g_ptr_array_index (fresh->spans, i));
      g_assert_cmpint (g_array_index (now->max_ends, VbtOffset, i), ==,
                       g_array_index (fresh->max_ends, VbtOffset, i));
    }
  g_assert_cmpuint (now->n_suggestions, ==, fresh->n_suggestions);
  g_assert_cmpuint (now->quotes->len, ==, fresh->quotes->len);
  for (guint i = 0; i < now->quotes->len; i++)
    {
      g_assert_true (g_array_index (now->quotes, VbtQuote, i).span
                     == g_array_index (fresh->quotes, VbtQuote, i).span);
      g_assert_cmpint (g_array_index (now->quotes, VbtQuote, i).speaker, ==,
                       g_array_index (fresh->quotes, VbtQuote, i).speaker);
    }
}

static void
check_relations (const VbtDrawn *now, const VbtDrawn *fresh)
{
  g_assert_cmpuint (now->relations->len, ==, fresh->relations->len);
  g_assert_cmpuint (g_hash_table_size (now->moved), ==, g_hash_table_size (fresh->moved));
  for (guint i = 0; i < now->relations->len; i++)
    {
      const VbtAnnotation *one = g_ptr_array_index (now->relations, i);
      const VbtAnnotation *other = g_ptr_array_index (fresh->relations, i);

      g_assert_cmpint (one->id, ==, other->id);
      g_assert_cmpint (one->from, ==, other->from);
      g_assert_cmpint (one->to, ==, other->to);
      g_assert_true (vbt_drawn_find_relation (now, one) == one);
      g_assert_true (g_hash_table_contains (now->moved, one)
                     || vbt_document_get_annotation (now->document, one->id) == one);
    }
}

static void
check_table (GHashTable *now, GHashTable *fresh)
{
  GHashTableIter iter;
  gpointer key, value, own_key, own_value;

  g_assert_cmpuint (g_hash_table_size (now), ==, g_hash_table_size (fresh));
  g_hash_table_iter_init (&iter, fresh);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_assert_true (g_hash_table_lookup_extended (now, key, &own_key, &own_value));
      g_assert_true (value == own_value);
    }
}

/* Of each span, what is drawn with it, by going through all relations. */
static void
check_links (const VbtDrawn *now)
{
  for (guint i = 0; i < now->spans->len; i++)
    {
      VbtId id = ((VbtAnnotation *)g_ptr_array_index (now->spans, i))->id;
      g_autoptr (GPtrArray) found = vbt_drawn_relations_of (now, id);
      guint n = 0;

      for (guint k = 0; k < now->relations->len; k++)
        {
          VbtAnnotation *relation = g_ptr_array_index (now->relations, k);

          if (relation->from != id && relation->to != id)
            continue;
          g_assert_cmpuint (n, <, found->len);
          g_assert_true (g_ptr_array_index (found, n++) == relation);
        }
      g_assert_cmpuint (n, ==, found->len);
    }
}

static void
check (Fixture *self)
{
  const VbtDrawn *now = vbt_session_get_drawn (self->session);
  g_autoptr (VbtDrawn) fresh
      = vbt_drawn_new (now->document, vbt_session_get_catalog (self->session), now->me);

  check_spans (now, fresh);
  check_relations (now, fresh);
  check_table (now->mine, fresh->mine);
  check_table (now->agreeing, fresh->agreeing);
  check_links (now);
}

static void
annotations_changed_cb (Fixture *self)
{
  if (vbt_session_get_changed (self->session) != NULL)
    self->n_narrow++;
  check (self);
}

static void
test_acts (Fixture *self, gconstpointer data)
{
  open_document (self, 150, 60);
  check (self);
  g_signal_connect_swapped (self->session, "annotations-changed",
                            G_CALLBACK (annotations_changed_cb), self);
  for (guint i = 0; i < 400; i++)
    act (self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_assert_cmpuint (self->n_narrow, >, 100);
}

/* Whichever part was asked for before, the marks of a part are those of the whole. */
static void
test_marks (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtMarks) whole = NULL;
  g_autoptr (VbtMarks) parts = NULL;
  const VbtOffset length = 200000;

  open_document (self, (guint)length, 6000);
  whole = vbt_marks_new (self->session);
  parts = vbt_marks_new (self->session);
  for (guint i = 0; i < 50; i++)
    {
      VbtOffset start = below (self, (guint)length);
      VbtRange range = { start, start + below (self, 5000) };
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
      const VbtAnnotation *span = choose_span (self);
      const VbtMark *mark = vbt_marks_find (parts, span->id);

      g_assert_true (mark->annotation == span && mark->fragment == 0);
      g_assert_cmpint (mark->range.start, ==, vbt_annotation_get_extent (span).start);
    }
}

/* Of a long document the text and the marks at its beginning are there at once, all else later. */
static void
check_beginning (Fixture *self, guint n_spans)
{
  const VbtDrawn *drawn = vbt_session_get_drawn (self->session);
  guint n_near = 0;

  g_assert_true (vbt_session_is_loading (self->session));
  g_assert_cmpint (vbt_text_get_length (drawn->document->text), ==, 300000);
  g_assert_cmpuint (drawn->spans->len, <, n_spans);
  for (guint i = 0; i < drawn->spans->len; i++)
    n_near += vbt_annotation_get_extent (g_ptr_array_index (drawn->spans, i)).start < 4096 ? 1 : 0;
  g_assert_cmpuint (n_near, >, 10);
  check (self);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_loading (Fixture *self, gconstpointer data)
{
  const guint n_spans = 3000;
  g_autoptr (VbtDocument) whole = NULL;
  g_autoptr (VbtDrawn) drawn = NULL;
  const GArray *tokens;
  const VbtText *text;
  guint n_loaded = 0;

  open_document (self, 300000, n_spans);
  check_beginning (self, n_spans);
  g_signal_connect_swapped (self->session, "document-loaded", G_CALLBACK (count_cb), &n_loaded);
  text = vbt_session_get_document (self->session)->text;
  while (vbt_session_is_loading (self->session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_loaded, ==, 1);
  check (self);
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
test_loading_interrupted (Fixture *self, gconstpointer data)
{
  const guint n_spans = 3000;
  g_autoptr (GError) error = NULL;
  VbtId document;

  open_document (self, 300000, n_spans);
  document = vbt_session_get_document (self->session)->id;
  add_span (self);
  g_assert_false (vbt_session_is_loading (self->session));
  check (self);
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
  check (self);
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
test_opening (Fixture *self, gconstpointer data)
{
  g_autofree char *problem = NULL;
  g_autoptr (GArray) deleted = g_array_new (FALSE, FALSE, sizeof (VbtId));
  const VbtDocument *shown;
  VbtId first, second;
  guint n_opened = 0;

  open_document (self, 300000, 300);
  first = vbt_session_get_document (self->session)->id;
  open_document (self, 300000, 300);
  second = vbt_session_get_document (self->session)->id;
  g_signal_connect_swapped (self->session, "document-opened", G_CALLBACK (count_cb), &n_opened);
  g_signal_connect_swapped (self->session, "problem", G_CALLBACK (keep_cb), &problem);
  g_assert_true (vbt_session_open_document (self->session, first, NULL));
  g_assert_true (vbt_session_is_opening (self->session));
  g_assert_cmpint (vbt_session_get_document (self->session)->id, ==, second);
  /* An act is done to what is shown, from where the reader knows the places. */
  add_span (self);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/acts", Fixture, NULL, set_up, test_acts, tear_down);
  g_test_add ("/session/marks", Fixture, NULL, set_up, test_marks, tear_down);
  g_test_add ("/session/loading", Fixture, NULL, set_up, test_loading, tear_down);
  g_test_add ("/session/opening", Fixture, NULL, set_up, test_opening, tear_down);
  g_test_add ("/session/loading-interrupted", Fixture, NULL, set_up, test_loading_interrupted,
              tear_down);
  return g_test_run ();
}

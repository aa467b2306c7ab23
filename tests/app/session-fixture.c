/* session-fixture.c: a session on a project of one's own, and random articles in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <glib/gstdio.h>

#define SEED 20261124

void
session_fixture_set_up (SessionFixture *self, gconstpointer data)
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

void
session_fixture_tear_down (SessionFixture *self, gconstpointer data)
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

int
session_fixture_below (SessionFixture *self, guint n)
{
  return g_rand_int_range (self->rand, 0, (int)n);
}

VbtId
session_fixture_label (SessionFixture *self, VbtKind kind, const char *name)
{
  return vbt_schema_find_label (vbt_session_get_schema (self->session), kind, name)->id;
}

const char *const session_names[] = { "Person", "Quote", "Speaker", "Location" };

/* In a short text much overlaps, and much is said twice. */
void
session_fixture_open_document (SessionFixture *self, guint n_chars, guint n_spans)
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
      VbtId annotator = session_fixture_below (self, 3) == 0 ? vbt_session_get_me (self->session)
                                                             : self->tagger;
      VbtOffset start = session_fixture_below (self, n_chars - 50);
      VbtAnnotation *span = vbt_annotation_new_span (
          session_fixture_label (self, VBT_KIND_SPAN,
                                 session_names[session_fixture_below (self, 4)]),
          annotator, start,
          start + 1 + session_fixture_below (self, session_fixture_below (self, 20) == 0 ? 40 : 6));

      if (session_fixture_below (self, 8) == 0)
        vbt_annotation_add_fragment (span, start + 44, start + 48);
      vbt_document_take_annotation (document, span);
    }
  vbt_document_sort (document);
  for (guint i = 0; i < n_spans / 4; i++)
    {
      const VbtAnnotation *from
          = g_ptr_array_index (document->annotations, session_fixture_below (self, n_spans));
      const VbtAnnotation *to
          = g_ptr_array_index (document->annotations, session_fixture_below (self, n_spans));

      if (from != to)
        vbt_document_take_annotation (
            document,
            vbt_annotation_new_relation (session_fixture_label (self, VBT_KIND_RELATION, "speaker"),
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

const VbtAnnotation *
session_fixture_choose_span (SessionFixture *self)
{
  const GPtrArray *spans = vbt_session_get_spans (self->session);

  return spans->len == 0 ? NULL
                         : g_ptr_array_index (spans, session_fixture_below (self, spans->len));
}

void
session_fixture_add_span (SessionFixture *self)
{
  VbtOffset length = vbt_text_get_length (vbt_session_get_document (self->session)->text);
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtOffset start = session_fixture_below (self, (guint)length - 8);
  VbtRange range = { start, start + 1 + session_fixture_below (self, 6) };

  g_array_append_val (fragments, range);
  vbt_session_label (
      self->session,
      session_fixture_label (self, VBT_KIND_SPAN, session_names[session_fixture_below (self, 4)]),
      fragments);
}

static void
check_spans (const VbtDrawn *now, const VbtDrawn *fresh)
{
  g_assert_cmpuint (now->spans->len, ==, fresh->spans->len);
  g_assert_cmpmem (now->ids->data, now->ids->len * sizeof (VbtId), fresh->ids->data,
                   fresh->ids->len * sizeof (VbtId));
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

void
session_fixture_check (SessionFixture *self)
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

/* test-merge-random.c: acts of every kind in two copies of a project, which are merged again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults/session.h"
#include "merge-fixture.h"

/** Copies: two people at work, each in a copy of their own. */
typedef struct
{
  Session session;
  Fixture fixture;
} Copy;

static void
take (Copy *self)
{
  self->fixture.store = self->session.store;
  self->fixture.path = self->session.path;
  self->fixture.folder = self->session.folder;
  self->fixture.ada = self->session.people[0];
}

static void
act_some (Copy *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      const char *name;

      session_act (&self->session, &name, &error);
    }
}

static void
part (Copy *copies, guint32 seed)
{
  Session *ours = &copies[0].session;
  Session *theirs = &copies[1].session;

  session_reopen (ours);
  *theirs = *ours;
  g_clear_object (&ours->store);
  theirs->random = g_rand_new_with_seed (seed + 1000);
  theirs->path = g_build_filename (ours->folder, "theirs.verbatim", NULL);
  theirs->n_acts += 100000;
  pair_copy_file (ours->path, theirs->path);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      copies[i].session.store = vbt_store_open (copies[i].session.path, VBT_STORE_DEFAULT, &error);
      g_assert_no_error (error);
      take (&copies[i]);
    }
  /* Each works under their own name, or there would be little that does not contradict. */
  ours->people[1] = ours->people[0];
  theirs->people[0] = theirs->people[1];
  copies[1].fixture.ada = theirs->people[1];
}

/* What two copies have in common when everything was merged. */
static const char *const contents[] = {
  "'label', id, kind, name, key, color, guideline, max, hidden) FROM label",
  "'attribute', id, label, name, kind, choices) FROM attribute",
  "'end', label, side, other) FROM label_end",
  "'annotator', id, kind, name) FROM annotator",
  "'entity', id, kind, name, note) FROM entity",
  "'alias', entity, alias) FROM alias",
  "'document', id, name, sha256) FROM document d WHERE trashed IS NULL",
  "'metadata', d.id, key, value) FROM document d JOIN metadata m ON m.document = d.id "
  "WHERE trashed IS NULL",
  "'annotation', a.id, document, annotator, label, start, end_, from_, to_, derived_from, note) "
  "FROM document d JOIN annotation a ON a.document = d.id WHERE trashed IS NULL",
  "'fragment', a.id, f.position, f.start, f.end_) FROM document d "
  "JOIN annotation a ON a.document = d.id JOIN fragment f ON f.annotation = a.id "
  "WHERE trashed IS NULL",
  "'value', a.id, v.attribute, v.value) FROM document d JOIN annotation a ON a.document = d.id "
  "JOIN value v ON v.annotation = a.id WHERE trashed IS NULL",
  "'mention', a.id, m.entity) FROM document d JOIN annotation a ON a.document = d.id "
  "JOIN mention m ON m.annotation = a.id WHERE trashed IS NULL",
  "'decision', a.id, x.annotator, verdict) FROM document d JOIN annotation a "
  "ON a.document = d.id JOIN decision x ON x.suggestion = a.id WHERE trashed IS NULL",
  "'status', d.id, annotator, status) FROM document d JOIN status s ON s.document = d.id "
  "WHERE trashed IS NULL",
};

static char *
dump_contents (VbtStore *store)
{
  g_autoptr (GString) dump = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sql = g_strconcat ("SELECT json_array (", contents[i], " ORDER BY 1", NULL);
      g_autoptr (VbtQuery) query = vbt_db_query (store->db, sql, "");

      while (vbt_query_next (query))
        g_string_append_printf (dump, "%s\n", vbt_query_get_string (query, 0));
      vbt_query_finish (query, &error);
      g_assert_no_error (error);
    }
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

static guint64
merge_one (Copy *self, Copy *other)
{
  g_auto (VbtMergeResult) result = { 0 };
  g_autofree char *before = fixture_dump (&self->fixture);
  g_autofree char *looked = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *after = NULL;
  g_autofree char *redone = NULL;

  merge_with (&self->fixture, &other->fixture, TRUE, &result);
  other->session.store = other->fixture.store;
  looked = fixture_dump (&self->fixture);
  assert_same_lines (before, looked);
  vbt_merge_result_clear (&result);
  merge_with (&self->fixture, &other->fixture, FALSE, &result);
  other->session.store = other->fixture.store;
  fixture_assert_whole (&self->fixture);
  if (result.act == 0)
    return 0;
  after = fixture_dump (&self->fixture);
  fixture_undo (&self->fixture, self->fixture.ada);
  undone = fixture_dump (&self->fixture);
  assert_same_lines (before, undone);
  fixture_redo (&self->fixture, self->fixture.ada);
  redone = fixture_dump (&self->fixture);
  assert_same_lines (after, redone);
  fixture_assert_whole (&self->fixture);
  return result.n_notes;
}

static void
assert_nothing_left (Copy *self, Copy *other)
{
  g_auto (VbtMergeResult) result = { 0 };

  merge_with (&self->fixture, &other->fixture, FALSE, &result);
  other->session.store = other->fixture.store;
  g_assert_cmpuint (result.n_notes, ==, 0);
  g_assert_true (vbt_merge_result_is_empty (&result));
  g_assert_cmpint (result.act, ==, 0);
}

static void
assert_same (Copy *copies)
{
  g_autofree char *ours = dump_contents (copies[0].session.store);
  g_autofree char *theirs = dump_contents (copies[1].session.store);

  assert_same_lines (ours, theirs);
}

/* Merged both ways, and again after both went on: without contradictions both have the same. */
static guint
run (guint32 seed, guint n_common, guint n_apart)
{
  Copy copies[2] = { 0 };
  guint64 n_notes = 0;
  guint n_same = 0;

  session_begin (&copies[0].session, seed);
  take (&copies[0]);
  act_some (&copies[0], n_common);
  part (copies, seed);
  for (guint round = 0; round < 3; round++)
    {
      act_some (&copies[0], n_apart);
      act_some (&copies[1], n_apart);
      n_notes += merge_one (&copies[0], &copies[1]);
      assert_nothing_left (&copies[0], &copies[1]);
      n_notes += merge_one (&copies[1], &copies[0]);
      assert_nothing_left (&copies[1], &copies[0]);
      g_test_message ("seed %u, round %u: %u notes", seed, round, (guint)n_notes);
      if (n_notes == 0)
        {
          assert_same (copies);
          n_same++;
        }
    }
  g_clear_object (&copies[1].session.store);
  g_rand_free (copies[1].session.random);
  g_free (copies[1].session.path);
  session_end (&copies[0].session);
  return n_same;
}

static void
test_random (void)
{
  const char *wanted = g_getenv ("VBT_SEED");
  guint n_seeds = g_test_thorough ()                                ? 200
                  : g_strcmp0 (g_getenv ("VBT_FAULTS"), "few") == 0 ? 3
                                                                    : 8;
  guint n_same = 0;

  for (guint32 seed = 1; seed <= n_seeds; seed++)
    if (wanted == NULL || (guint32)atoi (wanted) == seed)
      n_same += run (seed, 60, seed % 3 == 0 ? 60 : 12);
  /* Or it would say nothing of copies that become the same. */
  g_assert_cmpuint (n_same, >, wanted == NULL ? n_seeds / 3 : 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/random", test_random);
  return g_test_run ();
}

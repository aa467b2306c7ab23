/* test-merge.c: two copies of a project that were annotated apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

/* What is new there comes in, as one act that can be undone and redone. */
static void
test_new (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId both = fixture_add_document (ours, "both.txt", 40);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autoptr (VbtHistoryRow) row = NULL;
  VbtId added, quote, speaker;

  pair_part (self);
  fixture_add_span (ours, both, ours->ada, "Quote", 20, 25);
  quote = fixture_add_span (theirs, both, theirs->ben, "Quote", 0, 5);
  speaker = fixture_add_span (theirs, both, theirs->ben, "Speaker", 7, 11);
  fixture_add_relation (theirs, both, theirs->ben, quote, speaker);
  added = fixture_add_document (theirs, "theirs.txt", 30);
  fixture_add_span (theirs, added, theirs->ben, "Quote", 1, 9);
  before = fixture_dump (ours);
  merge (ours, theirs, 0);
  g_assert_cmpuint (fixture_count (ours, both), ==, 4);
  g_assert_cmpuint (fixture_count (ours, added), ==, 1);
  row = vbt_store_peek_undo (ours->store, ours->ada);
  g_assert_cmpstr (row->words, ==, "Merged theirs.verbatim: 1 article, 4 annotations");
  after = fixture_dump (ours);
  fixture_undo (ours, ours->ada);
  again = fixture_dump (ours);
  assert_same_lines (before, again);
  fixture_assert_whole (ours);
  fixture_redo (ours, ours->ada);
  g_clear_pointer (&again, g_free);
  again = fixture_dump (ours);
  assert_same_lines (after, again);
  fixture_assert_whole (ours);
}

#define CONFIDENCE "SELECT confidence FROM annotation WHERE id = ?1"

/* By column: what only one changed is as that one left it; what both changed differently stays ours, and is told. */
static void
test_cells (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId spans[5];
  VbtId document
      = pair_part_with_quotes (self, &spans[0], &spans[1], &spans[2], &spans[3], &spans[4], NULL);

  act (theirs, theirs->ada, document, spans[0],
       "UPDATE annotation SET note = 'there' WHERE id = %a");
  act (ours, ours->ada, document, spans[1], "UPDATE annotation SET note = 'here' WHERE id = %a");
  act (ours, ours->ada, document, spans[2], "UPDATE annotation SET note = 'same' WHERE id = %a");
  act (theirs, theirs->ada, document, spans[2],
       "UPDATE annotation SET note = 'same' WHERE id = %a");
  act (ours, ours->ada, document, spans[3], "UPDATE annotation SET note = 'here' WHERE id = %a");
  act (theirs, theirs->ada, document, spans[3],
       "UPDATE annotation SET confidence = 0.5 WHERE id = %a");
  act (ours, ours->ada, document, spans[4], "UPDATE annotation SET note = 'here' WHERE id = %a");
  act (theirs, theirs->ada, document, spans[4],
       "UPDATE annotation SET note = 'there', confidence = 0.25 WHERE id = %a");
  merge_and_note (ours, theirs, VBT_MERGE_CHANGED_IN_BOTH,
                  "a.txt: Quote ““Yes,””, note: changed in both, kept as it is here "
                  "(here: here; there: there)");
  assert_string (ours, spans[0], NOTE, "there");
  assert_string (ours, spans[1], NOTE, "here");
  assert_string (ours, spans[2], NOTE, "same");
  assert_string (ours, spans[3], NOTE, "here");
  assert_string (ours, spans[3], CONFIDENCE, "0.5");
  assert_string (ours, spans[4], NOTE, "here");
  assert_string (ours, spans[4], CONFIDENCE, "0.25");
  merge (ours, theirs, 0);
}

/* A place is one thing, with its fragments. */
static void
test_places (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId moved, both;
  VbtId document = pair_part_with_quotes (self, &moved, &both, NULL);

  act (theirs, theirs->ada, document, moved,
       "UPDATE annotation SET end_ = 20 WHERE id = %a;"
       "INSERT INTO fragment VALUES (%a, 0, 0, 4), (%a, 1, 10, 20)");
  act (ours, ours->ada, document, both, "UPDATE annotation SET start = 2 WHERE id = %a");
  act (theirs, theirs->ada, document, both, "UPDATE annotation SET end_ = 12 WHERE id = %a");
  merge_and_note (ours, theirs, VBT_MERGE_CHANGED_IN_BOTH,
                  "a.txt: Quote “es,””, place: changed in both, kept as it is here "
                  "(here: 2–6; there: 0–12)");
  assert_string (ours, moved, "SELECT end_ FROM annotation WHERE id = ?1", "20");
  assert_string (ours, moved, "SELECT count (*) FROM fragment WHERE annotation = ?1", "2");
  assert_string (ours, both, "SELECT start || ' ' || end_ FROM annotation WHERE id = ?1", "2 6");
  act (theirs, theirs->ada, document, moved, "DELETE FROM fragment WHERE annotation = %a");
  merge (ours, theirs, 0);
  assert_string (ours, moved, "SELECT count (*) FROM fragment WHERE annotation = ?1", "0");
}

#define SET_NOTE "UPDATE annotation SET note = 'changed' WHERE id = %a"

static void
test_deleted_there (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId untouched, changed;
  VbtId document = pair_part_with_quotes (self, &untouched, &changed, NULL);

  act (theirs, theirs->ada, document, untouched, DELETE_SPAN);
  act (theirs, theirs->ada, document, changed, DELETE_SPAN);
  act (ours, ours->ada, document, changed, SET_NOTE);
  merge_and_note (ours, theirs, VBT_MERGE_DELETED_THERE,
                  "a.txt: Quote ““Yes,””: deleted there, but changed or needed here: kept");
  assert_string (ours, untouched, EXISTS, "0");
  assert_string (ours, changed, NOTE, "changed");
  merge (ours, theirs, 0);
}

static void
test_deleted_here (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId untouched, changed;
  VbtId document = pair_part_with_quotes (self, &untouched, &changed, NULL);

  act (ours, ours->ada, document, untouched, DELETE_SPAN);
  act (ours, ours->ada, document, changed, DELETE_SPAN);
  act (theirs, theirs->ada, document, changed, SET_NOTE);
  merge_and_note (ours, theirs, VBT_MERGE_DELETED_HERE,
                  "a.txt: Quote ““Yes,””: deleted here, but changed there: stays deleted");
  assert_string (ours, untouched, EXISTS, "0");
  assert_string (ours, changed, EXISTS, "0");
  merge (ours, theirs, 0);
}

/* What hangs on it counts as a change of it. */
static void
test_children (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId suggestion = fixture_add_span (ours, document, ours->tagger, "Quote", 0, 6);
  VbtId quote = fixture_add_span (ours, document, ours->ada, "Quote", 0, 6);
  VbtId speaker = fixture_add_span (ours, document, ours->ada, "Speaker", 8, 12);
  VbtId relation;

  pair_part (self);
  act (theirs, theirs->tagger, document, suggestion, DELETE_SPAN);
  act (theirs, theirs->ada, document, quote, DELETE_SPAN);
  act (theirs, theirs->ada, document, speaker, DELETE_SPAN);
  act (ours, ours->ada, document, suggestion,
       "INSERT INTO decision SELECT %a, id, 1, 0 FROM annotator WHERE name = 'Ada'");
  relation = fixture_add_relation (ours, document, ours->ada, quote, speaker);
  merge (ours, theirs, 3);
  assert_string (ours, suggestion, EXISTS, "1");
  assert_string (ours, relation, EXISTS, "1");
  merge (ours, theirs, 0);
}

/* A copy that went on is merged again, and again; and the other way. */
static void
test_again (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId span, there, deleted;
  VbtId document = pair_part_with_quotes (self, &span, NULL);

  act (ours, ours->ada, document, span, "UPDATE annotation SET note = 'ours' WHERE id = %a");
  act (theirs, theirs->ben, document, span, "UPDATE annotation SET note = 'theirs' WHERE id = %a");
  there = fixture_add_span (theirs, document, theirs->ben, "Quote", 8, 12);
  deleted = fixture_add_span (theirs, document, theirs->ben, "Quote", 8, 12);
  merge (ours, theirs, 1);
  /* What came and was deleted here stays away; what came and was changed there changes. */
  act (ours, ours->ada, document, deleted, DELETE_SPAN);
  act (theirs, theirs->ben, document, there, SET_NOTE);
  merge (ours, theirs, 0);
  assert_string (ours, deleted, EXISTS, "0");
  assert_string (ours, there, NOTE, "changed");
  /* The other way: their note on the span is not ours, which they hear once. */
  merge (theirs, ours, 1);
  assert_string (theirs, deleted, EXISTS, "0");
  merge (theirs, ours, 0);
  /* Whoever says something new about it is heard. */
  act (theirs, theirs->ben, document, span, "UPDATE annotation SET note = 'newer' WHERE id = %a");
  merge (ours, theirs, 1);
  act (ours, ours->ada, document, there, "UPDATE annotation SET note = 'mine' WHERE id = %a");
  merge (theirs, ours, 0);
  assert_string (theirs, there, NOTE, "mine");
}

/* A merge that was undone was none. */
static void
test_again_undone (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId there;

  pair_part (self);
  there = fixture_add_span (theirs, document, theirs->ben, "Quote", 8, 12);
  merge (ours, theirs, 0);
  fixture_undo (ours, ours->ada);
  assert_string (ours, there, EXISTS, "0");
  merge (ours, theirs, 0);
  assert_string (ours, there, EXISTS, "1");
}

/* What is undone is a change: in what both had, and in what was merged. */
static void
test_undone (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId span = fixture_add_span (ours, document, ours->ada, "Quote", 0, 6);
  VbtId common = fixture_add_span (ours, document, ours->ben, "Quote", 0, 6);
  VbtId there;

  pair_part (self);
  fixture_undo (theirs, theirs->ben);
  merge (ours, theirs, 0);
  assert_string (ours, common, EXISTS, "0");
  assert_string (ours, span, EXISTS, "1");
  act (theirs, theirs->ben, document, span, SET_NOTE);
  there = fixture_add_span (theirs, document, theirs->ben, "Quote", 8, 12);
  merge (ours, theirs, 0);
  assert_string (ours, there, EXISTS, "1");
  /* Undone, and dropped by something new. */
  fixture_undo (theirs, theirs->ben);
  fixture_undo (theirs, theirs->ben);
  fixture_add_span (theirs, document, theirs->ben, "Cue", 20, 24);
  merge (ours, theirs, 0);
  assert_string (ours, there, EXISTS, "0");
  assert_string (ours, span, NOTE, NULL);
  /* Undone and redone. */
  fixture_undo (theirs, theirs->ben);
  merge (ours, theirs, 0);
  assert_int (ours, "SELECT count (*) FROM annotation", 1);
  fixture_redo (theirs, theirs->ben);
  merge (ours, theirs, 0);
  assert_int (ours, "SELECT count (*) FROM annotation", 2);
}

static VbtId
import_article (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtDocument) document = fixture_document (name, 30);

  g_ptr_array_add (
      document->annotations,
      vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Quote"), self->tagger, 0, 6));
  vbt_store_begin_batch (self->store, self->tagger, "Import", &error);
  vbt_store_insert_document (self->store, document, &error);
  vbt_store_commit_batch (self->store, NULL, &error);
  g_assert_no_error (error);
  return document->id;
}

#define IS_OPEN "SELECT count (*) FROM document WHERE id = ?1 AND trashed IS NULL"

/* What an import brings, and takes away when it is undone. */
static void
test_batches (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId common = import_article (ours, "common.txt");
  VbtId there;

  pair_part (self);
  there = import_article (theirs, "there.txt");
  merge (ours, theirs, 0);
  assert_string (ours, there, IS_OPEN, "1");
  assert_int (ours, "SELECT count (*) FROM annotation", 2);
  fixture_undo (theirs, theirs->tagger);
  merge (ours, theirs, 0);
  assert_string (ours, there, IS_OPEN, "0");
  fixture_redo (theirs, theirs->tagger);
  merge (ours, theirs, 0);
  assert_string (ours, there, IS_OPEN, "1");
  fixture_undo (theirs, theirs->tagger);
  fixture_undo (theirs, theirs->tagger);
  merge (ours, theirs, 0);
  assert_string (ours, common, IS_OPEN, "0");
  /* Undone there before it was ever merged, it is nothing. */
  there = import_article (theirs, "never.txt");
  fixture_undo (theirs, theirs->tagger);
  merge (ours, theirs, 0);
  assert_string (ours, there, "SELECT count (*) FROM document WHERE id = ?1", "0");
}

/* What was undone there in parts, because it was too much for one changeset. */
static void
test_parts (Pair *self, gconstpointer data)
{
  const guint part_rows = vbt_store_part_rows;
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  g_autoptr (GError) error = NULL;
  VbtId documents[4];

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    documents[i] = fixture_add_document (ours, "a.txt", 40);
  pair_part (self);
  vbt_store_begin_batch (theirs->store, theirs->ben, "Tag", &error);
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (
          fixture_label (theirs, VBT_KIND_SPAN, "Quote"), theirs->tagger, i, i + 1);

      vbt_store_put_annotation (theirs->store, documents[i % 4], span, &error);
    }
  vbt_store_commit_batch (theirs->store, NULL, &error);
  g_assert_no_error (error);
  merge (ours, theirs, 0);
  assert_int (ours, "SELECT count (*) FROM annotation", 20);
  vbt_store_part_rows = 3;
  fixture_undo (theirs, theirs->ben);
  vbt_store_part_rows = part_rows;
  assert_int (theirs, "SELECT count (*) FROM changeset_part", 3);
  merge (ours, theirs, 0);
  assert_int (ours, "SELECT count (*) FROM annotation", 0);
  fixture_redo (theirs, theirs->ben);
  merge (ours, theirs, 0);
  assert_int (ours, "SELECT count (*) FROM annotation", 20);
}

/* An article that was undone there, and that somebody works on here. */
static void
test_undone_article (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId other = fixture_add_document (ours, "b.txt", 40);

  pair_part (self);
  fixture_undo (theirs, theirs->ada);
  fixture_undo (theirs, theirs->ada);
  fixture_add_span (ours, document, ours->ben, "Quote", 0, 6);
  merge_and_note (ours, theirs, VBT_MERGE_DELETED_THERE,
                  "a.txt: article: deleted there, but changed or needed here: kept");
  assert_string (ours, document, IS_OPEN, "1");
  assert_string (ours, other, IS_OPEN, "0");
}

/* An answer to a note on what was deleted there. */
static void
test_answered (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId document = fixture_add_document (ours, "a.txt", 40);
  VbtId span = fixture_add_span (ours, document, ours->ada, "Quote", 0, 6);

  act (ours, ours->ada, document, span,
       "INSERT INTO remark SELECT 77, document, id, NULL, NULL, annotator, NULL, 'Really?', 1, 0, "
       "0, "
       "0 FROM annotation WHERE id = %a");
  pair_part (self);
  act (theirs, theirs->ada, document, span, "DELETE FROM remark; " DELETE_SPAN);
  act (ours, ours->ben, document, document,
       "INSERT INTO remark SELECT 78, %a, NULL, NULL, NULL, annotator, 77, 'Yes.', 0, 0, 0, 0 "
       "FROM remark");
  merge (ours, theirs, 1);
  assert_string (ours, span, EXISTS, "1");
  assert_int (ours, "SELECT count (*) FROM remark", 2);
}

#define TRASH "UPDATE document SET trashed = 5 WHERE id = %a"

static void
test_trash (Pair *self, gconstpointer data)
{
  Fixture *ours = &self->ours;
  Fixture *theirs = &self->theirs;
  VbtId there = fixture_add_document (ours, "there.txt", 40);
  VbtId worked_on = fixture_add_document (ours, "worked-on.txt", 40);
  VbtId here = fixture_add_document (ours, "here.txt", 40);
  VbtId purged = import_article (ours, "purged.txt");
  guint64 n_deleted;

  pair_part (self);
  act (theirs, theirs->ada, there, there, TRASH);
  act (theirs, theirs->ada, worked_on, worked_on, TRASH);
  fixture_add_span (ours, worked_on, ours->ada, "Quote", 0, 6);
  fixture_add_span (theirs, here, theirs->ada, "Quote", 0, 6);
  act (ours, ours->ada, purged, purged, TRASH);
  vbt_store_empty_trash (ours->store, ours->ada, NULL, &n_deleted, NULL);
  g_assert_cmpuint (n_deleted, ==, 1);
  act (ours, ours->ada, here, here, TRASH);
  merge (ours, theirs, 2);
  assert_string (ours, there, IS_OPEN, "0");
  assert_string (ours, worked_on, IS_OPEN, "1");
  /* What an import brought and is gone for good stays away; of others that cannot be known. */
  assert_string (ours, purged, "SELECT count (*) FROM document WHERE id = ?1", "0");
  merge (ours, theirs, 0);
  act (theirs, theirs->ada, there, there, "UPDATE document SET trashed = NULL WHERE id = %a");
  merge (ours, theirs, 0);
  assert_string (ours, there, IS_OPEN, "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Pair, NULL, pair_set_up, test, pair_tear_down)
  ADD ("/merge/new", test_new);
  ADD ("/merge/cells", test_cells);
  ADD ("/merge/places", test_places);
  ADD ("/merge/deleted-there", test_deleted_there);
  ADD ("/merge/deleted-here", test_deleted_here);
  ADD ("/merge/children", test_children);
  ADD ("/merge/again", test_again);
  ADD ("/merge/again-undone", test_again_undone);
  ADD ("/merge/undone", test_undone);
  ADD ("/merge/batches", test_batches);
  ADD ("/merge/parts", test_parts);
  ADD ("/merge/undone-article", test_undone_article);
  ADD ("/merge/answered", test_answered);
  ADD ("/merge/trash", test_trash);
  return g_test_run ();
}

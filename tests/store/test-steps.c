/* test-steps.c: ways through the history, and how long they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "store/vbt-steps.h"

/* Clearly more than VBT_STEPS_LONG, and clearly less. */
#define MANY (2 * VBT_STEPS_LONG)
#define FEW (VBT_STEPS_LONG / 10)

static gboolean
is_long (Fixture *self, VbtStepsKind kind, guint n, gint64 number)
{
  return vbt_store_is_long_way (self->store, &(VbtSteps){ kind, self->ada, n, number });
}

/* One act with @n spans. */
static void
add_spans (Fixture *self, VbtId document, guint n)
{
  VbtId label = fixture_label (self, VBT_KIND_SPAN, "Person");
  g_autoptr (GPtrArray) spans
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (spans, vbt_annotation_new_span (label, self->ada, (int)i, (int)i + 3));
  fixture_begin (self, self->ada, document, "Mark names");
  vbt_store_add_annotations (self->store, document, spans, &error);
  g_assert_no_error (error);
  fixture_commit (self);
}

static void
import (Fixture *self, guint n)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_store_begin_batch (self->store, self->ada, "Import", &error));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);
      g_autoptr (VbtDocument) document = fixture_document (name, 3);

      g_assert_true (vbt_store_insert_document (self->store, document, &error));
    }
  g_assert_true (vbt_store_commit_batch (self->store, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
walk (Fixture *self, const VbtSteps *steps, GCancellable *cancellable, const char *words,
      GError **error)
{
  VbtFollower follower = { NULL, NULL, cancellable };
  g_autoptr (VbtHistoryRow) last = NULL;
  gboolean success = vbt_store_walk (self->store, steps, &follower, &last, error);

  g_assert_cmpstr (last != NULL ? last->words : NULL, ==, words);
  g_assert_false (self->store->is_holding);
  return success;
}

static void
assert_dump (Fixture *self, const char *expected)
{
  g_autofree char *dump = fixture_dump (self);

  g_assert_cmpstr (dump, ==, expected);
}

/* What one act changed is told by its changeset. */
static void
test_act (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", MANY + 10);

  add_spans (self, document, FEW);
  g_assert_false (is_long (self, VBT_STEPS_UNDO, 1, 0));
  add_spans (self, document, MANY);
  g_assert_true (is_long (self, VBT_STEPS_UNDO, 1, 0));
  g_assert_false (is_long (self, VBT_STEPS_REDO, 1, 0));
  fixture_undo (self, self->ada);
  g_assert_false (is_long (self, VBT_STEPS_UNDO, 1, 0));
  g_assert_true (is_long (self, VBT_STEPS_REDO, 1, 0));
}

/* What a batch inserted is counted. */
static void
test_batch (Fixture *self, gconstpointer data)
{
  import (self, FEW);
  g_assert_false (is_long (self, VBT_STEPS_UNDO, 1, 0));
  fixture_undo (self, self->ada);
  g_assert_false (is_long (self, VBT_STEPS_REDO, 1, 0));
  import (self, MANY);
  g_assert_true (is_long (self, VBT_STEPS_UNDO, 1, 0));
  fixture_undo (self, self->ada);
  g_assert_true (is_long (self, VBT_STEPS_REDO, 1, 0));
}

/* Of several acts the sum decides, in the direction that is taken, and only of those of one annotator. */
static void
test_sum (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", MANY);
  g_autoptr (VbtHistoryRow) first = vbt_store_peek_undo (self->store, self->ada);

  for (guint i = 0; i < MANY / FEW; i++)
    add_spans (self, document, FEW);
  g_assert_false (is_long (self, VBT_STEPS_UNDO, 2, 0));
  g_assert_true (is_long (self, VBT_STEPS_UNDO, MANY / FEW, 0));
  g_assert_true (is_long (self, VBT_STEPS_GO_TO, 0, first->number));
  g_assert_false (is_long (self, VBT_STEPS_GO_TO, 0, first->number + MANY / FEW - 2));
  g_assert_false (vbt_store_is_long_way (
      self->store, &(VbtSteps){ VBT_STEPS_GO_TO, self->ben, 0, first->number }));
  g_assert_true (walk (self, &(VbtSteps){ VBT_STEPS_GO_TO, self->ada, 0, first->number }, NULL,
                       "Mark names", NULL));
  g_assert_true (is_long (self, VBT_STEPS_GO_TO, 0, first->number + MANY / FEW));
  g_assert_false (is_long (self, VBT_STEPS_GO_TO, 0, first->number + 1));
}

/* In a thread that takes its time it is what it is without. */
static void
test_walk (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", MANY + 10);
  g_autofree char *before = fixture_dump (self), *after = NULL;
  VbtSteps undo = { VBT_STEPS_UNDO, self->ada, 2 };
  VbtSteps redo = { VBT_STEPS_REDO, self->ada, 2 };
  g_autoptr (GError) error = NULL;

  add_spans (self, document, FEW);
  add_spans (self, document, MANY);
  after = fixture_dump (self);
  g_assert_true (walk (self, &undo, NULL, "Mark names", NULL));
  assert_dump (self, before);
  g_assert_true (walk (self, &redo, NULL, "Mark names", NULL));
  assert_dump (self, after);
  fixture_assert_whole (self);
  undo.n = 4; /* the article is the third, and nothing the fourth */
  g_assert_false (walk (self, &undo, NULL, "Add an article", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

/* Another connection of this process is not let wait: neither for an act nor for what only it remembers. */
static void
test_others (Fixture *self, gconstpointer data)
{
  Fixture other = *self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) setting = NULL;
  g_autoptr (VbtHistoryRow) row = NULL;

  fixture_add_document (self, "a.txt", 10);
  fixture_open (&other);
  vbt_store_hold (other.store, TRUE);
  g_assert_true (vbt_store_begin (other.store, self->ada, 0, "Long", NULL));
  g_assert_null (vbt_store_undo (self->store, self->ada, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_BUSY);
  g_assert_false (vbt_store_set_setting (self->store, "last-document", "1", &setting));
  g_assert_error (setting, VBT_ERROR, VBT_ERROR_BUSY);
  g_assert_null (vbt_store_get_trouble (self->store)); /* nothing is wrong with the disk */
  vbt_store_rollback (other.store);
  vbt_store_hold (other.store, FALSE);
  g_clear_object (&other.store);
  g_assert_true (vbt_store_set_setting (self->store, "last-document", "1", NULL));
  row = vbt_store_undo (self->store, self->ada, NULL);
  g_assert_nonnull (row);
}

/* Stopped in the middle of an act, it leaves that as it was. */
static void
test_interrupt (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", MANY + 10);
  g_autofree char *before = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_spans (self, document, MANY);
  before = fixture_dump (self);
  g_cancellable_cancel (cancellable);
  vbt_store_set_cancellable (self->store, cancellable);
  g_assert_null (vbt_store_undo (self->store, self->ada, &error));
  vbt_store_set_cancellable (self->store, NULL);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_dump (self, before);
  fixture_assert_whole (self);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (fixture_count (self, document), ==, 0);
}

static void
cancel_cb (VbtStore *store, const VbtChange *change, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Stopped when one of two acts is in the file, it leaves that undone, and says so. */
static void
test_cancel_between (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", MANY + 10);
  VbtSteps undo = { VBT_STEPS_UNDO, self->ada, 2 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_spans (self, document, FEW);
  add_spans (self, document, MANY);
  g_signal_connect (self->store, "changed", G_CALLBACK (cancel_cb), cancellable);
  g_assert_false (walk (self, &undo, cancellable, "Mark names", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture_count (self, document), ==, FEW);
}

static void
put (Fixture *self, VbtId document, const VbtAnnotation *annotation)
{
  g_assert_true (vbt_store_put_annotation (self->store, document, annotation, NULL));
}

/* Suggestions for @n articles that are there already, whose speakers are known only from them. */
static void
tag (Fixture *self, const VbtId *documents, guint n)
{
  VbtId relation = fixture_label (self, VBT_KIND_RELATION, "speaker");

  g_assert_true (vbt_store_begin_batch (self->store, self->ada, "Tag", NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Speaker %u", i);
      g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, name);
      g_autoptr (VbtAnnotation) words = vbt_annotation_new_span (
          fixture_label (self, VBT_KIND_SPAN, "Speaker"), self->tagger, 0, 5);

      g_assert_true (vbt_store_put_entity (self->store, entity, NULL));
      vbt_annotation_add_entity (words, entity->id);
      put (self, documents[i], words);
      for (guint k = 0; k < 4; k++)
        {
          g_autoptr (VbtAnnotation) quote
              = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Quote"), self->tagger,
                                         (int)(6 + 3 * k), (int)(8 + 3 * k));
          g_autoptr (VbtAnnotation) link
              = vbt_annotation_new_relation (relation, self->tagger, quote->id, words->id);

          put (self, documents[i], quote);
          put (self, documents[i], link);
        }
    }
  g_assert_true (vbt_store_commit_batch (self->store, NULL, NULL));
}

static gint64
count_parts (Fixture *self)
{
  gint64 n = -1;

  g_assert_true (
      vbt_db_get_int (self->store->db, &n, NULL, "SELECT count (*) FROM changeset_part", ""));
  return n;
}

/* What is too much for one changeset is undone and redone in parts, and is all or nothing. */
static void
test_parts (Fixture *self, gconstpointer data)
{
  const guint part_rows = vbt_store_part_rows;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  VbtId documents[5];

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    documents[i] = fixture_add_document (self, "a.txt", 20);
  before = fixture_dump (self);
  tag (self, documents, G_N_ELEMENTS (documents));
  after = fixture_dump (self);
  for (guint rows = 1; rows < 50; rows += 6)
    {
      vbt_store_part_rows = rows;
      fixture_undo (self, self->ada);
      g_assert_true ((count_parts (self) > 0) == (rows < 45));
      assert_dump (self, before);
      fixture_assert_whole (self);
      fixture_reopen (self);
      fixture_redo (self, self->ada);
      g_assert_cmpint (count_parts (self), ==, 0);
      assert_dump (self, after);
      fixture_assert_whole (self);
    }
  vbt_store_part_rows = part_rows;
}

#define ADD(name, test)                                                                            \
  g_test_add ("/steps/" name, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("act", test_act);
  ADD ("batch", test_batch);
  ADD ("sum", test_sum);
  ADD ("walk", test_walk);
  ADD ("others", test_others);
  ADD ("interrupt", test_interrupt);
  ADD ("cancel-between", test_cancel_between);
  ADD ("parts", test_parts);
  return g_test_run ();
}

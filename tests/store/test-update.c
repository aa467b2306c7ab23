/* test-update.c: a document that is kept up to date is what reading it again would give
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "store/vbt-actions.h"

#define N_WORDS 60
#define N_ACTS 250

/** Kept: a document as a window keeps it. */
typedef struct
{
  Fixture *fixture;
  VbtDocument *document;
  guint n_updates; /* how often it was not read whole */
} Kept;

static void
changed_cb (Kept *self, const VbtChange *change)
{
  g_autoptr (GError) error = NULL;

  if (!vbt_change_touches (change, self->document->id))
    return;
  if (change->batch || change->schema || change->annotators || change->whole)
    {
      VbtDocument *document
          = vbt_store_load_document (self->fixture->store, self->document->id, &error);

      g_assert_no_error (error);
      vbt_document_free (self->document);
      self->document = document;
      return;
    }
  vbt_store_update_document (self->fixture->store, self->document, change->annotations, &error);
  g_assert_no_error (error);
  self->n_updates++;
}

static void
check_annotation (const VbtAnnotation *kept, const VbtAnnotation *read)
{
  g_assert_cmpint (kept->id, ==, read->id);
  g_assert_cmpint (kept->kind, ==, read->kind);
  g_assert_cmpint (kept->label, ==, read->label);
  g_assert_cmpint (kept->annotator, ==, read->annotator);
  g_assert_cmpint (kept->from, ==, read->from);
  g_assert_cmpint (kept->to, ==, read->to);
  g_assert_cmpint (kept->derived_from, ==, read->derived_from);
  g_assert_cmpstr (kept->note, ==, read->note);
  if (kept->kind == VBT_KIND_SPAN)
    {
      g_assert_true (vbt_annotation_same_fragments (kept, read));
      g_assert_cmpuint (kept->entities->len, ==, read->entities->len);
    }
  g_assert_cmpuint (kept->values->len, ==, read->values->len);
  for (guint i = 0; i < kept->values->len; i++)
    {
      const VbtValue *one = g_ptr_array_index (kept->values, i);
      const VbtValue *other = g_ptr_array_index (read->values, i);

      g_assert_cmpint (one->attribute, ==, other->attribute);
      g_assert_cmpstr (one->value, ==, other->value);
    }
}

static void
check (Kept *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtDocument) read
      = vbt_store_load_document (self->fixture->store, self->document->id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (self->document->annotations->len, ==, read->annotations->len);
  for (guint i = 0; i < read->annotations->len; i++)
    check_annotation (g_ptr_array_index (self->document->annotations, i),
                      g_ptr_array_index (read->annotations, i));
  g_assert_cmpuint (self->document->decisions->len, ==, read->decisions->len);
  for (guint i = 0; i < read->decisions->len; i++)
    {
      const VbtDecision *one = &g_array_index (self->document->decisions, VbtDecision, i);
      const VbtDecision *other = &g_array_index (read->decisions, VbtDecision, i);

      g_assert_cmpint (one->suggestion, ==, other->suggestion);
      g_assert_cmpint (one->annotator, ==, other->annotator);
      g_assert_cmpint (one->verdict, ==, other->verdict);
      g_assert_cmpint (one->time, ==, other->time);
    }
  for (guint i = 0; i < read->statuses->len; i++)
    {
      const VbtDocumentStatus *status = &g_array_index (read->statuses, VbtDocumentStatus, i);

      g_assert_cmpint (vbt_document_get_status (self->document, status->annotator), ==,
                       status->status);
    }
}

static VbtRange
random_range (Kept *self, GRand *rand)
{
  VbtOffset length = vbt_text_get_length (self->document->text);
  VbtOffset start = g_rand_int_range (rand, 0, length - 1);

  return (VbtRange){ start, start + 1 + g_rand_int_range (rand, 0, length - start) };
}

/* Any act on any annotation; many are refused, as they should be. */
static void
act (Kept *self, GRand *rand)
{
  static const char *const labels[] = { "Quote", "Speaker", "Cue", "Person" };
  Fixture *f = self->fixture;
  const VbtDocument *document = self->document;
  guint n = document->annotations->len;
  const VbtAnnotation *any = n == 0 ? NULL
                                    : g_ptr_array_index (document->annotations,
                                                         (guint)g_rand_int_range (rand, 0, (int)n));
  VbtId id = any == NULL ? 1 : any->id;
  VbtId label
      = fixture_label (f, VBT_KIND_SPAN, labels[g_rand_int_range (rand, 0, G_N_ELEMENTS (labels))]);
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (VbtHistoryRow) row = NULL;
  VbtRange range = random_range (self, rand);

  g_array_append_val (fragments, range);
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
    case 1:
      vbt_act_add_span (f->store, document, f->ada, label, fragments, 0, NULL);
      break;
    case 2:
      vbt_act_accept (f->store, document, f->ada, id, NULL, NULL);
      break;
    case 3:
      vbt_act_reject (f->store, document, f->ada, id, NULL);
      break;
    case 4:
      vbt_act_delete (f->store, document, f->ada, id, NULL);
      break;
    case 5:
      if (any != NULL && any->kind == VBT_KIND_SPAN)
        vbt_act_set_fragments (f->store, document, f->ada, id, fragments, NULL, NULL);
      break;
    case 6:
      vbt_act_set_note (f->store, document, f->ada, id, "a note", NULL, NULL);
      break;
    case 7:
      if (n > 1)
        vbt_act_link (f->store, document, f->ada, fixture_label (f, VBT_KIND_RELATION, "speaker"),
                      id, ((VbtAnnotation *)g_ptr_array_index (document->annotations, 0))->id,
                      NULL);
      break;
    case 8:
      row = vbt_store_undo (f->store, f->ada, NULL);
      break;
    default:
      row = vbt_store_redo (f->store, f->ada, NULL);
      break;
    }
}

static void
test_random_acts (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261123);
  VbtId id = fixture_add_document (f, "a.txt", N_WORDS);
  Kept kept = { .fixture = f };

  for (int i = 0; i < 12; i++)
    fixture_add_span (f, id, f->tagger, i % 2 == 0 ? "Quote" : "Speaker", i * 5, i * 5 + 9);
  kept.document = vbt_store_load_document (f->store, id, NULL);
  g_signal_connect_swapped (f->store, "changed", G_CALLBACK (changed_cb), &kept);
  for (int i = 0; i < N_ACTS; i++)
    {
      act (&kept, rand);
      check (&kept);
    }
  g_assert_cmpuint (kept.n_updates, >, N_ACTS / 3);
  g_signal_handlers_disconnect_by_data (f->store, &kept);
  vbt_document_free (kept.document);
}

/* Other things than annotations: the document is to be read again. */
static void
test_metadata (Fixture *f, gconstpointer data)
{
  VbtId id = fixture_add_document (f, "a.txt", N_WORDS);
  Kept kept = { .fixture = f, .document = vbt_store_load_document (f->store, id, NULL) };

  g_signal_connect_swapped (f->store, "changed", G_CALLBACK (changed_cb), &kept);
  fixture_begin (f, f->ada, id, "Set the title");
  g_assert_true (vbt_store_put_metadata (f->store, id, VBT_METADATA_TITLE, "New", NULL));
  fixture_commit (f);
  g_assert_cmpstr (vbt_document_get_title (kept.document), ==, "New");
  g_assert_cmpuint (kept.n_updates, ==, 0);
  g_signal_handlers_disconnect_by_data (f->store, &kept);
  vbt_document_free (kept.document);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/update/random-acts", test_random_acts);
  ADD ("/store/update/metadata", test_metadata);
  return g_test_run ();
}

/* test-document.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-document.h"

#define TEXT "“Yes,” she said, “of course.” So said Lind."
#define TAGGER 3
#define ADA 7
#define BOB 8

static VbtDocument *
new_document (void)
{
  g_autoptr (VbtText) text = vbt_text_new (TEXT, -1, NULL);

  return vbt_document_new ("article.txt", text);
}

static VbtCatalog *
new_catalog (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  VbtCatalog *catalog = vbt_catalog_new (schema);
  VbtAnnotator *tagger = vbt_annotator_new (VBT_ANNOTATOR_TAGGER, "quotes", "1");
  VbtAnnotator *ada = vbt_annotator_new (VBT_ANNOTATOR_PERSON, "ada", NULL);

  tagger->id = TAGGER;
  vbt_catalog_take_annotator (catalog, tagger);
  ada->id = ADA;
  vbt_catalog_take_annotator (catalog, ada);
  return catalog;
}

static VbtId
label_of (const VbtCatalog *catalog, VbtKind kind, const char *name)
{
  return vbt_schema_find_label (catalog->schema, kind, name)->id;
}

static VbtAnnotation *
add_span (VbtDocument *document, VbtId label, VbtOffset start, VbtOffset end)
{
  VbtAnnotation *span = vbt_annotation_new_span (label, ADA, start, end);

  vbt_document_take_annotation (document, span);
  return span;
}

static VbtAnnotation *
add_relation (VbtDocument *document, VbtId label, VbtId from, VbtId to)
{
  VbtAnnotation *relation = vbt_annotation_new_relation (label, ADA, from, to);

  vbt_document_take_annotation (document, relation);
  return relation;
}

static void
test_metadata (void)
{
  g_autoptr (VbtDocument) document = new_document ();
  g_autoptr (VbtDocument) copy = NULL;

  g_assert_cmpstr (vbt_document_get_title (document), ==, "article.txt");
  vbt_document_set_metadata (document, "source", "Reuters");
  vbt_document_set_metadata (document, VBT_METADATA_TITLE, "Talks");
  vbt_document_set_metadata (document, "source", "AP");
  g_assert_cmpstr (vbt_document_get_title (document), ==, "Talks");
  copy = vbt_document_copy (document);
  vbt_document_set_metadata (document, VBT_METADATA_TITLE, "");
  g_assert_cmpstr (vbt_document_get_title (document), ==, "article.txt");
  vbt_document_set_metadata (document, VBT_METADATA_TITLE, NULL);
  g_assert_cmpuint (document->metadata->len, ==, 1);
  g_assert_cmpuint (copy->metadata->len, ==, 2);
  g_assert_cmpstr (vbt_document_get_metadata (copy, "source"), ==, "AP");
  g_assert_null (vbt_document_get_metadata (copy, "url"));
}

static void
test_covered_text (void)
{
  g_autoptr (VbtDocument) document = new_document ();
  VbtAnnotation *quote = add_span (document, 1, 0, 6);
  g_autofree char *one = vbt_document_get_covered_text (document, quote);
  g_autofree char *two = NULL;

  g_assert_cmpstr (one, ==, "“Yes,”");
  vbt_annotation_add_fragment (quote, 17, 29);
  two = vbt_document_get_covered_text (document, quote);
  g_assert_cmpstr (two, ==, "“Yes,” “of course.”");
}

static void
test_segment (void)
{
  g_autoptr (VbtDocument) document = new_document ();
  g_autoptr (VbtDocument) copy = NULL;

  vbt_document_segment (document);
  g_assert_cmpuint (document->sentences->len, ==, 2);
  g_assert_cmpuint (document->tokens->len, >, 10);
  copy = vbt_document_copy (document);
  vbt_document_segment (copy);
  g_assert_cmpuint (copy->tokens->len, ==, document->tokens->len);
}

/* Whatever is done to the array, an annotation is found by its identifier, and only that. */
static void
test_lookup_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (VbtDocument) document = new_document ();
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (int i = 0; i < 3000; i++)
    {
      guint len = document->annotations->len;
      guint which = len > 0 ? (guint)g_rand_int_range (rand, 0, (gint32)len) : 0;

      if (len == 0 || g_rand_int_range (rand, 0, 10) < 6)
        add_span (document, 1, g_rand_int_range (rand, 0, 20), 30);
      else if (g_rand_boolean (rand))
        {
          VbtId id = ((VbtAnnotation *)document->annotations->pdata[which])->id;

          g_assert_true (vbt_document_remove_annotation (document, id));
          g_assert_false (vbt_document_remove_annotation (document, id));
          g_array_append_val (gone, id);
        }
      else
        vbt_document_sort (document);
      for (guint j = 0; j < document->annotations->len; j += 7)
        {
          VbtAnnotation *annotation = document->annotations->pdata[j];

          g_assert_true (vbt_document_get_annotation (document, annotation->id) == annotation);
        }
    }
  for (guint i = 0; i < gone->len; i++)
    g_assert_null (vbt_document_get_annotation (document, g_array_index (gone, VbtId, i)));
  g_assert_cmpuint (gone->len, >, 100);
}

/* The arrays are public: a look-up must not trust what it knew about them. Only what is taken away is told. */
static void
test_lookup_behind_back (void)
{
  g_autoptr (VbtDocument) document = new_document ();
  VbtAnnotation *one = add_span (document, 1, 0, 5);
  VbtAnnotation *two = add_span (document, 1, 6, 9);
  VbtAnnotation *link = add_relation (document, 2, one->id, two->id);
  VbtDecision decision = { two->id, ADA, VBT_VERDICT_REJECTED, 0 };
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_true (vbt_document_get_annotation (document, link->id) == link);
  g_ptr_array_remove_index (document->annotations, 0);
  vbt_document_drop_index (document);
  g_ptr_array_insert (document->annotations, 0, vbt_annotation_new_span (1, ADA, 3, 4));
  g_ptr_array_insert (document->annotations, 0, vbt_annotation_new_span (1, ADA, 0, 1));
  g_assert_true (vbt_document_get_annotation (document, two->id) == two);
  g_assert_true (vbt_document_get_annotation (document, link->id) == link);
  relations = vbt_document_relations_of (document, two->id);
  g_assert_cmpuint (relations->len, ==, 1);
  link->to = 4711;
  none = vbt_document_relations_of (document, two->id);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_null (vbt_document_find_decision (document, two->id, ADA));
  g_array_append_val (document->decisions, decision);
  g_assert_nonnull (vbt_document_find_decision (document, two->id, ADA));
  g_assert_null (vbt_document_find_decision (document, two->id, BOB));
  g_array_set_size (document->decisions, 0);
  g_assert_null (vbt_document_find_decision (document, two->id, ADA));
}

static void
test_remove_with_relations (void)
{
  g_autoptr (VbtDocument) document = new_document ();
  VbtAnnotation *quote = add_span (document, 1, 0, 5);
  VbtAnnotation *speaker = add_span (document, 1, 6, 9);
  VbtAnnotation *link = add_relation (document, 2, quote->id, speaker->id);
  VbtId on_link = add_relation (document, 2, speaker->id, link->id)->id;
  VbtId speaker_id = speaker->id;

  add_relation (document, 2, speaker->id, speaker->id);
  g_assert_true (vbt_document_remove_annotation (document, quote->id));
  g_assert_cmpuint (document->annotations->len, ==, 2);
  g_assert_null (vbt_document_get_annotation (document, on_link));
  g_assert_true (vbt_document_remove_annotation (document, speaker_id));
  g_assert_cmpuint (document->annotations->len, ==, 0);
}

static void
test_suggestions (void)
{
  g_autoptr (VbtDocument) document = new_document ();
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  VbtAnnotation *own = add_span (document, 1, 0, 5);
  VbtAnnotation *suggestion = add_span (document, 1, 0, 5);
  VbtAnnotation *copied = add_span (document, 1, 6, 9);
  VbtDecision decision = { suggestion->id, BOB, VBT_VERDICT_REJECTED, 0 };

  suggestion->annotator = TAGGER;
  copied->annotator = TAGGER;
  g_assert_false (vbt_document_is_suggestion (document, catalog, own));
  g_assert_true (vbt_document_is_suggestion (document, catalog, suggestion));
  g_assert_false (vbt_document_is_open_suggestion (document, catalog, own, ADA));
  g_assert_true (vbt_document_is_open_suggestion (document, catalog, suggestion, ADA));
  g_array_append_val (document->decisions, decision);
  g_assert_true (vbt_document_is_open_suggestion (document, catalog, suggestion, ADA));
  g_assert_false (vbt_document_is_open_suggestion (document, catalog, suggestion, BOB));
  own->derived_from = copied->id;
  vbt_document_sort (document);
  g_assert_false (vbt_document_is_open_suggestion (document, catalog, copied, ADA));
  g_assert_true (vbt_document_is_open_suggestion (document, catalog, copied, BOB));
}

static void
test_status (void)
{
  g_autoptr (VbtDocument) document = new_document ();

  g_assert_cmpint (vbt_document_get_status (document, ADA), ==, VBT_STATUS_NEW);
  vbt_document_set_status (document, ADA, VBT_STATUS_DONE);
  vbt_document_set_status (document, BOB, VBT_STATUS_LOCKED);
  vbt_document_set_status (document, ADA, VBT_STATUS_IN_PROGRESS);
  g_assert_cmpint (vbt_document_get_status (document, ADA), ==, VBT_STATUS_IN_PROGRESS);
  g_assert_cmpint (vbt_document_get_status (document, BOB), ==, VBT_STATUS_LOCKED);
  g_assert_cmpuint (document->statuses->len, ==, 2);
}

static void
test_speaker (void)
{
  g_autoptr (VbtDocument) document = new_document ();
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  VbtId speaker_relation = label_of (catalog, VBT_KIND_RELATION, "speaker");
  VbtId cue_relation = label_of (catalog, VBT_KIND_RELATION, "cue");
  VbtAnnotation *quote = add_span (document, label_of (catalog, VBT_KIND_SPAN, "Quote"), 0, 6);
  VbtAnnotation *she = add_span (document, label_of (catalog, VBT_KIND_SPAN, "Speaker"), 7, 10);
  VbtAnnotation *lind = add_span (document, label_of (catalog, VBT_KIND_SPAN, "Person"), 38, 42);
  VbtAnnotation *link;

  vbt_annotation_add_entity (lind, 100);
  vbt_annotation_add_entity (quote, 300);
  g_assert_cmpint (vbt_document_get_speaker (document, catalog, quote), ==, 300);
  g_assert_cmpint (vbt_document_get_speaker (document, catalog, lind), ==, 100);
  add_relation (document, cue_relation, quote->id, lind->id);
  add_relation (document, speaker_relation, lind->id, quote->id);
  g_assert_cmpint (vbt_document_get_speaker (document, catalog, quote), ==, 300);
  link = add_relation (document, speaker_relation, quote->id, she->id);
  g_assert_true (vbt_document_follow (document, catalog, quote, "speaker") == she);
  g_assert_null (vbt_document_follow (document, catalog, quote, "no such relation"));
  g_assert_cmpint (vbt_document_get_speaker (document, catalog, quote), ==, 0);
  vbt_annotation_add_entity (she, 200);
  vbt_annotation_add_entity (she, 100);
  g_assert_cmpint (vbt_document_get_speaker (document, catalog, quote), ==, 200);
  add_relation (document, speaker_relation, quote->id, lind->id);
  g_assert_true (vbt_document_follow (document, catalog, quote, "speaker") == she);
  vbt_document_remove_annotation (document, link->id);
  g_assert_true (vbt_document_follow (document, catalog, quote, "speaker") == lind);
  vbt_document_remove_annotation (document, lind->id);
  g_assert_null (vbt_document_follow (document, catalog, quote, "speaker"));
}

/* Puts a few spans, relations and decisions, new or in the place of others, into @fresh. */
static void
make_change (GRand *rand, const VbtDocument *document, GArray *changed, VbtDocument *fresh)
{
  for (int i = g_rand_int_range (rand, 1, 5); i > 0; i--)
    {
      guint len = document->annotations->len;
      VbtAnnotation *other
          = g_ptr_array_index (document->annotations, (guint)g_rand_int_range (rand, 0, (int)len));
      VbtAnnotation *new = g_rand_int_range (rand, 0, 3) == 0
                               ? vbt_annotation_new_relation (9, ADA, other->id, other->id)
                               : vbt_annotation_new_span (1, g_rand_boolean (rand) ? ADA : TAGGER,
                                                          g_rand_int_range (rand, 0, 8), 10);
      VbtDecision decision
          = { other->id, ADA, VBT_VERDICT_REJECTED, g_rand_int_range (rand, 0, 9) };
      gboolean known = FALSE;

      if (g_rand_int_range (rand, 0, 3) == 0)
        new->derived_from = other->id;
      for (guint k = 0; k < changed->len; k++)
        known = known || g_array_index (changed, VbtId, k) == other->id;
      if (!known && len > 20 && g_rand_boolean (rand))
        {
          g_array_append_val (changed, other->id);
          new->id = other->id;
          if (g_rand_boolean (rand))
            g_array_append_val (fresh->decisions, decision);
        }
      else
        g_array_append_val (changed, new->id);
      if (g_rand_int_range (rand, 0, 8) == 0)
        vbt_annotation_unref (new);
      else
        vbt_document_take_annotation (fresh, new);
    }
}

static void
assert_same_ids (const GPtrArray *a, const GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpint (((VbtAnnotation *)a->pdata[i])->id, ==, ((VbtAnnotation *)b->pdata[i])->id);
}

/* What is looked up in a document that was changed is what is looked up in one that is read anew. */
static void
assert_as_anew (const VbtDocument *document)
{
  g_autoptr (VbtDocument) anew = vbt_document_copy (document);

  vbt_document_sort (anew);
  assert_same_ids (document->annotations, anew->annotations);
  for (guint i = 0; i < anew->annotations->len; i++)
    {
      const VbtAnnotation *annotation = anew->annotations->pdata[i];
      VbtId id = annotation->id;
      g_autoptr (GPtrArray) relations = vbt_document_relations_of (document, id);
      g_autoptr (GPtrArray) same = vbt_document_find_same (document, annotation);
      g_autoptr (GPtrArray) expected = vbt_document_relations_of (anew, id);
      const VbtAnnotation *copy = vbt_document_find_copy (document, id, ADA);
      const VbtAnnotation *copy_anew = vbt_document_find_copy (anew, id, ADA);
      guint n_same = 0;

      g_assert_cmpint (vbt_document_get_annotation (document, id)->id, ==, id);
      assert_same_ids (relations, expected);
      g_assert_true ((copy == NULL) == (copy_anew == NULL));
      g_assert_true (copy == NULL || copy->id == copy_anew->id);
      g_assert_true ((vbt_document_find_decision (document, id, ADA) == NULL)
                     == (vbt_document_find_decision (anew, id, ADA) == NULL));
      for (guint k = 0; k < anew->annotations->len; k++)
        {
          const VbtAnnotation *other = anew->annotations->pdata[k];

          if (annotation->kind == VBT_KIND_SPAN && other->kind == VBT_KIND_SPAN
              && other->label == annotation->label
              && vbt_annotation_same_fragments (annotation, other))
            n_same++;
        }
      g_assert_cmpuint (same->len, ==, n_same);
    }
}

static void
test_replace_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (VbtDocument) document = new_document ();

  add_span (document, 1, 0, 30);
  for (int i = 0; i < 400; i++)
    {
      g_autoptr (VbtDocument) fresh = new_document ();
      g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (VbtId));

      make_change (rand, document, changed, fresh);
      vbt_document_replace (document, changed, fresh);
      if (i % 5 == 0)
        assert_as_anew (document);
    }
  g_assert_cmpuint (document->annotations->len, >, 100);
}

/* A quadratic look-up would need ten thousand times as long. */
static void
test_many (void)
{
  g_autoptr (VbtDocument) document = new_document ();
  g_autoptr (VbtCatalog) catalog = new_catalog ();
  VbtId relation = label_of (catalog, VBT_KIND_RELATION, "speaker");
  VbtId quote_label = label_of (catalog, VBT_KIND_SPAN, "Quote");
  VbtAnnotation *she = add_span (document, label_of (catalog, VBT_KIND_SPAN, "Speaker"), 7, 10);
  gint64 start = g_get_monotonic_time ();

  vbt_annotation_add_entity (she, 100);
  for (int i = 0; i < 20000; i++)
    {
      VbtAnnotation *quote = add_span (document, quote_label, 0, 6);

      add_relation (document, relation, quote->id, she->id);
      g_assert_cmpint (vbt_document_get_speaker (document, catalog, quote), ==, 100);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/metadata", test_metadata);
  g_test_add_func ("/document/covered-text", test_covered_text);
  g_test_add_func ("/document/segment", test_segment);
  g_test_add_func ("/document/lookup/random", test_lookup_random);
  g_test_add_func ("/document/lookup/behind-back", test_lookup_behind_back);
  g_test_add_func ("/document/replace-random", test_replace_random);
  g_test_add_func ("/document/remove", test_remove_with_relations);
  g_test_add_func ("/document/suggestions", test_suggestions);
  g_test_add_func ("/document/status", test_status);
  g_test_add_func ("/document/speaker", test_speaker);
  g_test_add_func ("/document/many", test_many);
  return g_test_run ();
}

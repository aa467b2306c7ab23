/* test-search.c: what a query finds in a project, page by page, against a look at every document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-import.h"
#include "jobs/vbt-recheck.h"
#include "search-naive.h"

#define N_DOCUMENTS 60
#define N_QUERIES 250

static guint
dice (guint n)
{
  return (guint)g_test_rand_int_range (0, (gint32)n);
}

static VbtText *
draw_text (void)
{
  static const char *const words[]
      = { "water",     "Wasser", "Water", "security", "Sécurité", "minister", "the", "Minsk",
          "agreement", "東京",   "don’t", "e-mail",   "said",     "Lavrov",   "he",  "10:30" };
  static const char *const gaps[]
      = { " ", " ", " ", " ", ", ", "\n", "\n\n", " – ", "…", "\u00a0" };
  g_autoptr (GString) string = g_string_new (NULL);
  guint n = dice (60);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (string, "%s%s", words[dice (G_N_ELEMENTS (words))],
                            gaps[dice (G_N_ELEMENTS (gaps))]);
  return vbt_text_new (string->str, -1, NULL);
}

static VbtAnnotation *
draw_span (Fixture *self, VbtDocument *document, const char *name)
{
  VbtOffset length = vbt_text_get_length (document->text);
  VbtOffset start = (VbtOffset)dice ((guint)length - 1);
  VbtOffset end = start + 1 + (VbtOffset)dice (60);
  VbtId label = fixture_label (self, VBT_KIND_SPAN, name);
  VbtAnnotation *span = vbt_annotation_new_span (label, dice (2) == 0 ? self->ada : self->tagger,
                                                 start, MIN (end, length));

  vbt_document_take_annotation (document, span);
  return span;
}

static void
draw_attribution (Fixture *self, VbtDocument *document, const VbtId *entities)
{
  const VbtSchema *schema = vbt_store_get_catalog (self->store)->schema;
  const VbtLabel *quote_label = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Quote");
  VbtAnnotation *quote = draw_span (self, document, "Quote");
  VbtAnnotation *speaker = draw_span (self, document, "Speaker");

  if (dice (2) == 0)
    vbt_annotation_set_value (quote, vbt_label_find_attribute (quote_label, "type")->id,
                              dice (2) == 0 ? "direct" : "indirect");
  if (dice (2) == 0)
    vbt_annotation_add_entity (speaker, entities[dice (2)]);
  if (dice (3) > 0)
    vbt_document_take_annotation (
        document, vbt_annotation_new_relation (fixture_label (self, VBT_KIND_RELATION, "speaker"),
                                               quote->annotator, quote->id, speaker->id));
}

/* Some suggestions are decided on; what was accepted is there again. */
static void
draw_decisions (Fixture *self, VbtDocument *document)
{
  guint n = document->annotations->len;

  for (guint i = 0; i < n; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      VbtDecision decision = { annotation->id, self->ada, (VbtVerdict)dice (2), 17 };
      VbtAnnotation *copy;

      if (annotation->annotator != self->tagger || annotation->kind != VBT_KIND_SPAN
          || dice (3) > 0)
        continue;
      if (document->decisions == NULL)
        document->decisions = g_array_new (FALSE, FALSE, sizeof (VbtDecision));
      g_array_append_val (document->decisions, decision);
      if (decision.verdict != VBT_VERDICT_ACCEPTED)
        continue;
      copy = vbt_annotation_copy (annotation);
      copy->id = vbt_id_new ();
      copy->annotator = self->ada;
      copy->derived_from = annotation->id;
      vbt_document_take_annotation (document, copy);
    }
}

static VbtDocument *
draw_document (Fixture *self, guint number, const VbtId *entities)
{
  static const char *const sources[] = { "Reuters", "AP", "The Courier" };
  g_autofree char *name = g_strdup_printf ("doc-%u.txt", number);
  g_autoptr (VbtText) text = draw_text ();
  VbtDocument *document = vbt_document_new (name, text);

  if (dice (2) == 0)
    vbt_document_set_metadata (document, VBT_METADATA_TITLE,
                               dice (2) == 0 ? "Water in Minsk" : "Security");
  if (dice (3) > 0)
    vbt_document_set_metadata (document, VBT_METADATA_SOURCE, sources[dice (3)]);
  if (dice (3) > 0)
    vbt_document_set_metadata (document, VBT_METADATA_PUBLISHED,
                               dice (2) == 0 ? "2021-12-02" : "2022-01-05");
  if (dice (2) == 0)
    vbt_document_set_status (document, self->ada, (VbtStatus)dice (4));
  for (guint i = dice (4); i > 0 && vbt_text_get_length (text) > 2; i--)
    draw_attribution (self, document, entities);
  if (dice (4) == 0 && vbt_text_get_length (text) > 2)
    draw_span (self, document, "Person");
  draw_decisions (self, document);
  vbt_document_sort (document);
  return document;
}

static void
put_entity (Fixture *self, VbtId *id, const char *name, const char *alias)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, name);

  vbt_entity_add_alias (entity, alias);
  *id = entity->id;
  fixture_begin (self, self->ada, 0, "Add an entity");
  vbt_store_put_entity (self->store, entity, &error);
  g_assert_no_error (error);
  fixture_commit (self);
}

static GArray *
fill (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GArray *documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  VbtId entities[2];

  put_entity (self, &entities[0], "Sergey Lavrov", "Foreign Minister");
  put_entity (self, &entities[1], "Angela Merkel", "the Chancellor");
  g_assert_true (vbt_store_begin_batch (self->store, self->ada, "Import", &error));
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autoptr (VbtDocument) document = draw_document (self, i, entities);

      vbt_store_insert_document (self->store, document, &error);
      g_assert_no_error (error);
      g_array_append_val (documents, document->id);
    }
  g_assert_true (vbt_store_commit_batch (self->store, NULL, &error));
  g_assert_true (vbt_index (self->store, NULL, NULL, &error));
  fixture_begin (self, self->ada, 0, "Delete");
  vbt_store_delete_document (self->store, g_array_index (documents, VbtId, 7), &error);
  g_assert_no_error (error);
  fixture_commit (self);
  g_array_remove_index (documents, 7);
  return documents;
}

static GArray *
search (Fixture *self, const char *query, guint page)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSearch) found = vbt_search_new (self->store, query, self->ada, &error);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));

  g_assert_no_error (error);
  vbt_search_set_page (found, page);
  while (!vbt_search_is_done (found))
    {
      double before = vbt_search_get_fraction (found);

      g_assert_true (vbt_search_next (found, hits, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (vbt_search_get_fraction (found), >=, before);
    }
  return hits;
}

static int
compare_places (gconstpointer first, gconstpointer second)
{
  const VbtHit *a = first;
  const VbtHit *b = second;

  return a->start != b->start             ? a->start - b->start
         : a->end != b->end               ? a->end - b->end
         : a->annotation == b->annotation ? 0
         : a->annotation < b->annotation  ? -1
                                          : 1;
}

static void
add_hit (GArray *hits, VbtId document, VbtId annotation, VbtRange range)
{
  VbtHit hit = { document, annotation, range.start, range.end };

  g_array_append_val (hits, hit);
}

static void
naive_collect (Naive *naive, const VbtTerm *term, gboolean negated, GArray *hits)
{
  if (!negated && (term->kind == VBT_TERM_WORDS || term->kind == VBT_TERM_PATTERN))
    {
      g_autoptr (GArray) places = naive_places (naive, term);

      for (guint i = 0; i < places->len; i++)
        add_hit (hits, naive->document->id, 0, g_array_index (places, VbtRange, i));
    }
  for (guint i = 0; term->parts != NULL && term->kind != VBT_TERM_FIELD && i < term->parts->len;
       i++)
    naive_collect (naive, term->parts->pdata[i], negated != (term->kind == VBT_TERM_NOT), hits);
}

/* The hits in one document, in order, each once. */
static void
naive_search (Naive *naive, const VbtTerm *root, GArray *hits)
{
  g_autoptr (GArray) mine = g_array_new (FALSE, FALSE, sizeof (VbtHit));

  if (!naive_finds_annotations (root, FALSE))
    {
      if (!naive_meets (naive, root, NULL))
        return;
      naive_collect (naive, root, FALSE, mine);
      if (mine->len == 0)
        add_hit (mine, naive->document->id, 0, (VbtRange){ 0, 0 });
    }
  for (guint i = 0; naive_finds_annotations (root, FALSE) && i < naive->document->annotations->len;
       i++)
    {
      const VbtAnnotation *annotation = naive->document->annotations->pdata[i];

      if (naive_visible (naive, annotation) && naive_meets (naive, root, annotation))
        add_hit (mine, naive->document->id, annotation->id, vbt_annotation_get_extent (annotation));
    }
  g_array_sort (mine, compare_places);
  for (guint i = 0; i < mine->len; i++)
    if (i == 0
        || compare_places (&g_array_index (mine, VbtHit, i - 1), &g_array_index (mine, VbtHit, i))
               != 0)
      g_array_append_val (hits, g_array_index (mine, VbtHit, i));
}

static void
append_random (GString *query, guint depth)
{
  static const char *const pieces[] = { "water",
                                        "wat*",
                                        "\"the Minsk\"",
                                        "\"Minsk agree\"*",
                                        "don’t",
                                        "e-mail",
                                        "東京",
                                        "securite",
                                        "/W\\w+r/",
                                        "/minsk/i",
                                        "/^the/",
                                        "nothing",
                                        "label:Quote",
                                        "label:Speaker",
                                        "label:Person",
                                        "entity:Lavrov",
                                        "entity:chancel*",
                                        "speaker:Lavrov",
                                        "speaker:he",
                                        "speaker:*",
                                        "speaker:(the)",
                                        "speaker:(is:suggestion entity:*)",
                                        "type:direct",
                                        "type:*",
                                        "is:suggestion",
                                        "is:rejected",
                                        "is:accepted",
                                        "origin:tagger",
                                        "annotator:Ada",
                                        "status:new",
                                        "status:done",
                                        "has:suggestions",
                                        "has:Person",
                                        "source:Reuters",
                                        "source:*e*",
                                        "published:2021",
                                        "title:minsk",
                                        "text:water",
                                        "text:secur*" };

  if (depth > 0 && dice (3) == 0)
    {
      g_string_append (query, dice (2) == 0 ? "(" : "-(");
      append_random (query, depth - 1);
      g_string_append (query, dice (3) == 0 ? " " : " OR ");
      append_random (query, depth - 1);
      g_string_append (query, ")");
      return;
    }
  g_string_append (query, dice (5) == 0 ? "-" : "");
  g_string_append (query, pieces[dice (G_N_ELEMENTS (pieces))]);
}

/* The documents that a query lists are those with a hit, when words may be in names, too. */
static void
compare_documents (Fixture *self, Naive *naive, const VbtCriteria *criteria,
                   const GPtrArray *documents)
{
  g_autoptr (GError) error = NULL;
  VbtFilter filter = { .criteria = criteria, .annotator = self->ada };
  g_autoptr (GArray) listed = vbt_store_list_documents (self->store, &filter, &error);
  guint n = 0;

  g_assert_no_error (error);
  naive->names = TRUE;
  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));

      naive->document = documents->pdata[i];
      naive_search (naive, criteria->root, hits);
      if (hits->len > 0)
        {
          g_assert_cmpuint (n, <, listed->len);
          g_assert_cmpint (g_array_index (listed, VbtId, n++), ==, naive->document->id);
        }
    }
  g_assert_cmpuint (listed->len, ==, n);
}

static void
compare (Fixture *self, Naive *naive, const char *query, const GPtrArray *documents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtCriteria) criteria = vbt_criteria_parse (query, VBT_CRITERIA_DEFAULT, NULL, &error);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (VbtHit));
  static const guint pages[] = { 1, 7, 1000 };

  g_test_message ("%s", query);
  g_assert_no_error (error);
  naive_root = criteria->root;
  naive->names = FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      naive->document = documents->pdata[i];
      naive_search (naive, criteria->root, expected);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GArray) hits = search (self, query, pages[i]);

      g_assert_cmpuint (hits->len, ==, expected->len);
      g_assert_true (hits->len == 0
                     || memcmp (hits->data, expected->data, hits->len * sizeof (VbtHit)) == 0);
    }
  compare_documents (self, naive, criteria, documents);
}

static void
test_anything (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) ids = fill (self);
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_document_free);
  Naive naive = { .fixture = self, .me = self->ada, .words = vbt_words_new () };

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (documents,
                     vbt_store_load_document (self->store, g_array_index (ids, VbtId, i), NULL));
  for (guint i = 0; i < N_QUERIES; i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);

      for (guint j = 1 + dice (3); j > 0; j--)
        {
          append_random (query, 2);
          g_string_append_c (query, ' ');
        }
      compare (self, &naive, query->str, documents);
    }
  vbt_words_free (naive.words);
}

static void
test_errors (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *query;
    const char *says;
  } wrong[] = {
    { "a colour:blue", "Column 3: “colour:” is not known" },
    { "status:finished", "new, in-progress, done or locked" },
    { "has:nonsense", "no “has:nonsense”" },
    { "label:Nonsense", "no label “Nonsense”" },
    { "annotator:Nobody", "no annotator “Nobody”" },
    { "is:good", "no “is:good”" },
    { "confidence:high", "“high” is no number" },
    { "label:(a b)", "takes a value" },
    { "a (b", "not closed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vbt_search_new (self->store, wrong[i].query, self->ada, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
      g_assert_nonnull (strstr (error->message, wrong[i].says));
    }
}

/* An expression that could run for years stops, and says so. */
static void
test_slow_pattern (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *letters = g_strnfill (5000, 'a');
  g_autoptr (VbtText) text = vbt_text_new (letters, -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("a.txt", text);
  g_autoptr (VbtSearch) found = NULL;
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));

  fixture_begin (self, self->ada, document->id, "Add");
  vbt_store_insert_document (self->store, document, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  found = vbt_search_new (self->store, "/(a+)+[bc]/", self->ada, &error);
  g_assert_no_error (error);
  g_assert_false (vbt_search_next (found, hits, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
  g_assert_cmpuint (hits->len, ==, 0);
}

static void
test_context (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtText) text = vbt_text_new ("Zoë  said\n\n“yes” to\tall 🙂.", -1, NULL);
  VbtHit hit = { 1, 0, 12, 15 };
  VbtHit whole = { 1, 0, 0, 0 };
  g_autoptr (VbtHitContext) context = vbt_hit_context_new (text, &hit, 6);
  g_autoptr (VbtHitContext) beginning = vbt_hit_context_new (text, &whole, 9);

  g_assert_cmpstr (context->left, ==, "aid “");
  g_assert_cmpstr (context->match, ==, "yes");
  g_assert_cmpstr (context->right, ==, "” to a");
  g_assert_cmpstr (beginning->left, ==, "");
  g_assert_cmpstr (beginning->match, ==, "");
  g_assert_cmpstr (beginning->right, ==, "Zoë said");
}

/* has:problems looks at what the rules say. */
static void
test_problems (Fixture *self, gconstpointer data)
{
  VbtId a = fixture_add_document (self, "a.txt", 8);
  g_autoptr (GArray) before = search (self, "has:problems", 10);
  g_autoptr (GArray) after = NULL;
  g_autoptr (GArray) known = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_document (self, "b.txt", 8);
  fixture_add_span (self, a, self->ada, "Quote", 7, 9); /* an edge within a word */
  after = search (self, "has:problems", 10);
  g_assert_cmpuint (before->len, ==, 0);
  g_assert_cmpuint (after->len, ==, 1);

  /* What is known by then is not looked for again. */
  g_assert_true (vbt_recheck (self->store, NULL, NULL, &error));
  known = search (self, "has:problems", 10);
  none = search (self, "-has:problems", 10);
  g_assert_cmpuint (known->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/search/anything", Fixture, NULL, fixture_set_up, test_anything, fixture_tear_down);
  g_test_add ("/search/errors", Fixture, NULL, fixture_set_up, test_errors, fixture_tear_down);
  g_test_add ("/search/slow-pattern", Fixture, NULL, fixture_set_up, test_slow_pattern,
              fixture_tear_down);
  g_test_add ("/search/context", Fixture, NULL, fixture_set_up, test_context, fixture_tear_down);
  g_test_add ("/search/problems", Fixture, NULL, fixture_set_up, test_problems, fixture_tear_down);
  return g_test_run ();
}

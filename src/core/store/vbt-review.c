/* vbt-review.c: the queue of suggestions, read page by page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-review.h"

#include <string.h>

#include "vbt-store-private.h"

/* So much of a string is compared and ordered by, in code points. */
#define MAX_WORDS 60

/** Review: a page of the queue on its way. */
typedef struct
{
  VbtStore *store;
  const VbtReviewFilter *filter;
  const VbtReviewItem *after; /* (nullable) */
  guint limit;
  gint64 number; /* of the only document, or 0 */
  GPtrArray *items;
} Review;

/** Stream: what lies together in the indexes. */
typedef struct
{
  gint64 decided;
  VbtId tagger;
  VbtId label;
} Stream;

VbtReviewItem *
vbt_review_item_copy (const VbtReviewItem *self)
{
  VbtReviewItem *copy = g_memdup2 (self, sizeof *self);

  copy->rule = g_strdup (self->rule);
  copy->words = g_strdup (self->words);
  return copy;
}

void
vbt_review_item_free (VbtReviewItem *self)
{
  if (self == NULL)
    return;
  g_free (self->rule);
  g_free (self->words);
  g_free (self);
}

/**
 * vbt_review_fold:
 * @text: a text
 * @start: where a span starts, in code points
 * @end: where it ends
 *
 * Returns: (transfer full): its beginning without regard to case and to how words are spaced, as suggestions are compared
 */
char *
vbt_review_fold (const VbtText *text, VbtOffset start, VbtOffset end)
{
  g_autofree char *words = vbt_text_slice (text, start, MIN (end, start + MAX_WORDS));
  g_auto (GStrv) parts = g_strsplit_set (words, " \t\r\n", -1);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", parts[i]);
  return g_utf8_casefold (joined->str, (gssize)joined->len);
}

/* Of one document, whose text is read once. */
static gboolean
read_words (VbtDb *db, gint64 number, GError **error)
{
  GError *failure = NULL;
  g_autofree char *utf8 = vbt_db_get_string (
      db, &failure, "SELECT text FROM document_text WHERE number = ?1", "i", number);
  g_autoptr (VbtText) text = vbt_text_new (utf8 != NULL ? utf8 : "", -1, NULL);
  g_autoptr (VbtQuery) query
      = vbt_db_query (db,
                      "SELECT q.id, q.start, a.end_ FROM queue q JOIN annotation a ON a.id = q.id "
                      "WHERE q.number = ?1 AND q.words IS NULL",
                      "i", number);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (VbtOccurrence));

  /* Without an error there is no text. */
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  while (vbt_query_next (query))
    {
      VbtOccurrence place = { vbt_query_get_int (query, 0),
                              { vbt_query_get_int (query, 1), vbt_query_get_int (query, 2) } };
      g_array_append_val (found, place);
    }
  if (!vbt_query_finish (query, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const VbtOccurrence *place = &g_array_index (found, VbtOccurrence, i);
      gboolean is_inside = text != NULL && place->range.end <= vbt_text_get_length (text);
      g_autofree char *words = is_inside
                                   ? vbt_review_fold (text, place->range.start, place->range.end)
                                   : g_strdup ("");

      if (!vbt_db_run (db, error, "UPDATE queue SET words = ?2 WHERE id = ?1", "is",
                       place->document, words))
        return FALSE;
    }
  return TRUE;
}

/**
 * vbt_review_settle:
 * @db: a project's connection, in a transaction
 * @error: return location for an error
 *
 * Reads what the suggestions say that came in this transaction.
 *
 * Returns: whether that worked
 */
gboolean
vbt_review_settle (VbtDb *db, GError **error)
{
  for (;;)
    {
      gint64 number = 0;

      if (!vbt_db_get_int (db, &number, error,
                           "SELECT number FROM queue WHERE words IS NULL LIMIT 1", ""))
        return FALSE;
      if (number == 0)
        return TRUE;
      if (!read_words (db, number, error))
        return FALSE;
    }
}

/**
 * vbt_store_set_review_scope:
 * @self: a project
 * @documents: (element-type VbtId): where filters with a scope look
 * @error: return location for an error
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_set_review_scope (VbtStore *self, const GArray *documents, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && documents != NULL, FALSE);

  if (!vbt_db_exec (self->db,
                    "CREATE TEMP TABLE IF NOT EXISTS scope (number INTEGER NOT NULL PRIMARY KEY);"
                    "DELETE FROM temp.scope",
                    error))
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    if (!vbt_db_run (self->db, error,
                     "INSERT INTO temp.scope SELECT number FROM document WHERE id = ?1 "
                     "ON CONFLICT DO NOTHING",
                     "i", g_array_index (documents, VbtId, i)))
      return FALSE;
  return TRUE;
}

/** vbt_store_get_review_scope: (transfer full) (nullable): of VbtId: what vbt_store_set_review_scope() was called with last. */
GArray *
vbt_store_get_review_scope (VbtStore *self)
{
  g_autoptr (GArray) documents = NULL;
  g_autoptr (VbtQuery) query = NULL;
  gint64 is_set = 0;

  if (!vbt_db_get_int (self->db, &is_set, NULL,
                       "SELECT 1 FROM sqlite_temp_schema WHERE name = 'scope'", "")
      || is_set == 0)
    return NULL;
  documents = g_array_new (FALSE, FALSE, sizeof (VbtId));
  query = vbt_db_query (self->db,
                        "SELECT d.id FROM temp.scope s JOIN document d ON d.number = s.number", "");
  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (documents, id);
    }
  return g_steal_pointer (&documents);
}

#define ITEM "SELECT " VBT_REVIEW_ITEM " FROM queue q"
#define MINE                                                                                       \
  " AND (?1 = 0 OR NOT EXISTS (SELECT 1 FROM decision x"                                           \
  " WHERE x.suggestion = q.id AND x.annotator = ?4))"
#define OPEN " WHERE q.linked = 0 AND q.decided = ?1 AND q.annotator = ?2 AND q.label = ?3" MINE
#define SCOPE " AND q.number IN (SELECT number FROM temp.scope)"

#define BY_DOCUMENT                                                                                \
  ITEM " INDEXED BY queue_document" OPEN                                                           \
       " AND (q.number, q.start, q.id) > (?5, ?6, ?7) AND q.number <= ?8"
#define BY_WORDS                                                                                   \
  ITEM " INDEXED BY queue_words" OPEN " AND (q.words, q.number, q.start, q.id) > (?5, ?6, ?7, ?8)"
#define BY_CONFIDENCE                                                                              \
  ITEM " INDEXED BY queue_confidence" OPEN                                                         \
       " AND q.rule = ?5 AND (q.confidence, q.number, q.start, q.id) > (?6, ?7, ?8, ?9)"
#define OF_CONFIDENCE                                                                              \
  ITEM " INDEXED BY queue_confidence" OPEN                                                         \
       " AND q.rule = ?5 AND q.confidence = ?6 AND (q.number, q.start, q.id) > (?7, ?8, ?9)"

static const char *const document_sql[]
    = { BY_DOCUMENT " ORDER BY q.number, q.start, q.id LIMIT ?9",
        BY_DOCUMENT SCOPE " ORDER BY q.number, q.start, q.id LIMIT ?9" };
static const char *const words_sql[]
    = { BY_WORDS " ORDER BY q.words, q.number, q.start, q.id LIMIT ?9",
        BY_WORDS SCOPE " ORDER BY q.words, q.number, q.start, q.id LIMIT ?9" };
static const char *const confidence_sql[]
    = { BY_CONFIDENCE " ORDER BY q.confidence, q.number, q.start, q.id LIMIT ?10",
        BY_CONFIDENCE SCOPE " ORDER BY q.confidence, q.number, q.start, q.id LIMIT ?10" };
static const char *const of_confidence_sql[]
    = { OF_CONFIDENCE " ORDER BY q.number, q.start, q.id LIMIT ?10",
        OF_CONFIDENCE SCOPE " ORDER BY q.number, q.start, q.id LIMIT ?10" };

/** vbt_review_item_read: takes a suggestion from a row of VBT_REVIEW_ITEM */
VbtReviewItem *
vbt_review_item_read (VbtQuery *query)
{
  VbtReviewItem *item = g_new0 (VbtReviewItem, 1);

  item->id = vbt_query_get_int (query, 0);
  item->number = vbt_query_get_int (query, 1);
  item->tagger = vbt_query_get_int (query, 2);
  item->label = vbt_query_get_int (query, 3);
  item->start = (VbtOffset)vbt_query_get_int (query, 4);
  item->confidence = vbt_query_get_double (query, 5);
  item->rule = vbt_query_dup_string (query, 6);
  item->words = vbt_query_dup_string (query, 7);
  item->document = vbt_query_get_int (query, 8);
  item->end = (VbtOffset)vbt_query_get_int (query, 9);
  return item;
}

/* Takes the query; returns how many rows it had, or -1. */
static int
read_items (GPtrArray *items, VbtQuery *taken, GError **error)
{
  g_autoptr (VbtQuery) query = taken;
  int n = 0;

  for (; vbt_query_next (query); n++)
    g_ptr_array_add (items, vbt_review_item_read (query));
  return vbt_query_finish (query, error) ? n : -1;
}

static gboolean
list_by_document (Review *self, const Stream *stream, GError **error)
{
  const VbtReviewItem *after = self->number == 0 ? self->after : NULL;
  gint64 first = after != NULL ? after->number : self->number;

  return read_items (self->items,
                     vbt_db_query (self->store->db, document_sql[self->filter->scope], "iiiiiiiii",
                                   stream->decided, stream->tagger, stream->label, self->filter->me,
                                   first, after != NULL ? (gint64)after->start : -1,
                                   after != NULL ? after->id : 0,
                                   self->number != 0 ? self->number : G_MAXINT64,
                                   self->number != 0 ? G_MAXINT64 : (gint64)self->limit),
                     error)
         >= 0;
}

static int
get_position (const Review *self, VbtId label)
{
  const GPtrArray *labels = vbt_store_get_catalog (self->store)->schema->labels;

  for (guint i = 0; i < labels->len; i++)
    if (((const VbtLabel *)g_ptr_array_index (labels, i))->id == label)
      return (int)i;
  return (int)labels->len;
}

static gboolean
list_by_words (Review *self, const Stream *stream, GError **error)
{
  const VbtReviewItem *after = self->after;

  if (after != NULL && self->filter->order == VBT_REVIEW_LABEL && after->label != stream->label)
    {
      if (get_position (self, stream->label) < get_position (self, after->label))
        return TRUE;
      after = NULL;
    }
  return read_items (self->items,
                     vbt_db_query (self->store->db, words_sql[self->filter->scope], "iiiisiiii",
                                   stream->decided, stream->tagger, stream->label, self->filter->me,
                                   after != NULL ? after->words : "",
                                   after != NULL ? after->number : -1,
                                   after != NULL ? (gint64)after->start : -1,
                                   after != NULL ? after->id : 0, (gint64)self->limit),
                     error)
         >= 0;
}

static gboolean
list_least_certain (Review *self, const Stream *stream, const char *rule, GError **error)
{
  const VbtReviewItem *after = self->after;

  return read_items (self->items,
                     vbt_db_query (self->store->db, confidence_sql[self->filter->scope],
                                   "iiiisdiiii", stream->decided, stream->tagger, stream->label,
                                   self->filter->me, rule, after != NULL ? after->confidence : -1.0,
                                   after != NULL ? after->number : -1,
                                   after != NULL ? (gint64)after->start : -1,
                                   after != NULL ? after->id : 0, (gint64)self->limit),
                     error)
         >= 0;
}

static gboolean
get_lower_confidence (Review *self, const Stream *stream, const char *rule, double *confidence)
{
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->store->db,
      "SELECT q.confidence FROM queue q INDEXED BY queue_confidence WHERE q.linked = 0 "
      "AND q.decided = ?1 AND q.annotator = ?2 AND q.label = ?3 AND q.rule = ?4 "
      "AND q.confidence < ?5 ORDER BY q.confidence DESC LIMIT 1",
      "iiisd", stream->decided, stream->tagger, stream->label, rule, *confidence);
  gboolean found = vbt_query_next (query);

  if (found)
    *confidence = vbt_query_get_double (query, 0);
  return found;
}

/* From one confidence to the next lower one, so that each is in the order of the articles. */
static gboolean
list_most_certain (Review *self, const Stream *stream, const char *rule, GError **error)
{
  const VbtReviewItem *after = self->after;
  double confidence = after != NULL ? after->confidence : 2.0;
  int left = (int)self->limit;

  if (after == NULL && !get_lower_confidence (self, stream, rule, &confidence))
    return TRUE;
  do
    {
      int n = read_items (self->items,
                          vbt_db_query (self->store->db, of_confidence_sql[self->filter->scope],
                                        "iiiisdiiii", stream->decided, stream->tagger,
                                        stream->label, self->filter->me, rule, confidence,
                                        after != NULL ? after->number : -1,
                                        after != NULL ? (gint64)after->start : -1,
                                        after != NULL ? after->id : 0, (gint64)left),
                          error);

      if (n < 0)
        return FALSE;
      left -= n;
      after = NULL;
    }
  while (left > 0 && get_lower_confidence (self, stream, rule, &confidence));
  return TRUE;
}

/* The rules of a stream, each found by one look into the index. */
static GStrv
list_rules (Review *self, const Stream *stream)
{
  g_autoptr (GStrvBuilder) rules = g_strv_builder_new ();
  g_autofree char *rule = NULL;

  for (;;)
    {
      g_autoptr (VbtQuery) query = vbt_db_query (
          self->store->db,
          "SELECT q.rule FROM queue q INDEXED BY queue_confidence WHERE q.linked = 0 "
          "AND q.decided = ?1 AND q.annotator = ?2 AND q.label = ?3 "
          "AND q.rule >= ?4 AND (?5 = 0 OR q.rule > ?4) ORDER BY q.rule LIMIT 1",
          "iiisi", stream->decided, stream->tagger, stream->label, rule != NULL ? rule : "",
          (gint64)(rule != NULL));

      if (!vbt_query_next (query))
        return g_strv_builder_end (rules);
      g_free (rule);
      rule = vbt_query_dup_string (query, 0);
      g_strv_builder_add (rules, rule);
    }
}

static gboolean
list_by_confidence (Review *self, const Stream *stream, GError **error)
{
  g_auto (GStrv) rules = list_rules (self, stream);

  for (guint i = 0; rules[i] != NULL; i++)
    if (!(self->filter->order == VBT_REVIEW_LEAST_CERTAIN
              ? list_least_certain (self, stream, rules[i], error)
              : list_most_certain (self, stream, rules[i], error)))
      return FALSE;
  return TRUE;
}

static gboolean
list_stream (Review *self, const Stream *stream, GError **error)
{
  if (self->number != 0 || self->filter->order == VBT_REVIEW_DOCUMENT)
    return list_by_document (self, stream, error);
  if (self->filter->order == VBT_REVIEW_LABEL || self->filter->order == VBT_REVIEW_STRING)
    return list_by_words (self, stream, error);
  return list_by_confidence (self, stream, error);
}

/* What others decided on, and I have not, is open to me: by how many have. Where nobody else did, one look is enough. */
static gint64
count_levels (VbtStore *store, VbtId me)
{
  gint64 n = 0;

  vbt_db_get_int (store->db, &n, NULL,
                  "SELECT iif (EXISTS (SELECT 1 FROM decision WHERE annotator < ?1)"
                  " OR EXISTS (SELECT 1 FROM decision WHERE annotator > ?1),"
                  " (SELECT count (*) FROM annotator WHERE kind IN (0, 3)), 0)",
                  "i", me);
  return MAX (n, 1);
}

/* Of Stream: each tagger with each label that it ever suggested. */
static GArray *
list_streams (VbtStore *store, const VbtReviewFilter *filter, GError **error)
{
  g_autoptr (GArray) streams = g_array_new (FALSE, FALSE, sizeof (Stream));
  gint64 n_levels = count_levels (store, filter->me);
  g_autoptr (VbtQuery) query
      = vbt_db_query (store->db,
                      "SELECT t.a, t.b FROM annotator k CROSS JOIN tally t ON t.what = 'label' "
                      "AND t.a = k.id JOIN label l ON l.id = t.b AND l.kind = 0 "
                      "WHERE k.kind IN (1, 2) AND t.n > 0 "
                      "AND (?1 = 0 OR k.id = ?1) AND (?2 = 0 OR t.b = ?2)",
                      "ii", filter->tagger, filter->label);

  while (vbt_query_next (query))
    for (gint64 level = 0; level < n_levels; level++)
      {
        Stream stream = { level, vbt_query_get_int (query, 0), vbt_query_get_int (query, 1) };

        g_array_append_val (streams, stream);
      }
  return vbt_query_finish (query, error) ? g_steal_pointer (&streams) : NULL;
}

static int
compare_place (const VbtReviewItem *a, const VbtReviewItem *b)
{
  if (a->number != b->number)
    return a->number < b->number ? -1 : 1;
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  return a->id < b->id ? -1 : a->id > b->id;
}

static int
compare_items (const VbtReviewItem *a, const VbtReviewItem *b, const Review *self)
{
  int order = 0;

  switch (self->filter->order)
    {
    case VBT_REVIEW_LEAST_CERTAIN:
      order = a->confidence < b->confidence ? -1 : a->confidence > b->confidence;
      break;
    case VBT_REVIEW_MOST_CERTAIN:
      order = a->confidence > b->confidence ? -1 : a->confidence < b->confidence;
      break;
    case VBT_REVIEW_LABEL:
      order = a->label == b->label ? strcmp (a->words, b->words)
                                   : get_position (self, a->label) - get_position (self, b->label);
      break;
    case VBT_REVIEW_STRING:
      order = strcmp (a->words, b->words);
      break;
    case VBT_REVIEW_DOCUMENT:
    default:
      break;
    }
  return order != 0 ? order : compare_place (a, b);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_items (*(VbtReviewItem *const *)a, *(VbtReviewItem *const *)b, data);
}

/* Puts the streams together, in the order, from the place on. */
static void
merge (Review *self)
{
  guint n_before = 0;

  g_ptr_array_sort_with_data (self->items, compare_cb, self);
  while (self->after != NULL && n_before < self->items->len
         && compare_items (g_ptr_array_index (self->items, n_before), self->after, self) <= 0)
    n_before++;
  if (n_before > 0)
    g_ptr_array_remove_range (self->items, 0, n_before);
  if (self->items->len > self->limit)
    g_ptr_array_set_size (self->items, (int)self->limit);
}

/**
 * vbt_store_list_review:
 * @self: a project
 * @filter: which suggestions, in which order
 * @after: (nullable): only those behind this one, which need not be open any more
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Reads a page of the queue. Spans that a suggested relation leads to are not in it: cue and speaker of a quote are decided
 * on with the quote. What this costs depends on @limit and on how many labels and taggers there are, not on how much is
 * left or done; in one document, in another order than its own, on how much is left in it.
 *
 * Returns: (transfer full) (nullable) (element-type VbtReviewItem): suggestions
 */
GPtrArray *
vbt_store_list_review (VbtStore *self, const VbtReviewFilter *filter, const VbtReviewItem *after,
                       guint limit, GError **error)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_review_item_free);
  g_autoptr (GArray) streams = NULL;
  Review review = { self, filter, after, limit, 0, items };

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);
  g_return_val_if_fail (filter != NULL && limit > 0, NULL);

  if (filter->document != 0
      && (!vbt_db_get_int (self->db, &review.number, error,
                           "SELECT number FROM document WHERE id = ?1", "i", filter->document)
          || review.number == 0))
    return review.number == 0 && (error == NULL || *error == NULL) ? g_steal_pointer (&items)
                                                                   : NULL;
  streams = list_streams (self, filter, error);
  if (streams == NULL)
    return NULL;
  for (guint i = 0; i < streams->len; i++)
    if (!list_stream (&review, &g_array_index (streams, Stream, i), error))
      return NULL;
  merge (&review);
  return g_steal_pointer (&items);
}

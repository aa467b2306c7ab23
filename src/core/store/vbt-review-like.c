/* vbt-review-like.c: suggestions that are like one, and how far the review is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-review.h"
#include "vbt-store-private.h"

#define ITEM "SELECT " VBT_REVIEW_ITEM
#define UNDECIDED                                                                                  \
  " AND (q.decided = 0 OR NOT EXISTS (SELECT 1 FROM decision x"                                    \
  " WHERE x.suggestion = q.id AND x.annotator = ?2))"

/* By levels and taggers, so that each is one range of the index. */
#define TAGGERS "(SELECT id FROM annotator WHERE kind IN (1, 2))"
#define LEVELS "(SELECT 0 UNION SELECT row_number () OVER () FROM annotator WHERE kind IN (0, 3))"
#define LIKE_STRING                                                                                \
  ITEM " FROM queue q INDEXED BY queue_words"                                                      \
       " WHERE q.linked = 0 AND q.decided IN " LEVELS " AND q.annotator IN " TAGGERS               \
       " AND q.label = ?3 AND q.words = ?4 AND q.id <> ?1" UNDECIDED                               \
       " ORDER BY q.number, q.start, q.id LIMIT ?5"
#define LIKE_RULE                                                                                  \
  ITEM " FROM queue q INDEXED BY queue_confidence"                                                 \
       " WHERE q.linked = 0 AND q.decided IN " LEVELS " AND q.annotator = ?6"                      \
       " AND q.label = ?3 AND q.rule = ?4 AND q.id <> ?1" UNDECIDED " LIMIT ?5"
#define LIKE_SPEAKER                                                                               \
  ITEM " FROM (SELECT m.annotation AS id FROM mention m WHERE m.entity = ?3 UNION"                 \
       " SELECT r.from_ FROM mention m JOIN annotation r ON r.to_ = m.annotation"                  \
       " WHERE m.entity = ?3) s CROSS JOIN queue q ON q.id = s.id"                                 \
       " WHERE q.linked = 0 AND q.id <> ?1"                                                        \
       " AND q.label = ?4" UNDECIDED " ORDER BY q.number, q.start, q.id LIMIT ?5"

/**
 * vbt_store_get_review_item:
 * @self: a project
 * @suggestion: a span that a tagger or an import made
 * @me: for whom
 * @is_open: (out): whether @me has not decided on it
 *
 * Returns: (transfer full) (nullable): the suggestion, or %NULL where it is none, or is gone
 */
VbtReviewItem *
vbt_store_get_review_item (VbtStore *self, VbtId suggestion, VbtId me, gboolean *is_open)
{
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && is_open != NULL, NULL);

  query = vbt_db_query (self->db,
                        "SELECT " VBT_REVIEW_ITEM ", NOT EXISTS (SELECT 1 FROM decision x"
                        " WHERE x.suggestion = q.id AND x.annotator = ?2) FROM queue q"
                        " WHERE q.id = ?1",
                        "ii", suggestion, me);
  if (!vbt_query_next (query))
    return NULL;
  *is_open = vbt_query_get_int (query, 10) != 0;
  return vbt_review_item_read (query);
}

void
vbt_context_free (VbtContext *self)
{
  if (self == NULL)
    return;
  g_free (self->before);
  g_free (self->words);
  g_free (self->after);
  g_free (self->title);
  g_free (self);
}

/* In one line. */
static char *
get_line (VbtQuery *query, int column)
{
  return g_strdelimit (vbt_query_dup_string (query, column), "\r\n\t", ' ');
}

/**
 * vbt_store_get_context:
 * @self: a project
 * @document: a document
 * @range: words of it, in code points
 * @n_chars: so much around them, in code points
 *
 * Reads what a list shows of some words, without the rest of the document.
 *
 * Returns: (transfer full) (nullable): the words in their context, or %NULL where the document is gone
 */
VbtContext *
vbt_store_get_context (VbtStore *self, VbtId document, VbtRange range, guint n_chars)
{
  g_autoptr (VbtQuery) query = NULL;
  VbtContext *context;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db,
                        "SELECT substr (t.text, max (?2 - ?4, 0) + 1, min (?2, ?4)),"
                        " substr (t.text, ?2 + 1, ?3 - ?2), substr (t.text, ?3 + 1, ?4), l.title"
                        " FROM document d JOIN document_text t ON t.number = d.number"
                        " JOIN listed l ON l.number = d.number WHERE d.id = ?1",
                        "iiii", document, (gint64)range.start, (gint64)range.end, (gint64)n_chars);
  if (!vbt_query_next (query))
    return NULL;
  context = g_new0 (VbtContext, 1);
  context->before = get_line (query, 0);
  context->words = get_line (query, 1);
  context->after = get_line (query, 2);
  context->title = get_line (query, 3);
  return context;
}

static VbtQuery *
query_like (VbtStore *self, VbtId me, const VbtReviewItem *item, VbtLikeness likeness, VbtId entity,
            guint limit)
{
  switch (likeness)
    {
    case VBT_LIKE_SPEAKER:
      return vbt_db_query (self->db, LIKE_SPEAKER, "iiiii", item->id, me, entity, item->label,
                           (gint64)limit);
    case VBT_LIKE_RULE:
      return vbt_db_query (self->db, LIKE_RULE, "iiisii", item->id, me, item->label, item->rule,
                           (gint64)limit, item->tagger);
    case VBT_LIKE_STRING:
    default:
      return vbt_db_query (self->db, LIKE_STRING, "iiisi", item->id, me, item->label, item->words,
                           (gint64)limit);
    }
}

/**
 * vbt_store_list_like:
 * @self: a project
 * @me: for whom
 * @item: a suggestion
 * @likeness: in what the others are like it
 * @entity: for %VBT_LIKE_SPEAKER: who speaks
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtReviewItem): other suggestions that are open, in any document; by
 *   string and by speaker in the order of the articles
 */
GPtrArray *
vbt_store_list_like (VbtStore *self, VbtId me, const VbtReviewItem *item, VbtLikeness likeness,
                     VbtId entity, guint limit, GError **error)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_review_item_free);
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && item != NULL, NULL);

  query = query_like (self, me, item, likeness, entity, limit);
  while (vbt_query_next (query))
    g_ptr_array_add (items, vbt_review_item_read (query));
  return vbt_query_finish (query, error) ? g_steal_pointer (&items) : NULL;
}

#define WHERE " AND (?1 = 0 OR q.number = (SELECT number FROM document WHERE id = ?1))"
#define SCOPE " AND q.number IN (SELECT number FROM temp.scope)"
#define LEFT                                                                                       \
  "SELECT q.annotator, q.label, -1, count (*) FROM queue q WHERE q.linked = 0" WHERE UNDECIDED
#define BY_LEFT " GROUP BY 1, 2"
#define DECIDED                                                                                    \
  "SELECT q.annotator, q.label, x.verdict, count (*) FROM decision x JOIN queue q"                 \
  " ON q.id = x.suggestion WHERE q.linked = 0 AND x.annotator = ?2" WHERE
#define BY_DECIDED " GROUP BY 1, 2, 3"

static const char *const left_sql[] = { LEFT BY_LEFT, LEFT SCOPE BY_LEFT };
static const char *const decided_sql[] = { DECIDED BY_DECIDED, DECIDED SCOPE BY_DECIDED };

static VbtReviewCount *
ensure_count (GArray *counts, VbtId tagger, VbtId label)
{
  VbtReviewCount fresh = { .tagger = tagger, .label = label };

  for (guint i = 0; i < counts->len; i++)
    {
      VbtReviewCount *count = &g_array_index (counts, VbtReviewCount, i);
      if (count->tagger == tagger && count->label == label)
        return count;
    }
  g_array_append_val (counts, fresh);
  return &g_array_index (counts, VbtReviewCount, counts->len - 1);
}

/**
 * vbt_store_count_review:
 * @self: a project, of a thread that may take its time: all of the queue is counted
 * @filter: for whom, and where; all labels and taggers are counted
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtReviewCount): how far the review is, by tagger and label
 */
GArray *
vbt_store_count_review (VbtStore *self, const VbtReviewFilter *filter, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (VbtReviewCount));

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && filter != NULL, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (VbtQuery) query
          = vbt_db_query (self->db, i == 0 ? left_sql[filter->scope] : decided_sql[filter->scope],
                          "ii", filter->document, filter->me);

      while (vbt_query_next (query))
        {
          VbtReviewCount *count
              = ensure_count (counts, vbt_query_get_int (query, 0), vbt_query_get_int (query, 1));
          gint64 verdict = vbt_query_get_int (query, 2);
          guint64 n = (guint64)vbt_query_get_int (query, 3);

          if (verdict < 0)
            count->n_left = n;
          else
            count->n_by_verdict[MIN (verdict, VBT_VERDICT_CORRECTED)] = n;
        }
      if (!vbt_query_finish (query, error))
        return NULL;
    }
  return g_steal_pointer (&counts);
}

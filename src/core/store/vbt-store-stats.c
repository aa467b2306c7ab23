/* vbt-store-stats.c: what is counted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-store-private.h"

/* What annotator ?1 sees of annotations a: the own set, and suggestions that are not decided on; without one, the
 * sets of all persons. The decision is on the annotation itself, or on the quote that the relation a comes from. */
#define SEEN                                                                                       \
  "(SELECT iif (k.kind IN (1, 2), NOT EXISTS (SELECT 1 FROM decision x"                            \
  " WHERE x.suggestion = coalesce (a.from_, a.id) AND (x.annotator = ?1 OR ?1 = 0)),"              \
  " k.id = ?1 OR ?1 = 0) FROM annotator k WHERE k.id = a.annotator)"

/* The quotes are counted as SEEN has it, in an order in which no row of a span is read, and not beyond ?3: a book has so many
 * that counting them all takes longer than a frame. */
#define LISTING                                                                                    \
  "SELECT d.name, coalesce (nullif ((SELECT value FROM metadata"                                   \
  " WHERE document = d.id AND key = 'title'), ''), d.name),"                                       \
  " (SELECT value FROM metadata WHERE document = d.id AND key = 'source'),"                        \
  " (SELECT value FROM metadata WHERE document = d.id AND key = 'published'),"                     \
  " coalesce ((SELECT status FROM status WHERE document = d.id AND annotator = ?1), 0),"           \
  " (SELECT count (*) FROM (SELECT 1 FROM annotator k CROSS JOIN annotation a"                     \
  " ON a.document = d.id AND a.annotator = k.id AND a.label IN"                                    \
  " (SELECT id FROM label WHERE kind = 0 AND name = 'Quote') WHERE iif (k.kind IN (1, 2),"         \
  " NOT EXISTS (SELECT 1 FROM decision x"                                                          \
  " WHERE x.suggestion = a.id AND (x.annotator = ?1 OR ?1 = 0)), k.id = ?1 OR ?1 = 0) LIMIT ?3))," \
  " coalesce ((SELECT n FROM tally WHERE what = 'suggestion' AND a = d.id AND b = 0), 0)"          \
  " - coalesce ((SELECT n FROM tally WHERE what = 'decision' AND a = ?1 AND b = d.id), 0)"         \
  ", coalesce (f.n_errors, 0), coalesce (f.n_warnings, 0)"                                         \
  " FROM document d LEFT JOIN flaw f ON f.annotator = ?1 AND f.number = d.number"                  \
  " WHERE d.id = ?2 AND d.trashed IS NULL"

#define PROGRESS                                                                                   \
  "SELECT coalesce ((SELECT sum (n) FROM tally"                                                    \
  " WHERE what = 'status' AND a = ?1 AND b IN (2, 3)), 0),"                                        \
  " coalesce ((SELECT n FROM tally WHERE what = 'document' AND a = 0 AND b = 0), 0),"              \
  " coalesce ((SELECT n FROM tally WHERE what = 'suggestion' AND a = 0 AND b = 0), 0)"             \
  " - coalesce ((SELECT n FROM tally WHERE what = 'decision' AND a = ?1 AND b = 0), 0)"

void
vbt_listing_free (VbtListing *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->source);
  g_free (self->published);
  g_free (self);
}

/**
 * vbt_store_get_listing:
 * @self: a project
 * @document: a document
 * @annotator: for whom
 * @error: return location for an error
 *
 * Reads what the list shows of a document. Quotes are counted as the annotator sees them: those of
 * the own set, and suggestions that are still open.
 *
 * Returns: (transfer full) (nullable): the listing
 */
VbtListing *
vbt_store_get_listing (VbtStore *self, VbtId document, VbtId annotator, GError **error)
{
  g_autoptr (VbtListing) listing = NULL;
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db, LISTING, "iiu", annotator, document, VBT_LISTING_MANY_QUOTES);
  if (vbt_query_next (query))
    {
      listing = g_new0 (VbtListing, 1);
      listing->id = document;
      listing->name = vbt_query_dup_name (query, 0);
      listing->title = vbt_query_dup_string (query, 1);
      listing->source = vbt_query_dup_string (query, 2);
      listing->published = vbt_query_dup_string (query, 3);
      listing->status = vbt_query_get_choice (query, 4, VBT_STATUS_LOCKED, VBT_STATUS_NEW);
      listing->n_quotes = (guint)vbt_query_get_int (query, 5);
      listing->n_open_suggestions = (guint)MAX (vbt_query_get_int (query, 6), 0);
      listing->n_errors = (guint)vbt_query_get_int (query, 7);
      listing->n_warnings = (guint)vbt_query_get_int (query, 8);
    }
  if (!vbt_query_finish (query, error))
    return NULL;
  if (listing == NULL)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND, _ ("There is no such document"));
  return g_steal_pointer (&listing);
}

/**
 * vbt_store_count_progress:
 * @self: a project
 * @annotator: for whom
 * @n_done: (out): documents that are done or locked
 * @n_documents: (out): all documents
 * @n_open_suggestions: (out): spans that taggers and imports suggest and that are not decided on
 * @error: return location for an error
 *
 * Costs the same at any size.
 *
 * Returns: whether it could be counted
 */
gboolean
vbt_store_count_progress (VbtStore *self, VbtId annotator, guint64 *n_done, guint64 *n_documents,
                          guint64 *n_open_suggestions, GError **error)
{
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);

  query = vbt_db_query (self->db, PROGRESS, "i", annotator);
  if (vbt_query_next (query))
    {
      *n_done = (guint64)vbt_query_get_int (query, 0);
      *n_documents = (guint64)vbt_query_get_int (query, 1);
      *n_open_suggestions = (guint64)MAX (vbt_query_get_int (query, 2), 0);
    }
  return vbt_query_finish (query, error);
}

/* Who says a quote that was changed is counted instead of who said it before: see 007.sql. */
#define SETTLE_QUOTES                                                                              \
  "UPDATE speaker SET n = n - (SELECT count (*) FROM spoke s WHERE s.document = speaker.document " \
  "AND s.annotator = speaker.annotator AND s.entity = speaker.entity) "                            \
  "WHERE (document, annotator, entity) IN (SELECT document, annotator, entity FROM spoke);"        \
  "INSERT INTO speaker SELECT document, annotator, entity, count (*) FROM "                        \
  "(SELECT quote, document, annotator, entity FROM speaks "                                        \
  "WHERE quote IN (SELECT quote FROM stale_quote) "                                                \
  "UNION SELECT s.quote, s.document, -x.annotator, s.entity FROM speaks s "                        \
  "JOIN decision x ON x.suggestion = s.quote "                                                     \
  "WHERE s.quote IN (SELECT quote FROM stale_quote) AND s.suggested "                              \
  "UNION SELECT s.quote, s.document, 0, s.entity FROM speaks s "                                   \
  "JOIN decision x ON x.suggestion = s.quote "                                                     \
  "WHERE s.quote IN (SELECT quote FROM stale_quote) AND s.suggested) "                             \
  "GROUP BY document, annotator, entity ON CONFLICT DO UPDATE SET n = n + excluded.n;"             \
  "DELETE FROM speaker WHERE n <= 0 "                                                              \
  "AND (document, annotator, entity) IN (SELECT document, annotator, entity FROM spoke);"          \
  "DELETE FROM spoke; DELETE FROM stale_quote"

static gboolean
settle_quotes (VbtDb *db, GError **error)
{
  gint64 any = 0;

  return vbt_db_get_int (db, &any, error, "SELECT EXISTS (SELECT 1 FROM stale_quote)", "")
         && (any == 0 || vbt_db_exec (db, SETTLE_QUOTES, error));
}

/**
 * vbt_store_settle:
 * @db: a project's connection, in a transaction
 * @error: return location for an error
 *
 * Counts again who is quoted, of few quotes that were changed, else of all in their documents. Done once a transaction,
 * because a trigger for each row would have to know in which order rows come.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_settle (VbtDb *db, GError **error)
{
  if (!settle_quotes (db, error))
    return FALSE;
  for (;;)
    {
      gint64 document = 0;

      if (!vbt_db_get_int (db, &document, error, "SELECT document FROM stale LIMIT 1", ""))
        return FALSE;
      if (document == 0)
        return vbt_review_settle (db, error);
      if (!vbt_db_run (db, error, "DELETE FROM speaker WHERE document = ?1", "i", document)
          || !vbt_db_run (db, error,
                          "INSERT INTO speaker SELECT * FROM speaker_now WHERE document = ?1", "i",
                          document)
          || !vbt_db_run (db, error, "DELETE FROM stale WHERE document = ?1", "i", document))
        return FALSE;
    }
}

static void
count_free (gpointer data)
{
  VbtCount *self = data;

  g_free (self->name);
  g_free (self);
}

static gboolean
read_counts (VbtQuery *query, GPtrArray **counts, GError **error)
{
  *counts = g_ptr_array_new_with_free_func (count_free);
  while (vbt_query_next (query))
    {
      VbtCount *count = g_new0 (VbtCount, 1);

      count->id = vbt_query_get_int (query, 0);
      count->name = vbt_query_dup_name (query, 1);
      count->count = (guint64)vbt_query_get_int (query, 2);
      g_ptr_array_add (*counts, count);
    }
  return vbt_query_finish (query, error);
}

#define LABELS                                                                                     \
  "SELECT l.id, l.name, coalesce (sum (t.n), 0) FROM label l"                                      \
  " LEFT JOIN (SELECT t.b, t.n FROM tally t JOIN annotator k ON k.id = t.a"                        \
  " WHERE t.what = 'label' AND k.kind NOT IN (1, 2)) t ON t.b = l.id"                              \
  " GROUP BY l.id ORDER BY l.position, l.id"
#define ANNOTATORS                                                                                 \
  "SELECT k.id, k.name, coalesce (sum (t.n), 0) FROM annotator k"                                  \
  " LEFT JOIN tally t ON t.what = 'label' AND t.a = k.id"                                          \
  " GROUP BY k.id ORDER BY 3 DESC, k.name"
/* What ?1 sees, less the suggestions that ?1 (0: anybody) decided on. */
#define SPEAKERS                                                                                   \
  "SELECT e.id, e.name, sum (s.n) FROM (SELECT t.b, t.n FROM annotator k"                          \
  " JOIN tally t ON t.what = 'speaker' AND t.a = k.id"                                             \
  " WHERE k.kind IN (1, 2) OR k.id = ?1 OR ?1 = 0 UNION ALL"                                       \
  " SELECT b, -n FROM tally WHERE what = 'speaker' AND a = -?1) s"                                 \
  " JOIN entity e ON e.id = s.b GROUP BY e.id HAVING sum (s.n) > 0 ORDER BY 3 DESC, e.name"
#define KINDS                                                                                      \
  "SELECT l.kind, k.kind IN (1, 2), sum (t.n) FROM tally t JOIN label l ON l.id = t.b"             \
  " JOIN annotator k ON k.id = t.a WHERE t.what = 'label' GROUP BY 1, 2"

static gboolean
read_totals (VbtStore *self, VbtStats *stats, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, KINDS, "");

  while (vbt_query_next (query))
    {
      guint64 n = (guint64)vbt_query_get_int (query, 2);
      gint64 kind = vbt_query_get_int (query, 0);

      if (vbt_query_get_int (query, 1) != 0)
        stats->n_suggestions += kind == VBT_KIND_SPAN ? n : 0;
      else if (kind == VBT_KIND_SPAN)
        stats->n_spans = n;
      else if (kind == VBT_KIND_RELATION)
        stats->n_relations = n;
      else
        stats->n_document_labels = n;
    }
  return vbt_query_finish (query, error);
}

/* For everybody, a document is as far as the one who is furthest with it. */
static VbtQuery *
query_statuses (VbtStore *self, VbtId annotator)
{
  if (annotator == 0)
    return vbt_db_query (
        self->db, "SELECT b, n FROM tally WHERE what = 'furthest' AND a = 0 AND b BETWEEN 1 AND 3",
        "");
  return vbt_db_query (
      self->db, "SELECT b, n FROM tally WHERE what = 'status' AND a = ?1 AND b BETWEEN 1 AND 3",
      "i", annotator);
}

static gboolean
read_statuses (VbtStore *self, VbtStats *stats, VbtId annotator, GError **error)
{
  g_autoptr (VbtQuery) query = query_statuses (self, annotator);

  stats->n_by_status[VBT_STATUS_NEW] = stats->n_documents;
  while (vbt_query_next (query))
    {
      guint64 n = (guint64)vbt_query_get_int (query, 1);

      stats->n_by_status[vbt_query_get_int (query, 0)] = n;
      stats->n_by_status[VBT_STATUS_NEW] -= n;
    }
  return vbt_query_finish (query, error);
}

/**
 * vbt_store_get_totals:
 * @self: a project
 * @stats: (out): where the numbers of documents, annotations and open suggestions are put; the rest stays as it is
 * @annotator: for whom, or 0
 * @error: return location for an error
 *
 * Costs the same at any size.
 *
 * Returns: whether it could be counted
 */
gboolean
vbt_store_get_totals (VbtStore *self, VbtStats *stats, VbtId annotator, GError **error)
{
  guint64 n_done;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && stats != NULL, FALSE);

  return vbt_store_count_progress (self, annotator, &n_done, &stats->n_documents,
                                   &stats->n_open_suggestions, error)
         && read_totals (self, stats, error);
}

/**
 * vbt_store_get_stats:
 * @self: a project
 * @annotator: for whom statuses, open suggestions and speakers are counted; 0: for everybody
 * @error: return location for an error
 *
 * Counts. Suggestions count as such, and not among labels, spans and relations; speakers are
 * counted by quotes as the annotator sees them, open suggestions included.
 *
 * Returns: (transfer full) (nullable): the counts
 */
VbtStats *
vbt_store_get_stats (VbtStore *self, VbtId annotator, GError **error)
{
  g_autoptr (VbtStats) stats = NULL;
  g_autoptr (VbtQuery) labels = NULL;
  g_autoptr (VbtQuery) annotators = NULL;
  g_autoptr (VbtQuery) speakers = NULL;
  gint64 n_entities = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  stats = g_new0 (VbtStats, 1);
  labels = vbt_db_query (self->db, LABELS, "");
  annotators = vbt_db_query (self->db, ANNOTATORS, "");
  speakers = vbt_db_query (self->db, SPEAKERS, "i", annotator);
  if (!vbt_store_get_totals (self, stats, annotator, error)
      || !read_statuses (self, stats, annotator, error)
      || !vbt_db_get_int (self->db, &n_entities, error, "SELECT count (*) FROM entity", "")
      || !read_counts (labels, &stats->labels, error)
      || !read_counts (annotators, &stats->annotators, error)
      || !read_counts (speakers, &stats->speakers, error))
    return NULL;
  stats->n_entities = (guint64)n_entities;
  return g_steal_pointer (&stats);
}

void
vbt_stats_free (VbtStats *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->annotators, g_ptr_array_unref);
  g_clear_pointer (&self->speakers, g_ptr_array_unref);
  g_free (self);
}

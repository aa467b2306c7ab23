/* vbt-problems.c: where annotations break rules, as the project keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-problems.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-store-private.h"

/* Of more it is only said that they are many. */
#define MAX_COUNTED 10000

void
vbt_known_problem_free (VbtKnownProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->rule);
  g_free (self->message);
  g_free (self);
}

static void
count_problem (GArray *counts, const char *rule, gboolean is_fixable)
{
  VbtProblemCount count = { { 0 }, 0, 0 };
  guint i;

  for (i = 0; i < counts->len; i++)
    if (g_str_equal (g_array_index (counts, VbtProblemCount, i).rule, rule))
      break;
  if (i == counts->len)
    {
      g_strlcpy (count.rule, rule, sizeof count.rule);
      g_array_append_val (counts, count);
    }
  g_array_index (counts, VbtProblemCount, i).n++;
  g_array_index (counts, VbtProblemCount, i).n_fixable += is_fixable;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  return strcmp (((const VbtProblemCount *)a)->rule, ((const VbtProblemCount *)b)->rule);
}

#define LIST                                                                                       \
  "SELECT p.id, p.rule, p.fix_start IS NOT NULL, p.number FROM problem p WHERE p.annotator = ?1"   \
  " AND p.when_ <= ?2"
#define ORDER " ORDER BY p.number, p.start, p.id"

static VbtQuery *
query_problems (VbtStore *self, const VbtProblemFilter *filter)
{
  if (filter->document != 0)
    return vbt_db_query (self->db,
                         LIST " AND p.number = (SELECT number FROM document WHERE id = ?3)" ORDER,
                         "iui", filter->me, (int)filter->when, filter->document);
  if (filter->scope)
    return vbt_db_query (self->db, LIST " AND p.number IN (SELECT number FROM temp.scope)" ORDER,
                         "iu", filter->me, (int)filter->when);
  return vbt_db_query (self->db, LIST ORDER, "iu", filter->me, (int)filter->when);
}

/**
 * vbt_store_list_problems:
 * @self: a project
 * @filter: which
 * @counts: (nullable) (element-type VbtProblemCount): empty; gets how many there are by rule, of all rules
 * @n_documents: (out) (optional): in how many documents those are that are listed
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Lists the problems in the order of the documents and of their text. Takes as long as there are many: for a thread.
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): their identifiers
 */
GArray *
vbt_store_list_problems (VbtStore *self, const VbtProblemFilter *filter, GArray *counts,
                         guint64 *n_documents, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtQuery) query = NULL;
  gint64 last = 0;
  guint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && filter != NULL, NULL);

  query = query_problems (self, filter);
  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);
      const char *rule = vbt_query_get_string (query, 1);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (rule == NULL)
        continue;
      if (counts != NULL)
        count_problem (counts, rule, vbt_query_get_int (query, 2) != 0);
      if (filter->rule != NULL && !g_str_equal (filter->rule, rule))
        continue;
      g_array_append_val (ids, id);
      n += vbt_query_get_int (query, 3) != last;
      last = vbt_query_get_int (query, 3);
    }
  if (n_documents != NULL)
    *n_documents = n;
  if (counts != NULL)
    g_array_sort (counts, compare_counts);
  return vbt_query_finish (query, error) ? g_steal_pointer (&ids) : NULL;
}

static VbtKnownProblem *
read_problem (VbtQuery *query)
{
  VbtKnownProblem *problem = g_new0 (VbtKnownProblem, 1);

  problem->id = vbt_query_get_int (query, 0);
  problem->fix.document = vbt_query_get_int (query, 1);
  problem->rule = vbt_query_dup_name (query, 2);
  problem->level = vbt_query_get_choice (query, 3, VBT_LEVEL_ERROR, VBT_LEVEL_WARN);
  problem->when = vbt_query_get_choice (query, 4, VBT_WHEN_ASKED, VBT_WHEN_ALWAYS);
  problem->message = vbt_query_dup_name (query, 5);
  problem->fix.annotation = vbt_query_get_int (query, 6);
  problem->fix.range = (VbtRange){ (VbtOffset)vbt_query_get_int (query, 7),
                                   (VbtOffset)vbt_query_get_int (query, 8) };
  problem->has_fix = vbt_query_get_int (query, 9) != 0;
  problem->fix.better = (VbtRange){ (VbtOffset)vbt_query_get_int (query, 10),
                                    (VbtOffset)vbt_query_get_int (query, 11) };
  problem->fix.label = vbt_query_get_int (query, 12);
  return problem;
}

/**
 * vbt_store_get_problem:
 * @self: a project
 * @id: a problem
 *
 * Returns: (transfer full) (nullable): what is known of it, or %NULL where it is gone
 */
VbtKnownProblem *
vbt_store_get_problem (VbtStore *self, VbtId id)
{
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db,
                        "SELECT p.id, d.id, p.rule, p.level, p.when_, p.message, p.annotation,"
                        " p.start, p.end_, p.fix_start IS NOT NULL, p.fix_start, p.fix_end,"
                        " p.fix_label FROM problem p JOIN document d ON d.number = p.number"
                        " WHERE p.id = ?1",
                        "i", id);
  return vbt_query_next (query) ? read_problem (query) : NULL;
}

/**
 * vbt_store_list_fixes:
 * @self: a project
 * @problems: (element-type VbtId): problems
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtFix): what fixes those that can be fixed mechanically
 */
GArray *
vbt_store_list_fixes (VbtStore *self, const GArray *problems, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GArray) fixes = g_array_new (FALSE, FALSE, sizeof (VbtFix));

  g_return_val_if_fail (VBT_IS_STORE (self) && problems != NULL, NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autoptr (VbtKnownProblem) problem
          = vbt_store_get_problem (self, g_array_index (problems, VbtId, i));

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (problem != NULL && problem->has_fix)
        g_array_append_val (fixes, problem->fix);
    }
  return g_steal_pointer (&fixes);
}

/* Raised when a rule finds something else than before. */
#define RULES_VERSION 1

/* What the rules and the messages depend on, beside the schema, whose changes empty the stamp. */
static char *
make_stamp (void)
{
  return g_strdup_printf ("%s %d %s", PACKAGE_VERSION, RULES_VERSION, g_get_language_names ()[0]);
}

/**
 * vbt_store_has_unchecked:
 * @self: a project
 *
 * Costs the same at any size.
 *
 * Returns: whether any annotations are to be checked again
 */
gboolean
vbt_store_has_unchecked (VbtStore *self)
{
  g_autofree char *stamp = make_stamp ();
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, FALSE);

  return vbt_db_get_int (self->db, &n, NULL,
                         "SELECT EXISTS (SELECT 1 FROM unchecked)"
                         " OR NOT EXISTS (SELECT 1 FROM examined WHERE stamp = ?1)",
                         "s", stamp)
         && n != 0;
}

/**
 * vbt_store_count_unchecked:
 * @self: a project
 * @n_unchecked: (out): how many sets wait; of more than 10,000 only that
 * @error: return location for an error
 *
 * Returns: whether they could be counted
 */
gboolean
vbt_store_count_unchecked (VbtStore *self, guint64 *n_unchecked, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && n_unchecked != NULL, FALSE);

  if (!vbt_db_get_int (self->db, &n, error,
                       "SELECT count (*) FROM (SELECT 1 FROM unchecked LIMIT ?1)", "u",
                       MAX_COUNTED))
    return FALSE;
  *n_unchecked = (guint64)n;
  return TRUE;
}

/**
 * vbt_store_list_unchecked:
 * @self: a project
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtUnchecked): sets that are to be checked again
 */
GArray *
vbt_store_list_unchecked (VbtStore *self, guint limit, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (VbtUnchecked));
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db,
                        "SELECT u.annotator, u.number, coalesce (l.document, 0), u.n"
                        " FROM unchecked u LEFT JOIN listed l ON l.number = u.number LIMIT ?1",
                        "u", (int)limit);
  while (vbt_query_next (query))
    {
      VbtUnchecked unchecked = { vbt_query_get_int (query, 0), vbt_query_get_int (query, 1),
                                 vbt_query_get_int (query, 2), vbt_query_get_int (query, 3) };

      g_array_append_val (list, unchecked);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * vbt_store_begin_keeping:
 * @self: a project of a thread of its own
 * @error: return location for an error
 *
 * Begins a transaction of vbt_store_keep_problems(). It can be found again, so no commit waits for the disk, and
 * nobody reads anything else again because of it.
 *
 * Returns: whether these can follow
 */
gboolean
vbt_store_begin_keeping (VbtStore *self, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  self->is_checking = TRUE;
  if (vbt_store_begin_index (self, error))
    return TRUE;
  self->is_checking = FALSE;
  return FALSE;
}

/**
 * vbt_store_end_keeping:
 * @self: a project
 * @error: return location for an error
 *
 * Commits what was kept, and lets others write.
 *
 * Returns: whether it was committed
 */
gboolean
vbt_store_end_keeping (VbtStore *self, GError **error)
{
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  success = vbt_store_end_index (self, error);
  self->is_checking = FALSE;
  vbt_store_let_others (self);
  return success;
}

/* So many numbers of documents are looked at in one transaction. */
#define EXAMINED_AT_ONCE 2000

static gboolean
mark_all (VbtStore *self, GCancellable *cancellable, GError **error)
{
  gint64 last = 0;

  if (!vbt_db_get_int (self->db, &last, error, "SELECT max (number) FROM listed", ""))
    return FALSE;
  for (gint64 number = 0; number <= last; number += EXAMINED_AT_ONCE)
    {
      gboolean success;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !vbt_store_begin_keeping (self, error))
        return FALSE;
      success = vbt_db_run (
          self->db, error,
          "INSERT INTO unchecked SELECT p.id, l.number, 1 FROM listed l CROSS JOIN person p"
          " WHERE l.number >= ?1 AND l.number < ?2 AND EXISTS (SELECT 1 FROM annotation"
          " WHERE document = l.document AND annotator = p.id)"
          " ON CONFLICT DO UPDATE SET n = n + 1",
          "ii", number, number + EXAMINED_AT_ONCE);
      if (!vbt_store_end_keeping (self, success ? error : NULL) || !success)
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_stamp (VbtStore *self, const char *before, const char *after, GError **error)
{
  gboolean success;

  if (!vbt_store_begin_keeping (self, error))
    return FALSE;
  success = vbt_db_run (self->db, error,
                        "UPDATE examined SET stamp = ?2 WHERE ?1 IS NULL OR stamp = ?1", "ss",
                        before, after);
  return vbt_store_end_keeping (self, success ? error : NULL) && success;
}

/**
 * vbt_store_examine:
 * @self: a project of a thread of its own
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Where the rules changed, or the language in which is told what is wrong, all is to be checked again.
 *
 * Returns: whether all that is to be checked is in the list of it
 */
gboolean
vbt_store_examine (VbtStore *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *stamp = make_stamp ();
  g_autofree char *found
      = vbt_db_get_string (self->db, NULL, "SELECT stamp FROM examined WHERE id = 1", "");

  if (g_strcmp0 (found, stamp) == 0)
    return TRUE;
  /* A change of the schema in between empties it, and all of this is done once more. */
  return put_stamp (self, NULL, "-", error) && mark_all (self, cancellable, error)
         && put_stamp (self, "-", stamp, error);
}

static char *
make_key (const char *rule, int level, int when, VbtId annotation, gint64 start, gint64 end,
          const char *message, gint64 fix_start, gint64 fix_end)
{
  return g_strdup_printf ("%s %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                          rule, level, when, annotation, start, end, fix_start, fix_end, message);
}

/* (transfer full): what is kept of a set by now: key to identifiers, because a thing can be wrong twice. */
static GHashTable *
read_kept (VbtStore *self, const VbtUnchecked *set)
{
  GHashTable *kept
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  g_autoptr (VbtQuery) query = vbt_db_query (
      self->db,
      "SELECT id, rule, level, when_, annotation, start, end_, message, fix_start, fix_end"
      " FROM problem WHERE annotator = ?1 AND number = ?2",
      "ii", set->annotator, set->number);

  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);
      g_autofree char *key
          = make_key (vbt_query_get_string (query, 1), (int)vbt_query_get_int (query, 2),
                      (int)vbt_query_get_int (query, 3), vbt_query_get_int (query, 4),
                      vbt_query_get_int (query, 5), vbt_query_get_int (query, 6),
                      vbt_query_get_string (query, 7), vbt_query_get_int (query, 8),
                      vbt_query_get_int (query, 9));

      GArray *ids = g_hash_table_lookup (kept, key);

      if (ids == NULL)
        {
          ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
          g_hash_table_insert (kept, g_strdup (key), ids);
        }
      g_array_append_val (ids, id);
    }
  return kept;
}

static gboolean
insert_problem (VbtStore *self, const VbtUnchecked *set, const VbtProblem *problem, GError **error)
{
  return vbt_db_run (
      self->db, error,
      "INSERT INTO problem (annotator, number, rule, level, when_, annotation, start, end_,"
      " message, fix_start, fix_end, fix_label) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
      " iif (?10, ?11, NULL), iif (?10, ?12, NULL), ?13)",
      "iisuuiuusuuuo", set->annotator, set->number, problem->rule, (int)problem->level,
      (int)problem->when, problem->annotation, problem->range.start, problem->range.end,
      problem->message, problem->has_fix, problem->fix.start, problem->fix.end, problem->label);
}

/* What is the same keeps its identifier, so that nothing jumps where it is listed. */
static gboolean
replace_problems (VbtStore *self, const VbtUnchecked *set, const GPtrArray *problems,
                  GError **error)
{
  g_autoptr (GHashTable) kept = read_kept (self, set);
  GHashTableIter iter;
  GArray *ids;

  for (guint i = 0; i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *key = make_key (
          problem->rule, (int)problem->level, (int)problem->when, problem->annotation,
          problem->range.start, problem->range.end, problem->message,
          problem->has_fix ? problem->fix.start : 0, problem->has_fix ? problem->fix.end : 0);

      ids = g_hash_table_lookup (kept, key);
      if (ids != NULL && ids->len > 0)
        g_array_set_size (ids, ids->len - 1);
      else if (!insert_problem (self, set, problem, error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, kept);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&ids))
    for (guint i = 0; i < ids->len; i++)
      if (!vbt_db_run (self->db, error, "DELETE FROM problem WHERE id = ?1", "i",
                       g_array_index (ids, VbtId, i)))
        return FALSE;
  return TRUE;
}

static gboolean
count_problems (VbtStore *self, const VbtUnchecked *set, const GPtrArray *problems, GError **error)
{
  guint n_errors = 0, n_warnings = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);

      if (problem->when != VBT_WHEN_ALWAYS)
        continue;
      n_errors += problem->level == VBT_LEVEL_ERROR;
      n_warnings += problem->level != VBT_LEVEL_ERROR;
    }
  if (n_errors + n_warnings == 0)
    return vbt_db_run (self->db, error, "DELETE FROM flaw WHERE annotator = ?1 AND number = ?2",
                       "ii", set->annotator, set->number);
  return vbt_db_run (self->db, error,
                     "INSERT INTO flaw VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE"
                     " SET n_errors = excluded.n_errors, n_warnings = excluded.n_warnings",
                     "iiuu", set->annotator, set->number, (int)n_errors, (int)n_warnings);
}

/**
 * vbt_store_keep_problems:
 * @self: a project, after vbt_store_begin_keeping()
 * @checked: a set that was checked
 * @problems: (element-type VbtProblem): what was found, on every occasion
 * @error: return location for an error
 *
 * Keeps what was found in the place of what was kept, unless the set changed since it was listed: then it waits on.
 *
 * Returns: whether that worked
 */
gboolean
vbt_store_keep_problems (VbtStore *self, const VbtUnchecked *checked, const GPtrArray *problems,
                         GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && self->is_checking, FALSE);
  g_return_val_if_fail (checked != NULL && problems != NULL, FALSE);

  if (!vbt_db_run (self->db, error,
                   "DELETE FROM unchecked WHERE annotator = ?1 AND number = ?2 AND n = ?3", "iii",
                   checked->annotator, checked->number, checked->n))
    return FALSE;
  if (vbt_db_get_n_changed (self->db) == 0)
    return TRUE;
  return replace_problems (self, checked, problems, error)
         && count_problems (self, checked, problems, error);
}

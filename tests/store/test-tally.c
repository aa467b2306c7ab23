/* test-tally.c: what is kept of counts and lists equals a scan, whatever was done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults/session.h"

#define SEED 20261124
#define N_ACTS 600
/* A check scans everything. */
#define ACTS_A_CHECK 15

/* Quotes by speaker as the annotator ?1 sees them, counted from the rows. */
#define SPEAKERS                                                                                   \
  "SELECT e.id, count (DISTINCT a.annotator || ' ' || a.from_) FROM label l"                       \
  " JOIN annotation a ON a.label = l.id JOIN document o ON o.id = a.document"                      \
  " JOIN mention m ON m.annotation = a.to_ JOIN entity e ON e.id = m.entity"                       \
  " JOIN annotator k ON k.id = a.annotator"                                                        \
  " WHERE l.kind = 1 AND l.name = 'speaker' AND o.trashed IS NULL"                                 \
  " AND iif (k.kind IN (1, 2), NOT EXISTS (SELECT 1 FROM decision x"                               \
  " WHERE x.suggestion = a.from_ AND (x.annotator = ?1 OR ?1 = 0)), k.id = ?1 OR ?1 = 0)"          \
  " GROUP BY e.id ORDER BY e.id"
#define STATUSES                                                                                   \
  "SELECT status, count (*) FROM (SELECT max (s.status) AS status FROM status s"                   \
  " JOIN document d ON d.id = s.document WHERE d.trashed IS NULL"                                  \
  " AND (s.annotator = ?1 OR ?1 = 0) GROUP BY s.document) WHERE status BETWEEN 1 AND 3"            \
  " GROUP BY status"

static guint
dice (Session *self, guint n)
{
  return (guint)g_rand_int_range (self->random, 0, (gint32)n);
}

/* 0 where the session took it out of the schema. */
static VbtId
label (Session *self, VbtKind kind, const char *name)
{
  const VbtLabel *found
      = vbt_schema_find_label (vbt_store_get_catalog (self->store)->schema, kind, name);

  return found != NULL ? found->id : 0;
}

static gboolean
end (Session *self, gboolean success, GError **error)
{
  if (success)
    return vbt_store_commit (self->store, error);
  vbt_store_rollback (self->store);
  return FALSE;
}

/* A random row of a table. */
static VbtId
any (Session *self, const char *sql)
{
  gint64 id = 0;

  vbt_db_get_int (self->store->db, &id, NULL, sql, "u", (int)dice (self, 1000));
  return id;
}

#define ANY(column, from)                                                                          \
  "SELECT " column " FROM " from " ORDER BY " column                                               \
  " LIMIT 1 OFFSET ?1 % max (1, (SELECT count (*) FROM " from "))"

static VbtDocument *
new_document (Session *self)
{
  g_autofree char *name = g_strdup_printf ("import-%u-%u.txt", self->n_acts, dice (self, 1000));
  g_autofree char *filling = g_strnfill (200, 'a');
  g_autoptr (VbtText) text = vbt_text_new (filling, -1, NULL);
  VbtDocument *document = vbt_document_new (name, text);

  if (dice (self, 2) == 0)
    vbt_document_set_status (document, self->people[dice (self, 2)],
                             (VbtStatus)(1 + dice (self, 3)));
  return document;
}

static VbtAnnotation *
new_span (Session *self, VbtDocument *document, const char *name, VbtId annotator)
{
  VbtOffset start = (VbtOffset)dice (self, 150);
  VbtAnnotation *span = vbt_annotation_new_span (label (self, VBT_KIND_SPAN, name), annotator,
                                                 start, start + 1 + (VbtOffset)dice (self, 40));

  vbt_document_take_annotation (document, span);
  return span;
}

/* Quotes with speakers who are known, some decided on. */
static void
add_quotes (Session *self, VbtDocument *document)
{
  VbtId annotator = dice (self, 2) == 0 ? self->tagger : self->people[dice (self, 2)];
  VbtId entity = any (self, ANY ("id", "entity"));
  VbtAnnotation *speaker;

  if (label (self, VBT_KIND_SPAN, "Speaker") == 0 || label (self, VBT_KIND_SPAN, "Quote") == 0
      || label (self, VBT_KIND_RELATION, "speaker") == 0)
    return;
  speaker = new_span (self, document, "Speaker", annotator);
  if (entity != 0)
    vbt_annotation_add_entity (speaker, entity);
  for (guint i = 0; i < 3; i++)
    {
      VbtAnnotation *quote = new_span (self, document, "Quote", annotator);
      VbtDecision decision = { quote->id, self->people[dice (self, 2)], VBT_VERDICT_REJECTED, 17 };

      vbt_document_take_annotation (
          document, vbt_annotation_new_relation (label (self, VBT_KIND_RELATION, "speaker"),
                                                 annotator, quote->id, speaker->id));
      if (annotator == self->tagger && dice (self, 3) == 0)
        g_array_append_val (document->decisions, decision);
    }
}

static gboolean
import (Session *self, GError **error)
{
  gboolean success
      = vbt_store_begin_batch (self->store, self->people[dice (self, 2)], "Import", error);

  if (!success)
    return FALSE;
  for (guint i = 0; i < 3 && success; i++)
    {
      g_autoptr (VbtDocument) document = new_document (self);

      add_quotes (self, document);
      add_quotes (self, document);
      success = vbt_store_insert_document (self->store, document, error)
                && (dice (self, 2) == 0 || vbt_store_batch_step (self->store, error));
    }
  if (success && dice (self, 4) > 0 && vbt_store_commit_batch (self->store, NULL, error))
    return TRUE;
  vbt_store_abort_batch (self->store, NULL);
  return FALSE;
}

static gboolean
trash (Session *self, GError **error)
{
  VbtId document = any (self, ANY ("id", "(SELECT id FROM document WHERE trashed IS NULL)"));

  return document != 0 && vbt_store_begin (self->store, self->people[0], document, "Delete", error)
         && end (self, vbt_store_delete_document (self->store, document, error), error);
}

static gboolean
restore (Session *self, GError **error)
{
  VbtId document = any (self, ANY ("id", "(SELECT id FROM document WHERE trashed > 0)"));

  return document != 0 && vbt_store_begin (self->store, self->people[1], document, "Restore", error)
         && end (self, vbt_store_restore_document (self->store, document, error), error);
}

static gboolean
empty_trash (Session *self, GError **error)
{
  guint64 n_deleted;

  return vbt_store_empty_trash (self->store, self->people[0], NULL, &n_deleted, error);
}

static gboolean
set_status (Session *self, GError **error)
{
  VbtId document = any (self, ANY ("id", "(SELECT id FROM document WHERE trashed IS NULL)"));
  VbtId me = self->people[dice (self, 2)];

  return document != 0 && vbt_store_begin (self->store, me, document, "Mark", error)
         && end (self,
                 vbt_store_put_status (self->store, document, me, (VbtStatus)dice (self, 4), error),
                 error);
}

static gboolean
decide (Session *self, GError **error)
{
  VbtDecision decision
      = { any (self, ANY ("id", "(SELECT a.id FROM annotation a JOIN annotator k ON k.id ="
                                " a.annotator JOIN document d ON d.id = a.document"
                                " WHERE k.kind = 1 AND a.kind = 0 AND d.trashed IS NULL)")),
          self->people[dice (self, 2)], VBT_VERDICT_REJECTED, 17 };

  return decision.suggestion != 0
         && vbt_store_begin (self->store, decision.annotator, 0, "Decide", error)
         && end (self,
                 dice (self, 3) == 0 ? vbt_store_delete_decision (self->store, decision.suggestion,
                                                                  decision.annotator, error)
                                     : vbt_store_put_decision (self->store, &decision, error),
                 error);
}

static gboolean
delete_entity (Session *self, GError **error)
{
  VbtId entity = any (self, ANY ("id", "entity"));

  return entity != 0 && vbt_store_begin (self->store, self->people[0], 0, "Delete", error)
         && end (self, vbt_store_delete_entity (self->store, entity, error), error);
}

/* A relation that is called something else is none to a speaker. */
static gboolean
rename_relation (Session *self, GError **error)
{
  g_autoptr (VbtSchema) schema = vbt_schema_copy (vbt_store_get_catalog (self->store)->schema);
  g_autoptr (VbtSchema) before = vbt_schema_ref (vbt_store_get_catalog (self->store)->schema);
  VbtLabel *relation
      = (VbtLabel *)vbt_schema_get_label (schema, label (self, VBT_KIND_RELATION, "speaker"));

  if (relation == NULL)
    return FALSE;
  g_free (relation->name);
  relation->name = g_strdup ("by");
  if (!vbt_store_begin (self->store, self->people[0], 0, "Rename", error)
      || !end (self, vbt_store_put_schema (self->store, schema, error), error))
    return FALSE;
  g_assert_null (
      vbt_db_get_string (self->store->db, NULL, "SELECT n FROM speaker WHERE n > 0", ""));
  return vbt_store_begin (self->store, self->people[0], 0, "Rename", error)
         && end (self, vbt_store_put_schema (self->store, before, error), error);
}

static guint compare (Session *self);

/* What removing a label from the schema takes with it, also out of the trash. */
static gboolean
delete_quotes (Session *self, GError **error)
{
  g_autoptr (VbtHistoryRow) row = NULL;
  gboolean success
      = label (self, VBT_KIND_SPAN, "Quote") != 0
        && vbt_store_begin (self->store, self->people[0], 0, "Delete all quotes", error)
        && end (self,
                vbt_store_delete_where (self->store, "SELECT id FROM annotation WHERE label = ?1",
                                        label (self, VBT_KIND_SPAN, "Quote"), TRUE, error),
                error);

  if (!success)
    return FALSE;
  compare (self);
  row = vbt_store_undo (self->store, self->people[0], error);
  return row != NULL;
}

static const struct
{
  gboolean (*act) (Session *self, GError **error);
  guint weight;
} acts[] = {
  { import, 10 },       { trash, 6 },           { restore, 5 },
  { empty_trash, 1 },   { set_status, 12 },     { decide, 10 },
  { delete_entity, 2 }, { rename_relation, 1 }, { delete_quotes, 1 },
};

static void
act (Session *self)
{
  g_autoptr (GError) error = NULL;
  guint number = dice (self, 100);
  const char *name;

  for (guint i = 0; i < G_N_ELEMENTS (acts); number -= acts[i++].weight)
    if (number < acts[i].weight)
      {
        acts[i].act (self, &error);
        return;
      }
  session_act (self, &name, &error);
}

static void
compare_speakers (Session *self, const VbtStats *stats, VbtId annotator)
{
  g_autoptr (VbtQuery) query = vbt_db_query (self->store->db, SPEAKERS, "i", annotator);
  g_autoptr (GHashTable) kept = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < stats->speakers->len; i++)
    {
      VbtCount *count = g_ptr_array_index (stats->speakers, i);

      g_hash_table_insert (kept, &count->id, &count->count);
    }
  while (vbt_query_next (query))
    {
      VbtId entity = vbt_query_get_int (query, 0);
      guint64 *count = g_hash_table_lookup (kept, &entity);

      g_assert_nonnull (count);
      g_assert_cmpuint (*count, ==, vbt_query_get_int (query, 1));
      g_hash_table_remove (kept, &entity);
    }
  g_assert_true (vbt_query_finish (query, NULL));
  g_assert_cmpuint (g_hash_table_size (kept), ==, 0);
}

static void
compare_statuses (Session *self, const VbtStats *stats, VbtId annotator)
{
  g_autoptr (VbtQuery) query = vbt_db_query (self->store->db, STATUSES, "i", annotator);
  guint64 found[4] = { 0 };

  while (vbt_query_next (query))
    found[vbt_query_get_int (query, 0)] = (guint64)vbt_query_get_int (query, 1);
  g_assert_true (vbt_query_finish (query, NULL));
  for (guint i = 1; i < 4; i++)
    g_assert_cmpuint (stats->n_by_status[i], ==, found[i]);
}

/* How many speakers there were to be compared. */
static guint
compare (Session *self)
{
  guint n_speakers = 0;

  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = vbt_store_check (self->store, NULL, &error);
  const VbtId annotators[] = { 0, self->people[0], self->people[1] };

  g_assert_no_error (error);
  g_assert_cmpstr (problems->len > 0 ? problems->pdata[0] : NULL, ==, NULL);
  g_assert_null (vbt_db_get_string (self->store->db, NULL,
                                    "SELECT 'left' FROM stale UNION SELECT 'left' FROM stale_quote "
                                    "UNION SELECT 'left' FROM spoke",
                                    ""));
  for (guint i = 0; i < G_N_ELEMENTS (annotators); i++)
    {
      g_autoptr (VbtStats) stats = vbt_store_get_stats (self->store, annotators[i], &error);

      g_assert_no_error (error);
      compare_speakers (self, stats, annotators[i]);
      compare_statuses (self, stats, annotators[i]);
      n_speakers += stats->speakers->len;
    }
  return n_speakers;
}

static void
test_random (void)
{
  Session self = { 0 };
  const char *seed = g_getenv ("VBT_SEED");
  guint n_speakers = 0;

  session_begin (&self, seed != NULL ? (guint32)g_ascii_strtoull (seed, NULL, 10) : SEED);
  for (guint i = 0; i < N_ACTS; i++)
    {
      act (&self);
      if (i % ACTS_A_CHECK == 0)
        n_speakers += compare (&self);
    }
  session_reopen (&self);
  compare (&self);
  g_assert_cmpuint (n_speakers, >, 50);
  session_end (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tally/random", test_random);
  return g_test_run ();
}

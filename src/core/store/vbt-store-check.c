/* vbt-store-check.c: whether a project file is whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-migrate.h"
#include "vbt-store-private.h"

/* A damaged file can have any number of problems, and nobody reads more. */
#define MAX_PROBLEMS 1000

/* Queries that give one text for each thing that is wrong, and what it is. */
static const struct
{
  const char *sql;
  const char *message;
} checks[] = {
  { "SELECT d.name FROM document d WHERE NOT EXISTS "
    "(SELECT 1 FROM document_text t WHERE t.number = d.number)",
    N_ ("the article “%s” has no text") },
  { "SELECT d.name FROM document d LEFT JOIN listed l ON l.number = d.number "
    "WHERE (d.trashed IS NULL) <> (l.document IS d.id)",
    N_ ("the article “%s” is listed wrongly") },
  { "SELECT l.title FROM listed l JOIN status s ON s.document = l.document "
    "LEFT JOIN marked m ON m.annotator = s.annotator AND m.number = l.number "
    "WHERE s.status <> coalesce (m.status, 0)",
    N_ ("the article “%s” is listed wrongly") },
  { "SELECT d.name FROM annotation a JOIN document d ON d.id = a.document "
    "WHERE a.kind = 0 AND a.end_ > d.n_chars",
    N_ ("an annotation lies behind the end of the article “%s”") },
  { "SELECT d.name FROM annotation a JOIN annotation b ON b.id IN (a.from_, a.to_) "
    "JOIN document d ON d.id = a.document WHERE a.kind = 1 AND b.document <> a.document",
    N_ ("a relation leaves the article “%s”") },
  { "SELECT d.name FROM (SELECT annotation, count (*) AS n, min (position) AS p, "
    "max (position) AS q, min (start) AS s, max (end_) AS e FROM fragment GROUP BY annotation) f "
    "JOIN annotation a ON a.id = f.annotation JOIN document d ON d.id = a.document "
    "WHERE a.kind <> 0 OR f.n < 2 OR f.p <> 0 OR f.q <> f.n - 1 OR f.s <> a.start OR f.e <> a.end_",
    N_ ("the parts of an annotation of the article “%s” do not fit together") },
  { "SELECT d.name FROM fragment f JOIN fragment g ON g.annotation = f.annotation "
    "AND g.position = f.position + 1 AND g.start <= f.end_ "
    "JOIN annotation a ON a.id = f.annotation JOIN document d ON d.id = a.document",
    N_ ("the parts of an annotation of the article “%s” touch each other") },
  { "SELECT l.name FROM value v JOIN attribute t ON t.id = v.attribute "
    "JOIN annotation a ON a.id = v.annotation JOIN label l ON l.id = a.label "
    "WHERE t.label <> a.label",
    N_ ("a value belongs to an attribute that the label “%s” does not have") },
  /* What the triggers count, counted once more. */
  { "SELECT what FROM (SELECT 'document' AS what, (SELECT count (*) FROM document "
    "WHERE trashed IS NULL) AS found, (SELECT sum (n) FROM tally WHERE what = 'document') AS kept "
    "UNION ALL SELECT 'label', (SELECT count (*) FROM annotation a JOIN document d "
    "ON d.id = a.document WHERE d.trashed IS NULL), (SELECT sum (n) FROM tally WHERE what = "
    "'label') "
    "UNION ALL SELECT 'suggestion', (SELECT count (*) FROM annotation a JOIN document d "
    "ON d.id = a.document JOIN annotator k ON k.id = a.annotator "
    "WHERE d.trashed IS NULL AND a.kind = 0 AND k.kind IN (1, 2)), "
    "(SELECT sum (n) FROM tally WHERE what = 'suggestion' AND a = 0) "
    "UNION ALL SELECT 'decision', (SELECT count (*) FROM decision x JOIN annotation a "
    "ON a.id = x.suggestion JOIN document d ON d.id = a.document "
    "WHERE d.trashed IS NULL AND a.kind = 0), "
    "(SELECT sum (n) FROM tally WHERE what = 'decision' AND b = 0) "
    "UNION ALL SELECT 'status', (SELECT count (*) FROM status s JOIN document d "
    "ON d.id = s.document WHERE d.trashed IS NULL), "
    "(SELECT sum (n) FROM tally WHERE what = 'status') "
    "UNION ALL SELECT 'status', (SELECT coalesce (sum (n * b), 0) FROM tally "
    "WHERE what = 'furthest'), (SELECT coalesce (sum (status), 0) FROM (SELECT max (status) "
    "AS status FROM status s JOIN document d ON d.id = s.document WHERE d.trashed IS NULL "
    "GROUP BY s.document)) "
    "UNION ALL SELECT 'speaker', (SELECT count (*) FROM (SELECT * FROM speaker EXCEPT "
    "SELECT * FROM speaker_now)) + (SELECT count (*) FROM (SELECT * FROM speaker_now EXCEPT "
    "SELECT * FROM speaker)), 0 "
    "UNION ALL SELECT 'speaker', (SELECT sum (n) FROM speaker), "
    "(SELECT sum (n) FROM tally WHERE what = 'speaker') "
    "UNION ALL SELECT 'marked', (SELECT sum (n) FROM block WHERE annotator <> 0), "
    "(SELECT count (*) FROM marked JOIN listed USING (number)) "
    "UNION ALL SELECT 'block', (SELECT count (*) FROM (SELECT block, n FROM block WHERE "
    "annotator = 0 AND n > 0 EXCEPT SELECT number >> 9, count (*) FROM listed GROUP BY 1)), 0 "
    "UNION ALL SELECT 'queue', (SELECT count (*) FROM (SELECT id, number, annotator, label, start, "
    "confidence, rule, decided, linked FROM queue EXCEPT SELECT id, number, annotator, label, "
    "start, "
    "confidence, rule, decided, linked FROM queue_now)), 0 "
    "UNION ALL SELECT 'queue', (SELECT count (*) FROM queue), (SELECT count (*) FROM queue_now) "
    "UNION ALL SELECT 'mention', (SELECT count (*) FROM mention m JOIN annotation a "
    "ON a.id = m.annotation JOIN document d ON d.id = a.document WHERE d.trashed IS NULL), "
    "(SELECT sum (n) FROM tally WHERE what = 'mention')) "
    "WHERE coalesce (found, 0) <> coalesce (kept, 0)",
    N_ ("the counts of “%s” are wrong") },
};

static void
add_problem (GPtrArray *problems, char *problem)
{
  if (problems->len < MAX_PROBLEMS)
    g_ptr_array_add (problems, problem);
  else
    g_free (problem);
}

/* A statement that fails because the file is damaged is a problem; any other failure is an error. */
static gboolean
note_failure (GPtrArray *problems, GError *failure, GError **error)
{
  if (failure == NULL)
    return TRUE;
  if (!g_error_matches (failure, VBT_ERROR, VBT_ERROR_CORRUPT))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  add_problem (problems, g_strdup (failure->message));
  g_error_free (failure);
  return TRUE;
}

static gboolean
run_check (VbtStore *self, const char *sql, const char *message, GPtrArray *problems,
           GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, sql, "");
  GError *failure = NULL;

  while (vbt_query_next (query))
    {
      g_autofree char *what = vbt_query_dup_string (query, 0);
      g_auto (GStrv) parts = g_strsplit (message, "%s", 2);

      add_problem (problems, g_strconcat (parts[0], what != NULL ? what : "", parts[1], NULL));
    }
  vbt_query_finish (query, &failure);
  return note_failure (problems, failure, error);
}

static gboolean
check_pages (VbtStore *self, GPtrArray *problems, GError **error)
{
  g_autoptr (VbtQuery) query = vbt_db_query (self->db, "PRAGMA integrity_check", "");
  GError *failure = NULL;

  while (vbt_query_next (query))
    if (g_strcmp0 (vbt_query_get_string (query, 0), "ok") != 0)
      add_problem (problems, g_strdup_printf (_ ("the file is damaged: %s"),
                                              vbt_query_get_string (query, 0)));
  vbt_query_finish (query, &failure);
  return note_failure (problems, failure, error);
}

static gboolean
check_schema (VbtStore *self, GPtrArray *problems, GError **error)
{
  g_auto (GStrv) scripts = vbt_migrate_get_scripts ();
  g_autofree char *difference = NULL;
  GError *failure = NULL;
  gint64 version = 0;

  if (!vbt_db_get_int (self->db, &version, error, "PRAGMA user_version", ""))
    return FALSE;
  if (version > (gint64)g_strv_length (scripts))
    return TRUE;
  vbt_migrate_schema_is_ours (self->db, (guint)version, (const char *const *)scripts, &difference,
                              &failure);
  return note_failure (problems, failure, error);
}

/* The index is compared with the text that it is of, which the command of that name does with a rank of 1; not
 * while some of the text waits. */
static gboolean
check_search (VbtStore *self, GPtrArray *problems, GError **error)
{
  static const char *const statements[] = {
    "INSERT INTO text_search (text_search, rank) "
    "SELECT 'integrity-check', NOT EXISTS (SELECT 1 FROM pending WHERE what = 0)",
    "INSERT INTO name_search (name_search, rank) "
    "SELECT 'integrity-check', NOT EXISTS (SELECT 1 FROM pending WHERE what = 1)",
    "INSERT INTO title_search (title_search, rank) "
    "SELECT 'integrity-check', NOT EXISTS (SELECT 1 FROM pending WHERE what = 2)",
    "INSERT INTO entity_search (entity_search, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO alias_search (alias_search, rank) VALUES ('integrity-check', 1)",
  };
  gboolean success = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (statements) && success && self->read_only_reason == NULL; i++)
    {
      GError *failure = NULL;

      vbt_db_run (self->db, &failure, statements[i], "");
      if (g_error_matches (failure, VBT_ERROR, VBT_ERROR_CORRUPT))
        {
          g_clear_error (&failure);
          add_problem (problems, g_strdup (_ ("the index for searching is damaged")));
        }
      success = note_failure (problems, failure, error);
    }
  return success;
}

/* Text and segmentation, one at a time: flipped bits of a text are found by its sum only. */
static gboolean
check_texts (VbtStore *self, GPtrArray *problems, GError **error)
{
  g_autoptr (VbtQuery) query
      = vbt_db_query (self->db,
                      "SELECT d.name, d.n_chars, d.sha256, t.text, coalesce (t.tokens, s.tokens), "
                      "coalesce (t.sentences, s.sentences) "
                      "FROM document d JOIN document_text t ON t.number = d.number "
                      "LEFT JOIN segmentation s ON s.number = d.number",
                      "");
  GError *failure = NULL;

  while (vbt_query_next (query))
    {
      g_autofree char *name = vbt_query_dup_string (query, 0);
      const char *string = vbt_query_get_string (query, 3);
      g_autoptr (VbtText) text = string != NULL ? vbt_text_new (string, -1, NULL) : NULL;
      g_autofree char *sha256 = text != NULL ? vbt_text_sha256 (text) : NULL;
      gboolean right = text != NULL && vbt_text_get_length (text) == vbt_query_get_int (query, 1)
                       && g_strcmp0 (sha256, vbt_query_get_string (query, 2)) == 0;

      for (int column = 4; column <= 5 && right; column++)
        {
          gsize length;
          const guint8 *blob = vbt_query_get_blob (query, column, &length);
          g_autoptr (GArray) ranges
              = vbt_ranges_from_bytes (blob, length, vbt_text_get_length (text));

          right = ranges != NULL;
        }
      if (!right)
        add_problem (problems,
                     g_strdup_printf (_ ("the text of the article “%s” is damaged"), name));
    }
  vbt_query_finish (query, &failure);
  return note_failure (problems, failure, error);
}

static gboolean
check_all (VbtStore *self, GPtrArray *problems, GError **error)
{
  gboolean success
      = check_pages (self, problems, error) && check_schema (self, problems, error)
        && run_check (self, "SELECT \"table\" FROM pragma_foreign_key_check",
                      _ ("a row of “%s” refers to something that is not there"), problems, error);

  for (guint i = 0; i < G_N_ELEMENTS (checks) && success; i++)
    success = run_check (self, checks[i].sql, _ (checks[i].message), problems, error);
  return success && check_texts (self, problems, error) && check_search (self, problems, error);
}

/**
 * vbt_store_check:
 * @self: a project, without an open transaction
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Looks whether the file is whole: its pages, tables, references, texts, annotations and indexes.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): each problem in words
 */
GPtrArray *
vbt_store_check (VbtStore *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  problems = g_ptr_array_new_with_free_func (g_free);
  vbt_db_set_cancellable (self->db, cancellable);
  success = check_all (self, problems, error);
  vbt_db_set_cancellable (self->db, NULL);
  return success ? g_steal_pointer (&problems) : NULL;
}

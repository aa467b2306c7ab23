/* vbt-store-list.c: which documents and entities there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-compiler.h"
#include "vbt-entities.h"
#include "vbt-store-private.h"

/* A word that is in fewer documents is looked up as a whole. */
#define MAX_RARE 2000

/* Words that are in many documents are searched in so many numbers at first, and then in so many times more: a page is
 * found in a part of the project. A beginning of a word costs as much in a part as in the whole. */
#define WINDOW 2048
#define WINDOW_GROWTH 8
#define BEGINNING_WINDOW 8192
#define BEGINNING_WINDOW_GROWTH 64

/** Listing: a list on its way, in parts that follow each other. */
typedef struct
{
  VbtStore *store;
  const VbtFilter *filter;
  VbtCompiler compiler;
  gint64 n_documents;
  GStrv words; /* (nullable): queries of the full-text index, each of which has to be met */
  gboolean *is_rare;
  gboolean has_rare;
  gboolean has_beginning;
  int status; /* or -1 */
  gboolean has_suggestions;
  GPtrArray *rest;    /* of VbtTerm, not owned: what else has to be met */
  gboolean is_narrow; /* an index says which few documents can meet @rest */
  GArray *ids;
} Listing;

/** Part: all of it that is in one order of one index. */
typedef struct
{
  int status;        /* or -1 */
  const char *where; /* SQL, or "" */
  const char *order; /* the column before the number, or "" */
} Part;

/** Statement: the statement for a part. */
typedef struct
{
  VbtStatement *statement;
  GString *sql;       /* of @statement */
  const char *number; /* what numbers documents in the order of the source */
} Statement;

static void
listing_clear (Listing *self)
{
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->is_rare, g_free);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->rest, g_ptr_array_unref);
  vbt_compiler_clear (&self->compiler);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

/* The numbers that have a word: in a text, a name or a title. */
static void
append_found (GString *sql, guint word, const char *range)
{
  static const char *const tables[] = { "text_search", "name_search", "title_search" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_string_append_printf (sql, "%sSELECT rowid FROM %s WHERE %s MATCH ?%u%s",
                            i > 0 ? " UNION ALL " : "", tables[i], tables[i], word, range);
}

static gboolean
is_beginning (const char *word)
{
  return g_str_has_suffix (word, "*");
}

/* Whether each word is in few documents. */
static gboolean
look_up_words (Listing *self, GError **error)
{
  guint n = self->words != NULL ? g_strv_length (self->words) : 0;
  g_autoptr (GString) sql = g_string_new ("SELECT count (*) FROM (");

  append_found (sql, 1, "");
  g_string_append (sql, " LIMIT ?2)");
  self->is_rare = g_new0 (gboolean, n + 1);
  for (guint i = 0; i < n; i++)
    {
      gint64 n_found = 0;

      if (!vbt_db_get_int (self->store->db, &n_found, error, sql->str, "si", self->words[i],
                           (gint64)MAX_RARE))
        return FALSE;
      self->is_rare[i] = n_found < MAX_RARE;
      self->has_rare |= self->is_rare[i];
      self->has_beginning |= is_beginning (self->words[i]);
    }
  return TRUE;
}

/* What is in many documents is only looked for in those that have what is in few, or in a window. */
static void
add_words (const Listing *self, const Statement *statement, const char *range)
{
  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    {
      guint n = vbt_statement_add_string (statement->statement, self->words[i]);
      gboolean look = self->has_rare && !self->is_rare[i] && !is_beginning (self->words[i]);

      g_string_append (statement->sql, look ? " AND EXISTS (" : " AND l.number IN (");
      append_found (statement->sql, n, look ? " AND rowid = l.number" : range);
      g_string_append (statement->sql, ")");
    }
}

/* How many documents have a status, for who lists them. */
static gint64
count_status (const Listing *self, int status)
{
  gint64 n = 0;

  vbt_db_get_int (self->store->db, &n, NULL,
                  "SELECT sum (n) FROM tally WHERE what = 'status' AND a = ?1 "
                  "AND b BETWEEN max (?2, 1) AND iif (?2 = 0, 3, ?2)",
                  "iu", self->filter->annotator, status);
  return status == VBT_STATUS_NEW ? self->n_documents - n : n;
}

/* By the blocks that have something new. */
#define NEW                                                                                        \
  " FROM block b CROSS JOIN listed l ON l.number BETWEEN b.block << 9 AND (b.block << 9) + 511"    \
  " WHERE b.annotator = 0 AND b.n > coalesce ((SELECT n FROM block"                                \
  " WHERE annotator = ?%u AND block = b.block), 0)"                                                \
  " AND NOT EXISTS (SELECT 1 FROM marked WHERE annotator = ?%u AND number = l.number)"
#define MARKED                                                                                     \
  " FROM marked m CROSS JOIN listed l ON l.number = m.number"                                      \
  " WHERE m.annotator = ?%u AND m.status = ?%u"

/* Where the documents of a status are found in their order, or are so few that they can be sorted. */
static void
add_status_source (Statement *statement, guint annotator, int status)
{
  if (status == VBT_STATUS_NEW)
    g_string_append_printf (statement->sql, NEW, annotator, annotator);
  else
    g_string_append_printf (statement->sql, MARKED, annotator,
                            vbt_statement_add_int (statement->statement, status));
  statement->number = status == VBT_STATUS_NEW ? "b.block%s, l.number%s" : "m.number%s";
}

static void
add_status (Statement *statement, guint annotator, int status)
{
  if (status == VBT_STATUS_NEW)
    g_string_append_printf (statement->sql,
                            " AND NOT EXISTS (SELECT 1 FROM marked WHERE annotator = ?%u"
                            " AND number = l.number)",
                            annotator);
  else
    g_string_append_printf (statement->sql,
                            " AND EXISTS (SELECT 1 FROM marked WHERE annotator = ?%u"
                            " AND number = l.number AND status = ?%u)",
                            annotator, vbt_statement_add_int (statement->statement, status));
}

/* What is listed is gone through in the order of the part, unless words or a rare label say already which few there are. */
static void
add_source (const Listing *self, Statement *statement, const Part *part)
{
  guint annotator;

  if (part->status < 0)
    {
      g_string_append (statement->sql, " FROM listed l WHERE TRUE");
      return;
    }
  annotator = vbt_statement_add_int (statement->statement, self->filter->annotator);
  if (self->words == NULL && !self->is_narrow
      && (*part->order == '\0'
          || VBT_IS_RARE (count_status (self, part->status), self->n_documents)))
    {
      add_status_source (statement, annotator, part->status);
      return;
    }
  g_string_append (statement->sql, " FROM listed l WHERE TRUE");
  add_status (statement, annotator, part->status);
}

/* Words of a query for documents are met by an index already. */
static gboolean
can_narrow (Listing *self, const VbtTerm *term)
{
  return (self->compiler.finds_annotations || term->kind == VBT_TERM_FIELD)
         && vbt_compiler_can_narrow (&self->compiler, term);
}

/* What the indexes of lists do not know. */
static void
add_rest (Listing *self, Statement *statement)
{
  VbtCompiler *compiler = &self->compiler;

  for (guint i = 0; self->is_narrow && i < self->rest->len; i++)
    if (can_narrow (self, self->rest->pdata[i]))
      {
        g_string_append (statement->sql, " AND ");
        vbt_compiler_add_narrow (compiler, statement->statement, self->rest->pdata[i]);
      }
  if (self->rest->len == 0)
    return;
  if (compiler->finds_annotations)
    g_string_append (statement->sql,
                     " AND EXISTS (SELECT 1 FROM annotation a WHERE a.document = l.document"
                     " AND a.kind <> 1");
  for (guint i = 0; i < self->rest->len; i++)
    {
      g_string_append (statement->sql, " AND ");
      vbt_compiler_add (compiler, statement->statement, self->rest->pdata[i],
                        compiler->finds_annotations ? "a" : NULL);
    }
  if (!compiler->finds_annotations)
    return;
  vbt_compiler_add_visible (compiler, statement->statement, "a");
  g_string_append_c (statement->sql, ')');
}

/* The index that gives the order by itself; where only few rows are left, SQLite sorts. */
static void
add_order (const Listing *self, Statement *statement, const Part *part)
{
  const char *direction = self->filter->descending ? " DESC" : "";
  g_auto (GStrv) parts = g_strsplit (statement->number, "%s", -1);
  g_autofree char *number = g_strjoinv (direction, parts);

  if (*part->order != '\0')
    g_string_append_printf (statement->sql, " ORDER BY %s%s, l.number%s", part->order, direction,
                            direction);
  else
    g_string_append_printf (statement->sql, " ORDER BY %s", number);
}

static gboolean
read_ids (Listing *self, const Statement *statement, GError **error)
{
  g_autoptr (VbtQuery) query = NULL;
  gboolean success;

  self->store->seeker = self->compiler.seeker;
  query = vbt_statement_start (statement->statement, self->store->db);
  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (self->ids, id);
    }
  success = vbt_query_finish (query, error);
  self->store->seeker = NULL;
  if (!success || vbt_seeker_get_error (self->compiler.seeker) == NULL)
    return success;
  g_propagate_error (error, g_error_copy (vbt_seeker_get_error (self->compiler.seeker)));
  return FALSE;
}

/* One part, of the numbers from @first to @last, or of all. */
static gboolean
list_window (Listing *self, const Part *part, gint64 first, gint64 last, GError **error)
{
  g_auto (VbtStatement) values = VBT_STATEMENT_INIT ("SELECT l.document");
  Statement statement = { &values, values.sql, "l.number%s" };
  g_autofree char *range = NULL;

  add_source (self, &statement, part);
  g_string_append (statement.sql, part->where);
  if (last < G_MAXINT64)
    {
      guint n = vbt_statement_add_int (&values, first);

      vbt_statement_add_int (&values, last);
      g_string_append_printf (statement.sql, " AND l.number BETWEEN ?%u AND ?%u", n, n + 1);
      range = g_strdup_printf (" AND rowid BETWEEN ?%u AND ?%u", n, n + 1);
    }
  self->compiler.range = range != NULL ? range : "";
  add_words (self, &statement, self->compiler.range);
  if (self->has_suggestions)
    {
      g_string_append (statement.sql, " AND ");
      vbt_compiler_add_suggestions (&self->compiler, &values);
    }
  add_rest (self, &statement);
  self->compiler.range = "";
  add_order (self, &statement, part);
  if (self->filter->limit > 0)
    g_string_append_printf (statement.sql, " LIMIT ?%u",
                            vbt_statement_add_int (&values, self->filter->limit - self->ids->len));
  return read_ids (self, &statement, error);
}

static gboolean
is_full (const Listing *self)
{
  return self->filter->limit > 0 && self->ids->len >= self->filter->limit;
}

/* Words that are in many documents: from the end where the list begins, until there is a page of them. */
static gboolean
list_windows (Listing *self, const Part *part, GError **error)
{
  gint64 size = self->has_beginning ? BEGINNING_WINDOW : WINDOW;
  gint64 last = 0;
  gint64 done = 0;

  if (!vbt_db_get_int (self->store->db, &last, error, "SELECT max (number) FROM listed", ""))
    return FALSE;
  while (done < last && !is_full (self))
    {
      gint64 next = MIN (last, done + size);
      gboolean success = self->filter->descending
                             ? list_window (self, part, last - next + 1, last - done, error)
                             : list_window (self, part, done + 1, next, error);

      if (!success)
        return FALSE;
      done = next;
      size *= self->has_beginning ? BEGINNING_WINDOW_GROWTH : WINDOW_GROWTH;
    }
  return TRUE;
}

static gboolean
list_part (Listing *self, const Part *part, GError **error)
{
  if (is_full (self))
    return TRUE;
  if (self->words != NULL && !self->has_rare && self->filter->limit > 0 && *part->order == '\0')
    return list_windows (self, part, error);
  return list_window (self, part, 0, G_MAXINT64, error);
}

/* By status: one list a status, each in the order in which documents were added. */
static gboolean
list_statuses (Listing *self, GError **error)
{
  for (int i = VBT_STATUS_NEW; i <= VBT_STATUS_LOCKED; i++)
    {
      Part part = { self->filter->descending ? VBT_STATUS_LOCKED - i : i, "", "" };

      if ((self->status < 0 || self->status == part.status) && !list_part (self, &part, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
list_parts (Listing *self, GError **error)
{
  int status = self->status;
  const Part added = { status, "", "" };
  const Part title = { status, "", "l.title COLLATE NOCASE" };
  const Part published = { status, " AND l.published IS NOT NULL", "l.published" };
  const Part unpublished = { status, " AND l.published IS NULL", "" };

  switch (self->filter->sort)
    {
    case VBT_SORT_ADDED:
      return list_part (self, &added, error);
    case VBT_SORT_TITLE:
      return list_part (self, &title, error);
    case VBT_SORT_PUBLISHED:
      return list_part (self, &published, error) && list_part (self, &unpublished, error);
    case VBT_SORT_STATUS:
    default:
      return list_statuses (self, error);
    }
}

/* What the indexes of lists know; the rest is left to the compiler. */
static void
take_term (Listing *self, const VbtTerm *term, GStrvBuilder *words)
{
  const VbtKeyInfo *key = term->kind == VBT_TERM_FIELD ? vbt_criteria_find_key (term->key) : NULL;
  g_autofree char *match = NULL;
  VbtStatus status;

  if (term->kind == VBT_TERM_WORDS && !self->compiler.finds_annotations)
    {
      match = vbt_compiler_match (term);
      g_strv_builder_add (words, match);
    }
  else if (key != NULL && key->key == VBT_KEY_STATUS && self->status < 0
           && vbt_status_from_string (term->value, &status))
    self->status = (int)status;
  else if (key != NULL && key->key == VBT_KEY_HAS && g_str_equal (term->value, "suggestions"))
    self->has_suggestions = TRUE;
  else
    {
      g_ptr_array_add (self->rest, (gpointer)term);
      self->is_narrow |= can_narrow (self, term);
    }
}

static void
take_criteria (Listing *self)
{
  const VbtTerm *root = self->filter->criteria != NULL ? self->filter->criteria->root : NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  self->compiler.names = TRUE;
  if (root != NULL && root->kind == VBT_TERM_AND)
    for (guint i = 0; i < root->parts->len; i++)
      take_term (self, root->parts->pdata[i], words);
  else if (root != NULL)
    take_term (self, root, words);
  self->words = g_strv_builder_end (words);
  if (*self->words == NULL)
    g_clear_pointer (&self->words, g_strfreev);
}

/**
 * vbt_store_list_documents:
 * @self: a project
 * @filter: which, and in which order
 * @error: return location for an error
 *
 * What this costs depends on how many documents it returns, hardly on how many there are, unless the query can only be
 * answered by reading texts.
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): the documents, `filter->limit` at the
 *   most; %NULL with an error also where the query names what the project does not know
 */
GArray *
vbt_store_list_documents (VbtStore *self, const VbtFilter *filter, GError **error)
{
  g_auto (Listing) listing = { .store = self, .filter = filter, .status = -1 };

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);
  g_return_val_if_fail (filter != NULL && (guint)filter->sort <= VBT_SORT_STATUS, NULL);

  listing.ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  listing.rest = g_ptr_array_new ();
  if (!vbt_compiler_init (&listing.compiler, self, filter->criteria, filter->annotator, error)
      || !vbt_db_get_int (self->db, &listing.n_documents, error,
                          "SELECT n FROM tally WHERE what = 'document' AND a = 0 AND b = 0", ""))
    return NULL;
  take_criteria (&listing);
  return look_up_words (&listing, error) && list_parts (&listing, error)
             ? g_steal_pointer (&listing.ids)
             : NULL;
}

static gboolean
is_heavy (VbtStore *self, const VbtFilter *filter)
{
  g_auto (VbtCompiler) compiler = { 0 };

  return filter->criteria != NULL && filter->criteria->root != NULL
         && vbt_compiler_init (&compiler, self, filter->criteria, filter->annotator, NULL)
         && vbt_compiler_is_heavy (&compiler, filter->criteria->root);
}

/**
 * vbt_store_peek_documents:
 * @self: a project
 * @filter: which, and in which order, and how many at the most
 * @patience: in microseconds
 * @error: return location for an error
 *
 * Like vbt_store_list_documents(), for somebody who waits: gives up when it takes too long, or would have to read texts.
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): the documents, or %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
GArray *
vbt_store_peek_documents (VbtStore *self, const VbtFilter *filter, gint64 patience, GError **error)
{
  GArray *documents;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  if (is_heavy (self, filter))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
      return NULL;
    }
  vbt_db_set_patience (self->db, patience);
  documents = vbt_store_list_documents (self, filter, error);
  vbt_db_set_patience (self->db, 0);
  return documents;
}

/**
 * vbt_store_find_document:
 * @self: a project
 * @name: the name of a document
 * @error: return location for an error
 *
 * Returns: the document of this name, of several the first; 0 with @error set if there is none
 */
VbtId
vbt_store_find_document (VbtStore *self, const char *name, GError **error)
{
  VbtId id = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && name != NULL, 0);

  if (vbt_db_get_int (self->db, &id, error,
                      "SELECT id FROM document WHERE name = ?1 AND trashed IS NULL "
                      "ORDER BY position, number LIMIT 1",
                      "s", name)
      && id == 0)
    g_set_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND, _ ("There is no article “%s”"), name);
  return id;
}

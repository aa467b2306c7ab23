/* vbt-store-list.c: which documents and entities there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-store-private.h"

/* More words narrow nothing down any further, and each costs a part of the statement. */
#define MAX_WORDS 16

/* A statement that is put together from literals, and the values for its question marks. */
typedef struct
{
  GString *sql;
  GPtrArray *values; /* of GVariant, an int64 or a string */
} Statement;

static void
statement_clear (Statement *self)
{
  g_string_free (self->sql, TRUE);
  g_ptr_array_unref (self->values);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Statement, statement_clear)

static guint
add_value (Statement *self, GVariant *value)
{
  g_ptr_array_add (self->values, g_variant_ref_sink (value));
  return self->values->len;
}

static VbtQuery *
start_query (VbtStore *store, const Statement *self)
{
  VbtQuery *query = vbt_db_query_empty (store->db, self->sql->str);

  for (guint i = 0; i < self->values->len; i++)
    {
      GVariant *value = g_ptr_array_index (self->values, i);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        vbt_query_bind_int (query, (int)i + 1, g_variant_get_int64 (value));
      else
        vbt_query_bind_string (query, (int)i + 1, g_variant_get_string (value, NULL));
    }
  return query;
}

static gboolean
has_letter (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalnum (g_utf8_get_char (word)))
      return TRUE;
  return FALSE;
}

/* One piece of what was typed: up to white space, or between quotation marks. */
static char *
next_piece (const char **words, gboolean *quoted, gboolean *closed)
{
  const char *start;
  const char *end;

  while (g_unichar_isspace (g_utf8_get_char (*words)))
    *words = g_utf8_next_char (*words);
  *quoted = **words == '"';
  start = *quoted ? *words + 1 : *words;
  end = start;
  while (*end != '\0' && (*quoted ? *end != '"' : !g_unichar_isspace (g_utf8_get_char (end))))
    end = g_utf8_next_char (end);
  *closed = *end != '\0';
  *words = *quoted && *closed ? end + 1 : end;
  return g_strndup (start, (gsize)(end - start));
}

/* Each word or phrase as a query of the full-text index; the last may be the beginning of one. */
static char **
words_to_matches (const char *words)
{
  g_autoptr (GStrvBuilder) matches = g_strv_builder_new ();
  guint n_matches = 0;

  while (n_matches < MAX_WORDS)
    {
      gboolean quoted, closed;
      g_autofree char *piece = next_piece (&words, &quoted, &closed);
      g_auto (GStrv) parts = g_strsplit (piece, "\"", -1);
      g_autofree char *escaped = g_strjoinv ("\"\"", parts);
      g_autofree char *match = g_strdup_printf ("\"%s\"%s", escaped, closed ? "" : "*");

      if (*piece == '\0' && *words == '\0')
        break;
      if (!has_letter (piece))
        continue;
      g_strv_builder_add (matches, match);
      n_matches++;
    }
  return g_strv_builder_end (matches);
}

static void
add_words (Statement *self, const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  g_auto (GStrv) matches = words_to_matches (valid);

  for (guint i = 0; matches[i] != NULL; i++)
    {
      guint n = add_value (self, g_variant_new_string (matches[i]));

      g_string_append_printf (
          self->sql,
          " AND l.number IN (SELECT rowid FROM text_search WHERE text_search MATCH ?%u"
          " UNION ALL SELECT rowid FROM name_search WHERE name_search MATCH ?%u"
          " UNION ALL SELECT x.number FROM title_search s JOIN metadata m ON m.number = s.rowid"
          " JOIN document x ON x.id = m.document WHERE title_search MATCH ?%u)",
          n, n, n);
    }
}

/* How many documents, about, a condition leaves: with few it is cheapest to sort them, with many to go through the
 * list in its order and to look at each. */
static gboolean
is_common (VbtStore *store, const char *sql, VbtId a, gint64 b)
{
  gint64 n = 0, n_documents = 0;

  return vbt_db_get_int (store->db, &n, NULL, sql, "ii", a, b)
         && vbt_db_get_int (store->db, &n_documents, NULL,
                            "SELECT n FROM tally WHERE what = 'document' AND a = 0 AND b = 0", "")
         && n > n_documents / 16;
}

static void
add_status (VbtStore *store, Statement *self, const VbtFilter *filter)
{
  guint annotator = add_value (self, g_variant_new_int64 (filter->annotator));

  if (filter->status == VBT_STATUS_NEW)
    g_string_append_printf (self->sql,
                            " AND NOT EXISTS (SELECT 1 FROM status WHERE document = l.document"
                            " AND annotator = ?%u AND status <> 0)",
                            annotator);
  else if (is_common (store, "SELECT n FROM tally WHERE what = 'status' AND a = ?1 AND b = ?2",
                      filter->annotator, filter->status))
    g_string_append_printf (self->sql,
                            " AND EXISTS (SELECT 1 FROM status WHERE document = l.document"
                            " AND annotator = ?%u AND +status = ?%u)",
                            annotator, add_value (self, g_variant_new_int64 (filter->status)));
  else
    g_string_append_printf (self->sql,
                            " AND l.number IN (SELECT x.number FROM status s JOIN document x"
                            " ON x.id = s.document WHERE s.annotator = ?%u AND s.status = ?%u)",
                            annotator, add_value (self, g_variant_new_int64 (filter->status)));
}

#define LABELS "(SELECT id FROM label WHERE kind = 0 AND name = ?%u COLLATE NOCASE)"

/* Annotations of a label, of everybody: about as many as its documents, where it is rare. */
static gboolean
is_label_common (VbtStore *store, const char *name)
{
  gint64 n = 0, n_documents = 0;

  return vbt_db_get_int (store->db, &n, NULL,
                         "SELECT sum (n) FROM tally WHERE what = 'label' AND b IN "
                         "(SELECT id FROM label WHERE kind = 0 AND name = ?1 COLLATE NOCASE)",
                         "s", name)
         && vbt_db_get_int (store->db, &n_documents, NULL,
                            "SELECT n FROM tally WHERE what = 'document' AND a = 0 AND b = 0", "")
         && n > n_documents / 16;
}

static void
add_label (VbtStore *store, Statement *self, const VbtFilter *filter)
{
  guint n = add_value (self, g_variant_new_string (filter->label));

  if (is_label_common (store, filter->label))
    g_string_append_printf (self->sql,
                            " AND EXISTS (SELECT 1 FROM annotation WHERE document = l.document"
                            " AND label IN " LABELS ")",
                            n);
  else
    g_string_append_printf (self->sql,
                            " AND l.number IN (SELECT x.number FROM annotation a JOIN document x"
                            " ON x.id = a.document WHERE a.label IN " LABELS ")",
                            n);
}

static void
add_conditions (VbtStore *store, Statement *self, const VbtFilter *filter)
{
  if (filter->words != NULL)
    add_words (self, filter->words);
  if (filter->status >= 0)
    add_status (store, self, filter);
  if (filter->has_suggestions)
    g_string_append_printf (
        self->sql,
        " AND (SELECT n FROM tally WHERE what = 'suggestion' AND a = l.document AND b = 0)"
        " > coalesce ((SELECT n FROM tally WHERE what = 'decision' AND a = ?%u"
        " AND b = l.document), 0)",
        add_value (self, g_variant_new_int64 (filter->annotator)));
  if (filter->label != NULL)
    add_label (store, self, filter);
}

/* The index that gives the order by itself; without one, and where only few rows are left, SQLite sorts. */
static void
add_order (Statement *self, const VbtFilter *filter)
{
  static const char *const orders[] = {
    [VBT_SORT_ADDED] = "",
    [VBT_SORT_TITLE] = "l.title COLLATE NOCASE%s, ",
    [VBT_SORT_PUBLISHED] = "l.published IS NULL, l.published%s, ",
    [VBT_SORT_STATUS] = "",
  };
  const char *direction = filter->descending ? " DESC" : "";

  g_string_append (self->sql, " ORDER BY ");
  if (filter->sort == VBT_SORT_STATUS)
    g_string_append_printf (self->sql,
                            "coalesce ((SELECT status FROM status WHERE document = l.document"
                            " AND annotator = ?%u), 0)%s, ",
                            add_value (self, g_variant_new_int64 (filter->annotator)), direction);
  else if (filter->sort != VBT_SORT_ADDED)
    {
      g_auto (GStrv) parts = g_strsplit (orders[filter->sort], "%s", 2);

      g_string_append_printf (self->sql, "%s%s%s", parts[0], direction, parts[1]);
    }
  g_string_append_printf (self->sql, "l.position%s, l.number%s", direction, direction);
}

/**
 * vbt_store_list_documents:
 * @self: a project
 * @filter: which, and in which order
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): the documents, `filter->limit` at the
 *   most
 */
GArray *
vbt_store_list_documents (VbtStore *self, const VbtFilter *filter, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (VbtQuery) query = NULL;
  g_auto (Statement) statement
      = { g_string_new ("SELECT l.document FROM listed l WHERE TRUE"),
          g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref) };

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);
  g_return_val_if_fail (filter != NULL && (guint)filter->sort <= VBT_SORT_STATUS, NULL);

  add_conditions (self, &statement, filter);
  add_order (&statement, filter);
  if (filter->limit > 0)
    g_string_append_printf (statement.sql, " LIMIT ?%u",
                            add_value (&statement, g_variant_new_int64 (filter->limit)));
  ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  query = start_query (self, &statement);
  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (ids, id);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&ids) : NULL;
}

/**
 * vbt_store_peek_documents:
 * @self: a project
 * @filter: which, and in which order, and how many at the most
 * @patience: in microseconds
 * @error: return location for an error
 *
 * Like vbt_store_list_documents(), for somebody who waits: gives up when it takes too long.
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): the documents, or %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
GArray *
vbt_store_peek_documents (VbtStore *self, const VbtFilter *filter, gint64 patience, GError **error)
{
  GArray *documents;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  vbt_db_set_patience (self->db, patience);
  documents = vbt_store_list_documents (self, filter, error);
  vbt_db_set_patience (self->db, 0);
  return documents;
}

static gboolean
parse_key (const char *key, const char *value, VbtFilter *filter, GError **error)
{
  VbtStatus status;

  if (g_str_equal (key, "status"))
    {
      if (vbt_status_from_string (value, &status))
        filter->status = (int)status;
      else
        g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                     _ ("There is no status “%s”: it is new, in-progress, done or locked"), value);
      return filter->status >= 0;
    }
  if (g_str_equal (key, "has"))
    {
      filter->has_suggestions = g_str_equal (value, "suggestions");
      if (!filter->has_suggestions)
        g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                     _ ("“has:%s” is not known: write has:suggestions"), value);
      return filter->has_suggestions;
    }
  if (g_str_equal (key, "label") && *value != '\0')
    {
      /* The filter only borrows, and names of labels are few. */
      filter->label = g_intern_string (value);
      return TRUE;
    }
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("“%s:%s” is not known: there are status:, label: and has:suggestions. Put words "
                  "with a colon between quotation marks"),
               key, value);
  return FALSE;
}

/* "label:Quote", or label:"Two words", of which the part between quotation marks is a piece of its own. */
static gboolean
parse_condition (const char *piece, const char *colon, const char **rest, VbtFilter *filter,
                 GError **error)
{
  g_autofree char *key = g_ascii_strdown (piece, colon - piece);
  g_autofree char *value = NULL;
  gboolean quoted, closed;

  if (colon[1] != '"')
    return parse_key (key, colon + 1, filter, error);
  *rest -= strlen (colon + 1);
  value = next_piece (rest, &quoted, &closed);
  return parse_key (key, value, filter, error);
}

/**
 * vbt_filter_parse:
 * @query: what a person typed, such as `status:done label:Quote has:suggestions "two words" word`
 * @filter: (out caller-allocates): what it means; its annotator and order are left as they are
 * @words: (out) (transfer full) (nullable): what @filter's words are in, to be kept as long as it
 * @error: return location for an error
 *
 * Returns: whether it can be understood
 */
gboolean
vbt_filter_parse (const char *query, VbtFilter *filter, char **words, GError **error)
{
  g_autoptr (GString) plain = NULL;
  g_autofree char *valid = NULL;
  const char *rest;

  g_return_val_if_fail (query != NULL && filter != NULL && words != NULL, FALSE);

  *words = NULL;
  filter->words = NULL;
  filter->status = -1;
  filter->has_suggestions = FALSE;
  filter->label = NULL;
  plain = g_string_new (NULL);
  valid = g_utf8_make_valid (query, -1);
  for (rest = valid; *rest != '\0';)
    {
      gboolean quoted, closed;
      g_autofree char *piece = next_piece (&rest, &quoted, &closed);
      const char *colon = quoted ? NULL : strchr (piece, ':');

      if (colon != NULL && !parse_condition (piece, colon, &rest, filter, error))
        return FALSE;
      if (colon == NULL && *piece != '\0')
        g_string_append_printf (plain, quoted ? "\"%s%s " : "%s%s%s", piece,
                                quoted ? (closed ? "\"" : "") : "", closed ? " " : "");
    }
  if (plain->len > 0)
    filter->words = *words = g_string_free (g_steal_pointer (&plain), FALSE);
  return TRUE;
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

#define MOST_MENTIONED                                                                             \
  "SELECT t.a FROM tally t WHERE t.what = 'mention' AND t.n > 0 ORDER BY t.n DESC LIMIT ?2"
#define NAMED                                                                                      \
  "SELECT e.id FROM (SELECT rowid AS id FROM entity_search WHERE entity_search MATCH ?1"           \
  " UNION SELECT a.entity FROM alias_search s JOIN alias a ON a.number = s.rowid"                  \
  " WHERE alias_search MATCH ?1) e"                                                                \
  " LEFT JOIN tally t ON t.what = 'mention' AND t.a = e.id AND t.b = 0"                            \
  " JOIN entity n ON n.id = e.id ORDER BY coalesce (t.n, 0) DESC, n.name, e.id LIMIT ?2"

/**
 * vbt_store_search_entities:
 * @self: a project
 * @text: words of a name or of an alias, without regard to case and accents; the last may be a
 *   beginning. Without a word, all entities that are mentioned
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtEntity): entities, the most mentioned first
 */
GPtrArray *
vbt_store_search_entities (VbtStore *self, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entities = NULL;
  g_autoptr (VbtQuery) query = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *match = NULL;
  g_auto (GStrv) matches = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  matches = words_to_matches (valid);
  match = g_strjoinv (" ", matches);
  entities = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_entity_free);
  query = vbt_db_query (self->db, *match == '\0' ? MOST_MENTIONED : NAMED, "si", match,
                        (gint64)limit);
  while (vbt_query_next (query))
    {
      VbtEntity *entity = vbt_store_load_entity (self, vbt_query_get_int (query, 0));

      if (entity != NULL)
        g_ptr_array_add (entities, entity);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&entities) : NULL;
}

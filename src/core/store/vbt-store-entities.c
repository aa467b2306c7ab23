/* vbt-store-entities.c: reading the register of entities, and moving mentions in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-entities.h"
#include "vbt-store-private.h"

/**
 * vbt_mention_free:
 * @self: (transfer full): a mention
 */
void
vbt_mention_free (VbtMention *self)
{
  g_free (self->title);
  g_free (self->before);
  g_free (self->text);
  g_free (self->after);
  g_free (self);
}

/**
 * vbt_store_list_mentions:
 * @self: a project
 * @entity: whose mentions
 * @after: the annotation of the last one that is known, or 0
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Lists the spans that refer to an entity, by everybody, a page at a time; those of documents in the trash
 * are left out.
 *
 * Returns: (transfer full) (nullable) (element-type VbtMention): the next ones
 */
GPtrArray *
vbt_store_list_mentions (VbtStore *self, VbtId entity, VbtId after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) mentions
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_mention_free);
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (
      self->db,
      "SELECT a.id, d.id, coalesce ((SELECT value FROM metadata WHERE document = d.id AND key = "
      "'title'), d.name),"
      " substr (t.text, max (1, a.start + 1 - ?4), min (a.start, ?4)),"
      " substr (t.text, a.start + 1, a.end_ - a.start), substr (t.text, a.end_ + 1, ?4)"
      " FROM mention m CROSS JOIN annotation a ON a.id = m.annotation"
      " CROSS JOIN document d ON d.id = a.document AND d.trashed IS NULL"
      " CROSS JOIN document_text t ON t.number = d.number"
      " WHERE m.entity = ?1 AND m.annotation > ?2 AND a.start IS NOT NULL"
      " ORDER BY m.annotation LIMIT ?3",
      "iiii", entity, after, (gint64)limit, (gint64)VBT_MENTION_CONTEXT);
  while (vbt_query_next (query))
    {
      VbtMention *mention = g_new0 (VbtMention, 1);

      mention->annotation = vbt_query_get_int (query, 0);
      mention->document = vbt_query_get_int (query, 1);
      mention->title = vbt_query_dup_string (query, 2);
      mention->before = vbt_query_dup_string (query, 3);
      mention->text = vbt_query_dup_string (query, 4);
      mention->after = vbt_query_dup_string (query, 5);
      g_ptr_array_add (mentions, mention);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&mentions) : NULL;
}

/**
 * vbt_store_count_mentions:
 * @self: a project
 * @entity: whose mentions
 * @n_mentions: (out): how many spans refer to it, in documents that are not in the trash
 * @error: return location for an error
 *
 * Returns: whether they could be counted, which costs the same for any number
 */
gboolean
vbt_store_count_mentions (VbtStore *self, VbtId entity, guint64 *n_mentions, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && n_mentions != NULL, FALSE);

  if (!vbt_db_get_int (self->db, &n, error,
                       "SELECT coalesce ((SELECT n FROM tally WHERE what = 'mention' AND a = ?1 "
                       "AND b = 0), 0)",
                       "i", entity))
    return FALSE;
  *n_mentions = (guint64)n;
  return TRUE;
}

/**
 * vbt_store_count_quotes:
 * @self: a project
 * @entity: who says them
 * @me: whose annotations count, with the suggestions that are open
 * @n_quotes: (out): how many quotes there are by the entity
 * @error: return location for an error
 *
 * Returns: whether they could be counted, which costs the same for any number
 */
gboolean
vbt_store_count_quotes (VbtStore *self, VbtId entity, VbtId me, guint64 *n_quotes, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && n_quotes != NULL, FALSE);

  if (!vbt_db_get_int (self->db, &n, error,
                       "SELECT coalesce ((SELECT sum (t.n) FROM annotator k JOIN tally t"
                       " ON t.what = 'speaker' AND t.a = k.id AND t.b = ?1"
                       " WHERE k.kind IN (1, 2) OR k.id = ?2), 0)"
                       " - coalesce ((SELECT n FROM tally WHERE what = 'speaker' AND a = -?2"
                       " AND b = ?1), 0)",
                       "ii", entity, me))
    return FALSE;
  *n_quotes = (guint64)MAX (n, 0);
  return TRUE;
}

/**
 * vbt_store_count_mentioning:
 * @self: a project
 * @entity: who is mentioned
 * @n_documents: (out): in how many documents that are not in the trash
 * @error: return location for an error
 *
 * Takes as long as there are mentions: for a thread.
 *
 * Returns: whether they could be counted
 */
gboolean
vbt_store_count_mentioning (VbtStore *self, VbtId entity, guint64 *n_documents, GError **error)
{
  gint64 n = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && n_documents != NULL, FALSE);

  if (!vbt_db_get_int (
          self->db, &n, error,
          "SELECT count (DISTINCT a.document) FROM mention m"
          " JOIN annotation a ON a.id = m.annotation JOIN document d ON d.id = a.document"
          " WHERE m.entity = ?1 AND d.trashed IS NULL",
          "i", entity))
    return FALSE;
  *n_documents = (guint64)n;
  return TRUE;
}

/**
 * vbt_store_list_entities:
 * @self: a project
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): all entities by name; a scan of the register
 */
GArray *
vbt_store_list_entities (VbtStore *self, GError **error)
{
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_autoptr (VbtQuery) query = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);

  query = vbt_db_query (self->db, "SELECT id FROM entity ORDER BY name, kind, id", "");
  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (entities, id);
    }
  return vbt_query_finish (query, error) ? g_steal_pointer (&entities) : NULL;
}

/* Two statements, so that each is read in the order of an index. */
#define MENTIONED                                                                                  \
  "SELECT t.a FROM tally t WHERE t.what = 'mention' AND t.n > 0 ORDER BY t.n DESC LIMIT ?1"
#define UNMENTIONED                                                                                \
  "SELECT e.id FROM entity e WHERE NOT EXISTS (SELECT 1 FROM tally t WHERE t.what = 'mention'"     \
  " AND t.a = e.id AND t.b = 0 AND t.n > 0) ORDER BY e.name, e.kind, e.id LIMIT ?1"
#define NAMED                                                                                      \
  "SELECT e.id FROM (SELECT rowid AS id FROM entity_search WHERE entity_search MATCH ?2"           \
  " UNION SELECT a.entity FROM alias_search s JOIN alias a ON a.number = s.rowid"                  \
  " WHERE alias_search MATCH ?2) e"                                                                \
  " LEFT JOIN tally t ON t.what = 'mention' AND t.a = e.id AND t.b = 0"                            \
  " JOIN entity n ON n.id = e.id ORDER BY coalesce (t.n, 0) DESC, n.name, e.id LIMIT ?1"

static gboolean
add_found (VbtQuery *query, GArray *entities, GError **error)
{
  while (vbt_query_next (query))
    {
      VbtId id = vbt_query_get_int (query, 0);

      g_array_append_val (entities, id);
    }
  return vbt_query_finish (query, error);
}

/**
 * vbt_store_find_entities:
 * @self: a project
 * @text: words of a name or of an alias, without regard to case and accents; the last may be a
 *   beginning. Without a word, all entities
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtId): entities, the most mentioned first
 */
GArray *
vbt_store_find_entities (VbtStore *self, const char *text, guint limit, GError **error)
{
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (VbtId));
  g_auto (GStrv) matches = NULL;
  g_autofree char *match = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL && text != NULL, NULL);

  matches = vbt_filter_split_words (text);
  match = g_strjoinv (" ", matches);
  if (*match != '\0')
    {
      g_autoptr (VbtQuery) named = vbt_db_query (self->db, NAMED, "is", (gint64)limit, match);

      return add_found (named, entities, error) ? g_steal_pointer (&entities) : NULL;
    }
  for (guint i = 0; i < 2 && entities->len < limit; i++)
    {
      g_autoptr (VbtQuery) query = vbt_db_query (self->db, i == 0 ? MENTIONED : UNMENTIONED, "i",
                                                 (gint64)(limit - entities->len));

      if (!add_found (query, entities, error))
        return NULL;
    }
  return g_steal_pointer (&entities);
}

/**
 * vbt_store_search_entities:
 * @self: a project
 * @text: as in vbt_store_find_entities()
 * @limit: how many at the most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type VbtEntity): what vbt_store_find_entities() finds
 */
GPtrArray *
vbt_store_search_entities (VbtStore *self, const char *text, guint limit, GError **error)
{
  g_autoptr (GArray) ids = vbt_store_find_entities (self, text, limit, error);
  GPtrArray *entities;

  if (ids == NULL)
    return NULL;
  entities = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_entity_free);
  for (guint i = 0; i < ids->len; i++)
    {
      VbtEntity *entity = vbt_store_load_entity (self, g_array_index (ids, VbtId, i));

      if (entity != NULL)
        g_ptr_array_add (entities, entity);
    }
  return entities;
}

/* Inserted and deleted, not updated: the counts of mentions are kept by triggers on these two. */
static gboolean
move_mention (VbtStore *self, VbtId from, VbtId to, VbtId annotation, GError **error)
{
  return vbt_db_run (self->db, error,
                     "INSERT INTO mention SELECT annotation, ?2, position FROM mention "
                     "WHERE annotation = ?3 AND entity = ?1 ON CONFLICT DO NOTHING",
                     "iii", from, to, annotation)
         && vbt_db_run (self->db, error,
                        "DELETE FROM mention WHERE annotation = ?1 AND entity = ?2", "ii",
                        annotation, from);
}

static gboolean
move_all_mentions (VbtStore *self, VbtId from, VbtId to, GError **error)
{
  return vbt_db_run (self->db, error,
                     "INSERT INTO mention SELECT annotation, ?2, position FROM mention "
                     "WHERE entity = ?1 ON CONFLICT DO NOTHING",
                     "ii", from, to)
         && vbt_db_run (self->db, error, "DELETE FROM mention WHERE entity = ?1", "i", from);
}

/**
 * vbt_store_move_mentions:
 * @self: a project with an act begun
 * @from: the entity that they refer to
 * @to: the one that they shall refer to
 * @annotations: (nullable) (element-type VbtId): which of them; NULL: all
 * @error: return location for an error
 *
 * Makes spans refer to another entity. A span that refers to both already refers to @to once.
 *
 * Returns: whether they were moved
 */
gboolean
vbt_store_move_mentions (VbtStore *self, VbtId from, VbtId to, const GArray *annotations,
                         GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self) && vbt_store_is_writing (self), FALSE);

  if (annotations == NULL)
    return move_all_mentions (self, from, to, error);
  for (guint i = 0; i < annotations->len; i++)
    if (!move_mention (self, from, to, g_array_index (annotations, VbtId, i), error))
      return FALSE;
  return TRUE;
}

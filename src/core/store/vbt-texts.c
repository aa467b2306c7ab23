/* vbt-texts.c: which documents of a project have a text that comes again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/vbt-texts.h"

#include "store/vbt-store-private.h"

/* The documents of a project have the sums of their texts, but no index of them: only an import that adds to what is
 * there asks for it, and makes one for itself. */
static const char begin[] = "DROP TABLE IF EXISTS temp.same_text;"
                            "CREATE TEMP TABLE same_text (number INTEGER PRIMARY KEY,"
                            " sum TEXT NOT NULL, document INTEGER NOT NULL,"
                            " made INTEGER NOT NULL, met INTEGER NOT NULL);"
                            "INSERT INTO temp.same_text (sum, document, made, met)"
                            " SELECT sha256, id, 0, 0 FROM main.document WHERE trashed IS NULL"
                            " ORDER BY number;"
                            "CREATE INDEX temp.same_text_sum ON same_text (sum);"
                            "CREATE INDEX temp.same_text_made ON same_text (made)";

/**
 * vbt_store_begin_texts:
 * @self: a project
 * @error: return location for an error
 *
 * Gets ready to find documents by their text, as they are now.
 *
 * Returns: whether the project could be read
 */
gboolean
vbt_store_begin_texts (VbtStore *self, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  return vbt_db_exec (self->db, begin, error);
}

/**
 * vbt_store_match_text:
 * @self: a project, after vbt_store_begin_texts()
 * @text: a text
 * @file: the number of the file that it comes from, from 1
 * @document: (out): the first document with this text that was there before the file, and that it did not meet yet; 0:
 *   there is none
 * @is_first: (out): whether no file met it before
 * @error: return location for an error
 *
 * Returns: whether that could be found out
 */
gboolean
vbt_store_match_text (VbtStore *self, const VbtText *text, guint file, VbtId *document,
                      gboolean *is_first, GError **error)
{
  g_autofree char *sum = NULL;
  gint64 number = 0;
  gint64 met = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && text != NULL, FALSE);
  g_return_val_if_fail (document != NULL && is_first != NULL, FALSE);

  *document = 0;
  sum = vbt_text_sha256 (text);
  if (!vbt_db_get_int (self->db, &number, error,
                       "SELECT coalesce (min (number), 0) FROM temp.same_text"
                       " WHERE sum = ?1 AND made < ?2 AND met < ?2",
                       "su", sum, file))
    return FALSE;
  if (number != 0
      && !vbt_db_get_int (self->db, &met, error, "SELECT met FROM temp.same_text WHERE number = ?1",
                          "i", number))
    return FALSE;
  *is_first = met == 0;
  return number == 0
         || (vbt_db_run (self->db, error, "UPDATE temp.same_text SET met = ?2 WHERE number = ?1",
                         "iu", number, file)
             && vbt_db_get_int (self->db, document, error,
                                "SELECT document FROM temp.same_text WHERE number = ?1", "i",
                                number));
}

/**
 * vbt_store_note_text:
 * @self: a project, after vbt_store_begin_texts()
 * @document: a document that is new
 * @file: the number of the file that it comes from
 * @error: return location for an error
 *
 * Returns: whether files behind that one will meet it
 */
gboolean
vbt_store_note_text (VbtStore *self, const VbtDocument *document, guint file, GError **error)
{
  g_autofree char *sum = NULL;

  g_return_val_if_fail (VBT_IS_STORE (self) && document != NULL, FALSE);

  sum = vbt_text_sha256 (document->text);
  return vbt_db_run (self->db, error,
                     "INSERT INTO temp.same_text (sum, document, made, met) VALUES (?1, ?2, ?3, 0)",
                     "siu", sum, document->id, file);
}

/**
 * vbt_store_forget_texts:
 * @self: a project, after vbt_store_begin_texts()
 * @file: the number of a file of which nothing was taken
 * @error: return location for an error
 *
 * Returns: whether nobody will meet its documents any more
 */
gboolean
vbt_store_forget_texts (VbtStore *self, guint file, GError **error)
{
  g_return_val_if_fail (VBT_IS_STORE (self), FALSE);

  return vbt_db_run (self->db, error, "DELETE FROM temp.same_text WHERE made = ?1", "u", file);
}

/**
 * vbt_store_end_texts:
 * @self: a project
 *
 * Gives back what vbt_store_begin_texts() took.
 */
void
vbt_store_end_texts (VbtStore *self)
{
  g_return_if_fail (VBT_IS_STORE (self));

  vbt_db_exec (self->db, "DROP TABLE IF EXISTS temp.same_text", NULL);
}

/**
 * vbt_store_find_named:
 * @self: a project
 * @name: the name of a document
 *
 * Returns: the only document of this name that is not in the trash; 0 where there is none, or there are several
 */
VbtId
vbt_store_find_named (VbtStore *self, const char *name)
{
  VbtId id = 0;

  g_return_val_if_fail (VBT_IS_STORE (self) && name != NULL, 0);

  vbt_db_get_int (self->db, &id, NULL,
                  "SELECT CASE count (*) WHEN 1 THEN max (id) ELSE 0 END FROM document"
                  " WHERE name = ?1 AND trashed IS NULL",
                  "s", name);
  return id;
}

/* old-project.c: makes a project of the first version, which has to be brought up to today's when it is opened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "store/vbt-db.h"
#include "store/vbt-migrate.h"

/* A schema of one label, a person, and articles with a title, three annotations and a status each. */
#define START                                                                                      \
  "INSERT INTO schema VALUES (1, 'Names', 1);"                                                     \
  "INSERT INTO label VALUES (1, 0, 'Person', '1', NULL, NULL, 0, -1, 0);"                          \
  "INSERT INTO annotator VALUES (1, 0, 'Ada', NULL)"

static const char *const article[] = {
  "INSERT INTO document VALUES (?1, ?1, printf ('article-%05d.txt', ?1), ?1, length (?2), ?3, 0, "
  "NULL, NULL)",
  "INSERT INTO document_text SELECT ?1, ?2, NULL, NULL WHERE ?3 <> ''",
  "INSERT INTO metadata SELECT ?1, ?1, 'title', substr (?2, 1, 40), 0 WHERE ?3 <> ''",
  "INSERT INTO annotation SELECT ?1 * 10 + value, ?1, 1, 1, 0, value * 20, value * 20 + 5, NULL, "
  "NULL, NULL, NULL, NULL, NULL, 0, 0, NULL FROM json_each ('[1, 2, 3]') WHERE ?2 <> ?3",
  "INSERT INTO status SELECT ?1, 1, ?1 % 4 WHERE ?2 <> ?3",
};

static gboolean
add_article (VbtDb *db, gint64 number, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sum = NULL;

  g_string_printf (text, "Article %" G_GINT64_FORMAT ".", number);
  while (text->len < 1000)
    g_string_append_printf (text, " Words and word%" G_GSIZE_FORMAT ".", text->len);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
  for (guint i = 0; i < G_N_ELEMENTS (article); i++)
    if (!vbt_db_run (db, error, article[i], "iss", number, text->str, sum))
      return FALSE;
  return TRUE;
}

static gboolean
fill (VbtDb *db, gint64 n_documents, GError **error)
{
  if (!vbt_db_exec (db, START, error))
    return FALSE;
  for (gint64 number = 1; number <= n_documents; number++)
    if (!add_article (db, number, error))
      return FALSE;
  return vbt_db_exec (db, "COMMIT", error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) scripts = vbt_migrate_get_scripts ();
  const char *first[] = { scripts[0], NULL };
  VbtDb *db = argc == 3 ? vbt_db_open (argv[1], VBT_DB_CREATE, &error) : NULL;
  gboolean success = db != NULL && vbt_migrate_create (db, first, &error)
                     && fill (db, atoi (argv[2]), &error) && vbt_db_close (db, &error);

  if (success)
    return 0;
  g_printerr ("old-project: %s\n", error != NULL ? error->message : "usage: PROJECT N");
  return 1;
}

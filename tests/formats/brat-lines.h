/* brat-lines.h: an .ann file as a set of lines in which ids do not matter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

/* Independent of the reader that is tested: it knows no model, and drops nothing. */

static inline char *
brat_without_space (const char *text)
{
  GString *result = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (result, *text);
  return g_string_free (result, FALSE);
}

static inline int
brat_compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static inline char *
brat_join_sorted (GPtrArray *strings, const char *separator)
{
  g_ptr_array_sort (strings, brat_compare_strings);
  g_ptr_array_add (strings, NULL);
  return g_strjoinv (separator, (char **)strings->pdata);
}

static inline char *brat_describe (GHashTable *bodies, const char *word, int depth);

/* "Label:T3 Role:T1" with every id replaced by what it stands for. */
static inline char *
brat_describe_words (GHashTable *bodies, const char *words, int depth, gboolean sorted)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; split[i] != NULL; i++)
    if (split[i][0] != '\0')
      g_ptr_array_add (parts, brat_describe (bodies, split[i], depth));
  if (sorted)
    return brat_join_sorted (parts, " ");
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **)parts->pdata);
}

static inline char *
brat_describe (GHashTable *bodies, const char *word, int depth)
{
  const char *colon = strrchr (word, ':');
  const char *id = colon != NULL ? colon + 1 : word;
  const char *body = g_hash_table_lookup (bodies, id);
  g_autofree char *inner = NULL;

  if (body == NULL)
    return g_strdup (word);
  if (id[0] == 'T' || depth == 0)
    inner = id[0] == 'T' ? g_strdup (body) : g_strdup ("…");
  else
    inner = brat_describe_words (bodies, body, depth - 1, TRUE);
  return g_strdup_printf ("%.*s:(%s)", (int)(id - word), word, inner);
}

static inline char *
brat_describe_line (GHashTable *bodies, GStrv fields)
{
  g_autofree char *text = fields[2] != NULL ? brat_without_space (fields[2]) : g_strdup ("");
  char kind = fields[0][0] == 'M' ? 'A' : fields[0][0];
  g_autofree char *body = g_strdup (fields[1]);
  g_autofree char *words = NULL;

  g_strchomp (body);
  if (kind == 'T')
    return g_strdup_printf ("T %s %s", body, text);
  words = brat_describe_words (bodies, body, 4, strchr ("ER*", kind) != NULL);
  return g_strdup_printf ("%c %s %s", kind, words, text);
}

/* (transfer full): the lines, sorted, joined by LF. */
static inline char *
brat_normalize (const char *ann)
{
  g_autoptr (GHashTable) bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) split = NULL;

  if (g_str_has_prefix (ann, "\xef\xbb\xbf"))
    ann += 3;
  split = g_strsplit (ann, "\n", -1);
  for (guint i = 0; split[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (g_strchomp (split[i]), "\t", 3);

      if (fields[0] != NULL && fields[1] != NULL && strchr ("TER", fields[0][0]) != NULL)
        g_hash_table_insert (bodies, g_strdup (fields[0]), g_strdup (fields[1]));
    }
  for (guint i = 0; split[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (split[i], "\t", 3);

      if (fields[0] != NULL && fields[0][0] != '\0' && fields[1] != NULL)
        g_ptr_array_add (lines, brat_describe_line (bodies, fields));
    }
  return brat_join_sorted (lines, "\n");
}

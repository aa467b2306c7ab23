/* article-table.c: what was measured of the article, beside what is wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "article-table.h"

#include <string.h>

/** Figure: a column of the table at the end. */
static const struct
{
  const char *case_name;
  const char *title;
  const char *key; /* of the one that is wanted */
} figures[] = {
  { "first-frame", "first frame", "median" },
  { "add-span", "add a span", "median" },
  { "page-down", "page down", "p95" },
  { "jump", "jump", "median" },
  { "memory", "memory", "value" },
};

/* Its first lines. */
GString *
article_table_new (void)
{
  GString *table = g_string_new ("| document |");

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    g_string_append_printf (table, " %s (wanted: %s) |", figures[i].title, figures[i].key);
  g_string_append (table, "\n| --- | --- | --- | --- | --- | --- |\n");
  return table;
}

/* What the line of @output that is about a case and has @key says; -1 where none does. */
static double
find_figure (const char *output, const ArticleCase *c, const char *name, const char *key)
{
  g_autofree char *begin = g_strdup_printf ("\"case\": \"%s/%s\"", c->name, name);
  g_autofree char *member = g_strdup_printf ("\"%s\": ", key);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *at = strstr (lines[i], begin) != NULL ? strstr (lines[i], member) : NULL;

      if (at != NULL)
        return g_ascii_strtod (at + strlen (member), NULL);
    }
  return -1;
}

/* Medians and p95, and what is wanted of which; two asterisks where it is not so. */
void
article_table_append (GString *table, const ArticleCase *c, const char *output)
{
  g_string_append_printf (table, "| %s |", c->name);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      double median = find_figure (output, c, figures[i].case_name, "median");
      double p95 = find_figure (output, c, figures[i].case_name, "p95");
      double value = find_figure (output, c, figures[i].case_name, figures[i].key);

      if (median >= 0)
        g_string_append_printf (table, " %.0f / %.0f", median, p95);
      else
        g_string_append_printf (table, " %.0f", value);
      g_string_append_printf (table, " (≤ %d%s) |", c->wanted[i],
                              value > c->wanted[i] + 0.5 ? " **" : "");
    }
  g_string_append_c (table, '\n');
}

/* vbt-guideline.c: the Markdown of a guideline as it is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-guideline.h"

#include <string.h>

/* What is read of Markdown: what guidelines consist of. All else stays as it was typed. */
static const struct
{
  const char *mark;
  const char *tag;
} spans[] = { { "**", "b" }, { "*", "i" }, { "`", "tt" } };

static void
append_text (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize)length);

  g_string_append (markup, escaped);
}

/* Where the mark is closed, if it may open here; an asterisk between spaces is one. */
static const char *
find_close (const char *at, const char *mark)
{
  gsize length = strlen (mark);
  const char *close;

  if (strncmp (at, mark, length) != 0 || at[length] == '\0' || at[length] == mark[0]
      || g_ascii_isspace (at[length]))
    return NULL;
  close = strstr (at + length + 1, mark);
  return close != NULL && !g_ascii_isspace (close[-1]) ? close : NULL;
}

static void
append_line (GString *markup, const char *line)
{
  const char *start = line;

  for (const char *at = line; *at != '\0';)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (spans) && !found; i++)
        {
          const char *close = find_close (at, spans[i].mark);
          gsize length = strlen (spans[i].mark);

          if (close == NULL)
            continue;
          append_text (markup, start, (gsize)(at - start));
          g_string_append_printf (markup, "<%s>", spans[i].tag);
          append_text (markup, at + length, (gsize)(close - at) - length);
          g_string_append_printf (markup, "</%s>", spans[i].tag);
          start = at = close + length;
          found = TRUE;
        }
      at = found ? at : g_utf8_next_char (at);
    }
  append_text (markup, start, strlen (start));
}

/**
 * vbt_guideline_to_markup:
 * @markdown: the guideline of a label
 *
 * Reads emphasis, code, headings and lists.
 *
 * Returns: (transfer full): the same in Pango's markup
 */
char *
vbt_guideline_to_markup (const char *markdown)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) markup = g_string_new (NULL);

  g_return_val_if_fail (markdown != NULL, NULL);

  lines = g_strsplit (markdown, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];
      gboolean is_heading = *line == '#';

      if (i > 0)
        g_string_append_c (markup, '\n');
      if (is_heading)
        line += strspn (line, "# ");
      else if (g_str_has_prefix (line, "- ") || g_str_has_prefix (line, "* "))
        {
          g_string_append (markup, "• ");
          line += 2;
        }
      g_string_append (markup, is_heading ? "<b>" : "");
      append_line (markup, line);
      g_string_append (markup, is_heading ? "</b>" : "");
    }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

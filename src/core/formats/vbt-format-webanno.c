/* vbt-format-webanno.c: WebAnno TSV 3.x: how its cells are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-webanno.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How its parts become ours:
 *
 * - A layer is a label, its features are attributes of the kind text. The dialect “prefix=webanno.custom.”
 *   takes this off the names of layers, and puts it before them when they are written.
 * - A relation goes from its source to the annotation of its row. A slot is a relation whose label is the
 *   role. The links of a chain are spans that refer to one entity.
 * - Offsets count UTF-16. The text is that of the sentences; between them there are line ends and spaces.
 *
 * Relations are written as slots, because a layer of relations only joins spans of one layer. */

static const char *const extensions[] = { "tsv", NULL };

static int
webanno_probe (const char *name, const guint8 *head, gsize n_head)
{
  static const char first[] = "#FORMAT=WebAnno TSV";
  gsize n_bom = n_head >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  return n_head >= n_bom + strlen (first) && memcmp (head + n_bom, first, strlen (first)) == 0 ? 99
                                                                                               : 0;
}

static void
item_free (gpointer data)
{
  WebannoItem *item = data;

  g_free (item->value);
  g_free (item->id);
  g_free (item);
}

static char
unescape (char c)
{
  static const char names[] = "tnrfb", characters[] = "\t\n\r\f\b";
  const char *found = strchr (names, c);

  return found != NULL && c != '\0' ? characters[found - names] : c;
}

/* Takes the escapes out of a text, which gets shorter by them. */
void
vbt_webanno_unescape_text (char *text)
{
  char *from = strchrnul (text, '\\');
  char *to = from;

  while (*from != '\0')
    if (from[0] == '\\' && from[1] == '-' && from[2] == '>')
      {
        *to++ = '-';
        *to++ = '>';
        from += 3;
      }
    else if (from[0] == '\\' && from[1] != '\0')
      {
        *to++ = unescape (from[1]);
        from += 2;
      }
    else
      *to++ = *from++;
  *to = '\0';
}

/* "value[3]": the brackets count only where they are not escaped. */
static WebannoItem *
parse_item (const char *string, gsize length, gboolean *is_odd)
{
  WebannoItem *item = g_new0 (WebannoItem, 1);
  gssize open = -1, close = -1;
  gsize n_value = length;
  guint n_brackets = 0;

  for (gsize i = 0; i < length; i++)
    if (string[i] == '\\')
      i++;
    else if (string[i] == '[' || string[i] == ']')
      {
        n_brackets++;
        *(string[i] == '[' ? &open : &close) = (gssize)i;
      }
  if (n_brackets == 2 && open >= 0 && close == (gssize)length - 1 && open < close)
    {
      n_value = (gsize)open;
      item->id = g_strndup (string + open + 1, (gsize)(close - open - 1));
      *is_odd |= strlen (item->id) > 9 && strchr (item->id, '_') == NULL;
    }
  else
    *is_odd |= n_brackets > 0;
  if (n_value != 1 || string[0] != '*')
    {
      item->value = g_strndup (string, n_value);
      vbt_webanno_unescape_text (item->value);
    }
  return item;
}

/* (transfer full): what is stacked in a cell; of "_" nothing. */
GPtrArray *
vbt_webanno_parse_cell (const char *cell, char separator, gboolean *is_odd)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  const char *start = cell;

  if (g_str_equal (cell, "_"))
    return items;
  for (const char *c = cell;; c++)
    {
      if (*c == '\\' && c[1] != '\0')
        c++;
      else if (*c == separator || *c == '\0')
        {
          g_ptr_array_add (items, parse_item (start, (gsize)(c - start), is_odd));
          start = c + 1;
        }
      if (*c == '\0')
        return items;
    }
}

void
vbt_webanno_append_escaped (GString *cell, const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    {
      if (strncmp (c, "->", 2) == 0)
        {
          g_string_append (cell, "\\->");
          c++;
        }
      else if (*c == '\t' || *c == '\n' || *c == '\r')
        g_string_append (cell, *c == '\t' ? "\\t" : *c == '\n' ? "\\n" : "\\r");
      else
        {
          if (strchr ("\\[]|_;*", *c) != NULL)
            g_string_append_c (cell, '\\');
          g_string_append_c (cell, *c);
        }
    }
}

void
vbt_webanno_append_text (GString *line, const char *text, gsize length)
{
  static const char names[] = "tnrfb\\", characters[] = "\t\n\r\f\b\\";
  const char *end = text + length;

  while (text < end)
    {
      gsize n_plain = 0;
      const char *found;

      while (text + n_plain < end && (guchar)text[n_plain] >= 0x20 && text[n_plain] != '\\')
        n_plain++;
      g_string_append_len (line, text, (gssize)n_plain);
      text += n_plain;
      if (text == end)
        break;
      found = strchr (characters, *text);
      if (found != NULL)
        g_string_append_c (line, '\\');
      g_string_append_c (line, found != NULL ? names[found - characters] : *text);
      text++;
    }
}

static gboolean
webanno_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static const VbtDialectKey dialect[] = {
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_webanno = {
  .name = "webanno",
  .title = N_ ("WebAnno TSV 3"),
  .description = N_ ("Tokens and layers in columns, as WebAnno and INCEpTION have them"),
  .extensions = extensions,
  .mime = "text/x-webanno-tsv",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_FOLDER | VBT_FORMAT_TOKENS,
  .dialect = dialect,
  .probe = webanno_probe,
  .read = vbt_webanno_read,
  .begin = webanno_begin,
  .write = vbt_webanno_write,
  .end = webanno_begin,
  .losses = vbt_webanno_losses,
};

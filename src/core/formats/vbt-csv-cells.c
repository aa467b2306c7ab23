/* vbt-csv-cells.c: what is in the cells of a table of annotations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/vbt-csv-annotations.h"

#include <string.h>

/**
 * vbt_csv_parse_offset:
 * @cell: "12"
 * @offset: (out): the number, in whatever it counts
 *
 * Returns: whether it is one
 */
gboolean
vbt_csv_parse_offset (const char *cell, VbtOffset *offset)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (cell, 10, 0, G_MAXINT32, &number, NULL))
    return FALSE;
  *offset = (VbtOffset)number;
  return TRUE;
}

/* At most nine digits, which every offset has; blanks around them do no harm. */
static gboolean
read_number (const char **at, VbtOffset *number)
{
  guint n_digits = 0;

  *at += strspn (*at, " ");
  *number = 0;
  for (; g_ascii_isdigit (**at) && n_digits < 9; n_digits++)
    *number = *number * 10 + (*(*at)++ - '0');
  *at += strspn (*at, " ");
  return n_digits > 0;
}

/**
 * vbt_csv_parse_fragments:
 * @cell: "0-5;9-12"
 *
 * Returns: (transfer full) (nullable) (element-type VbtRange): the ranges; %NULL where the cell is anything else
 */
GArray *
vbt_csv_parse_fragments (const char *cell)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  const char *at = cell;

  for (;;)
    {
      VbtRange range;

      if (!read_number (&at, &range.start) || *at++ != '-' || !read_number (&at, &range.end))
        return NULL;
      g_array_append_val (ranges, range);
      if (*at == '\0')
        return g_steal_pointer (&ranges);
      if (*at++ != ';')
        return NULL;
    }
}

static void
append_item (GString *cell, const char *item)
{
  for (const char *c = item; *c != '\0'; c++)
    {
      if (*c == ';' || *c == '\\')
        g_string_append_c (cell, '\\');
      g_string_append_c (cell, *c);
    }
}

/**
 * vbt_csv_join_items:
 * @items: (element-type utf8): what is in one cell; any of them may be %NULL
 *
 * Writes several values, so that vbt_csv_split_items() gives them back: semicolons and backslashes in them get a backslash,
 * and one that is missing leaves its place empty.
 *
 * Returns: (transfer full): the cell; "" where all are missing
 */
char *
vbt_csv_join_items (const GPtrArray *items)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      const char *item = items->pdata[i] != NULL ? items->pdata[i] : "";

      if (i > 0)
        g_string_append (cell, VBT_CSV_SEPARATOR);
      append_item (cell, item);
      any |= item[0] != '\0';
    }
  return any ? g_string_free (g_steal_pointer (&cell), FALSE) : g_strdup ("");
}

/**
 * vbt_csv_split_items:
 * @cell: "Ann Lee; Bo Day"
 *
 * Returns: (transfer full) (element-type utf8): what vbt_csv_join_items() made a cell of
 */
GPtrArray *
vbt_csv_split_items (const char *cell)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) item = g_string_new (NULL);

  for (const char *c = cell; *cell != '\0'; c++)
    {
      if (*c == '\\' && (c[1] == ';' || c[1] == '\\'))
        g_string_append_c (item, *++c);
      else if (*c != ';' && *c != '\0')
        g_string_append_c (item, *c);
      else
        {
          g_ptr_array_add (items, g_strstrip (g_strdup (item->str)));
          g_string_truncate (item, 0);
        }
      if (*c == '\0')
        break;
    }
  return items;
}

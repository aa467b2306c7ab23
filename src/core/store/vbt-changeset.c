/* vbt-changeset.c: whether bytes are a changeset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-history.h"

/* The format is in https://www.sqlite.org/session/changegroup.html and in sqlite3session.c. SQLite 3.40 takes it as it
 * comes: a header that is cut off makes it look for its end for ever. */
#define MAX_COLUMNS 100

/** Scanner: where it is. */
typedef struct
{
  const guint8 *at, *end;
} Scanner;

static gboolean
skip (Scanner *self, guint64 n)
{
  if ((guint64)(self->end - self->at) < n)
    return FALSE;
  self->at += n;
  return TRUE;
}

/* Up to nine bytes, seven bits of each but the ninth. */
static gboolean
read_number (Scanner *self, guint64 *number)
{
  *number = 0;
  for (int i = 0; i < 9 && self->at < self->end; i++)
    {
      guint8 byte = *self->at++;

      if (i == 8)
        {
          *number = *number << 8 | byte;
          return TRUE;
        }
      *number = *number << 7 | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_header (Scanner *self, guint64 *n_columns)
{
  const guint8 *name;

  if (!skip (self, 1) || !read_number (self, n_columns) || *n_columns == 0
      || *n_columns > MAX_COLUMNS || !skip (self, *n_columns) || self->at >= self->end)
    return FALSE;
  name = memchr (self->at, '\0', (gsize)(self->end - self->at));
  return name != NULL && skip (self, (guint64)(name - self->at) + 1);
}

static gboolean
read_value (Scanner *self)
{
  guint64 length;

  if (self->at >= self->end)
    return FALSE;
  switch (*self->at++)
    {
    case 0: /* not told */
    case 5: /* NULL */
      return TRUE;
    case 1: /* INTEGER */
    case 2: /* REAL */
      return skip (self, 8);
    case 3: /* TEXT */
    case 4: /* BLOB */
      return read_number (self, &length) && skip (self, length);
    default:
      return FALSE;
    }
}

/* An insertion and a deletion tell one row, an update two. */
static gboolean
read_row (Scanner *self, guint64 n_columns)
{
  guint8 operation = *self->at;
  guint64 n = operation == 23 ? 2 * n_columns : n_columns;

  if ((operation != 18 && operation != 23 && operation != 9) || !skip (self, 2))
    return FALSE;
  for (guint64 i = 0; i < n; i++)
    if (!read_value (self))
      return FALSE;
  return TRUE;
}

/**
 * vbt_changeset_is_whole:
 * @changeset: bytes of a file that may be damaged
 *
 * Returns: whether SQLite can go through it
 */
gboolean
vbt_changeset_is_whole (GBytes *changeset)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (changeset, &size);
  Scanner scanner = { data, data + size };
  guint64 n_columns = 0;

  while (scanner.at < scanner.end)
    if (*scanner.at == 'T' ? !read_header (&scanner, &n_columns)
                           : n_columns == 0 || !read_row (&scanner, n_columns))
      return FALSE;
  return TRUE;
}

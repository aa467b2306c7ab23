/* vbt-package.c: documents that are ZIP files: the parts of DOCX, ODT and EPUB
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-archive.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_wanted (const char *name, const char *const *suffixes)
{
  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (name, suffixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
check_part (const char *name, GBytes *part, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (part, &size);

  if (size == 0 || g_str_has_suffix (name, "html") || g_str_has_suffix (name, ".htm")
      || memmem (data, size, "<!DOCTYPE", 9) == NULL)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("“%s” has a document type, which no part of such a document may have"), name);
  return FALSE;
}

static gboolean
load_parts (VbtArchive *archive, GHashTable *parts, const char *const *suffixes, GError **error)
{
  gsize n_left = VBT_PACKAGE_MAX_BYTES;
  const char *name;

  for (guint i = 0;; i++)
    {
      GBytes *part;

      if (!vbt_archive_next (archive, &name, error))
        return FALSE;
      if (name == NULL)
        return TRUE;
      if (i >= VBT_PACKAGE_MAX_MEMBERS)
        {
          g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                       _ ("The document has more than %d parts, which is the limit"),
                       VBT_PACKAGE_MAX_MEMBERS);
          return FALSE;
        }
      if (!is_wanted (name, suffixes) || g_hash_table_contains (parts, name))
        continue;
      part = vbt_archive_read_member (archive, n_left, error);
      if (part == NULL)
        return FALSE;
      n_left -= g_bytes_get_size (part);
      g_hash_table_insert (parts, g_strdup (name), part);
      if (!check_part (name, part, error))
        return FALSE;
    }
}

#define DIRECTORY_END 22        /* bytes, and a comment of up to 65535 */
#define DIRECTORY_ENTRY 46      /* bytes, and name, extra fields, comment */
#define DIRECTORY_MAX (1 << 24) /* bytes that are looked at */

static guint32
get_number (const guint8 *bytes, guint n_bytes)
{
  guint32 number = 0;

  while (n_bytes-- > 0)
    number = number << 8 | bytes[n_bytes];
  return number;
}

/* (nullable): some bytes of the file, as many as there are. */
static guint8 *
read_bytes (VbtInput *input, gint64 offset, gsize size, gsize *n_read)
{
  g_autofree guint8 *bytes = g_malloc (size + 1);
  gssize n = 0;

  for (*n_read = 0; *n_read < size; *n_read += (gsize)n)
    {
      n = vbt_input_read_at (input, (guint64)offset + *n_read, bytes + *n_read, size - *n_read,
                             NULL);
      if (n <= 0)
        break;
    }
  return n < 0 ? NULL : g_steal_pointer (&bytes);
}

/* What the wanted parts claim to unpack to, by the directory, which libarchive does not compare. */
static guint64
count_claimed (const guint8 *directory, gsize n_bytes, const char *const *suffixes)
{
  guint64 sum = 0;
  gsize n_entry;

  for (gsize i = 0; i + DIRECTORY_ENTRY <= n_bytes; i += n_entry)
    {
      const guint8 *entry = directory + i;
      gsize n_name = get_number (entry + 28, 2);
      g_autofree char *name = NULL;

      n_entry = DIRECTORY_ENTRY + n_name + get_number (entry + 30, 2) + get_number (entry + 32, 2);
      if (memcmp (entry, "PK\x01\x02", 4) != 0 || i + DIRECTORY_ENTRY + n_name > n_bytes)
        break;
      name = g_strndup ((const char *)entry + DIRECTORY_ENTRY, n_name);
      if (is_wanted (name, suffixes))
        sum += get_number (entry + 24, 4);
    }
  return sum;
}

/* Refuses at once what says itself that it is too large. A file without directory is left to libarchive,
 * which refuses it. */
static gboolean
check_claims (VbtInput *input, const char *const *suffixes, GError **error)
{
  gint64 size = vbt_input_can_seek (input) ? vbt_input_get_size (input) : 0;
  gint64 start = MAX (size - DIRECTORY_END - G_MAXUINT16, 0);
  gsize n_tail = 0, n_directory = 0;
  g_autofree guint8 *tail
      = size > 0 ? read_bytes (input, start, (gsize)(size - start), &n_tail) : NULL;
  g_autofree guint8 *directory = NULL;
  gsize i = n_tail > DIRECTORY_END ? n_tail - DIRECTORY_END : 0;

  while (tail != NULL && i > 0 && memcmp (tail + i, "PK\x05\x06", 4) != 0)
    i--;
  if (tail == NULL || i == 0)
    return TRUE;
  n_directory = MIN (get_number (tail + i + 12, 4), DIRECTORY_MAX);
  directory = read_bytes (input, get_number (tail + i + 16, 4), n_directory, &n_directory);
  if (directory == NULL
      || count_claimed (directory, n_directory, suffixes) <= VBT_PACKAGE_MAX_BYTES)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("The document unpacks to more than is allowed, %d MiB in all: it is refused"),
               VBT_PACKAGE_MAX_BYTES / 1024 / 1024);
  return FALSE;
}

/**
 * vbt_package_load:
 * @input: a ZIP file
 * @suffixes: how the names of the wanted parts end, %NULL-terminated; others are not unpacked
 * @error: return location for an error
 *
 * Reads parts of a document that is a ZIP file. Their names are keys and never paths; archives
 * within it are not opened.
 *
 * Returns: (transfer full) (element-type utf8 GBytes): the parts by name; %NULL with %VBT_ERROR_FORMAT
 *   where the file is damaged, or exceeds %VBT_PACKAGE_MAX_BYTES or %VBT_PACKAGE_MAX_MEMBERS
 */
GHashTable *
vbt_package_load (VbtInput *input, const char *const *suffixes, GError **error)
{
  g_autoptr (GHashTable) parts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  g_autoptr (VbtArchive) archive = NULL;
  gsize n_head = 0;
  const guint8 *head;

  g_return_val_if_fail (input != NULL && suffixes != NULL, NULL);

  head = vbt_input_peek (input, &n_head, error);
  if (head == NULL)
    return NULL;
  if (n_head < 4 || memcmp (head, "PK", 2) != 0)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                           _ ("This is not a ZIP file, as such a document has to be"));
      return NULL;
    }
  if (!check_claims (input, suffixes, error))
    return NULL;
  archive = vbt_archive_open (input, error);
  if (archive == NULL || !load_parts (archive, parts, suffixes, error))
    return NULL;
  return g_steal_pointer (&parts);
}

/**
 * vbt_package_open_part:
 * @input: the document
 * @parts: of vbt_package_load()
 * @name: of a part
 *
 * Returns: (transfer full) (nullable): the part as an input; %NULL where there is none
 */
VbtInput *
vbt_package_open_part (VbtInput *input, GHashTable *parts, const char *name)
{
  g_autoptr (GInputStream) stream = NULL;
  GBytes *part;
  VbtInput *self;

  g_return_val_if_fail (input != NULL && parts != NULL && name != NULL, NULL);

  part = g_hash_table_lookup (parts, name);
  if (part == NULL)
    return NULL;
  stream = g_memory_input_stream_new_from_bytes (part);
  self = vbt_input_new_for_member (input, stream, name);
  /* The encoding that the user may have named is that of plain text. */
  vbt_input_set_encoding (self, NULL);
  return self;
}

/**
 * vbt_package_head_has:
 * @head: the first bytes of a file
 * @n_head: how many
 * @string: name of a part, or another string that is not compressed
 *
 * Returns: whether it is a ZIP file that has the string among them
 */
gboolean
vbt_package_head_has (const guint8 *head, gsize n_head, const char *string)
{
  return n_head > 4 && memcmp (head, "PK\x03\x04", 4) == 0
         && memmem (head, n_head, string, strlen (string)) != NULL;
}

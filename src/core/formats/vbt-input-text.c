/* vbt-input-text.c: lines of text, and what the user says of a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-input-private.h"
#include "model/vbt-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vbt_dialect_get:
 * @dialect: (nullable): "key=value,key=value"
 * @key: what is asked for
 *
 * Returns: (transfer full) (nullable): its value, %NULL where it is not there
 */
char *
vbt_dialect_get (const char *dialect, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (dialect != NULL ? dialect : "", ",", -1);
  gsize n_key;

  g_return_val_if_fail (key != NULL, NULL);

  n_key = strlen (key);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (strncmp (part, key, n_key) == 0 && part[n_key] == '=')
        return g_strdup (part + n_key + 1);
    }
  return NULL;
}

static gboolean
check_line (const VbtInput *self, const char *line, gsize length, GError **error)
{
  const char *stop;

  if (vbt_utf8_is_valid (line, length, &stop))
    return TRUE;
  if (*stop == '\0')
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                 _ ("Line %u has U+0000 at byte %zu, which no text may contain"),
                 vbt_input_get_line (self), (gsize)(stop - line));
  else
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                 _ ("Line %u is not UTF-8 at byte %zu (0x%02X): name its encoding, which may be "
                    "Windows-1252 or Latin-1"),
                 vbt_input_get_line (self), (gsize)(stop - line), (guint)(guchar)*stop);
  return FALSE;
}

static char *
convert_line (VbtInput *self, const char *line, gsize *length, GError **error)
{
  const char *encoding = vbt_input_get_encoding (self);
  g_autoptr (GError) local = NULL;

  g_free (self->converted);
  self->converted = g_convert (line, (gssize)*length, "UTF-8", encoding, NULL, length, &local);
  if (self->converted == NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("Line %u is not in %s: %s"),
                 vbt_input_get_line (self), encoding, local->message);
  return self->converted;
}

/**
 * vbt_input_next_text_line:
 * @self: an input
 * @error: return location for an error
 *
 * Reads the next line as text: from the encoding that was named, else UTF-8, and without a byte
 * order mark.
 *
 * Returns: (transfer none) (nullable): the line in valid UTF-8 without NUL, until the next is read; it may be
 *   written to; %NULL at the end, and with %VBT_ERROR_IO, or %VBT_ERROR_FORMAT where the line is not in the
 *   encoding
 */
char *
vbt_input_next_text_line (VbtInput *self, GError **error)
{
  gsize length = 0;
  char *line;

  g_return_val_if_fail (self != NULL, NULL);

  line = vbt_input_next_line (self, &length, error);
  if (line != NULL && vbt_input_get_encoding (self) != NULL)
    line = convert_line (self, line, &length, error);
  if (line == NULL)
    return NULL;
  if (vbt_input_get_line (self) == 1 && length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
    {
      line += 3;
      length -= 3;
    }
  return check_line (self, line, length, error) ? line : NULL;
}

/* (transfer full) (nullable): the path of a text in the folder of a file; none of what is not plainly there. */
static char *
find_beside (const char *path, const char *name)
{
  static const char *const suffixes[] = { "", ".txt" };
  g_autofree char *folder = g_path_get_dirname (path);

  if (strchr (name, '/') != NULL || name[0] == '.' || name[0] == '\0')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *base = g_strconcat (name, suffixes[i], NULL);
      g_autofree char *full = g_build_filename (folder, base, NULL);

      if (g_str_has_suffix (base, ".txt") && !g_file_test (full, G_FILE_TEST_IS_SYMLINK)
          && g_file_test (full, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&full);
    }
  return NULL;
}

/**
 * vbt_input_load_beside:
 * @self: a file
 * @name: what it calls a text, which is none but NAME or NAME.txt in its folder, in plain text
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the text; %NULL where there is none, and with @error set where it cannot be read
 */
VbtText *
vbt_input_load_beside (const VbtInput *self, const char *name, GError **error)
{
  g_autofree char *path = self->path != NULL ? find_beside (self->path, name) : NULL;
  g_autoptr (VbtInput) input = path != NULL ? vbt_input_new_for_path (path, error) : NULL;
  g_autoptr (GBytes) bytes = input != NULL ? vbt_input_read_all (input, error) : NULL;
  gsize n_bytes;
  char *utf8
      = bytes != NULL ? vbt_decode_text (bytes, self->encoding, NULL, &n_bytes, error) : NULL;

  return utf8 != NULL ? vbt_text_new_take (utf8, n_bytes, error) : NULL;
}

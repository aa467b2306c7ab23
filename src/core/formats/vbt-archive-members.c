/* vbt-archive-members.c: the files in an archive, each of which is read in its own format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-archive.h"
#include "formats/vbt-input-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORST_GROWTH 27                /* see VbtFormat.growth */
#define MAX_PENDING (64 * 1024 * 1024) /* bytes of files that wait for those that belong to them */

/** Half: the text or the annotations of a document that are two files. */
typedef struct
{
  GBytes *bytes;
  char *extension;
  gboolean is_main;
} Half;

typedef struct
{
  VbtInput *input;
  const VbtFormat *format; /* (nullable): that was told */
  VbtMemberFunc read;
  VbtMemberRefused refused;
  gpointer data;
  GHashTable *mains;   /* names of the files that are read with a companion */
  GHashTable *pending; /* of Half, by the name of the main file */
  gsize n_pending;
  VbtArchive *outer; /* (nullable): in which the archive lies */
  GCancellable *cancellable;
  gboolean has_failed; /* who reads the files wants no more of them */
} Members;

static gboolean go_through (Members *self, GError **error);

/**
 * vbt_archive_is_archive:
 * @head: the first bytes of a file
 * @n_head: how many
 *
 * Returns: whether it is a ZIP file, or tar, compressed or not
 */
gboolean
vbt_archive_is_archive (const guint8 *head, gsize n_head)
{
  static const struct
  {
    const char *bytes;
    gsize n_bytes;
  } marks[] = { { "PK\x03\x04", 4 },
                { "PK\x05\x06", 4 },
                { "\x1f\x8b\x08", 3 },
                { "BZh", 3 },
                { "\xfd"
                  "7zXZ",
                  5 },
                { "\x28\xb5\x2f\xfd", 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (n_head >= marks[i].n_bytes && memcmp (head, marks[i].bytes, marks[i].n_bytes) == 0)
      return TRUE;
  return n_head > 262 && memcmp (head + 257, "ustar", 5) == 0;
}

/** vbt_archive_has_name: whether a file is called as an archive is */
gboolean
vbt_archive_has_name (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return vbt_format_has_extension (vbt_formats_find ("archive", NULL), name);
}

/* Hidden files, and what programs for archives and annotation put in beside the documents. */
static gboolean
is_no_input (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  guint n = g_strv_length (parts);
  const char *base = n > 0 ? parts[n - 1] : "";

  for (guint i = 0; i < n; i++)
    if (g_str_equal (parts[i], "__MACOSX")
        || (parts[i][0] == '.' && !g_str_equal (parts[i], ".") && !g_str_equal (parts[i], "..")))
      return TRUE;
  return *base == '\0' || g_str_has_suffix (base, "~") || g_str_has_suffix (base, ".conf")
         || g_str_equal (base, "TypeSystem.xml");
}

static gboolean
has_companion (const char *name)
{
  const VbtFormat *const *formats = vbt_formats ();
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && formats[i] != NULL; i++)
    if (formats[i]->companions != NULL
        && g_ascii_strcasecmp (dot + 1, formats[i]->extensions[0]) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer full): the name of the file through which this one is read: mostly its own. */
static char *
find_main (GHashTable *mains, const char *name)
{
  const VbtFormat *const *formats = vbt_formats ();
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && formats[i] != NULL; i++)
    {
      const char *const *companion = formats[i]->companions;
      g_autofree char *stem = g_strndup (name, (gsize)(dot - name));
      g_autofree char *main_name = g_strconcat (stem, ".", formats[i]->extensions[0], NULL);

      for (; companion != NULL && *companion != NULL; companion++)
        if (g_ascii_strcasecmp (dot + 1, *companion) == 0
            && g_hash_table_contains (mains, main_name))
          return g_steal_pointer (&main_name);
    }
  return g_strdup (name);
}

static VbtArchive *
open_archive (Members *self, GError **error)
{
  return self->outer != NULL ? vbt_archive_open_within (self->input, self->outer, error)
                             : vbt_archive_open (self->input, error);
}

/* Pass over the names: which files are read through another one beside them. */
static gboolean
find_mains (Members *self, GError **error)
{
  g_autoptr (VbtArchive) archive = open_archive (self, error);
  const char *name = NULL;

  if (archive == NULL)
    return FALSE;
  do
    {
      if (!vbt_archive_next (archive, &name, error))
        return FALSE;
      if (name != NULL && has_companion (name))
        g_hash_table_add (self->mains, g_strdup (name));
    }
  while (name != NULL);
  return TRUE;
}

static void
refuse (Members *self, const char *name, const char *message)
{
  g_autofree char *full = g_strconcat (vbt_input_get_name (self->input), "/", name, NULL);

  self->refused (full, message, self->data);
}

/* (transfer full): all of a member. */
static GBytes *
read_inner (VbtInput *member, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  const guint8 *chunk;
  gsize n = 0;

  while ((chunk = vbt_input_read_chunk (member, &n, error)) != NULL && n > 0)
    {
      if (all->len + n > VBT_ARCHIVE_MAX_INNER)
        {
          g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                       _ ("An archive in an archive may have %d MiB at the most: unpack it"),
                       VBT_ARCHIVE_MAX_INNER / 1024 / 1024);
          return NULL;
        }
      g_byte_array_append (all, chunk, (guint)n);
    }
  return chunk != NULL ? g_byte_array_free_to_bytes (g_steal_pointer (&all)) : NULL;
}

/* An archive in an archive is gone through as well, but none that lies in that. What is wrong with it leaves the others. */
static gboolean
read_archive (Members *self, VbtArchive *archive, const char *name, VbtInput *member,
              GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (VbtInput) inner = NULL;
  Members members = { NULL, self->format, self->read, self->refused, self->data };

  if (self->outer != NULL || archive == NULL)
    {
      refuse (self, name, _ ("An archive in an archive in an archive is not opened: unpack it"));
      return TRUE;
    }
  bytes = read_inner (member, &local);
  if (bytes != NULL)
    {
      stream = g_memory_input_stream_new_from_bytes (bytes);
      members.input = inner = vbt_input_new_for_member (self->input, stream, name);
      members.outer = archive;
      members.cancellable = self->cancellable;
      if (go_through (&members, &local))
        return TRUE;
    }
  self->has_failed = members.has_failed;
  if (members.has_failed || g_cancellable_is_cancelled (self->cancellable))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  refuse (self, name, local->message);
  return TRUE;
}

/* What a file of ten megabytes may take, a longer one in proportion, an archive of that size may take, too: what comes out
 * of it must be split where a file beside it would not have to be. */
static void
limit_unit (Members *self, VbtInput *member, const VbtFormat *format)
{
  const VbtInput *outermost = self->input;
  guint64 size;

  while (outermost->container != NULL)
    outermost = outermost->container;
  size = vbt_input_can_seek (outermost) ? (guint64)MAX (vbt_input_get_size (outermost), 0) : 0;
  size = MAX (size, VBT_ARCHIVE_FREE_UNIT);
  vbt_input_set_max_unit (
      member, size * WORST_GROWTH / (format->growth != 0 ? format->growth : WORST_GROWTH),
      !(format->flags & VBT_FORMAT_STREAM));
}

/* Reads a member in the format that was told, else in its own. */
static gboolean
read_member (Members *self, VbtArchive *archive, const char *name, VbtInput *member, GError **error)
{
  g_autoptr (GError) local = NULL;
  const VbtFormat *format = self->format;
  gsize n_head = 0;
  int score = 100;
  const guint8 *head = vbt_input_peek (member, &n_head, &local);

  if (head != NULL && (format == NULL || vbt_archive_has_name (name)))
    format = vbt_formats_recognize_input (member, &score, &local);
  if (format == NULL || head == NULL)
    refuse (self, name, local->message);
  else if (g_str_equal (format->name, "archive"))
    return read_archive (self, archive, name, member, error);
  else if (score < VBT_FORMAT_SURE)
    refuse (self, name, _ ("Its format is not certain. Name the file itself to import it."));
  else
    {
      limit_unit (self, member, format);
      self->has_failed = !self->read (member, format, self->data, error);
      return !self->has_failed;
    }
  return TRUE;
}

static void
half_free (gpointer data)
{
  Half *half = data;

  g_bytes_unref (half->bytes);
  g_free (half->extension);
  g_free (half);
}

static gboolean
read_pair (Members *self, const char *main_name, const Half *main, const Half *companion,
           GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (main->bytes);
  g_autoptr (VbtInput) member = vbt_input_new_for_member (self->input, stream, main_name);

  if (companion != NULL)
    vbt_input_set_sibling (member, companion->extension, companion->bytes);
  return read_member (self, NULL, main_name, member, error);
}

/* One half of a pair: it waits for the other one, or both are read. */
static gboolean
take_half (Members *self, VbtArchive *archive, const char *name, const char *main_name,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  GBytes *bytes = vbt_archive_read_member (archive, MAX_PENDING - self->n_pending, &local);
  Half *other = g_hash_table_lookup (self->pending, main_name);
  Half *half;
  gboolean success = TRUE;

  if (bytes == NULL)
    {
      refuse (self, name, local->message);
      return TRUE;
    }
  half = g_new0 (Half, 1);
  half->bytes = bytes;
  half->extension = g_strdup (strrchr (name, '.') + 1);
  half->is_main = g_str_equal (name, main_name);
  if (other == NULL || other->is_main == half->is_main)
    {
      self->n_pending += g_bytes_get_size (bytes);
      if (other != NULL)
        self->n_pending -= g_bytes_get_size (other->bytes);
      g_hash_table_replace (self->pending, g_strdup (main_name), half);
      return TRUE;
    }
  success = read_pair (self, main_name, half->is_main ? half : other, half->is_main ? other : half,
                       error);
  self->n_pending -= g_bytes_get_size (other->bytes);
  g_hash_table_remove (self->pending, main_name);
  half_free (half);
  return success;
}

/* What was left over is read alone: its reader says what is missing. */
static gboolean
read_left_over (Members *self, GError **error)
{
  GHashTableIter iter;
  gpointer name, half;

  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, &name, &half))
    if (((Half *)half)->is_main && !read_pair (self, name, half, NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
take_member (Members *self, VbtArchive *archive, const char *name, GError **error)
{
  g_autofree char *main_name = find_main (self->mains, name);
  g_autoptr (VbtInput) member = NULL;

  if (is_no_input (name))
    return TRUE;
  if (self->format != NULL && !vbt_format_has_extension (self->format, main_name)
      && !vbt_archive_has_name (name))
    return TRUE;
  if (g_hash_table_contains (self->mains, main_name))
    return take_half (self, archive, name, main_name, error);
  member = vbt_archive_open_member (archive);
  return read_member (self, archive, name, member, error);
}

static gboolean
take_members (Members *self, GError **error)
{
  g_autoptr (VbtArchive) archive = open_archive (self, error);
  const char *name = NULL;

  while (archive != NULL && vbt_archive_next (archive, &name, error))
    {
      g_autofree char *own = g_strdup (name);

      if (own == NULL)
        return read_left_over (self, error);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !take_member (self, archive, own, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
go_through (Members *self, GError **error)
{
  gboolean success;

  self->mains = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, half_free);
  /* A stream cannot be gone through twice; its pairs say that they are none. */
  success = (!vbt_input_can_seek (self->input) || find_mains (self, error))
            && take_members (self, error);
  g_hash_table_unref (self->mains);
  g_hash_table_unref (self->pending);
  return success;
}

/**
 * vbt_archive_foreach:
 * @input: an archive
 * @format: (nullable): only files with its extensions are taken, and read in it; where %NULL, each in
 *   that which it is recognized as
 * @read: called with each file and its format; %FALSE ends it with the error
 * @refused: called with each file that cannot be taken
 * @data: for both
 * @cancellable: (nullable): to stop it
 * @error: return location for an error
 *
 * Goes through an archive as if it were a folder, without unpacking it to anywhere: a file is read while
 * it is unpacked. Files that belong together, as those of brat, wait for each other in memory, 64 MiB
 * at the most. An archive in an archive is gone through as well, within the limits of both together; one in that is
 * not.
 *
 * Returns: %FALSE with an error of @read, or %VBT_ERROR_FORMAT where the archive is damaged, or exceeds
 *   %VBT_ARCHIVE_MAX_MEMBERS or %VBT_ARCHIVE_MAX_RATIO; what was read before was read
 */
gboolean
vbt_archive_foreach (VbtInput *input, const VbtFormat *format, VbtMemberFunc read,
                     VbtMemberRefused refused, gpointer data, GCancellable *cancellable,
                     GError **error)
{
  Members self = { input, format, read, refused, data };

  g_return_val_if_fail (input != NULL && read != NULL && refused != NULL, FALSE);

  self.cancellable = cancellable;
  return go_through (&self, error);
}

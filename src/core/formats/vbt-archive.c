/* vbt-archive.c: zip and tar archives of unknown origin, member by member, within limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define BLOCK_SIZE (64 * 1024)

struct _VbtArchive
{
  struct archive *archive;
  VbtArchive *outer; /* (nullable): in which it lies, and to which all counts as well */
  VbtInput *input;
  GBytes *bytes; /* (nullable): all of it, where the input cannot seek */
  guint64 offset;
  guint64 size;
  guint64 n_unpacked;
  gint64 n_declared; /* bytes of the member, -1 where the archive does not say */
  guint64 n_member;  /* bytes of it that were read */
  guint n_members;
  char *name; /* (nullable): of the member */
  guint8 block[BLOCK_SIZE];
};

/* A member as a stream, so that any reader can read it. */
#define VBT_TYPE_MEMBER_STREAM (vbt_member_stream_get_type ())
G_DECLARE_FINAL_TYPE (VbtMemberStream, vbt_member_stream, VBT, MEMBER_STREAM, GInputStream)

struct _VbtMemberStream
{
  GInputStream parent;
  VbtArchive *archive;
};

G_DEFINE_FINAL_TYPE (VbtMemberStream, vbt_member_stream, G_TYPE_INPUT_STREAM)

static gboolean
set_damaged (VbtArchive *self, GError **error)
{
  const char *reason = archive_error_string (self->archive);

  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("The archive is damaged or not complete: %s"),
               reason != NULL ? reason : _ ("unknown error"));
  return FALSE;
}

/* Unpacking stops when it becomes absurd, whatever the archive says of its sizes. */
static gboolean
count_unpacked (VbtArchive *self, gsize n_bytes, GError **error)
{
  self->n_unpacked += n_bytes;
  if (self->outer != NULL && !count_unpacked (self->outer, n_bytes, error))
    return FALSE;
  if (self->n_unpacked <= VBT_ARCHIVE_FREE_BYTES
      || self->n_unpacked / VBT_ARCHIVE_MAX_RATIO <= self->size)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("The archive unpacks to more than %d times its size: it is refused"),
               VBT_ARCHIVE_MAX_RATIO);
  return FALSE;
}

/* The one way by which data come out of the archive. A member that is shorter or longer than the archive
 * says is a lie or a damage. */
static gssize
read_data (VbtArchive *self, void *buffer, gsize size, GError **error)
{
  gssize n_read = archive_read_data (self->archive, buffer, size);

  if (n_read < 0)
    {
      set_damaged (self, error);
      return -1;
    }
  self->n_member += (guint64)n_read;
  if (n_read == 0 && self->n_declared >= 0 && self->n_member != (guint64)self->n_declared)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("The archive is damaged or not complete: %s"),
                   _ ("a file in it does not have the size that it claims"));
      return -1;
    }
  return count_unpacked (self, (gsize)n_read, error) ? n_read : -1;
}

static gssize
member_read (GInputStream *stream, void *buffer, gsize size, GCancellable *cancellable,
             GError **error)
{
  return read_data (VBT_MEMBER_STREAM (stream)->archive, buffer, size, error);
}

static void
vbt_member_stream_class_init (VbtMemberStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = member_read;
}

static void
vbt_member_stream_init (VbtMemberStream *self)
{
}

static la_ssize_t
on_read (struct archive *archive, void *data, const void **block)
{
  VbtArchive *self = data;
  g_autoptr (GError) error = NULL;
  gssize n_read = vbt_input_read_at (self->input, self->offset, self->block, BLOCK_SIZE, &error);

  if (n_read < 0)
    {
      archive_set_error (archive, -1, "%s", error->message);
      return -1;
    }
  self->offset += (guint64)n_read;
  *block = self->block;
  return n_read;
}

static la_int64_t
on_seek (struct archive *archive, void *data, la_int64_t offset, int whence)
{
  VbtArchive *self = data;
  gint64 base = whence == SEEK_SET   ? 0
                : whence == SEEK_CUR ? (gint64)self->offset
                                     : (gint64)self->size;

  if (offset < -base || offset > (gint64)self->size - base)
    return ARCHIVE_FATAL;
  self->offset = (guint64)(base + offset);
  return (la_int64_t)self->offset;
}

static la_int64_t
on_skip (struct archive *archive, void *data, la_int64_t n_bytes)
{
  VbtArchive *self = data;
  gint64 n_skipped = CLAMP (n_bytes, 0, (gint64)(self->size - MIN (self->offset, self->size)));

  self->offset += (guint64)n_skipped;
  return n_skipped;
}

static int
open_archive (VbtArchive *self, GError **error)
{
  gsize size = 0;

  if (!vbt_input_can_seek (self->input))
    {
      self->bytes = vbt_input_read_all (self->input, error);
      if (self->bytes == NULL)
        return ARCHIVE_FATAL;
      g_bytes_get_data (self->bytes, &size);
      self->size = size;
      return archive_read_open_memory (self->archive, g_bytes_get_data (self->bytes, NULL), size);
    }
  self->size = (guint64)MAX (vbt_input_get_size (self->input), 0);
  archive_read_set_read_callback (self->archive, on_read);
  archive_read_set_seek_callback (self->archive, on_seek);
  archive_read_set_skip_callback (self->archive, on_skip);
  archive_read_set_callback_data (self->archive, self);
  return archive_read_open1 (self->archive);
}

/**
 * vbt_archive_open:
 * @input: an archive: ZIP, or tar, which may be compressed by gzip, bzip2, xz or zstd
 * @error: return location for an error
 *
 * Returns: (transfer full): the archive before its first member, or %NULL with %VBT_ERROR_FORMAT or
 *   %VBT_ERROR_IO; the input has to stay as long as it
 */
VbtArchive *
vbt_archive_open (VbtInput *input, GError **error)
{
  g_autoptr (VbtArchive) self = NULL;

  g_return_val_if_fail (input != NULL, NULL);

  self = g_new0 (VbtArchive, 1);
  self->input = input;
  self->archive = archive_read_new ();
  archive_read_support_format_zip_seekable (self->archive);
  archive_read_support_format_tar (self->archive);
  archive_read_support_filter_gzip (self->archive);
  archive_read_support_filter_bzip2 (self->archive);
  archive_read_support_filter_xz (self->archive);
  archive_read_support_filter_zstd (self->archive);
  if (open_archive (self, error) == ARCHIVE_OK)
    return g_steal_pointer (&self);
  if (error != NULL && *error == NULL)
    set_damaged (self, error);
  return NULL;
}

/**
 * vbt_archive_close:
 * @self: (transfer full) (nullable): an archive
 */
void
vbt_archive_close (VbtArchive *self)
{
  if (self == NULL)
    return;
  archive_read_free (self->archive);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}

/**
 * vbt_archive_open_within:
 * @input: an archive
 * @outer: the archive in which it lies; has to stay as long
 * @error: return location for an error
 *
 * Returns: (transfer full): as vbt_archive_open(); the limits of @outer are those of both together
 */
VbtArchive *
vbt_archive_open_within (VbtInput *input, VbtArchive *outer, GError **error)
{
  VbtArchive *self = vbt_archive_open (input, error);

  if (self != NULL)
    self->outer = outer;
  return self;
}

/* Whether one more file is within the limit. */
static gboolean
count_member (VbtArchive *self)
{
  if (self->outer != NULL && ++self->outer->n_members > VBT_ARCHIVE_MAX_MEMBERS)
    self->n_members = VBT_ARCHIVE_MAX_MEMBERS;
  return ++self->n_members <= VBT_ARCHIVE_MAX_MEMBERS;
}

static char *
make_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);
  return name != NULL ? g_filename_display_name (name) : g_strdup ("?");
}

/**
 * vbt_archive_next:
 * @self: an archive
 * @name: (out) (transfer none): what the next member is called, %NULL behind the last one
 * @error: return location for an error
 *
 * Goes to the next regular file of the archive; links, devices and folders are passed over.
 *
 * Returns: %FALSE with %VBT_ERROR_FORMAT where the archive cannot be gone through
 */
gboolean
vbt_archive_next (VbtArchive *self, const char **name, GError **error)
{
  struct archive_entry *entry = NULL;
  int status;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  *name = NULL;
  do
    status = archive_read_next_header (self->archive, &entry);
  while ((status == ARCHIVE_OK || status == ARCHIVE_WARN) && count_member (self)
         && archive_entry_filetype (entry) != AE_IFREG);
  if (status == ARCHIVE_EOF)
    return TRUE;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
    return set_damaged (self, error);
  if (self->n_members > VBT_ARCHIVE_MAX_MEMBERS)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("There are more than %d files in the archive, which is the limit: unpack it"),
                   VBT_ARCHIVE_MAX_MEMBERS);
      return FALSE;
    }
  g_free (self->name);
  self->name = make_name (entry);
  self->n_declared = archive_entry_size_is_set (entry) ? archive_entry_size (entry) : -1;
  self->n_member = 0;
  *name = self->name;
  return TRUE;
}

/**
 * vbt_archive_open_member:
 * @self: an archive
 *
 * Returns: (transfer full): the member that vbt_archive_next() went to, as an input that can be read
 *   until the next one
 */
VbtInput *
vbt_archive_open_member (VbtArchive *self)
{
  g_autoptr (VbtMemberStream) stream = g_object_new (VBT_TYPE_MEMBER_STREAM, NULL);

  g_return_val_if_fail (self != NULL && self->name != NULL, NULL);

  stream->archive = self;
  return vbt_input_new_for_member (self->input, G_INPUT_STREAM (stream), self->name);
}

static gboolean
append_member (VbtArchive *self, GByteArray *data, gsize limit, GError **error)
{
  guint8 buffer[BLOCK_SIZE / 4];

  for (;;)
    {
      gssize n_read = read_data (self, buffer, sizeof buffer, error);

      if (n_read <= 0)
        return n_read == 0;
      if (data->len + (gsize)n_read > limit)
        {
          g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                       _ ("“%s” unpacks to more than is allowed, %zu MiB in all: it is refused"),
                       self->name, limit / 1024 / 1024);
          return FALSE;
        }
      g_byte_array_append (data, buffer, (guint)n_read);
    }
}

/**
 * vbt_archive_read_member:
 * @self: an archive
 * @limit: how many bytes there may be
 * @error: return location for an error
 *
 * Reads the member that vbt_archive_next() went to.
 *
 * Returns: (transfer full): what it holds, or %NULL with %VBT_ERROR_FORMAT
 */
GBytes *
vbt_archive_read_member (VbtArchive *self, gsize limit, GError **error)
{
  g_autoptr (GByteArray) data = NULL;

  g_return_val_if_fail (self != NULL && self->name != NULL, NULL);

  data = g_byte_array_new ();
  if (!append_member (self, data, limit, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

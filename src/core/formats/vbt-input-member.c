/* vbt-input-member.c: archives, which are read at any place, and their members, which are inputs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-input-private.h"

#include <glib/gi18n-lib.h>

/**
 * vbt_input_new_for_member:
 * @container: the archive; has to stay as long as the member
 * @stream: what the member holds
 * @name: its name in the archive, which is only shown and never a path to anything
 *
 * Returns: (transfer full): an input that is called as the archive and the member, takes over what
 *   the user said of the archive, and has no path
 */
VbtInput *
vbt_input_new_for_member (const VbtInput *container, GInputStream *stream, const char *name)
{
  g_autofree char *full = NULL;
  VbtInput *self;

  g_return_val_if_fail (container != NULL && stream != NULL && name != NULL, NULL);

  full = g_strconcat (container->name, "/", name, NULL);
  self = vbt_input_new (stream, NULL, full);
  self->container = container;
  self->encoding = g_strdup (container->encoding);
  self->dialect = g_strdup (container->dialect);
  self->labels = container->labels;
  return self;
}

/**
 * vbt_input_set_sibling:
 * @self: a member of an archive
 * @extension: an extension without dot
 * @bytes: what the file beside it with this extension holds
 *
 * Gives a member what vbt_input_open_sibling() will find.
 */
void
vbt_input_set_sibling (VbtInput *self, const char *extension, GBytes *bytes)
{
  g_return_if_fail (self != NULL && extension != NULL && bytes != NULL);

  g_clear_pointer (&self->sibling, g_bytes_unref);
  g_free (self->sibling_extension);
  self->sibling = g_bytes_ref (bytes);
  self->sibling_extension = g_strdup (extension);
}

/* Private: the one that was set. */
VbtInput *
vbt_input_open_kept_sibling (const VbtInput *self)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (self->sibling);
  g_autofree char *name = vbt_input_replace_extension (self->name, self->sibling_extension);
  VbtInput *sibling = vbt_input_new (stream, NULL, name);

  sibling->container = self->container;
  sibling->encoding = g_strdup (self->encoding);
  sibling->dialect = g_strdup (self->dialect);
  return sibling;
}

/**
 * vbt_input_set_max_unit:
 * @self: an input
 * @n_bytes: how long a document may be
 * @is_unit: whether the input is one; else each begins with a line or an item, or where vbt_input_begin_unit() says so
 *
 * Sets a limit to what is read for one document.
 */
void
vbt_input_set_max_unit (VbtInput *self, guint64 n_bytes, gboolean is_unit)
{
  g_return_if_fail (self != NULL);

  self->max_unit = n_bytes;
  self->is_unit = is_unit;
}

/**
 * vbt_input_begin_unit:
 * @self: an input
 *
 * Says that what is read from now on is another document; see vbt_input_set_max_unit().
 */
void
vbt_input_begin_unit (VbtInput *self)
{
  g_return_if_fail (self != NULL);

  if (!self->is_unit)
    self->unit_start = self->position;
}

/**
 * vbt_input_can_seek:
 * @self: an input
 *
 * Returns: whether vbt_input_read_at() can be used
 */
gboolean
vbt_input_can_seek (const VbtInput *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return G_IS_SEEKABLE (self->stream) && g_seekable_can_seek (G_SEEKABLE (self->stream));
}

/**
 * vbt_input_get_size:
 * @self: an input of which vbt_input_can_seek() is true
 *
 * Returns: its length in bytes, or -1
 */
gint64
vbt_input_get_size (const VbtInput *self)
{
  g_return_val_if_fail (vbt_input_can_seek (self), -1);

  return g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_END, NULL, NULL)
             ? g_seekable_tell (G_SEEKABLE (self->stream))
             : -1;
}

/**
 * vbt_input_read_at:
 * @self: an input of which vbt_input_can_seek() is true
 * @offset: where, in bytes from its beginning
 * @buffer: (out): for what is read
 * @size: room in it
 * @error: return location for an error
 *
 * Reads at any place. Whoever begins with that does not use the other functions any more.
 *
 * Returns: how many bytes were read, 0 at the end, -1 with %VBT_ERROR_IO
 */
gssize
vbt_input_read_at (VbtInput *self, guint64 offset, void *buffer, gsize size, GError **error)
{
  g_autoptr (GError) local = NULL;
  gssize n_read = -1;

  g_return_val_if_fail (vbt_input_can_seek (self) && buffer != NULL, -1);

  if (g_seekable_seek (G_SEEKABLE (self->stream), (goffset)offset, G_SEEK_SET, NULL, &local))
    n_read = g_input_stream_read (self->stream, buffer, size, NULL, &local);
  if (n_read < 0)
    g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("Could not read “%s”: %s"), self->name,
                 local->message);
  else
    self->position = offset + (guint64)n_read;
  return n_read;
}

/* vbt-waiting.c: documents of an import that are written together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-waiting.h"

/* So many short ones, or texts of so many bytes, are written at once. */
#define MAX_DOCUMENTS 64
#define MAX_BYTES (1024 * 1024)

/** vbt_waiting_init: nothing waits */
void
vbt_waiting_init (VbtWaiting *self)
{
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_document_free);
  self->n_bytes = 0;
}

/** vbt_waiting_clear: forgets what waits */
void
vbt_waiting_clear (VbtWaiting *self)
{
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  self->n_bytes = 0;
}

/** vbt_waiting_has: whether a document with this identifier waits */
gboolean
vbt_waiting_has (const VbtWaiting *self, VbtId document)
{
  for (guint i = 0; i < self->documents->len; i++)
    if (((const VbtDocument *)self->documents->pdata[i])->id == document)
      return TRUE;
  return FALSE;
}

/**
 * vbt_waiting_write:
 * @self: what waits
 * @store: a project with a batch begun
 * @error: return location for an error
 *
 * Returns: whether all is in the project; nothing waits any more
 */
gboolean
vbt_waiting_write (VbtWaiting *self, VbtStore *store, GError **error)
{
  gboolean success = vbt_store_insert_documents (
      store, (const VbtDocument *const *)self->documents->pdata, self->documents->len, error);

  g_ptr_array_set_size (self->documents, 0);
  self->n_bytes = 0;
  return success;
}

/**
 * vbt_waiting_add:
 * @self: what waits
 * @store: a project with a batch begun
 * @document: (transfer full): a document that is new in the project
 * @error: return location for an error
 *
 * Writes it with the next ones; at once with those before it where it has annotations, whose identifiers the next
 * document must not have.
 *
 * Returns: whether what was written could be
 */
gboolean
vbt_waiting_add (VbtWaiting *self, VbtStore *store, VbtDocument *document, GError **error)
{
  gboolean is_plain = document->annotations->len == 0;

  g_ptr_array_add (self->documents, document);
  self->n_bytes += vbt_text_get_n_bytes (document->text);
  if (is_plain && self->documents->len < MAX_DOCUMENTS && self->n_bytes < MAX_BYTES)
    return TRUE;
  return vbt_waiting_write (self, store, error);
}

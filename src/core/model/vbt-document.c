/* vbt-document.c: one article with everything that was said about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-document-private.h"

/** vbt_metadata_free: frees a key with its value */
void
vbt_metadata_free (VbtMetadata *self)
{
  g_free (self->key);
  g_free (self->value);
  g_free (self);
}

/**
 * vbt_document_new:
 * @name: name of the file it came from
 * @text: (transfer none): its text
 *
 * Returns: (transfer full): a document with a new identifier, not segmented
 */
VbtDocument *
vbt_document_new (const char *name, VbtText *text)
{
  VbtDocument *self;

  g_return_val_if_fail (name != NULL && text != NULL, NULL);

  self = g_new0 (VbtDocument, 1);
  self->id = vbt_id_new ();
  self->name = g_strdup (name);
  self->text = vbt_text_ref (text);
  self->metadata = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_metadata_free);
  self->annotations = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);
  self->decisions = g_array_new (FALSE, FALSE, sizeof (VbtDecision));
  self->statuses = g_array_new (FALSE, FALSE, sizeof (VbtDocumentStatus));
  self->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_remark_free);
  return self;
}

/**
 * vbt_document_copy:
 * @self: a document
 *
 * Returns: (transfer full): a copy with the same identifiers; the text is shared
 */
VbtDocument *
vbt_document_copy (const VbtDocument *self)
{
  VbtDocument *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = vbt_document_new (self->name, self->text);
  copy->id = self->id;
  copy->tokens = self->tokens != NULL ? g_array_copy (self->tokens) : NULL;
  copy->packed = self->packed != NULL ? vbt_packed_ranges_ref (self->packed) : NULL;
  copy->sentences = self->sentences != NULL ? g_array_copy (self->sentences) : NULL;
  for (guint i = 0; i < self->metadata->len; i++)
    {
      const VbtMetadata *metadata = g_ptr_array_index (self->metadata, i);

      vbt_document_add_metadata (copy, metadata->key, metadata->value);
    }
  for (guint i = 0; i < self->annotations->len; i++)
    g_ptr_array_add (copy->annotations,
                     vbt_annotation_copy (g_ptr_array_index (self->annotations, i)));
  g_array_append_vals (copy->decisions, self->decisions->data, self->decisions->len);
  g_array_append_vals (copy->statuses, self->statuses->data, self->statuses->len);
  for (guint i = 0; i < self->remarks->len; i++)
    g_ptr_array_add (copy->remarks, vbt_remark_copy (self->remarks->pdata[i]));
  return copy;
}

/**
 * vbt_document_free:
 * @self: (nullable) (transfer full): a document
 */
void
vbt_document_free (VbtDocument *self)
{
  if (self == NULL)
    return;
  vbt_document_drop_index (self);
  g_free (self->name);
  vbt_text_unref (self->text);
  g_ptr_array_unref (self->metadata);
  vbt_document_clear_segmentation (self);
  g_ptr_array_unref (self->annotations);
  g_array_unref (self->decisions);
  g_array_unref (self->statuses);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

static gboolean
find_metadata (const VbtDocument *self, const char *key, guint *index)
{
  for (guint i = 0; i < self->metadata->len; i++)
    if (g_str_equal (((const VbtMetadata *)g_ptr_array_index (self->metadata, i))->key, key))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_document_get_metadata:
 * @self: a document
 * @key: a key: %VBT_METADATA_TITLE or any other
 *
 * Returns: (nullable): its value
 */
const char *
vbt_document_get_metadata (const VbtDocument *self, const char *key)
{
  guint index;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  if (!find_metadata (self, key, &index))
    return NULL;
  return ((const VbtMetadata *)g_ptr_array_index (self->metadata, index))->value;
}

/**
 * vbt_document_set_metadata:
 * @self: a document
 * @key: a key: %VBT_METADATA_TITLE or any other
 * @value: (nullable): its value; %NULL takes it away
 *
 * Sets a value; a key that is new comes last.
 */
void
vbt_document_set_metadata (VbtDocument *self, const char *key, const char *value)
{
  guint index;

  g_return_if_fail (self != NULL && key != NULL);

  if (find_metadata (self, key, &index))
    {
      VbtMetadata *metadata = g_ptr_array_index (self->metadata, index);

      if (value == NULL)
        g_ptr_array_remove_index (self->metadata, index);
      else if (metadata->value != value)
        {
          g_free (metadata->value);
          metadata->value = g_strdup (value);
        }
      return;
    }
  if (value != NULL)
    vbt_document_add_metadata (self, key, value);
}

/**
 * vbt_document_add_metadata:
 * @self: a document
 * @key: a key that it does not have
 * @value: its value
 *
 * Adds a value without looking for the key, which takes time in proportion to what is there.
 */
void
vbt_document_add_metadata (VbtDocument *self, const char *key, const char *value)
{
  VbtMetadata *metadata;

  g_return_if_fail (self != NULL && key != NULL && value != NULL);

  metadata = g_new (VbtMetadata, 1);
  metadata->key = g_strdup (key);
  metadata->value = g_strdup (value);
  g_ptr_array_add (self->metadata, metadata);
}

/**
 * vbt_document_get_title:
 * @self: a document
 *
 * Returns: its title; its name where it has none
 */
const char *
vbt_document_get_title (const VbtDocument *self)
{
  const char *title = vbt_document_get_metadata (self, VBT_METADATA_TITLE);

  return title != NULL && title[0] != '\0' ? title : self->name;
}

/**
 * vbt_document_take_annotation:
 * @self: a document
 * @annotation: (transfer full): an annotation
 *
 * Adds the annotation behind the others. Call vbt_document_sort() after the last one.
 */
void
vbt_document_take_annotation (VbtDocument *self, VbtAnnotation *annotation)
{
  g_return_if_fail (self != NULL && annotation != NULL);

  g_ptr_array_add (self->annotations, annotation);
}

static int
compare_annotations (gconstpointer a, gconstpointer b)
{
  return vbt_annotation_compare (*(const VbtAnnotation *const *)a,
                                 *(const VbtAnnotation *const *)b);
}

/**
 * vbt_document_sort:
 * @self: a document
 *
 * Puts the annotations into the order of [func@vbt_annotation_compare]. To be called after
 * annotations were added, or changed where they are.
 */
void
vbt_document_sort (VbtDocument *self)
{
  g_return_if_fail (self != NULL);

  vbt_document_drop_index (self);
  g_ptr_array_sort (self->annotations, compare_annotations);
}

/* The annotation, the relations that hang on it, and those that hang on these. */
static GHashTable *
find_dependents (const VbtDocument *self, VbtId id)
{
  GHashTable *found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (VbtId));

  g_array_append_val (open, id);
  while (open->len > 0)
    {
      VbtId next = g_array_index (open, VbtId, open->len - 1);
      g_autoptr (GPtrArray) relations = NULL;

      g_array_set_size (open, open->len - 1);
      if (!g_hash_table_add (found, g_memdup2 (&next, sizeof next)))
        continue;
      relations = vbt_document_relations_of (self, next);
      for (guint i = 0; i < relations->len; i++)
        g_array_append_val (open, ((const VbtAnnotation *)relations->pdata[i])->id);
    }
  return found;
}

/**
 * vbt_document_remove_annotation:
 * @self: a document
 * @id: an annotation of it
 *
 * Frees the annotation, and the relations from and to it.
 *
 * Returns: whether there was such an annotation
 */
gboolean
vbt_document_remove_annotation (VbtDocument *self, VbtId id)
{
  g_autoptr (GHashTable) doomed = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (vbt_document_get_annotation (self, id) == NULL)
    return FALSE;
  doomed = find_dependents (self, id);
  vbt_document_drop_index (self);
  for (guint i = self->annotations->len; i > 0; i--)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (self->annotations, i - 1);

      if (g_hash_table_contains (doomed, &annotation->id))
        g_ptr_array_remove_index (self->annotations, i - 1);
    }
  return TRUE;
}

/**
 * vbt_document_replace:
 * @self: a document, sorted
 * @annotations: (element-type VbtId): what changed of it
 * @fresh: what there is of these now, with their decisions, and all statuses; it is left empty
 *
 * Puts what is new in the place of what was, each where it belongs in the order.
 */
void
vbt_document_replace (VbtDocument *self, const GArray *annotations, VbtDocument *fresh)
{
  g_return_if_fail (self != NULL && annotations != NULL && fresh != NULL);

  for (guint i = 0; i < annotations->len; i++)
    {
      VbtId id = g_array_index (annotations, VbtId, i);
      VbtAnnotation *old = vbt_document_get_annotation (self, id);

      if (old != NULL)
        vbt_document_delete_annotation (self, old);
      vbt_document_delete_decisions (self, id);
    }
  vbt_document_drop_index (fresh);
  while (fresh->annotations->len > 0)
    vbt_document_insert_annotation (
        self, g_ptr_array_steal_index (fresh->annotations, fresh->annotations->len - 1));
  for (guint i = 0; i < fresh->decisions->len; i++)
    vbt_document_insert_decision (self, &g_array_index (fresh->decisions, VbtDecision, i));
  g_array_set_size (self->statuses, 0);
  g_array_append_vals (self->statuses, fresh->statuses->data, fresh->statuses->len);
  g_ptr_array_set_size (self->remarks, 0);
  while (fresh->remarks->len > 0)
    g_ptr_array_add (self->remarks, g_ptr_array_steal_index (fresh->remarks, 0));
}

/**
 * vbt_document_get_covered_text:
 * @self: a document
 * @span: a span of it
 *
 * Returns: (transfer full): the text of the span's fragments, with a space between two, as brat
 *   writes it
 */
char *
vbt_document_get_covered_text (const VbtDocument *self, const VbtAnnotation *span)
{
  g_autoptr (GString) covered = NULL;

  g_return_val_if_fail (self != NULL && span != NULL, NULL);

  covered = g_string_new (NULL);
  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);
      g_autofree char *slice = vbt_text_slice (self->text, range.start, range.end);

      if (i > 0)
        g_string_append_c (covered, ' ');
      g_string_append (covered, slice);
    }
  return g_string_free (g_steal_pointer (&covered), FALSE);
}

static VbtDocumentStatus *
find_status (const VbtDocument *self, VbtId annotator)
{
  for (guint i = 0; i < self->statuses->len; i++)
    {
      VbtDocumentStatus *status = &g_array_index (self->statuses, VbtDocumentStatus, i);

      if (status->annotator == annotator)
        return status;
    }
  return NULL;
}

/**
 * vbt_document_get_status:
 * @self: a document
 * @annotator: an annotator
 *
 * Returns: how far the annotator is with the document; new where nothing is known
 */
VbtStatus
vbt_document_get_status (const VbtDocument *self, VbtId annotator)
{
  const VbtDocumentStatus *status;

  g_return_val_if_fail (self != NULL, VBT_STATUS_NEW);

  status = find_status (self, annotator);
  return status != NULL ? status->status : VBT_STATUS_NEW;
}

/**
 * vbt_document_set_status:
 * @self: a document
 * @annotator: an annotator
 * @status: how far the annotator is
 */
void
vbt_document_set_status (VbtDocument *self, VbtId annotator, VbtStatus status)
{
  VbtDocumentStatus *old;

  g_return_if_fail (self != NULL);

  old = find_status (self, annotator);
  if (old != NULL)
    old->status = status;
  else
    {
      VbtDocumentStatus own = { annotator, status };

      g_array_append_val (self->statuses, own);
    }
}

/* vbt-losses.c: what a format cannot hold, counted before it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EXAMPLE_LENGTH 60

static void
loss_free (gpointer data)
{
  VbtLoss *loss = data;

  g_free (loss->what);
  g_free (loss->example);
  g_free (loss);
}

/**
 * vbt_losses_new:
 *
 * Returns: (transfer full): an empty list of losses
 */
VbtLosses *
vbt_losses_new (void)
{
  VbtLosses *self = g_new0 (VbtLosses, 1);

  self->rows = g_ptr_array_new_with_free_func (loss_free);
  self->labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/**
 * vbt_losses_free:
 * @self: (transfer full) (nullable): a list of losses
 */
void
vbt_losses_free (VbtLosses *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->labels);
  g_clear_pointer (&self->annotations, g_hash_table_unref);
  g_free (self);
}

/**
 * vbt_losses_concern:
 * @self: a list of losses
 * @label: identifier of a label
 *
 * Returns: whether something is lost of annotations with this label
 */
gboolean
vbt_losses_concern (const VbtLosses *self, VbtId label)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return g_hash_table_contains (self->labels, &label);
}

static void
concern (VbtLosses *self, const VbtAnnotation *annotation)
{
  if (annotation == NULL)
    {
      self->of_documents = TRUE;
      return;
    }
  if (self->annotations != NULL && !g_hash_table_contains (self->annotations, &annotation->id))
    g_hash_table_add (self->annotations, g_memdup2 (&annotation->id, sizeof (VbtId)));
  if (!g_hash_table_contains (self->labels, &annotation->label))
    g_hash_table_add (self->labels, g_memdup2 (&annotation->label, sizeof (VbtId)));
}

static char *
describe (const VbtDocument *document, const VbtAnnotation *annotation)
{
  g_autofree char *text = NULL;

  if (document == NULL)
    return NULL;
  if (annotation == NULL || annotation->kind != VBT_KIND_SPAN)
    return g_strdup (document->name);
  text = vbt_document_get_covered_text (document, annotation);
  g_strdelimit (text, "\r\n\t", ' ');
  if (g_utf8_strlen (text, -1) > EXAMPLE_LENGTH)
    {
      g_autofree char *head = g_utf8_substring (text, 0, EXAMPLE_LENGTH);

      return g_strdup_printf ("%s: “%s…”", document->name, head);
    }
  return g_strdup_printf ("%s: “%s”", document->name, text);
}

/**
 * vbt_losses_add:
 * @self: a list of losses
 * @what: what is lost, translated; the same words count as one loss
 * @document: (nullable): where
 * @annotation: (nullable): of what
 *
 * Counts one more loss, and keeps the first of its kind as the example.
 */
void
vbt_losses_add (VbtLosses *self, const char *what, const VbtDocument *document,
                const VbtAnnotation *annotation)
{
  VbtLoss *loss = NULL;

  g_return_if_fail (self != NULL && what != NULL);

  concern (self, annotation);
  for (guint i = 0; i < self->rows->len && loss == NULL; i++)
    {
      VbtLoss *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (row->what, what))
        loss = row;
    }
  if (loss == NULL)
    {
      loss = g_new0 (VbtLoss, 1);
      loss->what = g_strdup (what);
      loss->example = describe (document, annotation);
      loss->is_of_annotation = annotation != NULL && self->annotations != NULL;
      g_ptr_array_add (self->rows, loss);
    }
  loss->count++;
}

/**
 * vbt_losses_add_origin:
 * @self: a list of losses
 * @what: what is lost, translated
 * @document: where
 * @annotation: of what
 *
 * Counts what is lost of how the annotation came to be, and not of what it says: that is no reason to leave it out.
 */
void
vbt_losses_add_origin (VbtLosses *self, const char *what, const VbtDocument *document,
                       const VbtAnnotation *annotation)
{
  g_autoptr (GHashTable) annotations = NULL;

  g_return_if_fail (self != NULL && annotation != NULL);

  annotations = g_steal_pointer (&self->annotations);
  vbt_losses_add (self, what, document, annotation);
  self->annotations = g_steal_pointer (&annotations);
}

/**
 * vbt_document_is_between_spans:
 * @document: a document
 * @relation: a relation in it
 *
 * Returns: whether it relates two spans, which is what other programs can do
 */
gboolean
vbt_document_is_between_spans (const VbtDocument *document, const VbtAnnotation *relation)
{
  const VbtAnnotation *from = vbt_document_get_annotation (document, relation->from);
  const VbtAnnotation *to = vbt_document_get_annotation (document, relation->to);

  return from != NULL && to != NULL && from->kind == VBT_KIND_SPAN && to->kind == VBT_KIND_SPAN;
}

static gboolean
is_in_fragments (const VbtDocument *document, VbtId id)
{
  const VbtAnnotation *annotation = vbt_document_get_annotation (document, id);

  return annotation != NULL && annotation->kind == VBT_KIND_SPAN && annotation->n_fragments > 1;
}

/* What is lost where the format has no place for fragments. */
static void
count_fragments (VbtLosses *self, const VbtDocument *document, const VbtAnnotation *annotation)
{
  if (annotation->kind == VBT_KIND_SPAN && annotation->n_fragments > 1)
    vbt_losses_add (self, _ ("Each fragment becomes a span of its own"), document, annotation);
  if (annotation->kind == VBT_KIND_RELATION
      && (is_in_fragments (document, annotation->from)
          || is_in_fragments (document, annotation->to)))
    vbt_losses_add (self, _ ("Relations of a span in fragments become those of its first fragment"),
                    document, annotation);
}

/**
 * vbt_losses_count_annotation:
 * @self: a list of losses
 * @document: a document
 * @annotation: an annotation in it
 * @holds: what the format has a place for
 *
 * Counts what a format has no place for of one annotation.
 */
void
vbt_losses_count_annotation (VbtLosses *self, const VbtDocument *document,
                             const VbtAnnotation *annotation, VbtHolds holds)
{
  g_return_if_fail (self != NULL && document != NULL && annotation != NULL);

  if (annotation->kind == VBT_KIND_RELATION && !(holds & VBT_HOLDS_RELATIONS))
    vbt_losses_add (self, _ ("Relations are left out"), document, annotation);
  else if (annotation->kind == VBT_KIND_DOCUMENT && !(holds & VBT_HOLDS_DOCUMENT_LABELS))
    vbt_losses_add (self, _ ("Labels of the document are left out"), document, annotation);
  else if (annotation->kind == VBT_KIND_RELATION
           && !vbt_document_is_between_spans (document, annotation))
    vbt_losses_add (self, _ ("Relations of anything but two spans are left out"), document,
                    annotation);
  else
    {
      if (!(holds & VBT_HOLDS_FRAGMENTS))
        count_fragments (self, document, annotation);
      if (annotation->values->len > 0 && !(holds & VBT_HOLDS_VALUES))
        vbt_losses_add (self, _ ("Attributes are left out"), document, annotation);
      if (annotation->entities != NULL && annotation->entities->len > 0
          && !(holds & VBT_HOLDS_ENTITIES))
        vbt_losses_add (self, _ ("Which entity a span refers to is left out"), document,
                        annotation);
      if (annotation->note != NULL && !(holds & VBT_HOLDS_NOTES))
        vbt_losses_add (self, _ ("Notes are left out"), document, annotation);
      if (annotation->confidence >= 0 && !(holds & VBT_HOLDS_CONFIDENCE))
        vbt_losses_add_origin (self, _ ("Confidence is left out"), document, annotation);
      if (annotation->derived_from != 0)
        vbt_losses_add_origin (self, _ ("Which suggestion it comes from is left out"), document,
                               annotation);
      if (annotation->rule != NULL)
        vbt_losses_add_origin (self, _ ("The tagger’s rule is left out"), document, annotation);
    }
}

/**
 * vbt_losses_count_origin:
 * @self: a list of losses
 * @document: a document
 * @holds: what the format has a place for
 *
 * Counts who, when, and how far: what only the native format holds, or but who it was.
 */
void
vbt_losses_count_origin (VbtLosses *self, const VbtDocument *document, VbtHolds holds)
{
  g_return_if_fail (self != NULL && document != NULL);

  if (document->annotations->len > 0)
    vbt_losses_add (self,
                    holds & VBT_HOLDS_ANNOTATORS
                        ? _ ("When the annotations were made is left out")
                        : _ ("Who made the annotations, and when, is left out"),
                    document, NULL);
  for (guint i = 0; i < document->decisions->len; i++)
    vbt_losses_add (self, _ ("Decisions on suggestions are left out"), document, NULL);
  for (guint i = 0; i < document->statuses->len; i++)
    vbt_losses_add (self, _ ("The status of the document is left out"), document, NULL);
  if (document->remarks->len > 0)
    vbt_losses_add (self, _ ("Notes and questions in threads are left out"), document, NULL);
}

/**
 * vbt_losses_count_document:
 * @self: a list of losses
 * @document: a document
 * @holds: what the format has a place for
 *
 * Counts what a format has no place for of a document, but not what it has none for of the annotations.
 */
void
vbt_losses_count_document (VbtLosses *self, const VbtDocument *document, VbtHolds holds)
{
  g_return_if_fail (self != NULL && document != NULL);

  vbt_losses_count_origin (self, document, holds);
  for (guint i = 0; i < document->metadata->len && !(holds & VBT_HOLDS_METADATA); i++)
    vbt_losses_add (self, _ ("Metadata is left out"), document, NULL);
  if (document->tokens != NULL && !(holds & VBT_HOLDS_TOKENS))
    vbt_losses_add (self, _ ("Tokens and sentences are left out, and made anew by an import"),
                    document, NULL);
  if (!(holds & VBT_HOLDS_NAMES))
    vbt_losses_add (self, _ ("Names of documents are left out"), document, NULL);
}

/**
 * vbt_losses_count:
 * @self: a list of losses
 * @document: a document
 * @holds: what the format has a place for
 *
 * Counts all that a format has no place for at all; what it can hold in part is its own business.
 */
void
vbt_losses_count (VbtLosses *self, const VbtDocument *document, VbtHolds holds)
{
  g_return_if_fail (self != NULL && document != NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    vbt_losses_count_annotation (self, document, document->annotations->pdata[i], holds);
  vbt_losses_count_document (self, document, holds);
}

/**
 * vbt_losses_count_types:
 * @self: a list of losses
 * @catalog: where the attributes are
 * @document: a document
 *
 * Counts annotations with attributes that are more than text, for formats that only know text.
 */
void
vbt_losses_count_types (VbtLosses *self, const VbtCatalog *catalog, const VbtDocument *document)
{
  g_return_if_fail (self != NULL && catalog != NULL && document != NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      gboolean is_text = TRUE;

      for (guint j = 0; is_text && j < annotation->values->len; j++)
        is_text = vbt_schema_get_attribute (catalog->schema,
                                            ((VbtValue *)annotation->values->pdata[j])->attribute)
                      ->kind
                  == VBT_ATTRIBUTE_TEXT;
      if (!is_text)
        vbt_losses_add (self, _ ("Attributes become plain text"), document, annotation);
    }
}

/**
 * vbt_value_to_text:
 * @value: value of an attribute
 *
 * Returns: (transfer full): the value for a format that only knows text: several are joined by "; "
 */
char *
vbt_value_to_text (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, VBT_VALUE_SEPARATOR, -1);

  return g_strjoinv ("; ", parts);
}

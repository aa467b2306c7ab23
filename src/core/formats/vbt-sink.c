/* vbt-sink.c: where a reader puts what it finds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format.h"

#include <glib/gi18n-lib.h>

#include "formats/vbt-reader.h"

/* Of a document: how often a relation goes to a span that means an entity. A project counts who is quoted: of 40,000 quotes
 * of one speaker who is 40,000 persons that would take hours. */
#define MAX_SPEAKERS 1000000

/* How many entities a span may mean. */
static guint
find_most_entities (const VbtDocument *document)
{
  g_autoptr (GHashTable) spans = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint64 n_speakers = 0;
  guint n_relations = 0;

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->entities != NULL && annotation->entities->len > 1)
        g_hash_table_insert (spans, &annotation->id, annotation);
    }
  for (guint i = 0; i < document->annotations->len && g_hash_table_size (spans) > 0; i++)
    {
      const VbtAnnotation *relation = document->annotations->pdata[i];
      const VbtAnnotation *to
          = relation->kind == VBT_KIND_RELATION ? g_hash_table_lookup (spans, &relation->to) : NULL;

      n_relations += to != NULL;
      n_speakers += to != NULL ? to->entities->len : 0;
    }
  return n_speakers > MAX_SPEAKERS ? MAX (MAX_SPEAKERS / n_relations, 1) : VBT_READER_MAX_ENTITIES;
}

static void
limit_entities (VbtSink *self, VbtDocument *document)
{
  guint n_most = find_most_entities (document);
  guint n_cut = 0;

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->entities == NULL || annotation->entities->len <= n_most)
        continue;
      vbt_annotation_cut_entities (annotation, n_most);
      n_cut++;
    }
  if (n_cut > 0)
    vbt_sink_problem (self, NULL, 0,
                      ngettext ("%s: %u span means more than %u entities: the others were left out",
                                "%s: %u spans mean more than %u entities: the others were left out",
                                n_cut),
                      document->name, n_cut, n_most);
}

/**
 * vbt_sink_take_document:
 * @self: a sink
 * @document: (transfer full): a document whose labels, entities and annotators are in the sink's
 *   catalog
 * @error: return location for an error
 *
 * Hands over a document that was read; its annotations are put into their order first. Where spans mean so many entities
 * that it cannot be counted who is quoted, some are left out, which is reported.
 *
 * Returns: whether the reader should go on
 */
gboolean
vbt_sink_take_document (VbtSink *self, VbtDocument *document, GError **error)
{
  g_return_val_if_fail (self != NULL && document != NULL, FALSE);

  limit_entities (self, document);
  vbt_document_sort (document);
  self->n_documents++;
  return self->klass->document (self, document, error);
}

/**
 * vbt_sink_problem:
 * @self: a sink
 * @input: (nullable): the input where the problem is
 * @line: its line from 1, or 0 where there is none
 * @format: translated printf() format: what is wrong, and what became of it
 * @...: its arguments
 *
 * Reports a part of the input that had to be left out or changed; the rest goes on.
 */
void
vbt_sink_problem (VbtSink *self, const VbtInput *input, guint line, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  g_return_if_fail (self != NULL && format != NULL);

  self->n_problems++;
  if (self->klass->problem == NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->klass->problem (self, input != NULL ? vbt_input_get_name (input) : NULL, line, message);
}

/**
 * vbt_sink_tell:
 * @self: a sink
 * @input: the input
 * @format: translated printf() format: which dialect of the format it was read as
 * @...: its arguments
 *
 * Tells how a file was understood that could also be understood otherwise: what its columns or
 * offsets mean. It is no problem, and can be overridden by vbt_input_set_dialect().
 */
void
vbt_sink_tell (VbtSink *self, const VbtInput *input, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  g_return_if_fail (self != NULL && input != NULL && format != NULL);

  if (self->klass->tell == NULL)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->klass->tell (self, vbt_input_get_name (input), message);
}

/**
 * vbt_sink_find_text:
 * @self: a sink
 * @name: the name of a document
 *
 * For a file that is about documents whose text it has not. The next document that the sink takes is taken for the one that
 * was found.
 *
 * Returns: (transfer full) (nullable): the text of the only document of this name that is known
 */
VbtText *
vbt_sink_find_text (VbtSink *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return self->klass->find_text != NULL ? self->klass->find_text (self, name) : NULL;
}

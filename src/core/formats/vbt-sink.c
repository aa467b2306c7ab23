/* vbt-sink.c: where a reader puts what it finds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format.h"

/**
 * vbt_sink_take_document:
 * @self: a sink
 * @document: (transfer full): a document whose labels, entities and annotators are in the sink's
 *   catalog
 * @error: return location for an error
 *
 * Hands over a document that was read; its annotations are put into their order first.
 *
 * Returns: whether the reader should go on
 */
gboolean
vbt_sink_take_document (VbtSink *self, VbtDocument *document, GError **error)
{
  g_return_val_if_fail (self != NULL && document != NULL, FALSE);

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

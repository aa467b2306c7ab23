/* vbt-taggers.c: the table of taggers, and how one runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>

/**
 * vbt_taggers:
 *
 * Returns: (transfer none) (array zero-terminated=1): all taggers, in the order in which they run
 */
const VbtTagger *const *
vbt_taggers (void)
{
  static const VbtTagger *const taggers[] = {
    &vbt_tagger_entities,
    &vbt_tagger_attributions,
    NULL,
  };

  return taggers;
}

/**
 * vbt_taggers_find:
 * @name: of a tagger
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the tagger, or NULL with VBT_ERROR_USAGE, which names all
 */
const VbtTagger *
vbt_taggers_find (const char *name, GError **error)
{
  const VbtTagger *const *taggers = vbt_taggers ();
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; taggers[i] != NULL; i++)
    {
      if (g_str_equal (taggers[i]->name, name))
        return taggers[i];
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", taggers[i]->name);
    }
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("There is no tagger “%s”. Taggers are: %s."),
               name, names->str);
  return NULL;
}

/**
 * vbt_tagger_run:
 * @self: a tagger
 * @document: a document; segmented if it was not yet
 * @catalog: its catalog, in which the tagger becomes an annotator
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Adds a tagger's suggestions to a document. Those of an earlier run stay: who calls it removes
 * them before.
 *
 * Returns: FALSE with @error set if it was cancelled; the document may have a part of the
 *   suggestions then
 */
gboolean
vbt_tagger_run (const VbtTagger *self, VbtDocument *document, VbtCatalog *catalog,
                GCancellable *cancellable, GError **error)
{
  const VbtAnnotator *annotator;

  g_return_val_if_fail (self != NULL && document != NULL && catalog != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (document->tokens == NULL || document->sentences == NULL)
    vbt_document_segment (document);
  annotator
      = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_TAGGER, self->name, self->version);
  if (!self->tag (document, catalog, annotator->id, cancellable, error))
    return FALSE;
  vbt_document_sort (document);
  return TRUE;
}

/* vbt-taggers.c: the table of taggers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-tagger.h"

#include <glib/gi18n-lib.h>

static const VbtTagger *const taggers[] = { NULL };

/**
 * vbt_taggers:
 *
 * Returns: (array zero-terminated=1): all taggers, in the order in which they run
 */
const VbtTagger *const *
vbt_taggers (void)
{
  return taggers;
}

/**
 * vbt_taggers_find:
 * @name: name of a tagger, as on the command line
 * @error: return location for an error
 *
 * Returns: the tagger, or %NULL with %VBT_ERROR_USAGE
 */
const VbtTagger *
vbt_taggers_find (const char *name, GError **error)
{
  for (guint i = 0; taggers[i] != NULL; i++)
    if (g_str_equal (taggers[i]->name, name))
      return taggers[i];
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("There is no tagger “%s”. “vbt taggers” lists them."), name);
  return NULL;
}

/**
 * vbt_tagger_run:
 * @self: a tagger
 * @document: a segmented document
 * @catalog: its catalog
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Appends the tagger's suggestions to the document, in the tagger's own set.
 *
 * Returns: FALSE with an error when it was cancelled or failed
 */
gboolean
vbt_tagger_run (const VbtTagger *self, VbtDocument *document, VbtCatalog *catalog,
                GCancellable *cancellable, GError **error)
{
  const VbtAnnotator *annotator
      = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_TAGGER, self->name, self->version);

  return self->tag (document, catalog, annotator->id, cancellable, error);
}

/* vbt-tagging.c: taggers that are prepared to run over documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-tagger-private.h"

/** Prepared: one tagger with what it knows. */
typedef struct
{
  const VbtTagger *tagger;
  gpointer data; /* (nullable) */
  const char *name;
  const char *version;
  gboolean is_replaced; /* by another one: what it suggested earlier goes, and it does not run */
} Prepared;

struct _VbtTagging
{
  GArray *taggers; /* of Prepared */
  GHashTable *settings;
};

static void
prepared_clear (gpointer data)
{
  Prepared *self = data;

  if (self->data != NULL && self->tagger->release != NULL)
    self->tagger->release (self->data);
}

static gboolean
prepare (VbtTagging *self, const VbtTagger *tagger, const VbtTaggerContext *context, GError **error)
{
  Prepared prepared = { tagger, NULL, tagger->name, tagger->version, FALSE };
  g_autoptr (GError) problem = NULL;

  if (tagger->prepare != NULL)
    prepared.data = tagger->prepare (context, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (tagger->identify != NULL)
    tagger->identify (prepared.data, &prepared.name, &prepared.version);
  g_array_append_val (self->taggers, prepared);
  return TRUE;
}

static gboolean
is_replaced (const VbtTagging *self, const Prepared *prepared)
{
  for (guint i = 0; i < self->taggers->len; i++)
    {
      const Prepared *other = &g_array_index (self->taggers, Prepared, i);

      if (other != prepared && other->tagger->replaces != NULL
          && other->tagger->replaces (other->data, prepared->tagger->name))
        return TRUE;
    }
  return FALSE;
}

/**
 * vbt_tagging_new:
 * @taggers: (array zero-terminated=1): taggers, in the order in which they are to run
 * @context: what they may know; of it only the settings have to outlive this call
 * @error: return location for an error
 *
 * Lets taggers read what they have to know beside the documents: lists, models. That can take
 * seconds. The context's store is used by this thread alone, and only here.
 *
 * Returns: (transfer full) (nullable): the taggers, ready to run, or NULL with an error
 */
VbtTagging *
vbt_tagging_new (const VbtTagger *const *taggers, const VbtTaggerContext *context, GError **error)
{
  g_autoptr (VbtTagging) self = NULL;

  g_return_val_if_fail (taggers != NULL && context != NULL, NULL);

  self = g_new0 (VbtTagging, 1);
  self->settings = context->settings != NULL ? g_hash_table_ref (context->settings) : NULL;
  self->taggers = g_array_new (FALSE, FALSE, sizeof (Prepared));
  g_array_set_clear_func (self->taggers, prepared_clear);
  for (guint i = 0; taggers[i] != NULL; i++)
    if (!prepare (self, taggers[i], context, error))
      return NULL;
  for (guint i = 0; i < self->taggers->len; i++)
    {
      Prepared *prepared = &g_array_index (self->taggers, Prepared, i);

      prepared->is_replaced = is_replaced (self, prepared);
    }
  return g_steal_pointer (&self);
}

/**
 * vbt_tagging_free:
 * @self: (transfer full): taggers that nobody runs any more
 */
void
vbt_tagging_free (VbtTagging *self)
{
  g_array_unref (self->taggers);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_free (self);
}

/**
 * vbt_tagging_has_annotator:
 * @self: taggers
 * @annotator: somebody
 *
 * Returns: whether that is one of them, of any version
 */
gboolean
vbt_tagging_has_annotator (const VbtTagging *self, const VbtAnnotator *annotator)
{
  if (annotator->kind != VBT_ANNOTATOR_TAGGER)
    return FALSE;
  for (guint i = 0; i < self->taggers->len; i++)
    if (g_str_equal (g_array_index (self->taggers, Prepared, i).name, annotator->name))
      return TRUE;
  return FALSE;
}

static gboolean
run_one (const VbtTagging *self, const Prepared *prepared, VbtTaggerRun *run, GError **error)
{
  if (prepared->is_replaced)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  run->annotator = vbt_catalog_ensure_annotator (run->catalog, VBT_ANNOTATOR_TAGGER, prepared->name,
                                                 prepared->version)
                       ->id;
  run->prepared = prepared->data;
  return prepared->tagger->tag (run, error);
}

static void
shared_clear (VbtTaggerShared *self)
{
  g_clear_pointer (&self->names, vbt_name_list_free);
  g_clear_pointer (&self->reading, vbt_reading_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtTaggerShared, shared_clear)

/**
 * vbt_tagger_run_get_reading:
 * @run: a document before a tagger
 *
 * Returns: (transfer none): the words of the document, classified, and its quotations. The tagger
 *   that looks for attributions adds them, once.
 */
VbtReading *
vbt_tagger_run_get_reading (const VbtTaggerRun *run)
{
  if (run->shared->reading == NULL)
    run->shared->reading = vbt_reading_new (run->document);
  return run->shared->reading;
}

/**
 * vbt_tagger_run_get_names:
 * @run: a document before a tagger
 *
 * Returns: (transfer none): the names in the document
 */
VbtNameList *
vbt_tagger_run_get_names (const VbtTaggerRun *run)
{
  if (run->shared->names == NULL)
    run->shared->names = vbt_name_list_find (vbt_tagger_run_get_reading (run));
  return run->shared->names;
}

static gboolean
needs_words (const VbtTagging *self)
{
  for (guint i = 0; i < self->taggers->len; i++)
    if (!g_array_index (self->taggers, Prepared, i).tagger->text_only)
      return TRUE;
  return FALSE;
}

/**
 * vbt_tagging_run:
 * @self: taggers
 * @document: a document; segmented if it was not yet and one of them needs that
 * @catalog: its catalog, in which the taggers become annotators
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Adds the taggers' suggestions to a document. Those of an earlier run stay: who calls it removes
 * them before. Safe to call from many threads, each with a document and a catalog of its own.
 *
 * Returns: FALSE with @error set if it was cancelled or a tagger failed; the document may have a
 *   part of the suggestions then
 */
gboolean
vbt_tagging_run (const VbtTagging *self, VbtDocument *document, VbtCatalog *catalog,
                 GCancellable *cancellable, GError **error)
{
  g_auto (VbtTaggerShared) shared = { NULL };
  VbtTaggerRun run = { .document = document,
                       .catalog = catalog,
                       .settings = self->settings,
                       .cancellable = cancellable,
                       .shared = &shared };

  g_return_val_if_fail (document != NULL && catalog != NULL, FALSE);

  if (needs_words (self) && (document->tokens == NULL || document->sentences == NULL))
    vbt_document_segment (document);
  for (guint i = 0; i < self->taggers->len; i++)
    if (!run_one (self, &g_array_index (self->taggers, Prepared, i), &run, error))
      return FALSE;
  vbt_document_sort (document);
  return TRUE;
}

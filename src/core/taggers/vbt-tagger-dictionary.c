/* vbt-tagger-dictionary.c: suggests every occurrence of names that are known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-dictionary.h"
#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>

/* How sure it is: of what a list has; of another name than the canonical one; of a name that
 * several have. */
#define NAME 0.95
#define ALIAS 0.9
#define AMBIGUOUS 0.5

/* Where neither the list nor the options say. */
#define LABEL "Other"

static void
add_entity_name (gpointer data, const VbtEntity *entity, const char *alias)
{
  VbtDictionaryEntry entry = { .name = alias != NULL ? alias : entity->name,
                               .label = vbt_dictionary_label_of (entity->kind),
                               .entity = entity->name,
                               .kind = entity->kind,
                               .external_id = entity->external_id,
                               .alias = alias != NULL };

  vbt_dictionary_add (data, &entry);
}

static void
add_catalog (VbtDictionary *self, const VbtCatalog *catalog)
{
  for (guint i = 0; i < catalog->entities->len; i++)
    {
      const VbtEntity *entity = catalog->entities->pdata[i];

      add_entity_name (self, entity, NULL);
      for (guint j = 0; j < entity->aliases->len; j++)
        add_entity_name (self, entity, entity->aliases->pdata[j]);
    }
}

static gboolean
add_lists (VbtDictionary *self, const VbtTaggerContext *context, GError **error)
{
  const char *lists = vbt_tagger_get_setting (&vbt_tagger_dictionary, context->settings, "list");
  const char *label = vbt_tagger_get_setting (&vbt_tagger_dictionary, context->settings, "label");
  g_auto (GStrv) paths = g_strsplit (lists != NULL ? lists : "", "\n", -1);

  for (guint i = 0; paths[i] != NULL; i++)
    if (*paths[i] != '\0'
        && !vbt_dictionary_read (self, paths[i], label != NULL && *label != '\0' ? label : LABEL,
                                 error))
      return FALSE;
  return TRUE;
}

static gpointer
prepare (const VbtTaggerContext *context, GError **error)
{
  g_autoptr (VbtDictionary) self = vbt_dictionary_new ();
  const char *entities
      = vbt_tagger_get_setting (&vbt_tagger_dictionary, context->settings, "entities");

  /* Lists first: where both know a name, the list is what the user asks for now. */
  if (!add_lists (self, context, error))
    return NULL;
  if (g_str_equal (entities, "no"))
    return g_steal_pointer (&self);
  if (context->store != NULL
      && !vbt_store_foreach_name (context->store, add_entity_name, self, context->cancellable,
                                  error))
    return NULL;
  if (context->store == NULL && context->catalog != NULL)
    add_catalog (self, context->catalog);
  return g_steal_pointer (&self);
}

/** Writer: what it takes to write hits down. */
typedef struct
{
  const VbtTaggerRun *run;
  gsize byte; /* as far as code points were counted */
  VbtOffset offset;
} Writer;

/* Hits come in the order of the text, so that it is read once. */
static VbtOffset
offset_of (Writer *self, gsize byte)
{
  const char *text = vbt_text_get_utf8 (self->run->document->text);

  if (byte < self->byte)
    return vbt_text_byte_to_offset (self->run->document->text, byte);
  for (; self->byte < byte; self->byte++)
    self->offset += ((guchar)text[self->byte] & 0xc0) != 0x80;
  return self->offset;
}

static const char *
rule_of (const VbtDictionaryHit *hit)
{
  if (hit->n_meanings > 1)
    return "ambiguous";
  return hit->entry.alias ? "alias" : "name";
}

static void
write_hit (gpointer data, const VbtDictionaryHit *hit)
{
  Writer *self = data;
  VbtCatalog *catalog = self->run->catalog;
  const VbtLabel *label
      = vbt_schema_ensure_label (catalog->schema, VBT_KIND_SPAN, hit->entry.label);
  VbtOffset start = offset_of (self, hit->start);
  VbtAnnotation *span = vbt_annotation_new_span (label->id, self->run->annotator, start,
                                                 offset_of (self, hit->end));
  VbtEntity *entity = NULL;

  span->rule = g_strdup (rule_of (hit));
  span->confidence = hit->n_meanings > 1 ? AMBIGUOUS : hit->entry.alias ? ALIAS : NAME;
  if (hit->entry.entity != NULL)
    entity = vbt_catalog_ensure_entity (catalog, hit->entry.kind, hit->entry.entity);
  if (entity != NULL && entity->external_id == NULL)
    entity->external_id = g_strdup (hit->entry.external_id);
  if (entity != NULL)
    vbt_annotation_add_entity (span, entity->id);
  vbt_document_take_annotation (self->run->document, span);
}

static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  const VbtText *text = run->document->text;
  Writer writer = { .run = run };

  return vbt_dictionary_find (run->prepared, vbt_text_get_utf8 (text), vbt_text_get_n_bytes (text),
                              write_hit, &writer, run->cancellable, error);
}

static const char *const yes_no[] = { "yes", "no", NULL };

static const VbtTaggerOption options[] = {
  { "list", NULL, N_ ("a file of names: one a line, or a .csv with the column “name”"),
    VBT_OPTION_FILE, N_ ("List of names") },
  { "label", NULL, N_ ("the label of names from lists that do not say; “Other” by default"),
    VBT_OPTION_TEXT, N_ ("Label of names in the list") },
  { "entities", yes_no, N_ ("yes: also the entities that the project has, with their aliases"),
    VBT_OPTION_TEXT, N_ ("Names of the project") },
  { NULL },
};

const VbtTagger vbt_tagger_dictionary = {
  .name = "dictionary",
  .version = "1",
  .title = N_ ("Known names"),
  .description = N_ ("Finds every occurrence of the project’s entities and of names in lists."),
  .languages = "*",
  .on_request = TRUE,
  .text_only = TRUE,
  .options = options,
  .prepare = prepare,
  .release = (GDestroyNotify)vbt_dictionary_free,
  .tag = tag,
};

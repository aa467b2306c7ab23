/* vbt-tagger-entities.c: suggests persons, organizations and places
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-names.h"
#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>

static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  static const char *const labels[] = { [VBT_ENTITY_PERSON] = "Person",
                                        [VBT_ENTITY_ORGANIZATION] = "Organization",
                                        [VBT_ENTITY_LOCATION] = "Location" };
  const VbtReading *reading = vbt_tagger_run_get_reading (run);
  const VbtNameList *names = vbt_tagger_run_get_names (run);
  VbtId ids[G_N_ELEMENTS (labels)];

  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    ids[i] = vbt_schema_ensure_label (run->catalog->schema, VBT_KIND_SPAN, labels[i])->id;
  for (guint i = 0; i < names->names->len; i++)
    {
      const VbtName *name = &g_array_index (names->names, VbtName, i);
      VbtAnnotation *span
          = vbt_annotation_new_span (ids[name->kind], run->annotator,
                                     vbt_reading_word (reading, name->words.start)->range.start,
                                     vbt_reading_word (reading, name->words.end - 1)->range.end);

      span->confidence = name->confidence;
      span->rule = g_strdup ("names");
      vbt_annotation_add_entity (
          span, vbt_catalog_ensure_entity (run->catalog, name->kind, name->canonical)->id);
      vbt_document_take_annotation (run->document, span);
    }
  return TRUE;
}

const VbtTagger vbt_tagger_entities = {
  .name = "entities",
  .version = "2",
  .title = N_ ("Persons, organizations and places"),
  .description = N_ ("Finds names by rules and lists, and which of them are the same."),
  .languages = "en de fr es",
  .tag = tag,
};

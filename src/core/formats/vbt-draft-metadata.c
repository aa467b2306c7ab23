/* vbt-draft-metadata.c: what a record says of its document, and whose it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-draft.h"

#include <glib/gi18n-lib.h>

#define MAX_METADATA 1000 /* of a document: each is looked for among them */

/**
 * vbt_draft_ensure_annotator:
 * @self: a draft
 * @kind: what the annotator is
 * @name: its name
 *
 * Returns: the annotator, made if there is none; the one of what nobody is named for, and it is reported, where there are
 *   more than %VBT_READER_MAX_ANNOTATORS
 */
VbtId
vbt_draft_ensure_annotator (VbtDraft *self, VbtAnnotatorKind kind, const char *name)
{
  VbtCatalog *catalog = self->sink->catalog;
  const VbtAnnotator *known = vbt_catalog_find_annotator (catalog, kind, name, NULL);

  if (known != NULL)
    return known->id;
  if (catalog->annotators->len < VBT_READER_MAX_ANNOTATORS)
    return vbt_catalog_ensure_annotator (catalog, kind, name, NULL)->id;
  if (vbt_draft_say_once (self, "annotators"))
    vbt_draft_problem (self,
                       _ ("There are more than %d annotators: annotations of “%.100s” and others "
                          "are read as if nobody "
                          "was named"),
                       VBT_READER_MAX_ANNOTATORS, name);
  return self->sink->annotator;
}

/**
 * vbt_draft_set_metadata:
 * @self: a draft
 * @key: a key
 * @value: its value
 *
 * Sets metadata of the document. The first of a key stays.
 */
void
vbt_draft_set_metadata (VbtDraft *self, const char *key, const char *value)
{
  if (self->document->metadata->len >= MAX_METADATA)
    {
      if (vbt_draft_say_once (self, "metadata"))
        vbt_draft_problem (self, _ ("There are more than %d metadata: the rest was left out"),
                           MAX_METADATA);
      return;
    }
  if (key[0] != '\0' && vbt_document_get_metadata (self->document, key) == NULL)
    vbt_document_set_metadata (self->document, key, value);
}

/**
 * vbt_draft_set_json_metadata:
 * @self: a draft
 * @key: a key
 * @value: (nullable): a value of JSON; null is none
 *
 * Sets metadata of the document; lists and objects as JSON. The first of a key stays.
 */
void
vbt_draft_set_json_metadata (VbtDraft *self, const char *key, const VbtJson *value)
{
  g_autoptr (GString) json = NULL;
  g_autofree char *text = NULL;

  if (value == NULL || vbt_json_is (value, VBT_JSON_NULL))
    return;
  text = vbt_json_to_name (value);
  if (text == NULL)
    {
      json = g_string_new (NULL);
      vbt_json_append (json, value);
    }
  vbt_draft_set_metadata (self, key, text != NULL ? text : json->str);
}

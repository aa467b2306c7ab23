/* tag-document.h: what the tests of the taggers share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "taggers/vbt-tagger.h"

typedef struct
{
  VbtDocument *document;
  VbtCatalog *catalog;
} Tagged;

static inline void
tagged_clear (Tagged *self)
{
  g_clear_pointer (&self->document, vbt_document_free);
  g_clear_pointer (&self->catalog, vbt_catalog_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tagged, tagged_clear)

/* With one tagger that knows nothing but the document. */
static inline gboolean
run_tagger (const VbtTagger *tagger, GHashTable *settings, VbtDocument *document,
            VbtCatalog *catalog, GCancellable *cancellable, GError **error)
{
  const VbtTagger *const taggers[] = { tagger, NULL };
  VbtTaggerContext context = { .catalog = catalog, .settings = settings };
  g_autoptr (VbtTagging) tagging = vbt_tagging_new (taggers, &context, error);

  return tagging != NULL && vbt_tagging_run (tagging, document, catalog, cancellable, error);
}

static inline Tagged
tag_with (GHashTable *settings, const char *tagger, const char *language, const char *utf8,
          gsize n_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_text_new (utf8, (gssize)n_bytes, &error);
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("who-said-what", &error);
  Tagged self = { NULL, NULL };

  g_assert_no_error (error);
  self.document = vbt_document_new ("test.txt", text);
  self.catalog = vbt_catalog_new (schema);
  if (language != NULL)
    vbt_document_set_metadata (self.document, VBT_METADATA_LANGUAGE, language);
  run_tagger (vbt_taggers_find (tagger, NULL), settings, self.document, self.catalog, NULL, &error);
  g_assert_no_error (error);
  return self;
}

static inline Tagged
tag_text (const char *tagger, const char *language, const char *utf8, gsize n_bytes)
{
  return tag_with (NULL, tagger, language, utf8, n_bytes);
}

static inline const char *
label_of (const Tagged *self, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (self->catalog->schema, annotation->label)->name;
}

static inline const char *
entity_of (const Tagged *self, const VbtAnnotation *span)
{
  if (span->entities == NULL || span->entities->len == 0)
    return "?";
  return vbt_catalog_get_entity (self->catalog, g_array_index (span->entities, VbtId, 0))->name;
}

/* Every span is sound, every relation joins two annotations of the document. */
static inline void
check_sound (const Tagged *self)
{
  const VbtDocument *document = self->document;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (document->annotations, i);

      g_hash_table_add (ids, &annotation->id);
      if (annotation->kind == VBT_KIND_SPAN)
        vbt_annotation_check_fragments (annotation, vbt_text_get_length (document->text), &error);
      g_assert_no_error (error);
      g_assert_cmpfloat (annotation->confidence, >, 0);
      g_assert_cmpfloat (annotation->confidence, <=, 1);
      g_assert_nonnull (annotation->rule);
    }
  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (document->annotations, i);

      if (annotation->kind != VBT_KIND_RELATION)
        continue;
      g_assert_true (g_hash_table_contains (ids, &annotation->from));
      g_assert_true (g_hash_table_contains (ids, &annotation->to));
    }
}

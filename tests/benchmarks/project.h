/* project.h: a project of any size, the same for the same seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "jobs/vbt-import.h"
#include "store/vbt-actions.h"

#define PROJECT_SEED 4711
#define PROJECT_ANNOTATIONS 30
#define PROJECT_ENTITIES 5000

/** Project: what is being made. */
typedef struct
{
  VbtStore *store;
  GRand *random;
  VbtId me;
  VbtId tagger;
  VbtId quote, speaker, person, relation;
  VbtId entities[PROJECT_ENTITIES];
  double median; /* bytes of a text */
} Project;

/* Words by Zipf's law, as in any language: a few are everywhere, most are rare. */
static inline void
project_append_word (Project *self, GString *text)
{
  static const char *const syllables[] = { "ba", "lin", "to", "ker", "sa",  "mon", "di", "ra",
                                           "en", "vo",  "hu", "tis", "gar", "pel", "os", "ne" };
  guint rank = (guint)exp (g_rand_double_range (self->random, 0, log (60000)));

  do
    {
      g_string_append (text, syllables[rank % G_N_ELEMENTS (syllables)]);
      rank /= G_N_ELEMENTS (syllables);
    }
  while (rank > 0);
}

/* Lengths of news articles are log-normal. */
static inline VbtText *
project_make_text (Project *self)
{
  double u = g_rand_double_range (self->random, 1e-9, 1), v = g_rand_double (self->random);
  double normal = sqrt (-2 * log (u)) * cos (2 * G_PI * v);
  gsize length = (gsize)CLAMP (self->median * exp (0.6 * normal), 300, 60000);
  g_autoptr (GString) text = g_string_sized_new (length + 100);

  for (guint n = 1; text->len < length; n++)
    {
      project_append_word (self, text);
      g_string_append (text, n % 90 == 0 ? ".\n\n" : n % 15 == 0 ? ". " : n % 7 == 0 ? ", " : " ");
    }
  return vbt_text_new (text->str, (gssize)text->len, NULL);
}

static inline VbtAnnotation *
project_add_span (Project *self, VbtDocument *document, VbtId label, VbtId annotator)
{
  VbtOffset length = vbt_text_get_length (document->text);
  VbtOffset start = g_rand_int_range (self->random, 0, length - 60);
  VbtAnnotation *span = vbt_annotation_new_span (label, annotator, start,
                                                 start + g_rand_int_range (self->random, 3, 60));

  vbt_document_take_annotation (document, span);
  return span;
}

/* Thirty: quotes with their speakers, names, and the suggestions of a tagger. */
static inline void
project_annotate (Project *self, VbtDocument *document)
{
  for (guint i = 0; i < PROJECT_ANNOTATIONS / 6; i++)
    {
      VbtAnnotation *quote = project_add_span (self, document, self->quote, self->me);
      VbtAnnotation *speaker = project_add_span (self, document, self->speaker, self->me);
      VbtAnnotation *name = project_add_span (self, document, self->person, self->me);
      VbtId entity = self->entities[g_rand_int_range (self->random, 0, PROJECT_ENTITIES)];

      vbt_document_take_annotation (
          document, vbt_annotation_new_relation (self->relation, self->me, quote->id, speaker->id));
      vbt_annotation_add_entity (name, entity);
      vbt_annotation_add_entity (speaker, entity);
      project_add_span (self, document, self->quote, self->tagger);
      project_add_span (self, document, self->person, self->tagger);
    }
}

static inline VbtDocument *
project_make_document (Project *self, guint number)
{
  g_autofree char *name = g_strdup_printf ("article-%07u.txt", number);
  g_autofree char *published = g_strdup_printf (
      "20%02d-%02d-%02d", g_rand_int_range (self->random, 10, 25),
      g_rand_int_range (self->random, 1, 13), g_rand_int_range (self->random, 1, 29));
  g_autoptr (VbtText) text = project_make_text (self);
  VbtDocument *document = vbt_document_new (name, text);
  g_autofree char *title = vbt_text_slice (text, 0, 40);

  vbt_document_set_metadata (document, VBT_METADATA_TITLE, title);
  vbt_document_set_metadata (document, VBT_METADATA_PUBLISHED, published);
  project_annotate (self, document);
  vbt_document_set_status (document, self->me,
                           number % 10 < 6    ? VBT_STATUS_DONE
                           : number % 10 == 6 ? VBT_STATUS_IN_PROGRESS
                                              : VBT_STATUS_NEW);
  return document;
}

static inline void
project_prepare (Project *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", &error);

  self->random = g_rand_new_with_seed (PROJECT_SEED);
  self->store = vbt_store_create (path, schema, &error);
  g_assert_no_error (error);
  self->me = vbt_store_ensure_person (self->store, "Ada", &error);
  self->tagger
      = vbt_store_ensure_annotator (self->store, VBT_ANNOTATOR_TAGGER, "names", "1", &error);
  g_assert_no_error (error);
  self->quote = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Quote")->id;
  self->speaker = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Speaker")->id;
  self->person = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Person")->id;
  self->relation = vbt_schema_find_label (schema, VBT_KIND_RELATION, "speaker")->id;
}

static inline void
project_add_entities (Project *self)
{
  for (guint i = 0; i < PROJECT_ENTITIES; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autoptr (VbtEntity) entity = NULL;

      project_append_word (self, name);
      g_string_append_printf (name, " %u", i);
      entity = vbt_entity_new (VBT_ENTITY_PERSON, name->str);
      self->entities[i] = entity->id;
      vbt_store_put_entity (self->store, entity, NULL);
    }
}

/* Makes a project of @n_documents with texts of @median bytes, indexed. */
static inline void
project_make (const char *path, guint n_documents, double median)
{
  Project self = { .median = median };
  g_autoptr (GError) error = NULL;

  project_prepare (&self, path);
  vbt_store_begin_batch (self.store, self.me, "Import", &error);
  project_add_entities (&self);
  for (guint i = 0; i < n_documents; i++)
    {
      g_autoptr (VbtDocument) document = project_make_document (&self, i);

      vbt_store_insert_document (self.store, document, &error);
      g_assert_no_error (error);
      if (i % 500 == 499)
        vbt_store_batch_step (self.store, &error);
      if (i % 20000 == 19999)
        g_printerr ("%u documents\n", i + 1);
    }
  vbt_store_commit_batch (self.store, NULL, &error);
  vbt_index (self.store, NULL, NULL, &error);
  g_assert_no_error (error);
  vbt_store_close (self.store, NULL);
  g_object_unref (self.store);
  g_rand_free (self.random);
}

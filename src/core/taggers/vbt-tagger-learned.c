/* vbt-tagger-learned.c: suggests what people did so far in articles like this one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-attributions.h"
#include "taggers/vbt-learned-private.h"
#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>

/** Prepared: what was learned, and how good it has to be. */
typedef struct
{
  VbtLearned *learned;
  double least; /* precision below which a label is not suggested */
} Prepared;

static void
prepared_free (gpointer data)
{
  Prepared *self = data;

  g_clear_pointer (&self->learned, vbt_learned_free);
  g_free (self);
}

static gboolean
read_least (Prepared *self, GHashTable *settings, GError **error)
{
  const char *value = vbt_tagger_get_setting (&vbt_tagger_learned, settings, "precision");
  char *end = NULL;

  if (value == NULL || *value == '\0')
    return TRUE;
  self->least = g_ascii_strtod (value, &end);
  if (*end == '\0' && self->least >= 0 && self->least <= 100)
    {
      self->least /= 100;
      return TRUE;
    }
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("learned.precision cannot be “%s”. It can be: 0 to 100, in percent."), value);
  return FALSE;
}

/* Without a project of its own it takes what another one learned. */
static VbtLearned *
load (const VbtTaggerContext *context, GError **error)
{
  const char *path = vbt_tagger_get_setting (&vbt_tagger_learned, context->settings, "project");
  g_autoptr (VbtStore) store = NULL;

  if (path == NULL && context->store != NULL)
    return vbt_learned_load (context->store, error);
  if (path == NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE,
                           _ ("A stream has nothing to learn from: name a project that has, with "
                              "“--set learned.project=PROJECT”."));
      return NULL;
    }
  store = vbt_store_open (path, VBT_STORE_READ_ONLY, error);
  return store != NULL ? vbt_learned_load (store, error) : NULL;
}

static gpointer
prepare (const VbtTaggerContext *context, GError **error)
{
  Prepared *self = g_new0 (Prepared, 1);

  if (read_least (self, context->settings, error))
    self->learned = load (context, error);
  if (self->learned != NULL)
    return self;
  prepared_free (self);
  return NULL;
}

/* Whether a label is right often enough: as often as is asked for, in articles that were not learned from. */
static gboolean
is_good (const Prepared *self, const char *label)
{
  const GPtrArray *figures = self->learned->report->figures;

  for (guint i = 0; i < figures->len; i++)
    {
      const VbtLearnedFigure *figure = figures->pdata[i];

      if (g_str_equal (figure->label, label))
        return figure->precision >= self->least;
    }
  return self->least == 0;
}

static void
tag_attributions (const Prepared *self, const VbtLesson *lesson, const VbtTaggerRun *run)
{
  const VbtLearned *learned = self->learned;
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GPtrArray) found = NULL;
  VbtAttributionParts parts = 0;

  if (learned->cues == NULL || !is_good (self, VBT_LABEL_QUOTE))
    return;
  if (learned->has_cues && is_good (self, VBT_LABEL_CUE))
    parts |= VBT_ATTRIBUTION_CUES;
  if (is_good (self, VBT_LABEL_SPEAKER))
    parts |= VBT_ATTRIBUTION_SPEAKERS;
  if (learned->way.choice > VBT_LEARNED_RULES)
    {
      candidates = vbt_learned_find_candidates (learned->cues, learned->parts, lesson);
      vbt_candidates_judge (candidates, lesson, learned->judge);
    }
  found = vbt_learned_compose (lesson, candidates, &learned->way);
  vbt_attributions_write (found, lesson->names, run, parts);
}

static void
write_span (const VbtLesson *lesson, const VbtLabeled *span, const char *label,
            const VbtTaggerRun *run)
{
  const VbtReading *reading = lesson->reading;
  const VbtName *name = NULL;
  VbtEntityKind kind = VBT_ENTITY_OTHER;
  VbtAnnotation *annotation = vbt_annotation_new_span (
      vbt_schema_ensure_label (run->catalog->schema, VBT_KIND_SPAN, label)->id, run->annotator,
      vbt_reading_word (reading, span->words.start)->range.start,
      vbt_reading_word (reading, span->words.end - 1)->range.end);

  annotation->confidence = (double)CLAMP (span->confidence, 0, 1);
  annotation->rule = g_strdup ("learned");
  if (vbt_learned_rule_kind (label, &kind))
    name = vbt_name_list_head (lesson->names, span->words);
  if (name != NULL && name->kind == kind)
    vbt_annotation_add_entity (annotation,
                               vbt_catalog_ensure_entity (run->catalog, kind, name->canonical)->id);
  vbt_document_take_annotation (run->document, annotation);
}

static void
tag_labels (const Prepared *self, const VbtLesson *lesson, const VbtTaggerRun *run)
{
  const VbtLearned *learned = self->learned;

  for (guint g = 0; g < learned->groups->len; g++)
    {
      g_autoptr (GArray) candidates = vbt_words_find (learned->groups->pdata[g], lesson);

      for (guint i = 0; i < learned->labels->len; i++)
        {
          const VbtLearnedLabel *label = learned->labels->pdata[i];
          g_autoptr (GArray) found = NULL;

          if (label->group != g || !is_good (self, label->name))
            continue;
          found = vbt_learned_compose_label (lesson, candidates, label, label->choice,
                                             label->threshold);
          for (guint k = 0; k < found->len; k++)
            write_span (lesson, &g_array_index (found, VbtLabeled, k), label->name, run);
        }
    }
}

static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  const Prepared *self = run->prepared;
  g_autoptr (VbtLesson) lesson = vbt_lesson_new (run->document, run->cancellable, error);

  if (lesson == NULL)
    return FALSE;
  tag_attributions (self, lesson, run);
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  tag_labels (self, lesson, run);
  return TRUE;
}

/* What it learned stands on what the rules find, and has it. */
static gboolean
replaces (gconstpointer prepared, const char *tagger)
{
  const VbtLearned *learned = ((const Prepared *)prepared)->learned;
  VbtEntityKind kind;

  if (g_str_equal (tagger, vbt_tagger_attributions.name))
    return learned->cues != NULL;
  if (!g_str_equal (tagger, vbt_tagger_entities.name))
    return FALSE;
  for (guint i = 0; i < learned->labels->len; i++)
    if (vbt_learned_rule_kind (((const VbtLearnedLabel *)learned->labels->pdata[i])->name, &kind))
      return TRUE;
  return FALSE;
}

static const VbtTaggerOption options[] = {
  { "precision", NULL,
    N_ ("labels that are right less often, in percent, are not suggested; 0 by default") },
  { "project", NULL, N_ ("the project that has learned, where it is another one") },
  { NULL },
};

const VbtTagger vbt_tagger_learned = {
  .name = VBT_LEARNED_TAGGER,
  .version = "1",
  .title = N_ ("What was learned here"),
  .description
  = N_ ("Suggests what the project’s people did so far, with the help of the rules; “vbt train”."),
  .languages = "*",
  .on_request = TRUE,
  .options = options,
  .prepare = prepare,
  .release = prepared_free,
  .replaces = replaces,
  .tag = tag,
};

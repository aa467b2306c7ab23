/* vbt-lesson.c: what people decided in a document, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-attributions.h"
#include "taggers/vbt-lesson.h"

#include <string.h>

#include "model/vbt-bisect.h"

/**
 * vbt_attribution_new:
 * @rule: what found it; a literal
 * @confidence: how sure that is, 0…1
 *
 * Returns: (transfer full): an attribution that belongs to no reading
 */
VbtAttribution *
vbt_attribution_new (const char *rule, double confidence)
{
  VbtAttribution *self = g_new0 (VbtAttribution, 1);

  self->content = g_array_new (FALSE, FALSE, sizeof (VbtStretch));
  self->rule = rule;
  self->confidence = confidence;
  self->index = -1;
  return self;
}

/**
 * vbt_attribution_free:
 * @attribution: (transfer full): one that belongs to no reading
 */
void
vbt_attribution_free (gpointer attribution)
{
  VbtAttribution *self = attribution;

  g_array_unref (self->content);
  g_free (self);
}

/**
 * vbt_lesson_new:
 * @document: a document with words and sentences, which must outlive the lesson
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Reads a document and finds what the rules have to say of it.
 *
 * Returns: (transfer full) (nullable): the lesson, or NULL when it was cancelled
 */
VbtLesson *
vbt_lesson_new (const VbtDocument *document, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtLesson) self = g_new0 (VbtLesson, 1);

  self->said = g_ptr_array_new_with_free_func (vbt_attribution_free);
  self->spans = g_array_new (FALSE, FALSE, sizeof (VbtLabeled));
  self->reading = vbt_reading_new (document);
  self->core = vbt_reading_new (document);
  if (!vbt_attributions_find (self->reading, TRUE, cancellable, error)
      || !vbt_attributions_find (self->core, FALSE, cancellable, error))
    return NULL;
  self->names = vbt_name_list_find (self->reading);
  vbt_traits_find (self);
  return g_steal_pointer (&self);
}

/**
 * vbt_lesson_free:
 * @self: (transfer full): a lesson
 */
void
vbt_lesson_free (VbtLesson *self)
{
  g_clear_pointer (&self->names, vbt_name_list_free);
  g_clear_pointer (&self->reading, vbt_reading_free);
  g_clear_pointer (&self->core, vbt_reading_free);
  g_clear_pointer (&self->document, vbt_document_free);
  g_ptr_array_unref (self->said);
  g_array_unref (self->spans);
  g_free (self->traits);
  g_free (self->known);
  g_free (self);
}

/* The words that a range touches. */
static VbtStretch
words_of (const VbtReading *reading, VbtRange range)
{
  guint first = VBT_FIND_FIRST (reading->words->len, at,
                                vbt_reading_word (reading, at)->range.end > range.start);
  VbtStretch words = { first, first };

  while (words.end < reading->words->len
         && vbt_reading_word (reading, words.end)->range.start < range.end)
    words.end++;
  return words;
}

static VbtStretch
first_words (const VbtReading *reading, const VbtAnnotation *span)
{
  return words_of (reading, vbt_annotation_get_fragment (span, 0));
}

/** Decider: whose decisions a lesson follows, and what they are about. */
typedef struct
{
  VbtLesson *lesson;
  const VbtDocument *document;
  const VbtCatalog *catalog;
  VbtId annotator;
  GPtrArray *labels;     /* of char *: those that are no part of an attribution */
  GHashTable *relations; /* from a quote to its relations: GPtrArray of VbtAnnotation */
} Decider;

static const char *
label_name (const Decider *self, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (self->catalog->schema, annotation->label);

  return label != NULL ? label->name : "";
}

static guint
label_index (const Decider *self, const char *name)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->labels, name, g_str_equal, &index))
    return index;
  g_ptr_array_add (self->labels, g_strdup (name));
  return self->labels->len - 1;
}

/* What the person linked the quote to. */
static const VbtAnnotation *
linked (const Decider *self, const VbtAnnotation *quote, const char *relation)
{
  const GPtrArray *relations
      = g_hash_table_lookup (self->relations, GSIZE_TO_POINTER ((gsize)quote->id));

  for (guint i = 0; relations != NULL && i < relations->len; i++)
    {
      const VbtAnnotation *link = relations->pdata[i];
      const VbtAnnotation *end = vbt_document_get_annotation (self->document, link->to);

      if (g_str_equal (label_name (self, link), relation) && end != NULL
          && end->kind == VBT_KIND_SPAN)
        return end;
    }
  return NULL;
}

static void
take_quote (Decider *self, const VbtAnnotation *quote)
{
  const VbtReading *reading = self->lesson->reading;
  const VbtAnnotation *speaker = linked (self, quote, VBT_RELATION_SPEAKER);
  const VbtAnnotation *cue = linked (self, quote, VBT_RELATION_CUE);
  VbtAttribution *attribution = vbt_attribution_new ("decided", 1);

  if (speaker != NULL)
    attribution->speaker = first_words (reading, speaker);
  if (cue != NULL)
    attribution->cue = first_words (reading, cue);
  for (guint i = 0; i < vbt_annotation_get_n_fragments (quote); i++)
    {
      VbtStretch words = words_of (reading, vbt_annotation_get_fragment (quote, i));

      if (!vbt_stretch_is_empty (words))
        g_array_append_val (attribution->content, words);
    }
  g_ptr_array_add (self->lesson->said, attribution);
}

static void
take_span (Decider *self, const VbtAnnotation *span)
{
  const char *name = label_name (self, span);

  if (g_str_equal (name, VBT_LABEL_QUOTE))
    {
      take_quote (self, span);
      return;
    }
  if (g_str_equal (name, VBT_LABEL_CUE) || g_str_equal (name, VBT_LABEL_SPEAKER)
      || g_str_equal (name, VBT_LABEL_DISCARD) || *name == '\0')
    return;
  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtLabeled labeled
          = { label_index (self, name),
              words_of (self->lesson->reading, vbt_annotation_get_fragment (span, i)), 1 };

      if (!vbt_stretch_is_empty (labeled.words))
        g_array_append_val (self->lesson->spans, labeled);
    }
}

static void
set_known (Decider *self, const VbtAnnotation *span, guint8 known)
{
  const VbtReading *reading = self->lesson->reading;
  VbtStretch words = words_of (reading, vbt_annotation_get_extent (span));

  if (vbt_stretch_is_empty (words))
    return;
  words.start = g_array_index (reading->sentences, VbtStretch,
                               vbt_reading_word (reading, words.start)->sentence)
                    .start;
  words.end = g_array_index (reading->sentences, VbtStretch,
                             vbt_reading_word (reading, words.end - 1)->sentence)
                  .end;
  memset (self->lesson->known + words.start, known, words.end - words.start);
}

/* Of a document that nobody marked as done, a sentence is known in which something was made or
 * decided, and nothing is left to be decided. */
static void
find_known (Decider *self)
{
  const GPtrArray *annotations = self->document->annotations;

  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *span = annotations->pdata[i];

      if (span->kind == VBT_KIND_SPAN
          && (span->annotator == self->annotator
              || vbt_document_find_decision (self->document, span->id, self->annotator) != NULL))
        set_known (self, span, 1);
    }
  for (guint i = 0; i < annotations->len; i++)
    {
      const VbtAnnotation *span = annotations->pdata[i];

      if (span->kind == VBT_KIND_SPAN
          && vbt_document_is_open_suggestion (self->document, self->catalog, span, self->annotator))
        set_known (self, span, 0);
    }
}

static GHashTable *
find_relations (const VbtDocument *document, VbtId annotator)
{
  GHashTable *relations
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *link = document->annotations->pdata[i];
      gpointer key = GSIZE_TO_POINTER ((gsize)link->from);
      GPtrArray *links;

      if (link->kind != VBT_KIND_RELATION || link->annotator != annotator)
        continue;
      links = g_hash_table_lookup (relations, key);
      if (links == NULL)
        g_hash_table_insert (relations, key, links = g_ptr_array_new ());
      g_ptr_array_add (links, link);
    }
  return relations;
}

static gboolean
is_somebody (const VbtCatalog *catalog, VbtId id)
{
  const VbtAnnotator *annotator = vbt_catalog_get_annotator (catalog, id);

  return annotator != NULL
         && (annotator->kind == VBT_ANNOTATOR_PERSON || annotator->kind == VBT_ANNOTATOR_CURATOR);
}

static gboolean
has_decided (const VbtDocument *document, VbtId id)
{
  for (guint i = 0; document->decisions != NULL && i < document->decisions->len; i++)
    if (g_array_index (document->decisions, VbtDecision, i).annotator == id)
      return TRUE;
  return FALSE;
}

/* How much somebody's word counts: the curator's most, then of whoever is done, then of whoever did
 * most; 0 of whoever did nothing. */
static guint
weight_of (const VbtDocument *document, const VbtCatalog *catalog, VbtId id)
{
  const VbtAnnotator *annotator = vbt_catalog_get_annotator (catalog, id);
  gboolean is_done = vbt_document_get_status (document, id) >= VBT_STATUS_DONE;
  guint n = 0;

  for (guint i = 0; i < document->annotations->len; i++)
    n += ((const VbtAnnotation *)document->annotations->pdata[i])->annotator == id ? 1 : 0;
  if (n == 0 && !is_done && !has_decided (document, id))
    return 0;
  n = MIN (n, 1000000) + 1;
  return n + (is_done ? 10000000 : 0) + (annotator->kind == VBT_ANNOTATOR_CURATOR ? 20000000 : 0);
}

/* The one whose decisions count in a document, or 0: several do not agree, and would teach both. */
static VbtId
find_decider (const VbtDocument *document, const VbtCatalog *catalog)
{
  VbtId best = 0;
  guint most = 0;

  for (guint i = 0; i < catalog->annotators->len; i++)
    {
      VbtId id = ((const VbtAnnotator *)catalog->annotators->pdata[i])->id;
      guint weight = is_somebody (catalog, id) ? weight_of (document, catalog, id) : 0;

      if (weight > most)
        {
          best = id;
          most = weight;
        }
    }
  return best;
}

static int
compare_labeled (gconstpointer a, gconstpointer b)
{
  guint first = ((const VbtLabeled *)a)->words.start;
  guint second = ((const VbtLabeled *)b)->words.start;

  return first < second ? -1 : first > second;
}

static void
read_decisions (VbtLesson *self, const VbtDocument *document, const VbtCatalog *catalog,
                VbtId annotator, GPtrArray *labels)
{
  g_autoptr (GHashTable) relations = find_relations (document, annotator);
  Decider decider = { self, document, catalog, annotator, labels, relations };

  self->is_complete = vbt_document_get_status (document, annotator) >= VBT_STATUS_DONE;
  self->known = g_new0 (guint8, vbt_lesson_n_words (self) + 1);
  if (self->is_complete)
    memset (self->known, 1, vbt_lesson_n_words (self));
  else
    find_known (&decider);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *span = document->annotations->pdata[i];

      if (span->kind == VBT_KIND_SPAN && span->annotator == annotator)
        take_span (&decider, span);
    }
  g_array_sort (self->spans, compare_labeled);
}

/**
 * vbt_lesson_new_decided:
 * @document: (transfer full): a document of a project
 * @catalog: of the project
 * @labels: (element-type utf8): the labels that are learned; new ones are added
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Reads a document that people worked on. Where several did, one counts: the curator, or who is
 * done, or who did most.
 *
 * Returns: (transfer full) (nullable): the lesson, or NULL, without an error where nobody decided
 *   on anything
 */
VbtLesson *
vbt_lesson_new_decided (VbtDocument *document, const VbtCatalog *catalog, GPtrArray *labels,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtDocument) owned = document;
  g_autoptr (VbtLesson) self = NULL;
  VbtId annotator = find_decider (document, catalog);

  if (annotator == 0)
    return NULL;
  if (document->tokens == NULL || document->sentences == NULL)
    vbt_document_segment (document);
  self = vbt_lesson_new (document, cancellable, error);
  if (self == NULL)
    return NULL;
  read_decisions (self, document, catalog, annotator, labels);
  vbt_document_drop_index (document);
  g_ptr_array_set_size (document->annotations, 0);
  self->document = g_steal_pointer (&owned);
  return g_steal_pointer (&self);
}

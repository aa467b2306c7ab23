/* vbt-tagger-quotations.c: suggests what stands in quotation marks, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"
#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How sure it is: a quotation that nothing closes may have another end. */
#define CLOSED 0.97
#define UNCLOSED 0.6
#define DIALOGUE 0.7

typedef struct
{
  const VbtReading *reading;
  VbtDocument *document;
  VbtId label;
  VbtId type;
  VbtId annotator;
  VbtAnnotation *last; /* that goes on in the next paragraph */
} Writer;

static gboolean
is_dash (const VbtReading *self, guint i)
{
  static const char *const dashes[] = { "—", "―", "–", "--", NULL };

  return vbt_reading_reads_any (self, i, dashes);
}

static VbtRange
range_of (const VbtReading *self, VbtStretch words)
{
  return (VbtRange){ vbt_reading_word (self, words.start)->range.start,
                     vbt_reading_word (self, words.end - 1)->range.end };
}

static VbtAnnotation *
write_quote (Writer *self, VbtStretch words, const char *rule, double confidence)
{
  VbtRange range = range_of (self->reading, words);
  VbtAnnotation *span
      = vbt_annotation_new_span (self->label, self->annotator, range.start, range.end);

  span->rule = g_strdup (rule);
  span->confidence = confidence;
  vbt_annotation_set_value (span, self->type, "direct");
  vbt_document_take_annotation (self->document, span);
  return span;
}

/* Inner ones are spans of their own; one that goes on in the next paragraph is one span of several
 * fragments. */
static void
write_quotation (Writer *self, const VbtQuotation *quotation)
{
  VbtRange range = range_of (self->reading, quotation->words);

  if (quotation->n_letters == 0 && quotation->level == 1)
    return;
  if (quotation->level == 1 && self->last != NULL)
    {
      vbt_annotation_add_fragment (self->last, range.start, range.end);
      self->last->confidence = quotation->closed ? CLOSED : UNCLOSED;
    }
  else
    {
      VbtAnnotation *span
          = write_quote (self, quotation->words, quotation->closed ? "closed" : "unclosed",
                         quotation->closed ? CLOSED : UNCLOSED);

      if (quotation->level > 1)
        return;
      self->last = span;
    }
  if (!quotation->continues)
    self->last = NULL;
}

static guint
paragraph_end (const VbtReading *self, guint start)
{
  guint i = start;

  while (i < self->words->len
         && vbt_reading_word (self, i)->paragraph == vbt_reading_word (self, start)->paragraph)
    i++;
  return i;
}

/* "dit", or "dit-il". */
static gboolean
is_say (const VbtReading *self, guint i)
{
  const char *lower = vbt_reading_word (self, i)->lower;
  const char *hyphen = strchr (lower, '-');
  g_autofree char *verb = NULL;

  if (hyphen == NULL || hyphen == lower)
    return vbt_reading_is (self, i, VBT_CLASS (SAY));
  verb = g_strndup (lower, (gsize)(hyphen - lower));
  return (vbt_word_classes (self->language, verb) & VBT_CLASS (SAY)) != 0;
}

/* "— Non, dit-il.": where the narrator goes on, behind a comma or a question mark. */
static guint
speech_end (const VbtReading *self, guint start, guint end)
{
  static const char *const before[] = { ",", "?", "!", NULL };

  for (guint i = start + 1; i < end; i++)
    if (is_say (self, i) && !vbt_reading_is (self, i, VBT_CLASS (CAPITAL))
        && vbt_reading_reads_any (self, i - 1, before))
      return i - 1 + !vbt_reading_reads (self, i - 1, ",");
  return end;
}

/* "—No iré —dijo Ana—. Es tarde.": speech and narration take turns. */
static void
write_dialogue (Writer *self, VbtStretch paragraph)
{
  const VbtReading *reading = self->reading;
  gboolean speech = TRUE;
  guint start = paragraph.start + 1;

  while (start < paragraph.end)
    {
      guint end = start;
      VbtStretch words;

      while (end < paragraph.end && !is_dash (reading, end))
        end++;
      words = vbt_reading_trim (
          reading, (VbtStretch){ start, speech ? speech_end (reading, start, end) : end });
      if (speech && !vbt_stretch_is_empty (words))
        write_quote (self, words, "dialogue-dash", DIALOGUE);
      speech = !speech;
      start = end + 1;
    }
}

/* A dash opens dialogue where that is the custom, or where the next paragraph has one too: in
 * other texts it makes lists and headings. */
static gboolean
is_dialogue (const VbtReading *self, VbtStretch paragraph, gboolean before)
{
  static const char *const languages[] = { "es", "fr", "pt", "it", "ru", "pl", "el", "tr", NULL };

  if (paragraph.end - paragraph.start < 3 || !is_dash (self, paragraph.start)
      || vbt_reading_is_quoted (self, paragraph.start))
    return FALSE;
  return g_strv_contains (languages, self->language) || before
         || (paragraph.end < self->words->len && is_dash (self, paragraph.end));
}

static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  static const char *const types[] = { "direct", "indirect", "mixed" };
  VbtLabel *label = vbt_schema_ensure_label (run->catalog->schema, VBT_KIND_SPAN, VBT_LABEL_QUOTE);
  VbtAttribute *type = vbt_label_ensure_attribute (label, VBT_ATTRIBUTE_ONE_OF, "type");
  const VbtReading *reading = vbt_tagger_run_get_reading (run);
  Writer writer = { .reading = reading,
                    .document = run->document,
                    .label = label->id,
                    .type = type->id,
                    .annotator = run->annotator };
  gboolean dialogue = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    vbt_attribute_ensure_value (type, types[i]);
  for (guint q = 0; q < reading->quotations->len; q++)
    {
      if (q % 1024 == 0 && g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      write_quotation (&writer, vbt_reading_quotation (reading, q));
    }
  for (guint i = 0; i < reading->words->len;)
    {
      VbtStretch paragraph = { i, paragraph_end (reading, i) };

      dialogue = is_dialogue (reading, paragraph, dialogue);
      if (dialogue)
        write_dialogue (&writer, paragraph);
      i = paragraph.end;
    }
  return TRUE;
}

const VbtTagger vbt_tagger_quotations = {
  .name = "quotations",
  .version = "1",
  .title = N_ ("Quotations"),
  .description = N_ ("Finds what stands in quotation marks of any kind, in one another and over "
                     "paragraphs, and nothing else."),
  .languages = "*",
  .on_request = TRUE,
  .tag = tag,
};

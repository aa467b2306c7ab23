/* vbt-tagger-quotations.c: suggests what stands in quotation marks, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-quoted.h"
#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How sure it is: a quotation that nothing closes may have another end. */
#define CLOSED 0.97
#define UNCLOSED 0.6
#define DIALOGUE 0.7

typedef struct
{
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

static VbtAnnotation *
write_quote (Writer *self, VbtRange range, const char *rule, double confidence)
{
  VbtAnnotation *span
      = vbt_annotation_new_span (self->label, self->annotator, range.start, range.end);

  span->rule = g_strdup (rule);
  span->confidence = confidence;
  vbt_annotation_set_value (span, self->type, "direct");
  vbt_document_take_annotation (self->document, span);
  return span;
}

static gboolean
has_letter (const VbtText *text, const VbtQuoted *quoted)
{
  const char *utf8 = vbt_text_get_utf8 (text);

  for (const char *p = utf8 + quoted->start; p < utf8 + quoted->end; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* Inner ones are spans of their own; one that goes on in the next paragraph is one span of several
 * fragments. */
static void
write_quotation (Writer *self, const VbtQuoted *quoted)
{
  const VbtText *text = self->document->text;
  VbtRange range = { vbt_text_byte_to_offset (text, quoted->start),
                     vbt_text_byte_to_offset (text, quoted->end) };

  if (quoted->level == 1 && !has_letter (text, quoted))
    return;
  if (quoted->level == 1 && self->last != NULL)
    {
      vbt_annotation_add_fragment (self->last, range.start, range.end);
      self->last->confidence = quoted->closed ? CLOSED : UNCLOSED;
    }
  else
    {
      VbtAnnotation *span = write_quote (self, range, quoted->closed ? "closed" : "unclosed",
                                         quoted->closed ? CLOSED : UNCLOSED);

      if (quoted->level > 1)
        return;
      self->last = span;
    }
  if (!quoted->continues)
    self->last = NULL;
}

/* "— Non, dit-il.": where the narrator goes on, behind a comma or a question mark. */
static guint
speech_end (const VbtReading *self, guint start, guint end)
{
  static const char *const before[] = { ",", "?", "!", NULL };

  for (guint i = start + 1; i < end; i++)
    if (vbt_reading_says (self, i) && !vbt_reading_is (self, i, VBT_CLASS (CAPITAL))
        && vbt_reading_reads_any (self, i - 1, before))
      return i - 1 + !vbt_reading_reads (self, i - 1, ",");
  return end;
}

/* "—No iré —dijo Ana—. Es tarde.": speech and narration take turns. */
static void
write_turns (Writer *self, const VbtReading *reading, VbtStretch paragraph)
{
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
        write_quote (self,
                     (VbtRange){ vbt_reading_word (reading, words.start)->range.start,
                                 vbt_reading_word (reading, words.end - 1)->range.end },
                     "dialogue-dash", DIALOGUE);
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

/* Whether any line begins with a dash: only then words and sentences are needed. */
static gboolean
may_have_dialogue (const VbtText *text)
{
  static const char *const dashes[] = { "—", "―", "–", "--" };
  const char *p = vbt_text_get_utf8 (text);

  while (p != NULL)
    {
      while (g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
        if (g_str_has_prefix (p, dashes[i]))
          return TRUE;
      p = strpbrk (p, "\n\r");
    }
  return FALSE;
}

static void
write_dialogue (Writer *self, const VbtTaggerRun *run)
{
  const VbtReading *reading = NULL;
  gboolean dialogue = FALSE;

  if (!may_have_dialogue (run->document->text))
    return;
  if (run->document->tokens == NULL || run->document->sentences == NULL)
    vbt_document_segment (run->document);
  reading = vbt_tagger_run_get_reading (run);
  for (guint i = 0; i < reading->words->len;)
    {
      VbtStretch paragraph = { i, vbt_reading_paragraph_end (reading, i) };

      dialogue = is_dialogue (reading, paragraph, dialogue);
      if (dialogue)
        write_turns (self, reading, paragraph);
      i = paragraph.end;
    }
}

static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  static const char *const types[] = { "direct", "indirect", "mixed" };
  VbtLabel *label = vbt_schema_ensure_label (run->catalog->schema, VBT_KIND_SPAN, VBT_LABEL_QUOTE);
  VbtAttribute *type = vbt_label_ensure_attribute (label, VBT_ATTRIBUTE_ONE_OF, "type");
  g_autoptr (GArray) found = vbt_quoted_find (
      run->document->text, vbt_document_get_metadata (run->document, VBT_METADATA_LANGUAGE));
  Writer writer = {
    .document = run->document, .label = label->id, .type = type->id, .annotator = run->annotator
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    vbt_attribute_ensure_value (type, types[i]);
  for (guint i = 0; i < found->len; i++)
    {
      if (i % 1024 == 0 && g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      write_quotation (&writer, &g_array_index (found, VbtQuoted, i));
    }
  write_dialogue (&writer, run);
  return TRUE;
}

const VbtTagger vbt_tagger_quotations = {
  .name = "quotations",
  .version = "2",
  .title = N_ ("Quotations"),
  .description = N_ ("Finds what stands in quotation marks of any kind, in one another and over "
                     "paragraphs, and nothing else."),
  .languages = "*",
  .on_request = TRUE,
  .text_only = TRUE,
  .tag = tag,
};

/* vbt-reading.c: a document as the taggers read it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

#include "model/vbt-lexicon.h"

#include <string.h>

/* No rule looks further than this within a sentence: what is longer is a list or noise. */
#define LONGEST_SENTENCE 500
/* A longer token is an address or noise, and in no list. */
#define LONGEST_WORD 60

static void
attribution_free (gpointer data)
{
  VbtAttribution *self = data;

  g_array_unref (self->content);
  g_free (self);
}

/* Most words of most texts are ASCII, and need no tables of Unicode. */
static gboolean
is_ascii (const char *start, const char *end)
{
  while (start < end && (guchar)*start < 0x80)
    start++;
  return start == end;
}

/** Known: a word in lower case as it was met before. */
typedef struct
{
  const char *lower;
  guint64 classes;
} Known;

/* What is known of a word: a text repeats most of its words. */
static const Known *
look_up (VbtReading *self, GHashTable *words, const char *lower)
{
  Known *known = g_hash_table_lookup (words, lower);

  if (known != NULL)
    return known;
  known = g_new (Known, 1);
  known->lower = g_string_chunk_insert (self->strings, lower);
  known->classes = vbt_word_classes (self->language, lower);
  g_hash_table_insert (words, (gpointer)known->lower, known);
  return known;
}

static const Known *
know (VbtReading *self, GHashTable *words, const char *start, gsize n_bytes, gboolean ascii)
{
  g_autofree char *lower = NULL;
  g_autoptr (GString) string = NULL;

  if (n_bytes > LONGEST_WORD)
    return look_up (self, words, "");
  if (ascii)
    {
      char buffer[LONGEST_WORD + 1];

      for (gsize i = 0; i < n_bytes; i++)
        buffer[i] = g_ascii_tolower (start[i]);
      buffer[n_bytes] = '\0';
      return look_up (self, words, buffer);
    }
  lower = g_utf8_strdown (start, (gssize)n_bytes);
  string = g_string_new (lower);
  g_string_replace (string, "’", "'", 0);
  return look_up (self, words, string->str);
}

static guint64
classes_of_ascii (const char *start, const char *end)
{
  guint n_upper = 0;
  guint n_letters = 0;

  if (g_ascii_isdigit (*start))
    return VBT_CLASS (NUMBER);
  if (!g_ascii_isalpha (*start) && *start != '@' && *start != '#'
      && !(start + 1 < end && g_ascii_isalnum (start[1])))
    return VBT_CLASS (PUNCTUATION);
  for (const char *p = start; p < end; p++)
    {
      n_letters += g_ascii_isalpha (*p);
      n_upper += g_ascii_isupper (*p);
    }
  if (n_upper > 1 && n_upper == n_letters)
    return VBT_CLASS (CAPITAL) | VBT_CLASS (UPPER);
  return g_ascii_isupper (*start) ? VBT_CLASS (CAPITAL) : 0;
}

static guint64
classes_by_looks (const char *start, const char *end)
{
  gunichar first = g_utf8_get_char (start);
  guint n_upper = 0;
  guint n_letters = 0;

  if (g_unichar_isdigit (first))
    return VBT_CLASS (NUMBER);
  if (!g_unichar_isalpha (first) && first != '@' && first != '#'
      && !(g_utf8_next_char (start) < end
           && g_unichar_isalnum (g_utf8_get_char (g_utf8_next_char (start)))))
    return VBT_CLASS (PUNCTUATION);
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      n_letters += g_unichar_isalpha (g_utf8_get_char (p)) ? 1 : 0;
      n_upper += g_unichar_isupper (g_utf8_get_char (p)) ? 1 : 0;
    }
  if (n_upper > 1 && n_upper == n_letters)
    return VBT_CLASS (CAPITAL) | VBT_CLASS (UPPER);
  return g_unichar_isupper (first) ? VBT_CLASS (CAPITAL) : 0;
}

static gboolean
has_line_break (const char *start, const char *end)
{
  for (const char *p = start; p < end; p++)
    if (*p == '\n' || *p == '\r')
      return TRUE;
  return memmem (start, (gsize)(end - start), "\u2029", 3) != NULL
         || memmem (start, (gsize)(end - start), "\u2028", 3) != NULL;
}

static void
read_words (VbtReading *self)
{
  const GArray *tokens = self->document->tokens;
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const char *behind = vbt_text_get_utf8 (self->text);
  VbtOffset offset = 0;
  guint paragraph = 0;

  g_array_set_size (self->words, tokens->len);
  for (guint i = 0; i < tokens->len; i++)
    {
      VbtRange range = g_array_index (tokens, VbtRange, i);
      VbtWord *word = vbt_reading_word (self, i);
      const char *start = behind;
      const char *end;
      const Known *known;
      gboolean ascii;

      for (; offset < range.start; offset++)
        start = g_utf8_next_char (start);
      for (end = start; offset < range.end; offset++)
        end = g_utf8_next_char (end);

      paragraph += i > 0 && has_line_break (behind, start) ? 1 : 0;
      behind = end;
      ascii = is_ascii (start, end);
      word->range = range;
      word->start = start;
      word->end = end;
      known = know (self, words, start, (gsize)(end - start), ascii);
      word->lower = known->lower;
      word->classes = (ascii ? classes_of_ascii : classes_by_looks) (start, end) | known->classes;
      /* "US" is no "us". */
      if (word->classes & VBT_CLASS (UPPER))
        word->classes &= ~(VBT_CLASS (PERSONAL) | VBT_CLASS (PRONOUN) | VBT_CLASS (LISTENER));
      word->paragraph = paragraph;
      word->quotation = -1;
      word->attribution = -1;
    }
}

static guint
read_sentence (VbtReading *self, guint start, VbtOffset end)
{
  VbtStretch words = { start, start };

  for (; words.end < self->words->len && words.end - start < LONGEST_SENTENCE
         && vbt_reading_word (self, words.end)->range.start < end;
       words.end++)
    vbt_reading_word (self, words.end)->sentence = self->sentences->len;
  g_array_append_val (self->sentences, words);
  return words.end;
}

static void
read_sentences (VbtReading *self)
{
  const GArray *sentences = self->document->sentences;
  guint next = 0;

  for (guint i = 0; i < sentences->len; i++)
    {
      VbtOffset end = g_array_index (sentences, VbtRange, i).end;
      while (next < self->words->len && vbt_reading_word (self, next)->range.start < end)
        next = read_sentence (self, next, end);
    }
}

/**
 * vbt_reading_new:
 * @document: a document with tokens and sentences, which must outlive the reading
 *
 * Classifies the words of a document, and pairs its quotation marks.
 *
 * Returns: (transfer full): the reading, without attributions yet
 */
VbtReading *
vbt_reading_new (const VbtDocument *document)
{
  VbtReading *self = g_new0 (VbtReading, 1);

  self->document = document;
  self->text = document->text;
  self->language = vbt_language_of (document->text,
                                    vbt_document_get_metadata (document, VBT_METADATA_LANGUAGE));
  self->words = g_array_new (FALSE, TRUE, sizeof (VbtWord));
  self->sentences = g_array_new (FALSE, FALSE, sizeof (VbtStretch));
  self->quotations = g_array_new (FALSE, FALSE, sizeof (VbtQuotation));
  self->attributions = g_ptr_array_new_with_free_func (attribution_free);
  self->strings = g_string_chunk_new (4096);
  read_words (self);
  read_sentences (self);
  vbt_quotations_find (self);
  return self;
}

/**
 * vbt_reading_free:
 * @self: (transfer full): a reading
 */
void
vbt_reading_free (VbtReading *self)
{
  g_array_unref (self->words);
  g_array_unref (self->sentences);
  g_array_unref (self->quotations);
  g_ptr_array_unref (self->attributions);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/**
 * vbt_reading_slice:
 * @self: a reading
 * @words: at least one
 *
 * Returns: (transfer full): the text of the words, and of what is between them
 */
char *
vbt_reading_slice (const VbtReading *self, VbtStretch words)
{
  const char *start = vbt_reading_word (self, words.start)->start;

  return g_strndup (start, (gsize)(vbt_reading_word (self, words.end - 1)->end - start));
}

/* Punctuation that a span does not begin or end with; marks and brackets are another matter. */
static gboolean
is_trimmed (const VbtReading *self, guint index)
{
  const char *lower = vbt_reading_word (self, index)->lower;

  if (vbt_reading_word (self, index)->quotation >= 0)
    return FALSE;
  return *lower != '\0' && strstr (", . ; : - -- – — ... … · • * | / ، ؛", lower) != NULL
         && vbt_reading_is (self, index, VBT_CLASS (PUNCTUATION));
}

/**
 * vbt_reading_trim:
 * @self: a reading
 * @words: some words
 *
 * Returns: the words without commas, full stops and dashes at their edges, unless these are
 *   quoted
 */
VbtStretch
vbt_reading_trim (const VbtReading *self, VbtStretch words)
{
  while (words.start < words.end && is_trimmed (self, words.start))
    words.start++;
  while (words.start < words.end && is_trimmed (self, words.end - 1))
    words.end--;
  return words;
}

/**
 * vbt_reading_is_free:
 * @self: a reading
 * @words: some words
 *
 * Returns: whether none of them has a role yet
 */
gboolean
vbt_reading_is_free (const VbtReading *self, VbtStretch words)
{
  for (guint i = words.start; i < words.end; i++)
    if (vbt_reading_word (self, i)->role != VBT_ROLE_NONE)
      return FALSE;
  return TRUE;
}

static void
claim (VbtReading *self, const VbtAttribution *attribution, VbtStretch words, VbtRole role)
{
  for (guint i = words.start; i < words.end; i++)
    {
      vbt_reading_word (self, i)->role = role;
      vbt_reading_word (self, i)->attribution = attribution->index;
    }
}

/**
 * vbt_reading_attribute:
 * @self: a reading
 * @speaker: the words that name the source, or none
 * @cue: the words that signal it, or none
 * @rule: what found it
 *
 * Adds an attribution, so far without content.
 *
 * Returns: (transfer none): the attribution
 */
VbtAttribution *
vbt_reading_attribute (VbtReading *self, VbtStretch speaker, VbtStretch cue, const char *rule)
{
  VbtAttribution *attribution = g_new0 (VbtAttribution, 1);

  attribution->speaker = vbt_reading_trim (self, speaker);
  attribution->cue = cue;
  attribution->content = g_array_new (FALSE, FALSE, sizeof (VbtStretch));
  attribution->rule = rule;
  attribution->confidence = vbt_rule_confidence (rule);
  attribution->index = (int)self->attributions->len;
  claim (self, attribution, attribution->speaker, VBT_ROLE_SPEAKER);
  claim (self, attribution, cue, VBT_ROLE_CUE);
  g_ptr_array_add (self->attributions, attribution);
  return attribution;
}

/**
 * vbt_reading_add_content:
 * @self: a reading
 * @attribution: one of its attributions
 * @words: a part of what was said; of it the words that have no role yet are taken
 *
 * Adds to the content of an attribution.
 */
void
vbt_reading_add_content (VbtReading *self, VbtAttribution *attribution, VbtStretch words)
{
  guint i = words.start;

  while (i < words.end)
    {
      VbtStretch part = { i, i };

      while (part.end < words.end && vbt_reading_word (self, part.end)->role == VBT_ROLE_NONE)
        part.end++;
      i = MAX (part.end, i + 1);
      part = vbt_reading_trim (self, part);
      if (vbt_stretch_is_empty (part))
        continue;
      claim (self, attribution, part, VBT_ROLE_QUOTE);
      g_array_append_val (attribution->content, part);
    }
}

/* The paragraph before, whose quotation goes on in this one, or -1. */
static int
continued_from (const VbtReading *self, guint quotation)
{
  for (guint q = quotation; q > 0; q--)
    if (vbt_reading_quotation (self, q - 1)->level == 1)
      return vbt_reading_quotation (self, q - 1)->continues ? (int)q - 1 : -1;
  return -1;
}

static int
continued_in (const VbtReading *self, guint quotation)
{
  if (!vbt_reading_quotation (self, quotation)->continues)
    return -1;
  for (guint q = quotation + 1; q < self->quotations->len; q++)
    if (vbt_reading_quotation (self, q)->level == 1)
      return (int)q;
  return -1;
}

/**
 * vbt_reading_add_quotation:
 * @self: a reading
 * @attribution: one of its attributions
 * @quotation: of level 1
 *
 * Adds a quotation, with the paragraphs before and behind in which it is said to go on, to the
 * content of an attribution.
 */
void
vbt_reading_add_quotation (VbtReading *self, VbtAttribution *attribution, guint quotation)
{
  int q = (int)quotation;

  vbt_reading_add_content (self, attribution, vbt_reading_quotation (self, quotation)->words);
  while ((q = continued_from (self, (guint)q)) >= 0)
    vbt_reading_add_content (self, attribution, vbt_reading_quotation (self, (guint)q)->words);
  q = (int)quotation;
  while ((q = continued_in (self, (guint)q)) >= 0)
    vbt_reading_add_content (self, attribution, vbt_reading_quotation (self, (guint)q)->words);
}

/**
 * vbt_reading_reads_any:
 * @self: a reading
 * @index: of a word
 * @words: (array zero-terminated=1): in lower case
 *
 * Returns: whether the word is one of them
 */
gboolean
vbt_reading_reads_any (const VbtReading *self, guint index, const char *const *words)
{
  return g_strv_contains (words, vbt_reading_word (self, index)->lower);
}

/**
 * vbt_reading_says:
 * @self: a reading
 * @index: of a word
 *
 * Returns: whether the word is a verb of speech, or begins with one and a hyphen: "dit", "dit-il"
 */
gboolean
vbt_reading_says (const VbtReading *self, guint index)
{
  const char *lower = vbt_reading_word (self, index)->lower;
  const char *hyphen = strchr (lower, '-');
  g_autofree char *verb = NULL;

  if (hyphen == NULL || hyphen == lower)
    return vbt_reading_is (self, index, VBT_CLASS (SAY));
  verb = g_strndup (lower, (gsize)(hyphen - lower));
  return (vbt_word_classes (self->language, verb) & VBT_CLASS (SAY)) != 0;
}

static int
free_quotation_at (const VbtReading *self, guint index, gboolean at_end)
{
  int q = index < self->words->len ? vbt_reading_word (self, index)->quotation : -1;
  const VbtQuotation *quotation;

  if (q < 0)
    return -1;
  quotation = vbt_reading_quotation (self, (guint)q);
  if (at_end ? quotation->words.end != index + 1 : quotation->words.start != index)
    return -1;
  return vbt_reading_is_free (self, quotation->words) ? q : -1;
}

/**
 * vbt_reading_quotation_before:
 * @self: a reading
 * @index: of a word
 *
 * Returns: the quotation that nobody has yet and that ends before the word, with at most a comma
 *   and a dash between, in the same sentence; -1 if there is none
 */
int
vbt_reading_quotation_before (const VbtReading *self, guint index)
{
  static const char *const between[] = { ",", "—", "–", "-", "--", "،", NULL };
  guint sentence = index < self->words->len ? vbt_reading_word (self, index)->sentence : 0;
  int q = index > 0 ? free_quotation_at (self, index - 1, TRUE) : -1;

  for (guint n = 0;
       n < 2 && q < 0 && index >= 2 && vbt_reading_reads_any (self, index - 1, between); n++)
    q = free_quotation_at (self, --index - 1, TRUE);
  /* “I will.” He said no more. */
  if (q >= 0
      && vbt_reading_word (self, vbt_reading_quotation (self, (guint)q)->words.end - 1)->sentence
             != sentence)
    return -1;
  return q;
}

/**
 * vbt_reading_quotation_behind:
 * @self: a reading
 * @index: of a word
 *
 * Returns: the quotation that nobody has yet and that begins at the word, or behind a comma, a
 *   colon, or "that" there; -1 if there is none
 */
int
vbt_reading_quotation_behind (const VbtReading *self, guint index)
{
  static const char *const between[]
      = { ",", ":", "that", "—", "–", "-", "--", "dass", "que", "،", "：", NULL };
  int q = free_quotation_at (self, index, FALSE);

  for (guint n = 0; n < 2 && q < 0 && index + 1 < self->words->len
                    && vbt_reading_reads_any (self, index, between);
       n++)
    q = free_quotation_at (self, ++index, FALSE);
  return q;
}

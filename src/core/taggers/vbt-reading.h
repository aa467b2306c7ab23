/* vbt-reading.h: a document as the taggers read it: classified words, quotations, attributions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"

G_BEGIN_DECLS

/** VbtWordClass: what a word may be, by the lists of its language or by its looks. */
typedef enum
{
  VBT_WORD_SAY,       /* a verb of speech */
  VBT_WORD_NEAR,      /* one only beside a quotation */
  VBT_WORD_TELL,      /* takes a listener */
  VBT_WORD_THINK,     /* of opinion */
  VBT_WORD_WANT,      /* with "to" */
  VBT_WORD_OBJECT,    /* with a noun */
  VBT_WORD_AMBIGUOUS, /* may be no verb at all */
  VBT_WORD_BASE,      /* forms of verbs … */
  VBT_WORD_THIRD,
  VBT_WORD_PAST,
  VBT_WORD_PARTICIPLE,
  VBT_WORD_ING,
  VBT_WORD_AUX, /* may stand between subject and verb */
  VBT_WORD_BE,
  VBT_WORD_HAVE,
  VBT_WORD_MODAL,
  VBT_WORD_PRONOUN, /* may be a subject by itself */
  VBT_WORD_PERSONAL,
  VBT_WORD_DETERMINER,
  VBT_WORD_PREPOSITION,
  VBT_WORD_LINK, /* a preposition inside a noun phrase */
  VBT_WORD_CONJUNCTION,
  VBT_WORD_WH,
  VBT_WORD_DAY,
  VBT_WORD_ADVERB,
  VBT_WORD_FINITE,
  VBT_WORD_TITLE,
  VBT_WORD_LISTENER,
  VBT_WORD_TIME,
  VBT_WORD_VENUE,
  VBT_WORD_ACCORDING,
  VBT_WORD_PHRASE,  /* a verb of attribution with the word behind it, "called for"; or its verb */
  VBT_WORD_SEEM,    /* "seems": whose opinion, nobody says */
  VBT_WORD_NOMINAL, /* a noun like "belief": somebody's, that … */
  VBT_WORD_TOPIC,   /* marks the subject, in Japanese */
  VBT_WORD_CAPITAL, /* looks … */
  VBT_WORD_UPPER,
  VBT_WORD_NUMBER,
  VBT_WORD_PUNCTUATION,
} VbtWordClass;

#define VBT_CLASS(name) (G_GUINT64_CONSTANT (1) << VBT_WORD_##name)

/** VbtRole: the part of an attribution that a word plays. */
typedef enum
{
  VBT_ROLE_NONE,
  VBT_ROLE_QUOTE,
  VBT_ROLE_CUE,
  VBT_ROLE_SPEAKER,
} VbtRole;

typedef struct
{
  VbtRange range;
  const char *start; /* in the text, */
  const char *end;   /* and behind it */
  guint64 classes;
  const char *lower; /* in lower case, with straight apostrophe; owned by the reading */
  guint sentence;
  guint paragraph;
  int quotation; /* the outermost quotation around it, its marks included, or -1 */
  VbtRole role;
  int attribution; /* in which it has its role, or -1 */
} VbtWord;

/** VbtStretch: words from @start up to, not including, @end. None if they are equal. */
typedef struct
{
  guint start;
  guint end;
} VbtStretch;

/** VbtQuotation: what quotation marks enclose, the marks included; within one paragraph. */
typedef struct
{
  VbtStretch words;
  gunichar mark;      /* that opened it; " for '' and `` */
  guint level;        /* 1: in no other */
  gboolean closed;    /* by a mark, not by the end of the paragraph */
  gboolean continues; /* the next quotation of level 1 goes on with it in the next paragraph */
  guint n_letters;    /* how many of its words have letters or digits */
} VbtQuotation;

/** VbtAttribution: who said what by which word. */
typedef struct
{
  VbtStretch speaker; /* may be empty */
  VbtStretch cue;     /* may be empty */
  GArray *content;    /* of VbtStretch, in the order in which they were found */
  const char *rule;
  double confidence;
  int index; /* of itself */
} VbtAttribution;

typedef struct
{
  const VbtDocument *document;
  const VbtText *text;
  const char *language;
  gboolean wide;           /* attitudes and intentions are attributions too */
  GArray *words;           /* of VbtWord */
  GArray *sentences;       /* of VbtStretch */
  GArray *quotations;      /* of VbtQuotation, by start; inner ones behind their outer one */
  GPtrArray *attributions; /* of VbtAttribution */
  GStringChunk *strings;
} VbtReading;

VbtReading *vbt_reading_new (const VbtDocument *document);
void vbt_reading_free (VbtReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtReading, vbt_reading_free)

char *vbt_reading_slice (const VbtReading *self, VbtStretch words);
VbtStretch vbt_reading_trim (const VbtReading *self, VbtStretch words);

guint64 vbt_word_classes (const char *language, const char *lower);
void vbt_quotations_find (VbtReading *self);
void vbt_sieve_incises (VbtReading *self);

/* Noun phrases, and where a clause ends. */
VbtStretch vbt_phrase_before (const VbtReading *self, guint end, guint limit);
VbtStretch vbt_phrase_after (const VbtReading *self, guint start, guint limit);
guint vbt_phrase_clause_end (const VbtReading *self, guint start);
guint vbt_phrase_skip_adverbials (const VbtReading *self, guint start, guint limit);
guint vbt_phrase_skip_listener (const VbtReading *self, guint start, guint limit);

/* Attributions, and the sieves that find them, in the order in which they run. */
VbtAttribution *vbt_reading_attribute (VbtReading *self, VbtStretch speaker, VbtStretch cue,
                                       const char *rule);
double vbt_rule_confidence (const char *rule);
void vbt_reading_add_content (VbtReading *self, VbtAttribution *attribution, VbtStretch words);
void vbt_reading_add_quotation (VbtReading *self, VbtAttribution *attribution, guint quotation);
int vbt_reading_quotation_behind (const VbtReading *self, guint index);
int vbt_reading_quotation_before (const VbtReading *self, guint index);
gboolean vbt_reading_says (const VbtReading *self, guint index);
gboolean vbt_reading_reads_any (const VbtReading *self, guint index, const char *const *words);
gboolean vbt_reading_is_free (const VbtReading *self, VbtStretch words);
void vbt_sieve_according (VbtReading *self);
void vbt_sieve_colons (VbtReading *self);
void vbt_sieve_verbs (VbtReading *self);
void vbt_sieve_attitudes (VbtReading *self);
void vbt_sieve_languages (VbtReading *self);
void vbt_sieve_quotations (VbtReading *self);

static inline VbtWord *
vbt_reading_word (const VbtReading *self, guint index)
{
  return &g_array_index (self->words, VbtWord, index);
}

static inline gboolean
vbt_reading_is (const VbtReading *self, guint index, guint64 classes)
{
  return (vbt_reading_word (self, index)->classes & classes) != 0;
}

/* Whether a paragraph begins with a word. */
static inline gboolean
vbt_reading_begins_paragraph (const VbtReading *self, guint index)
{
  return index == 0
         || vbt_reading_word (self, index - 1)->paragraph
                != vbt_reading_word (self, index)->paragraph;
}

/* The first word behind the paragraph of a word. */
static inline guint
vbt_reading_paragraph_end (const VbtReading *self, guint index)
{
  guint end = index;

  while (end < self->words->len
         && vbt_reading_word (self, end)->paragraph == vbt_reading_word (self, index)->paragraph)
    end++;
  return end;
}

static inline gboolean
vbt_reading_is_quoted (const VbtReading *self, guint index)
{
  return vbt_reading_word (self, index)->quotation >= 0;
}

static inline gboolean
vbt_reading_reads (const VbtReading *self, guint index, const char *lower)
{
  return g_str_equal (vbt_reading_word (self, index)->lower, lower);
}

static inline VbtQuotation *
vbt_reading_quotation (const VbtReading *self, guint index)
{
  return &g_array_index (self->quotations, VbtQuotation, index);
}

static inline gboolean
vbt_stretch_is_empty (VbtStretch words)
{
  return words.start >= words.end;
}

G_END_DECLS

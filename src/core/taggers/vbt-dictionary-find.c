/* vbt-dictionary-find.c: the names of a dictionary in a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "taggers/vbt-dictionary-private.h"

#include <string.h>

/* Cancel is looked for every so many words. */
#define PATIENCE 65536

/** Walk: the words of a text from one on, as far as names go on. */
typedef struct
{
  const VbtDictionary *dictionary;
  const char *text;
  const char *text_end;
  void (*found) (gpointer data, const VbtDictionaryHit *hit);
  gpointer data;
} Walk;

/** Candidate: names that may end here. */
typedef struct
{
  const char *start;
  const char *end;
  guint64 exact;
  guint64 capitals;
  guint32 entry;
  guint n_words;
} Candidate;

static gboolean
fits_case (const Entry *entry, const Candidate *candidate)
{
  if (entry->rule == CASE_EXACT)
    return entry->exact == candidate->exact;
  return entry->rule == CASE_ANY || (entry->capitals & ~candidate->capitals) == 0;
}

/* "example.com" has no name "Example", and "ann@lee.org" neither Ann nor Lee. */
static gboolean
is_in_address (const Walk *walk, const char *start, const char *end)
{
  char before = start > walk->text ? start[-1] : ' ';
  char after = end < walk->text_end ? *end : ' ';

  if (before == '@' || before == '_' || after == '@' || after == '_')
    return TRUE;
  if (before == '.' && start - walk->text >= 2 && g_ascii_isalnum (start[-2])
      && g_ascii_islower (*start))
    return TRUE;
  return after == '.' && end + 1 < walk->text_end && g_ascii_islower (end[1]);
}

/* What stands before the name is a part of it, or of nothing that speaks against it. */
static gboolean
fits_edges (const Walk *walk, const Entry *entry, const Candidate *candidate)
{
  gsize n_head = strnlen (entry->head, sizeof entry->head);

  if (n_head == 0)
    return !is_in_address (walk, candidate->start, candidate->end);
  return (gsize)(candidate->start - walk->text) >= n_head
         && memcmp (candidate->start - n_head, entry->head, n_head) == 0;
}

static void
report (Walk *walk, const Candidate *candidate, const Entry *entry, guint n_meanings)
{
  const VbtDictionary *self = walk->dictionary;
  const Target *target = &g_array_index (self->targets, Target, entry->target);
  gsize n_head = strnlen (entry->head, sizeof entry->head);
  gsize n_tail = strnlen (entry->tail, sizeof entry->tail);
  VbtDictionaryHit hit = {
    .start = (gsize)(candidate->start - walk->text) - n_head,
    .end = (gsize)(candidate->end - walk->text),
    .entry = { .label = vbt_dictionary_string (self, target->label),
               .entity = vbt_dictionary_string (self, target->entity),
               .kind = (VbtEntityKind)target->kind,
               .external_id = vbt_dictionary_string (self, target->external_id),
               .alias = target->alias },
    .n_meanings = n_meanings,
  };

  if ((gsize)(walk->text_end - candidate->end) >= n_tail
      && memcmp (candidate->end, entry->tail, n_tail) == 0)
    hit.end += n_tail;
  walk->found (walk->data, &hit);
}

static const Target *
target_of (const VbtDictionary *self, const Entry *entry)
{
  return &g_array_index (self->targets, Target, entry->target);
}

static const Entry *
next_fitting (const Walk *walk, const Candidate *candidate, guint32 from)
{
  for (guint32 i = from; i != NONE;)
    {
      const Entry *entry = &g_array_index (walk->dictionary->entries, Entry, i);

      if (fits_case (entry, candidate) && fits_edges (walk, entry, candidate))
        return entry;
      i = entry->next;
    }
  return NULL;
}

/* One hit for every label; a canonical name before an alias that reads alike. */
static void
report_label (Walk *walk, const Candidate *candidate, const Entry *first)
{
  const VbtDictionary *self = walk->dictionary;
  const Entry *best = first;
  guint n_meanings = 0;

  for (const Entry *e = first; e != NULL; e = next_fitting (walk, candidate, e->next))
    {
      if (target_of (self, e)->label != target_of (self, first)->label)
        continue;
      n_meanings++;
      if (target_of (self, best)->alias && !target_of (self, e)->alias)
        best = e;
    }
  report (walk, candidate, best, n_meanings);
}

static gboolean
is_first_of_label (const Walk *walk, const Candidate *candidate, const Entry *first,
                   const Entry *entry)
{
  for (const Entry *e = first; e != entry; e = next_fitting (walk, candidate, e->next))
    if (target_of (walk->dictionary, e)->label == target_of (walk->dictionary, entry)->label)
      return FALSE;
  return TRUE;
}

static gboolean
accept (Walk *walk, const Candidate *candidate)
{
  const Entry *first = next_fitting (walk, candidate, candidate->entry);

  for (const Entry *e = first; e != NULL; e = next_fitting (walk, candidate, e->next))
    if (is_first_of_label (walk, candidate, first, e))
      report_label (walk, candidate, e);
  return first != NULL;
}

/* Returns how many words the longest name has that begins at a word; 0 where none does. */
static guint
find_at (Walk *walk, WordReader *reader, guint64 index)
{
  const Word *word = vbt_word_reader_get (reader, index);
  Candidate candidates[VBT_DICTIONARY_WORDS];
  Candidate here = { .start = word->start, .exact = first_key (word->exact) };
  guint64 key = first_key (word->folded);
  guint n_candidates = 0;

  for (guint i = 0; i < VBT_DICTIONARY_WORDS; i++)
    {
      const Node *node = vbt_dictionary_place (walk->dictionary, key);
      guint64 gap = 0;

      if (node->key == 0)
        break;
      here.end = word->end;
      here.capitals |= (guint64)word->is_capital << i;
      here.entry = node->entry;
      here.n_words = i + 1;
      if (node->entry != NONE)
        candidates[n_candidates++] = here;
      if (!node->goes_on || i + 1 == VBT_DICTIONARY_WORDS)
        break;
      word = vbt_word_reader_get (reader, index + i + 1);
      if (word == NULL || !vbt_word_gap (here.end, word->start, &gap))
        break;
      key = next_key (key, gap, word->folded);
      here.exact = next_key (here.exact, gap, word->exact);
    }
  while (n_candidates > 0)
    if (accept (walk, &candidates[--n_candidates]))
      return candidates[n_candidates].n_words;
  return 0;
}

/**
 * vbt_dictionary_find:
 * @self: a dictionary
 * @text: a text
 * @n_bytes: its length
 * @found: is called for every name, in the order of the text
 * @data: for @found
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Finds names as whole words, the longest that begins where none has ended yet. Names of up to four
 * letters are found as they are written; of those of up to eleven, what is capital is capital in
 * the text; longer ones in any case. Spaces, hyphens and apostrophes of all kinds are alike, a
 * line may end within a name, a paragraph may not. Safe to call from many threads.
 *
 * Returns: FALSE if it was cancelled
 */
gboolean
vbt_dictionary_find (const VbtDictionary *self, const char *text, gsize n_bytes,
                     void (*found) (gpointer data, const VbtDictionaryHit *hit), gpointer data,
                     GCancellable *cancellable, GError **error)
{
  Walk walk = { self, text, text + n_bytes, found, data };
  WordReader reader;
  guint64 index = 0;
  guint64 look = PATIENCE;

  g_return_val_if_fail (self != NULL && text != NULL && found != NULL, FALSE);

  vbt_word_reader_init (&reader, text, n_bytes);
  while (vbt_word_reader_get (&reader, index) != NULL)
    {
      guint n_words = find_at (&walk, &reader, index);

      index += MAX (n_words, 1);
      if (index < look)
        continue;
      look = index + PATIENCE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

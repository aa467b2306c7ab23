/* vbt-dictionary.c: millions of names, found in a text in one pass
 *
 * Names are paths through a hash table: the key of a word is its hash in lower case, that of two
 * words follows from the key of the first, what is between them, and the second. A text is looked
 * up word by word, so that its time does not depend on the number of names; what counts as one
 * more than that is how often the memory has to be asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "taggers/vbt-dictionary-private.h"

#include <string.h>

/* Names of up to so many letters are found as they are written: "US" is not "us". */
#define EXACT_LETTERS 4
/* Names of so many letters are found in any case: there is nothing else that reads so. */
#define ANY_CASE_LETTERS 12
/* Who has more namesakes than this is not told from them. */
#define MOST_MEANINGS 16

static void
grow (VbtDictionary *self)
{
  Node *old = self->nodes;
  gsize n_old = self->n_places;

  self->n_places *= 2;
  self->nodes = g_new0 (Node, self->n_places);
  for (gsize i = 0; i < n_old; i++)
    if (old[i].key != 0)
      *vbt_dictionary_place (self, old[i].key) = old[i];
  g_free (old);
}

static Node *
ensure_node (VbtDictionary *self, guint64 key)
{
  Node *node;

  if (self->n_nodes * 2 >= self->n_places)
    grow (self);
  node = vbt_dictionary_place (self, key);
  if (node->key == 0)
    {
      *node = (Node){ key, NONE, FALSE };
      self->n_nodes++;
    }
  return node;
}

/**
 * vbt_dictionary_new:
 *
 * Returns: (transfer full): a dictionary without names
 */
VbtDictionary *
vbt_dictionary_new (void)
{
  VbtDictionary *self = g_new0 (VbtDictionary, 1);

  self->n_places = 1024;
  self->nodes = g_new0 (Node, self->n_places);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->targets = g_array_new (FALSE, FALSE, sizeof (Target));
  self->strings = g_string_new (NULL);
  g_string_append_c (self->strings, '\0');
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * vbt_dictionary_free:
 * @self: (transfer full): a dictionary
 */
void
vbt_dictionary_free (VbtDictionary *self)
{
  g_free (self->nodes);
  g_array_unref (self->entries);
  g_array_unref (self->targets);
  g_string_free (self->strings, TRUE);
  g_hash_table_unref (self->known);
  g_free (self);
}

/**
 * vbt_dictionary_get_size:
 * @self: a dictionary
 *
 * Returns: how many names it has
 */
guint
vbt_dictionary_get_size (const VbtDictionary *self)
{
  return self->entries->len;
}

static guint32
store_string (VbtDictionary *self, const char *string)
{
  guint32 place = (guint32)self->strings->len;

  if (string == NULL)
    return 0;
  g_string_append_len (self->strings, string, (gssize)strlen (string) + 1);
  return place;
}

static guint32
store_label (VbtDictionary *self, const char *label)
{
  guint32 place = GPOINTER_TO_UINT (g_hash_table_lookup (self->known, label));

  if (place != 0)
    return place;
  place = store_string (self, label);
  g_hash_table_insert (self->known, g_strdup (label), GUINT_TO_POINTER (place));
  return place;
}

/* Aliases follow on the name of their entity, and share its target. */
static guint32
store_target (VbtDictionary *self, const VbtDictionaryEntry *entry)
{
  const char *name = entry->entity;
  Target target = { store_label (self, entry->label), 0, 0, (guint8)entry->kind, entry->alias };
  guint last = self->targets->len;

  if (last > 0)
    {
      const Target *old = &g_array_index (self->targets, Target, last - 1);

      if (old->label == target.label && old->kind == target.kind && old->alias == target.alias
          && g_strcmp0 (vbt_dictionary_string (self, old->entity), name) == 0)
        return last - 1;
    }
  target.entity = store_string (self, name);
  target.external_id = store_string (self, entry->external_id);
  g_array_append_val (self->targets, target);
  return last;
}

/* Letters decide how a name is compared; punctuation at its edges is kept if it is short. */
static void
describe (Entry *entry, const char *name, const char *start, const char *end, gsize n_bytes)
{
  glong n_letters = g_utf8_strlen (start, end - start);
  gsize n_head = (gsize)(start - name);
  gsize n_tail = (gsize)(name + n_bytes - end);

  entry->rule = n_letters <= EXACT_LETTERS     ? CASE_EXACT
                : n_letters < ANY_CASE_LETTERS ? CASE_CAPITALS
                                               : CASE_ANY;
  memset (entry->head, 0, sizeof entry->head);
  memset (entry->tail, 0, sizeof entry->tail);
  if (n_head < sizeof entry->head)
    memcpy (entry->head, name, n_head);
  if (n_tail < sizeof entry->tail)
    memcpy (entry->tail, end, n_tail);
}

static gboolean
is_same_meaning (const VbtDictionary *self, const Entry *a, const Entry *b)
{
  const Target *of_a = &g_array_index (self->targets, Target, a->target);
  const Target *of_b = &g_array_index (self->targets, Target, b->target);

  return of_a->label == of_b->label && of_a->kind == of_b->kind
         && g_strcmp0 (vbt_dictionary_string (self, of_a->entity),
                       vbt_dictionary_string (self, of_b->entity))
                == 0;
}

/* Behind those that are there, unless it is one of them. */
static gboolean
link_entry (VbtDictionary *self, Node *node, Entry *entry)
{
  guint32 *link = &node->entry;

  for (guint n = 0; *link != NONE; n++)
    {
      Entry *other = &g_array_index (self->entries, Entry, *link);

      if (n == MOST_MEANINGS
          || (other->exact == entry->exact && is_same_meaning (self, other, entry)))
        return FALSE;
      link = &other->next;
    }
  *link = self->entries->len;
  g_array_append_val (self->entries, *entry);
  return TRUE;
}

/* Walks along a name, word by word, and makes the path where there is none. */
static Node *
make_path (VbtDictionary *self, WordReader *reader, Entry *entry)
{
  const Word *first = vbt_word_reader_get (reader, 0);
  guint64 key = first_key (first->folded);
  Word last = *first;

  entry->exact = first_key (first->exact);
  entry->capitals = first->is_capital;
  for (guint i = 1;; i++)
    {
      const Word *word = vbt_word_reader_get (reader, i);
      guint64 gap = 0;

      if (word == NULL)
        return ensure_node (self, key);
      if (i == VBT_DICTIONARY_WORDS || !vbt_word_gap (last.end, word->start, &gap))
        return NULL;
      ensure_node (self, key)->goes_on = TRUE;
      key = next_key (key, gap, word->folded);
      entry->exact = next_key (entry->exact, gap, word->exact);
      entry->capitals |= (guint64)word->is_capital << i;
      last = *word;
    }
}

/**
 * vbt_dictionary_add:
 * @self: a dictionary
 * @entry: a name; its strings are copied
 *
 * Returns: FALSE where it has no letters, more words than VBT_DICTIONARY_WORDS, or is there already
 */
gboolean
vbt_dictionary_add (VbtDictionary *self, const VbtDictionaryEntry *entry)
{
  WordReader reader;
  Entry added = { .next = NONE };
  gsize n_bytes;
  const char *start;
  Node *node;

  g_return_val_if_fail (self != NULL && entry != NULL && entry->label != NULL, FALSE);

  n_bytes = strlen (entry->name);
  vbt_word_reader_init (&reader, entry->name, n_bytes);
  if (vbt_word_reader_get (&reader, 0) == NULL || self->strings->len > G_MAXUINT32 / 2)
    return FALSE;
  start = reader.words[0].start;
  node = make_path (self, &reader, &added);
  if (node == NULL)
    return FALSE;
  describe (&added, entry->name, start,
            reader.words[(reader.n_words - 1) % VBT_DICTIONARY_WORDS].end, n_bytes);
  added.target = store_target (self, entry);
  return link_entry (self, node, &added);
}

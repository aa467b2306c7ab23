/* vbt-score.c: how well annotations agree with those that are held to be right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-score-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A quotation of so many words is long. */
#define LONG_QUOTATION 5

typedef struct
{
  guint64 right;      /* of those predicted */
  guint64 right_gold; /* of those that are right, where this is counted apart */
  guint64 gold;
  guint64 predicted;
} Count;

typedef struct
{
  guint64 n;
  guint64 detected;
  guint64 claimed;
  guint64 mention;
  guint64 name;
} SpeakerCount;

typedef struct
{
  GHashTable *counts;       /* "what\x1fmeasure" to Count */
  SpeakerCount speakers[2]; /* all, long */
  GHashTable *labels;       /* that both have and that are no roles: to 1 | 2 */
} Counts;

static Count *
count_of (Counts *self, const char *what, const char *measure)
{
  g_autofree char *key = g_strdup_printf ("%s\x1f%s", what, measure);
  Count *count = g_hash_table_lookup (self->counts, key);

  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      g_hash_table_insert (self->counts, g_steal_pointer (&key), count);
    }
  return count;
}

/* (transfer full): the words of any of the sets. */
static GHashTable *
words_of (const GPtrArray *sets)
{
  GHashTable *words = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < sets->len; i++)
    {
      const GArray *keys = sets->pdata[i];

      for (guint k = 0; k < keys->len; k++)
        g_hash_table_add (words, GINT_TO_POINTER (g_array_index (keys, int, k)));
    }
  return words;
}

static void
count_tokens (Count *count, const GPtrArray *gold, const GPtrArray *predicted)
{
  g_autoptr (GHashTable) a = words_of (gold);
  g_autoptr (GHashTable) b = words_of (predicted);
  GHashTableIter iter;
  gpointer key;

  count->gold += g_hash_table_size (a);
  count->predicted += g_hash_table_size (b);
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    count->right += g_hash_table_contains (b, key);
}

/* Spans of one label, by each of three measures. */
static void
count_spans (Counts *self, const char *label, const GPtrArray *gold, const GPtrArray *predicted)
{
  static const struct
  {
    const char *measure;
    VbtScoreWeigh weigh;
  } measures[] = { { "exact", vbt_score_weigh_same }, { "overlap", vbt_score_weigh_overlap } };

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      Count *count = count_of (self, label, measures[i].measure);
      g_autoptr (GArray) matches = vbt_score_match (gold, predicted, measures[i].weigh);

      count->gold += gold->len;
      count->predicted += predicted->len;
      count->right += matches->len;
    }
  count_tokens (count_of (self, label, "token"), gold, predicted);
}

static void
take_keys (GPtrArray *sets, GArray *keys)
{
  if (keys->len > 0)
    g_ptr_array_add (sets, keys);
  else
    g_array_unref (keys);
}

/* (transfer full): the sets of all spans of a label: in attributions, and by themselves. */
static GPtrArray *
sets_of (const VbtScoreText *text, const VbtScoreDocument *document, const char *label, int role)
{
  GPtrArray *sets = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);

  for (guint i = 0; role >= 0 && i < document->attributions->len; i++)
    take_keys (sets,
               g_array_ref (((VbtScoreAttribution *)document->attributions->pdata[i])->keys[role]));
  for (guint i = 0; i < document->spans->len; i++)
    {
      const VbtScoreSpan *span = document->spans->pdata[i];

      if (span->is_role == (role >= 0) && g_str_equal (span->label, label))
        take_keys (sets, vbt_score_text_keys (text, span->fragments));
    }
  return sets;
}

static void
count_label (Counts *self, const VbtScoreText *text, const VbtScoreDocument *gold,
             const VbtScoreDocument *predicted, const char *label, int role)
{
  g_autoptr (GPtrArray) a = sets_of (text, gold, label, role);
  g_autoptr (GPtrArray) b = sets_of (text, predicted, label, role);

  count_spans (self, label, a, b);
}

static const char *
kind_name (VbtScoreKind kind)
{
  static const char *const names[] = { "direct", "mixed", "indirect" };

  return names[kind];
}

static void
count_kinds (Counts *self, const char *measure, const GPtrArray *gold, const GPtrArray *predicted,
             const GArray *matches)
{
  for (guint i = 0; i < gold->len; i++)
    count_of (self, kind_name (((VbtScoreAttribution *)gold->pdata[i])->kind), measure)->gold++;
  for (guint i = 0; i < predicted->len; i++)
    count_of (self, kind_name (((VbtScoreAttribution *)predicted->pdata[i])->kind), measure)
        ->predicted++;
  for (guint i = 0; i < matches->len; i++)
    {
      VbtScoreMatch pair = g_array_index (matches, VbtScoreMatch, i);
      const VbtScoreAttribution *a = gold->pdata[pair.gold];
      const VbtScoreAttribution *b = predicted->pdata[pair.predicted];

      count_of (self, kind_name (a->kind), measure)->right_gold++;
      count_of (self, kind_name (b->kind), measure)->right++;
    }
}

static void
count_attributions (Counts *self, const GPtrArray *gold, const GPtrArray *predicted)
{
  static const struct
  {
    const char *measure;
    VbtScoreWeigh weigh;
    gboolean by_kind;
  } measures[] = { { "triple", vbt_score_weigh_triple, TRUE },
                   { "triple-exact", vbt_score_weigh_exact, FALSE },
                   { "source-content", vbt_score_weigh_source_content, TRUE },
                   { "content", vbt_score_weigh_content, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      Count *count = count_of (self, "attribution", measures[i].measure);
      g_autoptr (GArray) matches = vbt_score_match (gold, predicted, measures[i].weigh);

      count->gold += gold->len;
      count->predicted += predicted->len;
      count->right += matches->len;
      if (measures[i].by_kind)
        count_kinds (self, measures[i].measure, gold, predicted, matches);
    }
}

/* The attribution whose content has at least half of the words, or NULL. */
static const VbtScoreAttribution *
owner_of (const GArray *words, const GPtrArray *attributions)
{
  const VbtScoreAttribution *best = NULL;
  guint most = 0;

  for (guint i = 0; i < attributions->len; i++)
    {
      const VbtScoreAttribution *attribution = attributions->pdata[i];
      guint shared = vbt_score_shared (words, attribution->keys[VBT_SCORE_CONTENT]);

      if (shared > most)
        {
          best = attribution;
          most = shared;
        }
    }
  return 2 * most >= words->len ? best : NULL;
}

static void
count_speaker (SpeakerCount *count, const VbtScoreText *text, const VbtScoreAttribution *gold,
               const VbtScoreAttribution *predicted)
{
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;
  gboolean mention;

  if (predicted != NULL && predicted->keys[VBT_SCORE_SOURCE]->len > 0)
    count->claimed++;
  if (gold == NULL || gold->keys[VBT_SCORE_SOURCE]->len == 0)
    return;
  count->n++;
  if (predicted == NULL)
    return;
  count->detected++;
  mention = vbt_score_shared (gold->keys[VBT_SCORE_SOURCE], predicted->keys[VBT_SCORE_SOURCE]) > 0;
  name = vbt_score_text_name (text, gold->fragments[VBT_SCORE_SOURCE]);
  other = vbt_score_text_name (text, predicted->fragments[VBT_SCORE_SOURCE]);
  count->mention += mention;
  count->name += mention || (name != NULL && g_strcmp0 (name, other) == 0);
}

static void
count_quotations (Counts *self, const VbtScoreText *text, const VbtScoreDocument *gold,
                  const VbtScoreDocument *predicted)
{
  g_autoptr (GArray) range = g_array_new (FALSE, FALSE, sizeof (VbtRange));

  for (guint q = 0; q < text->quotations->len; q++)
    {
      g_autoptr (GArray) words = NULL;
      const VbtScoreAttribution *a;
      const VbtScoreAttribution *b;

      g_array_set_size (range, 0);
      g_array_append_val (range, g_array_index (text->quotations, VbtRange, q));
      words = vbt_score_text_words (text, range);
      if (words->len == 0)
        continue;
      a = owner_of (words, gold->attributions);
      b = owner_of (words, predicted->attributions);
      for (guint i = 0; i < (words->len >= LONG_QUOTATION ? 2u : 1u); i++)
        {
          Count *count = count_of (self, "quotation", i == 0 ? "all" : "long");

          count->gold += a != NULL;
          count->predicted += b != NULL;
          count->right += a != NULL && b != NULL;
          count_speaker (&self->speakers[i], text, a, b);
        }
    }
}

static void
note_labels (Counts *self, const VbtScoreDocument *document, guint bit)
{
  for (guint i = 0; i < document->spans->len; i++)
    {
      const VbtScoreSpan *span = document->spans->pdata[i];
      guint old = GPOINTER_TO_UINT (g_hash_table_lookup (self->labels, span->label));

      if (!span->is_role)
        g_hash_table_insert (self->labels, g_strdup (span->label), GUINT_TO_POINTER (old | bit));
    }
}

static void
fill_keys (const VbtScoreText *text, VbtScoreDocument *document)
{
  for (guint i = 0; i < document->attributions->len; i++)
    {
      VbtScoreAttribution *attribution = document->attributions->pdata[i];

      for (guint r = 0; r < VBT_SCORE_N_ROLES; r++)
        {
          g_clear_pointer (&attribution->keys[r], g_array_unref);
          attribution->keys[r] = vbt_score_text_keys (text, attribution->fragments[r]);
        }
      attribution->kind = vbt_score_text_kind (text, attribution->keys[VBT_SCORE_CONTENT]);
    }
}

static void
count_document (Counts *self, VbtScoreDocument *gold, VbtScoreDocument *predicted)
{
  /* brat's folders may hold annotations without the text that they are about. */
  g_autoptr (VbtScoreText) text
      = vbt_score_text_new (*gold->text != '\0' ? gold->text : predicted->text);
  GHashTableIter iter;
  gpointer label;
  gpointer bits;

  fill_keys (text, gold);
  fill_keys (text, predicted);
  for (guint r = 0; r < VBT_SCORE_N_ROLES; r++)
    count_label (self, text, gold, predicted, vbt_score_role_name (r), (int)r);
  g_hash_table_iter_init (&iter, self->labels);
  while (g_hash_table_iter_next (&iter, &label, &bits))
    if (GPOINTER_TO_UINT (bits) == 3)
      count_label (self, text, gold, predicted, label, -1);
  count_attributions (self, gold->attributions, predicted->attributions);
  count_quotations (self, text, gold, predicted);
}

static double
share (guint64 part, guint64 whole)
{
  return whole > 0 ? (double)part / (double)whole : 0;
}

static void
row_free (gpointer data)
{
  VbtScoreRow *self = data;

  g_free (self->what);
  g_free (self->measure);
  g_free (self);
}

static void
add_row (VbtScore *self, const char *what, const char *measure, const Count *count)
{
  VbtScoreRow *row = g_new0 (VbtScoreRow, 1);
  double sum;

  row->what = g_strdup (what);
  row->measure = g_strdup (measure);
  row->precision = share (count->right, count->predicted);
  row->recall = share (count->right_gold > 0 ? count->right_gold : count->right, count->gold);
  sum = row->precision + row->recall;
  row->f1 = sum > 0 ? 2 * row->precision * row->recall / sum : 0;
  row->n_gold = count->gold;
  row->n_predicted = count->predicted;
  g_ptr_array_add (self->rows, row);
}

static void
add_rows (VbtScore *self, Counts *counts, const char *what, const char *const *measures)
{
  for (guint i = 0; measures[i] != NULL; i++)
    add_row (self, what, measures[i], count_of (counts, what, measures[i]));
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
add_labels (VbtScore *self, Counts *counts)
{
  static const char *const measures[] = { "exact", "overlap", "token", NULL };
  g_autoptr (GList) labels = g_list_sort (g_hash_table_get_keys (counts->labels), compare_strings);
  Count all[3] = { { 0 } };
  guint n = 0;

  for (const GList *l = labels; l != NULL; l = l->next)
    {
      if (GPOINTER_TO_UINT (g_hash_table_lookup (counts->labels, l->data)) != 3)
        continue;
      add_rows (self, counts, l->data, measures);
      n++;
      for (guint m = 0; m < G_N_ELEMENTS (all); m++)
        {
          const Count *count = count_of (counts, l->data, measures[m]);

          all[m].right += count->right;
          all[m].gold += count->gold;
          all[m].predicted += count->predicted;
        }
    }
  for (guint m = 0; n > 1 && m < G_N_ELEMENTS (all); m++)
    add_row (self, "all labels", measures[m], &all[m]);
}

static void
add_speakers (VbtScore *self, const Counts *counts)
{
  for (guint i = 0; i < 2; i++)
    for (guint by = 0; by < 2; by++)
      {
        const SpeakerCount *count = &counts->speakers[i];
        guint64 right = by == 0 ? count->mention : count->name;
        VbtSpeakerRow row = { i == 0 ? "all" : "long",
                              by == 0 ? "mention" : "name",
                              share (right, count->n),
                              share (right, count->detected),
                              share (right, count->claimed),
                              count->n,
                              count->detected };

        g_array_append_val (self->speakers, row);
      }
}

static VbtScore *
score_new (Counts *counts)
{
  static const char *const spans[] = { "exact", "overlap", "token", NULL };
  static const char *const attributions[]
      = { "triple", "triple-exact", "source-content", "content", NULL };
  static const char *const kinds[] = { "triple", "source-content", "content", NULL };
  static const char *const quotations[] = { "all", "long", NULL };
  VbtScore *self = g_new0 (VbtScore, 1);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->speakers = g_array_new (FALSE, FALSE, sizeof (VbtSpeakerRow));
  for (guint r = 0; r < VBT_SCORE_N_ROLES; r++)
    add_rows (self, counts, vbt_score_role_name (r), spans);
  add_rows (self, counts, "attribution", attributions);
  for (guint k = 0; k <= VBT_SCORE_INDIRECT; k++)
    add_rows (self, counts, kind_name (k), kinds);
  add_rows (self, counts, "quotation", quotations);
  add_labels (self, counts);
  add_speakers (self, counts);
  return self;
}

/* Labels first, so that each is counted in every document. */
static VbtScore *
compare (const GPtrArray *gold, const GPtrArray *predicted)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Counts counts = { .counts = table, .labels = labels };
  VbtScore *score;
  guint n_missing = 0;

  for (guint i = 0; i < predicted->len; i++)
    {
      VbtScoreDocument *document = predicted->pdata[i];

      g_hash_table_insert (by_name, document->name, document);
      note_labels (&counts, document, 2);
    }
  for (guint i = 0; i < gold->len; i++)
    note_labels (&counts, gold->pdata[i], 1);
  for (guint i = 0; i < gold->len; i++)
    {
      VbtScoreDocument *document = gold->pdata[i];
      VbtScoreDocument *other = g_hash_table_lookup (by_name, document->name);
      g_autoptr (VbtScoreDocument) empty = vbt_score_document_new (document->name, document->text);

      n_missing += other == NULL;
      count_document (&counts, document, other != NULL ? other : empty);
    }
  score = score_new (&counts);
  score->n_documents = gold->len;
  score->n_missing = n_missing;
  return score;
}

/**
 * vbt_score:
 * @gold: file or folder of what is held to be right
 * @predicted: file or folder of what is compared with it
 * @format: (nullable): of both, recognized where NULL
 * @progress: (nullable): to which problems of the input are told
 * @cancellable: (nullable): stops the work
 * @error: return location for an error
 *
 * Compares the annotations of documents of the same name, without extension, in the sets of words
 * that they touch: by label, and as attributions of a content to a source by a cue.
 *
 * Returns: (transfer full): precision, recall and F1; NULL with an error
 */
VbtScore *
vbt_score (const char *gold, const char *predicted, const VbtFormat *format,
           const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) right = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (gold != NULL && predicted != NULL, NULL);

  right = vbt_score_read (gold, format, progress, cancellable, error);
  if (right != NULL)
    found = vbt_score_read (predicted, format, progress, cancellable, error);
  return found != NULL ? compare (right, found) : NULL;
}

/**
 * vbt_score_free:
 * @self: (transfer full): a score
 */
void
vbt_score_free (VbtScore *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->speakers);
  g_free (self);
}

/* vbt-webanno-rows.c: places the spans of a document on the rows of WebAnno TSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-webanno-rows.h"
#include "model/vbt-segment.h"

#include <glib/gi18n-lib.h>

static void
lose (const VbtWebannoRows *self, const char *what, const VbtAnnotation *span)
{
  if (self->losses != NULL)
    vbt_losses_add (self->losses, what, self->document, span);
}

static int
compare_ranges (VbtRange one, VbtRange other)
{
  if (one.start != other.start)
    return one.start < other.start ? -1 : 1;
  return (one.end > other.end) - (one.end < other.end);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return compare_ranges (((const VbtWebannoRow *)a)->range, ((const VbtWebannoRow *)b)->range);
}

/* What is on a token of a piece that touches it. */
static VbtRange
clip (VbtRange piece, VbtRange token)
{
  return (VbtRange){ MAX (token.start, piece.start), MIN (token.end, piece.end) };
}

/**
 * vbt_webanno_row_count_parts:
 * @token: the row of a token
 *
 * Returns: how many parts the token has that have rows of their own
 */
guint
vbt_webanno_row_count_parts (const VbtWebannoRow *token)
{
  return token->parts != NULL ? token->parts->len : 0;
}

/* Adds a row for a part of a token; the same one may come several times. */
static void
add_part (VbtWebannoRow *token, VbtRange range)
{
  VbtWebannoRow part = { .range = range };

  if (token->parts == NULL)
    token->parts = g_array_new (FALSE, FALSE, sizeof (VbtWebannoRow));
  g_array_append_val (token->parts, part);
}

/* Sorts the parts of a token, and leaves each one once. */
static void
settle_parts (VbtWebannoRow *token)
{
  VbtWebannoRow *parts = (VbtWebannoRow *)(gpointer)token->parts->data;
  guint n_parts = 1;

  g_array_sort (token->parts, compare_rows);
  for (guint i = 1; i < token->parts->len; i++)
    if (compare_rows (&parts[n_parts - 1], &parts[i]) != 0)
      parts[n_parts++] = parts[i];
  g_array_set_size (token->parts, n_parts);
}

/* The row of a token, or of the part of it where a piece is. */
static const VbtWebannoRow *
find_row (const VbtWebannoRow *token, VbtRange piece)
{
  VbtWebannoRow row = { .range = clip (piece, token->range) };
  guint part;

  if (compare_rows (&row, token) == 0)
    return token;
  if (!g_array_binary_search (token->parts, &row, compare_rows, &part))
    g_assert_not_reached ();
  return &g_array_index (token->parts, VbtWebannoRow, part);
}

static void
place_piece (VbtWebannoRows *self, const VbtAnnotation *span, guint fragment)
{
  VbtRange range = vbt_annotation_get_fragment (span, fragment);
  guint first = vbt_ranges_first_ending_after (self->view.tokens, range.start);
  VbtRange covered = { -1, -1 };
  VbtWebannoPiece *piece;

  for (guint i = first; i < self->view.tokens->len && self->tokens[i].range.start < range.end; i++)
    {
      VbtRange part = clip (range, self->tokens[i].range);

      if (compare_ranges (part, self->tokens[i].range) != 0)
        add_part (&self->tokens[i], part);
      if (covered.start < 0)
        covered.start = part.start;
      covered.end = part.end;
    }
  if (covered.start < 0)
    {
      lose (self, _ ("Spans of white space only are left out"), span);
      return;
    }
  if (compare_ranges (covered, range) != 0)
    lose (self, _ ("White space at the edge of a span is left out"), span);
  piece = g_new0 (VbtWebannoPiece, 1);
  *piece = (VbtWebannoPiece){ span, self->pieces->len + 1, NULL, fragment, first, range };
  g_ptr_array_add (self->pieces, piece);
  if (!g_hash_table_contains (self->firsts, &span->id))
    g_hash_table_insert (self->firsts, (gpointer)&span->id, piece);
}

/* Numbers the rows "1-2" and "1-2.1", parts of tokens in their order. */
static void
number_rows (VbtWebannoRows *self)
{
  guint sentence = 0, n_sentences = 0, number = 0;

  for (guint i = 0; i < self->view.tokens->len; i++)
    {
      VbtWebannoRow *token = &self->tokens[i];

      if (vbt_token_view_begins_sentence (&self->view, i, &sentence))
        {
          n_sentences++;
          number = 0;
        }
      token->sentence = n_sentences;
      token->number = ++number;
      if (token->parts != NULL)
        settle_parts (token);
      for (guint j = 0; j < vbt_webanno_row_count_parts (token); j++)
        {
          VbtWebannoRow *part = &g_array_index (token->parts, VbtWebannoRow, j);

          part->sentence = n_sentences;
          part->number = number;
          part->part = j + 1;
        }
    }
}

/* From the last token to the first one. */
static int
compare_coming (gconstpointer a, gconstpointer b)
{
  const VbtWebannoPiece *one = *(const VbtWebannoPiece *const *)a;
  const VbtWebannoPiece *other = *(const VbtWebannoPiece *const *)b;

  if (one->token != other->token)
    return one->token > other->token ? -1 : 1;
  return (one->number < other->number) - (one->number > other->number);
}

/* By their rows of a token, and by number. */
static int
compare_on_token (gconstpointer a, gconstpointer b, gpointer token)
{
  const VbtWebannoPiece *one = *(const VbtWebannoPiece *const *)a;
  const VbtWebannoPiece *other = *(const VbtWebannoPiece *const *)b;
  VbtRange range = ((const VbtWebannoRow *)token)->range;
  int order = compare_ranges (clip (one->range, range), clip (other->range, range));

  return order != 0 ? order : (one->number > other->number) - (one->number < other->number);
}

/**
 * vbt_webanno_rows_init:
 * @self: (out caller-allocates): the rows
 * @document: a document, which must outlive them
 * @losses: (nullable): gets what has no place
 *
 * Makes the rows of a document, and places its spans on them. Nothing is on any until vbt_webanno_rows_move_to().
 */
void
vbt_webanno_rows_init (VbtWebannoRows *self, const VbtDocument *document, VbtLosses *losses)
{
  *self = (VbtWebannoRows){ .document = document, .losses = losses };
  vbt_token_view_init (&self->view, document);
  self->tokens = g_new0 (VbtWebannoRow, self->view.tokens->len + 1);
  self->pieces = g_ptr_array_new_with_free_func (g_free);
  self->firsts = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->coming = g_ptr_array_new ();
  self->open = g_ptr_array_new ();
  self->sorted = g_ptr_array_new ();
  self->on_row = g_ptr_array_new ();
  for (guint i = 0; i < self->view.tokens->len; i++)
    self->tokens[i].range = g_array_index (self->view.tokens, VbtRange, i);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *span = document->annotations->pdata[i];

      for (guint j = 0; span->kind == VBT_KIND_SPAN && j < span->n_fragments; j++)
        place_piece (self, span, j);
    }
  number_rows (self);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      VbtWebannoPiece *piece = self->pieces->pdata[i];

      piece->first = find_row (&self->tokens[piece->token], piece->range);
    }
  g_ptr_array_extend (self->coming, self->pieces, NULL, NULL);
  g_ptr_array_sort (self->coming, compare_coming);
}

/** vbt_webanno_rows_clear: frees what the rows hold */
void
vbt_webanno_rows_clear (VbtWebannoRows *self)
{
  for (guint i = 0; i < self->view.tokens->len; i++)
    g_clear_pointer (&self->tokens[i].parts, g_array_unref);
  g_free (self->tokens);
  g_ptr_array_unref (self->coming);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->sorted);
  g_ptr_array_unref (self->on_row);
  g_ptr_array_unref (self->pieces);
  g_hash_table_unref (self->firsts);
  vbt_token_view_clear (&self->view);
}

/**
 * vbt_webanno_rows_get_first:
 * @self: the rows
 * @span: identifier of an annotation
 *
 * Returns: (nullable): the first piece of the span; %NULL where it is no span, or has no place
 */
const VbtWebannoPiece *
vbt_webanno_rows_get_first (const VbtWebannoRows *self, VbtId span)
{
  return g_hash_table_lookup (self->firsts, &span);
}

/* Most pieces begin behind those that are open, and come last. */
static void
open_piece (VbtWebannoRows *self, VbtWebannoPiece *piece)
{
  guint at = self->open->len;

  while (at > 0 && ((const VbtWebannoPiece *)self->open->pdata[at - 1])->number > piece->number)
    at--;
  g_ptr_array_insert (self->open, (gint)at, piece);
}

static void
sort_open (VbtWebannoRows *self, VbtWebannoRow *token)
{
  g_ptr_array_set_size (self->sorted, 0);
  if (token->parts == NULL)
    return;
  g_ptr_array_extend (self->sorted, self->open, NULL, NULL);
  g_ptr_array_sort_with_data (self->sorted, compare_on_token, token);
}

/**
 * vbt_webanno_rows_move_to:
 * @self: the rows
 * @token: number of a token, not before the one where it was
 *
 * Goes to a token, whose pieces can be found then.
 */
void
vbt_webanno_rows_move_to (VbtWebannoRows *self, guint token)
{
  VbtRange range = self->tokens[token].range;
  guint n_open = 0;

  for (guint i = 0; i < self->open->len; i++)
    {
      VbtWebannoPiece *piece = self->open->pdata[i];

      if (piece->range.end > range.start)
        self->open->pdata[n_open++] = piece;
    }
  g_ptr_array_set_size (self->open, (gint)n_open);
  while (self->coming->len > 0)
    {
      VbtWebannoPiece *next = self->coming->pdata[self->coming->len - 1];

      if (next->token > token)
        break;
      g_ptr_array_set_size (self->coming, (gint)self->coming->len - 1);
      open_piece (self, next);
    }
  sort_open (self, &self->tokens[token]);
}

/* Number of the first of the sorted pieces that is not on an earlier row. */
static guint
find_sorted (const VbtWebannoRows *self, const VbtWebannoRow *token, const VbtWebannoRow *row)
{
  guint low = 0, high = self->sorted->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const VbtWebannoPiece *piece = self->sorted->pdata[middle];

      if (compare_ranges (clip (piece->range, token->range), row->range) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * vbt_webanno_rows_find_pieces:
 * @self: the rows
 * @token: the row of the token where it is
 * @row: this, or one of its parts
 *
 * Returns: (transfer none) (element-type VbtWebannoPiece): what is on the row, by number; until the next call
 */
const GPtrArray *
vbt_webanno_rows_find_pieces (VbtWebannoRows *self, const VbtWebannoRow *token,
                              const VbtWebannoRow *row)
{
  if (token->parts == NULL)
    return self->open;
  g_ptr_array_set_size (self->on_row, 0);
  for (guint i = find_sorted (self, token, row); i < self->sorted->len; i++)
    {
      VbtWebannoPiece *piece = self->sorted->pdata[i];

      if (compare_ranges (clip (piece->range, token->range), row->range) != 0)
        break;
      g_ptr_array_add (self->on_row, piece);
    }
  return self->on_row;
}

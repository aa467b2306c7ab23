/* vbt-tokens-write.c: spans as tags of tokens, and what that cannot hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-tokens.h"
#include "model/vbt-segment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vbt_token_view_init:
 * @self: a view, not initialized
 * @document: a document
 *
 * Takes the tokens and sentences of the document, or finds some.
 */
void
vbt_token_view_init (VbtTokenView *self, const VbtDocument *document)
{
  g_autoptr (VbtDocument) segmented = NULL;

  self->place = (VbtTextPlace){ 0 };
  self->tags = NULL;
  self->keeps_names = FALSE;
  if (document->tokens == NULL || document->sentences == NULL)
    {
      segmented = vbt_document_new (document->name, document->text);
      vbt_document_segment (segmented);
    }
  self->tokens = g_array_ref (document->tokens != NULL ? document->tokens : segmented->tokens);
  self->sentences
      = g_array_ref (document->sentences != NULL ? document->sentences : segmented->sentences);
}

/**
 * vbt_token_view_clear:
 * @self: a view
 *
 * Frees what it holds.
 */
void
vbt_token_view_clear (VbtTokenView *self)
{
  g_clear_pointer (&self->tokens, g_array_unref);
  g_clear_pointer (&self->sentences, g_array_unref);
  g_clear_pointer (&self->tags, g_string_chunk_free);
}

static VbtRange
token_at (const VbtTokenView *self, guint token)
{
  return g_array_index (self->tokens, VbtRange, token);
}

/**
 * vbt_token_view_find:
 * @self: a view
 * @document: its document
 * @token: which one
 * @length: (out): in bytes
 *
 * Goes to a token, which is found fast from the one before; then @place of @self is its end.
 *
 * Returns: (transfer none): where the token begins
 */
const char *
vbt_token_view_find (VbtTokenView *self, const VbtDocument *document, guint token, gsize *length)
{
  VbtRange range = token_at (self, token);
  gsize first;

  vbt_text_move_to (document->text, &self->place, range.start);
  first = self->place.byte;
  vbt_text_move_to (document->text, &self->place, range.end);
  *length = self->place.byte - first;
  return vbt_text_get_utf8 (document->text) + first;
}

/**
 * vbt_token_view_get_token:
 * @self: a view
 * @document: its document
 * @token: which one
 *
 * Returns: (transfer full): the token's text
 */
char *
vbt_token_view_get_token (VbtTokenView *self, const VbtDocument *document, guint token)
{
  gsize length;
  const char *start = vbt_token_view_find (self, document, token, &length);

  return g_strndup (start, length);
}

/**
 * vbt_token_view_begins_sentence:
 * @self: a view
 * @token: which one
 * @sentence: (inout): where to go on looking: 0 at first
 *
 * To be asked for one token after the other.
 *
 * Returns: whether a sentence begins with this token
 */
gboolean
vbt_token_view_begins_sentence (const VbtTokenView *self, guint token, guint *sentence)
{
  VbtOffset start = token_at (self, token).start;
  gboolean begins = FALSE;

  while (*sentence < self->sentences->len
         && g_array_index (self->sentences, VbtRange, *sentence).start <= start)
    {
      begins = TRUE;
      (*sentence)++;
    }
  return begins || token == 0;
}

/* Of tokens that belong to a span: which one of a list, and whether it is its first. */
typedef struct
{
  const VbtAnnotation *span;
  guint first;
} Cell;

typedef struct
{
  VbtTokenView *view;
  const VbtDocument *document;
  VbtLosses *losses;
  Cell *cells;
} Layout;

static void
lose (const Layout *self, const char *what, const VbtAnnotation *span)
{
  if (self->losses != NULL)
    vbt_losses_add (self->losses, what, self->document, span);
}

static gboolean
is_free (const Layout *self, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (self->cells[i].span != NULL)
      return FALSE;
  return TRUE;
}

static void
place_fragment (const Layout *self, const VbtAnnotation *span, VbtRange range)
{
  guint first = vbt_ranges_first_ending_after (self->view->tokens, range.start);
  guint end = first;

  while (end < self->view->tokens->len && token_at (self->view, end).start < range.end)
    end++;
  if (first == end)
    {
      lose (self, _ ("Spans of white space only are left out"), span);
      return;
    }
  if (!is_free (self, first, end))
    {
      lose (self, _ ("Spans that overlap others are left out"), span);
      return;
    }
  if (token_at (self->view, first).start != range.start
      || token_at (self->view, end - 1).end != range.end)
    lose (self, _ ("Spans are extended to whole tokens"), span);
  for (guint i = first; i < end; i++)
    self->cells[i] = (Cell){ span, first };
}

static int
compare_outer_first (gconstpointer a, gconstpointer b)
{
  VbtRange one = vbt_annotation_get_extent (*(const VbtAnnotation *const *)a);
  VbtRange other = vbt_annotation_get_extent (*(const VbtAnnotation *const *)b);

  if (one.start != other.start)
    return one.start < other.start ? -1 : 1;
  return (one.end < other.end) - (one.end > other.end);
}

/**
 * vbt_token_view_list_spans:
 * @document: a document
 *
 * Returns: (transfer container) (element-type VbtAnnotation): its spans, in the order of the text, the outer before the
 *   inner
 */
GPtrArray *
vbt_token_view_list_spans (const VbtDocument *document)
{
  GPtrArray *spans = g_ptr_array_new ();

  for (guint i = 0; i < document->annotations->len; i++)
    {
      VbtAnnotation *annotation = document->annotations->pdata[i];

      if (annotation->kind == VBT_KIND_SPAN)
        g_ptr_array_add (spans, annotation);
    }
  g_ptr_array_sort (spans, compare_outer_first);
  return spans;
}

static void
place_spans (const Layout *self)
{
  g_autoptr (GPtrArray) spans = vbt_token_view_list_spans (self->document);

  for (guint i = 0; i < spans->len; i++)
    {
      const VbtAnnotation *span = spans->pdata[i];

      if (span->n_fragments > 1)
        lose (self, _ ("Each fragment becomes a span of its own"), span);
      for (guint j = 0; j < span->n_fragments; j++)
        place_fragment (self, span, vbt_annotation_get_fragment (span, j));
    }
}

static char
get_prefix (VbtTagScheme scheme, gboolean first, gboolean last, gboolean touching)
{
  switch (scheme)
    {
    case VBT_TAGS_IOB1:
      return first && touching ? 'B' : 'I';
    case VBT_TAGS_BIOES:
    case VBT_TAGS_BMES:
      if (first)
        return last ? 'S' : 'B';
      if (last)
        return 'E';
      return scheme == VBT_TAGS_BMES ? 'M' : 'I';
    case VBT_TAGS_IOB2:
    default:
      return first ? 'B' : 'I';
    }
}

/* (transfer full): the name, without white space where that separates columns. */
static char *
make_name (const Layout *self, const VbtCatalog *catalog, const VbtAnnotation *span)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, span->label);
  const char *name = label != NULL ? label->name : "unknown";
  g_autoptr (GString) result = g_string_new (NULL);

  if (self->view->keeps_names)
    return g_strdup (name);
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      gboolean keep = !g_unichar_isspace (character) && !g_unichar_iscntrl (character);

      g_string_append_unichar (result, keep ? character : '_');
    }
  if (!g_str_equal (result->str, name))
    lose (self, _ ("Names with spaces get underscores"), span);
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static GPtrArray *
make_tags (const Layout *self, const VbtCatalog *catalog, VbtTagScheme scheme)
{
  guint n_tokens = self->view->tokens->len;
  GPtrArray *tags = g_ptr_array_sized_new (n_tokens);
  g_autofree guint8 *breaks = g_new0 (guint8, n_tokens + 1);
  g_autofree char *name = NULL; /* of the span of the token before */
  guint sentence = 0;

  for (guint i = 0; i < n_tokens; i++)
    breaks[i] = (guint8)vbt_token_view_begins_sentence (self->view, i, &sentence);
  breaks[n_tokens] = TRUE;
  for (guint i = 0; i < n_tokens; i++)
    {
      const Cell *cell = &self->cells[i];
      const Cell *before = i > 0 && !breaks[i] ? &self->cells[i - 1] : NULL;
      const Cell *after = !breaks[i + 1] ? &self->cells[i + 1] : NULL;
      gboolean inside
          = before != NULL && before->span == cell->span && before->first == cell->first;
      gboolean goes_on = after != NULL && after->span == cell->span && after->first == cell->first;
      const char prefix[]
          = { get_prefix (scheme, !inside, !goes_on,
                          before != NULL && before->span != NULL && cell->span != NULL
                              && before->span->label == cell->span->label),
              '-', '\0' };

      g_autofree char *tag = NULL;

      if (cell->span == NULL)
        {
          g_ptr_array_add (tags, (gpointer) "O");
          continue;
        }
      if (breaks[i] && cell->first < i)
        lose (self, _ ("Spans over the end of a sentence are cut there"), cell->span);
      if (!inside)
        {
          g_free (name);
          name = make_name (self, catalog, cell->span);
        }
      tag = g_strconcat (prefix, name, NULL);
      g_ptr_array_add (tags, g_string_chunk_insert_const (self->view->tags, tag));
    }
  return tags;
}

/**
 * vbt_token_view_make_tags:
 * @self: a view
 * @catalog: the document's
 * @document: its document
 * @scheme: how tags are written
 * @losses: (nullable): where to count what tags cannot hold
 *
 * Returns: (transfer container) (element-type utf8): a tag for each token, as long as the view
 */
GPtrArray *
vbt_token_view_make_tags (VbtTokenView *self, const VbtCatalog *catalog,
                          const VbtDocument *document, VbtTagScheme scheme, VbtLosses *losses)
{
  g_autofree Cell *cells = g_new0 (Cell, self->tokens->len + 1);
  Layout layout = { self, document, losses, cells };

  if (self->tags == NULL)
    self->tags = g_string_chunk_new (256);
  place_spans (&layout);
  return make_tags (&layout, catalog, scheme);
}

static gboolean
has_gap (const VbtTokenView *self, const VbtDocument *document, guint token, gboolean line_end)
{
  VbtOffset before = token > 0 ? token_at (self, token - 1).end : 0;
  VbtOffset start = token_at (self, token).start;

  if (token == 0)
    return start != 0;
  return start != before + 1
         || vbt_text_get_char (document->text, before) != (gunichar)(line_end ? '\n' : ' ');
}

/**
 * vbt_token_view_count_losses:
 * @self: a view
 * @document: its document
 * @with_sentences: whether the format knows sentences
 * @losses: where to count
 *
 * Counts what is lost of a text of which only the tokens are written.
 */
void
vbt_token_view_count_losses (const VbtTokenView *self, const VbtDocument *document,
                             gboolean with_sentences, VbtLosses *losses)
{
  guint sentence = 0;
  guint n_tokens = self->tokens->len;
  gboolean differs = n_tokens > 0
                         ? token_at (self, n_tokens - 1).end != vbt_text_get_length (document->text)
                         : vbt_text_get_length (document->text) > 0;

  for (guint i = 0; i < n_tokens && !differs; i++)
    {
      gboolean begins = vbt_token_view_begins_sentence (self, i, &sentence);

      differs = has_gap (self, document, i, begins && with_sentences);
    }
  if (differs)
    vbt_losses_add (losses, _ ("Of the text only its tokens are kept, not the space between them"),
                    document, NULL);
  if (!with_sentences && self->sentences->len > 1)
    vbt_losses_add (losses, _ ("Sentences are left out"), document, NULL);
}

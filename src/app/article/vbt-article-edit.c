/* vbt-article-edit.c: what the actions do to the annotations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-segment.h"
#include "vbt-article-private.h"

static const VbtDocument *
get_document (VbtArticle *self)
{
  return self->session == NULL ? NULL : vbt_session_get_document (self->session);
}

static VbtRange
trim (const VbtText *text, VbtRange range)
{
  while (range.start < range.end && g_unichar_isspace (vbt_text_get_char (text, range.start)))
    range.start++;
  while (range.end > range.start && g_unichar_isspace (vbt_text_get_char (text, range.end - 1)))
    range.end--;
  return range;
}

static gboolean
get_word_at_caret (VbtArticle *self, VbtRange *word)
{
  const VbtDocument *document = get_document (self);
  VbtOffset caret = vbt_article_view_get_caret (VBT_ARTICLE_VIEW (self->view));
  guint index;

  if (document->tokens == NULL
      || (!vbt_ranges_find (document->tokens, caret, &index)
          && (caret == 0 || !vbt_ranges_find (document->tokens, caret - 1, &index))))
    return FALSE;
  *word = g_array_index (document->tokens, VbtRange, index);
  return TRUE;
}

/**
 * vbt_article_select_word:
 * @self: the article
 *
 * Selects the word at the caret.
 */
void
vbt_article_select_word (VbtArticle *self)
{
  VbtRange word;

  if (get_document (self) != NULL && get_word_at_caret (self, &word))
    vbt_article_view_set_selection (VBT_ARTICLE_VIEW (self->view), word);
}

/* The text that a label is meant for: what is selected, in whole words unless it was selected by the
 * character; else, where no annotation is selected either, the word at the caret. */
static gboolean
get_target (VbtArticle *self, VbtRange *range)
{
  const VbtDocument *document = get_document (self);
  gboolean exact;

  if (!vbt_article_view_get_selection (VBT_ARTICLE_VIEW (self->view), range, &exact))
    return vbt_session_get_selected (self->session) == 0 && get_word_at_caret (self, range);
  *range = trim (document->text, *range);
  if (!exact && document->tokens != NULL && range->start < range->end)
    *range = trim (document->text, vbt_ranges_snap (document->tokens, *range));
  return range->start < range->end;
}

static void
clear_selection (VbtArticle *self)
{
  VbtOffset caret = vbt_article_view_get_caret (VBT_ARTICLE_VIEW (self->view));

  vbt_article_view_set_selection (VBT_ARTICLE_VIEW (self->view), (VbtRange){ caret, caret });
}

/**
 * vbt_article_label:
 * @self: the article
 * @label: a label for spans
 *
 * Labels the selected text; else re-labels the selected annotation; else labels the word at the
 * caret.
 */
void
vbt_article_label (VbtArticle *self, VbtId label)
{
  VbtRange range;

  if (get_document (self) == NULL)
    return;
  if (get_target (self, &range))
    {
      g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));

      g_array_append_val (fragments, range);
      vbt_session_label (self->session, label, fragments);
      clear_selection (self);
    }
  else if (vbt_session_get_selected (self->session) != 0)
    vbt_session_relabel (self->session, vbt_session_get_selected (self->session), label);
}

/**
 * vbt_article_set_extent:
 * @self: the article
 * @extent: where the selected annotation shall start and end
 */
void
vbt_article_set_extent (VbtArticle *self, VbtRange extent)
{
  const VbtAnnotation *selected
      = self->session == NULL ? NULL : vbt_session_get_selected_annotation (self->session);
  g_autoptr (VbtAnnotation) changed = NULL;
  gboolean moved;

  if (selected == NULL || selected->kind != VBT_KIND_SPAN)
    return;
  changed = vbt_annotation_copy (selected);
  moved = vbt_annotation_set_start (changed, extent.start);
  moved = vbt_annotation_set_end (changed, extent.end) || moved;
  if (moved && changed->fragments->len > 0)
    vbt_session_set_fragments (self->session, selected->id, changed->fragments);
}

/* The next place at which a word starts or ends, strictly before or behind @offset. */
static VbtOffset
find_edge (const GArray *tokens, VbtOffset offset, gboolean end, gboolean forward)
{
  guint index = vbt_ranges_first_ending_after (tokens, offset);
  VbtOffset best = offset;

  /* The token before the one that was found and the one behind it are the only others to ask. */
  for (guint i = index > 2 ? index - 2 : 0; i < tokens->len && i <= index + 1; i++)
    {
      VbtRange token = g_array_index (tokens, VbtRange, i);
      VbtOffset edge = end ? token.end : token.start;

      if (forward && edge > offset)
        return edge;
      if (!forward && edge < offset)
        best = edge;
    }
  return best;
}

/**
 * vbt_article_move_edge:
 * @self: the article
 * @end: its end, rather than its start
 * @forward: towards the end of the text
 * @character: by a character, rather than by a word
 *
 * Moves an edge of the selected annotation.
 */
void
vbt_article_move_edge (VbtArticle *self, gboolean end, gboolean forward, gboolean character)
{
  const VbtDocument *document = get_document (self);
  const VbtAnnotation *selected
      = document == NULL ? NULL : vbt_session_get_selected_annotation (self->session);
  VbtRange extent;
  VbtOffset *edge;

  if (selected == NULL || selected->kind != VBT_KIND_SPAN)
    return;
  extent = vbt_annotation_get_extent (selected);
  edge = end ? &extent.end : &extent.start;
  if (character || document->tokens == NULL)
    *edge += forward ? 1 : -1;
  else
    *edge = find_edge (document->tokens, *edge, end, forward);
  if (extent.start >= 0 && extent.start < extent.end
      && extent.end <= vbt_text_get_length (document->text))
    vbt_article_set_extent (self, extent);
}

/* The place in @spans of the annotation that is selected; where none is, of the first one behind the
 * caret, and *@between is set. */
static guint
find_position (VbtArticle *self, GPtrArray *spans, gboolean *between)
{
  VbtId selected = vbt_session_get_selected (self->session);
  VbtOffset caret = vbt_article_view_get_caret (VBT_ARTICLE_VIEW (self->view));
  guint behind = spans->len;

  *between = FALSE;
  for (guint i = 0; i < spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);

      if (selected != 0 && span->id == selected)
        return i;
      if (behind == spans->len && vbt_annotation_get_extent (span).start >= caret)
        behind = i;
    }
  *between = TRUE;
  return behind;
}

/**
 * vbt_article_step:
 * @self: the article
 * @forward: to the next one
 * @suggestions: among those that nobody has decided on
 *
 * Selects the next or the previous annotation, in the order of the text, around its end.
 *
 * Returns: whether there is one
 */
gboolean
vbt_article_step (VbtArticle *self, gboolean forward, gboolean suggestions)
{
  GPtrArray *spans;
  gboolean between;
  guint at, n;

  if (get_document (self) == NULL)
    return FALSE;
  spans = vbt_session_get_spans (self->session);
  n = spans->len;
  at = find_position (self, spans, &between);
  for (guint i = 0; i < n; i++)
    {
      guint step = between && forward ? i : i + 1;
      const VbtAnnotation *span
          = g_ptr_array_index (spans, forward ? (at + step) % n : (at + 2 * n - step) % n);

      if (!vbt_session_shows (self->session, span)
          || (suggestions && !vbt_session_is_suggestion (self->session, span)))
        continue;
      vbt_session_set_selected (self->session, span->id);
      vbt_article_scroll_to (self, span->id);
      return TRUE;
    }
  return FALSE;
}

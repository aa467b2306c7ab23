/* vbt-article-edit.c: what the actions do to the annotations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-segment.h"
#include "vbt-article-private.h"
#include "vbt-label-popover.h"

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
  const GArray *tokens = vbt_document_get_tokens_near (document, (VbtRange){ caret, caret });
  guint index;

  if (tokens == NULL
      || (!vbt_ranges_find (tokens, caret, &index)
          && (caret == 0 || !vbt_ranges_find (tokens, caret - 1, &index))))
    return FALSE;
  *word = g_array_index (tokens, VbtRange, index);
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

/**
 * vbt_article_select_unit:
 * @self: the article
 * @unit: a sentence, or a paragraph
 *
 * Selects the one at the caret.
 */
void
vbt_article_select_unit (VbtArticle *self, VbtUnit unit)
{
  VbtArticleView *view = VBT_ARTICLE_VIEW (self->view);
  VbtOffset caret;
  VbtRange range;

  if (get_document (self) == NULL)
    return;
  caret = vbt_article_view_get_caret (view);
  range = vbt_unit_snap (get_document (self), unit, (VbtRange){ caret, caret });
  vbt_article_view_select (view, range.end, range.start);
}

/* The text that a label is meant for: what is selected, in whole words where it was selected by
 * touch; else, where no annotation is selected either, the word at the caret. */
static gboolean
get_target (VbtArticle *self, VbtRange *range)
{
  const VbtDocument *document = get_document (self);
  const GArray *tokens;
  gboolean exact;

  if (!vbt_article_view_get_selection (VBT_ARTICLE_VIEW (self->view), range, &exact))
    return vbt_session_get_selected (self->session) == 0 && get_word_at_caret (self, range);
  *range = trim (document->text, *range);
  tokens = exact ? NULL : vbt_document_get_tokens_near (document, *range);
  if (tokens != NULL && range->start < range->end)
    *range = trim (document->text, vbt_ranges_snap (tokens, *range));
  *range = vbt_segment_whole_characters (document->text, *range);
  return range->start < range->end;
}

static void
clear_selection (VbtArticle *self)
{
  VbtOffset caret = vbt_article_view_get_caret (VBT_ARTICLE_VIEW (self->view));

  vbt_article_view_set_selection (VBT_ARTICLE_VIEW (self->view), (VbtRange){ caret, caret });
}

/**
 * vbt_article_get_fragment_target:
 * @self: the article
 *
 * Returns: (transfer none) (nullable): the span that text is added to: the selected one, else the
 *   one that was selected before the text was
 */
const VbtAnnotation *
vbt_article_get_fragment_target (VbtArticle *self)
{
  const VbtMark *mark = vbt_marks_find (vbt_article_view_get_marks (VBT_ARTICLE_VIEW (self->view)),
                                        self->session == NULL ? 0 : self->fragment_target);

  return mark == NULL ? NULL : mark->annotation;
}

/* What it covers now is what the span is to cover. */
static void
set_fragments (VbtArticle *self, const VbtAnnotation *changed)
{
  g_autoptr (GArray) fragments = vbt_annotation_get_fragments (changed);

  vbt_session_set_fragments (self->session, changed->id, fragments);
}

/**
 * vbt_article_add_fragment:
 * @self: the article
 * @range: a part of the text
 *
 * Adds text to the span that was selected last. What touches it becomes one with it.
 */
void
vbt_article_add_fragment (VbtArticle *self, VbtRange range)
{
  const VbtAnnotation *target = vbt_article_get_fragment_target (self);
  g_autoptr (VbtAnnotation) changed = NULL;

  if (target == NULL || get_document (self) == NULL)
    return;
  range = trim (get_document (self)->text, range);
  if (range.start >= range.end)
    return;
  changed = vbt_annotation_copy (target);
  vbt_annotation_add_fragment (changed, range.start, range.end);
  if (!vbt_annotation_same_fragments (changed, target))
    set_fragments (self, changed);
  clear_selection (self);
}

/**
 * vbt_article_add_selection:
 * @self: the article
 *
 * Adds the selected text to the span that was selected last.
 */
void
vbt_article_add_selection (VbtArticle *self)
{
  VbtRange range;

  if (vbt_article_view_get_selection (VBT_ARTICLE_VIEW (self->view), &range, NULL))
    vbt_article_add_fragment (self, range);
}

/* What is to be taken out of a span: the selected text, or the fragment in which the caret is. */
static gboolean
find_fragment (VbtArticle *self, const VbtAnnotation *span, VbtRange *range)
{
  VbtOffset caret = vbt_article_view_get_caret (VBT_ARTICLE_VIEW (self->view));

  if (vbt_article_view_get_selection (VBT_ARTICLE_VIEW (self->view), range, NULL))
    return TRUE;
  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      *range = vbt_annotation_get_fragment (span, i);
      if (range->start <= caret && caret <= range->end)
        return vbt_annotation_get_n_fragments (span) > 1;
    }
  return FALSE;
}

/**
 * vbt_article_remove_fragment:
 * @self: the article
 *
 * Takes the selected text, or the fragment at the caret, out of the span that was selected last;
 * something is always left of it.
 */
void
vbt_article_remove_fragment (VbtArticle *self)
{
  const VbtAnnotation *target = vbt_article_get_fragment_target (self);
  g_autoptr (VbtAnnotation) changed = NULL;
  VbtRange range;

  if (target == NULL || !find_fragment (self, target, &range))
    return;
  changed = vbt_annotation_copy (target);
  if (vbt_annotation_remove_fragment (changed, range.start, range.end))
    set_fragments (self, changed);
  clear_selection (self);
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
  if (moved)
    set_fragments (self, changed);
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
  const GArray *tokens;
  VbtRange extent;
  VbtOffset *edge;

  if (selected == NULL || selected->kind != VBT_KIND_SPAN)
    return;
  extent = vbt_annotation_get_extent (selected);
  edge = end ? &extent.end : &extent.start;
  tokens = vbt_document_get_tokens_near (document, (VbtRange){ *edge, *edge });
  if (character || tokens == NULL)
    *edge = vbt_segment_next_character (document->text, *edge, forward);
  else
    *edge = find_edge (tokens, *edge, end, forward);
  if (extent.start >= 0 && extent.start < extent.end
      && extent.end <= vbt_text_get_length (document->text))
    vbt_article_set_extent (self, extent);
}

/**
 * vbt_article_show_labels:
 * @self: the article
 *
 * Shows the labels for the selected text; else, to change its label, for the selected annotation.
 *
 * Returns: whether something is selected
 */
gboolean
vbt_article_show_labels (VbtArticle *self)
{
  VbtArticleView *view = VBT_ARTICLE_VIEW (self->view);
  const VbtAnnotation *selected;
  g_autofree char *text = NULL;
  VbtRange range;
  gboolean words;

  if (self->session == NULL || vbt_session_get_document (self->session) == NULL)
    return FALSE;
  words = vbt_article_view_get_selection (view, &range, NULL);
  selected = vbt_session_get_selected_annotation (self->session);
  if (!words && (selected == NULL || selected->kind != VBT_KIND_SPAN))
    return FALSE;
  text = vbt_article_get_text (self);
  if (!words)
    range = vbt_annotation_get_extent (selected);
  vbt_label_popover_fill (VBT_LABEL_POPOVER (self->label_popover), self->session, text, range.start,
                          !words);
  vbt_article_place_popover (self, self->label_popover, range);
  gtk_popover_popup (GTK_POPOVER (self->label_popover));
  return TRUE;
}

/**
 * vbt_article_ask_label:
 * @self: the article
 *
 * Asks for a label, by the keyboard: for the selected text, else for the selected annotation.
 */
void
vbt_article_ask_label (VbtArticle *self)
{
  if (vbt_article_show_labels (self))
    vbt_label_popover_enter (VBT_LABEL_POPOVER (self->label_popover));
}

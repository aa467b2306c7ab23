/* vbt-article-step.c: going through the article: by annotation, quote, suggestion, problem, word, sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "model/vbt-check.h"
#include "vbt-article-private.h"

static const VbtDocument *
get_document (VbtArticle *self)
{
  return self->session == NULL ? NULL : vbt_session_get_document (self->session);
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

static gboolean
is_wanted (VbtArticle *self, VbtStep step, const VbtAnnotation *span, VbtId speaker)
{
  switch (step)
    {
    case VBT_STEP_QUOTE:
      return vbt_session_is_quote (self->session, span);
    case VBT_STEP_SUGGESTION:
      return vbt_session_get_suggestion (self->session, span) != NULL;
    case VBT_STEP_SAME_SPEAKER:
      return speaker != 0 && vbt_session_is_quote (self->session, span)
             && vbt_session_get_speaker_of (self->session, span) == speaker;
    case VBT_STEP_ANNOTATION:
    default:
      return TRUE;
    }
}

/**
 * vbt_article_step:
 * @self: the article
 * @step: what is gone through
 * @forward: to the next one
 *
 * Selects the next or the previous annotation, in the order of the text, around its end; nothing where there is none.
 */
void
vbt_article_step (VbtArticle *self, VbtStep step, gboolean forward)
{
  const VbtAnnotation *selected;
  GPtrArray *spans;
  gboolean between;
  VbtId speaker;
  guint at, n;

  if (get_document (self) == NULL)
    return;
  selected = vbt_session_get_selected_annotation (self->session);
  speaker = selected == NULL || selected->kind != VBT_KIND_SPAN
                ? 0
                : vbt_session_get_speaker_of (self->session, selected);
  spans = vbt_session_get_spans (self->session);
  n = spans->len;
  at = find_position (self, spans, &between);
  for (guint i = 0; i < n; i++)
    {
      guint distance = between && forward ? i : i + 1;
      const VbtAnnotation *span
          = g_ptr_array_index (spans, forward ? (at + distance) % n : (at + 2 * n - distance) % n);

      if (!vbt_session_shows (self->session, span) || !is_wanted (self, step, span, speaker))
        continue;
      vbt_session_set_selected (self->session, span->id);
      vbt_article_scroll_to (self, span->id);
      return;
    }
}

/* The problem behind or before the one that is shown; around the end of the text. */
static guint
find_problem (VbtArticle *self, const GPtrArray *problems, gboolean forward)
{
  VbtOffset caret = vbt_article_view_get_caret (VBT_ARTICLE_VIEW (self->view));

  if (self->problem_index < problems->len)
    return (self->problem_index + (forward ? 1 : problems->len - 1)) % problems->len;
  for (guint i = 0; i < problems->len; i++)
    if (((const VbtProblem *)g_ptr_array_index (problems, i))->range.start >= caret)
      return forward ? i : (i + problems->len - 1) % problems->len;
  return forward ? 0 : problems->len - 1;
}

static void
show_problem (VbtArticle *self, const GPtrArray *problems, gboolean forward)
{
  const VbtProblem *problem;
  g_autofree char *text = NULL;
  guint index;

  if (problems->len == 0)
    {
      vbt_article_flash_hint (self, _ ("No problems"));
      return;
    }
  index = find_problem (self, problems, forward);
  problem = g_ptr_array_index (problems, index);
  /* Translators: the number of a problem, how many there are, and what is wrong */
  text = g_strdup_printf (_ ("Problem %u of %u: %s"), index + 1, problems->len, problem->message);
  vbt_session_set_selected (self->session, problem->annotation);
  if (problem->annotation != 0)
    vbt_article_scroll_to (self, problem->annotation);
  else
    vbt_article_select_range (self, (VbtRange){ problem->range.start, problem->range.start });
  self->problem_index = index;
  vbt_article_flash_hint (self, text);
}

/**
 * vbt_article_step_problem:
 * @self: the article
 * @forward: to the next one
 *
 * Goes to a place where my annotations break a rule of the schema, selects the annotation, and says
 * what is wrong. All that is to be right when the document is marked done counts. Where the problems
 * are still looked for, it goes there as soon as they are known.
 */
void
vbt_article_step_problem (VbtArticle *self, gboolean forward)
{
  const GPtrArray *problems;
  gboolean current;

  if (get_document (self) == NULL)
    return;
  problems = vbt_session_get_problems (self->session, VBT_WHEN_DONE, &current);
  self->problem_step = current ? 0 : forward ? 1 : -1;
  if (current)
    show_problem (self, problems, forward);
}

/**
 * vbt_article_go_on_to_problem:
 * @self: the article
 *
 * Does what vbt_article_step_problem() was asked for before the problems were known.
 */
void
vbt_article_go_on_to_problem (VbtArticle *self)
{
  if (self->problem_step != 0)
    vbt_article_step_problem (self, self->problem_step > 0);
}

/**
 * vbt_article_move_caret:
 * @self: the article
 * @unit: by what
 * @forward: towards the end of the text
 * @extend: whether the text that is passed over is selected
 */
void
vbt_article_move_caret (VbtArticle *self, VbtUnit unit, gboolean forward, gboolean extend)
{
  VbtArticleView *view = VBT_ARTICLE_VIEW (self->view);
  VbtOffset caret = vbt_article_view_get_caret (view);
  VbtOffset anchor = caret;
  VbtRange selection;

  if (get_document (self) == NULL)
    return;
  if (vbt_article_view_get_selection (view, &selection, NULL))
    anchor = caret == selection.start ? selection.end : selection.start;
  caret = vbt_unit_step (get_document (self), unit, caret, forward);
  vbt_article_view_select (view, caret, extend ? anchor : caret);
  if (!vbt_article_view_is_seen (view, (VbtRange){ caret, caret + 1 }))
    vbt_article_view_scroll_to (view, (VbtRange){ caret, caret + 1 });
}

/**
 * vbt_article_widen_selection:
 * @self: the article
 *
 * Selects the word at the caret; again, its sentence; again, its paragraph.
 */
void
vbt_article_widen_selection (VbtArticle *self)
{
  VbtArticleView *view = VBT_ARTICLE_VIEW (self->view);
  VbtRange range;

  if (get_document (self) == NULL)
    return;
  vbt_article_view_get_selection (view, &range, NULL);
  range = vbt_unit_widen (get_document (self), range);
  vbt_article_view_select (view, range.end, range.start);
}

/* (nullable): what can be fixed mechanically of the annotation that is selected. */
static const VbtProblem *
find_fixable (VbtArticle *self, VbtWhen when)
{
  const GPtrArray *problems = vbt_session_get_problems (self->session, when, NULL);
  VbtId selected = vbt_session_get_selected (self->session);

  for (guint i = 0; problems != NULL && selected != 0 && i < problems->len; i++)
    {
      const VbtProblem *problem = g_ptr_array_index (problems, i);

      if (problem->annotation == selected && problem->has_fix)
        return problem;
    }
  return NULL;
}

/**
 * vbt_article_fix_problem:
 * @self: an article
 *
 * Fixes what is wrong with the selected annotation, where no person has to decide how.
 */
void
vbt_article_fix_problem (VbtArticle *self)
{
  const VbtProblem *problem;
  VbtFix fix = { 0 };

  g_return_if_fail (VBT_IS_ARTICLE (self));

  problem = self->session != NULL ? find_fixable (self, VBT_WHEN_ALWAYS) : NULL;
  if (problem == NULL && self->session != NULL)
    problem = find_fixable (self, VBT_WHEN_DONE);
  if (problem == NULL)
    {
      vbt_article_flash_hint (self,
                              _ ("The annotation has no problem that can be fixed by itself"));
      return;
    }
  fix.document = vbt_session_get_document (self->session)->id;
  fix.annotation = problem->annotation;
  fix.range = problem->range;
  fix.better = problem->fix;
  vbt_session_fix (self->session, &fix);
}

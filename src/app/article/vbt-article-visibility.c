/* vbt-article-visibility.c: what the article does when marks are hidden
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-article-private.h"

/**
 * vbt_article_hint_hidden:
 * @self: the article
 * @selected: (nullable): what is selected
 *
 * Says so where what is selected is not drawn: it got a label that is hidden, or was chosen beside
 * the article.
 */
void
vbt_article_hint_hidden (VbtArticle *self, const VbtAnnotation *selected)
{
  gboolean hidden = selected != NULL && selected->kind == VBT_KIND_SPAN
                    && !vbt_session_shows (self->session, selected);
  const VbtLabel *label;
  g_autofree char *text = NULL;

  if (!hidden && self->hint_is_hidden)
    vbt_article_show_hint (self, NULL);
  self->hint_is_hidden = hidden;
  if (!hidden)
    return;
  label = vbt_schema_get_label (vbt_session_get_schema (self->session), selected->label);
  if (label != NULL
      && !vbt_visibility_has_label (vbt_session_get_visibility (self->session), label->id))
    /* Translators: a label's marks are not drawn; the key shows which are */
    text = g_strdup_printf (_ ("“%s” is hidden. Ctrl+Shift+L shows it again."), label->name);
  else
    text = g_strdup (_ ("Suggestions are hidden. Ctrl+Shift+L shows them again."));
  vbt_article_show_hint (self, text);
}

/**
 * vbt_article_visibility_changed:
 * @self: the article
 *
 * What is hidden is not selected any longer, so that no key changes what cannot be seen.
 */
void
vbt_article_visibility_changed (VbtArticle *self)
{
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self->session);

  if (self->link_from != 0)
    vbt_article_link_end (self);
  if (selected != NULL && selected->kind == VBT_KIND_SPAN
      && !vbt_session_shows (self->session, selected))
    vbt_session_set_selected (self->session, 0);
  else
    vbt_article_hint_hidden (self, selected);
}

/* vbt-article-same.c: "the same as": whom another annotation names, this one names, too
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "model/vbt-likeness.h"
#include "vbt-article-private.h"

static const VbtAnnotation *
get_span (VbtArticle *self, VbtId id)
{
  const VbtMark *mark
      = vbt_marks_find (vbt_article_view_get_marks (VBT_ARTICLE_VIEW (self->view)), id);

  return mark == NULL ? NULL : mark->annotation;
}

/**
 * vbt_article_same:
 * @self: the article
 *
 * Makes the selected annotation refer to the same as the likeliest other one, see vbt_session_same(). Where nobody is
 * likely, lets the other annotation be chosen.
 */
void
vbt_article_same (VbtArticle *self)
{
  g_autofree char *text = NULL;

  vbt_session_same (self->session, vbt_session_get_selected_annotation (self->session)->id, &text);
  if (text != NULL)
    vbt_article_flash_hint (self, text);
  else
    vbt_article_same_begin (self);
}

/* Fills the list of what may be chosen; returns the index of the nearest before the selected one, else of the first. */
static guint
find_ends (VbtArticle *self, const VbtAnnotation *from)
{
  GPtrArray *spans = vbt_session_get_spans (self->session);
  VbtRange extent = vbt_annotation_get_extent (from);
  gboolean is_quote = vbt_session_is_quote (self->session, from);
  VbtOffset best = G_MAXINT32;
  guint nearest = 0;
  guint end;

  g_array_set_size (self->link_ends, 0);
  for (guint i = vbt_session_find_near (self->session, extent.start, VBT_ARTICLE_LINK_NEAR, &end);
       i < end; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);
      VbtRange other = vbt_annotation_get_extent (span);

      if (span->id == from->id || !vbt_session_shows (self->session, span)
          || !vbt_session_may_name (self->session, span)
          || (vbt_session_is_quote (self->session, span)
              && (!is_quote || vbt_session_get_speaker_of (self->session, span) == 0)))
        continue;
      g_array_append_val (self->link_ends, ((VbtLinkEnd){ .span = span->id }));
      if (other.start <= extent.start && vbt_range_get_distance (extent, other) < best)
        {
          best = vbt_range_get_distance (extent, other);
          nearest = self->link_ends->len - 1;
        }
    }
  return nearest;
}

/**
 * vbt_article_same_begin:
 * @self: the article
 *
 * Lets an annotation be chosen, by keys or pointer, to whose entity the selected one shall refer.
 */
void
vbt_article_same_begin (VbtArticle *self)
{
  const VbtAnnotation *from = vbt_session_get_selected_annotation (self->session);

  vbt_article_link_end (self);
  self->link_index = find_ends (self, from);
  if (self->link_ends->len == 0)
    {
      g_signal_emit_by_name (self->session, "problem",
                             _ ("Nothing else in the article names anybody yet"));
      return;
    }
  self->link_same = TRUE;
  vbt_article_link_offer (self, from->id);
}

/** vbt_article_same_describe: (transfer full): what is said while @other is offered */
char *
vbt_article_same_describe (VbtArticle *self, const VbtAnnotation *other)
{
  g_autofree char *what = vbt_article_describe (self->session, other);

  /* Translators: an annotation in words. Tab, Return and Escape are keys. */
  return g_strdup_printf (_ ("The same as %s — Tab chooses, Return takes it, Escape leaves"), what);
}

/**
 * vbt_article_same_take:
 * @self: the article
 * @span: an annotation
 * @other: another one
 *
 * Makes @span refer to whom @other refers; where that is nobody known, both to a new entry by the words of @other.
 */
void
vbt_article_same_take (VbtArticle *self, VbtId span, VbtId other)
{
  const VbtAnnotation *annotation = get_span (self, other);
  VbtId entity = vbt_session_get_speaker_of (self->session, annotation);
  const VbtEntity *known
      = entity != 0 ? vbt_catalog_get_entity (vbt_session_get_catalog (self->session), entity)
                    : NULL;
  g_autofree char *name
      = known != NULL
            ? g_strdup (known->name)
            : vbt_document_find_name (vbt_session_get_document (self->session), annotation);
  VbtSpeakerChoice choice = { .entity = known != NULL ? entity : 0, .name = name };
  g_autofree char *text = g_strdup_printf (_ ("The same as %s"), name);

  if (!vbt_session_is_quote (self->session, annotation))
    choice.mention = other;
  vbt_session_say (self->session, span, &choice);
  vbt_article_flash_hint (self, text);
}

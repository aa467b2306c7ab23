/* vbt-article-describe.c: an annotation in words, for those who do not see it and for hints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "model/vbt-check.h"
#include "vbt-article.h"
#include "vbt-marks.h"

#define TEXT_MAX 60

static char *
get_short_text (const VbtDocument *document, const VbtAnnotation *span)
{
  g_autofree char *text = vbt_document_get_covered_text (document, span);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= TEXT_MAX)
    return g_steal_pointer (&text);
  start = g_utf8_substring (text, 0, TEXT_MAX);
  return g_strdup_printf ("%s…", start);
}

/* The words that name the speaker of a quote. */
static const VbtAnnotation *
find_speaker_span (VbtSession *session, const VbtAnnotation *quote)
{
  const VbtSchema *schema = vbt_session_get_schema (session);
  g_autoptr (GPtrArray) relations
      = vbt_drawn_relations_of (vbt_session_get_drawn (session), quote->id);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtLabel *label = vbt_schema_get_label (schema, relation->label);

      if (relation->from == quote->id && label != NULL
          && g_str_equal (label->name, VBT_RELATION_SPEAKER))
        return vbt_document_get_annotation (vbt_session_get_document (session), relation->to);
    }
  return NULL;
}

static char *
describe_quote (VbtSession *session, const VbtAnnotation *quote, const char *label)
{
  g_autofree char *name = vbt_name_speaker (session, quote, find_speaker_span (session, quote));
  g_autofree char *type = vbt_quote_type (vbt_session_get_document (session), quote);
  const char *word = g_strcmp0 (type, "direct") == 0     ? C_ ("quote", "direct")
                     : g_strcmp0 (type, "indirect") == 0 ? C_ ("quote", "reported")
                                                         : C_ ("quote", "mixed");

  if (name == NULL)
    /* Translators: a label ("Quote") and how it is said ("direct") */
    return g_strdup_printf (_ ("%s by nobody known, %s"), label, word);
  /* Translators: a label ("Quote"), who says it, and how it is said ("direct") */
  return g_strdup_printf (_ ("%s by %s, %s"), label, name, word);
}

/**
 * vbt_article_describe:
 * @session: a session
 * @annotation: an annotation of the document that is shown
 *
 * Says in words what the marks show: "Quote by Sergey Lavrov, direct, suggested".
 *
 * Returns: (transfer full): the words, translated
 */
char *
vbt_article_describe (VbtSession *session, const VbtAnnotation *annotation)
{
  const VbtSchema *schema;
  const VbtLabel *label;
  const char *name;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_SESSION (session) && annotation != NULL, NULL);

  schema = vbt_session_get_schema (session);
  label = vbt_schema_get_label (schema, annotation->label);
  name = label == NULL ? _ ("Annotation") : label->name;
  if (annotation->kind != VBT_KIND_SPAN)
    words = g_strdup (name);
  else if (vbt_role_of_label (schema, label) == VBT_ROLE_QUOTE)
    words = describe_quote (session, annotation, name);
  else
    {
      g_autofree char *text = get_short_text (vbt_session_get_document (session), annotation);
      g_autofree char *speaker = vbt_role_of_label (schema, label) == VBT_ROLE_SPEAKER
                                     ? vbt_name_speaker (session, annotation, NULL)
                                     : NULL;

      /* Translators: a label and the words that have it */
      words = speaker == NULL ? g_strdup_printf (_ ("%s “%s”"), name, text)
                              /* Translators: a label, the words that have it, and who is meant */
                              : g_strdup_printf (_ ("%s “%s”, %s"), name, text, speaker);
    }
  if (vbt_session_is_suggestion (session, annotation))
    /* Translators: an annotation in words, which a program suggests */
    return g_strdup_printf (_ ("%s, suggested"), words);
  return g_steal_pointer (&words);
}

/* vbt-label-rank.c: which label a text most likely gets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-label-rank.h"

/* What speaks for a label: the same words have it in this document, by me or suggested; the project
 * knows them as a name; the words are quoted; it was used last. Else the order of the schema. */
#define SAME_WORDS 1000
#define SAME_SUGGESTED 400
#define KNOWN_NAME 300
#define QUOTED 200
#define USED_LAST 10
/* What lies farther off says nothing, in code points: an article is shorter, and of a book not all is looked at. */
#define NEAR (64 * 1024)

typedef struct
{
  const VbtLabel *label;
  int score;
  guint place; /* in the schema */
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  return first->place < second->place ? -1 : 1;
}

static void
add_score (GArray *candidates, VbtId label, int score)
{
  for (guint i = 0; i < candidates->len; i++)
    if (g_array_index (candidates, Candidate, i).label->id == label)
      g_array_index (candidates, Candidate, i).score += score;
}

/* Whether the span has just these words; looks at no more text than it must. */
static gboolean
has_words (const VbtDocument *document, const VbtAnnotation *span, const char *text, glong n_chars)
{
  VbtRange range = vbt_annotation_get_extent (span);

  return range.end - range.start == n_chars
         && g_str_has_prefix (vbt_text_at (document->text, range.start), text);
}

static void
count_words (VbtSession *session, GArray *candidates, const char *text, VbtOffset place)
{
  GPtrArray *spans = vbt_session_get_spans (session);
  glong n_chars = g_utf8_strlen (text, -1);
  guint end;

  for (guint i = vbt_session_find_near (session, place, NEAR, &end); i < end; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);

      if (has_words (vbt_session_get_document (session), span, text, n_chars))
        add_score (candidates, span->label,
                   vbt_session_is_suggestion (session, span) ? SAME_SUGGESTED : SAME_WORDS);
    }
}

/* The entities of the project are named by label: a Person is one, an Organization another. */
static void
look_up_name (VbtSession *session, GArray *candidates, const char *text)
{
  static const struct
  {
    VbtEntityKind kind;
    const char *label;
  } kinds[] = {
    { VBT_ENTITY_PERSON, "Person" },
    { VBT_ENTITY_ORGANIZATION, "Organization" },
    { VBT_ENTITY_LOCATION, "Location" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const VbtLabel *label
          = vbt_schema_find_label (vbt_session_get_schema (session), VBT_KIND_SPAN, kinds[i].label);

      if (label != NULL
          && vbt_catalog_find_entity (vbt_session_get_catalog (session), kinds[i].kind, text)
                 != NULL)
        add_score (candidates, label->id, KNOWN_NAME);
    }
}

static void
look_at_marks (VbtSession *session, GArray *candidates, const char *text)
{
  const VbtLabel *quote
      = vbt_schema_find_label (vbt_session_get_schema (session), VBT_KIND_SPAN, VBT_LABEL_QUOTE);

  if (quote != NULL && g_utf8_strchr ("\"“”„«»‹›‘‚「『", -1, g_utf8_get_char (text)) != NULL
      && *text != '\0')
    add_score (candidates, quote->id, QUOTED);
}

/* Recency: the label of what I made last in this document, near there. */
static void
look_at_last (VbtSession *session, GArray *candidates, VbtOffset place)
{
  GPtrArray *spans = vbt_session_get_spans (session);
  const VbtAnnotation *last = NULL;
  guint end;

  for (guint i = vbt_session_find_near (session, place, NEAR, &end); i < end; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);

      if (!vbt_session_is_suggestion (session, span)
          && (last == NULL || span->created >= last->created))
        last = span;
    }
  if (last != NULL)
    add_score (candidates, last->label, USED_LAST);
}

/**
 * vbt_label_rank:
 * @session: a session that shows a document
 * @text: (nullable): the words that are to be labeled
 * @place: where they are
 *
 * Returns: (transfer container) (element-type VbtLabel): the labels that spans can get, the likeliest
 *   first; borrowed from the schema
 */
GPtrArray *
vbt_label_rank (VbtSession *session, const char *text, VbtOffset place)
{
  const VbtSchema *schema;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GPtrArray *labels = g_ptr_array_new ();

  g_return_val_if_fail (VBT_IS_SESSION (session), labels);

  schema = vbt_session_get_schema (session);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      if (label->kind == VBT_KIND_SPAN && !label->hidden)
        g_array_append_val (candidates, ((Candidate){ label, 0, i }));
    }
  if (text != NULL && *text != '\0')
    {
      count_words (session, candidates, text, place);
      look_up_name (session, candidates, text);
      look_at_marks (session, candidates, text);
    }
  look_at_last (session, candidates, place);
  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (labels, (gpointer)g_array_index (candidates, Candidate, i).label);
  return labels;
}

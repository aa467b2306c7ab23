/* vbt-format-brat.c: brat's standoff format: NAME.txt and NAME.ann
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How brat's lines become our annotations, so that nothing is lost on the way there and back:
 *
 * - T is a span. Fragments between which there are only line ends (brat cannot write them as one)
 *   are one fragment here, and are split again when written.
 * - E is the span of its trigger, marked by the attribute "brat:event", with one relation a role, whose
 *   label is the role. Several events on one trigger are spans of the same extent with the same value
 *   of "brat:event", a number that tells coinciding triggers apart. The trigger has a span of its own
 *   (marked by "brat:trigger" with that number) only where something refers to it and not to the
 *   event, or where its label is not the event's.
 * - R is a relation from the first argument to the second; "brat:arguments" keeps their names where
 *   they are not Arg1 and Arg2, or where the relation would be taken for a role of an event.
 * - * is a chain of relations through its members, with "*" as "brat:arguments".
 * - A and M are attributes: yes/no without a value, else one of a set, or several of it where the
 *   attribute is there several times.
 * - # is the note, if its type is AnnotatorNotes, one line each; any other type is an attribute of
 *   the kind text.
 * - N is an entity with the external identifier "DB:ID" and the line's text as its name. DB is left
 *   out for Wikidata, whose identifiers are the common ones; for "Verbatim" it is the identifier of
 *   an entity that has no external one. */

static const char *const extensions[] = { "ann", NULL };
static const char *const companions[] = { "txt", NULL };

extern const VbtFormat vbt_format_brat;

/* A line that only brat has: an id, a TAB, and a word. */
static gboolean
looks_like_brat (const guint8 *head, gsize n_head)
{
  gsize n_id = 1;

  if (n_head >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    {
      head += 3;
      n_head -= 3;
    }
  if (n_head == 0)
    return TRUE;
  if (strchr ("TERAMN#*", head[0]) == NULL)
    return FALSE;
  while (n_id < n_head && n_id < 20 && g_ascii_isdigit (head[n_id]))
    n_id++;
  return n_id < n_head && head[n_id] == '\t';
}

static int
brat_probe (const char *name, const guint8 *head, gsize n_head)
{
  if (vbt_format_has_extension (&vbt_format_brat, name))
    return looks_like_brat (head, n_head) ? 95 : 60;
  return 0;
}

/* A name as a line can hold it: its fields are separated by TAB, space and colon. */
char *
vbt_brat_name (const char *name)
{
  g_autoptr (GString) result = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character == ':' || g_unichar_isspace (character) || g_unichar_iscntrl (character))
        character = '_';
      g_string_append_unichar (result, character);
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

gboolean
vbt_brat_is_special (const char *name)
{
  return g_str_equal (name, BRAT_EVENT) || g_str_equal (name, BRAT_TRIGGER)
         || g_str_equal (name, BRAT_ARGUMENTS);
}

/* (nullable): the value of one of our own attributes. */
const char *
vbt_brat_get_special (const VbtCatalog *catalog, const VbtAnnotation *annotation, const char *name)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);
  const VbtAttribute *attribute = label != NULL ? vbt_label_find_attribute (label, name) : NULL;

  return attribute != NULL ? vbt_annotation_get_value (annotation, attribute->id) : NULL;
}

/* (transfer full): fragments as brat can write them: none holds a line end. */
GArray *
vbt_brat_split_fragments (const VbtDocument *document, const VbtAnnotation *span)
{
  GArray *split = g_array_new (FALSE, FALSE, sizeof (VbtRange));

  for (guint i = 0; i < span->n_fragments; i++)
    {
      VbtRange fragment = vbt_annotation_get_fragment (span, i);
      const char *text = vbt_text_at (document->text, fragment.start);
      VbtRange part = { fragment.start, fragment.start };

      while (part.end < fragment.end)
        {
          gboolean line_end = *text == '\n';

          if (line_end && part.start < part.end)
            g_array_append_val (split, part);
          part.end++;
          if (line_end)
            part.start = part.end;
          text = g_utf8_next_char (text);
        }
      if (part.start < part.end)
        g_array_append_val (split, part);
    }
  return split;
}

static gboolean
is_written_span (const VbtDocument *document, const VbtAnnotation *annotation)
{
  if (annotation == NULL || annotation->kind != VBT_KIND_SPAN)
    return FALSE;
  for (guint i = 0; i < annotation->n_fragments; i++)
    {
      VbtRange fragment = vbt_annotation_get_fragment (annotation, i);
      gsize n_line_ends = strspn (vbt_text_at (document->text, fragment.start), "\n");

      if (n_line_ends < (gsize)(fragment.end - fragment.start))
        return TRUE;
    }
  return FALSE;
}

static BratRole
get_relation_role (const VbtCatalog *catalog, const VbtDocument *document,
                   const VbtAnnotation *relation)
{
  const VbtAnnotation *from = vbt_document_get_annotation (document, relation->from);
  const VbtAnnotation *to = vbt_document_get_annotation (document, relation->to);
  const char *arguments = vbt_brat_get_special (catalog, relation, BRAT_ARGUMENTS);

  if (!is_written_span (document, from) || !is_written_span (document, to))
    return BRAT_LEFT_OUT;
  if (g_strcmp0 (arguments, BRAT_EQUIVALENT) == 0)
    return BRAT_EQUIVALENCE;
  if (arguments == NULL && vbt_brat_get_special (catalog, from, BRAT_EVENT) != NULL)
    return BRAT_ROLE;
  return BRAT_RELATION;
}

/* Which line an annotation becomes. */
BratRole
vbt_brat_get_role (const VbtCatalog *catalog, const VbtDocument *document,
                   const VbtAnnotation *annotation)
{
  if (annotation->kind == VBT_KIND_RELATION)
    return get_relation_role (catalog, document, annotation);
  if (!is_written_span (document, annotation))
    return BRAT_LEFT_OUT;
  return vbt_brat_get_special (catalog, annotation, BRAT_EVENT) != NULL ? BRAT_EVENT_SPAN
                                                                        : BRAT_SPAN;
}

const VbtFormat vbt_format_brat = {
  .name = "brat",
  .title = N_ ("brat standoff"),
  .description = N_ ("A text (.txt) and its annotations (.ann) beside it, as brat keeps them"),
  .extensions = extensions,
  .mime = "text/x-brat",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_FOLDER,
  .companions = companions,
  .probe = brat_probe,
  .read = vbt_brat_read,
  .begin = vbt_brat_begin,
  .write = vbt_brat_write,
  .end = vbt_brat_end,
  .losses = vbt_brat_losses,
};

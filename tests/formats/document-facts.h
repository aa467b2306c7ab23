/* document-facts.h: what EXPECT.json says of documents and pages, compared with what was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/fixture.h"
#include "formats/vbt-json.h"
#include "formats/vbt-prose.h"

/* Whether one of the documents has this number of something; numbers of all are added up. */
static inline gboolean
check_number (json_t *facts, const char *name, const char *member, gint64 n)
{
  json_t *fact = json_object_get (facts, member);

  if (!json_is_integer (fact) || json_integer_value (fact) == n)
    return TRUE;
  g_test_message ("%s: %s are %d, not %d", name, member, (int)n, (int)json_integer_value (fact));
  return FALSE;
}

/* Facts of documents count what is in the paragraphs, and not what divides them. */
static inline gboolean
check_paragraphs (const Fixture *fixture, const char *name, json_t *facts)
{
  const char *first = json_string_value (json_object_get (facts, "first_paragraph"));
  const char *last = json_string_value (json_object_get (facts, "last_paragraph"));
  const VbtDocument *document = fixture->documents->len == 1 ? fixture->documents->pdata[0] : NULL;
  g_auto (GStrv) paragraphs = NULL;
  gint64 n = 0;

  if (first == NULL || document == NULL)
    return first == NULL;
  paragraphs = g_strsplit (vbt_text_get_utf8 (document->text), "\n\n", -1);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    n += g_utf8_strlen (paragraphs[i], -1);
  g_test_message ("%s: %s … %s", name, first, last);
  return g_str_equal (paragraphs[0], first)
         && g_str_has_suffix (vbt_text_get_utf8 (document->text), last)
         && check_number (facts, name, "chars", n)
         && check_number (facts, name, "non_empty_paragraphs", g_strv_length (paragraphs));
}

/* Facts of pages and PDF are of the text with single spaces. */
static inline gboolean
check_collapsed (const Fixture *fixture, const char *name, json_t *facts, const char *member)
{
  g_autofree char *begins_name = g_strconcat (member, "begins", NULL);
  g_autofree char *ends_name = g_strconcat (member, "ends", NULL);
  g_autofree char *chars_name = g_strconcat (member, "chars_collapsed", NULL);
  const char *begins = json_string_value (json_object_get (facts, begins_name));
  const char *ends = json_string_value (json_object_get (facts, ends_name));
  const VbtDocument *document = fixture->documents->pdata[0];
  g_autofree char *text
      = vbt_prose_collapse (vbt_text_get_utf8 (document->text), VBT_TEXT_MAX_BYTES);
  const char *title = json_string_value (json_object_get (facts, "title"));

  if (begins == NULL || ends == NULL || text == NULL)
    return FALSE;
  if (!g_str_has_prefix (text, begins) || !g_str_has_suffix (text, ends))
    {
      g_test_message ("%s begins “%.90s”", name, text);
      return FALSE;
    }
  if (title != NULL && *title != '\0'
      && g_strcmp0 (vbt_document_get_metadata (document, VBT_METADATA_TITLE), title) != 0)
    {
      g_test_message ("%s: its title is “%s”, not “%s”", name,
                      vbt_document_get_metadata (document, VBT_METADATA_TITLE), title);
      return FALSE;
    }
  return check_number (facts, name, chars_name, g_utf8_strlen (text, -1));
}

/* Poppler's facts are of its own layout: words count, not how they are put together. */
static inline gboolean
check_words (const Fixture *fixture, const char *name, json_t *facts)
{
  const VbtDocument *document = fixture->documents->pdata[0];
  const char *text = vbt_text_get_utf8 (document->text);
  double wanted = (double)json_integer_value (json_object_get (facts, "chars_collapsed"));
  double n = (double)vbt_text_get_length (document->text);
  json_t *word;
  size_t i;

  json_array_foreach (json_object_get (facts, "must_contain_words"), i, word)
  {
    if (strstr (text, json_string_value (word)) == NULL)
      {
        g_test_message ("%s: there is no “%s”", name, json_string_value (word));
        return FALSE;
      }
  }
  g_test_message ("%s: %.0f characters, %.0f by pdftotext", name, n, wanted);
  return n > wanted * 0.95 - 10 && n < wanted * 1.05 + 10;
}

/* Whether what EXPECT.json says of a document or a page is so; TRUE where it says nothing of one. */
static inline gboolean
check_document (const Fixture *fixture, const char *name, json_t *facts)
{
  if (json_object_get (facts, "first_paragraph") != NULL)
    return check_paragraphs (fixture, name, facts);
  if (json_object_get (facts, "must_contain_words") != NULL)
    return check_words (fixture, name, facts);
  return check_collapsed (fixture, name, facts, "visible_");
}

static inline gboolean
is_document (json_t *facts)
{
  return json_object_get (facts, "first_paragraph") != NULL
         || json_object_get (facts, "visible_begins") != NULL
         || json_object_get (facts, "must_contain_words") != NULL;
}

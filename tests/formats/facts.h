/* facts.h: what EXPECT.json says of a real file, compared with what was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/document-facts.h"

static inline const char *
label_of (const Fixture *fixture, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (fixture->sink.catalog->schema, annotation->label)->name;
}

static inline guint
count_label (const Fixture *fixture, VbtKind kind, const char *label)
{
  guint n = 0;

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *annotation = document->annotations->pdata[j];

          n += annotation->kind == kind
               && (label == NULL || g_str_equal (label_of (fixture, annotation), label));
        }
    }
  return n;
}

/* What has no label in the file has ours. */
static inline const char *
name_of (const char *label, VbtKind kind)
{
  if (g_str_equal (label, "quote"))
    return "Quote";
  if (!g_str_equal (label, "(no type)"))
    return label;
  return kind == VBT_KIND_RELATION ? "Relation" : "Annotation";
}

static inline gboolean
check_counts (const Fixture *fixture, const char *name, json_t *facts, const char *member,
              VbtKind kind)
{
  gboolean equal = TRUE;
  const char *label;
  json_t *count;

  json_object_foreach (json_object_get (facts, member), label, count)
  {
    guint n = json_is_integer (count) ? count_label (fixture, kind, name_of (label, kind)) : 0;

    if (json_is_integer (count) && strcmp (label, "(none)") != 0
        && strcmp (label, "distinct_labels") != 0 && n != json_integer_value (count))
      {
        g_test_message ("%s: %s “%s” is %u, not %d", name, member, label, n,
                        (int)json_integer_value (count));
        equal = FALSE;
      }
  }
  return equal;
}

/* Several documents in one file have their numbers in a list; null is a document without text. */
static inline gboolean
check_characters (json_t *facts, const char *name, gint64 n)
{
  json_t *list = json_object_get (facts, "chars");
  gint64 sum = 0;
  json_t *number;
  size_t i;

  if (!json_is_array (list))
    return check_number (facts, name, "chars", n);
  json_array_foreach (list, i, number) sum += json_integer_value (number);
  if (sum != n)
    g_test_message ("%s: the characters are %d, not %d", name, (int)n, (int)sum);
  return sum == n;
}

/* Types of UIMA that are no annotations: the text itself, its tokens and sentences, what is known of it. */
static inline gboolean
is_structure (const char *type)
{
  static const char *const suffixes[] = { ".Token",
                                          ".Sentence",
                                          ".DocumentAnnotation",
                                          ".DocumentMetaData",
                                          "SemArgLink",
                                          ".TagsetDescription",
                                          "LinkType",
                                          "Chain" };

  /* A sentence of TEI. */
  if (g_str_equal (type, "s"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (type, suffixes[i]))
      return TRUE;
  return g_str_has_prefix (type, "uima.cas.") || g_str_has_suffix (type, "[]");
}

/* Each annotation of UIMA is one of ours, whatever its kind. */
static inline gboolean
check_types (const Fixture *fixture, const char *name, json_t *facts)
{
  gboolean equal = TRUE;
  const char *type;
  json_t *count;

  /* In Web Annotations it is the type of JSON-LD. */
  if (json_object_get (facts, "contexts") != NULL)
    return TRUE;
  json_object_foreach (json_object_get (facts, "types"), type, count)
  {
    guint n = count_label (fixture, VBT_KIND_SPAN, type)
              + count_label (fixture, VBT_KIND_RELATION, type)
              + count_label (fixture, VBT_KIND_DOCUMENT, type);

    if (!is_structure (type) && n != json_integer_value (count))
      {
        g_test_message ("%s: %s are %u, not %d", name, type, n, (int)json_integer_value (count));
        equal = FALSE;
      }
  }
  return equal;
}

/* Bodies of Web Annotations that tag: a span each. */
static inline gboolean
check_tags (const Fixture *fixture, const char *name, json_t *facts)
{
  gboolean equal = TRUE;
  const char *tag;
  json_t *n;

  json_object_foreach (json_object_get (facts, "textual_bodies"), tag, n)
  {
    const char *label = g_str_has_prefix (tag, "tagging:") ? tag + strlen ("tagging:") : NULL;

    if (label != NULL && count_label (fixture, VBT_KIND_SPAN, label) != json_integer_value (n))
      {
        g_test_message ("%s: there are not %d %s", name, (int)json_integer_value (n), label);
        equal = FALSE;
      }
  }
  return equal;
}

/* Spans of an element of TEI: those of the label that it has by default do not name it. */
static inline guint
count_element (const Fixture *fixture, const char *element, const char *label)
{
  guint n = 0;

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *annotation = document->annotations->pdata[j];
          const VbtAttribute *attribute = vbt_label_find_attribute (
              vbt_schema_get_label (fixture->sink.catalog->schema, annotation->label), "element");
          const char *own
              = attribute != NULL ? vbt_annotation_get_value (annotation, attribute->id) : NULL;

          n += own != NULL ? g_str_equal (own, element)
                           : label != NULL && g_str_equal (label_of (fixture, annotation), label);
        }
    }
  return n;
}

/* Of names and references the facts count also those of the header. */
static inline gboolean
check_elements (const Fixture *fixture, const char *name, json_t *facts)
{
  static const char *const elements[][2]
      = { { "said", "Quote" },         { "q", NULL },
          { "quote", NULL },           { "persName", "Person" },
          { "placeName", "Location" }, { "orgName", "Organization" } };
  gboolean equal = TRUE;

  if (json_object_get (facts, "milestones") == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    equal = check_number (facts, name, elements[i][0],
                          count_element (fixture, elements[i][0], elements[i][1]))
            && equal;
  return equal;
}

/* CoreNLP's entities have the names of the default schema. */
static inline const char *
name_in (json_t *facts, const char *label)
{
  static const char *const names[][2] = { { "PERSON", "Person" },
                                          { "LOCATION", "Location" },
                                          { "ORGANIZATION", "Organization" },
                                          { "MISC", "Other" } };

  for (guint i = 0; json_object_get (facts, "ner_runs") != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], label))
      return names[i][1];
  return name_of (label, VBT_KIND_SPAN);
}

static inline gboolean
has_span (const Fixture *fixture, const char *name, json_t *facts, const char *which)
{
  json_t *span = json_object_get (facts, which);
  const char *label = json_string_value (json_object_get (span, "label"));
  const char *expected = json_string_value (json_object_get (span, "text"));

  g_autofree char *head = NULL;

  if (label == NULL || expected == NULL || is_structure (label))
    return TRUE;
  /* Long ones are cut: "…(336 code points)". */
  head = g_strndup (expected, strstr (expected, "…(") != NULL
                                  ? (gsize)(strstr (expected, "…(") - expected)
                                  : strlen (expected));
  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *annotation = document->annotations->pdata[j];
          g_autofree char *text = NULL;

          if (annotation->kind != VBT_KIND_SPAN
              || !g_str_equal (label_of (fixture, annotation), name_in (facts, label)))
            continue;
          text = vbt_document_get_covered_text (document, annotation);
          if (g_str_has_prefix (text, head) || g_str_has_prefix (head, text))
            return TRUE;
        }
    }
  g_test_message ("%s: there is no %s “%s”", name, label, expected);
  return FALSE;
}

static inline gboolean
check_facts (const Fixture *fixture, const char *name, json_t *facts)
{
  /* A trigger may be one with its event: test-brat.c counts those. */
  gboolean has_events = json_object_size (json_object_get (facts, "events")) > 0;
  gboolean equal = has_events || check_counts (fixture, name, facts, "spans", VBT_KIND_SPAN);
  gint64 n_tokens = 0, n_sentences = 0, n_characters = 0;

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];

      n_tokens += document->tokens != NULL ? document->tokens->len : 0;
      n_sentences += document->sentences != NULL ? document->sentences->len : 0;
      n_characters += vbt_text_get_length (document->text);
    }
  if (!json_object_get (facts, "events"))
    equal = check_counts (fixture, name, facts, "relations", VBT_KIND_RELATION) && equal;
  equal = check_counts (fixture, name, facts, "categories", VBT_KIND_DOCUMENT) && equal;
  equal = check_counts (fixture, name, facts, "labels", VBT_KIND_SPAN) && equal;
  equal = check_counts (fixture, name, facts, "annotations", VBT_KIND_SPAN) && equal;
  if (n_tokens > 0)
    equal = check_number (facts, name, "tokens", n_tokens) && equal;
  if (n_sentences > 0)
    equal = check_number (facts, name, "sentences", n_sentences) && equal;
  equal = check_tags (fixture, name, facts) && equal;
  equal = (is_document (facts) ? check_document (fixture, name, facts)
                               : check_characters (facts, name, n_characters))
          && equal;
  equal = check_types (fixture, name, facts) && equal;
  equal = check_elements (fixture, name, facts) && equal;
  equal = has_span (fixture, name, facts, "first_span") && equal;
  return has_span (fixture, name, facts, "last_span") && equal;
}

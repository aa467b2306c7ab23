/* vbt-format-conllu-entities.c: mentions in MISC: "Entity=(1-person(2-place)1)"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-conllu.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OPEN 1000 /* mentions within each other */

static void
span_free (gpointer data)
{
  ConlluSpan *span = data;

  g_free (span->id);
  g_free (span->label);
  g_strfreev (span->fields);
  g_free (span);
}

void
vbt_conllu_entities_init (ConlluEntities *self, VbtDraft *draft)
{
  *self = (ConlluEntities){ .draft = draft };
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->open = g_ptr_array_new_with_free_func (span_free);
  self->done = g_ptr_array_new_with_free_func (span_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vbt_conllu_entities_declare (self, "eid-etype-head-other");
}

void
vbt_conllu_entities_clear (ConlluEntities *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->done);
  g_hash_table_unref (self->numbers);
  g_free (self->unlinked);
}

/* "GRP-etype-infstat": what the parts of a mention are. */
void
vbt_conllu_entities_declare (ConlluEntities *self, const char *declaration)
{
  g_auto (GStrv) parts = g_strsplit (declaration, "-", 50);

  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (self->names, g_strdup (parts[i]));
}

static gboolean
is_group (const char *name)
{
  return g_str_equal (name, "GRP") || g_str_equal (name, "eid");
}

/* Takes "3[1/2]" apart: the part's number, and the id without it. */
static guint
split_part (char *id)
{
  char *bracket = strchr (id, '[');
  guint part = 1;

  if (bracket != NULL)
    {
      part = (guint)CLAMP (strtol (bracket + 1, NULL, 10), 1, 1000);
      *bracket = '\0';
    }
  return part;
}

/* FALSE, and it is reported, where there are too many. */
static gboolean
open_span (ConlluEntities *self, const char *content, gsize length, guint token, guint line)
{
  g_autofree char *copy = g_strndup (content, length);
  ConlluSpan *span;

  if (self->done->len + self->open->len >= VBT_READER_MAX_SPANS)
    {
      g_autofree char *surplus = vbt_reader_describe_surplus ();

      if (vbt_draft_say_once (self->draft, "surplus"))
        vbt_draft_problem (self->draft, "%s", surplus);
      return FALSE;
    }
  if (self->open->len >= MAX_OPEN)
    {
      vbt_draft_problem (self->draft,
                         _ ("A mention was left out: there are more than %d open ones"), MAX_OPEN);
      return FALSE;
    }
  span = g_new0 (ConlluSpan, 1);
  span->fields = g_strsplit (copy, "-", (int)self->names->len);
  span->first = token;
  span->line = line;
  for (guint i = 0; span->fields[i] != NULL && i < self->names->len; i++)
    if (is_group (self->names->pdata[i]))
      {
        g_free (span->id);
        span->id = g_strdup (span->fields[i]);
      }
    else if (g_str_equal (self->names->pdata[i], "etype") && span->fields[i][0] != '\0')
      {
        g_free (span->label);
        span->label = g_strdup (span->fields[i]);
      }
  if (span->id == NULL)
    span->id = g_strdup ("");
  if (span->label == NULL)
    span->label = g_strdup ("Entity");
  span->part = split_part (span->id);
  g_ptr_array_add (self->open, span);
  return TRUE;
}

static void
close_span (ConlluEntities *self, const char *id, guint token)
{
  g_autofree char *copy = g_strdup (id);
  guint part = split_part (copy);

  for (guint i = self->open->len; i > 0; i--)
    {
      ConlluSpan *span = self->open->pdata[i - 1];

      if (!g_str_equal (span->id, copy) || span->part != part)
        continue;
      span->end = token + 1;
      g_ptr_array_add (self->done, g_ptr_array_steal_index (self->open, i - 1));
      return;
    }
  vbt_draft_problem (self->draft, _ ("The mention %.40s ends here, but never begins"), id);
}

/* A value such as "(1-person(2-place)1)" at a token. */
void
vbt_conllu_entities_read (ConlluEntities *self, const char *value, guint token, guint line)
{
  while (*value != '\0')
    {
      gboolean opens = *value == '(';
      gsize length = strcspn (value + opens, "()");
      const char *end = value + opens + length;

      if (opens)
        {
          gboolean is_open = open_span (self, value + 1, length, token, line);

          if (*end == ')' && is_open)
            {
              ConlluSpan *span = g_ptr_array_steal_index (self->open, self->open->len - 1);

              span->end = token + 1;
              g_ptr_array_add (self->done, span);
            }
        }
      else
        {
          g_autofree char *id = g_strndup (value, length);

          close_span (self, id, token);
        }
      value = *end == ')' ? end + 1 : end;
    }
}

/* (transfer none): the entity of a group, made at its first mention. */
static VbtEntity *
ensure_entity (ConlluEntities *self, GHashTable *groups, const ConlluSpan *span, const char *text)
{
  VbtEntity *entity = g_hash_table_lookup (groups, span->id);
  VbtCatalog *catalog = self->draft->sink->catalog;
  guint number;

  if (entity != NULL)
    return entity;
  /* Entities belong to the project, groups to the document: one name must not join two of them. */
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, text)) + 1;
  g_hash_table_insert (self->numbers, g_strdup (text), GUINT_TO_POINTER (number));
  if (number > 1)
    {
      g_autofree char *name = g_strdup_printf ("%s (%u)", text, number);

      entity = vbt_entity_new (VBT_ENTITY_OTHER, name);
    }
  else
    entity = vbt_entity_new (VBT_ENTITY_OTHER, text);
  vbt_catalog_take_entity (catalog, entity);
  g_hash_table_insert (groups, g_strdup (span->id), entity);
  return entity;
}

static void
set_fields (ConlluEntities *self, const ConlluSpan *span, VbtLabel *label,
            VbtAnnotation *annotation)
{
  for (guint i = 0; span->fields[i] != NULL && i < self->names->len; i++)
    {
      const char *name = self->names->pdata[i];
      const VbtAttribute *attribute;

      if (is_group (name) || g_str_equal (name, "etype") || span->fields[i][0] == '\0')
        continue;
      attribute = vbt_names_get_attribute (self->draft->names, label, VBT_ATTRIBUTE_TEXT, name);
      if (attribute != NULL)
        vbt_annotation_set_value (annotation, attribute->id, span->fields[i]);
    }
}

/* Whether mentions of this group are spans that refer to nothing, as we write them. */
static gboolean
is_unlinked (const ConlluEntities *self, const char *id)
{
  return id[0] == '\0' || (self->unlinked != NULL && g_str_has_prefix (id, self->unlinked));
}

static void
add_mention (ConlluEntities *self, VbtDocument *document, const ConlluSpan *span,
             GHashTable *groups)
{
  VbtLabel *label = vbt_names_get_label (self->draft->names, VBT_KIND_SPAN, span->label);
  VbtOffset start = g_array_index (document->tokens, VbtRange, span->first).start;
  VbtOffset end = g_array_index (document->tokens, VbtRange, span->end - 1).end;
  g_autofree char *text
      = vbt_text_slice (document->text, start, MIN (end, start + CONLLU_NAME_LENGTH));
  VbtAnnotation *annotation;

  if (label == NULL)
    return;
  g_strstrip (g_strdelimit (text, "\r\n\t", ' '));
  annotation = vbt_annotation_new_span (label->id, self->draft->sink->annotator, start, end);
  if (!is_unlinked (self, span->id))
    vbt_annotation_add_entity (annotation, ensure_entity (self, groups, span, text)->id);
  set_fields (self, span, label, annotation);
  vbt_document_take_annotation (document, annotation);
}

/* (nullable): the span of which this is a further part. */
static VbtAnnotation *
find_first_part (const ConlluSpan *span, GHashTable *firsts)
{
  return span->part > 1 ? g_hash_table_lookup (firsts, span->id) : NULL;
}

/* Makes the spans of the document; what is still open is reported. */
void
vbt_conllu_entities_finish (ConlluEntities *self, VbtDocument *document)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) firsts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->open->len; i++)
    {
      const ConlluSpan *span = self->open->pdata[i];

      vbt_sink_problem (self->draft->sink, self->draft->input, span->line,
                        _ ("The mention %.40s was left out: it never ends"), span->id);
    }
  for (guint i = 0; i < self->done->len; i++)
    {
      const ConlluSpan *span = self->done->pdata[i];
      VbtAnnotation *whole = find_first_part (span, firsts);

      if (whole != NULL)
        vbt_annotation_add_fragment (whole,
                                     g_array_index (document->tokens, VbtRange, span->first).start,
                                     g_array_index (document->tokens, VbtRange, span->end - 1).end);
      else
        add_mention (self, document, span, groups);
      if (span->part == 1 && document->annotations->len > 0)
        g_hash_table_insert (firsts, span->id,
                             document->annotations->pdata[document->annotations->len - 1]);
    }
  g_ptr_array_set_size (self->open, 0);
  g_hash_table_remove_all (firsts);
  g_ptr_array_set_size (self->done, 0);
}

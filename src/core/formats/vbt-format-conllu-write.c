/* vbt-format-conllu-write.c: writes CoNLL-U: tokens, and spans as mentions in MISC
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-append.h"
#include "formats/vbt-format-conllu.h"
#include "model/vbt-segment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Before the number of a span that refers to no entity: others see a group of one mention. */
#define UNLINKED "u"

typedef struct
{
  const VbtCatalog *catalog;
  const VbtDocument *document;
  VbtTokenView view;
  GString **openings; /* of each token: "(1-person(2-place" */
  GString **closings; /* "1)2)" */
  GHashTable *groups; /* VbtId of an entity to its number */
  guint n_groups;
  guint n_unlinked;  /* spans that refer to no entity */
  VbtLosses *losses; /* (nullable): only count */
} Writer;

static void
lose (const Writer *self, const char *what, const VbtAnnotation *span)
{
  if (self->losses != NULL)
    vbt_losses_add (self->losses, what, self->document, span);
}

static void
append_to (GString **cells, guint token, const char *string)
{
  if (cells[token] == NULL)
    cells[token] = g_string_new (NULL);
  g_string_append (cells[token], string);
}

/* (transfer full): the label without what separates the parts of a mention. */
static char *
make_type (const Writer *self, const VbtAnnotation *span)
{
  const VbtLabel *label = vbt_schema_get_label (self->catalog->schema, span->label);
  const char *name = label != NULL ? label->name : "unknown";
  GString *type = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      gboolean keep = strchr ("-()|=[]", (int)MIN (character, 127)) == NULL
                      && !g_unichar_isspace (character) && !g_unichar_iscntrl (character);

      g_string_append_unichar (type, keep ? character : '_');
    }
  if (!g_str_equal (type->str, name))
    lose (self, _ ("Names with spaces, hyphens or brackets get underscores"), span);
  return g_string_free (type, FALSE);
}

/* An import names an entity after its first mention, and numbers those of one name. */
static void
count_name (const Writer *self, const VbtAnnotation *span, VbtId id)
{
  const VbtEntity *entity = vbt_catalog_get_entity (self->catalog, id);
  VbtRange extent = vbt_annotation_get_fragment (span, 0);
  g_autofree char *text = vbt_text_slice (self->document->text, extent.start,
                                          MIN (extent.end, extent.start + CONLLU_NAME_LENGTH));
  const char *rest;

  g_strstrip (g_strdelimit (text, "\r\n\t", ' '));
  if (entity == NULL || self->losses == NULL)
    return;
  rest = g_str_has_prefix (entity->name, text) ? entity->name + strlen (text) : "?";
  if (rest[0] != '\0' && !(g_str_has_prefix (rest, " (") && g_str_has_suffix (rest, ")")))
    lose (self, _ ("Entities get the words of their first mention as their names"), span);
  if (entity->kind != VBT_ENTITY_OTHER)
    lose (self, _ ("Kinds of entities are left out"), span);
}

/* (transfer full): the group of mentions: those that refer to one entity. */
static char *
make_group (Writer *self, const VbtAnnotation *span)
{
  VbtId entity;
  guint group;

  if (span->entities == NULL || span->entities->len == 0)
    return g_strdup_printf (UNLINKED "%u", ++self->n_unlinked);
  if (span->entities->len > 1)
    lose (self, _ ("Of several entities only the first one is kept"), span);
  entity = g_array_index (span->entities, VbtId, 0);
  group = GPOINTER_TO_UINT (g_hash_table_lookup (self->groups, &entity));
  if (group == 0)
    {
      VbtId *key = g_new (VbtId, 1);

      *key = entity;
      group = ++self->n_groups;
      g_hash_table_insert (self->groups, key, GUINT_TO_POINTER (group));
    }
  count_name (self, span, entity);
  return g_strdup_printf ("%u", group);
}

/* The tokens of a range, from the first to the one behind the last. */
static gboolean
find_tokens (Writer *self, VbtRange range, guint *first, guint *end, const VbtAnnotation *span)
{
  const GArray *tokens = self->view.tokens;

  *first = *end = vbt_ranges_first_ending_after (tokens, range.start);
  while (*end < tokens->len && g_array_index (tokens, VbtRange, *end).start < range.end)
    ++*end;
  if (*first == *end)
    {
      lose (self, _ ("Spans of white space only are left out"), span);
      return FALSE;
    }
  if (g_array_index (tokens, VbtRange, *first).start != range.start
      || g_array_index (tokens, VbtRange, *end - 1).end != range.end)
    lose (self, _ ("Spans are extended to whole tokens"), span);
  return TRUE;
}

static void
place_span (Writer *self, const VbtAnnotation *span)
{
  g_autofree char *type = make_type (self, span);
  g_autofree char *group = make_group (self, span);
  guint n_parts = span->n_fragments;

  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *id
          = n_parts > 1 ? g_strdup_printf ("%s[%u/%u]", group, i + 1, n_parts) : g_strdup (group);
      g_autofree char *opening = g_strdup_printf ("(%s-%s", id, type);
      g_autofree char *closing = g_strdup_printf ("%s)", id);
      guint first, end;

      if (!find_tokens (self, vbt_annotation_get_fragment (span, i), &first, &end, span))
        continue;
      append_to (self->openings, first, opening);
      if (end == first + 1)
        append_to (self->openings, first, ")");
      else
        append_to (self->closings, end - 1, closing);
    }
}

static void
place_spans (Writer *self)
{
  g_autoptr (GPtrArray) spans = vbt_token_view_list_spans (self->document);

  for (guint i = 0; i < spans->len; i++)
    place_span (self, spans->pdata[i]);
}

static void
writer_init (Writer *self, const VbtCatalog *catalog, const VbtDocument *document)
{
  self->catalog = catalog;
  self->document = document;
  vbt_token_view_init (&self->view, document);
  self->openings = g_new0 (GString *, self->view.tokens->len + 1);
  self->closings = g_new0 (GString *, self->view.tokens->len + 1);
  self->groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  place_spans (self);
}

static void
writer_clear (Writer *self)
{
  for (guint i = 0; i < self->view.tokens->len; i++)
    {
      if (self->openings[i] != NULL)
        g_string_free (self->openings[i], TRUE);
      if (self->closings[i] != NULL)
        g_string_free (self->closings[i], TRUE);
    }
  g_free (self->openings);
  g_free (self->closings);
  g_hash_table_unref (self->groups);
  vbt_token_view_clear (&self->view);
}

/* (transfer full): what is between a token and the next one, or the end. */
static char *
get_gap (const Writer *self, guint token)
{
  const GArray *tokens = self->view.tokens;
  VbtOffset end = g_array_index (tokens, VbtRange, token).end;
  VbtOffset next = token + 1 < tokens->len ? g_array_index (tokens, VbtRange, token + 1).start
                                           : vbt_text_get_length (self->document->text);

  return vbt_text_slice (self->document->text, end, next);
}

static void
append_item (GString *misc, const char *key, const char *value)
{
  g_string_append_printf (misc, "%s%s=%s", misc->len > 0 ? "|" : "", key, value);
}

static char *
escape_spaces (const char *gap)
{
  GString *spaces = g_string_new (NULL);

  for (const char *c = gap; *c != '\0'; c++)
    {
      static const char names[] = "sntrp\\", characters[] = " \n\t\r|\\";
      const char *found = strchr (characters, *c);

      if (found != NULL)
        g_string_append_printf (spaces, "\\%c", names[found - characters]);
      else
        g_string_append_c (spaces, *c);
    }
  return g_string_free (spaces, FALSE);
}

/* Behind the token that was found last. */
static gboolean
has_usual_gap (const Writer *self, guint token, gboolean last)
{
  const GArray *tokens = self->view.tokens;
  VbtTextPlace end = self->view.place;
  const char *gap = vbt_text_get_utf8 (self->document->text) + end.byte;
  VbtOffset n;

  if (token + 1 == tokens->len)
    return TRUE;
  n = g_array_index (tokens, VbtRange, token + 1).start - end.offset;
  if (!last)
    return n == 1 && gap[0] == ' ';
  return (n == 1 || (n == 2 && gap[1] == '\n')) && gap[0] == '\n';
}

/* The tenth column: the mentions, and the space behind where it is not the usual one. */
static void
append_misc (const Writer *self, GString *lines, guint token, gboolean last)
{
  g_autoptr (GString) misc = NULL;
  g_autofree char *gap = NULL;
  gboolean usual = has_usual_gap (self, token, last);

  if (usual && self->openings[token] == NULL && self->closings[token] == NULL)
    {
      g_string_append_c (lines, '_');
      return;
    }
  misc = g_string_new (NULL);
  gap = get_gap (self, token);
  if (self->openings[token] != NULL || self->closings[token] != NULL)
    {
      g_autofree char *value
          = g_strconcat (self->openings[token] != NULL ? self->openings[token]->str : "",
                         self->closings[token] != NULL ? self->closings[token]->str : "", NULL);

      append_item (misc, "Entity", value);
    }
  if (!usual && gap[0] == '\0')
    append_item (misc, "SpaceAfter", "No");
  else if (!usual)
    {
      g_autofree char *spaces = escape_spaces (gap);

      append_item (misc, "SpacesAfter", spaces);
    }
  g_string_append (lines, misc->len > 0 ? misc->str : "_");
}

static void
append_form (GString *lines, const char *form, gsize length)
{
  gsize before = lines->len;

  g_string_append_len (lines, form, (gssize)length);
  for (char *c = lines->str + before; *c != '\0'; c++)
    if (*c == '\t' || *c == '\r' || *c == '\n')
      *c = ' ';
}

static void
append_line (GString *lines, const char *key, const char *value)
{
  g_string_append_printf (lines, "# %s = ", key);
  append_form (lines, value, strlen (value));
  g_string_append_c (lines, '\n');
}

/* Whether the sentence before ended with an empty line. */
static gboolean
begins_paragraph (const Writer *self, guint token)
{
  g_autofree char *gap = token > 0 ? get_gap (self, token - 1) : NULL;

  return token == 0 || g_str_equal (gap, "\n\n");
}

static guint
find_last (const Writer *self, guint first, guint *sentence)
{
  guint next = first + 1;

  while (next < self->view.tokens->len
         && !vbt_token_view_begins_sentence (&self->view, next, sentence))
    next++;
  return next - 1;
}

static void
append_sentence (Writer *self, GString *lines, guint first, guint last)
{
  VbtRange from = g_array_index (self->view.tokens, VbtRange, first);
  VbtRange to = g_array_index (self->view.tokens, VbtRange, last);
  g_autofree char *text = vbt_text_slice (self->document->text, from.start, to.end);

  if (begins_paragraph (self, first))
    g_string_append (lines, "# newpar\n");
  /* A reader strips its ends. */
  if (strpbrk (text, "\t\r\n") == NULL && text[0] != ' ' && !g_str_has_suffix (text, " "))
    append_line (lines, "text", text);
  for (guint i = first; i <= last; i++)
    {
      gsize length;
      const char *form = vbt_token_view_find (&self->view, self->document, i, &length);

      vbt_append_number (lines, i - first + 1);
      g_string_append_c (lines, '\t');
      append_form (lines, form, length);
      g_string_append (lines, "\t_\t_\t_\t_\t_\t_\t_\t");
      append_misc (self, lines, i, i == last);
      g_string_append_c (lines, '\n');
    }
  g_string_append_c (lines, '\n');
}

gboolean
vbt_conllu_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                  GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  Writer self = { 0 };
  guint sentence = 0;

  writer_init (&self, catalog, document);
  append_line (lines, "newdoc id", document->name);
  g_string_append (lines, "# global.Entity = GRP-etype\n");
  if (self.n_unlinked > 0)
    append_line (lines, CONLLU_UNLINKED, UNLINKED);
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *item = document->metadata->pdata[i];
      g_autofree char *key = g_strconcat ("meta::", item->key, NULL);

      append_line (lines, key, item->value);
    }
  if (self.view.tokens->len > 0)
    vbt_token_view_begins_sentence (&self.view, 0, &sentence);
  for (guint i = 0; i < self.view.tokens->len;)
    {
      guint last = find_last (&self, i, &sentence);

      append_sentence (&self, lines, i, last);
      vbt_output_spill (output, lines);
      i = last + 1;
    }
  g_string_append (lines, self.view.tokens->len == 0 ? "\n" : "");
  writer_clear (&self);
  return vbt_output_write (output, lines->str, (gssize)lines->len, error);
}

static void
count_text (Writer *self)
{
  const GArray *tokens = self->view.tokens;
  VbtOffset length = vbt_text_get_length (self->document->text);

  if (tokens->len == 0 ? length > 0
                       : g_array_index (tokens, VbtRange, 0).start > 0
                             || g_array_index (tokens, VbtRange, tokens->len - 1).end < length)
    lose (self, _ ("White space at the beginning and end of the text is left out"), NULL);
  for (guint i = 0; i < tokens->len; i++)
    {
      g_autofree char *token = vbt_token_view_get_token (&self->view, self->document, i);

      if (strpbrk (token, "\t\r\n") != NULL)
        lose (self, _ ("Line ends within tokens become spaces"), NULL);
    }
}

void
vbt_conllu_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  Writer self = { .losses = losses };

  writer_init (&self, catalog, document);
  count_text (&self);
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *item = document->metadata->pdata[i];

      if (strpbrk (item->value, "\t\r\n") != NULL || strpbrk (item->key, "=\t\r\n") != NULL)
        vbt_losses_add (losses, _ ("Line ends in metadata become spaces"), document, NULL);
    }
  writer_clear (&self);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_FRAGMENTS | VBT_HOLDS_TOKENS | VBT_HOLDS_ENTITIES | VBT_HOLDS_METADATA
                        | VBT_HOLDS_NAMES);
}

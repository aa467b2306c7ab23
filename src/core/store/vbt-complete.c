/* vbt-complete.c: how a query that is being typed may go on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-complete.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-compiler.h"
#include "vbt-store-private.h"

/** Typed: the part of a query that the cursor is in. */
typedef struct
{
  VbtStore *store;
  gsize start; /* of what is to be completed, in bytes */
  char *key;   /* (nullable): what stands before the colon */
  char *begun; /* what is there of the word, casefolded */
  GPtrArray *found;
  guint limit;
} Typed;

static void
typed_clear (Typed *self)
{
  g_free (self->key);
  g_free (self->begun);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

/**
 * vbt_completion_free:
 * @self: (nullable): a way to go on
 *
 * Frees it.
 */
void
vbt_completion_free (VbtCompletion *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->title);
  g_free (self);
}

/* Consumes @text; how often the same is found is of no interest. */
static void
take (Typed *self, char *text, const char *title)
{
  VbtCompletion *completion;

  for (guint i = 0; i < self->found->len; i++)
    if (g_str_equal (((VbtCompletion *)self->found->pdata[i])->text, text)
        || self->found->len >= self->limit)
      {
        g_free (text);
        return;
      }
  completion = g_new0 (VbtCompletion, 1);
  completion->text = text;
  completion->title = g_strdup (title);
  g_ptr_array_add (self->found, completion);
}

/* The beginning of the name or of one of its words. */
static gboolean
fits (const Typed *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (const char *at = folded; at != NULL && *at != '\0'; at = strpbrk (at, " -"))
    {
      at += at != folded ? 1 : 0;
      if (g_str_has_prefix (at, self->begun))
        return TRUE;
    }
  return *self->begun == '\0';
}

static void
offer_key (Typed *self, const char *name, const char *title)
{
  if (fits (self, name))
    take (self, g_strconcat (name, ":", NULL), title);
}

static void
offer_value (Typed *self, const char *name, const char *title)
{
  g_autofree char *quoted = vbt_criteria_quote (name);

  if (fits (self, name))
    take (self, g_strconcat (quoted, " ", NULL), title);
}

static const char *
kind_title (VbtKind kind)
{
  return kind == VBT_KIND_SPAN       ? _ ("Label")
         : kind == VBT_KIND_RELATION ? _ ("Relation")
                                     : _ ("Label of the article");
}

static void
offer_labels (Typed *self)
{
  const GPtrArray *labels = self->store->catalog->schema->labels;

  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = labels->pdata[i];

      if (label->kind != VBT_KIND_RELATION)
        offer_value (self, label->name, kind_title (label->kind));
    }
}

/* "Quo" begins "label:Quote", too. */
static void
offer_whole_labels (Typed *self)
{
  const GPtrArray *labels = self->store->catalog->schema->labels;

  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = labels->pdata[i];
      g_autofree char *quoted = vbt_criteria_quote (label->name);

      if (label->kind != VBT_KIND_RELATION && fits (self, label->name))
        take (self, g_strconcat ("label:", quoted, " ", NULL), kind_title (label->kind));
    }
}

static void
offer_keys (Typed *self)
{
  static const char *const metadata[]
      = { VBT_METADATA_BYLINE, VBT_METADATA_SOURCE, VBT_METADATA_PUBLISHED, VBT_METADATA_URL,
          VBT_METADATA_LANGUAGE };
  const GPtrArray *labels = self->store->catalog->schema->labels;
  guint n_keys;
  const VbtKeyInfo *keys = vbt_criteria_keys (&n_keys);

  for (guint i = 0; i < n_keys; i++)
    offer_key (self, keys[i].name, _ (keys[i].title));
  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = labels->pdata[i];

      if (label->kind == VBT_KIND_RELATION)
        offer_key (self, label->name, kind_title (label->kind));
    }
  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = labels->pdata[i];

      for (guint j = 0; j < label->attributes->len; j++)
        offer_key (self, ((VbtAttribute *)label->attributes->pdata[j])->name, _ ("Attribute"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (metadata); i++)
    offer_key (self, metadata[i], _ ("Metadata of the article"));
}

static void
offer_entities (Typed *self)
{
  g_autoptr (GPtrArray) entities
      = vbt_store_search_entities (self->store, self->begun, self->limit, NULL);

  for (guint i = 0; entities != NULL && i < entities->len; i++)
    {
      const VbtEntity *entity = entities->pdata[i];
      g_autofree char *quoted = vbt_criteria_quote (entity->name);

      take (self, g_strconcat (quoted, " ", NULL), _ ("In the register"));
    }
}

static void
offer_annotators (Typed *self)
{
  const GPtrArray *annotators = self->store->catalog->annotators;

  for (guint i = 0; i < annotators->len; i++)
    offer_value (self, ((VbtAnnotator *)annotators->pdata[i])->name, _ ("Annotator"));
}

static void
offer_fixed (Typed *self, const VbtKeyInfo *info)
{
  g_auto (GStrv) values = g_strsplit (info->values != NULL ? info->values : "", " ", -1);

  for (guint i = 0; values[i] != NULL; i++)
    if (*values[i] != '\0')
      offer_value (self, values[i], _ (info->title));
}

static void
offer_attribute_values (Typed *self, const VbtField *field)
{
  static const char *const yes_no[] = { "yes", "no", NULL };

  for (guint i = 0; i < field->ids->len; i++)
    {
      const VbtAttribute *attribute = vbt_schema_get_attribute (
          self->store->catalog->schema, g_array_index (field->ids, VbtId, i));
      const char *const *values = attribute->kind == VBT_ATTRIBUTE_YES_NO
                                      ? yes_no
                                      : (const char *const *)attribute->values;

      for (guint j = 0; values != NULL && values[j] != NULL; j++)
        offer_value (self, values[j], _ ("Value"));
    }
}

static void
offer_values (Typed *self)
{
  g_auto (VbtField) field = { 0 };
  const VbtKeyInfo *info = vbt_criteria_find_key (self->key);

  vbt_field_look_up (&field, self->store, self->key);
  if (field.kind == VBT_FIELD_RELATION)
    offer_entities (self);
  else if (field.kind == VBT_FIELD_ATTRIBUTE)
    offer_attribute_values (self, &field);
  if (info == NULL)
    return;
  offer_fixed (self, info);
  if (info->key == VBT_KEY_LABEL || info->key == VBT_KEY_HAS)
    offer_labels (self);
  else if (info->key == VBT_KEY_ENTITY)
    offer_entities (self);
  else if (info->key == VBT_KEY_ANNOTATOR || info->key == VBT_KEY_ORIGIN)
    offer_annotators (self);
}

/* Where the word begins that the cursor is in; -1 within a regular expression. */
static gssize
find_word (const char *query, gsize cursor)
{
  gsize start = 0;
  char mark = '\0';

  for (gsize i = 0; i < cursor && query[i] != '\0'; i++)
    {
      if (mark != '\0' && query[i] == '\\' && i + 1 < cursor)
        i++;
      else if (mark != '\0')
        mark = query[i] == mark ? '\0' : mark;
      else if (query[i] == '"' || (query[i] == '/' && i == start))
        mark = query[i];
      else if (strchr (" \t\n()|", query[i]) != NULL || (query[i] == '-' && i == start))
        start = i + 1;
    }
  return mark == '/' ? -1 : (gssize)start;
}

static gboolean
read_typed (Typed *self, const char *query, gsize cursor)
{
  gssize start = find_word (query, cursor);
  g_autofree char *word = NULL;
  char *value;

  if (start < 0)
    return FALSE;
  word = g_strndup (query + start, cursor - (gsize)start);
  value = *word == '"' ? NULL : strchr (word, ':');
  self->start = (gsize)start;
  if (value != NULL)
    {
      *value++ = '\0';
      self->start += (gsize)(value - word);
      self->key = g_strdup (word);
    }
  else
    value = word;
  value += *value == '"' ? 1 : 0;
  self->begun = g_utf8_casefold (value, -1);
  return self->key != NULL || (*self->begun != '\0' && *word != '"');
}

/**
 * vbt_store_complete_query:
 * @self: a project
 * @query: what is typed of a query; UTF-8
 * @cursor: where the cursor is, in bytes
 * @limit: how many ways at the most
 * @start: (out): where what is begun begins, in bytes; up to the cursor it is replaced
 *
 * Looks up how the word at the cursor may go on: behind a key with a value that the project has, else with a key or a label.
 *
 * Returns: (transfer full) (element-type VbtCompletion): the ways, the likeliest first; none where nothing is begun
 */
GPtrArray *
vbt_store_complete_query (VbtStore *self, const char *query, gsize cursor, guint limit,
                          gsize *start)
{
  g_auto (Typed) typed = { .store = self, .limit = limit };

  g_return_val_if_fail (VBT_IS_STORE (self) && self->db != NULL, NULL);
  g_return_val_if_fail (query != NULL && start != NULL && cursor <= strlen (query), NULL);

  typed.found = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_completion_free);
  if (!read_typed (&typed, query, cursor))
    return typed.found;
  *start = typed.start;
  if (typed.key != NULL)
    offer_values (&typed);
  else
    {
      offer_keys (&typed);
      offer_whole_labels (&typed);
    }
  return typed.found;
}

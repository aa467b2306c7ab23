/* vbt-field.c: what the keys of a query mean in a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vbt-compiler.h"
#include "vbt-store-private.h"

#define META "meta."

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *first = g_utf8_casefold (a, -1);
  g_autofree char *second = g_utf8_casefold (b, -1);

  return g_str_equal (first, second);
}

static GArray *
find_relations (const VbtSchema *schema, const char *name)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];

      if (label->kind == VBT_KIND_RELATION && is_same (label->name, name))
        g_array_append_val (ids, label->id);
    }
  return ids;
}

static GArray *
find_attributes (const VbtSchema *schema, const char *name)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];

      for (guint j = 0; label->attributes != NULL && j < label->attributes->len; j++)
        {
          const VbtAttribute *attribute = label->attributes->pdata[j];

          if (is_same (attribute->name, name))
            g_array_append_val (ids, attribute->id);
        }
    }
  return ids;
}

static gboolean
is_metadata (VbtStore *store, const char *name)
{
  static const char *const known[]
      = { VBT_METADATA_BYLINE, VBT_METADATA_SOURCE,   VBT_METADATA_PUBLISHED,
          VBT_METADATA_URL,    VBT_METADATA_LANGUAGE, NULL };
  gint64 n = 0;

  return g_strv_contains (known, name)
         || (vbt_db_get_int (store->db, &n, NULL, "SELECT 1 FROM metadata WHERE key = ?1 LIMIT 1",
                             "s", name)
             && n > 0);
}

/* Takes @ids where there are any. */
static gboolean
take_ids (VbtField *self, VbtFieldKind kind, GArray *ids)
{
  if (ids->len == 0)
    {
      g_array_unref (ids);
      return FALSE;
    }
  self->kind = kind;
  self->ids = ids;
  return TRUE;
}

/**
 * vbt_field_look_up:
 * @self: (out caller-allocates): what it means
 * @store: a project
 * @name: the key of a query; has to live as long as @self
 *
 * First what every project knows, then relations, attributes and metadata; `meta.NAME` is metadata in any case.
 */
void
vbt_field_look_up (VbtField *self, VbtStore *store, const char *name)
{
  const VbtKeyInfo *info = vbt_criteria_find_key (name);
  const VbtSchema *schema = store->catalog->schema;

  *self = (VbtField){ .kind = VBT_FIELD_UNKNOWN, .name = name };
  if (info != NULL)
    {
      self->kind = VBT_FIELD_KNOWN;
      self->key = info->key;
      return;
    }
  if (g_str_has_prefix (name, META) && name[strlen (META)] != '\0')
    {
      self->kind = VBT_FIELD_METADATA;
      self->name = name + strlen (META);
      return;
    }
  if (take_ids (self, VBT_FIELD_RELATION, find_relations (schema, name))
      || take_ids (self, VBT_FIELD_ATTRIBUTE, find_attributes (schema, name)))
    return;
  if (is_metadata (store, name))
    self->kind = VBT_FIELD_METADATA;
}

void
vbt_field_clear (VbtField *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
}

/** vbt_field_is_of_annotation: else of the document. */
gboolean
vbt_field_is_of_annotation (const VbtField *self)
{
  return self->kind == VBT_FIELD_RELATION || self->kind == VBT_FIELD_ATTRIBUTE
         || (self->kind == VBT_FIELD_KNOWN && self->key < VBT_KEY_STATUS);
}

/** vbt_term_is_any: whether any value will do: "speaker:*". */
gboolean
vbt_term_is_any (const VbtTerm *term)
{
  return term->value != NULL && !term->is_literal && g_str_equal (term->value, "*");
}

/* "Quo*" as a pattern of LIKE; NULL where there is no asterisk. */
static gboolean
is_like (const VbtTerm *term, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (term->value, -1);
  g_autofree char *folded = g_utf8_casefold (name, -1);

  if (term->is_literal && !term->is_beginning)
    return g_str_equal (wanted, folded);
  return term->is_beginning ? g_str_has_prefix (folded, wanted)
                            : g_pattern_match_simple (wanted, folded);
}

/**
 * vbt_field_find_labels:
 * @store: a project
 * @term: a field whose value names labels, maybe with asterisks
 * @kind: a VbtKind, or -1 for all
 *
 * Returns: (transfer full) (element-type VbtId): the labels
 */
GArray *
vbt_field_find_labels (VbtStore *store, const VbtTerm *term, int kind)
{
  const VbtSchema *schema = store->catalog->schema;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];

      if ((kind < 0 || (int)label->kind == kind) && is_like (term, label->name))
        g_array_append_val (ids, label->id);
    }
  return ids;
}

static gboolean
fail (const VbtCriteria *criteria, const VbtTerm *term, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  vbt_criteria_fail (criteria, term, error, message);
  return FALSE;
}

static gboolean
check_has (VbtStore *store, const VbtCriteria *criteria, const VbtTerm *term, GError **error)
{
  g_autoptr (GArray) labels = vbt_field_find_labels (store, term, -1);

  return labels->len > 0 || vbt_key_info_has_value (vbt_criteria_find_key ("has"), term->value)
         || fail (criteria, term, error,
                  _ ("there is no “has:%s”: it is suggestions, problems, questions, notes, or the "
                     "name of a label"),
                  term->value);
}

/* A name that is not there is a slip of the keyboard; where there is an asterisk it may be meant. */
static gboolean
is_name (const VbtTerm *term)
{
  return !term->is_beginning && (term->is_literal || strchr (term->value, '*') == NULL);
}

static char *
list_labels (const VbtSchema *schema)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];

      if (label->kind != VBT_KIND_RELATION)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", label->name);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
check_label (VbtStore *store, const VbtCriteria *criteria, const VbtTerm *term, GError **error)
{
  g_autoptr (GArray) labels = vbt_field_find_labels (store, term, -1);
  g_autofree char *list = NULL;

  if (labels->len > 0 || !is_name (term))
    return TRUE;
  list = list_labels (store->catalog->schema);
  return fail (criteria, term, error, _ ("there is no label “%s” in this project: there are %s"),
               term->value, list);
}

static gboolean
check_annotator (VbtStore *store, const VbtCriteria *criteria, const VbtTerm *term, GError **error)
{
  GPtrArray *annotators = store->catalog->annotators;

  if (!is_name (term) || g_str_equal (term->value, "me"))
    return TRUE;
  for (guint i = 0; i < annotators->len; i++)
    if (is_same (((VbtAnnotator *)annotators->pdata[i])->name, term->value))
      return TRUE;
  return fail (criteria, term, error, _ ("there is no annotator “%s” in this project"),
               term->value);
}

static gboolean
check_origin (VbtStore *store, const VbtCriteria *criteria, const VbtTerm *term, GError **error)
{
  return vbt_key_info_has_value (vbt_criteria_find_key ("origin"), term->value)
         || check_annotator (store, criteria, term, error);
}

static gboolean
check_known (VbtKey key, VbtStore *store, const VbtCriteria *criteria, const VbtTerm *term,
             GError **error)
{
  VbtStatus status;
  char *end = NULL;

  switch (key)
    {
    case VBT_KEY_STATUS:
      return vbt_status_from_string (term->value, &status)
             || fail (criteria, term, error,
                      _ ("there is no status “%s”: it is new, in-progress, done or locked"),
                      term->value);
    case VBT_KEY_IS:
      return vbt_key_info_has_value (vbt_criteria_find_key ("is"), term->value)
             || fail (criteria, term, error,
                      _ ("there is no “is:%s”: it is suggestion, accepted, corrected, rejected or "
                         "unsure"),
                      term->value);
    case VBT_KEY_CONFIDENCE:
      g_ascii_strtod (term->value, &end);
      return vbt_term_is_any (term) || (end != term->value && *end == '\0')
             || fail (criteria, term, error,
                      _ ("“%s” is no number: write confidence:<0.5 or confidence:>=0.9"),
                      term->value);
    case VBT_KEY_HAS:
      return check_has (store, criteria, term, error);
    case VBT_KEY_LABEL:
      return check_label (store, criteria, term, error);
    case VBT_KEY_ANNOTATOR:
      return check_annotator (store, criteria, term, error);
    case VBT_KEY_ORIGIN:
      return check_origin (store, criteria, term, error);
    case VBT_KEY_NONE:
    case VBT_KEY_ENTITY:
    case VBT_KEY_RULE:
    case VBT_KEY_NOTE:
    case VBT_KEY_TEXT:
    case VBT_KEY_TITLE:
    case VBT_KEY_NAME:
    default:
      return TRUE;
    }
}

/**
 * vbt_field_check:
 * @self: what the key of @term means
 * @store: a project
 * @criteria: a query
 * @term: a field of it
 * @error: return location for an error
 *
 * Returns: whether the project knows the key, and the value can be one of it
 */
gboolean
vbt_field_check (const VbtField *self, VbtStore *store, const VbtCriteria *criteria,
                 const VbtTerm *term, GError **error)
{
  if (self->kind == VBT_FIELD_UNKNOWN)
    return fail (criteria, term, error,
                 _ ("“%s:” is not known: it is no key (label:, status:, has: …) and no relation, "
                    "attribute or metadata of this project. Put words with a colon between "
                    "quotation marks"),
                 term->key);
  if (term->parts != NULL)
    return self->kind == VBT_FIELD_RELATION
           || fail (criteria, term, error,
                    _ ("“%s:” takes a value, no parentheses; these are for relations: "
                       "speaker:(is:suggestion minister)"),
                    term->key);
  return self->kind != VBT_FIELD_KNOWN || check_known (self->key, store, criteria, term, error);
}

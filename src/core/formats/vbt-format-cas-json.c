/* vbt-format-cas-json.c: UIMA CAS JSON 0.4
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-cas.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "json", NULL };

static int
cas_json_probe (const char *name, const guint8 *head, gsize n_head)
{
  gboolean ours = vbt_json_head_has (head, n_head, "%TYPES")
                  || vbt_json_head_has (head, n_head, "%FEATURE_STRUCTURES")
                  || vbt_json_head_has (head, n_head, "%VIEWS");

  /* The older one is claimed to be able to say what to do with it. */
  return ours
                 || (vbt_json_head_has (head, n_head, "_context")
                     && vbt_json_head_has (head, n_head, "_types"))
             ? 97
             : 0;
}

/* A type that is above itself: UIMA cannot have it, and we need not follow it. */
static void
check_types (VbtDraft *draft, const VbtJson *types)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name;
  const VbtJson *type;

  VBT_JSON_FOREACH_MEMBER (types, name, type)
  {
    g_autoptr (GHashTable) path = g_hash_table_new (g_str_hash, g_str_equal);
    const char *at = name;

    while (at != NULL && !g_hash_table_contains (done, at) && g_hash_table_add (path, (gpointer)at))
      at = vbt_json_string (vbt_json_member (vbt_json_member (types, at), "%SUPER_TYPE"));
    if (at != NULL && g_hash_table_contains (path, at))
      vbt_draft_problem (draft, _ ("The type “%.80s” is above itself"), at);
    for (at = name; at != NULL && g_hash_table_add (done, (gpointer)at);)
      at = vbt_json_string (vbt_json_member (vbt_json_member (types, at), "%SUPER_TYPE"));
  }
}

/* (transfer full) (nullable): elements of an array, as XMI has them. */
static char *
join_elements (const VbtJson *elements)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  const VbtJson *element;
  size_t i;

  VBT_JSON_FOREACH (elements, i, element)
  {
    g_autofree char *name = vbt_json_to_name (element);

    if (name != NULL)
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", name);
  }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
add_feature (VbtCas *cas, const char *key, const VbtJson *value)
{
  g_autofree char *text = vbt_json_to_name (value);

  if (g_str_equal (key, "%ELEMENTS"))
    {
      g_autofree char *joined = join_elements (value);

      vbt_cas_add (cas, "elements", joined, VBT_CAS_REFERENCE);
      return;
    }
  if (key[0] == '%' || vbt_json_is (value, VBT_JSON_NULL))
    return;
  if (text == NULL)
    vbt_draft_problem (cas->draft, _ ("“%.40s” was left out: it is a list or an object"), key);
  else if (key[0] == '@')
    vbt_cas_add (cas, key + 1, text, VBT_CAS_REFERENCE);
  else
    vbt_cas_add (cas, key[0] == '#' || key[0] == '^' ? key + 1 : key, text, VBT_CAS_TEXT);
}

static void
add_structure (VbtCas *cas, const char *own_id, const VbtJson *structure)
{
  g_autofree char *id
      = own_id != NULL ? g_strdup (own_id) : vbt_json_to_name (vbt_json_member (structure, "%ID"));
  const char *type = vbt_json_string (vbt_json_member (structure, "%TYPE"));
  const char *key;
  const VbtJson *value;

  if (type == NULL)
    {
      vbt_draft_problem (cas->draft, _ ("%s was left out: it has no type"), id != NULL ? id : "?");
      return;
    }
  vbt_cas_begin (cas, id != NULL ? id : "", type, 0);
  VBT_JSON_FOREACH_MEMBER (structure, key, value) add_feature (cas, key, value);
}

/* Its members are in the file as a list; the older drafts have objects by identifier. */
static void
add_structures (VbtCas *cas, const VbtJson *structures)
{
  const char *id;
  const VbtJson *structure;
  size_t i;

  VBT_JSON_FOREACH (structures, i, structure) add_structure (cas, NULL, structure);
  VBT_JSON_FOREACH_MEMBER (structures, id, structure) add_structure (cas, id, structure);
}

/* Which view they are in is said by their sofa; only the members that are not there are of interest. */
static void
add_views (VbtCas *cas, const VbtJson *views)
{
  const char *name;
  const VbtJson *view;

  VBT_JSON_FOREACH_MEMBER (views, name, view)
  {
    g_autofree char *members = join_elements (vbt_json_member (view, "%MEMBERS"));

    vbt_cas_begin (cas, "", "uima.cas.View", 0);
    vbt_cas_add (cas, "members", members, VBT_CAS_REFERENCE);
  }
}

static gboolean
read_record (VbtDraft *draft, const VbtJson *record, GError **error)
{
  VbtCas cas;
  gboolean success;

  if (vbt_json_member (record, "_context") != NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                           _ ("This is the JSON of older versions of UIMA, which nothing reads: "
                              "save it as CAS JSON 0.4 or as XMI"));
      return FALSE;
    }
  if (vbt_json_member (record, "%FEATURE_STRUCTURES") == NULL
      && vbt_json_member (record, "%TYPES") == NULL && vbt_json_member (record, "%VIEWS") == NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                           _ ("There is no “FEATURE_STRUCTURES”: this is no CAS JSON"));
      return FALSE;
    }
  check_types (draft, vbt_json_member (record, "%TYPES"));
  vbt_cas_init (&cas, draft);
  add_structures (&cas, vbt_json_member (record, "%FEATURE_STRUCTURES"));
  add_views (&cas, vbt_json_member (record, "%VIEWS"));
  success = vbt_cas_make_documents (&cas, NULL, error);
  vbt_cas_clear (&cas);
  return success;
}

static gboolean
cas_json_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtDraft draft;
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_UTF16, error))
    return FALSE;
  draft.is_told = TRUE;
  draft.is_list = TRUE;
  success = vbt_draft_read_records (&draft, read_record, cancellable, error);
  vbt_draft_clear (&draft);
  return success;
}

static gboolean
cas_json_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static void
append_feature (GString *json, const char *name, const char *range)
{
  vbt_json_append_member (json, name);
  g_string_append (json, "{\"%NAME\": ");
  vbt_json_append_string (json, name);
  g_string_append_printf (json, ", \"%%RANGE\": \"%s\"}", range);
}

static void
append_types (GString *json, const VbtCatalog *catalog, const char *prefix)
{
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_string_append (json, "{\"%TYPES\": {");
  for (guint i = 0; i < catalog->schema->labels->len; i++)
    {
      const VbtLabel *label = catalog->schema->labels->pdata[i];
      char *type = vbt_cas_make_name (prefix, label->name, TRUE);

      if (!g_hash_table_add (done, type) || g_str_equal (type, "uima.tcas.Annotation"))
        continue;
      vbt_json_append_member (json, type);
      g_string_append (json, "{\"%NAME\": ");
      vbt_json_append_string (json, type);
      g_string_append_printf (json, ", \"%%SUPER_TYPE\": \"%s\"",
                              label->kind == VBT_KIND_DOCUMENT ? "uima.cas.AnnotationBase"
                                                               : "uima.tcas.Annotation");
      for (guint j = 0; j < label->attributes->len; j++)
        {
          g_autofree char *name = vbt_cas_make_name (
              NULL, ((VbtAttribute *)label->attributes->pdata[j])->name, FALSE);

          append_feature (json, name, "uima.cas.String");
        }
      if (label->kind == VBT_KIND_RELATION)
        {
          append_feature (json, "Governor", "uima.tcas.Annotation");
          append_feature (json, "Dependent", "uima.tcas.Annotation");
        }
      g_string_append_c (json, '}');
    }
  g_string_append (json, "},\n\"%FEATURE_STRUCTURES\": [\n ");
}

/* The types and the text. */
static gboolean
write_head (const VbtCasWriter *self, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);

  append_types (json, self->catalog, self->prefix);
  g_string_append_printf (json,
                          "{\"%%ID\": %d, \"%%TYPE\": \"uima.cas.Sofa\", \"sofaNum\": 1, "
                          "\"sofaID\": \"_InitialView\", \"mimeType\": \"text\"",
                          VBT_CAS_SOFA_ID);
  vbt_json_append_member (json, "sofaString");
  vbt_json_append_string (json, vbt_text_get_utf8 (self->document->text));
  g_string_append_c (json, '}');
  return vbt_output_write (self->output, json->str, (gssize)json->len, error);
}

static gboolean
write_views (const VbtCasWriter *self, GError **error)
{
  return vbt_output_print (self->output, error,
                           "\n],\n\"%%VIEWS\": {\"_InitialView\": {\"%%SOFA\": %d, "
                           "\"%%MEMBERS\": [",
                           VBT_CAS_SOFA_ID)
         && vbt_output_write (self->output, self->members->str, (gssize)self->members->len, error)
         && vbt_output_write (self->output, "]}}}\n", -1, error);
}

static gboolean
cas_json_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                GError **error)
{
  g_autofree char *prefix = vbt_output_get_dialect (output, "prefix");
  g_autofree char *name = vbt_output_unique_name (output, document->name, "json");
  VbtCasWriter self = {
    .output = output, .catalog = catalog, .document = document, .prefix = prefix, .json = TRUE
  };
  gboolean success;

  vbt_cas_writer_init (&self);
  success = vbt_output_begin_file (output, name, error) && write_head (&self, error)
            && vbt_cas_write_body (&self, error) && write_views (&self, error)
            && vbt_output_end_file (output, error);
  vbt_cas_writer_clear (&self);
  return success;
}

static void
cas_json_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  vbt_cas_losses (catalog, document, losses, FALSE);
}

static const VbtDialectKey dialect[] = {
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_cas_json = {
  .name = "cas-json",
  .title = N_ ("UIMA CAS JSON"),
  .description = N_ ("Feature structures over a text in JSON, as UIMA and INCEpTION have them"),
  .extensions = extensions,
  .mime = "application/json",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_FOLDER | VBT_FORMAT_TOKENS,
  .dialect = dialect,
  .probe = cas_json_probe,
  .read = cas_json_read,
  .begin = cas_json_begin,
  .write = cas_json_write,
  .end = cas_json_begin,
  .losses = cas_json_losses,
};

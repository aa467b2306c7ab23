/* vbt-format-brat-conf.c: brat's annotation.conf, and what brat cannot hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* "<ANY>", or the names of the labels joined by "|". */
static char *
make_ends (const VbtSchema *schema, const GArray *ends)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < ends->len; i++)
    {
      const VbtLabel *label = vbt_schema_get_label (schema, g_array_index (ends, VbtId, i));
      g_autofree char *name = label != NULL ? vbt_brat_name (label->name) : NULL;

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "|" : "", name);
    }
  if (names->len == 0)
    g_string_append (names, "<ANY>");
  return g_string_free (names, FALSE);
}

static void
append_spans (GString *conf, const VbtSchema *schema, GHashTable *events)
{
  g_string_append (conf, "[entities]\n");
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];
      g_autofree char *name = vbt_brat_name (label->name);

      if (label->kind == VBT_KIND_SPAN && !g_hash_table_contains (events, name))
        g_string_append_printf (conf, "%s\n", name);
    }
}

static void
append_relations (GString *conf, const VbtSchema *schema)
{
  g_string_append (conf, "\n[relations]\n");
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];
      g_autofree char *name = vbt_brat_name (label->name);
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      if (label->kind != VBT_KIND_RELATION)
        continue;
      from = make_ends (schema, label->from);
      to = make_ends (schema, label->to);
      g_string_append_printf (conf, "%s\tArg1:%s, Arg2:%s\n", name, from, to);
    }
}

static void
append_events (GString *conf, GHashTable *events)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (events), (GCompareFunc)strcmp);

  g_string_append (conf, "\n[events]\n");
  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autoptr (GList) roles = g_list_sort (
          g_hash_table_get_keys (g_hash_table_lookup (events, name->data)), (GCompareFunc)strcmp);
      const char *separator = "\t";

      g_string_append (conf, name->data);
      for (GList *role = roles; role != NULL; role = role->next)
        {
          g_string_append_printf (conf, "%s%s*:<ANY>", separator, (char *)role->data);
          separator = ", ";
        }
      g_string_append_c (conf, '\n');
    }
}

static void
append_attribute (GString *conf, const VbtAttribute *attribute)
{
  g_autofree char *name = vbt_brat_name (attribute->name);
  const char *separator = ", Value:";

  g_string_append_printf (conf, "%s\tArg:<ANY>", name);
  for (guint i = 0; attribute->values != NULL && attribute->values[i] != NULL; i++)
    {
      g_string_append_printf (conf, "%s%s", separator, attribute->values[i]);
      separator = "|";
    }
  g_string_append_c (conf, '\n');
}

/* Text attributes are notes and need no declaration; brat knows one attribute of each name. */
static void
append_attributes (GString *conf, const VbtSchema *schema)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_string_append (conf, "\n[attributes]\n");
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];

      for (guint j = 0; j < label->attributes->len; j++)
        {
          const VbtAttribute *attribute = label->attributes->pdata[j];

          if (label->kind != VBT_KIND_DOCUMENT && attribute->kind != VBT_ATTRIBUTE_TEXT
              && !vbt_brat_is_special (attribute->name) && g_hash_table_add (seen, attribute->name))
            append_attribute (conf, attribute);
        }
    }
}

/* (transfer full): annotation.conf for the schema; @events is the events that were written, each
 * with the set of its roles. */
char *
vbt_brat_make_configuration (const VbtCatalog *catalog, GHashTable *events)
{
  GString *conf = g_string_new (NULL);

  append_spans (conf, catalog->schema, events);
  append_relations (conf, catalog->schema);
  append_events (conf, events);
  append_attributes (conf, catalog->schema);
  return g_string_free (conf, FALSE);
}

static gboolean
is_mangled (const char *name)
{
  g_autofree char *written = vbt_brat_name (name);

  return !g_str_equal (name, written);
}

static gboolean
starts_or_ends_at_line_end (const VbtDocument *document, const VbtAnnotation *span)
{
  VbtRange extent = vbt_annotation_get_extent (span);

  return vbt_text_get_char (document->text, extent.start) == '\n'
         || vbt_text_get_char (document->text, extent.end - 1) == '\n';
}

static void
count_value (const VbtCatalog *catalog, const VbtDocument *document,
             const VbtAnnotation *annotation, const VbtValue *value, VbtLosses *losses)
{
  const VbtAttribute *attribute = vbt_schema_get_attribute (catalog->schema, value->attribute);

  if (attribute == NULL || vbt_brat_is_special (attribute->name))
    return;
  if (attribute->kind == VBT_ATTRIBUTE_YES_NO && g_str_equal (value->value, "no"))
    vbt_losses_add (losses, _ ("The value “no” cannot be told from no value"), document,
                    annotation);
  if (strpbrk (value->value, "\t\r\n\v\f") != NULL && attribute->kind != VBT_ATTRIBUTE_TEXT)
    vbt_losses_add (losses, _ ("Line ends in values become spaces"), document, annotation);
  if (strpbrk (value->value, "\t\r\v\f") != NULL && attribute->kind == VBT_ATTRIBUTE_TEXT)
    vbt_losses_add (losses, _ ("Tabs in values become spaces"), document, annotation);
  if (is_mangled (attribute->name))
    vbt_losses_add (losses, _ ("Names with spaces or colons get underscores"), document,
                    annotation);
}

static void
count_entity (const VbtCatalog *catalog, const VbtDocument *document,
              const VbtAnnotation *annotation, VbtId id, VbtLosses *losses)
{
  const VbtEntity *entity = vbt_catalog_get_entity (catalog, id);
  guint n_attributes;

  if (entity == NULL)
    return;
  n_attributes = g_hash_table_size (entity->attributes);
  if (g_hash_table_contains (entity->attributes, BRAT_NORMALIZATION))
    n_attributes--;
  if (entity->kind != VBT_ENTITY_OTHER || entity->aliases->len > 0 || n_attributes > 0
      || entity->note != NULL)
    vbt_losses_add (losses, _ ("Of an entity only its name and external identifier are kept"),
                    document, annotation);
}

static void
count_details (const VbtCatalog *catalog, const VbtDocument *document,
               const VbtAnnotation *annotation, VbtLosses *losses)
{
  if (annotation->confidence >= 0)
    vbt_losses_add_origin (losses, _ ("Confidence is left out"), document, annotation);
  if (annotation->derived_from != 0)
    vbt_losses_add_origin (losses, _ ("Which suggestion it comes from is left out"), document,
                           annotation);
  if (annotation->rule != NULL)
    vbt_losses_add_origin (losses, _ ("The tagger’s rule is left out"), document, annotation);
  if (annotation->note != NULL && strpbrk (annotation->note, "\t\r\v\f") != NULL)
    vbt_losses_add (losses, _ ("Tabs in notes become spaces"), document, annotation);
  for (guint i = 0; i < annotation->values->len; i++)
    count_value (catalog, document, annotation, annotation->values->pdata[i], losses);
  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    count_entity (catalog, document, annotation, g_array_index (annotation->entities, VbtId, i),
                  losses);
}

static gboolean
has_plain_values (const VbtCatalog *catalog, const VbtAnnotation *annotation)
{
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      const VbtAttribute *attribute = vbt_schema_get_attribute (catalog->schema, value->attribute);

      if (attribute != NULL && !vbt_brat_is_special (attribute->name))
        return TRUE;
    }
  return FALSE;
}

static void
count_annotation (const VbtCatalog *catalog, const VbtDocument *document,
                  const VbtAnnotation *annotation, VbtLosses *losses)
{
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);
  BratRole role = vbt_brat_get_role (catalog, document, annotation);

  if (role == BRAT_LEFT_OUT && annotation->kind == VBT_KIND_DOCUMENT)
    vbt_losses_add (losses, _ ("Labels of the document are left out"), document, annotation);
  else if (role == BRAT_LEFT_OUT && annotation->kind == VBT_KIND_RELATION)
    vbt_losses_add (losses, _ ("Relations of anything but two spans are left out"), document,
                    annotation);
  else if (role == BRAT_LEFT_OUT)
    vbt_losses_add (losses, _ ("Spans of line ends only are left out"), document, annotation);
  if (role == BRAT_LEFT_OUT)
    return;
  if (label != NULL && is_mangled (label->name))
    vbt_losses_add (losses, _ ("Names with spaces or colons get underscores"), document,
                    annotation);
  if (annotation->kind == VBT_KIND_SPAN && starts_or_ends_at_line_end (document, annotation))
    vbt_losses_add (losses, _ ("Line ends at the edge of a span are left out"), document,
                    annotation);
  if ((role == BRAT_ROLE || role == BRAT_EQUIVALENCE)
      && (annotation->note != NULL || has_plain_values (catalog, annotation)))
    vbt_losses_add (losses, _ ("Notes and attributes of event arguments are left out"), document,
                    annotation);
  count_details (catalog, document, annotation, losses);
}

void
vbt_brat_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  for (guint i = 0; i < document->annotations->len; i++)
    count_annotation (catalog, document, document->annotations->pdata[i], losses);
  vbt_losses_count_origin (losses, document, 0);
  for (guint i = 0; i < document->metadata->len; i++)
    vbt_losses_add (losses, _ ("Metadata is left out"), document, NULL);
  if (document->tokens != NULL)
    vbt_losses_add (losses, _ ("Tokens and sentences are left out, and made anew by an import"),
                    document, NULL);
}

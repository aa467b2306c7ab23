/* vbt-format-brat-links.c: reads relations, attributes, notes and normalizations of an .ann file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Joining texts takes time in proportion to what is there already. */
#define MAX_JOINED 20000

static GStrv
split_words (const char *string)
{
  g_auto (GStrv) words = g_strsplit (string, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

static VbtAnnotation *
add_relation (BratReader *self, const VbtLabel *label, const VbtAnnotation *from,
              const VbtAnnotation *to)
{
  VbtAnnotation *relation
      = vbt_annotation_new_relation (label->id, self->sink->annotator, from->id, to->id);

  vbt_document_take_annotation (self->document, relation);
  return relation;
}

/* Cuts "Arg1:T1" at its colon: FALSE where there is none. */
static gboolean
cut_argument (char *argument, const char **id)
{
  char *colon = strrchr (argument, ':');

  if (colon == NULL || colon == argument || colon[1] == '\0')
    return FALSE;
  *colon = '\0';
  *id = colon + 1;
  return TRUE;
}

static gboolean
cut_arguments (BratReader *self, const BratLine *line, GStrv arguments, const char *ids[2])
{
  if (g_strv_length (arguments) != 2 || !cut_argument (arguments[0], &ids[0])
      || !cut_argument (arguments[1], &ids[1]))
    {
      vbt_brat_problem (
          self, line, _ ("%s was left out: a relation has two arguments, as in “Arg1:T1 Arg2:T2”"),
          line->id);
      return FALSE;
    }
  if (g_str_equal (arguments[0], arguments[1]))
    {
      vbt_brat_problem (self, line, _ ("%s was left out: both arguments are called %.40s"),
                        line->id, arguments[0]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_event (BratReader *self, const VbtAnnotation *annotation)
{
  return vbt_brat_get_special (self->sink->catalog, annotation, BRAT_EVENT) != NULL;
}

void
vbt_brat_read_relation (BratReader *self, const BratLine *line)
{
  g_auto (GStrv) arguments = split_words (line->rest);
  const char *ids[2];
  const VbtAnnotation *ends[2];
  VbtAnnotation *relation;
  VbtLabel *label;
  guint first;

  if (!cut_arguments (self, line, arguments, ids))
    return;
  for (guint i = 0; i < 2; i++)
    if ((ends[i] = vbt_brat_resolve (self, line, ids[i])) == NULL)
      return;
  label = vbt_brat_get_label (self, line, VBT_KIND_RELATION, line->type);
  if (label == NULL)
    return;
  first = g_str_equal (arguments[0], "Arg2") && g_str_equal (arguments[1], "Arg1") ? 1 : 0;
  relation = add_relation (self, label, ends[first], ends[1 - first]);
  g_hash_table_insert (self->targets, line->id, relation);
  if (!g_str_equal (arguments[first], "Arg1") || !g_str_equal (arguments[1 - first], "Arg2")
      || is_event (self, ends[first]))
    {
      g_autofree char *names = g_strjoin (" ", arguments[first], arguments[1 - first], NULL);

      vbt_brat_set_special (self, relation, BRAT_ARGUMENTS, names);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return vbt_annotation_compare (*(const VbtAnnotation *const *)a,
                                 *(const VbtAnnotation *const *)b);
}

/* A chain in the order of the text, so that the same set gives the same chain. */
void
vbt_brat_read_equivalence (BratReader *self, const BratLine *line)
{
  g_auto (GStrv) ids = split_words (line->rest);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  VbtLabel *label;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      VbtAnnotation *member = g_hash_table_lookup (self->targets, ids[i]);

      if (member != NULL && !g_hash_table_contains (self->duplicates, ids[i]))
        g_ptr_array_add (members, member);
      else
        vbt_brat_problem (self, line,
                          _ ("%s: %.40s was left out: it does not exist, or is there twice"),
                          line->type, ids[i]);
    }
  label = vbt_brat_get_label (self, line, VBT_KIND_RELATION, line->type);
  if (members->len < 2 || label == NULL)
    {
      vbt_brat_problem (self, line, _ ("%s was left out: it needs two members"), line->type);
      return;
    }
  g_ptr_array_sort (members, compare);
  for (guint i = 1; i < members->len; i++)
    {
      VbtAnnotation *relation
          = add_relation (self, label, members->pdata[i - 1], members->pdata[i]);

      vbt_brat_set_special (self, relation, BRAT_ARGUMENTS, BRAT_EQUIVALENT);
    }
}

/* (nullable): the annotation that the line is about, and behind it what follows its id. */
static VbtAnnotation *
resolve_target (BratReader *self, const BratLine *line, const char **value)
{
  gsize n_id = strcspn (line->rest, " ");
  g_autofree char *id = g_strndup (line->rest, n_id);

  *value = line->rest + n_id + strspn (line->rest + n_id, " ");
  return vbt_brat_resolve (self, line, id);
}

static VbtAttribute *
get_attribute (BratReader *self, const BratLine *line, const VbtAnnotation *annotation,
               VbtAttributeKind kind)
{
  VbtLabel *label = g_hash_table_lookup (self->labels, &annotation->label);
  guint n_before = label->attributes->len;
  VbtAttribute *attribute = vbt_names_get_attribute (self->names, label, kind, line->type);

  if (attribute == NULL)
    vbt_brat_problem (self, line,
                      _ ("%s was left out: its name is too long, or there are too many"), line->id);
  else if (label->attributes->len > n_before)
    g_hash_table_add (self->made, attribute);
  return attribute;
}

static gboolean
is_number (const char *value)
{
  char *end;

  g_ascii_strtod (value, &end);
  return end != value && *end == '\0';
}

/* Whether the attribute can have the value. One that came with this file becomes what it must be;
 * the project's own stay as they are. */
static gboolean
adapt (BratReader *self, VbtAttribute *attribute, const char *value, gboolean second)
{
  gboolean made = g_hash_table_contains (self->made, attribute);

  if (made && attribute->kind == VBT_ATTRIBUTE_YES_NO && !g_str_equal (value, "yes"))
    attribute->kind = VBT_ATTRIBUTE_ONE_OF;
  if (made && attribute->kind == VBT_ATTRIBUTE_ONE_OF && second)
    attribute->kind = VBT_ATTRIBUTE_SEVERAL_OF;
  switch (attribute->kind)
    {
    case VBT_ATTRIBUTE_YES_NO:
      return g_str_equal (value, "yes") || g_str_equal (value, "no");
    case VBT_ATTRIBUTE_NUMBER:
      return !second && is_number (value);
    case VBT_ATTRIBUTE_ONE_OF:
      return !second;
    case VBT_ATTRIBUTE_SEVERAL_OF:
    case VBT_ATTRIBUTE_TEXT:
    default:
      return TRUE;
    }
}

static void
set_value (BratReader *self, const BratLine *line, VbtAnnotation *annotation,
           VbtAttribute *attribute, const char *value)
{
  const char *before = vbt_annotation_get_value (annotation, attribute->id);
  gboolean text = attribute->kind == VBT_ATTRIBUTE_TEXT;
  gboolean second = before != NULL && (text || !g_str_equal (before, value));
  g_autofree char *joined = NULL;

  if (!adapt (self, attribute, value, second) || (second && strlen (before) > MAX_JOINED))
    {
      vbt_brat_problem (self, line, _ ("%s was left out: “%s” of this label cannot be “%.80s”"),
                        line->id, line->type, value);
      return;
    }
  if (second)
    joined = g_strjoin (text ? "\n" : VBT_VALUE_SEPARATOR, before, value, NULL);
  vbt_names_add_value (self->names, attribute, value);
  vbt_annotation_set_value (annotation, attribute->id, joined != NULL ? joined : value);
}

void
vbt_brat_read_attribute (BratReader *self, const BratLine *line)
{
  const char *value;
  VbtAnnotation *annotation = resolve_target (self, line, &value);
  gboolean flag;
  VbtAttribute *attribute;

  if (annotation == NULL)
    return;
  flag = value[0] == '\0';
  attribute
      = get_attribute (self, line, annotation, flag ? VBT_ATTRIBUTE_YES_NO : VBT_ATTRIBUTE_ONE_OF);
  if (attribute != NULL)
    set_value (self, line, annotation, attribute, flag ? "yes" : value);
}

/* The annotators' notes are the note; any other kind of note is an attribute of that name. */
void
vbt_brat_read_note (BratReader *self, const BratLine *line)
{
  const char *ignored;
  VbtAnnotation *annotation = resolve_target (self, line, &ignored);
  const char *text = line->text != NULL ? line->text : "";
  VbtAttribute *attribute;
  char *joined;

  if (annotation == NULL)
    return;
  if (!g_str_equal (line->type, BRAT_NOTE))
    {
      attribute = get_attribute (self, line, annotation, VBT_ATTRIBUTE_TEXT);
      if (attribute != NULL)
        set_value (self, line, annotation, attribute, text);
      return;
    }
  if (annotation->note != NULL && strlen (annotation->note) > MAX_JOINED)
    {
      vbt_brat_problem (self, line, _ ("%s was left out: the notes are too long"), line->id);
      return;
    }
  joined
      = annotation->note != NULL ? g_strjoin ("\n", annotation->note, text, NULL) : g_strdup (text);
  g_free (annotation->note);
  annotation->note = joined;
}

static VbtId
own_id (const char *external_id)
{
  const char *id = external_id + strlen (BRAT_OWN_DATABASE ":");

  if (!g_str_has_prefix (external_id, BRAT_OWN_DATABASE ":") || strlen (id) != 16
      || strspn (id, "0123456789abcdef") != 16)
    return 0;
  return vbt_id_from_string (id);
}

/* The entity of the external identifier: its own identifier is derived from that, so that the same
 * one in many files is one entity. */
static const VbtEntity *
ensure_entity (BratReader *self, const BratLine *line, const char *external_id, const char *name)
{
  VbtCatalog *catalog = self->sink->catalog;
  VbtId own = own_id (external_id);
  VbtId id = own != 0 ? own : vbt_id_from_name ("external", external_id);
  const VbtEntity *known = vbt_catalog_get_entity (catalog, id);
  VbtEntity *entity;

  if (known != NULL)
    return known;
  entity = vbt_entity_new (VBT_ENTITY_OTHER, name);
  entity->id = id;
  if (g_str_has_prefix (external_id, BRAT_WIKIDATA ":"))
    external_id += strlen (BRAT_WIKIDATA ":");
  if (own == 0)
    entity->external_id = g_strdup (external_id);
  if (!g_str_equal (line->type, BRAT_REFERENCE))
    g_hash_table_insert (entity->attributes, g_strdup (BRAT_NORMALIZATION), g_strdup (line->type));
  vbt_catalog_take_entity (catalog, entity);
  return entity;
}

void
vbt_brat_read_normalization (BratReader *self, const BratLine *line)
{
  const char *external_id;
  VbtAnnotation *annotation = resolve_target (self, line, &external_id);
  g_autofree char *covered = NULL;
  const char *name = line->text;

  if (annotation == NULL)
    return;
  if (annotation->kind != VBT_KIND_SPAN || strchr (external_id, ':') == NULL)
    {
      vbt_brat_problem (self, line,
                        _ ("%s was left out: expected a span and “Database:Identifier”"), line->id);
      return;
    }
  /* One too many is enough for the sink to report it. */
  if (annotation->entities->len > VBT_READER_MAX_ENTITIES)
    return;
  if (name == NULL || name[0] == '\0')
    name = covered = vbt_document_get_covered_text (self->document, annotation);
  vbt_annotation_add_entity (annotation, ensure_entity (self, line, external_id, name)->id);
}

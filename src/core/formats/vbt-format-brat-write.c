/* vbt-format-brat-write.c: writes pairs of .txt and .ann into a folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat.h"

#include <string.h>

/* One document while it is written; every kind of line has its own string. */
typedef struct
{
  const VbtCatalog *catalog;
  const VbtDocument *document;
  GHashTable *events;       /* label of an event to the set of its roles, over all documents */
  GHashTable *ids;          /* VbtId to "T1" */
  GHashTable *triggers;     /* extent and number of a trigger to "T1" */
  GHashTable *roles;        /* VbtId of an event to GPtrArray of its relations */
  GPtrArray *components;    /* of GPtrArray of ids: what is equivalent */
  GHashTable *component_of; /* "label/T1" to its GPtrArray */
  VbtOutput *output;
  GString *spans, *others, *attributes;
  guint n_spans, n_events, n_relations, n_attributes, n_normalizations, n_notes;
} BratWriter;

static char *
label_name (const BratWriter *self, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (self->catalog->schema, annotation->label);

  return vbt_brat_name (label != NULL ? label->name : "unknown");
}

static const char *
find_id (const BratWriter *self, VbtId id)
{
  return g_hash_table_lookup (self->ids, &id);
}

/* Text that has to stay within its line. */
static void
append_text (GString *line, const char *text)
{
  for (; *text != '\0'; text++)
    g_string_append_c (line, strchr ("\t\r\n\v\f", *text) != NULL ? ' ' : *text);
}

/* T1 TAB Label 0 4;9 12 TAB text */
static char *
append_span (BratWriter *self, const VbtAnnotation *span, const GArray *fragments)
{
  g_autofree char *label = label_name (self, span);
  char *id = g_strdup_printf ("T%u", ++self->n_spans);

  g_string_append_printf (self->spans, "%s\t%s ", id, label);
  for (guint i = 0; i < fragments->len; i++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, i);

      g_string_append_printf (self->spans, "%s%d %d", i > 0 ? ";" : "", range.start, range.end);
    }
  g_string_append_c (self->spans, '\t');
  for (guint i = 0; i < fragments->len; i++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, i);
      g_autofree char *text = vbt_text_slice (self->document->text, range.start, range.end);

      if (i > 0)
        g_string_append_c (self->spans, ' ');
      append_text (self->spans, text);
    }
  g_string_append_c (self->spans, '\n');
  return id;
}

/* What the events on one trigger have in common. */
static char *
trigger_key (const GArray *fragments, const char *number, const char *label)
{
  GString *key = g_string_new (number);

  for (guint i = 0; i < fragments->len; i++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, i);

      g_string_append_printf (key, ",%d-%d", range.start, range.end);
    }
  if (label != NULL)
    g_string_append_printf (key, "/%s", label);
  return g_string_free (key, FALSE);
}

static void
write_span (BratWriter *self, const VbtAnnotation *span)
{
  g_autoptr (GArray) fragments = vbt_brat_split_fragments (self->document, span);
  const char *number = vbt_brat_get_special (self->catalog, span, BRAT_TRIGGER);
  g_autofree char *id = append_span (self, span, fragments);

  if (number != NULL)
    g_hash_table_insert (self->triggers, trigger_key (fragments, number, NULL), g_strdup (id));
  g_hash_table_insert (self->ids, (gpointer)&span->id, g_steal_pointer (&id));
}

static const char *
ensure_trigger (BratWriter *self, const VbtAnnotation *event)
{
  g_autoptr (GArray) fragments = vbt_brat_split_fragments (self->document, event);
  const char *number = vbt_brat_get_special (self->catalog, event, BRAT_EVENT);
  g_autofree char *label = label_name (self, event);
  g_autofree char *common = trigger_key (fragments, number, NULL);
  g_autofree char *own = trigger_key (fragments, number, label);
  const char *id = g_hash_table_lookup (self->triggers, common);

  if (id == NULL)
    id = g_hash_table_lookup (self->triggers, own);
  if (id == NULL)
    {
      char *made = append_span (self, event, fragments);

      g_hash_table_insert (self->triggers, g_steal_pointer (&own), made);
      id = made;
    }
  return id;
}

static void
note_role (BratWriter *self, const char *event, const char *role)
{
  GHashTable *roles = g_hash_table_lookup (self->events, event);

  if (roles == NULL)
    {
      roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->events, g_strdup (event), roles);
    }
  if (role != NULL)
    g_hash_table_add (roles, g_strdup (role));
}

/* E1 TAB Label:T3 Role:T1 */
static void
write_event (BratWriter *self, const VbtAnnotation *event)
{
  const GPtrArray *roles = g_hash_table_lookup (self->roles, &event->id);
  g_autofree char *label = label_name (self, event);

  note_role (self, label, NULL);
  g_string_append_printf (self->others, "%s\t%s:%s", find_id (self, event->id), label,
                          ensure_trigger (self, event));
  for (guint i = 0; roles != NULL && i < roles->len; i++)
    {
      const VbtAnnotation *relation = roles->pdata[i];
      g_autofree char *role = label_name (self, relation);

      note_role (self, label, role);
      g_string_append_printf (self->others, " %s:%s", role, find_id (self, relation->to));
    }
  g_string_append_c (self->others, '\n');
}

/* R1 TAB label Arg1:T1 Arg2:T2 */
static void
write_relation (BratWriter *self, const VbtAnnotation *relation)
{
  const char *arguments = vbt_brat_get_special (self->catalog, relation, BRAT_ARGUMENTS);
  g_auto (GStrv) names = g_strsplit (arguments != NULL ? arguments : "Arg1 Arg2", " ", 2);
  g_autofree char *label = label_name (self, relation);
  char *id = g_strdup_printf ("R%u", ++self->n_relations);
  g_autofree char *first = vbt_brat_name (names[0] != NULL ? names[0] : "Arg1");
  g_autofree char *second
      = vbt_brat_name (names[0] != NULL && names[1] != NULL ? names[1] : "Arg2");

  g_string_append_printf (self->others, "%s\t%s %s:%s %s:%s\n", id, label, first,
                          find_id (self, relation->from), second, find_id (self, relation->to));
  g_hash_table_insert (self->ids, (gpointer)&relation->id, id);
}

static GPtrArray *
ensure_component (BratWriter *self, const char *label, const char *id)
{
  g_autofree char *key = g_strconcat (label, "/", id, NULL);
  GPtrArray *component = g_hash_table_lookup (self->component_of, key);

  if (component != NULL)
    return component;
  component = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (component, g_strdup (key));
  g_ptr_array_add (self->components, component);
  g_hash_table_insert (self->component_of, g_steal_pointer (&key), component);
  return component;
}

/* Both ends belong to one set from now on; the smaller one moves. */
static void
unite (BratWriter *self, const VbtAnnotation *relation)
{
  g_autofree char *label = label_name (self, relation);
  GPtrArray *one = ensure_component (self, label, find_id (self, relation->from));
  GPtrArray *other = ensure_component (self, label, find_id (self, relation->to));

  if (one == other)
    return;
  if (one->len < other->len)
    {
      GPtrArray *swap = one;

      one = other;
      other = swap;
    }
  for (guint i = 0; i < other->len; i++)
    {
      g_ptr_array_add (one, g_strdup (other->pdata[i]));
      g_hash_table_replace (self->component_of, g_strdup (other->pdata[i]), one);
    }
  g_ptr_array_set_size (other, 0);
}

/* * TAB Equiv T1 T2 */
static void
write_equivalences (BratWriter *self)
{
  for (guint i = 0; i < self->components->len; i++)
    {
      const GPtrArray *component = self->components->pdata[i];

      for (guint j = 0; j < component->len; j++)
        {
          const char *key = component->pdata[j];
          const char *slash = strrchr (key, '/');

          if (j == 0)
            g_string_append_printf (self->others, "*\t%.*s", (int)(slash - key), key);
          g_string_append_printf (self->others, " %s", slash + 1);
        }
      if (component->len > 0)
        g_string_append_c (self->others, '\n');
    }
}

/* #1 TAB Type T1 TAB text, a line for every line. */
static void
append_notes (BratWriter *self, const char *type, const char *id, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *name = vbt_brat_name (type);

  if (lines[0] == NULL)
    g_string_append_printf (self->attributes, "#%u\t%s %s\t\n", ++self->n_notes, name, id);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append_printf (self->attributes, "#%u\t%s %s\t", ++self->n_notes, name, id);
      append_text (self->attributes, lines[i]);
      g_string_append_c (self->attributes, '\n');
    }
}

/* A1 TAB Name T1 [value] */
static void
append_attribute (BratWriter *self, const char *name, const char *id, const char *value)
{
  g_autofree char *mangled = vbt_brat_name (name);

  g_string_append_printf (self->attributes, "A%u\t%s %s", ++self->n_attributes, mangled, id);
  if (value != NULL && value[0] != '\0')
    {
      g_string_append_c (self->attributes, ' ');
      append_text (self->attributes, value);
    }
  g_string_append_c (self->attributes, '\n');
}

static void
write_value (BratWriter *self, const char *id, const VbtValue *value)
{
  const VbtAttribute *attribute
      = vbt_schema_get_attribute (self->catalog->schema, value->attribute);
  g_auto (GStrv) parts = NULL;

  if (attribute == NULL || vbt_brat_is_special (attribute->name))
    return;
  switch (attribute->kind)
    {
    case VBT_ATTRIBUTE_TEXT:
      append_notes (self, attribute->name, id, value->value);
      break;
    case VBT_ATTRIBUTE_YES_NO:
      if (g_str_equal (value->value, "yes"))
        append_attribute (self, attribute->name, id, NULL);
      break;
    case VBT_ATTRIBUTE_SEVERAL_OF:
      parts = g_strsplit (value->value, VBT_VALUE_SEPARATOR, -1);
      for (guint i = 0; parts[i] != NULL; i++)
        append_attribute (self, attribute->name, id, parts[i]);
      break;
    case VBT_ATTRIBUTE_ONE_OF:
    case VBT_ATTRIBUTE_NUMBER:
    default:
      append_attribute (self, attribute->name, id, value->value);
    }
}

/* N1 TAB Reference T1 Database:Identifier TAB name */
static void
write_entity (BratWriter *self, const char *id, VbtId entity_id)
{
  const VbtEntity *entity = vbt_catalog_get_entity (self->catalog, entity_id);
  g_autofree char *external = NULL;
  const char *type;

  if (entity == NULL)
    return;
  type = g_hash_table_lookup (entity->attributes, BRAT_NORMALIZATION);
  if (entity->external_id == NULL)
    external = g_strdup_printf ("%s:%016" G_GINT64_MODIFIER "x", BRAT_OWN_DATABASE, entity->id);
  else if (strchr (entity->external_id, ':') == NULL)
    external = g_strconcat (BRAT_WIKIDATA, ":", entity->external_id, NULL);
  else
    external = g_strdup (entity->external_id);
  g_strdelimit (external, " \t\r\n", '_');
  g_string_append_printf (self->attributes, "N%u\t%s %s %s\t", ++self->n_normalizations,
                          type != NULL ? type : BRAT_REFERENCE, id, external);
  append_text (self->attributes, entity->name);
  g_string_append_c (self->attributes, '\n');
}

static void
write_details (BratWriter *self, const VbtAnnotation *annotation)
{
  const char *id = find_id (self, annotation->id);

  if (id == NULL)
    return;
  for (guint i = 0; i < annotation->values->len; i++)
    write_value (self, id, annotation->values->pdata[i]);
  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    write_entity (self, id, g_array_index (annotation->entities, VbtId, i));
  if (annotation->note != NULL)
    append_notes (self, BRAT_NOTE, id, annotation->note);
}

static void
add_role (BratWriter *self, const VbtAnnotation *relation)
{
  GPtrArray *roles = g_hash_table_lookup (self->roles, &relation->from);

  if (roles == NULL)
    {
      roles = g_ptr_array_new ();
      g_hash_table_insert (self->roles, (gpointer)&relation->from, roles);
    }
  g_ptr_array_add (roles, (gpointer)relation);
}

/* Gives out the ids, before anything refers to them, and writes the spans. */
static void
write_spans (BratWriter *self, const GArray *line_kinds)
{
  for (guint i = 0; i < line_kinds->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];
      BratRole role = g_array_index (line_kinds, BratRole, i);

      vbt_output_spill (self->output, self->spans);
      if (role == BRAT_SPAN)
        write_span (self, annotation);
      else if (role == BRAT_EVENT_SPAN)
        g_hash_table_insert (self->ids, (gpointer)&annotation->id,
                             g_strdup_printf ("E%u", ++self->n_events));
      else if (role == BRAT_ROLE)
        add_role (self, annotation);
    }
}

static void
write_others (BratWriter *self, const GArray *line_kinds)
{
  for (guint i = 0; i < line_kinds->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];
      BratRole role = g_array_index (line_kinds, BratRole, i);

      if (role == BRAT_EVENT_SPAN)
        write_event (self, annotation);
      else if (role == BRAT_RELATION)
        write_relation (self, annotation);
      else if (role == BRAT_EQUIVALENCE)
        unite (self, annotation);
    }
  write_equivalences (self);
  for (guint i = 0; i < line_kinds->len; i++)
    write_details (self, self->document->annotations->pdata[i]);
}

static gboolean
write_ann (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
           GError **error)
{
  g_autoptr (GString) spans = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);
  g_autoptr (GString) attributes = g_string_new (NULL);
  g_autoptr (GArray) line_kinds = g_array_new (FALSE, FALSE, sizeof (BratRole));
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (GHashTable) triggers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) roles = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                        (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) components
      = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GHashTable) component_of
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  BratWriter self = { .catalog = catalog,
                      .document = document,
                      .events = vbt_output_get_data (output),
                      .ids = ids,
                      .triggers = triggers,
                      .roles = roles,
                      .components = components,
                      .component_of = component_of,
                      .output = output,
                      .spans = spans,
                      .others = others,
                      .attributes = attributes };

  for (guint i = 0; i < document->annotations->len; i++)
    {
      BratRole role = vbt_brat_get_role (catalog, document, document->annotations->pdata[i]);

      g_array_append_val (line_kinds, role);
    }
  write_spans (&self, line_kinds);
  write_others (&self, line_kinds);
  return vbt_output_write (output, spans->str, (gssize)spans->len, error)
         && vbt_output_write (output, others->str, (gssize)others->len, error)
         && vbt_output_write (output, attributes->str, (gssize)attributes->len, error);
}

gboolean
vbt_brat_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  GHashTable *events
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);

  vbt_output_set_data (output, events, (GDestroyNotify)g_hash_table_unref);
  return TRUE;
}

gboolean
vbt_brat_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                GError **error)
{
  g_autofree char *ann_name = vbt_output_unique_name (output, document->name, "ann");
  g_autofree char *text_name
      = g_strdup_printf ("%.*stxt", (int)(strlen (ann_name) - strlen ("ann")), ann_name);

  return vbt_output_write_file (output, text_name, vbt_text_get_utf8 (document->text),
                                (gssize)vbt_text_get_n_bytes (document->text), error)
         && vbt_output_begin_file (output, ann_name, error)
         && write_ann (output, catalog, document, error) && vbt_output_end_file (output, error);
}

gboolean
vbt_brat_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  g_autofree char *configuration
      = vbt_brat_make_configuration (catalog, vbt_output_get_data (output));

  return vbt_output_write_file (output, "annotation.conf", configuration, -1, error);
}

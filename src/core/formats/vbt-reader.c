/* vbt-reader.c: what readers of several formats do alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-reader.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* As many as a schema may have when it is read. */
#define MAX_ITEMS 5000
#define MAX_ATTRIBUTES 200 /* of one label: each is looked for among them */
#define MAX_NAME_BYTES 1000

/* Found without a search, by what their names look like. */
#define N_RECENT 16

typedef struct
{
  const char *key; /* (nullable): "kind/name" */
  VbtLabel *label;
} Recent;

struct _VbtNames
{
  Recent recent[N_RECENT];
  VbtSchema *schema;
  GHashTable *labels;     /* "kind/name" to VbtLabel */
  GHashTable *attributes; /* "label/name" to VbtAttribute */
  GHashTable *values;     /* set of "attribute/value" */
  guint n_values;
};

/**
 * vbt_names_new:
 * @schema: the schema that labels are found in and added to
 *
 * Returns: (transfer full): names, to be freed by vbt_names_free()
 */
VbtNames *
vbt_names_new (VbtSchema *schema)
{
  VbtNames *self;

  g_return_val_if_fail (schema != NULL, NULL);

  self = g_new0 (VbtNames, 1);
  self->schema = vbt_schema_ref (schema);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* All that are there, so that a name that is not among them is new without a search. */
  for (guint i = 0; i < schema->labels->len; i++)
    {
      VbtLabel *label = g_ptr_array_index (schema->labels, i);

      g_hash_table_insert (self->labels, g_strdup_printf ("%d/%s", label->kind, label->name),
                           label);
    }
  return self;
}

/**
 * vbt_names_free:
 * @self: (transfer full) (nullable): names
 */
void
vbt_names_free (VbtNames *self)
{
  if (self == NULL)
    return;
  vbt_schema_unref (self->schema);
  g_hash_table_unref (self->labels);
  g_hash_table_unref (self->attributes);
  g_hash_table_unref (self->values);
  g_free (self);
}

static Recent *
get_recent (VbtNames *self, VbtKind kind, const char *name)
{
  guint length = (guint)strlen (name);
  guint last = length > 0 ? (guchar)name[length - 1] : 0;

  return &self->recent[(length + (guchar)name[0] * 3 + last + kind) % N_RECENT];
}

static gboolean
is_name (const char *name)
{
  return name[0] != '\0' && strlen (name) <= MAX_NAME_BYTES;
}

/**
 * vbt_names_get_label:
 * @self: names
 * @kind: what the label is for
 * @name: its name
 *
 * Returns: (transfer none) (nullable): the label, made if there is none; %NULL where the name is
 *   empty or too long, or the schema full
 */
VbtLabel *
vbt_names_get_label (VbtNames *self, VbtKind kind, const char *name)
{
  g_autofree char *key = NULL;
  Recent *recent;
  gpointer own_key, label;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  recent = get_recent (self, kind, name);
  if (recent->key != NULL && recent->key[0] == (char)('0' + kind)
      && strcmp (recent->key + 2, name) == 0)
    return recent->label;
  if (!is_name (name))
    return NULL;
  key = g_strdup_printf ("%d/%s", kind, name);
  if (!g_hash_table_lookup_extended (self->labels, key, &own_key, &label))
    {
      if (self->schema->labels->len >= MAX_ITEMS)
        return NULL;
      label = vbt_schema_ensure_label (self->schema, kind, name);
      own_key = g_steal_pointer (&key);
      g_hash_table_insert (self->labels, own_key, label);
    }
  *recent = (Recent){ own_key, label };
  return label;
}

/**
 * vbt_names_get_attribute:
 * @self: names
 * @label: a label of the schema
 * @kind: the kind that the attribute has if it must be made
 * @name: its name
 *
 * Returns: (transfer none) (nullable): the attribute, made if there is none; %NULL where the name is
 *   empty or too long, or the label has too many
 */
VbtAttribute *
vbt_names_get_attribute (VbtNames *self, VbtLabel *label, VbtAttributeKind kind, const char *name)
{
  g_autofree char *key = NULL;
  VbtAttribute *attribute;

  g_return_val_if_fail (self != NULL && label != NULL && name != NULL, NULL);

  if (!is_name (name))
    return NULL;
  key = g_strdup_printf ("%" G_GINT64_MODIFIER "x/%s", label->id, name);
  attribute = g_hash_table_lookup (self->attributes, key);
  if (attribute != NULL)
    return attribute;
  if (label->attributes->len >= MAX_ATTRIBUTES && vbt_label_find_attribute (label, name) == NULL)
    return NULL;
  attribute = vbt_label_ensure_attribute (label, kind, name);
  g_hash_table_insert (self->attributes, g_steal_pointer (&key), attribute);
  return attribute;
}

/**
 * vbt_names_add_value:
 * @self: names
 * @attribute: an attribute
 * @value: (nullable): a value of it; several are separated by %VBT_VALUE_SEPARATOR
 *
 * Lists the value with those that the attribute may have, if it has such a list and that is not too
 * long.
 */
void
vbt_names_add_value (VbtNames *self, VbtAttribute *attribute, const char *value)
{
  g_auto (GStrv) parts = NULL;

  g_return_if_fail (self != NULL && attribute != NULL && value != NULL);

  if (attribute->kind != VBT_ATTRIBUTE_ONE_OF && attribute->kind != VBT_ATTRIBUTE_SEVERAL_OF)
    return;
  parts = g_strsplit (value, VBT_VALUE_SEPARATOR, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *key
          = g_strdup_printf ("%" G_GINT64_MODIFIER "x/%s", attribute->id, parts[i]);

      if (is_name (parts[i]) && self->n_values < MAX_ITEMS
          && g_hash_table_add (self->values, g_steal_pointer (&key)))
        {
          vbt_attribute_ensure_value (attribute, parts[i]);
          self->n_values++;
        }
    }
}

/**
 * vbt_reader_split:
 * @line: a line; NUL is written over its separators
 * @separator: what separates fields
 * @fields: (out): where each field begins
 * @max_fields: for how many @fields has room; the last one has all that is left
 *
 * Returns: how many fields there are
 */
guint
vbt_reader_split (char *line, char separator, char **fields, guint max_fields)
{
  guint n = 0;

  g_return_val_if_fail (line != NULL && fields != NULL && max_fields > 0, 0);

  fields[n++] = line;
  while (n < max_fields && (line = strchr (line, separator)) != NULL)
    {
      *line++ = '\0';
      fields[n++] = line;
    }
  return n;
}

/**
 * vbt_reader_describe_surplus:
 *
 * Returns: (transfer full): what is said of a document with more than %VBT_READER_MAX_SPANS annotations
 */
char *
vbt_reader_describe_surplus (void)
{
  return g_strdup_printf (
      _ ("There are more than %d annotations in one document: the others were left "
         "out. Split the document."),
      VBT_READER_MAX_SPANS);
}

/* A file without marks between its documents is one; of a gigabyte, it is many. */
#define MAX_TEXT (8 * 1024 * 1024)

/**
 * vbt_reader_divides:
 * @sink: where that is said
 * @input: what is read by lines
 * @n_bytes: how long the text of the document is so far, at the end of a sentence
 * @n_spans: how many annotations it has
 *
 * Returns: whether the document is so large that it ends here, and another one begins
 */
gboolean
vbt_reader_divides (VbtSink *sink, const VbtInput *input, gsize n_bytes, gsize n_spans)
{
  if (n_bytes < MAX_TEXT && n_spans < VBT_READER_MAX_SPANS / 2)
    return FALSE;
  vbt_sink_problem (
      sink, input, vbt_input_get_line (input),
      _ ("The document is longer than %d MiB, or has %d annotations: it was divided here"),
      MAX_TEXT / 1024 / 1024, VBT_READER_MAX_SPANS / 2);
  return TRUE;
}

/** Standing: whether annotations are there with all that they need. */
typedef struct
{
  GHashTable *missing; /* the id of an annotation to how many ends it still waits for, plus 1 */
  GHashTable *waiting; /* the id of an end to a GPtrArray of the relations that wait for it */
} Standing;

static void
wait_for_end (Standing *self, VbtId *end, VbtAnnotation *relation)
{
  GPtrArray *list = g_hash_table_lookup (self->waiting, end);

  if (list == NULL)
    g_hash_table_insert (self->waiting, end, list = g_ptr_array_new ());
  g_ptr_array_add (list, relation);
}

static guint
count_missing (const Standing *self, VbtId id)
{
  gpointer n = g_hash_table_lookup (self->missing, &id);

  return n != NULL ? GPOINTER_TO_UINT (n) - 1 : G_MAXUINT;
}

static void
set_missing (Standing *self, VbtAnnotation *annotation, guint n)
{
  g_hash_table_insert (self->missing, &annotation->id, GUINT_TO_POINTER (n + 1));
}

/* What is no relation stands by itself; a relation does when both of its ends do. */
static void
let_stand (Standing *self, const GPtrArray *annotations)
{
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();

  for (guint i = 0; i < annotations->len; i++)
    {
      VbtAnnotation *annotation = annotations->pdata[i];
      gboolean relates = annotation->kind == VBT_KIND_RELATION;

      set_missing (self, annotation, relates ? 2 : 0);
      if (relates)
        {
          wait_for_end (self, &annotation->from, annotation);
          wait_for_end (self, &annotation->to, annotation);
        }
      else
        g_ptr_array_add (queue, annotation);
    }
  for (guint i = 0; i < queue->len; i++)
    {
      GPtrArray *list
          = g_hash_table_lookup (self->waiting, &((VbtAnnotation *)queue->pdata[i])->id);

      for (guint j = 0; list != NULL && j < list->len; j++)
        {
          VbtAnnotation *relation = list->pdata[j];
          guint n = count_missing (self, relation->id) - 1;

          set_missing (self, relation, n);
          if (n == 0)
            g_ptr_array_add (queue, relation);
        }
    }
}

/**
 * vbt_reader_drop_dangling:
 * @annotations: (element-type VbtAnnotation): all annotations of a document
 * @dropped: (nullable): called with each relation that is removed, and with an end of it that does not stay
 * @data: for @dropped
 *
 * Removes the relations of which an end is not among the annotations, and those that have such a relation for an end, and so
 * on, and relations that have each other for ends. Takes time in proportion to the number of annotations.
 */
void
vbt_reader_drop_dangling (GPtrArray *annotations, VbtDanglingFunc dropped, gpointer data)
{
  g_autoptr (GHashTable) missing = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) waiting = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                          (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) gone
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_unref);
  Standing standing = { missing, waiting };
  guint n_kept = 0;

  g_return_if_fail (annotations != NULL);

  let_stand (&standing, annotations);
  /* The hash tables point into the annotations: none is freed before they are asked no more. */
  for (guint i = 0; i < annotations->len; i++)
    {
      VbtAnnotation *annotation = annotations->pdata[i];

      if (count_missing (&standing, annotation->id) == 0)
        annotations->pdata[n_kept++] = annotation;
      else
        g_ptr_array_add (gone, annotation);
    }
  for (guint i = 0; i < gone->len && dropped != NULL; i++)
    {
      const VbtAnnotation *relation = gone->pdata[i];

      dropped (relation,
               count_missing (&standing, relation->from) == 0 ? relation->to : relation->from,
               data);
    }
  for (guint i = n_kept; i < annotations->len; i++)
    annotations->pdata[i] = NULL;
  g_ptr_array_set_size (annotations, (int)n_kept);
}

/**
 * vbt_reader_entity_kind:
 * @label: name of a label
 *
 * Returns: what an entity most likely is that a span with the label means
 */
VbtEntityKind
vbt_reader_entity_kind (const char *label)
{
  static const char *const persons[] = { "Person", VBT_LABEL_QUOTE, VBT_LABEL_SPEAKER, NULL };

  if (g_str_equal (label, "Location"))
    return VBT_ENTITY_LOCATION;
  if (g_str_equal (label, "Organization"))
    return VBT_ENTITY_ORGANIZATION;
  return g_strv_contains (persons, label) ? VBT_ENTITY_PERSON : VBT_ENTITY_OTHER;
}

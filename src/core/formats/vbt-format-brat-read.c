/* vbt-format-brat-read.c: reads a pair of .txt and .ann
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Reports what is wrong with a line. */
void
vbt_brat_problem (BratReader *self, const BratLine *line, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  vbt_sink_problem (self->sink, self->input, line->number, "%s", message);
}

/* (nullable): what the line refers to; that it is not there, or there twice, is reported. */
VbtAnnotation *
vbt_brat_resolve (BratReader *self, const BratLine *line, const char *id)
{
  VbtAnnotation *annotation = g_hash_table_lookup (self->targets, id);

  if (g_hash_table_contains (self->duplicates, id))
    vbt_brat_problem (self, line, _ ("%s was left out: there are several %.40s"), line->id, id);
  else if (annotation == NULL)
    vbt_brat_problem (self, line, _ ("%s was left out: %.40s does not exist"), line->id, id);
  else
    return annotation;
  return NULL;
}

/* (nullable): the label, made where the schema lacks it. */
VbtLabel *
vbt_brat_get_label (BratReader *self, const BratLine *line, VbtKind kind, const char *name)
{
  VbtLabel *label = vbt_names_get_label (self->names, kind, name);

  if (label == NULL)
    vbt_brat_problem (
        self, line, _ ("%s was left out: its label is missing or too long, or there are too many"),
        line->id);
  else
    g_hash_table_insert (self->labels, &label->id, label);
  return label;
}

/* Sets one of the attributes that keep what only brat knows. */
void
vbt_brat_set_special (BratReader *self, VbtAnnotation *annotation, const char *name,
                      const char *value)
{
  VbtLabel *label = g_hash_table_lookup (self->labels, &annotation->label);
  VbtAttributeKind kind
      = g_str_equal (name, BRAT_ARGUMENTS) ? VBT_ATTRIBUTE_TEXT : VBT_ATTRIBUTE_NUMBER;
  const VbtAttribute *attribute = vbt_names_get_attribute (self->names, label, kind, name);

  if (attribute != NULL)
    vbt_annotation_set_value (annotation, attribute->id, value);
}

/* The second of one id cannot be told from the first: it is left out, unless nothing can refer to
 * it anyway. */
static void
find_duplicates (BratReader *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->lines->len; i++)
    {
      BratLine *line = self->lines->pdata[i];

      if (line->kind == '*' || g_hash_table_add (seen, line->id))
        continue;
      if (strchr ("TER", line->kind) == NULL)
        {
          vbt_brat_problem (self, line, _ ("There is another %s: both were kept"), line->id);
          continue;
        }
      vbt_brat_problem (self, line, _ ("%s was left out: there is another %s above"), line->id,
                        line->id);
      g_hash_table_add (self->duplicates, line->id);
      line->kind = '\0';
    }
}

static void
refer (BratReader *self, const char *id)
{
  g_hash_table_add (self->referred, g_strdup (id));
}

static void
refer_to_arguments (BratReader *self, const char *arguments)
{
  g_auto (GStrv) words = g_strsplit (arguments, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *colon = strrchr (words[i], ':');

      refer (self, colon != NULL ? colon + 1 : words[i]);
    }
}

static void
add_event (BratReader *self, BratLine *line)
{
  const char *colon = strrchr (line->type, ':');
  GPtrArray *events;

  if (colon == NULL)
    return;
  events = g_hash_table_lookup (self->events, colon + 1);
  if (events == NULL)
    {
      events = g_ptr_array_new ();
      g_hash_table_insert (self->events, g_strdup (colon + 1), events);
    }
  g_ptr_array_add (events, line);
}

/* What refers to what, before anything is made: a trigger becomes a span or an event by it. */
static void
find_references (BratReader *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      BratLine *line = self->lines->pdata[i];
      g_autofree char *target = NULL;

      switch (line->kind)
        {
        case 'E':
          add_event (self, line);
          refer_to_arguments (self, line->rest);
          break;
        case 'R':
        case '*':
          refer_to_arguments (self, line->rest);
          break;
        case 'A':
        case 'N':
        case '#':
          target = g_strndup (line->rest, strcspn (line->rest, " "));
          refer (self, target);
          break;
        default:
          break;
        }
    }
}

static void
read_rest (BratReader *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const BratLine *line = self->lines->pdata[i];

      if (line->kind == 'R')
        vbt_brat_read_relation (self, line);
      else if (line->kind == '*')
        vbt_brat_read_equivalence (self, line);
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      const BratLine *line = self->lines->pdata[i];

      if (line->kind == 'A')
        vbt_brat_read_attribute (self, line);
      else if (line->kind == 'N')
        vbt_brat_read_normalization (self, line);
      else if (line->kind == '#')
        vbt_brat_read_note (self, line);
    }
}

static GHashTable *
string_set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
read_annotations (VbtInput *input, VbtSink *sink, VbtDocument *document, const char *data)
{
  g_autoptr (GPtrArray) lines = vbt_brat_parse (data, input, sink);
  g_autoptr (VbtNames) names = vbt_names_new (sink->catalog->schema);
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) labels = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) duplicates = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) referred = string_set_new ();
  g_autoptr (GHashTable) events
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GHashTable) coinciding = string_set_new ();
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);
  BratReader self = { input,  sink,       names,    document, lines,      targets,
                      labels, duplicates, referred, events,   coinciding, made };

  find_duplicates (&self);
  find_references (&self);
  vbt_brat_read_spans (&self);
  vbt_brat_read_events (&self);
  read_rest (&self);
}

static char *
read_and_decode (VbtInput *input, gsize *n_bytes, GError **error)
{
  g_autoptr (GBytes) bytes = vbt_input_read_all (input, error);

  return bytes != NULL
             ? vbt_decode_text (bytes, vbt_input_get_encoding (input), NULL, n_bytes, error)
             : NULL;
}

static gboolean
read_pair (VbtInput *text_input, VbtInput *input, VbtSink *sink, GError **error)
{
  gsize n_bytes = 0;
  char *utf8 = read_and_decode (text_input, &n_bytes, error);
  g_autofree char *name = vbt_input_get_basename (text_input);
  g_autoptr (VbtDocument) document = NULL;
  g_autoptr (VbtText) text = NULL;
  g_autofree char *data = NULL;

  if (utf8 == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  text = vbt_text_new_take (utf8, n_bytes, error);
  if (text == NULL)
    return FALSE;
  data = read_and_decode (input, NULL, error);
  if (data == NULL)
    return FALSE;
  document = vbt_document_new (name, text);
  read_annotations (input, sink, document, data);
  return vbt_sink_take_document (sink, g_steal_pointer (&document), error);
}

static gboolean
is_text (const VbtInput *input)
{
  const char *name = vbt_input_get_name (input);

  return g_str_has_suffix (name, ".txt") || g_str_has_suffix (name, ".TXT");
}

gboolean
vbt_brat_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  gboolean text_first = is_text (input);
  g_autoptr (VbtInput) other = vbt_input_open_sibling (input, text_first ? "ann" : "txt", error);

  if (other == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return text_first ? read_pair (input, other, sink, error) : read_pair (other, input, sink, error);
}

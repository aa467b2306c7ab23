/* vbt-format-brat-spans.c: reads the spans and events of an .ann file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat-read.h"
#include "formats/vbt-offsets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_GAP 64 /* line ends between two fragments that are taken for one */
#define QUOTED_LENGTH 40

/* A T line as it stands in the file. */
typedef struct
{
  VbtRawSpan parent;
  BratLine *line;
} RawSpan;

static void
raw_span_free (gpointer data)
{
  RawSpan *raw = data;

  g_array_unref (raw->parent.ranges);
  g_free (raw);
}

/* brat counts code points. Files by other programs may count otherwise: the spans' own texts tell. */
static VbtUnit
find_unit (BratReader *self, const GPtrArray *raw_spans)
{
  static const char *const names[] = { NULL, "UTF-16", "UTF-8" };
  VbtUnit unit = vbt_unit_detect (self->document->text, raw_spans, VBT_UNIT_CODE_POINT);

  if (unit != VBT_UNIT_CODE_POINT)
    vbt_sink_problem (self->sink, self->input, 0,
                      _ ("The offsets count units of %s, not characters: they were converted"),
                      names[unit]);
  return unit;
}

static gboolean
is_line_ends (const VbtText *text, VbtOffset start, VbtOffset end)
{
  const char *c;

  if (end - start > MAX_GAP)
    return FALSE;
  c = vbt_text_at (text, start);
  for (VbtOffset i = start; i < end; i++)
    if (*c++ != '\n')
      return FALSE;
  return TRUE;
}

/* Joins fragments that touch, and those that brat had to write apart because a line ends between
 * them. FALSE where two overlap. */
static gboolean
join (const VbtText *text, GArray *fragments)
{
  guint n_kept = 0;

  for (guint i = 1; i < fragments->len; i++)
    {
      VbtRange *last = &g_array_index (fragments, VbtRange, n_kept);
      VbtRange next = g_array_index (fragments, VbtRange, i);

      if (next.start < last->end)
        return FALSE;
      if (is_line_ends (text, last->end, next.start))
        last->end = next.end;
      else
        g_array_index (fragments, VbtRange, ++n_kept) = next;
    }
  g_array_set_size (fragments, n_kept + 1);
  return TRUE;
}

static char *
quote_text (const VbtText *text, VbtRange extent)
{
  char *quoted
      = vbt_text_slice (text, extent.start, MIN (extent.end, extent.start + QUOTED_LENGTH));

  g_strdelimit (quoted, "\r\n\t", ' ');
  return quoted;
}

static void
report_past_end (BratReader *self, const RawSpan *raw)
{
  VbtRange last = g_array_index (raw->parent.ranges, VbtRange, raw->parent.ranges->len - 1);

  vbt_brat_problem (self, raw->line, _ ("%s was left out: it ends at %d, but the text ends at %d"),
                    raw->line->id, last.end, vbt_text_get_length (self->document->text));
}

/* (transfer full) (nullable): the fragments of a T line; what is wrong is reported. */
static GArray *
make_fragments (BratReader *self, const RawSpan *raw, VbtUnit unit)
{
  const VbtText *text = self->document->text;
  const char *reference = raw->parent.covered;
  g_autoptr (GArray) fragments = vbt_unit_convert (unit, text, raw->parent.ranges);

  if (fragments == NULL)
    {
      report_past_end (self, raw);
      return NULL;
    }
  if (reference != NULL && !vbt_offsets_match (text, fragments, reference))
    {
      g_autofree char *covered = quote_text (text, g_array_index (fragments, VbtRange, 0));

      vbt_brat_problem (self, raw->line,
                        _ ("%s: its text is “%.40s”, but at its offsets there is “%s”: the offsets "
                           "were kept"),
                        raw->line->id, reference, covered);
    }
  if (!join (text, fragments))
    {
      vbt_brat_problem (self, raw->line, _ ("%s was left out: its fragments overlap"),
                        raw->line->id);
      return NULL;
    }
  return g_steal_pointer (&fragments);
}

static VbtAnnotation *
add_span (BratReader *self, const BratLine *line, const char *label_name, const GArray *fragments)
{
  VbtLabel *label = vbt_brat_get_label (self, line, VBT_KIND_SPAN, label_name);
  VbtRange first = g_array_index (fragments, VbtRange, 0);
  VbtAnnotation *span;

  if (label == NULL)
    return NULL;
  span = vbt_annotation_new_span (label->id, self->sink->annotator, first.start, first.end);
  vbt_annotation_set_fragments (span, fragments);
  g_hash_table_insert (self->targets, line->id, span);
  vbt_document_take_annotation (self->document, span);
  return span;
}

static char *
event_label (const BratLine *line)
{
  return g_strndup (line->type, (gsize)(strrchr (line->type, ':') - line->type));
}

/* Whether the trigger must be a span of its own beside its events. */
static gboolean
stands_alone (BratReader *self, const BratLine *line, const GPtrArray *events)
{
  if (g_hash_table_contains (self->referred, line->id))
    return TRUE;
  for (guint i = 0; i < events->len; i++)
    {
      g_autofree char *label = event_label (events->pdata[i]);

      if (!g_str_equal (label, line->type))
        return TRUE;
    }
  return FALSE;
}

/* The how manieth trigger of this extent it is. */
static char *
number_trigger (BratReader *self, const GArray *fragments)
{
  g_autoptr (GString) key = g_string_new (NULL);
  guint number;

  for (guint i = 0; i < fragments->len; i++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, i);

      g_string_append_printf (key, "%d-%d,", range.start, range.end);
    }
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->coinciding, key->str)) + 1;
  g_hash_table_insert (self->coinciding, g_strdup (key->str), GUINT_TO_POINTER (number));
  return g_strdup_printf ("%u", number);
}

static void
add_trigger (BratReader *self, const BratLine *line, const GArray *fragments,
             const GPtrArray *events)
{
  g_autofree char *number = number_trigger (self, fragments);

  if (stands_alone (self, line, events))
    {
      VbtAnnotation *span = add_span (self, line, line->type, fragments);

      if (span != NULL)
        vbt_brat_set_special (self, span, BRAT_TRIGGER, number);
    }
  for (guint i = 0; i < events->len; i++)
    {
      const BratLine *event = events->pdata[i];
      g_autofree char *label = event_label (event);
      VbtAnnotation *span = event->kind == 'E' ? add_span (self, event, label, fragments) : NULL;

      if (span != NULL)
        vbt_brat_set_special (self, span, BRAT_EVENT, number);
    }
}

static void
add_raw_span (BratReader *self, const RawSpan *raw, VbtUnit unit)
{
  g_autoptr (GArray) fragments = make_fragments (self, raw, unit);
  const GPtrArray *events = g_hash_table_lookup (self->events, raw->line->id);

  if (fragments == NULL)
    return;
  if (events != NULL && !g_hash_table_contains (self->duplicates, raw->line->id))
    add_trigger (self, raw->line, fragments, events);
  else
    add_span (self, raw->line, raw->line->type, fragments);
}

/* Makes the spans of all T lines, and of all events, whose triggers they are. */
void
vbt_brat_read_spans (BratReader *self)
{
  g_autoptr (GPtrArray) raw_spans = g_ptr_array_new_with_free_func (raw_span_free);
  VbtUnit unit;

  for (guint i = 0; i < self->lines->len; i++)
    {
      BratLine *line = self->lines->pdata[i];
      g_autofree char *problem = NULL;
      GArray *ranges = line->kind == 'T' ? vbt_brat_parse_offsets (line->rest, &problem) : NULL;

      if (ranges != NULL)
        {
          RawSpan *raw = g_new (RawSpan, 1);

          *raw = (RawSpan){ { ranges, line->text }, line };
          g_ptr_array_add (raw_spans, raw);
        }
      else if (line->kind == 'T')
        vbt_brat_problem (self, line, _ ("%s was left out: %s"), line->id, problem);
    }
  unit = find_unit (self, raw_spans);
  for (guint i = 0; i < raw_spans->len; i++)
    add_raw_span (self, raw_spans->pdata[i], unit);
}

static void
add_role (BratReader *self, const BratLine *line, const VbtAnnotation *event, const char *argument)
{
  const char *colon = strrchr (argument, ':');
  g_autofree char *role = colon != NULL ? g_strndup (argument, (gsize)(colon - argument)) : NULL;
  const VbtAnnotation *target
      = colon != NULL ? g_hash_table_lookup (self->targets, colon + 1) : NULL;
  VbtLabel *label;

  if (target == NULL || g_hash_table_contains (self->duplicates, colon + 1))
    {
      vbt_brat_problem (self, line,
                        _ ("%s: the argument %.80s was left out: there is no such annotation, or "
                           "several"),
                        line->id, argument);
      return;
    }
  label = vbt_brat_get_label (self, line, VBT_KIND_RELATION, role);
  if (label != NULL)
    vbt_document_take_annotation (
        self->document,
        vbt_annotation_new_relation (label->id, self->sink->annotator, event->id, target->id));
}

static void
read_event (BratReader *self, const BratLine *line)
{
  g_auto (GStrv) arguments = g_strsplit (line->rest, " ", -1);
  const char *colon = strrchr (line->type, ':');
  const VbtAnnotation *event = g_hash_table_lookup (self->targets, line->id);

  if (event == NULL && colon == NULL)
    vbt_brat_problem (self, line, _ ("%s was left out: expected “Label:Trigger”"), line->id);
  else if (event == NULL)
    vbt_brat_problem (self, line,
                      _ ("%s was left out: its trigger %.40s does not exist, or is there twice"),
                      line->id, colon + 1);
  if (event == NULL)
    return;
  for (guint i = 0; arguments[i] != NULL; i++)
    if (arguments[i][0] != '\0')
      add_role (self, line, event, arguments[i]);
}

/* Links the events to their arguments. */
void
vbt_brat_read_events (BratReader *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const BratLine *line = self->lines->pdata[i];

      if (line->kind == 'E')
        read_event (self, line);
    }
}

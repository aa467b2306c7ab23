/* vbt-format-brat-spans.c: reads the spans and events of an .ann file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_GAP 64 /* line ends between two fragments that are taken for one */
#define QUOTED_LENGTH 40

typedef enum
{
  UNIT_CODE_POINT,
  UNIT_UTF16,
  UNIT_BYTE,
} Unit;

/* A T line as it stands in the file. */
typedef struct
{
  BratLine *line;
  GArray *offsets; /* of VbtRange, in the file's unit */
} RawSpan;

static void
raw_span_clear (gpointer data)
{
  g_array_unref (((RawSpan *)data)->offsets);
}

static gboolean
convert_offset (const VbtText *text, Unit unit, VbtOffset *offset)
{
  if (unit == UNIT_UTF16)
    return (gsize)*offset <= vbt_text_get_n_utf16 (text)
           && vbt_text_utf16_to_offset (text, (gsize)*offset, offset);
  if (unit == UNIT_BYTE)
    {
      if ((gsize)*offset > vbt_text_get_n_bytes (text)
          || (vbt_text_get_utf8 (text)[*offset] & 0xc0) == 0x80)
        return FALSE;
      *offset = vbt_text_byte_to_offset (text, (gsize)*offset);
    }
  return *offset <= vbt_text_get_length (text);
}

/* (transfer full) (nullable): the fragments in code points, NULL where one is not in the text. */
static GArray *
convert (const VbtText *text, Unit unit, const GArray *offsets)
{
  g_autoptr (GArray) fragments = g_array_sized_new (FALSE, FALSE, sizeof (VbtRange), offsets->len);

  for (guint i = 0; i < offsets->len; i++)
    {
      VbtRange range = g_array_index (offsets, VbtRange, i);

      if (!convert_offset (text, unit, &range.start) || !convert_offset (text, unit, &range.end))
        return NULL;
      g_array_append_val (fragments, range);
    }
  return g_steal_pointer (&fragments);
}

static const char *
skip_space (const char *text, const char *end)
{
  while (text < end && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* Whether the line's own text is that of the fragments. White space does not count: fragments are
 * joined by a space, or before brat 1.3 by nothing. */
static gboolean
matches (const VbtText *text, const GArray *fragments, const char *reference)
{
  gsize longest = strlen (reference) * 4 + 1000;
  const char *reference_end = reference + strlen (reference);

  for (guint i = 0; i < fragments->len; i++)
    {
      VbtRange range = g_array_index (fragments, VbtRange, i);
      const char *end = vbt_text_at (text, range.end);
      const char *c = vbt_text_at (text, range.start);

      /* Keeps what a hostile file can ask for in proportion to its length. */
      if ((gsize)(range.end - range.start) > longest)
        return FALSE;
      for (c = skip_space (c, end); c < end; c = skip_space (g_utf8_next_char (c), end))
        {
          reference = skip_space (reference, reference_end);
          if (reference == reference_end || g_utf8_get_char (c) != g_utf8_get_char (reference))
            return FALSE;
          reference = g_utf8_next_char (reference);
        }
    }
  return skip_space (reference, reference_end) == reference_end;
}

static guint
count_matches (const VbtText *text, const GArray *raw_spans, Unit unit)
{
  guint n_matches = 0;

  for (guint i = 0; i < raw_spans->len; i++)
    {
      const RawSpan *raw = &g_array_index (raw_spans, RawSpan, i);
      g_autoptr (GArray) fragments = convert (text, unit, raw->offsets);

      n_matches += fragments != NULL
                   && (raw->line->text == NULL || matches (text, fragments, raw->line->text));
    }
  return n_matches;
}

/* brat counts code points. Files by other programs may count otherwise: the spans' own texts tell. */
static Unit
find_unit (BratReader *self, const GArray *raw_spans)
{
  static const char *const names[] = { NULL, "UTF-16", "UTF-8" };
  const VbtText *text = self->document->text;
  guint n_best = count_matches (text, raw_spans, UNIT_CODE_POINT);
  Unit best = UNIT_CODE_POINT;

  if (n_best == raw_spans->len || vbt_text_get_n_bytes (text) == (gsize)vbt_text_get_length (text))
    return best;
  for (Unit unit = UNIT_UTF16; unit <= UNIT_BYTE; unit++)
    {
      guint n_matches = count_matches (text, raw_spans, unit);

      if (n_matches > n_best)
        {
          n_best = n_matches;
          best = unit;
        }
    }
  if (best != UNIT_CODE_POINT)
    vbt_sink_problem (self->sink, self->input, 0,
                      _ ("The offsets count units of %s, not characters: they were converted"),
                      names[best]);
  return best;
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
  VbtRange last = g_array_index (raw->offsets, VbtRange, raw->offsets->len - 1);

  vbt_brat_problem (self, raw->line, _ ("%s was left out: it ends at %d, but the text ends at %d"),
                    raw->line->id, last.end, vbt_text_get_length (self->document->text));
}

/* (transfer full) (nullable): the fragments of a T line; what is wrong is reported. */
static GArray *
make_fragments (BratReader *self, const RawSpan *raw, Unit unit)
{
  const VbtText *text = self->document->text;
  const char *reference = raw->line->text;
  g_autoptr (GArray) fragments = convert (text, unit, raw->offsets);

  if (fragments == NULL)
    {
      report_past_end (self, raw);
      return NULL;
    }
  if (reference != NULL && !matches (text, fragments, reference))
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
  g_array_append_vals (span->fragments, &g_array_index (fragments, VbtRange, 1),
                       fragments->len - 1);
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
add_raw_span (BratReader *self, const RawSpan *raw, Unit unit)
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
  g_autoptr (GArray) raw_spans = g_array_new (FALSE, FALSE, sizeof (RawSpan));
  Unit unit;

  g_array_set_clear_func (raw_spans, raw_span_clear);
  for (guint i = 0; i < self->lines->len; i++)
    {
      RawSpan raw = { self->lines->pdata[i], NULL };
      g_autofree char *problem = NULL;

      if (raw.line->kind != 'T')
        continue;
      raw.offsets = vbt_brat_parse_offsets (raw.line->rest, &problem);
      if (raw.offsets != NULL)
        g_array_append_val (raw_spans, raw);
      else
        vbt_brat_problem (self, raw.line, _ ("%s was left out: %s"), raw.line->id, problem);
    }
  unit = find_unit (self, raw_spans);
  for (guint i = 0; i < raw_spans->len; i++)
    add_raw_span (self, &g_array_index (raw_spans, RawSpan, i), unit);
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

/* vbt-offsets.c: offsets of other programs: their unit found out, and turned into code points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-offsets.h"

#include <string.h>

static const char *const unit_names[] = { "characters", "utf-16", "bytes" };

/**
 * vbt_unit_to_string:
 * @unit: a unit
 *
 * Returns: its name: "characters", "utf-16" or "bytes"
 */
const char *
vbt_unit_to_string (VbtUnit unit)
{
  g_return_val_if_fail ((guint)unit < G_N_ELEMENTS (unit_names), NULL);
  return unit_names[unit];
}

const char *const vbt_dialect_units[] = { "characters", "utf-16", "bytes", NULL };

/**
 * vbt_unit_from_string:
 * @string: a name of a unit
 * @unit: (out): the unit
 *
 * Returns: whether there is a unit of that name
 */
gboolean
vbt_unit_from_string (const char *string, VbtUnit *unit)
{
  g_return_val_if_fail (string != NULL && unit != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (unit_names); i++)
    if (g_ascii_strcasecmp (string, unit_names[i]) == 0)
      {
        *unit = (VbtUnit)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
convert_offset (const VbtText *text, VbtUnit unit, VbtOffset *offset)
{
  if (*offset < 0)
    return FALSE;
  if (unit == VBT_UNIT_UTF16)
    return (gsize)*offset <= vbt_text_get_n_utf16 (text)
           && vbt_text_utf16_to_offset (text, (gsize)*offset, offset);
  if (unit == VBT_UNIT_BYTE)
    {
      if ((gsize)*offset > vbt_text_get_n_bytes (text)
          || (vbt_text_get_utf8 (text)[*offset] & 0xc0) == 0x80)
        return FALSE;
      *offset = vbt_text_byte_to_offset (text, (gsize)*offset);
    }
  return *offset <= vbt_text_get_length (text);
}

static gboolean
convert_range (const VbtText *text, VbtUnit unit, VbtRange *range)
{
  return convert_offset (text, unit, &range->start) && convert_offset (text, unit, &range->end);
}

/**
 * vbt_unit_convert_to:
 * @unit: what the ranges count
 * @text: the text
 * @ranges: of VbtRange
 * @fragments: of VbtRange: for the ranges in code points
 *
 * Returns: %FALSE where one of them is not in the text, or begins or ends within a character
 */
gboolean
vbt_unit_convert_to (VbtUnit unit, const VbtText *text, const GArray *ranges, GArray *fragments)
{
  g_array_set_size (fragments, 0);
  for (guint i = 0; i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);

      if (!convert_range (text, unit, &range))
        return FALSE;
      g_array_append_val (fragments, range);
    }
  return TRUE;
}

/**
 * vbt_unit_convert:
 * @unit: what the ranges count
 * @text: the text
 * @ranges: of VbtRange
 *
 * Returns: (transfer full) (nullable): the ranges in code points; %NULL where vbt_unit_convert_to() is false
 */
GArray *
vbt_unit_convert (VbtUnit unit, const VbtText *text, const GArray *ranges)
{
  g_autoptr (GArray) fragments = g_array_sized_new (FALSE, FALSE, sizeof (VbtRange), ranges->len);

  return vbt_unit_convert_to (unit, text, ranges, fragments) ? g_steal_pointer (&fragments) : NULL;
}

static const char *
skip_space (const char *text, const char *end)
{
  while (text < end && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* Reads the covered text over what is at a range; FALSE where they differ. */
static gboolean
match_part (const VbtText *text, VbtRange range, const char **covered, const char *covered_end)
{
  const char *end = vbt_text_at (text, range.end);
  const char *c = vbt_text_at (text, range.start);

  for (c = skip_space (c, end); c < end; c = skip_space (g_utf8_next_char (c), end))
    {
      *covered = skip_space (*covered, covered_end);
      if (*covered == covered_end || g_utf8_get_char (c) != g_utf8_get_char (*covered))
        return FALSE;
      *covered = g_utf8_next_char (*covered);
    }
  return TRUE;
}

static gboolean
match_parts (const VbtText *text, const VbtRange *ranges, guint n_ranges, const char *covered)
{
  const char *covered_end = covered + strlen (covered);
  gsize longest = (gsize)(covered_end - covered) * 4 + 1000;

  for (guint i = 0; i < n_ranges; i++)
    /* Keeps what a hostile file can ask for in proportion to its length. */
    if ((gsize)(ranges[i].end - ranges[i].start) > longest
        || !match_part (text, ranges[i], &covered, covered_end))
      return FALSE;
  return skip_space (covered, covered_end) == covered_end;
}

/**
 * vbt_range_matches:
 * @text: a text
 * @range: a range of it
 * @covered: what a file says that it covers
 *
 * Returns: whether vbt_offsets_match() is true of the one range
 */
gboolean
vbt_range_matches (const VbtText *text, VbtRange range, const char *covered)
{
  const char *start = vbt_text_at (text, range.start);
  gsize length = strlen (covered);

  /* Nearly always it is the same to the byte. */
  if (strncmp (start, covered, length) == 0 && vbt_text_at (text, range.end) == start + length)
    return TRUE;
  return match_parts (text, &range, 1, covered);
}

/**
 * vbt_offsets_match:
 * @text: a text
 * @fragments: of VbtRange, in code points
 * @covered: what a file says that they cover
 *
 * Whether the fragments cover the text that the file gives. White space does not count: programs join
 * fragments by a space or by nothing, and make one space of a line end.
 *
 * Returns: whether it is the same text
 */
gboolean
vbt_offsets_match (const VbtText *text, const GArray *fragments, const char *covered)
{
  const VbtRange *ranges = (const VbtRange *)(gconstpointer)fragments->data;

  return fragments->len == 1 ? vbt_range_matches (text, ranges[0], covered)
                             : match_parts (text, ranges, fragments->len, covered);
}

/* Whether a span of a file is in the text, and covers what it should, if its offsets count this. */
static gboolean
matches (const VbtText *text, const VbtRawSpan *raw, VbtUnit unit)
{
  g_autoptr (GArray) fragments = NULL;
  VbtRange range = { 0, 0 };

  if (raw->ranges->len == 1)
    {
      range = g_array_index (raw->ranges, VbtRange, 0);
      /* Backwards is refused later. */
      return convert_range (text, unit, &range)
             && (raw->covered == NULL || vbt_range_matches (text, range, raw->covered));
    }
  fragments = vbt_unit_convert (unit, text, raw->ranges);
  return fragments != NULL
         && (raw->covered == NULL || vbt_offsets_match (text, fragments, raw->covered));
}

static guint
count_matches (const VbtText *text, const GPtrArray *raw_spans, VbtUnit unit)
{
  guint n_matches = 0;

  for (guint i = 0; i < raw_spans->len; i++)
    n_matches += matches (text, raw_spans->pdata[i], unit);
  return n_matches;
}

/**
 * vbt_unit_detect:
 * @text: the text
 * @raw_spans: (element-type VbtRawSpan): all spans of the file on it
 * @usual: what the format counts
 *
 * Finds out what the offsets count, where a program did it otherwise than the format says: the
 * spans' own texts tell.
 *
 * Returns: the unit by which most spans cover what they should; @usual where there is no better one
 */
VbtUnit
vbt_unit_detect (const VbtText *text, const GPtrArray *raw_spans, VbtUnit usual)
{
  guint n_best;
  VbtUnit best = usual;

  if (vbt_text_get_n_bytes (text) == (gsize)vbt_text_get_length (text))
    return usual;
  n_best = count_matches (text, raw_spans, usual);
  for (guint i = 0; i < G_N_ELEMENTS (unit_names) && n_best < raw_spans->len; i++)
    {
      guint n_matches = i != usual ? count_matches (text, raw_spans, (VbtUnit)i) : 0;

      if (n_matches > n_best)
        {
          n_best = n_matches;
          best = (VbtUnit)i;
        }
    }
  return best;
}

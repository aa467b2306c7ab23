/* vbt-offsets.h: offsets of other programs: their unit found out, and turned into code points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-text.h"

G_BEGIN_DECLS

/** VbtUnit: what the offsets of a file count. */
typedef enum
{
  VBT_UNIT_CODE_POINT,
  VBT_UNIT_UTF16,
  VBT_UNIT_BYTE, /* of UTF-8 */
} VbtUnit;

/**
 * VbtRawSpan:
 * @ranges: of VbtRange, in the unit of the file
 * @covered: (nullable): the text that the file says is there
 *
 * A span as it stands in a file. Formats put it first in a struct of their own.
 */
typedef struct
{
  GArray *ranges;
  const char *covered;
} VbtRawSpan;

const char *vbt_unit_to_string (VbtUnit unit);
gboolean vbt_unit_from_string (const char *string, VbtUnit *unit);
VbtUnit vbt_unit_detect (const VbtText *text, const GPtrArray *raw_spans, VbtUnit usual);
gboolean vbt_unit_convert_to (VbtUnit unit, const VbtText *text, const GArray *ranges,
                              GArray *fragments);
GArray *vbt_unit_convert (VbtUnit unit, const VbtText *text, const GArray *ranges);
gboolean vbt_range_matches (const VbtText *text, VbtRange range, const char *covered);
gboolean vbt_offsets_match (const VbtText *text, const GArray *fragments, const char *covered);

G_END_DECLS

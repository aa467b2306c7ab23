/* vbt-colors.h: the colours of labels and speakers, as numbers, for the window and for pages that are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-types.h"

G_BEGIN_DECLS

/** VBT_COLORS_SPEAKERS: how many colours there are for speakers */
#define VBT_COLORS_SPEAKERS 10

/** VBT_COLORS_LABELS: how many there are for labels */
#define VBT_COLORS_LABELS 12

/**
 * VbtColor:
 * @name: (nullable): as a schema has it
 * @rgb: 0xrrggbb on a light page, on a dark one, and both for high contrast
 */
typedef struct
{
  const char *name;
  guint32 rgb[4];
} VbtColor;

extern const VbtColor vbt_colors_labels[VBT_COLORS_LABELS];
extern const VbtColor vbt_colors_speakers[VBT_COLORS_SPEAKERS];
extern const VbtColor vbt_color_neutral;
extern const VbtColor vbt_color_page;

const VbtColor *vbt_colors_find_label (const char *name);
const VbtColor *vbt_colors_get_speaker (int index);
int vbt_colors_pick_speaker (VbtId entity, const guint8 *taken);

G_END_DECLS

/* vbt-mark-sample.h: a word that is marked as a label's spans are, for a legend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-marks.h"

G_BEGIN_DECLS

#define VBT_TYPE_MARK_SAMPLE (vbt_mark_sample_get_type ())
G_DECLARE_FINAL_TYPE (VbtMarkSample, vbt_mark_sample, VBT, MARK_SAMPLE, GtkWidget)

GtkWidget *vbt_mark_sample_new (const char *text, VbtRole role, const VbtLabel *label,
                                const char *short_name);
void vbt_mark_sample_set_suggestion (VbtMarkSample *self, gboolean suggestion);

G_END_DECLS

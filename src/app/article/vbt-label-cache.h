/* vbt-label-cache.h: small texts that are drawn in each frame, measured once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _VbtLabelCache VbtLabelCache;

VbtLabelCache *vbt_label_cache_new (void);
void vbt_label_cache_free (VbtLabelCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLabelCache, vbt_label_cache_free)

PangoLayout *vbt_label_cache_get (VbtLabelCache *self, GtkWidget *widget, const char *text,
                                  double size, gboolean bold);

G_END_DECLS

/* vbt-keycap.h: a small picture of a key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VbtKeycap:
 *
 * What is printed on a key, in a frame. With the property `action` it shows the key that the user has for an action,
 * and nothing where there is none.
 */
#define VBT_TYPE_KEYCAP (vbt_keycap_get_type ())
G_DECLARE_FINAL_TYPE (VbtKeycap, vbt_keycap, VBT, KEYCAP, GtkWidget)

GtkWidget *vbt_keycap_new (const char *key);
GtkWidget *vbt_keycap_new_for_action (const char *action);
void vbt_keycap_set_key (VbtKeycap *self, const char *key);

G_END_DECLS

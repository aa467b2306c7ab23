/* vbt-keymap.h: which keys do what: the table's defaults, and what the user made of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "keys/vbt-app-actions.h"
#include "model/vbt-schema.h"

G_BEGIN_DECLS

/**
 * VbtKeymap:
 *
 * The keys of all actions of [func@app_actions]. Keeps only what differs from the defaults, in the settings.
 * Emits `changed` when keys changed.
 */
#define VBT_TYPE_KEYMAP (vbt_keymap_get_type ())
G_DECLARE_FINAL_TYPE (VbtKeymap, vbt_keymap, VBT, KEYMAP, GObject)

/** VbtKeyFault: why a key cannot be given to an action. */
typedef enum
{
  VBT_KEY_FITS,
  VBT_KEY_NEEDS_MODIFIER, /* it would take a letter from what is typed elsewhere */
  VBT_KEY_IS_TAKEN,       /* by another action that works in the same place */
} VbtKeyFault;

VbtKeymap *vbt_keymap_get_default (void);
char **vbt_keymap_get_keys (VbtKeymap *self, const char *action);
char *vbt_keymap_get_label (VbtKeymap *self, const char *action);
char *vbt_keymap_get_key_label (const char *key);
gboolean vbt_keymap_is_changed (VbtKeymap *self, const char *action);
void vbt_keymap_set_keys (VbtKeymap *self, const char *action, const char *const *keys);
void vbt_keymap_take_key (VbtKeymap *self, const char *action, const char *key);
void vbt_keymap_reset (VbtKeymap *self, const char *action);
VbtKeyFault vbt_keymap_check_key (VbtKeymap *self, const char *action, const char *key,
                                  const VbtAppAction **taken_by);
void vbt_keymap_apply (VbtKeymap *self, GtkApplication *application);

/** VbtPageAction: an action of a widget that has keys for it. */
typedef struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
  const char *parameter; /* (nullable): its type; such an action has no key */
} VbtPageAction;

void vbt_page_actions_install (GtkWidgetClass *klass, const VbtPageAction *actions,
                               guint n_actions);
GtkEventController *vbt_keymap_new_shortcuts (const VbtPageAction *actions, guint n_actions);
void vbt_keymap_clear_shortcuts (GtkShortcutController *controller);
gboolean vbt_keymap_activate_label (GtkWidget *widget, const char *action, const VbtSchema *schema,
                                    guint keyval);
void vbt_keymap_add_shortcuts (VbtKeymap *self, const char *action,
                               GtkShortcutController *controller,
                               GtkShortcutAction *shortcut_action);

G_END_DECLS

/* vbt-label-menu.c: the labels of a schema as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-label-menu.h"

/**
 * vbt_label_menu_show:
 * @button: a button whose menu is about to open
 * @schema: a schema
 * @action: an action that takes the identifier of a label, as a string
 *
 * Makes the labels of spans its menu, as the schema has them now.
 */
void
vbt_label_menu_show (GtkMenuButton *button, const VbtSchema *schema, const char *action)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);
      g_autofree char *id = vbt_id_to_string (label->id);
      g_autoptr (GMenuItem) item = g_menu_item_new (label->name, NULL);

      g_menu_item_set_action_and_target (item, action, "s", id);
      if (label->kind == VBT_KIND_SPAN)
        g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* vbt-welcome.c: what is shown when no project is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-welcome.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "vbt-recent.h"
#include "vbt-template.h"

struct _VbtWelcome
{
  GtkWidget parent;
  GtkImage *logo;
  GtkWidget *recent_group;
  GtkListBox *recent;
  char **paths; /* of the rows */
};

G_DEFINE_FINAL_TYPE (VbtWelcome, vbt_welcome, GTK_TYPE_WIDGET)

/* "~/Documents" is what people call it. */
static char *
shorten_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (folder, home)
      && (folder[strlen (home)] == '/' || folder[strlen (home)] == '\0'))
    {
      g_autofree char *shorter = g_strconcat ("~", folder + strlen (home), NULL);
      return g_filename_display_name (shorter);
    }
  return g_filename_display_name (folder);
}

static GtkWidget *
new_row (const char *path)
{
  g_autofree char *title = vbt_project_title (path);
  g_autofree char *folder = shorten_folder (path);
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_folder = g_markup_escape_text (folder, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_folder);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

static void
row_activated_cb (VbtWelcome *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-path", "s",
                              self->paths[gtk_list_box_row_get_index (row)]);
}

static void
vbt_welcome_dispose (GObject *object)
{
  vbt_template_dispose (GTK_WIDGET (object), VBT_TYPE_WELCOME);
  G_OBJECT_CLASS (vbt_welcome_parent_class)->dispose (object);
}

static void
vbt_welcome_finalize (GObject *object)
{
  g_clear_pointer (&VBT_WELCOME (object)->paths, g_strfreev);
  G_OBJECT_CLASS (vbt_welcome_parent_class)->finalize (object);
}

static void
vbt_welcome_class_init (VbtWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_welcome_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_welcome_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtWelcome, logo);
  gtk_widget_class_bind_template_child (widget_class, VbtWelcome, recent_group);
  gtk_widget_class_bind_template_child (widget_class, VbtWelcome, recent);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
vbt_welcome_init (VbtWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vbt_welcome_refresh (self);
}

/**
 * vbt_welcome_refresh:
 * @self: a welcome page
 *
 * Lists the recent projects again.
 */
void
vbt_welcome_refresh (VbtWelcome *self)
{
  g_return_if_fail (VBT_IS_WELCOME (self));

  GtkListBoxRow *row;
  while ((row = gtk_list_box_get_row_at_index (self->recent, 0)) != NULL)
    gtk_list_box_remove (self->recent, GTK_WIDGET (row));

  g_strfreev (self->paths);
  self->paths = vbt_recent_list ();
  for (char **path = self->paths; *path != NULL; path++)
    gtk_list_box_append (self->recent, new_row (*path));
  gtk_widget_set_visible (self->recent_group, self->paths[0] != NULL);
}

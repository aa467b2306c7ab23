/* vbt-application.c: the application: command line, keys, windows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <malloc.h>

#include "keys/vbt-keymap.h"
#include "vbt-hidden-pages.h"
#include "vbt-settings.h"
#include "vbt-window.h"

#define RESOURCE_PATH "/io/github/verbatim_app/Verbatim"

struct _VbtApplication
{
  AdwApplication parent;
};

G_DEFINE_FINAL_TYPE (VbtApplication, vbt_application, ADW_TYPE_APPLICATION)

static void
apply_color_scheme (void)
{
  static const AdwColorScheme schemes[]
      = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  adw_style_manager_set_color_scheme (
      adw_style_manager_get_default (),
      schemes[g_settings_get_enum (vbt_settings (), "color-scheme")]);
}

static VbtWindow *
get_window (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  for (; window != NULL && !VBT_IS_WINDOW (window); window = gtk_window_get_transient_for (window))
    ;
  return window != NULL ? VBT_WINDOW (window) : vbt_window_new (GTK_APPLICATION (application));
}

/* The project that was open when the program ended; a project that is gone is no reason to complain. */
static void
open_last_project (VbtWindow *window)
{
  g_autofree char *path = g_settings_get_string (vbt_settings (), "last-project");

  if (*path != '\0' && g_file_test (path, G_FILE_TEST_EXISTS))
    vbt_window_open (window, path);
}

static void
vbt_application_activate (GApplication *application)
{
  gboolean first = gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
  VbtWindow *window = get_window (application);

  gtk_window_present (GTK_WINDOW (window));
  if (first)
    open_last_project (window);
}

static gboolean
is_project (GFile *file)
{
  return g_str_has_suffix (g_file_peek_path (file), ".verbatim");
}

static void
vbt_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  VbtWindow *window = get_window (application);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  gtk_window_present (GTK_WINDOW (window));
  for (int i = 0; i < n_files; i++)
    if (g_file_peek_path (files[i]) == NULL)
      vbt_window_toast (window, _ ("Only files on this computer can be opened"));
    else if (is_project (files[i]))
      vbt_window_open (window, g_file_peek_path (files[i]));
    else
      g_strv_builder_add (builder, g_file_peek_path (files[i]));

  g_auto (GStrv) articles = g_strv_builder_end (builder);
  if (articles[0] == NULL)
    return;
  if (vbt_window_get_session (window) == NULL)
    open_last_project (window);
  vbt_window_import (window, (const char *const *)articles);
}

static gboolean signal_cb (gpointer application);

static void
vbt_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (vbt_application_parent_class)->startup (application);

  vbt_keymap_apply (vbt_keymap_get_default (), GTK_APPLICATION (application));
  g_signal_connect_object (vbt_keymap_get_default (), "changed", G_CALLBACK (vbt_keymap_apply),
                           application, 0);
  g_signal_connect (vbt_settings (), "changed::color-scheme", G_CALLBACK (apply_color_scheme),
                    NULL);
  apply_color_scheme ();
  vbt_hidden_pages_init ();
  gtk_window_set_default_icon_name (APP_ID);
  g_unix_signal_add (SIGINT, signal_cb, application);
  g_unix_signal_add (SIGTERM, signal_cb, application);
  g_unix_signal_add (SIGHUP, signal_cb, application);
}

static int
vbt_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("verbatim %s\n", PACKAGE_VERSION);
  return 0;
}

/* Windows are closed one by one, so that each saves what it has to save. */
static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *l = windows; l != NULL; l = l->next)
    if (VBT_IS_WINDOW (l->data))
      gtk_window_close (l->data);
}

/* Asked to end, by Ctrl+C in a terminal or by the system: as when the windows are closed. */
static gboolean
signal_cb (gpointer application)
{
  quit_action (NULL, NULL, application);
  return G_SOURCE_CONTINUE;
}

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (vbt_window_new (data)));
}

static void
vbt_application_class_init (VbtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = vbt_application_activate;
  application_class->open = vbt_application_open;
  application_class->startup = vbt_application_startup;
  application_class->handle_local_options = vbt_application_handle_local_options;
}

static void
vbt_application_init (VbtApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_action },
    { .name = "new-window", .activate = new_window_action },
  };
  static const GOptionEntry options[] = {
    { .long_name = "version",
      .arg = G_OPTION_ARG_NONE,
      .description = N_ ("Show the version and leave") },
    { 0 },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[PROJECT.verbatim | ARTICLE…]"));
}

/**
 * vbt_application_tune_memory:
 *
 * Tells the C library, before anything else, how this program takes memory. A thread reads what another one frees: heaps of
 * their own would never be given back. The text of a book is given back when it is freed; by itself the limit would
 * grow. What one thread frees is put together at once: else another one that asks for much, the one that draws, would do that
 * for a whole book. What a window is drawn into (some 5 MB) is not: the kernel would zero a thousand pages for each frame.
 */
void
vbt_application_tune_memory (void)
{
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_MXFAST, 0);
  mallopt (M_MMAP_THRESHOLD, 8 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 16 * 1024 * 1024);
}

/**
 * vbt_application_new:
 *
 * Returns: (transfer full): the application
 */
VbtApplication *
vbt_application_new (void)
{
  return g_object_new (VBT_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", RESOURCE_PATH, NULL);
}

/* vbt-window-trouble.c: what others do to the project while it is open, and what the disk refuses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "store/vbt-recover.h"
#include "vbt-dialogs.h"
#include "vbt-recent.h"
#include "vbt-window-private.h"

/* How often the window looks for what others wrote, in milliseconds: less than the second in which they are to be
 * seen. A look costs some 10 µs, because it reads a counter in shared memory. */
#define LOOK_MS 500
/* Showing everything anew may take this part of the time at the most: while somebody else imports a
 * million articles, the window looks less often. */
#define SHARE 10

/**
 * vbt_window_update_trouble:
 * @self: a window
 *
 * Shows why the project cannot be written, if it cannot.
 */
void
vbt_window_update_trouble (VbtWindow *self)
{
  const char *reason = NULL;
  const GError *trouble = NULL;

  if (self->store != NULL && !vbt_store_is_read_only (self->store, &reason))
    trouble = vbt_store_get_trouble (self->store);
  if (trouble != NULL)
    vbt_trouble_bar_show (self->trouble, trouble->message, TRUE, TRUE);
  else
    vbt_trouble_bar_show (self->trouble, reason,
                          self->store != NULL && !vbt_store_is_newer (self->store), FALSE);
}

static gboolean
look_cb (gpointer data)
{
  VbtWindow *self = data;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  /* A job of our own tells when it is done. */
  if (self->store == NULL || start < self->next_look || vbt_window_is_busy (self))
    return G_SOURCE_CONTINUE;
  if (!vbt_store_refresh (self->store, &error))
    g_debug ("%s", error->message); /* the banner says so */
  vbt_window_update_trouble (self);
  self->next_look = start + (g_get_monotonic_time () - start) * SHARE;
  return G_SOURCE_CONTINUE;
}

/**
 * vbt_window_start_looking:
 * @self: a window
 *
 * From now on the window follows what others write into the project.
 */
void
vbt_window_start_looking (VbtWindow *self)
{
  self->look_source = g_timeout_add (LOOK_MS, look_cb, self);
}

static void
open_again (VbtWindow *self)
{
  g_autofree char *path = g_strdup (vbt_store_get_path (self->store));

  vbt_window_open (self, path);
}

static void
try_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (self->store == NULL)
    return;
  if (vbt_store_is_read_only (self->store, NULL))
    open_again (self);
  else if (vbt_store_try_writing (self->store, &error))
    vbt_window_toast (self, _ ("The project can be written again"));
  else if (g_error_matches (error, VBT_ERROR, VBT_ERROR_MOVED)
           && g_file_test (vbt_store_get_path (self->store), G_FILE_TEST_EXISTS))
    open_again (self); /* there is another in its place now */
  else
    vbt_window_toast (self, error->message);
  vbt_window_update (self);
}

static void
copy_chosen_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  VbtWindow *self = VBT_WINDOW (parent);
  g_autoptr (GError) error = NULL;

  if (file == NULL || self->store == NULL || g_file_peek_path (file) == NULL)
    return;
  if (vbt_store_save_copy (self->store, g_file_peek_path (file), &error))
    vbt_window_open (self, g_file_peek_path (file));
  else
    vbt_window_toast (self, error->message);
}

static void
save_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtWindow *self = VBT_WINDOW (widget);
  g_autofree char *file_name = NULL;

  if (self->store == NULL)
    return;
  file_name = g_path_get_basename (vbt_store_get_path (self->store));
  vbt_dialogs_save (GTK_WINDOW (self), _ ("Save a Copy"), file_name, copy_chosen_cb, NULL);
}

/* Recovery */

typedef struct
{
  char *from;
  char *to;
} Paths;

static void
paths_free (gpointer data)
{
  Paths *self = data;

  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

static void
recover_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Paths *paths = data;
  GError *error = NULL;
  VbtRecovery *recovery = vbt_recover (paths->from, paths->to, cancellable, &error);

  if (recovery != NULL)
    g_task_return_pointer (task, recovery, (GDestroyNotify)vbt_recovery_free);
  else
    g_task_return_error (task, error);
}

static void
recovered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  VbtWindow *self = VBT_WINDOW (object);
  const Paths *paths = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtRecovery) recovery = g_task_propagate_pointer (G_TASK (result), &error);

  if (recovery == NULL)
    {
      vbt_dialogs_tell (GTK_WINDOW (self), _ ("Nothing Could Be Recovered"), error->message);
      return;
    }
  if (!vbt_window_open (self, paths->to))
    return;
  if (recovery->losses->len == 0)
    vbt_window_toast (self, _ ("Everything was recovered"));
  else
    vbt_dialogs_list (GTK_WINDOW (self), _ ("Not Everything Could Be Recovered"),
                      _ ("The damaged file was left as it is. This is missing in the new one:"),
                      recovery->losses);
}

static void
place_chosen_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  g_autofree char *damaged = data;
  g_autoptr (GTask) task = NULL;
  Paths *paths;

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  paths = g_new0 (Paths, 1);
  paths->from = g_steal_pointer (&damaged);
  paths->to = g_strdup (g_file_peek_path (file));
  task = g_task_new (parent, NULL, recovered_cb, NULL);
  g_task_set_task_data (task, paths, paths_free);
  g_task_run_in_thread (task, recover_thread);
  vbt_window_toast (VBT_WINDOW (parent), _ ("Recovering what can be read…"));
}

/* The window keeps the path of what is asked about: nobody may ever answer. */
#define DAMAGED "vbt-damaged"

static void
recover_cb (GtkWindow *parent, gboolean yes, gpointer data)
{
  g_autofree char *damaged = g_strdup (g_object_get_data (G_OBJECT (parent), DAMAGED));
  g_autofree char *title = vbt_project_title (damaged);
  g_autofree char *file_name = NULL;

  if (!yes)
    return;
  /* TRANSLATORS: the name of a file that is made from the damaged project %s */
  file_name = g_strdup_printf (_ ("%s (recovered).verbatim"), title);
  vbt_dialogs_save (parent, _ ("Save What Can Be Recovered"), file_name, place_chosen_cb,
                    g_steal_pointer (&damaged));
}

/**
 * vbt_window_show_damage:
 * @self: a window
 * @path: (type filename): a project that could not be opened
 * @heading: what happened
 * @error: why
 *
 * Offers to save what can be read of a damaged project into a new file.
 */
void
vbt_window_show_damage (VbtWindow *self, const char *path, const char *heading, const GError *error)
{
  g_object_set_data_full (G_OBJECT (self), DAMAGED, g_strdup (path), g_free);
  vbt_dialogs_ask (GTK_WINDOW (self), heading, error->message, _ ("_Recover…"), FALSE, recover_cb,
                   NULL);
}

/**
 * vbt_window_install_trouble_actions:
 * @klass: the window's class
 *
 * Adds the actions of the banner.
 */
void
vbt_window_install_trouble_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.try-again", NULL, try_again_action);
  gtk_widget_class_install_action (klass, "win.save-copy", NULL, save_copy_action);
}

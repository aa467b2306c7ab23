/* vbt-dialogs.h: the dialogs for which GTK 4.8 has only API that newer ones deprecate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Called once: with what was chosen, or with NULL when the dialog was left. */
typedef void (*VbtFileCallback) (GtkWindow *parent, GFile *file, gpointer data);
typedef void (*VbtFilesCallback) (GtkWindow *parent, GListModel *files, gpointer data);
typedef void (*VbtAnswerCallback) (GtkWindow *parent, gboolean yes, gpointer data);

/** VbtFileKind: a line of a file dialog's list of kinds. */
typedef struct
{
  const char *title;    /* translated */
  const char *patterns; /* "*.ann *.txt" */
} VbtFileKind;

void vbt_dialogs_open (GtkWindow *parent, const char *title, const VbtFileKind *kind,
                       VbtFileCallback callback, gpointer data);
void vbt_dialogs_open_several (GtkWindow *parent, const char *title, const char *accept,
                               const VbtFileKind *kind, VbtFilesCallback callback, gpointer data);
void vbt_dialogs_choose_folders (GtkWindow *parent, const char *title, VbtFilesCallback callback,
                                 gpointer data);
void vbt_dialogs_save (GtkWindow *parent, const char *title, const char *name,
                       VbtFileCallback callback, gpointer data);
void vbt_dialogs_ask (GtkWindow *parent, const char *heading, const char *body, const char *yes,
                      gboolean destructive, VbtAnswerCallback callback, gpointer data);
void vbt_dialogs_tell (GtkWindow *parent, const char *heading, const char *body);
void vbt_dialogs_list (GtkWindow *parent, const char *heading, const char *body,
                       const GPtrArray *lines);
void vbt_dialogs_about (GtkWindow *parent);

G_END_DECLS

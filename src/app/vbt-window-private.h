/* vbt-window-private.h: what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/vbt-job.h"
#include "pages/vbt-pages.h"
#include "panes/vbt-documents-pane.h"
#include "panes/vbt-inspector.h"
#include "panes/vbt-reader.h"
#include "panes/vbt-welcome.h"
#include "vbt-jobs-bar.h"
#include "vbt-trouble-bar.h"
#include "vbt-window.h"

G_BEGIN_DECLS

struct _VbtWindow
{
  AdwApplicationWindow parent;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  VbtWelcome *welcome;
  AdwWindowTitle *title;
  GtkStack *middle; /* of the header bar: the title or the switcher */
  GtkWidget *switcher;
  GtkWidget *switcher_room;
  AdwViewSwitcherBar *switcher_bar;
  AdwViewStack *pages;
  GtkWidget *project_title; /* above the documents, while the switcher takes the title's place */
  GtkWidget *import_button;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *documents_button;
  GtkWidget *inspector_button;
  GtkWidget *find_button;
  GtkPaned *outer;
  GtkPaned *inner;
  VbtDocumentsPane *documents;
  VbtReader *page;
  VbtArticle *article; /* of the page */
  VbtInspector *inspector;
  VbtJobsBar *jobs;
  VbtTroubleBar *trouble;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkMenuButton *main_menu;
  GtkMenuButton *welcome_menu;

  VbtStore *store;     /* (nullable): none is open */
  VbtSession *session; /* (nullable) */
  VbtJob *index;       /* (nullable): indexes in the background */
  VbtJob *learning;    /* (nullable): learns in the background */
  VbtJob *recheck;     /* (nullable): checks in the background */
  guint recheck_source;
  gint64 rechecked; /* when what it found was last shown, on the monotonic clock, in microseconds */
  guint64 n_learned_from; /* how much there was to learn from when that last began, or 0 */
  char *sample;           /* (nullable): a temporary file that is imported */
  char **waiting;         /* (nullable): what is imported once there is a project */
  guint n_undo;           /* how many batches the last job made */

  guint backup_source;
  GCancellable *backup; /* (nullable): of the backup that is being made */

  struct
  {
    VbtId document; /* 0: none */
    VbtId annotation;
    VbtRange range;
  } place; /* to be shown once its article is read */

  guint look_source;
  gint64 next_look; /* on the monotonic clock, in microseconds */

  gboolean show_documents;
  gboolean show_inspector;
  gboolean keep_documents; /* as they were when the window was wide */
  gboolean keep_inspector;
  gboolean placed;    /* whether the dividers were set from the settings */
  gboolean is_narrow; /* some buttons have no room in the header bar */
  int fitted;         /* the width for which the switcher was placed, in pixels */
  int layout;         /* how many panes fit beside the article; -1: not measured yet */
};

/* vbt-window.c */
void vbt_window_take_session (VbtWindow *self, VbtStore *store, VbtSession *session);
void vbt_window_toast_with_undo (VbtWindow *self, const char *message, guint n_undo);
void vbt_window_update (VbtWindow *self);

/* vbt-window-places.c */
void vbt_window_reach_place (VbtWindow *self);

/* vbt-window-panes.c */
void vbt_window_panes_restore (VbtWindow *self);
void vbt_window_panes_save (VbtWindow *self);
void vbt_window_panes_fit (VbtWindow *self, int width);
void vbt_window_show_documents (VbtWindow *self, gboolean show);
void vbt_window_show_inspector (VbtWindow *self, gboolean show);

/* vbt-window-pages.c */
#define VBT_PAGE_ANNOTATE "annotate"
void vbt_window_pages_init (VbtWindow *self);
void vbt_window_pages_fit (VbtWindow *self, int width);
void vbt_window_pages_set_session (VbtWindow *self, VbtSession *session);
void vbt_window_add_page (VbtWindow *self, const VbtPage *page);
const char *vbt_window_get_page (VbtWindow *self);
void vbt_window_show_page (VbtWindow *self, const char *name);
GtkWidget *vbt_window_focus_page (VbtWindow *self);

/* vbt-window-project.c */
void vbt_window_install_project_actions (GtkWidgetClass *klass);
gboolean vbt_window_open_sample (VbtWindow *self);

/* vbt-window-trouble.c */
void vbt_window_install_trouble_actions (GtkWidgetClass *klass);
void vbt_window_start_looking (VbtWindow *self);
void vbt_window_update_trouble (VbtWindow *self);
void vbt_window_show_damage (VbtWindow *self, const char *path, const char *heading,
                             const GError *error);

/* vbt-window-jobs.c */
void vbt_window_install_job_actions (GtkWidgetClass *klass);
void vbt_window_install_merge_actions (GtkWidgetClass *klass);
void vbt_window_run_import (VbtWindow *self, const VbtImportOptions *options);
void vbt_window_add_drop_target (VbtWindow *self);
gboolean vbt_window_can_start_job (VbtWindow *self);
void vbt_window_start_job (VbtWindow *self, VbtJob *job, GCallback finished);
VbtJob *vbt_window_end_job (VbtWindow *self);
gboolean vbt_window_show_job_failure (VbtWindow *self, VbtJob *job);

/* vbt-window-tag.c */
void vbt_window_install_tag_actions (GtkWidgetClass *klass);
void vbt_window_run_tag (VbtWindow *self, const GArray *documents, guint n_undo);

/* vbt-window-index.c */
void vbt_window_start_index (VbtWindow *self);
void vbt_window_stop_index (VbtWindow *self);

/* vbt-window-learn.c */
void vbt_window_start_learning (VbtWindow *self);
void vbt_window_stop_learning (VbtWindow *self);

/* vbt-window-recheck.c */
void vbt_window_start_rechecking (VbtWindow *self);
void vbt_window_pause_rechecking (VbtWindow *self);
void vbt_window_stop_rechecking (VbtWindow *self);

/* history/vbt-window-history.c */
void vbt_window_install_history_actions (GtkWidgetClass *klass);
void vbt_window_history_add_keys (VbtWindow *self);
void vbt_window_history_start (VbtWindow *self);
void vbt_window_history_stop (VbtWindow *self);

/* history/vbt-window-undo.c */
void vbt_window_install_undo_actions (GtkWidgetClass *klass);

/* vbt-window-print.c */
void vbt_window_install_print_actions (GtkWidgetClass *klass);

/* entities/vbt-window-register.c */
void vbt_window_install_register_actions (GtkWidgetClass *klass);

/* vbt-window-actions.c */
void vbt_window_install_actions (GtkWidgetClass *klass);
void vbt_window_update_actions (VbtWindow *self);

G_END_DECLS

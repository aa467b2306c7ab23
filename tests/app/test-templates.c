/* test-templates.c: every template can be made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "entities/vbt-entities-page.h"
#include "entities/vbt-entity-details.h"
#include "history/vbt-backup-preferences.h"
#include "history/vbt-backups-dialog.h"
#include "history/vbt-history-dialog.h"
#include "history/vbt-trash-dialog.h"
#include "keys/vbt-command-popover.h"
#include "keys/vbt-key-dialog.h"
#include "keys/vbt-shortcuts-dialog.h"
#include "panes/vbt-documents-pane.h"
#include "panes/vbt-inspector.h"
#include "panes/vbt-reader.h"
#include "panes/vbt-remarks-panel.h"
#include "panes/vbt-selection-panel.h"
#include "panes/vbt-speakers-panel.h"
#include "panes/vbt-welcome.h"
#include "review/vbt-like-dialog.h"
#include "review/vbt-occurrences-dialog.h"
#include "review/vbt-review-page.h"
#include "schema/vbt-label-editor.h"
#include "schema/vbt-schema-dialog.h"
#include "search/vbt-saved-popover.h"
#include "search/vbt-search-page.h"
#include "vbt-export-dialog.h"
#include "vbt-import-dialog.h"
#include "vbt-import-found.h"
#include "vbt-jobs-bar.h"
#include "vbt-merge-report-dialog.h"
#include "vbt-new-dialog.h"
#include "vbt-preferences.h"
#include "vbt-tag-dialog.h"
#include "vbt-tag-report-dialog.h"
#include "vbt-tagger-row.h"
#include "vbt-trouble-bar.h"
#include "vbt-window.h"

/* A property or a handler that does not exist is a warning, and warnings are fatal here. */
static void
test_template (gconstpointer data)
{
  GType (*get_type) (void) = data;
  g_autoptr (GObject) object = g_object_ref_sink (g_object_new (get_type (), NULL));

  g_assert_true (GTK_IS_WIDGET (object));
  if (GTK_IS_WINDOW (object))
    gtk_window_destroy (GTK_WINDOW (object));
}

static void
test_resource (gconstpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  gtk_builder_add_from_resource (builder, data, &error);
  g_assert_no_error (error);
}

static const struct
{
  const char *path;
  GType (*get_type) (void);
} templates[] = {
  { "/templates/backup-preferences", vbt_backup_preferences_get_type },
  { "/templates/backups-dialog", vbt_backups_dialog_get_type },
  { "/templates/command-popover", vbt_command_popover_get_type },
  { "/templates/documents-pane", vbt_documents_pane_get_type },
  { "/templates/entities-page", vbt_entities_page_get_type },
  { "/templates/entity-details", vbt_entity_details_get_type },
  { "/templates/export-dialog", vbt_export_dialog_get_type },
  { "/templates/history-dialog", vbt_history_dialog_get_type },
  { "/templates/import-dialog", vbt_import_dialog_get_type },
  { "/templates/remarks-panel", vbt_remarks_panel_get_type },
  { "/templates/saved-popover", vbt_saved_popover_get_type },
  { "/templates/label-editor", vbt_label_editor_get_type },
  { "/templates/schema-dialog", vbt_schema_dialog_get_type },
  { "/templates/search-page", vbt_search_page_get_type },
  { "/templates/import-found", vbt_import_found_get_type },
  { "/templates/tag-dialog", vbt_tag_dialog_get_type },
  { "/templates/merge-report-dialog", vbt_merge_report_dialog_get_type },
  { "/templates/tag-report-dialog", vbt_tag_report_dialog_get_type },
  { "/templates/tagger-row", vbt_tagger_row_get_type },
  { "/templates/inspector", vbt_inspector_get_type },
  { "/templates/jobs-bar", vbt_jobs_bar_get_type },
  { "/templates/trouble-bar", vbt_trouble_bar_get_type },
  { "/templates/key-dialog", vbt_key_dialog_get_type },
  { "/templates/like-dialog", vbt_like_dialog_get_type },
  { "/templates/new-dialog", vbt_new_dialog_get_type },
  { "/templates/occurrences-dialog", vbt_occurrences_dialog_get_type },
  { "/templates/preferences", vbt_preferences_get_type },
  { "/templates/reader", vbt_reader_get_type },
  { "/templates/review-page", vbt_review_page_get_type },
  { "/templates/selection-panel", vbt_selection_panel_get_type },
  { "/templates/shortcuts-dialog", vbt_shortcuts_dialog_get_type },
  { "/templates/speakers-panel", vbt_speakers_panel_get_type },
  { "/templates/trash-dialog", vbt_trash_dialog_get_type },
  { "/templates/welcome", vbt_welcome_get_type },
  { "/templates/window", vbt_window_get_type },
};

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    g_test_add_data_func (templates[i].path, templates[i].get_type, test_template);
  g_test_add_data_func ("/templates/menus", "/io/github/verbatim_app/Verbatim/ui/menus.ui",
                        test_resource);
  return g_test_run ();
}

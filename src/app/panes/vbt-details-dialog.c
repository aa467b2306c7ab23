/* vbt-details-dialog.c: what is known of an article besides its text: title, source, date, language and so on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-details-dialog.h"

#include <glib/gi18n.h>

#include "store/vbt-actions.h"

struct _VbtDetailsDialog
{
  AdwWindow parent;
  AdwToastOverlay *toasts;
  AdwPreferencesGroup *known;
  AdwPreferencesGroup *others;

  VbtSession *session;
  VbtId document;
};

G_DEFINE_FINAL_TYPE (VbtDetailsDialog, vbt_details_dialog, ADW_TYPE_WINDOW)

/* Those that every article can have; the inspector shows the note. */
static const struct
{
  const char *key;
  const char *title;
} known[] = {
  { VBT_METADATA_TITLE, N_ ("Title") },
  { VBT_METADATA_BYLINE, N_ ("Byline") },
  { VBT_METADATA_SOURCE, N_ ("Source") },
  { VBT_METADATA_PUBLISHED, N_ ("Published, such as 2026-11-30") },
  { VBT_METADATA_URL, N_ ("Address") },
  { VBT_METADATA_LANGUAGE, N_ ("Language, such as en, de or pt-BR; empty: found from the words") },
};

static gboolean
is_known (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].key, key))
      return TRUE;
  return g_str_equal (key, VBT_METADATA_NOTE);
}

/* As BCP 47 has them: letters, then parts of letters and digits. */
static gboolean
is_language (const char *value)
{
  return g_regex_match_simple ("^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$", value, 0, 0);
}

static void
tell (VbtDetailsDialog *self, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Each row is an act of its own, as it is confirmed. */
static void
apply_cb (AdwEntryRow *row, VbtDetailsDialog *self)
{
  const char *key = g_object_get_data (G_OBJECT (row), "key");
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  gboolean is_right = !g_str_equal (key, VBT_METADATA_LANGUAGE) || is_language (value);
  g_autoptr (GError) error = NULL;

  if (is_right)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      tell (self, _ ("A language is written as en, de or pt-BR"));
      return;
    }
  if (!vbt_act_put_metadata (vbt_session_get_store (self->session),
                             vbt_session_get_me (self->session), self->document, key,
                             *value != '\0' ? value : NULL, NULL, &error))
    tell (self, error->message);
}

static void
add_row (VbtDetailsDialog *self, AdwPreferencesGroup *group, const char *key, const char *title,
         const char *value)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
  gtk_editable_set_editable (GTK_EDITABLE (row),
                             !vbt_store_is_read_only (vbt_session_get_store (self->session), NULL));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (key), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (apply_cb), self, 0);
  adw_preferences_group_add (group, row);
}

static void
fill (VbtDetailsDialog *self, const VbtDocument *document)
{
  gboolean has_others = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    add_row (self, self->known, known[i].key, _ (known[i].title),
             vbt_document_get_metadata (document, known[i].key));
  for (guint i = 0; i < document->metadata->len; i++)
    {
      const VbtMetadata *other = g_ptr_array_index (document->metadata, i);

      if (is_known (other->key))
        continue;
      add_row (self, self->others, other->key, other->key, other->value);
      has_others = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), has_others);
}

static void
vbt_details_dialog_dispose (GObject *object)
{
  VbtDetailsDialog *self = VBT_DETAILS_DIALOG (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_DETAILS_DIALOG);
  G_OBJECT_CLASS (vbt_details_dialog_parent_class)->dispose (object);
}

static void
vbt_details_dialog_class_init (VbtDetailsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_details_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-details-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtDetailsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, VbtDetailsDialog, known);
  gtk_widget_class_bind_template_child (widget_class, VbtDetailsDialog, others);
}

static void
vbt_details_dialog_init (VbtDetailsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_details_dialog_new:
 * @parent: the window
 * @session: the session, with a document
 *
 * Returns: (transfer none): a dialog about the document that is open
 */
GtkWindow *
vbt_details_dialog_new (GtkWindow *parent, VbtSession *session)
{
  VbtDetailsDialog *self = g_object_new (VBT_TYPE_DETAILS_DIALOG, "transient-for", parent, NULL);
  const VbtDocument *document = vbt_session_get_document (session);

  self->session = g_object_ref (session);
  self->document = document->id;
  adw_preferences_group_set_description (self->known, document->name);
  fill (self, document);
  return GTK_WINDOW (self);
}

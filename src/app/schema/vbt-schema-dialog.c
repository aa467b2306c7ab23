/* vbt-schema-dialog.c: the labels and rules of the project, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "schema/vbt-schema-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "keys/vbt-keycap.h"
#include "schema/vbt-label-editor.h"
#include "schema/vbt-rules-editor.h"
#include "store/vbt-act-schema.h"
#include "vbt-after-frame.h"
#include "vbt-dialogs.h"
#include "vbt-window-places.h"

struct _VbtSchemaDialog
{
  AdwWindow parent;
  GtkListBox *list;
  VbtLabelEditor *editor;
  VbtRulesEditor *rules;

  VbtSession *session; /* (nullable) */
  VbtId selected;
  gboolean rules_selected; /* no label, but the rules */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (VbtSchemaDialog, vbt_schema_dialog, ADW_TYPE_WINDOW)

static const VbtSchema *
get_schema (VbtSchemaDialog *self)
{
  return vbt_session_get_schema (self->session);
}

/* The list */

static const char *
kind_title (VbtKind kind)
{
  return kind == VBT_KIND_SPAN       ? _ ("Words")
         : kind == VBT_KIND_RELATION ? _ ("Relation")
                                     : _ ("Article");
}

static GtkWidget *
make_row (const char *title, const char *kind_words, const char *key)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *kind = gtk_label_new (kind_words);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (kind, "caption");
  gtk_widget_add_css_class (kind, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), kind);
  if (key != NULL)
    gtk_box_append (GTK_BOX (box), vbt_keycap_new (key));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

static void
selected_cb (VbtSchemaDialog *self, GtkListBoxRow *row)
{
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  const GPtrArray *labels;

  /* The list says that nothing is selected any more while the dialog goes away, too. */
  if (self->is_filling || self->session == NULL)
    return;
  labels = get_schema (self)->labels;
  self->selected
      = index >= 0 && index < (int)labels->len ? ((VbtLabel *)labels->pdata[index])->id : 0;
  self->rules_selected = index == (int)labels->len;
  vbt_label_editor_show (self->editor, self->session, self->selected);
  gtk_widget_set_visible (GTK_WIDGET (self->rules), self->rules_selected);
  if (self->rules_selected)
    vbt_rules_editor_show (self->rules, self->session);
}

static void
refill (GtkWidget *widget)
{
  VbtSchemaDialog *self = VBT_SCHEMA_DIALOG (widget);
  const GPtrArray *labels;
  GtkListBoxRow *row;
  guint selected = 0;

  if (self->session == NULL)
    return;
  labels = get_schema (self)->labels;
  self->is_filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = labels->pdata[i];

      gtk_list_box_append (self->list,
                           make_row (label->name, kind_title (label->kind), label->key));
      if (label->id == self->selected)
        selected = i;
    }
  gtk_list_box_append (self->list, make_row (_ ("Rules"), _ ("Problems"), NULL));
  if (self->rules_selected)
    selected = labels->len;
  row = gtk_list_box_get_row_at_index (self->list, (int)selected);
  gtk_list_box_select_row (self->list, row);
  self->is_filling = FALSE;
  selected_cb (self, row);
}

/* A row that is just being edited must not go while it tells of that. */
static void
project_changed_cb (VbtSchemaDialog *self, const VbtChange *change)
{
  if (change->schema || change->batch)
    vbt_after_frame (GTK_WIDGET (self), refill);
}

/* Acts on the list of labels */

static gboolean
put (VbtSchemaDialog *self, const VbtSchema *schema, const char *words)
{
  g_autoptr (GError) error = NULL;

  if (vbt_act_put_schema (vbt_session_get_store (self->session), vbt_session_get_me (self->session),
                          schema, words, &error))
    return TRUE;
  g_signal_emit_by_name (self->session, "problem", error->message);
  return FALSE;
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtSchemaDialog *self = VBT_SCHEMA_DIALOG (widget);
  g_autoptr (VbtSchema) schema = vbt_schema_copy (get_schema (self));
  VbtKind kind = VBT_KIND_SPAN;
  g_autofree char *title = g_strdup (_ ("New label"));
  g_autofree char *words = NULL;

  if (!vbt_kind_from_string (g_variant_get_string (parameter, NULL), &kind))
    return;
  for (guint i = 2; vbt_schema_find_label (schema, kind, title) != NULL; i++)
    {
      g_free (title);
      title = g_strdup_printf (_ ("New label %u"), i);
    }
  words = g_strdup_printf (_ ("Add label “%s”"), title);
  self->selected = vbt_schema_ensure_label (schema, kind, title)->id;
  self->rules_selected = FALSE;
  put (self, schema, words);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtSchemaDialog *self = VBT_SCHEMA_DIALOG (widget);
  g_autoptr (VbtSchema) schema = vbt_schema_copy (get_schema (self));
  int step = g_str_equal (name, "schema.up") ? -1 : 1;
  int place = -1;
  gpointer label;

  for (guint i = 0; i < schema->labels->len; i++)
    if (((VbtLabel *)schema->labels->pdata[i])->id == self->selected)
      place = (int)i;
  if (place < 0 || place + step < 0 || place + step >= (int)schema->labels->len)
    return;
  label = schema->labels->pdata[place];
  schema->labels->pdata[place] = schema->labels->pdata[place + step];
  schema->labels->pdata[place + step] = label;
  put (self, schema, _ ("Change the order of the labels"));
}

/* Merging and deleting */

static void
remove_cb (GtkWindow *dialog, gboolean yes, gpointer data)
{
  g_autofree VbtHitsOptions *options = data;
  VbtSchemaDialog *self = VBT_SCHEMA_DIALOG (dialog);

  if (yes && self->session != NULL)
    vbt_window_run_hits (VBT_WINDOW (gtk_window_get_transient_for (dialog)), options);
}

static void
ask_remove_cb (VbtSchemaDialog *self, gint64 id, gint64 into_id)
{
  const VbtLabel *label = vbt_schema_get_label (get_schema (self), id);
  const VbtLabel *into = vbt_schema_get_label (get_schema (self), into_id);
  VbtHitsOptions options = { .act = into != NULL ? VBT_HITS_MERGE_LABEL : VBT_HITS_DELETE_LABEL,
                             .me = vbt_session_get_me (self->session),
                             .label = id,
                             .into = into_id };
  guint64 n = 0;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  vbt_store_count_label (vbt_session_get_store (self->session), id, &n, NULL);
  if (into != NULL)
    {
      heading = g_strdup_printf (_ ("Merge “%s” Into “%s”?"), label->name, into->name);
      body = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'zu annotation gets the other label. It can be undone.",
                       "%'zu annotations get the other label. It can be undone.", n),
          (gsize)n);
    }
  else
    {
      heading = g_strdup_printf (_ ("Delete “%s”?"), label->name);
      body = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'zu annotation is deleted with it. It can be undone.",
                       "%'zu annotations are deleted with it. It can be undone.", n),
          (gsize)n);
    }
  vbt_dialogs_ask (GTK_WINDOW (self), heading, body, into != NULL ? _ ("_Merge") : _ ("_Delete"),
                   into == NULL, remove_cb, g_memdup2 (&options, sizeof options));
}

/* How many have a value of it is not counted on the main thread; of how many it may be is known. */
static void
ask_remove_attribute_cb (VbtSchemaDialog *self, gint64 id)
{
  const VbtAttribute *attribute = vbt_schema_get_attribute (get_schema (self), id);
  VbtHitsOptions options
      = { .act = VBT_HITS_DELETE_ATTRIBUTE, .me = vbt_session_get_me (self->session), .label = id };
  guint64 n = 0;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (attribute == NULL)
    return;
  vbt_store_count_label (vbt_session_get_store (self->session), self->selected, &n, NULL);
  heading = g_strdup_printf (_ ("Delete the Attribute “%s”?"), attribute->name);
  body = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "The value that %'zu annotation may have of it is deleted with it. It can be undone.",
          "The values that up to %'zu annotations have of it are deleted with it. It can be "
          "undone.",
          n),
      (gsize)n);
  vbt_dialogs_ask (GTK_WINDOW (self), heading, body, _ ("_Delete"), TRUE, remove_cb,
                   g_memdup2 (&options, sizeof options));
}

/* Import and export */

static void
export_cb (GtkWindow *dialog, GFile *file, gpointer data)
{
  VbtSchemaDialog *self = VBT_SCHEMA_DIALOG (dialog);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  if (file == NULL || self->session == NULL)
    return;
  json = vbt_schema_to_json (get_schema (self));
  if (!g_file_replace_contents (file, json, strlen (json), NULL, FALSE, 0, NULL, NULL, &error))
    vbt_dialogs_tell (dialog, _ ("The Schema Was Not Exported"), error->message);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  vbt_dialogs_save (GTK_WINDOW (widget), _ ("Export Schema"), "schema.json", export_cb, NULL);
}

static void
import_cb (GtkWindow *dialog, GFile *file, gpointer data)
{
  VbtSchemaDialog *self = VBT_SCHEMA_DIALOG (dialog);
  g_autoptr (VbtSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  gsize length;

  if (file == NULL || self->session == NULL)
    return;
  if (g_file_load_contents (file, NULL, &json, &length, NULL, &error))
    schema = vbt_schema_new_from_json (json, (gssize)length, &error);
  if (schema == NULL
      || !vbt_act_import_schema (vbt_session_get_store (self->session),
                                 vbt_session_get_me (self->session), schema, &error))
    vbt_dialogs_tell (dialog, _ ("The Schema Was Not Imported"), error->message);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  VbtFileKind kind = { _ ("Schemas"), "*.json" };

  vbt_dialogs_open (GTK_WINDOW (widget), _ ("Import Schema"), &kind, import_cb, NULL);
}

/* The dialog */

static gboolean
vbt_schema_dialog_close_request (GtkWindow *window)
{
  vbt_label_editor_save (VBT_SCHEMA_DIALOG (window)->editor);
  return GTK_WINDOW_CLASS (vbt_schema_dialog_parent_class)->close_request (window);
}

static void
vbt_schema_dialog_dispose (GObject *object)
{
  VbtSchemaDialog *self = VBT_SCHEMA_DIALOG (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_SCHEMA_DIALOG);
  G_OBJECT_CLASS (vbt_schema_dialog_parent_class)->dispose (object);
}

static void
vbt_schema_dialog_class_init (VbtSchemaDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_LABEL_EDITOR);
  g_type_ensure (VBT_TYPE_RULES_EDITOR);
  G_OBJECT_CLASS (klass)->dispose = vbt_schema_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = vbt_schema_dialog_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-schema-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtSchemaDialog, list);
  gtk_widget_class_bind_template_child (widget_class, VbtSchemaDialog, editor);
  gtk_widget_class_bind_template_child (widget_class, VbtSchemaDialog, rules);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_remove_attribute_cb);
  gtk_widget_class_install_action (widget_class, "schema.add", "s", add_action);
  gtk_widget_class_install_action (widget_class, "schema.up", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "schema.down", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "schema.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "schema.export", NULL, export_action);
}

static void
vbt_schema_dialog_init (VbtSchemaDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_schema_dialog_new:
 * @parent: the window of the project, a #VbtWindow
 * @session: the session
 *
 * Every change is an act of its own, which the window undoes.
 *
 * Returns: (transfer none): a dialog that shows the labels and the rules of the schema
 */
GtkWindow *
vbt_schema_dialog_new (GtkWindow *parent, VbtSession *session)
{
  VbtSchemaDialog *self = g_object_new (VBT_TYPE_SCHEMA_DIALOG, "transient-for", parent, NULL);
  const VbtAnnotation *annotation = vbt_session_get_selected_annotation (session);

  self->session = g_object_ref (session);
  self->selected = annotation != NULL ? annotation->label : 0;
  g_signal_connect_swapped (session, "project-changed", G_CALLBACK (project_changed_cb), self);
  refill (GTK_WIDGET (self));
  return GTK_WINDOW (self);
}

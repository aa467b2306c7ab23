/* vbt-label-editor.c: everything that the schema says of one label, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "schema/vbt-label-editor.h"

#include <glib/gi18n.h>

#include "article/vbt-palette.h"
#include "store/vbt-act-schema.h"
#include "vbt-template.h"

struct _VbtLabelEditor
{
  GtkWidget parent;
  AdwEntryRow *name;
  AdwEntryRow *key;
  GtkLabel *conflict;
  AdwComboRow *color;
  GtkSwitch *offered;
  GtkTextView *guideline;
  AdwPreferencesGroup *ends;
  AdwPreferencesGroup *attributes;
  AdwComboRow *into;
  AdwActionRow *uses;

  VbtSession *session; /* (nullable) */
  VbtId label;
  GArray *others;  /* of VbtId: those it can be merged into, as the drop-down has them */
  GPtrArray *rows; /* of GtkWidget, not owned: of the groups ends and attributes */
  char *saved;     /* (nullable): the guideline as it is in the project */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (VbtLabelEditor, vbt_label_editor, GTK_TYPE_WIDGET)

enum
{
  REMOVE,
  REMOVE_ATTRIBUTE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const VbtLabel *
get_label (VbtLabelEditor *self)
{
  return self->session != NULL && self->label != 0
             ? vbt_schema_get_label (vbt_session_get_schema (self->session), self->label)
             : NULL;
}

/**
 * vbt_label_editor_edit:
 * @self: an editor
 * @edit: changes a copy of the schema
 * @data: for @edit
 *
 * Changes what the schema says of the label, as one act.
 */
void
vbt_label_editor_edit (VbtLabelEditor *self, VbtSchemaEdit edit, gpointer data)
{
  const VbtLabel *label = get_label (self);
  g_autoptr (VbtSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (label == NULL || self->is_filling)
    return;
  words = g_strdup_printf (_ ("Change label “%s”"), label->name);
  schema = vbt_schema_copy (vbt_session_get_schema (self->session));
  edit (schema, (VbtLabel *)vbt_schema_get_label (schema, self->label), data);
  if (!vbt_act_put_schema (vbt_session_get_store (self->session),
                           vbt_session_get_me (self->session), schema, words, &error))
    g_signal_emit_by_name (self->session, "problem", error->message);
}

/**
 * vbt_label_editor_remove_attribute:
 * @self: an editor
 * @attribute: an attribute of the label
 *
 * Asks for it to go, with its values.
 */
void
vbt_label_editor_remove_attribute (VbtLabelEditor *self, VbtId attribute)
{
  g_signal_emit (self, signals[REMOVE_ATTRIBUTE], 0, attribute);
}

/**
 * vbt_label_editor_tell:
 * @self: an editor
 * @problem: why something was not changed
 */
void
vbt_label_editor_tell (VbtLabelEditor *self, const char *problem)
{
  if (self->session != NULL)
    g_signal_emit_by_name (self->session, "problem", problem);
}

/* Name, key, color */

static void
set_name (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  g_free (label->name);
  label->name = g_strdup (data);
}

static void
name_cb (VbtLabelEditor *self)
{
  const VbtLabel *label = get_label (self);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  const VbtLabel *other
      = label != NULL
            ? vbt_schema_find_label (vbt_session_get_schema (self->session), label->kind, name)
            : NULL;
  g_autofree char *message = NULL;

  if (label == NULL || *name == '\0' || g_str_equal (name, label->name))
    return;
  if (other == NULL)
    {
      vbt_label_editor_edit (self, set_name, name);
      return;
    }
  message = g_strdup_printf (_ ("There is a label “%s” already: merge them below"), name);
  g_signal_emit_by_name (self->session, "problem", message);
}

/* Who had the key before has none any more. */
static void
set_key (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  const char *key = data;

  for (guint i = 0; i < schema->labels->len; i++)
    {
      VbtLabel *other = schema->labels->pdata[i];

      if (*key != '\0' && g_strcmp0 (other->key, key) == 0)
        g_clear_pointer (&other->key, g_free);
    }
  g_free (label->key);
  label->key = *key != '\0' ? g_strdup (key) : NULL;
}

static char *
get_key (VbtLabelEditor *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->key));

  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 1));
}

static void
key_cb (VbtLabelEditor *self)
{
  g_autofree char *key = get_key (self);

  vbt_label_editor_edit (self, set_key, key);
}

static void
key_changed_cb (VbtLabelEditor *self)
{
  const VbtLabel *label = get_label (self);
  g_autofree char *key = get_key (self);
  g_autofree char *conflict
      = label != NULL
            ? vbt_label_editor_find_conflict (vbt_session_get_schema (self->session), label, key)
            : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->conflict), conflict != NULL);
  gtk_label_set_label (self->conflict, conflict != NULL ? conflict : "");
}

static void
set_color (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  g_free (label->color);
  label->color = g_strdup (data);
}

static void
color_cb (VbtLabelEditor *self)
{
  const char *const *names = vbt_palette_names ();
  guint selected = adw_combo_row_get_selected (self->color);
  const VbtLabel *label = get_label (self);

  if (label == NULL || selected == GTK_INVALID_LIST_POSITION
      || g_strcmp0 (label->color, names[selected]) == 0)
    return;
  vbt_label_editor_edit (self, set_color, (gpointer)names[selected]);
}

static void
toggle_hidden (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  label->hidden = !label->hidden;
}

static void
offered_cb (VbtLabelEditor *self)
{
  const VbtLabel *label = get_label (self);

  if (label != NULL && gtk_switch_get_active (self->offered) == label->hidden)
    vbt_label_editor_edit (self, toggle_hidden, NULL);
}

/* The guideline */

static void
set_guideline (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  g_free (label->guideline);
  label->guideline = *(const char *)data != '\0' ? g_strdup (data) : NULL;
}

/**
 * vbt_label_editor_save:
 * @self: an editor
 *
 * Keeps what was typed and not confirmed, as far as it needs no confirmation.
 */
void
vbt_label_editor_save (VbtLabelEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->guideline);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (get_label (self) == NULL || self->saved == NULL)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (g_str_equal (text, self->saved))
    return;
  g_free (self->saved);
  self->saved = g_strdup (text);
  vbt_label_editor_edit (self, set_guideline, text);
}

/* The end of a label */

static void
merge_cb (VbtLabelEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->into);

  if (selected < self->others->len)
    g_signal_emit (self, signals[REMOVE], 0, self->label,
                   g_array_index (self->others, VbtId, selected));
}

static void
delete_cb (VbtLabelEditor *self)
{
  g_signal_emit (self, signals[REMOVE], 0, self->label, (VbtId)0);
}

static void
fill_others (VbtLabelEditor *self, const VbtSchema *schema, const VbtLabel *label)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->others, 0);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *other = schema->labels->pdata[i];

      if (other->kind != label->kind || other == label)
        continue;
      g_array_append_val (self->others, other->id);
      gtk_string_list_append (names, other->name);
    }
  adw_combo_row_set_model (self->into, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->into), self->others->len > 0);
}

static void
fill_uses (VbtLabelEditor *self)
{
  guint64 n = 0;
  g_autofree char *text = NULL;

  vbt_store_count_label (vbt_session_get_store (self->session), self->label, &n, NULL);
  text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'zu annotation has it", "%'zu annotations have it", n),
      (gsize)n);
  adw_action_row_set_subtitle (self->uses, text);
}

/* Filling */

static guint
find_color (const char *color)
{
  const char *const *names = vbt_palette_names ();

  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], color) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
drop_rows (VbtLabelEditor *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/* Text that nobody typed needs no button to confirm it; one that is there for what was typed goes. */
static void
set_text (AdwEntryRow *row, const char *text)
{
  adw_entry_row_set_show_apply_button (row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (row, TRUE);
}

static void
fill (VbtLabelEditor *self, const VbtSchema *schema, const VbtLabel *label)
{
  const char *guideline = label->guideline != NULL ? label->guideline : "";

  self->is_filling = TRUE;
  set_text (self->name, label->name);
  set_text (self->key, label->key != NULL ? label->key : "");
  gtk_switch_set_active (self->offered, !label->hidden);
  adw_combo_row_set_selected (self->color, find_color (label->color));
  if (g_strcmp0 (self->saved, guideline) != 0)
    {
      g_free (self->saved);
      self->saved = g_strdup (guideline);
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->guideline), guideline, -1);
    }
  drop_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->ends), label->kind == VBT_KIND_RELATION);
  if (label->kind == VBT_KIND_RELATION)
    vbt_label_editor_add_ends (self, self->ends, schema, label, self->rows);
  vbt_label_editor_add_attributes (self, self->attributes, label, self->rows);
  fill_others (self, schema, label);
  fill_uses (self);
  self->is_filling = FALSE;
  key_changed_cb (self);
}

/* The widget */

static void
vbt_label_editor_dispose (GObject *object)
{
  VbtLabelEditor *self = VBT_LABEL_EDITOR (object);

  g_clear_object (&self->session);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_LABEL_EDITOR);
  G_OBJECT_CLASS (vbt_label_editor_parent_class)->dispose (object);
}

static void
vbt_label_editor_finalize (GObject *object)
{
  VbtLabelEditor *self = VBT_LABEL_EDITOR (object);

  g_array_unref (self->others);
  g_ptr_array_unref (self->rows);
  g_free (self->saved);
  G_OBJECT_CLASS (vbt_label_editor_parent_class)->finalize (object);
}

static void
vbt_label_editor_class_init (VbtLabelEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_label_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_label_editor_finalize;
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[REMOVE_ATTRIBUTE]
      = g_signal_new ("remove-attribute", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-label-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, name);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, key);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, offered);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, conflict);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, color);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, guideline);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, ends);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, attributes);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, into);
  gtk_widget_class_bind_template_child (widget_class, VbtLabelEditor, uses);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, color_cb);
  gtk_widget_class_bind_template_callback (widget_class, offered_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, vbt_label_editor_save);
}

static void
vbt_label_editor_init (VbtLabelEditor *self)
{
  g_autoptr (GtkStringList) colors = gtk_string_list_new (vbt_palette_names ());

  self->others = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->color, G_LIST_MODEL (colors));
  self->is_filling = FALSE;
}

/**
 * vbt_label_editor_show:
 * @self: an editor
 * @session: the project
 * @label: a label of its schema, or 0
 *
 * Shows what the schema says of a label now.
 */
void
vbt_label_editor_show (VbtLabelEditor *self, VbtSession *session, VbtId label)
{
  const VbtLabel *known;

  g_return_if_fail (VBT_IS_LABEL_EDITOR (self) && VBT_IS_SESSION (session));

  if (label != self->label)
    vbt_label_editor_save (self);
  g_set_object (&self->session, session);
  self->label = label;
  known = get_label (self);
  gtk_widget_set_visible (GTK_WIDGET (self), known != NULL);
  if (known != NULL)
    fill (self, vbt_session_get_schema (session), known);
}

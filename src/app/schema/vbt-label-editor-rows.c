/* vbt-label-editor-rows.c: the attributes of a label, the ends of a relation, and who else has a key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "schema/vbt-label-editor.h"

#include <glib/gi18n.h>

#include "keys/vbt-keymap.h"

#define VALUES_SEPARATOR ", "
#define ITEM "vbt-item"
#define VALUES "vbt-values"
#define OPEN "vbt-open"

/* Attributes */

static const char *
kind_title (VbtAttributeKind kind)
{
  switch (kind)
    {
    case VBT_ATTRIBUTE_ONE_OF:
      return _ ("One of several values");
    case VBT_ATTRIBUTE_SEVERAL_OF:
      return _ ("Any of several values");
    case VBT_ATTRIBUTE_NUMBER:
      return _ ("Number");
    case VBT_ATTRIBUTE_YES_NO:
      return _ ("Yes or no");
    case VBT_ATTRIBUTE_TEXT:
    default:
      return _ ("Text");
    }
}

/** Item: what a row of the editor changes. */
typedef struct
{
  VbtId id; /* of an attribute, or of a label at an end */
  gboolean is_from;
  const char *text; /* while it is changed */
} Item;

static Item *
attach (GtkWidget *widget, VbtId id, gboolean is_from)
{
  Item *item = g_new0 (Item, 1);

  item->id = id;
  item->is_from = is_from;
  g_object_set_data_full (G_OBJECT (widget), ITEM, item, g_free);
  return item;
}

/* The rows are made anew after each change; the one that is being changed stays open. */
static void
expanded_cb (GtkWidget *row, GParamSpec *pspec, VbtLabelEditor *self)
{
  const char *open = g_object_get_data (G_OBJECT (row), OPEN);

  g_object_set_data_full (
      G_OBJECT (self), OPEN,
      adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)) ? g_strdup (open) : NULL, g_free);
}

static void
keep_open (VbtLabelEditor *self, GtkWidget *row, const VbtLabel *label, const char *part)
{
  g_autofree char *id = vbt_id_to_string (label->id);
  g_autofree char *open = g_strconcat (id, "/", part, NULL);

  if (g_strcmp0 (open, g_object_get_data (G_OBJECT (self), OPEN)) == 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), OPEN, g_steal_pointer (&open), g_free);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
}

static VbtAttribute *
find_attribute (VbtLabel *label, VbtId id, guint *place)
{
  for (guint i = 0; i < label->attributes->len; i++)
    if (((VbtAttribute *)label->attributes->pdata[i])->id == id)
      {
        *place = i;
        return label->attributes->pdata[i];
      }
  return NULL;
}

static void
rename_attribute (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  const Item *item = data;
  guint place;
  VbtAttribute *attribute = find_attribute (label, item->id, &place);

  if (attribute == NULL || *item->text == '\0'
      || vbt_label_find_attribute (label, item->text) != NULL)
    return;
  g_free (attribute->name);
  attribute->name = g_strdup (item->text);
}

static void
set_values (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  const Item *item = data;
  guint place;
  VbtAttribute *attribute = find_attribute (label, item->id, &place);
  g_auto (GStrv) values = g_strsplit (item->text, ",", -1);

  if (attribute == NULL)
    return;
  g_clear_pointer (&attribute->values, g_strfreev);
  for (guint i = 0; values[i] != NULL; i++)
    if (*g_strstrip (values[i]) != '\0')
      vbt_attribute_ensure_value (attribute, values[i]);
}

static void
toggle_required (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  const Item *item = data;
  guint place;
  VbtAttribute *attribute = find_attribute (label, item->id, &place);

  if (attribute != NULL)
    attribute->required = !attribute->required;
}

static void
set_default (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  const Item *item = data;
  guint place;
  VbtAttribute *attribute = find_attribute (label, item->id, &place);

  if (attribute == NULL)
    return;
  g_free (attribute->default_value);
  attribute->default_value = *item->text != '\0' ? g_strdup (item->text) : NULL;
}

static void
add_attribute (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  const Item *item = data;

  vbt_label_ensure_attribute (label, (VbtAttributeKind)item->id, item->text);
}

static void
apply (GtkWidget *row, VbtLabelEditor *self, VbtSchemaEdit edit)
{
  Item *item = g_object_get_data (G_OBJECT (row), ITEM);
  Item copy = *item;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  copy.text = text;
  vbt_label_editor_edit (self, edit, &copy);
}

static void
attribute_name_cb (GtkWidget *row, VbtLabelEditor *self)
{
  apply (row, self, rename_attribute);
}

static void
attribute_values_cb (GtkWidget *row, VbtLabelEditor *self)
{
  apply (row, self, set_values);
}

static void
attribute_delete_cb (GtkWidget *button, VbtLabelEditor *self)
{
  const Item *item = g_object_get_data (G_OBJECT (button), ITEM);

  vbt_label_editor_remove_attribute (self, item->id);
}

static void
attribute_required_cb (GtkWidget *check, GParamSpec *pspec, VbtLabelEditor *self)
{
  Item copy = *(Item *)g_object_get_data (G_OBJECT (check), ITEM);

  vbt_label_editor_edit (self, toggle_required, &copy);
}

/* "Yes" is for people: the value is "yes". */
static void
default_chosen_cb (GtkWidget *row, GParamSpec *pspec, VbtLabelEditor *self)
{
  Item copy = *(Item *)g_object_get_data (G_OBJECT (row), ITEM);
  char **values = g_object_get_data (G_OBJECT (row), VALUES);

  copy.text = values[adw_combo_row_get_selected (ADW_COMBO_ROW (row))];
  vbt_label_editor_edit (self, set_default, &copy);
}

static void
default_typed_cb (GtkWidget *row, VbtLabelEditor *self)
{
  const VbtAttribute *attribute = g_object_get_data (G_OBJECT (row), "attribute");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0' || vbt_attribute_accepts (attribute, text))
    apply (row, self, set_default);
  else
    vbt_label_editor_tell (self, _ ("That is no value that the attribute could have"));
}

static void
attribute_new_cb (GtkWidget *row, VbtLabelEditor *self)
{
  GtkDropDown *kinds = g_object_get_data (G_OBJECT (row), "kinds");
  Item *item = g_object_get_data (G_OBJECT (row), ITEM);

  item->id = gtk_drop_down_get_selected (kinds);
  if (*gtk_editable_get_text (GTK_EDITABLE (row)) != '\0')
    apply (row, self, add_attribute);
}

static GtkWidget *
make_entry (const char *title, const char *text, VbtLabelEditor *self, GCallback applied, VbtId id)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  attach (row, id, FALSE);
  g_signal_connect_object (row, "apply", applied, self, 0);
  return row;
}

/* What a new annotation has at first: one of the values, the first of which is none. */
static GtkWidget *
make_default_choice (VbtLabelEditor *self, const VbtAttribute *attribute)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  gboolean yes_no = attribute->kind == VBT_ATTRIBUTE_YES_NO;
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;

  g_strv_builder_add (values, "");
  gtk_string_list_append (titles, C_ ("default value", "None"));
  for (guint i = 0; yes_no ? i < 2 : attribute->values != NULL && attribute->values[i] != NULL; i++)
    {
      const char *value = !yes_no ? attribute->values[i] : i == 0 ? "yes" : "no";

      g_strv_builder_add (values, value);
      gtk_string_list_append (titles, !yes_no ? value : i == 0 ? _ ("Yes") : _ ("No"));
      if (g_strcmp0 (value, attribute->default_value) == 0)
        selected = i + 1;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("At First"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  attach (row, attribute->id, FALSE);
  g_object_set_data_full (G_OBJECT (row), VALUES, g_strv_builder_end (values),
                          (GDestroyNotify)g_strfreev);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (default_chosen_cb), self, 0);
  return row;
}

static GtkWidget *
make_default (VbtLabelEditor *self, const VbtAttribute *attribute)
{
  GtkWidget *row;

  if (attribute->kind == VBT_ATTRIBUTE_ONE_OF || attribute->kind == VBT_ATTRIBUTE_YES_NO)
    return make_default_choice (self, attribute);
  row = make_entry (_ ("At First"),
                    attribute->default_value != NULL ? attribute->default_value : "", self,
                    G_CALLBACK (default_typed_cb), attribute->id);
  g_object_set_data_full (G_OBJECT (row), "attribute", vbt_attribute_copy (attribute),
                          (GDestroyNotify)vbt_attribute_free);
  return row;
}

static GtkWidget *
make_required (VbtLabelEditor *self, const VbtAttribute *attribute)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Required"));
  gtk_switch_set_active (GTK_SWITCH (toggle), attribute->required);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  attach (toggle, attribute->id, FALSE);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (attribute_required_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  return row;
}

static GtkWidget *
make_attribute (VbtLabelEditor *self, const VbtLabel *label, const VbtAttribute *attribute)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *tip = g_strdup_printf (_ ("Delete the attribute “%s”"), attribute->name);
  g_autofree char *title = g_markup_escape_text (attribute->name, -1);
  g_autofree char *id = vbt_id_to_string (attribute->id);
  g_autofree char *values = attribute->values != NULL
                                ? g_strjoinv (VALUES_SEPARATOR, attribute->values)
                                : g_strdup ("");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), kind_title (attribute->kind));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_entry (_ ("Name"), attribute->name, self,
                                        G_CALLBACK (attribute_name_cb), attribute->id));
  if (attribute->kind == VBT_ATTRIBUTE_ONE_OF || attribute->kind == VBT_ATTRIBUTE_SEVERAL_OF)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_entry (_ ("Values, with commas between them"), values, self,
                                          G_CALLBACK (attribute_values_cb), attribute->id));
  if (attribute->kind != VBT_ATTRIBUTE_SEVERAL_OF)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_default (self, attribute));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_required (self, attribute));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  attach (button, attribute->id, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (attribute_delete_cb), self, 0);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
  keep_open (self, row, label, id);
  return row;
}

static void
add (AdwPreferencesGroup *group, GtkWidget *row, GPtrArray *rows)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

/**
 * vbt_label_editor_add_attributes:
 * @self: an editor
 * @group: where to
 * @label: a label
 * @rows: what was added, to be taken away again
 *
 * Adds a row for each attribute, and one for a new one.
 */
void
vbt_label_editor_add_attributes (VbtLabelEditor *self, AdwPreferencesGroup *group,
                                 const VbtLabel *label, GPtrArray *rows)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *kinds;
  GtkWidget *new_row = make_entry (_ ("New attribute"), "", self, G_CALLBACK (attribute_new_cb), 0);

  for (guint i = 0; i < label->attributes->len; i++)
    add (group, make_attribute (self, label, label->attributes->pdata[i]), rows);
  for (guint i = 0; i <= VBT_ATTRIBUTE_YES_NO; i++)
    gtk_string_list_append (titles, kind_title ((VbtAttributeKind)i));
  kinds = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL);
  gtk_widget_set_valign (kinds, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (kinds), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kind of the new attribute"), -1);
  g_object_set_data (G_OBJECT (new_row), "kinds", kinds);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (new_row), kinds);
  add (group, new_row, rows);
}

/* The ends of a relation */

static gboolean
has_end (const GArray *ends, VbtId id)
{
  for (guint i = 0; ends != NULL && i < ends->len; i++)
    if (g_array_index (ends, VbtId, i) == id)
      return TRUE;
  return FALSE;
}

static void
toggle_end (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  const Item *item = data;
  GArray *ends = item->is_from ? label->from : label->to;

  for (guint i = 0; i < ends->len; i++)
    if (g_array_index (ends, VbtId, i) == item->id)
      {
        g_array_remove_index (ends, i);
        return;
      }
  g_array_append_val (ends, item->id);
}

static void
end_cb (GtkWidget *check, VbtLabelEditor *self)
{
  Item copy = *(Item *)g_object_get_data (G_OBJECT (check), ITEM);

  vbt_label_editor_edit (self, toggle_end, &copy);
}

static GtkWidget *
make_ends (VbtLabelEditor *self, const VbtSchema *schema, const VbtLabel *label, gboolean is_from)
{
  const GArray *ends = is_from ? label->from : label->to;
  GtkWidget *row = adw_expander_row_new ();
  g_autoptr (GString) names = g_string_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), is_from ? _ ("From") : _ ("To"));
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *other = schema->labels->pdata[i];
      GtkWidget *check = gtk_check_button_new ();
      GtkWidget *line = adw_action_row_new ();
      g_autofree char *title = g_markup_escape_text (other->name, -1);

      if (other->kind == VBT_KIND_DOCUMENT)
        {
          g_object_ref_sink (check);
          g_object_ref_sink (line);
          g_object_unref (check);
          g_object_unref (line);
          continue;
        }
      if (has_end (ends, other->id))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", title);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), has_end (ends, other->id));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), title);
      adw_action_row_add_prefix (ADW_ACTION_ROW (line), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (line), check);
      attach (check, other->id, is_from);
      g_signal_connect_object (check, "toggled", G_CALLBACK (end_cb), self, 0);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row),
                                 names->len > 0 ? names->str : _ ("Any label"));
  keep_open (self, row, label, is_from ? "from" : "to");
  return row;
}

/* More than so many are any number, unless the schema has more already. */
#define MAX_LIMIT 9

static void
set_max (VbtSchema *schema, VbtLabel *label, gpointer data)
{
  label->max = *(int *)data;
}

static void
max_cb (GtkWidget *row, GParamSpec *pspec, VbtLabelEditor *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));
  int max = selected == 0 ? -1 : (int)selected;

  vbt_label_editor_edit (self, set_max, &max);
}

/* How many such relations one annotation may have; more are shown as a problem. */
static GtkWidget *
make_max (VbtLabelEditor *self, const VbtLabel *label)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  gtk_string_list_append (titles, _ ("Any number"));
  for (int i = 1; i <= MAX (MAX_LIMIT, label->max); i++)
    {
      g_autofree char *title
          = g_strdup_printf (ngettext ("No more than %d", "No more than %d", (gulong)i), i);

      gtk_string_list_append (titles, title);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("How Many from One Annotation"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint)MAX (label->max, 0));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (max_cb), self, 0);
  return row;
}

/**
 * vbt_label_editor_add_ends:
 * @self: an editor
 * @group: where to
 * @schema: the schema
 * @label: a relation of it
 * @rows: what was added, to be taken away again
 *
 * Adds what the relation may come from and go to, and how many there may be.
 */
void
vbt_label_editor_add_ends (VbtLabelEditor *self, AdwPreferencesGroup *group,
                           const VbtSchema *schema, const VbtLabel *label, GPtrArray *rows)
{
  add (group, make_ends (self, schema, label, TRUE), rows);
  add (group, make_ends (self, schema, label, FALSE), rows);
  add (group, make_max (self, label), rows);
}

/* Keys */

/**
 * vbt_label_editor_find_conflict:
 * @schema: a schema
 * @label: a label of it
 * @key: the key that it is to have, or ""
 *
 * Returns: (transfer full) (nullable): who has the key already, in words
 */
char *
vbt_label_editor_find_conflict (const VbtSchema *schema, const VbtLabel *label, const char *key)
{
  const VbtLabel *other = *key != '\0' ? vbt_schema_find_label_by_key (schema, key) : NULL;

  if (*key == '\0')
    return NULL;
  if (other != NULL && other->id != label->id)
    return g_strdup_printf (_ ("“%s” is the key of %s, which will have none then."), key,
                            other->name);
  for (const VbtAppAction *action = vbt_app_actions (); action->action != NULL; action++)
    {
      g_auto (GStrv) keys = NULL;

      if (!g_str_has_prefix (action->action, "article."))
        continue;
      keys = vbt_keymap_get_keys (vbt_keymap_get_default (), action->action);
      for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
        if (g_ascii_strcasecmp (keys[i], key) == 0)
          return g_strdup_printf (_ ("“%s” hides a key of the article: %s"), key,
                                  _ (action->title));
    }
  return NULL;
}

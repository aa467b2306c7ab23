/* vbt-tagger-row.c: one tagger in a dialog, with its options as its table has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-tagger-row.h"

#include <glib/gi18n.h>

#include "taggers/vbt-adapter.h"
#include "vbt-dialogs.h"
#include "vbt-verdicts-query.h"

struct _VbtTaggerRow
{
  AdwExpanderRow parent;
  GtkCheckButton *check;
  AdwActionRow *record; /* how often it was right */

  const VbtTagger *tagger;
  GHashTable *settings; /* as the rows stand */
};

G_DEFINE_FINAL_TYPE (VbtTaggerRow, vbt_tagger_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
name_of (VbtTaggerRow *self, const VbtTaggerOption *option)
{
  return g_strconcat (self->tagger->name, ".", option->name, NULL);
}

static const char *
title_of (const VbtTaggerOption *option)
{
  return option->title != NULL ? _ (option->title) : option->name;
}

/* (transfer full): a list of `vbt` begins it with a small letter, a row with a capital. */
static char *
description_of (const VbtTaggerOption *option)
{
  const char *text = _ (option->description);
  g_autofree char *first = g_utf8_strup (text, (gssize)(g_utf8_next_char (text) - text));

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/* What is as it would be anyway is not kept: another version may choose better. */
static void
set (VbtTaggerRow *self, const VbtTaggerOption *option, const char *value)
{
  gboolean is_usual = value == NULL || *value == '\0'
                      || (option->values != NULL && g_str_equal (value, option->values[0]));

  if (is_usual)
    {
      g_autofree char *name = name_of (self, option);

      g_hash_table_remove (self->settings, name);
    }
  else
    g_hash_table_replace (self->settings, name_of (self, option), g_strdup (value));
  g_signal_emit (self, signals[CHANGED], 0);
}

static const VbtTaggerOption *
option_of (gpointer widget)
{
  return g_object_get_data (widget, "option");
}

/* A choice among values */

static void
selected_cb (VbtTaggerRow *self, GParamSpec *pspec, AdwComboRow *row)
{
  const VbtTaggerOption *option = option_of (row);

  set (self, option, option->values[adw_combo_row_get_selected (row)]);
}

static GtkWidget *
make_combo (VbtTaggerRow *self, const VbtTaggerOption *option, const char *value)
{
  g_autofree char *description = description_of (option);
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) values = gtk_string_list_new (option->values);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (values));
  for (guint i = 0; option->values[i] != NULL; i++)
    if (g_strcmp0 (option->values[i], value) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

/* Yes or no */

static void
switched_cb (VbtTaggerRow *self, GParamSpec *pspec, GtkSwitch *toggle)
{
  set (self, option_of (toggle), gtk_switch_get_active (toggle) ? "yes" : "no");
}

static GtkWidget *
make_switch (VbtTaggerRow *self, const VbtTaggerOption *option, const char *value)
{
  g_autofree char *description = description_of (option);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), g_strcmp0 (value, "yes") == 0);
  /* The row's title is its name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
  g_object_set_data (G_OBJECT (toggle), "option", (gpointer)option);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  return row;
}

/* Text */

static void
edited_cb (VbtTaggerRow *self, GtkEditable *row)
{
  set (self, option_of (row), gtk_editable_get_text (row));
}

static GtkWidget *
make_entry (VbtTaggerRow *self, const VbtTaggerOption *option, const char *value)
{
  g_autofree char *description = description_of (option);
  GtkWidget *row = adw_entry_row_new ();

  gtk_widget_set_tooltip_text (row, description);
  gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
  g_signal_connect_object (row, "changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* A file: what runs is shown before it does */

static char *
describe_file (VbtTaggerRow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtAdapter) adapter = NULL;
  g_autofree char *command = NULL;

  if (!g_str_equal (self->tagger->name, "command"))
    return g_strdup (path);
  adapter = vbt_adapter_new_from_file (path, &error);
  if (adapter == NULL)
    return g_strdup (error->message);
  command = vbt_adapter_describe (adapter);
  return g_strdup_printf (_ ("%s\nRuns: %s"), path, command);
}

static void
show_file (VbtTaggerRow *self, AdwActionRow *row)
{
  const VbtTaggerOption *option = option_of (row);
  g_autofree char *name = name_of (self, option);
  const char *path = g_hash_table_lookup (self->settings, name);
  g_autofree char *words = path != NULL ? describe_file (self, path) : description_of (option);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_action_row_set_subtitle (row, escaped);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "clear"), path != NULL);
}

/** Chosen: the row that asks for a file. */
typedef struct
{
  VbtTaggerRow *row;
  AdwActionRow *file;
} Chosen;

static void
file_chosen_cb (GtkWindow *parent, GFile *file, gpointer data)
{
  g_autofree Chosen *chosen = data;
  g_autoptr (VbtTaggerRow) row = chosen->row;
  g_autoptr (AdwActionRow) file_row = chosen->file;

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  set (row, option_of (file_row), g_file_peek_path (file));
  show_file (row, file_row);
  gtk_check_button_set_active (row->check, TRUE);
}

static void
choose_cb (VbtTaggerRow *self, GtkButton *button)
{
  AdwActionRow *row = g_object_get_data (G_OBJECT (button), "row");
  Chosen *chosen = g_new (Chosen, 1);

  chosen->row = g_object_ref (self);
  chosen->file = g_object_ref (row);
  vbt_dialogs_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                    title_of (option_of (row)), NULL, file_chosen_cb, chosen);
}

static void
clear_cb (VbtTaggerRow *self, GtkButton *button)
{
  AdwActionRow *row = g_object_get_data (G_OBJECT (button), "row");

  set (self, option_of (row), NULL);
  show_file (self, row);
}

static GtkWidget *
add_button (VbtTaggerRow *self, GtkWidget *row, const char *icon, const char *tooltip,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static GtkWidget *
make_file (VbtTaggerRow *self, const VbtTaggerOption *option)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *clear
      = add_button (self, row, "edit-clear-symbolic", _ ("Use no file"), G_CALLBACK (clear_cb));
  GtkWidget *choose = add_button (self, row, "document-open-symbolic", _ ("Choose a file…"),
                                  G_CALLBACK (choose_cb));

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), choose);
  g_object_set_data (G_OBJECT (row), "clear", clear);
  g_object_set_data (G_OBJECT (row), "option", (gpointer)option);
  show_file (self, ADW_ACTION_ROW (row));
  return row;
}

static gboolean
is_yes_no (const VbtTaggerOption *option)
{
  return g_strv_length ((char **)option->values) == 2 && g_strv_contains (option->values, "yes")
         && g_strv_contains (option->values, "no");
}

static GtkWidget *
make_option (VbtTaggerRow *self, const VbtTaggerOption *option)
{
  const char *value = vbt_tagger_get_setting (self->tagger, self->settings, option->name);

  if (option->values != NULL)
    return is_yes_no (option) ? make_switch (self, option, value)
                              : make_combo (self, option, value);
  return option->kind == VBT_OPTION_FILE ? make_file (self, option)
                                         : make_entry (self, option, value);
}

static void
add_options (VbtTaggerRow *self)
{
  for (const VbtTaggerOption *option = self->tagger->options;
       option != NULL && option->name != NULL; option++)
    {
      GtkWidget *row = make_option (self, option);

      g_object_set_data (G_OBJECT (row), "option", (gpointer)option);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_of (option));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
    }
}

/* (transfer none): a row that only tells. */
static AdwActionRow *
add_words (VbtTaggerRow *self, const char *title, const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return ADW_ACTION_ROW (row);
}

static void
toggled_cb (VbtTaggerRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
vbt_tagger_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_TAGGER_ROW);
  G_OBJECT_CLASS (vbt_tagger_row_parent_class)->dispose (object);
}

static void
vbt_tagger_row_finalize (GObject *object)
{
  g_clear_pointer (&VBT_TAGGER_ROW (object)->settings, g_hash_table_unref);
  G_OBJECT_CLASS (vbt_tagger_row_parent_class)->finalize (object);
}

static void
vbt_tagger_row_class_init (VbtTaggerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_tagger_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_tagger_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-tagger-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtTaggerRow, check);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
vbt_tagger_row_init (VbtTaggerRow *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
take_settings (VbtTaggerRow *self, GHashTable *settings)
{
  for (const VbtTaggerOption *option = self->tagger->options;
       option != NULL && option->name != NULL; option++)
    {
      g_autofree char *name = name_of (self, option);
      const char *value = g_hash_table_lookup (settings, name);

      if (value != NULL)
        g_hash_table_replace (self->settings, g_steal_pointer (&name), g_strdup (value));
    }
}

/**
 * vbt_tagger_row_new:
 * @tagger: a tagger
 * @choice: whether it is chosen, and its options
 *
 * Returns: (transfer none): a row; it emits `changed` when something in it was changed
 */
VbtTaggerRow *
vbt_tagger_row_new (const VbtTagger *tagger, const VbtTagChoice *choice)
{
  VbtTaggerRow *self = g_object_new (VBT_TYPE_TAGGER_ROW, NULL);

  self->tagger = tagger;
  take_settings (self, choice->settings);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (tagger->title));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ (tagger->description));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (tagger->title), -1);
  gtk_check_button_set_active (self->check, vbt_tag_choice_has (choice, tagger));
  add_options (self);
  self->record = add_words (self, _ ("Right so far"), _ ("Nobody decided on its suggestions yet"));
  return self;
}

/**
 * vbt_tagger_row_get_tagger:
 * @self: a row
 *
 * Returns: (transfer none): the tagger
 */
const VbtTagger *
vbt_tagger_row_get_tagger (VbtTaggerRow *self)
{
  g_return_val_if_fail (VBT_IS_TAGGER_ROW (self), NULL);
  return self->tagger;
}

/**
 * vbt_tagger_row_is_chosen:
 * @self: a row
 *
 * Returns: whether the tagger is to run
 */
gboolean
vbt_tagger_row_is_chosen (VbtTaggerRow *self)
{
  g_return_val_if_fail (VBT_IS_TAGGER_ROW (self), FALSE);
  return gtk_check_button_get_active (self->check);
}

/**
 * vbt_tagger_row_read:
 * @self: a row
 * @settings: (inout): gets the tagger's options where they are not the usual ones
 *
 * Tells what was chosen.
 */
void
vbt_tagger_row_read (VbtTaggerRow *self, GHashTable *settings)
{
  GHashTableIter iter;
  gpointer name, value;

  g_return_if_fail (VBT_IS_TAGGER_ROW (self));

  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_replace (settings, g_strdup (name), g_strdup (value));
}

/**
 * vbt_tagger_row_show_verdicts:
 * @self: a row
 * @verdicts: of VbtVerdicts, of all taggers
 *
 * Shows how often it was right so far, label by label.
 */
void
vbt_tagger_row_show_verdicts (VbtTaggerRow *self, const GPtrArray *verdicts)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_return_if_fail (VBT_IS_TAGGER_ROW (self));

  for (guint i = 0; i < verdicts->len; i++)
    {
      const VbtVerdicts *row = verdicts->pdata[i];
      g_autofree char *right = NULL;

      if (!g_str_equal (row->tagger, self->tagger->name))
        continue;
      right = vbt_verdicts_describe (row);
      g_string_append_printf (words, "%s%s: %s", words->len > 0 ? "\n" : "", row->label, right);
    }
  if (words->len > 0)
    adw_action_row_set_subtitle (self->record, words->str);
}

/* Whose share is 0 of nothing is said to be so, not to be bad. */
static void
describe_figure (GString *words, const VbtLearnedFigure *figure)
{
  g_string_append_printf (words, "%s%s: ", words->len > 0 ? "\n" : "", figure->label);
  if (figure->choice == VBT_LEARNED_NOTHING)
    g_string_append (words, _ ("not suggested: too few were right"));
  else
    g_string_append_printf (words,
                            g_dngettext (GETTEXT_PACKAGE, "%.0f %% right, %.0f %% of %zu found",
                                         "%.0f %% right, %.0f %% of %zu found", figure->n),
                            figure->precision * 100, figure->recall * 100, (gsize)figure->n);
}

/**
 * vbt_tagger_row_show_learned:
 * @self: the row of the tagger that learns
 * @report: (nullable): what it learned; nothing where NULL
 *
 * Shows how good it is, label by label, in articles that it did not learn from.
 */
void
vbt_tagger_row_show_learned (VbtTaggerRow *self, const VbtLearnedReport *report)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *title = NULL;

  g_return_if_fail (VBT_IS_TAGGER_ROW (self));

  if (report == NULL)
    {
      add_words (self, _ ("Nothing learned yet"),
                 _ ("It learns in the background, from what people mark and decide"));
      return;
    }
  title = g_strdup_printf (
      ngettext ("Learned from %u article", "Learned from %u articles", report->n_documents),
      report->n_documents);
  for (guint i = 0; i < report->figures->len; i++)
    describe_figure (words, report->figures->pdata[i]);
  add_words (self, title, words->str);
}

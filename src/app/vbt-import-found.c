/* vbt-import-found.c: what is in the files that will be imported, and what their labels become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-import-found.h"

#include <glib/gi18n.h>

#include "vbt-template.h"

/* A file may have a label for every person in a novel: those without a row keep their names. */
#define MAX_LABEL_ROWS 60
#define MAX_PROBLEM_ROWS 100
#define N_KINDS (VBT_KIND_DOCUMENT + 1)

struct _VbtImportFound
{
  GtkBox parent;
  AdwPreferencesGroup *files;
  AdwPreferencesGroup *labels;
  GtkSpinner *spinner;

  VbtSchema *schema; /* (nullable): the project's */
  GPtrArray *rows;   /* of GtkWidget: what is in the groups just now */
  GtkStringList *names[N_KINDS];
  VbtLabelMap *map;
  GHashTable *chosen; /* label of a file to what it becomes, also while it is not shown */
  const VbtFormat *format;
  GCancellable *cancellable; /* (nullable): of the thread that looks */
};

G_DEFINE_FINAL_TYPE (VbtImportFound, vbt_import_found, GTK_TYPE_BOX)

enum
{
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The first lines of the list of what a label becomes; the project's labels follow. */
enum
{
  LABEL_STAYS,
  LABEL_LEFT_OUT,
  N_FIXED
};

static void
add_row (VbtImportFound *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

static void
clear_rows (VbtImportFound *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      gboolean of_labels = gtk_widget_is_ancestor (row, GTK_WIDGET (self->labels));

      adw_preferences_group_remove (of_labels ? self->labels : self->files, row);
    }
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->labels), FALSE);
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_subtitle);
  return row;
}

static void
add_format (VbtImportFound *self, const VbtPreviewFormat *found)
{
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u file", "%u files", found->n_files), found->n_files);
  g_autofree char *title = g_strdup_printf ("%s: %s", _ (found->format->title), count);
  g_autoptr (GString) tells = g_string_new (NULL);

  for (guint i = 0; i < found->tells->len; i++)
    g_string_append_printf (tells, "%s%s", i > 0 ? "\n" : "", (char *)found->tells->pdata[i]);
  add_row (self, self->files, new_row (title, tells->str));
}

static void
add_problems (VbtImportFound *self, const VbtImportPreview *preview)
{
  GtkWidget *expander;
  guint n = preview->n_problems;
  g_autofree char *title = NULL;

  if (n == 0)
    return;
  expander = adw_expander_row_new ();
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u problem", "%u problems", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander),
                                 _ ("This is left out; everything else is imported"));
  for (guint i = 0; i < MIN (preview->problems->len, MAX_PROBLEM_ROWS); i++)
    {
      GtkWidget *row = new_row (preview->problems->pdata[i], "");

      gtk_widget_add_css_class (row, "problem");
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
  add_row (self, self->files, expander);
}

static void
label_chosen_cb (AdwComboRow *row, GParamSpec *pspec, VbtImportFound *self)
{
  const char *name = g_object_get_data (G_OBJECT (row), "label");
  guint selected = adw_combo_row_get_selected (row);
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (row));

  if (selected == LABEL_STAYS || selected == GTK_INVALID_LIST_POSITION)
    g_hash_table_remove (self->chosen, name);
  else
    g_hash_table_replace (
        self->chosen, g_strdup (name),
        g_strdup (selected == LABEL_LEFT_OUT ? "" : gtk_string_list_get_string (names, selected)));
}

/* What was chosen for the label before the files were looked at again. */
static guint
find_chosen (VbtImportFound *self, const char *name, GtkStringList *names)
{
  const char *ours = g_hash_table_lookup (self->chosen, name);

  if (ours == NULL)
    return LABEL_STAYS;
  if (ours[0] == '\0')
    return LABEL_LEFT_OUT;
  for (guint i = N_FIXED; i < g_list_model_get_n_items (G_LIST_MODEL (names)); i++)
    if (g_str_equal (gtk_string_list_get_string (names, i), ours))
      return i;
  return LABEL_STAYS;
}

/* (transfer full): "3 spans" */
static char *
describe_count (VbtKind kind, guint n)
{
  switch (kind)
    {
    case VBT_KIND_SPAN:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u span", "%u spans", n), n);
    case VBT_KIND_RELATION:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u relation", "%u relations", n), n);
    case VBT_KIND_DOCUMENT:
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u article", "%u articles", n), n);
    }
}

static char *
describe_label (VbtImportFound *self, const VbtPreviewLabel *label)
{
  gboolean is_known = self->schema != NULL
                      && vbt_schema_find_label (self->schema, label->kind, label->name) != NULL;
  g_autofree char *count = describe_count (label->kind, label->n);

  return is_known ? g_steal_pointer (&count)
                  : g_strdup_printf (_ ("%s, new in this project"), count);
}

static void
add_label (VbtImportFound *self, const VbtPreviewLabel *label)
{
  g_autofree char *title = g_markup_escape_text (label->name, -1);
  g_autofree char *subtitle = describe_label (self, label);
  GtkStringList *names = self->names[label->kind];
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_chosen (self, label->name, names));
  g_object_set_data_full (G_OBJECT (row), "label", g_strdup (label->name), g_free);
  g_signal_connect (row, "notify::selected", G_CALLBACK (label_chosen_cb), self);
  add_row (self, self->labels, row);
}

static void
show_counts (VbtImportFound *self, const VbtImportPreview *preview)
{
  g_autofree char *documents = describe_count (VBT_KIND_DOCUMENT, preview->n_documents);
  g_autofree char *spans = describe_count (VBT_KIND_SPAN, preview->n_spans);
  g_autofree char *relations = describe_count (VBT_KIND_RELATION, preview->n_relations);
  g_autofree char *all
      = g_strdup_printf (preview->is_whole ? _ ("%s, %s, %s") : _ ("%s, %s, %s at the beginning"),
                         documents, spans, relations);

  adw_preferences_group_set_description (self->files, all);
}

static void
show_preview (VbtImportFound *self, const VbtImportPreview *preview)
{
  clear_rows (self);
  show_counts (self, preview);
  for (guint i = 0; i < preview->formats->len; i++)
    add_format (self, preview->formats->pdata[i]);
  add_problems (self, preview);
  for (guint i = 0; i < MIN (preview->labels->len, MAX_LABEL_ROWS); i++)
    add_label (self, preview->labels->pdata[i]);
  self->format = preview->formats->len == 1
                     ? ((VbtPreviewFormat *)preview->formats->pdata[0])->format
                     : NULL;
  g_signal_emit (self, signals[FOUND], 0);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  VbtImportFound *self = VBT_IMPORT_FOUND (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtImportPreview) preview = g_task_propagate_pointer (G_TASK (result), &error);

  /* It was asked for something else meanwhile, or closed. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  gtk_spinner_stop (self->spinner);
  if (preview != NULL)
    show_preview (self, preview);
  else if (error != NULL)
    adw_preferences_group_set_description (self->files, error->message);
}

static void
options_free (gpointer data)
{
  VbtImportOptions *self = data;

  g_strfreev ((char **)self->paths);
  g_free ((char *)self->encoding);
  g_free ((char *)self->dialect);
  g_free ((char *)self->project);
  g_free (self);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  VbtImportPreview *preview = vbt_import_preview (data, FALSE, NULL, cancellable, &error);

  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify)vbt_import_preview_free);
  else
    g_task_return_error (task, error);
}

static void
stop (VbtImportFound *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/**
 * vbt_import_found_look:
 * @self: what is found
 * @options: the files, and how they are read; copied
 *
 * Looks into the files in the background; what it was looking at before it forgets.
 */
void
vbt_import_found_look (VbtImportFound *self, const VbtImportOptions *options)
{
  VbtImportOptions *copy;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (VBT_IS_IMPORT_FOUND (self) && options != NULL && options->paths != NULL);

  stop (self);
  gtk_widget_set_visible (GTK_WIDGET (self), options->paths[0] != NULL);
  if (options->paths[0] == NULL)
    {
      clear_rows (self);
      return;
    }
  copy = g_new0 (VbtImportOptions, 1);
  copy->paths = (const char *const *)g_strdupv ((char **)options->paths);
  copy->format = options->format;
  copy->encoding = g_strdup (options->encoding);
  copy->dialect = g_strdup (options->dialect);
  copy->project = g_strdup (options->project);
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  task = g_task_new (self, self->cancellable, looked_cb, NULL);
  g_task_set_source_tag (task, vbt_import_found_look);
  g_task_set_task_data (task, copy, options_free);
  g_task_run_in_thread (task, look_in_thread);
}

/**
 * vbt_import_found_set_schema:
 * @self: what is found
 * @schema: the project's, whose labels those of the files can become
 */
void
vbt_import_found_set_schema (VbtImportFound *self, const VbtSchema *schema)
{
  g_return_if_fail (VBT_IS_IMPORT_FOUND (self) && schema != NULL);

  g_clear_pointer (&self->schema, vbt_schema_unref);
  self->schema = vbt_schema_copy (schema);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = schema->labels->pdata[i];

      gtk_string_list_append (self->names[label->kind], label->name);
    }
}

/**
 * vbt_import_found_get_format:
 * @self: what is found
 *
 * Returns: (transfer none) (nullable): the format of all files, if they have one
 */
const VbtFormat *
vbt_import_found_get_format (VbtImportFound *self)
{
  g_return_val_if_fail (VBT_IS_IMPORT_FOUND (self), NULL);
  return self->format;
}

/**
 * vbt_import_found_get_labels:
 * @self: what is found
 *
 * Returns: (transfer none): what the labels of the files become
 */
const VbtLabelMap *
vbt_import_found_get_labels (VbtImportFound *self)
{
  GHashTableIter iter;
  gpointer theirs, ours;

  g_return_val_if_fail (VBT_IS_IMPORT_FOUND (self), NULL);

  vbt_label_map_free (self->map);
  self->map = vbt_label_map_new_empty ();
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &theirs, &ours))
    vbt_label_map_set (self->map, theirs, ours);
  return self->map;
}

static void
vbt_import_found_dispose (GObject *object)
{
  VbtImportFound *self = VBT_IMPORT_FOUND (object);

  stop (self);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_IMPORT_FOUND);
  G_OBJECT_CLASS (vbt_import_found_parent_class)->dispose (object);
}

static void
vbt_import_found_finalize (GObject *object)
{
  VbtImportFound *self = VBT_IMPORT_FOUND (object);

  g_clear_pointer (&self->schema, vbt_schema_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  vbt_label_map_free (self->map);
  for (guint i = 0; i < N_KINDS; i++)
    g_clear_object (&self->names[i]);
  G_OBJECT_CLASS (vbt_import_found_parent_class)->finalize (object);
}

static void
vbt_import_found_class_init (VbtImportFoundClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_import_found_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_import_found_finalize;
  signals[FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-import-found.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtImportFound, files);
  gtk_widget_class_bind_template_child (widget_class, VbtImportFound, labels);
  gtk_widget_class_bind_template_child (widget_class, VbtImportFound, spinner);
}

static void
vbt_import_found_init (VbtImportFound *self)
{
  self->rows = g_ptr_array_new ();
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->names[i] = gtk_string_list_new (NULL);
      gtk_string_list_append (self->names[i], _ ("Keep its name"));
      gtk_string_list_append (self->names[i], _ ("Leave out"));
    }
  gtk_widget_init_template (GTK_WIDGET (self));
}

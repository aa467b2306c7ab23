/* vbt-rules-editor.c: the rules that annotations are checked against, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "schema/vbt-rules-editor.h"

#include <glib/gi18n.h>

#include "panes/vbt-wrap-box.h"
#include "store/vbt-act-schema.h"
#include "vbt-template.h"

#define RULE "vbt-rule"

/* So wide are the words of a rule. */
#define N_CHARS 22

struct _VbtRulesEditor
{
  GtkWidget parent;
  AdwPreferencesGroup *attributions; /* E1 … */
  AdwPreferencesGroup *words;        /* W1 … */
  AdwPreferencesGroup *others;       /* those that only a schema knows */

  VbtSession *session;    /* (nullable) */
  GPtrArray *rows;        /* of Row */
  GtkSizeGroup *sizes[2]; /* of the columns of choices */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (VbtRulesEditor, vbt_rules_editor, GTK_TYPE_WIDGET)

/** Row: what is shown of one rule. */
typedef struct
{
  char *rule;
  GtkWidget *row; /* not owned, as its parts */
  GtkWidget *choices;
  GtkDropDown *level;
  GtkDropDown *when;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->rule);
  g_free (row);
}

static const struct
{
  const char *rule;
  const char *words;
} known_rules[] = {
  { "E1", N_ ("A quote has a cue") },
  { "E2", N_ ("A cue is in one piece, and a quote has no more than one") },
  { "E3", N_ ("A quote without a speaker says why") },
  { "E4", N_ ("Quote, cue and speaker do not overlap") },
  { "E5", N_ ("No quote lies inside another one") },
  { "W1", N_ ("No edge lies inside a word or at white space") },
  { "W2", N_ ("Quotation marks are in pairs, and inside the quote") },
  { "W3", N_ ("No full stop or comma at the end of what is no sentence") },
  { "W4", N_ ("A speaker is somebody, not “there” or “it”; a quote has letters") },
  { "W5", N_ ("The same words are annotated everywhere or nowhere") },
  { "W6", N_ ("A pronoun that speaks refers to somebody") },
};

static const char *
words_of (const char *rule)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_rules); i++)
    if (g_str_equal (known_rules[i].rule, rule))
      return _ (known_rules[i].words);
  return NULL;
}

/* Changing a rule */

static VbtRule *
ensure_rule (VbtSchema *schema, const char *rule)
{
  if (vbt_schema_find_rule (schema, rule) == NULL)
    vbt_schema_add_rule (schema, rule, VBT_LEVEL_OFF, VBT_WHEN_ALWAYS);
  return (VbtRule *)vbt_schema_find_rule (schema, rule);
}

static void
changed_cb (GtkDropDown *drop_down, GParamSpec *pspec, VbtRulesEditor *self)
{
  const Row *row = g_object_get_data (G_OBJECT (drop_down), RULE);
  g_autoptr (VbtSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  VbtRule *rule;

  if (self->is_filling || self->session == NULL)
    return;
  schema = vbt_schema_copy (vbt_session_get_schema (self->session));
  rule = ensure_rule (schema, row->rule);
  rule->level = (VbtLevel)gtk_drop_down_get_selected (row->level);
  rule->when = (VbtWhen)gtk_drop_down_get_selected (row->when);
  gtk_widget_set_sensitive (GTK_WIDGET (row->when), rule->level != VBT_LEVEL_OFF);
  words = g_strdup_printf (_ ("Change rule “%s”"), row->rule);
  if (!vbt_act_put_schema (vbt_session_get_store (self->session),
                           vbt_session_get_me (self->session), schema, words, &error))
    g_signal_emit_by_name (self->session, "problem", error->message);
}

/* The rows */

/* The choices are in the order of VbtLevel and VbtWhen. */
static GtkDropDown *
make_choice (VbtRulesEditor *self, Row *row, guint column, const char *const *choices,
             const char *what)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *name = g_strdup_printf ("%s: %s", row->rule, what);
  GtkWidget *choice;

  for (guint i = 0; choices[i] != NULL; i++)
    gtk_string_list_append (list, _ (choices[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  gtk_size_group_add_widget (self->sizes[column], choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (choice), RULE, row);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (changed_cb), self, 0);
  gtk_box_append (GTK_BOX (row->choices), choice);
  return GTK_DROP_DOWN (choice);
}

/* As wide as all others, so that the choices stand below each other. */
static GtkWidget *
new_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), N_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), N_CHARS);
  gtk_widget_add_css_class (label, class);
  return label;
}

/* Where there is no room beside the words, the choices stand below them. */
static GtkWidget *
make_row (Row *row)
{
  GtkWidget *widget = adw_preferences_row_new ();
  GtkWidget *parts = vbt_wrap_box_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const char *title = words_of (row->rule);

  row->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), new_label (title != NULL ? title : row->rule, "body"));
  if (title != NULL)
    {
      GtkWidget *code = new_label (row->rule, "caption");

      gtk_widget_add_css_class (code, "dim-label");
      gtk_box_append (GTK_BOX (words), code);
    }
  g_object_set (parts, "column-spacing", 12, "row-spacing", 6, NULL);
  gtk_widget_add_css_class (parts, "rule-row");
  vbt_wrap_box_append (VBT_WRAP_BOX (parts), words);
  vbt_wrap_box_append (VBT_WRAP_BOX (parts), row->choices);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (widget), parts);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), FALSE);
  return widget;
}

static void
add_row (VbtRulesEditor *self, AdwPreferencesGroup *group, const char *rule)
{
  static const char *const levels[] = { N_ ("Off"), N_ ("Warning"), N_ ("Error"), NULL };
  static const char *const whens[] = { N_ ("Always"), N_ ("When done"), N_ ("When asked"), NULL };
  Row *row = g_new0 (Row, 1);

  row->rule = g_strdup (rule);
  row->row = make_row (row);
  row->level = make_choice (self, row, 0, levels, _ ("how bad it is"));
  row->when = make_choice (self, row, 1, whens, _ ("when it is looked at"));
  adw_preferences_group_add (group, row->row);
  g_ptr_array_add (self->rows, row);
}

static void
add_rows (VbtRulesEditor *self, const VbtSchema *schema)
{
  gboolean has_others = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (known_rules); i++)
    add_row (self, *known_rules[i].rule == 'E' ? self->attributions : self->words,
             known_rules[i].rule);
  for (guint i = 0; i < schema->rules->len; i++)
    {
      const VbtRule *rule = schema->rules->pdata[i];

      if (words_of (rule->rule) != NULL)
        continue;
      add_row (self, self->others, rule->rule);
      has_others = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), has_others);
}

static gboolean
has_rows_of (VbtRulesEditor *self, const VbtSchema *schema)
{
  guint n = G_N_ELEMENTS (known_rules);

  for (guint i = 0; i < schema->rules->len; i++)
    {
      const char *rule = ((VbtRule *)schema->rules->pdata[i])->rule;

      if (words_of (rule) == NULL
          && (n >= self->rows->len || !g_str_equal (((Row *)self->rows->pdata[n++])->rule, rule)))
        return FALSE;
    }
  return n == self->rows->len;
}

static void
drop_rows (VbtRulesEditor *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = ((Row *)self->rows->pdata[i])->row;

      adw_preferences_group_remove (
          ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

/**
 * vbt_rules_editor_show:
 * @self: an editor
 * @session: the project
 *
 * Shows the rules as the schema has them now. Those that it does not name are off.
 */
void
vbt_rules_editor_show (VbtRulesEditor *self, VbtSession *session)
{
  const VbtSchema *schema;

  g_return_if_fail (VBT_IS_RULES_EDITOR (self) && VBT_IS_SESSION (session));

  g_set_object (&self->session, session);
  schema = vbt_session_get_schema (session);
  self->is_filling = TRUE;
  /* One that is being used stays. */
  if (!has_rows_of (self, schema))
    {
      drop_rows (self);
      add_rows (self, schema);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];
      const VbtRule *rule = vbt_schema_find_rule (schema, row->rule);

      gtk_drop_down_set_selected (row->level, rule != NULL ? rule->level : VBT_LEVEL_OFF);
      gtk_drop_down_set_selected (row->when, rule != NULL ? rule->when : VBT_WHEN_ALWAYS);
      gtk_widget_set_sensitive (GTK_WIDGET (row->when),
                                rule != NULL && rule->level != VBT_LEVEL_OFF);
    }
  self->is_filling = FALSE;
}

static void
vbt_rules_editor_dispose (GObject *object)
{
  VbtRulesEditor *self = VBT_RULES_EDITOR (object);

  g_clear_object (&self->session);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_RULES_EDITOR);
  G_OBJECT_CLASS (vbt_rules_editor_parent_class)->dispose (object);
}

static void
vbt_rules_editor_finalize (GObject *object)
{
  VbtRulesEditor *self = VBT_RULES_EDITOR (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->sizes[0]);
  g_object_unref (self->sizes[1]);
  G_OBJECT_CLASS (vbt_rules_editor_parent_class)->finalize (object);
}

static void
vbt_rules_editor_class_init (VbtRulesEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_rules_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_rules_editor_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-rules-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtRulesEditor, attributions);
  gtk_widget_class_bind_template_child (widget_class, VbtRulesEditor, words);
  gtk_widget_class_bind_template_child (widget_class, VbtRulesEditor, others);
}

static void
vbt_rules_editor_init (VbtRulesEditor *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->sizes[0] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->sizes[1] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* vbt-legend.c: what each label looks like, how often it is here, and whether it is drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-legend.h"

#include <glib/gi18n.h>

#include "article/vbt-mark-sample.h"
#include "keys/vbt-keycap.h"
#include "vbt-visibility.h"

struct _VbtLegend
{
  GtkPopover parent;
  GtkBox *rows;        /* a GtkCheckButton a label */
  GtkBox *signs;       /* what is the same for all labels */
  VbtSession *session; /* (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (VbtLegend, vbt_legend, GTK_TYPE_POPOVER)

/* On the rows: the label that one stands for; on that of the suggestions 0. */
#define ROW_LABEL "vbt-label"

static VbtId
get_row_label (GtkWidget *row)
{
  VbtId *label = g_object_get_data (G_OBJECT (row), ROW_LABEL);

  return label == NULL ? 0 : *label;
}

static VbtVisibility *
get_visibility (VbtLegend *self)
{
  return vbt_session_get_visibility (self->session);
}

static void
row_toggled_cb (VbtLegend *self, GtkCheckButton *row)
{
  VbtId label = get_row_label (GTK_WIDGET (row));
  gboolean shown = gtk_check_button_get_active (row);

  if (self->filling || self->session == NULL)
    return;
  if (label == 0)
    vbt_visibility_set_suggestions (get_visibility (self), shown);
  else
    vbt_visibility_set_label (get_visibility (self), label, shown);
}

static void
show_only (VbtLegend *self, VbtId label)
{
  if (self->session != NULL && label != 0)
    vbt_visibility_set_only (get_visibility (self), vbt_session_get_schema (self->session), label);
}

/* With Alt a click shows one label only. */
static void
row_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VbtLegend *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  VbtId label = get_row_label (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));

  if ((state & GDK_ALT_MASK) == 0 || label == 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_only (self, label);
}

static void
only_clicked_cb (VbtLegend *self, GtkWidget *button)
{
  show_only (self, get_row_label (button));
}

static void
tag_row (GtkWidget *row, VbtId label)
{
  g_object_set_data_full (G_OBJECT (row), ROW_LABEL, g_memdup2 (&label, sizeof label), g_free);
}

static GtkWidget *
new_count (guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  return label;
}

static GtkWidget *
new_check (VbtLegend *self, GtkWidget *sample, const char *key, guint count, gboolean shown)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_set_hexpand (sample, TRUE);
  gtk_box_append (GTK_BOX (box), sample);
  if (key != NULL)
    gtk_box_append (GTK_BOX (box), vbt_keycap_new (key));
  gtk_box_append (GTK_BOX (box), new_count (count));
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), shown);
  gtk_widget_set_hexpand (check, TRUE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (row_toggled_cb), self, G_CONNECT_SWAPPED);
  return check;
}

static GtkWidget *
new_only_button (VbtLegend *self, const VbtLabel *label)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Only"));
  /* TRANSLATORS: a label; shows its marks and no others */
  g_autofree char *name = g_strdup_printf (_ ("Show only “%s”"), label->name);

  tag_row (button, label->id);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "legend-only");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (only_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (VbtLegend *self, const VbtLabel *label, guint count)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  g_autofree char *short_name = vbt_make_short_name (schema, label);
  GtkWidget *sample
      = vbt_mark_sample_new (label->name, vbt_role_of_label (schema, label), label, short_name);
  GtkWidget *check = new_check (self, sample, label->key, count,
                                vbt_visibility_has_label (get_visibility (self), label->id));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkGesture *gesture = gtk_gesture_click_new ();
  /* TRANSLATORS: a label and how many annotations of the article have it */
  g_autofree char *name = g_strdup_printf (_ ("%s, %u here"), label->name, count);

  tag_row (check, label->id);
  gtk_widget_set_tooltip_text (check, label->guideline);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                  label->key == NULL ? "" : label->key, -1);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (row_pressed_cb), self, 0);
  gtk_widget_add_controller (check, GTK_EVENT_CONTROLLER (gesture));
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), new_only_button (self, label));
  gtk_box_append (self->rows, row);
}

static void
add_suggestions (VbtLegend *self, guint count)
{
  GtkWidget *sample = vbt_mark_sample_new (_ ("Suggestions"), VBT_ROLE_QUOTE, NULL, NULL);
  GtkWidget *check = new_check (self, sample, NULL, count,
                                vbt_visibility_has_suggestions (get_visibility (self)));
  g_autofree char *name = g_strdup_printf (_ ("%s, %u here"), _ ("Suggestions"), count);

  vbt_mark_sample_set_suggestion (VBT_MARK_SAMPLE (sample), TRUE);
  gtk_widget_set_tooltip_text (check, _ ("Dashed: found by a program, and not decided on yet"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (self->signs, check);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* Returns how many spans of the document have each label, by VbtId *, as guint *: a book has many. */
static GHashTable *
count_spans (VbtLegend *self)
{
  GHashTable *counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  const GPtrArray *spans = vbt_session_get_spans (self->session);

  for (guint i = 0; i < spans->len; i++)
    {
      VbtAnnotation *span = g_ptr_array_index (spans, i);
      guint *count = g_hash_table_lookup (counts, &span->label);

      if (count == NULL)
        {
          count = g_new0 (guint, 1);
          g_hash_table_insert (counts, &span->label, count);
        }
      (*count)++;
    }
  return counts;
}

static void
fill (VbtLegend *self)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  g_autoptr (GHashTable) counts = count_spans (self);

  clear_box (self->rows);
  clear_box (self->signs);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);
      const guint *count = g_hash_table_lookup (counts, &label->id);

      if (label->kind == VBT_KIND_SPAN && (!label->hidden || count != NULL))
        add_row (self, label, count != NULL ? *count : 0);
    }
  add_suggestions (self, vbt_session_get_drawn (self->session)->n_suggestions);
}

/* A list that nobody looks at is not kept. */
static void
refresh (VbtLegend *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->filling = TRUE;
  fill (self);
  self->filling = FALSE;
}

static void
show_state (GtkWidget *check, VbtVisibility *visibility)
{
  VbtId label = get_row_label (check);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               label == 0 ? vbt_visibility_has_suggestions (visibility)
                                          : vbt_visibility_has_label (visibility, label));
}

/* The rows stay: one of them is what was clicked. */
static void
visibility_changed_cb (VbtLegend *self)
{
  GtkWidget *suggestions = gtk_widget_get_first_child (GTK_WIDGET (self->signs));

  self->filling = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    show_state (gtk_widget_get_first_child (row), get_visibility (self));
  if (suggestions != NULL)
    show_state (suggestions, get_visibility (self));
  self->filling = FALSE;
}

/* The keys that put a label toggle it here; with Alt they show it alone. */
static gboolean
key_pressed_cb (VbtLegend *self, guint keyval, guint keycode, GdkModifierType state)
{
  char key[8] = "";
  gunichar character = gdk_keyval_to_unicode (keyval);
  const VbtLabel *label;

  if (self->session == NULL || character <= ' '
      || (state & (GDK_CONTROL_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  g_unichar_to_utf8 (character, key);
  label = vbt_schema_find_label_by_key (vbt_session_get_schema (self->session), key);
  if (label == NULL || label->kind != VBT_KIND_SPAN)
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_ALT_MASK) != 0)
    show_only (self, label->id);
  else
    vbt_visibility_set_label (get_visibility (self), label->id,
                              !vbt_visibility_has_label (get_visibility (self), label->id));
  return GDK_EVENT_STOP;
}

static void
show_all_cb (VbtLegend *self)
{
  if (self->session != NULL)
    vbt_visibility_set_all (get_visibility (self));
}

static void
vbt_legend_dispose (GObject *object)
{
  VbtLegend *self = VBT_LEGEND (object);

  vbt_legend_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_LEGEND);
  G_OBJECT_CLASS (vbt_legend_parent_class)->dispose (object);
}

static void
vbt_legend_class_init (VbtLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_legend_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/verbatim_app/Verbatim/ui/vbt-legend.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtLegend, rows);
  gtk_widget_class_bind_template_child (widget_class, VbtLegend, signs);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
vbt_legend_init (VbtLegend *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_legend_set_session:
 * @self: a legend
 * @session: (nullable): whose labels are shown, with their counts in its document
 */
void
vbt_legend_set_session (VbtLegend *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_LEGEND (self));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_visibility (self), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (get_visibility (self), "changed", G_CALLBACK (visibility_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "annotations-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-opened", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
}

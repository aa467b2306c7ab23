/* vbt-inspector.c: the selection, the speakers, the labels and the document, beside the article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-inspector.h"

#include <glib/gi18n.h>

#include "panes/vbt-annotations-list.h"
#include "panes/vbt-chip.h"
#include "panes/vbt-guideline.h"
#include "panes/vbt-remarks-panel.h"
#include "panes/vbt-selection-panel.h"
#include "panes/vbt-speakers-panel.h"
#include "panes/vbt-wrap-box.h"
#include "vbt-after-frame.h"
#include "vbt-template.h"

struct _VbtInspector
{
  GtkWidget parent;
  VbtSelectionPanel *selection;
  GtkExpander *guideline;
  GtkLabel *guideline_text;
  VbtRemarksPanel *remarks;
  VbtSpeakersPanel *speakers;
  VbtAnnotationsList *annotations;
  GtkWidget *labels_group;
  VbtWrapBox *labels;
  GtkWidget *document_labels_group;
  VbtWrapBox *document_labels;
  GtkWidget *note_group;
  GtkTextView *note;

  VbtSession *session; /* (nullable) */
  VbtArticle *article; /* (nullable), not owned */
  VbtId noted;         /* the document whose note is shown */
  char *note_before;   /* as it was saved last */
};

G_DEFINE_FINAL_TYPE (VbtInspector, vbt_inspector, GTK_TYPE_WIDGET)

/* Labels */

static void
label_clicked_cb (VbtChip *chip, VbtInspector *self)
{
  g_autofree char *label = vbt_id_to_string (vbt_chip_get_label (chip));

  gtk_widget_activate_action (GTK_WIDGET (self->article), "article.label", "s", label);
  gtk_widget_child_focus (GTK_WIDGET (self->article), GTK_DIR_TAB_FORWARD);
}

static void
document_label_clicked_cb (VbtChip *chip, VbtInspector *self)
{
  if (vbt_session_get_document (self->session) != NULL)
    vbt_session_toggle_document_label (self->session, vbt_chip_get_label (chip));
}

static void
make_chips (VbtInspector *self)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  guint n_span = 0, n_document = 0;

  vbt_wrap_box_remove_all (self->labels);
  vbt_wrap_box_remove_all (self->document_labels);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);
      gboolean span = label->kind == VBT_KIND_SPAN;
      if (label->hidden || label->kind == VBT_KIND_RELATION)
        continue;
      GtkWidget *chip = vbt_chip_new (label);
      g_signal_connect (chip, "clicked",
                        G_CALLBACK (span ? label_clicked_cb : document_label_clicked_cb), self);
      vbt_wrap_box_append (span ? self->labels : self->document_labels, chip);
      *(span ? &n_span : &n_document) += 1;
    }
  gtk_widget_set_visible (self->labels_group, n_span > 0);
  gtk_widget_set_visible (self->document_labels_group, n_document > 0);
}

/* What the schema says of the label of what is selected. */
static void
show_guideline (VbtInspector *self, const VbtAnnotation *selected)
{
  const VbtLabel *label
      = selected != NULL
            ? vbt_schema_get_label (vbt_session_get_schema (self->session), selected->label)
            : NULL;
  gboolean has_one = label != NULL && label->guideline != NULL;
  g_autofree char *title = NULL;
  g_autofree char *markup = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->guideline), has_one);
  if (!has_one)
    return;
  title = g_strdup_printf (_ ("Guideline: %s"), label->name);
  markup = vbt_guideline_to_markup (label->guideline);
  gtk_expander_set_label (self->guideline, title);
  gtk_label_set_markup (self->guideline_text, markup);
}

/* Fills the chips of the labels that the selection and the document have. */
static void
mark_chips (VbtInspector *self)
{
  const VbtAnnotation *selected;
  GtkWidget *chip;

  if (self->session == NULL)
    return;
  selected = vbt_session_get_selected_annotation (self->session);
  show_guideline (self, selected);
  for (chip = gtk_widget_get_first_child (GTK_WIDGET (self->labels)); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    vbt_chip_set_active (VBT_CHIP (chip),
                         selected != NULL
                             && selected->label == vbt_chip_get_label (VBT_CHIP (chip)));
  for (chip = gtk_widget_get_first_child (GTK_WIDGET (self->document_labels)); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    vbt_chip_set_active (VBT_CHIP (chip), vbt_session_has_document_label (
                                              self->session, vbt_chip_get_label (VBT_CHIP (chip))));
}

static void
mark_chips_later (VbtInspector *self)
{
  if (self->session != NULL)
    vbt_after_frame (GTK_WIDGET (self), (VbtAfterFrame)mark_chips);
}

/* The document's note */

static char *
get_note_text (VbtInspector *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Works for the document that was left, too: the keyboard goes to the next one without leaving the note. */
static void
save_note (VbtInspector *self)
{
  g_autofree char *text = get_note_text (self);
  g_autoptr (GError) error = NULL;

  if (self->session == NULL || self->noted == 0 || g_strcmp0 (text, self->note_before) == 0)
    return;
  g_free (self->note_before);
  self->note_before = g_strdup (text);
  if (!vbt_act_put_metadata (vbt_session_get_store (self->session),
                             vbt_session_get_me (self->session), self->noted, VBT_METADATA_NOTE,
                             *text != '\0' ? text : NULL, _ ("note on the document"), &error))
    g_signal_emit_by_name (self->session, "problem", error->message);
}

static void
show_note (VbtInspector *self)
{
  const VbtDocument *document = vbt_session_get_document (self->session);
  const char *note
      = document != NULL ? vbt_document_get_metadata (document, VBT_METADATA_NOTE) : NULL;

  self->noted = document != NULL ? document->id : 0;
  g_free (self->note_before);
  self->note_before = g_strdup (note != NULL ? note : "");
  gtk_widget_set_visible (self->note_group, document != NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), self->note_before, -1);
}

static void
document_opened_cb (VbtInspector *self)
{
  save_note (self);
  show_note (self);
  mark_chips_later (self);
}

static void
project_changed_cb (VbtInspector *self, const VbtChange *change)
{
  if (change->schema || change->batch)
    make_chips (self);
  mark_chips_later (self);
}

static void
drop_session (VbtInspector *self)
{
  save_note (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  self->article = NULL;
  self->noted = 0;
}

static void
vbt_inspector_dispose (GObject *object)
{
  VbtInspector *self = VBT_INSPECTOR (object);

  drop_session (self);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_INSPECTOR);
  G_OBJECT_CLASS (vbt_inspector_parent_class)->dispose (object);
}

static void
vbt_inspector_finalize (GObject *object)
{
  g_clear_pointer (&VBT_INSPECTOR (object)->note_before, g_free);
  G_OBJECT_CLASS (vbt_inspector_parent_class)->finalize (object);
}

/* Whoever comes here by key finds what is read out: the annotations. */
static gboolean
vbt_inspector_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VBT_INSPECTOR (widget)->annotations));
}

static void
vbt_inspector_class_init (VbtInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_REMARKS_PANEL);
  g_type_ensure (VBT_TYPE_ANNOTATIONS_LIST);
  g_type_ensure (VBT_TYPE_SELECTION_PANEL);
  g_type_ensure (VBT_TYPE_SPEAKERS_PANEL);
  g_type_ensure (VBT_TYPE_WRAP_BOX);
  G_OBJECT_CLASS (klass)->dispose = vbt_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_inspector_finalize;
  widget_class->grab_focus = vbt_inspector_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, selection);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, guideline);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, guideline_text);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, remarks);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, speakers);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, annotations);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, labels_group);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, labels);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, document_labels_group);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, document_labels);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, note_group);
  gtk_widget_class_bind_template_child (widget_class, VbtInspector, note);
  gtk_widget_class_bind_template_callback (widget_class, save_note);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.focus-article", NULL);
}

static void
vbt_inspector_init (VbtInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_inspector_set_session:
 * @self: an inspector
 * @session: (nullable): what is inspected
 * @article: (nullable): the article whose actions the buttons run
 *
 * Inspects another project.
 */
void
vbt_inspector_set_session (VbtInspector *self, VbtSession *session, VbtArticle *article)
{
  g_return_if_fail (VBT_IS_INSPECTOR (self));

  drop_session (self);
  vbt_selection_panel_set_session (self->selection, session, article);
  vbt_remarks_panel_set_session (self->remarks, session, article);
  vbt_speakers_panel_set_session (self->speakers, session, article);
  vbt_annotations_list_set_session (self->annotations, session);
  if (session == NULL)
    return;

  self->session = g_object_ref (session);
  self->article = article;
  g_signal_connect_swapped (session, "document-opened", G_CALLBACK (document_opened_cb), self);
  g_signal_connect_swapped (session, "annotations-changed", G_CALLBACK (mark_chips_later), self);
  g_signal_connect_swapped (session, "notify::selected", G_CALLBACK (mark_chips_later), self);
  g_signal_connect_swapped (session, "project-changed", G_CALLBACK (project_changed_cb), self);
  make_chips (self);
  document_opened_cb (self);
}

/**
 * vbt_inspector_focus_attributes:
 * @self: an inspector
 *
 * Goes to the first thing that can be edited of the selected annotation.
 */
void
vbt_inspector_focus_attributes (VbtInspector *self)
{
  g_return_if_fail (VBT_IS_INSPECTOR (self));

  vbt_after_frame_now (GTK_WIDGET (self->selection));
  gtk_widget_child_focus (GTK_WIDGET (self->selection), GTK_DIR_TAB_FORWARD);
}

/**
 * vbt_inspector_write_note:
 * @self: an inspector
 *
 * Puts the cursor where a note on what is selected is written.
 */
void
vbt_inspector_write_note (VbtInspector *self)
{
  g_return_if_fail (VBT_IS_INSPECTOR (self));

  vbt_remarks_panel_write (self->remarks);
}

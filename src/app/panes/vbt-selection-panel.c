/* vbt-selection-panel.c: the selected annotation in detail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-selection-panel.h"

#include <glib/gi18n.h>

#include "keys/vbt-keycap.h"
#include "model/vbt-check.h"
#include "panes/vbt-attribute-editor.h"
#include "panes/vbt-detail-row.h"
#include "panes/vbt-swatch.h"
#include "vbt-after-frame.h"
#include "vbt-template.h"

struct _VbtSelectionPanel
{
  GtkWidget parent;
  GtkStack *stack;
  GtkListBox *rows;
  GtkWidget *speaker_row;
  GtkLabel *speaker_title;
  VbtSwatch *swatch;
  GtkLabel *speaker;
  GtkLabel *label;
  VbtKeycap *label_key;
  GtkListBox *attributes;
  GtkListBox *origin_rows;
  GtkEntry *note;
  GtkWidget *decide;
  GtkWidget *remove;

  VbtSession *session;     /* (nullable) */
  VbtArticle *article;     /* (nullable), not owned */
  VbtId shown;             /* the annotation whose note is in the entry */
  VbtId label_shown;       /* the label for whose attributes there are editors */
  VbtSchema *schema_shown; /* (nullable): kept, so that no other one comes to its address */
};

G_DEFINE_FINAL_TYPE (VbtSelectionPanel, vbt_selection_panel, GTK_TYPE_WIDGET)

static const VbtAnnotation *
get_annotation (VbtSelectionPanel *self)
{
  return self->session != NULL ? vbt_session_get_selected_annotation (self->session) : NULL;
}

/* The span to which a relation of this name goes from the annotation. */
static const VbtAnnotation *
follow (VbtSelectionPanel *self, const VbtAnnotation *from, const char *name)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  const VbtLabel *label = vbt_schema_find_label (schema, VBT_KIND_RELATION, name);
  g_autoptr (GPtrArray) relations
      = vbt_drawn_relations_of (vbt_session_get_drawn (self->session), from->id);

  for (guint i = 0; label != NULL && i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      if (relation->label == label->id && relation->from == from->id)
        return vbt_document_get_annotation (vbt_session_get_document (self->session), relation->to);
    }
  return NULL;
}

static gboolean
may_have (VbtSelectionPanel *self, const VbtAnnotation *span, const char *relation)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  const VbtLabel *label = vbt_schema_find_label (schema, VBT_KIND_RELATION, relation);

  if (label == NULL)
    return FALSE;
  for (guint i = 0; i < label->from->len; i++)
    if (g_array_index (label->from, VbtId, i) == span->label)
      return TRUE;
  return FALSE;
}

static void
remove_rows (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
show_label (VbtSelectionPanel *self, const VbtAnnotation *annotation)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  const VbtLabel *label = vbt_schema_get_label (schema, annotation->label);
  g_autofree char *type = NULL;
  g_autofree char *text = NULL;

  if (label != NULL && g_str_equal (label->name, "Quote"))
    type = vbt_quote_type (vbt_session_get_document (self->session), annotation);
  text = type != NULL ? g_strdup_printf ("%s · %s", label->name, type)
                      : g_strdup (label != NULL ? label->name : _ ("Unknown label"));
  gtk_label_set_text (self->label, text);
  vbt_keycap_set_key (self->label_key, label != NULL ? label->key : NULL);
}

static char *
join_entities (VbtSelectionPanel *self, const VbtAnnotation *span)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; span->entities != NULL && i < span->entities->len; i++)
    {
      VbtEntity *entity = vbt_catalog_get_entity (vbt_session_get_catalog (self->session),
                                                  g_array_index (span->entities, VbtId, i));
      if (entity != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", entity->name);
    }
  return g_string_free (names, FALSE);
}

/* Who says it, or whom it names; of a cue nothing. */
static void
show_speaker (VbtSelectionPanel *self, const VbtAnnotation *annotation)
{
  gboolean quote = may_have (self, annotation, "speaker");
  VbtId entity_id = vbt_session_get_speaker_of (self->session, annotation);
  VbtEntity *entity = vbt_catalog_get_entity (vbt_session_get_catalog (self->session), entity_id);
  int color = vbt_session_get_speaker_color (self->session, entity_id);
  g_autofree char *names
      = quote && entity != NULL ? g_strdup (entity->name) : join_entities (self, annotation);

  gtk_widget_set_visible (self->speaker_row, vbt_session_may_name (self->session, annotation));
  gtk_label_set_label (self->speaker_title, quote ? _ ("Speaker") : _ ("Refers to"));
  vbt_swatch_set_speaker (self->swatch, color);
  gtk_widget_set_visible (GTK_WIDGET (self->swatch), entity != NULL && color >= 0);
  gtk_label_set_text (self->speaker, *names != '\0' ? names : _ ("Choose…"));
}

static void
add_quoted (VbtSelectionPanel *self, const char *title, const VbtAnnotation *span)
{
  if (span == NULL)
    return;
  g_autofree char *words
      = vbt_document_get_covered_text (vbt_session_get_document (self->session), span);
  /* TRANSLATORS: words of the article in quotation marks */
  g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), words);
  gtk_list_box_append (self->origin_rows, vbt_detail_row_new_text (title, quoted));
}

static char *
describe_annotator (VbtSelectionPanel *self, VbtId id)
{
  const VbtAnnotator *annotator
      = vbt_catalog_get_annotator (vbt_session_get_catalog (self->session), id);

  if (annotator == NULL)
    return g_strdup (_ ("Unknown"));
  if (id == vbt_session_get_me (self->session))
    return g_strdup (_ ("You"));
  if (annotator->version == NULL)
    return g_strdup (annotator->name);
  return g_strdup_printf ("%s %s", annotator->name, annotator->version);
}

static void
show_origin (VbtSelectionPanel *self, const VbtAnnotation *annotation)
{
  const VbtDocument *document = vbt_session_get_document (self->session);
  const VbtAnnotation *source
      = annotation->derived_from != 0
            ? vbt_document_get_annotation (document, annotation->derived_from)
            : NULL;
  g_autofree char *maker = describe_annotator (self, annotation->annotator);
  GString *text = g_string_new (maker);

  if (source != NULL)
    {
      g_autofree char *tagger = describe_annotator (self, source->annotator);
      /* TRANSLATORS: after "You": the annotation was a tagger's suggestion before */
      g_string_append_printf (text, _ (", from %s"), tagger);
    }
  if (annotation->confidence >= 0)
    g_string_append_printf (text, " · %.0f %%", annotation->confidence * 100);
  gtk_list_box_append (self->origin_rows, vbt_detail_row_new_text (_ ("Origin"), text->str));
  g_string_free (text, TRUE);
}

static void
show_details (VbtSelectionPanel *self, const VbtAnnotation *annotation)
{
  remove_rows (self->origin_rows);
  add_quoted (self, _ ("As written"), follow (self, annotation, "speaker"));
  add_quoted (self, _ ("Cue"), follow (self, annotation, "cue"));
  if (annotation->rule != NULL)
    gtk_list_box_append (self->origin_rows, vbt_detail_row_new_text (_ ("Rule"), annotation->rule));
  show_origin (self, annotation);
}

static void
attribute_edited_cb (VbtAttributeEditor *editor, const char *value, VbtSelectionPanel *self)
{
  /* What was edited, also when something else is selected by now. */
  if (self->shown != 0)
    vbt_session_set_value (self->session, self->shown, vbt_attribute_editor_get_attribute (editor),
                           value);
}

/* "speaker_status" of the schema is "Speaker status" for people. */
static char *
make_title (const char *name)
{
  g_autofree char *words = g_strdelimit (g_strdup (name), "_", ' ');
  g_autofree char *first = g_utf8_substring (words, 0, *words != '\0' ? 1 : 0);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, words + strlen (first), NULL);
}

static void
make_attributes (VbtSelectionPanel *self, const VbtLabel *label)
{
  remove_rows (self->attributes);
  for (guint i = 0; label != NULL && i < label->attributes->len; i++)
    {
      const VbtAttribute *attribute = g_ptr_array_index (label->attributes, i);
      g_autofree char *title = make_title (attribute->name);
      GtkWidget *editor = vbt_attribute_editor_new (attribute);
      GtkWidget *row = vbt_detail_row_new (title, editor);

      gtk_widget_add_css_class (row, "attribute-row");
      g_signal_connect_object (editor, "edited", G_CALLBACK (attribute_edited_cb), self, 0);
      gtk_list_box_append (self->attributes, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->attributes),
                          label != NULL && label->attributes->len > 0);
}

/* Editors stay as long as the label stays, so that one of them keeps the focus while it is used. */
static void
show_attributes (VbtSelectionPanel *self, const VbtAnnotation *annotation)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  GtkListBoxRow *row;

  if (self->label_shown != annotation->label || self->schema_shown != schema)
    make_attributes (self, vbt_schema_get_label (schema, annotation->label));
  self->label_shown = annotation->label;
  if (self->schema_shown != schema)
    {
      g_clear_pointer (&self->schema_shown, vbt_schema_unref);
      self->schema_shown = vbt_schema_ref ((VbtSchema *)schema);
    }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->attributes, i)) != NULL; i++)
    {
      VbtAttributeEditor *editor
          = VBT_ATTRIBUTE_EDITOR (vbt_detail_row_get_value (GTK_WIDGET (row)));
      vbt_attribute_editor_set_value (
          editor,
          vbt_annotation_get_value (annotation, vbt_attribute_editor_get_attribute (editor)));
    }
}

/* Also when the annotation is no longer selected: what was typed belongs to the one it was typed for. */
static void
save_note (VbtSelectionPanel *self)
{
  if (self->session == NULL || self->shown == 0)
    return;
  const VbtDocument *document = vbt_session_get_document (self->session);
  const VbtAnnotation *annotation
      = document != NULL ? vbt_document_get_annotation (document, self->shown) : NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->note));
  const char *before = annotation != NULL && annotation->note != NULL ? annotation->note : "";

  if (annotation != NULL && !g_str_equal (text, before))
    vbt_session_set_note (self->session, self->shown, *text != '\0' ? text : NULL);
}

static void
show_note (VbtSelectionPanel *self, const VbtAnnotation *annotation)
{
  const char *note = annotation->note != NULL ? annotation->note : "";

  self->shown = annotation->id;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->note)), note))
    gtk_editable_set_text (GTK_EDITABLE (self->note), note);
}

static void
show_annotation (VbtSelectionPanel *self)
{
  const VbtAnnotation *annotation = get_annotation (self);

  if (annotation == NULL)
    {
      self->shown = 0;
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  gboolean suggestion = vbt_session_is_suggestion (self->session, annotation);
  show_label (self, annotation);
  show_speaker (self, annotation);
  show_attributes (self, annotation);
  show_details (self, annotation);
  show_note (self, annotation);
  gtk_widget_set_visible (self->decide, suggestion);
  gtk_widget_set_visible (self->remove, !suggestion);
  gtk_stack_set_visible_child_name (self->stack, "annotation");
}

static void
show_later (VbtSelectionPanel *self)
{
  vbt_after_frame (GTK_WIDGET (self), (VbtAfterFrame)show_annotation);
}

static void
selected_cb (VbtSelectionPanel *self)
{
  if (self->shown != 0 && self->shown != vbt_session_get_selected (self->session))
    save_note (self);
  show_later (self);
}

static void
act (VbtSelectionPanel *self, const char *action)
{
  if (self->article != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->article), action, NULL);
}

static void
accept_clicked_cb (VbtSelectionPanel *self)
{
  act (self, "article.accept");
}

static void
reject_clicked_cb (VbtSelectionPanel *self)
{
  act (self, "article.reject");
}

static void
delete_clicked_cb (VbtSelectionPanel *self)
{
  act (self, "article.delete");
}

static void
speaker_clicked_cb (VbtSelectionPanel *self)
{
  act (self, "article.speaker");
}

static void
drop_session (VbtSelectionPanel *self)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  self->article = NULL;
  self->shown = 0;
  self->label_shown = 0;
  g_clear_pointer (&self->schema_shown, vbt_schema_unref);
}

static void
vbt_selection_panel_dispose (GObject *object)
{
  VbtSelectionPanel *self = VBT_SELECTION_PANEL (object);

  drop_session (self);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_SELECTION_PANEL);
  G_OBJECT_CLASS (vbt_selection_panel_parent_class)->dispose (object);
}

static void
vbt_selection_panel_class_init (VbtSelectionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_KEYCAP);
  g_type_ensure (VBT_TYPE_SWATCH);
  G_OBJECT_CLASS (klass)->dispose = vbt_selection_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-selection-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, rows);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, speaker_row);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, speaker_title);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, swatch);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, speaker);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, attributes);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, origin_rows);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, note);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, decide);
  gtk_widget_class_bind_template_child (widget_class, VbtSelectionPanel, remove);
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reject_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, speaker_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_note);
}

static void
vbt_selection_panel_init (VbtSelectionPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  GtkWidget *row = vbt_detail_row_new_text (_ ("Label"), "");
  self->label = GTK_LABEL (vbt_detail_row_get_value (row));
  self->label_key = VBT_KEYCAP (vbt_keycap_new (NULL));
  vbt_detail_row_append (row, GTK_WIDGET (self->label_key));
  gtk_list_box_prepend (self->rows, row);
}

/**
 * vbt_selection_panel_set_session:
 * @self: a panel
 * @session: (nullable): whose selection is shown
 * @article: (nullable): the article whose actions the buttons run
 *
 * Shows the selection of another project.
 */
void
vbt_selection_panel_set_session (VbtSelectionPanel *self, VbtSession *session, VbtArticle *article)
{
  g_return_if_fail (VBT_IS_SELECTION_PANEL (self));

  drop_session (self);
  if (session != NULL)
    {
      self->session = g_object_ref (session);
      self->article = article;
      g_signal_connect_swapped (session, "notify::selected", G_CALLBACK (selected_cb), self);
      g_signal_connect_swapped (session, "annotations-changed", G_CALLBACK (show_later), self);
      g_signal_connect_swapped (session, "document-opened", G_CALLBACK (show_later), self);
    }
  show_annotation (self);
}

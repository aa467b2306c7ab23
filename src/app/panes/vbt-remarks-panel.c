/* vbt-remarks-panel.c: notes and questions on what is selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-remarks-panel.h"

#include <glib/gi18n.h>

#include "vbt-after-frame.h"
#include "vbt-template.h"

#define REMARK "vbt-remark"

struct _VbtRemarksPanel
{
  GtkWidget parent;
  GtkListBox *list;
  GtkToggleButton *unsure;
  GtkEditable *text;
  GtkToggleButton *question;

  VbtSession *session; /* (nullable) */
  VbtArticle *article; /* (nullable), not owned */
  VbtId answers;       /* what is being answered, or 0 */
  gboolean is_showing; /* the flag is set, not clicked */
};

G_DEFINE_FINAL_TYPE (VbtRemarksPanel, vbt_remarks_panel, GTK_TYPE_WIDGET)

static VbtId
get_id (GtkWidget *widget)
{
  return *(VbtId *)g_object_get_data (G_OBJECT (widget), REMARK);
}

static void
answer_cb (GtkWidget *button, VbtRemarksPanel *self)
{
  self->answers = get_id (button);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
resolve_cb (GtkWidget *button, VbtRemarksPanel *self)
{
  vbt_session_resolve_remark (self->session, get_id (button), TRUE);
}

static void
reopen_cb (GtkWidget *button, VbtRemarksPanel *self)
{
  vbt_session_resolve_remark (self->session, get_id (button), FALSE);
}

static void
delete_cb (GtkWidget *button, VbtRemarksPanel *self)
{
  vbt_session_delete_remark (self->session, get_id (button));
}

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_button (VbtRemarksPanel *self, GtkWidget *box, const VbtRemark *remark, const char *title,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "remark-button");
  g_object_set_data_full (G_OBJECT (button), REMARK, g_memdup2 (&remark->id, sizeof remark->id),
                          g_free);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

/* "Ada · Nov 29, 2026 · open question" */
static char *
describe (VbtRemarksPanel *self, const VbtRemark *remark)
{
  const VbtAnnotator *annotator
      = vbt_catalog_get_annotator (vbt_session_get_catalog (self->session), remark->annotator);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (remark->created);
  g_autofree char *date = g_date_time_format (time, "%x");

  return g_strdup_printf ("%s · %s%s%s", annotator != NULL ? annotator->name : "", date,
                          remark->question ? " · " : "",
                          !remark->question  ? ""
                          : remark->resolved ? _ ("resolved")
                                             : _ ("open question"));
}

/* The passage that a remark on no annotation is about. */
static char *
quote (VbtRemarksPanel *self, const VbtRemark *remark)
{
  const VbtDocument *document = vbt_session_get_document (self->session);
  g_autofree char *text = NULL;

  if (remark->range.end <= remark->range.start
      || remark->range.end > vbt_text_get_length (document->text))
    return NULL;
  text = vbt_text_slice (document->text, remark->range.start,
                         MIN (remark->range.end, remark->range.start + 80));
  return g_strdup_printf ("“%s”", text);
}

static GtkWidget *
make_row (VbtRemarksPanel *self, const VbtRemark *remark)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *who = describe (self, remark);
  g_autofree char *passage = quote (self, remark);

  gtk_widget_add_css_class (add_label (box, who, "caption"), "dim-label");
  if (passage != NULL)
    gtk_widget_add_css_class (add_label (box, passage, "article-face"), "caption");
  add_label (box, *remark->text != '\0' ? remark->text : _ ("Not sure"), NULL);
  if (remark->answers == 0)
    add_button (self, buttons, remark, _ ("Answer"), G_CALLBACK (answer_cb));
  if (vbt_remark_is_open (remark))
    add_button (self, buttons, remark, _ ("Resolve"), G_CALLBACK (resolve_cb));
  else if (remark->question)
    add_button (self, buttons, remark, _ ("Open Again"), G_CALLBACK (reopen_cb));
  if (remark->annotator == vbt_session_get_me (self->session))
    add_button (self, buttons, remark, _ ("Delete"), G_CALLBACK (delete_cb));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "remark");
  gtk_widget_set_margin_start (box, remark->answers != 0 ? 18 : 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static VbtId
get_annotation (VbtRemarksPanel *self)
{
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self->session);

  return selected != NULL ? selected->id : 0;
}

/* Each thread with its answers below it. */
static guint
fill (VbtRemarksPanel *self, const GPtrArray *remarks)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < remarks->len; i++)
    {
      const VbtRemark *first = remarks->pdata[i];

      if (first->answers != 0)
        break;
      gtk_list_box_append (self->list, make_row (self, first));
      for (guint j = i + 1; j < remarks->len; j++)
        if (((VbtRemark *)remarks->pdata[j])->answers == first->id)
          gtk_list_box_append (self->list, make_row (self, remarks->pdata[j]));
    }
  return remarks->len;
}

static void
refresh (GtkWidget *widget)
{
  VbtRemarksPanel *self = VBT_REMARKS_PANEL (widget);
  g_autoptr (GPtrArray) remarks = NULL;
  VbtId annotation;

  if (self->session == NULL)
    return;
  gtk_widget_set_visible (widget, vbt_session_get_document (self->session) != NULL);
  annotation = get_annotation (self);
  remarks = vbt_session_get_remarks (self->session, annotation);
  gtk_widget_set_visible (GTK_WIDGET (self->list), fill (self, remarks) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->unsure), annotation != 0);
  self->is_showing = TRUE;
  gtk_toggle_button_set_active (self->unsure, vbt_session_is_unsure (self->session, annotation));
  self->is_showing = FALSE;
  g_object_set (self->text, "placeholder-text",
                annotation != 0 ? _ ("Ask or say something about it")
                                : _ ("About the passage or article"),
                NULL);
}

static void
refresh_later (VbtRemarksPanel *self)
{
  vbt_after_frame (GTK_WIDGET (self), refresh);
}

static void
selected_cb (VbtRemarksPanel *self)
{
  self->answers = 0;
  refresh_later (self);
}

static void
unsure_cb (VbtRemarksPanel *self)
{
  if (!self->is_showing && get_annotation (self) != 0)
    vbt_session_toggle_unsure (self->session, get_annotation (self));
}

static void
activate_cb (VbtRemarksPanel *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));
  VbtRange range = { 0, 0 };

  if (*text == '\0' || self->session == NULL || vbt_session_get_document (self->session) == NULL)
    return;
  if (self->article != NULL)
    vbt_article_get_selection (self->article, &range);
  if (!vbt_session_remark (self->session, get_annotation (self), range, self->answers, text,
                           self->answers == 0 && gtk_toggle_button_get_active (self->question)))
    return;
  self->answers = 0;
  gtk_editable_set_text (self->text, "");
  gtk_toggle_button_set_active (self->question, FALSE);
}

static void
drop_session (VbtRemarksPanel *self)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  self->article = NULL;
}

static void
vbt_remarks_panel_dispose (GObject *object)
{
  drop_session (VBT_REMARKS_PANEL (object));
  vbt_template_dispose (GTK_WIDGET (object), VBT_TYPE_REMARKS_PANEL);
  G_OBJECT_CLASS (vbt_remarks_panel_parent_class)->dispose (object);
}

static void
vbt_remarks_panel_class_init (VbtRemarksPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_remarks_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-remarks-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtRemarksPanel, list);
  gtk_widget_class_bind_template_child (widget_class, VbtRemarksPanel, unsure);
  gtk_widget_class_bind_template_child (widget_class, VbtRemarksPanel, text);
  gtk_widget_class_bind_template_child (widget_class, VbtRemarksPanel, question);
  gtk_widget_class_bind_template_callback (widget_class, unsure_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
vbt_remarks_panel_init (VbtRemarksPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_remarks_panel_set_session:
 * @self: a panel
 * @session: (nullable): whose document is shown
 * @article: (nullable): where a passage is selected
 *
 * Shows what was noted and asked in another project.
 */
void
vbt_remarks_panel_set_session (VbtRemarksPanel *self, VbtSession *session, VbtArticle *article)
{
  g_return_if_fail (VBT_IS_REMARKS_PANEL (self));

  drop_session (self);
  gtk_editable_set_text (self->text, "");
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->article = article;
  g_signal_connect_swapped (session, "annotations-changed", G_CALLBACK (refresh_later), self);
  g_signal_connect_swapped (session, "document-opened", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (session, "notify::selected", G_CALLBACK (selected_cb), self);
  refresh_later (self);
}

/**
 * vbt_remarks_panel_write:
 * @self: a panel
 *
 * Puts the cursor where a note is written.
 */
void
vbt_remarks_panel_write (VbtRemarksPanel *self)
{
  g_return_if_fail (VBT_IS_REMARKS_PANEL (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* vbt-annotations-list.c: the annotations of the document in words, for those who do not see the marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-annotations-list.h"

#include <glib/gi18n.h>

#include "models/vbt-annotation-row.h"
#include "models/vbt-id-list.h"
#include "vbt-after-frame.h"
#include "vbt-template.h"

/* The list view makes a widget for each of the first 200 rows at once: to make them takes half a frame, and to lay out
 * their words several. So many rows of another document come at a time, and then the rest; and where the list goes far
 * down, so many get their words at a time. */
#define ROWS_AT_ONCE 16
#define ROWS_MAX 200

/* What the filter offers before the labels. */
enum
{
  SHOW_ALL,
  SHOW_SUGGESTIONS,
  SHOW_LABEL,
};

struct _VbtAnnotationsList
{
  GtkWidget parent;
  GtkDropDown *filter;
  GtkListView *list;
  GtkStack *stack;

  VbtSession *session; /* (nullable) */
  VbtId document;      /* whose annotations are listed, or 0 */
  VbtIdList *ids;
  GtkSingleSelection *selection;
  GArray *labels; /* of VbtId: what the filter offers, from SHOW_LABEL on */
  GArray *found;  /* (nullable): of VbtId: what is listed, while a part of it is in the list */
  guint n;        /* how many there are */
  guint filled;   /* how many of them may be in the list by now */
  guint center;   /* the place that was gone to */
  guint n_named;  /* rows that got their words since the last frame */
  gboolean stale; /* what is listed is not what there is: nobody sees it */
};

G_DEFINE_FINAL_TYPE (VbtAnnotationsList, vbt_annotations_list, GTK_TYPE_WIDGET)

/* Rows */

static void
describe_row (GObject *row, gpointer data)
{
  VbtAnnotationsList *self = data;
  VbtId id = vbt_annotation_row_get_annotation (VBT_ANNOTATION_ROW (row));
  guint position = vbt_annotation_row_get_position (VBT_ANNOTATION_ROW (row));

  if (self->session != NULL && vbt_id_list_find_near (self->ids, id, &position))
    vbt_annotation_row_describe (VBT_ANNOTATION_ROW (row), self->session, position, self->n);
}

static void name_more (GtkWidget *stack);

/* Those near the place that was gone to, and a page anywhere, have their words at once. */
static void
name_row (VbtAnnotationsList *self, GObject *row, guint position)
{
  guint away = MAX (position, self->center) - MIN (position, self->center);

  if (away > ROWS_AT_ONCE && self->n_named >= ROWS_AT_ONCE)
    {
      vbt_after_frame (GTK_WIDGET (self->stack), name_more);
      return;
    }
  self->n_named++;
  describe_row (row, self);
}

static void
name_if_none_cb (GObject *row, gpointer data)
{
  if (!vbt_annotation_row_has_words (VBT_ANNOTATION_ROW (row)))
    name_row (data, row, vbt_annotation_row_get_position (VBT_ANNOTATION_ROW (row)));
}

static void
describe_again_cb (GObject *row, gpointer data)
{
  if (vbt_annotation_row_has_words (VBT_ANNOTATION_ROW (row)))
    describe_row (row, data);
}

static void
name_more (GtkWidget *stack)
{
  VbtAnnotationsList *self
      = VBT_ANNOTATIONS_LIST (gtk_widget_get_ancestor (stack, VBT_TYPE_ANNOTATIONS_LIST));

  self->n_named = 0;
  vbt_id_list_visit_live (self->ids, name_if_none_cb, self);
}

static GObject *
make_row (VbtId id, guint position, gpointer data)
{
  GObject *row = G_OBJECT (vbt_annotation_row_new (id, position));

  name_row (data, row, position);
  return row;
}

/* What is read out has the place as well; what is seen has not, so that one annotation more does not
 * change, and lay out anew, all rows behind it. The row that the list makes around the label has no
 * name of its own in GTK 4.8. */
static void
name_row_cb (GtkListItem *item)
{
  GObject *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  GtkWidget *around = label == NULL ? NULL : gtk_widget_get_parent (label);
  g_autofree char *words = NULL;

  if (row != NULL)
    g_object_get (row, "words", &words, NULL);
  if (words == NULL || around == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (around), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static GtkExpression *
new_expression (const char *property)
{
  return gtk_property_expression_new (
      VBT_TYPE_ANNOTATION_ROW, gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item"),
      property);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (GtkExpression) words = new_expression ("words");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_expression_bind (new_expression ("what"), label, "label", item);
  gtk_list_item_set_child (item, label);
  gtk_expression_watch (words, item, (GtkExpressionNotify)name_row_cb, item, NULL);
  g_signal_connect_object (label, "notify::parent", G_CALLBACK (name_row_cb), item,
                           G_CONNECT_SWAPPED);
}

/* What is listed */

static gboolean
is_listed (VbtAnnotationsList *self, const VbtAnnotation *span, guint shown)
{
  if (shown == SHOW_SUGGESTIONS)
    return vbt_session_is_suggestion (self->session, span);
  return span->label == g_array_index (self->labels, VbtId, shown - SHOW_LABEL);
}

static void
select_selected (VbtAnnotationsList *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (!vbt_id_list_find (self->ids, vbt_session_get_selected (self->session), &position))
    position = GTK_INVALID_LIST_POSITION;
  if (gtk_single_selection_get_selected (self->selection) == position)
    return;
  if (position != GTK_INVALID_LIST_POSITION)
    self->center = position;
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
selected_cb (VbtAnnotationsList *self)
{
  VbtId id = vbt_id_list_get_id (self->ids, gtk_single_selection_get_selected (self->selection));
  const VbtDocument *document
      = self->session == NULL ? NULL : vbt_session_get_document (self->session);

  /* For a moment the list is still that of the document before. */
  if (id != 0 && document != NULL && vbt_document_get_annotation (document, id) != NULL)
    vbt_session_set_selected (self->session, id);
}

static void
follow (GtkWidget *list)
{
  VbtAnnotationsList *self
      = VBT_ANNOTATIONS_LIST (gtk_widget_get_ancestor (list, VBT_TYPE_ANNOTATIONS_LIST));

  if (self->session == NULL)
    return;
  g_signal_handlers_block_by_func (self->selection, selected_cb, self);
  select_selected (self);
  g_signal_handlers_unblock_by_func (self->selection, selected_cb, self);
}

/* Not in the frame that shows what was selected in the text: that would draw all that lies between. */
static void
session_selected_cb (VbtAnnotationsList *self)
{
  vbt_after_frame (GTK_WIDGET (self->list), follow);
}

static void fill (VbtAnnotationsList *self);

static GArray *
collect_ids (VbtAnnotationsList *self)
{
  guint shown = gtk_drop_down_get_selected (self->filter);
  GPtrArray *spans = vbt_session_get_spans (self->session);
  GArray *ids;

  if (shown != SHOW_SUGGESTIONS && (shown < SHOW_LABEL || shown - SHOW_LABEL >= self->labels->len))
    return g_array_copy (vbt_session_get_drawn (self->session)->ids);
  ids = g_array_sized_new (FALSE, FALSE, sizeof (VbtId), spans->len);
  for (guint i = 0; i < spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);

      if (is_listed (self, span, shown))
        g_array_append_val (ids, span->id);
    }
  return ids;
}

static void
fill_later (VbtAnnotationsList *self)
{
  g_clear_pointer (&self->found, g_array_unref);
  vbt_after_frame (GTK_WIDGET (self), (VbtAfterFrame)fill);
}

static void
fill (VbtAnnotationsList *self)
{
  GArray *ids;

  if (self->session == NULL)
    return;
  /* A list that nobody looks at is not kept. */
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  /* Of a book it is not looked for again for each part. */
  if (self->found == NULL)
    self->found = collect_ids (self);
  self->n = self->found->len;
  self->filled += ROWS_AT_ONCE;
  if (self->filled <= ROWS_MAX && self->filled < self->n)
    {
      ids = g_array_sized_new (FALSE, FALSE, sizeof (VbtId), self->filled);
      g_array_append_vals (ids, self->found->data, self->filled);
      vbt_after_frame (GTK_WIDGET (self), (VbtAfterFrame)fill);
    }
  else
    {
      ids = g_steal_pointer (&self->found);
      self->filled = MAX (self->filled, ROWS_MAX);
    }
  gtk_stack_set_visible_child_name (self->stack, ids->len > 0 ? "list" : "none");
  g_signal_handlers_block_by_func (self->selection, selected_cb, self);
  vbt_id_list_take_ids (self->ids, ids);
  vbt_id_list_visit_live (self->ids, describe_again_cb, self);
  select_selected (self);
  g_signal_handlers_unblock_by_func (self->selection, selected_cb, self);
}

/* Another document, or other annotations of it: from the beginning. */
static void
reload (VbtAnnotationsList *self)
{
  self->filled = 0;
  self->center = 0;
  fill_later (self);
}

/* The same document, read again, keeps its rows. */
static void
document_opened_cb (VbtAnnotationsList *self)
{
  const VbtDocument *document = vbt_session_get_document (self->session);
  VbtId id = document != NULL ? document->id : 0;

  (id == self->document ? fill_later : reload) (self);
  self->document = id;
}

static gboolean
offers_same (VbtAnnotationsList *self, GtkStringList *choices)
{
  GtkStringList *before = GTK_STRING_LIST (gtk_drop_down_get_model (self->filter));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (choices));

  if (before == NULL || g_list_model_get_n_items (G_LIST_MODEL (before)) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (before, i),
                      gtk_string_list_get_string (choices, i)))
      return FALSE;
  return TRUE;
}

/* The filter offers the labels of the schema. Where these are the same again, what was chosen stays. */
static void
fill_filter (VbtAnnotationsList *self)
{
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, _ ("All annotations"));
  gtk_string_list_append (choices, _ ("Suggestions"));
  g_array_set_size (self->labels, 0);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      if (label->kind != VBT_KIND_SPAN)
        continue;
      gtk_string_list_append (choices, label->name);
      g_array_append_val (self->labels, label->id);
    }
  if (!offers_same (self, choices))
    gtk_drop_down_set_model (self->filter, G_LIST_MODEL (choices));
}

static void
project_changed_cb (VbtAnnotationsList *self, const VbtChange *change)
{
  if (change->schema || change->batch)
    fill_filter (self);
  if (change->schema || change->entities || change->batch)
    fill_later (self);
}

/* Return goes to the annotation in the text. */
static void
activated_cb (VbtAnnotationsList *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-article", NULL);
}

static void
drop_session (VbtAnnotationsList *self)
{
  if (self->session == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  self->document = 0;
  g_clear_pointer (&self->found, g_array_unref);
  vbt_id_list_take_ids (self->ids, g_array_new (FALSE, FALSE, sizeof (VbtId)));
}

static void
vbt_annotations_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vbt_annotations_list_parent_class)->map (widget);
  if (VBT_ANNOTATIONS_LIST (widget)->stale)
    fill_later (VBT_ANNOTATIONS_LIST (widget));
}

static gboolean
vbt_annotations_list_grab_focus (GtkWidget *widget)
{
  VbtAnnotationsList *self = VBT_ANNOTATIONS_LIST (widget);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  /* The list would go to the row that had the keyboard last, not to the chosen one. */
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0)
      return gtk_widget_grab_focus (row);
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD)
         || gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

static void
vbt_annotations_list_dispose (GObject *object)
{
  VbtAnnotationsList *self = VBT_ANNOTATIONS_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  drop_session (self);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_ANNOTATIONS_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->ids);
  g_clear_pointer (&self->labels, g_array_unref);
  G_OBJECT_CLASS (vbt_annotations_list_parent_class)->dispose (object);
}

static void
vbt_annotations_list_class_init (VbtAnnotationsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_annotations_list_dispose;
  widget_class->map = vbt_annotations_list_map;
  widget_class->grab_focus = vbt_annotations_list_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-annotations-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtAnnotationsList, filter);
  gtk_widget_class_bind_template_child (widget_class, VbtAnnotationsList, list);
  gtk_widget_class_bind_template_child (widget_class, VbtAnnotationsList, stack);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
vbt_annotations_list_init (VbtAnnotationsList *self)
{
  self->labels = g_array_new (FALSE, FALSE, sizeof (VbtId));
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The keyboard goes to the button inside of it, which has no name in GTK 4.8. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->filter))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which annotations are listed"), -1);
  self->ids = vbt_id_list_new (VBT_TYPE_ANNOTATION_ROW, make_row, self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->ids)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/**
 * vbt_annotations_list_set_session:
 * @self: a list
 * @session: (nullable): whose document's annotations are listed
 *
 * Lists the annotations of another project's document. Choosing one selects it in the article, and
 * what is selected there is chosen here.
 */
void
vbt_annotations_list_set_session (VbtAnnotationsList *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_ANNOTATIONS_LIST (self));

  drop_session (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "document-opened", G_CALLBACK (document_opened_cb), self);
  g_signal_connect_swapped (session, "annotations-changed", G_CALLBACK (fill_later), self);
  g_signal_connect_swapped (session, "notify::selected", G_CALLBACK (session_selected_cb), self);
  g_signal_connect_swapped (session, "project-changed", G_CALLBACK (project_changed_cb), self);
  fill_filter (self);
  gtk_drop_down_set_selected (self->filter, SHOW_ALL);
  reload (self);
}

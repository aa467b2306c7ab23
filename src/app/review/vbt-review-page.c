/* vbt-review-page.c: the page Review: one suggestion after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-review-page.h"

#include <glib/gi18n.h>

#include "article/vbt-marks.h"
#include "article/vbt-speaker-popover.h"
#include "panes/vbt-wrap-box.h"
#include "review/vbt-review-page-private.h"
#include "vbt-ask.h"
#include "vbt-template.h"

G_DEFINE_FINAL_TYPE (VbtReviewPage, vbt_review_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_N_LEFT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/** vbt_review_page_report: shows why something was refused; takes the error. */
void
vbt_review_page_report (VbtReviewPage *self, GError *error)
{
  g_autoptr (GError) owned = error;

  if (owned != NULL && self->session != NULL)
    g_signal_emit_by_name (self->session, "problem", owned->message);
}

/** vbt_review_page_get_suggestion: (transfer none) (nullable): the one that is shown */
const VbtAnnotation *
vbt_review_page_get_suggestion (VbtReviewPage *self)
{
  const VbtReviewItem *item
      = self->queue != NULL ? vbt_review_queue_get_current (self->queue) : NULL;

  return item != NULL && self->document != NULL
             ? vbt_document_get_annotation (self->document, item->id)
             : NULL;
}

static void
stop_reading (VbtReviewPage *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
drop_document (VbtReviewPage *self)
{
  vbt_session_free_document (g_steal_pointer (&self->document), NULL);
}

static gpointer
read_document (VbtStore *store, gpointer question, GCancellable *cancellable, GError **error)
{
  return vbt_store_load_document (store, *(const VbtId *)question, error);
}

static const VbtQuestion reading = { read_document, g_free, (GDestroyNotify)vbt_document_free };

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (source);
  GError *error = NULL;
  VbtDocument *document = vbt_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  g_clear_object (&self->reading);
  if (document == NULL)
    {
      vbt_review_page_report (self, error);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->document = document;
  vbt_review_page_show (self);
}

static void
start_reading (VbtReviewPage *self, VbtId document)
{
  if (self->reading != NULL && self->wanted == document)
    return;
  stop_reading (self);
  self->reading = g_cancellable_new ();
  self->wanted = document;
  vbt_ask (self, vbt_store_get_path (vbt_session_get_store (self->session)), &reading,
           g_memdup2 (&document, sizeof document), self->reading, read_cb, NULL);
}

/* The article that is shown is read again only where it cannot be told what changed of it, or it is another one. */
static gboolean
load_document (VbtReviewPage *self, const VbtReviewItem *item)
{
  GError *error = NULL;

  if (self->document != NULL && self->document->id == item->document)
    return TRUE;
  drop_document (self);
  if (vbt_session_is_long (self->session, item->document))
    {
      start_reading (self, item->document);
      return FALSE;
    }
  stop_reading (self);
  self->document
      = vbt_store_load_document (vbt_session_get_store (self->session), item->document, &error);
  if (self->document == NULL)
    vbt_review_page_report (self, error);
  return self->document != NULL;
}

static void
show_origin (VbtReviewPage *self, const VbtReviewItem *item)
{
  VbtCatalog *catalog = vbt_session_get_catalog (self->session);
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, item->label);
  const VbtAnnotator *tagger = vbt_catalog_get_annotator (catalog, item->tagger);
  const VbtAnnotation *suggestion = vbt_review_page_get_suggestion (self);
  VbtId entity = vbt_role_of_label (catalog->schema, label) == VBT_ROLE_QUOTE
                     ? vbt_document_get_speaker (self->document, catalog, suggestion)
                     : 0;
  const VbtEntity *speaker = entity != 0 ? vbt_catalog_get_entity (catalog, entity) : NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *what = g_markup_printf_escaped (
      "%s · <b>%s</b>", vbt_document_get_title (self->document), label != NULL ? label->name : "?");

  g_string_append (words, what);
  if (speaker != NULL)
    {
      /* TRANSLATORS: a quote's speaker */
      g_autofree char *by = g_markup_printf_escaped (_ (" by <b>%s</b>"), speaker->name);
      g_string_append (words, by);
    }
  if (tagger != NULL)
    {
      g_autofree char *origin = g_markup_printf_escaped (" · %s %s", tagger->name,
                                                         tagger->version ? tagger->version : "");
      g_string_append (words, origin);
    }
  if (*item->rule != '\0')
    {
      /* TRANSLATORS: which rule of a tagger suggests it */
      g_autofree char *rule = g_markup_printf_escaped (_ (", rule “%s”"), item->rule);
      g_string_append (words, rule);
    }
  if (suggestion->confidence >= 0)
    g_string_append_printf (words, " · %.0f %%", suggestion->confidence * 100);
  gtk_label_set_label (self->origin, words->str);
}

/* What I have at the same place: it stays beside what is accepted. */
static void
show_mine (VbtReviewPage *self)
{
  const VbtAnnotation *suggestion = vbt_review_page_get_suggestion (self);
  VbtId me = vbt_session_get_me (self->session);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *other = g_ptr_array_index (self->document->annotations, i);
      const VbtLabel *label
          = vbt_schema_get_label (vbt_session_get_schema (self->session), other->label);

      if (other->kind != VBT_KIND_SPAN || other->annotator != me || label == NULL
          || !vbt_annotation_overlaps (other, vbt_annotation_get_extent (suggestion)))
        continue;
      g_autofree char *text = vbt_document_get_covered_text (self->document, other);
      if (g_utf8_strlen (text, -1) > 40)
        strcpy (g_utf8_offset_to_pointer (text, 37), "…");
      g_string_append_printf (words, "%s%s “%s”", words->len > 0 ? ", " : "", label->name, text);
    }
  /* TRANSLATORS: a list of the user's own annotations at the same place */
  g_autofree char *all = g_strdup_printf (_ ("You have here: %s"), words->str);
  gtk_label_set_label (self->mine, all);
  gtk_widget_set_visible (GTK_WIDGET (self->mine), words->len > 0);
}

/** vbt_review_page_show_text: shows where the suggestion is, and would be. */
void
vbt_review_page_show_text (VbtReviewPage *self)
{
  const VbtAnnotation *suggestion = vbt_review_page_get_suggestion (self);
  g_autofree char *words = NULL;

  if (suggestion == NULL)
    return;
  vbt_review_text_show (self->text, self->document, vbt_session_get_catalog (self->session),
                        suggestion, self->range);
  words = vbt_text_slice (self->document->text, self->range.start, self->range.end);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words,
                                  -1);
}

/** vbt_review_page_show: shows the suggestion that the queue is at. */
void
vbt_review_page_show (VbtReviewPage *self)
{
  const VbtReviewItem *item
      = self->queue != NULL ? vbt_review_queue_get_current (self->queue) : NULL;
  const VbtAnnotation *suggestion = NULL;
  gboolean is_waiting;

  self->edges = FALSE;
  if (item == NULL)
    stop_reading (self);
  else if (load_document (self, item))
    suggestion = vbt_review_page_get_suggestion (self);
  is_waiting
      = self->reading != NULL || (self->queue != NULL && vbt_review_queue_is_waiting (self->queue));
  gtk_stack_set_visible_child_name (self->stack, suggestion != NULL ? "queue"
                                                 : is_waiting       ? "wait"
                                                                    : "empty");
  if (suggestion == NULL)
    return;
  vbt_review_page_update_who (self);
  self->range = vbt_annotation_get_extent (suggestion);
  show_origin (self, item);
  show_mine (self);
  vbt_review_page_show_text (self);
  vbt_review_page_list_like_soon (self);
}

static void
find_scope (VbtReviewPage *self)
{
  VbtScope scope = vbt_scope_get (self->scope);

  self->filter.me = vbt_session_get_me (self->session);
  self->filter.document = vbt_scope_get_document (scope, self->session);
  self->filter.scope = scope == VBT_SCOPE_FILTERED;
}

/** vbt_review_page_restart: begins at the beginning of what the filters choose. */
void
vbt_review_page_restart (VbtReviewPage *self)
{
  GError *error = NULL;

  if (self->queue == NULL)
    return;
  find_scope (self);
  self->is_stale = FALSE;
  self->is_elsewhere = FALSE;
  vbt_review_page_stop_feed (self);
  if (!vbt_review_queue_start (self->queue, &self->filter, &error))
    vbt_review_page_report (self, error);
  vbt_review_page_show (self);
  vbt_review_page_feed (self);
  vbt_review_page_count (self);
}

/** vbt_review_page_renew: shows what is to be decided on now that the project changed. */
void
vbt_review_page_renew (VbtReviewPage *self)
{
  GError *error = NULL;

  self->is_stale = FALSE;
  if (!vbt_review_queue_renew (self->queue, &error))
    vbt_review_page_report (self, error);
  vbt_review_page_show (self);
  vbt_review_page_feed (self);
  vbt_review_page_count (self);
}

/* Of a book each decision would wait for all of it: what it changed is read, all where that cannot be told. */
static void
renew_document (VbtReviewPage *self, const VbtChange *change)
{
  if (self->reading != NULL && vbt_change_touches (change, self->wanted))
    stop_reading (self);
  if (self->document == NULL || !vbt_change_touches (change, self->document->id))
    return;
  if (!vbt_change_names_annotations (change)
      || !vbt_store_update_document (vbt_session_get_store (self->session), self->document,
                                     change->annotations, NULL))
    drop_document (self);
}

static void
changed_cb (VbtReviewPage *self, VbtChange *change)
{
  if (vbt_change_is_of_problems (change))
    return;
  renew_document (self, change);
  if (change->schema || change->annotators)
    vbt_review_page_fill_filters (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    vbt_review_page_renew (self);
  else
    self->is_stale = TRUE;
}

static void
vbt_review_page_map (GtkWidget *widget)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (vbt_review_page_parent_class)->map (widget);
  if (self->queue == NULL)
    return;
  if (vbt_review_queue_get_current (self->queue) == NULL
      || vbt_scope_get (self->scope) == VBT_SCOPE_ARTICLE || self->is_elsewhere)
    vbt_review_page_restart (self);
  else if (self->is_stale)
    vbt_review_page_renew (self);
}

/* What is reviewed follows the list of documents. */
static void
filter_changed_cb (VbtReviewPage *self)
{
  if (vbt_scope_get (self->scope) != VBT_SCOPE_FILTERED)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    vbt_review_page_restart (self);
  else
    self->is_elsewhere = TRUE;
}

static void
set_session (GtkWidget *widget, VbtSession *session)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (widget);

  vbt_review_page_stop_feed (self);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (vbt_session_get_store (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  vbt_hit_list_clear (self->like, NULL);
  g_clear_pointer (&self->queue, vbt_review_queue_free);
  stop_reading (self);
  drop_document (self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      self->queue = vbt_review_queue_new (vbt_session_get_store (session));
      g_signal_connect_object (vbt_session_get_store (session), "changed", G_CALLBACK (changed_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "filter-changed", G_CALLBACK (filter_changed_cb), self,
                               G_CONNECT_SWAPPED);
      vbt_review_page_fill_filters (self);
    }
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
likeness_cb (VbtReviewPage *self)
{
  if (vbt_review_page_get_suggestion (self) != NULL)
    vbt_review_page_list_like (self);
}

static void
vbt_review_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (object);

  if (id == PROP_N_LEFT)
    g_value_set_uint (value, (guint)MIN (self->n_left, 9999));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vbt_review_page_dispose (GObject *object)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (object);

  if (self->stack != NULL)
    set_session (GTK_WIDGET (self), NULL);
  g_clear_pointer (&self->speaker_popover, gtk_widget_unparent);
  g_clear_pointer (&self->like_items, g_ptr_array_unref);
  g_clear_object (&self->like);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_REVIEW_PAGE);
  G_OBJECT_CLASS (vbt_review_page_parent_class)->dispose (object);
}

static void
vbt_review_page_finalize (GObject *object)
{
  VbtReviewPage *self = VBT_REVIEW_PAGE (object);

  g_array_unref (self->labels);
  g_array_unref (self->taggers);
  G_OBJECT_CLASS (vbt_review_page_parent_class)->finalize (object);
}

static void
vbt_review_page_class_init (VbtReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_WRAP_BOX);
  g_type_ensure (VBT_TYPE_REVIEW_TEXT);
  object_class->get_property = vbt_review_page_get_property;
  object_class->dispose = vbt_review_page_dispose;
  object_class->finalize = vbt_review_page_finalize;
  widget_class->map = vbt_review_page_map;
  properties[PROP_N_LEFT] = g_param_spec_uint ("n-left", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, empty);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, tally);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, filters);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, progress);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, counts);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, origin);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, text);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, mine);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, like_title);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, likeness);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, like_buttons);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, like_scroller);
  gtk_widget_class_bind_template_child (widget_class, VbtReviewPage, like_view);
  gtk_widget_class_bind_template_callback (widget_class, likeness_cb);
  vbt_review_page_install_actions (widget_class);
}

static void
vbt_review_page_init (VbtReviewPage *self)
{
  self->labels = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->taggers = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->like = vbt_hit_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vbt_review_page_add_filters (self);
  vbt_review_page_add_buttons (self);
  vbt_review_page_add_keys (self);
  vbt_hit_view_set_up (self->like_view, self->like);
}

static GtkWidget *
make (void)
{
  return g_object_new (VBT_TYPE_REVIEW_PAGE, NULL);
}

const VbtPage vbt_page_review
    = { "review", N_ ("Review"), "vbt-review-symbolic", make, set_session, "n-left" };

/* vbt-window.c: the window: a project with its documents, the article and the inspector
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-window.h"

#include <glib/gi18n.h>

#include "vbt-recent.h"
#include "vbt-settings.h"
#include "vbt-window-private.h"

G_DEFINE_FINAL_TYPE (VbtWindow, vbt_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_SHOW_DOCUMENTS,
  PROP_SHOW_INSPECTOR,
  PROP_PAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What the window says of the open project */

static void
update_title (VbtWindow *self)
{
  guint n_documents = 0;
  guint position = vbt_documents_pane_get_position (self->documents, &n_documents);
  g_autofree char *title
      = self->store != NULL ? vbt_project_title (vbt_store_get_path (self->store)) : NULL;
  g_autofree char *subtitle = NULL;

  if (position > 0)
    /* TRANSLATORS: the place of the open article in the list */
    subtitle = g_strdup_printf (_ ("%u of %u"), position, n_documents);
  adw_window_title_set_title (self->title, title != NULL ? title : "Verbatim");
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : "Verbatim");
}

/**
 * vbt_window_update:
 * @self: a window
 *
 * Shows what is open, and which actions are possible.
 */
void
vbt_window_update (VbtWindow *self)
{
  update_title (self);
  vbt_window_update_trouble (self);
  vbt_window_update_actions (self);
}

/**
 * vbt_window_toast:
 * @self: a window
 * @message: what happened
 *
 * Says something that needs no answer.
 */
void
vbt_window_toast (VbtWindow *self, const char *message)
{
  g_return_if_fail (VBT_IS_WINDOW (self));
  g_return_if_fail (message != NULL);

  g_autofree char *safe = g_markup_escape_text (message, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (safe));
}

/**
 * vbt_window_toast_with_undo:
 * @self: a window
 * @message: what happened
 * @n_undo: how many steps of the history it was
 *
 * Says what was done, with a button that takes it back.
 */
void
vbt_window_toast_with_undo (VbtWindow *self, const char *message, guint n_undo)
{
  g_autofree char *safe = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (safe);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.undo-several");
  adw_toast_set_action_target (toast, "u", n_undo);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
problem_cb (VbtWindow *self, const char *message)
{
  vbt_window_toast (self, message);
  vbt_window_update_trouble (self);
}

static void
edit_attributes_cb (VbtWindow *self)
{
  vbt_window_show_inspector (self, TRUE);
  vbt_inspector_focus_attributes (self->inspector);
}

static void
document_opened_cb (VbtWindow *self)
{
  const VbtDocument *document = vbt_session_get_document (self->session);

  if (document != NULL && !vbt_store_is_read_only (self->store, NULL))
    {
      g_autofree char *id = vbt_id_to_string (document->id);
      /* Where it fails the next start opens another document: no reason to bother anybody. */
      vbt_store_set_setting (self->store, "last-document", id, NULL);
    }
  vbt_window_update (self);
}

/* Others may have written into the file while the user was away. */
static void
active_changed_cb (VbtWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->store == NULL || !gtk_window_is_active (GTK_WINDOW (self)))
    return;
  if (!vbt_store_refresh (self->store, &error))
    vbt_window_toast (self, error->message);
}

static void
drop_session (VbtWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  while (vbt_session_is_waiting (self->session))
    vbt_session_complete (self->session);
  vbt_window_stop_index (self);
  vbt_window_stop_learning (self);
  vbt_window_stop_rechecking (self);
  vbt_window_history_stop (self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  vbt_documents_pane_set_session (self->documents, NULL);
  vbt_inspector_set_session (self->inspector, NULL, NULL);
  vbt_reader_set_session (self->page, NULL);
  vbt_window_pages_set_session (self, NULL);
  g_clear_object (&self->session);
  if (!vbt_store_close (self->store, &error))
    vbt_window_toast (self, error->message);
  g_clear_object (&self->store);
}

/**
 * vbt_window_take_session:
 * @self: a window
 * @store: (nullable) (transfer none): an open project
 * @session: (nullable) (transfer none): its session
 *
 * Shows another project, or the welcome page; closes the one that was open.
 */
void
vbt_window_take_session (VbtWindow *self, VbtStore *store, VbtSession *session)
{
  drop_session (self);
  if (session != NULL)
    {
      self->store = g_object_ref (store);
      self->session = g_object_ref (session);
      g_signal_connect_swapped (session, "problem", G_CALLBACK (problem_cb), self);
      g_signal_connect_swapped (session, "document-opened", G_CALLBACK (document_opened_cb), self);
      g_signal_connect_swapped (session, "project-changed", G_CALLBACK (vbt_window_update), self);
      /* After the article, which is to have the text. */
      g_signal_connect_object (session, "document-opened", G_CALLBACK (vbt_window_reach_place),
                               self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      g_signal_connect_object (session, "annotations-changed", G_CALLBACK (vbt_window_reach_place),
                               self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      vbt_reader_set_session (self->page, session);
      vbt_inspector_set_session (self->inspector, session, self->article);
      vbt_documents_pane_set_session (self->documents, session);
      vbt_window_pages_set_session (self, session);
      vbt_window_history_start (self);
    }
  gtk_stack_set_visible_child_name (self->stack, session != NULL ? "project" : "welcome");
  vbt_window_update (self);
}

/* Keys that nobody took go to the article, or to the page that is shown: after a click into the list, N and A
 * work at once. */
static gboolean
key_pressed_cb (VbtWindow *self, guint keyval, guint keycode, GdkModifierType state,
                GtkEventController *controller)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean in_project = self->session != NULL && vbt_session_get_document (self->session) != NULL;

  if (!in_project || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0
      || gdk_keyval_to_unicode (keyval) <= ' ' || GTK_IS_EDITABLE (focus)
      || GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  focus = vbt_window_focus_page (self);
  return focus != NULL
         && gtk_event_controller_key_forward (GTK_EVENT_CONTROLLER_KEY (controller), focus);
}

static void
vbt_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  vbt_window_panes_fit (VBT_WINDOW (widget), width);
  vbt_window_pages_fit (VBT_WINDOW (widget), width);
  GTK_WIDGET_CLASS (vbt_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static gboolean
vbt_window_close_request (GtkWindow *window)
{
  VbtWindow *self = VBT_WINDOW (window);
  VbtJob *job = vbt_jobs_bar_get_job (self->jobs);

  if (job != NULL)
    vbt_job_cancel (job);
  vbt_window_panes_save (self);
  gtk_window_set_focus (window, NULL); /* an entry that is left saves what was typed */
  vbt_window_take_session (self, NULL, NULL);
  return GTK_WINDOW_CLASS (vbt_window_parent_class)->close_request (window);
}

static void
vbt_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtWindow *self = VBT_WINDOW (object);

  switch (id)
    {
    case PROP_SHOW_DOCUMENTS:
      g_value_set_boolean (value, self->show_documents);
      break;
    case PROP_SHOW_INSPECTOR:
      g_value_set_boolean (value, self->show_inspector);
      break;
    case PROP_PAGE:
      g_value_set_string (value, vbt_window_get_page (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vbt_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VbtWindow *self = VBT_WINDOW (object);

  switch (id)
    {
    case PROP_SHOW_DOCUMENTS:
      vbt_window_show_documents (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_INSPECTOR:
      vbt_window_show_inspector (self, g_value_get_boolean (value));
      break;
    case PROP_PAGE:
      vbt_window_show_page (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vbt_window_dispose (GObject *object)
{
  VbtWindow *self = VBT_WINDOW (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->session != NULL)
    drop_session (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VBT_TYPE_WINDOW);
  G_OBJECT_CLASS (vbt_window_parent_class)->dispose (object);
}

static void
vbt_window_finalize (GObject *object)
{
  VbtWindow *self = VBT_WINDOW (object);

  g_clear_pointer (&self->sample, g_free);
  g_clear_pointer (&self->waiting, g_strfreev);
  G_OBJECT_CLASS (vbt_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/verbatim_app/Verbatim/ui/vbt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, title);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, middle);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, switcher_room);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, project_title);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, previous_button);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, documents_button);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, find_button);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, inner);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, documents);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, page);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, jobs);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, VbtWindow, welcome_menu);
  gtk_widget_class_bind_template_callback (widget_class, vbt_window_update);
  gtk_widget_class_bind_template_callback (widget_class, problem_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
vbt_window_class_init (VbtWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_type_ensure (VBT_TYPE_READER);
  g_type_ensure (VBT_TYPE_DOCUMENTS_PANE);
  g_type_ensure (VBT_TYPE_INSPECTOR);
  g_type_ensure (VBT_TYPE_JOBS_BAR);
  g_type_ensure (VBT_TYPE_TROUBLE_BAR);
  g_type_ensure (VBT_TYPE_WELCOME);
  object_class->get_property = vbt_window_get_property;
  object_class->set_property = vbt_window_set_property;
  object_class->dispose = vbt_window_dispose;
  object_class->finalize = vbt_window_finalize;
  widget_class->size_allocate = vbt_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = vbt_window_close_request;

  properties[PROP_SHOW_DOCUMENTS]
      = g_param_spec_boolean ("show-documents", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_INSPECTOR]
      = g_param_spec_boolean ("show-inspector", NULL, NULL, TRUE, flags);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, VBT_PAGE_ANNOTATE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_property_action (widget_class, "win.show-documents", "show-documents");
  gtk_widget_class_install_property_action (widget_class, "win.show-inspector", "show-inspector");
  gtk_widget_class_install_property_action (widget_class, "win.page", "page");
  vbt_window_install_actions (widget_class);
  vbt_window_install_project_actions (widget_class);
  vbt_window_install_job_actions (widget_class);
  vbt_window_install_tag_actions (widget_class);
  vbt_window_install_trouble_actions (widget_class);
  vbt_window_install_history_actions (widget_class);
  vbt_window_install_undo_actions (widget_class);
  vbt_window_install_print_actions (widget_class);
  vbt_window_install_register_actions (widget_class);
  bind_template (widget_class);
}

static void
add_menus (VbtWindow *self)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/io/github/verbatim_app/Verbatim/ui/menus.ui");

  gtk_menu_button_set_menu_model (self->main_menu,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "main_menu")));
  gtk_menu_button_set_menu_model (self->welcome_menu,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "welcome_menu")));
}

static void
vbt_window_init (VbtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->article = vbt_reader_get_article (self->page);
  g_signal_connect_object (self->article, "edit-attributes", G_CALLBACK (edit_attributes_cb), self,
                           G_CONNECT_SWAPPED);
  vbt_window_pages_init (self);
  add_menus (self);
  vbt_window_panes_restore (self);
  vbt_window_add_drop_target (self);
  vbt_window_start_looking (self);
  vbt_window_history_add_keys (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
  vbt_window_update (self);
}

/**
 * vbt_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window with the welcome page
 */
VbtWindow *
vbt_window_new (GtkApplication *application)
{
  return g_object_new (VBT_TYPE_WINDOW, "application", application, NULL);
}

/**
 * vbt_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the open project
 */
VbtSession *
vbt_window_get_session (VbtWindow *self)
{
  g_return_val_if_fail (VBT_IS_WINDOW (self), NULL);

  return self->session;
}

/**
 * vbt_window_is_busy:
 * @self: a window
 *
 * Returns: whether an import, a tagging or an export runs; indexing in the background does not count
 */
gboolean
vbt_window_is_busy (VbtWindow *self)
{
  g_return_val_if_fail (VBT_IS_WINDOW (self), FALSE);

  VbtJob *job = vbt_jobs_bar_get_job (self->jobs);

  return job != NULL && job != self->index;
}

/* vbt-announcer.c: says what changed, to those who hear the window as to those who see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-announcer.h"

#include <glib/gi18n.h>

#include "article/vbt-article.h"

/* What a sentence is made of, in this order. */
typedef enum
{
  PART_ACT,
  PART_SELECTED,
  PART_LEFT,
  N_PARTS
} Part;

/* GTK 4.8 cannot announce anything. What it does tell a screen reader is that a name changed, as long
 * as what has it is shown; so this is an alert that always is, and changes its name. */
struct _VbtAnnouncer
{
  GtkWidget parent;
  GtkWidget *label;
  VbtSession *session;  /* (nullable) */
  gint64 last_act;      /* the number of the last act in the history that is not undone */
  char *parts[N_PARTS]; /* (nullable): what is to be said next */
  guint source;
};

G_DEFINE_FINAL_TYPE (VbtAnnouncer, vbt_announcer, GTK_TYPE_WIDGET)

static gboolean
say_cb (gpointer data)
{
  VbtAnnouncer *self = data;
  g_autoptr (GString) words = g_string_new (NULL);

  self->source = 0;
  for (guint i = 0; i < N_PARTS; i++)
    {
      if (self->parts[i] != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", self->parts[i]);
      g_clear_pointer (&self->parts[i], g_free);
    }
  /* The same words again are said again. */
  gtk_label_set_text (GTK_LABEL (self->label), "");
  gtk_label_set_text (GTK_LABEL (self->label), words->str);
  gtk_widget_set_tooltip_text (self->label, words->str);
  return G_SOURCE_REMOVE;
}

/* An act changes several things at once, which is said in one sentence; of things of one kind only
 * the last is said. */
static void
say (VbtAnnouncer *self, Part part, char *words)
{
  g_free (self->parts[part]);
  self->parts[part] = words;
  if (self->source == 0)
    self->source = g_idle_add (say_cb, self);
}

static void
say_suggestions_left (VbtAnnouncer *self)
{
  guint n = vbt_session_get_drawn (self->session)->n_suggestions;

  say (self, PART_LEFT,
       g_strdup_printf (
           g_dngettext (GETTEXT_PACKAGE, "%u suggestion left", "%u suggestions left", n), n));
}

static gint64
find_last_act (VbtAnnouncer *self)
{
  g_autoptr (VbtHistoryRow) row = vbt_store_peek_undo (vbt_session_get_store (self->session),
                                                       vbt_session_get_me (self->session));

  return row == NULL ? 0 : row->number;
}

/* What was done is what the history says; what was undone stands where redo would begin. */
static void
project_changed_cb (VbtAnnouncer *self)
{
  VbtStore *store = vbt_session_get_store (self->session);
  VbtId me = vbt_session_get_me (self->session);
  gint64 act = find_last_act (self);
  gboolean undone = act < self->last_act;
  g_autoptr (VbtHistoryRow) row = NULL;

  if (act == self->last_act)
    return;
  self->last_act = act;
  row = undone ? vbt_store_peek_redo (store, me) : vbt_store_peek_undo (store, me);
  if (row == NULL)
    return;
  if (undone)
    /* TRANSLATORS: what was undone, in the words of the history */
    say (self, PART_ACT, g_strdup_printf (_ ("Undone: %s"), row->words));
  else
    /* TRANSLATORS: what was done, in the words of the history */
    say (self, PART_ACT, g_strdup_printf (_ ("Done: %s"), row->words));
  say_suggestions_left (self);
}

static void
selected_cb (VbtAnnouncer *self)
{
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self->session);

  if (selected != NULL)
    say (self, PART_SELECTED, vbt_article_describe (self->session, selected));
}

static void
document_opened_cb (VbtAnnouncer *self)
{
  const VbtDocument *document = vbt_session_get_document (self->session);

  if (document == NULL)
    return;
  say (self, PART_SELECTED, g_strdup (vbt_document_get_title (document)));
  if (!vbt_session_is_loading (self->session))
    say_suggestions_left (self);
}

static void
drop_session (VbtAnnouncer *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

static void
vbt_announcer_dispose (GObject *object)
{
  VbtAnnouncer *self = VBT_ANNOUNCER (object);

  drop_session (self);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (vbt_announcer_parent_class)->dispose (object);
}

static void
vbt_announcer_finalize (GObject *object)
{
  VbtAnnouncer *self = VBT_ANNOUNCER (object);

  for (guint i = 0; i < N_PARTS; i++)
    g_free (self->parts[i]);
  G_OBJECT_CLASS (vbt_announcer_parent_class)->finalize (object);
}

static void
vbt_announcer_class_init (VbtAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vbt_announcer_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_announcer_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vbt_announcer_init (VbtAnnouncer *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                              "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 1.0, NULL);
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * vbt_announcer_set_session:
 * @self: an announcer
 * @session: (nullable): what is spoken of
 *
 * Speaks of another project: of what is done and undone in it, and of what is selected.
 */
void
vbt_announcer_set_session (VbtAnnouncer *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_ANNOUNCER (self));

  drop_session (self);
  gtk_label_set_text (GTK_LABEL (self->label), "");
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->last_act = find_last_act (self);
  g_signal_connect_swapped (session, "document-opened", G_CALLBACK (document_opened_cb), self);
  g_signal_connect_swapped (session, "document-loaded", G_CALLBACK (say_suggestions_left), self);
  g_signal_connect_swapped (session, "project-changed", G_CALLBACK (project_changed_cb), self);
  g_signal_connect_swapped (session, "notify::selected", G_CALLBACK (selected_cb), self);
  document_opened_cb (self);
}

/* vbt-reader.c: the middle of the window: find bar, article, and what the keys do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-reader.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "keys/vbt-keycap.h"
#include "models/vbt-document-row.h"
#include "panes/vbt-announcer.h"
#include "panes/vbt-legend.h"
#include "panes/vbt-wrap-box.h"
#include "vbt-settings.h"
#include "vbt-template.h"
#include "vbt-visibility.h"

struct _VbtReader
{
  GtkWidget parent;
  GtkStack *stack;
  GtkSearchBar *find_bar;
  GtkSearchEntry *find_entry;
  GtkLabel *find_hits;
  VbtArticle *article;
  GtkMenuButton *legend_button;
  VbtLegend *legend;
  GtkWidget *hidden_button;
  GtkLabel *hidden_label;
  VbtWrapBox *hints;
  VbtAnnouncer *announcer;
  GtkLabel *saved;
  GtkImage *status_icon;
  GtkLabel *status_label;
  VbtSession *session; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbtReader, vbt_reader, GTK_TYPE_WIDGET)

/* The keys that are needed most; where the window is narrow the last ones are left out. */
static const struct
{
  const char *actions[3];
  const char *words;
} hints[] = {
  { { "article.next-annotation" }, N_ ("next") },
  { { "article.next-suggestion" }, N_ ("next suggestion") },
  { { "article.accept", "article.reject" }, N_ ("accept, reject") },
  { { "article.speaker" }, N_ ("speaker") },
  { { "article.choose-label" }, N_ ("label") },
  { { "win.commands" }, N_ ("all commands") },
};

static void
make_hints (VbtReader *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
      GtkWidget *words = gtk_label_new (_ (hints[i].words));
      for (const char *const *action = hints[i].actions; *action != NULL; action++)
        gtk_box_append (GTK_BOX (box), vbt_keycap_new_for_action (*action));
      gtk_widget_add_css_class (words, "caption");
      gtk_widget_add_css_class (words, "dim-label");
      gtk_box_append (GTK_BOX (box), words);
      vbt_wrap_box_append (self->hints, box);
    }
}

/* Find */

static void
show_hits (VbtReader *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->find_entry));
  guint current = 0;
  guint n_hits = vbt_article_get_n_hits (self->article, &current);
  g_autofree char *hits = NULL;

  if (vbt_article_is_finding (self->article))
    hits = g_strdup ("…");
  else if (*text != '\0' && n_hits == 0)
    hits = g_strdup (_ ("Not found"));
  else if (*text != '\0')
    /* TRANSLATORS: the number of a hit, and how many there are */
    hits = g_strdup_printf (_ ("%u of %u"), current, n_hits);
  gtk_label_set_text (self->find_hits, hits != NULL ? hits : "");
}

static void
find_changed_cb (VbtReader *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->find_entry));
  gboolean on = gtk_search_bar_get_search_mode (self->find_bar);

  vbt_article_find (self->article, on && *text != '\0' ? text : NULL);
  show_hits (self);
  if (!on)
    gtk_widget_grab_focus (GTK_WIDGET (self->article));
}

static void
find_next_cb (VbtReader *self)
{
  vbt_reader_find_next (self, TRUE);
}

static void
find_previous_cb (VbtReader *self)
{
  vbt_reader_find_next (self, FALSE);
}

/* What is open */

static void
show_status (VbtReader *self)
{
  const VbtDocument *document
      = self->session != NULL ? vbt_session_get_document (self->session) : NULL;
  VbtStatus status = VBT_STATUS_NEW;
  gboolean read_only = self->session != NULL
                       && vbt_store_is_read_only (vbt_session_get_store (self->session), NULL);

  if (document != NULL)
    status = vbt_document_get_status (document, vbt_session_get_me (self->session));
  gboolean done = status == VBT_STATUS_DONE || status == VBT_STATUS_LOCKED;
  gtk_stack_set_visible_child_name (self->stack, document != NULL ? "article" : "empty");
  gtk_label_set_text (self->saved, read_only ? _ ("Read-only") : _ ("Everything is saved"));
  /* An image that is set anew has the whole window laid out, after each act. */
  if (g_strcmp0 (gtk_image_get_icon_name (self->status_icon), vbt_status_to_icon (status)) != 0)
    gtk_image_set_from_icon_name (self->status_icon, vbt_status_to_icon (status));
  gtk_label_set_text (self->status_label, done ? vbt_status_to_title (status) : _ ("Mark as Done"));
}

static void
document_opened_cb (VbtReader *self)
{
  gtk_search_bar_set_search_mode (self->find_bar, FALSE);
  show_status (self);
}

/* What is not drawn is said: nobody shall think that there is nothing. */
static void
show_hidden (VbtReader *self)
{
  g_autofree char *hidden
      = self->session == NULL
            ? NULL
            : vbt_visibility_describe_hidden (vbt_session_get_visibility (self->session),
                                              vbt_session_get_schema (self->session));
  /* TRANSLATORS: “3 labels hidden”, on a button that shows them again */
  g_autofree char *text = hidden == NULL ? NULL : g_strdup_printf (_ ("%s — Show All"), hidden);

  const char *icon = hidden != NULL ? "view-conceal-symbolic" : "view-reveal-symbolic";

  gtk_widget_set_visible (self->hidden_button, hidden != NULL);
  gtk_label_set_text (self->hidden_label, text != NULL ? text : "");
  if (g_strcmp0 (gtk_menu_button_get_icon_name (self->legend_button), icon) != 0)
    gtk_menu_button_set_icon_name (self->legend_button, icon);
}

static void
drop_session (VbtReader *self)
{
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (vbt_session_get_visibility (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_object (&self->session);
}

static void
vbt_reader_dispose (GObject *object)
{
  VbtReader *self = VBT_READER (object);

  drop_session (self);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_READER);
  G_OBJECT_CLASS (vbt_reader_parent_class)->dispose (object);
}

static void
vbt_reader_class_init (VbtReaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_ANNOUNCER);
  g_type_ensure (VBT_TYPE_ARTICLE);
  g_type_ensure (VBT_TYPE_LEGEND);
  g_type_ensure (VBT_TYPE_WRAP_BOX);
  G_OBJECT_CLASS (klass)->dispose = vbt_reader_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/verbatim_app/Verbatim/ui/vbt-reader.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtReader, stack);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, find_bar);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, find_entry);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, find_hits);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, article);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, legend_button);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, legend);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, hidden_button);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, hidden_label);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, hints);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, announcer);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, saved);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, status_icon);
  gtk_widget_class_bind_template_child (widget_class, VbtReader, status_label);
  gtk_widget_class_bind_template_callback (widget_class, find_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_previous_cb);
}

/* The settings count in percent. */
static gboolean
percent_to_scale (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_double (value, g_variant_get_int32 (variant) / 100.0);
  return TRUE;
}

static void
vbt_reader_init (VbtReader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->find_bar, GTK_EDITABLE (self->find_entry));
  g_signal_connect_object (self->article, "hits-changed", G_CALLBACK (show_hits), self,
                           G_CONNECT_SWAPPED);
  g_settings_bind_with_mapping (vbt_settings (), "font-scale", self->article, "font-scale",
                                G_SETTINGS_BIND_GET, percent_to_scale, NULL, NULL, NULL);
  g_settings_bind (vbt_settings (), "snap-to-words", self->article, "snap-to-words",
                   G_SETTINGS_BIND_GET);
  make_hints (self);
  show_status (self);
}

/**
 * vbt_reader_set_session:
 * @self: a reader
 * @session: (nullable): whose document is shown
 *
 * Shows another project's document.
 */
void
vbt_reader_set_session (VbtReader *self, VbtSession *session)
{
  g_return_if_fail (VBT_IS_READER (self));

  drop_session (self);
  vbt_article_set_session (self->article, session);
  vbt_announcer_set_session (self->announcer, session);
  vbt_legend_set_session (self->legend, session);
  if (session != NULL)
    {
      self->session = g_object_ref (session);
      g_signal_connect_swapped (session, "document-opened", G_CALLBACK (document_opened_cb), self);
      g_signal_connect_swapped (session, "annotations-changed", G_CALLBACK (show_status), self);
      g_signal_connect_swapped (session, "project-changed", G_CALLBACK (show_hidden), self);
      g_signal_connect_swapped (vbt_session_get_visibility (session), "changed",
                                G_CALLBACK (show_hidden), self);
    }
  show_hidden (self);
  show_status (self);
}

/**
 * vbt_reader_get_article:
 * @self: a reader
 *
 * Returns: (transfer none): the article
 */
VbtArticle *
vbt_reader_get_article (VbtReader *self)
{
  g_return_val_if_fail (VBT_IS_READER (self), NULL);

  return self->article;
}

/**
 * vbt_reader_show_labels:
 * @self: a reader
 *
 * Opens or closes the legend, where labels are hidden and shown.
 */
void
vbt_reader_show_labels (VbtReader *self)
{
  g_return_if_fail (VBT_IS_READER (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->legend)))
    gtk_menu_button_popdown (self->legend_button);
  else
    gtk_menu_button_popup (self->legend_button);
}

/**
 * vbt_reader_find:
 * @self: a reader
 *
 * Shows the find bar.
 */
void
vbt_reader_find (VbtReader *self)
{
  g_return_if_fail (VBT_IS_READER (self));

  gtk_search_bar_set_search_mode (self->find_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->find_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->find_entry), 0, -1);
}

/**
 * vbt_reader_find_next:
 * @self: a reader
 * @forward: whether the hit behind, or the one before
 *
 * Goes to another hit.
 */
void
vbt_reader_find_next (VbtReader *self, gboolean forward)
{
  g_return_if_fail (VBT_IS_READER (self));

  vbt_article_find_next (self->article, forward);
  show_hits (self);
}

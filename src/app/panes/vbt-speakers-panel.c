/* vbt-speakers-panel.c: who said what: the speakers of the document, by the number of their quotes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-speakers-panel.h"

#include <glib/gi18n.h>

#include "panes/vbt-swatch.h"
#include "vbt-after-frame.h"
#include "vbt-template.h"

struct _VbtSpeakersPanel
{
  GtkWidget parent;
  GtkListBox *list;
  VbtSession *session; /* (nullable) */
  VbtArticle *article; /* (nullable), not owned */
  GArray *speakers;    /* of Speaker, as they are listed */
};

typedef struct
{
  VbtId entity; /* 0: quotes of which nobody knows who said them */
  int index;
  guint n_quotes;
} Speaker;

G_DEFINE_FINAL_TYPE (VbtSpeakersPanel, vbt_speakers_panel, GTK_TYPE_WIDGET)

static void
count_quote (VbtSpeakersPanel *self, VbtId entity)
{
  for (guint i = 0; i < self->speakers->len; i++)
    {
      Speaker *speaker = &g_array_index (self->speakers, Speaker, i);
      if (speaker->entity != entity)
        continue;
      speaker->n_quotes++;
      return;
    }
  Speaker speaker = { entity, vbt_session_get_speaker_index (self->session, entity), 1 };
  g_array_append_val (self->speakers, speaker);
}

/* The most quoted first; quotes of nobody last. */
static int
compare_speakers (gconstpointer a, gconstpointer b)
{
  const Speaker *first = a, *second = b;

  if ((first->entity == 0) != (second->entity == 0))
    return first->entity == 0 ? 1 : -1;
  return first->index - second->index;
}

static guint
count_quotes (VbtSpeakersPanel *self)
{
  const GArray *quotes = vbt_session_get_drawn (self->session)->quotes;

  g_array_set_size (self->speakers, 0);
  for (guint i = 0; i < quotes->len; i++)
    count_quote (self, g_array_index (quotes, VbtQuote, i).speaker);
  g_array_sort (self->speakers, compare_speakers);
  return quotes->len;
}

static char *
describe_entity (const VbtEntity *entity)
{
  static const char *const keys[] = { "role", "affiliation", "party", "country" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; entity->attributes != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = g_hash_table_lookup (entity->attributes, keys[i]);
      if (value != NULL && *value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_label (const char *text, const char *css_class, gboolean expand)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (expand)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 8);
    }
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_names (const VbtEntity *entity)
{
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_widget_set_hexpand (names, TRUE);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (names), new_label (entity != NULL ? entity->name : _ ("Speaker unknown"),
                                              entity != NULL ? NULL : "dim-label", TRUE));
  if (entity == NULL)
    return names;
  g_autofree char *what = describe_entity (entity);
  if (*what != '\0')
    {
      GtkWidget *label = new_label (what, "caption", TRUE);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (names), label);
    }
  return names;
}

static GtkWidget *
new_row (VbtSpeakersPanel *self, const Speaker *speaker, guint n_quotes)
{
  VbtEntity *entity
      = vbt_catalog_get_entity (vbt_session_get_catalog (self->session), speaker->entity);
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u quote", "%u quotes", speaker->n_quotes), speaker->n_quotes);
  g_autofree char *share
      = g_strdup_printf ("%s · %u %%", count, (speaker->n_quotes * 100 + n_quotes / 2) / n_quotes);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *numbers = new_label (share, "dim-label", FALSE);

  gtk_widget_add_css_class (numbers, "numeric");
  gtk_box_append (GTK_BOX (box),
                  vbt_swatch_new (vbt_session_get_speaker_color (self->session, speaker->entity)));
  gtk_box_append (GTK_BOX (box), new_names (entity));
  gtk_box_append (GTK_BOX (box), numbers);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "speaker-row");
  gtk_widget_set_tooltip_text (row, _ ("Go to the next quote of this speaker"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  entity != NULL ? entity->name : _ ("Speaker unknown"), -1);
  return row;
}

static void
refresh (VbtSpeakersPanel *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_array_set_size (self->speakers, 0);

  gboolean open = self->session != NULL && vbt_session_get_document (self->session) != NULL;
  guint n_quotes = open ? count_quotes (self) : 0;
  for (guint i = 0; i < self->speakers->len; i++)
    gtk_list_box_append (self->list,
                         new_row (self, &g_array_index (self->speakers, Speaker, i), n_quotes));
  gtk_widget_set_visible (GTK_WIDGET (self), n_quotes > 0);
}

static void
refresh_later (VbtSpeakersPanel *self)
{
  vbt_after_frame (GTK_WIDGET (self), (VbtAfterFrame)refresh);
}

static void
project_changed_cb (VbtSpeakersPanel *self, const VbtChange *change)
{
  if (change->entities || change->schema || change->batch)
    refresh_later (self);
}

/* The first quote of the speaker behind the selected annotation; after the last the first again. */
static VbtId
find_next_quote (VbtSpeakersPanel *self, VbtId entity)
{
  const GArray *quotes = vbt_session_get_drawn (self->session)->quotes;
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self->session);
  VbtId first = 0;

  for (guint i = 0; i < quotes->len; i++)
    {
      const VbtQuote *quote = &g_array_index (quotes, VbtQuote, i);

      if (quote->speaker != entity)
        continue;
      if (selected != NULL && vbt_annotation_compare (quote->span, selected) > 0)
        return quote->span->id;
      if (first == 0)
        first = quote->span->id;
    }
  return first;
}

static void
row_activated_cb (VbtSpeakersPanel *self, GtkListBoxRow *row)
{
  guint index = gtk_list_box_row_get_index (row);
  VbtId quote = find_next_quote (self, g_array_index (self->speakers, Speaker, index).entity);

  if (quote == 0)
    return;
  vbt_session_set_selected (self->session, quote);
  vbt_article_scroll_to (self->article, quote);
}

static void
drop_session (VbtSpeakersPanel *self)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  self->article = NULL;
}

static void
vbt_speakers_panel_dispose (GObject *object)
{
  VbtSpeakersPanel *self = VBT_SPEAKERS_PANEL (object);

  drop_session (self);
  vbt_template_dispose (GTK_WIDGET (self), VBT_TYPE_SPEAKERS_PANEL);
  G_OBJECT_CLASS (vbt_speakers_panel_parent_class)->dispose (object);
}

static void
vbt_speakers_panel_finalize (GObject *object)
{
  g_clear_pointer (&VBT_SPEAKERS_PANEL (object)->speakers, g_array_unref);
  G_OBJECT_CLASS (vbt_speakers_panel_parent_class)->finalize (object);
}

static void
vbt_speakers_panel_class_init (VbtSpeakersPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vbt_speakers_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_speakers_panel_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-speakers-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtSpeakersPanel, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
vbt_speakers_panel_init (VbtSpeakersPanel *self)
{
  self->speakers = g_array_new (FALSE, FALSE, sizeof (Speaker));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_speakers_panel_set_session:
 * @self: a panel
 * @session: (nullable): whose document is shown
 * @article: (nullable): the article in which a click goes to a quote
 *
 * Shows the speakers of another project's document.
 */
void
vbt_speakers_panel_set_session (VbtSpeakersPanel *self, VbtSession *session, VbtArticle *article)
{
  g_return_if_fail (VBT_IS_SPEAKERS_PANEL (self));

  drop_session (self);
  if (session != NULL)
    {
      self->session = g_object_ref (session);
      self->article = article;
      g_signal_connect_swapped (session, "annotations-changed", G_CALLBACK (refresh_later), self);
      g_signal_connect_swapped (session, "document-opened", G_CALLBACK (refresh_later), self);
      g_signal_connect_swapped (session, "project-changed", G_CALLBACK (project_changed_cb), self);
    }
  refresh (self);
}

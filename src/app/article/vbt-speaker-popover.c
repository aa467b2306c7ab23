/* vbt-speaker-popover.c: who says this, or is meant: the likeliest first, or whoever is typed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-speaker-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "entities/vbt-entity-row.h"
#include "vbt-palette.h"

/* More is no list to choose from; whoever is looked for is typed. Each row is some tenths of a millisecond. */
#define MAX_ROWS 20

struct _VbtSpeakerPopover
{
  GtkPopover parent_instance;

  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *more;     /* says how many others there are */
  VbtSession *session; /* (nullable): while it asks */
  VbtId span;
  gboolean is_quote;  /* it asks who says it, not whom it names */
  GPtrArray *choices; /* (nullable): of VbtSpeakerChoice of the document, the likeliest first */
  GPtrArray *offered; /* (nullable): of VbtSpeakerChoice, with what the project has */
  GPtrArray *shown;   /* of borrowed VbtSpeakerChoice, one a row; a last NULL is "new" */
};

G_DEFINE_FINAL_TYPE (VbtSpeakerPopover, vbt_speaker_popover, GTK_TYPE_POPOVER)

static GtkWidget *
make_dot (VbtSpeakerPopover *self, const VbtSpeakerChoice *choice)
{
  gboolean is_new = choice == NULL || (choice->entity == 0 && !self->is_quote);
  GtkWidget *dot = gtk_label_new (is_new ? "+" : "■");
  int index = choice == NULL || choice->entity == 0
                  ? -1
                  : vbt_session_get_speaker_color (self->session, choice->entity);
  PangoAttrList *attributes = pango_attr_list_new ();
  GdkRGBA color;

  vbt_palette_get_speaker (index, vbt_shade_of_windows (), &color);
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16)(color.red * 65535),
                                                                 (guint16)(color.green * 65535),
                                                                 (guint16)(color.blue * 65535)));
  gtk_label_set_attributes (GTK_LABEL (dot), attributes);
  pango_attr_list_unref (attributes);
  gtk_accessible_update_state (GTK_ACCESSIBLE (dot), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return dot;
}

static GtkWidget *
add_caption (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_name (VbtSpeakerPopover *self, const VbtSpeakerChoice *choice, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  /* Others may be meant, too, but it is one that is suggested. */
  if (choice != NULL && choice->hunch == VBT_HUNCH_PRONOUN && self->shown->len == 0)
    add_caption (box, _ ("Suggestion: the nearest whom the pronoun fits"));
  return box;
}

/* A country and its government have one name; that somebody is a person goes without saying. */
static void
add_kind (VbtSpeakerPopover *self, GtkWidget *box, const VbtSpeakerChoice *choice)
{
  const VbtEntity *entity
      = choice == NULL || choice->entity == 0
            ? NULL
            : vbt_catalog_get_entity (vbt_session_get_catalog (self->session), choice->entity);

  if (entity != NULL && entity->kind != VBT_ENTITY_PERSON)
    add_caption (box, vbt_entity_kind_get_title (entity->kind));
}

static void
add_row (VbtSpeakerPopover *self, const VbtSpeakerChoice *choice, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  guint n_quotes = choice != NULL ? vbt_session_count_quotes_of (self->session, choice->entity) : 0;

  gtk_box_append (GTK_BOX (box), make_dot (self, choice));
  gtk_box_append (GTK_BOX (box), make_name (self, choice, name));
  add_kind (self, box, choice);
  if (n_quotes > 0)
    {
      g_autofree char *text
          = g_strdup_printf (ngettext ("%u quote", "%u quotes", n_quotes), n_quotes);

      add_caption (box, text);
    }
  g_ptr_array_add (self->shown, (gpointer)choice);
  gtk_list_box_append (GTK_LIST_BOX (self->list), box);
}

/* What a new entry by a name is called. */
static char *
make_new (VbtSpeakerPopover *self, const char *name)
{
  if (self->is_quote)
    /* Translators: makes a new speaker with the name that was typed */
    return g_strdup_printf (_ ("New speaker “%s”"), name);
  /* Translators: makes a new entry of the register, of persons, organizations and places */
  return g_strdup_printf (_ ("New entry “%s”"), name);
}

static void
add_choice (VbtSpeakerPopover *self, const VbtSpeakerChoice *choice)
{
  gboolean is_new = choice->entity == 0 && !self->is_quote;
  g_autofree char *text = is_new ? make_new (self, choice->name) : g_strdup (choice->name);

  add_row (self, choice, text);
}

static gboolean
matches (const char *name, const char *typed)
{
  return *typed == '\0' || g_str_match_string (typed, name, TRUE);
}

static char *
get_typed (VbtSpeakerPopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
remove_rows (VbtSpeakerPopover *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  g_ptr_array_set_size (self->shown, 0);
}

static gpointer
copy_choice (gconstpointer choice, gpointer data)
{
  return vbt_speaker_choice_copy (choice);
}

/* What the document has and the words match; then what the project has, of quotes only where somebody is looked for. */
static void
find_offered (VbtSpeakerPopover *self, const char *typed)
{
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  if (self->choices == NULL)
    return;
  self->offered = g_ptr_array_copy (self->choices, copy_choice, NULL);
  g_ptr_array_set_free_func (self->offered, (GDestroyNotify)vbt_speaker_choice_free);
  if (*typed != '\0' || !self->is_quote)
    vbt_entity_choices_add (vbt_session_get_store (self->session), typed, self->offered);
}

static void
show_more (VbtSpeakerPopover *self, guint n)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->more, n > 0);
  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("%u more: type a name", "%u more: type a name", n), n);
  gtk_label_set_text (GTK_LABEL (self->more), text);
}

static void
refill (VbtSpeakerPopover *self)
{
  g_autofree char *typed = get_typed (self);
  gboolean same = FALSE;
  guint n_more = 0;

  remove_rows (self);
  find_offered (self, typed);
  for (guint i = 0; self->offered != NULL && i < self->offered->len; i++)
    {
      const VbtSpeakerChoice *choice = g_ptr_array_index (self->offered, i);

      /* What the project found matches by an alias, too. */
      if (i >= self->choices->len || matches (choice->name, typed))
        {
          if (self->shown->len < MAX_ROWS)
            add_choice (self, choice);
          else
            n_more++;
        }
      same = same || g_utf8_collate (choice->name, typed) == 0;
    }
  if (*typed != '\0' && !same)
    {
      g_autofree char *text = make_new (self, typed);

      add_row (self, NULL, text);
    }
  show_more (self, n_more);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
choose (VbtSpeakerPopover *self, GtkListBoxRow *row)
{
  int index = row == NULL ? -1 : gtk_list_box_row_get_index (row);
  g_autofree char *typed = get_typed (self);
  VbtSpeakerChoice made = { .name = typed };
  const VbtSpeakerChoice *choice;

  if (index < 0 || self->session == NULL)
    return;
  choice = g_ptr_array_index (self->shown, index);
  if (choice == NULL)
    choice = &made;
  vbt_session_say (self->session, self->span, choice);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
row_activated_cb (VbtSpeakerPopover *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static void
activate_cb (VbtSpeakerPopover *self)
{
  choose (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
}

/* The arrows go through the list while the entry has the keyboard. */
static gboolean
key_pressed_cb (VbtSpeakerPopover *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;

  if (step == 0)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (
      GTK_LIST_BOX (self->list), (row == NULL ? -1 : gtk_list_box_row_get_index (row)) + step);
  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  return GDK_EVENT_STOP;
}

static void
stop_cb (VbtSpeakerPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
vbt_speaker_popover_dispose (GObject *object)
{
  VbtSpeakerPopover *self = VBT_SPEAKER_POPOVER (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (vbt_speaker_popover_parent_class)->dispose (object);
}

static void
vbt_speaker_popover_finalize (GObject *object)
{
  VbtSpeakerPopover *self = VBT_SPEAKER_POPOVER (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (vbt_speaker_popover_parent_class)->finalize (object);
}

static void
vbt_speaker_popover_class_init (VbtSpeakerPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vbt_speaker_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = vbt_speaker_popover_finalize;
}

static void
vbt_speaker_popover_init (VbtSpeakerPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->shown = g_ptr_array_new ();
  self->entry = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Speakers"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 320);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), window);
  self->more = add_caption (box, "");
  gtk_widget_set_margin_start (self->more, 12);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vbt_speaker_popover_new:
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
vbt_speaker_popover_new (void)
{
  return g_object_new (VBT_TYPE_SPEAKER_POPOVER, NULL);
}

static GPtrArray *
find_choices (VbtSpeakerPopover *self)
{
  VbtStore *store = vbt_session_get_store (self->session);
  const VbtDocument *document = vbt_session_get_document (self->session);
  VbtId me = vbt_session_get_me (self->session);

  return self->is_quote ? vbt_speaker_choices (store, document, me, self->span)
                        : vbt_entity_choices (store, document, me, self->span);
}

/**
 * vbt_speaker_popover_ask:
 * @self: the popover, whose place was set
 * @session: the session
 * @span: a quote of the document that is shown, or a span that names somebody
 *
 * Opens with the likeliest one chosen, so that Return is enough.
 */
void
vbt_speaker_popover_ask (VbtSpeakerPopover *self, VbtSession *session, VbtId span)
{
  const char *question;

  g_return_if_fail (VBT_IS_SPEAKER_POPOVER (self) && VBT_IS_SESSION (session));

  g_set_object (&self->session, session);
  self->span = span;
  self->is_quote = vbt_session_is_quote (
      session, vbt_document_get_annotation (vbt_session_get_document (session), span));
  question = self->is_quote ? _ ("Who says this?") : _ ("Who or what is this?");
  g_object_set (self->entry, "placeholder-text", question, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question, -1);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = find_choices (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  refill (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->entry);
}

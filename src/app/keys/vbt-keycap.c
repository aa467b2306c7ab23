/* vbt-keycap.c: a small picture of a key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keys/vbt-keycap.h"

#include "keys/vbt-keymap.h"

struct _VbtKeycap
{
  GtkWidget parent;
  GtkWidget *label;
  char *action; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbtKeycap, vbt_keycap, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_key_of_action (VbtKeycap *self)
{
  g_autofree char *label = vbt_keymap_get_label (vbt_keymap_get_default (), self->action);

  vbt_keycap_set_key (self, label);
}

static void
set_action (VbtKeycap *self, const char *action)
{
  if (action == NULL)
    return;
  self->action = g_strdup (action);
  g_signal_connect_object (vbt_keymap_get_default (), "changed", G_CALLBACK (show_key_of_action),
                           self, G_CONNECT_SWAPPED);
  show_key_of_action (self);
}

static void
vbt_keycap_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTION)
    g_value_set_string (value, VBT_KEYCAP (object)->action);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vbt_keycap_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTION)
    set_action (VBT_KEYCAP (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vbt_keycap_dispose (GObject *object)
{
  g_clear_pointer (&VBT_KEYCAP (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (vbt_keycap_parent_class)->dispose (object);
}

static void
vbt_keycap_finalize (GObject *object)
{
  g_free (VBT_KEYCAP (object)->action);
  G_OBJECT_CLASS (vbt_keycap_parent_class)->finalize (object);
}

static void
vbt_keycap_class_init (VbtKeycapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_keycap_get_property;
  object_class->set_property = vbt_keycap_set_property;
  object_class->dispose = vbt_keycap_dispose;
  object_class->finalize = vbt_keycap_finalize;
  properties[PROP_ACTION]
      = g_param_spec_string ("action", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vbt_keycap_init (VbtKeycap *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "key-cap");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * vbt_keycap_new:
 * @key: (nullable): what is printed on the key
 *
 * Returns: (transfer floating): a picture of it
 */
GtkWidget *
vbt_keycap_new (const char *key)
{
  GtkWidget *self = g_object_new (VBT_TYPE_KEYCAP, NULL);

  vbt_keycap_set_key (VBT_KEYCAP (self), key);
  return self;
}

/**
 * vbt_keycap_new_for_action:
 * @action: a line of the table of actions
 *
 * Returns: (transfer floating): the first key that the user has for it, now and when it changes
 */
GtkWidget *
vbt_keycap_new_for_action (const char *action)
{
  return g_object_new (VBT_TYPE_KEYCAP, "action", action, NULL);
}

/**
 * vbt_keycap_set_key:
 * @self: a keycap
 * @key: (nullable): what is printed on the key; without one nothing is shown
 *
 * Shows another key.
 */
void
vbt_keycap_set_key (VbtKeycap *self, const char *key)
{
  g_return_if_fail (VBT_IS_KEYCAP (self));

  gtk_label_set_text (GTK_LABEL (self->label), key != NULL ? key : "");
  gtk_widget_set_visible (GTK_WIDGET (self), key != NULL && *key != '\0');
}

/* vbt-keymap.c: which keys do what: the table's defaults, and what the user made of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keys/vbt-keymap.h"

#include "vbt-settings.h"

#define SETTING "keys"

struct _VbtKeymap
{
  GObject parent_instance;
  GHashTable *changed; /* action → strv of accelerators */
};

G_DEFINE_FINAL_TYPE (VbtKeymap, vbt_keymap, G_TYPE_OBJECT)

static guint changed_signal;

/* One spelling for each key: "<Ctrl>K" and "<Control>k" are the same. NULL where it is none. */
static char *
normalize (const char *key)
{
  guint keyval = 0;
  GdkModifierType modifiers = 0;

  if (!gtk_accelerator_parse (key, &keyval, &modifiers) || keyval == 0)
    return NULL;
  if (keyval == GDK_KEY_ISO_Left_Tab)
    keyval = GDK_KEY_Tab;
  return gtk_accelerator_name (gdk_keyval_to_lower (keyval), modifiers);
}

static char **
normalize_all (const char *const *keys)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; keys != NULL && *keys != NULL; keys++)
    {
      g_autofree char *key = normalize (*keys);
      if (key != NULL)
        g_strv_builder_add (builder, key);
    }
  return g_strv_builder_end (builder);
}

static char **
get_defaults (const char *action)
{
  const VbtAppAction *entry = vbt_app_actions_find (action);
  g_auto (GStrv) keys
      = g_strsplit (entry != NULL && entry->keys != NULL ? entry->keys : "", " ", -1);

  return normalize_all ((const char *const *)keys);
}

static void
load (VbtKeymap *self)
{
  g_autoptr (GVariant) value = g_settings_get_value (vbt_settings (), SETTING);
  GVariantIter iter;
  const char *action;
  char **keys;

  g_hash_table_remove_all (self->changed);
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&s^as}", &action, &keys))
    {
      if (vbt_app_actions_find (action) != NULL)
        g_hash_table_insert (self->changed, g_strdup (action),
                             normalize_all ((const char *const *)keys));
      g_strfreev (keys);
    }
  g_signal_emit (self, changed_signal, 0);
}

static void
save (VbtKeymap *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer action, keys;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &action, &keys))
    g_variant_builder_add (&builder, "{s^as}", action, keys);
  g_settings_set_value (vbt_settings (), SETTING, g_variant_builder_end (&builder));
}

static void
vbt_keymap_finalize (GObject *object)
{
  g_hash_table_unref (VBT_KEYMAP (object)->changed);
  G_OBJECT_CLASS (vbt_keymap_parent_class)->finalize (object);
}

static void
vbt_keymap_class_init (VbtKeymapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vbt_keymap_finalize;
  changed_signal = g_signal_new ("changed", VBT_TYPE_KEYMAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
vbt_keymap_init (VbtKeymap *self)
{
  self->changed
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
  g_signal_connect_object (vbt_settings (), "changed::" SETTING, G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
}

/**
 * vbt_keymap_get_default:
 *
 * Returns: (transfer none): the keys of this user, one instance for the program
 */
VbtKeymap *
vbt_keymap_get_default (void)
{
  static VbtKeymap *keymap;

  if (keymap == NULL)
    keymap = g_object_new (VBT_TYPE_KEYMAP, NULL);
  return keymap;
}

/**
 * vbt_keymap_get_keys:
 * @self: a keymap
 * @action: of the table
 *
 * Returns: (transfer full): its accelerators as gtk_accelerator_name() writes them; may be empty
 */
char **
vbt_keymap_get_keys (VbtKeymap *self, const char *action)
{
  char **changed = g_hash_table_lookup (self->changed, action);

  g_return_val_if_fail (VBT_IS_KEYMAP (self), NULL);

  return changed != NULL ? g_strdupv (changed) : get_defaults (action);
}

/**
 * vbt_keymap_get_key_label:
 * @key: an accelerator
 *
 * Returns: (transfer full) (nullable): what is printed on the key, such as "Ctrl+K"; NULL where it is no key
 */
char *
vbt_keymap_get_key_label (const char *key)
{
  guint keyval = 0;
  GdkModifierType modifiers = 0;

  if (!gtk_accelerator_parse (key, &keyval, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (keyval, modifiers);
}

/**
 * vbt_keymap_get_label:
 * @self: a keymap
 * @action: of the table
 *
 * Returns: (transfer full) (nullable): the first key of the action, as it is shown; NULL where it has none
 */
char *
vbt_keymap_get_label (VbtKeymap *self, const char *action)
{
  g_auto (GStrv) keys = vbt_keymap_get_keys (self, action);

  return keys[0] != NULL ? vbt_keymap_get_key_label (keys[0]) : NULL;
}

/**
 * vbt_keymap_is_changed:
 * @self: a keymap
 * @action: of the table
 *
 * Returns: whether its keys are other than the defaults
 */
gboolean
vbt_keymap_is_changed (VbtKeymap *self, const char *action)
{
  g_return_val_if_fail (VBT_IS_KEYMAP (self), FALSE);

  return g_hash_table_contains (self->changed, action);
}

static void
set_keys (VbtKeymap *self, const char *action, const char *const *keys)
{
  g_auto (GStrv) normal = normalize_all (keys);
  g_auto (GStrv) defaults = get_defaults (action);

  if (g_strv_equal ((const char *const *)normal, (const char *const *)defaults))
    g_hash_table_remove (self->changed, action);
  else
    g_hash_table_insert (self->changed, g_strdup (action), g_steal_pointer (&normal));
}

/**
 * vbt_keymap_set_keys:
 * @self: a keymap
 * @action: of the table
 * @keys: (array zero-terminated=1): accelerators; none takes all keys from the action
 *
 * Changes the keys, for this user, in all windows, at once.
 */
void
vbt_keymap_set_keys (VbtKeymap *self, const char *action, const char *const *keys)
{
  g_return_if_fail (VBT_IS_KEYMAP (self));
  g_return_if_fail (vbt_app_actions_find (action) != NULL);

  set_keys (self, action, keys);
  save (self);
}

/* Whether a key that both have would be a question. */
static gboolean
share_place (const VbtAppAction *a, const VbtAppAction *b)
{
  gsize n = strcspn (a->action, ".") + 1;

  return !vbt_app_action_is_local (a) || !vbt_app_action_is_local (b)
         || strncmp (a->action, b->action, n) == 0;
}

static void
remove_key (VbtKeymap *self, const char *action, const char *key)
{
  g_auto (GStrv) keys = vbt_keymap_get_keys (self, action);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **k = keys; *k != NULL; k++)
    if (!g_str_equal (*k, key))
      g_strv_builder_add (builder, *k);
  g_auto (GStrv) left = g_strv_builder_end (builder);
  set_keys (self, action, (const char *const *)left);
}

/**
 * vbt_keymap_take_key:
 * @self: a keymap
 * @action: of the table
 * @key: an accelerator
 *
 * Makes it the only key of the action, and takes it from every other one that works in the same place.
 */
void
vbt_keymap_take_key (VbtKeymap *self, const char *action, const char *key)
{
  const VbtAppAction *wanted = vbt_app_actions_find (action);
  g_autofree char *normal = normalize (key);

  g_return_if_fail (VBT_IS_KEYMAP (self));
  g_return_if_fail (wanted != NULL && normal != NULL);

  for (const VbtAppAction *other = vbt_app_actions (); other->action != NULL; other++)
    if (other != wanted && share_place (wanted, other))
      remove_key (self, other->action, normal);
  set_keys (self, action, (const char *const[]){ normal, NULL });
  save (self);
}

/**
 * vbt_keymap_reset:
 * @self: a keymap
 * @action: (nullable): an action, or NULL for all
 *
 * Gives it its default keys again.
 */
void
vbt_keymap_reset (VbtKeymap *self, const char *action)
{
  g_return_if_fail (VBT_IS_KEYMAP (self));

  if (action != NULL)
    g_hash_table_remove (self->changed, action);
  else
    g_hash_table_remove_all (self->changed);
  save (self);
}

/* A key that nobody types into an entry. */
static gboolean
is_safe_everywhere (const char *key)
{
  guint keyval = 0;
  GdkModifierType modifiers = 0;

  gtk_accelerator_parse (key, &keyval, &modifiers);
  return (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0
         || (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35);
}

/**
 * vbt_keymap_check_key:
 * @self: a keymap
 * @action: of the table
 * @key: an accelerator that it might get
 * @taken_by: (out) (optional) (transfer none): with %VBT_KEY_IS_TAKEN, who has it
 *
 * Returns: whether the action can have the key, or why not
 */
VbtKeyFault
vbt_keymap_check_key (VbtKeymap *self, const char *action, const char *key,
                      const VbtAppAction **taken_by)
{
  const VbtAppAction *wanted = vbt_app_actions_find (action);
  g_autofree char *normal = normalize (key);

  g_return_val_if_fail (wanted != NULL && normal != NULL, VBT_KEY_NEEDS_MODIFIER);

  if (!vbt_app_action_is_local (wanted) && !is_safe_everywhere (normal))
    return VBT_KEY_NEEDS_MODIFIER;
  for (const VbtAppAction *other = vbt_app_actions (); other->action != NULL; other++)
    {
      g_auto (GStrv) keys = vbt_keymap_get_keys (self, other->action);
      if (other == wanted || !share_place (wanted, other)
          || !g_strv_contains ((const char *const *)keys, normal))
        continue;
      if (taken_by != NULL)
        *taken_by = other;
      return VBT_KEY_IS_TAKEN;
    }
  return VBT_KEY_FITS;
}

/**
 * vbt_keymap_apply:
 * @self: a keymap
 * @application: the application
 *
 * Gives the actions of the application and its windows their keys.
 */
void
vbt_keymap_apply (VbtKeymap *self, GtkApplication *application)
{
  g_return_if_fail (VBT_IS_KEYMAP (self));

  for (const VbtAppAction *entry = vbt_app_actions (); entry->action != NULL; entry++)
    if (!vbt_app_action_is_local (entry))
      {
        g_auto (GStrv) keys = vbt_keymap_get_keys (self, entry->action);
        gtk_application_set_accels_for_action (application, entry->action,
                                               (const char *const *)keys);
      }
}

static void
add_shortcut (GtkShortcutController *controller, guint keyval, GdkModifierType modifiers,
              GtkShortcutAction *action)
{
  gtk_shortcut_controller_add_shortcut (
      controller,
      gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers), g_object_ref (action)));
}

/**
 * vbt_keymap_add_shortcuts:
 * @self: a keymap
 * @action: of the table
 * @controller: of the widget that has the action
 * @shortcut_action: (transfer full): what the keys do
 *
 * Adds a shortcut for each key of the action, and for its twins: the keypad has some keys once more, and
 * Tab is another key while Shift is held.
 */
void
vbt_keymap_add_shortcuts (VbtKeymap *self, const char *action, GtkShortcutController *controller,
                          GtkShortcutAction *shortcut_action)
{
  static const guint twins[][2] = { { GDK_KEY_Tab, GDK_KEY_ISO_Left_Tab },
                                    { GDK_KEY_Delete, GDK_KEY_KP_Delete },
                                    { GDK_KEY_Return, GDK_KEY_KP_Enter } };
  g_auto (GStrv) keys = vbt_keymap_get_keys (self, action);
  g_autoptr (GtkShortcutAction) owned = shortcut_action;

  for (char **key = keys; *key != NULL; key++)
    {
      guint keyval = 0;
      GdkModifierType modifiers = 0;
      gtk_accelerator_parse (*key, &keyval, &modifiers);
      add_shortcut (controller, keyval, modifiers, owned);
      for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
        if (keyval == twins[i][0])
          add_shortcut (controller, twins[i][1], modifiers, owned);
    }
}

/**
 * vbt_keymap_clear_shortcuts:
 * @controller: of a widget that has actions of the table
 *
 * Takes all its shortcuts away, before others are added in their place.
 */
void
vbt_keymap_clear_shortcuts (GtkShortcutController *controller)
{
  GtkShortcut *shortcut;

  while ((shortcut = g_list_model_get_item (G_LIST_MODEL (controller), 0)) != NULL)
    {
      gtk_shortcut_controller_remove_shortcut (controller, shortcut);
      g_object_unref (shortcut);
    }
}

/**
 * vbt_page_actions_install:
 * @klass: the class of a widget
 * @actions: (array length=n_actions): what it can do
 * @n_actions: how many
 *
 * Gives the class these actions.
 */
void
vbt_page_actions_install (GtkWidgetClass *klass, const VbtPageAction *actions, guint n_actions)
{
  for (guint i = 0; i < n_actions; i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}

static void
renew_shortcuts (GtkShortcutController *controller)
{
  const VbtPageAction *actions = g_object_get_data (G_OBJECT (controller), "actions");
  guint n_actions = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (controller), "n-actions"));

  vbt_keymap_clear_shortcuts (controller);
  for (guint i = 0; i < n_actions; i++)
    vbt_keymap_add_shortcuts (vbt_keymap_get_default (), actions[i].name, controller,
                              gtk_named_action_new (actions[i].name));
}

/**
 * vbt_keymap_new_shortcuts:
 * @actions: (array length=n_actions): actions of the table; they stay where they are
 * @n_actions: how many
 *
 * Returns: (transfer full): a controller for a widget that has the actions, with the keys that they have; it follows
 *   when the user changes one
 */
GtkEventController *
vbt_keymap_new_shortcuts (const VbtPageAction *actions, guint n_actions)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_object_set_data (G_OBJECT (controller), "actions", (gpointer)actions);
  g_object_set_data (G_OBJECT (controller), "n-actions", GUINT_TO_POINTER (n_actions));
  renew_shortcuts (GTK_SHORTCUT_CONTROLLER (controller));
  g_signal_connect_object (vbt_keymap_get_default (), "changed", G_CALLBACK (renew_shortcuts),
                           controller, G_CONNECT_SWAPPED);
  return controller;
}

/**
 * vbt_keymap_activate_label:
 * @widget: that has the action
 * @action: takes the identifier of a label as a string
 * @schema: whose keys are asked, each one character without Ctrl or Alt
 * @keyval: the key that was pressed
 *
 * Activates the action with the label of spans that has the key, if there is one.
 *
 * Returns: %GDK_EVENT_STOP where there is
 */
gboolean
vbt_keymap_activate_label (GtkWidget *widget, const char *action, const VbtSchema *schema,
                           guint keyval)
{
  char key[8] = "";
  gunichar character = gdk_keyval_to_unicode (keyval);
  const VbtLabel *label;
  g_autofree char *id = NULL;

  if (character == 0)
    return GDK_EVENT_PROPAGATE;
  g_unichar_to_utf8 (character, key);
  label = vbt_schema_find_label_by_key (schema, key);
  if (label == NULL || label->kind != VBT_KIND_SPAN)
    return GDK_EVENT_PROPAGATE;
  id = vbt_id_to_string (label->id);
  gtk_widget_activate_action (widget, action, "s", id);
  return GDK_EVENT_STOP;
}

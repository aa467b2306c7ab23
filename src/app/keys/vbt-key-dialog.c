/* vbt-key-dialog.c: asks for the key of one action, and says who has it already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keys/vbt-key-dialog.h"

#include <glib/gi18n.h>

#include "keys/vbt-keycap.h"

struct _VbtKeyDialog
{
  AdwWindow parent;
  GtkLabel *what;
  VbtKeycap *cap;
  GtkLabel *message;
  GtkButton *take;

  const VbtAppAction *action;
  VbtSession *session; /* (nullable): whose labels have keys as well */
  char *key;           /* (nullable): the accelerator that was pressed */
};

G_DEFINE_FINAL_TYPE (VbtKeyDialog, vbt_key_dialog, ADW_TYPE_WINDOW)

/* The label that would take the key before the action gets it. */
static const VbtLabel *
find_label (VbtKeyDialog *self, guint keyval, GdkModifierType modifiers)
{
  char text[8] = "";
  gunichar character = gdk_keyval_to_unicode (keyval);

  if (self->session == NULL || character == 0 || modifiers != 0
      || !g_str_has_prefix (self->action->action, "article."))
    return NULL;
  g_unichar_to_utf8 (character, text);
  return vbt_schema_find_label_by_key (vbt_session_get_schema (self->session), text);
}

static char *
explain (VbtKeyDialog *self, guint keyval, GdkModifierType modifiers, VbtKeyFault *fault)
{
  const VbtAppAction *other = NULL;
  const VbtLabel *label = find_label (self, keyval, modifiers);

  *fault
      = vbt_keymap_check_key (vbt_keymap_get_default (), self->action->action, self->key, &other);
  if (*fault == VBT_KEY_NEEDS_MODIFIER)
    return g_strdup (_ ("This works in the whole window, where letters are typed as well: hold "
                        "Ctrl or Alt, or press a function key."));
  if (*fault == VBT_KEY_IS_TAKEN)
    return g_strdup_printf (_ ("Now it does “%s”, which would be left without it."),
                            _ (other->title));
  if (label != NULL)
    return g_strdup_printf (_ ("The label “%s” of this project has the key, and comes first."),
                            label->name);
  return g_strdup (_ ("The key is free."));
}

static void
show_key (VbtKeyDialog *self, guint keyval, GdkModifierType modifiers)
{
  g_autofree char *printed = vbt_keymap_get_key_label (self->key);
  VbtKeyFault fault;
  g_autofree char *message = explain (self, keyval, modifiers, &fault);

  vbt_keycap_set_key (self->cap, printed);
  gtk_label_set_text (self->message, message);
  gtk_button_set_label (self->take,
                        fault == VBT_KEY_IS_TAKEN ? _ ("_Take It Away") : _ ("_Use This Key"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->take), fault != VBT_KEY_NEEDS_MODIFIER);
}

/* A sign that is typed with Shift is one key: "?", not Shift and "?". */
static GdkModifierType
strip_shift (guint keyval, GdkModifierType modifiers)
{
  gboolean letter = gdk_keyval_to_lower (keyval) != gdk_keyval_to_upper (keyval);

  return gdk_keyval_to_unicode (keyval) > ' ' && !letter ? modifiers & ~GDK_SHIFT_MASK : modifiers;
}

static gboolean
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R)
         || keyval == GDK_KEY_ISO_Level3_Shift || keyval == GDK_KEY_Mode_switch
         || keyval == GDK_KEY_Num_Lock;
}

static gboolean
key_pressed_cb (VbtKeyDialog *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkModifierType modifiers = strip_shift (keyval, state & gtk_accelerator_get_default_mod_mask ());
  gboolean on_button
      = self->key != NULL && GTK_IS_BUTTON (gtk_window_get_focus (GTK_WINDOW (self)));

  if (is_modifier (keyval))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape && modifiers == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    }
  /* Once a key was pressed, Return takes it and Tab goes on to the buttons. */
  if (modifiers == 0 && on_button
      && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_Tab))
    return GDK_EVENT_PROPAGATE;
  g_free (self->key);
  self->key = gtk_accelerator_name (gdk_keyval_to_lower (keyval), modifiers);
  show_key (self, keyval, modifiers);
  gtk_widget_grab_focus (GTK_WIDGET (self->take));
  return GDK_EVENT_STOP;
}

static void
take_cb (VbtKeyDialog *self)
{
  vbt_keymap_take_key (vbt_keymap_get_default (), self->action->action, self->key);
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_cb (VbtKeyDialog *self)
{
  vbt_keymap_set_keys (vbt_keymap_get_default (), self->action->action,
                       (const char *const[]){ NULL });
  gtk_window_close (GTK_WINDOW (self));
}

static void
vbt_key_dialog_dispose (GObject *object)
{
  VbtKeyDialog *self = VBT_KEY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), VBT_TYPE_KEY_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (vbt_key_dialog_parent_class)->dispose (object);
}

static void
vbt_key_dialog_class_init (VbtKeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VBT_TYPE_KEYCAP);
  G_OBJECT_CLASS (klass)->dispose = vbt_key_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-key-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, VbtKeyDialog, what);
  gtk_widget_class_bind_template_child (widget_class, VbtKeyDialog, cap);
  gtk_widget_class_bind_template_child (widget_class, VbtKeyDialog, message);
  gtk_widget_class_bind_template_child (widget_class, VbtKeyDialog, take);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vbt_key_dialog_init (VbtKeyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vbt_key_dialog_new:
 * @parent: the window that asks
 * @action: (transfer none): whose key it is, of the table
 * @session: (nullable): the open project, whose labels have keys as well
 *
 * Returns: (transfer none): a dialog that waits for a key
 */
GtkWindow *
vbt_key_dialog_new (GtkWindow *parent, const VbtAppAction *action, VbtSession *session)
{
  VbtKeyDialog *self = g_object_new (VBT_TYPE_KEY_DIALOG, "transient-for", parent, NULL);
  g_autofree char *label = vbt_keymap_get_label (vbt_keymap_get_default (), action->action);

  self->action = action;
  g_set_object (&self->session, session);
  gtk_label_set_text (self->what, _ (action->title));
  vbt_keycap_set_key (self->cap, label);
  return GTK_WINDOW (self);
}

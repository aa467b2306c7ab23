/* test-keymap.c: the table of actions, and keys that the user changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "article/vbt-article.h"
#include "keys/vbt-keymap.h"
#include "vbt-settings.h"
#include "vbt-window.h"

static gboolean
class_has_action (GType type, const char *wanted)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  const GVariantType *parameter = NULL;
  const char *name = NULL, *property = NULL;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_CLASS (klass), i, &owner, &name,
                                                   &parameter, &property);
       i++)
    if (g_str_equal (name, wanted))
      return TRUE;
  return FALSE;
}

/* A line of the table that no widget answers to would be a key that does nothing. */
static void
test_table_names_real_actions (void)
{
  for (const VbtAppAction *entry = vbt_app_actions (); entry->action != NULL; entry++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      g_autoptr (GError) error = NULL;
      g_action_parse_detailed_name (entry->action, &name, &target, &error);
      g_assert_no_error (error);
      if (g_str_has_prefix (name, "article."))
        g_assert_true (class_has_action (VBT_TYPE_ARTICLE, name));
      else if (g_str_has_prefix (name, "win."))
        g_assert_true (class_has_action (VBT_TYPE_WINDOW, name));
      g_assert_true (vbt_app_actions_find (entry->action) == entry);
    }
}

static void
test_defaults_fit (void)
{
  VbtKeymap *keymap = vbt_keymap_get_default ();

  for (const VbtAppAction *entry = vbt_app_actions (); entry->action != NULL; entry++)
    {
      g_auto (GStrv) keys = vbt_keymap_get_keys (keymap, entry->action);
      g_auto (GStrv) written = g_strsplit (entry->keys != NULL ? entry->keys : "", " ", -1);
      g_assert_cmpuint (g_strv_length (keys), ==, g_strv_length (written));
      for (char **key = keys; *key != NULL; key++)
        {
          const VbtAppAction *other = NULL;
          VbtKeyFault fault = vbt_keymap_check_key (keymap, entry->action, *key, &other);
          if (fault != VBT_KEY_FITS)
            g_test_message ("%s: %s: %s", entry->action, *key,
                            other != NULL ? other->action : "needs a modifier");
          g_assert_cmpint (fault, ==, VBT_KEY_FITS);
        }
    }
}

static void
count_cb (VbtKeymap *keymap, gpointer data)
{
  (*(guint *)data)++;
}

static void
assert_keys (const char *action, const char *expected)
{
  g_auto (GStrv) keys = vbt_keymap_get_keys (vbt_keymap_get_default (), action);
  g_autofree char *joined = g_strjoinv (" ", keys);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_change_and_reset (void)
{
  VbtKeymap *keymap = vbt_keymap_get_default ();
  g_autoptr (GVariant) kept = NULL;
  guint n_changes = 0;
  gulong handler = g_signal_connect (keymap, "changed", G_CALLBACK (count_cb), &n_changes);

  assert_keys ("article.accept", "a");
  vbt_keymap_set_keys (keymap, "article.accept", (const char *const[]){ "<Ctrl>J", "F7", NULL });
  assert_keys ("article.accept", "<Control>j F7");
  g_assert_true (vbt_keymap_is_changed (keymap, "article.accept"));
  g_assert_cmpuint (n_changes, ==, 1);

  /* The defaults are not kept: a later version may change them. */
  vbt_keymap_set_keys (keymap, "article.accept", (const char *const[]){ "a", NULL });
  g_assert_false (vbt_keymap_is_changed (keymap, "article.accept"));
  kept = g_settings_get_value (vbt_settings (), "keys");
  g_assert_cmpuint (g_variant_n_children (kept), ==, 0);

  vbt_keymap_set_keys (keymap, "article.reject", (const char *const[]){ NULL });
  assert_keys ("article.reject", "");
  g_assert_null (vbt_keymap_get_label (keymap, "article.reject"));
  vbt_keymap_reset (keymap, "article.reject");
  assert_keys ("article.reject", "x");
  g_signal_handler_disconnect (keymap, handler);
}

static void
test_take_from_another (void)
{
  VbtKeymap *keymap = vbt_keymap_get_default ();
  const VbtAppAction *other = NULL;

  g_assert_cmpint (vbt_keymap_check_key (keymap, "article.accept", "r", &other), ==,
                   VBT_KEY_IS_TAKEN);
  g_assert_cmpstr (other->action, ==, "article.choose-label");
  vbt_keymap_take_key (keymap, "article.accept", "R");
  assert_keys ("article.accept", "r");
  assert_keys ("article.choose-label", "");
  /* One of several keys: the others stay. */
  vbt_keymap_take_key (keymap, "article.speaker", "F3");
  assert_keys ("win.find-next", "<Control>g");
  vbt_keymap_reset (keymap, NULL);
  assert_keys ("win.find-next", "<Control>g F3");
  assert_keys ("article.choose-label", "r");
}

static void
test_letters_belong_to_text (void)
{
  VbtKeymap *keymap = vbt_keymap_get_default ();

  g_assert_cmpint (vbt_keymap_check_key (keymap, "win.export", "j", NULL), ==,
                   VBT_KEY_NEEDS_MODIFIER);
  g_assert_cmpint (vbt_keymap_check_key (keymap, "win.export", "<Shift>Tab", NULL), ==,
                   VBT_KEY_NEEDS_MODIFIER);
  g_assert_cmpint (vbt_keymap_check_key (keymap, "win.export", "F11", NULL), ==, VBT_KEY_FITS);
  g_assert_cmpint (vbt_keymap_check_key (keymap, "article.accept", "j", NULL), ==, VBT_KEY_FITS);
}

/* Settings of another version, or edited by hand. */
static void
test_unknown_settings (void)
{
  g_settings_set_value (
      vbt_settings (), "keys",
      g_variant_new_parsed ("{'article.gone': ['j'], 'article.accept': ['', 'nonsense', 'j']}"));
  assert_keys ("article.accept", "j");
  vbt_keymap_reset (vbt_keymap_get_default (), NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/keymap/table-names-real-actions", test_table_names_real_actions);
  g_test_add_func ("/keymap/defaults-fit", test_defaults_fit);
  g_test_add_func ("/keymap/change-and-reset", test_change_and_reset);
  g_test_add_func ("/keymap/take-from-another", test_take_from_another);
  g_test_add_func ("/keymap/letters-belong-to-text", test_letters_belong_to_text);
  g_test_add_func ("/keymap/unknown-settings", test_unknown_settings);
  return g_test_run ();
}

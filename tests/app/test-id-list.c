/* test-id-list.c: a list of identifiers whose rows are made when they are looked at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gtk/gtk.h>

#include "models/vbt-id-list.h"

static GObject *
make_string (VbtId id, guint position, gpointer data)
{
  g_autofree char *text = g_strdup_printf ("%d", (int)id);

  return G_OBJECT (gtk_string_object_new (text));
}

static VbtIdList *
make_list (guint n)
{
  VbtIdList *list = vbt_id_list_new (GTK_TYPE_STRING_OBJECT, make_string, NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = 0; i < n; i++)
    {
      VbtId id = 100 + i;

      g_array_append_val (ids, id);
    }
  vbt_id_list_take_ids (list, ids);
  return list;
}

/* From every place, also from beyond the end, the same is found as by looking at all. */
static void
test_find_near (void)
{
  g_autoptr (VbtIdList) list = make_list (7);

  for (guint start = 0; start < 10; start++)
    for (VbtId id = 99; id < 109; id++)
      {
        guint position = start;
        guint wanted = start;
        gboolean found = vbt_id_list_find (list, id, &wanted);

        g_assert_cmpint (vbt_id_list_find_near (list, id, &position), ==, found);
        g_assert_cmpuint (position, ==, wanted);
      }
}

static void
test_find_near_empty (void)
{
  g_autoptr (VbtIdList) list = make_list (0);
  guint position = 3;

  g_assert_false (vbt_id_list_find_near (list, 100, &position));
  g_assert_false (vbt_id_list_find_near (list, 0, &position));
  g_assert_cmpuint (position, ==, 3);
}

static GObject *
make_counted (VbtId id, guint position, gpointer data)
{
  ++*(guint *)data;
  return make_string (id, position, data);
}

static GArray *
make_ids (guint n, gboolean backwards)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = 0; i < n; i++)
    {
      VbtId id = backwards ? n - i : i + 1;

      g_array_append_val (ids, id);
    }
  return ids;
}

/* Another order of many: what is selected is not looked for among all of them, and so they are not read. */
static void
test_reorder (void)
{
  static const guint n = 10000;
  guint n_made = 0;
  g_autoptr (VbtIdList) list = vbt_id_list_new (GTK_TYPE_STRING_OBJECT, make_counted, &n_made);
  g_autoptr (GtkSingleSelection) selection
      = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (list)));

  vbt_id_list_take_ids (list, make_ids (n, FALSE));
  gtk_single_selection_set_selected (selection, 7);
  vbt_id_list_take_ids (list, make_ids (n, TRUE));
  g_assert_cmpuint (n_made, <, 10);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  g_assert_cmpint (vbt_id_list_get_id (list, 0), ==, n);
  g_assert_cmpint (vbt_id_list_get_id (list, n - 1), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id-list/find-near", test_find_near);
  g_test_add_func ("/id-list/find-near-empty", test_find_near_empty);
  g_test_add_func ("/id-list/reorder", test_reorder);
  return g_test_run ();
}

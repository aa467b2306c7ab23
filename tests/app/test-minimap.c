/* test-minimap.c: what lies in the rows of the strip beside the article, and where a click leads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/article-fixture.h"
#include "article/vbt-minimap-bins.h"
#include "article/vbt-minimap.h"

/* Each place is in the row whose range has it, for every ratio of rows and characters. */
static void
test_rows (void)
{
  static const struct
  {
    guint n_rows;
    VbtOffset length;
  } cases[] = { { 1, 1 }, { 7, 3 }, { 10, 10 }, { 13, 100 }, { 400, 1234 }, { 450, 99991 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VbtBins) bins = vbt_bins_new (cases[i].n_rows, cases[i].length);
      VbtOffset end = 0;

      for (guint row = 0; row < bins->n_rows; row++)
        {
          VbtRange range = vbt_bins_get_range (bins, row);

          g_assert_cmpint (range.start, ==, end);
          end = range.end;
          for (VbtOffset at = range.start; at < range.end; at++)
            g_assert_cmpuint (vbt_bins_find_row (bins, at), ==, row);
        }
      g_assert_cmpint (end, ==, cases[i].length);
    }
}

static void
test_marks (void)
{
  g_autoptr (VbtBins) bins = vbt_bins_new (10, 100);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtRange hit = { 45, 47 };
  VbtMark suggested
      = { .range = { 5, 35 }, .role = VBT_ROLE_QUOTE, .speaker = 2, .suggestion = TRUE };
  VbtMark mine = { .range = { 20, 30 }, .role = VBT_ROLE_QUOTE, .speaker = 1 };
  VbtMark mention = { .range = { 60, 70 }, .role = VBT_ROLE_MENTION };

  vbt_bins_add_mark (bins, &suggested);
  vbt_bins_add_mark (bins, &mine);
  vbt_bins_add_mark (bins, &mention);
  g_array_append_val (hits, hit);
  vbt_bins_set_hits (bins, hits);
  vbt_bins_add_problem (bins, (VbtRange){ 99, 100 });
  for (guint row = 0; row < 10; row++)
    {
      g_assert_cmpint (bins->rows[row].quote, ==, row == 2);
      g_assert_cmpint (bins->rows[row].suggested, ==, row == 0 || row == 1 || row == 3);
      g_assert_cmpint (bins->rows[row].hit, ==, row == 4);
      g_assert_cmpint (bins->rows[row].problem, ==, row == 9);
      g_assert_false (bins->rows[row].other);
    }
  g_assert_cmpint (bins->rows[2].speaker, ==, 1);
  g_assert_cmpint (bins->rows[1].speaker, ==, 2);
  mention.suggestion = TRUE;
  vbt_bins_add_mark (bins, &mention);
  g_assert_true (bins->rows[6].other);
  g_assert_false (bins->rows[7].other);
  vbt_bins_set_hits (bins, NULL);
  g_assert_false (bins->rows[4].hit);
}

static GtkWidget *
find_minimap (GtkWidget *widget)
{
  GtkWidget *found = VBT_IS_MINIMAP (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_minimap (child);
  return found;
}

static void
test_jump (Fixture *self, gconstpointer data)
{
  GtkWidget *minimap = find_minimap (self->article);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VbtDocument) document = NULL;
  static const double fractions[] = { 0.5, 1, 0.25, 0 };

  for (int i = 0; i < 400; i++)
    g_string_append_printf (text, "Paragraph %d, which says nothing in particular.\n\n", i);
  document = fixture_make_document (text->str);
  fixture_insert (self, document);
  fixture_spin ();
  for (guint i = 0; i < G_N_ELEMENTS (fractions); i++)
    {
      VbtOffset wanted = (VbtOffset)(fractions[i] * (vbt_text_get_length (document->text) - 1));
      VbtRange visible;

      vbt_minimap_go_to (VBT_MINIMAP (minimap), fractions[i] * gtk_widget_get_height (minimap));
      fixture_spin ();
      g_assert_true (vbt_article_view_get_visible_range (self->view, &visible));
      g_assert_cmpint (visible.start, <=, wanted + 60);
      g_assert_cmpint (visible.end, >=, wanted - 60);
    }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/minimap/rows", test_rows);
  g_test_add_func ("/minimap/marks", test_marks);
  ADD ("/minimap/jump", test_jump);
  return g_test_run ();
}

/* test-minimap.c: what lies in the rows of the strip beside the article, and where a click leads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/article-fixture.h"
#include "article/vbt-minimap-bins.h"
#include "article/vbt-minimap.h"
#include "model/vbt-check.h"

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
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  VbtProblem problem = { .range = { 99, 100 } };
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
  g_ptr_array_add (problems, &problem);
  vbt_bins_set_problems (bins, problems);
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

/* Also in a text of which the view holds some sections only. */
static void
test_jump (Fixture *self, gconstpointer data)
{
  int n_paragraphs = GPOINTER_TO_INT (data);
  GtkWidget *minimap = find_widget (self->article, VBT_TYPE_MINIMAP);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VbtDocument) document = NULL;
  static const double fractions[] = { 0.5, 1, 0.25, 0.26, 0.9, 0 };

  for (int i = 0; i < n_paragraphs; i++)
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

static void
count_cb (guint *count)
{
  ++*count;
}

static const GPtrArray *
wait_for_problems (Fixture *self, guint *n_changed)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  const GPtrArray *problems;
  guint before = *n_changed;
  gboolean is_current = FALSE;

  problems = vbt_session_get_problems (self->session, VBT_WHEN_DONE, &is_current);
  while (!is_current && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, TRUE);
      problems = vbt_session_get_problems (self->session, VBT_WHEN_DONE, &is_current);
    }
  g_assert_true (is_current);
  g_assert_cmpuint (*n_changed, >, before);
  return problems;
}

static guint
count_problems_of (const GPtrArray *problems, VbtId annotation)
{
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    n += ((const VbtProblem *)g_ptr_array_index (problems, i))->annotation == annotation;
  return n;
}

/* They are found in a thread, in the same way as by who waits for them, and anew after each act. */
static void
test_problems (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (FIXTURE_TEXT);
  g_autoptr (VbtDocument) document = NULL;
  g_autoptr (GPtrArray) expected = NULL;
  const GPtrArray *problems;
  VbtAnnotation *quote;
  guint n_changed = 0;

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (text, "Name%d spoke.\n", i);
  document = fixture_make_document (text->str);
  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name%d ", i);

      fixture_add (self, document, "Person", name, FALSE);
    }
  quote = fixture_add (self, document, "Quote", "“We are interested in joining efforts,”", FALSE);
  g_signal_connect_swapped (self->session, "problems-changed", G_CALLBACK (count_cb), &n_changed);
  vbt_document_sort (document);
  fixture_insert (self, document);
  problems = wait_for_problems (self, &n_changed);
  g_assert_cmpuint (count_problems_of (problems, quote->id), >, 0);
  expected = vbt_check_document (fixture_document (self), vbt_session_get_catalog (self->session),
                                 self->me, VBT_WHEN_DONE);
  g_assert_cmpuint (problems->len, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpstr (((VbtProblem *)expected->pdata[i])->message, ==,
                     ((VbtProblem *)problems->pdata[i])->message);
  g_assert_true (vbt_session_delete (self->session, quote->id));
  problems = wait_for_problems (self, &n_changed);
  g_assert_cmpuint (count_problems_of (problems, quote->id), ==, 0);
  /* A thread that is at work does not keep the project open. */
  g_assert_true (vbt_session_undo (self->session));
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
  g_test_add ("/minimap/jump", Fixture, GINT_TO_POINTER (400), fixture_set_up, test_jump,
              fixture_tear_down);
  g_test_add ("/minimap/jump-in-sections", Fixture, GINT_TO_POINTER (20000), fixture_set_up,
              test_jump, fixture_tear_down);
  ADD ("/minimap/problems", test_problems);
  return g_test_run ();
}

/* test-article-sections.c: texts that are too long for the text view are read like short ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "article-fixture.h"

#include "article/vbt-article-view-private.h"

/* A text of all sorts of characters; @paragraph: about so many bytes to a paragraph. */
static char *
make_text (guint32 seed, gsize n_bytes, gsize paragraph)
{
  static const char *const words[] = { "word",
                                       "naïve ",
                                       "e\314\201t\303\251 ",
                                       "\360\237\230\200",
                                       "👩‍👩‍👧 ",
                                       "שלום ",
                                       "日本語の文章",
                                       "said. ",
                                       "“quote” ",
                                       " ",
                                       "a ",
                                       "ไทยภาษา" };
  static const char *const ends[] = { "\n", "\n\n", "\r\n", "\r", "\342\200\251" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GString *text = g_string_new (NULL);
  gsize start = 0;

  while (text->len < n_bytes)
    {
      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      if (text->len - start > paragraph)
        {
          g_string_append (text, ends[g_rand_int_range (rand, 0, G_N_ELEMENTS (ends))]);
          start = text->len;
        }
    }
  return g_string_free (text, FALSE);
}

/* Every place of the text is one of what is shown and the other way round; what is shown differs
 * from the text by line feeds only; no part of a line is too long. */
static void
test_mapping (void)
{
  static const gsize paragraphs[] = { 60, 3000, 100000 };

  for (guint32 seed = 0; seed < 12; seed++)
    {
      g_autofree char *utf8 = make_text (seed, 40000, paragraphs[seed % 3]);
      g_autoptr (VbtText) text = vbt_text_new (utf8, -1, NULL);
      g_autoptr (VbtSections) sections = vbt_sections_new (text);
      VbtOffset length = vbt_text_get_length (text);
      g_autofree char *shown = vbt_sections_dup_shown (sections, (VbtRange){ 0, length });
      const char *at = shown;
      VbtOffset last = -1;

      for (VbtOffset offset = 0; offset < length; offset++)
        {
          VbtOffset there = vbt_sections_to_shown (sections, offset);

          g_assert_cmpint (there, >, last);
          g_assert_cmpint (vbt_sections_from_shown (sections, there), ==, offset);
          for (; last + 1 < there; last++, at++)
            g_assert_cmpint (*at, ==, '\n');
          if (g_utf8_get_char (at) != vbt_text_get_char (text, offset))
            {
              g_assert_cmpint (*at, ==, '\n');
              g_assert_cmpint (vbt_text_get_char (text, offset), ==, ' ');
            }
          at = g_utf8_next_char (at);
          last = there;
        }
      g_assert_cmpint (*at, ==, '\0');
      for (const char *line = shown; *line != '\0';)
        {
          int end, next;

          pango_find_paragraph_boundary (line, -1, &end, &next);
          g_assert_cmpint (end, <=, VBT_PARAGRAPH_BYTES);
          line += next;
        }
    }
}

/* The parts between the cuts are together what is shown of the whole, and none is long. */
static void
test_cuts (void)
{
  for (guint32 seed = 0; seed < 12; seed++)
    {
      g_autofree char *utf8 = make_text (seed, 100000, seed % 2 == 0 ? 500 : 50000);
      g_autoptr (VbtText) text = vbt_text_new (utf8, -1, NULL);
      g_autoptr (VbtSections) sections = vbt_sections_new (text);
      VbtOffset length = vbt_text_get_length (text);
      g_autofree char *whole = vbt_sections_dup_shown (sections, (VbtRange){ 0, length });
      g_autoptr (GString) joined = g_string_new (NULL);

      for (VbtOffset start = 0; start < length;)
        {
          VbtOffset end = vbt_sections_cut_after (sections, start);
          g_autofree char *part = vbt_sections_dup_shown (sections, (VbtRange){ start, end });

          g_assert_cmpint (end, >, start);
          g_assert_cmpint (vbt_sections_cut_before (sections, end - 1), ==, start);
          g_assert_cmpuint (strlen (part), <=, VBT_SECTION_BYTES + 2 * VBT_PARAGRAPH_BYTES);
          g_string_append (joined, part);
          start = end;
        }
      g_assert_true (g_str_equal (joined->str, whole));
    }
}

/* The window */

static void
open_long (Fixture *self, gsize n_bytes, gsize paragraph)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VbtDocument) document = NULL;
  gsize start = 0;

  for (int i = 0; text->len < n_bytes; i++)
    {
      g_string_append_printf (text, "Sentence number %d says little. ", i);
      if (text->len - start > paragraph)
        {
          g_string_append (text, "\n\n");
          start = text->len;
        }
    }
  document = fixture_make_document (text->str);
  fixture_insert (self, document);
  fixture_spin ();
}

static VbtOffset
get_length (Fixture *self)
{
  return vbt_text_get_length (fixture_document (self)->text);
}

/* What the text view shows on a line is what the document has there. */
static void
check_lines (Fixture *self)
{
  const GArray *lines;

  vbt_layout_update (self->view->layout);
  lines = vbt_layout_get_lines (self->view->layout);
  g_assert_cmpuint (lines->len, >, 0);
  for (guint i = 0; i < lines->len; i++)
    {
      const VbtLine *line = &g_array_index (lines, VbtLine, i);
      GtkTextIter end = line->iter;
      g_autofree char *shown = NULL;
      g_autofree char *text
          = vbt_text_slice (fixture_document (self)->text, line->start, line->end);

      gtk_text_iter_forward_chars (&end, line->end - line->start);
      shown = gtk_text_iter_get_text (&line->iter, &end);
      g_assert_cmpstr (shown, ==, text);
    }
}

static VbtRange
get_visible (Fixture *self)
{
  VbtRange visible;

  g_assert_true (vbt_article_view_get_visible_range (self->view, &visible));
  return visible;
}

/* Page after page: nothing is passed over, and the end is reached. */
static void
read_through (Fixture *self, gsize paragraph)
{
  GtkAdjustment *adjustment;
  VbtRange visible;
  int pages = 0;

  open_long (self, 170 * 1024, paragraph);
  g_assert_cmpint (self->view->part.end, <, get_length (self));
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  visible = get_visible (self);
  while (visible.end < get_length (self) - 1)
    {
      VbtRange before = visible;

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                                + 0.9 * gtk_adjustment_get_page_size (adjustment));
      fixture_spin ();
      visible = get_visible (self);
      g_assert_cmpint (visible.start, >, before.start);
      g_assert_cmpint (visible.start, <=, before.end);
      g_assert_cmpint (++pages, <, 400);
    }
  check_lines (self);
}

static void
test_read_paragraphs (Fixture *self, gconstpointer data)
{
  read_through (self, 600);
}

static void
test_read_one_paragraph (Fixture *self, gconstpointer data)
{
  read_through (self, G_MAXSIZE);
}

/* What is taken in above the window while the reader rests moves nothing that can be seen. */
static void
test_jump (Fixture *self, gconstpointer data)
{
  VbtOffset length;

  open_long (self, 400 * 1024, 700);
  length = get_length (self);
  for (int i = 0; i < 6; i++)
    {
      VbtOffset start = (VbtOffset)((gint64)length * ((i * 5) % 6) / 6) + 50;
      VbtRange visible, later;

      vbt_article_view_scroll_to (self->view, (VbtRange){ start, start + 5 });
      fixture_spin ();
      visible = get_visible (self);
      g_assert_cmpint (visible.start, <=, start);
      g_assert_cmpint (visible.end, >=, start + 5);
      check_lines (self);
      for (gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
           self->view->rest_source != 0 && g_get_monotonic_time () < end;)
        g_main_context_iteration (NULL, TRUE);
      fixture_spin ();
      later = get_visible (self);
      g_assert_cmpint (later.start, ==, visible.start);
      g_assert_cmpint (later.end, ==, visible.end);
    }
}

/* As long as the text view scrolls smoothly, and takes text in afterwards. */
static void
rest (Fixture *self)
{
  gint64 end = g_get_monotonic_time () + 400 * 1000;

  while (g_get_monotonic_time () < end || self->view->rest_source != 0)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
turn_pages (Fixture *self, int direction, int n)
{
  VbtRange visible = get_visible (self);

  for (int i = 0; i < n; i++)
    {
      VbtRange before = visible;

      g_signal_emit_by_name (self->view, "move-cursor", GTK_MOVEMENT_PAGES, direction, FALSE);
      rest (self);
      visible = get_visible (self);
      /* More than half of the window is new, and nothing is passed over. */
      if (direction > 0)
        {
          g_assert_cmpint (visible.start, >, (before.start + before.end) / 2);
          g_assert_cmpint (visible.start, <=, before.end);
        }
      else
        {
          g_assert_cmpint (visible.end, <, (before.start + before.end) / 2);
          g_assert_cmpint (visible.end, >=, before.start);
        }
    }
}

/* The text view scrolls smoothly where the desktop does not say otherwise. */
static void
test_smooth (Fixture *self, gconstpointer data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  open_long (self, 400 * 1024, 700);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  for (int i = 0; i < 2; i++)
    {
      VbtOffset start = (VbtOffset)((gint64)get_length (self) * (1 - i) / 2) + 20000;
      VbtRange visible;

      vbt_article_view_set_selection (self->view, (VbtRange){ start, start });
      vbt_article_view_scroll_to (self->view, (VbtRange){ start, start + 5 });
      rest (self);
      visible = get_visible (self);
      g_assert_cmpint (visible.start, <=, start);
      g_assert_cmpint (visible.end, >=, start + 5);
      turn_pages (self, -1, 3);
      turn_pages (self, 1, 1);
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static void
paste_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
paste (GdkClipboard *clipboard)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, paste_cb, &text);
  fixture_spin ();
  return text;
}

/* A selection from the start to the end, of which the buffer never has both; and copies of it. */
static void
test_selection (Fixture *self, gconstpointer data)
{
  VbtArticleView *view = self->view;
  GdkClipboard *clipboard;
  g_autofree char *copied = NULL;
  g_autofree char *primary = NULL;
  VbtRange range;

  open_long (self, 300 * 1024, G_MAXSIZE);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  g_signal_emit_by_name (view, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, -1, FALSE);
  g_signal_emit_by_name (view, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, 1, TRUE);
  fixture_spin ();
  g_assert_cmpint (view->part.start, >, 0);
  g_assert_true (vbt_article_view_get_selection (view, &range, NULL));
  g_assert_cmpint (range.start, ==, 0);
  g_assert_cmpint (range.end, ==, get_length (self));
  g_assert_cmpint (get_visible (self).end, >=, get_length (self) - 1);
  g_signal_emit_by_name (view, "move-cursor", GTK_MOVEMENT_VISUAL_POSITIONS, -2, TRUE);
  g_assert_true (vbt_article_view_get_selection (view, &range, NULL));
  g_assert_cmpint (range.start, ==, 0);
  g_assert_cmpint (range.end, ==, get_length (self) - 2);

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  g_signal_emit_by_name (view, "copy-clipboard");
  copied = paste (clipboard);
  primary = paste (gtk_widget_get_primary_clipboard (GTK_WIDGET (view)));
  g_assert_cmpuint (strlen (copied), ==, (gsize)get_length (self) - 2);
  g_assert_true (g_str_has_prefix (vbt_text_get_utf8 (fixture_document (self)->text), copied));
  g_assert_true (g_strcmp0 (primary, copied) == 0);

  g_signal_emit_by_name (view, "move-cursor", GTK_MOVEMENT_VISUAL_POSITIONS, -1, FALSE);
  g_assert_false (vbt_article_view_get_selection (view, &range, NULL));
  g_signal_emit_by_name (view, "select-all", TRUE);
  g_assert_true (vbt_article_view_get_selection (view, &range, NULL));
  g_assert_cmpint (range.end - range.start, ==, get_length (self));
}

/* Who scrolled away goes on from where the caret is. */
static void
test_caret (Fixture *self, gconstpointer data)
{
  open_long (self, 300 * 1024, 800);
  vbt_article_view_set_selection (self->view, (VbtRange){ 2000, 2000 });
  vbt_article_view_scroll_to (self->view, (VbtRange){ 250000, 250001 });
  fixture_spin ();
  g_assert_cmpint (vbt_article_view_get_caret (self->view), ==, 2000);
  g_assert_cmpint (self->view->part.start, >, 2000);
  g_signal_emit_by_name (self->view, "move-cursor", GTK_MOVEMENT_LOGICAL_POSITIONS, 1, FALSE);
  fixture_spin ();
  g_assert_cmpint (vbt_article_view_get_caret (self->view), ==, 2001);
  g_assert_cmpint (get_visible (self).start, <=, 2001);
  for (int i = 0; i < 300; i++)
    g_signal_emit_by_name (self->view, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE);
  fixture_spin ();
  g_assert_cmpint (vbt_article_view_get_caret (self->view), >, 12000);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/article/sections/mapping", test_mapping);
  g_test_add_func ("/article/sections/cuts", test_cuts);
  ADD ("/article/sections/read/paragraphs", test_read_paragraphs);
  ADD ("/article/sections/read/one-paragraph", test_read_one_paragraph);
  ADD ("/article/sections/jump", test_jump);
  ADD ("/article/sections/smooth", test_smooth);
  ADD ("/article/sections/selection", test_selection);
  ADD ("/article/sections/caret", test_caret);
  return g_test_run ();
}

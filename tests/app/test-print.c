/* test-print.c: pages with the marks: what stands on them, and how many there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/article-fixture.h"
#include "article/vbt-print.h"

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, int *done)
{
  *done = (int)result;
}

/* Exports what the session shows; returns how many pages it has. */
static int export(Fixture *self, const char *path)
{
  g_autoptr (GtkPrintOperation) operation = vbt_print_new (self->session);
  g_autoptr (GError) error = NULL;
  int done = -1;
  int n_pages = 0;

  gtk_print_operation_set_show_progress (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), &done);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, GTK_WINDOW (self->window),
                           &error);
  g_assert_no_error (error);
  while (done < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (done, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_object_get (operation, "n-pages", &n_pages, NULL);
  return n_pages;
}

/* The text that pdftotext finds, with the pages ended by form feeds; NULL where it is not there. */
static char *
read_text (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *const arguments[] = { "pdftotext", "-layout", path, "-", NULL };
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    return NULL;
  g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL,
                &error);
  g_assert_no_error (error);
  return text;
}

static char *
get_path (Fixture *self, const char *name)
{
  return g_build_filename (g_getenv ("G_TEST_BUILDDIR"), name, NULL);
}

static void
check_pdf (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize n_bytes;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_bytes, >, 1000);
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
}

static void
test_one_page (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = fixture_make_document (FIXTURE_TEXT);
  g_autofree char *path = get_path (self, "print-one-page.pdf");
  g_autofree char *text = NULL;
  VbtAnnotation *quote
      = fixture_add (self, document, "Quote", "“We are interested in joining efforts,”", FALSE);
  VbtAnnotation *speaker = fixture_add (self, document, "Speaker", "Sergey Lavrov", FALSE);

  fixture_add (self, document, "Location", "Stockholm", TRUE);
  fixture_link (self, document, "speaker", quote, speaker);
  vbt_document_sort (document);
  fixture_insert (self, document);
  g_assert_cmpint (export(self, path), ==, 1);
  check_pdf (path);
  text = read_text (path);
  if (text == NULL)
    {
      g_test_skip ("no pdftotext here");
      return;
    }
  g_assert_nonnull (strstr (text, "Russian Foreign Minister"));
  g_assert_nonnull (strstr (text, "LOC"));
  g_assert_nonnull (strstr (text, "Sergey Lavrov”"));
  g_assert_nonnull (strstr (text, "What the marks mean"));
  g_assert_nonnull (strstr (text, "article.txt"));
  g_assert_nonnull (strstr (text, "Page 1 of 1"));
}

/* Every line stands on one page, whatever the paragraphs: of one word, and of a hundred thousand. */
static void
test_many_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) source = g_string_new (NULL);
  g_autoptr (VbtDocument) document = NULL;
  g_autofree char *path = get_path (self, "print-many-pages.pdf");
  g_autofree char *text = NULL;
  int n_pages;

  for (int i = 0; i < 300; i++)
    g_string_append_printf (source, "word%dx%s", i, i % 7 == 0 ? "\n\n" : " and some more of it ");
  for (int i = 300; i < 3000; i++)
    g_string_append_printf (source, "word%dx ", i);
  document = fixture_make_document (source->str);
  fixture_add (self, document, "Quote", "word1500x word1501x", FALSE);
  fixture_insert (self, document);
  n_pages = export(self, path);
  g_assert_cmpint (n_pages, >, 5);
  check_pdf (path);
  text = read_text (path);
  if (text == NULL)
    {
      g_test_skip ("no pdftotext here");
      return;
    }
  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *word = g_strdup_printf ("word%dx", i);
      const char *at = strstr (text, word);

      g_assert_nonnull (at);
      g_assert_null (strstr (at + 1, word));
    }
  g_assert_nonnull (strstr (text, "Page 5 of "));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("/print/one-page", test_one_page);
  ADD ("/print/many-pages", test_many_pages);
  return g_test_run ();
}

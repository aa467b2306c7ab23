/* test-documents.c: the text and the metadata of documents and pages, as their paragraphs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-html-tree.h"
#include "formats/vbt-json.h"

static Fixture *
read_golden (const char *format, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_path (fixture, format, path, NULL, &error);
  g_assert_no_error (error);
  return fixture;
}

static void
assert_text (Fixture *fixture, const char *text)
{
  g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (fixture)->text), ==, text);
}

static void
assert_metadata (Fixture *fixture, const char *key, const char *value)
{
  g_assert_cmpstr (vbt_document_get_metadata (fixture_only_document (fixture), key), ==, value);
}

static void
test_prose (void)
{
  g_autoptr (VbtProse) prose = vbt_prose_new ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new ();
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "a/b.html");
  g_autoptr (GError) error = NULL;

  vbt_prose_end_paragraph (prose);
  vbt_prose_add (prose, "  one \n", -1);
  vbt_prose_add (prose, "\ttwo\x01  ", -1);
  vbt_prose_break_line (prose);
  vbt_prose_break_line (prose);
  vbt_prose_add (prose, " three ", -1);
  vbt_prose_end_paragraph (prose);
  vbt_prose_add_exactly (prose, " \t ", -1);
  vbt_prose_end_paragraph (prose);
  vbt_prose_add_exactly (prose, "  four  ", -1);
  vbt_prose_set_metadata (prose, "title", " \n ");
  vbt_prose_set_metadata (prose, "title", " A \n B ");
  vbt_prose_set_metadata (prose, "title", "later");
  g_assert_true (vbt_prose_finish (prose, input, &fixture->sink, &error));
  assert_text (fixture, "one two\nthree\n\n  four  ");
  assert_metadata (fixture, "title", "A B");
  g_assert_cmpstr (fixture_only_document (fixture)->name, ==, "b.html");
  g_assert_false (vbt_prose_finish (prose, input, &fixture->sink, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
}

static void
test_docx (void)
{
  g_autoptr (Fixture) fixture = read_golden ("docx", "golden.docx");

  assert_text (fixture, "The mill\n\n“No,” said Anna Lind.\n\na\tb\nc\n\nnew");
  assert_metadata (fixture, VBT_METADATA_TITLE, "The mill & the river");
  assert_metadata (fixture, VBT_METADATA_BYLINE, "Anna Lind");
  assert_metadata (fixture, VBT_METADATA_LANGUAGE, "en-GB");
  assert_metadata (fixture, "created", "2026-01-01T10:00:00Z");
}

static void
test_odt (void)
{
  g_autoptr (Fixture) fixture = read_golden ("odt", "golden.odt");

  assert_text (fixture, "The mill\n\n“No,” said Anna Lind.\n\na  b\tc\nd");
  assert_metadata (fixture, VBT_METADATA_TITLE, "The mill");
  assert_metadata (fixture, VBT_METADATA_BYLINE, "Anna Lind");
  assert_metadata (fixture, VBT_METADATA_LANGUAGE, "en");
}

static void
test_html (void)
{
  g_autoptr (Fixture) fixture = read_golden ("html", "golden.html");

  assert_text (fixture, "The mill stands still\n\nBy Anna Lind\n\n"
                        "“We will not grind again,” said the miller,\n"
                        "Olof Berg, who has run the mill for 40\u00a0years.\n\n"
                        "The river has been too low since May, and the town wants to sell the "
                        "building — café < mill.\n\na  b\n c");
  assert_metadata (fixture, VBT_METADATA_TITLE, "The mill stands still");
  assert_metadata (fixture, VBT_METADATA_BYLINE, "Anna Lind, Bo Ek");
  assert_metadata (fixture, VBT_METADATA_SOURCE, "The Sound");
  assert_metadata (fixture, VBT_METADATA_PUBLISHED, "2026-01-02T08:00:00Z");
  assert_metadata (fixture, VBT_METADATA_URL, "https://sound.example/mill?a=1&b=2");
  assert_metadata (fixture, VBT_METADATA_LANGUAGE, "en-GB");
}

/* (transfer full): a page, as the dialect says, its paragraphs divided by bars. */
static char *
read_page (const char *page, const char *dialect)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (g_strdup (page), -1, g_free);
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "a.html");
  g_auto (GStrv) paragraphs = NULL;

  vbt_input_set_dialect (input, dialect);
  if (!fixture_format ("html")->read (input, &fixture->sink, NULL, NULL))
    return g_strdup ("");
  paragraphs = g_strsplit (vbt_text_get_utf8 (((VbtDocument *)fixture->documents->pdata[0])->text),
                           "\n\n", -1);
  return g_strjoinv ("|", paragraphs);
}

/* How pages are really written. */
static void
test_html_pages (void)
{
  static const char *const cases[][2] = {
    { "a<b>b</b>c <i> d</i>", "abc d" },
    { "a<p>b<p>c<ul><li>d<li>e</ul>f", "a|b|c|d|e|f" },
    { "<p><b>a<p>b</b> c</p>", "a|b c" },
    { "<table><tr><td>a<td>b<tr><td>c</table>d", "a|b|c|d" },
    { "<!-- a --><!--> b --><!---> c --!> d <!-- e", "b --> c --!> d" },
    { "1 < 2 </ 3> &amp &ampx; &#65; &#x42 &#x80; &#0; &#xd800; &notit; &nope;",
      "1 < 2 & &x; A B € \ufffd \ufffd ¬it; &nope;" },
    { "<script>'</p>'</script>a<style>b</style>c<title>d</title>", "ac" },
    { "<script>a</scriptx></script >b", "b" },
    { "a<svg><text>b</text></svg>c<template>d</template>", "ac" },
    { "<div hidden>a</div><div style=\"display: none\">b</div>c", "c" },
    { "<p>a\x01\x1e</p><p> \n </p>b", "a|b" },
    { "a<p/>b<br/>c</br>d<img src='x>y'>e<a href=\"x\">f", "a|b\ncdef" },
    { "<ruby>a<rt>b</ruby>c", "ac" },
    { "<select><option>a</select><main>b</main>", "b" },
    { "<plaintext a=b c", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = read_page (cases[i][0], NULL);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_html_dialect (void)
{
  const char *page = "<nav>a</nav><p>b</p>";
  g_autofree char *article = read_page (page, "content=article");
  g_autofree char *all = read_page (page, "content=all");
  g_autofree char *other = read_page (page, "content=some");

  g_assert_cmpstr (article, ==, "b");
  g_assert_cmpstr (all, ==, "a|b");
  g_assert_cmpstr (other, ==, "");
}

/* A page without <article>: the paragraphs elect it. */
static void
test_html_votes (void)
{
  g_autoptr (GString) page = g_string_new ("<body><div class=top><div><a href=a>Some long link, to "
                                           "another page</a></div></div><div><div id=x>");
  g_autofree char *text = NULL;

  for (guint i = 0; i < 5; i++)
    g_string_append (page, "<p>This is said at some length, with commas, and ends here.</p>");
  g_string_append (page, "<div><a href=b>One more</a> <a href=c>Two more</a></div></div></div>"
                         "<div><p>A word, and another one, from the paper itself.</p></div>");
  text = read_page (page->str, NULL);
  g_assert_true (g_str_has_prefix (text, "This is said"));
  g_assert_true (g_str_has_suffix (text, "ends here."));
}

static void
test_html_dates (void)
{
  static const char *const cases[][2] = {
    { "2021-12-02", "2021-12-02" },
    { " 2021-12-02 10:00:00 ", "2021-12-02T10:00:00" },
    { "2021-12-02T10:00:00+01:00", "2021-12-02T10:00:00+01:00" },
    { "20211202", "2021-12-02" },
    { "Thu, 02 Dec 2021 10:00:00 GMT", "2021-12-02" },
    { "December 2, 2021", "2021-12-02" },
    { "1/2/2021", NULL },
    { "yesterday", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = vbt_html_normalize_date (cases[i][0]);

      g_assert_cmpstr (date, ==, cases[i][1]);
    }
}

/* Every encoding is found: told, by its mark, or named by the page. */
static void
test_html_encodings (void)
{
  g_autofree char *latin = read_page ("<meta charset=\"iso-8859-1\"><p>caf\xe9 \x80", NULL);
  g_autofree char *http = read_page (
      "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>\xc1", NULL);
  g_autofree char *unknown = read_page ("<meta charset=nonsense><p>é", NULL);
  g_autofree char *bad = read_page ("<p>caf\xe9", NULL);

  g_assert_cmpstr (latin, ==, "café €");
  g_assert_cmpstr (http, ==, "а");
  g_assert_cmpstr (unknown, ==, "é");
  g_assert_cmpstr (bad, ==, "");
}

static void
test_mhtml (void)
{
  g_autoptr (Fixture) fixture = read_golden ("mhtml", "golden.mhtml");

  assert_text (fixture, "The café of the mill.");
  assert_metadata (fixture, VBT_METADATA_TITLE, "The mill");
  assert_metadata (fixture, VBT_METADATA_URL, "https://sound.example/mill");
}

static void
test_markdown (void)
{
  g_autoptr (Fixture) fixture = read_golden ("markdown", "golden.md");

  assert_text (fixture, "The mill & the river\n\n“We will not grind again,” said Olof Berg,\n"
                        "the miller. Why é?\n\none\n\ntwo\n\nthree\n\na  b\n c\n\nfour");
  assert_metadata (fixture, VBT_METADATA_TITLE, "The mill");
  assert_metadata (fixture, VBT_METADATA_BYLINE, "Anna Lind");
  assert_metadata (fixture, VBT_METADATA_PUBLISHED, "2026-01-02");
}

static void
test_epub (void)
{
  g_autoptr (Fixture) fixture = read_golden ("epub", "golden.epub");

  assert_text (fixture, "One\n\nA <<b c.\n\nTwo\n\nD—e.");
  assert_metadata (fixture, VBT_METADATA_TITLE, "The mill");
  assert_metadata (fixture, VBT_METADATA_BYLINE, "Anna Lind, Bo Ek");
  assert_metadata (fixture, VBT_METADATA_LANGUAGE, "sv");
  assert_metadata (fixture, VBT_METADATA_PUBLISHED, "2026-01-02");
}

static void
test_pdf (void)
{
  g_autoptr (Fixture) fixture = read_golden ("pdf", "golden.pdf");

  assert_text (fixture,
               "The miller said that the river was too low for the whole summer, and that he "
               "would not grind.\n\nNobody else was asked.");
  assert_metadata (fixture, VBT_METADATA_TITLE, "The mill");
  assert_metadata (fixture, VBT_METADATA_BYLINE, "Anna Lind");
}

/* A program that is not there, or that does not answer, refuses the file and no more. */
static void
test_helpers (void)
{
  const char *helpers = g_getenv ("VBT_HELPERS");
  g_autofree char *before = g_strdup (helpers);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "verbatim-markdown", NULL);

  g_setenv ("VBT_HELPERS", folder, TRUE);
  g_assert_false (fixture_read_bytes (fixture, "markdown", "a", -1, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_clear_error (&error);
  g_file_set_contents (path, "#!/bin/sh\nprintf 'Pa\\036b\\n'; kill -9 $$\n", -1, NULL);
  g_chmod (path, 0755);
  g_assert_false (fixture_read_bytes (fixture, "markdown", "a", -1, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_clear_error (&error);
  g_file_set_contents (path, "#!/bin/sh\nprintf 'Pa\\036b\\377\\nMtitle\\tt\\nwhat\\n.\\n'\n", -1,
                       NULL);
  g_chmod (path, 0755);
  fixture_read_bytes (fixture, "markdown", "a", -1, &error);
  g_assert_no_error (error);
  assert_text (fixture, "a\nb\ufffd");
  assert_metadata (fixture, VBT_METADATA_TITLE, "t");
  g_setenv ("VBT_HELPERS", before, TRUE);
}

/* Cancel ends a program that would never end. */
static void
test_helpers_cancel (void)
{
  g_autofree char *before = g_strdup (g_getenv ("VBT_HELPERS"));
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "verbatim-pdf", NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new ();
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "a.pdf");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "#!/bin/sh\nexec sleep 1000\n", -1, NULL);
  g_chmod (path, 0755);
  g_setenv ("VBT_HELPERS", folder, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (fixture_format ("pdf")->read (input, &fixture->sink, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_setenv ("VBT_HELPERS", before, TRUE);
}

/* Each file of an archive is read in its own format; what is beside the point is passed over. */
static void
test_archive (void)
{
  g_autoptr (Fixture) fixture = read_golden ("archive", "golden.zip");
  const VbtDocument *document;

  g_assert_cmpuint (fixture->documents->len, ==, 3);
  g_assert_cmpuint (fixture->problems->len, ==, 2);
  fixture_assert_problem (fixture, "The archive is damaged or not complete");
  document = fixture->documents->pdata[0];
  g_assert_cmpstr (document->name, ==, "a.txt");
  document = fixture->documents->pdata[1];
  g_assert_cmpstr (document->name, ==, "c.html");
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "“Yes,” said Bo.");
  document = fixture->documents->pdata[2];
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "Bo Ek was there.");
  g_assert_cmpuint (document->annotations->len, ==, 1);
}

static const VbtDocument *
find_document (const Fixture *fixture, const char *name)
{
  for (guint i = 0; i < fixture->documents->len; i++)
    if (g_str_equal (((VbtDocument *)fixture->documents->pdata[i])->name, name))
      return fixture->documents->pdata[i];
  return NULL;
}

/* (transfer full): golden.tgz without its compression. */
static char *
unpack_tar (gsize *size)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden.tgz", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) packed = g_file_read (file, NULL, NULL);
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) stream
      = g_converter_input_stream_new (G_INPUT_STREAM (packed), G_CONVERTER (gzip));
  g_autoptr (GError) error = NULL;
  char *data = g_malloc0 (1 << 20);

  g_input_stream_read_all (stream, data, 1 << 20, size, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static void
check_tar (const char *path)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  const VbtDocument *document;

  fixture_read_path (fixture, "archive", path, NULL, &error);
  g_assert_no_error (error);
  /* Links and devices are no files; of the others two are refused. */
  g_assert_cmpuint (fixture->documents->len, ==, 4);
  g_assert_cmpuint (fixture->problems->len, ==, 2);
  fixture_assert_problem (fixture, "The archive is damaged or not complete");
  fixture_assert_problem (fixture, "e.bin");
  document = find_document (fixture, "b.txt");
  g_assert_nonnull (document);
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "Bo Ek was there.");
  g_assert_cmpuint (document->annotations->len, ==, 1);
  document = find_document (fixture, "c.html");
  g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "“Yes,” said Bo.");
  g_assert_nonnull (find_document (fixture, "a.txt"));
}

/* Compressed or not, the same as a folder; cut off, it is refused with words, or what is whole is taken. */
static void
test_tar (void)
{
  g_autofree char *packed = g_test_build_filename (G_TEST_DIST, "data", "golden.tgz", NULL);
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "a.tar", NULL);
  gsize size;
  g_autofree char *data = unpack_tar (&size);

  check_tar (packed);
  g_file_set_contents (path, data, (gssize)size, NULL);
  check_tar (path);
  for (gsize n = 0; n < size; n += size / 60)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, data, (gssize)n, NULL);
      if (!fixture_read_path (fixture, "archive", path, NULL, &error))
        g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      g_assert_cmpuint (fixture->documents->len, <=, 4);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/prose", test_prose);
  g_test_add_func ("/documents/docx", test_docx);
  g_test_add_func ("/documents/odt", test_odt);
  g_test_add_func ("/documents/html", test_html);
  g_test_add_func ("/documents/html/pages", test_html_pages);
  g_test_add_func ("/documents/html/dialect", test_html_dialect);
  g_test_add_func ("/documents/html/votes", test_html_votes);
  g_test_add_func ("/documents/html/dates", test_html_dates);
  g_test_add_func ("/documents/html/encodings", test_html_encodings);
  g_test_add_func ("/documents/mhtml", test_mhtml);
  g_test_add_func ("/documents/markdown", test_markdown);
  g_test_add_func ("/documents/epub", test_epub);
  g_test_add_func ("/documents/pdf", test_pdf);
  g_test_add_func ("/documents/helpers", test_helpers);
  g_test_add_func ("/documents/helpers/cancel", test_helpers_cancel);
  g_test_add_func ("/documents/archive", test_archive);
  g_test_add_func ("/documents/tar", test_tar);
  return g_test_run ();
}

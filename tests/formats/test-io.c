/* test-io.c: inputs, outputs and losses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

#include <sys/stat.h>
#include <unistd.h>

static VbtInput *
input_of (const char *data, gsize length)
{
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (g_memdup2 (data, length), (gssize)length, g_free);

  return vbt_input_new_for_stream (stream, "<test>");
}

static void
assert_line (VbtInput *input, const char *expected, guint number)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *line = vbt_input_read_line (input, &length, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, expected);
  if (expected != NULL)
    g_assert_cmpuint (length, ==, strlen (expected));
  g_assert_cmpuint (vbt_input_get_line (input), ==, number);
}

static void
test_lines (void)
{
  static const char data[] = "one\n\ntwo\r\nthree\r\r\n\nfour\r";
  g_autoptr (VbtInput) input = input_of (data, strlen (data));
  g_autoptr (GError) error = NULL;
  const guint8 *head;
  gsize n_head;

  head = vbt_input_peek (input, &n_head, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (head, n_head, data, strlen (data));
  g_assert_cmpuint (vbt_input_get_position (input), ==, 0);
  assert_line (input, "one", 1);
  g_assert_cmpuint (vbt_input_get_position (input), ==, 4);
  assert_line (input, "", 2);
  assert_line (input, "two", 3);
  assert_line (input, "three\r", 4);
  assert_line (input, "", 5);
  assert_line (input, "four\r", 6);
  assert_line (input, NULL, 6);
  g_assert_cmpuint (vbt_input_get_position (input), ==, strlen (data));
}

static void
assert_text_line (VbtInput *input, gsize length)
{
  g_autoptr (GError) error = NULL;
  char *line = vbt_input_next_text_line (input, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_cmpuint (strlen (line), ==, length);
  g_assert_cmpuint (strspn (line, "x"), ==, length);
  /* It may be written to. */
  memset (line, 'y', length);
}

/* A line is lent where it lies, also the last one, which may end where the buffer does. */
static void
test_lent_lines (void)
{
  for (gsize size = 65530; size < 65545; size++)
    for (guint n_before = 0; n_before < 3; n_before++)
      {
        g_autoptr (GString) data = g_string_new (NULL);
        g_autoptr (VbtInput) input = NULL;
        g_autoptr (GError) error = NULL;

        for (guint i = 0; i < n_before; i++)
          g_string_append (data, i == 0 ? "\xef\xbb\xbfxxx\r\n" : "\n");
        while (data->len < size)
          g_string_append_c (data, 'x');
        input = input_of (data->str, data->len);
        for (guint i = 0; i < n_before; i++)
          assert_text_line (input, i == 0 ? 3 : 0);
        assert_text_line (input, size - (n_before == 0 ? 0 : n_before + 7));
        g_assert_null (vbt_input_next_text_line (input, &error));
        g_assert_no_error (error);
      }
}

static void
test_lines_in_an_encoding (void)
{
  g_autoptr (VbtInput) input = input_of ("caf\xe9\r\n\xe9t\xe9", 9);
  g_autoptr (GError) error = NULL;

  vbt_input_set_encoding (input, "ISO-8859-1");
  g_assert_cmpstr (vbt_input_next_text_line (input, &error), ==, "café");
  g_assert_cmpstr (vbt_input_next_text_line (input, &error), ==, "été");
  g_assert_null (vbt_input_next_text_line (input, &error));
  g_assert_no_error (error);
  vbt_input_free (g_steal_pointer (&input));
  input = input_of ("a\nb\xe9", 4);
  g_assert_cmpstr (vbt_input_next_text_line (input, &error), ==, "a");
  g_assert_null (vbt_input_next_text_line (input, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
}

static void
test_empty (void)
{
  g_autoptr (VbtInput) input = input_of ("", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize n_head = 1;

  g_assert_nonnull (vbt_input_peek (input, &n_head, &error));
  g_assert_cmpuint (n_head, ==, 0);
  assert_line (input, NULL, 0);
  bytes = vbt_input_read_all (input, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);
  g_assert_nonnull (vbt_input_peek (input, &n_head, &error));
}

/* Lines of every length around the sizes of the buffer, against a plain split. */
static void
test_long_lines (void)
{
  g_autoptr (GString) data = g_string_new (NULL);
  g_autoptr (VbtInput) input = NULL;
  g_auto (GStrv) lines = NULL;
  gsize n_head;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *line = g_strnfill (i * 4099 % 200000, (char)('a' + i % 26));

      g_string_append_printf (data, "%s\n", line);
    }
  input = input_of (data->str, data->len);
  g_assert_nonnull (vbt_input_peek (input, &n_head, NULL));
  g_assert_cmpuint (n_head, ==, 64 * 1024);
  g_string_truncate (data, data->len - 1);
  lines = g_strsplit (data->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    assert_line (input, lines[i], i + 1);
  assert_line (input, NULL, 40);
}

/* NUL bytes do not end a line. */
static void
test_nul (void)
{
  g_autoptr (VbtInput) input = input_of ("a\0b\nc", 5);
  gsize length;
  g_autofree char *line = vbt_input_read_line (input, &length, NULL);

  g_assert_cmpmem (line, length, "a\0b", 3);
}

/* Refused by their size, without reading on for ever. */
static void
test_endless (void)
{
  g_autoptr (VbtInput) all = vbt_input_new_for_path ("/dev/zero", NULL);
  g_autoptr (VbtInput) line = vbt_input_new_for_path ("/dev/zero", NULL);
  g_autoptr (GError) error = NULL;

  if (!g_test_slow () || all == NULL || line == NULL)
    {
      g_test_skip ("slow, or no /dev/zero");
      return;
    }
  g_assert_null (vbt_input_read_all (all, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (vbt_input_read_line (line, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
}

static void
put (const char *folder, const char *name, const char *data)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, -1, &error);
  g_assert_no_error (error);
}

static VbtInput *
open_in (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  VbtInput *input = vbt_input_new_for_path (path, NULL);

  g_assert_nonnull (input);
  return input;
}

static void
assert_no_sibling (VbtInput *input, const char *extension, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vbt_input_open_sibling (input, extension, &error));
  g_assert_error (error, VBT_ERROR, code);
}

static void
test_sibling (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *link = g_build_filename (folder, "a.link", NULL);
  g_autofree char *pipe = g_build_filename (folder, "a.pipe", NULL);
  g_autofree char *directory = g_build_filename (folder, "a.dir", NULL);
  g_autoptr (VbtInput) stream = input_of ("", 0);
  g_autoptr (VbtInput) input = NULL;
  g_autoptr (VbtInput) sibling = NULL;
  g_autoptr (GError) error = NULL;

  put (folder, "a.ann", "x");
  put (folder, "a.txt", "text\n");
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
  input = open_in (folder, "a.ann");
  vbt_input_set_encoding (input, "windows-1252");
  sibling = vbt_input_open_sibling (input, "txt", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vbt_input_get_encoding (sibling), ==, "windows-1252");
  assert_line (sibling, "text", 1);
  assert_no_sibling (input, "none", VBT_ERROR_NOT_FOUND);
  assert_no_sibling (input, "link", VBT_ERROR_IO);
  assert_no_sibling (input, "pipe", VBT_ERROR_IO);
  assert_no_sibling (input, "dir", VBT_ERROR_IO);
  assert_no_sibling (stream, "txt", VBT_ERROR_USAGE);
}

static void
test_open_errors (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vbt_input_new_for_path ("/nowhere/at/all", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all"));
  g_clear_error (&error);
  g_assert_null (vbt_input_new_for_path (folder, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

static void
assert_contents (const char *folder, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;

  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (data, ==, expected);
}

/* What is there stays until all is written; given up, nothing is left; the permissions are those of
 * any new file. */
static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "out.jsonl", NULL);
  g_autoptr (GError) error = NULL;
  VbtOutput *output;
  struct stat info;
  mode_t mask = umask (022);

  put (folder, "out.jsonl", "old");
  output = vbt_output_new_for_path (path, &error);
  g_assert_no_error (error);
  g_assert_true (vbt_output_print (output, &error, "%s", "new"));
  assert_contents (folder, "out.jsonl", "old");
  vbt_output_free (output);
  g_assert_cmpuint (count_files (folder), ==, 1);

  output = vbt_output_new_for_path (path, &error);
  g_assert_true (vbt_output_write (output, "newer", -1, &error));
  g_assert_true (vbt_output_close (output, &error));
  g_assert_no_error (error);
  vbt_output_free (output);
  umask (mask);
  assert_contents (folder, "out.jsonl", "newer");
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0644);
}

/* A link is written through, as a shell would; a folder is refused; a device is no file to replace. */
static void
test_special (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtOutput) output = NULL;
  g_autoptr (VbtOutput) null = NULL;

  put (folder, "real", "old");
  g_assert_cmpint (symlink ("real", link), ==, 0);
  output = vbt_output_new_for_path (link, &error);
  g_assert_no_error (error);
  g_assert_true (vbt_output_write (output, "new", -1, &error));
  g_assert_true (vbt_output_close (output, &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_contents (folder, "real", "new");

  null = vbt_output_new_for_path ("/dev/null", &error);
  g_assert_no_error (error);
  g_assert_true (vbt_output_write (null, "x", -1, &error));
  g_assert_true (vbt_output_close (null, &error));
  g_assert_true (g_file_test ("/dev/null", G_FILE_TEST_EXISTS));

  g_assert_null (vbt_output_new_for_path (folder, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (vbt_output_new_for_path ("/nowhere/at/all", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
}

/* A full disk is an error with a code of its own. */
static void
test_full (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtOutput) output = vbt_output_new_for_path ("/dev/full", NULL);

  if (output == NULL)
    {
      g_test_skip ("no /dev/full");
      return;
    }
  vbt_output_write (output, "x", -1, &error);
  g_assert_no_error (error);
  g_assert_false (vbt_output_close (output, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FULL);
}

static VbtOutput *
folder_output (const char *path)
{
  g_autoptr (GError) error = NULL;
  VbtOutput *output = vbt_output_new_for_folder (path, &error);

  g_assert_no_error (error);
  return output;
}

/* A long file goes to the disk in pieces; one that was not ended is not there. */
static void
test_pieces (void)
{
  g_autofree char *parent = g_dir_make_tmp (NULL, NULL);
  g_autofree char *folder = g_build_filename (parent, "out", NULL);
  g_autofree char *path = g_build_filename (folder, "a.txt", NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) pending = g_string_new (NULL);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  VbtOutput *output = folder_output (folder);
  gsize n_longest = 0;

  g_assert_true (vbt_output_begin_file (output, "a.txt", &error));
  for (guint i = 0; i < 100000; i++)
    {
      g_string_append_printf (pending, "%u,", i);
      g_string_append_printf (expected, "%u,", i);
      vbt_output_spill (output, pending);
      g_assert_cmpint (pending->str[pending->len - 1], ==, ',');
      n_longest = MAX (n_longest, pending->len);
    }
  g_assert_cmpuint (n_longest, <, 66 * 1024);
  g_assert_true (vbt_output_write (output, pending->str, (gssize)pending->len, &error));
  g_assert_cmpuint (vbt_output_get_size (output), ==, expected->len);
  g_assert_true (vbt_output_end_file (output, &error));
  g_assert_true (vbt_output_close (output, &error));
  vbt_output_free (output);
  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  g_assert_cmpstr (data, ==, expected->str);
  g_remove (path);
  g_rmdir (folder);

  output = folder_output (folder);
  g_assert_true (vbt_output_begin_file (output, "a.txt", &error));
  g_assert_true (vbt_output_write (output, "a", -1, &error));
  vbt_output_free (output);
  g_assert_cmpuint (count_files (parent), ==, 0);
}

/* A disk that is full while a document is put together is told when it is written. */
static void
test_full_in_pieces (void)
{
  g_autoptr (GString) pending = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtOutput) output = vbt_output_new_for_path ("/dev/full", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 100000; i++)
    {
      g_string_append (pending, "0123456789");
      vbt_output_spill (output, pending);
      g_assert_cmpuint (pending->len, <, 128 * 1024);
    }
  g_assert_false (vbt_output_write (output, pending->str, (gssize)pending->len, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FULL);
}

static void
test_folder (void)
{
  g_autofree char *parent = g_dir_make_tmp (NULL, NULL);
  g_autofree char *folder = g_build_filename (parent, "out", NULL);
  g_autoptr (GError) error = NULL;
  VbtOutput *output = folder_output (folder);

  g_assert_true (vbt_output_write_file (output, "a.txt", "a", -1, &error));
  g_assert_false (vbt_output_write_file (output, "a.txt", "b", -1, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (vbt_output_write (output, "x", -1, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
  g_clear_error (&error);
  vbt_output_free (output);
  g_assert_cmpuint (count_files (parent), ==, 0);

  output = folder_output (folder);
  g_assert_true (vbt_output_write_file (output, "a.txt", "a", -1, &error));
  g_assert_true (vbt_output_close (output, &error));
  vbt_output_free (output);
  g_assert_cmpuint (count_files (folder), ==, 1);
  assert_contents (folder, "a.txt", "a");
}

/* A folder with files of others: they are never overwritten, and the error names the file. */
static void
test_used_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autoptr (GError) error = NULL;
  VbtOutput *output = folder_output (folder);

  put (folder, "mine.txt", "mine");
  g_assert_false (vbt_output_write_file (output, "mine.txt", "x", -1, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "mine.txt"));
  g_clear_error (&error);
  g_assert_true (vbt_output_write_file (output, "a.txt", "a", -1, &error));
  g_assert_true (vbt_output_write_file (output, "late.txt", "x", -1, &error));
  put (folder, "late.txt", "late");
  g_assert_false (vbt_output_close (output, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_CONFLICT);
  vbt_output_free (output);
  g_assert_cmpuint (count_files (folder), ==, 2);
  assert_contents (folder, "mine.txt", "mine");
  assert_contents (folder, "late.txt", "late");
}

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "talks.txt", "talks.ann" },
    { "TALKS.html", "TALKS-2.ann" },
    { "../../etc/passwd", "passwd.ann" },
    { ".hidden", "_hidden.ann" },
    { "", "document.ann" },
    { "a\nb:c", "a_b_c.ann" },
    { "Mr. Smith 2.0", "Mr. Smith 2.0.ann" },
    { "/", "document-2.ann" },
    { "北京.txt", "北京.ann" },
  };
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *parent = g_build_filename (folder, "out", NULL);
  g_autoptr (VbtOutput) output = folder_output (parent);
  g_autofree char *long_name = g_strnfill (1000, 'x');
  g_autofree char *short_name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = vbt_output_unique_name (output, names[i][0], "ann");

      g_assert_cmpstr (name, ==, names[i][1]);
    }
  short_name = vbt_output_unique_name (output, long_name, "ann");
  g_assert_cmpuint (strlen (short_name), <, 200);
}

static void
test_losses (void)
{
  g_autoptr (VbtText) text = vbt_text_new ("Ann\nmet", -1, NULL);
  g_autoptr (VbtDocument) document = vbt_document_new ("a.txt", text);
  g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (1, 1, 0, 7);
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  const VbtLoss *loss;

  vbt_losses_add (losses, "one", document, span);
  vbt_losses_add (losses, "two", NULL, NULL);
  vbt_losses_add (losses, "one", document, NULL);
  g_assert_cmpuint (losses->rows->len, ==, 2);
  loss = losses->rows->pdata[0];
  g_assert_cmpstr (loss->what, ==, "one");
  g_assert_cmpuint (loss->count, ==, 2);
  g_assert_cmpstr (loss->example, ==, "a.txt: “Ann met”");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/input/lines", test_lines);
  g_test_add_func ("/input/lent-lines", test_lent_lines);
  g_test_add_func ("/input/lines-in-an-encoding", test_lines_in_an_encoding);
  g_test_add_func ("/input/empty", test_empty);
  g_test_add_func ("/input/long-lines", test_long_lines);
  g_test_add_func ("/input/nul", test_nul);
  g_test_add_func ("/input/endless", test_endless);
  g_test_add_func ("/input/sibling", test_sibling);
  g_test_add_func ("/input/open-errors", test_open_errors);
  g_test_add_func ("/output/file", test_file);
  g_test_add_func ("/output/special", test_special);
  g_test_add_func ("/output/full", test_full);
  g_test_add_func ("/output/folder", test_folder);
  g_test_add_func ("/output/pieces", test_pieces);
  g_test_add_func ("/output/full-in-pieces", test_full_in_pieces);
  g_test_add_func ("/output/used-folder", test_used_folder);
  g_test_add_func ("/output/names", test_names);
  g_test_add_func ("/losses/count", test_losses);
  return g_test_run ();
}

/* bench-formats.c: how fast every format is written and read, in MB/s of CPU time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <time.h>

#include "bench.h"
#include "formats/fixture.h"

/* Articles of usual length, a tenth of their tokens in spans. With another number as the first argument, so many; with names
 * of formats behind it, only those. */
#define N_DOCUMENTS 500
#define N_SENTENCES 25
#define N_RUNS 5

static VbtDocument *
make_document (Fixture *fixture, guint number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = g_strdup_printf ("article-%05u.txt", number);
  g_autoptr (VbtText) content = NULL;
  VbtDocument *document;
  VbtLabel *label
      = vbt_schema_ensure_label (fixture->sink.catalog->schema, VBT_KIND_SPAN, "Person");

  for (guint i = 0; i < N_SENTENCES; i++)
    g_string_append_printf (text,
                            "%sZoë Lindqvist %u told reporters that the costs had risen to "
                            "%u million 😀 .",
                            i > 0 ? "\n" : "", i, number);
  content = vbt_text_new (text->str, -1, NULL);
  document = vbt_document_new (name, content);
  vbt_document_segment (document);
  for (guint i = 0; i + 1 < document->tokens->len; i += 10)
    vbt_document_take_annotation (
        document, vbt_annotation_new_span (label->id, fixture->sink.annotator,
                                           g_array_index (document->tokens, VbtRange, i).start,
                                           g_array_index (document->tokens, VbtRange, i + 1).end));
  vbt_document_sort (document);
  return document;
}

static gboolean
drop_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  vbt_document_free (document);
  return TRUE;
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double
best_of (double before, double best)
{
  double spent = now () - before;

  return best > 0 ? MIN (best, spent) : spent;
}

/* Writes all into a file, or the files of a folder; returns the bytes. */
static gsize
write_all (Fixture *fixture, const VbtFormat *format, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtOutput) output = format->flags & VBT_FORMAT_FOLDER
                                     ? vbt_output_new_for_folder (path, &error)
                                     : vbt_output_new_for_path (path, &error);
  gsize size = 0;
  GStatBuf info;

  g_assert_no_error (error);
  fixture_write (fixture, format, output);
  if (!(format->flags & VBT_FORMAT_FOLDER))
    return g_stat (path, &info) == 0 ? (gsize)info.st_size : 0;
  for (guint i = 0; i < vbt_output_get_names (output)->len; i++)
    {
      g_autofree char *file
          = g_build_filename (path, vbt_output_get_names (output)->pdata[i], NULL);

      size += g_stat (file, &info) == 0 ? (gsize)info.st_size : 0;
    }
  return size;
}

static void
read_file (Fixture *sink, const VbtFormat *format, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    fixture_read_path (sink, format->name, path, NULL, &error);
  g_assert_no_error (error);
}

static void
read_all (Fixture *sink, const VbtFormat *format, const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  if (folder == NULL)
    read_file (sink, format, path);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (vbt_format_has_extension (format, name) && !g_str_equal (name, "TypeSystem.xml"))
      {
        g_autofree char *file = g_build_filename (path, name, NULL);

        read_file (sink, format, file);
      }
}

static void
measure (Fixture *fixture, const VbtFormat *format)
{
  static const VbtSinkClass klass = { drop_document, NULL, NULL };
  double write = 0, read = 0;
  gsize size = 0;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("bench-XXXXXX", NULL);
      g_autofree char *name = g_strconcat ("all.", format->extensions[0], NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);
      g_autoptr (Fixture) sink = fixture_new (NULL);
      double before = now ();

      size = write_all (fixture, format, path);
      write = best_of (before, write);
      sink->sink.klass = &klass;
      before = now ();
      if (format->flags & VBT_FORMAT_READS)
        {
          read_all (sink, format, path);
          read = best_of (before, read);
        }
      g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
    }
  bench_print_value ("formats", format->name, "size", "MB", (double)size / 1e6);
  bench_print_value ("formats", format->name, "write", "MB/s", (double)size / 1e6 / write);
  if (read > 0)
    bench_print_value ("formats", format->name, "read", "MB/s", (double)size / 1e6 / read);
}

static gboolean
is_wanted (const VbtFormat *format, int argc, char *argv[])
{
  for (int i = 2; i < argc; i++)
    if (g_str_equal (argv[i], format->name))
      return TRUE;
  return argc <= 2 && format->flags & VBT_FORMAT_WRITES;
}

int
main (int argc, char *argv[])
{
  const VbtFormat *const *formats = vbt_formats ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  guint n_documents = argc > 1 ? (guint)atoi (argv[1]) : N_DOCUMENTS;

  for (guint i = 0; i < n_documents; i++)
    g_ptr_array_add (fixture->documents, make_document (fixture, i));
  for (guint i = 0; formats[i] != NULL; i++)
    if (is_wanted (formats[i], argc, argv))
      measure (fixture, formats[i]);
  return 0;
}

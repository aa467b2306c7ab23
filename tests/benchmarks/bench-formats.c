/* bench-formats.c: how fast every format is written and read, in MB/s of CPU time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench.h"
#include "formats/fixture.h"
#include "formats/vbt-json.h"

/* Articles of usual length, a tenth of their tokens in spans. With another number as the first argument, so many; with names
 * of formats behind it, only those. What is written stays in the folder $VBT_BENCH_KEEP, if it is set: read-in-python reads it
 * with what Python has. */
#define N_DOCUMENTS 500
#define N_SENTENCES 25
#define N_RUNS 5

static char *
make_text (guint number)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_SENTENCES; i++)
    g_string_append_printf (text,
                            "%sZoë Lindqvist %u told reporters that the costs had risen to "
                            "%u million 😀 .",
                            i > 0 ? "\n" : "", i, number);
  return g_string_free (text, FALSE);
}

static VbtAnnotation *
add_span (Fixture *fixture, VbtDocument *document, const char *name, guint token)
{
  const VbtRange *tokens = (const VbtRange *)(gpointer)document->tokens->data;
  VbtLabel *label = vbt_schema_ensure_label (fixture->sink.catalog->schema, VBT_KIND_SPAN, name);
  VbtAnnotation *span = vbt_annotation_new_span (label->id, fixture->sink.annotator,
                                                 tokens[token].start, tokens[token + 1].end);

  vbt_document_take_annotation (document, span);
  return span;
}

static void
add_attribution (Fixture *fixture, VbtDocument *document, guint token)
{
  const VbtLabel *label = vbt_schema_ensure_label (fixture->sink.catalog->schema, VBT_KIND_RELATION,
                                                   VBT_RELATION_SPEAKER);
  const VbtAnnotation *quote = add_span (fixture, document, VBT_LABEL_QUOTE, token);
  const VbtAnnotation *speaker = add_span (fixture, document, VBT_LABEL_SPEAKER, token + 5);

  vbt_document_take_annotation (
      document,
      vbt_annotation_new_relation (label->id, fixture->sink.annotator, quote->id, speaker->id));
}

static VbtDocument *
make_document (Fixture *fixture, guint number, gboolean attributions)
{
  g_autofree char *name = g_strdup_printf ("article-%05u.txt", number);
  g_autofree char *text = make_text (number);
  g_autoptr (VbtText) content = vbt_text_new (text, -1, NULL);
  VbtDocument *document = vbt_document_new (name, content);

  vbt_document_segment (document);
  for (guint i = 0; i + 6 < document->tokens->len; i += 10)
    if (attributions)
      add_attribution (fixture, document, i);
    else
      add_span (fixture, document, "Person", i);
  vbt_document_sort (document);
  return document;
}

static Fixture *
make_documents (guint n, gboolean attributions)
{
  Fixture *fixture = fixture_new (NULL);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (fixture->documents, make_document (fixture, i, attributions));
  return fixture;
}

/* A project has the texts of tables. */
static const Fixture *project;

static VbtText *
find_text (VbtSink *sink, const char *name)
{
  guint number = 0;

  if (sscanf (name, "article-%u.txt", &number) != 1 || number >= project->documents->len)
    return NULL;
  return vbt_text_ref (((VbtDocument *)project->documents->pdata[number])->text);
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

/* What CoreNLP makes of a document, which we only read: tokens and entities. */
static void
append_corenlp (GString *json, const VbtDocument *document)
{
  const char *text = vbt_text_get_utf8 (document->text);

  g_string_append (json, "{\"text\": ");
  vbt_json_append_string (json, text);
  g_string_append (json, ", \"sentences\": [{\"index\": 0, \"tokens\": [");
  for (guint i = 0; i < document->tokens->len; i++)
    {
      VbtRange range = g_array_index (document->tokens, VbtRange, i);
      g_autofree char *token = vbt_text_slice (document->text, range.start, range.end);

      g_string_append_printf (json,
                              "%s{\"index\": %u, \"word\": \"%s\", \"originalText\": \"%s\", "
                              "\"lemma\": \"%s\", \"characterOffsetBegin\": %zu, "
                              "\"characterOffsetEnd\": %zu, \"pos\": \"NN\", \"ner\": \"%s\", "
                              "\"before\": \"%s\", \"after\": \" \"}",
                              i > 0 ? ", " : "", i + 1, token, token, token,
                              vbt_text_offset_to_utf16 (document->text, range.start),
                              vbt_text_offset_to_utf16 (document->text, range.end),
                              i % 10 == 0 ? "PERSON" : "O", i > 0 ? " " : "");
    }
  g_string_append (json, "], \"entitymentions\": []}]}\n");
}

static gsize
write_corenlp (const Fixture *fixture, const char *path)
{
  g_autoptr (GString) json = g_string_new (NULL);

  for (guint i = 0; i < fixture->documents->len; i++)
    append_corenlp (json, fixture->documents->pdata[i]);
  g_assert_true (g_file_set_contents (path, json->str, (gssize)json->len, NULL));
  return json->len;
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
remove_folder (const char *folder)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);

  if (g_getenv ("VBT_BENCH_KEEP") == NULL)
    g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
measure (Fixture *fixture, const VbtFormat *format)
{
  static const VbtSinkClass klass = { .document = drop_document, .find_text = find_text };
  gboolean writes = (format->flags & VBT_FORMAT_WRITES) != 0;
  double write = 0, read = 0;
  gsize size = 0;

  project = fixture;
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *folder = g_getenv ("VBT_BENCH_KEEP") != NULL
                                    ? g_strdup (g_getenv ("VBT_BENCH_KEEP"))
                                    : g_dir_make_tmp ("bench-XXXXXX", NULL);
      g_autofree char *name
          = g_strdup_printf ("%s.%s", format->name, writes ? format->extensions[0] : "jsonl");
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (Fixture) sink = fixture_new (NULL);
      double before = now ();

      size = writes ? write_all (fixture, format, path) : write_corenlp (fixture, path);
      write = best_of (before, write);
      sink->sink.klass = &klass;
      before = now ();
      if (format->flags & VBT_FORMAT_READS)
        {
          read_all (sink, format, path);
          read = best_of (before, read);
        }
      remove_folder (folder);
    }
  bench_print_value ("formats", format->name, "size", "MB", (double)size / 1e6);
  if (writes)
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
  return argc <= 2 && (format->flags & VBT_FORMAT_WRITES || g_str_equal (format->name, "corenlp"));
}

int
main (int argc, char *argv[])
{
  const VbtFormat *const *formats = vbt_formats ();
  guint n_documents = argc > 1 ? (guint)atoi (argv[1]) : N_DOCUMENTS;
  g_autoptr (Fixture) fixture = make_documents (n_documents, FALSE);
  g_autoptr (Fixture) quotes = make_documents (n_documents, TRUE);

  for (guint i = 0; formats[i] != NULL; i++)
    if (is_wanted (formats[i], argc, argv))
      measure (g_str_equal (formats[i]->name, "csv-attributions") ? quotes : fixture, formats[i]);
  return 0;
}

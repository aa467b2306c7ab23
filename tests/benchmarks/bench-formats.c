/* bench-formats.c: how fast every format is written and read, in MB/s of CPU time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <time.h>

#include "bench.h"
#include "formats/fixture.h"

/* Articles of usual length, a tenth of their tokens in spans. With another number as the argument, so many. */
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

static void
measure (Fixture *fixture, const VbtFormat *format)
{
  static const VbtSinkClass klass = { drop_document, NULL, NULL };
  double write = 0, read = 0;
  gsize size = 0;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (Fixture) sink = fixture_new (NULL);
      double before = now ();
      g_autofree char *data = fixture_write_string (fixture, format->name);
      g_autoptr (GError) error = NULL;

      write = best_of (before, write);
      size = strlen (data);
      sink->sink.klass = &klass;
      before = now ();
      if (format->flags & VBT_FORMAT_READS)
        {
          fixture_read_bytes (sink, format->name, data, (gssize)size, &error);
          g_assert_no_error (error);
          read = best_of (before, read);
        }
    }
  bench_print_value ("formats", format->name, "write", "MB/s", (double)size / 1e6 / write);
  if (read > 0)
    bench_print_value ("formats", format->name, "read", "MB/s", (double)size / 1e6 / read);
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
    if ((formats[i]->flags & VBT_FORMAT_STREAM) && (formats[i]->flags & VBT_FORMAT_WRITES))
      measure (fixture, formats[i]);
  return 0;
}

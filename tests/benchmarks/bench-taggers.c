/* bench-taggers.c: how many megabytes of text each tagger reads in a second of one processor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "taggers/vbt-dictionary.h"
#include "taggers/vbt-tagger.h"

/* News of about a megabyte, in articles of usual length; as in PolNeAR there is a quotation every 350 to 450 bytes. */
#define N_ARTICLES 250
#define N_PARAGRAPHS 9
#define RUNS 5
#define N_NAMES 1000000

typedef struct
{
  GPtrArray *documents; /* segmented */
  VbtTagging *tagging;
} Bench;

static VbtDocument *
make_article (guint number)
{
  g_autoptr (GString) string = g_string_new (NULL);
  g_autoptr (VbtText) text = NULL;
  VbtDocument *document;

  for (guint i = 0; i < N_PARAGRAPHS; i++)
    g_string_append_printf (string,
                            "“We will open the bridge in %u weeks,” Mayor Anna Lindqvist said on "
                            "Tuesday. Her deputy, Karl Brandt, told reporters in Vienna that the "
                            "costs had risen to $%u.5 million. “Nobody likes it,” he added.\n\n"
                            "The bridge was closed in spring after inspectors found cracks in two "
                            "of its nine pillars, and the traffic has gone through the old town "
                            "ever since. Shops there have lost a third of their customers, while "
                            "those on the other bank hardly noticed. Builders found %u tons of "
                            "steel that nobody had ordered; the Ministry of Transport is paying "
                            "for half of the work, and the rest comes from a loan that the "
                            "Harbor Company signed in %u.\n\n",
                            number + i, i + 2, number + 3 * i, 1990 + i);
  text = vbt_text_new (string->str, -1, NULL);
  document = vbt_document_new ("article.txt", text);
  vbt_document_set_metadata (document, VBT_METADATA_LANGUAGE, "en");
  vbt_document_segment (document);
  return document;
}

/* Copies are made before the clock runs: it is the tagger that is measured. */
static double
run_taggers (const Bench *bench)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_document_free);
  gint64 start;

  for (guint i = 0; i < bench->documents->len; i++)
    g_ptr_array_add (copies, vbt_document_copy (bench->documents->pdata[i]));
  start = bench_get_cpu_time ();
  for (guint i = 0; i < copies->len; i++)
    {
      g_autoptr (VbtSchema) schema = vbt_schema_new ("bench");
      g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);

      g_assert_true (vbt_tagging_run (bench->tagging, copies->pdata[i], catalog, NULL, NULL));
    }
  return (double)(bench_get_cpu_time () - start) / G_USEC_PER_SEC;
}

/* The best of some runs: whatever else the machine does only ever makes it slower. */
static void
measure (Bench *bench, const char *const *names, gsize n_bytes)
{
  g_autoptr (GPtrArray) taggers = g_ptr_array_new ();
  g_autofree char *name = g_strjoinv (" with ", (char **)names);
  g_autoptr (VbtTagging) tagging = NULL;
  VbtTaggerContext context = { NULL };
  double best = G_MAXDOUBLE;

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (taggers, (gpointer)vbt_taggers_find (names[i], NULL));
  g_ptr_array_add (taggers, NULL);
  bench->tagging = tagging
      = vbt_tagging_new ((const VbtTagger *const *)taggers->pdata, &context, NULL);
  for (guint i = 0; i < RUNS; i++)
    best = MIN (best, run_taggers (bench));
  bench_print_value ("tagger", name, "speed", "MB/s", (double)n_bytes / 1e6 / best);
}

static void
count_hit (gpointer data, const VbtDictionaryHit *hit)
{
  *(guint *)data += 1;
}

/** Search: names, and where they are looked for. */
typedef struct
{
  const VbtDictionary *dictionary;
  const GPtrArray *documents;
} Search;

static double
search (const Search *self)
{
  gint64 start = bench_get_cpu_time ();
  guint n_hits = 0;

  for (guint i = 0; i < self->documents->len; i++)
    {
      const VbtText *text = ((const VbtDocument *)self->documents->pdata[i])->text;

      g_assert_true (vbt_dictionary_find (self->dictionary, vbt_text_get_utf8 (text),
                                          vbt_text_get_n_bytes (text), count_hit, &n_hits, NULL,
                                          NULL));
    }
  g_assert_cmpuint (n_hits, ==, self->documents->len * N_PARAGRAPHS * 2);
  return (double)(bench_get_cpu_time () - start) / G_USEC_PER_SEC;
}

/* A million names, of which two are in every paragraph and many begin like words in it. */
static void
measure_dictionary (const GPtrArray *documents, gsize n_bytes)
{
  static const char *const starts[] = { "Anna", "Karl", "Mayor", "The", "Vienna", "Nobody" };
  g_autoptr (VbtDictionary) dictionary = vbt_dictionary_new ();
  Search bench = { dictionary, documents };
  double best = G_MAXDOUBLE;

  vbt_dictionary_add (dictionary, &(VbtDictionaryEntry){ .name = "Anna Lindqvist", .label = "A" });
  vbt_dictionary_add (dictionary, &(VbtDictionaryEntry){ .name = "Karl Brandt", .label = "A" });
  for (guint i = 0; i < N_NAMES; i++)
    {
      g_autofree char *other = g_strdup_printf ("%s Name%u", starts[i % G_N_ELEMENTS (starts)], i);

      vbt_dictionary_add (dictionary, &(VbtDictionaryEntry){ .name = other, .label = "A" });
    }
  for (guint i = 0; i < RUNS; i++)
    best = MIN (best, search (&bench));
  bench_print_value ("tagger", "dictionary of a million names", "speed", "MB/s",
                     (double)n_bytes / 1e6 / best);
}

int
main (int argc, char **argv)
{
  static const char *const names[][3] = { { "quotations", NULL },
                                          { "entities", NULL },
                                          { "attributions", NULL },
                                          { "entities", "attributions", NULL } };
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_document_free);
  Bench bench = { .documents = documents };
  gsize n_bytes = 0;

  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_ptr_array_add (documents, make_article (i));
      n_bytes += vbt_text_get_n_bytes (((VbtDocument *)documents->pdata[i])->text);
    }
  /* For a profiler: one row alone. */
  if (argc > 1)
    {
      measure (&bench, names[CLAMP (atoi (argv[1]), 0, 3)], n_bytes);
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    measure (&bench, names[i], n_bytes);
  measure_dictionary (documents, n_bytes);
  return 0;
}

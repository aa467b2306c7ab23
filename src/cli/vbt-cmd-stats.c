/* vbt-cmd-stats.c: vbt stats
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-report.h"

static json_t *
counts_to_json (const GPtrArray *counts)
{
  json_t *array = json_array ();

  for (guint i = 0; i < counts->len; i++)
    {
      const VbtCount *count = counts->pdata[i];

      json_array_append_new (array, json_pack ("{s:o, s:I}", "name", vbt_json_text (count->name),
                                               "count", (json_int_t)count->count));
    }
  return array;
}

static json_t *
listing_to_json (const VbtListing *listing)
{
  return json_pack ("{s:o, s:o, s:o, s:s, s:I, s:I}", "id",
                    json_sprintf ("%016" G_GINT64_MODIFIER "x", listing->id), "name",
                    vbt_json_text (listing->name), "title", vbt_json_text (listing->title),
                    "status", vbt_status_to_string (listing->status), "quotes",
                    (json_int_t)listing->n_quotes, "open_suggestions",
                    (json_int_t)listing->n_open_suggestions);
}

static json_t *
statuses_to_json (const VbtStats *stats)
{
  json_t *object = json_object ();

  for (guint i = 0; i < G_N_ELEMENTS (stats->n_by_status); i++)
    json_object_set_new (object, vbt_status_to_string ((VbtStatus)i),
                         json_integer ((json_int_t)stats->n_by_status[i]));
  return object;
}

/* How often taggers were right, as people decided so far. */
static json_t *
verdicts_to_json (const GPtrArray *list)
{
  json_t *array = json_array ();

  for (guint i = 0; i < list->len; i++)
    {
      const VbtVerdicts *verdicts = list->pdata[i];
      json_t *object = vbt_cli_verdicts_to_json (verdicts);

      json_object_set_new (object, "tagger", vbt_json_text (verdicts->tagger));
      json_object_set_new (object, "label", vbt_json_text (verdicts->label));
      json_object_set_new (object, "kind", json_string (vbt_kind_to_string (verdicts->kind)));
      json_array_append_new (array, object);
    }
  return array;
}

static json_t *
stats_to_json (const VbtInvocation *self, const VbtStats *stats, const GPtrArray *verdicts,
               const GPtrArray *listings)
{
  json_t *per_document = json_array ();

  for (guint i = 0; i < listings->len; i++)
    json_array_append_new (per_document, listing_to_json (listings->pdata[i]));
  return json_pack (
      "{s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "project",
      vbt_json_text (vbt_invocation_get_argument (self, 0)), "documents",
      (json_int_t)stats->n_documents, "spans", (json_int_t)stats->n_spans, "relations",
      (json_int_t)stats->n_relations, "document_labels", (json_int_t)stats->n_document_labels,
      "entities", (json_int_t)stats->n_entities, "suggestions", (json_int_t)stats->n_suggestions,
      "open_suggestions", (json_int_t)stats->n_open_suggestions, "status", statuses_to_json (stats),
      "labels", counts_to_json (stats->labels), "annotators", counts_to_json (stats->annotators),
      "speakers", counts_to_json (stats->speakers), "per_document", per_document, "verdicts",
      verdicts_to_json (verdicts));
}

static void
print_verdicts (const GPtrArray *list)
{
  if (list->len > 0)
    printf ("%s\n", _ ("Accepted suggestions by tagger and label"));
  for (guint i = 0; i < list->len; i++)
    {
      const VbtVerdicts *verdicts = list->pdata[i];
      g_autofree char *words = vbt_cli_describe_verdicts (verdicts);

      printf ("  %8" G_GUINT64_FORMAT "  %s %s  %s\n", verdicts->n_accepted, verdicts->tagger,
              verdicts->label, words);
    }
}

static void
print_row (const char *name, guint64 count)
{
  printf ("  %8" G_GUINT64_FORMAT "  %s\n", count, name);
}

static void
print_counts (const char *title, const GPtrArray *counts)
{
  if (counts->len > 0)
    printf ("%s\n", title);
  for (guint i = 0; i < counts->len; i++)
    {
      const VbtCount *count = counts->pdata[i];

      print_row (count->name, count->count);
    }
}

static void
print_stats (const VbtStats *stats, const GPtrArray *verdicts, const GPtrArray *listings)
{
  printf ("%s\n", _ ("Project"));
  print_row (_ ("documents"), stats->n_documents);
  print_row (_ ("spans"), stats->n_spans);
  print_row (_ ("relations"), stats->n_relations);
  print_row (_ ("document labels"), stats->n_document_labels);
  print_row (_ ("entities"), stats->n_entities);
  print_row (_ ("suggestions"), stats->n_suggestions);
  print_row (_ ("suggestions to be reviewed"), stats->n_open_suggestions);
  printf ("%s\n", _ ("Documents by status"));
  for (guint i = 0; i < G_N_ELEMENTS (stats->n_by_status); i++)
    print_row (vbt_status_to_string ((VbtStatus)i), stats->n_by_status[i]);
  print_counts (_ ("Labels"), stats->labels);
  print_counts (_ ("Annotators"), stats->annotators);
  print_verdicts (verdicts);
  print_counts (_ ("Quotes by speaker"), stats->speakers);
  if (listings->len > 0)
    printf ("%s\n", _ ("Quotes by document"));
  for (guint i = 0; i < listings->len; i++)
    {
      const VbtListing *listing = listings->pdata[i];

      print_row (listing->name, listing->n_quotes);
    }
}

static GPtrArray *
list (VbtStore *store, GError **error)
{
  VbtFilter all = VBT_FILTER_INIT;
  g_autoptr (GArray) documents = vbt_store_list_documents (store, &all, error);
  g_autoptr (GPtrArray) listings
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_listing_free);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      VbtListing *listing
          = vbt_store_get_listing (store, g_array_index (documents, VbtId, i), 0, error);

      if (listing == NULL)
        return NULL;
      g_ptr_array_add (listings, listing);
    }
  return documents != NULL ? g_steal_pointer (&listings) : NULL;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = vbt_cli_open (self, VBT_STORE_READ_ONLY, &error);
  g_autoptr (VbtStats) stats = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GPtrArray) listings = NULL;
  int status = VBT_EXIT_OK;

  if (store != NULL)
    stats = vbt_store_get_stats (store, 0, &error);
  if (stats != NULL)
    verdicts = vbt_store_list_verdicts (store, &error);
  if (verdicts != NULL)
    listings = list (store, &error);
  if (listings == NULL)
    return vbt_invocation_fail (self, error);
  if (vbt_invocation_has (self, "json"))
    status = vbt_json_print (stats_to_json (self, stats, verdicts, listings), status);
  else
    print_stats (stats, verdicts, listings);
  return vbt_cli_close (self, store, status);
}

const VbtCommand vbt_cmd_stats = {
  .name = "stats",
  .synopsis = N_ ("PROJECT"),
  .summary = N_ ("Count what is in a project"),
  .description
  = N_ ("Counts documents, annotations by label and by annotator, quotes by speaker and "
        "by document, and documents by status. Labels count what people made; "
        "suggestions are counted apart, with how many of those that somebody decided on were "
        "accepted, by tagger and label."),
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};

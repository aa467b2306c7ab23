/* vbt-cmd-search.c: vbt search
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "jobs/vbt-hits.h"
#include "vbt-report.h"

#define CONTEXT 40
#define MAX_CONTEXT 1000

static const VbtOption options[] = {
  { "context", N_ ("N"), N_ ("Show so many characters on each side, not 40") },
  { "csv", NULL, N_ ("Print a table (CSV), a row for each hit") },
  { "limit", N_ ("N"), N_ ("Stop after so many hits") },
  { NULL },
};

/** Printer: what prints hits, which come document by document. */
typedef struct
{
  VbtInvocation *invocation;
  VbtStore *store;
  gboolean is_json;
  VbtHitsTable *table; /* (nullable): where they are printed as one; not owned */
  guint n_context;
  guint64 limit; /* 0: none */
  VbtId document;
  VbtText *text;       /* (nullable): of @document */
  VbtDocument *loaded; /* (nullable): of @document, where its annotations are told */
  VbtListing *listing; /* (nullable): of @document */
  guint64 n_hits;
  guint64 n_documents;
} Printer;

static void
printer_clear (Printer *self)
{
  g_clear_pointer (&self->text, vbt_text_unref);
  g_clear_pointer (&self->loaded, vbt_document_free);
  g_clear_pointer (&self->listing, vbt_listing_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Printer, printer_clear)

static gboolean
take_document (Printer *self, VbtId document, GError **error)
{
  if (self->document == document)
    return TRUE;
  printer_clear (self);
  self->document = document;
  self->n_documents++;
  self->listing = vbt_store_get_listing (self->store, document, 0, error);
  if (self->listing == NULL)
    return FALSE;
  if (self->table != NULL)
    return TRUE;
  if (!self->is_json)
    self->text = vbt_store_load_text (self->store, document, error);
  else if ((self->loaded = vbt_store_load_document (self->store, document, error)) != NULL)
    self->text = vbt_text_ref (self->loaded->text);
  return self->text != NULL;
}

static guint
get_width (const char *string)
{
  guint width = 0;

  for (; *string != '\0'; string = g_utf8_next_char (string))
    {
      gunichar c = g_utf8_get_char (string);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* The end of a string, @width wide, so that what follows stands below each other. */
static void
print_left (const char *string, guint width)
{
  while (get_width (string) > width)
    string = g_utf8_next_char (string);
  printf ("%*s%s", (int)(width - get_width (string)), "", string);
}

static void
print_line (Printer *self, const VbtHit *hit, const VbtHitContext *context)
{
  g_autofree char *place
      = g_strdup_printf ("%s:%d", self->listing->name, hit->end > 0 ? hit->start : 0);

  printf ("%-24s ", place);
  print_left (context->left, self->n_context);
  if (hit->end > 0)
    printf ("[%s]%s\n", context->match, context->right);
  else
    printf ("  %s\n", context->right);
}

static json_t *
name_label (const Printer *self, const VbtAnnotation *annotation)
{
  const VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);

  return vbt_json_text (label != NULL ? label->name : NULL);
}

static json_t *
name_annotator (const Printer *self, const VbtAnnotation *annotation)
{
  const VbtAnnotator *annotator
      = vbt_catalog_get_annotator (vbt_store_get_catalog (self->store), annotation->annotator);

  return vbt_json_text (annotator != NULL ? annotator->name : NULL);
}

static void
add_annotation (const Printer *self, const VbtHit *hit, json_t *object)
{
  const VbtAnnotation *annotation = vbt_document_get_annotation (self->loaded, hit->annotation);
  g_autofree char *id = vbt_id_to_string (hit->annotation);

  if (annotation == NULL)
    return;
  json_object_set_new (object, "annotation", json_string (id));
  json_object_set_new (object, "label", name_label (self, annotation));
  json_object_set_new (object, "annotator", name_annotator (self, annotation));
}

static void
print_object (Printer *self, const VbtHit *hit, const VbtHitContext *context)
{
  g_autofree char *id = vbt_id_to_string (hit->document);
  json_t *object
      = json_pack ("{s:s, s:o, s:i, s:i, s:o, s:o, s:o}", "id", id, "document",
                   vbt_json_text (self->listing->name), "start", hit->start, "end", hit->end,
                   "left", vbt_json_text (context->left), "match", vbt_json_text (context->match),
                   "right", vbt_json_text (context->right));

  if (hit->annotation != 0)
    add_annotation (self, hit, object);
  fputs (self->n_hits > 0 ? ",\n  " : "\n  ", stdout);
  json_dumpf (object, stdout, 0);
  json_decref (object);
}

static gboolean
is_full (const Printer *self)
{
  return self->limit > 0 && self->n_hits >= self->limit;
}

static gboolean
print_hits (Printer *self, const GArray *hits, GError **error)
{
  for (guint i = 0; i < hits->len && !is_full (self); i++)
    {
      const VbtHit *hit = &g_array_index (hits, VbtHit, i);
      g_autoptr (VbtHitContext) context = NULL;

      if (!take_document (self, hit->document, error))
        return FALSE;
      if (self->table != NULL)
        {
          self->n_hits++;
          if (!vbt_hits_table_add (self->table, hit, error))
            return FALSE;
          continue;
        }
      context = vbt_hit_context_new (self->text, hit, self->n_context);
      if (self->is_json)
        print_object (self, hit, context);
      else
        print_line (self, hit, context);
      self->n_hits++;
    }
  return TRUE;
}

static gboolean
print_all (Printer *self, VbtSearch *search, VbtReport *report, GError **error)
{
  GCancellable *cancellable = vbt_invocation_get_cancellable (self->invocation);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));

  while (!vbt_search_is_done (search) && !is_full (self))
    {
      g_array_set_size (hits, 0);
      if (!vbt_search_next (search, hits, error)
          || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!print_hits (self, hits, error))
        return FALSE;
      vbt_progress_report (&report->progress, (guint64)(vbt_search_get_fraction (search) * 1000),
                           1000, "");
    }
  return TRUE;
}

static void
print_member (const char *before, const char *value)
{
  json_t *string = vbt_json_text (value);

  fputs (before, stdout);
  json_dumpf (string, stdout, JSON_ENCODE_ANY);
  json_decref (string);
}

/* JSON is written as it comes: a million hits are not held. */
static int
print_found (Printer *self, VbtSearch *search, const char *query)
{
  g_autoptr (GError) error = NULL;
  VbtReport report;
  gboolean success;

  vbt_report_init (&report, self->invocation);
  if (self->is_json)
    {
      print_member ("{\"project\": ", vbt_invocation_get_argument (self->invocation, 0));
      print_member (", \"query\": ", query);
      fputs (", \"hits\": [", stdout);
    }
  success = print_all (self, search, &report, &error);
  vbt_report_finish (&report);
  if (self->is_json)
    printf ("], \"n_hits\": %" G_GUINT64_FORMAT ", \"n_documents\": %" G_GUINT64_FORMAT "}\n",
            self->n_hits, self->n_documents);
  else if (success)
    fprintf (stderr, _ ("Hits: %zu, articles: %zu\n"), (gsize)self->n_hits,
             (gsize)self->n_documents);
  return success ? VBT_EXIT_OK : vbt_invocation_fail (self->invocation, error);
}

static int
print_table (Printer *self, VbtSearch *search, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (VbtOutput) output = vbt_output_new_for_stream (stream);
  g_autoptr (VbtHitsTable) table
      = vbt_hits_table_new (self->store, output, self->n_context, &error);
  int status;

  self->table = table;
  if (table == NULL)
    return vbt_invocation_fail (self->invocation, error);
  status = print_found (self, search, query);
  self->table = NULL;
  if (status == VBT_EXIT_OK && !vbt_output_close (output, &error))
    return vbt_invocation_fail (self->invocation, error);
  return status;
}

/* Words find what is indexed. */
static void
warn_of_pending (VbtStore *store)
{
  guint64 n_pending = 0;

  if (vbt_store_count_pending (store, &n_pending, NULL) && n_pending > 0)
    fprintf (stderr,
             _ ("Not indexed yet: %zu articles. Their words are not found; any command that writes "
                "to the project goes on with that\n"),
             (gsize)n_pending);
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;
  g_autoptr (VbtSearch) search = NULL;
  const char *query = vbt_invocation_get_argument (self, 1);
  guint64 n_context = CONTEXT;
  g_auto (Printer) printer = { .invocation = self, .is_json = vbt_invocation_has (self, "json") };

  if (!vbt_invocation_get_number (self, "context", MAX_CONTEXT, &n_context, &error)
      || !vbt_invocation_get_number (self, "limit", G_MAXUINT64, &printer.limit, &error))
    return vbt_invocation_fail (self, error);
  store = vbt_cli_open (self, VBT_STORE_READ_ONLY, &error);
  if (store != NULL)
    search = vbt_search_new (store, query, vbt_cli_find_me (store), &error);
  if (search == NULL)
    return vbt_invocation_fail (self, error);
  warn_of_pending (store);
  printer.store = store;
  printer.n_context = (guint)n_context;
  vbt_store_set_cancellable (store, vbt_invocation_get_cancellable (self));
  return vbt_cli_close (self, store,
                        !printer.is_json && vbt_invocation_has (self, "csv")
                            ? print_table (&printer, search, query)
                            : print_found (&printer, search, query));
}

const VbtCommand vbt_cmd_search = {
  .name = "search",
  .synopsis = N_ ("PROJECT QUERY [--context N] [--limit N] [--csv]"),
  .summary = N_ ("Find words, patterns and annotations, in their context"),
  .description = N_ (
      "Prints every place that a query finds, aligned, with what stands around it; in the order in "
      "which the documents were imported. “vbt help queries” tells how to ask: words, "
      "\"phrases\", beginnings*, /expressions/, and label:Quote speaker:Lavrov security for quotes "
      "by Lavrov in which the word is. The same language is taken by --documents of other "
      "commands and by the window."),
  .options = options,
  .min_arguments = 2,
  .max_arguments = 2,
  .run = run,
};

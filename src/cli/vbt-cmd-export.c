/* vbt-cmd-export.c: vbt export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-report.h"

static const VbtOption options[] = {
  { "format", N_ ("NAME"), N_ ("Format to write; “vbt formats” lists them") },
  { "dialect", N_ ("KEY=VALUE,…"), N_ ("How to write the format") },
  { "annotator", N_ ("NAME"), N_ ("Only the annotations of this annotator") },
  { "gold", NULL, N_ ("Only the gold annotations of the curator") },
  { "all", NULL, N_ ("The annotations of all people; the default") },
  { "suggestions", NULL, N_ ("Also suggestions") },
  { "split", N_ ("NAME=PERCENT,…"), N_ ("Several files: train=80,dev=10,test=10") },
  { "seed", N_ ("N"), N_ ("Another number splits in another way") },
  { "documents", N_ ("QUERY"), N_ ("Only the documents that the query finds") },
  { "on-loss", N_ ("write|leave-out|refuse"),
    N_ ("What is done about annotations that the format cannot hold whole; write them without it "
        "by default") },
  { NULL },
};

/** Split: --split taken apart. */
typedef struct
{
  GArray *shares;   /* of guint, 0-terminated */
  GPtrArray *names; /* of char *, NULL-terminated */
} Split;

static void
split_clear (Split *self)
{
  g_clear_pointer (&self->shares, g_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Split, split_clear)

static gboolean
refuse_split (const char *string, GError **error)
{
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("“%s” is no split: give names and percentages that are 100 together, such as "
                  "train=80,dev=10,test=10."),
               string);
  return FALSE;
}

static gboolean
parse_split (const char *string, Split *split, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (string, ",", -1);
  guint total = 0, end = 0;

  split->shares = g_array_new (FALSE, FALSE, sizeof (guint));
  split->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      guint64 percent;
      guint share;

      if (equals == NULL || equals == parts[i] || strchr (parts[i], '/') != NULL
          || !g_ascii_string_to_unsigned (equals + 1, 10, 1, 100, &percent, NULL))
        return refuse_split (string, error);
      share = (guint)percent;
      total += share;
      g_array_append_val (split->shares, share);
      g_ptr_array_add (split->names, g_strndup (parts[i], (gsize)(equals - parts[i])));
    }
  g_array_append_val (split->shares, end);
  g_ptr_array_add (split->names, NULL);
  return total == 100 || refuse_split (string, error);
}

static gboolean
find_annotator (VbtStore *store, const char *name, VbtId *id, GError **error)
{
  const VbtCatalog *catalog = vbt_store_get_catalog (store);

  for (guint i = 0; i < catalog->annotators->len; i++)
    {
      const VbtAnnotator *annotator = catalog->annotators->pdata[i];

      if (g_str_equal (annotator->name, name))
        {
          *id = annotator->id;
          return TRUE;
        }
    }
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("There is no annotator “%s” in the project. “vbt stats” lists them."), name);
  return FALSE;
}

static gboolean
check_options (const VbtInvocation *self, GError **error)
{
  guint n = vbt_invocation_has (self, "annotator") + vbt_invocation_has (self, "gold")
            + vbt_invocation_has (self, "all");

  if (!vbt_invocation_has (self, "format"))
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE,
                         _ ("Say which format to write: --format NAME."));
  else if (n > 1)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE,
                         _ ("Only one of --annotator, --gold and --all can be given."));
  else if (vbt_invocation_has (self, "json")
           && g_str_equal (vbt_invocation_get_argument (self, 1), "-"))
    g_set_error_literal (
        error, VBT_ERROR, VBT_ERROR_USAGE,
        _ ("With --json the documents cannot go to standard output: name a file."));
  else
    return TRUE;
  return FALSE;
}

static int
print_result (const VbtInvocation *self, const VbtExportOptions *export_options,
              const VbtExportResult *result)
{
  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (
        json_pack ("{s:o, s:o, s:s, s:I, s:I, s:o, s:o}", "project",
                   vbt_json_text (vbt_invocation_get_argument (self, 0)), "output",
                   vbt_json_text (export_options->path), "format", export_options->format->name,
                   "documents", (json_int_t)result->n_documents, "annotations",
                   (json_int_t)result->n_annotations, "losses", vbt_losses_to_json (result->losses),
                   "differences", vbt_differences_to_json (result)),
        VBT_EXIT_OK);
  vbt_losses_print (result->losses, export_options->format);
  vbt_differences_print (result, export_options->format);
  if (!g_str_equal (export_options->path, "-"))
    printf (_ ("Documents: %u, annotations: %u\n"), result->n_documents, result->n_annotations);
  return VBT_EXIT_OK;
}

static int export(VbtInvocation *self, VbtStore *store, VbtExportOptions *export_options)
{
  g_autoptr (GError) error = NULL;
  VbtExportResult result = { 0 };
  VbtReport report;
  gboolean success;
  int status;

  vbt_report_init (&report, self);
  success = vbt_export (store, export_options, &result, &report.progress,
                        vbt_invocation_get_cancellable (self), &error);
  vbt_report_finish (&report);
  status
      = success ? print_result (self, export_options, &result) : vbt_invocation_fail (self, error);
  vbt_export_result_clear (&result);
  return status;
}

static gboolean
read_options (VbtInvocation *self, VbtStore *store, VbtExportOptions *export_options, Split *split,
              GError **error)
{
  const char *annotator = vbt_invocation_get (self, "annotator");
  const char *shares = vbt_invocation_get (self, "split");

  if (annotator != NULL && !find_annotator (store, annotator, &export_options->annotator, error))
    return FALSE;
  if (shares == NULL)
    return TRUE;
  if (!parse_split (shares, split, error))
    return FALSE;
  export_options->split = (const guint *)(gpointer)split->shares->data;
  export_options->split_names = (const char *const *)split->names->pdata;
  return TRUE;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;
  g_autoptr (GArray) documents = NULL;
  g_auto (Split) split = { NULL };
  VbtExportOptions export_options = {
    .path = vbt_invocation_get_argument (self, 1),
    .dialect = vbt_invocation_get (self, "dialect"),
    .gold = vbt_invocation_has (self, "gold"),
    .suggestions = vbt_invocation_has (self, "suggestions"),
  };

  if (!check_options (self, &error) || !vbt_cli_get_on_loss (self, &export_options.on_loss, &error)
      || !vbt_invocation_get_number (self, "seed", G_MAXUINT64, &export_options.seed, &error))
    return vbt_invocation_fail (self, error);
  export_options.format = vbt_formats_find (vbt_invocation_get (self, "format"), &error);
  if (export_options.format == NULL)
    return vbt_invocation_fail (self, error);
  vbt_invocation_get_cancellable (self);
  store = vbt_cli_open (self, VBT_STORE_READ_ONLY, &error);
  if (store == NULL || !vbt_cli_list_documents (store, self, &documents, &error)
      || !read_options (self, store, &export_options, &split, &error))
    return vbt_invocation_fail (self, error);
  export_options.documents = documents;
  return vbt_cli_close (self, store, export(self, store, &export_options));
}

const VbtCommand vbt_cmd_export = {
  .name = "export",
  .synopsis
  = N_ ("PROJECT OUT|- --format NAME [--dialect KEY=VALUE,…] [--annotator NAME | --gold | --all] "
        "[--suggestions] [--split train=80,dev=10,test=10 --seed N] [--documents QUERY] "
        "[--on-loss write|leave-out|refuse]"),
  .summary = N_ ("Write a labeled dataset"),
  .description = N_ (
      "Writes the documents of a project in the order in which they were imported, with what "
      "people annotated in them. OUT is a file, “-” for standard output, or a folder where the "
      "format needs one. It is written beside and put in its place when it is whole. What the "
      "format cannot hold is counted on standard error. With --split, OUT.EXT becomes "
      "OUT-train.EXT and so on. The format “verbatim” with --all --suggestions holds everything."),
  .options = options,
  .min_arguments = 2,
  .max_arguments = 2,
  .run = run,
};

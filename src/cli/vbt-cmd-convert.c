/* vbt-cmd-convert.c: vbt convert
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-report.h"

static const VbtOption options[] = {
  { "from", N_ ("NAME"), N_ ("Format of the input; recognized by default, and told then") },
  { "to", N_ ("NAME"), N_ ("Format to write") },
  { "encoding", N_ ("NAME"), N_ ("Encoding of plain text; Unicode is recognized") },
  { "map", N_ ("FILE"),
    N_ ("A table of labels: the file's, a TAB, and ours, or nothing to leave it out") },
  { "from-dialect", N_ ("KEY=VALUE,…"), N_ ("How to read the format, where it is misread") },
  { "to-dialect", N_ ("KEY=VALUE,…"), N_ ("How to write the format") },
  { "on-loss", N_ ("write|leave-out|refuse"),
    N_ ("What is done about annotations that the format cannot hold whole; write them without it "
        "by default") },
  { NULL },
};

/* (nullable): NULL where it is not given, too */
static const VbtFormat *
find_format (const VbtInvocation *self, const char *option, VbtFormatFlags flag, GError **error)
{
  const char *name = vbt_invocation_get (self, option);
  const VbtFormat *format = name != NULL ? vbt_formats_find (name, error) : NULL;

  if (format == NULL || (format->flags & flag))
    return format;
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               flag == VBT_FORMAT_READS ? _ ("The format “%s” cannot be read.")
                                        : _ ("The format “%s” cannot be written."),
               name);
  return NULL;
}

static int
print_result (const VbtInvocation *self, VbtReport *report, const VbtFormat *from,
              const VbtFormat *to, const VbtExportResult *result)
{
  const char *out = vbt_invocation_get_argument (self, 1);
  int status = report->n_problems > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;

  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (json_pack ("{s:o, s:s, s:s, s:I, s:I, s:o, s:o, s:o}", "output",
                                      vbt_json_text (out), "from", from->name, "format", to->name,
                                      "documents", (json_int_t)result->n_documents, "annotations",
                                      (json_int_t)result->n_annotations, "losses",
                                      vbt_losses_to_json (result->losses), "differences",
                                      vbt_differences_to_json (result), "problems",
                                      vbt_report_take_problems (report)),
                           status);
  vbt_losses_print (result->losses, to);
  vbt_differences_print (result, to);
  if (!g_str_equal (out, "-"))
    printf (_ ("Documents: %u, annotations: %u\n"), result->n_documents, result->n_annotations);
  return status;
}

/* An input that is refused as a whole is a refused input, not a failure to open it. */
static int
fail (VbtInvocation *self, const VbtInput *input, const GError *error)
{
  guint line = vbt_input_get_line (input);

  if (!g_error_matches (error, VBT_ERROR, VBT_ERROR_FORMAT))
    return vbt_invocation_fail (self, error);
  if (line > 0)
    fprintf (stderr, "%s:%u: %s\n", vbt_input_get_name (input), line, error->message);
  else
    fprintf (stderr, "%s: %s\n", vbt_input_get_name (input), error->message);
  return VBT_EXIT_REFUSED;
}

/* (nullable): the format that the input is in, which is told. */
static const VbtFormat *
recognize (const VbtInvocation *self, VbtInput *input, GError **error)
{
  const VbtFormat *format = vbt_formats_recognize_input (input, NULL, error);

  if (format != NULL && !vbt_invocation_has (self, "json"))
    fprintf (stderr, _ ("%s: read as “%s”\n"), vbt_input_get_name (input), format->name);
  return format;
}

/* @from: (nullable): where it has to be recognized */
static int
convert (VbtInvocation *self, const VbtFormat *from, const VbtFormat *to)
{
  g_autoptr (GError) error = NULL;
  const char *in = vbt_invocation_get_argument (self, 0);
  g_autoptr (VbtInput) input = vbt_cli_open_input (in, &error);
  g_autoptr (VbtOutput) output = NULL;
  g_autoptr (VbtLabelMap) labels = NULL;
  const char *map_path = vbt_invocation_get (self, "map");
  GCancellable *cancellable = NULL;
  VbtExportResult result = { 0 };
  VbtOnLoss on_loss;
  VbtReport report;
  gboolean success;
  int status;

  if (input == NULL || !vbt_cli_get_on_loss (self, &on_loss, &error))
    return vbt_invocation_fail (self, error);
  if (from == NULL)
    from = recognize (self, input, &error);
  if (from == NULL)
    return fail (self, input, error);
  if (map_path != NULL)
    labels = vbt_label_map_new_from_file (map_path, &error);
  if (error == NULL)
    output = vbt_cli_open_output (vbt_invocation_get_argument (self, 1), to, &error);
  if (output == NULL)
    return vbt_invocation_fail (self, error);
  vbt_input_set_encoding (input, vbt_invocation_get (self, "encoding"));
  vbt_input_set_labels (input, labels);
  vbt_input_set_dialect (input, vbt_invocation_get (self, "from-dialect"));
  vbt_output_set_dialect (output, vbt_invocation_get (self, "to-dialect"));
  /* A filter that waits for its input just ends. */
  if (!g_str_equal (in, "-"))
    cancellable = vbt_invocation_get_cancellable (self);
  vbt_report_init (&report, self);
  success = vbt_convert (input, from, output, to, on_loss, &result, &report.progress, cancellable,
                         &error);
  status = success ? print_result (self, &report, from, to, &result) : fail (self, input, error);
  vbt_report_finish (&report);
  vbt_export_result_clear (&result);
  return status;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  const VbtFormat *from = find_format (self, "from", VBT_FORMAT_READS, &error);
  const VbtFormat *to = error == NULL ? find_format (self, "to", VBT_FORMAT_WRITES, &error) : NULL;

  if (to == NULL && error == NULL)
    g_set_error_literal (&error, VBT_ERROR, VBT_ERROR_USAGE,
                         _ ("Say which format to write: --to NAME."));
  if (to != NULL && vbt_invocation_has (self, "json")
      && g_str_equal (vbt_invocation_get_argument (self, 1), "-"))
    g_set_error_literal (
        &error, VBT_ERROR, VBT_ERROR_USAGE,
        _ ("With --json the documents cannot go to standard output: name a file."));
  if (error != NULL)
    return vbt_invocation_fail (self, error);
  return convert (self, from, to);
}

const VbtCommand vbt_cmd_convert = {
  .name = "convert",
  .synopsis
  = N_ ("IN|- OUT|- --to NAME [--from NAME] [--encoding NAME] [--map FILE] [--from-dialect "
        "KEY=VALUE,…] "
        "[--to-dialect KEY=VALUE,…] [--on-loss write|leave-out|refuse]"),
  .summary = N_ ("Turn one format into another, without a project"),
  .description
  = N_ ("Reads documents in one format and writes them in another; what the target format cannot "
        "hold is counted on standard error. “vbt convert - -” is a filter that holds one document "
        "at a time."),
  .options = options,
  .min_arguments = 2,
  .max_arguments = 2,
  .run = run,
};

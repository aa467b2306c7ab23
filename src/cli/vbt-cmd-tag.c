/* vbt-cmd-tag.c: vbt tag
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "jobs/vbt-tag-choice.h"
#include "vbt-report.h"

#define MAX_JOBS 256

static const VbtOption options[] = {
  { "tagger", N_ ("NAME"),
    N_ ("A tagger to run; can be given again; by default those that were chosen last in the "
        "window, "
        "else entities and attributions, and learned where something was learned") },
  { "set", N_ ("TAGGER.OPTION=VALUE"),
    N_ ("An option of a tagger, as “vbt taggers” lists them; can be given again") },
  { "documents", N_ ("QUERY"), N_ ("Only the documents that the query finds") },
  { "min-confidence", N_ ("PERCENT"),
    N_ ("Make only suggestions that are at least so sure; 0 by default: all") },
  { "jobs", N_ ("N"), N_ ("Threads; as many as the machine has cores by default") },
  { NULL },
};

/* The taggers that are named, and their options over those that the choice has already. */
static gboolean
read_choice (const VbtInvocation *self, VbtTagChoice *choice, GError **error)
{
  const char *const *names = vbt_invocation_get_all (self, "tagger");
  const char *const *given = vbt_invocation_get_all (self, "set");

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (vbt_taggers_find (names[i], error) == NULL)
      return FALSE;
  vbt_tag_choice_drop_programs (choice);
  if (names != NULL)
    vbt_tag_choice_set_taggers (choice, names);
  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (given[i], "=", 2);

      if (parts[0] == NULL || parts[1] == NULL)
        {
          g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                       _ ("“%s” sets nothing: write TAGGER.OPTION=VALUE."), given[i]);
          return FALSE;
        }
      if (!vbt_taggers_check_setting (parts[0], parts[1], error))
        return FALSE;
      g_hash_table_replace (choice->settings, g_strdup (parts[0]), g_strdup (parts[1]));
    }
  return TRUE;
}

static int
tag_stream (VbtInvocation *self, const VbtTagChoice *choice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtInput) input = vbt_cli_open_input ("-", NULL);
  g_autoptr (VbtOutput) output = vbt_cli_open_output ("-", NULL, NULL);
  VbtTaggerContext context = { .settings = choice->settings };
  VbtExportResult result = { 0 };
  VbtReport report;
  gboolean success;
  int status;

  vbt_report_init (&report, self);
  success
      = vbt_tag_stream (input, output, (const VbtTagger *const *)choice->taggers->pdata, &context,
                        &result, &report.progress, vbt_invocation_get_cancellable (self), &error);
  status = report.n_problems > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;
  vbt_report_finish (&report);
  vbt_export_result_clear (&result);
  return success ? status : vbt_invocation_fail (self, error);
}

static json_t *
found_to_json (const VbtTagReport *report)
{
  json_t *array = json_array ();

  for (guint i = 0; i < report->found->len; i++)
    {
      const VbtTagFound *found = report->found->pdata[i];

      json_array_append_new (
          array,
          json_pack ("{s:o, s:o, s:s, s:I, s:I, s:I, s:I, s:o}", "tagger",
                     vbt_json_text (found->tagger), "label", vbt_json_text (found->label), "kind",
                     vbt_kind_to_string (found->kind), "new", (json_int_t)found->n_new, "same",
                     (json_int_t)found->n_same, "decided", (json_int_t)found->n_decided, "unsure",
                     (json_int_t)found->n_unsure, "verdicts",
                     vbt_cli_verdicts_to_json (vbt_tag_report_find_verdicts (report, found))));
    }
  return array;
}

static void
print_found (const VbtTagReport *report)
{
  if (report->found->len > 0)
    printf ("  %8s %8s %8s %8s  %s\n", _ ("new"), _ ("as before"), _ ("decided"), _ ("unsure"),
            _ ("tagger, label, right so far"));
  for (guint i = 0; i < report->found->len; i++)
    {
      const VbtTagFound *found = report->found->pdata[i];
      g_autofree char *precision
          = vbt_cli_describe_verdicts (vbt_tag_report_find_verdicts (report, found));

      printf ("  %8" G_GUINT64_FORMAT " %8" G_GUINT64_FORMAT " %8" G_GUINT64_FORMAT
              " %8" G_GUINT64_FORMAT "  %s %s  %s\n",
              found->n_new, found->n_same, found->n_decided, found->n_unsure, found->tagger,
              found->label, precision);
    }
}

static int
print_result (const VbtInvocation *self, const VbtTagResult *result, const VbtTagReport *report,
              int status)
{
  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (json_pack ("{s:o, s:I, s:I, s:I, s:o}", "project",
                                      vbt_json_text (vbt_invocation_get_argument (self, 0)),
                                      "documents", (json_int_t)result->n_documents, "suggestions",
                                      (json_int_t)result->n_suggestions, "failed",
                                      (json_int_t)result->n_failed, "found",
                                      found_to_json (report)),
                           status);
  printf (_ ("Documents: %u, new suggestions: %u\n"), result->n_documents, result->n_suggestions);
  print_found (report);
  return status;
}

static int
tag_project (VbtInvocation *self, VbtStore *store, VbtTagOptions *tag_options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) documents = NULL;
  g_autoptr (VbtTagReport) found = vbt_tag_report_new ();
  VbtTagResult result;
  VbtReport report;
  gboolean success;

  if (!vbt_cli_list_documents (store, self, &documents, &error))
    return vbt_invocation_fail (self, error);
  tag_options->documents = documents;
  tag_options->report = found;
  tag_options->me = vbt_cli_ensure_me (store, &error);
  if (tag_options->me == 0)
    return vbt_invocation_fail (self, error);
  vbt_report_init (&report, self);
  success = vbt_tag (store, tag_options, &result, &report.progress,
                     vbt_invocation_get_cancellable (self), &error);
  vbt_report_finish (&report);
  return success ? print_result (self, &result, found,
                                 result.n_failed > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK)
                 : vbt_invocation_fail (self, error);
}

static gboolean
check_filter (const VbtInvocation *self, GError **error)
{
  if (!vbt_invocation_has (self, "json") && !vbt_invocation_has (self, "documents")
      && !vbt_invocation_has (self, "jobs") && !vbt_invocation_has (self, "min-confidence"))
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE,
                       _ ("“vbt tag -” is a filter: it takes no option but --tagger and --set."));
  return FALSE;
}

/* What the window chose for the project last holds where nothing else is said. */
static int
open_and_tag (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;
  g_autoptr (VbtTagChoice) choice = NULL;
  guint64 n_jobs = 0, percent = 0;

  if (!vbt_invocation_get_number (self, "jobs", MAX_JOBS, &n_jobs, &error)
      || !vbt_invocation_get_number (self, "min-confidence", 100, &percent, &error))
    return vbt_invocation_fail (self, error);
  vbt_invocation_get_cancellable (self);
  store = vbt_cli_open (self, VBT_STORE_DEFAULT, &error);
  choice = store != NULL ? vbt_tag_choice_load (store) : NULL;
  if (choice == NULL || !read_choice (self, choice, &error))
    return vbt_invocation_fail (self, error);
  VbtTagOptions tag_options = {
    .taggers = (const VbtTagger *const *)choice->taggers->pdata,
    .settings = choice->settings,
    .n_jobs = (guint)n_jobs,
    .min_confidence
    = vbt_invocation_has (self, "min-confidence") ? (double)percent / 100 : choice->min_confidence,
  };
  return vbt_cli_close (self, store, tag_project (self, store, &tag_options));
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtTagChoice) choice = vbt_tag_choice_new ();

  if (!read_choice (self, choice, &error))
    return vbt_invocation_fail (self, error);
  if (!g_str_equal (vbt_invocation_get_argument (self, 0), "-"))
    return open_and_tag (self);
  return check_filter (self, &error) ? tag_stream (self, choice)
                                     : vbt_invocation_fail (self, error);
}

const VbtCommand vbt_cmd_tag = {
  .name = "tag",
  .synopsis = N_ ("PROJECT|- [--tagger NAME]… [--set TAGGER.OPTION=VALUE]… [--documents QUERY] "
                  "[--min-confidence PERCENT] [--jobs N]"),
  .summary = N_ ("Find quotes, speakers and entities automatically"),
  .description = N_ (
      "Runs taggers over the documents of a project. What they find are suggestions: nothing "
      "that a person made or decided is changed, and tagging again brings nothing back that was "
      "rejected. A document that a tagger fails on is named on standard error and stays as it was; "
      "the others go on. What was found is listed by tagger and label: new suggestions, those that "
      "were there just so before, those that somebody decided on and that are not made again, and "
      "those that were not sure enough; and how often people accepted such suggestions so far. "
      "The tagger “command” lets a program of yours tag, which a file describes "
      "(--set command.file=FILE). Options that are not given are those that were last chosen for "
      "the "
      "project in the window. “vbt tag -” is a filter: JSON Lines with a “text” each on "
      "standard input, "
      "the "
      "same with annotations on standard output, one document at a time in constant memory."),
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};

/* vbt-cmd-tag.c: vbt tag
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "vbt-report.h"

#define MAX_JOBS 256

static const VbtOption options[] = {
  { "tagger", N_ ("NAME"),
    N_ ("A tagger to run; can be given again; by default all but quotations and dictionary") },
  { "set", N_ ("TAGGER.OPTION=VALUE"),
    N_ ("An option of a tagger, as “vbt taggers” lists them; can be given again") },
  { "documents", N_ ("QUERY"), N_ ("Only the documents that the query finds") },
  { "jobs", N_ ("N"), N_ ("Threads; as many as the machine has cores by default") },
  { NULL },
};

/* In the order of the table, in which they build on one another, whatever order they are given in. */
static GPtrArray *
find_taggers (const VbtInvocation *self, GError **error)
{
  const char *const *names = vbt_invocation_get_all (self, "tagger");
  const VbtTagger *const *taggers = vbt_taggers ();
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (vbt_taggers_find (names[i], error) == NULL)
      return NULL;
  for (guint i = 0; taggers[i] != NULL; i++)
    if (names != NULL ? g_strv_contains (names, taggers[i]->name) : !taggers[i]->on_request)
      g_ptr_array_add (found, (gpointer)taggers[i]);
  g_ptr_array_add (found, NULL);
  return g_steal_pointer (&found);
}

/* (transfer full): the options of the taggers, by their names; NULL with an error. */
static GHashTable *
find_settings (const VbtInvocation *self, GError **error)
{
  const char *const *given = vbt_invocation_get_all (self, "set");
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (given[i], "=", 2);

      if (parts[0] == NULL || parts[1] == NULL)
        {
          g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                       _ ("“%s” sets nothing: write TAGGER.OPTION=VALUE."), given[i]);
          return NULL;
        }
      if (!vbt_taggers_check_setting (parts[0], parts[1], error))
        return NULL;
      g_hash_table_replace (settings, g_strdup (parts[0]), g_strdup (parts[1]));
    }
  return g_steal_pointer (&settings);
}

static int
tag_stream (VbtInvocation *self, const GPtrArray *taggers, GHashTable *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) in = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (in, "<stdin>");
  g_autoptr (VbtOutput) output = vbt_output_new_for_stream (out);
  VbtTaggerContext context = { .settings = settings };
  VbtExportResult result = { 0 };
  VbtReport report;
  gboolean success;
  int status;

  vbt_report_init (&report, self);
  success = vbt_tag_stream (input, output, (const VbtTagger *const *)taggers->pdata, &context,
                            &result, &report.progress, NULL, &error);
  status = report.n_problems > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;
  vbt_report_finish (&report);
  vbt_export_result_clear (&result);
  return success ? status : vbt_invocation_fail (self, error);
}

static int
print_result (const VbtInvocation *self, const VbtTagResult *result, int status)
{
  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (json_pack ("{s:o, s:I, s:I, s:I}", "project",
                                      vbt_json_text (vbt_invocation_get_argument (self, 0)),
                                      "documents", (json_int_t)result->n_documents, "suggestions",
                                      (json_int_t)result->n_suggestions, "failed",
                                      (json_int_t)result->n_failed),
                           status);
  printf (_ ("Documents: %u, new suggestions: %u\n"), result->n_documents, result->n_suggestions);
  return status;
}

static int
tag_project (VbtInvocation *self, VbtStore *store, const GPtrArray *taggers, GHashTable *settings,
             guint n_jobs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) documents = NULL;
  VbtTagOptions tag_options = {
    .taggers = (const VbtTagger *const *)taggers->pdata,
    .settings = settings,
    .n_jobs = n_jobs,
  };
  VbtTagResult result;
  VbtReport report;
  gboolean success;

  if (!vbt_cli_list_documents (store, self, &documents, &error))
    return vbt_invocation_fail (self, error);
  tag_options.documents = documents;
  tag_options.me = vbt_cli_ensure_me (store, &error);
  if (tag_options.me == 0)
    return vbt_invocation_fail (self, error);
  vbt_report_init (&report, self);
  success = vbt_tag (store, &tag_options, &result, &report.progress,
                     vbt_invocation_get_cancellable (self), &error);
  vbt_report_finish (&report);
  return success
             ? print_result (self, &result, result.n_failed > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK)
             : vbt_invocation_fail (self, error);
}

static gboolean
check_filter (const VbtInvocation *self, GError **error)
{
  if (!vbt_invocation_has (self, "json") && !vbt_invocation_has (self, "documents")
      && !vbt_invocation_has (self, "jobs"))
    return TRUE;
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE,
                       _ ("“vbt tag -” is a filter: it takes no option but --tagger and --set."));
  return FALSE;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;
  g_autoptr (GPtrArray) taggers = find_taggers (self, &error);
  g_autoptr (GHashTable) settings = taggers != NULL ? find_settings (self, &error) : NULL;
  guint64 n_jobs = 0;

  if (settings == NULL)
    return vbt_invocation_fail (self, error);
  if (g_str_equal (vbt_invocation_get_argument (self, 0), "-"))
    return check_filter (self, &error) ? tag_stream (self, taggers, settings)
                                       : vbt_invocation_fail (self, error);
  if (!vbt_invocation_get_number (self, "jobs", MAX_JOBS, &n_jobs, &error))
    return vbt_invocation_fail (self, error);
  vbt_invocation_get_cancellable (self);
  store = vbt_cli_open (self, VBT_STORE_DEFAULT, &error);
  if (store == NULL)
    return vbt_invocation_fail (self, error);
  return vbt_cli_close (self, store, tag_project (self, store, taggers, settings, (guint)n_jobs));
}

const VbtCommand vbt_cmd_tag = {
  .name = "tag",
  .synopsis
  = N_ ("PROJECT|- [--tagger NAME]… [--set TAGGER.OPTION=VALUE]… [--documents QUERY] [--jobs N]"),
  .summary = N_ ("Find quotes, speakers and entities automatically"),
  .description = N_ (
      "Runs taggers over the documents of a project. What they find are suggestions: nothing "
      "that a person made or decided is changed, and tagging again brings nothing back that was "
      "rejected. A document that a tagger fails on is named on standard error and stays as it was; "
      "the others go on. “vbt tag -” is a filter: JSON Lines with a “text” each on standard input, "
      "the "
      "same with annotations on standard output, one document at a time in constant memory."),
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};

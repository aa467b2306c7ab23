/* vbt-cmd-merge.c: vbt merge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "jobs/vbt-merge-copies.h"
#include "vbt-report.h"

static const VbtOption options[] = {
  { "dry-run", NULL, N_ ("Say what would be merged; write nothing") },
  { NULL },
};

static json_t *
note_to_json (const VbtMergeNote *note)
{
  return json_pack ("{s:s, s:o, s:o, s:o, s:o}", "reason",
                    vbt_merge_reason_to_string (note->reason), "document",
                    vbt_json_text (note->article), "what", vbt_json_text (note->what), "ours",
                    vbt_json_text (note->ours), "theirs", vbt_json_text (note->theirs));
}

static json_t *
copy_to_json (const VbtMergedCopy *copy)
{
  const VbtMergeResult *result = &copy->result;
  json_t *notes = json_array ();

  for (guint i = 0; result->notes != NULL && i < result->notes->len; i++)
    json_array_append_new (notes, note_to_json (result->notes->pdata[i]));
  return json_pack (
      "{s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "file",
      vbt_json_text (copy->path), "documents", (json_int_t)result->n_documents, "annotations",
      (json_int_t)result->n_annotations, "decisions", (json_int_t)result->n_decisions, "statuses",
      (json_int_t)result->n_statuses, "notes", (json_int_t)result->n_remarks, "entities",
      (json_int_t)result->n_entities, "labels", (json_int_t)result->n_labels, "attributes",
      (json_int_t)result->n_attributes, "annotators", (json_int_t)result->n_annotators, "changed",
      (json_int_t)result->n_changed, "deleted", (json_int_t)result->n_deleted, "n_left",
      (json_int_t)result->n_notes, "left", notes);
}

static void
print_copy (const VbtMergedCopy *copy)
{
  const VbtMergeResult *result = &copy->result;
  g_autofree char *words = vbt_merge_result_describe (result, copy->path);

  printf ("%s\n", words);
  for (guint i = 0; result->notes != NULL && i < result->notes->len; i++)
    {
      g_autofree char *line = vbt_merge_note_describe (result->notes->pdata[i]);

      printf ("  %s\n", line);
    }
  if (result->notes != NULL && result->n_notes > result->notes->len)
    printf (_ ("  and %'zu more\n"), (gsize)(result->n_notes - result->notes->len));
}

static int
print_result (VbtInvocation *self, VbtReport *report, const GPtrArray *copies)
{
  json_t *merged = vbt_invocation_has (self, "json") ? json_array () : NULL;
  guint n_refused = 0;
  int status;

  for (guint i = 0; i < copies->len; i++)
    {
      const VbtMergedCopy *copy = copies->pdata[i];

      if (copy->refusal != NULL)
        n_refused++;
      else if (merged != NULL)
        json_array_append_new (merged, copy_to_json (copy));
      else
        print_copy (copy);
    }
  status = n_refused == 0             ? VBT_EXIT_OK
           : n_refused == copies->len ? VBT_EXIT_FAILED
                                      : VBT_EXIT_REFUSED;
  if (merged == NULL)
    {
      if (vbt_invocation_has (self, "dry-run"))
        printf (_ ("Nothing was written.\n"));
      return status;
    }
  return vbt_json_print (json_pack ("{s:o, s:b, s:o, s:o}", "project",
                                    vbt_json_text (vbt_invocation_get_argument (self, 0)),
                                    "dry_run", vbt_invocation_has (self, "dry-run"), "merged",
                                    merged, "refused", vbt_report_take_problems (report)),
                         status);
}

/* What came in before it was stopped, or failed, stays. */
static int
fail (VbtInvocation *self, const GPtrArray *copies, const GError *error)
{
  for (guint i = 0; i < copies->len; i++)
    if (((VbtMergedCopy *)copies->pdata[i])->result.act != 0 && !vbt_invocation_has (self, "json"))
      print_copy (copies->pdata[i]);
  return vbt_invocation_fail (self, error);
}

static int
merge (VbtInvocation *self, VbtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) copies
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_merged_copy_free);
  gboolean only_look = vbt_invocation_has (self, "dry-run");
  VbtMergeCopiesOptions merge_options = {
    .paths = vbt_invocation_get_arguments (self, 1),
    .only_look = only_look,
    .me = only_look ? vbt_cli_find_me (store) : vbt_cli_ensure_me (store, &error),
  };
  VbtReport report;
  gboolean success;
  int status = VBT_EXIT_FAILED;

  if (error != NULL)
    return vbt_invocation_fail (self, error);
  /* Who only looks need not be known to the project. */
  if (merge_options.me == 0)
    merge_options.me = vbt_id_new ();
  vbt_report_init (&report, self);
  success = vbt_merge_copies (store, &merge_options, copies, &report.progress,
                              vbt_invocation_get_cancellable (self), &error);
  if (success)
    status = print_result (self, &report, copies);
  vbt_report_finish (&report);
  return success ? status : fail (self, copies, error);
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;

  vbt_invocation_get_cancellable (self);
  store = vbt_cli_open (self, VBT_STORE_DEFAULT, &error);
  if (store == NULL)
    return vbt_invocation_fail (self, error);
  return vbt_cli_close (self, store, merge (self, store));
}

const VbtCommand vbt_cmd_merge = {
  .name = "merge",
  .synopsis = N_ ("PROJECT OTHER… [--dry-run]"),
  .summary = N_ ("Bring in what others did in their copies of a project"),
  .description
  = N_ ("Merges copies of a project that others went on with: what they added, changed and deleted "
        "since both were one, by the histories of both. Each copy is one act, which can be undone. "
        "What was changed in both differently stays as it is here, and what does not fit is left "
        "out: a line says so for each. A copy can be merged again when both went on. Copies are "
        "only read. One that cannot be read is named on standard error, and the others go on; the "
        "exit status is then 1, and 3 when none could be read."),
  .options = options,
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .run = run,
};

/* vbt-cmd-check.c: vbt check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "model/vbt-check.h"
#include "store/vbt-recover.h"
#include "vbt-report.h"

/** Check: what was found so far. */
typedef struct
{
  VbtInvocation *invocation;
  VbtStore *store;
  json_t *problems; /* (nullable): an array, for --json */
  guint n_documents, n_errors, n_warnings;
} Check;

static void
print_problem (Check *self, const VbtDocument *document, const VbtAnnotator *annotator,
               const VbtProblem *problem)
{
  gboolean is_error = problem->level == VBT_LEVEL_ERROR;

  self->n_errors += is_error;
  self->n_warnings += !is_error;
  if (self->problems == NULL)
    {
      printf ("%s:%d: %s: %s: %s (%s)\n", document->name, problem->range.start,
              is_error ? _ ("error") : _ ("warning"), problem->rule, problem->message,
              annotator->name);
      return;
    }
  json_array_append_new (
      self->problems,
      json_pack ("{s:o, s:o, s:o, s:s, s:o, s:o, s:i, s:i}", "document",
                 vbt_json_text (document->name), "annotator", vbt_json_text (annotator->name),
                 "rule", vbt_json_text (problem->rule), "level", is_error ? "error" : "warning",
                 "message", vbt_json_text (problem->message), "annotation",
                 json_sprintf ("%016" G_GINT64_MODIFIER "x", problem->annotation), "start",
                 problem->range.start, "end", problem->range.end));
}

static gboolean
has_annotations (const VbtDocument *document, VbtId annotator)
{
  for (guint i = 0; i < document->annotations->len; i++)
    if (((VbtAnnotation *)document->annotations->pdata[i])->annotator == annotator)
      return TRUE;
  return FALSE;
}

/* People only: suggestions are looked at when somebody takes them over. */
static void
check_document (Check *self, const VbtDocument *document)
{
  const VbtCatalog *catalog = vbt_store_get_catalog (self->store);

  for (guint i = 0; i < catalog->annotators->len; i++)
    {
      const VbtAnnotator *annotator = catalog->annotators->pdata[i];
      VbtStatus status = vbt_document_get_status (document, annotator->id);
      g_autoptr (GPtrArray) problems = NULL;

      if ((annotator->kind != VBT_ANNOTATOR_PERSON && annotator->kind != VBT_ANNOTATOR_CURATOR)
          || !has_annotations (document, annotator->id))
        continue;
      problems = vbt_check_document (document, catalog, annotator->id,
                                     status >= VBT_STATUS_DONE ? VBT_WHEN_DONE : VBT_WHEN_ALWAYS);
      for (guint j = 0; j < problems->len; j++)
        print_problem (self, document, annotator, problems->pdata[j]);
    }
}

static gboolean
check_documents (Check *self, GError **error)
{
  VbtFilter all = VBT_FILTER_INIT;
  g_autoptr (GArray) documents = vbt_store_list_documents (self->store, &all, error);

  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr (VbtDocument) document
          = vbt_store_load_document (self->store, g_array_index (documents, VbtId, i), error);

      if (document == NULL)
        return FALSE;
      check_document (self, document);
      self->n_documents++;
    }
  return TRUE;
}

static int
print_result (Check *self, const GPtrArray *damages)
{
  int status = self->n_errors + damages->len > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;
  json_t *integrity = json_array ();

  for (guint i = 0; i < damages->len; i++)
    json_array_append_new (integrity, vbt_json_text (damages->pdata[i]));
  if (self->problems != NULL)
    return vbt_json_print (
        json_pack ("{s:o, s:o, s:I, s:I, s:I, s:O}", "project",
                   vbt_json_text (vbt_invocation_get_argument (self->invocation, 0)), "integrity",
                   integrity, "documents", (json_int_t)self->n_documents, "errors",
                   (json_int_t)self->n_errors, "warnings", (json_int_t)self->n_warnings, "problems",
                   self->problems),
        status);
  json_decref (integrity);
  for (guint i = 0; i < damages->len; i++)
    printf ("%s: %s\n", vbt_invocation_get_argument (self->invocation, 0),
            (const char *)damages->pdata[i]);
  printf (_ ("Documents: %u, damages of the file: %u, errors: %u, warnings: %u\n"),
          self->n_documents, damages->len, self->n_errors, self->n_warnings);
  return status;
}

static int
check (Check *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) damages
      = vbt_store_check (self->store, vbt_invocation_get_cancellable (self->invocation), &error);

  if (damages == NULL || !check_documents (self, &error))
    return vbt_invocation_fail (self->invocation, error);
  return print_result (self, damages);
}

static int
print_recovery (VbtInvocation *self, const VbtRecovery *recovery, const char *to)
{
  int status = recovery->losses->len > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;
  json_t *losses;

  if (!vbt_invocation_has (self, "json"))
    {
      for (guint i = 0; i < recovery->losses->len; i++)
        printf ("%s: %s\n", vbt_invocation_get_argument (self, 0),
                (const char *)recovery->losses->pdata[i]);
      printf (_ ("Saved into %s: articles: %u, annotations: %u\n"), to,
              (guint)recovery->n_documents, (guint)recovery->n_annotations);
      return status;
    }
  losses = json_array ();
  for (guint i = 0; i < recovery->losses->len; i++)
    json_array_append_new (losses, vbt_json_text (recovery->losses->pdata[i]));
  return vbt_json_print (json_pack ("{s:o, s:o, s:I, s:I, s:o}", "project",
                                    vbt_json_text (vbt_invocation_get_argument (self, 0)),
                                    "recovered", vbt_json_text (to), "documents",
                                    (json_int_t)recovery->n_documents, "annotations",
                                    (json_int_t)recovery->n_annotations, "losses", losses),
                         status);
}

static int
recover (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  const char *to = vbt_invocation_get (self, "recover");
  g_autoptr (VbtRecovery) recovery = vbt_recover (vbt_invocation_get_argument (self, 0), to,
                                                  vbt_invocation_get_cancellable (self), &error);

  return recovery != NULL ? print_recovery (self, recovery, to) : vbt_invocation_fail (self, error);
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;
  Check state = { .invocation = self };
  int status;

  if (vbt_invocation_has (self, "recover"))
    return recover (self);
  vbt_invocation_get_cancellable (self);
  state.store = store = vbt_cli_open (self, VBT_STORE_READ_ONLY, &error);
  if (store == NULL)
    return vbt_invocation_fail (self, error);
  if (vbt_invocation_has (self, "json"))
    state.problems = json_array ();
  status = check (&state);
  g_clear_pointer (&state.problems, json_decref);
  return vbt_cli_close (self, store, status);
}

static const VbtOption options[] = {
  { "recover", N_ ("NEW"), N_ ("Save what can be read into a new project, and say what cannot") },
  { NULL },
};

const VbtCommand vbt_cmd_check = {
  .name = "check",
  .synopsis = N_ ("PROJECT"),
  .options = options,
  .summary = N_ ("Look for damage of the file and for broken rules"),
  .description = N_ (
      "Checks that the project file is whole, and the annotations of all people against the rules "
      "of the schema. Each problem is one line: DOCUMENT:OFFSET: level: rule: what is wrong. The "
      "exit status is 1 when the file is damaged or an error was found; warnings alone do not "
      "count. With --recover, what can be read of a damaged project is saved into a new one, the "
      "damaged file stays as it is, and the exit status is 1 when something is lost."),
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};

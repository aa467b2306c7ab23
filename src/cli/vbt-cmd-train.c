/* vbt-cmd-train.c: vbt train
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "jobs/vbt-train.h"
#include "vbt-report.h"

static const VbtOption options[] = {
  { "show", NULL, N_ ("Only show how good what was learned the last time is") },
  { NULL },
};

static json_t *
figure_to_json (const VbtLearnedFigure *figure)
{
  return json_pack ("{s:o, s:s, s:f, s:f, s:f, s:f, s:f, s:I}", "label",
                    vbt_json_text (figure->label), "by",
                    vbt_learned_choice_to_string (figure->choice), "precision", figure->precision,
                    "recall", figure->recall, "exact", figure->exact, "f1", figure->f1, "rules_f1",
                    figure->rules_f1, "annotations", (json_int_t)figure->n);
}

static json_t *
report_to_json (const VbtInvocation *self, const VbtLearnedReport *report)
{
  json_t *figures = json_array ();
  g_autofree char *trained = vbt_time_to_string (report->trained);

  for (guint i = 0; i < report->figures->len; i++)
    json_array_append_new (figures, figure_to_json (report->figures->pdata[i]));
  return json_pack ("{s:o, s:s, s:I, s:o}", "project",
                    vbt_json_text (vbt_invocation_get_argument (self, 0)), "trained", trained,
                    "documents", (json_int_t)report->n_documents, "labels", figures);
}

static const char *const choices[VBT_LEARNED_N_CHOICES]
    = { [VBT_LEARNED_NOTHING] = N_ ("not suggested"),
        [VBT_LEARNED_RULES] = N_ ("by the rules"),
        [VBT_LEARNED_ADDS] = N_ ("by the rules and what was learned"),
        [VBT_LEARNED_REPLACES] = N_ ("by what was learned") };

static void
print_report (const VbtLearnedReport *report)
{
  printf (_ ("Learned from %u documents\n"), report->n_documents);
  printf ("%-20s %10s %8s %8s %8s\n", "", _ ("precision"), _ ("recall"), _ ("exact"), _ ("count"));
  for (guint i = 0; i < report->figures->len; i++)
    {
      const VbtLearnedFigure *figure = report->figures->pdata[i];

      printf ("%-20s %10.1f %8.1f %8.1f %8" G_GUINT64_FORMAT "  %s\n", figure->label,
              100 * figure->precision, 100 * figure->recall, 100 * figure->exact, figure->n,
              _ (choices[figure->choice]));
    }
}

static VbtLearnedReport *
train (VbtInvocation *self, VbtStore *store, GError **error)
{
  VbtReport report;
  VbtLearnedReport *learned;

  vbt_report_init (&report, self);
  learned = vbt_train (store, &report.progress, vbt_invocation_get_cancellable (self), error);
  vbt_report_finish (&report);
  return learned;
}

static VbtLearnedReport *
show (VbtStore *store, GError **error)
{
  g_autoptr (GError) problem = NULL;
  VbtLearnedReport *learned = vbt_learned_report_load (store, &problem);

  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (learned == NULL)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                         _ ("Nothing was learned in this project yet."));
  return learned;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  gboolean only_show = vbt_invocation_has (self, "show");
  g_autoptr (VbtStore) store = NULL;
  g_autoptr (VbtLearnedReport) learned = NULL;
  int status = VBT_EXIT_OK;

  vbt_invocation_get_cancellable (self);
  store = vbt_cli_open (self, only_show ? VBT_STORE_READ_ONLY : VBT_STORE_DEFAULT, &error);
  if (store != NULL)
    learned = only_show ? show (store, &error) : train (self, store, &error);
  if (learned == NULL)
    return vbt_invocation_fail (self, error);
  if (vbt_invocation_has (self, "json"))
    status = vbt_json_print (report_to_json (self, learned), status);
  else
    print_report (learned);
  return vbt_cli_close (self, store, status);
}

const VbtCommand vbt_cmd_train = {
  .name = "train",
  .synopsis = N_ ("PROJECT [--show]"),
  .summary = N_ ("Learn from what people annotated"),
  .description
  = N_ ("Learns from the documents that people marked as done, and, where they are not done yet, "
        "from the sentences in which something was annotated or decided, and keeps what it learned "
        "in the project. “vbt tag --tagger learned” then suggests the same in other documents. "
        "Shows by label, in percent, what share of the suggestions is right (precision) and has "
        "the very words (exact), and what share of people’s annotations is found (recall), tried "
        "on documents that were not learned from, and what suggests the label best: the rules, "
        "the rules and what was learned, or that alone. “attribution” asks for quote, cue and "
        "speaker together."),
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};

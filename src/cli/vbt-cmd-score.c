/* vbt-cmd-score.c: vbt score
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "jobs/vbt-score.h"
#include "vbt-report.h"

static const VbtOption options[] = {
  { "format", N_ ("NAME"), N_ ("Format of both; recognized by default") },
  { NULL },
};

static double
percent (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.1f", 100 * value), NULL);
}

static json_t *
row_to_json (const VbtScoreRow *row)
{
  return json_pack ("{s:f, s:f, s:f, s:I, s:I}", "precision", percent (row->precision), "recall",
                    percent (row->recall), "f1", percent (row->f1), "gold", (json_int_t)row->n_gold,
                    "predicted", (json_int_t)row->n_predicted);
}

static void
set_in (json_t *object, const char *outer, const char *inner, json_t *value)
{
  json_t *table = json_object_get (object, outer);

  if (table == NULL)
    {
      table = json_object ();
      json_object_set_new (object, outer, table);
    }
  json_object_set_new (table, inner, value);
}

static json_t *
score_to_json (const VbtScore *score)
{
  json_t *scores = json_object ();
  json_t *speakers = json_object ();

  for (guint i = 0; i < score->rows->len; i++)
    {
      const VbtScoreRow *row = score->rows->pdata[i];

      set_in (scores, row->what, row->measure, row_to_json (row));
    }
  for (guint i = 0; i < score->speakers->len; i++)
    {
      const VbtSpeakerRow *row = &g_array_index (score->speakers, VbtSpeakerRow, i);

      set_in (speakers, row->which, row->by,
              json_pack ("{s:f, s:f, s:f, s:I, s:I}", "end_to_end", percent (row->end_to_end),
                         "of_detected", percent (row->of_detected), "of_claimed",
                         percent (row->of_claimed), "quotations", (json_int_t)row->n_quotations,
                         "detected", (json_int_t)row->n_detected));
    }
  return json_pack ("{s:I, s:I, s:o, s:o}", "documents", (json_int_t)score->n_documents, "missing",
                    (json_int_t)score->n_missing, "scores", scores, "speakers", speakers);
}

static void
print_score (const VbtScore *score)
{
  printf (_ ("Documents: %u, not predicted: %u\n"), score->n_documents, score->n_missing);
  printf ("%-14s %-14s %6s %6s %6s %7s %7s\n", "", "", "P", "R", "F1", _ ("right"), _ ("found"));
  for (guint i = 0; i < score->rows->len; i++)
    {
      const VbtScoreRow *row = score->rows->pdata[i];

      printf ("%-14s %-14s %6.1f %6.1f %6.1f %7" G_GUINT64_FORMAT " %7" G_GUINT64_FORMAT "\n",
              row->what, row->measure, 100 * row->precision, 100 * row->recall, 100 * row->f1,
              row->n_gold, row->n_predicted);
    }
  for (guint i = 0; i < score->speakers->len; i++)
    {
      const VbtSpeakerRow *row = &g_array_index (score->speakers, VbtSpeakerRow, i);

      printf (_ ("Speaker of %s quotations, by %s: %.1f %% right; %.1f %% of those found, %.1f %% "
                 "of those with a speaker (%u quotations, %u found)\n"),
              row->which, row->by, 100 * row->end_to_end, 100 * row->of_detected,
              100 * row->of_claimed, (guint)row->n_quotations, (guint)row->n_detected);
    }
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtScore) score = NULL;
  const char *name = vbt_invocation_get (self, "format");
  const VbtFormat *format = name != NULL ? vbt_formats_find (name, &error) : NULL;
  VbtReport report;
  int status;

  if (error != NULL)
    return vbt_invocation_fail (self, error);
  vbt_report_init (&report, self);
  score = vbt_score (vbt_invocation_get_argument (self, 0), vbt_invocation_get_argument (self, 1),
                     format, &report.progress, vbt_invocation_get_cancellable (self), &error);
  status = report.n_problems > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;
  vbt_report_finish (&report);
  if (score == NULL)
    return vbt_invocation_fail (self, error);
  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (score_to_json (score), status);
  print_score (score);
  return status;
}

const VbtCommand vbt_cmd_score = {
  .name = "score",
  .synopsis = N_ ("GOLD PREDICTED [--format NAME]"),
  .summary = N_ ("Compare annotations with those that are right"),
  .description = N_ (
      "Compares documents of the same name in two files or folders: precision, recall and F1 of "
      "each label, exact, by overlap and by word; of attributions as a whole (who said what, by "
      "which cue); of quotations, and of their speakers. A span counts as the set of words that "
      "it touches. Content, Cue and Source are the same as Quote, Cue and Speaker. In a folder of "
      "brat’s files, NAME_ANNOTATOR.ann may stand beside NAME.txt; the first annotator counts."),
  .options = options,
  .min_arguments = 2,
  .max_arguments = 2,
  .run = run,
};

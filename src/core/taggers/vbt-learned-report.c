/* vbt-learned-report.c: how good a model is, by label
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learned.h"

#include <jansson.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

static const char *const choice_names[] = { [VBT_LEARNED_NOTHING] = "nothing",
                                            [VBT_LEARNED_RULES] = "rules",
                                            [VBT_LEARNED_ADDS] = "adds",
                                            [VBT_LEARNED_REPLACES] = "replaces" };

/**
 * vbt_learned_choice_to_string:
 * @choice: who suggests a label
 *
 * Returns: a word that stays the same: "rules", "adds", "replaces" or "nothing"
 */
const char *
vbt_learned_choice_to_string (VbtLearnedChoice choice)
{
  g_return_val_if_fail (choice < VBT_LEARNED_N_CHOICES, "nothing");

  return choice_names[choice];
}

static void
figure_free (gpointer data)
{
  VbtLearnedFigure *self = data;

  g_free (self->label);
  g_free (self);
}

/**
 * vbt_learned_report_new:
 *
 * Returns: (transfer full): a report without figures yet
 */
VbtLearnedReport *
vbt_learned_report_new (void)
{
  VbtLearnedReport *self = g_new0 (VbtLearnedReport, 1);

  self->figures = g_ptr_array_new_with_free_func (figure_free);
  return self;
}

/**
 * vbt_learned_report_free:
 * @self: (transfer full): a report
 */
void
vbt_learned_report_free (VbtLearnedReport *self)
{
  g_ptr_array_unref (self->figures);
  g_free (self);
}

/**
 * vbt_learned_report_add:
 * @self: a report
 * @label: a label
 *
 * Returns: (transfer none): the figures of the label, to be filled
 */
VbtLearnedFigure *
vbt_learned_report_add (VbtLearnedReport *self, const char *label)
{
  VbtLearnedFigure *figure = g_new0 (VbtLearnedFigure, 1);

  figure->label = g_strdup (label);
  g_ptr_array_add (self->figures, figure);
  return figure;
}

static json_t *
figure_to_json (const VbtLearnedFigure *self)
{
  return json_pack ("{s:s, s:s, s:f, s:f, s:f, s:f, s:f, s:I}", "label", self->label, "by",
                    vbt_learned_choice_to_string (self->choice), "precision", self->precision,
                    "recall", self->recall, "exact", self->exact, "f1", self->f1, "rules_f1",
                    self->rules_f1, "annotations", (json_int_t)self->n);
}

/**
 * vbt_learned_report_to_string:
 * @self: a report
 *
 * Returns: (transfer full): the report as it is kept in the project: JSON
 */
char *
vbt_learned_report_to_string (const VbtLearnedReport *self)
{
  g_autoptr (json_t) figures = json_array ();
  g_autoptr (json_t) object = NULL;
  g_autofree char *string = NULL;

  for (guint i = 0; i < self->figures->len; i++)
    json_array_append_new (figures, figure_to_json (self->figures->pdata[i]));
  object = json_pack ("{s:I, s:I, s:O}", "documents", (json_int_t)self->n_documents, "evidence",
                      (json_int_t)self->n_evidence, "figures", figures);
  string = json_dumps (object, JSON_COMPACT | JSON_REAL_PRECISION (6));
  return g_strdup (string);
}

static VbtLearnedChoice
choice_from_string (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (choice_names); i++)
    if (g_strcmp0 (choice_names[i], name) == 0)
      return (VbtLearnedChoice)i;
  return VBT_LEARNED_NOTHING;
}

static double
share (const json_t *object, const char *key)
{
  return CLAMP (json_number_value (json_object_get (object, key)), 0, 1);
}

static void
read_figure (VbtLearnedReport *self, const json_t *object)
{
  const char *label = json_string_value (json_object_get (object, "label"));
  VbtLearnedFigure *figure;

  if (label == NULL)
    return;
  figure = vbt_learned_report_add (self, label);
  figure->choice = choice_from_string (json_string_value (json_object_get (object, "by")));
  figure->precision = share (object, "precision");
  figure->recall = share (object, "recall");
  figure->exact = share (object, "exact");
  figure->f1 = share (object, "f1");
  figure->rules_f1 = share (object, "rules_f1");
  figure->n = (guint64)MAX (json_integer_value (json_object_get (object, "annotations")), 0);
}

static VbtLearnedReport *
report_from_string (const char *string)
{
  g_autoptr (json_t) object = json_loads (string, 0, NULL);
  VbtLearnedReport *self = vbt_learned_report_new ();
  const json_t *figures = json_object_get (object, "figures");

  self->n_documents
      = (guint)CLAMP (json_integer_value (json_object_get (object, "documents")), 0, G_MAXINT);
  self->n_evidence = (guint64)MAX (json_integer_value (json_object_get (object, "evidence")), 0);
  for (gsize i = 0; i < json_array_size (figures); i++)
    read_figure (self, json_array_get (figures, i));
  return self;
}

/**
 * vbt_learned_report_load:
 * @store: a project
 * @error: return location for an error
 *
 * Reads how good the project's model is, without the model.
 *
 * Returns: (transfer full) (nullable): the report, or NULL, without an error where nothing was
 *   learned yet
 */
VbtLearnedReport *
vbt_learned_report_load (VbtStore *store, GError **error)
{
  g_autoptr (VbtStoredModel) model = vbt_store_load_model (store, VBT_LEARNED_TAGGER, FALSE, error);
  VbtLearnedReport *self;

  if (model == NULL)
    return NULL;
  self = report_from_string (model->report != NULL ? model->report : "{}");
  self->trained = model->trained;
  return self;
}

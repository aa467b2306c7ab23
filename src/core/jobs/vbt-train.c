/* vbt-train.c: lets the learner learn from what people decided in a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-train.h"

#include <glib/gi18n-lib.h>

#include "taggers/vbt-learned-private.h"

/* More articles teach little more, and take memory: those that come last in the list count. */
#define MOST_DOCUMENTS 2000
#define MOST_CHARACTERS (16 * 1000 * 1000)

#define MODEL_VERSION 1

/** Collector: documents that people worked on. */
typedef struct
{
  VbtStore *store;
  GPtrArray *lessons; /* of VbtLesson */
  GPtrArray *labels;  /* of char * */
  gsize n_characters;
} Collector;

static gboolean
collect_document (Collector *self, VbtId id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;
  VbtDocument *document = vbt_store_load_document (self->store, id, error);
  gsize n_characters;
  VbtLesson *lesson;

  if (document == NULL)
    return FALSE;
  n_characters = (gsize)vbt_text_get_length (document->text);
  lesson = vbt_lesson_new_decided (document, vbt_store_get_catalog (self->store), self->labels,
                                   cancellable, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (lesson != NULL)
    {
      g_ptr_array_add (self->lessons, lesson);
      self->n_characters += n_characters;
    }
  return TRUE;
}

static gboolean
collect (Collector *self, const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) documents = vbt_store_list_decided (self->store, MOST_DOCUMENTS, error);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      if (self->n_characters > MOST_CHARACTERS)
        break;
      vbt_progress_report (progress, i, 2 * (guint64)documents->len, _ ("Reading"));
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !collect_document (self, g_array_index (documents, VbtId, i), cancellable, error))
        return FALSE;
    }
  return documents != NULL;
}

static gboolean
save (VbtStore *store, VbtLearned *learned, GError **error)
{
  g_autoptr (GBytes) data = vbt_learned_to_bytes (learned);
  g_autofree char *report = vbt_learned_report_to_string (learned->report);
  VbtStoredModel model = { MODEL_VERSION, vbt_time_now (), report, data };

  return vbt_store_save_model (store, VBT_LEARNED_TAGGER, &model, error);
}

static gboolean
check_enough (const GPtrArray *lessons, GError **error)
{
  if (lessons->len >= VBT_LEARNED_LEAST_DOCUMENTS)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
               ngettext ("There is %u document to learn from, and it takes %u: annotate more, or "
                         "decide on more suggestions.",
                         "There are %u documents to learn from, and it takes %u: annotate more, or "
                         "decide on more suggestions.",
                         lessons->len),
               lessons->len, VBT_LEARNED_LEAST_DOCUMENTS);
  return FALSE;
}

/**
 * vbt_train:
 * @store: a project, without an open transaction
 * @progress: (nullable)
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Learns from all documents that people worked on, and keeps what was learned in the project, in
 * the place of what was there. Takes seconds.
 *
 * Returns: (transfer full) (nullable): how good it is by label; NULL with an error, VBT_ERROR_NOT_FOUND
 *   where there is too little to learn from, and then what was learned before is still there
 */
VbtLearnedReport *
vbt_train (VbtStore *store, const VbtProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) lessons = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_lesson_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  Collector collector = { store, lessons, labels, 0 };
  g_autoptr (VbtLearned) learned = NULL;
  guint64 n_evidence;

  g_return_val_if_fail (VBT_IS_STORE (store), NULL);

  if (!vbt_store_count_evidence (store, &n_evidence, error)
      || !collect (&collector, progress, cancellable, error) || !check_enough (lessons, error))
    return NULL;
  vbt_progress_report (progress, 1, 2, _ ("Learning"));
  learned = vbt_learned_train (lessons, labels, cancellable, error);
  if (learned == NULL)
    return NULL;
  learned->report->n_evidence = n_evidence;
  if (!save (store, learned, error))
    return NULL;
  vbt_progress_report (progress, 1, 1, _ ("Done"));
  return vbt_learned_report_load (store, error);
}

/**
 * vbt_train_is_due:
 * @store: a project
 * @n_tried: how much evidence there was when it was last tried, or 0
 * @n_new: how much more makes it worth while
 * @n_evidence: (out): how much there is
 *
 * Costs the same at any size.
 *
 * Returns: whether people decided on so much since the last time that it is time to learn again
 */
gboolean
vbt_train_is_due (VbtStore *store, guint64 n_tried, guint64 n_new, guint64 *n_evidence)
{
  g_autoptr (VbtLearnedReport) report = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && n_evidence != NULL, FALSE);

  *n_evidence = 0;
  if (!vbt_store_count_evidence (store, n_evidence, NULL) || *n_evidence < n_tried + MAX (n_new, 1))
    return FALSE;
  report = vbt_learned_report_load (store, NULL);
  return report == NULL || *n_evidence >= report->n_evidence + n_new;
}

/* vbt-learned.c: what was learned, and how it is kept in the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-learned-private.h"

#include <glib/gi18n-lib.h>
#include <jansson.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

/* A model begins with this, a number of 32 bits (little-endian) that says how long the JSON behind it is, and that:
 * what there is. Behind it are the classifiers. */
#define MAGIC "VbtL1\n"
#define MAGIC_LENGTH 6
#define LONGEST_JSON (1 << 24)

static void
label_free (gpointer data)
{
  VbtLearnedLabel *self = data;

  g_free (self->name);
  g_free (self);
}

/**
 * vbt_learned_new:
 *
 * Returns: (transfer full): nothing learned yet
 */
VbtLearned *
vbt_learned_new (void)
{
  VbtLearned *self = g_new0 (VbtLearned, 1);

  self->labels = g_ptr_array_new_with_free_func (label_free);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_linear_free);
  self->report = vbt_learned_report_new ();
  return self;
}

/**
 * vbt_learned_free:
 * @self: (transfer full): a model
 */
void
vbt_learned_free (VbtLearned *self)
{
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->groups);
  g_clear_pointer (&self->cues, vbt_linear_free);
  g_clear_pointer (&self->parts, vbt_linear_free);
  g_clear_pointer (&self->judge, vbt_linear_free);
  vbt_learned_report_free (self->report);
  g_free (self);
}

/**
 * vbt_learned_add_label:
 * @self: a model
 * @name: of a label
 *
 * Returns: (transfer none): the label, to be filled
 */
VbtLearnedLabel *
vbt_learned_add_label (VbtLearned *self, const char *name)
{
  VbtLearnedLabel *label = g_new0 (VbtLearnedLabel, 1);

  label->name = g_strdup (name);
  g_ptr_array_add (self->labels, label);
  return label;
}

static json_t *
to_json (const VbtLearned *self)
{
  json_t *labels = json_array ();

  for (guint i = 0; i < self->labels->len; i++)
    {
      const VbtLearnedLabel *label = self->labels->pdata[i];

      json_array_append_new (labels,
                             json_pack ("{s:s, s:i, s:i, s:i, s:f}", "name", label->name, "group",
                                        (int)label->group, "place", (int)label->place, "choice",
                                        (int)label->choice, "threshold", (double)label->threshold));
    }
  return json_pack ("{s:o, s:i, s:b, s:b, s:i, s:i, s:f}", "labels", labels, "groups",
                    (int)self->groups->len, "attributions", self->cues != NULL, "cues",
                    self->has_cues, "choice", (int)self->way.choice, "rules", (int)self->way.rules,
                    "threshold", (double)self->way.threshold);
}

/**
 * vbt_learned_to_bytes:
 * @self: a model
 *
 * Returns: (transfer full): the model as it is kept in the project
 */
GBytes *
vbt_learned_to_bytes (const VbtLearned *self)
{
  g_autoptr (json_t) object = to_json (self);
  g_autofree char *json = json_dumps (object, JSON_COMPACT);
  guint32 length = GUINT32_TO_LE ((guint32)strlen (json));
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)MAGIC, MAGIC_LENGTH);
  g_byte_array_append (bytes, (const guint8 *)&length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *)json, (guint)strlen (json));
  for (guint i = 0; i < self->groups->len; i++)
    vbt_linear_write (self->groups->pdata[i], bytes);
  if (self->cues != NULL)
    {
      vbt_linear_write (self->cues, bytes);
      vbt_linear_write (self->parts, bytes);
      vbt_linear_write (self->judge, bytes);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (
      error, VBT_ERROR, VBT_ERROR_CORRUPT,
      _ ("What was learned in this project cannot be read: %s. Learn it again: “vbt train”."),
      what);
  return FALSE;
}

static guint
number (const json_t *object, const char *key, guint most)
{
  json_int_t value = json_integer_value (json_object_get (object, key));

  return value >= 0 && value <= (json_int_t)most ? (guint)value : most;
}

static gboolean
read_label (VbtLearned *self, const json_t *object, guint n_groups)
{
  const char *name = json_string_value (json_object_get (object, "name"));
  VbtLearnedLabel *label;

  if (name == NULL || *name == '\0')
    return FALSE;
  label = vbt_learned_add_label (self, name);
  label->group = number (object, "group", n_groups);
  label->place = number (object, "place", VBT_LINEAR_MOST_CLASSES);
  label->choice = (VbtLearnedChoice)number (object, "choice", VBT_LEARNED_N_CHOICES);
  label->threshold = (float)json_number_value (json_object_get (object, "threshold"));
  return label->group < n_groups && label->choice < VBT_LEARNED_N_CHOICES;
}

static gboolean
read_head (VbtLearned *self, const json_t *object, guint *n_groups, GError **error)
{
  const json_t *labels = json_object_get (object, "labels");

  *n_groups = number (object, "groups", VBT_LINEAR_MOST_CLASSES);
  for (gsize i = 0; i < json_array_size (labels); i++)
    if (!read_label (self, json_array_get (labels, i), *n_groups))
      return fail (error, _ ("a label is damaged"));
  self->has_cues = json_is_true (json_object_get (object, "cues"));
  self->way.choice = (VbtLearnedChoice)number (object, "choice", VBT_LEARNED_N_CHOICES);
  self->way.rules = (VbtLearnedRules)number (object, "rules", VBT_LEARNED_WIDE + 1);
  self->way.threshold = (float)json_number_value (json_object_get (object, "threshold"));
  if (self->way.choice == VBT_LEARNED_N_CHOICES || self->way.rules > VBT_LEARNED_WIDE)
    return fail (error, _ ("a choice is damaged"));
  return TRUE;
}

static gboolean
read_classifiers (VbtLearned *self, const guint8 *at, const guint8 *end, guint n_groups,
                  gboolean has_attributions, GError **error)
{
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; i < n_groups && problem == NULL; i++)
    {
      VbtLinear *group = vbt_linear_read (&at, end, &problem);

      if (group != NULL)
        g_ptr_array_add (self->groups, group);
    }
  if (problem == NULL && has_attributions)
    self->cues = vbt_linear_read (&at, end, &problem);
  if (problem == NULL && has_attributions)
    self->parts = vbt_linear_read (&at, end, &problem);
  if (problem == NULL && has_attributions)
    self->judge = vbt_linear_read (&at, end, &problem);
  if (problem != NULL)
    return fail (error, problem->message);
  return TRUE;
}

/* That the classifiers have the classes that the labels need. */
static gboolean
check (const VbtLearned *self, GError **error)
{
  for (guint i = 0; i < self->labels->len; i++)
    {
      const VbtLearnedLabel *label = self->labels->pdata[i];
      const VbtLinear *group = self->groups->pdata[label->group];

      if (vbt_class_begin (label->place) + 1 >= group->n_classes)
        return fail (error, _ ("a label is damaged"));
    }
  if (self->cues != NULL
      && (self->cues->n_classes != 3 || self->parts->n_classes != VBT_PARTS_N_CLASSES
          || self->judge->n_classes != 2))
    return fail (error, _ ("the weights are damaged"));
  return TRUE;
}

/**
 * vbt_learned_from_bytes:
 * @bytes: what vbt_learned_to_bytes() made, or anything else
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the model, without its report, or NULL with
 *   VBT_ERROR_CORRUPT
 */
VbtLearned *
vbt_learned_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (VbtLearned) self = vbt_learned_new ();
  g_autoptr (json_t) head = NULL;
  gsize size;
  const guint8 *at = g_bytes_get_data (bytes, &size);
  const guint8 *end = at + size;
  guint32 length = 0;
  guint n_groups;

  if (size >= MAGIC_LENGTH + sizeof length && memcmp (at, MAGIC, MAGIC_LENGTH) == 0)
    {
      memcpy (&length, at + MAGIC_LENGTH, sizeof length);
      length = GUINT32_FROM_LE (length);
      at += MAGIC_LENGTH + sizeof length;
    }
  if (length > 0 && length <= LONGEST_JSON && length <= (gsize)(end - at))
    head = json_loadb ((const char *)at, length, JSON_REJECT_DUPLICATES, NULL);
  if (head == NULL)
    {
      fail (error, _ ("it is damaged, or by another version of this program"));
      return NULL;
    }
  if (read_head (self, head, &n_groups, error)
      && read_classifiers (self, at + length, end, n_groups,
                           json_is_true (json_object_get (head, "attributions")), error)
      && check (self, error))
    return g_steal_pointer (&self);
  return NULL;
}

/**
 * vbt_learned_load:
 * @store: a project
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its model with its report, or NULL with VBT_ERROR_NOT_FOUND
 *   where nothing was learned yet, or VBT_ERROR_CORRUPT
 */
VbtLearned *
vbt_learned_load (VbtStore *store, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (VbtStoredModel) model
      = vbt_store_load_model (store, VBT_LEARNED_TAGGER, TRUE, &problem);
  g_autoptr (VbtLearned) self = NULL;
  VbtLearnedReport *report;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (model == NULL)
    {
      g_set_error_literal (
          error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
          _ ("Nothing was learned in this project yet: “vbt train” does that, once "
             "some documents are marked as done."));
      return NULL;
    }
  self = vbt_learned_from_bytes (model->data, error);
  report = self != NULL ? vbt_learned_report_load (store, error) : NULL;
  if (report == NULL)
    return NULL;
  vbt_learned_report_free (self->report);
  self->report = report;
  return g_steal_pointer (&self);
}

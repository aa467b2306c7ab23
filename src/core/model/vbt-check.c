/* vbt-check.c: problems: where annotations break the rules of the schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-check-private.h"

#include <glib/gi18n-lib.h>

/**
 * vbt_problem_free:
 * @self: (nullable) (transfer full): a problem
 */
void
vbt_problem_free (VbtProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->rule);
  g_free (self->message);
  g_free (self);
}

/*< private >
 * vbt_problem_set_fix:
 * @self: a problem
 * @start: where the span would better start
 * @end: where the span would better end
 */
void
vbt_problem_set_fix (VbtProblem *self, VbtOffset start, VbtOffset end)
{
  self->has_fix = TRUE;
  self->fix = (VbtRange){ start, end };
}

/*< private >
 * vbt_check_get_level:
 * @self: a run
 * @rule: a rule: "E1"
 *
 * Returns: how bad it is to break the rule; off when the schema has not got it, or has it for
 *   another time
 */
VbtLevel
vbt_check_get_level (const VbtCheck *self, const char *rule)
{
  const VbtRule *own = vbt_schema_find_rule (self->catalog->schema, rule);

  if (own == NULL || own->when > self->when)
    return VBT_LEVEL_OFF;
  return own->level;
}

/* When it is a problem: a rule for when the document is done holds now where it is. */
static VbtWhen
when_of (const VbtCheck *self, const char *rule)
{
  const VbtRule *own = vbt_schema_find_rule (self->catalog->schema, rule);

  return own == NULL || own->when <= self->now ? VBT_WHEN_ALWAYS : own->when;
}

/* Where a problem with the annotation is to be shown: a relation's is where it comes from. */
static VbtRange
place_of (const VbtCheck *self, const VbtAnnotation *annotation)
{
  VbtOffset length = vbt_text_get_length (self->document->text);
  VbtRange range;

  if (annotation != NULL && annotation->kind == VBT_KIND_RELATION)
    annotation = vbt_document_get_annotation (self->document, annotation->from);
  if (annotation == NULL)
    return (VbtRange){ 0, 0 };
  range = vbt_annotation_get_extent (annotation);
  range.start = CLAMP (range.start, 0, length);
  range.end = CLAMP (range.end, range.start, length);
  return range;
}

/*< private >
 * vbt_check_add:
 * @self: a run
 * @rule: the rule that is broken
 * @level: how bad that is
 * @annotation: (nullable): what breaks it
 * @format: what is wrong, translated
 *
 * Returns: (transfer none): the new problem
 */
VbtProblem *
vbt_check_add (VbtCheck *self, const char *rule, VbtLevel level, const VbtAnnotation *annotation,
               const char *format, ...)
{
  VbtProblem *problem = g_new0 (VbtProblem, 1);
  va_list args;

  problem->rule = g_strdup (rule);
  problem->level = level;
  problem->when = when_of (self, rule);
  problem->annotation = annotation != NULL ? annotation->id : 0;
  problem->range = place_of (self, annotation);
  va_start (args, format);
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->problems, problem);
  return problem;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  return vbt_annotation_compare (*(const VbtAnnotation *const *)a,
                                 *(const VbtAnnotation *const *)b);
}

/* Spans that are not sound are told once, and left out of all other rules. */
static void
collect_spans (VbtCheck *self)
{
  VbtOffset length = vbt_text_get_length (self->document->text);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *span = g_ptr_array_index (self->document->annotations, i);
      g_autoptr (GError) error = NULL;

      if (span->annotator != self->annotator || span->kind != VBT_KIND_SPAN)
        continue;
      if (vbt_annotation_check_fragments (span, length, &error))
        g_ptr_array_add (self->spans, span);
      else
        vbt_check_add (self, "range", VBT_LEVEL_ERROR, span, "%s", error->message);
    }
  g_ptr_array_sort (self->spans, compare_spans);
}

static void
check_value (VbtCheck *self, const VbtAnnotation *annotation, const VbtLabel *label,
             const VbtAttribute *attribute)
{
  const char *value = vbt_annotation_get_value (annotation, attribute->id);

  if (value == NULL && attribute->required && attribute->default_value == NULL)
    vbt_check_add (self, "attribute", VBT_LEVEL_WARN, annotation,
                   _ ("%s has no “%s”, which is required"), label->name, attribute->name);
  else if (value != NULL && !vbt_attribute_accepts (attribute, value))
    vbt_check_add (self, "attribute", VBT_LEVEL_ERROR, annotation,
                   _ ("“%s” of %s cannot be “%.100s”"), attribute->name, label->name, value);
}

static void
check_values (VbtCheck *self, const VbtAnnotation *annotation, const VbtLabel *label)
{
  guint n_known = 0;

  for (guint i = 0; i < label->attributes->len; i++)
    {
      const VbtAttribute *attribute = g_ptr_array_index (label->attributes, i);

      check_value (self, annotation, label, attribute);
      if (vbt_annotation_get_value (annotation, attribute->id) != NULL)
        n_known++;
    }
  if (n_known < annotation->values->len)
    vbt_check_add (self, "attribute", VBT_LEVEL_WARN, annotation,
                   _ ("%s has a value of an attribute that its label does not have"), label->name);
}

static void
check_ends (VbtCheck *self, const VbtAnnotation *relation, const VbtLabel *label)
{
  const VbtSchema *schema = self->catalog->schema;
  const VbtAnnotation *from = vbt_document_get_annotation (self->document, relation->from);
  const VbtAnnotation *to = vbt_document_get_annotation (self->document, relation->to);
  const VbtLabel *from_label, *to_label;

  if (from == NULL || to == NULL)
    {
      vbt_check_add (self, "relation", VBT_LEVEL_ERROR, relation,
                     _ ("The relation %s leads to an annotation that is not there"), label->name);
      return;
    }
  if (vbt_schema_may_link (schema, label, from->label, to->label))
    return;
  from_label = vbt_schema_get_label (schema, from->label);
  to_label = vbt_schema_get_label (schema, to->label);
  vbt_check_add (self, "relation", VBT_LEVEL_ERROR, relation,
                 _ ("The relation %s cannot lead from %s to %s"), label->name,
                 from_label != NULL ? from_label->name : "?",
                 to_label != NULL ? to_label->name : "?");
}

/* How many relations of one label an annotation may have. @counts: "from/label" to their number.
 * A second cue is for the rule E2 where that is on. */
static void
check_max (VbtCheck *self, const VbtAnnotation *relation, const VbtLabel *label, GHashTable *counts)
{
  const VbtAnnotation *from = vbt_document_get_annotation (self->document, relation->from);
  g_autofree char *key = NULL;
  guint count;

  if (label->max < 0 || from == NULL
      || (label == self->cue_relation && vbt_check_get_level (self, "E2") != VBT_LEVEL_OFF))
    return;
  key = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, relation->from, label->id);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
  g_hash_table_replace (counts, g_steal_pointer (&key), GUINT_TO_POINTER (count));
  if (count == (guint)label->max + 1)
    vbt_check_add (self, "relation", VBT_LEVEL_ERROR, from,
                   _ ("More relations %s come from here than there may be, which is %d"),
                   label->name, label->max);
}

static void
check_structure (VbtCheck *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (self->document->annotations, i);
      const VbtLabel *label;

      if (annotation->annotator != self->annotator)
        continue;
      label = vbt_schema_get_label (self->catalog->schema, annotation->label);
      if (label == NULL || label->kind != annotation->kind)
        {
          vbt_check_add (self, "label", VBT_LEVEL_ERROR, annotation,
                         _ ("The schema has no such label"));
          continue;
        }
      check_values (self, annotation, label);
      if (annotation->kind != VBT_KIND_RELATION)
        continue;
      check_ends (self, annotation, label);
      check_max (self, annotation, label, counts);
    }
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const VbtProblem *one = *(const VbtProblem *const *)a;
  const VbtProblem *other = *(const VbtProblem *const *)b;
  int order = (one->range.start > other->range.start) - (one->range.start < other->range.start);

  if (order == 0)
    order = (one->range.end > other->range.end) - (one->range.end < other->range.end);
  if (order == 0)
    order = g_strcmp0 (one->rule, other->rule);
  if (order == 0)
    order = (one->annotation > other->annotation) - (one->annotation < other->annotation);
  return order;
}

/**
 * vbt_check_document:
 * @document: a document
 * @catalog: its catalog, whose schema has the rules
 * @annotator: whose annotations are looked at; only these
 * @when: for which occasion: the rules for when it is asked include all others, those for when
 *   the document is done include those that hold always. Where the annotator has marked the
 *   document done these hold anyway.
 *
 * Returns: (transfer full): the problems, of VbtProblem, in the order of the text
 */
GPtrArray *
vbt_check_document (const VbtDocument *document, const VbtCatalog *catalog, VbtId annotator,
                    VbtWhen when)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();
  VbtCheck check
      = { .document = document, .catalog = catalog, .annotator = annotator, .when = when };
  const VbtSchema *schema;

  g_return_val_if_fail (document != NULL && catalog != NULL, NULL);

  schema = catalog->schema;
  check.spans = spans;
  check.quote = vbt_schema_find_label (schema, VBT_KIND_SPAN, VBT_LABEL_QUOTE);
  check.cue = vbt_schema_find_label (schema, VBT_KIND_SPAN, VBT_LABEL_CUE);
  check.speaker = vbt_schema_find_label (schema, VBT_KIND_SPAN, VBT_LABEL_SPEAKER);
  check.discard = vbt_schema_find_label (schema, VBT_KIND_SPAN, VBT_LABEL_DISCARD);
  check.cue_relation = vbt_schema_find_label (schema, VBT_KIND_RELATION, VBT_RELATION_CUE);
  check.speaker_relation = vbt_schema_find_label (schema, VBT_KIND_RELATION, VBT_RELATION_SPEAKER);
  check.problems = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_problem_free);
  if (vbt_document_get_status (document, annotator) >= VBT_STATUS_DONE)
    check.now = VBT_WHEN_DONE;
  check.when = MAX (check.when, check.now);
  collect_spans (&check);
  check_structure (&check);
  vbt_check_attributions (&check);
  vbt_check_edges (&check);
  vbt_check_marks (&check);
  vbt_check_endings (&check);
  vbt_check_words (&check);
  vbt_check_usage (&check);
  g_ptr_array_sort (check.problems, compare_problems);
  return check.problems;
}

/* vbt-merge-result.c: what came of a merge, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-merge.h"

/* Somebody who did nothing is not worth an act. */
static guint64
count_new (const VbtMergeResult *self)
{
  return self->n_documents + self->n_annotations + self->n_decisions + self->n_statuses
         + self->n_remarks + self->n_entities + self->n_labels + self->n_attributes;
}

/**
 * vbt_merge_result_is_empty:
 * @self: what came of a merge
 *
 * Returns: whether nothing was written, though there may be notes
 */
gboolean
vbt_merge_result_is_empty (const VbtMergeResult *self)
{
  return count_new (self) + self->n_changed + self->n_deleted == 0;
}

/* As ngettext() wants it. */
static gulong
plural (guint64 n)
{
  return (gulong)MIN (n, G_MAXUINT32);
}

/* Takes @words where there is something to say. */
static void
add (GPtrArray *parts, guint64 n, char *words)
{
  if (n > 0)
    g_ptr_array_add (parts, words);
  else
    g_free (words);
}

static char *
list_counts (const VbtMergeResult *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add (parts, self->n_documents,
       g_strdup_printf (ngettext ("%'zu article", "%'zu articles", plural (self->n_documents)),
                        (gsize)self->n_documents));
  add (parts, self->n_annotations,
       g_strdup_printf (
           ngettext ("%'zu annotation", "%'zu annotations", plural (self->n_annotations)),
           (gsize)self->n_annotations));
  add (parts, self->n_decisions,
       g_strdup_printf (ngettext ("%'zu decision", "%'zu decisions", plural (self->n_decisions)),
                        (gsize)self->n_decisions));
  add (parts, self->n_statuses,
       g_strdup_printf (ngettext ("%'zu status", "%'zu statuses", plural (self->n_statuses)),
                        (gsize)self->n_statuses));
  add (parts, self->n_remarks,
       g_strdup_printf (ngettext ("%'zu note", "%'zu notes", plural (self->n_remarks)),
                        (gsize)self->n_remarks));
  add (parts, self->n_entities,
       g_strdup_printf (ngettext ("%'zu entity", "%'zu entities", plural (self->n_entities)),
                        (gsize)self->n_entities));
  add (parts, self->n_labels,
       g_strdup_printf (ngettext ("%'zu label", "%'zu labels", plural (self->n_labels)),
                        (gsize)self->n_labels));
  add (parts, self->n_attributes,
       g_strdup_printf (ngettext ("%'zu attribute", "%'zu attributes", plural (self->n_attributes)),
                        (gsize)self->n_attributes));
  add (parts, self->n_annotators,
       g_strdup_printf (ngettext ("%'zu annotator", "%'zu annotators", plural (self->n_annotators)),
                        (gsize)self->n_annotators));
  add (parts, self->n_changed,
       g_strdup_printf (ngettext ("%'zu changed", "%'zu changed", plural (self->n_changed)),
                        (gsize)self->n_changed));
  add (parts, self->n_deleted,
       g_strdup_printf (ngettext ("%'zu deleted", "%'zu deleted", plural (self->n_deleted)),
                        (gsize)self->n_deleted));
  if (parts->len == 0)
    return g_strdup (_ ("nothing new"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **)parts->pdata);
}

/**
 * vbt_merge_result_describe:
 * @self: what came of a merge
 * @path: (type filename): the other copy
 *
 * Returns: (transfer full): the act in words, as the history shows it
 */
char *
vbt_merge_result_describe (const VbtMergeResult *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *counts = list_counts (self);

  /* TRANSLATORS: a file, and what came out of it: "12 articles, 340 annotations" */
  return g_strdup_printf (_ ("Merged %s: %s"), name, counts);
}

/**
 * vbt_merge_reason_to_string:
 * @reason: why something was left as it is
 *
 * Returns: (transfer none): the reason for machines
 */
const char *
vbt_merge_reason_to_string (VbtMergeReason reason)
{
  static const char *const names[] = {
    [VBT_MERGE_CHANGED_IN_BOTH] = "changed-in-both",
    [VBT_MERGE_DELETED_THERE] = "deleted-there",
    [VBT_MERGE_DELETED_HERE] = "deleted-here",
    [VBT_MERGE_LEFT_OUT] = "left-out",
  };

  return names[reason];
}

/**
 * vbt_merge_reason_to_words:
 * @reason: why something was left as it is
 *
 * Returns: (transfer none): the reason for people, and what was done
 */
const char *
vbt_merge_reason_to_words (VbtMergeReason reason)
{
  static const char *const words[] = {
    [VBT_MERGE_CHANGED_IN_BOTH] = N_ ("changed in both, kept as it is here"),
    [VBT_MERGE_DELETED_THERE] = N_ ("deleted there, but changed or needed here: kept"),
    [VBT_MERGE_DELETED_HERE] = N_ ("deleted here, but changed there: stays deleted"),
    [VBT_MERGE_LEFT_OUT] = N_ ("does not fit to what is here: left out"),
  };

  return _ (words[reason]);
}

/**
 * vbt_merge_note_describe:
 * @self: a note
 *
 * Returns: (transfer full): all of it in one line
 */
char *
vbt_merge_note_describe (const VbtMergeNote *self)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (self->article != NULL)
    g_string_append_printf (line, "%s: ", self->article);
  g_string_append_printf (line, "%s: %s", self->what, vbt_merge_reason_to_words (self->reason));
  if (self->ours != NULL && self->theirs != NULL)
    {
      g_string_append (line, " (");
      /* TRANSLATORS: two values of the same, in two copies of a project */
      g_string_append_printf (line, _ ("here: %s; there: %s"), self->ours, self->theirs);
      g_string_append_c (line, ')');
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* vbt-act-problems.c: fixes for what breaks a rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "vbt-actions-private.h"
#include "vbt-store-private.h"

static gboolean
has_span_at (const VbtAct *act, const VbtFix *fix)
{
  g_autoptr (VbtAnnotation) probe
      = vbt_annotation_new_span (fix->label, act->me, fix->better.start, fix->better.end);
  g_autoptr (GPtrArray) same = vbt_document_find_same (act->document, probe);

  for (guint i = 0; i < same->len; i++)
    if (((const VbtAnnotation *)g_ptr_array_index (same, i))->annotator == act->me)
      return TRUE;
  return FALSE;
}

/* (nullable): the span of mine that is fixed, if it is still as it was when the problem was found. */
static const VbtAnnotation *
find_fixed (const VbtAct *act, const VbtFix *fix)
{
  const VbtAnnotation *span = vbt_document_get_annotation (act->document, fix->annotation);
  VbtRange extent;

  if (span == NULL || span->kind != VBT_KIND_SPAN || span->annotator != act->me)
    return NULL;
  extent = vbt_annotation_get_extent (span);
  return extent.start == fix->range.start && extent.end == fix->range.end ? span : NULL;
}

static gboolean
can_fix (const VbtAct *act, const VbtFix *fix)
{
  VbtOffset length = vbt_text_get_length (act->document->text);

  if (fix->better.start < 0 || fix->better.start >= fix->better.end || fix->better.end > length)
    return FALSE;
  if (fix->annotation != 0)
    return find_fixed (act, fix) != NULL;
  return vbt_schema_get_label (act->catalog->schema, fix->label) != NULL && !has_span_at (act, fix);
}

static gboolean
add_missing (VbtAct *act, const VbtFix *fix, GError **error)
{
  g_autoptr (VbtAnnotation) span
      = vbt_annotation_new_span (fix->label, act->me, fix->better.start, fix->better.end);

  vbt_act_set_label (act, span, vbt_schema_get_label (act->catalog->schema, fix->label));
  return vbt_act_put_new (act, span, error);
}

static gboolean
move_edges (VbtAct *act, const VbtFix *fix, GError **error)
{
  const VbtAnnotation *original = find_fixed (act, fix);
  g_autoptr (VbtAnnotation) changed = vbt_annotation_copy (original);

  vbt_annotation_set_start (changed, fix->better.start);
  vbt_annotation_set_end (changed, fix->better.end);
  vbt_act_update_quote_type (act, original, changed);
  return vbt_act_write (act, original, changed, VBT_VERDICT_CORRECTED, error);
}

static gboolean
fix_one (VbtAct *act, const VbtFix *fix, GError **error)
{
  return fix->annotation == 0 ? add_missing (act, fix, error) : move_edges (act, fix, error);
}

static char *
describe (const VbtAct *act, const VbtFix *fix)
{
  const VbtAnnotation *span = vbt_document_get_annotation (act->document, fix->annotation);
  const VbtLabel *label = vbt_schema_get_label (act->catalog->schema, fix->label);
  g_autofree char *what
      = span != NULL ? vbt_act_describe (act, span) : g_strdup (label != NULL ? label->name : "?");

  return g_strdup_printf (_ ("Fix a problem of %s"), what);
}

/**
 * vbt_act_fix:
 * @store: the project
 * @document: the document, as it was loaded last
 * @me: the annotator who acts
 * @fix: what fixes a problem
 * @error: return location for an error
 *
 * Fixes one problem mechanically, if the annotation is still where it was when the problem was found.
 *
 * Returns: %FALSE with @error set where it was refused
 */
gboolean
vbt_act_fix (VbtStore *store, const VbtDocument *document, VbtId me, const VbtFix *fix,
             GError **error)
{
  VbtAct act;
  g_autofree char *words = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && document != NULL && fix != NULL, FALSE);

  vbt_act_init (&act, store, document, me, 0, NULL);
  if (!can_fix (&act, fix))
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND,
                           _ ("The annotation was changed since it was checked"));
      return FALSE;
    }
  words = describe (&act, fix);
  return vbt_act_begin (&act, words, error)
         && vbt_act_end (&act, fix_one (&act, fix, error), error);
}

/** Fixes: an act on many problems that is under way. */
typedef struct
{
  VbtMany many;
  const GArray *fixes; /* of VbtFix */
  const VbtFollower *follower;
  GHashTable *fixed; /* annotations: of two fixes of one, the second would not know of the first */
} Fixes;

static gboolean
fix_next (Fixes *self, const VbtFix *fix, GError **error)
{
  VbtAct *act = &self->many.act;

  if (!vbt_many_enter (&self->many, fix->document, error))
    return FALSE;
  if (self->many.is_locked || !can_fix (act, fix)
      || (fix->annotation != 0 && g_hash_table_contains (self->fixed, &fix->annotation)))
    return TRUE;
  if (fix->annotation != 0)
    g_hash_table_add (self->fixed, (gpointer)&fix->annotation);
  self->many.n_done++;
  return fix_one (act, fix, error);
}

static gboolean
fix_all (Fixes *self, GError **error)
{
  for (guint i = 0; i < self->fixes->len; i++)
    {
      if (!vbt_many_follow (self->follower, i, self->fixes->len, error))
        return FALSE;
      if (!fix_next (self, &g_array_index (self->fixes, VbtFix, i), error))
        return FALSE;
    }
  return vbt_many_follow (self->follower, self->fixes->len, self->fixes->len, error);
}

static gboolean
run (Fixes *self, GError **error)
{
  const GArray *fixes = self->fixes;
  VbtId first = g_array_index (fixes, VbtFix, 0).document;
  VbtId last = g_array_index (fixes, VbtFix, fixes->len - 1).document;
  g_autofree char *words
      = g_strdup_printf (ngettext ("Fix %u problem", "Fix %u problems", fixes->len), fixes->len);

  return vbt_store_begin (self->many.act.store, self->many.act.me, first == last ? first : 0, words,
                          error)
         && vbt_many_end (&self->many, fix_all (self, error), NULL, error);
}

/**
 * vbt_act_fix_many:
 * @store: the project
 * @me: the annotator who acts
 * @fixes: (element-type VbtFix): what fixes which problems, those of one document behind each other
 * @follower: (nullable): who waits for it; then @store is of a thread of its own
 * @n_done: (out): how many were fixed
 * @error: return location for an error
 *
 * Fixes many problems as one act. What was changed since it was checked, and what is in locked documents, is left out.
 *
 * Returns: %FALSE with @error set where it was refused; then nothing was changed
 */
gboolean
vbt_act_fix_many (VbtStore *store, VbtId me, const GArray *fixes, const VbtFollower *follower,
                  guint *n_done, GError **error)
{
  g_autoptr (GHashTable) fixed = g_hash_table_new (g_int64_hash, g_int64_equal);
  Fixes self = { .fixes = fixes, .follower = follower, .fixed = fixed };
  gboolean success;

  g_return_val_if_fail (VBT_IS_STORE (store) && fixes != NULL && n_done != NULL, FALSE);

  *n_done = 0;
  if (fixes->len == 0)
    return TRUE;
  self.many.act = (VbtAct){ .store = store, .catalog = vbt_store_get_catalog (store), .me = me };
  if (follower != NULL)
    vbt_store_hold (store, TRUE);
  success = run (&self, error);
  *n_done = success ? self.many.n_done : 0;
  if (follower != NULL)
    vbt_store_hold (store, FALSE);
  return success;
}

/* vbt-session-problems.c: where the annotations of the document that is shown break rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-check.h"
#include "vbt-session-private.h"

/* A book of annotations takes seconds to check: that is done in a thread, on a document of its own, which shares the
 * annotations and is filled a part at a time between frames. A change starts over; never do two threads check. */

#define COPIED_AT_ONCE 20000 /* takes a millisecond or two */
#define N_WHEN (VBT_WHEN_ASKED + 1)

/** Check: what the thread works on; nothing else uses it meanwhile. */
typedef struct
{
  guint version;
  VbtDocument *document;
  VbtCatalog *catalog; /* only a schema is in it */
  VbtId me;
  guint wanted; /* bits, 1 << VbtWhen */
  GPtrArray *problems[N_WHEN];
} Check;

struct _VbtSessionProblems
{
  VbtSession *session; /* not owned */
  guint version;       /* counts the changes of the document */
  guint wanted;
  GPtrArray *known[N_WHEN]; /* of VbtProblem */
  guint known_version[N_WHEN];

  Check *next;        /* (nullable): what is copied */
  GHashTable *copied; /* ids of annotations in it that are not mine */
  guint n_looked_at;  /* of the document's annotations */
  guint copy_source;
  gboolean is_running; /* a thread checks */
  gboolean is_checked; /* the document was, once */
};

static void start (VbtSessionProblems *self);

static void
check_free (Check *self)
{
  g_clear_pointer (&self->document, vbt_document_free);
  vbt_catalog_unref (self->catalog);
  for (guint i = 0; i < N_WHEN; i++)
    g_clear_pointer (&self->problems[i], g_ptr_array_unref);
  g_free (self);
}

/* The text and its segmentation never change, so they are shared. */
static Check *
check_new (VbtSessionProblems *self)
{
  const VbtDocument *document = self->session->document;
  g_autoptr (VbtSchema) schema = vbt_schema_copy (vbt_session_get_schema (self->session));
  Check *check = g_new0 (Check, 1);

  check->version = self->version;
  check->me = self->session->me;
  check->wanted = self->wanted;
  check->catalog = vbt_catalog_new (schema);
  check->document = vbt_document_new (document->name, document->text);
  vbt_document_share_segmentation (check->document, document);
  g_array_append_vals (check->document->statuses, document->statuses->data,
                       document->statuses->len);
  return check;
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;

  vbt_document_unpack (check->document);
  vbt_document_sort (check->document);
  for (guint when = 0; when < N_WHEN; when++)
    if ((check->wanted & 1u << when) != 0)
      check->problems[when]
          = vbt_check_document (check->document, check->catalog, check->me, (VbtWhen)when);
  /* Here, since of a book that takes many frames. */
  g_clear_pointer (&check->document, vbt_document_free);
  g_task_return_boolean (task, TRUE);
}

static void
weak_ref_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (VbtSession) session = g_weak_ref_get (weak);
  Check *check = g_task_get_task_data (G_TASK (result));
  VbtSessionProblems *self;

  weak_ref_free (weak);
  if (session == NULL)
    return;
  self = session->problems;
  self->is_running = FALSE;
  if (check->version != self->version || (self->wanted & ~check->wanted) != 0)
    start (self);
  if (check->version != self->version)
    return;
  for (guint when = 0; when < N_WHEN; when++)
    if (check->problems[when] != NULL)
      {
        g_clear_pointer (&self->known[when], g_ptr_array_unref);
        self->known[when] = g_steal_pointer (&check->problems[when]);
        self->known_version[when] = check->version;
      }
  g_signal_emit (session, vbt_session_signals[VBT_SESSION_PROBLEMS_CHANGED], 0);
  if (!self->is_checked)
    vbt_session_give_back (session);
  self->is_checked = TRUE;
}

static void
run (VbtSessionProblems *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, checked_cb, weak);

  /* The thread does not hold the session: the project is closed when the window is. */
  g_weak_ref_init (weak, self->session);
  self->is_running = TRUE;
  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, g_steal_pointer (&self->next), (GDestroyNotify)check_free);
  g_task_run_in_thread (task, check_in_thread);
}

/* What a relation of mine leads to is looked at, whoever made it. */
static void
copy_end (VbtSessionProblems *self, VbtId id)
{
  VbtAnnotation *end = vbt_document_get_annotation (self->session->document, id);

  if (end != NULL && end->annotator != self->next->me && g_hash_table_add (self->copied, end))
    g_ptr_array_add (self->next->document->annotations, vbt_annotation_ref (end));
}

/* Only my annotations are checked. */
static gboolean
copy_cb (gpointer data)
{
  VbtSessionProblems *self = data;
  const GPtrArray *annotations = self->session->document->annotations;
  guint end = MIN (annotations->len, self->n_looked_at + COPIED_AT_ONCE);

  for (; self->n_looked_at < end; self->n_looked_at++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (annotations, self->n_looked_at);

      if (annotation->annotator != self->next->me)
        continue;
      g_ptr_array_add (self->next->document->annotations, vbt_annotation_ref (annotation));
      if (annotation->kind == VBT_KIND_RELATION)
        {
          copy_end (self, annotation->from);
          copy_end (self, annotation->to);
        }
    }
  if (end < annotations->len)
    return G_SOURCE_CONTINUE;
  self->copy_source = 0;
  run (self);
  return G_SOURCE_REMOVE;
}

static gpointer
free_in_thread (gpointer data)
{
  check_free (data);
  return NULL;
}

static void
forget_copy (VbtSessionProblems *self)
{
  g_clear_handle_id (&self->copy_source, g_source_remove);
  if (self->next != NULL && self->next->document->annotations->len > COPIED_AT_ONCE)
    g_thread_unref (g_thread_new ("free", free_in_thread, g_steal_pointer (&self->next)));
  g_clear_pointer (&self->next, check_free);
  g_hash_table_remove_all (self->copied);
  self->n_looked_at = 0;
}

/* Where a thread still checks what was before, its end starts this. */
static void
start (VbtSessionProblems *self)
{
  forget_copy (self);
  /* What is not read yet would be missed. */
  if (self->is_running || self->wanted == 0 || self->session->document == NULL
      || vbt_session_is_loading (self->session))
    return;
  self->next = check_new (self);
  self->copy_source = g_idle_add_full (G_PRIORITY_LOW, copy_cb, self, NULL);
}

static void
annotations_changed_cb (VbtSession *session)
{
  session->problems->version++;
  start (session->problems);
}

static void
document_opened_cb (VbtSession *session)
{
  for (guint when = 0; when < N_WHEN; when++)
    g_clear_pointer (&session->problems->known[when], g_ptr_array_unref);
  session->problems->is_checked = FALSE;
  annotations_changed_cb (session);
}

/* Connected first, so that whoever is told of a change does not find what was known of another document. */
VbtSessionProblems *
vbt_session_problems_new (VbtSession *session)
{
  VbtSessionProblems *self = g_new0 (VbtSessionProblems, 1);

  self->session = session;
  self->copied = g_hash_table_new (NULL, NULL);
  g_signal_connect (session, "document-opened", G_CALLBACK (document_opened_cb), NULL);
  g_signal_connect (session, "annotations-changed", G_CALLBACK (annotations_changed_cb), NULL);
  return self;
}

/* Stops what is to come; what a thread checks still is its own. */
void
vbt_session_problems_free (VbtSessionProblems *self)
{
  forget_copy (self);
  g_hash_table_unref (self->copied);
  for (guint when = 0; when < N_WHEN; when++)
    g_clear_pointer (&self->known[when], g_ptr_array_unref);
  g_free (self);
}

/**
 * vbt_session_get_problems:
 * @self: a session
 * @when: for which occasion, see [func@vbt_check_document]
 * @is_current: (out) (optional): whether they are those of the annotations as they are now; else
 *   they are looked for, and `problems-changed` is emitted when they are found
 *
 * Finds out where the person's annotations of the document that is shown break rules of the schema.
 * What was found last is given until the new ones are known, so that nothing flickers after each
 * act: an annotation that a problem names may be gone.
 *
 * Returns: (transfer none) (nullable) (element-type VbtProblem): the problems, in the order of the
 *   text, valid until the next turn of the main loop; NULL where nothing is known yet
 */
const GPtrArray *
vbt_session_get_problems (VbtSession *self, VbtWhen when, gboolean *is_current)
{
  VbtSessionProblems *problems;
  gboolean current;

  g_return_val_if_fail (VBT_IS_SESSION (self) && (guint)when < N_WHEN, NULL);

  problems = self->problems;
  current = problems->known[when] != NULL && problems->known_version[when] == problems->version;
  if ((problems->wanted & 1u << when) == 0)
    {
      problems->wanted |= 1u << when;
      start (problems);
    }
  if (is_current != NULL)
    *is_current = current;
  return problems->known[when];
}

/* vbt-like-dialog.c: accepts or rejects all suggestions that are like one, after a look at them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-like-dialog.h"

#include <glib/gi18n.h>

/* More are not decided on at once. */
#define MAX_FOUND 20000

struct _VbtLikeDialog
{
  VbtTickDialog parent;
  GtkDropDown *likeness;
  GtkDropDown *scope;

  VbtReviewItem *item; /* the one that the others are like */
  VbtId entity;        /* who speaks there, or who is named, or 0 */
  VbtVerdict verdict;
};

G_DEFINE_FINAL_TYPE (VbtLikeDialog, vbt_like_dialog, VBT_TYPE_TICK_DIALOG)

/** Work: what the thread looks for. */
typedef struct
{
  VbtReviewItem *item;
  VbtLikeness likeness;
  VbtId entity;
  VbtId me;
  VbtId document; /* 0: in the whole project */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  vbt_review_item_free (self->item);
  g_free (self);
}

/* The one itself comes first. */
static gpointer
find_like (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *work = data;
  g_autoptr (GPtrArray) others = vbt_store_list_like (store, work->me, work->item, work->likeness,
                                                      work->entity, MAX_FOUND, error);
  GPtrArray *items;

  if (others == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_review_item_free);
  g_ptr_array_add (items, vbt_review_item_copy (work->item));
  for (guint i = 0; i < others->len; i++)
    {
      const VbtReviewItem *item = g_ptr_array_index (others, i);

      if (work->document == 0 || item->document == work->document)
        g_ptr_array_add (items, vbt_review_item_copy (item));
    }
  return items;
}

static const VbtQuestion question = { find_like, work_free, (GDestroyNotify)g_ptr_array_unref };

static gpointer
ask (VbtTickDialog *dialog)
{
  VbtLikeDialog *self = VBT_LIKE_DIALOG (dialog);
  Work *work = g_new0 (Work, 1);

  work->item = vbt_review_item_copy (self->item);
  work->likeness = (VbtLikeness)gtk_drop_down_get_selected (self->likeness);
  work->entity = self->entity;
  work->me = vbt_session_get_me (vbt_tick_dialog_get_session (dialog));
  work->document = gtk_drop_down_get_selected (self->scope) == 1 ? self->item->document : 0;
  return work;
}

static GArray *
list_hits (gpointer answer)
{
  const GPtrArray *items = answer;
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));

  for (guint i = 0; i < items->len; i++)
    {
      const VbtReviewItem *item = g_ptr_array_index (items, i);
      VbtHit hit = { item->document, 0, item->start, item->end };

      g_array_append_val (hits, hit);
    }
  return hits;
}

static char *
describe_found (VbtTickDialog *dialog, guint n, gboolean is_looking)
{
  if (is_looking)
    return g_strdup (_ ("Looking for others like this…"));
  if (n > MAX_FOUND)
    return g_strdup_printf (_ ("The first %u suggestions like this"), n);
  return g_strdup_printf (ngettext ("%u suggestion like this", "%u suggestions like this", n), n);
}

static char *
describe_act (VbtTickDialog *dialog, guint n)
{
  return VBT_LIKE_DIALOG (dialog)->verdict == VBT_VERDICT_REJECTED
             ? g_strdup_printf (ngettext ("Reject %u", "Reject %u", n), n)
             : g_strdup_printf (ngettext ("Accept %u", "Accept %u", n), n);
}

/* In the background, as one act: there may be very many. */
static gboolean
act (VbtTickDialog *dialog, VbtWindow *window, gpointer answer)
{
  const GPtrArray *items = answer;
  VbtHitList *list = vbt_tick_dialog_get_list (dialog);
  g_autoptr (GPtrArray) ticked = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    if (vbt_hit_list_is_ticked (list, i))
      g_ptr_array_add (ticked, g_ptr_array_index (items, i));
  vbt_window_decide (window, ticked, VBT_LIKE_DIALOG (dialog)->verdict);
  return TRUE;
}

static void
vbt_like_dialog_finalize (GObject *object)
{
  VbtLikeDialog *self = VBT_LIKE_DIALOG (object);

  g_clear_pointer (&self->item, vbt_review_item_free);
  G_OBJECT_CLASS (vbt_like_dialog_parent_class)->finalize (object);
}

static void
vbt_like_dialog_class_init (VbtLikeDialogClass *klass)
{
  VbtTickDialogClass *tick_class = VBT_TICK_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vbt_like_dialog_finalize;
  tick_class->kind = &question;
  tick_class->list_name = N_ ("Suggestions like this");
  tick_class->ask = ask;
  tick_class->list_hits = list_hits;
  tick_class->describe_found = describe_found;
  tick_class->describe_act = describe_act;
  tick_class->act = act;
}

static GtkDropDown *
add_choice (VbtLikeDialog *self, const char *const *choices, const char *name)
{
  return GTK_DROP_DOWN (vbt_tick_dialog_add_option (
      VBT_TICK_DIALOG (self), gtk_drop_down_new_from_strings (choices), name, "notify::selected"));
}

static void
vbt_like_dialog_init (VbtLikeDialog *self)
{
  const char *const likenesses[] = { _ ("Same words"), _ ("Same speaker"), _ ("Same rule"), NULL };
  const char *const scopes[] = { _ ("Whole project"), _ ("This article"), NULL };

  self->likeness = add_choice (self, likenesses, _ ("In what the others are like this one"));
  self->scope = add_choice (self, scopes, _ ("Where others are looked for"));
}

/**
 * vbt_like_dialog_new:
 * @parent: the window
 * @session: the session, with a document
 * @suggestion: a suggestion of the document
 * @verdict: what is decided on it and on the others that stay ticked
 *
 * Returns: (transfer none) (nullable): a dialog that looks for others like it, or %NULL where it is decided on already
 */
GtkWindow *
vbt_like_dialog_new (GtkWindow *parent, VbtSession *session, VbtId suggestion, VbtVerdict verdict)
{
  const VbtDocument *document = vbt_session_get_document (session);
  const VbtAnnotation *span = vbt_document_get_annotation (document, suggestion);
  gboolean is_open = FALSE;
  VbtReviewItem *item = vbt_store_get_review_item (vbt_session_get_store (session), suggestion,
                                                   vbt_session_get_me (session), &is_open);
  VbtLikeDialog *self;

  if (item == NULL || !is_open || span == NULL)
    {
      vbt_review_item_free (item);
      return NULL;
    }
  self = g_object_new (VBT_TYPE_LIKE_DIALOG, "transient-for", parent, NULL);
  gtk_window_set_title (GTK_WINDOW (self), verdict == VBT_VERDICT_REJECTED
                                               ? _ ("Reject All Like This")
                                               : _ ("Accept All Like This"));
  self->item = item;
  self->entity = vbt_document_get_speaker (document, vbt_session_get_catalog (session), span);
  self->verdict = verdict;
  vbt_tick_dialog_start (VBT_TICK_DIALOG (self), session);
  return GTK_WINDOW (self);
}

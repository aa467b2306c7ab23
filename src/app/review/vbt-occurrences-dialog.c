/* vbt-occurrences-dialog.c: labels every occurrence of some words, after a look at them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "review/vbt-occurrences-dialog.h"

#include <glib/gi18n.h>

#include "store/vbt-actions.h"

/* More are not labeled at once. */
#define MAX_FOUND 20000

struct _VbtOccurrencesDialog
{
  VbtTickDialog parent;
  GtkDropDown *label;
  GtkDropDown *scope;
  GtkCheckButton *whole_words;
  GtkCheckButton *match_case;

  char *words;
  GArray *labels; /* of VbtId: as the drop-down has them */
};

G_DEFINE_FINAL_TYPE (VbtOccurrencesDialog, vbt_occurrences_dialog, VBT_TYPE_TICK_DIALOG)

/** Work: what the thread looks for. */
typedef struct
{
  char *words;
  VbtOccurrenceQuery query;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->words);
  g_free (self);
}

static gboolean
take_places (gpointer data, const GArray *places, double share)
{
  GArray *hits = data;

  for (guint i = 0; i < places->len; i++)
    {
      const VbtOccurrence *place = &g_array_index (places, VbtOccurrence, i);
      VbtHit hit = { place->document, 0, place->range.start, place->range.end };

      g_array_append_val (hits, hit);
    }
  return hits->len < MAX_FOUND;
}

static gpointer
find_words (VbtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Work *work = data;
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (VbtHit));

  if (!vbt_store_find_words (store, &work->query, take_places, hits, cancellable, error))
    return NULL;
  return g_steal_pointer (&hits);
}

static const VbtQuestion question = { find_words, work_free, (GDestroyNotify)g_array_unref };

static gpointer
ask (VbtTickDialog *dialog)
{
  VbtOccurrencesDialog *self = VBT_OCCURRENCES_DIALOG (dialog);
  const VbtDocument *document = vbt_session_get_document (vbt_tick_dialog_get_session (dialog));
  Work *work = g_new0 (Work, 1);

  work->words = g_strdup (self->words);
  work->query = (VbtOccurrenceQuery){
    work->words, gtk_check_button_get_active (self->whole_words),
    gtk_check_button_get_active (self->match_case),
    gtk_drop_down_get_selected (self->scope) == 0 && document != NULL ? document->id : 0
  };
  return work;
}

static GArray *
list_hits (gpointer answer)
{
  return g_array_ref (answer);
}

static char *
describe_found (VbtTickDialog *dialog, guint n, gboolean is_looking)
{
  const char *words = VBT_OCCURRENCES_DIALOG (dialog)->words;

  if (is_looking)
    return g_strdup_printf (_ ("Looking for “%s”…"), words);
  return g_strdup_printf (ngettext ("%u occurrence of “%s”", "%u occurrences of “%s”", n), n,
                          words);
}

static char *
describe_act (VbtTickDialog *dialog, guint n)
{
  return g_strdup_printf (ngettext ("Mark %u", "Mark %u", n), n);
}

/* In the background, as one act: there may be very many. */
static gboolean
act (VbtTickDialog *dialog, VbtWindow *window, gpointer answer)
{
  VbtOccurrencesDialog *self = VBT_OCCURRENCES_DIALOG (dialog);
  g_autoptr (GArray) hits = vbt_hit_list_dup_ticked (vbt_tick_dialog_get_list (dialog));
  VbtHitsOptions options = { .act = VBT_HITS_LABEL, .hits = hits };
  guint label = gtk_drop_down_get_selected (self->label);

  if (label >= self->labels->len)
    return FALSE;
  options.me = vbt_session_get_me (vbt_tick_dialog_get_session (dialog));
  options.label = g_array_index (self->labels, VbtId, label);
  vbt_window_run_hits (window, &options);
  return TRUE;
}

static void
vbt_occurrences_dialog_finalize (GObject *object)
{
  VbtOccurrencesDialog *self = VBT_OCCURRENCES_DIALOG (object);

  g_free (self->words);
  g_array_unref (self->labels);
  G_OBJECT_CLASS (vbt_occurrences_dialog_parent_class)->finalize (object);
}

static void
vbt_occurrences_dialog_class_init (VbtOccurrencesDialogClass *klass)
{
  VbtTickDialogClass *tick_class = VBT_TICK_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vbt_occurrences_dialog_finalize;
  tick_class->kind = &question;
  tick_class->list_name = N_ ("Occurrences");
  tick_class->ask = ask;
  tick_class->list_hits = list_hits;
  tick_class->describe_found = describe_found;
  tick_class->describe_act = describe_act;
  tick_class->act = act;
}

static GtkCheckButton *
add_check (VbtOccurrencesDialog *self, const char *name)
{
  GtkWidget *check = gtk_check_button_new_with_label (name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  return GTK_CHECK_BUTTON (
      vbt_tick_dialog_add_option (VBT_TICK_DIALOG (self), check, name, "toggled"));
}

static void
vbt_occurrences_dialog_init (VbtOccurrencesDialog *self)
{
  VbtTickDialog *dialog = VBT_TICK_DIALOG (self);
  const char *const scopes[] = { _ ("This article"), _ ("Whole project"), NULL };

  self->labels = g_array_new (FALSE, FALSE, sizeof (VbtId));
  self->label = GTK_DROP_DOWN (vbt_tick_dialog_add_option (
      dialog, gtk_drop_down_new_from_strings (NULL), _ ("Label"), NULL));
  self->scope = GTK_DROP_DOWN (
      vbt_tick_dialog_add_option (dialog, gtk_drop_down_new_from_strings (scopes),
                                  _ ("Where the words are looked for"), "notify::selected"));
  self->whole_words = add_check (self, _ ("Whole words"));
  self->match_case = add_check (self, _ ("Match case"));
}

static void
fill_labels (VbtOccurrencesDialog *self, VbtSession *session, VbtId chosen)
{
  const GPtrArray *labels = vbt_session_get_schema (session)->labels;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (labels, i);

      if (label->kind != VBT_KIND_SPAN)
        continue;
      if (label->id == chosen)
        selected = self->labels->len;
      g_array_append_val (self->labels, label->id);
      gtk_string_list_append (names, label->name);
    }
  gtk_drop_down_set_model (self->label, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->label, selected);
}

/**
 * vbt_occurrences_dialog_new:
 * @parent: the window
 * @session: the session, with a document
 * @words: what is looked for
 * @label: what they are labeled as, or 0: the first label
 *
 * Returns: (transfer none): a dialog that looks for the words in the article
 */
GtkWindow *
vbt_occurrences_dialog_new (GtkWindow *parent, VbtSession *session, const char *words, VbtId label)
{
  VbtOccurrencesDialog *self;

  g_return_val_if_fail (VBT_IS_SESSION (session) && words != NULL, NULL);

  self = g_object_new (VBT_TYPE_OCCURRENCES_DIALOG, "title", _ ("Mark Every Occurrence"),
                       "transient-for", parent, NULL);
  self->words = g_strdup (words);
  fill_labels (self, session, label);
  vbt_tick_dialog_start (VBT_TICK_DIALOG (self), session);
  return GTK_WINDOW (self);
}

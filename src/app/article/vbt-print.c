/* vbt-print.c: an article on paper or as PDF, with its marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-print.h"

#include <glib/gi18n.h>

#include "vbt-article-heading.h"
#include "vbt-article-layout.h"
#include "vbt-print-private.h"

#define PAPER_MARGIN 18  /* mm: printers leave 6 at the least */
#define SLICE (8 * 1000) /* microseconds of work between two frames */

static void
free_print (gpointer data)
{
  VbtPrint *self = data;

  vbt_text_unref (self->text);
  g_free (self->name);
  g_free (self->kicker);
  g_free (self->title);
  g_array_unref (self->marks);
  g_ptr_array_unref (self->legend);
  g_string_chunk_free (self->words);
  g_array_unref (self->pages);
  g_free (self);
}

/* What stands beside a quote, or above a mention. */
static const char *
find_words (VbtPrint *self, VbtSession *session, const VbtMarks *marks, const VbtMark *mark)
{
  g_autofree char *name = NULL;
  g_autofree char *suggested = NULL;
  const char *short_name;

  if (mark->role == VBT_ROLE_MENTION && mark->label != NULL)
    {
      short_name = vbt_marks_get_short_name (marks, mark->label->id);
      return short_name == NULL ? NULL : g_string_chunk_insert_const (self->words, short_name);
    }
  if (mark->role != VBT_ROLE_QUOTE)
    return NULL;
  name = vbt_name_speaker (session, mark->annotation, mark->speaker_span);
  if (name == NULL)
    return g_string_chunk_insert_const (self->words, _ ("Who?"));
  suggested = g_strdup_printf (mark->suggestion ? "%s?" : "%s", name);
  return g_string_chunk_insert_const (self->words, suggested);
}

static VbtPrintMark
copy_mark (const VbtMark *mark)
{
  VbtPrintMark copy = { .range = mark->range,
                        .max_end = mark->max_end,
                        .annotation = mark->id,
                        .first = mark->fragment == 0 };

  copy.look.role = mark->role;
  copy.look.suggestion = mark->suggestion;
  copy.look.lane = mark->lane;
  copy.look.em = VBT_PRINT_EM / VBT_PRINT_SCALE;
  vbt_mark_get_color (mark->role, mark->label, mark->speaker, FALSE, FALSE, &copy.look.color);
  return copy;
}

/* Explains each label that is on the page once. */
static void
add_to_legend (VbtPrint *self, GHashTable *explained, const VbtMark *mark, VbtPrintMark item)
{
  if (mark->label == NULL || !g_hash_table_add (explained, (gpointer)mark->label))
    return;
  item.words = g_string_chunk_insert_const (self->words, mark->label->name);
  item.look.suggestion = FALSE;
  item.look.lane = 0;
  g_ptr_array_add (self->legend, g_memdup2 (&item, sizeof item));
}

static void
explain_suggestions (VbtPrint *self)
{
  VbtPrintMark item = { .words = g_string_chunk_insert_const (self->words, _ ("Suggestions")) };

  item.look.role = VBT_ROLE_QUOTE;
  item.look.suggestion = TRUE;
  item.look.em = VBT_PRINT_EM / VBT_PRINT_SCALE;
  vbt_mark_get_color (VBT_ROLE_CUE, NULL, -1, FALSE, FALSE, &item.look.color);
  g_ptr_array_add (self->legend, g_memdup2 (&item, sizeof item));
}

/* What is printed is what is drawn now: work goes on while a book is printed. */
static void
copy_marks (VbtPrint *self, VbtSession *session)
{
  g_autoptr (VbtMarks) marks = vbt_marks_new (session);
  g_autoptr (GHashTable) explained = g_hash_table_new (NULL, NULL);
  gboolean suggestions = FALSE;

  for (guint i = vbt_marks_first_in (marks, (VbtRange){ 0, G_MAXINT32 });
       i < vbt_marks_get_size (marks); i++)
    {
      const VbtMark *mark = vbt_marks_get (marks, i);
      VbtPrintMark copy = copy_mark (mark);

      copy.words = find_words (self, session, marks, mark);
      g_array_append_val (self->marks, copy);
      add_to_legend (self, explained, mark, copy);
      suggestions = suggestions || mark->suggestion;
    }
  if (suggestions)
    explain_suggestions (self);
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, VbtPrint *self)
{
  self->context = context;
  self->width = gtk_print_context_get_width (context);
  self->height = MAX (72, gtk_print_context_get_height (context) - VBT_PRINT_FOOTER);
  self->column_width = MAX (72, self->width - VBT_PRINT_MARGIN - VBT_PRINT_GAP);
  self->column_x = self->mirrored ? VBT_PRINT_MARGIN + VBT_PRINT_GAP : 0;
  g_array_set_size (self->pages, 0);
  self->next = (VbtPrintPlace){ 0, 0 };
  self->paginated = FALSE;
}

/* The legend stands below the text, or on a page of its own. */
static void
place_legend (VbtPrint *self, double y)
{
  self->legend_y = y;
  if (vbt_print_flow_legend (self, NULL, y) <= self->height || y == 0)
    return;
  g_array_append_val (self->pages, self->next);
  self->legend_y = 0;
}

/* Some pages at a time, so that the window answers, and Cancel is seen, while a book is laid out. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, VbtPrint *self)
{
  gint64 end = g_get_monotonic_time () + SLICE;

  while (!self->paginated && g_get_monotonic_time () < end)
    {
      double y = self->pages->len == 0 ? vbt_print_flow_heading (self, NULL) : 0;
      VbtPrintPlace before = self->next;

      g_array_append_val (self->pages, self->next);
      self->paginated = !vbt_print_flow_page (self, &self->next, &y, NULL, NULL);
      /* Not even one line has room: better a page too few than one without end. */
      if (before.byte == self->next.byte && before.line == self->next.line && self->pages->len > 1)
        self->paginated = TRUE;
      if (self->paginated)
        place_legend (self, y);
    }
  if (self->paginated)
    gtk_print_operation_set_n_pages (operation, (int)self->pages->len);
  return self->paginated;
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, VbtPrint *self)
{
  self->context = context;
  vbt_print_draw_page (self, gtk_print_context_get_cairo_context (context), (guint)page);
}

static void
end_cb (GtkPrintOperation *operation, GtkPrintContext *context, VbtPrint *self)
{
  self->context = NULL;
}

static VbtPrint *
new_print (VbtSession *session)
{
  VbtPrint *self = g_new0 (VbtPrint, 1);
  const VbtDocument *document;

  document = vbt_session_get_document (session);
  self->text = vbt_text_ref (document->text);
  self->mirrored = vbt_text_runs_right_to_left (vbt_text_get_utf8 (document->text));
  self->name = g_strdup (document->name);
  vbt_article_heading_describe (document, &self->kicker, &self->title, &self->headline);
  self->marks = g_array_new (FALSE, TRUE, sizeof (VbtPrintMark));
  self->legend = g_ptr_array_new_with_free_func (g_free);
  self->words = g_string_chunk_new (512);
  self->pages = g_array_new (FALSE, TRUE, sizeof (VbtPrintPlace));
  copy_marks (self, session);
  return self;
}

/**
 * vbt_print_new:
 * @session: a session that shows a document, all of which is read: see vbt_session_when_complete()
 *
 * Prepares the printing of the document that is shown, with the marks that are drawn. It is laid
 * out a few pages at a time, and can be cancelled.
 *
 * Returns: (transfer full): what gtk_print_operation_run() prints, or exports as PDF
 */
GtkPrintOperation *
vbt_print_new (VbtSession *session)
{
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPrintOperation *operation;
  VbtPrint *self;

  g_return_val_if_fail (VBT_IS_SESSION (session), NULL);
  g_return_val_if_fail (vbt_session_get_document (session) != NULL, NULL);

  operation = gtk_print_operation_new ();
  self = new_print (session);
  g_object_set_data_full (G_OBJECT (operation), "vbt-print", self, free_print);
  gtk_page_setup_set_left_margin (setup, PAPER_MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, PAPER_MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_top_margin (setup, PAPER_MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, PAPER_MARGIN, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, self->name);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), self);
  g_signal_connect (operation, "end-print", G_CALLBACK (end_cb), self);
  return operation;
}

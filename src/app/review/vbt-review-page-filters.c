/* vbt-review-page-filters.c: which suggestions are reviewed, and in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "panes/vbt-wrap-box.h"
#include "review/vbt-review-page-private.h"

static VbtId
get_id (GtkDropDown *down, const GArray *ids)
{
  guint selected = gtk_drop_down_get_selected (down);

  return selected > 0 && selected <= ids->len ? g_array_index (ids, VbtId, selected - 1) : 0;
}

static void
filter_cb (VbtReviewPage *self)
{
  self->filter.order = (VbtReviewOrder)gtk_drop_down_get_selected (self->order);
  self->filter.label = get_id (self->label, self->labels);
  self->filter.tagger = get_id (self->tagger, self->taggers);
  vbt_review_page_restart (self);
}

static GtkDropDown *
add_down (VbtReviewPage *self, GtkWidget *down, const char *name)
{
  gtk_widget_set_tooltip_text (down, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (down, "notify::selected", G_CALLBACK (filter_cb), self,
                           G_CONNECT_SWAPPED);
  vbt_wrap_box_append (VBT_WRAP_BOX (self->filters), down);
  return GTK_DROP_DOWN (down);
}

/**
 * vbt_review_page_add_filters:
 * @self: the page
 *
 * Adds what chooses the suggestions.
 */
void
vbt_review_page_add_filters (VbtReviewPage *self)
{
  const char *const orders[] = { _ ("In the order of the text"),
                                 _ ("Least certain first"),
                                 _ ("Most certain first"),
                                 _ ("By label"),
                                 _ ("By words"),
                                 NULL };
  const char *const labels[] = { _ ("Any label"), NULL };
  const char *const taggers[] = { _ ("Any tagger"), NULL };

  self->scope = add_down (self, vbt_scope_new (), _ ("Where suggestions are reviewed"));
  self->order
      = add_down (self, gtk_drop_down_new_from_strings (orders), _ ("Order of the suggestions"));
  self->label
      = add_down (self, gtk_drop_down_new_from_strings (labels), _ ("Label of the suggestions"));
  self->tagger
      = add_down (self, gtk_drop_down_new_from_strings (taggers), _ ("Who made the suggestions"));
}

static void
fill (VbtReviewPage *self, GtkDropDown *down, GArray *ids, GPtrArray *names, VbtId chosen)
{
  GtkStringList *strings = GTK_STRING_LIST (gtk_drop_down_get_model (down));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (strings));
  guint selected = 0;

  g_ptr_array_add (names, NULL);
  g_signal_handlers_block_by_func (down, filter_cb, self);
  gtk_string_list_splice (strings, 1, n - 1, (const char *const *)names->pdata);
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, VbtId, i) == chosen)
      selected = i + 1;
  gtk_drop_down_set_selected (down, selected);
  g_signal_handlers_unblock_by_func (down, filter_cb, self);
}

/**
 * vbt_review_page_fill_filters:
 * @self: the page
 *
 * Offers the labels and the taggers of the project.
 */
void
vbt_review_page_fill_filters (VbtReviewPage *self)
{
  const VbtCatalog *catalog = vbt_session_get_catalog (self->session);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autoptr (GPtrArray) taggers = g_ptr_array_new ();

  g_array_set_size (self->labels, 0);
  g_array_set_size (self->taggers, 0);
  for (guint i = 0; i < catalog->schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (catalog->schema->labels, i);

      if (label->kind != VBT_KIND_SPAN)
        continue;
      g_array_append_val (self->labels, label->id);
      g_ptr_array_add (labels, label->name);
    }
  for (guint i = 0; i < catalog->annotators->len; i++)
    {
      const VbtAnnotator *tagger = g_ptr_array_index (catalog->annotators, i);

      if (tagger->kind != VBT_ANNOTATOR_TAGGER && tagger->kind != VBT_ANNOTATOR_IMPORT)
        continue;
      g_array_append_val (self->taggers, tagger->id);
      g_ptr_array_add (taggers, tagger->name);
    }
  fill (self, self->label, self->labels, labels, self->filter.label);
  fill (self, self->tagger, self->taggers, taggers, self->filter.tagger);
}

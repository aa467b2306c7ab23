/* test-pages.c: every page of every list is what sorting all documents gives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-import.h"
#include "store-fixture.h"

#define SEED 20261124
/* More than a word may be in to be looked up as a whole, and than one window of numbers. */
#define N_DOCUMENTS 3000
#define N_CHANGES 120

/** Row: what the list should know of a document. */
typedef struct
{
  VbtId id;
  guint number;
  char title[32];
  char published[16]; /* or "" */
  int status[2];
  gboolean trashed;
  gboolean is_common; /* has the word that most have */
  gboolean is_rare;   /* has the word that few have */
  gboolean has_quote;
  gboolean has_cue;
  gboolean has_suggestion;
} Row;

typedef struct
{
  Fixture fixture;
  GRand *random;
  Row rows[N_DOCUMENTS];
  VbtId annotators[2];
  VbtId labels[2];
} Pages;

static guint
dice (Pages *self, guint n)
{
  return (guint)g_rand_int_range (self->random, 0, (gint32)n);
}

static void
draw_title (Pages *self, Row *row)
{
  static const char *const words[] = { "Apple", "apple", "BANANA", "cherry", "Zebra" };

  g_snprintf (row->title, sizeof row->title, "%s %u", words[dice (self, 5)], dice (self, 50));
}

static void
draw (Pages *self, Row *row, guint number)
{
  *row = (Row){ .number = number };
  draw_title (self, row);
  if (dice (self, 4) > 0)
    g_snprintf (row->published, sizeof row->published, "2024-%02u-%02u", 1 + dice (self, 12),
                1 + dice (self, 28));
  for (guint i = 0; i < 2; i++)
    row->status[i] = dice (self, 3) > 0 ? (int)dice (self, 4) : 0;
  row->is_common = dice (self, 10) > 0;
  row->is_rare = dice (self, 60) == 0;
  row->has_quote = dice (self, 2) == 0;
  row->has_cue = dice (self, 100) == 0;
  row->has_suggestion = dice (self, 5) == 0;
}

static VbtDocument *
make_document (Pages *self, Row *row)
{
  g_autofree char *name = g_strdup_printf ("doc-%u.txt", row->number);
  g_autofree char *string = g_strdup_printf ("Text with%s%s.", row->is_common ? " water" : "",
                                             row->is_rare ? " Caffè" : "");
  g_autoptr (VbtText) text = vbt_text_new (string, -1, NULL);
  VbtDocument *document = vbt_document_new (name, text);

  vbt_document_set_metadata (document, VBT_METADATA_TITLE, row->title);
  if (*row->published != '\0')
    vbt_document_set_metadata (document, VBT_METADATA_PUBLISHED, row->published);
  for (guint i = 0; i < 2; i++)
    if (row->status[i] != 0)
      vbt_document_set_status (document, self->annotators[i], (VbtStatus)row->status[i]);
  if (row->has_quote)
    vbt_document_take_annotation (
        document, vbt_annotation_new_span (self->labels[0], self->annotators[0], 0, 4));
  if (row->has_cue)
    vbt_document_take_annotation (
        document, vbt_annotation_new_span (self->labels[1], self->annotators[0], 0, 4));
  if (row->has_suggestion)
    vbt_document_take_annotation (
        document, vbt_annotation_new_span (fixture_label (&self->fixture, VBT_KIND_SPAN, "Person"),
                                           self->fixture.tagger, 0, 4));
  row->id = document->id;
  return document;
}

static void
fill (Pages *self)
{
  g_autoptr (GError) error = NULL;
  VbtStore *store = self->fixture.store;

  g_assert_true (vbt_store_begin_batch (store, self->fixture.ada, "Import", &error));
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autoptr (VbtDocument) document = NULL;

      draw (self, &self->rows[i], i);
      document = make_document (self, &self->rows[i]);
      vbt_store_insert_document (store, document, &error);
      g_assert_no_error (error);
    }
  g_assert_true (vbt_store_commit_batch (store, NULL, &error));
  g_assert_true (vbt_index (store, NULL, NULL, &error));
  g_assert_no_error (error);
}

/** Filter: what is asked for, and how the test itself decides on it. */
typedef struct
{
  const char *query;
  gboolean (*has) (const Row *row);
} Filter;

static gboolean
has_anything (const Row *row)
{
  return TRUE;
}

static gboolean
has_nothing (const Row *row)
{
  return FALSE;
}

static gboolean
has_either (const Row *row)
{
  return (row->is_rare || row->has_cue) && row->is_common;
}

static gboolean
has_common (const Row *row)
{
  return row->is_common;
}

static gboolean
has_rare (const Row *row)
{
  return row->is_rare;
}

static gboolean
has_both (const Row *row)
{
  return row->is_common && row->is_rare;
}

static gboolean
has_apple (const Row *row)
{
  return row->is_common && g_ascii_strncasecmp (row->title, "apple", 5) == 0;
}

static gboolean
has_quote (const Row *row)
{
  return row->has_quote;
}

static gboolean
has_cue (const Row *row)
{
  return row->has_cue;
}

static gboolean
has_suggestion (const Row *row)
{
  return row->has_suggestion;
}

static gboolean
has_much (const Row *row)
{
  return row->has_quote && row->is_common;
}

static const Filter filters[] = {
  { "", has_anything },
  { "water ", has_common },
  { "wat", has_common },
  { "caffe ", has_rare },
  { "caffe wate", has_both },
  { "water caffe ", has_both },
  { "water apple ", has_apple },
  { "text wat", has_common },
  { "label:Quote", has_quote },
  { "label:Cue", has_cue },
  { "has:suggestions", has_suggestion },
  { "has:Quote water ", has_much },
  { "label:Quote text:water", has_much },
  { "label:Quote caff ", has_nothing },
  { "(caffe OR has:Cue) water ", has_either },
};

static const VbtFilter *sorting;
static guint sorting_for;

static int
compare_rows (gconstpointer first, gconstpointer second)
{
  const Row *a = *(const Row *const *)first;
  const Row *b = *(const Row *const *)second;
  gboolean unpublished = *a->published == '\0';
  int order = 0;

  if (sorting->sort == VBT_SORT_TITLE)
    order = g_ascii_strcasecmp (a->title, b->title);
  else if (sorting->sort == VBT_SORT_STATUS)
    order = a->status[sorting_for] - b->status[sorting_for];
  else if (sorting->sort == VBT_SORT_PUBLISHED && unpublished != (*b->published == '\0'))
    return unpublished ? 1 : -1; /* last in either direction */
  else if (sorting->sort == VBT_SORT_PUBLISHED)
    order = strcmp (a->published, b->published);
  if (order == 0)
    order = a->number < b->number ? -1 : 1;
  return sorting->descending ? -order : order;
}

static GPtrArray *
expect (Pages *self, const VbtFilter *filter, const Filter *asked, int status)
{
  GPtrArray *rows = g_ptr_array_new ();

  sorting = filter;
  sorting_for = filter->annotator == self->annotators[0] ? 0 : 1;
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      Row *row = &self->rows[i];

      if (!row->trashed && asked->has (row) && (status < 0 || row->status[sorting_for] == status))
        g_ptr_array_add (rows, row);
    }
  g_ptr_array_sort (rows, compare_rows);
  return rows;
}

static void
compare_page (Pages *self, const VbtFilter *filter, const GPtrArray *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) page = vbt_store_list_documents (self->fixture.store, filter, &error);
  guint n = filter->limit > 0 ? MIN (filter->limit, expected->len) : expected->len;

  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (g_array_index (page, VbtId, i), ==, ((Row *)expected->pdata[i])->id);
}

static void
compare_pages (Pages *self, VbtId annotator, const Filter *asked, int status)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *query
      = status < 0 ? g_strdup (asked->query)
                   : g_strdup_printf ("status:%s %s", vbt_status_to_string ((VbtStatus)status),
                                      asked->query);
  g_autoptr (VbtCriteria) criteria = vbt_criteria_parse (query, VBT_CRITERIA_TYPING, NULL, &error);
  VbtFilter filter = { .criteria = criteria, .annotator = annotator };
  static const guint limits[] = { 0, 1, 40, 700 };

  g_assert_no_error (error);
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GPtrArray) expected = NULL;

      filter.sort = i / 2;
      filter.descending = i % 2;
      expected = expect (self, &filter, asked, status);
      for (guint j = 0; j < G_N_ELEMENTS (limits); j++)
        {
          filter.limit = limits[j];
          compare_page (self, &filter, expected);
        }
    }
}

static void
compare_lists (Pages *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      compare_pages (self, self->annotators[i % 2], &filters[i], -1);
      compare_pages (self, self->annotators[i % 2], &filters[i], (int)dice (self, 4));
    }
}

static void
mark (Pages *self, Row *row)
{
  g_autoptr (GError) error = NULL;
  guint who = dice (self, 2);

  fixture_begin (&self->fixture, self->annotators[who], row->id, "Mark");
  row->status[who] = (int)dice (self, 4);
  vbt_store_put_status (self->fixture.store, row->id, self->annotators[who],
                        (VbtStatus)row->status[who], &error);
  g_assert_no_error (error);
}

static void
change (Pages *self, Row *row)
{
  g_autoptr (GError) error = NULL;
  Row before = *row;

  switch (dice (self, 4))
    {
    case 0:
      fixture_begin (&self->fixture, self->fixture.ada, row->id, "Change the title");
      draw_title (self, row);
      vbt_store_put_metadata (self->fixture.store, row->id, VBT_METADATA_TITLE, row->title, &error);
      break;
    case 1:
      fixture_begin (&self->fixture, self->fixture.ada, row->id, "Change the date");
      row->published[0] = '\0';
      vbt_store_put_metadata (self->fixture.store, row->id, VBT_METADATA_PUBLISHED, NULL, &error);
      break;
    case 2:
      fixture_begin (&self->fixture, self->fixture.ada, row->id, "Delete");
      row->trashed = TRUE;
      vbt_store_delete_document (self->fixture.store, row->id, &error);
      break;
    default:
      mark (self, row);
    }
  g_assert_no_error (error);
  fixture_commit (&self->fixture);
  if (dice (self, 4) > 0)
    return;
  /* What was marked may be Ben's; an act without a change leaves nothing to undo. */
  if (memcmp (before.status, row->status, sizeof before.status) != 0
      || (memcmp (&before, row, sizeof before) == 0))
    return;
  {
    g_autoptr (VbtHistoryRow) undone
        = vbt_store_undo (self->fixture.store, self->fixture.ada, &error);

    g_assert_no_error (error);
    *row = before;
  }
}

static void
test_pages (void)
{
  Pages *self = g_new0 (Pages, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  fixture_set_up (&self->fixture, NULL);
  self->random = g_rand_new_with_seed (SEED);
  self->annotators[0] = self->fixture.ada;
  self->annotators[1] = self->fixture.ben;
  self->labels[0] = fixture_label (&self->fixture, VBT_KIND_SPAN, "Quote");
  self->labels[1] = fixture_label (&self->fixture, VBT_KIND_SPAN, "Cue");
  fill (self);
  compare_lists (self);
  for (guint i = 0; i < N_CHANGES; i++)
    {
      Row *row = &self->rows[dice (self, N_DOCUMENTS)];

      if (!row->trashed)
        change (self, row);
    }
  compare_lists (self);
  problems = vbt_store_check (self->fixture.store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problems->len > 0 ? problems->pdata[0] : NULL, ==, NULL);
  fixture_tear_down (&self->fixture, NULL);
  g_rand_free (self->random);
  g_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/all", test_pages);
  return g_test_run ();
}

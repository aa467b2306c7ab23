/* vbt-search.c: every place in a project that a query finds, some at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-search.h"

#include "model/vbt-check.h"
#include "vbt-compiler.h"
#include "vbt-store-private.h"

/* How many numbers of documents one page goes through: few at first, so that something is there at once; then as many as
 * take about so long, so that Cancel and progress come in between. */
#define FIRST_PAGE 128
#define MAX_PAGE (1 << 20)
#define QUICK_USEC (15 * 1000)
#define SLOW_USEC (60 * 1000)

struct _VbtSearch
{
  VbtStore *store;
  VbtCriteria *criteria;
  VbtCompiler compiler;
  GPtrArray *wanted; /* of VbtTerm: whose places in a text are hits */
  gboolean is_narrow;
  gint64 done; /* documents up to this number were searched: the place where it is */
  gint64 last;
  guint page;
  gboolean is_fixed;
};

static gboolean
answer_found (gpointer data, const gint64 *arguments)
{
  VbtStore *self = data;
  VbtRange range = { (VbtOffset)arguments[2], (VbtOffset)arguments[3] };

  return self->seeker != NULL
         && vbt_seeker_has (self->seeker, arguments[1], (guint)arguments[0], range);
}

static gboolean
answer_has_problems (gpointer data, const gint64 *arguments)
{
  VbtStore *self = data;
  g_autoptr (VbtDocument) document = vbt_store_load_document (self, arguments[0], NULL);
  g_autoptr (GPtrArray) problems = NULL;

  if (document == NULL)
    return FALSE;
  problems = vbt_check_document (document, self->catalog, arguments[1], VBT_WHEN_ALWAYS);
  return problems->len > 0;
}

/** vbt_store_answer: lets statements ask what SQL cannot know. */
gboolean
vbt_store_answer (VbtStore *self, GError **error)
{
  if (self->answers == self->db)
    return TRUE;
  if (!vbt_db_add_function (self->db, "vbt_found", 4, answer_found, self, error)
      || !vbt_db_add_function (self->db, "vbt_has_problems", 2, answer_has_problems, self, error))
    return FALSE;
  self->answers = self->db;
  return TRUE;
}

/* Words and patterns that are not negated. */
static void
collect_wanted (VbtSearch *self, const VbtTerm *term, gboolean negated)
{
  if (!negated && (term->kind == VBT_TERM_WORDS || term->kind == VBT_TERM_PATTERN))
    g_ptr_array_add (self->wanted, (gpointer)term);
  for (guint i = 0; term->parts != NULL && term->kind != VBT_TERM_FIELD && i < term->parts->len;
       i++)
    collect_wanted (self, term->parts->pdata[i], negated != (term->kind == VBT_TERM_NOT));
}

/**
 * vbt_search_new:
 * @store: a project, which has to live as long
 * @query: what to look for, see [func@vbt_criteria_parse]
 * @me: whose status and suggestions are meant; 0: everybody's
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a search that has found nothing yet; %NULL with an error where the query cannot be
 *   understood
 */
VbtSearch *
vbt_search_new (VbtStore *store, const char *query, VbtId me, GError **error)
{
  g_autoptr (VbtSearch) self = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store) && store->db != NULL && query != NULL, NULL);

  self = g_new0 (VbtSearch, 1);
  self->store = g_object_ref (store);
  self->page = FIRST_PAGE;
  self->wanted = g_ptr_array_new ();
  self->criteria = vbt_criteria_parse (query, VBT_CRITERIA_DEFAULT, NULL, error);
  if (self->criteria == NULL
      || !vbt_compiler_init (&self->compiler, store, self->criteria, me, error)
      || !vbt_db_get_int (store->db, &self->last, error, "SELECT max (number) FROM listed", "")
      || !vbt_db_get_int (store->db, &self->done, error, "SELECT min (number) - 1 FROM listed", ""))
    return NULL;
  if (self->criteria->root == NULL)
    self->done = self->last;
  else if (self->compiler.finds_annotations)
    self->is_narrow = vbt_compiler_can_narrow (&self->compiler, self->criteria->root);
  else
    collect_wanted (self, self->criteria->root, FALSE);
  return g_steal_pointer (&self);
}

/**
 * vbt_search_free:
 * @self: (nullable): a search
 *
 * Ends it.
 */
void
vbt_search_free (VbtSearch *self)
{
  if (self == NULL)
    return;
  vbt_compiler_clear (&self->compiler);
  g_clear_pointer (&self->criteria, vbt_criteria_free);
  g_ptr_array_unref (self->wanted);
  g_object_unref (self->store);
  g_free (self);
}

/**
 * vbt_search_set_page:
 * @self: a search
 * @n_documents: through how many documents each page goes, instead of as many as take some milliseconds
 *
 * For tests.
 */
void
vbt_search_set_page (VbtSearch *self, guint n_documents)
{
  g_return_if_fail (self != NULL && n_documents > 0);

  self->page = n_documents;
  self->is_fixed = TRUE;
}

/**
 * vbt_search_is_done:
 * @self: a search
 *
 * Returns: whether all of the project was searched
 */
gboolean
vbt_search_is_done (VbtSearch *self)
{
  return self->done >= self->last;
}

/**
 * vbt_search_get_fraction:
 * @self: a search
 *
 * Returns: how much of the project was searched, from 0 to 1
 */
double
vbt_search_get_fraction (VbtSearch *self)
{
  return self->last > 0 ? CLAMP ((double)self->done / (double)self->last, 0, 1) : 1;
}

/**
 * vbt_search_finds_annotations:
 * @self: a search
 *
 * Returns: whether hits are annotations, not words
 */
gboolean
vbt_search_finds_annotations (VbtSearch *self)
{
  return self->compiler.finds_annotations;
}

static void
add_hit (GArray *hits, VbtId document, VbtId annotation, VbtRange range)
{
  VbtHit hit = { document, annotation, range.start, range.end };

  g_array_append_val (hits, hit);
}

static int
compare_hits (gconstpointer first, gconstpointer second)
{
  const VbtHit *a = first;
  const VbtHit *b = second;

  return a->start != b->start ? (a->start > b->start) - (a->start < b->start)
                              : (a->end > b->end) - (a->end < b->end);
}

/* All places in one text, each once. */
static void
add_places (VbtSearch *self, gint64 number, VbtId document, GArray *hits)
{
  guint first = hits->len;
  guint n = first;

  for (guint i = 0; i < self->wanted->len; i++)
    {
      guint needle = vbt_compiler_get_needle (&self->compiler, self->wanted->pdata[i]);
      const GArray *found = vbt_seeker_find (self->compiler.seeker, number, needle);

      for (guint j = 0; j < found->len; j++)
        add_hit (hits, document, 0, g_array_index (found, VbtRange, j));
    }
  if (hits->len == first)
    {
      add_hit (hits, document, 0, (VbtRange){ 0, 0 });
      return;
    }
  if (self->wanted->len == 1)
    return;
  qsort (&g_array_index (hits, VbtHit, first), hits->len - first, sizeof (VbtHit), compare_hits);
  for (guint i = first; i < hits->len; i++)
    if (i == first
        || compare_hits (&g_array_index (hits, VbtHit, n - 1), &g_array_index (hits, VbtHit, i))
               != 0)
      g_array_index (hits, VbtHit, n++) = g_array_index (hits, VbtHit, i);
  g_array_set_size (hits, n);
}

#define ANNOTATIONS                                                                                \
  "SELECT l.number, l.document, a.id, a.start, a.end_ FROM listed l"                               \
  " CROSS JOIN annotation a ON a.document = l.document WHERE a.kind <> 1 AND l.number BETWEEN "
#define DOCUMENTS "SELECT l.number, l.document FROM listed l WHERE l.number BETWEEN "

static VbtQuery *
start_page (VbtSearch *self, gint64 end)
{
  gboolean of_annotations = self->compiler.finds_annotations;
  g_auto (VbtStatement) statement = VBT_STATEMENT_INIT (of_annotations ? ANNOTATIONS : DOCUMENTS);
  const VbtTerm *root = self->criteria->root;
  guint first = vbt_statement_add_int (&statement, self->done + 1);
  guint last = vbt_statement_add_int (&statement, end);
  g_autofree char *range = g_strdup_printf (" AND rowid BETWEEN ?%u AND ?%u", first, last);

  g_string_append_printf (statement.sql, "?%u AND ?%u AND ", first, last);
  self->compiler.range = range;
  if (self->is_narrow)
    {
      vbt_compiler_add_narrow (&self->compiler, &statement, root);
      g_string_append (statement.sql, " AND ");
    }
  vbt_compiler_add (&self->compiler, &statement, root, of_annotations ? "a" : NULL);
  self->compiler.range = "";
  if (of_annotations)
    vbt_compiler_add_visible (&self->compiler, &statement, "a");
  g_string_append (statement.sql, of_annotations ? " ORDER BY l.number, a.start, a.end_, a.id"
                                                 : " ORDER BY l.number");
  return vbt_statement_start (&statement, self->store->db);
}

static gboolean
read_page (VbtSearch *self, gint64 end, GArray *hits, GError **error)
{
  g_autoptr (VbtQuery) query = NULL;

  self->compiler.n_aliases = 0;
  query = start_page (self, end);
  while (vbt_query_next (query))
    {
      VbtId document = vbt_query_get_int (query, 1);
      VbtRange range;

      if (!self->compiler.finds_annotations)
        {
          add_places (self, vbt_query_get_int (query, 0), document, hits);
          continue;
        }
      range.start = (VbtOffset)vbt_query_get_int (query, 3);
      range.end = (VbtOffset)vbt_query_get_int (query, 4);
      add_hit (hits, document, vbt_query_get_int (query, 2), range);
    }
  if (!vbt_query_finish (query, error))
    return FALSE;
  if (vbt_seeker_get_error (self->compiler.seeker) == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (vbt_seeker_get_error (self->compiler.seeker)));
  return FALSE;
}

/**
 * vbt_search_next:
 * @self: a search that is not done
 * @hits: (element-type VbtHit): where hits are added
 * @error: return location for an error
 *
 * Goes through the next documents. None of them need have a hit: see vbt_search_is_done().
 *
 * Returns: FALSE with an error; then the search goes on at the same place
 */
gboolean
vbt_search_next (VbtSearch *self, GArray *hits, GError **error)
{
  guint n_before;
  gint64 began = g_get_monotonic_time ();
  gint64 end, took;
  gboolean success;

  g_return_val_if_fail (self != NULL && hits != NULL && self->store->db != NULL, FALSE);

  if (vbt_search_is_done (self))
    return TRUE;
  n_before = hits->len;
  end = MIN (self->done + self->page, self->last);
  self->store->seeker = self->compiler.seeker;
  success = read_page (self, end, hits, error);
  self->store->seeker = NULL;
  if (!success)
    {
      g_array_set_size (hits, n_before);
      return FALSE;
    }
  self->done = end;
  took = g_get_monotonic_time () - began;
  if (!self->is_fixed && took < QUICK_USEC)
    self->page = MIN (self->page * 4, MAX_PAGE);
  else if (!self->is_fixed && took > SLOW_USEC)
    self->page = MAX (self->page / 2, 1);
  return TRUE;
}

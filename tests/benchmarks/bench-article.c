/* bench-article.c: what the reader waits for, from an article of 4 KB to one of 10 MB
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <time.h>
#include <unistd.h>

#include "article-project.h"
#include "article-table.h"
#include "article/vbt-article-private.h"
#include "bench.h"
#include "store/vbt-history.h"
#include "vbt-application.h"
#include "vbt-window-private.h"

#define SEED 20261123
#define N_RUNS 40 /* or what VBT_BENCH_RUNS says; of the columns VBT_BENCH_ONLY, where it is set */
#define N_RUNS_OF_ACTS 5
#define TIMEOUT (20 * G_USEC_PER_SEC)

static const ArticleCase cases[] = {
  { "4-kb", 4 * 1024, 60, 15, 450, { 30, 8, 8, 8, 15 } },
  { "341-kb", 341 * 1024, 5400, 1700, 450, { 50, 10, 12, 60, 25 } },
  { "10-mb", 10 * 1024 * 1024, 200000, 50000, 450, { 120, 16, 16, 100, 60 } },
  { "200-kb-paragraph", 200 * 1024, 4000, 1000, G_MAXSIZE, { 60, 16, 16, 60, 30 } },
};

/** Bench: the real window, with one of the documents. */
typedef struct
{
  const ArticleCase *c;
  VbtWindow *window;
  VbtSession *session;
  VbtArticleView *view;
  VbtId small; /* an article of one line, to come from */
  VbtId document;
  GRand *rand;
  gint64 painted; /* when the last frame was handed over */
  gint64 spent;   /* what the process had computed then, of all threads */
  gboolean is_labelled;
  gint64 longest; /* iteration of the main loop, since it was set to 0; computing only */
  VbtRange before;
  VbtRange target;
} Bench;

/* Waiting */

/* Microseconds. Where others use the machine, what was computed says more than what a clock on the wall says. */
static gint64
get_time (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
painted_cb (Bench *self)
{
  gdk_display_sync (gdk_display_get_default ());
  self->painted = g_get_monotonic_time ();
  self->spent = get_time (CLOCK_PROCESS_CPUTIME_ID);
}

static gboolean
iterate (Bench *self)
{
  gint64 start = get_time (CLOCK_THREAD_CPUTIME_ID);
  gboolean more = g_main_context_iteration (NULL, FALSE);

  self->longest = MAX (self->longest, get_time (CLOCK_THREAD_CPUTIME_ID) - start);
  if (!more)
    g_usleep (200);
  return more;
}

/* Until nothing was to be done for @milliseconds. */
static void
settle (Bench *self, int milliseconds)
{
  gint64 quiet = g_get_monotonic_time ();
  gint64 end = quiet + TIMEOUT;

  while (g_get_monotonic_time () - quiet < milliseconds * 1000 && g_get_monotonic_time () < end)
    if (iterate (self)
        || (self->session != NULL
            && (vbt_session_is_opening (self->session) || vbt_session_is_loading (self->session))))
      quiet = g_get_monotonic_time ();
}

/** Sample: milliseconds. */
typedef struct
{
  double waited;
  double computed; /* by all threads */
} Sample;

/* Does @act, and returns how long it was until the end of the first frame in which @is_done. */
static G_NO_INLINE Sample
measure (Bench *self, void (*act) (Bench *self), gboolean (*is_done) (Bench *self))
{
  gint64 start, frame, spent, computed;

  settle (self, 40);
  start = frame = g_get_monotonic_time ();
  spent = get_time (CLOCK_PROCESS_CPUTIME_ID);
  computed = get_time (CLOCK_THREAD_CPUTIME_ID);
  act (self);
  self->longest = MAX (self->longest, get_time (CLOCK_THREAD_CPUTIME_ID) - computed);
  while (self->painted <= frame || !is_done (self))
    {
      if (self->painted > frame)
        frame = self->painted;
      if (g_get_monotonic_time () - start > TIMEOUT)
        g_error ("%s: was not shown", self->c->name);
      iterate (self);
    }
  return (Sample){ (double)(self->painted - start) / 1000, (double)(self->spent - spent) / 1000 };
}

static void
report (Bench *self, const char *what, GArray *waited, GArray *computed, double longest)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", self->c->name, what);
  g_autofree char *cpu = g_strdup_printf ("%s/cpu", name);

  bench_report ("article", name, (double *)waited->data, waited->len);
  bench_report ("article", cpu, (double *)computed->data, computed->len);
  bench_print_value ("article", name, "most computed in one main-loop iteration", "ms", longest);
}

static guint
get_n_runs (guint otherwise)
{
  const char *wanted = g_getenv ("VBT_BENCH_RUNS");

  return wanted == NULL ? otherwise : (guint)g_ascii_strtoull (wanted, NULL, 10);
}

/* Whether VBT_BENCH_ONLY has @what among its names, or is not set. */
static gboolean
is_wanted (const char *what)
{
  const char *only = g_getenv ("VBT_BENCH_ONLY");
  g_auto (GStrv) names = only == NULL ? NULL : g_strsplit (only, ",", -1);

  return names == NULL || g_strv_contains ((const char *const *)names, what);
}

static void
run (Bench *self, const char *what, void (*prepare) (Bench *self), void (*act) (Bench *self),
     gboolean (*is_done) (Bench *self))
{
  g_autoptr (GArray) waited = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) computed = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_runs = get_n_runs (N_RUNS);
  gint64 longest = 0;

  if (!is_wanted (what))
    return;
  for (guint i = 0; i <= n_runs; i++)
    {
      Sample sample;

      prepare (self);
      settle (self, 40);
      self->longest = 0;
      sample = measure (self, act, is_done);
      settle (self, 20);
      if (i == 0)
        continue;
      longest = MAX (longest, self->longest);
      g_array_append_val (waited, sample.waited);
      g_array_append_val (computed, sample.computed);
    }
  report (self, what, waited, computed, (double)longest / 1000);
}

/* What is done */

static void
no_prepare (Bench *self)
{
  vbt_article_view_get_visible_range (self->view, &self->before);
}

static gboolean
has_marks (Bench *self)
{
  const VbtMarks *marks = vbt_article_view_get_marks (self->view);
  const VbtDocument *document = vbt_session_get_document (self->session);
  VbtRange visible;
  guint first;

  if (document == NULL || document->id != self->document
      || !vbt_article_view_get_visible_range (self->view, &visible) || visible.end < 300)
    return FALSE;
  first = vbt_marks_first_in (marks, visible);
  return first < vbt_marks_get_size (marks)
         && vbt_marks_get (marks, first)->range.start < visible.end;
}

static void
open_small (Bench *self)
{
  g_assert_true (vbt_session_open_document (self->session, self->small, NULL));
}

static void
open_document (Bench *self)
{
  g_assert_true (vbt_session_open_document (self->session, self->document, NULL));
}

static void
add_span (Bench *self)
{
  VbtId label
      = article_project_find_label (vbt_session_get_store (self->session), VBT_KIND_SPAN, "Person");
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtOffset start = self->before.start + g_rand_int_range (self->rand, 100, 800);
  VbtRange range = { start, start + g_rand_int_range (self->rand, 4, 20) };

  g_array_append_val (fragments, range);
  g_assert_true (vbt_session_label (self->session, label, fragments));
}

static gboolean
is_added (Bench *self)
{
  return vbt_marks_find (vbt_article_view_get_marks (self->view),
                         vbt_session_get_selected (self->session))
         != NULL;
}

static void
step (Bench *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window->article),
                                             "article.next-suggestion", NULL));
}

static void
page_down (Bench *self)
{
  vbt_article_view_get_visible_range (self->view, &self->before);
  g_signal_emit_by_name (self->view, "move-cursor", GTK_MOVEMENT_PAGES, 1, FALSE);
}

/* From the end of a short article to its start. */
static void
turn_back (Bench *self)
{
  VbtRange visible;

  vbt_article_view_get_visible_range (self->view, &visible);
  if (visible.end < self->target.end - 2)
    return;
  vbt_article_view_set_selection (self->view, (VbtRange){ 0, 0 });
  vbt_article_view_scroll_to (self->view, (VbtRange){ 0, 1 });
}

static gboolean
is_moved (Bench *self)
{
  VbtRange visible;

  vbt_article_view_get_visible_range (self->view, &visible);
  return visible.start != self->before.start || visible.end >= self->target.end;
}

static void
choose_target (Bench *self)
{
  VbtOffset length = vbt_text_get_length (vbt_session_get_document (self->session)->text);
  VbtOffset start = g_rand_int_range (self->rand, 1, length - 100);

  self->target = (VbtRange){ start, start + 10 };
}

static void
jump (Bench *self)
{
  vbt_article_view_scroll_to (self->view, self->target);
  gtk_widget_queue_draw (GTK_WIDGET (self->view)); /* also where it is to be seen already */
}

static gboolean
is_there (Bench *self)
{
  VbtRange visible;

  vbt_article_view_get_visible_range (self->view, &visible);
  return visible.start <= self->target.start && self->target.start < visible.end;
}

/* A label as soon as the beginning is to be seen, before the rest is read. */
static void
open_to_label (Bench *self)
{
  self->is_labelled = FALSE;
  open_document (self);
}

static gboolean
is_labelled (Bench *self)
{
  if (!has_marks (self))
    return FALSE;
  if (!self->is_labelled)
    {
      gint64 computed = get_time (CLOCK_THREAD_CPUTIME_ID);

      no_prepare (self);
      add_span (self);
      self->longest = MAX (self->longest, get_time (CLOCK_THREAD_CPUTIME_ID) - computed);
      self->is_labelled = TRUE;
      return FALSE;
    }
  return !vbt_session_is_waiting (self->session) && is_added (self);
}

/* Somebody else changed anything. */
static void
renew (Bench *self)
{
  g_autoptr (VbtChange) all = vbt_change_new_all ();

  g_signal_emit_by_name (vbt_session_get_store (self->session), "changed", all);
}

static gboolean
is_renewed (Bench *self)
{
  return !vbt_session_is_loading (self->session);
}

static double
get_memory (void)
{
  g_autofree char *statm = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    sscanf (statm, "%*d %ld", &pages);
  return (double)pages * (double)sysconf (_SC_PAGESIZE) / 1e6;
}

/* Acts that nothing else here measures; of each, what the longest iteration of the main loop computes. */
static const struct
{
  const char *name;
  const char *parameter; /* (nullable) */
} acts[] = {
  { "article.choose-label" },
  { "article.speaker" },
  { "article.same-as" },
  { "article.link" },
  { "article.next-quote" },
  { "article.next-by-speaker" },
  { "article.next-problem" },
  { "article.end-forward" },
  { "article.accept" },
  { "article.unsure" },
  { "article.add-fragment" },
  { "article.reject" },
  { "article.delete" },
  { "article.menu" },
  { "article.select-sentence" },
  { "article.widen-selection" },
  { "win.undo" },
  { "win.redo" },
  { "win.status", "'done'" },
  { "win.status", "'in_progress'" },
  { "win.show-all-labels" },
  { "win.zoom-in" },
  { "win.zoom-reset" },
  { "win.labels" },
  { "win.find" },
  { "find", "'council'" },
  { "win.find-next" },
  { "win.show-inspector" },
  { "win.show-inspector" },
};

static void
select_quote (Bench *self)
{
  const GPtrArray *spans = vbt_session_get_spans (self->session);
  guint i = (guint)g_rand_int_range (self->rand, 0, (int)spans->len);

  while (!vbt_session_is_quote (self->session, g_ptr_array_index (spans, i)))
    i = (i + 1) % spans->len;
  vbt_session_set_selected (self->session, ((VbtAnnotation *)g_ptr_array_index (spans, i))->id);
  vbt_article_scroll_to (self->window->article, vbt_session_get_selected (self->session));
  settle (self, 60);
}

static void
pop_down (GtkWidget *popover)
{
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static double
measure_act (Bench *self, const char *name, const char *parameter)
{
  VbtArticle *article = self->window->article;
  g_autoptr (GVariant) value = parameter != NULL ? g_variant_new_parsed (parameter) : NULL;
  gint64 computed;

  select_quote (self);
  self->longest = 0;
  computed = get_time (CLOCK_THREAD_CPUTIME_ID);
  if (g_str_equal (name, "find"))
    vbt_article_find (article, g_variant_get_string (value, NULL));
  else
    gtk_widget_activate_action_variant (GTK_WIDGET (article), name, value);
  self->longest = get_time (CLOCK_THREAD_CPUTIME_ID) - computed;
  settle (self, 120);
  pop_down (article->label_popover);
  pop_down (article->speaker_popover);
  pop_down (article->menu);
  if (article->link_from != 0)
    gtk_widget_activate_action (GTK_WIDGET (article), "article.clear", NULL);
  return (double)self->longest / 1000;
}

static void
run_acts (Bench *self)
{
  guint n_runs = get_n_runs (N_RUNS_OF_ACTS);
  g_autofree double *samples = g_new (double, n_runs);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *name
          = g_strdup_printf ("%s/longest-iteration/%s%s", self->c->name, acts[i].name,
                             acts[i].parameter != NULL ? acts[i].parameter : "");

      if (!is_wanted ("acts") && !is_wanted (acts[i].name))
        continue;
      for (guint k = 0; k < n_runs; k++)
        samples[k] = measure_act (self, acts[i].name, acts[i].parameter);
      bench_report ("article", name, samples, n_runs);
    }
}

static void
init (Bench *self, const ArticleCase *c, const char *path)
{
  self->c = c;
  self->rand = g_rand_new_with_seed (SEED);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->window = vbt_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1440, 900);
  gtk_window_present (GTK_WINDOW (self->window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint",
                            G_CALLBACK (painted_cb), self);
  g_assert_true (vbt_window_open (self->window, path));
  self->session = vbt_window_get_session (self->window);
  self->view = VBT_ARTICLE_VIEW (self->window->article->view);
  self->document = vbt_store_find_document (vbt_session_get_store (self->session), c->name, NULL);
  self->small
      = vbt_store_find_document (vbt_session_get_store (self->session), "a-small.txt", NULL);
}

static void
run_case (const ArticleCase *c, const char *path)
{
  Bench self = { 0 };
  g_autofree char *memory = g_strdup_printf ("%s/memory", c->name);
  double before;

  init (&self, c, path);
  open_small (&self);
  settle (&self, 200);
  before = get_memory ();
  open_document (&self);
  settle (&self, 300);
  bench_print_value ("article", memory, "above an empty window", "MB", get_memory () - before);
  run (&self, "first-frame", open_small, open_document, has_marks);
  settle (&self, 300);
  run (&self, "add-span", no_prepare, add_span, is_added);
  run (&self, "step", no_prepare, step, is_added);
  self.target = (VbtRange){ 0, 1 };
  jump (&self);
  self.target.end = vbt_text_get_length (vbt_session_get_document (self.session)->text);
  vbt_session_set_selected (self.session, 0);
  run (&self, "page-down", turn_back, page_down, is_moved);
  run (&self, "jump", choose_target, jump, is_there);
  run (&self, "label-at-once", open_small, open_to_label, is_labelled);
  run (&self, "renew", no_prepare, renew, is_renewed);
  run_acts (&self);
  gtk_window_destroy (GTK_WINDOW (self.window));
  g_rand_free (self.rand);
}

/* From the start of the process to the last article: prints when it was there. */
static void
run_start (const ArticleCase *c, const char *path)
{
  Bench self = { 0 };

  init (&self, c, path);
  while (self.painted == 0 || !has_marks (&self))
    iterate (&self);
  g_print ("%" G_GINT64_FORMAT "\n", self.painted);
}

static void
bench_start (const char *program, const ArticleCase *c, const char *path)
{
  g_autofree char *name = g_strdup_printf ("%s/start", c->name);
  double samples[10];

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      const char *arguments[] = { program, "--start", c->name, path, NULL };
      g_autofree char *output = NULL;
      gint64 start = g_get_monotonic_time ();
      int status;

      g_assert_true (g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                                   &output, NULL, &status, NULL));
      g_assert_cmpint (status, ==, 0);
      samples[i] = (double)(g_ascii_strtoll (output, NULL, 10) - start) / 1000;
    }
  bench_report ("article", name, samples, G_N_ELEMENTS (samples));
}

static void
bench_case (const char *program, const char *folder, const ArticleCase *c, GString *table)
{
  g_autofree char *path = article_project_new (folder, c);
  const char *arguments[] = { program, "--case", c->name, path, NULL };
  g_autofree char *output = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL,
                               NULL, &output, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_print ("%s", output);
  article_table_append (table, c, output);
  bench_start (program, c, path);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GString) table = article_table_new ();

  vbt_application_tune_memory ();
  /* What bench_case() and bench_start() run; without the option, the names of three cases look the same. */
  for (guint i = 0; argc == 4 && g_str_has_prefix (argv[1], "--") && i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (cases[i].name, argv[2]))
      {
        (g_str_equal (argv[1], "--start") ? run_start : run_case) (&cases[i], argv[3]);
        return 0;
      }
  /* Each case is a process of its own; the names of those that are wanted may be given. */
  folder = g_dir_make_tmp ("vbt-bench-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (argc < 2 || g_strv_contains ((const char *const *)argv + 1, cases[i].name))
      bench_case (argv[0], folder, &cases[i], table);
  g_rmdir (folder);
  fputs (table->str, stdout); /* UTF-8, whatever the locale is, of which g_print() would think */
  return 0;
}

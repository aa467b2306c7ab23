/* bench-long.c: how long the window stands still while very much is undone and redone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-long [PROJECT [ACTION…]]: does these in a project, one after the other: actions of the window (win.undo, win.redo),
 * find:QUERY, which ticks all that is found, label:NAME and search.delete, of what is ticked; without arguments, undoes and
 * redoes an import of 2,000 articles. Prints how long each takes, and the longest of the iterations of the main loop, while
 * another article is opened ten times a second.
 */
#include "config.h"

#include <adwaita.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench.h"
#include "search/vbt-search-page-private.h"
#include "vbt-application.h"
#include "vbt-window-private.h"

#define N_ARTICLES 2000
#define READ_USEC (G_USEC_PER_SEC / 10)

/** Clock: of the iterations of the main loop, in microseconds. */
typedef struct
{
  gint64 longest; /* without what it waited for a processor that others use */
  gint64 computed;
} Clock;

/** Moment: of this thread, in microseconds. */
typedef struct
{
  gint64 time;
  gint64 computed;
  gint64 delayed;
} Moment;

/* In /proc, where it is in nanoseconds: what was computed, and what was waited for a processor. */
static Moment
now (void)
{
  static int file = -1;
  char line[80] = "";
  long long computed = 0, delayed = 0;

  if (file < 0)
    file = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  if (pread (file, line, sizeof line - 1, 0) > 0)
    sscanf (line, "%lld %lld", &computed, &delayed);
  return (Moment){ g_get_monotonic_time (), computed / 1000, delayed / 1000 };
}

static void
note (Clock *self, const Moment *start)
{
  Moment end = now ();

  self->longest = MAX (self->longest, end.time - start->time - (end.delayed - start->delayed));
  self->computed = MAX (self->computed, end.computed - start->computed);
}

static gboolean
iterate (Clock *self)
{
  Moment start = now ();
  gboolean more = g_main_context_iteration (NULL, FALSE);

  note (self, &start);
  if (!more)
    g_usleep (200);
  return more;
}

/* Until nothing was to be done for a fifth of a second; what indexes and checks in the background is waited for. */
static void
settle (VbtWindow *window, Clock *self)
{
  gint64 quiet = g_get_monotonic_time ();

  while (g_get_monotonic_time () - quiet < G_USEC_PER_SEC / 5)
    if (iterate (self) || vbt_jobs_bar_get_job (window->jobs) != NULL || window->recheck != NULL)
      quiet = g_get_monotonic_time ();
}

static void
read_on (VbtWindow *window, Clock *self, gint64 *next)
{
  Moment start = now ();

  if (start.time < *next)
    return;
  *next = start.time + READ_USEC;
  if (!vbt_documents_pane_step (window->documents, 1))
    vbt_documents_pane_step (window->documents, -1);
  note (self, &start);
}

static VbtSearchPage *
get_search_page (VbtWindow *window)
{
  return VBT_SEARCH_PAGE (adw_view_stack_get_child_by_name (window->pages, vbt_page_search.name));
}

/* Until all is found, and ticked. */
static void
find (VbtWindow *window, const char *query)
{
  VbtSearchPage *page = get_search_page (window);
  Clock clock = { 0, 0 };

  vbt_window_show_page (window, vbt_page_search.name);
  vbt_search_page_ask (page, query);
  while (page->run != NULL)
    iterate (&clock);
  gtk_widget_activate_action (GTK_WIDGET (page), "search.tick-all", NULL);
  g_print ("# %u hits\n", vbt_hit_list_get_n_ticked (page->list));
}

static void
begin (VbtWindow *window, const char *action)
{
  GtkWidget *page = GTK_WIDGET (get_search_page (window));
  const VbtSchema *schema = vbt_session_get_schema (vbt_window_get_session (window));

  if (g_str_has_prefix (action, "label:"))
    {
      const VbtLabel *label = vbt_schema_find_label (schema, VBT_KIND_SPAN, action + 6);
      g_autofree char *id = vbt_id_to_string (label->id);

      gtk_widget_activate_action (page, "search.label", "s", id);
    }
  else if (g_str_has_prefix (action, "search."))
    gtk_widget_activate_action (page, action, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}

static void
do_action (VbtWindow *window, const char *action)
{
  Clock clock = { 0, 0 };
  Moment start = now ();
  gint64 cpu = bench_get_cpu_time ();
  gint64 next = start.time + READ_USEC;

  begin (window, action);
  note (&clock, &start);
  while (vbt_window_is_busy (window))
    {
      read_on (window, &clock, &next);
      iterate (&clock);
    }
  bench_print_value ("long", action, "on the clock", "ms",
                     (double)(g_get_monotonic_time () - start.time) / 1000);
  bench_print_value ("long", action, "processor", "ms",
                     (double)(bench_get_cpu_time () - cpu) / 1000);
  settle (window, &clock);
  bench_print_value ("long", action, "longest iteration of the main loop", "ms",
                     (double)clock.longest / 1000);
  bench_print_value ("long", action, "most computed in one", "ms", (double)clock.computed / 1000);
}

static char *
write_articles (const char *folder)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  char *path = g_build_filename (folder, "articles.jsonl", NULL);

  for (guint i = 0; i < N_ARTICLES; i++)
    g_string_append_printf (lines, "{\"text\": \"Article %u\\n\\nNothing was said.\\n\"}\n", i);
  g_assert_true (g_file_set_contents (path, lines->str, (gssize)lines->len, NULL));
  return path;
}

static VbtWindow *
open_window (const char *project, const char *articles)
{
  VbtWindow *window = vbt_window_new (NULL);
  Clock clock = { 0, 0 };

  gtk_window_set_default_size (GTK_WINDOW (window), 1440, 900);
  gtk_window_present (GTK_WINDOW (window));
  if (articles == NULL)
    g_assert_true (vbt_window_open (window, project));
  else
    {
      g_assert_true (vbt_window_create (window, project, "Who said what"));
      vbt_window_import (window, (const char *const[]){ articles, NULL });
    }
  settle (window, &clock);
  return window;
}

static void
print_memory (const char *name)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  bench_print_value ("long", name, "peak of memory", "MB", (double)usage.ru_maxrss / 1024);
}

static void
run (const char *project, const char *articles, const char *const *actions)
{
  VbtWindow *window = open_window (project, articles);

  print_memory ("open");
  for (guint i = 0; actions[i] != NULL; i++)
    {
      if (g_str_has_prefix (actions[i], "find:"))
        find (window, actions[i] + 5);
      else
        do_action (window, actions[i]);
      print_memory (actions[i]);
    }
  gtk_window_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  static const char *const usual[] = { "win.undo", "win.redo", NULL };
  g_autofree char *folder = g_dir_make_tmp ("vbt-bench-XXXXXX", NULL);
  g_autofree char *project = g_build_filename (folder, "long.verbatim", NULL);
  g_autofree char *articles = argc < 2 ? write_articles (folder) : NULL;

  vbt_application_tune_memory ();
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  run (argc < 2 ? project : argv[1], articles, argc < 3 ? usual : (const char *const *)argv + 2);
  g_unlink (project);
  if (articles != NULL)
    g_unlink (articles);
  g_rmdir (folder);
  return 0;
}

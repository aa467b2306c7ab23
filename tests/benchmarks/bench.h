/* bench.h: times a function and prints one JSON object a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdlib.h>

/* Room for the samples of one case. */
#define BENCH_MAX_RUNS 1000

static int
bench_compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a;
  double second = *(const double *)b;

  return first < second ? -1 : first > second;
}

/* Calls @run @n_runs times, after one call that is not counted, and prints the median and the 95th percentile
 * in milliseconds. */
static inline void
bench_run (const char *benchmark, const char *name, guint n_runs, void (*run) (gpointer data),
           gpointer data)
{
  double samples[BENCH_MAX_RUNS];
  char median[G_ASCII_DTOSTR_BUF_SIZE];
  char p95[G_ASCII_DTOSTR_BUF_SIZE];

  g_assert (n_runs > 0 && n_runs <= BENCH_MAX_RUNS);
  run (data);
  for (guint i = 0; i < n_runs; i++)
    {
      gint64 start = g_get_monotonic_time ();

      run (data);
      samples[i] = (double)(g_get_monotonic_time () - start) / 1000.0;
    }
  qsort (samples, n_runs, sizeof *samples, bench_compare);
  g_ascii_formatd (median, sizeof median, "%.3f", samples[n_runs / 2]);
  g_ascii_formatd (p95, sizeof p95, "%.3f", samples[MIN (n_runs - 1, n_runs * 95 / 100)]);
  g_print ("{\"benchmark\": \"%s\", \"case\": \"%s\", \"unit\": \"ms\", \"median\": %s, "
           "\"p95\": %s, \"runs\": %u}\n",
           benchmark, name, median, p95, n_runs);
}

/* bench.h: times a function and prints one JSON object a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdlib.h>
#include <time.h>

/* Room for the samples of one case. */
#define BENCH_MAX_RUNS 1000

static int
bench_compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a;
  double second = *(const double *)b;

  return first < second ? -1 : first > second;
}

/* Prints the least, the median and the 95th percentile of @samples, in milliseconds, which it sorts. */
static inline void
bench_report (const char *benchmark, const char *name, double *samples, guint n_samples)
{
  char least[G_ASCII_DTOSTR_BUF_SIZE];
  char median[G_ASCII_DTOSTR_BUF_SIZE];
  char p95[G_ASCII_DTOSTR_BUF_SIZE];

  g_assert (n_samples > 0);
  qsort (samples, n_samples, sizeof *samples, bench_compare);
  g_ascii_formatd (least, sizeof least, "%.3f", samples[0]);
  g_ascii_formatd (median, sizeof median, "%.3f", samples[n_samples / 2]);
  g_ascii_formatd (p95, sizeof p95, "%.3f", samples[MIN (n_samples - 1, n_samples * 95 / 100)]);
  g_print ("{\"benchmark\": \"%s\", \"case\": \"%s\", \"unit\": \"ms\", \"min\": %s, "
           "\"median\": %s, \"p95\": %s, \"runs\": %u}\n",
           benchmark, name, least, median, p95, n_samples);
}

/* Prints one figure that is no time of many runs. */
static inline void
bench_print_value (const char *benchmark, const char *name, const char *what, const char *unit,
                   double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.3f", value);
  g_print ("{\"benchmark\": \"%s\", \"case\": \"%s\", \"what\": \"%s\", \"unit\": \"%s\", "
           "\"value\": %s}\n",
           benchmark, name, what, unit, number);
}

/* What this process has had of the processors, in microseconds: unlike the clock, it does not see what others do. */
static inline gint64
bench_get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Like bench_run(), and the median of the processor's time is printed as well. */
static inline void
bench_run_cpu (const char *benchmark, const char *name, guint n_runs, void (*run) (gpointer data),
               gpointer data)
{
  double samples[BENCH_MAX_RUNS];
  double cpu[BENCH_MAX_RUNS];

  g_assert (n_runs > 0 && n_runs <= BENCH_MAX_RUNS);
  run (data);
  for (guint i = 0; i < n_runs; i++)
    {
      gint64 start = g_get_monotonic_time ();
      gint64 cpu_start = bench_get_cpu_time ();

      run (data);
      samples[i] = (double)(g_get_monotonic_time () - start) / 1000.0;
      cpu[i] = (double)(bench_get_cpu_time () - cpu_start) / 1000.0;
    }
  bench_report (benchmark, name, samples, n_runs);
  qsort (cpu, n_runs, sizeof *cpu, bench_compare);
  bench_print_value (benchmark, name, "processor", "ms", cpu[n_runs / 2]);
}

/* Calls @run @n_runs times, after one call that is not counted, and prints the median and the 95th percentile
 * in milliseconds. */
static inline void
bench_run (const char *benchmark, const char *name, guint n_runs, void (*run) (gpointer data),
           gpointer data)
{
  double samples[BENCH_MAX_RUNS];

  g_assert (n_runs > 0 && n_runs <= BENCH_MAX_RUNS);
  run (data);
  for (guint i = 0; i < n_runs; i++)
    {
      gint64 start = g_get_monotonic_time ();

      run (data);
      samples[i] = (double)(g_get_monotonic_time () - start) / 1000.0;
    }
  bench_report (benchmark, name, samples, n_runs);
}

/* test-io.c: whatever happens at any call to the disk or for memory, nothing that was reported done is lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault-vfs.h"
#include "session.h"

#define N_ACTS 200
/* Acts that follow a failure, to see that the project goes on. */
#define N_AFTER 4

/** Kind: what goes wrong. */
typedef enum
{
  KILL,       /* the program ends */
  POWER_CUT,  /* so does the computer: what was not synced can be lost */
  ERROR_ONCE, /* a call fails */
  ERROR_LONG, /* that one and all after it, until the cause is gone */
  FULL_LONG,
  TORN_ONCE,
  NO_MEMORY,
} Kind;

static const char *const kind_names[]
    = { "kill", "power-cut", "error", "error-long", "full", "torn", "no-memory" };

typedef struct
{
  Session session;
  Kind kind;
  guint one_in;        /* how many of all calls are tried; 1: each */
  guint64 first, last; /* the calls that are tried, to look into a failure; or 0 */
  GRand *sample;
  char *copy;

  guint64 n_calls;
  guint64 n_tried;
  char *done; /* the project after what was reported done last */
  GPtrArray
      *pending; /* of char *: what was found after crashes during this act, and is not @done */

  gboolean in_child;
  gboolean struck;
  guint n_after;
  FaultCall struck_call;
} Trial;

static FaultAnswer hook (FaultCall call, gpointer data);

/* What is done while nothing fails. */
static char *
digest_open (Trial *self)
{
  char *digest;

  fault_vfs_set_hook (NULL, NULL);
  digest = session_digest (self->session.store);
  fault_vfs_set_hook (hook, self);
  return digest;
}

static char *
digest_copy (Trial *self)
{
  g_autofree char *log = g_strconcat (self->copy, "-wal", NULL);
  g_autofree char *journal = g_strconcat (self->copy, "-journal", NULL);
  char *digest;

  fault_vfs_set_hook (NULL, NULL);
  if (self->kind == POWER_CUT)
    fault_vfs_copy_after_power_cut (self->session.path, self->copy, self->sample);
  else
    fault_vfs_copy_after_kill (self->session.path, self->copy);
  digest = session_digest_file (self->copy);
  g_unlink (self->copy);
  g_unlink (log);
  g_unlink (journal);
  fault_vfs_set_hook (hook, self);
  return digest;
}

static void
crash (Trial *self)
{
  g_autofree char *found = digest_copy (self);

  if (!g_str_equal (found, self->done))
    g_ptr_array_add (self->pending, g_steal_pointer (&found));
}

/** Saved: the files as they were before a child spoiled them. */
typedef struct
{
  const char *suffix;
  char *contents;
  gsize length;
} Saved;

static void
save_file (Trial *self, Saved *saved)
{
  g_autofree char *path = g_strconcat (self->session.path, saved->suffix, NULL);

  saved->contents = NULL;
  g_file_get_contents (path, &saved->contents, &saved->length, NULL);
}

/* In place, because the files are open and mapped. */
static void
restore_file (Trial *self, Saved *saved)
{
  g_autofree char *path = g_strconcat (self->session.path, saved->suffix, NULL);
  int file;

  if (saved->contents == NULL)
    return;
  file = g_open (path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (pwrite (file, saved->contents, saved->length, 0), ==, (gssize)saved->length);
  g_assert_cmpint (ftruncate (file, (off_t)saved->length), ==, 0);
  close (file);
  g_clear_pointer (&saved->contents, g_free);
}

/* The failure and what follows it happen in a child, and are taken back then. */
static gboolean
in_child (Trial *self)
{
  Saved files[] = { { "" }, { "-wal" }, { "-shm" } };
  int status;
  pid_t pid;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    save_file (self, &files[i]);
  fflush (NULL);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      fault_vfs_ignore_locks ();
      self->in_child = TRUE;
      return TRUE;
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    g_error ("%s at call %" G_GUINT64_FORMAT ": the child ended with %d", kind_names[self->kind],
             self->n_calls, status);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    restore_file (self, &files[i]);
  return FALSE;
}

static gboolean
matters (const Trial *self, FaultCall call)
{
  switch (self->kind)
    {
    case KILL:
    case POWER_CUT:
      return call != FAULT_READ && call != FAULT_ALLOCATE && call != FAULT_SHARE;
    case FULL_LONG:
    case TORN_ONCE:
      return call == FAULT_WRITE;
    case NO_MEMORY:
      return call == FAULT_ALLOCATE;
    case ERROR_LONG:
    case ERROR_ONCE:
    default:
      return call != FAULT_ALLOCATE;
    }
}

static FaultAnswer
answer (const Trial *self)
{
  return self->kind == FULL_LONG ? FAULT_FULL : self->kind == TORN_ONCE ? FAULT_TORN : FAULT_ERROR;
}

static FaultAnswer
hook (FaultCall call, gpointer data)
{
  Trial *self = data;

  if (!matters (self, call))
    return FAULT_PASS;
  if (self->in_child)
    return self->struck && self->n_after == 0
                   && (self->kind == ERROR_LONG || self->kind == FULL_LONG)
               ? answer (self)
               : FAULT_PASS;
  self->n_calls++;
  if (self->first != 0 ? self->n_calls < self->first || self->n_calls > self->last
                       : g_rand_int_range (self->sample, 0, (gint32)self->one_in) != 0)
    return FAULT_PASS;
  self->n_tried++;
  if (self->kind <= POWER_CUT)
    {
      crash (self);
      return FAULT_PASS;
    }
  if (!in_child (self))
    return FAULT_PASS;
  self->struck = TRUE;
  self->struck_call = call;
  return answer (self);
}

static _Noreturn void
fail (const Trial *self, const char *act, const char *what, const char *detail)
{
  fprintf (stderr, "# %s at call %" G_GUINT64_FORMAT " (%d), act %u (%s): %s: %s\n",
           kind_names[self->kind], self->n_calls, self->struck_call, self->session.n_acts, act,
           what, detail);
  _exit (1);
}

/* After the failure, in the child: what was refused left no trace, what was done is there, and it goes on. */
static void
judge_child (Trial *self, const char *act, gboolean success, const GError *error)
{
  g_autofree char *now = NULL;
  g_autofree char *found = NULL;

  if (!success && error == NULL)
    fail (self, act, "refused without a word", "");
  /* A batch that could not even be taken back is, once the cause is gone. */
  fault_vfs_set_hook (NULL, NULL);
  vbt_store_clean_batches (self->session.store, NULL);
  now = digest_open (self);
  if (!success && !g_str_equal (now, self->done))
    fail (self, act, "refused, and something changed", error->message);
  if (self->n_after > 0 && error != NULL && !g_error_matches (error, VBT_ERROR, VBT_ERROR_NOT_FOUND)
      && !g_error_matches (error, VBT_ERROR, VBT_ERROR_CONFLICT))
    fail (self, act, "refused, though the cause is gone", error->message);
  if (self->n_after++ < N_AFTER)
    {
      g_free (self->done);
      self->done = g_steal_pointer (&now);
      return;
    }
  found = digest_copy (self);
  if (!g_str_equal (found, now))
    fail (self, act, "not what was reported done", found);
  _exit (0);
}

/* What was found after crashes is what was there before the act or after it. */
static void
judge (Trial *self, const char *act)
{
  g_autofree char *now = digest_open (self);

  for (guint i = 0; i < self->pending->len; i++)
    if (!g_str_equal (self->pending->pdata[i], now))
      g_error ("%s during act %u (%s): %s", kind_names[self->kind], self->session.n_acts, act,
               (char *)self->pending->pdata[i]);
  g_ptr_array_set_size (self->pending, 0);
  g_free (self->done);
  self->done = g_steal_pointer (&now);
}

static void
run (Trial *self)
{
  for (guint i = 0; i < N_ACTS + N_AFTER && (i < N_ACTS || self->in_child); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *act;
      gboolean success = session_act (&self->session, &act, &error);

      if (self->struck)
        judge_child (self, act, success, error);
      else if (!self->in_child)
        judge (self, act);
    }
  if (self->in_child)
    _exit (0);
}

/* VBT_CALL=2186, or VBT_CALL=2000-3000. */
static void
read_range (Trial *self)
{
  const char *range = g_getenv ("VBT_CALL");
  char *end = NULL;

  if (range == NULL)
    return;
  self->first = self->last = g_ascii_strtoull (range, &end, 10);
  if (*end == '-')
    self->last = g_ascii_strtoull (end + 1, NULL, 10);
}

static void
test_session (gconstpointer data)
{
  Kind kind = (Kind)GPOINTER_TO_INT (data);
  /* CI tries a sample of all calls, under sanitizers (VBT_FAULTS=few) a third of it; VBT_FAULTS=all tries each. */
  static const guint one_in[] = { 120, 120, 320, 320, 200, 200, 12000 };
  gboolean all = g_strcmp0 (g_getenv ("VBT_FAULTS"), "all") == 0;
  guint fewer = g_strcmp0 (g_getenv ("VBT_FAULTS"), "few") == 0 ? 3 : 1;
  const char *seed = g_getenv ("VBT_SEED");
  Trial self = { .kind = kind };
  gint64 start = g_get_monotonic_time ();

  self.one_in = !all ? one_in[kind] * fewer : kind == NO_MEMORY ? 50 : 1;
  read_range (&self);
  self.sample = g_rand_new_with_seed (seed != NULL ? (guint32)strtoul (seed, NULL, 10) : 4711);
  self.pending = g_ptr_array_new_with_free_func (g_free);
  session_begin (&self.session, 20261123);
  self.copy = g_build_filename (self.session.folder, "copy.verbatim", NULL);
  self.done = session_digest (self.session.store);
  fault_vfs_set_hook (hook, &self);
  run (&self);
  fault_vfs_set_hook (NULL, NULL);
  g_test_message ("%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " calls of %d acts, %.1f s",
                  kind_names[kind], self.n_tried, self.n_calls, N_ACTS,
                  (double)(g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpuint (self.n_tried, >, self.first != 0 ? 0 : 5 / fewer);
  session_end (&self.session);
  g_ptr_array_unref (self.pending);
  g_rand_free (self.sample);
  g_free (self.done);
  g_free (self.copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install (TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/io/", kind_names[i], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_session);
    }
  return g_test_run ();
}

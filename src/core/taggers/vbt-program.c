/* vbt-program.c: a program of the user's that answers a line with a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-program.h"

#include "model/vbt-types.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIECE 65536
/* Cancel is looked for so often. */
#define TICK_MS 50
/* Of what it writes to standard error, so much is kept, and so much of its last line shown. */
#define MAX_ERRORS 4096
#define MAX_WORDS 300

struct _VbtProgram
{
  GPid pid;
  int in, out, err; /* -1: closed */
  GByteArray *said; /* read, but not taken yet */
  GString *errors;  /* the end of what it wrote to standard error */
  gboolean has_ended;
  int status; /* as waitpid() has it, once it ended */
  guint n_answers;
};

/** Exchange: one question on its way. */
typedef struct
{
  VbtProgram *program;
  const char *question;
  gsize n_left; /* of the question, to be written */
  gsize n_seen; /* of what it said, known to hold no end of a line */
  gsize max_answer;
  gint64 deadline;
  guint seconds;
} Exchange;

/* Between fork and exec: a group of its own, so that it goes with all that it started; and the
 * signals, which vbt blocks. */
static void
set_up_child (gpointer unused)
{
  sigset_t none;

  setpgid (0, 0);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
}

static void
close_pipe (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

/**
 * vbt_program_start:
 * @argv: (array zero-terminated=1): the program and its arguments; no shell comes in between
 * @folder: where it runs
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the program, to be ended by vbt_program_end(); or NULL with
 *   G_SPAWN_ERROR where there is none that can run
 */
VbtProgram *
vbt_program_start (const char *const *argv, const char *folder, GError **error)
{
  const GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES;
  g_autoptr (GError) problem = NULL;
  VbtProgram *self;

  g_return_val_if_fail (argv != NULL && argv[0] != NULL && folder != NULL, NULL);

  self = g_new0 (VbtProgram, 1);
  if (!g_spawn_async_with_pipes (folder, (char **)argv, NULL, flags, set_up_child, NULL, &self->pid,
                                 &self->in, &self->out, &self->err, &problem))
    {
      g_free (self);
      g_set_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED,
                   _ ("The program cannot be started: %s"), problem->message);
      return NULL;
    }
  /* Here as well: who wants to end it at once must find the group. */
  setpgid (self->pid, self->pid);
  g_unix_set_fd_nonblocking (self->in, TRUE, NULL);
  g_unix_set_fd_nonblocking (self->out, TRUE, NULL);
  g_unix_set_fd_nonblocking (self->err, TRUE, NULL);
  self->said = g_byte_array_new ();
  self->errors = g_string_new (NULL);
  return self;
}

/* Without the signal that would end us where nobody reads any more. */
static gssize
write_quietly (int fd, const char *data, gsize n)
{
  const struct timespec at_once = { 0, 0 };
  sigset_t pipe_only, before, pending;
  gboolean was_pending;
  gssize written;
  int problem;

  sigemptyset (&pipe_only);
  sigaddset (&pipe_only, SIGPIPE);
  sigpending (&pending);
  was_pending = sigismember (&pending, SIGPIPE) == 1;
  pthread_sigmask (SIG_BLOCK, &pipe_only, &before);
  written = write (fd, data, n);
  problem = errno;
  if (written < 0 && problem == EPIPE && !was_pending)
    sigtimedwait (&pipe_only, NULL, &at_once);
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  errno = problem;
  return written;
}

static gboolean
is_only_later (void)
{
  return errno == EAGAIN || errno == EINTR;
}

static void
write_more (Exchange *self)
{
  gssize n = write_quietly (self->program->in, self->question, MIN (self->n_left, PIECE));

  if (n < 0 && is_only_later ())
    return;
  if (n < 0)
    {
      /* It may have answered before it went: that is read first. */
      close_pipe (&self->program->in);
      self->n_left = 0;
      return;
    }
  self->question += n;
  self->n_left -= (gsize)n;
}

static void
read_errors (VbtProgram *self)
{
  char buffer[MAX_ERRORS];
  gssize n = read (self->err, buffer, sizeof buffer);

  if (n == 0 || (n < 0 && !is_only_later ()))
    close_pipe (&self->err);
  if (n <= 0)
    return;
  g_string_append_len (self->errors, buffer, n);
  if (self->errors->len > MAX_ERRORS)
    g_string_erase (self->errors, 0, (gssize)(self->errors->len - MAX_ERRORS));
}

static void
read_more (VbtProgram *self)
{
  guint before = self->said->len;
  gssize n;

  g_byte_array_set_size (self->said, before + PIECE);
  n = read (self->out, self->said->data + before, PIECE);
  g_byte_array_set_size (self->said, before + (guint)MAX (n, 0));
  if (n == 0 || (n < 0 && !is_only_later ()))
    close_pipe (&self->out);
}

/* (transfer full): what can be shown of what a program said, which may be anything. */
static char *
show (const char *data, gsize n)
{
  g_autofree char *valid = g_utf8_make_valid (data, (gssize)n);

  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_WORDS));
}

/* (transfer full): the last line that it wrote to standard error, with a colon before it. */
static char *
last_words (const VbtProgram *self)
{
  g_autofree char *valid = g_utf8_make_valid (self->errors->str, (gssize)self->errors->len);
  const char *line = strrchr (g_strchomp (valid), '\n');
  g_autofree char *shown = NULL;

  line = line != NULL ? line + 1 : valid;
  shown = show (line, strlen (line));
  return *line != '\0' ? g_strconcat (": ", shown, NULL) : g_strdup ("");
}

/* It and all that it started. It is not waited for before that, so that its number is still its own. */
static void
kill_group (VbtProgram *self)
{
  if (self->has_ended)
    return;
  kill (-self->pid, SIGKILL);
  kill (self->pid, SIGKILL);
  while (waitpid (self->pid, &self->status, 0) < 0 && errno == EINTR)
    ;
  self->has_ended = TRUE;
}

/* Whether it ended by itself within the time; it stays there for kill_group(). */
static gboolean
wait_for_end (const VbtProgram *self, gint64 deadline)
{
  for (;;)
    {
      siginfo_t info = { 0 };

      if (waitid (P_PID, (id_t)self->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0
          && info.si_pid != 0)
        return TRUE;
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
      poll (NULL, 0, 5);
    }
}

static void
tell_end (VbtProgram *self, GError **error)
{
  g_autofree char *words = NULL;

  wait_for_end (self, g_get_monotonic_time () + G_USEC_PER_SEC);
  while (self->err >= 0 && poll (&(struct pollfd){ .fd = self->err, .events = POLLIN }, 1, 0) > 0)
    read_errors (self);
  kill_group (self);
  words = last_words (self);
  if (WIFEXITED (self->status))
    g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("The program ended with status %d%s"),
                 WEXITSTATUS (self->status), words);
  else
    g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("The program was ended by signal %d (%s)%s"),
                 WTERMSIG (self->status), g_strsignal (WTERMSIG (self->status)), words);
}

static gboolean
check_time (const Exchange *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *words = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_get_monotonic_time () < self->deadline)
    return TRUE;
  words = last_words (self->program);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
               ngettext ("The program gave no answer within %u second%s",
                         "The program gave no answer within %u seconds%s", self->seconds),
               self->seconds, words);
  return FALSE;
}

static void
pump (Exchange *self)
{
  VbtProgram *program = self->program;
  struct pollfd fds[] = { { .fd = self->n_left > 0 ? program->in : -1, .events = POLLOUT },
                          { .fd = program->out, .events = POLLIN },
                          { .fd = program->err, .events = POLLIN } };

  if (poll (fds, G_N_ELEMENTS (fds), TICK_MS) <= 0)
    return;
  if (fds[0].revents != 0)
    write_more (self);
  if (fds[2].revents != 0)
    read_errors (program);
  if (fds[1].revents != 0)
    read_more (program);
}

/* (transfer full) (nullable): the line that is there whole. */
static char *
take_line (Exchange *self, gsize *length)
{
  GByteArray *said = self->program->said;
  const guint8 *start = said->data + self->n_seen;
  const guint8 *end
      = said->len > self->n_seen ? memchr (start, '\n', said->len - self->n_seen) : NULL;
  char *line;

  if (end == NULL)
    {
      self->n_seen = said->len;
      return NULL;
    }
  *length = (gsize)(end - said->data);
  line = g_strndup ((const char *)said->data, *length);
  g_byte_array_remove_range (said, 0, (guint)*length + 1);
  return line;
}

/* Where it said something that it was not asked for, nothing that follows can be trusted. */
static gboolean
check_silence (VbtProgram *self, GError **error)
{
  g_autofree char *said = NULL;

  if (self->out >= 0 && poll (&(struct pollfd){ .fd = self->out, .events = POLLIN }, 1, 0) > 0)
    read_more (self);
  if (self->said->len == 0)
    return TRUE;
  said = show ((const char *)self->said->data, self->said->len);
  g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
               _ ("The program wrote what it was not asked for: “%s”. It must write one line for "
                  "each document and nothing else"),
               g_strchomp (said));
  return FALSE;
}

static char *
exchange (Exchange *self, GCancellable *cancellable, gsize *length, GError **error)
{
  for (;;)
    {
      char *line;

      pump (self);
      line = take_line (self, length);
      if (line != NULL)
        return line;
      if (self->program->said->len > self->max_answer)
        {
          g_set_error (error, VBT_ERROR, VBT_ERROR_CONFLICT,
                       _ ("The program’s answer is longer than %zu bytes"), self->max_answer);
          return NULL;
        }
      if (self->program->out < 0)
        {
          tell_end (self->program, error);
          return NULL;
        }
      if (!check_time (self, cancellable, error))
        return NULL;
    }
}

/**
 * vbt_program_ask:
 * @self: a program
 * @question: a line, with its end
 * @max_answer: so many bytes of an answer are read at the most
 * @seconds: so long is waited for it
 * @cancellable: (nullable): looked at all the time
 * @length: (out): bytes of the answer
 * @error: return location for an error
 *
 * Writes a line and reads one, whatever the lengths of both. After an error nothing more can be
 * asked: it is ended, with its group.
 *
 * Returns: (transfer full) (nullable): the answer without its end; or NULL with VBT_ERROR_IO where
 *   the program ended, G_IO_ERROR_TIMED_OUT, VBT_ERROR_CONFLICT where it said what it was not asked, or
 *   G_IO_ERROR_CANCELLED
 */
char *
vbt_program_ask (VbtProgram *self, const char *question, gsize max_answer, guint seconds,
                 GCancellable *cancellable, gsize *length, GError **error)
{
  Exchange asked = { .program = self,
                     .question = question,
                     .n_left = strlen (question),
                     .max_answer = max_answer,
                     .deadline = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC,
                     .seconds = seconds };
  char *answer = NULL;

  g_return_val_if_fail (self != NULL && question != NULL && length != NULL, NULL);

  if (check_silence (self, error))
    answer = exchange (&asked, cancellable, length, error);
  if (answer == NULL)
    kill_group (self);
  else
    self->n_answers++;
  return answer;
}

/**
 * vbt_program_get_n_answers:
 * @self: a program
 *
 * Returns: how many questions it answered
 */
guint
vbt_program_get_n_answers (const VbtProgram *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_answers;
}

/**
 * vbt_program_has_ended:
 * @self: a program
 *
 * Returns: whether nothing can be asked any more
 */
gboolean
vbt_program_has_ended (const VbtProgram *self)
{
  g_return_val_if_fail (self != NULL, TRUE);
  return self->has_ended;
}

/**
 * vbt_program_hang_up:
 * @self: a program
 *
 * Lets it know that there is nothing more to come: it may end by itself.
 */
void
vbt_program_hang_up (VbtProgram *self)
{
  g_return_if_fail (self != NULL);
  close_pipe (&self->in);
}

/**
 * vbt_program_end:
 * @self: (transfer full): a program
 * @seconds: so long it may take to end by itself
 *
 * Ends it, and every program in its group.
 */
void
vbt_program_end (VbtProgram *self, guint seconds)
{
  g_return_if_fail (self != NULL);

  vbt_program_hang_up (self);
  close_pipe (&self->out);
  if (!self->has_ended)
    wait_for_end (self, g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC);
  kill_group (self);
  close_pipe (&self->err);
  g_byte_array_unref (self->said);
  g_string_free (self->errors, TRUE);
  g_free (self);
}

/* vbt-child.c: files that are read by a program of its own, within limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-child.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINE '\x1e'
#define WAIT_MS 50 /* between two looks at the cancellable */

typedef struct
{
  VbtProse *prose;
  pid_t pid;
  int output;      /* of the program */
  GString *buffer; /* what it wrote and was not read */
  gboolean is_done;
  char *trouble; /* (nullable) */
} Child;

/* Told by the environment, beside this program in the build folder, or installed. */
static char *
find_helper (const char *name)
{
  const char *told = g_getenv ("VBT_HELPERS");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  char *beside = g_build_filename (folder, "..", "helpers", name, NULL);

  if (told != NULL || g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    {
      if (told == NULL)
        return beside;
      g_free (beside);
      return g_build_filename (told, name, NULL);
    }
  g_free (beside);
  return g_build_filename (HELPERS_DIR, name, NULL);
}

/* The file in memory, so that the program has nothing to open and nobody waits for it to read. */
static int
put_into_memory (GBytes *bytes)
{
  int fd = memfd_create ("verbatim", MFD_CLOEXEC);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  while (fd >= 0 && size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          close (fd);
          return -1;
        }
      data += n;
      size -= (gsize)n;
    }
  return fd >= 0 && lseek (fd, 0, SEEK_SET) == 0 ? fd : -1;
}

static int
spawn (Child *self, const char *path, int input)
{
  char *const arguments[] = { (char *)path, NULL };
  posix_spawn_file_actions_t actions;
  int ends[2];
  int code;

  if (pipe2 (ends, O_CLOEXEC) != 0)
    return errno;
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, input, 0);
  posix_spawn_file_actions_adddup2 (&actions, ends[1], 1);
  posix_spawn_file_actions_addopen (&actions, 2, "/dev/null", O_WRONLY, 0);
  code = posix_spawn (&self->pid, path, &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy (&actions);
  close (ends[1]);
  if (code == 0)
    self->output = ends[0];
  else
    close (ends[0]);
  return code;
}

static void
add_paragraph (Child *self, const char *text, gboolean exactly)
{
  while (*text != '\0')
    {
      const char *line = strchr (text, LINE);
      gssize n = line != NULL ? line - text : (gssize)strlen (text);

      if (exactly)
        vbt_prose_add_exactly (self->prose, text, n);
      else
        vbt_prose_add (self->prose, text, n);
      if (line == NULL)
        break;
      vbt_prose_break_line (self->prose);
      text = line + 1;
    }
  vbt_prose_end_paragraph (self->prose);
}

/* The program read what anybody may have made: what it says is not believed, either. */
static void
take_line (Child *self, char *line)
{
  char *tab = strchr (line, '\t');
  g_autofree char *valid = g_utf8_make_valid (line, -1);

  self->is_done = g_str_equal (line, ".");
  if (line[0] == 'P' || line[0] == 'X')
    add_paragraph (self, valid + 1, line[0] == 'X');
  else if (line[0] == 'E' && self->trouble == NULL)
    self->trouble = g_strdup (valid + 1);
  else if (line[0] == 'M' && tab != NULL)
    {
      g_autofree char *value = g_utf8_make_valid (tab + 1, -1);

      *tab = '\0';
      if (g_utf8_validate (line + 1, -1, NULL))
        vbt_prose_set_metadata (self->prose, line + 1, value);
    }
}

static void
take_lines (Child *self)
{
  char *start = self->buffer->str;
  char *end;

  while ((end = strchr (start, '\n')) != NULL)
    {
      *end = '\0';
      take_line (self, start);
      start = end + 1;
    }
  g_string_erase (self->buffer, 0, start - self->buffer->str);
}

/* Reads until the program ends. FALSE where it was not waited for. */
static gboolean
listen_to (Child *self, GCancellable *cancellable)
{
  gint64 deadline = g_get_monotonic_time () + (gint64)VBT_CHILD_SECONDS * G_USEC_PER_SEC;
  struct pollfd watched = { self->output, POLLIN, 0 };
  char buffer[65536];

  while (g_get_monotonic_time () < deadline && !g_cancellable_is_cancelled (cancellable)
         && self->buffer->len < VBT_PROSE_MAX_BYTES
         && vbt_prose_get_length (self->prose) < VBT_PROSE_MAX_BYTES)
    {
      gssize n;

      if (poll (&watched, 1, WAIT_MS) <= 0)
        continue;
      n = read (self->output, buffer, sizeof buffer);
      if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
        return TRUE;
      for (gssize i = 0; i < n; i++)
        if (buffer[i] != '\0')
          g_string_append_c (self->buffer, buffer[i]);
      if (n > 0 && memchr (buffer, '\n', (gsize)n) != NULL)
        take_lines (self);
    }
  return FALSE;
}

static gboolean
explain (const Child *self, gboolean has_ended, int status, GError **error)
{
  const char *reason = _ ("the file is damaged, or needs too much memory");

  if (self->trouble != NULL && g_str_equal (self->trouble, "password"))
    reason = _ ("it needs a password: save it without one");
  else if (self->trouble != NULL)
    reason = _ ("the file is damaged");
  else if (!has_ended || (WIFSIGNALED (status) && WTERMSIG (status) == SIGXCPU))
    reason = _ ("that takes too long");
  else if (self->is_done)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("It cannot be read: %s"), reason);
  return FALSE;
}

static gboolean
run (Child *self, const char *path, int input, GCancellable *cancellable, GError **error)
{
  int code = spawn (self, path, input);
  gboolean has_ended;
  int status = 0;

  if (code != 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO,
                   _ ("The program that reads this format does not run: %s: %s"), path,
                   g_strerror (code));
      return FALSE;
    }
  has_ended = listen_to (self, cancellable);
  if (!has_ended)
    kill (self->pid, SIGKILL);
  close (self->output);
  while (waitpid (self->pid, &status, 0) < 0 && errno == EINTR)
    continue;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return explain (self, has_ended, status, error);
}

/**
 * vbt_child_read:
 * @helper: name of the program: see src/helpers
 * @input: the file
 * @prose: to which text and metadata are added
 * @cancellable: (nullable): ends the program
 * @error: return location for an error
 *
 * Lets a program of its own read the file: one that hangs, crashes or wants too much is ended, and no
 * more than this file is refused.
 *
 * Returns: %FALSE with %VBT_ERROR_FORMAT, or %VBT_ERROR_IO where the program is missing
 */
gboolean
vbt_child_read (const char *helper, VbtInput *input, VbtProse *prose, GCancellable *cancellable,
                GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Child self = { .prose = prose, .output = -1 };
  gboolean success;
  int fd;

  g_return_val_if_fail (helper != NULL && input != NULL && prose != NULL, FALSE);

  bytes = vbt_input_read_all (input, error);
  if (bytes == NULL)
    return FALSE;
  fd = put_into_memory (bytes);
  g_clear_pointer (&bytes, g_bytes_unref);
  if (fd < 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_IO, _ ("There is not enough memory: %s"),
                   g_strerror (errno));
      return FALSE;
    }
  path = find_helper (helper);
  self.buffer = g_string_new (NULL);
  success = run (&self, path, fd, cancellable, error);
  close (fd);
  g_string_free (self.buffer, TRUE);
  g_free (self.trouble);
  return success;
}

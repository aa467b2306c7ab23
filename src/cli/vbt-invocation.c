/* vbt-invocation.c: a command with what it was called with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "model/vbt-types.h"
#include "vbt-command.h"

struct _VbtInvocation
{
  const VbtCommand *command;
  GPtrArray *arguments; /* of char *, NULL-terminated */
  GHashTable *options;  /* name to GPtrArray of char *, NULL-terminated */
  GCancellable *cancellable;
};

const VbtOption vbt_common_options[] = {
  { "json", NULL, N_ ("Print one JSON object, for machines") },
  { "help", NULL, N_ ("Show what the command does") },
  { NULL },
};

static const VbtOption *
find_option (const VbtCommand *command, const char *name, gsize length)
{
  const VbtOption *tables[] = { command->options, vbt_common_options };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const VbtOption *option = tables[i]; option != NULL && option->name != NULL; option++)
      if (strlen (option->name) == length && strncmp (option->name, name, length) == 0)
        return option;
  return NULL;
}

static void
add_value (VbtInvocation *self, const VbtOption *option, const char *value)
{
  GPtrArray *values = g_hash_table_lookup (self->options, option->name);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->options, (char *)option->name, values);
    }
  else
    g_ptr_array_set_size (values, (int)values->len - 1);
  g_ptr_array_add (values, g_strdup (value));
  g_ptr_array_add (values, NULL);
}

/* Returns how many of @arguments were taken: 1 or 2; 0 with an error. */
static guint
parse_option (VbtInvocation *self, char **arguments, GError **error)
{
  const char *name = arguments[0] + 2;
  const char *equals = strchr (name, '=');
  gsize length = equals != NULL ? (gsize)(equals - name) : strlen (name);
  const VbtOption *option = find_option (self->command, name, length);

  if (option == NULL || arguments[0][1] != '-')
    g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("There is no option “%s”."), arguments[0]);
  else if (option->argument == NULL && equals != NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("The option “--%s” takes no value."),
                 option->name);
  else if (option->argument != NULL && equals == NULL && arguments[1] == NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("The option “--%s” needs a value: %s."),
                 option->name, _ (option->argument));
  else
    {
      gboolean takes_next = option->argument != NULL && equals == NULL;

      add_value (self, option, equals != NULL ? equals + 1 : takes_next ? arguments[1] : "");
      return takes_next ? 2 : 1;
    }
  return 0;
}

static gboolean
parse (VbtInvocation *self, char **arguments, GError **error)
{
  gboolean options_end = FALSE;

  while (*arguments != NULL)
    {
      guint n = 1;

      if (options_end || arguments[0][0] != '-' || arguments[0][1] == '\0')
        g_ptr_array_add (self->arguments, g_strdup (arguments[0]));
      else if (g_str_equal (arguments[0], "--"))
        options_end = TRUE;
      else
        n = parse_option (self, arguments, error);
      if (n == 0)
        return FALSE;
      arguments += n;
    }
  return TRUE;
}

static gboolean
check_arguments (const VbtInvocation *self, GError **error)
{
  guint n = vbt_invocation_get_n_arguments (self);

  if (n >= self->command->min_arguments && n <= self->command->max_arguments)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("Usage: vbt %s %s"), self->command->name,
               vbt_command_get_synopsis (self->command));
  return FALSE;
}

/**
 * vbt_invocation_new:
 * @command: a command
 * @arguments: what follows its name, NULL-terminated
 * @error: return location for an error
 *
 * Returns: (transfer full): the command as it was called; NULL with %VBT_ERROR_USAGE
 */
VbtInvocation *
vbt_invocation_new (const VbtCommand *command, char **arguments, GError **error)
{
  g_autoptr (VbtInvocation) self = g_new0 (VbtInvocation, 1);

  self->command = command;
  self->arguments = g_ptr_array_new_with_free_func (g_free);
  self->options
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  if (!parse (self, arguments, error))
    return NULL;
  g_ptr_array_add (self->arguments, NULL);
  if (!vbt_invocation_has (self, "help") && !check_arguments (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * vbt_invocation_free:
 * @self: (transfer full) (nullable): an invocation
 */
void
vbt_invocation_free (VbtInvocation *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->arguments);
  g_hash_table_unref (self->options);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * vbt_invocation_get_command:
 * @self: an invocation
 *
 * Returns: (transfer none): the command
 */
const VbtCommand *
vbt_invocation_get_command (const VbtInvocation *self)
{
  return self->command;
}

/**
 * vbt_invocation_get_n_arguments:
 * @self: an invocation
 *
 * Returns: how many arguments there are that are no options
 */
guint
vbt_invocation_get_n_arguments (const VbtInvocation *self)
{
  return self->arguments->len - 1;
}

/**
 * vbt_invocation_get_argument:
 * @self: an invocation
 * @index: a number from 0
 *
 * Returns: (transfer none) (nullable): the argument
 */
const char *
vbt_invocation_get_argument (const VbtInvocation *self, guint index)
{
  return index < self->arguments->len ? self->arguments->pdata[index] : NULL;
}

/**
 * vbt_invocation_get_arguments:
 * @self: an invocation
 * @first: the first one wanted
 *
 * Returns: (transfer none): the arguments from there on, NULL-terminated
 */
const char *const *
vbt_invocation_get_arguments (const VbtInvocation *self, guint first)
{
  g_return_val_if_fail (first < self->arguments->len, NULL);
  return (const char *const *)self->arguments->pdata + first;
}

/**
 * vbt_invocation_get_all:
 * @self: an invocation
 * @option: an option, without dashes
 *
 * Returns: (transfer none) (nullable): its values, NULL-terminated; NULL where it was not given
 */
const char *const *
vbt_invocation_get_all (const VbtInvocation *self, const char *option)
{
  const GPtrArray *values = g_hash_table_lookup (self->options, option);

  return values != NULL ? (const char *const *)values->pdata : NULL;
}

/**
 * vbt_invocation_has:
 * @self: an invocation
 * @option: an option, without dashes
 *
 * Returns: whether it was given
 */
gboolean
vbt_invocation_has (const VbtInvocation *self, const char *option)
{
  return vbt_invocation_get_all (self, option) != NULL;
}

/**
 * vbt_invocation_get:
 * @self: an invocation
 * @option: an option, without dashes
 *
 * Returns: (transfer none) (nullable): its value: the last one, as everywhere
 */
const char *
vbt_invocation_get (const VbtInvocation *self, const char *option)
{
  const GPtrArray *values = g_hash_table_lookup (self->options, option);

  return values != NULL ? values->pdata[values->len - 2] : NULL;
}

/**
 * vbt_invocation_get_number:
 * @self: an invocation
 * @option: an option, without dashes
 * @max: the largest number that is allowed
 * @number: (inout): its value; left alone where the option was not given
 * @error: return location for an error
 *
 * Returns: FALSE with %VBT_ERROR_USAGE when the value is no such number
 */
gboolean
vbt_invocation_get_number (const VbtInvocation *self, const char *option, guint64 max,
                           guint64 *number, GError **error)
{
  const char *value = vbt_invocation_get (self, option);

  if (value == NULL || g_ascii_string_to_unsigned (value, 10, 0, max, number, NULL))
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("The option “--%s” takes a number up to %zu, not “%s”."), option, (gsize)max,
               value);
  return FALSE;
}

static gpointer
wait_for_signal (gpointer data)
{
  GCancellable *cancellable = data;
  sigset_t signals;
  int number;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  if (sigwait (&signals, &number) == 0)
    g_cancellable_cancel (cancellable);
  /* Asked twice: whoever waits for what was begun to be taken back does not want to any more. */
  sigwait (&signals, &number);
  _exit (VBT_EXIT_INTERRUPTED);
}

/**
 * vbt_invocation_get_cancellable:
 * @self: an invocation
 *
 * From the first call on, Ctrl+C and SIGTERM cancel it, so that what was begun is taken back.
 * Call it before any thread is started: the signals are blocked in those that follow.
 *
 * Returns: (transfer none): what is cancelled
 */
GCancellable *
vbt_invocation_get_cancellable (VbtInvocation *self)
{
  sigset_t signals;

  if (self->cancellable != NULL)
    return self->cancellable;
  self->cancellable = g_cancellable_new ();
  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("vbt-signals", wait_for_signal, g_object_ref (self->cancellable)));
  return self->cancellable;
}

/**
 * vbt_invocation_fail:
 * @self: an invocation
 * @error: why it cannot go on
 *
 * Says so on standard error.
 *
 * Returns: the exit status
 */
int
vbt_invocation_fail (VbtInvocation *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable)))
    {
      fprintf (stderr, "vbt %s: %s\n", self->command->name,
               _ ("Interrupted: nothing was changed."));
      return VBT_EXIT_INTERRUPTED;
    }
  fprintf (stderr, "vbt %s: %s\n", self->command->name, error->message);
  if (!g_error_matches (error, VBT_ERROR, VBT_ERROR_USAGE))
    return VBT_EXIT_FAILED;
  fprintf (stderr, _ ("Try “vbt help %s”.\n"), self->command->name);
  return VBT_EXIT_USAGE;
}

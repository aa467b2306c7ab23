/* vbt-command.h: what a command of vbt is: one struct, one file of code, one line in the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** VbtExit: how a command ends (cli.md). */
typedef enum
{
  VBT_EXIT_OK = 0,
  VBT_EXIT_REFUSED = 1, /* done, but some inputs were refused, or problems were found */
  VBT_EXIT_USAGE = 2,
  VBT_EXIT_FAILED = 3, /* could not open, read or write */
  VBT_EXIT_INTERRUPTED = 130,
} VbtExit;

/** VbtOption: an option of a command. */
typedef struct
{
  const char *name;        /* without dashes */
  const char *argument;    /* (nullable): what it takes, N_(); NULL: nothing */
  const char *description; /* N_() */
} VbtOption;

typedef struct _VbtCommand VbtCommand;
typedef struct _VbtInvocation VbtInvocation;

struct _VbtCommand
{
  const char *name;
  const char *synopsis;    /* (nullable): what follows the name, N_() */
  const char *summary;     /* a few words, N_() */
  const char *description; /* a paragraph, N_() */
  const VbtOption
      *options; /* (nullable): up to one without a name; all commands take --json and --help */
  guint min_arguments, max_arguments;
  int (*run) (VbtInvocation *self);
};

/* The table. vbt-commands.c */
const VbtCommand *const *vbt_commands (void); /* NULL-terminated */
const char *vbt_command_get_synopsis (const VbtCommand *self);
const VbtCommand *vbt_commands_find (const char *name);
int vbt_commands_run (int argc, char **argv);
extern const VbtOption vbt_common_options[];

/* VbtInvocation: a command with what it was called with. vbt-invocation.c */
VbtInvocation *vbt_invocation_new (const VbtCommand *command, char **arguments, GError **error);
void vbt_invocation_free (VbtInvocation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtInvocation, vbt_invocation_free)

const VbtCommand *vbt_invocation_get_command (const VbtInvocation *self);
guint vbt_invocation_get_n_arguments (const VbtInvocation *self);
const char *vbt_invocation_get_argument (const VbtInvocation *self, guint index);
const char *const *vbt_invocation_get_arguments (const VbtInvocation *self, guint first);
gboolean vbt_invocation_has (const VbtInvocation *self, const char *option);
const char *vbt_invocation_get (const VbtInvocation *self, const char *option); /* the last one */
const char *const *vbt_invocation_get_all (const VbtInvocation *self, const char *option);
gboolean vbt_invocation_get_number (const VbtInvocation *self, const char *option, guint64 max,
                                    guint64 *number, GError **error);
GCancellable *vbt_invocation_get_cancellable (VbtInvocation *self); /* by Ctrl+C */
int vbt_invocation_fail (VbtInvocation *self, const GError *error);

G_END_DECLS

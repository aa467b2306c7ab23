/* vbt-commands.c: the table of commands, and how one is run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-help.h"

/* Each of them is defined in its own file; this list is all that has to know of it. */
#define COMMANDS(C)                                                                                \
  C (vbt_cmd_new)                                                                                  \
  C (vbt_cmd_import)                                                                               \
  C (vbt_cmd_train)                                                                                \
  C (vbt_cmd_tag)                                                                                  \
  C (vbt_cmd_merge)                                                                                \
  C (vbt_cmd_export)                                                                               \
  C (vbt_cmd_convert)                                                                              \
  C (vbt_cmd_search)                                                                               \
  C (vbt_cmd_stats)                                                                                \
  C (vbt_cmd_entities)                                                                             \
  C (vbt_cmd_history)                                                                              \
  C (vbt_cmd_trash)                                                                                \
  C (vbt_cmd_check)                                                                                \
  C (vbt_cmd_schema)                                                                               \
  C (vbt_cmd_score)                                                                                \
  C (vbt_cmd_formats)                                                                              \
  C (vbt_cmd_taggers)                                                                              \
  C (vbt_cmd_help)

#define DECLARE(command) extern const VbtCommand command;
#define POINT_TO(command) &command,

COMMANDS (DECLARE)

static const VbtCommand *const commands[] = { COMMANDS (POINT_TO) NULL };

/**
 * vbt_commands:
 *
 * Returns: (array zero-terminated=1): all commands, in the order in which they are listed
 */
const VbtCommand *const *
vbt_commands (void)
{
  return commands;
}

/**
 * vbt_commands_find:
 * @name: the name of a command
 *
 * Returns: (nullable): the command
 */
const VbtCommand *
vbt_commands_find (const char *name)
{
  for (guint i = 0; commands[i] != NULL; i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

/**
 * vbt_command_get_synopsis:
 * @self: a command
 *
 * Returns: (transfer none): what follows its name, translated; empty where nothing does
 */
const char *
vbt_command_get_synopsis (const VbtCommand *self)
{
  return self->synopsis != NULL ? _ (self->synopsis) : "";
}

static int
run_command (const VbtCommand *command, char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtInvocation) invocation = vbt_invocation_new (command, arguments, &error);

  if (invocation == NULL)
    {
      fprintf (stderr, "vbt %s: %s\n", command->name, error->message);
      fprintf (stderr, _ ("Try “vbt help %s”.\n"), command->name);
      return VBT_EXIT_USAGE;
    }
  if (vbt_invocation_has (invocation, "help"))
    {
      vbt_help_print_command (command);
      return VBT_EXIT_OK;
    }
  return command->run (invocation);
}

/**
 * vbt_commands_run:
 * @argc: as of main()
 * @argv: as of main()
 *
 * Runs the command that the first argument names.
 *
 * Returns: the exit status, a [enum@VbtExit]
 */
int
vbt_commands_run (int argc, char **argv)
{
  const VbtCommand *command;

  if (argc < 2)
    {
      vbt_help_print_all (stderr);
      return VBT_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("vbt (Verbatim) %s\n", PACKAGE_VERSION);
      return VBT_EXIT_OK;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      vbt_help_print_all (stdout);
      return VBT_EXIT_OK;
    }
  command = vbt_commands_find (argv[1]);
  if (command != NULL)
    return run_command (command, argv + 2);
  fprintf (stderr, _ ("vbt: There is no command “%s”. “vbt help” lists them all.\n"), argv[1]);
  return VBT_EXIT_USAGE;
}

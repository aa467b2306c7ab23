/* vbt-cmd-help.c: vbt help
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "vbt-help.h"
#include "vbt-report.h"

static const VbtOption options[] = {
  { "man", NULL, N_ ("Print the man page") },
  { "completion", NULL, N_ ("Print the completion for bash") },
  { NULL },
};

static json_t *
options_to_json (const VbtOption *table)
{
  json_t *array = json_array ();

  for (const VbtOption *option = table; option != NULL && option->name != NULL; option++)
    json_array_append_new (
        array,
        json_pack ("{s:s, s:o, s:s}", "name", option->name, "argument",
                   option->argument != NULL ? json_string (_ (option->argument)) : json_null (),
                   "description", _ (option->description)));
  return array;
}

static int
print_json (void)
{
  json_t *array = json_array ();

  for (const VbtCommand *const *command = vbt_commands (); *command != NULL; command++)
    json_array_append_new (array, json_pack ("{s:s, s:s, s:s, s:s, s:o}", "name", (*command)->name,
                                             "synopsis", vbt_command_get_synopsis (*command),
                                             "summary", _ ((*command)->summary), "description",
                                             _ ((*command)->description), "options",
                                             options_to_json ((*command)->options)));
  return vbt_json_print (
      json_pack ("{s:o, s:o}", "commands", array, "options", options_to_json (vbt_common_options)),
      VBT_EXIT_OK);
}

static int
print_help_of (VbtInvocation *self, const char *name)
{
  const VbtCommand *command = vbt_commands_find (name);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (name, "queries"))
    {
      vbt_help_print_queries ();
      return VBT_EXIT_OK;
    }
  if (command != NULL)
    {
      vbt_help_print_command (command);
      return VBT_EXIT_OK;
    }
  error = g_error_new (VBT_ERROR, VBT_ERROR_USAGE,
                       _ ("There is no command “%s”. “vbt help” lists them all."), name);
  return vbt_invocation_fail (self, error);
}

static int
run (VbtInvocation *self)
{
  const char *name = vbt_invocation_get_argument (self, 0);

  if (name != NULL)
    return print_help_of (self, name);
  if (vbt_invocation_has (self, "json"))
    return print_json ();
  if (vbt_invocation_has (self, "man"))
    vbt_help_print_man ();
  else if (vbt_invocation_has (self, "completion"))
    vbt_help_print_completion ();
  else
    vbt_help_print_all (stdout);
  return VBT_EXIT_OK;
}

const VbtCommand vbt_cmd_help = {
  .name = "help",
  .synopsis = N_ ("[COMMAND | queries]"),
  .summary = N_ ("Tell what a command does"),
  .description = N_ ("Lists the commands, or tells what one of them does, or how queries are "
                     "written. The man page and the "
                     "completion for bash are made from the same tables."),
  .options = options,
  .max_arguments = 1,
  .run = run,
};

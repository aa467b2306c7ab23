/* vbt-help.c: the help, the man page and the shell completion, all from the table of commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-help.h"

#include <glib/gi18n.h>

#include "query/vbt-criteria.h"

#define WIDTH 79

/* Characters, not bytes: translations and synopses have more than ASCII. */
static void
print_padded (FILE *file, const char *text, int width)
{
  fprintf (file, "%s%*s", text, MAX (width - (int)g_utf8_strlen (text, -1), 0), "");
}

static void
print_wrapped (FILE *file, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  glong column = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (column > 0 && column + 1 + length > WIDTH)
        {
          fputc ('\n', file);
          column = 0;
        }
      fprintf (file, "%s%s", column > 0 ? " " : "", words[i]);
      column += length + (column > 0);
    }
  fputc ('\n', file);
}

/**
 * vbt_help_print_all:
 * @file: standard output, or standard error where it answers wrong usage
 *
 * Prints all commands, one a line.
 */
void
vbt_help_print_all (FILE *file)
{
  fprintf (file, "%s\n\n", _ ("Usage: vbt COMMAND [ARGUMENT…]"));
  print_wrapped (file, _ ("Annotate articles, who said what, without a window."));
  fputc ('\n', file);
  for (const VbtCommand *const *command = vbt_commands (); *command != NULL; command++)
    {
      fputs ("  ", file);
      print_padded (file, (*command)->name, 10);
      fprintf (file, "%s\n", _ ((*command)->summary));
    }
  fprintf (file, "\n%s\n",
           _ ("“vbt help COMMAND” tells more of one; “vbt --version” the version."));
}

static char *
option_to_string (const VbtOption *option)
{
  if (option->argument == NULL)
    return g_strdup_printf ("--%s", option->name);
  return g_strdup_printf ("--%s %s", option->name, _ (option->argument));
}

static void
print_options (const VbtOption *options)
{
  for (const VbtOption *option = options; option != NULL && option->name != NULL; option++)
    {
      g_autofree char *string = option_to_string (option);

      fputs ("  ", stdout);
      print_padded (stdout, string, 24);
      printf (" %s\n", _ (option->description));
    }
}

/**
 * vbt_help_print_command:
 * @command: a command
 *
 * Prints what it does, and its options.
 */
void
vbt_help_print_command (const VbtCommand *command)
{
  printf (_ ("Usage: vbt %s %s"), command->name, vbt_command_get_synopsis (command));
  fputs ("\n\n", stdout);
  print_wrapped (stdout, _ (command->description));
  printf ("\n%s\n", _ ("Options:"));
  print_options (command->options);
  print_options (vbt_common_options);
  printf ("\n%s\n", _ ("Exit status: 0 all done; 1 done, but some inputs were refused; "
                       "2 wrong usage;\n3 could not open, read or write."));
}

/**
 * vbt_help_print_queries:
 *
 * Prints how documents and annotations are asked for.
 */
void
vbt_help_print_queries (void)
{
  guint n_keys, n_examples;
  const VbtKeyInfo *keys = vbt_criteria_keys (&n_keys);
  const VbtQueryExample *examples = vbt_criteria_examples (&n_examples);

  for (const char *const *rule = vbt_criteria_rules (); *rule != NULL; rule++)
    print_wrapped (stdout, _ (*rule));
  printf ("\n%s\n", _ ("Examples:"));
  for (guint i = 0; i < n_examples; i++)
    {
      fputs ("  ", stdout);
      print_padded (stdout, examples[i].query, 42);
      printf (" %s\n", _ (examples[i].title));
    }
  printf ("\n%s\n", _ ("Keys:"));
  for (guint i = 0; i < n_keys; i++)
    {
      g_autofree char *name = g_strconcat (keys[i].name, ":", NULL);

      fputs ("  ", stdout);
      print_padded (stdout, name, 14);
      printf (" %s\n", _ (keys[i].title));
    }
}

/* In roff a line must not begin with a dot, and dashes are minus signs only when escaped. */
static char *
roff (const char *text)
{
  GString *string = g_string_new (text);

  g_string_replace (string, "\\", "\\e", 0);
  g_string_replace (string, "-", "\\-", 0);
  if (string->str[0] == '.' || string->str[0] == '\'')
    g_string_prepend (string, "\\&");
  return g_string_free (string, FALSE);
}

static void
print_man_options (const VbtOption *options)
{
  for (const VbtOption *option = options; option != NULL && option->name != NULL; option++)
    {
      g_autofree char *name = roff (option->name);
      g_autofree char *argument = roff (option->argument != NULL ? _ (option->argument) : "");
      g_autofree char *description = roff (_ (option->description));

      printf (".TP\n.B \\-\\-%s \\fI%s\\fR\n%s\n", name, argument, description);
    }
}

static void
print_man_command (const VbtCommand *command)
{
  g_autofree char *synopsis = roff (vbt_command_get_synopsis (command));
  g_autofree char *description = roff (_ (command->description));

  printf (".SS \"vbt %s %s\"\n%s\n", command->name, synopsis, description);
  print_man_options (command->options);
}

static void
print_man_queries (void)
{
  guint n_keys, n_examples;
  const VbtKeyInfo *keys = vbt_criteria_keys (&n_keys);
  const VbtQueryExample *examples = vbt_criteria_examples (&n_examples);

  printf (".SH QUERIES\n");
  for (const char *const *rule = vbt_criteria_rules (); *rule != NULL; rule++)
    {
      g_autofree char *line = roff (_ (*rule));

      printf ("%s\n", line);
    }
  for (guint i = 0; i < n_examples; i++)
    {
      g_autofree char *query = roff (examples[i].query);
      g_autofree char *title = roff (_ (examples[i].title));

      printf (".TP\n\\fB%s\\fR\n%s\n", query, title);
    }
  printf (".PP\n%s\n", _ ("Keys:"));
  for (guint i = 0; i < n_keys; i++)
    {
      g_autofree char *title = roff (_ (keys[i].title));

      printf (".TP\n\\fB%s:\\fR\n%s\n", keys[i].name, title);
    }
}

/**
 * vbt_help_print_man:
 *
 * Prints the man page, in the format of man(7).
 */
void
vbt_help_print_man (void)
{
  printf (".\\\" Made by `vbt help --man`.\n");
  printf (".TH VBT 1 \"\" \"Verbatim %s\"\n", PACKAGE_VERSION);
  printf (".SH NAME\nvbt \\- %s\n", _ ("annotate articles, who said what, without a window"));
  printf (".SH SYNOPSIS\n.B vbt\n\\fICOMMAND\\fR [\\fIARGUMENT\\fR…]\n");
  printf (".SH DESCRIPTION\n%s\n",
          _ ("Everything that the window of Verbatim does to a project, a script can do. A project "
             "is one file, NAME.verbatim. “\\-” stands for standard input and output."));
  printf (".SH COMMANDS\n");
  for (const VbtCommand *const *command = vbt_commands (); *command != NULL; command++)
    print_man_command (*command);
  print_man_queries ();
  printf (".SH OPTIONS OF ALL COMMANDS\n");
  print_man_options (vbt_common_options);
  printf (".SH EXIT STATUS\n.TP\n0\n%s\n.TP\n1\n%s\n.TP\n2\n%s\n.TP\n3\n%s\n.TP\n130\n%s\n",
          _ ("All done."),
          _ ("Done, but some inputs were refused; each is named on standard error."),
          _ ("Wrong usage."), _ ("Could not open, read or write."),
          _ ("Interrupted; the project is as it was."));
  printf (".SH SEE ALSO\n.BR verbatim (1)\n");
}

static void
print_words_of (const VbtOption *options)
{
  for (const VbtOption *option = options; option != NULL && option->name != NULL; option++)
    printf (" --%s", option->name);
}

/**
 * vbt_help_print_completion:
 *
 * Prints the completion for bash: commands, the options of each, the names of formats and taggers
 * as vbt itself lists them, and files.
 */
void
vbt_help_print_completion (void)
{
  printf ("# bash completion of vbt, made by `vbt help --completion`\n"
          "_vbt ()\n{\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
          "  local words=\n  COMPREPLY=()\n"
          "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    words='--version --help");
  for (const VbtCommand *const *command = vbt_commands (); *command != NULL; command++)
    printf (" %s", (*command)->name);
  printf ("'\n  elif [[ $prev = --format || $prev = --from || $prev = --to ]]; then\n"
          "    words=$(\"$1\" formats 2>/dev/null | awk '{ print $1 }')\n"
          "  elif [[ $prev = --tagger ]]; then\n"
          "    words=$(\"$1\" taggers 2>/dev/null | awk '{ print $1 }')\n"
          "  elif [[ $cur = -* ]]; then\n    case ${COMP_WORDS[1]} in\n");
  for (const VbtCommand *const *command = vbt_commands (); *command != NULL; command++)
    {
      printf ("      %s) words='", (*command)->name);
      print_words_of ((*command)->options);
      print_words_of (vbt_common_options);
      printf ("' ;;\n");
    }
  printf ("    esac\n  elif [[ ${COMP_WORDS[1]} = help ]]; then\n    words='");
  for (const VbtCommand *const *command = vbt_commands (); *command != NULL; command++)
    printf (" %s", (*command)->name);
  printf (
      " queries'\n  fi\n  [ -z \"$words\" ] || mapfile -t COMPREPLY < <(compgen -W \"$words\" -- "
      "\"$cur\")\n}\n"
      "complete -o bashdefault -o default -F _vbt vbt\n");
}

/* main.c: vbt, Verbatim without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include "vbt-command.h"

int
main (int argc, char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* `vbt … | head` ends as every filter does, whatever the parent has set. */
  signal (SIGPIPE, SIG_DFL);

  status = vbt_commands_run (argc, argv);
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      fprintf (stderr, "vbt: %s\n", _ ("Standard output could not be written."));
      status = VBT_EXIT_FAILED;
    }
  return status;
}

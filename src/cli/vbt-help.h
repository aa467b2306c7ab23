/* vbt-help.h: the help, the man page and the shell completion, all from the table of commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include "vbt-command.h"

G_BEGIN_DECLS

void vbt_help_print_all (FILE *file);
void vbt_help_print_command (const VbtCommand *command);
void vbt_help_print_queries (void);
void vbt_help_print_man (void);
void vbt_help_print_completion (void);

G_END_DECLS

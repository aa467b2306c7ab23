/* vbt-program.h: a program of the user's that answers a line with a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VbtProgram:
 *
 * A running program, with its standard input, output and errors. Used by one thread at a time.
 */
typedef struct _VbtProgram VbtProgram;

VbtProgram *vbt_program_start (const char *const *argv, const char *folder, GError **error);
char *vbt_program_ask (VbtProgram *self, const char *question, gsize max_answer, guint seconds,
                       GCancellable *cancellable, gsize *length, GError **error);
guint vbt_program_get_n_answers (const VbtProgram *self);
gboolean vbt_program_has_ended (const VbtProgram *self);
void vbt_program_hang_up (VbtProgram *self);
void vbt_program_end (VbtProgram *self, guint seconds);

G_END_DECLS

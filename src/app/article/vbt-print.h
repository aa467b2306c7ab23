/* vbt-print.h: an article on paper or as PDF, with its marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

GtkPrintOperation *vbt_print_new (VbtSession *session);

G_END_DECLS

/* vbt-guideline.h: the Markdown of a guideline as it is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vbt_guideline_to_markup (const char *markdown);

G_END_DECLS

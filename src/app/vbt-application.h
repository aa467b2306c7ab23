/* vbt-application.h: the application: command line, keys, windows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VBT_TYPE_APPLICATION (vbt_application_get_type ())
G_DECLARE_FINAL_TYPE (VbtApplication, vbt_application, VBT, APPLICATION, AdwApplication)

void vbt_application_tune_memory (void);
VbtApplication *vbt_application_new (void);

G_END_DECLS

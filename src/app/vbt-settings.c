/* vbt-settings.c: what the window remembers for its user
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-settings.h"

/* The same for both flavors of the program: a .Devel build reads what the user has set already. */
#define SCHEMA "io.github.verbatim_app.Verbatim"

/**
 * vbt_settings:
 *
 * Returns: (transfer none): the settings, one instance for the program
 */
GSettings *
vbt_settings (void)
{
  static GSettings *settings;

  if (settings == NULL)
    settings = g_settings_new (SCHEMA);
  return settings;
}

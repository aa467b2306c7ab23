/* vbt-json.h: JSON of unknown origin read with a limit on memory, and the pieces of JSON that are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

json_t *vbt_json_parse (const char *data, gsize length, GError **error);
void vbt_json_append_string (GString *json, const char *string);
void vbt_json_append_member (GString *json, const char *member);
char *vbt_json_format_double (double number);

G_END_DECLS

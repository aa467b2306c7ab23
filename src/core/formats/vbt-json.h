/* vbt-json.h: JSON of unknown origin read with a limit on memory, and the pieces of JSON that are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

/** VbtJsonStrings: the long strings of JSON, decoded apart from the rest. */
typedef struct _VbtJsonStrings VbtJsonStrings;

VbtJsonStrings *vbt_json_strings_take (const char *data, gsize length, const GString **json);
json_t *vbt_json_strings_put (const VbtJsonStrings *self, json_t *value);
void vbt_json_strings_free (VbtJsonStrings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtJsonStrings, vbt_json_strings_free)

json_t *vbt_json_parse (const char *data, gsize length, GError **error);
void vbt_json_append_string (GString *json, const char *string);
void vbt_json_append_member (GString *json, const char *member);
char *vbt_json_format_double (double number);

G_END_DECLS

/* vbt-json-list.h: a file that is one list of JSON, an item at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/**
 * VbtJsonList:
 *
 * Finds where each item of a list ends, without what it says: a file of any length needs the memory of its longest
 * item.
 */
typedef struct
{
  VbtInput *input;
  const char *member; /* (nullable): of an object: the list; else the file is the list */
  gsize n_item;       /* in the buffer: what is to be consumed before the next one */
  gboolean has_items, at_end;
} VbtJsonList;

gboolean vbt_json_list_begin (VbtJsonList *self, VbtInput *input, const char *member,
                              GError **error);
const char *vbt_json_list_next (VbtJsonList *self, gsize *length, GError **error);
char *vbt_json_list_read_around (VbtInput *input, const char *member, gboolean *has_list,
                                 GError **error);

G_END_DECLS

/* vbt-statement.h: SQL that is put together from literals, with the values for its question marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-db.h"

G_BEGIN_DECLS

/** VbtStatement: what is asked, once it is complete. */
typedef struct
{
  GString *sql;
  GPtrArray *values; /* of GVariant: int64, double or string */
} VbtStatement;

#define VBT_STATEMENT_INIT(sql)                                                                    \
  {                                                                                                \
    g_string_new (sql), g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref)           \
  }

void vbt_statement_clear (VbtStatement *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtStatement, vbt_statement_clear)

guint vbt_statement_add_int (VbtStatement *self, gint64 value);
guint vbt_statement_add_double (VbtStatement *self, double value);
guint vbt_statement_add_string (VbtStatement *self, const char *value);
void vbt_statement_add_ids (VbtStatement *self, const GArray *ids);
VbtQuery *vbt_statement_start (const VbtStatement *self, VbtDb *db);

G_END_DECLS

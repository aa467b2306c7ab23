/* vbt-statement.c: SQL that is put together from literals, with the values for its question marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-statement.h"

/**
 * vbt_statement_clear:
 * @self: a statement
 *
 * Frees what it holds.
 */
void
vbt_statement_clear (VbtStatement *self)
{
  g_string_free (g_steal_pointer (&self->sql), TRUE);
  g_clear_pointer (&self->values, g_ptr_array_unref);
}

static guint
add_value (VbtStatement *self, GVariant *value)
{
  g_ptr_array_add (self->values, g_variant_ref_sink (value));
  return self->values->len;
}

/**
 * vbt_statement_add_int:
 * @self: a statement
 * @value: what a question mark stands for
 *
 * Returns: the number of the question mark
 */
guint
vbt_statement_add_int (VbtStatement *self, gint64 value)
{
  return add_value (self, g_variant_new_int64 (value));
}

/**
 * vbt_statement_add_double:
 * @self: a statement
 * @value: what a question mark stands for
 *
 * Returns: the number of the question mark
 */
guint
vbt_statement_add_double (VbtStatement *self, double value)
{
  return add_value (self, g_variant_new_double (value));
}

/**
 * vbt_statement_add_string:
 * @self: a statement
 * @value: what a question mark stands for
 *
 * Returns: the number of the question mark
 */
guint
vbt_statement_add_string (VbtStatement *self, const char *value)
{
  return add_value (self, g_variant_new_string (value));
}

/**
 * vbt_statement_add_ids:
 * @self: a statement
 * @ids: (element-type VbtId): identifiers
 *
 * Adds that what comes before is one of them.
 */
void
vbt_statement_add_ids (VbtStatement *self, const GArray *ids)
{
  g_string_append (self->sql, " IN (");
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (self->sql, "%s?%u", i > 0 ? ", " : "",
                            vbt_statement_add_int (self, g_array_index (ids, VbtId, i)));
  g_string_append_c (self->sql, ')');
}

/**
 * vbt_statement_start:
 * @self: a statement
 * @db: a connection
 *
 * Returns: (transfer full): its rows
 */
VbtQuery *
vbt_statement_start (const VbtStatement *self, VbtDb *db)
{
  VbtQuery *query = vbt_db_query_empty (db, self->sql->str);

  for (guint i = 0; i < self->values->len; i++)
    {
      GVariant *value = g_ptr_array_index (self->values, i);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        vbt_query_bind_int (query, (int)i + 1, g_variant_get_int64 (value));
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
        vbt_query_bind_double (query, (int)i + 1, g_variant_get_double (value));
      else
        vbt_query_bind_string (query, (int)i + 1, g_variant_get_string (value, NULL));
    }
  return query;
}

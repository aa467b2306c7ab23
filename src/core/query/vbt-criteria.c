/* vbt-criteria.c: a query that was understood
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-criteria.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
vbt_term_free (VbtTerm *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->pattern, g_regex_unref);
  g_free (self->key);
  g_free (self->value);
  g_free (self);
}

/**
 * vbt_criteria_free:
 * @self: (nullable): a query
 *
 * Frees it.
 */
void
vbt_criteria_free (VbtCriteria *self)
{
  if (self == NULL)
    return;
  vbt_term_free (self->root);
  g_free (self->query);
  g_free (self);
}

/**
 * vbt_criteria_get_column:
 * @self: a query
 * @byte: a place in it
 *
 * Returns: the place in characters, from 1
 */
guint
vbt_criteria_get_column (const VbtCriteria *self, gsize byte)
{
  return (guint)g_utf8_pointer_to_offset (self->query, self->query + byte) + 1;
}

/**
 * vbt_criteria_fail:
 * @self: a query
 * @term: the part of it that is wrong
 * @error: return location for the error
 * @message: what is wrong with it, and what to do
 *
 * Says where it is.
 */
void
vbt_criteria_fail (const VbtCriteria *self, const VbtTerm *term, GError **error,
                   const char *message)
{
  /* TRANSLATORS: of a query that somebody typed; then what is wrong there */
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("Column %u: %s"),
               vbt_criteria_get_column (self, term->start), message);
}

/**
 * vbt_criteria_error_column:
 * @error: (nullable): why a query cannot be understood
 *
 * Returns: where it is wrong, in characters from 1; 0 where that is not known
 */
guint
vbt_criteria_error_column (const GError *error)
{
  const char *digits;

  if (!g_error_matches (error, VBT_ERROR, VBT_ERROR_USAGE))
    return 0;
  /* In every language it is the first number of the message, see vbt_criteria_fail(). */
  digits = strpbrk (error->message, "0123456789");
  return digits != NULL ? (guint)g_ascii_strtoull (digits, NULL, 10) : 0;
}

/**
 * vbt_criteria_copy:
 * @self: (nullable): a query
 *
 * Returns: (transfer full) (nullable): the same
 */
VbtCriteria *
vbt_criteria_copy (const VbtCriteria *self)
{
  return self != NULL ? vbt_criteria_parse (self->query, self->flags, NULL, NULL) : NULL;
}

/**
 * vbt_criteria_quote:
 * @value: a name as the project has it
 *
 * Returns: (transfer full): how it is written in a query
 */
char *
vbt_criteria_quote (const char *value)
{
  GString *quoted;

  g_return_val_if_fail (value != NULL, NULL);

  if (*value != '\0' && strpbrk (value, " \t\n()\"*|<>=") == NULL
      && !g_unichar_isspace (g_utf8_get_char (value)))
    return g_strdup (value);
  quoted = g_string_new ("\"");
  for (; *value != '\0'; value++)
    {
      if (*value == '"' || *value == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *value);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

/* vbt-types.c: the small types that all of the core shares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-types.h"

#include <string.h>

/* G_DEFINE_QUARK takes a name with hyphens, in which clang-format sees subtractions. */
GQuark
vbt_error_quark (void)
{
  return g_quark_from_static_string ("vbt-error-quark");
}

/* As many identifiers follow one that was drawn. */
#define ID_BITS 20

/**
 * vbt_id_new:
 *
 * Identifiers that are made one after another follow one another, from a random one on: a million times fewer are
 * drawn, and rows that came together lie together in the file. Each thread has a row of its own. Loading a document then reads a few pages
 * of a project of any size, and an import appends to the tables instead of writing all over them.
 *
 * Returns: a new identifier that no other copy of any project has, positive and below 2^63
 */
VbtId
vbt_id_new (void)
{
  static _Thread_local guint64 next = 0;

  while ((next & ((1 << ID_BITS) - 1)) == 0)
    next = (((guint64)g_random_int () << 32) | g_random_int ()) & G_MAXINT64;
  return (VbtId)next++;
}

/**
 * vbt_id_compare:
 * @a: (type VbtId*): an identifier
 * @b: (type VbtId*): another one
 *
 * Returns: less than, equal to or more than 0, as g_array_sort() wants it
 */
int
vbt_id_compare (gconstpointer a, gconstpointer b)
{
  VbtId first = *(const VbtId *)a;
  VbtId second = *(const VbtId *)b;

  return (first > second) - (first < second);
}

/**
 * vbt_id_from_name:
 * @scope: what is named, such as "label"
 * @name: its name
 *
 * Derives an identifier from a name, so that what every project has by the same name (the labels
 * of the default schemas) has the same identifier in all of them, and merges without a question.
 * The identifier is made of the first 63 bits of the SHA-256 of scope, NUL, and name.
 *
 * Returns: an identifier, never 0
 */
VbtId
vbt_id_from_name (const char *scope, const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 id = 0;

  g_return_val_if_fail (scope != NULL && name != NULL, 0);

  g_checksum_update (checksum, (const guchar *)scope, (gssize)strlen (scope) + 1);
  g_checksum_update (checksum, (const guchar *)name, (gssize)strlen (name));
  g_checksum_get_digest (checksum, digest, &length);
  for (int i = 0; i < 8; i++)
    id = id << 8 | digest[i];
  id &= G_MAXINT64;
  return id == 0 ? 1 : (VbtId)id;
}

/**
 * vbt_id_to_string:
 * @id: an identifier
 *
 * Returns: (transfer full): sixteen hexadecimal digits, as the native format writes them
 */
char *
vbt_id_to_string (VbtId id)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", id);
}

/**
 * vbt_id_from_string:
 * @string: what vbt_id_to_string() wrote, or any other name of a thing in a file of other origin
 *
 * Returns: the identifier; for a string of any other form one that is derived from it
 */
VbtId
vbt_id_from_string (const char *string)
{
  guint64 id;

  g_return_val_if_fail (string != NULL, 0);

  if (strlen (string) == 16 && strspn (string, "0123456789abcdef") == 16)
    {
      id = g_ascii_strtoull (string, NULL, 16);
      if (id > 0 && id <= G_MAXINT64)
        return (VbtId)id;
    }
  return vbt_id_from_name ("string", string);
}

/**
 * vbt_time_now:
 *
 * Returns: the time in seconds since 1970, UTC
 */
gint64
vbt_time_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * vbt_time_to_string:
 * @seconds: seconds since 1970, UTC
 *
 * Returns: (transfer full): the time as in "2026-11-23T10:12:13Z" (ISO 8601), which
 *   vbt_time_from_string() reads back
 */
char *
vbt_time_to_string (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  if (time == NULL)
    return g_strdup ("1970-01-01T00:00:00Z");
  /* Not g_date_time_format(): its %Y writes the year 206 in three digits, which is no ISO 8601. */
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
}

/**
 * vbt_time_from_string:
 * @string: a time as ISO 8601 writes it
 * @seconds: (out): seconds since 1970, UTC
 *
 * Returns: whether @string is a time
 */
gboolean
vbt_time_from_string (const char *string, gint64 *seconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (string, utc);
  g_autoptr (GDateTime) written = NULL;

  if (time == NULL)
    return FALSE;
  /* A zone can move a time out of the years 1 to 9999, the only ones that can be written. */
  written = g_date_time_new_from_unix_utc (g_date_time_to_unix (time));
  if (written == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (time);
  return TRUE;
}

static gboolean
index_of (const char *const *names, guint n_names, const char *string, guint *index)
{
  for (guint i = 0; i < n_names && string != NULL; i++)
    if (g_str_equal (names[i], string))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

#define DEFINE_ENUM_NAMES(Type, type, ...)                                                         \
  static const char *const type##_names[] = { __VA_ARGS__ };                                       \
                                                                                                   \
  const char *vbt_##type##_to_string (Type value)                                                  \
  {                                                                                                \
    g_return_val_if_fail ((guint)value < G_N_ELEMENTS (type##_names), NULL);                       \
    return type##_names[value];                                                                    \
  }                                                                                                \
                                                                                                   \
  gboolean vbt_##type##_from_string (const char *string, Type *value)                              \
  {                                                                                                \
    guint index;                                                                                   \
                                                                                                   \
    if (!index_of (type##_names, G_N_ELEMENTS (type##_names), string, &index))                     \
      return FALSE;                                                                                \
    *value = (Type)index;                                                                          \
    return TRUE;                                                                                   \
  }

DEFINE_ENUM_NAMES (VbtKind, kind, "span", "relation", "document")
DEFINE_ENUM_NAMES (VbtStatus, status, "new", "in-progress", "done", "locked")
DEFINE_ENUM_NAMES (VbtVerdict, verdict, "accepted", "rejected", "corrected")
DEFINE_ENUM_NAMES (VbtAnnotatorKind, annotator_kind, "person", "tagger", "import", "curator")

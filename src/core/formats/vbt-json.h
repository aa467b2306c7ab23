/* vbt-json.h: JSON of unknown origin, and the pieces of JSON that are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <string.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

/** VBT_JSON_MAX_DEPTH: how deep JSON may be nested: as jansson's JSON_PARSER_MAX_DEPTH. */
#define VBT_JSON_MAX_DEPTH 2048

json_t *vbt_json_parse (const char *data, gsize length, GError **error);
void vbt_json_explain (const char *data, gsize length, GError **error);
void vbt_json_append_string (GString *json, const char *string);
void vbt_json_append_member (GString *json, const char *member);
char *vbt_json_format_double (double number);

/** VbtJsonKind: what a value is. */
typedef enum
{
  VBT_JSON_NULL,
  VBT_JSON_FALSE,
  VBT_JSON_TRUE,
  VBT_JSON_INTEGER,
  VBT_JSON_REAL,
  VBT_JSON_STRING,
  VBT_JSON_ARRAY,
  VBT_JSON_OBJECT,
  VBT_JSON_TABLE, /* no value: behind an object with many members */
} VbtJsonKind;

typedef struct _VbtJson VbtJson;

/**
 * VbtJson:
 *
 * A value that was read; those within it follow it in memory, each member behind its name.
 */
struct _VbtJson
{
  guint8 kind;    /* VbtJsonKind */
  guint8 is_last; /* of a list or an object */
  guint32 n;      /* items, members, or bytes of a string */
  union
  {
    gsize n_within; /* how many follow that are in the list or the object */
    const char *string;
    gint64 integer;
    double real;
    GHashTable *table;
  };
};

/** VbtJsonReader: reads one value after another into the same memory. */
typedef struct _VbtJsonReader VbtJsonReader;

VbtJsonReader *vbt_json_reader_new (void);
void vbt_json_reader_free (VbtJsonReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtJsonReader, vbt_json_reader_free)
const VbtJson *vbt_json_reader_read (VbtJsonReader *self, const char *data, gsize length,
                                     GError **error);
const VbtJson *vbt_json_item (const VbtJson *array, gsize at);
const VbtJson *vbt_json_get_member (const VbtJson *object, const char *name, gsize length);
void vbt_json_append (GString *json, const VbtJson *value);

/* What is asked of NULL, or of a value of another kind, is FALSE, 0 or NULL, as with jansson. */

static inline gboolean
vbt_json_is (const VbtJson *value, VbtJsonKind kind)
{
  return value != NULL && value->kind == kind;
}

static inline gboolean
vbt_json_is_number (const VbtJson *value)
{
  return vbt_json_is (value, VBT_JSON_INTEGER) || vbt_json_is (value, VBT_JSON_REAL);
}

static inline gboolean
vbt_json_is_boolean (const VbtJson *value)
{
  return vbt_json_is (value, VBT_JSON_TRUE) || vbt_json_is (value, VBT_JSON_FALSE);
}

static inline const char *
vbt_json_string (const VbtJson *value)
{
  return vbt_json_is (value, VBT_JSON_STRING) ? value->string : NULL;
}

static inline gint64
vbt_json_integer (const VbtJson *value)
{
  return vbt_json_is (value, VBT_JSON_INTEGER) ? value->integer : 0;
}

static inline double
vbt_json_number (const VbtJson *value)
{
  return vbt_json_is (value, VBT_JSON_REAL) ? value->real : (double)vbt_json_integer (value);
}

/* How many items a list has. */
static inline gsize
vbt_json_size (const VbtJson *array)
{
  return vbt_json_is (array, VBT_JSON_ARRAY) ? array->n : 0;
}

static inline const VbtJson *
vbt_json_member (const VbtJson *object, const char *name)
{
  return vbt_json_get_member (object, name, strlen (name));
}

/* For the two macros below. */

static inline const VbtJson *
vbt_json_next (const VbtJson *value)
{
  gboolean has_more = value->kind == VBT_JSON_ARRAY || value->kind == VBT_JSON_OBJECT;

  if (value->is_last)
    return NULL;
  return value + 1 + (has_more ? value->n_within : 0);
}

static inline const VbtJson *
vbt_json_first (const VbtJson *array)
{
  return vbt_json_size (array) > 0 ? array + 1 : NULL;
}

static inline const VbtJson *
vbt_json_named (const VbtJson *name, const char **string)
{
  if (name == NULL)
    return NULL;
  *string = name->string;
  return name + 1;
}

static inline const VbtJson *
vbt_json_first_member (const VbtJson *object, const char **name)
{
  if (!vbt_json_is (object, VBT_JSON_OBJECT) || object->n == 0)
    return NULL;
  return vbt_json_named (object + (object[1].kind == VBT_JSON_TABLE ? 2 : 1), name);
}

static inline const VbtJson *
vbt_json_next_member (const VbtJson *value, const char **name)
{
  return vbt_json_named (vbt_json_next (value), name);
}

#define VBT_JSON_FOREACH(array, i, item)                                                           \
  for ((i) = 0, (item) = vbt_json_first (array); (item) != NULL;                                   \
       (i)++, (item) = vbt_json_next (item))

#define VBT_JSON_FOREACH_MEMBER(object, name, value)                                               \
  for ((value) = vbt_json_first_member (object, &(name)); (value) != NULL;                         \
       (value) = vbt_json_next_member (value, &(name)))

G_END_DECLS

/* vbt-json-reader.c: JSON as it is read from files: values side by side in one piece of memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-json.h"

#include "model/vbt-ascii.h"
#include "model/vbt-text.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* A line of our formats has thousands of numbers, for each of which a tree of jansson's takes memory and gives it back:
 * that took longer than all else. Here the values lie in one array in the order of the file, each with the number of
 * those within it, and strings stay where they are in a copy of the file, decoded in place. A value takes 16
 * bytes, and at least two of the file, so that what a file can ask for is bounded by its length.
 *
 * What jansson refuses is refused here, and nothing else but NUL behind a value; what is wrong is left to jansson to say. */

/* Of an object with more members than these a table is kept, so that each is found at once. */
#define MANY_MEMBERS 32

/* Behind the copy, so that eight bytes can always be looked at. */
#define PADDING VBT_WORD

struct _VbtJsonReader
{
  GByteArray *buffer;
  VbtJson *values;
  guint n_values, n_allocated;
  GPtrArray *tables; /* of GHashTable: name to how far from its object a value is */
  char *p;           /* where it reads */
};

/**
 * vbt_json_reader_new:
 *
 * Returns: (transfer full): a reader, for one value after another
 */
VbtJsonReader *
vbt_json_reader_new (void)
{
  VbtJsonReader *self = g_new0 (VbtJsonReader, 1);

  self->buffer = g_byte_array_new ();
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify)g_hash_table_unref);
  return self;
}

/** vbt_json_reader_free: frees the reader and the value that it read last. */
void
vbt_json_reader_free (VbtJsonReader *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->buffer);
  g_free (self->values);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

static VbtJson *
get (const VbtJsonReader *self, guint at)
{
  return &self->values[at];
}

static guint
add (VbtJsonReader *self, VbtJsonKind kind)
{
  if (self->n_values == self->n_allocated)
    {
      self->n_allocated = MAX (self->n_allocated * 2, 256);
      self->values = g_renew (VbtJson, self->values, self->n_allocated);
    }
  self->values[self->n_values] = (VbtJson){ .kind = kind };
  return self->n_values++;
}

static void
skip_space (VbtJsonReader *self)
{
  while (*self->p == ' ' || *self->p == '\n' || *self->p == '\t' || *self->p == '\r')
    self->p++;
}

/* Strings */

/* The next quotation mark, backslash or control character. */
static char *
skip_plain (char *p)
{
  for (;; p += VBT_WORD)
    {
      guint64 word = vbt_read_word (p);

      if (vbt_any_byte_is (word, '"') || vbt_any_byte_is (word, '\\')
          || vbt_any_byte_below (word, 0x20))
        break;
    }
  while ((guchar)*p >= 0x20 && *p != '"' && *p != '\\')
    p++;
  return p;
}

static int
read_hex (const char *digits)
{
  int value = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (digits[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }
  return value;
}

/* At the "u": a character or a pair of surrogates; what follows, or NULL. */
static char *
decode_unicode (char *p, char **to)
{
  int high = read_hex (p + 1), low;
  gunichar c = (gunichar)high;

  p += 5;
  if (high <= 0 || (high >= 0xdc00 && high <= 0xdfff))
    return NULL;
  if (high >= 0xd800 && high <= 0xdbff)
    {
      low = p[0] == '\\' && p[1] == 'u' ? read_hex (p + 2) : -1;
      if (low < 0xdc00 || low > 0xdfff)
        return NULL;
      c = 0x10000 + (((gunichar)high & 0x3ff) << 10 | ((gunichar)low & 0x3ff));
      p += 6;
    }
  *to += g_unichar_to_utf8 (c, *to);
  return p;
}

/* At the character after the backslash; what follows, or NULL. */
static char *
decode_escape (char *p, char **to)
{
  static const char from[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  const char *found = *p != '\0' ? strchr (from, *p) : NULL;

  if (found == NULL)
    return *p == 'u' ? decode_unicode (p, to) : NULL;
  *(*to)++ = characters[found - from];
  return p + 1;
}

/* Behind the quotation mark that begins it. What is decoded is never longer than what is read. */
static gboolean
read_string (VbtJsonReader *self)
{
  char *start = self->p;
  char *p = skip_plain (start);
  char *to = p;
  VbtJson *value;

  while (*p == '\\')
    {
      char *plain = decode_escape (p + 1, &to);

      if (plain == NULL)
        return FALSE;
      p = skip_plain (plain);
      memmove (to, plain, (gsize)(p - plain));
      to += p - plain;
    }
  if (*p != '"')
    return FALSE;
  *to = '\0';
  self->p = p + 1;
  value = get (self, add (self, VBT_JSON_STRING));
  value->n = (guint32)(to - start);
  value->string = start;
  return TRUE;
}

/* Numbers */

static char *
skip_digits (char *p)
{
  while (g_ascii_isdigit (*p))
    p++;
  return p;
}

/* Behind the whole part; FALSE where there is none behind "." or "e". */
static gboolean
skip_fraction (char **p)
{
  char *digits;

  if (**p == '.')
    {
      digits = *p + 1;
      *p = skip_digits (digits);
      if (*p == digits)
        return FALSE;
    }
  if (**p == 'e' || **p == 'E')
    {
      digits = *p + 1 + ((*p)[1] == '+' || (*p)[1] == '-');
      *p = skip_digits (digits);
      return *p > digits;
    }
  return TRUE;
}

static gboolean
read_real (VbtJsonReader *self, const char *start)
{
  VbtJson *value;
  double real;

  if (!skip_fraction (&self->p))
    return FALSE;
  real = g_ascii_strtod (start, NULL);
  if (!isfinite (real))
    return FALSE;
  value = get (self, add (self, VBT_JSON_REAL));
  value->real = real;
  return TRUE;
}

static gboolean
read_number (VbtJsonReader *self)
{
  const char *start = self->p;
  char *digits = self->p + (*start == '-');
  gint64 integer = 0;

  self->p = skip_digits (digits);
  if (self->p == digits || (*digits == '0' && self->p > digits + 1))
    return FALSE;
  if (*self->p == '.' || *self->p == 'e' || *self->p == 'E')
    return read_real (self, start);
  errno = 0;
  if (self->p - digits > 18)
    integer = g_ascii_strtoll (start, NULL, 10);
  else
    for (const char *digit = digits; digit < self->p; digit++)
      integer = integer * 10 + (*digit - '0');
  if (errno != 0)
    return FALSE;
  get (self, add (self, VBT_JSON_INTEGER))->integer
      = self->p - digits <= 18 && *start == '-' ? -integer : integer;
  return TRUE;
}

static gboolean
read_word (VbtJsonReader *self, const char *word, VbtJsonKind kind)
{
  if (strncmp (self->p, word, strlen (word)) != 0)
    return FALSE;
  self->p += strlen (word);
  add (self, kind);
  return TRUE;
}

/* Lists and objects */

static gboolean read_value (VbtJsonReader *self, guint depth);

/* Puts a table of the members behind the object; FALSE where a name is there twice. */
static gboolean
add_table (VbtJsonReader *self, guint at)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
  const VbtJson *object = get (self, at);
  const char *name;

  g_ptr_array_add (self->tables, table);
  for (const VbtJson *value = vbt_json_first_member (object, &name); value != NULL;
       value = vbt_json_next_member (value, &name))
    if (!g_hash_table_insert (table, (gpointer)name, GSIZE_TO_POINTER (value - object + 1)))
      return FALSE;
  get (self, at)->n_within++;
  add (self, VBT_JSON_TABLE);
  memmove (get (self, at + 2), get (self, at + 1), (self->n_values - at - 2) * sizeof (VbtJson));
  *get (self, at + 1) = (VbtJson){ .kind = VBT_JSON_TABLE, .table = table };
  return TRUE;
}

/* Most names differ in length or in an end, which a bit for each tells. */
static gboolean
has_twice (const VbtJson *object)
{
  guint64 seen = 0;
  const char *name, *other = NULL;

  for (const VbtJson *value = vbt_json_first_member (object, &name); value != NULL;
       value = vbt_json_next_member (value, &name))
    {
      guint length = value[-1].n;
      guint64 bit
          = G_GUINT64_CONSTANT (1)
            << ((length + (guchar)name[0] * 7 + (length > 0 ? (guchar)name[length - 1] : 0)) % 64);

      for (const VbtJson *before = seen & bit ? vbt_json_first_member (object, &other) : value;
           before != value; before = vbt_json_next_member (before, &other))
        if (g_str_equal (other, name))
          return TRUE;
      seen |= bit;
    }
  return FALSE;
}

/* What was read behind @at is within it; @last is the last value of it. */
static void
close_value (VbtJsonReader *self, guint at, guint last, guint32 n)
{
  VbtJson *value = get (self, at);

  value->n = n;
  value->n_within = self->n_values - at - 1;
  if (n > 0)
    get (self, last)->is_last = TRUE;
}

static gboolean
read_array (VbtJsonReader *self, guint depth)
{
  guint at = add (self, VBT_JSON_ARRAY);
  guint last = at;
  guint32 n = 0;

  self->p++;
  skip_space (self);
  while (*self->p != ']')
    {
      last = self->n_values;
      n++;
      if (!read_value (self, depth + 1))
        return FALSE;
      skip_space (self);
      if (*self->p == ']')
        break;
      if (*self->p++ != ',')
        return FALSE;
      skip_space (self);
      if (*self->p == ']')
        return FALSE;
    }
  self->p++;
  close_value (self, at, last, n);
  return TRUE;
}

static gboolean
read_member (VbtJsonReader *self, guint depth, guint *at)
{
  if (*self->p++ != '"' || !read_string (self))
    return FALSE;
  skip_space (self);
  if (*self->p++ != ':')
    return FALSE;
  skip_space (self);
  *at = self->n_values;
  return read_value (self, depth + 1);
}

static gboolean
read_object (VbtJsonReader *self, guint depth)
{
  guint at = add (self, VBT_JSON_OBJECT);
  guint last = at;
  guint32 n = 0;

  self->p++;
  skip_space (self);
  while (*self->p != '}')
    {
      n++;
      if (!read_member (self, depth, &last))
        return FALSE;
      skip_space (self);
      if (*self->p == '}')
        break;
      if (*self->p++ != ',')
        return FALSE;
      skip_space (self);
      if (*self->p == '}')
        return FALSE;
    }
  self->p++;
  close_value (self, at, last, n);
  return n > MANY_MEMBERS ? add_table (self, at) : !has_twice (get (self, at));
}

static gboolean
read_value (VbtJsonReader *self, guint depth)
{
  if (depth > VBT_JSON_MAX_DEPTH)
    return FALSE;
  switch (*self->p)
    {
    case '"':
      self->p++;
      return read_string (self);
    case '[':
      return read_array (self, depth);
    case '{':
      return read_object (self, depth);
    case 't':
      return read_word (self, "true", VBT_JSON_TRUE);
    case 'f':
      return read_word (self, "false", VBT_JSON_FALSE);
    case 'n':
      return read_word (self, "null", VBT_JSON_NULL);
    default:
      return read_number (self);
    }
}

static void
forget (VbtJsonReader *self)
{
  g_clear_pointer (&self->values, g_free);
  self->n_allocated = self->n_values = 0;
  g_ptr_array_set_size (self->tables, 0);
  g_byte_array_unref (self->buffer);
  self->buffer = g_byte_array_new ();
}

/**
 * vbt_json_reader_read:
 * @self: a reader
 * @data: JSON
 * @length: in bytes
 * @error: return location for an error
 *
 * Reads JSON that anybody may have written: at most 2048 levels deep, in memory of at most 9 times its length, in valid
 * UTF-8, without U+0000, lone surrogates, repeated keys and numbers out of range.
 *
 * Returns: (transfer none) (nullable): the value, until the next is read; %NULL with
 *   %VBT_ERROR_FORMAT, which names the byte
 */
const VbtJson *
vbt_json_reader_read (VbtJsonReader *self, const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (self != NULL && data != NULL, NULL);

  self->n_values = 0;
  g_ptr_array_set_size (self->tables, 0);
  g_byte_array_set_size (self->buffer, (guint)(length + PADDING));
  memcpy (self->buffer->data, data, length);
  memset (self->buffer->data + length, 0, PADDING);
  self->p = (char *)self->buffer->data;
  skip_space (self);
  if (vbt_utf8_is_valid (data, length, NULL) && read_value (self, 1))
    {
      skip_space (self);
      get (self, 0)->is_last = TRUE;
      if (self->p == (char *)self->buffer->data + length)
        return get (self, 0);
    }
  forget (self); /* for jansson, which says what is wrong */
  vbt_json_explain (data, length, error);
  return NULL;
}

/**
 * vbt_json_get_member:
 * @object: (nullable): a value
 * @name: name of a member
 * @length: of the name, in bytes
 *
 * Returns: (nullable): the member of the object; %NULL where it has none, or is none. See vbt_json_member().
 */
const VbtJson *
vbt_json_get_member (const VbtJson *object, const char *name, gsize length)
{
  const char *other;

  if (object == NULL || object->kind != VBT_JSON_OBJECT || object->n == 0)
    return NULL;
  if (object[1].kind == VBT_JSON_TABLE)
    {
      gsize far = GPOINTER_TO_SIZE (g_hash_table_lookup (object[1].table, name));

      return far > 0 ? object + far : NULL;
    }
  for (const VbtJson *value = vbt_json_first_member (object, &other); value != NULL;
       value = vbt_json_next_member (value, &other))
    if (value[-1].n == length && memcmp (other, name, length) == 0)
      return value;
  return NULL;
}

/**
 * vbt_json_item:
 * @array: (nullable): a value
 * @at: which item, from 0
 *
 * Goes through what is before it: all of a long list is gone through by VBT_JSON_FOREACH().
 *
 * Returns: (nullable): the item of the list; %NULL where it has none, or is none
 */
const VbtJson *
vbt_json_item (const VbtJson *array, gsize at)
{
  const VbtJson *item;

  if (array == NULL || array->kind != VBT_JSON_ARRAY || at >= array->n)
    return NULL;
  if (array->n_within == array->n)
    return array + 1 + at;
  for (item = array + 1; at > 0; at--)
    item = vbt_json_next (item);
  return item;
}

static void
append_real (GString *json, double real)
{
  g_autofree char *number = vbt_json_format_double (real);

  g_string_append (json, number);
  if (strpbrk (number, ".e") == NULL)
    g_string_append (json, ".0");
}

/**
 * vbt_json_append:
 * @json: JSON that is being written
 * @value: a value
 *
 * Appends the value, without spaces.
 */
void
vbt_json_append (GString *json, const VbtJson *value)
{
  static const char *const words[] = { "null", "false", "true" };
  const VbtJson *item;
  const char *name;
  gsize i;

  switch (value->kind)
    {
    case VBT_JSON_INTEGER:
      g_string_append_printf (json, "%" G_GINT64_FORMAT, value->integer);
      break;
    case VBT_JSON_REAL:
      append_real (json, value->real);
      break;
    case VBT_JSON_STRING:
      vbt_json_append_string (json, value->string);
      break;
    case VBT_JSON_ARRAY:
      g_string_append_c (json, '[');
      VBT_JSON_FOREACH (value, i, item)
      {
        if (i > 0)
          g_string_append_c (json, ',');
        vbt_json_append (json, item);
      }
      g_string_append_c (json, ']');
      break;
    case VBT_JSON_OBJECT:
      g_string_append_c (json, '{');
      VBT_JSON_FOREACH_MEMBER (value, name, item)
      {
        if (json->str[json->len - 1] != '{')
          g_string_append_c (json, ',');
        vbt_json_append_string (json, name);
        g_string_append_c (json, ':');
        vbt_json_append (json, item);
      }
      g_string_append_c (json, '}');
      break;
    default:
      g_string_append (json, words[value->kind]);
      break;
    }
}

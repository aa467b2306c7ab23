/* vbt-label.c: a label of a schema and its attributes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-schema.h"

#include <math.h>
#include <string.h>

static const char *const attribute_kind_names[]
    = { "one-of", "several-of", "text", "number", "yes-no" };

/**
 * vbt_attribute_kind_to_string:
 * @kind: a kind of attribute
 *
 * Returns: its name in files
 */
const char *
vbt_attribute_kind_to_string (VbtAttributeKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (attribute_kind_names), NULL);

  return attribute_kind_names[kind];
}

/**
 * vbt_attribute_kind_from_string:
 * @string: (nullable): a name
 * @kind: (out): the kind of attribute
 *
 * Returns: whether there is a kind of this name
 */
gboolean
vbt_attribute_kind_from_string (const char *string, VbtAttributeKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (attribute_kind_names); i++)
    if (g_strcmp0 (attribute_kind_names[i], string) == 0)
      {
        *kind = (VbtAttributeKind)i;
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_attribute_copy:
 * @attribute: an attribute
 *
 * Returns: (transfer full): a copy, with the same identifier
 */
VbtAttribute *
vbt_attribute_copy (const VbtAttribute *attribute)
{
  VbtAttribute *copy;

  g_return_val_if_fail (attribute != NULL, NULL);

  copy = g_memdup2 (attribute, sizeof *attribute);
  copy->name = g_strdup (attribute->name);
  copy->values = g_strdupv (attribute->values);
  copy->default_value = g_strdup (attribute->default_value);
  return copy;
}

/**
 * vbt_attribute_free:
 * @attribute: (nullable) (transfer full): an attribute
 */
void
vbt_attribute_free (VbtAttribute *attribute)
{
  if (attribute == NULL)
    return;
  g_free (attribute->name);
  g_strfreev (attribute->values);
  g_free (attribute->default_value);
  g_free (attribute);
}

/**
 * vbt_attribute_ensure_value:
 * @attribute: an attribute that is one of a set, or several of a set
 * @value: a value that the set is to have
 */
void
vbt_attribute_ensure_value (VbtAttribute *attribute, const char *value)
{
  guint n;

  g_return_if_fail (attribute != NULL && value != NULL);

  n = attribute->values != NULL ? g_strv_length (attribute->values) : 0;
  if (n > 0 && g_strv_contains ((const char *const *)attribute->values, value))
    return;
  attribute->values = g_renew (char *, attribute->values, n + 2);
  attribute->values[n] = g_strdup (value);
  attribute->values[n + 1] = NULL;
}

static gboolean
is_number (const char *value)
{
  char *end;
  double number;

  if (value[0] == '\0' || strspn (value, "+-.0123456789eE") != strlen (value))
    return FALSE;
  number = g_ascii_strtod (value, &end);
  return *end == '\0' && isfinite (number);
}

static gboolean
is_of_set (const VbtAttribute *attribute, const char *value)
{
  return attribute->values != NULL
         && g_strv_contains ((const char *const *)attribute->values, value);
}

static gboolean
are_of_set (const VbtAttribute *attribute, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, VBT_VALUE_SEPARATOR, -1);

  for (char **part = parts; *part != NULL; part++)
    if (!is_of_set (attribute, *part))
      return FALSE;
  return TRUE;
}

/**
 * vbt_attribute_accepts:
 * @attribute: an attribute
 * @value: a value as text, see [struct@VbtAttribute]
 *
 * Returns: whether an annotation may have the value: of the set, a number, "yes" or "no"
 */
gboolean
vbt_attribute_accepts (const VbtAttribute *attribute, const char *value)
{
  g_return_val_if_fail (attribute != NULL && value != NULL, FALSE);

  switch (attribute->kind)
    {
    case VBT_ATTRIBUTE_ONE_OF:
      return is_of_set (attribute, value);
    case VBT_ATTRIBUTE_SEVERAL_OF:
      return are_of_set (attribute, value);
    case VBT_ATTRIBUTE_NUMBER:
      return is_number (value);
    case VBT_ATTRIBUTE_YES_NO:
      return g_str_equal (value, "yes") || g_str_equal (value, "no");
    case VBT_ATTRIBUTE_TEXT:
    default:
      return TRUE;
    }
}

/* The identifier that a label of this name has in every project. */
static VbtId
label_id (VbtKind kind, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", vbt_kind_to_string (kind), name);

  return vbt_id_from_name ("label", key);
}

/**
 * vbt_label_derive_id:
 * @label: a label
 *
 * Returns: the identifier that follows from its kind and name; it has another one when it was
 *   renamed
 */
VbtId
vbt_label_derive_id (const VbtLabel *label)
{
  g_return_val_if_fail (label != NULL, 0);

  return label_id (label->kind, label->name);
}

/**
 * vbt_label_derive_attribute_id:
 * @label: a label
 * @name: the name of an attribute of it
 *
 * Returns: the identifier that follows from the label's kind and name and from @name
 */
VbtId
vbt_label_derive_attribute_id (const VbtLabel *label, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (label != NULL && name != NULL, 0);

  key = g_strdup_printf ("%s/%s/%s", vbt_kind_to_string (label->kind), label->name, name);
  return vbt_id_from_name ("attribute", key);
}

/**
 * vbt_label_new:
 * @kind: what it may be put on
 * @name: its name
 *
 * Returns: (transfer full): a label without anything, with the identifier that follows from kind
 *   and name
 */
VbtLabel *
vbt_label_new (VbtKind kind, const char *name)
{
  VbtLabel *label;

  g_return_val_if_fail (name != NULL, NULL);

  label = g_new0 (VbtLabel, 1);
  label->id = label_id (kind, name);
  label->kind = kind;
  label->name = g_strdup (name);
  label->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_attribute_free);
  label->from = g_array_new (FALSE, FALSE, sizeof (VbtId));
  label->to = g_array_new (FALSE, FALSE, sizeof (VbtId));
  label->max = -1;
  return label;
}

/**
 * vbt_label_copy:
 * @label: a label
 *
 * Returns: (transfer full): a copy, with the same identifier
 */
VbtLabel *
vbt_label_copy (const VbtLabel *label)
{
  VbtLabel *copy;

  g_return_val_if_fail (label != NULL, NULL);

  copy = g_memdup2 (label, sizeof *label);
  copy->name = g_strdup (label->name);
  copy->key = g_strdup (label->key);
  copy->color = g_strdup (label->color);
  copy->guideline = g_strdup (label->guideline);
  copy->from = g_array_copy (label->from);
  copy->to = g_array_copy (label->to);
  copy->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_attribute_free);
  for (guint i = 0; i < label->attributes->len; i++)
    g_ptr_array_add (copy->attributes, vbt_attribute_copy (label->attributes->pdata[i]));
  return copy;
}

/**
 * vbt_label_free:
 * @label: (nullable) (transfer full): a label
 */
void
vbt_label_free (VbtLabel *label)
{
  if (label == NULL)
    return;
  g_free (label->name);
  g_free (label->key);
  g_free (label->color);
  g_free (label->guideline);
  g_ptr_array_unref (label->attributes);
  g_array_unref (label->from);
  g_array_unref (label->to);
  g_free (label);
}

/**
 * vbt_label_find_attribute:
 * @label: a label
 * @name: a name
 *
 * Returns: (nullable) (transfer none): its attribute of this name
 */
const VbtAttribute *
vbt_label_find_attribute (const VbtLabel *label, const char *name)
{
  g_return_val_if_fail (label != NULL && name != NULL, NULL);

  for (guint i = 0; i < label->attributes->len; i++)
    {
      const VbtAttribute *attribute = g_ptr_array_index (label->attributes, i);

      if (g_str_equal (attribute->name, name))
        return attribute;
    }
  return NULL;
}

/* A label that was renamed may leave attributes behind under the identifiers of its old name: only
 * labels whose own identifier follows from their name give such identifiers away. */
static VbtId
new_attribute_id (const VbtLabel *label, const char *name)
{
  VbtId id = vbt_label_derive_attribute_id (label, name);

  if (label->id != vbt_label_derive_id (label))
    return vbt_id_new ();
  for (guint i = 0; i < label->attributes->len; i++)
    if (((const VbtAttribute *)g_ptr_array_index (label->attributes, i))->id == id)
      return vbt_id_new ();
  return id;
}

/**
 * vbt_label_ensure_attribute:
 * @label: a label
 * @kind: the kind that the attribute has if it must be made
 * @name: its name
 *
 * Returns: (transfer none): the label's attribute of this name, made if there is none
 */
VbtAttribute *
vbt_label_ensure_attribute (VbtLabel *label, VbtAttributeKind kind, const char *name)
{
  VbtAttribute *attribute;

  g_return_val_if_fail (label != NULL && name != NULL, NULL);

  attribute = (VbtAttribute *)vbt_label_find_attribute (label, name);
  if (attribute != NULL)
    return attribute;
  attribute = g_new0 (VbtAttribute, 1);
  attribute->id = new_attribute_id (label, name);
  attribute->name = g_strdup (name);
  attribute->kind = kind;
  g_ptr_array_add (label->attributes, attribute);
  return attribute;
}

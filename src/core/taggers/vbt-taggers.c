/* vbt-taggers.c: the table of taggers, and how one runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>

/**
 * vbt_taggers:
 *
 * Returns: (transfer none) (array zero-terminated=1): all taggers, in the order in which they run
 */
const VbtTagger *const *
vbt_taggers (void)
{
  static const VbtTagger *const taggers[] = {
    &vbt_tagger_quotations,
    &vbt_tagger_entities,
    &vbt_tagger_attributions,
    &vbt_tagger_dictionary,
    &vbt_tagger_learned,
    &vbt_tagger_command,
    NULL,
  };

  return taggers;
}

/**
 * vbt_taggers_default:
 *
 * Returns: (transfer none) (array zero-terminated=1): the taggers that run where none is named, in
 *   their order: all but those whose work another one does as well
 */
const VbtTagger *const *
vbt_taggers_default (void)
{
  static GPtrArray *defaults;

  if (g_once_init_enter (&defaults))
    {
      const VbtTagger *const *taggers = vbt_taggers ();
      GPtrArray *array = g_ptr_array_new ();

      for (guint i = 0; taggers[i] != NULL; i++)
        if (!taggers[i]->on_request)
          g_ptr_array_add (array, (gpointer)taggers[i]);
      g_ptr_array_add (array, NULL);
      g_once_init_leave (&defaults, array);
    }
  return (const VbtTagger *const *)defaults->pdata;
}

/**
 * vbt_taggers_find:
 * @name: of a tagger
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the tagger, or NULL with VBT_ERROR_USAGE, which names all
 */
const VbtTagger *
vbt_taggers_find (const char *name, GError **error)
{
  const VbtTagger *const *taggers = vbt_taggers ();
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; taggers[i] != NULL; i++)
    {
      if (g_str_equal (taggers[i]->name, name))
        return taggers[i];
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", taggers[i]->name);
    }
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("There is no tagger “%s”. Taggers are: %s."),
               name, names->str);
  return NULL;
}

static const VbtTaggerOption *
find_option (const VbtTagger *self, const char *name)
{
  for (const VbtTaggerOption *option = self->options; option != NULL && option->name != NULL;
       option++)
    if (g_str_equal (option->name, name))
      return option;
  return NULL;
}

/**
 * vbt_tagger_get_setting:
 * @self: a tagger
 * @settings: (nullable): "TAGGER.OPTION" to its value
 * @option: one of its options
 *
 * Returns: (transfer none) (nullable): what it is set to, or its default
 */
const char *
vbt_tagger_get_setting (const VbtTagger *self, GHashTable *settings, const char *option)
{
  g_autofree char *name = g_strconcat (self->name, ".", option, NULL);
  const char *value = settings != NULL ? g_hash_table_lookup (settings, name) : NULL;
  const VbtTaggerOption *entry = find_option (self, option);

  if (value == NULL && entry != NULL && entry->values != NULL)
    value = entry->values[0];
  return value;
}

/**
 * vbt_taggers_find_option:
 * @name: "TAGGER.OPTION"
 *
 * Returns: (transfer none) (nullable): the option
 */
const VbtTaggerOption *
vbt_taggers_find_option (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  const VbtTagger *tagger = parts[0] != NULL ? vbt_taggers_find (parts[0], NULL) : NULL;

  return tagger != NULL && parts[1] != NULL ? find_option (tagger, parts[1]) : NULL;
}

/**
 * vbt_taggers_check_setting:
 * @name: "TAGGER.OPTION"
 * @value: what it is to be
 * @error: return location for an error
 *
 * Returns: FALSE with VBT_ERROR_USAGE where there is no such tagger, option or value
 */
gboolean
vbt_taggers_check_setting (const char *name, const char *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  const VbtTagger *tagger = parts[0] != NULL ? vbt_taggers_find (parts[0], error) : NULL;
  const VbtTaggerOption *option = vbt_taggers_find_option (name);
  g_autofree char *values = NULL;

  if (option != NULL && (option->values == NULL || g_strv_contains (option->values, value)))
    return TRUE;
  if (option != NULL)
    values = g_strjoinv (", ", (char **)option->values);
  if (option != NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("%s cannot be “%s”. It can be: %s."), name,
                 value, values);
  else if (tagger != NULL)
    g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                 _ ("There is no option “%s”. “vbt taggers” lists them."), name);
  return FALSE;
}

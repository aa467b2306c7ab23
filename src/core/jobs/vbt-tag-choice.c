/* vbt-tag-choice.c: which taggers run over a project, and how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-tag-choice.h"

#include "formats/vbt-json.h"
#include "taggers/vbt-learned.h"

#define SETTING "tagging"
#define PROGRAM "command"

/**
 * vbt_tag_choice_new:
 *
 * Returns: (transfer full): the taggers that run by default, with the default options
 */
VbtTagChoice *
vbt_tag_choice_new (void)
{
  VbtTagChoice *self = g_new0 (VbtTagChoice, 1);

  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->taggers = g_ptr_array_new ();
  vbt_tag_choice_set_taggers (self, NULL);
  return self;
}

/**
 * vbt_tag_choice_free:
 * @self: (transfer full): a choice
 */
void
vbt_tag_choice_free (VbtTagChoice *self)
{
  g_ptr_array_unref (self->taggers);
  g_hash_table_unref (self->settings);
  g_free (self);
}

/**
 * vbt_tag_choice_set_taggers:
 * @self: a choice
 * @names: (nullable) (array zero-terminated=1): of taggers, in any order; those by default where NULL
 *
 * Chooses taggers. They run in the order of the table, in which they build on one another.
 */
void
vbt_tag_choice_set_taggers (VbtTagChoice *self, const char *const *names)
{
  const VbtTagger *const *taggers = vbt_taggers ();

  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->taggers, 0);
  for (guint i = 0; taggers[i] != NULL; i++)
    if (names != NULL ? g_strv_contains (names, taggers[i]->name) : !taggers[i]->on_request)
      g_ptr_array_add (self->taggers, (gpointer)taggers[i]);
  g_ptr_array_add (self->taggers, NULL);
}

static gboolean
is_of_program (gpointer name, gpointer value, gpointer unused)
{
  return g_str_has_prefix (name, PROGRAM ".");
}

/**
 * vbt_tag_choice_drop_programs:
 * @self: a choice
 *
 * Leaves out the tagger that runs a program, and what it would run: a project may come from
 * somebody else, and a program runs only where a person named it or saw which one it is.
 */
void
vbt_tag_choice_drop_programs (VbtTagChoice *self)
{
  g_return_if_fail (self != NULL);

  if (g_ptr_array_remove (self->taggers, (gpointer)vbt_taggers_find (PROGRAM, NULL))
      && self->taggers->pdata[0] == NULL)
    vbt_tag_choice_set_taggers (self, NULL);
  g_hash_table_foreach_remove (self->settings, is_of_program, NULL);
}

/**
 * vbt_tag_choice_has:
 * @self: a choice
 * @tagger: a tagger
 *
 * Returns: whether it is chosen
 */
gboolean
vbt_tag_choice_has (const VbtTagChoice *self, const VbtTagger *tagger)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return g_ptr_array_find (self->taggers, tagger, NULL);
}

static void
read_taggers (VbtTagChoice *self, json_t *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  json_t *name;
  size_t i;

  json_array_foreach (list, i, name) if (json_is_string (name))
      g_strv_builder_add (builder, json_string_value (name));
  names = g_strv_builder_end (builder);
  vbt_tag_choice_set_taggers (self, (const char *const *)names);
}

/* Those that run where nobody chose: with what was learned, where anything was. */
static void
take_defaults (VbtTagChoice *self, VbtStore *store)
{
  g_autoptr (VbtLearnedReport) report = vbt_learned_report_load (store, NULL);

  if (report != NULL)
    g_ptr_array_insert (self->taggers, (gint)self->taggers->len - 1,
                        (gpointer)vbt_taggers_find (VBT_LEARNED_TAGGER, NULL));
}

/* A project may come from somebody else: what it names beside it, relative to wherever we are, is
 * not looked for. */
static gboolean
is_trusted (const char *name, const char *value)
{
  const VbtTaggerOption *option = vbt_taggers_find_option (name);

  return option != NULL
         && (option->values != NULL || option->kind != VBT_OPTION_FILE
             || g_path_is_absolute (value))
         && vbt_taggers_check_setting (name, value, NULL);
}

/**
 * vbt_tag_choice_load:
 * @store: a project
 *
 * Returns: (transfer full): what was chosen last; what this version does not know is left out.
 *   Where nothing was chosen: the taggers by default, and `learned` where something was learned
 */
VbtTagChoice *
vbt_tag_choice_load (VbtStore *store)
{
  g_autofree char *text = vbt_store_get_setting (store, SETTING);
  g_autoptr (json_t) json = text != NULL ? vbt_json_parse (text, strlen (text), NULL) : NULL;
  VbtTagChoice *self = vbt_tag_choice_new ();
  const char *name;
  json_t *value;

  if (json_is_array (json_object_get (json, "taggers")))
    read_taggers (self, json_object_get (json, "taggers"));
  else
    take_defaults (self, store);
  json_object_foreach (json_object_get (json, "settings"), name, value)
  {
    if (json_is_string (value) && is_trusted (name, json_string_value (value)))
      g_hash_table_replace (self->settings, g_strdup (name), g_strdup (json_string_value (value)));
  }
  self->min_confidence = CLAMP (json_number_value (json_object_get (json, "min_confidence")), 0, 1);
  return self;
}

/**
 * vbt_tag_choice_save:
 * @self: a choice
 * @store: a project
 * @error: return location for an error
 *
 * Keeps it in the project, for the next time and for `vbt`.
 *
 * Returns: whether that worked
 */
gboolean
vbt_tag_choice_save (const VbtTagChoice *self, VbtStore *store, GError **error)
{
  g_autoptr (json_t) json = json_pack ("{s:[], s:{}, s:f}", "taggers", "settings", "min_confidence",
                                       self->min_confidence);
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer name, value;
  char *dumped;

  for (guint i = 0; self->taggers->pdata[i] != NULL; i++)
    json_array_append_new (json_object_get (json, "taggers"),
                           json_string (((const VbtTagger *)self->taggers->pdata[i])->name));
  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    json_object_set_new (json_object_get (json, "settings"), name, json_string (value));
  dumped = json_dumps (json, JSON_COMPACT | JSON_SORT_KEYS);
  text = g_strdup (dumped);
  free (dumped);
  return vbt_store_set_setting (store, SETTING, text, error);
}

/* vbt-store-duplicates.c: entries of the register that are probably the same person, organization or place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "vbt-entities.h"

/* So many entries that share a surname are a common name, not one person. */
#define MAX_GROUP 100

typedef struct
{
  VbtId entity;
  VbtEntityKind kind;
  char **words; /* of a name, case folded, without points */
} Name;

typedef struct
{
  GHashTable *groups; /* what two names must share → GPtrArray of Name, borrowed */
  GPtrArray *names;   /* of Name, owned */
} Names;

static void
name_free (gpointer data)
{
  Name *self = data;

  g_strfreev (self->words);
  g_free (self);
}

static char **
split (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " .,\t\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_strv_builder_add (builder, *word);
  return g_strv_builder_end (builder);
}

/* "osce" of "Organization for Security and Co-operation in Europe": the words that begin with a capital. */
static char *
make_acronym (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " -", -1);
  g_autoptr (GString) acronym = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    if (g_unichar_isupper (g_utf8_get_char (*word)))
      g_string_append_unichar (acronym, g_unichar_tolower (g_utf8_get_char (*word)));
  return acronym->len > 1 ? g_string_free (g_steal_pointer (&acronym), FALSE) : NULL;
}

static void
add_to_group (Names *self, const char *prefix, const char *shared, Name *name)
{
  char *key = g_strdup_printf ("%s%d:%s", prefix, (int)name->kind, shared);
  GPtrArray *group = g_hash_table_lookup (self->groups, key);

  if (group == NULL)
    {
      group = g_ptr_array_new ();
      g_hash_table_insert (self->groups, g_steal_pointer (&key), group);
    }
  g_free (key);
  g_ptr_array_add (group, name);
}

static void
name_cb (gpointer data, const VbtEntity *entity, const char *alias)
{
  Names *self = data;
  const char *text = alias != NULL ? alias : entity->name;
  Name *name = g_new0 (Name, 1);
  guint n_words;

  name->entity = entity->id;
  name->kind = entity->kind;
  name->words = split (text);
  n_words = g_strv_length (name->words);
  g_ptr_array_add (self->names, name);
  if (n_words == 0)
    return;
  if (entity->kind == VBT_ENTITY_PERSON)
    add_to_group (self, "surname", name->words[n_words - 1], name);
  else
    {
      g_autofree char *whole = g_strjoinv (" ", name->words);
      g_autofree char *acronym
          = entity->kind == VBT_ENTITY_ORGANIZATION && n_words > 1 ? make_acronym (text) : NULL;
      add_to_group (self, "name", whole, name);
      if (acronym != NULL)
        add_to_group (self, "name", acronym, name);
    }
}

/* "s" and "sergey", "sergey" and "sergey", not "sergey" and "sam". */
static gboolean
first_names_fit (const char *a, const char *b)
{
  gsize n = MIN (strlen (a), strlen (b));

  return g_str_equal (a, b)
         || (g_utf8_strlen (strlen (a) < strlen (b) ? a : b, -1) == 1 && strncmp (a, b, n) == 0);
}

/* Both have the group in common: of persons the surname, else the whole name or its acronym. */
static gboolean
fit (const Name *a, const Name *b)
{
  if (a->entity == b->entity)
    return FALSE;
  if (a->kind != VBT_ENTITY_PERSON || g_strv_length (a->words) == 1
      || g_strv_length (b->words) == 1)
    return TRUE;
  return first_names_fit (a->words[0], b->words[0]);
}

static gboolean
add_pair (VbtStore *store, GHashTable *seen, GArray *pairs, VbtId a, VbtId b, GError **error)
{
  g_autofree char *key
      = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, MIN (a, b), MAX (a, b));
  guint64 n_a = 0, n_b = 0;
  VbtDuplicate pair;

  if (!g_hash_table_add (seen, g_steal_pointer (&key)))
    return TRUE;
  if (!vbt_store_count_mentions (store, a, &n_a, error)
      || !vbt_store_count_mentions (store, b, &n_b, error))
    return FALSE;
  pair = n_b > n_a ? (VbtDuplicate){ b, a } : (VbtDuplicate){ a, b };
  g_array_append_val (pairs, pair);
  return TRUE;
}

static gboolean
compare_group (VbtStore *store, const GPtrArray *group, guint limit, GHashTable *seen,
               GArray *pairs, GError **error)
{
  if (group->len > MAX_GROUP)
    return TRUE;
  for (guint i = 0; i < group->len; i++)
    for (guint j = i + 1; j < group->len && pairs->len < limit; j++)
      {
        const Name *a = g_ptr_array_index (group, i);
        const Name *b = g_ptr_array_index (group, j);
        if (fit (a, b) && !add_pair (store, seen, pairs, a->entity, b->entity, error))
          return FALSE;
      }
  return TRUE;
}

/**
 * vbt_store_find_duplicates:
 * @self: a project
 * @limit: how many pairs at the most
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Looks for entries that are probably the same: persons with one surname whose first names do not speak against
 * it, organizations and places of one name in any case, organizations and their acronyms. Reads the whole
 * register: for a thread of its own.
 *
 * Returns: (transfer full) (nullable) (element-type VbtDuplicate): pairs, in the order of the register
 */
GArray *
vbt_store_find_duplicates (VbtStore *self, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (VbtDuplicate));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) groups
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (name_free);
  g_autoptr (GList) keys = NULL;
  Names names = { groups, owned };

  g_return_val_if_fail (VBT_IS_STORE (self), NULL);

  if (!vbt_store_foreach_name (self, name_cb, &names, cancellable, error))
    return NULL;
  keys = g_list_sort (g_hash_table_get_keys (groups), (GCompareFunc)g_strcmp0);
  for (GList *key = keys; key != NULL && pairs->len < limit; key = key->next)
    if (!compare_group (self, g_hash_table_lookup (groups, key->data), limit, seen, pairs, error))
      return NULL;
  return g_steal_pointer (&pairs);
}

/* test-entities.c: the register: mentions in their places, merging, splitting, likely duplicates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"
#include "store/vbt-actions.h"
#include "store/vbt-entities.h"

static VbtId
add_entity (Fixture *self, VbtEntityKind kind, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtEntity) entity = vbt_entity_new (kind, name);

  vbt_act_edit_entity (self->store, self->ada, entity, &error);
  g_assert_no_error (error);
  return entity->id;
}

static VbtId
add_mention (Fixture *self, VbtId document, VbtId annotator, VbtOffset start, VbtOffset end,
             VbtId entity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtAnnotation) span = vbt_annotation_new_span (
      fixture_label (self, VBT_KIND_SPAN, "Person"), annotator, start, end);

  vbt_annotation_add_entity (span, entity);
  fixture_begin (self, annotator, document, "Add a mention");
  vbt_store_put_annotation (self->store, document, span, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  return span->id;
}

static guint64
count (Fixture *self, VbtId entity)
{
  g_autoptr (GError) error = NULL;
  guint64 n = 0;

  vbt_store_count_mentions (self->store, entity, &n, &error);
  g_assert_no_error (error);
  return n;
}

static GArray *
array_of (VbtId id)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (VbtId));

  g_array_append_val (array, id);
  return array;
}

static void
test_mentions (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 100);
  VbtId zoe = add_entity (self, VBT_ENTITY_PERSON, "Zoë Müller");
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  const VbtMention *mention;

  /* “Yes,” said Zoë Müller: characters of several bytes before and in it. */
  add_mention (self, document, self->ada, 12, 15, zoe);
  for (int i = 0; i < 4; i++)
    add_mention (self, document, self->ben, 12, 22, zoe);
  first = vbt_store_list_mentions (self->store, zoe, 0, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 2);
  mention = g_ptr_array_index (first, 0);
  g_assert_cmpstr (mention->before, ==, "“Yes,” said ");
  g_assert_cmpint (g_utf8_strlen (mention->after, -1), ==, VBT_MENTION_CONTEXT);
  g_assert_cmpstr (mention->title, ==, "a.txt");
  rest = vbt_store_list_mentions (
      self->store, zoe, ((VbtMention *)g_ptr_array_index (first, 1))->annotation, 100, &error);
  g_assert_cmpuint (rest->len, ==, 3);
  g_assert_cmpuint (count (self, zoe), ==, 5);
  g_assert_cmpstr (((VbtMention *)g_ptr_array_index (rest, 2))->text, ==, "Zoë Müller");
}

/* A quote by Zoë in two documents, one of which goes into the trash. */
static void
test_counts (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId zoe = add_entity (self, VBT_ENTITY_PERSON, "Zoë Müller");
  g_autoptr (GArray) first = NULL;
  VbtId documents[2];
  guint64 n = 99;

  for (guint i = 0; i < 2; i++)
    {
      VbtId speaker, quote;

      documents[i] = fixture_add_document (self, i == 0 ? "a.txt" : "b.txt", 100);
      speaker = add_mention (self, documents[i], self->ada, 12, 22, zoe);
      quote = fixture_add_span (self, documents[i], self->ada, "Quote", 0, 6);
      fixture_add_relation (self, documents[i], self->ada, quote, speaker);
    }
  g_assert_true (vbt_store_count_quotes (self->store, zoe, self->ada, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (vbt_store_count_quotes (self->store, zoe, self->ben, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (vbt_store_count_mentioning (self->store, zoe, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  first = array_of (documents[0]);
  g_assert_true (vbt_act_trash_documents (self->store, self->ada, first, &error));
  g_assert_true (vbt_store_count_quotes (self->store, zoe, self->ada, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (vbt_store_count_mentioning (self->store, zoe, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_no_error (error);
}

static void
test_rename (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId zoe = add_entity (self, VBT_ENTITY_PERSON, "Zoë Müller");
  VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  g_autofree char *before = fixture_dump (self);
  g_autofree char *after = NULL;
  g_autoptr (VbtEntity) changed = vbt_entity_copy (vbt_catalog_get_entity (catalog, zoe));

  g_free (changed->name);
  changed->name = g_strdup ("Zoë Müller-Lund");
  g_assert_true (vbt_act_edit_entity (self->store, self->ada, changed, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (vbt_catalog_get_entity (catalog, zoe)->name, ==, "Zoë Müller-Lund");
  g_assert_cmpstr (g_ptr_array_index (vbt_catalog_get_entity (catalog, zoe)->aliases, 0), ==,
                   "Zoë Müller");
  fixture_undo (self, self->ada);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);

  *changed->name = '\0';
  g_assert_false (vbt_act_edit_entity (self->store, self->ada, changed, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
  fixture_assert_whole (self);
}

static void
test_merge_and_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 100);
  VbtId full = add_entity (self, VBT_ENTITY_PERSON, "Sergey Lavrov");
  VbtId brief = add_entity (self, VBT_ENTITY_PERSON, "Lavrov");
  VbtCatalog *catalog = vbt_store_get_catalog (self->store);
  g_autoptr (GArray) others = array_of (brief);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add_mention (self, document, self->ada, 0, 6, full);
  add_mention (self, document, self->tagger, 7, 11, brief);
  add_mention (self, document, self->ben, 12, 15, brief);
  before = fixture_dump (self);
  g_assert_true (vbt_act_merge_entities (self->store, self->ada, full, others, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (self, full), ==, 3);
  g_assert_cmpuint (count (self, brief), ==, 0);
  g_assert_null (vbt_catalog_get_entity (catalog, brief));
  g_assert_cmpstr (g_ptr_array_index (vbt_catalog_get_entity (catalog, full)->aliases, 0), ==,
                   "Lavrov");
  fixture_assert_whole (self);
  fixture_undo (self, self->ada);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count (self, brief), ==, 2);
  fixture_redo (self, self->ada);
  g_assert_cmpuint (count (self, full), ==, 3);
  fixture_assert_whole (self);
}

/* "The two ministers" is both: after the merge it is one, once. */
static void
test_merge_of_both (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 100);
  VbtId a = add_entity (self, VBT_ENTITY_PERSON, "Anna Lind");
  VbtId b = add_entity (self, VBT_ENTITY_PERSON, "A. Lind");
  g_autoptr (GArray) others = array_of (b);
  g_autoptr (VbtAnnotation) span
      = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, "Person"), self->ada, 0, 5);

  vbt_annotation_add_entity (span, a);
  vbt_annotation_add_entity (span, b);
  fixture_begin (self, self->ada, document, "Add a mention");
  vbt_store_put_annotation (self->store, document, span, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  vbt_act_merge_entities (self->store, self->ada, a, others, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (self, a), ==, 1);
  fixture_assert_whole (self);
}

static void
test_split (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 100);
  VbtId smith = add_entity (self, VBT_ENTITY_PERSON, "Smith");
  g_autoptr (VbtEntity) other = vbt_entity_new (VBT_ENTITY_PERSON, "Jane Smith");
  g_autoptr (GArray) moved = NULL;

  add_mention (self, document, self->ada, 0, 6, smith);
  moved = array_of (add_mention (self, document, self->ada, 7, 11, smith));
  g_assert_true (vbt_act_split_entity (self->store, self->ada, smith, moved, other, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (self, smith), ==, 1);
  g_assert_cmpuint (count (self, other->id), ==, 1);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (count (self, smith), ==, 2);
  g_assert_null (vbt_catalog_get_entity (vbt_store_get_catalog (self->store), other->id));
  fixture_assert_whole (self);
}

static void
test_delete (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId document = fixture_add_document (self, "a.txt", 100);
  VbtId smith = add_entity (self, VBT_ENTITY_PERSON, "Smith");
  g_autoptr (GArray) gone = array_of (smith);

  add_mention (self, document, self->ada, 0, 6, smith);
  g_assert_true (vbt_act_delete_entities (self->store, self->ada, gone, &error));
  g_assert_no_error (error);
  fixture_assert_whole (self);
  g_assert_false (vbt_act_delete_entities (self->store, self->ada, gone, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
  fixture_undo (self, self->ada);
  g_assert_cmpuint (count (self, smith), ==, 1);
}

static gboolean
has_pair (const GArray *pairs, VbtId a, VbtId b)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      VbtDuplicate pair = g_array_index (pairs, VbtDuplicate, i);
      if ((pair.entity == a && pair.other == b) || (pair.entity == b && pair.other == a))
        return TRUE;
    }
  return FALSE;
}

static void
test_duplicates (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId full = add_entity (self, VBT_ENTITY_PERSON, "Sergey Lavrov");
  VbtId initial = add_entity (self, VBT_ENTITY_PERSON, "S. Lavrov");
  VbtId surname = add_entity (self, VBT_ENTITY_PERSON, "Lavrov");
  VbtId other = add_entity (self, VBT_ENTITY_PERSON, "Anna Lavrov");
  VbtId osce = add_entity (self, VBT_ENTITY_ORGANIZATION, "OSCE");
  VbtId spelled = add_entity (self, VBT_ENTITY_ORGANIZATION,
                              "Organization for Security and Cooperation in Europe");
  VbtId place = add_entity (self, VBT_ENTITY_LOCATION, "Lavrov");
  g_autoptr (GArray) pairs = vbt_store_find_duplicates (self->store, 100, NULL, &error);
  g_autoptr (GArray) few = NULL;

  g_assert_no_error (error);
  g_assert_true (has_pair (pairs, full, initial));
  g_assert_true (has_pair (pairs, full, surname));
  g_assert_true (has_pair (pairs, other, surname));
  g_assert_false (has_pair (pairs, full, other));
  g_assert_false (has_pair (pairs, initial, other));
  g_assert_true (has_pair (pairs, osce, spelled));
  g_assert_false (has_pair (pairs, place, surname));
  few = vbt_store_find_duplicates (self->store, 2, NULL, &error);
  g_assert_cmpuint (few->len, ==, 2);
}

/* The most mentioned first, and then who is not mentioned, by name; so many as are asked for. */
static void
test_find_all (Fixture *self, gconstpointer data)
{
  VbtId document = fixture_add_document (self, "a.txt", 100);
  VbtId anna = add_entity (self, VBT_ENTITY_PERSON, "Zoe");
  VbtId ben = add_entity (self, VBT_ENTITY_PERSON, "Ben");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = NULL;
  guint64 before = G_MAXUINT64;
  const char *name = "";

  add_entity (self, VBT_ENTITY_LOCATION, "Varland");
  add_entity (self, VBT_ENTITY_PERSON, "Carl");
  add_mention (self, document, self->ada, 0, 4, anna);
  add_mention (self, document, self->ada, 23, 27, anna);
  add_mention (self, document, self->ada, 9, 12, ben);
  all = vbt_store_find_entities (self->store, "", G_MAXUINT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpint (g_array_index (all, VbtId, 0), ==, anna);
  for (guint i = 0; i < all->len; i++)
    {
      VbtEntity *entity = vbt_store_load_entity (self->store, g_array_index (all, VbtId, i));
      guint64 n = count (self, entity->id);

      g_assert_cmpuint (n, <=, before);
      if (n == 0 && before == 0)
        g_assert_cmpstr (name, <=, entity->name);
      before = n;
      name = g_intern_string (entity->name);
      vbt_entity_free (entity);
    }
  for (guint limit = 0; limit <= all->len; limit++)
    {
      g_autoptr (GArray) some = vbt_store_find_entities (self->store, "", limit, &error);

      g_assert_cmpmem (some->data, some->len * sizeof (VbtId), all->data, limit * sizeof (VbtId));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  ADD ("/entities/mentions", test_mentions);
  ADD ("/entities/counts", test_counts);
  ADD ("/entities/rename", test_rename);
  ADD ("/entities/merge-and-undo", test_merge_and_undo);
  ADD ("/entities/merge-of-both", test_merge_of_both);
  ADD ("/entities/split", test_split);
  ADD ("/entities/delete", test_delete);
  ADD ("/entities/duplicates", test_duplicates);
  ADD ("/entities/find-all", test_find_all);
  return g_test_run ();
}

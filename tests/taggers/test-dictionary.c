/* test-dictionary.c: names that are known, found as whole words in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tag-document.h"
#include "taggers/vbt-dictionary.h"

#include <glib/gstdio.h>
#include <string.h>

/* What is found, as "text=entity|text=entity"; the entity is what the list says, or "". */
typedef struct
{
  const char *text;
  GString *hits;
} Hits;

static void
append_hit (gpointer data, const VbtDictionaryHit *hit)
{
  Hits *self = data;

  g_assert_cmpuint (hit->start, <, hit->end);
  g_string_append_printf (self->hits, "%s%.*s=%s", self->hits->len > 0 ? "|" : "",
                          (int)(hit->end - hit->start), self->text + hit->start,
                          hit->entry.entity != NULL ? hit->entry.entity : "");
}

static char *
find_in (const VbtDictionary *dictionary, const char *text)
{
  g_autoptr (GString) found = g_string_new (NULL);
  Hits hits = { text, found };

  g_assert_true (
      vbt_dictionary_find (dictionary, text, strlen (text), append_hit, &hits, NULL, NULL));
  return g_string_free (g_steal_pointer (&found), FALSE);
}

static VbtDictionary *
make_dictionary (const char *const *names)
{
  g_autoptr (VbtDictionary) self = vbt_dictionary_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      VbtDictionaryEntry entry = { .name = names[i], .label = "Person", .kind = VBT_ENTITY_PERSON };

      vbt_dictionary_add (self, &entry);
    }
  return g_steal_pointer (&self);
}

static void
test_finds (void)
{
  static const char *const names[] = { "US",
                                       "Annika",
                                       "Anna",
                                       "Anna Lind",
                                       "Anna Lind Foundation",
                                       "Deutsche Bahn",
                                       "N",
                                       "Guns N’ Roses",
                                       "東京",
                                       "Zoë",
                                       "#metoo",
                                       "Jean-Claude Juncker",
                                       "Acme Inc.",
                                       "United Nations",
                                       NULL };
  static const struct
  {
    const char *text;
    const char *hits;
  } cases[] = {
    { "Anna Lind went.", "Anna Lind=" },
    { "The Anna Lind Foundation and Anna.", "Anna Lind Foundation=|Anna=" },
    { "Annabel, Hanna and Anna-Lena", "Anna=" }, /* a hyphen ends a word */
    { "anna, ANNA", "" },                        /* up to four letters as they are written */
    { "annika, ANNIKA", "ANNIKA=" },             /* up to eleven, capitals are capitals */
    { "Let us go to the US, USA", "US=" },
    { "united nations", "united nations=" },
    { "United\nNations", "United\nNations=" },
    { "United\n\nNations", "" },
    { "United  Nations and United\u00a0Nations", "United  Nations=|United\u00a0Nations=" },
    { "Guns N' Roses", "Guns N' Roses=" },
    { "Jean\u2011Claude Juncker", "Jean\u2011Claude Juncker=" },
    { "私は東京へ行く", "東京=" },
    { "Zoe\u0308 came", "Zoe\u0308=" },
    { "#metoo, not metoo", "#metoo=" },
    { "Acme Inc. fell; Acme Inc fell", "Acme Inc.=|Acme Inc=" },
    { "anna@lind.example, Anna.example", "" },
    { "", "" },
    { "Anna", "Anna=" },
  };
  g_autoptr (VbtDictionary) dictionary = make_dictionary (names);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *hits = find_in (dictionary, cases[i].text);

      g_assert_cmpstr (hits, ==, cases[i].hits);
    }
}

/* One hit a label; a canonical name goes before an alias; the same name twice is ambiguous. */
static void
test_meanings (void)
{
  static const VbtDictionaryEntry entries[] = {
    { "Jordan", "Person", "Michael Jordan", VBT_ENTITY_PERSON, NULL, TRUE },
    { "Jordan", "Person", "Jordan", VBT_ENTITY_PERSON, NULL, FALSE },
    { "Jordan", "Location", "Jordan", VBT_ENTITY_LOCATION, "Q810", FALSE },
    { "Jordan", "Location", "Jordan", VBT_ENTITY_LOCATION, "Q810", FALSE },
  };
  g_autoptr (VbtDictionary) dictionary = vbt_dictionary_new ();
  g_autofree char *hits = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_assert_cmpint (vbt_dictionary_add (dictionary, &entries[i]), ==, i < 3);
  g_assert_cmpuint (vbt_dictionary_get_size (dictionary), ==, 3);
  hits = find_in (dictionary, "Jordan");
  g_assert_cmpstr (hits, ==, "Jordan=Jordan|Jordan=Jordan");
}

/* What a naive search finds is found, over random names and texts of few words. */
static void
test_random (void)
{
  static const char *const words[] = { "Alpha", "Beta", "Gamma", "Delta" };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (VbtDictionary) dictionary = vbt_dictionary_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *hits = NULL;
      guint places[12];

      for (guint i = 0; i < 5; i++)
        {
          g_autoptr (GString) name = g_string_new (NULL);

          for (guint n = (guint)g_rand_int_range (random, 1, 4); n > 0; n--)
            g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "",
                                    words[g_rand_int_range (random, 0, 4)]);
          vbt_dictionary_add (dictionary,
                              &(VbtDictionaryEntry){ .name = name->str, .label = "Other" });
          g_hash_table_add (names, g_strdup (name->str));
        }
      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        {
          places[i] = (guint)text->len + (i > 0);
          g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                                  words[g_rand_int_range (random, 0, 4)]);
        }
      for (guint i = 0, skip = 0; i < G_N_ELEMENTS (places); i += MAX (skip, 1))
        {
          skip = 0;
          for (guint n = MIN (3, (guint)G_N_ELEMENTS (places) - i); n > 0 && skip == 0; n--)
            {
              gsize end = i + n < G_N_ELEMENTS (places) ? places[i + n] - 1 : text->len;
              g_autofree char *part = g_strndup (text->str + places[i], end - places[i]);

              if (!g_hash_table_contains (names, part))
                continue;
              g_string_append_printf (expected, "%s%s=", expected->len > 0 ? "|" : "", part);
              skip = n;
            }
        }
      hits = find_in (dictionary, text->str);
      g_assert_cmpstr (hits, ==, expected->str);
    }
}

static char *
write_list (const char *name, const char *content)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp (NULL, &error);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static void
test_reads (void)
{
  g_autoptr (VbtDictionary) dictionary = vbt_dictionary_new ();
  g_autofree char *lines = write_list ("names.txt", "Ada Lovelace\r\n\n  Alan Turing \nLast");
  g_autofree char *table = write_list (
      "names.csv", "\xef\xbb\xbfName;kind;entity;id\n\"Lind; Anna\";person;Anna Lind;Q1\nIKEA;"
                   "organization;;Q54078\n\nOslo;location\n");
  g_autofree char *hits = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_dictionary_read (dictionary, lines, "Scientist", &error));
  g_assert_no_error (error);
  g_assert_true (vbt_dictionary_read (dictionary, table, "Other", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (vbt_dictionary_get_size (dictionary), ==, 6);
  hits = find_in (dictionary, "Alan Turing, Last, IKEA, Oslo; Lind; Anna");
  g_assert_cmpstr (hits, ==, "Alan Turing=|Last=|IKEA=IKEA|Oslo=Oslo|Lind; Anna=Anna Lind");
}

static void
check_refused (const char *name, const char *content, const char *words)
{
  g_autoptr (VbtDictionary) dictionary = vbt_dictionary_new ();
  g_autofree char *path = write_list (name, content);
  g_autoptr (GError) error = NULL;

  g_assert_false (vbt_dictionary_read (dictionary, path, "Other", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_refuses (void)
{
  g_autoptr (VbtDictionary) dictionary = vbt_dictionary_new ();
  g_autoptr (GError) error = NULL;

  check_refused ("a.csv", "who,kind\nAnna,person\n", ":1: ");
  check_refused ("b.csv", "name,kind\nAnna,person\nBo,animal\n", ":3: ");
  check_refused ("c.csv", "name,kind\nAnna,person\n\"Bo,person\n", ":3: ");
  check_refused ("d.csv", "", ":1: ");
  check_refused ("e.txt", "Zo\xeb\n", ": ");
  g_assert_false (vbt_dictionary_read (dictionary, "/nowhere/names.txt", "Other", &error));
  g_assert_nonnull (error);
}

/* The tagger: what the project knows, and a list; offsets are code points. */
static void
test_tagger (void)
{
  static const char text[] = "Ünïversum: Anna Lind met A. Lind and Bo Ek.";
  g_autoptr (VbtText) words = vbt_text_new (text, -1, NULL);
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("who-said-what", NULL);
  g_autofree char *list = write_list ("people.txt", "Bo Ek\n");
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (Tagged) self = { vbt_document_new ("test.txt", words), vbt_catalog_new (schema) };
  VbtEntity *entity = vbt_catalog_ensure_entity (self.catalog, VBT_ENTITY_PERSON, "Anna Lind");
  g_autoptr (GError) error = NULL;
  const VbtAnnotation *span;

  g_ptr_array_add (entity->aliases, g_strdup ("A. Lind"));
  g_hash_table_insert (settings, (gpointer) "dictionary.list", list);
  g_hash_table_insert (settings, (gpointer) "dictionary.label", (gpointer) "Person");
  run_tagger (vbt_taggers_find ("dictionary", NULL), settings, self.document, self.catalog, NULL,
              &error);
  g_assert_no_error (error);
  check_sound (&self);
  g_assert_cmpuint (self.document->annotations->len, ==, 3);
  span = self.document->annotations->pdata[0];
  g_assert_cmpint (vbt_annotation_get_extent (span).start, ==, 11);
  g_assert_cmpint (vbt_annotation_get_extent (span).end, ==, 20);
  g_assert_cmpstr (entity_of (&self, span), ==, "Anna Lind");
  g_assert_cmpstr (span->rule, ==, "name");
  span = self.document->annotations->pdata[1];
  g_assert_cmpstr (entity_of (&self, span), ==, "Anna Lind");
  g_assert_cmpstr (span->rule, ==, "alias");
  span = self.document->annotations->pdata[2];
  g_assert_cmpstr (entity_of (&self, span), ==, "?");
  g_assert_cmpstr (label_of (&self, span), ==, "Person");
  g_hash_table_insert (settings, (gpointer) "dictionary.list", (gpointer) "/nowhere/names.csv");
  g_assert_false (run_tagger (vbt_taggers_find ("dictionary", NULL), settings, self.document,
                              self.catalog, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dictionary/finds", test_finds);
  g_test_add_func ("/dictionary/meanings", test_meanings);
  g_test_add_func ("/dictionary/random", test_random);
  g_test_add_func ("/dictionary/reads", test_reads);
  g_test_add_func ("/dictionary/refuses", test_refuses);
  g_test_add_func ("/dictionary/tagger", test_tagger);
  return g_test_run ();
}

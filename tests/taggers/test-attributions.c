/* test-attributions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tag-document.h"

#include <string.h>

static const VbtAnnotation *
follow (const Tagged *self, const VbtAnnotation *from, const char *relation)
{
  return vbt_document_follow (self->document, self->catalog, from, relation);
}

static char *
fragments_of (const Tagged *self, const VbtAnnotation *span)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);
      g_autofree char *slice = vbt_text_slice (self->document->text, range.start, range.end);

      g_string_append_printf (string, "%s%s", i > 0 ? " + " : "", slice);
    }
  return g_string_free (string, FALSE);
}

/* "QUOTE | SPEAKER = ENTITY | CUE | TYPE", a line for every quote. */
static char *
describe (const Tagged *self)
{
  const VbtLabel *quote = vbt_schema_find_label (self->catalog->schema, VBT_KIND_SPAN, "Quote");
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->document->annotations, i);
      const VbtAnnotation *speaker;
      const VbtAnnotation *cue;
      g_autofree char *text = NULL;
      g_autofree char *who = NULL;
      g_autofree char *how = NULL;

      if (span->label != quote->id)
        continue;
      speaker = follow (self, span, "speaker");
      cue = follow (self, span, "cue");
      text = fragments_of (self, span);
      who = speaker != NULL ? fragments_of (self, speaker) : NULL;
      how = cue != NULL ? fragments_of (self, cue) : NULL;
      g_string_append_printf (
          string, "%s | %s = %s | %s | %s\n", text, who != NULL ? who : "-",
          speaker != NULL ? entity_of (self, speaker) : "-", how != NULL ? how : "-",
          vbt_annotation_get_value (span, vbt_label_find_attribute (quote, "type")->id));
    }
  return g_string_free (string, FALSE);
}

typedef struct
{
  const char *language;
  const char *text;
  const char *expected;
} Case;

static const Case cases[] = {
  { "en", "Ann Lee spoke. “We won’t wait,” she said.",
    "“We won’t wait,” | she = Ann Lee | said | direct\n" },
  { "en", "“Yes,” Ann Lee said, “of course.”",
    "“Yes,” + “of course.” | Ann Lee = Ann Lee | said | direct\n" },
  { "en", "“Yes,” Ann Lee said on Monday. “Of course we will go.”",
    "“Yes,” + “Of course we will go.” | Ann Lee = Ann Lee | said | direct\n" },
  { "en", "“We will go,” said Ann Lee, a spokeswoman for the union.",
    "“We will go,” | Ann Lee, a spokeswoman for the union = Ann Lee | said | direct\n" },
  { "en", "Ann Lee told reporters that the talks had failed.",
    "that the talks had failed | Ann Lee = Ann Lee | told | indirect\n" },
  { "en", "Minister Ann Lee met John Roe. Lee said the plan was “a disaster.”",
    "the plan was “a disaster.” | Lee = Ann Lee | said | mixed\n" },
  { "en", "Prices will rise, according to the central bank.",
    "Prices will rise | the central bank = ? | according to | indirect\n" },
  { "en", "According to Ann Lee, prices will rise.",
    "prices will rise | Ann Lee = Ann Lee | According to | indirect\n" },
  { "en", "“Who knows?” Mr. Roe asked.", "“Who knows?” | Mr. Roe = Roe | asked | direct\n" },
  { "en", "Ann Lee replied: “Never.”", "“Never.” | Ann Lee = Ann Lee | replied | direct\n" },
  { "en", "'I won't go,' said Ann Lee. 'It's the minister's plan.'",
    "'I won't go,' + 'It's the minister's plan.' | Ann Lee = Ann Lee | said | direct\n" },
  { "en", "\"He told me ‘no’ twice,\" Ann Lee recalled.",
    "\"He told me ‘no’ twice,\" | Ann Lee = Ann Lee | recalled | direct\n" },
  { "en", "Ann Lee said: “First.\n\n“Second.”\n\nRain fell.",
    "“First. + “Second.” | Ann Lee = Ann Lee | said | direct\n" },
  { "en", "“First.\n\n“Second,” Ann Lee said.",
    "“First. + “Second,” | Ann Lee = Ann Lee | said | direct\n" },
  { "en", "They met in a house with a promise to talk about what divides them.", "" },
  { "en", "“Who goes?” Ann Lee said. “I do.”\n\nJohn Roe said nothing was lost.",
    "“Who goes?” + “I do.” | Ann Lee = Ann Lee | said | direct\n"
    "nothing was lost | John Roe = John Roe | said | indirect\n" },
  { "en", "Lee was warned. The “new” plan failed.", "" },
  { "en",
    "Ann Lee, the US secretary of energy, left. Secretary of Energy Ann Lee returned. "
    "The secretary of energy said nothing was lost.",
    "nothing was lost | The secretary of energy = Ann Lee | said | indirect\n" },
  { "en", "Mary Roe and John Roe met. “It is mine,” he said. “No,” she replied.",
    "“It is mine,” | he = John Roe | said | direct\n“No,” | she = Mary Roe | replied | direct\n" },
  { "en", "“It hurts.” — Ann Lee", "“It hurts.” | Ann Lee = Ann Lee | — | direct\n" },
  { "en", "\"SMITH: We will go.\n\n\"It is late.\n\n\"BROWN: Not yet.\"",
    "We will go. + \"It is late. | SMITH = ? | : | direct\nNot yet.\" | BROWN = ? | : | direct\n" },
  { "en", "Ann Lee repeated the same line at every rally: “We will go.”",
    "“We will go.” | Ann Lee = Ann Lee | repeated | direct\n" },
  { "en", "Ann Lee continued her speech. “We will go there.”",
    "“We will go there.” | Ann Lee = Ann Lee | continued | direct\n" },
  { "en", "That does not surprise Ann Lee: “We will all go there.”",
    "“We will all go there.” | Ann Lee = Ann Lee | : | direct\n" },
  { "en", "“We will go,” a friend, Ann Lee, told us.",
    "“We will go,” | a friend, Ann Lee = Ann Lee | told | direct\n" },
  { "de", "„Wir gehen nicht“, sagte Kanzlerin Anna Lind am Montag.",
    "„Wir gehen nicht“ | Kanzlerin Anna Lind = Anna Lind | sagte | direct\n" },
  { "de", "Anna Lind erklärte, dass die Gespräche gescheitert seien.",
    "dass die Gespräche gescheitert seien | Anna Lind = Anna Lind | erklärte | indirect\n" },
  { "fr", "« Nous partons », a déclaré Anne Petit.",
    "« Nous partons » | Anne Petit = Anne Petit | a déclaré | direct\n" },
  { "de", "Laut Tiedemann liegt der Schaden höher.",
    "liegt der Schaden höher | Tiedemann = ? | Laut | indirect\n" },
  { "de", "Dem Bericht zufolge war der Schaden gering.",
    "war der Schaden gering | Dem Bericht = ? | zufolge | indirect\n" },
  { "de", "Der Schaden, sagte Anna Lind, sei gering.",
    "Der Schaden + sei gering | Anna Lind = Anna Lind | sagte | indirect\n" },
  { "fr", "« Nous partirons, a déclaré Anne Petit, mais pas demain. »",
    "« Nous partirons + mais pas demain. » | Anne Petit = Anne Petit | a déclaré | direct\n" },
  { "fr", "« Oui, dit-il, nous partirons. »",
    "« Oui + nous partirons. » | - = - | dit-il | direct\n" },
  { "fr", "Les prix ont baissé, a expliqué Anne Petit, ministre des finances.",
    "Les prix ont baissé | Anne Petit, ministre des finances = Anne Petit | a expliqué | "
    "indirect\n" },
  { "es", "Los precios, afirmó Carmen Ruiz, bajaron.",
    "Los precios + bajaron | Carmen Ruiz = Carmen Ruiz | afirmó | indirect\n" },
  { "es", "«No nos iremos», dijo Carmen Ruiz.",
    "«No nos iremos» | Carmen Ruiz = Carmen Ruiz | dijo | direct\n" },
  { "ar", "قال الرئيس: «لن نذهب».", "«لن نذهب» | الرئيس = ? | قال | direct\n" },
  { "ja", "首相は「平和が必要だ」と述べた。", "「平和が必要だ」 | 首相 = ? | 述べた | direct\n" },
};

/* By the wide rules. */
static const Case wide_cases[] = {
  { "en", "Ann Lee believes that prices will rise.",
    "that prices will rise | Ann Lee = Ann Lee | believes | indirect\n" },
  { "en", "Ann Lee wants to leave.", "to leave | Ann Lee = Ann Lee | wants | indirect\n" },
  { "en", "Ann Lee criticized the plan, which failed.",
    "the plan | Ann Lee = Ann Lee | criticized | indirect\n" },
  { "en", "Ann Lee called for a new law.",
    "a new law | Ann Lee = Ann Lee | called for | indirect\n" },
  { "en", "Prices are expected to rise.", "Prices + to rise | - = - | are expected | indirect\n" },
  { "en", "They repeated Ann Lee's belief that prices will rise.",
    "that prices will rise | Ann Lee's = Ann Lee | belief | indirect\n" },
  { "en", "The plan was criticized by Ann Lee.",
    "The plan | Ann Lee = Ann Lee | was criticized by | indirect\n" },
};

/* What the core rules leave alone. */
static const char *const wide_only[]
    = { "Ann Lee believes that prices will rise.", "Ann Lee wants to leave.",
        "Ann Lee criticized the plan.", "Prices are expected to rise." };

static void
test_wide (void)
{
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (settings, (gpointer) "attributions.rules", (gpointer) "wide");
  for (guint i = 0; i < G_N_ELEMENTS (wide_cases); i++)
    {
      const Case *c = &wide_cases[i];
      g_auto (Tagged) tagged
          = tag_with (settings, "attributions", c->language, c->text, strlen (c->text));
      g_autofree char *found = describe (&tagged);

      check_sound (&tagged);
      g_assert_cmpstr (found, ==, c->expected);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wide_only); i++)
    {
      g_auto (Tagged) tagged = tag_text ("attributions", "en", wide_only[i], strlen (wide_only[i]));
      g_autofree char *found = describe (&tagged);

      g_assert_cmpstr (found, ==, "");
    }
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Tagged) tagged
          = tag_text ("attributions", cases[i].language, cases[i].text, strlen (cases[i].text));
      g_autofree char *found = describe (&tagged);

      check_sound (&tagged);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_shared_speaker (void)
{
  static const char text[] = "Ann Lee agreed that it rains, saying the sun would return.";
  g_auto (Tagged) tagged = tag_text ("attributions", "en", text, strlen (text));
  guint n_speakers = 0;
  guint n_relations = 0;

  for (guint i = 0; i < tagged.document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = g_ptr_array_index (tagged.document->annotations, i);

      n_speakers += g_str_equal (label_of (&tagged, annotation), "Speaker");
      n_relations += g_str_equal (label_of (&tagged, annotation), "speaker");
    }
  g_assert_cmpuint (n_speakers, ==, 1);
  g_assert_cmpuint (n_relations, ==, 2);
}

static void
test_stockholm (void)
{
  static const char *const expected[][2] = {
    { "“We are interested in joining efforts", "he = Sergey Lavrov | said | direct" },
    { "“I have no doubt that the only way out", "he = Sergey Lavrov | said | direct" },
    { "“And let’s not forget the repeatedly", "he = Sergey Lavrov | said | direct" },
    { "“But as we made very clear", "he = Antony Blinken | said | direct" },
    { "“We have a strong, iron-plate", "he = Antony Blinken | said | direct" },
    { "Russia is interested in uniting", "Lavrov = Sergey Lavrov | said | indirect" },
    { "that tensions have been rising in Europe recently | ",
      "Lavrov = Sergey Lavrov | agreed | indirect" },
    { "the only way to normalize the situation", "Lavrov = Sergey Lavrov | saying | indirect" },
    { "that it is not only Washington’s", "Blinken = Antony Blinken | noted | indirect" },
    { "that the US is willing", "Blinken = Antony Blinken | added | indirect" },
    { "he would like to discuss",
      "The US secretary of state = Antony Blinken | also said | indirect" },
  };
  g_autofree char *path = g_build_filename (g_getenv ("VBT_SHARED") ? g_getenv ("VBT_SHARED") : "",
                                            "articles", "stockholm.txt", NULL);
  g_autofree char *text = NULL;
  g_autofree char *found = NULL;
  g_auto (GStrv) lines = NULL;
  gsize n_bytes = 0;

  if (!g_file_get_contents (path, &text, &n_bytes, NULL))
    {
      g_test_skip ("../shared/articles is not there");
      return;
    }
  g_auto (Tagged) tagged = tag_text ("attributions", NULL, text, n_bytes);
  found = describe (&tagged);
  check_sound (&tagged);
  lines = g_strsplit (found, "\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gboolean right = FALSE;

      for (guint k = 0; lines[k] != NULL; k++)
        right |= g_str_has_prefix (lines[k], expected[i][0])
                 && g_str_has_suffix (lines[k], expected[i][1]);
      g_test_message ("%s", expected[i][0]);
      g_assert_true (right);
    }
  /* The marks are part of the quote, exactly. */
  g_assert_nonnull (strstr (found, "previous administration,” | he"));
  g_assert_nonnull (strstr (found, "with this today,” | he"));
  g_assert_nonnull (strstr (found, "interests of our security,” | he"));
  g_assert_nonnull (strstr (found, "in anyone’s interests,” | he"));
  g_assert_nonnull (strstr (found, "Minsk Agreement,” | he"));
}

static void
check_any (const char *utf8, gsize n_bytes)
{
  g_auto (Tagged) tagged = tag_text ("attributions", NULL, utf8, n_bytes);
  g_auto (Tagged) names = tag_text ("entities", NULL, utf8, n_bytes);

  check_sound (&tagged);
  check_sound (&names);
}

static void
check_repeated (const char *unit, gsize n_bytes)
{
  g_autoptr (GString) string = g_string_new (NULL);

  while (string->len < n_bytes)
    g_string_append (string, unit);
  check_any (string->str, string->len);
}

/* What might make a rule look too far, again and again; ten megabytes of it, when asked for. */
static void
test_long (void)
{
  static const char *const units[] = {
    "\"",
    "“",
    "”",
    "“a” ",
    "' ",
    "he said ",
    "a, he said, ",
    "“a,” he said, ",
    "and said ",
    "in ",
    "Ann Lee ",
    "according to ",
    "「あ」",
    "「",
    "said: ",
    "x’s ",
    "the ",
    "‘a ",
    "He said “no” and left. ",
    "(",
    "Ann, ",
    "“a\n",
    "quickly said ",
    "U.S. ",
  };
  gsize n_bytes = g_test_slow () ? 10 * 1024 * 1024 : 20 * 1024;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    check_repeated (units[i], n_bytes);
}

static void
test_random (void)
{
  static const char *const parts[]
      = { "said",      " ",  " ",      "“",   "”",    "\"",  "'",   "‘",         "’",
          ",",         ".",  "?",      "\n",  "he",   "Ann", "Lee", "that",      ":",
          "according", "to", "The",    "and", "—",    "(",   ")",   "「",        "」",
          "は",        "と", "述べ",   "قال", "«",    "»",   "„",   "Secretary", "of",
          "State",     "US", "saying", "''",  "told", "😀" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  check_any ("", 0);
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      int length = g_rand_int_range (rand, 0, 120);

      for (int k = 0; k < length; k++)
        {
          gunichar c = (gunichar)g_rand_int_range (rand, 1, 0xd7ff);

          if (g_rand_int_range (rand, 0, 20) == 0)
            g_string_append_unichar (string, c);
          else
            g_string_append (string, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
          if (g_rand_boolean (rand))
            g_string_append_c (string, ' ');
        }
      check_any (string->str, string->len);
    }
}

/* Articles of our own in other languages: each line of the table is the beginning of a statement and
 * who made it. */
static void
test_articles (gconstpointer data)
{
  const char *language = data;
  g_autofree char *text_name = g_strconcat (language, ".txt", NULL);
  g_autofree char *table_name = g_strconcat (language, ".tsv", NULL);
  g_autofree char *text_path
      = g_test_build_filename (G_TEST_DIST, "data", "articles", text_name, NULL);
  g_autofree char *table_path
      = g_test_build_filename (G_TEST_DIST, "data", "articles", table_name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (Tagged) tagged = { NULL, NULL };
  g_autofree char *found = NULL;
  g_auto (GStrv) quotes = NULL;

  g_assert_true (g_file_get_contents (text_path, &text, NULL, NULL));
  g_assert_true (g_file_get_contents (table_path, &table, NULL, NULL));
  /* The language is found, not told. */
  tagged = tag_text ("attributions", NULL, text, strlen (text));
  check_sound (&tagged);
  found = describe (&tagged);
  quotes = g_strsplit (found, "\n", -1);
  lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", 2);
      gboolean right = FALSE;

      for (guint k = 0; quotes[k] != NULL && !right; k++)
        {
          const char *speaker = strstr (quotes[k], " | ");

          right = strstr (quotes[k], columns[0]) != NULL && speaker != NULL
                  && strstr (speaker, columns[1]) != NULL;
        }
      if (!right)
        g_test_message ("%s: “%s” by %s is not in:\n%s", language, columns[0], columns[1], found);
      g_assert_true (right);
    }
}

static void
test_table (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (vbt_taggers_find ("entities", &error));
  g_assert_no_error (error);
  g_assert_null (vbt_taggers_find ("nobody", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "attributions"));
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_text_new ("“No,” he said.", -1, NULL);
  g_autoptr (VbtSchema) schema = vbt_schema_new ("test");
  g_autoptr (VbtDocument) document = vbt_document_new ("test", text);
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);

  g_cancellable_cancel (cancellable);
  g_assert_false (
      run_tagger (vbt_taggers_default ()[0], NULL, document, catalog, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (document->annotations->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attributions/table", test_table);
  g_test_add_func ("/attributions/cancelled", test_cancelled);
  g_test_add_func ("/attributions/cases", test_cases);
  g_test_add_func ("/attributions/wide", test_wide);
  g_test_add_data_func ("/attributions/articles/de", "de", test_articles);
  g_test_add_data_func ("/attributions/articles/de2", "de2", test_articles);
  g_test_add_data_func ("/attributions/articles/fr", "fr", test_articles);
  g_test_add_data_func ("/attributions/articles/fr2", "fr2", test_articles);
  g_test_add_data_func ("/attributions/articles/es", "es", test_articles);
  g_test_add_data_func ("/attributions/articles/es2", "es2", test_articles);
  g_test_add_func ("/attributions/shared-speaker", test_shared_speaker);
  g_test_add_func ("/attributions/stockholm", test_stockholm);
  g_test_add_func ("/attributions/random", test_random);
  g_test_add_func ("/attributions/long", test_long);
  return g_test_run ();
}

/* test-corenlp.c: CoreNLP in JSON and XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

#define TOKEN(n, word, start, end, ner)                                                            \
  "{\"index\": " #n ", \"word\": \"" word "\", \"originalText\": \"" word                          \
  "\", \"characterOffsetBegin\": " #start ", \"characterOffsetEnd\": " #end ", \"ner\": \"" ner    \
  "\"}"

/* Behind the smiling face, UTF-16 and characters differ. */
#define SENTENCES                                                                                                              \
  "\"sentences\": [{\"index\": 0, \"tokens\": [" TOKEN (1, "🙂", 0, 2, "O") "," TOKEN (2, "Ann", 3, 6, "PERSON") "," TOKEN ( \
      3, "Lee", 7, 10,                                                                                                         \
      "PERSON") "," TOKEN (4, "said", 11, 15,                                                                                  \
                           "O") "," TOKEN (5, "“Hi”", 16, 20,                                                                  \
                                           "O") "]}, "                                                                         \
                                                "{\"index\": 1, \"tokens\": [" TOKEN (                                         \
                                                    1, "She", 21, 24,                                                          \
                                                    "O") "," TOKEN (2, "left", 25, 29,                                         \
                                                                    "O") "," TOKEN (3, "Oslo", 30,                             \
                                                                                    34,                                        \
                                                                                    "CITY") "]}],"                             \
                                                                                            " "                                \
                                                                                            "\"co"                             \
                                                                                            "refs"                             \
                                                                                            "\": "                             \
                                                                                            "{\"1"                             \
                                                                                            "\": "                             \
                                                                                            "[{"                               \
                                                                                            "\"se"                             \
                                                                                            "ntNu"                             \
                                                                                            "m\":"                             \
                                                                                            " 2, "                             \
                                                                                            "\"st"                             \
                                                                                            "artI"                             \
                                                                                            "ndex"                             \
                                                                                            "\": "                             \
                                                                                            "1, "                              \
                                                                                            "\"en"                             \
                                                                                            "dInd"                             \
                                                                                            "ex\""                             \
                                                                                            ": "                               \
                                                                                            "2}, "                             \
                                                                                            "{\"s"                             \
                                                                                            "entN"                             \
                                                                                            "um\""                             \
                                                                                            ": "                               \
                                                                                            "1, "                              \
                                                                                            "\"st"                             \
                                                                                            "artI"                             \
                                                                                            "ndex"                             \
                                                                                            "\": "                             \
                                                                                            "2, "                              \
                                                                                            "\"en"                             \
                                                                                            "dInd"                             \
                                                                                            "ex\""                             \
                                                                                            ": "                               \
                                                                                            "4, "                              \
                                                                                            "\"is"                             \
                                                                                            "Repr"                             \
                                                                                            "esen"                             \
                                                                                            "tati"                             \
                                                                                            "veMe"                             \
                                                                                            "ntio"                             \
                                                                                            "n\":"                             \
                                                                                            " tru"                             \
                                                                                            "e}]}"                             \
                                                                                            ", "                               \
                                                                                            "\"qu"                             \
                                                                                            "otes"                             \
                                                                                            "\": "                             \
                                                                                            "[{"                               \
                                                                                            "\"id"                             \
                                                                                            "\": "                             \
                                                                                            "0, "                              \
                                                                                            "\"te"                             \
                                                                                            "xt\""                             \
                                                                                            ": "                               \
                                                                                            "\"“H"                           \
                                                                                            "i”\""                           \
                                                                                            ", "                               \
                                                                                            "\"be"                             \
                                                                                            "ginI"                             \
                                                                                            "ndex"                             \
                                                                                            "\": "                             \
                                                                                            "16, "                             \
                                                                                            "\"en"                             \
                                                                                            "dInd"                             \
                                                                                            "ex\""                             \
                                                                                            ": "                               \
                                                                                            "20, "                             \
                                                                                            "\"sp"                             \
                                                                                            "eake"                             \
                                                                                            "r\":"                             \
                                                                                            " \"A"                             \
                                                                                            "nn "                              \
                                                                                            "Lee"                              \
                                                                                            "\", "                             \
                                                                                            "\"ca"                             \
                                                                                            "noni"                             \
                                                                                            "calS"                             \
                                                                                            "peak"                             \
                                                                                            "er\""                             \
                                                                                            ": "                               \
                                                                                            "\"An"                             \
                                                                                            "n "                               \
                                                                                            "Lee"                              \
                                                                                            "\", "                             \
                                                                                            "\"me"                             \
                                                                                            "ntio"                             \
                                                                                            "n\":"                             \
                                                                                            " \"A"                             \
                                                                                            "nn "                              \
                                                                                            "Lee"                              \
                                                                                            "\", "                             \
                                                                                            "\"me"                             \
                                                                                            "ntio"                             \
                                                                                            "nBeg"                             \
                                                                                            "in\""                             \
                                                                                            ": "                               \
                                                                                            "1, "                              \
                                                                                            "\"me"                             \
                                                                                            "ntio"                             \
                                                                                            "nEnd"                             \
                                                                                            "\": "                             \
                                                                                            "2}]"

static const char expected[] = "Location 29-33 Oslo; ner=CITY\n"
                               "Person 2-9 Ann Lee; → Ann Lee\n"
                               "Person 20-23 She; → Ann Lee\n"
                               "Quote 15-19 “Hi”\n"
                               "Speaker 2-9 Ann Lee; → Ann Lee\n"
                               "speaker (Quote 15-19 “Hi” → Speaker 2-9 Ann Lee; → Ann Lee)";

/* With the text, and without: then it is made of the tokens. */
static void
test_json (void)
{
  static const char *const files[]
      = { "{\"text\": \"🙂 Ann Lee said “Hi” She left Oslo\", " SENTENCES "}",
          "{\n" SENTENCES "}" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autofree char *all = NULL;
      g_autoptr (GError) error = NULL;
      const VbtDocument *document;

      fixture_read_bytes (fixture, "corenlp", files[i], -1, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fixture->problems->len, ==, 0);
      document = fixture_only_document (fixture);
      all = fixture_describe (fixture);
      g_assert_cmpstr (all, ==, expected);
      g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==,
                       "🙂 Ann Lee said “Hi” She left Oslo");
      g_assert_cmpuint (document->tokens->len, ==, 8);
      g_assert_cmpuint (document->sentences->len, ==, 2);
      g_assert_true (vbt_document_is_suggestion (document, fixture->sink.catalog,
                                                 document->annotations->pdata[0]));
    }
}

#define XML_TOKEN(word, start, end, ner)                                                           \
  "<token id=\"1\"><word>" word "</word><CharacterOffsetBegin>" #start                             \
  "</CharacterOffsetBegin><CharacterOffsetEnd>" #end "</CharacterOffsetEnd><NER>" ner              \
  "</NER></token>"
#define XML                                                                                        \
  "<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"http://127.0.0.1:9/x.xsl\" "                   \
  "type=\"text/xsl\"?>"                                                                            \
  "<root><document><sentences><sentence id=\"1\"><tokens>" XML_TOKEN ("-LRB-", 0, 1, "O")          \
      XML_TOKEN ("Ann", 1, 4, "PERSON") XML_TOKEN ("-RRB-", 4, 5, "O") XML_TOKEN (                 \
          "ran", 6, 9, "O") "</tokens></sentence></sentences><coreference><coreference><mention "  \
                            "representative=\"true\">"                                             \
                            "<sentence>1</sentence><start>2</start><end>3</end></"                 \
                            "mention><mention><sentence>9</sentence>"                              \
                            "<start>1</start><end>2</end></mention></coreference></coreference></" \
                            "document></root>"

static void
test_xml (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "a.txt.xml", NULL);
  g_autofree char *text_path = g_build_filename (folder, "a.txt", NULL);

  g_file_set_contents (path, XML, -1, NULL);
  /* First without the text, then with another one, then with its own. */
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autofree char *all = NULL;
      g_autoptr (GError) error = NULL;

      if (i > 0)
        g_file_set_contents (text_path, i == 1 ? "Something else" : "(Ann)\tran!", -1, NULL);
      fixture_read_path (fixture, "corenlp-xml", path, NULL, &error);
      g_assert_no_error (error);
      fixture_assert_problem (fixture, "sentence 9 has no tokens 1 to 2");
      all = fixture_describe (fixture);
      g_assert_cmpstr (all, ==, "Person 1-4 Ann; → Ann");
      g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (fixture)->text), ==,
                       i == 2 ? "(Ann)\tran!" : "(Ann) ran");
      g_assert_cmpstr (fixture_only_document (fixture)->name, ==, "a.txt");
    }
}

static void
test_problems (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  fixture_read_bytes (fixture, "corenlp",
                      "{\"text\": \"Ann\", \"sentences\": [{\"tokens\": [" TOKEN (
                          1, "Ann", 0, 3, "PERSON") "," TOKEN (2, "met", 90, 93,
                                                               "O") "], \"entitymentions\": "
                                                                    "[{\"ner\": \"PERSON\", "
                                                                    "\"docTokenBegin\": 0, "
                                                                    "\"docTokenEnd\": 50}]}], "
                                                                    "\"quotes\": [{\"beginIndex\": "
                                                                    "-1, \"endIndex\": 4}]}",
                      -1, NULL);
  fixture_assert_problem (fixture, "has no tokens 0 to 50");
  fixture_assert_problem (fixture, "“met” was left out");
  fixture_assert_problem (fixture, "Quote 1 was left out");
  g_assert_cmpuint (fixture_only_document (fixture)->tokens->len, ==, 1);
  fixture_read_bytes (fixture, "corenlp", "{\"text\": \"\"}", -1, NULL);
  fixture_assert_problem (fixture, "it has no sentences");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corenlp/json", test_json);
  g_test_add_func ("/corenlp/xml", test_xml);
  g_test_add_func ("/corenlp/problems", test_problems);
  return g_test_run ();
}

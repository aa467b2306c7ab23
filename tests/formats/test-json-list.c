/* test-json-list.c: lists of JSON of any length, an item at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

#define TASK "{\"data\": {\"text\": \"Ann\"}, \"annotations\": []}"

/* Pieces: a stream that gives a text again and again between a beginning and an end, some bytes at a time. */

typedef struct
{
  GInputStream parent;
  const char *parts[3]; /* begin, repeated, end */
  guint n_repeats, part;
  gsize at, piece;
} Pieces;

typedef GInputStreamClass PiecesClass;

GType pieces_get_type (void);
G_DEFINE_TYPE (Pieces, pieces, G_TYPE_INPUT_STREAM)

static gssize
pieces_read (GInputStream *stream, void *buffer, gsize size, GCancellable *cancellable,
             GError **error)
{
  Pieces *self = (Pieces *)stream;
  const char *part = self->parts[self->part == 0 ? 0 : self->part <= self->n_repeats ? 1 : 2];
  gsize n = MIN (MIN (size, self->piece), strlen (part + self->at));

  memcpy (buffer, part + self->at, n);
  self->at += n;
  if (part[self->at] == '\0' && self->part <= self->n_repeats)
    {
      self->part++;
      self->at = 0;
    }
  return (gssize)n;
}

static void
pieces_class_init (PiecesClass *klass)
{
  klass->read_fn = pieces_read;
}

static void
pieces_init (Pieces *self)
{
  self->piece = G_MAXSIZE;
}

static VbtInput *
repeat (const char *begin, const char *repeated, guint n_repeats, const char *end, gsize piece)
{
  g_autoptr (GInputStream) stream = g_object_new (pieces_get_type (), NULL);
  Pieces *self = (Pieces *)stream;

  self->parts[0] = begin;
  self->parts[1] = repeated;
  self->parts[2] = end;
  self->n_repeats = n_repeats;
  self->piece = piece;
  return vbt_input_new_for_stream (stream, "list.json");
}

static gboolean
drop_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  vbt_document_free (document);
  return TRUE;
}

/* A text that is longer than any file that is read whole; only the longest item is in memory. */
static void
test_long (void)
{
  static const VbtSinkClass klass = { drop_document, NULL, NULL };
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autofree char *text = g_strnfill (1 << 20, 'a');
  g_autofree char *item = g_strconcat ("{\"data\": {\"text\": \"", text, "\"}},\n", NULL);
  g_autoptr (VbtInput) input = repeat ("[\n", item, 300, TASK "]", G_MAXSIZE);
  g_autoptr (GError) error = NULL;

  fixture->sink.klass = &klass;
  fixture_format ("label-studio")->read (input, &fixture->sink, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->sink.n_documents, ==, 301);
  g_assert_cmpuint (vbt_input_get_position (input), >, 300 * (1 << 20));
}

/* Wherever the stream is cut, the same is read. */
static void
test_pieces (void)
{
  const char item[] = "{\"id\": 1, \"data\": {\"text\": \"a \\\\\\\"]}é\\u00e9\"}, "
                      "\"annotations\": [{\"result\": "
                      "[{\"type\": \"labels\", \"value\": {\"start\": 0, \"end\": 1, \"labels\": "
                      "[\"L\"]}}]}]} ,\r\n";

  for (gsize piece = 1; piece < 40; piece++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autoptr (VbtInput) input = repeat ("\xef\xbb\xbf [ ", item, 3, TASK "\n]\n ", piece);
      g_autoptr (GError) error = NULL;
      const VbtDocument *document;

      fixture_format ("label-studio")->read (input, &fixture->sink, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fixture->problems->len, ==, 0);
      g_assert_cmpuint (fixture->documents->len, ==, 4);
      document = fixture->documents->pdata[2];
      g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "a \\\"]}éé");
      g_assert_cmpuint (document->annotations->len, ==, 1);
    }
}

/* What is wrong with an item costs that item, and is named with its line and number. */
static void
test_problems (void)
{
  const char data[] = "[" TASK ",\n\n" TASK ", {\"data\": {\"text\": \"B\"}, \"score\": 1e999},\n"
                      "{\"data\": 1, \"data\": 2},\n{\"data\": {}},\n" TASK "\n]";
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "label-studio", data, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 3);
  g_assert_cmpuint (fixture->problems->len, ==, 3);
  g_assert_true (g_str_has_prefix (fixture->problems->pdata[0], "3: Record 3: "));
  g_assert_true (g_str_has_prefix (fixture->problems->pdata[1], "4: Record 4: "));
  g_assert_true (g_str_has_prefix (fixture->problems->pdata[2], "5: Record 5: "));
}

/* Where the brackets do not fit, nobody knows where the next item begins. */
static void
test_refused (void)
{
  static const struct
  {
    const char *data, *message;
  } refused[] = {
    { "[" TASK " " TASK "]", "“,” is missing, at byte 46" },
    { "[" TASK ",", "within a value, at byte 46" },
    { "[" TASK, "“,” is missing" },
    { "[" TASK ",]", "a value is missing" },
    { "[," TASK "]", "a value is missing" },
    { "[" TASK "] x", "behind its end, at byte 47" },
    { "[" TASK "}", "“,” is missing" },
    { "[" TASK ", {\"data\": \"unclosed}]", "within a value" },
    { "[nonsense]", "No record of the list is valid" },
    { "[{\"data\": NaN}]", "No record of the list is valid" },
    { "[\"\xe9\"]", "Record 1 is not UTF-8" },
    { "[", "within a value" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (fixture_read_bytes (fixture, "label-studio", refused[i].data, -1, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      if (strstr (error->message, refused[i].message) == NULL)
        g_test_fail_printf ("%s: %s", refused[i].data, error->message);
    }
}

static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fixture_read_bytes (fixture, "label-studio", deep, -1, &error));
  g_assert_nonnull (strstr (error->message, "nested too deeply"));
}

#define PASSAGE(text) "{\"passages\": [{\"offset\": 0, \"text\": \"" text "\"}]}"

/* What a collection says of its documents counts for all, wherever it stands. */
static void
test_member (void)
{
  const char data[] = "{\"date\": \"d\", \"infons\": {\"a\": \"1\"},\n \"documents\": [" PASSAGE (
      "x") ",\n" PASSAGE ("y") "], \"key\": \"k\", \"source\": \"s\"}\n";
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (fixture, "bioc-json", data, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];

      g_assert_cmpstr (vbt_document_get_metadata (document, "date"), ==, "d");
      g_assert_cmpstr (vbt_document_get_metadata (document, "a"), ==, "1");
      g_assert_cmpstr (vbt_document_get_metadata (document, "key"), ==, "k");
      g_assert_cmpstr (vbt_document_get_metadata (document, "source"), ==, "s");
    }
}

/* A pipe cannot be read twice: it is read whole, to the same documents. */
static void
test_member_of_pipe (void)
{
  g_autoptr (VbtInput) input
      = repeat ("{\"documents\":\n [", PASSAGE ("x") ",", 2, PASSAGE ("y") "], \"key\": \"k\"}", 5);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture_format ("bioc-json")->read (input, &fixture->sink, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 3);
  g_assert_cmpstr (vbt_document_get_metadata (fixture->documents->pdata[0], "key"), ==, "k");
}

static void
test_member_refused (void)
{
  static const char *const refused[] = {
    "{\"documents\": [" PASSAGE ("x") "], \"documents\": []}",
    "{\"documents\": [" PASSAGE ("x") "]",
    "{\"documents\": [" PASSAGE ("x") "]} x",
    "{\"documents\": [" PASSAGE ("x") ",",
    "{\"key\": 1 \"documents\": [" PASSAGE ("x") "]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autoptr (GError) error = NULL;

      if (fixture_read_bytes (fixture, "bioc-json", refused[i], -1, &error))
        g_test_fail_printf ("%s", refused[i]);
      g_assert_cmpuint (fixture->documents->len, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-list/long", test_long);
  g_test_add_func ("/json-list/pieces", test_pieces);
  g_test_add_func ("/json-list/problems", test_problems);
  g_test_add_func ("/json-list/refused", test_refused);
  g_test_add_func ("/json-list/deep", test_deep);
  g_test_add_func ("/json-list/member", test_member);
  g_test_add_func ("/json-list/member-of-pipe", test_member_of_pipe);
  g_test_add_func ("/json-list/member-refused", test_member_refused);
  return g_test_run ();
}

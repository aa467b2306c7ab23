/* test-csv.c: tables, and those of documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"
#include "formats/vbt-csv.h"
#include "formats/vbt-json.h"

/* A stream that gives a few bytes at a time. */
typedef struct
{
  GMemoryInputStream parent;
  gsize n_most;
} Trickle;

typedef GMemoryInputStreamClass TrickleClass;

static GType trickle_get_type (void);
G_DEFINE_TYPE (Trickle, trickle, G_TYPE_MEMORY_INPUT_STREAM)

static gssize
trickle_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable,
              GError **error)
{
  return G_INPUT_STREAM_CLASS (trickle_parent_class)
      ->read_fn (stream, buffer, MIN (count, ((Trickle *)stream)->n_most), cancellable, error);
}

static void
trickle_class_init (TrickleClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = trickle_read;
}

static void
trickle_init (Trickle *self)
{
  self->n_most = 1;
}

static VbtInput *
trickle (const char *data, gsize size, gsize n_most)
{
  g_autoptr (GInputStream) stream = g_object_new (trickle_get_type (), NULL);

  g_memory_input_stream_add_data (G_MEMORY_INPUT_STREAM (stream), g_memdup2 (data, size),
                                  (gssize)size, g_free);
  ((Trickle *)stream)->n_most = n_most;
  return vbt_input_new_for_stream (stream, "table.csv");
}

static Fixture *
read_bytes (const char *data, gssize length, const char *dialect, GError **error)
{
  gsize size = length < 0 ? strlen (data) : (gsize)length;
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (g_memdup2 (data, size), (gssize)size, g_free);
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "table.csv");
  Fixture *fixture = fixture_new (NULL);

  vbt_input_set_dialect (input, dialect);
  fixture_format ("csv")->read (input, &fixture->sink, NULL, error);
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("problem %s", (char *)fixture->problems->pdata[i]);
  return fixture;
}

static void
test_cells (void)
{
  static const struct
  {
    const char *text, *cells;
  } cases[] = {
    { "a,b\nc,d", "a,b/1|c,d/2" },       { "a,\"b \"\"x\"\"\nz\"\r\nc,\n", "a,b \"x\"\nz/1|c,/3" },
    { "a\tb\n\"\tc\n", "a,b/1|\",c/2" }, { "\"a\"\t\"b\tc\"\n", "a,b\tc/1" },
    { "a;b,c;d\n", "a,b,c,d/1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (VbtCsvRecord) record = { NULL };
      g_autoptr (GString) all = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      VbtCsv csv;

      vbt_csv_record_init (&record);
      vbt_csv_init (&csv, cases[i].text, NULL);
      while (vbt_csv_next (&csv, &record, &error))
        {
          g_string_append (all, all->len > 0 ? "|" : "");
          for (guint j = 0; j < record.cells->len; j++)
            g_string_append_printf (all, "%s%s", j > 0 ? "," : "", (char *)record.cells->pdata[j]);
          g_string_append_printf (all, "/%u", csv.line);
        }
      g_assert_no_error (error);
      g_assert_cmpstr (all->str, ==, cases[i].cells);
    }
}

/* (transfer full): cells, lines and what is wrong. */
static char *
describe_table (VbtCsv *csv, gboolean with_cells)
{
  g_auto (VbtCsvRecord) record = { NULL };
  GString *all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  vbt_csv_record_init (&record);
  while (vbt_csv_next (csv, with_cells ? &record : NULL, &error))
    {
      g_string_append_printf (all, "%u %u %d:", csv->record, csv->line, csv->has_rest);
      for (guint i = 0; i < record.cells->len; i++)
        g_string_append_printf (all, " <%s>", (char *)record.cells->pdata[i]);
      g_string_append_c (all, '\n');
    }
  g_string_append (all, error != NULL ? error->message : "");
  return g_string_free (all, FALSE);
}

/* More than is looked at in the beginning, and most of it quotation marks, delimiters and line ends. */
static char *
make_random_table (GRand *rand)
{
  static const char *const pieces[]
      = { "\"", "\"", "\"\"", ",", "\n", "\r\n", "\r", "a", "é", "😀", "x,y\n", "\"b\nc\"," };
  GString *table = g_string_new (NULL);

  while (table->len < 70000)
    g_string_append (table, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (table, FALSE);
}

/* Wherever a buffer ends, the table is the same. */
static void
test_streams (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *table = make_random_table (rand);
      g_autoptr (VbtInput) input = trickle (table, strlen (table), 1 + i % 5);
      g_autoptr (VbtInput) other = trickle (table, strlen (table), 1 + i % 7);
      g_autoptr (VbtCsvStream) stream = vbt_csv_stream_new (input);
      g_autoptr (VbtCsvStream) skipped = vbt_csv_stream_new (other);
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;
      g_autofree char *without = NULL;
      VbtCsv whole, csv, bare;

      vbt_csv_init (&whole, table, "comma");
      vbt_csv_init_stream (&csv, stream, "comma");
      vbt_csv_init_stream (&bare, skipped, "comma");
      expected = describe_table (&whole, TRUE);
      found = describe_table (&csv, TRUE);
      without = describe_table (&bare, FALSE);
      g_assert_cmpstr (found, ==, expected);
      g_assert_cmpstr (strrchr (without, '\n'), ==, strrchr (found, '\n'));
      g_assert_cmpuint (bare.record, ==, whole.record);
      g_assert_cmpuint (bare.next_line, ==, whole.next_line);
      g_assert_true (vbt_csv_stream_is_text (stream));
    }
}

/* A byte order mark that comes in three pieces is none of the first name. */
static void
test_mark (void)
{
  static const char data[] = "\xef\xbb\xbftext,x\na,b\n";
  g_autoptr (VbtInput) input = trickle (data, strlen (data), 1);
  g_autoptr (Fixture) fixture = fixture_new (NULL);

  g_assert_true (fixture_format ("csv")->read (input, &fixture->sink, NULL, NULL));
  g_assert_cmpuint (fixture->documents->len, ==, 1);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
}

/* Many rows of line ends in quotes: documents have their texts whole, and problems their lines. */
static void
test_rows (void)
{
  g_autoptr (GString) table = g_string_new ("name,text\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (table, "%u,\"😀 “%u”\r\n\n\"\"é\"\"\"\r\n", i, i);
  g_string_append (table, "last,\n");
  fixture = read_bytes (table->str, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 20000);
  for (guint i = 0; i < 20000; i += 777)
    {
      const VbtDocument *document = fixture->documents->pdata[i];
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autofree char *text = g_strdup_printf ("😀 “%u”\r\n\n\"é\"", i);

      g_assert_cmpstr (document->name, ==, name);
      g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, text);
    }
  fixture_assert_problem (fixture, "60002: Record 20002 was left out: it has no text");
  g_assert_cmpuint (fixture->problems->len, ==, 1);
}

/* Nothing is taken of a table that turns out to be broken at its end, and what is wrong has its line. */
static void
test_refused (void)
{
  static const char *const ends[] = { "x,\"", "x,\"a\nb", "\xff,x\n", "\xe2\x82" };
  static const char *const expected[]
      = { "line 20002", "line 20002", "is not UTF-8", "is not UTF-8" };
  g_autoptr (GString) commas = g_string_new ("text");

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (GString) table = g_string_new ("name,text\n");
      g_autoptr (GError) error = NULL;
      g_autoptr (Fixture) fixture = NULL;

      for (guint j = 0; j < 20000; j++)
        g_string_append_printf (table, "%u,text\n", j);
      g_string_append (table, ends[i]);
      fixture = read_bytes (table->str, (gssize)table->len, NULL, &error);
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, expected[i]));
      g_assert_cmpuint (fixture->documents->len, ==, 0);
    }
  for (guint i = 0; i < 20000; i++)
    g_string_append_c (commas, ',');
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (Fixture) fixture = read_bytes (commas->str, -1, NULL, &error);

    g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, "line 1 has more than 20000 cells"));
    g_assert_cmpuint (fixture->documents->len, ==, 0);
  }
}

/* What is not UTF-8, or has a NUL here and there, is read as before. */
static void
test_encodings (void)
{
  static const char wide[] = "t\0e\0x\0t\0\n\0a\0b\0\n\0";
  g_autoptr (GString) table = g_string_new ("text\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) in_utf16 = read_bytes (wide, sizeof wide - 1, NULL, &error);
  g_autoptr (Fixture) with_nul = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (vbt_text_get_utf8 (fixture_only_document (in_utf16)->text), ==, "ab");
  for (guint i = 0; i < 20000; i++)
    g_string_append (table, "abc\n");
  g_string_append_len (table, "a\0c\n", 4);
  with_nul = read_bytes (table->str, (gssize)table->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (with_nul->documents->len, ==, 20001);
  fixture_assert_problem (with_nul, "became U+FFFD: 1 time");
}

static void
test_documents (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_bytes ("Title;text;label;Filename;score\n"
                                            "One;\"“No”\nhe said\";news|sport;a.txt;3\n"
                                            "Two;;x;b.txt;\n"
                                            "Three;Yes;;;4;5\n",
                                            -1, NULL, &error);
  const VbtDocument *first;

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  first = fixture->documents->pdata[0];
  g_assert_cmpstr (vbt_text_get_utf8 (first->text), ==, "“No”\nhe said");
  g_assert_cmpstr (first->name, ==, "a.txt");
  g_assert_cmpstr (vbt_document_get_metadata (first, "title"), ==, "One");
  g_assert_cmpstr (vbt_document_get_metadata (first, "score"), ==, "3");
  g_assert_cmpuint (first->annotations->len, ==, 2);
  fixture_assert_problem (fixture, "4: Record 3 was left out: it has no text");
  fixture_assert_problem (fixture, "5: Record 4 has 6 cells, but there are 5 columns");
  g_assert_cmpuint (fixture->problems->len, ==, 2);
}

static void
test_dialect (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_bytes ("x,y\n1,2\n", -1, "header=no,text=2,labels=1", &error);
  g_autoptr (Fixture) refused = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->documents->len, ==, 2);
  g_assert_cmpstr (vbt_text_get_utf8 (((VbtDocument *)fixture->documents->pdata[1])->text), ==,
                   "2");
  refused = read_bytes ("x,y\n1,2\n", -1, NULL, &error);
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "2 “y”"));
}

/* A first line that tells a spreadsheet what separates the cells is no record. */
static void
test_separator (void)
{
  static const char *const tables[]
      = { "sep=;\nname;text\na,b;c,d,e\n", "\xef\xbb\xbfSEP=\t\r\nname\ttext\r\na,b\tc,d,e\r\n",
          "sep=|\nname|text\na,b|c,d,e\n" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Fixture) fixture = read_bytes (tables[i], -1, NULL, &error);
      const VbtDocument *document = fixture_only_document (fixture);

      g_assert_no_error (error);
      g_assert_cmpuint (fixture->problems->len, ==, 0);
      g_assert_cmpstr (document->name, ==, "a,b");
      g_assert_cmpstr (vbt_text_get_utf8 (document->text), ==, "c,d,e");
    }
}

static void
test_round_trip (void)
{
  const char data[] = "name,text,labels,title,byline,source,published,url,language,metadata\n"
                      "a.txt,\"Ann, \"\"Lee\"\"\nleft.\",news|x,T,,,2021-12-02,,en,\"{\"\"k\"\": "
                      "\"\"v\"\"}\"\n"
                      "b.txt,=1+1,,,,,,,,\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_bytes (data, -1, NULL, &error);
  g_autofree char *written = fixture_write_string (fixture, "csv");

  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpstr (written, ==, data);
}

/* A spreadsheet must not run what an article says. */
static void
test_guard (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = read_bytes ("name,text\n-a,=1+1\n", -1, NULL, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (VbtOutput) output = vbt_output_new_for_stream (stream);

  vbt_output_set_dialect (output, "guard=yes,delimiter=tab");
  fixture_write (fixture, fixture_format ("csv"), output);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_assert_nonnull (strstr (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                            "\n\"'-a\"\t\"'=1+1\"\t"));
}

static void
check_facts (const char *name, json_t *facts)
{
  g_autofree char *path = fixture_shared ("csv_tsv", name);
  g_autofree char *text = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (VbtCsvRecord) record = { NULL };
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n_records = 0, n_blank = 0;
  gsize n_longest = 0;
  VbtCsv csv;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  text = vbt_decode_text (bytes, NULL, NULL, &length, &error);
  g_assert_no_error (error);
  vbt_csv_record_init (&record);
  vbt_csv_init (&csv, text, NULL);
  while (vbt_csv_next (&csv, &record, &error))
    {
      gboolean blank = vbt_csv_is_blank (record.cells);

      n_records += !blank;
      n_blank += blank;
      for (guint i = 0; i < record.cells->len; i++)
        n_longest = MAX (n_longest, (gsize)g_utf8_strlen (record.cells->pdata[i], -1));
    }
  g_assert_no_error (error);
  g_test_message ("%s: %u records", name, n_records);
  g_assert_cmpuint (n_records, ==,
                    json_integer_value (json_object_get (facts, "records_incl_header")));
  g_assert_cmpuint (n_blank, ==, json_integer_value (json_object_get (facts, "blank_records")));
  g_assert_cmpuint (n_longest, ==, json_integer_value (json_object_get (facts, "longest_field")));
  g_assert_cmpuint (csv.next_line - (g_str_has_suffix (text, "\n") ? 1 : 0), ==,
                    json_integer_value (json_object_get (facts, "physical_lines")));
}

static void
test_real_files (void)
{
  g_autofree char *path = fixture_shared ("csv_tsv", "EXPECT.json");
  g_autoptr (json_t) expected = path != NULL ? json_load_file (path, 0, NULL) : NULL;
  const char *name;
  json_t *facts;

  json_object_foreach (expected, name, facts) check_facts (name, facts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/cells", test_cells);
  g_test_add_func ("/csv/streams", test_streams);
  g_test_add_func ("/csv/mark", test_mark);
  g_test_add_func ("/csv/rows", test_rows);
  g_test_add_func ("/csv/refused", test_refused);
  g_test_add_func ("/csv/encodings", test_encodings);
  g_test_add_func ("/csv/documents", test_documents);
  g_test_add_func ("/csv/dialect", test_dialect);
  g_test_add_func ("/csv/separator", test_separator);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  g_test_add_func ("/csv/guard", test_guard);
  g_test_add_func ("/csv/real-files", test_real_files);
  return g_test_run ();
}

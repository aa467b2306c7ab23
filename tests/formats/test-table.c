/* test-table.c: every format of the table on the real files and on the malformed ones of ../shared/formats
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/facts.h"
#include "jobs/vbt-import.h"

#include <locale.h>

/* For each format: how many of its real files are read, have the facts that EXPECT.json gives, are the
 * same after they were written and read again, and go through every other format with no loss but
 * those that were announced. The table that it prints is the state of the formats. */

/* Folders of ../shared/formats, the names of formats in INDEX.tsv, and ours. */
static const struct
{
  const char *folder, *format;
} folders[] = {
  { "brat", "brat" },
  { "conll", "conll" },
  { "csv_tsv", "csv" },
  { "conllu", "conllu" },
  { "webanno_tsv", "webanno" },
  { "doccano", "doccano" },
  { "hf_jsonl", "tokens" },
  { "label_studio", "label-studio" },
  { "plain_text", "text" },
  { "prodigy", "prodigy" },
  { "uima_xmi", "xmi" },
  { "uima_json", "cas-json" },
  { "bioc", "bioc" },
  { "bioc", "bioc-json" },
  { "docx_odt", "docx" },
  { "docx_odt", "odt" },
  { "html", "html" },
  { "pdf", "pdf" },
  { "w3c", "w3c" },
  { "tei", "tei" },
  { "corenlp", "corenlp" },
  { "corenlp", "corenlp-xml" },
};

/* Facts that differ, and why ours is right, or which part of the file is not ours. */
static const struct
{
  const char *file, *why;
} exceptions[] = {
  { "curation_relationLabelTest_user1.tsv",
    "5 roots are relations to themselves: left out, named" },
  { "testStackedSubMultiTokenSpanWithFeatureValue.tsv", "6 spans are empty: left out, named" },
  { "testSubtokenChain.tsv", "a link of the chain is empty: left out, named" },
  { "testZeroLengthSpansWithFeatureValues.tsv", "2 spans are empty: left out, named" },
  { "HIPE-data-v1.4-test-en.tsv", "one token a row: read by conll" },
  { "litbank_nested_1023_bleak_house.tsv", "one token a row: read by conll" },
  { "csv_test2_result.csv", "no column is called text: asks for it" },
  { "pdnc_DaisyMiller_character_info.csv", "a table of characters: asks which column is the text" },
  { "sequence_labeling.jsonl", "the only PER is on a record without text, which is reported" },
  { "lsf_rich_text_html_tasks.json", "places in HTML (XPath) are reported and left out" },
  { "DERIVED_emoji_utf16_legacy.json",
    "the facts read UTF-16 as characters; the spans' texts fit" },
  { "kiji_sample_predictions_relations.json",
    "the Email ends behind the text: it is found by its own text, and that is reported" },
  { "csv_test2.json", "the label is a choice, which is a label of the document" },
  { "data_repeater.json", "a task of pictures, without text" },
  { "cas_with_array_features.xmi", "it has no text, which is reported" },
  { "child_type_before_parent.json", "it has no text, which is reported" },
  { "bioc-json_abbr.xml", "its texts are in another file, which is reported" },
  { "bioc-json_everything.xml", "relations with one node, and a text that is not there: reported" },
  { "bioc-json_everything.json",
    "relations with one node, and a text that is not there: reported" },
  { "bioc_everything.xml",
    "the facts leave out the annotation of the document; a relation has one node: reported" },
  { "cas_with_references.xmi", "two tokens are at one place: one is left out, named" },
  { "names-demo-en.xml", "a list of persons, without text, which is reported" },
  { "libreoffice-writer-password.pdf", "needs a password" },
  { "testDependencyWithValues.xmi", "the facts count a dependency as a span; it is a relation" },
};

/* A line of the table that is printed. */
typedef struct
{
  guint n_files, n_read, n_recognized, n_facts;
  guint n_texts;                         /* have a document */
  guint n_round_trips;                   /* the same in its own format */
  guint n_conversions, n_equal, n_named; /* into others and back */
  GHashTable *losses;                    /* a set of "FORMAT: what is lost" */
} Row;

/* A real file, which is converted. */
typedef struct
{
  const char *name, *path;
  const char *encoding; /* (nullable) */
  const VbtFormat *format;
  char *signature; /* of what was read */
} File;

/* Of the other formats, each file goes through one of so many. */
#define ONE_OF 6

static gboolean
is_all (void)
{
  return g_strcmp0 (g_getenv ("VBT_FORMATS"), "all") == 0;
}

/* (nullable): of the folder, where the table has its format. */
static const VbtFormat *
find_format (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_equal (folders[i].folder, folder))
      return vbt_formats_find (folders[i].format, NULL);
  return vbt_formats_find (folder, NULL);
}

/* Web Annotations have no text: all get the one that is there, of which only DERIVED_emoji is made. */
static char *
add_text (const char *path)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *text_path = fixture_shared ("w3c", "DERIVED_emoji.txt");
  g_autofree char *copy = g_build_filename (folder, "a.txt", NULL);
  g_autofree char *text = NULL;
  g_autofree char *data = NULL;
  char *main_copy = g_build_filename (folder, "a.jsonld", NULL);
  gsize size;

  g_file_get_contents (text_path, &text, &size, NULL);
  g_file_set_contents (copy, text, (gssize)size, NULL);
  g_file_get_contents (path, &data, &size, NULL);
  g_file_set_contents (main_copy, data, (gssize)size, NULL);
  return main_copy;
}

/* (transfer full) (nullable): the file, read as the facts about it were found. */
static VbtInput *
open_path (const VbtFormat *format, const char *path, const char *encoding, GError **error)
{
  gboolean is_real = strstr (path, "/formats/") != NULL;
  gboolean alone = is_real && g_str_equal (format->name, "w3c");
  g_autofree char *own = alone ? add_text (path) : g_strdup (path);
  VbtInput *input = vbt_input_new_for_path (own, error);

  if (input == NULL)
    return NULL;
  vbt_input_set_encoding (input, encoding);
  /* The facts count every character, also those between elements. */
  if (is_real && g_str_equal (format->name, "tei"))
    vbt_input_set_dialect (input, "text=raw");
  if (g_str_equal (format->name, "html"))
    vbt_input_set_dialect (input, "content=all");
  return input;
}

static gboolean
read_path (Fixture *fixture, const VbtFormat *format, const char *path, const char *encoding,
           GError **error)
{
  g_autoptr (VbtInput) input = open_path (format, path, encoding, error);

  return input != NULL && format->read (input, &fixture->sink, NULL, error);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer full): all annotations, and all texts, whatever the documents are called. */
static char *
make_signature (const Fixture *fixture)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) signature = g_string_new (NULL);

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];
      g_autofree char *sum = vbt_text_sha256 (document->text);

      g_ptr_array_add (parts, g_strdup_printf ("text %s", sum));
      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *annotation = document->annotations->pdata[j];
          g_autofree char *text = annotation->kind == VBT_KIND_SPAN
                                      ? vbt_document_get_covered_text (document, annotation)
                                      : NULL;

          g_ptr_array_add (parts, g_strdup_printf ("%d %s %s %s", (int)annotation->kind,
                                                   label_of (fixture, annotation), text, sum));
        }
    }
  g_ptr_array_sort (parts, compare_strings);
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (signature, "%s\n", (const char *)parts->pdata[i]);
  return g_string_free (g_steal_pointer (&signature), FALSE);
}

static gboolean
is_exception (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (g_str_equal (exceptions[i].file, name))
      {
        g_test_message ("%s: %s", name, exceptions[i].why);
        return TRUE;
      }
  return FALSE;
}

static void
read_folder (Fixture *fixture, const VbtFormat *format, const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    if (vbt_format_has_extension (format, name))
      {
        g_autofree char *file = g_build_filename (path, name, NULL);
        g_autoptr (GError) error = NULL;

        read_path (fixture, format, file, NULL, &error);
        g_assert_no_error (error);
      }
}

/* Converts as `vbt convert` does. (transfer full): what is read from that which was written. */
static Fixture *
convert_and_read (VbtInput *input, const VbtFormat *from, const VbtFormat *to,
                  VbtExportResult *result)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "out.tmp", NULL);
  gboolean in_folder = (to->flags & VBT_FORMAT_FOLDER) != 0;
  Fixture *again = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtOutput) output = in_folder ? vbt_output_new_for_folder (path, &error)
                                           : vbt_output_new_for_path (path, &error);

  g_assert_no_error (error);
  vbt_convert (input, from, output, to, VBT_ON_LOSS_WRITE, result, NULL, NULL, &error);
  g_assert_no_error (error);
  if (in_folder)
    read_folder (again, to, path);
  else
    read_path (again, to, path, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < again->problems->len && i < 3; i++)
    g_test_message ("%s written and read: %s", to->name, (char *)again->problems->pdata[i]);
  return again;
}

/* What the format cannot hold, but for what is no annotation of a text. */
static guint
count_losses (const VbtLosses *losses)
{
  guint n = 0;

  for (guint i = 0; i < losses->rows->len; i++)
    {
      const VbtLoss *loss = losses->rows->pdata[i];

      n += !g_str_has_prefix (loss->what, "Who made")
           && !g_str_has_prefix (loss->what, "Names of doc")
           && !g_str_has_prefix (loss->what, "Tokens and");
    }
  return n;
}

static void
note_losses (GHashTable *named, const VbtFormat *to, const VbtLosses *losses)
{
  for (guint i = 0; i < losses->rows->len; i++)
    g_hash_table_add (
        named, g_strdup_printf ("%s: %s", to->name, ((VbtLoss *)losses->rows->pdata[i])->what));
}

/* What its own format cannot hold of it, as it was announced. */
static void
tell_round_trip (const File *file, const VbtLosses *losses)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < losses->rows->len; i++)
    {
      const VbtLoss *loss = losses->rows->pdata[i];

      if (!g_str_has_prefix (loss->what, "Who made"))
        g_string_append_printf (all, "%s%u × %s", all->len > 0 ? "; " : "", loss->count,
                                loss->what);
    }
  g_test_message ("not the same: %s, %s: %s", file->format->name, file->name, all->str);
}

/* Writes the file in another format: what comes back is the same, or a loss was announced. */
static void
convert_one (const File *file, const VbtFormat *to, Row *row)
{
  g_autoptr (VbtInput) input = open_path (file->format, file->path, file->encoding, NULL);
  VbtExportResult result = { 0 };
  g_autoptr (Fixture) again = convert_and_read (input, file->format, to, &result);
  g_autofree char *after = make_signature (again);
  gboolean equal = g_str_equal (file->signature, after);
  gboolean named = result.n_unannounced == 0 && (equal || count_losses (result.losses) > 0);

  row->n_conversions++;
  row->n_equal += equal;
  row->n_named += named;
  note_losses (row->losses, to, result.losses);
  for (guint i = 0; !named && i < result.differences->rows->len; i++)
    g_test_message ("%s", ((VbtLoss *)result.differences->rows->pdata[i])->what);
  if (!named)
    {
      g_test_message ("SILENT %s: %s → %s", file->format->name, file->name, to->name);
      g_test_fail ();
    }
  if (to == file->format)
    row->n_round_trips += equal;
  if (to == file->format && !equal)
    tell_round_trip (file, result.losses);
  vbt_export_result_clear (&result);
}

/* Every file goes through its own format; through all others where there is time (VBT_FORMATS=all),
 * else each through some of them. */
static gboolean
is_in_sample (const File *file, const VbtFormat *to, guint index)
{
  return to == file->format || is_all () || (g_str_hash (file->name) + index) % ONE_OF == 0;
}

static void
convert_to_others (const File *file, Row *row)
{
  const VbtFormat *const *formats = vbt_formats ();

  for (guint i = 0; formats[i] != NULL; i++)
    if ((formats[i]->flags & VBT_FORMAT_WRITES) && vbt_format_reads_back (formats[i])
        && is_in_sample (file, formats[i], i))
      convert_one (file, formats[i], row);
}

static void
check_file (const char *folder, const char *name, json_t *facts, const VbtFormat *format, Row *row)
{
  g_autofree char *path = fixture_shared (folder, name);
  g_autoptr (VbtInput) input = path != NULL ? vbt_input_new_for_path (path, NULL) : NULL;
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *signature = NULL;
  File file = { .name = name, .path = path, .format = format };

  if (input == NULL || json_object_get (facts, "role") != NULL)
    return;
  /* XML and JSON are together; a page of HTML is not ours. */
  if ((g_str_equal (folder, "bioc") || g_str_equal (folder, "w3c")
       || g_str_equal (folder, "docx_odt") || g_str_equal (folder, "corenlp"))
      && !vbt_format_has_extension (format, name))
    return;
  row->n_files++;
  if (vbt_formats_recognize_input (input, NULL, NULL) == format)
    row->n_recognized++;
  else
    g_test_message ("%s is not recognized", name);
  if (!read_path (fixture, format, path, NULL, &error))
    {
      g_test_message ("%s is refused: %s", name, error->message);
      file.encoding = json_string_value (json_object_get (facts, "encoding"));
      if (file.encoding == NULL || !read_path (fixture, format, path, file.encoding, NULL))
        {
          if (!is_exception (name))
            g_test_fail_printf ("%s is refused", name);
          return;
        }
    }
  row->n_read++;
  if (check_facts (fixture, name, facts) || is_exception (name))
    row->n_facts++;
  else
    g_test_fail_printf ("%s: facts differ", name);
  if (fixture->documents->len == 0)
    {
      g_test_message ("no document: %s, %s: %s", format->name, name,
                      fixture->problems->len > 0 ? (char *)fixture->problems->pdata[0] : "");
      return;
    }
  row->n_texts++;
  file.signature = signature = make_signature (fixture);
  convert_to_others (&file, row);
}

static void
print_row (const VbtFormat *format, const Row *row)
{
  g_autofree char *same = format->flags & VBT_FORMAT_WRITES
                              ? g_strdup_printf ("%u of %u", row->n_round_trips, row->n_texts)
                              : g_strdup ("–");

  g_test_message ("| %s | %u | %u | %u | %u | %s | %u of %u | %u of %u |", format->name,
                  row->n_files, row->n_recognized, row->n_read, row->n_facts, same, row->n_equal,
                  row->n_conversions, row->n_named, row->n_conversions);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
test_real_files (void)
{
  g_autoptr (GHashTable) losses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) named = NULL;

  g_test_message ("| format | real files | recognized | read | facts equal | round trip exact | "
                  "same after another format and back | losses all announced |");
  g_test_message ("| --- | --- | --- | --- | --- | --- | --- | --- |");
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      const VbtFormat *format = fixture_format (folders[i].format);
      g_autofree char *path = fixture_shared (folders[i].folder, "EXPECT.json");
      g_autoptr (json_t) expected = path != NULL ? json_load_file (path, 0, NULL) : NULL;
      Row row = { .losses = losses };
      const char *name;
      json_t *facts;

      if (path == NULL)
        return;
      json_object_foreach (expected, name, facts)
          check_file (folders[i].folder, name, facts, format, &row);
      print_row (format, &row);
    }
  named = g_list_sort (g_hash_table_get_keys (losses), compare_keys);
  for (GList *item = named; item != NULL; item = item->next)
    g_test_message ("lost: %s", (char *)item->data);
}

/* INDEX.tsv names a format, or a folder of several. */
static const char *
folder_of (const char *format)
{
  if (g_str_equal (format, "docx") || g_str_equal (format, "odt"))
    return format;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_equal (folders[i].folder, format))
      return folders[i].folder;
  return NULL;
}

/* A file of which no format is told is in none. */
static void
check_unknown_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, NULL);

  g_assert_null (vbt_formats_recognize_input (input, NULL, &error));
  g_test_message ("%s", error->message);
}

/* A line of INDEX.tsv: file, format, action, what is wrong, what is expected. */
static void
check_bad_file (char *const *fields)
{
  const char *folder = folder_of (fields[1]);
  const VbtFormat *format = folder != NULL ? find_format (folder) : NULL;
  g_autofree char *path = fixture_shared ("bad", fields[0]);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gboolean read;

  if (path != NULL && g_str_equal (fields[1], "any JSON"))
    check_unknown_file (path);
  if (format == NULL || path == NULL)
    return;
  read = read_path (fixture, format, path, NULL, &error);
  g_test_message ("%s %s: %s%s%u documents, %u problems, %.0f ms", fields[0], fields[2],
                  error != NULL ? error->message : "read", error != NULL ? "; " : ", ",
                  fixture->documents->len, fixture->problems->len,
                  (double)(g_get_monotonic_time () - start) / 1000);
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("  %s", (char *)fixture->problems->pdata[i]);
  if (g_str_equal (fields[2], "REJECT") ? read : !read && strstr (fields[4], "refuse") == NULL)
    g_test_fail_printf ("%s is %s", fields[0], read ? "read" : "refused");
  if (g_str_equal (fields[2], "PARTIAL") && read && fixture->problems->len == 0)
    g_test_fail_printf ("%s: nothing is said", fields[0]);
}

static void
test_bad_files (void)
{
  g_autofree char *path = fixture_shared ("bad", "INDEX.tsv");
  g_autofree char *index = NULL;
  g_auto (GStrv) lines = NULL;

  if (path == NULL)
    return;
  g_file_get_contents (path, &index, NULL, NULL);
  lines = g_strsplit (index, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (fields) >= 5)
        check_bad_file (fields);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/real-files", test_real_files);
  g_test_add_func ("/table/bad-files", test_bad_files);
  return g_test_run ();
}

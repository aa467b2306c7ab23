/* test-formats.c: what must hold for every format in the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

/* More with -m slow, fewer where a program has to be started for each. */
#define N_FLIPS (g_test_slow () ? 5000 : 120)
#define APART 25

/* The sample of a format: tests/data/golden.EXTENSION, and its companions beside it; where two formats
 * have the same extension, golden-FORMAT.EXTENSION. */
static char *
sample_path (const VbtFormat *format, const char *extension)
{
  g_autofree char *name = g_strconcat ("golden.", extension, NULL);
  g_autofree char *own_name = g_strconcat ("golden-", format->name, ".", extension, NULL);
  char *path = g_test_build_filename (G_TEST_DIST, "data", own_name, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_free (path);
      path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
    }

  g_test_message ("%s: %s", format->name, path);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  return path;
}

static char *
sample_data (const VbtFormat *format, const char *extension, gsize *length)
{
  g_autofree char *path = sample_path (format, extension);
  g_autoptr (GError) error = NULL;
  char *data;

  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);
  return data;
}

static void
test_table (void)
{
  const VbtFormat *const *formats = vbt_formats ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; formats[i] != NULL; i++)
    {
      const VbtFormat *format = formats[i];

      g_assert_true (vbt_formats_find (format->name, &error) == format);
      g_assert_nonnull (format->title);
      g_assert_nonnull (format->description);
      g_assert_nonnull (format->extensions[0]);
      g_assert_nonnull (format->mime);
      g_assert_true (!(format->flags & VBT_FORMAT_READS)
                     || (format->read != NULL && format->probe != NULL));
      g_assert_true (!(format->flags & VBT_FORMAT_WRITES)
                     || (format->begin != NULL && format->write != NULL && format->end != NULL));
      g_assert_true (!(format->flags & VBT_FORMAT_WRITES)
                     || (format->losses == NULL) == !!(format->flags & VBT_FORMAT_LOSSLESS));
    }
  g_assert_null (vbt_formats_find ("no-such", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "brat"));
}

static void
test_recognize (void)
{
  const VbtFormat *const *formats = vbt_formats ();

  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      g_autoptr (VbtInput) input = NULL;
      int score = 0;

      if (!(formats[i]->flags & VBT_FORMAT_READS))
        continue;
      path = sample_path (formats[i], formats[i]->extensions[0]);
      input = vbt_input_new_for_path (path, NULL);
      g_assert_true (vbt_formats_recognize_input (input, &score, NULL) == formats[i]);
      g_assert_cmpint (score, >=, VBT_FORMAT_SURE);
    }
}

/* What a folder of articles may hold, and what it is taken for. */
static void
test_recognize_others (void)
{
  static const struct
  {
    const char *name, *head, *format;
    gboolean sure;
  } cases[] = {
    { "a.txt", "text", "text", TRUE },
    { "README", "text", "text", TRUE },
    { "a.py", "import os", "text", FALSE },
    { "annotation.conf", "[entities]", "text", FALSE },
    { "a.ann", "", "brat", TRUE },
    { "a.ann", "\xef\xbb\xbfT1\tX 0 1\tx\n", "brat", TRUE },
    { "x", "{\"verbatim\": 1}\n", "verbatim", TRUE },
    { "<stdin>", "{\"text\": \"a\"}\n", "text", TRUE },
    { "a.jsonl", "{\"text\": \"a\"}\n", "verbatim", TRUE },
    { "a.jsonl", "{\"text\": \"a\", \"label\": [[0, 1, \"X\"]]}\n", "doccano", TRUE },
    { "a.jsonl", "{\"text\": \"a\", \"entities\": [[0, 1, \"X\"]]}\n", "doccano", TRUE },
    { "a.jsonl", "{\"text\": \"a\", \"spans\": [], \"answer\": \"accept\"}\n", "prodigy", TRUE },
    { "a.json", "[[\"a\", {\"entities\": [[0, 1, \"X\"]]}]]\n", "prodigy", TRUE },
    { "a.jsonl", "{\"text\": \"a\", \"spans\": [{\"label\": \"X\", \"start\": 0}]}", "verbatim",
      TRUE },
    { "a.jsonl", "{\"text\": \"a\", \"labels\": [{\"label\": \"X\"}]}", "verbatim", TRUE },
    { "a.jsonl", "{\"text\": \"a\", \"labels\": [{\"label\": \"X\", \"start\": 0, \"end\": 1}]}",
      "doccano", TRUE },
    { "a.jsonl", "{\"words\": [\"a\"], \"ner\": [\"O\"]}\n", "tokens", TRUE },
    { "a.json", "[{\"tokenized_text\": [\"a\"], \"ner\": []}]\n", "tokens", TRUE },
    { "a.json", "[{\"data\": {\"text\": \"a\"}, \"annotations\": []}]\n", "label-studio", TRUE },
    { "a.txt", "Ann\tB-PER\nmet\tO\n", "conll", TRUE },
    { "a.txt", "Ann met O\n", "text", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int score = 0;
      const VbtFormat *format = vbt_formats_recognize (cases[i].name, (const guint8 *)cases[i].head,
                                                       strlen (cases[i].head), &score);

      g_test_message ("%s", cases[i].name);
      g_assert_nonnull (format);
      g_assert_cmpstr (format->name, ==, cases[i].format);
      g_assert_true ((score >= VBT_FORMAT_SURE) == cases[i].sure);
    }
  g_assert_null (vbt_formats_recognize ("a.bin", (const guint8 *)"\0\1", 2, NULL));
}

/* What says which format it is may stand behind a long text, in a file and in a pipe. */
static void
test_recognize_long (void)
{
  static const struct
  {
    const char *begin, *end, *format;
  } cases[] = {
    { "{\"text\": \"", "\", \"label\": [[0, 4, \"X\"]]}\n", "doccano" },
    { "{\"text\": \"", "\", \"spans\": [], \"answer\": \"accept\"}\n", "prodigy" },
    { "[{\"data\": {\"text\": \"", "\"}, \"annotations\": []}]\n", "label-studio" },
    { "{\"text\": \"", "\", \"quotes\": [], \"sources\": [], \"contents\": []}\n", "citron" },
    { "{\"text\": \"", "\"}\n", "verbatim" },
    { "[1] ", "\n", "text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) file = g_string_new (cases[i].begin);
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (VbtInput) input = NULL;
      const VbtFormat *format;

      while (file->len < 200000)
        g_string_append (file, "word ");
      g_string_append (file, cases[i].end);
      stream = g_memory_input_stream_new_from_data (file->str, (gssize)file->len, NULL);
      input = vbt_input_new_for_stream (stream, i < 5 ? "a.jsonl" : "a.txt");
      format = vbt_formats_recognize_input (input, NULL, NULL);
      g_assert_nonnull (format);
      g_assert_cmpstr (format->name, ==, cases[i].format);
    }
}

/* What is none of the formats that its name may stand for is no article in plain text, and it is said why. */
static void
test_recognize_none (void)
{
  static const struct
  {
    const char *name, *head, *why;
  } cases[] = {
    { "a.json", "{\"a\": 1}", "is not known" },
    { "a.json", "[[[[[[[[[[", "is not known" },
    { "a.xml", "<a>x</a>", "is not known" },
    { "a.xml", "Prose.", "is not known" },
    { "a.jsonl", "", "is empty" },
    { "a.json", "PK\3\4\24", "is an archive" },
    { "a.json", "\xff\xfe{", "UTF-16LE" },
    { "a.rtf", "{\\rtf1 Prose.}", "is not known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (
          cases[i].head, (gssize)strlen (cases[i].head), NULL);
      g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, cases[i].name);
      g_autoptr (GError) error = NULL;

      g_assert_null (vbt_formats_recognize_input (input, NULL, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, cases[i].name));
      g_assert_nonnull (strstr (error->message, cases[i].why));
    }
}

/* Whatever was read obeys the model, and every format can write it. */
static void
check_documents (Fixture *fixture)
{
  const VbtFormat *const *formats = vbt_formats ();
  g_autoptr (Fixture) again = fixture_new (NULL);
  g_autofree char *native = fixture_write_string (fixture, "verbatim");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < fixture->documents->len; i++)
    {
      const VbtDocument *document = fixture->documents->pdata[i];
      VbtOffset length = vbt_text_get_length (document->text);
      g_autoptr (VbtLosses) losses = vbt_losses_new ();

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *annotation = document->annotations->pdata[j];

          if (annotation->kind == VBT_KIND_SPAN)
            g_assert_true (vbt_annotation_check_fragments (annotation, length, &error));
          if (annotation->kind == VBT_KIND_RELATION)
            g_assert_nonnull (vbt_document_get_annotation (document, annotation->to));
        }
      for (guint j = 0; formats[j] != NULL; j++)
        if (formats[j]->losses != NULL)
          formats[j]->losses (fixture->sink.catalog, document, losses);
    }
  fixture_read_bytes (again, "verbatim", native, -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < again->problems->len; i++)
    g_test_message ("problem %s", (char *)again->problems->pdata[i]);
  g_assert_cmpuint (again->problems->len, ==, 0);
  g_assert_cmpuint (again->documents->len, ==, fixture->documents->len);
}

static void
write_file (const char *folder, const char *extension, const char *data, gsize length)
{
  g_autofree char *name = g_strconcat ("a.", extension, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (data, 1, length, file), ==, length);
  fclose (file);
}

/* Reads a.EXTENSION of the folder: it is refused with words, or what was read is sound. */
static void
read_damaged (const VbtFormat *format, const char *folder)
{
  g_autofree char *name = g_strconcat ("a.", format->extensions[0], NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean read = fixture_read_path (fixture, format->name, path, NULL, &error);

  g_assert_true (read == (error == NULL));
  if (read)
    check_documents (fixture);
}

typedef void (*DamageFunc) (const VbtFormat *format, const char *folder, const char *extension,
                            const char *data, gsize length);

/* At every byte where there is time, else at as many places as bytes are flipped. */
static void
truncate_everywhere (const VbtFormat *format, const char *folder, const char *extension,
                     const char *data, gsize length)
{
  gsize step = g_test_slow () ? 1 : MAX (1, length / N_FLIPS);

  for (gsize n = 0; n < length; n += format->flags & VBT_FORMAT_APART ? step * APART : step)
    {
      write_file (folder, extension, data, n);
      read_damaged (format, folder);
    }
}

static void
flip_bytes (const VbtFormat *format, const char *folder, const char *extension, const char *data,
            gsize length)
{
  for (guint i = 0; i < N_FLIPS; i += format->flags & VBT_FORMAT_APART ? APART : 1)
    {
      g_autofree char *copy = g_memdup2 (data, length);
      gint n_flips = g_test_rand_int_range (1, 6);

      for (gint j = 0; j < n_flips; j++)
        copy[g_test_rand_int_range (0, (gint32)length)] = (char)g_test_rand_int_range (0, 256);
      write_file (folder, extension, copy, length);
      read_damaged (format, folder);
    }
}

/* Parts of the file in another order, twice, or missing: more likely to be understood than noise. */
static void
move_parts (const VbtFormat *format, const char *folder, const char *extension, const char *data,
            gsize length)
{
  for (guint i = 0; i < N_FLIPS; i += format->flags & VBT_FORMAT_APART ? APART : 1)
    {
      g_autoptr (GString) copy = g_string_new_len (data, (gssize)length);
      gsize from = (gsize)g_test_rand_int_range (0, (gint32)length);
      gsize wanted = (gsize)g_test_rand_int_range (1, 60);
      gsize n = MIN (wanted, length - from);
      gsize to = (gsize)g_test_rand_int_range (0, (gint32)length);

      if (i % 2 == 0)
        g_string_erase (copy, (gssize)from, (gssize)n);
      g_string_insert_len (copy, (gssize)MIN (to, copy->len), data + from, (gssize)n);
      write_file (folder, extension, copy->str, copy->len);
      read_damaged (format, folder);
    }
}

/* Damages one file of each sample, the main one and then each companion, with the others whole. */
static void
damage (const VbtFormat *format, DamageFunc func)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autoptr (GPtrArray) extensions = g_ptr_array_new ();

  g_ptr_array_add (extensions, (gpointer)format->extensions[0]);
  for (guint i = 0; format->companions != NULL && format->companions[i] != NULL; i++)
    g_ptr_array_add (extensions, (gpointer)format->companions[i]);
  for (guint i = 0; i < extensions->len; i++)
    {
      gsize length;
      g_autofree char *data = sample_data (format, extensions->pdata[i], &length);

      write_file (folder, extensions->pdata[i], data, length);
    }
  for (guint i = 0; i < extensions->len; i++)
    {
      gsize length;
      g_autofree char *data = sample_data (format, extensions->pdata[i], &length);

      func (format, folder, extensions->pdata[i], data, length);
      write_file (folder, extensions->pdata[i], data, length);
    }
}

static void
damage_all (gconstpointer func)
{
  const VbtFormat *const *formats = vbt_formats ();

  for (guint i = 0; formats[i] != NULL; i++)
    if (formats[i]->flags & VBT_FORMAT_READS)
      damage (formats[i], *(const DamageFunc *)func);
}

int
main (int argc, char *argv[])
{
  static const DamageFunc truncation = truncate_everywhere;
  static const DamageFunc flips = flip_bytes;
  static const DamageFunc moves = move_parts;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/table", test_table);
  g_test_add_func ("/formats/recognize", test_recognize);
  g_test_add_func ("/formats/recognize-others", test_recognize_others);
  g_test_add_func ("/formats/recognize-long", test_recognize_long);
  g_test_add_func ("/formats/recognize-none", test_recognize_none);
  g_test_add_data_func ("/formats/truncation", &truncation, damage_all);
  g_test_add_data_func ("/formats/flips", &flips, damage_all);
  g_test_add_data_func ("/formats/moves", &moves, damage_all);
  return g_test_run ();
}

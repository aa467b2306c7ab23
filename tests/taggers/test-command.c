/* test-command.c: programs that tag, and what they do wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tag-document.h"

#include "taggers/vbt-adapter.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define TEXT "Zoë 🙂 said yes."

static VbtDocument *
make_document (const char *utf8)
{
  static gint n_documents;
  g_autoptr (VbtText) text = vbt_text_new (utf8, -1, NULL);
  VbtDocument *document = vbt_document_new ("test.txt", text);

  document->id = strcmp (utf8, TEXT) == 0 ? 161 : 1000 + g_atomic_int_add (&n_documents, 1);
  return document;
}

/* Spans as "Label start-end rule", relations as "label", document labels as "#label". */
static char *
describe (const VbtCatalog *catalog, const VbtDocument *document)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *a = document->annotations->pdata[i];
      const char *label = vbt_schema_get_label (catalog->schema, a->label)->name;

      g_string_append_printf (words, "%s%s%s", i > 0 ? ", " : "",
                              a->kind == VBT_KIND_DOCUMENT ? "#" : "", label);
      for (guint j = 0; a->kind == VBT_KIND_SPAN && j < vbt_annotation_get_n_fragments (a); j++)
        g_string_append_printf (words, " %d-%d", vbt_annotation_get_fragment (a, j).start,
                                vbt_annotation_get_fragment (a, j).end);
      if (a->confidence >= 0)
        g_string_append_printf (words, " %.2f", a->confidence);
      if (g_strcmp0 (a->rule, label) != 0)
        g_string_append_printf (words, " (%s)", a->rule);
    }
  return g_string_free (words, FALSE);
}

/* (transfer full): what comes of an answer: annotations, or "! " and the error. */
static char *
read_answer (const char *rest, const char *answer)
{
  g_autofree char *json = g_strdup_printf ("{\"command\": \"x\"%s}", rest);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtAdapter) adapter = vbt_adapter_new (json, strlen (json), "/tmp/a.json", &error);
  g_autoptr (VbtSchema) schema = vbt_schema_new ("test");
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  g_autoptr (VbtDocument) document = make_document (TEXT);
  VbtTaggerRun run = { .document = document, .catalog = catalog, .annotator = 1 };

  g_assert_no_error (error);
  if (vbt_adapter_read (adapter, answer, strlen (answer), &run, &error))
    return describe (catalog, document);
  g_assert_cmpuint (document->annotations->len, ==, 0);
  g_assert_true (error->domain == VBT_ERROR);
  g_assert_true (error->code == VBT_ERROR_FORMAT || error->code == VBT_ERROR_CONFLICT);
  return g_strconcat (error->code == VBT_ERROR_FORMAT ? "! " : "!! ", error->message, NULL);
}

static const struct
{
  const char *adapter, *answer, *expected; /* with "!": a part of what the error says */
} cases[] = {
  { "", "{}", "" },
  { "", "{\"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"P\"}]}", "P 0-3" },
  { "", "{\"spans\": [[0, 3, \"P\"]], \"labels\": [{\"label\": \"news\"}]}", "P 0-3, #news" },
  { ", \"labels\": {\"P\": \"Person\", \"D\": null}", "{\"spans\": [[0, 3, \"P\"], [1, 2, \"D\"]]}",
    "Person 0-3 (P)" },
  { ", \"labels\": {\"P\": \"Person\", \"*\": null}", "{\"spans\": [[0, 3, \"Q\"]]}", "" },
  { ", \"labels\": {\"*\": \"Other\"}", "{\"spans\": [[0, 3, \"Q\"]]}", "Other 0-3 (Q)" },
  { "", "{\"spans\": [{\"fragments\": [[0, 3], [6, 10]], \"label\": \"Q\", \"confidence\": 0.5}]}",
    "Q 0-3 6-10 0.50" },
  { "",
    "{\"spans\": [{\"id\": 1, \"start\": 0, \"end\": 3, \"label\": \"S\"}, {\"id\": 2, "
    "\"start\": 11, \"end\": 14, \"label\": \"Q\"}], \"relations\": [{\"label\": \"speaker\", "
    "\"from\": 2, \"to\": 1}]}",
    "S 0-3, Q 11-14, speaker" },
  { ", \"labels\": {\"S\": null}",
    "{\"spans\": [{\"id\": 1, \"start\": 0, \"end\": 3, \"label\": \"S\"}], \"relations\": "
    "[{\"label\": \"speaker\", \"from\": 1, \"to\": 1}]}",
    "" },
  /* Units: Zoë is three characters and four bytes; the face one, two and four. */
  { "", "{\"spans\": [{\"start\": 6, \"end\": 10, \"label\": \"C\", \"text\": \"said\"}]}",
    "C 6-10" },
  { ", \"offsets\": \"utf-16\"",
    "{\"spans\": [{\"start\": 7, \"end\": 11, \"label\": \"C\", \"text\": \"said\"}]}", "C 6-10" },
  { ", \"offsets\": \"bytes\"",
    "{\"spans\": [{\"start\": 10, \"end\": 14, \"label\": \"C\", \"text\": \"said\"}]}", "C 6-10" },
  { ", \"offsets\": \"utf-16\"", "{\"spans\": [[0, 5, \"C\"]]}",
    "!“spans” 1: 0–5 is not in the text" },
  { ", \"offsets\": \"bytes\"", "{\"spans\": [[0, 3, \"C\"]]}", "!ends within one" },
  { "",
    "{\"spans\": [[7, 11, \"C\"], {\"start\": 7, \"end\": 11, \"label\": \"C\", \"text\": "
    "\"said\"}]}",
    "!“spans” 2: it is “said”, but at its place the text is “aid ”" },
  { "", "{\"spans\": [[0, 99, \"C\"]]}", "!has 15 characters" },
  { "", "{\"spans\": [[3, 3, \"C\"]]}", "!“spans” 1" },
  { "", "{\"spans\": [[-1, 3, \"C\"]]}", "!whole numbers" },
  { "", "{\"spans\": [[0, 1e300, \"C\"]]}", "!whole numbers" },
  { "", "{\"spans\": [{\"fragments\": [[0, 3], [2, 5]], \"label\": \"C\"}]}", "!“spans” 1" },
  { "", "{\"spans\": [{\"fragments\": [[0, 3], 7], \"label\": \"C\"}]}", "!whole numbers" },
  { "", "{\"spans\": [[0, 3]]}", "!it has no “label”" },
  { "", "{\"spans\": [7]}", "!it is no object" },
  { "", "{\"spans\": {}}", "!“spans” must be a list" },
  { "", "{\"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"P\", \"confidence\": 7}]}",
    "!from 0 to 1" },
  { "", "{\"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"P\", \"attributes\": 7}]}",
    "!must be an object" },
  { "", "{\"relations\": [{\"label\": \"x\"}]}", "!needs “from” and “to”" },
  { "", "{\"id\": \"00000000000000a1\"}", "" },
  { "", "{\"id\": \"00000000000000a2\"}", "!! The program’s answer: it is for another document" },
  { "", "{\"text\": \"Zoe\"}", "!! The program’s answer: its text is not" },
  { "", "{\"error\": \"too long for me\"}", "!too long for me" },
  { "", "Loading…", "!! The program’s answer: This is not valid JSON" },
  { "", "[]", "!! The program’s answer: it is no JSON object" },
  { "", "\xff\xfe", "!not valid JSON" },
  { ", \"fields\": {\"spans\": \"ents\", \"label\": \"type\", \"covered\": \"words\"}",
    "{\"ents\": [{\"start\": 0, \"end\": 3, \"type\": \"P\", \"words\": \"Zoë\"}]}", "P 0-3" },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = read_answer (cases[i].adapter, cases[i].answer);
      gboolean right
          = cases[i].expected[0] == '!'
                ? got[0] == '!'
                      && strstr (got, cases[i].expected[1] == '!' ? cases[i].expected
                                                                  : cases[i].expected + 1)
                             != NULL
                : g_str_equal (got, cases[i].expected);

      g_autofree char *answer = g_utf8_make_valid (cases[i].answer, -1);

      g_test_message ("%s → %s", answer, got);
      g_assert_true (right);
    }
}

static void
test_details (void)
{
  g_autoptr (VbtAdapter) adapter = vbt_adapter_new ("{\"command\": \"x\"}", 16, "a.json", NULL);
  g_autoptr (VbtSchema) schema = vbt_schema_new ("test");
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  g_autoptr (VbtDocument) document = make_document (TEXT);
  VbtTaggerRun run = { .document = document, .catalog = catalog, .annotator = 1 };
  const char *answer = "{\"spans\": [{\"start\": 0, \"end\": 3, \"label\": \"Person\", "
                       "\"attributes\": {\"sure\": true}, \"entities\": [\"Zoë\"]}]}";
  const VbtAnnotation *span;
  const VbtLabel *label;

  g_assert_true (vbt_adapter_read (adapter, answer, strlen (answer), &run, NULL));
  span = document->annotations->pdata[0];
  label = vbt_schema_get_label (schema, span->label);
  g_assert_cmpstr (vbt_annotation_get_value (span, vbt_label_find_attribute (label, "sure")->id),
                   ==, "yes");
  g_assert_nonnull (vbt_catalog_find_entity (catalog, VBT_ENTITY_PERSON, "Zoë"));
}

static void
test_adapters (void)
{
  static const char *const bad[][2] = {
    { "[]", "no JSON object" },
    { "{", "not valid JSON" },
    { "{}", "“command” is missing" },
    { "{\"command\": []}", "“command” is missing" },
    { "{\"command\": [1]}", "list of strings" },
    { "{\"command\": \"a 'b\"}", "cannot be read" },
    { "{\"command\": \"x\", \"comand\": 1}", "there is no “comand”" },
    { "{\"command\": \"x\", \"timeout\": -1}", "“timeout” must be" },
    { "{\"command\": \"x\", \"timeout\": \"1\"}", "“timeout” must be" },
    { "{\"command\": \"x\", \"offsets\": \"words\"}", "“offsets” can be" },
    { "{\"command\": \"x\", \"fields\": {\"spam\": \"x\"}}", "there is no “spam”" },
    { "{\"command\": \"x\", \"fields\": 1}", "“fields” must be" },
    { "{\"command\": \"x\", \"labels\": {\"a\": 1}}", "null" },
    { "{\"command\": \"x\", \"name\": \"quotations\"}", "a tagger of Verbatim" },
  };
  g_autoptr (VbtAdapter) good = NULL;
  g_autofree char *described = NULL;
  const char *json = "{\"command\": \"python3 'my tagger.py' $HOME;ls\", \"timeout\": 7}";

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vbt_adapter_new (bad[i][0], strlen (bad[i][0]), "/tmp/a.json", &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      g_assert_true (g_str_has_prefix (error->message, "/tmp/a.json: "));
      g_assert_nonnull (strstr (error->message, bad[i][1]));
    }
  /* No shell: what would be a variable and a second command are arguments. */
  good = vbt_adapter_new (json, strlen (json), "/tmp/a.json", NULL);
  g_assert_cmpuint (g_strv_length (good->argv), ==, 3);
  g_assert_cmpstr (good->argv[1], ==, "my tagger.py");
  g_assert_cmpstr (good->argv[2], ==, "$HOME;ls");
  g_assert_cmpstr (good->folder, ==, "/tmp");
  g_assert_cmpstr (good->name, ==, "python3");
  g_assert_cmpuint (good->timeout, ==, 7);
  described = vbt_adapter_describe (good);
  g_assert_cmpstr (described, ==, "python3 'my tagger.py' '$HOME;ls'");
}

/* A program that runs: this one, called by itself, does whatever the text tells it to. */

static char *program; /* its own path */

static void
hang (const char *path)
{
  char *argv[] = { (char *)"sleep", (char *)"600", NULL };
  g_autofree char *pids = NULL;
  GPid child;

  g_assert_true (g_spawn_async (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
                                NULL, NULL, &child, NULL));
  pids = g_strdup_printf ("%d %d\n", (int)getpid (), (int)child);
  g_assert_true (g_file_set_contents (path, pids, -1, NULL));
  g_usleep (600 * G_USEC_PER_SEC);
}

static void
fill (FILE *file, guint n)
{
  for (guint i = 0; i < n; i++)
    putc ('x', file);
}

static void
act (const char *text, guint number)
{
  if (g_str_has_prefix (text, "crash") || (g_str_has_prefix (text, "second") && number > 1))
    fputs ("Traceback:\nValueError: it is all wrong\n", stderr);
  if (g_str_has_prefix (text, "crash abort"))
    raise (SIGKILL);
  if (g_str_has_prefix (text, "crash") || (g_str_has_prefix (text, "second") && number > 1))
    exit (3);
  if (g_str_has_prefix (text, "sleep "))
    hang (text + strlen ("sleep "));
  if (g_str_has_prefix (text, "loud"))
    fill (stderr, 1000000);
  if (g_str_has_prefix (text, "long"))
    fill (stdout, 3000000);
  if (g_str_has_prefix (text, "silent"))
    exit (0);
}

static int
be_a_tagger (gboolean never)
{
  g_autofree char *line = NULL;
  size_t size = 0;
  ssize_t length;

  if (never)
    fputs ("ImportError: there is nothing to import\n", stderr);
  for (guint number = 1; !never && (length = getline (&line, &size, stdin)) > 0; number++)
    {
      g_autoptr (json_t) json = vbt_json_parse (line, (gsize)length, NULL);
      const char *text = json_string_value (json_object_get (json, "text"));
      g_autofree char *answer = g_strdup_printf (
          "{\"id\": \"%s\", \"spans\": [[0, 2, \"Word\"]], \"labels\": [{\"label\": "
          "\"asked-%u\"}], \"padding\": \"%*s\"}",
          json_string_value (json_object_get (json, "id")), number,
          g_str_has_prefix (text, "loud") ? 1000000 : 1, " ");

      act (text, number);
      puts (g_str_has_prefix (text, "chatty") ? "Loading…" : answer);
      if (g_str_has_prefix (text, "double"))
        puts (answer);
      fflush (stdout);
    }
  return never ? 1 : 0;
}

typedef struct
{
  char *folder, *file;
  VbtTagging *tagging;
} Fixture;

static void
fixture_start (Fixture *self, const char *arguments, const char *rest)
{
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  const VbtTagger *const taggers[] = { vbt_taggers_find ("command", NULL), NULL };
  VbtTaggerContext context = { .settings = settings };
  g_autofree char *json = g_strdup_printf (
      "{\"command\": [\"%s\", \"--tag\"%s], \"name\": \"fake\"%s}", program, arguments, rest);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->tagging, vbt_tagging_free);
  g_assert_true (g_file_set_contents (self->file, json, -1, NULL));
  g_hash_table_insert (settings, (gpointer) "command.file", self->file);
  self->tagging = vbt_tagging_new (taggers, &context, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("vbt-command-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "fake.json", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->tagging, vbt_tagging_free);
  g_unlink (self->file);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->file);
  g_free (self->folder);
}

/* (transfer full): what comes of a text: annotations, or "! " and the error. */
static char *
tag (Fixture *self, const char *text, GCancellable *cancellable, int *code)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new ("test");
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  g_autoptr (VbtDocument) document = make_document (text);
  g_autoptr (GError) error = NULL;

  if (vbt_tagging_run (self->tagging, document, catalog, cancellable, &error))
    {
      g_assert_nonnull (vbt_catalog_find_annotator (catalog, VBT_ANNOTATOR_TAGGER, "fake", "1"));
      return describe (catalog, document);
    }
  if (code != NULL)
    *code = error->code;
  return g_strconcat ("! ", error->message, NULL);
}

#define assert_tagged(self, text, expected)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *tagged_as = tag (self, text, NULL, NULL);                                     \
    g_test_message ("%.20s: %s", text, tagged_as);                                                 \
    g_assert_nonnull (strstr (tagged_as, expected));                                               \
  }                                                                                                \
  G_STMT_END

/* After each of its deaths the next document finds a new program. */
static void
test_crash (Fixture *self, gconstpointer data)
{
  fixture_start (self, "", "");
  assert_tagged (self, "Good.", "Word 0-2, #asked-1");
  assert_tagged (self, "Good.", "asked-2");
  assert_tagged (self, "crash", "! The program ended with status 3: ValueError: it is all wrong");
  assert_tagged (self, "Good.", "asked-1");
  assert_tagged (self, "crash abort", "! The program was ended by signal 9");
  /* It fails on the second document that it gets, whatever that is: a new one is asked. */
  assert_tagged (self, "Good.", "asked-1");
  assert_tagged (self, "second", "asked-1");
  assert_tagged (self, "silent", "! The program ended with status 0");
  assert_tagged (self, "chatty", "! The program’s answer: This is not valid JSON");
  assert_tagged (self, "double", "asked-1");
  /* Whatever was said too much is not taken for an answer: another program is asked. */
  assert_tagged (self, "Good.", "asked-1");
  assert_tagged (self, "loud", "asked-2");
  assert_tagged (self, "long", "! The program’s answer is longer than");
  assert_tagged (self, "Good.", "asked-1");
}

static void
assert_is_gone (const char *path)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  g_autofree char *contents = NULL;
  g_auto (GStrv) pids = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  pids = g_strsplit (g_strstrip (contents), " ", -1);
  g_assert_cmpuint (g_strv_length (pids), ==, 2);
  for (guint i = 0; pids[i] != NULL; i++)
    {
      g_autofree char *stat = g_strdup_printf ("/proc/%s/stat", pids[i]);
      g_autofree char *state = NULL;

      /* The child of a child is a zombie where nobody waits for it. */
      while (g_file_get_contents (stat, &state, NULL, NULL) && strstr (state, ") Z ") == NULL)
        {
          g_assert_cmpint (g_get_monotonic_time (), <, deadline);
          g_clear_pointer (&state, g_free);
          g_usleep (2000);
        }
    }
  g_unlink (path);
}

static gpointer
cancel_soon (gpointer data)
{
  GCancellable *cancellable = data;
  const char *path = g_object_get_data (G_OBJECT (cancellable), "path");
  g_autofree char *contents = NULL;

  while (!g_file_get_contents (path, &contents, NULL, NULL) || strchr (contents, '\n') == NULL)
    {
      g_clear_pointer (&contents, g_free);
      g_usleep (2000);
    }
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* It goes with what it started. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "pids", NULL);
  g_autofree char *text = g_strdup_printf ("sleep %s", path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *got = NULL;
  GThread *thread;
  int code = -1;

  fixture_start (self, "", "");
  g_object_set_data (G_OBJECT (cancellable), "path", path);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  got = tag (self, text, cancellable, &code);
  g_thread_join (thread);
  g_assert_cmpint (code, ==, G_IO_ERROR_CANCELLED);
  assert_is_gone (path);
  assert_tagged (self, "Good.", "asked-1");
}

static void
test_timeout (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "pids", NULL);
  g_autofree char *text = g_strdup_printf ("sleep %s", path);

  fixture_start (self, "", ", \"timeout\": 1, \"startup\": 60");
  assert_tagged (self, "Good.", "asked-1");
  assert_tagged (self, text, "! The program gave no answer within 1 second");
  assert_is_gone (path);
  assert_tagged (self, "Good.", "asked-1");
}

/* Where none ever answered, the whole work is given up. */
static void
test_hopeless (Fixture *self, gconstpointer data)
{
  int code = -1;

  fixture_start (self, ", \"never\"", "");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *got = tag (self, "Good.", NULL, &code);

      g_assert_nonnull (strstr (got, "status 1: ImportError: there is nothing to import"));
      g_assert_cmpint (code, ==, i < 2 ? VBT_ERROR_IO : (int)G_SPAWN_ERROR_FAILED);
    }
}

static void
test_missing (void)
{
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  const VbtTagger *const taggers[] = { vbt_taggers_find ("command", NULL), NULL };
  VbtTaggerContext context = { .settings = settings };
  g_autofree char *folder = g_dir_make_tmp ("vbt-command-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "a.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vbt_tagging_new (taggers, &context, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
  g_clear_error (&error);
  g_hash_table_insert (settings, (gpointer) "command.file", file);
  g_assert_null (vbt_tagging_new (taggers, &context, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_IO);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (file, "{\"command\": \"no-such-program-x7\"}", -1, NULL));
  g_assert_null (vbt_tagging_new (taggers, &context, &error));
  g_assert_error (error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED);
  g_unlink (file);
  g_rmdir (folder);
}

static gpointer
tag_many (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    assert_tagged ((Fixture *)data, "Good.", "Word 0-2");
  return NULL;
}

static void
test_threads (Fixture *self, gconstpointer data)
{
  GThread *threads[3];

  fixture_start (self, "", "");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("tag", tag_many, self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  program = g_canonicalize_filename (argv[0], NULL);
  if (argc > 1 && g_str_equal (argv[1], "--tag"))
    return be_a_tagger (argc > 2);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/answers", test_answers);
  g_test_add_func ("/command/details", test_details);
  g_test_add_func ("/command/adapters", test_adapters);
  g_test_add_func ("/command/missing", test_missing);
  g_test_add ("/command/crash", Fixture, NULL, set_up, test_crash, tear_down);
  g_test_add ("/command/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/command/timeout", Fixture, NULL, set_up, test_timeout, tear_down);
  g_test_add ("/command/hopeless", Fixture, NULL, set_up, test_hopeless, tear_down);
  g_test_add ("/command/threads", Fixture, NULL, set_up, test_threads, tear_down);
  return g_test_run ();
}

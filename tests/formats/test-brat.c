/* test-brat.c: brat's standoff format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/brat-lines.h"
#include "formats/fixture.h"
#include "formats/vbt-format-brat.h"
#include "formats/vbt-json.h"

/* (transfer full): the .ann of the only document, written into a fresh folder with its .txt. */
static char *
write_pair (Fixture *fixture, char **ann_path)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autoptr (VbtOutput) output = NULL;
  g_autoptr (GError) error = NULL;
  VbtDocument *document = fixture_only_document (fixture);
  g_autofree char *name = g_strndup (document->name, strlen (document->name) - strlen ("txt"));
  g_autofree char *base = g_strconcat (name, "ann", NULL);
  g_autofree char *text_path = g_build_filename (folder, document->name, NULL);
  g_autofree char *text = NULL;
  char *ann = NULL;

  output = vbt_output_new_for_folder (folder, &error);
  g_assert_no_error (error);
  fixture_write (fixture, fixture_format ("brat"), output);
  *ann_path = g_build_filename (folder, base, NULL);
  g_file_get_contents (*ann_path, &ann, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (text_path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, vbt_text_get_utf8 (document->text));
  return ann;
}

static void
print_problems (Fixture *fixture)
{
  for (guint i = 0; i < fixture->problems->len; i++)
    g_test_message ("%s", (char *)fixture->problems->pdata[i]);
}

/* Read, written, read, written: every line is there each time. */
static void
assert_round_trip (const char *path)
{
  g_autoptr (Fixture) one = fixture_new (NULL);
  g_autoptr (Fixture) other = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *original = NULL;
  g_autofree char *written_path = NULL;
  g_autofree char *again_path = NULL;
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;
  g_autofree char *original_lines = NULL;
  g_autofree char *written_lines = NULL;
  g_autofree char *again_lines = NULL;

  fixture_read_path (one, "brat", path, NULL, &error);
  g_assert_no_error (error);
  print_problems (one);
  g_assert_cmpuint (one->problems->len, ==, 0);
  written = write_pair (one, &written_path);
  fixture_read_path (other, "brat", written_path, NULL, &error);
  g_assert_no_error (error);
  print_problems (other);
  g_assert_cmpuint (other->problems->len, ==, 0);
  again = write_pair (other, &again_path);

  g_file_get_contents (path, &original, NULL, &error);
  g_assert_no_error (error);
  original_lines = brat_normalize (original);
  written_lines = brat_normalize (written);
  again_lines = brat_normalize (again);
  g_assert_cmpstr (original_lines, ==, written_lines);
  g_assert_cmpstr (written_lines, ==, again_lines);
  g_assert_cmpuint (fixture_only_document (one)->annotations->len, ==,
                    fixture_only_document (other)->annotations->len);
}

static void
test_golden (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "golden.ann", NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *written_path = NULL;
  g_autofree char *written = NULL;
  const VbtCatalog *catalog = fixture->sink.catalog;
  const VbtAnnotation *pair;
  const VbtAnnotation *person;

  fixture_read_path (fixture, "brat", path, NULL, &error);
  g_assert_no_error (error);
  print_problems (fixture);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  g_assert_cmpstr (fixture_only_document (fixture)->name, ==, "golden.txt");
  pair = fixture_only_document (fixture)->annotations->pdata[0];
  g_assert_cmpuint (pair->n_fragments, ==, 2);
  person = fixture_only_document (fixture)->annotations->pdata[1];
  g_assert_cmpstr (vbt_schema_get_label (catalog->schema, person->label)->name, ==, "Person");
  g_assert_cmpstr (person->note, ==, "a note\nof two lines");
  g_assert_cmpuint (person->entities->len, ==, 1);
  g_assert_cmpstr (
      vbt_catalog_get_entity (catalog, g_array_index (person->entities, VbtId, 0))->external_id, ==,
      "Q42");

  written = write_pair (fixture, &written_path);
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (written, ==, expected);
  assert_round_trip (path);
}

/* The .txt leads to the .ann as well, and the pair has one main path. */
static void
test_pair (void)
{
  g_autofree char *text_path = g_test_build_filename (G_TEST_DIST, "data", "golden.txt", NULL);
  g_autofree char *ann_path = g_test_build_filename (G_TEST_DIST, "data", "golden.ann", NULL);
  g_autofree char *main_path = vbt_formats_get_main_path (text_path, NULL);
  g_autofree char *same_path = vbt_formats_get_main_path (ann_path, NULL);
  g_autofree char *lonely_path = vbt_formats_get_main_path ("/nowhere/alone.txt", NULL);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (main_path, ==, ann_path);
  g_assert_cmpstr (same_path, ==, ann_path);
  g_assert_cmpstr (lonely_path, ==, "/nowhere/alone.txt");
  fixture_read_path (fixture, "brat", text_path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture_only_document (fixture)->annotations->len, ==, 11);
}

/* Facts that an independent reading found, by our model. */

typedef struct
{
  const VbtCatalog *catalog;
  VbtDocument *document;
  GHashTable *spans, *relations, *events, *arguments, *attributes; /* name to count */
  GHashTable *triggers;                                            /* set of those counted */
  guint n_spans, n_discontinuous, n_normalizations, n_notes;
  VbtRange first, last;
} Facts;

static void
count (GHashTable *table, const char *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, name));

  g_hash_table_insert (table, g_strdup (name), GUINT_TO_POINTER (n + 1));
}

static gboolean
is_before (VbtRange a, VbtRange b)
{
  return a.start < b.start || (a.start == b.start && a.end < b.end);
}

/* A trigger of several events is one span of the file. */
static gboolean
is_first_of_trigger (Facts *facts, const VbtAnnotation *span)
{
  const char *number = vbt_brat_get_special (facts->catalog, span, BRAT_EVENT);
  VbtRange extent = vbt_annotation_get_extent (span);
  g_autofree char *key = NULL;

  if (number == NULL)
    number = vbt_brat_get_special (facts->catalog, span, BRAT_TRIGGER);
  if (number == NULL)
    return TRUE;
  key = g_strdup_printf ("%d-%d/%s", extent.start, extent.end, number);
  return g_hash_table_add (facts->triggers, g_steal_pointer (&key));
}

static void
count_span (Facts *facts, const VbtAnnotation *span, const char *label)
{
  g_autoptr (GArray) fragments = vbt_brat_split_fragments (facts->document, span);
  VbtRange extent = vbt_annotation_get_extent (span);

  if (!is_first_of_trigger (facts, span))
    return;
  count (facts->spans, label);
  if (facts->n_spans == 0 || is_before (extent, facts->first))
    facts->first = extent;
  if (facts->n_spans == 0 || !is_before (extent, facts->last))
    facts->last = extent;
  facts->n_spans++;
  facts->n_discontinuous += fragments->len > 1;
}

static void
count_values (Facts *facts, const VbtAnnotation *annotation)
{
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      const VbtAttribute *attribute
          = vbt_schema_get_attribute (facts->catalog->schema, value->attribute);
      g_autofree char *name = g_strconcat (attribute->name, "=", value->value, NULL);

      if (vbt_brat_is_special (attribute->name))
        continue;
      if (attribute->kind == VBT_ATTRIBUTE_TEXT)
        facts->n_notes++;
      else
        count (facts->attributes, attribute->kind == VBT_ATTRIBUTE_YES_NO ? attribute->name : name);
    }
}

static void
count_relation (Facts *facts, const VbtAnnotation *relation, const char *label)
{
  BratRole role = vbt_brat_get_role (facts->catalog, facts->document, relation);
  g_autofree char *name = g_strdup (label);

  if (role == BRAT_RELATION)
    count (facts->relations, label);
  if (role != BRAT_ROLE)
    return;
  for (gsize n = strlen (name); n > 0 && g_ascii_isdigit (name[n - 1]); n--)
    name[n - 1] = '\0';
  count (facts->arguments, name);
}

static void
count_annotation (Facts *facts, const VbtAnnotation *annotation)
{
  const char *label = vbt_schema_get_label (facts->catalog->schema, annotation->label)->name;

  if (annotation->kind == VBT_KIND_SPAN)
    count_span (facts, annotation, label);
  else
    count_relation (facts, annotation, label);
  if (vbt_brat_get_special (facts->catalog, annotation, BRAT_EVENT) != NULL)
    count (facts->events, label);
  count_values (facts, annotation);
  facts->n_notes += annotation->note != NULL;
  facts->n_normalizations += annotation->entities != NULL ? annotation->entities->len : 0;
}

static gboolean
is_event (const Facts *facts, const VbtAnnotation *annotation)
{
  return vbt_brat_get_special (facts->catalog, annotation, BRAT_EVENT) != NULL;
}

static void
assert_counts (GHashTable *table, json_t *expected)
{
  const char *name;
  json_t *value;

  json_object_foreach (expected, name, value)
  {
    g_test_message ("%s", name);
    g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (table, name)), ==,
                      json_integer_value (value));
  }
  g_assert_cmpuint (g_hash_table_size (table), ==, json_object_size (expected));
}

static void
assert_place (VbtRange range, json_t *expected)
{
  if (!json_is_object (expected))
    return;
  g_assert_cmpint (range.start, ==, json_integer_value (json_object_get (expected, "start")));
  g_assert_cmpint (range.end, ==, json_integer_value (json_object_get (expected, "end")));
}

static GHashTable *
counts_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gint64
expected_number (json_t *expected, const char *member)
{
  return json_integer_value (json_object_get (expected, member));
}

static void
check_facts (Fixture *fixture, json_t *expected)
{
  g_autoptr (GHashTable) spans = counts_new ();
  g_autoptr (GHashTable) relations = counts_new ();
  g_autoptr (GHashTable) events = counts_new ();
  g_autoptr (GHashTable) arguments = counts_new ();
  g_autoptr (GHashTable) attributes = counts_new ();
  g_autoptr (GHashTable) triggers = counts_new ();
  Facts facts = { fixture->sink.catalog,
                  fixture_only_document (fixture),
                  spans,
                  relations,
                  events,
                  arguments,
                  attributes,
                  triggers };

  /* Events behind the spans, so that a trigger that is a span of its own is counted as such. */
  for (guint i = 0; i < facts.document->annotations->len; i++)
    if (!is_event (&facts, facts.document->annotations->pdata[i]))
      count_annotation (&facts, facts.document->annotations->pdata[i]);
  for (guint i = 0; i < facts.document->annotations->len; i++)
    if (is_event (&facts, facts.document->annotations->pdata[i]))
      count_annotation (&facts, facts.document->annotations->pdata[i]);
  g_assert_cmpint (vbt_text_get_length (facts.document->text), ==,
                   expected_number (expected, "chars"));
  g_assert_cmpuint (facts.n_spans, ==, expected_number (expected, "spans_total"));
  g_assert_cmpuint (facts.n_discontinuous, ==, expected_number (expected, "discontinuous"));
  g_assert_cmpuint (facts.n_normalizations, ==, expected_number (expected, "normalizations"));
  g_assert_cmpuint (facts.n_notes, ==, expected_number (expected, "notes"));
  assert_counts (spans, json_object_get (expected, "spans"));
  assert_counts (relations, json_object_get (expected, "relations"));
  assert_counts (events, json_object_get (expected, "events"));
  assert_counts (arguments, json_object_get (expected, "event_args"));
  assert_counts (attributes, json_object_get (expected, "attributes"));
  assert_place (facts.first, json_object_get (expected, "first_span"));
  assert_place (facts.last, json_object_get (expected, "last_span"));
}

static void
check_file (const char *name, json_t *expected)
{
  g_autofree char *path = fixture_shared ("brat", name);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", name);
  fixture_read_path (fixture, "brat", path, NULL, &error);
  g_assert_no_error (error);
  print_problems (fixture);
  g_assert_cmpuint (fixture->problems->len, ==, 0);
  check_facts (fixture, expected);
  assert_round_trip (path);
}

static void
test_expect (void)
{
  g_autofree char *path = fixture_shared ("brat", "EXPECT.json");
  g_autoptr (json_t) expect = NULL;
  const char *name;
  json_t *facts;

  if (path == NULL)
    return;
  expect = json_load_file (path, 0, NULL);
  g_assert_nonnull (expect);
  json_object_foreach (expect, name, facts)
  {
    if (g_str_has_suffix (name, ".ann"))
      check_file (name, facts);
  }
}

/* What bad/INDEX.tsv asks for: what stays, and words of each message. */
static const struct
{
  const char *name;
  guint n_spans, n_relations;
  const char *problems[3];
} bad_files[] = {
  { "brat_offset_past_end.ann", 1, 0, { "2: T2", "99", "27" } },
  { "brat_start_after_end.ann", 0, 0, { "1: T1" } },
  { "brat_negative_offset.ann", 0, 0, { "1: T1" } },
  { "brat_duplicate_ids.ann", 1, 0, { "2: T1", "3: R1" } },
  { "brat_unknown_relation_target.ann", 1, 0, { "2: R1", "T7" } },
  { "brat_attribute_unknown_target.ann", 1, 0, { "2: A1", "T9" } },
  { "brat_text_mismatch.ann", 1, 0, { "1: T1", "Bob Smith", "Ann Smith" } },
  { "brat_spaces_not_tabs.ann", 0, 0, { "1: ", "expected a TAB after T1" } },
  { "brat_event_cycle.ann", 2, 2, { NULL } },
  { "brat_event_missing_trigger.ann", 1, 0, { "1: E1", "T5" } },
  { "brat_huge_offset.ann", 0, 0, { "1: T1", "too large" } },
  { "brat_discontinuous_overlap.ann", 0, 0, { "1: T1", "overlap" } },
};

static void
check_bad (guint index)
{
  g_autofree char *path = fixture_shared ("bad", bad_files[index].name);
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  const GPtrArray *annotations;
  guint n_spans = 0;
  guint n_problems = 0;

  if (path == NULL)
    return;
  g_test_message ("%s", bad_files[index].name);
  fixture_read_path (fixture, "brat", path, NULL, &error);
  g_assert_no_error (error);
  print_problems (fixture);
  for (; n_problems < 3 && bad_files[index].problems[n_problems] != NULL; n_problems++)
    fixture_assert_problem (fixture, bad_files[index].problems[n_problems]);
  g_assert_true ((n_problems > 0) == (fixture->problems->len > 0));
  annotations = fixture_only_document (fixture)->annotations;
  for (guint i = 0; i < annotations->len; i++)
    n_spans += ((VbtAnnotation *)annotations->pdata[i])->kind == VBT_KIND_SPAN;
  g_assert_cmpuint (n_spans, ==, bad_files[index].n_spans);
  g_assert_cmpuint (annotations->len - n_spans, ==, bad_files[index].n_relations);
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    check_bad (i);
}

static void
test_cycle (void)
{
  g_autofree char *path = fixture_shared ("bad", "brat_event_cycle.ann");

  if (path != NULL)
    assert_round_trip (path);
}

static void
test_refused (void)
{
  static const char *const cases[][2] = {
    { "brat_invalid_utf8.ann", "byte 6" },
    { "brat_nul_byte.ann", "NUL" },
    { "brat_ann_without_txt.ann", "brat_ann_without_txt.txt not found" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = fixture_shared ("bad", cases[i][0]);
      g_autoptr (Fixture) fixture = fixture_new (NULL);
      g_autoptr (GError) error = NULL;

      if (path == NULL)
        return;
      g_assert_false (fixture_read_path (fixture, "brat", path, NULL, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
      g_assert_cmpuint (fixture->documents->len, ==, 0);
    }
}

/* A pair in a fresh folder. */
static Fixture *
read_strings (const char *text, const char *ann, char **path)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *text_path = g_build_filename (folder, "a.txt", NULL);
  g_autofree char *ann_path = g_build_filename (folder, "a.ann", NULL);
  Fixture *fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (text_path, text, -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (ann_path, ann, -1, &error);
  g_assert_no_error (error);
  fixture_read_path (fixture, "brat", ann_path, NULL, &error);
  g_assert_no_error (error);
  if (path != NULL)
    *path = g_steal_pointer (&ann_path);
  return fixture;
}

/* Offsets by programs that count otherwise: told by the spans' own texts. */
static void
test_units (void)
{
  static const char *const anns[]
      = { "T1\tP 3 6\tAnn\nT2\tP 7 8\t😂\n", "T1\tP 4 7\tAnn\nT2\tP 8 10\t😂\n",
          "T1\tP 6 9\tAnn\nT2\tP 10 14\t😂\n" };

  for (guint i = 0; i < G_N_ELEMENTS (anns); i++)
    {
      g_autoptr (Fixture) fixture = read_strings ("😂a Ann 😂.\n", anns[i], NULL);
      const GPtrArray *annotations = fixture_only_document (fixture)->annotations;
      VbtRange first = vbt_annotation_get_extent (annotations->pdata[0]);
      VbtRange second = vbt_annotation_get_extent (annotations->pdata[1]);

      g_assert_cmpuint (fixture->problems->len, ==, i > 0 ? 1 : 0);
      g_assert_cmpint (first.start, ==, 3);
      g_assert_cmpint (second.end, ==, 8);
    }
}

/* Every odd thing that must survive: triggers that are referred to, events of another label than
 * their trigger's, several events on one trigger, relations from events, values and flags. */
static void
test_odd (void)
{
  static const char ann[] = "T1\tTrigger 0 3\tAnn\nE1\tAct:T1 Who1:T2 Who2:E2\nE2\tAct:T1\n"
                            "T2\tAct 4 7\tmet\nE3\tAct:T2 Who:T1\nT3\tAct 0 3\tAnn\n"
                            "E4\tAct:T3 X:E4\nR1\tlink Arg1:E4 Arg2:T2\nR2\tlink Sub:T2 Obj:E1\n"
                            "*\tEquiv T1 T2 E4\n*\tSame T1 T2\nA1\tflag E4\nA2\tv T2 one\n"
                            "A3\tv T2 two\n#1\tAnnotatorNotes E4\tx\ty\n#2\tAnnotatorNotes R1\t\n"
                            "T4\t_lt_ 8 11;12 15\tBob\r\nN1\tReference E4 DB:1\tAnn\n";
  g_autofree char *path = NULL;
  g_autoptr (Fixture) fixture = read_strings ("Ann met Bob\nbut \n", ann, NULL);

  print_problems (fixture);
  g_assert_cmpuint (fixture->problems->len, ==, 1); /* the text of T4 */
  g_clear_pointer (&fixture, fixture_free);
  fixture = read_strings ("Ann met Bob\nbut \n",
                          "T4\t_lt_ 8 11;12 15\tBobbut\nT1\tTrigger 0 3\tAnn\n"
                          "E1\tAct:T1 Who1:T2 Who2:E2\nE2\tAct:T1\nT2\tAct 4 7\tmet\n"
                          "E3\tAct:T2 Who:T1\nT3\tAct 0 3\tAnn\nE4\tAct:T3 X:E4\n"
                          "R1\tlink Arg1:E4 Arg2:T2\nR2\tlink Sub:T2 Obj:E1\n"
                          "*\tEquiv T1 T2 E4\n*\tSame T1 T2\nA1\tflag E4\nA2\tv T2 one\n"
                          "A3\tv T2 two\n#1\tAnnotatorNotes E4\tx\n#2\tAnnotatorNotes R1\t\n"
                          "N1\tReference E4 DB:1\tAnn\n",
                          &path);
  assert_round_trip (path);
}

/* Names that a line cannot hold, and everything else that brat has no place for, are counted. */
static void
test_losses (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *ann = NULL;

  fixture_read_bytes (fixture, "text", "Ann met Bob\n", -1, &error);
  g_ptr_array_set_size (fixture->documents, 0);
  fixture_read_bytes (
      fixture, "verbatim",
      "{\"name\": \"a.txt\", \"text\": \"Ann met\\n\", \"meta\": {\"title\": \"x\"},"
      " \"spans\": [{\"id\": \"1\", \"label\": \"Big Name\", \"start\": 0, \"end\": 3,"
      " \"confidence\": 0.5, \"attributes\": {\"sure\": false}},"
      " {\"id\": \"2\", \"label\": \"L\", \"start\": 4, \"end\": 8},"
      " {\"id\": \"3\", \"label\": \"L\", \"start\": 7, \"end\": 8}],"
      " \"relations\": [{\"label\": \"r\", \"from\": \"1\", \"to\": \"3\"}],"
      " \"labels\": [{\"label\": \"Frame\"}]}\n",
      -1, &error);
  g_assert_no_error (error);
  vbt_brat_losses (fixture->sink.catalog, fixture_only_document (fixture), losses);
  g_assert_cmpuint (losses->rows->len, ==, 9);
  ann = write_pair (fixture, &path);
  g_assert_cmpstr (ann, ==, "T1\tBig_Name 0 3\tAnn\nT2\tL 4 7\tmet\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/brat/golden", test_golden);
  g_test_add_func ("/brat/pair", test_pair);
  g_test_add_func ("/brat/expect", test_expect);
  g_test_add_func ("/brat/bad", test_bad);
  g_test_add_func ("/brat/cycle", test_cycle);
  g_test_add_func ("/brat/refused", test_refused);
  g_test_add_func ("/brat/units", test_units);
  g_test_add_func ("/brat/odd", test_odd);
  g_test_add_func ("/brat/losses", test_losses);
  return g_test_run ();
}

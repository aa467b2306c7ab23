/* test-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-schema.h"

#include <string.h>

static void
assert_round_trip (const VbtSchema *schema)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) again = NULL;
  g_autofree char *json = vbt_schema_to_json (schema);
  g_autofree char *json_again = NULL;

  again = vbt_schema_new_from_json (json, -1, &error);
  g_assert_no_error (error);
  json_again = vbt_schema_to_json (again);
  g_assert_cmpstr (json, ==, json_again);
  g_assert_cmpuint (again->labels->len, ==, schema->labels->len);
  for (guint i = 0; i < again->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (again->labels, i);
      const VbtLabel *old = g_ptr_array_index (schema->labels, i);

      g_assert_cmpint (label->id, ==, old->id);
      for (guint j = 0; j < label->attributes->len; j++)
        g_assert_cmpint (((VbtAttribute *)label->attributes->pdata[j])->id, ==,
                         ((VbtAttribute *)old->attributes->pdata[j])->id);
    }
}

static void
test_defaults (void)
{
  for (const char *const *name = vbt_schema_default_names (); *name != NULL; name++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (VbtSchema) schema = vbt_schema_new_default (*name, &error);
      g_autofree char *json = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (schema->name, ==, *name);
      assert_round_trip (schema);
      json = vbt_schema_to_json (schema);
      g_assert_null (strstr (json, "\"id\""));
      g_assert_null (strchr (json, '\n'));
      for (guint i = 0; i < schema->labels->len; i++)
        {
          const VbtLabel *label = g_ptr_array_index (schema->labels, i);

          g_assert_cmpuint (strlen (label->guideline), >, 60);
          g_assert_nonnull (label->color);
        }
    }
}

static void
test_default_names (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("who-said-what", NULL);
  g_autoptr (VbtSchema) upper = vbt_schema_new_default ("ENTITIES", NULL);

  g_assert_cmpstr (schema->name, ==, "Who said what");
  g_assert_cmpstr (upper->name, ==, "Entities");
  g_assert_null (vbt_schema_new_default ("../sql/001", &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "Frames"));
}

static void
test_who_said_what (void)
{
  static const char *const labels[] = { "Quote",    "Cue",   "Speaker", "Person", "Organization",
                                        "Location", "Event", "Other",   "Discard" };
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  const VbtLabel *quote = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Quote");
  const VbtLabel *speaker = vbt_schema_find_label (schema, VBT_KIND_SPAN, "Speaker");
  const VbtLabel *relation = vbt_schema_find_label (schema, VBT_KIND_RELATION, "speaker");
  const VbtLabel *addressee = vbt_schema_find_label (schema, VBT_KIND_RELATION, "addressee");
  const VbtAttribute *status = vbt_label_find_attribute (quote, "speaker_status");

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      char key[2] = { (char)('1' + i), '\0' };

      g_assert_cmpstr (vbt_schema_find_label_by_key (schema, key)->name, ==, labels[i]);
    }
  g_assert_null (vbt_schema_find_label_by_key (schema, "0"));
  g_assert_true (vbt_schema_may_link (schema, relation, quote->id, speaker->id));
  g_assert_false (vbt_schema_may_link (schema, relation, speaker->id, quote->id));
  g_assert_false (vbt_schema_may_link (schema, quote, quote->id, speaker->id));
  g_assert_true (addressee->hidden);
  g_assert_cmpint (relation->max, ==, -1);
  g_assert_cmpint (vbt_schema_find_label (schema, VBT_KIND_RELATION, "cue")->max, ==, 1);
  g_assert_cmpstr (status->default_value, ==, "explicit");
  g_assert_true (vbt_schema_get_attribute (schema, status->id) == status);
  g_assert_cmpint (vbt_schema_find_rule (schema, "E1")->when, ==, VBT_WHEN_DONE);
  g_assert_cmpint (vbt_schema_find_rule (schema, "E5")->level, ==, VBT_LEVEL_OFF);
}

static void
test_ensure (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new ("Test");
  VbtLabel *person = vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Person");
  VbtLabel *relation = vbt_schema_ensure_label (schema, VBT_KIND_RELATION, "Person");
  VbtAttribute *form = vbt_label_ensure_attribute (person, VBT_ATTRIBUTE_ONE_OF, "form");

  g_assert_true (vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Person") == person);
  g_assert_true (relation != person && relation->id != person->id);
  g_assert_cmpint (person->id, ==, vbt_id_from_name ("label", "span/Person"));
  g_assert_cmpint (form->id, ==, vbt_id_from_name ("attribute", "span/Person/form"));
  g_assert_true (vbt_label_ensure_attribute (person, VBT_ATTRIBUTE_TEXT, "form") == form);
  vbt_attribute_ensure_value (form, "name");
  vbt_attribute_ensure_value (form, "pronoun");
  vbt_attribute_ensure_value (form, "name");
  g_assert_cmpuint (g_strv_length (form->values), ==, 2);
  assert_round_trip (schema);
}

/* What was renamed keeps its identifier, also through a file, and gives it to nobody else. */
static void
test_renamed (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new ("Test");
  VbtLabel *old = vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Person");
  VbtAttribute *form = vbt_label_ensure_attribute (old, VBT_ATTRIBUTE_TEXT, "form");
  VbtLabel *again;
  VbtAttribute *form_again;

  g_free (old->name);
  old->name = g_strdup ("Human");
  again = vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Person");
  form_again = vbt_label_ensure_attribute (again, VBT_ATTRIBUTE_TEXT, "form");
  g_assert_cmpint (again->id, !=, old->id);
  g_assert_cmpint (form_again->id, !=, form->id);
  assert_round_trip (schema);
  g_free (form->name);
  form->name = g_strdup ("shape");
  g_assert_cmpint (vbt_label_ensure_attribute (old, VBT_ATTRIBUTE_TEXT, "form")->id, !=, form->id);
  assert_round_trip (schema);
}

static void
test_copy (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  g_autoptr (VbtSchema) copy = vbt_schema_copy (schema);
  g_autofree char *json = vbt_schema_to_json (schema);
  g_autofree char *copied = vbt_schema_to_json (copy);
  g_autofree char *changed = NULL;

  g_assert_cmpstr (json, ==, copied);
  g_ptr_array_remove_index (copy->labels, 0);
  ((VbtRule *)copy->rules->pdata[0])->level = VBT_LEVEL_OFF;
  changed = vbt_schema_to_json (schema);
  g_assert_cmpstr (json, ==, changed);
}

static void
test_values (void)
{
  static const char json[]
      = "{\"name\":\"T\",\"version\":2,\"labels\":[{\"name\":\"L\",\"kind\":\"document\","
        "\"attributes\":["
        "{\"name\":\"a\",\"kind\":\"several-of\",\"values\":[\"x\",\"y\"],\"default\":[\"y\"]},"
        "{\"name\":\"b\",\"kind\":\"number\",\"default\":0.25},"
        "{\"name\":\"c\",\"kind\":\"yes-no\",\"default\":true,\"required\":true},"
        "{\"name\":\"d\",\"kind\":\"several-of\",\"values\":[\"x\",\"y\"],"
        "\"default\":[\"x\",\"y\"]},"
        "{\"name\":\"e\",\"kind\":\"one-of\",\"values\":[]}]}]}";
  static const char *const defaults[] = { "y", "0.25", "yes", "x\x1fy", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_from_json (json, -1, &error);
  const VbtLabel *label;

  g_assert_no_error (error);
  g_assert_cmpint (schema->version, ==, 2);
  label = g_ptr_array_index (schema->labels, 0);
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    g_assert_cmpstr (((VbtAttribute *)label->attributes->pdata[i])->default_value, ==, defaults[i]);
  g_assert_true (vbt_label_find_attribute (label, "c")->required);
  assert_round_trip (schema);
}

static void
test_accepts (void)
{
  static const struct
  {
    VbtAttributeKind kind;
    const char *value;
    gboolean accepts;
  } cases[] = {
    { VBT_ATTRIBUTE_ONE_OF, "x", TRUE },
    { VBT_ATTRIBUTE_ONE_OF, "z", FALSE },
    { VBT_ATTRIBUTE_ONE_OF, "x\x1fy", FALSE },
    { VBT_ATTRIBUTE_SEVERAL_OF, "x\x1fy", TRUE },
    { VBT_ATTRIBUTE_SEVERAL_OF, "", TRUE },
    { VBT_ATTRIBUTE_SEVERAL_OF, "x\x1fz", FALSE },
    { VBT_ATTRIBUTE_NUMBER, "-1.5e3", TRUE },
    { VBT_ATTRIBUTE_NUMBER, "", FALSE },
    { VBT_ATTRIBUTE_NUMBER, "nan", FALSE },
    { VBT_ATTRIBUTE_NUMBER, "1e999", FALSE },
    { VBT_ATTRIBUTE_NUMBER, "1,5", FALSE },
    { VBT_ATTRIBUTE_NUMBER, "0x10", FALSE },
    { VBT_ATTRIBUTE_YES_NO, "yes", TRUE },
    { VBT_ATTRIBUTE_YES_NO, "true", FALSE },
    { VBT_ATTRIBUTE_TEXT, "anything at all", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *values[] = { (char *)"x", (char *)"y", NULL };
      VbtAttribute attribute = { 1, (char *)"a", cases[i].kind, values, NULL, FALSE };

      g_assert_cmpint (vbt_attribute_accepts (&attribute, cases[i].value), ==, cases[i].accepts);
    }
}

/* What is wrong with each, and a word that the message must say to be of use. */
static const struct
{
  const char *json;
  const char *says;
} hostile[] = {
  { "", "line 1" },
  { "{\"name\":\"T\"", "line 1" },
  { "{\"name\":\"T\",\n\"labels\":[}", "line 2" },
  { "[]", "object" },
  { "null", "line 1" },
  { "{}", "name" },
  { "{\"name\":7}", "name" },
  { "{\"name\":\"\"}", "name" },
  { "{\"name\":\"a\\u0000b\"}", "line 1" },
  { "{\"name\":\"\xff\"}", "line 1" },
  { "{\"name\":\"T\",\"name\":\"U\"}", "uplicate" },
  { "{\"name\":\"T\",\"labls\":[]}", "labls" },
  { "{\"name\":\"T\",\"version\":\"3\"}", "version" },
  { "{\"name\":\"T\",\"version\":0}", "version" },
  { "{\"name\":\"T\",\"version\":99999999999}", "version" },
  { "{\"name\":\"T\",\"version\":99999999999999999999999}", "line 1" },
  { "{\"name\":\"T\",\"labels\":{}}", "labels" },
  { "{\"name\":\"T\",\"labels\":[7]}", "label" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\"}]}", "“A”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"word\"}]}", "kind" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\"},"
    "{\"name\":\"A\",\"kind\":\"span\"}]}",
    "“A”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"key\":\"1\"},"
    "{\"name\":\"B\",\"kind\":\"span\",\"key\":\"1\"}]}",
    "“B”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"key\":\"12\"}]}", "key" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"key\":\"\\n\"}]}", "key" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"color\":\"red;}*{\"}]}",
    "color" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"colour\":\"red\"}]}",
    "colour" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"max\":1}]}", "max" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"r\",\"kind\":\"relation\",\"max\":-1}]}", "max" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"r\",\"kind\":\"relation\",\"from\":[\"X\"]}]}",
    "“X”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"r\",\"kind\":\"relation\",\"from\":[7]}]}", "from" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"r\",\"kind\":\"relation\",\"to\":[\"r\",\"r\"]}]}",
    "twice" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"id\":\"7\"}]}", "id" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"id\":\"0000000000000007\"},"
    "{\"name\":\"B\",\"kind\":\"span\",\"id\":\"0000000000000007\"}]}",
    "“B”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"hidden\":1}]}", "hidden" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"attributes\":[7]}]}", "“A”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"attributes\":["
    "{\"name\":\"a\",\"kind\":\"colour\"}]}]}",
    "“a”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"attributes\":["
    "{\"name\":\"a\",\"kind\":\"text\"},{\"name\":\"a\",\"kind\":\"text\"}]}]}",
    "“a”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"attributes\":["
    "{\"name\":\"a\",\"kind\":\"text\",\"values\":[\"x\"]}]}]}",
    "values" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"attributes\":["
    "{\"name\":\"a\",\"kind\":\"one-of\",\"values\":[\"x\",\"x\"]}]}]}",
    "“x”" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"attributes\":["
    "{\"name\":\"a\",\"kind\":\"one-of\",\"values\":[\"x\",null]}]}]}",
    "values" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"attributes\":["
    "{\"name\":\"a\",\"kind\":\"one-of\",\"values\":[\"x\"],\"default\":\"y\"}]}]}",
    "default" },
  { "{\"name\":\"T\",\"labels\":[{\"name\":\"A\",\"kind\":\"span\",\"attributes\":["
    "{\"name\":\"a\",\"kind\":\"text\",\"default\":{}}]}]}",
    "default" },
  { "{\"name\":\"T\",\"rules\":[{\"rule\":\"E1\"}]}", "level" },
  { "{\"name\":\"T\",\"rules\":[{\"rule\":\"E1\",\"level\":\"fatal\"}]}", "level" },
  { "{\"name\":\"T\",\"rules\":[{\"rule\":\"E1\",\"level\":\"off\",\"when\":\"never\"}]}", "when" },
  { "{\"name\":\"T\",\"rules\":[{\"rule\":\"E1\",\"level\":\"off\"},"
    "{\"rule\":\"E1\",\"level\":\"off\"}]}",
    "twice" },
};

static void
assert_refused (const char *json, gssize length, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vbt_schema_new_from_json (json, length, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 2000);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
test_hostile (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    assert_refused (hostile[i].json, -1, hostile[i].says);
}

static char *
repeat (const char *head, const char *part, guint n, const char *tail)
{
  GString *string = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (string, part);
  g_string_append (string, tail);
  return g_string_free (string, FALSE);
}

static void
test_hostile_large (void)
{
  g_autofree char *deep = repeat ("", "[", 1000000, "");
  g_autofree char *deep_objects = repeat ("", "{\"name\":", 100000, "");
  g_autofree char *many = repeat ("{\"name\":\"T\",\"labels\":[7", ",7", 10000, "]}");
  g_autofree char *long_name = repeat ("{\"name\":\"", "abcdefghij", 10000, "\"}");
  g_autofree char *long_member = repeat ("{\"name\":\"T\",\"", "äöü", 10000, "\":1}");
  g_autofree char *huge = repeat ("{\"name\":\"T\"", "                ", 1 << 20, "}");

  assert_refused (deep, -1, "depth");
  assert_refused (deep_objects, -1, "depth");
  assert_refused (many, -1, "labels");
  assert_refused (long_name, -1, "name");
  assert_refused (long_member, -1, "member");
  assert_refused (huge, -1, "MiB");
}

/* Cut anywhere it is refused, and not read beyond its end. */
static void
test_truncated (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  g_autofree char *json = vbt_schema_to_json (schema);
  gsize length = strlen (json);

  for (gsize i = 0; i < length; i += 11)
    {
      g_autofree char *cut = g_memdup2 (json, i + 1);

      assert_refused (cut, (gssize)i, "line 1");
    }
}

/* With any byte flipped it is refused, or is a schema that can be written. */
static void
test_flipped (void)
{
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Entities", NULL);
  g_autofree char *json = vbt_schema_to_json (schema);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  gsize length = strlen (json);
  guint n_refused = 0;

  for (int i = 0; i < 4000; i++)
    {
      g_autofree char *bad = g_memdup2 (json, length + 1);
      g_autoptr (VbtSchema) read = NULL;
      g_autoptr (GError) error = NULL;

      bad[g_rand_int_range (rand, 0, (gint32)length)] = (char)g_rand_int_range (rand, 0, 256);
      read = vbt_schema_new_from_json (bad, (gssize)length, &error);
      if (read != NULL)
        assert_round_trip (read);
      else
        n_refused++;
      g_assert_true ((read == NULL) == (error != NULL));
    }
  g_assert_cmpuint (n_refused, >, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/defaults", test_defaults);
  g_test_add_func ("/schema/defaults/names", test_default_names);
  g_test_add_func ("/schema/who-said-what", test_who_said_what);
  g_test_add_func ("/schema/ensure", test_ensure);
  g_test_add_func ("/schema/renamed", test_renamed);
  g_test_add_func ("/schema/copy", test_copy);
  g_test_add_func ("/schema/values", test_values);
  g_test_add_func ("/schema/accepts", test_accepts);
  g_test_add_func ("/schema/hostile", test_hostile);
  g_test_add_func ("/schema/hostile/large", test_hostile_large);
  g_test_add_func ("/schema/hostile/truncated", test_truncated);
  g_test_add_func ("/schema/hostile/flipped", test_flipped);
  return g_test_run ();
}

/* test-criteria.c: what is read from a query, and what is said about one that cannot be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/vbt-criteria.h"

static void describe_field (const VbtTerm *term, GString *string);

/* A query with all of its parentheses. */
static void
describe (const VbtTerm *term, GString *string)
{
  switch (term->kind)
    {
    case VBT_TERM_AND:
    case VBT_TERM_OR:
      g_string_append (string, term->kind == VBT_TERM_AND ? "(and" : "(or");
      for (guint i = 0; i < term->parts->len; i++)
        {
          g_string_append_c (string, ' ');
          describe (term->parts->pdata[i], string);
        }
      g_string_append_c (string, ')');
      break;
    case VBT_TERM_NOT:
      g_string_append (string, "(not ");
      describe (term->parts->pdata[0], string);
      g_string_append_c (string, ')');
      break;
    case VBT_TERM_WORDS:
      g_string_append_printf (string, "[%s]%s", term->value, term->is_beginning ? "*" : "");
      break;
    case VBT_TERM_PATTERN:
      g_string_append_printf (string, "/%s/%s", term->value,
                              g_regex_get_compile_flags (term->pattern) & G_REGEX_CASELESS ? "i"
                                                                                           : "");
      break;
    case VBT_TERM_FIELD:
    default:
      describe_field (term, string);
    }
}

static void
describe_field (const VbtTerm *term, GString *string)
{
  static const char *const signs[] = { "=", "<", "<=", ">", ">=" };

  g_string_append_printf (string, "%s%s", term->key, signs[term->compare]);
  if (term->parts != NULL)
    describe (term->parts->pdata[0], string);
  else
    g_string_append_printf (string, term->is_literal ? "'%s'%s" : "%s%s", term->value,
                            term->is_beginning ? "*" : "");
}

static const struct
{
  const char *query;
  const char *tree;
} queries[] = {
  { "", "" },
  { "  ", "" },
  { "security", "[security]" },
  { "secur*", "[secur]*" },
  { "minsk agreement", "(and [minsk] [agreement])" },
  { "\"Minsk agreement\"", "[Minsk agreement]" },
  { "\"Minsk agree\"*", "[Minsk agree]*" },
  { "\"a \\\"b\\\" \\\\ c\"", "[a \"b\" \\ c]" },
  { "label:Quote speaker:Lavrov security", "(and label=Quote speaker=Lavrov [security])" },
  { "status:new has:suggestions source:Reuters",
    "(and status=new has=suggestions source=Reuters)" },
  { "label:\"Two words\"", "label='Two words'" },
  { "label:\"Two w\"*", "label='Two w'*" },
  { "speaker:(is:suggestion minister)", "speaker=(and is=suggestion [minister])" },
  { "confidence:<0.5", "confidence<0.5" },
  { "confidence:>=0.9 published:<=2021", "(and confidence>=0.9 published<=2021)" },
  { "a OR b c", "(or [a] (and [b] [c]))" },
  { "a | b | c", "(or [a] [b] [c])" },
  { "(a OR b) c", "(and (or [a] [b]) [c])" },
  { "a AND b", "(and [a] [b])" },
  { "a and b or not c", "(and [a] [and] [b] [or] [not] [c])" },
  { "a -b NOT c", "(and [a] (not [b]) (not [c]))" },
  { "-label:Quote -(a b)", "(and (not label=Quote) (not (and [a] [b])))" },
  { "NOT NOT a", "(not (not [a]))" },
  { "e-mail 10:30 AT&T", "(and [e-mail] [10:30] [AT&T])" },
  { "/secur\\w+/ /^a\\/b$/i", "(and /secur\\w+/ /^a/b$/i)" },
  { "and/or", "[and/or]" },
  { "Zoë 東京*", "(and [Zoë] [東京]*)" },
  { "– … -- (–)", "" },
  { "a – b", "(and [a] [b])" },
  { "()", "" },
  { "ORANGE NOTE ANDY", "(and [ORANGE] [NOTE] [ANDY])" },
  { "größe:5", "größe=5" },
  { "meta.desk:x", "meta.desk=x" },
  { "speaker:*", "speaker=*" },
  { "title:\"\"", "title=''" },
};

static void
expect (const char *query, VbtCriteriaFlags flags, const char *tree)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtCriteria) criteria = vbt_criteria_parse (query, flags, NULL, &error);
  g_autoptr (GString) string = g_string_new (NULL);

  g_assert_no_error (error);
  if (criteria->root != NULL)
    describe (criteria->root, string);
  g_assert_cmpstr (string->str, ==, tree);
}

static void
test_queries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_test_message ("%s", queries[i].query);
      expect (queries[i].query, VBT_CRITERIA_DEFAULT, queries[i].tree);
    }
}

static void
test_typing (void)
{
  static const struct
  {
    const char *query;
    const char *tree;
  } typed[] = {
    { "stockh", "[stockh]*" },
    { "stockh ", "[stockh]" },
    { "a stockh", "(and [a] [stockh]*)" },
    { "\"Minsk agr", "[Minsk agr]*" },
    { "\"Minsk agr\"", "[Minsk agr]" },
    { "\"", "" },
    { "a \"", "[a]" },
    { "label:", "" },
    { "a label:", "[a]" },
    { "(a OR b", "(or [a] [b]*)" },
    { "a OR", "[a]" },
    { "a AND ", "[a]" },
    { "speaker:(", "" },
    { "label:Quo", "label=Quo" },
    { "label:\"Quo", "label='Quo'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    expect (typed[i].query, VBT_CRITERIA_TYPING, typed[i].tree);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *query;
    guint column;
    const char *says;
  } wrong[] = {
    { "a \"b c", 3, "quotation mark is not closed" },
    { "Zoë (a b", 5, "parenthesis is not closed" },
    { "a) b", 2, "no ( to this )" },
    { "a OR", 3, "beside “OR”" },
    { "OR a", 1, "beside “OR”" },
    { "a | | b", 3, "beside “OR”" },
    { "a AND", 3, "behind “AND”" },
    { "東京 label:", 4, "behind “label:”" },
    { "label: Quote", 1, "behind “label:”" },
    { "a NOT", 3, "behind the “not”" },
    { "/a(b/", 1, "no regular expression" },
    { "/ab", 1, "regular expression is not closed" },
    { "//", 1, "regular expression is empty" },
    { "((((((((((((((((((a))))))))))))))))))", 17, "too many parentheses" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      guint column = 0;
      g_autofree char *where = g_strdup_printf ("Column %u: ", wrong[i].column);

      g_test_message ("%s", wrong[i].query);
      g_assert_null (vbt_criteria_parse (wrong[i].query, VBT_CRITERIA_DEFAULT, &column, &error));
      g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
      g_assert_cmpuint (column, ==, wrong[i].column);
      g_assert_nonnull (strstr (error->message, wrong[i].says));
      g_assert_true (g_str_has_prefix (error->message, where));
    }
}

static void
test_limits (void)
{
  g_autofree char *longest = g_strnfill (VBT_CRITERIA_MAX_BYTES + 1, 'a');
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 2000; i++)
    g_string_append (many, "a ");
  for (guint i = 0; i < 2000; i++)
    g_string_append (deep, i % 2 == 0 ? "NOT " : "a:(");
  g_assert_null (vbt_criteria_parse (longest, VBT_CRITERIA_DEFAULT, NULL, NULL));
  g_assert_null (vbt_criteria_parse (many->str, VBT_CRITERIA_DEFAULT, NULL, NULL));
  g_assert_null (vbt_criteria_parse (deep->str, VBT_CRITERIA_DEFAULT, NULL, NULL));
  longest[VBT_CRITERIA_MAX_BYTES] = '\0';
  expect (longest + VBT_CRITERIA_MAX_BYTES - 3, VBT_CRITERIA_DEFAULT, "[aaa]");
}

/* What is said of a term: it is within the query, and so are its parts within it. */
static guint
check_term (const VbtTerm *term, gsize start, gsize end, guint depth)
{
  guint n = 1;

  g_assert_cmpuint (depth, <, 6 * VBT_CRITERIA_MAX_DEPTH);
  g_assert_cmpuint (term->start, >=, start);
  g_assert_cmpuint (term->end, <=, end);
  g_assert_cmpuint (term->start, <=, term->end);
  for (guint i = 0; term->parts != NULL && i < term->parts->len; i++)
    n += check_term (term->parts->pdata[i], term->start, term->end, depth + 1);
  return n;
}

/* Any string at all, made of what means something and of what does not. */
static void
test_anything (void)
{
  static const char *const pieces[]
      = { "a",         "OR", "AND",    "NOT",  "-", "(",    ")",        "\"",     "/",         "*",
          ":",         "\\", "label:", "|",    " ", "\xff", "\xe2\x80", "é",      "東",        "\n",
          "speaker:(", "<=", "i",      "x:\"", ".", "[",    "{3",       "\u200b", "status:new" };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);
      guint n = (guint)g_test_rand_int_range (0, 24);

      for (guint j = 0; j < n; j++)
        g_string_append (query, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      for (VbtCriteriaFlags flags = VBT_CRITERIA_DEFAULT; flags <= VBT_CRITERIA_TYPING; flags++)
        {
          g_autoptr (GError) error = NULL;
          guint column = 0;
          g_autoptr (VbtCriteria) criteria
              = vbt_criteria_parse (query->str, flags, &column, &error);

          g_assert_true ((criteria == NULL) == (error != NULL));
          g_assert_true ((criteria == NULL) == (column > 0));
          if (criteria != NULL && criteria->root != NULL)
            g_assert_cmpuint (check_term (criteria->root, 0, strlen (criteria->query), 0), <=,
                              VBT_CRITERIA_MAX_TERMS * 2);
        }
    }
}

static void
test_quote (void)
{
  static const char *const names[]
      = { "Quote", "Two words", "a\"b", "a\\b", "(x)", "", "5*", "<3", "Zoë", "a|b", " x" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *quoted = vbt_criteria_quote (names[i]);
      g_autofree char *query = g_strconcat ("label:", quoted, NULL);
      g_autoptr (VbtCriteria) criteria
          = vbt_criteria_parse (query, VBT_CRITERIA_DEFAULT, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (criteria->root->value, ==, names[i]);
      g_assert_cmpint (criteria->root->compare, ==, VBT_COMPARE_EQUAL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/criteria/queries", test_queries);
  g_test_add_func ("/criteria/typing", test_typing);
  g_test_add_func ("/criteria/errors", test_errors);
  g_test_add_func ("/criteria/limits", test_limits);
  g_test_add_func ("/criteria/anything", test_anything);
  g_test_add_func ("/criteria/quote", test_quote);
  return g_test_run ();
}

/* vbt-problem-row.c: what the list of problems shows of one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "problems/vbt-problem-row.h"

#include <glib/gi18n.h>

#include "models/vbt-document-row.h"
#include "store/vbt-review.h"

/* So much is shown of the text around it, and of the words themselves at each end, in code points. */
#define AROUND 40
#define SHOWN_WORDS 60

struct _VbtProblemRow
{
  GObject parent;
  VbtStore *store;
  VbtKnownProblem *problem; /* (nullable): it is gone */
  VbtContext *context;      /* (nullable): so is the article */
};

G_DEFINE_FINAL_TYPE (VbtProblemRow, vbt_problem_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ICON,
  PROP_LEVEL,
  PROP_MESSAGE,
  PROP_CONTEXT,
  PROP_PLACE,
  PROP_FIX_TITLE,
  PROP_FIX_HINT,
  PROP_HAS_FIX,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *rule;
  const char *title;
} rules[] = {
  { "E1", N_ ("Quote without a cue") },
  { "E2", N_ ("Cue in fragments, or several cues") },
  { "E3", N_ ("Quote without a speaker") },
  { "E4", N_ ("Quote, cue or speaker overlap") },
  { "E5", N_ ("Quote inside a quote") },
  { "W1", N_ ("Edge inside a word, or white space") },
  { "W2", N_ ("Quotation marks unbalanced") },
  { "W3", N_ ("Full stop or comma at the end") },
  { "W4", N_ ("Speaker or quote without a meaning") },
  { "W5", N_ ("Annotated otherwise elsewhere") },
  { "W6", N_ ("Pronoun that refers to nobody") },
  { "attribute", N_ ("Attribute missing or not allowed") },
  { "label", N_ ("Label that the schema does not have") },
  { "range", N_ ("Fragments that do not fit") },
  { "relation", N_ ("Relation that is not allowed") },
};

static const VbtProblemHelp helps[] = {
  { "E1", N_ ("Link…"), "article.link" },
  { "E3", N_ ("Speaker…"), "article.speaker" },
  { "W4", N_ ("Remove"), "article.delete" },
  { "attribute", N_ ("Edit…"), "article.edit-attributes" },
};

/**
 * vbt_problem_rule_title:
 * @rule: a rule
 *
 * Returns: (transfer none): what breaks it, translated
 */
const char *
vbt_problem_rule_title (const char *rule)
{
  g_return_val_if_fail (rule != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].rule, rule))
      return _ (rules[i].title);
  return rule;
}

/**
 * vbt_problem_help:
 * @problem: a problem
 *
 * Returns: (transfer none) (nullable): what helps, where there is no mechanical fix
 */
const VbtProblemHelp *
vbt_problem_help (const VbtKnownProblem *problem)
{
  g_return_val_if_fail (problem != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (helps); i++)
    if (!problem->has_fix && problem->fix.annotation != 0
        && g_str_equal (helps[i].rule, problem->rule))
      return &helps[i];
  return NULL;
}

/* Of long words both ends, because that is where most is wrong. */
static char *
shorten (const char *words)
{
  glong n = g_utf8_strlen (words, -1);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (n <= 2 * SHOWN_WORDS)
    return g_strdup (words);
  start = g_utf8_substring (words, 0, SHOWN_WORDS);
  end = g_utf8_substring (words, n - SHOWN_WORDS, n);
  return g_strdup_printf ("%s … %s", start, end);
}

static char *
make_context (VbtProblemRow *self)
{
  g_autofree char *words = NULL;

  if (self->context == NULL)
    return NULL;
  words = shorten (self->context->words);
  return g_markup_printf_escaped ("%s%s<b>%s</b>%s",
                                  g_utf8_strlen (self->context->before, -1) < AROUND ? "" : "…",
                                  self->context->before, words, self->context->after);
}

static char *
make_place (VbtProblemRow *self)
{
  return g_strdup_printf ("%s · %s", self->context != NULL ? self->context->title : "?",
                          self->problem->rule);
}

static char *
make_fix_title (VbtProblemRow *self)
{
  const VbtProblemHelp *help = vbt_problem_help (self->problem);
  const VbtLabel *label = vbt_schema_get_label (vbt_store_get_catalog (self->store)->schema,
                                                self->problem->fix.label);

  if (help != NULL)
    return g_strdup (_ (help->title));
  if (self->problem->fix.annotation == 0 && label != NULL)
    /* TRANSLATORS: on a button; the name of a label */
    return g_strdup_printf (_ ("Mark as %s"), label->name);
  return g_strdup (_ ("Fix"));
}

/* What comes of it, so that nobody has to guess. A screen reader tells it of the button. */
static char *
make_fix_hint (VbtProblemRow *self)
{
  const VbtFix *fix = &self->problem->fix;
  g_autoptr (VbtContext) better = NULL;
  g_autofree char *words = NULL;

  if (!self->problem->has_fix || fix->annotation == 0)
    return g_strdup (self->problem->message);
  better = vbt_store_get_context (self->store, fix->document, fix->better, 0);
  if (better == NULL)
    return NULL;
  words = shorten (better->words);
  return g_strdup_printf (_ ("Becomes “%s”"), words);
}

static void
vbt_problem_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtProblemRow *self = VBT_PROBLEM_ROW (object);
  const VbtKnownProblem *problem = self->problem;

  if (problem == NULL)
    return;
  switch (id)
    {
    case PROP_ICON:
      g_value_set_static_string (value, vbt_level_to_icon (problem->level));
      break;
    case PROP_LEVEL:
      g_value_set_string (value, problem->level == VBT_LEVEL_ERROR ? _ ("Error") : _ ("Warning"));
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, problem->message);
      break;
    case PROP_CONTEXT:
      g_value_take_string (value, make_context (self));
      break;
    case PROP_PLACE:
      g_value_take_string (value, make_place (self));
      break;
    case PROP_FIX_TITLE:
      g_value_take_string (value, make_fix_title (self));
      break;
    case PROP_FIX_HINT:
      g_value_take_string (value, make_fix_hint (self));
      break;
    case PROP_HAS_FIX:
      g_value_set_boolean (value, problem->has_fix || vbt_problem_help (problem) != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vbt_problem_row_finalize (GObject *object)
{
  VbtProblemRow *self = VBT_PROBLEM_ROW (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->problem, vbt_known_problem_free);
  g_clear_pointer (&self->context, vbt_context_free);
  G_OBJECT_CLASS (vbt_problem_row_parent_class)->finalize (object);
}

static void
vbt_problem_row_class_init (VbtProblemRowClass *klass)
{
  static const char *const names[] = {
    [PROP_ICON] = "icon",         [PROP_LEVEL] = "level", [PROP_MESSAGE] = "message",
    [PROP_CONTEXT] = "context",   [PROP_PLACE] = "place", [PROP_FIX_TITLE] = "fix-title",
    [PROP_FIX_HINT] = "fix-hint",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_problem_row_get_property;
  object_class->finalize = vbt_problem_row_finalize;
  for (guint i = PROP_ICON; i <= PROP_FIX_HINT; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_FIX] = g_param_spec_boolean ("has-fix", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vbt_problem_row_init (VbtProblemRow *self)
{
}

/**
 * vbt_problem_row_new:
 * @store: an open project
 * @id: a problem
 *
 * Returns: (transfer full): what the list shows of it
 */
VbtProblemRow *
vbt_problem_row_new (VbtStore *store, VbtId id)
{
  VbtProblemRow *self = g_object_new (VBT_TYPE_PROBLEM_ROW, NULL);

  g_return_val_if_fail (VBT_IS_STORE (store), NULL);

  self->store = g_object_ref (store);
  self->problem = vbt_store_get_problem (store, id);
  if (self->problem != NULL)
    self->context = vbt_store_get_context (store, self->problem->fix.document,
                                           self->problem->fix.range, AROUND);
  return self;
}

/** vbt_problem_row_get_id: which problem it shows, or 0 where that is gone */
VbtId
vbt_problem_row_get_id (VbtProblemRow *self)
{
  g_return_val_if_fail (VBT_IS_PROBLEM_ROW (self), 0);

  return self->problem != NULL ? self->problem->id : 0;
}

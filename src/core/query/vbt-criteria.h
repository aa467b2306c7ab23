/* vbt-criteria.h: what a person asks for: words, phrases, patterns and conditions, read from one line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-types.h"

G_BEGIN_DECLS

typedef enum
{
  VBT_TERM_AND,     /* all of @parts */
  VBT_TERM_OR,      /* one of @parts */
  VBT_TERM_NOT,     /* not the one of @parts */
  VBT_TERM_WORDS,   /* the words of @value behind each other */
  VBT_TERM_PATTERN, /* the regular expression @pattern */
  VBT_TERM_FIELD,   /* what @key names is @value, or an annotation that meets the one of @parts */
} VbtTermKind;

/** VbtCompare: how a value is compared. */
typedef enum
{
  VBT_COMPARE_EQUAL,
  VBT_COMPARE_LESS,
  VBT_COMPARE_AT_MOST,
  VBT_COMPARE_MORE,
  VBT_COMPARE_AT_LEAST,
} VbtCompare;

/** VbtTerm: a part of a query. */
typedef struct
{
  VbtTermKind kind;
  GPtrArray *parts;      /* (nullable): of VbtTerm */
  char *key;             /* (nullable) */
  char *value;           /* (nullable) */
  GRegex *pattern;       /* (nullable) */
  VbtCompare compare;    /* of fields */
  gboolean is_beginning; /* words: the last may go on */
  gboolean is_literal;   /* the value stood between quotation marks: "*" is just that */
  gsize start;           /* where in the query, in bytes */
  gsize end;
} VbtTerm;

typedef enum
{
  VBT_CRITERIA_DEFAULT = 0,
  VBT_CRITERIA_BEGINNING = 1 << 0, /* the last word may be the beginning of one */
  VBT_CRITERIA_OPEN = 1 << 1,      /* what is not closed ends at the end */
  VBT_CRITERIA_TYPING = VBT_CRITERIA_BEGINNING | VBT_CRITERIA_OPEN,
} VbtCriteriaFlags;

/**
 * VbtCriteria:
 *
 * A query that was understood as far as it can be without the project that it is put to: names of
 * labels, attributes and metadata are looked up there.
 */
typedef struct
{
  char *query;
  VbtCriteriaFlags flags;
  VbtTerm *root; /* (nullable): nothing is asked for */
} VbtCriteria;

/* So much is read of a query, so that one from a stranger cannot take memory and time at will. */
#define VBT_CRITERIA_MAX_BYTES 8192
#define VBT_CRITERIA_MAX_TERMS 128
#define VBT_CRITERIA_MAX_DEPTH 16

VbtCriteria *vbt_criteria_parse (const char *query, VbtCriteriaFlags flags, guint *column,
                                 GError **error);
VbtCriteria *vbt_criteria_copy (const VbtCriteria *self);
void vbt_criteria_free (VbtCriteria *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtCriteria, vbt_criteria_free)

void vbt_term_free (VbtTerm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtTerm, vbt_term_free)

void vbt_criteria_fail (const VbtCriteria *self, const VbtTerm *term, GError **error,
                        const char *message);
guint vbt_criteria_error_column (const GError *error);
guint vbt_criteria_get_column (const VbtCriteria *self, gsize byte);
char *vbt_criteria_quote (const char *value);

/** VbtKey: a key of the language that does not depend on the project. */
typedef enum
{
  VBT_KEY_NONE, /* a relation, an attribute, or metadata */
  VBT_KEY_LABEL,
  VBT_KEY_ANNOTATOR,
  VBT_KEY_ORIGIN,
  VBT_KEY_ENTITY,
  VBT_KEY_IS,
  VBT_KEY_CONFIDENCE,
  VBT_KEY_RULE,
  VBT_KEY_NOTE,
  VBT_KEY_STATUS,
  VBT_KEY_HAS,
  VBT_KEY_TEXT,
  VBT_KEY_TITLE,
  VBT_KEY_NAME,
} VbtKey;

/** VbtKeyInfo: for help and completion. */
typedef struct
{
  const char *name;
  VbtKey key;
  gboolean of_annotation; /* else of the document */
  const char *values;     /* (nullable): those there are, with spaces between */
  const char *title;      /* N_() */
} VbtKeyInfo;

/** VbtQueryExample: a query, and what it finds. */
typedef struct
{
  const char *query;
  const char *title; /* N_() */
} VbtQueryExample;

const VbtQueryExample *vbt_criteria_examples (guint *n_examples);
const char *const *vbt_criteria_rules (void);
const VbtKeyInfo *vbt_criteria_keys (guint *n_keys);
const VbtKeyInfo *vbt_criteria_find_key (const char *name);
gboolean vbt_key_info_has_value (const VbtKeyInfo *self, const char *value);

G_END_DECLS

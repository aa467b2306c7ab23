/* vbt-schema.h: which labels there are, and what may be done with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-types.h"

G_BEGIN_DECLS

typedef enum
{
  VBT_ATTRIBUTE_ONE_OF,
  VBT_ATTRIBUTE_SEVERAL_OF,
  VBT_ATTRIBUTE_TEXT,
  VBT_ATTRIBUTE_NUMBER,
  VBT_ATTRIBUTE_YES_NO,
} VbtAttributeKind;

const char *vbt_attribute_kind_to_string (VbtAttributeKind kind);
gboolean vbt_attribute_kind_from_string (const char *string, VbtAttributeKind *kind);

/**
 * VbtAttribute:
 *
 * A typed attribute that annotations of one label may have. Values are stored as text: "yes" and
 * "no", a number as JSON writes it, several values joined by U+001F.
 */
typedef struct
{
  VbtId id;
  char *name;
  VbtAttributeKind kind;
  char **values;       /* (nullable): for one-of and several-of */
  char *default_value; /* (nullable) */
  gboolean required;
} VbtAttribute;

#define VBT_VALUE_SEPARATOR "\x1f"

/**
 * VbtLabel:
 *
 * A label that may be put on text, on two annotations, or on a document.
 */
typedef struct
{
  VbtId id;
  VbtKind kind;
  char *name;
  char *key;             /* (nullable): the key that sets it, one character */
  char *color;           /* (nullable): the name of a palette colour: blue, orange, teal … */
  char *guideline;       /* (nullable): Markdown */
  GPtrArray *attributes; /* of VbtAttribute */
  GArray *from;          /* relations: VbtId of the labels it may come from; empty means any */
  GArray *to;            /* relations: VbtId of the labels it may go to; empty means any */
  int max;               /* relations: how many from one annotation; -1 means any number */
  gboolean hidden;       /* off until the schema turns it on (addressee) */
} VbtLabel;

typedef enum
{
  VBT_LEVEL_OFF,
  VBT_LEVEL_WARN,
  VBT_LEVEL_ERROR,
} VbtLevel;

typedef enum
{
  VBT_WHEN_ALWAYS,
  VBT_WHEN_DONE, /* when the document is marked done */
  VBT_WHEN_ASKED,
} VbtWhen;

const char *vbt_level_to_string (VbtLevel level);
gboolean vbt_level_from_string (const char *string, VbtLevel *level);
const char *vbt_when_to_string (VbtWhen when);
gboolean vbt_when_from_string (const char *string, VbtWhen *when);

/**
 * VbtRule:
 *
 * A rule that annotations are checked against, by the names of the design ("E1", "W2").
 */
typedef struct
{
  char *rule;
  VbtLevel level;
  VbtWhen when;
} VbtRule;

/**
 * VbtSchema:
 *
 * The labels of a project, each with its attributes, and the rules. A plain value: not safe to
 * change from two threads. Labels stay where they are in memory until the schema is freed or the
 * label is removed.
 */
typedef struct
{
  gint ref_count;
  char *name;
  int version;
  GPtrArray *labels; /* of VbtLabel, in the order of the schema */
  GPtrArray *rules;  /* of VbtRule */
} VbtSchema;

/* Labels and relations that the program itself knows what to do with, in whatever schema. */
#define VBT_LABEL_QUOTE "Quote"
#define VBT_LABEL_CUE "Cue"
#define VBT_LABEL_SPEAKER "Speaker"
#define VBT_LABEL_DISCARD "Discard"
#define VBT_RELATION_SPEAKER "speaker"
#define VBT_RELATION_CUE "cue"
#define VBT_RELATION_ADDRESSEE "addressee"

VbtSchema *vbt_schema_new (const char *name);
void vbt_schema_add_rule (VbtSchema *self, const char *rule, VbtLevel level, VbtWhen when);
VbtSchema *vbt_schema_new_default (const char *name, GError **error);
VbtSchema *vbt_schema_new_from_json (const char *json, gssize length, GError **error);
VbtSchema *vbt_schema_copy (const VbtSchema *self);
VbtSchema *vbt_schema_ref (VbtSchema *self);
void vbt_schema_unref (VbtSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtSchema, vbt_schema_unref)

const char *const *vbt_schema_default_names (void);
char *vbt_schema_to_json (const VbtSchema *self);

const VbtLabel *vbt_schema_get_label (const VbtSchema *self, VbtId id);
const VbtLabel *vbt_schema_find_label (const VbtSchema *self, VbtKind kind, const char *name);
VbtId vbt_schema_find_label_id (const VbtSchema *self, VbtKind kind,
                                const char *name); /* 0: none */
const VbtLabel *vbt_schema_find_label_by_key (const VbtSchema *self, const char *key);
const VbtAttribute *vbt_schema_get_attribute (const VbtSchema *self, VbtId id);
const VbtRule *vbt_schema_find_rule (const VbtSchema *self, const char *rule);
gboolean vbt_schema_may_link (const VbtSchema *self, const VbtLabel *relation, VbtId from_label,
                              VbtId to_label);
gboolean vbt_schema_has_end (const VbtSchema *self, const char *relation, gboolean from,
                             VbtId label);

VbtLabel *vbt_schema_ensure_label (VbtSchema *self, VbtKind kind, const char *name);
VbtAttribute *vbt_label_ensure_attribute (VbtLabel *label, VbtAttributeKind kind, const char *name);
void vbt_attribute_ensure_value (VbtAttribute *attribute, const char *value);
gboolean vbt_attribute_accepts (const VbtAttribute *attribute, const char *value);
const VbtAttribute *vbt_label_find_attribute (const VbtLabel *label, const char *name);

VbtLabel *vbt_label_new (VbtKind kind, const char *name);
VbtId vbt_label_derive_id (const VbtLabel *label);
VbtId vbt_label_derive_attribute_id (const VbtLabel *label, const char *name);
VbtLabel *vbt_label_copy (const VbtLabel *label);
void vbt_label_free (VbtLabel *label);
VbtAttribute *vbt_attribute_copy (const VbtAttribute *attribute);
void vbt_attribute_free (VbtAttribute *attribute);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLabel, vbt_label_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtAttribute, vbt_attribute_free)

G_END_DECLS

/* vbt-compiler.h: a query as SQL over the indexes of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/vbt-criteria.h"
#include "vbt-seeker.h"
#include "vbt-statement.h"
#include "vbt-store.h"

G_BEGIN_DECLS

/**
 * VbtCompiler:
 *
 * What a query becomes in one project. Statements call documents `l`, a row of the table listed. A query that names
 * something of annotations asks for annotations: its words are looked for in what they cover. Any other asks for documents.
 */
typedef struct
{
  VbtStore *store;
  const VbtCriteria *criteria;
  VbtId me;
  VbtSeeker *seeker;
  GHashTable *needles; /* VbtTerm to its number in the seeker, plus one */
  gboolean finds_annotations;
  gboolean shows_decided; /* also suggestions that were decided on */
  gboolean names;         /* words are looked for in names and titles, too */
  const char *range;      /* SQL that restricts the rowid of a full-text index; "" */
  guint n_aliases;
} VbtCompiler;

gboolean vbt_compiler_init (VbtCompiler *self, VbtStore *store, const VbtCriteria *criteria,
                            VbtId me, GError **error);
void vbt_compiler_clear (VbtCompiler *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtCompiler, vbt_compiler_clear)

void vbt_compiler_add (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term,
                       const char *annotation);
void vbt_compiler_add_visible (VbtCompiler *self, VbtStatement *statement, const char *annotation);
gboolean vbt_compiler_can_narrow (VbtCompiler *self, const VbtTerm *term);
void vbt_compiler_add_narrow (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term);
guint vbt_compiler_get_needle (VbtCompiler *self, const VbtTerm *term);
char *vbt_compiler_match (const VbtTerm *term);
gboolean vbt_compiler_is_heavy (VbtCompiler *self, const VbtTerm *term);

/* vbt-compiler-fields.c */
void vbt_compiler_add_field (VbtCompiler *self, VbtStatement *statement, const VbtTerm *term,
                             const char *annotation);
void vbt_compiler_add_suggestions (VbtCompiler *self, VbtStatement *statement);

/* With fewer documents than this it is cheapest to find them and to sort them, with more to go through the list in its
 * order and to look at each: one costs about as much as two of the other. */
#define VBT_IS_RARE(n, n_documents) ((gint64)(n) * (gint64)(n) < 500 * (gint64)(n_documents))

/* Entities by the words of a name or of an alias, twice the number of a question mark. */
#define VBT_ENTITIES                                                                               \
  "SELECT rowid FROM entity_search WHERE entity_search MATCH ?%u"                                  \
  " UNION SELECT t.entity FROM alias_search y JOIN alias t ON t.number = y.rowid"                  \
  " WHERE alias_search MATCH ?%u"

/* vbt-field.c */
typedef enum
{
  VBT_FIELD_UNKNOWN,
  VBT_FIELD_KNOWN, /* has a VbtKey */
  VBT_FIELD_RELATION,
  VBT_FIELD_ATTRIBUTE,
  VBT_FIELD_METADATA,
} VbtFieldKind;

/** VbtField: what a key means in the project. */
typedef struct
{
  VbtFieldKind kind;
  VbtKey key;
  GArray *ids;      /* (nullable): VbtId of relations or attributes of that name */
  const char *name; /* of metadata */
} VbtField;

void vbt_field_look_up (VbtField *self, VbtStore *store, const char *name);
void vbt_field_clear (VbtField *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VbtField, vbt_field_clear)
gboolean vbt_field_is_of_annotation (const VbtField *self);
gboolean vbt_field_check (const VbtField *self, VbtStore *store, const VbtCriteria *criteria,
                          const VbtTerm *term, GError **error);
GArray *vbt_field_find_labels (VbtStore *store, const VbtTerm *term, int kind);
gboolean vbt_term_is_any (const VbtTerm *term);

G_END_DECLS

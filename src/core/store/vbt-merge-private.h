/* vbt-merge-private.h: what the files of a merge share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-merge.h"
#include "vbt-store-private.h"

G_BEGIN_DECLS

/* How a merge goes.
 *
 * The other copy is attached for reading as `theirs` and looked at through temp views their_TABLE, in which annotators,
 * labels and attributes that are the same in meaning have our identifiers (temp.map). What differs, by row, goes into
 * temp.todo: rows that are only there (fresh), rows in both that differ, and rows that they deleted (gone). Who changed
 * what since when is told by the changesets of both histories: temp.touch by row, temp.cell by column, with what
 * was there before. From these follows temp.choice: which columns are taken, and which were changed in both. All this only
 * reads, without a lock (vbt-merge-base.c, -touch.c, -plan.c). Then one transaction writes what is left of temp.todo and
 * temp.choice (-write.c, -delete.c), and what could not be done becomes notes (-words.c).
 *
 * Since when: of their history, what comes after the rows that both copies have, or after what an earlier merge brought
 * here (`merged`); of ours, what comes after the rows that both have, or after what their own merge of us had.
 *
 * A column that they changed is taken where ours is what theirs was before; so it does not matter how often ours changed,
 * and whether we know of it. Where a span lies (start, end, fragments) is one thing: half of a change of each would be
 * a place that nobody meant. */

typedef enum
{
  VBT_MERGE_SCHEMA,
  VBT_MERGE_LABEL,
  VBT_MERGE_ATTRIBUTE,
  VBT_MERGE_LABEL_END,
  VBT_MERGE_RULE,
  VBT_MERGE_ANNOTATOR,
  VBT_MERGE_ENTITY,
  VBT_MERGE_ALIAS,
  VBT_MERGE_ENTITY_ATTRIBUTE,
  VBT_MERGE_DOCUMENT,
  VBT_MERGE_METADATA,
  VBT_MERGE_ANNOTATION,
  VBT_MERGE_FRAGMENT,
  VBT_MERGE_VALUE,
  VBT_MERGE_MENTION,
  VBT_MERGE_DECISION,
  VBT_MERGE_STATUS,
  VBT_MERGE_REMARK,
  VBT_MERGE_SAVED_QUERY,
  VBT_MERGE_N_TABLES,
} VbtMergeTable;

/** VbtMergeUse: what a column is to a merge. */
typedef enum
{
  VBT_MERGE_OWN,    /* of this copy alone: numbers of rows, batches */
  VBT_MERGE_KEY_A,  /* names the row */
  VBT_MERGE_KEY_B,  /* names it together with the first */
  VBT_MERGE_CELL,   /* can change, and is merged by itself */
  VBT_MERGE_EXTENT, /* can change together with the fragments only */
  VBT_MERGE_FIXED,  /* comes with the row, and does not change */
  VBT_MERGE_LATEST, /* when the row changed: the later one */
  VBT_MERGE_PLACE,  /* its place in a list: what is new comes at the end */
} VbtMergeUse;

typedef enum
{
  VBT_MERGE_REFERS_NOWHERE,
  VBT_MERGE_REFERS_LABEL,
  VBT_MERGE_REFERS_ATTRIBUTE,
  VBT_MERGE_REFERS_ANNOTATOR,
} VbtMergeRefers;

typedef struct
{
  const char *name; /* NULL behind the last one */
  VbtMergeUse use;
  VbtMergeRefers refers;
  const char *words; /* (nullable): what it is called, N_() */
} VbtMergeColumn;

/** VbtMergeTableInfo: a table that is merged; its columns in the order that they have in the file. */
typedef struct
{
  const char *name;
  VbtMergeTable
      parent; /* the table that the first key belongs to; the table itself where it is none */
  const char *place_within;  /* (nullable): the column within which places count */
  gboolean is_shared_freely; /* rows come into being that no history tells of */
  VbtMergeColumn columns[VBT_CELLS];
} VbtMergeTableInfo;

extern const VbtMergeTableInfo vbt_merge_tables[VBT_MERGE_N_TABLES];

/** What temp.choice calls a place, which is no one column. */
#define VBT_MERGE_EXTENT_COLUMN 100

typedef enum
{
  VBT_MERGE_OURS,
  VBT_MERGE_THEIRS,
} VbtMergeSide;

/** VbtMerge: a merge that is under way. */
typedef struct
{
  VbtStore *store;
  VbtDb *db;
  char *name; /* of the other copy, as its file is called */
  const VbtMergeOptions *options;
  const VbtFollower *follower; /* (nullable) */
  VbtMergeResult *result;
  guint n_steps;    /* for who follows */
  guint64 n_schema; /* what changed of the schema */

  gint64 n_common;    /* the last row of the history that both have */
  gint64 theirs_from; /* what they did up to there is here */
  gint64 ours_from;   /* what we did up to there is with them */
  gint64 their_last;
  gboolean
      is_trusted; /* everything up to @theirs_from was merged, and their history tells of everything since */
  char *
      their_undone; /* up to @theirs_from: numbers of acts that were not done, as the last merge noted */
  char *print;      /* of all of their history */
  char *undone;        /* of all of their history: numbers of acts that are not done */
  gint64 act;          /* the number that the act gets */
  GHashTable *maps[4]; /* by VbtMergeRefers: their identifier to ours, VbtId * both */
} VbtMerge;

gboolean vbt_merge_step (VbtMerge *self, GError **error);

/* vbt-merge-tables.c */
int vbt_merge_find_column (VbtMergeTable table, const char *name);
gboolean vbt_merge_run (VbtMerge *self, VbtMergeTable table, int column, const char *form,
                        GError **error);
VbtQuery *vbt_merge_query (VbtMerge *self, VbtMergeTable table, int column, const char *form);
gboolean vbt_merge_make_tables (VbtMerge *self, GError **error);
void vbt_merge_drop_tables (VbtMerge *self);

/* vbt-merge-base.c */
gboolean vbt_merge_find_base (VbtMerge *self, GError **error);
gboolean vbt_merge_note_base (VbtMerge *self, GError **error);

/* vbt-merge-touch.c */
gboolean vbt_merge_read_histories (VbtMerge *self, GError **error);

/* vbt-merge-plan.c */
gboolean vbt_merge_map (VbtMerge *self, GError **error);
gboolean vbt_merge_compare (VbtMerge *self, GError **error);

/* vbt-merge-sift.c */
gboolean vbt_merge_sift (VbtMerge *self, GError **error);

/* vbt-merge-write.c */
gboolean vbt_merge_insert (VbtMerge *self, VbtMergeTable table, guint64 *n, GError **error);
gboolean vbt_merge_update (VbtMerge *self, VbtMergeTable table, GError **error);
gboolean vbt_merge_write (VbtMerge *self, GError **error);

/* vbt-merge-schema.c */
gboolean vbt_merge_write_schema (VbtMerge *self, GError **error);
gboolean vbt_merge_delete_schema (VbtMerge *self, GError **error);

/* vbt-merge-delete.c */
gboolean vbt_merge_delete_rows (VbtMerge *self, VbtMergeTable table, GError **error);
gboolean vbt_merge_delete (VbtMerge *self, GError **error);

/* vbt-merge-words.c */
void vbt_merge_add_note (VbtMerge *self, VbtMergeReason reason, VbtId document, const char *what,
                         const char *ours, const char *theirs);
gboolean vbt_merge_note_rows (VbtMerge *self, VbtMergeReason reason, VbtMergeTable table,
                              const char *select, GError **error);
gboolean vbt_merge_note_choices (VbtMerge *self, GError **error);

G_END_DECLS

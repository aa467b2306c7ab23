/* vbt-store-private.h: what the parts of the store share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-db.h"
#include "vbt-history.h"
#include "vbt-review.h"
#include "vbt-seeker.h"
#include "vbt-store.h"

G_BEGIN_DECLS

typedef struct _VbtTurn VbtTurn;

struct _VbtStore
{
  GObject parent_instance;

  VbtDb *db; /* NULL once it is closed */
  char *path;
  char *read_only_reason; /* NULL: can be written */
  gboolean is_newer;
  gboolean is_copy; /* of an older version, and what is open is a copy without a name */
  VbtCatalog *catalog;
  gint64 catalog_version; /* of the file, when the catalog was read */
  gint64 seen_version;    /* of the file, when `changed` last told of others */
  gint64 catalog_written; /* the same two, but for what vbt_store_keep_problems() writes */
  gint64 seen_written;

  VbtSeeker *seeker; /* (nullable): of the statement that runs */
  VbtDb *answers;    /* (nullable): the connection that knows vbt_store_answer()'s functions */

  /* The transaction that is open. */
  VbtRecorder *recorder; /* NULL in a batch */
  VbtId annotator;
  VbtId document;
  char *words;
  gboolean catalog_dirty;

  /* The batch that is open: the number of its history row, or 0. */
  gint64 batch;
  int batch_lock;
  GArray *replaced; /* (nullable): VbtId of annotations that go when the batch is done */
  guint64 n_inserted;
  gboolean has_remains; /* of a batch that could not be taken back */

  gboolean is_indexing;
  gboolean is_checking; /* writes problems, which nobody has to read anything else for */
  VbtTurn *turn; /* (nullable): who writes to this project in this process, see vbt-store-turn.c */
  gboolean is_holding;
};

#define VBT_APPLICATION_ID 0x56627431 /* "Vbt1" */

/* Bulk work waits for the disk at its end only, and folds the log into the file every 32 MB instead of every 4: each
 * page that is written again and again (the ends of tables and indexes) is copied once for that many. */
#define VBT_DB_BULK "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8000"
#define VBT_DB_DURABLE "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000"

gboolean vbt_store_check_writable (VbtStore *self, GError **error);
gboolean vbt_store_is_writing (VbtStore *self);
gboolean vbt_store_begin_immediate (VbtStore *self, GError **error);
void vbt_store_end_reading (VbtStore *self);
gboolean vbt_store_check_turn (VbtStore *self, GError **error);
gboolean vbt_store_take_turn (VbtStore *self, GError **error);
void vbt_store_let_others (VbtStore *self);
void vbt_store_hold (VbtStore *self, gboolean hold);
gboolean vbt_store_end (VbtStore *self, GError **error);
gint64 vbt_store_get_written (VbtStore *self);
void vbt_store_emit (VbtStore *self, VbtChange *change);

/* The catalog. */
gboolean vbt_store_reload_catalog (VbtStore *self, gboolean entities, GError **error);
gboolean vbt_store_reload_schema (VbtStore *self, GError **error);
gboolean vbt_store_reload_annotators (VbtStore *self, GError **error);
gboolean vbt_store_reload_after (VbtStore *self, const VbtChange *change, GError **error);
VbtEntity *vbt_store_load_entity_by_name (gpointer store, VbtEntityKind kind, const char *name);
char *vbt_store_name_annotator (VbtStore *self, VbtId annotator);

/* Rows that go together. */
gboolean vbt_store_delete_where (VbtStore *self, const char *select, gint64 argument,
                                 gboolean with_relations, GError **error);
gboolean vbt_store_check_annotation (VbtStore *self, VbtOffset n_chars,
                                     const VbtAnnotation *annotation, GError **error);
gboolean vbt_store_refuse_ends (GError **error);
gboolean vbt_store_write_annotations (VbtStore *self, VbtId document,
                                      const VbtAnnotation *const *annotations, guint n,
                                      GError **error);
gboolean vbt_store_delete_document_rows (VbtStore *self, VbtId document, GError **error);

/* The history. */
#define VBT_HISTORY_ROW                                                                            \
  "number, time, annotator, document, words, state = 'undone', "                                   \
  "changeset IS NOT NULL OR (batch = 1 AND state = 'done')"
VbtHistoryRow *vbt_history_row_read (VbtQuery *query);

/* The full-text indexes. */
char **vbt_filter_split_words (const char *words);
gboolean vbt_store_index_documents (VbtStore *self, const GArray *documents, GError **error);

/* The queue of suggestions. */
GArray *vbt_store_get_review_scope (VbtStore *self);
#define VBT_REVIEW_ITEM                                                                            \
  "q.id, q.number, q.annotator, q.label, q.start, q.confidence, q.rule, coalesce (q.words, ''), "  \
  "(SELECT id FROM document WHERE number = q.number), (SELECT end_ FROM annotation WHERE id = "    \
  "q.id)"
VbtReviewItem *vbt_review_item_read (VbtQuery *query);
gboolean vbt_review_settle (VbtDb *db, GError **error);

/* What a query asks and SQL cannot know. */
gboolean vbt_store_answer (VbtStore *self, GError **error);

/* What is counted when it is known what changed. */
gboolean vbt_store_settle (VbtDb *db, GError **error);

/* Batches. */
gboolean vbt_store_find_batch_conflict (VbtStore *self, gint64 batch, VbtId annotator,
                                        VbtId *conflict, GError **error);
gboolean vbt_store_delete_batch (VbtStore *self, gint64 batch, GError **error);
gboolean vbt_store_delete_batch_entities (VbtStore *self, gint64 batch, GError **error);
/* vbt-store-parts.c */
extern guint vbt_store_part_rows;
gboolean vbt_store_take_out_batch (VbtStore *self, gint64 batch, GBytes **changeset,
                                   GError **error);
GBytes *vbt_store_load_changeset_part (VbtStore *self, gint64 batch, gint64 *part, GError **error);

/* Ranges as a blob. */
GBytes *vbt_ranges_to_bytes (const GArray *ranges);
GArray *vbt_ranges_from_bytes (const guint8 *data, gsize length, VbtOffset text_length);

G_END_DECLS

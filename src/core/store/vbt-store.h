/* vbt-store.h: the project file: open, read, transactions with history, undo and redo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-document.h"
#include "query/vbt-criteria.h"
#include "store/vbt-fts-tokenizer.h"

G_BEGIN_DECLS

/** VbtChange: what a committed action, an undo or a redo changed; the only reason to refresh a view. */
typedef struct
{
  GArray *documents;   /* VbtId of documents whose annotations, status or metadata changed */
  GArray *annotations; /* VbtId of annotations of them that came, went, or changed in any way */
  gboolean whole; /* @documents changed in more than @annotations and statuses: read them again */
  gboolean list;  /* documents came or went, or what the list shows of them changed */
  gboolean schema;
  gboolean entities;
  gboolean mentions; /* who is meant by what */
  gboolean annotators;
  gboolean batch;    /* anything may have changed: an import, a tagging, another program */
  gboolean problems; /* problems were found, or are gone; where nothing else is set, only that */
} VbtChange;

#define VBT_TYPE_CHANGE (vbt_change_get_type ())
GType vbt_change_get_type (void);
gboolean vbt_change_is_of_problems (const VbtChange *self);
gboolean vbt_change_touches (const VbtChange *self, VbtId document);
gboolean vbt_change_names_annotations (const VbtChange *self);

/**
 * VbtStore:
 *
 * A project, which is one SQLite file. An instance belongs to the thread that made it; another
 * thread opens one of its own on the same path. Emits `changed` with a [struct@VbtChange] after
 * every commit, undo and redo, and after vbt_store_refresh() found another's changes.
 */
#define VBT_TYPE_STORE (vbt_store_get_type ())
G_DECLARE_FINAL_TYPE (VbtStore, vbt_store, VBT, STORE, GObject)

typedef enum
{
  VBT_STORE_DEFAULT = 0,
  VBT_STORE_READ_ONLY = 1 << 0,
} VbtStoreFlags;

VbtStore *vbt_store_create (const char *path, const VbtSchema *schema, GError **error);
VbtStore *vbt_store_open (const char *path, VbtStoreFlags flags, GError **error);
gboolean vbt_store_close (VbtStore *self, GError **error);
const char *vbt_store_get_path (VbtStore *self);
gboolean vbt_store_is_read_only (VbtStore *self, const char **reason); /* reason: translated, why */
gboolean vbt_store_refresh (VbtStore *self,
                            GError **error); /* looks for changes by others, emits `changed` */
gboolean vbt_store_is_newer (VbtStore *self);
gboolean vbt_store_save_copy (VbtStore *self, const char *path, GError **error);
const GError *vbt_store_get_trouble (VbtStore *self);
gboolean vbt_store_try_writing (VbtStore *self, GError **error);
void vbt_store_set_cancellable (VbtStore *self,
                                GCancellable *cancellable); /* interrupts running statements */

VbtCatalog *vbt_store_get_catalog (VbtStore *self); /* (transfer none): always as in the file */

/* Reading. */
VbtDocument *vbt_store_load_document (VbtStore *self, VbtId id, GError **error);
VbtDocument *vbt_store_load_part (VbtStore *self, VbtId id, VbtOffset end, GError **error);
VbtOffset vbt_store_get_length (VbtStore *self, VbtId id);
gboolean vbt_store_update_document (VbtStore *self, VbtDocument *document,
                                    const GArray *annotations, GError **error);

/** VBT_LISTING_MANY_QUOTES: more of a document are not counted for the list. */
#define VBT_LISTING_MANY_QUOTES 1000

/** VbtListing: what the list shows of a document, without loading it. */
typedef struct
{
  VbtId id;
  char *name;
  char *title;     /* the name where there is no title */
  char *source;    /* (nullable) */
  char *published; /* (nullable) */
  VbtStatus status;
  guint n_quotes;           /* at most VBT_LISTING_MANY_QUOTES */
  guint n_open_suggestions; /* spans that the annotator has not decided on */
  guint n_errors;           /* of the annotator's set, as far as it was checked */
  guint n_warnings;
} VbtListing;

VbtListing *vbt_store_get_listing (VbtStore *self, VbtId document, VbtId annotator, GError **error);
void vbt_listing_free (VbtListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtListing, vbt_listing_free)

/** VbtFilter: which documents, in which order. */
typedef struct
{
  const VbtCriteria *criteria; /* (nullable): all */
  VbtId annotator;             /* whose status and suggestions are meant */
  enum
  {
    VBT_SORT_ADDED,
    VBT_SORT_TITLE,
    VBT_SORT_PUBLISHED,
    VBT_SORT_STATUS
  } sort;
  gboolean descending;
  guint limit; /* so many at the most; 0: all */
} VbtFilter;

#define VBT_FILTER_INIT                                                                            \
  {                                                                                                \
    .criteria = NULL                                                                               \
  }

GArray *vbt_store_list_documents (VbtStore *self, const VbtFilter *filter,
                                  GError **error); /* of VbtId */
GArray *vbt_store_peek_documents (VbtStore *self, const VbtFilter *filter, gint64 patience,
                                  GError **error); /* the same, or what comes of it in this time */
gboolean vbt_store_has_id (VbtStore *self,
                           VbtId id); /* a document, also in the trash, or an annotation */
gboolean vbt_store_has_any_id (VbtStore *self, GArray *ids);
VbtId vbt_store_find_document (VbtStore *self, const char *name, GError **error);

/** VbtStats: counts over the project. */
typedef struct
{
  guint64 n_documents, n_spans, n_relations, n_document_labels, n_entities, n_suggestions,
      n_open_suggestions;
  guint64 n_by_status[4]; /* of the annotator asked for */
  GPtrArray *labels;      /* of VbtCount: annotations that are no suggestions */
  GPtrArray *annotators;  /* of VbtCount */
  GPtrArray *speakers;    /* of VbtCount: quotes by entity */
} VbtStats;

typedef struct
{
  VbtId id;
  char *name;
  guint64 count;
} VbtCount;

gboolean vbt_store_get_totals (VbtStore *self, VbtStats *stats, VbtId annotator, GError **error);
VbtStats *vbt_store_get_stats (VbtStore *self, VbtId annotator, GError **error);
void vbt_stats_free (VbtStats *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtStats, vbt_stats_free)

/** VbtProgressCount: the two numbers below the document list. */
gboolean vbt_store_count_progress (VbtStore *self, VbtId annotator, guint64 *n_done,
                                   guint64 *n_documents, guint64 *n_open_suggestions,
                                   GError **error);

/* Writing. One action of the user: begin, any number of writes, commit. A write outside of a transaction
 * is a programmer's error. A failed write leaves the transaction to be rolled back. */
gboolean vbt_store_begin (VbtStore *self, VbtId annotator, VbtId document, const char *words,
                          GError **error);
gboolean vbt_store_commit (VbtStore *self, GError **error);
void vbt_store_rollback (VbtStore *self);
gboolean vbt_store_finish (VbtStore *self, gboolean success, GError **error);

gboolean vbt_store_put_annotation (VbtStore *self, VbtId document, const VbtAnnotation *annotation,
                                   GError **error); /* inserts or replaces */
gboolean vbt_store_add_annotations (VbtStore *self, VbtId document, const GPtrArray *annotations,
                                    GError **error); /* new ones only */
gboolean vbt_store_delete_annotation (VbtStore *self, VbtId annotation,
                                      GError **error); /* and relations from and to it */
gboolean vbt_store_put_decision (VbtStore *self, const VbtDecision *decision, GError **error);
gboolean vbt_store_delete_decision (VbtStore *self, VbtId suggestion, VbtId annotator,
                                    GError **error);
gboolean vbt_store_put_status (VbtStore *self, VbtId document, VbtId annotator, VbtStatus status,
                               GError **error);
gboolean vbt_store_put_metadata (VbtStore *self, VbtId document, const char *key, const char *value,
                                 GError **error); /* NULL removes */
gboolean vbt_store_put_entity (VbtStore *self, const VbtEntity *entity, GError **error);
gboolean vbt_store_delete_entity (VbtStore *self, VbtId entity, GError **error);
gboolean vbt_store_put_annotator (VbtStore *self, const VbtAnnotator *annotator, GError **error);
gboolean vbt_store_put_schema (VbtStore *self, const VbtSchema *schema,
                               GError **error); /* adds, changes, removes labels to match */
gboolean vbt_store_insert_documents (VbtStore *self, const VbtDocument *const *documents, guint n,
                                     GError **error);
gboolean vbt_store_insert_document (VbtStore *self, const VbtDocument *document,
                                    GError **error); /* with all of its annotations */
gboolean vbt_store_delete_document (VbtStore *self, VbtId document, GError **error);

/** VbtTrashed: a document in the trash. */
typedef struct
{
  VbtId id;
  char *name;
  char *title;         /* the name where there is no title */
  gint64 time;         /* when it was deleted, in seconds since 1970, UTC */
  guint n_annotations; /* by people */
} VbtTrashed;

void vbt_trashed_free (VbtTrashed *self);

GPtrArray *vbt_store_list_trash (VbtStore *self, guint limit, GError **error);
gboolean vbt_store_count_trash (VbtStore *self, guint64 *n_documents, GError **error);
gboolean vbt_store_restore_document (VbtStore *self, VbtId document, GError **error);
gboolean vbt_store_empty_trash (VbtStore *self, VbtId annotator, GCancellable *cancellable,
                                guint64 *n_deleted, GError **error);

/* Entities by a part of their name or of an alias, the most mentioned first; of VbtEntity. */
GPtrArray *vbt_store_search_entities (VbtStore *self, const char *text, guint limit,
                                      GError **error);

/* Every name of an entity: first the canonical ones, with NULL, then the aliases. The entity has kind, name, external
 * identifier and nothing else, and lives until the function returns. */
typedef void (*VbtNameFunc) (gpointer data, const VbtEntity *entity, const char *alias);
gboolean vbt_store_foreach_name (VbtStore *self, VbtNameFunc function, gpointer data,
                                 GCancellable *cancellable, GError **error);

/* The person who works in this copy; made at the first call. */
VbtId vbt_store_ensure_person (VbtStore *self, const char *name, GError **error);
VbtId vbt_store_ensure_annotator (VbtStore *self, VbtAnnotatorKind kind, const char *name,
                                  const char *version, GError **error);

/* Bulk work: a history row that names a batch; what is inserted belongs to it and is not recorded one by one.
 * The transaction is committed and begun again by vbt_store_batch_step(), so that others can write in between. */
gboolean vbt_store_begin_batch (VbtStore *self, VbtId annotator, const char *words, GError **error);
gboolean vbt_store_batch_step (VbtStore *self, GError **error);
gint64 vbt_store_get_batch (VbtStore *self); /* the number of the one that is open, or 0 */
GArray *vbt_store_list_batch (VbtStore *self, gint64 batch, GError **error); /* of VbtId */
void vbt_store_batch_replace (VbtStore *self,
                              const GArray *annotations); /* VbtId; go when it is committed */
gboolean vbt_store_take_back (VbtStore *self, VbtId document,
                              GError **error); /* a document that this batch inserted */
gboolean vbt_store_commit_batch (VbtStore *self, const char *words,
                                 GError **error); /* words: final ones, or NULL */
gboolean vbt_store_empty_batch (VbtStore *self, GError **error);
gboolean vbt_store_abort_batch (VbtStore *self,
                                GError **error); /* takes back all that the batch inserted */
gboolean vbt_store_clean_batches (VbtStore *self, GError **error); /* what others left half done */

/** VBT_STEP_USEC: so long does one transaction of bulk work last at the most, and VBT_GAP_USEC the pause behind it in which
 * other programs come to write, in microseconds. Who waits in this process ends the step: vbt_store_is_awaited(). */
#define VBT_STEP_USEC (20 * 1000)
#define VBT_GAP_USEC 1500
gboolean vbt_store_is_awaited (VbtStore *self);
gboolean vbt_store_is_step_due (VbtStore *self, gint64 began);

/** VbtPending: the text of a document that waits to be indexed. */
typedef struct
{
  gint64 number;         /* of the row */
  VbtDocument *document; /* with metadata, without annotations */
  gboolean is_segmented; /* it came with tokens and sentences */
  VbtTextWords *words;   /* what vbt_pending_prepare() made, as the two below */
  GBytes *tokens;
  GBytes *sentences;
} VbtPending;

/* What came by a batch is found by words, and need not be segmented again, once it is indexed. */
gboolean vbt_store_count_pending (VbtStore *self, guint64 *n_pending, GError **error);
GPtrArray *vbt_store_list_pending (VbtStore *self, gint64 after, gsize n_bytes,
                                   GError **error); /* of VbtPending */
void vbt_pending_prepare (VbtPending *self, VbtWords *words);
void vbt_pending_free (VbtPending *self);
gboolean vbt_store_begin_index (VbtStore *self, GError **error);
gboolean vbt_store_index_names (VbtStore *self, guint limit, guint *n_indexed, GError **error);
gboolean vbt_store_index_text (VbtStore *self, const VbtPending *pending, GError **error);
gboolean vbt_store_index_step (VbtStore *self, GError **error);
gboolean vbt_store_end_index (VbtStore *self, GError **error);

/* Undo and redo: per annotator, without bottom, across restarts. */
typedef struct
{
  gint64 number; /* in the order of time */
  gint64 time;   /* seconds since 1970, UTC */
  VbtId annotator;
  VbtId document; /* or 0 */
  char *words;
  gboolean undone;
  gboolean has_way_back; /* whether it can be undone or redone at all */
} VbtHistoryRow;

void vbt_history_row_free (VbtHistoryRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtHistoryRow, vbt_history_row_free)

VbtHistoryRow *vbt_store_peek_undo (VbtStore *self, VbtId annotator); /* (nullable) */
VbtHistoryRow *vbt_store_peek_redo (VbtStore *self, VbtId annotator); /* (nullable) */
VbtHistoryRow *vbt_store_undo (VbtStore *self, VbtId annotator,
                               GError **error); /* what was undone */
VbtHistoryRow *vbt_store_redo (VbtStore *self, VbtId annotator, GError **error);
VbtHistoryRow *vbt_store_go_to (VbtStore *self, VbtId annotator, gint64 number, GError **error);

/** VbtHistoryFilter: which acts of the history. */
typedef struct
{
  VbtId document;  /* 0: of all */
  VbtId annotator; /* 0: of everybody */
  gint64 before;   /* only those with a lower number; 0: from the last one on */
  guint limit;     /* how many at the most */
} VbtHistoryFilter;

GPtrArray *vbt_store_list_history (VbtStore *self, const VbtHistoryFilter *filter, GError **error);

/* Small values of the project itself: last document, profile … not in the history. */
char *vbt_store_get_setting (VbtStore *self, const char *key);
gboolean vbt_store_set_setting (VbtStore *self, const char *key, const char *value, GError **error);

/** VBT_SETTING_ANNOTATOR: the setting that says which person works in this copy of the project. */
#define VBT_SETTING_ANNOTATOR "annotator"

/** VbtStoredModel: what a tagger learned from the project; not in the history. */
typedef struct
{
  int version;    /* of the way in which it is written */
  gint64 trained; /* when, in seconds since 1970, UTC */
  char *report;   /* (nullable): how good it is, as the tagger writes it */
  GBytes *data;   /* (nullable): the model itself, where it was asked for */
} VbtStoredModel;

void vbt_stored_model_free (VbtStoredModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtStoredModel, vbt_stored_model_free)

VbtStoredModel *vbt_store_load_model (VbtStore *self, const char *tagger, gboolean with_data,
                                      GError **error);
gboolean vbt_store_save_model (VbtStore *self, const char *tagger, const VbtStoredModel *model,
                               GError **error);
gboolean vbt_store_count_evidence (VbtStore *self, guint64 *n_evidence, GError **error);
GArray *vbt_store_list_decided (VbtStore *self, guint limit, GError **error); /* of VbtId */

/* `vbt check`. Each problem of the file in words; empty when it is whole. */
GPtrArray *vbt_store_check (VbtStore *self, GCancellable *cancellable, GError **error);

G_END_DECLS

/* vbt-db.h: a connection to an SQLite file; the wrapper that everything else goes through
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/vbt-types.h"
#include "store/vbt-fts-tokenizer.h"

G_BEGIN_DECLS

typedef struct _VbtDb VbtDb;

typedef enum
{
  VBT_DB_READ_WRITE,
  VBT_DB_READ_ONLY,
  VBT_DB_CREATE,
} VbtDbMode;

VbtDb *vbt_db_open (const char *path, VbtDbMode mode, GError **error);
VbtDb *vbt_db_open_memory (GError **error);
gboolean vbt_db_close (VbtDb *self, GError **error);
void vbt_db_close_quietly (VbtDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtDb, vbt_db_close_quietly)
gpointer vbt_db_get_handle (VbtDb *self); /* sqlite3 *, for those who speak to its extensions */
const char *vbt_db_get_path (VbtDb *self);
gboolean vbt_db_is_read_only (VbtDb *self);
const GError *vbt_db_get_trouble (VbtDb *self);
void vbt_db_clear_trouble (VbtDb *self);
gboolean vbt_db_check_place (VbtDb *self, GError **error);
void vbt_db_set_error (VbtDb *self, int rc, GError **error);

/** VbtDbHeader: what the first bytes of a file say, read without a lock and without a write. */
typedef struct
{
  gboolean is_sqlite;
  gboolean is_truncated;
  guint32 application_id;
  guint32 user_version;
} VbtDbHeader;

gboolean vbt_db_read_header (VbtDb *self, VbtDbHeader *header, GError **error);
gboolean vbt_db_start_wal (VbtDb *self, GError **error);
guint64 vbt_db_copy_table (VbtDb *from, VbtDb *to, const char *table, guint64 *n_refused,
                           gboolean *has_gaps);
gboolean vbt_db_backup (VbtDb *self, const char *path, gboolean gently, GError **error);
VbtDb *vbt_db_copy_private (VbtDb *self, GError **error);
gboolean vbt_db_attach (VbtDb *self, const char *path, GError **error);
void vbt_db_detach (VbtDb *self);
void vbt_db_set_read_only (VbtDb *self);
void vbt_db_set_cancellable (VbtDb *self, GCancellable *cancellable);
void vbt_db_set_patience (VbtDb *self, gint64 usec);

/* Arguments, by the letters of @types: i gint64, u int, o VbtId (0 is NULL), s const char * (NULL is NULL),
 * d double, b GBytes * (NULL is NULL). */
gboolean vbt_db_exec (VbtDb *self, const char *sql, GError **error);
gboolean vbt_db_run (VbtDb *self, GError **error, const char *sql, const char *types, ...);
gboolean vbt_db_get_int (VbtDb *self, gint64 *value, GError **error, const char *sql,
                         const char *types, ...);
char *vbt_db_get_string (VbtDb *self, GError **error, const char *sql, const char *types, ...);
guint vbt_db_get_n_changed (VbtDb *self);
void vbt_db_set_ready_words (VbtDb *self, const VbtTextWords *words);
gint64 vbt_db_get_last_rowid (VbtDb *self);
void vbt_db_shrink (VbtDb *self);
gboolean vbt_db_in_transaction (VbtDb *self);
void vbt_db_expect_transaction (VbtDb *self, gboolean expect);
gboolean vbt_db_check_transaction (VbtDb *self, GError **error);

/**
 * VbtQuery:
 *
 * A statement that runs: ask vbt_query_next() until it says FALSE, then vbt_query_finish() whether
 * that was the end or an error. Strings and blobs of a row live until the next one.
 */
typedef struct _VbtQuery VbtQuery;

VbtQuery *vbt_db_query (VbtDb *self, const char *sql, const char *types, ...);
gboolean vbt_query_next (VbtQuery *self);
gboolean vbt_query_finish (VbtQuery *self, GError **error);
void vbt_query_free (VbtQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtQuery, vbt_query_free)

/* For statements whose arguments are not known when the program is written. */
VbtQuery *vbt_db_query_empty (VbtDb *self, const char *sql);
void vbt_query_bind_int (VbtQuery *self, int index, gint64 value);
void vbt_query_bind_double (VbtQuery *self, int index, double value);
void vbt_query_bind_string (VbtQuery *self, int index, const char *value);
void vbt_query_bind_text (VbtQuery *self, int index, const char *value);
void vbt_query_bind_bytes (VbtQuery *self, int index, GBytes *value);

/** VbtDbFunc: a function that statements may call, with whole numbers; NULL is 0. */
typedef gboolean (*VbtDbFunc) (gpointer data, const gint64 *arguments);

gboolean vbt_db_add_function (VbtDb *self, const char *name, guint n_arguments, VbtDbFunc function,
                              gpointer data, GError **error);

gboolean vbt_query_is_null (VbtQuery *self, int column);
gint64 vbt_query_get_int (VbtQuery *self, int column);
int vbt_query_get_choice (VbtQuery *self, int column, int last, int otherwise);
double vbt_query_get_double (VbtQuery *self, int column);
const char *vbt_query_get_string (VbtQuery *self, int column);
const void *vbt_query_get_blob (VbtQuery *self, int column, gsize *length);
char *vbt_query_dup_string (VbtQuery *self, int column);
char *vbt_query_dup_name (VbtQuery *self, int column);

G_END_DECLS

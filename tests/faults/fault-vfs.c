/* fault-vfs.c: a layer below SQLite in which every call can fail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

/** Write: one that was not synced yet, and how to take it back. */
typedef struct
{
  sqlite3_int64 offset;
  GBytes *old;   /* what was there; shorter at the end of the file */
  GBytes *added; /* NULL: the file was truncated to @offset */
} Write;

typedef struct
{
  sqlite3_file base;
  const char *path; /* SQLite's own string; NULL for a temporary file */
  sqlite3_file *real;
} FaultFile;

static struct
{
  sqlite3_vfs *below;
  FaultHook hook;
  gpointer data;
  gboolean ignore_locks;
  GHashTable *writes; /* path to GPtrArray of Write: what a power cut could lose */
  sqlite3_mem_methods memory;
} fault;

static void
write_free (gpointer data)
{
  Write *self = data;

  g_bytes_unref (self->old);
  g_clear_pointer (&self->added, g_bytes_unref);
  g_free (self);
}

static FaultAnswer
ask (FaultCall call)
{
  return fault.hook != NULL ? fault.hook (call, fault.data) : FAULT_PASS;
}

static int
failure (FaultAnswer answer, int code)
{
  return answer == FAULT_FULL ? SQLITE_FULL : code;
}

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((FaultFile *)file)->real;
}

static void
remember (FaultFile *file, sqlite3_int64 offset, const void *added, int length)
{
  GPtrArray *writes = g_hash_table_lookup (fault.writes, file->path);
  Write *write = g_new0 (Write, 1);
  sqlite3_int64 size = 0;
  g_autofree guint8 *old = NULL;

  if (writes == NULL)
    {
      writes = g_ptr_array_new_with_free_func (write_free);
      g_hash_table_insert (fault.writes, g_strdup (file->path), writes);
    }
  file->real->pMethods->xFileSize (file->real, &size);
  if (added == NULL)
    length = (int)MAX (size - offset, 0);
  length = (int)CLAMP (size - offset, 0, length);
  old = g_malloc0 ((gsize)length + 1);
  if (length > 0)
    file->real->pMethods->xRead (file->real, old, length, offset);
  write->offset = offset;
  write->old = g_bytes_new (old, (gsize)length);
  g_ptr_array_add (writes, write);
}

static int
fault_close (sqlite3_file *file)
{
  return real (file)->pMethods->xClose (real (file));
}

static int
fault_read (sqlite3_file *file, void *buffer, int length, sqlite3_int64 offset)
{
  FaultAnswer answer = ask (FAULT_READ);

  if (answer != FAULT_PASS)
    return SQLITE_IOERR_READ;
  return real (file)->pMethods->xRead (real (file), buffer, length, offset);
}

static int
write_below (FaultFile *self, const void *buffer, int length, sqlite3_int64 offset)
{
  if (self->path != NULL)
    {
      GPtrArray *writes;

      remember (self, offset, buffer, length);
      writes = g_hash_table_lookup (fault.writes, self->path);
      ((Write *)writes->pdata[writes->len - 1])->added = g_bytes_new (buffer, (gsize)length);
    }
  return self->real->pMethods->xWrite (self->real, buffer, length, offset);
}

static int
fault_write (sqlite3_file *file, const void *buffer, int length, sqlite3_int64 offset)
{
  FaultFile *self = (FaultFile *)file;
  FaultAnswer answer = ask (FAULT_WRITE);

  if (answer == FAULT_TORN)
    write_below (self, buffer, length / 2, offset);
  if (answer != FAULT_PASS)
    return failure (answer, SQLITE_IOERR_WRITE);
  return write_below (self, buffer, length, offset);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  FaultFile *self = (FaultFile *)file;

  if (ask (FAULT_TRUNCATE) != FAULT_PASS)
    return SQLITE_IOERR_TRUNCATE;
  if (self->path != NULL)
    remember (self, size, NULL, 0);
  return self->real->pMethods->xTruncate (self->real, size);
}

/* Nothing is really synced: what a power cut would leave is known without. */
static int
fault_sync (sqlite3_file *file, int flags)
{
  FaultFile *self = (FaultFile *)file;

  if (ask (FAULT_SYNC) != FAULT_PASS)
    return SQLITE_IOERR_FSYNC;
  if (self->path != NULL)
    g_hash_table_remove (fault.writes, self->path);
  return SQLITE_OK;
}

static int
fault_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real (file)->pMethods->xFileSize (real (file), size);
}

static int
fault_lock (sqlite3_file *file, int lock)
{
  return fault.ignore_locks ? SQLITE_OK : real (file)->pMethods->xLock (real (file), lock);
}

static int
fault_unlock (sqlite3_file *file, int lock)
{
  return fault.ignore_locks ? SQLITE_OK : real (file)->pMethods->xUnlock (real (file), lock);
}

static int
fault_check_reserved (sqlite3_file *file, int *reserved)
{
  return real (file)->pMethods->xCheckReservedLock (real (file), reserved);
}

static int
fault_file_control (sqlite3_file *file, int operation, void *argument)
{
  return real (file)->pMethods->xFileControl (real (file), operation, argument);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return real (file)->pMethods->xSectorSize (real (file));
}

static int
fault_characteristics (sqlite3_file *file)
{
  return real (file)->pMethods->xDeviceCharacteristics (real (file));
}

static int
fault_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  if (ask (FAULT_SHARE) != FAULT_PASS)
    return SQLITE_IOERR_SHMSIZE;
  return real (file)->pMethods->xShmMap (real (file), region, size, extend, memory);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return fault.ignore_locks ? SQLITE_OK
                            : real (file)->pMethods->xShmLock (real (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  real (file)->pMethods->xShmBarrier (real (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int delete_flag)
{
  return real (file)->pMethods->xShmUnmap (real (file), delete_flag);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_file_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_reserved,
  .xFileControl = fault_file_control,
  .xSectorSize = fault_sector_size,
  .xDeviceCharacteristics = fault_characteristics,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

static int
fault_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
  FaultFile *self = (FaultFile *)file;
  int rc;

  self->base.pMethods = NULL;
  if (ask (FAULT_OPEN) != FAULT_PASS)
    return SQLITE_CANTOPEN;
  self->path = path;
  self->real = (sqlite3_file *)&self[1];
  rc = fault.below->xOpen (fault.below, path, self->real, flags, out);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &methods;
  return rc;
}

static int
fault_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  int rc;

  if (ask (FAULT_DELETE) != FAULT_PASS)
    return SQLITE_IOERR_DELETE;
  rc = fault.below->xDelete (fault.below, path, 0);
  if (rc == SQLITE_OK)
    g_hash_table_remove (fault.writes, path);
  return rc;
}

static void *
fault_malloc (int size)
{
  return ask (FAULT_ALLOCATE) != FAULT_PASS ? NULL : fault.memory.xMalloc (size);
}

static void *
fault_realloc (void *memory, int size)
{
  return ask (FAULT_ALLOCATE) != FAULT_PASS ? NULL : fault.memory.xRealloc (memory, size);
}

/**
 * fault_vfs_install:
 * @with_memory: whether allocations can fail as well
 *
 * Puts the layer below SQLite for the whole process, before anything is opened.
 */
void
fault_vfs_install (gboolean with_memory)
{
  static sqlite3_vfs vfs;

  if (with_memory)
    {
      sqlite3_mem_methods memory;

      g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &fault.memory), ==, SQLITE_OK);
      memory = fault.memory;
      memory.xMalloc = fault_malloc;
      memory.xRealloc = fault_realloc;
      g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &memory), ==, SQLITE_OK);
    }
  fault.below = sqlite3_vfs_find (NULL);
  fault.writes
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  vfs = *fault.below;
  vfs.zName = "fault";
  vfs.szOsFile = (int)sizeof (FaultFile) + fault.below->szOsFile;
  vfs.xOpen = fault_open;
  vfs.xDelete = fault_delete;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

/**
 * fault_vfs_set_hook:
 * @hook: (nullable): asked before every call
 * @data: for it
 */
void
fault_vfs_set_hook (FaultHook hook, gpointer data)
{
  fault.hook = hook;
  fault.data = data;
}

/** fault_vfs_ignore_locks: from now on nobody else is there; for a forked process, which has none of the locks. */
void
fault_vfs_ignore_locks (void)
{
  fault.ignore_locks = TRUE;
}

static void
copy_file (const char *path, const char *to)
{
  g_autofree char *contents = NULL;
  gsize length;

  if (g_file_get_contents (path, &contents, &length, NULL))
    g_assert_true (g_file_set_contents_full (to, contents, (gssize)length, G_FILE_SET_CONTENTS_NONE,
                                             0600, NULL));
}

/** fault_vfs_copy_after_kill: copies a project as it would be found had the process ended this instant. */
void
fault_vfs_copy_after_kill (const char *path, const char *to)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *log_to = g_strconcat (to, "-wal", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *journal_to = g_strconcat (to, "-journal", NULL);

  copy_file (path, to);
  copy_file (log, log_to);
  copy_file (journal, journal_to);
}

static void
put (GByteArray *file, gsize offset, const guint8 *data, gsize length)
{
  gsize size = file->len;

  if (offset + length > size)
    {
      g_byte_array_set_size (file, (guint)(offset + length));
      memset (file->data + size, 0, offset + length - size);
    }
  if (length > 0)
    memcpy (file->data + offset, data, length);
}

static void
take_back (GByteArray *file, const Write *write)
{
  gsize length;
  const guint8 *old = g_bytes_get_data (write->old, &length);
  gsize added = write->added != NULL ? g_bytes_get_size (write->added) : 0;

  if (length < added) /* the file grew */
    g_byte_array_set_size (file, (guint)MIN (file->len, (gsize)write->offset + length));
  put (file, (gsize)write->offset, old, length);
}

static void
do_again (GByteArray *file, const Write *write, GRand *random)
{
  gsize length;
  const guint8 *added;

  if (g_rand_int_range (random, 0, 4) == 0)
    return; /* lost */
  if (write->added == NULL)
    {
      g_byte_array_set_size (file, (guint)MIN (file->len, (gsize)write->offset));
      return;
    }
  added = g_bytes_get_data (write->added, &length);
  if (length > 512 && g_rand_int_range (random, 0, 4) == 0)
    length = (gsize)g_rand_int_range (random, 1, (gint32)(length / 512) + 1) * 512; /* torn */
  put (file, (gsize)write->offset, added, length);
}

static void
copy_with_losses (const char *path, const char *to, GRand *random)
{
  const GPtrArray *writes = g_hash_table_lookup (fault.writes, path);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return;
  g_byte_array_append (file, (guint8 *)contents, (guint)length);
  for (guint i = writes != NULL ? writes->len : 0; i > 0; i--)
    take_back (file, writes->pdata[i - 1]);
  for (guint i = 0; writes != NULL && i < writes->len; i++)
    do_again (file, writes->pdata[i], random);
  g_assert_true (g_file_set_contents_full (to, (char *)file->data, file->len,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/**
 * fault_vfs_copy_after_power_cut:
 * @path: a project that is open
 * @to: where to
 * @random: what decides
 *
 * Copies a project as a power cut could leave it: of what was not synced, some is lost, some is torn.
 */
void
fault_vfs_copy_after_power_cut (const char *path, const char *to, GRand *random)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *log_to = g_strconcat (to, "-wal", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *journal_to = g_strconcat (to, "-journal", NULL);

  copy_with_losses (path, to, random);
  copy_with_losses (log, log_to, random);
  copy_with_losses (journal, journal_to, random);
}

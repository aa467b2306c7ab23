/* vbt-db-locks.c: SQLite's locks, so that nobody in this process can drop them by accident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vbt-db-private.h"

/* A POSIX lock belongs to a process and a file, and is gone as soon as the process closes any
 * descriptor of that file: a file chooser that looks into a project to find its type takes away all of
 * SQLite's locks without a word, and the next program to close the project deletes the log under us. The
 * locks of Linux's open file descriptions (F_OFD_SETLK) end with their own descriptor only, and
 * exclude and are excluded by POSIX locks of others. SQLite counts the connections of a process by itself and asks
 * the system through any one of their descriptors, so for each file there has to be one description that all of its
 * locks are on: Holder, made when the first is taken, gone when the last descriptor is closed. The file
 * of the log's index has one descriptor for each process anyway.
 *
 * This is the interface that SQLite offers to replace its system calls (sqlite3_vfs.xSetSystemCall).
 * Where the system has no such locks, or no /proc, everything is as SQLite has it. */

typedef struct
{
  dev_t device;
  ino_t inode;
  int descriptor; /* what the locks are on */
  guint n_users;
} Holder;

static struct
{
  GMutex mutex;
  GHashTable *users; /* descriptor of SQLite's to Holder */
  GHashTable *holders;
  gboolean unsupported;
  int (*fcntl) (int, int, ...);
  int (*close) (int);
} locks;

static guint
holder_hash (gconstpointer data)
{
  const Holder *self = data;

  return (guint)(self->inode ^ (self->inode >> 32) ^ self->device);
}

static gboolean
holder_equal (gconstpointer a, gconstpointer b)
{
  const Holder *first = a;
  const Holder *second = b;

  return first->device == second->device && first->inode == second->inode;
}

/* A new description of the same file, writable where that is allowed: a later connection may write. */
static int
open_again (int descriptor)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", descriptor);
  int again = g_open (path, O_RDWR | O_CLOEXEC);

  return again >= 0 ? again : g_open (path, O_RDONLY | O_CLOEXEC);
}

static Holder *
hold (int descriptor)
{
  Holder *holder = g_hash_table_lookup (locks.users, GINT_TO_POINTER (descriptor));
  struct stat status;
  Holder key = { .descriptor = -1 };

  if (holder != NULL || fstat (descriptor, &status) != 0)
    return holder;
  key.device = status.st_dev;
  key.inode = status.st_ino;
  holder = g_hash_table_lookup (locks.holders, &key);
  if (holder == NULL)
    {
      key.descriptor = open_again (descriptor);
      if (key.descriptor < 0)
        return NULL;
      holder = g_memdup2 (&key, sizeof key);
      g_hash_table_add (locks.holders, holder);
    }
  holder->n_users++;
  g_hash_table_insert (locks.users, GINT_TO_POINTER (descriptor), holder);
  return holder;
}

static int
lock (int descriptor, int command, struct flock *lock)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&locks.mutex);
  Holder *holder = locks.unsupported ? NULL : hold (descriptor);
  int result;

  if (holder == NULL)
    return locks.fcntl (descriptor, command, lock);
  lock->l_pid = 0; /* these locks have no process */
  result = locks.fcntl (holder->descriptor, command == F_GETLK ? F_OFD_GETLK : F_OFD_SETLK, lock);
  if (result == 0 || errno != EINVAL)
    return result;
  locks.unsupported = TRUE;
  return locks.fcntl (descriptor, command, lock);
}

/* In place of fcntl(): the third argument is a number or a lock, as the command says. */
static int
our_fcntl (int descriptor, int command, ...)
{
  va_list arguments;
  gintptr argument;

  va_start (arguments, command);
  argument = va_arg (arguments, gintptr);
  va_end (arguments);
  if (command == F_SETLK || command == F_GETLK)
    return lock (descriptor, command, (struct flock *)argument);
  return locks.fcntl (descriptor, command, argument);
}

static void
forget (int descriptor)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&locks.mutex);
  Holder *holder = g_hash_table_lookup (locks.users, GINT_TO_POINTER (descriptor));

  g_hash_table_remove (locks.users, GINT_TO_POINTER (descriptor));
  if (holder == NULL || --holder->n_users > 0)
    return;
  g_hash_table_remove (locks.holders, holder);
  locks.close (holder->descriptor);
  g_free (holder);
}

/* Nobody waits for it: to close what was temporary, and large, takes as long as its blocks are given back. */
static int
our_close (int descriptor)
{
  forget (descriptor);
  return locks.close (descriptor);
}

/**
 * vbt_db_protect_locks:
 *
 * Makes the locks of all connections such that only SQLite can drop them, and has no memory counted.
 * Done once, before the first connection.
 */
void
vbt_db_protect_locks (void)
{
  static gsize is_done;
  sqlite3_vfs *vfs;

  if (!g_once_init_enter (&is_done))
    return;
  /* Nobody asks how much memory SQLite has, and counting takes a lock at each allocation: a tenth of an import. */
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  locks.users = g_hash_table_new (NULL, NULL);
  locks.holders = g_hash_table_new (holder_hash, holder_equal);
  vfs = sqlite3_vfs_find ("unix");
  if (vfs != NULL && vfs->iVersion >= 3)
    {
      locks.fcntl = (int (*) (int, int, ...))vfs->xGetSystemCall (vfs, "fcntl");
      locks.close = (int (*) (int))vfs->xGetSystemCall (vfs, "close");
      vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr)our_fcntl);
      vfs->xSetSystemCall (vfs, "close", (sqlite3_syscall_ptr)our_close);
    }
  g_once_init_leave (&is_done, TRUE);
}

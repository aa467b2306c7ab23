/* fault-vfs.h: a layer below SQLite in which every call can fail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** FaultCall: what SQLite is about to do. */
typedef enum
{
  FAULT_OPEN,
  FAULT_READ,
  FAULT_WRITE,
  FAULT_TRUNCATE,
  FAULT_SYNC,
  FAULT_DELETE,
  FAULT_SHARE, /* mapping the index of the log, which may have to grow */
  FAULT_ALLOCATE,
  FAULT_N_CALLS
} FaultCall;

/** FaultAnswer: what comes of it. */
typedef enum
{
  FAULT_PASS,
  FAULT_ERROR, /* an input/output error, or no memory */
  FAULT_FULL,  /* no space */
  FAULT_TORN,  /* half of a write, then an error */
} FaultAnswer;

typedef FaultAnswer (*FaultHook) (FaultCall call, gpointer data);

void fault_vfs_install (gboolean with_memory);
void fault_vfs_set_hook (FaultHook hook, gpointer data);
void fault_vfs_ignore_locks (void);
void fault_vfs_copy_after_kill (const char *path, const char *to);
void fault_vfs_copy_after_power_cut (const char *path, const char *to, GRand *random);

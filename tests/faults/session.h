/* session.h: two people and a tagger at work: acts of every kind, chosen by a seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-actions.h"
#include "store/vbt-merge.h"
#include "store/vbt-store-private.h"

/** Session: an open project and who works in it. */
typedef struct
{
  char *folder;
  char *path;
  VbtStore *store;
  GRand *random;
  VbtId people[2];
  VbtId tagger;
  guint n_acts;
} Session;

void session_begin (Session *self, guint32 seed);
void session_reopen (Session *self);
void session_end (Session *self);
gboolean session_act (Session *self, const char **name, GError **error);
char *session_digest (VbtStore *store);
char *session_digest_file (const char *path);

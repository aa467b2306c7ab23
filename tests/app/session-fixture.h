/* session-fixture.h: a session on a project of one's own, and random articles in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "opening.h"
#include "vbt-session.h"

G_BEGIN_DECLS

/** SessionFixture: an open project. */
typedef struct
{
  char *folder;
  VbtStore *store;
  VbtSession *session;
  VbtId tagger;
  GRand *rand;
  guint n_narrow; /* changes that told where they were */
} SessionFixture;

extern const char *const session_names[4]; /* of labels that it uses */

void session_fixture_set_up (SessionFixture *self, gconstpointer data);
void session_fixture_tear_down (SessionFixture *self, gconstpointer data);
int session_fixture_below (SessionFixture *self, guint n);
VbtId session_fixture_label (SessionFixture *self, VbtKind kind, const char *name);
/* Makes an article and shows it; in a short one much overlaps, and much is said twice. */
void session_fixture_open_document (SessionFixture *self, guint n_chars, guint n_spans);
const VbtAnnotation *session_fixture_choose_span (SessionFixture *self); /* (nullable) */
void session_fixture_add_span (SessionFixture *self);                    /* an act, anywhere */
/* That what is drawn is what would be found if all was looked at again. */
void session_fixture_check (SessionFixture *self);

G_END_DECLS

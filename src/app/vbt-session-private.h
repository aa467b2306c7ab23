/* vbt-session-private.h: what the files of the session share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-session.h"
#include "vbt-visibility.h"

G_BEGIN_DECLS

/** VbtSpeaker: somebody who says something in the document. */
typedef struct
{
  VbtId entity;
  int color; /* see vbt_palette_get_speaker() */
} VbtSpeaker;

/** VbtSessionProblems: the problems of the document that is shown, and the search for them. */
typedef struct _VbtSessionProblems VbtSessionProblems;

struct _VbtSession
{
  GObject parent_instance;

  VbtStore *store;
  VbtId me;
  VbtDocument *document; /* (nullable) */
  VbtId selected;
  VbtVisibility *visibility; /* which of the spans are drawn */
  VbtSessionProblems *problems;

  /* Derived from the document; borrowed from it, made anew whenever it is loaded. */
  GPtrArray *spans;     /* of VbtAnnotation, borrowed */
  GPtrArray *relations; /* of VbtAnnotation, owned: ends may differ from the stored ones */
  GHashTable *mine;     /* set of my spans, by label and fragments */
  GHashTable *derived;  /* id of a suggestion to my VbtAnnotation that was made of it */
  GHashTable *agreeing; /* id of my span to a VbtAnnotation that suggests the same and is open */
  GHashTable *visible;  /* set of ids in @spans */
  GArray *speakers;     /* of VbtSpeaker, the most quoted first */
};

enum
{
  VBT_SESSION_DOCUMENT_OPENED,
  VBT_SESSION_ANNOTATIONS_CHANGED,
  VBT_SESSION_PROJECT_CHANGED,
  VBT_SESSION_PROBLEM,
  VBT_SESSION_PROBLEMS_CHANGED,
  VBT_SESSION_N_SIGNALS
};

extern guint vbt_session_signals[VBT_SESSION_N_SIGNALS];

VbtId vbt_session_drawn_end (VbtSession *self, VbtId id);
gboolean vbt_session_is_quote (VbtSession *self, const VbtAnnotation *span);
void vbt_session_find_speakers (VbtSession *self);

/* vbt-session-problems.c */
VbtSessionProblems *vbt_session_problems_new (VbtSession *session);
void vbt_session_problems_free (VbtSessionProblems *self);

G_END_DECLS

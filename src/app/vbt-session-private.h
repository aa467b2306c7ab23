/* vbt-session-private.h: what the files of the session share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-drawn.h"
#include "vbt-session.h"
#include "vbt-visibility.h"

G_BEGIN_DECLS

/** VbtSpeaker: somebody who says something in the document. */
typedef struct
{
  VbtId entity;
  guint n_quotes;
  int color; /* see vbt_palette_get_speaker() */
} VbtSpeaker;

/** VbtSessionProblems: the problems of the document that is shown, and the search for them. */
typedef struct _VbtSessionProblems VbtSessionProblems;

/** VbtLoad: the reading of a long document in a thread. */
typedef struct _VbtLoad VbtLoad;

struct _VbtSession
{
  GObject parent_instance;

  VbtStore *store;
  VbtId me;
  VbtDocument *document; /* (nullable) */
  VbtId selected;
  VbtId
      quote; /* that was selected last, or what belongs to it; what is marked beside it is linked to it */
  VbtVisibility *visibility; /* which of the spans are drawn */
  VbtSessionProblems *problems;
  VbtFilter *filter;  /* (nullable): what the list of documents shows */
  char *filter_words; /* (nullable): as it was typed */

  VbtDrawn *drawn;  /* what is drawn of @document; goes with it */
  VbtLoad *load;    /* (nullable), in @loads: then @document is the beginning only */
  VbtLoad *opening; /* (nullable), in @loads: reads the beginning of what is shown then */
  GPtrArray *loads; /* of VbtLoad: the threads that run */
  GQueue waiting;   /* what is done once all of @document is read */
  VbtId next;       /* is opened after that, or none where it is 0, if @has_next */
  gboolean has_next;
  GArray *speakers; /* of VbtSpeaker, the most quoted first */
  GArray *changed;  /* (nullable): of VbtRange, see vbt_session_get_changed() */
};

enum
{
  VBT_SESSION_DOCUMENT_OPENED,
  VBT_SESSION_ANNOTATIONS_CHANGED,
  VBT_SESSION_PROJECT_CHANGED,
  VBT_SESSION_PROBLEM,
  VBT_SESSION_PROBLEMS_CHANGED,
  VBT_SESSION_DOCUMENT_LOADED,
  VBT_SESSION_FILTER_CHANGED,
  VBT_SESSION_N_SIGNALS
};

extern guint vbt_session_signals[VBT_SESSION_N_SIGNALS];

VbtId vbt_session_drawn_end (VbtSession *self, VbtId id);
gboolean vbt_session_find_speakers (VbtSession *self);

void vbt_session_renew_selection (VbtSession *self);

gboolean vbt_session_concerns (const VbtChange *change, VbtId document);
void vbt_session_show_document (VbtSession *self, VbtDocument *document, gboolean is_whole);

/* vbt-session-loading.c */
void vbt_session_start_opening (VbtSession *self, VbtId id);
void vbt_session_stop_opening (VbtSession *self);
void vbt_session_renew_opening (VbtSession *self, const VbtChange *change);
void vbt_session_start_loading (VbtSession *self);
void vbt_session_renew_loading (VbtSession *self);
void vbt_session_hurry_loading (VbtSession *self);
void vbt_session_show_ready (VbtSession *self);
void vbt_session_stop_loading (VbtSession *self);
void vbt_session_join_loads (VbtSession *self);
void vbt_session_give_back (VbtSession *self);
void vbt_load_free (VbtLoad *self);

/* vbt-session-waiting.c */
void vbt_session_do_waiting (VbtSession *self);
void vbt_session_drop_waiting (VbtSession *self);
gboolean vbt_session_clear_waiting (VbtSession *self);

/* vbt-session-problems.c */
VbtSessionProblems *vbt_session_problems_new (VbtSession *session);
void vbt_session_problems_free (VbtSessionProblems *self);

G_END_DECLS

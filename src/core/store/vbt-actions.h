/* vbt-actions.h: what a person does to a document: every act one transaction with words for the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-problems.h"
#include "vbt-search.h"

G_BEGIN_DECLS

/* All take the document as it was loaded last, to read; they write through the store only, and the document
 * is to be loaded again when the store says that it changed. Those on a suggestion of somebody else's first make it the
 * person's own (a correction), because sets of others are never changed. Each returns FALSE with
 * an error when the store refuses; then nothing was changed. */

VbtId vbt_act_add_span (VbtStore *store, const VbtDocument *document, VbtId me, VbtId label,
                        const GArray *fragments, VbtId quote, GError **error);
gboolean vbt_act_relabel (VbtStore *store, const VbtDocument *document, VbtId me, VbtId annotation,
                          VbtId label, VbtId *result, GError **error);
gboolean vbt_act_set_fragments (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span,
                                const GArray *fragments, VbtId *result, GError **error);
gboolean vbt_act_delete (VbtStore *store, const VbtDocument *document, VbtId me, VbtId annotation,
                         GError **error);
gboolean vbt_act_set_value (VbtStore *store, const VbtDocument *document, VbtId me,
                            VbtId annotation, VbtId attribute, const char *value, VbtId *result,
                            GError **error);
gboolean vbt_act_set_note (VbtStore *store, const VbtDocument *document, VbtId me, VbtId annotation,
                           const char *note, VbtId *result, GError **error);
VbtId vbt_act_link (VbtStore *store, const VbtDocument *document, VbtId me, VbtId label, VbtId from,
                    VbtId to, GError **error);
VbtId vbt_act_add_document_label (VbtStore *store, const VbtDocument *document, VbtId me,
                                  VbtId label, GError **error);
gboolean vbt_act_set_entity (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span,
                             VbtId entity, VbtId *result, GError **error);
gboolean vbt_act_set_status (VbtStore *store, const VbtDocument *document, VbtId me,
                             VbtStatus status, GError **error);

gboolean vbt_act_put_metadata (VbtStore *store, VbtId me, VbtId document, const char *key,
                               const char *value, const char *words, GError **error);
gboolean vbt_act_trash_documents (VbtStore *store, VbtId me, const GArray *documents,
                                  GError **error); /* of VbtId */
gboolean vbt_act_restore_documents (VbtStore *store, VbtId me, const GArray *documents,
                                    GError **error); /* of VbtId */

/* Accept copies the suggestion, and what it needs (a quote: its cue, its speaker and the relations to them), into the
 * person's set; reject remembers. */
gboolean vbt_act_accept (VbtStore *store, const VbtDocument *document, VbtId me, VbtId suggestion,
                         VbtId *result, GError **error);
gboolean vbt_act_reject (VbtStore *store, const VbtDocument *document, VbtId me, VbtId suggestion,
                         GError **error);
gboolean vbt_act_correct (VbtStore *store, const VbtDocument *document, VbtId me, VbtId suggestion,
                          VbtId label, const VbtRange *range, VbtId *result, GError **error);

/* Many at once, in any number of documents, as one act. What is locked, decided on or gone is left out. With a follower the
 * act is in a thread of its own. */
gboolean vbt_act_review_many (VbtStore *store, VbtId me, const GPtrArray *items, VbtVerdict verdict,
                              const VbtFollower *follower, guint *n_done,
                              GError **error); /* of VbtReviewItem */
gboolean vbt_act_label_hits (VbtStore *store, VbtId me, VbtId label, const GArray *hits,
                             const VbtFollower *follower, guint *n_done,
                             GError **error); /* of VbtHit */
gboolean vbt_act_delete_hits (VbtStore *store, VbtId me, const GArray *hits,
                              const VbtFollower *follower, guint *n_done,
                              GError **error); /* of VbtHit */

gboolean vbt_act_fix_many (VbtStore *store, VbtId me, const GArray *fixes,
                           const VbtFollower *follower, guint *n_done,
                           GError **error); /* of VbtFix */
gboolean vbt_act_fix (VbtStore *store, const VbtDocument *document, VbtId me, const VbtFix *fix,
                      GError **error);

/** VbtHunch: why somebody is likely whom words name. */
typedef enum
{
  VBT_HUNCH_NONE,    /* the document or the project names them */
  VBT_HUNCH_NAME,    /* the name is like theirs */
  VBT_HUNCH_PRONOUN, /* the nearest that the pronoun fits: no more than a suggestion */
} VbtHunch;

/**
 * VbtSpeakerChoice:
 *
 * One way to answer "who says this" and "who is this": an entity, and where the words are that name it.
 */
typedef struct
{
  VbtId entity; /* 0: a new one, called @name */
  char *name;
  VbtId mention; /* the span nearest to the quote that names it, or 0 */
  VbtHunch hunch;
} VbtSpeakerChoice;

VbtSpeakerChoice *vbt_speaker_choice_copy (const VbtSpeakerChoice *self);
void vbt_speaker_choice_free (VbtSpeakerChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtSpeakerChoice, vbt_speaker_choice_free)

GPtrArray *vbt_speaker_choices (VbtStore *store, const VbtDocument *document, VbtId me,
                                VbtId quote); /* the likeliest first */
GPtrArray *vbt_entity_choices (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span);
GPtrArray *vbt_same_choices (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span);
void vbt_entity_choices_add (VbtStore *store, const char *typed, GPtrArray *choices);
gboolean vbt_act_give_speaker (VbtStore *store, const VbtDocument *document, VbtId me, VbtId quote,
                               const VbtSpeakerChoice *choice, VbtId *result, GError **error);
gboolean vbt_act_say_whom (VbtStore *store, const VbtDocument *document, VbtId me, VbtId span,
                           const VbtSpeakerChoice *choice, VbtId *result, GError **error);

G_END_DECLS

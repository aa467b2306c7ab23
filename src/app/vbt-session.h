/* vbt-session.h: an open project as the window sees it: the document that is read, and what is selected in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/vbt-actions.h"
#include "store/vbt-steps.h"
#include "vbt-drawn.h"

G_BEGIN_DECLS

/**
 * VbtSession:
 *
 * An open project, the document that is shown, and the selected annotation. All panes of the window
 * look at one session and refresh from its signals only:
 *
 * - `document-opened`: another document is shown (or none)
 * - `document-loaded`: of a long document only the beginning was known; now all is, as
 *   `annotations-changed` told before
 * - `annotations-changed`: the document that is shown was loaded again; the #VbtDocument and all
 *   annotations that were borrowed from it before are gone
 * - `project-changed` (VbtChange): anything else in the project changed: list, schema, entities
 * - notify::selected
 * - `problems-changed`: vbt_session_get_problems() knows those of the annotations as they are now
 * - `filter-changed`: vbt_session_get_filter() gives something else
 * - `problem` (const char *): something was refused; shown as a toast
 */
#define VBT_TYPE_SESSION (vbt_session_get_type ())
G_DECLARE_FINAL_TYPE (VbtSession, vbt_session, VBT, SESSION, GObject)

VbtSession *vbt_session_new (VbtStore *store, const char *annotator, GError **error);

VbtStore *vbt_session_get_store (VbtSession *self);
VbtCatalog *vbt_session_get_catalog (VbtSession *self);
const VbtSchema *vbt_session_get_schema (VbtSession *self);
VbtId vbt_session_get_me (VbtSession *self);

/* What the list of documents shows; NULL: all. */
void vbt_session_set_filter (VbtSession *self, const VbtFilter *filter, const char *words);
const VbtFilter *vbt_session_get_filter (VbtSession *self);

gboolean vbt_session_open_document (VbtSession *self, VbtId document, GError **error);
const VbtDocument *vbt_session_get_document (VbtSession *self); /* (nullable) */
gboolean vbt_session_is_opening (VbtSession *self);
void vbt_session_complete_opening (VbtSession *self);
gboolean vbt_session_is_loading (VbtSession *self);
gboolean vbt_session_is_long (VbtSession *self, VbtId id);
void vbt_session_free_document (VbtDocument *document, VbtDrawn *drawn);
void vbt_session_complete (VbtSession *self);

/** VbtSessionFunc: does something to the document that is shown. */
typedef void (*VbtSessionFunc) (VbtSession *self, gpointer data);
void vbt_session_when_complete (VbtSession *self, VbtSessionFunc func, gpointer data,
                                GDestroyNotify free_data);
gboolean vbt_session_is_waiting (VbtSession *self);

/* What is drawn: my annotations and the suggestions that I have not decided on; spans only, in order. */
GPtrArray *vbt_session_get_spans (VbtSession *self);
guint vbt_session_find_near (VbtSession *self, VbtOffset place, VbtOffset distance, guint *end);
const VbtDrawn *vbt_session_get_drawn (VbtSession *self);
/* Where it was that something changed, while `annotations-changed` is emitted; NULL: anywhere. */
const GArray *vbt_session_get_changed (VbtSession *self);
/* The relations among what is drawn. */
GPtrArray *vbt_session_get_relations (VbtSession *self);
gboolean vbt_session_is_suggestion (VbtSession *self, const VbtAnnotation *annotation);
const VbtAnnotation *vbt_session_get_suggestion (VbtSession *self, const VbtAnnotation *annotation);
/* The entity that says a quote or that a speaker span names, through its links; 0 if unknown. */
VbtId vbt_session_get_speaker_of (VbtSession *self, const VbtAnnotation *span);
/* A number for each speaker of the document, 0 for the one with most quotes; -1: none. */
int vbt_session_get_speaker_index (VbtSession *self, VbtId entity);
/* The number of its colour, which follows from the entity; -1: none. */
int vbt_session_get_speaker_color (VbtSession *self, VbtId entity);

guint vbt_session_count_quotes_of (VbtSession *self, VbtId entity);

/* Where my annotations break rules; looked for in a thread. */
const GPtrArray *vbt_session_get_problems (VbtSession *self, VbtWhen when, gboolean *is_current);

VbtId vbt_session_get_selected (VbtSession *self); /* 0: none */
void vbt_session_set_selected (VbtSession *self, VbtId annotation);
const VbtAnnotation *vbt_session_get_selected_annotation (VbtSession *self); /* (nullable) */

/* Acts on the document that is shown; each shows its own failure through `problem`. The result is selected. While a long
 * document is being read, they are kept, and done when it is. */
gboolean vbt_session_label (VbtSession *self, VbtId label,
                            const GArray *fragments); /* a new span */
gboolean vbt_session_relabel (VbtSession *self, VbtId annotation, VbtId label);
gboolean vbt_session_set_fragments (VbtSession *self, VbtId span, const GArray *fragments);
gboolean vbt_session_delete (VbtSession *self, VbtId annotation);
gboolean vbt_session_accept (VbtSession *self, VbtId suggestion);
gboolean vbt_session_reject (VbtSession *self, VbtId suggestion);
GPtrArray *vbt_session_list_open (VbtSession *self, VbtRange range); /* of VbtReviewItem */
gboolean vbt_session_decide_many (VbtSession *self, GPtrArray *items, VbtVerdict verdict);
gboolean vbt_session_give_speaker (VbtSession *self, VbtId quote, const VbtSpeakerChoice *choice);
gboolean vbt_session_is_quote (VbtSession *self, const VbtAnnotation *annotation);
gboolean vbt_session_may_name (VbtSession *self, const VbtAnnotation *annotation);
gboolean vbt_session_say (VbtSession *self, VbtId span, const VbtSpeakerChoice *choice);
gboolean vbt_session_same (VbtSession *self, VbtId span, char **text);
gboolean vbt_session_say_whom (VbtSession *self, VbtId span, const VbtSpeakerChoice *choice);
gboolean vbt_session_link (VbtSession *self, VbtId label, VbtId from, VbtId to);
gboolean vbt_session_set_value (VbtSession *self, VbtId annotation, VbtId attribute,
                                const char *value);
gboolean vbt_session_set_note (VbtSession *self, VbtId annotation, const char *note);
gboolean vbt_session_set_entity (VbtSession *self, VbtId span, VbtId entity);
gboolean vbt_session_has_document_label (VbtSession *self, VbtId label); /* mine */
gboolean vbt_session_toggle_document_label (VbtSession *self, VbtId label);
gboolean vbt_session_set_status (VbtSession *self, VbtStatus status);
gboolean vbt_session_fix (VbtSession *self, const VbtFix *fix); /* in any document */

/* Notes and questions on the document that is shown. */
GPtrArray *vbt_session_get_remarks (VbtSession *self, VbtId annotation); /* of VbtRemark */
gboolean vbt_session_remark (VbtSession *self, VbtId annotation, VbtRange range, VbtId answers,
                             const char *text, gboolean question);
gboolean vbt_session_resolve_remark (VbtSession *self, VbtId remark, gboolean resolved);
gboolean vbt_session_delete_remark (VbtSession *self, VbtId remark);
gboolean vbt_session_is_unsure (VbtSession *self, VbtId annotation);
gboolean vbt_session_toggle_unsure (VbtSession *self, VbtId annotation);

gboolean vbt_session_undo (VbtSession *self); /* goes to the document that it concerned */
gboolean vbt_session_redo (VbtSession *self);
gboolean vbt_session_walk (VbtSession *self, const VbtSteps *steps);
void vbt_session_show_act (VbtSession *self, const VbtHistoryRow *act);

G_END_DECLS

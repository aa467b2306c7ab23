/* vbt-marks.h: what is drawn on the text: the fragments of all spans, in order, found by place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-visibility.h"

G_BEGIN_DECLS

/** VbtRole: what a label's spans do in "who said what", which decides how they look. */
typedef enum
{
  VBT_ROLE_MENTION,
  VBT_ROLE_QUOTE,
  VBT_ROLE_SPEAKER,
  VBT_ROLE_CUE,
  VBT_ROLE_DISCARD,
} VbtRole;

char *vbt_name_speaker (VbtSession *session, const VbtAnnotation *span,
                        const VbtAnnotation *speaker_span);
char *vbt_make_short_name (const VbtSchema *schema, const VbtLabel *label);
VbtRole vbt_role_of_label (const VbtSchema *schema, const VbtLabel *label);

/** VbtMark: one fragment of a span. */
typedef struct
{
  VbtRange range;
  VbtId id;          /* of the annotation: may be asked for when the annotation is gone */
  VbtOffset max_end; /* the greatest end of this and all marks before it */
  const VbtAnnotation *annotation;
  const VbtLabel *label; /* (nullable) */
  VbtRole role;
  int speaker;                       /* number of the speaker's colour, or -1 */
  const VbtAnnotation *speaker_span; /* (nullable): quotes: the words that name the speaker */
  guint8 lane;                       /* of its line below the text, 0 the nearest */
  guint fragment;
  gboolean suggestion;
} VbtMark;

/** VbtMarks: an index of marks; borrows the session's annotations until they change. */
typedef struct _VbtMarks VbtMarks;

VbtMarks *vbt_marks_new (VbtSession *session);
void vbt_marks_free (VbtMarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtMarks, vbt_marks_free)

guint vbt_marks_get_size (const VbtMarks *self);
const VbtMark *vbt_marks_get (const VbtMarks *self, guint index);
guint vbt_marks_first_in (const VbtMarks *self, VbtRange range);
const VbtMark *vbt_marks_find (const VbtMarks *self, VbtId annotation);
GPtrArray *vbt_marks_at (const VbtMarks *self, VbtOffset offset);
const char *vbt_marks_get_short_name (const VbtMarks *self, VbtId label);

G_END_DECLS

/* vbt-types.h: the small types that all of the core shares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VbtId:
 *
 * The identifier of anything that a project stores: random, positive, 63 bits, so that two
 * copies of a project that were annotated apart can be merged. 0 means "none".
 */
typedef gint64 VbtId;

/**
 * VbtOffset:
 *
 * A place in a text, in Unicode code points from its beginning.
 */
typedef gint32 VbtOffset;

/**
 * VbtRange:
 * @start: first code point
 * @end: the code point behind the last one
 *
 * A half-open range of a text, in code points.
 */
typedef struct
{
  VbtOffset start;
  VbtOffset end;
} VbtRange;

/** VbtKind: what a label may be put on, and so what an annotation is. */
typedef enum
{
  VBT_KIND_SPAN,
  VBT_KIND_RELATION,
  VBT_KIND_DOCUMENT,
} VbtKind;

/** VbtStatus: how far an annotator is with a document. */
typedef enum
{
  VBT_STATUS_NEW,
  VBT_STATUS_IN_PROGRESS,
  VBT_STATUS_DONE,
  VBT_STATUS_LOCKED,
} VbtStatus;

/** VbtVerdict: what a person decided about a suggestion. */
typedef enum
{
  VBT_VERDICT_ACCEPTED,
  VBT_VERDICT_REJECTED,
  VBT_VERDICT_CORRECTED,
} VbtVerdict;

/** VbtAnnotatorKind: who or what an annotator is. */
typedef enum
{
  VBT_ANNOTATOR_PERSON,
  VBT_ANNOTATOR_TAGGER,
  VBT_ANNOTATOR_IMPORT,
  VBT_ANNOTATOR_CURATOR,
} VbtAnnotatorKind;

/**
 * VBT_ERROR:
 *
 * Errors that a user or the world can cause. The message says what is wrong, where, and what
 * to do; it is translated and shown as it is.
 */
#define VBT_ERROR (vbt_error_quark ())
GQuark vbt_error_quark (void);

typedef enum
{
  VBT_ERROR_FORMAT,    /* input that is not what it should be: refused */
  VBT_ERROR_USAGE,     /* a name or an option that does not exist */
  VBT_ERROR_IO,        /* could not open, read or write */
  VBT_ERROR_READ_ONLY, /* the project cannot be written: permissions, newer version, other user */
  VBT_ERROR_NOT_FOUND, /* no such document, annotation, label … */
  VBT_ERROR_CONFLICT,  /* a later change forbids it (undo), or it is there already */
  VBT_ERROR_CORRUPT,   /* the project file is damaged or is no project */
  VBT_ERROR_FULL,      /* no space left */
  VBT_ERROR_BUSY,      /* another program holds the project for too long */
  VBT_ERROR_MOVED,     /* the project is not where it was opened */
} VbtError;

VbtId vbt_id_new (void);
int vbt_id_compare (gconstpointer a, gconstpointer b);
VbtId vbt_id_from_name (const char *scope, const char *name);
char *vbt_id_to_string (VbtId id);
VbtId vbt_id_from_string (const char *string);

gint64 vbt_time_now (void);
char *vbt_time_to_string (gint64 seconds);
gboolean vbt_time_from_string (const char *string, gint64 *seconds);

const char *vbt_kind_to_string (VbtKind kind);
gboolean vbt_kind_from_string (const char *string, VbtKind *kind);
const char *vbt_status_to_string (VbtStatus status);
gboolean vbt_status_from_string (const char *string, VbtStatus *status);
const char *vbt_verdict_to_string (VbtVerdict verdict);
gboolean vbt_verdict_from_string (const char *string, VbtVerdict *verdict);
const char *vbt_annotator_kind_to_string (VbtAnnotatorKind kind);
gboolean vbt_annotator_kind_from_string (const char *string, VbtAnnotatorKind *kind);

static inline gboolean
vbt_range_overlaps (VbtRange a, VbtRange b)
{
  return a.start < b.end && b.start < a.end;
}

static inline gboolean
vbt_range_contains (VbtRange outer, VbtRange inner)
{
  return outer.start <= inner.start && inner.end <= outer.end;
}

/* Code points between two ranges; 0 where they touch or overlap. */
static inline VbtOffset
vbt_range_get_distance (VbtRange a, VbtRange b)
{
  return MAX (MAX (a.start - b.end, b.start - a.end), 0);
}

G_END_DECLS

/* vbt-document.h: one article with everything that was said about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-annotation.h"
#include "vbt-catalog.h"
#include "vbt-packed-ranges.h"
#include "vbt-remark.h"
#include "vbt-text.h"

G_BEGIN_DECLS

/**
 * VbtDecision:
 *
 * A person's accept, reject or correct of a suggestion.
 */
typedef struct
{
  VbtId suggestion;
  VbtId annotator;
  VbtVerdict verdict;
  gint64 time; /* seconds since 1970, UTC */
} VbtDecision;

/** VbtDocumentStatus: how far one annotator is with the document. */
typedef struct
{
  VbtId annotator;
  VbtStatus status;
} VbtDocumentStatus;

/**
 * VbtDocument:
 *
 * An article: its immutable text, metadata, segmentation, and the annotations of everybody. A
 * plain value, read whole from the project, a file, or a tagger's input; changes are written
 * through the store. Annotations are sorted by [func@vbt_annotation_compare].
 */
typedef struct
{
  VbtId id;
  char *name; /* of the file it came from: "talks.txt" */
  VbtText *text;
  GPtrArray *metadata;    /* of VbtMetadata, in the order of the file */
  GArray *tokens;         /* of VbtRange, or NULL where not segmented yet, or packed */
  GArray *sentences;      /* of VbtRange, or NULL where not segmented yet */
  GPtrArray *annotations; /* of VbtAnnotation */
  GArray *decisions;      /* of VbtDecision */
  GArray *statuses;       /* of VbtDocumentStatus */
  GPtrArray *remarks;     /* of VbtRemark, in the order of vbt_remark_compare() */
  /*< private >*/
  VbtPackedRanges *packed;         /* (nullable): the tokens, see vbt_document_pack() */
  GArray *near_tokens;             /* (nullable): those of @packed that were asked for last */
  VbtRange near;                   /* of which these are */
  struct _VbtDocumentIndex *index; /* made when first needed */
} VbtDocument;

/** VbtMetadata: a key and its value. Known keys are listed at VBT_METADATA_TITLE. */
typedef struct
{
  char *key;
  char *value;
} VbtMetadata;

void vbt_metadata_free (VbtMetadata *self);

#define VBT_METADATA_TITLE "title"
#define VBT_METADATA_BYLINE "byline"
#define VBT_METADATA_SOURCE "source"
#define VBT_METADATA_PUBLISHED "published" /* as ISO 8601: 2021-12-02 */
#define VBT_METADATA_URL "url"
#define VBT_METADATA_LANGUAGE "language" /* BCP 47 */
#define VBT_METADATA_NOTE "note"

VbtDocument *vbt_document_new (const char *name, VbtText *text);
VbtDocument *vbt_document_copy (const VbtDocument *self);
void vbt_document_free (VbtDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtDocument, vbt_document_free)

const char *vbt_document_get_metadata (const VbtDocument *self, const char *key);
void vbt_document_set_metadata (VbtDocument *self, const char *key, const char *value);
void vbt_document_add_metadata (VbtDocument *self, const char *key, const char *value);
const char *vbt_document_get_title (const VbtDocument *self);
void vbt_document_segment (VbtDocument *self);
void vbt_document_pack (VbtDocument *self);
void vbt_document_unpack (VbtDocument *self);
void vbt_document_share_segmentation (VbtDocument *self, const VbtDocument *other);
const GArray *vbt_document_get_tokens_near (const VbtDocument *self, VbtRange range);

void vbt_document_take_annotation (VbtDocument *self, VbtAnnotation *annotation);
void vbt_document_sort (VbtDocument *self);
void vbt_document_drop_index (VbtDocument *self);
VbtAnnotation *vbt_document_get_annotation (const VbtDocument *self, VbtId id);
gboolean vbt_document_remove_annotation (VbtDocument *self, VbtId id);
void vbt_document_replace (VbtDocument *self, const GArray *annotations, VbtDocument *fresh);
char *vbt_document_get_covered_text (const VbtDocument *self, const VbtAnnotation *span);

gboolean vbt_document_is_suggestion (const VbtDocument *self, const VbtCatalog *catalog,
                                     const VbtAnnotation *annotation);
const VbtDecision *vbt_document_find_decision (const VbtDocument *self, VbtId suggestion,
                                               VbtId annotator);
GPtrArray *vbt_document_find_same (const VbtDocument *self, const VbtAnnotation *span);
VbtAnnotation *vbt_document_find_copy (const VbtDocument *self, VbtId suggestion, VbtId annotator);
gboolean vbt_document_is_open_suggestion (const VbtDocument *self, const VbtCatalog *catalog,
                                          const VbtAnnotation *annotation, VbtId annotator);
VbtStatus vbt_document_get_status (const VbtDocument *self, VbtId annotator);
void vbt_document_set_status (VbtDocument *self, VbtId annotator, VbtStatus status);

/* What is linked to what: relations from an annotation by the relation's name. */
VbtAnnotation *vbt_document_follow (const VbtDocument *self, const VbtCatalog *catalog,
                                    const VbtAnnotation *from, const char *relation);
GPtrArray *vbt_document_relations_of (const VbtDocument *self, VbtId annotation);
VbtId vbt_document_get_speaker (const VbtDocument *self, const VbtCatalog *catalog,
                                const VbtAnnotation *quote);

G_END_DECLS

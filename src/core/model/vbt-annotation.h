/* vbt-annotation.h: spans, relations and document labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-types.h"

G_BEGIN_DECLS

/**
 * VbtValue:
 * @attribute: the attribute's identifier in the schema
 * @value: its value as text, see [struct@VbtAttribute]
 */
typedef struct
{
  VbtId attribute;
  char *value;
} VbtValue;

/**
 * VbtAnnotation:
 *
 * One annotation: a span, a relation or a document label (its @kind says which). A plain record;
 * in the set of @annotator. Whether it is a suggestion follows from who that is (see
 * [func@vbt_document_is_suggestion]). A book has a quarter of a million, so it is small: what most
 * have nothing of they share, and are changed by functions only. An annotation that somebody else has a
 * reference to, as a thread that checks a document, is not changed any more: a copy is.
 */
typedef struct
{
  VbtId id; /* the first member: a pointer to an annotation is one to its identifier */
  VbtKind kind;
  guint n_fragments; /* spans: at least one; else 0 */
  VbtId label;
  VbtId annotator;
  VbtId from; /* relations: the annotation it comes from; else 0 */
  VbtId to;   /* relations: the annotation it goes to; else 0 */
  const GPtrArray
      *values; /* of VbtValue; in the order of the schema's attributes where it has one */
  const GArray *entities; /* spans: VbtId of what it refers to; else NULL */
  double confidence;      /* 0…1, or -1 where there is none */
  VbtId derived_from;     /* the suggestion that a person accepted or corrected, or 0 */
  char *rule;             /* (nullable): the tagger's rule that made it */
  char *note;             /* (nullable) */
  gint64 created;         /* seconds since 1970, UTC */
  /*< private >*/
  int ref_count;
  union
  {
    VbtRange one;   /* where there is one fragment, as nearly always */
    VbtRange *many; /* where there are several: ordered, not touching */
  } fragments;
} VbtAnnotation;

VbtAnnotation *vbt_annotation_new_span (VbtId label, VbtId annotator, VbtOffset start,
                                        VbtOffset end);
VbtAnnotation *vbt_annotation_new_relation (VbtId label, VbtId annotator, VbtId from, VbtId to);
VbtAnnotation *vbt_annotation_new_document_label (VbtId label, VbtId annotator);
VbtAnnotation *vbt_annotation_copy (const VbtAnnotation *self);
VbtAnnotation *vbt_annotation_ref (VbtAnnotation *self);
void vbt_annotation_unref (VbtAnnotation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtAnnotation, vbt_annotation_unref)

/* Fragments of a span. */
VbtRange vbt_annotation_get_extent (const VbtAnnotation *self);
guint vbt_annotation_get_n_fragments (const VbtAnnotation *self);
VbtRange vbt_annotation_get_fragment (const VbtAnnotation *self, guint index);
GArray *vbt_annotation_get_fragments (const VbtAnnotation *self);
void vbt_annotation_set_fragments (VbtAnnotation *self, const GArray *fragments);
void vbt_annotation_append_fragment (VbtAnnotation *self, VbtOffset start, VbtOffset end);
gboolean vbt_annotation_covers (const VbtAnnotation *self, VbtOffset offset);
gboolean vbt_annotation_overlaps (const VbtAnnotation *self, VbtRange range);
gboolean vbt_annotation_same_fragments (const VbtAnnotation *a, const VbtAnnotation *b);
void vbt_annotation_add_fragment (VbtAnnotation *self, VbtOffset start, VbtOffset end);
gboolean vbt_annotation_remove_fragment (VbtAnnotation *self, VbtOffset start, VbtOffset end);
gboolean vbt_annotation_set_start (VbtAnnotation *self, VbtOffset start);
gboolean vbt_annotation_set_end (VbtAnnotation *self, VbtOffset end);
gboolean vbt_annotation_check_fragments (const VbtAnnotation *self, VbtOffset text_length,
                                         GError **error);

/* Values of attributes, and entities. */
const char *vbt_annotation_get_value (const VbtAnnotation *self, VbtId attribute);
void vbt_annotation_set_value (VbtAnnotation *self, VbtId attribute, const char *value);
void vbt_annotation_remove_value (VbtAnnotation *self, guint index);
gboolean vbt_annotation_refers_to (const VbtAnnotation *self, VbtId entity);
void vbt_annotation_add_entity (VbtAnnotation *self, VbtId entity);
void vbt_annotation_remove_entity (VbtAnnotation *self, VbtId entity);
void vbt_annotation_cut_entities (VbtAnnotation *self, guint n_most);
void vbt_annotation_clear_entities (VbtAnnotation *self);

int vbt_annotation_compare (const VbtAnnotation *a, const VbtAnnotation *b);

G_END_DECLS

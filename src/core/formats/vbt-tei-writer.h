/* vbt-tei-writer.h: a document that is being written as TEI
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-tei.h"

G_BEGIN_DECLS

/** VbtTeiMark: a fragment of a span. */
typedef struct
{
  VbtRange range;
  guint annotation, fragment;
} VbtTeiMark;

/** VbtTeiWriter: what its parts share. */
typedef struct
{
  const VbtCatalog *catalog;
  const VbtDocument *document;
  GString *out;
  guint n; /* of the document, for its identifiers */
  GArray *marks;
  GHashTable *numbers;  /* VbtId to the number of an annotation */
  GHashTable *pointed;  /* set of VbtId: needs an identifier */
  gboolean *is_apart;   /* by annotation */
  GHashTable *entities; /* VbtId to number */
  GPtrArray *used;      /* of VbtEntity */
} VbtTeiWriter;

const char *vbt_tei_writer_get_label (const VbtTeiWriter *self, const VbtAnnotation *annotation);
const char *vbt_tei_writer_get_key (const VbtTeiWriter *self, const VbtValue *value);
void vbt_tei_writer_find_marks (VbtTeiWriter *self);
gboolean vbt_tei_writer_needs_features (const VbtTeiWriter *self, const VbtAnnotation *annotation,
                                        const VbtValue *value);
gboolean vbt_tei_writer_has_features (const VbtTeiWriter *self, const VbtAnnotation *annotation);
void vbt_tei_writer_append_id (VbtTeiWriter *self, const char *start, guint annotation,
                               guint fragment);
void vbt_tei_writer_append_attributes (VbtTeiWriter *self, const VbtTeiMark *mark,
                                       gboolean with_id);
void vbt_tei_writer_append_body (VbtTeiWriter *self);

G_END_DECLS

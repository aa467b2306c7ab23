/* vbt-format-cas.h: what the writers of UIMA's two formats share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-cas.h"

G_BEGIN_DECLS

/**
 * VbtCasWriter:
 *
 * The feature structures of one document while they are written, in XMI or in JSON.
 */
typedef struct
{
  const VbtCatalog *catalog;
  const VbtDocument *document;
  const char *prefix;
  gboolean json;
  VbtOutput *output; /* with the file that was begun */
  GString *body;     /* what of it is not written yet */
  GString *members;
  GPtrArray *packages; /* of char *: XMI declares a namespace for each */
  GHashTable *ids;     /* VbtId of an annotation to its number */
  guint n_ids;
  GHashTable *tokens; /* index of a token, from 1, to the span that is written as this token */
  GHashTable *merged; /* a set of VbtId: of these spans */
} VbtCasWriter;

#define VBT_CAS_SOFA_ID 1

char *vbt_cas_make_name (const char *prefix, const char *name, gboolean is_type);
void vbt_cas_writer_init (VbtCasWriter *self);
gboolean vbt_cas_write_body (VbtCasWriter *self, GError **error);
void vbt_cas_writer_clear (VbtCasWriter *self);
void vbt_cas_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses,
                     gboolean is_xml);

G_END_DECLS

/* vbt-bioc.h: documents of BioC, whether in XML or in JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-draft.h"

G_BEGIN_DECLS

/** VbtBiocInfon: what is known of an item. */
typedef struct
{
  const char *key, *value; /* of the document's strings */
} VbtBiocInfon;

/** VbtBiocItem: an annotation, or a relation, which has nodes. */
typedef struct
{
  char *id;         /* (nullable) */
  char *text;       /* (nullable) */
  GArray *infons;   /* of VbtBiocInfon */
  GPtrArray *nodes; /* (nullable), of char *: identifier, role, identifier, role … */
  GArray *ranges;   /* of VbtRange, as the file has them */
  gboolean is_relation;
  guint line;
  gint part; /* of the text that it stands in, -1 for the whole document */
} VbtBiocItem;

/** VbtBioc: the document that is being read. */
typedef struct
{
  VbtDraft *draft;
  GPtrArray *shared;     /* of char *: what is known of all documents: key, value … */
  GPtrArray *infons;     /* of char *: what is known of this one */
  char *id;              /* (nullable) */
  GPtrArray *parts;      /* pieces of text with their offsets */
  GPtrArray *items;      /* of VbtBiocItem */
  VbtBiocItem *surplus;  /* (nullable): stands for those that are too many */
  GStringChunk *strings; /* of the infons of items */
  guint line;            /* of the whole document; 0 where its parts have their own */
  gboolean is_relative, is_told;
} VbtBioc;

void vbt_bioc_init (VbtBioc *self, VbtDraft *draft);
void vbt_bioc_clear (VbtBioc *self);
void vbt_bioc_begin (VbtBioc *self);
void vbt_bioc_add_pair (GPtrArray *pairs, const char *key, const char *value);
void vbt_bioc_add_part (VbtBioc *self, const char *offset, const char *text);
VbtBiocItem *vbt_bioc_add_item (VbtBioc *self, gboolean is_relation, gint part);
void vbt_bioc_add_infon (VbtBioc *self, VbtBiocItem *item, const char *key, const char *value);
void vbt_bioc_add_node (VbtBiocItem *item, const char *id, const char *role);
void vbt_bioc_add_location (VbtBiocItem *item, const char *offset, const char *length);
gboolean vbt_bioc_end (VbtBioc *self, GError **error);

/* Writing: one passage a document. */
gboolean vbt_bioc_begin_output (VbtOutput *output, const VbtCatalog *catalog, GError **error);
gboolean vbt_bioc_write_xml (VbtOutput *output, const VbtCatalog *catalog,
                             const VbtDocument *document, GError **error);
gboolean vbt_bioc_end_xml (VbtOutput *output, const VbtCatalog *catalog, GError **error);
gboolean vbt_bioc_write_json (VbtOutput *output, const VbtCatalog *catalog,
                              const VbtDocument *document, GError **error);
gboolean vbt_bioc_end_json (VbtOutput *output, const VbtCatalog *catalog, GError **error);
void vbt_bioc_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);

/* Infons that are no attributes: the label, and who made it (TeamTat, NegBio). */
#define VBT_BIOC_TYPE "type"
#define VBT_BIOC_ANNOTATOR "annotator"

/* The infon that holds an attribute, whose name may be taken. */
const char *vbt_bioc_key_of (const char *attribute);

G_END_DECLS

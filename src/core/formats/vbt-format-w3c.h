/* vbt-format-w3c.h: what the parts of W3C Web Annotation share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-draft.h"

G_BEGIN_DECLS

/** VbtW3cPlace: where a target points. */
typedef struct
{
  VbtRange range; /* in the unit of the file; -1 where there is no position */
  char *exact;    /* (nullable) */
  char *prefix;   /* (nullable) */
} VbtW3cPlace;

/** VbtW3cItem: an annotation as the file has it. */
typedef struct
{
  char *what;                  /* for messages */
  char *id, *from, *to, *note; /* (nullable) */
  GPtrArray *labels;           /* (nullable): of char * */
  GPtrArray *values;           /* (nullable): of char *: key, value, key, value … */
  GArray *places;              /* (nullable): of VbtW3cPlace */
  guint n_targets;
  gboolean is_link, is_tag, is_odd;
  VbtId annotator;
} VbtW3cItem;

/** VbtW3c: all annotations of a file, until the text is known. */
typedef struct
{
  VbtDraft draft; /* first: records are read by it */
  GPtrArray *items;
  guint n_items; /* with those that are of no use, which are not kept */
  VbtW3cItem *item;
  VbtRange range;
  const char *exact, *prefix;
  guint n_searches;
} VbtW3c;

void vbt_w3c_init (VbtW3c *self);
void vbt_w3c_clear (VbtW3c *self);
VbtW3cItem *vbt_w3c_add_item (VbtW3c *self);
void vbt_w3c_add_string (GPtrArray **strings, const char *string);
void vbt_w3c_add_place (VbtW3cItem *item, VbtW3cPlace place);
void vbt_w3c_read_pages (VbtW3c *self, const VbtJson *page);
gboolean vbt_w3c_make_document (VbtW3c *self, const char *text, GError **error);

gboolean vbt_w3c_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                        GError **error);
void vbt_w3c_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);

G_END_DECLS

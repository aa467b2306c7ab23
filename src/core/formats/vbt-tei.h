/* vbt-tei.h: a document of TEI, as its elements have it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-draft.h"
#include "formats/vbt-xml.h"

G_BEGIN_DECLS

/** VbtTeiItem: an element of the text, or what the stand-off part says of it. */
typedef struct
{
  char *element;
  char *label;       /* (nullable): an element that is only pointed at */
  char *id;          /* (nullable) */
  char *refs;        /* (nullable): pointers to whom or what it refers */
  char *ana;         /* (nullable): pointers to feature structures */
  char *next;        /* (nullable): a pointer to the next fragment */
  char *from, *to;   /* (nullable): of a span that is told apart: pointers */
  char *note;        /* (nullable) */
  GPtrArray *values; /* (nullable), of char *: key, value, key, value … */
  gint64 start, end; /* in bytes of the text */
  guint line;
  gint speaker;          /* of an element sp: the item that names who speaks, or -1 */
  gboolean is_continued; /* another item has it as a fragment */
  gboolean keeps_space;  /* white space at its edges belongs to it */
  VbtDraftSpan *span;    /* (nullable): what became of it */
} VbtTeiItem;

/** VbtTeiEntity: somebody or something that lists declare. */
typedef struct
{
  VbtEntityKind kind;
  GPtrArray *names;  /* of char * */
  char *external_id; /* (nullable) */
} VbtTeiEntity;

/** VbtTei: the document that is being read. */
typedef struct
{
  VbtDraft *draft;
  GString *text;
  GPtrArray *items;           /* of VbtTeiItem: of the text, and spans that are told apart */
  GPtrArray *relations;       /* of VbtTeiItem: label, from, to */
  GPtrArray *terms;           /* of VbtTeiItem: labels of the document */
  GHashTable *by_id;          /* identifier to VbtTeiItem of the text */
  GHashTable *features;       /* identifier to GPtrArray of char *: key, value … */
  GHashTable *entities;       /* identifier to VbtTeiEntity: of the document */
  GHashTable *shared;         /* the same, of the corpus */
  GPtrArray *metadata;        /* of char *: key, value … */
  char *name;                 /* (nullable) */
  GArray *tokens, *sentences; /* of VbtRange, in bytes */
  guint n_spans, n_others;    /* items that are to become an annotation, or belong to one */
} VbtTei;

/** VbtTeiBreak: what an element does with the text around it. */
typedef enum
{
  VBT_TEI_BREAK_NONE,
  VBT_TEI_BREAK_SPACE,
  VBT_TEI_BREAK_LINE,
  VBT_TEI_BREAK_PARAGRAPH,
} VbtTeiBreak;

/** VbtTeiRegion: which part of a document. */
typedef enum
{
  VBT_TEI_NONE,
  VBT_TEI_HEADER,
  VBT_TEI_TEXT,
  VBT_TEI_STAND_OFF,
} VbtTeiRegion;

/** VbtTeiFrame: an element that is open. */
typedef struct
{
  const char *name; /* one of those that are known, else "" */
  VbtTeiItem *item; /* (nullable) */
  gint64 start;     /* of a token or sentence, in bytes of the text */
  gboolean keeps_space;
} VbtTeiFrame;

/** VbtTeiReader: where the reader is. */
typedef struct
{
  VbtDraft draft;
  VbtTei tei;
  GArray *frames; /* of VbtTeiFrame */
  VbtTeiRegion region;
  guint region_depth, document_depth; /* of frames, where they began */
  guint skip_depth, collect_depth;    /* 0 where nothing is left out or collected */
  GString *collected;
  GPtrArray *pairs;     /* (nullable): of the feature structure that is open */
  char *feature;        /* (nullable): name or target of what is collected */
  char *group;          /* (nullable): type of the group of spans that is open */
  VbtTeiEntity *entity; /* (nullable): that is open */
  VbtTeiItem *item;     /* (nullable): of the stand-off part, that is open */
  VbtTeiBreak pending;
  gboolean is_raw, has_text;
} VbtTeiReader;

const char *vbt_tei_known_name (const char *name);
void vbt_tei_take_attributes (VbtXml *xml, VbtTeiItem *item, gboolean with_values);
void vbt_tei_start_outside (VbtTeiReader *self, VbtXml *xml, const char *name);
void vbt_tei_end_outside (VbtTeiReader *self, const char *name);

void vbt_tei_init (VbtTei *self, VbtDraft *draft);
void vbt_tei_clear (VbtTei *self);
void vbt_tei_begin (VbtTei *self);
gboolean vbt_tei_end (VbtTei *self, GError **error);
VbtTeiItem *vbt_tei_add_item (VbtTei *self, GPtrArray *items, const char *element,
                              const char *label);
void vbt_tei_add_value (VbtTeiItem *item, const char *key, const char *value);
void vbt_tei_add_pair (GPtrArray *pairs, const char *key, const char *value);
VbtTeiEntity *vbt_tei_ensure_entity (GHashTable *entities, const char *id, VbtEntityKind kind);
const char *vbt_tei_label_of (const char *element, const char *type);

/* The attribute that holds the element, where it is not the one that a label has by default. */
#define VBT_TEI_ELEMENT "element"

gboolean vbt_tei_begin_output (VbtOutput *output, const VbtCatalog *catalog, GError **error);
gboolean vbt_tei_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                        GError **error);
gboolean vbt_tei_end_output (VbtOutput *output, const VbtCatalog *catalog, GError **error);
void vbt_tei_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);

G_END_DECLS

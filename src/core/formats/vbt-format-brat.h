/* vbt-format-brat.h: what reader and writer of brat's standoff format share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/* Attributes that keep what our model has no place for, see vbt-format-brat.c. */
#define BRAT_EVENT "brat:event"
#define BRAT_TRIGGER "brat:trigger"
#define BRAT_ARGUMENTS "brat:arguments"
#define BRAT_EQUIVALENT "*"

#define BRAT_NOTE "AnnotatorNotes"
#define BRAT_REFERENCE "Reference"
#define BRAT_NORMALIZATION "normalization" /* attribute of an entity: another word than Reference */
#define BRAT_OWN_DATABASE "Verbatim"
#define BRAT_WIKIDATA "Wikidata"

/**
 * BratLine:
 *
 * One line of an .ann file: ID TAB TYPE REST [TAB TEXT].
 */
typedef struct
{
  guint number;
  char kind;  /* 'T', 'E', 'R', 'A' (also for M), 'N', '#', '*' */
  char *id;   /* "T1", "*" */
  char *type; /* the first word behind the id */
  char *rest; /* what follows it, "" where there is nothing */
  char *text; /* (nullable) */
} BratLine;

void vbt_brat_line_free (BratLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BratLine, vbt_brat_line_free)
GPtrArray *vbt_brat_parse (const char *data, VbtInput *input, VbtSink *sink);
GArray *vbt_brat_parse_offsets (const char *string, char **problem);

gboolean vbt_brat_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error);

gboolean vbt_brat_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error);
gboolean vbt_brat_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                         GError **error);
gboolean vbt_brat_end (VbtOutput *output, const VbtCatalog *catalog, GError **error);
void vbt_brat_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);

char *vbt_brat_name (const char *name);
const char *vbt_brat_get_special (const VbtCatalog *catalog, const VbtAnnotation *annotation,
                                  const char *name);
gboolean vbt_brat_is_special (const char *name);
GArray *vbt_brat_split_fragments (const VbtDocument *document, const VbtAnnotation *span);

/** BratRole: how an annotation is written. */
typedef enum
{
  BRAT_LEFT_OUT,
  BRAT_SPAN,        /* T */
  BRAT_EVENT_SPAN,  /* E, with its trigger T */
  BRAT_ROLE,        /* within an E */
  BRAT_RELATION,    /* R */
  BRAT_EQUIVALENCE, /* within a * */
} BratRole;

BratRole vbt_brat_get_role (const VbtCatalog *catalog, const VbtDocument *document,
                            const VbtAnnotation *annotation);
char *vbt_brat_make_configuration (const VbtCatalog *catalog, GHashTable *events);

G_END_DECLS

/* vbt-format-brat-read.h: the state of reading one .ann file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format-brat.h"
#include "formats/vbt-reader.h"

G_BEGIN_DECLS

typedef struct
{
  VbtInput *input; /* the .ann */
  VbtSink *sink;
  VbtNames *names;
  VbtDocument *document;
  GPtrArray *lines;       /* of BratLine */
  GHashTable *targets;    /* id to VbtAnnotation, which the document owns */
  GHashTable *labels;     /* VbtId of a label to VbtLabel */
  GHashTable *duplicates; /* set of ids of T, E, R that are defined more than once */
  GHashTable *referred;   /* set of ids that more than an event's trigger refers to */
  GHashTable *events;     /* id of a trigger to GPtrArray of its events' BratLine */
  GHashTable *coinciding; /* extent of a trigger to the number of those that have it */
  GHashTable *made;       /* set of VbtAttribute that this file brought */
} BratReader;

void vbt_brat_problem (BratReader *self, const BratLine *line, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
VbtAnnotation *vbt_brat_resolve (BratReader *self, const BratLine *line, const char *id);
VbtLabel *vbt_brat_get_label (BratReader *self, const BratLine *line, VbtKind kind,
                              const char *name);
void vbt_brat_set_special (BratReader *self, VbtAnnotation *annotation, const char *name,
                           const char *value);
void vbt_brat_read_spans (BratReader *self);
void vbt_brat_read_events (BratReader *self);
void vbt_brat_read_relation (BratReader *self, const BratLine *line);
void vbt_brat_read_equivalence (BratReader *self, const BratLine *line);
void vbt_brat_read_attribute (BratReader *self, const BratLine *line);
void vbt_brat_read_note (BratReader *self, const BratLine *line);
void vbt_brat_read_normalization (BratReader *self, const BratLine *line);

G_END_DECLS

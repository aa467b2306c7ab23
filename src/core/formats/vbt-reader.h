/* vbt-reader.h: what readers of several formats do alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VBT_READER_MAX_SPANS: of one document, as a file of 10 MB that is made to be as bad as can be has a million. */
#define VBT_READER_MAX_SPANS 250000

/** VBT_READER_MAX_ANNOTATORS: of one file. Finding one among them takes time in proportion, and so does a project for each of theirs. */
#define VBT_READER_MAX_ANNOTATORS 1000

/** VBT_READER_MAX_ENTITIES: that one span means. The ministers of a union are 27, and the members of a parliament some hundreds. */
#define VBT_READER_MAX_ENTITIES 1000

/**
 * VbtNames:
 *
 * The labels, attributes and values that a file uses, by name: found at once, and made in the schema
 * where it lacks them, within limits, so that no file can make a schema that nobody can use.
 */
typedef struct _VbtNames VbtNames;

VbtNames *vbt_names_new (VbtSchema *schema);
void vbt_names_free (VbtNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtNames, vbt_names_free)

VbtLabel *vbt_names_get_label (VbtNames *self, VbtKind kind, const char *name);
VbtAttribute *vbt_names_get_attribute (VbtNames *self, VbtLabel *label, VbtAttributeKind kind,
                                       const char *name);
void vbt_names_add_value (VbtNames *self, VbtAttribute *attribute, const char *value);

guint vbt_reader_split (char *line, char separator, char **fields, guint max_fields);

char *vbt_reader_describe_surplus (void);
VbtEntityKind vbt_reader_entity_kind (const char *label);
gboolean vbt_reader_divides (VbtSink *sink, const VbtInput *input, gsize n_bytes, gsize n_spans);

typedef void (*VbtDanglingFunc) (const VbtAnnotation *relation, VbtId missing, gpointer data);

void vbt_reader_drop_dangling (GPtrArray *annotations, VbtDanglingFunc dropped, gpointer data);

G_END_DECLS

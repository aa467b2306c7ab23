/* vbt-format-native.h: what reader and writer of the native format share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"
#include "formats/vbt-json.h"
#include "formats/vbt-reader.h"

G_BEGIN_DECLS

#define NATIVE_VERSION 1

/* The state of reading one file. */
typedef struct
{
  VbtInput *input;
  VbtSink *sink;
  VbtJsonReader *json;
  VbtNames *names;
  GHashTable *entities;   /* what the file calls it (identifier, or name) to VbtId in the catalog */
  GHashTable *annotators; /* likewise; a name that two of the file have is not in it */
  GHashTable *plain;      /* set of names of annotators that were declared without identifier */
  GHashTable *own;        /* set of VbtId: entities and annotators that came with this file */
  GHashTable *unknown;    /* set of members that were reported, "span.color" */
} NativeReader;

gboolean vbt_native_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable,
                          GError **error);
gboolean vbt_native_read_header (NativeReader *self, const VbtJson *header, GError **error);
VbtDocument *vbt_native_read_document (NativeReader *self, const VbtJson *json);
void vbt_native_read_annotations (NativeReader *self, const VbtJson *json, VbtDocument *document);

void vbt_native_problem (NativeReader *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void vbt_native_check_members (NativeReader *self, const VbtJson *object, const char *what,
                               const char *const *members);
const char *vbt_native_get_string (NativeReader *self, const VbtJson *object, const char *member);
const VbtJson *vbt_native_get_list (NativeReader *self, const VbtJson *object, const char *member);
gboolean vbt_native_looks_like_id (const char *name);
VbtId vbt_native_find_annotator (NativeReader *self, const char *reference);
char *vbt_native_value_to_text (const VbtJson *value);
gboolean vbt_native_read_range (const VbtJson *start, const VbtJson *end, VbtRange *range);

/* vbt-format-native-remarks.c */
void vbt_native_read_remarks (NativeReader *self, const VbtJson *json, VbtDocument *document);
void vbt_native_append_meta (GString *line, const GPtrArray *metadata);
void vbt_native_append_remarks (GString *line, const VbtCatalog *catalog, const GPtrArray *remarks,
                                gpointer writer);
char *vbt_native_refer (gpointer writer, const VbtCatalog *catalog, VbtId annotator);

gboolean vbt_native_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error);
gboolean vbt_native_write (VbtOutput *output, const VbtCatalog *catalog,
                           const VbtDocument *document, GError **error);
gboolean vbt_native_end (VbtOutput *output, const VbtCatalog *catalog, GError **error);

G_END_DECLS

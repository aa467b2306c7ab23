/* vbt-adapter.h: how to speak with a program that tags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-json.h"
#include "formats/vbt-offsets.h"
#include "model/vbt-document.h"
#include "taggers/vbt-tagger.h"

G_BEGIN_DECLS

/** VbtAdapterField: the members of a program's lines that may have other names than ours. */
typedef enum
{
  VBT_ADAPTER_TEXT,
  VBT_ADAPTER_ID,
  VBT_ADAPTER_SPANS,
  VBT_ADAPTER_SPAN_ID,
  VBT_ADAPTER_START,
  VBT_ADAPTER_END,
  VBT_ADAPTER_LABEL,
  VBT_ADAPTER_CONFIDENCE,
  VBT_ADAPTER_COVERED,
  VBT_ADAPTER_N_FIELDS,
} VbtAdapterField;

/** VbtAdapter: a file that says which program it is, and what its lines mean. */
typedef struct
{
  char **argv;
  char *folder; /* where it runs: that of the file */
  char *name;   /* of the annotator that it is */
  char *version;
  guint timeout; /* seconds for a document */
  guint startup; /* seconds more for the first one, in which models are loaded */
  VbtUnit unit;  /* of its offsets */
  const char *fields[VBT_ADAPTER_N_FIELDS];
  GHashTable *labels; /* (nullable): its labels to ours; "" is left out; "*" is all others */
  json_t *json;       /* that the fields are of */
} VbtAdapter;

VbtAdapter *vbt_adapter_new_from_file (const char *path, GError **error);
VbtAdapter *vbt_adapter_new (const char *json, gsize length, const char *path, GError **error);
void vbt_adapter_free (VbtAdapter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtAdapter, vbt_adapter_free)

char *vbt_adapter_describe (const VbtAdapter *self);
char *vbt_adapter_ask (const VbtAdapter *self, const VbtDocument *document);
gboolean vbt_adapter_read (const VbtAdapter *self, const char *answer, gsize length,
                           const VbtTaggerRun *run, GError **error);

G_END_DECLS

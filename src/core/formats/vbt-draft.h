/* vbt-draft.h: a document while it is read from a format of records: its spans first as the file has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-json.h"
#include "formats/vbt-offsets.h"
#include "formats/vbt-reader.h"

G_BEGIN_DECLS

typedef struct _VbtDraft VbtDraft;

typedef gboolean (*VbtRecordFunc) (VbtDraft *draft, const VbtJson *record, GError **error);

/** VbtDraftSpan: a span as the file has it. */
typedef struct
{
  VbtRawSpan parent;
  char *what;                /* for messages: "Span 3" */
  const char *label;         /* of the draft */
  char *key;                 /* (nullable): by which relations refer to it */
  char *covered;             /* (nullable) */
  VbtId annotator;           /* whose it is */
  VbtAnnotation *annotation; /* (nullable): what became of it */
} VbtDraftSpan;

/**
 * VbtDraft:
 *
 * The document that is being read. What is wrong with a part of it is reported with the line.
 */
struct _VbtDraft
{
  VbtInput *input;
  VbtSink *sink;
  VbtNames *names;
  VbtJsonReader *json;
  VbtUnit usual;     /* what the format's offsets count, unless the spans' texts tell otherwise */
  gboolean is_told;  /* the user said what they count */
  gboolean is_list;  /* the file is one value of JSON, whatever its first line is */
  gboolean has_told; /* that they count something else was said */
  VbtDocument *document;
  guint record;          /* from 1 */
  guint line;            /* 0 where the file does not have one record a line */
  GPtrArray *spans;      /* of VbtDraftSpan */
  VbtDraftSpan *surplus; /* (nullable): stands for those that are too many */
  GPtrArray *spare;  /* of VbtDraftSpan, without anything in them: those of the document before */
  GArray *fragments; /* of VbtRange: of the span that is settled */
  GHashTable *by_key;
  GHashTable *said;     /* what is said only once of a file */
  GStringChunk *labels; /* of the spans, each once */
  gboolean is_lean; /* nobody asks for spans without a key when they are settled: see MAX_SPARE */
  guint n_searches;
  const char *list_member;   /* (nullable): of an object: its records */
  VbtRecordFunc read_around; /* reads the object, which has no records then, before they are read */
  gboolean is_item;          /* the record is one of a list: its line alone does not tell which */
};

gboolean vbt_draft_init (VbtDraft *self, VbtInput *input, VbtSink *sink, VbtUnit usual,
                         GError **error);
void vbt_draft_clear (VbtDraft *self);
void vbt_draft_problem (VbtDraft *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean vbt_draft_say_once (VbtDraft *self, const char *what);
gboolean vbt_draft_begin (VbtDraft *self, const char *name, const char *text);
gboolean vbt_draft_begin_document (VbtDraft *self, VbtDocument *document);
char *vbt_draft_make_name (const VbtDraft *self);
char *vbt_draft_name_part (const char *list, gsize number);
VbtDraftSpan *vbt_draft_add_span (VbtDraft *self, const char *what, const char *label,
                                  VbtOffset start, VbtOffset end);
VbtId vbt_draft_ensure_annotator (VbtDraft *self, VbtAnnotatorKind kind, const char *name);
void vbt_draft_set_key (VbtDraft *self, VbtDraftSpan *span, const char *key);
void vbt_draft_settle (VbtDraft *self);
VbtAnnotation *vbt_draft_find (VbtDraft *self, const char *what, const char *key);
void vbt_draft_relate (VbtDraft *self, const char *what, const char *label,
                       const VbtAnnotation *from, const VbtAnnotation *to);
void vbt_draft_label_document (VbtDraft *self, const char *label);
void vbt_draft_set_metadata (VbtDraft *self, const char *key, const char *value);
void vbt_draft_set_json_metadata (VbtDraft *self, const char *key, const VbtJson *value);
void vbt_draft_set_value (VbtDraft *self, VbtAnnotation *annotation, const char *key,
                          const char *value);
gboolean vbt_draft_end (VbtDraft *self, GError **error);

/* Values of JSON as programs write them. */
gboolean vbt_json_get_offset (const VbtJson *value, VbtOffset *offset);
char *vbt_json_to_name (const VbtJson *value);

gboolean vbt_draft_read_records (VbtDraft *self, VbtRecordFunc read, GCancellable *cancellable,
                                 GError **error);
void vbt_json_append_metadata (GString *json, const char *member, const VbtDocument *document);
gboolean vbt_json_may_begin (const guint8 *head, gsize n_head);
const guint8 *vbt_json_head_find (const guint8 *head, gsize n_head, const char *member);
gboolean vbt_json_head_has (const guint8 *head, gsize n_head, const char *member);

G_END_DECLS

/* vbt-format.h: what a file format is to Verbatim: one struct, one file of code, one line in the table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-label-map.h"

G_BEGIN_DECLS

typedef struct _VbtFormat VbtFormat;
typedef struct _VbtInput VbtInput;
typedef struct _VbtOutput VbtOutput;
typedef struct _VbtSink VbtSink;
typedef struct _VbtLosses VbtLosses;

typedef enum
{
  VBT_FORMAT_READS = 1 << 0,
  VBT_FORMAT_WRITES = 1 << 1,
  VBT_FORMAT_LOSSLESS = 1 << 2,     /* holds everything that a project knows of a document */
  VBT_FORMAT_TEXT_ONLY = 1 << 3,    /* has no annotations */
  VBT_FORMAT_FOLDER = 1 << 4,       /* writes several files into a folder */
  VBT_FORMAT_STREAM = 1 << 5,       /* many documents in one file: can be a pipe */
  VBT_FORMAT_APART = 1 << 6,        /* is read by a program of its own, which takes time to start */
  VBT_FORMAT_OWN_ENTITIES = 1 << 8, /* those of one document are not those of another one */
  VBT_FORMAT_NO_TEXT = 1 << 9,      /* is about documents whose text lies elsewhere */
  VBT_FORMAT_TOKENS = 1 << 7,       /* writes tokens and sentences */
} VbtFormatFlags;

/**
 * VbtDialectKey:
 * @key: as on the command line: "offsets"
 * @title: in a dialog, untranslated N_()
 * @values: (nullable): what it can be, NULL-terminated; any text where NULL
 *
 * A way in which files of a format differ. It is found out from the file where nobody tells it.
 */
typedef struct
{
  const char *key, *title;
  const char *const *values;
} VbtDialectKey;

/* What the numbers of characters count. */
extern const char *const vbt_dialect_units[];
#define VBT_DIALECT_OFFSETS                                                                        \
  {                                                                                                \
    "offsets", N_ ("Offsets count"), vbt_dialect_units                                             \
  }

/**
 * VbtFormat:
 *
 * A file format. Reading pushes documents into a sink, one at a time, so that a file of any length
 * needs the memory of one document; what is wrong with a part of the input goes to
 * vbt_sink_problem() and the rest goes on; what is wrong with all of it is the returned error.
 */
#define VBT_FORMAT_SURE 10

struct _VbtFormat
{
  const char *name;              /* on the command line: "brat" */
  const char *title;             /* in a dialog, untranslated N_() */
  const char *description;       /* one sentence, N_() */
  const char *const *extensions; /* without dot; the first one is used for writing */
  const char *mime;
  VbtFormatFlags flags;
  /* (nullable): extensions of a file that lies beside one of extensions[0] and is read through it */
  const char *const *companions;
  /* How many times as long as a document in the file the memory is that reading it can take; 0: 27, as was measured of the
   * worst. */
  guint growth;
  const VbtDialectKey
      *dialect; /* (nullable): what can be told of a file; ends with a key of NULL */

  /* How sure it is that the input is in this format, 0…100, from its name and its first bytes.
   * Below VBT_FORMAT_SURE it is not taken from a folder, only where the user names the file. */
  int (*probe) (const char *name, const guint8 *head, gsize n_head);

  gboolean (*read) (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error);

  /* Writing: begin, every document, end. */
  gboolean (*begin) (VbtOutput *output, const VbtCatalog *catalog, GError **error);
  gboolean (*write) (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                     GError **error);
  gboolean (*end) (VbtOutput *output, const VbtCatalog *catalog, GError **error);

  /* Counts what write() would lose of the document. NULL for a lossless format. */
  void (*losses) (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses);
};

/* The table. */
const VbtFormat *const *vbt_formats (void); /* NULL-terminated */
const VbtFormat *vbt_formats_find (const char *name, GError **error);
const VbtFormat *vbt_formats_recognize (const char *name, const guint8 *head, gsize n_head,
                                        int *score);
const VbtFormat *vbt_formats_recognize_input (VbtInput *input, int *score, GError **error);
char *vbt_formats_get_main_path (const char *path, GHashTable *names);
gboolean vbt_format_has_extension (const VbtFormat *self, const char *name);
gboolean vbt_format_reads_back (const VbtFormat *self);
gboolean vbt_format_is_named_otherwise (const VbtFormat *self, const char *name);

/* VbtInput: a file, or standard input, that is read. vbt-input.c */
VbtInput *vbt_input_new_for_path (const char *path, GError **error);
VbtInput *vbt_input_new_for_stream (GInputStream *stream, const char *name);
void vbt_input_free (VbtInput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtInput, vbt_input_free)
const char *vbt_input_get_path (const VbtInput *self); /* (nullable) */
const char *vbt_input_get_name (const VbtInput *self); /* for messages: path or "<stdin>" */
char *vbt_input_get_basename (const VbtInput *self);
void vbt_input_set_encoding (VbtInput *self, const char *encoding);
const char *vbt_input_get_encoding (const VbtInput *self); /* (nullable): not told */
void vbt_input_set_dialect (VbtInput *self, const char *dialect);
void vbt_input_set_labels (VbtInput *self, const VbtLabelMap *labels);
const VbtLabelMap *vbt_input_get_labels (const VbtInput *self);      /* (nullable) */
char *vbt_input_get_dialect (const VbtInput *self, const char *key); /* (nullable): not told */
const guint8 *vbt_input_peek (VbtInput *self, gsize *n_head,
                              GError **error); /* first 64 KiB, not consumed */
const guint8 *vbt_input_peek_far (VbtInput *self, gsize n_most, gsize *n_head, GError **error);
GBytes *vbt_input_read_all (VbtInput *self,
                            GError **error); /* whole, refused above VBT_TEXT_MAX_BYTES */
const guint8 *vbt_input_read_chunk (VbtInput *self, gsize *n_bytes, GError **error);
char *vbt_input_read_line (VbtInput *self, gsize *length,
                           GError **error); /* without its line end; NULL at the end */
char *vbt_input_next_text_line (VbtInput *self, GError **error); /* borrowed, in valid UTF-8 */
guint vbt_input_get_line (const VbtInput *self);       /* number of the line last read, from 1 */
guint64 vbt_input_get_position (const VbtInput *self); /* bytes read so far, for progress */
VbtText *vbt_input_load_beside (const VbtInput *self, const char *name, GError **error);
VbtInput *vbt_input_open_sibling (const VbtInput *self, const char *extension, GError **error);
VbtInput *vbt_input_new_for_member (const VbtInput *container, GInputStream *stream,
                                    const char *name);
void vbt_input_set_sibling (VbtInput *self, const char *extension, GBytes *bytes);
void vbt_input_set_max_unit (VbtInput *self, guint64 n_bytes, gboolean is_unit);
void vbt_input_begin_unit (VbtInput *self);
gboolean vbt_input_can_seek (const VbtInput *self);
gssize vbt_input_read_at (VbtInput *self, guint64 offset, void *buffer, gsize size, GError **error);
gint64 vbt_input_get_size (const VbtInput *self);
const char *vbt_decode_guess (const guint8 *data, gsize n_bytes);
char *vbt_decode_text (GBytes *bytes, const char *encoding, const char **used_encoding,
                       gsize *n_bytes, GError **error);

/* VbtSink: where a reader puts what it finds. vbt-sink.c */
typedef struct
{
  /* Takes the document; FALSE stops the reader with the error. */
  gboolean (*document) (VbtSink *sink, VbtDocument *document, GError **error);
  /* A part of the input that had to be left out; line 0 where there is none. */
  void (*problem) (VbtSink *sink, const char *file, guint line, const char *message);
  /* (nullable): How the file was understood, where there is a choice: see vbt_sink_tell(). */
  void (*tell) (VbtSink *sink, const char *file, const char *message);
  /* (nullable): The text of a document that is known by its name: see vbt_sink_find_text(). */
  VbtText *(*find_text) (VbtSink *sink, const char *name);
} VbtSinkClass;

struct _VbtSink
{
  const VbtSinkClass *klass;
  VbtCatalog *catalog; /* readers add labels, entities, annotators as they meet them */
  VbtId annotator;     /* whose annotations are these where the file does not say */
  guint n_documents;
  guint n_problems;
};

gboolean vbt_sink_take_document (VbtSink *self, VbtDocument *document, GError **error);
void vbt_sink_problem (VbtSink *self, const VbtInput *input, guint line, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
VbtText *vbt_sink_find_text (VbtSink *self, const char *name);
void vbt_sink_tell (VbtSink *self, const VbtInput *input, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* VbtOutput: a file or folder that is written beside its place and renamed when all is well. vbt-output.c */
VbtOutput *vbt_output_new_for_path (const char *path, GError **error);
VbtOutput *vbt_output_new_for_folder (const char *path, GError **error);
VbtOutput *vbt_output_new_for_stream (GOutputStream *stream);
gboolean vbt_output_print (VbtOutput *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean vbt_output_write (VbtOutput *self, const char *data, gssize length, GError **error);
void vbt_output_spill (VbtOutput *self, GString *pending);
gboolean vbt_output_write_file (VbtOutput *self, const char *name, const char *data, gssize length,
                                GError **error); /* in a folder */
gboolean vbt_output_begin_file (VbtOutput *self, const char *name, GError **error);
gboolean vbt_output_end_file (VbtOutput *self, GError **error);
char *vbt_output_unique_name (VbtOutput *self, const char *name,
                              const char *extension); /* in a folder: none taken before */
void vbt_output_set_data (VbtOutput *self, gpointer data,
                          GDestroyNotify destroy); /* a writer's own state */
gpointer vbt_output_get_data (const VbtOutput *self);
void vbt_output_set_dialect (VbtOutput *self, const char *dialect);
char *vbt_output_get_dialect (const VbtOutput *self, const char *key); /* (nullable): not told */
char *vbt_dialect_get (const char *dialect, const char *key);
const char *vbt_output_get_path (const VbtOutput *self); /* (nullable): of a stream there is none */
guint64 vbt_output_get_size (const VbtOutput *self);
const GPtrArray *vbt_output_get_names (const VbtOutput *self); /* of files in the folder */
gboolean vbt_output_close (VbtOutput *self, GError **error);
void vbt_output_free (VbtOutput *self); /* without close before: leaves nothing behind */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtOutput, vbt_output_free)

/* VbtLosses: what a format cannot hold, counted. vbt-losses.c */
struct _VbtLosses
{
  GPtrArray *rows;       /* of VbtLoss */
  GHashTable *labels;    /* set of VbtId: what is lost of annotations is lost of those */
  gboolean of_documents; /* something that is no annotation is lost, too */
  GHashTable
      *annotations; /* (nullable): set of VbtId: where it is wanted, those that lose something */
};

typedef struct
{
  char *what; /* "fragments after the first one are lost", translated */
  guint count;
  gboolean is_of_annotation;
  char *example; /* (nullable): document and covered text of the first one */
} VbtLoss;

VbtLosses *vbt_losses_new (void);
void vbt_losses_free (VbtLosses *self);
void vbt_losses_add (VbtLosses *self, const char *what, const VbtDocument *document,
                     const VbtAnnotation *annotation);
void vbt_losses_add_origin (VbtLosses *self, const char *what, const VbtDocument *document,
                            const VbtAnnotation *annotation);
gboolean vbt_losses_concern (const VbtLosses *self, VbtId label);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtLosses, vbt_losses_free)

/** VbtHolds: what a format has a place for, besides spans with their labels. */
typedef enum
{
  VBT_HOLDS_RELATIONS = 1 << 0,
  VBT_HOLDS_DOCUMENT_LABELS = 1 << 1,
  VBT_HOLDS_FRAGMENTS = 1 << 2,
  VBT_HOLDS_VALUES = 1 << 3,
  VBT_HOLDS_ENTITIES = 1 << 4,
  VBT_HOLDS_NOTES = 1 << 5,
  VBT_HOLDS_METADATA = 1 << 6,
  VBT_HOLDS_TOKENS = 1 << 7,
  VBT_HOLDS_NAMES = 1 << 8, /* of documents */
  VBT_HOLDS_CONFIDENCE = 1 << 9,
  VBT_HOLDS_ANNOTATORS = 1 << 10,
} VbtHolds;

void vbt_losses_count_annotation (VbtLosses *self, const VbtDocument *document,
                                  const VbtAnnotation *annotation, VbtHolds holds);
void vbt_losses_count_document (VbtLosses *self, const VbtDocument *document, VbtHolds holds);
void vbt_losses_count (VbtLosses *self, const VbtDocument *document, VbtHolds holds);
void vbt_losses_count_types (VbtLosses *self, const VbtCatalog *catalog,
                             const VbtDocument *document);
gboolean vbt_document_is_between_spans (const VbtDocument *document, const VbtAnnotation *relation);
char *vbt_value_to_text (const char *value);
void vbt_losses_count_origin (VbtLosses *self, const VbtDocument *document, VbtHolds holds);

G_END_DECLS

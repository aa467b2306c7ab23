/* vbt-tokens.h: formats that know tokens and tags instead of a text and offsets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-reader.h"

G_BEGIN_DECLS

/**
 * VbtTokenText:
 *
 * A text that is made of tokens: joined by one space, sentences by one line end.
 */
typedef struct
{
  GString *text;
  VbtOffset length;
  GArray *tokens;    /* of VbtRange */
  GArray *sentences; /* of VbtRange */
  guint n_before;    /* tokens of the sentences that are finished */
} VbtTokenText;

void vbt_token_text_init (VbtTokenText *self);
void vbt_token_text_clear (VbtTokenText *self);
void vbt_token_text_add (VbtTokenText *self, const char *token);
void vbt_token_text_end_sentence (VbtTokenText *self);
VbtDocument *vbt_token_text_make_document (VbtTokenText *self, const char *name, GError **error);

/** VbtTagScheme: how tags say where a span begins and ends. */
typedef enum
{
  VBT_TAGS_IOB2,
  VBT_TAGS_IOB1,
  VBT_TAGS_BIOES,
  VBT_TAGS_BMES,
} VbtTagScheme;

gboolean vbt_output_get_tag_scheme (const VbtOutput *output, VbtTagScheme *scheme, GError **error);

/** VbtTagSpan: what tags say: a label on the tokens from the first one to the one before the end. */
typedef struct
{
  const char *label;
  guint first, end;
} VbtTagSpan;

/**
 * VbtTagReader:
 *
 * Understands tags of any scheme, also of several in one file.
 */
typedef struct
{
  GArray *spans;        /* of VbtTagSpan */
  GStringChunk *labels; /* of them, each once */
  const char *open;     /* (nullable): the label of the span that is not ended */
  guint first, end;
  gboolean is_closed; /* an E, L, S or U ended the last one */
  guint n_begin, n_inner_begin, n_touching, n_single, n_end, n_middle, n_open_end;
  gboolean has_surplus; /* there were more spans than are taken */
} VbtTagReader;

void vbt_tag_reader_init (VbtTagReader *self);
void vbt_tag_reader_clear (VbtTagReader *self);
void vbt_tag_reader_reset (VbtTagReader *self);
gboolean vbt_tag_reader_add (VbtTagReader *self, const char *tag, guint token);
void vbt_tag_reader_break (VbtTagReader *self);
void vbt_tag_reader_make_spans (VbtTagReader *self, VbtDocument *document, VbtNames *names,
                                VbtSink *sink, VbtInput *input);
const char *vbt_tag_reader_describe (const VbtTagReader *self);
gboolean vbt_tag_is_tag (const char *tag);

/**
 * VbtTokenView:
 *
 * The tokens and sentences of a document that is written; made where it has none.
 */
typedef struct
{
  GArray *tokens;       /* of VbtRange */
  GArray *sentences;    /* of VbtRange */
  VbtTextPlace place;   /* of the token that was asked for last */
  GStringChunk *tags;   /* (nullable): each once */
  gboolean keeps_names; /* tags may have spaces, which separate nothing */
} VbtTokenView;

void vbt_token_view_init (VbtTokenView *self, const VbtDocument *document);
void vbt_token_view_clear (VbtTokenView *self);
GPtrArray *vbt_token_view_list_spans (const VbtDocument *document);
gboolean vbt_token_view_begins_sentence (const VbtTokenView *self, guint token, guint *sentence);
GPtrArray *vbt_token_view_make_tags (VbtTokenView *self, const VbtCatalog *catalog,
                                     const VbtDocument *document, VbtTagScheme scheme,
                                     VbtLosses *losses);
const char *vbt_token_view_find (VbtTokenView *self, const VbtDocument *document, guint token,
                                 gsize *length);
char *vbt_token_view_get_token (VbtTokenView *self, const VbtDocument *document, guint token);
void vbt_token_view_count_losses (const VbtTokenView *self, const VbtDocument *document,
                                  gboolean with_sentences, VbtLosses *losses);

G_END_DECLS

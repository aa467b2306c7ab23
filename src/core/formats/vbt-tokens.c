/* vbt-tokens.c: a text made of tokens, and what tags say of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vbt_token_text_init:
 * @self: a text, not initialized
 *
 * Makes it a text without tokens.
 */
void
vbt_token_text_init (VbtTokenText *self)
{
  *self = (VbtTokenText){ 0 };
  self->text = g_string_new (NULL);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  self->sentences = g_array_new (FALSE, FALSE, sizeof (VbtRange));
}

/**
 * vbt_token_text_clear:
 * @self: a text
 *
 * Frees what it holds.
 */
void
vbt_token_text_clear (VbtTokenText *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->tokens);
  g_array_unref (self->sentences);
}

/**
 * vbt_token_text_add:
 * @self: a text
 * @token: the next token: valid UTF-8, not empty
 *
 * Adds a token to the sentence.
 */
void
vbt_token_text_add (VbtTokenText *self, const char *token)
{
  GString *text = self->text;
  gsize before = text->len;
  VbtRange range;
  char *to;

  g_return_if_fail (token[0] != '\0');

  /* By hand, because it is done for each token of a file. */
  g_string_set_size (text, before + 1 + strlen (token));
  to = text->str + before;
  if (self->tokens->len > 0)
    {
      *to++ = self->tokens->len > self->n_before ? ' ' : '\n';
      self->length++;
    }
  range.start = self->length;
  for (; *token != '\0'; token++)
    {
      self->length += ((guchar)*token & 0xc0) != 0x80;
      *to++ = *token;
    }
  range.end = self->length;
  g_string_truncate (text, (gsize)(to - text->str));
  g_array_append_val (self->tokens, range);
}

/**
 * vbt_token_text_end_sentence:
 * @self: a text
 *
 * Ends the sentence, if it has a token.
 */
void
vbt_token_text_end_sentence (VbtTokenText *self)
{
  VbtRange range;

  if (self->tokens->len == self->n_before)
    return;
  range.start = g_array_index (self->tokens, VbtRange, self->n_before).start;
  range.end = self->length;
  g_array_append_val (self->sentences, range);
  self->n_before = self->tokens->len;
}

/**
 * vbt_token_text_make_document:
 * @self: a text; it is empty afterwards
 * @name: name of the document
 * @error: return location for an error
 *
 * Returns: (transfer full): a document with this text, and these tokens and sentences; %NULL with
 *   %VBT_ERROR_FORMAT
 */
VbtDocument *
vbt_token_text_make_document (VbtTokenText *self, const char *name, GError **error)
{
  g_autoptr (VbtText) text = NULL;
  VbtDocument *document;

  vbt_token_text_end_sentence (self);
  text = vbt_text_new (self->text->str, (gssize)self->text->len, error);
  if (text == NULL)
    return NULL;
  document = vbt_document_new (name, text);
  g_clear_pointer (&document->tokens, g_array_unref);
  g_clear_pointer (&document->sentences, g_array_unref);
  document->tokens = g_steal_pointer (&self->tokens);
  document->sentences = g_steal_pointer (&self->sentences);
  g_string_free (self->text, TRUE);
  vbt_token_text_init (self);
  return document;
}

static const char *const scheme_names[] = { "iob2", "iob1", "bioes", "bmes" };

/**
 * vbt_output_get_tag_scheme:
 * @output: an output
 * @scheme: (out): the scheme that the user wants: IOB2 if nothing else was said
 * @error: return location for an error
 *
 * Returns: %FALSE with %VBT_ERROR_USAGE where the user named one that does not exist
 */
gboolean
vbt_output_get_tag_scheme (const VbtOutput *output, VbtTagScheme *scheme, GError **error)
{
  g_autofree char *name = vbt_output_get_dialect (output, "scheme");

  *scheme = VBT_TAGS_IOB2;
  if (name == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (scheme_names); i++)
    if (g_ascii_strcasecmp (name, scheme_names[i]) == 0)
      {
        *scheme = (VbtTagScheme)i;
        return TRUE;
      }
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("There is no tag scheme “%s”. The schemes are: iob1, iob2, bioes, bmes."), name);
  return FALSE;
}

/**
 * vbt_tag_reader_init:
 * @self: a reader of tags, not initialized
 */
void
vbt_tag_reader_init (VbtTagReader *self)
{
  *self = (VbtTagReader){ 0 };
  self->spans = g_array_new (FALSE, FALSE, sizeof (VbtTagSpan));
  self->labels = g_string_chunk_new (64);
}

/**
 * vbt_tag_reader_clear:
 * @self: a reader of tags
 *
 * Frees what it holds.
 */
void
vbt_tag_reader_clear (VbtTagReader *self)
{
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->labels, g_string_chunk_free);
}

/**
 * vbt_tag_reader_reset:
 * @self: a reader of tags
 *
 * Forgets the spans, for the next document; not what it knows of the scheme.
 */
void
vbt_tag_reader_reset (VbtTagReader *self)
{
  vbt_tag_reader_break (self);
  self->has_surplus = FALSE;
  if (self->spans->len == 0)
    return;
  /* They may have been millions. */
  g_array_unref (self->spans);
  self->spans = g_array_new (FALSE, FALSE, sizeof (VbtTagSpan));
  g_string_chunk_clear (self->labels);
}

/**
 * vbt_tag_is_tag:
 * @tag: a word of a file
 *
 * Returns: whether it is "O", or one of B, I, E, S, U, L and M with a hyphen and a label
 */
gboolean
vbt_tag_is_tag (const char *tag)
{
  if (g_str_equal (tag, "O"))
    return TRUE;
  return tag[0] != '\0' && strchr ("BIESULM", tag[0]) != NULL && tag[1] == '-' && tag[2] != '\0';
}

static void
end_span (VbtTagReader *self, gboolean closed)
{
  VbtTagSpan span = { self->open, self->first, self->end };

  if (self->open == NULL)
    return;
  self->n_open_end += !closed;
  self->is_closed = closed;
  self->open = NULL;
  if (self->spans->len < VBT_READER_MAX_SPANS)
    g_array_append_val (self->spans, span);
  else
    self->has_surplus = TRUE;
}

/**
 * vbt_tag_reader_break:
 * @self: a reader of tags
 *
 * Ends an open span: at the end of a sentence.
 */
void
vbt_tag_reader_break (VbtTagReader *self)
{
  end_span (self, FALSE);
}

static void
count_prefix (VbtTagReader *self, char prefix, gboolean begins)
{
  self->n_begin += prefix == 'B';
  self->n_inner_begin += prefix == 'I' && begins;
  self->n_single += prefix == 'S' || prefix == 'U';
  self->n_end += prefix == 'E' || prefix == 'L';
  self->n_middle += prefix == 'M';
}

/* Probably that of the span before. */
static const char *
keep_label (VbtTagReader *self, const char *label)
{
  guint n = self->spans->len;
  const char *before = n > 0 ? g_array_index (self->spans, VbtTagSpan, n - 1).label : NULL;

  return before != NULL && strcmp (before, label) == 0
             ? before
             : g_string_chunk_insert_const (self->labels, label);
}

/**
 * vbt_tag_reader_add:
 * @self: a reader of tags
 * @tag: the tag of a token
 * @token: which one
 *
 * Takes the next tag. The label is what follows the first hyphen: labels have hyphens of their own. A
 * span starts at B, S and U, and at any other prefix where the label is not that of the open span; it
 * ends behind S, U, E and L, and before O and before the start of another one.
 *
 * Returns: whether it is a tag; what is none counts as O
 */
gboolean
vbt_tag_reader_add (VbtTagReader *self, const char *tag, guint token)
{
  gboolean begins;

  if (tag[0] == 'O' && tag[1] == '\0')
    {
      if (self->open != NULL)
        end_span (self, FALSE);
      return TRUE;
    }
  if (!vbt_tag_is_tag (tag))
    {
      end_span (self, FALSE);
      return FALSE;
    }
  begins
      = strchr ("BSU", tag[0]) != NULL || self->open == NULL || !g_str_equal (self->open, tag + 2);
  count_prefix (self, tag[0], begins);
  if (begins)
    {
      self->n_touching += tag[0] == 'B' && self->open != NULL && g_str_equal (self->open, tag + 2);
      end_span (self, FALSE);
      self->open = keep_label (self, tag + 2);
      self->first = token;
    }
  self->end = token + 1;
  if (strchr ("SUEL", tag[0]) != NULL)
    end_span (self, TRUE);
  return TRUE;
}

/**
 * vbt_tag_reader_make_spans:
 * @self: a reader of tags
 * @document: the document with the tokens
 * @names: the labels
 * @sink: whose annotations they are, and where problems go
 * @input: the input
 *
 * Makes spans of all that was read, and forgets it, for the next document.
 */
void
vbt_tag_reader_make_spans (VbtTagReader *self, VbtDocument *document, VbtNames *names,
                           VbtSink *sink, VbtInput *input)
{
  guint n_free = VBT_READER_MAX_SPANS - MIN (document->annotations->len, VBT_READER_MAX_SPANS);

  vbt_tag_reader_break (self);
  if (self->has_surplus || self->spans->len > n_free)
    {
      g_autofree char *surplus = vbt_reader_describe_surplus ();

      vbt_sink_problem (sink, input, vbt_input_get_line (input), "%s", surplus);
    }
  for (guint i = 0; i < MIN (self->spans->len, n_free); i++)
    {
      const VbtTagSpan *span = &g_array_index (self->spans, VbtTagSpan, i);
      const VbtLabel *label = vbt_names_get_label (names, VBT_KIND_SPAN, span->label);

      if (label == NULL)
        vbt_sink_problem (sink, input, 0,
                          _ ("The label “%.40s” is too long, or there are too many: its spans were "
                             "left out"),
                          span->label);
      else
        vbt_document_take_annotation (
            document, vbt_annotation_new_span (
                          label->id, sink->annotator,
                          g_array_index (document->tokens, VbtRange, span->first).start,
                          g_array_index (document->tokens, VbtRange, span->end - 1).end));
    }
  vbt_tag_reader_reset (self);
}

/**
 * vbt_tag_reader_describe:
 * @self: a reader of tags
 *
 * Returns: (nullable): the scheme of all tags so far; %NULL where they are of several
 */
const char *
vbt_tag_reader_describe (const VbtTagReader *self)
{
  if (self->n_single + self->n_end > 0)
    {
      if (self->n_open_end > 0)
        return NULL;
      return self->n_middle > 0 ? "BMES" : "BIOES";
    }
  if (self->n_middle > 0)
    return NULL;
  if (self->n_inner_begin == 0)
    return "IOB2";
  return self->n_begin == self->n_touching ? "IOB1" : NULL;
}

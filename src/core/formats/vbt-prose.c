/* vbt-prose.c: the text of an article while it is taken out of a page or a document: its paragraphs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-prose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_METADATA 2000 /* characters of a title: what is longer is none */

/* What comes between what there is and what is added next. */
typedef enum
{
  GAP_NONE,
  GAP_SPACE,
  GAP_LINE,
  GAP_PARAGRAPH,
} Gap;

struct _VbtProse
{
  GString *text;
  Gap gap;
  gsize paragraph; /* where the one that is being written begins */
  gboolean is_too_long;
  GPtrArray *metadata; /* of VbtMetadata */
};

/**
 * vbt_prose_new:
 *
 * Returns: (transfer full): a text without anything in it
 */
VbtProse *
vbt_prose_new (void)
{
  VbtProse *self = g_new0 (VbtProse, 1);

  self->text = g_string_new (NULL);
  self->metadata = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_metadata_free);
  return self;
}

/**
 * vbt_prose_free:
 * @self: (transfer full) (nullable): a text
 */
void
vbt_prose_free (VbtProse *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->metadata);
  g_free (self);
}

static void
write_gap (VbtProse *self)
{
  static const char *const gaps[] = { "", " ", "\n", "\n\n" };

  if (self->text->len > 0)
    g_string_append (self->text, gaps[self->gap]);
  if (self->gap == GAP_PARAGRAPH)
    self->paragraph = self->text->len;
  self->gap = GAP_NONE;
}

static void
append (VbtProse *self, const char *text, gsize length)
{
  if (length == 0)
    return;
  if (self->text->len + length > VBT_PROSE_MAX_BYTES)
    {
      self->is_too_long = TRUE;
      return;
    }
  write_gap (self);
  g_string_append_len (self->text, text, (gssize)length);
}

static gboolean
is_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static gboolean
is_control (char c)
{
  return ((guchar)c < 0x20 && !is_space (c)) || c == 0x7f;
}

/**
 * vbt_prose_add:
 * @self: a text
 * @text: valid UTF-8
 * @length: in bytes, -1 for a string
 *
 * Adds words to the paragraph. Runs of white space become one space, as in HTML; control characters
 * are left out.
 */
void
vbt_prose_add (VbtProse *self, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize)length);

  g_return_if_fail (self != NULL);

  while (text < end)
    {
      const char *word = text;

      while (text < end && !is_space (*text) && !is_control (*text))
        text++;
      append (self, word, (gsize)(text - word));
      for (; text < end && (is_space (*text) || is_control (*text)); text++)
        if (is_space (*text))
          vbt_prose_add_space (self);
    }
}

/**
 * vbt_prose_add_exactly:
 * @self: a text
 * @text: valid UTF-8
 * @length: in bytes, -1 for a string
 *
 * Adds words with their white space, as it is. Control characters are left out.
 */
void
vbt_prose_add_exactly (VbtProse *self, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize)length);

  g_return_if_fail (self != NULL);

  while (text < end)
    {
      const char *run = text;

      while (text < end && !is_control (*text) && *text != '\r' && *text != '\v' && *text != '\f')
        text++;
      append (self, run, (gsize)(text - run));
      while (text < end && (is_control (*text) || *text == '\r' || *text == '\v' || *text == '\f'))
        text++;
    }
}

/**
 * vbt_prose_add_space:
 * @self: a text
 *
 * Adds a space, which is written when something follows.
 */
void
vbt_prose_add_space (VbtProse *self)
{
  g_return_if_fail (self != NULL);

  if (self->text->len > 0)
    self->gap = MAX (self->gap, GAP_SPACE);
}

/**
 * vbt_prose_break_line:
 * @self: a text
 *
 * Ends the line, but not the paragraph.
 */
void
vbt_prose_break_line (VbtProse *self)
{
  g_return_if_fail (self != NULL);

  if (self->text->len > 0)
    self->gap = MAX (self->gap, GAP_LINE);
}

/* Nothing but white space is no paragraph. */
static void
drop_blank (VbtProse *self)
{
  gsize i = self->paragraph;

  while (i < self->text->len && is_space (self->text->str[i]))
    i++;
  if (i < self->text->len)
    return;
  while (i > 0 && is_space (self->text->str[i - 1]))
    i--;
  g_string_truncate (self->text, i);
  self->paragraph = i;
}

/**
 * vbt_prose_end_paragraph:
 * @self: a text
 *
 * Ends the paragraph. An empty one leaves nothing.
 */
void
vbt_prose_end_paragraph (VbtProse *self)
{
  g_return_if_fail (self != NULL);

  if (self->gap == GAP_PARAGRAPH)
    return;
  drop_blank (self);
  self->gap = self->text->len > 0 ? GAP_PARAGRAPH : GAP_NONE;
}

/**
 * vbt_prose_get_length:
 * @self: a text
 *
 * Returns: how many bytes there are
 */
gsize
vbt_prose_get_length (const VbtProse *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->text->len;
}

/**
 * vbt_prose_collapse:
 * @text: valid UTF-8
 * @max_characters: how long it may be
 *
 * Returns: (transfer full) (nullable): the text with single spaces and without control characters;
 *   %NULL where nothing is left, or too much
 */
char *
vbt_prose_collapse (const char *text, gsize max_characters)
{
  g_autoptr (VbtProse) prose = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  prose = vbt_prose_new ();
  vbt_prose_add (prose, text, -1);
  if (prose->text->len == 0
      || (gsize)g_utf8_strlen (prose->text->str, (gssize)prose->text->len) > max_characters)
    return NULL;
  return g_strdup (prose->text->str);
}

/**
 * vbt_prose_get_metadata:
 * @self: a text
 * @key: VBT_METADATA_TITLE or another
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
vbt_prose_get_metadata (const VbtProse *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; i < self->metadata->len; i++)
    if (g_str_equal (((VbtMetadata *)self->metadata->pdata[i])->key, key))
      return ((VbtMetadata *)self->metadata->pdata[i])->value;
  return NULL;
}

/**
 * vbt_prose_set_metadata:
 * @self: a text
 * @key: VBT_METADATA_TITLE or another
 * @value: (nullable): valid UTF-8
 *
 * Says something of the article. The first one to say it is right; what is empty, or much too long,
 * says nothing.
 */
void
vbt_prose_set_metadata (VbtProse *self, const char *key, const char *value)
{
  VbtMetadata *metadata;
  char *clean;

  g_return_if_fail (self != NULL && key != NULL);

  if (value == NULL || vbt_prose_get_metadata (self, key) != NULL)
    return;
  clean = vbt_prose_collapse (value, MAX_METADATA);
  if (clean == NULL)
    return;
  metadata = g_new (VbtMetadata, 1);
  metadata->key = g_strdup (key);
  metadata->value = clean;
  g_ptr_array_add (self->metadata, metadata);
}

/**
 * vbt_prose_finish:
 * @self: a text
 * @input: what it was taken out of
 * @sink: where the document goes
 * @error: return location for an error
 *
 * Makes the document and hands it over.
 *
 * Returns: whether all is well; %FALSE with %VBT_ERROR_FORMAT where there is no text, or too much
 */
gboolean
vbt_prose_finish (VbtProse *self, VbtInput *input, VbtSink *sink, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (VbtText) text = NULL;
  VbtDocument *document;
  gsize length;

  g_return_val_if_fail (self != NULL && input != NULL && sink != NULL, FALSE);

  vbt_prose_end_paragraph (self);
  length = self->text->len;
  if (self->is_too_long)
    g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                 _ ("The text is longer than %d MiB, which is the limit: split it"),
                 VBT_PROSE_MAX_BYTES / 1024 / 1024);
  else if (length == 0)
    g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("There is no text in it"));
  if (self->is_too_long || length == 0)
    return FALSE;
  text = vbt_text_new_take (g_string_free (self->text, FALSE), length, error);
  self->text = g_string_new (NULL);
  if (text == NULL)
    return FALSE;
  name = vbt_input_get_basename (input);
  document = vbt_document_new (name, text);
  for (guint i = 0; i < self->metadata->len; i++)
    {
      const VbtMetadata *metadata = self->metadata->pdata[i];

      vbt_document_set_metadata (document, metadata->key, metadata->value);
    }
  return vbt_sink_take_document (sink, document, error);
}

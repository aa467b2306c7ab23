/* vbt-format-webanno-read.c: reads the header, the text and the rows of WebAnno TSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-webanno.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COLUMNS 2000
#define MAX_GAP 100000 /* of spaces between two sentences, so that no offset asks for gigabytes */

typedef struct
{
  VbtDraft draft;
  GPtrArray *layers; /* of WebannoLayer */
  GPtrArray *units;  /* of WebannoUnit */
  guint n_columns;
  GString *text;
  gsize n_utf16;      /* of the text */
  GString *pending;   /* the "#Text=" of the sentence, until its first token is known */
  gsize sentence_end; /* in UTF-16 */
  GArray *tokens;     /* of VbtRange */
  GArray *sentences;  /* of VbtRange, in UTF-16 */
  gboolean has_text;
  char *prefix; /* (nullable): taken off the names of layers */
} Reader;

static void
layer_free (gpointer data)
{
  WebannoLayer *layer = data;

  g_free (layer->name);
  g_strfreev (layer->parts);
  g_free (layer->base);
  g_free (layer);
}

static gboolean
refuse (Reader *self, GError **error, const char *message)
{
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("Line %u: %s"),
               vbt_input_get_line (self->draft.input), message);
  return FALSE;
}

static gsize
count_utf16 (const char *text)
{
  gsize n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    n += g_utf8_get_char (text) > 0xffff ? 2 : 1;
  return n;
}

static char *
strip_prefix (const Reader *self, const char *name)
{
  gboolean has = self->prefix != NULL && g_str_has_prefix (name, self->prefix);

  return g_strdup (has ? name + strlen (self->prefix) : name);
}

/* "#T_SP=name|feature|feature" */
static gboolean
declare_layer (Reader *self, const char *line, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (line + strlen ("#T_SP="), "|", -1);
  WebannoLayer *layer;
  guint n_parts = g_strv_length (parts);

  /* A row has all columns: the header cannot grow behind one. */
  if (n_parts == 0 || n_parts > MAX_COLUMNS || self->units->len > 0
      || strchr ("SCR", line[3]) == NULL || self->n_columns > MAX_COLUMNS)
    return refuse (
        self, error,
        _ ("This is no layer, or it comes behind the first token, or there are too many"));
  layer = g_new0 (WebannoLayer, 1);
  layer->kind = line[3];
  layer->name = strip_prefix (self, parts[0]);
  layer->parts = g_strdupv (parts + 1);
  for (guint i = 1; i + 1 < n_parts; i++)
    if (g_str_has_prefix (parts[i], "ROLE_"))
      {
        g_free (layer->parts[i]);
        layer->parts[i] = strip_prefix (self, parts[i + 1]);
      }
  layer->n_parts = n_parts - 1;
  layer->n_columns = layer->kind == 'C' ? 2 : MAX (n_parts - 1, 1);
  layer->first = self->n_columns;
  if (layer->kind == 'R' && n_parts > 1 && g_str_has_prefix (parts[n_parts - 1], "BT_"))
    layer->base = strip_prefix (self, parts[n_parts - 1] + strlen ("BT_"));
  self->n_columns += layer->n_columns;
  g_ptr_array_add (self->layers, layer);
  return TRUE;
}

static gboolean
read_format (Reader *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *line = vbt_input_next_text_line (self->draft.input, &local);
  static const char first[] = "#FORMAT=WebAnno TSV ";

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (line == NULL || !g_str_has_prefix (line, first))
    return refuse (self, error, _ ("The first line must be “#FORMAT=WebAnno TSV 3.3”"));
  if (g_str_has_prefix (line + strlen (first), "3."))
    return TRUE;
  g_set_error (
      error, VBT_ERROR, VBT_ERROR_FORMAT,
      _ ("This is WebAnno TSV %.20s, of which nothing is known: versions 3.0 to 3.3 are read"),
      line + strlen (first));
  return FALSE;
}

/* Puts the sentence where its first token begins: a line end and spaces fill what is before it. */
static gboolean
place_sentence (Reader *self, gsize start, GError **error)
{
  VbtRange range;

  if (start < self->n_utf16 || start - self->n_utf16 > MAX_GAP)
    return refuse (self, error, _ ("The token is not behind the sentence before"));
  for (gsize i = self->n_utf16; i < start; i++)
    g_string_append_c (self->text, i == self->n_utf16 && i > 0 ? '\n' : ' ');
  g_string_append_len (self->text, self->pending->str, (gssize)self->pending->len);
  self->n_utf16 = start + count_utf16 (self->pending->str);
  if (self->n_utf16 > G_MAXINT32)
    return refuse (self, error, _ ("The text is too long"));
  range = (VbtRange){ (VbtOffset)start, (VbtOffset)self->n_utf16 };
  self->has_text = TRUE;
  if (range.start < range.end)
    g_array_append_val (self->sentences, range);
  g_string_free (self->pending, TRUE);
  self->pending = NULL;
  return TRUE;
}

/* What follows the digits; NULL where there are none, or too many. */
static const char *
parse_number (const char *digits, gsize *number)
{
  const char *c = digits;

  for (*number = 0; g_ascii_isdigit (*c) && *number <= G_MAXINT32; c++)
    *number = *number * 10 + (gsize)(*c - '0');
  return c > digits && *number <= G_MAXINT32 ? c : NULL;
}

/* "3-9" */
static gboolean
parse_offsets (const char *cell, gsize *start, gsize *end)
{
  const char *rest = parse_number (cell, start);

  rest = rest != NULL && *rest == '-' ? parse_number (rest + 1, end) : NULL;
  return rest != NULL && *rest == '\0' && *start <= *end;
}

static gboolean
read_row (Reader *self, const char *line, GError **error)
{
  /* One more has what is behind the columns; the row is behind all of them. */
  gsize n_head = sizeof (WebannoUnit) + (self->n_columns + 1) * sizeof (char *);
  gsize n_line = strlen (line) + 1;
  WebannoUnit *unit = g_malloc (n_head + n_line);

  memset (unit, 0, n_head);
  g_ptr_array_add (self->units, unit);
  unit->row = memcpy ((char *)unit + n_head, line, n_line);
  unit->line = vbt_input_get_line (self->draft.input);
  if (vbt_reader_split (unit->row, '\t', unit->cells, self->n_columns + 1) < self->n_columns)
    return refuse (self, error, _ ("The row has fewer columns than the header declares"));
  unit->key = unit->cells[0];
  unit->form = unit->cells[2];
  unit->is_token = strchr (unit->key, '.') == NULL;
  vbt_webanno_unescape_text (unit->cells[2]);
  if (!parse_offsets (unit->cells[1], &unit->start, &unit->end))
    return refuse (self, error, _ ("The second column must be the offsets, such as 3-9"));
  if (self->pending != NULL && !place_sentence (self, unit->start, error))
    return FALSE;
  if (!self->has_text)
    return refuse (self, error, _ ("There is no “#Text=” before the token"));
  return unit->end <= self->n_utf16
         || refuse (self, error, _ ("The token is not in the text of its sentence"));
}

static gboolean
read_line (Reader *self, char *line, GError **error)
{
  char *text = line + strlen ("#Text=");

  if (g_str_has_prefix (line, "#T_") && strlen (line) > 6 && line[5] == '=')
    return declare_layer (self, line, error);
  if (g_str_has_prefix (line, "#Text="))
    {
      vbt_webanno_unescape_text (text);
      if (self->pending == NULL)
        self->pending = g_string_new (text);
      else
        g_string_append_printf (self->pending, "\n%s", text);
      return TRUE;
    }
  /* What else begins so is no token: GUM has "#Summary1=" in its header. */
  if (line[0] == '\0' || line[0] == '#')
    return TRUE;
  return read_row (self, line, error);
}

/* Turns a range in UTF-16 into ours, and moves to its end. FALSE where it begins or ends within a character. */
static gboolean
convert_range (const VbtText *text, VbtTextPlace *place, gsize start, gsize end, VbtRange *range,
               gsize *first_byte)
{
  if (!vbt_text_move_to_utf16 (text, place, start))
    return FALSE;
  range->start = place->offset;
  *first_byte = place->byte;
  if (!vbt_text_move_to_utf16 (text, place, end))
    return FALSE;
  range->end = place->offset;
  return TRUE;
}

/* Where the row is in the text. FALSE where it is at no place. */
static gboolean
check_form (Reader *self, const VbtText *text, VbtTextPlace *place, const WebannoUnit *unit,
            VbtRange *range)
{
  gsize length = strlen (unit->form);
  gsize first = 0;

  self->draft.line = unit->line;
  if (!convert_range (text, place, unit->start, unit->end, range, &first))
    {
      vbt_draft_problem (&self->draft, _ ("The token begins or ends within a character"));
      return FALSE;
    }
  /* Nearly always it is the same to the byte. */
  if (place->byte - first == length
      && memcmp (vbt_text_get_utf8 (text) + first, unit->form, length) == 0)
    return TRUE;
  if (!vbt_range_matches (text, *range, unit->form))
    {
      g_autofree char *there
          = vbt_text_slice (text, range->start, MIN (range->end, range->start + 40));

      vbt_draft_problem (&self->draft, _ ("The token is “%.40s”, but at its offsets there is “%s”"),
                         unit->form, there);
    }
  return TRUE;
}

static gboolean
convert_sentences (Reader *self, const VbtText *text)
{
  VbtTextPlace place = { 0 };
  gsize first;

  for (guint i = 0; i < self->sentences->len; i++)
    {
      VbtRange *range = &g_array_index (self->sentences, VbtRange, i);

      if (!convert_range (text, &place, (gsize)range->start, (gsize)range->end, range, &first))
        return FALSE;
    }
  return TRUE;
}

/* Tokens of the document: those that follow each other. */
static void
take_segments (Reader *self, VbtDocument *document)
{
  VbtTextPlace place = { 0 };
  VbtOffset before = 0;
  gboolean is_whole = TRUE;

  for (guint i = 0; i < self->units->len; i++)
    {
      const WebannoUnit *unit = self->units->pdata[i];
      VbtRange range = { 0, 0 };
      gboolean follows
          = unit->is_token && unit->start < unit->end && (VbtOffset)unit->start >= before;

      if (!check_form (self, document->text, &place, unit, &range))
        is_whole = is_whole && !follows;
      else if (follows)
        g_array_append_val (self->tokens, range);
      if (follows)
        before = (VbtOffset)unit->end;
    }
  if (!is_whole || !convert_sentences (self, document->text) || self->tokens->len == 0)
    return;
  document->tokens = g_array_ref (self->tokens);
  document->sentences = g_array_ref (self->sentences);
}

static gboolean
finish (Reader *self, GError **error)
{
  g_autofree char *name = vbt_input_get_basename (self->draft.input);
  g_autoptr (VbtText) text = NULL;
  VbtDocument *document;

  if (self->pending != NULL && !place_sentence (self, self->n_utf16 + (self->n_utf16 > 0), error))
    return FALSE;
  text = vbt_text_new (self->text->str, (gssize)self->text->len, error);
  if (text == NULL)
    return FALSE;
  document = vbt_document_new (name, text);
  vbt_draft_begin_document (&self->draft, document);
  take_segments (self, document);
  vbt_webanno_annotate (&self->draft, self->layers, self->units, text);
  return vbt_draft_end (&self->draft, error);
}

static gboolean
read_lines (Reader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *line;

  if (!read_format (self, error))
    return FALSE;
  while ((line = vbt_input_next_text_line (self->draft.input, &local)) != NULL)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read_line (self, line, error))
      return FALSE;
  if (local == NULL)
    return finish (self, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
vbt_webanno_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func (layer_free);
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (GArray) sentences = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *prefix = vbt_input_get_dialect (input, "prefix");
  Reader self = { .layers = layers,
                  .units = units,
                  .n_columns = 3,
                  .text = text,
                  .tokens = tokens,
                  .sentences = sentences,
                  .prefix = prefix };
  gboolean success;

  if (!vbt_draft_init (&self.draft, input, sink, VBT_UNIT_UTF16, error))
    return FALSE;
  self.draft.is_told = TRUE;
  success = read_lines (&self, cancellable, error);
  if (self.pending != NULL)
    g_string_free (self.pending, TRUE);
  vbt_draft_clear (&self.draft);
  return success;
}

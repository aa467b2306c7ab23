/* vbt-format-conll-read.c: reads files of one token a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-conll.h"
#include "formats/vbt-reader.h"
#include "formats/vbt-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  VbtInput *input;
  VbtSink *sink;
  VbtNames *names;
  ConllColumns columns;
  VbtTokenText text;
  guint64 n_token_lines;
  VbtTagReader tags[CONLL_MAX_COLUMNS];
  char *name; /* (nullable): of the document, as the file says */
  guint n_documents;
  gboolean has_start; /* a line said that a document begins */
} ConllReader;

static char *
make_name (ConllReader *self)
{
  g_autofree char *base = vbt_input_get_basename (self->input);

  self->n_documents++;
  if (self->name != NULL)
    return g_steal_pointer (&self->name);
  return self->n_documents > 1 ? g_strdup_printf ("%s:%u", base, self->n_documents)
                               : g_steal_pointer (&base);
}

static gboolean
end_document (ConllReader *self, GError **error)
{
  g_autofree char *name = make_name (self);
  VbtDocument *document;

  for (guint i = 0; i < self->columns.n_tags; i++)
    vbt_tag_reader_break (&self->tags[i]);
  document = vbt_token_text_make_document (&self->text, name, error);
  if (document == NULL)
    return FALSE;
  for (guint i = 0; i < self->columns.n_tags; i++)
    {
      vbt_tag_reader_make_spans (&self->tags[i], document, self->names, self->sink, self->input);
    }
  return vbt_sink_take_document (self->sink, document, error);
}

/* Ends the document before, if there is one. */
static gboolean
start_document (ConllReader *self, const char *name, GError **error)
{
  if ((self->has_start || self->text.tokens->len > 0) && !end_document (self, error))
    return FALSE;
  self->has_start = TRUE;
  g_free (self->name);
  self->name = g_strdup (name);
  return TRUE;
}

static guint
count_spans (const ConllReader *self)
{
  guint n_spans = 0;

  for (guint i = 0; i < self->columns.n_tags; i++)
    n_spans += self->tags[i].spans->len;
  return n_spans;
}

static gboolean
end_sentence (ConllReader *self, GError **error)
{
  vbt_token_text_end_sentence (&self->text);
  for (guint i = 0; i < self->columns.n_tags; i++)
    vbt_tag_reader_break (&self->tags[i]);
  return !vbt_reader_divides (self->sink, self->input, self->text.text->len, count_spans (self))
         || end_document (self, error);
}

static void
read_tag (ConllReader *self, guint i, char *const *fields, guint n_fields)
{
  guint column = (guint)self->columns.tags[i];
  guint token = self->text.tokens->len - 1;

  if (column >= n_fields)
    {
      vbt_sink_problem (self->sink, self->input, vbt_input_get_line (self->input),
                        _ ("There is no column %u: the token has no tag"), column + 1);
      vbt_tag_reader_break (&self->tags[i]);
    }
  else if (!vbt_tag_reader_add (&self->tags[i], fields[column], token))
    vbt_sink_problem (self->sink, self->input, vbt_input_get_line (self->input),
                      _ ("“%.40s” is no tag such as O, B-PER or I-PER: it was left out"),
                      fields[column]);
}

/* The first line is so long that it could not be looked at before. */
static void
adopt_columns (ConllReader *self, const char *line)
{
  g_autofree char *copy = g_strdup (line);
  char *fields[CONLL_MAX_COLUMNS];

  self->columns.tabs = strchr (line, '\t') != NULL;
  self->columns.n_columns = (int)vbt_conll_split (&self->columns, copy, fields);
  self->columns.n_tags = self->columns.n_columns > 1 ? 1 : 0;
  self->columns.tags[0] = self->columns.n_columns - 1;
}

/* HIPE's files begin with the names of their columns. */
static gboolean
is_header (const ConllReader *self, char *const *fields, guint n_fields)
{
  static const char *const names[] = { "token", "tokens", "word", "words", "form", "text" };

  if (self->n_token_lines > 1 || self->columns.n_tags == 0 || (int)n_fields <= self->columns.tags[0]
      || vbt_tag_is_tag (fields[self->columns.tags[0]]))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (fields[self->columns.token], names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
read_token (ConllReader *self, char *line)
{
  char *fields[CONLL_MAX_COLUMNS];
  guint n_fields;

  if (self->columns.n_columns == 0)
    adopt_columns (self, line);
  n_fields = vbt_conll_split (&self->columns, line, fields);
  self->n_token_lines++;
  if ((int)n_fields <= self->columns.token || fields[self->columns.token][0] == '\0')
    {
      vbt_sink_problem (self->sink, self->input, vbt_input_get_line (self->input),
                        _ ("The line was left out: it has no token in column %d"),
                        self->columns.token + 1);
      return;
    }
  if (is_header (self, fields, n_fields))
    {
      vbt_sink_tell (self->sink, self->input,
                     _ ("The first line names the columns: it is no token"));
      return;
    }
  if ((int)n_fields != self->columns.n_columns)
    vbt_sink_problem (
        self->sink, self->input, vbt_input_get_line (self->input),
        ngettext ("The line has %u column instead of %d: the last one is taken for the tag",
                  "The line has %u columns instead of %d: the last one is taken for the tag",
                  n_fields),
        n_fields, self->columns.n_columns);
  vbt_token_text_add (&self->text, fields[self->columns.token]);
  if ((int)n_fields < self->columns.n_columns && n_fields > 1)
    fields[self->columns.tags[0]] = fields[n_fields - 1];
  if ((int)n_fields < self->columns.n_columns && n_fields > 1)
    n_fields = (guint)self->columns.n_columns;
  for (guint i = 0; i < self->columns.n_tags; i++)
    read_tag (self, i, fields, n_fields);
}

static gboolean
read_comment (ConllReader *self, const char *line, GError **error)
{
  const char *equals = strchr (line, '=');

  if (!g_str_has_prefix (line, "# newdoc"))
    return TRUE;
  return start_document (self, equals != NULL ? equals + 1 + strspn (equals + 1, " ") : NULL,
                         error);
}

static gboolean
is_blank (const char *line)
{
  while (*line == ' ' || *line == '\t')
    line++;
  return *line == '\0';
}

static gboolean
read_line (ConllReader *self, char *line, GError **error)
{
  if (is_blank (line))
    return end_sentence (self, error);
  if (vbt_conll_is_start (line))
    return start_document (self, NULL, error);
  if (vbt_conll_is_comment (&self->columns, line))
    return read_comment (self, line, error);
  read_token (self, line);
  return TRUE;
}

static void
tell (ConllReader *self)
{
  const char *scheme = vbt_tag_reader_describe (&self->tags[0]);

  if (self->columns.n_tags == 0)
    vbt_sink_tell (self->sink, self->input, _ ("CoNLL columns: the token in column %d, no tags"),
                   self->columns.token + 1);
  else
    vbt_sink_tell (
        self->sink, self->input,
        _ ("CoNLL columns separated by %s: the token in column %d, tags in column %d, %s"),
        self->columns.tabs ? _ ("TAB") : _ ("spaces"), self->columns.token + 1,
        self->columns.tags[0] + 1, scheme != NULL ? scheme : _ ("of several schemes"));
  if (self->columns.n_other_tags > 0)
    vbt_sink_tell (
        self->sink, self->input,
        ngettext ("%u more column has tags, which are not read: choose others by “tags=3+4”",
                  "%u more columns have tags, which are not read: choose others by “tags=3+4”",
                  self->columns.n_other_tags),
        self->columns.n_other_tags);
}

static gboolean
read_lines (ConllReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *line;

  while ((line = vbt_input_next_text_line (self->input, &local)) != NULL)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read_line (self, line, error))
      return FALSE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!self->has_start && self->text.tokens->len == 0 && self->n_documents == 0)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                           _ ("There is no token in this file"));
      return FALSE;
    }
  return (!self->has_start && self->text.tokens->len == 0) || end_document (self, error);
}

gboolean
vbt_conll_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (VbtNames) names = vbt_names_new (sink->catalog->schema);
  g_autofree ConllReader *self = g_new0 (ConllReader, 1);
  gsize n_head = 0;
  const guint8 *head = vbt_input_peek (input, &n_head, error);
  gboolean success;

  if (head == NULL)
    return FALSE;
  self->input = input;
  self->sink = sink;
  self->names = names;
  vbt_conll_detect (&self->columns, head, n_head);
  if (!vbt_conll_override (&self->columns, input, error))
    return FALSE;
  vbt_token_text_init (&self->text);
  for (guint i = 0; i < CONLL_MAX_COLUMNS; i++)
    vbt_tag_reader_init (&self->tags[i]);
  success = read_lines (self, cancellable, error);
  if (success)
    tell (self);
  vbt_token_text_clear (&self->text);
  for (guint i = 0; i < CONLL_MAX_COLUMNS; i++)
    vbt_tag_reader_clear (&self->tags[i]);
  g_free (self->name);
  return success;
}

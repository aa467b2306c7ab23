/* vbt-format-conll.c: one token a line, its tag in one of the columns: CoNLL-2002, CoNLL-2003 and kin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-conll.h"

#include "formats/vbt-tokens.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* What the family leaves open is decided so:
 *
 * - Columns are separated by TAB if the first token line has one, else by white space.
 * - The token is in the first column, or in the second if the first one counts the tokens of each
 *   sentence. Of the columns that have nothing but tags, that one is read which labels most tokens, but not more
 *   than half of them (CoNLL-2003: chunks label nearly all, names few; HIPE, LitBank: there are fewer the deeper they are
 *   nested); the last of several such. Behind a counting column the first that labels anything is read (GermEval: outer
 *   before inner, UNER: annotators behind).
 * - A line that begins with # is a comment if it is "# key = value" without TAB, or a # in the
 *   counting column. Everywhere else # is a token (WNUT17, BTC).
 * - A document begins at -DOCSTART- and at "# newdoc". A longer one than MAX_TEXT is split.
 * - The text is the tokens, joined by one space, and the sentences, by one line end. */

static const char *const extensions[]
    = { "conll", "bio", "iob", "iob2", "bioes", "bmes", "conll2003", NULL };

extern const VbtFormat vbt_format_conll;

/* Takes a line apart, in place; more columns than there can be stay in the last one. */
guint
vbt_conll_split (const ConllColumns *columns, char *line, char **fields)
{
  char space = columns->tabs ? '\t' : ' ';
  guint n_fields = 0;

  while (n_fields < CONLL_MAX_COLUMNS)
    {
      while (!columns->tabs && (*line == ' ' || *line == '\t'))
        line++;
      if (*line == '\0' && (n_fields > 0 || !columns->tabs))
        break;
      fields[n_fields++] = line;
      /* Words are too short for strcspn(). */
      while (*line != '\0' && *line != '\t' && *line != space)
        line++;
      if (*line == '\0')
        break;
      *line++ = '\0';
    }
  return n_fields;
}

gboolean
vbt_conll_is_comment (const ConllColumns *columns, const char *line)
{
  if (line[0] != '#')
    return FALSE;
  if (columns->index == 0)
    return TRUE;
  if (strchr (line, '\t') != NULL)
    return FALSE;
  return columns->tabs || strstr (line, " = ") != NULL || g_str_has_prefix (line, "# newdoc");
}

/* What is in one column of the lines that were looked at. */
typedef struct
{
  guint n_tags, n_labels, n_numbers, n_ones;
} Column;

static void
look_at (Column *column, const char *field)
{
  char *end;
  unsigned long number = g_ascii_isdigit (field[0]) ? strtoul (field, &end, 10) : 0;

  if (g_ascii_isdigit (field[0]) && *end == '\0')
    {
      column->n_numbers++;
      column->n_ones += number == 1;
    }
  if (vbt_tag_is_tag (field))
    {
      column->n_tags++;
      column->n_labels += field[1] != '\0';
    }
}

static gboolean
is_blank (const char *line)
{
  return line[strspn (line, " \t\r")] == '\0';
}

typedef struct
{
  Column columns[CONLL_MAX_COLUMNS];
  guint widths[CONLL_MAX_COLUMNS + 1];
  guint n_lines, n_sentences;
  guint n_hashes; /* comments, if the first column counts */
  gboolean in_sentence;
} Survey;

static void
survey_line (Survey *self, const ConllColumns *columns, char *line)
{
  char *fields[CONLL_MAX_COLUMNS];
  guint n_fields;

  if (is_blank (line) || vbt_conll_is_start (line) || vbt_conll_is_comment (columns, line))
    {
      self->in_sentence = self->in_sentence && !is_blank (line);
      return;
    }
  self->n_sentences += !self->in_sentence;
  self->in_sentence = TRUE;
  n_fields = vbt_conll_split (columns, line, fields);
  self->n_hashes += g_str_equal (fields[0], "#");
  self->widths[n_fields]++;
  self->n_lines++;
  for (guint i = 0; i < n_fields; i++)
    look_at (&self->columns[i], fields[i]);
}

static void
survey (Survey *self, ConllColumns *columns, char *const *lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (!is_blank (lines[i]) && lines[i][0] != '#' && !vbt_conll_is_start (lines[i]))
      {
        columns->tabs = strchr (lines[i], '\t') != NULL;
        break;
      }
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strdup (lines[i]);

      g_strchomp (line);
      survey_line (self, columns, line);
    }
}

static gboolean
has_tags (const Survey *self, int column)
{
  const Column *info = &self->columns[column];

  return info->n_tags > 0 && info->n_tags * 10 >= self->n_lines * 9;
}

/* How many tokens a column labels; 0 for most of them, which are chunks. */
static guint
count_names (const Survey *self, int column)
{
  guint n = self->columns[column].n_labels;

  return n * 2 <= self->n_lines ? n : 0;
}

static gboolean
is_better (const Survey *self, const ConllColumns *columns, int column, int chosen)
{
  if (columns->index >= 0)
    return self->columns[chosen].n_labels == 0 && self->columns[column].n_labels > 0;
  return count_names (self, column) >= count_names (self, chosen);
}

static void
choose_tags (const Survey *self, ConllColumns *columns)
{
  int chosen = -1;

  for (int i = columns->token + 1; i < columns->n_columns; i++)
    {
      if (!has_tags (self, i))
        continue;
      columns->n_other_tags += chosen >= 0;
      if (chosen < 0 || is_better (self, columns, i, chosen))
        chosen = i;
    }
  if (chosen < 0 && columns->n_columns > columns->token + 1)
    chosen = columns->n_columns - 1;
  columns->tags[0] = chosen;
  columns->n_tags = chosen >= 0 ? 1 : 0;
}

/* Finds out what the columns are. Returns whether they are those of this family beyond doubt. */
gboolean
vbt_conll_detect (ConllColumns *columns, const guint8 *head, gsize n_head)
{
  g_autofree char *text = g_strndup ((const char *)head, n_head);
  g_auto (GStrv) lines = NULL;
  g_autofree Survey *self = g_new0 (Survey, 1);
  guint n_lines;

  *columns = (ConllColumns){ .index = -1, .token = 0 };
  lines = g_strsplit (n_head >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text, "\n",
                      -1);
  /* The last one is cut off. */
  n_lines = g_strv_length (lines);
  if (n_head >= 65536)
    g_clear_pointer (&lines[n_lines - 1], g_free);
  survey (self, columns, lines);
  for (int i = 1; i <= CONLL_MAX_COLUMNS; i++)
    if (self->widths[i] > 0 && self->widths[i] >= self->widths[columns->n_columns])
      columns->n_columns = i;
  columns->n_lines = self->n_lines;
  if (columns->n_columns > 2 && self->columns[0].n_numbers > 0
      && self->columns[0].n_numbers * 20 >= (self->n_lines - self->n_hashes) * 19
      && self->columns[0].n_ones * 2 >= self->n_sentences)
    {
      self->n_lines -= self->n_hashes;
      columns->index = 0;
      columns->token = 1;
    }
  choose_tags (self, columns);
  return columns->n_columns >= 2 && self->n_lines > 0 && columns->n_tags > 0
         && self->widths[columns->n_columns] * 20 >= self->n_lines * 19
         && has_tags (self, columns->tags[0])
         && (self->columns[columns->tags[0]].n_labels > 0 || self->n_lines >= 20);
}

static gboolean
parse_column (const char *word, int *column, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (word, 10, 1, CONLL_MAX_COLUMNS, &number, NULL))
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                   _ ("“%s” is no column: give its number from 1 to %d"), word, CONLL_MAX_COLUMNS);
      return FALSE;
    }
  *column = (int)number - 1;
  return TRUE;
}

/* What the user says of the columns: "token=2,tags=3+4,separator=tab". */
gboolean
vbt_conll_override (ConllColumns *columns, const VbtInput *input, GError **error)
{
  g_autofree char *token = vbt_input_get_dialect (input, "token");
  g_autofree char *tags = vbt_input_get_dialect (input, "tags");
  g_autofree char *separator = vbt_input_get_dialect (input, "separator");
  g_auto (GStrv) words = NULL;

  if (separator != NULL)
    columns->tabs = g_str_equal (separator, "tab");
  if (token != NULL && !parse_column (token, &columns->token, error))
    return FALSE;
  if (tags == NULL)
    return TRUE;
  words = g_strsplit (tags, "+", CONLL_MAX_COLUMNS);
  columns->n_tags = columns->n_other_tags = 0;
  for (guint i = 0; words[i] != NULL; i++)
    if (!parse_column (words[i], &columns->tags[columns->n_tags++], error))
      return FALSE;
  return TRUE;
}

/* More words than that are in no line of columns, but in most paragraphs. */
#define PROSE_WORDS 40

static gboolean
is_long_line (const guint8 *line, const guint8 *end)
{
  guint n_blanks = 0;

  if (line == end || *line == '#')
    return FALSE;
  while (line < end && n_blanks < PROSE_WORDS)
    n_blanks += *line++ == ' ';
  return n_blanks == PROSE_WORDS;
}

static const guint8 *
find_line_end (const guint8 *line, const guint8 *end)
{
  const guint8 *lf = memchr (line, '\n', (gsize)(end - line));

  return lf != NULL ? lf : end;
}

/* Whether more than one line in twenty is prose. A quick look, because every text file of a folder comes by here. */
static gboolean
is_prose (const guint8 *head, gsize n_head)
{
  const guint8 *end = head + n_head;
  guint n_lines = 1, n_long = 0;

  if (memchr (head, '\t', n_head) != NULL)
    return FALSE;
  for (const guint8 *c = find_line_end (head, end); c < end; c = find_line_end (c + 1, end))
    n_lines++;
  for (const guint8 *c = head; c < end && n_long * 20 <= n_lines; c++)
    {
      const guint8 *line = c;

      c = find_line_end (line, end);
      n_long += is_long_line (line, c);
    }
  return n_long * 20 > n_lines;
}

static int
conll_probe (const char *name, const guint8 *head, gsize n_head)
{
  gboolean named = vbt_format_has_extension (&vbt_format_conll, name);
  ConllColumns columns;

  if (memchr (head, 0, n_head) != NULL || (!named && is_prose (head, n_head)))
    return 0;
  if (vbt_conll_detect (&columns, head, n_head))
    return named ? 90 : 75;
  return named && (columns.n_columns != 10 || columns.index != 0) ? 55 : 0;
}

static const char *const separators[] = { "tab", "space", NULL };
static const VbtDialectKey dialect[] = {
  { "token", N_ ("Column of the token"), NULL },
  { "tags", N_ ("Columns of the tags, as in 3+4"), NULL },
  { "separator", N_ ("Between the columns"), separators },
  { NULL },
};

const VbtFormat vbt_format_conll = {
  .name = "conll",
  .title = N_ ("CoNLL columns"),
  .description = N_ ("One token a line with its tag, as in CoNLL-2002 and CoNLL-2003"),
  .extensions = extensions,
  .mime = "text/x-conll",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM | VBT_FORMAT_TOKENS,
  .dialect = dialect,
  .probe = conll_probe,
  .read = vbt_conll_read,
  .begin = vbt_conll_begin,
  .write = vbt_conll_write,
  .end = vbt_conll_end,
  .losses = vbt_conll_losses,
};

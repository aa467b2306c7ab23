/* vbt-format-brat-parse.c: the lines of an .ann file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat.h"
#include "formats/vbt-reader.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

void
vbt_brat_line_free (BratLine *line)
{
  g_free (line->id);
  g_free (line->type);
  g_free (line->rest);
  g_free (line->text);
  g_free (line);
}

static gboolean
check_id (const char *id)
{
  if (g_str_equal (id, "*"))
    return TRUE;
  return strchr ("TERAMN#", id[0]) != NULL && id[0] != '\0' && id[1] != '\0';
}

/* The words behind the id: a type, and what follows one or more spaces. */
static void
split_body (BratLine *line, const char *body)
{
  gsize n_type = strcspn (body, " ");

  line->type = g_strndup (body, n_type);
  line->rest = g_strdup (body + n_type);
  g_strchug (line->rest);
  /* A note's and an attribute's value may end with blanks that belong to it: they are in .text. */
  g_strchomp (line->rest);
}

static BratLine *
parse_line (const char *string, guint number, char **problem)
{
  g_autoptr (BratLine) line = g_new0 (BratLine, 1);
  g_auto (GStrv) fields = g_strsplit (string, "\t", 3);
  guint n_fields = g_strv_length (fields);

  if (n_fields < 2)
    {
      g_autofree char *id = g_strndup (string, MIN (strcspn (string, " "), 40));

      *problem = g_strdup_printf (_ ("The line was left out: expected a TAB after %s"), id);
      return NULL;
    }
  if (!check_id (fields[0]))
    {
      *problem = g_strdup_printf (_ ("The line was left out: “%.40s” is no id"), fields[0]);
      return NULL;
    }
  line->number = number;
  line->id = g_strdup (fields[0]);
  line->kind = fields[0][0] == 'M' ? 'A' : fields[0][0];
  line->text = n_fields > 2 ? g_strdup (fields[2]) : NULL;
  split_body (line, fields[1]);
  if (line->type[0] == '\0')
    {
      *problem = g_strdup_printf (_ ("%s was left out: it has no label"), line->id);
      return NULL;
    }
  return g_steal_pointer (&line);
}

typedef struct
{
  guint n_annotations, n_others;
} Counts;

/* Whether the line can be taken; of very many the rest is left out. */
static gboolean
count_line (Counts *self, const BratLine *line)
{
  guint *n = strchr ("TER", line->kind) != NULL ? &self->n_annotations : &self->n_others;

  return (*n)++ < VBT_READER_MAX_SPANS;
}

static void
report_surplus (const Counts *self, VbtInput *input, VbtSink *sink)
{
  if (self->n_annotations > VBT_READER_MAX_SPANS)
    {
      g_autofree char *surplus = vbt_reader_describe_surplus ();

      vbt_sink_problem (sink, input, 0, "%s", surplus);
    }
  if (self->n_others > VBT_READER_MAX_SPANS)
    vbt_sink_problem (sink, input, 0,
                      _ ("There are more than %d attributes and notes in one document: the others "
                         "were left out. Split the document."),
                      VBT_READER_MAX_SPANS);
}

/* (transfer full) (element-type BratLine): all lines that have the form of one; the others are
 * reported. */
GPtrArray *
vbt_brat_parse (const char *data, VbtInput *input, VbtSink *sink)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_brat_line_free);
  guint number = 0;
  Counts counts = { 0 };

  while (*data != '\0')
    {
      gsize length = strcspn (data, "\n");
      g_autofree char *string = g_strndup (data, length);
      g_autofree char *problem = NULL;
      g_autoptr (BratLine) line = NULL;

      data += length + (data[length] == '\n');
      number++;
      if (length > 0 && string[length - 1] == '\r')
        string[length - 1] = '\0';
      if (strspn (string, " \t") == strlen (string))
        continue;
      line = parse_line (string, number, &problem);
      if (line == NULL)
        vbt_sink_problem (sink, input, number, "%s", problem);
      else if (count_line (&counts, line))
        g_ptr_array_add (lines, g_steal_pointer (&line));
    }
  report_surplus (&counts, input, sink);
  return lines;
}

static gboolean
parse_offset (const char **string, VbtOffset *offset, char **problem)
{
  guint64 number;
  char *end;

  if (!g_ascii_isdigit (**string))
    {
      *problem = **string == '-' ? g_strdup (_ ("an offset is negative"))
                                 : g_strdup (_ ("an offset is not a whole number"));
      return FALSE;
    }
  errno = 0;
  number = g_ascii_strtoull (*string, &end, 10);
  if (errno == ERANGE || number > G_MAXINT32)
    {
      *problem = g_strdup_printf (_ ("the number %.*s is too large"), (int)MIN (end - *string, 40),
                                  *string);
      return FALSE;
    }
  *string = end;
  *offset = (VbtOffset)number;
  return TRUE;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const VbtRange *one = a;
  const VbtRange *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/* (transfer full) (nullable): the fragments of "0 4;9 12", in order; %NULL with what is wrong. */
GArray *
vbt_brat_parse_offsets (const char *string, char **problem)
{
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));

  for (;;)
    {
      VbtRange range;

      if (!parse_offset (&string, &range.start, problem))
        return NULL;
      string += strspn (string, " ");
      if (!parse_offset (&string, &range.end, problem))
        return NULL;
      if (range.start >= range.end)
        {
          *problem = g_strdup_printf (_ ("its start %d is not before its end %d"), range.start,
                                      range.end);
          return NULL;
        }
      g_array_append_val (fragments, range);
      if (*string == '\0')
        break;
      if (*string++ != ';')
        {
          *problem = g_strdup (_ ("its offsets must be like “0 4” or “0 4;9 12”"));
          return NULL;
        }
    }
  g_array_sort (fragments, compare_ranges);
  return g_steal_pointer (&fragments);
}

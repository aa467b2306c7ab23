/* vbt-formats.c: the table of formats
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-archive.h"
#include "formats/vbt-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Each of them is defined in its own file; this list is all that has to know of it. */
#define FORMATS(F)                                                                                 \
  F (vbt_format_native)                                                                            \
  F (vbt_format_brat)                                                                              \
  F (vbt_format_conll)                                                                             \
  F (vbt_format_conllu)                                                                            \
  F (vbt_format_webanno)                                                                           \
  F (vbt_format_xmi)                                                                               \
  F (vbt_format_cas_json)                                                                          \
  F (vbt_format_w3c)                                                                               \
  F (vbt_format_tei)                                                                               \
  F (vbt_format_citron)                                                                            \
  F (vbt_format_corenlp)                                                                           \
  F (vbt_format_corenlp_xml)                                                                       \
  F (vbt_format_bioc)                                                                              \
  F (vbt_format_bioc_json)                                                                         \
  F (vbt_format_csv)                                                                               \
  F (vbt_format_csv_spans)                                                                         \
  F (vbt_format_csv_attributions)                                                                  \
  F (vbt_format_doccano)                                                                           \
  F (vbt_format_tokens)                                                                            \
  F (vbt_format_prodigy)                                                                           \
  F (vbt_format_label_studio)                                                                      \
  F (vbt_format_html)                                                                              \
  F (vbt_format_mhtml)                                                                             \
  F (vbt_format_markdown)                                                                          \
  F (vbt_format_docx)                                                                              \
  F (vbt_format_odt)                                                                               \
  F (vbt_format_pdf)                                                                               \
  F (vbt_format_epub)                                                                              \
  F (vbt_format_archive)                                                                           \
  F (vbt_format_annotated_html)                                                                    \
  F (vbt_format_text)

#define DECLARE(format) extern const VbtFormat format;
#define POINT_TO(format) &format,

FORMATS (DECLARE)

static const VbtFormat *const formats[] = { FORMATS (POINT_TO) NULL };

/**
 * vbt_formats:
 *
 * Returns: (array zero-terminated=1): all formats, in the order in which they are listed
 */
const VbtFormat *const *
vbt_formats (void)
{
  return formats;
}

/**
 * vbt_formats_find:
 * @name: name of a format, as on the command line
 * @error: return location for an error
 *
 * Returns: the format, or %NULL with %VBT_ERROR_USAGE, which names those that there are
 */
const VbtFormat *
vbt_formats_find (const char *name, GError **error)
{
  g_autoptr (GString) names = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; formats[i] != NULL; i++)
    if (g_str_equal (formats[i]->name, name))
      return formats[i];
  names = g_string_new (NULL);
  for (guint i = 0; formats[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", formats[i]->name);
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("There is no format “%s”. The formats are: %s."), name, names->str);
  return NULL;
}

/**
 * vbt_formats_recognize:
 * @name: name or path of the file
 * @head: its first bytes
 * @n_head: how many
 * @score: (out) (optional): how sure it is, 0…100; below %VBT_FORMAT_SURE a file should not be
 *   taken unless the user named it
 *
 * Returns: (nullable): the format that claims the file most strongly; %NULL where none does
 */
const VbtFormat *
vbt_formats_recognize (const char *name, const guint8 *head, gsize n_head, int *score)
{
  const VbtFormat *best = NULL;
  int best_score = 0;

  g_return_val_if_fail (name != NULL && (head != NULL || n_head == 0), NULL);

  for (guint i = 0; formats[i] != NULL; i++)
    {
      int this_score
          = formats[i]->flags & VBT_FORMAT_READS ? formats[i]->probe (name, head, n_head) : 0;

      if (this_score > best_score)
        {
          best = formats[i];
          best_score = this_score;
        }
    }
  if (score != NULL)
    *score = best_score;
  return best;
}

/* Why no format claims a file, and what can be done. */
static char *
explain_unknown (const char *name, const guint8 *head, gsize n_head)
{
  const char *encoding = vbt_decode_guess (head, n_head);

  if (n_head == 0)
    return g_strdup_printf (_ ("“%s” is empty"), name);
  if (vbt_archive_is_archive (head, n_head))
    return g_strdup_printf (
        _ ("“%s” is an archive, whatever its name says: rename it, such as to “.zip”, or "
           "name its format"),
        name);
  if (!g_str_equal (encoding, "UTF-8"))
    return g_strdup_printf (
        _ ("The format of “%s” is not known, and it looks like %s: name both format and "
           "encoding, or save it in UTF-8"),
        name, encoding);
  return g_strdup_printf (
      _ ("The format of “%s” is not known: name it, or convert the file to plain text"), name);
}

/* JSON says what it is behind the text of the first article, which may be a book. Documents in an archive may be longer, so that
 * looking so far is no reason to refuse one. */
#define FAR (8 * 1024 * 1024)

/* What is no JSON is known by its beginning, and so is JSON of short texts: these scores are 60 and more. */
#define CERTAIN 60

/**
 * vbt_formats_recognize_input:
 * @input: an input
 * @score: (out) (optional): as in vbt_formats_recognize()
 * @error: return location for an error
 *
 * Recognizes the format of an input by its name and its first bytes, which stay to be read.
 *
 * Returns: the format, or %NULL with %VBT_ERROR_IO, or %VBT_ERROR_FORMAT where none claims it
 */
const VbtFormat *
vbt_formats_recognize_input (VbtInput *input, int *score, GError **error)
{
  const VbtFormat *format;
  const guint8 *head;
  gsize n_head = 0, n_before;
  int found = 0;

  g_return_val_if_fail (input != NULL, NULL);

  head = vbt_input_peek (input, &n_head, error);
  if (head == NULL)
    return NULL;
  format = vbt_formats_recognize (vbt_input_get_name (input), head, n_head, &found);
  if (found < CERTAIN && vbt_json_may_begin (head, n_head))
    {
      n_before = n_head;
      head = vbt_input_peek_far (input, FAR, &n_head, error);
      if (head == NULL)
        return NULL;
      if (n_head > n_before)
        format = vbt_formats_recognize (vbt_input_get_name (input), head, n_head, &found);
    }
  if (score != NULL)
    *score = found;
  if (format == NULL)
    {
      g_autofree char *why = explain_unknown (vbt_input_get_name (input), head, n_head);

      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT, why);
    }
  return format;
}

static gboolean
has_extension (const char *const *extensions, const char *name, gsize *n_stem)
{
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && extensions != NULL && extensions[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot + 1, extensions[i]) == 0)
      {
        if (n_stem != NULL)
          *n_stem = (gsize)(dot - name);
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_format_has_extension:
 * @self: a format
 * @name: name or path of a file
 *
 * Returns: whether the name ends in one of the format's extensions
 */
gboolean
vbt_format_has_extension (const VbtFormat *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);
  return has_extension (self->extensions, name, NULL);
}

/**
 * vbt_format_reads_back:
 * @self: a format
 *
 * Returns: whether what is written in it can be read from that alone
 */
gboolean
vbt_format_reads_back (const VbtFormat *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return (self->flags & VBT_FORMAT_READS) && !(self->flags & VBT_FORMAT_NO_TEXT);
}

/**
 * vbt_format_is_named_otherwise:
 * @self: a format that takes what nothing else does
 * @name: name or path of a file
 *
 * A page or a list in JSON that is none which is known is no article, whatever the user named.
 *
 * Returns: whether the name has the extension of another format that is read
 */
gboolean
vbt_format_is_named_otherwise (const VbtFormat *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  for (guint i = 0; formats[i] != NULL; i++)
    if (formats[i] != self && formats[i]->flags & VBT_FORMAT_READS
        && has_extension (formats[i]->extensions, name, NULL))
      return TRUE;
  return FALSE;
}

static gboolean
may_exist (const char *path, GHashTable *names)
{
  const char *slash = strrchr (path, G_DIR_SEPARATOR);

  return names == NULL || g_hash_table_contains (names, slash != NULL ? slash + 1 : path);
}

/**
 * vbt_formats_get_main_path:
 * @path: path of a file
 * @names: (nullable) (element-type utf8): a set of the names of the files in its folder, where they are known, so that
 *   not each has to be asked for
 *
 * Some formats keep a document in two files, of which one is read through the other: brat has
 * its text in NAME.txt and the annotations in NAME.ann. An import replaces every path by its
 * main path, and takes each only once, so that a pair is not imported twice.
 *
 * Returns: (transfer full): the path of the main file that @path belongs to, where there is one
 *   beside it; else @path itself
 */
char *
vbt_formats_get_main_path (const char *path, GHashTable *names)
{
  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_autofree char *stem = NULL;
      g_autofree char *main_path = NULL;
      gsize n_stem;

      if (!has_extension (formats[i]->companions, path, &n_stem))
        continue;
      stem = g_strndup (path, n_stem);
      main_path = g_strconcat (stem, ".", formats[i]->extensions[0], NULL);
      if (may_exist (main_path, names) && g_file_test (main_path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&main_path);
    }
  return g_strdup (path);
}

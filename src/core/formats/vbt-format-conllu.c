/* vbt-format-conllu.c: CoNLL-U and CoNLL-U Plus
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-conllu.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How its parts become ours:
 *
 * - The text is made of FORM and of SpaceAfter and SpacesAfter in MISC; a range is one token, an empty node
 *   none. Sentences are separated by a line end, before "# newpar" by two. "# text" is compared.
 * - "# newdoc" begins a document, "# meta::KEY" is metadata.
 * - Mentions in MISC (“Entity=”, as GUM and CorefUD write them) are spans whose label is the type; those of
 *   one group refer to one entity.
 * - In CoNLL-U Plus a column of tags is read as in the format “conll”.
 * - Lemmas, parts of speech, features and dependencies are read only where the dialect says
 *   “words=yes”: as spans “Word” with attributes, and relations to the head. */

static const char *const extensions[] = { "conllu", "conllup", NULL };

extern const VbtFormat vbt_format_conllu;

/* (transfer full) (nullable): what MISC says of a key; NULL where it does not. */
char *
vbt_conllu_get_misc (const char *misc, const char *key)
{
  gsize n_key = strlen (key);

  while (misc != NULL)
    {
      const char *end = strchrnul (misc, '|');

      if (strncmp (misc, key, n_key) == 0 && misc[n_key] == '=')
        return g_strndup (misc + n_key + 1, (gsize)(end - misc) - n_key - 1);
      misc = *end == '|' ? end + 1 : NULL;
    }
  return NULL;
}

/* Whether the first line that is no comment has the ten columns, the first one a number. */
static gboolean
has_ten_columns (const guint8 *head, gsize n_head)
{
  const guint8 *end = head + n_head;
  guint n_tabs = 0;

  while (head < end && (*head == '#' || *head == '\n' || *head == '\r'))
    {
      head = memchr (head, '\n', (gsize)(end - head));
      head = head != NULL ? head + 1 : end;
    }
  if (head == end || !g_ascii_isdigit (*head))
    return FALSE;
  for (; head < end && *head != '\n'; head++)
    n_tabs += *head == '\t';
  return n_tabs == 9;
}

static int
conllu_probe (const char *name, const guint8 *head, gsize n_head)
{
  gboolean named = vbt_format_has_extension (&vbt_format_conllu, name);

  if (memchr (head, 0, n_head) != NULL)
    return 0;
  if (has_ten_columns (head, n_head)
      || (n_head > 17 && memcmp (head, "# global.columns ", 17) == 0))
    return named ? 96 : 85;
  return named ? 70 : 0;
}

static gboolean
conllu_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static const char *const answers[] = { "yes", "no", NULL };
static const VbtDialectKey dialect[] = {
  { "words", N_ ("Words as annotations"), answers },
  { NULL },
};

const VbtFormat vbt_format_conllu = {
  .name = "conllu",
  .title = N_ ("CoNLL-U"),
  .description = N_ ("Words of Universal Dependencies in ten columns, with mentions of entities"),
  .extensions = extensions,
  .mime = "text/x-conllu",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM | VBT_FORMAT_TOKENS
           | VBT_FORMAT_OWN_ENTITIES,
  .dialect = dialect,
  .probe = conllu_probe,
  .read = vbt_conllu_read,
  .begin = conllu_begin,
  .write = vbt_conllu_write,
  .end = conllu_begin,
  .losses = vbt_conllu_losses,
};

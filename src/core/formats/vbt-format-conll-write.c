/* vbt-format-conll-write.c: writes one token a line, TAB, and its tag
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-conll.h"
#include "formats/vbt-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
vbt_conll_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  VbtTagScheme scheme;

  if (!vbt_output_get_tag_scheme (output, &scheme, error))
    return FALSE;
  vbt_output_set_data (output, GINT_TO_POINTER (scheme), NULL);
  return TRUE;
}

/* White space within a token would be read as the end of its column or line. */
static void
append_token (GString *line, const char *token, gsize length)
{
  gsize before = line->len;

  g_string_append_len (line, token, (gssize)length);
  for (char *c = line->str + before; *c != '\0'; c++)
    if (*c == ' ' || (*c >= '\t' && *c <= '\r' && *c != '\v' && *c != '\f'))
      *c = '_';
}

gboolean
vbt_conll_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                 GError **error)
{
  VbtTagScheme scheme = (VbtTagScheme)GPOINTER_TO_INT (vbt_output_get_data (output));
  g_autoptr (GString) lines = g_string_new (CONLL_DOCUMENT_START "\tO\n");
  g_autoptr (GPtrArray) tags = NULL;
  VbtTokenView view;
  guint sentence = 0;

  vbt_token_view_init (&view, document);
  tags = vbt_token_view_make_tags (&view, catalog, document, scheme, NULL);
  for (guint i = 0; i < view.tokens->len; i++)
    {
      gsize length;
      const char *token = vbt_token_view_find (&view, document, i, &length);

      if (vbt_token_view_begins_sentence (&view, i, &sentence))
        g_string_append_c (lines, '\n');
      append_token (lines, token, length);
      g_string_append_c (lines, '\t');
      g_string_append (lines, tags->pdata[i]);
      g_string_append_c (lines, '\n');
      vbt_output_spill (output, lines);
    }
  g_string_append_c (lines, '\n');
  vbt_token_view_clear (&view);
  return vbt_output_write (output, lines->str, (gssize)lines->len, error);
}

gboolean
vbt_conll_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static void
count_tokens (VbtTokenView *view, const VbtDocument *document, VbtLosses *losses)
{
  for (guint i = 0; i < view->tokens->len; i++)
    {
      g_autofree char *token = vbt_token_view_get_token (view, document, i);

      if (strpbrk (token, " \t\r\n") != NULL)
        vbt_losses_add (losses, _ ("White space within tokens becomes underscores"), document,
                        NULL);
    }
}

void
vbt_conll_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  VbtTokenView view;
  g_autoptr (GPtrArray) tags = NULL;

  vbt_token_view_init (&view, document);
  /* What is lost is the same in every scheme. */
  tags = vbt_token_view_make_tags (&view, catalog, document, VBT_TAGS_IOB2, losses);
  vbt_token_view_count_losses (&view, document, TRUE, losses);
  count_tokens (&view, document, losses);
  vbt_token_view_clear (&view);
  vbt_losses_count (losses, document, VBT_HOLDS_FRAGMENTS | VBT_HOLDS_TOKENS);
}

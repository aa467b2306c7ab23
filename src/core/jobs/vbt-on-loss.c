/* vbt-on-loss.c: what a format cannot hold of a document, and what is done about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-on-loss.h"

#include <glib/gi18n-lib.h>

#include "jobs/vbt-select.h"

/* What the spans of a document cover together, in characters. Many formats write the words of each span, or a cell for each of
 * its tokens: of 100,000 that lie within each other, gigabytes. A book has three or four levels. */
#define MAX_COVERED (300 * 1000 * 1000)

static gboolean
check_covered (const VbtFormat *format, const VbtDocument *document, GError **error)
{
  guint64 n_covered = 0;

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *span = document->annotations->pdata[i];

      for (guint j = 0; span->kind == VBT_KIND_SPAN && j < vbt_annotation_get_n_fragments (span);
           j++)
        {
          VbtRange range = vbt_annotation_get_fragment (span, j);

          n_covered += (guint64)(range.end - range.start);
        }
    }
  if (n_covered <= MAX_COVERED || (format->flags & VBT_FORMAT_TEXT_ONLY))
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
               _ ("Nothing was written: the spans of “%s” cover %u million characters together, "
                  "which is too much for the "
                  "format “%s”. Write it as “verbatim”."),
               document->name, (guint)(n_covered / 1000000), format->name);
  return FALSE;
}

/**
 * vbt_on_loss_from_string:
 * @string: "write", "leave-out" or "refuse"
 * @choice: (out): what it means
 * @error: return location for an error
 *
 * Returns: %FALSE with %VBT_ERROR_USAGE where it means nothing
 */
gboolean
vbt_on_loss_from_string (const char *string, VbtOnLoss *choice, GError **error)
{
  static const char *const names[] = { "write", "leave-out", "refuse" };

  g_return_val_if_fail (string != NULL && choice != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (string, names[i]))
      {
        *choice = (VbtOnLoss)i;
        return TRUE;
      }
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("“%s” is nothing to do about a loss: choose write, leave-out or refuse."),
               string);
  return FALSE;
}

/* The annotations of which something is lost that they say. */
static GHashTable *
find_concerned (const VbtFormat *format, const VbtCatalog *catalog, const VbtDocument *document,
                char **what)
{
  g_autoptr (VbtLosses) losses = vbt_losses_new ();

  losses->annotations = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  format->losses (catalog, document, losses);
  for (guint i = 0; i < losses->rows->len && *what == NULL; i++)
    {
      const VbtLoss *loss = losses->rows->pdata[i];

      if (loss->is_of_annotation)
        *what = g_strdup_printf ("%s (%s)", loss->what, loss->example);
    }
  return g_hash_table_ref (losses->annotations);
}

static void
leave_out (VbtDocument *document, GHashTable *concerned, VbtLosses *losses)
{
  g_autoptr (VbtDocument) before = vbt_document_copy (document);

  vbt_document_drop_index (document);
  for (guint i = document->annotations->len; i > 0; i--)
    if (g_hash_table_contains (concerned,
                               &((VbtAnnotation *)document->annotations->pdata[i - 1])->id))
      g_ptr_array_remove_index (document->annotations, i - 1);
  vbt_document_prune (document);
  for (guint i = 0; i < before->annotations->len; i++)
    {
      const VbtAnnotation *annotation = before->annotations->pdata[i];

      if (vbt_document_get_annotation (document, annotation->id) == NULL)
        vbt_losses_add (losses, _ ("Annotations that the format cannot hold whole are left out"),
                        before, annotation);
    }
}

/**
 * vbt_on_loss_apply:
 * @choice: what is done
 * @format: what will be written
 * @catalog: the document's
 * @document: what will be written; annotations may be taken from it
 * @losses: what is lost is counted here
 * @error: return location for an error
 *
 * Counts what the format cannot hold of the document, and does about it what was chosen. How an annotation
 * came to be is no reason to leave it out.
 *
 * Returns: %FALSE with %VBT_ERROR_FORMAT where nothing is to be written, also because it would be gigabytes
 */
gboolean
vbt_on_loss_apply (VbtOnLoss choice, const VbtFormat *format, const VbtCatalog *catalog,
                   VbtDocument *document, VbtLosses *losses, GError **error)
{
  g_autoptr (GHashTable) concerned = NULL;
  g_autofree char *what = NULL;

  g_return_val_if_fail (format != NULL && document != NULL && losses != NULL, FALSE);

  if (format->losses == NULL)
    return TRUE;
  if (!check_covered (format, document, error))
    return FALSE;
  if (choice != VBT_ON_LOSS_WRITE)
    concerned = find_concerned (format, catalog, document, &what);
  if (choice == VBT_ON_LOSS_REFUSE && g_hash_table_size (concerned) > 0)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT,
                   _ ("Nothing was written, because the format “%s” cannot hold everything: %s"),
                   format->name, what != NULL ? what : document->name);
      return FALSE;
    }
  if (choice == VBT_ON_LOSS_LEAVE_OUT && g_hash_table_size (concerned) > 0)
    leave_out (document, concerned, losses);
  format->losses (catalog, document, losses);
  return TRUE;
}

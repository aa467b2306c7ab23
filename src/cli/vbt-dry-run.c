/* vbt-dry-run.c: what an import would bring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-dry-run.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "jobs/vbt-import-preview.h"

static json_t *
formats_to_json (const GPtrArray *formats)
{
  json_t *array = json_array ();

  for (guint i = 0; i < formats->len; i++)
    {
      const VbtPreviewFormat *row = formats->pdata[i];
      json_t *understood = json_array ();

      for (guint j = 0; j < row->tells->len; j++)
        json_array_append_new (understood, vbt_json_text (row->tells->pdata[j]));
      json_array_append_new (array,
                             json_pack ("{s:s, s:I, s:o}", "name", row->format->name, "files",
                                        (json_int_t)row->n_files, "understood", understood));
    }
  return array;
}

static json_t *
labels_to_json (const GPtrArray *labels)
{
  json_t *array = json_array ();

  for (guint i = 0; i < labels->len; i++)
    {
      const VbtPreviewLabel *row = labels->pdata[i];

      json_array_append_new (array, json_pack ("{s:o, s:s, s:I}", "name", vbt_json_text (row->name),
                                               "kind", vbt_kind_to_string (row->kind), "count",
                                               (json_int_t)row->n));
    }
  return array;
}

static void
print_formats (const GPtrArray *formats)
{
  for (guint i = 0; i < formats->len; i++)
    {
      const VbtPreviewFormat *row = formats->pdata[i];

      printf (ngettext ("%s: %u file\n", "%s: %u files\n", row->n_files), row->format->name,
              row->n_files);
      for (guint j = 0; j < row->tells->len; j++)
        printf ("  %s\n", (const char *)row->tells->pdata[j]);
    }
}

static int
print_preview (VbtInvocation *self, VbtReport *report, const VbtImportPreview *preview)
{
  int status = preview->n_problems > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;

  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (
        json_pack ("{s:o, s:I, s:I, s:I, s:I, s:o, s:o, s:o}", "project",
                   vbt_json_text (vbt_invocation_get_argument (self, 0)), "documents",
                   (json_int_t)preview->n_documents, "spans", (json_int_t)preview->n_spans,
                   "relations", (json_int_t)preview->n_relations, "files_refused",
                   (json_int_t)preview->n_files_refused, "problems",
                   vbt_report_take_problems (report), "formats", formats_to_json (preview->formats),
                   "labels", labels_to_json (preview->labels)),
        status);
  print_formats (preview->formats);
  for (guint i = 0; i < preview->labels->len; i++)
    {
      const VbtPreviewLabel *row = preview->labels->pdata[i];

      printf ("%s\t%s\t%u\n", vbt_kind_to_string (row->kind), row->name, row->n);
    }
  printf (_ ("Documents: %u, spans: %u, relations: %u, files refused: %u, problems: %u\n"),
          preview->n_documents, preview->n_spans, preview->n_relations, preview->n_files_refused,
          preview->n_problems - preview->n_files_refused);
  return status;
}

/**
 * vbt_cli_dry_run:
 * @self: the invocation of an import
 * @options: what it would import
 *
 * Prints which formats the files are in, how they were understood, and which labels they have.
 *
 * Returns: the exit status that the import would have
 */
int
vbt_cli_dry_run (VbtInvocation *self, const VbtImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtImportPreview) preview = NULL;
  VbtReport report;
  int status = VBT_EXIT_OK;

  vbt_report_init (&report, self);
  preview = vbt_import_preview (options, TRUE, &report.progress,
                                vbt_invocation_get_cancellable (self), &error);
  if (preview != NULL)
    status = print_preview (self, &report, preview);
  vbt_report_finish (&report);
  return preview != NULL ? status : vbt_invocation_fail (self, error);
}

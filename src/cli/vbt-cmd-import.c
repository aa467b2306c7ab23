/* vbt-cmd-import.c: vbt import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-dry-run.h"

static const VbtOption options[] = {
  { "format", N_ ("NAME"), N_ ("Format of the files; recognized by default") },
  { "encoding", N_ ("NAME"), N_ ("Encoding of plain text; Unicode is recognized") },
  { "dialect", N_ ("KEY=VALUE,…"), N_ ("How to read the format, where it is misread") },
  { "map", N_ ("FILE"),
    N_ ("A table of labels: the file's, a TAB, and ours, or nothing to leave it out") },
  { "annotator", N_ ("NAME"), N_ ("The person whose annotations these are") },
  { "annotator-from", N_ ("file|folder"),
    N_ ("What names the person: each file, or the folder it lies in") },
  { "join", NULL, N_ ("Add to articles that have the same text already") },
  { "suggestions", NULL, N_ ("Keep the annotations as suggestions, to be reviewed") },
  { "dry-run", NULL, N_ ("Say what is in the files, and import nothing") },
  { "no-index", NULL, N_ ("Leave indexing to the next command, or to the window") },
  { NULL },
};

/* “-” is a file like any other. */
static GPtrArray *
make_paths (const VbtInvocation *self)
{
  const char *const *arguments = vbt_invocation_get_arguments (self, 1);
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (paths,
                     g_str_equal (arguments[i], "-") ? (char *)"/dev/stdin" : (char *)arguments[i]);
  g_ptr_array_add (paths, NULL);
  return paths;
}

static int
print_result (VbtInvocation *self, VbtReport *report, const VbtImportResult *result)
{
  int status = result->n_files_refused + result->n_problems > 0 ? VBT_EXIT_REFUSED : VBT_EXIT_OK;

  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (json_pack ("{s:o, s:I, s:I, s:I, s:I, s:I, s:o}", "project",
                                      vbt_json_text (vbt_invocation_get_argument (self, 0)),
                                      "documents", (json_int_t)result->n_documents, "spans",
                                      (json_int_t)result->n_spans, "relations",
                                      (json_int_t)result->n_relations, "joined",
                                      (json_int_t)result->n_joined, "files_refused",
                                      (json_int_t)result->n_files_refused, "problems",
                                      vbt_report_take_problems (report)),
                           status);
  if (vbt_invocation_has (self, "join"))
    printf (_ ("Documents that were there already: %u\n"), result->n_joined);
  printf (_ ("Documents: %u, spans: %u, relations: %u, files refused: %u, problems: %u\n"),
          result->n_documents, result->n_spans, result->n_relations, result->n_files_refused,
          result->n_problems);
  return status;
}

static gboolean
get_annotator_from (VbtInvocation *self, VbtAnnotatorFrom *from, GError **error)
{
  const char *value = vbt_invocation_get (self, "annotator-from");

  *from = g_strcmp0 (value, "file") == 0     ? VBT_ANNOTATOR_FROM_FILE
          : g_strcmp0 (value, "folder") == 0 ? VBT_ANNOTATOR_FROM_FOLDER
                                             : VBT_ANNOTATOR_FROM_NOTHING;
  if (value == NULL || *from != VBT_ANNOTATOR_FROM_NOTHING)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
               _ ("“%s” names no annotator: say “file” or “folder”"), value);
  return FALSE;
}

static int
import (VbtInvocation *self, VbtStore *store, const VbtFormat *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = make_paths (self);
  const char *map_path = vbt_invocation_get (self, "map");
  g_autoptr (VbtLabelMap) labels
      = map_path != NULL ? vbt_label_map_new_from_file (map_path, &error) : NULL;
  VbtImportOptions import_options = {
    .paths = (const char *const *)paths->pdata,
    .format = format,
    .encoding = vbt_invocation_get (self, "encoding"),
    .dialect = vbt_invocation_get (self, "dialect"),
    .labels = labels,
    .annotator = vbt_invocation_get (self, "annotator"),
    .suggestions = vbt_invocation_has (self, "suggestions"),
    .join = vbt_invocation_has (self, "join"),
    .project = vbt_invocation_get_argument (self, 0),
  };
  VbtImportResult result;
  VbtReport report;
  gboolean success;
  int status;

  if (error == NULL)
    get_annotator_from (self, &import_options.annotator_from, &error);
  if (error == NULL && vbt_invocation_has (self, "dry-run"))
    return vbt_cli_dry_run (self, &import_options);
  import_options.me = error == NULL ? vbt_cli_ensure_me (store, &error) : 0;
  if (import_options.me == 0)
    return vbt_invocation_fail (self, error);
  vbt_report_init (&report, self);
  success = vbt_import (store, &import_options, &result, &report.progress,
                        vbt_invocation_get_cancellable (self), &error);
  if (success)
    status = print_result (self, &report, &result);
  vbt_report_finish (&report);
  return success ? status : vbt_invocation_fail (self, error);
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;
  const char *name = vbt_invocation_get (self, "format");
  const VbtFormat *format = name != NULL ? vbt_formats_find (name, &error) : NULL;

  if (error != NULL)
    return vbt_invocation_fail (self, error);
  vbt_invocation_get_cancellable (self);
  store = vbt_cli_open (
      self, vbt_invocation_has (self, "dry-run") ? VBT_STORE_READ_ONLY : VBT_STORE_DEFAULT, &error);
  if (store == NULL)
    return vbt_invocation_fail (self, error);
  return vbt_cli_close (self, store, import (self, store, format));
}

const VbtCommand vbt_cmd_import = {
  .name = "import",
  .synopsis
  = N_ ("PROJECT PATH… [--format NAME] [--encoding NAME] [--dialect KEY=VALUE,…] "
        "[--map FILE] [--annotator NAME] [--annotator-from file|folder] [--join] [--suggestions] "
        "[--dry-run] [--no-index]"),
  .summary = N_ ("Bring articles and annotations into a project"),
  .description = N_ (
      "Imports files, and folders with all that is below them, as one act that can be undone. The "
      "format of each file is recognized. Annotations of which the file does not say whose they "
      "are become your own, unless --annotator or --annotator-from names a person, or "
      "--suggestions keeps them to be reviewed. With --join those of an article whose text the "
      "project has already are added to it. A file that cannot be read is named on standard error "
      "and leaves nothing of itself; the others go on. --dry-run tells beforehand which formats, "
      "labels and problems there are, and changes nothing. Then the articles are indexed, so that "
      "words can find them; when that is interrupted, any later command that writes, and the "
      "window, goes on with it."),
  .options = options,
  .min_arguments = 2,
  .max_arguments = G_MAXUINT,
  .run = run,
};

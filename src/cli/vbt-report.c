/* vbt-report.c: what a command tells: progress and problems on standard error, JSON on standard output
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-report.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define BAR_WIDTH 30

static guint
terminal_width (void)
{
  struct winsize size = { 0 };

  return ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static void
clear_bar (VbtReport *self)
{
  if (self->is_shown)
    fputs ("\r\033[K", stderr);
  self->is_shown = FALSE;
}

static char *
make_bar (guint64 done, guint64 total)
{
  GString *bar = g_string_new (NULL);
  guint n_full;

  if (total == 0)
    {
      g_string_printf (bar, "%" G_GUINT64_FORMAT, done);
      return g_string_free (bar, FALSE);
    }
  done = MIN (done, total);
  n_full = (guint)((double)done / (double)total * BAR_WIDTH);
  g_string_append_c (bar, '[');
  for (guint i = 0; i < BAR_WIDTH; i++)
    g_string_append_c (bar, i < n_full ? '#' : ' ');
  g_string_append_printf (bar, "] %3d %%", (int)((double)done / (double)total * 100));
  return g_string_free (bar, FALSE);
}

static void
report (gpointer data, guint64 done, guint64 total, const char *what)
{
  VbtReport *self = data;
  g_autofree char *bar = NULL;
  g_autofree char *name = NULL;
  g_autofree char *line = NULL;

  if (!self->is_terminal)
    return;
  bar = make_bar (done, total);
  name = g_filename_display_basename (what);
  line = g_strconcat (bar, "  ", name, NULL);
  if (g_utf8_strlen (line, -1) >= (glong)terminal_width ())
    *g_utf8_offset_to_pointer (line, (glong)terminal_width () - 1) = '\0';
  fprintf (stderr, "\r\033[K%s", line);
  fflush (stderr);
  self->is_shown = TRUE;
}

static void
report_problem (gpointer data, const char *file, guint line, const char *message)
{
  VbtReport *self = data;

  clear_bar (self);
  self->n_problems++;
  if (line > 0)
    fprintf (stderr, "%s:%u: %s\n", file, line, message);
  else
    fprintf (stderr, "%s: %s\n", file, message);
  if (self->problems != NULL)
    json_array_append_new (self->problems,
                           json_pack ("{s:o, s:I, s:o}", "file", vbt_json_text (file), "line",
                                      (json_int_t)line, "message", vbt_json_text (message)));
}

static void
tell (gpointer data, const char *file, const char *message)
{
  clear_bar (data);
  fprintf (stderr, "%s: %s\n", file, message);
}

/**
 * vbt_report_init:
 * @self: a report
 * @invocation: the command that reports
 *
 * Prepares `self->progress` for a job.
 */
void
vbt_report_init (VbtReport *self, const VbtInvocation *invocation)
{
  *self = (VbtReport){ .progress = { report, report_problem, self, tell } };
  self->is_terminal = isatty (STDERR_FILENO) == 1;
  if (vbt_invocation_has (invocation, "json"))
    self->problems = json_array ();
}

/**
 * vbt_report_finish:
 * @self: a report
 *
 * Takes the progress bar off the terminal.
 */
void
vbt_report_finish (VbtReport *self)
{
  clear_bar (self);
  g_clear_pointer (&self->problems, json_decref);
}

/**
 * vbt_report_take_problems:
 * @self: a report of a command that was called with --json
 *
 * Returns: (transfer full): the problems that were printed, as an array
 */
json_t *
vbt_report_take_problems (VbtReport *self)
{
  return g_steal_pointer (&self->problems);
}

/**
 * vbt_json_text:
 * @text: (nullable): a text, or the name of a file in whatever encoding
 *
 * Returns: (transfer full): a JSON string, or null
 */
json_t *
vbt_json_text (const char *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return json_null ();
  valid = g_utf8_make_valid (text, -1);
  return json_string (valid);
}

/**
 * vbt_json_print:
 * @object: (transfer full): an object
 * @status: the exit status that the command will have
 *
 * Prints the answer of a command that was called with --json.
 *
 * Returns: @status, or that of a failure when standard output cannot be written
 */
int
vbt_json_print (json_t *object, int status)
{
  g_assert (object != NULL);

  if (json_dumpf (object, stdout, JSON_INDENT (2)) != 0 || putchar ('\n') == EOF)
    status = VBT_EXIT_FAILED;
  json_decref (object);
  return status;
}

/**
 * vbt_losses_to_json:
 * @losses: what a format cannot hold
 *
 * Returns: (transfer full): an array of objects
 */
json_t *
vbt_losses_to_json (const VbtLosses *losses)
{
  json_t *array = json_array ();

  for (guint i = 0; i < losses->rows->len; i++)
    {
      const VbtLoss *loss = losses->rows->pdata[i];

      json_array_append_new (
          array, json_pack ("{s:o, s:I, s:o}", "what", vbt_json_text (loss->what), "count",
                            (json_int_t)loss->count, "example", vbt_json_text (loss->example)));
    }
  return array;
}

/**
 * vbt_losses_print:
 * @losses: what a format cannot hold
 * @format: the format
 *
 * Says on standard error what was not written.
 */
void
vbt_losses_print (const VbtLosses *losses, const VbtFormat *format)
{
  if (losses->rows->len > 0)
    fprintf (stderr, _ ("The format “%s” cannot hold everything:\n"), format->name);
  for (guint i = 0; i < losses->rows->len; i++)
    {
      const VbtLoss *loss = losses->rows->pdata[i];

      if (loss->example != NULL)
        fprintf (stderr, "  %u × %s (%s)\n", loss->count, loss->what, loss->example);
      else
        fprintf (stderr, "  %u × %s\n", loss->count, loss->what);
    }
}

/**
 * vbt_differences_print:
 * @result: what came of an export
 * @format: its format
 *
 * Says on standard error what of that which was written came back otherwise.
 */
void
vbt_differences_print (const VbtExportResult *result, const VbtFormat *format)
{
  if (result->differences == NULL)
    return;
  if (result->is_unread)
    fprintf (stderr, _ ("What was written as “%s” could not be compared:\n"), format->name);
  else if (result->differences->rows->len > 0)
    fprintf (stderr, _ ("Read back, the format “%s” has not given everything again:\n"),
             format->name);
  for (guint i = 0; i < result->differences->rows->len; i++)
    fprintf (stderr, "  %s\n", ((VbtLoss *)result->differences->rows->pdata[i])->what);
}

/**
 * vbt_differences_to_json:
 * @result: what came of an export
 *
 * Returns: (transfer full): the differences; null where nothing was read back
 */
json_t *
vbt_differences_to_json (const VbtExportResult *result)
{
  json_t *array = result->differences != NULL ? json_array () : json_null ();

  for (guint i = 0; result->differences != NULL && i < result->differences->rows->len; i++)
    json_array_append_new (array,
                           vbt_json_text (((VbtLoss *)result->differences->rows->pdata[i])->what));
  return array;
}

/**
 * vbt_cli_open_input:
 * @path: path of a file; "-" is standard input
 * @error: return location for an error
 *
 * Returns: (transfer full): what is read; %NULL with an error
 */
VbtInput *
vbt_cli_open_input (const char *path, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_str_equal (path, "-"))
    return vbt_input_new_for_path (path, error);
  stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  return vbt_input_new_for_stream (stream, "<stdin>");
}

/**
 * vbt_cli_open_output:
 * @path: path of a file, or of a folder where the format needs one; "-" is standard output
 * @format: (nullable): what will be written, where it is documents
 * @error: return location for an error
 *
 * Returns: (transfer full): where it is written; %NULL with an error
 */
VbtOutput *
vbt_cli_open_output (const char *path, const VbtFormat *format, GError **error)
{
  gboolean in_folder = format != NULL && (format->flags & VBT_FORMAT_FOLDER) != 0;
  g_autoptr (GOutputStream) stream = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_str_equal (path, "-"))
    return in_folder ? vbt_output_new_for_folder (path, error)
                     : vbt_output_new_for_path (path, error);
  if (in_folder)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE,
                   _ ("The format “%s” needs a folder: it writes several files."), format->name);
      return NULL;
    }
  stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  return vbt_output_new_for_stream (stream);
}

/**
 * vbt_cli_get_on_loss:
 * @invocation: a command that knows --on-loss
 * @choice: (out): what is done about annotations that a format cannot hold whole
 * @error: return location for an error
 *
 * Returns: FALSE with %VBT_ERROR_USAGE where it was told what cannot be done
 */
gboolean
vbt_cli_get_on_loss (const VbtInvocation *invocation, VbtOnLoss *choice, GError **error)
{
  const char *told = vbt_invocation_get (invocation, "on-loss");

  *choice = VBT_ON_LOSS_WRITE;
  return told == NULL || vbt_on_loss_from_string (told, choice, error);
}

/**
 * vbt_cli_open:
 * @invocation: a command whose first argument is a project
 * @flags: whether it will be written
 * @error: return location for an error
 *
 * Returns: (transfer full): the project; NULL with an error, also when it has to be written and cannot
 */
VbtStore *
vbt_cli_open (const VbtInvocation *invocation, VbtStoreFlags flags, GError **error)
{
  g_autoptr (VbtStore) store
      = vbt_store_open (vbt_invocation_get_argument (invocation, 0), flags, error);
  const char *reason = NULL;

  if (store == NULL)
    return NULL;
  if (!(flags & VBT_STORE_READ_ONLY) && vbt_store_is_read_only (store, &reason))
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_READ_ONLY, reason);
      return NULL;
    }
  return g_steal_pointer (&store);
}

/* As the project was told, or of the login. */
static char *
my_name (VbtStore *store)
{
  g_autofree char *name = vbt_store_get_setting (store, VBT_SETTING_ANNOTATOR);

  return name != NULL && *name != '\0' ? g_steal_pointer (&name) : g_strdup (g_get_user_name ());
}

/**
 * vbt_cli_ensure_me:
 * @store: a project
 * @error: return location for an error
 *
 * Returns: the person who works in the project; 0 with an error
 */
VbtId
vbt_cli_ensure_me (VbtStore *store, GError **error)
{
  g_autofree char *name = my_name (store);

  return vbt_store_ensure_person (store, name, error);
}

/**
 * vbt_cli_find_me:
 * @store: a project that is only read
 *
 * Returns: the person who works in the project, 0 when the project does not know them
 */
VbtId
vbt_cli_find_me (VbtStore *store)
{
  g_autofree char *name = my_name (store);
  const VbtAnnotator *me = vbt_catalog_find_annotator (vbt_store_get_catalog (store),
                                                       VBT_ANNOTATOR_PERSON, name, NULL);

  return me != NULL ? me->id : 0;
}

/**
 * vbt_cli_list_documents:
 * @store: a project
 * @invocation: a command that knows --documents
 * @documents: (out) (nullable): what is asked for, NULL: all
 * @error: return location for an error
 *
 * Returns: FALSE with an error when the query is wrong or cannot be answered
 */
gboolean
vbt_cli_list_documents (VbtStore *store, const VbtInvocation *invocation, GArray **documents,
                        GError **error)
{
  const char *query = vbt_invocation_get (invocation, "documents");
  g_autoptr (VbtCriteria) criteria = NULL;
  VbtFilter filter = VBT_FILTER_INIT;

  *documents = NULL;
  if (query == NULL)
    return TRUE;
  criteria = vbt_criteria_parse (query, VBT_CRITERIA_BEGINNING, NULL, error);
  if (criteria == NULL)
    return FALSE;
  filter.criteria = criteria;
  filter.annotator = vbt_cli_find_me (store);
  *documents = vbt_store_list_documents (store, &filter, error);
  return *documents != NULL;
}

/* What an import left to be indexed, this one or one that was killed. Without it words find less, and that is all: it
 * is no failure of the command. */
static void
finish_index (VbtInvocation *invocation, VbtStore *store)
{
  g_autoptr (GError) error = NULL;
  VbtReport report;

  if (vbt_store_is_read_only (store, NULL) || vbt_invocation_has (invocation, "no-index"))
    return;
  vbt_report_init (&report, invocation);
  if (!vbt_index (store, &report.progress, vbt_invocation_get_cancellable (invocation), &error))
    fprintf (stderr, _ ("Not all articles are indexed yet (%s). The next command goes on\n"),
             error->message);
  vbt_report_finish (&report);
}

/**
 * vbt_cli_close:
 * @invocation: a command
 * @store: the project that it worked on
 * @status: the exit status so far
 *
 * Closes the project, so that it is one file again. Where it can be written, what waits to be
 * indexed is indexed before, unless `--no-index` was given.
 *
 * Returns: @status, or that of a failure
 */
int
vbt_cli_close (VbtInvocation *invocation, VbtStore *store, int status)
{
  g_autoptr (GError) error = NULL;

  if (status == VBT_EXIT_OK || status == VBT_EXIT_REFUSED)
    finish_index (invocation, store);
  if (vbt_store_close (store, &error))
    return status;
  return vbt_invocation_fail (invocation, error);
}

/**
 * vbt_cli_verdicts_to_json:
 * @verdicts: (nullable): what people decided so far
 *
 * Returns: (transfer full): an object; null where nobody decided anything
 */
json_t *
vbt_cli_verdicts_to_json (const VbtVerdicts *verdicts)
{
  if (verdicts == NULL)
    return json_null ();
  return json_pack ("{s:I, s:I, s:I, s:f}", "accepted", (json_int_t)verdicts->n_accepted,
                    "corrected", (json_int_t)verdicts->n_corrected, "rejected",
                    (json_int_t)verdicts->n_rejected, "precision",
                    vbt_verdicts_get_precision (verdicts));
}

/**
 * vbt_cli_describe_verdicts:
 * @verdicts: (nullable): what people decided so far
 *
 * Returns: (transfer full): that in words, for a line of a list; empty where nobody decided anything
 */
char *
vbt_cli_describe_verdicts (const VbtVerdicts *verdicts)
{
  guint64 n = verdicts != NULL ? vbt_verdicts_count (verdicts) : 0;

  if (n == 0)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("%.0f %% of %zu decision", "%.0f %% of %zu decisions", n),
                          vbt_verdicts_get_precision (verdicts) * 100, (gsize)n);
}

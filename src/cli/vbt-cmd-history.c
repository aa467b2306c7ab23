/* vbt-cmd-history.c: vbt history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "vbt-report.h"

#define DEFAULT_LIMIT 20

static const VbtOption options[] = {
  { "limit", N_ ("N"), N_ ("List the last N acts (default: 20; 0: all)") },
  { "document", N_ ("NAME"), N_ ("List only acts on the document of this name") },
  { "undo", NULL, N_ ("Undo your last act") },
  { "redo", NULL, N_ ("Redo what you undid last") },
  { "to", N_ ("NUMBER"), N_ ("Undo or redo until this act is your last one; 0 undoes all") },
  { NULL },
};

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  return date != NULL ? g_date_time_format_iso8601 (date) : g_strdup ("");
}

static const char *
get_annotator (VbtStore *store, const VbtHistoryRow *row)
{
  const VbtAnnotator *annotator
      = vbt_catalog_get_annotator (vbt_store_get_catalog (store), row->annotator);

  return annotator != NULL ? annotator->name : "";
}

static json_t *
row_to_json (VbtStore *store, const VbtHistoryRow *row)
{
  g_autofree char *time = format_time (row->time);
  json_t *document = row->document != 0 ? json_sprintf ("%016" G_GINT64_MODIFIER "x", row->document)
                                        : json_null ();

  return json_pack ("{s:I, s:s, s:o, s:o, s:o, s:b, s:b}", "number", (json_int_t)row->number,
                    "time", time, "annotator", vbt_json_text (get_annotator (store, row)),
                    "document", document, "words", vbt_json_text (row->words), "undone",
                    row->undone, "has_way_back", row->has_way_back);
}

static void
print_row (VbtStore *store, const VbtHistoryRow *row)
{
  g_autofree char *time = format_time (row->time);

  printf ("%6" G_GINT64_FORMAT "  %s  %s: %s%s%s\n", row->number, time, get_annotator (store, row),
          row->words, row->undone ? "  " : "", row->undone ? _ ("(undone)") : "");
}

static int
list (VbtInvocation *self, VbtStore *store, GError **error)
{
  const char *name = vbt_invocation_get (self, "document");
  guint64 limit = DEFAULT_LIMIT;
  VbtHistoryFilter filter = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  json_t *acts;

  if (!vbt_invocation_get_number (self, "limit", G_MAXUINT32, &limit, error))
    return VBT_EXIT_USAGE;
  filter.limit = limit == 0 ? G_MAXUINT32 : (guint)limit;
  filter.document = name != NULL ? vbt_store_find_document (store, name, error) : 0;
  if (name != NULL && filter.document == 0)
    return VBT_EXIT_FAILED;
  rows = vbt_store_list_history (store, &filter, error);
  if (rows == NULL)
    return VBT_EXIT_FAILED;
  acts = vbt_invocation_has (self, "json") ? json_array () : NULL;
  for (guint i = 0; i < rows->len; i++)
    if (acts != NULL)
      json_array_append_new (acts, row_to_json (store, rows->pdata[i]));
    else
      print_row (store, rows->pdata[i]);
  return acts != NULL ? vbt_json_print (json_pack ("{s:o}", "acts", acts), VBT_EXIT_OK)
                      : VBT_EXIT_OK;
}

static VbtHistoryRow *
step (const VbtInvocation *self, VbtStore *store, gint64 to, GError **error)
{
  VbtId me = vbt_cli_ensure_me (store, error);

  if (me == 0)
    return NULL;
  if (vbt_invocation_has (self, "undo"))
    return vbt_store_undo (store, me, error);
  if (vbt_invocation_has (self, "redo"))
    return vbt_store_redo (store, me, error);
  return vbt_store_go_to (store, me, to, error);
}

static int
go (VbtInvocation *self, VbtStore *store, gint64 to, GError **error)
{
  g_autoptr (VbtHistoryRow) row = step (self, store, to, error);

  if (row == NULL)
    return VBT_EXIT_FAILED;
  if (vbt_invocation_has (self, "json"))
    return vbt_json_print (row_to_json (store, row), VBT_EXIT_OK);
  printf (row->undone ? _ ("Undone: %s\n") : _ ("Done again: %s\n"), row->words);
  return VBT_EXIT_OK;
}

static int
run (VbtInvocation *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = NULL;
  guint64 to = 0;
  int n_steps = vbt_invocation_has (self, "undo") + vbt_invocation_has (self, "redo")
                + vbt_invocation_has (self, "to");
  int status;

  if (n_steps > 1)
    g_set_error_literal (&error, VBT_ERROR, VBT_ERROR_USAGE,
                         _ ("Only one of --undo, --redo and --to can be given."));
  else if (vbt_invocation_get_number (self, "to", G_MAXINT64, &to, &error))
    store = vbt_cli_open (self, n_steps == 0 ? VBT_STORE_READ_ONLY : VBT_STORE_DEFAULT, &error);
  if (store == NULL)
    return vbt_invocation_fail (self, error);
  status = n_steps == 0 ? list (self, store, &error) : go (self, store, (gint64)to, &error);
  if (error != NULL)
    status = vbt_invocation_fail (self, error);
  return vbt_cli_close (self, store, status);
}

const VbtCommand vbt_cmd_history = {
  .name = "history",
  .synopsis = N_ ("PROJECT [--undo | --redo | --to NUMBER]"),
  .summary = N_ ("List what was done in a project, undo and redo it"),
  .description
  = N_ ("Lists the acts of everybody, the last one first, with their numbers. Undo and redo are "
        "for each annotator, have no bottom, and refuse to touch what somebody else "
        "changed since; then nothing is changed."),
  .options = options,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};

/* vbt-report.h: what a command tells: progress and problems on standard error, JSON on standard output
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "jobs/vbt-import.h"
#include "vbt-command.h"

G_BEGIN_DECLS

/** VbtReport: shows progress where there is a terminal, prints problems, and collects them. */
typedef struct
{
  VbtProgress progress;
  gboolean is_terminal;
  gboolean is_shown; /* a bar stands in the terminal's last line */
  json_t *problems;  /* an array; NULL where --json was not given */
  guint n_problems;
} VbtReport;

void vbt_report_init (VbtReport *self, const VbtInvocation *invocation);
void vbt_report_finish (VbtReport *self);
json_t *vbt_report_take_problems (VbtReport *self);

json_t *vbt_json_text (const char *text);
int vbt_json_print (json_t *object, int status);
json_t *vbt_losses_to_json (const VbtLosses *losses);
void vbt_losses_print (const VbtLosses *losses, const VbtFormat *format);
void vbt_differences_print (const VbtExportResult *result, const VbtFormat *format);
json_t *vbt_differences_to_json (const VbtExportResult *result);

VbtInput *vbt_cli_open_input (const char *path, GError **error);
VbtOutput *vbt_cli_open_output (const char *path, const VbtFormat *format, GError **error);
gboolean vbt_cli_get_on_loss (const VbtInvocation *invocation, VbtOnLoss *choice, GError **error);
VbtStore *vbt_cli_open (const VbtInvocation *invocation, VbtStoreFlags flags, GError **error);
VbtId vbt_cli_ensure_me (VbtStore *store, GError **error);
VbtId vbt_cli_find_me (VbtStore *store);
gboolean vbt_cli_list_documents (VbtStore *store, const VbtInvocation *invocation,
                                 GArray **documents, GError **error);
int vbt_cli_close (VbtInvocation *invocation, VbtStore *store, int status);

json_t *vbt_cli_verdicts_to_json (const VbtVerdicts *verdicts);
char *vbt_cli_describe_verdicts (const VbtVerdicts *verdicts);

G_END_DECLS

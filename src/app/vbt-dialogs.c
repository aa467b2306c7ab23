/* vbt-dialogs.c: the dialogs for which GTK 4.8 has only API that newer ones deprecate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *parent;
  VbtFileCallback file;
  VbtFilesCallback files;
  VbtAnswerCallback answer;
  gpointer data;
} Request;

static void
file_response_cb (GtkNativeDialog *dialog, int response, Request *request)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  gboolean chosen = response == GTK_RESPONSE_ACCEPT;

  gtk_native_dialog_hide (dialog);
  if (request->files != NULL)
    {
      g_autoptr (GListModel) files = chosen ? gtk_file_chooser_get_files (chooser) : NULL;
      request->files (request->parent, files, request->data);
    }
  else
    {
      g_autoptr (GFile) file = chosen ? gtk_file_chooser_get_file (chooser) : NULL;
      request->file (request->parent, file, request->data);
    }
  g_free (request);
  g_object_unref (dialog);
}

static GtkFileChooserNative *
new_chooser (GtkWindow *parent, const char *title, GtkFileChooserAction action, const char *accept)
{
  return gtk_file_chooser_native_new (title, parent, action, accept, _ ("_Cancel"));
}

static void
run_chooser (GtkFileChooserNative *chooser, Request request)
{
  g_signal_connect (chooser, "response", G_CALLBACK (file_response_cb),
                    g_memdup2 (&request, sizeof request));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
add_kind (GtkFileChooser *chooser, const VbtFileKind *kind)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  g_auto (GStrv) patterns = g_strsplit (kind->patterns, " ", -1);

  gtk_file_filter_set_name (filter, kind->title);
  for (char **pattern = patterns; *pattern != NULL; pattern++)
    gtk_file_filter_add_pattern (filter, *pattern);
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, filter);
  gtk_file_chooser_add_filter (chooser, all);
}

/**
 * vbt_dialogs_open:
 * @parent: the window that asks
 * @title: translated title
 * @kind: (nullable): which files are shown at first
 * @callback: called with the file
 * @data: for @callback
 *
 * Asks for one existing file.
 */
void
vbt_dialogs_open (GtkWindow *parent, const char *title, const VbtFileKind *kind,
                  VbtFileCallback callback, gpointer data)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));

  GtkFileChooserNative *chooser
      = new_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"));
  if (kind != NULL)
    add_kind (GTK_FILE_CHOOSER (chooser), kind);
  run_chooser (chooser, (Request){ .parent = parent, .file = callback, .data = data });
}

/**
 * vbt_dialogs_open_several:
 * @parent: the window that asks
 * @title: translated title
 * @accept: what the button says, translated
 * @kind: (nullable): which files are shown at first
 * @callback: called with a list of #GFile
 * @data: for @callback
 *
 * Asks for existing files.
 */
void
vbt_dialogs_open_several (GtkWindow *parent, const char *title, const char *accept,
                          const VbtFileKind *kind, VbtFilesCallback callback, gpointer data)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));

  GtkFileChooserNative *chooser = new_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, accept);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  if (kind != NULL)
    add_kind (GTK_FILE_CHOOSER (chooser), kind);
  run_chooser (chooser, (Request){ .parent = parent, .files = callback, .data = data });
}

/**
 * vbt_dialogs_choose_folders:
 * @parent: the window that asks
 * @title: translated title
 * @callback: called with a list of #GFile
 * @data: for @callback
 *
 * Asks for existing folders.
 */
void
vbt_dialogs_choose_folders (GtkWindow *parent, const char *title, VbtFilesCallback callback,
                            gpointer data)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));

  GtkFileChooserNative *chooser
      = new_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  run_chooser (chooser, (Request){ .parent = parent, .files = callback, .data = data });
}

/**
 * vbt_dialogs_save:
 * @parent: the window that asks
 * @title: translated title
 * @name: the file name that is offered
 * @callback: called with the file
 * @data: for @callback
 *
 * Asks for the place of a file that is to be written; asks before one is replaced.
 */
void
vbt_dialogs_save (GtkWindow *parent, const char *title, const char *name, VbtFileCallback callback,
                  gpointer data)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));

  GtkFileChooserNative *chooser
      = new_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  run_chooser (chooser, (Request){ .parent = parent, .file = callback, .data = data });
}

static void
answer_cb (AdwMessageDialog *dialog, const char *response, Request *request)
{
  request->answer (request->parent, g_str_equal (response, "yes"), request->data);
}

/* Also when the dialog goes with its window, and nobody answered. */
static void
request_free (gpointer request, GClosure *closure)
{
  g_free (request);
}

/**
 * vbt_dialogs_ask:
 * @parent: the window that asks
 * @heading: the question
 * @body: what follows from it
 * @yes: the button that does it, with a mnemonic
 * @destructive: whether something is lost by it
 * @callback: called with the answer
 * @data: for @callback
 *
 * Asks before something that undo cannot take back.
 */
void
vbt_dialogs_ask (GtkWindow *parent, const char *heading, const char *body, const char *yes,
                 gboolean destructive, VbtAnswerCallback callback, gpointer data)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));

  Request request = { .parent = parent, .answer = callback, .data = data };
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "yes", yes, NULL);
  adw_message_dialog_set_response_appearance (
      dialog, "yes", destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "cancel" : "yes");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answer_cb),
                         g_memdup2 (&request, sizeof request), request_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static AdwMessageDialog *
new_message (GtkWindow *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_message_dialog_set_default_response (dialog, "close");
  adw_message_dialog_set_close_response (dialog, "close");
  return dialog;
}

/**
 * vbt_dialogs_tell:
 * @parent: (nullable): the window that tells
 * @heading: what happened
 * @body: why, and what to do
 *
 * Tells what cannot be missed.
 */
void
vbt_dialogs_tell (GtkWindow *parent, const char *heading, const char *body)
{
  gtk_window_present (GTK_WINDOW (new_message (parent, heading, body)));
}

/* Longer lists are cut: the dialog is to be read, not to be scrolled for an hour. */
#define MAX_LINES 1000

static char *
join_lines (const GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (lines->len, MAX_LINES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *)g_ptr_array_index (lines, i));
  if (lines->len > MAX_LINES)
    {
      guint rest = lines->len - MAX_LINES;
      g_string_append_c (text, '\n');
      g_string_append_printf (
          text, g_dngettext (GETTEXT_PACKAGE, "… and %u more", "… and %u more", rest), rest);
    }
  return g_string_free (text, FALSE);
}

/**
 * vbt_dialogs_list:
 * @parent: (nullable): the window that tells
 * @heading: what happened
 * @body: in which way
 * @lines: (element-type utf8): each place where it happened
 *
 * Shows a list that can be scrolled, selected and copied, such as the problems of an import.
 */
void
vbt_dialogs_list (GtkWindow *parent, const char *heading, const char *body, const GPtrArray *lines)
{
  g_return_if_fail (lines != NULL);

  AdwMessageDialog *dialog = new_message (parent, heading, body);
  g_autofree char *text = join_lines (lines);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "problems");
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_size_request (scroller, 460, -1);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 96);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  adw_message_dialog_set_extra_child (dialog, scroller);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * vbt_dialogs_about:
 * @parent: the window that asks
 *
 * Shows version, license and authors.
 */
void
vbt_dialogs_about (GtkWindow *parent)
{
  static const char *const developers[] = { "The Verbatim developers", NULL };

  adw_show_about_window (
      parent, "application-name", "Verbatim", "application-icon", APP_ID, "version",
      PACKAGE_VERSION, "developer-name", developers[0], "developers", developers, "license-type",
      GTK_LICENSE_GPL_3_0, "website", "https://github.com/verbatim-app/verbatim", "issue-url",
      "https://github.com/verbatim-app/verbatim/issues", "comments",
      _ ("Annotate articles: who said what"), "translator-credits", _ ("translator-credits"), NULL);
}

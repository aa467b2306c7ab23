/* vbt-app-actions.c: the table of all that a user can do, with words and keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keys/vbt-app-actions.h"

#include <glib/gi18n.h>

/* An action that is no line here has no key, and cannot be found in the palette. */
static const VbtAppAction actions[] = {
  { "article.choose-label", VBT_ACTIONS_ANNOTATE, N_ ("Choose a label by its name"), "r" },
  { "article.speaker", VBT_ACTIONS_ANNOTATE,
    N_ ("Give the quote its speaker, a name or pronoun whom it refers to"), "s" },
  { "article.same", VBT_ACTIONS_ANNOTATE,
    N_ ("The same as the likeliest annotation before it; again: as the next likely"), "d" },
  { "article.same-as", VBT_ACTIONS_ANNOTATE, N_ ("The same as an annotation that is chosen then"),
    "<Shift>d" },
  { "article.link", VBT_ACTIONS_ANNOTATE, N_ ("Link to another annotation"), "l" },
  { "article.mark-all", VBT_ACTIONS_ANNOTATE, N_ ("Mark every occurrence of the words"), "m" },
  { "article.delete", VBT_ACTIONS_ANNOTATE, N_ ("Remove the annotation"), "Delete" },
  { "article.edit-attributes", VBT_ACTIONS_ANNOTATE, N_ ("Edit the attributes of the annotation"),
    "Return" },
  { "article.unsure", VBT_ACTIONS_ANNOTATE, N_ ("Flag the annotation as not sure, or not"),
    "question" },
  { "win.note", VBT_ACTIONS_ANNOTATE, N_ ("Write a note or a question on what is selected"),
    "<Control>m" },
  { "article.menu", VBT_ACTIONS_ANNOTATE, N_ ("Menu of all that applies"), "Menu <Shift>F10" },
  { "article.clear", VBT_ACTIONS_ANNOTATE, N_ ("Back to the text"), "Escape" },

  { "article.add-fragment", VBT_ACTIONS_EDGES, N_ ("Add the selected words to the annotation"),
    "f" },
  { "article.remove-fragment", VBT_ACTIONS_EDGES, N_ ("Take words, or a fragment, out of it"),
    "<Shift>f" },
  { "article.end-back", VBT_ACTIONS_EDGES, N_ ("Move the end to the left by a word"), "<Alt>Left" },
  { "article.end-forward", VBT_ACTIONS_EDGES, N_ ("Move the end to the right by a word"),
    "<Alt>Right" },
  { "article.start-back", VBT_ACTIONS_EDGES, N_ ("Move the start to the left by a word"),
    "<Alt><Shift>Left" },
  { "article.start-forward", VBT_ACTIONS_EDGES, N_ ("Move the start to the right by a word"),
    "<Alt><Shift>Right" },
  { "article.end-back-character", VBT_ACTIONS_EDGES, N_ ("Move the end to the left by a character"),
    "<Control><Alt>Left" },
  { "article.end-forward-character", VBT_ACTIONS_EDGES,
    N_ ("Move the end to the right by a character"), "<Control><Alt>Right" },
  { "article.start-back-character", VBT_ACTIONS_EDGES,
    N_ ("Move the start to the left by a character"), "<Control><Alt><Shift>Left" },
  { "article.start-forward-character", VBT_ACTIONS_EDGES,
    N_ ("Move the start to the right by a character"), "<Control><Alt><Shift>Right" },

  { "article.next-annotation", VBT_ACTIONS_REVIEW, N_ ("Next annotation"), "Tab" },
  { "article.previous-annotation", VBT_ACTIONS_REVIEW, N_ ("Previous annotation"), "<Shift>Tab" },
  { "article.next-suggestion", VBT_ACTIONS_REVIEW, N_ ("Next suggestion"), "n" },
  { "article.previous-suggestion", VBT_ACTIONS_REVIEW, N_ ("Previous suggestion"), "p" },
  { "article.next-quote", VBT_ACTIONS_REVIEW, N_ ("Next quote"), "q" },
  { "article.previous-quote", VBT_ACTIONS_REVIEW, N_ ("Previous quote"), "<Shift>q" },
  { "article.next-by-speaker", VBT_ACTIONS_REVIEW, N_ ("Next quote by the same speaker"), "g" },
  { "article.previous-by-speaker", VBT_ACTIONS_REVIEW, N_ ("Previous quote by the same speaker"),
    "<Shift>g" },
  { "article.next-problem", VBT_ACTIONS_REVIEW, N_ ("Next problem"), "F8" },
  { "article.previous-problem", VBT_ACTIONS_REVIEW, N_ ("Previous problem"), "<Shift>F8" },
  { "article.fix-problem", VBT_ACTIONS_REVIEW, N_ ("Fix the problem of the annotation"),
    "<Control>F8" },
  { "win.article-problems", VBT_ACTIONS_REVIEW, N_ ("List the problems of the article"),
    "<Control><Shift>F8" },
  { "problems.open", VBT_ACTIONS_REVIEW, N_ ("On the page Problems: show it in its article"), "o" },
  { "problems.fix", VBT_ACTIONS_REVIEW, N_ ("On the page Problems: fix it"), "f" },
  { "problems.fix-all", VBT_ACTIONS_REVIEW,
    N_ ("On the page Problems: fix all that are listed and can be"), "<Shift>f" },
  { "article.accept", VBT_ACTIONS_REVIEW, N_ ("Accept the suggestion"), "a" },
  { "article.reject", VBT_ACTIONS_REVIEW, N_ ("Reject the suggestion"), "x" },

  { "article.accept-like", VBT_ACTIONS_REVIEW,
    N_ ("Accept the suggestion and all like it, after a look"), "<Shift>a" },
  { "article.reject-like", VBT_ACTIONS_REVIEW,
    N_ ("Reject the suggestion and all like it, after a look"), "<Shift>x" },
  { "article.accept-paragraph", VBT_ACTIONS_REVIEW, N_ ("Accept all suggestions of the paragraph"),
    "<Alt><Shift>a" },
  { "article.reject-paragraph", VBT_ACTIONS_REVIEW, N_ ("Reject all suggestions of the paragraph"),
    "<Alt><Shift>x" },
  { "article.accept-article", VBT_ACTIONS_REVIEW, N_ ("Accept all suggestions of the article"),
    "<Control><Shift>a" },
  { "article.reject-article", VBT_ACTIONS_REVIEW, N_ ("Reject all suggestions of the article"),
    "<Control><Shift>x" },
  { "review.accept", VBT_ACTIONS_REVIEW, N_ ("On the page Review: accept"), "a" },
  { "review.reject", VBT_ACTIONS_REVIEW, N_ ("On the page Review: reject"), "x" },
  { "review.skip", VBT_ACTIONS_REVIEW, N_ ("On the page Review: skip"), "n" },
  { "review.previous", VBT_ACTIONS_REVIEW, N_ ("On the page Review: back to what was skipped"),
    "p" },
  { "review.speaker", VBT_ACTIONS_REVIEW,
    N_ ("On the page Review: who said it, or whom the words name"), "s" },
  { "review.same", VBT_ACTIONS_REVIEW, N_ ("On the page Review: the same as the likeliest"), "d" },
  { "review.edges", VBT_ACTIONS_REVIEW,
    N_ ("On the page Review: move the edges with the arrows, the start with Shift"), "e" },
  { "review.end-back", VBT_ACTIONS_REVIEW, N_ ("On the page Review: the end to the left"),
    "<Alt>Left" },
  { "review.end-forward", VBT_ACTIONS_REVIEW, N_ ("On the page Review: the end to the right"),
    "<Alt>Right" },
  { "review.start-back", VBT_ACTIONS_REVIEW, N_ ("On the page Review: the start to the left"),
    "<Alt><Shift>Left" },
  { "review.start-forward", VBT_ACTIONS_REVIEW, N_ ("On the page Review: the start to the right"),
    "<Alt><Shift>Right" },
  { "review.accept-like", VBT_ACTIONS_REVIEW,
    N_ ("On the page Review: accept it and all ticked others"), "<Shift>a" },
  { "review.reject-like", VBT_ACTIONS_REVIEW,
    N_ ("On the page Review: reject it and all ticked others"), "<Shift>x" },
  { "review.open", VBT_ACTIONS_REVIEW, N_ ("On the page Review: show it in its article"), "o" },

  { "article.widen-selection", VBT_ACTIONS_READ, N_ ("Select word, sentence, paragraph"), "w" },
  { "article.next-sentence", VBT_ACTIONS_READ, N_ ("Next sentence"), "<Alt>Down" },
  { "article.previous-sentence", VBT_ACTIONS_READ, N_ ("Previous sentence"), "<Alt>Up" },
  { "article.next-sentence-extend", VBT_ACTIONS_READ, N_ ("Select to the next sentence"),
    "<Alt><Shift>Down" },
  { "article.previous-sentence-extend", VBT_ACTIONS_READ, N_ ("Select to the previous sentence"),
    "<Alt><Shift>Up" },
  { "article.copy", VBT_ACTIONS_READ, N_ ("Copy text"), "<Control>c" },
  { "win.find", VBT_ACTIONS_READ, N_ ("Find in the article"), "<Control>f" },
  { "win.find-next", VBT_ACTIONS_READ, N_ ("Next hit"), "<Control>g F3" },
  { "win.find-previous", VBT_ACTIONS_READ, N_ ("Previous hit"), "<Control><Shift>g <Shift>F3" },

  { "win.search", VBT_ACTIONS_READ, N_ ("Search the project"), "<Control><Shift>f" },
  { "search.open", VBT_ACTIONS_READ, N_ ("On the page Search: show the hit in its article"), "o" },
  { "search.tick", VBT_ACTIONS_READ, N_ ("On the page Search: tick the hit, or not"), "space" },
  { "search.tick-all", VBT_ACTIONS_READ, N_ ("On the page Search: tick all hits, or none"),
    "<Control>a" },
  { "search.delete", VBT_ACTIONS_READ, N_ ("On the page Search: delete what is ticked"), "Delete" },
  { "search.export", VBT_ACTIONS_READ, N_ ("On the page Search: export what is ticked"), "e" },
  { "search.again", VBT_ACTIONS_READ, N_ ("On the page Search: search again"), "F5" },

  { "win.next-document", VBT_ACTIONS_DOCUMENTS, N_ ("Next document"), "<Control>Page_Down" },
  { "win.previous-document", VBT_ACTIONS_DOCUMENTS, N_ ("Previous document"), "<Control>Page_Up" },
  { "win.mark-done", VBT_ACTIONS_DOCUMENTS, N_ ("Mark as done, go to the next"),
    "<Control>Return" },
  { "win.filter", VBT_ACTIONS_DOCUMENTS, N_ ("Filter the list"), "<Control>l" },
  { "win.tag-document", VBT_ACTIONS_DOCUMENTS, N_ ("Find quotes and names in this document"),
    "<Control>t" },
  { "win.tag", VBT_ACTIONS_DOCUMENTS, N_ ("Choose taggers and what they tag"),
    "<Control><Shift>t" },
  { "win.tag-all", VBT_ACTIONS_DOCUMENTS, N_ ("Find quotes and names in all documents"), NULL },
  { "win.status::new", VBT_ACTIONS_DOCUMENTS, N_ ("Status of this document: new"), NULL },
  { "win.status::in-progress", VBT_ACTIONS_DOCUMENTS, N_ ("Status of this document: in progress"),
    NULL },
  { "win.status::locked", VBT_ACTIONS_DOCUMENTS, N_ ("Status of this document: locked"), NULL },
  { "win.details", VBT_ACTIONS_DOCUMENTS, N_ ("Details of this document: title, source, language"),
    "<Control>d" },
  { "win.trash-document", VBT_ACTIONS_DOCUMENTS, N_ ("Move this document to the trash"), NULL },

  { "win.new-project", VBT_ACTIONS_PROJECT, N_ ("New project"), "<Control>n" },
  { "win.open-project", VBT_ACTIONS_PROJECT, N_ ("Open project"), "<Control>o" },
  { "win.close-project", VBT_ACTIONS_PROJECT, N_ ("Close the project"), NULL },
  { "win.import", VBT_ACTIONS_PROJECT, N_ ("Import files or folders"), "<Control>i" },
  { "win.merge", VBT_ACTIONS_PROJECT, N_ ("Merge copies of the project that others worked in"),
    NULL },
  { "win.export", VBT_ACTIONS_PROJECT, N_ ("Export"), "<Control>e" },
  { "win.import-register", VBT_ACTIONS_PROJECT,
    N_ ("Import people, organizations and places from a table"), NULL },
  { "win.export-register", VBT_ACTIONS_PROJECT,
    N_ ("Export people, organizations and places as a table"), NULL },
  { "win.schema", VBT_ACTIONS_PROJECT, N_ ("Change the schema: labels, attributes, guidelines"),
    "<Control><Shift>s" },
  { "win.print", VBT_ACTIONS_PROJECT, N_ ("Print the article with its marks"), "<Control>p" },
  { "win.save-pdf", VBT_ACTIONS_PROJECT, N_ ("Save the article as PDF"), NULL },
  { "app.new-window", VBT_ACTIONS_PROJECT, N_ ("New window"), NULL },
  { "window.close", VBT_ACTIONS_PROJECT, N_ ("Close the window"), "<Control>w" },
  { "app.quit", VBT_ACTIONS_PROJECT, N_ ("Quit"), "<Control>q" },

  { "win.undo", VBT_ACTIONS_UNDO, N_ ("Undo"), "<Control>z" },
  { "win.redo", VBT_ACTIONS_UNDO, N_ ("Redo"), "<Control><Shift>z <Control>y" },
  { "win.history", VBT_ACTIONS_UNDO, N_ ("History"), "<Control>h" },
  { "win.trash", VBT_ACTIONS_UNDO, N_ ("Trash"), NULL },
  { "win.backups", VBT_ACTIONS_UNDO, N_ ("Backups"), NULL },

  { "win.page::annotate", VBT_ACTIONS_VIEW, N_ ("Go to the page Annotate"), "<Alt>1" },
  { "win.page::review", VBT_ACTIONS_VIEW, N_ ("Go to the page Review"), "<Alt>2" },
  { "win.page::search", VBT_ACTIONS_VIEW, N_ ("Go to the page Search"), "<Alt>3" },
  { "win.page::entities", VBT_ACTIONS_VIEW, N_ ("Go to the page People"), "<Alt>4" },
  { "win.page::problems", VBT_ACTIONS_VIEW, N_ ("Go to the page Problems"), "<Alt>5" },
  { "win.commands", VBT_ACTIONS_VIEW, N_ ("All commands, by their names"), "<Control>k" },
  { "win.shortcuts", VBT_ACTIONS_VIEW, N_ ("Keyboard shortcuts"), "<Control>question F1" },
  { "win.preferences", VBT_ACTIONS_VIEW, N_ ("Preferences"), "<Control>comma" },
  { "win.labels", VBT_ACTIONS_VIEW, N_ ("Labels: what they look like, and which are shown"),
    "<Control><Shift>l" },
  { "win.show-all-labels", VBT_ACTIONS_VIEW, N_ ("Show all labels"), NULL },
  { "win.zoom-in", VBT_ACTIONS_VIEW, N_ ("Larger text"), "<Control>plus <Control>equal" },
  { "win.zoom-out", VBT_ACTIONS_VIEW, N_ ("Smaller text"), "<Control>minus" },
  { "win.zoom-reset", VBT_ACTIONS_VIEW, N_ ("Normal text"), "<Control>0" },
  { "win.show-documents", VBT_ACTIONS_VIEW, N_ ("Show or hide the documents"), "F9" },
  { "win.show-inspector", VBT_ACTIONS_VIEW, N_ ("Show or hide the inspector"), "<Shift>F9" },
  { "win.focus-article", VBT_ACTIONS_VIEW, N_ ("Go to the text"), NULL },
  { "win.next-pane", VBT_ACTIONS_VIEW, N_ ("Next pane"), "F6" },
  { "win.previous-pane", VBT_ACTIONS_VIEW, N_ ("Previous pane"), "<Shift>F6" },
  { "win.about", VBT_ACTIONS_VIEW, N_ ("About Verbatim"), NULL },
  { NULL, 0, NULL, NULL },
};

/**
 * vbt_app_actions:
 *
 * Returns: (transfer none) (array zero-terminated=1): all actions, by group; behind the last comes one
 *   whose `action` is NULL
 */
const VbtAppAction *
vbt_app_actions (void)
{
  return actions;
}

/**
 * vbt_app_actions_find:
 * @action: a detailed name
 *
 * Returns: (transfer none) (nullable): its line of the table
 */
const VbtAppAction *
vbt_app_actions_find (const char *action)
{
  g_return_val_if_fail (action != NULL, NULL);

  for (const VbtAppAction *entry = actions; entry->action != NULL; entry++)
    if (g_str_equal (entry->action, action))
      return entry;
  return NULL;
}

/**
 * vbt_action_group_get_title:
 * @group: a group
 *
 * Returns: (transfer none): its heading, translated
 */
const char *
vbt_action_group_get_title (VbtActionGroup group)
{
  static const char *const titles[VBT_N_ACTION_GROUPS] = {
    N_ ("Annotate"),  N_ ("Edges and fragments"),
    N_ ("Review"),    N_ ("Read and find"),
    N_ ("Documents"), N_ ("Project"),
    N_ ("Undo"),      N_ ("Window"),
  };

  g_return_val_if_fail (group < VBT_N_ACTION_GROUPS, NULL);

  return _ (titles[group]);
}

/**
 * vbt_app_action_is_local:
 * @self: an action
 *
 * Returns: whether its keys work only where the keyboard is in the part of the window that has it,
 *   so that they may be plain letters
 */
gboolean
vbt_app_action_is_local (const VbtAppAction *self)
{
  return !g_str_has_prefix (self->action, "win.") && !g_str_has_prefix (self->action, "window.")
         && !g_str_has_prefix (self->action, "app.");
}

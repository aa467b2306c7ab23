/* vbt-html.h: HTML of unknown origin: its tags and its text, one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VBT_HTML_MAX_BYTES: the longest page; real ones stay below 10 MiB. */
#define VBT_HTML_MAX_BYTES (64 * 1024 * 1024)

/** VBT_HTML_MAX_ATTRIBUTES: of a tag; those that follow are not looked at. */
#define VBT_HTML_MAX_ATTRIBUTES 64

typedef struct _VbtHtml VbtHtml;

/**
 * VbtHtmlHandler:
 *
 * What is called as a page is gone through. Names are in lower case; text has its references decoded,
 * and comes in pieces.
 */
typedef struct
{
  void (*start) (VbtHtml *html, const char *name, gboolean is_closed, gpointer data);
  void (*end) (VbtHtml *html, const char *name, gpointer data);
  void (*text) (VbtHtml *html, const char *text, gsize length, gpointer data);
} VbtHtmlHandler;

gboolean vbt_html_parse (const char *text, gsize length, gboolean is_xml,
                         const VbtHtmlHandler *handler, gpointer data, GCancellable *cancellable,
                         GError **error);
char *vbt_html_get_attribute (VbtHtml *self, const char *name);
gsize vbt_html_decode_reference (const char *text, gsize length, gboolean in_attribute,
                                 GString *result);
char *vbt_html_find_charset (const guint8 *head, gsize n_head);
char *vbt_html_decode (GBytes *bytes, const char *encoding, gsize *length, GError **error);

G_END_DECLS

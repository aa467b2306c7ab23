/* vbt-html-tree.h: the elements of a page that make up its layout, and the text in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-html.h"
#include "formats/vbt-prose.h"

G_BEGIN_DECLS

/** VBT_HTML_MAX_ELEMENTS: of layout in a page; real ones have some thousands. */
#define VBT_HTML_MAX_ELEMENTS 1000000

/** VBT_HTML_MAX_DEPTH: elements in elements in … elements; what is deeper counts as this deep. */
#define VBT_HTML_MAX_DEPTH 256

/* Where a line ends, in the text of a page; no page has this character otherwise. */
#define VBT_HTML_LINE '\x1e'

/** VbtHtmlKind: what an element is, as far as the text depends on it. */
typedef enum
{
  VBT_HTML_BLOCK, /* another element that is a paragraph or has some */
  VBT_HTML_INLINE,
  VBT_HTML_LINK,
  VBT_HTML_PARAGRAPH,
  VBT_HTML_HEADING,
  VBT_HTML_LIST,
  VBT_HTML_ITEM,
  VBT_HTML_CELL,
  VBT_HTML_ROW,
  VBT_HTML_TABLE,
  VBT_HTML_PRE,
  VBT_HTML_ARTICLE,
  VBT_HTML_MAIN,
  VBT_HTML_HEADER,
  VBT_HTML_BESIDE,  /* navigation, footer, aside */
  VBT_HTML_CONTROL, /* a button, a form */
  VBT_HTML_BODY,
  VBT_HTML_HIDDEN, /* never seen: scripts, styles */
  VBT_HTML_VOID,
  VBT_HTML_BREAK,
} VbtHtmlKind;

typedef struct
{
  guint8 kind;         /* VbtHtmlKind */
  gint8 hint;          /* of class and identifier: 1 speaks for an article, -1 against it */
  guint8 is_hidden;    /* the page says that it is not shown */
  guint8 is_body_text; /* the page says that this is the text of the article */
  guint8 is_left_out;
  gint32 parent;   /* -1 for the page itself */
  gint32 previous; /* the sibling before it, or -1 */
  guint32 n_characters, n_linked, n_commas;
  float score;
} VbtHtmlNode;

/* Text that is directly in a node. */
typedef struct
{
  guint32 node;
  guint32 start, end; /* bytes in the text */
  guint32 n_nodes;    /* how many there were: another one in between ends a paragraph */
} VbtHtmlPiece;

/** VbtHtmlTree: a page as it is laid out: a node is before those in it. */
typedef struct
{
  GArray *nodes;  /* of VbtHtmlNode; the first one is the page */
  GArray *pieces; /* of VbtHtmlPiece, in the order of the page */
  GString *text;
  gboolean is_too_deep;
  gboolean is_too_large;
} VbtHtmlTree;

typedef struct _VbtHtmlBuilder VbtHtmlBuilder;

VbtHtmlTree *vbt_html_tree_new (void);
void vbt_html_tree_free (VbtHtmlTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtHtmlTree, vbt_html_tree_free)

VbtHtmlBuilder *vbt_html_builder_new (VbtHtmlTree *tree);
void vbt_html_builder_free (VbtHtmlBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtHtmlBuilder, vbt_html_builder_free)
VbtHtmlKind vbt_html_builder_start (VbtHtmlBuilder *self, VbtHtml *html, const char *name,
                                    gboolean is_closed);
void vbt_html_builder_end (VbtHtmlBuilder *self, const char *name);
void vbt_html_builder_text (VbtHtmlBuilder *self, const char *text, gsize length);

VbtHtmlKind vbt_html_get_kind (const char *name);
gint8 vbt_html_get_hint (const char *class_and_id);

/* vbt-html-content.c */
void vbt_html_tree_choose (VbtHtmlTree *self);
void vbt_html_tree_write (const VbtHtmlTree *self, VbtProse *prose);

/* vbt-html-facts.c: what a page says of its article. */
typedef struct _VbtHtmlFacts VbtHtmlFacts;

VbtHtmlFacts *vbt_html_facts_new (void);
void vbt_html_facts_free (VbtHtmlFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtHtmlFacts, vbt_html_facts_free)
void vbt_html_facts_start (VbtHtmlFacts *self, VbtHtml *html, const char *name);
void vbt_html_facts_end (VbtHtmlFacts *self, const char *name);
void vbt_html_facts_text (VbtHtmlFacts *self, const char *text, gsize length);
void vbt_html_facts_write (VbtHtmlFacts *self, VbtProse *prose);

/* vbt-html-json.c: the same from JSON-LD. */
typedef void (*VbtHtmlFactFunc) (const char *key, const char *value, gpointer data);

void vbt_html_read_json_ld (const char *json, gsize length, VbtHtmlFactFunc found, gpointer data);
char *vbt_html_normalize_date (const char *date);

/* vbt-format-html.c: for pages in other files. */
gboolean vbt_html_read (VbtInput *input, GBytes *bytes, gboolean is_xml, gboolean all,
                        VbtProse *prose, VbtSink *sink, GCancellable *cancellable, GError **error);

G_END_DECLS

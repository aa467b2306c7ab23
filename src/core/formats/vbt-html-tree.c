/* vbt-html-tree.c: the elements of a page that make up its layout, and the text in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html-tree.h"

#include <string.h>

#define N_COUNTS 256

typedef struct
{
  guint hash; /* of its name */
  guint8 kind;
  guint32 node; /* of layout: its own, or that around it */
} Open;

struct _VbtHtmlBuilder
{
  VbtHtmlTree *tree;
  Open stack[VBT_HTML_MAX_DEPTH];
  guint depth;
  guint n_deeper;                      /* open elements that the stack has no room for */
  guint n_open[N_COUNTS];              /* on the stack, by the last bits of the hash */
  gint32 last[VBT_HTML_MAX_DEPTH + 1]; /* the last node in the one of the stack */
  guint n_hidden, n_links, n_pre;      /* on the stack */
  gboolean after_space;
};

/**
 * vbt_html_tree_new:
 *
 * Returns: (transfer full): an empty page
 */
VbtHtmlTree *
vbt_html_tree_new (void)
{
  VbtHtmlTree *self = g_new0 (VbtHtmlTree, 1);
  VbtHtmlNode page = { .kind = VBT_HTML_BLOCK, .parent = -1, .previous = -1 };

  self->nodes = g_array_new (FALSE, FALSE, sizeof (VbtHtmlNode));
  self->pieces = g_array_new (FALSE, FALSE, sizeof (VbtHtmlPiece));
  self->text = g_string_new (NULL);
  g_array_append_val (self->nodes, page);
  return self;
}

/**
 * vbt_html_tree_free:
 * @self: (transfer full) (nullable): a page
 */
void
vbt_html_tree_free (VbtHtmlTree *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->nodes);
  g_array_unref (self->pieces);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * vbt_html_builder_new:
 * @tree: an empty page, which has to stay
 *
 * Returns: (transfer full): what fills it
 */
VbtHtmlBuilder *
vbt_html_builder_new (VbtHtmlTree *tree)
{
  VbtHtmlBuilder *self = g_new0 (VbtHtmlBuilder, 1);

  self->tree = tree;
  self->last[0] = -1;
  return self;
}

/**
 * vbt_html_builder_free:
 * @self: (transfer full) (nullable): a builder
 */
void
vbt_html_builder_free (VbtHtmlBuilder *self)
{
  g_free (self);
}

static gboolean
is_layout (VbtHtmlKind kind)
{
  return kind != VBT_HTML_INLINE && kind != VBT_HTML_LINK && kind != VBT_HTML_VOID
         && kind != VBT_HTML_BREAK && kind != VBT_HTML_HIDDEN;
}

static void
pop (VbtHtmlBuilder *self)
{
  const Open *top = &self->stack[--self->depth];

  self->n_open[top->hash % N_COUNTS]--;
  self->n_hidden -= top->kind == VBT_HTML_HIDDEN;
  self->n_links -= top->kind == VBT_HTML_LINK;
  self->n_pre -= top->kind == VBT_HTML_PRE;
  if (is_layout (top->kind))
    self->after_space = TRUE;
}

/* Elements whose end tag may be left out end where one begins that they cannot hold. */
static gboolean
ends_before (VbtHtmlKind open, VbtHtmlKind next)
{
  if (open == VBT_HTML_PARAGRAPH)
    return is_layout (next);
  if (open == VBT_HTML_ITEM || open == VBT_HTML_ROW)
    return next == open;
  return open == VBT_HTML_CELL && (next == VBT_HTML_CELL || next == VBT_HTML_ROW);
}

/* What nothing in it can end. */
static gboolean
is_wall (VbtHtmlKind open, VbtHtmlKind next)
{
  if (next == VBT_HTML_ITEM)
    return open == VBT_HTML_LIST || open == VBT_HTML_TABLE;
  if (next == VBT_HTML_CELL || next == VBT_HTML_ROW)
    return open == VBT_HTML_TABLE;
  return open != VBT_HTML_INLINE && open != VBT_HTML_LINK && open != VBT_HTML_PARAGRAPH;
}

static void
end_implied (VbtHtmlBuilder *self, VbtHtmlKind next)
{
  guint keep = self->depth;

  for (guint i = self->depth; i > 0; i--)
    {
      VbtHtmlKind open = self->stack[i - 1].kind;

      if (ends_before (open, next))
        keep = i - 1;
      if (is_wall (open, next))
        break;
    }
  while (self->depth > keep)
    pop (self);
}

static gboolean
is_hidden (VbtHtml *html)
{
  g_autofree char *hidden = vbt_html_get_attribute (html, "hidden");
  g_autofree char *aria = vbt_html_get_attribute (html, "aria-hidden");
  g_autofree char *style = vbt_html_get_attribute (html, "style");

  if (hidden != NULL || (aria != NULL && strcmp (aria, "true") == 0))
    return TRUE;
  return style != NULL
         && (strstr (style, "display:none") != NULL || strstr (style, "display: none") != NULL);
}

/* What the role says of an element comes before what its name says. */
static VbtHtmlKind
apply_role (VbtHtml *html, VbtHtmlKind kind)
{
  static const char *const beside[]
      = { "navigation",  "complementary", "contentinfo", "banner",  "search",  "dialog",
          "alertdialog", "menu",          "menubar",     "toolbar", "tablist", NULL };
  g_autofree char *role = vbt_html_get_attribute (html, "role");

  if (role == NULL || !is_layout (kind))
    return kind;
  if (g_strv_contains (beside, role))
    return VBT_HTML_BESIDE;
  if (strcmp (role, "main") == 0)
    return VBT_HTML_MAIN;
  return strcmp (role, "article") == 0 ? VBT_HTML_ARTICLE : kind;
}

static guint32
add_node (VbtHtmlBuilder *self, VbtHtml *html, VbtHtmlKind kind, guint32 parent)
{
  VbtHtmlNode node = { .kind = (guint8)kind, .parent = (gint32)parent };
  g_autofree char *class_name = vbt_html_get_attribute (html, "class");
  g_autofree char *id = vbt_html_get_attribute (html, "id");
  g_autofree char *property = vbt_html_get_attribute (html, "itemprop");
  g_autofree char *hints
      = g_strdup_printf ("%s %s", class_name != NULL ? class_name : "", id != NULL ? id : "");

  node.hint = vbt_html_get_hint (hints);
  node.is_hidden = is_hidden (html);
  node.is_body_text = property != NULL && strcmp (property, "articleBody") == 0;
  node.previous = self->last[self->depth];
  g_array_append_val (self->tree->nodes, node);
  self->last[self->depth] = (gint32)self->tree->nodes->len - 1;
  return self->tree->nodes->len - 1;
}

static guint32
current_node (const VbtHtmlBuilder *self)
{
  return self->depth > 0 ? self->stack[self->depth - 1].node : 0;
}

static void
push (VbtHtmlBuilder *self, const char *name, VbtHtmlKind kind, guint32 node)
{
  Open open = { g_str_hash (name), (guint8)kind, node };

  if (self->depth == VBT_HTML_MAX_DEPTH)
    {
      self->n_deeper++;
      self->tree->is_too_deep = TRUE;
      return;
    }
  self->n_open[open.hash % N_COUNTS]++;
  self->n_hidden += kind == VBT_HTML_HIDDEN;
  self->n_links += kind == VBT_HTML_LINK;
  self->n_pre += kind == VBT_HTML_PRE;
  self->stack[self->depth++] = open;
  self->last[self->depth] = -1;
}

/**
 * vbt_html_builder_start:
 * @self: a builder
 * @html: the page that is gone through
 * @name: of the element that begins
 * @is_closed: whether it ends at once
 *
 * Returns: what kind of element it is
 */
VbtHtmlKind
vbt_html_builder_start (VbtHtmlBuilder *self, VbtHtml *html, const char *name, gboolean is_closed)
{
  VbtHtmlKind kind = vbt_html_get_kind (name);
  guint32 node;

  if (kind == VBT_HTML_BREAK)
    {
      g_string_append_c (self->tree->text, VBT_HTML_LINE);
      vbt_html_builder_text (self, NULL, 1);
    }
  if (kind == VBT_HTML_BREAK || kind == VBT_HTML_VOID)
    return kind;
  end_implied (self, kind);
  node = current_node (self);
  kind = apply_role (html, kind);
  if (is_layout (kind) && self->tree->nodes->len >= VBT_HTML_MAX_ELEMENTS)
    self->tree->is_too_large = TRUE;
  else if (is_layout (kind) && self->n_hidden == 0)
    node = add_node (self, html, kind, node);
  if (!is_closed)
    push (self, name, kind, node);
  return kind;
}

/* Nothing but parts of tables ends what is around a cell. */
static gboolean
is_end_wall (VbtHtmlKind open, VbtHtmlKind ended)
{
  return open == VBT_HTML_CELL && ended != VBT_HTML_CELL && ended != VBT_HTML_ROW
         && ended != VBT_HTML_TABLE && ended != VBT_HTML_BODY;
}

/* Ends what is within a line, and leaves open what began in it: "<b><p>one</b> two</p>". */
static void
end_within (VbtHtmlBuilder *self, Open *open)
{
  self->n_open[open->hash % N_COUNTS]--;
  self->n_open[0]++;
  self->n_links -= open->kind == VBT_HTML_LINK;
  open->kind = VBT_HTML_INLINE;
  open->hash = 0;
}

/**
 * vbt_html_builder_end:
 * @self: a builder
 * @name: of the element that ends; nothing happens where none is open
 */
void
vbt_html_builder_end (VbtHtmlBuilder *self, const char *name)
{
  VbtHtmlKind kind = vbt_html_get_kind (name);
  guint hash = g_str_hash (name);
  gboolean has_layout = FALSE;
  guint i = self->depth;

  if (self->n_deeper > 0)
    {
      self->n_deeper--;
      return;
    }
  if (self->n_open[hash % N_COUNTS] == 0)
    return;
  for (; i > 0 && self->stack[i - 1].hash != hash; i--)
    {
      if (is_end_wall (self->stack[i - 1].kind, kind))
        return;
      has_layout = has_layout || is_layout (self->stack[i - 1].kind);
    }
  if (i == 0)
    return;
  if (has_layout && !is_layout (kind) && kind != VBT_HTML_HIDDEN)
    {
      end_within (self, &self->stack[i - 1]);
      return;
    }
  while (self->depth >= i)
    pop (self);
}

static void
count (VbtHtmlBuilder *self, VbtHtmlNode *node, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      gboolean is_space = g_ascii_isspace (text[i]);

      if ((text[i] & 0xc0) == 0x80 || (is_space && self->after_space))
        continue;
      self->after_space = is_space;
      node->n_characters++;
      node->n_linked += self->n_links > 0;
      node->n_commas += text[i] == ',';
    }
}

/**
 * vbt_html_builder_text:
 * @self: a builder
 * @text: (nullable): text of the element that is open; %NULL for what was appended to the page already
 * @length: in bytes
 */
void
vbt_html_builder_text (VbtHtmlBuilder *self, const char *text, gsize length)
{
  VbtHtmlTree *tree = self->tree;
  VbtHtmlPiece piece = { current_node (self), (guint32)tree->text->len, 0, tree->nodes->len };
  VbtHtmlPiece *last = tree->pieces->len > 0
                           ? &g_array_index (tree->pieces, VbtHtmlPiece, tree->pieces->len - 1)
                           : NULL;

  if (text == NULL)
    piece.start -= (guint32)length;
  if (self->n_hidden > 0)
    {
      g_string_truncate (tree->text, piece.start);
      return;
    }
  for (gsize i = 0; text != NULL && i < length; i++)
    if (text[i] != VBT_HTML_LINE)
      g_string_append_c (tree->text, text[i]);
  piece.end = (guint32)tree->text->len;
  count (self, &g_array_index (tree->nodes, VbtHtmlNode, piece.node), tree->text->str + piece.start,
         piece.end - piece.start);
  if (last != NULL && last->node == piece.node && last->n_nodes == piece.n_nodes)
    last->end = piece.end;
  else if (piece.end > piece.start)
    g_array_append_val (tree->pieces, piece);
}

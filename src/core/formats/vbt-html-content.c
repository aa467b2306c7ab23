/* vbt-html-content.c: which part of a page is the article, and its paragraphs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-html-tree.h"

#include <string.h>

/* How the article is found. What the page says itself comes first: <article>, articleBody, <main>. Else
 * the paragraphs vote for the elements around them, as in Arc90's Readability (2009) and Mozilla's after
 * it: long ones with commas count more, links count against it, and so do words in the names of classes.
 * Inside, what is beside the point is left out: navigation, what is hidden, and blocks that are mostly
 * links, for which link and text density are the surest signs (Kohlschütter, Fankhauser, Nejdl:
 * Boilerplate Detection using Shallow Text Features, 2010). In doubt, all stays: it is easier not to
 * annotate a line too many than to miss one that was said. */

#define MIN_PARAGRAPH 25 /* characters: a shorter one does not vote */
#define MIN_ARTICLE 200  /* characters: less is not taken for an article on its own */
#define MIN_SHARE 0.4f   /* of the page's text: what has less is not taken for the article */
#define MUCH_SHARE 0.5f  /* of the article's text: what has more is not left out */
#define MAX_LINK_DENSITY 0.5f
#define LONG_LINE 80 /* characters without links: a block with more is no list of links */

static VbtHtmlNode *
get_node (const VbtHtmlTree *self, gint32 i)
{
  return &g_array_index (self->nodes, VbtHtmlNode, (guint)i);
}

static guint32
plain (const VbtHtmlNode *node)
{
  return node->n_characters - MIN (node->n_linked, node->n_characters);
}

static float
link_density (const VbtHtmlNode *node)
{
  return node->n_characters > 0 ? (float)node->n_linked / (float)node->n_characters : 0;
}

/* Characters of everything below count, too. Nodes come after those that they are in. */
static void
add_up (VbtHtmlTree *self)
{
  for (gint32 i = (gint32)self->nodes->len - 1; i > 0; i--)
    {
      const VbtHtmlNode *node = get_node (self, i);
      VbtHtmlNode *parent = get_node (self, node->parent);

      parent->n_characters += node->n_characters;
      parent->n_linked += node->n_linked;
      parent->n_commas += node->n_commas;
    }
}

/* What is beside the article by what it is called. A header belongs to it where it is in it. */
static gboolean
is_beside (const VbtHtmlTree *self, const VbtHtmlNode *node)
{
  if (node->is_hidden || node->kind == VBT_HTML_BESIDE || node->kind == VBT_HTML_CONTROL)
    return TRUE;
  if (node->kind == VBT_HTML_HEADER)
    return get_node (self, node->parent)->kind == VBT_HTML_BODY;
  return node->hint < 0 && node->kind != VBT_HTML_BODY;
}

/* Marks what is beside any article, with all that is in it. What has most of the page's text is not. */
static void
leave_out_beside (VbtHtmlTree *self)
{
  float all = (float)plain (get_node (self, 0));

  for (gint32 i = 1; i < (gint32)self->nodes->len; i++)
    {
      VbtHtmlNode *node = get_node (self, i);

      node->is_left_out = get_node (self, node->parent)->is_left_out
                          || (is_beside (self, node) && (float)plain (node) <= all * MUCH_SHARE);
    }
}

/* Takes the characters of what is left out away from what it is in. */
static void
subtract_left_out (VbtHtmlTree *self)
{
  for (gint32 i = (gint32)self->nodes->len - 1; i > 0; i--)
    {
      const VbtHtmlNode *node = get_node (self, i);

      if (!node->is_left_out || get_node (self, node->parent)->is_left_out)
        continue;
      for (gint32 j = node->parent; j >= 0; j = get_node (self, j)->parent)
        {
          VbtHtmlNode *around = get_node (self, j);

          around->n_characters -= MIN (around->n_characters, node->n_characters);
          around->n_linked -= MIN (around->n_linked, node->n_linked);
        }
    }
}

static gboolean
is_marked (const VbtHtmlNode *node, VbtHtmlKind kind)
{
  return kind == VBT_HTML_PARAGRAPH ? node->is_body_text : node->kind == kind;
}

/* The node that the page marks as such with most text, or -1 where there is none, or where several
 * have a fair share: then it is a list of articles. */
static gint32
find_marked (const VbtHtmlTree *self, VbtHtmlKind kind)
{
  guint32 most = 0, all = 0;
  gint32 best = -1;
  gint32 around;

  for (gint32 i = 1; i < (gint32)self->nodes->len; i++)
    {
      const VbtHtmlNode *node = get_node (self, i);

      if (node->is_left_out || !is_marked (node, kind))
        continue;
      /* One in another one, a comment for instance, is part of that. */
      for (around = node->parent; around > 0; around = get_node (self, around)->parent)
        if (is_marked (get_node (self, around), kind))
          break;
      if (around > 0)
        continue;
      all += plain (node);
      if (plain (node) > most)
        {
          most = plain (node);
          best = i;
        }
    }
  return (float)most >= (float)all * MUCH_SHARE ? best : -1;
}

static float
vote_of (const VbtHtmlNode *paragraph)
{
  return 1 + (float)MIN (paragraph->n_commas, 10) + MIN ((float)paragraph->n_characters / 100, 3);
}

static gboolean
can_vote (const VbtHtmlNode *node)
{
  return !node->is_left_out && node->n_characters >= MIN_PARAGRAPH
         && (node->kind == VBT_HTML_PARAGRAPH || node->kind == VBT_HTML_PRE
             || node->kind == VBT_HTML_CELL);
}

static gint32
elect (VbtHtmlTree *self)
{
  gint32 best = -1;
  float most = 0;

  for (gint32 i = 1; i < (gint32)self->nodes->len; i++)
    {
      const VbtHtmlNode *node = get_node (self, i);
      float vote = can_vote (node) ? vote_of (node) : 0;

      for (gint32 j = node->parent, n = 1; vote > 0 && j > 0 && n <= 3; n++)
        {
          get_node (self, j)->score += vote / (float)n;
          j = get_node (self, j)->parent;
        }
    }
  for (gint32 i = 1; i < (gint32)self->nodes->len; i++)
    {
      const VbtHtmlNode *node = get_node (self, i);
      float score = (node->score + 5 * (float)node->hint) * (1 - link_density (node));

      if (node->score > 0 && score > most)
        {
          most = score;
          best = i;
        }
    }
  return best;
}

/* Goes up as long as there is much more to read around it. */
static gint32
widen (const VbtHtmlTree *self, gint32 root)
{
  for (gint32 i = get_node (self, root)->parent; i > 0; i = get_node (self, i)->parent)
    if ((float)plain (get_node (self, i)) > 1.25f * (float)plain (get_node (self, root)))
      root = i;
  return root;
}

/* The whole page where it is not sure that there is an article in it. */
static gint32
find_root (VbtHtmlTree *self)
{
  static const VbtHtmlKind kinds[] = { VBT_HTML_ARTICLE, VBT_HTML_PARAGRAPH, VBT_HTML_MAIN };
  float all = (float)plain (get_node (self, 0));
  gint32 root;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      root = find_marked (self, kinds[i]);
      if (root > 0 && plain (get_node (self, root)) >= MIN_ARTICLE
          && (float)plain (get_node (self, root)) >= all * MIN_SHARE)
        return root;
    }
  root = elect (self);
  if (root < 0)
    return 0;
  root = widen (self, root);
  return plain (get_node (self, root)) >= MIN_ARTICLE
                 && (float)plain (get_node (self, root)) >= all * MIN_SHARE
             ? root
             : 0;
}

static gboolean
is_link_list (const VbtHtmlNode *node)
{
  return (node->kind == VBT_HTML_LIST || node->kind == VBT_HTML_BLOCK
          || node->kind == VBT_HTML_TABLE)
         && node->n_characters > 0 && link_density (node) > MAX_LINK_DENSITY
         && plain (node) < LONG_LINE;
}

/* Everything that is not in the root, or a list of links in it, with the heading above that. */
static void
leave_out_rest (VbtHtmlTree *self, gint32 root)
{
  g_autofree guint8 *is_inside = g_malloc0 (self->nodes->len);
  float all = (float)plain (get_node (self, root));

  is_inside[root] = TRUE;
  for (gint32 i = 1; i < (gint32)self->nodes->len; i++)
    {
      VbtHtmlNode *node = get_node (self, i);
      gboolean is_links;

      is_inside[i] |= is_inside[node->parent];
      is_links = i != root && root != 0 && is_link_list (node)
                 && (float)plain (node) <= all * MUCH_SHARE;
      node->is_left_out = node->is_left_out || !is_inside[i]
                          || (i != root && get_node (self, node->parent)->is_left_out) || is_links;
      if (is_links && node->previous > 0
          && get_node (self, node->previous)->kind == VBT_HTML_HEADING)
        get_node (self, node->previous)->is_left_out = TRUE;
    }
  get_node (self, 0)->is_left_out = root != 0;
  get_node (self, root)->is_left_out = FALSE;
}

/**
 * vbt_html_tree_choose:
 * @self: a page that was read
 *
 * Marks what is not the article of the page. A page of which this is not clear keeps everything but its
 * navigation and what else is marked as beside the point.
 */
void
vbt_html_tree_choose (VbtHtmlTree *self)
{
  g_return_if_fail (self != NULL);

  add_up (self);
  leave_out_beside (self);
  subtract_left_out (self);
  leave_out_rest (self, find_root (self));
}

static void
write_text (VbtProse *prose, const char *text, gsize length, gboolean is_pre)
{
  while (length > 0)
    {
      const char *line = memchr (text, VBT_HTML_LINE, length);
      gsize n = line != NULL ? (gsize)(line - text) : length;

      if (is_pre)
        vbt_prose_add_exactly (prose, text, (gssize)n);
      else
        vbt_prose_add (prose, text, (gssize)n);
      if (line == NULL)
        return;
      vbt_prose_break_line (prose);
      text = line + 1;
      length -= n + 1;
    }
}

/**
 * vbt_html_tree_write:
 * @self: a page
 * @prose: to which the text is added
 *
 * Adds what is not left out, each block a paragraph.
 */
void
vbt_html_tree_write (const VbtHtmlTree *self, VbtProse *prose)
{
  g_return_if_fail (self != NULL && prose != NULL);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const VbtHtmlPiece *piece = &g_array_index (self->pieces, VbtHtmlPiece, i);
      const VbtHtmlNode *node = get_node (self, (gint32)piece->node);

      if (node->is_left_out)
        continue;
      write_text (prose, self->text->str + piece->start, piece->end - piece->start,
                  node->kind == VBT_HTML_PRE);
      vbt_prose_end_paragraph (prose);
    }
}

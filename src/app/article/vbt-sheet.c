/* vbt-sheet.c: what is drawn on the lines that can be seen, line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-sheet.h"

/* GTK draws only what differs from the frame before. What it compares with what, it decides by the
 * types of the nodes alone: one mark more among many would shift all that follow, and all of the
 * page would be drawn. So each line has a node of its own, also where there is nothing on it. */

struct _VbtSheet
{
  guint n_lines;
  GtkSnapshot *lines[]; /* (nullable): nothing was drawn on it */
};

/**
 * vbt_sheet_new:
 * @n_lines: how many lines can be seen
 *
 * Returns: (transfer full): an empty sheet
 */
VbtSheet *
vbt_sheet_new (guint n_lines)
{
  VbtSheet *self = g_malloc0 (sizeof *self + n_lines * sizeof *self->lines);

  self->n_lines = n_lines;
  return self;
}

/** vbt_sheet_free: forgets what was drawn */
void
vbt_sheet_free (VbtSheet *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    g_clear_object (&self->lines[i]);
  g_free (self);
}

/**
 * vbt_sheet_on:
 * @self: a sheet
 * @line: one of its lines
 *
 * Returns: (transfer none): what to draw on, in the coordinates of the whole
 */
GtkSnapshot *
vbt_sheet_on (VbtSheet *self, guint line)
{
  g_return_val_if_fail (self != NULL && line < self->n_lines, NULL);

  if (self->lines[line] == NULL)
    self->lines[line] = gtk_snapshot_new ();
  return self->lines[line];
}

static GskRenderNode *
take_line (VbtSheet *self, guint line)
{
  GtkSnapshot *snapshot = g_steal_pointer (&self->lines[line]);
  GskRenderNode *node = snapshot == NULL ? NULL : gtk_snapshot_free_to_node (snapshot);
  GskRenderNode *container = gsk_container_node_new (&node, node == NULL ? 0 : 1);

  g_clear_pointer (&node, gsk_render_node_unref);
  return container;
}

/**
 * vbt_sheet_append:
 * @self: a sheet
 * @snapshot: to what it is added
 *
 * Adds what was drawn on all lines, and empties them.
 */
void
vbt_sheet_append (VbtSheet *self, GtkSnapshot *snapshot)
{
  g_autofree GskRenderNode **nodes = NULL;
  GskRenderNode *all;

  g_return_if_fail (self != NULL && GTK_IS_SNAPSHOT (snapshot));

  nodes = g_new (GskRenderNode *, self->n_lines);
  for (guint i = 0; i < self->n_lines; i++)
    nodes[i] = take_line (self, i);
  all = gsk_container_node_new (nodes, self->n_lines);
  gtk_snapshot_append_node (snapshot, all);
  gsk_render_node_unref (all);
  for (guint i = 0; i < self->n_lines; i++)
    gsk_render_node_unref (nodes[i]);
}

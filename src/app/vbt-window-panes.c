/* vbt-window-panes.c: which panes stand beside the article, and how wide
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-settings.h"
#include "vbt-window-private.h"

/* Below these widths the article would get too narrow to be read beside so many panes, in pixels, with text of normal
 * size. With text that is twice as large they are half as much again: what stands in the panes is shortened. */
#define WIDTH_FOR_TWO 1080
#define WIDTH_FOR_ONE 640
#define NORMAL_DPI (96 * PANGO_SCALE)

static void
set_documents (VbtWindow *self, gboolean show)
{
  if (self->show_documents == show)
    return;
  self->show_documents = show;
  gtk_widget_set_visible (GTK_WIDGET (self->documents), show);
  g_object_notify (G_OBJECT (self), "show-documents");
}

static void
set_inspector (VbtWindow *self, gboolean show)
{
  if (self->show_inspector == show)
    return;
  self->show_inspector = show;
  gtk_widget_set_visible (GTK_WIDGET (self->inspector), show);
  g_object_notify (G_OBJECT (self), "show-inspector");
}

/**
 * vbt_window_show_documents:
 * @self: a window
 * @show: whether the list of documents is wanted
 *
 * Shows or hides the list; in a narrow window it takes the inspector's place.
 */
void
vbt_window_show_documents (VbtWindow *self, gboolean show)
{
  set_documents (self, show);
  if (self->layout == 2 || self->layout < 0)
    self->keep_documents = show;
  else if (show)
    set_inspector (self, FALSE);
}

/**
 * vbt_window_show_inspector:
 * @self: a window
 * @show: whether the inspector is wanted
 *
 * Shows or hides the inspector; in a narrow window it takes the list's place.
 */
void
vbt_window_show_inspector (VbtWindow *self, gboolean show)
{
  set_inspector (self, show);
  if (self->layout == 2 || self->layout < 0)
    self->keep_inspector = show;
  else if (show)
    set_documents (self, FALSE);
}

/* The places of the two dividers, once the window knows its width. */
static void
place_dividers (VbtWindow *self, int width)
{
  int documents = g_settings_get_int (vbt_settings (), "documents-width");
  int inspector = g_settings_get_int (vbt_settings (), "inspector-width");

  gtk_paned_set_position (self->outer, documents);
  gtk_paned_set_position (self->inner, width - inspector - (self->keep_documents ? documents : 0));
}

static double
get_scale (VbtWindow *self)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (1 + (double)dpi / NORMAL_DPI) / 2 : 1;
}

/**
 * vbt_window_panes_fit:
 * @self: a window
 * @width: of the window, in pixels
 *
 * Hides panes for which there is no room, and brings them back when there is.
 */
void
vbt_window_panes_fit (VbtWindow *self, int width)
{
  double scaled = width / get_scale (self);
  int layout = scaled >= WIDTH_FOR_TWO ? 2 : scaled >= WIDTH_FOR_ONE ? 1 : 0;

  /* Not before they are shown: a divider keeps its distance from the start while it is hidden. */
  if (!self->placed && self->session != NULL && layout == 2)
    {
      place_dividers (self, width);
      self->placed = TRUE;
    }
  if (self->layout == layout)
    return;
  self->layout = layout;
  set_documents (self, layout >= 1 && self->keep_documents);
  set_inspector (self, layout == 2 && self->keep_inspector);
}

/**
 * vbt_window_panes_restore:
 * @self: a window
 *
 * Takes size and panes from the settings.
 */
void
vbt_window_panes_restore (VbtWindow *self)
{
  GSettings *settings = vbt_settings ();

  self->layout = -1;
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  self->show_documents = TRUE;
  self->show_inspector = TRUE;
  vbt_window_show_documents (self, g_settings_get_boolean (settings, "documents-visible"));
  vbt_window_show_inspector (self, g_settings_get_boolean (settings, "inspector-visible"));
  self->keep_documents = self->show_documents;
  self->keep_inspector = self->show_inspector;
}

/**
 * vbt_window_panes_save:
 * @self: a window
 *
 * Keeps size and panes for the next time.
 */
void
vbt_window_panes_save (VbtWindow *self)
{
  GSettings *settings = vbt_settings ();
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (!maximized && width >= 360 && height >= 294)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
  g_settings_set_boolean (settings, "documents-visible", self->keep_documents);
  g_settings_set_boolean (settings, "inspector-visible", self->keep_inspector);
  if (self->show_documents && gtk_widget_get_mapped (GTK_WIDGET (self->documents)))
    g_settings_set_int (settings, "documents-width",
                        CLAMP (gtk_widget_get_width (GTK_WIDGET (self->documents)), 200, 1000));
  if (self->show_inspector && gtk_widget_get_mapped (GTK_WIDGET (self->inspector)))
    g_settings_set_int (settings, "inspector-width",
                        CLAMP (gtk_widget_get_width (GTK_WIDGET (self->inspector)), 240, 1000));
}

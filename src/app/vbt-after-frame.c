/* vbt-after-frame.c: what can wait until the reader has seen what was done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-after-frame.h"

/** Wait: for the next frame, and then until nothing else is to be done. */
typedef struct
{
  GtkWidget *widget; /* not owned: it owns this */
  VbtAfterFrame run;
  GdkFrameClock *clock; /* (nullable): until the frame was drawn */
  gulong painted;
  guint source;
} Wait;

static GQuark
wait_quark (void)
{
  return g_quark_from_static_string ("vbt-after-frame");
}

static void
wait_free (gpointer data)
{
  Wait *self = data;

  /* The clock of a window that is closed has dropped its handlers. */
  if (self->clock != NULL && g_signal_handler_is_connected (self->clock, self->painted))
    g_signal_handler_disconnect (self->clock, self->painted);
  g_clear_object (&self->clock);
  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

static gboolean
idle_cb (gpointer data)
{
  vbt_after_frame_now (((Wait *)data)->widget);
  return G_SOURCE_REMOVE;
}

static void
painted_cb (Wait *self)
{
  g_signal_handler_disconnect (self->clock, self->painted);
  g_clear_object (&self->clock);
  self->source = g_idle_add (idle_cb, self);
}

static void
destroyed_cb (GtkWidget *widget)
{
  g_object_set_qdata (G_OBJECT (widget), wait_quark (), NULL);
}

/**
 * vbt_after_frame:
 * @widget: a widget
 * @run: brings it up to date; always the same for a widget
 *
 * Lets a widget that is not what the reader looks at while acting wait until the frame that shows the
 * act is drawn. However often it is asked for until then, @run is called once.
 */
void
vbt_after_frame (GtkWidget *widget, VbtAfterFrame run)
{
  Wait *wait;

  g_return_if_fail (GTK_IS_WIDGET (widget) && run != NULL);

  wait = g_object_get_qdata (G_OBJECT (widget), wait_quark ());
  if (wait != NULL && (wait->source != 0 || wait->clock == gtk_widget_get_frame_clock (widget)))
    return;
  wait = g_new0 (Wait, 1);
  wait->widget = widget;
  wait->run = run;
  g_signal_handlers_disconnect_by_func (widget, destroyed_cb, NULL);
  g_signal_connect (widget, "destroy", G_CALLBACK (destroyed_cb), NULL);
  g_object_set_qdata_full (G_OBJECT (widget), wait_quark (), wait, wait_free);
  if (!gtk_widget_get_mapped (widget))
    {
      wait->source = g_idle_add (idle_cb, wait);
      return;
    }
  wait->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  wait->painted
      = g_signal_connect_swapped (wait->clock, "after-paint", G_CALLBACK (painted_cb), wait);
  gdk_frame_clock_request_phase (wait->clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

/**
 * vbt_after_frame_now:
 * @widget: a widget
 *
 * Does at once what waits for the widget, if anything does.
 */
void
vbt_after_frame_now (GtkWidget *widget)
{
  Wait *wait = g_object_steal_qdata (G_OBJECT (widget), wait_quark ());
  VbtAfterFrame run;

  if (wait == NULL)
    return;
  run = wait->run;
  wait_free (wait);
  run (widget);
}

/* vbt-problem-view.c: a row of the list of problems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "problems/vbt-problem-view.h"

#include "problems/vbt-problem-row.h"
#include "vbt-template.h"

struct _VbtProblemView
{
  GtkWidget parent;
  VbtProblemRow *item; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbtProblemView, vbt_problem_view, GTK_TYPE_WIDGET)

enum
{
  PROP_ITEM = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
clicked_cb (VbtProblemView *self)
{
  if (self->item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "problems.fix-one", "x",
                                vbt_problem_row_get_id (self->item));
}

static void
vbt_problem_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, VBT_PROBLEM_VIEW (object)->item);
}

static void
vbt_problem_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VbtProblemView *self = VBT_PROBLEM_VIEW (object);

  if (g_set_object (&self->item, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
vbt_problem_view_dispose (GObject *object)
{
  g_clear_object (&VBT_PROBLEM_VIEW (object)->item);
  vbt_template_dispose (GTK_WIDGET (object), VBT_TYPE_PROBLEM_VIEW);
  G_OBJECT_CLASS (vbt_problem_view_parent_class)->dispose (object);
}

static void
vbt_problem_view_class_init (VbtProblemViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  g_type_ensure (VBT_TYPE_PROBLEM_ROW);
  object_class->get_property = vbt_problem_view_get_property;
  object_class->set_property = vbt_problem_view_set_property;
  object_class->dispose = vbt_problem_view_dispose;
  properties[PROP_ITEM]
      = g_param_spec_object ("item", NULL, NULL, VBT_TYPE_PROBLEM_ROW,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/verbatim_app/Verbatim/ui/vbt-problem-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
vbt_problem_view_init (VbtProblemView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

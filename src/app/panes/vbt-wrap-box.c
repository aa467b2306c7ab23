/* vbt-wrap-box.c: a box that sets its children like words: from the left, in as many lines as are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "panes/vbt-wrap-box.h"

/* GtkFlowBox sets a table, whose columns are as wide as the widest child; AdwWrapBox is newer than
 * what we build for. */

struct _VbtWrapBox
{
  GtkWidget parent;
  int column_spacing;
  int row_spacing;
  gboolean one_line; /* what does not fit into the first line is left out */
};

G_DEFINE_FINAL_TYPE (VbtWrapBox, vbt_wrap_box, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLUMN_SPACING,
  PROP_ROW_SPACING,
  PROP_ONE_LINE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

typedef struct
{
  int width; /* of the box */
  int x, y;
  int line_height;
} Setting;

/* Where the next child of this size goes: behind the last one, or at the start of a new line. */
static void
setting_place (Setting *setting, VbtWrapBox *self, const GtkRequisition *size)
{
  if (setting->x > 0 && setting->x + size->width > setting->width)
    {
      setting->x = 0;
      setting->y += setting->line_height + self->row_spacing;
      setting->line_height = 0;
    }
  setting->line_height = MAX (setting->line_height, size->height);
}

static GtkRequisition
get_child_size (GtkWidget *child, int width)
{
  GtkRequisition minimum, natural;

  gtk_widget_get_preferred_size (child, &minimum, &natural);
  natural.width = CLAMP (natural.width, minimum.width, MAX (width, minimum.width));
  return natural;
}

static int
get_height_for_width (VbtWrapBox *self, int width)
{
  Setting setting = { .width = width };

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      GtkRequisition size = get_child_size (child, width);
      if (self->one_line)
        setting.line_height = MAX (setting.line_height, size.height);
      else
        setting_place (&setting, self, &size);
      setting.x += size.width + self->column_spacing;
    }
  return setting.y + setting.line_height;
}

/* What leaves out what does not fit asks for nothing: it takes what others leave. */
static void
measure_width (VbtWrapBox *self, int *minimum, int *natural)
{
  if (self->one_line)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->column_spacing : 0);
    }
}

static void
vbt_wrap_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  VbtWrapBox *self = VBT_WRAP_BOX (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    *minimum = *natural = get_height_for_width (self, for_size < 0 ? G_MAXINT / 2 : for_size);
}

static void
vbt_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VbtWrapBox *self = VBT_WRAP_BOX (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Setting setting = { .width = width };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      GtkRequisition size = get_child_size (child, width);
      setting_place (&setting, self, &size);
      GtkAllocation place = { rtl ? width - setting.x - size.width : setting.x, setting.y,
                              size.width, size.height };
      gtk_widget_set_child_visible (
          child, !self->one_line || (setting.y == 0 && setting.x + size.width <= width));
      gtk_widget_size_allocate (child, &place, -1);
      setting.x += size.width + self->column_spacing;
    }
}

static GtkSizeRequestMode
vbt_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vbt_wrap_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VbtWrapBox *self = VBT_WRAP_BOX (object);

  switch (id)
    {
    case PROP_COLUMN_SPACING:
      g_value_set_int (value, self->column_spacing);
      break;
    case PROP_ROW_SPACING:
      g_value_set_int (value, self->row_spacing);
      break;
    case PROP_ONE_LINE:
      g_value_set_boolean (value, self->one_line);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vbt_wrap_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VbtWrapBox *self = VBT_WRAP_BOX (object);

  switch (id)
    {
    case PROP_COLUMN_SPACING:
      self->column_spacing = g_value_get_int (value);
      break;
    case PROP_ROW_SPACING:
      self->row_spacing = g_value_get_int (value);
      break;
    case PROP_ONE_LINE:
      self->one_line = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vbt_wrap_box_dispose (GObject *object)
{
  vbt_wrap_box_remove_all (VBT_WRAP_BOX (object));
  G_OBJECT_CLASS (vbt_wrap_box_parent_class)->dispose (object);
}

static void
vbt_wrap_box_class_init (VbtWrapBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vbt_wrap_box_get_property;
  object_class->set_property = vbt_wrap_box_set_property;
  object_class->dispose = vbt_wrap_box_dispose;
  widget_class->measure = vbt_wrap_box_measure;
  widget_class->size_allocate = vbt_wrap_box_size_allocate;
  widget_class->get_request_mode = vbt_wrap_box_get_request_mode;

  properties[PROP_COLUMN_SPACING]
      = g_param_spec_int ("column-spacing", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_ROW_SPACING]
      = g_param_spec_int ("row-spacing", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_ONE_LINE] = g_param_spec_boolean ("one-line", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vbt_wrap_box_init (VbtWrapBox *self)
{
}

/**
 * vbt_wrap_box_new:
 *
 * Returns: (transfer floating): an empty box
 */
GtkWidget *
vbt_wrap_box_new (void)
{
  return g_object_new (VBT_TYPE_WRAP_BOX, NULL);
}

/**
 * vbt_wrap_box_append:
 * @self: a box
 * @child: (transfer floating): a widget without parent
 *
 * Adds a child at the end.
 */
void
vbt_wrap_box_append (VbtWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (VBT_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * vbt_wrap_box_remove_all:
 * @self: a box
 *
 * Takes all children out.
 */
void
vbt_wrap_box_remove_all (VbtWrapBox *self)
{
  g_return_if_fail (VBT_IS_WRAP_BOX (self));

  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

/* vbt-label-cache.c: small texts that are drawn in each frame, measured once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-label-cache.h"

#define N_MAX 500 /* a page has some 100; beyond this all are forgotten */

/** Key: what makes a layout what it is. */
typedef struct
{
  char *text;
  double size;
  gboolean bold;
} Key;

struct _VbtLabelCache
{
  GHashTable *layouts;   /* Key to PangoLayout */
  PangoContext *context; /* (nullable): that of the widget */
  guint serial;          /* of the context, which changes with the font and the screen */
  PangoContext *hinted;  /* (nullable): of what the layouts were made */
};

static guint
hash_key (gconstpointer key)
{
  const Key *self = key;

  return g_str_hash (self->text) * 31 + g_double_hash (&self->size) + (guint)self->bold;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *first = a, *second = b;

  return first->size == second->size && !first->bold == !second->bold
         && g_str_equal (first->text, second->text);
}

static void
free_key (gpointer key)
{
  g_free (((Key *)key)->text);
  g_free (key);
}

/** vbt_label_cache_new: Returns: (transfer full): an empty cache */
VbtLabelCache *
vbt_label_cache_new (void)
{
  VbtLabelCache *self = g_new0 (VbtLabelCache, 1);

  self->layouts = g_hash_table_new_full (hash_key, equal_keys, free_key, g_object_unref);
  return self;
}

/** vbt_label_cache_free: forgets all texts */
void
vbt_label_cache_free (VbtLabelCache *self)
{
  g_hash_table_unref (self->layouts);
  g_clear_object (&self->context);
  g_clear_object (&self->hinted);
  g_free (self);
}

/* GTK measures without hinting what cairo draws with it. Of letters that hinting makes taller the first row of pixels is
 * missing then, where not all of the window is drawn: "PER" had no top. */
static PangoContext *
make_hinted (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_create_pango_context (widget);
  const cairo_font_options_t *set = pango_cairo_context_get_font_options (context);
  cairo_font_options_t *options
      = set != NULL ? cairo_font_options_copy (set) : cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_ON);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  return context;
}

static PangoLayout *
make (PangoContext *context, const char *text, double size, gboolean bold)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font
      = pango_font_description_copy (pango_context_get_font_description (context));

  pango_layout_set_text (layout, text, -1);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

/**
 * vbt_label_cache_get:
 * @self: a cache
 * @widget: in whose font
 * @text: what it says
 * @size: in pixels
 * @bold: whether it is bold
 *
 * Whoever sets more of a layout, its width or its alignment, does it each time.
 *
 * Returns: (transfer full): the text, laid out
 */
PangoLayout *
vbt_label_cache_get (VbtLabelCache *self, GtkWidget *widget, const char *text, double size,
                     gboolean bold)
{
  PangoContext *context;
  PangoLayout *layout;
  const Key key = { (char *)text, size, bold };

  g_return_val_if_fail (self != NULL && GTK_IS_WIDGET (widget) && text != NULL, NULL);

  context = gtk_widget_get_pango_context (widget);
  if (context != self->context || pango_context_get_serial (context) != self->serial
      || g_hash_table_size (self->layouts) > N_MAX)
    {
      g_hash_table_remove_all (self->layouts);
      g_clear_object (&self->hinted);
    }
  if (self->hinted == NULL)
    self->hinted = make_hinted (widget);
  g_set_object (&self->context, context);
  self->serial = pango_context_get_serial (context);

  layout = g_hash_table_lookup (self->layouts, &key);
  if (layout == NULL)
    {
      layout = make (self->hinted, text, size, bold);
      g_hash_table_insert (self->layouts,
                           g_memdup2 (&(Key){ g_strdup (text), size, bold }, sizeof (Key)), layout);
    }
  return g_object_ref (layout);
}

/* vbt-article-style.c: the typeface that the article is set in, and where its labels stand, as the user set them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-article-view-private.h"
#include "vbt-settings.h"

#define DESKTOP "org.gnome.desktop.interface"

/* The desktop's font for documents; where there is no such desktop, that of GTK. */
static char *
find_system_font (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = g_settings_schema_source_lookup (source, DESKTOP, TRUE);
  g_autoptr (GSettings) desktop = NULL;
  char *name = NULL;

  if (schema != NULL && g_settings_schema_has_key (schema, "document-font-name"))
    {
      desktop = g_settings_new (DESKTOP);
      return g_settings_get_string (desktop, "document-font-name");
    }
  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, NULL);
  return name;
}

/* Returns NULL for the typeface of the style sheet. */
static char *
find_family (void)
{
  int typeface = g_settings_get_enum (vbt_settings (), "typeface");
  g_autofree char *name = typeface == VBT_TYPEFACE_SYSTEM
                              ? find_system_font ()
                              : g_settings_get_string (vbt_settings (), "typeface-name");
  PangoFontDescription *font;
  char *family;

  if (typeface == VBT_TYPEFACE_SERIF || name == NULL)
    return NULL;
  font = pango_font_description_from_string (name);
  family = g_strdup (pango_font_description_get_family (font));
  pango_font_description_free (font);
  return family;
}

/* Through a file: what reads a string is deprecated in GTK 4.12, and what replaces it is too new here. */
static void
load_css (GtkCssProvider *provider, const char *css)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_tmp (NULL, &stream, &error);

  if (file == NULL
      || !g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), css,
                                     strlen (css), NULL, NULL, &error)
      || !g_io_stream_close (G_IO_STREAM (stream), NULL, &error))
    g_info ("The article keeps its typeface: %s", error->message);
  else
    gtk_css_provider_load_from_file (provider, file);
  if (file != NULL)
    g_file_delete (file, NULL, NULL);
}

static void
set_typeface (GtkCssProvider *provider)
{
  g_autofree char *family = find_family ();
  g_autofree char *css = NULL;

  /* What a name cannot have is left out, instead of ending the string in which it stands. */
  if (family != NULL)
    css = g_strdup_printf (".article-text { font-family: \"%s\", serif; }",
                           g_strdelimit (family, "\"\\\n\r\f", ' '));
  load_css (provider, css == NULL ? ".article-text { }" : css);
}

/* One style for all articles of the program. */
static void
follow_typeface (void)
{
  static GtkCssProvider *provider;

  if (provider != NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_object (vbt_settings (), "changed::typeface", G_CALLBACK (set_typeface),
                           provider, G_CONNECT_SWAPPED);
  g_signal_connect_object (vbt_settings (), "changed::typeface-name", G_CALLBACK (set_typeface),
                           provider, G_CONNECT_SWAPPED);
  set_typeface (provider);
}

static void
place_labels (VbtArticleView *self)
{
  self->label_place = g_settings_get_enum (vbt_settings (), "label-place");
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_measures (VbtArticleView *self)
{
  self->column_characters = g_settings_get_int (vbt_settings (), "column-width");
  self->line_spacing = g_settings_get_int (vbt_settings (), "line-spacing") / 100.0;
  self->measured = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * vbt_article_view_init_style:
 * @self: the view
 *
 * Sets the article as the preferences say, now and whenever they change.
 */
void
vbt_article_view_init_style (VbtArticleView *self)
{
  follow_typeface ();
  g_signal_connect_object (vbt_settings (), "changed::label-place", G_CALLBACK (place_labels), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vbt_settings (), "changed::column-width", G_CALLBACK (set_measures),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vbt_settings (), "changed::line-spacing", G_CALLBACK (set_measures),
                           self, G_CONNECT_SWAPPED);
  place_labels (self);
  set_measures (self);
}

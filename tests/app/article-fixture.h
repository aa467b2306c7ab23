/* article-fixture.h: an article in a window of its own, over a real project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <glib/gstdio.h>

#include "article/vbt-article-layout.h"
#include "article/vbt-article-view.h"
#include "article/vbt-article.h"
#include "find-widget.h"
#include "opening.h"

/** Fixture: one document in a project in a folder of its own, shown in a window. */
typedef struct
{
  char *folder;
  VbtStore *store;
  VbtSession *session;
  VbtId me;
  VbtId tagger;
  GtkWidget *window;
  GtkWidget *article;
  VbtArticleView *view;
} Fixture;

#define FIXTURE_TEXT                                                                                   \
  "MOSCOW – Russian Foreign Minister Sergey Lavrov and Antony Blinken met in Stockholm.\n\n"         \
  "“We are interested in joining efforts,” Lavrov said. He agreed that tensions have been rising " \
  "in Europe.\n\nBlinken noted that it is a concern shared by many 😀 in Europe.\n"

static inline void
fixture_spin (void)
{
  /* The text view measures its text in an idle source, and frames come by a clock: go on until
   * both are done, at most two seconds. */
  gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  int quiet = 0;

  while (quiet < 40 && g_get_monotonic_time () < end)
    {
      if (g_main_context_iteration (NULL, FALSE))
        quiet = 0;
      else
        {
          g_usleep (1000);
          quiet++;
        }
    }
}

/* Until the window was drawn once; at most five seconds. */
static inline void
fixture_wait_for_frame (GtkWidget *window)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end
         && (gtk_widget_get_frame_clock (window) == NULL
             || gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (window)) < 2))
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static inline VbtId
fixture_label (Fixture *self, VbtKind kind, const char *name)
{
  const VbtLabel *label
      = vbt_schema_find_label (vbt_session_get_schema (self->session), kind, name);

  g_assert_nonnull (label);
  return label->id;
}

/* Where @words stand for the @nth time, from 0. */
static inline VbtRange
fixture_find (Fixture *self, const char *words, int nth)
{
  const char *text = vbt_text_get_utf8 (vbt_session_get_document (self->session)->text);
  const char *at = strstr (text, words);
  VbtRange range;

  for (; at != NULL && nth > 0; nth--)
    at = strstr (at + 1, words);
  g_assert_nonnull (at);
  range.start = (VbtOffset)g_utf8_strlen (text, at - text);
  range.end = range.start + (VbtOffset)g_utf8_strlen (words, -1);
  return range;
}

static inline const VbtDocument *
fixture_document (Fixture *self)
{
  return vbt_session_get_document (self->session);
}

/* Puts a document into the project, with annotations that are added to it by offsets. */
static inline void
fixture_insert (Fixture *self, VbtDocument *document)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_store_begin (self->store, self->me, document->id, "Insert", &error));
  g_assert_true (vbt_store_insert_document (self->store, document, &error));
  g_assert_true (vbt_store_commit (self->store, &error));
  g_assert_no_error (error);
  open_and_wait (self->session, document->id);
}

static inline VbtDocument *
fixture_make_document (const char *utf8)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_text_new (utf8, -1, &error);
  VbtDocument *document;

  g_assert_no_error (error);
  document = vbt_document_new ("article.txt", text);
  if (document->id == 0)
    document->id = vbt_id_new ();
  vbt_document_segment (document);
  return document;
}

/* Adds a span over @words; by the tagger where @suggested. */
static inline VbtAnnotation *
fixture_add (Fixture *self, VbtDocument *document, const char *label, const char *words,
             gboolean suggested)
{
  const char *text = vbt_text_get_utf8 (document->text);
  const char *at = strstr (text, words);
  VbtOffset start;
  VbtAnnotation *span;

  g_assert_nonnull (at);
  start = (VbtOffset)g_utf8_strlen (text, at - text);
  span = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, label),
                                  suggested ? self->tagger : self->me, start,
                                  start + (VbtOffset)g_utf8_strlen (words, -1));
  span->confidence = suggested ? 0.71 : -1;
  vbt_document_take_annotation (document, span);
  return span;
}

static inline void
fixture_link (Fixture *self, VbtDocument *document, const char *relation, const VbtAnnotation *from,
              const VbtAnnotation *to)
{
  vbt_document_take_annotation (
      document, vbt_annotation_new_relation (fixture_label (self, VBT_KIND_RELATION, relation),
                                             from->annotator, from->id, to->id));
}

static inline void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("who-said-what", &error);
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  self->folder = g_dir_make_tmp ("vbt-article-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "test.verbatim", NULL);
  self->store = vbt_store_create (path, schema, &error);
  g_assert_no_error (error);
  self->session = vbt_session_new (self->store, "Ada", &error);
  g_assert_no_error (error);
  self->me = vbt_session_get_me (self->session);
  self->tagger
      = vbt_store_ensure_annotator (self->store, VBT_ANNOTATOR_TAGGER, "quotes", "1", &error);
  g_assert_no_error (error);

  self->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 960, 800);
  self->article = vbt_article_new ();
  self->view = VBT_ARTICLE_VIEW (find_widget (self->article, VBT_TYPE_ARTICLE_VIEW));
  gtk_window_set_child (GTK_WINDOW (self->window), self->article);
  vbt_article_set_session (VBT_ARTICLE (self->article), self->session);
  gtk_window_present (GTK_WINDOW (self->window));
  fixture_wait_for_frame (self->window);
}

static inline void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "test.verbatim", NULL);

  gtk_window_destroy (GTK_WINDOW (self->window));
  fixture_spin ();
  g_clear_object (&self->session);
  g_assert_true (vbt_store_close (self->store, NULL));
  g_clear_object (&self->store);
  g_remove (path);
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

static inline gboolean
fixture_act (Fixture *self, const char *action)
{
  gboolean done = gtk_widget_activate_action (self->article, action, NULL);

  fixture_spin ();
  return done;
}

static inline void
fixture_put_label (Fixture *self, const char *label)
{
  g_autofree char *id = vbt_id_to_string (fixture_label (self, VBT_KIND_SPAN, label));

  g_assert_true (gtk_widget_activate_action (self->article, "article.label", "s", id));
  fixture_spin ();
}

/* The one span that covers exactly @range, of this label, in my set; NULL where there is none. */
static inline const VbtAnnotation *
fixture_get (Fixture *self, const char *label, VbtRange range)
{
  GPtrArray *spans = vbt_session_get_spans (self->session);
  VbtId id = fixture_label (self, VBT_KIND_SPAN, label);

  for (guint i = 0; i < spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, i);
      VbtRange extent = vbt_annotation_get_extent (span);

      if (span->label == id && extent.start == range.start && extent.end == range.end
          && !vbt_session_is_suggestion (self->session, span))
        return span;
    }
  return NULL;
}

/* Saves what the window shows beside the test programs. */
static inline void
fixture_shoot (Fixture *self, const char *name)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%s.png", g_getenv ("G_TEST_BUILDDIR"), name);
  float width = (float)gtk_widget_get_width (self->window);
  float height = (float)gtk_widget_get_height (self->window);

  fixture_spin ();
  paintable = gtk_widget_paintable_new (self->window);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

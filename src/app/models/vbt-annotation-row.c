/* vbt-annotation-row.c: what the list of annotations says of one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/vbt-annotation-row.h"

#include <glib/gi18n.h>

#include "article/vbt-article.h"

struct _VbtAnnotationRow
{
  GObject parent;
  VbtId annotation;
  guint position;
  char *what;  /* (nullable): the annotation is gone */
  char *words; /* the same with its place */
};

G_DEFINE_FINAL_TYPE (VbtAnnotationRow, vbt_annotation_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_WHAT,
  PROP_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
vbt_annotation_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WHAT)
    g_value_set_string (value, VBT_ANNOTATION_ROW (object)->what);
  else if (id == PROP_WORDS)
    g_value_set_string (value, VBT_ANNOTATION_ROW (object)->words);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vbt_annotation_row_finalize (GObject *object)
{
  g_clear_pointer (&VBT_ANNOTATION_ROW (object)->what, g_free);
  g_clear_pointer (&VBT_ANNOTATION_ROW (object)->words, g_free);
  G_OBJECT_CLASS (vbt_annotation_row_parent_class)->finalize (object);
}

static void
vbt_annotation_row_class_init (VbtAnnotationRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_annotation_row_get_property;
  object_class->finalize = vbt_annotation_row_finalize;
  /**
   * VbtAnnotationRow:what:
   *
   * Everything that the marks show: "Quote by Lavrov, direct, suggested".
   */
  properties[PROP_WHAT]
      = g_param_spec_string ("what", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * VbtAnnotationRow:words:
   *
   * The same and its place, for who does not see the list: "Quote by Lavrov, direct, suggested, 3 of 9".
   */
  properties[PROP_WORDS]
      = g_param_spec_string ("words", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vbt_annotation_row_init (VbtAnnotationRow *self)
{
}

/**
 * vbt_annotation_row_new:
 * @annotation: which one
 * @position: its place in the list, from 0
 *
 * Returns: (transfer full): a row without words
 */
VbtAnnotationRow *
vbt_annotation_row_new (VbtId annotation, guint position)
{
  VbtAnnotationRow *self = g_object_new (VBT_TYPE_ANNOTATION_ROW, NULL);

  self->annotation = annotation;
  self->position = position;
  return self;
}

static void
take_text (VbtAnnotationRow *self, char **text, char **value, guint property)
{
  gboolean same = g_strcmp0 (*text, *value) == 0;

  g_free (*text);
  *text = g_steal_pointer (value);
  if (!same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * vbt_annotation_row_describe:
 * @self: a row
 * @session: whose document has the annotation
 * @position: its place in the list, from 0
 * @n: how many are listed
 *
 * Finds the words again.
 */
void
vbt_annotation_row_describe (VbtAnnotationRow *self, VbtSession *session, guint position, guint n)
{
  const VbtDocument *document;
  const VbtAnnotation *annotation = NULL;
  g_autofree char *what = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (VBT_IS_ANNOTATION_ROW (self) && VBT_IS_SESSION (session));

  self->position = position;
  document = vbt_session_get_document (session);
  if (document != NULL)
    annotation = vbt_document_get_annotation (document, self->annotation);
  if (annotation != NULL)
    {
      what = vbt_article_describe (session, annotation);
      /* TRANSLATORS: an annotation in words, its place, and how many there are */
      words = g_strdup_printf (_ ("%s, %u of %u"), what, position + 1, n);
    }
  take_text (self, &self->what, &what, PROP_WHAT);
  take_text (self, &self->words, &words, PROP_WORDS);
}

/**
 * vbt_annotation_row_has_words:
 * @self: a row
 *
 * Returns: whether it was described
 */
gboolean
vbt_annotation_row_has_words (VbtAnnotationRow *self)
{
  g_return_val_if_fail (VBT_IS_ANNOTATION_ROW (self), FALSE);

  return self->words != NULL;
}

/**
 * vbt_annotation_row_get_position:
 * @self: a row
 *
 * Returns: where it was when it was described last, from 0
 */
guint
vbt_annotation_row_get_position (VbtAnnotationRow *self)
{
  g_return_val_if_fail (VBT_IS_ANNOTATION_ROW (self), 0);

  return self->position;
}

/**
 * vbt_annotation_row_get_annotation:
 * @self: a row
 *
 * Returns: the annotation that it says
 */
VbtId
vbt_annotation_row_get_annotation (VbtAnnotationRow *self)
{
  g_return_val_if_fail (VBT_IS_ANNOTATION_ROW (self), 0);

  return self->annotation;
}

/* vbt-visibility.c: which labels' marks are drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-visibility.h"

#include <glib/gi18n.h>

#include "vbt-session-private.h"
#include "vbt-settings.h"

/* It is how one person looks at a project at one computer, so it is in the settings and not in the
 * project: looking changes no file, and works where the file cannot be written. */
#define KEY "hidden-labels"
#define TYPE "a(sas)"
#define SUGGESTIONS "suggestions" /* among the identifiers of labels */
#define N_PROJECTS 50             /* are remembered, those changed last */

struct _VbtVisibility
{
  GObject parent;
  char *project;      /* path */
  GHashTable *hidden; /* set of VbtId * of labels */
  gboolean no_suggestions;
};

G_DEFINE_FINAL_TYPE (VbtVisibility, vbt_visibility, G_TYPE_OBJECT)

static guint changed_signal;

static void
hide_label (VbtVisibility *self, VbtId label)
{
  g_hash_table_add (self->hidden, g_memdup2 (&label, sizeof label));
}

static void
load (VbtVisibility *self)
{
  g_autoptr (GVariant) projects = g_settings_get_value (vbt_settings (), KEY);

  for (gsize i = 0; i < g_variant_n_children (projects); i++)
    {
      const char *project;
      g_autofree const char **labels = NULL;

      g_variant_get_child (projects, i, "(&s^a&s)", &project, &labels);
      if (!g_str_equal (project, self->project))
        continue;
      for (const char **label = labels; *label != NULL; label++)
        if (g_str_equal (*label, SUGGESTIONS))
          self->no_suggestions = TRUE;
        else if (vbt_id_from_string (*label) != 0)
          hide_label (self, vbt_id_from_string (*label));
    }
}

static GVariant *
pack (VbtVisibility *self)
{
  GVariantBuilder labels;
  GHashTableIter iter;
  gpointer label;

  g_variant_builder_init (&labels, G_VARIANT_TYPE_STRING_ARRAY);
  g_hash_table_iter_init (&iter, self->hidden);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    g_variant_builder_add_value (&labels,
                                 g_variant_new_take_string (vbt_id_to_string (*(VbtId *)label)));
  if (self->no_suggestions)
    g_variant_builder_add (&labels, "s", SUGGESTIONS);
  return g_variant_new ("(sas)", self->project, &labels);
}

static void
save (VbtVisibility *self)
{
  g_autoptr (GVariant) before = g_settings_get_value (vbt_settings (), KEY);
  GVariantBuilder after;
  guint n = 0;

  g_variant_builder_init (&after, G_VARIANT_TYPE (TYPE));
  if (self->no_suggestions || g_hash_table_size (self->hidden) > 0)
    g_variant_builder_add_value (&after, pack (self));
  for (gsize i = 0; i < g_variant_n_children (before) && n + 1 < N_PROJECTS; i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (before, i);
      const char *project;

      g_variant_get_child (entry, 0, "&s", &project);
      if (g_str_equal (project, self->project))
        continue;
      g_variant_builder_add_value (&after, entry);
      n++;
    }
  g_settings_set_value (vbt_settings (), KEY, g_variant_builder_end (&after));
}

static void
changed (VbtVisibility *self)
{
  save (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
vbt_visibility_finalize (GObject *object)
{
  VbtVisibility *self = VBT_VISIBILITY (object);

  g_free (self->project);
  g_hash_table_unref (self->hidden);
  G_OBJECT_CLASS (vbt_visibility_parent_class)->finalize (object);
}

static void
vbt_visibility_class_init (VbtVisibilityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vbt_visibility_finalize;
  changed_signal = g_signal_new ("changed", VBT_TYPE_VISIBILITY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
vbt_visibility_init (VbtVisibility *self)
{
  self->hidden = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * vbt_visibility_new:
 * @project: (type filename): path of a project
 *
 * Returns: (transfer full): what was shown of it when it was open last; everything at first
 */
VbtVisibility *
vbt_visibility_new (const char *project)
{
  VbtVisibility *self;

  g_return_val_if_fail (project != NULL, NULL);

  self = g_object_new (VBT_TYPE_VISIBILITY, NULL);
  self->project = g_filename_display_name (project);
  load (self);
  return self;
}

/**
 * vbt_visibility_has_label:
 * @self: what is shown
 * @label: a label
 *
 * Returns: whether the label's marks are drawn
 */
gboolean
vbt_visibility_has_label (VbtVisibility *self, VbtId label)
{
  g_return_val_if_fail (VBT_IS_VISIBILITY (self), TRUE);

  return !g_hash_table_contains (self->hidden, &label);
}

/**
 * vbt_visibility_has_suggestions:
 * @self: what is shown
 *
 * Returns: whether suggestions are drawn
 */
gboolean
vbt_visibility_has_suggestions (VbtVisibility *self)
{
  g_return_val_if_fail (VBT_IS_VISIBILITY (self), TRUE);

  return !self->no_suggestions;
}

/**
 * vbt_visibility_set_label:
 * @self: what is shown
 * @label: a label
 * @shown: whether its marks are to be drawn
 */
void
vbt_visibility_set_label (VbtVisibility *self, VbtId label, gboolean shown)
{
  g_return_if_fail (VBT_IS_VISIBILITY (self));

  if (vbt_visibility_has_label (self, label) == !!shown)
    return;
  if (shown)
    g_hash_table_remove (self->hidden, &label);
  else
    hide_label (self, label);
  changed (self);
}

/**
 * vbt_visibility_set_suggestions:
 * @self: what is shown
 * @shown: whether suggestions are to be drawn
 */
void
vbt_visibility_set_suggestions (VbtVisibility *self, gboolean shown)
{
  g_return_if_fail (VBT_IS_VISIBILITY (self));

  if (self->no_suggestions == !shown)
    return;
  self->no_suggestions = !shown;
  changed (self);
}

/**
 * vbt_visibility_set_only:
 * @self: what is shown
 * @schema: the project's schema
 * @label: the one of its labels whose marks are to be drawn
 *
 * Hides all other labels; suggestions stay as they are.
 */
void
vbt_visibility_set_only (VbtVisibility *self, const VbtSchema *schema, VbtId label)
{
  g_return_if_fail (VBT_IS_VISIBILITY (self) && schema != NULL);

  g_hash_table_remove_all (self->hidden);
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *other = g_ptr_array_index (schema->labels, i);

      if (other->kind == VBT_KIND_SPAN && other->id != label)
        hide_label (self, other->id);
    }
  changed (self);
}

/**
 * vbt_visibility_set_all:
 * @self: what is shown
 *
 * Hides nothing any longer.
 */
void
vbt_visibility_set_all (VbtVisibility *self)
{
  g_return_if_fail (VBT_IS_VISIBILITY (self));

  if (!self->no_suggestions && g_hash_table_size (self->hidden) == 0)
    return;
  self->no_suggestions = FALSE;
  g_hash_table_remove_all (self->hidden);
  changed (self);
}

/**
 * vbt_visibility_describe_hidden:
 * @self: what is shown
 * @schema: the project's schema
 *
 * Returns: (transfer full) (nullable): what is hidden, in words; NULL where nothing is
 */
char *
vbt_visibility_describe_hidden (VbtVisibility *self, const VbtSchema *schema)
{
  g_autofree char *labels = NULL;
  guint n = 0;

  g_return_val_if_fail (VBT_IS_VISIBILITY (self) && schema != NULL, NULL);

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      if (label->kind == VBT_KIND_SPAN && !vbt_visibility_has_label (self, label->id))
        n++;
    }
  if (n == 0)
    return self->no_suggestions ? g_strdup (_ ("Suggestions hidden")) : NULL;
  /* TRANSLATORS: how many labels' marks are not drawn */
  labels = g_strdup_printf (ngettext ("%u label hidden", "%u labels hidden", n), n);
  if (!self->no_suggestions)
    return g_steal_pointer (&labels);
  /* TRANSLATORS: “3 labels hidden”; the suggestions are not drawn either */
  return g_strdup_printf (_ ("%s, and suggestions"), labels);
}

/**
 * vbt_session_get_visibility:
 * @session: a session
 *
 * Returns: (transfer none): which annotations of its project are drawn
 */
VbtVisibility *
vbt_session_get_visibility (VbtSession *session)
{
  g_return_val_if_fail (VBT_IS_SESSION (session), NULL);

  return session->visibility;
}

/**
 * vbt_session_shows:
 * @session: a session
 * @span: a span of the document that is shown
 *
 * Returns: whether it is drawn
 */
gboolean
vbt_session_shows (VbtSession *session, const VbtAnnotation *span)
{
  g_return_val_if_fail (VBT_IS_SESSION (session) && span != NULL, TRUE);

  return vbt_visibility_has_label (session->visibility, span->label)
         && (!session->visibility->no_suggestions || !vbt_session_is_suggestion (session, span));
}

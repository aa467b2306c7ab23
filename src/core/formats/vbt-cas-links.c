/* vbt-cas-links.c: features, relations, slots and chains of UIMA's feature structures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-cas.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A link of a slot: not in the text itself, with a target that is. */
static gboolean
is_link (const VbtCas *self, const VbtCasFs *fs)
{
  return vbt_cas_get (self, fs, "target") != NULL && vbt_cas_get (self, fs, "begin") == NULL
         && vbt_cas_get (self, fs, "source") == NULL;
}

static gboolean
is_array (const VbtCasFs *fs)
{
  return g_str_equal (fs->type, "uima.cas.FSArray") || g_str_has_suffix (fs->type, "[]");
}

/* (transfer full) (nullable): the identifiers that a value lists, also by way of an array; %NULL where it
 * is no such list. */
static char **
split_references (const VbtCas *self, const VbtCasFeature *feature)
{
  const VbtCasFs *array;

  if (feature->kind == VBT_CAS_TEXT || !g_ascii_isdigit (feature->value[0])
      || feature->value[strspn (feature->value, "0123456789 ")] != '\0')
    return NULL;
  array = vbt_cas_find (self, feature->value);
  if (array != NULL && is_array (array))
    return g_strsplit (
        vbt_cas_get (self, array, "elements") != NULL ? vbt_cas_get (self, array, "elements") : "",
        " ", -1);
  return g_strsplit (feature->value, " ", -1);
}

static gboolean
is_structural (const char *name)
{
  static const char *const names[]
      = { "sofa", "begin", "end", "Governor", "Dependent", "next", "first", NULL };

  return g_strv_contains (names, name);
}

/* (transfer full) (nullable): what the feature links to: never what may as well be a number. */
static char **
get_slot (const VbtCas *self, const VbtCasFeature *feature)
{
  g_auto (GStrv) ids = is_structural (feature->name) ? NULL : split_references (self, feature);

  for (guint i = 0; ids != NULL && ids[i] != NULL && feature->kind == VBT_CAS_UNKNOWN; i++)
    {
      const VbtCasFs *target = vbt_cas_find (self, ids[i]);

      if (target == NULL || !is_link (self, target))
        return NULL;
    }
  return g_steal_pointer (&ids);
}

static void
want (VbtCas *self, const char *id)
{
  VbtCasFs *fs = vbt_cas_find (self, id);

  if (fs != NULL)
    fs->is_wanted = TRUE;
}

/* Marks what relations and links refer to. */
void
vbt_cas_want_tokens (VbtCas *self)
{
  for (guint i = 0; i < self->structures->len; i++)
    {
      const VbtCasFs *fs = &g_array_index (self->structures, VbtCasFs, i);
      const char *from, *to;

      if (vbt_cas_is_relation (self, fs, &from, &to))
        {
          want (self, from);
          want (self, to);
        }
      else if (is_link (self, fs))
        want (self, vbt_cas_get (self, fs, "target"));
    }
}

static void
set_values (VbtCas *self, const VbtCasFs *fs, VbtKind kind, VbtAnnotation *annotation)
{
  g_autofree char *name = vbt_cas_get_label (self, fs);
  VbtLabel *label = vbt_names_get_label (self->draft->names, kind, name);

  for (guint i = 0; i < fs->n_features && label != NULL; i++)
    {
      const VbtCasFeature *feature = &g_array_index (self->features, VbtCasFeature, fs->first + i);
      gboolean is_end
          = kind == VBT_KIND_RELATION
            && (g_str_equal (feature->name, "source") || g_str_equal (feature->name, "target"));
      g_auto (GStrv) slot = get_slot (self, feature);
      const VbtAttribute *attribute;

      if (slot != NULL || is_end || is_structural (feature->name)
          || feature->kind == VBT_CAS_REFERENCE)
        continue;
      attribute
          = vbt_names_get_attribute (self->draft->names, label, VBT_ATTRIBUTE_TEXT, feature->name);
      if (attribute != NULL)
        vbt_annotation_set_value (annotation, attribute->id, feature->value);
      else
        vbt_draft_problem (self->draft, _ ("%s %s: “%.40s” was left out: there are too many"),
                           fs->type, fs->id, feature->name);
    }
}

/* (nullable): what was added after there were so many. */
static VbtAnnotation *
get_last (const VbtCas *self, guint n_before)
{
  GPtrArray *annotations = self->draft->document->annotations;

  return annotations->len > n_before ? annotations->pdata[annotations->len - 1] : NULL;
}

static void
relate (VbtCas *self, const char *what, const char *label, const VbtAnnotation *from,
        const char *to)
{
  if (from != NULL)
    vbt_draft_relate (self->draft, what, label, from, vbt_draft_find (self->draft, what, to));
}

static void
read_relation (VbtCas *self, const VbtCasFs *fs, const char *from, const char *to)
{
  g_autofree char *label = vbt_cas_get_label (self, fs);
  g_autofree char *what = g_strdup_printf ("%s %s", label, fs->id);
  guint n_before = self->draft->document->annotations->len;
  VbtAnnotation *made;

  relate (self, what, label, vbt_draft_find (self->draft, what, from), to);
  made = get_last (self, n_before);
  if (made != NULL)
    set_values (self, fs, VBT_KIND_RELATION, made);
}

/* The links of a feature: relations whose labels are the roles. */
static void
read_slots (VbtCas *self, const VbtCasFs *fs)
{
  for (guint i = 0; i < fs->n_features; i++)
    {
      const VbtCasFeature *feature = &g_array_index (self->features, VbtCasFeature, fs->first + i);
      g_auto (GStrv) ids = get_slot (self, feature);

      for (guint j = 0; ids != NULL && ids[j] != NULL; j++)
        {
          const VbtCasFs *target = vbt_cas_find (self, ids[j]);
          const char *role = target != NULL ? vbt_cas_get (self, target, "role") : NULL;
          gboolean linked = target != NULL && is_link (self, target);

          if (ids[j][0] == '\0' || (target != NULL && !linked && target->span == NULL))
            continue;
          relate (self, feature->name, linked && role != NULL ? role : feature->name,
                  fs->span->annotation, linked ? vbt_cas_get (self, target, "target") : ids[j]);
        }
    }
}

/* All links of a chain refer to one entity; a link that is in one already ends it. */
static void
read_chain (VbtCas *self, const char *first)
{
  VbtEntity *entity = NULL;

  for (VbtCasFs *link = vbt_cas_find (self, first); link != NULL && !link->is_linked;
       link = vbt_cas_find (self, vbt_cas_get (self, link, "next")))
    {
      link->is_linked = TRUE;
      if (link->span == NULL || link->span->annotation == NULL)
        continue;
      if (entity == NULL)
        {
          g_autofree char *name
              = vbt_document_get_covered_text (self->draft->document, link->span->annotation);

          entity = vbt_entity_new (VBT_ENTITY_OTHER, name);
          vbt_catalog_take_entity (self->draft->sink->catalog, entity);
        }
      vbt_annotation_add_entity (link->span->annotation, entity->id);
    }
}

static void
read_document_label (VbtCas *self, const VbtCasFs *fs)
{
  g_autofree char *label = vbt_cas_get_label (self, fs);
  guint n_before = self->draft->document->annotations->len;
  VbtAnnotation *made;

  vbt_draft_label_document (self->draft, label);
  made = get_last (self, n_before);
  if (made != NULL)
    set_values (self, fs, VBT_KIND_DOCUMENT, made);
}

static gboolean
is_metadata_type (const char *type)
{
  return g_str_has_prefix (type, "uima.") || g_str_has_suffix (type, "MetaData")
         || g_str_has_suffix (type, ".TagsetDescription") || g_str_has_suffix (type, "[]")
         || type[0] == '\0';
}

/* All but spans, which are there by now: their features, relations, chains, labels of the document. */
void
vbt_cas_link (VbtCas *self, const char *sofa)
{
  for (guint i = 0; i < self->spanned->len; i++)
    {
      const VbtCasFs *fs = self->spanned->pdata[i];

      self->draft->line = fs->line;
      if (fs->span->annotation != NULL)
        {
          set_values (self, fs, VBT_KIND_SPAN, fs->span->annotation);
          read_slots (self, fs);
        }
    }
  for (guint i = 0; i < self->structures->len; i++)
    {
      const VbtCasFs *fs = &g_array_index (self->structures, VbtCasFs, i);
      const char *own = vbt_cas_get (self, fs, "sofa");
      const char *first = vbt_cas_get (self, fs, "first");
      const char *from, *to;

      if (own == NULL || !g_str_equal (own, sofa))
        continue;
      self->draft->line = fs->line;
      if (vbt_cas_is_relation (self, fs, &from, &to))
        read_relation (self, fs, from, to);
      else if (first != NULL && g_str_has_suffix (fs->type, "Chain"))
        read_chain (self, first);
      else if (vbt_cas_get (self, fs, "begin") == NULL && !is_metadata_type (fs->type))
        read_document_label (self, fs);
    }
  /* The spans belong to the draft of this document. */
  for (guint i = 0; i < self->spanned->len; i++)
    ((VbtCasFs *)self->spanned->pdata[i])->span = NULL;
}

/* vbt-format-w3c.c: W3C Web Annotation, JSON-LD
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-w3c.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How its parts become ours:
 *
 * - The text is that of the file beside it, NAME.txt: annotations point at a text and do not hold it.
 * - A body that tags or classifies gives the label; several of them are several spans. One that describes,
 *   with a name, is an attribute; one that comments is the note.
 * - Several targets are the fragments of one span. A target without selector is the document.
 * - What links has the annotation that it comes from for its target, and the one it goes to for its body.
 * - Where quote and position disagree, the quote counts. Nothing that the file names is ever loaded. */

static const char *const extensions[] = { "jsonld", "json", NULL };
static const char *const companions[] = { "txt", NULL };

static int
w3c_probe (const char *name, const guint8 *head, gsize n_head)
{
  static const char context[] = "http://www.w3.org/ns/anno";

  if (n_head == 0 || (head[0] != '{' && head[0] != '[' && !g_ascii_isspace (head[0])))
    return 0;
  return memmem (head, n_head, context, strlen (context)) != NULL ? 96 : 0;
}

/* Calls for the value itself, or for each of a list. */
static void
each (json_t *value, void (*read) (VbtW3c *, json_t *), VbtW3c *self)
{
  json_t *item;
  size_t i;

  if (value != NULL && !json_is_array (value))
    read (self, value);
  json_array_foreach (value, i, item) read (self, item);
}

static void
note_pair (GPtrArray *pairs, const char *key, const char *value)
{
  g_ptr_array_add (pairs, g_strdup (key));
  g_ptr_array_add (pairs, g_strdup (value));
}

static void
read_body (VbtW3c *self, json_t *body)
{
  VbtW3cItem *item = self->item;
  const char *purpose = json_string_value (json_object_get (body, "purpose"));
  const char *name = json_string_value (json_object_get (body, "name"));
  g_autofree char *value = vbt_json_to_name (json_object_get (body, "value"));

  if (json_is_string (body) && item->is_link && item->to == NULL)
    item->to = g_strdup (json_string_value (body));
  else if (json_is_string (body))
    note_pair (item->values, "body", json_string_value (body));
  else if (value == NULL)
    {
      const char *source = json_string_value (json_object_get (body, "source"));

      if (source == NULL)
        source = json_string_value (json_object_get (body, "id"));
      if (source != NULL && purpose != NULL
          && (g_str_equal (purpose, "tagging") || g_str_equal (purpose, "classifying")))
        g_ptr_array_add (item->labels, g_strdup (source));
      else if (source != NULL)
        note_pair (item->values, "body", source);
      else
        vbt_draft_problem (&self->draft, _ ("%s: a body without a value was left out"), item->what);
    }
  else if (g_strcmp0 (purpose, "describing") == 0 && name != NULL)
    note_pair (item->values, name, value);
  else if (purpose == NULL
               ? item->is_tag
               : g_str_equal (purpose, "tagging") || g_str_equal (purpose, "classifying"))
    g_ptr_array_add (item->labels, g_steal_pointer (&value));
  else if (item->note == NULL)
    item->note = g_steal_pointer (&value);
  else
    note_pair (item->values, "body", value);
}

static void
read_selector (VbtW3c *self, json_t *selector)
{
  VbtW3cItem *item = self->item;
  const char *type = json_string_value (json_object_get (selector, "type"));
  const char *exact = json_string_value (json_object_get (selector, "exact"));

  if (g_strcmp0 (type, "TextPositionSelector") == 0)
    {
      if (!vbt_json_get_offset (json_object_get (selector, "start"), &self->range.start)
          || !vbt_json_get_offset (json_object_get (selector, "end"), &self->range.end)
          || self->range.end <= self->range.start)
        {
          vbt_draft_problem (&self->draft, _ ("%s: its position is no range of the text"),
                             item->what);
          self->range = (VbtRange){ -1, -1 };
          item->is_odd = TRUE;
        }
    }
  else if (g_strcmp0 (type, "TextQuoteSelector") == 0 && exact != NULL && exact[0] != '\0')
    {
      self->exact = exact;
      self->prefix = json_string_value (json_object_get (selector, "prefix"));
    }
  else
    {
      item->is_odd = TRUE;
      vbt_draft_problem (&self->draft, _ ("%s: a selector “%.40s” is none that points into a text"),
                         item->what, type != NULL ? type : "");
    }
  if (json_object_get (selector, "refinedBy") != NULL)
    vbt_draft_problem (&self->draft, _ ("%s: “refinedBy” was left out"), item->what);
}

static void
read_target (VbtW3c *self, json_t *target)
{
  VbtW3cItem *item = self->item;
  json_t *selector = json_object_get (target, "selector");
  VbtW3cPlace place;

  item->n_targets++;
  if (json_is_string (target) && item->from == NULL)
    item->from = g_strdup (json_string_value (target));
  if (selector == NULL)
    return;
  self->range = (VbtRange){ -1, -1 };
  self->exact = self->prefix = NULL;
  each (selector, read_selector, self);
  if (self->exact == NULL && self->range.start < 0)
    return;
  place = (VbtW3cPlace){ self->range, g_strdup (self->exact), g_strdup (self->prefix) };
  g_array_append_val (item->places, place);
}

/* Whether the value, or one of a list, is the string. */
static gboolean
has_string (json_t *value, const char *string)
{
  json_t *item;
  size_t i;

  if (json_is_string (value))
    return strstr (json_string_value (value), string) != NULL;
  json_array_foreach (value, i, item)
  {
    if (json_is_string (item) && strstr (json_string_value (item), string) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
set_creator (VbtW3c *self, json_t *creator)
{
  const char *name = json_string_value (json_object_get (creator, "name"));

  if (name == NULL)
    name = json_string_value (json_is_object (creator) ? json_object_get (creator, "id") : creator);
  self->item->annotator = name != NULL && name[0] != '\0'
                              ? vbt_catalog_ensure_annotator (self->draft.sink->catalog,
                                                              VBT_ANNOTATOR_PERSON, name, NULL)
                                    ->id
                              : self->draft.sink->annotator;
}

static void
read_annotation (VbtW3c *self, json_t *annotation)
{
  json_t *context = json_object_get (annotation, "@context");
  json_t *motivation = json_object_get (annotation, "motivation");
  VbtW3cItem *item;

  if (json_object_get (annotation, "items") != NULL
      || json_object_get (annotation, "first") != NULL)
    {
      vbt_w3c_read_pages (self, annotation);
      return;
    }
  item = self->item = vbt_w3c_add_item (self);
  item->id = vbt_json_to_name (json_object_get (annotation, "id"));
  item->is_link = has_string (motivation, "linking");
  item->is_tag = motivation != NULL
                     ? has_string (motivation, "tagging") || has_string (motivation, "classifying")
                     : TRUE;
  if (json_object_get (annotation, "target") == NULL)
    {
      item->is_odd = TRUE;
      vbt_draft_problem (&self->draft, _ ("%s was left out: it has no target"), item->what);
      return;
    }
  if (context != NULL && !has_string (context, "www.w3.org/ns/anno"))
    {
      item->is_odd = TRUE;
      vbt_draft_problem (&self->draft,
                         _ ("%s was left out: its context is not that of Web Annotation"),
                         item->what);
      return;
    }
  set_creator (self, json_object_get (annotation, "creator"));
  each (json_object_get (annotation, "body"), read_body, self);
  each (json_object_get (annotation, "target"), read_target, self);
}

/* A collection, its pages, or what is in them: at most as deep as JSON can be. */
void
vbt_w3c_read_pages (VbtW3c *self, json_t *page)
{
  json_t *first = json_object_get (page, "first");

  if (json_is_string (first))
    vbt_draft_problem (&self->draft, _ ("The pages of the collection are in other files"));
  else if (first != NULL)
    vbt_w3c_read_pages (self, first);
  each (json_object_get (page, "items"), read_annotation, self);
}

static gboolean
read_record (VbtDraft *draft, json_t *record, GError **error)
{
  if (json_is_object (record))
    read_annotation ((VbtW3c *)draft, record);
  else
    vbt_draft_problem (draft, _ ("The record was left out: it is no object"));
  return TRUE;
}

/* (transfer full) (nullable): the text beside the file. */
static char *
read_text (VbtInput *input, GError **error)
{
  g_autoptr (VbtInput) sibling = vbt_input_open_sibling (input, companions[0], error);
  g_autoptr (GBytes) bytes = sibling != NULL ? vbt_input_read_all (sibling, error) : NULL;
  gsize n_bytes;

  return bytes != NULL
             ? vbt_decode_text (bytes, vbt_input_get_encoding (input), NULL, &n_bytes, error)
             : NULL;
}

static gboolean
w3c_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtW3c self = { 0 };
  g_autofree char *text = NULL;
  gboolean success;

  if (!vbt_draft_init (&self.draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  self.draft.is_list = TRUE;
  vbt_w3c_init (&self);
  success = vbt_draft_read_records (&self.draft, read_record, cancellable, error);
  text = success ? read_text (input, error) : NULL;
  success = text != NULL && vbt_w3c_make_document (&self, text, error);
  vbt_w3c_clear (&self);
  vbt_draft_clear (&self.draft);
  return success;
}

static gboolean
w3c_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  return TRUE;
}

static const VbtDialectKey dialect[] = {
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_w3c = {
  .name = "w3c",
  .title = N_ ("W3C Web Annotation"),
  .description = N_ ("JSON-LD with a text beside it, as Recogito and Hypothesis have it"),
  .extensions = extensions,
  .mime = "application/ld+json",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_FOLDER,
  .companions = companions,
  .dialect = dialect,
  .probe = w3c_probe,
  .read = w3c_read,
  .begin = w3c_begin,
  .write = vbt_w3c_write,
  .end = w3c_begin,
  .losses = vbt_w3c_losses,
};

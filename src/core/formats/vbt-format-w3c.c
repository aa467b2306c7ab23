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

#define MAX_VALUES 1000 /* of an annotation: each is an attribute */

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
each (const VbtJson *value, void (*read) (VbtW3c *, const VbtJson *), VbtW3c *self)
{
  const VbtJson *item;
  size_t i;

  if (value != NULL && !vbt_json_is (value, VBT_JSON_ARRAY))
    read (self, value);
  VBT_JSON_FOREACH (value, i, item) read (self, item);
}

static void
note_value (VbtW3c *self, const char *key, const char *value)
{
  VbtW3cItem *item = self->item;

  if (item->values == NULL || item->values->len < MAX_VALUES * 2)
    {
      vbt_w3c_add_string (&item->values, key);
      vbt_w3c_add_string (&item->values, value);
    }
  else if (vbt_draft_say_once (&self->draft, item->what))
    vbt_draft_problem (&self->draft, _ ("%s has more than %d bodies: the rest was left out"),
                       item->what, MAX_VALUES);
}

static void
read_body (VbtW3c *self, const VbtJson *body)
{
  VbtW3cItem *item = self->item;
  const char *purpose = vbt_json_string (vbt_json_member (body, "purpose"));
  const char *name = vbt_json_string (vbt_json_member (body, "name"));
  g_autofree char *value = vbt_json_to_name (vbt_json_member (body, "value"));

  if (vbt_json_is (body, VBT_JSON_STRING) && item->is_link && item->to == NULL)
    item->to = g_strdup (vbt_json_string (body));
  else if (vbt_json_is (body, VBT_JSON_STRING))
    note_value (self, "body", vbt_json_string (body));
  else if (value == NULL)
    {
      const char *source = vbt_json_string (vbt_json_member (body, "source"));

      if (source == NULL)
        source = vbt_json_string (vbt_json_member (body, "id"));
      if (source != NULL && purpose != NULL
          && (g_str_equal (purpose, "tagging") || g_str_equal (purpose, "classifying")))
        vbt_w3c_add_string (&item->labels, source);
      else if (source != NULL)
        note_value (self, "body", source);
      else
        vbt_draft_problem (&self->draft, _ ("%s: a body without a value was left out"), item->what);
    }
  else if (g_strcmp0 (purpose, "describing") == 0 && name != NULL)
    note_value (self, name, value);
  else if (purpose == NULL
               ? item->is_tag
               : g_str_equal (purpose, "tagging") || g_str_equal (purpose, "classifying"))
    vbt_w3c_add_string (&item->labels, value);
  else if (item->note == NULL)
    item->note = g_steal_pointer (&value);
  else
    note_value (self, "body", value);
}

static void
read_selector (VbtW3c *self, const VbtJson *selector)
{
  VbtW3cItem *item = self->item;
  const char *type = vbt_json_string (vbt_json_member (selector, "type"));
  const char *exact = vbt_json_string (vbt_json_member (selector, "exact"));

  if (g_strcmp0 (type, "TextPositionSelector") == 0)
    {
      if (!vbt_json_get_offset (vbt_json_member (selector, "start"), &self->range.start)
          || !vbt_json_get_offset (vbt_json_member (selector, "end"), &self->range.end)
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
      self->prefix = vbt_json_string (vbt_json_member (selector, "prefix"));
    }
  else
    {
      item->is_odd = TRUE;
      vbt_draft_problem (&self->draft, _ ("%s: a selector “%.40s” is none that points into a text"),
                         item->what, type != NULL ? type : "");
    }
  if (vbt_json_member (selector, "refinedBy") != NULL)
    vbt_draft_problem (&self->draft, _ ("%s: “refinedBy” was left out"), item->what);
}

static void
read_target (VbtW3c *self, const VbtJson *target)
{
  VbtW3cItem *item = self->item;
  const VbtJson *selector = vbt_json_member (target, "selector");
  VbtW3cPlace place;

  item->n_targets++;
  if (vbt_json_is (target, VBT_JSON_STRING) && item->from == NULL)
    item->from = g_strdup (vbt_json_string (target));
  if (selector == NULL)
    return;
  self->range = (VbtRange){ -1, -1 };
  self->exact = self->prefix = NULL;
  each (selector, read_selector, self);
  if (self->exact == NULL && self->range.start < 0)
    return;
  place = (VbtW3cPlace){ self->range, g_strdup (self->exact), g_strdup (self->prefix) };
  vbt_w3c_add_place (item, place);
}

/* Whether the value, or one of a list, is the string. */
static gboolean
has_string (const VbtJson *value, const char *string)
{
  const VbtJson *item;
  size_t i;

  if (vbt_json_is (value, VBT_JSON_STRING))
    return strstr (vbt_json_string (value), string) != NULL;
  VBT_JSON_FOREACH (value, i, item)
  {
    if (vbt_json_is (item, VBT_JSON_STRING) && strstr (vbt_json_string (item), string) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
set_creator (VbtW3c *self, const VbtJson *creator)
{
  const char *name = vbt_json_string (vbt_json_member (creator, "name"));

  if (name == NULL)
    name = vbt_json_string (vbt_json_is (creator, VBT_JSON_OBJECT) ? vbt_json_member (creator, "id")
                                                                   : creator);
  self->item->annotator
      = name != NULL && name[0] != '\0'
            ? vbt_draft_ensure_annotator (&self->draft, VBT_ANNOTATOR_PERSON, name)
            : self->draft.sink->annotator;
}

static void
read_item (VbtW3c *self, const VbtJson *annotation)
{
  const VbtJson *context = vbt_json_member (annotation, "@context");
  const VbtJson *motivation = vbt_json_member (annotation, "motivation");
  VbtW3cItem *item;

  item = self->item = vbt_w3c_add_item (self);
  item->id = vbt_json_to_name (vbt_json_member (annotation, "id"));
  item->is_link = has_string (motivation, "linking");
  item->is_tag = motivation != NULL
                     ? has_string (motivation, "tagging") || has_string (motivation, "classifying")
                     : TRUE;
  if (vbt_json_member (annotation, "target") == NULL)
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
  set_creator (self, vbt_json_member (annotation, "creator"));
  each (vbt_json_member (annotation, "body"), read_body, self);
  each (vbt_json_member (annotation, "target"), read_target, self);
}

static void
read_annotation (VbtW3c *self, const VbtJson *annotation)
{
  if (vbt_json_member (annotation, "items") != NULL
      || vbt_json_member (annotation, "first") != NULL)
    {
      vbt_w3c_read_pages (self, annotation);
      return;
    }
  read_item (self, annotation);
  /* Of no use any more. */
  if (self->item->is_odd)
    g_ptr_array_set_size (self->items, (int)self->items->len - 1);
  self->item = NULL;
}

/* A collection, its pages, or what is in them: at most as deep as JSON can be. */
void
vbt_w3c_read_pages (VbtW3c *self, const VbtJson *page)
{
  const VbtJson *first = vbt_json_member (page, "first");

  if (vbt_json_is (first, VBT_JSON_STRING))
    vbt_draft_problem (&self->draft, _ ("The pages of the collection are in other files"));
  else if (first != NULL)
    vbt_w3c_read_pages (self, first);
  each (vbt_json_member (page, "items"), read_annotation, self);
}

static gboolean
read_record (VbtDraft *draft, const VbtJson *record, GError **error)
{
  if (vbt_json_is (record, VBT_JSON_OBJECT))
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

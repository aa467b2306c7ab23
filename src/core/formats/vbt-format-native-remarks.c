/* vbt-format-native-remarks.c: metadata, and notes and questions, in Verbatim's own format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "formats/vbt-format-native.h"

static void
append_string (GString *line, const char *member, const char *string)
{
  vbt_json_append_member (line, member);
  vbt_json_append_string (line, string);
}

static void
append_id (GString *line, const char *member, VbtId id)
{
  g_autofree char *string = id != 0 ? vbt_id_to_string (id) : NULL;

  if (string != NULL)
    append_string (line, member, string);
}

static void
append_time (GString *line, const char *member, gint64 time)
{
  g_autofree char *string = vbt_time_to_string (time);

  append_string (line, member, string);
}

static void
append_true (GString *line, const char *member, gboolean value)
{
  if (!value)
    return;
  vbt_json_append_member (line, member);
  g_string_append (line, "true");
}

static void
append_offset (GString *line, const char *member, VbtOffset offset)
{
  vbt_json_append_member (line, member);
  g_string_append_printf (line, "%d", offset);
}

/* The metadata of a document, where there is any. */
void
vbt_native_append_meta (GString *line, const GPtrArray *metadata)
{
  if (metadata == NULL || metadata->len == 0)
    return;
  vbt_json_append_member (line, "meta");
  g_string_append_c (line, '{');
  for (guint i = 0; i < metadata->len; i++)
    {
      const VbtMetadata *item = g_ptr_array_index (metadata, i);

      append_string (line, item->key, item->value);
    }
  g_string_append_c (line, '}');
}

static void
append_remark (GString *line, const VbtCatalog *catalog, const VbtRemark *remark, gpointer writer)
{
  g_autofree char *annotator = vbt_native_refer (writer, catalog, remark->annotator);

  g_string_append_c (line, '{');
  append_id (line, "id", remark->id);
  append_id (line, "annotation", remark->annotation);
  if (remark->range.end > remark->range.start)
    {
      append_offset (line, "start", remark->range.start);
      append_offset (line, "end", remark->range.end);
    }
  append_id (line, "answers", remark->answers);
  append_string (line, "text", remark->text);
  append_true (line, "question", remark->question);
  append_true (line, "resolved", remark->resolved);
  append_string (line, "annotator", annotator);
  append_time (line, "created", remark->created);
  append_time (line, "changed", remark->changed);
  g_string_append_c (line, '}');
}

/* Threads of notes and questions; @writer is of vbt_native_refer(). */
void
vbt_native_append_remarks (GString *line, const VbtCatalog *catalog, const GPtrArray *remarks,
                           gpointer writer)
{
  if (remarks->len == 0)
    return;
  vbt_json_append_member (line, "remarks");
  g_string_append_c (line, '[');
  for (guint i = 0; i < remarks->len; i++)
    {
      if (i > 0)
        g_string_append (line, ", ");
      append_remark (line, catalog, remarks->pdata[i], writer);
    }
  g_string_append_c (line, ']');
}

static const VbtRemark *
find (const VbtDocument *document, VbtId id)
{
  for (guint i = 0; i < document->remarks->len; i++)
    if (((VbtRemark *)document->remarks->pdata[i])->id == id)
      return document->remarks->pdata[i];
  return NULL;
}

static gboolean
read_place (const VbtJson *json, const VbtDocument *document, VbtRange *range)
{
  const VbtJson *start = vbt_json_member (json, "start");
  const VbtJson *end = vbt_json_member (json, "end");

  if (start == NULL && end == NULL)
    return TRUE;
  if (!vbt_json_is (start, VBT_JSON_INTEGER) || !vbt_json_is (end, VBT_JSON_INTEGER)
      || vbt_json_integer (start) < 0 || vbt_json_integer (end) <= vbt_json_integer (start)
      || vbt_json_integer (end) > vbt_text_get_length (document->text))
    return FALSE;
  range->start = (VbtOffset)vbt_json_integer (start);
  range->end = (VbtOffset)vbt_json_integer (end);
  return TRUE;
}

/* An answer belongs to what begins its thread, and is about the same. */
static gboolean
read_links (NativeReader *self, const VbtJson *json, const VbtDocument *document, VbtRemark *remark)
{
  const char *annotation = vbt_native_get_string (self, json, "annotation");
  const char *answers = vbt_native_get_string (self, json, "answers");
  const char *id = vbt_native_get_string (self, json, "id");
  const VbtRemark *first;

  if (id != NULL)
    remark->id = vbt_id_from_string (id);
  if (annotation != NULL)
    remark->annotation = vbt_id_from_string (annotation);
  if (answers != NULL)
    remark->answers = vbt_id_from_string (answers);
  first = remark->answers != 0 ? find (document, remark->answers) : NULL;
  return find (document, remark->id) == NULL && (answers == NULL || first != NULL)
         && (first == NULL || first->answers == 0)
         && (remark->annotation == 0
             || vbt_document_get_annotation (document, remark->annotation) != NULL);
}

static gboolean
read_times (NativeReader *self, const VbtJson *json, VbtRemark *remark)
{
  const char *created = vbt_native_get_string (self, json, "created");
  const char *changed = vbt_native_get_string (self, json, "changed");

  if (created != NULL && !vbt_time_from_string (created, &remark->created))
    return FALSE;
  remark->changed = remark->created;
  return changed == NULL || vbt_time_from_string (changed, &remark->changed);
}

static gboolean
read_remark (NativeReader *self, const VbtJson *json, VbtDocument *document)
{
  const char *text = vbt_native_get_string (self, json, "text");
  const char *annotator = vbt_native_get_string (self, json, "annotator");
  g_autoptr (VbtRemark) remark = NULL;

  if (!vbt_json_is (json, VBT_JSON_OBJECT) || text == NULL)
    return FALSE;
  remark = vbt_remark_new (vbt_native_find_annotator (self, annotator), text,
                           vbt_json_is (vbt_json_member (json, "question"), VBT_JSON_TRUE));
  remark->resolved = vbt_json_is (vbt_json_member (json, "resolved"), VBT_JSON_TRUE);
  if (!read_links (self, json, document, remark) || !read_place (json, document, &remark->range)
      || !read_times (self, json, remark))
    return FALSE;
  g_ptr_array_add (document->remarks, g_steal_pointer (&remark));
  return TRUE;
}

/* Reads notes and questions into a document that has its annotations; what is wrong is reported and left out. */
void
vbt_native_read_remarks (NativeReader *self, const VbtJson *json, VbtDocument *document)
{
  const VbtJson *item;
  size_t i;

  VBT_JSON_FOREACH (vbt_native_get_list (self, json, "remarks"), i, item)
  {
    if (!read_remark (self, item, document))
      vbt_native_problem (self,
                          _ ("Remark %zu was left out: it needs a “text”, an “id” of its own, and "
                             "names an annotation, a place or a remark of the document"),
                          i + 1);
  }
  g_ptr_array_sort (document->remarks, vbt_remark_compare);
}

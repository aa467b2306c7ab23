/* vbt-format-tei.c: TEI XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-tei.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How TEI becomes ours:
 *
 * - The text is that of <text>. White space is collapsed but where xml:space="preserve" says otherwise;
 *   paragraphs, verses and the like stand on lines of their own. Notes, page headers, corrections and
 *   variant readings are left out, and counted. With the dialect “text=raw” it is every character.
 * - <said>, <q>, <quote>, <u> and <sp> are quotes, <persName>, <placeName>, <orgName>, <name>, <rs> mentions,
 *   <seg type="…"> anything else; their other attributes are attributes.
 * - @who and @ref point at entities, which lists of persons, places and organizations declare.
 * - What cannot stand in the text is in <standOff>: <span from to>, <relation>, <fs>, <note target>. */

static const char *const extensions[] = { "xml", "tei", NULL };

static int
tei_probe (const char *name, const guint8 *head, gsize n_head)
{
  if (vbt_xml_head_has (head, n_head, "http://www.tei-c.org/ns/1.0")
      || vbt_xml_head_has (head, n_head, "<teiCorpus") || vbt_xml_head_has (head, n_head, "<TEI.2"))
    return 95;
  return vbt_xml_head_has (head, n_head, "<TEI") || vbt_xml_head_has (head, n_head, "<listPerson")
             ? 80
             : 0;
}

/* Elements of the text that begin a paragraph or a line, and those that are no part of it. */
static const char *const paragraphs[]
    = { "p",        "div",   "div1",       "div2",  "div3",   "head",     "lg",
        "ab",       "sp",    "list",       "table", "opener", "closer",   "trailer",
        "epigraph", "front", "body",       "back",  "group",  "docTitle", "titlePage",
        "argument", "u",     "postscript", NULL };
static const char *const lines[]
    = { "l",        "item",   "row",       "speaker",  "stage", "salute",   "signed",
        "dateline", "byline", "titlePart", "castItem", "label", "incident", NULL };
static const char *const left_out[] = { "note",    "fw",  "corr", "reg",         "expan", "rdg",
                                        "figDesc", "del", "desc", "back-matter", NULL };

static VbtTeiBreak
break_of (const char *name)
{
  if (g_strv_contains (paragraphs, name))
    return VBT_TEI_BREAK_PARAGRAPH;
  if (g_strv_contains (lines, name))
    return VBT_TEI_BREAK_LINE;
  return g_str_equal (name, "cell") || g_str_equal (name, "lb") ? VBT_TEI_BREAK_SPACE
                                                                : VBT_TEI_BREAK_NONE;
}

static void
pend (VbtTeiReader *self, VbtTeiBreak what)
{
  if (!self->is_raw)
    self->pending = MAX (self->pending, what);
}

static void
flush (VbtTeiReader *self)
{
  static const char *const breaks[] = { "", " ", "\n", "\n\n" };

  if (self->tei.text->len > 0)
    g_string_append (self->tei.text, breaks[self->pending]);
  self->pending = VBT_TEI_BREAK_NONE;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
add_collapsed (VbtTeiReader *self, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *c = text; c < end;)
    {
      const char *word = c;

      while (c < end && !is_space (*c))
        c++;
      if (c > word)
        {
          flush (self);
          g_string_append_len (self->tei.text, word, c - word);
        }
      if (c < end)
        pend (self, VBT_TEI_BREAK_SPACE);
      while (c < end && is_space (*c))
        c++;
    }
}

static void
on_text (VbtXml *xml, const char *text, gsize length, gpointer data, GError **error)
{
  VbtTeiReader *self = data;
  const VbtTeiFrame *frame;

  if (self->collect_depth > 0)
    g_string_append_len (self->collected, text, (gssize)length);
  if (self->region != VBT_TEI_TEXT || self->skip_depth > 0 || length == 0 || self->frames->len == 0)
    return;
  frame = &g_array_index (self->frames, VbtTeiFrame, self->frames->len - 1);
  if (!frame->keeps_space)
    {
      add_collapsed (self, text, length);
      return;
    }
  flush (self);
  g_string_append_len (self->tei.text, text, (gssize)length);
}

/* What has a meaning of its own, and is no attribute of the annotation. */
static gboolean
is_structural (const char *name)
{
  static const char *const structural[]
      = { "xml:id", "xml:space", "xml:lang", "who",  "ref", "ana",
          "next",   "prev",      "part",     "from", "to",  NULL };

  return g_strv_contains (structural, name) || strncmp (name, "xmlns", 5) == 0;
}

/* Takes what any element may have; and the rest as values of attributes. */
void
vbt_tei_take_attributes (VbtXml *xml, VbtTeiItem *item, gboolean with_values)
{
  gboolean speaks = vbt_xml_get_attribute (xml, "who") != NULL;
  const char *name, *value;

  item->id = g_strdup (vbt_xml_get_attribute (xml, "xml:id"));
  item->line = vbt_xml_get_line (xml);
  item->refs = g_strdup (vbt_xml_get_attribute (xml, speaks ? "who" : "ref"));
  item->ana = g_strdup (vbt_xml_get_attribute (xml, "ana"));
  item->next = g_strdup (vbt_xml_get_attribute (xml, "next"));
  for (guint i = 0; with_values && vbt_xml_list_attribute (xml, i, &name, &value); i++)
    if (!is_structural (name))
      vbt_tei_add_value (item, name, value);
}

static gboolean
is_default_element (const char *name)
{
  static const char *const usual[]
      = { "said", "persName", "placeName", "orgName", "speaker", "seg", NULL };

  return g_strv_contains (usual, name);
}

/* An element that is an annotation, or that may be pointed at. */
static VbtTeiItem *
add_item (VbtTeiReader *self, VbtXml *xml, const char *name)
{
  const char *type = vbt_xml_get_attribute (xml, "type");
  const char *label = vbt_tei_label_of (name, type);
  VbtTeiItem *item;

  if (label == NULL && vbt_xml_get_attribute (xml, "xml:id") == NULL)
    return NULL;
  item = vbt_tei_add_item (&self->tei, self->tei.items, name, label);
  if (item == NULL)
    return NULL;
  vbt_tei_take_attributes (xml, item, label != NULL && !g_str_equal (name, "seg"));
  if (label != NULL && !is_default_element (name))
    vbt_tei_add_value (item, VBT_TEI_ELEMENT, name);
  return item;
}

static gboolean
skips (VbtTeiReader *self, const char *name)
{
  if (self->is_raw || !g_strv_contains (left_out, name))
    return FALSE;
  if (vbt_draft_say_once (&self->draft, name))
    vbt_sink_tell (self->draft.sink, self->draft.input,
                   _ ("What is in <%s> is no part of the text, and left out: “text=raw” keeps it"),
                   name);
  self->skip_depth = self->frames->len;
  return TRUE;
}

static void
start_text (VbtTeiReader *self, VbtXml *xml, const char *name, VbtTeiFrame *frame)
{
  const char *space = vbt_xml_get_attribute (xml, "xml:space");

  if (self->skip_depth > 0 || skips (self, name))
    return;
  if (space != NULL && !self->is_raw)
    frame->keeps_space = g_str_equal (space, "preserve");
  /* A word goes on behind a line break that is none of the text's. */
  if (g_str_equal (name, "lb") && g_strcmp0 (vbt_xml_get_attribute (xml, "break"), "no") == 0)
    self->pending = VBT_TEI_BREAK_NONE;
  else
    pend (self, break_of (name));
  frame->start = (gint64)self->tei.text->len;
  frame->item = add_item (self, xml, name);
  if (frame->item != NULL)
    frame->item->start = (gint64)self->tei.text->len;
}

static void
trim (const GString *text, gint64 *start, gint64 *end)
{
  while (*start < *end && is_space (text->str[*start]))
    (*start)++;
  while (*end > *start && is_space (text->str[*end - 1]))
    (*end)--;
}

static void
add_range (GArray *ranges, gint64 start, gint64 end)
{
  VbtRange range = { (VbtOffset)start, (VbtOffset)end };

  if (start < end && end <= G_MAXINT32)
    g_array_append_val (ranges, range);
}

/* Who says it is named within it; and that is no part of what they say. */
static void
end_speaker (VbtTeiReader *self, const VbtTeiItem *item)
{
  VbtTeiFrame *parent = self->frames->len > 1
                            ? &g_array_index (self->frames, VbtTeiFrame, self->frames->len - 2)
                            : NULL;

  if (parent == NULL || parent->item == NULL || !g_str_equal (parent->name, "sp"))
    return;
  parent->item->start = (gint64)self->tei.text->len;
  for (guint i = self->tei.items->len; i > 0; i--)
    if (self->tei.items->pdata[i - 1] == item)
      {
        parent->item->speaker = (gint)i - 1;
        return;
      }
}

static void
end_text (VbtTeiReader *self, const char *name, const VbtTeiFrame *frame)
{
  gint64 start = frame->start, end = (gint64)self->tei.text->len;

  if (frame->item != NULL)
    {
      frame->item->end = end;
      frame->item->keeps_space = frame->keeps_space;
      if (!frame->keeps_space)
        trim (self->tei.text, &frame->item->start, &frame->item->end);
      if (g_str_equal (name, "speaker"))
        end_speaker (self, frame->item);
    }
  trim (self->tei.text, &start, &end);
  if (g_str_equal (frame->name, "s"))
    add_range (self->tei.sentences, start, end);
  else if (g_str_equal (frame->name, "w") || g_str_equal (frame->name, "pc")
           || g_str_equal (frame->name, "c"))
    add_range (self->tei.tokens, start, end);
  if (!g_str_equal (name, "lb"))
    pend (self, break_of (name));
}

static gboolean
is_document (const char *name)
{
  return g_str_equal (name, "TEI") || g_str_equal (name, "TEI.2");
}

static void
open_region (VbtTeiReader *self, const char *name)
{
  guint depth = self->frames->len;

  if (is_document (name) && self->document_depth == 0)
    {
      vbt_tei_begin (&self->tei);
      self->item = NULL;
      self->pairs = NULL;
      self->document_depth = depth;
      self->draft.record++;
    }
  else if (self->region != VBT_TEI_NONE)
    return;
  else if (g_str_equal (name, "text") && self->document_depth > 0)
    self->region = VBT_TEI_TEXT;
  else if (g_str_equal (name, "teiHeader"))
    self->region = VBT_TEI_HEADER;
  else if (g_str_equal (name, "standOff") || g_str_equal (name, "listPerson"))
    self->region = VBT_TEI_STAND_OFF;
  if (self->region != VBT_TEI_NONE)
    self->region_depth = depth;
  if (self->region == VBT_TEI_TEXT)
    self->has_text = TRUE;
}

static void
on_start (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  VbtTeiReader *self = data;
  VbtTeiFrame frame = { .name = vbt_tei_known_name (name), .keeps_space = self->is_raw };

  if (self->frames->len > 0)
    frame.keeps_space
        = g_array_index (self->frames, VbtTeiFrame, self->frames->len - 1).keeps_space;
  g_array_append_val (self->frames, frame);
  self->draft.line = vbt_xml_get_line (xml);
  open_region (self, name);
  if (self->region == VBT_TEI_TEXT)
    start_text (self, xml, name, &g_array_index (self->frames, VbtTeiFrame, self->frames->len - 1));
  else if (self->region != VBT_TEI_NONE)
    vbt_tei_start_outside (self, xml, name);
}

static void
on_end (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  VbtTeiReader *self = data;
  guint depth = self->frames->len;
  VbtTeiFrame frame = g_array_index (self->frames, VbtTeiFrame, depth - 1);

  self->draft.line = vbt_xml_get_line (xml);
  if (self->region == VBT_TEI_TEXT && self->skip_depth == 0)
    end_text (self, name, &frame);
  else if (self->region != VBT_TEI_NONE && self->region != VBT_TEI_TEXT)
    vbt_tei_end_outside (self, name);
  if (self->skip_depth == depth)
    self->skip_depth = 0;
  if (self->region != VBT_TEI_NONE && self->region_depth == depth)
    self->region = VBT_TEI_NONE;
  if (self->document_depth == depth)
    {
      self->document_depth = 0;
      self->draft.line = 0;
      self->pending = VBT_TEI_BREAK_NONE;
      vbt_tei_end (&self->tei, error);
    }
  g_array_set_size (self->frames, depth - 1);
}

static gboolean
tei_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const VbtXmlHandler handler = { on_start, on_end, on_text };
  g_autofree char *text = vbt_input_get_dialect (input, "text");
  VbtTeiReader self = { .is_raw = g_strcmp0 (text, "raw") == 0 };
  gboolean success;

  if (!vbt_draft_init (&self.draft, input, sink, VBT_UNIT_BYTE, error))
    return FALSE;
  self.draft.is_told = TRUE;
  self.frames = g_array_new (FALSE, FALSE, sizeof (VbtTeiFrame));
  self.collected = g_string_new (NULL);
  vbt_tei_init (&self.tei, &self.draft);
  success = vbt_xml_read (input, &handler, &self, cancellable, error);
  self.draft.line = self.draft.record = 0;
  if (success && !self.has_text)
    vbt_draft_problem (&self.draft, _ ("There is no text in the file: nothing was read"));
  vbt_tei_clear (&self.tei);
  vbt_draft_clear (&self.draft);
  g_array_unref (self.frames);
  g_string_free (self.collected, TRUE);
  g_free (self.feature);
  g_free (self.group);
  return success;
}

static const char *const texts[] = { "normalized", "raw", NULL };
static const VbtDialectKey dialect[] = {
  { "text", N_ ("White space"), texts },
  { NULL },
};

const VbtFormat vbt_format_tei = {
  .name = "tei",
  .title = N_ ("TEI XML"),
  .description
  = N_ ("Texts of the Text Encoding Initiative, with speech, names and stand-off marks"),
  .extensions = extensions,
  .mime = "application/tei+xml",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM,
  .dialect = dialect,
  .probe = tei_probe,
  .read = tei_read,
  .begin = vbt_tei_begin_output,
  .write = vbt_tei_write,
  .end = vbt_tei_end_output,
  .losses = vbt_tei_losses,
};

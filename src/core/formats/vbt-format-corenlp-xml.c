/* vbt-format-corenlp-xml.c: what CoreNLP says of a text, in XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-corenlp.h"
#include "formats/vbt-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "xml", NULL };

static int
corenlp_xml_probe (const char *name, const guint8 *head, gsize n_head)
{
  return vbt_xml_head_has (head, n_head, "<CharacterOffsetBegin>")
                 || vbt_xml_head_has (head, n_head, "CoreNLP-to-HTML")
             ? 95
             : 0;
}

typedef struct
{
  VbtDraft draft;
  VbtCorenlp corenlp;
  GString *text;               /* of the element */
  VbtCorenlpToken token;       /* that is open */
  VbtCorenlpMention mention;   /* that is open */
  gint64 sentence, start, end; /* of the mention, as the file counts them */
  guint n_chains;
  gboolean in_token, in_mention;
} Reader;

static void
on_start (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;
  const char *representative = vbt_xml_get_attribute (xml, "representative");

  g_string_truncate (self->text, 0);
  self->draft.line = vbt_xml_get_line (xml);
  if (g_str_equal (name, "document"))
    {
      vbt_corenlp_begin (&self->corenlp);
      self->draft.record++;
    }
  else if (g_str_equal (name, "token") && !self->in_token)
    {
      self->in_token = TRUE;
      self->token = (VbtCorenlpToken){ .start = -1, .end = -1 };
    }
  else if (g_str_equal (name, "sentence") && !self->in_mention)
    vbt_corenlp_begin_sentence (&self->corenlp);
  else if (g_str_equal (name, "coreference"))
    self->n_chains++;
  else if (g_str_equal (name, "mention"))
    {
      self->in_mention = TRUE;
      self->sentence = self->start = self->end = -1;
      self->mention
          = (VbtCorenlpMention){ .chain = self->n_chains,
                                 .representative = g_strcmp0 (representative, "true") == 0 };
    }
}

static void
on_text (VbtXml *xml, const char *text, gsize length, gpointer data, GError **error)
{
  g_string_append_len (((Reader *)data)->text, text, (gssize)length);
}

static gint64
get_number (const Reader *self)
{
  return CLAMP (g_ascii_strtoll (self->text->str, NULL, 10), -1, G_MAXINT32);
}

static void
set_string (Reader *self, char **place)
{
  g_free (*place);
  *place = g_strdup (self->text->str);
}

static void
end_in_token (Reader *self, const char *name)
{
  if (g_str_equal (name, "word"))
    set_string (self, &self->token.word);
  else if (g_str_equal (name, "NER"))
    set_string (self, &self->token.ner);
  else if (g_str_equal (name, "CharacterOffsetBegin"))
    self->token.start = get_number (self);
  else if (g_str_equal (name, "CharacterOffsetEnd"))
    self->token.end = get_number (self);
  if (!g_str_equal (name, "token"))
    return;
  self->in_token = FALSE;
  if (self->corenlp.sentences->len == 0)
    vbt_corenlp_begin_sentence (&self->corenlp);
  self->token.sentence = self->corenlp.sentences->len - 1;
  g_array_append_val (self->corenlp.tokens, self->token);
  self->token = (VbtCorenlpToken){ 0 };
}

static void
end_in_mention (Reader *self, const char *name)
{
  if (g_str_equal (name, "sentence"))
    self->sentence = get_number (self);
  else if (g_str_equal (name, "start"))
    self->start = get_number (self);
  else if (g_str_equal (name, "end"))
    self->end = get_number (self);
  if (!g_str_equal (name, "mention"))
    return;
  self->in_mention = FALSE;
  if (self->mention.chain > 0
      && vbt_corenlp_find_tokens (&self->corenlp, self->sentence - 1, self->start - 1,
                                  self->end - 1, &self->mention))
    g_array_append_val (self->corenlp.mentions, self->mention);
  else if (self->mention.chain > 0)
    vbt_draft_problem (&self->draft,
                       _ ("A mention was left out: sentence %d has no tokens %d to %d"),
                       (int)self->sentence, (int)self->start, (int)self->end);
}

/* NAME.txt.xml is about NAME.txt. */
static void
name_document (Reader *self)
{
  g_autofree char *base = vbt_input_get_basename (self->draft.input);

  if (self->corenlp.name != NULL || self->draft.record > 1)
    return;
  if (g_str_has_suffix (base, ".txt.xml"))
    base[strlen (base) - strlen (".xml")] = '\0';
  self->corenlp.name = g_steal_pointer (&base);
}

static void
on_end (VbtXml *xml, const char *name, gpointer data, GError **error)
{
  Reader *self = data;

  self->draft.line = vbt_xml_get_line (xml);
  if (self->in_token)
    end_in_token (self, name);
  else if (self->in_mention)
    end_in_mention (self, name);
  else if (g_str_equal (name, "docId"))
    set_string (self, &self->corenlp.name);
  else if (g_str_equal (name, "text"))
    set_string (self, &self->corenlp.text);
  else if (g_str_equal (name, "document"))
    {
      name_document (self);
      vbt_corenlp_end (&self->corenlp, error);
      vbt_corenlp_begin (&self->corenlp);
    }
  g_string_truncate (self->text, 0);
}

static gboolean
corenlp_xml_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const VbtXmlHandler handler = { on_start, on_end, on_text };
  Reader self = { 0 };
  gboolean success;

  if (!vbt_draft_init (&self.draft, input, sink, VBT_UNIT_UTF16, error))
    return FALSE;
  self.text = g_string_new (NULL);
  vbt_corenlp_init (&self.corenlp, &self.draft);
  success = vbt_xml_read (input, &handler, &self, cancellable, error);
  g_free (self.token.word);
  g_free (self.token.ner);
  vbt_corenlp_clear (&self.corenlp);
  vbt_draft_clear (&self.draft);
  g_string_free (self.text, TRUE);
  return success;
}

static const VbtDialectKey dialect[] = {
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_corenlp_xml = {
  .name = "corenlp-xml",
  .title = N_ ("CoreNLP XML"),
  .description = N_ ("The same as CoreNLP JSON, in XML; its text is in NAME.txt beside it"),
  .extensions = extensions,
  .mime = "application/xml",
  .flags = VBT_FORMAT_READS,
  .dialect = dialect,
  .probe = corenlp_xml_probe,
  .read = corenlp_xml_read,
};

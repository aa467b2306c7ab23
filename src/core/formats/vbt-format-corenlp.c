/* vbt-format-corenlp.c: what CoreNLP says of a text, in JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-corenlp.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[] = { "json", NULL };

static int
corenlp_probe (const char *name, const guint8 *head, gsize n_head)
{
  if (!vbt_json_head_has (head, n_head, "sentences"))
    return 0;
  return vbt_json_head_has (head, n_head, "basicDependencies")
                 || vbt_json_head_has (head, n_head, "basic-dependencies")
                 || vbt_json_head_has (head, n_head, "characterOffsetBegin")
                 || vbt_json_head_has (head, n_head, "collapsed-dependencies")
             ? 96
             : 0;
}

static gint64
get_number (const VbtJson *object, const char *member)
{
  const VbtJson *value = vbt_json_member (object, member);

  return vbt_json_is (value, VBT_JSON_INTEGER) ? CLAMP (vbt_json_integer (value), -1, G_MAXINT32)
                                               : -1;
}

static char *
get_string (const VbtJson *object, const char *member)
{
  return g_strdup (vbt_json_string (vbt_json_member (object, member)));
}

static void
add_token (VbtCorenlp *self, const VbtJson *value)
{
  VbtCorenlpToken token = { .start = get_number (value, "characterOffsetBegin"),
                            .end = get_number (value, "characterOffsetEnd"),
                            .word = get_string (value, "originalText"),
                            .before = get_string (value, "before"),
                            .ner = get_string (value, "ner"),
                            .sentence = self->sentences->len - 1 };

  if (token.word == NULL || token.word[0] == '\0')
    {
      g_free (token.word);
      token.word = get_string (value, "word");
    }
  g_array_append_val (self->tokens, token);
}

static void
add_mention (VbtCorenlp *self, const VbtJson *value, gint64 sentence)
{
  gint64 first = get_number (value, "tokenBegin"), end = get_number (value, "tokenEnd");
  gint64 base = g_array_index (self->sentences, guint, sentence);
  VbtCorenlpMention mention = { 0 };

  if (first < 0 && get_number (value, "docTokenBegin") >= base)
    {
      first = get_number (value, "docTokenBegin") - base;
      end = get_number (value, "docTokenEnd") - base;
    }
  mention.label = get_string (value, "ner");
  if (mention.label != NULL && vbt_corenlp_find_tokens (self, sentence, first, end, &mention))
    {
      g_array_append_val (self->mentions, mention);
      return;
    }
  vbt_draft_problem (self->draft,
                     _ ("An entity of sentence %d was left out: it has no tokens %d to %d"),
                     (int)sentence + 1, (int)first, (int)end);
  g_free (mention.label);
}

static void
add_sentences (VbtCorenlp *self, const VbtJson *sentences)
{
  const VbtJson *sentence, *value;
  size_t i, j;

  VBT_JSON_FOREACH (sentences, i, sentence)
  {
    vbt_corenlp_begin_sentence (self);
    VBT_JSON_FOREACH (vbt_json_member (sentence, "tokens"), j, value) add_token (self, value);
  }
  VBT_JSON_FOREACH (sentences, i, sentence)
  {
    const VbtJson *mentions = vbt_json_member (sentence, "entitymentions");

    self->has_mentions = self->has_mentions || vbt_json_size (mentions) > 0;
    VBT_JSON_FOREACH (mentions, j, value) add_mention (self, value, (gint64)i);
  }
}

static void
add_chains (VbtCorenlp *self, const VbtJson *chains)
{
  const char *key;
  const VbtJson *chain, *value;
  guint n = 0;
  size_t i;

  VBT_JSON_FOREACH_MEMBER (chains, key, chain)
  {
    n++;
    VBT_JSON_FOREACH (chain, i, value)
    {
      VbtCorenlpMention mention
          = { .chain = n,
              .representative
              = vbt_json_is (vbt_json_member (value, "isRepresentativeMention"), VBT_JSON_TRUE) };

      if (vbt_corenlp_find_tokens (self, get_number (value, "sentNum") - 1,
                                   get_number (value, "startIndex") - 1,
                                   get_number (value, "endIndex") - 1, &mention))
        g_array_append_val (self->mentions, mention);
      else
        vbt_draft_problem (self->draft,
                           _ ("A mention of chain %.20s was left out: sentence %d has no tokens "
                              "%d to %d"),
                           key, (int)get_number (value, "sentNum"),
                           (int)get_number (value, "startIndex"),
                           (int)get_number (value, "endIndex"));
    }
  }
}

static void
add_quotes (VbtCorenlp *self, const VbtJson *quotes)
{
  const VbtJson *value;
  size_t i;

  VBT_JSON_FOREACH (quotes, i, value)
  {
    VbtCorenlpQuote quote = { .start = get_number (value, "beginIndex"),
                              .end = get_number (value, "endIndex"),
                              .text = get_string (value, "text"),
                              .speaker = get_string (value, "canonicalSpeaker"),
                              .mention = get_string (value, "mention"),
                              .mention_first = get_number (value, "mentionBegin"),
                              .mention_last = get_number (value, "mentionEnd") };

    if (quote.speaker == NULL || g_str_equal (quote.speaker, "Unknown"))
      {
        g_free (quote.speaker);
        quote.speaker = get_string (value, "speaker");
      }
    g_array_append_val (self->quotes, quote);
  }
}

static gboolean
read_record (VbtDraft *draft, const VbtJson *record, GError **error)
{
  VbtCorenlp self;
  gboolean success;

  if (!vbt_json_is (vbt_json_member (record, "sentences"), VBT_JSON_ARRAY))
    {
      vbt_draft_problem (draft, _ ("The record was left out: it has no sentences"));
      return TRUE;
    }
  vbt_corenlp_init (&self, draft);
  self.name = get_string (record, "docId");
  self.text = get_string (record, "text");
  add_sentences (&self, vbt_json_member (record, "sentences"));
  add_chains (&self, vbt_json_member (record, "corefs"));
  add_quotes (&self, vbt_json_member (record, "quotes"));
  success = vbt_corenlp_end (&self, error);
  vbt_corenlp_clear (&self);
  return success;
}

static gboolean
corenlp_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  VbtDraft draft;
  gboolean success;

  if (!vbt_draft_init (&draft, input, sink, VBT_UNIT_UTF16, error))
    return FALSE;
  draft.is_list = !g_str_has_suffix (vbt_input_get_name (input), ".jsonl");
  success = vbt_draft_read_records (&draft, read_record, cancellable, error);
  vbt_draft_clear (&draft);
  return success;
}

static const VbtDialectKey dialect[] = {
  VBT_DIALECT_OFFSETS,
  { NULL },
};

const VbtFormat vbt_format_corenlp = {
  .name = "corenlp",
  .title = N_ ("CoreNLP JSON"),
  .description
  = N_ ("Entities, coreferences and quotes that Stanford CoreNLP found, as suggestions"),
  .extensions = extensions,
  .mime = "application/json",
  .flags = VBT_FORMAT_READS,
  .dialect = dialect,
  .probe = corenlp_probe,
  .read = corenlp_read,
};

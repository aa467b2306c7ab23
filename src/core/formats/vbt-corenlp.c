/* vbt-corenlp.c: documents of CoreNLP, whether in JSON or in XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-corenlp.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* All of it are suggestions: entities are spans, mentions that corefer refer to one entity, quotes are
 * related to their speakers. The text is in the file, in NAME.txt beside it, or made of the tokens. */

#define MAX_GAP 100000 /* between two tokens of a text that is made of them */
#define MAX_NAME 80    /* characters of an entity's name */

static void
token_clear (gpointer data)
{
  g_free (((VbtCorenlpToken *)data)->word);
  g_free (((VbtCorenlpToken *)data)->before);
  g_free (((VbtCorenlpToken *)data)->ner);
}

static void
mention_clear (gpointer data)
{
  g_free (((VbtCorenlpMention *)data)->label);
}

static void
quote_clear (gpointer data)
{
  VbtCorenlpQuote *quote = data;

  g_free (quote->text);
  g_free (quote->speaker);
  g_free (quote->mention);
}

void
vbt_corenlp_init (VbtCorenlp *self, VbtDraft *draft)
{
  *self = (VbtCorenlp){ .draft = draft };
  self->tokens = g_array_new (FALSE, TRUE, sizeof (VbtCorenlpToken));
  self->sentences = g_array_new (FALSE, FALSE, sizeof (guint));
  self->mentions = g_array_new (FALSE, TRUE, sizeof (VbtCorenlpMention));
  self->quotes = g_array_new (FALSE, TRUE, sizeof (VbtCorenlpQuote));
  g_array_set_clear_func (self->tokens, token_clear);
  g_array_set_clear_func (self->mentions, mention_clear);
  g_array_set_clear_func (self->quotes, quote_clear);
}

void
vbt_corenlp_clear (VbtCorenlp *self)
{
  g_array_unref (self->tokens);
  g_array_unref (self->sentences);
  g_array_unref (self->mentions);
  g_array_unref (self->quotes);
  g_free (self->name);
  g_free (self->text);
}

void
vbt_corenlp_begin (VbtCorenlp *self)
{
  g_array_set_size (self->tokens, 0);
  g_array_set_size (self->sentences, 0);
  g_array_set_size (self->mentions, 0);
  g_array_set_size (self->quotes, 0);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->text, g_free);
  self->has_mentions = FALSE;
}

void
vbt_corenlp_begin_sentence (VbtCorenlp *self)
{
  g_array_append_val (self->sentences, self->tokens->len);
}

/* Finds tokens of a sentence, from 0; @end is the one behind the last. */
gboolean
vbt_corenlp_find_tokens (VbtCorenlp *self, gint64 sentence, gint64 first, gint64 end,
                         VbtCorenlpMention *mention)
{
  guint start, stop;

  if (sentence < 0 || sentence >= self->sentences->len)
    return FALSE;
  start = g_array_index (self->sentences, guint, sentence);
  stop = sentence + 1 < self->sentences->len ? g_array_index (self->sentences, guint, sentence + 1)
                                             : self->tokens->len;
  if (first < 0 || end <= first || end > stop - start)
    return FALSE;
  mention->first = start + (guint)first;
  mention->end = start + (guint)end;
  return TRUE;
}

static VbtCorenlpToken *
get_token (const VbtCorenlp *self, guint index)
{
  return &g_array_index (self->tokens, VbtCorenlpToken, index);
}

static gint64
count_utf16 (const char *text)
{
  gint64 n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    n += g_utf8_get_char (text) > 0xffff ? 2 : 1;
  return n;
}

/* What the parser's brackets stand for, where the file does not say what the text had. */
static const char *
denormalize (const char *word)
{
  static const struct
  {
    const char *word, *text;
  } words[] = { { "-LRB-", "(" }, { "-RRB-", ")" }, { "-LSB-", "[" }, { "-RSB-", "]" },
                { "-LCB-", "{" }, { "-RCB-", "}" }, { "``", "\"" },   { "''", "\"" } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      return words[i].text;
  return word;
}

static void
append_padded (GString *text, const char *piece, gint64 length)
{
  gint64 n = 0;

  for (; *piece != '\0' && n < length; piece = g_utf8_next_char (piece))
    {
      gunichar c = g_utf8_get_char (piece);

      if (n + (c > 0xffff ? 2 : 1) > length)
        break;
      g_string_append_unichar (text, c);
      n += c > 0xffff ? 2 : 1;
    }
  for (; n < length; n++)
    g_string_append_c (text, ' ');
}

/* Puts the tokens where they say that they are. */
static char *
rebuild (VbtCorenlp *self)
{
  GString *text = g_string_new (NULL);
  gint64 at = 0;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      VbtCorenlpToken *token = get_token (self, i);
      const char *word = token->word != NULL ? token->word : "";

      if (token->start < at || token->start - at > MAX_GAP || token->end <= token->start
          || token->end - token->start > MAX_GAP)
        {
          token->is_bad = TRUE;
          vbt_draft_problem (self->draft,
                             _ ("The token “%.40s” was left out: its offsets are wrong"), word);
          continue;
        }
      append_padded (text,
                     token->before != NULL && count_utf16 (token->before) == token->start - at
                         ? token->before
                         : "",
                     token->start - at);
      if (count_utf16 (word) != token->end - token->start)
        word = denormalize (word);
      append_padded (text, word, token->end - token->start);
      at = token->end;
    }
  return g_string_free (text, FALSE);
}

/* (transfer full) (nullable): the text beside the file. */
static char *
read_sibling (VbtCorenlp *self)
{
  VbtInput *input = self->draft->input;
  g_autoptr (VbtInput) sibling
      = vbt_input_get_path (input) != NULL ? vbt_input_open_sibling (input, "txt", NULL) : NULL;
  g_autoptr (GBytes) bytes = sibling != NULL ? vbt_input_read_all (sibling, NULL) : NULL;
  gsize n_bytes;

  return bytes != NULL
             ? vbt_decode_text (bytes, vbt_input_get_encoding (input), NULL, &n_bytes, NULL)
             : NULL;
}

/* Whether the text has the tokens where they should be: else it is another one. */
static gboolean
fits (VbtCorenlp *self, const char *utf8)
{
  g_autoptr (VbtText) text = vbt_text_new (utf8, -1, NULL);
  guint n_good = 0, n = MIN (self->tokens->len, 200);

  for (guint i = 0; text != NULL && i < n; i++)
    {
      const VbtCorenlpToken *token = get_token (self, i);
      VbtOffset start, end;
      g_autofree char *there = NULL;

      if (token->start < 0 || token->end <= token->start || token->word == NULL
          || !vbt_text_utf16_to_offset (text, (gsize)token->start, &start)
          || !vbt_text_utf16_to_offset (text, (gsize)token->end, &end))
        continue;
      there = vbt_text_slice (text, start, end);
      n_good += g_str_equal (there, token->word) || g_str_equal (there, denormalize (token->word));
    }
  return n == 0 || n_good * 2 >= n;
}

/* (transfer full): the text of the document. */
static char *
find_text (VbtCorenlp *self)
{
  g_autofree char *sibling = self->text == NULL ? read_sibling (self) : NULL;

  if (self->text != NULL)
    return g_strdup (self->text);
  if (sibling != NULL && fits (self, sibling))
    return g_steal_pointer (&sibling);
  if (vbt_draft_say_once (self->draft, "text"))
    vbt_sink_tell (self->draft->sink, self->draft->input,
                   _ ("The file has no text, and none is beside it: it was made of the tokens"));
  return rebuild (self);
}

/* Tokens and sentences, in code points; none at all where one of them is amiss. */
static void
set_segmentation (VbtCorenlp *self)
{
  VbtDocument *document = self->draft->document;
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (GArray) sentences = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtOffset at = 0;
  guint last = G_MAXUINT;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      VbtCorenlpToken *token = get_token (self, i);
      VbtRange range = { -1, -1 };

      if (token->is_bad)
        continue;
      if (token->start < 0 || token->end <= token->start
          || !vbt_text_utf16_to_offset (document->text, (gsize)token->start, &range.start)
          || !vbt_text_utf16_to_offset (document->text, (gsize)token->end, &range.end)
          || range.start < at)
        {
          token->is_bad = TRUE;
          vbt_draft_problem (self->draft,
                             _ ("The token “%.40s” was left out: its offsets are wrong"),
                             token->word != NULL ? token->word : "");
          continue;
        }
      at = range.end;
      g_array_append_val (tokens, range);
      if (token->sentence != last)
        g_array_append_val (sentences, range);
      g_array_index (sentences, VbtRange, sentences->len - 1).end = range.end;
      last = token->sentence;
    }
  if (tokens->len == 0)
    return;
  document->tokens = g_steal_pointer (&tokens);
  document->sentences = g_steal_pointer (&sentences);
}

/* Labels of the schema that quotes need; finer ones stay as an attribute. */
static const char *
label_of (const char *ner)
{
  static const struct
  {
    const char *ner, *label;
  } labels[] = { { "PERSON", "Person" },     { "ORGANIZATION", "Organization" },
                 { "LOCATION", "Location" }, { "CITY", "Location" },
                 { "COUNTRY", "Location" },  { "STATE_OR_PROVINCE", "Location" },
                 { "MISC", "Other" } };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].ner, ner))
      return labels[i].label;
  return ner;
}

static VbtEntityKind
kind_of (const char *label)
{
  VbtEntityKind kind = VBT_ENTITY_OTHER;
  g_autofree char *name = g_ascii_strdown (label, -1);

  vbt_entity_kind_from_string (name, &kind);
  return kind;
}

/* Makes spans of the tags of tokens, where the file does not list the entities. */
static void
add_runs (VbtCorenlp *self)
{
  for (guint i = 0; i < self->tokens->len;)
    {
      const VbtCorenlpToken *token = get_token (self, i);
      VbtCorenlpMention mention = { .first = i, .end = i + 1 };

      i++;
      if (token->ner == NULL || g_str_equal (token->ner, "O") || token->ner[0] == '\0')
        continue;
      while (i < self->tokens->len && get_token (self, i)->sentence == token->sentence
             && g_strcmp0 (get_token (self, i)->ner, token->ner) == 0)
        i++;
      mention.end = i;
      mention.label = g_strdup (token->ner);
      g_array_append_val (self->mentions, mention);
    }
}

static char *
make_key (const VbtCorenlpMention *mention)
{
  return g_strdup_printf ("%u-%u", mention->first, mention->end);
}

static VbtDraftSpan *
add_span (VbtCorenlp *self, const VbtCorenlpMention *mention, const char *label)
{
  const VbtCorenlpToken *first = get_token (self, mention->first);
  const VbtCorenlpToken *last = get_token (self, mention->end - 1);
  g_autofree char *key = make_key (mention);
  VbtDraftSpan *span;

  if (first->is_bad || last->is_bad)
    {
      vbt_draft_problem (self->draft, _ ("An entity was left out: its tokens are not in the text"));
      return NULL;
    }
  span
      = vbt_draft_add_span (self->draft, key, label, (VbtOffset)first->start, (VbtOffset)last->end);
  if (!g_hash_table_contains (self->draft->by_key, key))
    vbt_draft_set_key (self->draft, span, key);
  return span;
}

static void
add_entities (VbtCorenlp *self)
{
  if (!self->has_mentions)
    add_runs (self);
  for (guint i = 0; i < self->mentions->len; i++)
    {
      const VbtCorenlpMention *mention = &g_array_index (self->mentions, VbtCorenlpMention, i);

      if (mention->label != NULL)
        add_span (self, mention, label_of (mention->label));
    }
}

/* What a chain is about: what one of its mentions was recognized as, best the one that stands for all. */
static GHashTable *
find_chain_labels (VbtCorenlp *self)
{
  GHashTable *labels = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->mentions->len; i++)
    {
      const VbtCorenlpMention *mention = &g_array_index (self->mentions, VbtCorenlpMention, i);
      gpointer chain = GUINT_TO_POINTER (mention->chain);
      g_autofree char *key = mention->chain > 0 ? make_key (mention) : NULL;
      const VbtDraftSpan *span
          = key != NULL ? g_hash_table_lookup (self->draft->by_key, key) : NULL;

      if (span != NULL && (mention->representative || !g_hash_table_contains (labels, chain)))
        g_hash_table_insert (labels, chain, (gpointer)span->label);
    }
  return labels;
}

static void
add_coreferences (VbtCorenlp *self, GHashTable *labels)
{
  for (guint i = 0; i < self->mentions->len; i++)
    {
      const VbtCorenlpMention *mention = &g_array_index (self->mentions, VbtCorenlpMention, i);
      g_autofree char *key = mention->chain > 0 ? make_key (mention) : NULL;
      const char *label = g_hash_table_lookup (labels, GUINT_TO_POINTER (mention->chain));

      if (key != NULL && !g_hash_table_contains (self->draft->by_key, key))
        add_span (self, mention, label != NULL ? label : "Other");
    }
}

static VbtAnnotation *
find_annotation (VbtCorenlp *self, const VbtCorenlpMention *mention)
{
  g_autofree char *key = make_key (mention);
  const VbtDraftSpan *span = g_hash_table_lookup (self->draft->by_key, key);

  return span != NULL ? span->annotation : NULL;
}

static const VbtEntity *
make_entity (VbtCorenlp *self, const VbtAnnotation *annotation, const char *label)
{
  VbtRange range = vbt_annotation_get_extent (annotation);
  g_autofree char *name = vbt_text_slice (self->draft->document->text, range.start,
                                          MIN (range.end, range.start + MAX_NAME));

  g_strdelimit (name, "\r\n\t", ' ');
  return vbt_catalog_ensure_entity (self->draft->sink->catalog,
                                    kind_of (label != NULL ? label : "Other"), name);
}

/* The mention that stands for all names the entity. */
static void
refer (VbtCorenlp *self, GHashTable *labels)
{
  g_autoptr (GHashTable) entities = g_hash_table_new (NULL, NULL);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->mentions->len; i++)
      {
        const VbtCorenlpMention *mention = &g_array_index (self->mentions, VbtCorenlpMention, i);
        gpointer chain = GUINT_TO_POINTER (mention->chain);
        VbtAnnotation *annotation = mention->chain > 0 ? find_annotation (self, mention) : NULL;
        const VbtEntity *entity = g_hash_table_lookup (entities, chain);

        if (annotation == NULL || (pass == 0 && !mention->representative))
          continue;
        if (entity == NULL)
          entity = make_entity (self, annotation, g_hash_table_lookup (labels, chain));
        g_hash_table_insert (entities, chain, (gpointer)entity);
        vbt_annotation_add_entity (annotation, entity->id);
      }
}

static void
keep_types (VbtCorenlp *self)
{
  for (guint i = 0; i < self->mentions->len; i++)
    {
      const VbtCorenlpMention *mention = &g_array_index (self->mentions, VbtCorenlpMention, i);
      VbtAnnotation *annotation = mention->label != NULL ? find_annotation (self, mention) : NULL;

      if (annotation != NULL && g_ascii_strcasecmp (label_of (mention->label), mention->label) != 0)
        vbt_draft_set_value (self->draft, annotation, "ner", mention->label);
    }
}

/* The tokens that name the speaker: their numbers, as some versions count them. */
static VbtDraftSpan *
add_speaker (VbtCorenlp *self, const VbtCorenlpQuote *quote, guint index)
{
  g_autofree char *what = g_strdup_printf (_ ("The speaker of quote %u"), index + 1);
  gint64 first = quote->mention_first, last = quote->mention_last;
  VbtDraftSpan *span;

  if (quote->mention == NULL || first < 0 || last < first || last >= self->tokens->len
      || get_token (self, (guint)first)->is_bad || get_token (self, (guint)last)->is_bad)
    return NULL;
  span = vbt_draft_add_span (self->draft, what, VBT_LABEL_SPEAKER,
                             (VbtOffset)get_token (self, (guint)first)->start,
                             (VbtOffset)get_token (self, (guint)last)->end);
  span->covered = g_strdup (quote->mention);
  return span;
}

static VbtDraftSpan *
add_quote (VbtCorenlp *self, const VbtCorenlpQuote *quote, guint index)
{
  g_autofree char *what = g_strdup_printf (_ ("Quote %u"), index + 1);
  VbtDraftSpan *span = vbt_draft_add_span (self->draft, what, VBT_LABEL_QUOTE,
                                           (VbtOffset)CLAMP (quote->start, -1, G_MAXINT32),
                                           (VbtOffset)CLAMP (quote->end, -1, G_MAXINT32));

  span->covered = g_strdup (quote->text);
  return span;
}

static void
attribute (VbtCorenlp *self, const VbtCorenlpQuote *quote, const VbtDraftSpan *span,
           const VbtDraftSpan *speaker)
{
  gboolean is_known = quote->speaker != NULL && quote->speaker[0] != '\0'
                      && !g_str_equal (quote->speaker, "Unknown");
  VbtAnnotation *annotation
      = speaker != NULL && speaker->annotation != NULL ? speaker->annotation : span->annotation;

  if (span->annotation == NULL)
    return;
  if (is_known)
    vbt_annotation_add_entity (
        annotation,
        vbt_catalog_ensure_entity (self->draft->sink->catalog, VBT_ENTITY_PERSON, quote->speaker)
            ->id);
  if (annotation != span->annotation)
    vbt_draft_relate (self->draft, span->what, VBT_RELATION_SPEAKER, span->annotation, annotation);
}

static void
take_as_suggestions (VbtCorenlp *self)
{
  GPtrArray *annotations = self->draft->document->annotations;
  VbtId tagger = vbt_catalog_ensure_annotator (self->draft->sink->catalog, VBT_ANNOTATOR_TAGGER,
                                               "CoreNLP", NULL)
                     ->id;

  for (guint i = 0; i < annotations->len; i++)
    ((VbtAnnotation *)annotations->pdata[i])->annotator = tagger;
}

static void
annotate (VbtCorenlp *self)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();
  g_autoptr (GHashTable) labels = NULL;

  set_segmentation (self);
  add_entities (self);
  labels = find_chain_labels (self);
  add_coreferences (self, labels);
  for (guint i = 0; i < self->quotes->len; i++)
    {
      const VbtCorenlpQuote *quote = &g_array_index (self->quotes, VbtCorenlpQuote, i);

      g_ptr_array_add (spans, add_quote (self, quote, i));
      g_ptr_array_add (spans, add_speaker (self, quote, i));
    }
  vbt_draft_settle (self->draft);
  refer (self, labels);
  keep_types (self);
  for (guint i = 0; i < self->quotes->len; i++)
    attribute (self, &g_array_index (self->quotes, VbtCorenlpQuote, i), spans->pdata[2 * i],
               spans->pdata[2 * i + 1]);
  if (self->draft->document->annotations->len > 0)
    take_as_suggestions (self);
}

/* Makes the document that was begun, and hands it over. */
gboolean
vbt_corenlp_end (VbtCorenlp *self, GError **error)
{
  g_autofree char *text = find_text (self);

  self->draft->line = 0;
  if (!vbt_draft_begin (self->draft, self->name, text))
    return TRUE;
  annotate (self);
  return vbt_draft_end (self->draft, error);
}

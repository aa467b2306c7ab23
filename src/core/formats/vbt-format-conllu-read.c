/* vbt-format-conllu-read.c: reads CoNLL-U and CoNLL-U Plus
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-conllu.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/** Word: a word of the sentence, until its head is known. */
typedef struct
{
  guint id, head;
  guint token;
  guint line;
  char *values[4]; /* lemma, upos, xpos, feats */
  char *relation;
} Word;

enum
{
  ID,
  FORM,
  LEMMA,
  UPOS,
  XPOS,
  FEATS,
  HEAD,
  DEPREL,
  MISC,
  N_COLUMNS
};

static const char *const column_names[N_COLUMNS]
    = { "id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "misc" };

typedef struct
{
  VbtDraft draft;
  ConlluEntities entities;
  gboolean words_wanted;
  int columns[N_COLUMNS]; /* -1: there is none */
  guint n_columns;
  char *fields[CONLLU_MAX_COLUMNS]; /* of the line */
  guint n_fields;
  int tags; /* a column of tags in CoNLL-U Plus, or -1 */
  GString *text;
  VbtOffset length;
  GArray *tokens, *sentences; /* of VbtRange */
  GArray *words;              /* of Word: of the document, where they are wanted */
  GArray *links;              /* of VbtRange: from one of words to another */
  GPtrArray *metadata;        /* of VbtMetadata */
  VbtTagReader tag_reader;
  guint first_token; /* of the sentence */
  guint first_word;
  guint n_ids;     /* words of the sentence */
  guint range_end; /* the last word of the range that is the surface token */
  VbtOffset sentence_start;
  char *gap;      /* what comes before the next token */
  char *expected; /* (nullable): "# text" */
  char *name;     /* (nullable) */
  guint n_documents;
  gboolean in_sentence, has_document, has_words;
} Reader;

static void
word_clear (gpointer data)
{
  Word *word = data;

  for (guint i = 0; i < G_N_ELEMENTS (word->values); i++)
    g_free (word->values[i]);
  g_free (word->relation);
}

static void
problem_at (Reader *self, const char *message, const char *what)
{
  vbt_sink_problem (self->draft.sink, self->draft.input, vbt_input_get_line (self->draft.input),
                    "%s: %.60s", message, what);
}

/* "\s\n": the space that follows a token, as UDPipe writes it. */
static char *
unescape_spaces (const char *value)
{
  GString *spaces = g_string_new (NULL);

  for (const char *c = value; *c != '\0'; c++)
    {
      static const char names[] = "sntrp\\", characters[] = " \n\t\r|\\";
      const char *found = *c == '\\' && c[1] != '\0' ? strchr (names, c[1]) : NULL;

      if (found != NULL)
        c++;
      g_string_append_c (spaces, found != NULL ? characters[found - names] : *c);
    }
  return g_string_free (spaces, FALSE);
}

static void
set_gap (Reader *self, const char *misc)
{
  g_autofree char *after = vbt_conllu_get_misc (misc, "SpaceAfter");
  g_autofree char *spaces = vbt_conllu_get_misc (misc, "SpacesAfter");

  g_clear_pointer (&self->gap, g_free);
  if (spaces != NULL)
    self->gap = unescape_spaces (spaces);
  else
    self->gap = g_strcmp0 (after, "No") == 0 ? g_strdup ("") : NULL;
}

static void
append_text (Reader *self, const char *string)
{
  g_string_append (self->text, string);
  self->length += (VbtOffset)g_utf8_strlen (string, -1);
}

/* Adds a token that is seen in the text. */
static void
add_token (Reader *self, const char *form, const char *misc)
{
  VbtRange range;
  const char *usual = self->tokens->len > self->first_token ? " " : "\n";

  if (self->tokens->len > 0)
    append_text (self, self->gap != NULL ? self->gap : usual);
  range.start = self->length;
  if (self->tokens->len == self->first_token)
    self->sentence_start = range.start;
  append_text (self, form);
  range.end = self->length;
  g_array_append_val (self->tokens, range);
  set_gap (self, misc);
}

static const char *
get_field (const Reader *self, int column)
{
  int index = self->columns[column];

  return index >= 0 && (guint)index < self->n_fields ? self->fields[index] : NULL;
}

static gboolean
is_set (const char *field)
{
  return field != NULL && !g_str_equal (field, "_") && field[0] != '\0';
}

static void
add_word (Reader *self, guint id)
{
  const char *head = get_field (self, HEAD);
  const char *relation = get_field (self, DEPREL);
  Word word = { .id = id,
                .token = self->tokens->len - 1,
                .line = vbt_input_get_line (self->draft.input) };

  self->n_ids++;
  if (is_set (head))
    word.head = (guint)CLAMP (strtol (head, NULL, 10), 0, G_MAXINT32);
  for (guint i = 0; i < G_N_ELEMENTS (word.values); i++)
    {
      const char *value = get_field (self, LEMMA + (int)i);

      word.values[i] = self->words_wanted && is_set (value) ? g_strdup (value) : NULL;
    }
  word.relation = is_set (relation) ? g_strdup (relation) : NULL;
  g_array_append_val (self->words, word);
}

/* "3-4": one token for several words. */
static void
read_range (Reader *self, const char *id)
{
  guint first = (guint)strtoul (id, NULL, 10);
  guint last = (guint)strtoul (strchr (id, '-') + 1, NULL, 10);

  if (first <= self->range_end || last < first || last - first > 1000)
    {
      problem_at (self, _ ("The range overlaps another or is none, and was left out"), id);
      return;
    }
  self->range_end = last;
  add_token (self, get_field (self, FORM), get_field (self, MISC));
}

static void
read_details (Reader *self)
{
  const char *misc = get_field (self, MISC);
  g_autofree char *entity = vbt_conllu_get_misc (misc, "Entity");

  if (entity != NULL)
    vbt_conllu_entities_read (&self->entities, entity, self->tokens->len - 1,
                              vbt_input_get_line (self->draft.input));
  if (self->tags >= 0 && (guint)self->tags < self->n_fields
      && !vbt_tag_reader_add (&self->tag_reader, self->fields[self->tags], self->tokens->len - 1)
      && !g_str_equal (self->fields[self->tags], "_"))
    problem_at (self, _ ("This is no tag, and was left out"), self->fields[self->tags]);
}

static void
read_word (Reader *self, char *line)
{
  const char *id, *form;
  guint number;

  self->n_fields = vbt_reader_split (line, '\t', self->fields, CONLLU_MAX_COLUMNS);
  id = get_field (self, ID);
  form = get_field (self, FORM);
  number = id != NULL ? (guint)strtoul (id, NULL, 10) : self->n_ids + 1;
  self->draft.line = vbt_input_get_line (self->draft.input);
  self->in_sentence = TRUE;
  if (self->n_fields != self->n_columns)
    vbt_draft_problem (&self->draft,
                       ngettext ("The line has %u column instead of %u",
                                 "The line has %u columns instead of %u", self->n_fields),
                       self->n_fields, self->n_columns);
  if (form == NULL || form[0] == '\0' || (id != NULL && !g_ascii_isdigit (id[0])))
    {
      vbt_draft_problem (&self->draft, _ ("The line was left out: it has no number or no form"));
      return;
    }
  if (id != NULL && strchr (id, '.') != NULL)
    return;
  if (id != NULL && strchr (id, '-') != NULL)
    {
      read_range (self, id);
      return;
    }
  if (number > self->range_end)
    add_token (self, form, get_field (self, MISC));
  if (self->tokens->len == 0)
    return;
  add_word (self, number);
  read_details (self);
}

static void
link_words (Reader *self)
{
  for (guint i = self->first_word; i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);
      VbtRange link = { (VbtOffset)i, (VbtOffset)(self->first_word + word->head - 1) };

      if (word->head > self->n_ids)
        vbt_sink_problem (
            self->draft.sink, self->draft.input, word->line,
            ngettext ("Word %u has the head %u, but there is %u word: it was left out",
                      "Word %u has the head %u, but there are %u words: it was left out",
                      self->n_ids),
            word->id, word->head, self->n_ids);
      else if (word->head > 0 && self->words_wanted && word->relation != NULL
               && link.start != link.end)
        g_array_append_val (self->links, link);
    }
}

static void
check_text (Reader *self, VbtRange sentence)
{
  const char *start = g_utf8_offset_to_pointer (self->text->str, 0);
  gsize n_sentence;

  if (self->expected == NULL)
    return;
  /* The sentence is the end of the text: no search from its beginning. */
  start = self->text->str + self->text->len;
  for (VbtOffset i = sentence.end; i > sentence.start; i--)
    start = g_utf8_prev_char (start);
  n_sentence = strlen (start);
  if (strlen (g_strchomp (self->expected)) != n_sentence || strcmp (self->expected, start) != 0)
    vbt_draft_problem (&self->draft,
                       _ ("“# text” says “%.60s”, but the words are “%.60s”: they were kept"),
                       self->expected, start);
  g_clear_pointer (&self->expected, g_free);
}

static gboolean end_document (Reader *self, GError **error);

static gboolean
end_sentence (Reader *self, GError **error)
{
  VbtRange sentence = { self->sentence_start, self->length };

  vbt_tag_reader_break (&self->tag_reader);
  if (self->tokens->len > self->first_token)
    {
      g_array_append_val (self->sentences, sentence);
      check_text (self, sentence);
    }
  link_words (self);
  if (!self->words_wanted)
    g_array_set_size (self->words, 0);
  self->first_token = self->tokens->len;
  self->first_word = self->words->len;
  self->n_ids = self->range_end = 0;
  self->in_sentence = FALSE;
  return !vbt_reader_divides (self->draft.sink, self->draft.input, self->text->len,
                              self->words->len + self->entities.done->len
                                  + self->tag_reader.spans->len)
         || end_document (self, error);
}

static char *
make_name (Reader *self)
{
  g_autofree char *base = vbt_input_get_basename (self->draft.input);

  self->n_documents++;
  if (self->name != NULL)
    return g_steal_pointer (&self->name);
  return self->n_documents > 1 ? g_strdup_printf ("%s:%u", base, self->n_documents)
                               : g_steal_pointer (&base);
}

static void
add_words (Reader *self, VbtDocument *document)
{
  static const char *const names[] = { "lemma", "upos", "xpos", "feats" };
  VbtLabel *label = vbt_names_get_label (self->draft.names, VBT_KIND_SPAN, CONLLU_WORD);
  g_autoptr (GPtrArray) spans = g_ptr_array_new ();

  for (guint i = 0; i < self->words->len && label != NULL; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);
      VbtRange range = g_array_index (document->tokens, VbtRange, word->token);
      VbtAnnotation *span = vbt_annotation_new_span (label->id, self->draft.sink->annotator,
                                                     range.start, range.end);

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        if (word->values[j] != NULL)
          vbt_annotation_set_value (
              span,
              vbt_names_get_attribute (self->draft.names, label, VBT_ATTRIBUTE_TEXT, names[j])->id,
              word->values[j]);
      g_ptr_array_add (spans, span);
      vbt_document_take_annotation (document, span);
    }
  for (guint i = 0; i < self->links->len && label != NULL; i++)
    {
      VbtRange link = g_array_index (self->links, VbtRange, i);

      vbt_draft_relate (&self->draft, "DEPREL",
                        g_array_index (self->words, Word, link.start).relation,
                        spans->pdata[link.start], spans->pdata[link.end]);
    }
}

static void
start_again (Reader *self)
{
  self->tokens = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  self->sentences = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_string_truncate (self->text, 0);
  g_array_set_size (self->words, 0);
  g_array_set_size (self->links, 0);
  g_ptr_array_set_size (self->metadata, 0);
  g_clear_pointer (&self->gap, g_free);
  self->length = 0;
  self->first_token = self->first_word = 0;
  self->has_document = FALSE;
}

static gboolean
end_document (Reader *self, GError **error)
{
  g_autofree char *name = make_name (self);
  g_autoptr (VbtText) text = vbt_text_new (self->text->str, (gssize)self->text->len, error);
  VbtDocument *document;

  if (text == NULL)
    return FALSE;
  document = vbt_document_new (name, text);
  document->tokens = self->tokens;
  document->sentences = self->sentences;
  vbt_draft_begin_document (&self->draft, document);
  vbt_conllu_entities_finish (&self->entities, document);
  g_clear_pointer (&self->entities.unlinked, g_free);
  vbt_tag_reader_make_spans (&self->tag_reader, document, self->draft.names, self->draft.sink,
                             self->draft.input);
  if (self->words_wanted)
    add_words (self, document);
  for (guint i = 0; i < self->metadata->len; i++)
    {
      const VbtMetadata *item = self->metadata->pdata[i];

      vbt_document_set_metadata (document, item->key, item->value);
    }
  start_again (self);
  return vbt_draft_end (&self->draft, error);
}

static gboolean
start_document (Reader *self, const char *name, GError **error)
{
  if (self->in_sentence && !end_sentence (self, error))
    return FALSE;
  if ((self->has_document || self->tokens->len > 0) && !end_document (self, error))
    return FALSE;
  self->has_document = TRUE;
  g_free (self->name);
  self->name = g_strdup (name);
  return TRUE;
}

/* "# global.columns = ID FORM … NER": the columns of CoNLL-U Plus. */
static gboolean
declare_columns (Reader *self, const char *value, GError **error)
{
  g_auto (GStrv) names = g_strsplit_set (value, " \t", CONLLU_MAX_COLUMNS);

  for (guint i = 0; i < N_COLUMNS; i++)
    self->columns[i] = -1;
  self->n_columns = g_strv_length (names);
  self->tags = -1;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *lower = g_ascii_strdown (names[i], -1);

      for (guint j = 0; j < N_COLUMNS; j++)
        if (g_str_equal (lower, column_names[j]))
          self->columns[j] = (int)i;
      if (g_str_equal (lower, "ner") || g_str_has_suffix (lower, ":ner"))
        self->tags = (int)i;
    }
  if (self->columns[FORM] >= 0)
    return TRUE;
  g_set_error (error, VBT_ERROR, VBT_ERROR_FORMAT, _ ("Line %u names no column FORM"),
               vbt_input_get_line (self->draft.input));
  return FALSE;
}

static void
add_metadata (Reader *self, const char *key, const char *value)
{
  VbtMetadata *item;

  for (guint i = 0; i < self->metadata->len; i++)
    if (g_str_equal (((VbtMetadata *)self->metadata->pdata[i])->key, key))
      return;
  if (self->metadata->len >= 200 || key[0] == '\0')
    return;
  item = g_new (VbtMetadata, 1);
  *item = (VbtMetadata){ g_strdup (key), g_strdup (value) };
  g_ptr_array_add (self->metadata, item);
}

static gboolean
read_comment (Reader *self, char *line, GError **error)
{
  char *key = g_strchug (line + 1);
  char *equals = strchr (key, '=');
  char *value = equals != NULL ? g_strstrip (equals + 1) : NULL;

  if (equals != NULL)
    *equals = '\0';
  g_strchomp (key);
  if (g_str_has_prefix (key, "newdoc"))
    return start_document (self, value, error);
  if (g_str_has_prefix (key, "newpar") && !g_str_has_prefix (key, "newpar_")
      && self->tokens->len > 0 && self->gap == NULL)
    self->gap = g_strdup ("\n\n");
  if (value == NULL)
    return TRUE;
  if (g_str_equal (key, "global.columns"))
    return declare_columns (self, value, error);
  if (g_str_equal (key, "global.Entity"))
    vbt_conllu_entities_declare (&self->entities, value);
  else if (g_str_equal (key, CONLLU_UNLINKED))
    {
      g_free (self->entities.unlinked);
      self->entities.unlinked = g_strdup (value);
    }
  else if (g_str_has_prefix (key, "meta::"))
    add_metadata (self, key + 6, value);
  else if (g_str_equal (key, "text"))
    {
      g_free (self->expected);
      self->expected = g_strdup (value);
    }
  else if (!g_str_equal (key, "sent_id") && vbt_draft_say_once (&self->draft, key))
    vbt_sink_tell (self->draft.sink, self->draft.input, _ ("Comments “# %.40s” are left out"), key);
  return TRUE;
}

static gboolean
read_line (Reader *self, char *line, GError **error)
{
  if (line[0] == '\0')
    return !self->in_sentence || end_sentence (self, error);
  if (line[0] == '#' && !self->in_sentence)
    return read_comment (self, line, error);
  read_word (self, line);
  self->has_words = TRUE;
  return TRUE;
}

static gboolean
finish (Reader *self, GError **error)
{
  if (self->in_sentence && !end_sentence (self, error))
    return FALSE;
  if ((self->has_document || self->tokens->len > 0) && !end_document (self, error))
    return FALSE;
  if (self->has_words && !self->words_wanted)
    vbt_sink_tell (self->draft.sink, self->draft.input,
                   _ ("Lemmas, parts of speech and dependencies are not read, unless you say "
                      "“words=yes”"));
  return TRUE;
}

static gboolean
read_lines (Reader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *line;

  while ((line = vbt_input_next_text_line (self->draft.input, &local)) != NULL)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read_line (self, line, error))
      return FALSE;
  if (local == NULL)
    return finish (self, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
reader_init (Reader *self)
{
  g_autofree char *words = vbt_input_get_dialect (self->draft.input, "words");

  self->words_wanted = g_strcmp0 (words, "yes") == 0;
  for (int i = 0; i < N_COLUMNS; i++)
    self->columns[i] = i == MISC ? 9 : i;
  self->n_columns = 10;
  self->tags = -1;
  self->text = g_string_new (NULL);
  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_array_set_clear_func (self->words, word_clear);
  self->links = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  self->metadata = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_metadata_free);
  vbt_conllu_entities_init (&self->entities, &self->draft);
  vbt_tag_reader_init (&self->tag_reader);
  start_again (self);
}

static void
reader_clear (Reader *self)
{
  g_array_unref (self->tokens);
  g_array_unref (self->sentences);
  g_array_unref (self->words);
  g_array_unref (self->links);
  g_ptr_array_unref (self->metadata);
  g_string_free (self->text, TRUE);
  g_free (self->gap);
  g_free (self->expected);
  g_free (self->name);
  vbt_tag_reader_clear (&self->tag_reader);
  vbt_conllu_entities_clear (&self->entities);
  vbt_draft_clear (&self->draft);
}

gboolean
vbt_conllu_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  Reader self = { 0 };
  gboolean success;

  if (!vbt_draft_init (&self.draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  reader_init (&self);
  success = read_lines (&self, cancellable, error);
  reader_clear (&self);
  return success;
}

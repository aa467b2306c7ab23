/* vbt-fts-tokenizer.c: words for SQLite's full-text index, in any script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "vbt-fts-tokenizer.h"

#include <sqlite3.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "model/vbt-word-breaks.h"

/* Longer words are cut: no one searches for them, and a hostile text must not fill the index. */
#define MAX_WORD 128

struct _VbtTextWords
{
  const char *text;
  gsize n_bytes;
  char *found; /* of each word a Found, and the word */
  gsize found_length;
  gsize capacity;
};

typedef struct
{
  guint32 start;
  guint32 end;
  guint32 length; /* of the word as it is in the index */
} Found;

typedef struct
{
  const VbtTextWords *const *ready; /* where somebody puts the words of what is indexed next */
  VbtWordBreaks words;
  const UNormalizer2 *fold;  /* case folding and compatibility */
  const UNormalizer2 *apart; /* letters apart from their marks */
} Tokenizer;

static void
tokenizer_free (Fts5Tokenizer *data)
{
  Tokenizer *self = (Tokenizer *)data;

  vbt_word_breaks_clear (&self->words);
  g_free (self);
}

static int
tokenizer_new (void *context, const char **arguments, int n_arguments, Fts5Tokenizer **result)
{
  Tokenizer *self = g_new0 (Tokenizer, 1);
  UErrorCode status = U_ZERO_ERROR;

  self->ready = context;
  self->words = (VbtWordBreaks)VBT_WORD_BREAKS_INIT;
  self->fold = unorm2_getNFKCCasefoldInstance (&status);
  self->apart = unorm2_getNFDInstance (&status);
  *result = (Fts5Tokenizer *)self;
  if (U_SUCCESS (status))
    return SQLITE_OK;
  tokenizer_free (*result);
  *result = NULL;
  return SQLITE_ERROR;
}

/* Lower case of a word of ASCII letters, which most are, with or without a typographic apostrophe inside. FALSE when there
 * is anything else. */
static gboolean
fold_ascii (const char *word, int n_bytes, char *folded)
{
  for (int i = 0; i < n_bytes; i++)
    {
      if ((guchar)word[i] >= 0x80)
        {
          if (n_bytes - i < 3 || memcmp (word + i, "\u2019", 3) != 0)
            return FALSE;
          memcpy (folded + i, word + i, 3);
          i += 2;
          continue;
        }
      folded[i] = (char)(word[i] + (word[i] >= 'A' && word[i] <= 'Z' ? 'a' - 'A' : 0));
    }
  return TRUE;
}

/* Case, width and accents away. Marks that belong to a script of their own (Thai vowels) stay: without
 * them other words would come out. Returns the length in bytes. */
static int
fold_word (const Tokenizer *self, const char *word, int n_bytes, char *folded, int capacity)
{
  UChar units[MAX_WORD * 4], flat[MAX_WORD * 4], apart[MAX_WORD * 4];
  UErrorCode status = U_ZERO_ERROR;
  int32_t n_units = 0, n_flat, n_apart, length = 0;

  u_strFromUTF8WithSub (units, G_N_ELEMENTS (units), &n_units, word, n_bytes, 0xfffd, NULL,
                        &status);
  n_flat = unorm2_normalize (self->fold, units, n_units, flat, G_N_ELEMENTS (flat), &status);
  n_apart = U_SUCCESS (status)
                ? unorm2_normalize (self->apart, flat, n_flat, apart, G_N_ELEMENTS (apart), &status)
                : 0;
  if (U_FAILURE (status))
    return 0;
  for (int32_t i = 0; i < n_apart && length + U8_MAX_LENGTH <= capacity;)
    {
      UChar32 c;
      UErrorCode ignored = U_ZERO_ERROR;

      U16_NEXT (apart, i, n_apart, c);
      if (u_charType (c) == U_NON_SPACING_MARK
          && uscript_getScript (c, &ignored) == USCRIPT_INHERITED)
        continue;
      U8_APPEND_UNSAFE (folded, length, c);
    }
  return length;
}

/* Gives FTS5 what was found before. */
static int
replay (const VbtTextWords *ready, void *context,
        int (*found) (void *, int, const char *, int, int, int))
{
  const char *at = ready->found;
  const char *end = at + ready->found_length;
  int rc = SQLITE_OK;

  while (rc == SQLITE_OK && at < end)
    {
      Found word;

      memcpy (&word, at, sizeof word);
      at += sizeof word;
      rc = found (context, 0, at, (int)word.length, (int)word.start, (int)word.end);
      at += word.length;
    }
  return rc;
}

static int
tokenizer_run (Fts5Tokenizer *data, void *context, int flags, const char *text, int n_bytes,
               int (*found) (void *, int, const char *, int, int, int))
{
  Tokenizer *self = (Tokenizer *)data;
  const VbtTextWords *ready = self->ready != NULL ? *self->ready : NULL;
  VbtWordBreaks *words = &self->words;
  char folded[MAX_WORD * 4];
  int rc = SQLITE_OK;

  if (ready != NULL && ready->n_bytes == (gsize)n_bytes
      && memcmp (ready->text, text, (gsize)n_bytes) == 0)
    return replay (ready, context, found);
  vbt_word_breaks_set_text (words, NULL, text, (gsize)n_bytes);
  while (rc == SQLITE_OK && vbt_word_breaks_next (words))
    {
      int length = (int)MIN (words->end - words->start, MAX_WORD);

      if (words->status < UBRK_WORD_NUMBER)
        continue;
      if (!fold_ascii (text + words->start, length, folded))
        length = fold_word (self, text + words->start, length, folded, sizeof folded);
      if (length > 0)
        rc = found (context, 0, folded, length, (int)words->start, (int)words->end);
    }
  return rc;
}

static fts5_api *
get_api (sqlite3 *db)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);
  return api;
}

/**
 * vbt_fts_tokenizer_register:
 * @handle: an sqlite3 connection
 * @ready: (nullable): as long as the connection lives: where the words are of a text that is indexed next, or %NULL
 *
 * Makes the tokenizer `verbatim` known to full-text tables of a connection: ICU's words, without
 * regard to case and accents (https://www.sqlite.org/fts5.html, 7.1).
 *
 * Returns: SQLITE_OK, or what went wrong
 */
int
vbt_fts_tokenizer_register (gpointer handle, const VbtTextWords *const *ready)
{
  static fts5_tokenizer tokenizer = { tokenizer_new, tokenizer_free, tokenizer_run };
  fts5_api *api = get_api (handle);

  if (api == NULL)
    return SQLITE_ERROR;
  return api->xCreateTokenizer (api, "verbatim", (void *)ready, &tokenizer, NULL);
}

struct _VbtWords
{
  Tokenizer *tokenizer;
};

typedef struct
{
  VbtWordFunc found;
  gpointer data;
} Visit;

static int
visit_word (void *data, int flags, const char *word, int n_bytes, int start, int end)
{
  const Visit *visit = data;

  return visit->found (visit->data, word, (gsize)n_bytes, (gsize)start, (gsize)end) ? SQLITE_OK
                                                                                    : SQLITE_DONE;
}

/**
 * vbt_words_new:
 *
 * Returns: (transfer full): what finds the words of a text as the full-text index does
 */
VbtWords *
vbt_words_new (void)
{
  Fts5Tokenizer *tokenizer = NULL;
  VbtWords *self = g_new0 (VbtWords, 1);

  /* Without its data ICU opens no project at all, so this one is there. */
  if (tokenizer_new (NULL, NULL, 0, &tokenizer) == SQLITE_OK)
    self->tokenizer = (Tokenizer *)tokenizer;
  return self;
}

/**
 * vbt_words_free:
 * @self: (nullable): what finds words
 *
 * Frees it.
 */
void
vbt_words_free (VbtWords *self)
{
  if (self == NULL)
    return;
  if (self->tokenizer != NULL)
    tokenizer_free ((Fts5Tokenizer *)self->tokenizer);
  g_free (self);
}

/**
 * vbt_words_foreach:
 * @self: what finds words
 * @text: UTF-8
 * @n_bytes: how much of it
 * @found: (scope call): called for each word
 * @data: for @found
 *
 * Goes through the words of a text.
 */
void
vbt_words_foreach (VbtWords *self, const char *text, gsize n_bytes, VbtWordFunc found,
                   gpointer data)
{
  Visit visit = { found, data };

  g_return_if_fail (self != NULL && text != NULL && found != NULL);

  if (self->tokenizer != NULL)
    tokenizer_run ((Fts5Tokenizer *)self->tokenizer, &visit, 0, text, (int)n_bytes, visit_word);
}

static int
keep_word (void *data, int flags, const char *word, int length, int start, int end)
{
  VbtTextWords *self = data;
  Found record = { (guint32)start, (guint32)end, (guint32)length };
  gsize needed = self->found_length + sizeof record + record.length;

  if (needed > self->capacity)
    {
      self->capacity = needed + needed / 2;
      self->found = g_realloc (self->found, self->capacity);
    }
  memcpy (self->found + self->found_length, &record, sizeof record);
  memcpy (self->found + self->found_length + sizeof record, word, record.length);
  self->found_length = needed;
  return SQLITE_OK;
}

/**
 * vbt_text_words_new:
 * @words: what finds words, of this thread
 * @text: UTF-8, which must outlive the result
 * @n_bytes: its length
 *
 * Finds the words of a text ahead of indexing it, which can be done in another thread.
 *
 * Returns: (transfer full): the words
 */
VbtTextWords *
vbt_text_words_new (VbtWords *words, const char *text, gsize n_bytes)
{
  VbtTextWords *self = g_new0 (VbtTextWords, 1);

  self->text = text;
  self->n_bytes = n_bytes;
  self->capacity = 3 * n_bytes + 1; /* English has a word for each six bytes or so */
  self->found = g_malloc (self->capacity);
  if (words->tokenizer != NULL)
    tokenizer_run ((Fts5Tokenizer *)words->tokenizer, self, 0, text, (int)n_bytes, keep_word);
  return self;
}

/**
 * vbt_text_words_free:
 * @self: (nullable): words
 *
 * Frees them.
 */
void
vbt_text_words_free (VbtTextWords *self)
{
  if (self == NULL)
    return;
  g_free (self->found);
  g_free (self);
}

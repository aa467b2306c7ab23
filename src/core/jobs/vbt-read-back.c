/* vbt-read-back.c: whether a file that was written holds what was to be in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-read-back.h"

#include <glib/gi18n-lib.h>
#include <malloc.h>
#include <string.h>

/* What a document may take in the file, to be read again: readers take up to twelve times that, and who converts has to make do
 * with 300 MB whatever it is. An article of 10 MB has less in most formats. */
#define MAX_DOCUMENT (24 * 1024 * 1024)

/* What was written is not kept: for each label there are a number and two sums of hashes, which do not depend
 * on the order, so that an export of any size is compared in the memory of its schema. The one sum is over
 * places, the other over the words: of formats that build their text anew (one token a line) only the words
 * can be the same. */

typedef enum
{
  WRITTEN,
  READ,
  N_SIDES,
} Side;

typedef enum
{
  WHAT_SPAN,
  WHAT_RELATION,
  WHAT_DOCUMENT_LABEL,
  WHAT_VALUE,  /* attributes of annotations of a label */
  WHAT_ENTITY, /* to whom spans of a label refer */
} What;

typedef struct
{
  What what;
  char *label;
  VbtId label_id; /* of what was written; 0 where nothing was */
  guint64 n[N_SIDES], places[N_SIDES], words[N_SIDES];
} Sum;

struct _VbtReadBack
{
  GHashTable *sums; /* a set of Sum, borrowed, by what they count and of which label */
  GPtrArray *order; /* of Sum */
  guint64 n_documents[N_SIDES], texts[N_SIDES];
  guint64 n_measured; /* bytes of the output as far as it was measured */
  guint64 n_longest;  /* bytes of the longest document */
  guint64 n_before;   /* documents that were written to the files that are read again already */
  Side side;
  char *trouble; /* (nullable): why it could not be read */
  gboolean is_cancelled;
};

typedef struct
{
  VbtSink parent;
  VbtReadBack *self;
  GCancellable *cancellable;
} ReadSink;

static guint
sum_hash (gconstpointer sum)
{
  const Sum *self = sum;

  return g_str_hash (self->label) * 31 + (guint)self->what;
}

static gboolean
sum_equal (gconstpointer a, gconstpointer b)
{
  const Sum *first = a, *second = b;

  return first->what == second->what && g_str_equal (first->label, second->label);
}

static void
sum_free (gpointer data)
{
  g_free (((Sum *)data)->label);
  g_free (data);
}

/**
 * vbt_read_back_new:
 *
 * Returns: (transfer full): sums of nothing yet
 */
VbtReadBack *
vbt_read_back_new (void)
{
  VbtReadBack *self = g_new0 (VbtReadBack, 1);

  self->sums = g_hash_table_new (sum_hash, sum_equal);
  self->order = g_ptr_array_new_with_free_func (sum_free);
  return self;
}

/**
 * vbt_read_back_free:
 * @self: (transfer full) (nullable): sums
 */
void
vbt_read_back_free (VbtReadBack *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->sums);
  g_ptr_array_unref (self->order);
  g_free (self->trouble);
  g_free (self);
}

#define HASH_BEGINS G_GUINT64_CONSTANT (14695981039346656037)

/* FNV-1a */
static guint64
hash_byte (guint64 hash, char byte)
{
  return (hash ^ (guchar)byte) * G_GUINT64_CONSTANT (1099511628211);
}

/* The end of splitmix64, without which sums of hashes would agree too often. */
static guint64
end_hash (guint64 hash)
{
  hash = (hash ^ (hash >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  hash = (hash ^ (hash >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return hash ^ (hash >> 31);
}

static guint64
hash_string (guint64 hash, const char *string)
{
  hash ^= HASH_BEGINS;
  for (; *string != '\0'; string++)
    hash = hash_byte (hash, *string);
  return end_hash (hash);
}

static Sum *
ensure_sum (VbtReadBack *self, What what, const char *label)
{
  const Sum key = { .what = what, .label = (char *)label };
  Sum *sum = g_hash_table_lookup (self->sums, &key);

  if (sum != NULL)
    return sum;
  sum = g_new0 (Sum, 1);
  sum->what = what;
  sum->label = g_strdup (label);
  g_hash_table_add (self->sums, sum);
  g_ptr_array_add (self->order, sum);
  return sum;
}

static void
add (VbtReadBack *self, What what, const VbtLabel *label, guint64 places, guint64 words)
{
  Sum *sum = ensure_sum (self, what, label->name);

  if (self->side == WRITTEN)
    sum->label_id = label->id;
  sum->n[self->side]++;
  sum->places[self->side] += places;
  sum->words[self->side] += words;
}

typedef struct
{
  guint64 places, words;
} Hashes;

/* Bytes of the words of a span, from either end: a hundred thousand may have all of a book in them, which is compared by itself. */
#define MAX_WORDS 2000

/* Formats that build their text anew differ in the white space between words. Returns whether there was no end to them. */
static gboolean
hash_range (const VbtText *text, VbtRange range, gboolean backwards, guint64 *hash, guint *n_left)
{
  const char *utf8 = vbt_text_get_utf8 (text);
  const char *start = utf8 + vbt_text_offset_to_byte (text, range.start);
  const char *end = utf8 + vbt_text_offset_to_byte (text, range.end);

  while (start<end && * n_left> 0)
    {
      char byte = backwards ? *--end : *start++;

      if (g_ascii_isspace (byte))
        continue;
      *hash = hash_byte (*hash, byte);
      (*n_left)--;
    }
  return *n_left == 0;
}

static guint64
hash_words (const VbtDocument *document, const VbtAnnotation *span)
{
  guint n_fragments = vbt_annotation_get_n_fragments (span);
  guint64 hash = HASH_BEGINS;
  guint n_left = MAX_WORDS;
  gboolean is_long = FALSE;

  for (guint i = 0; i < n_fragments && !is_long; i++)
    is_long
        = hash_range (document->text, vbt_annotation_get_fragment (span, i), FALSE, &hash, &n_left);
  n_left = MAX_WORDS;
  for (guint i = n_fragments; i > 0 && is_long; i--)
    if (hash_range (document->text, vbt_annotation_get_fragment (span, i - 1), TRUE, &hash,
                    &n_left))
      break;
  return end_hash (hash);
}

static Hashes
hash_span (const VbtDocument *document, const VbtAnnotation *span, guint64 seed)
{
  Hashes hashes = { seed, hash_words (document, span) };

  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);
      char place[32];

      g_snprintf (place, sizeof place, "%d-%d", range.start, range.end);
      hashes.places = hash_string (hashes.places, place);
    }
  return hashes;
}

static Hashes
hash_annotation (const VbtDocument *document, const VbtAnnotation *annotation, guint64 seed)
{
  Hashes hashes = { seed, 0 };

  if (annotation->kind == VBT_KIND_SPAN)
    return hash_span (document, annotation, seed);
  for (guint i = 0; annotation->kind == VBT_KIND_RELATION && i < 2; i++)
    {
      const VbtAnnotation *end
          = vbt_document_get_annotation (document, i == 0 ? annotation->from : annotation->to);
      Hashes of_end = { 0, 0 };

      if (end != NULL && end->kind == VBT_KIND_SPAN)
        of_end = hash_span (document, end, seed);
      hashes.places = hashes.places * 3 + of_end.places;
      hashes.words = hashes.words * 3 + of_end.words;
    }
  return hashes;
}

static void
add_values (VbtReadBack *self, const VbtCatalog *catalog, const VbtLabel *label,
            const VbtAnnotation *annotation, Hashes hashes)
{
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      g_autofree char *text = vbt_value_to_text (value->value);
      guint64 hash = hash_string (
          hash_string (1, vbt_schema_get_attribute (catalog->schema, value->attribute)->name),
          text);

      add (self, WHAT_VALUE, label, hashes.places ^ hash, hashes.words ^ hash);
    }
}

static void
add_entities (VbtReadBack *self, const VbtCatalog *catalog, const VbtLabel *label,
              const VbtAnnotation *annotation, Hashes hashes)
{
  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    {
      const VbtEntity *entity
          = vbt_catalog_get_entity (catalog, g_array_index (annotation->entities, VbtId, i));
      guint64 hash = hash_string (2, entity != NULL ? entity->name : "");

      add (self, WHAT_ENTITY, label, hashes.places ^ hash, hashes.words ^ hash);
    }
}

/**
 * vbt_read_back_add:
 * @self: sums
 * @catalog: where its labels are
 * @document: a document that was written
 *
 * Adds a document to the sums.
 */
void
vbt_read_back_add (VbtReadBack *self, const VbtCatalog *catalog, const VbtDocument *document)
{
  static const What whats[] = { WHAT_SPAN, WHAT_RELATION, WHAT_DOCUMENT_LABEL };
  guint64 text;

  g_return_if_fail (self != NULL && catalog != NULL && document != NULL);

  text = hash_string (0, vbt_text_get_utf8 (document->text));
  self->n_documents[self->side]++;
  self->texts[self->side] += text;
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      const VbtLabel *label = vbt_schema_get_label (catalog->schema, annotation->label);
      Hashes hashes = hash_annotation (document, annotation, text);

      add (self, whats[annotation->kind], label, hashes.places, hashes.words);
      add_values (self, catalog, label, annotation, hashes);
      add_entities (self, catalog, label, annotation, hashes);
    }
}

/**
 * vbt_read_back_measure:
 * @self: sums
 * @output: to which a document was written just now
 *
 * Finds out how long the document is in the file, because what is very long is not read again.
 */
void
vbt_read_back_measure (VbtReadBack *self, const VbtOutput *output)
{
  guint64 size;

  g_return_if_fail (self != NULL && output != NULL);

  size = vbt_output_get_size (output);
  /* Another file begins at 0. */
  self->n_longest = MAX (self->n_longest, size - (size < self->n_measured ? 0 : self->n_measured));
  self->n_measured = size;
}

static gboolean
take_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  ReadSink *self = (ReadSink *)sink;
  g_autoptr (VbtDocument) owned = document;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  vbt_read_back_add (self->self, sink->catalog, owned);
  return TRUE;
}

static gboolean
read_file (ReadSink *sink, const VbtFormat *format, const char *path, GError **error)
{
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, error);

  return input != NULL && format->read (input, &sink->parent, sink->cancellable, error);
}

/* Only the main files of pairs, and none that was in the folder before. */
static gboolean
read_folder (ReadSink *sink, const VbtFormat *format, const char *path, const GPtrArray *names,
             GError **error)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      const char *dot = strrchr (name, '.');
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (dot != NULL && g_ascii_strcasecmp (dot + 1, format->extensions[0]) == 0
          && !read_file (sink, format, file, error))
        return FALSE;
    }
  return TRUE;
}

static void
refuse_length (VbtReadBack *self)
{
  guint n_megabytes = (guint)(self->n_longest / 1024 / 1024);

  if (self->trouble == NULL)
    self->trouble = g_strdup_printf (
        _ ("of one document it has %u MiB, and more than %u MiB would take too much "
           "memory"),
        n_megabytes, MAX_DOCUMENT / 1024 / 1024);
}

/**
 * vbt_read_back_read:
 * @self: sums of what was written
 * @format: the format it was written in, which can be read
 * @output: where it was written, closed
 * @cancellable: (nullable): to stop it
 *
 * Reads again what was written, one document at a time. Where it cannot be read that is a
 * difference, and no failure: the file is there. What has a document of more than 24 MiB is not read. A file to which no document was added since the one before is not
 * read.
 */
void
vbt_read_back_read (VbtReadBack *self, const VbtFormat *format, const VbtOutput *output,
                    GCancellable *cancellable)
{
  static const VbtSinkClass klass = { take_document, NULL, NULL };
  g_autoptr (VbtSchema) schema = vbt_schema_new (format->name);
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  ReadSink sink = { { .klass = &klass, .catalog = catalog }, self, cancellable };
  const char *path = vbt_output_get_path (output);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL && path != NULL && format->read != NULL);

  /* Many readers refuse what has no document. */
  if (self->n_documents[WRITTEN] == self->n_before)
    return;
  self->n_before = self->n_documents[WRITTEN];
  if (self->n_longest > MAX_DOCUMENT)
    {
      refuse_length (self);
      return;
    }
  /* What writing took is not needed any more. */
  malloc_trim (0);
  sink.parent.annotator
      = vbt_catalog_ensure_annotator (catalog, VBT_ANNOTATOR_IMPORT, format->name, NULL)->id;
  self->side = READ;
  if (format->flags & VBT_FORMAT_FOLDER)
    read_folder (&sink, format, path, vbt_output_get_names (output), &error);
  else
    read_file (&sink, format, path, &error);
  self->side = WRITTEN;
  self->is_cancelled = self->is_cancelled || g_cancellable_is_cancelled (cancellable);
  if (error != NULL && self->trouble == NULL)
    self->trouble = g_strdup (error->message);
}

/**
 * vbt_read_back_has_failed:
 * @self: sums of what was written and read
 *
 * Returns: whether it could not be read, as what is longer than a reader takes: then nothing is known of what was
 *   written
 */
gboolean
vbt_read_back_has_failed (const VbtReadBack *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->trouble != NULL;
}

static char *
describe (const Sum *sum)
{
  switch (sum->what)
    {
    case WHAT_SPAN:
      return g_strdup_printf (_ ("Spans “%s”"), sum->label);
    case WHAT_RELATION:
      return g_strdup_printf (_ ("Relations “%s”"), sum->label);
    case WHAT_DOCUMENT_LABEL:
      return g_strdup_printf (_ ("Labels of the document “%s”"), sum->label);
    case WHAT_VALUE:
      return g_strdup_printf (_ ("Attributes of “%s”"), sum->label);
    case WHAT_ENTITY:
    default:
      return g_strdup_printf (_ ("Entities of “%s”"), sum->label);
    }
}

static void
report (VbtLosses *differences, const char *what, const guint64 *n, gboolean announced)
{
  g_autofree char *written = g_strdup_printf ("%" G_GUINT64_FORMAT, n[WRITTEN]);
  g_autofree char *read = g_strdup_printf ("%" G_GUINT64_FORMAT, n[READ]);
  g_autofree char *how
      = n[WRITTEN] != n[READ]
            ? g_strdup_printf (_ ("%s: %s written, %s read back"), what, written, read)
            : g_strdup_printf (_ ("%s: %s came back, but not all the same"), what, read);
  g_autofree char *all = announced ? g_strdup_printf (_ ("%s, as was said before"), how)
                                   : g_strdup_printf (_ ("%s, which nothing had said"), how);

  vbt_losses_add (differences, all, NULL, NULL);
}

static gboolean
is_same (const VbtReadBack *self, const Sum *sum)
{
  gboolean same_texts = self->texts[WRITTEN] == self->texts[READ];

  return sum->n[WRITTEN] == sum->n[READ]
         && (same_texts ? sum->places[WRITTEN] == sum->places[READ]
                        : sum->words[WRITTEN] == sum->words[READ]);
}

/* What has a label that was not written is one of those that the format calls otherwise. */
static gboolean
is_announced (const VbtLosses *announced, const Sum *sum)
{
  return sum->label_id != 0
             ? vbt_losses_concern (announced, sum->label_id)
             : announced->labels != NULL && g_hash_table_size (announced->labels) > 0;
}

/**
 * vbt_read_back_compare:
 * @self: sums of what was written and read
 * @announced: what the format was said to lose
 * @n_unannounced: (out): how many of the differences concern what nothing was said of: mistakes of
 *   ours
 *
 * Compares documents, texts, and by label spans, relations, labels of the document, attributes and
 * entities: by their places, or by their words where the texts are not the same.
 *
 * Returns: (transfer full) (nullable): the differences, a row each; none where all is the same; %NULL
 *   where reading was cancelled
 */
VbtLosses *
vbt_read_back_compare (const VbtReadBack *self, const VbtLosses *announced, guint *n_unannounced)
{
  g_autoptr (VbtLosses) differences = vbt_losses_new ();

  g_return_val_if_fail (self != NULL && announced != NULL && n_unannounced != NULL, NULL);

  *n_unannounced = 0;
  if (self->is_cancelled)
    return NULL;
  if (self->trouble != NULL)
    {
      g_autofree char *what = g_strdup_printf (_ ("It cannot be read again: %s"), self->trouble);

      vbt_losses_add (differences, what, NULL, NULL);
      *n_unannounced = 1;
      return g_steal_pointer (&differences);
    }
  if (self->n_documents[WRITTEN] != self->n_documents[READ])
    {
      report (differences, _ ("Documents"), self->n_documents, announced->of_documents);
      *n_unannounced += !announced->of_documents;
    }
  else if (self->texts[WRITTEN] != self->texts[READ])
    {
      report (differences, _ ("Texts"), self->n_documents, announced->of_documents);
      *n_unannounced += !announced->of_documents;
    }
  for (guint i = 0; i < self->order->len; i++)
    {
      const Sum *sum = self->order->pdata[i];
      g_autofree char *what = describe (sum);

      if (is_same (self, sum))
        continue;
      report (differences, what, sum->n, is_announced (announced, sum));
      *n_unannounced += !is_announced (announced, sum);
    }
  return g_steal_pointer (&differences);
}

/* vbt-format-webanno-write.c: writes WebAnno TSV 3.3, one file a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-append.h"
#include "formats/vbt-format-webanno.h"
#include "formats/vbt-tokens.h"
#include "model/vbt-segment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/** Row: a token, or a part of one, and the pieces on it. Most tokens have neither parts nor pieces. */
typedef struct
{
  VbtRange range;
  guint sentence, number, part; /* "1-2", "1-2.1" */
  GPtrArray *parts;             /* (nullable): of Row */
  GPtrArray *pieces;            /* (nullable): of Piece */
} Row;

/** Piece: a fragment of a span. */
typedef struct
{
  const VbtAnnotation *span;
  guint number;
  const Row *first;
  guint fragment;
} Piece;

/** Slot: relations of one label to spans of one label. */
typedef struct
{
  VbtId relation, target;
} Slot;

/** Column: the columns of one layer. */
typedef struct
{
  const VbtLabel *label;
  GArray *slots; /* of Slot */
} Layer;

typedef struct
{
  const VbtCatalog *catalog;
  const VbtDocument *document;
  const char *prefix;
  VbtTokenView view;
  VbtTextPlace place; /* where it writes */
  Row *rows;          /* of each token */
  GPtrArray *pieces;  /* of Piece */
  GPtrArray *layers;  /* of Layer */
  GHashTable *firsts; /* VbtId of a span to its first Piece */
  VbtLosses *losses;  /* (nullable) */
  VbtOutput *output;  /* (nullable): where the rows go; nowhere where only losses are counted */
} Writer;

static void
lose (const Writer *self, const char *what, const VbtAnnotation *annotation)
{
  if (self->losses != NULL)
    vbt_losses_add (self->losses, what, self->document, annotation);
}

static void
row_clear (Row *row)
{
  g_clear_pointer (&row->parts, g_ptr_array_unref);
  g_clear_pointer (&row->pieces, g_ptr_array_unref);
}

static void
row_free (gpointer data)
{
  row_clear (data);
  g_free (data);
}

static guint
count (const GPtrArray *array)
{
  return array != NULL ? array->len : 0;
}

static void
layer_free (gpointer data)
{
  g_array_unref (((Layer *)data)->slots);
  g_free (data);
}

/* The row of a part of a token, made if there is none. */
static Row *
ensure_row (Writer *self, guint token, VbtRange range)
{
  Row *whole = &self->rows[token];
  Row *part;

  if (whole->range.start == range.start && whole->range.end == range.end)
    return whole;
  for (guint i = 0; i < count (whole->parts); i++)
    {
      part = whole->parts->pdata[i];
      if (part->range.start == range.start && part->range.end == range.end)
        return part;
    }
  if (whole->parts == NULL)
    whole->parts = g_ptr_array_new_with_free_func (row_free);
  part = g_new0 (Row, 1);
  part->range = range;
  g_ptr_array_add (whole->parts, part);
  return part;
}

static void
place_piece (Writer *self, const VbtAnnotation *span, guint fragment)
{
  const GArray *tokens = self->view.tokens;
  VbtRange range = vbt_annotation_get_fragment (span, fragment);
  guint token = vbt_ranges_first_ending_after (tokens, range.start);
  VbtRange covered = { -1, -1 };
  Piece *piece = g_new0 (Piece, 1);

  *piece = (Piece){ span, self->pieces->len + 1, NULL, fragment };
  for (; token < tokens->len && g_array_index (tokens, VbtRange, token).start < range.end; token++)
    {
      VbtRange whole = g_array_index (tokens, VbtRange, token);
      VbtRange part = { MAX (whole.start, range.start), MIN (whole.end, range.end) };
      Row *row = ensure_row (self, token, part);

      if (piece->first == NULL)
        {
          piece->first = row;
          covered.start = part.start;
        }
      covered.end = part.end;
      if (row->pieces == NULL)
        row->pieces = g_ptr_array_new ();
      g_ptr_array_add (row->pieces, piece);
    }
  if (piece->first == NULL)
    {
      lose (self, _ ("Spans of white space only are left out"), span);
      g_free (piece);
      return;
    }
  if (covered.start != range.start || covered.end != range.end)
    lose (self, _ ("White space at the edge of a span is left out"), span);
  g_ptr_array_add (self->pieces, piece);
  if (!g_hash_table_contains (self->firsts, &span->id))
    g_hash_table_insert (self->firsts, (gpointer)&span->id, piece);
}

static Layer *
find_layer (const Writer *self, VbtId label)
{
  for (guint i = 0; i < self->layers->len; i++)
    if (((Layer *)self->layers->pdata[i])->label->id == label)
      return self->layers->pdata[i];
  return NULL;
}

static void
add_layer (Writer *self, const VbtAnnotation *span)
{
  Layer *layer;

  if (find_layer (self, span->label) != NULL)
    return;
  layer = g_new0 (Layer, 1);
  layer->label = vbt_schema_get_label (self->catalog->schema, span->label);
  layer->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  g_ptr_array_add (self->layers, layer);
}

static void
add_slot (Writer *self, const VbtAnnotation *relation)
{
  const Piece *from = g_hash_table_lookup (self->firsts, &relation->from);
  const Piece *to = g_hash_table_lookup (self->firsts, &relation->to);
  Slot slot;
  Layer *layer;

  if (from == NULL || to == NULL)
    return;
  slot = (Slot){ relation->label, to->span->label };
  layer = find_layer (self, from->span->label);
  for (guint i = 0; i < layer->slots->len; i++)
    if (g_array_index (layer->slots, Slot, i).relation == slot.relation
        && g_array_index (layer->slots, Slot, i).target == slot.target)
      return;
  g_array_append_val (layer->slots, slot);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  VbtRange one = (*(const Row *const *)a)->range;
  VbtRange other = (*(const Row *const *)b)->range;

  if (one.start != other.start)
    return one.start < other.start ? -1 : 1;
  return (one.end > other.end) - (one.end < other.end);
}

/* Numbers the rows "1-2" and "1-2.1", parts of tokens in their order. */
static void
number_rows (Writer *self)
{
  guint sentence = 0, n_sentences = 0, number = 0;

  for (guint i = 0; i < self->view.tokens->len; i++)
    {
      Row *token = &self->rows[i];

      if (vbt_token_view_begins_sentence (&self->view, i, &sentence))
        {
          n_sentences++;
          number = 0;
        }
      token->sentence = n_sentences;
      token->number = ++number;
      if (token->parts != NULL)
        g_ptr_array_sort (token->parts, compare_rows);
      for (guint j = 0; j < count (token->parts); j++)
        {
          Row *part = token->parts->pdata[j];

          part->sentence = n_sentences;
          part->number = number;
          part->part = j + 1;
        }
    }
}

static void
writer_init (Writer *self)
{
  vbt_token_view_init (&self->view, self->document);
  self->rows = g_new0 (Row, self->view.tokens->len + 1);
  self->pieces = g_ptr_array_new_with_free_func (g_free);
  self->layers = g_ptr_array_new_with_free_func (layer_free);
  self->firsts = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < self->view.tokens->len; i++)
    self->rows[i].range = g_array_index (self->view.tokens, VbtRange, i);
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *span = self->document->annotations->pdata[i];

      if (span->kind != VBT_KIND_SPAN)
        continue;
      for (guint j = 0; j < span->n_fragments; j++)
        place_piece (self, span, j);
      add_layer (self, span);
    }
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *relation = self->document->annotations->pdata[i];

      if (relation->kind == VBT_KIND_RELATION)
        add_slot (self, relation);
    }
  number_rows (self);
}

static void
writer_clear (Writer *self)
{
  for (guint i = 0; i < self->view.tokens->len; i++)
    row_clear (&self->rows[i]);
  g_free (self->rows);
  g_ptr_array_unref (self->pieces);
  g_ptr_array_unref (self->layers);
  g_hash_table_unref (self->firsts);
  vbt_token_view_clear (&self->view);
}

/* A name in the header, where | separates. */
static void
append_name (const Writer *self, GString *header, const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    g_string_append_c (header, strchr ("|\t\r\n", *c) != NULL ? '_' : *c);
}

static void
append_layer_name (const Writer *self, GString *header, const VbtLabel *label)
{
  g_string_append (header, self->prefix != NULL ? self->prefix : "");
  append_name (self, header, label->name);
}

static void
append_header (const Writer *self, GString *out)
{
  g_string_append (out, "#FORMAT=WebAnno TSV 3.3\n");
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = self->layers->pdata[i];

      g_string_append (out, "#T_SP=");
      append_layer_name (self, out, layer->label);
      if (layer->label->attributes->len == 0 && layer->slots->len == 0)
        g_string_append_c (out, '|');
      for (guint j = 0; j < layer->label->attributes->len; j++)
        {
          g_string_append_c (out, '|');
          append_name (self, out, ((VbtAttribute *)layer->label->attributes->pdata[j])->name);
        }
      for (guint j = 0; j < layer->slots->len; j++)
        {
          Slot slot = g_array_index (layer->slots, Slot, j);
          const VbtLabel *target = vbt_schema_get_label (self->catalog->schema, slot.target);

          g_string_append (out, "|ROLE_");
          append_layer_name (self, out, layer->label);
          g_string_append_c (out, ':');
          append_name (self, out,
                       vbt_schema_get_label (self->catalog->schema, slot.relation)->name);
          g_string_append (out, "_webanno.custom.LinkType|");
          append_layer_name (self, out, target);
        }
      g_string_append_c (out, '\n');
    }
  g_string_append (out, "\n\n");
}

static void
append_key (GString *out, const Row *row)
{
  vbt_append_number (out, row->sentence);
  g_string_append_c (out, '-');
  vbt_append_number (out, row->number);
  if (row->part == 0)
    return;
  g_string_append_c (out, '.');
  vbt_append_number (out, row->part);
}

static void
append_number (GString *out, const Piece *piece)
{
  g_string_append_c (out, '[');
  vbt_append_number (out, piece->number);
  g_string_append_c (out, ']');
}

static void
append_separator (GString *out, gsize start)
{
  if (out->len > start)
    g_string_append_c (out, '|');
}

/* Values of a feature, or * where there is none, stacked. */
static void
append_feature (GString *out, const Row *row, const Layer *layer, VbtId attribute)
{
  gsize start = out->len;

  for (guint i = 0; i < count (row->pieces); i++)
    {
      const Piece *piece = row->pieces->pdata[i];
      const char *value;

      if (piece->span->label != layer->label->id)
        continue;
      append_separator (out, start);
      value = attribute != 0 ? vbt_annotation_get_value (piece->span, attribute) : NULL;
      if (value != NULL)
        vbt_webanno_append_escaped (out, value);
      else
        g_string_append_c (out, '*');
      append_number (out, piece);
    }
  g_string_append (out, out->len == start ? "_\t" : "\t");
}

/* (transfer container): what a piece's span is related to in a slot. */
static GPtrArray *
find_targets (const Writer *self, const Piece *piece, Slot slot)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (self->document, piece->span->id);
  GPtrArray *targets = g_ptr_array_new ();

  for (guint i = 0; i < relations->len && piece->fragment == 0; i++)
    {
      const VbtAnnotation *relation = relations->pdata[i];
      Piece *target = g_hash_table_lookup (self->firsts, &relation->to);

      if (relation->from == piece->span->id && relation->label == slot.relation && target != NULL
          && target->span->label == slot.target)
        g_ptr_array_add (targets, target);
    }
  return targets;
}

/* The roles, and the column of their targets behind it. */
static void
append_slot (const Writer *self, GString *out, const Row *row, const Layer *layer, Slot slot)
{
  const char *name = vbt_schema_get_label (self->catalog->schema, slot.relation)->name;
  g_autoptr (GString) targets = g_string_new (NULL);
  gsize start = out->len;

  for (guint i = 0; i < count (row->pieces); i++)
    {
      const Piece *piece = row->pieces->pdata[i];
      g_autoptr (GPtrArray) found = NULL;

      if (piece->span->label != layer->label->id)
        continue;
      found = find_targets (self, piece, slot);
      append_separator (out, start);
      append_separator (targets, 0);
      for (guint j = 0; j < found->len; j++)
        {
          const Piece *target = found->pdata[j];

          if (j > 0)
            g_string_append_c (out, ';');
          vbt_webanno_append_escaped (out, name);
          if (j > 0)
            g_string_append_c (targets, ';');
          append_key (targets, target->first);
          append_number (targets, target);
        }
      if (found->len == 0)
        {
          g_string_append_c (out, '*');
          g_string_append_c (targets, '*');
        }
      append_number (out, piece);
    }
  g_string_append_printf (out, "%s\t%s\t", out->len == start ? "_" : "",
                          targets->len > 0 ? targets->str : "_");
}

/* "1-2", "3-9" and the form. */
static void
append_head (Writer *self, GString *out, const Row *row)
{
  const VbtText *text = self->document->text;
  VbtTextPlace *place = &self->place;
  gsize first;

  append_key (out, row);
  g_string_append_c (out, '\t');
  vbt_text_move_to (text, place, row->range.start);
  first = place->byte;
  vbt_append_number (out, place->utf16);
  g_string_append_c (out, '-');
  vbt_text_move_to (text, place, row->range.end);
  vbt_append_number (out, place->utf16);
  g_string_append_c (out, '\t');
  vbt_webanno_append_text (out, vbt_text_get_utf8 (text) + first, place->byte - first);
}

static void
append_row (Writer *self, GString *out, const Row *row)
{
  append_head (self, out, row);
  g_string_append_c (out, '\t');
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = self->layers->pdata[i];

      if (layer->label->attributes->len == 0 && layer->slots->len == 0)
        append_feature (out, row, layer, 0);
      for (guint j = 0; j < layer->label->attributes->len; j++)
        append_feature (out, row, layer, ((VbtAttribute *)layer->label->attributes->pdata[j])->id);
      for (guint j = 0; j < layer->slots->len; j++)
        append_slot (self, out, row, layer, g_array_index (layer->slots, Slot, j));
    }
  g_string_append_c (out, '\n');
}

/* From the first token of a sentence to the last one, or to where the sentence ends. */
static VbtRange
get_sentence (const Writer *self, guint token, guint sentence)
{
  const GArray *tokens = self->view.tokens;
  VbtRange range = g_array_index (tokens, VbtRange, token);
  guint next = sentence;
  guint i = token + 1;

  while (i < tokens->len && !vbt_token_view_begins_sentence (&self->view, i, &next))
    i++;
  range.end = g_array_index (tokens, VbtRange, i - 1).end;
  if (sentence > 0 && sentence <= self->view.sentences->len)
    {
      VbtRange own = g_array_index (self->view.sentences, VbtRange, sentence - 1);
      VbtOffset limit = i < tokens->len ? g_array_index (tokens, VbtRange, i).start
                                        : vbt_text_get_length (self->document->text);

      range.end = MAX (range.end, MIN (own.end, limit));
    }
  return range;
}

static void
spill (const Writer *self, GString *out)
{
  if (self->output != NULL)
    vbt_output_spill (self->output, out);
  else
    g_string_truncate (out, 0);
}

/* Appends the sentences, and makes the text that a reader makes of them. */
static void
append_sentences (Writer *self, GString *out, GString *rebuilt)
{
  guint sentence = 0;
  VbtOffset end = 0;

  for (guint i = 0; i < self->view.tokens->len; i++)
    {
      if (vbt_token_view_begins_sentence (&self->view, i, &sentence))
        {
          VbtRange range = get_sentence (self, i, sentence);
          g_autofree char *text = vbt_text_slice (self->document->text, range.start, range.end);

          for (VbtOffset at = end; at < range.start; at++)
            g_string_append_c (rebuilt, at == end && at > 0 ? '\n' : ' ');
          g_string_append (rebuilt, text);
          end = range.end;
          g_string_append (out, i > 0 ? "\n#Text=" : "#Text=");
          vbt_webanno_append_text (out, text, strlen (text));
          g_string_append_c (out, '\n');
        }
      append_row (self, out, &self->rows[i]);
      for (guint j = 0; j < count (self->rows[i].parts); j++)
        append_row (self, out, self->rows[i].parts->pdata[j]);
      spill (self, out);
    }
}

gboolean
vbt_webanno_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                   GError **error)
{
  g_autofree char *prefix = vbt_output_get_dialect (output, "prefix");
  g_autofree char *name = vbt_output_unique_name (output, document->name, "tsv");
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) rebuilt = g_string_new (NULL);
  Writer self = { .output = output, .catalog = catalog, .document = document, .prefix = prefix };

  if (!vbt_output_begin_file (output, name, error))
    return FALSE;
  writer_init (&self);
  append_header (&self, out);
  append_sentences (&self, out, rebuilt);
  writer_clear (&self);
  return vbt_output_write (output, out->str, (gssize)out->len, error)
         && vbt_output_end_file (output, error);
}

static void
count_names (const Writer *self)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      const VbtLabel *label = ((Layer *)self->layers->pdata[i])->label;

      if (strpbrk (label->name, "|\t\r\n") != NULL)
        lose (self, _ ("Names with “|” get underscores"), NULL);
      for (guint j = 0; j < label->attributes->len; j++)
        if (((VbtAttribute *)label->attributes->pdata[j])->kind != VBT_ATTRIBUTE_TEXT)
          lose (self, _ ("Attributes become plain text"), NULL);
    }
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *relation = self->document->annotations->pdata[i];

      if (relation->kind == VBT_KIND_RELATION
          && (relation->values->len > 0 || relation->note != NULL))
        lose (self, _ ("Notes and attributes of relations are left out"), relation);
    }
}

void
vbt_webanno_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) rebuilt = g_string_new (NULL);
  Writer self = { .catalog = catalog, .document = document, .losses = losses };

  writer_init (&self);
  append_sentences (&self, out, rebuilt);
  if (!g_str_equal (rebuilt->str, vbt_text_get_utf8 (document->text)))
    vbt_losses_add (losses, _ ("Text between sentences becomes a line end and spaces"), document,
                    NULL);
  count_names (&self);
  writer_clear (&self);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_VALUES | VBT_HOLDS_TOKENS | VBT_HOLDS_NAMES);
}

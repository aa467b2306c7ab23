/* vbt-format-webanno-write.c: writes WebAnno TSV 3.3, one file a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-append.h"
#include "formats/vbt-format-webanno.h"
#include "formats/vbt-webanno-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/** Slot: relations of one label to spans of one label. */
typedef struct
{
  VbtId relation, target;
} Slot;

/** Layer: the columns of one label. */
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
  VbtWebannoRows rows;
  VbtTextPlace place; /* where it writes */
  GPtrArray *layers;  /* of Layer */
  VbtOutput *output;
} Writer;

static void
layer_free (gpointer data)
{
  g_array_unref (((Layer *)data)->slots);
  g_free (data);
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
  const VbtWebannoPiece *from = vbt_webanno_rows_get_first (&self->rows, relation->from);
  const VbtWebannoPiece *to = vbt_webanno_rows_get_first (&self->rows, relation->to);
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

static void
writer_init (Writer *self, VbtLosses *losses)
{
  vbt_webanno_rows_init (&self->rows, self->document, losses);
  self->layers = g_ptr_array_new_with_free_func (layer_free);
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *span = self->document->annotations->pdata[i];

      if (span->kind == VBT_KIND_SPAN)
        add_layer (self, span);
    }
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *relation = self->document->annotations->pdata[i];

      if (relation->kind == VBT_KIND_RELATION)
        add_slot (self, relation);
    }
}

static void
writer_clear (Writer *self)
{
  vbt_webanno_rows_clear (&self->rows);
  g_ptr_array_unref (self->layers);
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
append_key (GString *out, const VbtWebannoRow *row)
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
append_number (GString *out, const VbtWebannoPiece *piece)
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
append_feature (GString *out, const GPtrArray *pieces, const Layer *layer, VbtId attribute)
{
  gsize start = out->len;

  for (guint i = 0; i < pieces->len; i++)
    {
      const VbtWebannoPiece *piece = pieces->pdata[i];
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
find_targets (const Writer *self, const VbtWebannoPiece *piece, Slot slot)
{
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (self->document, piece->span->id);
  GPtrArray *targets = g_ptr_array_new ();

  for (guint i = 0; i < relations->len && piece->fragment == 0; i++)
    {
      const VbtAnnotation *relation = relations->pdata[i];
      const VbtWebannoPiece *target = vbt_webanno_rows_get_first (&self->rows, relation->to);

      if (relation->from == piece->span->id && relation->label == slot.relation && target != NULL
          && target->span->label == slot.target)
        g_ptr_array_add (targets, (gpointer)target);
    }
  return targets;
}

/* The roles, and the column of their targets behind it. */
static void
append_slot (const Writer *self, GString *out, const GPtrArray *pieces, const Layer *layer,
             Slot slot)
{
  const char *name = vbt_schema_get_label (self->catalog->schema, slot.relation)->name;
  g_autoptr (GString) targets = g_string_new (NULL);
  gsize start = out->len;

  for (guint i = 0; i < pieces->len; i++)
    {
      const VbtWebannoPiece *piece = pieces->pdata[i];
      g_autoptr (GPtrArray) found = NULL;

      if (piece->span->label != layer->label->id)
        continue;
      found = find_targets (self, piece, slot);
      append_separator (out, start);
      append_separator (targets, 0);
      for (guint j = 0; j < found->len; j++)
        {
          const VbtWebannoPiece *target = found->pdata[j];

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
append_head (Writer *self, GString *out, const VbtWebannoRow *row)
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
append_row (Writer *self, GString *out, const VbtWebannoRow *token, const VbtWebannoRow *row)
{
  const GPtrArray *pieces = vbt_webanno_rows_find_pieces (&self->rows, token, row);

  append_head (self, out, row);
  g_string_append_c (out, '\t');
  for (guint i = 0; i < self->layers->len; i++)
    {
      const Layer *layer = self->layers->pdata[i];

      if (layer->label->attributes->len == 0 && layer->slots->len == 0)
        append_feature (out, pieces, layer, 0);
      for (guint j = 0; j < layer->label->attributes->len; j++)
        append_feature (out, pieces, layer,
                        ((VbtAttribute *)layer->label->attributes->pdata[j])->id);
      for (guint j = 0; j < layer->slots->len; j++)
        append_slot (self, out, pieces, layer, g_array_index (layer->slots, Slot, j));
    }
  g_string_append_c (out, '\n');
}

/* From the first token of a sentence to the last one, or to where the sentence ends. */
static VbtRange
get_sentence (const Writer *self, guint token, guint sentence)
{
  const GArray *tokens = self->rows.view.tokens;
  VbtRange range = g_array_index (tokens, VbtRange, token);
  guint next = sentence;
  guint i = token + 1;

  while (i < tokens->len && !vbt_token_view_begins_sentence (&self->rows.view, i, &next))
    i++;
  range.end = g_array_index (tokens, VbtRange, i - 1).end;
  if (sentence > 0 && sentence <= self->rows.view.sentences->len)
    {
      VbtRange own = g_array_index (self->rows.view.sentences, VbtRange, sentence - 1);
      VbtOffset limit = i < tokens->len ? g_array_index (tokens, VbtRange, i).start
                                        : vbt_text_get_length (self->document->text);

      range.end = MAX (range.end, MIN (own.end, limit));
    }
  return range;
}

static void
append_rows (Writer *self, GString *out, guint i)
{
  const VbtWebannoRow *token = &self->rows.tokens[i];

  vbt_webanno_rows_move_to (&self->rows, i);
  append_row (self, out, token, token);
  for (guint j = 0; j < vbt_webanno_row_count_parts (token); j++)
    append_row (self, out, token, &g_array_index (token->parts, VbtWebannoRow, j));
  vbt_output_spill (self->output, out);
}

/* (transfer full): the text that a reader makes of the sentences. */
static char *
rebuild_text (const Writer *self)
{
  GString *rebuilt = g_string_new (NULL);
  guint sentence = 0;
  VbtOffset end = 0;

  for (guint i = 0; i < self->rows.view.tokens->len; i++)
    if (vbt_token_view_begins_sentence (&self->rows.view, i, &sentence))
      {
        VbtRange range = get_sentence (self, i, sentence);
        g_autofree char *text = vbt_text_slice (self->document->text, range.start, range.end);

        for (VbtOffset at = end; at < range.start; at++)
          g_string_append_c (rebuilt, at == end && at > 0 ? '\n' : ' ');
        g_string_append (rebuilt, text);
        end = range.end;
      }
  return g_string_free (rebuilt, FALSE);
}

static void
append_sentences (Writer *self, GString *out)
{
  guint sentence = 0;

  for (guint i = 0; i < self->rows.view.tokens->len; i++)
    {
      if (vbt_token_view_begins_sentence (&self->rows.view, i, &sentence))
        {
          VbtRange range = get_sentence (self, i, sentence);
          g_autofree char *text = vbt_text_slice (self->document->text, range.start, range.end);

          g_string_append (out, i > 0 ? "\n#Text=" : "#Text=");
          vbt_webanno_append_text (out, text, strlen (text));
          g_string_append_c (out, '\n');
        }
      append_rows (self, out, i);
    }
}

gboolean
vbt_webanno_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
                   GError **error)
{
  g_autofree char *prefix = vbt_output_get_dialect (output, "prefix");
  g_autofree char *name = vbt_output_unique_name (output, document->name, "tsv");
  g_autoptr (GString) out = g_string_new (NULL);
  Writer self = { .output = output, .catalog = catalog, .document = document, .prefix = prefix };

  if (!vbt_output_begin_file (output, name, error))
    return FALSE;
  writer_init (&self, NULL);
  append_header (&self, out);
  append_sentences (&self, out);
  writer_clear (&self);
  return vbt_output_write (output, out->str, (gssize)out->len, error)
         && vbt_output_end_file (output, error);
}

static void
count_names (const Writer *self, VbtLosses *losses)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      const VbtLabel *label = ((Layer *)self->layers->pdata[i])->label;

      if (strpbrk (label->name, "|\t\r\n") != NULL)
        vbt_losses_add (losses, _ ("Names with “|” get underscores"), self->document, NULL);
      for (guint j = 0; j < label->attributes->len; j++)
        if (((VbtAttribute *)label->attributes->pdata[j])->kind != VBT_ATTRIBUTE_TEXT)
          vbt_losses_add (losses, _ ("Attributes become plain text"), self->document, NULL);
    }
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *relation = self->document->annotations->pdata[i];

      if (relation->kind == VBT_KIND_RELATION
          && (relation->values->len > 0 || relation->note != NULL))
        vbt_losses_add (losses, _ ("Notes and attributes of relations are left out"),
                        self->document, relation);
    }
}

void
vbt_webanno_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  g_autofree char *rebuilt = NULL;
  Writer self = { .catalog = catalog, .document = document };

  writer_init (&self, losses);
  rebuilt = rebuild_text (&self);
  if (!g_str_equal (rebuilt, vbt_text_get_utf8 (document->text)))
    vbt_losses_add (losses, _ ("Text between sentences becomes a line end and spaces"), document,
                    NULL);
  count_names (&self, losses);
  writer_clear (&self);
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_VALUES | VBT_HOLDS_TOKENS | VBT_HOLDS_NAMES);
}

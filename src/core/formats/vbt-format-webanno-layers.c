/* vbt-format-webanno-layers.c: makes annotations of the columns of WebAnno TSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-webanno.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  VbtDraft *draft;
  const GPtrArray *layers, *units;
  GHashTable *spans;     /* "layer\tunit\tid" and "layer\t\tid" to VbtDraftSpan */
  GArray *values;        /* of Value: to be set when the spans are there */
  GStringChunk *strings; /* of them */
} Annotator;

/* A feature of a span, or of a relation. */
typedef struct
{
  VbtDraftSpan *span;
  const WebannoLayer *layer;
  const char *feature, *value;
} Value;

static const char *
get_cell (const WebannoUnit *unit, const WebannoLayer *layer, guint column)
{
  return unit->cells[layer->first + column];
}

static gboolean
is_empty (const WebannoUnit *unit, const WebannoLayer *layer, guint column)
{
  const char *cell = get_cell (unit, layer, column);

  return cell[0] == '_' && cell[1] == '\0';
}

static gboolean
is_slot (const WebannoLayer *layer, guint column)
{
  return column < layer->n_parts && g_str_has_prefix (layer->parts[column], "ROLE_");
}

/* (transfer full): how a span of a layer is found: by a unit of it and its id. */
static char *
make_key (const char *layer, const char *unit, const char *id)
{
  return g_strconcat (layer, "\t", unit, "\t", id != NULL ? id : "0", NULL);
}

/* The items of a cell; that brackets are not where they should be is reported. */
static GPtrArray *
parse_cell (Annotator *self, const char *cell, char separator)
{
  gboolean is_odd = FALSE;
  GPtrArray *items = vbt_webanno_parse_cell (cell, separator, &is_odd);

  if (is_odd)
    vbt_draft_problem (self->draft,
                       _ ("“%.40s” has brackets without a number between 1 and 999999999: it was "
                          "taken as it is"),
                       cell);
  return items;
}

/* The span of a layer at a unit: a new one, or one that began in an earlier row. */
static VbtDraftSpan *
ensure_span (Annotator *self, const WebannoLayer *layer, const WebannoUnit *unit, const char *id,
             guint index)
{
  /* Without a number it is in one row only, and its place among those that are stacked tells it. */
  g_autofree char *own = id == NULL && index > 0 ? g_strdup_printf ("0.%u", index) : g_strdup (id);
  g_autofree char *whole = make_key (layer->name, "", id);
  char *key = make_key (layer->name, unit->key, own);
  VbtDraftSpan *span = g_hash_table_lookup (self->spans, id != NULL ? whole : key);

  if (span == NULL)
    {
      g_autofree char *what = g_strdup_printf (_ ("Token %s"), unit->key);

      span = vbt_draft_add_span (self->draft, what, layer->name, (VbtOffset)unit->start,
                                 (VbtOffset)unit->end);
      /* It stands for many, which need not be found again. */
      if (span == self->draft->surplus)
        {
          g_free (key);
          return span;
        }
      if (id != NULL)
        g_hash_table_insert (self->spans, g_steal_pointer (&whole), span);
    }
  else
    {
      VbtRange *range = &g_array_index (span->parent.ranges, VbtRange, 0);

      range->start = MIN (range->start, (VbtOffset)unit->start);
      range->end = MAX (range->end, (VbtOffset)unit->end);
    }
  if (g_hash_table_contains (self->spans, key))
    g_free (key);
  else
    g_hash_table_insert (self->spans, key, span);
  return span;
}

static void
note_value (Annotator *self, VbtDraftSpan *span, const WebannoLayer *layer, const char *feature,
            const char *value)
{
  Value item = { span, layer, feature, NULL };

  if (value == NULL || feature[0] == '\0' || span == self->draft->surplus)
    return;
  item.value = g_string_chunk_insert (self->strings, value);
  g_array_append_val (self->values, item);
}

/* One column of a layer at a unit: what is stacked there. */
static void
read_span_cell (Annotator *self, const WebannoLayer *layer, const WebannoUnit *unit, guint column)
{
  const char *feature = column < layer->n_parts ? layer->parts[column] : "";
  g_autoptr (GPtrArray) items = NULL;

  items = parse_cell (self, get_cell (unit, layer, column), '|');
  for (guint i = 0; i < items->len; i++)
    {
      const WebannoItem *item = items->pdata[i];
      gboolean empty = item->value != NULL && item->value[0] == '\0' && item->id == NULL;

      if (!empty)
        note_value (self, ensure_span (self, layer, unit, item->id, i), layer, feature,
                    item->value);
    }
}

static void
read_spans (Annotator *self, const WebannoLayer *layer)
{
  for (guint i = 0; i < self->units->len; i++)
    {
      const WebannoUnit *unit = self->units->pdata[i];

      self->draft->line = unit->line;
      for (guint column = 0; column < layer->n_columns; column++)
        {
          gboolean target;

          if (is_empty (unit, layer, column))
            continue;
          target = column > 0 && is_slot (layer, column - 1);
          if (is_slot (layer, column) && column + 1 < layer->n_parts)
            {
              g_autoptr (GPtrArray) items = parse_cell (self, get_cell (unit, layer, column), '|');

              for (guint j = 0; j < items->len; j++)
                ensure_span (self, layer, unit, ((WebannoItem *)items->pdata[j])->id, j);
            }
          else if (!target && !is_slot (layer, column))
            read_span_cell (self, layer, unit, column);
        }
    }
}

/* "*->1-2": chain 1, link 2; all links of a chain refer to one entity. */
static void
read_chain (Annotator *self, const WebannoLayer *layer)
{
  for (guint i = 0; i < self->units->len; i++)
    {
      const WebannoUnit *unit = self->units->pdata[i];
      g_autoptr (GPtrArray) links = NULL;
      g_autoptr (GPtrArray) types = NULL;

      if (is_empty (unit, layer, 0))
        continue;
      self->draft->line = unit->line;
      links = parse_cell (self, get_cell (unit, layer, 0), '|');
      types = parse_cell (self, get_cell (unit, layer, 1), '|');
      for (guint j = 0; j < links->len; j++)
        {
          const WebannoItem *link = links->pdata[j];
          const WebannoItem *type = j < types->len ? types->pdata[j] : NULL;
          const char *arrow = link->value != NULL ? strstr (link->value, "->") : NULL;
          VbtDraftSpan *span;

          if (arrow == NULL)
            continue;
          span = ensure_span (self, layer, unit, arrow + 2, j);
          if (span->key == NULL)
            span->key = g_strdup_printf ("%s\t%.*s", layer->name, (int)strcspn (arrow + 2, "-"),
                                         arrow + 2);
          if (type != NULL)
            note_value (self, span, layer, "referenceType", type->value);
        }
    }
}

static void
set_values (Annotator *self)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = &g_array_index (self->values, Value, i);
      VbtLabel *label = vbt_names_get_label (self->draft->names, VBT_KIND_SPAN, value->layer->name);
      const VbtAttribute *attribute
          = label != NULL ? vbt_names_get_attribute (self->draft->names, label, VBT_ATTRIBUTE_TEXT,
                                                     value->feature)
                          : NULL;

      if (attribute != NULL && value->span->annotation != NULL)
        vbt_annotation_set_value (value->span->annotation, attribute->id, value->value);
    }
}

/* Spans with one key, which only chains have here, are mentions of one entity. */
static void
link_chains (Annotator *self)
{
  g_autoptr (GHashTable) chains = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->draft->spans->len; i++)
    {
      const VbtDraftSpan *span = self->draft->spans->pdata[i];
      VbtEntity *entity;

      if (span->key == NULL || span->annotation == NULL)
        continue;
      entity = g_hash_table_lookup (chains, span->key);
      if (entity == NULL)
        {
          g_autofree char *name
              = vbt_document_get_covered_text (self->draft->document, span->annotation);

          entity = vbt_entity_new (VBT_ENTITY_OTHER, name);
          vbt_catalog_take_entity (self->draft->sink->catalog, entity);
          g_hash_table_insert (chains, span->key, entity);
        }
      vbt_annotation_add_entity (span->annotation, entity->id);
    }
}

/* (nullable): the annotation at a unit with an id; what is not there is reported. */
static const VbtAnnotation *
find (Annotator *self, const char *layer, const char *unit, const char *id, const char *what)
{
  g_autofree char *key = make_key (layer, unit, id != NULL && !g_str_equal (id, "0") ? id : NULL);
  const VbtDraftSpan *span = g_hash_table_lookup (self->spans, key);

  if (span == NULL)
    vbt_draft_problem (self->draft, _ ("%s was left out: there is no %s at %.20s"), what, layer,
                       unit);
  return span != NULL ? span->annotation : NULL;
}

/* (transfer full): what is stacked in a cell, with its escapes. */
static char **
split_stacked (const char *cell)
{
  GPtrArray *parts = g_ptr_array_new ();
  const char *start = cell;

  for (const char *c = cell;; c++)
    {
      if (*c == '\\' && c[1] != '\0')
        c++;
      else if (*c == '|' || *c == '\0')
        {
          g_ptr_array_add (parts, g_strndup (start, (gsize)(c - start)));
          start = c + 1;
        }
      if (*c == '\0')
        break;
    }
  g_ptr_array_add (parts, NULL);
  return (char **)g_ptr_array_free (parts, FALSE);
}

/* The slots of a span are in each of its rows: the first one counts. */
static gboolean
is_first_unit (Annotator *self, const WebannoLayer *layer, const WebannoUnit *unit, const char *id)
{
  g_autofree char *key = make_key (layer->name, unit->key, id);
  const VbtDraftSpan *span = g_hash_table_lookup (self->spans, key);

  return span == NULL
         || g_array_index (span->parent.ranges, VbtRange, 0).start == (VbtOffset)unit->start;
}

/* "p1;p2" and "1-2;2-3[4]": relations whose labels are the roles. */
static void
read_slots (Annotator *self, const WebannoLayer *layer, const WebannoUnit *unit, guint column)
{
  g_autoptr (GPtrArray) hosts = parse_cell (self, get_cell (unit, layer, column), '|');
  g_auto (GStrv) targets = split_stacked (get_cell (unit, layer, column + 1));
  g_auto (GStrv) roles = split_stacked (get_cell (unit, layer, column));
  guint n_targets = g_strv_length (targets);

  for (guint i = 0; i < hosts->len && i < n_targets && i < g_strv_length (roles); i++)
    {
      const WebannoItem *host = hosts->pdata[i];
      g_autoptr (GPtrArray) role_items = parse_cell (self, roles[i], ';');
      g_autoptr (GPtrArray) target_items = parse_cell (self, targets[i], ';');
      const VbtAnnotation *from = is_first_unit (self, layer, unit, host->id)
                                      ? find (self, layer->name, unit->key, host->id, "slot")
                                      : NULL;

      for (guint j = 0; from != NULL && j < target_items->len; j++)
        {
          const WebannoItem *target = target_items->pdata[j];
          const WebannoItem *role = j < role_items->len ? role_items->pdata[j] : NULL;
          const char *label = role != NULL && role->value != NULL ? role->value : "link";

          if (target->value == NULL)
            continue;
          vbt_draft_relate (
              self->draft, "slot", label, from,
              find (self, layer->parts[column + 1], target->value, target->id, "slot"));
        }
    }
}

static void
set_relation_values (Annotator *self, const WebannoLayer *layer, const WebannoUnit *unit,
                     guint index)
{
  VbtAnnotation *relation
      = self->draft->document->annotations->pdata[self->draft->document->annotations->len - 1];
  VbtLabel *label = vbt_names_get_label (self->draft->names, VBT_KIND_RELATION, layer->name);

  for (guint column = 0; column + 1 < layer->n_columns; column++)
    {
      g_autoptr (GPtrArray) items = parse_cell (self, get_cell (unit, layer, column), '|');
      const WebannoItem *item = index < items->len ? items->pdata[index] : NULL;
      const VbtAttribute *attribute
          = item != NULL && item->value != NULL && layer->parts[column][0] != '\0'
                ? vbt_names_get_attribute (self->draft->names, label, VBT_ATTRIBUTE_TEXT,
                                           layer->parts[column])
                : NULL;

      if (attribute != NULL)
        vbt_annotation_set_value (relation, attribute->id, item->value);
    }
}

/* "3-1[10_1]": from annotation 10 at 3-1 to annotation 1 here; 0 is one without a number. */
static void
read_relations (Annotator *self, const WebannoLayer *layer, const WebannoUnit *unit)
{
  g_autoptr (GPtrArray) items
      = parse_cell (self, get_cell (unit, layer, layer->n_columns - 1), '|');

  for (guint i = 0; i < items->len && layer->base != NULL; i++)
    {
      const WebannoItem *item = items->pdata[i];
      g_auto (GStrv) ids = g_strsplit (item->id != NULL ? item->id : "0_0", "_", 2);
      const VbtAnnotation *from, *to;
      guint n_before = self->draft->document->annotations->len;

      if (item->value == NULL || ids[0] == NULL || ids[1] == NULL)
        continue;
      from = find (self, layer->base, item->value, ids[0], layer->name);
      to = from != NULL ? find (self, layer->base, unit->key, ids[1], layer->name) : NULL;
      vbt_draft_relate (self->draft, layer->name, layer->name, from, to);
      if (self->draft->document->annotations->len > n_before)
        set_relation_values (self, layer, unit, i);
    }
}

static void
read_links (Annotator *self, const WebannoLayer *layer)
{
  for (guint i = 0; i < self->units->len; i++)
    {
      const WebannoUnit *unit = self->units->pdata[i];

      self->draft->line = unit->line;
      if (layer->kind == 'R' && !is_empty (unit, layer, layer->n_columns - 1))
        read_relations (self, layer, unit);
      for (guint column = 0; layer->kind == 'S' && column + 1 < layer->n_parts; column++)
        if (!is_empty (unit, layer, column) && is_slot (layer, column))
          read_slots (self, layer, unit, column);
    }
}

/* Makes the annotations of a document of all layers: first the spans, then what is between them. */
void
vbt_webanno_annotate (VbtDraft *draft, const GPtrArray *layers, const GPtrArray *units,
                      const VbtText *text)
{
  g_autoptr (GHashTable) spans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (Value));
  GStringChunk *strings = g_string_chunk_new (4096);
  Annotator self = { draft, layers, units, spans, values, strings };

  for (guint i = 0; i < layers->len; i++)
    {
      const WebannoLayer *layer = layers->pdata[i];

      if (layer->kind == 'S')
        read_spans (&self, layer);
      else if (layer->kind == 'C')
        read_chain (&self, layer);
    }
  draft->line = 0;
  vbt_draft_settle (draft);
  set_values (&self);
  link_chains (&self);
  for (guint i = 0; i < layers->len; i++)
    read_links (&self, layers->pdata[i]);
  g_string_chunk_free (strings);
}

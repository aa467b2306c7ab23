/* vbt-attributions.c: finds attributions by the rules, and writes them down as annotations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-attributions.h"

#include "model/vbt-check.h"

/* What it takes to write the suggestions down. */
typedef struct
{
  VbtReading *reading;
  VbtNameList *names;
  VbtDocument *document;
  VbtCatalog *catalog;
  VbtId annotator;
  VbtAttributionParts parts;
  VbtId quote;
  VbtId cue;
  VbtId speaker;
  VbtId to_cue;
  VbtId to_speaker;
  VbtId type;
  VbtId status;
  VbtId form;
  GHashTable *speakers; /* the words that name one, to its span: one span serves many quotes */
} Writer;

static VbtId
ensure_attribute (VbtLabel *label, const char *name, const char *const *values)
{
  VbtAttribute *attribute = vbt_label_ensure_attribute (label, VBT_ATTRIBUTE_ONE_OF, name);

  for (guint i = 0; values[i] != NULL; i++)
    vbt_attribute_ensure_value (attribute, values[i]);
  return attribute->id;
}

static void
ensure_labels (Writer *self)
{
  static const char *const types[] = { "direct", "indirect", "mixed", NULL };
  static const char *const statuses[] = { "explicit", "implicit", "author", "unknown", NULL };
  static const char *const forms[] = { "name", "nominal", "pronoun", NULL };
  VbtSchema *schema = self->catalog->schema;

  self->quote = vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Quote")->id;
  self->cue = vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Cue")->id;
  self->speaker = vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Speaker")->id;
  self->to_cue = vbt_schema_ensure_label (schema, VBT_KIND_RELATION, "cue")->id;
  self->to_speaker = vbt_schema_ensure_label (schema, VBT_KIND_RELATION, "speaker")->id;
  self->type
      = ensure_attribute (vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Quote"), "type", types);
  self->status = ensure_attribute (vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Quote"),
                                   "speaker_status", statuses);
  self->form = ensure_attribute (vbt_schema_ensure_label (schema, VBT_KIND_SPAN, "Speaker"), "form",
                                 forms);
}

static VbtAnnotation *
add_span (Writer *self, VbtId label, VbtStretch words, const char *rule, double confidence)
{
  VbtAnnotation *span = vbt_annotation_new_span (
      label, self->annotator, vbt_reading_word (self->reading, words.start)->range.start,
      vbt_reading_word (self->reading, words.end - 1)->range.end);

  span->rule = g_strdup (rule);
  span->confidence = confidence;
  vbt_document_take_annotation (self->document, span);
  return span;
}

static void
add_relation (Writer *self, VbtId label, VbtId from, VbtId to, const VbtAttribution *attribution)
{
  VbtAnnotation *relation = vbt_annotation_new_relation (label, self->annotator, from, to);

  relation->rule = g_strdup (attribution->rule);
  relation->confidence = attribution->confidence;
  vbt_document_take_annotation (self->document, relation);
}

static int
compare_stretches (gconstpointer a, gconstpointer b)
{
  guint first = ((const VbtStretch *)a)->start;
  guint second = ((const VbtStretch *)b)->start;

  return first < second ? -1 : first > second;
}

/* Parts that follow each other in one paragraph are one fragment. */
static GArray *
merge_content (const VbtReading *reading, GArray *content)
{
  GArray *merged = g_array_new (FALSE, FALSE, sizeof (VbtStretch));

  g_array_sort (content, compare_stretches);
  for (guint i = 0; i < content->len; i++)
    {
      VbtStretch part = g_array_index (content, VbtStretch, i);
      VbtStretch *last
          = merged->len > 0 ? &g_array_index (merged, VbtStretch, merged->len - 1) : NULL;

      if (last != NULL && last->end == part.start
          && vbt_reading_word (reading, last->end - 1)->paragraph
                 == vbt_reading_word (reading, part.start)->paragraph)
        last->end = part.end;
      else
        g_array_append_val (merged, part);
    }
  return merged;
}

static VbtAnnotation *
add_quote (Writer *self, const VbtAttribution *attribution)
{
  g_autoptr (GArray) content = merge_content (self->reading, attribution->content);
  VbtAnnotation *quote = add_span (self, self->quote, g_array_index (content, VbtStretch, 0),
                                   attribution->rule, attribution->confidence);
  g_autofree char *type = NULL;

  for (guint i = 1; i < content->len; i++)
    {
      VbtStretch part = g_array_index (content, VbtStretch, i);

      vbt_annotation_add_fragment (quote, vbt_reading_word (self->reading, part.start)->range.start,
                                   vbt_reading_word (self->reading, part.end - 1)->range.end);
    }
  /* Of a transcript every word was said, though the mark may stand before the name. */
  type = g_str_equal (attribution->rule, "transcript") ? g_strdup ("direct")
                                                       : vbt_quote_type (self->document, quote);
  if (type != NULL)
    vbt_annotation_set_value (quote, self->type, type);
  vbt_annotation_set_value (quote, self->status,
                            vbt_stretch_is_empty (attribution->speaker) ? "unknown" : "explicit");
  return quote;
}

static const char *
form_of (const Writer *self, VbtStretch words)
{
  if (words.end - words.start == 1
      && vbt_reading_is (self->reading, words.start, VBT_CLASS (PERSONAL) | VBT_CLASS (WH)))
    return "pronoun";
  return vbt_name_list_head (self->names, words) != NULL ? "name" : "nominal";
}

static VbtAnnotation *
ensure_speaker (Writer *self, const VbtAttribution *attribution)
{
  gpointer key = GUINT_TO_POINTER (attribution->speaker.start + 1);
  VbtAnnotation *span = g_hash_table_lookup (self->speakers, key);
  const VbtName *name;
  double confidence = attribution->confidence;

  if (span != NULL)
    return span;
  name = vbt_name_list_resolve (self->names, attribution->speaker, &confidence);
  span = add_span (self, self->speaker, attribution->speaker, attribution->rule, confidence);
  vbt_annotation_set_value (span, self->form, form_of (self, attribution->speaker));
  if (name != NULL)
    vbt_annotation_add_entity (
        span, vbt_catalog_ensure_entity (self->catalog, name->kind, name->canonical)->id);
  g_hash_table_insert (self->speakers, key, span);
  return span;
}

static void
write_attribution (Writer *self, const VbtAttribution *attribution)
{
  const VbtAnnotation *quote;

  if (attribution->content->len == 0)
    return;
  quote = add_quote (self, attribution);
  if (!vbt_stretch_is_empty (attribution->cue) && (self->parts & VBT_ATTRIBUTION_CUES) != 0)
    add_relation (
        self, self->to_cue, quote->id,
        add_span (self, self->cue, attribution->cue, attribution->rule, attribution->confidence)
            ->id,
        attribution);
  if (!vbt_stretch_is_empty (attribution->speaker) && (self->parts & VBT_ATTRIBUTION_SPEAKERS) != 0)
    add_relation (self, self->to_speaker, quote->id, ensure_speaker (self, attribution)->id,
                  attribution);
}

/**
 * vbt_attributions_find:
 * @reading: a reading without attributions yet
 * @wide: whether attitudes and intentions are attributions, too
 * @cancellable: (nullable)
 * @error: return location for an error
 *
 * Finds who said what by the rules, one sieve behind the other.
 *
 * Returns: FALSE when it was cancelled
 */
gboolean
vbt_attributions_find (VbtReading *reading, gboolean wide, GCancellable *cancellable,
                       GError **error)
{
  static void (*const sieves[]) (VbtReading *)
      = { vbt_sieve_according, vbt_sieve_colons,    vbt_sieve_languages,
          vbt_sieve_verbs,     vbt_sieve_attitudes, vbt_sieve_quotations };

  reading->wide = wide;
  for (guint i = 0; i < G_N_ELEMENTS (sieves); i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      sieves[i](reading);
    }
  return TRUE;
}

/**
 * vbt_attributions_write:
 * @attributions: (element-type VbtAttribution): who said what
 * @names: the names of the document
 * @run: the document, and by whom the annotations are
 * @parts: which spans are written beside the quotes
 *
 * Adds quotes, cues, speakers and their relations to the document.
 */
void
vbt_attributions_write (const GPtrArray *attributions, VbtNameList *names, const VbtTaggerRun *run,
                        VbtAttributionParts parts)
{
  g_autoptr (GHashTable) speakers = g_hash_table_new (NULL, NULL);
  Writer writer = { .reading = names->reading,
                    .names = names,
                    .document = run->document,
                    .catalog = run->catalog,
                    .annotator = run->annotator,
                    .parts = parts,
                    .speakers = speakers };

  ensure_labels (&writer);
  for (guint i = 0; i < attributions->len; i++)
    write_attribution (&writer, g_ptr_array_index (attributions, i));
}

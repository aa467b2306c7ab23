/* vbt-format-csv-attributions.c: tables of attributions are read: one quote a row, with its cue and speakers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-csv-annotations.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/vbt-append.h"

/* One speaker may have said several quotes: the span stands in the rows of all of them, and is made once. */

static const char *const names[VBT_CSV_N_COLUMNS][VBT_CSV_MAX_NAMES] = {
  [VBT_CSV_DOCUMENT] = { "document", NULL },
  [VBT_CSV_START] = { "start", NULL },
  [VBT_CSV_END] = { "end", NULL },
  [VBT_CSV_TEXT] = { "quote", NULL },
  [VBT_CSV_FRAGMENTS] = { "quote_offsets", NULL },
  [VBT_CSV_ATTRIBUTES] = { "attributes", NULL },
  [VBT_CSV_NOTE] = { "note", NULL },
  [VBT_CSV_CONFIDENCE] = { "confidence", NULL },
  [VBT_CSV_ANNOTATOR] = { "annotator", NULL },
  [VBT_CSV_ORIGIN] = { "origin", NULL },
  [VBT_CSV_STATUS] = { "status", NULL },
  [VBT_CSV_ENTITY] = { "entity", NULL },
  [VBT_CSV_ENTITY_KIND] = { "entity_kind", NULL },
  [VBT_CSV_ENTITY_ID] = { "entity_id", NULL },
  [VBT_CSV_ROLE] = { "role", NULL },
  [VBT_CSV_AFFILIATION] = { "affiliation", NULL },
  [VBT_CSV_GENDER] = { "gender", NULL },
  [VBT_CSV_CUE] = { "cue", NULL },
  [VBT_CSV_SPEAKER] = { "speaker", NULL },
  [VBT_CSV_ADDRESSEE] = { "addressee", NULL },
  [VBT_CSV_CUE_OFFSETS] = { "cue_offsets", NULL },
  [VBT_CSV_SPEAKER_OFFSETS] = { "speaker_offsets", NULL },
  [VBT_CSV_ADDRESSEE_OFFSETS] = { "addressee_offsets", NULL },
};

static const VbtCsvColumn needed[]
    = { VBT_CSV_DOCUMENT,        VBT_CSV_TEXT,     VBT_CSV_START, VBT_CSV_END, VBT_CSV_SPEAKER,
        VBT_CSV_SPEAKER_OFFSETS, VBT_CSV_N_COLUMNS };

/** Part: what a quote is related to. */
typedef struct
{
  VbtCsvColumn text, offsets;
  const char *label, *relation;
} Part;

static const Part parts[] = {
  { VBT_CSV_CUE, VBT_CSV_CUE_OFFSETS, VBT_LABEL_CUE, VBT_RELATION_CUE },
  { VBT_CSV_SPEAKER, VBT_CSV_SPEAKER_OFFSETS, VBT_LABEL_SPEAKER, VBT_RELATION_SPEAKER },
  { VBT_CSV_ADDRESSEE, VBT_CSV_ADDRESSEE_OFFSETS, VBT_LABEL_SPEAKER, VBT_RELATION_ADDRESSEE },
};

/** Link: a relation, once its spans are made. */
typedef struct
{
  const VbtDraftSpan *from, *to;
  const char *label;
} Link;

typedef struct
{
  VbtCsvAnnotations parent;
  GHashTable *spans;  /* of the document: label, offsets and annotator to VbtDraftSpan */
  GArray *links;      /* of Link */
  GPtrArray *related; /* of VbtDraftSpan: to what the quote of the record is related */
  GString *key;       /* of the span that is looked for */
} AttributionsReader;

/* (nullable): NULL where there are too many */
static VbtDraftSpan *
add_place (AttributionsReader *self, const Part *part, const VbtDraftSpan *quote,
           const GArray *ranges, const char *covered)
{
  g_autofree char *what = g_strconcat (quote->what, ", ", names[part->offsets][0], NULL);
  VbtDraftSpan *span = vbt_csv_annotations_add_place (&self->parent, what, part->label,
                                                      (const VbtRange *)(gpointer)ranges->data,
                                                      ranges->len, covered);

  if (span != NULL)
    span->annotator = quote->annotator;
  return span;
}

/* The first record that has the place has told its text, which will be compared with the article's. */
static void
check_covered (AttributionsReader *self, const VbtDraftSpan *span, const char *place,
               const char *covered)
{
  if (covered[0] != '\0' && span->covered != NULL && !g_str_equal (covered, span->covered))
    vbt_draft_problem (&self->parent.draft,
                       _ ("Record %u: at %.40s there is “%.40s”, but in an earlier record “%.40s”"),
                       self->parent.csv.record, place, covered, span->covered);
}

/* (nullable): NULL where there is none; it was reported then. */
static VbtDraftSpan *
ensure_span (AttributionsReader *self, const Part *part, const VbtDraftSpan *quote,
             const char *place, const char *covered)
{
  g_autoptr (GArray) ranges = NULL;
  VbtDraftSpan *span;

  g_string_assign (self->key, part->label);
  g_string_append_c (self->key, ' ');
  g_string_append (self->key, place);
  g_string_append_c (self->key, ' ');
  vbt_append_number (self->key, (guint64)quote->annotator);
  span = g_hash_table_lookup (self->spans, self->key->str);
  if (span != NULL)
    {
      check_covered (self, span, place, covered);
      return span;
    }
  ranges = vbt_csv_parse_fragments (place);
  if (ranges == NULL)
    {
      vbt_draft_problem (&self->parent.draft,
                         _ ("Record %u: “%.40s” in “%s” is no place: it was left out"),
                         self->parent.csv.record, place, names[part->offsets][0]);
      return NULL;
    }
  span = add_place (self, part, quote, ranges, covered);
  if (span != NULL)
    g_hash_table_insert (self->spans, g_strdup (self->key->str), span);
  return span;
}

static void
add_link (AttributionsReader *self, const Part *part, const VbtDraftSpan *quote, const char *place,
          const char *covered, GPtrArray *spans)
{
  VbtDraftSpan *span = ensure_span (self, part, quote, place, covered);
  Link link = { quote, span, part->relation };

  if (span == NULL)
    return;
  g_array_append_val (self->links, link);
  g_ptr_array_add (spans, span);
}

/* Where there are as many texts as places, each is compared. */
static void
add_links (AttributionsReader *self, const Part *part, const VbtDraftSpan *quote,
           const char *offsets, const char *cell, GPtrArray *spans)
{
  g_auto (GStrv) texts = g_strsplit (cell, VBT_CSV_SEPARATOR, -1);
  g_auto (GStrv) places = g_strsplit (offsets, VBT_CSV_SEPARATOR, -1);
  gboolean match = g_strv_length (texts) == g_strv_length (places);

  for (guint i = 0; places[i] != NULL; i++)
    add_link (self, part, quote, places[i], match ? texts[i] : "", spans);
}

/* @spans: gets them */
static void
add_part (AttributionsReader *self, const GPtrArray *cells, const Part *part,
          const VbtDraftSpan *quote, GPtrArray *spans)
{
  const char *cell = vbt_csv_annotations_get (&self->parent, cells, part->text);
  const char *offsets = vbt_csv_annotations_get (&self->parent, cells, part->offsets);

  g_ptr_array_set_size (spans, 0);
  if (offsets[0] == '\0' && cell[0] != '\0')
    vbt_draft_problem (&self->parent.draft,
                       _ ("Record %u: “%.40s” was left out: “%s” does not say where it is"),
                       self->parent.csv.record, cell, names[part->offsets][0]);
  /* The text of the only place may hold the separator. */
  else if (strstr (offsets, VBT_CSV_SEPARATOR) == NULL && offsets[0] != '\0')
    add_link (self, part, quote, offsets, cell, spans);
  else if (offsets[0] != '\0')
    add_links (self, part, quote, offsets, cell, spans);
}

static void
add_row (VbtCsvAnnotations *parent, const GPtrArray *cells)
{
  AttributionsReader *self = (AttributionsReader *)parent;
  const VbtDraftSpan *quote = vbt_csv_annotations_add_span (parent, cells, VBT_LABEL_QUOTE);

  for (guint i = 0; i < G_N_ELEMENTS (parts) && quote != NULL; i++)
    {
      add_part (self, cells, &parts[i], quote, self->related);
      if (parts[i].text == VBT_CSV_SPEAKER)
        vbt_csv_annotations_add_entities (parent, cells, self->related);
    }
}

/* Where one of the two is none, that was reported. */
static void
settle (VbtCsvAnnotations *parent)
{
  AttributionsReader *self = (AttributionsReader *)parent;

  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);

      vbt_draft_relate (&parent->draft, link->from->what, link->label, link->from->annotation,
                        link->to->annotation);
    }
  g_array_set_size (self->links, 0);
  g_hash_table_remove_all (self->spans);
}

static const VbtCsvAnnotationsKind kind = {
  .format = "csv-attributions",
  .names = names,
  .needed = needed,
  .wanted = N_ ("a table of attributions needs “document”, “quote”, “start”, “end”, “speaker” and "
                "“speaker_offsets”"),
  .score = 80, /* it has what csv-spans needs, too */
  .add_row = add_row,
  .settle = settle,
};

/** vbt_csv_attributions_probe: whether the first line names what an attribution needs; see VbtFormat.probe. */
int
vbt_csv_attributions_probe (const char *name, const guint8 *head, gsize n_head)
{
  return vbt_csv_annotations_probe (&kind, name, head, n_head);
}

/** vbt_csv_attributions_read: reads a table of one quote a row; see VbtFormat.read. */
gboolean
vbt_csv_attributions_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GHashTable) spans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));
  g_autoptr (GPtrArray) related = g_ptr_array_new ();
  g_autoptr (GString) key = g_string_new (NULL);
  AttributionsReader self = { .spans = spans, .links = links, .related = related, .key = key };

  return vbt_csv_annotations_read (&self.parent, &kind, input, sink, cancellable, error);
}

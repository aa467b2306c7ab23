/* vbt-format-bioc-json.c: BioC JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-bioc.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DOCUMENTS "documents"

static const char *const extensions[] = { "json", "jsonl", NULL };

static int
bioc_json_probe (const char *name, const guint8 *head, gsize n_head)
{
  return vbt_json_head_has (head, n_head, "passages") && vbt_json_head_has (head, n_head, "infons")
             ? 95
             : 0;
}

static void
add_infons (GPtrArray *pairs, const VbtJson *owner)
{
  const char *key;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (vbt_json_member (owner, "infons"), key, value)
  {
    g_autofree char *name = vbt_json_to_name (value);

    if (name != NULL)
      vbt_bioc_add_pair (pairs, key, name);
  }
}

static void
add_infons_of_item (VbtBioc *bioc, VbtBiocItem *item, const VbtJson *owner)
{
  const char *key;
  const VbtJson *value;

  VBT_JSON_FOREACH_MEMBER (vbt_json_member (owner, "infons"), key, value)
  {
    g_autofree char *name = vbt_json_to_name (value);

    if (name != NULL)
      vbt_bioc_add_infon (bioc, item, key, name);
  }
}

static void
add_items (VbtBioc *bioc, const VbtJson *owner, gboolean is_relation, gint part)
{
  const VbtJson *value, *inner;
  size_t i, j;

  VBT_JSON_FOREACH (vbt_json_member (owner, is_relation ? "relations" : "annotations"), i, value)
  {
    VbtBiocItem *item = vbt_bioc_add_item (bioc, is_relation, part);

    item->id = vbt_json_to_name (vbt_json_member (value, "id"));
    item->text = vbt_json_to_name (vbt_json_member (value, "text"));
    item->line = bioc->draft->line;
    add_infons_of_item (bioc, item, value);
    VBT_JSON_FOREACH (vbt_json_member (value, "locations"), j, inner)
    {
      g_autofree char *offset = vbt_json_to_name (vbt_json_member (inner, "offset"));
      g_autofree char *length = vbt_json_to_name (vbt_json_member (inner, "length"));

      vbt_bioc_add_location (item, offset, length);
    }
    VBT_JSON_FOREACH (vbt_json_member (value, "nodes"), j, inner)
    {
      g_autofree char *refid = vbt_json_to_name (vbt_json_member (inner, "refid"));
      g_autofree char *role = vbt_json_to_name (vbt_json_member (inner, "role"));

      if (refid != NULL)
        vbt_bioc_add_node (item, refid, role != NULL ? role : "");
    }
  }
}

/* A passage, or a sentence of one. */
static void
add_text (VbtBioc *bioc, const VbtJson *owner)
{
  g_autofree char *offset = vbt_json_to_name (vbt_json_member (owner, "offset"));
  const char *text = vbt_json_string (vbt_json_member (owner, "text"));
  gint part = (gint)bioc->parts->len;
  const char *name;
  const VbtJson *sentence;
  size_t i;

  if (text != NULL)
    vbt_bioc_add_part (bioc, offset, text);
  VBT_JSON_FOREACH (vbt_json_member (owner, "sentences"), i, sentence)
  {
    g_autofree char *own = vbt_json_to_name (vbt_json_member (sentence, "offset"));
    const char *own_text = vbt_json_string (vbt_json_member (sentence, "text"));
    gint own_part = (gint)bioc->parts->len;

    if (own_text != NULL && text == NULL)
      vbt_bioc_add_part (bioc, own, own_text);
    add_items (bioc, sentence, FALSE, own_text != NULL && text == NULL ? own_part : -1);
    add_items (bioc, sentence, TRUE, -1);
  }
  if (vbt_json_first_member (vbt_json_member (owner, "infons"), &name) != NULL
      && vbt_draft_say_once (bioc->draft, "infons of texts"))
    vbt_sink_tell (bioc->draft->sink, bioc->draft->input,
                   _ ("What the file says of passages and sentences is left out"));
  add_items (bioc, owner, FALSE, (guint)part < bioc->parts->len ? part : -1);
  add_items (bioc, owner, TRUE, -1);
}

static gboolean
add_document (VbtBioc *bioc, const VbtJson *document, GError **error)
{
  const VbtJson *passage;
  size_t i;

  vbt_bioc_begin (bioc);
  bioc->line = bioc->draft->line;
  bioc->id = vbt_json_to_name (vbt_json_member (document, "id"));
  add_infons (bioc->infons, document);
  VBT_JSON_FOREACH (vbt_json_member (document, "passages"), i, passage) add_text (bioc, passage);
  add_items (bioc, document, FALSE, -1);
  add_items (bioc, document, TRUE, -1);
  return vbt_bioc_end (bioc, error);
}

/** BiocJson: the file, and what it says of all its documents. */
typedef struct
{
  VbtDraft draft;
  VbtBioc bioc;
} BiocJson;

/* What a collection says of all its documents. */
static gboolean
read_collection (VbtDraft *draft, const VbtJson *collection, GError **error)
{
  static const char *const known[] = { "source", "date", "key", NULL };
  GPtrArray *shared = ((BiocJson *)draft)->bioc.shared;

  g_ptr_array_set_size (shared, 0);
  add_infons (shared, collection);
  for (guint i = 0; known[i] != NULL; i++)
    {
      g_autofree char *value = vbt_json_to_name (vbt_json_member (collection, known[i]));

      if (value != NULL)
        vbt_bioc_add_pair (shared, known[i], value);
    }
  return TRUE;
}

static gboolean
read_document (VbtDraft *draft, const VbtJson *document, GError **error)
{
  if (vbt_json_member (document, "passages") != NULL)
    return add_document (&((BiocJson *)draft)->bioc, document, error);
  vbt_draft_problem (draft, _ ("The record was left out: it has no passages"));
  return TRUE;
}

/* A document, or a collection within a list or on a line. */
static gboolean
read_record (VbtDraft *draft, const VbtJson *record, GError **error)
{
  const VbtJson *documents = vbt_json_member (record, DOCUMENTS);
  const VbtJson *document;
  size_t i;

  if (documents == NULL)
    return read_document (draft, record, error);
  read_collection (draft, record, error);
  VBT_JSON_FOREACH (documents, i, document)
  if (!read_document (draft, document, error))
    return FALSE;
  return read_collection (draft, NULL, error);
}

static gboolean
bioc_json_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  gsize n_head = 0;
  const guint8 *head = vbt_input_peek (input, &n_head, error);
  BiocJson self;
  gboolean success;

  if (head == NULL || !vbt_draft_init (&self.draft, input, sink, VBT_UNIT_CODE_POINT, error))
    return FALSE;
  vbt_bioc_init (&self.bioc, &self.draft);
  /* A collection is one value; PubTator has a document a line. */
  self.draft.is_list = vbt_json_head_has (head, n_head, DOCUMENTS);
  self.draft.list_member = DOCUMENTS;
  self.draft.read_around = read_collection;
  success = vbt_draft_read_records (&self.draft, read_record, cancellable, error);
  vbt_bioc_clear (&self.bioc);
  vbt_draft_clear (&self.draft);
  return success;
}

static const char *const answers[] = { "yes", "no", NULL };
static const VbtDialectKey dialect[] = {
  VBT_DIALECT_OFFSETS,
  { "relative", N_ ("Offsets begin anew in each passage"), answers },
  { NULL },
};

const VbtFormat vbt_format_bioc_json = {
  .name = "bioc-json",
  .title = N_ ("BioC JSON"),
  .description = N_ ("The same as BioC XML, in JSON; also as PubTator has it"),
  .extensions = extensions,
  .mime = "application/json",
  .flags = VBT_FORMAT_READS | VBT_FORMAT_WRITES | VBT_FORMAT_STREAM,
  .dialect = dialect,
  .probe = bioc_json_probe,
  .read = bioc_json_read,
  .begin = vbt_bioc_begin_output,
  .write = vbt_bioc_write_json,
  .end = vbt_bioc_end_json,
  .losses = vbt_bioc_losses,
};

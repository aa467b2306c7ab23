/* session.c: two people and a tagger at work: acts of every kind, chosen by a seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include <glib/gstdio.h>

static guint
dice (Session *self, guint n)
{
  return (guint)g_rand_int_range (self->random, 0, (gint32)n);
}

static VbtId
anybody (Session *self)
{
  return self->people[dice (self, 2)];
}

static VbtId
label (Session *self, VbtKind kind, const char *name)
{
  const VbtSchema *schema = vbt_store_get_catalog (self->store)->schema;
  const VbtLabel *found = vbt_schema_find_label (schema, kind, name);

  g_assert_nonnull (found);
  return found->id;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, VBT_ERROR, VBT_ERROR_NOT_FOUND, "there is nothing to do this to");
  return FALSE;
}

static VbtDocument *
any_document (Session *self, GError **error)
{
  VbtFilter all = VBT_FILTER_INIT;
  g_autoptr (GArray) ids = vbt_store_list_documents (self->store, &all, error);
  guint i = dice (self, 1000);

  if (ids == NULL)
    return NULL;
  if (ids->len == 0)
    {
      refuse (error);
      return NULL;
    }
  return vbt_store_load_document (self->store, g_array_index (ids, VbtId, i % ids->len), error);
}

/* One of the spans that @annotator made, or that others may decide on. */
static const VbtAnnotation *
any_annotation (Session *self, const VbtDocument *document, VbtKind kind, VbtId annotator)
{
  guint start = dice (self, 1000);

  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation
          = document->annotations->pdata[(start + i) % document->annotations->len];

      if (annotation->kind == kind && annotation->annotator == annotator)
        return annotation;
    }
  return NULL;
}

static GArray *
any_fragments (Session *self, const VbtDocument *document, guint n)
{
  GArray *fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtOffset length = vbt_text_get_length (document->text);
  VbtOffset start = (VbtOffset)dice (self, (guint)length - 40);

  for (guint i = 0; i < n; i++)
    {
      VbtRange range = { start, start + 1 + (VbtOffset)dice (self, 9) };

      g_array_append_val (fragments, range);
      start = range.end + 1 + (VbtOffset)dice (self, 3);
    }
  return fragments;
}

static VbtDocument *
new_document (Session *self)
{
  static const char *const words[] = { "“Yes,”", "said", "Zoë", "東京", "🙂", "of", "course." };
  g_autoptr (GString) string = g_string_new ("The article says:");
  g_autofree char *name = g_strdup_printf ("article-%u.txt", self->n_acts);
  g_autoptr (VbtText) text = NULL;
  VbtDocument *document;
  guint n = 20 + dice (self, 400);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (string, " %s", words[dice (self, G_N_ELEMENTS (words))]);
  text = vbt_text_new (string->str, (gssize)string->len, NULL);
  document = vbt_document_new (name, text);
  vbt_document_set_metadata (document, VBT_METADATA_TITLE, name);
  vbt_document_segment (document);
  return document;
}

static gboolean
end (Session *self, gboolean success, GError **error)
{
  if (success)
    return vbt_store_commit (self->store, error);
  vbt_store_rollback (self->store);
  return FALSE;
}

static gboolean
add_article (Session *self, GError **error)
{
  g_autoptr (VbtDocument) document = new_document (self);

  return vbt_store_begin (self->store, anybody (self), document->id, "Add an article", error)
         && end (self, vbt_store_insert_document (self->store, document, error), error);
}

static gboolean
delete_article (Session *self, GError **error)
{
  g_autoptr (VbtDocument) document = any_document (self, error);

  return document != NULL
         && vbt_store_begin (self->store, anybody (self), document->id, "Delete", error)
         && end (self, vbt_store_delete_document (self->store, document->id, error), error);
}

static gboolean
add_span (Session *self, GError **error)
{
  static const char *const labels[] = { "Quote", "Speaker", "Cue", "Person" };
  g_autoptr (VbtDocument) document = any_document (self, error);
  g_autoptr (GArray) fragments = NULL;

  if (document == NULL)
    return FALSE;
  fragments = any_fragments (self, document, dice (self, 4) == 0 ? 2 : 1);
  return vbt_act_add_span (self->store, document, anybody (self),
                           label (self, VBT_KIND_SPAN, labels[dice (self, 4)]), fragments, 0, error)
         != 0;
}

static gboolean
change_span (Session *self, GError **error)
{
  g_autoptr (VbtDocument) document = any_document (self, error);
  VbtId me = anybody (self);
  const VbtAnnotation *span
      = document != NULL ? any_annotation (self, document, VBT_KIND_SPAN, me) : NULL;
  g_autoptr (GArray) fragments = NULL;

  if (document == NULL || span == NULL)
    return document != NULL && refuse (error);
  fragments = any_fragments (self, document, 1 + dice (self, 3));
  switch (dice (self, 4))
    {
    case 0:
      return vbt_act_relabel (self->store, document, me, span->id,
                              label (self, VBT_KIND_SPAN, "Organization"), NULL, error);
    case 1:
      return vbt_act_set_fragments (self->store, document, me, span->id, fragments, NULL, error);
    case 2:
      return vbt_act_set_note (self->store, document, me, span->id, "Really?", NULL, error);
    default:
      return vbt_act_delete (self->store, document, me, span->id, error);
    }
}

static gboolean
link_spans (Session *self, GError **error)
{
  g_autoptr (VbtDocument) document = any_document (self, error);
  VbtId me = anybody (self);
  const VbtAnnotation *from
      = document != NULL ? any_annotation (self, document, VBT_KIND_SPAN, me) : NULL;
  const VbtAnnotation *to
      = from != NULL ? any_annotation (self, document, VBT_KIND_SPAN, me) : NULL;

  if (document == NULL || from == to)
    return document != NULL && refuse (error);
  return vbt_act_link (self->store, document, me, label (self, VBT_KIND_RELATION, "speaker"),
                       from->id, to->id, error)
         != 0;
}

static gboolean
give_speaker (Session *self, GError **error)
{
  g_autoptr (VbtDocument) document = any_document (self, error);
  VbtId me = anybody (self);
  const VbtAnnotation *span
      = document != NULL ? any_annotation (self, document, VBT_KIND_SPAN, me) : NULL;
  g_autofree char *name = g_strdup_printf ("Zoë %u", dice (self, 5));
  VbtSpeakerChoice choice = { .name = name };

  if (document == NULL || span == NULL || span->label != label (self, VBT_KIND_SPAN, "Quote"))
    return document != NULL && refuse (error);
  return vbt_act_give_speaker (self->store, document, me, span->id, &choice, NULL, error);
}

static gboolean
decide (Session *self, GError **error)
{
  g_autoptr (VbtDocument) document = any_document (self, error);
  VbtId me = anybody (self);
  const VbtAnnotation *span
      = document != NULL ? any_annotation (self, document, VBT_KIND_SPAN, self->tagger) : NULL;

  if (document == NULL || span == NULL)
    return document != NULL && refuse (error);
  return dice (self, 2) == 0 ? vbt_act_accept (self->store, document, me, span->id, NULL, error)
                             : vbt_act_reject (self->store, document, me, span->id, error);
}

static gboolean
set_status (Session *self, GError **error)
{
  g_autoptr (VbtDocument) document = any_document (self, error);

  return document != NULL
         && vbt_act_set_status (self->store, document, anybody (self),
                                (VbtStatus)(1 + dice (self, 2)), error);
}

static gboolean
set_metadata (Session *self, GError **error)
{
  g_autoptr (VbtDocument) document = any_document (self, error);
  g_autofree char *value = g_strdup_printf ("A title of %u", self->n_acts);

  return document != NULL
         && vbt_store_begin (self->store, anybody (self), document->id, "Change the title", error)
         && end (
             self,
             vbt_store_put_metadata (self->store, document->id, VBT_METADATA_TITLE, value, error),
             error);
}

static gboolean
put_entity (Session *self, GError **error)
{
  g_autofree char *name = g_strdup_printf ("Somebody %u", self->n_acts);
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, name);

  vbt_entity_add_alias (entity, "Some");
  return vbt_store_begin (self->store, anybody (self), 0, "Add somebody", error)
         && end (self, vbt_store_put_entity (self->store, entity, error), error);
}

static gboolean
change_schema (Session *self, GError **error)
{
  g_autoptr (VbtSchema) schema = vbt_schema_copy (vbt_store_get_catalog (self->store)->schema);
  g_autofree char *name = g_strdup_printf ("Label %u", self->n_acts);

  vbt_schema_ensure_label (schema, VBT_KIND_SPAN, name);
  return vbt_store_begin (self->store, anybody (self), 0, "Add a label", error)
         && end (self, vbt_store_put_schema (self->store, schema, error), error);
}

static gboolean
suggest (Session *self, VbtId document, GError **error)
{
  VbtOffset start = (VbtOffset)dice (self, 40);
  g_autoptr (VbtAnnotation) quote = vbt_annotation_new_span (label (self, VBT_KIND_SPAN, "Quote"),
                                                             self->tagger, start, start + 5);
  g_autoptr (VbtAnnotation) words = vbt_annotation_new_span (label (self, VBT_KIND_SPAN, "Speaker"),
                                                             self->tagger, start + 5, start + 8);
  g_autoptr (VbtAnnotation) link = vbt_annotation_new_relation (
      label (self, VBT_KIND_RELATION, "speaker"), self->tagger, quote->id, words->id);

  return vbt_store_put_annotation (self->store, document, quote, error)
         && vbt_store_put_annotation (self->store, document, words, error)
         && vbt_store_put_annotation (self->store, document, link, error);
}

/* Suggestions for articles that are there, which are undone in parts: see session_begin(). */
static gboolean
tag (Session *self, GError **error)
{
  VbtFilter all = VBT_FILTER_INIT;
  g_autoptr (GArray) ids = vbt_store_list_documents (self->store, &all, error);
  gboolean success
      = ids != NULL && vbt_store_begin_batch (self->store, self->tagger, "Tag articles", error);

  if (!success)
    return FALSE;
  for (guint i = 0; i < MIN (ids->len, 4) && success; i++)
    success = suggest (self, g_array_index (ids, VbtId, i), error)
              && (i != 1 || vbt_store_batch_step (self->store, error));
  if (success && vbt_store_commit_batch (self->store, NULL, error))
    return TRUE;
  vbt_store_abort_batch (self->store, NULL);
  return FALSE;
}

/* What an import does: more than one transaction, and one act. */
static gboolean
run_batch (Session *self, GError **error)
{
  gboolean success = vbt_store_begin_batch (self->store, self->tagger, "Import", error);

  if (!success)
    return FALSE;
  for (guint i = 0; i < 3 && success; i++)
    {
      g_autoptr (VbtDocument) document = new_document (self);

      for (guint j = 0; j < 4; j++)
        {
          VbtOffset start = (VbtOffset)dice (self, 100);
          VbtAnnotation *span = vbt_annotation_new_span (label (self, VBT_KIND_SPAN, "Quote"),
                                                         self->tagger, start, start + 5);

          g_ptr_array_add (document->annotations, span);
        }
      success = vbt_store_insert_document (self->store, document, error)
                && vbt_store_batch_step (self->store, error);
    }
  if (success && vbt_store_commit_batch (self->store, "Import 3 articles", error))
    return TRUE;
  vbt_store_abort_batch (self->store, NULL);
  return FALSE;
}

static gboolean
undo (Session *self, GError **error)
{
  g_autoptr (VbtHistoryRow) row
      = vbt_store_undo (self->store, dice (self, 2) == 0 ? self->tagger : anybody (self), error);

  return row != NULL;
}

static gboolean
redo (Session *self, GError **error)
{
  g_autoptr (VbtHistoryRow) row
      = vbt_store_redo (self->store, dice (self, 2) == 0 ? self->tagger : anybody (self), error);

  return row != NULL;
}

/* What somebody else did in a copy: see session_begin(). It comes in once, and again when that was undone. */
static gboolean
merge_copy (Session *self, GError **error)
{
  VbtMergeOptions options = { .me = anybody (self) };
  g_auto (VbtMergeResult) result = { 0 };
  g_autofree char *path = g_build_filename (self->folder, "other.verbatim", NULL);
  gboolean is_refused;

  return vbt_store_merge (self->store, path, &options, &result, NULL, &is_refused, error);
}

/* How often of a hundred times each is done. */
static const struct
{
  const char *name;
  gboolean (*act) (Session *self, GError **error);
  guint weight;
} acts[] = {
  { "add article", add_article, 6 },
  { "delete article", delete_article, 3 },
  { "add span", add_span, 24 },
  { "change span", change_span, 14 },
  { "link", link_spans, 6 },
  { "give speaker", give_speaker, 6 },
  { "decide", decide, 8 },
  { "set status", set_status, 3 },
  { "set metadata", set_metadata, 4 },
  { "put entity", put_entity, 3 },
  { "change schema", change_schema, 1 },
  { "batch", run_batch, 4 },
  { "tag", tag, 4 },
  { "merge", merge_copy, 2 },
  { "undo", undo, 7 },
  { "redo", redo, 5 },
};

/**
 * session_act:
 * @self: a session
 * @name: (out): what was tried
 * @error: return location for an error
 *
 * Tries the next act; the first ones make something to work on.
 *
 * Returns: whether it was reported done
 */
gboolean
session_act (Session *self, const char **name, GError **error)
{
  guint number = dice (self, 100);
  guint i = 0;

  self->n_acts++;
  while (number >= acts[i].weight)
    number -= acts[i++].weight;
  if (self->n_acts <= 3)
    i = self->n_acts == 1 ? 0 : self->n_acts == 2 ? 11 : 2;
  *name = acts[i].name;
  return acts[i].act (self, error);
}

/* A copy that went on with an article of its own. */
static void
make_copy (Session *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "other.verbatim", NULL);
  Session other = *self;

  vbt_store_save_copy (self->store, path, &error);
  g_assert_no_error (error);
  other.random = g_rand_new_with_seed (1);
  other.store = vbt_store_open (path, VBT_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  add_article (&other, &error);
  add_span (&other, &error);
  g_assert_no_error (error);
  put_entity (&other, &error);
  g_assert_no_error (error);
  g_clear_object (&other.store);
  g_rand_free (other.random);
}

/** session_begin: makes a project in a folder of its own. */
void
session_begin (Session *self, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("who-said-what", &error);

  vbt_store_part_rows = 5;
  self->folder = g_dir_make_tmp ("vbt-faults-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.verbatim", NULL);
  self->random = g_rand_new_with_seed (seed);
  self->store = vbt_store_create (self->path, schema, &error);
  g_assert_no_error (error);
  self->people[0] = vbt_store_ensure_person (self->store, "Ada", &error);
  self->people[1] = vbt_store_ensure_person (self->store, "Ben", &error);
  self->tagger
      = vbt_store_ensure_annotator (self->store, VBT_ANNOTATOR_TAGGER, "quotes", "1", &error);
  g_assert_no_error (error);
  make_copy (self);
}

/** session_reopen: closes the project, which leaves one file, and opens it again. */
void
session_reopen (Session *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_store_close (self->store, &error));
  g_assert_no_error (error);
  g_clear_object (&self->store);
  self->store = vbt_store_open (self->path, VBT_STORE_DEFAULT, &error);
  g_assert_no_error (error);
}

/** session_end: removes everything. */
void
session_end (Session *self)
{
  GDir *folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_clear_object (&self->store);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (folder);
  g_rmdir (self->folder);
  g_clear_pointer (&self->random, g_rand_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}

/* Every table that holds what somebody did. The history of what was cut off is no act. */
static const char *const tables[] = { "schema",     "label",         "attribute",
                                      "label_end",  "rule",          "annotator",
                                      "entity",     "alias",         "entity_attribute",
                                      "document",   "document_text", "metadata",
                                      "annotation", "fragment",      "value",
                                      "mention",    "decision",      "status",
                                      "merged" };

static void
digest_table (VbtStore *store, const char *table, GChecksum *sum)
{
  g_autofree char *columns = vbt_db_get_string (
      store->db, NULL,
      "SELECT group_concat ('quote (' || name || ')', '||''|''||') FROM pragma_table_info (?1)",
      "s", table);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY 1", columns, table);
  g_autoptr (VbtQuery) query = vbt_db_query (store->db, sql, "");

  while (vbt_query_next (query))
    g_checksum_update (sum, (const guchar *)vbt_query_get_string (query, 0), -1);
  g_assert_true (vbt_query_finish (query, NULL));
}

/**
 * session_digest:
 * @store: a project
 *
 * Returns: (transfer full): a text that is the same for projects that hold the same
 */
char *
session_digest (VbtStore *store)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  g_autoptr (VbtQuery) query = vbt_db_query (
      store->db, "SELECT words, state FROM history WHERE state <> 'open' ORDER BY number", "");

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    digest_table (store, tables[i], sum);
  while (vbt_query_next (query))
    for (int i = 0; i < 2; i++)
      g_checksum_update (sum, (const guchar *)vbt_query_get_string (query, i), -1);
  g_assert_true (vbt_query_finish (query, NULL));
  return g_strdup (g_checksum_get_string (sum));
}

/**
 * session_digest_file:
 * @path: a project that nobody has open
 *
 * Opens a project as anybody would after a crash, and looks whether it is whole.
 *
 * Returns: (transfer full): what it holds, as vbt_session_digest() says, or what is wrong
 */
char *
session_digest_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtStore) store = vbt_store_open (path, VBT_STORE_DEFAULT, &error);
  g_autoptr (GPtrArray) problems = store != NULL ? vbt_store_check (store, NULL, &error) : NULL;

  if (problems == NULL)
    return g_strdup (error->message);
  if (problems->len > 0)
    return g_strdup (problems->pdata[0]);
  return session_digest (store);
}

/* test-tagging.c: taggers that have to know something before they run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tag-document.h"

/** Knowledge: what the tagger of this test prepared. */
typedef struct
{
  char *label;
  gboolean *released;
} Knowledge;

static gboolean released;

static gpointer
prepare (const VbtTaggerContext *context, GError **error)
{
  const char *label
      = context->settings != NULL ? g_hash_table_lookup (context->settings, "knowing.label") : NULL;
  Knowledge *self;

  if (label == NULL)
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE, "Which label?");
      return NULL;
    }
  self = g_new0 (Knowledge, 1);
  self->label = g_strdup (label);
  self->released = &released;
  return self;
}

static void
release (gpointer data)
{
  Knowledge *self = data;

  *self->released = TRUE;
  g_free (self->label);
  g_free (self);
}

static void
identify (gpointer prepared, const char **name, const char **version)
{
  *name = ((Knowledge *)prepared)->label;
  *version = "7";
}

static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  const Knowledge *self = run->prepared;
  VbtLabel *label = vbt_schema_ensure_label (run->catalog->schema, VBT_KIND_SPAN, self->label);

  vbt_document_take_annotation (run->document,
                                vbt_annotation_new_span (label->id, run->annotator, 0, 2));
  return TRUE;
}

static const VbtTagger knowing = {
  .name = "knowing",
  .version = "1",
  .prepare = prepare,
  .release = release,
  .identify = identify,
  .tag = tag,
};

static void
test_prepared (void)
{
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_text_new ("No.", -1, NULL);
  g_autoptr (VbtSchema) schema = vbt_schema_new ("test");
  g_autoptr (VbtDocument) document = vbt_document_new ("test", text);
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);

  g_assert_false (run_tagger (&knowing, settings, document, catalog, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_cmpuint (document->annotations->len, ==, 0);

  g_hash_table_insert (settings, (gpointer) "knowing.label", (gpointer) "Answer");
  g_assert_true (run_tagger (&knowing, settings, document, catalog, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (document->annotations->len, ==, 1);
  g_assert_nonnull (vbt_catalog_find_annotator (catalog, VBT_ANNOTATOR_TAGGER, "Answer", "7"));
  g_assert_true (released);
}

/* What is replaced when it runs again: the sets of the annotator that it is, of any version. */
static void
test_annotators (void)
{
  const VbtTagger *const taggers[] = { vbt_taggers_find ("entities", NULL), &knowing, NULL };
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  VbtTaggerContext context = { .settings = settings };
  g_autoptr (VbtTagging) tagging = NULL;
  VbtAnnotator annotator = { 1, VBT_ANNOTATOR_TAGGER, (char *)"Answer", (char *)"6" };

  g_hash_table_insert (settings, (gpointer) "knowing.label", (gpointer) "Answer");
  tagging = vbt_tagging_new (taggers, &context, NULL);
  g_assert_true (vbt_tagging_has_annotator (tagging, &annotator));
  annotator.name = (char *)"entities";
  g_assert_true (vbt_tagging_has_annotator (tagging, &annotator));
  annotator.name = (char *)"knowing";
  g_assert_false (vbt_tagging_has_annotator (tagging, &annotator));
  annotator.name = (char *)"entities";
  annotator.kind = VBT_ANNOTATOR_PERSON;
  g_assert_false (vbt_tagging_has_annotator (tagging, &annotator));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tagging/prepared", test_prepared);
  g_test_add_func ("/tagging/annotators", test_annotators);
  return g_test_run ();
}

/* article-project.c: a project with an article of any size, for the benchmark of what the reader waits for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "article-project.h"

#define SEED 20261123

static char *
make_text (const ArticleCase *c, GRand *rand)
{
  static const char *const words[]
      = { "minister",  "said",     "the",    "council",  "Stockholm", "agreement", "of",
          "interest",  "security", "on",     "Monday",   "reporters", "“we",       "hope”",
          "president", "harbour",  "voters", "Brussels", "a",         "question" };
  GString *text = g_string_sized_new (c->n_bytes + 64);
  gsize paragraph = 0;

  while (text->len < c->n_bytes)
    {
      gsize before = text->len;

      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      g_string_append (text, g_rand_int_range (rand, 0, 14) == 0 ? ". " : " ");
      paragraph += text->len - before;
      if (paragraph > c->paragraph)
        {
          g_string_append (text, "\n\n");
          paragraph = 0;
        }
    }
  return g_string_free (text, FALSE);
}

VbtId
article_project_find_label (VbtStore *store, VbtKind kind, const char *name)
{
  const VbtLabel *label = vbt_schema_find_label (vbt_store_get_catalog (store)->schema, kind, name);

  g_assert_nonnull (label);
  return label->id;
}

static void
add_spans (VbtDocument *document, const ArticleCase *c, VbtStore *store, VbtId tagger, GRand *rand)
{
  static const char *const names[]
      = { "Person", "Organization", "Location", "Quote", "Speaker", "Cue" };
  VbtId speaker_of = article_project_find_label (store, VBT_KIND_RELATION, "speaker");
  VbtOffset step = vbt_text_get_length (document->text) / (VbtOffset)c->n_spans;
  const VbtAnnotation *speaker = NULL;
  guint n_relations = 0;

  for (guint i = 0; i < c->n_spans; i++)
    {
      guint label = i % 5 == 0 ? 3 : i % 5 == 1 ? 4 : (guint)g_rand_int_range (rand, 0, 6);
      VbtOffset start = (VbtOffset)i * step + g_rand_int_range (rand, 0, MAX (1, step / 2));
      VbtOffset end = start + g_rand_int_range (rand, 3, label == 3 ? 160 : 20);
      VbtAnnotation *span = vbt_annotation_new_span (
          article_project_find_label (store, VBT_KIND_SPAN, names[label]), tagger, start,
          MIN (end, vbt_text_get_length (document->text)));

      vbt_document_take_annotation (document, span);
      if (label == 4)
        speaker = span;
      else if (label == 3 && speaker != NULL && n_relations++ < c->n_relations)
        vbt_document_take_annotation (
            document, vbt_annotation_new_relation (speaker_of, tagger, span->id, speaker->id));
    }
}

static void
insert (VbtStore *store, VbtId me, VbtDocument *document)
{
  g_autoptr (GError) error = NULL;

  vbt_document_segment (document);
  g_assert_true (vbt_store_begin (store, me, document->id, "Insert", &error));
  g_assert_true (vbt_store_insert_document (store, document, &error));
  g_assert_true (vbt_store_commit (store, &error));
}

static VbtDocument *
make_document (const char *name, const char *utf8)
{
  g_autoptr (VbtText) text = vbt_text_new (utf8, -1, NULL);

  return vbt_document_new (name, text);
}

/* A project with one line to come from, and a document of that size. Returns: (transfer full): its path */
char *
article_project_new (const char *folder, const ArticleCase *c)
{
  g_autofree char *name = g_strdup_printf ("%s.verbatim", c->name);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", NULL);
  g_autoptr (VbtStore) store = vbt_store_create (path, schema, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autofree char *text = make_text (c, rand);
  g_autoptr (VbtDocument) small = make_document ("a-small.txt", "Nothing was said.\n");
  g_autoptr (VbtDocument) document = make_document (c->name, text);
  g_autofree char *last = vbt_id_to_string (document->id);
  VbtId me = vbt_store_ensure_person (store, "Ada", NULL);
  VbtId tagger = vbt_store_ensure_annotator (store, VBT_ANNOTATOR_TAGGER, "bench", "1", NULL);

  g_assert_true (vbt_store_set_setting (store, VBT_SETTING_ANNOTATOR, "Ada", NULL));
  g_assert_true (vbt_store_set_setting (store, "last-document", last, NULL));
  add_spans (document, c, store, tagger, rand);
  insert (store, me, small);
  insert (store, me, document);
  g_assert_true (vbt_store_close (store, NULL));
  return g_steal_pointer (&path);
}

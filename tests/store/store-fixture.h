/* store-fixture.h: projects to test with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "store/vbt-store-private.h"

/** Fixture: a folder of its own with a project of two persons and a tagger. */
typedef struct
{
  char *folder;
  char *path;
  VbtStore *store;
  VbtId ada;
  VbtId ben;
  VbtId tagger;
} Fixture;

static inline void
fixture_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->store = vbt_store_open (self->path, VBT_STORE_DEFAULT, &error);
  g_assert_no_error (error);
}

static inline void
fixture_reopen (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vbt_store_close (self->store, &error));
  g_assert_no_error (error);
  g_clear_object (&self->store);
  fixture_open (self);
}

static inline void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("who-said-what", &error);

  g_assert_no_error (error);
  self->folder = g_dir_make_tmp ("vbt-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.verbatim", NULL);
  self->store = vbt_store_create (self->path, schema, &error);
  g_assert_no_error (error);
  self->ada = vbt_store_ensure_person (self->store, "Ada", &error);
  self->ben = vbt_store_ensure_person (self->store, "Ben", &error);
  self->tagger
      = vbt_store_ensure_annotator (self->store, VBT_ANNOTATOR_TAGGER, "quotes", "1", &error);
  g_assert_no_error (error);
}

static inline void
fixture_remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        fixture_remove_folder (path);
      else
        g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
}

static inline void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->store);
  fixture_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static inline VbtId
fixture_label (Fixture *self, VbtKind kind, const char *name)
{
  const VbtLabel *label
      = vbt_schema_find_label (vbt_store_get_catalog (self->store)->schema, kind, name);

  g_assert_nonnull (label);
  return label->id;
}

static inline void
fixture_begin (Fixture *self, VbtId annotator, VbtId document, const char *words)
{
  g_autoptr (GError) error = NULL;

  vbt_store_begin (self->store, annotator, document, words, &error);
  g_assert_no_error (error);
}

static inline void
fixture_commit (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  vbt_store_commit (self->store, &error);
  g_assert_no_error (error);
}

/* A text of @n_words words, with characters of one to four bytes. */
static inline VbtDocument *
fixture_document (const char *name, guint n_words)
{
  static const char *const words[]
      = { "“Yes,”", "said", "Zoë", "Müller", "東京", "🙂", "of", "course" };
  g_autoptr (GString) string = g_string_new (NULL);
  g_autoptr (VbtText) text = NULL;
  VbtDocument *document;

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (string, "%s%s", i > 0 ? " " : "", words[i % G_N_ELEMENTS (words)]);
  text = vbt_text_new (string->str, (gssize)string->len, NULL);
  document = vbt_document_new (name, text);
  vbt_document_set_metadata (document, VBT_METADATA_TITLE, name);
  vbt_document_segment (document);
  return document;
}

static inline VbtId
fixture_add_document (Fixture *self, const char *name, guint n_words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtDocument) document = fixture_document (name, n_words);

  fixture_begin (self, self->ada, document->id, "Add an article");
  vbt_store_insert_document (self->store, document, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  return document->id;
}

static inline VbtId
fixture_add_span (Fixture *self, VbtId document, VbtId annotator, const char *label,
                  VbtOffset start, VbtOffset end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtAnnotation) span
      = vbt_annotation_new_span (fixture_label (self, VBT_KIND_SPAN, label), annotator, start, end);

  fixture_begin (self, annotator, document, "Label a span");
  vbt_store_put_annotation (self->store, document, span, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  return span->id;
}

static inline VbtId
fixture_add_relation (Fixture *self, VbtId document, VbtId annotator, VbtId from, VbtId to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtAnnotation) relation = vbt_annotation_new_relation (
      fixture_label (self, VBT_KIND_RELATION, "speaker"), annotator, from, to);

  fixture_begin (self, annotator, document, "Link");
  vbt_store_put_annotation (self->store, document, relation, &error);
  g_assert_no_error (error);
  fixture_commit (self);
  return relation->id;
}

static inline VbtDocument *
fixture_load (Fixture *self, VbtId document)
{
  g_autoptr (GError) error = NULL;
  VbtDocument *loaded = vbt_store_load_document (self->store, document, &error);

  g_assert_no_error (error);
  return loaded;
}

static inline guint
fixture_count (Fixture *self, VbtId document)
{
  g_autoptr (VbtDocument) loaded = fixture_load (self, document);

  return loaded->annotations->len;
}

/* Every row of the tables that are in the history, as text. */
static inline char *
fixture_dump (Fixture *self)
{
  static const char *const tables[]
      = { "schema",        "label",    "attribute",  "label_end",        "rule",
          "annotator",     "entity",   "alias",      "entity_attribute", "document",
          "document_text", "metadata", "annotation", "fragment",         "value",
          "mention",       "decision", "status",     "remark",           "saved_query",
          "merged",        "tally" };
  g_autoptr (GString) dump = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *columns
          = vbt_db_get_string (self->store->db, &error,
                               "SELECT group_concat ('quote (' || name || ')', '||''|''||') "
                               "FROM pragma_table_info (?1)",
                               "s", tables[i]);
      g_autofree char *sql
          = g_strdup_printf ("SELECT %s FROM %s %s ORDER BY 1", columns, tables[i],
                             g_str_equal (tables[i], "tally") ? "WHERE n <> 0" : "");
      g_autoptr (VbtQuery) query = vbt_db_query (self->store->db, sql, "");

      g_string_append_printf (dump, "[%s]\n", tables[i]);
      while (vbt_query_next (query))
        g_string_append_printf (dump, "%s\n", vbt_query_get_string (query, 0));
      g_assert_true (vbt_query_finish (query, &error));
    }
  return g_string_free (g_steal_pointer (&dump), FALSE);
}

static inline void
fixture_assert_whole (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = vbt_store_check (self->store, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *)g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}

static inline void
fixture_undo (Fixture *self, VbtId annotator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtHistoryRow) row = vbt_store_undo (self->store, annotator, &error);

  g_assert_no_error (error);
  g_assert_nonnull (row);
}

static inline void
fixture_redo (Fixture *self, VbtId annotator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtHistoryRow) row = vbt_store_redo (self->store, annotator, &error);

  g_assert_no_error (error);
  g_assert_nonnull (row);
}

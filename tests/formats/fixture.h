/* fixture.h: a sink that keeps everything, and ways to read and write whole files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  VbtSink sink;
  GPtrArray *documents; /* of VbtDocument */
  GPtrArray *problems;  /* of "LINE: MESSAGE" */
} Fixture;

static inline gboolean
fixture_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  g_ptr_array_add (((Fixture *)sink)->documents, document);
  return TRUE;
}

static inline void
fixture_problem (VbtSink *sink, const char *file, guint line, const char *message)
{
  g_ptr_array_add (((Fixture *)sink)->problems, g_strdup_printf ("%u: %s", line, message));
}

/* A sink with an empty schema, or with the one given. */
static inline Fixture *
fixture_new (VbtSchema *schema)
{
  static const VbtSinkClass klass = { fixture_document, fixture_problem };
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (VbtSchema) own = schema != NULL ? vbt_schema_ref (schema) : vbt_schema_new ("Test");

  self->sink.klass = &klass;
  self->sink.catalog = vbt_catalog_new (own);
  self->sink.annotator
      = vbt_catalog_ensure_annotator (self->sink.catalog, VBT_ANNOTATOR_IMPORT, "test", NULL)->id;
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_document_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static inline void
fixture_free (Fixture *self)
{
  vbt_catalog_unref (self->sink.catalog);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static inline const VbtFormat *
fixture_format (const char *name)
{
  const VbtFormat *format = vbt_formats_find (name, NULL);

  g_assert_nonnull (format);
  return format;
}

static inline gboolean
fixture_read_bytes (Fixture *self, const char *format, const char *data, gssize length,
                    GError **error)
{
  gsize size = length < 0 ? strlen (data) : (gsize)length;
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (g_memdup2 (data, size), (gssize)size, g_free);
  g_autoptr (VbtInput) input = vbt_input_new_for_stream (stream, "input.txt");

  return fixture_format (format)->read (input, &self->sink, NULL, error);
}

static inline gboolean
fixture_read_path (Fixture *self, const char *format, const char *path, const char *encoding,
                   GError **error)
{
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, error);

  if (input == NULL)
    return FALSE;
  vbt_input_set_encoding (input, encoding);
  return fixture_format (format)->read (input, &self->sink, NULL, error);
}

static inline void
fixture_write (Fixture *self, const VbtFormat *format, VbtOutput *output)
{
  g_autoptr (GError) error = NULL;

  format->begin (output, self->sink.catalog, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < self->documents->len; i++)
    {
      format->write (output, self->sink.catalog, self->documents->pdata[i], &error);
      g_assert_no_error (error);
    }
  format->end (output, self->sink.catalog, &error);
  g_assert_no_error (error);
  vbt_output_close (output, &error);
  g_assert_no_error (error);
}

/* (transfer full): all documents in a format of one file. */
static inline char *
fixture_write_string (Fixture *self, const char *format)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (VbtOutput) output = vbt_output_new_for_stream (stream);

  fixture_write (self, fixture_format (format), output);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static inline void
fixture_assert_problem (Fixture *self, const char *part)
{
  for (guint i = 0; i < self->problems->len; i++)
    if (strstr (self->problems->pdata[i], part) != NULL)
      return;
  for (guint i = 0; i < self->problems->len; i++)
    g_test_message ("problem %s", (char *)self->problems->pdata[i]);
  g_test_fail_printf ("no problem says “%s”", part);
}

static inline VbtDocument *
fixture_only_document (Fixture *self)
{
  g_assert_cmpuint (self->documents->len, ==, 1);
  return self->documents->pdata[0];
}

/* (transfer full) (nullable): a path below ../shared/formats; the test is skipped without it. */
static inline char *
fixture_shared (const char *folder, const char *name)
{
  const char *shared = g_getenv ("VBT_SHARED");
  g_autofree char *path
      = shared != NULL ? g_build_filename (shared, "formats", folder, name, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("../shared is not there");
  return NULL;
}

static inline void
fixture_describe_annotation (Fixture *self, const VbtDocument *document,
                             const VbtAnnotation *annotation, GString *all)
{
  const VbtSchema *schema = self->sink.catalog->schema;

  g_string_append (all, vbt_schema_get_label (schema, annotation->label)->name);
  for (guint i = 0; annotation->kind == VBT_KIND_SPAN && i < annotation->n_fragments; i++)
    {
      VbtRange range = vbt_annotation_get_fragment (annotation, i);
      g_autofree char *text = vbt_text_slice (document->text, range.start, range.end);

      g_string_append_printf (all, " %d-%d %s", range.start, range.end, text);
    }
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];

      g_string_append_printf (
          all, "; %s=%s", vbt_schema_get_attribute (schema, value->attribute)->name, value->value);
    }
  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    g_string_append_printf (
        all, "; → %s",
        vbt_catalog_get_entity (self->sink.catalog, g_array_index (annotation->entities, VbtId, i))
            ->name);
  if (annotation->note != NULL)
    g_string_append_printf (all, "; note %s", annotation->note);
}

static inline int
fixture_compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer full): all annotations of all documents, a line each, sorted; relations with both of their
 * ends. */
static inline char *
fixture_describe (Fixture *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->documents->len; i++)
    {
      const VbtDocument *document = self->documents->pdata[i];

      for (guint j = 0; j < document->annotations->len; j++)
        {
          const VbtAnnotation *annotation = document->annotations->pdata[j];
          g_autoptr (GString) line = g_string_new (NULL);

          fixture_describe_annotation (self, document, annotation, line);
          for (guint k = 0; annotation->kind == VBT_KIND_RELATION && k < 2; k++)
            {
              g_string_append (line, k == 0 ? " (" : " → ");
              fixture_describe_annotation (
                  self, document,
                  vbt_document_get_annotation (document,
                                               k == 0 ? annotation->from : annotation->to),
                  line);
            }
          g_string_append (line, annotation->kind == VBT_KIND_RELATION ? ")" : "");
          g_ptr_array_add (lines, g_string_free (g_steal_pointer (&line), FALSE));
        }
    }
  g_ptr_array_sort (lines, fixture_compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

/* Whether what a format of one file writes is read the same again. */
static inline void
fixture_assert_round_trip (Fixture *self, const char *format)
{
  g_autofree char *written = fixture_write_string (self, format);
  g_autoptr (Fixture) again = fixture_new (NULL);
  g_autofree char *before = fixture_describe (self);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_read_bytes (again, format, written, -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < again->problems->len; i++)
    g_test_fail_printf ("%s", (char *)again->problems->pdata[i]);
  after = fixture_describe (again);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (again->documents->len, ==, self->documents->len);
  for (guint i = 0; i < self->documents->len && i < again->documents->len; i++)
    {
      const VbtDocument *a = self->documents->pdata[i], *b = again->documents->pdata[i];

      g_assert_cmpstr (vbt_text_get_utf8 (b->text), ==, vbt_text_get_utf8 (a->text));
      g_assert_cmpstr (b->name, ==, a->name);
      g_assert_cmpuint (b->metadata->len, ==, a->metadata->len);
    }
}

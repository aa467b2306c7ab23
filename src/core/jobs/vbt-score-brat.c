/* vbt-score-brat.c: reads a folder of brat's files in which annotators share a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-format-brat.h"
#include "jobs/vbt-score-private.h"

#include <string.h>

/* "NAME_4b22.ann": so many characters name the annotator. */
#define ANNOTATOR_LENGTH 5

typedef struct
{
  VbtScoreDocument *document;
  GHashTable *spans;  /* id to VbtScoreSpan, by the labels of the file */
  GHashTable *used;   /* ids */
  GHashTable *up;     /* id to the id that it is connected to */
  GPtrArray *body;    /* ids of contents and cues in relations, in their order */
  GPtrArray *sources; /* pairs of ids: a source, and what it is related to */
} Reading;

typedef struct
{
  VbtSink parent;
  const VbtProgress *progress;
} Problems;

static void
report_problem (VbtSink *sink, const char *file, guint line, const char *message)
{
  vbt_progress_problem (((Problems *)sink)->progress, file, line, message);
}

static const VbtSinkClass problems_class = { NULL, report_problem };

static gboolean
role_of (const Reading *self, const char *id, VbtScoreRole *role)
{
  const VbtScoreSpan *span = g_hash_table_lookup (self->spans, id);

  return span != NULL && vbt_score_role_of (span->label, role);
}

static void
put (Reading *self, VbtScoreAttribution *attribution, const char *id)
{
  const VbtScoreSpan *span = g_hash_table_lookup (self->spans, id);
  VbtScoreRole role;

  g_hash_table_add (self->used, (gpointer)id);
  if (role_of (self, id, &role))
    g_array_append_vals (attribution->fragments[role], span->fragments->data, span->fragments->len);
}

static void
read_span (Reading *self, const BratLine *line)
{
  g_autofree char *problem = NULL;
  GArray *fragments = vbt_brat_parse_offsets (line->rest, &problem);
  VbtScoreSpan *span;

  if (fragments == NULL)
    return;
  span = g_new0 (VbtScoreSpan, 1);
  span->label = g_strdup (line->type);
  span->fragments = fragments;
  g_hash_table_replace (self->spans, line->id, span);
}

/* The ids that the words of a line refer to: "Arg1:T1 Arg2:T2". */
static GPtrArray *
ids_of (const Reading *self, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  GPtrArray *ids = g_ptr_array_new ();
  VbtScoreRole role;
  gpointer key;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *colon = strchr (parts[i], ':');

      if (colon != NULL && role_of (self, colon + 1, &role)
          && g_hash_table_lookup_extended (self->spans, colon + 1, &key, NULL))
        g_ptr_array_add (ids, key);
    }
  return ids;
}

static void
read_event (Reading *self, const BratLine *line)
{
  g_autofree char *words = g_strconcat (line->type, " ", line->rest, NULL);
  g_autoptr (GPtrArray) ids = ids_of (self, words);
  VbtScoreAttribution *attribution;

  if (ids->len == 0)
    return;
  attribution = vbt_score_document_add (self->document);
  for (guint i = 0; i < ids->len; i++)
    put (self, attribution, ids->pdata[i]);
}

static const char *
find_first (const Reading *self, const char *id)
{
  const char *up;

  while ((up = g_hash_table_lookup (self->up, id)) != NULL && up != id)
    id = up;
  return id;
}

static void
read_relation (Reading *self, const BratLine *line)
{
  g_autoptr (GPtrArray) ids = ids_of (self, line->rest);
  const char *first = NULL;
  VbtScoreRole role;

  for (guint i = 0; i < ids->len; i++)
    {
      char *id = ids->pdata[i];

      if (!role_of (self, id, &role) || role == VBT_SCORE_SOURCE)
        continue;
      if (!g_hash_table_contains (self->up, id))
        {
          g_hash_table_insert (self->up, id, id);
          g_ptr_array_add (self->body, id);
        }
      if (first == NULL)
        first = id;
      else
        g_hash_table_insert (self->up, (gpointer)find_first (self, id),
                             (gpointer)find_first (self, first));
    }
  for (guint i = 0; first != NULL && i < ids->len; i++)
    if (role_of (self, ids->pdata[i], &role) && role == VBT_SCORE_SOURCE)
      {
        g_ptr_array_add (self->sources, ids->pdata[i]);
        g_ptr_array_add (self->sources, (gpointer)first);
      }
}

static void
make_groups (Reading *self)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->body->len; i++)
    {
      const char *first = find_first (self, self->body->pdata[i]);

      if (!g_hash_table_contains (groups, first))
        g_hash_table_insert (groups, (gpointer)first, vbt_score_document_add (self->document));
      put (self, g_hash_table_lookup (groups, first), self->body->pdata[i]);
    }
  for (guint i = 0; i + 1 < self->sources->len; i += 2)
    put (self, g_hash_table_lookup (groups, find_first (self, self->sources->pdata[i + 1])),
         self->sources->pdata[i]);
}

static void
add_alone (Reading *self, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const BratLine *line = lines->pdata[i];
      const VbtScoreSpan *span
          = line->kind == 'T' ? g_hash_table_lookup (self->spans, line->id) : NULL;
      VbtScoreRole role;

      if (span == NULL || g_hash_table_contains (self->used, line->id))
        continue;
      if (role_of (self, line->id, &role))
        vbt_score_document_add_span (self->document, vbt_score_role_name (role), TRUE,
                                     span->fragments);
      else
        vbt_score_document_add_span (self->document, span->label, FALSE, span->fragments);
    }
}

static void
read_lines (VbtScoreDocument *document, const GPtrArray *lines)
{
  g_autoptr (GHashTable) spans
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)vbt_score_span_free);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) up = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) body = g_ptr_array_new ();
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  Reading self = { document, spans, used, up, body, sources };

  for (guint i = 0; i < lines->len; i++)
    if (((BratLine *)lines->pdata[i])->kind == 'T')
      read_span (&self, lines->pdata[i]);
  for (guint i = 0; i < lines->len; i++)
    if (((BratLine *)lines->pdata[i])->kind == 'E')
      read_event (&self, lines->pdata[i]);
  for (guint i = 0; i < lines->len; i++)
    if (((BratLine *)lines->pdata[i])->kind == 'R')
      read_relation (&self, lines->pdata[i]);
  make_groups (&self);
  add_alone (&self, lines);
}

/* The name of the article, without an annotator that the .ann names and the .txt does not. */
static char *
stem_of (const char *folder, const char *name)
{
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".ann"));
  g_autofree char *file = g_strconcat (stem, ".txt", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  gsize length = strlen (stem);

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && length > ANNOTATOR_LENGTH
      && stem[length - ANNOTATOR_LENGTH] == '_')
    {
      g_autofree char *shorter = g_strndup (stem, length - ANNOTATOR_LENGTH);
      g_autofree char *other = g_strconcat (shorter, ".txt", NULL);
      g_autofree char *other_path = g_build_filename (folder, other, NULL);

      if (g_file_test (other_path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&shorter);
    }
  return g_steal_pointer (&stem);
}

static char *
read_and_decode (const char *path, GError **error)
{
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, error);
  g_autoptr (GBytes) bytes = input != NULL ? vbt_input_read_all (input, error) : NULL;

  return bytes != NULL ? vbt_decode_text (bytes, NULL, NULL, NULL, error) : NULL;
}

static VbtScoreDocument *
read_pair (const char *folder, const char *name, const char *stem, VbtSink *sink, GError **error)
{
  g_autofree char *ann = g_build_filename (folder, name, NULL);
  g_autofree char *base = g_strconcat (stem, ".txt", NULL);
  g_autofree char *txt = g_build_filename (folder, base, NULL);
  g_autofree char *text = NULL;
  g_autofree char *data = read_and_decode (ann, error);
  g_autoptr (VbtInput) input = vbt_input_new_for_path (ann, NULL);
  g_autoptr (GPtrArray) lines = NULL;
  VbtScoreDocument *document;

  if (data == NULL)
    return NULL;
  /* What is predicted may lie there without the text. */
  if (g_file_test (txt, G_FILE_TEST_EXISTS))
    {
      text = read_and_decode (txt, error);
      if (text == NULL)
        return NULL;
    }
  lines = vbt_brat_parse (data, input, sink);
  document = vbt_score_document_new (base, text != NULL ? text : "");
  read_lines (document, lines);
  return document;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_standoff (const char *path, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".ann"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/**
 * vbt_score_read_brat:
 * @folder: with .ann files, each with its text or beside NAME.txt as NAME_ANNOTATOR.ann
 * @progress: (nullable): to which lines that are left out are told
 * @error: return location for an error
 *
 * Reads events and relations as attributions. Where several annotators have an article, the first
 * one in the order of names counts.
 *
 * Returns: (transfer full) (element-type VbtScoreDocument): the documents; NULL with an error
 */
GPtrArray *
vbt_score_read_brat (const char *folder, const VbtProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) names = list_standoff (folder, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_score_document_free);
  Problems problems = { { .klass = &problems_class }, progress };

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      char *stem = stem_of (folder, names->pdata[i]);
      VbtScoreDocument *document;

      if (!g_hash_table_add (seen, stem))
        continue;
      document = read_pair (folder, names->pdata[i], stem, &problems.parent, error);
      if (document == NULL)
        return NULL;
      g_ptr_array_add (documents, document);
    }
  return names != NULL ? g_steal_pointer (&documents) : NULL;
}

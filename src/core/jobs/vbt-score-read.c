/* vbt-score-read.c: reads what is to be compared, from any format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/vbt-score-private.h"
#include "jobs/vbt-walk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/** Collect: a sink that keeps of each document what is to be compared. */
typedef struct
{
  VbtSink parent;
  GPtrArray *documents; /* of VbtScoreDocument */
  const VbtProgress *progress;
} Collect;

/* Spans that are connected: each points to one nearer to the first of them. */
typedef struct
{
  const VbtDocument *document;
  const VbtCatalog *catalog;
  VbtScoreDocument *score;
  GHashTable *up;     /* annotation to annotation */
  GPtrArray *sources; /* pairs: a source, and what it is related to */
  GHashTable *used;
} Grouping;

static const struct
{
  const char *label;
  VbtScoreRole role;
} role_labels[] = {
  { "Source", VBT_SCORE_SOURCE },   { "Speaker", VBT_SCORE_SOURCE }, { "Cue", VBT_SCORE_CUE },
  { "Content", VBT_SCORE_CONTENT }, { "Quote", VBT_SCORE_CONTENT },
};

/**
 * vbt_score_role_of:
 * @label: the name of a label of spans
 * @role: (out): its role
 *
 * Returns: whether spans of that label are parts of attributions
 */
gboolean
vbt_score_role_of (const char *label, VbtScoreRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_labels); i++)
    if (g_str_equal (label, role_labels[i].label))
      {
        *role = role_labels[i].role;
        return TRUE;
      }
  return FALSE;
}

/**
 * vbt_score_role_name:
 * @role: a role
 *
 * Returns: its name in the table
 */
const char *
vbt_score_role_name (VbtScoreRole role)
{
  static const char *const names[] = { "Source", "Cue", "Content" };

  return names[role];
}

static void
attribution_free (gpointer data)
{
  VbtScoreAttribution *self = data;

  for (guint r = 0; r < VBT_SCORE_N_ROLES; r++)
    {
      g_array_unref (self->fragments[r]);
      g_clear_pointer (&self->keys[r], g_array_unref);
    }
  g_free (self);
}

/** vbt_score_span_free: frees a span */
void
vbt_score_span_free (VbtScoreSpan *self)
{
  g_free (self->label);
  g_array_unref (self->fragments);
  g_free (self);
}

/**
 * vbt_score_document_new:
 * @name: its name; what is behind the last dot of a known text file is left out
 * @text: its text
 *
 * Returns: (transfer full): a document without annotations
 */
VbtScoreDocument *
vbt_score_document_new (const char *name, const char *text)
{
  static const char *const extensions[] = { ".txt", ".TXT", ".ann", ".json", ".xml" };
  VbtScoreDocument *self = g_new0 (VbtScoreDocument, 1);

  self->name = g_path_get_basename (name);
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (self->name, extensions[i]))
      {
        self->name[strlen (self->name) - strlen (extensions[i])] = '\0';
        break;
      }
  self->text = g_strdup (text);
  self->attributions = g_ptr_array_new_with_free_func (attribution_free);
  self->spans = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_score_span_free);
  return self;
}

/**
 * vbt_score_document_free:
 * @self: (transfer full): a document
 */
void
vbt_score_document_free (VbtScoreDocument *self)
{
  g_free (self->name);
  g_free (self->text);
  g_ptr_array_unref (self->attributions);
  g_ptr_array_unref (self->spans);
  g_free (self);
}

/**
 * vbt_score_document_add:
 * @self: a document
 *
 * Returns: (transfer none): a new attribution of the document, so far without spans
 */
VbtScoreAttribution *
vbt_score_document_add (VbtScoreDocument *self)
{
  VbtScoreAttribution *attribution = g_new0 (VbtScoreAttribution, 1);

  for (guint r = 0; r < VBT_SCORE_N_ROLES; r++)
    attribution->fragments[r] = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_ptr_array_add (self->attributions, attribution);
  return attribution;
}

/**
 * vbt_score_document_add_span:
 * @self: a document
 * @label: a name as in the table
 * @is_role: whether spans of that label are parts of attributions
 * @fragments: of VbtRange
 *
 * Adds a span that is in no attribution.
 */
void
vbt_score_document_add_span (VbtScoreDocument *self, const char *label, gboolean is_role,
                             const GArray *fragments)
{
  VbtScoreSpan *span = g_new0 (VbtScoreSpan, 1);

  span->label = g_strdup (label);
  span->is_role = is_role;
  span->fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_array_append_vals (span->fragments, fragments->data, fragments->len);
  g_ptr_array_add (self->spans, span);
}

static const char *
label_of (const Grouping *self, const VbtAnnotation *annotation)
{
  const VbtLabel *label = vbt_schema_get_label (self->catalog->schema, annotation->label);

  return label != NULL ? label->name : "";
}

static void
put (Grouping *self, VbtScoreAttribution *attribution, VbtAnnotation *span)
{
  g_autoptr (GArray) fragments = vbt_annotation_get_fragments (span);
  VbtScoreRole role;

  g_hash_table_add (self->used, span);
  if (vbt_score_role_of (label_of (self, span), &role))
    g_array_append_vals (attribution->fragments[role], fragments->data, fragments->len);
}

static VbtAnnotation *
find_first (const Grouping *self, VbtAnnotation *span)
{
  VbtAnnotation *up;

  while ((up = g_hash_table_lookup (self->up, span)) != NULL && up != span)
    span = up;
  return span;
}

static void
meet (Grouping *self, VbtAnnotation *span)
{
  if (g_hash_table_contains (self->up, span))
    return;
  g_hash_table_insert (self->up, span, span);
}

/* A relation between two parts of an attribution. */
static void
connect_parts (Grouping *self, VbtAnnotation *from, VbtAnnotation *to, VbtScoreRole from_role,
               VbtScoreRole to_role)
{
  if (from_role == VBT_SCORE_SOURCE && to_role == VBT_SCORE_SOURCE)
    return;
  if (from_role != VBT_SCORE_SOURCE)
    meet (self, from);
  if (to_role != VBT_SCORE_SOURCE)
    meet (self, to);
  if (from_role == VBT_SCORE_SOURCE || to_role == VBT_SCORE_SOURCE)
    {
      g_ptr_array_add (self->sources, from_role == VBT_SCORE_SOURCE ? from : to);
      g_ptr_array_add (self->sources, from_role == VBT_SCORE_SOURCE ? to : from);
    }
  else
    g_hash_table_insert (self->up, find_first (self, to), find_first (self, from));
}

/* An event's trigger, with all that it is related to. */
static void
put_event (Grouping *self, GHashTable *events, VbtAnnotation *trigger, VbtAnnotation *part)
{
  VbtScoreAttribution *attribution = g_hash_table_lookup (events, trigger);

  if (attribution == NULL)
    {
      attribution = vbt_score_document_add (self->score);
      g_hash_table_insert (events, trigger, attribution);
    }
  put (self, attribution, part);
}

static void
read_relations (Grouping *self)
{
  g_autoptr (GHashTable) events = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *relation = self->document->annotations->pdata[i];
      VbtAnnotation *from = vbt_document_get_annotation (self->document, relation->from);
      VbtAnnotation *to = vbt_document_get_annotation (self->document, relation->to);
      VbtScoreRole from_role;
      VbtScoreRole to_role;

      if (relation->kind != VBT_KIND_RELATION || from == NULL || to == NULL
          || from->kind != VBT_KIND_SPAN || to->kind != VBT_KIND_SPAN
          || !vbt_score_role_of (label_of (self, to), &to_role))
        continue;
      if (vbt_score_role_of (label_of (self, from), &from_role))
        connect_parts (self, from, to, from_role, to_role);
      else
        put_event (self, events, from, to);
    }
}

static void
make_groups (Grouping *self)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (NULL, NULL);

  /* By their places in the text: identifiers are random. */
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *span = self->document->annotations->pdata[i];
      VbtAnnotation *first = find_first (self, span);

      if (!g_hash_table_contains (self->up, span))
        continue;
      if (!g_hash_table_contains (groups, first))
        g_hash_table_insert (groups, first, vbt_score_document_add (self->score));
      put (self, g_hash_table_lookup (groups, first), span);
    }
  for (guint i = 0; i + 1 < self->sources->len; i += 2)
    put (self, g_hash_table_lookup (groups, find_first (self, self->sources->pdata[i + 1])),
         self->sources->pdata[i]);
}

static void
add_alone (Grouping *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *span = self->document->annotations->pdata[i];
      const char *label = label_of (self, span);
      VbtScoreRole role;
      gboolean is_role = vbt_score_role_of (label, &role);
      g_autoptr (GArray) fragments = vbt_annotation_get_fragments (span);

      if (span->kind == VBT_KIND_SPAN && !g_hash_table_contains (self->used, span))
        vbt_score_document_add_span (self->score, is_role ? vbt_score_role_name (role) : label,
                                     is_role, fragments);
    }
}

static gboolean
collect_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  Collect *self = (Collect *)sink;
  g_autoptr (VbtDocument) owned = document;
  g_autoptr (GHashTable) up = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  VbtScoreDocument *score = vbt_score_document_new (owned->name, vbt_text_get_utf8 (owned->text));
  Grouping grouping = { owned, sink->catalog, score, up, sources, used };

  (void)error;
  read_relations (&grouping);
  make_groups (&grouping);
  add_alone (&grouping);
  g_ptr_array_add (self->documents, score);
  return TRUE;
}

static void
report_problem (VbtSink *sink, const char *file, guint line, const char *message)
{
  vbt_progress_problem (((Collect *)sink)->progress, file, line, message);
}

static const VbtSinkClass collect_class = { collect_document, report_problem };

static gboolean
read_file (Collect *self, const char *path, const VbtFormat *format, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (VbtInput) input = vbt_input_new_for_path (path, error);
  g_autoptr (VbtSchema) schema = vbt_schema_new ("score");
  g_autoptr (VbtCatalog) catalog = vbt_catalog_new (schema);
  int score;

  if (input != NULL && format == NULL)
    format = vbt_formats_recognize_input (input, &score, error);
  if (input == NULL || format == NULL)
    return FALSE;
  if (format->read == NULL)
    {
      g_set_error (error, VBT_ERROR, VBT_ERROR_USAGE, _ ("The format “%s” cannot be read."),
                   format->name);
      return FALSE;
    }
  self->parent
      = (VbtSink){ .klass = &collect_class, .catalog = catalog, .annotator = vbt_id_new () };
  if (format->read (input, &self->parent, cancellable, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

static gboolean
has_standoff (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".ann"))
      return TRUE;
  return FALSE;
}

/**
 * vbt_score_read:
 * @path: a file, or a folder
 * @format: (nullable): its format, recognized where NULL
 * @progress: (nullable): to which problems of the input are told
 * @cancellable: (nullable): stops the work
 * @error: return location for an error
 *
 * Reads documents with their attributions: spans that relations connect. A folder with brat's files may
 * hold the same article of several annotators, NAME_ANNOTATOR.ann: the first one counts.
 *
 * Returns: (transfer full) (element-type VbtScoreDocument): the documents; NULL with an error
 */
GPtrArray *
vbt_score_read (const char *path, const VbtFormat *format, const VbtProgress *progress,
                GCancellable *cancellable, GError **error)
{
  const char *paths[] = { path, NULL };
  g_autoptr (GPtrArray) files = NULL;
  Collect self = { .progress = progress };
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_score_document_free);

  if ((format == NULL || g_str_equal (format->name, "brat")) && has_standoff (path))
    return vbt_score_read_brat (path, progress, error);
  files = vbt_walk (paths, format, error);
  self.documents = documents;
  for (guint i = 0; files != NULL && i < files->len; i++)
    if (!read_file (&self, ((VbtWalkFile *)files->pdata[i])->path, format, cancellable, error))
      return NULL;
  return files != NULL ? g_steal_pointer (&documents) : NULL;
}

/* vbt-marks.c: what is drawn on the text: the fragments of all spans, in order, found by place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "vbt-marks.h"

#include <glib/gi18n.h>

#include "model/vbt-bisect.h"

#define N_LANES 4
#define SHORT_NAME 3

/* Marks are made of the part of the text that is looked at, and of so much around it; of all of it
 * where it has no more spans than that. */
#define MARGIN (16 * 1024)
#define WHOLE_MAX 2000
/* So much more is looked at so that a mark has the same lane wherever the part begins. */
#define GUARD (4 * 1024)

struct _VbtMarks
{
  VbtSession *session;     /* not owned */
  VbtSchema *schema;       /* whose labels the marks borrow; the project may have another by now */
  VbtRange window;         /* of which @marks are */
  GArray *marks;           /* of VbtMark, by start, longer ones first */
  GHashTable *by_id;       /* annotation's VbtId * to index of its first mark + 1 */
  GHashTable *others;      /* the same to its first VbtMark, for those out of the window */
  GHashTable *short_names; /* label's VbtId * to char * */
  GHashTable *roles;       /* label's VbtId * to VbtRole + 1 */
};

/**
 * vbt_role_of_label:
 * @schema: the schema
 * @label: (nullable): one of its labels
 *
 * What the label's spans do follows from the relations that the schema lets them have, so that
 * schemas may use names of their own ("Content", "Source").
 *
 * Returns: the role
 */
VbtRole
vbt_role_of_label (const VbtSchema *schema, const VbtLabel *label)
{
  g_return_val_if_fail (schema != NULL, VBT_ROLE_MENTION);

  if (label == NULL)
    return VBT_ROLE_MENTION;
  if (vbt_schema_has_end (schema, VBT_RELATION_SPEAKER, TRUE, label->id))
    return VBT_ROLE_QUOTE;
  if (vbt_schema_has_end (schema, VBT_RELATION_SPEAKER, FALSE, label->id))
    return VBT_ROLE_SPEAKER;
  if (vbt_schema_has_end (schema, VBT_RELATION_CUE, FALSE, label->id))
    return VBT_ROLE_CUE;
  if (g_ascii_strcasecmp (label->name, "Discard") == 0)
    return VBT_ROLE_DISCARD;
  return VBT_ROLE_MENTION;
}

/**
 * vbt_name_speaker:
 * @session: a session
 * @span: a quote, or a speaker
 * @speaker_span: (nullable): the words that name the speaker, see [struct@VbtMark]
 *
 * Returns: (transfer full) (nullable): the speaker's name; where nobody has said who is meant, the
 *   words of the text
 */
char *
vbt_name_speaker (VbtSession *session, const VbtAnnotation *span, const VbtAnnotation *speaker_span)
{
  VbtId id = vbt_session_get_speaker_of (session, span);
  const VbtEntity *entity
      = id == 0 ? NULL : vbt_catalog_get_entity (vbt_session_get_catalog (session), id);
  g_autofree char *words = NULL;

  if (entity != NULL)
    return g_strdup (entity->name);
  if (speaker_span == NULL)
    return NULL;
  words = vbt_document_get_covered_text (vbt_session_get_document (session), speaker_span);
  /* Translators: words of the text, which nobody has said yet who they mean */
  return g_strdup_printf (_ ("“%s”"), g_strstrip (words));
}

/* Which role a label has is asked for every span, and takes a walk through the schema. */
static VbtRole
get_role (VbtMarks *self, const VbtLabel *label)
{
  gpointer role = label == NULL ? NULL : g_hash_table_lookup (self->roles, &label->id);

  if (role == NULL)
    role = GINT_TO_POINTER ((int)vbt_role_of_label (self->schema, label) + 1);
  if (label != NULL)
    g_hash_table_insert (self->roles, (gpointer)&label->id, role);
  return (VbtRole)(GPOINTER_TO_INT (role) - 1);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const VbtMark *first = a;
  const VbtMark *second = b;

  if (first->range.start != second->range.start)
    return first->range.start < second->range.start ? -1 : 1;
  if (first->range.end != second->range.end)
    return first->range.end > second->range.end ? -1 : 1;
  if (first->id != second->id)
    return first->id < second->id ? -1 : 1;
  return 0;
}

/* The words that name the speaker of a quote. */
static const VbtAnnotation *
find_speaker_span (VbtMarks *self, const VbtAnnotation *quote)
{
  const VbtDrawn *drawn = vbt_session_get_drawn (self->session);
  g_autoptr (GPtrArray) relations = vbt_drawn_relations_of (drawn, quote->id);

  for (guint i = relations->len; i > 0; i--)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i - 1);
      const VbtAnnotation *words;

      if (relation->label != drawn->speaker_label || relation->from != quote->id)
        continue;
      words = vbt_document_get_annotation (drawn->document, relation->to);
      if (words != NULL && words->kind == VBT_KIND_SPAN
          && get_role (self, vbt_schema_get_label (self->schema, words->label)) == VBT_ROLE_SPEAKER)
        return words;
    }
  return NULL;
}

/* What is the same for all fragments of a span. */
static VbtMark
make_mark (VbtMarks *self, const VbtAnnotation *span)
{
  VbtMark mark = { .annotation = span, .id = span->id, .speaker = -1 };

  mark.label = vbt_schema_get_label (self->schema, span->label);
  mark.role = get_role (self, mark.label);
  mark.suggestion = vbt_session_is_suggestion (self->session, span);
  mark.range = vbt_annotation_get_fragment (span, 0);
  mark.max_end = mark.range.end;
  if (mark.role == VBT_ROLE_QUOTE || mark.role == VBT_ROLE_SPEAKER)
    {
      VbtId speaker = vbt_session_get_speaker_of (self->session, span);

      mark.speaker_span = find_speaker_span (self, span);
      mark.speaker = speaker == 0 ? -1 : vbt_session_get_speaker_color (self->session, speaker);
    }
  return mark;
}

/* Adds those of its fragments that are in the window and around it. */
static void
add_span (VbtMarks *self, const VbtAnnotation *span, VbtRange window)
{
  gboolean made = FALSE;
  VbtMark mark = { 0 };

  for (guint i = 0; i < vbt_annotation_get_n_fragments (span); i++)
    {
      VbtRange range = vbt_annotation_get_fragment (span, i);

      if (!vbt_range_overlaps (range, window))
        continue;
      if (!made)
        mark = make_mark (self, span);
      made = TRUE;
      mark.range = range;
      mark.fragment = i;
      g_array_append_val (self->marks, mark);
    }
}

static gboolean
has_lane (const VbtMark *mark)
{
  return mark->role == VBT_ROLE_MENTION || mark->role == VBT_ROLE_SPEAKER
         || mark->role == VBT_ROLE_CUE;
}

/* The lowest lane that no other mark of the cluster has at the same place. The shorter marks come
 * first, so that they are nearest to the words. */
static void
place_in_lane (GPtrArray *cluster, guint index)
{
  VbtMark *mark = g_ptr_array_index (cluster, index);
  guint taken = 0;

  for (guint i = 0; i < index; i++)
    {
      const VbtMark *other = g_ptr_array_index (cluster, i);

      if (vbt_range_overlaps (mark->range, other->range))
        taken |= 1u << other->lane;
    }
  while (mark->lane < N_LANES - 1 && (taken & (1u << mark->lane)) != 0)
    mark->lane++;
}

static int
compare_length (gconstpointer a, gconstpointer b)
{
  const VbtMark *first = *(VbtMark *const *)a;
  const VbtMark *second = *(VbtMark *const *)b;
  VbtOffset lengths[]
      = { first->range.end - first->range.start, second->range.end - second->range.start };

  if (lengths[0] != lengths[1])
    return lengths[0] < lengths[1] ? -1 : 1;
  if (first->role != second->role)
    return first->role < second->role ? -1 : 1;
  return compare_marks (first, second);
}

/* Bounds the work on hostile input: what overlaps with more than this shares the last lane. */
#define CLUSTER_MAX 256

static void
place_cluster (GPtrArray *cluster)
{
  g_ptr_array_sort (cluster, compare_length);
  for (guint i = 0; i < cluster->len; i++)
    if (i < CLUSTER_MAX)
      place_in_lane (cluster, i);
    else
      ((VbtMark *)g_ptr_array_index (cluster, i))->lane = N_LANES - 1;
  g_ptr_array_set_size (cluster, 0);
}

static void
place_lanes (VbtMarks *self)
{
  g_autoptr (GPtrArray) cluster = g_ptr_array_new ();
  VbtOffset end = -1;

  for (guint i = 0; i < self->marks->len; i++)
    {
      VbtMark *mark = &g_array_index (self->marks, VbtMark, i);

      if (!has_lane (mark))
        continue;
      if (mark->range.start >= end)
        place_cluster (cluster);
      g_ptr_array_add (cluster, mark);
      end = MAX (end, mark->range.end);
    }
  place_cluster (cluster);
}

static void
index_marks (VbtMarks *self)
{
  VbtOffset max_end = 0;

  g_array_sort (self->marks, compare_marks);
  for (guint i = 0; i < self->marks->len; i++)
    {
      VbtMark *mark = &g_array_index (self->marks, VbtMark, i);

      max_end = MAX (max_end, mark->range.end);
      mark->max_end = max_end;
      if (mark->fragment == 0)
        g_hash_table_insert (self->by_id, &mark->id, GUINT_TO_POINTER (i + 1));
    }
}

static char *
shorten (const char *name, glong n_chars)
{
  g_autofree char *start = g_utf8_substring (name, 0, MIN (n_chars, g_utf8_strlen (name, -1)));

  return g_utf8_strup (start, -1);
}

/**
 * vbt_make_short_name:
 * @schema: the schema
 * @label: one of its labels
 *
 * Returns: (transfer full): "LOC", "ORG", "PER": the beginning of the name, longer where another label
 *   begins alike
 */
char *
vbt_make_short_name (const VbtSchema *schema, const VbtLabel *label)
{
  glong n_chars = SHORT_NAME;

  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *other = g_ptr_array_index (schema->labels, i);
      g_autofree char *mine = shorten (label->name, n_chars);
      g_autofree char *theirs = shorten (other->name, n_chars);

      while (other != label && other->kind == VBT_KIND_SPAN && g_str_equal (mine, theirs)
             && n_chars < g_utf8_strlen (label->name, -1))
        {
          n_chars++;
          g_free (mine);
          g_free (theirs);
          mine = shorten (label->name, n_chars);
          theirs = shorten (other->name, n_chars);
        }
    }
  return shorten (label->name, n_chars);
}

static void
name_labels (VbtMarks *self, const VbtSchema *schema)
{
  for (guint i = 0; i < schema->labels->len; i++)
    {
      const VbtLabel *label = g_ptr_array_index (schema->labels, i);

      g_hash_table_insert (self->short_names, g_memdup2 (&label->id, sizeof label->id),
                           vbt_make_short_name (schema, label));
    }
}

/* Makes the marks of a part of the text. */
static void
fill (VbtMarks *self, VbtRange window)
{
  const VbtDrawn *drawn = vbt_session_get_drawn (self->session);
  VbtRange guarded
      = { MAX (0, window.start - GUARD), MIN (window.end, G_MAXINT32 - GUARD) + GUARD };

  self->window = window;
  g_array_set_size (self->marks, 0);
  g_hash_table_remove_all (self->by_id);
  for (guint i = vbt_drawn_first_in (drawn, guarded); i < drawn->spans->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (drawn->spans, i);

      if (vbt_annotation_get_extent (span).start >= guarded.end)
        break;
      if (vbt_session_shows (self->session, span))
        add_span (self, span, guarded);
    }
  index_marks (self);
  place_lanes (self);
}

static void
cover (const VbtMarks *marks, VbtRange range)
{
  VbtMarks *self = (VbtMarks *)marks;

  if (self->window.start <= range.start && range.end <= self->window.end)
    return;
  fill (self,
        (VbtRange){ MAX (0, range.start - MARGIN), MIN (range.end, G_MAXINT32 - MARGIN) + MARGIN });
}

/**
 * vbt_marks_new:
 * @session: (transfer none): a session, which has to live as long
 *
 * What is to be drawn on the document that is shown. To be freed when the session says
 * `annotations-changed` or `document-opened`: it borrows the annotations. What the session does not
 * show, see vbt_session_shows(), is not in it.
 *
 * It has the marks of the part of the text that was asked for last by vbt_marks_first_in(), or of
 * all of a document that has few: so it costs the same for a book. A mark may be used until another
 * part is asked for.
 *
 * Returns: (transfer full): the index, empty where no document is shown
 */
VbtMarks *
vbt_marks_new (VbtSession *session)
{
  VbtMarks *self;

  g_return_val_if_fail (VBT_IS_SESSION (session), NULL);

  self = g_new0 (VbtMarks, 1);
  self->session = session;
  self->schema = vbt_schema_ref ((VbtSchema *)vbt_session_get_schema (session));
  self->marks = g_array_new (FALSE, TRUE, sizeof (VbtMark));
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->others = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->roles = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->short_names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  name_labels (self, self->schema);
  if (vbt_session_get_spans (session)->len <= WHOLE_MAX)
    fill (self, (VbtRange){ 0, G_MAXINT32 });
  return self;
}

void
vbt_marks_free (VbtMarks *self)
{
  g_array_unref (self->marks);
  vbt_schema_unref (self->schema);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->others);
  g_hash_table_unref (self->roles);
  g_hash_table_unref (self->short_names);
  g_free (self);
}

/**
 * vbt_marks_get_size:
 * @self: (nullable): the index
 *
 * Returns: how many marks there are of the part of the text that was asked for last
 */
guint
vbt_marks_get_size (const VbtMarks *self)
{
  return self == NULL ? 0 : self->marks->len;
}

/**
 * vbt_marks_get:
 * @self: the index
 * @index: less than vbt_marks_get_size()
 *
 * Returns: (transfer none): a mark; they are in the order of their starts, longer ones first
 */
const VbtMark *
vbt_marks_get (const VbtMarks *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->marks->len, NULL);

  return &g_array_index (self->marks, VbtMark, index);
}

/**
 * vbt_marks_first_in:
 * @self: (nullable): the index
 * @range: a part of the text, in code points
 *
 * Where to begin going through the marks that overlap a range; go on until a mark's start is at or
 * behind the range's end, and pass over those that end before it.
 *
 * Returns: the index of the first mark that may overlap
 */
guint
vbt_marks_first_in (const VbtMarks *self, VbtRange range)
{
  if (self == NULL)
    return 0;
  cover (self, range);
  return VBT_FIND_FIRST (vbt_marks_get_size (self), at,
                         vbt_marks_get (self, at)->max_end > range.start);
}

static const VbtAnnotation *
find_shown (const VbtMarks *self, VbtId id)
{
  const VbtDrawn *drawn = vbt_session_get_drawn (self->session);
  const VbtAnnotation *span
      = drawn->document == NULL ? NULL : vbt_document_get_annotation (drawn->document, id);

  return vbt_drawn_has (drawn, span) && vbt_session_shows (self->session, span) ? span : NULL;
}

/**
 * vbt_marks_find:
 * @self: (nullable): the index
 * @annotation: an identifier
 *
 * Finds it wherever in the document it is; the lane is that of a part that was asked for.
 *
 * Returns: (transfer none) (nullable): the mark of its first fragment
 */
const VbtMark *
vbt_marks_find (const VbtMarks *self, VbtId annotation)
{
  const VbtAnnotation *span;
  VbtMark *mark;
  guint index;

  if (self == NULL || annotation == 0)
    return NULL;
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, &annotation));
  if (index != 0)
    return vbt_marks_get (self, index - 1);
  mark = g_hash_table_lookup (self->others, &annotation);
  span = mark != NULL ? NULL : find_shown (self, annotation);
  if (span == NULL)
    return mark;
  mark = g_new (VbtMark, 1);
  *mark = make_mark ((VbtMarks *)self, span);
  g_hash_table_insert (self->others, &mark->id, mark);
  return mark;
}

/**
 * vbt_marks_at:
 * @self: (nullable): the index
 * @offset: a code point of the text
 *
 * Returns: (transfer container) (element-type VbtMark): the marks that cover it, the shortest first
 */
GPtrArray *
vbt_marks_at (const VbtMarks *self, VbtOffset offset)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  VbtRange range = { offset, offset + 1 };

  for (guint i = vbt_marks_first_in (self, range); i < vbt_marks_get_size (self); i++)
    {
      const VbtMark *mark = vbt_marks_get (self, i);

      if (mark->range.start > offset)
        break;
      if (mark->range.end > offset)
        g_ptr_array_add (found, (gpointer)mark);
    }
  g_ptr_array_sort (found, compare_length);
  return g_steal_pointer (&found);
}

/**
 * vbt_marks_get_short_name:
 * @self: the index
 * @label: a label of the schema
 *
 * Returns: (transfer none) (nullable): what is written above the words: "LOC"
 */
const char *
vbt_marks_get_short_name (const VbtMarks *self, VbtId label)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->short_names, &label);
}

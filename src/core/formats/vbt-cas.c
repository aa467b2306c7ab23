/* vbt-cas.c: UIMA's Common Analysis System, whatever it is written in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-cas.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* How its parts become ours:
 *
 * - A sofa with a text is a document.
 * - A type is a label, its features are attributes. The dialect “prefix=webanno.custom.” takes this off
 *   the names of types, and puts it before them when they are written.
 * - What has Governor and Dependent, or source and target, is a relation. What a feature refers to by way of
 *   links with a role and a target is a relation, whose label is the role.
 * - Tokens and sentences are those of the document; a token that a relation refers to is a span besides.
 * - A chain is an entity, of which its links are mentions.
 * - What has a place in no text but belongs to it is a label of the document.
 * - Offsets count UTF-16. */

void
vbt_cas_init (VbtCas *self, VbtDraft *draft)
{
  *self = (VbtCas){ .draft = draft };
  self->strings = g_string_chunk_new (64 * 1024);
  self->features = g_array_new (FALSE, FALSE, sizeof (VbtCasFeature));
  self->structures = g_array_new (FALSE, FALSE, sizeof (VbtCasFs));
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->prefix = vbt_input_get_dialect (draft->input, "prefix");
  self->spanned = g_ptr_array_new ();
}

void
vbt_cas_clear (VbtCas *self)
{
  g_string_chunk_free (self->strings);
  g_array_unref (self->features);
  g_array_unref (self->structures);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->spanned);
  g_free (self->prefix);
}

/* (transfer none): the string, once. */
static const char *
keep (VbtCas *self, const char *before, const char *string)
{
  return before != NULL && strcmp (before, string) == 0
             ? before
             : g_string_chunk_insert_const (self->strings, string);
}

/* Begins a feature structure; of two with one identifier nothing can refer to the second one. */
void
vbt_cas_begin (VbtCas *self, const char *id, const char *type, guint line)
{
  guint n_before = self->structures->len;
  VbtCasFs fs = { g_string_chunk_insert (self->strings, id), keep (self, self->type, type), line,
                  self->features->len };

  self->type = fs.type;
  self->first_before
      = n_before > 0 ? g_array_index (self->structures, VbtCasFs, n_before - 1).first : 0;

  if (id[0] != '\0' && g_hash_table_contains (self->by_id, id))
    {
      self->draft->line = line;
      vbt_draft_problem (self->draft, _ ("%s: there is another “%.40s”: it was left out"), type,
                         id);
      fs.id = "";
      fs.type = "";
    }
  g_array_append_val (self->structures, fs);
  if (fs.id[0] != '\0')
    g_hash_table_insert (self->by_id, (gpointer)fs.id, GUINT_TO_POINTER (self->structures->len));
}

/* Adds a feature to the feature structure that was begun last. */
void
vbt_cas_add (VbtCas *self, const char *name, const char *value, VbtCasKind kind)
{
  VbtCasFs *fs = &g_array_index (self->structures, VbtCasFs, self->structures->len - 1);
  guint as = self->first_before + fs->n_features; /* probably the same feature of the one before */
  const char *before
      = as < self->features->len ? g_array_index (self->features, VbtCasFeature, as).name : NULL;
  VbtCasFeature feature
      = { keep (self, before, name), g_string_chunk_insert (self->strings, value), kind };

  g_array_append_val (self->features, feature);
  fs->n_features++;
}

const char *
vbt_cas_get (const VbtCas *self, const VbtCasFs *fs, const char *name)
{
  for (guint i = 0; i < fs->n_features; i++)
    {
      const VbtCasFeature *feature = &g_array_index (self->features, VbtCasFeature, fs->first + i);

      if (feature->name[0] == name[0] && strcmp (feature->name, name) == 0)
        return feature->value;
    }
  return NULL;
}

VbtCasFs *
vbt_cas_find (const VbtCas *self, const char *id)
{
  guint found = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id)) : 0;

  return found > 0 ? &g_array_index (self->structures, VbtCasFs, found - 1) : NULL;
}

/* (transfer full): what the type is called here. */
char *
vbt_cas_get_label (const VbtCas *self, const VbtCasFs *fs)
{
  gsize n_prefix = self->prefix != NULL && g_str_has_prefix (fs->type, self->prefix)
                       ? strlen (self->prefix)
                       : 0;

  return g_strdup (fs->type + n_prefix);
}

static gboolean
is_number (const char *value)
{
  return value != NULL && value[0] != '\0' && value[strspn (value, "0123456789")] == '\0';
}

gboolean
vbt_cas_is_relation (const VbtCas *self, const VbtCasFs *fs, const char **from, const char **to)
{
  *from = vbt_cas_get (self, fs, "Governor");
  *to = *from != NULL ? vbt_cas_get (self, fs, "Dependent") : NULL;
  if (*to == NULL)
    {
      *from = vbt_cas_get (self, fs, "source");
      *to = *from != NULL ? vbt_cas_get (self, fs, "target") : NULL;
    }
  return is_number (*from) && is_number (*to);
}

gboolean
vbt_cas_is_segment (const VbtCasFs *fs)
{
  return g_str_has_suffix (fs->type, ".Token") || g_str_has_suffix (fs->type, ".Sentence");
}

static gboolean
is_metadata (const VbtCasFs *fs)
{
  return g_str_has_suffix (fs->type, ".DocumentMetaData")
         || g_str_equal (fs->type, "uima.tcas.DocumentAnnotation");
}

static gboolean
is_of_no_use (const VbtCasFs *fs)
{
  return fs->type[0] == '\0' || g_str_has_prefix (fs->type, "uima.cas.")
         || g_str_has_suffix (fs->type, "[]") || g_str_has_suffix (fs->type, ".TagsetDescription");
}

static void
read_metadata (VbtCas *self, const VbtCasFs *fs)
{
  static const char *const names[][2] = { { "documentTitle", VBT_METADATA_TITLE },
                                          { "documentUri", VBT_METADATA_URL },
                                          { "language", VBT_METADATA_LANGUAGE } };
  static const char *const none[] = { "sofa", "begin", "end", "documentId", "isLastSegment", NULL };

  for (guint i = 0; i < fs->n_features; i++)
    {
      const VbtCasFeature *feature = &g_array_index (self->features, VbtCasFeature, fs->first + i);
      const char *key = feature->name;

      if (g_strv_contains (none, key) || g_str_equal (feature->value, "x-unspecified"))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        if (g_str_equal (key, names[j][0]))
          key = names[j][1];
      vbt_draft_set_metadata (self->draft, key, feature->value);
    }
}

/* -1 where it is none. */
static VbtOffset
parse_offset (const char *value)
{
  gint64 offset = 0;
  gsize n = 0;

  for (; n < 10 && g_ascii_isdigit (value[n]); n++)
    offset = offset * 10 + (value[n] - '0');
  if (n == 0 || g_ascii_isdigit (value[n]))
    return (VbtOffset)CLAMP (strtol (value, NULL, 10), -1, G_MAXINT32);
  return (VbtOffset)MIN (offset, G_MAXINT32);
}

static void
add_span (VbtCas *self, VbtCasFs *fs, VbtRange range)
{
  g_autofree char *label = vbt_cas_get_label (self, fs);
  g_autofree char *what = g_strdup_printf ("%s %s", label, fs->id);

  fs->span = vbt_draft_add_span (self->draft, what, label, range.start, range.end);
  if (fs->id[0] != '\0')
    vbt_draft_set_key (self->draft, fs->span, fs->id);
  g_ptr_array_add (self->spanned, fs);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const VbtRange *one = a, *other = b;

  return (one->start > other->start) - (one->start < other->start);
}

/* (transfer full): ranges of UTF-16 in our unit and in their order; what overlaps or is not in the text is
 * left out. */
static GArray *
make_segments (VbtDraft *draft, GArray *ranges)
{
  const VbtText *text = draft->document->text;
  GArray *segments = g_array_sized_new (FALSE, FALSE, sizeof (VbtRange), ranges->len);
  VbtTextPlace place = { 0 };
  VbtOffset before = 0;

  g_array_sort (ranges, compare_ranges);
  for (guint i = 0; i < ranges->len; i++)
    {
      VbtRange range = g_array_index (ranges, VbtRange, i);

      if (range.start < 0 || range.end <= range.start
          || !vbt_text_move_to_utf16 (text, &place, (gsize)range.start) || place.offset < before)
        continue;
      range.start = place.offset;
      if (!vbt_text_move_to_utf16 (text, &place, (gsize)range.end))
        continue;
      range.end = place.offset;
      before = range.end;
      g_array_append_val (segments, range);
    }
  if (segments->len < ranges->len)
    vbt_draft_problem (draft,
                       ngettext ("%u token or sentence was left out: it is not in the text, or "
                                 "where another one is",
                                 "%u tokens or sentences were left out: they are not in the text, "
                                 "or where another one is",
                                 ranges->len - segments->len),
                       ranges->len - segments->len);
  return segments;
}

/* What has a place in the text: spans, tokens, sentences. */
static void
read_structures (VbtCas *self, const char *sofa)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  g_autoptr (GArray) sentences = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtDocument *document = self->draft->document;

  for (guint i = 0; i < self->structures->len; i++)
    {
      VbtCasFs *fs = &g_array_index (self->structures, VbtCasFs, i);
      const char *begin, *end, *from, *to, *own = vbt_cas_get (self, fs, "sofa");
      VbtRange range;

      if (own == NULL || !g_str_equal (own, sofa) || is_of_no_use (fs))
        continue;
      self->draft->line = fs->line;
      begin = vbt_cas_get (self, fs, "begin");
      end = vbt_cas_get (self, fs, "end");
      if (is_metadata (fs))
        read_metadata (self, fs);
      if (is_metadata (fs) || begin == NULL || end == NULL
          || vbt_cas_is_relation (self, fs, &from, &to))
        continue;
      range = (VbtRange){ parse_offset (begin), parse_offset (end) };
      if (g_str_has_suffix (fs->type, ".Token"))
        g_array_append_val (tokens, range);
      else if (vbt_cas_is_segment (fs))
        g_array_append_val (sentences, range);
      if (!vbt_cas_is_segment (fs) || fs->is_wanted)
        add_span (self, fs, range);
    }
  self->draft->line = 0;
  if (tokens->len == 0)
    return;
  document->tokens = make_segments (self->draft, tokens);
  document->sentences = make_segments (self->draft, sentences);
}

/* (transfer full): what the document is called in the file, else the file itself. */
static char *
make_name (VbtCas *self, const VbtCasFs *sofa)
{
  g_autofree char *base = vbt_draft_make_name (self->draft);
  const char *view = vbt_cas_get (self, sofa, "sofaID");

  for (guint i = 0; i < self->structures->len; i++)
    {
      const VbtCasFs *fs = &g_array_index (self->structures, VbtCasFs, i);
      const char *name = is_metadata (fs) ? vbt_cas_get (self, fs, "documentId") : NULL;
      const char *own = name != NULL ? vbt_cas_get (self, fs, "sofa") : NULL;

      if (own != NULL && name[0] != '\0' && g_str_equal (own, sofa->id))
        return g_strdup (name);
    }
  if (self->n_documents == 0 || view == NULL)
    return g_steal_pointer (&base);
  return g_strdup_printf ("%s:%s", base, view);
}

static gboolean
make_document (VbtCas *self, const VbtCasFs *sofa, GError **error)
{
  const char *text = vbt_cas_get (self, sofa, "sofaString");
  g_autofree char *name = NULL;

  self->draft->line = sofa->line;
  if (text == NULL)
    {
      vbt_draft_problem (
          self->draft, _ ("The view “%.40s” was left out: it has no text in this file"),
          vbt_cas_get (self, sofa, "sofaID") != NULL ? vbt_cas_get (self, sofa, "sofaID")
                                                     : sofa->id);
      return TRUE;
    }
  name = make_name (self, sofa);
  if (!vbt_draft_begin (self->draft, name, text))
    return TRUE;
  self->n_documents++;
  g_ptr_array_set_size (self->spanned, 0);
  read_structures (self, sofa->id);
  vbt_draft_settle (self->draft);
  vbt_cas_link (self, sofa->id);
  return vbt_draft_end (self->draft, error);
}

/* What refers to a text or is listed by a view that is not there. */
static void
report_dangling (VbtCas *self)
{
  for (guint i = 0; i < self->structures->len; i++)
    {
      const VbtCasFs *fs = &g_array_index (self->structures, VbtCasFs, i);
      const char *sofa = vbt_cas_get (self, fs, "sofa");
      const char *members
          = g_str_equal (fs->type, "uima.cas.View") ? vbt_cas_get (self, fs, "members") : NULL;
      g_auto (GStrv) ids = members != NULL ? g_strsplit (members, " ", -1) : NULL;

      self->draft->line = fs->line;
      if (sofa != NULL && vbt_cas_find (self, sofa) == NULL)
        vbt_draft_problem (self->draft, _ ("%s %s was left out: %.40s does not exist"), fs->type,
                           fs->id, sofa);
      for (guint j = 0; ids != NULL && ids[j] != NULL; j++)
        if (ids[j][0] != '\0' && vbt_cas_find (self, ids[j]) == NULL)
          vbt_draft_problem (self->draft, _ ("The view has a member %.40s that does not exist"),
                             ids[j]);
    }
}

/* Makes a document of each text, with all that was added. */
gboolean
vbt_cas_make_documents (VbtCas *self, GCancellable *cancellable, GError **error)
{
  guint n_sofas = 0;

  report_dangling (self);
  vbt_cas_want_tokens (self);
  for (guint i = 0; i < self->structures->len; i++)
    {
      const VbtCasFs *fs = &g_array_index (self->structures, VbtCasFs, i);

      if (!g_str_equal (fs->type, "uima.cas.Sofa"))
        continue;
      if (++n_sofas > 100)
        {
          g_set_error_literal (error, VBT_ERROR, VBT_ERROR_FORMAT,
                               _ ("There are more than 100 views: split the file"));
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !make_document (self, fs, error))
        return FALSE;
    }
  self->draft->line = 0;
  if (n_sofas == 0)
    vbt_draft_problem (self->draft, _ ("The file has no text"));
  return TRUE;
}

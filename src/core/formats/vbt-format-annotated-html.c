/* vbt-format-annotated-html.c: a page with the marks as in the window, for showing and printing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-xml.h"
#include "model/vbt-colors.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The page is complete in itself: no script, nothing from elsewhere. Every mark says its colours for
 * light and dark itself, since labels may be known only when their document comes. */

/* How strong the ground of a quote is, in two hexadecimal digits: as in the window. */
#define GROUND_LIGHT "1a"
#define GROUND_DARK "2b"

#define MAX_MARKS 12 /* upon each other: what lies below more of them could not be seen */

static const char *const extensions[] = { "html", NULL };

static const char style[]
    = "body{margin:0 auto;max-width:60em;padding:1.5em;background:#fff;color:#1e1e1e;"
      "font:1.05em/1.75 Cantarell,'Noto Sans',system-ui,sans-serif}\n"
      "article{padding-left:11em;margin-bottom:3em}\n"
      "h1{font-size:1.5em;line-height:1.3;margin:1em 0 .3em}\n"
      ".meta,.legend{font-size:.85em;color:#5e5c64;margin:.3em 0 1em}\n"
      ".legend{border-top:1px solid #8884;padding-top:.6em}\n"
      ".legend span.key{white-space:nowrap;margin-right:1.4em;display:inline-block}\n"
      "p{margin:0 0 .9em;white-space:pre-wrap}\n"
      ".q{background:var(--g);border-radius:3px;"
      "-webkit-box-decoration-break:clone;box-decoration-break:clone}\n"
      ".m{text-decoration:underline solid var(--c) .14em;text-underline-offset:.22em;"
      "text-decoration-skip-ink:none}\n"
      ".m .m{text-underline-offset:.42em}.m .m .m{text-underline-offset:.6em}\n"
      ".cue{text-decoration-style:dotted}.speaker{text-decoration-style:double}\n"
      ".suggested{opacity:.75}.m.suggested{text-decoration-style:dashed}\n"
      ".who{float:left;clear:left;width:10em;margin-left:-11em;text-align:right;color:var(--c);"
      "font-size:.82em;line-height:1.5;font-weight:600;padding-top:.3em;text-decoration:none}\n"
      ".tag{font-size:.7em;color:var(--c);border:1px solid var(--c);border-radius:1em;"
      "padding:0 .6em;margin-right:.5em}\n"
      "@media(max-width:44em){article{padding-left:0}.who{float:none;margin:0 .4em 0 "
      "0;width:auto}}\n"
      "@media(prefers-color-scheme:dark){body{background:#1e1e1e;color:#eee}"
      ".meta,.legend{color:#b5b3ba}\n"
      "[style*='--d']{--c:var(--d)!important;--g:var(--h)!important}}\n"
      "@media print{body{max-width:none;padding:0;print-color-adjust:exact;"
      "-webkit-print-color-adjust:exact}p{orphans:2;widows:2}}\n";

typedef struct
{
  guint n_documents;
} State;

/** Mark: a fragment that is to be drawn. */
typedef struct
{
  VbtRange range;
  const VbtAnnotation *annotation;
  gboolean is_first; /* of its fragments */
  gboolean was_begun;
} Mark;

typedef struct
{
  const VbtCatalog *catalog;
  const VbtDocument *document;
  GString *out;
  GArray *marks;        /* of Mark, by where they begin */
  GPtrArray *active;    /* of Mark */
  GHashTable *speakers; /* VbtId to the number of a colour, + 1 */
  GHashTable *decided;  /* set of VbtId */
  char *last_name;      /* (nullable): in the margin of this paragraph */
} Writer;

static gboolean
html_begin (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  if (vbt_output_get_data (output) == NULL)
    vbt_output_set_data (output, g_new0 (State, 1), g_free);
  return TRUE;
}

static gboolean
write_head (VbtOutput *output, const char *title, GError **error)
{
  g_autoptr (GString) head
      = g_string_new ("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");

  vbt_xml_append_text (head, title, -1);
  g_string_append_printf (head, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", style);
  return vbt_output_write (output, head->str, (gssize)head->len, error);
}

static const VbtLabel *
get_label (const Writer *self, const VbtAnnotation *annotation)
{
  return vbt_schema_get_label (self->catalog->schema, annotation->label);
}

static gboolean
is_quote (const Writer *self, const VbtAnnotation *annotation)
{
  return annotation->kind == VBT_KIND_SPAN
         && g_str_equal (get_label (self, annotation)->name, VBT_LABEL_QUOTE);
}

static void
append_colors (GString *out, const VbtColor *color)
{
  g_string_append_printf (
      out, " style=\"--c:#%06x;--d:#%06x;--g:#%06x" GROUND_LIGHT ";--h:#%06x" GROUND_DARK "\"",
      color->rgb[0], color->rgb[1], color->rgb[0], color->rgb[1]);
}

/* Who says a quote: 0 where nobody is known. */
static VbtId
find_speaker (const Writer *self, const VbtAnnotation *quote)
{
  VbtId speaker = vbt_document_get_speaker (self->document, self->catalog, quote);

  if (speaker == 0 && quote->entities != NULL && quote->entities->len > 0)
    speaker = g_array_index (quote->entities, VbtId, 0);
  return speaker;
}

static const VbtColor *
find_color (const Writer *self, const VbtAnnotation *annotation)
{
  const VbtColor *color = vbt_colors_find_label (get_label (self, annotation)->color);
  VbtId speaker = is_quote (self, annotation) ? find_speaker (self, annotation) : 0;

  if (is_quote (self, annotation))
    return vbt_colors_get_speaker (GPOINTER_TO_INT (g_hash_table_lookup (self->speakers, &speaker))
                                   - 1);
  if (color != NULL)
    return color;
  return get_label (self, annotation)->color == NULL
             ? &vbt_colors_labels[(guint64)annotation->label % VBT_COLORS_LABELS]
             : &vbt_color_neutral;
}

/* The colours follow from who speaks in the article, as in the window. */
static void
pick_speakers (Writer *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (VbtId));
  guint8 taken[VBT_COLORS_SPEAKERS] = { 0 };

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];
      VbtId id = is_quote (self, annotation) ? find_speaker (self, annotation) : 0;

      if (id != 0)
        g_array_append_val (ids, id);
    }
  g_array_sort (ids, vbt_id_compare);
  for (guint i = 0; i < ids->len; i++)
    {
      VbtId id = g_array_index (ids, VbtId, i);
      int color;

      if (g_hash_table_contains (self->speakers, &id))
        continue;
      color = vbt_colors_pick_speaker (id, taken);
      taken[color]++;
      g_hash_table_insert (self->speakers, g_memdup2 (&id, sizeof id), GINT_TO_POINTER (color + 1));
    }
}

static const char *
name_of (const Writer *self, VbtId entity)
{
  const VbtEntity *found = entity != 0 ? vbt_catalog_get_entity (self->catalog, entity) : NULL;

  return found != NULL ? found->name : NULL;
}

/* (transfer full): what is in the margin beside a quote. */
static char *
describe_speaker (const Writer *self, const VbtAnnotation *quote)
{
  const char *name = name_of (self, find_speaker (self, quote));
  const VbtAnnotation *speaker
      = vbt_document_follow (self->document, self->catalog, quote, VBT_RELATION_SPEAKER);

  if (name != NULL)
    return g_strdup (name);
  return speaker != NULL ? vbt_document_get_covered_text (self->document, speaker)
                         : g_strdup (_ ("Unknown speaker"));
}

/* What the mark is, for the pointer that rests on it and for those who cannot see colours. */
static void
append_title (Writer *self, const VbtAnnotation *annotation)
{
  g_autoptr (GString) title = g_string_new (get_label (self, annotation)->name);

  for (guint i = 0; annotation->entities != NULL && i < annotation->entities->len; i++)
    {
      const char *name = name_of (self, g_array_index (annotation->entities, VbtId, i));

      if (name != NULL)
        g_string_append_printf (title, " → %s", name);
    }
  for (guint i = 0; i < annotation->values->len; i++)
    {
      const VbtValue *value = annotation->values->pdata[i];
      g_autofree char *text = vbt_value_to_text (value->value);

      g_string_append_printf (
          title, "\n%s: %s",
          vbt_schema_get_attribute (self->catalog->schema, value->attribute)->name, text);
    }
  if (annotation->note != NULL)
    g_string_append_printf (title, "\n%s", annotation->note);
  vbt_xml_append_attribute (self->out, "title", title->str);
}

static void
append_class (Writer *self, const VbtAnnotation *annotation)
{
  const char *name = get_label (self, annotation)->name;

  g_string_append_printf (
      self->out, "<span class=\"%s%s%s\"", is_quote (self, annotation) ? "q" : "m",
      g_str_equal (name, VBT_LABEL_CUE)       ? " cue"
      : g_str_equal (name, VBT_LABEL_SPEAKER) ? " speaker"
                                              : "",
      vbt_document_is_suggestion (self->document, self->catalog, annotation) ? " suggested" : "");
  append_colors (self->out, find_color (self, annotation));
}

/* The name stands beside the beginning of a quote, and only once for several of a paragraph in a row. */
static void
append_margin (Writer *self, Mark *mark)
{
  g_autofree char *name = NULL;

  if (!is_quote (self, mark->annotation) || !mark->is_first || mark->was_begun)
    return;
  name = describe_speaker (self, mark->annotation);
  if (g_strcmp0 (name, self->last_name) == 0)
    return;
  g_free (self->last_name);
  self->last_name = g_strdup (name);
  g_string_append (self->out, "<span class=\"who\"");
  append_colors (self->out, find_color (self, mark->annotation));
  g_string_append_c (self->out, '>');
  vbt_xml_append_text (self->out, name, -1);
  g_string_append (self->out, "</span>");
}

static void
append_segment (Writer *self, VbtOffset start, VbtOffset end)
{
  const char *text = vbt_text_at (self->document->text, start);
  guint n = MIN (self->active->len, MAX_MARKS);

  for (guint i = 0; i < self->active->len; i++)
    {
      Mark *mark = self->active->pdata[i];

      append_margin (self, mark);
      mark->was_begun = TRUE;
    }
  for (guint i = 0; i < n; i++)
    {
      const Mark *mark = self->active->pdata[i];

      append_class (self, mark->annotation);
      append_title (self, mark->annotation);
      g_string_append_c (self->out, '>');
    }
  vbt_xml_append_text (self->out, text, vbt_text_at (self->document->text, end) - text);
  for (guint i = 0; i < n; i++)
    g_string_append (self->out, "</span>");
}

/* What somebody decided on is there again as their own, or is not meant to be seen. */
static void
find_decided (Writer *self)
{
  for (guint i = 0; i < self->document->decisions->len; i++)
    {
      VbtId id = g_array_index (self->document->decisions, VbtDecision, i).suggestion;

      g_hash_table_add (self->decided, g_memdup2 (&id, sizeof id));
    }
}

static gboolean
is_shown (const Writer *self, const VbtAnnotation *annotation)
{
  return annotation->kind == VBT_KIND_SPAN
         && !g_hash_table_contains (self->decided, &annotation->id);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const Mark *x = a, *y = b;

  if (x->range.start != y->range.start)
    return x->range.start < y->range.start ? -1 : 1;
  return x->range.end > y->range.end ? -1 : x->range.end < y->range.end;
}

static void
collect_marks (Writer *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];

      for (guint j = 0;
           is_shown (self, annotation) && j < vbt_annotation_get_n_fragments (annotation); j++)
        {
          Mark mark = { vbt_annotation_get_fragment (annotation, j), annotation, j == 0, FALSE };

          g_array_append_val (self->marks, mark);
        }
    }
  g_array_sort (self->marks, compare_marks);
}

/* Where what is drawn changes next: a mark begins or ends, or the line does. */
static VbtOffset
find_next (const Writer *self, VbtOffset at, VbtOffset line_end, guint next)
{
  VbtOffset stop = line_end;

  if (next < self->marks->len)
    stop = MIN (stop, g_array_index (self->marks, Mark, next).range.start);
  for (guint i = 0; i < self->active->len; i++)
    stop = MIN (stop, ((Mark *)self->active->pdata[i])->range.end);
  return MAX (stop, at + 1);
}

static void
close_marks (Writer *self, VbtOffset at)
{
  for (guint i = self->active->len; i > 0; i--)
    if (((Mark *)self->active->pdata[i - 1])->range.end <= at)
      g_ptr_array_remove_index (self->active, i - 1);
}

static void
append_line (Writer *self, VbtOffset start, VbtOffset end, guint *next)
{
  VbtOffset at = start;

  g_clear_pointer (&self->last_name, g_free);
  g_string_append (self->out, "<p dir=\"auto\">");
  while (at < end)
    {
      VbtOffset stop;

      close_marks (self, at);
      for (; *next < self->marks->len && g_array_index (self->marks, Mark, *next).range.start <= at;
           (*next)++)
        g_ptr_array_add (self->active, &g_array_index (self->marks, Mark, *next));
      close_marks (self, at);
      stop = MIN (find_next (self, at, end, *next), end);
      append_segment (self, at, stop);
      at = stop;
    }
  g_string_append (self->out, "</p>\n");
}

static void
append_text (Writer *self)
{
  const char *text = vbt_text_get_utf8 (self->document->text);
  VbtOffset start = 0, length = vbt_text_get_length (self->document->text);
  guint next = 0;

  collect_marks (self);
  while (start < length)
    {
      const char *line = vbt_text_at (self->document->text, start);
      const char *end = strchr (line, '\n');
      VbtOffset stop = end != NULL
                           ? vbt_text_byte_to_offset (self->document->text, (gsize)(end - text))
                           : length;

      if (stop > start)
        append_line (self, start, stop, &next);
      start = stop + 1;
    }
}

static void
append_head (Writer *self)
{
  static const char *const keys[]
      = { VBT_METADATA_BYLINE, VBT_METADATA_SOURCE, VBT_METADATA_PUBLISHED, VBT_METADATA_URL };
  const char *language = vbt_document_get_metadata (self->document, VBT_METADATA_LANGUAGE);
  guint n = 0;

  g_string_append (self->out, "<article");
  if (language != NULL)
    vbt_xml_append_attribute (self->out, "lang", language);
  g_string_append (self->out, ">\n<h1 dir=\"auto\">");
  vbt_xml_append_text (self->out, vbt_document_get_title (self->document), -1);
  g_string_append (self->out, "</h1>\n<div class=\"meta\">");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = vbt_document_get_metadata (self->document, keys[i]);

      if (value == NULL)
        continue;
      g_string_append (self->out, n++ > 0 ? " · " : "");
      vbt_xml_append_text (self->out, value, -1);
    }
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = self->document->annotations->pdata[i];

      if (annotation->kind != VBT_KIND_DOCUMENT)
        continue;
      g_string_append (self->out, " <span class=\"tag\"");
      append_colors (self->out, find_color (self, annotation));
      g_string_append_c (self->out, '>');
      vbt_xml_append_text (self->out, get_label (self, annotation)->name, -1);
      g_string_append (self->out, "</span>");
    }
  g_string_append (self->out, "</div>\n");
}

static void
append_key (Writer *self, const VbtAnnotation *annotation, const char *text, guint n)
{
  g_string_append (self->out, "<span class=\"key\">");
  append_class (self, annotation);
  g_string_append_c (self->out, '>');
  vbt_xml_append_text (self->out, text, -1);
  g_string_append_printf (self->out, "</span> %u</span>\n", n);
}

/* (transfer full): what the legend calls it: a quote by who says it. */
static char *
key_of (const Writer *self, const VbtAnnotation *annotation)
{
  g_autofree char *speaker
      = is_quote (self, annotation) ? describe_speaker (self, annotation) : NULL;

  return speaker != NULL ? g_strdup_printf ("“%s”", speaker)
                         : g_strdup (get_label (self, annotation)->name);
}

static void
append_legend (Writer *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) firsts = g_ptr_array_new ();

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *annotation = self->document->annotations->pdata[i];
      g_autofree char *key = annotation->kind == VBT_KIND_SPAN ? key_of (self, annotation) : NULL;
      guint n = key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) : 0;

      if (key == NULL)
        continue;
      if (n == 0)
        g_ptr_array_add (firsts, annotation);
      g_hash_table_replace (counts, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
    }
  if (firsts->len > 0)
    g_string_append (self->out, "<div class=\"legend\">\n");
  for (guint i = 0; i < firsts->len; i++)
    {
      g_autofree char *key = key_of (self, firsts->pdata[i]);

      append_key (self, firsts->pdata[i], key,
                  GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)));
    }
  g_string_append (self->out, firsts->len > 0 ? "</div>\n</article>\n" : "</article>\n");
}

static gboolean
html_write (VbtOutput *output, const VbtCatalog *catalog, const VbtDocument *document,
            GError **error)
{
  State *state = vbt_output_get_data (output);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_autoptr (GPtrArray) active = g_ptr_array_new ();
  g_autoptr (GHashTable) speakers
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) decided
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Writer self = { catalog, document, out, marks, active, speakers, decided, NULL };

  find_decided (&self);
  pick_speakers (&self);
  append_head (&self);
  append_text (&self);
  append_legend (&self);
  g_free (self.last_name);
  return (state->n_documents++ > 0 || write_head (output, vbt_document_get_title (document), error))
         && vbt_output_write (output, out->str, (gssize)out->len, error);
}

static gboolean
html_end (VbtOutput *output, const VbtCatalog *catalog, GError **error)
{
  const State *state = vbt_output_get_data (output);

  return (state->n_documents > 0 || write_head (output, "Verbatim", error))
         && vbt_output_write (output, "</body>\n</html>\n", -1, error);
}

static void
html_losses (const VbtCatalog *catalog, const VbtDocument *document, VbtLosses *losses)
{
  vbt_losses_add (losses, _ ("A page is to be looked at: it cannot be read back"), document, NULL);
  for (guint i = 0; i < document->annotations->len; i++)
    {
      const VbtAnnotation *annotation = document->annotations->pdata[i];
      const char *name = vbt_schema_get_label (catalog->schema, annotation->label)->name;

      if (annotation->kind == VBT_KIND_RELATION && !g_str_equal (name, VBT_RELATION_SPEAKER))
        vbt_losses_add (losses, _ ("Relations are left out, but who says a quote"), document,
                        annotation);
    }
  vbt_losses_count (losses, document,
                    VBT_HOLDS_RELATIONS | VBT_HOLDS_DOCUMENT_LABELS | VBT_HOLDS_FRAGMENTS
                        | VBT_HOLDS_VALUES | VBT_HOLDS_ENTITIES | VBT_HOLDS_NOTES
                        | VBT_HOLDS_METADATA | VBT_HOLDS_NAMES);
}

const VbtFormat vbt_format_annotated_html = {
  .name = "annotated-html",
  .title = N_ ("Web page with the marks"),
  .description
  = N_ ("One page with the articles as the window shows them, for showing and printing"),
  .extensions = extensions,
  .mime = "text/html",
  .flags = VBT_FORMAT_WRITES | VBT_FORMAT_STREAM,
  .begin = html_begin,
  .write = html_write,
  .end = html_end,
  .losses = html_losses,
};

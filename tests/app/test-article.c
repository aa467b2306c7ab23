/* test-article.c: the actions of the article, and what they do to the model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/article-fixture.h"

#include "article/vbt-article-heading.h"
#include "article/vbt-article-private.h"

static void
open_plain (Fixture *self)
{
  g_autoptr (VbtDocument) document = fixture_make_document (FIXTURE_TEXT);

  fixture_insert (self, document);
  fixture_spin ();
}

/* A quote with speaker and cue, as a tagger suggests it, and a place of my own. */
static void
open_tagged (Fixture *self)
{
  g_autoptr (VbtDocument) document = fixture_make_document (FIXTURE_TEXT);
  VbtAnnotation *quote, *speaker, *cue;

  quote = fixture_add (self, document, "Quote", "“We are interested in joining efforts,”", TRUE);
  speaker = fixture_add (self, document, "Speaker", "Lavrov said", TRUE);
  vbt_annotation_set_end (speaker, vbt_annotation_get_extent (speaker).start + 6);
  cue = fixture_add (self, document, "Cue", "said", TRUE);
  fixture_link (self, document, "speaker", quote, speaker);
  fixture_link (self, document, "cue", quote, cue);
  fixture_add (self, document, "Location", "Stockholm", FALSE);
  vbt_document_set_metadata (document, VBT_METADATA_SOURCE, "Wire");
  vbt_document_set_metadata (document, VBT_METADATA_TITLE, "Diplomats discuss");
  vbt_document_sort (document);
  fixture_insert (self, document);
  fixture_spin ();
}

static void
test_label_selection (Fixture *self, gconstpointer data)
{
  VbtRange words, selection;

  open_plain (self);
  words = fixture_find (self, "Stockholm", 0);
  vbt_article_select_range (VBT_ARTICLE (self->article), words);
  g_assert_true (vbt_article_get_selection (VBT_ARTICLE (self->article), &selection));
  g_assert_cmpint (selection.start, ==, words.start);
  g_assert_cmpint (selection.end, ==, words.end);
  fixture_put_label (self, "Location");
  g_assert_nonnull (fixture_get (self, "Location", words));
  g_assert_false (vbt_article_get_selection (VBT_ARTICLE (self->article), &selection));
  g_assert_cmpint (vbt_session_get_selected (self->session), ==,
                   fixture_get (self, "Location", words)->id);

  /* It is selected now, so another label is put in the place of its label. */
  fixture_put_label (self, "Organization");
  g_assert_null (fixture_get (self, "Location", words));
  g_assert_nonnull (fixture_get (self, "Organization", words));
  g_assert_cmpuint (vbt_session_get_spans (self->session)->len, ==, 1);
}

/* White space around what was selected does not become part of a span. */
static void
test_label_trims (Fixture *self, gconstpointer data)
{
  VbtRange words, wider;

  open_plain (self);
  words = fixture_find (self, "Antony Blinken", 0);
  wider = (VbtRange){ words.start - 1, words.end + 1 };
  vbt_article_select_range (VBT_ARTICLE (self->article), wider);
  fixture_put_label (self, "Person");
  g_assert_nonnull (fixture_get (self, "Person", words));

  wider = fixture_find (self, "\n\n", 0);
  vbt_article_select_range (VBT_ARTICLE (self->article), wider);
  vbt_session_set_selected (self->session, 0);
  vbt_article_select_range (VBT_ARTICLE (self->article), wider);
  fixture_put_label (self, "Person");
  g_assert_cmpuint (vbt_session_get_spans (self->session)->len, ==, 1);
}

static void
test_label_word_at_caret (Fixture *self, gconstpointer data)
{
  VbtRange word;

  open_plain (self);
  word = fixture_find (self, "MOSCOW", 0);
  vbt_article_select_range (VBT_ARTICLE (self->article),
                            (VbtRange){ word.start + 2, word.start + 2 });
  fixture_put_label (self, "Location");
  g_assert_nonnull (fixture_get (self, "Location", word));
}

static void
test_steps (Fixture *self, gconstpointer data)
{
  VbtId first, id;
  GPtrArray *spans;

  open_tagged (self);
  spans = vbt_session_get_spans (self->session);
  g_assert_cmpuint (spans->len, ==, 4);
  first = ((VbtAnnotation *)g_ptr_array_index (spans, 0))->id;
  for (guint round = 0; round < 5; round++)
    {
      id = ((VbtAnnotation *)g_ptr_array_index (vbt_session_get_spans (self->session), round % 4))
               ->id;
      g_assert_true (fixture_act (self, "article.next-annotation"));
      g_assert_cmpint (vbt_session_get_selected (self->session), ==, id);
    }
  g_assert_cmpint (vbt_session_get_selected (self->session), ==, first);
  fixture_act (self, "article.previous-annotation");
  id = ((VbtAnnotation *)g_ptr_array_index (vbt_session_get_spans (self->session), 3))->id;
  g_assert_cmpint (vbt_session_get_selected (self->session), ==, id);

  /* The first annotation is mine: no step among the suggestions goes there. */
  for (guint i = 0; i < 6; i++)
    {
      fixture_act (self, "article.next-suggestion");
      g_assert_cmpint (vbt_session_get_selected (self->session), !=, first);
    }
}

static void
test_accept_reject (Fixture *self, gconstpointer data)
{
  VbtRange quote;
  const VbtAnnotation *mine;

  open_tagged (self);
  quote = fixture_find (self, "“We are interested in joining efforts,”", 0);
  fixture_act (self, "article.next-suggestion");
  g_assert_true (fixture_act (self, "article.accept"));
  mine = fixture_get (self, "Quote", quote);
  g_assert_nonnull (mine);
  g_assert_cmpint (vbt_session_get_selected (self->session), ==, mine->id);
  /* With the quote came what it needs. */
  g_assert_nonnull (fixture_get (self, "Cue", fixture_find (self, "said", 0)));
  /* What is mine cannot be accepted once more. */
  fixture_act (self, "article.accept");
  g_assert_cmpuint (vbt_session_get_spans (self->session)->len, ==, 4);
}

static void
test_delete (Fixture *self, gconstpointer data)
{
  VbtRange place;

  open_tagged (self);
  place = fixture_find (self, "Stockholm", 0);
  vbt_session_set_selected (self->session, fixture_get (self, "Location", place)->id);
  g_assert_true (fixture_act (self, "article.delete"));
  g_assert_null (fixture_get (self, "Location", place));
  g_assert_true (vbt_session_undo (self->session));
  fixture_spin ();
  g_assert_nonnull (fixture_get (self, "Location", place));
}

static void
test_edges (Fixture *self, gconstpointer data)
{
  VbtRange place;

  open_tagged (self);
  place = fixture_find (self, "Stockholm", 0);
  vbt_session_set_selected (self->session, fixture_get (self, "Location", place)->id);
  fixture_act (self, "article.start-back");
  g_assert_nonnull (fixture_get (self, "Location", fixture_find (self, "in Stockholm", 0)));
  fixture_act (self, "article.start-back");
  g_assert_nonnull (fixture_get (self, "Location", fixture_find (self, "met in Stockholm", 0)));
  fixture_act (self, "article.start-forward");
  fixture_act (self, "article.start-forward");
  g_assert_nonnull (fixture_get (self, "Location", place));
  fixture_act (self, "article.end-forward");
  g_assert_nonnull (fixture_get (self, "Location", fixture_find (self, "Stockholm.", 0)));
  fixture_act (self, "article.end-back");
  fixture_act (self, "article.end-back-character");
  g_assert_nonnull (fixture_get (self, "Location", fixture_find (self, "Stockhol", 0)));
  fixture_act (self, "article.start-forward-character");
  g_assert_nonnull (fixture_get (self, "Location", fixture_find (self, "tockhol", 0)));
  /* Nothing is left of a span whose edges meet, so they do not. */
  for (int i = 0; i < 20; i++)
    gtk_widget_activate_action (self->article, "article.start-forward-character", NULL);
  g_assert_nonnull (fixture_get (self, "Location", fixture_find (self, "l", 1)));
}

static const VbtAnnotation *
find_relation_to (Fixture *self, VbtId to)
{
  GPtrArray *relations = vbt_session_get_relations (self->session);

  for (guint i = 0; i < relations->len; i++)
    if (((VbtAnnotation *)g_ptr_array_index (relations, i))->to == to)
      return g_ptr_array_index (relations, i);
  return NULL;
}

static VbtId
put_label (Fixture *self, const char *label, VbtRange range)
{
  vbt_article_select_range (VBT_ARTICLE (self->article), range);
  fixture_put_label (self, label);
  return vbt_session_get_selected (self->session);
}

/* The first speaker is linked by itself, another one by hand. */
static void
test_link (Fixture *self, gconstpointer data)
{
  VbtId quote, speaker, other;

  open_plain (self);
  speaker = put_label (self, "Speaker", fixture_find (self, "Blinken", 1));
  quote = put_label (self, "Quote", fixture_find (self, "that it is a concern", 0));
  g_assert_cmpint (find_relation_to (self, speaker)->from, ==, quote);
  other = put_label (self, "Speaker", fixture_find (self, "Stockholm", 0));
  g_assert_null (find_relation_to (self, other));
  vbt_session_set_selected (self->session, quote);
  g_assert_true (fixture_act (self, "article.link"));
  fixture_shoot (self, "article-link");
  /* The only other end that the schema still allows is proposed; a click on it takes it. */
  g_signal_emit_by_name (self->view, "mark-chosen", other);
  g_assert_cmpuint (vbt_session_get_relations (self->session)->len, ==, 2);
  g_assert_cmpint (find_relation_to (self, other)->from, ==, quote);
  g_assert_cmpint (vbt_session_get_selected (self->session), ==, quote);
}

static void
test_link_left (Fixture *self, gconstpointer data)
{
  open_tagged (self);
  vbt_article_select_range (VBT_ARTICLE (self->article), fixture_find (self, "Blinken", 1));
  fixture_put_label (self, "Speaker");
  fixture_act (self, "article.previous-suggestion");
  fixture_act (self, "article.previous-suggestion");
  fixture_act (self, "article.previous-suggestion");
  fixture_act (self, "article.link");
  fixture_act (self, "article.clear");
  g_assert_cmpuint (vbt_session_get_relations (self->session)->len, ==, 2);
  g_assert_cmpint (vbt_session_get_selected (self->session), !=, 0);
  fixture_act (self, "article.clear");
  g_assert_cmpint (vbt_session_get_selected (self->session), ==, 0);
}

static void
test_find (Fixture *self, gconstpointer data)
{
  VbtArticle *article = VBT_ARTICLE (self->article);
  guint current;

  open_tagged (self);
  vbt_article_find (article, "LAVROV");
  g_assert_cmpuint (vbt_article_get_n_hits (article, &current), ==, 2);
  g_assert_cmpuint (current, ==, 1);
  vbt_article_find_next (article, TRUE);
  vbt_article_get_n_hits (article, &current);
  g_assert_cmpuint (current, ==, 2);
  vbt_article_find_next (article, TRUE);
  vbt_article_get_n_hits (article, &current);
  g_assert_cmpuint (current, ==, 1);
  fixture_shoot (self, "article-find");
  vbt_article_find (article, "nowhere");
  g_assert_cmpuint (vbt_article_get_n_hits (article, &current), ==, 0);
  g_assert_cmpuint (current, ==, 0);
  vbt_article_find (article, NULL);
  g_assert_cmpuint (vbt_article_get_n_hits (article, NULL), ==, 0);
}

static void
test_describe (Fixture *self, gconstpointer data)
{
  GPtrArray *spans;
  g_autofree char *place = NULL;
  g_autofree char *quote = NULL;

  open_tagged (self);
  spans = vbt_session_get_spans (self->session);
  place = vbt_article_describe (self->session, g_ptr_array_index (spans, 0));
  g_assert_cmpstr (place, ==, "Location “Stockholm”");
  quote = vbt_article_describe (self->session, g_ptr_array_index (spans, 1));
  g_assert_cmpstr (quote, ==, "Quote by “Lavrov”, direct, suggested");
}

/* Documents come and go, with annotations selected and links begun. */
static void
test_documents_change (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) empty = NULL;

  open_tagged (self);
  fixture_act (self, "article.next-suggestion");
  fixture_act (self, "article.link");
  empty = fixture_make_document ("");
  fixture_insert (self, empty);
  fixture_spin ();
  fixture_act (self, "article.next-annotation");
  fixture_act (self, "article.select-word");
  fixture_put_label (self, "Person");
  g_assert_cmpuint (vbt_session_get_spans (self->session)->len, ==, 0);
  vbt_article_set_session (VBT_ARTICLE (self->article), NULL);
  fixture_spin ();
  g_assert_false (gtk_widget_activate_action (self->article, "article.undo", NULL));
  vbt_article_set_session (VBT_ARTICLE (self->article), self->session);
  fixture_spin ();
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Who shows where the reader is hears of another document, and of another part of it. */
static void
test_visible_range (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VbtDocument) document = NULL;
  guint count = 0;
  VbtRange range;

  for (int i = 0; i < 200; i++)
    g_string_append (text, "A paragraph that says nothing in particular.\n\n");
  g_signal_connect_swapped (self->view, "range-changed", G_CALLBACK (count_cb), &count);
  document = fixture_make_document (text->str);
  fixture_insert (self, document);
  fixture_spin ();
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (vbt_article_view_get_visible_range (self->view, &range));
  g_assert_cmpint (range.start, ==, 0);
  g_assert_cmpint (range.end, >, 100);
  g_assert_cmpint (range.end, <, 5000);
  vbt_article_view_scroll_to (self->view, (VbtRange){ 6000, 6010 });
  fixture_spin ();
  g_assert_cmpuint (count, ==, 2);
  g_assert_true (vbt_article_view_get_visible_range (self->view, &range));
  g_assert_cmpint (range.start, <=, 6000);
  g_assert_cmpint (range.end, >=, 6010);
}

/* Nothing is offered for a paragraph in which nothing waits. */
static void
test_suggestions_of_paragraph (Fixture *self, gconstpointer data)
{
  VbtRange place;

  open_tagged (self);
  place = fixture_find (self, "Stockholm", 0);
  vbt_session_set_selected (self->session, fixture_get (self, "Location", place)->id);
  g_assert_false (vbt_article_has_suggestions (VBT_ARTICLE (self->article)));
  fixture_act (self, "article.next-suggestion");
  g_assert_true (vbt_article_has_suggestions (VBT_ARTICLE (self->article)));
  fixture_act (self, "article.accept-paragraph");
  g_assert_false (vbt_article_has_suggestions (VBT_ARTICLE (self->article)));
}

static GskRenderNode *
draw (Fixture *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->view));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (self->view)),
                          gtk_widget_get_height (GTK_WIDGET (self->view)));
  return gtk_snapshot_free_to_node (snapshot);
}

/* What GTK finds different: it compares nodes of one type at one place, and repeated ones never. */
static guint
count_differences (GskRenderNode *a, GskRenderNode *b)
{
  GskRenderNodeType type = gsk_render_node_get_node_type (a);
  guint n = 0;

  g_assert_cmpint (type, !=, GSK_REPEAT_NODE);
  g_assert_cmpint (type, !=, GSK_CAIRO_NODE);
  if (type != gsk_render_node_get_node_type (b))
    return 1;
  if (type == GSK_TRANSFORM_NODE)
    return count_differences (gsk_transform_node_get_child (a), gsk_transform_node_get_child (b));
  if (type == GSK_CLIP_NODE)
    return count_differences (gsk_clip_node_get_child (a), gsk_clip_node_get_child (b));
  if (type == GSK_CONTAINER_NODE)
    {
      guint n_a = gsk_container_node_get_n_children (a);
      guint n_b = gsk_container_node_get_n_children (b);

      for (guint i = 0; i < MIN (n_a, n_b); i++)
        n += count_differences (gsk_container_node_get_child (a, i),
                                gsk_container_node_get_child (b, i));
      return n + MAX (n_a, n_b) - MIN (n_a, n_b);
    }
  g_autoptr (GBytes) first = gsk_render_node_serialize (a);
  g_autoptr (GBytes) second = gsk_render_node_serialize (b);
  return !g_bytes_equal (first, second);
}

/* A mark more on the first line, and the others are not drawn anew. */
static void
test_drawn_again (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GskRenderNode *before, *after;
  guint n;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "Nobody of No. %u said it.\n", i);
  document = fixture_make_document (text->str);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *words = g_strdup_printf ("No. %u ", i);

      fixture_add (self, document, "Person", words, i % 2 == 0);
    }
  vbt_document_sort (document);
  fixture_insert (self, document);
  fixture_spin ();
  before = draw (self);
  vbt_article_select_range (VBT_ARTICLE (self->article), fixture_find (self, "Nobody", 0));
  fixture_put_label (self, "Organization");
  vbt_session_set_selected (self->session, 0);
  fixture_spin ();
  after = draw (self);
  n = count_differences (before, after);
  /* Its line, its label with its ground, those of the mark beside it, and the caret. */
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (n, <=, 14);
  gsk_render_node_unref (before);
  gsk_render_node_unref (after);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

/* A first line that ends like a sentence, in any script, is no headline. */
static void
test_headline (void)
{
  static const struct
  {
    const char *text;
    VbtOffset end;
  } cases[] = {
    { "Talks on the strait\n\nThey met.", 19 },
    { "They met on Monday.\n\nThey talked.", 0 },
    { "橋の解体計画\n\n町は集会を開いた。", 6 },
    { "町は集会を開いた。\n\n議論は続いた。", 0 },
    { "هل التقيا؟\n\nنعم", 0 },
    { "“We met”\n\nThey said.", 0 },
    { "A headline\nwithout a space below", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VbtText) text = vbt_text_new (cases[i].text, -1, NULL);
      g_autoptr (VbtDocument) document = vbt_document_new ("a.txt", text);
      g_autofree char *kicker = NULL;
      g_autofree char *title = NULL;
      VbtRange headline;

      vbt_article_heading_describe (document, &kicker, &title, &headline);
      g_assert_cmpint (headline.end, ==, cases[i].end);
      g_assert_null (title);
    }
}

int
main (int argc, char **argv)
{
  /* tests/run-headless gives it folders of its own; GTK's schemas have to be found. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("/article/label/selection", test_label_selection);
  ADD ("/article/label/trims", test_label_trims);
  ADD ("/article/label/word-at-caret", test_label_word_at_caret);
  ADD ("/article/steps", test_steps);
  ADD ("/article/accept", test_accept_reject);
  ADD ("/article/suggestions-of-paragraph", test_suggestions_of_paragraph);
  ADD ("/article/drawn-again", test_drawn_again);
  ADD ("/article/delete", test_delete);
  ADD ("/article/edges", test_edges);
  ADD ("/article/link/made", test_link);
  ADD ("/article/link/left", test_link_left);
  ADD ("/article/find", test_find);
  ADD ("/article/describe", test_describe);
  ADD ("/article/documents-change", test_documents_change);
  ADD ("/article/visible-range", test_visible_range);
  g_test_add_func ("/article/headline", test_headline);
  return g_test_run ();
}

/* test-article-marks.c: where marks are: index, geometry, offsets; and their colours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/article-fixture.h"
#include "article/vbt-article-view-private.h"
#include "article/vbt-find.h"
#include "article/vbt-palette.h"

/* All line ends that there are, both ways of writing, what is no letter, and what is two. */
#define ODD_TEXT                                                                                   \
  "one\r\ntwo\rthree\342\200\251four\342\200\250five\n\n😀👨‍👩‍👧‍👦 "            \
  "e\314\201te\t\357\277\274 "                                                                     \
  "\r\r\n"                                                                                         \
  "שלום world עולם (12) end\n\342\200\213zero\302\205next\013x\n"

static void
test_offsets (Fixture *self, gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  g_autoptr (VbtDocument) document = fixture_make_document (ODD_TEXT);
  const VbtText *text = document->text;

  fixture_insert (self, document);
  fixture_spin ();
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, vbt_text_get_length (text));
  for (VbtOffset i = 0; i < vbt_text_get_length (text); i++)
    {
      GtkTextIter start, end;
      g_autofree char *shown = NULL;
      g_autofree char *stored = vbt_text_slice (text, i, i + 1);

      gtk_text_buffer_get_iter_at_offset (buffer, &start, i);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, i + 1);
      shown = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
      g_assert_cmpstr (shown, ==, stored);
    }
}

static VbtDocument *
make_random_document (Fixture *self, GRand *random, int n_spans)
{
  g_autoptr (GString) text = g_string_new (NULL);
  static const char *const labels[]
      = { "Quote", "Cue", "Speaker", "Person", "Location", "Discard" };
  VbtDocument *document;
  VbtOffset length;

  for (int i = 0; i < 40; i++)
    g_string_append (text, "Lorem ipsum dolor sit amet, consectetur adipiscing elit.\n");
  document = fixture_make_document (text->str);
  length = vbt_text_get_length (document->text);
  for (int i = 0; i < n_spans; i++)
    {
      VbtOffset start = g_rand_int_range (random, 0, length - 1);
      VbtOffset end = g_rand_int_range (random, start + 1, MIN (start + 200, length) + 1);
      VbtAnnotation *span = vbt_annotation_new_span (
          fixture_label (self, VBT_KIND_SPAN, labels[i % G_N_ELEMENTS (labels)]), self->me, start,
          end);

      if (end + 10 < length && i % 5 == 0)
        vbt_annotation_add_fragment (span, end + 2, end + 8);
      vbt_document_take_annotation (document, span);
    }
  vbt_document_sort (document);
  return document;
}

/* The index says of every character what going through all spans says. */
static void
test_index (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20211202);
  g_autoptr (VbtDocument) document = make_random_document (self, random, 300);
  const VbtMarks *marks;
  GPtrArray *spans;

  fixture_insert (self, document);
  marks = vbt_article_view_get_marks (self->view);
  spans = vbt_session_get_spans (self->session);
  for (VbtOffset i = 0; i < vbt_text_get_length (document->text); i++)
    {
      g_autoptr (GPtrArray) found = vbt_marks_at (marks, i);
      guint n = 0;

      for (guint k = 0; k < spans->len; k++)
        if (vbt_annotation_covers (g_ptr_array_index (spans, k), i))
          n++;
      g_assert_cmpuint (found->len, ==, n);
    }
  for (guint k = 0; k < spans->len; k++)
    {
      const VbtAnnotation *span = g_ptr_array_index (spans, k);
      const VbtMark *mark = vbt_marks_find (marks, span->id);

      g_assert_true (mark != NULL && mark->annotation == span && mark->fragment == 0);
    }
  g_assert_null (vbt_marks_find (marks, 1));
  fixture_shoot (self, "article-marks");
}

static void
get_char_rect (Fixture *self, VbtOffset offset, GdkRectangle *rect)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &iter,
                                      offset);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), &iter, rect);
  if (rect->width < 0)
    {
      rect->x += rect->width;
      rect->width = -rect->width;
    }
}

static gboolean
is_in (const GdkRectangle *rect, const GdkRectangle *box)
{
  return rect->x >= box->x - 1 && rect->x + rect->width <= box->x + box->width + 1
         && rect->y + rect->height / 2 > box->y
         && rect->y + rect->height / 2 < box->y + box->height;
}

/* Every letter of a range is in one of its rectangles, and no other letter of the line is. */
static void
check_boxes (Fixture *self, VbtRange range)
{
  const VbtText *text = fixture_document (self)->text;
  g_autoptr (GArray) boxes = vbt_article_view_get_boxes (self->view, range);

  for (VbtOffset i = MAX (0, range.start - 60);
       i < MIN (range.end + 60, vbt_text_get_length (text)); i++)
    {
      GdkRectangle rect;
      gboolean inside = FALSE;

      if (g_unichar_isspace (vbt_text_get_char (text, i)))
        continue;
      get_char_rect (self, i, &rect);
      for (guint k = 0; k < boxes->len; k++)
        inside
            = inside || (rect.width > 3 && is_in (&rect, &g_array_index (boxes, VbtBox, k).rect));
      if (rect.width > 3)
        g_assert_cmpint (inside, ==, i >= range.start && i < range.end);
    }
}

static void
check_text (Fixture *self, const char *text, int n_ranges)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (71);
  g_autoptr (VbtDocument) document = fixture_make_document (text);
  VbtOffset length = vbt_text_get_length (document->text);

  fixture_insert (self, document);
  fixture_spin ();
  for (int i = 0; i < n_ranges; i++)
    {
      VbtOffset start = g_rand_int_range (random, 0, length - 2);
      VbtRange range = { start, g_rand_int_range (random, start + 1, length) };

      check_boxes (self, range);
    }
}

static void
test_geometry (Fixture *self, gconstpointer data)
{
  check_text (self, FIXTURE_TEXT FIXTURE_TEXT, 60);
}

static void
test_geometry_bidi (Fixture *self, gconstpointer data)
{
  check_text (self,
              "קראו את New York Times ביום 24 במאי, אמר שר החוץ Lavrov בעיר Stockholm אתמול בערב "
              "ולא הוסיף דבר, כך מסרה סוכנות Reuters לכתבינו שם (12 שעות).\n\n"
              "The word שלום עולם is Hebrew, and שלום 123 is more; then English again and again "
              "until the line ends and wraps with עברית at its end.\n",
              80);
}

/* Where Pango says that the bytes [start, end) of a text on one line are, as pairs of left and right. */
static int *
ask_pango (Fixture *self, const char *line, int start, int end, int *n_pairs, int *width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), line);
  int *pairs = NULL;

  pango_layout_line_get_x_ranges (pango_layout_get_line_readonly (layout, 0), start, end, &pairs,
                                  n_pairs);
  pango_layout_get_pixel_size (layout, width, NULL);
  for (int i = 0; i < *n_pairs * 2; i++)
    pairs[i] = PANGO_PIXELS (pairs[i]);
  return pairs;
}

/* The pixels of a line that a range covers, from the left end of the line. */
static char *
cover (int width, const int *pairs, int n_pairs, int shift)
{
  char *pixels = g_strnfill ((gsize)width, ' ');

  for (int i = 0; i < n_pairs; i++)
    for (int x = pairs[2 * i]; x < pairs[2 * i + 1]; x++)
      if (x - shift >= 0 && x - shift < width)
        pixels[x - shift] = '#';
  return pixels;
}

static int
count_differences (const char *a, const char *b)
{
  int n = 0;

  for (; *a != '\0'; a++, b++)
    n += *a != *b;
  return n;
}

static void
check_against_pango (Fixture *self, const char *line, VbtRange range)
{
  VbtRange all = { 0, (VbtOffset)g_utf8_strlen (line, -1) };
  g_autoptr (GArray) whole = vbt_article_view_get_boxes (self->view, all);
  g_autoptr (GArray) boxes = vbt_article_view_get_boxes (self->view, range);
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree int *pairs = NULL;
  g_autofree char *expected = NULL, *found = NULL;
  int n_pairs, width;

  g_assert_cmpuint (whole->len, ==, 1);
  pairs = ask_pango (self, line, (int)(g_utf8_offset_to_pointer (line, range.start) - line),
                     (int)(g_utf8_offset_to_pointer (line, range.end) - line), &n_pairs, &width);
  for (guint i = 0; i < boxes->len; i++)
    {
      const GdkRectangle *rect = &g_array_index (boxes, VbtBox, i).rect;
      int right = rect->x + rect->width;

      g_array_append_val (ours, rect->x);
      g_array_append_val (ours, right);
    }
  expected = cover (width, pairs, n_pairs, 0);
  found = cover (width, (const int *)(gpointer)ours->data, (int)boxes->len,
                 g_array_index (whole, VbtBox, 0).rect.x);
  if (count_differences (expected, found) > 2 * MAX (n_pairs, (int)boxes->len))
    g_error ("%s, %d to %d:\n%s\n%s", line, range.start, range.end, expected, found);
}

/* Every range of a line, of both directions, covers what Pango says that it covers. */
static void
test_geometry_pango (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = {
    "The word שלום עולם is Hebrew, שלום 123 too",
    "אמר Lavrov בעיר (Stockholm 24) אתמול",
    "قال لافروف: «نحن 12 دولة» في Stockholm",
    "(12) + 34",
    "กล่าวว่า “น้ำท่วม” 😀👨‍👩‍👧‍👦 "
    "e\314\201te\314\201",
    "مُحَمَّدٌ said 「日本語」 לֵאמֹר",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (VbtDocument) document = fixture_make_document (lines[i]);
      PangoLogAttr *attributes = NULL;
      int n = 0;
      g_autoptr (PangoLayout) layout
          = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), lines[i]);

      pango_layout_get_log_attrs (layout, &attributes, &n);
      fixture_insert (self, document);
      fixture_spin ();
      /* What is cut inside of a character has no width of its own. */
      for (VbtOffset start = 0; start < n - 1; start++)
        for (VbtOffset end = start + 1; end < n; end++)
          if (attributes[start].is_cursor_position && attributes[end].is_cursor_position)
            check_against_pango (self, lines[i], (VbtRange){ start, end });
      g_free (attributes);
    }
}

static void
test_geometry_cjk (Fixture *self, gconstpointer data)
{
  check_text (
      self,
      "有沢健一町長は冒頭、「橋脚のひび割れは昨年の3倍に広がっている。人の命には代えられない」と"
      "述べ、年内の解体に理解を求めた。これに対し、保存を求める会の代表は反論した。会場からは拍手が"
      "起きた。\n",
      60);
}

/* A click on a word finds the word, and what is far below is scrolled to when it is asked for. */
static void
test_scroll (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VbtDocument) document = NULL;
  VbtRange range;
  GdkRectangle place;
  VbtOffset offset;

  for (int i = 0; i < 400; i++)
    g_string_append_printf (text, "Paragraph %d of a long article that has many of them.\n\n", i);
  document = fixture_make_document (text->str);
  fixture_insert (self, document);
  range = fixture_find (self, "Paragraph 371", 0);
  vbt_article_select_range (VBT_ARTICLE (self->article), range);
  fixture_spin ();
  g_assert_true (vbt_article_view_get_place (self->view, range, &place));
  g_assert_true (vbt_article_view_get_offset_at (self->view, place.x + 2, place.y + 5, &offset));
  g_assert_cmpint (offset, ==, range.start);
  range = (VbtRange){ 0, 1 };
  g_assert_false (vbt_article_view_get_place (self->view, range, &place));
  /* Both say the same of any place, and of what is longer than a page. */
  for (VbtOffset start = 0; start + 4 < vbt_text_get_length (document->text); start += 13)
    g_assert_cmpint (
        vbt_article_view_is_seen (self->view, (VbtRange){ start, start + 3 }), ==,
        vbt_article_view_get_place (self->view, (VbtRange){ start, start + 3 }, &place));
  g_assert_true (
      vbt_article_view_is_seen (self->view, (VbtRange){ 0, vbt_text_get_length (document->text) }));
}

static void
test_roles (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *label;
    VbtRole role;
  } cases[] = {
    { "Quote", VBT_ROLE_QUOTE },     { "Cue", VBT_ROLE_CUE },
    { "Speaker", VBT_ROLE_SPEAKER }, { "Person", VBT_ROLE_MENTION },
    { "Discard", VBT_ROLE_DISCARD },
  };
  const VbtSchema *schema = vbt_session_get_schema (self->session);
  const VbtMarks *marks = vbt_article_view_get_marks (self->view);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
        vbt_role_of_label (schema, vbt_schema_find_label (schema, VBT_KIND_SPAN, cases[i].label)),
        ==, cases[i].role);
  g_assert_cmpstr (
      vbt_marks_get_short_name (marks, fixture_label (self, VBT_KIND_SPAN, "Location")), ==, "LOC");
}

static void
test_finder (void)
{
  const char *text = "Straße STRASSE strasse ΣΊΣΥΦΟΣ σίσυφος İ";
  g_autoptr (VbtFinder) finder = vbt_finder_new (text, strlen (text));
  g_autoptr (GArray) streets = vbt_finder_find (finder, "strasse");
  g_autoptr (GArray) names = vbt_finder_find (finder, "Σίσυφος");
  g_autoptr (GArray) letters = vbt_finder_find (finder, "s");
  g_autoptr (GArray) nothing = vbt_finder_find (finder, "");

  g_assert_cmpuint (streets->len, ==, 3);
  g_assert_cmpint (g_array_index (streets, VbtRange, 0).end, ==, 6);
  g_assert_cmpint (g_array_index (streets, VbtRange, 1).start, ==, 7);
  g_assert_cmpuint (names->len, ==, 2);
  /* The two halves of "ß" are one hit. */
  g_assert_cmpuint (letters->len, ==, 2 + 3 + 3);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_palette (void)
{
  const char *const *names = vbt_palette_names ();
  GdkRGBA page, color;

  for (int dark = 0; dark < 2; dark++)
    {
      vbt_palette_get_page (dark, &page);
      for (guint i = 0; names[i] != NULL; i++)
        {
          vbt_palette_get_label (names[i], dark, &color);
          g_assert_cmpfloat (vbt_palette_get_contrast (&color, &page), >=, 4.5);
        }
      for (int i = -1; i < 30; i++)
        {
          vbt_palette_get_speaker (i, dark, &color);
          g_assert_cmpfloat (vbt_palette_get_contrast (&color, &page), >=, 4.5);
          vbt_palette_ensure_contrast (&color, dark, 7);
          g_assert_cmpfloat (vbt_palette_get_contrast (&color, &page), >=, 7);
        }
      vbt_palette_get_label ("#fdfdfd", dark, &color);
      g_assert_cmpfloat (vbt_palette_get_contrast (&color, &page), >=, 4.5);
      vbt_palette_get_label ("no such colour", dark, &color);
      g_assert_cmpfloat (vbt_palette_get_contrast (&color, &page), >=, 4.5);
    }
}

/* A foreign name at the start does not turn the page; the margin is where lines end. */
static void
test_direction (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gboolean right_to_left;
  } cases[] = {
    { "Reuters: הספרייה תיפתח בשבוע הבא, אמר השר, ולא הוסיף דבר.\n", TRUE },
    { "1,000 قارئ ينتظرون افتتاح القاعة، قال المدير.\n", TRUE },
    { "שלום is a word of Hebrew, and what is said of it is said in English.\n", FALSE },
    { "日本語のテキスト\n", FALSE },
    { "12:30\n", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VbtDocument) document = fixture_make_document (cases[i].text);

      g_assert_cmpint (vbt_text_runs_right_to_left (cases[i].text), ==, cases[i].right_to_left);
      fixture_insert (self, document);
      while ((self->view->margin_x < self->view->column_x) != cases[i].right_to_left)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* A problem is painted, and its sign, beside the column, can be clicked. */
static void
test_problem_signs (Fixture *self, gconstpointer data)
{
  g_autoptr (VbtDocument) document = fixture_make_document (FIXTURE_TEXT);
  gboolean found = FALSE;

  fixture_add (self, document, "Person", "ergey Lavro", FALSE);
  fixture_insert (self, document);
  while (!found)
    {
      const GPtrArray *problems = vbt_session_get_problems (self->session, VBT_WHEN_ALWAYS, NULL);

      gtk_widget_queue_draw (GTK_WIDGET (self->view));
      g_main_context_iteration (NULL, TRUE);
      g_assert_true (problems == NULL || problems->len > 0);
      for (guint i = 0; i < self->view->places->len; i++)
        {
          const VbtPlace *place = &g_array_index (self->view->places, VbtPlace, i);

          found = found || place->rect.x + place->rect.width <= self->view->column_x;
        }
    }
  fixture_shoot (self, "article-problems");
}

/* What can be clicked for an annotation: its label, above it. */
static gboolean
find_place (Fixture *self, VbtId annotation, GdkRectangle *rect)
{
  for (guint i = 0; i < self->view->places->len; i++)
    {
      const VbtPlace *place = &g_array_index (self->view->places, VbtPlace, i);

      *rect = place->rect;
      if (place->annotation == annotation)
        return TRUE;
    }
  return FALSE;
}

/* A label stands where its mention begins, which is at the right where the text runs to the left. */
static void
check_label_place (Fixture *self, const char *text, const char *words, gboolean right)
{
  g_autoptr (VbtDocument) document = fixture_make_document (text);
  VbtAnnotation *mention = fixture_add (self, document, "Person", words, FALSE);
  VbtRange range = vbt_annotation_get_extent (mention);
  GdkRectangle place, first, last;

  fixture_insert (self, document);
  while (!find_place (self, mention->id, &place))
    {
      gtk_widget_queue_draw (GTK_WIDGET (self->view));
      g_main_context_iteration (NULL, TRUE);
    }
  get_char_rect (self, range.start, &first);
  get_char_rect (self, range.end - 1, &last);
  gdk_rectangle_union (&first, &last, &first);
  g_assert_cmpint (place.width, <, first.width);
  if (right)
    g_assert_cmpint (place.x + place.width, ==, first.x + first.width);
  else
    g_assert_cmpint (place.x, ==, first.x);
}

static void
test_label_places (Fixture *self, gconstpointer data)
{
  check_label_place (self, "Said Sergey Lavrov today.\n", "Sergey Lavrov", FALSE);
  check_label_place (self, "אמרה דנה לוי כהן אתמול.\n", "דנה לוי כהן", TRUE);
  check_label_place (self, "אמר Sergey Lavrov אתמול בערב.\n", "Sergey Lavrov", FALSE);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  /* tests/run-headless gives it folders of its own; GTK's schemas have to be found. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("/article-marks/offsets", test_offsets);
  ADD ("/article-marks/index", test_index);
  ADD ("/article-marks/geometry/latin", test_geometry);
  ADD ("/article-marks/geometry/bidi", test_geometry_bidi);
  ADD ("/article-marks/geometry/cjk", test_geometry_cjk);
  ADD ("/article-marks/geometry/pango", test_geometry_pango);
  ADD ("/article-marks/direction", test_direction);
  ADD ("/article-marks/label-places", test_label_places);
  ADD ("/article-marks/problem-signs", test_problem_signs);
  ADD ("/article-marks/scroll", test_scroll);
  ADD ("/article-marks/roles", test_roles);
  g_test_add_func ("/article-marks/finder", test_finder);
  g_test_add_func ("/article-marks/palette", test_palette);
  return g_test_run ();
}

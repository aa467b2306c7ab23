/* test-marking.c: what is marked by hand finds what it belongs to, and whom it names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "store/vbt-actions.h"

#define TEXT                                                                                       \
  "“It is safe,” Anna Lind said. “Use it.”\n\n"                                            \
  "“No,” said Karl Brandt, while Ida Holm cried “Yes”.\n\n"                                \
  "She told reporters one thing only.\n\n"                                                         \
  "“We are open.”\n\n"                                                                         \
  "“Come,” she said, “and see.” Lind was glad of that."

typedef struct
{
  char *folder;
  VbtStore *store;
  VbtId me;
  VbtDocument *document;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", &error);
  g_autoptr (VbtText) text = vbt_text_new (TEXT, -1, &error);
  g_autofree char *path = NULL;

  f->folder = g_dir_make_tmp ("vbt-marking-XXXXXX", &error);
  path = g_build_filename (f->folder, "test.verbatim", NULL);
  f->store = vbt_store_create (path, schema, &error);
  g_assert_no_error (error);
  f->me = vbt_store_ensure_person (f->store, "Ada", &error);
  f->document = vbt_document_new ("bridge.txt", text);
  f->document->id = vbt_id_new ();
  vbt_document_segment (f->document);
  vbt_store_begin (f->store, f->me, 0, "Set up", &error);
  vbt_store_insert_document (f->store, f->document, &error);
  vbt_store_commit (f->store, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup (vbt_store_get_path (f->store));

  vbt_store_close (f->store, &error);
  g_assert_no_error (error);
  g_clear_object (&f->store);
  g_clear_pointer (&f->document, vbt_document_free);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
}

static void
reload (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  VbtId id = f->document->id;

  vbt_document_free (f->document);
  f->document = vbt_store_load_document (f->store, id, &error);
  g_assert_no_error (error);
}

static VbtCatalog *
get_catalog (Fixture *f)
{
  return vbt_store_get_catalog (f->store);
}

/* Where the words stand for the @n-th time. */
static VbtRange
range_of (const char *words, guint n)
{
  const char *hit = strstr (TEXT, words);
  VbtOffset start;

  for (; hit != NULL && n > 1; n--)
    hit = strstr (hit + 1, words);
  g_assert_nonnull (hit);
  start = (VbtOffset)g_utf8_strlen (TEXT, hit - TEXT);
  return (VbtRange){ start, start + (VbtOffset)g_utf8_strlen (words, -1) };
}

static VbtId
mark_nth (Fixture *f, const char *label, const char *words, guint n, VbtId quote)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtRange range = range_of (words, n);
  const VbtLabel *known = vbt_schema_find_label (get_catalog (f)->schema, VBT_KIND_SPAN, label);
  VbtId id;

  g_array_append_val (fragments, range);
  id = vbt_act_add_span (f->store, f->document, f->me, known->id, fragments, quote, &error);
  g_assert_no_error (error);
  reload (f);
  return id;
}

static VbtId
mark (Fixture *f, const char *label, const char *words, VbtId quote)
{
  return mark_nth (f, label, words, 1, quote);
}

/* What is linked to the quote by the relation: 0, or the one. */
static VbtId
linked (Fixture *f, VbtId quote, const char *relation)
{
  const VbtAnnotation *span = vbt_document_follow (
      f->document, get_catalog (f), vbt_document_get_annotation (f->document, quote), relation);

  return span != NULL ? span->id : 0;
}

static guint
count_annotations (Fixture *f)
{
  return f->document->annotations->len;
}

static void
undo (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtHistoryRow) row = vbt_store_undo (f->store, f->me, &error);

  g_assert_no_error (error);
  g_assert_nonnull (row);
  reload (f);
}

/* Quote, cue and speaker, in this order, are five annotations after three acts. */
static void
test_in_order (Fixture *f, gconstpointer data)
{
  VbtId quote = mark (f, "Quote", "“It is safe,”", 0);
  VbtId cue = mark (f, "Cue", "said", quote);
  VbtId speaker;

  g_assert_cmpint (linked (f, quote, "cue"), ==, cue);
  speaker = mark (f, "Speaker", "Anna Lind", quote);
  g_assert_cmpint (linked (f, quote, "speaker"), ==, speaker);
  g_assert_cmpuint (count_annotations (f), ==, 5);
  undo (f);
  g_assert_cmpuint (count_annotations (f), ==, 3);
  undo (f);
  g_assert_cmpuint (count_annotations (f), ==, 1);
}

/* Whoever marks the quote last has all of it as well, in one act. */
static void
test_quote_last (Fixture *f, gconstpointer data)
{
  VbtId cue = mark (f, "Cue", "said", 0);
  VbtId speaker = mark (f, "Speaker", "Anna Lind", 0);
  VbtId quote;

  g_assert_cmpuint (count_annotations (f), ==, 2);
  quote = mark (f, "Quote", "“It is safe,”", 0);
  g_assert_cmpint (linked (f, quote, "cue"), ==, cue);
  g_assert_cmpint (linked (f, quote, "speaker"), ==, speaker);
  undo (f);
  g_assert_cmpuint (count_annotations (f), ==, 2);
}

/* Of two quotes in one sentence each gets what is beside it, whichever was marked last. */
static void
test_nearest (Fixture *f, gconstpointer data)
{
  VbtId no = mark (f, "Quote", "“No,”", 0);
  VbtId yes = mark (f, "Quote", "“Yes”", 0);
  VbtId said = mark_nth (f, "Cue", "said", 2, yes);
  VbtId cried = mark (f, "Cue", "cried", no);
  VbtId karl = mark (f, "Speaker", "Karl Brandt", yes);
  VbtId ida = mark (f, "Speaker", "Ida Holm", no);

  g_assert_cmpint (linked (f, no, "cue"), ==, said);
  g_assert_cmpint (linked (f, yes, "cue"), ==, cried);
  g_assert_cmpint (linked (f, no, "speaker"), ==, karl);
  g_assert_cmpint (linked (f, yes, "speaker"), ==, ida);
}

/* A quote has what it has: a second speaker is linked by hand. */
static void
test_complete (Fixture *f, gconstpointer data)
{
  VbtId quote = mark (f, "Quote", "“It is safe,”", 0);

  mark (f, "Cue", "said", quote);
  g_assert_cmpuint (count_annotations (f), ==, 3);
  mark (f, "Cue", "Lind", quote);
  g_assert_cmpuint (count_annotations (f), ==, 4);
}

/* In the next sentence, or the paragraph before, it is the quote that was worked on; a quote that is farther away is
 * none. */
static void
test_nearby (Fixture *f, gconstpointer data)
{
  VbtId first = mark (f, "Quote", "“It is safe,”", 0);
  VbtId open = mark (f, "Quote", "“We are open.”", 0);
  VbtId told = mark (f, "Cue", "told", 0);
  VbtId she;

  g_assert_cmpint (linked (f, open, "cue"), ==, 0);
  she = mark (f, "Speaker", "She", first);
  g_assert_cmpint (linked (f, first, "speaker"), ==, 0);
  undo (f);
  undo (f);
  told = mark (f, "Cue", "told", open);
  g_assert_cmpint (linked (f, open, "cue"), ==, told);
  she = mark (f, "Speaker", "She", open);
  g_assert_cmpint (linked (f, open, "speaker"), ==, she);
}

/* Words inside of a quote belong to another one, but between its fragments to it. */
static void
test_inside (Fixture *f, gconstpointer data)
{
  VbtId quote = mark (f, "Quote", "“Come,” she said, “and see.”", 0);
  VbtId come;

  mark (f, "Cue", "said, “and", quote);
  g_assert_cmpint (linked (f, quote, "cue"), ==, 0);
  undo (f);
  undo (f);
  come = mark (f, "Quote", "“Come,”", 0);
  g_assert_cmpint (linked (f, come, "cue"), ==, 0);
  mark_nth (f, "Cue", "said", 3, come);
  g_assert_cmpint (linked (f, come, "cue"), !=, 0);
}

/* A mention that becomes the speaker is linked like one that is marked. */
static void
test_relabeled (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId quote = mark (f, "Quote", "“It is safe,”", 0);
  VbtId name = mark (f, "Person", "Anna Lind", quote);
  const VbtLabel *speaker
      = vbt_schema_find_label (get_catalog (f)->schema, VBT_KIND_SPAN, "Speaker");

  g_assert_cmpint (linked (f, quote, "speaker"), ==, 0);
  vbt_act_relabel (f->store, f->document, f->me, name, speaker->id, NULL, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (linked (f, quote, "speaker"), ==, name);
  undo (f);
  g_assert_cmpint (linked (f, quote, "speaker"), ==, 0);
}

static VbtId
say_whom (Fixture *f, VbtId span, const VbtSpeakerChoice *choice)
{
  g_autoptr (GError) error = NULL;
  VbtId result = 0;

  vbt_act_say_whom (f->store, f->document, f->me, span, choice, &result, &error);
  g_assert_no_error (error);
  reload (f);
  return result;
}

static VbtId
entity_of (Fixture *f, VbtId span)
{
  const VbtAnnotation *annotation = vbt_document_get_annotation (f->document, span);

  return annotation->entities->len > 0 ? g_array_index (annotation->entities, VbtId, 0) : 0;
}

static void
assert_first (GPtrArray *choices, const char *name, VbtHunch hunch)
{
  const VbtSpeakerChoice *first = choices->len > 0 ? choices->pdata[0] : NULL;

  g_assert_nonnull (first);
  g_assert_cmpstr (first->name, ==, name);
  g_assert_cmpint (first->hunch, ==, hunch);
}

static GPtrArray *
choices_of (Fixture *f, VbtId span)
{
  return vbt_entity_choices (f->store, f->document, f->me, span);
}

/* Marks somebody, and takes the first choice, which is to make a new entry. */
static VbtId
name_new (Fixture *f, const char *label, const char *words, const char *name)
{
  VbtId span = mark (f, label, words, 0);
  g_autoptr (GPtrArray) choices = choices_of (f, span);

  assert_first (choices, name, VBT_HUNCH_NAME);
  g_assert_cmpint (((VbtSpeakerChoice *)choices->pdata[0])->entity, ==, 0);
  return say_whom (f, span, choices->pdata[0]);
}

/* Who has the same surname is the first choice, before who is nearer. */
static void
test_surname (Fixture *f, gconstpointer data)
{
  VbtId anna = name_new (f, "Speaker", "Anna Lind", "Anna Lind");
  VbtId ida = name_new (f, "Person", "Ida Holm", "Ida Holm");
  VbtId lind = mark_nth (f, "Person", "Lind", 2, 0);
  g_autoptr (GPtrArray) choices = choices_of (f, lind);

  g_assert_cmpint (entity_of (f, anna), !=, entity_of (f, ida));
  assert_first (choices, "Anna Lind", VBT_HUNCH_NAME);
  lind = say_whom (f, lind, choices->pdata[0]);
  g_assert_cmpint (entity_of (f, lind), ==, entity_of (f, anna));
  undo (f);
  g_assert_cmpint (entity_of (f, lind), ==, 0);
}

/* Two mentions of somebody whom nobody knows are made one, in one act, by the longer name. */
static void
test_same_as_unknown (Fixture *f, gconstpointer data)
{
  VbtId anna = mark (f, "Person", "Anna Lind", 0);
  VbtId lind = mark_nth (f, "Person", "Lind", 2, 0);
  g_autoptr (GPtrArray) choices = vbt_same_choices (f->store, f->document, f->me, lind);

  g_assert_cmpuint (choices->len, ==, 1);
  assert_first (choices, "Anna Lind", VBT_HUNCH_NAME);
  say_whom (f, lind, choices->pdata[0]);
  g_assert_cmpint (entity_of (f, lind), !=, 0);
  g_assert_cmpint (entity_of (f, lind), ==, entity_of (f, anna));
  undo (f);
  g_assert_cmpint (entity_of (f, anna), ==, 0);
}

/* A pronoun means the nearest whom it fits, and never somebody who comes later; of a quote whose speaker it is, that is
 * the first choice, too. */
static void
test_pronoun (Fixture *f, gconstpointer data)
{
  VbtId quote = mark (f, "Quote", "“Come,”", 0);
  VbtId she = mark (f, "Speaker", "she", quote);
  VbtId anna = name_new (f, "Person", "Anna Lind", "Anna Lind");
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) of_quote = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (linked (f, quote, "speaker"), ==, she);
  name_new (f, "Person", "Karl Brandt", "Karl Brandt");
  choices = choices_of (f, she);
  assert_first (choices, "Anna Lind", VBT_HUNCH_PRONOUN);
  of_quote = vbt_speaker_choices (f->store, f->document, f->me, quote);
  assert_first (of_quote, "Anna Lind", VBT_HUNCH_PRONOUN);
  vbt_act_give_speaker (f->store, f->document, f->me, quote, of_quote->pdata[0], NULL, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (linked (f, quote, "speaker"), ==, she);
  g_assert_cmpint (entity_of (f, she), ==, entity_of (f, anna));
}

/* Before it nobody was named. */
static void
test_pronoun_of_nobody (Fixture *f, gconstpointer data)
{
  VbtId she = mark (f, "Person", "She", 0);
  g_autoptr (GPtrArray) choices = NULL;

  name_new (f, "Person", "Karl Brandt", "Karl Brandt");
  choices = vbt_same_choices (f->store, f->document, f->me, she);
  g_assert_cmpuint (choices->len, ==, 0);
}

/* What another quote's speaker is, nearest first. */
static void
test_same_speaker (Fixture *f, gconstpointer data)
{
  VbtId first = mark (f, "Quote", "“It is safe,”", 0);
  VbtId second = mark (f, "Quote", "“Use it.”", 0);
  VbtId speaker = name_new (f, "Speaker", "Anna Lind", "Anna Lind");
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (linked (f, first, "speaker"), ==, speaker);
  choices = vbt_same_choices (f->store, f->document, f->me, second);
  g_assert_cmpuint (choices->len, ==, 1);
  vbt_act_give_speaker (f->store, f->document, f->me, second, choices->pdata[0], NULL, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (linked (f, second, "speaker"), ==, speaker);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/marking/in-order", test_in_order);
  ADD ("/marking/quote-last", test_quote_last);
  ADD ("/marking/nearest", test_nearest);
  ADD ("/marking/complete", test_complete);
  ADD ("/marking/nearby", test_nearby);
  ADD ("/marking/inside", test_inside);
  ADD ("/marking/relabeled", test_relabeled);
  ADD ("/marking/surname", test_surname);
  ADD ("/marking/same-as-unknown", test_same_as_unknown);
  ADD ("/marking/pronoun", test_pronoun);
  ADD ("/marking/pronoun/nobody", test_pronoun_of_nobody);
  ADD ("/marking/same-speaker", test_same_speaker);
  return g_test_run ();
}

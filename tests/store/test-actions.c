/* test-actions.c: what a person does to a document, through a project on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "model/vbt-check.h"
#include "store/vbt-actions.h"

#define TEXT                                                                                       \
  "Mayor Anna Lindqvist opened the bridge. “It is safe,” she said. “Use it.”\n\n"          \
  "Karl Brandt, her deputy, said that it was late."

typedef struct
{
  char *folder;
  VbtStore *store;
  VbtId me;
  VbtId tagger;
  VbtDocument *document;

  /* What the tagger suggests. */
  VbtId quote;
  VbtId she;
  VbtId cue;
  VbtId relation;
  VbtId person;
  VbtId anna;
  VbtId karl;
} Fixture;

static VbtRange
range_of (const char *words)
{
  const char *hit = strstr (TEXT, words);

  g_assert_nonnull (hit);
  VbtOffset start = (VbtOffset)g_utf8_strlen (TEXT, hit - TEXT);

  return (VbtRange){ start, start + (VbtOffset)g_utf8_strlen (words, -1) };
}

static VbtId
label_id (Fixture *f, VbtKind kind, const char *name)
{
  const VbtLabel *label
      = vbt_schema_find_label (vbt_store_get_catalog (f->store)->schema, kind, name);

  g_assert_nonnull (label);
  return label->id;
}

static VbtId
suggest_span (Fixture *f, const char *label, const char *words, VbtId entity)
{
  VbtRange range = range_of (words);
  VbtAnnotation *span = vbt_annotation_new_span (label_id (f, VBT_KIND_SPAN, label), f->tagger,
                                                 range.start, range.end);

  span->confidence = 0.9;
  if (entity != 0)
    vbt_annotation_add_entity (span, entity);
  vbt_document_take_annotation (f->document, span);
  return span->id;
}

static VbtId
suggest_relation (Fixture *f, const char *label, VbtId from, VbtId to)
{
  VbtAnnotation *relation
      = vbt_annotation_new_relation (label_id (f, VBT_KIND_RELATION, label), f->tagger, from, to);

  vbt_document_take_annotation (f->document, relation);
  return relation->id;
}

static VbtId
new_entity (Fixture *f, const char *name)
{
  g_autoptr (VbtEntity) entity = vbt_entity_new (VBT_ENTITY_PERSON, name);
  g_autoptr (GError) error = NULL;

  vbt_store_put_entity (f->store, entity, &error);
  g_assert_no_error (error);
  return entity->id;
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

static void
suggest (Fixture *f)
{
  f->anna = new_entity (f, "Anna Lindqvist");
  f->karl = new_entity (f, "Karl Brandt");
  f->quote = suggest_span (f, "Quote", "“It is safe,”", 0);
  f->she = suggest_span (f, "Speaker", "she", f->anna);
  f->cue = suggest_span (f, "Cue", "said", 0);
  f->person = suggest_span (f, "Person", "Karl Brandt", f->karl);
  f->relation = suggest_relation (f, "speaker", f->quote, f->she);
  suggest_relation (f, "cue", f->quote, f->cue);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtSchema) schema = vbt_schema_new_default ("Who said what", &error);
  g_autoptr (VbtText) text = vbt_text_new (TEXT, -1, &error);
  g_autofree char *path = NULL;

  f->folder = g_dir_make_tmp ("vbt-actions-XXXXXX", &error);
  path = g_build_filename (f->folder, "test.verbatim", NULL);
  f->store = vbt_store_create (path, schema, &error);
  g_assert_no_error (error);
  f->me = vbt_store_ensure_person (f->store, "Ada", &error);
  f->tagger = vbt_store_ensure_annotator (f->store, VBT_ANNOTATOR_TAGGER, "test", "1", &error);
  g_assert_no_error (error);
  f->document = vbt_document_new ("bridge.txt", text);
  f->document->id = vbt_id_new ();
  vbt_document_segment (f->document);
  vbt_store_begin (f->store, f->me, 0, "Set up", &error);
  g_assert_no_error (error);
  suggest (f);
  vbt_store_insert_document (f->store, f->document, &error);
  g_assert_no_error (error);
  vbt_store_commit (f->store, &error);
  g_assert_no_error (error);
  reload (f);
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

static guint
count_mine (Fixture *f)
{
  guint n = 0;

  for (guint i = 0; i < f->document->annotations->len; i++)
    n += ((VbtAnnotation *)g_ptr_array_index (f->document->annotations, i))->annotator == f->me;
  return n;
}

static VbtAnnotation *
mine_of (Fixture *f, VbtId suggestion)
{
  for (guint i = 0; i < f->document->annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (f->document->annotations, i);

      if (annotation->annotator == f->me && annotation->derived_from == suggestion)
        return annotation;
    }
  return NULL;
}

static VbtVerdict
verdict (Fixture *f, VbtId suggestion)
{
  const VbtDecision *decision = vbt_document_find_decision (f->document, suggestion, f->me);

  g_assert_nonnull (decision);
  return decision->verdict;
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

static GArray *
fragments_of (const char *first, const char *second)
{
  GArray *fragments = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  VbtRange range = range_of (first);

  g_array_append_val (fragments, range);
  if (second != NULL)
    {
      range = range_of (second);
      g_array_append_val (fragments, range);
    }
  return fragments;
}

static void
test_add_span (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) fragments = fragments_of ("“It is safe,”", "“Use it.”");
  VbtId id = vbt_act_add_span (f->store, f->document, f->me, label_id (f, VBT_KIND_SPAN, "Quote"),
                               fragments, 0, &error);
  const VbtAnnotation *span;
  const VbtLabel *label;

  g_assert_no_error (error);
  reload (f);
  span = vbt_document_get_annotation (f->document, id);
  g_assert_cmpuint (vbt_annotation_get_n_fragments (span), ==, 2);
  label = vbt_schema_get_label (vbt_store_get_catalog (f->store)->schema, span->label);
  g_assert_cmpstr (vbt_annotation_get_value (span, vbt_label_find_attribute (label, "type")->id),
                   ==, "direct");
  g_assert_cmpint (vbt_document_get_status (f->document, f->me), ==, VBT_STATUS_IN_PROGRESS);
  undo (f);
  g_assert_null (vbt_document_get_annotation (f->document, id));
  g_assert_cmpint (vbt_document_get_status (f->document, f->me), ==, VBT_STATUS_NEW);
}

static void
test_accept (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId mine = 0;

  vbt_act_accept (f->store, f->document, f->me, f->quote, &mine, &error);
  g_assert_no_error (error);
  reload (f);
  /* The quote, "she", "said", and two relations; Karl Brandt waits. */
  g_assert_cmpuint (count_mine (f), ==, 5);
  g_assert_cmpint (verdict (f, f->quote), ==, VBT_VERDICT_ACCEPTED);
  g_assert_cmpint (verdict (f, f->she), ==, VBT_VERDICT_ACCEPTED);
  g_assert_cmpint (verdict (f, f->relation), ==, VBT_VERDICT_ACCEPTED);
  g_assert_null (vbt_document_find_decision (f->document, f->person, f->me));
  g_assert_cmpint (vbt_document_get_speaker (f->document, vbt_store_get_catalog (f->store),
                                             vbt_document_get_annotation (f->document, mine)),
                   ==, f->anna);
  undo (f);
  g_assert_cmpuint (count_mine (f), ==, 0);
  g_assert_null (vbt_document_find_decision (f->document, f->quote, f->me));
}

/* Who marks what is suggested has decided on the suggestion. */
static void
test_agree (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) fragments = fragments_of ("Karl Brandt", NULL);
  VbtId result = 0;
  VbtId id = vbt_act_add_span (f->store, f->document, f->me, label_id (f, VBT_KIND_SPAN, "Person"),
                               fragments, 0, &error);

  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (verdict (f, f->person), ==, VBT_VERDICT_ACCEPTED);
  /* To accept it once more makes no second copy. */
  vbt_act_accept (f->store, f->document, f->me, f->person, &result, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (result, ==, id);
  g_assert_cmpuint (count_mine (f), ==, 1);
}

static void
test_reject (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  vbt_act_reject (f->store, f->document, f->me, f->quote, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpuint (count_mine (f), ==, 0);
  g_assert_cmpint (verdict (f, f->quote), ==, VBT_VERDICT_REJECTED);
  g_assert_cmpint (verdict (f, f->she), ==, VBT_VERDICT_REJECTED);
  g_assert_cmpint (verdict (f, f->cue), ==, VBT_VERDICT_REJECTED);
  g_assert_cmpint (verdict (f, f->relation), ==, VBT_VERDICT_REJECTED);
}

static void
test_reject_keeps_what_serves_others (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId second;

  /* Another suggested quote has the same speaker. */
  second = suggest_span (f, "Quote", "“Use it.”", 0);
  vbt_store_begin (f->store, f->me, f->document->id, "More", &error);
  vbt_store_put_annotation (f->store, f->document->id,
                            vbt_document_get_annotation (f->document, second), &error);
  VbtId relation = suggest_relation (f, "speaker", second, f->she);
  vbt_store_put_annotation (f->store, f->document->id,
                            vbt_document_get_annotation (f->document, relation), &error);
  vbt_store_commit (f->store, &error);
  g_assert_no_error (error);
  reload (f);
  vbt_act_reject (f->store, f->document, f->me, f->quote, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_null (vbt_document_find_decision (f->document, f->she, f->me));
}

static void
test_move_edge_of_suggestion (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) fragments = fragments_of ("“It is safe,”", "“Use it.”");
  VbtId result = 0;

  vbt_act_set_fragments (f->store, f->document, f->me, f->quote, fragments, &result, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (verdict (f, f->quote), ==, VBT_VERDICT_CORRECTED);
  g_assert_cmpint (verdict (f, f->she), ==, VBT_VERDICT_ACCEPTED);
  g_assert_cmpuint (
      vbt_annotation_get_n_fragments (vbt_document_get_annotation (f->document, result)), ==, 2);
  g_assert_cmpuint (
      vbt_annotation_get_n_fragments (vbt_document_get_annotation (f->document, f->quote)), ==, 1);
  g_assert_nonnull (mine_of (f, f->relation));
}

static void
test_move_edge_keeps_identity (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) fragments = fragments_of ("“It is safe,” she", NULL);
  VbtId mine = 0;
  VbtId moved = 0;

  vbt_act_accept (f->store, f->document, f->me, f->quote, &mine, &error);
  reload (f);
  vbt_act_set_fragments (f->store, f->document, f->me, mine, fragments, &moved, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (moved, ==, mine);
  g_assert_cmpuint (count_mine (f), ==, 5);
}

static void
test_relabel (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId result = 0;

  vbt_act_relabel (f->store, f->document, f->me, f->person,
                   label_id (f, VBT_KIND_SPAN, "Organization"), &result, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (vbt_document_get_annotation (f->document, result)->label, ==,
                   label_id (f, VBT_KIND_SPAN, "Organization"));
  g_assert_cmpint (vbt_document_get_annotation (f->document, f->person)->label, ==,
                   label_id (f, VBT_KIND_SPAN, "Person"));
  g_assert_cmpint (verdict (f, f->person), ==, VBT_VERDICT_CORRECTED);
  undo (f);
  g_assert_cmpuint (count_mine (f), ==, 0);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId mine = 0;

  vbt_act_accept (f->store, f->document, f->me, f->quote, &mine, &error);
  reload (f);
  vbt_act_delete (f->store, f->document, f->me, mine, &error);
  g_assert_no_error (error);
  reload (f);
  /* The relations went with the quote; the words of the speaker and the cue stay. */
  g_assert_cmpuint (count_mine (f), ==, 2);
  g_assert_cmpint (verdict (f, f->quote), ==, VBT_VERDICT_REJECTED);
  undo (f);
  g_assert_cmpuint (count_mine (f), ==, 5);
  g_assert_cmpint (verdict (f, f->quote), ==, VBT_VERDICT_ACCEPTED);
}

static void
test_link (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) fragments = fragments_of ("“Use it.”", NULL);
  VbtId quote = vbt_act_add_span (f->store, f->document, f->me,
                                  label_id (f, VBT_KIND_SPAN, "Quote"), fragments, 0, &error);
  VbtId relation;

  reload (f);
  relation = vbt_act_link (f->store, f->document, f->me, label_id (f, VBT_KIND_RELATION, "speaker"),
                           quote, f->she, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (verdict (f, f->she), ==, VBT_VERDICT_ACCEPTED);
  g_assert_cmpint (vbt_document_get_annotation (f->document, relation)->to, ==,
                   mine_of (f, f->she)->id);
}

static VbtSpeakerChoice *
choice_named (GPtrArray *choices, const char *name)
{
  for (guint i = 0; i < choices->len; i++)
    {
      VbtSpeakerChoice *choice = g_ptr_array_index (choices, i);

      if (g_str_equal (choice->name, name))
        return choice;
    }
  g_assert_not_reached ();
}

static void
test_give_speaker_to_pronoun (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) choices = vbt_speaker_choices (f->store, f->document, f->me, f->quote);
  const VbtLabel *speaker = vbt_schema_get_label (vbt_store_get_catalog (f->store)->schema,
                                                  label_id (f, VBT_KIND_SPAN, "Speaker"));
  VbtId mine = 0;

  /* Who has the quote already is the last choice. */
  g_assert_cmpstr (((VbtSpeakerChoice *)g_ptr_array_index (choices, 0))->name, ==, "Karl Brandt");
  vbt_act_set_value (f->store, f->document, f->me, f->she,
                     vbt_label_find_attribute (speaker, "form")->id, "pronoun", NULL, &error);
  g_assert_no_error (error);
  reload (f);
  vbt_act_give_speaker (f->store, f->document, f->me, f->quote,
                        choice_named (choices, "Karl Brandt"), &mine, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpint (vbt_document_get_speaker (f->document, vbt_store_get_catalog (f->store),
                                             vbt_document_get_annotation (f->document, mine)),
                   ==, f->karl);
}

static void
test_give_speaker (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) choices = vbt_speaker_choices (f->store, f->document, f->me, f->quote);
  VbtCatalog *catalog = vbt_store_get_catalog (f->store);
  const VbtAnnotation *quote;
  const VbtAnnotation *words;
  VbtId mine = 0;

  vbt_act_give_speaker (f->store, f->document, f->me, f->quote,
                        choice_named (choices, "Karl Brandt"), &mine, &error);
  g_assert_no_error (error);
  reload (f);
  quote = vbt_document_get_annotation (f->document, mine);
  g_assert_cmpint (vbt_document_get_speaker (f->document, catalog, quote), ==, f->karl);
  words = vbt_document_follow (f->document, catalog, quote, "speaker");
  g_autofree char *text = vbt_document_get_covered_text (f->document, words);
  g_assert_cmpstr (text, ==, "Karl Brandt");
  g_assert_cmpint (verdict (f, f->relation), ==, VBT_VERDICT_REJECTED);
  undo (f);
  g_assert_cmpuint (count_mine (f), ==, 0);
}

static void
test_give_new_speaker (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) fragments = fragments_of ("“Use it.”", NULL);
  VbtSpeakerChoice choice = { .name = (char *)"Greta Holm" };
  VbtId quote = vbt_act_add_span (f->store, f->document, f->me,
                                  label_id (f, VBT_KIND_SPAN, "Quote"), fragments, 0, &error);
  const VbtAnnotation *span;
  const VbtEntity *entity;
  VbtId mine = 0;

  reload (f);
  vbt_act_give_speaker (f->store, f->document, f->me, quote, &choice, &mine, &error);
  g_assert_no_error (error);
  reload (f);
  /* The text does not name her: the quote itself says who. */
  g_assert_cmpint (mine, ==, quote);
  span = vbt_document_get_annotation (f->document, mine);
  g_assert_cmpuint (span->entities->len, ==, 1);
  entity = vbt_catalog_get_entity (vbt_store_get_catalog (f->store),
                                   g_array_index (span->entities, VbtId, 0));
  g_assert_cmpstr (entity->name, ==, "Greta Holm");
}

/* A name that was marked by hand, and that nobody is known for yet, is a choice like any other. */
static void
test_give_marked_speaker (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) name = fragments_of ("Anna Lindqvist", NULL);
  g_autoptr (GPtrArray) choices = NULL;
  VbtCatalog *catalog = vbt_store_get_catalog (f->store);
  VbtId mention = vbt_act_add_span (f->store, f->document, f->me,
                                    label_id (f, VBT_KIND_SPAN, "Person"), name, 0, &error);
  const VbtAnnotation *quote;
  VbtId mine = 0;
  VbtId speaker;

  reload (f);
  vbt_act_reject (f->store, f->document, f->me, f->she, &error);
  g_assert_no_error (error);
  reload (f);
  choices = vbt_speaker_choices (f->store, f->document, f->me, f->quote);
  g_assert_cmpint (choice_named (choices, "Anna Lindqvist")->entity, ==, 0);
  vbt_act_give_speaker (f->store, f->document, f->me, f->quote,
                        choice_named (choices, "Anna Lindqvist"), &mine, &error);
  g_assert_no_error (error);
  reload (f);
  quote = vbt_document_get_annotation (f->document, mine);
  speaker = vbt_document_get_speaker (f->document, catalog, quote);
  g_assert_cmpint (speaker, ==, f->anna);
  g_assert_true (
      vbt_annotation_refers_to (vbt_document_get_annotation (f->document, mention), speaker));
}

static void
test_note_and_entity (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VbtId mine = 0;

  vbt_act_set_note (f->store, f->document, f->me, f->person, "Which Karl?", &mine, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_cmpstr (vbt_document_get_annotation (f->document, mine)->note, ==, "Which Karl?");
  vbt_act_set_entity (f->store, f->document, f->me, mine, f->anna, &mine, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_true (
      vbt_annotation_refers_to (vbt_document_get_annotation (f->document, mine), f->anna));
  undo (f);
  undo (f);
  g_assert_cmpuint (count_mine (f), ==, 0);
}

static void
test_locked (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  vbt_act_set_status (f->store, f->document, f->me, VBT_STATUS_LOCKED, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_false (vbt_act_accept (f->store, f->document, f->me, f->quote, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_READ_ONLY);
  g_clear_error (&error);
  vbt_act_set_status (f->store, f->document, f->me, VBT_STATUS_IN_PROGRESS, &error);
  g_assert_no_error (error);
  reload (f);
  g_assert_true (vbt_act_accept (f->store, f->document, f->me, f->quote, NULL, &error));
}

static void
test_gone (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (vbt_act_accept (f->store, f->document, f->me, 12345, NULL, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_NOT_FOUND);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/actions/add-span", test_add_span);
  ADD ("/actions/accept", test_accept);
  ADD ("/actions/agree", test_agree);
  ADD ("/actions/reject", test_reject);
  ADD ("/actions/reject/keeps-what-serves-others", test_reject_keeps_what_serves_others);
  ADD ("/actions/move-edge/suggestion", test_move_edge_of_suggestion);
  ADD ("/actions/move-edge/keeps-identity", test_move_edge_keeps_identity);
  ADD ("/actions/relabel", test_relabel);
  ADD ("/actions/delete", test_delete);
  ADD ("/actions/link", test_link);
  ADD ("/actions/speaker/pronoun", test_give_speaker_to_pronoun);
  ADD ("/actions/speaker/named", test_give_speaker);
  ADD ("/actions/speaker/new", test_give_new_speaker);
  ADD ("/actions/speaker/marked", test_give_marked_speaker);
  ADD ("/actions/note-and-entity", test_note_and_entity);
  ADD ("/actions/locked", test_locked);
  ADD ("/actions/gone", test_gone);
  return g_test_run ();
}

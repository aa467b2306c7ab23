/* vbt-session.c: an open project as the window sees it: the document that is read, and what is selected in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-bisect.h"
#include "store/vbt-filter.h"
#include "vbt-session-private.h"

G_DEFINE_FINAL_TYPE (VbtSession, vbt_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
guint vbt_session_signals[VBT_SESSION_N_SIGNALS];

/* What is drawn */

/* What stands for an annotation in what is drawn: itself, or what I made of it. */
VbtId
vbt_session_drawn_end (VbtSession *self, VbtId id)
{
  return vbt_drawn_end (self->drawn, id);
}

/* Shows @document, or none; what is drawn of it is found out. */
static void
take_document (VbtSession *self, VbtDocument *document)
{
  vbt_session_stop_loading (self);
  if (document == NULL || self->document == NULL || document->id != self->document->id)
    {
      vbt_session_drop_waiting (self);
      self->quote = 0;
    }
  vbt_session_free_document (self->document, self->drawn);
  self->document = document;
  self->drawn = vbt_drawn_new (document, vbt_session_get_catalog (self), self->me);
  vbt_session_find_speakers (self);
}

static gboolean
load_document (VbtSession *self, VbtId id, GError **error)
{
  VbtDocument *document = vbt_store_load_document (self->store, id, error);

  if (document != NULL)
    take_document (self, document);
  return document != NULL;
}

/* Shows a document, or none; nothing is selected in it. The rest of a beginning is read then. */
void
vbt_session_show_document (VbtSession *self, VbtDocument *document, gboolean is_whole)
{
  take_document (self, document);
  if (!is_whole)
    vbt_session_start_loading (self);
  vbt_session_set_selected (self, 0);
  g_signal_emit (self, vbt_session_signals[VBT_SESSION_DOCUMENT_OPENED], 0);
}

/* All of the document is read again: of a long one later, until when what is known of it is shown. */
static gboolean
renew_document (VbtSession *self, GError **error)
{
  if (!vbt_session_is_long (self, self->document->id))
    return load_document (self, self->document->id, error);
  vbt_session_renew_loading (self);
  return TRUE;
}

/* After an act, reads what it changed; all of the document where that cannot be told. */
static gboolean
update_document (VbtSession *self, const VbtChange *change, GError **error)
{
  g_autoptr (GArray) places = NULL;
  GHashTable *touched;
  gboolean success;

  if (!vbt_change_names_annotations (change))
    return renew_document (self, error);
  places = g_array_new (FALSE, FALSE, sizeof (VbtRange));
  touched = vbt_drawn_take_out (self->drawn, change->annotations, places);
  success = vbt_store_update_document (self->store, self->document, change->annotations, error);
  vbt_drawn_put_in (self->drawn, change->annotations, touched, places);
  /* What is being read may be what was. */
  if (self->load != NULL)
    vbt_session_start_loading (self);
  /* Who speaks decides the colors of all of them. */
  if (!vbt_session_find_speakers (self) && !change->entities)
    self->changed = g_steal_pointer (&places);
  return success;
}

/* What is selected stays selected; of a suggestion that was decided, what it became. */
void
vbt_session_renew_selection (VbtSession *self)
{
  if (self->selected != 0)
    vbt_session_set_selected (self, vbt_session_drawn_end (self, self->selected));
}

/* Whether what is shown of a document may be another thing since. */
gboolean
vbt_session_concerns (const VbtChange *change, VbtId document)
{
  return change->batch || change->schema || change->annotators || change->entities
         || vbt_change_touches (change, document);
}

static void
store_changed_cb (VbtSession *self, const VbtChange *change)
{
  g_autoptr (GError) error = NULL;

  if (vbt_change_is_of_problems (change))
    return;
  vbt_session_renew_opening (self, change);
  if (self->document != NULL && vbt_session_concerns (change, self->document->id))
    {
      if (update_document (self, change, &error))
        {
          vbt_session_renew_selection (self);
          g_signal_emit (self, vbt_session_signals[VBT_SESSION_ANNOTATIONS_CHANGED], 0);
          g_clear_pointer (&self->changed, g_array_unref);
        }
      else
        {
          /* It was deleted, by an undo or by somebody else. */
          vbt_session_show_document (self, NULL, TRUE);
          vbt_session_show_ready (self);
        }
    }
  g_signal_emit (self, vbt_session_signals[VBT_SESSION_PROJECT_CHANGED], 0, change);
}

/* The object */

static void
vbt_session_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  VbtSession *self = VBT_SESSION (object);

  switch (property)
    {
    case PROP_SELECTED:
      g_value_set_int64 (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
vbt_session_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  VbtSession *self = VBT_SESSION (object);

  switch (property)
    {
    case PROP_SELECTED:
      vbt_session_set_selected (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
vbt_session_finalize (GObject *object)
{
  VbtSession *self = VBT_SESSION (object);

  vbt_session_clear_waiting (self);
  vbt_session_join_loads (self);
  g_clear_pointer (&self->loads, g_ptr_array_unref);
  g_clear_pointer (&self->problems, vbt_session_problems_free);
  vbt_session_free_document (self->document, self->drawn);
  g_clear_pointer (&self->speakers, g_array_unref);
  g_clear_pointer (&self->filter, vbt_filter_free);
  g_free (self->filter_words);
  g_clear_object (&self->visibility);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (vbt_session_parent_class)->finalize (object);
}

static void
vbt_session_class_init (VbtSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_session_get_property;
  object_class->set_property = vbt_session_set_property;
  object_class->finalize = vbt_session_finalize;

  properties[PROP_SELECTED]
      = g_param_spec_int64 ("selected", NULL, NULL, 0, G_MAXINT64, 0,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  vbt_session_signals[VBT_SESSION_DOCUMENT_OPENED] = g_signal_new (
      "document-opened", VBT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  vbt_session_signals[VBT_SESSION_ANNOTATIONS_CHANGED]
      = g_signal_new ("annotations-changed", VBT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  vbt_session_signals[VBT_SESSION_PROJECT_CHANGED]
      = g_signal_new ("project-changed", VBT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, VBT_TYPE_CHANGE);
  vbt_session_signals[VBT_SESSION_PROBLEM]
      = g_signal_new ("problem", VBT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, G_TYPE_STRING);
  vbt_session_signals[VBT_SESSION_PROBLEMS_CHANGED] = g_signal_new (
      "problems-changed", VBT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  vbt_session_signals[VBT_SESSION_DOCUMENT_LOADED] = g_signal_new (
      "document-loaded", VBT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  vbt_session_signals[VBT_SESSION_FILTER_CHANGED] = g_signal_new (
      "filter-changed", VBT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vbt_session_init (VbtSession *self)
{
  self->drawn = vbt_drawn_new (NULL, NULL, 0);
  self->loads = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_load_free);
  self->speakers = g_array_new (FALSE, FALSE, sizeof (VbtSpeaker));
  self->problems = vbt_session_problems_new (self);
}

/* Who works in a project that cannot be written: the first person in it. */
static VbtId
first_person (VbtStore *store)
{
  const VbtCatalog *catalog = vbt_store_get_catalog (store);

  for (guint i = 0; i < catalog->annotators->len; i++)
    {
      const VbtAnnotator *annotator = g_ptr_array_index (catalog->annotators, i);

      if (annotator->kind == VBT_ANNOTATOR_PERSON)
        return annotator->id;
    }
  return 0;
}

/* The name of the person: as this project was told, as the preferences have it, or of the login. */
static char *
find_name (VbtStore *store, const char *annotator)
{
  char *name = vbt_store_get_setting (store, VBT_SETTING_ANNOTATOR);

  if (name != NULL && *name != '\0')
    return name;
  g_free (name);
  if (annotator != NULL && *annotator != '\0')
    return g_strdup (annotator);
  if (*g_get_real_name () != '\0' && !g_str_equal (g_get_real_name (), "Unknown"))
    return g_strdup (g_get_real_name ());
  return g_strdup (g_get_user_name ());
}

/* Finds or makes the person who works; nobody in a read-only project without people. */
static gboolean
find_me (VbtSession *self, const char *annotator, GError **error)
{
  g_autofree char *name = find_name (self->store, annotator);
  const VbtAnnotator *known = vbt_catalog_find_annotator (vbt_store_get_catalog (self->store),
                                                          VBT_ANNOTATOR_PERSON, name, NULL);

  if (known != NULL)
    self->me = known->id;
  else if (vbt_store_is_read_only (self->store, NULL))
    self->me = first_person (self->store);
  else
    self->me = vbt_store_ensure_person (self->store, name, error);
  return self->me != 0 || vbt_store_is_read_only (self->store, NULL);
}

/**
 * vbt_session_new:
 * @store: an open project
 * @annotator: (nullable): the name of the person who works; the login's where %NULL
 *
 * Starts work on a project. Where the project's setting %VBT_SETTING_ANNOTATOR names somebody, it is
 * they who work in this copy.
 *
 * Returns: (transfer full) (nullable): a session, with no document shown yet
 */
VbtSession *
vbt_session_new (VbtStore *store, const char *annotator, GError **error)
{
  g_autoptr (VbtSession) self = NULL;

  g_return_val_if_fail (VBT_IS_STORE (store), NULL);

  self = g_object_new (VBT_TYPE_SESSION, NULL);
  self->store = g_object_ref (store);
  self->visibility = vbt_visibility_new (vbt_store_get_path (store));
  if (!find_me (self, annotator, error))
    return NULL;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

/** vbt_session_get_store: Returns: (transfer none): the project */
VbtStore *
vbt_session_get_store (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return self->store;
}

/** vbt_session_get_catalog: Returns: (transfer none): the project's schema, entities, annotators */
VbtCatalog *
vbt_session_get_catalog (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return vbt_store_get_catalog (self->store);
}

/** vbt_session_get_schema: Returns: (transfer none): the project's schema */
const VbtSchema *
vbt_session_get_schema (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return vbt_store_get_catalog (self->store)->schema;
}

/** vbt_session_get_me: Returns: the annotator who works here; 0 in a read-only project without people */
VbtId
vbt_session_get_me (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), 0);
  return self->me;
}

/**
 * vbt_session_set_filter:
 * @self: a session
 * @filter: (nullable): what the list of documents shows, or %NULL where that is all
 * @words: (nullable): the same as it was typed
 *
 * Tells the pages that go through the documents of the list what it shows.
 */
void
vbt_session_set_filter (VbtSession *self, const VbtFilter *filter, const char *words)
{
  g_return_if_fail (VBT_IS_SESSION (self));

  if (g_strcmp0 (words, self->filter_words) == 0)
    return;
  g_clear_pointer (&self->filter, vbt_filter_free);
  self->filter = vbt_filter_copy (filter);
  if (self->filter != NULL)
    self->filter->limit = 0;
  g_free (self->filter_words);
  self->filter_words = g_strdup (words);
  g_signal_emit (self, vbt_session_signals[VBT_SESSION_FILTER_CHANGED], 0);
}

/** vbt_session_get_filter: Returns: (transfer none) (nullable): what the list of documents shows; NULL: all */
const VbtFilter *
vbt_session_get_filter (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return self->filter;
}

/**
 * vbt_session_open_document:
 * @document: a document of the project, or 0 to show none
 *
 * Shows a document; nothing is selected in it. What is shown stays until a thread has read the text of a long one and
 * the marks at its beginning, some 50 ms for a book; see vbt_session_is_opening(). Where something is still to be done to
 * what is shown, see vbt_session_when_complete(), it is opened after that. Where that fails, `problem` says why.
 *
 * Returns: %FALSE with @error set where it cannot be read; then what was shown stays
 */
gboolean
vbt_session_open_document (VbtSession *self, VbtId document, GError **error)
{
  VbtDocument *whole = NULL;

  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  if (vbt_session_is_waiting (self))
    {
      vbt_session_stop_opening (self);
      self->next = document;
      self->has_next = TRUE;
      return TRUE;
    }
  if (document != 0 && vbt_session_is_long (self, document))
    {
      vbt_session_start_opening (self, document);
      return TRUE;
    }
  if (document != 0)
    {
      whole = vbt_store_load_document (self->store, document, error);
      if (whole == NULL)
        return FALSE;
    }
  vbt_session_stop_opening (self);
  vbt_session_show_document (self, whole, TRUE);
  return TRUE;
}

/** vbt_session_get_document: Returns: (transfer none) (nullable): the document that is shown */
const VbtDocument *
vbt_session_get_document (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return self->document;
}

/** vbt_session_get_spans: Returns: (transfer none) (element-type VbtAnnotation): what is drawn, in order */
GPtrArray *
vbt_session_get_spans (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return self->drawn->spans;
}

/**
 * vbt_session_find_near:
 * @self: a session
 * @place: a place of the text
 * @distance: in code points
 * @end: (out): the place behind the last one
 *
 * Of a book not all is gone through while somebody waits.
 *
 * Returns: the place, among the spans that are drawn, of the first that begins no farther off than @distance
 */
guint
vbt_session_find_near (VbtSession *self, VbtOffset place, VbtOffset distance, guint *end)
{
  const GPtrArray *spans;

  g_return_val_if_fail (VBT_IS_SESSION (self) && end != NULL, 0);

  spans = self->drawn->spans;
  *end = VBT_FIND_FIRST (spans->len, at,
                         vbt_annotation_get_extent (g_ptr_array_index (spans, at)).start - place
                             > distance);
  return VBT_FIND_FIRST (spans->len, at,
                         place - vbt_annotation_get_extent (g_ptr_array_index (spans, at)).start
                             <= distance);
}

/**
 * vbt_session_get_drawn:
 * @self: a session
 *
 * Returns: (transfer none): what is drawn, and what is linked to what, until the document changes
 */
const VbtDrawn *
vbt_session_get_drawn (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return self->drawn;
}

/**
 * vbt_session_get_changed:
 * @self: a session
 *
 * Where in the text something changed, for those who are told by `annotations-changed` and need not
 * look at all of it again.
 *
 * Returns: (transfer none) (nullable) (element-type VbtRange): parts of the text, in any order; NULL
 *   where all may have changed
 */
const GArray *
vbt_session_get_changed (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return self->changed;
}

/** vbt_session_get_relations: Returns: (transfer none) (element-type VbtAnnotation): relations among
 * what is drawn; an end that was a suggestion and is decided is what it became */
GPtrArray *
vbt_session_get_relations (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return self->drawn->relations;
}

/** vbt_session_is_suggestion: Returns: whether it is a suggestion that waits for a decision */
gboolean
vbt_session_is_suggestion (VbtSession *self, const VbtAnnotation *annotation)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && annotation != NULL, FALSE);
  return annotation->annotator != self->me;
}

/**
 * vbt_session_get_suggestion:
 * @annotation: something that is drawn
 *
 * Returns: (transfer none) (nullable): the suggestion that waits for a decision there: @annotation itself, or one that says
 *   the same as @annotation, which is mine
 */
const VbtAnnotation *
vbt_session_get_suggestion (VbtSession *self, const VbtAnnotation *annotation)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && annotation != NULL, NULL);

  return vbt_session_is_suggestion (self, annotation)
             ? annotation
             : g_hash_table_lookup (self->drawn->agreeing, &annotation->id);
}

/**
 * vbt_session_get_speaker_of:
 * @span: a quote, or a span that names somebody
 *
 * Follows a quote to its speaker's words, as I corrected them, and to whom these name.
 *
 * Returns: an entity, or 0 where nobody is known
 */
VbtId
vbt_session_get_speaker_of (VbtSession *self, const VbtAnnotation *span)
{
  g_return_val_if_fail (VBT_IS_SESSION (self) && span != NULL, 0);

  return vbt_drawn_get_speaker_of (self->drawn, span);
}

/** vbt_session_get_selected: Returns: the selected annotation, or 0 */
VbtId
vbt_session_get_selected (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), 0);
  return self->selected;
}

/* Of a cue or a speaker it is the quote that is worked on; another span says nothing of it. */
static void
remember_quote (VbtSession *self)
{
  const VbtAnnotation *selected = vbt_session_get_selected_annotation (self);
  g_autoptr (GPtrArray) relations = NULL;

  if (selected == NULL)
    return;
  if (vbt_schema_has_end (vbt_session_get_schema (self), VBT_RELATION_SPEAKER, TRUE,
                          selected->label))
    {
      self->quote = selected->id;
      return;
    }
  relations = vbt_drawn_relations_of (self->drawn, selected->id);
  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);

      if (relation->to == selected->id)
        self->quote = vbt_session_drawn_end (self, relation->from);
    }
}

/**
 * vbt_session_set_selected:
 * @annotation: an annotation of the document that is shown, or 0
 */
void
vbt_session_set_selected (VbtSession *self, VbtId annotation)
{
  g_return_if_fail (VBT_IS_SESSION (self));

  if (self->selected == annotation)
    return;
  self->selected = annotation;
  remember_quote (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/** vbt_session_get_selected_annotation: Returns: (transfer none) (nullable): what is selected */
const VbtAnnotation *
vbt_session_get_selected_annotation (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);

  if (self->document == NULL || self->selected == 0)
    return NULL;
  return vbt_document_get_annotation (self->document, self->selected);
}

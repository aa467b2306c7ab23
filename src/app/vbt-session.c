/* vbt-session.c: an open project as the window sees it: the document that is read, and what is selected in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

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

static void
find_mine (VbtSession *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (self->document->annotations, i);

      if (annotation->annotator != self->me)
        continue;
      if (annotation->kind == VBT_KIND_SPAN)
        g_hash_table_add (self->mine, annotation);
      if (annotation->derived_from != 0)
        g_hash_table_replace (self->derived, &annotation->derived_from, annotation);
    }
}

static guint
span_hash (gconstpointer key)
{
  const VbtAnnotation *span = key;
  guint hash = g_int64_hash (&span->label);

  for (guint i = 0; i < span->fragments->len; i++)
    {
      VbtRange range = g_array_index (span->fragments, VbtRange, i);

      hash = hash * 31 + (guint)range.start * 17 + (guint)range.end;
    }
  return hash;
}

static gboolean
span_equal (gconstpointer a, gconstpointer b)
{
  const VbtAnnotation *first = a;
  const VbtAnnotation *second = b;

  return first->label == second->label && vbt_annotation_same_fragments (first, second);
}

static gboolean
is_visible (VbtSession *self, const VbtAnnotation *annotation)
{
  return annotation->annotator == self->me
         || vbt_document_is_open_suggestion (self->document, vbt_session_get_catalog (self),
                                             annotation, self->me);
}

/* A suggestion that says what I said before it was made is drawn as my span, once; it is decided on there. */
static gboolean
is_said_by_me (VbtSession *self, VbtAnnotation *suggestion)
{
  VbtAnnotation *mine = g_hash_table_lookup (self->mine, suggestion);

  if (mine == NULL)
    return FALSE;
  g_hash_table_replace (self->agreeing, &mine->id, suggestion);
  return TRUE;
}

static void
find_spans (VbtSession *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      VbtAnnotation *annotation = g_ptr_array_index (self->document->annotations, i);

      if (annotation->kind != VBT_KIND_SPAN || !is_visible (self, annotation))
        continue;
      if (annotation->annotator != self->me && is_said_by_me (self, annotation))
        continue;
      g_ptr_array_add (self->spans, annotation);
      g_hash_table_add (self->visible, &annotation->id);
    }
}

/* What stands for an annotation in what is drawn: itself, or what I made of it. */
VbtId
vbt_session_drawn_end (VbtSession *self, VbtId id)
{
  const VbtAnnotation *mine = g_hash_table_lookup (self->derived, &id);
  const VbtAnnotation *annotation;

  if (mine == NULL && g_hash_table_contains (self->visible, &id))
    return id;
  annotation = vbt_document_get_annotation (self->document, id);
  if (mine == NULL && annotation != NULL && annotation->kind == VBT_KIND_SPAN)
    mine = g_hash_table_lookup (self->mine, annotation);
  return mine != NULL && g_hash_table_contains (self->visible, &mine->id) ? mine->id : 0;
}

static void
find_relations (VbtSession *self)
{
  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (self->document->annotations, i);
      VbtAnnotation *drawn;
      VbtId from;
      VbtId to;

      if (relation->kind != VBT_KIND_RELATION || !is_visible (self, relation))
        continue;
      from = vbt_session_drawn_end (self, relation->from);
      to = vbt_session_drawn_end (self, relation->to);
      if (from == 0 || to == 0)
        continue;
      drawn = vbt_annotation_copy (relation);
      drawn->from = from;
      drawn->to = to;
      g_ptr_array_add (self->relations, drawn);
    }
}

gboolean
vbt_session_is_quote (VbtSession *self, const VbtAnnotation *span)
{
  const VbtLabel *label = vbt_schema_get_label (vbt_session_get_schema (self), span->label);

  return label != NULL && g_str_equal (label->name, VBT_LABEL_QUOTE);
}

/* Forgets what was derived from the document. */
static void
forget_drawn (VbtSession *self)
{
  g_ptr_array_set_size (self->spans, 0);
  g_ptr_array_set_size (self->relations, 0);
  g_hash_table_remove_all (self->mine);
  g_hash_table_remove_all (self->derived);
  g_hash_table_remove_all (self->agreeing);
  g_hash_table_remove_all (self->visible);
  g_array_set_size (self->speakers, 0);
}

static void
forget_document (VbtSession *self)
{
  forget_drawn (self);
  g_clear_pointer (&self->document, vbt_document_free);
}

static void
find_drawn (VbtSession *self)
{
  find_mine (self);
  find_spans (self);
  find_relations (self);
  vbt_session_find_speakers (self);
}

static gboolean
load_document (VbtSession *self, VbtId id, GError **error)
{
  g_autoptr (VbtDocument) document = vbt_store_load_document (self->store, id, error);

  if (document == NULL)
    return FALSE;
  forget_document (self);
  self->document = g_steal_pointer (&document);
  find_drawn (self);
  return TRUE;
}

/* After an act, reads what it changed; all of the document where that cannot be told. */
static gboolean
update_document (VbtSession *self, const VbtChange *change, GError **error)
{
  if (change->batch || change->schema || change->annotators || change->whole)
    return load_document (self, self->document->id, error);
  /* The tables have pointers to what is freed now. */
  forget_drawn (self);
  if (!vbt_store_update_document (self->store, self->document, change->annotations, error))
    return FALSE;
  find_drawn (self);
  return TRUE;
}

/* What is selected stays selected; of a suggestion that was decided, what it became. */
static void
renew_selection (VbtSession *self)
{
  if (self->selected != 0)
    vbt_session_set_selected (self, vbt_session_drawn_end (self, self->selected));
}

static void
store_changed_cb (VbtSession *self, const VbtChange *change)
{
  g_autoptr (GError) error = NULL;

  if (self->document != NULL
      && (change->batch || change->schema || change->annotators || change->entities
          || vbt_change_touches (change, self->document->id)))
    {
      if (update_document (self, change, &error))
        {
          renew_selection (self);
          g_signal_emit (self, vbt_session_signals[VBT_SESSION_ANNOTATIONS_CHANGED], 0);
        }
      else
        {
          /* It was deleted, by an undo or by somebody else. */
          forget_document (self);
          vbt_session_set_selected (self, 0);
          g_signal_emit (self, vbt_session_signals[VBT_SESSION_DOCUMENT_OPENED], 0);
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

  g_clear_pointer (&self->problems, vbt_session_problems_free);
  forget_document (self);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_clear_pointer (&self->mine, g_hash_table_unref);
  g_clear_pointer (&self->derived, g_hash_table_unref);
  g_clear_pointer (&self->agreeing, g_hash_table_unref);
  g_clear_pointer (&self->visible, g_hash_table_unref);
  g_clear_pointer (&self->speakers, g_array_unref);
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
}

static void
vbt_session_init (VbtSession *self)
{
  self->spans = g_ptr_array_new ();
  self->relations = g_ptr_array_new_with_free_func ((GDestroyNotify)vbt_annotation_free);
  self->mine = g_hash_table_new (span_hash, span_equal);
  self->derived = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->agreeing = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->visible = g_hash_table_new (g_int64_hash, g_int64_equal);
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
 * vbt_session_open_document:
 * @document: a document of the project, or 0 to show none
 *
 * Shows a document; nothing is selected in it.
 *
 * Returns: %FALSE with @error set where it cannot be read; then what was shown stays
 */
gboolean
vbt_session_open_document (VbtSession *self, VbtId document, GError **error)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  if (document == 0)
    forget_document (self);
  else if (!load_document (self, document, error))
    return FALSE;
  vbt_session_set_selected (self, 0);
  g_signal_emit (self, vbt_session_signals[VBT_SESSION_DOCUMENT_OPENED], 0);
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
  return self->spans;
}

/** vbt_session_get_relations: Returns: (transfer none) (element-type VbtAnnotation): relations among
 * what is drawn; an end that was a suggestion and is decided is what it became */
GPtrArray *
vbt_session_get_relations (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), NULL);
  return self->relations;
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
             : g_hash_table_lookup (self->agreeing, &annotation->id);
}

static VbtId
first_entity (const VbtAnnotation *span)
{
  return span->entities != NULL && span->entities->len > 0
             ? g_array_index (span->entities, VbtId, 0)
             : 0;
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

  if (!vbt_session_is_quote (self, span))
    return first_entity (span);
  g_autoptr (GPtrArray) relations = vbt_document_relations_of (self->document, span->id);

  for (guint i = 0; i < relations->len; i++)
    {
      const VbtAnnotation *relation = g_ptr_array_index (relations, i);
      const VbtLabel *label = vbt_schema_get_label (vbt_session_get_schema (self), relation->label);
      const VbtAnnotation *words = g_hash_table_lookup (self->derived, &relation->to);

      if (relation->from != span->id || label == NULL
          || !g_str_equal (label->name, VBT_RELATION_SPEAKER))
        continue;
      if (words == NULL)
        words = vbt_document_get_annotation (self->document, relation->to);
      if (words != NULL && first_entity (words) != 0)
        return first_entity (words);
    }
  return first_entity (span);
}

/** vbt_session_get_selected: Returns: the selected annotation, or 0 */
VbtId
vbt_session_get_selected (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), 0);
  return self->selected;
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

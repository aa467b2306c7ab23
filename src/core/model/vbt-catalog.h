/* vbt-catalog.h: what all documents of a project or of a file share: schema, entities, annotators
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vbt-schema.h"

G_BEGIN_DECLS

typedef enum
{
  VBT_ENTITY_PERSON,
  VBT_ENTITY_ORGANIZATION,
  VBT_ENTITY_LOCATION,
  VBT_ENTITY_OTHER,
} VbtEntityKind;

const char *vbt_entity_kind_to_string (VbtEntityKind kind);
gboolean vbt_entity_kind_from_string (const char *string, VbtEntityKind *kind);

/**
 * VbtEntity:
 *
 * A person, organization or place in the world, of which spans are mentions.
 */
typedef struct
{
  VbtId id;
  VbtEntityKind kind;
  char *name;             /* the canonical name */
  GPtrArray *aliases;     /* of char *, sorted, without repetition */
  char *external_id;      /* (nullable): in Wikidata */
  GHashTable *attributes; /* role, affiliation, gender, party, country …: char * to char * */
  char *note;             /* (nullable) */
} VbtEntity;

/**
 * VbtAnnotator:
 *
 * Who made annotations: a person, a tagger of some version, an import, or the curator.
 */
typedef struct
{
  VbtId id;
  VbtAnnotatorKind kind;
  char *name;
  char *version; /* (nullable): of a tagger */
} VbtAnnotator;

VbtEntity *vbt_entity_new (VbtEntityKind kind, const char *name);
VbtEntity *vbt_entity_copy (const VbtEntity *self);
void vbt_entity_free (VbtEntity *self);
void vbt_entity_add_alias (VbtEntity *self, const char *alias);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtEntity, vbt_entity_free)

VbtAnnotator *vbt_annotator_new (VbtAnnotatorKind kind, const char *name, const char *version);
VbtAnnotator *vbt_annotator_copy (const VbtAnnotator *self);
void vbt_annotator_free (VbtAnnotator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtAnnotator, vbt_annotator_free)

/**
 * VbtCatalog:
 *
 * Schema, entities and annotators, as a project holds them, or as a format finds them in a file
 * while it reads. Not safe to change from two threads.
 */
typedef struct
{
  gint ref_count;
  VbtSchema *schema;
  GPtrArray *entities;   /* of VbtEntity */
  GPtrArray *annotators; /* of VbtAnnotator */
  GHashTable *entities_by_id;
  GHashTable *entities_by_name; /* "kind\x1fname" to VbtEntity */

  /* A project's catalog reads entities when they are first asked for: @entities are those that were.
   * Each returns NULL where there is none. */
  VbtEntity *(*load_entity) (gpointer loader, VbtId id);
  VbtEntity *(*load_entity_by_name) (gpointer loader, VbtEntityKind kind, const char *name);
  gpointer loader;
} VbtCatalog;

VbtCatalog *vbt_catalog_new (VbtSchema *schema);
VbtCatalog *vbt_catalog_ref (VbtCatalog *self);
void vbt_catalog_unref (VbtCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtCatalog, vbt_catalog_unref)

void vbt_catalog_take_entity (VbtCatalog *self, VbtEntity *entity);
void vbt_catalog_remove_entity (VbtCatalog *self, VbtId id);
void vbt_catalog_forget_entities (VbtCatalog *self);
VbtEntity *vbt_catalog_get_entity (const VbtCatalog *self, VbtId id);
VbtEntity *vbt_catalog_find_entity (const VbtCatalog *self, VbtEntityKind kind, const char *name);
VbtEntity *vbt_catalog_ensure_entity (VbtCatalog *self, VbtEntityKind kind, const char *name);

void vbt_catalog_take_annotator (VbtCatalog *self, VbtAnnotator *annotator);
VbtAnnotator *vbt_catalog_get_annotator (const VbtCatalog *self, VbtId id);
VbtAnnotator *vbt_catalog_find_annotator (const VbtCatalog *self, VbtAnnotatorKind kind,
                                          const char *name, const char *version);
VbtAnnotator *vbt_catalog_ensure_annotator (VbtCatalog *self, VbtAnnotatorKind kind,
                                            const char *name, const char *version);

G_END_DECLS

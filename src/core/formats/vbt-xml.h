/* vbt-xml.h: XML of unknown origin, element by element, and the pieces of XML that are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VBT_XML_MAX_DEPTH: elements in elements in … elements; files of real programs stay below 50. */
#define VBT_XML_MAX_DEPTH 256

typedef struct _VbtXml VbtXml;

/**
 * VbtXmlHandler:
 *
 * What is called as the parser goes through a file; names are without prefix. An error that one of them
 * sets ends it.
 */
typedef struct
{
  void (*start) (VbtXml *xml, const char *name, gpointer data, GError **error);
  void (*end) (VbtXml *xml, const char *name, gpointer data, GError **error);
  void (*text) (VbtXml *xml, const char *text, gsize length, gpointer data, GError **error);
} VbtXmlHandler;

gboolean vbt_xml_read (VbtInput *input, const VbtXmlHandler *handler, gpointer data,
                       GCancellable *cancellable, GError **error);
guint vbt_xml_get_line (const VbtXml *self);
guint vbt_xml_get_depth (const VbtXml *self);
const char *vbt_xml_get_namespace (const VbtXml *self);
const char *vbt_xml_get_attribute (const VbtXml *self, const char *name);
gboolean vbt_xml_list_attribute (const VbtXml *self, guint index, const char **name,
                                 const char **value);
gboolean vbt_xml_head_has (const guint8 *head, gsize n_head, const char *string);

void vbt_xml_append_escaped (GString *xml, const char *text, gssize length);
void vbt_xml_append_text (GString *xml, const char *text, gssize length);
void vbt_xml_append_attribute (GString *xml, const char *name, const char *value);
gboolean vbt_xml_can_hold (const char *text);

G_END_DECLS

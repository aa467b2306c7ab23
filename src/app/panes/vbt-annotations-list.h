/* vbt-annotations-list.h: the annotations of the document in words, for those who do not see the marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vbt-session.h"

G_BEGIN_DECLS

#define VBT_TYPE_ANNOTATIONS_LIST (vbt_annotations_list_get_type ())
G_DECLARE_FINAL_TYPE (VbtAnnotationsList, vbt_annotations_list, VBT, ANNOTATIONS_LIST, GtkWidget)

void vbt_annotations_list_set_session (VbtAnnotationsList *self, VbtSession *session);

G_END_DECLS

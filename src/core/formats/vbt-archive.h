/* vbt-archive.h: zip and tar archives of unknown origin, member by member, within limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/vbt-format.h"

G_BEGIN_DECLS

/** VBT_ARCHIVE_MAX_MEMBERS: files in an archive; one of a million articles is read in parts. */
#define VBT_ARCHIVE_MAX_MEMBERS 1000000

/** VBT_ARCHIVE_MAX_RATIO: how often as long as the archive is what it unpacks to, at most; text
 * comes to 10, the most repetitive XMI to 60. It counts from %VBT_ARCHIVE_FREE_BYTES on. */
#define VBT_ARCHIVE_MAX_RATIO 200
#define VBT_ARCHIVE_FREE_BYTES (16 * 1024 * 1024)

/** VBT_PACKAGE_MAX_BYTES: what the parts of a document that is a package, DOCX, ODT or EPUB,
 * unpack to at most; the text of a thousand pages is some 20 MiB of XML. */
#define VBT_PACKAGE_MAX_BYTES (64 * 1024 * 1024)

/** VBT_PACKAGE_MAX_MEMBERS: parts of such a document; those of real ones are some hundreds. */
#define VBT_PACKAGE_MAX_MEMBERS 50000

/** VBT_ARCHIVE_MAX_INNER: bytes of an archive in an archive, which is kept in memory. INCEpTION has one for what each person
 * made of each document. */
#define VBT_ARCHIVE_MAX_INNER (16 * 1024 * 1024)

/** VBT_ARCHIVE_FREE_UNIT: a document in an archive may be as long as the archive, or this, in the format that takes most
 * memory for each byte; in others, such as text, some times as long. */
#define VBT_ARCHIVE_FREE_UNIT (10 * 1024 * 1024)

/** VbtArchive: an archive that is gone through once. */
typedef struct _VbtArchive VbtArchive;

VbtArchive *vbt_archive_open (VbtInput *input, GError **error);
VbtArchive *vbt_archive_open_within (VbtInput *input, VbtArchive *outer, GError **error);
void vbt_archive_close (VbtArchive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbtArchive, vbt_archive_close)
gboolean vbt_archive_next (VbtArchive *self, const char **name, GError **error);
VbtInput *vbt_archive_open_member (VbtArchive *self);
GBytes *vbt_archive_read_member (VbtArchive *self, gsize limit, GError **error);

typedef gboolean (*VbtMemberFunc) (VbtInput *member, const VbtFormat *format, gpointer data,
                                   GError **error);
typedef void (*VbtMemberRefused) (const char *name, const char *message, gpointer data);

gboolean vbt_archive_has_name (const char *name);
gboolean vbt_archive_is_archive (const guint8 *head, gsize n_head);
gboolean vbt_archive_foreach (VbtInput *input, const VbtFormat *format, VbtMemberFunc read,
                              VbtMemberRefused refused, gpointer data, GCancellable *cancellable,
                              GError **error);

/* Documents that are ZIP files: their parts by name. */
GHashTable *vbt_package_load (VbtInput *input, const char *const *suffixes, GError **error);
VbtInput *vbt_package_open_part (VbtInput *input, GHashTable *parts, const char *name);
gboolean vbt_package_head_has (const guint8 *head, gsize n_head, const char *string);

G_END_DECLS

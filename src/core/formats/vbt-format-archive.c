/* vbt-format-archive.c: archives of files, each of which is read in its own format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/vbt-archive.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const extensions[]
    = { "zip", "gz", "tgz", "tar", "bz2", "tbz2", "xz", "txz", "zst", NULL };

/* Of other programs' files that are ZIP inside none is taken unless it is named. */
static int
archive_probe (const char *name, const guint8 *head, gsize n_head)
{
  const VbtFormat *self = vbt_formats_find ("archive", NULL);

  if (!vbt_archive_is_archive (head, n_head))
    return vbt_format_has_extension (self, name) ? VBT_FORMAT_SURE : 0;
  if (vbt_format_has_extension (self, name))
    return 60;
  return vbt_format_is_named_otherwise (self, name) ? 0 : 5;
}

/** Pass: a sink that hands on to another one, and remembers whether that refused. */
typedef struct
{
  VbtSink parent;
  VbtSink *to;
  gboolean failed;
  GCancellable *cancellable;
} Pass;

static gboolean
pass_document (VbtSink *sink, VbtDocument *document, GError **error)
{
  Pass *self = (Pass *)sink;

  self->failed = !vbt_sink_take_document (self->to, document, error);
  return !self->failed;
}

static void
pass_problem (VbtSink *sink, const char *file, guint line, const char *message)
{
  VbtSink *to = ((Pass *)sink)->to;

  to->n_problems++;
  if (to->klass->problem != NULL)
    to->klass->problem (to, file, line, message);
}

static void
pass_tell (VbtSink *sink, const char *file, const char *message)
{
  VbtSink *to = ((Pass *)sink)->to;

  if (to->klass->tell != NULL)
    to->klass->tell (to, file, message);
}

static void
refuse_member (const char *name, const char *message, gpointer data)
{
  pass_problem (data, name, 0, message);
}

static gboolean
read_member (VbtInput *member, const VbtFormat *format, gpointer data, GError **error)
{
  Pass *self = data;
  g_autoptr (GError) local = NULL;

  if (format->read (member, &self->parent, self->cancellable, &local))
    return TRUE;
  if (self->failed || g_cancellable_is_cancelled (self->cancellable))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  pass_problem (&self->parent, vbt_input_get_name (member), vbt_input_get_line (member),
                local->message);
  return TRUE;
}

static gboolean
archive_read (VbtInput *input, VbtSink *sink, GCancellable *cancellable, GError **error)
{
  static const VbtSinkClass klass = { pass_document, pass_problem, pass_tell };
  Pass pass
      = { .parent = { .klass = &klass, .catalog = sink->catalog, .annotator = sink->annotator },
          .to = sink,
          .cancellable = cancellable };

  return vbt_archive_foreach (input, NULL, read_member, refuse_member, &pass, cancellable, error);
}

const VbtFormat vbt_format_archive = {
  .name = "archive",
  .title = N_ ("Archive (ZIP, tar)"),
  .description = N_ ("Files of any format, which are read as if they were in a folder"),
  .extensions = extensions,
  .mime = "application/zip",
  .flags = VBT_FORMAT_READS,
  .probe = archive_probe,
  .read = archive_read,
};

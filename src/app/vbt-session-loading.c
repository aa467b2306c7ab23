/* vbt-session-loading.c: a long document is shown before all that was said about it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <malloc.h>

#include "vbt-session-private.h"

/* The text and the marks at its beginning come first. A thread reads all with a connection of its own, and
 * finds out what is drawn; then that takes the place of the beginning, which costs the main thread some pointers. */

#define LONG (256 * 1024)    /* code points */
#define BEGINNING (8 * 1024) /* is more than a window shows */

/** VbtLoad: the reading of a document; used by one thread at a time. */
struct _VbtLoad
{
  int ref_count;       /* of the session and of the thread */
  VbtSession *session; /* not owned; NULL once nobody waits for it; of the main thread */
  guint source;        /* starts the thread once the beginning is shown */
  GThread *thread;     /* (nullable): until it was joined; of the main thread */
  char *path;
  VbtId id;
  VbtId me;
  GCancellable *cancellable;

  VbtDocument *document; /* (nullable): what was read */
  VbtDrawn *drawn;
  GError *error;
};

static void
load_unref (VbtLoad *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->drawn, vbt_drawn_free);
  g_clear_pointer (&self->document, vbt_document_free);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

/** Remains: what is freed in a thread. */
typedef struct
{
  VbtDocument *document;
  VbtDrawn *drawn;
} Remains;

static gpointer
free_in_thread (gpointer data)
{
  Remains *remains = data;

  vbt_drawn_free (remains->drawn);
  vbt_document_free (remains->document);
  g_free (remains);
  /* What another thread made is not given back by itself. */
  malloc_trim (0);
  return NULL;
}

static gpointer
trim_in_thread (gpointer data)
{
  malloc_trim (0);
  return NULL;
}

/* Of a long document: gives back what reading and checking it took meanwhile. */
void
vbt_session_give_back (VbtSession *self)
{
  if (self->document != NULL && vbt_text_get_length (self->document->text) >= LONG)
    g_thread_unref (g_thread_new ("trim", trim_in_thread, NULL));
}

/* To free a quarter of a million annotations takes many frames. The catalog is no other thread's. */
void
vbt_session_free_document (VbtDocument *document, VbtDrawn *drawn)
{
  Remains *remains;

  if (document == NULL || vbt_text_get_length (document->text) < LONG)
    {
      g_clear_pointer (&drawn, vbt_drawn_free);
      vbt_document_free (document);
      return;
    }
  remains = g_new0 (Remains, 1);
  remains->document = document;
  remains->drawn = drawn;
  g_clear_pointer (&drawn->catalog, vbt_catalog_unref);
  g_thread_unref (g_thread_new ("free", free_in_thread, remains));
}

static void
read_all (VbtLoad *self)
{
  g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_READ_ONLY, &self->error);

  if (store == NULL)
    return;
  vbt_store_set_cancellable (store, self->cancellable);
  self->document = vbt_store_load_document (store, self->id, &self->error);
  if (self->document != NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      vbt_document_pack (self->document);
      self->drawn = vbt_drawn_new (self->document, vbt_store_get_catalog (store), self->me);
    }
  vbt_store_set_cancellable (store, NULL);
  vbt_store_close (store, NULL);
}

/* What came takes the place of the beginning. */
static void
show (VbtSession *self, VbtLoad *load)
{
  VbtDocument *before = self->document;
  VbtDrawn *drawn = self->drawn;

  /* Nothing of it changed, or it would have been read again: the view goes on with the text that it has. */
  vbt_text_unref (load->document->text);
  load->document->text = vbt_text_ref (before->text);
  self->document = g_steal_pointer (&load->document);
  self->drawn = g_steal_pointer (&load->drawn);
  vbt_catalog_unref (self->drawn->catalog);
  self->drawn->catalog = vbt_catalog_ref (vbt_session_get_catalog (self));
  vbt_session_find_speakers (self);
  vbt_session_free_document (before, drawn);
  vbt_session_renew_selection (self);
  g_signal_emit (self, vbt_session_signals[VBT_SESSION_ANNOTATIONS_CHANGED], 0);
  g_signal_emit (self, vbt_session_signals[VBT_SESSION_DOCUMENT_LOADED], 0);
}

/* Waits for the thread where it runs still; then nothing of this is in use but by who asks. */
static void
join (VbtSession *self, VbtLoad *load)
{
  g_clear_pointer (&load->thread, g_thread_join);
  g_ptr_array_remove (self->loads, load);
}

static gboolean
loaded_cb (gpointer data)
{
  VbtLoad *load = data;
  VbtSession *session = load->session;

  if (session == NULL)
    return G_SOURCE_REMOVE;
  if (session->load == load)
    vbt_session_complete (session);
  else
    join (session, load);
  return G_SOURCE_REMOVE;
}

static gpointer
load_in_thread (gpointer data)
{
  VbtLoad *self = data;

  read_all (self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, loaded_cb, self, (GDestroyNotify)load_unref);
  return NULL;
}

static void
start_thread (VbtLoad *self)
{
  if (self->source == 0)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  g_atomic_int_inc (&self->ref_count);
  self->thread = g_thread_new ("load", load_in_thread, self);
}

static gboolean
start_cb (gpointer data)
{
  start_thread (data);
  return G_SOURCE_CONTINUE; /* it is removed already */
}

/* Where the reading was of what is no longer so, it ends by itself. */
void
vbt_session_stop_loading (VbtSession *self)
{
  VbtLoad *load = g_steal_pointer (&self->load);

  if (load == NULL)
    return;
  g_cancellable_cancel (load->cancellable);
  if (load->thread == NULL)
    g_ptr_array_remove (self->loads, load);
}

/* Before the project is closed: no thread has it open then. */
void
vbt_session_join_loads (VbtSession *self)
{
  vbt_session_stop_loading (self);
  while (self->loads->len > 0)
    {
      VbtLoad *load = g_ptr_array_index (self->loads, 0);

      load->session = NULL;
      join (self, load);
    }
}

void
vbt_load_free (VbtLoad *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->session = NULL;
  load_unref (self);
}

/* Begins to read all of the document that is shown. */
void
vbt_session_start_loading (VbtSession *self)
{
  VbtLoad *load = g_new0 (VbtLoad, 1);

  vbt_session_stop_loading (self);
  load->ref_count = 1;
  load->session = self;
  load->path = g_strdup (vbt_store_get_path (self->store));
  load->id = self->document->id;
  load->me = self->me;
  load->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->loads, load);
  self->load = load;
  /* It would compete with the frame that shows the beginning. */
  load->source = g_idle_add_full (G_PRIORITY_LOW, start_cb, load, NULL);
}

/* Reads a document: of a long one the beginning, see vbt_session_start_loading(). */
VbtDocument *
vbt_session_load (VbtSession *self, VbtId id, gboolean *is_whole, GError **error)
{
  *is_whole = vbt_store_get_length (self->store, id) < LONG;
  return *is_whole ? vbt_store_load_document (self->store, id, error)
                   : vbt_store_load_part (self->store, id, BEGINNING, error);
}

/**
 * vbt_session_is_loading:
 * @self: a session
 *
 * Returns: whether only the beginning of the document that is shown is known, and the text; then
 *   `document-loaded` is emitted when all is
 */
gboolean
vbt_session_is_loading (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  return self->load != NULL;
}

/**
 * vbt_session_complete:
 * @self: a session
 *
 * Waits until all of the document that is shown is read, as before an act on it: about a second for
 * a book that was opened just now, else no time.
 */
void
vbt_session_complete (VbtSession *self)
{
  VbtLoad *load;

  g_return_if_fail (VBT_IS_SESSION (self));

  load = g_steal_pointer (&self->load);
  if (load == NULL)
    return;
  start_thread (load);
  g_atomic_int_inc (&load->ref_count);
  join (self, load);
  if (load->drawn != NULL)
    show (self, load);
  else if (load->error != NULL)
    g_signal_emit (self, vbt_session_signals[VBT_SESSION_PROBLEM], 0, load->error->message);
  load_unref (load);
}

/* vbt-session-loading.c: a long document is shown before all that was said about it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <malloc.h>

#include "vbt-session-private.h"

/* A thread reads the text and the marks at its beginning, with a connection of its own, and then they are shown. Once they
 * are, another one reads all and finds out what is drawn; then that takes the place of the beginning, which costs the main
 * thread some pointers. */

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
  gboolean is_beginning; /* only that is read */
  gboolean is_ready;     /* it can be shown; of the main thread */
  gboolean is_stale;     /* anything may have changed since it was begun; of the main thread */
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

  g_clear_pointer (&remains->drawn, vbt_drawn_free);
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

/**
 * vbt_session_free_document:
 * @document: (nullable) (transfer full): a document
 * @drawn: (nullable) (transfer full): what is drawn of it
 *
 * Frees both; of a long document in a thread, since a quarter of a million annotations take many frames.
 */
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
  /* The catalog is no other thread's. */
  if (drawn != NULL)
    g_clear_pointer (&drawn->catalog, vbt_catalog_unref);
  g_thread_unref (g_thread_new ("free", free_in_thread, remains));
}

static void
read_document (VbtLoad *self)
{
  g_autoptr (VbtStore) store = vbt_store_open (self->path, VBT_STORE_READ_ONLY, &self->error);

  if (store == NULL)
    return;
  vbt_store_set_cancellable (store, self->cancellable);
  if (self->is_beginning)
    self->document = vbt_store_load_part (store, self->id, BEGINNING, &self->error);
  else
    self->document = vbt_store_load_document (store, self->id, &self->error);
  if (!self->is_beginning && self->document != NULL
      && !g_cancellable_is_cancelled (self->cancellable))
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
  load->is_ready = TRUE;
  if (session->opening == load)
    vbt_session_show_ready (session);
  else if (session->load == load)
    vbt_session_complete (session);
  else
    join (session, load);
  return G_SOURCE_REMOVE;
}

static gpointer
load_in_thread (gpointer data)
{
  VbtLoad *self = data;

  read_document (self);
  /* Somebody waits for the beginning. */
  g_idle_add_full (self->is_beginning ? G_PRIORITY_DEFAULT : G_PRIORITY_DEFAULT_IDLE, loaded_cb,
                   self, (GDestroyNotify)load_unref);
  return NULL;
}

static void
start_thread (VbtLoad *self)
{
  if (self->thread != NULL)
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

/* What is shown stays. */
void
vbt_session_stop_opening (VbtSession *self)
{
  VbtLoad *load = g_steal_pointer (&self->opening);

  if (load != NULL)
    g_cancellable_cancel (load->cancellable);
}

/* Before the project is closed: no thread has it open then. */
void
vbt_session_join_loads (VbtSession *self)
{
  vbt_session_stop_opening (self);
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

static VbtLoad *
add_load (VbtSession *self, VbtId id)
{
  VbtLoad *load = g_new0 (VbtLoad, 1);

  load->ref_count = 1;
  load->session = self;
  load->path = g_strdup (vbt_store_get_path (self->store));
  load->id = id;
  load->me = self->me;
  load->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->loads, load);
  return load;
}

/* Begins to read what shows the beginning of a document, unless that is being read. */
void
vbt_session_start_opening (VbtSession *self, VbtId id)
{
  if (self->opening != NULL && self->opening->id == id)
    return;
  vbt_session_stop_opening (self);
  self->opening = add_load (self, id);
  self->opening->is_beginning = TRUE;
  start_thread (self->opening);
}

/* What is being read may be what was. */
void
vbt_session_renew_opening (VbtSession *self, const VbtChange *change)
{
  VbtId id = self->opening != NULL ? self->opening->id : 0;

  if (id == 0 || !vbt_session_concerns (change, id))
    return;
  vbt_session_stop_opening (self);
  vbt_session_start_opening (self, id);
}

/* Begins to read all of the document that is shown. */
void
vbt_session_start_loading (VbtSession *self)
{
  VbtLoad *load;

  vbt_session_stop_loading (self);
  load = self->load = add_load (self, self->document->id);
  /* It would compete with the frame that shows the beginning. */
  load->source = g_idle_add_full (G_PRIORITY_LOW, start_cb, load, NULL);
}

/* Anything of the document that is shown may have changed; what is being read already is shown before it is read again, so
 * that it is seen at all where others change something all the time. */
void
vbt_session_renew_loading (VbtSession *self)
{
  if (self->load != NULL && self->load->thread != NULL)
    self->load->is_stale = TRUE;
  else
    vbt_session_start_loading (self);
}

/* Somebody waits for all of the document. */
void
vbt_session_hurry_loading (VbtSession *self)
{
  start_thread (self->load);
}

/**
 * vbt_session_is_long:
 * @self: a session
 * @id: a document of its project
 *
 * Returns: whether it is too long to be read while everything else waits
 */
gboolean
vbt_session_is_long (VbtSession *self, VbtId id)
{
  return vbt_store_get_length (self->store, id) >= LONG;
}

/**
 * vbt_session_is_opening:
 * @self: a session
 *
 * Returns: whether a long document is being read that was opened and is not shown yet; then
 *   `document-opened` is emitted when it is
 */
gboolean
vbt_session_is_opening (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  return self->opening != NULL || self->has_next;
}

/**
 * vbt_session_is_loading:
 * @self: a session
 *
 * Returns: whether the document that is shown is being read: of one that was opened just now only the beginning is known,
 *   and the text; then `document-loaded` is emitted when all is
 */
gboolean
vbt_session_is_loading (VbtSession *self)
{
  g_return_val_if_fail (VBT_IS_SESSION (self), FALSE);

  return self->load != NULL;
}

/* Waits for the thread; it is @place no longer. Returns: (nullable): the load, to be unreffed */
static VbtLoad *
finish_load (VbtSession *self, VbtLoad **place)
{
  VbtLoad *load = g_steal_pointer (place);

  if (load == NULL)
    return NULL;
  start_thread (load);
  g_atomic_int_inc (&load->ref_count);
  join (self, load);
  if (load->error != NULL)
    g_signal_emit (self, vbt_session_signals[VBT_SESSION_PROBLEM], 0, load->error->message);
  return load;
}

static void
finish_opening (VbtSession *self)
{
  VbtLoad *load = finish_load (self, &self->opening);

  if (load == NULL)
    return;
  if (load->document != NULL)
    vbt_session_show_document (self, g_steal_pointer (&load->document), FALSE);
  load_unref (load);
}

/* Shows another document that was asked for, where it is read by now and nothing is left to be done to this one. */
void
vbt_session_show_ready (VbtSession *self)
{
  GError *error = NULL;

  if (vbt_session_is_waiting (self))
    return;
  if (self->has_next)
    {
      self->has_next = FALSE;
      if (!vbt_session_open_document (self, self->next, &error))
        g_signal_emit (self, vbt_session_signals[VBT_SESSION_PROBLEM], 0, error->message);
      g_clear_error (&error);
    }
  else if (self->opening != NULL && self->opening->is_ready)
    finish_opening (self);
}

/**
 * vbt_session_complete:
 * @self: a session
 *
 * Waits until all of the document that is shown is read, and does what waited for that, see vbt_session_when_complete():
 * some tenths of a second for a book that was opened just now, else no time. For what cannot be done later.
 */
void
vbt_session_complete (VbtSession *self)
{
  g_autoptr (VbtSession) alive = NULL;
  VbtLoad *load;

  g_return_if_fail (VBT_IS_SESSION (self));

  load = finish_load (self, &self->load);
  if (load == NULL)
    return;
  alive = g_object_ref (self);
  if (load->drawn != NULL)
    show (self, load);
  else
    vbt_session_drop_waiting (self);
  vbt_session_do_waiting (self);
  if (load->is_stale && self->document != NULL && self->document->id == load->id)
    vbt_session_renew_loading (self);
  load_unref (load);
  vbt_session_show_ready (self);
}

/**
 * vbt_session_complete_opening:
 * @self: a session
 *
 * Waits until the document that was opened last is shown, or cannot be: some 50 ms for a book, else no time. For what is
 * to be done to that one; all else is done to the one that is shown.
 */
void
vbt_session_complete_opening (VbtSession *self)
{
  g_return_if_fail (VBT_IS_SESSION (self));

  while (vbt_session_is_waiting (self))
    vbt_session_complete (self);
  finish_opening (self);
}

/* vbt-tagger-command.c: suggestions of a program of the user's, which runs beside us
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-adapter.h"
#include "taggers/vbt-program.h"
#include "taggers/vbt-tagger-private.h"

#include <glib/gi18n-lib.h>

/* An answer has so many bytes at the most, and so many more for each byte of the text. */
#define ANSWER_BASE (1 << 20)
#define ANSWER_FACTOR 256
/* When so many ended without having answered anything, no further one would. */
#define MAX_DUDS 3
/* So long may it take to end when there is nothing more to come, in seconds. */
#define GRACE 2

/** Command: the programs that run, one for each thread that asks at the same time. */
typedef struct
{
  VbtAdapter *adapter;
  GMutex mutex;
  GPtrArray *idle; /* of VbtProgram */
  guint n_answers; /* of all */
  guint n_duds;    /* programs that ended before any answer of any */
} Command;

static void
command_free (gpointer data)
{
  Command *self = data;

  for (guint i = 0; i < self->idle->len; i++)
    vbt_program_hang_up (self->idle->pdata[i]);
  for (guint i = 0; i < self->idle->len; i++)
    vbt_program_end (self->idle->pdata[i], GRACE);
  g_ptr_array_unref (self->idle);
  g_mutex_clear (&self->mutex);
  g_clear_pointer (&self->adapter, vbt_adapter_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_free)

static VbtProgram *
start (const Command *self, GError **error)
{
  return vbt_program_start ((const char *const *)self->adapter->argv, self->adapter->folder, error);
}

/* Starts the first one: whether it can be is known before any document comes. */
static gpointer
prepare (const VbtTaggerContext *context, GError **error)
{
  g_autoptr (Command) self = NULL;
  const char *file = vbt_tagger_get_setting (&vbt_tagger_command, context->settings, "file");
  VbtProgram *first;

  if (file == NULL || *file == '\0')
    {
      g_set_error_literal (error, VBT_ERROR, VBT_ERROR_USAGE,
                           _ ("The tagger “command” needs a file that says which program to run: "
                              "set command.file"));
      return NULL;
    }
  self = g_new0 (Command, 1);
  g_mutex_init (&self->mutex);
  self->idle = g_ptr_array_new ();
  self->adapter = vbt_adapter_new_from_file (file, error);
  first = self->adapter != NULL ? start (self, error) : NULL;
  if (first == NULL)
    return NULL;
  g_ptr_array_add (self->idle, first);
  return g_steal_pointer (&self);
}

static void
identify (gpointer prepared, const char **name, const char **version)
{
  const Command *self = prepared;

  *name = self->adapter->name;
  *version = self->adapter->version;
}

/* (transfer full) (nullable): one that waits, else a new one. */
static VbtProgram *
get_program (Command *self, GError **error)
{
  VbtProgram *program = NULL;

  g_mutex_lock (&self->mutex);
  if (self->idle->len > 0)
    program = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
  g_mutex_unlock (&self->mutex);
  return program != NULL ? program : start (self, error);
}

static void
give_back (Command *self, VbtProgram *program)
{
  g_mutex_lock (&self->mutex);
  self->n_answers++;
  g_ptr_array_add (self->idle, program);
  g_mutex_unlock (&self->mutex);
}

/* Whether it makes no sense to go on: none of several answered anything, ever. */
static gboolean
is_hopeless (Command *self)
{
  gboolean hopeless;

  g_mutex_lock (&self->mutex);
  self->n_duds += self->n_answers == 0;
  hopeless = self->n_answers == 0 && self->n_duds >= MAX_DUDS;
  g_mutex_unlock (&self->mutex);
  return hopeless;
}

/* Ends a program that cannot be asked any more. Another one is asked the same @again where this one
 * worked until now: it may have failed for what came before. */
static void
give_up (Command *self, VbtProgram *program, gboolean is_new, GError *problem, gboolean *again)
{
  vbt_program_end (program, 0);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  *again = !is_new && problem->domain == VBT_ERROR;
  if (!is_new || !is_hopeless (self))
    return;
  problem->domain = G_SPAWN_ERROR;
  problem->code = G_SPAWN_ERROR_FAILED;
}

static gboolean
ask (Command *self, const VbtTaggerRun *run, const char *question, gboolean *again, GError **error)
{
  gsize max_answer
      = ANSWER_BASE + (gsize)ANSWER_FACTOR * vbt_text_get_n_bytes (run->document->text);
  g_autoptr (GError) problem = NULL;
  g_autofree char *answer = NULL;
  VbtProgram *program = get_program (self, error);
  gboolean is_new = program != NULL && vbt_program_get_n_answers (program) == 0;
  guint seconds = self->adapter->timeout + (is_new ? self->adapter->startup : 0);
  gsize length = 0;

  *again = FALSE;
  if (program == NULL)
    return FALSE;
  answer = vbt_program_ask (program, question, max_answer, MAX (seconds, 1), run->cancellable,
                            &length, &problem);
  if (answer != NULL)
    vbt_adapter_read (self->adapter, answer, length, run, &problem);
  /* A wrong answer to the right question is no reason to load a model again. */
  if (problem == NULL || g_error_matches (problem, VBT_ERROR, VBT_ERROR_FORMAT))
    give_back (self, program);
  else
    give_up (self, program, is_new, problem, again);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
tag (const VbtTaggerRun *run, GError **error)
{
  Command *self = run->prepared;
  g_autofree char *question = vbt_adapter_ask (self->adapter, run->document);
  g_autoptr (GError) problem = NULL;
  gboolean again;

  if (ask (self, run, question, &again, &problem))
    return TRUE;
  if (again)
    return ask (self, run, question, &again, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static const VbtTaggerOption options[] = {
  { .name = "file",
    .kind = VBT_OPTION_FILE,
    .description = N_ ("a file (JSON) that says which program to run, and what it answers"),
    .title = N_ ("Program") },
  { NULL },
};

const VbtTagger vbt_tagger_command = {
  .name = "command",
  .version = "1",
  .title = N_ ("Program of yours"),
  .description = N_ ("Lets a program of yours tag: spaCy, Stanza, a transformer, or any other."),
  .languages = "*",
  .on_request = TRUE,
  .text_only = TRUE,
  .options = options,
  .prepare = prepare,
  .release = command_free,
  .identify = identify,
  .tag = tag,
};

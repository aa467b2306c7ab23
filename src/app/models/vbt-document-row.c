/* vbt-document-row.c: what the list of documents shows of one of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/vbt-document-row.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* So long may it take at once to read rows again. */
#define SLICE_USEC (4 * 1000)

struct _VbtDocumentRow
{
  GObject parent;
  VbtStore *store;
  VbtId me;
  VbtId document;
  VbtListing *listing; /* (nullable): the document is gone, or cannot be read */
  gboolean is_stale;   /* what it shows may no longer be so */
};

G_DEFINE_FINAL_TYPE (VbtDocumentRow, vbt_document_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_STATUS_ICON,
  PROP_STATUS_TITLE,
  PROP_SUGGESTIONS,
  PROP_SUGGESTIONS_TITLE,
  PROP_PROBLEMS,
  PROP_PROBLEMS_TITLE,
  PROP_PROBLEMS_ICON,
  PROP_HAS_SUGGESTIONS,
  PROP_HAS_PROBLEMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* A shape for each status, so that it is told apart without color. */
static const struct
{
  const char *icon;
  const char *title;
} statuses[] = {
  [VBT_STATUS_NEW] = { "vbt-status-new-symbolic", N_ ("New") },
  [VBT_STATUS_IN_PROGRESS] = { "vbt-status-in-progress-symbolic", N_ ("In progress") },
  [VBT_STATUS_DONE] = { "vbt-status-done-symbolic", N_ ("Done") },
  [VBT_STATUS_LOCKED] = { "vbt-status-locked-symbolic", N_ ("Locked") },
};

/**
 * vbt_status_to_title:
 * @status: a status
 *
 * Returns: (transfer none): the translated word for it
 */
const char *
vbt_status_to_title (VbtStatus status)
{
  g_return_val_if_fail ((guint)status < G_N_ELEMENTS (statuses), "");

  return _ (statuses[status].title);
}

/**
 * vbt_status_to_icon:
 * @status: a status
 *
 * Returns: (transfer none): the name of an icon whose shape says it
 */
const char *
vbt_status_to_icon (VbtStatus status)
{
  g_return_val_if_fail ((guint)status < G_N_ELEMENTS (statuses), NULL);

  return statuses[status].icon;
}

/**
 * vbt_level_to_icon:
 * @level: how bad a problem is
 *
 * Returns: (transfer none): the name of an icon as the margin has it: full for an error, an outline for a warning
 */
const char *
vbt_level_to_icon (VbtLevel level)
{
  return level == VBT_LEVEL_ERROR ? "vbt-problem-error-symbolic" : "vbt-problem-warning-symbolic";
}

/**
 * vbt_date_to_title:
 * @published: (nullable): a date in ISO 8601, alone or with a time
 *
 * Returns: (transfer full) (nullable): the date as people write it, "2 Dec 2021"; what is no date is
 *   returned as it is
 */
char *
vbt_date_to_title (const char *published)
{
  if (published == NULL)
    return NULL;

  int year = 0, month = 0, day = 0;
  if (sscanf (published, "%4d-%2d-%2d", &year, &month, &day) == 3)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day, 0, 0, 0);
      if (date != NULL)
        /* TRANSLATORS: a date in a narrow list: 2 Dec 2021 */
        return g_date_time_format (date, _ ("%-e %b %Y"));
    }
  return g_strdup (published);
}

static void
append_part (GString *string, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (string->len > 0)
    g_string_append (string, " · ");
  g_string_append (string, part);
}

static char *
make_subtitle (const VbtListing *listing)
{
  g_autofree char *date = vbt_date_to_title (listing->published);
  g_autofree char *quotes = NULL;
  GString *subtitle = g_string_new (NULL);

  if (listing->n_quotes >= VBT_LISTING_MANY_QUOTES)
    /* TRANSLATORS: so many or more */
    quotes = g_strdup_printf (_ ("%'u+ quotes"), listing->n_quotes);
  else if (listing->n_quotes > 0)
    quotes = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u quote", "%u quotes", listing->n_quotes),
        listing->n_quotes);
  append_part (subtitle, listing->source);
  append_part (subtitle, date);
  append_part (subtitle, quotes);
  if (subtitle->len == 0)
    append_part (subtitle, listing->name);
  return g_string_free (subtitle, FALSE);
}

static char *
make_suggestions_title (const VbtListing *listing)
{
  guint n = listing->n_open_suggestions;

  if (n == 0)
    return NULL;
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u suggestion to review", "%u suggestions to review", n), n);
}

static char *
make_suggestions (const VbtListing *listing)
{
  guint n = listing->n_open_suggestions;

  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static char *
make_problems (const VbtListing *listing)
{
  guint n = listing->n_errors + listing->n_warnings;

  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static char *
make_problems_title (const VbtListing *listing)
{
  g_autofree char *errors = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u error", "%u errors", listing->n_errors), listing->n_errors);
  g_autofree char *warnings = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u warning", "%u warnings", listing->n_warnings),
      listing->n_warnings);

  if (listing->n_errors > 0 && listing->n_warnings > 0)
    /* TRANSLATORS: "2 errors" and "3 warnings" */
    return g_strdup_printf (_ ("Breaks rules: %s, %s"), errors, warnings);
  if (listing->n_errors + listing->n_warnings == 0)
    return NULL;
  /* TRANSLATORS: "2 errors" or "3 warnings" */
  return g_strdup_printf (_ ("Breaks rules: %s"), listing->n_errors > 0 ? errors : warnings);
}

static void
vbt_document_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const VbtListing *listing = VBT_DOCUMENT_ROW (object)->listing;

  if (listing == NULL)
    return;
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, listing->title);
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, make_subtitle (listing));
      break;
    case PROP_STATUS_ICON:
      g_value_set_static_string (value, statuses[listing->status].icon);
      break;
    case PROP_STATUS_TITLE:
      g_value_set_string (value, vbt_status_to_title (listing->status));
      break;
    case PROP_SUGGESTIONS:
      g_value_take_string (value, make_suggestions (listing));
      break;
    case PROP_SUGGESTIONS_TITLE:
      g_value_take_string (value, make_suggestions_title (listing));
      break;
    case PROP_PROBLEMS:
      g_value_take_string (value, make_problems (listing));
      break;
    case PROP_PROBLEMS_TITLE:
      g_value_take_string (value, make_problems_title (listing));
      break;
    case PROP_PROBLEMS_ICON:
      g_value_set_static_string (
          value, vbt_level_to_icon (listing->n_errors > 0 ? VBT_LEVEL_ERROR : VBT_LEVEL_WARN));
      break;
    case PROP_HAS_PROBLEMS:
      g_value_set_boolean (value, listing->n_errors + listing->n_warnings > 0);
      break;
    case PROP_HAS_SUGGESTIONS:
      g_value_set_boolean (value, listing->n_open_suggestions > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vbt_document_row_finalize (GObject *object)
{
  VbtDocumentRow *self = VBT_DOCUMENT_ROW (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->listing, vbt_listing_free);
  G_OBJECT_CLASS (vbt_document_row_parent_class)->finalize (object);
}

static void
vbt_document_row_class_init (VbtDocumentRowClass *klass)
{
  static const char *const names[N_PROPS] = {
    [PROP_TITLE] = "title",
    [PROP_SUBTITLE] = "subtitle",
    [PROP_STATUS_ICON] = "status-icon",
    [PROP_STATUS_TITLE] = "status-title",
    [PROP_SUGGESTIONS] = "suggestions",
    [PROP_SUGGESTIONS_TITLE] = "suggestions-title",
    [PROP_PROBLEMS] = "problems",
    [PROP_PROBLEMS_TITLE] = "problems-title",
    [PROP_PROBLEMS_ICON] = "problems-icon",
    [PROP_HAS_SUGGESTIONS] = "has-suggestions",
    [PROP_HAS_PROBLEMS] = "has-problems",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vbt_document_row_get_property;
  object_class->finalize = vbt_document_row_finalize;
  for (guint i = 1; i < PROP_HAS_SUGGESTIONS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  for (guint i = PROP_HAS_SUGGESTIONS; i < N_PROPS; i++)
    properties[i] = g_param_spec_boolean (names[i], NULL, NULL, FALSE,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vbt_document_row_init (VbtDocumentRow *self)
{
}

static void
get_values (VbtDocumentRow *self, GValue *values)
{
  for (guint i = 1; i < N_PROPS; i++)
    g_object_get_property (G_OBJECT (self), properties[i]->name, &values[i]);
}

/* Reads again what is shown. A document that is gone or cannot be read leaves an empty row. */
static void
reload (VbtDocumentRow *self)
{
  GValue before[N_PROPS] = { 0 }, after[N_PROPS] = { 0 };

  get_values (self, before);
  g_clear_pointer (&self->listing, vbt_listing_free);
  self->listing = vbt_store_get_listing (self->store, self->document, self->me, NULL);
  get_values (self, after);
  for (guint i = 1; i < N_PROPS; i++)
    {
      /* A tooltip that is set again asks the display where the pointer is, twice: of 200 rows that takes a second. */
      if (g_param_values_cmp (properties[i], &before[i], &after[i]) != 0)
        g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
      g_value_unset (&before[i]);
      g_value_unset (&after[i]);
    }
}

/**
 * vbt_document_row_new:
 * @store: an open project
 * @me: whose status and suggestions are shown
 * @document: a document of @store
 *
 * Reads what the list shows of a document.
 *
 * Returns: (transfer full): the row
 */
VbtDocumentRow *
vbt_document_row_new (VbtStore *store, VbtId me, VbtId document)
{
  g_return_val_if_fail (VBT_IS_STORE (store), NULL);

  VbtDocumentRow *self = g_object_new (VBT_TYPE_DOCUMENT_ROW, NULL);
  self->store = g_object_ref (store);
  self->me = me;
  self->document = document;
  reload (self);
  return self;
}

/**
 * vbt_document_row_get_document:
 * @self: a row
 *
 * Returns: the document that it shows
 */
VbtId
vbt_document_row_get_document (VbtDocumentRow *self)
{
  g_return_val_if_fail (VBT_IS_DOCUMENT_ROW (self), 0);

  return self->document;
}

static void
note_stale_row (GObject *row, gpointer change)
{
  VbtDocumentRow *self = VBT_DOCUMENT_ROW (row);

  self->is_stale |= ((const VbtChange *)change)->problems
                    || vbt_change_touches (change, vbt_document_row_get_document (self));
}

/**
 * vbt_document_rows_note_stale:
 * @list: a list whose objects are rows
 * @change: what was changed in the project
 *
 * Notes which rows may no longer show what is so.
 */
void
vbt_document_rows_note_stale (VbtIdList *list, const VbtChange *change)
{
  vbt_id_list_visit_live (list, note_stale_row, (gpointer)change);
}

/** Slice: rows that are read again between two frames. */
typedef struct
{
  gint64 end; /* of g_get_monotonic_time() */
  gboolean is_cut;
} Slice;

static void
reload_stale_row (GObject *row, gpointer data)
{
  VbtDocumentRow *self = VBT_DOCUMENT_ROW (row);
  Slice *slice = data;

  if (!self->is_stale)
    return;
  slice->is_cut = g_get_monotonic_time () > slice->end;
  if (slice->is_cut)
    return;
  self->is_stale = FALSE;
  reload (self);
}

/**
 * vbt_document_rows_reload_stale:
 * @list: a list whose objects are rows
 *
 * Reads again so many of the stale rows as nobody notices: GtkListView keeps 200.
 *
 * Returns: whether none is left
 */
gboolean
vbt_document_rows_reload_stale (VbtIdList *list)
{
  Slice slice = { g_get_monotonic_time () + SLICE_USEC, FALSE };

  vbt_id_list_visit_live (list, reload_stale_row, &slice);
  return !slice.is_cut;
}

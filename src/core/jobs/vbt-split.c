/* vbt-split.c: documents dealt out into training, development and test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/vbt-split.h"

typedef struct
{
  guint64 hash;
  guint index;
} Ticket;

/* SplitMix64 (Steele, Lea, Flood 2014): neighbours in, nothing in common out. */
static guint64
mix (guint64 x)
{
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

static int
compare_tickets (gconstpointer a, gconstpointer b)
{
  const Ticket *x = a, *y = b;

  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return x->index < y->index ? -1 : 1;
}

static int
compare_indexes (gconstpointer a, gconstpointer b)
{
  const guint *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

static GArray *
draw (const GArray *documents, guint64 seed)
{
  GArray *tickets = g_array_sized_new (FALSE, FALSE, sizeof (Ticket), documents->len);

  for (guint i = 0; i < documents->len; i++)
    {
      Ticket ticket = { mix ((guint64)g_array_index (documents, VbtId, i) ^ mix (seed)), i };

      g_array_append_val (tickets, ticket);
    }
  g_array_sort (tickets, compare_tickets);
  return tickets;
}

static GArray *
part_of (const GArray *documents, const GArray *tickets, guint from, guint to)
{
  g_autoptr (GArray) indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *part = g_array_new (FALSE, FALSE, sizeof (VbtId));

  for (guint i = from; i < to; i++)
    g_array_append_val (indexes, g_array_index (tickets, Ticket, i).index);
  g_array_sort (indexes, compare_indexes);
  for (guint i = 0; i < indexes->len; i++)
    g_array_append_val (part, g_array_index (documents, VbtId, g_array_index (indexes, guint, i)));
  return part;
}

/**
 * vbt_split:
 * @documents: of VbtId
 * @shares: percentages that are 100 together, 0-terminated
 * @seed: another number deals them out another way; the same one always the same way
 *
 * Deals documents out in the order of a hash of their identifier and the seed, so that the parts
 * are random, but do not depend on the order of the documents. The parts are as large as the
 * shares say, to less than one document; within a part documents keep their order.
 *
 * Returns: (transfer full): for each share an array of VbtId
 */
GPtrArray *
vbt_split (const GArray *documents, const guint *shares, guint64 seed)
{
  g_autoptr (GArray) tickets = NULL;
  GPtrArray *parts;
  guint percent = 0, from = 0;

  g_return_val_if_fail (documents != NULL && shares != NULL, NULL);

  tickets = draw (documents, seed);
  parts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; shares[i] != 0; i++)
    {
      guint to;

      percent = MIN (percent + shares[i], 100);
      to = (guint)(((guint64)documents->len * percent + 50) / 100);
      g_ptr_array_add (parts, part_of (documents, tickets, from, to));
      from = to;
    }
  return parts;
}

/**
 * vbt_split_path:
 * @path: a file or a folder: "out/news.jsonl"
 * @part: the name of a part: "train"
 *
 * Returns: (transfer full): where the part goes: "out/news-train.jsonl"
 */
char *
vbt_split_path (const char *path, const char *part)
{
  const char *slash, *dot;

  g_return_val_if_fail (path != NULL && part != NULL, NULL);

  slash = strrchr (path, G_DIR_SEPARATOR);
  dot = strrchr (slash != NULL ? slash : path, '.');
  if (dot == NULL || dot == path || dot == slash + 1)
    return g_strdup_printf ("%s-%s", path, part);
  return g_strdup_printf ("%.*s-%s%s", (int)(dot - path), path, part, dot);
}

/* test-short.c: a short run of what tests/fuzz/run does for long, without libFuzzer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "formats/vbt-format.h"

/* The samples of tests/data and the real files of ../shared, with parts of each other in them, and bytes that
 * parsers look at. VBT_FUZZ_RUNS takes another number of runs for each reader. What libFuzzer finds comes as a
 * file into tests/fuzz/found, FORMAT--ANYTHING, and is run here each time. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
int LLVMFuzzerInitialize (int *argc, char ***argv);

#define RUNS 300
#define MAX_SEED 8000
#define MAX_SEEDS 40

static GBytes *
read_seed (const char *path)
{
  char *data;
  gsize size;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)
      || !g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Files of the format in a folder; in the same order everywhere. */
static void
add_seeds (GPtrArray *seeds, const char *folder, const VbtFormat *format)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (vbt_format_has_extension (format, name))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len && seeds->len < MAX_SEEDS; i++)
    {
      g_autoptr (GBytes) seed = read_seed (names->pdata[i]);

      if (seed != NULL && g_bytes_get_size (seed) > 0 && g_bytes_get_size (seed) <= MAX_SEED)
        g_ptr_array_add (seeds, g_steal_pointer (&seed));
    }
}

static const guint8 *
pick (const GPtrArray *seeds, gsize *size)
{
  return g_bytes_get_data (seeds->pdata[g_test_rand_int_range (0, (gint32)seeds->len)], size);
}

static gsize
place_in (gsize size)
{
  return (gsize)g_test_rand_int_range (0, (gint32)size + 1);
}

static gsize
length_up_to (gsize most, gsize there)
{
  gsize wanted = place_in (most);

  return MIN (wanted, there);
}

/* One change: a byte, a piece of another seed, a piece twice or gone, or what parsers look at. */
static void
mutate (GString *input, const GPtrArray *seeds)
{
  static const char *const tokens[] = {
    "\"",   "{",        "]", "<", ">",  "&#0;", "\t",   "\n", "\r", "-1", "99999999999999999999",
    "\xff", "\xf0\x9f", ":", "|", "\\", "[1]",  "null", "*"
  };
  gsize size, from, n, to = place_in (input->len);
  const guint8 *other = pick (seeds, &size);

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      if (to < input->len)
        input->str[to] = (char)g_test_rand_int_range (0, 256);
      break;
    case 1:
      from = place_in (size);
      n = length_up_to (200, size - from);
      g_string_insert_len (input, (gssize)to, (const char *)other + from, (gssize)n);
      break;
    case 2:
      n = length_up_to (60, input->len - to);
      g_string_erase (input, (gssize)to, (gssize)n);
      break;
    case 3:
      from = place_in (input->len);
      n = length_up_to (60, input->len - from);
      {
        g_autofree char *piece = g_memdup2 (input->str + from, n);

        g_string_insert_len (input, (gssize)to, piece != NULL ? piece : "", (gssize)n);
      }
      break;
    default:
      g_string_insert (input, (gssize)to, tokens[g_test_rand_int_range (0, G_N_ELEMENTS (tokens))]);
    }
}

static void
fuzz (gconstpointer data)
{
  const VbtFormat *format = data;
  const char *shared = g_getenv ("VBT_SHARED"), *told = g_getenv ("VBT_FUZZ_RUNS");
  g_autofree char *own = g_test_build_filename (G_TEST_DIST, "data", NULL);
  g_autofree char *bad = g_build_filename (shared != NULL ? shared : "", "formats", "bad", NULL);
  g_autoptr (GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  guint n_runs = told != NULL ? (guint)g_ascii_strtoull (told, NULL, 10) : RUNS;

  g_setenv ("VBT_FUZZ_FORMAT", format->name, TRUE);
  LLVMFuzzerInitialize (NULL, NULL);
  add_seeds (seeds, own, format);
  add_seeds (seeds, bad, format);
  g_assert_cmpuint (seeds->len, >, 0);
  for (guint i = 0; i < n_runs; i++)
    {
      gsize size;
      const guint8 *seed = pick (seeds, &size);
      g_autoptr (GString) input = g_string_new_len ((const char *)seed, (gssize)size);

      for (gint j = g_test_rand_int_range (1, 8); j > 0; j--)
        mutate (input, seeds);
      LLVMFuzzerTestOneInput ((const guint8 *)input->str, input->len);
    }
}

/* What broke once. */
static void
run_found (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "found", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    for (const VbtFormat *const *format = vbt_formats (); *format != NULL; format++)
      {
        g_autofree char *prefix = g_strconcat ((*format)->name, "--", NULL);
        g_autofree char *path = g_build_filename (folder, name, NULL);
        g_autoptr (GBytes) bytes = NULL;

        if (!g_str_has_prefix (name, prefix))
          continue;
        bytes = read_seed (path);
        g_setenv ("VBT_FUZZ_FORMAT", (*format)->name, TRUE);
        LLVMFuzzerInitialize (NULL, NULL);
        LLVMFuzzerTestOneInput (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (const VbtFormat *const *format = vbt_formats (); *format != NULL; format++)
    if (((*format)->flags & VBT_FORMAT_READS) && !((*format)->flags & VBT_FORMAT_APART))
      {
        g_autofree char *path = g_strconcat ("/fuzz/", (*format)->name, NULL);

        g_test_add_data_func (path, *format, fuzz);
      }
  g_test_add_func ("/fuzz/found", run_found);
  return g_test_run ();
}

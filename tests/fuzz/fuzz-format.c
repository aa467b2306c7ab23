/* fuzz-format.c: libFuzzer's way into every reader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

/* One program for all formats: the first byte of the input chooses. A format with companions gets the
 * rest up to a NUL as its main file, and what follows as the companion. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
int LLVMFuzzerInitialize (int *argc, char ***argv);

static char *folder;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  folder = g_dir_make_tmp ("fuzz-XXXXXX", NULL);
  return folder == NULL;
}

static char *
put (const char *extension, const guint8 *data, gsize size)
{
  g_autofree char *name = g_strconcat ("a.", extension, NULL);
  char *path = g_build_filename (folder, name, NULL);
  FILE *file = g_fopen (path, "wb");

  if (file == NULL || fwrite (data, 1, size, file) != size || fclose (file) != 0)
    abort ();
  return path;
}

static void
read_one (const VbtFormat *format, const guint8 *data, gsize size)
{
  const guint8 *nul = format->companions != NULL ? memchr (data, 0, size) : NULL;
  gsize n_main = nul != NULL ? (gsize)(nul - data) : size;
  g_autofree char *path = put (format->extensions[0], data, n_main);
  g_autofree char *companion = format->companions != NULL
                                   ? put (format->companions[0], data + MIN (n_main + 1, size),
                                          size - MIN (n_main + 1, size))
                                   : NULL;
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *native = NULL;

  if (fixture_read_path (fixture, format->name, path, NULL, &error) != (error == NULL))
    abort ();
  native = fixture_write_string (fixture, "verbatim");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const VbtFormat *const *formats = vbt_formats ();
  guint n_formats = 0;

  while (formats[n_formats] != NULL)
    n_formats++;
  if (size > 0 && (formats[data[0] % n_formats]->flags & VBT_FORMAT_READS))
    read_one (formats[data[0] % n_formats], data + 1, size - 1);
  return 0;
}

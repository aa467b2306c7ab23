/* fuzz-format.c: libFuzzer's way into every reader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/fixture.h"

/* One program for all formats: VBT_FUZZ_FORMAT says which one, so that each has a corpus of its own. A
 * format with companions gets the input up to a NUL as its main file, and what follows as the companion.
 * What was read is written in one of the other formats of one file, with its losses counted. See tests/fuzz/run. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
int LLVMFuzzerInitialize (int *argc, char ***argv);

static char *folder;
static const VbtFormat *chosen;

/* What a table of spans is about. */
static void
put_text (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!g_file_set_contents (
          path, "“We will not wait,” the minister said, “not for anybody.” Ann Lee agreed.\n", -1,
          NULL))
    abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *name = g_getenv ("VBT_FUZZ_FORMAT");

  if (folder == NULL)
    folder = g_dir_make_tmp ("fuzz-XXXXXX", NULL);
  chosen = name != NULL ? vbt_formats_find (name, NULL) : NULL;
  if (folder != NULL && chosen != NULL && (chosen->flags & VBT_FORMAT_NO_TEXT))
    {
      put_text ("a.txt");
      put_text ("golden-csv-spans.txt");
    }
  if (folder != NULL && chosen != NULL && (chosen->flags & VBT_FORMAT_READS))
    return 0;
  g_printerr ("VBT_FUZZ_FORMAT has to name a format that can be read\n");
  exit (2);
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

/* Which one follows from the input, so that it breaks the same way again. */
static void
write_one (Fixture *fixture, gsize size)
{
  const VbtFormat *const *formats = vbt_formats ();
  g_autoptr (VbtLosses) losses = vbt_losses_new ();
  g_autofree char *written = NULL;
  const VbtFormat *format;
  guint n_formats = 0;

  while (formats[n_formats] != NULL)
    n_formats++;
  format = formats[size % n_formats];
  if (!(format->flags & VBT_FORMAT_WRITES) || (format->flags & VBT_FORMAT_FOLDER))
    format = fixture_format ("verbatim");
  for (guint i = 0; format->losses != NULL && i < fixture->documents->len; i++)
    format->losses (fixture->sink.catalog, fixture->documents->pdata[i], losses);
  written = fixture_write_string (fixture, format->name);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *nul = chosen->companions != NULL && size > 0 ? memchr (data, 0, size) : NULL;
  gsize n_main = nul != NULL ? (gsize)(nul - data) : size;
  gsize rest = MIN (n_main + 1, size);
  g_autofree char *path = put (chosen->extensions[0], data, n_main);
  g_autofree char *companion
      = chosen->companions != NULL ? put (chosen->companions[0], data + rest, size - rest) : NULL;
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;

  if (fixture_read_path (fixture, chosen->name, path, NULL, &error) != (error == NULL))
    abort ();
  write_one (fixture, size);
  return 0;
}

/* vbt-helper.h: what the programs do alike that read a format in a process of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

/* Libraries that are large, or of which nobody can say that no file makes them hang, run apart from the
 * window: what happens to the helper happens to one file. It reads the file from standard input, and
 * answers in lines: "M" key TAB value; "P" a paragraph, in which U+001E ends a line; "X" one with its
 * white space; "E" what is wrong; and at last "." */

#define HELPER_MAX_SECONDS 20                 /* of CPU time */
#define HELPER_MAX_MEMORY (240 * 1024 * 1024) /* bytes of data */
#define HELPER_LINE '\x1e'

static inline void
helper_set_limit (int resource, rlim_t value)
{
  struct rlimit limit = { value, value };

  setrlimit (resource, &limit);
}

/* No more than this, whatever the file says; and nothing can be written. */
static inline void
helper_set_limits (void)
{
  helper_set_limit (RLIMIT_CPU, HELPER_MAX_SECONDS);
  helper_set_limit (RLIMIT_CORE, 0);
  helper_set_limit (RLIMIT_FSIZE, 0);
  helper_set_limit (RLIMIT_NOFILE, 64);
#ifndef __SANITIZE_ADDRESS__ /* which takes terabytes for its own books */
  helper_set_limit (RLIMIT_DATA, HELPER_MAX_MEMORY);
#endif
}

static inline GBytes *
helper_read_input (void)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (0, FALSE, NULL);

  return file != NULL ? g_mapped_file_get_bytes (file) : g_bytes_new (NULL, 0);
}

/* A line, in which there is none. */
static inline void
helper_put (char kind, const char *text, gsize length)
{
  putchar (kind);
  for (gsize i = 0; i < length; i++)
    putchar_unlocked (text[i] == '\n' || text[i] == '\r' ? HELPER_LINE : text[i]);
  putchar ('\n');
}

static inline void
helper_put_metadata (const char *key, const char *value)
{
  g_autofree char *line = value != NULL ? g_strdup_printf ("%s\t%s", key, value) : NULL;

  if (line == NULL || *value == '\0')
    return;
  g_strdelimit (line, "\r\n", ' ');
  helper_put ('M', line, strlen (line));
}

static inline int
helper_end (const char *trouble)
{
  if (trouble != NULL)
    helper_put ('E', trouble, strlen (trouble));
  puts (".");
  return fflush (stdout) == 0 ? 0 : 1;
}

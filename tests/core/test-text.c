/* test-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/vbt-ascii.h"
#include "model/vbt-sha256.h"
#include "model/vbt-text.h"

#include <string.h>

/* What the index must agree with: three plain tables. */
typedef struct
{
  GArray *byte_of;  /* gsize, by code point, and one for the end */
  GArray *utf16_of; /* gsize, likewise */
  GArray *char_of;  /* gunichar, by code point */
} Naive;

static void
naive_init (Naive *self, const char *utf8, gsize n_bytes)
{
  gsize utf16 = 0;
  const char *p;

  self->byte_of = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->utf16_of = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->char_of = g_array_new (FALSE, FALSE, sizeof (gunichar));
  for (p = utf8; p < utf8 + n_bytes; p = g_utf8_next_char (p))
    {
      gsize byte = (gsize)(p - utf8);
      gunichar c = g_utf8_get_char (p);

      g_array_append_val (self->byte_of, byte);
      g_array_append_val (self->utf16_of, utf16);
      g_array_append_val (self->char_of, c);
      utf16 += c > 0xffff ? 2 : 1;
    }
  g_array_append_val (self->byte_of, n_bytes);
  g_array_append_val (self->utf16_of, utf16);
}

static void
naive_clear (Naive *self)
{
  g_array_unref (self->byte_of);
  g_array_unref (self->utf16_of);
  g_array_unref (self->char_of);
}

static void
check_bytes (const VbtText *text, const Naive *naive)
{
  for (VbtOffset i = 0; i < vbt_text_get_length (text); i++)
    {
      gsize byte = g_array_index (naive->byte_of, gsize, i);
      gsize next = g_array_index (naive->byte_of, gsize, i + 1);

      g_assert_cmpuint (vbt_text_offset_to_byte (text, i), ==, byte);
      g_assert_cmpuint (vbt_text_get_char (text, i), ==,
                        g_array_index (naive->char_of, gunichar, i));
      for (gsize b = byte; b < next; b++)
        g_assert_cmpint (vbt_text_byte_to_offset (text, b), ==, i);
    }
}

static void
check_utf16 (const VbtText *text, const Naive *naive)
{
  VbtOffset offset = -1;

  for (VbtOffset i = 0; i <= vbt_text_get_length (text); i++)
    {
      gsize utf16 = g_array_index (naive->utf16_of, gsize, i);

      g_assert_cmpuint (vbt_text_offset_to_utf16 (text, i), ==, utf16);
      g_assert_true (vbt_text_utf16_to_offset (text, utf16, &offset));
      g_assert_cmpint (offset, ==, i);
      if (i > 0 && g_array_index (naive->char_of, gunichar, i - 1) > 0xffff)
        g_assert_false (vbt_text_utf16_to_offset (text, utf16 - 1, &offset));
    }
  g_assert_false (vbt_text_utf16_to_offset (text, vbt_text_get_n_utf16 (text) + 1, &offset));
  g_assert_false (vbt_text_utf16_to_offset (text, G_MAXSIZE, &offset));
}

/* Moved forth and back, by steps of all lengths, a place is where it would be found anew. */
static void
check_places (const VbtText *text, const Naive *naive)
{
  VbtOffset length = vbt_text_get_length (text);
  VbtTextPlace by_offset = { 0 }, by_utf16 = { 0 };

  for (VbtOffset i = 0, step = 1; i <= length; i += step, step = step % 300 + 7)
    {
      VbtOffset at = step % 5 == 0 ? i / 2 : i;
      gsize utf16 = g_array_index (naive->utf16_of, gsize, at);

      vbt_text_move_to (text, &by_offset, at);
      g_assert_true (vbt_text_move_to_utf16 (text, &by_utf16, utf16));
      g_assert_cmpint (by_offset.offset, ==, at);
      g_assert_cmpuint (by_offset.byte, ==, g_array_index (naive->byte_of, gsize, at));
      g_assert_cmpuint (by_offset.utf16, ==, utf16);
      g_assert_cmpint (by_utf16.offset, ==, at);
      g_assert_cmpuint (by_utf16.byte, ==, by_offset.byte);
      g_assert_cmpuint (by_utf16.utf16, ==, utf16);
      if (at > 0 && g_array_index (naive->char_of, gunichar, at - 1) > 0xffff)
        g_assert_false (vbt_text_move_to_utf16 (text, &by_utf16, utf16 - 1));
    }
  g_assert_false (vbt_text_move_to_utf16 (text, &by_utf16, vbt_text_get_n_utf16 (text) + 1));
}

static void
check_against_naive (const char *utf8, gsize n_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_text_new (utf8, (gssize)n_bytes, &error);
  Naive naive;

  g_assert_no_error (error);
  naive_init (&naive, utf8, n_bytes);
  g_assert_cmpint (vbt_text_get_length (text), ==, (int)naive.char_of->len);
  g_assert_cmpuint (vbt_text_get_n_bytes (text), ==, n_bytes);
  g_assert_cmpuint (vbt_text_get_n_utf16 (text), ==,
                    g_array_index (naive.utf16_of, gsize, naive.char_of->len));
  g_assert_cmpuint (vbt_text_offset_to_byte (text, vbt_text_get_length (text)), ==, n_bytes);
  g_assert_cmpint (vbt_text_byte_to_offset (text, n_bytes), ==, vbt_text_get_length (text));
  g_assert_cmpuint (vbt_text_get_char (text, vbt_text_get_length (text)), ==, 0);
  check_bytes (text, &naive);
  check_utf16 (text, &naive);
  check_places (text, &naive);
  naive_clear (&naive);
}

static gunichar
random_char (GRand *rand)
{
  static const gint32 limits[] = { 0x80, 0x800, 0xd800, 0x110000 };
  gunichar c;

  do
    c = (gunichar)g_rand_int_range (rand, 1, limits[g_rand_int_range (rand, 0, 4)]);
  while (c >= 0xd800 && c < 0xe000);
  return c;
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20211202);

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      int length = g_rand_int_range (rand, 0, 1000);

      for (int j = 0; j < length; j++)
        g_string_append_unichar (string, random_char (rand));
      check_against_naive (string->str, string->len);
    }
}

/* Around every multiple of the index's step, whatever kind of character lies there. */
static void
test_edges (void)
{
  static const char *const fillers[] = { "a", "é", "€", "😀" };

  for (guint length = 120; length < 400; length++)
    for (guint f = 0; f < G_N_ELEMENTS (fillers); f += 1 + length % 3)
      {
        g_autoptr (GString) string = g_string_new (NULL);

        for (guint i = 0; i < length; i++)
          g_string_append (string, fillers[(f + (i % 128 == 127)) % G_N_ELEMENTS (fillers)]);
        check_against_naive (string->str, string->len);
      }
}

static void
test_planes (void)
{
  for (gunichar plane = 0; plane <= 16; plane++)
    {
      g_autoptr (GString) string = g_string_new ("x");

      for (gunichar c = plane == 0 ? 1 : 0; c <= 0xffff; c += 13)
        if (plane > 0 || c < 0xd800 || c >= 0xe000)
          g_string_append_unichar (string, plane << 16 | c);
      g_string_append_unichar (string, plane << 16 | 0xffff);
      check_against_naive (string->str, string->len);
    }
}

static void
test_ascii (void)
{
  check_against_naive ("", 0);
  check_against_naive ("Hello, world.\r\n", 15);
}

static void
test_kept (void)
{
  /* U+FEFF, CR LF, and a decomposed letter stay as they are. */
  static const char raw[] = "\xef\xbb\xbf"
                            "a\r\ne\xcc\x81\xef\xbb\xbf";
  g_autoptr (GError) error = NULL;
  g_autoptr (VbtText) text = vbt_text_new (raw, -1, &error);
  g_autofree char *slice = NULL;
  g_autofree char *sum = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (vbt_text_get_utf8 (text), ==, raw);
  g_assert_cmpint (vbt_text_get_length (text), ==, 7);
  slice = vbt_text_slice (text, 4, 6);
  g_assert_cmpstr (slice, ==, "e\xcc\x81");
  g_assert_cmpstr (vbt_text_at (text, 6), ==, "\xef\xbb\xbf");
  sum = vbt_text_sha256 (text);
  g_assert_cmpuint (strlen (sum), ==, 64);
}

/* Every length around the ends of blocks, and any bytes. */
static void
test_sha256_lengths (void)
{
  guint8 data[1100];

  for (gsize i = 0; i < sizeof data; i++)
    data[i] = (guint8)g_test_rand_int ();
  for (gsize n_bytes = 0; n_bytes <= sizeof data; n_bytes++)
    {
      g_autofree char *expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, n_bytes);
      g_autofree char *sum = vbt_sha256 (data, n_bytes);

      g_assert_cmpstr (sum, ==, expected);
    }
}

static void
test_sha256 (void)
{
  g_autoptr (VbtText) text = vbt_text_new ("abc", -1, NULL);
  g_autofree char *sum = vbt_text_sha256 (text);

  /* FIPS 180-2, appendix B.1 */
  g_assert_cmpstr (sum, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_hostile (void)
{
  static const struct
  {
    const char *bytes;
    gsize n_bytes;
    const char *where;
  } cases[] = {
    { "ab\xff", 3, "byte 2" },
    { "ab\x80", 3, "byte 2" },
    { "é\xc3", 3, "byte 2" },                /* cut short */
    { "\xc0\x80", 2, "byte 0" },             /* overlong U+0000 */
    { "\xe0\x80\xaf", 3, "byte 0" },         /* overlong */
    { "x\xed\xa0\x80", 4, "byte 1" },        /* a surrogate */
    { "\xf4\x90\x80\x80", 4, "byte 0" },     /* beyond U+10FFFF */
    { "\xf8\x88\x80\x80\x80", 5, "byte 0" }, /* five bytes */
    { "\xff\xfe"
      "a\0",
      4, "byte 0" }, /* UTF-16 */
    { "\0", 1, "Character 0" },
    { "éé\0b", 6, "Character 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      VbtText *text = vbt_text_new (cases[i].bytes, (gssize)cases[i].n_bytes, &error);

      g_assert_null (text);
      g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, cases[i].where));
    }
}

static void
test_random_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 2000; i++)
    {
      char bytes[24];
      gsize n_bytes = (gsize)g_rand_int_range (rand, 1, sizeof bytes);
      g_autoptr (GError) error = NULL;
      VbtText *text;

      for (gsize j = 0; j < n_bytes; j++)
        bytes[j] = (char)g_rand_int_range (rand, 0, j % 3 == 0 ? 256 : 128);
      text = vbt_text_new (bytes, (gssize)n_bytes, &error);
      g_assert_true ((text != NULL) == g_utf8_validate_len (bytes, n_bytes, NULL));
      g_assert_true ((text != NULL) == (error == NULL));
      g_clear_pointer (&text, vbt_text_unref);
    }
}

static void
test_too_long (void)
{
  g_autoptr (GError) error = NULL;
  gsize n_bytes = (gsize)VBT_TEXT_MAX_BYTES + 1;
  char *bytes = g_malloc0 (n_bytes);

  g_assert_null (vbt_text_new_take (bytes, n_bytes, &error));
  g_assert_error (error, VBT_ERROR, VBT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "too long"));
}

static gpointer
hold_text (gpointer data)
{
  for (int i = 0; i < 10000; i++)
    vbt_text_unref (vbt_text_ref (data));
  return NULL;
}

static void
test_threads (void)
{
  VbtText *text = vbt_text_new ("shared", -1, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hold", hold_text, text);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpstr (vbt_text_get_utf8 (text), ==, "shared");
  vbt_text_unref (text);
}

/* Every byte in every place, among bytes from which a borrow could come. */
static void
test_bytes_of_word (void)
{
  static const guchar around[] = { 0x00, 0x01, 0x1f, 0x20, '"', 0x7f, 0x80, 0xff };

  for (guint i = 0; i < G_N_ELEMENTS (around) * VBT_WORD; i++)
    for (guint byte = 0; byte < 256; byte++)
      {
        guchar bytes[VBT_WORD];
        guchar other = around[i / VBT_WORD];
        guint64 word;

        memset (bytes, other, sizeof bytes);
        bytes[i % VBT_WORD] = (guchar)byte;
        word = vbt_read_word ((const char *)bytes);
        for (guint wanted = 0; wanted < 256; wanted++)
          g_assert_true (vbt_any_byte_is (word, (guchar)wanted)
                         == (byte == wanted || other == wanted));
        for (guint limit = 1; limit <= 0x80; limit++)
          g_assert_true (vbt_any_byte_below (word, (guchar)limit)
                         == (byte < limit || other < limit));
      }
}

static void
test_paragraphs (void)
{
  static const int cases[][4] = {
    { 1, 2, 0, 3 },   /* inside */
    { 2, 5, 0, 8 },   /* of two */
    { 0, 4, 0, 3 },   /* with the line end */
    { 4, 4, 4, 8 },   /* at the start */
    { 10, 11, 9, 12 } /* behind a separator of paragraphs */
  };
  g_autoptr (VbtText) text = vbt_text_new ("one\nzwöi\u2029dre", -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VbtRange found = vbt_text_snap_to_paragraphs (text, (VbtRange){ cases[i][0], cases[i][1] });

      g_assert_cmpint (found.start, ==, cases[i][2]);
      g_assert_cmpint (found.end, ==, cases[i][3]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/ascii", test_ascii);
  g_test_add_func ("/text/bytes-of-word", test_bytes_of_word);
  g_test_add_func ("/text/kept", test_kept);
  g_test_add_func ("/text/sha256", test_sha256);
  g_test_add_func ("/text/sha256-lengths", test_sha256_lengths);
  g_test_add_func ("/text/random", test_random);
  g_test_add_func ("/text/edges", test_edges);
  g_test_add_func ("/text/planes", test_planes);
  g_test_add_func ("/text/paragraphs", test_paragraphs);
  g_test_add_func ("/text/hostile", test_hostile);
  g_test_add_func ("/text/random-bytes", test_random_bytes);
  g_test_add_func ("/text/too-long", test_too_long);
  g_test_add_func ("/text/threads", test_threads);
  return g_test_run ();
}

/* vbt-colors.c: the colours of labels and speakers, as numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/vbt-colors.h"

#include <string.h>

/* Both palettes were searched for, not drawn: of all colours of each hue that can be read on the page,
 * those whose nearest pair lies farthest apart (CIEDE2000) for people with ordinary sight, protanopia,
 * deuteranopia and tritanopia at once. Who sees two dimensions of colour instead of three needs
 * lightness for the third: hence a dark teal beside a light cyan. tests/app/test-palette.c measures
 * them. */
const VbtColor vbt_colors_labels[VBT_COLORS_LABELS] = {
  { "blue", { 0x2d63e1, 0x5199fc, 0x093687, 0x87abfc } },
  { "orange", { 0x751b00, 0xfcbd75, 0x6c1b00, 0xfcbd75 } },
  { "teal", { 0x005148, 0x00b4a2, 0x00362d, 0x51bdb4 } },
  { "purple", { 0x5a1290, 0xa290c6, 0x36005a, 0xbda2d8 } },
  { "green", { 0x517548, 0xb4f3b4, 0x005124, 0xbdfcbd } },
  { "pink", { 0xbd2d87, 0xfc87ab, 0x752d5a, 0xfca2c6 } },
  { "yellow", { 0x6c6300, 0xf3e136, 0x6c5100, 0xfcea3f } },
  { "red", { 0xd80024, 0xfc6c48, 0x992d36, 0xfc9075 } },
  { "brown", { 0x513f2d, 0xb4997e, 0x361b09, 0xc6ab99 } },
  { "cyan", { 0x007590, 0x00cffc, 0x005a7e, 0x87d8fc } },
  { "gray", { 0x6c6c6c, 0xe1e1d8, 0x5a5151, 0xeaeae1 } },
  { "slate", { 0x363f5a, 0xd8e1fc, 0x242436, 0xe1eafc } },
};

const VbtColor vbt_colors_speakers[VBT_COLORS_SPEAKERS] = {
  { "blue", { 0x003f99, 0x5199fc, 0x002451, 0x90abfc } },
  { "orange", { 0x902400, 0xfcb475, 0x7e4800, 0xfcc690 } },
  { "purple", { 0x7e51cf, 0xb4a2d8, 0x3f1b90, 0xeac6fc } },
  { "teal", { 0x004848, 0x36fce1, 0x003f3f, 0x2dfce1 } },
  { "pink", { 0x873f6c, 0xd87ea2, 0x5a002d, 0xfca2bd } },
  { "green", { 0x486336, 0xcfeab4, 0x2d5a36, 0xcffcc6 } },
  { "brown", { 0x513624, 0xab9987, 0x361b09, 0xbdab99 } },
  { "cyan", { 0x247590, 0xabd8fc, 0x095a87, 0x63bdd8 } },
  { "red", { 0xbd3f51, 0xfc6c48, 0xa21b36, 0xfc9075 } },
  { "yellow", { 0x7e6c00, 0xfce13f, 0x3f3600, 0xfcea3f } },
};

/* The gray of what has no colour: darker than the label's "gray" it could not be told from text. */
const VbtColor vbt_color_neutral = { NULL, { 0x5e5c64, 0xb5b3ba, 0x4a484f, 0xd0ced6 } };

const VbtColor vbt_color_page = { NULL, { 0xffffff, 0x1e1e1e, 0xffffff, 0x1e1e1e } };

/**
 * vbt_colors_find_label:
 * @name: (nullable): name of a label's colour
 *
 * Returns: (transfer none) (nullable): the colour
 */
const VbtColor *
vbt_colors_find_label (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (vbt_colors_labels); i++)
    if (g_strcmp0 (vbt_colors_labels[i].name, name) == 0)
      return &vbt_colors_labels[i];
  return NULL;
}

/**
 * vbt_colors_get_speaker:
 * @index: the number of a colour; -1 where nobody is known
 *
 * Returns: (transfer none): the colour
 */
const VbtColor *
vbt_colors_get_speaker (int index)
{
  return index < 0 ? &vbt_color_neutral : &vbt_colors_speakers[index % VBT_COLORS_SPEAKERS];
}

/**
 * vbt_colors_pick_speaker:
 * @entity: who speaks
 * @taken: (array fixed-size=10): how many speakers of the article have each colour already
 *
 * Chooses the colour of a speaker. It follows from the entity alone, so that it is the same in every
 * article, unless somebody who came before has it in this one: then it is the next that fewest have.
 * Give the speakers of an article in the order of their identifiers, and the choice depends on
 * nothing else.
 *
 * Returns: the number of a colour, for vbt_colors_get_speaker()
 */
int
vbt_colors_pick_speaker (VbtId entity, const guint8 *taken)
{
  guint64 hash = (guint64)entity;
  guint first, best;

  g_return_val_if_fail (taken != NULL, 0);

  /* The end of splitmix64: identifiers need not be random for the colours to be spread. */
  hash = (hash ^ (hash >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  hash = (hash ^ (hash >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  hash ^= hash >> 31;
  first = best = (guint)(hash % VBT_COLORS_SPEAKERS);
  for (guint i = 1; i < VBT_COLORS_SPEAKERS; i++)
    if (taken[(first + i) % VBT_COLORS_SPEAKERS] < taken[best])
      best = (first + i) % VBT_COLORS_SPEAKERS;
  return (int)best;
}

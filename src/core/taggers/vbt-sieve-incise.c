/* vbt-sieve-incise.c: who speaks, said in the midst of a quotation, as French has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "taggers/vbt-reading.h"

/* A name and an office have at most so many words. */
#define SPEAKER_WORDS 12

/** Incise: «…, a déclaré Marie Dupont, …» */
typedef struct
{
  VbtStretch cue;
  VbtStretch speaker; /* may be empty: "dit-il" */
  guint end;          /* where the speech goes on */
} Incise;

/* "a-t-il", "dit-elle": the subject is a part of the verb. */
static gboolean
has_pronoun (const char *lower)
{
  static const char *const pronouns[] = { "-il", "-elle", "-ils", "-elles", "-on", "-je" };

  for (guint i = 0; i < G_N_ELEMENTS (pronouns); i++)
    if (g_str_has_suffix (lower, pronouns[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_say (const VbtReading *self, guint i)
{
  return has_pronoun (vbt_reading_word (self, i)->lower)
             ? vbt_reading_says (self, i)
             : vbt_reading_is (self, i, VBT_CLASS (SAY));
}

static gboolean
ends_incise (const VbtReading *self, guint i, guint end)
{
  static const char *const marks[] = { ",", ".", "?", "!", "…", ";", ":", "»", "”", "\"", NULL };

  return i >= end || vbt_reading_reads_any (self, i, marks);
}

/* The verb of speech that begins at a word, with its auxiliary; none where there is none. */
static VbtStretch
cue_at (const VbtReading *self, guint i, guint end)
{
  VbtStretch cue = { i, i };

  while (cue.end + 1 < end && cue.end < i + 2 && vbt_reading_is (self, cue.end, VBT_CLASS (AUX)))
    cue.end++;
  if (cue.end < end && is_say (self, cue.end))
    return (VbtStretch){ i, cue.end + 1 };
  return (VbtStretch){ i, i };
}

static gboolean
read_incise (const VbtReading *self, guint i, guint end, Incise *incise)
{
  gboolean pronoun = FALSE;
  guint behind;

  incise->cue = cue_at (self, i, end);
  for (guint k = incise->cue.start; k < incise->cue.end; k++)
    pronoun |= has_pronoun (vbt_reading_word (self, k)->lower);
  behind = incise->cue.end;
  while (behind < incise->cue.end + SPEAKER_WORDS && !ends_incise (self, behind, end))
    behind++;
  incise->speaker = (VbtStretch){ incise->cue.end, pronoun ? incise->cue.end : behind };
  incise->end = behind;
  if (vbt_stretch_is_empty (incise->cue) || !ends_incise (self, behind, end))
    return FALSE;
  if (pronoun)
    return behind == incise->cue.end;
  return !vbt_stretch_is_empty (incise->speaker)
         && vbt_reading_is (self, incise->speaker.start,
                            VBT_CLASS (CAPITAL) | VBT_CLASS (DETERMINER) | VBT_CLASS (TITLE));
}

static void
narrate (VbtReading *self, const VbtAttribution *attribution, guint i)
{
  vbt_reading_word (self, i)->role = VBT_ROLE_CUE;
  vbt_reading_word (self, i)->attribution = attribution->index;
}

static void
attribute (VbtReading *self, VbtStretch words, guint comma, const Incise *incise)
{
  VbtAttribution *attribution
      = vbt_reading_attribute (self, incise->speaker, incise->cue, "quote-interrupted");

  /* The commas are of neither. */
  narrate (self, attribution, comma);
  if (incise->end < words.end && vbt_reading_reads (self, incise->end, ","))
    narrate (self, attribution, incise->end);
  vbt_reading_add_content (self, attribution, (VbtStretch){ words.start, comma });
  if (incise->end + 1 < words.end)
    vbt_reading_add_content (self, attribution, (VbtStretch){ incise->end + 1, words.end });
}

/**
 * vbt_sieve_incises:
 * @self: a reading of a French text
 *
 * Finds who speaks inside of quotations: “« Oui, a déclaré Marie Dupont, mais pas demain. »”. The
 * speech is what stands before and behind.
 */
void
vbt_sieve_incises (VbtReading *self)
{
  for (guint q = 0; q < self->quotations->len; q++)
    {
      const VbtQuotation *quotation = vbt_reading_quotation (self, q);
      VbtStretch words = quotation->words;
      Incise incise;

      if (quotation->level > 1 || !vbt_reading_is_free (self, words))
        continue;
      for (guint i = words.start + 2; i + 1 < words.end; i++)
        if (vbt_reading_reads (self, i, ",") && read_incise (self, i + 1, words.end, &incise))
          {
            attribute (self, words, i, &incise);
            break;
          }
    }
}

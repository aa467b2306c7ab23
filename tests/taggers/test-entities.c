/* test-entities.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "tag-document.h"

#include <string.h>

typedef struct
{
  const char *language;
  const char *text;
  const char *expected; /* "LABEL:WORDS=ENTITY", in the order of the text */
} Case;

static const Case cases[] = {
  { "en", "President Barack Obama met Chancellor Angela Merkel in Berlin. Obama smiled.",
    "Person:Barack Obama=Barack Obama|Person:Angela Merkel=Angela Merkel|Location:Berlin=Berlin|"
    "Person:Obama=Barack Obama" },
  { "en", "The OSCE (Organization for Security and Co-operation in Europe) met in the U.S. and UK.",
    "Organization:OSCE=Organization for Security and Co-operation in Europe|"
    "Organization:Organization for Security and Co-operation in Europe="
    "Organization for Security and Co-operation in Europe|"
    "Location:U.S.=United States|Location:UK=United Kingdom" },
  { "en", "The National Weather Bureau (NWB) warned. On Monday the NWB was right.",
    "Organization:National Weather Bureau=National Weather Bureau|"
    "Organization:NWB=National Weather Bureau|Organization:NWB=National Weather Bureau" },
  { "en", "US Secretary of State Ann Lee and Russian Foreign Minister Ivan Petrov left.",
    "Location:US=United States|Person:Ann Lee=Ann Lee|Person:Ivan Petrov=Ivan Petrov" },
  { "en", "MOSCOW — Mr. Petrov’s plan. They saw us.",
    "Location:MOSCOW=Moscow|Person:Petrov=Petrov" },
  { "en", "However, nobody came. Yesterday was Monday, 3 March.", "" },
  { "en", "Ursula von der Leyen spoke. Later von der Leyen left.",
    "Person:Ursula von der Leyen=Ursula von der Leyen|Person:Leyen=Ursula von der Leyen" },
  { "de", "Kanzlerin Anna Lind sprach in München mit dem Ausschuss über die Lage. Lind ging.",
    "Person:Anna Lind=Anna Lind|Location:München=Munich|Organization:Ausschuss=Ausschuss|"
    "Person:Lind=Anna Lind" },
  { "fr", "Emmanuel Petit est arrivé à Genève.",
    "Person:Emmanuel Petit=Emmanuel Petit|Location:Genève=Geneva" },
};

static char *
describe (const Tagged *self)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < self->document->annotations->len; i++)
    {
      const VbtAnnotation *span = g_ptr_array_index (self->document->annotations, i);
      g_autofree char *text = vbt_document_get_covered_text (self->document, span);

      g_string_append_printf (string, "%s%s:%s=%s", i > 0 ? "|" : "", label_of (self, span), text,
                              entity_of (self, span));
    }
  return g_string_free (string, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Tagged) tagged
          = tag_text ("entities", cases[i].language, cases[i].text, strlen (cases[i].text));
      g_autofree char *found = describe (&tagged);

      check_sound (&tagged);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/cases", test_cases);
  return g_test_run ();
}

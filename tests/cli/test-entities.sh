#!/bin/bash
# test-entities.sh: the register of people, organizations and places
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

register ()
{
  "$vbt" new p.verbatim
  cat >in.csv <<'END'
name,kind,aliases,role,external_id
Sergey Lavrov,person,S. V. Lavrov|Lawrow,minister,Q58217
Lavrov,person,,,
OSCE,organization,,,
END
  "$vbt" entities p.verbatim --import in.csv >out
}

t_import () { register; grep -q '3 added, 0 changed, 0 refused' out; "$vbt" entities p.verbatim | grep -q 'person *Lavrov'; }
t_again () { register; "$vbt" entities p.verbatim --import in.csv | grep -q '0 added, 0 changed'; }
t_round_trip ()
{
  register
  "$vbt" entities p.verbatim --export a.csv
  head -n 1 a.csv | grep -q '^id,name,kind,aliases,external_id,note,mentions,role,affiliation,'
  grep -q 'Lawrow|S. V. Lavrov,Q58217,,0,minister' a.csv
  "$vbt" new q.verbatim; "$vbt" entities q.verbatim --import a.csv >/dev/null
  "$vbt" entities q.verbatim --export - | cut -d, -f2- >b; cut -d, -f2- a.csv | cmp - b
  "$vbt" entities p.verbatim --import a.csv | grep -q '0 added, 0 changed, 0 refused'
}
t_change ()
{
  register
  printf 'name\tkind\trole\nOSCE\torganization\tobserver\n' >c.tsv
  "$vbt" entities p.verbatim --import c.tsv | grep -q '0 added, 1 changed'
  "$vbt" history p.verbatim --undo | grep -q 'Import the register from c.tsv'
  "$vbt" entities p.verbatim --export - | grep -q 'OSCE,organization,,,,0,,'
}
t_refused_rows ()
{
  register
  printf 'name,kind\nMars,planet\n,person\nAnna Lind,person\n' >c.csv
  expect 1 "$vbt" entities p.verbatim --import c.csv >out 2>err
  grep -q '1 added, 0 changed, 2 refused' out
  grep -q 'c.csv:2: .*planet' err; grep -q 'c.csv:3: ' err
}
t_no_columns ()
{
  register; "$vbt" entities p.verbatim --json >before
  printf 'Anna Lind;person\n' >c.csv
  expect 3 "$vbt" entities p.verbatim --import c.csv 2>err; grep -q 'name the columns' err
  printf 'name\n"Anna\n' >c.csv
  expect 3 "$vbt" entities p.verbatim --import c.csv 2>err; grep -q 'never closed' err
  "$vbt" entities p.verbatim --json | cmp - before
}
t_duplicates () { register; [ "$("$vbt" entities p.verbatim --duplicates)" = "$(printf 'Sergey Lavrov\tLavrov')" ] || [ "$("$vbt" entities p.verbatim --duplicates)" = "$(printf 'Lavrov\tSergey Lavrov')" ]; }
# Also who is mentioned nowhere is in the whole project, and so in what holds all of it.
t_unmentioned ()
{
  "$vbt" new u.verbatim
  printf 'name,kind,country\nAnna Lind,person,Varland\nOSCE,organization,\n' >u.csv
  "$vbt" entities u.verbatim --import u.csv
  [ "$("$vbt" entities u.verbatim --find lind)" = "$(printf '     0  person        Anna Lind')" ]
  "$vbt" export u.verbatim u.jsonl --format verbatim --all --suggestions
  "$vbt" new v.verbatim; "$vbt" import v.verbatim u.jsonl
  "$vbt" entities v.verbatim --export - >v.csv; "$vbt" entities u.verbatim --export - | cmp - v.csv
  grep -q Varland v.csv
}
t_merge ()
{
  register
  "$vbt" entities p.verbatim --merge Lavrov --into 'Sergey Lavrov' --json >o; json o 'len (o["entities"]) == 2'
  [ -z "$("$vbt" entities p.verbatim --duplicates)" ]
  "$vbt" history p.verbatim --undo | grep -q 'Merge “Lavrov” into “Sergey Lavrov”'
  "$vbt" entities p.verbatim --json >o; json o 'len (o["entities"]) == 3'
  "$vbt" check p.verbatim
}
t_merge_unknown () { register; expect 3 "$vbt" entities p.verbatim --merge Nobody --into OSCE 2>err; grep -q Nobody err; expect 2 "$vbt" entities p.verbatim --merge Lavrov 2>err; }
t_find () { register; "$vbt" entities p.verbatim --find lawr --json >o; json o 'len (o["entities"]) == 1 and o["entities"][0]["name"] == "Sergey Lavrov"'; }

test_that "a table adds entries" t_import
test_that "the same table again changes nothing" t_again
test_that "export, import, export gives the same" t_round_trip
test_that "a table changes what it has columns for, and can be undone" t_change
test_that "rows that say nothing are refused by line, the others go on" t_refused_rows
test_that "a table without names of columns is refused, and changes nothing" t_no_columns
test_that "likely duplicates are listed" t_duplicates
test_that "who is not mentioned goes along in the native format" t_unmentioned
test_that "entries are merged as one act" t_merge
test_that "a merge needs entries that are there" t_merge_unknown
test_that "entries are found by their other names" t_find
finish

#!/bin/bash
# test-history.sh: history, trash
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

documents () { "$vbt" stats p.verbatim --json >s.json; json s.json "o[\"documents\"] == $1"; }
two () { "$vbt" new p.verbatim; echo One. >a.txt; echo Two. >b.txt; "$vbt" import p.verbatim a.txt b.txt; }

t_list () { two; "$vbt" trash p.verbatim --delete a.txt; "$vbt" history p.verbatim >out; sed -n 1p out | grep -q 'Move “a.txt” to the trash'; sed -n 2p out | grep -q 'Import 2 documents'; }
t_list_json () { two; "$vbt" history p.verbatim --json >out; json out 'len (o["acts"]) == 1 and o["acts"][0]["has_way_back"] and not o["acts"][0]["undone"]'; }
t_limit () { two; "$vbt" trash p.verbatim --delete a.txt >/dev/null; [ "$("$vbt" history p.verbatim --limit 1 | wc -l)" = 1 ]; [ "$("$vbt" history p.verbatim --limit 0 | wc -l)" = 2 ]; }
t_document () { two; "$vbt" trash p.verbatim --delete b.txt; "$vbt" history p.verbatim --document a.txt >out; [ ! -s out ]; }
t_undo_redo ()
{
  two; "$vbt" trash p.verbatim --delete a.txt --delete b.txt; documents 0
  "$vbt" history p.verbatim --undo | grep -q 'Undone: Move 2 articles'; documents 2
  "$vbt" history p.verbatim --redo | grep -q 'Done again'; documents 0
}
t_undo_import () { two; "$vbt" history p.verbatim --undo; documents 0; "$vbt" history p.verbatim --redo; documents 2; }
t_to ()
{
  two; "$vbt" trash p.verbatim --delete a.txt; "$vbt" trash p.verbatim --delete b.txt
  "$vbt" history p.verbatim --json >h.json
  number=$(python3 -c 'import json; print (json.load (open ("h.json"))["acts"][2]["number"])')
  "$vbt" history p.verbatim --to "$number"; documents 2
  expect 3 "$vbt" history p.verbatim --to "$number" 2>err; grep -q 'already' err
}
t_nothing_to_undo () { "$vbt" new p.verbatim; expect 3 "$vbt" history p.verbatim --undo 2>err; grep -q 'nothing to undo' err; }
t_two_steps () { "$vbt" new p.verbatim; expect 2 "$vbt" history p.verbatim --undo --redo 2>err; }

t_trash () { two; [ -z "$("$vbt" trash p.verbatim)" ]; [ "$("$vbt" trash p.verbatim --delete a.txt)" = a.txt ]; documents 1; }
t_trash_restore () { two; "$vbt" trash p.verbatim --delete a.txt; "$vbt" trash p.verbatim --restore a.txt; documents 2; expect 3 "$vbt" trash p.verbatim --restore a.txt 2>err; }
t_trash_all_or_none () { two; expect 3 "$vbt" trash p.verbatim --delete a.txt --delete c.txt 2>err; grep -q c.txt err; documents 2; }
t_trash_empty ()
{
  two; "$vbt" trash p.verbatim --delete a.txt; "$vbt" trash p.verbatim --empty; documents 1
  "$vbt" history p.verbatim --json >out; json out 'not o["acts"][0]["has_way_back"]'
  "$vbt" check p.verbatim
}

test_that "history lists the last act first" t_list
test_that "history --json" t_list_json
test_that "history --limit" t_limit
test_that "history --document" t_document
test_that "history --undo and --redo" t_undo_redo
test_that "an import is undone and done again" t_undo_import
test_that "history --to goes to an act" t_to
test_that "nothing to undo is said" t_nothing_to_undo
test_that "--undo and --redo exclude each other" t_two_steps
test_that "trash --delete moves and lists" t_trash
test_that "trash --restore" t_trash_restore
test_that "trash takes all or none" t_trash_all_or_none
test_that "trash --empty has no way back" t_trash_empty
finish

#!/bin/bash
# test-project.sh: new, stats, check, schema, formats, taggers
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

t_new () { "$vbt" new p.verbatim; [ -s p.verbatim ]; [ "$(ls)" = p.verbatim ]; }
t_new_again () { "$vbt" new p.verbatim; cp p.verbatim q; expect 3 "$vbt" new p.verbatim 2>err; cmp p.verbatim q; }
t_new_schema () { "$vbt" new p.verbatim --schema entities; "$vbt" schema p.verbatim | grep -q '^Entities'; }
t_new_no_schema () { expect 2 "$vbt" new p.verbatim --schema nonsense 2>err; [ ! -e p.verbatim ]; }
t_new_no_folder () { expect 3 "$vbt" new no/such/p.verbatim 2>err; grep -q no/such err; }
t_new_json () { "$vbt" new p.verbatim --json >out; json out 'o["schema"] == "Who said what" and o["labels"] == 12'; }
t_new_file () { "$vbt" new a.verbatim; "$vbt" schema a.verbatim --export s.json; "$vbt" new b.verbatim --schema s.json; "$vbt" schema b.verbatim --export - | cmp - s.json; }
t_new_bad_file () { echo '{"name"' >s.json; expect 3 "$vbt" new p.verbatim --schema s.json 2>err; grep -q s.json err; [ ! -e p.verbatim ]; }

t_stats () { make_project; "$vbt" stats p.verbatim | grep -q ' 1  documents'; }
t_stats_json ()
{
  make_project; "$vbt" tag p.verbatim >/dev/null; "$vbt" stats p.verbatim --json >out
  json out '[*o] == ["project", "documents", "spans", "relations", "document_labels", "entities", "suggestions", "open_suggestions", "status", "labels", "annotators", "speakers", "per_document", "verdicts"]'
  json out 'o["documents"] == 1 and o["spans"] == 0 and o["suggestions"] > 2'
  json out 'o["per_document"][0]["name"] == "talk.txt" and o["status"]["new"] == 1'
}
t_stats_missing () { expect 3 "$vbt" stats nothing.verbatim 2>err; grep -q nothing.verbatim err; [ ! -e nothing.verbatim ]; }
t_stats_no_project () { echo 'I am a text, not a project.' >p.verbatim; expect 3 "$vbt" stats p.verbatim 2>err; [ -s err ]; grep -q 'I am a text' p.verbatim; }
t_stats_writes_nothing () { make_project; sha256sum p.verbatim >sum; "$vbt" stats p.verbatim >/dev/null; sha256sum -c sum; [ "$(ls)" = "$(printf 'p.verbatim\nsum\ntalk.txt')" ]; }

t_check_clean () { make_project; "$vbt" check p.verbatim | grep -q 'damages of the file: 0, errors: 0'; }
t_check_error ()
{
  "$vbt" new p.verbatim
  # A quote that says that its speaker is explicit, has none, and is done (E1, E3).
  echo '{"name": "a.txt", "text": "Yes it is", "status": {"ada": "done"}, "spans": [{"label": "Quote", "start": 0, "end": 3, "annotator": "ada"}]}' >a.jsonl
  "$vbt" import p.verbatim a.jsonl
  expect 1 "$vbt" check p.verbatim >out
  grep -q '^a.txt:0: error: E1: ' out
  expect 1 "$vbt" check p.verbatim --json >json
  json json 'o["integrity"] == [] and o["errors"] == len ([p for p in o["problems"] if p["level"] == "error"]) > 0'
}
t_check_recover ()
{
  make_project
  "$vbt" export p.verbatim before.jsonl --format verbatim --all
  "$vbt" check p.verbatim --recover new.verbatim >out
  "$vbt" export new.verbatim after.jsonl --format verbatim --all
  cmp before.jsonl after.jsonl
  cp p.verbatim whole
  truncate --size=-50000 p.verbatim
  cp p.verbatim damaged
  expect 3 "$vbt" check p.verbatim
  expect 3 "$vbt" check p.verbatim --recover new.verbatim
  "$vbt" check p.verbatim --recover saved.verbatim >out || test $? -eq 1
  cmp p.verbatim damaged
  "$vbt" check saved.verbatim
  expect 3 "$vbt" check out --recover none.verbatim
  test ! -e none.verbatim
}
t_check_damaged ()
{
  make_project
  python3 -c 'import os
size = os.path.getsize ("p.verbatim")
with open ("p.verbatim", "r+b") as f:
    for page in range (2, size // 4096):
        f.seek (page * 4096 + 100); f.write (os.urandom (200))'
  set +e; "$vbt" check p.verbatim >out 2>&1; status=$?; set -e
  [ $status -eq 1 ] || [ $status -eq 3 ]
  [ -s out ]
}

t_schema () { "$vbt" new p.verbatim; "$vbt" schema p.verbatim | grep -q 'relation  speaker'; }
t_schema_json () { "$vbt" new p.verbatim; "$vbt" schema p.verbatim --json >out; json out 'o["labels"][0]["name"] == "Quote"'; }
t_schema_import ()
{
  "$vbt" new p.verbatim --schema empty
  "$vbt" new q.verbatim; "$vbt" schema q.verbatim --export s.json
  "$vbt" schema p.verbatim --import s.json; "$vbt" schema p.verbatim --export t.json; cmp s.json t.json
}
t_schema_in_use ()
{
  "$vbt" new p.verbatim; write_native >n.jsonl; "$vbt" import p.verbatim n.jsonl
  "$vbt" new q.verbatim --schema empty; "$vbt" schema q.verbatim --export s.json
  expect 3 "$vbt" schema p.verbatim --import s.json 2>err
  grep -q Quote err
  "$vbt" stats p.verbatim --json >out; json out 'o["spans"] == 2'
}
t_schema_both () { "$vbt" new p.verbatim; expect 2 "$vbt" schema p.verbatim --import a --export b 2>err; }

t_formats () { "$vbt" formats | grep -qE '^verbatim +rw '; }
t_formats_json () { "$vbt" formats --json >out; json out 'any (f["name"] == "brat" and f["writes"] for f in o["formats"])'; }
t_taggers () { "$vbt" taggers | grep -q '^attributions '; }
t_taggers_json () { "$vbt" taggers --json >out; json out '[t["name"] for t in o["taggers"]] == ["quotations", "entities", "attributions", "dictionary", "learned", "command"]'; }

test_that "new makes one file" t_new
test_that "new never overwrites" t_new_again
test_that "new --schema takes a built-in schema" t_new_schema
test_that "new with an unknown schema makes nothing" t_new_no_schema
test_that "new in a folder that is not there says where" t_new_no_folder
test_that "new --json" t_new_json
test_that "new --schema takes what schema --export wrote" t_new_file
test_that "new with a broken schema file names it and makes nothing" t_new_bad_file
test_that "stats counts" t_stats
test_that "stats --json has stable keys" t_stats_json
test_that "stats of a missing project fails and makes none" t_stats_missing
test_that "stats of what is no project fails and leaves it alone" t_stats_no_project
test_that "stats leaves not a byte behind" t_stats_writes_nothing
test_that "check of a whole project is 0" t_check_clean
test_that "check finds a broken rule, and is 1" t_check_error
test_that "check --recover saves what can be read, and leaves the damaged file alone" t_check_recover
test_that "check of a damaged file does not say that all is well" t_check_damaged
test_that "schema lists the labels" t_schema
test_that "schema --json is the schema" t_schema_json
test_that "schema --import replaces, --export gives the same bytes" t_schema_import
test_that "schema --import takes no label away that is in use" t_schema_in_use
test_that "schema --import and --export exclude each other" t_schema_both
test_that "formats lists what can be read and written" t_formats
test_that "formats --json" t_formats_json
test_that "taggers lists the taggers" t_taggers
test_that "taggers --json" t_taggers_json
finish

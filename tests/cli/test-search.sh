#!/bin/bash
# test-search.sh: search, and the queries that other commands take
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

# Three articles, of which the first is annotated.
make_corpus ()
{
  "$vbt" new p.verbatim >/dev/null
  write_native >n.jsonl
  printf 'The water rose. Nobody said a thing about water rights.\n' >flood.txt
  printf 'Wasser und Brot für 東京.\n' >brot.txt
  "$vbt" import p.verbatim n.jsonl flood.txt brot.txt >/dev/null
}

t_words ()
{
  make_corpus; "$vbt" search p.verbatim WATER >out 2>err
  [ "$(wc -l <out)" -eq 2 ]; grep -q '^Hits: 2, articles: 1' err
  # The hits stand below each other.
  [ "$(grep -bo '\[water\]' out | wc -l)" -eq 2 ]
  [ "$(sed 's/\[water\].*//' out | awk '{ print length ($0) }' | sort -u | wc -l)" -eq 1 ]
}
t_json ()
{
  make_corpus; "$vbt" search p.verbatim 'label:Quote type:direct' --json >out
  json out '[*o] == ["project", "query", "hits", "n_hits", "n_documents"] and o["n_hits"] == 1'
  json out 'o["hits"][0]["label"] == "Quote" and o["hits"][0]["start"] == 9 and o["hits"][0]["match"].startswith ("yes")'
}
t_relation () { make_corpus; for q in 'speaker:ann' 'label:Quote speaker:Ann twice' 'speaker:(label:Speaker)'; do "$vbt" search p.verbatim "$q" --json >out; json out 'o["n_hits"] == 1'; done; "$vbt" search p.verbatim 'label:Quote speaker:Bob' --json >out; json out 'o["n_hits"] == 0'; }
t_pattern () { make_corpus; "$vbt" search p.verbatim '/\bw\w+/i' --json >out; json out '[h["match"] for h in o["hits"]] == ["water", "water", "Wasser"]'; }
t_csv () { make_corpus; "$vbt" search p.verbatim 'w*' --csv --context 3 >out 2>err; head -1 out | grep -q '^document,title,.*,left,match,right$'; [ "$(wc -l <out)" -eq "$(("$(sed -n 's/^Hits: \([0-9]*\).*/\1/p' err)" + 1))" ]; grep -q ',water,' out; }
t_wide () { make_corpus; "$vbt" search p.verbatim '東京' --context 5 >out; grep -q ' für \[東京\]\.' out; }
t_limit () { make_corpus; "$vbt" search p.verbatim 'w*' --limit 1 --json >out; json out 'len (o["hits"]) == 1'; }
t_none () { make_corpus; "$vbt" search p.verbatim nonsense >out 2>err; [ ! -s out ]; grep -q '^Hits: 0' err; }
t_wrong ()
{
  make_corpus
  for q in 'a (b' 'colour:blue' 'label:Quot' '/(/'; do
    expect 2 "$vbt" search p.verbatim "$q" 2>err; grep -q 'Column' err
    expect 2 "$vbt" export p.verbatim out.jsonl --format verbatim --documents "$q" 2>err; grep -q 'Column' err
    [ ! -e out.jsonl ]
  done
  expect 2 "$vbt" search p.verbatim a --context x 2>err
  expect 3 "$vbt" search nothing.verbatim a 2>err
}
t_documents ()
{
  make_corpus
  for q in 'status:new -wasser -has:Quote' 'water' 'text:water -has:Quote' 'flood'; do
    "$vbt" export p.verbatim - --format verbatim --documents "$q" | grep -c '"text"' >n; [ "$(cat n)" -eq 1 ]
  done
}
t_not_indexed () { make_corpus; echo 'More water.' >more.txt; "$vbt" import p.verbatim more.txt --no-index; "$vbt" search p.verbatim water >out 2>err; [ "$(wc -l <out)" -eq 2 ]; grep -q 'Not indexed yet: 1 ' err; }
t_read_only () { make_corpus; sha256sum p.verbatim >before; "$vbt" search p.verbatim water; sha256sum -c before; }
t_help () { "$vbt" help queries | grep -q 'label:Quote speaker:Lavrov security'; "$vbt" help --man | grep -q '^.SH QUERIES'; }

test_that "search prints hits aligned" t_words
test_that "search --json has stable keys" t_json
test_that "search follows relations" t_relation
test_that "search takes regular expressions" t_pattern
test_that "search --csv prints a table" t_csv
test_that "search --context counts wide characters" t_wide
test_that "search --limit stops" t_limit
test_that "search that finds nothing is no error" t_none
test_that "a wrong query says where, and is 2" t_wrong
test_that "--documents takes the same language" t_documents
test_that "search tells what is not indexed" t_not_indexed
test_that "search changes nothing" t_read_only
test_that "help tells how to ask" t_help
finish

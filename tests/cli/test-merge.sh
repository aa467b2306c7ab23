#!/bin/bash
# test-merge.sh: merge
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

# Two copies: p.verbatim, and q.verbatim with another article and its suggestions.
two ()
{
  make_project; cp p.verbatim q.verbatim
  printf '“No,” Bo Berg said.\n' >more.txt; "$vbt" import q.verbatim more.txt >/dev/null; "$vbt" tag q.verbatim >/dev/null
}
documents () { "$vbt" stats "$1" --json >s.json; json s.json "o[\"documents\"] == $2"; }

t_merge ()
{
  two; sum=$(sha256sum <q.verbatim)
  "$vbt" merge p.verbatim q.verbatim >out 2>err
  grep -q '^Merged q.verbatim: 1 article, .* annotations' out; [ ! -s err ]; [ "$(wc -l <out)" = 1 ]
  documents p.verbatim 2; "$vbt" check p.verbatim
  [ "$sum" = "$(sha256sum <q.verbatim)" ]; [ "$(ls)" = "$(printf 'err\nmore.txt\nout\np.verbatim\nq.verbatim\ns.json\ntalk.txt')" ]
}
t_undo ()
{
  two; "$vbt" export p.verbatim before.jsonl --format verbatim >/dev/null
  "$vbt" merge p.verbatim q.verbatim; "$vbt" history p.verbatim --undo | grep -q 'Undone: Merged q.verbatim'
  "$vbt" export p.verbatim after.jsonl --format verbatim >/dev/null; cmp before.jsonl after.jsonl
  "$vbt" history p.verbatim --redo; documents p.verbatim 2
}
t_same_export ()
{
  two; "$vbt" merge p.verbatim q.verbatim
  for f in p q; do "$vbt" export $f.verbatim - --format verbatim --suggestions | tail -n +2 | sort >$f.jsonl; done; cmp p.jsonl q.jsonl
}
t_again () { two; "$vbt" merge p.verbatim q.verbatim; "$vbt" merge p.verbatim q.verbatim >out; grep -q 'nothing new' out; "$vbt" history p.verbatim | grep -c Merged | grep -qx 1; }
t_dry_run ()
{
  two; "$vbt" history p.verbatim >before; "$vbt" merge p.verbatim q.verbatim --dry-run >out
  grep -q '1 article' out; grep -q 'Nothing was written' out; documents p.verbatim 1
  "$vbt" history p.verbatim | cmp - before
  "$vbt" merge p.verbatim q.verbatim --dry-run --json >out; json out 'o["dry_run"] and o["merged"][0]["documents"] == 1'
}
# Deleted there; here somebody deleted it, too, and took it back.
contradict ()
{
  two; "$vbt" trash q.verbatim --delete talk.txt >/dev/null
  "$vbt" trash p.verbatim --delete talk.txt >/dev/null; "$vbt" trash p.verbatim --restore talk.txt >/dev/null
}
t_conflict ()
{
  contradict; "$vbt" merge p.verbatim q.verbatim >out
  grep -q '^  talk.txt: article: deleted there, but changed' out; documents p.verbatim 2
}
t_json ()
{
  contradict; echo no >text.txt
  expect 1 "$vbt" merge p.verbatim q.verbatim text.txt --json >out 2>err
  json out 'o["merged"][0]["documents"] == 1 and o["merged"][0]["n_left"] == 1 and not o["dry_run"]'
  json out 'o["merged"][0]["left"][0]["reason"] == "deleted-there" and o["merged"][0]["left"][0]["document"] == "talk.txt"'
  json out 'o["refused"][0]["file"] == "text.txt" and len (o["refused"]) == 1'
}
t_refused ()
{
  two; echo 'No project.' >text.txt; head -c 20000 q.verbatim >cut.verbatim
  expect 1 "$vbt" merge p.verbatim text.txt q.verbatim cut.verbatim >out 2>err
  grep -q '^text.txt: this is no project' err; grep -q '^cut.verbatim: the file is damaged' err; grep -q '1 article' out
  documents p.verbatim 2
}
t_none_read () { two; expect 3 "$vbt" merge p.verbatim none.verbatim 2>err; grep -q '^none.verbatim: there is no such file' err; documents p.verbatim 1; }
t_itself () { two; expect 3 "$vbt" merge p.verbatim p.verbatim 2>err; grep -q 'the project itself' err; }
t_no_project () { two; expect 3 "$vbt" merge none.verbatim q.verbatim 2>err; grep -q 'none.verbatim' err; }
t_read_only ()
{
  [ "$(id -u)" != 0 ] || skip "root may write everything"
  two; chmod a-w p.verbatim; expect 3 "$vbt" merge p.verbatim q.verbatim 2>err
}
t_open_elsewhere ()
{
  two
  python3 - q.verbatim <<'PY'
import sqlite3, subprocess, sys, os
db = sqlite3.connect (sys.argv[1]); db.execute ("PRAGMA journal_mode=WAL"); db.execute ("SELECT count(*) FROM document").fetchone ()
subprocess.run ([os.environ["VBT"], "merge", "p.verbatim", sys.argv[1]], check=True)
PY
  documents p.verbatim 2
}
t_indexed () { two; "$vbt" merge p.verbatim q.verbatim; "$vbt" search p.verbatim Berg | grep -q Berg; }
t_arguments () { two; expect 2 "$vbt" merge p.verbatim 2>err; grep -q 'Usage: vbt merge' err; }

test_that "what is new comes in, and the copy stays as it is" t_merge
test_that "undo gives the same export as before" t_undo
test_that "both export the same then" t_same_export
test_that "again there is nothing new" t_again
test_that "--dry-run writes nothing" t_dry_run
test_that "what was left is told in a line" t_conflict
test_that "--json" t_json
test_that "a copy that is refused is named, and the others go on" t_refused
test_that "none could be read" t_none_read
test_that "a project is no copy of itself" t_itself
test_that "there has to be a project" t_no_project
test_that "a project that cannot be written" t_read_only
test_that "a copy that somebody has open" t_open_elsewhere
test_that "what came in is found by its words" t_indexed
test_that "there has to be a copy" t_arguments
finish

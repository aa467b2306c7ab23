#!/bin/bash
# test-command.sh: programs of the user's that tag, also a real one
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

taggers=$(cd "$(dirname "$0")/../../data/taggers" && pwd)

# A tagger of every “Lee”, which refuses what has “bad” in it.
write_tagger ()
{
  cat >lee.py <<'PY'
import json, re, sys
for line in sys.stdin:
    d = json.loads(line)
    if 'bad' in d['text']:
        sys.exit('I will not')
    spans = [{'start': m.start(), 'end': m.end(), 'label': 'PER'} for m in re.finditer('Lee', d['text'])]
    print(json.dumps({'id': d['id'], 'spans': spans}), flush=True)
PY
  echo '{"command": "python3 lee.py", "name": "lee", "labels": {"PER": "Person"}}' >lee.json
}

t_project ()
{
  make_project; write_tagger
  printf 'A bad one.\n' >bad.txt; printf 'Lee met Lee.\n' >two.txt; "$vbt" import p.verbatim bad.txt two.txt >/dev/null
  expect 1 "$vbt" tag p.verbatim --tagger command --set command.file=lee.json --json >out 2>err
  json out 'o["documents"] == 2 and o["failed"] == 1 and o["suggestions"] == 3'
  grep -q '^bad.txt: .*status 1: I will not' err
  "$vbt" stats p.verbatim --json >out; json out '[a["name"] for a in o["annotators"] if a["count"]] == ["lee"]'
  expect 1 "$vbt" tag p.verbatim --tagger command --set command.file=lee.json --json >out 2>err
  json out 'o["suggestions"] == 0'
}
t_filter ()
{
  write_tagger
  printf '{"text": "Lee."}\n{"text": "bad Lee"}\n{"text": "No. Lee."}\n' >in
  expect 1 "$vbt" tag - --tagger command --set command.file=lee.json <in >out 2>err
  grep -q 'I will not' err
  python3 -c 'import json
d = [o for o in map (json.loads, open ("out")) if "text" in o]
assert [len (o.get ("spans", [])) for o in d] == [1, 0, 1], d'
}
t_no_shell ()
{
  write_tagger
  echo '{"command": "python3 lee.py; touch hacked $(touch hacked)"}' >lee.json
  echo '{"text": "Lee $(touch hacked) `touch hacked`; touch hacked"}' >in
  expect 1 "$vbt" tag - --tagger command --set command.file=lee.json <in >out 2>err
  [ ! -e hacked ]
}
t_bad_file ()
{
  make_project
  echo '{"command": "x", "spam": 1}' >a.json
  expect 3 "$vbt" tag p.verbatim --tagger command --set command.file=a.json 2>err; grep -q 'a.json: there is no “spam”' err
  expect 3 "$vbt" tag p.verbatim --tagger command --set command.file=none.json 2>err; grep -q none.json err
  expect 2 "$vbt" tag p.verbatim --tagger command 2>err; grep -q command.file err
  echo '{"command": "no-such-program-x7"}' >a.json
  expect 3 "$vbt" tag p.verbatim --tagger command --set command.file=a.json 2>err; grep -q no-such-program-x7 err
}

# The examples for Python as they are, with a library that knows one name.
t_examples ()
{
  cp "$taggers"/*.json "$taggers"/*-tagger.py .
  mkdir lib
  cat >lib/spacy.py <<'PY'
import re, types
def ents (text, kind):
    return types.SimpleNamespace (ents=[types.SimpleNamespace (start_char=m.start (), end_char=m.end (), text=m.group (), **kind) for m in re.finditer ('Ann Lee', text)])
def load (name):
    assert name == 'en_core_web_sm'
    return lambda text: ents (text, {'label_': 'PERSON'})
PY
  cat >lib/stanza.py <<'PY'
from spacy import ents
def Pipeline (language, processors, download_method, verbose):
    assert language == 'en'
    return lambda text: ents (text, {'type': 'PER'})
PY
  cat >lib/transformers.py <<'PY'
import re
def pipeline (task, model, aggregation_strategy, stride):
    return lambda text: [{'start': m.start (), 'end': m.end (), 'entity_group': 'PER', 'score': 0.75} for m in re.finditer ('Ann Lee', text)]
PY
  for name in spacy stanza transformers; do
    echo '{"text": "🙂 “Yes,” said Ann Lee."}' | PYTHONPATH=$PWD/lib "$vbt" tag - --tagger command --set command.file=$name.json >out
    python3 -c 'import json, sys
d = [o for o in map (json.loads, open ("out")) if "text" in o][0]
assert [(d["text"][s["start"]:s["end"]], s["label"]) for s in d["spans"]] == [("Ann Lee", "Person")], d' || return 1
    [ "$(wc -l <$name-tagger.py)" -le 15 ]
  done
}

# compromise, from the npm registry: the package is fetched once, into a folder beside the build.
t_compromise ()
{
  command -v npm >/dev/null && command -v node >/dev/null || skip 'no npm'
  cache=${VBT_CACHE:-$PWD}/npm; mkdir -p "$cache"
  if [ ! -d "$cache/node_modules/compromise" ]; then
    timeout 90 npm install --prefix "$cache" --prefer-offline --ignore-scripts --no-audit --no-fund \
      --fetch-retries 0 --fetch-timeout 20000 compromise@14.17.0 >npm.log 2>&1 || skip 'npm could not fetch compromise: no network'
  fi
  cp "$taggers"/compromise* .; ln -s "$cache/node_modules" node_modules
  "$vbt" new p.verbatim >/dev/null
  printf '🙂 “We agree,” said Barack Obama in Chicago. Angela Merkel’s answer came from Berlin.\n' >one.txt
  printf 'Emmanuel Macron flew to Paris 🛬, and Microsoft paid.\n' >two.txt
  "$vbt" import p.verbatim one.txt two.txt >/dev/null
  "$vbt" tag p.verbatim --tagger command --set command.file=compromise.json --json >out
  json out 'o["documents"] == 2 and o["failed"] == 0'
  "$vbt" export p.verbatim tagged.jsonl --format verbatim --all --suggestions >/dev/null
  python3 -c 'import json
found = {(s["label"], d["text"][s["start"]:s["end"]]) for d in map (json.loads, open ("tagged.jsonl")) for s in d.get ("spans", [])}
print (found)
assert {("Person", "Barack Obama"), ("Location", "Chicago"), ("Person", "Angela"), ("Location", "Berlin"), ("Person", "Emmanuel Macron"), ("Location", "Paris")} <= found'
}

test_that "tag --tagger command lets a program tag a project; what it fails on is named" t_project
test_that "tag - --tagger command does so in a filter" t_filter
test_that "no shell sees the command or the text" t_no_shell
test_that "a bad adapter is named, with what is wrong" t_bad_file
test_that "the examples for spaCy, Stanza and transformers work as they are" t_examples
test_that "compromise from the npm registry tags through its adapter" t_compromise
finish

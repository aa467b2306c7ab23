#!/bin/bash
# test-tag-convert.sh: tag and convert, also as filters
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

quote='{"text": "“I agree,” Ann Lee said on Monday."}'

t_tag () { make_project; "$vbt" tag p.verbatim --json >out; json out '[*o] == ["project", "documents", "suggestions", "failed", "found"] and o["suggestions"] > 2'; }
t_tag_report ()
{
  make_project; "$vbt" tag p.verbatim --json >one; "$vbt" tag p.verbatim --json >two
  json one 'sum(f["new"] for f in o["found"]) == o["suggestions"] and {(f["tagger"], f["label"]) for f in o["found"]} >= {("attributions", "Quote"), ("attributions", "speaker")}'
  json one '[*o["found"][0]] == ["tagger", "label", "kind", "new", "same", "decided", "unsure", "verdicts"]'
  json two 'all(f["new"] == 0 and f["same"] > 0 for f in o["found"])'
  "$vbt" tag p.verbatim --min-confidence 100 --json >three
  json three 'o["suggestions"] == 0 and any(f["unsure"] for f in o["found"])'
  expect 2 "$vbt" tag p.verbatim --min-confidence 101 2>err
}
t_tag_twice () { make_project; "$vbt" tag p.verbatim; "$vbt" tag p.verbatim --json >out; json out 'o["suggestions"] == 0'; }
t_tag_one () { make_project; "$vbt" tag p.verbatim --tagger entities; "$vbt" stats p.verbatim --json >out; json out '[a["name"] for a in o["annotators"] if a["count"] > 0] == ["entities"]'; }
t_tag_dictionary ()
{
  make_project
  printf 'name,kind,entity\nAnn Lee,person,Ann Lee\n' >people.csv
  "$vbt" tag p.verbatim --tagger dictionary | grep -q 'new suggestions: 0'
  "$vbt" tag p.verbatim --tagger dictionary --set dictionary.list=people.csv | grep -q 'new suggestions: 1'
  # Ann Lee is the project's now, and found without the list.
  printf 'Ann Lee left.\n' >two.txt; "$vbt" import p.verbatim two.txt >/dev/null
  "$vbt" tag p.verbatim --tagger dictionary --documents two | grep -q 'new suggestions: 1'
}
# write_marked: articles in which Ada marked a vehicle, and is done
write_marked ()
{
  echo '{"verbatim": 1, "annotators": [{"name": "Ada", "kind": "person"}]}'
  for thing in bus van tram; do for n in 1 2; do
    echo "{\"name\": \"$thing$n\", \"text\": \"The town bought a new $thing for us. It rained.\", \"status\": {\"Ada\": \"done\"}, \"spans\": [{\"id\": \"v\", \"label\": \"Vehicle\", \"start\": 22, \"end\": $((22 + ${#thing})), \"annotator\": \"Ada\"}]}"
  done; done
}
t_train ()
{
  "$vbt" new p.verbatim; write_marked >in.jsonl; "$vbt" import p.verbatim in.jsonl >/dev/null
  "$vbt" train p.verbatim --json >out; json out 'o["documents"] == 6 and [l["label"] for l in o["labels"]] == ["Vehicle"]'
  "$vbt" train p.verbatim --show | grep -q '^Vehicle'
  echo 'The town bought a new van for them.' >new.txt; "$vbt" import p.verbatim new.txt >/dev/null
  "$vbt" tag p.verbatim --tagger learned --documents them --json >out; json out 'o["suggestions"] == 1'
  echo '{"text": "The town bought a new tram for you."}' | "$vbt" tag - --tagger learned --set learned.project=p.verbatim >out
  python3 -c 'import json; assert [(s["start"], s["end"], s["label"]) for o in map (json.loads, open ("out")) for s in o.get ("spans", [])] == [(22, 26, "Vehicle")]'
}
t_train_nothing ()
{
  make_project
  expect 3 "$vbt" train p.verbatim 2>err; grep -q 'to learn from' err
  expect 3 "$vbt" train p.verbatim --show 2>err; grep -q 'Nothing was learned' err
  expect 3 "$vbt" tag p.verbatim --tagger learned 2>err; grep -q 'vbt train' err
  echo "$quote" | expect 2 "$vbt" tag - --tagger learned 2>err; grep -q learned.project err
}
t_tag_dictionary_bad () { make_project; printf 'who\nAnn\n' >bad.csv; expect 3 "$vbt" tag p.verbatim --tagger dictionary --set dictionary.list=bad.csv 2>err; grep -q 'bad.csv:1:' err; }
t_tag_unknown () { make_project; expect 2 "$vbt" tag p.verbatim --tagger nonsense 2>err; grep -q nonsense err; }
t_tag_jobs () { make_project; "$vbt" tag p.verbatim --jobs 2; for j in x -1 1000000; do expect 2 "$vbt" tag p.verbatim --jobs $j 2>err; done; }
t_tag_documents ()
{
  make_project; echo 'Something else.' >other.txt; "$vbt" import p.verbatim other.txt
  "$vbt" tag p.verbatim --documents else --json >out; json out 'o["documents"] == 1'
}
t_tag_missing () { expect 3 "$vbt" tag nothing.verbatim 2>err; }

t_filter () { echo "$quote" | "$vbt" tag - >out; python3 -c 'import json
d = [o for o in map (json.loads, open ("out")) if "text" in o]
assert len (d) == 1 and d[0]["text"].startswith ("“I agree"), d
assert {"Quote", "Speaker"} <= {s["label"] for s in d[0]["spans"]}'; }
t_filter_keeps () { write_native | "$vbt" tag - >out; grep -q '"00000000000000a3"' out; grep -q '"done"' out; }
t_filter_foreign () { echo '{"text": "Yes.", "url": "http://a.b/c", "year": 2021}' | "$vbt" tag - >out; grep -q '"meta": {"url": "http://a.b/c", "year": "2021"}' out; }
t_filter_bad_line () { printf '%s\nnonsense\n%s\n' "$quote" "$quote" >in; expect 1 "$vbt" tag - <in >out 2>err; grep -q '^<stdin>:2: ' err; [ "$(grep -c '"text"' out)" -eq 2 ]; }
t_filter_empty () { "$vbt" tag - </dev/null >out; expect 1 grep -q '"text"' out; }
t_filter_imports () { for i in 1 2 3; do echo "$quote"; done | "$vbt" tag - >out; "$vbt" new p.verbatim; "$vbt" import p.verbatim out; "$vbt" stats p.verbatim --json >json; json json 'o["documents"] == 3 and o["entities"] == 1'; }
t_filter_usage () { expect 2 "$vbt" tag - --jobs 3 2>err </dev/null; }

# A stream of any length takes the memory of one document: twenty times as many take no more.
stream ()
{
  python3 -c 'import sys
text = "“I agree,” Ann Lee%d said on Monday. " * 20
for i in range (int (sys.argv[1])):
    sys.stdout.write ("{\"text\": \"%s\"}\n" % (text % ((i,) * 20)))' "$1"
}
peak () { python3 -c 'import resource, subprocess, sys
subprocess.run (sys.argv[1:], check=True, stdin=sys.stdin, stdout=subprocess.DEVNULL)
print (resource.getrusage (resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"; }
t_constant_memory ()
{
  [ -z "$VBT_SANITIZED" ] || skip "a sanitizer keeps what is freed"
  stream 60 >short; stream 1200 >long
  a=$(peak "$vbt" tag - <short); b=$(peak "$vbt" tag - <long)
  echo "tag: $a KiB, $b KiB"
  [ $b -lt $((a + 8192)) ]
  a=$(peak "$vbt" convert - - --from verbatim --to verbatim <short)
  b=$(peak "$vbt" convert - - --from verbatim --to verbatim <long)
  echo "convert: $a KiB, $b KiB"
  [ $b -lt $((a + 8192)) ]
}

t_convert () { write_native >n.jsonl; "$vbt" convert n.jsonl out --from verbatim --to brat; grep -q 'Quote 9 12;15 20' out/talk.ann; }
t_convert_filter () { write_native | "$vbt" convert - - --from verbatim --to verbatim >a; "$vbt" convert - - --from verbatim --to verbatim <a >b; cmp a b; }
t_convert_text () { echo 'Plain text.' >a.txt; "$vbt" convert a.txt - --from text --to verbatim | grep -q '"text": "Plain text.'; }
t_convert_json () { write_native >n.jsonl; "$vbt" convert n.jsonl out --from verbatim --to brat --json >json; json json '[*o] == ["output", "from", "format", "documents", "annotations", "losses", "differences", "problems"]'; }
t_convert_losses () { write_native | sed 's/"annotator": "ada"/"annotator": "ada", "confidence": 0.5/' >n.jsonl; "$vbt" convert n.jsonl out --from verbatim --to brat 2>err; grep -q '×' err; }
t_convert_on_loss ()
{
  write_native | sed 's/"start": 9, "end": 20, "fragments": \[\[9, 12\], \[15, 20\]\]/"start": 2, "end": 8/; s/"label": "Quote"/"label": "Cue"/' >n.jsonl
  "$vbt" convert n.jsonl all --from verbatim --to conll --on-loss write --json >json; json json 'o["annotations"] == 3'
  "$vbt" convert n.jsonl some --from verbatim --to conll --on-loss leave-out --json >json; json json 'o["annotations"] == 1 and any("cannot hold whole" in l["what"] for l in o["losses"])'
  expect 1 "$vbt" convert n.jsonl none --from verbatim --to conll --on-loss refuse 2>err; grep -q '^n.jsonl:1: Nothing was written' err; [ ! -e none ]
  expect 2 "$vbt" convert n.jsonl none --from verbatim --to conll --on-loss nonsense 2>err; grep -q nonsense err
}
t_convert_recognized ()
{
  write_native >n.jsonl; "$vbt" convert n.jsonl a --to doccano 2>err; grep -q '^n.jsonl: read as “verbatim”$' err
  "$vbt" convert - b --to conll <a 2>err; grep -q 'read as “doccano”$' err; grep -q 'B-Quote' b
  "$vbt" convert a - --to verbatim 2>/dev/null >c; "$vbt" convert a - --from doccano --to verbatim >d; [ "$(wc -l <c)" = "$(wc -l <d)" ]
  "$vbt" convert a e --to csv-spans --json >json 2>err; [ ! -s err ]; json json 'o["from"] == "doccano"'
  printf '\000\001\002' >x; expect 1 "$vbt" convert x f --to doccano 2>err; grep -q '^x: The format of “x” is not known' err; [ ! -e f ]
}
t_convert_no_format () { expect 2 "$vbt" convert a b --from verbatim 2>err; grep -q -- --to err; }
t_convert_missing () { expect 3 "$vbt" convert nothing out --from verbatim --to brat 2>err; [ ! -e out ]; }
t_convert_refused () { printf 'bad \377\376\001' >a.txt; expect 1 "$vbt" convert a.txt out --from text --to verbatim 2>err; grep -q '^a.txt' err; [ ! -e out ]; }
t_convert_keeps_old () { echo old >out; printf 'bad \377\376\001' >a.txt; expect 1 "$vbt" convert a.txt out --from text --to verbatim 2>err; grep -qx old out; }

# Malformed files of others: what is wrong is named, with file, and the rest is taken or nothing.
t_bad ()
{
  [ -d "$VBT_SHARED/formats/bad" ] || skip "no shared formats"
  grep -P '\t(brat|plain_text)\t(ACCEPT|PARTIAL|REJECT)\t' "$VBT_SHARED/formats/bad/INDEX.tsv" | cut -f 1,3 >list
  [ "$(wc -l <list)" -gt 10 ]
  "$vbt" new empty.verbatim
  while read -r file verdict; do
    cp empty.verbatim p.verbatim
    set +e; "$vbt" import p.verbatim "$VBT_SHARED/formats/bad/$file" --json >json 2>err; status=$?; set -e
    case $verdict in
      ACCEPT) wanted=0 ;;
      *) wanted=1; grep -q "formats/bad/" err ;;
    esac
    [ $status -eq $wanted ] || { echo "$file: $verdict, but $status"; cat err; return 1; }
    [ $verdict != REJECT ] || grep -q '"documents": 0,' json
  done < <(mapfile -t lines <list; sample 4 "${lines[@]}")
}

test_that "tag makes suggestions" t_tag
test_that "tag again makes none twice" t_tag_twice
test_that "tag reports by tagger and label, and leaves out what is not sure enough" t_tag_report
test_that "tag --tagger runs one" t_tag_one
test_that "tag --tagger dictionary finds names of a list, and of the project" t_tag_dictionary
test_that "tag --tagger dictionary names file and line of a bad list" t_tag_dictionary_bad
test_that "train learns what was marked, and tag --tagger learned suggests it" t_train
test_that "train and tag say what to do where there is nothing to learn from, or nothing learned" t_train_nothing
test_that "tag --tagger of an unknown name is wrong usage" t_tag_unknown
test_that "tag --jobs takes a number" t_tag_jobs
test_that "tag --documents selects" t_tag_documents
test_that "tag of a missing project fails" t_tag_missing
test_that "tag - is a filter" t_filter
test_that "tag - keeps what the documents have" t_filter_keeps
test_that "tag - keeps what other programs say of a document" t_filter_foreign
test_that "tag - names a bad line, goes on, and is 1" t_filter_bad_line
test_that "tag - of nothing is nothing" t_filter_empty
test_that "tag - writes what import reads, one entity a name" t_filter_imports
test_that "tag - takes no other options" t_filter_usage
test_that "tag - and convert - - take constant memory" t_constant_memory
test_that "convert writes another format" t_convert
test_that "convert recognizes the format of its input, and says it" t_convert_recognized
test_that "convert - - is a filter, and its own output is a fixed point" t_convert_filter
test_that "convert reads plain text" t_convert_text
test_that "convert --json has stable keys" t_convert_json
test_that "convert says what the format cannot hold" t_convert_losses
test_that "convert --on-loss leaves out what would lose something, or writes nothing" t_convert_on_loss
test_that "convert without a format is wrong usage" t_convert_no_format
test_that "convert of a refused input is 1, and writes nothing" t_convert_refused
test_that "convert that fails leaves the old file" t_convert_keeps_old
test_that "malformed files do what their list says" t_bad
finish

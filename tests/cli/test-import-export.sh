#!/bin/bash
# test-import-export.sh: import and export
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

t_import () { make_project; "$vbt" stats p.verbatim --json >out; json out 'o["documents"] == 1'; }
t_import_closed () { make_project; [ "$(ls)" = "$(printf 'p.verbatim\ntalk.txt')" ]; }
t_import_stdin () { "$vbt" new p.verbatim; write_native | "$vbt" import p.verbatim - --format verbatim; "$vbt" stats p.verbatim --json >out; json out 'o["spans"] == 2 and o["relations"] == 1'; }
t_import_json () { "$vbt" new p.verbatim; write_native >n.jsonl; "$vbt" import p.verbatim n.jsonl --json >out; json out '[*o] == ["project", "documents", "spans", "relations", "joined", "files_refused", "problems"] and o["spans"] == 2 and o["problems"] == []'; }
t_import_refused ()
{
  "$vbt" new p.verbatim; mkdir f; echo Good. >f/a.txt; printf 'bad \377\376\001' >f/b.txt; echo Good. >f/c.txt
  expect 1 "$vbt" import p.verbatim f --json >out 2>err
  grep -q '^f/b.txt: ' err
  json out 'o["documents"] == 2 and o["files_refused"] == 1 and o["problems"][0]["file"] == "f/b.txt"'
}
t_import_line () { "$vbt" new p.verbatim; { write_native; echo '{"text": 7}'; } >n.jsonl; expect 1 "$vbt" import p.verbatim n.jsonl 2>err; grep -q '^n.jsonl:2: ' err; }
t_import_missing () { "$vbt" new p.verbatim; expect 3 "$vbt" import p.verbatim nothing.txt 2>err; grep -q nothing.txt err; }
t_import_no_project () { echo x >a.txt; expect 3 "$vbt" import p.verbatim a.txt 2>err; [ ! -e p.verbatim ]; }
t_import_format () { make_project; expect 2 "$vbt" import p.verbatim talk.txt --format nonsense 2>err; grep -q nonsense err; }
t_import_map ()
{
  printf 'per\tPerson\n# no comment\nX\t\n' >map; printf 'Ann\tB-per\nmet\tB-X\nBo\tB-per\n' >a.conll
  "$vbt" new p.verbatim; "$vbt" import p.verbatim a.conll --map map; "$vbt" stats p.verbatim --json >out; json out '[(l["name"], l["count"]) for l in o["labels"] if l["count"] > 0] == [("Person", 2)]'
  "$vbt" convert a.conll b.conll --from conll --to conll --map map; grep -q 'met.O' b.conll; grep -q 'Bo.B-Person' b.conll
  echo nonsense >map; expect 3 "$vbt" import p.verbatim a.conll --map map 2>err; grep -q 'map:1: ' err
}
t_import_dry_run ()
{
  printf 'Ann\tB-per\nmet\tO\nBo\tB-place\n' >a.conll; printf '{"a": 1}' >b.json; printf 'per\tPerson\n' >map
  "$vbt" new p.verbatim; cp p.verbatim before
  expect 1 "$vbt" import p.verbatim a.conll b.json --map map --dry-run --json >out 2>err
  json out '[(f["name"], f["files"], len (f["understood"])) for f in o["formats"]] == [("conll", 1, 1)]'
  json out '[(l["kind"], l["name"], l["count"]) for l in o["labels"]] == [("span", "Person", 1), ("span", "place", 1)]'
  json out '(o["documents"], o["spans"], o["files_refused"]) == (1, 2, 1) and o["problems"][0]["file"] == "b.json"'
  "$vbt" import p.verbatim a.conll --dry-run >out; grep -q '^conll: 1 file$' out; grep -q "$(printf '^span\tper\t1$')" out
  cmp p.verbatim before; [ "$("$vbt" export p.verbatim - --format verbatim | wc -l)" = 1 ]
}
t_import_encoding () { "$vbt" new p.verbatim; printf 'caf\351' >a.txt; expect 1 "$vbt" import p.verbatim a.txt 2>err; "$vbt" import p.verbatim a.txt --encoding windows-1252; "$vbt" export p.verbatim - --format verbatim | grep -q café; }
t_import_twice () { "$vbt" new p.verbatim; write_native >n.jsonl; "$vbt" import p.verbatim n.jsonl; expect 1 "$vbt" import p.verbatim n.jsonl 2>err; grep -q 'n.jsonl:1: .*already' err; }
t_import_suggestions () { "$vbt" new p.verbatim; write_native >n.jsonl; "$vbt" import p.verbatim n.jsonl --suggestions; "$vbt" stats p.verbatim --json >out; json out 'o["spans"] == 0 and o["open_suggestions"] == 2'; }
t_import_join ()
{
  mkdir -p a/talk.txt; printf 'Ann\tB-Person\nmet\tO\n' >a/talk.txt/ada.conll; printf 'Ann\tB-Place\nmet\tO\n' >a/talk.txt/bob.conll
  "$vbt" new p.verbatim; "$vbt" import p.verbatim a --annotator-from file --join --json >out; json out '(o["documents"], o["joined"], o["spans"]) == (1, 1, 2)'
  "$vbt" export p.verbatim - --format verbatim >out; grep -q '"name": "talk.txt"' out; grep -q '"Person".*"annotator": "ada"' out; grep -q '"Place".*"annotator": "bob"' out
  mkdir eve; printf 'Ann\tB-Quote\nmet\tO\n' >eve/x.conll; "$vbt" import p.verbatim eve --annotator-from folder --join >out; grep -q 'already: 1' out
  "$vbt" export p.verbatim - --format verbatim | grep -q '"Quote", "start": 0, "end": 3, "annotator": "eve"'
  expect 2 "$vbt" import p.verbatim eve --annotator-from name 2>err; grep -q name err
}
# What INCEpTION exports of a project: for each document an archive of what each person made of it.
t_import_inner_archives ()
{
  python3 -c '
import io, sys, zipfile
def packed (files):
    data = io.BytesIO ()
    with zipfile.ZipFile (data, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in files: z.writestr (name, content)
    return data.getvalue ()
tagged = "Ann\tB-Person\nmet\tO\n"
open ("project.zip", "wb").write (packed ([("source/talk.txt", "Ann met"),
    ("annotation/talk.txt/ada.zip", packed ([("ada.conll", tagged), ("TypeSystem.xml", "<x/>")])),
    ("annotation/talk.txt/bob.zip", packed ([("bob.conll", tagged), ("deeper.zip", packed ([("eve.conll", tagged)]))])),
    ("annotation/talk.txt/cut.zip", packed ([("cut.conll", tagged)])[:-30])]))
big = packed ([("big.txt", b" " * 8000000)])
line = b"{\"text\": \"" + b"so " * 4000000 + b"\"}\n"
open ("long.zip", "wb").write (packed ([("long.jsonl", line), ("b.txt", "Good.")]))
open ("long.jsonl", "wb").write (line)
open ("bomb.zip", "wb").write (packed ([("%d.zip" % i, big) for i in range (20)]))
'
  "$vbt" new p.verbatim; expect 1 "$vbt" import p.verbatim project.zip --annotator-from file --join --json >out 2>err
  json out '(o["documents"], o["joined"], o["spans"], o["files_refused"]) == (1, 1, 2, 2)'
  grep -q '^project.zip/annotation/talk.txt/bob.zip/deeper.zip: ' err; grep -q '^project.zip/annotation/talk.txt/cut.zip: .*damaged' err
  "$vbt" export p.verbatim - --format verbatim >out; grep -q '"annotator": "ada".*"annotator": "bob"' out
  "$vbt" new q.verbatim; "$vbt" import q.verbatim project.zip --format conll --annotator-from file 2>/dev/null >out || true; grep -q 'Documents: 2' out
  expect 1 "$vbt" import q.verbatim bomb.zip 2>err; grep -q 'unpacks to more than' err
  # A document may be as long as the archive, or 10 MiB; beside an archive it may be longer.
  expect 1 "$vbt" import q.verbatim long.zip --json 2>err >out; grep -q '^long.zip/long.jsonl: .*longer than 10 MiB' err; json out 'o["documents"] == 1'
  "$vbt" import q.verbatim long.jsonl --no-index | grep -q 'Documents: 1'
}
t_import_annotator () { "$vbt" new p.verbatim; write_native >n.jsonl; "$vbt" import p.verbatim n.jsonl --annotator Eve; "$vbt" export p.verbatim - --format verbatim --annotator Eve | grep -q '"annotator": "Eve"'; }

# An import that takes a while.
write_many ()
{
  python3 -c 'import os, sys
os.mkdir (sys.argv[1])
text = open ("talk.txt").read () * 20
for i in range (1500):
    open ("%s/%d.txt" % (sys.argv[1], i), "w").write (text)' "$1"
}

# Waits until the import has begun: its lock lies beside the project.
wait_for_batch ()
{
  for _ in $(seq 100000); do
    for lock in p.verbatim-batch*; do [ ! -e "$lock" ] || return 0; done
  done
  return 1
}

# Ctrl+C in the middle of a long import: the project is as it was. It may come when the import has just ended: then it
# is tried again, as below.
t_interrupted ()
{
  for _ in 1 2 3 4 5; do
    rm -rf p.verbatim* f; make_project; write_many f
    "$vbt" export p.verbatim before --format verbatim --all --suggestions
    "$vbt" import p.verbatim f talk.txt >out 2>err &
    pid=$!
    wait_for_batch
    kill -INT $pid || true
    set +e; wait $pid; status=$?; set -e
    "$vbt" check p.verbatim
    [ $status -ne 0 ] || continue
    [ $status -eq 130 ]
    "$vbt" export p.verbatim after --format verbatim --all --suggestions
    cmp before after
    return
  done
  return 1
}

# Killed: what was begun is taken away when the project is opened again.
t_killed ()
{
  for _ in 1 2 3 4 5; do
    rm -rf p.verbatim* f; make_project; write_many f
    "$vbt" import p.verbatim f >out 2>err &
    pid=$!
    wait_for_batch
    kill -KILL $pid || true
    set +e; wait $pid; set -e
    "$vbt" import p.verbatim talk.txt --json >out
    json out 'o["documents"] == 1'
    "$vbt" check p.verbatim
    "$vbt" stats p.verbatim --json >out
    json out 'o["documents"] in (2, 302)'
    ! json out 'o["documents"] == 302' 2>/dev/null || continue
    return
  done
  return 1
}

t_round_trip ()
{
  make_project; write_native >n.jsonl; "$vbt" import p.verbatim n.jsonl; "$vbt" tag p.verbatim
  "$vbt" export p.verbatim one.jsonl --format verbatim --all --suggestions
  "$vbt" new q.verbatim; "$vbt" import q.verbatim one.jsonl
  "$vbt" export q.verbatim two.jsonl --format verbatim --all --suggestions
  cmp one.jsonl two.jsonl
}
t_export_stdout () { make_project; "$vbt" export p.verbatim - --format verbatim >a; "$vbt" export p.verbatim b --format verbatim; cmp a b; }
t_export_no_format () { make_project; expect 2 "$vbt" export p.verbatim out 2>err; grep -q -- --format err; }
t_export_choice () { make_project; expect 2 "$vbt" export p.verbatim out --format verbatim --gold --all 2>err; }
t_export_nobody () { make_project; expect 2 "$vbt" export p.verbatim out --format verbatim --annotator Nobody 2>err; grep -q Nobody err; }
t_export_no_folder () { make_project; expect 3 "$vbt" export p.verbatim no/such/out --format verbatim 2>err; grep -q no/such err; }
t_export_folder_to_stdout () { make_project; expect 2 "$vbt" export p.verbatim - --format brat 2>err; }
t_export_json () { "$vbt" new p.verbatim; write_native >n.jsonl; "$vbt" import p.verbatim n.jsonl; "$vbt" export p.verbatim out --format brat --json >json; json json '[*o] == ["project", "output", "format", "documents", "annotations", "losses", "differences"] and o["annotations"] == 3'; }
t_export_json_stdout () { make_project; expect 2 "$vbt" export p.verbatim - --format verbatim --json 2>err; }
t_export_documents ()
{
  make_project; echo 'Something else.' >other.txt; "$vbt" import p.verbatim other.txt
  "$vbt" export p.verbatim out --format verbatim --documents else --json >json; json json 'o["documents"] == 1'
  grep -q other.txt out
}
t_split ()
{
  "$vbt" new p.verbatim; mkdir f; for i in $(seq 20); do echo "Text $i." >"f/$i.txt"; done
  "$vbt" import p.verbatim f
  "$vbt" export p.verbatim out.jsonl --format verbatim --split train=80,dev=10,test=10 --seed 3
  [ ! -e out.jsonl ]
  [ "$(grep -c '"text"' out-train.jsonl)" -eq 16 ]
  [ "$(grep -c '"text"' out-dev.jsonl)" -eq 2 ]
  [ "$(cat out-*.jsonl | grep -o '"name": "[0-9]*.txt"' | sort -u | wc -l)" -eq 20 ]
  cp out-dev.jsonl again
  "$vbt" export p.verbatim out.jsonl --format verbatim --split train=80,dev=10,test=10 --seed 3
  cmp again out-dev.jsonl
}
t_split_wrong () { make_project; for s in train=80 a=50,b=60 a=50,=50 50,50 a/b=100 a=100x; do expect 2 "$vbt" export p.verbatim out --format verbatim --split "$s" 2>err; done; }
t_pipe_closed () { make_project; "$vbt" export p.verbatim - --format verbatim | head -c 1 >/dev/null; "$vbt" check p.verbatim; }

# Real files of the format: in, out and in again, the same annotations. All of them go through the readers and
# writers themselves in the tests of the formats.
t_brat ()
{
  [ -d "$VBT_SHARED/formats/brat" ] || skip "no shared formats"
  for ann in $(sample 8 "$VBT_SHARED"/formats/brat/*.ann); do
    rm -rf p.verbatim q.verbatim out one two
    "$vbt" new p.verbatim --schema empty; "$vbt" import p.verbatim "$ann"
    "$vbt" export p.verbatim out --format brat 2>losses
    # Said, and nothing else: who and when, and the segmentation.
    expect 1 grep -vE 'cannot hold|Who made the annotations|Tokens and sentences' losses
    "$vbt" new q.verbatim --schema empty; "$vbt" import q.verbatim out
    # Without identifiers, which are new each time.
    for p in p q; do
      "$vbt" export $p.verbatim $p.jsonl --format verbatim
      python3 - $p.jsonl >$p.txt <<'PY'
import json, sys
documents = [o for o in map (json.loads, open (sys.argv[1])) if "text" in o]
for d in documents:
    places = {s["id"]: (s["label"], s.get ("fragments") or [[s["start"], s["end"]]]) for s in d.get ("spans", [])}
    print (json.dumps (d["text"]))
    for s in sorted (json.dumps ([places[s["id"]], s.get ("attributes"), s.get ("note")], sort_keys=True) for s in d.get ("spans", [])):
        print (s)
    for r in sorted (json.dumps ([r["label"], places.get (r["from"]), places.get (r["to"]), r.get ("attributes")]) for r in d.get ("relations", [])):
        print (r)
PY
    done
    cmp p.txt q.txt || { echo "$ann"; diff p.txt q.txt | head -20; return 1; }
    [ "$(wc -l <p.txt)" -gt 1 ] || [ ! -s "$ann" ]
  done
}

# The five direct quotes of a real article, each with the right speaker.
t_stockholm ()
{
  article=$VBT_SHARED/articles/stockholm.txt
  [ -f "$article" ] || skip "no shared article"
  "$vbt" new p.verbatim; "$vbt" import p.verbatim "$article"; "$vbt" tag p.verbatim
  "$vbt" export p.verbatim out --format verbatim --suggestions
  python3 - <<'PY'
import json
lines = [json.loads (l) for l in open ("out")]
names = {e["id"]: e["name"] for o in lines for e in o.get ("entities", [])}
d = [o for o in lines if "text" in o][0]
spans = {s["id"]: s for s in d["spans"]}
said = []
for q in d["spans"]:
    if q["label"] == "Quote" and q["attributes"]["type"] == "direct":
        who = [spans[r["to"]] for r in d["relations"] if r["label"] == "speaker" and r["from"] == q["id"]]
        assert len (who) == 1, q
        said.append ((d["text"][q["start"]:][:12], [names[e] for e in who[0]["entities"]]))
assert said == [("“We are inte", ["Sergey Lavrov"]), ("“I have no d", ["Sergey Lavrov"]),
                ("“And let’s n", ["Sergey Lavrov"]), ("“But as we m", ["Antony Blinken"]),
                ("“We have a s", ["Antony Blinken"])], said
PY
}

t_discard () {
  printf '%s\n' '{"text": "Anna Lind spoke. Sign up, Karl.", "name": "d.txt", "spans": [
    {"label": "Person", "start": 0, "end": 9}, {"label": "Discard", "start": 17, "end": 31},
    {"label": "Person", "start": 26, "end": 30}]}' | tr -d '\n' >in.jsonl
  "$vbt" new p.verbatim; "$vbt" import p.verbatim in.jsonl
  "$vbt" export p.verbatim out --format brat 2>losses
  grep -q 'Person 0 9' out/d.ann
  grep -q 'Discard 17 31' out/d.ann
  test "$(grep -c Person out/d.ann)" = 1
  grep -q '1 × What lies in a discarded zone is left out' losses
  "$vbt" export p.verbatim all.jsonl --format verbatim --all
  grep -q '"start": 26, "end": 30' all.jsonl
}

t_remarks ()
{
  "$vbt" new a.verbatim >/dev/null; "$vbt" new b.verbatim >/dev/null
  cat >r.jsonl <<'END'
{"verbatim": 1, "annotators": [{"name": "Ada", "kind": "person"}]}
{"name": "x", "text": "Who said it?", "spans": [{"id": "0000000000000011", "label": "Person", "start": 0, "end": 3, "annotator": "Ada"}], "remarks": [{"id": "0000000000000021", "annotation": "0000000000000011", "text": "A person?", "question": true, "annotator": "Ada", "created": "2026-11-23T10:12:13Z"}, {"id": "0000000000000020", "annotation": "0000000000000011", "answers": "0000000000000021", "text": "No.", "annotator": "Ada", "created": "2026-11-23T10:12:13Z"}, {"start": 4, "end": 8, "text": "odd", "annotator": "Ada"}, {"start": 4, "end": 99, "text": "beyond"}, {"text": 1}]}
END
  expect 1 "$vbt" import a.verbatim r.jsonl 2>err
  [ "$(grep -c 'Remark [45] was left out' err)" -eq 2 ]
  [ "$("$vbt" search a.verbatim 'is:unsure' --csv | wc -l)" -eq 2 ]
  "$vbt" export a.verbatim 1.jsonl --format verbatim --all; "$vbt" import b.verbatim 1.jsonl
  "$vbt" export b.verbatim 2.jsonl --format verbatim --all; cmp 1.jsonl 2.jsonl
  [ "$(grep -o '"answers"' 2.jsonl | wc -l)" -eq 1 ]; grep -q '"start": 4, "end": 8, "text": "odd"' 2.jsonl
  "$vbt" export a.verbatim out --format brat --all 2>err; grep -q 'questions in threads' err
}

test_that "import brings a file in" t_import
test_that "import leaves one closed file" t_import_closed
test_that "import - reads standard input" t_import_stdin
test_that "import --json has stable keys" t_import_json
test_that "import names a refused file, takes the others, and is 1" t_import_refused
test_that "import names file and line" t_import_line
test_that "import of a missing path fails" t_import_missing
test_that "import into a missing project makes none" t_import_no_project
test_that "import --format of an unknown name is wrong usage" t_import_format
test_that "import --map and convert --map rename labels, and leave some out" t_import_map
test_that "import --encoding decodes" t_import_encoding
test_that "import leaves out what is there already" t_import_twice
test_that "import --suggestions keeps them to be reviewed" t_import_suggestions
test_that "import --annotator gives them to a person" t_import_annotator
test_that "import --annotator-from and --join bring what several made of an article to it" t_import_join
test_that "import goes through archives in an archive, within its limits" t_import_inner_archives
test_that "import --dry-run says what is in the files, and changes nothing" t_import_dry_run
test_that "import interrupted by Ctrl+C changes nothing, and is 130" t_interrupted
test_that "import killed leaves nothing" t_killed
test_that "export, import into a new project, export: the same bytes" t_round_trip
test_that "export - writes to standard output" t_export_stdout
test_that "export without a format is wrong usage" t_export_no_format
test_that "export of an unknown annotator is wrong usage" t_export_nobody
test_that "export into a missing folder fails" t_export_no_folder
test_that "export of a folder format to standard output is wrong usage" t_export_folder_to_stdout
test_that "export --json has stable keys" t_export_json
test_that "export --json with - is wrong usage" t_export_json_stdout
test_that "export --documents selects" t_export_documents
test_that "export --split has exact shares, the same each time" t_split
test_that "export --split refuses what is no split" t_split_wrong
test_that "export leaves out what lies in a discarded zone, but for the native format" t_discard
test_that "export into a closed pipe leaves the project whole" t_pipe_closed
test_that "brat through a project and back is the same" t_brat
test_that "the five direct quotes of the article have the right speakers" t_stockholm
test_that "notes and questions go with their article" t_remarks
finish

# test-score.sh: vbt score: by hand on a small article, and against the reference scorer
#
# SPDX-License-Identifier: GPL-3.0-or-later

. "$(dirname "$0")/lib.sh"

# The article and what is right: two attributions and a person.
make_gold ()
{
  mkdir gold
  printf '“We will go,” Ann Lee said on Monday. Bob Day agreed that it was late.\n' >gold/a.txt
  printf '%s\n' 'T1	Content 0 13	“We will go,”' 'T2	Source 14 21	Ann Lee' 'T3	Cue 22 26	said' \
    'T4	Attribution 22 26	said' 'E1	Attribution:T4 Content:T1 Cue:T3 Source:T2' \
    'T5	Source 38 45	Bob Day' 'T6	Cue 46 52	agreed' 'T7	Content 53 69	that it was late' \
    'T8	Attribution 46 52	agreed' 'E2	Attribution:T8 Content:T7 Cue:T6 Source:T5' \
    'T9	Person 14 21	Ann Lee' >gold/a_1234.ann
  # Another annotator, who comes second.
  printf 'T1	Content 0 13	“We will go,”\n' >gold/a_5678.ann
}

same_is_perfect ()
{
  make_gold
  expect 0 "$vbt" score gold gold --json >out.json
  python3 -c '
import json
score = json.load(open("out.json"))
assert score["documents"] == 1 and score["missing"] == 0, score
for measures in score["scores"].values():
    for row in measures.values():
        assert row["f1"] == (100 if row["gold"] else 0), row
assert score["scores"]["attribution"]["triple"]["gold"] == 2
assert score["scores"]["Person"]["exact"]["gold"] == 1
assert score["speakers"]["all"]["mention"]["end_to_end"] == 100'
}

counts_by_hand ()
{
  make_gold
  # The first attribution has half of its source; the second one is missing; one is made up.
  printf '{"verbatim": 1}\n{"name": "a.txt", "text": "%s\\n", "spans": [%s, %s, %s, %s], "relations": [%s, %s]}\n' \
    '“We will go,” Ann Lee said on Monday. Bob Day agreed that it was late.' \
    '{"id": "0000000000000001", "label": "Quote", "start": 0, "end": 13}' \
    '{"id": "0000000000000002", "label": "Speaker", "start": 14, "end": 17}' \
    '{"id": "0000000000000003", "label": "Cue", "start": 22, "end": 26}' \
    '{"id": "0000000000000004", "label": "Quote", "start": 30, "end": 36}' \
    '{"id": "0000000000000005", "label": "cue", "from": "0000000000000001", "to": "0000000000000003"}' \
    '{"id": "0000000000000006", "label": "speaker", "from": "0000000000000001", "to": "0000000000000002"}' \
    >found.jsonl
  expect 0 "$vbt" score gold found.jsonl --json >out.json
  python3 -c '
import json
scores = json.load(open("out.json"))["scores"]
def row(what, measure):
    row = scores[what][measure]
    return row["precision"], row["recall"], row["f1"]
assert row("Source", "exact") == (0, 0, 0), scores
assert row("Source", "overlap") == (100, 50, 66.7), scores
assert row("Source", "token") == (100, 25, 40), scores
assert row("Cue", "exact") == (100, 50, 66.7), scores
assert row("Content", "exact") == (50, 50, 50), scores
assert row("Content", "token") == (75, 42.9, 54.5), scores
assert row("attribution", "triple") == (100, 50, 66.7), scores
assert row("quotation", "all") == (100, 100, 100), scores
assert "Person" not in scores, scores'
}

names_what_is_missing ()
{
  make_gold
  mkdir none
  expect 0 "$vbt" score gold none >out
  grep -q 'Documents: 1, not predicted: 1' out
  expect 3 "$vbt" score gold nowhere
  expect 2 "$vbt" score gold
  expect 2 "$vbt" score gold gold --format nonsense
}

# The numbers of the scorer that the design comes with, to the last digit.
agrees_with_reference ()
{
  scorer=$VBT_SHARED/tools/score_polnear.py
  dev=$VBT_SHARED/corpora/polnear/dev
  if ! [ -e "$scorer" ] || ! [ -d "$dev" ]; then
    echo "there is no $scorer with its corpus"
    exit 77
  fi
  mkdir text
  for text in $(cd "$dev" && ls -- *.txt | awk 'NR % 4 == 0'); do
    ln -s "$dev/$text" "text/$text"
    ln -s "$dev/${text%.txt}"_????.ann text
  done
  "$vbt" new p.verbatim
  "$vbt" import p.verbatim text/*.txt
  "$vbt" tag p.verbatim --set attributions.rules=wide
  "$vbt" export p.verbatim brat --format brat --all --suggestions
  python3 "$scorer" --gold "$dev" --text text --pred brat --map Quote=Content,Speaker=Source \
    --json reference.json >/dev/null
  expect 0 "$vbt" score text brat --json >out.json
  python3 -c '
import json
reference = json.load(open("reference.json"))
ours = json.load(open("out.json"))
names = {"Attr": "attribution", "src+cont": "source-content", "cont": "content", "quoted": "quotation"}
assert reference["Attr/triple"][4] > 100
for key, values in reference.items():
    parts = key.replace("kind ", "").split("/")
    if parts[0] == "speaker":
        row = ours["speakers"][parts[1]][parts[2]]
        found = [row[k] for k in ("end_to_end", "of_detected", "of_claimed", "quotations", "detected")]
    else:
        row = ours["scores"][names.get(parts[0], parts[0])][names.get(parts[1], parts[1])]
        found = [row[k] for k in ("precision", "recall", "f1", "gold", "predicted")]
    assert found == values, (key, found, values)'
}

test_that "what is compared with itself is perfect" same_is_perfect
test_that "counts are those made by hand" counts_by_hand
test_that "what is missing is named" names_what_is_missing
test_that "the figures are those of the reference scorer" agrees_with_reference
finish

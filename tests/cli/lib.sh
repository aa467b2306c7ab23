# lib.sh: what the tests of vbt share: one behaviour a test, each in an empty folder of its own (TAP)
#
# SPDX-License-Identifier: GPL-3.0-or-later

vbt=${VBT:?the path of vbt}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
n=0
failed=0

# test_that NAME FUNCTION: runs the function with `set -e`
test_that ()
{
  n=$((n + 1))
  mkdir "$root/$n"
  # Not within `if`, where the shell would ignore `set -e`.
  ( cd "$root/$n"; set -e; "$2" ) >"$root/log" 2>&1
  status=$?
  if [ $status -eq 0 ]; then
    echo "ok $n - $1"
  elif [ $status -eq 77 ]; then
    echo "ok $n - $1 # SKIP $(tail -n 1 "$root/log")"
  else
    echo "not ok $n - $1"
    sed 's/^/# /' "$root/log"
    failed=1
  fi
}

# At the end of every file.
finish ()
{
  echo "1..$n"
  exit $failed
}

# expect STATUS COMMAND…: the command ends with that status
expect ()
{
  wanted=$1
  shift
  set +e
  "$@"
  got=$?
  set -e
  if [ $got -ne "$wanted" ]; then
    echo "exit status $got instead of $wanted: $*" >&2
    return 1
  fi
}

# sample N FILE…: every Nth of them; all where VBT_FORMATS is all
sample ()
{
  every=$1
  shift
  [ "$VBT_FORMATS" != all ] || every=1
  i=0
  for file; do
    [ $((i++ % every)) -ne 0 ] || echo "$file"
  done
}

skip ()
{
  echo "$1"
  exit 77
}

# json FILE EXPRESSION: whether the Python expression on the object `o` is true
json ()
{
  python3 -c 'import json, sys
o = json.load(open(sys.argv[1]))
if not eval(sys.argv[2]):
    sys.exit("not so: %s\n%s" % (sys.argv[2], json.dumps(o, indent=1)[:2000]))' "$1" "$2"
}

# A project with one article of one quote, which ada (who runs vbt) tagged.
make_project ()
{
  printf '“I agree,” Ann Lee said on Monday.\n' > talk.txt
  "$vbt" new p.verbatim >/dev/null
  "$vbt" import p.verbatim talk.txt >/dev/null
}

# An annotated article: a span, a relation, an attribute, a fragmented span, a status.
write_native ()
{
  cat <<'JSON'
{"id": "00000000000000a1", "name": "talk.txt", "text": "Ann said yes 🙂 twice.", "status": {"ada": "done"}, "spans": [{"id": "00000000000000a2", "label": "Speaker", "start": 0, "end": 3, "annotator": "ada"}, {"id": "00000000000000a3", "label": "Quote", "start": 9, "end": 20, "fragments": [[9, 12], [15, 20]], "attributes": {"type": "direct"}, "annotator": "ada"}], "relations": [{"id": "00000000000000a4", "label": "speaker", "from": "00000000000000a3", "to": "00000000000000a2", "annotator": "ada"}]}
JSON
}

#!/bin/bash
# test-help.sh: help, version, wrong usage, man page, completion
#
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/lib.sh"

commands="new import tag merge export convert stats history trash check schema formats taggers help"

t_version () { "$vbt" --version | grep -q '^vbt (Verbatim) [0-9]'; }
t_no_command () { expect 2 "$vbt" 2>err; grep -q 'Usage: vbt' err; }
t_unknown_command () { expect 2 "$vbt" frobnicate 2>err; grep -q frobnicate err; }
t_lists_all () { "$vbt" help >out; for c in $commands; do grep -q "^  $c " out; done; }
t_not_later_ones () { "$vbt" help >out; expect 1 grep -qE '^  (agreement) ' out; }
t_help_of_each () { for c in $commands; do "$vbt" help "$c" | grep -q "^Usage: vbt $c"; done; }
t_help_option () { "$vbt" import --help >a; "$vbt" help import >b; cmp a b; }
t_help_unknown () { expect 2 "$vbt" help frobnicate 2>err; }
t_unknown_option () { expect 2 "$vbt" stats --frob p 2>err; grep -q -- --frob err; }
t_missing_value () { expect 2 "$vbt" export a b --format 2>err; grep -q -- --format err; }
t_value_not_wanted () { expect 2 "$vbt" stats p --json=1 2>err; }
t_missing_argument () { expect 2 "$vbt" import 2>err; grep -q 'Usage: vbt import' err; }
t_too_many () { expect 2 "$vbt" stats a b 2>err; }
t_help_json () { "$vbt" help --json >out; json out 'len (o["commands"]) == len (o["commands"]) > 10'; }
t_full_output () { [ -e /dev/full ] || skip "no /dev/full"; expect 3 "$vbt" help >/dev/full 2>err; }

t_table ()
{
  "$vbt" help --json >out
  python3 - "$vbt" <<'PY'
import json, subprocess, sys
for command in json.load (open ("out"))["commands"]:
    text = subprocess.run ([sys.argv[1], "help", command["name"]], capture_output=True,
                           text=True, check=True).stdout
    for option in command["options"]:
        assert "--" + option["name"] in text, (command["name"], option)
PY
}

t_man ()
{
  "$vbt" help --man >vbt.1
  for c in $commands; do grep -q "^.SS \"vbt $c" vbt.1; done
  command -v man >/dev/null || skip "no man"
  LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -l vbt.1 >out 2>err
  [ ! -s err ]
}

t_completion ()
{
  "$vbt" help --completion >vbt.bash
  . ./vbt.bash
  COMP_WORDS=(vbt ''); COMP_CWORD=1; _vbt vbt
  for c in $commands; do printf '%s\n' "${COMPREPLY[@]}" | grep -qx "$c"; done
  COMP_WORDS=(vbt export --sp); COMP_CWORD=2; _vbt vbt
  [ "${COMPREPLY[*]}" = --split ]
  COMP_WORDS=("$vbt" export --format ver); COMP_CWORD=3; _vbt "$vbt"
  [ "${COMPREPLY[*]}" = verbatim ]
  COMP_WORDS=("$vbt" tag --tagger att); COMP_CWORD=3; _vbt "$vbt"
  [ "${COMPREPLY[*]}" = attributions ]
}

test_that "--version names the program and its version" t_version
test_that "no command is wrong usage" t_no_command
test_that "an unknown command is wrong usage" t_unknown_command
test_that "help lists all commands" t_lists_all
test_that "help lists no command of a later time" t_not_later_ones
test_that "help tells of each command" t_help_of_each
test_that "--help is the same as help COMMAND" t_help_option
test_that "help of an unknown command is wrong usage" t_help_unknown
test_that "an unknown option is wrong usage" t_unknown_option
test_that "an option without its value is wrong usage" t_missing_value
test_that "a value for an option that takes none is wrong usage" t_value_not_wanted
test_that "a missing argument is wrong usage" t_missing_argument
test_that "too many arguments are wrong usage" t_too_many
test_that "help --json is JSON" t_help_json
test_that "help names every option of the table" t_table
test_that "standard output that is full is a failure" t_full_output
test_that "the man page has every command and no warning" t_man
test_that "the completion knows commands, options, formats and taggers" t_completion
finish

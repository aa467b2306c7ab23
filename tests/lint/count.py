#!/usr/bin/env python3
"""count.py: that build-aux/count-tests believes neither a crash nor a time-out, as TAP

SPDX-License-Identifier: GPL-3.0-or-later

usage: tests/lint/count.py SOURCE-FOLDER
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

COUNT = Path(sys.argv[1]) / 'build-aux' / 'count-tests'
SUITE = '<testsuite name="verbatim.verbatim:core / {0}">{1}</testsuite>'
PASS, FAIL, SKIP = ('<testcase name="a">{}</testcase>'.format(child) for child in ('', '<failure/>', '<skipped/>'))

# What it is; (name, result of Meson, cases or None for a program without TAP) …; the line; the status.
CASES = [
    ('everything passes', [('text', 'OK', PASS * 3), ('lint', 'OK', None)], '4 passed, 0 failed', 0),
    ('skipped cases are told', [('text', 'OK', PASS + SKIP), ('gui', 'SKIP', None)], '1 passed, 0 failed, 2 skipped', 0),
    ('a failed case', [('text', 'FAIL', PASS + FAIL)], '1 passed, 1 failed', 1),
    ('a crash after passed cases', [('text', 'ERROR', PASS * 2)], '2 passed, 1 failed', 1),
    ('a time-out without TAP', [('gui', 'TIMEOUT', None)], '0 passed, 1 failed', 1),
    ('control characters in what was printed', [('text', 'OK', PASS + '<system-out>\x01\x1b\ufffe</system-out>')],
     '1 passed, 0 failed', 0),
    ('a second try that passed', [('gui', 'OK', PASS.replace('"a"', '"a (second try)"'))], '1 passed, 0 failed', 0),
    ('a second try that failed', [('gui', 'FAIL', FAIL.replace('"a"', '"a (second try)"'))], '0 passed, 1 failed', 1),
    ('nothing ran', [], '0 passed, 0 failed', 1),
]


def run(tests):
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder) / 'meson-logs'
        logs.mkdir()
        suites = ''.join(SUITE.format(name, cases) for name, _, cases in tests if cases)
        (logs / 'testlog.junit.xml').write_text(f'<testsuites>{suites}</testsuites>', encoding='utf-8')
        lines = [json.dumps({'name': f'verbatim:core / {name}', 'result': result}) for name, result, _ in tests]
        (logs / 'testlog.json').write_text('\n'.join(lines), encoding='utf-8')
        result = subprocess.run([sys.executable, COUNT, folder], capture_output=True, text=True, check=False)
        return result.stdout.strip(), result.returncode


def main():
    print(f'1..{len(CASES) + 1}')
    good = True
    for number, (title, tests, line, status) in enumerate(CASES, 1):
        found = run(tests)
        good = good and found == (line, status)
        print(f'{"ok" if found == (line, status) else "not ok"} {number} {title}')
        if found != (line, status):
            print(f'# {found} is not {(line, status)}')
    missing = subprocess.run([sys.executable, COUNT, '/nonexistent'], capture_output=True, text=True, check=False)
    told = missing.returncode == 1 and missing.stdout.strip() == '0 passed, 1 failed'
    print(f'{"ok" if told else "not ok"} {len(CASES) + 1} a build that never got to its tests')
    return 0 if good and told else 1


if __name__ == '__main__':
    sys.exit(main())

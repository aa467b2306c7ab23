#!/usr/bin/env python3
"""lint.py: the house rules that a program can check (CONTRIBUTING.md), as TAP

SPDX-License-Identifier: GPL-3.0-or-later

usage: tests/lint/lint.py SOURCE-FOLDER

Every check is a generator of problems; one without problems passes. Skip is raised where a tool is
not there.
"""
import json
import os
import re
import shutil
import subprocess
import tempfile
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from rules import (DENIED, INCLUDES, MAX_FILE_LINES, MAX_FUNCTION_LINES, MAX_UI_LINES, SQLITE_FILES,
                   WRAPPER_FILE)

TOP = Path(sys.argv[1] if len(sys.argv) > 1 else '.').resolve()
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)
COMMENT_OR_STRING = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
TRANSLATED_C = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2)\s*\(')
TRANSLATED_XML = re.compile(r'translatable="(?:yes|true)"|gettext-domain="')


class Skip(Exception):
    """A check that cannot be made here."""


def blank(match):
    """As many line ends as what was found, so that line numbers stay."""
    return '\n' * match.group().count('\n')


def name_of(path):
    return str(path.relative_to(TOP))


def files(*suffixes, under=('src', 'resources', 'data', 'tests', 'build-aux', '.ci', 'po', 'flatpak')):
    for folder in under:
        for path in sorted((TOP / folder).rglob('*')):
            if path.is_file() and '__pycache__' not in path.parts and (not suffixes or path.suffix in suffixes):
                yield path


def read(path):
    return path.read_text(encoding='utf-8')


def code_of(path):
    """C code without comments and strings."""
    return COMMENT_OR_STRING.sub(blank, read(path))


def scripts():
    for path in files(under=('build-aux', '.ci', 'tests')):
        with path.open('rb') as file:
            if file.read(2) == b'#!':
                yield path


def includes(path):
    for number, line in enumerate(read(path).splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+["<]([^">]+)[">]', line)
        if match:
            yield number, match.group(1)


# The checks

def has_translations(path):
    if path.suffix in ('.c', '.h'):
        return bool(TRANSLATED_C.search(COMMENT_OR_STRING.sub(blank, read(path))))
    if path.name.endswith(('.desktop.in', '.metainfo.xml.in')):
        return True
    return path.suffix in ('.ui', '.xml') and bool(TRANSLATED_XML.search(read(path)))


def check_potfiles():
    """po/POTFILES.in lists, sorted, every file with a translatable string"""
    potfiles = TOP / 'po' / 'POTFILES.in'
    listed = [line for line in read(potfiles).splitlines() if line and not line.startswith('#')]
    if listed != sorted(set(listed)):
        yield 'po/POTFILES.in: not sorted, or a line twice'
    wanted = {name_of(path) for path in files(under=('src', 'resources', 'data')) if has_translations(path)}
    for name in sorted(wanted - set(listed)):
        yield f'{name}: has translatable strings and is not in po/POTFILES.in'
    for name in sorted(set(listed) - wanted):
        yield f'po/POTFILES.in: {name} is not there or has nothing to translate'


def check_messages():
    """no translatable string is put together from macros that xgettext cannot read"""
    joined = re.compile(r'\b(?:N?_|C_|ngettext|g_dngettext)\s*\((?:[^()"]*"(?:\\.|[^"\\\n])*")+\s*(?!PRI)([A-Z]\w+)')
    for path in files('.c', '.h', under=('src',)):
        text = COMMENT.sub(blank, read(path))
        for match in joined.finditer(text):
            line = text.count('\n', 0, match.end()) + 1
            yield (f'{name_of(path)}:{line}: the translation would be cut at {match.group(1)}: use %zu, or PRId64 and '
                   'PRIu64 of <inttypes.h>')


def layer_of(path):
    parts = path.relative_to(TOP / 'src').parts
    return '/'.join(parts[:2]) if parts[0] == 'core' and len(parts) > 2 else parts[0]


def check_layers():
    """includes point one way: window and vbt to the core, inside it to the model; no GTK there"""
    for path in files('.c', '.h', under=('src',)):
        layer = layer_of(path)
        for number, include in includes(path):
            where = f'{name_of(path)}:{number}'
            if layer != 'app' and re.match(r'(gtk|gdk|gsk|adwaita|pango|graphene)', include):
                yield f'{where}: {layer} includes {include}: only the window may know GTK'
            if '..' in Path(include).parts:
                yield f'{where}: include by path from src/core, not ..'
            folder = include.split('/')[0] if '/' in include else None
            if layer in INCLUDES and folder in {'model', 'query', 'store', 'formats', 'taggers', 'agreement', 'jobs',
                                                'app', 'cli'} and folder not in INCLUDES[layer]:
                yield f'{where}: {layer} may not include {include}'


def check_sqlite():
    """only the files that wrap SQLite include sqlite3.h"""
    for path in files('.c', '.h', under=('src', 'tests')):
        for number, include in includes(path):
            if include == 'sqlite3.h' and path.name not in SQLITE_FILES:
                yield f'{name_of(path)}:{number}: go through vbt-db.h'


def check_denied():
    """no API that is deprecated today or too new for GTK 4.8 and libadwaita 1.2"""
    denied = re.compile(r'\b(?:' + '|'.join(DENIED) + r')')
    for path in files('.c', '.h', '.ui', under=('src', 'resources')):
        if path.name == WRAPPER_FILE:
            continue
        text = read(path) if path.suffix == '.ui' else code_of(path)
        for number, line in enumerate(text.splitlines(), 1):
            match = denied.search(line)
            if match:
                yield f'{name_of(path)}:{number}: {match.group()}: see the list in tests/lint/rules.py'


def check_goto():
    """no goto"""
    for path in files('.c', '.h', under=('src',)):
        for number, line in enumerate(code_of(path).splitlines(), 1):
            if re.search(r'\bgoto\b', line):
                yield f'{name_of(path)}:{number}: goto: use g_autoptr and return'


def check_format():
    """clang-format 14 would change nothing"""
    tool = shutil.which('clang-format-14') or shutil.which('clang-format')
    if not tool:
        raise Skip('clang-format is not installed')
    version = subprocess.run([tool, '--version'], capture_output=True, text=True, check=True).stdout
    if not re.search(r'version 14\.', version):
        raise Skip(f'other versions than 14 differ in details: {version.strip()}')
    sources = [str(path) for path in files('.c', '.h', under=('src', 'tests'))]
    result = subprocess.run([tool, '--dry-run', '--Werror', *sources], capture_output=True, text=True,
                            check=False, cwd=TOP)
    for name in sorted({match for match in re.findall(r'^(\S+?):\d+:\d+: error', result.stderr, re.M)}):
        yield f'{os.path.relpath(name, TOP)}: run clang-format -i on it'


def check_spdx():
    """every source says its licence in its first lines"""
    sources = set(files('.c', '.h', '.py', under=('src', 'tests'))) | set(scripts())
    for path in sorted(sources):
        if 'SPDX-License-Identifier: GPL-3.0-or-later' not in '\n'.join(read(path).splitlines()[:8]):
            yield f'{name_of(path)}: no SPDX-License-Identifier'


def check_headers():
    """every header says #pragma once"""
    for path in files('.h', under=('src', 'tests')):
        if '#pragma once' not in read(path):
            yield f'{name_of(path)}: no #pragma once'


def function_lengths(path):
    """(line, length) of every function body: from { to } in the first column."""
    start = None
    for number, line in enumerate(read(path).splitlines(), 1):
        if line.startswith('{'):
            start = number
        elif line.startswith('}') and start:
            if line.rstrip() == '}':
                yield start, number - start - 1
            start = None


def check_lengths():
    """functions and files are short"""
    for path in files('.c', '.h', '.py', under=('src', 'tests')):
        lines = len(read(path).splitlines())
        if lines > MAX_FILE_LINES:
            yield f'{name_of(path)}: {lines} lines are more than {MAX_FILE_LINES}'
        for number, length in function_lengths(path) if path.suffix == '.c' else ():
            if length > MAX_FUNCTION_LINES:
                yield f'{name_of(path)}:{number}: {length} lines are more than {MAX_FUNCTION_LINES}'


def ui_files():
    for path in files('.ui', under=('resources', 'src')):
        yield path, ElementTree.parse(path).getroot()


def child_property(element, name):
    return next((p for p in element.findall('property') if p.get('name') == name), None)


def is_icon_only(element):
    if element.get('class') not in ('GtkButton', 'GtkToggleButton', 'GtkMenuButton', 'AdwSplitButton'):
        return False
    return (child_property(element, 'icon-name') is not None and child_property(element, 'label') is None)


def check_ui():
    """.ui files are short, named after their class, and every control without words has a name"""
    for path, root in ui_files():
        lines = len(read(path).splitlines())
        if lines > MAX_UI_LINES:
            yield f'{name_of(path)}: {lines} lines are more than {MAX_UI_LINES}'
        for template in root.iter('template'):
            stem = re.sub(r'(?<!^)(?=[A-Z])', '-', template.get('class')).lower()
            if template.get('class') != 'GtkListItem' and stem != path.stem:
                yield f'{name_of(path)}: the template {template.get("class")} belongs into {stem}.ui'
        for element in root.iter('object'):
            if not is_icon_only(element):
                continue
            what = child_property(element, 'icon-name').text
            label = element.find("accessibility/property[@name='label']")
            if child_property(element, 'tooltip-text') is None:
                yield f'{name_of(path)}: the button with {what} has no tooltip-text'
            if label is None and element.find("accessibility/relation[@name='labelled-by']") is None:
                yield f'{name_of(path)}: the button with {what} has no accessible label'


def check_json():
    """JSON files are JSON"""
    for path in files('.json', '.jsonl', under=('resources', 'data', 'flatpak')):
        for number, part in enumerate(read(path).splitlines() if path.suffix == '.jsonl' else [read(path)], 1):
            try:
                json.loads(part)
            except ValueError as error:
                yield f'{name_of(path)}:{number}: {error}'


def check_flatpak():
    """the Flatpak sees no file, no network, and takes only sources with a checksum"""
    manifest = json.loads(read(TOP / 'flatpak' / 'io.github.verbatim_app.Verbatim.json'))
    allowed = {'--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri'}
    for permission in sorted(set(manifest['finish-args']) - allowed):
        yield f'finish-args: {permission}: files and printers come through portals'
    if manifest['id'] != 'io.github.verbatim_app.Verbatim':
        yield f'id: {manifest["id"]}'
    for module in manifest['modules']:
        for source in module['sources']:
            if source['type'] == 'archive' and not re.fullmatch(r'[0-9a-f]{64}', source.get('sha256', '')):
                yield f'{module["name"]}: {source["url"]} has no sha256'


def check_scripts():
    """shell scripts parse and may be run"""
    for path in scripts():
        shell = read(path).splitlines()[0]
        if not os.access(path, os.X_OK):
            yield f'{name_of(path)}: not executable'
        if shell in ('#!/bin/sh', '#!/bin/bash'):
            result = subprocess.run([shell[2:], '-n', str(path)], capture_output=True, text=True, check=False)
            if result.returncode:
                yield f'{name_of(path)}: {result.stderr.strip()}'


def template():
    """What xgettext finds now, as a file that its caller removes."""
    with tempfile.NamedTemporaryFile(suffix='.pot', delete=False) as pot:
        pass
    subprocess.run(['xgettext', '--directory', str(TOP), '--files-from', str(TOP / 'po' / 'POTFILES.in'),
                    '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
                    '--keyword=ngettext:1,2', '--keyword=g_dngettext:2,3', '--keyword=Q_', '-o', pot.name],
                   check=True, capture_output=True)
    return pot.name


def check_translations():
    """every translation has all that the sources say today, and its format strings fit"""
    if not shutil.which('xgettext'):
        raise Skip('gettext is not installed')
    environment = {**os.environ, 'LC_ALL': 'C'}
    pot = template()
    for language in read(TOP / 'po' / 'LINGUAS').split():
        po = TOP / 'po' / f'{language}.po'
        merged = subprocess.run(['msgmerge', '--quiet', '--no-fuzzy-matching', '-o', '-', str(po), pot],
                                capture_output=True, check=True, env=environment).stdout
        result = subprocess.run(['msgfmt', '--check', '--statistics', '-o', os.devnull, '-'], input=merged,
                                capture_output=True, check=False, env=environment)
        said = result.stderr.decode()
        if result.returncode or re.search(r'fuzzy|untranslated', said):
            yield f'{name_of(po)}: {said.strip()}'
    os.unlink(pot)


def main():
    checks = [value for name, value in globals().items() if name.startswith('check_')]
    failed = False
    print(f'1..{len(checks)}')
    for number, check in enumerate(checks, 1):
        try:
            problems = list(check())
            skip = ''
        except Skip as reason:
            problems, skip = [], f' # SKIP {reason}'
        except (OSError, ValueError, KeyError, ElementTree.ParseError) as error:
            problems, skip = [f'{type(error).__name__}: {error}'], ''
        for problem in problems:
            print(f'# {problem}')
        failed = failed or bool(problems)
        title = check.__name__.removeprefix('check_')
        print(f'{"not ok" if problems else "ok"} {number} {title}: {check.__doc__}{skip}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

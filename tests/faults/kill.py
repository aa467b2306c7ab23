#!/usr/bin/env python3
# kill.py: vbt killed while it imports, tags, undoes, migrates and exports: what it reported is there, and nothing is half there
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""VBT is the program; VBT_FAULTS=all kills 200 times instead of a few; VBT_SEED chooses the moments."""
import glob
import json
import math
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

VBT = os.environ['VBT']
OLD_PROJECT = os.environ['VBT_OLD_PROJECT']
ARTICLES = os.path.join(os.environ['VBT_SOURCE'], 'data', 'sample', 'articles')
ALL = os.environ.get('VBT_FAULTS') == 'all'
N_OLD = 1000 if ALL else 250
RANDOM = random.Random(int(os.environ.get('VBT_SEED', '4711')))


def vbt(*arguments):
    return subprocess.run([VBT, *arguments], capture_output=True, text=True, check=True).stdout


def come_so_far(pid, start):
    """How much a process has read and written, which is the same on a slow and a fast machine."""
    try:
        with open(f'/proc/{pid}/io', encoding='ascii') as stream:
            return sum(int(line.split()[1]) for line in stream if line.startswith(('rchar', 'wchar')))
    except (OSError, ValueError):  # where the kernel does not count
        return time.monotonic() - start


def run_and_kill(limit, *arguments):
    """Returns whether the command had reported that it was done, and how far it came."""
    start, far = time.monotonic(), 0
    process = subprocess.Popen([VBT, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        far = max(far, come_so_far(process.pid, start))
        if far >= limit:
            process.kill()
            process.wait()
            break
        time.sleep(0.0005)
    return process.returncode == 0, far


def stats(project):
    return json.loads(vbt('stats', project, '--json'))


def documents(project, folder):
    out = os.path.join(folder, 'all.jsonl')
    vbt('export', project, out, '--format', 'verbatim', '--all', '--suggestions')
    with open(out, encoding='utf-8') as stream:
        found = {line['name']: len(line.get('spans', [])) for line in map(json.loads, list(stream)[1:])}
    os.unlink(out)
    return found


def contents(path):
    if not os.path.isdir(path):
        with open(path, 'rb') as stream:
            return stream.read()
    return {name: contents(os.path.join(path, name)) for name in sorted(os.listdir(path))}


class Trial:
    def __init__(self, folder):
        self.folder = folder
        self.project = os.path.join(folder, 'p.verbatim')
        self.articles = os.path.join(folder, 'articles')
        os.mkdir(self.articles)
        for i in range(60 if ALL else 20):
            for path in glob.glob(os.path.join(ARTICLES, '*.txt')):
                with open(path, encoding='utf-8') as stream:
                    text = stream.read()
                with open(os.path.join(self.articles, f'{i}-{os.path.basename(path)}'), 'w',
                          encoding='utf-8') as stream:
                    stream.write(f'{i}. {text}')
        vbt('new', self.project)
        self.empty = contents(self.project)
        self.n_articles = len(os.listdir(self.articles))
        self.way = {}
        self.measure('import', 'import', self.project, self.articles)
        self.measure('tag', 'tag', self.project, '--tagger', 'attributions')
        self.full = contents(self.project)
        self.measure('undo', 'history', self.project, '--undo')
        self.untagged = self.look()
        self.measure('redo', 'history', self.project, '--redo')
        os.unlink(self.project)
        subprocess.run([OLD_PROJECT, self.project, str(N_OLD)], check=True)
        self.old = contents(self.project)
        self.measure('migrate', 'import', self.project, os.path.join(ARTICLES, 'final.txt'))
        self.n_killed = 0
        self.folder_whole = None
        self.killed_export_of_folder()  # measures

    def measure(self, what, *arguments):
        done, self.way[what] = run_and_kill(math.inf, *arguments)
        assert done, what

    def put(self, data):
        for path in glob.glob(self.project + '*'):
            os.unlink(path)
        with open(self.project, 'wb') as stream:
            stream.write(data)

    def kill(self, what, *arguments):
        done, _ = run_and_kill(RANDOM.uniform(0, self.way[what]), *arguments)
        self.n_killed += not done
        return done

    def look(self):
        vbt('check', self.project)
        found = documents(self.project, self.folder)
        return found

    def killed_import(self):
        self.put(self.empty)
        done = self.kill('import', 'import', self.project, self.articles)
        # Whoever writes next takes away what was cut off.
        vbt('import', self.project, os.path.join(ARTICLES, 'talks.txt'))
        found = len(self.look())
        assert found == self.n_articles + 1 if done else found in (1, self.n_articles + 1), found

    def killed_tag(self):
        self.put(self.full)
        before = self.look()
        done = self.kill('tag', 'tag', self.project, '--tagger', 'entities')
        vbt('import', self.project, os.path.join(ARTICLES, 'talks.txt'))
        after = self.look()
        del after['talks.txt']
        assert set(after) == set(before)
        grew = sum(after.values()) > sum(before.values())
        assert grew if done else True, 'the suggestions are lost'
        if not done and grew:
            assert all(n >= before[name] for name, n in after.items())

    def killed_undo(self):
        """All of what an act changed is undone, or nothing, and so it is done again."""
        self.put(self.full)
        tagged = self.look()
        assert sum(tagged.values()) > sum(self.untagged.values()) == 0
        done = self.kill('undo', 'history', self.project, '--undo')
        found = self.look()
        assert found == self.untagged if done else found in (tagged, self.untagged), found
        if found == tagged:
            vbt('history', self.project, '--undo')
        done = self.kill('redo', 'history', self.project, '--redo')
        found = self.look()
        assert found == tagged if done else found in (tagged, self.untagged), found

    def killed_migration(self):
        self.put(self.old)
        assert stats(self.project)['documents'] == N_OLD
        assert vbt('check', self.project) is not None and contents(self.project) == self.old, 'looking changed it'
        self.kill('migrate', 'import', self.project, os.path.join(ARTICLES, 'final.txt'))
        vbt('import', self.project, os.path.join(ARTICLES, 'talks.txt'))
        found = self.look()
        expected = {f'article-{i:05}.txt': 3 for i in range(1, N_OLD + 1)}
        assert {name: found.get(name) for name in expected} == expected, len(found)
        with sqlite3.connect(f'file:{self.project}.v1.bak?mode=ro', uri=True) as database:
            assert database.execute('PRAGMA user_version').fetchone()[0] == 1, 'there is no copy of the old one'

    def killed_export(self):
        self.put(self.full)
        path = os.path.join(self.folder, 'out.jsonl')
        export = ('export', self.project, path, '--format', 'verbatim', '--all', '--suggestions')
        if not os.path.exists(path):
            self.measure('export', *export)
        before = contents(path)
        self.kill('export', *export)
        assert contents(path) == before, 'the old export is not whole'

    def killed_export_of_folder(self):
        """A new folder is there whole or not at all; what was written so far is hidden."""
        self.put(self.full)
        path = os.path.join(self.folder, 'brat')
        export = ('export', self.project, path, '--format', 'brat', '--all', '--suggestions')
        if 'folder' not in self.way:
            self.measure('folder', *export)
            self.folder_whole = contents(path)
        else:
            done = self.kill('folder', *export)
            if done or os.path.exists(path):
                assert contents(path) == self.folder_whole, 'half of the folder is there'
        shutil.rmtree(path, ignore_errors=True)
        for rest in glob.glob(os.path.join(self.folder, '.verbatim-*')):
            shutil.rmtree(rest) if os.path.isdir(rest) else os.unlink(rest)  # that of a file is one


def main():
    n = 40 if ALL else 1
    folder = tempfile.mkdtemp(prefix='vbt-kill-')
    failed = False
    try:
        trial = Trial(folder)
        tests = [('import', trial.killed_import), ('tag', trial.killed_tag),
                 ('undo', trial.killed_undo), ('migrate', trial.killed_migration),
                 ('export', trial.killed_export), ('export of a folder', trial.killed_export_of_folder)]
        print(f'1..{len(tests)}')
        for number, (name, test) in enumerate(tests, 1):
            try:
                for _ in range(n):
                    test()
                print(f'ok {number} - {name}, {n} times', flush=True)
            except (AssertionError, subprocess.CalledProcessError) as error:
                failed = True
                print('#', str(error)[:500], str(getattr(error, 'stderr', ''))[:500])
                print(f'not ok {number} - {name}', flush=True)
        print(f'# {n * len(tests)} runs, {trial.n_killed} of them killed before their end')
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(failed)


main()

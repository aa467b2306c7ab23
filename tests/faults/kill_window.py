#!/usr/bin/env python3
# kill_window.py: the window killed while it annotates, imports, tags, migrates and exports: what it showed is there
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs below tests/run-headless. VBT_FAULTS=all kills 200 times instead of a few; VBT_SEED chooses the moments."""
import contextlib
import glob
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.environ['VBT_SOURCE'], 'tests', 'gui'))
from driver import BUILD, FATAL, PATIENCE, SOURCE, Window, export, read_dataset, vbt, wait  # noqa: E402

ARTICLES = os.path.join(SOURCE, 'data', 'sample', 'articles')
OLD_PROJECT = os.path.join(BUILD, 'tests', 'old-project')
KILLS = 40 if os.environ.get('VBT_FAULTS') == 'all' else 1
RANDOM = random.Random(int(os.environ.get('VBT_SEED', '4711')))


def contents(path):
    with open(path, 'rb') as stream:
        return stream.read()


def put(project, data):
    for path in glob.glob(glob.escape(project) + '*'):
        os.unlink(path)
    with open(project, 'wb') as stream:
        stream.write(data)


def bring_in_another(project):
    """Whoever writes next takes away what was cut off."""
    vbt('import', project, os.path.join(ARTICLES, 'final.txt'))


def read(project):
    """The number of spans of each document, of a project in which nothing is wrong."""
    vbt('check', project)
    return {name: len(d.get('spans', [])) for name, d in export(project)[1].items()}


class Killing:
    """One window, which is killed by a clock, wherever the journey is then."""

    def __init__(self, *arguments):
        self.window = Window(*arguments)
        self.clock = None

    def start(self, seconds):
        self.clock = threading.Timer(seconds, self.window.process.kill)
        self.clock.start()

    def start_when(self, probe, seconds):
        """So long after probe() is true, which is polled from the side."""
        def look():
            wait(probe, 'the time to kill', 60)
            time.sleep(seconds)
            self.window.process.kill()
        self.clock = threading.Thread(target=look)
        self.clock.start()

    def follow(self, journey):
        """What fails when the window is dead has not failed."""
        try:
            journey(self.window)
        except Exception:
            if self.clock is None or self.clock.is_alive():
                raise
        self.window.wait_for_end()


class Annotating:
    """Every state that the window showed is there after the kill, or a later one."""

    def __init__(self, folder):
        self.project = os.path.join(folder, 'annotate.verbatim')
        vbt('new', self.project)
        vbt('import', self.project, os.path.join(ARTICLES, 'talks.txt'))
        self.empty = contents(self.project)

    def annotate(self, window):
        """Adds a name at every second word, and takes back each fifth."""
        window.article()
        undo = window.find('push button', 'Undo')
        window.key('ctrl+Home')
        while True:
            before = undo.get_description()
            if len(self.states) % 5 == 0:
                self.states.append(self.states[-1] - 1)
                window.key('ctrl+z')
            else:
                self.states.append(self.states[-1] + 1)
                window.key('ctrl+Right', 'ctrl+Right', 'w', str(4 + len(self.states) % 5))
            wait(lambda: undo.get_description() not in ('', before), 'the act in the button', 20)
            self.n_shown = len(self.states)

    def kill(self):
        put(self.project, self.empty)
        self.states, self.n_shown = [0], 1
        killing = Killing(self.project)
        killing.start(RANDOM.uniform(1, 8) * PATIENCE)
        killing.follow(self.annotate)
        found = read(self.project)['talks.txt']
        assert found in self.states[self.n_shown - 1:], (found, self.states, self.n_shown)
        return f'{self.n_shown - 1} acts shown'


class Importing:
    """All articles or none, and all where the window said so."""

    def __init__(self, folder):
        self.project = os.path.join(folder, 'import.verbatim')
        self.articles = os.path.join(folder, 'articles')
        os.mkdir(self.articles)
        for i in range(60):
            for path in glob.glob(os.path.join(ARTICLES, '*.txt')):
                with open(os.path.join(self.articles, f'{i}-{os.path.basename(path)}'), 'wb') as stream:
                    stream.write(b'%d. ' % i + contents(path))
        vbt('new', self.project)
        self.empty = contents(self.project)
        self.n_articles = len(os.listdir(self.articles))

    def watch(self, window):
        window.find('.*', f'.*of {self.n_articles}', seconds=120)
        self.is_shown = True

    def kill(self):
        put(self.project, self.empty)
        self.is_shown = False
        killing = Killing(self.project, self.articles)
        killing.start(RANDOM.uniform(0, 3) * PATIENCE)
        killing.follow(self.watch)
        bring_in_another(self.project)
        found = len(read(self.project))
        expected = (self.n_articles + 1,) if self.is_shown else (1, self.n_articles + 1)
        assert found in expected, (found, self.is_shown)
        return f'{found - 1} of {self.n_articles} articles'


class Tagging:
    """The suggestions of whole runs only."""

    def __init__(self, folder):
        self.project = os.path.join(folder, 'tag.verbatim')
        articles = Importing(folder)
        vbt('import', articles.project, articles.articles)
        vbt('tag', articles.project, '--tagger', 'quotations')
        self.full = contents(articles.project)
        self.before = read(articles.project)
        vbt('tag', articles.project)
        self.after = read(articles.project)

    def tag(self, window):
        window.article()
        window.act('win.tag-all')
        wait(lambda: False, 'the end', 60)

    def kill(self):
        put(self.project, self.full)
        killing = Killing(self.project)
        killing.start(RANDOM.uniform(1, 7) * PATIENCE)
        killing.follow(self.tag)
        bring_in_another(self.project)
        found = read(self.project)
        del found['final.txt']
        assert set(found) == set(self.before), 'articles are lost'
        assert all(found[name] >= n for name, n in self.before.items()), 'suggestions are lost'
        with contextlib.closing(sqlite3.connect(self.project)) as database:
            n_open = database.execute("SELECT count (*) FROM history WHERE state = 'open'").fetchone()[0]
        assert n_open == 0, 'a batch is half there'
        return 'tagged' if sum(found.values()) > sum(self.before.values()) else 'as before'


class Migrating:
    """The old project, or the new one, and then a copy of the old one beside it."""

    N = 1500

    def __init__(self, folder):
        self.project = os.path.join(folder, 'old.verbatim')
        subprocess.run([OLD_PROJECT, self.project, str(self.N)], check=True)
        self.old = contents(self.project)
        program, start = self.run(), time.monotonic()
        wait(lambda: self.version(self.project) > 1, 'the migration', 60)
        self.seconds = time.monotonic() - start
        program.kill()
        program.wait()

    def run(self):
        return subprocess.Popen([os.path.join(BUILD, 'src', 'app', 'verbatim'), self.project],
                                env={**os.environ, 'G_DEBUG': FATAL})

    def version(self, path):
        with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as database:
            assert database.execute('PRAGMA integrity_check').fetchone()[0] == 'ok'
            return database.execute('PRAGMA user_version').fetchone()[0]

    def kill(self):
        put(self.project, self.old)
        program = self.run()
        try:
            program.wait(RANDOM.uniform(.3, 1.3) * self.seconds)
        except subprocess.TimeoutExpired:
            program.kill()
        assert program.wait() == -9, f'the program ended with {program.returncode}'
        version = self.version(self.project)
        backup = self.project + '.v1.bak'
        assert version == 1 or self.version(backup) == 1, 'there is no copy of the old one'
        bring_in_another(self.project)
        found = read(self.project)
        assert found == {'final.txt': 0, **{f'article-{i:05}.txt': 3 for i in range(1, self.N + 1)}}, len(found)
        assert self.version(backup) == 1
        return f'version {version}'


class Exporting:
    """The old file, or the new one, whole."""

    N = 4000

    def __init__(self, folder):
        self.project = os.path.join(folder, 'export.verbatim')
        self.out = os.path.join(folder, 'dataset.jsonl')
        subprocess.run([OLD_PROJECT, self.project, str(self.N)], check=True)
        bring_in_another(self.project)  # now it is of today's version
        start = time.monotonic()
        export(self.project)
        self.seconds = time.monotonic() - start
        self.data = contents(self.project)

    def export(self, killing):
        window = killing.window
        window.article()
        window.key('ctrl+e')
        window.click(window.find('push button', '.*Export…'))
        names = set(os.listdir(os.path.dirname(self.out)))
        killing.start_when(lambda: set(os.listdir(os.path.dirname(self.out))) - names,
                           RANDOM.uniform(0, self.seconds))
        # The chooser asks whether the file is to be replaced, and is answered as well.
        window.choose_path(self.out)

    def kill(self):
        put(self.project, self.data)
        with open(self.out, 'w', encoding='utf-8') as stream:
            stream.write('what was there before\n')
        killing = Killing(self.project)
        killing.follow(lambda window: self.export(killing))
        with open(self.out, encoding='utf-8') as stream:
            is_old = stream.read() == 'what was there before\n'
        assert is_old or len(read_dataset(self.out)[1]) == self.N + 1
        read(self.project)
        return 'old file' if is_old else 'new file'


def main():
    tests = [('annotating', Annotating), ('importing', Importing), ('tagging', Tagging),
             ('migrating', Migrating), ('exporting', Exporting)]
    chosen = sys.argv[1:]
    tests = [test for test in tests if not chosen or test[0] in chosen]
    print(f'1..{len(tests)}', flush=True)
    failed = False
    for number, (name, make) in enumerate(tests, 1):
        folder = tempfile.mkdtemp(prefix='vbt-kill-')
        try:
            test = make(folder)
            for i in range(KILLS):
                print(f'# {name} {i + 1}:', test.kill(), flush=True)
            print(f'ok {number} - {name}, killed {KILLS} times', flush=True)
        except Exception as error:
            failed = True
            print('#', type(error).__name__, str(error)[:800].replace('\n', ' '))
            print(f'not ok {number} - {name}', flush=True)
        finally:
            for process in Window.running:
                process.kill()
                process.wait()
            Window.running.clear()
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(failed)


main()

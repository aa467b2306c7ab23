# driver.py: drives the real window as a person does: sees it through AT-SPI, acts on it through XTEST
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs below tests/run-headless, with the system's python3 (python3-gi, gir1.2-atspi-2.0, xdotool).

Never sleeps for an outcome: wait() polls with a deadline. Each journey is a function; main() runs
the journeys of a file and prints TAP."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings

# A warning ends the program that is tested, not the one that tests: AT-SPI warns of what went away.
FATAL = os.environ.pop('G_DEBUG', 'fatal-warnings')

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

warnings.simplefilter('ignore', DeprecationWarning)
# GTK 4.8 answers AddSelection with a wrong type: do not wait long for it.
Atspi.set_timeout(1500, 15000)

BUILD = os.environ['VBT_BUILD']
SOURCE = os.environ['VBT_SOURCE']
SHARED = os.environ.get('VBT_SHARED', '')
# Two presses at one place within GTK's double-click time (400 ms) are a double click.
DOUBLE_CLICK = .45
# Under a sanitizer everything takes longer.
PATIENCE = float(os.environ.get('VBT_PATIENCE', '1'))
os.environ['GSETTINGS_SCHEMA_DIR'] = os.path.join(BUILD, 'data')
SENSITIVE = Atspi.StateType.SENSITIVE
SHOTS = os.path.join(BUILD, 'tests', 'gui', 'screenshots')


def sh(*argv):
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout.strip()


def wait(probe, what, seconds=10.0):
    """Polls until probe() is true; returns what it gave."""
    end = time.monotonic() + seconds * PATIENCE
    while True:
        try:
            found = probe()
        except Exception:  # an object went away while it was looked at
            found = None
        if found:
            return found
        if any(process.poll() is not None for process in Window.running):
            raise AssertionError(f'the program ended, and with it the wait for {what}')
        if time.monotonic() > end:
            raise AssertionError(f'timed out waiting for {what}')
        time.sleep(.03)


def attempt(probe, seconds=3.0):
    """Whether probe() becomes true; for what is tried again where not."""
    try:
        return wait(probe, 'an attempt', seconds)
    except AssertionError:
        return None


def children(node):
    return [c for c in (node.get_child_at_index(i) for i in range(node.get_child_count())) if c]


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def is_showing(node):
    """GTK 4.8 never sets the state `showing`: what has a size is on the screen."""
    if node.get_component_iface() is None:
        return False
    extents = node.get_extents(Atspi.CoordType.WINDOW)
    return (node.get_state_set().contains(Atspi.StateType.VISIBLE)
            and extents.width > 0 and extents.height > 0)


def vbt(*arguments, check=True):
    """Runs the command line; returns what it printed."""
    done = subprocess.run([os.path.join(BUILD, 'src', 'cli', 'vbt'), *arguments],
                          capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        raise AssertionError(f'vbt {" ".join(arguments)}: {done.returncode}: {done.stderr}')
    return done.stdout


def export(project):
    """The project in the native format: the header and the documents by name."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'out.jsonl')
        vbt('export', project, path, '--format', 'verbatim', '--all', '--suggestions')
        return read_dataset(path)


def settings(folder, **keys):
    """The environment of a window whose settings are these."""
    home = os.path.join(folder, 'config')
    os.makedirs(os.path.join(home, 'glib-2.0', 'settings'), exist_ok=True)
    with open(os.path.join(home, 'glib-2.0', 'settings', 'keyfile'), 'w', encoding='utf-8') as stream:
        stream.write('[io/github/verbatim_app/Verbatim]\n')
        for key, value in keys.items():
            stream.write(f'{key.replace("_", "-")}={value}\n')
    return {'GSETTINGS_BACKEND': 'keyfile', 'XDG_CONFIG_HOME': home}


def read_dataset(path):
    """The header and the documents by name of a file in the native format. Where somebody else wrote to the project
    meanwhile, another header stands before a document that needs it."""
    header, documents = {}, {}
    with open(path, encoding='utf-8') as stream:
        for line in map(json.loads, stream):
            if 'verbatim' not in line:
                documents[line['name']] = line
                continue
            for member, value in line.items():
                header[member] = header.get(member, []) + value if isinstance(value, list) else value
    return header, documents


class Window:
    """The program, and its window."""

    running = []

    def __init__(self, *arguments, env=None, ignore_signals=False):
        self.process = subprocess.Popen(
            [os.path.join(BUILD, 'src', 'app', 'verbatim'), *arguments],
            env={**os.environ, 'G_DEBUG': FATAL, **(env or {})},
            restore_signals=not ignore_signals)  # Python ignores SIGXFSZ
        self.pressed = 0
        Window.running.append(self.process)
        self.root = wait(self._application, 'the application', 30)
        wait(lambda: self.frame(), 'the window', 30)

    def _application(self):
        assert self.process.poll() is None, f'the program ended: {self.process.returncode}'
        for application in children(Atspi.get_desktop(0)):
            if application.get_process_id() == self.process.pid and children(application):
                return application
        return None

    def frame(self):
        return next((n for n in children(self.root)
                     if n.get_role_name() in ('frame', 'window') and is_showing(n)), None)

    def close(self):
        """Closes the window as its close button does, and waits until the program ends."""
        def gone():
            if self.process.poll() is None:
                self.do(self.frame(), 'window.close')
            return self.process.poll() is not None
        # The answer to the action can get lost when the program ends before it is given.
        Window.running.remove(self.process)
        try:
            wait(gone, 'the window to close', 20)
        except AssertionError:
            Window.running.append(self.process)
            raise
        assert self.process.returncode == 0, f'the program ended with {self.process.returncode}'

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.wait_for_end()

    def wait_for_end(self):
        """Waits until the program has ended, as it was told to; returns its status."""
        status = self.process.wait(20 * PATIENCE)
        Window.running.remove(self.process)
        return status

    # Looking

    def find(self, role=None, name=None, within=None, seconds=10.0, showing=True):
        def matches(node):
            if role is not None and not re.fullmatch(role, node.get_role_name()):
                return False
            if showing and not is_showing(node):
                return False
            if name is None or re.fullmatch(name, node.get_name() or ''):
                return True
            return any(c.get_role_name() == 'label' and re.fullmatch(name, c.get_name() or '')
                       for c in children(node))
        return wait(lambda: next((n for n in walk(within or self.root) if matches(n)), None),
                    f'{role} {name!r}', seconds)

    def has(self, role=None, name=None, within=None):
        try:
            return self.find(role, name, within, seconds=0)
        except AssertionError:
            return None

    def focused(self):
        """The names of what has the focus."""
        return [n.get_name() for n in walk(self.root) if n.get_state_set().contains(Atspi.StateType.FOCUSED)]

    def step_to(self, name, key='Down'):
        """Goes on by a key until what is called so has the focus; each step waits for the one before."""
        for _ in range(20):
            before = self.focused()
            if name in before:
                return
            self.key(key)
            wait(lambda: self.focused() != before, f'a step from {before}')
        raise AssertionError(f'no way to {name!r}')

    def labels(self, within=None):
        return [n.get_name() for n in walk(within or self.root)
                if n.get_role_name() == 'label' and is_showing(n)]

    def wait_for_label(self, pattern, seconds=10.0, within=None):
        def find():
            return next((t for t in self.labels(within) if re.search(pattern, t or '')), None)
        return wait(find, f'a label like {pattern!r}', seconds)

    def article(self):
        return self.find('text', 'Article text')

    def text(self, node):
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    # Acting

    def do(self, node, action='click'):
        names = [node.get_action_name(i) for i in range(node.get_n_actions())]
        assert action in names, (node.get_name(), action, names)
        node.do_action(names.index(action))

    def act(self, action):
        """Runs an action without parameter of whatever widget has it ('win.undo', 'article.accept')."""
        for node in walk(self.root):
            names = [node.get_action_name(i) for i in range(node.get_n_actions())]
            if action in names:
                node.do_action(names.index(action))
                return
        raise AssertionError(f'no widget has the action {action}')

    def box(self, node):
        e = node.get_extents(Atspi.CoordType.WINDOW)
        return e.x, e.y, e.width, e.height

    def origin(self):
        """What leads from AT-SPI's window coordinates to the screen's: GTK leaves out the frame that it draws itself."""
        frame = self.frame()
        windows = sh('xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)).split()
        windows = windows or sh('xdotool', 'search', '--name', '^' + re.escape(frame.get_name()) + '$').split()
        _, _, fw, fh = self.box(frame)
        best = None
        for window in windows:
            geometry = sh('xdotool', 'getwindowgeometry', window)
            position = re.search(r'Position: (-?\d+),(-?\d+)', geometry)
            size = re.search(r'Geometry: (\d+)x(\d+)', geometry)
            if not position or not size:
                continue
            x, y, w, h = (*map(int, position.groups()), *map(int, size.groups()))
            if w >= fw and h >= fh and (best is None or w * h > best[4]):
                best = (x + (w - fw) // 2, y + (h - fh) // 2, w, h, w * h)
        assert best, 'the window is not on the screen'
        return best[0], best[1]

    def press(self, *arguments):
        """Presses or clicks by xdotool, so late after the press before that the two are no double click."""
        time.sleep(max(0, self.pressed + DOUBLE_CLICK - time.monotonic()))
        sh('xdotool', *arguments)
        self.pressed = time.monotonic()

    def point(self, x, y):
        ox, oy = self.origin()
        sh('xdotool', 'mousemove', str(int(ox + x)), str(int(oy + y)))

    def click(self, node, times=1):
        x, y, w, h = self.box(node)
        self.click_at(x + w // 2, y + h // 2, times)

    def click_until(self, role, name, probe):
        """Clicks what is found until probe() is true: a dialog that is still moving in takes no click."""
        def clicked():
            node = self.has(role, name)
            if node:
                self.click(node)
            return attempt(probe)
        return wait(clicked, f'what {role} {name!r} does', 30)

    def click_at(self, x, y, times=1):
        self.point(x, y)
        self.press('click', '--repeat', str(times), '--delay', '60', '1')

    def key(self, *keys):
        sh('xdotool', 'key', '--delay', '25', *keys)

    def type(self, text):
        sh('xdotool', 'type', '--delay', '15', text)

    def choose_path(self, path):
        """Types a path into GTK's own file chooser and confirms it; again where the window was too busy to take it."""
        def entry():
            return self.has('text', 'GtkFileChooserEntry|Name:')

        def typed():
            self.find('text', 'GtkFileChooserEntry|Name:')
            self.key('ctrl+a')
            self.type(path)
            return attempt(lambda: self.text(entry()).endswith(os.path.basename(path)))

        def confirmed():
            self.key('Return')
            return attempt(lambda: not entry())

        wait(typed, f'{path} in the chooser', 30)
        wait(confirmed, 'the chooser to take the path', 30)

    def character_box(self, node, offset):
        e = Atspi.Text.get_character_extents(node, offset, Atspi.CoordType.WINDOW)
        return e.x, e.y, e.width, e.height

    def place_of(self, words):
        """Where the words stand in the article: offsets in code points."""
        start = self.text(self.article()).index(words)
        return start, start + len(words)

    def bring_into_view(self, start, end):
        """Turns the wheel over the article until the characters [start, end) are well inside of it."""
        article = self.article()
        x, y, w, h = self.box(article)

        def inside():
            top = self.character_box(article, start)
            bottom = self.character_box(article, end - 1)
            if top[1] < y + 20:
                button = '4'
            elif bottom[1] + bottom[3] > y + h - 20:
                button = '5'
            else:
                return True
            self.point(x + w // 2, y + h // 2)
            sh('xdotool', 'click', button)
            time.sleep(.1)
            return False
        wait(inside, f'characters {start} to {end} in view', 20)
        # Kinetic scrolling goes on for a moment: until the place stays where it is.
        places = []
        wait(lambda: places.append(self.character_box(article, start)) or
             (len(places) > 4 and len(set(places[-4:])) == 1), 'the end of scrolling')

    def click_word(self, words, times=1):
        article = self.article()
        start, end = self.place_of(words)
        self.bring_into_view(start, end)
        x, y, w, h = self.character_box(article, start + min(1, len(words) - 1))
        self.click_at(x + max(w, 2) // 2, y + h // 2, times)

    def drag(self, words):
        """Selects words of the article with the mouse; again where the window was too busy to see it."""
        def selected():
            return Atspi.Text.get_n_selections(self.article()) > 0
        for _ in range(3):
            self._drag(words)
            if attempt(selected, 2):
                return

    def _drag(self, words):
        article = self.article()
        start, end = self.place_of(words)
        self.bring_into_view(start, end)
        ax, ay, _, ah = self.character_box(article, start)
        zx, zy, zw, zh = self.character_box(article, end - 1)
        x0, y0, x1, y1 = ax + 1, ay + ah // 2, zx + zw - 1, zy + zh // 2
        self.point(x0, y0)
        self.press('mousedown', '1')
        for k in (1, 2, 3, 4):
            self.point(x0 + (x1 - x0) * k // 4, y0 + (y1 - y0) * k // 4)
        sh('xdotool', 'mouseup', '1')

    def screenshot(self, name):
        os.makedirs(SHOTS, exist_ok=True)
        sh('import', '-window', 'root', os.path.join(SHOTS, name + '.png'))


class Counted(Window):
    """A window that counts the keys that are pressed, and the presses of the mouse."""

    n_keys = 0
    n_clicks = 0

    def key(self, *keys):
        self.n_keys += len(keys)
        super().key(*keys)

    def press(self, *arguments):
        self.n_clicks += 1
        super().press(*arguments)


def run(journey):
    """Runs one journey in a folder of its own; returns the reason where it was skipped."""
    folder = tempfile.mkdtemp(prefix='verbatim-')
    try:
        return journey(folder)
    except Exception:
        # What the journey held down when it failed would spoil the next one.
        sh('xdotool', 'keyup', 'ctrl', 'keyup', 'shift', 'keyup', 'alt', 'mouseup', '1')
        os.makedirs(SHOTS, exist_ok=True)
        sh('import', '-window', 'root', os.path.join(SHOTS, 'failed-' + journey.__name__ + '.png'))
        # Where `meson test --print-errorlogs` shows it.
        traceback.print_exc()
        raise
    finally:
        for process in Window.running:
            if process.poll() is None:
                process.kill()
                process.wait()
        Window.running.clear()
        shutil.rmtree(folder, ignore_errors=True)


def main(*journeys):
    """Runs the journeys and prints TAP.

    A key or click that X or AT-SPI lost on a busy machine is no fault of the program: a journey that
    fails is run once more from its beginning, and its name tells so; build-aux/count-tests lists those.
    With VBT_JOURNEYS=sample only every fifth one runs."""
    print(f'1..{len(journeys)}', flush=True)
    failed = 0
    for number, journey in enumerate(journeys, 1):
        name = journey.__name__.replace('_', ' ')
        if number % 5 != 1 and os.environ.get('VBT_JOURNEYS') == 'sample':
            print(f'ok {number} - {name} # SKIP not in the sample', flush=True)
            continue
        try:
            skip = run(journey)
        except Exception:
            name += ' (second try)'
            try:
                skip = run(journey)
            except Exception:
                failed += 1
                print(f'not ok {number} - {name}', flush=True)
                continue
        print(f'ok {number} - {name}' + (f' # SKIP {skip}' if skip else ''), flush=True)
    sys.exit(1 if failed else 0)

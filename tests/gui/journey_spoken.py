# journey_spoken.py: working by ear and keyboard: nothing here looks at the screen or moves the pointer
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re

from driver import SOURCE, Window, children, export, main, vbt, wait, walk

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

TALKS = os.path.join(SOURCE, 'data', 'sample', 'articles', 'talks.txt')

# What the keyboard can reach, and what can be pressed.
ACTABLE = {'push button', 'toggle button', 'check box', 'radio button', 'switch', 'entry', 'text', 'combo box',
           'spin button', 'slider', 'list', 'link', 'password text', 'menu item'}


SETTINGS = {'spin button', 'switch', 'toggle button', 'check box'}


class Ear:
    """Hears what the window announces: the names that its alerts take on."""

    def __init__(self):
        self.heard = []
        self.last = ''
        self.listener = Atspi.EventListener.new(self.hear)
        self.listener.register('object:property-change:accessible-name')

    def hear(self, event, *_):
        try:
            name = event.source.get_name()
            # The name is asked for later than it changed: of two changes at once the last is heard twice.
            if event.source.get_role_name() == 'alert' and name and name != self.last:
                self.heard.append(name)
                self.last = name
        except GLib.GError:  # it went away before it could be asked
            pass

    def expect(self, pattern):
        """Waits for an announcement, and forgets it and all before it."""
        def probe():
            while GLib.MainContext.default().iteration(False):
                pass
            return next((i for i, words in enumerate(self.heard) if re.search(pattern, words)), None) is not None
        try:
            wait(probe, f'to hear {pattern!r}')
        except AssertionError as error:
            raise AssertionError(f'{error}; heard {self.heard}') from None
        words = next(words for words in self.heard if re.search(pattern, words))
        del self.heard[:self.heard.index(words) + 1]
        return words


def is_in(node, state):
    return node.get_state_set().contains(state)


def focused(window):
    return next((n for n in walk(window.root) if is_in(n, Atspi.StateType.FOCUSED)), None)


def wait_for_focus(window, role, name):
    def probe():
        node = focused(window)
        return node and re.fullmatch(role, node.get_role_name()) and re.search(name, node.get_name() or '')
    try:
        wait(probe, f'the focus on {role} {name!r}')
    except AssertionError as error:
        node = focused(window)
        raise AssertionError(f'{error}; it is on {node and (node.get_role_name(), node.get_name())}') from None


def find_alert(window):
    """Goes through the window as a screen reader does: GTK speaks only of what was asked for once."""
    wait(lambda: [n for n in walk(window.root) if n.get_role_name() == 'alert'
                  and re.search(r'^talks.*; \d+ suggestions left$', n.get_name())],
         'the title and what is to do')


def description(window):
    return window.article().get_description()


def new_project(folder):
    project = os.path.join(folder, 'spoken.verbatim')
    vbt('new', project)
    vbt('import', project, TALKS)
    vbt('tag', project)
    return project


def by_me(project):
    header, documents = export(project)
    taggers = {a['name'] for a in header['annotators'] if a['kind'] in ('tagger', 'import')}
    document = documents['talks.txt']
    return document, [s for s in document['spans'] if s['annotator'] not in taggers]


def read_and_review_by_ear(folder):
    project = new_project(folder)
    ear = Ear()
    window = Window(project)

    # The text, as it is read out: whole, by the sentence, by the character.
    article = window.article()
    text = window.text(article)
    assert text.startswith('MONTREL – The foreign ministers'), text[:60]
    line = Atspi.Text.get_string_at_offset(article, 3, Atspi.TextGranularity.WORD)
    assert line.content.startswith('MONTREL'), line.content
    find_alert(window)

    # From annotation to annotation; each is said.
    wait_for_focus(window, 'text', '^Article text$')
    window.key('F6')
    wait_for_focus(window, 'list item', ', 1 of [0-9]+$')
    window.key('Escape')
    wait_for_focus(window, 'text', '^Article text$')
    window.key('Tab')
    first = ear.expect('suggested')
    window.key('Tab')
    second = ear.expect('suggested')
    assert first != second
    wait(lambda: description(window) == second, f'the description {second!r}')
    window.key('shift+Tab')
    ear.expect('^' + re.escape(first) + '$')

    # The list says the same, with the place of each, and chooses in the text.
    window.key('F6')
    wait_for_focus(window, 'list item', '^' + re.escape(first) + ', 1 of [0-9]+$')
    window.key('Down', 'Down')
    wait_for_focus(window, 'list item', '^Quote by Ingrid Aldersen, direct, suggested, 3 of [0-9]+$')
    ear.expect('^Quote by Ingrid Aldersen, direct, suggested$')
    window.key('Return')
    wait_for_focus(window, 'text', '^Article text$')
    caret = Atspi.Text.get_caret_offset(article)
    assert text[caret:].startswith('“We did not come to Montrel'), text[caret:caret + 30]

    # Decisions: each is announced, and how many are left.
    left = len(window_suggestions(window))
    window.key('a')
    said = ear.expect('^Done: Accept Quote')
    assert 'We did not come' in said, said
    wait(lambda: 'suggested' not in description(window), 'an accepted quote')
    after = len(window_suggestions(window))
    assert after < left and f'{after} suggestions left' in said, (left, after, said)
    window.key('n')
    rejected = ear.expect('suggested$')
    window.key('x')
    ear.expect('^Done: Reject')
    assert rejected not in [re.sub(', [0-9]+ of.*', '', n) for n in window_suggestions(window)][:1]
    window.key('ctrl+z')
    ear.expect('^Undone: Reject')
    window.close()


def window_suggestions(window):
    annotations = window.find('list', 'Annotations')
    return [n.get_name() for n in children(annotations) if ', suggested,' in n.get_name()]


def label_link_and_finish_by_ear(folder):
    project = new_project(folder)
    ear = Ear()
    window = Window(project)
    wait_for_focus(window, 'text', '^Article text$')
    find_alert(window)

    # A selection made with keys is labelled.
    window.key('ctrl+Home', 'ctrl+shift+Right', '6')
    ear.expect('Done: Add Location “MONTREL”')
    wait(lambda: description(window) == 'Location “MONTREL”', 'the new annotation')
    assert [(s['label'], s['start']) for s in by_me(project)[1]] == [('Location', 0)]

    # A quote is given its speaker, who is found by typing.
    window.key('F6')
    wait_for_focus(window, 'list item', '^Location “MONTREL”, 1 of')
    window.key('Down', 'Down', 'Down')
    wait_for_focus(window, 'list item', '^Quote by Ingrid Aldersen')
    window.key('Return', 's')
    wait_for_focus(window, 'text|entry', '.')
    window.type('revilla')
    window.key('Return')
    ear.expect('Done: Tomás Revilla says')
    wait(lambda: description(window).startswith('Quote by Tomás Revilla'), 'the other speaker')
    window.key('ctrl+z')
    ear.expect('Undone: Tomás Revilla says')

    # The list of suggestions alone is shorter.
    n_all = len(children(window.find('list', 'Annotations')))
    window.key('F6', 'Home', 'shift+Tab')
    wait_for_focus(window, '.*', 'Which annotations are listed')
    window.key('Return', 'Down', 'Return')
    wait(lambda: 0 < len(children(window.find('list', 'Annotations'))) < n_all, 'a shorter list')
    window.key('Escape')
    window.key('ctrl+Return')
    ear.expect('Done: Mark “.*” as done')
    wait(lambda: by_me(project)[0].get('status', {}) or 'done' in str(by_me(project)[0]), 'the status')
    window.close()


def everything_has_a_name(folder):
    project = new_project(folder)
    window = Window(project)
    window.article()
    window.key('Tab')
    wait(lambda: 'suggested' in description(window), 'a selected annotation')
    check_names(window, 'the window')
    for action, title in (('win.preferences', 'Preferences'), ('win.export', 'Export'),
                          ('win.import', 'Import')):
        known = {n.path for n in children(window.root)}
        window.act(action)
        wait(lambda: [n for n in children(window.root) if n.path not in known], title)
        check_names(window, title)
        window.key('Escape')
        wait(lambda: not [n for n in children(window.root) if n.path not in known], f'the end of {title}')
    window.close()


def check_names(window, where):
    """Whatever can be acted on has a name of its own, not that of its class."""
    nameless = []
    for node in walk(window.root):
        if not is_in(node, Atspi.StateType.FOCUSABLE) or not is_in(node, Atspi.StateType.VISIBLE):
            continue
        name = node.get_name() or ''
        # GTK joins the name of a control and the title of its row.
        assert not (node.get_role_name() in SETTINGS and re.search(r'^(.{4,}?)\b.* \1$', name)), f'said twice: {name}'
        if node.get_role_name() in ACTABLE and re.fullmatch(r'|(Gtk|Adw|Vbt)\w+', name):
            labels = [c.get_name() for c in walk(node) if c.get_role_name() == 'label' and c.get_name()]
            if not labels:
                nameless.append((node.get_role_name(), name, path_of(node)))
    assert not nameless, f'without a name in {where}: {nameless}'


def path_of(node):
    names = []
    while node is not None and len(names) < 5:
        names.append(f'{node.get_role_name()} {node.get_name()!r}')
        node = node.get_parent()
    return ' < '.join(names)


main(read_and_review_by_ear, label_link_and_finish_by_ear, everything_has_a_name)

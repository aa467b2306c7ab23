# gestures.py: what the journeys through the article's gestures share
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

from driver import SOURCE, export, sh, vbt, wait

TALKS = os.path.join(SOURCE, 'data', 'sample', 'articles', 'talks.txt')


def new_project(folder, *articles, tag=False):
    project = os.path.join(folder, 'gestures.verbatim')
    vbt('new', project)
    vbt('import', project, *(articles or (TALKS,)))
    if tag:
        vbt('tag', project)
    return project


def people(project):
    """The document, and the annotations in it that people made."""
    header, documents = export(project)
    others = {a['name'] for a in header.get('annotators', []) if a['kind'] in ('tagger', 'import')}
    document = next(iter(documents.values()))
    return document, [s for s in document.get('spans', []) if s['annotator'] not in others]


def fragments(document, span):
    ranges = span.get('fragments') or [[span['start'], span['end']]]
    return tuple(document['text'][a:b] for a, b in ranges)


def spans(project):
    """(label, the words of the fragments) of the annotations that people made."""
    document, mine = people(project)
    return sorted((s['label'], *fragments(document, s)) for s in mine)


def wait_for_spans(project, *expected):
    try:
        wait(lambda: spans(project) == sorted(expected), f'{expected}')
    except AssertionError as error:
        raise AssertionError(f'{error}; there are {spans(project)}') from None


def relations(project):
    """(label, the words at its start, the words at its end) of the relations that people made."""
    document, mine = people(project)
    words = {s['id']: ' … '.join(fragments(document, s)) for s in mine}
    return sorted((r['label'], words[r['from']], words[r['to']])
                  for r in document.get('relations', []) if r['from'] in words and r['to'] in words)


class Pointer:
    """The mouse over the words of the article."""

    def __init__(self, window):
        self.window = window

    def at(self, offset, part=.5):
        x, y, w, h = self.window.character_box(self.window.article(), offset)
        return x + max(1, min(int(w * part), w - 1)), y + h // 2

    def show(self, *words):
        """Brings the words into view, all at once."""
        places = [self.window.place_of(w) for w in words]
        self.window.bring_into_view(min(a for a, _ in places), max(b for _, b in places))

    def drag(self, start, end, held=(), during=()):
        """From one place of the window to another; @held before the press, @during after it."""
        (x0, y0), (x1, y1) = start, end
        for key in held:
            sh('xdotool', 'keydown', key)
        self.window.point(x0, y0)
        self.window.press('mousedown', '1')
        for key in during:
            sh('xdotool', 'keydown', key)
        for k in (1, 2, 3, 4):
            self.window.point(x0 + (x1 - x0) * k // 4, y0 + (y1 - y0) * k // 4)
        sh('xdotool', 'mouseup', '1')
        for key in (*held, *during):
            sh('xdotool', 'keyup', key)

    def drag_words(self, first, last, **modifiers):
        """From the middle of one character to that of another; both are given by offset."""
        self.drag(self.at(first), self.at(last), **modifiers)

    def click(self, words, times=1, button='1', within=1):
        self.show(words)
        x, y = self.at(self.window.place_of(words)[0] + within)
        self.window.point(x, y)
        self.window.press('click', '--repeat', str(times), '--delay', '60', button)

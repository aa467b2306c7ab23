# journey_stop.py: what takes long in the background is stopped by Cancel, and then nothing was changed
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import sqlite3

from driver import Window, export, main, vbt, wait

N = 50


def make(folder, name, text, *spans):
    """A project with one article; the spans are lines of brat."""
    path = os.path.join(folder, 'article', name)
    os.mkdir(os.path.dirname(path))
    with open(path + '.txt', 'w', encoding='utf-8') as stream:
        stream.write(text)
    if spans:
        with open(path + '.ann', 'w', encoding='utf-8') as stream:
            stream.write(''.join(spans))
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    return project


def stop(window, project, begin):
    """Somebody else writes to the project, so that what is begun has to wait until Cancel was pressed."""
    other = sqlite3.connect(project, isolation_level=None)
    other.execute('BEGIN IMMEDIATE')
    begin()
    window.do(window.find('push button', '_?Cancel', within=window.frame(), seconds=20))
    window.wait_for_label('^Stopping…$')
    other.execute('ROLLBACK')
    other.close()
    window.wait_for_label('^Stopped; nothing was changed$', 20)


def spans(project):
    return next(iter(export(project)[1].values())).get('spans', [])


def what_is_decided_on_many(folder):
    """Accept and Reject of all ticked."""
    line = 'On Monday Anna Lindholm went to the harbor of the town.\n'
    project = make(folder, 'many', line * (N + 1))
    vbt('import', project, os.path.join(folder, 'article'))
    vbt('tag', project)
    for key in ('shift+a', 'shift+x'):
        window = Window(project)
        window.article()
        window.key('alt+2')
        window.wait_for_label(f'^{N} others like this', 20)
        stop(window, project, lambda: window.key(key))
        window.close()
    assert not next(iter(export(project)[1].values())).get('decisions')


def what_is_marked_everywhere(folder):
    """Mark every occurrence, from the one that is there."""
    line = 'On Monday Halvorsen went to the harbor.\n'
    project = make(folder, 'every', line * N, 'T1\tPerson 10 19\tHalvorsen\n')
    vbt('import', project, os.path.join(folder, 'article'))
    window = Window(project)
    window.click_word('Halvorsen')
    window.key('m')
    button = window.find('.*button', f'Mark {N}', seconds=20)
    stop(window, project, lambda: window.click(button))
    assert len(spans(project)) == 1
    window.close()


def what_is_fixed_at_once(folder):
    """Fix All of the page Problems."""
    line = 'On Monday Anna Lindholm went to the harbor.\n'
    bad = (f'T{i + 1}\tPerson {i * len(line) + 10} {i * len(line) + 21}\tAnna Lindho\n' for i in range(N))
    project = make(folder, 'bad', line * N, *bad)
    vbt('import', project, os.path.join(folder, 'article'))
    before = spans(project)
    window = Window(project)
    window.article()
    window.key('alt+5')
    button = window.find('.*button', f'^Fix All {N}', seconds=30)
    stop(window, project, lambda: window.click(button))
    assert spans(project) == before and len(before) == N
    window.close()


main(what_is_decided_on_many, what_is_marked_everywhere, what_is_fixed_at_once)

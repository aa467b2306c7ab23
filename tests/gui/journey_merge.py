# journey_merge.py: a copy that somebody else went on with comes in, and what contradicts is told
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import shutil

from driver import SOURCE, Window, export, main, vbt, wait

ARTICLES = os.path.join(SOURCE, 'data', 'sample', 'articles')


def two_copies(folder, contradict):
    """Ours and theirs, which has another article and suggestions; and has deleted one that somebody here looked at."""
    ours = os.path.join(folder, 'ours.verbatim')
    theirs = os.path.join(folder, 'theirs.verbatim')
    names = sorted(os.listdir(ARTICLES))[:3]
    vbt('new', ours)
    vbt('import', ours, *(os.path.join(ARTICLES, name) for name in names[:2]))
    shutil.copy(ours, theirs)
    vbt('import', theirs, os.path.join(ARTICLES, names[2]))
    vbt('tag', theirs)
    if contradict:
        vbt('trash', theirs, '--delete', names[0])
        vbt('trash', ours, '--delete', names[0])
        vbt('trash', ours, '--restore', names[0])
    return ours, theirs, names


def choose(window, path):
    window.article()
    window.act('win.merge')
    window.find('push button', '_?Merge.*')
    window.key('slash')
    window.choose_path(path)


def read_what_contradicts(folder):
    ours, theirs, names = two_copies(folder, True)
    window = Window(ours)
    choose(window, theirs)
    window.wait_for_label('^Merged theirs.verbatim: 1 article, ', 30)
    window.wait_for_label('^1 Thing Was Left as It Is$')
    window.wait_for_label(f'^{names[0]}: article$')
    window.wait_for_label('^deleted there, but changed or needed here: kept$')
    window.screenshot('merge-report')
    assert len(export(ours)[1]) == 3
    # It leads to the article that is concerned.
    window.click(window.find('push button', '_?Show in Article'))
    with open(os.path.join(ARTICLES, names[0]), encoding='utf-8') as stream:
        beginning = stream.read(20)
    wait(lambda: beginning in window.text(window.article()), 'the article')
    window.act('win.undo')
    wait(lambda: len(export(ours)[1]) == 2, 'the merge to be undone')
    window.close()


def without_contradiction(folder):
    ours, theirs, names = two_copies(folder, False)
    window = Window(ours)
    choose(window, theirs)
    window.wait_for_label('^Merged theirs.verbatim: 1 article, ', 30)
    window.screenshot('merge-toast')
    assert len(export(ours)[1]) == 3
    # What vbt merges meanwhile is seen at once.
    vbt('trash', theirs, '--delete', names[1])
    vbt('merge', ours, theirs)
    window.wait_for_label('^0 of 2 done', 3)
    window.close()


main(read_what_contradicts, without_contradiction)

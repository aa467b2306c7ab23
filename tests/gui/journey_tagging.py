# journey_tagging.py: choosing articles, taggers and options, and reading what came of it
#
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import os
import sqlite3

from driver import SENSITIVE, SOURCE, Window, export, main, vbt, wait
from gestures import new_project

ARTICLES = sorted(glob.glob(os.path.join(SOURCE, 'data', 'sample', 'articles', '*.txt')))


def suggestions(project):
    """The names of documents that have suggestions, and by which taggers."""
    header, documents = export(project)
    taggers = {a['name'] for a in header.get('annotators', []) if a['kind'] == 'tagger'}
    found = {name: {s['annotator'] for s in d.get('spans', [])} & taggers for name, d in documents.items()}
    return {name: by for name, by in found.items() if by}


def open_dialog(window):
    window.article()
    window.key('ctrl+shift+t')
    window.find('push button', '_?Tag')


def check(window, title):
    window.click(window.find('check box', title))


def choose_what_runs(folder):
    project = new_project(folder, *ARTICLES[:3])
    window = Window(project)
    open_dialog(window)
    check(window, 'Persons, organizations and places')
    check(window, 'Quotes and speakers')
    wait(lambda: not window.find('push button', '_?Tag').get_state_set().contains(SENSITIVE), 'nothing to do')
    check(window, 'Quotations')
    window.screenshot('tagging')
    window.click(window.find('push button', '_?Tag'))
    window.wait_for_label('New Suggestions$')
    window.wait_for_label('^Quotations$')
    window.screenshot('tagging-report')
    assert set.union(*suggestions(project).values()) == {'quotations'}, suggestions(project)
    # It leads to the first one.
    window.click_until('push button', '_?Review', lambda: window.has('label', '_?Accept.*'))
    # The choice is kept, for vbt too.
    vbt('tag', project)
    assert set.union(*suggestions(project).values()) == {'quotations'}, suggestions(project)
    window.close()


def take_names_from_a_list(folder):
    project = new_project(folder, *ARTICLES[:1])
    names = os.path.join(folder, 'names.txt')
    with open(names, 'w', encoding='utf-8') as stream:
        stream.write('Bahnhof\n')
    window = Window(project)
    open_dialog(window)
    window.click(window.find('label', 'Known names'))
    window.screenshot('tagging-options')
    window.click_until('label', 'List of names', lambda: window.has('push button', '_?Open.*'))
    window.key('slash')  # shows the entry
    window.choose_path(names)
    wait(lambda: window.has('label', '.*names.txt'), 'the file')
    window.screenshot('tagging-list')
    window.click(window.find('push button', '_?Tag'))
    window.wait_for_label('New Suggestions?$')
    assert 'dictionary' in set.union(*suggestions(project).values()), suggestions(project)
    window.close()


def when_it_learned(project):
    """The times of what was learned, as the project keeps them."""
    connection = sqlite3.connect(f'file:{project}?mode=ro', uri=True)
    try:
        return [row[0] for row in connection.execute('SELECT trained FROM model')]
    finally:
        connection.close()


def learn_in_the_background(folder):
    project = os.path.join(folder, 'sample.verbatim')
    vbt('new', project)
    vbt('import', project, os.path.join(SOURCE, 'data', 'sample', 'sample.jsonl'), '--format', 'verbatim')
    assert not when_it_learned(project)
    window = Window(project)
    window.article()
    # There is more than it waits for, so that it begins at once.
    first = wait(lambda: when_it_learned(project), 'what is learned from the people of the sample', 60)
    # From now on after each act.
    window.key('ctrl+comma')
    title = 'Learn from what is decided'
    window.find('label', 'Preferences')
    # Far down, below what is seen at first: the keyboard gets there.
    wait(lambda: title in window.focused() or window.key('Tab'), 'the way there', 30)
    window.click(window.find('label', title))
    window.screenshot('preferences')
    window.key('ctrl+a', '1', 'Return', 'Escape')
    wait(lambda: not window.has('label', title), 'the preferences to close')
    assert when_it_learned(project) == first
    window.key('ctrl+Home', 'w', '6')
    wait(lambda: when_it_learned(project) != first, 'what is learned from one annotation more', 60)
    open_dialog(window)
    window.screenshot('tagging-learned')
    window.close()


main(choose_what_runs, take_names_from_a_list, learn_in_the_background)

# journey_remarks.py: notes, questions and doubts on an annotation, a passage and an article
#
# SPDX-License-Identifier: GPL-3.0-or-later
from driver import Window, export, main, wait
from gestures import new_project


def remarks(project):
    return [(r['text'], r.get('question', False), r.get('resolved', False), 'annotation' in r, 'start' in r)
            for r in next(iter(export(project)[1].values())).get('remarks', [])]


def wait_for(project, *expected):
    wait(lambda: sorted(remarks(project)) == sorted(expected), f'{expected}, not {remarks(project)}')


def ask_and_answer(folder):
    project = new_project(folder, tag=True)
    window = Window(project)
    window.article()
    window.key('Tab', 'question')
    wait_for(project, ('', True, False, True, False))
    window.wait_for_label('^Not sure$')
    window.key('ctrl+m')
    window.type('Is that a person')
    window.key('Return')
    wait_for(project, ('', True, False, True, False), ('Is that a person', False, False, True, False))
    window.wait_for_label('^Is that a person$')
    window.click(window.find('.*', 'Guideline: Organization'))
    window.wait_for_label('^The name of a company')
    window.screenshot('remarks')
    window.click(window.find('push button', 'Resolve'))
    wait_for(project, ('', True, True, True, False), ('Is that a person', False, False, True, False))
    window.key('ctrl+z', 'ctrl+z', 'ctrl+z')
    wait_for(project)
    window.close()


def on_a_passage(folder):
    project = new_project(folder)
    window = Window(project)
    window.drag('Montrel')
    window.key('ctrl+m')
    window.type('Where is that')
    window.key('Return')
    wait_for(project, ('Where is that', False, False, False, True))
    window.wait_for_label('^“Montrel”$')
    window.screenshot('remarks-passage')
    window.close()


main(ask_and_answer, on_a_passage)

# journey_commands.py: the command palette, and keys that the user changes
#
# SPDX-License-Identifier: GPL-3.0-or-later
from driver import Window, main, wait
from gestures import new_project, spans, wait_for_spans


def do_a_thing_by_its_words(folder):
    project = new_project(folder)
    window = Window(project)
    window.article()
    window.key('ctrl+Home', 'w')
    window.key('ctrl+k')
    window.find('text|entry', 'Find a command')
    window.screenshot('commands')
    window.type('as loc')
    window.screenshot('commands-filtered')
    window.key('Return')
    wait_for_spans(project, ('Location', 'MONTREL'))
    # What cannot be done now is not taken: there is nothing to redo.
    window.key('ctrl+k')
    window.find('text|entry', 'Find a command')
    window.type('redo')
    window.wait_for_label('Nothing that can be done now')
    window.key('Escape')
    wait(lambda: not window.has('text|entry', 'Find a command'), 'the palette to go')
    window.key('ctrl+k')
    window.find('text|entry', 'Find a command')
    window.type('undo')
    window.key('Return')
    wait_for_spans(project)
    window.close()


def change_a_key(folder):
    project = new_project(folder)
    window = Window(project)
    window.article()
    window.key('ctrl+Home', 'w', '6')
    wait_for_spans(project, ('Location', 'MONTREL'))
    window.key('F1')
    window.find('text|entry', 'Find an action')
    window.screenshot('shortcuts')
    window.type('remove the')
    row = window.find('list item', '.*Remove the annotation.*')
    window.click(row)
    window.find('label', 'Press the new key.*')
    # A key that another action has: it is said, and can be taken away.
    window.key('r')
    window.wait_for_label('Choose a label by its name')
    window.screenshot('shortcuts-conflict')
    window.key('F7')
    window.wait_for_label('The key is free')
    window.key('Return')
    wait(lambda: not window.has('label', 'The key is free.*'), 'the dialog to go')
    window.screenshot('shortcuts-changed')
    window.key('Escape')
    wait(lambda: not window.has('text|entry', 'Find an action'), 'the list to go')
    window.key('Delete')
    window.key('F7')
    wait_for_spans(project)
    window.close()


main(do_a_thing_by_its_words, change_a_key)

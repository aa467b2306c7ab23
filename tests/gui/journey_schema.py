# journey_schema.py: changing the labels of a project, with what is annotated
#
# SPDX-License-Identifier: GPL-3.0-or-later
from driver import Window, children, main, vbt, wait
from gestures import TALKS, new_project


def labels(project):
    return [line.split()[1] for line in vbt('schema', project).splitlines()[1:]]


def uses(project, label):
    return len(vbt('search', project, f'label:{label}', '--csv').splitlines()) - 1


def open_editor(window, label):
    window.act('win.schema')
    row = window.find('list item', label)
    window.click(row)
    window.find('text|entry', 'Name')


def rename_merge_delete(folder):
    project = new_project(folder, TALKS, tag=True)
    window = Window(project)
    window.article()
    n = uses(project, 'Location')
    assert n > 0
    open_editor(window, 'Location')
    window.wait_for_label(f'^{n:,} annotations? ha(s|ve) it$')
    window.screenshot('schema')
    entry = window.find('text|entry', 'Name')
    window.click(entry)
    window.key('ctrl+a')
    window.type('Place')
    window.key('Return')
    wait(lambda: 'Place' in labels(project) and uses(project, 'Place') == n, 'the new name')
    window.click(window.find('list item', 'Organization'))
    organizations = uses(project, 'Organization')
    window.wait_for_label(f'^{organizations:,} annotations? ha(s|ve) it$')
    window.do(window.find('push button', '_?Merge'))
    window.wait_for_label('^Merge “Organization” Into “Quote”')
    window.screenshot('schema-merge')
    window.do(window.find('push button', '_?Cancel'))
    window.do(window.find('push button', '_?Delete'))
    window.wait_for_label(f'^{organizations:,} annotations? (is|are) deleted with it')
    window.screenshot('schema-delete')
    # The answer is in the window that came last.
    dialog = children(window.root)[-1]
    window.do(window.find('push button', '_?Delete', within=dialog))
    wait(lambda: 'Organization' not in labels(project), 'the label to be gone', 20)
    window.act('win.undo')
    wait(lambda: 'Organization' in labels(project) and uses(project, 'Organization') == organizations,
         'the label to be there again', 20)
    window.act('win.undo')
    wait(lambda: uses(project, 'Location') == n, 'the old name')
    window.close()


main(rename_merge_delete)

# journey_schema.py: changing the labels of a project, with what is annotated
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os

from driver import Window, children, export, is_showing, main, vbt, wait, walk
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


def schema_of(project):
    return export(project)[0]['schema']


def label_of(project, name, kind):
    return next(l for l in schema_of(project)['labels'] if l['name'] == name and l['kind'] == kind)


def rules_and_limits(folder):
    """What is checked, and how many relations there may be: each change one act."""
    project = new_project(folder, TALKS)
    window = Window(project)
    window.article()
    window.act('win.schema')
    window.click(window.find('list item', 'Rules'))
    window.wait_for_label('^A quote has a cue$')
    window.screenshot('schema-rules')

    def rule(name):
        return next(r for r in schema_of(project)['rules'] if r['rule'] == name)
    assert rule('E1')['level'] == 'error'
    window.click(window.find('combo box', 'E1: how bad it is'))
    window.key('Home', 'Down', 'Return')
    wait(lambda: rule('E1')['level'] == 'warn', 'a warning instead of an error')
    window.click(window.find('combo box', 'E1: when it is looked at'))
    window.key('Home', 'Return')
    wait(lambda: rule('E1').get('when', 'always') == 'always', 'always instead of at the end')
    window.click(window.find('list item', 'cue'))
    window.find('text|entry', 'Name')
    # It closes, and opens at another place.
    window.key('Escape')
    wait(lambda: not window.has('list item', 'Rules'), 'the dialog to close')
    open_editor(window, 'cue')
    row = window.find('list item|combo box', 'How Many from One Annotation')
    window.screenshot('schema-limits')
    window.click(row)
    window.key('Home', 'Down', 'Down', 'Return')
    wait(lambda: label_of(project, 'cue', 'relation')['max'] == 2, 'two cues')
    window.act('win.undo')
    wait(lambda: label_of(project, 'cue', 'relation')['max'] == 1, 'one cue again')
    window.act('win.undo')
    window.act('win.undo')
    wait(lambda: rule('E1')['level'] == 'error', 'an error again')
    window.close()


def has_apply(window):
    return any(is_showing(n) and n.get_description() == 'Apply' for n in walk(window.root))


def attributes(folder):
    """An attribute goes in the background, with its values; what was typed and not confirmed is of one label only."""
    project = new_project(folder, TALKS, tag=True)
    window = Window(project)
    window.article()
    open_editor(window, 'Quote')
    window.click(window.find('text|entry', 'Name'))
    window.type('x')
    wait(lambda: has_apply(window), 'the button to confirm it')
    window.click(window.find('list item', 'Speaker'))
    wait(lambda: window.text(window.find('text|entry', 'Name')) == 'Speaker', 'the other label')
    wait(lambda: not has_apply(window), 'nothing to confirm')
    window.click(window.find('list item', 'Quote'))
    wait(lambda: window.text(window.find('text|entry', 'Name')) == 'Quote', 'the label, as it was')
    names = [a['name'] for a in label_of(project, 'Quote', 'span')['attributes']]
    assert 'certain' in names
    window.do(window.find('push button', 'Delete the attribute “certain”'))
    window.wait_for_label('^Delete the Attribute “certain”')
    window.screenshot('schema-attribute')
    dialog = children(window.root)[-1]
    window.do(window.find('push button', '_?Delete', within=dialog))
    wait(lambda: [a['name'] for a in label_of(project, 'Quote', 'span')['attributes']]
         == [n for n in names if n != 'certain'], 'the attribute to be gone', 20)
    window.act('win.undo')
    wait(lambda: [a['name'] for a in label_of(project, 'Quote', 'span')['attributes']] == names,
         'the attribute to be there again', 20)
    window.close()


def import_another(folder):
    """A schema from a file takes the place of the project's, unless it lacks what is in use."""
    project = new_project(folder, TALKS, tag=True)
    path = os.path.join(folder, 'other.json')
    vbt('schema', project, '--export', path)
    with open(path, encoding='utf-8') as file:
        schema = json.load(file)
    schema['labels'] = [label for label in schema['labels'] if label['name'] != 'Discard']
    schema['labels'].append({'name': 'Claim', 'kind': 'span', 'key': 'c', 'color': 'teal'})

    def take():
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(schema, file)
        window.act('schema.import')
        window.find('push button', '_?Open.*')
        window.key('slash')
        window.choose_path(path)

    window = Window(project)
    window.article()
    window.act('win.schema')
    window.find('list item', 'Discard')
    take()
    window.find('list item', 'Claim')
    assert 'Claim' in labels(project) and 'Discard' not in labels(project)
    schema['labels'] = [label for label in schema['labels'] if label['name'] != 'Person']
    take()
    window.wait_for_label('has no label “Person”, which is in use')
    window.screenshot('schema-refused')
    window.key('Escape')
    assert 'Person' in labels(project)
    window.close()


main(rename_merge_delete, rules_and_limits, attributes, import_another)

# journey_exchange.py: files go in and out through the dialogs, which say beforehand what will come of it
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

from driver import Window, attempt, export, main, sh, vbt, wait

TABLE = ('Ann\tB-per\nLee\tI-per\nmet\tO\nBo\tB-per\nin\tO\nRome\tB-place\n.\tO\n')
BROKEN = '{"text": "Good.", "label": [[0, 4, "Name"]]}\nnonsense\n'

NESTED = ('{"text": "Ann Lee said yes in Rome.", "name": "a.txt", "spans": [{"label": "A", "start": 0, "end": 7}, '
          '{"label": "B", "start": 4, "end": 12}, {"label": "C", "start": 20, "end": 24}]}')


def new_project(folder):
    project = os.path.join(folder, 'p.verbatim')
    vbt('new', project)
    return project


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as stream:
        stream.write(text)
    return path


def open_import(window, folder):
    """The import dialog with everything below a folder."""
    window.act('win.import')
    window.click(window.find('push button', 'Add F_?older…'))
    window.find('push button', '_Choose Choose')
    window.key('slash')
    window.choose_path(folder)


def bring_into_view(window, node):
    """Turns the wheel over the dialog until the row is well inside of it."""
    def inside():
        x, y, w, h = window.box(node)
        if 60 <= y and y + h <= 660:
            return True
        window.point(x + 40, 400)
        sh('xdotool', 'click', '4' if y < 60 else '5')
        return False
    wait(inside, 'the row in view', 20)
    places = []
    wait(lambda: places.append(window.box(node)) or (len(places) > 4 and len(set(places[-4:])) == 1),
         'the end of scrolling')


def choose(window, row, wanted, lines):
    """Chooses the line of a combo row so many lines below the first; again where the window was too busy."""
    def chosen():
        node = window.find('combo box', row)
        bring_into_view(window, node)
        window.click(node)
        window.key('Home', *['Down'] * lines, 'Return')
        return attempt(lambda: wanted in window.labels(window.find('combo box', row)))
    wait(chosen, f'{row}: {wanted}', 60)


def preview_and_cancel(folder):
    """What is in the files stands there before anything is imported, and Cancel leaves nothing."""
    project = new_project(folder)
    files = os.path.join(folder, 'files')
    os.mkdir(files)
    write(files, 'a.conll', TABLE)
    write(files, 'b.jsonl', BROKEN)
    window = Window(project)
    open_import(window, files)
    window.wait_for_label('^2 articles, 4 spans, 0 relations$')
    window.wait_for_label('^CoNLL columns: 1 file$')
    window.wait_for_label('new in this project')
    window.wait_for_label('^1 problem$')
    window.screenshot('import-preview')
    window.do(window.find('push button', '_?Cancel'))
    wait(lambda: not window.has('push button', '_?Add _?Files…'), 'the dialog to close')
    window.close()
    header, documents = export(project)
    assert not documents, documents
    assert 'per' not in [label['name'] for label in header['schema']['labels']], header


def labels_become_others(folder):
    """A label of the file becomes one of the project's, another is left out, and all is mine."""
    project = new_project(folder)
    files = os.path.join(folder, 'files')
    os.mkdir(files)
    write(files, 'a.conll', TABLE)
    window = Window(project)
    open_import(window, files)
    window.wait_for_label('^1 article, 3 spans, 0 relations$')
    choose(window, 'Annotations', 'Are mine', 1)
    choose(window, 'per', 'Person', 5)
    choose(window, 'place', 'Leave out', 1)
    window.screenshot('import-labels')
    window.do(window.find('push button', '_Import Import'))
    wait(lambda: 'a.conll' in export(project)[1], 'the article in the project', 30)
    header, documents = export(project)
    window.close()
    mine = [a['name'] for a in header['annotators'] if a['kind'] == 'person']
    spans = [s for s in documents['a.conll']['spans'] if s.get('annotator') in mine]
    assert [s['label'] for s in spans] == ['Person', 'Person'], documents
    assert not {'per', 'place'} & {label['name'] for label in header['schema']['labels']}, header


def what_several_people_made(folder):
    """Each file is named after who made it, and both are about an article that the project has."""
    project = new_project(folder)
    vbt('import', project, write(folder, 'talk.txt', 'Ann met Bo'))
    files = os.path.join(folder, 'files')
    os.mkdir(files)
    write(files, 'ada.conll', 'Ann\tB-Person\nmet\tO\nBo\tB-Person\n')
    write(files, 'bob.conll', 'Ann\tB-Person\nmet\tB-Cue\nBo\tO\n')
    window = Window(project)
    open_import(window, files)
    choose(window, 'Annotations', 'Go by the file’s name', 3)
    switch = window.find('check box|switch|toggle button', '.*Add to articles that are there')
    bring_into_view(window, switch)
    window.screenshot('import-people')
    window.click(switch)
    window.do(window.find('push button', '_Import Import'))
    window.wait_for_label('^Annotations of 1 article added$')
    _, documents = export(project)
    assert list(documents) == ['talk.txt'], documents
    found = sorted((s['annotator'], s['label']) for s in documents['talk.txt']['spans'])
    assert found == [('ada', 'Person'), ('ada', 'Person'), ('bob', 'Cue'), ('bob', 'Person')], found
    window.act('win.undo')
    wait(lambda: not export(project)[1]['talk.txt'].get('spans'), 'one step back')
    window.close()


def losses_before_and_after(folder):
    """What the format cannot hold is counted in all documents before it is written, and can be left out."""
    project = new_project(folder)
    for n in range(7):
        vbt('import', project, write(folder, f'{n}.jsonl', NESTED.replace('a.txt', f'{n}.txt')), '--annotator', 'root')
    out = os.path.join(folder, 'out.conll')
    window = Window(project)
    window.act('win.export')
    choose(window, 'Format', 'CoNLL columns', 2)
    choose(window, 'Annotations', 'Everybody’s', 1)
    window.wait_for_label('^7 × Spans that overlap others are left out')
    window.wait_for_label('^In all documents that are exported$')
    window.screenshot('export-losses')
    choose(window, 'Affected annotations', 'Leave out', 1)
    window.wait_for_label('^7 × Annotations that the format cannot hold whole are left out')
    window.click(window.find('push button', '.*Export…'))
    window.choose_path(out)
    window.wait_for_label('read again, and gives this otherwise')
    window.wait_for_label('Texts: 7 came back, but not all the same, as was said before')
    window.screenshot('export-differences')
    with open(out, encoding='utf-8') as stream:
        assert stream.read().count('Rome\tB-C') == 7
    window.do(window.find('push button', '_?Close|_?OK'))
    window.close()


main(preview_and_cancel, labels_become_others, what_several_people_made, losses_before_and_after)

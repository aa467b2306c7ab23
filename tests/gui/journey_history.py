# journey_history.py: going back, the trash, backups and their restoring, through the real window
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import sqlite3

from driver import SOURCE, Window, export, main, vbt, wait

# Of very small articles: so many that their import is not undone while the window waits.
N_ARTICLES = 2000
ARTICLES = os.path.join(SOURCE, 'data', 'sample', 'articles')


def make_project(folder, name):
    project = os.path.join(folder, name)
    vbt('new', project)
    vbt('import', project, os.path.join(ARTICLES, 'council.txt'), os.path.join(ARTICLES, 'moss.txt'))
    return project


def count_spans(project):
    return sum(len(d.get('spans', [])) for d in export(project)[1].values())


def shown(window):
    wait(lambda: len(window.text(window.article())) > 200, 'an article')


def go_back_to_an_act(folder):
    project = make_project(folder, 'back.verbatim')
    window = Window(project)
    shown(window)
    words = [w for w in window.text(window.article()).split() if w.isalpha() and len(w) > 4][:3]
    for i, word in enumerate(words):
        window.click_word(word, times=2)
        window.key('4')
        wait(lambda: count_spans(project) == i + 1, f'span {i + 1}')
    window.key('ctrl+h')
    window.find('frame', 'History')
    acts = window.find('list', 'What was done.*')
    window.wait_for_label('Add Person .*' + words[2])
    window.screenshot('history')
    window.click(window.find('label', '.*' + words[0] + '.*', within=acts))
    window.click(window.find('push button', 'Go Back to Here'))
    wait(lambda: count_spans(project) == 1, 'one span left')
    window.wait_for_label('^undone$')
    window.screenshot('history-undone')
    window.click(window.find('label', '.*' + words[2] + '.*', within=acts))
    window.click(window.find('push button', 'Redo Up to Here'))
    wait(lambda: count_spans(project) == 3, 'three spans again')
    window.close()


def delete_and_restore_an_article(folder):
    project = make_project(folder, 'trash.verbatim')
    window = Window(project)
    shown(window)
    first = window.text(window.article())
    window.act('win.trash-document')
    wait(lambda: len(export(project)[1]) == 1, 'one article left')
    wait(lambda: window.text(window.article()) != first, 'the other article')
    window.click(window.find('push button', 'Undo', within=window.find('panel', None)) if False
                 else window.find('push button', '_?Undo'))
    wait(lambda: len(export(project)[1]) == 2, 'both articles')
    window.act('win.trash-document')
    wait(lambda: len(export(project)[1]) == 1, 'one article left')
    window.act('win.trash')
    window.find('frame', 'Trash')
    window.screenshot('trash')
    window.click(window.find('push button', '_?Restore'))
    wait(lambda: len(export(project)[1]) == 2, 'both articles')
    window.wait_for_label('The Trash Is Empty')
    window.screenshot('trash-empty')
    window.key('Escape')
    window.act('win.trash-document')
    window.act('win.trash')
    window.click(window.find('push button', '_?Empty Trash.*'))
    window.click(window.find('push button', '_?Empty'))
    window.wait_for_label('The Trash Is Empty', 20)
    window.key('Escape')
    assert len(export(project)[1]) == 1
    window.close()
    vbt('check', project)


def back_up_and_restore(folder):
    project = make_project(folder, 'backup.verbatim')
    window = Window(project)
    shown(window)
    word = [w for w in window.text(window.article()).split() if w.isalpha() and len(w) > 4][0]
    window.act('win.backups')
    # On a slow machine the window has made one by itself already.
    if window.wait_for_label('No Backups Yet|0 annotations', 20) == 'No Backups Yet':
        window.screenshot('backups-empty')
        window.click(window.find('push button', '_?Back Up Now'))
    window.wait_for_label('2 articles · 0 annotations.*', 20)
    window.screenshot('backups')
    window.key('Escape')
    window.click_word(word, times=2)
    window.key('4')
    wait(lambda: count_spans(project) == 1, 'a span')
    window.act('win.backups')
    # Above it there may be the window's own first backup.
    row = window.find('label', '2 articles · 0 annotations(.|\n)*')
    while not window.has('push button', '_?Restore…', within=row):
        row = row.get_parent()
    window.click(window.find('push button', '_?Restore…', within=row))
    window.click(window.find('push button', '_?Restore'))
    wait(lambda: count_spans(project) == 0, 'the state of the backup', 20)
    window.wait_for_label('The backup was restored', 20)
    shown(window)
    # What it was before was backed up first.
    window.act('win.backups')
    window.wait_for_label('2 articles · 1 annotation ·.*', 20)
    window.screenshot('backups-restored')
    window.key('Escape')
    window.close()


def read_what_a_newer_version_made(folder):
    project = make_project(folder, 'newer.verbatim')
    with sqlite3.connect(project) as database:
        database.execute('PRAGMA user_version = 999')
    database.close()
    with open(project, 'rb') as stream:
        before = stream.read()
    window = Window(project)
    shown(window)
    word = [w for w in window.text(window.article()).split() if w.isalpha() and len(w) > 4][0]
    window.wait_for_label('The project was made by a newer version of Verbatim.*', 20)
    window.click_word(word, times=2)
    window.key('4')
    window.screenshot('read-only')
    window.close()
    with open(project, 'rb') as stream:
        assert stream.read() == before, 'the file was written'


def busy(project):
    """Somebody else writes to the project, so that what is begun has to wait as long as one likes."""
    other = sqlite3.connect(project, isolation_level=None)
    other.execute('BEGIN IMMEDIATE')
    return other


def release(other):
    other.execute('ROLLBACK')
    other.close()


def import_many(folder, project):
    """Many small articles, as one act."""
    articles = os.path.join(folder, 'articles.jsonl')
    with open(articles, 'w', encoding='utf-8') as stream:
        stream.write(''.join(f'{{"text": "Article {i}\\n\\nNothing was said.\\n"}}\n' for i in range(N_ARTICLES)))
    vbt('import', project, articles)


def reads_on(window):
    """The window answers: another article is shown."""
    before = window.text(window.article())
    window.key('ctrl+Page_Down')
    wait(lambda: window.text(window.article()) != before, 'another article', 3)


def undo_very_much(folder):
    """What takes long is undone and redone in the background: the window can be read in, and nothing else be undone."""
    project = os.path.join(folder, 'large.verbatim')
    vbt('new', project)
    import_many(folder, project)
    before = export(project)
    window = Window(project)
    window.find('.*', f'.*of {N_ARTICLES}', seconds=20)
    other = busy(project)
    window.key('ctrl+z')
    window.wait_for_label(f'^Undoing “Import {N_ARTICLES} documents”…$')
    reads_on(window)
    reads_on(window)
    window.screenshot('undo-very-much')
    window.key('ctrl+z')
    window.wait_for_label('^Please wait until this is finished, or cancel it$')
    release(other)
    window.wait_for_label(f'^Undone: Import {N_ARTICLES} documents', 20)
    assert not export(project)[1]
    other = busy(project)
    window.key('ctrl+shift+z')
    window.wait_for_label(f'^Redoing “Import {N_ARTICLES} documents”…$')
    release(other)
    window.wait_for_label(f'^Done: Import {N_ARTICLES} documents', 20)
    window.wait_for_label(f'^0 of {N_ARTICLES} done$')
    assert export(project) == before
    window.close()
    vbt('check', project)


def go_back_very_far(folder):
    """Several acts of which one is large, from the history: in the background; stopped, none of them is undone."""
    project = os.path.join(folder, 'large.verbatim')
    vbt('new', project)
    vbt('import', project, os.path.join(ARTICLES, 'moss.txt'))
    import_many(folder, project)
    window = Window(project)
    shown(window)
    word = next(w for w in window.text(window.article()).split() if w.isalpha() and len(w) > 4)
    window.click_word(word, times=2)
    window.key('4')
    wait(lambda: count_spans(project) == 1, 'a span')
    before = export(project)
    window.key('ctrl+h')
    window.find('frame', 'History')
    acts = window.find('list', 'What was done.*')

    def choose(act, button):
        window.click(window.find('label', act, within=acts))
        window.click(window.find('push button', button))
    other = busy(project)
    choose('Import 1 document', 'Go Back to Here')
    window.wait_for_label('^Going to “Import 1 document”…$')
    window.do(window.find('push button', '_?Cancel', within=window.frame()))
    window.wait_for_label('^Stopping…$')
    release(other)
    window.wait_for_label('^Stopped; nothing was changed$', 20)
    assert export(project) == before
    choose('Import 1 document', 'Go Back to Here')
    wait(lambda: len(export(project)[1]) == 1, 'one article left', 20)
    wait(lambda: window.labels(acts).count('undone') == 2, 'two acts that are undone')
    window.screenshot('go-back-very-far')
    choose('Add Person .*', 'Redo Up to Here')
    wait(lambda: 'undone' not in window.labels(acts), 'all done again', 20)
    assert export(project) == before
    window.close()
    vbt('check', project)


main(go_back_to_an_act, delete_and_restore_an_article, back_up_and_restore, read_what_a_newer_version_made,
     undo_very_much, go_back_very_far)

# journey_annotate.py: opening, marking by mouse and by keyboard, undoing, being killed, finding everything again
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

from driver import SHARED, SOURCE, Window, export, main, vbt, wait

TALKS = os.path.join(SOURCE, 'data', 'sample', 'articles', 'talks.txt')


def new_project(folder, *articles):
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    vbt('import', project, *(articles or (TALKS,)))
    return project


def spans(project, name='talks.txt', by=None):
    """(label, covered text) of the annotations that people made."""
    header, documents = export(project)
    taggers = {a['name'] for a in header.get('annotators', []) if a['kind'] in ('tagger', 'import')}
    document = documents[name]
    return sorted((s['label'], document['text'][s['start']:s['end']])
                  for s in document.get('spans', []) if s['annotator'] not in taggers)


def wait_for_spans(project, expected, name='talks.txt'):
    try:
        wait(lambda: spans(project, name) == sorted(expected), f'{expected}')
    except AssertionError as error:
        raise AssertionError(f'{error}; there are {spans(project, name)}') from None


def select_by_mouse_and_label_by_key(folder):
    project = new_project(folder)
    window = Window(project)
    assert window.text(window.article()).startswith('MONTREL – The foreign ministers')
    window.drag('Straits Commission')
    window.key('5')
    wait_for_spans(project, [('Organization', 'Straits Commission')])
    window.wait_for_label('^Organization$')
    window.screenshot('label-by-mouse')
    window.close()


def select_by_keyboard_and_label(folder):
    project = new_project(folder)
    window = Window(project)
    window.article()
    # From the beginning of the text: two words to the right.
    window.key('ctrl+Home', 'ctrl+shift+Right')
    window.key('6')
    wait_for_spans(project, [('Location', 'MONTREL')])
    window.close()


def relabel_move_edge_delete(folder):
    project = new_project(folder)
    window = Window(project)
    window.drag('Revilla told')
    window.key('4')
    wait_for_spans(project, [('Person', 'Revilla told')])
    window.key('alt+Left')
    wait_for_spans(project, [('Person', 'Revilla')])
    window.key('8')
    wait_for_spans(project, [('Other', 'Revilla')])
    window.key('Delete')
    wait_for_spans(project, [])
    window.key('ctrl+z')
    wait_for_spans(project, [('Other', 'Revilla')])
    window.key('ctrl+z', 'ctrl+z')
    wait_for_spans(project, [('Person', 'Revilla told')])
    window.key('ctrl+shift+z')
    wait_for_spans(project, [('Person', 'Revilla')])
    window.close()


def give_a_quote_its_speaker(folder):
    project = new_project(folder)
    window = Window(project)
    window.drag('Tomás Revilla')
    window.key('4')
    wait_for_spans(project, [('Person', 'Tomás Revilla')])
    window.drag('“A channel is not a concession,”')
    window.key('1')
    wait_for_spans(project, [('Person', 'Tomás Revilla'), ('Quote', '“A channel is not a concession,”')])
    window.key('s')
    window.find('text|entry', 'Who says this.*|Speaker.*')
    window.type('revilla')
    window.key('Return')

    def linked():
        header, documents = export(project)
        document = documents['talks.txt']
        names = {e['id']: e['name'] for e in header.get('entities', [])}
        by_id = {s['id']: s for s in document.get('spans', [])}
        return any(r['label'] == 'speaker' and by_id[r['from']]['label'] == 'Quote'
                   and [names[e] for e in by_id[r['to']].get('entities', [])] == ['Tomás Revilla']
                   for r in document.get('relations', []))
    wait(linked, 'the quote’s speaker')
    window.wait_for_label('^Tomás Revilla$')
    window.screenshot('speaker')
    window.close()


def killed_and_opened_again(folder):
    project = new_project(folder)
    window = Window(project)
    window.drag('Kestrel Bank')
    window.key('6')
    wait_for_spans(project, [('Location', 'Kestrel Bank')])
    window.drag('Halcyon')
    window.key('8')
    wait_for_spans(project, [('Location', 'Kestrel Bank'), ('Other', 'Halcyon')])
    window.kill()
    assert vbt('check', project)
    wait_for_spans(project, [('Location', 'Kestrel Bank'), ('Other', 'Halcyon')])

    window = Window(project)
    window.article()
    # Undo goes on where the killed program was.
    window.key('ctrl+z')
    wait_for_spans(project, [('Location', 'Kestrel Bank')])
    window.close()
    assert not os.path.exists(project + '-wal'), 'a closed project is one file'


def the_last_document_is_shown_again(folder):
    project = new_project(folder, TALKS, TALKS.replace('talks', 'moss'))
    window = Window(project)
    first = window.text(window.article())[:40]
    window.key('ctrl+Next')
    wait(lambda: window.text(window.article())[:40] != first, 'the next document')
    second = window.text(window.article())[:40]
    window.close()
    window = Window(project)
    wait(lambda: window.text(window.article())[:40] == second, 'the document that was open last')
    window.close()


def find_in_the_article(folder):
    project = new_project(folder)
    window = Window(project)
    window.article()
    window.key('ctrl+f')
    window.find('text|entry', 'Find in the article')
    window.type('aldersen')
    window.wait_for_label('^1 of [0-9]+')
    window.key('Return')
    window.wait_for_label('^2 of [0-9]+')
    window.key('Escape')
    window.close()


def the_article_of_the_issue(folder):
    article = os.path.join(SHARED, 'articles', 'stockholm.txt')
    if not os.path.exists(article):
        return 'no ../shared here'
    project = new_project(folder, article)
    vbt('tag', project)
    window = Window(project)
    window.wait_for_label('^Sergey Lavrov$')
    window.wait_for_label('^Antony Blinken$')
    window.screenshot('stockholm')
    window.key('n', 'a')
    wait(lambda: spans(project, 'stockholm.txt'), 'an accepted suggestion')
    window.close()


def the_details_of_an_article(folder):
    """Title and language: each one act, seen above the article; what is no language is not taken."""
    project = new_project(folder)
    window = Window(project)
    window.article()
    window.key('ctrl+d')

    def enter(title, value):
        row = window.find('text', title + '.*')
        window.click(row)
        window.key('ctrl+a')
        window.type(value)
        window.key('Return')

    def known():
        return next(iter(export(project)[1].values())).get('meta', {})

    enter('Title', 'Talks on the strait')
    wait(lambda: known().get('title') == 'Talks on the strait', 'the title')
    enter('Language', 'English!')
    window.wait_for_label('^A language is written as')
    window.screenshot('details')
    assert 'language' not in known()
    enter('Language', 'en')
    wait(lambda: known().get('language') == 'en', 'the language')
    window.key('Escape', 'Escape')  # out of the row, out of the dialog
    wait(lambda: not window.has('label', 'Details of the Article'), 'the dialog to close')
    window.wait_for_label('^Talks on the strait$')
    window.key('ctrl+z', 'ctrl+z')
    wait(lambda: not known(), 'two steps back')
    window.close()


main(select_by_mouse_and_label_by_key, select_by_keyboard_and_label, relabel_move_edge_delete,
     give_a_quote_its_speaker, killed_and_opened_again, the_last_document_is_shown_again,
     find_in_the_article, the_article_of_the_issue, the_details_of_an_article)

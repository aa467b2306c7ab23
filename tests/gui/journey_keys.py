# journey_keys.py: everything in the article by the keyboard alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
from driver import Window, main, wait
from gestures import new_project, people, relations, spans, wait_for_spans

CHANNEL = '“A channel is not a concession,”'


def begin(folder, **options):
    project = new_project(folder, **options)
    window = Window(project)
    window.article()
    window.key('ctrl+Home')
    return project, window


def only_words(project):
    return [words for _, words in spans(project)]


def words_sentences_paragraphs(folder):
    project, window = begin(folder)
    window.key('w', '6')
    wait_for_spans(project, ('Location', 'MONTREL'))
    window.key('Delete', 'ctrl+Home', 'w', 'w', '1')
    wait(lambda: [w for w in only_words(project) if w.endswith('divides them.')], 'a sentence')
    # The same by extending the selection.
    window.key('Delete')
    wait_for_spans(project)
    window.key('ctrl+Home', 'alt+Down', 'alt+shift+Down', '1')
    wait(lambda: [w for w in only_words(project) if w.startswith('“We did not come')], 'the second sentence')
    window.key('Delete')
    wait_for_spans(project)
    window.key('ctrl+Home', 'ctrl+shift+Down', '1')
    wait(lambda: [w for w in only_words(project) if w.startswith('MONTREL') and w.endswith('them.')], 'a paragraph')
    window.close()


def choose_a_label_by_its_name(folder):
    project, window = begin(folder)
    window.key('w', 'Return')
    window.find('text|entry', 'Label')
    window.type('loc')
    window.key('Return')
    wait_for_spans(project, ('Location', 'MONTREL'))
    window.key('r')
    window.find('text|entry', 'Label')
    window.type('oth')
    window.key('Return')
    wait_for_spans(project, ('Other', 'MONTREL'))
    # Each is one act.
    window.key('ctrl+z')
    wait_for_spans(project, ('Location', 'MONTREL'))
    window.key('ctrl+z')
    wait_for_spans(project)
    window.close()


def fragments_and_edges(folder):
    project, window = begin(folder)
    window.key('w', '6')
    wait_for_spans(project, ('Location', 'MONTREL'))
    window.key('ctrl+Right', 'ctrl+Right', 'ctrl+shift+Right', 'f')
    wait(lambda: len(people(project)[1][0].get('fragments', [])) == 2, 'two fragments')
    before = people(project)[1][0]['id']
    window.key('alt+Right')
    wait(lambda: people(project)[1][0]['id'] == before
         and len(spans(project)[0]) == 3 and spans(project)[0][2].count(' ') == 1, 'a longer fragment')
    window.key('ctrl+z', 'ctrl+z')
    wait_for_spans(project, ('Location', 'MONTREL'))
    window.key('ctrl+shift+z')
    wait(lambda: len(people(project)[1][0].get('fragments', [])) == 2, 'two fragments')
    window.key('ctrl+Home', 'shift+f')
    wait(lambda: len(spans(project)[0]) == 2 and spans(project)[0][1] != 'MONTREL', 'the second fragment alone')
    window.close()


def link_by_keys(folder):
    project, window = begin(folder)
    window.key('w', '3', 'Escape', 'ctrl+Right', 'ctrl+Right', 'ctrl+shift+Right', '1')
    wait(lambda: len(relations(project)) == 1, 'a quote and a speaker, linked by themselves')
    # It has one now: another is linked by hand.
    window.key('Escape', 'ctrl+Right', 'ctrl+Right', 'ctrl+shift+Right', '3')
    wait(lambda: len(spans(project)) == 3, 'another speaker')
    assert len(relations(project)) == 1
    window.key('l')
    window.wait_for_label('^Link as “speaker”')
    window.key('Return')
    wait(lambda: len(relations(project)) == 2, 'a link')
    window.key('ctrl+z')
    wait(lambda: len(relations(project)) == 1, 'no second link')
    window.close()


def steps(folder):
    project, window = begin(folder, tag=True)
    document = people(project)[0]
    suggested = document['spans']
    window.key('n')
    window.wait_for_label('^(Quote|Person|Organization|Location|Speaker|Cue|Event|Other)( ·.*)?$')
    window.key('q', 'a')
    wait(lambda: any(label == 'Quote' for label, *_ in spans(project)), 'an accepted quote')
    window.key('q', 'a')
    wait(lambda: sum(label == 'Quote' for label, *_ in spans(project)) == 2, 'another')
    window.key('ctrl+z')
    wait(lambda: sum(label == 'Quote' for label, *_ in spans(project)) == 1, 'one')
    window.key('shift+q', 'Tab', 'shift+Tab', 'g', 'shift+g', 'p', 'x')
    wait(lambda: any(d['decision'] == 'rejected' for d in people(project)[0].get('decisions', [])), 'a rejection')
    assert len(suggested) > 10
    window.close()


def problems(folder):
    project, window = begin(folder)
    window.key('F8')
    window.wait_for_label('^No problems$')
    # A quote that overlaps another is made, and told of.
    window.key('w', '1', 'Escape', 'ctrl+Home', 'w', '1')
    wait_for_spans(project, ('Quote', 'MONTREL'), ('Quote', 'MONTREL'))
    window.key('F8')
    window.wait_for_label('^Problem 1 of [0-9]+: ')
    window.screenshot('problem')
    window.key('shift+F8')
    window.wait_for_label('^Problem ([0-9]+) of \\1: ')
    window.close()


def menu_by_key(folder):
    project, window = begin(folder)
    window.key('w', '6')
    wait_for_spans(project, ('Location', 'MONTREL'))
    window.key('shift+F10')
    window.find(None, 'Change Label to')
    window.step_to('Delete')
    window.key('Return')
    wait(lambda: not spans(project) or window.has(None, 'Change Label to'), 'the menu to do something')
    wait_for_spans(project)
    window.close()


def all_keys_are_listed(folder):
    project, window = begin(folder)
    window.key('F1')
    window.wait_for_label('Add the selected words to the annotation')
    window.screenshot('shortcuts')
    window.key('Escape')
    wait(lambda: not window.has('label', 'Add the selected words to the annotation'), 'the list to close')
    window.close()


main(words_sentences_paragraphs, choose_a_label_by_its_name, fragments_and_edges, link_by_keys, steps,
     problems, menu_by_key, all_keys_are_listed)

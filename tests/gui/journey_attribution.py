# journey_attribution.py: who said what, by hand: quote, cue, speaker and who that is, with the keystrokes counted
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

from driver import Counted, export, main, vbt, wait
from gestures import relations, spans

TEXT = '''“A channel is not a concession,” Tomás Revilla told reporters on the steps. “It is water.”

Foreign minister Ingrid Aldersen had been waiting for hours. Revilla smiled.

“I know what a handshake is worth,” she said. Mr Revilla did not answer.
'''


class Within(Counted):
    """A window in which words are found within others: “a|b” is b within a."""

    def place_of(self, words):
        around, _, part = words.rpartition('|')
        text = self.text(self.article())
        start = text.index(around or part) + (around or part).index(part)
        return start, start + len(part)


def open_project(folder):
    article = os.path.join(folder, 'steps.txt')
    with open(article, 'w', encoding='utf-8') as stream:
        stream.write(TEXT)
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    vbt('import', project, article)
    return project, Within(project)


def named(project):
    """(label, words, names of whom they refer to) of all spans."""
    header, documents = export(project)
    names = {e['id']: e['name'] for e in header.get('entities', [])}
    document = documents['steps.txt']
    return sorted((s['label'], document['text'][s['start']:s['end']], *(names[e] for e in s.get('entities', [])))
                  for s in document.get('spans', []))


def mark(window, project, words, key, label):
    before = len(spans(project))
    window.drag(words)
    window.key(key)
    wait(lambda: len(spans(project)) > before, f'{label} {words}')


QUOTE = '“A channel is not a concession,”'


def a_full_attribution(folder):
    """Three selections, and no more than eight keys; each step one step back."""
    project, window = open_project(folder)
    mark(window, project, QUOTE, '1', 'Quote')
    mark(window, project, 'told', '2', 'Cue')
    wait(lambda: relations(project) == [('cue', QUOTE, 'told')], 'the cue to be linked')
    mark(window, project, 'Tomás Revilla', '3', 'Speaker')
    linked = [('cue', QUOTE, 'told'), ('speaker', QUOTE, 'Tomás Revilla')]
    wait(lambda: relations(project) == linked, 'the speaker to be linked')
    window.key('s')
    window.find('text|entry', 'Who or what is this.*')
    window.wait_for_label('^New entry “Tomás Revilla”$')
    window.screenshot('attribution-who')
    window.key('Return')
    complete = ('Speaker', 'Tomás Revilla', 'Tomás Revilla')
    wait(lambda: complete in named(project), 'the speaker’s entity')
    assert window.n_keys <= 8, window.n_keys
    print(f'# a full attribution: {window.n_keys} keys and 3 selections')
    # The margin says who speaks.
    wait(lambda: 'Tomás Revilla' in window.labels(), 'the speaker beside the article')
    window.screenshot('attribution')
    window.key('ctrl+z')
    wait(lambda: complete not in named(project), 'nobody to be named')
    window.key('ctrl+z')
    wait(lambda: relations(project) == linked[:1], 'the speaker to be gone with its link')
    window.key('ctrl+z')
    wait(lambda: not relations(project) and len(spans(project)) == 1, 'the quote alone')
    window.close()


def the_same_as(folder):
    """A surname is who has it, by one key; and by another key whoever is chosen."""
    project, window = open_project(folder)
    mark(window, project, 'Tomás Revilla', '4', 'Person')
    window.key('s')
    window.wait_for_label('^New entry “Tomás Revilla”$')
    window.key('Return')
    wait(lambda: ('Person', 'Tomás Revilla', 'Tomás Revilla') in named(project), 'the first mention')
    mark(window, project, 'Ingrid Aldersen', '4', 'Person')
    mark(window, project, 'Revilla smiled|Revilla', '4', 'Person')
    window.n_keys = 0
    window.key('d')
    wait(lambda: ('Person', 'Revilla', 'Tomás Revilla') in named(project), 'the same surname')
    assert window.n_keys == 1
    window.wait_for_label('^The same as Tomás Revilla$')
    window.screenshot('same-as')
    window.key('ctrl+z')
    wait(lambda: ('Person', 'Revilla') in named(project), 'one step back')
    # Whoever is chosen: the nearest before it is offered, and nobody knows her yet.
    window.key('shift+d')
    window.wait_for_label('^The same as Person “Ingrid Aldersen”')
    window.screenshot('same-as-chosen')
    window.key('Return')
    wait(lambda: ('Person', 'Revilla', 'Ingrid Aldersen') in named(project)
         and ('Person', 'Ingrid Aldersen', 'Ingrid Aldersen') in named(project), 'both to be one')
    # D goes on to who has the name.
    window.key('d')
    wait(lambda: ('Person', 'Revilla', 'Tomás Revilla') in named(project), 'who is likelier')
    window.close()


def the_same_speaker(folder):
    """A quote has the speaker of the one before it, by one key."""
    project, window = open_project(folder)
    mark(window, project, QUOTE, '1', 'Quote')
    mark(window, project, 'Tomás Revilla', '3', 'Speaker')
    window.key('s')
    window.wait_for_label('^New entry “Tomás Revilla”$')
    window.key('Return')
    wait(lambda: ('Speaker', 'Tomás Revilla', 'Tomás Revilla') in named(project), 'the speaker')
    mark(window, project, '“It is water.”', '1', 'Quote')
    window.key('d')
    wait(lambda: ('speaker', '“It is water.”', 'Tomás Revilla') in relations(project), 'the same speaker')
    window.close()


def a_pronoun(folder):
    """Of a pronoun the nearest before it whom it fits is suggested, and said to be a suggestion."""
    project, window = open_project(folder)
    for words, name in (('Tomás Revilla', 'Tomás Revilla'), ('Foreign minister Ingrid Aldersen', 'Ingrid Aldersen'),
                        ('Revilla smiled|Revilla', None)):
        mark(window, project, words, '4', 'Person')
        window.key('s')
        window.wait_for_label(f'^New entry “{name}”$' if name else '^Tomás Revilla$')
        window.key('Return')
        wait(lambda: ('Person', words.rpartition('|')[2], name or 'Tomás Revilla') in named(project), words)
    mark(window, project, '“I know what a handshake is worth,”', '1', 'Quote')
    mark(window, project, 'worth,” she|she', '3', 'Speaker')
    window.key('s')
    window.wait_for_label('^Suggestion: the nearest')
    window.screenshot('pronoun')
    window.key('Return')
    wait(lambda: ('Speaker', 'she', 'Ingrid Aldersen') in named(project), 'who she is')
    window.key('ctrl+z')
    wait(lambda: ('Speaker', 'she') in named(project), 'nobody again')
    # The quote asks the same of its speaker's words; and so does the one key.
    window.click_word('I know what')
    window.key('s')
    window.wait_for_label('^Suggestion: the nearest')
    window.key('Return')
    wait(lambda: ('Speaker', 'she', 'Ingrid Aldersen') in named(project), 'who says it')
    window.close()


main(a_full_attribution, the_same_as, the_same_speaker, a_pronoun)

# journey_review.py: going through suggestions one by one and many at once, with the keystrokes counted
#
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import os
import re

from driver import SOURCE, Counted, Window, export, main, vbt, wait

ARTICLES = sorted(glob.glob(os.path.join(SOURCE, 'data', 'sample', 'articles', '*.txt')))


def tagged(folder, *articles):
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    vbt('import', project, *(articles or ARTICLES))
    vbt('tag', project)
    return project


def numbers(window):
    """(left, accepted, corrected, rejected), as the page says."""
    words = window.wait_for_label(r'^\d+ left ·')  # at the end below “Nothing to Review”
    return [int(n) for n in re.match(r'(\d+) left · (\d+) \w+ · (\d+) \w+ · (\d+)', words).groups()]


def open_review(project):
    window = Counted(project)
    window.article()
    window.key('alt+2')
    window.wait_for_label(r'^\d+ left ·')
    window.n_keys = window.n_clicks = 0
    return window


def one_hundred(folder):
    project = tagged(folder)
    window = open_review(project)
    left = numbers(window)[0]
    for i in range(100):
        window.key('x' if i % 5 == 4 else 'a')
        if i % 20 == 19:
            wait(lambda: sum(numbers(window)[1:]) > i, f'{i + 1} decisions', 30)
    counts = wait(lambda: sum(numbers(window)[1:]) >= 100 and numbers(window), '100 decisions', 30)
    assert left - counts[0] >= 100, (left, counts)
    assert window.n_keys + window.n_clicks <= 110, (window.n_keys, window.n_clicks)
    print(f'# a hundred suggestions: {window.n_keys} keys and {window.n_clicks} clicks')
    window.wait_for_label('right so far')
    window.screenshot('review')
    window.close()


def only_the_filtered(folder):
    """The queue over the articles that the list shows: by words, in another order, to its end, and after another filter."""
    project = tagged(folder, *ARTICLES[:3])
    names = [os.path.splitext(os.path.basename(a))[0] for a in ARTICLES[:3]]
    window = Counted(project)
    window.article()
    window.key('ctrl+l')
    window.type(f'name:{names[1]}*')
    window.key('Return')
    wait(lambda: '1 of 1' in window.labels(), 'one article')
    window.key('alt+2')
    window.wait_for_label(r'^\d+ left ·')
    everything = numbers(window)[0]
    window.click(window.find('.*(combo box|button)', 'Where suggestions are reviewed'))
    window.click(window.find('label', 'Filtered articles'))
    left = wait(lambda: 0 < numbers(window)[0] < everything and numbers(window)[0], 'fewer')
    window.screenshot('review-filtered')
    window.click(window.find('.*(combo box|button)', 'Order of the suggestions'))
    window.click(window.find('label', 'By words'))
    window.wait_for_label(r'^\d+ left ·')
    window.click(window.find('.*button', 'Skip'))
    window.key('a')
    wait(lambda: numbers(window)[1] > 0, 'one to be accepted')
    for _ in range(left):
        if not window.has('.*button', 'Reject'):
            break
        window.act('review.reject')
    window.wait_for_label('^Nothing to Review$', 20)
    documents = export(project)[1]
    decided = {name for name, document in documents.items() if document.get('decisions')}
    assert len(decided) == 1, decided
    window.act('review.show-all')
    wait(lambda: numbers(window)[0] > 0, 'the other articles')
    window.close()


def undo_goes_back(folder):
    project = tagged(folder, ARTICLES[-1])
    window = open_review(project)
    before = numbers(window)

    def shown():
        return next(t for t in window.labels() if re.search(r' · .* · ', t or '') and 'left' not in t)
    first = shown()
    window.key('a')
    wait(lambda: numbers(window)[1] == before[1] + 1, 'it to be accepted')
    window.key('ctrl+z')
    wait(lambda: numbers(window) == before, 'it to be open again')
    wait(lambda: shown() == first, 'the suggestion to be shown again')
    window.key('n')
    wait(lambda: numbers(window) == before, 'nothing to be decided by a skip')
    window.key('p', 'e', 'Left', 'a')
    wait(lambda: numbers(window)[2] == 1, 'a correction')
    window.close()


def who_it_is(folder):
    """S asks who says it, D takes the speaker of the quote before: one key, and another quote is shown."""
    article = os.path.join(folder, 'steps.txt')
    with open(article, 'w', encoding='utf-8') as stream:
        stream.write('“A channel is not a concession,” Tomás Revilla told reporters.\n\n“It is water,” he said.\n')
    project = tagged(folder, article)
    window = open_review(project)
    everything = numbers(window)[0]
    window.click(window.find('.*(combo box|button)', 'Label of the suggestions'))
    window.click(window.find('label', 'Quote'))
    n = wait(lambda: numbers(window)[0] < everything and numbers(window)[0], 'quotes alone')
    window.key('s')
    window.find('text|entry', 'Who says this.*')
    window.type('Nora Quist')
    window.key('Return')
    wait(lambda: numbers(window)[2] == 1, 'a corrected speaker')
    window.n_keys = 0
    window.key('d')
    wait(lambda: numbers(window)[2] == 2, 'the same speaker')
    assert window.n_keys == 1
    header, documents = export(project)
    nora = next(e['id'] for e in header['entities'] if e['name'] == 'Nora Quist')
    document = documents['steps.txt']
    named = {s['id'] for s in document['spans'] if nora in s.get('entities', [])}
    # Nobody of that name is in the words of the first: the quote itself says who.
    saying = {s['id'] for s in document['spans'] if s['label'] == 'Quote' and s['id'] in named}
    assert len(saying | {r['from'] for r in document['relations'] if r['to'] in named}) == 2, document
    window.key('ctrl+z', 'ctrl+z')
    wait(lambda: numbers(window) == [n, 0, 0, 0], 'both to be open again')
    window.close()


def many_like_one(folder):
    """Fifty equal mentions: one key, and one step back."""
    article = os.path.join(folder, 'fifty.txt')
    with open(article, 'w', encoding='utf-8') as stream:
        stream.write('\n'.join('On Monday Anna Lindholm went to the harbor of the town.' for _ in range(51)))
    project = tagged(folder, article)
    window = open_review(project)
    left = numbers(window)[0]
    window.wait_for_label('^50 others like this')
    window.screenshot('review-like')
    window.key('shift+a')
    wait(lambda: numbers(window)[1] >= 51, '51 accepted', 30)
    assert window.n_keys <= 4
    window.key('ctrl+z')
    wait(lambda: numbers(window)[:2] == [left, 0], 'all to be open again', 30)
    window.close()


def what_is_like_it_from_the_article(folder):
    """Shift+A in the article: a list to look at first, of the project or the article; one act."""
    line = 'On Monday Anna Lindholm went to the harbor of the town.'
    first, second = (os.path.join(folder, name) for name in ('first.txt', 'second.txt'))
    for path in (first, second):
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write('\n'.join([line] * 5))
    project = tagged(folder, first, second)
    window = Window(project)
    window.click_word('Lindholm')
    window.key('shift+a')
    window.find('.*button', 'Accept 10', seconds=20)
    window.wait_for_label('^10 suggestions like this$')
    window.screenshot('like-dialog')
    window.find('.*', 'Where others are looked for')
    window.key('Escape')
    wait(lambda: not window.has('.*button', 'Accept 10'), 'the dialog to go')
    assert not decisions(project)
    window.key('shift+x')
    window.click(window.find('.*button', 'Reject 10', seconds=20))
    window.wait_for_label('^10 suggestions rejected$', 20)
    assert decisions(project) == ['rejected'] * 10, decisions(project)
    window.key('ctrl+z')
    wait(lambda: not decisions(project), 'all to be open again', 20)
    window.click_word('Lindholm')
    window.key('shift+a')
    scope = window.find('.*', 'Where others are looked for', seconds=20)
    window.click(scope)
    window.key('End', 'Return')
    window.find('.*button', 'Accept 5', seconds=20)
    window.key('ctrl+Return')
    window.wait_for_label('^5 suggestions accepted$', 20)
    assert decisions(project) == ['accepted'] * 5
    window.close()


def all_of_a_long_article(folder):
    """Ctrl+Shift+A where there are many: in the background, and still one act."""
    article = os.path.join(folder, 'long.txt')
    with open(article, 'w', encoding='utf-8') as stream:
        stream.write('\n'.join(['On Monday Anna Lindholm went to the harbor of the town.'] * 300))
    project = tagged(folder, article)
    window = Window(project)
    window.click_word('Lindholm')
    window.key('ctrl+shift+a')
    window.wait_for_label('^300 suggestions accepted$', 30)
    assert decisions(project) == ['accepted'] * 300
    window.key('ctrl+z')
    wait(lambda: not decisions(project), 'all to be open again', 30)
    window.close()


def decisions(project):
    return [d['decision'] for document in export(project)[1].values() for d in document.get('decisions', [])]


def mark_every_occurrence(folder):
    """From one mention to all of them, in a list: two keys and a click; one step back."""
    article = os.path.join(folder, 'fifty.txt')
    with open(article, 'w', encoding='utf-8') as stream:
        stream.write('\n'.join('On Monday Halvorsen went to the harbor.' for _ in range(50)))
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    vbt('import', project, article)
    window = Counted(project)
    window.drag('Halvorsen')
    window.n_keys = 0
    window.key('4')

    def spans(label):
        return [s for s in export(project)[1]['fifty.txt'].get('spans', []) if s['label'] == label]
    wait(lambda: len(spans('Person')) == 1, 'the first mention')
    window.key('m')
    window.wait_for_label('^50 occurrences of')
    window.screenshot('occurrences')
    # There is no window manager that would give the dialog the keyboard.
    window.click(window.find('.*button', 'Mark 50'))
    wait(lambda: len(spans('Person')) == 50, 'all mentions', 20)
    assert window.n_keys <= 3, window.n_keys
    window.act('win.undo')
    wait(lambda: len(spans('Person')) == 1, 'one step back')
    window.close()


def relabel_fifty(folder):
    """Fifty equal mentions get another label: the label's key for one, M, and a click for all others; one step back."""
    article = os.path.join(folder, 'fifty.txt')
    with open(article, 'w', encoding='utf-8') as stream:
        stream.write('\n'.join('On Monday Halvorsen went to the harbor.' for _ in range(50)))
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    vbt('import', project, article)

    def n(label):
        return sum(s['label'] == label for s in export(project)[1]['fifty.txt'].get('spans', []))
    window = Counted(project)
    window.drag('Halvorsen')
    window.key('4')
    wait(lambda: n('Person') == 1, 'the first mention')
    window.key('m')
    window.click(window.find('.*button', 'Mark 50'))
    wait(lambda: n('Person') == 50, 'all mentions', 20)
    window.click_word('Halvorsen')
    window.n_keys = window.n_clicks = 0
    window.key('5')
    wait(lambda: n('Organization') == 1, 'the first to be relabeled')
    window.key('m')
    window.click(window.find('.*button', 'Mark 50'))
    wait(lambda: n('Organization') == 50, 'all to be relabeled', 20)
    assert window.n_keys + window.n_clicks <= 4, (window.n_keys, window.n_clicks)
    print(f'# fifty mentions: {window.n_keys} keys and {window.n_clicks} clicks')
    window.act('win.undo')
    wait(lambda: n('Person') == 49, 'one step back')
    window.close()


def all_of_the_paragraph(folder):
    project = tagged(folder, ARTICLES[-1])
    window = Window(project)
    window.article()
    before = len(export(project)[1].popitem()[1].get('decisions', []))
    window.key('n', 'alt+shift+a')
    wait(lambda: len(export(project)[1].popitem()[1].get('decisions', [])) > before + 1,
         'several decisions')
    window.key('ctrl+z')
    wait(lambda: len(export(project)[1].popitem()[1].get('decisions', [])) == before, 'one step back')
    window.close()


def nothing_suggested(folder):
    """Where nothing was suggested yet, the page says so, and leads to the taggers."""
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    vbt('import', project, ARTICLES[0])
    window = Window(project)
    window.article()
    window.key('alt+2')
    window.wait_for_label('^Nothing is suggested here')
    assert not window.has('label', r'\d+ left ·.*')
    window.screenshot('review-nothing')
    window.click(window.find('.*button', '.*Find Quotes and Names…'))
    window.find('label', 'Tag Articles')
    window.key('Escape')
    window.close()


main(one_hundred, only_the_filtered, undo_goes_back, who_it_is, many_like_one, what_is_like_it_from_the_article,
     all_of_a_long_article, mark_every_occurrence, relabel_fifty, all_of_the_paragraph, nothing_suggested)

# journey_problems.py: where annotations break rules: beside the articles, as a list of the article and of the project, and
# fixed one by one and all of a kind
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

from driver import Window, export, is_showing, main, settings, vbt, wait, walk

TEXT = 'On Monday Anna Lindholm went to the harbor, said Peter Berg, and nobody knew why.\n'
# A span with an edge inside a word, and a speaker that ends in a comma.
BAD = 'T1\tPerson 10 21\tAnna Lindho\nT2\tSpeaker 49 60\tPeter Berg,\n'
GOOD = 'T1\tPerson 10 23\tAnna Lindholm\n'


def write(folder, name, text):
    with open(os.path.join(folder, name), 'w', encoding='utf-8') as stream:
        stream.write(text)


def project_of(folder, n_bad, n_good):
    """A project of articles with two problems each, and of some without."""
    articles = os.path.join(folder, 'articles')
    os.mkdir(articles)
    for i in range(n_bad + n_good):
        bad = i < n_bad
        write(articles, f'{i:03}.txt', TEXT)
        write(articles, f'{i:03}.ann', BAD if bad else GOOD)
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    vbt('import', project, articles)
    return project


def spans(project, name):
    return sorted((s['start'], s['end'], s['label']) for s in export(project)[1][name].get('spans', []))


def beside_the_articles(folder):
    """Counts beside the articles follow what is done to the annotations."""
    project = project_of(folder, 2, 1)
    window = Window(project)
    window.article()

    def badges():
        return [n for n in window.labels() if n == '2'], [n for n in window.labels() if n == '1']
    wait(lambda: len(badges()[0]) == 2, 'two articles with two problems each')
    window.screenshot('problems-beside')
    hints = [n.get_description() for n in walk(window.root) if is_showing(n) and n.get_description()]
    assert sum('2 warnings' in hint for hint in hints) >= 2, hints
    window.click_word('Lindho')
    window.key('ctrl+F8')
    wait(lambda: spans(project, '000.txt')[0] == (10, 23, 'Person'), 'the edge to be moved')
    wait(lambda: len(badges()[0]) == 1 and len(badges()[1]) == 1, 'one problem less')
    window.key('ctrl+z')
    wait(lambda: len(badges()[0]) == 2, 'the problem again')
    window.close()


def list_of_the_article(folder):
    project = project_of(folder, 2, 0)
    window = Window(project)
    window.article()
    window.key('ctrl+shift+F8')
    window.wait_for_label('^2 problems in 1 article')
    window.key('alt+5')
    window.close()


def list_of_the_project(folder):
    """From the menu or Alt+5; what is fixed goes, and opens its place."""
    project = project_of(folder, 30, 5)
    window = Window(project)
    window.article()
    window.key('alt+5')
    window.wait_for_label('^60 problems in 30 articles')
    window.screenshot('problems-project')
    window.key('Down')
    window.key('Up')
    window.key('f')
    window.wait_for_label('^59 problems')
    assert spans(project, '000.txt')[0] == (10, 23, 'Person')
    window.key('ctrl+z')
    window.wait_for_label('^60 problems')
    window.key('o')
    wait(lambda: 'Article text' in window.focused(), 'the article')
    window.wait_for_label('The edge is inside a word')
    window.close()


def all_of_a_kind(folder):
    """One rule, all that can be fixed: one click, one step back."""
    project = project_of(folder, 40, 0)
    window = Window(project)
    window.article()
    window.key('alt+5')
    window.wait_for_label('^80 problems in 40 articles')
    window.click(window.find('.*(combo box|button)', 'Which rules'))
    window.click(window.find('label', r'Edge inside a word, or white space \(40\)'))
    window.wait_for_label('^40 problems in 40 articles')
    window.screenshot('problems-of-a-kind')
    window.click(window.find('.*button', '^Fix All 40'))
    window.wait_for_label('^40 problems fixed', 20)
    starts = [document['spans'][0]['end'] for document in export(project)[1].values()]
    assert starts == 40 * [23], starts
    window.act('win.undo')
    wait(lambda: spans(project, '007.txt')[0] == (10, 21, 'Person'), 'one step back')
    window.wait_for_label('^40 problems in 40 articles')
    window.close()


def only_the_filtered(folder):
    """The list follows the filter of the list of articles."""
    project = project_of(folder, 12, 0)
    window = Window(project)
    window.article()
    window.key('ctrl+l')
    window.type('name:00*')
    window.key('Return')
    window.key('alt+5')
    window.wait_for_label('^24 problems in 12 articles')
    window.click(window.find('.*(combo box|button)', 'Where problems are listed'))
    window.click(window.find('label', 'Filtered articles'))
    window.wait_for_label('^20 problems in 10 articles')
    window.close()


def what_a_person_decides(folder):
    """What is wrong once the article is done, and a button that leads to what helps."""
    articles = os.path.join(folder, 'articles')
    os.mkdir(articles)
    write(articles, 'a.txt', TEXT)
    write(articles, 'a.ann', 'T1\tQuote 10 42\tAnna Lindholm went to the harbor\n')
    project = os.path.join(folder, 'journey.verbatim')
    vbt('new', project)
    vbt('import', project, articles)
    window = Window(project)
    window.article()
    window.key('alt+5')
    window.wait_for_label('^No Problems$')
    window.click(window.find('.*(combo box|button)', 'Which problems'))
    window.click(window.find('label', 'Also what is wrong once it is done'))
    window.wait_for_label('^2 problems in 1 article')
    window.wait_for_label('^The quote has no speaker')
    window.screenshot('problems-once-done')
    window.click(window.find('.*button', 'Speaker…'))
    wait(lambda: any('say' in (name or '') for name in window.focused()), 'to be asked who says it')
    window.close()


def nothing_wrong(folder):
    project = project_of(folder, 0, 2)
    window = Window(project)
    window.article()
    window.key('alt+5')
    window.wait_for_label('^No Problems$')
    window.screenshot('problems-none')
    window.close()


def in_the_dark_and_narrow(folder):
    """All of it can be read and pressed in a window of 640 pixels."""
    project = project_of(folder, 6, 1)
    for name, keys in (('dark', {'color_scheme': "'dark'", 'window_width': 1240}),
                       ('narrow', {'window_width': 640}),
                       ('narrow-dark', {'color_scheme': "'dark'", 'window_width': 640})):
        window = Window(project, env=settings(folder, documents_visible='false', inspector_visible='false', **keys))
        window.article()
        window.key('alt+5')
        window.wait_for_label('^12 problems in 6 articles')
        window.screenshot('problems-' + name)
        right = [sum(window.box(n)[::2]) for n in walk(window.root) if is_showing(n) and n.get_name().startswith('Fix')]
        assert len(right) > 5 and max(right) <= window.box(window.frame())[2], right
        window.close()


main(beside_the_articles, list_of_the_article, list_of_the_project, all_of_a_kind, only_the_filtered,
     what_a_person_decides, nothing_wrong, in_the_dark_and_narrow)

# journey_search.py: the concordance: asking, opening a hit, and one act on all that is ticked
#
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import os
import re

from driver import Atspi, SOURCE, Window, attempt, main, vbt, wait, walk

ARTICLES = sorted(glob.glob(os.path.join(SOURCE, 'data', 'sample', 'articles', '*.txt')))


def make(folder, tag=True):
    project = os.path.join(folder, 'search.verbatim')
    vbt('new', project)
    vbt('import', project, *ARTICLES)
    if tag:
        vbt('tag', project)
    return project


def n_hits(project, query):
    return len(vbt('search', project, query, '--csv').splitlines()) - 1


def ask(window, query):
    def entered():
        """Again where a popover that is just closing took the key."""
        window.key('ctrl+shift+f')
        entry = window.find('text|entry', 'Search the project')
        return attempt(lambda: any(n.get_state_set().contains(Atspi.StateType.FOCUSED) for n in walk(entry)), 1)
    wait(entered, 'the keyboard in the entry')
    window.key('ctrl+a')
    window.type(query)


def tick_all(window, n):
    """The keys go to the list when it has hits: until then they are the entry's."""
    def ticked():
        window.key('ctrl+a')
        return attempt(lambda: window.has('label', f'{n:,} ticked'), 2)
    wait(ticked, f'{n} ticks', 30)


def ask_and_open(folder):
    project = make(folder)
    window = Window(project)
    window.article()
    window.key('alt+3')
    window.wait_for_label('^Search the Project$')
    window.screenshot('search-empty')
    window.key('ctrl+shift+f')
    window.type('labe')
    window.wait_for_label('^label:$')
    window.screenshot('search-completion')
    window.key('Tab')
    window.type('quo')
    window.wait_for_label('^Quote $')
    window.key('Tab')
    window.type('said')
    n = n_hits(project, 'label:Quote said')
    assert n > 0
    window.wait_for_label(f'^{n:,} hits? in ')
    ask(window, 'label:Quot')
    window.key('Escape', 'Return')
    window.wait_for_label('there is no label')
    window.screenshot('search-wrong')
    ask(window, 'the')
    window.key('Return')
    window.wait_for_label(f'^{n_hits(project, "the"):,} hits in ')
    window.screenshot('search')
    window.key('Down', 'Return')
    wait(lambda: Atspi.Text.get_n_selections(window.article()) > 0, 'the hit to be selected in its article')
    window.screenshot('search-opened')
    window.key('alt+3')
    window.wait_for_label('^[0-9,]+ hits in ')
    window.close()


def one_act_on_many(folder):
    project = make(folder)
    window = Window(project)
    window.article()
    n = n_hits(project, 'label:Person is:suggestion')
    assert n > 20
    ask(window, 'label:Person is:suggestion ')
    window.key('Return')
    window.wait_for_label(f'^{n:,} hits in ')
    window.click(window.find('.*', 'Order of the hits'))
    window.key('Down', 'Down', 'Return')
    window.find('label', 'By the Words After')
    window.wait_for_label(f'^{n:,} hits in ')
    window.key('Tab', 'space', 'Down', 'space')
    window.wait_for_label('^2 ticked$')
    window.screenshot('search-ticked')
    window.key('ctrl+a')
    window.wait_for_label(f'^{n:,} ticked$')
    window.key('5')
    window.wait_for_label(f'^{n:,} hits labeled$', 30)
    wait(lambda: n_hits(project, 'label:Organization is:accepted') == 0
         and n_hits(project, 'label:Person is:corrected') == n, 'all to be corrected', 30)
    window.key('ctrl+z')
    wait(lambda: n_hits(project, 'label:Person is:suggestion') == n, 'all to be open again', 30)
    window.wait_for_label(f'^{n:,} hits in ')
    window.close()


def keep_and_export(folder):
    project = make(folder, tag=False)
    window = Window(project)
    window.article()
    ask(window, 'said')
    n = n_hits(project, 'said')
    window.key('Return')
    window.wait_for_label(f'^{n:,} hits in ')
    window.click_until('.*button', 'Saved Searches', lambda: window.has('text|entry', 'Name to keep it under'))
    window.type('Who speaks')
    window.screenshot('search-keep')
    window.key('Return')
    ask(window, 'unfindable')
    window.key('Return')
    window.wait_for_label('^Nothing Found$')
    window.click_until('.*button', 'Saved Searches', lambda: window.has('list item', 'Who speaks'))
    window.screenshot('search-saved')
    window.key('Return')
    window.wait_for_label(f'^{n:,} hits in ')
    ask(window, 'said')
    window.key('Return')
    tick_all(window, n)
    window.key('e')
    table = os.path.join(folder, 'said.csv')
    window.choose_path(table)
    wait(lambda: os.path.exists(table), 'the table')
    with open(table, encoding='utf-8') as stream:
        assert len(re.findall(r'(?m)^.*,said,', stream.read().lower())) >= n - 2
    window.close()


def keep_a_filter(folder):
    """A filter of the list of articles under a name, from one window to the next."""
    project = make(folder)

    def saved(done):
        window.click_until('.*button', 'Saved Filters', done)

    window = Window(project)
    window.article()
    window.key('ctrl+l')
    window.type('has:suggestions')
    saved(lambda: window.has('text|entry', 'Name to keep it under'))
    window.type('To be reviewed')
    window.key('Return')
    wait(lambda: not window.has('text|entry', 'Name to keep it under'), 'the filter to be kept')
    window.key('ctrl+l', 'ctrl+a', 'BackSpace')
    saved(lambda: window.has('list item', 'To be reviewed'))
    window.key('Escape')
    window.close()
    window = Window(project)
    window.article()
    saved(lambda: window.has('list item', 'To be reviewed'))
    window.screenshot('filter-saved')
    window.key('Return')
    wait(lambda: window.text(window.find('text|entry', 'Filter the articles.*|.*[Ff]ilter.*')) == 'has:suggestions',
         'the filter')
    window.close()


def a_hit_in_a_book(folder):
    """A long article is read by a thread: the place is shown once it is there, and what is done then is done to it."""
    project = make(folder, tag=False)
    book = os.path.join(folder, 'a-book.txt')
    with open(book, 'w', encoding='utf-8') as stream:
        for i in range(9000):
            stream.write(f'In chapter {i} the harbor of Lindhaven was closed, and nobody said for how long it would be.\n\n')
        stream.write('At the end stood a lighthouse keeper, who waved.\n')
    vbt('import', project, book)
    window = Window(project)
    window.article()
    ask(window, 'lighthouse')
    window.key('Return')
    window.wait_for_label('^1 hit in ')
    window.key('Down', 'Return')
    wait(lambda: Atspi.Text.get_n_selections(window.article()) > 0, 'the hit to be selected in the book')
    window.screenshot('search-book')
    window.key('7')
    wait(lambda: 'lighthouse' in vbt('search', project, 'label:Event', '--csv'), 'the word to be labeled')
    window.key('alt+3')
    ask(window, 'label:Event ')
    window.key('Return')
    window.wait_for_label('^1 hit in ')
    window.key('alt+1')
    window.act('win.previous-document')
    wait(lambda: 'chapter' not in window.text(window.article()), 'another article')
    window.key('alt+3')
    ask(window, 'label:Event')
    window.key('Return', 'Down', 'Return')
    window.wait_for_label('^Event “lighthouse”|Event$')
    wait(lambda: Atspi.Text.get_n_selections(window.article()) > 0
         or any('lighthouse' in t for t in window.labels()), 'the annotation to be selected')
    window.screenshot('search-book-annotation')
    window.close()


main(ask_and_open, a_hit_in_a_book, one_act_on_many, keep_and_export, keep_a_filter)

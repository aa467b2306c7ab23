# journey_gestures.py: everything that the mouse does in the article
#
# SPDX-License-Identifier: GPL-3.0-or-later
from driver import Atspi, Window, main, sh, wait
from gestures import Pointer, new_project, people, relations, spans, wait_for_spans


def begin(folder, **options):
    project = new_project(folder, **options)
    window = Window(project)
    window.article()
    return project, window, Pointer(window)


def ask(window, pointer, words, item):
    """Opens the menu of a place; a click that comes while another menu goes away only sends that away."""
    def asked():
        pointer.click(words, button='3')
        return window.find(None, item, seconds=2)
    wait(asked, f'a menu with {item}')


def choose(window, item):
    """Takes an item of the menu; where a popover is on the screen, AT-SPI does not say in GTK 4.8."""
    node = window.find('menu item|push button|button|radio button', item)
    window.do(node)
    wait(lambda: not window.has('menu item|push button|button|radio button', item), 'the menu to close')


def dragging_goes_by_words(folder):
    project, window, pointer = begin(folder)
    pointer.show('Straits Commission')
    start, end = window.place_of('Straits Commission')
    # From within a word to within another: both are taken whole.
    pointer.drag_words(start + 3, end - 4)
    window.key('5')
    wait_for_spans(project, ('Organization', 'Straits Commission'))
    window.key('ctrl+z')
    wait_for_spans(project)
    # Not with Alt, held after the press.
    pointer.drag(pointer.at(start + 3, .1), pointer.at(end - 4, .9), during=['alt'])
    window.key('5')
    wait_for_spans(project, ('Organization', 'aits Commiss'))
    window.close()


def a_setting_lets_dragging_go_by_characters(folder):
    project, window, pointer = begin(folder)
    window.key('ctrl+comma')
    switch = window.find('check box|switch|toggle button', '.*Select whole words')
    window.do(switch, 'toggle')
    wait(lambda: not switch.get_state_set().contains(Atspi.StateType.CHECKED), 'the switch')
    window.key('Escape')
    wait(lambda: not window.has(None, 'Select whole words'), 'the preferences to close')
    pointer.show('Straits Commission')
    start, end = window.place_of('Straits Commission')
    pointer.drag(pointer.at(start + 3, .1), pointer.at(end - 4, .9))
    window.key('5')
    wait_for_spans(project, ('Organization', 'aits Commiss'))
    window.close()


def double_and_triple_clicks(folder):
    project, window, pointer = begin(folder)
    pointer.click('Commission', times=2)
    window.key('5')
    wait_for_spans(project, ('Organization', 'Commission'))
    # On a mark a double click means the mark: the label is changed, nothing is added.
    window.key('Escape')
    pointer.click('Commission', times=2)
    window.key('8')
    wait_for_spans(project, ('Other', 'Commission'))
    window.key('Delete')
    wait_for_spans(project)
    pointer.click('MONTREL', times=3)
    window.key('1')

    def sentence():
        document, mine = people(project)
        words = [document['text'][s['start']:s['end']] for s in mine]
        return len(words) == 1 and words[0].startswith('MONTREL') and words[0].endswith('.')
    wait(sentence, 'the first sentence')
    window.close()


def clicks_go_through_a_stack(folder):
    project, window, pointer = begin(folder)
    window.drag('Straits Commission')
    window.key('5')
    window.drag('Straits')
    window.key('6')
    wait_for_spans(project, ('Location', 'Straits'), ('Organization', 'Straits Commission'))
    window.key('Escape')
    pointer.click('Straits Commission')
    window.wait_for_label('^1 of 2: Location')
    pointer.click('Straits Commission')
    window.wait_for_label('^2 of 2: Organization')
    window.screenshot('stack')
    window.key('Delete')
    wait_for_spans(project, ('Location', 'Straits'))
    window.close()


def dragging_an_edge_keeps_what_it_is(folder):
    project, window, pointer = begin(folder)
    window.drag('Revilla told')
    window.key('3')
    wait_for_spans(project, ('Speaker', 'Revilla told'))
    before = people(project)[1][0]['id']
    start, end = window.place_of('Revilla told')

    def dragged():
        # The handle stands beside the last word, at its foot; the labels may still be going away there.
        x, y, w, h = window.character_box(window.article(), end - 1)
        pointer.drag((x + w + 4, y + h), pointer.at(start + 3))
        wait(lambda: spans(project) == [('Speaker', 'Revilla')], 'the edge', 2)
        return True
    wait(dragged, 'the end of “Revilla”', 12)
    assert people(project)[1][0]['id'] == before, 'another annotation'
    window.key('ctrl+z')
    wait_for_spans(project, ('Speaker', 'Revilla told'))
    window.close()


def ctrl_drag_adds_a_fragment(folder):
    project, window, pointer = begin(folder)
    window.drag('Straits Commission')
    window.key('5')
    wait_for_spans(project, ('Organization', 'Straits Commission'))
    start, end = window.place_of('hosted the')
    pointer.show('Straits Commission, which hosted the')
    pointer.drag_words(start + 1, end - 2, held=['ctrl'])
    wait_for_spans(project, ('Organization', 'Straits Commission', 'hosted the'))
    window.screenshot('fragments')
    # The fragment at the caret goes again.
    pointer.click('hosted the')
    window.key('shift+f')
    wait_for_spans(project, ('Organization', 'Straits Commission'))
    window.key('ctrl+z')
    wait_for_spans(project, ('Organization', 'Straits Commission', 'hosted the'))
    window.key('ctrl+z')
    wait_for_spans(project, ('Organization', 'Straits Commission'))
    window.close()


def dragging_from_a_mark_links(folder):
    project, window, pointer = begin(folder)
    window.drag('“A channel is not a concession,”')
    window.key('1')
    window.drag('Revilla told')
    window.key('3')
    first = ('speaker', '“A channel is not a concession,”', 'Revilla told')
    wait(lambda: relations(project) == [first], 'a link by itself')
    # It has one now: another is linked by hand.
    window.drag('reporters')
    window.key('3')
    wait_for_spans(project, ('Quote', '“A channel is not a concession,”'), ('Speaker', 'Revilla told'),
                   ('Speaker', 'reporters'))
    assert relations(project) == [first]
    both = [first, ('speaker', '“A channel is not a concession,”', 'reporters')]
    pointer.show('reporters', '“A channel is not a concession,”')
    quote = window.place_of('“A channel is not a concession,”')
    speaker = window.place_of('reporters')
    # From the words of the selected speaker.
    pointer.drag(pointer.at(speaker[0] + 3), pointer.at(quote[0] + 5))
    wait(lambda: relations(project) == both, 'a link')
    window.key('ctrl+z')
    wait(lambda: relations(project) == [first], 'no second link')
    # With Ctrl and Shift from the quote, where a plain drag selects words; on the way it is painted.
    sh('xdotool', 'keydown', 'ctrl', 'keydown', 'shift')
    try:
        window.point(*pointer.at(quote[0] + 5))
        window.press('mousedown', '1')
        x, y = pointer.at(speaker[0] + 3)
        # Not near the edge, where it would scroll.
        window.point(x + 60, y - 60)
        window.wait_for_label('^Drop it on')
        window.screenshot('link-dragged')
        window.point(x, y)
        window.wait_for_label('^Link as “speaker”')
    finally:
        sh('xdotool', 'mouseup', '1', 'keyup', 'ctrl', 'keyup', 'shift')
    wait(lambda: relations(project) == both, 'a link')
    window.close()


def the_menu_of_a_place(folder):
    project, window, pointer = begin(folder)
    window.drag('Straits Commission')
    window.key('5', 'Escape', 'Escape')
    wait_for_spans(project, ('Organization', 'Straits Commission'))
    ask(window, pointer, 'Straits Commission', 'Change Label to')
    window.screenshot('menu')
    choose(window, 'Delete')
    wait_for_spans(project)
    # Beside all marks it is about the text.
    ask(window, pointer, 'Straits Commission', 'Select Sentence')
    choose(window, 'Select Sentence')
    window.key('1')
    wait(lambda: len(people(project)[1]) == 1, 'a quote')
    window.close()


def hovering_tells(folder):
    project, window, pointer = begin(folder, tag=True)
    window.key('n')
    document = people(project)[0]
    suggested = [s for s in document['spans'] if s['label'] == 'Person']
    words = document['text'][suggested[0]['start']:suggested[0]['end']]
    pointer.show(words)
    x, y = pointer.at(suggested[0]['start'] + 1)
    window.point(x + 40, y + 60)
    window.point(x, y)
    # One movement may come before the text view knows where the pointer is.
    window.point(x + 1, y)
    window.wait_for_label(r'^Person “[^”]*”[^\n]*\n(.*\n)*By ')
    window.screenshot('hover')
    window.close()


def margin_beside(window, pointer, words):
    """A place in the margin, beside a quote."""
    pointer.show(words)
    _, y = pointer.at(window.place_of(words)[0])
    x, _, width, _ = window.box(window.article())
    for right in range(20, width // 2, 30):
        window.click_at(x + width - right, y)
        try:
            wait(lambda: window.article().get_description().startswith('Quote'), 'the quote', 1)
            return x + width - right, y
        except AssertionError:
            pass
    raise AssertionError(f'nothing in the margin beside {words}')


def click_aside(window, place):
    """A click beside all marks, so that the next ones are not counted with those before."""
    _, top, _, height = window.box(window.article())
    window.click_at(place[0], place[1] + (130 if place[1] < top + height / 2 else -130))
    wait(lambda: not window.article().get_description(), 'nothing to be selected')


def names_in_the_margin(folder):
    project, window, pointer = begin(folder)
    quotes = '“A channel is not a concession,”', 'Straits Commission'
    window.drag('Tomás Revilla')
    window.key('4')
    for words in quotes:
        window.key('Escape')
        window.drag(words)
        window.key('1')
    wait_for_spans(project, ('Person', 'Tomás Revilla'), *(('Quote', words) for words in quotes))
    # A click selects; two clicks ask who said it.
    for words in quotes:
        window.key('Escape', 'Escape')
        place = margin_beside(window, pointer, words)
        known = len(relations(project))

        click_aside(window, place)
        window.click_at(*place, times=2)
        window.find('text|entry', 'Who says this.*|Speaker.*')
        window.type('revilla')
        window.key('Return')
        wait(lambda: len([r for r in relations(project) if r[0] == 'speaker']) > known, 'a speaker')
        wait(lambda: not window.has('text|entry', 'Who says this.*|Speaker.*'), 'the popover to close')
    # With Ctrl it goes on to what else that speaker said.
    place = margin_beside(window, pointer, quotes[1])
    second = window.article().get_description()
    click_aside(window, place)
    window.point(*place)
    window.press('keydown', 'ctrl', 'click', '1', 'keyup', 'ctrl')
    wait(lambda: window.article().get_description() not in ('', second), 'the other quote')
    assert window.article().get_description().startswith('Quote by Tomás Revilla, direct'), second
    window.screenshot('margin')
    window.close()


main(dragging_goes_by_words, a_setting_lets_dragging_go_by_characters, double_and_triple_clicks,
     clicks_go_through_a_stack, dragging_an_edge_keeps_what_it_is, ctrl_drag_adds_a_fragment,
     dragging_from_a_mark_links, the_menu_of_a_place, hovering_tells, names_in_the_margin)

# journey_preferences.py: what each preference of the article does, seen in the article
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

from driver import SHOTS, Window, attempt, main, settings, sh, wait
from gestures import new_project


def change(window, row, *keys):
    """Opens the preferences, clicks a row, which leads to its number or opens its choices, presses keys there, and
    closes them."""
    window.act('win.preferences')
    dialog = window.find('frame', 'Preferences')
    before = window.focused()

    def clicked():
        window.click(window.find('label', row, within=dialog))
        return attempt(lambda: window.focused() != before, 1)
    wait(clicked, f'the row {row!r}', 30)
    window.key(*keys)
    wait(lambda: not window.has('label', 'Preferences') or window.key('Escape') or attempt(
        lambda: not window.has('label', 'Preferences'), 1), 'the preferences to close')


def box(window, words):
    """Where the first letter of some words stands: x, y, width, height."""
    return window.character_box(window.article(), window.place_of(words)[0])


def line_height(window):
    """From one line of the article to the next."""
    article = window.article()
    tops = sorted({window.character_box(article, i)[1] for i in range(10, 200)})
    return min(b - a for a, b in zip(tops, tops[1:]))


def brightness(window):
    window.screenshot('preferences-scheme')
    return float(sh('convert', os.path.join(SHOTS, 'preferences-scheme.png'), '-crop', '200x300+320+300',
                    '-colorspace', 'gray', '-format', '%[fx:mean]', 'info:'))


def picture(window):
    window.screenshot('preferences-labels')
    return sh('convert', os.path.join(SHOTS, 'preferences-labels.png'), '-crop', '440x100+300+80', '-format', '%#',
              'info:')


def what_the_text_looks_like(folder):
    window = Window(new_project(folder, tag=True))
    window.article()
    first = 'MONTREL'
    before = box(window, first)
    change(window, 'Text size', 'ctrl+a', *'150', 'Return')
    large = wait(lambda: box(window, first)[3] > before[3] * 1.3 and box(window, first), 'larger letters')
    change(window, 'Text size', 'ctrl+a', *'100', 'Return')
    wait(lambda: box(window, first) == before, f'the letters as before, not {large}')
    spaced = line_height(window)
    change(window, 'Line spacing', 'ctrl+a', *'150', 'Return')
    wait(lambda: line_height(window) > spaced * 1.2, 'more between the lines')
    change(window, 'Line spacing', 'ctrl+a', *'100', 'Return')
    wait(lambda: line_height(window) == spaced, 'the lines as before')
    article = window.article()
    wide = [window.character_box(article, i)[0] for i in range(200)]
    change(window, 'Width of the column', 'ctrl+a', *'40', 'Return')
    wait(lambda: max(window.character_box(article, i)[0] for i in range(200)) - min(
        window.character_box(article, i)[0] for i in range(200)) < (max(wide) - min(wide)) * .9, 'shorter lines')
    change(window, 'Width of the column', 'ctrl+a', *'70', 'Return')
    width = box(window, first)[2]
    change(window, 'Typeface', 'Down', 'Return')
    wait(lambda: box(window, first)[2] != width, 'another typeface')
    window.close()


def what_is_drawn_around_it(folder):
    window = Window(new_project(folder, tag=True), env=settings(folder, color_scheme="'light'"))
    window.article()
    wait(lambda: brightness(window) > .7, 'a light page')
    shown = wait(lambda: picture(window) == picture(window) and picture(window), 'the page at rest')
    change(window, 'Labels', 'End', 'Return')
    wait(lambda: picture(window) != shown, 'no labels')
    change(window, 'Color scheme', 'End', 'Return')
    wait(lambda: brightness(window) < .4, 'a dark page')
    window.close()
    # They are there the next time.
    window = Window(os.path.join(folder, 'gestures.verbatim'), env={
        'GSETTINGS_BACKEND': 'keyfile', 'XDG_CONFIG_HOME': os.path.join(folder, 'config')})
    window.article()
    wait(lambda: brightness(window) < .4, 'a dark page again')
    window.close()


main(what_the_text_looks_like, what_is_drawn_around_it)

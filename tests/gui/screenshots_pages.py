# screenshots_pages.py: what every page looks like: light, dark, with nothing in it, narrow, large, in German
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures for a person to look at. Which shades: as arguments; all without."""
import os
import shutil
import sys

from driver import BUILD, SHOTS, SOURCE, Window, attempt, main, settings, sh, vbt

SAMPLE = os.path.join(SOURCE, 'data', 'sample', 'sample.jsonl')
SHADES = {
    'light': {},
    'dark': {'color_scheme': "'dark'"},
    'narrow': {'window_width': 700, 'documents_visible': 'false', 'inspector_visible': 'false'},
    'large': {},
    'german': {},
}


def shoot(window, name):
    """When what is drawn stays the same."""
    path = os.path.join(SHOTS, name + '.png')
    taken = []

    def settled():
        window.screenshot(name)
        taken.append(sh('identify', '-format', '%#', path))
        return len(taken) > 2 and taken[-1] == taken[-2]
    attempt(settled, 1)


def pages(window, name):
    """The pages one after the other, as far as they show something else when they are full."""
    shoot(window, f'{name}-annotate')
    window.key('alt+2')
    shoot(window, f'{name}-review')
    window.key('alt+3')
    shoot(window, f'{name}-search')
    window.key('ctrl+shift+f')
    window.type('said')
    window.key('Return')
    shoot(window, f'{name}-search-hits')
    window.key('alt+4')
    shoot(window, f'{name}-people')
    window.key('alt+5')
    shoot(window, f'{name}-problems')


def environment(folder, shade):
    keys = {'annotator_name': "'ada'", 'window_width': 1240, 'window_height': 860, **SHADES[shade]}
    found = settings(folder, **keys)
    # The one before it may have had large text.
    sh('xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER',
       f"Xft.dpi:\t{192 if shade == 'large' else 96}\n")
    if shade == 'german':
        # Where `ninja install` would put it, and where the program looks.
        place = os.path.join(BUILD, 'prefix', 'share', 'locale', 'de', 'LC_MESSAGES')
        os.makedirs(place, exist_ok=True)
        shutil.copy(os.path.join(BUILD, 'po', 'de', 'LC_MESSAGES', 'verbatim.mo'), place)
        found = {**found, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'de'}
    return found


def take(folder, shade, project, name):
    window = Window(project, env=environment(folder, shade))
    try:
        pages(window, f'{shade}-{name}')
    finally:
        window.kill()


def journey(shade):
    def look(folder):
        full = os.path.join(folder, 'full.verbatim')
        vbt('new', full)
        vbt('import', full, SAMPLE)
        empty = os.path.join(folder, 'empty.verbatim')
        vbt('new', empty)
        take(folder, shade, full, 'full')
        if shade in ('light', 'dark'):
            take(folder, shade, empty, 'empty')
    look.__name__ = shade
    return look


if __name__ == '__main__':
    main(*(journey(shade) for shade in sys.argv[1:] or SHADES))

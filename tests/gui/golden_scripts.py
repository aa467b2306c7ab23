# golden_scripts.py: the article in many scripts, with its marks, compared with pictures that a person looked at
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each picture has two halves: the quote selected, with its handles; then words selected across lines.

`--update` writes them anew, to be looked at before they are committed:
VBT_BUILD=$PWD/_build VBT_SOURCE=$PWD tests/run-headless /usr/bin/python3 tests/gui/golden_scripts.py --update"""
import glob
import json
import os
import sys

from driver import SHOTS, SOURCE, Window, main, sh, vbt, wait

FOLDER = os.path.join(SOURCE, 'tests', 'gui', 'golden')
MADE_WITH = os.path.join(FOLDER, 'made-with.json')
FONTS = os.path.join(SOURCE, 'tests', 'gui', 'fonts.conf')
SCRIPTS = sorted(glob.glob(os.path.join(SOURCE, 'tests', 'data', 'scripts', '*.jsonl')))
FACES = {'arabic': 'Noto Naskh Arabic', 'chinese': 'Noto Sans CJK SC', 'combining': 'DejaVu Serif',
         'emoji': 'Noto Color Emoji', 'hebrew': 'Noto Serif Hebrew', 'japanese': 'Noto Sans CJK JP',
         'thai': 'Noto Serif Thai'}
WIDTH, HEIGHT = 700, 250

# How far the whole may differ on average, how far one pixel before it counts, and how many may.
MEAN, PIXEL, SHARE = 0.006, 0.12, 0.012


def settings(folder):
    """A window of one size and one typeface, whose caret does not blink."""
    home = os.path.join(folder, 'config')
    for path, text in (('glib-2.0/settings/keyfile',
                        '[io/github/verbatim_app/Verbatim]\nannotator-name=\'ada\'\nwindow-width=740\n'
                        'window-height=620\ndocuments-visible=false\ninspector-visible=false\n'
                        'typeface=\'own\'\ntypeface-name=\'DejaVu Serif\'\n'),
                       ('gtk-4.0/settings.ini', '[Settings]\ngtk-cursor-blink=0\ngtk-enable-animations=0\n'
                        'gtk-font-name=DejaVu Sans 11\n')):
        os.makedirs(os.path.dirname(os.path.join(home, path)), exist_ok=True)
        with open(os.path.join(home, path), 'w', encoding='utf-8') as stream:
            stream.write(text)
    return {'GSETTINGS_BACKEND': 'keyfile', 'XDG_CONFIG_HOME': home, 'FONTCONFIG_FILE': FONTS}


def name_of(path):
    return os.path.basename(path).removesuffix('.jsonl')


def read(path):
    with open(path, encoding='utf-8') as stream:
        return json.loads(stream.read().splitlines()[1])


def version_of(name):
    """Of the typeface and of what sets it, on which every pixel depends; nothing where there is no such typeface."""
    os.environ['FONTCONFIG_FILE'] = FONTS
    try:
        face = sh('fc-list', FACES[name], 'fontversion').splitlines()
        return f'{FACES[name]} {face[0]} gtk {sh("pkg-config", "--modversion", "gtk4")}' if face else ''
    finally:
        del os.environ['FONTCONFIG_FILE']


def shoot(window, path):
    """The article, when it stays the same; without the pointer over it."""
    ox, oy = window.origin()
    x, y, _, _ = window.box(window.article())
    window.point(x + WIDTH // 2, y + HEIGHT + 150)
    taken = []

    def settled():
        sh('import', '-window', 'root', '-crop', f'{WIDTH}x{HEIGHT}+{ox + x}+{oy + y}', '+repage', path)
        taken.append(sh('identify', '-format', '%#', path))
        return len(taken) > 3 and len(set(taken[-4:])) == 1
    wait(settled, 'the picture to stay the same')


def take(window, document, path):
    text = document['text']
    quote = next(s for s in document['spans'] if s['label'] == 'Quote')
    wait(lambda: window.text(window.article()) == text, document['name'])
    words = text[quote['start'] + 8:quote['start'] + 10]
    window.click_word(words)
    wait(lambda: window.article().get_description().startswith('Quote'), 'the quote to be selected')
    shoot(window, path + '-1.png')
    window.key('ctrl+Right', 'shift+Down', 'shift+Right', 'shift+Right')
    wait(lambda: window.article().get_text_iface().get_n_selections() > 0, 'words to be selected')
    shoot(window, path + '-2.png')
    sh('convert', path + '-1.png', path + '-2.png', '-append', '-strip', '-colors', '64', 'png8:' + path + '.png')


def measure(path, golden):
    """How far apart two pictures are on average, and which share of the pixels clearly."""
    assert sh('identify', '-format', '%wx%h', path) == sh('identify', '-format', '%wx%h', golden), 'another size'
    difference = ('convert', path, golden, '-alpha', 'off', '-compose', 'difference', '-composite', '-colorspace', 'gray')
    mean = float(sh(*difference, '-format', '%[fx:mean]', 'info:'))
    share = float(sh(*difference, '-threshold', f'{PIXEL * 100}%', '-format', '%[fx:mean]', 'info:'))
    return mean, share


def the_article_in_every_script(folder):
    project = os.path.join(folder, 'scripts.verbatim')
    vbt('new', project)
    os.makedirs(SHOTS, exist_ok=True)
    versions = {name_of(p): version_of(name_of(p)) for p in SCRIPTS}
    missing = [name for name, version in versions.items() if not version]
    shown = [p for p in SCRIPTS if name_of(p) not in missing]
    if not shown:
        return 'no fonts for any of the scripts'
    for path in shown:
        vbt('import', project, path)
    window = Window(project, env=settings(folder))
    if UPDATE:
        with open(MADE_WITH, 'w', encoding='utf-8') as stream:
            json.dump(versions, stream, indent=2, sort_keys=True)
            stream.write('\n')
    with open(MADE_WITH, encoding='utf-8') as stream:
        made_with = json.load(stream)
    wrong = []
    for path in shown:
        name = name_of(path)
        picture = os.path.join(SHOTS, 'script-' + name)
        golden = os.path.join(FOLDER, name + '.png')
        take(window, read(path), picture)
        if UPDATE:
            sh('cp', picture + '.png', golden)
        same = versions[name] == made_with[name]
        mean, share = measure(picture + '.png', golden)
        print(f'# {name}: mean difference {mean:.4f}, differing pixels {share:.4f}'
              + ('' if same else f'; not judged: here is {versions[name]}'), flush=True)
        if same and (mean > MEAN or share > SHARE):
            wrong.append(f'{picture}.png is not {golden}')
        window.key('ctrl+Next')
    assert not wrong, wrong
    window.close()
    for name in missing:
        print(f'# {name} is left out: there is no {FACES[name]}')
    return None


UPDATE = '--update' in sys.argv
main(the_article_in_every_script)

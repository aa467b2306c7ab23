# screenshots_article.py: what the article looks like: light, dark, high contrast, large, narrow, crowded, to the color-blind
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures for a person to look at; sees to it that each shows marks, and is not what another shows."""
import json
import os

from driver import SHOTS, SOURCE, Window, main, settings, sh, vbt, wait

SAMPLE = os.path.join(SOURCE, 'data', 'sample', 'sample.jsonl')

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB; tests/app/test-palette.c measures with the same.
VISIONS = {
    'protanopia': '0.152286 1.052583 -0.204868 0.114503 0.786281 0.099216 -0.003882 -0.048116 1.051998',
    'deuteranopia': '0.367322 0.860646 -0.227968 0.280085 0.672501 0.047413 -0.011820 0.042940 0.968881',
    'tritanopia': '1.255528 -0.076749 -0.178779 -0.078411 0.930809 0.147602 0.004733 0.691367 0.303900',
}


def path_of(name):
    return os.path.join(SHOTS, f'article-{name}.png')


def signature(name):
    return sh('identify', '-format', '%#', path_of(name))


def new_project(folder):
    """Two articles: one of the sample, and one with forty marks on a few lines, several of them on the same words."""
    project = os.path.join(folder, 'pictures.verbatim')
    vbt('new', project)
    with open(SAMPLE, encoding='utf-8') as stream:
        lines = stream.read().splitlines()
    header = json.loads(lines[0])
    talks = next(json.loads(line) for line in lines[1:] if json.loads(line)['name'].startswith('talks'))
    header['annotators'] = [a for a in header['annotators']]
    path = os.path.join(folder, 'articles.jsonl')
    with open(path, 'w', encoding='utf-8') as stream:
        for entry in (header, talks, crowded()):
            stream.write(json.dumps(entry, ensure_ascii=False) + '\n')
    vbt('import', project, path)
    return project


def crowded():
    text = ('Forty marks\n\n'
            'Anna Lind of the Harbor Union told the Evening Star in Lindhaven on Monday that the harbor would close. '
            '“The Harbor Union of Lindhaven will not sign what Anna Lind has read out in Lindhaven,” said Erik Brandt '
            'of the Brandt Line. “Nobody asked the Harbor Union, and nobody asked Lindhaven.”\n')
    spans = []

    def add(label, words, times=1, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        for _ in range(times):
            spans.append({'id': f'{0x100 + len(spans):016x}', 'label': label, 'annotator': 'ada',
                          'start': start, 'end': start + len(words), 'created': '2026-05-15T09:00:00Z'})

    for label in ('Person', 'Speaker', 'Organization', 'Other'):
        add(label, 'Anna Lind')
    add('Person', 'Anna Lind', 2)
    for nth in range(3):
        add('Organization', 'Harbor Union', 2, nth)
        add('Location', 'Lindhaven', 2, nth)
        add('Other', 'Harbor', 1, nth)
    add('Speaker', 'Anna Lind of the Harbor Union')
    add('Cue', 'told')
    add('Organization', 'Evening Star')
    add('Organization', 'Star')
    add('Event', 'Monday')
    add('Quote', 'that the harbor would close')
    add('Quote', '“The Harbor Union of Lindhaven will not sign what Anna Lind has read out in Lindhaven,”', 2)
    add('Quote', 'what Anna Lind has read out in Lindhaven')
    add('Person', 'Anna Lind', 1, 1)
    add('Cue', 'said')
    add('Speaker', 'Erik Brandt of the Brandt Line')
    add('Person', 'Erik Brandt')
    add('Person', 'Brandt')
    add('Organization', 'Brandt Line', 2)
    add('Quote', '“Nobody asked the Harbor Union, and nobody asked Lindhaven.”')
    add('Location', 'Lindhaven', 1, 3)
    add('Organization', 'Harbor Union', 1, 2)
    assert len(spans) >= 40, len(spans)
    return {'id': '0000000000000099', 'name': 'crowded.txt', 'text': text, 'title': 'Forty marks', 'spans': spans}


def shoot(window, name):
    """When what was drawn stays the same."""
    taken = []

    def settled():
        window.screenshot('article-' + name)
        taken.append(signature(name))
        return len(taken) > 1 and taken[-1] == taken[-2]
    wait(settled, f'the picture {name} to stay the same', 20)


def take(folder, project, name, act=None, env=None, **keys):
    # The picture is of the article: the list of articles would take its room.
    shown = {'annotator_name': "'ada'", 'window_width': 1240, 'window_height': 860, 'documents_visible': 'false', **keys}
    window = Window(project, env={**settings(folder, **shown), **(env or {})})
    window.article()
    if act is not None:
        act(window)
    shoot(window, name)
    window.close()


def select_quote(window):
    window.click_word('We came because')


def the_article_in_every_shade(folder):
    project = new_project(folder)
    take(folder, project, 'light')
    take(folder, project, 'dark', color_scheme="'dark'")
    take(folder, project, 'high-contrast', env={'ADW_DEBUG_HIGH_CONTRAST': '1'})
    take(folder, project, 'high-contrast-dark', env={'ADW_DEBUG_HIGH_CONTRAST': '1'}, color_scheme="'dark'")
    names = ['light', 'dark', 'high-contrast', 'high-contrast-dark']
    assert len({signature(n) for n in names}) == len(names), 'two pictures are the same'
    for vision, matrix in VISIONS.items():
        sh('convert', path_of('light'), '-colorspace', 'RGB', '-color-matrix', matrix, '-colorspace', 'sRGB',
           path_of('light-' + vision))
        assert signature('light-' + vision) != signature('light'), vision


def the_article_in_every_size(folder):
    project = new_project(folder)
    take(folder, project, '24pt', font_scale=185)
    take(folder, project, '32pt', font_scale=250)
    take(folder, project, '9pt', font_scale=70)
    take(folder, project, 'narrow', window_width=700, inspector_visible='false')
    assert len({signature(n) for n in ('24pt', '32pt', '9pt', 'narrow')}) == 4


def the_article_with_much_on_it(folder):
    project = new_project(folder)
    take(folder, project, 'selected', select_quote)
    take(folder, project, 'crowded', lambda window: window.key('ctrl+Next'))
    assert signature('crowded') != signature('selected')


if __name__ == '__main__':
    main(the_article_in_every_shade, the_article_in_every_size, the_article_with_much_on_it)

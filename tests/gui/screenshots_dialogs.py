# screenshots_dialogs.py: what every dialog looks like: light, dark, narrow, large, in German
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures for a person to look at. Arguments: shades, and names of dialogs; all without."""
import os
import shutil
import sys

from driver import Window, attempt, main, sh, vbt
from screenshots_pages import SAMPLE, SHADES, environment, shoot

TABLE = 'Ann\tB-per\nLee\tI-per\nmet\tO\nBo\tB-per\nin\tO\nRome\tB-place\n.\tO\n'
BROKEN = '{"text": "Good.", "label": [[0, 4, "Name"]]}\nnonsense\n'
CANCEL = '_?(Cancel|Abbrechen)'


def acts(name, *keys):
    def opened(window):
        window.act(name)
        if keys:
            attempt(lambda: len(window.root) > 1)
            window.key(*keys)
    return opened


def keys(*names):
    """In the article, at its first suggestion."""
    def opened(window):
        window.key('alt+1')
        window.find('text', 'Article text|Text des Artikels')
        window.key('Escape', 'ctrl+Home', 'n', *names)
    return opened


def asks_of_label(name):
    """What has to be answered before a label goes."""
    def opened(window):
        window.act('win.schema')
        window.do(window.find('push button', name))
    return opened


def rules(window):
    window.act('win.schema')
    window.click(window.find('list item', 'Rules|Regeln'))


def chooses(window, path):
    window.find('push button', CANCEL)
    window.key('slash')
    window.choose_path(path)


def merges(window):
    """A copy in which an article was deleted that somebody looked at here."""
    window.act('win.merge')
    chooses(window, os.path.join(window.folder, 'theirs.verbatim'))
    window.find('push button', '_?Show in Article|Im Artikel _?zeigen', seconds=30)


def imports(window):
    window.act('win.import')
    window.click(window.find('push button', 'Add F_?older…|_?Ordner.*'))
    chooses(window, os.path.join(window.folder, 'files'))
    window.wait_for_label('^1 [Pp]roblem$', 30)


def exports_with_losses(window):
    window.act('win.export')
    window.find('combo box', 'Format')
    window.click(window.find('combo box', 'Format'))
    window.key('Home', 'Down', 'Down', 'Return')


def saved(entry, *keys_first):
    def opened(window):
        window.key(*keys_first)
        window.click(window.find('.*button', entry))
    return opened


def searches(window):
    window.key('ctrl+shift+f', 'ctrl+a')
    window.type('said')
    window.key('Return')
    saved('Saved Searches|Gespeicherte Suchen', 'alt+3')(window)


def tags(window):
    window.act('win.tag')
    window.click(window.find('push button', '_?(Tag|Auszeichnen)'))
    window.find('push button', '_?(Review|Prüfen)', seconds=60)


def key_of_action(window):
    window.act('win.shortcuts')
    window.find('text|entry', 'Find an action|.*Aktion.*')
    window.type('not')
    window.click(window.find('list item', '.*(note|Notiz).*'))


DIALOGS = {
    'new': acts('win.new-project'),
    'details': acts('win.details'),
    'like': keys('shift+a'),
    'occurrences': keys('m'),
    'speaker': keys('s'),
    'choose-label': keys('r'),
    'note': keys('ctrl+m'),
    'find': keys('ctrl+f'),
    'menu': keys('Menu'),
    'schema': acts('win.schema'),
    'label-merge': asks_of_label('_?(Merge|Zusammenlegen)'),
    'label-delete': asks_of_label('_?(Delete|Löschen)'),
    'rules': rules,
    'preferences': acts('win.preferences'),
    'preferences-end': acts('win.preferences', *['shift+Tab'] * 2),
    'shortcuts': acts('win.shortcuts'),
    'key': key_of_action,
    'commands': acts('win.commands'),
    'history': acts('win.history'),
    'trash': acts('win.trash'),
    'backups': acts('win.backups'),
    'tag': acts('win.tag'),
    'tag-report': tags,
    'labels': acts('win.labels'),
    'export': acts('win.export'),
    'export-losses': exports_with_losses,
    'import': acts('win.import'),
    'import-found': imports,
    'saved-searches': searches,
    'saved-filters': saved('Saved Filters|Gespeicherte Filter', 'alt+1', 'ctrl+l'),
    'merge-report': merges,
    'about': acts('win.about'),
}
# What looks otherwise where there is nothing yet.
OF_EMPTY = ('new', 'history', 'trash', 'backups', 'tag', 'export', 'import', 'saved-filters')


def projects(folder):
    """Ours, with suggestions and something in the trash, and theirs, where an article is gone for which something was done."""
    ours, theirs = (os.path.join(folder, name + '.verbatim') for name in ('ours', 'theirs'))
    articles = os.path.join(os.path.dirname(SAMPLE), 'articles')
    names = sorted(os.listdir(articles))[:5]
    vbt('new', ours)
    vbt('import', ours, SAMPLE)
    vbt('import', ours, *(os.path.join(articles, name) for name in names[:4]))
    vbt('tag', ours)
    shutil.copy(ours, theirs)
    vbt('import', theirs, os.path.join(articles, names[4]))
    for name in names[:3]:
        vbt('trash', theirs, '--delete', name)
        vbt('trash', ours, '--delete', name)
        vbt('trash', ours, '--restore', name)
    vbt('trash', ours, '--delete', names[3])
    files = os.path.join(folder, 'files')
    os.mkdir(files)
    for name, text in (('a.conll', TABLE), ('b.jsonl', BROKEN)):
        with open(os.path.join(files, name), 'w', encoding='utf-8') as stream:
            stream.write(text)
    return ours


def narrow(window):
    """What opened last gets as narrow as a telephone, which a window manager would do."""
    def shown():
        return sh('xdotool', 'search', '--onlyvisible', '--pid', str(window.process.pid)).split()
    attempt(lambda: len(shown()) > 1, 1)
    for each in shown():
        if each not in window.at_first:
            sh('xdotool', 'windowsize', '--sync', each, '360', '600')


def look(window, shade, name, prefix='dialog'):
    try:
        DIALOGS[name](window)
        if shade == 'narrow':
            narrow(window)
        shoot(window, f'{shade}-{prefix}-{name}')
    except AssertionError as error:
        print(f'# {shade}: no {name}: {error}', flush=True)
    for _ in range(3):
        window.key('Escape')
        if attempt(lambda: len(window.root) == 1, 1):
            break


def take(folder, shade, project, names, prefix):
    window = Window(project, env=environment(folder, shade))
    window.folder = folder
    window.at_first = sh('xdotool', 'search', '--onlyvisible', '--pid', str(window.process.pid)).split()
    try:
        if prefix == 'dialog':
            # The first article has no suggestions.
            window.act('win.next-document')
        for name in names:
            look(window, shade, name, prefix)
    finally:
        window.kill()


def journey(shade, names):
    def shots(folder):
        take(folder, shade, projects(folder), names, 'dialog')
        empty = os.path.join(folder, 'empty.verbatim')
        vbt('new', empty)
        take(folder, shade, empty, [name for name in names if name in OF_EMPTY], 'empty')
    shots.__name__ = shade
    return shots


if __name__ == '__main__':
    chosen = [name for name in sys.argv[1:] if name in DIALOGS] or list(DIALOGS)
    main(*(journey(shade, chosen) for shade in [s for s in sys.argv[1:] if s in SHADES] or SHADES))

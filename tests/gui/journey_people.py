# journey_people.py: the register of people, organizations and places, in the window
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os

from driver import Window, main, vbt, wait
from gestures import new_project


def register(project):
    return vbt('entities', project, '--export', '-')


def merge_two_that_are_one(folder):
    project = new_project(folder, tag=True)
    table = os.path.join(folder, 'more.csv')
    with open(table, 'w', encoding='utf-8') as file:
        file.write('name,kind\nI. Aldersen,person\n')
    vbt('entities', project, '--import', table)
    window = Window(project)
    window.article()
    window.key('alt+4')
    window.find('text|entry', 'Find an entry by its names')
    window.wait_for_label('^Ingrid Aldersen$')
    window.screenshot('people')
    window.click(window.find('toggle button|push button', 'Show Likely Duplicates'))
    window.wait_for_label('the same as')
    window.screenshot('people-duplicates')
    window.click(window.find('push button', '.*Merge Them'))
    wait(lambda: register(project).count('Aldersen,person') == 1, 'one entry instead of two')
    window.key('ctrl+z')
    wait(lambda: register(project).count('Aldersen,person') == 2, 'both again')
    window.close()


def choose(window, item):
    """Of the page's menu."""
    window.click(window.find('push button', 'Import and Export People'))
    window.find('menu item', item.replace('(', r'\(').replace(')', r'\)'))
    window.step_to(item)
    window.key('Return')


def with_a_table(folder):
    """The register goes out as a table, is changed there, and comes back as one act; a line that says nothing is told."""
    project = new_project(folder, tag=True)
    window = Window(project)
    window.article()
    window.key('alt+4')
    # How often somebody is mentioned and quoted is there at once, in how many articles a moment later.
    window.wait_for_label(r'^\d+ mentions · \d+ quotes? · 1 article · ')
    choose(window, 'Export as a Table (CSV)…')
    table = os.path.join(folder, 'people.csv')
    window.choose_path(table)
    window.wait_for_label('^The register was exported$')
    with open(table, encoding='utf-8') as file:
        rows = file.read()
    assert rows == register(project)
    with open(table, 'w', encoding='utf-8') as file:
        file.write('name,kind,country\nIngrid Aldersen,person,Varland\nNora Quist,person,Esmeria\n,person,\n')
    choose(window, 'Import from a Table (CSV)…')
    # A chooser of a file to open shows its entry when the path is begun.
    window.find('push button', '_?Open.*')
    window.key('slash')
    window.choose_path(table)
    window.wait_for_label('^Entries: 1 added, 1 changed, 1 refused$')
    window.screenshot('people-imported')
    assert 'Nora Quist,person' in register(project)
    window.act('win.undo')
    wait(lambda: register(project) == rows, 'one step back')
    window.close()


def very_many(folder):
    """Also who is not mentioned yet, all the way down the list, and found by name."""
    table = os.path.join(folder, 'many.csv')
    with open(table, 'w', encoding='utf-8') as file:
        file.write('name,kind,external_id\n')
        file.writelines(f'Person {i:04d},person,Q{i}\n' for i in range(1000))
    project = new_project(folder, tag=True)
    vbt('entities', project, '--import', table)
    # Writes down what it is to open; nothing else may open anything.
    home = os.path.join(folder, 'data')
    opened = os.path.join(folder, 'opened')
    browser = os.path.join(folder, 'browser')
    os.makedirs(os.path.join(home, 'applications'))
    with open(browser, 'w', encoding='utf-8') as file:
        file.write(f'#!/bin/sh\necho "$1" >> {opened}\n')
    os.chmod(browser, 0o755)
    with open(os.path.join(home, 'applications', 'browser.desktop'), 'w', encoding='utf-8') as file:
        file.write(f'[Desktop Entry]\nType=Application\nName=Browser\nExec={browser} %u\n'
                   'MimeType=x-scheme-handler/https;\n')
    with open(os.path.join(home, 'applications', 'mimeapps.list'), 'w', encoding='utf-8') as file:
        file.write('[Default Applications]\nx-scheme-handler/https=browser.desktop\n')
    window = Window(project, env={'XDG_DATA_HOME': home})
    window.article()
    window.key('alt+4')
    window.wait_for_label(r'^\d+ mentions')
    window.key('End')
    window.find('text|entry', 'Name')
    window.wait_for_label('^Person 0999$')
    window.screenshot('people-many')
    window.click(window.find('text|entry', 'Find an entry by its names'))
    window.type('Person 0815')
    wait(lambda: not window.has('label', 'Person 0999') and window.has('label', 'Person 0815'), 'who is found')
    assert not os.path.exists(opened)
    window.click(window.find('push button', 'Open in the Browser'))
    wait(lambda: os.path.exists(opened), 'the browser')
    with open(opened, encoding='utf-8') as file:
        assert file.read() == 'https://www.wikidata.org/wiki/Q815\n'
    window.close()


main(merge_two_that_are_one, with_a_table, very_many)

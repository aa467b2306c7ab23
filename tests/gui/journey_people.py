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


main(merge_two_that_are_one)

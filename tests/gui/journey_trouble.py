# journey_trouble.py: others write into the project, the disk refuses, the file goes away, the system ends the program
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import resource
import shutil
import signal

from driver import SOURCE, Window, export, main, vbt, wait

ARTICLES = os.path.join(SOURCE, 'data', 'sample', 'articles')


def make(folder, name='a.verbatim'):
    project = os.path.join(folder, name)
    vbt('new', project)
    vbt('import', project, os.path.join(ARTICLES, 'talks.txt'))
    return project


def spans(project):
    return export(project)[1]['talks.txt'].get('spans', [])


def annotate(window, words):
    window.drag(words)
    window.key('6')


def follow_another_program(folder):
    project = make(folder)
    window = Window(project)
    window.article()
    vbt('import', project, os.path.join(ARTICLES, 'council.txt'))
    window.find('.*', '.*1 of 2.*', seconds=5)
    # Both write, and both are there.
    annotate(window, 'Varland')
    wait(lambda: len(spans(project)) == 1, 'a span')
    vbt('import', project, os.path.join(ARTICLES, 'moss.txt'))
    window.find('.*', '.*of 3.*', seconds=5)
    window.close()
    assert os.listdir(folder) == ['a.verbatim'], os.listdir(folder)


def refuse_while_the_disk_does(folder):
    project = make(folder)
    window = Window(project, ignore_signals=True)
    window.article()
    annotate(window, 'Varland')
    wait(lambda: len(spans(project)) == 1, 'a span')
    limits = resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE, (4096, limits[1]))
    annotate(window, 'Montrel')
    button = window.find('push button', '.*Try Again')
    window.screenshot('trouble-disk')
    assert len(spans(project)) == 1
    resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE, limits)
    window.click(button)
    wait(lambda: not window.has('push button', '.*Try Again'), 'the banner to go away')
    annotate(window, 'Montrel')
    wait(lambda: len(spans(project)) == 2, 'another span')
    window.close()


def refuse_when_the_file_is_gone(folder):
    project = make(folder)
    elsewhere = os.path.join(folder, 'elsewhere.verbatim')
    window = Window(project)
    window.article()
    annotate(window, 'Varland')
    wait(lambda: len(spans(project)) == 1, 'a span')
    os.rename(project, elsewhere)
    window.wait_for_label('moved, deleted or replaced')
    window.screenshot('trouble-moved')
    os.rename(elsewhere, project)
    wait(lambda: not window.has('push button', '.*Try Again'), 'the banner to go away')
    annotate(window, 'Montrel')
    wait(lambda: len(spans(project)) == 2, 'another span')
    # Another file in its place: the window goes over to that one when it is told to.
    other = make(folder, 'other.verbatim')
    os.rename(other, project)
    window.wait_for_label('moved, deleted or replaced')
    window.click(window.find('push button', '.*Try Again'))
    wait(lambda: not window.has('push button', '.*Try Again'), 'the banner to go away')
    assert spans(project) == []
    window.close()


def recover_a_damaged_project(folder):
    project = make(folder)
    with open(project, 'r+b') as stream:
        stream.truncate(os.path.getsize(project) - 20000)
    damaged = open(project, 'rb').read()
    window = Window(project)
    window.click_until('push button', '.*Recover….*', lambda: window.has('text', 'GtkFileChooserEntry|Name:'))
    window.screenshot('trouble-recover')
    window.choose_path(os.path.join(folder, 'saved.verbatim'))
    wait(lambda: os.path.exists(os.path.join(folder, 'saved.verbatim')), 'the new project')
    wait(lambda: window.text(window.article()), 'the article')
    window.screenshot('trouble-recovered')
    assert open(project, 'rb').read() == damaged


def end_when_asked(folder):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        project = make(folder, f'{number}.verbatim')
        window = Window(project)
        window.article()
        annotate(window, 'Varland')
        wait(lambda: len(spans(project)) == 1, 'a span')
        window.process.send_signal(number)
        assert window.wait_for_end() == 0
        assert not [n for n in os.listdir(folder) if not n.endswith('.verbatim')], os.listdir(folder)
        assert len(spans(project)) == 1


main(follow_another_program, refuse_while_the_disk_does, refuse_when_the_file_is_gone,
     recover_a_damaged_project, end_when_asked)

# journey_project.py: the sample, a new project, bringing articles in, reviewing, exporting
#
# SPDX-License-Identifier: GPL-3.0-or-later
import glob
import json
import os
import shutil

from driver import SOURCE, Window, export, main, read_dataset, vbt, wait

ARTICLES = os.path.join(SOURCE, 'data', 'sample', 'articles')


def show_path_entry(window, button):
    """A chooser of a file to open shows its entry when the path is begun."""
    window.find('push button', button)
    window.key('slash')


def open_the_sample(folder):
    window = Window()
    window.click(window.find('push button', '.*Sample Project.*'))
    window.wait_for_label('Ministers Edge Toward a Truce', 30)
    wait(lambda: window.text(window.article()).startswith('MONTREL'), 'the sample’s first article')
    window.wait_for_label('^Ingrid Aldersen$')
    window.screenshot('sample')
    window.close()
    made = glob.glob(os.path.join(os.environ['HOME'], '**', 'Sample*.verbatim'), recursive=True)
    assert len(made) == 1, made
    header, documents = export(made[0])
    assert len(documents) == 12, sorted(documents)


def new_project_and_articles_from_the_command_line(folder):
    project = os.path.join(folder, 'new.verbatim')
    vbt('new', project)
    window = Window(project, os.path.join(ARTICLES, 'council.txt'), os.path.join(ARTICLES, 'moss.txt'))
    window.article()
    # They are imported and tagged, as the preferences have it from the beginning.
    wait(lambda: len(export(project)[1]) == 2, 'two articles', 30)
    wait(lambda: all(d.get('spans') for d in export(project)[1].values()), 'suggestions', 60)
    window.close()


def review_suggestions(folder):
    project = os.path.join(folder, 'review.verbatim')
    vbt('new', project)
    vbt('import', project, os.path.join(ARTICLES, 'council.txt'))
    vbt('tag', project)
    header, documents = export(project)
    suggested = len(documents['council.txt']['spans'])
    assert suggested > 10, suggested
    window = Window(project)
    window.article()
    window.key('n', 'a')

    def decisions():
        return export(project)[1]['council.txt'].get('decisions', [])
    wait(lambda: [d for d in decisions() if d['decision'] == 'accepted'], 'an accepted suggestion')
    window.key('n', 'x')
    wait(lambda: [d for d in decisions() if d['decision'] == 'rejected'], 'a rejected suggestion')
    window.screenshot('review')
    window.key('ctrl+z')
    wait(lambda: not [d for d in decisions() if d['decision'] == 'rejected'], 'the rejection taken back')
    window.close()
    # Tagging again neither doubles what is there nor brings back what was decided.
    vbt('tag', project)
    assert len([s for s in export(project)[1]['council.txt']['spans']]) >= suggested
    stats = json.loads(vbt('stats', project, '--json'))
    assert stats, stats


def export_a_dataset(folder):
    project = os.path.join(folder, 'export.verbatim')
    out = os.path.join(folder, 'dataset.jsonl')
    vbt('new', project)
    vbt('import', project, os.path.join(ARTICLES, 'talks.txt'))
    window = Window(project)
    window.drag('Varland')
    window.key('6')
    wait(lambda: export(project)[1]['talks.txt'].get('spans'), 'a span')
    window.key('ctrl+e')
    button = window.find('push button', '.*Export…')
    window.screenshot('export-dialog')
    window.click(button)
    window.choose_path(out)
    wait(lambda: os.path.exists(out), 'the exported file')
    header, documents = read_dataset(out)
    document = documents['talks.txt']
    assert [document['text'][s['start']:s['end']] for s in document['spans']] == ['Varland']
    window.close()


def import_through_the_dialog(folder):
    project = os.path.join(folder, 'import.verbatim')
    article = shutil.copy(os.path.join(ARTICLES, 'trial.txt'), folder)
    vbt('new', project)
    window = Window(project)
    window.key('ctrl+i')
    window.click(window.find('push button', 'Add _?Files…'))
    show_path_entry(window, '_Add Add')
    window.choose_path(article)
    window.wait_for_label('trial.txt')
    window.screenshot('import-dialog')
    window.click(window.find('push button', '_Import Import'))
    wait(lambda: 'trial.txt' in export(project)[1], 'the article in the project', 30)
    wait(lambda: export(project)[1]['trial.txt'].get('spans'), 'its suggestions', 60)
    window.close()


main(open_the_sample, new_project_and_articles_from_the_command_line, review_suggestions,
     export_a_dataset, import_through_the_dialog)

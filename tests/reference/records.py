#!/usr/bin/env python3
"""Compares what records reads with what Zotero, JabRef, CoLRev and Citation.js expect of it.

records.py FOLDER: the collection of real files. Prints a line for each difference that is not
known, then `N compared, N failed`; known differences and their reasons stand in
filters/VIOLATIONS.md. The filter `records` is taken from PATH.
"""
import glob
import html
import json
import os
import re
import subprocess
import sys

KNOWN = {
    ('BibTeX-003.bib', 'pages'), ('BibTeX-006.bib', 'title'), ('BibTeX-007.bib', 'title'),
    ('BibTeX-007.bib', 'journal'), ('MedlineImporterTestArticleNoISSN.xml', 'pages'),
    ('MedlineImporterTestKeywordSingleEntry.xml', 'authors'),
    ('biblatex-input.bib', 'title'),
}


def documents(path):
    run = subprocess.run(['records', path], capture_output=True, text=True, check=False)
    rows = [line.split('\t') for line in run.stdout.split('\n') if line]
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def plain(text):
    text = re.sub(r'</?(i|b|sup|sub|span)[^>]*>', '', html.unescape(text or ''))
    text = text.replace('\\n', ' ').replace('–', '-').replace('\u00a0', ' ')
    return re.sub(r'\s+', ' ', text).strip().rstrip('.')


def letters(text):
    return re.sub(r'[\W_]+', '', text).lower()


def year(text):
    found = re.search(r'\b([12]\d\d\d)\b', text or '')
    return found.group(1) if found else ''


def expected_of_zotero(item):
    names = [c.get('lastName') or c.get('name', '') for c in item['creators']
             if c['creatorType'] in ('author', 'inventor')]
    return {
        'title': item.get('title', ''), 'year': year(item.get('date')), 'doi': item.get('DOI', ''),
        'volume': item.get('volume', ''), 'issue': item.get('issue', ''), 'pages': item.get('pages', ''),
        'abstract': item.get('abstractNote', ''), 'authors': names,
        'journal': item.get('publicationTitle', ''),
        'keywords': sorted(t['tag'] if isinstance(t, dict) else t for t in item.get('tags', [])),
    }


def expected_of_bibtex(document):
    wanted = {k: document[k] for k in
              ('title', 'year', 'doi', 'volume', 'issue', 'pages', 'abstract', 'journal')}
    wanted['authors'] = [a.split(',')[0] for a in document['authors'].split('; ') if a]
    return wanted


def expected_of_csl(item):
    """Only articles: CSL has series and publishers where `records` has `other`."""
    date = (item.get('issued') or {}).get('date-parts', [['']])[0][0]
    article = item['type'].startswith('article')
    return {
        'title': item.get('title', ''), 'year': str(date), 'doi': item.get('DOI', ''),
        'volume': item.get('volume', ''), 'issue': item.get('issue', '') if article else '',
        'pages': item.get('page', ''), 'abstract': item.get('abstract', ''),
        'authors': [n.get('family') or n.get('literal', '') for n in item.get('author', [])],
        'journal': item.get('container-title', '') if article else '',
    }


def compare(name, found, wanted):
    """Yields (column, found, wanted) for what differs; what nobody expects is not compared."""
    for column, value in wanted.items():
        if not value:
            continue
        if column == 'authors':
            same = all(letters(plain(w)) in letters(found['authors']) for w in value)
        elif column == 'keywords':
            same = set(map(letters, value)) <= set(map(letters, (found['keywords'] + '; ' +
                       found['mesh']).split('; ')))
        else:
            same = plain(found[column]).lower() == plain(value).lower()
        if not same and (name, column) not in KNOWN:
            yield column, found[column], value


def pairs(folder):
    base = os.path.join(folder, '1-biblio')
    for path in sorted(glob.glob(base + '/zotero+translators/*/*.items.json')):
        source = [p for p in glob.glob(path[:-len('.items.json')] + '.*') if not p.endswith('.json')]
        kind = os.path.basename(os.path.dirname(path))
        if kind in ('BibTeX', 'Endnote_XML') and source:
            items = [i for i in json.load(open(path)) if i.get('itemType') != 'attachment']
            yield source[0], [expected_of_zotero(item) for item in items]
    jabref = base + '/JabRef+jabref/jablib/src/test/resources/org/jabref/logic/importer/fileformat/'
    for path in sorted(glob.glob(jabref + '*.xml')):
        twin = path[:-4] + '.bib'
        if os.path.exists(twin) and 'MinimalEntry' not in path and re.search('Medline|Endnote', path):
            yield path, [expected_of_bibtex(d) for d in documents(twin)]
    colrev = base + '/CoLRev-Environment+colrev/tests/'
    for source, twin in (('2_loader/data/enl_data.enl', '2_loader/data/enl_data_expected.bib'),
                         ('data/search_files/pubmed-chatbot.csv',
                          'data/search_files/pubmed-chatbot-expected.bib')):
        if os.path.exists(colrev + twin):
            yield colrev + source, [expected_of_bibtex(d) for d in documents(colrev + twin)]
    mapping = base + '/citation-js+citation-js/packages/plugin-bibtex/test/mapping/'
    for name in ('bibtex', 'biblatex'):
        if os.path.exists(mapping + name + '-csl.json'):
            items = json.load(open(mapping + name + '-csl.json'))
            yield mapping + name + '-input.bib', [expected_of_csl(item) for item in items]


def main():
    compared = failed = 0
    for path, wanted in pairs(sys.argv[1]):
        found = documents(path)
        name = os.path.basename(path)
        if len(found) != len(wanted):
            print(f'{name}: {len(found)} records, expected {len(wanted)}')
            failed += 1
        for number, (one, other) in enumerate(zip(found, wanted)):
            compared += 1
            for column, ours, theirs in compare(name, one, other):
                print(f'{name} {number + 1}: {column}: {ours!r}, expected {theirs!r}')
                failed += 1
    print(f'{compared} compared, {failed} failed')
    sys.exit(1 if failed or not compared else 0)


main()

#!/usr/bin/env python3
"""Compares our counting with polars, scikit-learn and gensim: the same folder of .txt files, in turn.

    counts.py --folder FOLDER --textmill target/release/textmill --rounds 5

Ours is the whole program, from its start to the reports on the disk. Of a peer only the work counts: reading the files, counting, and writing
one CSV file; not the start of Python and what is imported. Each runs in a process of its own, with its usual threads. The peers find words by one
pattern and know no structure, languages or sentences, so the numbers of words differ; they are printed. The first run makes a
virtual environment in the folder --env and installs the exact versions of counts.txt there (from PyPI).
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import environment
from environment import note

REQUIREMENTS = pathlib.Path(__file__).resolve().with_name('counts.txt')
# Runs of letters and figures, with apostrophes and the like between them.
WORD = r"[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*"
TOKEN = r"\w+(?:['’.]\w+)*"


def texts(folder):
    """The texts of a folder, in the order of their paths."""
    return [path.read_text(encoding='utf-8', errors='replace') for path in sorted(folder.rglob('*.txt'))]


def polars_frequency(folder, table):
    """Word, count and documents."""
    import polars as pl
    yield
    words = pl.DataFrame({'text': texts(folder)}).with_row_index('document')
    words = words.with_columns(pl.col('text').str.to_lowercase().str.extract_all(WORD).alias('word')).drop('text').explode('word')
    counts = words.group_by('word').agg(pl.len().alias('count'), pl.col('document').n_unique().alias('documents'))
    counts.sort(['count', 'word'], descending=[True, False]).write_csv(table)
    yield words.height


def polars_bigrams(folder, table):
    """Pairs of neighbours in a line that occur at least twice."""
    import polars as pl
    yield
    lines = pl.DataFrame({'text': [line for text in texts(folder) for line in text.splitlines()]}).with_row_index('line')
    words = lines.with_columns(pl.col('text').str.to_lowercase().str.extract_all(WORD).alias('word')).drop('text').explode('word').drop_nulls()
    pairs = words.with_columns(pl.col('word').shift(-1).over('line').alias('next')).drop_nulls()
    counts = pairs.group_by(['word', 'next']).agg(pl.len().alias('count')).filter(pl.col('count') > 1)
    counts.sort(['count', 'word', 'next'], descending=[True, False, False]).write_csv(table)
    yield words.height


def write_cells(matrix, terms, table):
    """A row for each cell of a matrix of documents and terms."""
    import polars as pl
    cells = matrix.tocoo()
    frame = pl.DataFrame({'document': cells.row, 'term': cells.col, 'value': cells.data})
    frame.with_columns(pl.Series('word', terms).gather(frame['term'])).drop('term').write_csv(table)


def sklearn_tf_idf(folder, table):
    """The tf-idf of each word in each document."""
    import polars  # noqa: F401 (imported before the clock starts)
    from sklearn.feature_extraction.text import TfidfVectorizer
    yield
    vectorizer = TfidfVectorizer(token_pattern=TOKEN)
    matrix = vectorizer.fit_transform(texts(folder))
    write_cells(matrix, vectorizer.get_feature_names_out(), table)
    yield matrix.nnz


def sklearn_stems(folder, table):
    """The stem counts of each document, by PyStemmer."""
    import Stemmer
    import polars  # noqa: F401 (imported before the clock starts)
    from sklearn.feature_extraction.text import CountVectorizer
    yield
    find, stemmer = CountVectorizer(token_pattern=TOKEN).build_analyzer(), Stemmer.Stemmer('english')
    vectorizer = CountVectorizer(analyzer=lambda text: stemmer.stemWords(find(text)))
    matrix = vectorizer.fit_transform(texts(folder))
    write_cells(matrix, vectorizer.get_feature_names_out(), table)
    yield int(matrix.sum())


def gensim_collocations(folder, table):
    """Pairs of neighbours in a line that occur five times, by normalised pointwise mutual information."""
    import csv
    import re
    from gensim.models.phrases import Phrases
    yield
    find = re.compile(TOKEN)
    lines = [find.findall(line.lower()) for text in texts(folder) for line in text.splitlines()]
    phrases = Phrases(lines, min_count=5, threshold=-1, scoring='npmi', max_vocab_size=40_000_000)
    with open(table, 'w', encoding='utf-8', newline='') as file:
        csv.writer(file).writerows(sorted(phrases.export_phrases().items(), key=lambda pair: -pair[1]))
    yield sum(map(len, lines))


# What is compared: the peer, the reports of ours, and our configuration.
JOBS = {
    'frequency, polars': (polars_frequency, 'frequency', ''),
    'bigrams, polars': (polars_bigrams, 'ngrams', '[ngrams]\nn = [2]\nmin_frequency = 2\n'),
    'tf-idf, scikit-learn': (sklearn_tf_idf, 'terms_by_document', ''),
    'stems, scikit-learn with PyStemmer': (sklearn_stems, 'frequency', ''),
    'collocations, gensim': (gensim_collocations, 'collocations', ''),
}


def run_peer(job, folder, table):
    """In a process of its own: seconds of the work, and how many words or cells there were."""
    work = JOBS[job][0](folder, table)
    next(work)
    start = time.perf_counter()
    size = next(work)
    print(json.dumps({'seconds': time.perf_counter() - start, 'size': size}))


def peer(job, args, folder):
    """Starts it."""
    table = folder / 'peer.csv'
    command = [sys.executable, __file__, '--folder', args.folder, '--peer', job, '--table', table]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def ours(job, args, folder):
    """The whole program."""
    _, report, settings = JOBS[job]
    config = folder / 'textmill.toml'
    config.write_text(settings, encoding='utf-8')
    command = [args.textmill, 'run', args.folder, '--output', folder / 'reports', '--config', config, '--only', report, '--quiet']
    start = time.perf_counter()
    code = subprocess.run(command).returncode
    seconds = time.perf_counter() - start
    if code not in (0, 3):  # 3: a file could not be used, and the ledger says which
        sys.exit(f'counts.py: {command} ended with {code}')
    return seconds


def compare(job, args):
    """A row of the table: medians, and the median of the ratios of runs that followed each other."""
    note(job)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        pairs = [(peer(job, args, folder), ours(job, args, folder)) for _ in range(args.rounds)]
    theirs, own = [run['seconds'] for run, _ in pairs], [seconds for _, seconds in pairs]
    ratios = [one / other for one, other in zip(theirs, own)]
    print(f'| {job} | {statistics.median(theirs):.2f} | {statistics.median(own):.2f} | {statistics.median(ratios):.1f} '
          f'({min(ratios):.1f}-{max(ratios):.1f}) | {pairs[0][0]["size"]:,} |', flush=True)


def main():
    """Reads the command line, and prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add('--folder', type=pathlib.Path, required=True, help='.txt files')
    add('--textmill', type=pathlib.Path, default=pathlib.Path('target/release/textmill'), help='our program (default %(default)s)')
    add('--rounds', type=int, default=3, metavar='R', help='each runs the peer and ours (default %(default)s)')
    add('--jobs', nargs='+', choices=JOBS, default=list(JOBS), metavar='JOB', help='some of: ' + '; '.join(JOBS))
    add('--env', type=pathlib.Path, default=pathlib.Path('target/peers-counts'), help='folder of the environment (default %(default)s)')
    add('--peer', choices=JOBS, help=argparse.SUPPRESS)
    add('--table', type=pathlib.Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peer:
        return run_peer(args.peer, args.folder, args.table)
    if args.rounds < 1:
        parser.error('--rounds: at least 1')
    environment.enter(REQUIREMENTS, args.env)
    print('| what, and the peer | its seconds | our seconds | ratio | its words or cells |\n| --- | --- | --- | --- | --- |')
    for job in args.jobs:
        compare(job, args)


if __name__ == '__main__':
    main()

#!/usr/bin/env python3
"""Reads reports with polars, pandas, DuckDB, R and frictionless, and compares every cell with what stands in the file.

    read_reports.py --textmill COMMAND [FOLDER ...]

The first folder is made here: the reports of a text full of words that readers take for something else (nan, NA, true, 1e5, 0042, 1-2,
MARCH1). FOLDER are others to be read too. The types are those of datapackage.json, as the README says. Needs polars, pandas, duckdb and
frictionless in this Python; R is used where Rscript is installed, and said to be skipped where it is not.
"""
import argparse
import csv
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

AWKWARD = 'nan NA NaN null None true false TRUE 1e5 0042 1-2 3/4 MARCH1 SEPT2 inf -inf 007 1.0 1,000 =2+3 +1 @home N/A #N/A'.split()
csv.field_size_limit(1 << 30)


def tables(folder):
    """The tables of a folder: path, columns as pairs of name and type, and the cells as they stand there, None for a missing one."""
    for resource in json.loads((folder / 'datapackage.json').read_text())['resources']:
        columns = [(field['name'], field['type']) for field in resource['schema']['fields']]
        with open(folder / resource['path'], encoding='utf-8', newline='') as file:
            rows = list(csv.reader(file))[1:]
        yield resource['path'], columns, [[value_of(cell, kind) for cell, (_, kind) in zip(row, columns)] for row in rows]


def value_of(cell, kind):
    if cell == '':
        return None
    return {'string': str, 'integer': int, 'number': float, 'boolean': lambda cell: cell == 'true'}[kind](cell)


def by_polars(folder, path, columns):
    import polars
    kinds = {'string': polars.String, 'integer': polars.Int64, 'number': polars.Float64, 'boolean': polars.Boolean}
    return polars.read_csv(folder / path, schema={name: kinds[kind] for name, kind in columns}).rows()


def by_pandas(folder, path, columns):
    import pandas
    kinds = {'string': 'string', 'integer': 'Int64', 'number': 'float64', 'boolean': 'boolean'}
    types = {name: kinds[kind] for name, kind in columns}
    frame = pandas.read_csv(folder / path, dtype=types, keep_default_na=False, na_values=[''])
    return [[None if pandas.isna(cell) else cell for cell in row] for row in frame.itertuples(index=False, name=None)]


def by_duckdb(folder, path, columns):
    import duckdb
    kinds = {'string': 'VARCHAR', 'integer': 'BIGINT', 'number': 'DOUBLE', 'boolean': 'BOOLEAN'}
    types = '{' + ', '.join(f"'{name}': '{kinds[kind]}'" for name, kind in columns) + '}'
    return duckdb.sql(f"from read_csv('{folder / path}', columns={types})").fetchall()


def by_r(folder, places):
    """All tables at once: R takes long to start."""
    with tempfile.TemporaryDirectory() as place:
        plan = pathlib.Path(place, 'plan.tsv')
        lines = [f'{path}\t{name}\t{kind}' for path, columns in places for name, kind in columns]
        plan.write_text('path\tname\ttype\n' + '\n'.join(lines) + '\n')
        script = pathlib.Path(__file__).with_name('read_reports.R')
        subprocess.run(['Rscript', '--vanilla', script, plan, folder, place], check=True, env={'LC_ALL': 'C.UTF-8', 'PATH': '/usr/bin:/bin:/usr/local/bin'})
        found = {}
        for path, columns in places:
            with open(pathlib.Path(place, path.replace('/', '~')), encoding='utf-8', newline='') as file:
                rows = list(csv.reader(file))[1:]
            found[path] = [[of_r(cell, kind) for cell, (_, kind) in zip(row, columns)] for row in rows]
        return found


def of_r(cell, kind):
    if cell == '<missing>' or kind in ('integer', 'number') and cell == 'NA':
        return None
    return {'string': str, 'integer': float, 'number': float, 'boolean': lambda cell: cell == 'TRUE'}[kind](cell)


def differing(found, expected):
    """The number of cells that are not what they should be, and how many there are."""
    assert len(found) == len(expected), (len(found), len(expected))
    pairs = [(one, other) for row, wanted in zip(found, expected) for one, other in zip(row, wanted)]
    is_same = lambda one, other: one == other or isinstance(other, float) and one is not None and math.isclose(one, other, rel_tol=1e-12)
    return sum(not is_same(one, other) for one, other in pairs), len(pairs)


def awkward_reports(command, place):
    folder = pathlib.Path(place, 'in')
    folder.mkdir()
    for number in range(3):
        (folder / f'{number}.txt').write_text('Words: ' + ' '.join(f'{word} x{number} .' for word in AWKWARD * 3) + '\n')
    (folder / 'metadata.csv').write_text('path,group,title,code\n0.txt,NA,nan,0042\n1.txt,true,1e5,007\n2.txt,1-2,MARCH1,NA\n')
    output = pathlib.Path(place, 'out')
    subprocess.run([command, 'run', folder, '--output', output, '--quiet'], check=True)
    return output


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folders', nargs='*', type=pathlib.Path)
    parser.add_argument('--textmill', default='textmill', help='the program')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        wrong = [check(folder) for folder in [awkward_reports(options.textmill, place), *options.folders]]
    sys.exit(1 if any(wrong) else 0)


def check(folder):
    import frictionless
    readers = {'polars': by_polars, 'pandas': by_pandas, 'duckdb': by_duckdb}
    all_tables = list(tables(folder))
    has_r = shutil.which('Rscript') is not None
    of_r = by_r(folder, [(path, columns) for path, columns, _ in all_tables]) if has_r else {}
    wrong = {}
    for name in [*readers, *(['R'] if has_r else [])]:
        counts = [
            differing(of_r[path] if name == 'R' else readers[name](folder, path, columns), cells)
            for path, columns, cells in all_tables
        ]
        wrong[name] = sum(count for count, _ in counts)
        print(f'{folder}: {name} reads {wrong[name]} of {sum(all for _, all in counts)} cells of {len(counts)} tables otherwise')
    if not has_r:
        print(f'{folder}: SKIPPED R: Rscript is not installed')
    report = frictionless.validate(str(folder / 'datapackage.json'))
    invalid = [task.name for task in report.tasks if not task.valid]
    print(f'{folder}: frictionless calls {len(invalid)} of {len(report.tasks)} tables invalid{": " if invalid else ""}{", ".join(invalid)}')
    return sum(wrong.values()) + len(invalid) + len(report.errors)


if __name__ == '__main__':
    main()

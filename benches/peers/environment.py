"""An environment of exact versions for the peers that we compare ourselves with."""
import os
import subprocess
import sys
import venv


def enter(requirements, folder):
    """Runs this script again in the environment, which is made first if it is not there or not of these requirements.

    The libraries of linear algebra get one thread: they would else take every core, and figures could differ in the last digits.
    """
    folder, wanted = folder.resolve(), requirements.read_text(encoding='utf-8')
    if os.environ.get('TEXTMILL_PEERS') == str(folder):
        return
    python = folder / ('Scripts/python.exe' if os.name == 'nt' else 'bin/python')
    stamp = folder / 'installed.txt'  # written last: an installation that was cut short is done again
    if not stamp.exists() or stamp.read_text(encoding='utf-8') != wanted:
        note(f'installing {requirements.name} into {folder}')
        venv.create(folder, with_pip=True)
        subprocess.run([python, '-m', 'pip', 'install', '--quiet', '--requirement', requirements], check=True, stdout=sys.stderr)
        stamp.write_text(wanted, encoding='utf-8')
    here = {'TEXTMILL_PEERS': str(folder), 'OPENBLAS_NUM_THREADS': '1', 'OMP_NUM_THREADS': '1'}
    sys.exit(subprocess.run([python, *sys.argv], env={**os.environ, **here}).returncode)


def note(text):
    """Progress goes to stderr, so that stdout is the Markdown alone."""
    print(text, file=sys.stderr, flush=True)

"""What the rows of the board share: a place to work in, runs of textmill, and checks that are counted."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

csv.field_size_limit(1 << 30)

# A run that takes longer hangs.
LONGEST = 120


class Board:
    """Counts what held, and says at once what did not."""

    def __init__(self, textmill, is_short):
        self.textmill = Path(textmill).resolve()
        self.is_short = is_short
        self.rows = []

    def row(self, name):
        """Begins a row: all checks up to the next one belong to it."""
        self.rows.append({"name": name, "held": 0, "checks": 0, "notes": []})

    def check(self, holds, what):
        """Counts a check; `what` says what did not hold, with all that is needed to see it again."""
        row = self.rows[-1]
        row["checks"] += 1
        if holds:
            row["held"] += 1
        else:
            print(f"  FAILED {row['name']}: {what}", flush=True)
        return holds

    def note(self, text):
        """Adds figures to a row: faults injected, runs killed."""
        self.rows[-1]["notes"].append(text)

    def skip(self, name, why):
        """A row that cannot be done here is no row that holds."""
        self.rows.append({"name": name, "held": 0, "checks": 0, "notes": [f"SKIPPED: {why}"]})
        print(f"SKIPPED {name}: {why}", file=sys.stderr, flush=True)

    def print(self):
        """The board; true if all of it holds."""
        for row in self.rows:
            print(f"{row['name']:32} {row['held']:>6} of {row['checks']:<6} {'; '.join(row['notes'])}")
        held, checks = (sum(row[of] for row in self.rows) for of in ("held", "checks"))
        print(f"{'all':32} {held:>6} of {checks:<6} held")
        return held == checks


class Place:
    """A folder of its own for a row: `in`, `out`, and what else it needs. It is removed at the end."""

    def __init__(self, board, below=None):
        self.board = board
        self.folder = Path(tempfile.mkdtemp(prefix="textmill-torture-", dir=below))
        self.input, self.output = self.folder / "in", self.folder / "out"
        self.input.mkdir()
        # No topics: what is tested here is not how long they take.
        self.settings("[topics]\nk = 0\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for folder, names, _ in os.walk(self.folder):
            for name in names:
                path = Path(folder, name)
                if not path.is_symlink():
                    path.chmod(0o700)
        shutil.rmtree(self.folder, ignore_errors=True)

    def settings(self, text):
        (self.folder / "c.toml").write_text(text, encoding="utf-8")

    def write(self, path, text):
        """Writes a document: text, or bytes."""
        target = self.input / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def command(self, *more, output=None):
        """A run over the documents, as a list of arguments."""
        output = output or self.output
        return [str(self.board.textmill), "run", str(self.input), "-o", str(output), "-c", str(self.folder / "c.toml"), "-q",
                "--force", *more]

    def run(self, *more, before=(), timeout=LONGEST, **options):
        """Runs, with words before the command if there are any (`strace …`); the result has `returncode` (None: it hung) and `said`."""
        output = options.pop("output", None)
        return finished([*before, *self.command(*more, output=output)], timeout, **options)

    def names_beside(self):
        """The hidden names that a run may leave beside its output."""
        return sorted(path.name for path in self.folder.iterdir() if path.name.startswith(".out"))


class Finished:
    def __init__(self, returncode, said):
        self.returncode, self.said = returncode, said


def finished(command, timeout=LONGEST, **options):
    """Runs a command to its end. A panic of the program is never an end."""
    try:
        result = subprocess.run(command, capture_output=True, timeout=timeout, check=False, stdin=subprocess.DEVNULL, **options)
    except subprocess.TimeoutExpired as error:
        return Finished(None, (error.stderr or b"").decode(errors="replace"))
    return Finished(result.returncode, result.stderr.decode(errors="replace"))


def table(path):
    """The rows of a report, as dictionaries."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hashes(folder):
    """The SHA-256 of each file below a folder, by its path."""
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def is_whole_set(folder, own=()):
    """Whether a folder is a whole set: each file has the hash that its manifest gives, and no other is there but `own`. Else says why not."""
    try:
        manifest = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return f"no manifest: {error}"
    found = hashes(folder)
    expected = {output["file"]: output["sha256"] for output in manifest["outputs"]}
    for name, sha256 in expected.items():
        if found.get(name) != sha256:
            return f"{name} is not what the manifest says"
    others = set(found) - set(expected) - {"manifest.json"} - set(own)
    return f"files of no set: {sorted(others)}" if others else None

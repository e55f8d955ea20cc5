"""The board of faults: what textmill does where disks, files, people and systems misbehave.

    torture.py [--textmill FILE] [--short] [ROW ...]

It prints for each row how many checks held, and ends with 0 only if all did. A row that cannot be done on this machine is SKIPPED, and says
why. `--short` takes some faults of each kind instead of all.
"""

import argparse
import sys
from pathlib import Path

import board
import calls
import changing
import faults
import folders
import kills
import laws
import limits
import sameness
import strings

ROWS = {
    row.__name__: row
    for row in (
        faults.write_faults,
        faults.read_faults,
        kills.kills,
        kills.signals,
        kills.two_at_once,
        limits.small_disks,
        limits.little_memory,
        limits.few_files,
        limits.sizes,
        folders.output_folders,
        folders.input_folders,
        changing.changing_files,
        calls.system_calls,
        sameness.same_bytes,
        laws.conservation,
        laws.metamorphic,
        strings.naughty_strings,
    )
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textmill", type=Path, default=Path(__file__).resolve().parents[2] / "target/release/textmill")
    parser.add_argument("--short", action="store_true", help="some faults of each kind, for every change")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)} (default: all)")
    options = parser.parse_args()
    if not options.textmill.is_file():
        parser.error(f"{options.textmill} is no file: build it with cargo build --release")
    unknown = set(options.rows) - set(ROWS)
    if unknown:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    found = board.Board(options.textmill, options.short)
    for name in options.rows or ROWS:
        ROWS[name](found)
    sys.exit(0 if found.print() else 1)


if __name__ == "__main__":
    main()

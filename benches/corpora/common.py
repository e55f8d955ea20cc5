"""What the measuring scripts share: a run of textmill, its tables, and the comparison with a gold.

An announcement ("MR. SMITH:", "Q", "**Name:**") is identified by where it stands: by the first letters of what follows it. So
the gold and the tables need not agree on bytes, on white space or on markup, only on the words of the text.
"""

import argparse
import csv
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

SEED = 1
KEY_LENGTH = 60
REACH = 400

csv.field_size_limit(1 << 30)


# The command line


def arguments(purpose, sample=0, folder="the folder of the collection"):
    """The options that all scripts have; a sample of 0 is everything."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("folder", type=Path, help=folder)
    parser.add_argument("--textmill", type=Path, default=None, help="the binary (default: the release build of this repository)")
    parser.add_argument("--sample", type=int, default=sample, help=f"so many documents, drawn with a fixed seed; 0 for all (default {sample})")
    parser.add_argument("--worst", type=int, default=5, help="show so many of the worst documents and of the errors (default 5)")
    parser.add_argument("--gold", type=int, default=0, metavar="N", help="only show N pieces of the gold, drawn at random, to be checked by eye")
    parsed = parser.parse_args()
    if not parsed.folder.is_dir():
        parser.error(f"{parsed.folder} is no folder")
    if not parsed.gold:
        parsed.textmill = binary(parsed.textmill)
    return parsed


def binary(given):
    """The binary given, else the release build of this repository, else the one on the path."""
    if given is not None:
        if not given.is_file():
            sys.exit(f"{given} is no file")
        return given.resolve()
    built = Path(__file__).resolve().parents[2] / "target" / "release" / "textmill"
    if built.is_file():
        return built
    found = shutil.which("textmill")
    if found is None:
        sys.exit("no textmill: build it with cargo build --release, or give --textmill")
    return Path(found)


def sampled(things, size):
    """So many of them in their order, always the same ones; all of them where size is 0."""
    things = list(things)
    if size <= 0 or size >= len(things):
        return things
    chosen = sorted(random.Random(SEED).sample(range(len(things)), size))
    return [things[index] for index in chosen]


def files_below(folder, *endings):
    """The files with one of these endings, in the order of their paths."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in endings)


# Running textmill


class Document:
    """A document of a run: its row of documents.csv and its segments, each with its text on one line where that was asked for."""

    def __init__(self, row):
        self.path = row["path"]
        self.row = row
        self.segments = []

    def text(self, only_counted=False, without=()):
        chosen = (segment for segment in self.segments if segment["counted"] == "true" or not only_counted)
        chosen = (segment for segment in chosen if segment["kind"] not in without)
        return "\n".join(segment["text"] for segment in chosen)


class Run:
    """The tables of one run over a folder: documents by path, and what happened to each file (encoding, reason)."""

    def __init__(self, textmill, folder, config="", with_text=True):
        with tempfile.TemporaryDirectory(prefix="textmill-corpora-") as place:
            place = Path(place)
            (place / "textmill.toml").write_text(f"{config}\n[topics]\nk = 0\n", encoding="utf-8")
            self._run(textmill, folder, place)
            if with_text:
                self._add_texts(textmill, folder, place)

    def _run(self, textmill, folder, place):
        # The table of the files has had two names.
        usage = subprocess.run([textmill, "run", "--help"], capture_output=True, text=True, check=True).stdout
        files = "files" if re.search(r"possible values:[^\]]*\bfiles\b", usage) else "ledger"
        command = [textmill, "run", folder, "-c", place / "textmill.toml", "-o", place / "out", "-q"]
        for report in ("segments", "documents", files):
            command += ["--only", report]
        checked(command, place)
        self.documents = {row["path"]: Document(row) for row in table(place / "out" / "documents.csv")}
        for row in table(place / "out" / "data/segments.csv"):
            self.documents[row["path"]].segments.append(row)
        self.files = {row["path"]: row for row in table(place / "out" / f"{files}.csv")}

    def _add_texts(self, textmill, folder, place):
        shown = place / "shown.txt"
        with shown.open("wb") as out:
            checked([textmill, "ingest", folder, "--whole", "-c", place / "textmill.toml"], place, out)
        texts = shown_texts(shown)
        for path, document in self.documents.items():
            lines = texts.get(path, [])
            if len(lines) != len(document.segments):
                sys.exit(f"{path}: {len(document.segments)} segments in data/segments.csv, but {len(lines)} are shown by ingest")
            for segment, text in zip(document.segments, lines):
                segment["text"] = text


def checked(command, place, out=subprocess.DEVNULL):
    """Runs it; 3 says that some files were rejected, which is for the caller to count."""
    result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, cwd=place)
    if result.returncode not in (0, 3):
        sys.exit(f"{Path(command[0]).name} {command[1]} failed with {result.returncode}:\n{result.stderr.decode('utf-8', 'replace')[-2000:]}")


def table(path):
    """The rows of a table, without the apostrophe in front of what a spreadsheet would take for a formula."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{column: cell.removeprefix("'") for column, cell in row.items()} for row in csv.DictReader(file)]


# Each line that `textmill ingest --whole` shows of a segment begins with two columns: its kind, and its rule or speaker.
SHOWN_COLUMNS = 17 + 24
SHOWN_DOCUMENT = re.compile(r"(.*?)  \d+ bytes, ")


def shown_texts(shown):
    """The texts of the segments as `textmill ingest --whole` shows them: a block for each document, a line for each segment."""
    texts = {}
    lines = None
    with shown.open(encoding="utf-8", newline="\n") as file:
        is_first = True
        for line in file:
            line = line.rstrip("\n")
            if not line:
                is_first = True
            elif is_first:
                is_first = False
                heading = SHOWN_DOCUMENT.match(line)
                lines = texts.setdefault(heading.group(1), []) if heading else []
            else:
                lines.append(line[SHOWN_COLUMNS:])
    return texts


class Workplace:
    """A temporary folder for the prepared copy of a collection."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="textmill-corpora-")
        return Path(self._folder.name)

    def __exit__(self, *_):
        self._folder.cleanup()


def put(folder, path, content):
    """Writes bytes, or text in UTF-8 with the line ends it has."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def link(folder, path, source):
    """Puts a file of the collection into the folder without a copy where that is possible."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


# Announcements

STAMP = re.compile(r"[\W_]*\d{1,2}:\d\d(?::\d\d)?(?!\d)")
MARKUP = re.compile(r"\[\[Page [A-Z]?\d+\]\]|!?\[([^\]\n]*)\]\([^)\n]*\)")


def key(following):
    """The first letters and digits of a text, without its markup and without a time at its beginning."""
    following = MARKUP.sub(lambda match: match.group(1) or "", following[:REACH])
    stamp = STAMP.match(following)
    if stamp:
        following = following[stamp.end():]
    return letters(following)[:KEY_LENGTH]


def letters(text):
    return folded("".join(character for character in text if character.isalnum()))


def folded(text):
    """In lower case; letters outside ASCII are all the same, as the encoding of a collection may be wrong in places."""
    return "".join(character if character.isascii() else "*" for character in text.casefold())


def name_key(name):
    """A speaker's name for comparisons: letters and digits only."""
    return letters(name)


class Announcement:
    """Where a turn begins: who is announced, the group it is counted in, and the key of what follows."""

    def __init__(self, speaker, key, group="", role="", line=""):
        self.speaker = speaker
        self.key = key
        self.group = group
        self.role = role
        self.line = line


def announced(document):
    """The announcements that textmill found in a document: its labels with a speaker."""
    found = []
    segments = document.segments
    index = 0
    while index < len(segments):
        segment = segments[index]
        if segment["kind"] != "label" or not (segment["speaker"] or segment["speaker_status"]):
            index += 1
            continue
        # A name and the time beside it may be two labels of one turn.
        last = index
        while last + 1 < len(segments) and segments[last + 1]["kind"] == "label" and segments[last + 1]["turn"] == segment["turn"]:
            last += 1
        following = ""
        for later in segments[last + 1:]:
            following += later["text"] + " "
            if len(following) >= REACH:
                break
        found.append(Announcement(segment["speaker"], key(following), role=segment["role"], line=f"{segment['text']} {following[:60]}"))
        index = last + 1
    return found


def gold_from_spans(text, spans):
    """Announcements of a gold from (start, end, speaker, group) in a text."""
    return [Announcement(speaker, key(text[end:end + REACH]), group, line=shortened(text[start:end + 60])) for start, end, speaker, group in spans]


def shortened(text, width=110):
    line = " ".join(text.split())
    return line if len(line) <= width else line[:width - 1] + "…"


# Comparing


class Score:
    """Counts k of n for each group, and keeps the errors for a person to read."""

    def __init__(self, name):
        self.name = name
        self.right = Counter()
        self.all = Counter()
        self.documents = defaultdict(lambda: [0, 0])
        self.missed = []
        self.wrong = []
        self.false = []
        self.absent = []

    def count(self, group, is_right, path=None):
        self.all[group] += 1
        self.right[group] += is_right
        if path is not None:
            self.documents[path][0] += not is_right
            self.documents[path][1] += 1

    def compare(self, path, gold, document, is_right, doubtful=frozenset()):
        """Compares the announcements of a document (None where it was refused); is_right says whether one found is what the
        gold has at that place. What is found at a doubtful place is neither right nor false."""
        text = letters(MARKUP.sub(lambda match: match.group(1) or "", document.text())) if document else ""
        places = defaultdict(list)
        for announcement in announced(document) if document else []:
            places[announcement.key].append(announcement)
        for expected in gold:
            here = places[expected.key]
            fitting = next((candidate for candidate in here if is_right(expected, candidate)), None)
            self.count(expected.group, fitting is not None, path)
            if fitting is not None:
                here.remove(fitting)
            elif here:
                other = here.pop(0)
                self.wrong.append((path, f"{other.speaker!r}, {other.role or 'no role'}, for {expected.speaker!r}: {expected.line}"))
            else:
                (self.missed if expected.key in text else self.absent).append((path, expected.line))
        for place, left in places.items():
            for announcement in left if place not in doubtful else ():
                self.false.append((path, f"{announcement.speaker!r}: {shortened(announcement.line, 90)}"))
                self.documents[path][0] += 1

    def print(self, worst, order=None, unit="turns", errors="errors"):
        """The groups, the worst documents, examples of the errors, and the last line."""
        for group in order or sorted(self.all, key=lambda group: (-self.all[group], group)):
            if self.all[group]:
                print(f"  {group:<34} {of(self.right[group], self.all[group])}")
        self.print_errors(worst, errors)
        self.print_last(unit)

    def print_errors(self, worst, errors="errors"):
        bad = sorted(((wrong, total, path) for path, (wrong, total) in self.documents.items() if wrong), reverse=True)
        if bad and worst:
            print(f"documents with errors: {len(bad)} of {len(self.documents)}; the worst:")
            for wrong, total, path in bad[:worst]:
                print(f"  {path}: {wrong} {errors}, gold {total}")
        for title, examples in (("missed", self.missed), ("missed, as what follows is not in the text", self.absent), ("wrong speaker or role", self.wrong), ("false", self.false)):
            if examples:
                print(f"{title}: {len(examples)}" + ("; some of them:" if worst else ""))
                for path, line in sampled(examples, worst)[:worst]:
                    print(f"  {path}: {line}")

    def print_last(self, unit="turns"):
        print(f"{self.name}: {of(sum(self.right.values()), sum(self.all.values()))} {unit}")


def of(right, total):
    share = f"{100 * right / total:.1f} %" if total else "none"
    return f"{right} of {total} ({share})"


def show_gold(gold, size):
    """Prints pieces of a gold, given as (path, announcements), to be checked by eye."""
    lines = [(path, f"[{one.group}] {one.speaker!r}: {one.line}") for path, announcements in gold for one in announcements]
    print(f"{len(lines)} in the gold, by group: {dict(Counter(one.group for _, announcements in gold for one in announcements))}")
    for path, line in sampled(lines, size):
        print(f"  {path}: {line}")


# Bags and spans of words

WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall(text.casefold())


def precision_recall(expected, found):
    """Of two bags: what is in both, as a share of what was found and as a share of what was expected."""
    both = sum((expected & found).values())
    return (both / sum(found.values()) if found else 0.0), (both / sum(expected.values()) if expected else 0.0)


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


# Encodings

CODECS = {
    "big5": "big5hkscs", "euc-kr": "cp949", "gbk": "gb18030", "gb2312": "gb18030", "macintosh": "mac_roman", "shift_jis": "cp932",
    "tis-620": "iso8859_11", "x-mac-cyrillic": "mac_cyrillic", "windows-874": "cp874", "iso-8859-8-i": "iso8859_8",
    "utf-16le": "utf_16_le", "utf-16be": "utf_16_be", "utf-32le": "utf_32_le", "utf-32be": "utf_32_be", "x-user-defined": "latin_1",
    "ibm866": "cp866", "ibm855": "cp855",
}


def decoded(content, encoding):
    """The text in an encoding that is named as on the web, without a byte order mark; None where Python knows no such encoding."""
    codec = CODECS.get(encoding.lower(), encoding)
    try:
        return content.decode(codec, errors="replace").removeprefix("\ufeff")
    except LookupError:
        return None

"""The same documents give the same bytes: with any number of threads, on any day, for any user, in any place and language of the system."""

import csv
import gzip
import io
import json
import os
import pwd
import random
import shutil
import zipfile
from pathlib import Path

from board import Place, finished, hashes, is_whole_set

# The words of a language: stop words, by which it is known, and others. The first ones of both are the most frequent.
WORDS = {
    "en": ("the of and a to in was that it he for on with as his they at this had by not but from or we",
           "river treaty minister harbour flood bridge council barge water lock inspector border weather Marren Caldmoor price winter"),
    "de": ("der die und das in den von zu mit sich des auf für ist im nicht dem ein eine als auch es an werden",
           "Fluss Vertrag Ministerin Hafen Brücke Wasser Straße Größe Schleuse Grenze Wetter Preis Bürgermeister Überfahrt Ärger"),
    "fr": ("le de la et les des en un une du que dans qui par pour au il sur ne pas plus avec est ce se",
           "fleuve traité ministre port pont eau écluse frontière météo prix hiver l'accord d'été conseil rivière élève œuvre"),
    "ru": ("и в не на что он с как это по но они мы к у из за то все так его от для же",
           "река договор министр порт мост вода шлюз граница погода цена зима совет берег ёлка судно"),
    "tr": ("ve bir bu da için ile olarak çok daha olan gibi kadar ama ne var o her sonra değil en",
           "nehir anlaşma bakan liman köprü ırmak İstanbul ışık sınır fiyat kış meclis gemi şehir"),
}
SPEAKERS = ["ILSE MARREN", "DARIO VENN", "TOBIAS QUILL"]
# What reports are made of that the defaults leave out, and topics, which are made of random numbers.
SETTINGS = """
[kwic]
nodes = ["river*", "Fluss", "/^мост/"]
[collocations]
nodes = ["river", "treaty"]
all_measures = true
expressions = [2, 3]
[ngrams]
skips = 2
[keyness]
by = "group"
permutations = 199
all_measures = true
[trends]
words = ["river*"]
[evidence]
places = 2
[topics]
k = 3
long = true
[tokens]
hyphens = "both"
"""


def sentence(rng, language, words=14):
    """A sentence of a language, of which about every second word is a stop word."""
    stop_words, others = (words.split() for words in WORDS[language])
    pools = [rng.choice((stop_words, others)) for _ in range(words)]
    chosen = [pool[int(len(pool) * rng.random() ** 2)] for pool in pools]
    return f"{chosen[0][0].upper()}{' '.join(chosen)[1:]}."


def prose(rng, language, paragraphs=4):
    """Paragraphs of some sentences, parted by blank lines."""
    return "\n\n".join(" ".join(sentence(rng, language) for _ in range(rng.randint(2, 4))) for _ in range(paragraphs)) + "\n"


def transcript(rng):
    """Turns of three speakers, one of whom is quoted elsewhere."""
    turns = [f"{SPEAKERS[turn % 3]}: {sentence(rng, 'en')} {sentence(rng, 'en')}" for turn in range(12)]
    return "Statement on the treaty\n\n14 March 2031\n\n" + "\n\n".join(turns) + "\n"


def docx(text):
    """A document of Word with these paragraphs; its archive has no time of its own."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraphs = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in text.split("\n\n"))
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
             'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
             'officedocument.wordprocessingml.document.main+xml"/></Types>')
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), types)
        archive.writestr(zipfile.ZipInfo("word/document.xml"), f"<w:document {space}><w:body>{paragraphs}</w:body></w:document>")
    return whole.getvalue()


def cells(rows):
    """Rows as a table with commas."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def corpus(seed):
    """The files of a corpus by their paths: several languages and formats, people who speak, quotations, days, groups, and metadata."""
    rng = random.Random(seed)
    files, metadata = {}, [("path", "title", "date", "source", "group", "party")]
    for number, language in enumerate(["en", "en", "en", "en", "en", "en", "de", "de", "fr", "ru", "tr"]):
        path = f"{rng.choice(('press', 'wire'))}/2031-{number % 6 + 1:02}-{number + 1:02}-{language}.txt"
        said = sentence(rng, "en", 16)
        quoted = f"\n“{said}” said Ilse Marren on Monday.\n" if language == "en" else ""
        files[path] = (prose(rng, language) + quoted).encode()
        metadata.append((path, f"Story {number}", f"2031-{number % 6 + 1:02}", rng.choice(("Courier", "Herald")),
                         rng.choice(("north", "south")), rng.choice(("red", "blue"))))
        if language == "en":
            files[f"talks/{number}.txt"] = transcript(rng).replace("TOBIAS QUILL: ", f"TOBIAS QUILL: {said} ", 1).encode()
    files["press/copy.txt"] = files[next(path for path in files if path.endswith("en.txt"))]
    files["old/latin.txt"] = prose(rng, "fr").encode("cp1252", errors="replace")
    files["old/wide.txt"] = prose(rng, "ru").encode("utf-16")
    turns = [{"text": sentence(rng, "en", 30), "speaker": rng.choice(("Ada", "Ben")), "date": "2031-05-01", "party": "red"}
             for _ in range(9)]
    files["records/turns.jsonl"] = "\n".join(map(json.dumps, turns)).encode()
    files["records/table.csv"] = cells([("title", "text"), *((f"Row {row}", prose(rng, "de", 1)) for row in range(6))]).encode()
    paragraphs = "".join(f"<p>{part}</p>" for part in prose(rng, "en", 5).split("\n\n"))
    page = f"<html lang=en><head><title>A page</title></head><body><article>{paragraphs}</article></body></html>"
    files["pages/page.html"] = page.encode()
    files["letters/letter.docx"] = docx(prose(rng, "en", 5))
    files["letters/packed.txt.gz"] = gzip.compress(prose(rng, "en").encode(), mtime=0)
    files["broken/noise.txt"] = bytes(rng.randrange(256) for _ in range(600))
    files["broken/empty.txt"] = b""
    files["metadata.csv"] = cells(metadata).encode()
    return files


def fill(folder, files, paths):
    """Writes files in the order of some paths."""
    for path in paths:
        target = Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[path])


def memory():
    """A folder in memory, where there is one: for rows that test no disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def differences(one, other):
    """The names of files that are not the same in two sets, by their hashes."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


class Comparison:
    """Runs that must give the same bytes as the first one."""

    def __init__(self, board, place, seed, flags):
        self.board, self.place, self.seed, self.flags = board, place, seed, flags
        self.first, self.number = None, 0

    def run(self, what, source=None, settings=None, parent=None, output=None, more=("-t", "2"), **options):
        """Checks a run; what is not said of it is as in the first one."""
        self.number += 1
        output = output or (parent or self.place.folder) / f"out-{self.number}"
        command = [str(self.board.textmill), "run", str(source or self.place.input), "-o", str(output),
                   "-c", str(settings or self.place.folder / "c.toml"), "-q", *self.flags, *more]
        result = finished(command, **options)
        reproduce = f"corpus({self.seed}), flags {[*self.flags, *more]}, {what}"
        if not self.board.check(result.returncode == 3, f"{reproduce}: exit {result.returncode}, not 3: {result.said[-300:]}"):
            return None
        problem = is_whole_set(output)
        self.board.check(problem is None, f"{reproduce}: {problem}")
        found = hashes(output)
        if self.first is None:
            self.first = found
            self.board.check(len(found) > 40, f"{reproduce}: only {len(found)} files")
        changed = differences(self.first, found)
        self.board.check(not changed, f"{reproduce}: other bytes in {changed[:6]}")
        shutil.rmtree(output) if parent is None else None
        return output


def other_folders(compare, files):
    """The same files filled in other orders, at other times, and below another path."""
    place, rng = compare.place, random.Random(compare.seed)
    for order in ("backwards", "shuffled", "by hash"):
        paths = sorted(files, reverse=True)
        if order == "shuffled":
            rng.shuffle(paths)
        elif order == "by hash":
            paths.sort(key=lambda path: random.Random(path).random())
        folder = place.folder / f"in-{order.replace(' ', '-')}"
        fill(folder, files, paths)
        compare.run(f"folder filled {order}", source=folder)
    far = place.folder / "a much longer path" / "Ünïcode; =1" / "folder"
    shutil.copytree(place.input, far)
    shutil.copy(place.folder / "c.toml", far.parent / "other.toml")
    compare.run("another absolute path", source=far, settings=far.parent / "other.toml")
    for when in (0, 86_400, 4_102_444_800):
        for path in place.input.rglob("*"):
            os.utime(path, (when, when + rng.randrange(1000)))
        compare.run(f"files of the time {when}")


def other_systems(compare):
    """The same command with another environment, working directory and umask."""
    whole = {name: value for name, value in os.environ.items() if name not in ("TZ", "LANG", "LC_ALL", "LANGUAGE")}
    zones = [{"TZ": zone} for zone in ("UTC", "Pacific/Kiritimati", "America/St_Johns", "nonsense")]
    languages = [{"LANG": name, "LC_ALL": name} for name in ("C", "de_DE.UTF-8", "tr_TR.UTF-8", "nonsense")]
    for change in [*zones, *languages, {"NO_COLOR": "1", "COLUMNS": "20", "RUST_BACKTRACE": "full"}]:
        compare.run(f"environment {change}", env=whole | change)
    compare.run("HOME unset", env={name: value for name, value in whole.items() if name != "HOME"})
    compare.run("an empty environment", env={})
    elsewhere = compare.place.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "textmill.toml").write_text("[words]\nunit = \"surface\"\n", encoding="utf-8")
    compare.run("another working directory, which has a textmill.toml of its own", cwd=elsewhere)
    compare.run("a relative path", source="in", settings="c.toml", cwd=compare.place.folder)
    compare.run("umask 077", umask=0o077)


def other_user(compare):
    """The same command as another user, who may do no more than read the documents."""
    if os.geteuid() != 0:
        compare.board.note("no other user: not root")
        return
    nobody = pwd.getpwnam("nobody")
    theirs = compare.place.folder / "theirs"
    theirs.mkdir()
    os.chown(theirs, nobody.pw_uid, nobody.pw_gid)
    compare.place.folder.chmod(0o755)
    # The program itself may lie where nobody else may look.
    program = compare.place.folder / "textmill"
    shutil.copy(compare.board.textmill, program)
    program.chmod(0o755)
    board, compare.board = compare.board, _With(compare.board, program)
    try:
        compare.run("another user", parent=theirs, user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[], cwd="/")
    except PermissionError as error:
        board.note(f"no other user: {error}")
    compare.board = board


class _With:
    """A board whose program lies elsewhere."""

    def __init__(self, board, textmill):
        self.textmill, self.check = textmill, board.check


def same_bytes(board):
    """Threads, order of files, times, places, systems, users, and many repetitions: no byte of any report is another."""
    board.row("same bytes")
    seeds = (1,) if board.is_short else (1, 2, 3)
    for seed in seeds:
        files = corpus(seed)
        for flags in ((), ("--csv", "excel", "--locale", "de")):
            # Each set is synced to the disk, which takes longer than all else.
            with Place(board, memory() if board.is_short else None) as place:
                fill(place.input, files, files)
                place.settings(SETTINGS)
                compare = Comparison(board, place, seed, flags)
                for threads in ("1", "2", "3", "8"):
                    compare.run("as it is", more=("-t", threads))
                kept = place.folder / "kept"
                for time in ("first", "second"):
                    compare.run(f"the {time} run into one folder", parent=place.folder, output=kept)
                for time in range(3 if board.is_short else 20):
                    compare.run(f"repetition {time}", more=("-t", str(time % 3 + 1)))
                if flags and board.is_short:
                    continue
                other_systems(compare)
                other_user(compare)
                other_folders(compare, files)
    board.note(f"{len(seeds)} corpora, plain and for a German spreadsheet")

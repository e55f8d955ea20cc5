"""Files that change while a run reads them: the tables agree with each other, and what differs between two readings is told."""

import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time

from board import LONGEST, Finished, Place, is_whole_set, table
from faults import SETTINGS, can_trace, strace

ONLY = ("--only", "frequency,forms,kwic,evidence,documents,segments")
NODE = "moon"
# Words of four letters: texts of them are of the same length.
WORDS = ("moon", "cats", "dogs", "rain", "snow", "tree", "bird", "fish")
CHANGES = (
    "grows",
    "shrinks",
    "is emptied",
    "vanishes",
    "is swapped",
    "is swapped piece by piece",
    "turns to bytes",
    "becomes a folder",
    "becomes a pipe",
    "becomes a link",
)


def text_of(chosen, words):
    """Lines of as many words, all texts of the same length."""
    lines = (" ".join(chosen.choices(WORDS, k=10)) + ".\n" for _ in range(words // 10))
    return "".join(lines)


def change(path, kind, chosen):
    """Changes a document."""
    length = 2000
    if path.is_dir():
        path.rmdir()
    elif not path.is_file() or path.is_symlink():
        path.unlink(missing_ok=True)
    if kind == "grows":
        with open(path, "a", encoding="utf-8") as file:
            file.write(text_of(chosen, 500))
    elif kind == "shrinks":
        path.write_text(text_of(chosen, length))
        os.truncate(path, chosen.randrange(100, 5000))
    elif kind == "is emptied":
        path.write_text("")
    elif kind == "is swapped":
        beside = path.with_name(f".{path.name}")
        beside.write_text(text_of(chosen, length))
        beside.rename(path)
    elif kind == "is swapped piece by piece":
        piece = len(text_of(chosen, 100))
        with open(path, "r+b" if path.exists() else "w+b", buffering=0) as file:
            for at in range(0, piece * length // 100, piece):
                file.seek(at)
                file.write(text_of(chosen, 100).encode())
    elif kind == "turns to bytes":
        path.write_bytes(chosen.randbytes(5000))
    else:
        path.unlink(missing_ok=True)
        if kind == "becomes a folder":
            path.mkdir()
        elif kind == "becomes a pipe":
            os.mkfifo(path)
        elif kind == "becomes a link":
            path.symlink_to("nowhere")


def changing_files(board):
    """Documents that are changed between two readings of them, and all the time."""
    board.row("files change all the time")
    told = []
    with Place(board) as place:
        place.settings(SETTINGS)
        kinds = CHANGES[:4] if board.is_short else CHANGES
        for turn in range(6 if board.is_short else 100):
            told.append(while_all_change(place, kinds[turn % len(kinds)], turn))
        told.append(while_all_change(place, "is swapped", 1000))
    board.note(f"{sum(told)} of {len(told)} runs told of changes")
    board.check(any(told), f"none of {len(told)} runs met a change, so this tries nothing")
    if not can_trace(board, "files change between readings"):
        return
    board.row("files change between readings")
    told = []
    with Place(board) as place:
        place.settings(SETTINGS)
        readings = readings_of(place)
        board.check(len(readings) >= 6, f"a run opens the documents {len(readings)} times: {readings}")
        chosen = readings[2::3] if board.is_short else readings
        for at, reading in enumerate(chosen):
            for kind in [CHANGES[at % len(CHANGES)], "is swapped"] if board.is_short else CHANGES:
                told.append(while_it_waits(place, kind, reading))
    board.note(f"{sum(told)} of {len(told)} runs told of changes")
    board.check(any(told), f"none of {len(told)} runs met a change, so this tries nothing")


def fill(place, count, seed):
    """Documents anew, and no output."""
    shutil.rmtree(place.input)
    place.input.mkdir()
    shutil.rmtree(place.output, ignore_errors=True)
    chosen = random.Random(seed)
    for number in range(count):
        place.write(f"{number:02}.txt", text_of(chosen, 2000))


def while_all_change(place, kind, turn):
    """Somebody changes one document after the other as long as the run takes. Whether it told of a change."""
    fill(place, 40, turn)
    chosen, is_done = random.Random(turn), threading.Event()
    paths = sorted(place.input.iterdir())

    def keep_changing():
        while not is_done.is_set():
            try:
                change(chosen.choice(paths), kind, chosen)
            except OSError:
                pass
            time.sleep(0.0002)

    changing = threading.Thread(target=keep_changing)
    changing.start()
    try:
        result = place.run(*ONLY)
    finally:
        is_done.set()
        changing.join()
    what = f"40 documents, of which one after the other {kind} while the run reads (seed {turn}): textmill run in -o out {' '.join(ONLY)}"
    return check_tables(place, result, what)


def readings_of(place):
    """The numbers of the calls by which a run opens its documents."""
    fill(place, 4, 1)
    log = place.folder / "log"
    place.run(*ONLY, "-t", "1", before=strace(log, ["openat"], is_quick=False))
    opened = [line for line in log.read_text(errors="replace").splitlines() if "openat(" in line]
    first = opened[0].split()[0]
    opened = [line for line in opened if line.split()[0] == first]
    documents = re.compile(re.escape(f'"{place.input}/') + r"\d\d\.txt")
    return [number for number, line in enumerate(opened, 1) if documents.search(line)]


def while_it_waits(place, kind, reading):
    """The run is held where it opens a document, all documents are changed, and it goes on. Whether it told of a change."""
    fill(place, 4, 1)
    board, log = place.board, place.folder / "log"
    log.unlink(missing_ok=True)
    before = [*strace(log, ["openat"], is_quick=False), "-e", f"inject=openat:signal=SIGSTOP:when={reading}"]
    command = [*before, *place.command(*ONLY, "-t", "1")]
    running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    held = f"strace -f -e trace=openat -e inject=openat:signal=SIGSTOP:when={reading} textmill run in -o out {' '.join(ONLY)} -t 1"
    what = f"each of all 4 documents {kind} while the run waits ({held})"
    until, stopped = time.monotonic() + 20, None
    while stopped is None and time.monotonic() < until and running.poll() is None:
        found = re.search(r"(\d+) +--- stopped by SIGSTOP", log.read_text(errors="replace") if log.exists() else "")
        stopped = int(found[1]) if found else None
        time.sleep(0.002)
    if not board.check(stopped is not None, f"{what}: the run was not held, so this tries nothing"):
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        return False
    chosen = random.Random(reading)
    for path in sorted(place.input.iterdir()):
        change(path, kind, chosen)
    os.kill(stopped, signal.SIGCONT)
    try:
        said = running.communicate(timeout=LONGEST)[1].decode(errors="replace")
        result = Finished(running.returncode, said)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        result = Finished(None, running.communicate()[1].decode(errors="replace"))
    return check_tables(place, result, what)


def check_tables(place, result, what):
    """The tables balance, kwic.csv shows nothing but the pattern, and what is missing is told. Whether anything was told."""
    board, output, said = place.board, place.output, result.said.strip()
    board.check(result.returncode is not None, f"{what}: it hangs; said: {said}")
    board.check("panicked at" not in said, f"{what}: it panics: {said}")
    board.check(result.returncode in (None, 0, 1, 3), f"{what}: exit {result.returncode}: {said}")
    board.check(not place.names_beside(), f"{what}: beside the output: {place.names_beside()}")
    if result.returncode not in (0, 3):
        board.check(not output.exists(), f"{what}: exit {result.returncode}, and there are reports")
        return result.returncode == 1
    board.check(is_whole_set(output) is None, f"{what}: {is_whole_set(output)}")
    forms, shown = table(output / "data/forms.csv"), table(output / "kwic.csv")
    check_sums(board, output, forms, what)
    others = sorted({row["node"] for row in shown if row["node"].lower() != NODE})
    board.check(not others, f"{what}: kwic.csv shows as nodes {others[:5]}")
    texts = [f"{row['left']} {row['node']} {row['right']}" for row in shown]
    texts += [row["sentence"] for row in table(output / "evidence.csv")]
    terms = {row["term"] for row in forms}
    foreign = sorted({word for text in texts for word in re.findall(r"\w+", text.lower()) if word not in terms})
    # What is made of bytes that are no text has other ends of words.
    if "bytes" not in what:
        board.check(not foreign, f"{what}: words are shown that forms.csv does not count: {foreign[:5]}")
    told = [row for row in table(output / "warnings.csv") if "chang" in row["kind"] or "chang" in row["warning"]]
    rejected = [row for row in table(output / "data/ledger.csv") if row["status"] == "rejected"]
    counted = sum(int(row["frequency"]) for row in forms if row["term"] == NODE)
    is_told = result.returncode == 3 and bool(told)
    board.check(
        len(shown) == counted or is_told, f"{what}: kwic.csv shows {len(shown)} of {counted}, exit {result.returncode}, warnings: {told}"
    )
    board.check(len(shown) <= counted, f"{what}: kwic.csv shows {len(shown)}, more than the {counted} that are counted")
    board.check(
        result.returncode == (3 if told or rejected else 0), f"{what}: exit {result.returncode}, warnings: {told}, rejected: {rejected}"
    )
    return is_told


def check_sums(board, output, forms, what):
    """The same number of tokens wherever it can be added up, and places that are those of a document."""
    summary = {row["subject"]: int(row["total"]) for row in table(output / "summary.csv")}
    sums = {
        "frequency.csv": sum(int(row["frequency"]) for row in table(output / "frequency.csv")),
        "forms.csv": sum(int(row["frequency"]) for row in forms),
        "documents.csv": sum(int(row["tokens"]) for row in table(output / "documents.csv")),
        "segments.csv": sum(int(row["tokens"]) for row in table(output / "data/segments.csv")),
        "summary.csv": summary["tokens counted"],
    }
    board.check(len(set(sums.values())) == 1, f"{what}: the tokens are {sums}")
    documents, ledger = table(output / "documents.csv"), table(output / "data/ledger.csv")
    read = sum(row["status"] == "document" for row in ledger)
    documents_said, rows_said = summary["documents"], summary["rows of the ledger"]
    agree = len(documents) == read == documents_said
    board.check(agree, f"{what}: documents: {len(documents)}, in the ledger {read}, in the summary {documents_said}")
    board.check(len(ledger) == rows_said, f"{what}: ledger.csv has {len(ledger)} rows, the summary says {rows_said}")

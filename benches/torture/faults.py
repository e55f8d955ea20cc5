"""Faults of single system calls, put in by strace: a full disk, a broken one, a right that is missing, a file system that can do less."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

from board import Place, hashes, is_whole_set, table

# The reports in which words are counted and shown. Fewer reports are fewer system calls.
SOME = ("--only", "frequency,forms,kwic,evidence,keyness,documents")
SETTINGS = '[topics]\nk = 0\n[kwic]\nnodes = ["moon"]\n[evidence]\nplaces = 2\n'
TEXT = "The cat of house {} sat on the mat. Dogs bark at the moon, and the moon is silent. Who saw the old moon {} times?\n"
# What the user keeps beside the reports: files by their paths in the output folder, links, a pipe, and a report with a remark.
FILES = {"notes/a.txt": "my notes\n", "notes/deep/b.txt": "my deeper notes\n", "data/mine.txt": "my data\n", "mine.csv": "my,table\n"}
LINKS = {"alias": "../c.toml", "dangling": "nowhere", "notes/up": ".."}
REMARK = "my remark\n"

WRITES = {
    "openat": ("ENOSPC", "EACCES", "EDQUOT", "EIO"),
    "write": ("ENOSPC", "EIO", "EDQUOT"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO", "ENOSPC"),
    "mkdir": ("ENOSPC", "EACCES"),
    "rename": ("EACCES", "EIO", "ENOSPC"),
    "renameat2": ("EACCES", "EIO", "ENOSPC"),
    "link": ("ENOSPC", "EIO"),
    "linkat": ("ENOSPC", "EIO", "EMLINK"),
    "unlink": ("EACCES", "EIO"),
    "unlinkat": ("EACCES", "EIO"),
    "rmdir": ("EACCES", "EIO"),
    "chmod": ("EPERM", "EIO"),
    "fchmod": ("EPERM", "EIO"),
    "flock": ("ENOLCK", "EIO"),
    "close": ("EIO", "ENOSPC"),
}
READS = {
    "openat": ("EIO", "EACCES", "EMFILE"),
    "read": ("EIO", "EACCES"),
    "statx": ("EIO", "EACCES"),
    "newfstatat": ("EIO",),
    "getdents64": ("EIO", "EACCES"),
    "readlink": ("EIO",),
    "lseek": ("EIO",),
}
# What file systems lack.
LACKS = {
    "no exchange of names": ("renameat2:error=ENOSYS",),
    "no exchange, as other file systems say it": ("renameat2:error=EINVAL",),
    "no hard links": ("linkat:error=EPERM",),
    "neither": ("renameat2:error=EINVAL", "linkat:error=EPERM"),
}


class Scene:
    """A place with an old set, what the user keeps beside it, and documents that are no longer those of the old set."""

    def __init__(self, board, place, reports=SOME, own=True, threads="1", temporary=False):
        self.board, self.place, self.more = board, place, (*reports, "-t", threads)
        self.options = {}
        if temporary:
            (place.folder / "tmp").mkdir()
            self.options = {"env": {**os.environ, "TMPDIR": str(place.folder / "tmp")}}
        place.settings(SETTINGS)
        for number in range(3):
            place.write(f"{number}.txt", TEXT.format(number, number))
        place.write("press/3.txt", TEXT.format("three", "three"))
        made = place.run(*self.more)
        board.check(made.returncode == 0, f"the old set is made: exit {made.returncode}: {made.said}")
        if own:
            self.put_own()
        place.write("4.txt", TEXT.format("four", "four"))
        self.own = own
        self.old = hashes(place.output)
        self.kept = place.folder / "kept"
        subprocess.run(["cp", "-a", place.output, self.kept], check=True)
        expected = place.run(*self.more, output=place.folder / "expected")
        board.check(expected.returncode == 0, f"the new set is made elsewhere: exit {expected.returncode}: {expected.said}")
        self.new = {name: hashes(place.folder / "expected").get(name) for name in TABLES}

    def put_own(self):
        """What the user keeps in the output folder."""
        output = self.place.output
        for name, text in FILES.items():
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            (output / name).write_text(text)
        for name, target in LINKS.items():
            (output / name).symlink_to(target)
        os.mkfifo(output / "pipe")
        with open(output / "keyness.csv", "a", encoding="utf-8") as file:
            file.write(REMARK)

    def restore(self):
        """Everything as it was before the fault."""
        for path in self.place.folder.iterdir():
            if path.name.startswith((".out", "out")):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        subprocess.run(["cp", "-a", self.kept, self.place.output], check=True)

    def state(self):
        """`old`, `new`, or why the reports in the output folder are neither. Where the user's own files are, `missing` says."""
        found = hashes(self.place.output)
        own = set(FILES if self.own else ())
        if without(found, own) == without(self.old, own):
            return "old"
        reason = is_whole_set(self.place.output, own | {name for name in found if ".yours" in name})
        return reason or ("new" if found["manifest.json"] != self.old["manifest.json"] else "the old set, but not as it was")

    def missing(self, *more):
        """What the user kept and is no longer in the output folder, nor in the other folders that are named."""
        if not self.own:
            return []
        texts, links, pipes = set(), set(), 0
        for top in (self.place.output, *more):
            for folder, folders, names in os.walk(top):
                for path in (Path(folder, name) for name in (*folders, *names)):
                    mode = path.lstat().st_mode
                    if stat.S_ISLNK(mode):
                        links.add((path.name, os.readlink(path)))
                    elif stat.S_ISREG(mode):
                        text = path.read_bytes()
                        texts.add(text.decode(errors="replace") if len(text) < 1000 else "")
                        texts.add(REMARK if text.endswith(REMARK.encode()) else "")
                    pipes += stat.S_ISFIFO(mode)
        gone = [name for name, text in FILES.items() if text not in texts]
        gone += [name for name, target in LINKS.items() if (Path(name).name, target) not in links]
        return gone + ([] if REMARK in texts else ["keyness.csv with a remark"]) + ([] if pipes else ["pipe"])

    def named(self, said):
        """The folder in which a message says the user's files are."""
        found = re.search(r"old folder is now (\S+?)(?::|$)", said, re.MULTILINE)
        return [Path(found[1])] if found else []

    def hidden(self):
        """The folders that a run may leave beside its output."""
        return [self.place.folder / name for name in self.place.names_beside() if (self.place.folder / name).is_dir()]

    def calls(self, names, lacks=()):
        """The calls that a run makes on the place: name, number, and the line of strace."""
        self.restore()
        log = self.place.folder / "log"
        names = sorted(set(names) | {lack.split(":")[0] for lack in lacks})
        self.place.run(*self.more, before=[*strace(log, names, lacks), "-y"], **self.options)
        counts, found, first = {}, [], None
        for line in log.read_text(errors="replace").splitlines():
            made = re.match(r"(\d+) +(\w+)\(", line)
            if not made:
                continue
            first = first or made[1]
            if made[1] == first:
                number = counts[made[2]] = counts.get(made[2], 0) + 1
                if str(self.place.folder) in line:
                    found.append((made[2], number, line.split(" ", 1)[1]))
        return found

    def run_with(self, call, what, number, lacks=()):
        """A run whose call of that number meets a fault. None if it made no such call."""
        self.restore()
        log = self.place.folder / "log"
        names = [call, *(lack.split(":")[0] for lack in lacks)]
        is_signal = what.startswith("signal=")
        before = [*strace(log, names, lacks, is_quick=not is_signal), "-e", f"inject={call}:{what}:when={number}"]
        result = self.place.run(*self.more, before=before, **self.options)
        lines = log.read_text(errors="replace").splitlines()
        mark = f" {what.split('=')[1]} " if is_signal else "(INJECTED)"
        return result if any(mark in f"{line} " for line in lines) else None

    def repeat(self, call, what, number, lacks=()):
        """How to see it again."""
        injected = " ".join(f"-e inject={lack}" for lack in (*lacks, f"{call}:{what}:when={number}"))
        traced = ",".join(sorted({call, *(lack.split(":")[0] for lack in lacks)}))
        setting = "TMPDIR=tmp " if self.options else ""
        return f"{setting}strace -f -e trace={traced} {injected} textmill run in -o out {' '.join(self.more)}"

    def next_run(self, what, said=""):
        """The run after a fault puts everything in order."""
        result = self.place.run(*self.more)
        board = self.board
        board.check(result.returncode == 0, f"{what}: the next run ends with {result.returncode}: {result.said}")
        board.check(self.state() == "new", f"{what}: after the next run: {self.state()}")
        board.check(not self.place.names_beside(), f"{what}: after the next run there are {self.place.names_beside()}")
        gone = self.missing(*self.named(said))
        board.check(not gone, f"{what}: after the next run the user misses {gone}")


# The tables that must be those of a run without faults, if the exit code says that all went well.
TABLES = ("frequency.csv", "data/forms.csv", "kwic.csv", "evidence.csv", "documents.csv")


def end_of(result):
    """How a run ended and what it said, for a message."""
    end = "it hangs" if result.returncode is None else f"exit {result.returncode}"
    return f"{end}: {result.said.strip()}"


def without(files, names):
    """The files but for some names."""
    return {name: sha256 for name, sha256 in files.items() if name not in names}


def strace(log, names, lacks=(), is_quick=True):
    """Traces nothing but some calls. Where the others shall not be slowed down, strace can put in errors, but no signals."""
    lacks = [word for lack in lacks for word in ("-e", f"inject={lack}")]
    quick = ["--seccomp-bpf"] if is_quick else []
    return ["strace", "-f", *quick, "-qq", "-o", str(log), "-e", f"trace={','.join(names)}", *lacks]


def can_trace(board, name):
    """Whether strace can put in faults here; else the row is skipped."""
    if not shutil.which("strace"):
        board.skip(name, "no strace")
        return False
    tried = subprocess.run(["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False)
    if tried.returncode:
        board.skip(name, f"strace may not trace here: {tried.stderr.decode(errors='replace').strip()}")
    return not tried.returncode


def is_write(call, line):
    """Whether a call writes, or makes something. Of the calls of `close`, those of written files: folders and what was read cannot fail."""
    if call == "openat":
        return "O_CREAT" in line
    if call == "close":
        return bool(re.search(r"\.out\.textmill-[^>]*(\.csv|\.json|-lock)>", line))
    return call in WRITES


def is_read(call, line):
    """Whether a call reads something that the run depends on, and not what it writes."""
    return call in READS and "O_CREAT" not in line and not re.search(r"\.out\.textmill-staging/\S+\.(csv|json)", line)


def thinned(calls, most):
    """Some of the calls: the first and the last of each kind, and some between."""
    kinds = {}
    for call in calls:
        kinds.setdefault(call[0], []).append(call)
    chosen = []
    for of_kind in kinds.values():
        step = max(1, -(-len(of_kind) // most))
        chosen += [call for at, call in enumerate(of_kind) if at % step == 0 or at == len(of_kind) - 1]
    return chosen


def check_ends_well(scene, result, what):
    """What holds after every fault, however a run ends."""
    board, said = scene.board, result.said.strip()
    board.check(result.returncode is not None, f"{what}: it hangs; said: {said}")
    board.check("panicked at" not in said and result.returncode not in (101, 134, -6), f"{what}: it panics: {said}")
    board.check(result.returncode in (None, 0, 1, 3), f"{what}: exit {result.returncode}: {said}")
    state = scene.state()
    board.check(state in ("old", "new"), f"{what}: exit {result.returncode}, the output folder: {state}; said: {said}")
    if result.returncode in (0, 3):
        board.check(state == "new", f"{what}: exit {result.returncode}, but the set is {state}; said: {said}")
    if result.returncode == 1:
        board.check(str(scene.place.folder) in said, f"{what}: exit 1, but the message names no path: {said}")
    gone = scene.missing(*scene.named(said))
    board.check(not gone, f"{what}: exit {result.returncode}, the user misses {gone}; said: {said}; beside: {scene.place.names_beside()}")


def check_says_what_is_missing(scene, result, what):
    """A set that was made has all that a run without faults finds, or the exit code is 3 and a table says what is missing."""
    board, output = scene.board, scene.place.output
    if result.returncode == 0:
        found = hashes(output)
        others = [name for name, sha256 in scene.new.items() if found.get(name) != sha256]
        board.check(not others, f"{what}: exit 0, but other than without the fault: {others}; said: {result.said.strip()}")
    elif result.returncode == 3 and scene.state() == "new":
        shown = len(table(output / "kwic.csv"))
        counted = sum(int(row["frequency"]) for row in table(output / "data/forms.csv") if row["term"] == "moon")
        rejected = [row for row in table(output / "data/ledger.csv") if row["status"] == "rejected"]
        usual = {(row["kind"], row["subject"]) for row in table(scene.place.folder / "expected/warnings.csv")}
        told = [row for row in table(output / "warnings.csv") if (row["kind"], row["subject"]) not in usual]
        board.check(rejected or told, f"{what}: exit 3, but neither ledger.csv nor warnings.csv says why; said: {result.said.strip()}")
        board.check(shown == counted or told, f"{what}: kwic.csv shows {shown} of {counted}, and warnings.csv does not say so")


CHANGES_OF_SETS = ("mkdir", "rename", "renameat2", "linkat", "unlink", "rmdir", "fsync")


def write_faults(board):
    """What is written meets a full disk, a broken one, a missing right, in folders of all kinds of file systems."""
    if not can_trace(board, "write faults"):
        return
    board.row("write faults")
    with Place(board) as place:
        scene = Scene(board, place)
        faults = inject_writes(scene, (), 4 if board.is_short else None)
        faults += fill_disk(scene, 5 if board.is_short else None)
    board.note(f"{faults} faults")
    for name, lacks in LACKS.items():
        board.row(f"write faults, {name}")
        with Place(board) as place:
            scene = Scene(board, place)
            what = f"{name}: textmill run in -o out, with {' '.join(f'-e inject={lack}' for lack in lacks)}"
            result = place.run(*scene.more, before=strace(place.folder / "log", [lack.split(":")[0] for lack in lacks], lacks))
            board.check(result.returncode == 0, f"{what}: {end_of(result)}")
            check_ends_well(scene, result, what)
            board.check(not place.names_beside(), f"{what}: there are {place.names_beside()}")
            faults = inject_writes(scene, lacks, 2 if board.is_short else None, CHANGES_OF_SETS)
        board.note(f"{faults} faults")
    board.row("write faults, all reports")
    with Place(board) as place:
        # Workbooks are put together in temporary files.
        scene = Scene(board, place, reports=(), temporary=True)
        faults = inject_writes(scene, (), 6 if board.is_short else 60, of=("openat", "write", "fsync", "mkdir"))
    board.note(f"{faults} faults")


def inject_writes(scene, lacks, most, of=tuple(WRITES)):
    """One fault a run, at every call that writes, or at most at some of each kind."""
    lacking = {lack.split(":")[0] for lack in lacks}
    calls = [call for call in scene.calls(of, lacks) if is_write(call[0], call[2]) and call[0] not in lacking]
    faults = 0
    for at, (call, number, line) in enumerate(calls if most is None else thinned(calls, most)):
        errors = WRITES[call]
        # Of many calls alike, each meets one of the errors in full, of few each meets all.
        few = most is None and sum(other[0] == call for other in calls) <= 16
        for error in errors if few else [errors[at % len(errors)]]:
            result = scene.run_with(call, f"error={error}", number, lacks)
            if result is None:
                continue
            faults += 1
            what = f"{scene.repeat(call, f'error={error}', number, lacks)} ({line})"
            check_ends_well(scene, result, what)
            scene.next_run(what, result.said)
    return faults


def fill_disk(scene, most):
    """From some moment on, nothing can be made any more. (What cannot be written either cannot say so: small disks try that.)"""
    also = tuple(f"{call}:error=ENOSPC" for call in ("linkat", "fsync"))
    calls = [call for call in scene.calls(("openat", "mkdir")) if is_write(call[0], call[2])]
    faults = 0
    for call, number, line in calls if most is None else thinned(calls, most):
        result = scene.run_with(call, "error=ENOSPC", f"{number}+", also)
        if result is None:
            continue
        faults += 1
        what = f"{scene.repeat(call, 'error=ENOSPC', f'{number}+', also)} ({line})"
        check_ends_well(scene, result, what)
        scene.next_run(what, result.said)
    return faults


def read_faults(board):
    """What is read meets a broken disk, a missing right, too many open files."""
    if not can_trace(board, "read faults"):
        return
    board.row("read faults")
    with Place(board) as place:
        scene = Scene(board, place)
        calls = [call for call in scene.calls(READS) if is_read(call[0], call[2])]
        counts = {name: sum(call[0] == name for call in calls) for name in READS}
        faults = 0
        for at, (call, number, line) in enumerate(thinned(calls, 12) if board.is_short else calls):
            errors = READS[call]
            for error in errors if not board.is_short and counts[call] <= 120 else [errors[at % len(errors)]]:
                result = scene.run_with(call, f"error={error}", number)
                if result is None:
                    continue
                faults += 1
                what = f"{scene.repeat(call, f'error={error}', number)} ({line})"
                if str(place.folder / "c.toml") in line and result.returncode == 2:
                    # A configuration that cannot be read is an error of the command line.
                    result.returncode = 1
                check_ends_well(scene, result, what)
                check_says_what_is_missing(scene, result, what)
                scene.next_run(what, result.said)
    board.note(f"{faults} faults")

"""Little of what a run needs: room on the disk, memory, open files; and input of unusual size."""

import os
import resource
import shutil
import subprocess
import time
from functools import partial

from board import LONGEST, Finished, Place, finished, hashes, is_whole_set, table
from faults import SOME, Scene, end_of

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
# Disks and rooms on them in KiB, from less than a report to more than all; address spaces in MiB. The short form takes some.
FEW_DISKS, DISKS = (4, 16, 64, 4096), (4, 8, 12, 16, 20, 24, 32, 40, 48, 56, 64, 72, 80, 96, 128, 192, 256, 512, 1024, 4096)
FEW_ROOMS, ROOMS = (0, 16, 48, 4096), (*range(0, 68, 4), 72, 80, 96, 128, 192, 256, 4096)
FEW_MEMORIES, MEMORIES = (
    (48, 256, 1040, 1100, 4096),
    (*range(16, 128, 8), *range(128, 1024, 64), *range(1024, 1400, 8), 1500, 2000, 4096, 8192),
)


class Disk:
    """A small file system in memory, mounted in a place."""

    def __init__(self, folder, size):
        self.folder, self.size = folder, size

    def __enter__(self):
        self.folder.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.size},mode=0755", "tmpfs", self.folder], check=True)
        return self

    def resize(self, size=None, inodes=None):
        """More or less room; never less than what is in use."""
        options = [f"size={size}"] if size else []
        options += [f"nr_inodes={inodes}"] if inodes else []
        subprocess.run(["mount", "-o", f"remount,{','.join(options)}", self.folder], check=True)

    def used(self):
        found = os.statvfs(self.folder)
        return (found.f_blocks - found.f_bfree) * found.f_frsize, found.f_files - found.f_ffree

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.folder], capture_output=True, check=False)


def can_mount(board, name):
    """Whether a file system can be mounted here; else the row is skipped."""
    if os.geteuid() != 0:
        board.skip(name, "only root mounts file systems")
        return False
    with Place(board) as place:
        tried = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place.input], capture_output=True, check=False)
        if tried.returncode:
            board.skip(name, f"nothing can be mounted here: {tried.stderr.decode(errors='replace').strip()}")
            return False
        subprocess.run(["umount", place.input], check=True)
    return True


def small_disks(board):
    """Disks with room for nothing, for a part of the reports, for all of them, and for no more names."""
    if not can_mount(board, "small disks"):
        return
    board.row("small disks, no old set")
    with Place(board) as place:
        scene = Scene(board, place, own=False)
        sizes = FEW_DISKS if board.is_short else DISKS
        ends = [onto_empty_disk(scene, size * KIB) for size in sizes]
        board.check({0, 1} <= set(ends), f"disks of {sizes} KiB: the runs end with {ends}, so the sizes try nothing")
    board.row("small disks, old set")
    with Place(board) as place, Disk(place.folder / "disk", 64 * MIB) as disk:
        place.output = disk.folder / "out"
        scene = OnDisk(board, place, disk)
        rooms = FEW_ROOMS if board.is_short else ROOMS
        ends = [scene.with_room(room * KIB) for room in rooms]
        board.check({0, 1} <= set(ends), f"with room for {rooms} KiB: the runs end with {ends}, so this tries nothing")
        names = [1, 6, 14, 200] if board.is_short else [*range(1, 33), 200]
        ends = [scene.with_names(count) for count in names]
        board.check({0, 1} <= set(ends), f"with room for {names} names: the runs end with {ends}, so this tries nothing")
    board.row("small disks, temporary files")
    with Place(board) as place:
        scene = Scene(board, place, own=False)
        for size in [4, 64, 1024] if board.is_short else [4, 8, 16, 32, 64, 128, 256, 512, 1024]:
            with Disk(place.folder / "disk", size * KIB) as disk:
                from_standard_input(scene, disk)


class OnDisk(Scene):
    """A scene whose output is on a small disk; the rest is beside it."""

    def __init__(self, board, place, disk):
        super().__init__(board, place)
        self.disk = disk

    def restore(self):
        self.disk.resize(64 * MIB, 10000)
        for path in self.disk.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        subprocess.run(["cp", "-a", self.kept, self.place.output], check=True)

    def beside(self):
        """The hidden names that a run has left."""
        return sorted(path.name for path in self.disk.folder.iterdir() if path.name != "out")

    def with_room(self, room):
        """So many bytes are left. How the run ends."""
        self.restore()
        # A whole page at least: a size of 0 has no end.
        self.disk.resize(max(self.disk.used()[0] + room, 4 * KIB))
        return self.judge(f"an old set, and room for {room} bytes on its disk (tmpfs, remount,size=)")

    def with_names(self, count):
        """So many files can still be made. How the run ends."""
        self.restore()
        self.disk.resize(inodes=self.disk.used()[1] + count)
        return self.judge(f"an old set, and room for {count} names on its disk (tmpfs, remount,nr_inodes=)")

    def judge(self, what):
        board, place = self.board, self.place
        result = place.run(*self.more)
        check_limited(board, result, what, str(place.output.parent))
        expected = "new" if result.returncode == 0 else "old"
        board.check(self.state() == expected, f"{what}: exit {result.returncode}, the set: {self.state()}; said: {result.said.strip()}")
        gone = self.missing()
        board.check(not gone, f"{what}: the user misses {gone}; beside: {self.beside()}")
        board.check(not self.beside(), f"{what}: exit {result.returncode}, beside the output: {self.beside()}")
        self.disk.resize(64 * MIB, 10000)
        after = place.run(*self.more)
        board.check(after.returncode == 0, f"{what}: with room again: exit {after.returncode}: {after.said.strip()}")
        gone = self.missing()
        board.check(self.state() == "new" and not gone, f"{what}: with room again: {self.state()}, the user misses {gone}")
        board.check(not self.beside(), f"{what}: with room again, beside the output: {self.beside()}")
        return result.returncode


def check_limited(board, result, what, named, ends=(0, 1)):
    """An end that was foreseen, with a message that names a path."""
    said = result.said.strip()
    board.check(result.returncode is not None, f"{what}: it hangs; said: {said}")
    board.check("panicked at" not in said and result.returncode != 101, f"{what}: it panics: {said}")
    board.check(result.returncode in (None, *ends), f"{what}: exit {result.returncode}: {said}")
    if named and result.returncode == 1:
        board.check(named in said, f"{what}: exit 1, but the message names no path: {said}")


def onto_empty_disk(scene, size):
    """A first run on a small disk. How it ends."""
    board, place = scene.board, scene.place
    with Disk(place.folder / "disk", size) as disk:
        output = disk.folder / "out"
        result = place.run(*scene.more, output=output)
        what = f"a first run on an empty disk of {size} bytes (tmpfs)"
        check_limited(board, result, what, str(disk.folder))
        left = sorted(path.name for path in disk.folder.iterdir())
        if result.returncode == 0:
            board.check(is_whole_set(output) is None and left == ["out"], f"{what}: {is_whole_set(output)}; on the disk: {left}")
        else:
            board.check(not left, f"{what}: exit {result.returncode}, on the disk: {left}")
        return result.returncode


def from_standard_input(scene, disk):
    """What comes from standard input, and what goes to standard output, is kept in TMPDIR meanwhile."""
    board, place = scene.board, scene.place
    line = "The moon is silent, and the cat is old."
    text = f"{line}\n" * 2000
    environment = {**os.environ, "TMPDIR": str(disk.folder)}
    for more in (["-o", str(place.output)], ["--only", "frequency", "-o", "-"]):
        scene.restore()
        command = [str(board.textmill), "run", "-", "-c", str(place.folder / "c.toml"), "-q", *more]
        result = subprocess.run(command, input=text.encode(), capture_output=True, timeout=LONGEST, check=False, env=environment)
        what = f"TMPDIR with room for {disk.size} bytes: yes '{line}' | head -2000 | textmill run - {' '.join(more)}"
        check_limited(board, Finished(result.returncode, result.stderr.decode(errors="replace")), what, None)
        if more[-1] == "-":
            rows = result.stdout.count(b"\n")
            board.check(result.returncode == 0 or rows == 0, f"{what}: exit {result.returncode}, but {rows} lines were printed")
            board.check(result.returncode != 0 or rows == 8, f"{what}: exit 0, but {rows} lines were printed")
        else:
            # The text is another one than before.
            is_old = hashes(place.output) == scene.old
            whole = is_whole_set(place.output)
            board.check(
                whole is None and is_old == (result.returncode != 0), f"{what}: exit {result.returncode}, {whole}, the old set: {is_old}"
            )
        left = sorted(path.name for path in disk.folder.iterdir())
        board.check(not left, f"{what}: left in TMPDIR: {left}")


def little_memory(board):
    """Limits of the address space: a run may fail or be ended by the allocator, but no half set is left."""
    board.row("little memory")
    with Place(board) as place:
        scene = Scene(board, place, threads="2")
        scattered = FEW_MEMORIES if board.is_short else MEMORIES
        ends = {}
        for size in scattered:
            scene.restore()
            limit = partial(resource.setrlimit, resource.RLIMIT_AS, (size * MIB, size * MIB))
            # Where there is no room for the program itself, the system ends it.
            can_begin = finished([str(board.textmill), "--version"], preexec_fn=limit).returncode == 0
            result = place.run(*scene.more, preexec_fn=limit)
            what = f"(ulimit -v {size * 1024}; textmill run in -o out {' '.join(scene.more)})"
            ends[result.returncode] = ends.get(result.returncode, 0) + 1
            check_without_memory(scene, result, what, can_begin)
        board.note(f"exit codes {', '.join(f'{end}: {count}' for end, count in sorted(ends.items(), key=str))}")
        board.check(0 in ends and len(ends) > 1, f"limits of {scattered} MiB: the runs end with {ends}, so the limits try nothing")


def check_without_memory(scene, result, what, can_begin):
    """A foreseen end or an abort, and a whole set."""
    board, said = scene.board, result.said.strip()
    aborted = result.returncode in (134, -6)
    board.check(result.returncode is not None, f"{what}: it hangs; said: {said}")
    board.check("panicked at" not in said, f"{what}: it panics: {said}")
    board.check(result.returncode in (None, 0, 1, 3) or aborted or not can_begin, f"{what}: exit {result.returncode}: {said}")
    state = scene.state()
    board.check(state in ("old", "new"), f"{what}: exit {result.returncode}, the output folder: {state}; said: {said}")
    if result.returncode in (0, 1):
        board.check(
            state == ("old" if result.returncode else "new"), f"{what}: exit {result.returncode}, but the set is {state}; said: {said}"
        )
        board.check(not scene.place.names_beside(), f"{what}: exit {result.returncode}, beside the output: {scene.place.names_beside()}")
    gone = scene.missing(*scene.hidden())
    board.check(not gone, f"{what}: the user misses {gone}")
    scene.next_run(what, said)


def few_files(board):
    """More files than a process may open at once."""
    board.row("few open files")
    count = 2_000 if board.is_short else 100_000
    with Place(board) as place:
        for number in range(count):
            place.write(f"{number % 100}/{number}.txt", f"The moon number {number} is silent.\n")
        place.settings('[topics]\nk = 0\n[keyness]\nby = "none"\n[kwic]\nnodes = ["moon"]\n')
        for limit, threads in ((64, 8), (64, 1)) if board.is_short else ((64, 8), (64, 1), (40, 2)):
            result, seconds, memory = measured(place, "-t", str(threads), limits={resource.RLIMIT_NOFILE: limit})
            what = f"(ulimit -n {limit}; textmill run in -o out -t {threads} {' '.join(SOME)}), {count} files of one line"
            board.check(result.returncode == 0, f"{what}: {end_of(result)}")
            board.check(is_whole_set(place.output) is None, f"{what}: {is_whole_set(place.output)}")
            if result.returncode == 0:
                rows, shown = len(table(place.output / "documents.csv")), len(table(place.output / "kwic.csv"))
                board.check(rows == shown == count, f"{what}: {rows} documents, and kwic.csv shows {shown}")
            board.note(f"{count} files, {limit} at once, {threads} threads: {seconds:.1f} s, {memory / MIB:.0f} MiB")


def measured(place, *more, limits=None, timeout=LONGEST * 3):
    """A run, the seconds that it took, and the most memory that it had, in bytes."""

    def limit():
        for kind, value in (limits or {}).items():
            resource.setrlimit(kind, (value, value))

    said, command = place.folder / "said", place.command(*SOME, *more)
    began = time.monotonic()
    with open(said, "wb") as file:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=file, preexec_fn=limit)
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid or time.monotonic() - began > timeout:
                break
            time.sleep(0.02)
        if not pid:
            process.kill()
            _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    end = process.returncode if pid else None
    return Finished(end, said.read_text(errors="replace")), time.monotonic() - began, used.ru_maxrss * KIB


def sizes(board):
    """One long line, a great many words, deep folders: all is counted, and in memory of the order of the input."""
    board.row("sizes")
    part = 16 if board.is_short else 1
    line_of = 256 * MIB // part
    with Place(board) as place:
        sentence = b"The moon is silent, and the cat is old. "
        place.write("line.txt", sentence * (line_of // len(sentence)))
        check_size(board, place, f"a text of {line_of} bytes in one line", {"moon": line_of // len(sentence)}, 16 * line_of + 512 * MIB)
    with Place(board) as place:
        count = 1_000_000 // part
        words = [f"{'abcdefghij'[number % 10]}{letters(number)}" for number in range(count)]
        place.write("words.txt", ".\n".join(" ".join(words[at : at + 20]) for at in range(0, count, 20)))
        check_size(board, place, f"a text of {count} words, each of them once", {}, 2 * GIB, types=count)
    with Place(board) as place:
        depth = 300 // part
        place.write("/".join(["d"] * depth + ["deep.txt"]), "The moon is silent.\n")
        place.write("flat.txt", "The moon is old.\n")
        check_size(board, place, f"a folder {depth} deep", {"moon": 2}, 512 * MIB)


def letters(number):
    """A word for a number, of letters alone, such that no two are of one stem."""
    word = ""
    while number:
        number, digit = divmod(number, 10)
        word += "bcdfghjklm"[digit]
    return f"{word}q"


def check_size(board, place, what, expected, most_memory, types=None):
    """All of it is counted; the time and the memory go to the board."""
    place.settings('[topics]\nk = 0\n[keyness]\nby = "none"\n')
    result, seconds, memory = measured(place)
    board.note(f"{what}: {seconds:.1f} s, {memory / MIB:.0f} MiB")
    board.check(result.returncode == 0, f"{what}: exit {result.returncode} after {seconds:.0f} s: {result.said.strip()}")
    board.check(memory < most_memory, f"{what}: {memory / MIB:.0f} MiB of memory, more than {most_memory / MIB:.0f}")
    if result.returncode != 0:
        return
    board.check(is_whole_set(place.output) is None, f"{what}: {is_whole_set(place.output)}")
    found = {row["term"]: int(row["frequency"]) for row in table(place.output / "data/forms.csv")}
    for word, count in expected.items():
        board.check(found.get(word) == count, f"{what}: {word} is counted {found.get(word)} times, not {count}")
    if types:
        board.check(len(found) == types, f"{what}: forms.csv has {len(found)} words")

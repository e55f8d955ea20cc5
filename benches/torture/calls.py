"""What a run asks of the system: no network, no other program, and no file outside its inputs, its output and TMPDIR."""

import os
import re
import shutil

from board import Place

# Calls that change a name or open a file to write.
CHANGING = "creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,chmod,fchmodat,chown,fchownat,truncate"


def system_calls(board):
    """One run with all reports, seen by strace."""
    if shutil.which("strace") is None:
        board.skip("system calls", "there is no strace")
        return
    board.row("system calls")
    with Place(board) as place:
        place.settings("[topics]\nk = 2\nsweeps = 5\n")
        for number in range(8):
            place.write(f"{number}.txt", f"Ilse Marren: The river rose again at gauge {number}, “nobody had seen it rise so fast”. " * 40)
        temporary = place.folder / "tmp"
        temporary.mkdir()
        log = place.folder / "calls"
        watched = f"trace=%network,execve,fork,vfork,open,openat,openat2,{CHANGING}"
        environment = {**os.environ, "TMPDIR": str(temporary)}
        done = place.run(before=["strace", "-f", "-y", "-e", watched, "-o", str(log)], env=environment)
        board.check(done.returncode == 0, f"the run ended with {done.returncode}: {done.said[:300]}")
        lines = [line.split(None, 1)[1] for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if " " in line]
        calls = [(line.split("(", 1)[0], line) for line in lines if re.match(r"[a-z0-9_]+\(", line)]
        board.check(len(calls) > 50, f"strace has seen {len(calls)} calls only")
        network = [line for name, line in calls if name in ("socket", "connect", "bind", "sendto", "sendmsg", "recvfrom", "listen", "accept", "accept4")]
        board.check(not network, f"network: {network[:3]}")
        programs = [line for name, line in calls if name in ("execve", "fork", "vfork")]
        board.check(len(programs) == 1, f"other programs: {programs[1:4]}")
        names = [str(place.output), str(place.folder / ".out.textmill-"), str(temporary), "/dev/null", "/dev/tty"]
        outside = [line for name, line in calls if is_changing(name, line) and not all(is_below(path, names) for path in paths_of(line))]
        board.check(not outside, f"changed outside of the output and TMPDIR: {outside[:3]}")
        board.check(not list(temporary.iterdir()), "temporary files are left")
        board.note(f"{len(calls)} calls")


def is_changing(name, line):
    """Whether a call has changed something: one that was refused has not (the output's folder is made only where there is none)."""
    if " = -1 " in line:
        return False
    if name.startswith("open"):
        return re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", line) is not None
    return name in CHANGING.split(",")


def paths_of(line):
    """The absolute paths in a call; those of names relative to a folder are joined with it."""
    found = []
    for folder, name in re.findall(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', line):
        found.append(name if name.startswith("/") else os.path.join(folder, name))
    return found


def is_below(path, names):
    return any(path == name or path.startswith(name if name.endswith("-") else name + "/") for name in names)

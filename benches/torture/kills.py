"""Runs that are ended: killed at any system call or moment, told to end by a signal, or in the way of each other."""

import random
import shutil
import signal
import subprocess
import time

from board import LONGEST, Finished, Place, hashes
from faults import FILES, LACKS, READS, WRITES, Scene, can_trace, end_of, strace, thinned, without

# What a run makes of so many documents takes long enough to be met in each of its stages.
MANY, LINES = 60, 150


def kills(board):
    """kill -9 at every system call on the place, and at random moments: a whole set stays, and the next run puts all in order."""
    if not can_trace(board, "kill -9"):
        return
    board.row("kill -9 at a system call")
    with Place(board) as place:
        scene = Scene(board, place)
        done = kill_at_calls(scene, (), 7 if board.is_short else 170)
    board.note(f"{done} kills")
    board.row("kill -9, no exchange, no hard links")
    with Place(board) as place:
        scene = Scene(board, place)
        done = kill_at_calls(scene, LACKS["neither"], 2 if board.is_short else 30)
    board.note(f"{done} kills")
    board.row("kill -9 at random moments")
    with Place(board) as place:
        scene = Scene(board, place, threads="2")
        took = seconds_of(scene)
        moments = random.Random(9)
        for _ in range(15 if board.is_short else 200):
            moment = moments.uniform(0, took * 1.1)
            scene.restore()
            process = started(scene)
            time.sleep(moment)
            process.kill()
            process.communicate()
            check_after_kill(scene, f"kill -9 after {moment:.4f} of {took:.4f} s: textmill run in -o out {' '.join(scene.more)}", ())


def kill_at_calls(scene, lacks, most):
    """One kill a run. How many there were."""
    lacking = {lack.split(":")[0] for lack in lacks}
    calls = [call for call in scene.calls({*WRITES, *READS}, lacks) if call[0] not in lacking]
    done = 0
    for call, number, line in thinned(calls, most):
        result = scene.run_with(call, "signal=SIGKILL", number, lacks)
        # A call that is not made in this run kills nothing.
        if result is None:
            continue
        done += 1
        what = f"{scene.repeat(call, 'signal=SIGKILL', number, lacks)} ({line})"
        scene.board.check(result.returncode in (-signal.SIGKILL, 137), f"{what}: {end_of(result)}")
        check_after_kill(scene, what, lacks)
    tried = len(thinned(calls, most))
    scene.board.check(done > tried * 0.9, f"only {done} of {tried} runs were killed at {', '.join(sorted({call[0] for call in calls}))}")
    return done


def check_after_kill(scene, what, lacks):
    """A whole set, all that is the user's, and a next run that needs no help."""
    board, place = scene.board, scene.place
    aside = place.folder / ".out.textmill-old"
    if place.output.exists() or not lacks:
        state = scene.state()
        board.check(state in ("old", "new"), f"{what}: the output folder: {state}")
    else:
        # Without an exchange of names there is a moment in which the old set has another name.
        is_whole = without(hashes(aside), FILES) == without(scene.old, FILES)
        board.check(is_whole, f"{what}: no output folder, and the old set is not beside it: {place.names_beside()}")
    gone = scene.missing(*scene.hidden())
    board.check(not gone, f"{what}: the user misses {gone}; beside: {place.names_beside()}")
    scene.next_run(what)


def started(scene, before=(), **options):
    """A run that is not waited for."""
    command = [*before, *scene.place.command(*scene.more)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)


def ended(process):
    """What a run that was started has come to."""
    try:
        _, said = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        return Finished(None, process.communicate()[1].decode(errors="replace"))
    return Finished(process.returncode, said.decode(errors="replace"))


def seconds_of(scene):
    """How long a run takes."""
    scene.restore()
    began = time.monotonic()
    ended(started(scene))
    return time.monotonic() - began


def with_much_text(place):
    """Documents that take a while to read."""
    words = [f"word{number}" for number in range(3000)]
    chosen = random.Random(5)
    for number in range(MANY):
        lines = (f"The moon is {' '.join(chosen.choices(words, k=12))}.\n" for _ in range(LINES))
        place.write(f"long/{number}.txt", "".join(lines))


def signals(board):
    """INT, TERM and HUP: the old set stays whole, nothing is left, and the exit code says which signal it was."""
    board.row("signals")
    with Place(board) as place:
        scene = Scene(board, place)
        with_much_text(place)
        took = seconds_of(scene)
        board.note(f"a run takes {took:.2f} s")
        met = {}
        for name, code in (("INT", 130), ("TERM", 143), ("HUP", 129)):
            number = getattr(signal, f"SIG{name}")
            moments = [0.05, 0.5, 0.9] if board.is_short else [at / 20 for at in range(1, 21)]
            for moment in moments:
                scene.restore()
                process = started(scene)
                time.sleep(took * moment)
                process.send_signal(number)
                result = ended(process)
                what = f"kill -{name} after {took * moment:.3f} of {took:.3f} s: textmill run in -o out {' '.join(scene.more)}"
                check_after_signal(scene, result, what, (code, -number))
                met[code] = met.get(code, 0) + (result.returncode == code)
            board.check(met[code], f"kill -{name} at {moments} of {took:.3f} s: no run ended with {code}")
        check_ignored(scene, took)
    if can_trace(board, "signals at a system call"):
        signals_at_calls(board)


def signals_at_calls(board):
    """The same at chosen calls, from when the run listens to its last look at what it was told."""
    board.row("signals at a system call")
    with Place(board) as place:
        scene = Scene(board, place)
        calls = scene.calls(("openat", "write", "fsync", "mkdir", "unlink", "getdents64", "renameat2"))
        begun = next(at for at, call in enumerate(calls) if ".out.textmill-lock" in call[2])
        for name, code in (("INT", 130), ("TERM", 143), ("HUP", 129)):
            met = 0
            for call, number, line in thinned(calls[begun:], 3 if board.is_short else 40):
                result = scene.run_with(call, f"signal=SIG{name}", number)
                if result is None:
                    continue
                what = f"{scene.repeat(call, f'signal=SIG{name}', number)} ({line})"
                met += result.returncode == code
                check_after_signal(scene, result, what, (code,))
            board.check(met, f"SIG{name} at {begun} calls and more: no run ended with {code}")


def check_after_signal(scene, result, what, codes):
    """Either it was too late, and the new set is there, or nothing has changed."""
    board, place = scene.board, scene.place
    said = result.said.strip()
    board.check(result.returncode in (0, *codes), f"{what}: exit {result.returncode}: {said}")
    expected = "new" if result.returncode == 0 else "old"
    board.check(scene.state() == expected, f"{what}: exit {result.returncode}, the set: {scene.state()}; said: {said}")
    if result.returncode and result.returncode > 0:
        # Ended before it listens, a run has made nothing but perhaps its lock.
        board.check(not place.names_beside(), f"{what}: exit {result.returncode}, beside the output: {place.names_beside()}")
    gone = scene.missing()
    board.check(not gone, f"{what}: the user misses {gone}")
    board.check("panicked at" not in said, f"{what}: {said}")


def check_ignored(scene, took):
    """What is started with `nohup`, or ignores other signals, goes on."""
    for name in ("HUP", "INT", "TERM"):
        scene.restore()
        process = started(scene, before=["sh", "-c", f"trap '' {name}; exec \"$@\"", "sh"])
        for _ in range(3):
            time.sleep(took / 5)
            process.send_signal(getattr(signal, f"SIG{name}"))
        result = ended(process)
        what = f"trap '' {name}; textmill run in -o out & kill -{name} three times"
        scene.board.check(result.returncode == 0, f"{what}: {end_of(result)}")
        scene.board.check(scene.state() == "new", f"{what}: the set: {scene.state()}")
    scene.board.check(not scene.place.names_beside(), f"after ignored signals: {scene.place.names_beside()}")


def two_at_once(board):
    """Two runs, and many, to one output: one writes, the others are told, and the set is whole."""
    board.row("two runs at once")
    with Place(board) as place:
        scene = Scene(board, place)
        if shutil.which("strace"):
            slow_and_quick(scene)
        with_much_text(place)
        for turn in range(2 if board.is_short else 25):
            crowd(scene, turn)


def slow_and_quick(scene):
    """The second run comes while the first waits for the disk."""
    board, place = scene.board, scene.place
    for call, number in (("mkdir", 1), ("fsync", 1), ("renameat2", 1), ("rmdir", 1)):
        scene.restore()
        delay = strace(place.folder / "log", [call], [f"{call}:delay_enter=3000000:when={number}"], is_quick=False)
        what = f"a run that waits for 3 s at {call} number {number}, and another of the same output"
        first = started(scene, before=delay)
        until = time.monotonic() + 20
        while not (place.folder / ".out.textmill-lock").exists() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.9)
        second = place.run(*scene.more)
        result = ended(first)
        told = "another run is writing there" in second.said and str(place.output) in second.said
        board.check(second.returncode == 1 and told, f"{what}: the second ends with {second.returncode}: {second.said.strip()}")
        board.check(result.returncode == 0, f"{what}: the first ends with {result.returncode}: {result.said.strip()}")
        board.check(scene.state() == "new", f"{what}: the set: {scene.state()}")
        board.check(not place.names_beside(), f"{what}: beside the output: {place.names_beside()}")
        gone = scene.missing()
        board.check(not gone, f"{what}: the user misses {gone}")


def crowd(scene, turn):
    """Five runs that begin at the same moment."""
    board, place = scene.board, scene.place
    scene.restore()
    results = [ended(process) for process in [started(scene) for _ in range(5)]]
    what = f"five runs of one output at once, turn {turn}"
    ends = [result.returncode for result in results]
    for result in results:
        is_told = result.returncode == 1 and "another run is writing there" in result.said
        board.check(result.returncode == 0 or is_told, f"{what}: {end_of(result)}")
    board.check(0 in ends, f"{what}: none of them has written: {ends}")
    board.check(scene.state() == "new", f"{what}: the set: {scene.state()}")
    board.check(not place.names_beside(), f"{what}: beside the output: {place.names_beside()}")
    gone = scene.missing()
    board.check(not gone, f"{what}: the user misses {gone}")

"""Runs a command and writes one line of JSON to file descriptor 3: wall seconds, CPU seconds of all that it started,
and the peak of their memory in MB (PSS: a page that processes share counts once). Linux only."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time

PR_SET_CHILD_SUBREAPER = 36


def processes_below(root: int) -> list[int]:
    """The processes that descend from `root`, itself left out."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as stat:
                    parent = int(stat.read().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry))
    found, todo = [], [root]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return found


def pss(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as rollup:
            return next((int(line.split()[1]) for line in rollup if line.startswith("Pss:")), 0)
    except OSError:
        return 0


def cpu_seconds(pid: int) -> float:
    """Of a process that still runs, and of the children that it has waited for."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def watch(ended: threading.Event, peak: list[int]) -> None:
    while not ended.wait(0.25):
        peak[0] = max(peak[0], sum(map(pss, processes_below(os.getpid()))))


def main() -> int:
    # Who loses its parent becomes our child, so that its time is counted too.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    ended, peak = threading.Event(), [0]
    watcher = threading.Thread(target=watch, args=(ended, peak), daemon=True)
    watcher.start()
    before = time.monotonic()
    status = subprocess.call(sys.argv[1:])
    wall = time.monotonic() - before
    ended.set()
    watcher.join()
    deadline = time.monotonic() + 5
    while processes_below(os.getpid()) and time.monotonic() < deadline:
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        time.sleep(0.02)
    left = processes_below(os.getpid())
    cpu = sum(map(cpu_seconds, left))
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    times = os.times()
    cpu += times.children_user + times.children_system
    with os.fdopen(3, "w", encoding="utf-8") as result:
        json.dump({"status": status, "wall": wall, "cpu": cpu, "memory": peak[0] / 1000, "left": len(left)}, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())

import { isolated } from "../basics/isolated-python.ts";

/** Prints the kernel's facts as one line of JSON; see `Facts`. */
export const FACTS_CODE: string = isolated(`
import importlib.metadata, json, os, re, struct, sys

system = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform, "emscripten")
real = system != "emscripten"
packages = {}
for distribution in importlib.metadata.distributions():
    name = distribution.metadata["Name"]
    if name:
        packages.setdefault(re.sub(r"[-_.]+", "-", name).lower(), distribution.version)
print(json.dumps({
    "language": "python",
    "version": ".".join(map(str, sys.version_info[:3])),
    "implementation": sys.implementation.name,
    "platform": system,
    "bits": struct.calcsize("P") * 8,
    "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    "gil": sys._is_gil_enabled() if hasattr(sys, "_is_gil_enabled") else True,
    "threads": real,
    "processes": real,
    "network": real,
    "executable": sys.executable or "",
    "packages": packages,
}))
`);

/**
 * Makes the kernel ready for a lesson. IPython's history stays in memory, because numbers that are used again after a
 * restored attempt would clash in its database, and IPython would print about it. Commands of the shell that fail are
 * noted where IPython runs them, below what looks at the caller's frames: of several in a cell, `_exit_code` tells only
 * the last, and of `x = !cmd` nothing. A cell ends only when all that its subprocesses have written is read: a thread of
 * ipykernel's does so, and gives it to whatever cell it finds running, which now and then was the next. Linux tells
 * whether the thread waits for more (proc_pid_syscall(5): the call's arguments, the file first); elsewhere the pipe
 * being empty has to do.
 */
export const PREPARE_CODE: string = isolated(`
import json, os, select, sys
from time import monotonic
from IPython import get_ipython
from IPython.utils import _process_common

class FailedCommands:
    def __init__(self):
        self.noted = []
    def note(self, command, code):
        if code:
            self.noted.append([command if isinstance(command, str) else " ".join(command), code])
    def clear(self, *_):
        self.noted.clear()
    def __repr__(self):
        return json.dumps(self.noted)

def noting(system):
    def noted(command, *rest):
        code = system(command, *rest)
        failed.note(command, code)
        return code
    return noted

def process_handler(command, callback, *rest, **named):
    def noted(process):
        result = callback(process)
        failed.note(command, process.returncode)
        return result
    return handle(command, noted, *rest, **named)

class Reader:
    def __init__(self, stream):
        self.thread = stream.watch_fd_thread
        self.file = hex(stream._fid).encode()
        self.pipe = select.poll()
        self.pipe.register(stream._fid, select.POLLIN)
        try:
            self.call = os.open(f"/proc/self/task/{self.thread.native_id}/syscall", os.O_RDONLY)
        except OSError:
            self.call = None
    def is_done(self):
        if not self.thread.is_alive():
            return True
        if self.pipe.poll(0):
            return False
        try:
            return self.call is None or pread(self.call, 256, 0).split()[1:2] == [self.file]
        except OSError:
            return True

def await_readers(*_):
    until = monotonic() + 0.5
    try:
        for reader in readers:
            while not reader.is_done() and monotonic() < until:
                nothing.poll(1)
    except KeyboardInterrupt:
        # The cell's own code has ended already: IPython would print about this.
        pass

shell = get_ipython()
readers = [
    Reader(stream) for stream in (sys.stdout, sys.stderr)
    if getattr(stream, "_fid", None) is not None and getattr(stream, "watch_fd_thread", None) is not None
]
if readers:
    # A cell may put others in their place, or listen to what opens a file.
    pread, nothing = os.pread, select.poll()
    shell.events.register("post_run_cell", await_readers)
shell.history_manager.db_cache_size = 1 << 30
failed = shell._nbproof_failed = FailedCommands()
shell.events.register("pre_run_cell", failed.clear)
# Where there are no processes a command raises, and our frame would stand in its traceback.
for name in () if sys.platform == "emscripten" else ("IPython.core.interactiveshell", "ipykernel.zmqshell"):
    module = sys.modules.get(name)
    if hasattr(module, "system"):
        module.system = noting(module.system)
handle = _process_common.process_handler
_process_common.process_handler = process_handler
`);

/** An expression, not of the lesson's names, whose text is a JSON list of the commands that failed in the last cell. */
export const FAILED_COMMANDS = '__import__("IPython").get_ipython()._nbproof_failed';

/** The same for how the tests of the latest check ended; the set-up cell's `check_outcomes`. */
export const CHECK_OUTCOMES = `type("Outcomes", (), {"__repr__": lambda self: __import__("json").dumps(
    getattr(__import__("IPython").get_ipython(), "check_outcomes", None)
)})()`;

/**
 * Leaves the collector and the memory otherwise than a fresh kernel has them, as another version of ipykernel would:
 * collections that have run, cycles that the next one will find, objects that lie elsewhere.
 */
export const DISTURB_CODE: string = isolated(`
import gc, sys

def cycles(count):
    for _ in range(count):
        own = []
        own.append(own)

for generation in 0, 0, 0, 1, 1, 2:
    cycles(7)
    gc.collect(generation)
sys._nbproof_disturbance = [[] for _ in range(451)]
cycles(13)
`);

/** Remembers the namespace (a shallow copy), the history, the execution count, and how many runs the check has noted. */
export const SAVE_CODE: string = isolated(`
from IPython import get_ipython

shell = get_ipython()
history = shell.history_manager
shell._nbproof_saved = (
    dict(shell.user_ns), shell.execution_count,
    len(history.input_hist_parsed), len(history.input_hist_raw), len(history.db_input_cache), dict(history.output_hist),
    len(getattr(shell, "runs_of_cells", ())),
)
`);

/** Puts back what SAVE_CODE remembered, once. */
export const RESTORE_CODE: string = isolated(`
from IPython import get_ipython

shell = get_ipython()
history = shell.history_manager
names, count, parsed, raw, cached, outputs, runs = shell.__dict__.pop("_nbproof_saved")
shell.user_ns.clear()
shell.user_ns.update(names)
shell.execution_count = count
del history.input_hist_parsed[parsed:], history.input_hist_raw[raw:], history.db_input_cache[cached:]
del getattr(shell, "runs_of_cells", [])[runs:]
history.output_hist.clear()
history.output_hist.update(outputs)
`);

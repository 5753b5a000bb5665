"""nbproof's fork server: imports ipykernel once, then forks a kernel for each request.

Run by src/kernel/zmq/fork/fork-server.ts as `python [FLAG…] fork_server.py IO`: IO is the Unix socket to which each
kernel's stdout and stderr are connected. On file descriptor 3, a line of JSON each:

    told   {"preload": [module, …]}, once: what is to be imported ahead
    we say {"ready": true} or {"refused": reason}, once
    asked  {"id", "argv", "env", "cwd", "folder"}: a kernel, please
    we say {"id", "pid"} or {"id", "failed": reason}; later {"id", "exited": {"exitCode"} or {"signal"}}, without a
           pid before it where the kernel ended at once

At the end of file all kernels are killed. A forked kernel must not tell that it was not spawned: what a cell could see
of the difference is put right in `become_kernel`, and this file's own frames end before the kernel's begin.
"""

import importlib
import importlib.util
import json
import os
import sys

CONTROL = 3
PR_SET_PDEATHSIG = 1


def main():
    """Serves; comes back in each kernel that is forked, with ipykernel's launcher, and never in the server."""
    io = sys.argv[1]
    given = {name: os.environb[name] for name in os.environb if name != b"LC_CTYPE"}
    # The folder of this script, which a kernel does not have; in the safe mode (-P, -I) it is not there.
    if sys.path and sys.path[0] == os.path.dirname(os.path.abspath(__file__)):
        del sys.path[0]
    try:
        launcher = prepare()
    except Exception as error:
        tell({"refused": reason(error)})
        os._exit(0)
    tell({"ready": True})
    return Server(io, launcher, changes(given, os.environb)).serve()


def changes(before, after):
    """What importing did to the environment, and would have done in each kernel: names with a value, or None."""
    return {name: after.get(name) for name in {*before, *after} if before.get(name) != after.get(name)}


def prepare():
    """Imports what each kernel would, and what we are told; gives ipykernel_launcher's spec and code. Raises where kernels cannot be forked."""
    if sys.implementation.name != "cpython":
        raise Refusal(f"{sys.implementation.name} is not CPython")
    os.close(os.pidfd_open(os.getpid()))
    # IPKernelApp reads it when its class is made: it ends when its parent is another than this.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    from ipykernel.kernelapp import IPKernelApp

    lift_publish_limit(IPKernelApp)
    for name in IMPORTED_AT_START:
        try:
            importlib.import_module(name)
        except ImportError:
            # Another version of ipykernel or Python than those that import it.
            pass
    # Only now: it may not be known yet when the server is started.
    import_ahead(json.loads(read_line())["preload"])
    end_idle_threads()
    age_objects()
    spec = importlib.util.find_spec("ipykernel_launcher")
    return spec, spec.loader.get_code(spec.name)


def lift_publish_limit(app):
    """Has the kernel's publisher drop nothing, however late its reader is; see kernel-life.ts."""
    import zmq

    init_iopub = app.init_iopub

    def init_iopub_without_limit(self, context):
        app.init_iopub = init_iopub
        # What the sockets that are made from now on begin with.
        context.sockopts[zmq.SNDHWM] = 0
        init_iopub(self, context)
        del context.sockopts[zmq.SNDHWM]

    app.init_iopub = init_iopub_without_limit


# What `IPKernelApp.initialize` and a first cell import, and `import ipykernel.kernelapp` does not.
IMPORTED_AT_START = [
    "runpy",
    "pdb",
    "sqlite3",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "debugpy",
    "encodings.ascii",
    "encodings.idna",
    "encodings.latin_1",
    "faulthandler",
    "tornado.gen",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
]


def age_objects():
    """
    What is here now is old: else each kernel would soon look through all of it for garbage, and copy every page that it
    is on.
    """
    known = "gc" in sys.modules
    import gc

    gc.collect()
    if not known:
        # A kernel that is spawned has not imported it.
        del sys.modules["gc"]


def read_line():
    """The first line on the control stream; nothing comes after it until we are ready."""
    line = b""
    while not line.endswith(b"\n"):
        data = os.read(CONTROL, 1 << 16)
        if not data:
            os._exit(0)
        line += data
    return line


class Refusal(Exception):
    pass


def import_ahead(names):
    """Imports the course's modules. One that asks meanwhile for the kernel it is in would be told there is none."""
    if not names:
        return
    from IPython.core.interactiveshell import InteractiveShell

    asked = []
    initialized = InteractiveShell.__dict__.get("initialized")
    InteractiveShell.initialized = classmethod(lambda cls: asked.append(True) and False)
    given = os.environ.get("MPLBACKEND")
    # A kernel sets it before its first cell, and matplotlib reads it when it is imported.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    try:
        for name in names:
            try:
                importlib.import_module(name)
            except BaseException as error:
                raise Refusal(f"preload: {name} cannot be imported ({reason(error)})") from error
            if asked:
                raise Refusal(f"preload: {name} asks for its kernel while it is imported")
            if thread_count() > 1:
                end_idle_threads(f"preload: {name} starts a thread")
    finally:
        if initialized is None:
            del InteractiveShell.initialized
        else:
            InteractiveShell.initialized = initialized
        if given is None:
            del os.environ["MPLBACKEND"]


def end_idle_threads(refusal="importing ipykernel starts a thread"):
    """Libraries that can be forked while they have threads, as OpenBLAS can, end them at the first fork."""
    if thread_count() == 1:
        return
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    if thread_count() > 1:
        raise Refusal(refusal)


def thread_count():
    return len(os.listdir("/proc/self/task"))


class Server:
    def __init__(self, io, launcher, imported):
        import ctypes
        import select

        self.io = io
        self.launcher = launcher
        self.imported = imported
        self.pid = os.getpid()
        self.prctl = ctypes.CDLL(None).prctl
        self.poll = select.poll()
        self.poll.register(CONTROL, select.POLLIN)
        # By pidfd: id and process id.
        self.kernels = {}

    def serve(self):
        asked = b""
        while True:
            for ready, _ in self.poll.poll():
                if ready != CONTROL:
                    self.report(ready)
                    continue
                data = os.read(CONTROL, 1 << 16)
                if not data:
                    self.end()
                *lines, asked = (asked + data).split(b"\n")
                for line in lines:
                    request = json.loads(line)
                    try:
                        forked = self.fork(request)
                    except Exception as error:
                        tell({"id": request["id"], "failed": reason(error)})
                        continue
                    if forked == 0:
                        return self.launcher

    def fork(self, request):
        """As os.fork: 0 in the kernel."""
        if thread_count() > 1:
            raise Refusal("a thread is alive in the fork server")
        os.chdir(request["cwd"].encode())
        try:
            with self.connect(request["id"], "stdout") as stdout, self.connect(request["id"], "stderr") as stderr:
                pid = os.fork()
                if pid == 0:
                    try:
                        self.become_kernel(request, stdout, stderr)
                    except BaseException:
                        sys.excepthook(*sys.exc_info())
                        os._exit(1)
                    return 0
        finally:
            if os.getpid() == self.pid:
                os.chdir("/")
        pidfd = os.pidfd_open(pid)
        self.kernels[pidfd] = (request["id"], pid)
        self.poll.register(pidfd)
        return pid

    def connect(self, id, stream):
        import socket

        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self.io)
        # As long as kernel-streams.ts expects.
        connection.sendall(f"{id} {stream}".ljust(16).encode())
        return connection

    def become_kernel(self, request, stdout, stderr):
        self.prctl(PR_SET_PDEATHSIG, 9)
        if os.getppid() != self.pid:
            os._exit(1)
        os.setsid()
        # The kernel tells it, and not the server: a signal to a group that it does not lead yet would be lost.
        tell({"id": request["id"], "pid": os.getpid()})
        os.dup2(stdout.fileno(), 1)
        os.dup2(stderr.fileno(), 2)
        for file in [CONTROL, *self.kernels]:
            os.close(file)
        # For the watchdog: in the name of a file, so that it appears whole or not at all. No folder, no kernel.
        os.close(os.open(os.path.join(request["folder"], f"{os.getpid()}.pid"), os.O_CREAT | os.O_EXCL, 0o600))
        env = {name.encode(): value.encode() for name, value in request["env"].items()}
        set_environment({**env, **self.imported})
        process = sys.modules.get("multiprocessing.process")
        if process is not None:
            process.ORIGINAL_DIR = os.getcwd()
        sys.orig_argv[:] = argv = [os.fsdecode(arg.encode()) for arg in request["argv"]]
        sys.argv[:] = [self.launcher[0].origin, *argv[argv.index("ipykernel_launcher") + 1 :]]
        if not getattr(sys.flags, "safe_path", sys.flags.isolated):
            sys.path.insert(0, os.getcwd())
        # Python seeds its own generator anew in a fork; numpy does not.
        numpy_random = sys.modules.get("numpy.random")
        if numpy_random is not None:
            numpy_random.seed()

    def report(self, pidfd):
        id, pid = self.kernels.pop(pidfd)
        self.poll.unregister(pidfd)
        os.close(pidfd)
        # While the leader is not reaped, its id names its group and no other.
        kill_group(pid)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        tell({"id": id, "exited": {"exitCode": code} if code >= 0 else {"signal": signal_name(-code)}})

    def end(self):
        for _, pid in self.kernels.values():
            kill_group(pid)
        os._exit(0)


def set_environment(env):
    for name in list(os.environb):
        if env.get(name) is None:
            del os.environb[name]
    for name, value in env.items():
        if value is not None and os.environb.get(name) != value:
            os.environb[name] = value


def run_launcher(spec, code):
    """As `python -m ipykernel_launcher`, and as deep in the stack."""
    from types import ModuleType

    module = ModuleType("__main__")
    module.__dict__.update(
        __builtins__=__builtins__,
        __cached__=spec.cached,
        __file__=spec.origin,
        __loader__=spec.loader,
        __package__="",
        __spec__=spec,
    )
    # Python's own __main__ has it up to 3.13.
    if "__annotations__" in globals():
        module.__annotations__ = {}
    sys.modules["__main__"] = module
    exec(code, module.__dict__)
    finish(module)


def finish(module):
    """
    Ends the kernel's process as Python would, but for taking apart all that is left. That alone would cost as much as
    the rest of a short kernel's life, since it copies every page that is shared with the server.
    """
    import atexit
    import threading

    threading._shutdown()
    end_control_thread()
    shell = sys.modules["IPython"].get_ipython()
    if shell is not None:
        # At the end it collects garbage, through all that is shared with the server.
        shell.displayhook.flush = lambda: None
    atexit._run_exitfuncs()
    # What the cells have made ends with its last name: files are written out, `__del__` is called.
    if shell is not None:
        shell.user_ns.clear()
    module.__dict__.clear()
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass
    os._exit(0)


def end_control_thread():
    """
    It may still be at the request to end, and flushes what was printed when it has answered. Where the publisher's
    thread was ended first, as ipykernel does it, it waits for that for 10 seconds.
    """
    from ipykernel.kernelapp import IPKernelApp

    thread = IPKernelApp.instance().control_thread if IPKernelApp.initialized() else None
    if thread is not None and thread.is_alive():
        thread.stop()
        thread.join(1)


def kill_group(pid):
    try:
        os.killpg(pid, 9)
    except (ProcessLookupError, PermissionError):
        pass


def signal_name(number):
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def reason(error):
    return str(error) if isinstance(error, Refusal) else f"{type(error).__name__}: {error}"


def tell(message):
    data = json.dumps(message).encode() + b"\n"
    while data:
        data = data[os.write(CONTROL, data) :]


launcher = main()
run_launcher(*launcher)

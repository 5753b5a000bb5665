"""Requests in, replies out."""

import asyncio
import builtins
import getpass
import json
import os
import platform
import random
import signal
import sys
import time
import warnings

import comm
from comm.base_comm import BaseComm, CommManager
from IPython.core import release
from IPython.core.completer import provisionalcompleter, rectify_completions
from IPython.core.error import StdinNotImplementedError
from IPython.utils.tokenutil import token_at_cursor

from .cell_name import cell_folder
from .history import history
from .shell import Shell
from .streams import OutStream
from .wire import Wire


_COMM_MESSAGES = ("comm_open", "comm_msg", "comm_close")


class Kernel:
    """One kernel: made when the snapshot is, connected when it is loaded."""

    def __init__(self, shell_options):
        self.wire = Wire()
        self.shell = Shell.instance(kernel=self, wire=self.wire, **shell_options)
        self._allow_stdin = False
        self._task = None
        self._comms = _use_comms(self.wire)
        self._handlers = {
            "kernel_info_request": self._kernel_info,
            "complete_request": self._complete,
            "inspect_request": self._inspect,
            "is_complete_request": self._is_complete,
            "history_request": lambda content: history(self.shell, **content),
            "comm_info_request": self._comm_info,
            "connect_request": lambda content: {"status": "ok"},
            "usage_request": lambda content: {"hostname": platform.node(), "pid": os.getpid(), "cpu_count": os.cpu_count()},
        }
        builtins.input = self._input
        getpass.getpass = self._getpass
        self._sleep = time.sleep
        time.sleep = _replacing(time.sleep, self._interruptible_sleep)
        # Pyodide's own needs what Node 20 has not; in ipykernel, as here, a loop is running and it refuses.
        asyncio.run = asyncio.runners.run
        self._interrupted = False
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    @property
    def comm_manager(self):
        return self._comms

    def connect(self, bridge, environment, cwd):
        """Begin to live: from now on there is JavaScript to talk to, and an environment."""
        os.environ.clear()
        os.environ.update(environment)
        self.shell.init_environment()
        self.shell.ipython_dir = os.environ.get("IPYTHONDIR", os.path.join(os.path.expanduser("~"), ".ipython"))
        for folder in (os.path.expanduser("~"), self.shell.ipython_dir, self.shell.profile_dir.location, "/tmp"):
            os.makedirs(folder, exist_ok=True)
        os.chdir(cwd)
        # Pyodide and IPython have each added the working directory.
        sys.path[:] = dict.fromkeys(sys.path)
        self.shell.starting_dir = cwd
        # A snapshot froze the state that this one grew from.
        random.seed()
        if "tempfile" in sys.modules:
            sys.modules["tempfile"]._name_sequence = None
            sys.modules["tempfile"].tempdir = None
        self.wire.connect(bridge)
        sys.stdout = OutStream(self.wire, "stdout", 1)
        sys.stderr = OutStream(self.wire, "stderr", 2)
        self.wire.publish("status", {"execution_state": "starting"})
        return self.wire.session

    def dispatch(self, channel, client, header, metadata, content, buffers):
        """
        Handle a request. True: drop those that wait. An awaitable: it goes on, and ends with one of the two. Whatever is
        wrong with the request, its client gets an error, and the kernel lives: an exception that gets out of here ends it.
        """
        request = json.loads(header)
        self.wire.parent, self.wire.client = request, client
        kind = request["msg_type"]
        self._status("busy")
        try:
            metadata, content = json.loads(metadata), json.loads(content)
            if kind == "execute_request":
                return self._execute(metadata, content)
            if kind in _COMM_MESSAGES:
                self._comm(kind, request, metadata, content, buffers)
            else:
                self._answer(channel, kind, content)
        except (Exception, KeyboardInterrupt) as error:
            self._refuse(channel, kind, error)
        self._end()
        return False

    def abort(self, client, header):
        """Refuse a request that waited behind one that failed."""
        self.wire.parent, self.wire.client = json.loads(header), client
        self._status("busy")
        self.wire.reply("shell", "execute_reply", {"status": "aborted"}, metadata={"status": "aborted"})
        self._end()

    def interrupt(self):
        """Interrupt a cell that waits in an `await`."""
        if self._task is not None:
            self._task.cancel()

    def write(self, name, text):
        """Text that did not come by way of sys.stdout: `os.write(1, …)`, a traceback of Python's own."""
        stream = sys.stderr if name == "stderr" else sys.stdout
        if isinstance(stream, OutStream):
            stream.write(text)

    def _status(self, state):
        self.wire.publish("status", {"execution_state": state})

    def _end(self):
        sys.stdout.flush()
        sys.stderr.flush()
        self._status("idle")

    def _refuse(self, channel, kind, error):
        """Tell the client of a request what is wrong with it; all clients, where nobody waits for a reply."""
        if not kind.endswith("_request"):
            self.shell.showtraceback()
            return
        said = {"status": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": []}
        if kind == "execute_request":
            said |= {"execution_count": self.shell.execution_count, "user_expressions": {}, "payload": []}
        self.wire.reply(channel, kind.replace("_request", "_reply"), said, metadata={"status": "error"})

    def _comm(self, kind, header, metadata, content, buffers):
        views = [memoryview(buffer.to_bytes()) for buffer in buffers]
        message = {"header": header, "metadata": metadata, "content": content, "buffers": views, "parent_header": {}}
        getattr(self._comms, kind)(None, None, message)

    def _answer(self, channel, kind, content):
        handler = self._handlers.get(kind)
        if handler is not None:
            self.wire.reply(channel, kind.replace("_request", "_reply"), handler(content))

    def _execute(self, metadata, content):
        code, silent = content["code"], content.get("silent", False)
        _check_type("code", code, str)
        _check_type("user_expressions", content.get("user_expressions") or {}, dict)
        options = {
            "store_history": content.get("store_history", not silent),
            "silent": silent,
            "cell_id": metadata.get("cellId"),
        }
        self._allow_stdin = content.get("allow_stdin", False)
        if not silent:
            self.wire.publish("execute_input", {"code": code, "execution_count": self.shell.execution_count})
        # Text that has no UTF-8 cannot be code.
        code.encode()
        transformed, failure = self._transform(code)
        if self.shell.should_run_async(code, transformed_cell=transformed, preprocessing_exc_tuple=failure):
            options |= {"transformed_cell": transformed, "preprocessing_exc_tuple": failure}
            return asyncio.ensure_future(self._execute_async(code, options, content))
        self._interrupted = False
        signal.signal(signal.SIGINT, self._interrupt_cell)
        try:
            result = self.shell.run_cell(code, **options)
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        return self._finish(result, content)

    def _transform(self, code):
        try:
            return self.shell.transform_cell(code), None
        except Exception:
            return code, sys.exc_info()

    async def _execute_async(self, code, options, content):
        self.shell.last_traceback = None
        self.shell.failed_in_displayhook = False
        signal.signal(signal.SIGINT, self._interrupt_task)
        try:
            self._task = asyncio.ensure_future(self.shell.run_cell_async(code, **options))
            result = None
            try:
                result = await self._task
            finally:
                self._task = None
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                self.shell.events.trigger("post_execute")
                if not options["silent"]:
                    self.shell.events.trigger("post_run_cell", result)
            return self._finish(result, content)
        except (Exception, asyncio.CancelledError, KeyboardInterrupt) as error:
            self._refuse("shell", "execute_request", error)
            self._end()
            return False

    def _finish(self, result, content):
        shell = self.shell
        error = result.error_before_exec if result.error_before_exec is not None else result.error_in_exec
        failed = not result.success or shell.failed_in_displayhook
        reply = {"status": "error" if failed else "ok", "execution_count": shell.execution_count - 1}
        if failed:
            reply |= {"traceback": shell.last_traceback or [], "ename": type(error).__name__, "evalue": str(error)}
        reply["user_expressions"] = {} if failed else shell.user_expressions(content.get("user_expressions") or {})
        reply["payload"] = shell.payload_manager.read_payload()
        shell.payload_manager.clear_payload()
        sys.stdout.flush()
        sys.stderr.flush()
        self.wire.reply("shell", "execute_reply", reply, metadata={"status": reply["status"]})
        self._end()
        return failed and not content.get("silent", False) and content.get("stop_on_error", True)

    def _interrupt_cell(self, number, frame):
        """
        Of many interrupts the first ends the cell. Those that come while IPython tells of it are too late: raised there, or
        in `signal.signal`, which looks for signals before it changes their handler, the exception would end the kernel.
        """
        self.wire.bridge.heard()
        if _is_in_cell(frame) or not self._interrupted:
            self._interrupted = True
            raise KeyboardInterrupt

    def _interrupt_task(self, number, frame):
        """
        The code of the cell is interrupted where it is, and a cell that waits is cancelled: raised in the event loop, or
        in a task beside it, the exception would end the kernel.
        """
        self.wire.bridge.heard()
        if self._task is not None and asyncio.current_task() is self._task and _is_in_cell(frame):
            raise KeyboardInterrupt
        self.interrupt()

    def _kernel_info(self, content):
        return {
            "status": "ok",
            "protocol_version": "5.3",
            "implementation": "ipython",
            "implementation_version": release.version,
            "language_info": {
                "name": "python",
                "version": sys.version.split()[0],
                "mimetype": "text/x-python",
                "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
                "pygments_lexer": "ipython3",
                "nbconvert_exporter": "python",
                "file_extension": ".py",
            },
            "banner": self.shell.banner,
            "help_links": [
                {"text": "Python Reference", "url": f"https://docs.python.org/{sys.version_info[0]}.{sys.version_info[1]}"},
                {"text": "IPython Reference", "url": "https://ipython.readthedocs.io/en/stable/"},
            ],
            "supported_features": [],
        }

    def _complete(self, content):
        code, position = content["code"], content.get("cursor_pos")
        position = len(code) if position is None else position
        with provisionalcompleter():
            found = list(rectify_completions(code, self.shell.Completer.completions(code, position)))
        described = [
            {"start": one.start, "end": one.end, "text": one.text, "type": one.type, "signature": one.signature}
            for one in found
        ]
        return {
            "matches": [one.text for one in found],
            "cursor_start": found[0].start if found else position,
            "cursor_end": found[0].end if found else position,
            "metadata": {"_jupyter_types_experimental": described},
            "status": "ok",
        }

    def _inspect(self, content):
        name = token_at_cursor(content["code"], content["cursor_pos"])
        omitted = set(content.get("omit_sections", []))
        reply = {"status": "ok", "data": {}, "metadata": {}, "found": True}
        try:
            reply["data"] = dict(self.shell.object_inspect_mime(name, content.get("detail_level", 0), omitted))
        except KeyError:
            reply["found"] = False
        if not self.shell.enable_html_pager:
            reply["data"].pop("text/html", None)
        return reply

    def _is_complete(self, content):
        status, indent = self.shell.input_transformer_manager.check_complete(content["code"])
        return {"status": status, "indent": " " * indent} if status == "incomplete" else {"status": status}

    def _comm_info(self, content):
        target = content.get("target_name")
        comms = {
            key: {"target_name": value.target_name}
            for key, value in self._comms.comms.items()
            if target is None or value.target_name == target
        }
        return {"comms": comms, "status": "ok"}

    def _input(self, prompt="", /):
        if not self._allow_stdin:
            raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")
        return self._ask(str(prompt), False)

    def _getpass(self, prompt="", stream=None, *, echo_char=None):
        if not self._allow_stdin:
            raise StdinNotImplementedError("getpass was called, but this frontend does not support input requests.")
        if stream is not None:
            warnings.warn("The `stream` parameter of `getpass.getpass` will have no effect", UserWarning, stacklevel=2)
        return self._ask(prompt, True)

    def _ask(self, prompt, password):
        sys.stdout.flush()
        sys.stderr.flush()
        self.wire.reply("stdin", "input_request", {"prompt": prompt, "password": password})
        answer = self.wire.bridge.ask()
        if answer is None:
            raise KeyboardInterrupt("Interrupted by user")
        if answer == "\x04":
            raise EOFError
        return answer

    def _interruptible_sleep(self, seconds, /):
        if not isinstance(seconds, (int, float)) or not 0 < seconds < 1e9:
            # Also for the right error.
            return self._sleep(seconds)
        sys.stdout.flush()
        sys.stderr.flush()
        if self.wire.bridge.sleep(seconds):
            raise KeyboardInterrupt


def _is_in_cell(frame):
    while frame is not None:
        if frame.f_code.co_filename.startswith(cell_folder()):
            return True
        frame = frame.f_back
    return False


def _check_type(field, value, kind):
    if not isinstance(value, kind):
        raise TypeError(f"{field} must be {kind.__name__}, not {type(value).__name__}")


def _replacing(original, replacement):
    """A function in the place of another. Python's own waits in C, where no interrupt arrives."""

    def sleep(seconds, /):
        return replacement(seconds)

    sleep.__doc__ = original.__doc__
    return sleep


def _use_comms(wire):
    manager = CommManager()

    class PublishedComm(BaseComm):
        def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
            content = {"data": data or {}, "comm_id": self.comm_id, **keys}
            wire.publish(msg_type, content, metadata=metadata, buffers=buffers or ())

    comm.create_comm = PublishedComm
    comm.get_comm_manager = lambda: manager
    return manager

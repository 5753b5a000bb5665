"""IPython's shell, publishing what it shows."""

import os
import sys

from IPython.core import page
from IPython.core.autocall import ZMQExitAutocall
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell, InteractiveShellABC
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from traitlets import Any, CBool, Instance, Type, default

from .cell_name import cell_name

_HERE = os.path.dirname(__file__)
_NO_PROCESS = "This kernel runs inside nbproof (Pyodide): it cannot start processes"
_NO_INSTALL = "This kernel runs inside nbproof (Pyodide): packages cannot be installed into it"


class _Compiler(CachingCompiler):
    def get_code_name(self, raw_code, transformed_code, number):
        return cell_name(raw_code)


class _DisplayHook(DisplayHook):
    _bundle = None

    def start_displayhook(self):
        self._bundle = {}

    def write_output_prompt(self):
        self._bundle["execution_count"] = self.prompt_count

    def write_format_data(self, format_dict, md_dict=None):
        self._bundle["data"] = format_dict
        self._bundle["metadata"] = md_dict

    def finish_displayhook(self):
        sys.stdout.flush()
        sys.stderr.flush()
        bundle, self._bundle = self._bundle, None
        if bundle and bundle.get("data"):
            self.shell.wire.publish("execute_result", bundle)


class _DisplayPublisher(DisplayPublisher):
    def publish(self, data, metadata=None, *, transient=None, update=False, **kwargs):
        sys.stdout.flush()
        sys.stderr.flush()
        metadata = metadata or {}
        self._validate_data(data, metadata)
        content = {"data": data, "metadata": metadata, "transient": transient or {}}
        self.shell.wire.publish("update_display_data" if update else "display_data", content)

    def clear_output(self, wait=False):
        sys.stdout.flush()
        sys.stderr.flush()
        self.shell.wire.publish("clear_output", {"wait": wait})


@magics_class
class _KernelMagics(Magics):
    @line_magic
    def pip(self, line):
        """Refuse to install packages."""
        raise UsageError(_NO_INSTALL)

    conda = line_magic("conda")(pip)
    mamba = line_magic("mamba")(pip)
    micromamba = line_magic("micromamba")(pip)
    uv = line_magic("uv")(pip)

    @cell_magic
    def script(self, line, cell):
        """Refuse to run a script: IPython's own waits for its process for ever."""
        raise OSError(_NO_PROCESS)

    bash = cell_magic("bash")(script)
    perl = cell_magic("perl")(script)
    pypy = cell_magic("pypy")(script)
    python = cell_magic("python")(script)
    python2 = cell_magic("python2")(script)
    python3 = cell_magic("python3")(script)
    ruby = cell_magic("ruby")(script)
    sh = cell_magic("sh")(script)


class Shell(InteractiveShell):
    """What ipykernel's shell is, without ZMQ."""

    displayhook_class = Type(_DisplayHook)
    display_pub_class = Type(_DisplayPublisher)
    compiler_class = Type(_Compiler)
    autoindent = CBool(False)
    exiter = Instance(ZMQExitAutocall)
    kernel = Any()
    wire = Any()
    last_traceback = None
    failed_in_displayhook = False
    keepkernel_on_exit = None

    @default("exiter")
    def _default_exiter(self):
        return ZMQExitAutocall(self)

    def init_environment(self):
        os.environ.update(TERM="xterm-color", CLICOLOR="1", FORCE_COLOR="1", CLICOLOR_FORCE="1", PAGER="cat", GIT_PAGER="cat")

    def init_virtualenv(self):
        pass

    def init_hooks(self):
        super().init_hooks()
        self.set_hook("show_in_pager", page.as_hook(self._page), 99)

    def init_magics(self):
        super().init_magics()
        self.register_magics(_KernelMagics)

    def enable_gui(self, gui=None):
        if gui is not None:
            raise UsageError(f"This kernel has no event loop for {gui}")

    def ask_exit(self):
        self.exit_now = not self.keepkernel_on_exit
        self.payload_manager.write_payload({"source": "ask_exit", "keepkernel": self.keepkernel_on_exit})

    def set_next_input(self, text, replace=False):
        self.payload_manager.write_payload({"source": "set_next_input", "text": text, "replace": replace})

    def run_cell(self, *args, **kwargs):
        self.last_traceback = None
        self.failed_in_displayhook = False
        return super().run_cell(*args, **kwargs)

    def _page(self, text, start=0, screen_lines=0, pager_cmd=None):
        data = text if isinstance(text, dict) else {"text/plain": text}
        self.payload_manager.write_payload({"source": "page", "data": data, "start": max(0, start)})

    def _get_exc_info(self, exc_tuple=None):
        kind, value, traceback = super()._get_exc_info(exc_tuple)
        _hide_own_frames(traceback)
        return kind, value, traceback

    def _showtraceback(self, etype, evalue, stb):
        sys.stdout.flush()
        sys.stderr.flush()
        if self.displayhook._bundle is not None:
            self.failed_in_displayhook = True
        self.wire.publish("error", {"traceback": stb, "ename": str(etype.__name__), "evalue": str(evalue)})
        self.last_traceback = stb


def _hide_own_frames(traceback):
    """input() and time.sleep() are ours, but a reader's traceback ends where they are called."""
    while traceback is not None:
        following = traceback.tb_next
        while following is not None and following.tb_frame.f_code.co_filename.startswith(_HERE):
            following = following.tb_next
        traceback.tb_next = following
        traceback = following


InteractiveShellABC.register(Shell)

"""Makes a kernel ready to be kept in a snapshot."""

import difflib  # noqa: F401 - for the set-up cell of lessons with exercises
import gc
import hashlib  # noqa: F401 - so too
import importlib.metadata
import pathlib
import sys
import tempfile
import zipfile
import zipimport

from traitlets.config import Config


def bake(ipython_zip):
    """A kernel that has done each thing once, so that no lesson waits for an import."""
    _read_themes(ipython_zip)
    _list_zips()
    from .kernel import Kernel

    config = Config()
    config.HistoryManager.enabled = False
    kernel = Kernel({"config": config})
    _warm_up(kernel)
    _close_zips()
    return kernel


def _close_zips():
    """What was found in a zip is kept with the open file, of which a snapshot knows only the number."""
    importlib.metadata.MetadataPathFinder.invalidate_caches()
    gc.collect()


def _read_themes(ipython_zip):
    """IPython opens its colour themes as files, which they are not in a zip."""
    import IPython.utils.PyColorize as colours

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(ipython_zip) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith("IPython/utils/themes/")])
        colours._THEME_DIR = pathlib.Path(folder, "IPython/utils/themes")
        for name in colours.theme_table:
            colours.theme_table[name]


def _list_zips():
    """IPython completes `import` by an attribute that Python 3.14 has no more, and the standard library is in a zip."""
    if hasattr(zipimport.zipimporter, "_get_files"):
        zipimport.zipimporter._files = property(zipimport.zipimporter._get_files)


class _Deaf:
    """Takes what a kernel says while nobody listens."""

    def post(self, *message):
        pass


def _warm_up(kernel):
    kernel.wire.bridge = _Deaf()
    cells = ("1 / 0", "def f(:", "%timeit -n1 -r1 None", "display(1)", "f?", "None")
    stdout, stderr = sys.stdout, sys.stderr
    for cell in cells:
        kernel.shell.run_cell(cell, silent=True, store_history=False)
    sys.stdout, sys.stderr = stdout, stderr
    kernel.shell.payload_manager.clear_payload()
    kernel.shell.reset(new_session=True)
    kernel.wire.bridge = None

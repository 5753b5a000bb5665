"""Makes notebooks of sources/NAME.py and executes them with nbclient, as `jupyter execute` would.

python execute.py FOLDER [NAME…]: writes FOLDER/NAME.ipynb; all sources unless some are named. A source is in the
percent format: `# %%` begins a cell, `[markdown]` or the cell's metadata as JSON may follow. Of the metadata, `nbproof`
and `tags` are what the notebook's author would have set.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SOURCES = Path(__file__).parent / "sources"
KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}


def read_cells(text):
    for part in text.split("# %%")[1:]:
        head, _, body = part.partition("\n")
        if head.strip() == "[markdown]":
            yield new_markdown_cell("\n".join(line.removeprefix("# ") for line in body.rstrip("\n").split("\n")))
        else:
            yield new_code_cell(body.rstrip("\n"), metadata=json.loads(head) if head.strip() else {})


def execute(folder, name, sockets):
    cells = list(read_cells((SOURCES / f"{name}.py").read_text("utf-8")))
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"{name}-{number}"[-40:]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC})
    # Two kernels that start at once may choose the same TCP port: https://github.com/jupyter/jupyter_client/issues/487
    manager = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/{name}")
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, km=manager, timeout=120, resources=resources).execute()
    nbformat.validate(notebook)
    nbformat.write(notebook, folder / f"{name}.ipynb")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    names = sys.argv[2:] or sorted(path.stem for path in SOURCES.glob("*.py"))
    with ProcessPoolExecutor(2) as pool, TemporaryDirectory() as sockets:
        for done in [pool.submit(execute, folder, name, sockets) for name in names]:
            done.result()

"""What nbclient needs: `start COUNT` and `cell COUNT` print milliseconds, as floor.py does."""

import asyncio
import json
import sys
import time

import nbformat
from nbclient import NotebookClient


async def start(count: int) -> list[float]:
    took = []
    for _ in range(count):
        client = NotebookClient(nbformat.v4.new_notebook(), kernel_name="python3")
        before = time.perf_counter()
        async with client.async_setup_kernel():
            took.append(1000 * (time.perf_counter() - before))
    return took


async def cell(count: int) -> list[float]:
    took = []
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1") for _ in range(count)])
    client = NotebookClient(notebook, kernel_name="python3")
    async with client.async_setup_kernel():
        for index, cell in enumerate(notebook.cells):
            before = time.perf_counter()
            await client.async_execute_cell(cell, index)
            took.append(1000 * (time.perf_counter() - before))
    return took


if __name__ == "__main__":
    print(json.dumps(asyncio.run({"start": start, "cell": cell}[sys.argv[1]](int(sys.argv[2])))))

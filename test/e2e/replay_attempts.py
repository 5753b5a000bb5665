"""Replays students' attempts in one IPython shell, which is emptied between them, and prints what each showed."""

import asyncio
import functools
import hashlib
import json
import os
import sys

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

IDS = {
    "lab": lambda cell: cell,
    "vscode": lambda cell: f"vscode-notebook-cell:/lesson.ipynb#{cell}",
    "none": lambda cell: None,
}


async def replay(shell, sources, attempts):
    """What the last run of each attempt showed, for each kind of ids; a run without a text has the notebook's own."""
    # A traceback is no matter of this test, except that there is none where there should be none.
    shell.showtraceback = shell.showsyntaxerror = lambda *_, **__: None
    # The same few texts, hundreds of times.
    shell.transform_cell = functools.lru_cache(maxsize=None)(shell.transform_cell)
    # As ipykernel names the file of a cell.
    shell.compile.get_code_name = lambda raw, *_: f"cell-{hashlib.sha1(raw.encode()).hexdigest()}.py"
    initial = dict(shell.user_ns)
    shown = {}
    for kind, tell_id in IDS.items():
        shown[kind] = []
        for attempt in attempts:
            shown[kind].append(await replay_one(shell, whole(sources, attempt), tell_id, initial))
    return shown


def whole(sources, attempt):
    return [["_prepare", sources["lesson"]], *([cell, *(text or [sources.get(cell, "")])] for cell, *text in attempt)]


async def replay_one(shell, attempt, tell_id, initial):
    restart(shell, initial)
    shown = None
    for cell, text in attempt:
        if cell == "_prepare":
            exec(text, shell.user_ns)
        elif cell == "restart":
            restart(shell, initial)
            exec(attempt[0][1], shell.user_ns)
        else:
            shown = await run(shell, text, tell_id(cell))
    return shown


def restart(shell, initial):
    """As new: no name, no history, no record of runs."""
    shell.user_ns.clear()
    shell.user_ns.update(initial)
    shell.history_manager.reset()
    shell.execution_count = 1
    if hasattr(shell, "runs_of_cells"):
        shell.events.callbacks["post_run_cell"].pop()
    for name in ("runs_of_cells", "note_run", "check_answer", "check_outcomes"):
        shell.__dict__.pop(name, None)


async def run(shell, text, cell_id):
    """Executes a cell as ipykernel does, events included."""
    try:
        transformed, failure = shell.transform_cell(text), None
    except Exception:
        transformed, failure = text, sys.exc_info()
    with capture_output() as captured:
        result = await shell.run_cell_async(
            text, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=failure, cell_id=cell_id
        )
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)
    error = result.error_before_exec or result.error_in_exec
    return captured.stdout + captured.stderr + (f"[{type(error).__name__}]" if error else "")


def main():
    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    # An answer may write to the process's own stdout.
    with os.fdopen(os.dup(1), "w") as shown:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        json.dump(asyncio.run(replay(shell, **json.load(sys.stdin))), shown)


if __name__ == "__main__" and sys.platform != "emscripten":
    main()

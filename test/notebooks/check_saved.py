"""Checks notebooks that nbproof wrote: python check_saved.py FOLDER NAME…; prints what is wrong, a line each.

Each must be valid by nbformat, and every view must have its model in metadata.widgets, with all the models that it
refers to.
"""

import re
import sys
from pathlib import Path

import nbformat

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


def problems(notebook):
    if notebook.nbformat == 4:
        try:
            nbformat.validate(notebook)
        except nbformat.ValidationError as error:
            yield str(error).partition("\n")[0]
    models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    due = [
        output["data"][VIEW]["model_id"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if VIEW in output.get("data", {})
    ]
    seen = set()
    while due:
        model = due.pop()
        if model in seen:
            continue
        seen.add(model)
        if model not in models:
            yield f"the model {model} is not in metadata.widgets"
            continue
        if not models[model].get("model_name"):
            yield f"the model {model} has no name"
        due += re.findall(r"IPY_MODEL_(\w+)", str(models[model]["state"]))


if __name__ == "__main__":
    for name in sys.argv[2:]:
        text = (Path(sys.argv[1]) / name).read_text("utf-8-sig")
        for problem in problems(nbformat.reads(text, nbformat.NO_CONVERT)):
            print(f"{name}: {problem}")

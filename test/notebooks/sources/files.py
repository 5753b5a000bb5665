# %% [markdown]
# # Files beside the notebook
# %%
from pathlib import Path
import csv, json
Path("made-by-files.csv").write_text("name,mice\nTom,4\nKitty,2\n")
# %%
with open("made-by-files.csv", newline="") as file:
    rows = list(csv.DictReader(file))
rows
# %%
print(json.dumps(rows, indent=2))
# %%
%%writefile made-by-files.txt
one
two
# %%
!cat made-by-files.txt
# %%
Path("made-by-files.csv").unlink(); Path("made-by-files.txt").unlink()

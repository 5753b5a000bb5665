# %% [markdown]
# # Progress bars
# %%
from tqdm.auto import tqdm
from tqdm import tqdm as text_bar
import time
# %%
total = 0
for n in tqdm(range(5), desc="adding"):
    total += n
print(total)
# %% {"nbproof": {"expect": {"stdout": "done", "stderr": "counting: 100%|$(any)| 3/3 [$(any)"}}}
import sys
for n in text_bar(range(3), desc="counting", ncols=60, file=sys.stderr):
    time.sleep(0.001)
print("done")
# %%
for i in range(1, 4):
    print("#" * i, end="\r")

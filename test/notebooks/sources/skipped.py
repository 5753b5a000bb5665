# %% [markdown]
# # Cells that are not for a machine
# %% {"tags": ["skip-execution"]}
raise SystemExit("never run")
# %%
# NBVAL_SKIP
import antigravity
# %%
print("runs")
# %% {"tags": ["nbval-ignore-output"]}
import time
time.time()
# %% {"tags": ["nbval-check-output"]}
sum(range(10))

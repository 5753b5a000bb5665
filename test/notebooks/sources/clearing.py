# %% [markdown]
# # Output that is taken back
# %%
from IPython.display import clear_output
import time
for step in range(3):
    clear_output(wait=True)
    print("step", step)
    time.sleep(0.01)
# %%
print("gone")
clear_output()
print("stays")
# %%
for percent in range(0, 101, 20):
    print(f"\r{percent:3d} %", end="")
# %%
print("abc\b\bX")

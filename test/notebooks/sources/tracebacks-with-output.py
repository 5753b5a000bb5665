# %% [markdown]
# # What is printed before it fails
# %% {"tags": ["raises-exception"]}
import sys
for n in (2, 1, 0):
    print(f"10 / {n} =", 10 / n)
# %% {"tags": ["raises-exception"]}
print("out")
print("err", file=sys.stderr)
undefined_name
# %% {"tags": ["raises-exception"]}
from IPython.display import HTML, display
display(HTML("<b>shown</b>"))
raise KeyError("missing")
# %% {"tags": ["raises-exception"]}
sys.exit(3)
# %%
print("it goes on")

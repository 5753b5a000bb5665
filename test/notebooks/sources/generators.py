# %% [markdown]
# # Generators
# %%
def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
# %% {"nbproof": {"expect": {"result": "<generator object fibonacci at $(hex)>"}}}
fibonacci()
# %%
from itertools import islice, takewhile
list(islice(fibonacci(), 12))
# %%
print(*takewhile(lambda n: n < 50, fibonacci()), sep=" → ")
# %%
# NBVAL_IGNORE_OUTPUT
id(fibonacci)

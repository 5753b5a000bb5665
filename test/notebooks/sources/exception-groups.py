# %% [markdown]
# # Chained exceptions
# %%
try:
    int("x")
except ValueError as error:
    print(type(error).__name__, error)
# %% {"tags": ["raises-exception"]}
try:
    int("x")
except ValueError as error:
    raise RuntimeError("could not read") from error
# %%
import traceback
try:
    [][0]
except IndexError:
    print(traceback.format_exc().splitlines()[-1])
# %% {"tags": ["raises-exception"]}
class Oops(Exception):
    def __str__(self):
        return "öops: 日本"
raise Oops

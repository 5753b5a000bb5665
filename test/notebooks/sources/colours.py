# %% [markdown]
# # ANSI colours
# %%
for code, name in [(31, "red"), (32, "green"), (34, "blue")]:
    print(f"\033[{code}m{name}\033[0m and plain")
# %%
print("\033[1mbold\033[0m", "\033[4munderlined\033[0m")
# %%
import sys
print("\033[33mcareful\033[0m", file=sys.stderr)
# %%
len("\033[31mred\033[0m")

# %% [markdown]
# # Magics
# %%
%%bash
echo one
echo two >&2
# %%
lines = !printf 'a\nb\n'
lines
# %%
%%capture captured
print("kept away")
# %%
captured.stdout
# %%
# NBVAL_IGNORE_OUTPUT
%timeit -n 1 -r 1 sum(range(100))
# %%
%who_ls str

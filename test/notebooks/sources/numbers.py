# %% [markdown]
# # Numbers
# %%
0.1 + 0.2
# %%
2 ** 100, 7 // 2, -7 // 2, 1e22, 1j ** 2
# %%
from decimal import Decimal, getcontext
getcontext().prec = 30
Decimal(1) / 7
# %%
float("nan"), float("-inf"), -0.0
# %%
print(f"{1234567.891:,.2f} {255:#x} {0.5:%}")

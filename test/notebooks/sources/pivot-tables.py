# %% [markdown]
# # Pivot tables
# %%
import pandas as pd
sales = pd.DataFrame({"shop": list("AABBC"), "year": [2022, 2023] * 2 + [2023], "sum": [10, 20, 5, 8, 1]})
# %%
sales.pivot_table(index="shop", columns="year", values="sum", fill_value=0)
# %%
sales.melt(id_vars="shop", value_vars=["sum"])
# %%
sales.groupby(["shop", "year"]).sum()
# %%
sales.merge(pd.DataFrame({"shop": ["A", "C"], "town": ["Oslo", "Rome"]}), how="left")

# %% [markdown]
# # Missing values
# %%
import numpy as np
import pandas as pd
df = pd.DataFrame({"a": [1.0, np.nan, 3.0], "b": ["x", None, "z"]})
df
# %%
df.isna().sum()
# %%
df.dropna()
# %%
df.a.fillna(df.a.mean()).to_list()
# %%
pd.to_numeric(pd.Series(["1", "x"]), errors="coerce")

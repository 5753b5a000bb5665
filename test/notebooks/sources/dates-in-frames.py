# %% [markdown]
# # Time series
# %%
import pandas as pd
days = pd.date_range("2024-02-27", periods=5, tz="UTC")
series = pd.Series(range(5), index=days)
series
# %%
series.resample("2D").sum()
# %%
series.index.day_name().tolist()
# %%
pd.Timestamp("2024-02-29") + pd.offsets.MonthEnd(1)

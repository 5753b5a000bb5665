# %% [markdown]
# # Correlation
# %%
import numpy as np
import pandas as pd
rng = np.random.default_rng(0)
df = pd.DataFrame(rng.normal(size=(200, 3)), columns=list("abc"))
df["d"] = df.a * 2 + df.b
# %%
df.corr().round(3)
# %%
df.describe().loc[["mean", "std"]].round(2)
# %% {"nbproof": {"expect": {"result": "<pandas.io.formats.style.Styler at $(hex)>"}}}
df.corr().style.format("{:.1f}").background_gradient(axis=None)

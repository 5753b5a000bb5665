# %% [markdown]
# # Data frames
# %%
import pandas as pd
cats = pd.DataFrame({"name": ["Tom", "Kitty", "Felix"], "mice": [4, 2, 7], "home": ["Oslo", "Łódź", "東京"]})
cats
# %%
cats.sort_values("mice", ascending=False).head(2)
# %%
cats.groupby(cats.mice > 3).mice.agg(["sum", "count"])
# %%
cats.mice
# %%
cats.info()
# %%
print(cats.to_string(index=False))

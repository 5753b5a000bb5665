# %% [markdown]
# # Warnings on stderr
# %%
import warnings
warnings.warn("be careful")
# %%
print("between")
warnings.warn("old", FutureWarning)
# %%
import numpy as np
np.array([1.0]) / 0
# %%
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("not shown")
print("quiet")
# %% {"tags": ["raises-exception"]}
warnings.simplefilter("error")
warnings.warn("now an error")

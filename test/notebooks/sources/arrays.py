# %% [markdown]
# # Arrays
# What NumPy prints.
# %%
import numpy as np
a = np.arange(12).reshape(3, 4)
a
# %%
print(a.mean(axis=0), a.sum())
# %%
np.linspace(0, 1, 5)
# %%
a[a % 2 == 0]
# %%
(a @ a.T).dtype, a.shape

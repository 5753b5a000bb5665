# %% [markdown]
# # A histogram, as SVG
# %%
%config InlineBackend.figure_formats = ["svg"]
import matplotlib.pyplot as plt
import numpy as np
values = np.random.default_rng(1).normal(size=500)
# %% {"nbproof": {"expect": {"display": {"text/plain": "<Figure size 640x480 with 1 Axes>"}}}}
plt.hist(values, bins=8)
plt.xlabel("value")
plt.show()
# %%
counts, edges = np.histogram(values, bins=4)
counts
# %%
print(edges.round(2))

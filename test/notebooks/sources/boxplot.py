# %% [markdown]
# # Spread
# %%
import numpy as np
import matplotlib.pyplot as plt
rng = np.random.default_rng(7)
samples = [rng.normal(mean, 1, 50) for mean in (0, 1, 3)]
# %%
plt.boxplot(samples)
plt.gcf()
# %%
plt.close("all")
[round(float(np.median(s)), 6) for s in samples]

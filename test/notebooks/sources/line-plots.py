# %% [markdown]
# # Lines
# %%
import numpy as np
import matplotlib.pyplot as plt
x = np.linspace(0, 6, 50)
# %% {"nbproof": {"expect": {"contains": "[<matplotlib.lines.Line2D at $(hex)>]", "display": {"image/png": {}}}}}
plt.plot(x, np.sin(x))
# %%
plt.plot(x, np.cos(x), "--", label="cos")
plt.legend()
plt.show()
# %%
fig, axes = plt.subplots(1, 2, figsize=(6, 2), sharey=True)
for ax, f in zip(axes, (np.sin, np.cos)):
    ax.plot(x, f(x))
    ax.set_title(f.__name__)
# %%
f"{np.trapezoid(np.sin(x), x):.4f}" if hasattr(np, "trapezoid") else f"{np.trapz(np.sin(x), x):.4f}"

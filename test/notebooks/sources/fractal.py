# %% [markdown]
# # Mandelbrot
# %%
import numpy as np
import matplotlib.pyplot as plt
x, y = np.meshgrid(np.linspace(-2, 0.5, 60), np.linspace(-1.2, 1.2, 24))
c = x + 1j * y
z, n = np.zeros_like(c), np.zeros(c.shape, int)
for _ in range(30):
    inside = abs(z) <= 2
    z[inside] = z[inside] ** 2 + c[inside]
    n[inside] += 1
# %%
plt.imshow(n, cmap="magma")
plt.axis("off");
# %%
print("\n".join("".join(" .:-=+*#%@"[min(v // 3, 9)] for v in row) for row in n[::2]))

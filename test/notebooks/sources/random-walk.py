# %% [markdown]
# # A random walk, seeded
# %%
import random
random.seed(2024)
walk = [0]
for _ in range(20):
    walk.append(walk[-1] + random.choice((-1, 1)))
walk
# %%
import matplotlib.pyplot as plt
plt.step(range(21), walk)
plt.show()
# %% {"nbproof": {"expect": "$(float >= 0)"}}
random.SystemRandom().random()
# %%
max(walk), min(walk)

# %% [markdown]
# # A bar chart
# %%
%matplotlib inline
import matplotlib.pyplot as plt
# %%
cats = {"Tom": 4, "Kitty": 2, "Felix": 7}
plt.bar(list(cats), list(cats.values()))
plt.title("Mice caught");
# %%
fig, ax = plt.subplots(figsize=(2, 2))
ax.barh(list(cats), list(cats.values()))
plt.show()
# %%
print(f"{sum(cats.values())} mice")

# %% [markdown]
# # Data classes and how they show themselves
# %%
from dataclasses import dataclass, field

@dataclass(order=True)
class Cat:
    age: int
    name: str = field(compare=False)
    def _repr_html_(self):
        return f"<b>{self.name}</b>, <i>{self.age}</i>"
# %%
Cat(3, "Tom")
# %%
sorted([Cat(3, "Tom"), Cat(1, "Kitty")])
# %%
print(Cat(3, "Tom"), Cat(3, "Tom") == Cat(3, "Felix"))
# %% {"tags": ["raises-exception"]}
Cat()

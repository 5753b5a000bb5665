# %% [markdown]
# # Widgets
# %%
import ipywidgets as widgets
from IPython.display import display
slider = widgets.IntSlider(value=3, max=10, description="n")
slider
# %%
output = widgets.Output()
with output:
    print("only in the widget")
print("in the cell")
# %% {"nbproof": {"expect": "$(/Output\\(.*\\)/)"}}
display(output)
# %%
widgets.HBox([widgets.Button(description="Go"), widgets.Text("hi")])
# %%
slider.value = 7
slider.value
# %%
@widgets.interact(n=(0, 5))
def square(n=2):
    print(n * n)

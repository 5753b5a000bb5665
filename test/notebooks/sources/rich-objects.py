# %% [markdown]
# # One object, several forms
# %%
class Rich:
    def _repr_html_(self): return "<b>bold</b>"
    def _repr_markdown_(self): return "**bold**"
    def _repr_latex_(self): return r"$\mathbf{bold}$"
    def _repr_svg_(self): return '<svg xmlns="http://www.w3.org/2000/svg"><text>bold</text></svg>'
    def __repr__(self): return "bold"
Rich()
# %%
from IPython.display import display
display(Rich(), include=["text/plain", "text/html"])
# %%
class Tree(dict):
    def _repr_pretty_(self, p, cycle):
        p.text("Tree of " + ", ".join(self))
Tree(oak=1, elm=2)

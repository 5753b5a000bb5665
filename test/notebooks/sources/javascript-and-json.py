# %% [markdown]
# # What only a browser runs
# %%
from IPython.display import JSON, Javascript, display
JSON({"cats": [{"name": "Tom", "mice": 4}], "ok": True, "none": None, "number": 1.5})
# %%
Javascript("console.log('hello')")
# %%
display({"application/vnd.example+json": {"a": [1, 2, {"b": 3}]}, "text/plain": "an example"}, raw=True)
# %%
%%javascript
element.append("hi")

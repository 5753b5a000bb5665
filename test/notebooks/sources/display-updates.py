# %% [markdown]
# # Displays that change
# %%
from IPython.display import display, update_display
first = display("waiting", display_id=True)
# %%
first.update("done")
# %%
display("a", display_id="letters")
display("b", display_id="letters")
# %%
update_display("c", display_id="letters")
print("both are c now")

# %% [markdown]
# # Order that is no order
# %%
letters = set("hello")
sorted(letters)
# %%
# NBVAL_IGNORE_OUTPUT
print(hash("hello"))
# %% {"nbproof": {"expect": {"shows": "a\nb\nc", "unordered": true}}}
for word in {"a", "b", "c"}:
    print(word)
# %%
import hashlib
hashlib.sha256(b"hello").hexdigest()

# %% [markdown]
# # Exceptions
# %% {"tags": ["raises-exception"]}
1 / 0
# %% {"tags": ["raises-exception"]}
print("before")
{"a": 1}["b"]
# %% {"tags": ["raises-exception"]}
def fail(n):
    if n == 0:
        raise ValueError("several\nlines\n  of message")
    fail(n - 1)
fail(3)
# %% {"tags": ["raises-exception"]}
assert 1 + 1 == 3, "no"
# %% {"tags": ["raises-exception"]}
for

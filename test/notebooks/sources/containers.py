# %% [markdown]
# # Counting words
# %%
from collections import Counter, defaultdict, namedtuple
words = "the cat sat on the mat the end".split()
Counter(words).most_common(2)
# %%
by_length = defaultdict(list)
for word in words:
    by_length[len(word)].append(word)
dict(by_length)
# %%
Point = namedtuple("Point", "x y")
Point(1, 2)._replace(x=5)
# %%
{"nested": {"list": list(range(30)), "text": "x" * 60}}

# %% [markdown]
# # Decorators
# %%
import functools

def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        print("calling", function.__name__, args)
        return function(*args)
    return wrapper
# %%
@logged
def area(width, height):
    "The area of a rectangle."
    return width * height

area(3, 4)
# %%
print(area.__doc__)
# %% {"nbproof": {"expect": "<function __main__.area(width, height)>"}}
area
# %% {"nbproof": {"expect": "<function area at $(hex)>"}}
print(area)

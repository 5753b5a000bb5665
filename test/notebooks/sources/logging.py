# %% [markdown]
# # Logging goes to stderr
# %%
import logging, sys
logging.basicConfig(format="%(levelname)s:%(name)s:%(message)s", level=logging.INFO)
logging.info("started")
# %%
print("to stdout")
logging.getLogger("cats").warning("no mice")
print("to stdout again")
# %%
for handler in logging.getLogger().handlers:
    print(type(handler).__name__)
# %%
sys.stderr.write("done\n");

# %% [markdown]
# # A database in memory
# %%
import sqlite3
import pandas as pd
db = sqlite3.connect(":memory:")
db.executescript("create table cat(name text, mice int); insert into cat values ('Tom', 4), ('Kitty', 2);")
db.execute("select count(*), sum(mice) from cat").fetchone()
# %%
pd.read_sql("select * from cat order by mice", db)
# %% {"tags": ["raises-exception"]}
db.execute("select * from dog")
# %%
for row in db.execute("select name from cat"):
    print(row)

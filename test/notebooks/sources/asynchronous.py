# %% [markdown]
# # Top-level await
# %%
import asyncio

async def cook(dish, minutes):
    await asyncio.sleep(minutes / 100)
    return f"{dish} after {minutes}"
# %%
await cook("rice", 3)
# %%
for done in asyncio.as_completed([cook("soup", 9), cook("salad", 1), cook("rice", 5)]):
    print(await done)
# %%
await asyncio.gather(cook("tea", 1), cook("cake", 2))
# %% {"tags": ["raises-exception"]}
await asyncio.wait_for(cook("stew", 500), timeout=0.05)

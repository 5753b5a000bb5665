# %% [markdown]
# # Wide text — 幅の広い文字
# %%
names = ["Zoë", "東京タワー", "👩‍🚀", "مرحبا", "e\u0301"]
names
# %%
for name in names:
    print(f"|{name:<10}|", len(name), name.encode()[:4])
# %%
"\u200b zero width \u00a0 and no-break"
# %%
print("…", "“quotes”", "\N{SNOWMAN}", "\x7f", "tab\there")
# %%
import unicodedata
unicodedata.name("👍"), unicodedata.normalize("NFC", "e\u0301") == "é"

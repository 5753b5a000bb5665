# %% [markdown]
# # Text in columns
# %%
import calendar
print(calendar.month(2024, 2))
# %%
calendar.isleap(2024), calendar.monthrange(2024, 2)
# %%
import datetime
datetime.date(2024, 2, 29) + datetime.timedelta(days=365)
# %%
from IPython.display import HTML
HTML(calendar.HTMLCalendar().formatmonth(2024, 2))

# %% [markdown]
# # Images
# %%
from io import BytesIO
from IPython.display import Image, SVG, display
from PIL import Image as Picture
picture = Picture.new("RGB", (8, 8), "navy")
picture
# %%
buffer = BytesIO()
picture.save(buffer, "JPEG")
Image(buffer.getvalue(), format="jpeg", width=64)
# %%
SVG('<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text x="2" y="15">Hello</text></svg>')
# %%
picture.size, picture.getpixel((0, 0))

# %% [markdown]
# # HTML
# %%
from IPython.display import HTML, Markdown, display
HTML("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td style='color: red'>2</td></tr></table>")
# %%
%%html
<p>Written <em>with</em> a magic, &amp; an entity</p>
<style>p { margin: 0 }</style>
# %%
display(Markdown("**bold** and `code`\n\n- a\n- b"))
# %%
for i in range(3):
    display(HTML(f"<progress value='{i}' max='3'></progress> {i} of 3"))

# %% [markdown]
# # Bayes' rule
# $$P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}$$
# %%
from fractions import Fraction
from IPython.display import Latex, Math, display

prior, sensitivity, false_alarm = Fraction(1, 100), Fraction(9, 10), Fraction(5, 100)
# %%
evidence = sensitivity * prior + false_alarm * (1 - prior)
posterior = sensitivity * prior / evidence
posterior
# %%
display(Math(rf"P(A \mid B) = \frac{{{posterior.numerator}}}{{{posterior.denominator}}}"))
# %%
Latex(r"\begin{align} P(B) &= P(B \mid A)\,P(A) + P(B \mid \bar A)\,P(\bar A) \end{align}")
# %%
print(f"{float(posterior):.4f}")

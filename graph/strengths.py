"""Which numbers may be the strength of a tie: the one rule that every way into a network asks.

A strength is 0 or lies between LEAST_STRENGTH and MOST_STRENGTH. The bounds leave room for arithmetic: a double reaches
from about 1e-308 to 1e308, so the product of a few strengths, their quotient, and the sum of millions of squares
stay finite and above 0, where without bounds they would become infinite, NaN or 0 without a word.
"""

import math

LEAST_STRENGTH = 1e-30
MOST_STRENGTH = 1e30


def fault_of(strength: float) -> str:
    """Why `strength` cannot be the strength of a tie, in plain words; "" when it can be (-0.0 is 0)."""
    if math.isnan(strength):
        return "it is not a number"
    if math.isinf(strength):
        return "it is infinite"
    if strength < 0:
        return "it is negative"
    if 0 < strength < LEAST_STRENGTH:
        return f"it is too small: a strength is 0, or from {LEAST_STRENGTH:g} to {MOST_STRENGTH:g}"
    if strength > MOST_STRENGTH:
        return f"it is too large: a strength is 0, or from {LEAST_STRENGTH:g} to {MOST_STRENGTH:g}"
    return ""

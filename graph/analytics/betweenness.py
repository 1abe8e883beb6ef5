"""Betweenness: how often a node lies on the shortest paths between others. Exact, or estimated from a sample."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.analytics import two_mode as modes
from graph.analytics.arguments import checked
from graph.analytics.centralisation import centralisation, defined
from graph.analytics.components import scattered
from graph.analytics.dependencies import TIE_TOLERANCE, Dependencies, dependencies
from graph.analytics.executor import Progress
from graph.analytics.lengths import LENGTHS, Length, impassable, meaning
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.sampling import CONFIDENCE, drawn, error_bound, standard_error
from graph.errors import InvalidInput
from graph.projection import Projection

__all__ = ["LENGTHS", "Dependencies", "Length", "betweenness", "dependencies"]

# Edges and nodes looked at, up to which all sources are taken: five to ten minutes on two processors by hops (80,000
# nodes with 490,000 ties need a third of it), three times that by distance. Beyond, sources are sampled.
EXACT_STEPS = 300_000_000_000
SAMPLE = 1000  # sources where the network is beyond that and the caller does not say
MOST_SAMPLE = 1_000_000  # as many as the largest networks have nodes; taking all is exact anyway


@checked
def betweenness(
    projection: Projection,
    *,
    normalised: bool = False,
    two_mode: bool = False,
    by: Length = "hops",
    sample: int = 0,
    seed: int = 1,
    progress: Progress | None = None,
) -> NodeScores:
    """Freeman's betweenness of each node. Exact with `sample=0`, unless the network is beyond `EXACT_STEPS`.

    C_B(v) = Σ_{s ≠ v ≠ t} σ_st(v) / σ_st, σ_st the number of shortest paths from s to t and σ_st(v) of those through v;
    undirected, each pair {s, t} counts once. The ends of a path do not count as lying on it. Normalised: divided by the
    number of pairs without v, (n − 1)(n − 2) directed and half of that undirected; 0 for fewer than 3 nodes. With
    `two_mode`, divided by the largest value a node of its kind can have there (Borgatti & Everett 1997).
    Lengths are hops, or the view's distances; those must be positive (`InvalidInput` names the edge), and an edge of
    strength 0 is not passed. Undefined for all nodes if a count of shortest paths passes 1.8e308.
    With `sample=r` sources drawn by `seed`, the sum over them times n/r: `summary` then holds the `error_bound`, in the
    unit of the values, which all nodes keep with the probability `confidence`, and `standard_error` that of
    each node for itself. `summary["centralisation"]`: Freeman's, None for a sample.
    Freeman (1977), *Sociometry* 40(1); Brandes (2001), *Journal of Mathematical Sociology* 25(2); Brandes & Pich
    (2007), *International Journal of Bifurcation and Chaos* 17(7). Raises `InvalidInput` for a sample below 0 and for
    `two_mode` elsewhere.
    """
    modes.check(projection, asked=two_mode)
    normalised = normalised or two_mode
    n = projection.n
    if sample < 0:
        raise InvalidInput(
            f"sample is {sample}.", next_step="Use the number of sources, or 0 for all of them.", field="sample"
        )
    too_long = not sample and steps(projection, by=by) > EXACT_STEPS
    size = min(n, SAMPLE if too_long else sample or n)
    warnings = scattered(projection)
    if size < n:
        sums = dependencies(projection, by=by, sources=drawn(n, size, seed), spread=True, progress=progress)
    else:
        sums = dependencies(projection, by=by, progress=progress)
    once = 1.0 if projection.directed else 0.5
    values = sums.values * (once * (n / size if size < n else 1.0))
    largest = _largest(projection, two_mode)
    gathered = centralisation(projection, values, "betweenness") if by == "hops" else None
    if gathered is not None and size < n:
        gathered = None
        warnings += ("Centralisation is left undefined: the largest of estimates overstates it, on average.",)
    summary = {"centralisation": gathered}
    if normalised:
        values = np.divide(values, largest, out=np.zeros(n), where=largest > 0)
        if n <= 2:
            warnings += (
                "Fewer than three nodes: no pair is without the node; the normalised value is 0 by convention.",
            )
    error = None
    if size < n and sums.variance is not None:
        error = standard_error(sums.variance, n, size) * (once * n)
        if normalised:
            error = np.divide(error, largest, out=np.full(n, np.nan), where=largest > 0)
        # δ_s(v)/(n − 2) is in [0, 1]; C_B(v)/pairs = n/(n − 1) times its average over the sources
        bound = error_bound(n, size) * n / (n - 1)
        pairs = _pairs(projection)
        inside = largest[largest > 0]
        scale = (pairs / float(inside.min()) if len(inside) else 1.0) if normalised else pairs
        summary |= {"error_bound": bound * scale, "confidence": CONFIDENCE, "sample": float(size)}
        warnings += (_sampled(n, size, seed, bound, too_long=too_long),)
    if sums.overflow:
        values = np.full(n, np.nan)
        summary["centralisation"] = None
        error = None
        warnings += ("Undefined: a pair of nodes has more than 1.8e308 shortest paths, beyond double precision.",)
    if by == "distance":
        warnings += impassable(projection)
    method = _method(projection, normalised=normalised, kinds=two_mode, by=by, size=size, seed=seed)
    return scores(projection, values, method=method, warnings=warnings, summary=summary, standard_error=error)


def steps(projection: Projection, *, by: Length = "hops", sample: int = 0) -> int:
    """About how many edges and nodes are looked at, the exact sum unless `sample` says how many sources."""
    once = projection.n + 2 * projection.m
    return min(sample or projection.n, projection.n) * once * (1 if by == "hops" else 3)


def _pairs(projection: Projection) -> float:
    """How many pairs there are without a node."""
    return (projection.n - 1) * (projection.n - 2) / (1.0 if projection.directed else 2.0)


def _largest(projection: Projection, kinds: bool) -> npt.NDArray[np.float64]:
    """The value each node is normalised by (n,); 0 where it can have no other than 0."""
    if kinds:
        return modes.most_between(projection)
    return np.full(projection.n, _pairs(projection) if projection.n > 2 else 0.0)


def _sampled(n: int, size: int, seed: int, bound: float, *, too_long: bool) -> str:
    why = "The network is too large for all sources: e" if too_long else "E"
    more = " Ask with sample= for more." if too_long else ""
    within = f"With probability {CONFIDENCE:g} no node is further than {bound:.3g} of all pairs from its exact value; "
    known = "as a rule it is much nearer: see its standard_error."
    if bound >= 1:  # of all pairs, which is no bound
        within, known = "So few bound the error of no node. ", "See its standard_error."
    return (
        f"{why}stimated from {size} of {n} sources, drawn with seed {seed}. {within}{known} "
        f"Ranks of nodes that lie closer than their errors are undecided.{more}"
    )


def _method(projection: Projection, *, normalised: bool, kinds: bool, by: Length, size: int, seed: int) -> Method:
    pairs = "(n − 1)(n − 2)" if projection.directed else "(n − 1)(n − 2)/2"
    largest = "the largest value in its own node set" if kinds else pairs
    to_most = f"divided by {largest}: " + (modes.REFERENCE if kinds else "the pairs without the node")
    definitions = {
        "direction": "directed: along the edges" if projection.directed else "undirected: each pair {s, t} counts once",
        "normalisation": to_most if normalised else "none: a sum over pairs",
        "length": meaning(projection, by),
        "endpoints": "not counted as lying on their path",
        "computation": "exact, all sources",
        "centralisation": defined("betweenness")
        + (
            "; undefined for a sample: the largest of estimates overstates it, on average"
            if size < projection.n
            else ""
        ),
    }
    if by == "distance":
        definitions["ties"] = f"routes within a relative {TIE_TOLERANCE:g} are equally short"
    if size < projection.n:
        definitions["computation"] = (
            f"estimated: n/r times the sum over r = {size} sources drawn without replacement (PCG64, seed {seed}); "
            "error bound ε = n/(n − 1) · √((1 − (r − 1)/n) · ln(2n/δ) / (2r)) of all pairs, for all nodes at once with "
            f"probability 1 − δ = {CONFIDENCE:g} (Hoeffding 1963, Serfling 1974, union bound)"
        )
        half = "" if projection.directed else "/2"
        definitions["standard_error"] = (
            f"of each node for itself, in the unit of the values: n{half} · √((1 − r/n) · s²/r), s² the variance of "
            "its dependencies δ_s(v) over the sources drawn; 1 − r/n is the finite population correction, for they are "
            "drawn without replacement (Cochran 1977, Sampling Techniques, ch. 2). No interval is made of it: "
            "dependencies are skewed, and two errors to each side held the exact value of 58–91 % of the nodes in "
            "trials, not 95 %. "
            "Undefined where all sources drawn gave the node the same"
        )
        definitions["ranking"] = "by the estimate, equal ones (to 12 digits) by id; closer than their errors: undecided"
    if len(projection.modes) > 1:
        both = " and ".join(projection.modes)
        definitions["two-mode"] = f"ordinary betweenness on the two-mode network: nodes of both kinds ({both}) count"
    return Method(
        name="betweenness",
        formula="C_B(v) = Σ_{s≠v≠t} σ_st(v) / σ_st" + (f" / {'max' if kinds else pairs}" if normalised else ""),
        reference="Freeman (1977), Sociometry 40(1): 35–41; "
        "Brandes (2001), Journal of Mathematical Sociology 25(2): 163–177",
        definitions=definitions,
    )

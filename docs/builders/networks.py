"""Network views, the measures and analyses on them, and the Cypher library."""

from __future__ import annotations

import json

from docs.builders.markdown import block, code, codes, link, sentence, table, together
from graph import catalog
from graph.analytics.articulation import articulation
from graph.analytics.components import components
from graph.analytics.measures import MEASURES, Measure
from graph.analytics.paths import shortest_paths
from graph.analytics.results import Method
from graph.projection import NetworkEdge, NetworkNode, Projection, build_projection
from graph.views import VIEWS, View


def view_list() -> str:
    """All views in a table."""
    rows = [
        (link(view.name), " and ".join(view.modes), "yes" if view.directed else "no", codes(view.parameters))
        for view in VIEWS.values()
    ]
    return table(["View", "Nodes", "Directed", "Parameters"], rows)


def views() -> str:
    """Each view with its description, parameters, strength and the query it reads."""
    return together(*(_view(view) for view in VIEWS.values()))


def _view(view: View) -> str:
    parameters = table(["Parameter", "Values"], ((code(name), meaning) for name, meaning in view.parameters.items()))
    parts = [
        f"## {view.name}",
        sentence(view.title),
        sentence(view.description),
        f"Strength of an edge: {view.strength_means.rstrip('.')}. Distance of an edge: 1/strength.",
        parameters or "It takes no parameters.",
    ]
    texts = catalog.queries("views")
    if view.name in texts:
        parts += ["What is read from the store:", block(texts[view.name].text, "cypher")]
    return together(*parts)


def measures() -> str:
    """Each measure that gives one number a node, with its definitions and parameters."""
    example = _triangle()
    return together(*(_measure(measure, example) for measure in MEASURES.values()))


def _measure(measure: Measure, example: Projection) -> str:
    rows = [
        (code(one.name), code(_plain(one.default)), codes(one.choices or ("true", "false")), one.description)
        for one in measure.parameters
    ]
    return together(
        f"### {measure.name}",
        sentence(measure.description),
        _definitions(measure.compute(example).method),
        table(["Parameter", "Default", "Choices", "Meaning"], rows),
    )


def analyses() -> str:
    """Paths, articulation points and components, with their definitions."""
    example = _triangle()
    methods = {
        "paths": shortest_paths(example, source=example.ids[0], target=example.ids[1]).method,
        "articulation": articulation(example).method,
        "components": components(example).method,
    }
    return together(
        *(
            together(f"### {method.name}", f"`GET /api/v1/networks/{{view}}/{path}`", _definitions(method))
            for path, method in methods.items()
        )
    )


def _definitions(method: Method) -> str:
    rows = [("formula", code(method.formula)), ("reference", method.reference), *method.definitions.items()]
    return table(["Definition", ""], rows)


def _plain(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _triangle() -> Projection:
    """Three nodes, three edges: enough for every analysis to say how it would be made."""
    a, b, c = (NetworkNode(f"country:{letter}", letter, "Country") for letter in "ABC")
    edges = [NetworkEdge(one.id, other.id, "SHARED_PARTICIPATION", 1.0, ()) for one, other in ((a, b), (b, c), (a, c))]
    return build_projection(
        view="example",
        parameters={},
        graph_version="example",
        nodes=(a, b, c),
        edges=edges,
        strength_means="as the view says",
    )


def library_list() -> str:
    """The library's queries in a table."""
    queries = catalog.queries("library").values()
    return table(["Query", "Answers"], ((link(query.name), query.title) for query in queries))


def library() -> str:
    """Each library query with its parameters, example, columns and text."""
    return together(*(_query(query) for query in catalog.queries("library").values()))


def _query(query: catalog.Query) -> str:
    rows = [
        (code(one.name), one.meaning, code(json.dumps(query.example.get(one.name), ensure_ascii=False)))
        for one in query.parameters
    ]
    return together(
        f"## {query.name}",
        sentence(query.title),
        sentence(query.description),
        table(["Parameter", "Meaning", "Example"], rows),
        f"Columns: {codes(query.columns)}.",
        block(query.text, "cypher"),
    )

"""Network views and the Cypher library."""

from __future__ import annotations

import json

from docs.builders.markdown import block, code, codes, link, sentence, table, together
from graph import catalog
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

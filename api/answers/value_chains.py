"""Value chains: all of them, one with the known holders of its stages, and the stages without one."""

from __future__ import annotations

from api.answers.shapes import (
    API,
    Json,
    address,
    analysis,
    citation,
    cited,
    data,
    evidence,
    library_query,
    listing,
    method,
    page_of,
    thing,
)
from api.explorer import Explorer
from graph.lookups.chains import NOBODY_KNOWN, UNKNOWN, Chain, Holder, read_chain, read_chains


def chains(explorer: Explorer, limit: int = 50, offset: int = 0) -> Json:
    """All value chains."""
    found = read_chains(explorer.store)
    items = [
        {
            "id": one.id,
            "label": "ValueChain",
            "name": one.name,
            "summary": one.summary or None,
            "stages": one.stages,
            "links": {"self": f"{API}/chains/{one.id}", "page": f"/entities/{one.id}"},
        }
        for one in page_of(found, limit, offset)
    ]
    return listing(items, total=len(found), limit=limit, offset=offset, path=f"{API}/chains", parameters={})


def chain(explorer: Explorer, chain_id: str) -> Json:
    """A value chain: its stages in order, who is known to hold each, and what is unknown."""
    found = read_chain(explorer.store, chain_id)
    snapshot = explorer.snapshot()

    def holder(one: Holder) -> Json:
        return {
            **thing(snapshot, one.id),
            "relation": one.relation,
            "level": one.level or None,
            "year": one.year,
            "period": one.period or None,
            "evidence": evidence(snapshot, one.evidence),
        }

    return {
        "id": found.id,
        "label": "ValueChain",
        "name": found.name,
        "summary": found.summary or None,
        "stages": [
            {
                "id": stage.id,
                "name": stage.name,
                "position": stage.position,
                "function": stage.function or None,
                "period": stage.period or None,
                "state": stage.state,
                "holders": [holder(one) for one in stage.holders],
                "looked_at": [holder(one) for one in stage.looked_at],
            }
            for stage in found.stages
        ],
        "feeds": [
            {
                "source": feed.source,
                "target": feed.target,
                "assigned_by": feed.assigned_by or None,
                "evidence": evidence(snapshot, feed.evidence),
            }
            for feed in found.feeds
        ],
        "sources": cited(snapshot, found.source_ids),
        "method": _method(),
        "citation": citation(explorer, found.name, f"/entities/{found.id}"),
        "data": data(explorer, _sources(found)),
        "links": {
            "self": f"{API}/chains/{found.id}",
            "page": f"/entities/{found.id}",
            "gaps": address(f"{API}/gaps", within=found.id),
            "csv": address(f"{API}/chains/{found.id}", format="csv"),
            "json": address(f"{API}/chains/{found.id}", format="json"),
            "cypher": library_query("stages-of-a-chain", id=found.id),
        },
    }


def stage_gaps(explorer: Explorer, chain_id: str, limit: int, offset: int) -> Json:
    """The stages of a chain without a known holder, and those of which nothing is known, as `/gaps` answers them."""
    found = read_chain(explorer.store, chain_id)
    snapshot = explorer.snapshot()
    missing = [stage for stage in found.stages if stage.state in (NOBODY_KNOWN, UNKNOWN)]
    items = [
        {
            "kind": "stage without a known holder" if stage.state == NOBODY_KNOWN else "stage unknown",
            "between": [{"id": stage.id, "label": "ChainStage", "name": stage.name}],
            "shared": [],
            "unknown": [{"id": stage.id, "label": "ChainStage", "name": stage.name}] if stage.state == UNKNOWN else [],
            "evidence": [piece for one in stage.looked_at for piece in evidence(snapshot, one.evidence)],
        }
        for stage in page_of(missing, limit, offset)
    ]
    warnings = [] if found.stages else ["No stage of this chain is known."]
    return analysis(
        explorer,
        sources=_sources(found),
        result={
            "within": thing(snapshot, chain_id),
            "stages": len(found.stages),
            **listing(
                items,
                total=len(missing),
                limit=limit,
                offset=offset,
                path=f"{API}/gaps",
                parameters={"within": chain_id},
            ),
        },
        method=_method(),
        parameters={"within": chain_id, "limit": limit, "offset": offset},
        warnings=warnings,
        path=f"{API}/gaps",
        page=address("/gaps", within=chain_id),
    )


def _sources(found: Chain) -> set[str]:
    """Ids of the sources a chain, its stages and its feeds rest on."""
    held = (piece for stage in found.stages for one in (*stage.holders, *stage.looked_at) for piece in one.evidence)
    fed = (piece for feed in found.feeds for piece in feed.evidence)
    return {*found.source_ids, *(piece.source_id for piece in held), *(piece.source_id for piece in fed)}


def _method() -> Json:
    return method(
        "known holders of the stages of a value chain",
        "holders(k) = who is stated to have a capability at k, or to have moved to k",
        "Gap type G2 and G7; a first, simple method of this project",
        held="at least one source names a holder",
        nobody_known="a source states that it looked and found the capability missing, and none names a holder",
        unknown="no source says anything of the stage: unknown is not missing",
    )

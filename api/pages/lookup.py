"""From what a reader wrote into a field, a name or an id, to an entity; and what is wrong, for the page to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from api.answers.shapes import Json
from api.explorer import Explorer
from graph.errors import ExplorerError, NotFound
from graph.lookups.names import Named, canonical_id, folded

CHOICES = 8


@dataclass(frozen=True)
class Choice:
    """What a field holds. `picked` is the entity meant; where it is not clear, `near` are the ones to choose from."""

    text: str
    picked: Named | None = None
    near: tuple[Named, ...] = ()

    @property
    def id(self) -> str:
        """The id of the entity meant, or the text as it was written."""
        return self.picked.id if self.picked else self.text


@dataclass
class Fault:
    """Why a question could not be answered, for the page it was asked on."""

    detail: str
    next_step: str = ""
    status: int = 422
    near: tuple[Named, ...] = field(default=())
    name: str = ""  # the field it is about


def chosen(explorer: Explorer, text: str, labels: tuple[str, ...] = ()) -> Choice:
    """The entity a reader means: an id, a whole name or acronym, or the only hit; `labels` prefers those types."""
    if not text:
        return Choice("")
    names = explorer.snapshot().names
    if found := names.nodes.get(canonical_id(text)):
        return Choice(text, found)
    hits = names.search(text)
    if labels:
        hits = [hit for hit in hits if hit.label in labels] or hits
    exact = [hit for hit in hits if folded(text) in (folded(hit.name), folded(hit.acronym))]
    if len(exact) == 1 or len(hits) == 1:
        return Choice(text, (exact or hits)[0])
    return Choice(text, None, tuple((exact or hits)[:CHOICES]))


def not_clear(choice: Choice, name: str) -> Fault:
    """The fault of a field whose text fits several entities, or none."""
    if choice.near:
        return Fault(f"“{choice.text}” fits several entities.", "Choose the one you mean.", 422, choice.near, name)
    return Fault(
        f"Nothing in the graph is called “{choice.text}”.",
        "Write another name, or an id such as country:PT.",
        404,
        (),
        name,
    )


def fault_of(error: ExplorerError, status: int = 422) -> Fault:
    """An error of ours as a fault on a page."""
    return Fault(error.detail, error.next_step, status)


def answer_between(source: Choice, target: Choice, ask: Callable[[], Json]) -> tuple[Json | None, Fault | None]:
    """What is answered between two entities, once both fields are filled in; or why it cannot be."""
    if not (source.text and target.text):
        return None, None
    for end, name in ((source, "source"), (target, "target")):
        if end.picked is None:
            return None, not_clear(end, name)
    try:
        return ask(), None
    except NotFound as error:
        return None, fault_of(error, 404)
    except ExplorerError as error:
        return None, fault_of(error)

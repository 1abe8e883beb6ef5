"""The documentation as tests see it: its pages, their code blocks, links, headings, and the addresses they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
INLINE = re.compile(r"`([^`\n]+)`")
ADDRESS = re.compile(r"http://127\.0\.0\.1:8000[^\s'\"`)|]*")
REPOSITORY_PATH = re.compile(
    r"(?:\.\./)*(?:api|graph|loaders|cypher|docs|tests|scripts|notebooks|requirements|benchmarks)/[\w./-]*"
)


@dataclass(frozen=True, slots=True)
class Document:
    """One page of Markdown."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """Its place in the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def prose(self) -> str:
        """The text without its code blocks."""
        return FENCE.sub("", self.text)

    def blocks(self, language: str) -> list[str]:
        """The code blocks of a language, in order."""
        return [body for found, body in FENCE.findall(self.text) if found == language]

    def links(self) -> list[str]:
        """Targets of links and pictures."""
        return LINK.findall(self.prose)

    def anchors(self) -> set[str]:
        """The anchors of its headings, as GitHub makes them; a heading that comes again gets a number."""
        found: dict[str, int] = {}
        anchors = set()
        for line in self.prose.splitlines():
            if match := re.fullmatch(r"#{1,6} (.+)", line.strip()):
                kept = "".join(letter for letter in match[1].casefold() if letter.isalnum() or letter in " -_")
                anchor = kept.replace(" ", "-")
                count = found.get(anchor, 0)
                anchors.add(f"{anchor}-{count}" if count else anchor)
                found[anchor] = count + 1
        return anchors

    def addresses(self) -> list[str]:
        """Addresses of the running service, as they are typed."""
        return [address.rstrip(".,;:") for address in ADDRESS.findall(self.text)]

    def repository_paths(self) -> Iterator[str]:
        """Inline code that names a file or folder of the repository."""
        for code in INLINE.findall(self.prose):
            if REPOSITORY_PATH.fullmatch(code):
                yield code


def documents() -> list[Document]:
    """Every page of Markdown a reader of the repository meets."""
    paths = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        ROOT / "loaders" / "seed" / "README.md",
    ]
    paths += sorted((ROOT / "docs").rglob("*.md"))
    return [Document(path, path.read_text(encoding="utf-8")) for path in paths]


def document(name: str) -> Document:
    """One page by its place in the repository."""
    path = ROOT / name
    return Document(path, path.read_text(encoding="utf-8"))

"""What pages load: our own files, vis-network and Swagger UI out of Python packages, and the colours of the ontology.

Nothing third-party is kept in this repository and nothing comes from a CDN: `vendor_file` finds the file inside the
installed package.
"""

from __future__ import annotations

import colorsys
import hashlib
from functools import cache
from importlib import util
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from graph.ontology import Ontology

STATIC = Path(__file__).parent.parent / "static"
DARK_CARD = (0x18, 0x21, 0x2B)
LEAST_CONTRAST = 3.9  # of a sign against the dark card; WCAG 1.4.11 asks 3

# name under /static/vendor/ → package, file below the package's folder, licence
VENDOR = {
    "vis-network.min.js": ("pyvis", "lib/vis-9.1.2/vis-network.min.js"),
    "swagger-ui-bundle.js": ("fastapi_swagger", "resources/swagger-ui-bundle.js"),
    "swagger-ui.css": ("fastapi_swagger", "resources/swagger-ui.css"),
}


def mount_static(app: FastAPI) -> None:
    """Adds `/static/…` to an application: type colours, files of packages, our own files."""

    @app.get("/static/types.css", include_in_schema=False)
    def types(request: Request) -> Response:
        return Response(
            type_colours(request.app.state.explorer.ontology),
            media_type="text/css",
            headers={"Cache-Control": "no-cache"},
        )

    @app.get("/static/vendor/{name}", include_in_schema=False)
    def vendor(name: str) -> Response:
        path = vendor_file(name)
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, headers={"Cache-Control": "max-age=86400"})

    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def vendor_file(name: str) -> Path | None:
    """The file of a package behind `/static/vendor/<name>`, None where the name is not listed or the package not there.

    A release of pyvis that carries another vis-network is found too: the newest folder that has the file.
    """
    if name not in VENDOR:
        return None
    package, inside = VENDOR[name]
    spec = util.find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        exact = Path(folder) / inside
        if exact.is_file():
            return exact
        if others := sorted(Path(folder).glob(f"lib/*/{name}")):
            return others[-1]
    return None


@cache
def asset(path: str) -> str:
    """The address of one of our files with a mark of its content, so that a browser never shows an old one."""
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={digest}"


def type_colours(ontology: Ontology) -> str:
    """A style sheet with `--type`, the colour of each label in light and dark. The ontology checks the labels."""
    lines = ["/* made from the ontology */"]
    for label, node in sorted(ontology.nodes.items()):
        colour = _hex(node.colour)
        lines.append(f".t-{label} {{ --type: {colour}; --type: light-dark({colour}, {for_dark(colour)}); }}")
    return "\n".join([*lines, ""])


def _hex(colour: str) -> str:
    """The colour if it is `#rrggbb`, else grey: it meets CSS."""
    digits = colour.removeprefix("#")
    ok = len(digits) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in digits)
    return f"#{digits}" if ok else "#6b7580"


def for_dark(colour: str) -> str:
    """The same hue, lightened until it stands out from the dark card by `LEAST_CONTRAST` (WCAG contrast ratio)."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _rgb(colour)))
    rgb = _rgb(colour)
    while _contrast(rgb, DARK_CARD) < LEAST_CONTRAST and light < 0.95:
        light += 0.02
        red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, light, saturation))
        rgb = (red, green, blue)
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def _rgb(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: tuple[int, int, int]) -> float:
    linear = [part / 255 / 12.92 if part / 255 <= 0.03928 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

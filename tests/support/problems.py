"""The one shape of an error, and the headers of every answer."""

from __future__ import annotations

import re
from typing import Any

import httpx2

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
MEMBERS = {"type", "title", "status", "detail", "instance", "errors"}
INSIDES = re.compile(
    r"Traceback|File \"|\.py\b|line \d+, in |site-packages|/(?:tmp|home|root|usr|var)/"
    r"|0x[0-9a-f]{6,}|\bobject at\b|com\.arcadedb|java\.|jpype"
)


def check_problem(response: httpx2.Response, status: int, says: str = "") -> dict[str, Any]:
    """Holds an answer against RFC 9457 and our own members, and returns it."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    content: dict[str, Any] = response.json()
    assert set(content) >= MEMBERS
    assert content["type"].startswith("urn:valuechain:problem:")
    assert re.fullmatch(r"[a-z0-9-]+", content["type"].rsplit(":", 1)[-1])
    assert content["status"] == status
    assert content["title"]
    assert content["detail"]
    assert str(content["instance"]) == response.request.url.raw_path.decode()[:500].removesuffix("?")
    assert isinstance(content["errors"], list)
    for error in content["errors"]:
        assert error["field"]
        assert error["detail"]
    assert says in content["detail"], content["detail"]
    assert not INSIDES.search(response.text), response.text
    check_headers(response)
    return content


def check_headers(response: httpx2.Response) -> None:
    """The headers that keep a page to itself stand on every answer, good or bad."""
    assert response.headers["content-security-policy"].startswith(CSP)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"

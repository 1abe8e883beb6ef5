"""Finds the Chromium the browser tests drive: the system's, or the one Playwright installed.

As a program it prints the path and exits 0, or exits 1 when there is none (`scripts/system_needs.sh` asks it so).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_PLAYWRIGHT = (  # below its folder of browsers
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)


def _playwright_folder(environ: Mapping[str, str]) -> Path:
    if environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(environ["PLAYWRIGHT_BROWSERS_PATH"])
    caches = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return caches / "ms-playwright"


def find_chromium(environ: Mapping[str, str] | None = None, places: Iterable[str] = _MAC) -> Path | None:
    """The program to hand to Playwright as `executable_path`, or None.

    Playwright's own comes first: it is the one this version of Playwright was made for.
    """
    environ = os.environ if environ is None else environ
    folder = _playwright_folder(environ)
    for pattern in _PLAYWRIGHT:
        for program in sorted(folder.glob(pattern), reverse=True):
            if os.access(program, os.X_OK):
                return program
    for name in _NAMES:
        found = shutil.which(name, path=environ.get("PATH"))
        if found and not _is_snap_stub(Path(found)):
            return Path(found)
    return next((Path(place) for place in places if os.access(place, os.X_OK)), None)


def _is_snap_stub(program: Path) -> bool:
    """Ubuntu's `chromium-browser` without snap is a shell script that only tells to install the snap."""
    if shutil.which("snap"):
        return False
    try:
        with program.open("rb") as file:
            return b"snap install chromium" in file.read(4096)
    except OSError:
        return False


def why_no_browser(environ: Mapping[str, str] | None = None) -> str | None:
    """Why the browser tests cannot run here, with the command to type (a skip reason); None when they can."""
    if find_chromium(environ):
        return None
    return "no Chromium found (Debian: apt-get install chromium; elsewhere: .venv/bin/playwright install chromium)"


if __name__ == "__main__":
    chromium = find_chromium()
    if chromium:
        print(chromium)
    sys.exit(0 if chromium else 1)

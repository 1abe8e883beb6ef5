"""Says whether the Python that runs this can carry the project: exit 0, or 1 with the reason and the next step.

Asked by scripts/environment.sh of each Python it finds, so it has to be readable by old ones too: no f-strings,
annotations as text, standard library only.
"""

import platform
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)  # the newest that every pinned package has a wheel for
GLIBC = (2, 34)  # what the embedded store's wheel is built against: Debian 12, Ubuntu 22.04 and later


def why_not() -> "str | None":
    """The reason why this Python will not do, or None."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return "is Python %d.%d; needed is 3.11 to 3.14" % sys.version_info[:2]
    if sys.platform == "darwin" and platform.machine() == "x86_64":
        return (
            "is an Intel Mac's Python: the embedded store and numba have no wheels for it. "
            "On Apple silicon install an arm64 Python; on an Intel Mac use docker compose"
        )
    name, version = platform.libc_ver()
    if sys.platform.startswith("linux"):
        if name != "glibc":
            return "runs on a Linux without glibc, for which the embedded store has no wheel; use docker compose"
        if tuple(int(part) for part in version.split(".")[:2]) < GLIBC:
            return "runs on glibc %s; needed is 2.34 (Debian 12, Ubuntu 22.04 or later)" % version
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian and Ubuntu leave these two out of python3
        import venv  # noqa: F401, PLC0415
    except ImportError:
        return "has no venv module: type `apt-get install python%d.%d-venv` (or python3-venv)" % sys.version_info[:2]
    return None


if __name__ == "__main__":
    reason = why_not()
    if reason:
        sys.stdout.write(reason + "\n")
    sys.exit(1 if reason else 0)

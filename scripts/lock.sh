#!/bin/sh
# Pins every package with its hashes, for every platform and Python 3.11 to 3.14 at once; no registry's address is written.
# `make lock` keeps the pins that still fit; `make lock UPGRADE=1` takes the newest versions.  Needs uv (pip install uv).
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-uv}
command -v "$uv" >/dev/null 2>&1 || { echo "uv is needed to write the locks: pip install uv" >&2; exit 1; }
upgrade=
[ -z "${UPGRADE:-}" ] || upgrade=--upgrade
compile() {
    "$uv" pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-emit-index-url --no-annotate --no-header $upgrade "$@"
}
compile pyproject.toml requirements/build.in --output-file requirements/run.lock
compile pyproject.toml requirements/build.in --extra test --extra dev --extra geography \
    --constraint requirements/run.lock --output-file requirements/test.lock
if grep -n '://' requirements/*.lock; then
    echo "A lock names an address: see above." >&2
    exit 1
fi

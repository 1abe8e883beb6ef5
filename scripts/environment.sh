#!/bin/sh
# Makes the environment .venv ready for `make run` or `make test`.  Usage: environment.sh run|test
#
# Does nothing (some 50 ms) when the locks, pyproject.toml, the folder and the Python are what they were at the last time.
# PYTHON=/path/to/python3.12 chooses the Python; else the first one found that will do.
set -eu
cd "$(dirname "$0")/.."
want=${1:?usage: environment.sh run|test}
here=$(pwd -P)
venv_python=.venv/bin/python

say() { echo "$*" >&2; }

find_python() {
    refused=
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        if reason=$("$candidate" scripts/check_python.py 2>/dev/null); then
            echo "$candidate"
            return 0
        fi
        if [ -n "$reason" ]; then
            refused="$refused
  $(command -v "$candidate") $reason"
        fi
    done
    if [ -n "$refused" ]; then
        say "None of the Pythons on this machine will do:$refused"
    else
        say "No Python found."
    fi
    say "Install Python 3.11 or later (Debian/Ubuntu: apt-get install python3 python3-venv; macOS: brew install python@3.13),"
    say "or name one: make $want PYTHON=/path/to/python3.12"
    return 1
}

# What the environment was made from. Written last, so that an interrupted set-up is taken up again.
fingerprint() {
    cksum pyproject.toml "requirements/$1.lock"
    echo "$here"
    "$venv_python" -c 'import sys; print(sys.version)'
}

if [ -d .venv ] && [ -f .venv/.made-by-make ]; then
    # A folder that was moved or whose Python is gone: its programs point at places that no longer exist.
    if [ "$(cat .venv/.made-by-make)" != "$here" ] || ! "$venv_python" scripts/check_python.py >/dev/null 2>&1; then
        say "Making .venv anew: this folder was moved, or its Python is gone."
        rm -rf .venv
    fi
elif [ -e .venv ] && ! "$venv_python" scripts/check_python.py >/dev/null 2>&1; then
    say ".venv was not made by make and has no Python that will do. Move it away and type the command again."
    exit 1
fi

if [ -x "$venv_python" ] && [ -f ".venv/.ready-$want" ] && fingerprint "$want" | cmp -s - ".venv/.ready-$want"; then
    exit 0
fi

if [ ! -x "$venv_python" ]; then
    python=$(find_python)
    mkdir -p .venv
    echo "$here" >.venv/.made-by-make
    "$python" -m venv .venv
fi
say "Setting up .venv from requirements/$want.lock (once; a few minutes on a slow line) ..."
rm -f .venv/.ready-*
pip() { "$venv_python" -m pip --disable-pip-version-check --no-input --quiet "$@"; }
# --only-binary: a missing wheel is named at once instead of a compiler being looked for.
if ! pip install --require-hashes --only-binary :all: -r "requirements/$want.lock"; then
    say "The packages could not be installed (see above). With a network again, type the command again: it goes on from here."
    exit 1
fi
pip install --no-deps --no-build-isolation --editable .
[ "$want" = run ] || fingerprint run >.venv/.ready-run # test.lock holds all of run.lock
fingerprint "$want" >".venv/.ready-$want"

#!/bin/sh
# What `make test` needs of the system: Chromium, Java 17 or 21, Maven (only to fetch Neo4j's jars once).
#
# As root on Debian or Ubuntu it installs what is missing (VALUECHAIN_INSTALL=no: it only says so). Anywhere else it names in
# one line what is missing and the command to type. It always goes on: those tests are then skipped, visibly.
# What counts as present is decided where the tests decide it: tests/support/find_java.py, find_chromium.py, neo4j_jars.py.
set -u
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}

has_chromium() { "$python" tests/support/find_chromium.py >/dev/null 2>&1; }
has_java() { "$python" tests/support/find_java.py >/dev/null 2>&1; }
has_maven() { [ -n "${NEO4J_TEST_URI:-}" ] || "$python" tests/support/neo4j_jars.py --present || command -v mvn >/dev/null 2>&1; }
needs_java() { [ -z "${NEO4J_TEST_URI:-}" ] && ! has_java; }

look() {
    missing=
    has_chromium || missing="$missing Chromium"
    ! needs_java || missing="$missing Java"
    has_maven || missing="$missing Maven"
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1
}

distribution() { (. "${OS_RELEASE:-/etc/os-release}" 2>/dev/null && echo "${ID:-}"); }

install_missing() {
    log=$(mktemp)
    echo "Installing for the tests:$missing ..." >&2
    apt update || true
    for need in $missing; do
        case $need in
        Chromium)
            # Ubuntu's package chromium is a stub for snap, which servers and containers often lack.
            if [ "$(distribution)" = ubuntu ]; then
                "$python" -m playwright install --with-deps chromium </dev/null >>"$log" 2>&1 || true
            else
                apt install --no-install-recommends chromium || true
            fi
            ;;
        Java) # Debian 12 has 17, Debian 13 has 21
            apt install --no-install-recommends openjdk-17-jre-headless ||
                apt install --no-install-recommends openjdk-21-jre-headless || true
            ;;
        Maven) apt install --no-install-recommends maven || true ;;
        esac
    done
    look
    if [ -n "$missing" ]; then
        tail -n 15 "$log" >&2
    fi
    rm -f "$log"
}

command_to_type() {
    if [ "$(uname -s)" = Darwin ]; then
        command= browser='.venv/bin/playwright install chromium'
        case " $missing " in *" Java "*) command=" openjdk@17" ;; esac
        case " $missing " in *" Maven "*) command="$command maven" ;; esac
        [ -z "$command" ] || command="brew install$command"
    else
        command= browser='apt-get install chromium'
        [ "$(distribution)" != ubuntu ] || browser='.venv/bin/playwright install --with-deps chromium'
        case " $missing " in *" Java "*) command=" openjdk-17-jre-headless" ;; esac
        case " $missing " in *" Maven "*) command="$command maven" ;; esac
        [ -z "$command" ] || command="apt-get install$command"
    fi
    case " $missing " in *" Chromium "*) command="${command:+$command && }$browser" ;; esac
    echo "$command"
}

look
if [ -n "$missing" ] && [ "${VALUECHAIN_INSTALL:-yes}" != no ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    install_missing
fi
if [ -n "$missing" ]; then
    echo "Missing:$missing; the tests that need it are skipped. To run them too, type: $(command_to_type)" >&2
fi
exit 0

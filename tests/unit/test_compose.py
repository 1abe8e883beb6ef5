"""Dockerfile and docker-compose.yml say the same as the code: versions, variables, ports, paths, restrictions."""

import json
import os
import re
import shutil
import subprocess
import tomllib

import pytest
from compose import COMPOSE, DOCKERFILE, ROOT, neo4j_settings, service
from neo4j_jars import neo4j_version

from api.routes import health
from api.settings import Settings

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FIELDS = Settings.model_fields


def test_the_image_is_the_neo4j_version_the_tests_run_on() -> None:
    assert service("neo4j")["image"] == f"neo4j:{neo4j_version()}-community"


def test_the_services_image_carries_the_projects_version() -> None:
    assert service("explorer")["image"] == f"{PROJECT['name']}:{PROJECT['version']}"


def test_every_variable_of_the_service_is_a_setting() -> None:
    for name in service("explorer")["environment"]:
        assert name.lower() in FIELDS, f"{name} is no setting of api/settings.py"
        assert name == name.upper()


def test_every_setting_in_the_image_is_a_setting() -> None:
    names = re.findall(r"\b((?:NEO4J|VALUECHAIN)_[A-Z_]+)=", DOCKERFILE.read_text(encoding="utf-8"))
    assert {"VALUECHAIN_HOST", "VALUECHAIN_PORT", "VALUECHAIN_DATA"} == set(names)
    assert all(name.lower() in FIELDS for name in names)


def test_the_service_reaches_neo4j_under_its_name_and_waits_for_it() -> None:
    explorer = service("explorer")
    assert explorer["environment"]["NEO4J_URI"] == "bolt://neo4j:7687"
    assert explorer["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert "7687:7687" in service("neo4j")["ports"][0]


def test_ports_are_the_default_ones_and_open_to_this_machine_only() -> None:
    port = FIELDS["valuechain_port"].default
    assert service("explorer")["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert service("explorer")["environment"]["VALUECHAIN_PORT"] == str(port)
    assert f"VALUECHAIN_PORT={port}" in DOCKERFILE.read_text(encoding="utf-8")
    assert f"EXPOSE {port}" in DOCKERFILE.read_text(encoding="utf-8")
    assert all(published.startswith("127.0.0.1:") for published in service("neo4j")["ports"])


def test_the_password_has_no_default_and_no_other_secret_is_written_down() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    assert service("neo4j")["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert service("explorer")["environment"]["NEO4J_PASSWORD"].startswith("${NEO4J_PASSWORD:?")
    assert service("explorer")["environment"]["VALUECHAIN_API_KEY"] == "${VALUECHAIN_API_KEY:-}"
    assert set(re.findall(r"\$\{([A-Z_0-9]+)", text)) == {"NEO4J_PASSWORD", "VALUECHAIN_API_KEY"}


def test_data_are_in_named_volumes_where_the_settings_look_for_them() -> None:
    explorer = service("explorer")
    assert explorer["volumes"] == [f"explorer-data:{explorer['environment']['VALUECHAIN_DATA']}"]
    assert service("neo4j")["volumes"] == ["neo4j-data:/data"]
    assert "VALUECHAIN_DATA=/data" in DOCKERFILE.read_text(encoding="utf-8")


def test_image_and_compose_ask_the_same_health_question_of_a_route_that_exists() -> None:
    check = service("explorer")["healthcheck"]["test"]
    lines = DOCKERFILE.read_text(encoding="utf-8").splitlines()
    in_image = next(line.split(" CMD ", 1)[1] for line in lines if line.startswith("HEALTHCHECK"))
    assert json.loads(in_image) == check[1:]
    path = re.search(r"c\.request\('GET', '([^']+)'\)", check[-1])
    assert path is not None
    assert path.group(1) == "/ready"
    assert "/ready" in {getattr(route, "path", None) for route in health.router.routes}


def test_the_service_runs_as_nobody_in_particular_and_writes_only_to_its_volume() -> None:
    assert "\nUSER valuechain\n" in DOCKERFILE.read_text(encoding="utf-8")
    explorer = service("explorer")
    assert explorer["read_only"] is True
    assert explorer["cap_drop"] == ["ALL"]


def test_neo4j_is_told_what_it_must_refuse() -> None:
    settings = neo4j_settings()
    assert settings["dbms.security.allow_csv_import_from_file_urls"] == "false"
    assert settings["internal.dbms.cypher_ip_blocklist"] == "0.0.0.0/0,::/0"
    assert settings["dbms.security.procedures.allowlist"] == "db.*"
    assert settings["db.transaction.timeout"].endswith("s")


def test_everything_the_build_copies_is_let_through() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE.read_text(encoding="utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert names == allowed
    assert all((ROOT / name).exists() for name in names)


def test_docker_compose_accepts_the_file() -> None:
    compose = next((c for c in (["docker", "compose"], ["docker-compose"]) if _runs([*c, "version"])), None)
    if compose is None:
        pytest.skip("docker compose is not installed")
    command = [*compose, "-f", str(COMPOSE), "config", "--quiet"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "VALUECHAIN_"))}
    refused = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "NEO4J_PASSWORD" in refused.stderr
    accepted = subprocess.run(
        command, env={**environ, "NEO4J_PASSWORD": "long-enough"}, capture_output=True, text=True, check=False
    )
    assert accepted.returncode == 0, accepted.stderr


def _runs(command: list[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0

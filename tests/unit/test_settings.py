"""Claims about settings: read in one place, each with its reason, and a wrong value names its variable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.settings import Settings, read_settings
from graph.errors import InvalidInput

ROOT = Path(__file__).parents[2]
NAMES = sorted(name.upper() for name in Settings.model_fields)


@pytest.fixture(autouse=True)
def nothing_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_says_what_it_is_for(name: str) -> None:
    description = Settings.model_fields[name.lower()].description or ""

    assert len(description) > 25
    assert description[0].isupper()
    assert description.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_documented(name: str) -> None:
    pages = [path for path in (ROOT / "docs" / "reference").glob("settings*") if path.is_file()]

    assert pages, "docs/reference/settings is not there"
    assert re.search(rf"\b{name}\b", pages[0].read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("VALUECHAIN_")])
def test_every_setting_is_read_from_its_own_variable(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    field = Settings.model_fields[name.lower()]
    text = "4321" if field.annotation in (int, float) else "changed"
    monkeypatch.setenv(name, text)

    value = getattr(read_settings(), name.lower())

    assert str(getattr(value, "get_secret_value", lambda: value)()).removesuffix(".0") == text


def test_a_server_is_used_when_its_address_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().store_kind == "embedded"

    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:7687")
    monkeypatch.setenv("NEO4J_USERNAME", "reader")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret words")
    monkeypatch.setenv("NEO4J_DATABASE", "chains")

    settings = read_settings()
    assert settings.store_kind == "neo4j"
    assert (settings.neo4j_username, settings.neo4j_database) == ("reader", "chains")
    assert settings.neo4j_password.get_secret_value() == "secret words"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VALUECHAIN_PORT", "eighty"),
        ("VALUECHAIN_PORT", "65536"),
        ("VALUECHAIN_PORT", "-1"),
        ("VALUECHAIN_PAGE_LIMIT", "0"),
        ("VALUECHAIN_MAX_LIMIT", "-5"),
        ("VALUECHAIN_MAX_DOWNLOAD_ROWS", "1.5"),
        ("VALUECHAIN_MAX_HOPS", "many"),
        ("VALUECHAIN_MAX_PATHS", "0"),
        ("VALUECHAIN_BODY_BYTES", "10"),
        ("VALUECHAIN_LOAD_BYTES", "10 MB"),
        ("VALUECHAIN_QUERY_SECONDS", "0"),
        ("VALUECHAIN_QUERY_SECONDS", "nan"),
        ("VALUECHAIN_CYPHER_SECONDS", "inf"),
        ("VALUECHAIN_CYPHER_ROWS", ""),
        ("VALUECHAIN_CYPHER_BYTES", "none"),
        ("VALUECHAIN_CYPHER_WORKERS", "0"),
    ],
)
def test_a_wrong_value_names_the_variable_and_the_value(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(InvalidInput) as error:
        read_settings()

    assert error.value.field == name
    assert f"{name} is '{value}'" in str(error.value)
    assert "docs/reference/settings" in error.value.next_step


def test_no_secret_is_ever_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "do-not-show")
    monkeypatch.setenv("VALUECHAIN_API_KEY", "do-not-show")

    settings = read_settings()

    assert "do-not-show" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_the_service_keeps_to_this_machine_and_takes_no_loads_unless_told() -> None:
    settings = read_settings()

    assert settings.valuechain_host == "127.0.0.1"
    assert settings.valuechain_api_key.get_secret_value() == ""


def test_settings_cannot_be_changed_while_the_service_runs() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().valuechain_port = 1


def test_the_limits_fit_together() -> None:
    settings = read_settings()

    assert settings.valuechain_page_limit <= settings.valuechain_max_limit <= settings.valuechain_max_download_rows
    assert settings.valuechain_cypher_seconds < settings.valuechain_query_seconds
    assert settings.valuechain_body_bytes < settings.valuechain_load_bytes

"""Every setting, read from the environment in this one place. Each limit has its reason beside it.

`NEO4J_*` are the ecosystem's own names; with `NEO4J_URI` set the store is that server, without it the embedded engine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import InvalidInput
from loaders.geography import NUTS2_TOPOLOGY


class Settings(BaseSettings):
    """Settings of one process. The environment name of a field is its upper-case name."""

    model_config = SettingsConfigDict(env_prefix="", case_sensitive=False, extra="ignore", frozen=True)

    neo4j_uri: str = Field(
        "", description="Address of a Neo4j server, for example bolt://127.0.0.1:7687. Empty: the embedded store."
    )
    neo4j_username: str = Field("neo4j", description="User name at the Neo4j server.")
    neo4j_password: SecretStr = Field(SecretStr(""), description="Password at the Neo4j server; never shown.")
    neo4j_database: str = Field("", description="Database at the Neo4j server. Empty: the server's default.")

    valuechain_host: str = Field(
        "127.0.0.1", description="Address the service listens on. Loopback unless told otherwise."
    )
    valuechain_port: int = Field(
        8000, ge=0, le=65535, description="Port the service listens on; 0 lets the system choose one."
    )
    valuechain_data: Path = Field(Path("var"), description="Folder of the embedded store, of arrays and of caches.")
    valuechain_api_key: SecretStr = Field(
        SecretStr(""), description="Key that loads over HTTP must carry as X-API-Key. Empty: loads over HTTP are off."
    )

    valuechain_page_limit: int = Field(
        50, ge=1, description="Rows a list answers unless asked for another number: one screen."
    )
    valuechain_max_limit: int = Field(
        1000, ge=1, description="Most rows a list answers at once: about 1 MB of JSON; the rest follows through `next`."
    )
    valuechain_max_download_rows: int = Field(
        100_000,
        ge=1,
        description="Most rows of a CSV or JSON download: what a spreadsheet opens; past it `truncated` is said.",
    )
    valuechain_max_hops: int = Field(
        12, ge=1, description="Longest route offered between the places that contain two ends which have none, in "
        "hops: in a two-mode network 12 hops are 6 joint activities; beyond, everybody reaches everybody through hubs. "
        "Routes between the two ends themselves have no bound unless max_hops is asked.",
    )  # fmt: skip
    valuechain_max_paths: int = Field(
        20,
        ge=1,
        description="Most shortest routes listed; their exact number is always told. A reader compares a handful.",
    )
    valuechain_body_bytes: int = Field(
        1_000_000, ge=1_000, description="Largest request body outside loads: a query of 20,000 characters with its "
        "parameters "
        "is far below.",
    )  # fmt: skip
    valuechain_load_bytes: int = Field(
        64_000_000,
        ge=1_000,
        description="Largest body of a load over HTTP: the seed pack zipped is under 1 MB, 1 M rows about 40 MB.",
    )
    valuechain_query_seconds: float = Field(
        30.0,
        gt=0,
        le=86_400,
        description="Longest time one query of ours may take at the store: the slowest measured takes under 2 s on "
        "the seed.",
    )
    valuechain_cypher_seconds: float = Field(
        10.0,
        gt=0,
        le=86_400,
        description="When a query from the Cypher door is answered at the latest, whatever the engine does.",
    )
    valuechain_cypher_rows: int = Field(
        5_000, ge=1, description="Most rows the Cypher door answers: about what a page can show."
    )
    valuechain_cypher_bytes: int = Field(4_000_000, ge=1_000, description="Most bytes of an answer of the Cypher door.")
    valuechain_cypher_workers: int = Field(
        2, ge=1, description="Queries the Cypher door runs at once; the other routes keep their own workers."
    )

    valuechain_wait_seconds: float = Field(
        10.0,
        ge=0,
        le=86_400,
        description="How long a request waits for an analysis that takes long before it is answered with 202 and the "
        "job; clients and proxies often give up after 30.",
    )
    valuechain_job_workers: int = Field(
        1,
        ge=1,
        le=10_000,
        description="Long analyses computed at once, and as many short ones beside them; the others wait. Each has all "
        "analysis threads.",
    )
    valuechain_short_job_steps: int = Field(
        500_000_000,
        ge=0,
        description="Edges an analysis looks at, as estimated before it begins, up to which it is a short job, which "
        "waits for other short ones alone: two to ten seconds compiled. 0: none is short.",
    )
    valuechain_analysis_threads: int = Field(
        0,
        ge=0,
        le=10_000,
        description="Threads of one long analysis. 0: one fewer than there are processors, so that requests have one.",
    )

    @property
    def store_kind(self) -> str:
        """'neo4j' or 'embedded'."""
        return "neo4j" if self.neo4j_uri else "embedded"

    @property
    def topology(self) -> Path | None:
        """The NUTS-2 boundaries, None where they are not there and pages show points."""
        return NUTS2_TOPOLOGY if NUTS2_TOPOLOGY.exists() else None


def read_settings(**given: Any) -> Settings:
    """Settings from the environment; what is `given` (on the command line) goes before it.

    Raises `InvalidInput` naming the variable, its value and what is allowed.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise InvalidInput(
            f"{name} is '{first.get('input')}': {first['msg']}.",
            next_step="docs/reference/settings lists all settings.",
            field=name,
        ) from error

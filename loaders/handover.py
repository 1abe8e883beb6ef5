"""Hands a load or a removal to the service that holds the embedded store: packs, sends, reads the report.

The other side is `POST /api/v1/loads`; `unpack_zip` is what it reads the sent zip with, and trusts nothing in it.
"""

from __future__ import annotations

import http.client
import io
import json
import re
import shlex
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from graph.errors import LoadError, StoreUnavailable
from loaders.folder import pack_files
from loaders.limits import PackLimits
from loaders.network.files import NetworkFiles
from loaders.network.removal import RemovalReport
from loaders.network.standard_input import DASH
from loaders.network.standard_input import NAME as STANDARD_INPUT
from loaders.report import LoadReport

LOADS = "/api/v1/loads"
NETWORKS = "/api/v1/loads/network"
ANSWER_S = 900  # a pack of the largest size the limits allow takes some minutes
MAX_ANSWER_BYTES = 64 * 2**20  # a report with every row rejected
MEMBER = re.compile(r"pack\.yaml|claims\.csv|(?:nodes|relations)/[A-Za-z0-9_]+\.csv")
NETWORK_MEMBER = re.compile(r"network\.json|edges\.csv|nodes\.csv")
HOLDS = {
    MEMBER: "A pack has pack.yaml, claims.csv, nodes/*.csv and relations/*.csv.",
    NETWORK_MEMBER: "A network has network.json, edges.csv and nodes.csv.",
}
NETWORK_FLAGS = ("directed", "two_mode")
NETWORK_KEYS = ("name", *NETWORK_FLAGS, "title", "description", "citation", "address", "licence", "file", "nodes_file")
CHUNK = 2**20
ENTRY = b"PK\x01\x02"  # what an entry of a zip's list of files begins with
ENTRIES_A_FILE = 20  # folders and clutter beside the files


def hand_over(
    folder: Path, address: str, api_key: str, *, strict: bool = False, limits: PackLimits | None = None
) -> LoadReport:
    """Lets the service at `address` load the pack in `folder`.

    Raises `LoadError` where there is no key, the service refuses, or the pack is none; `StoreUnavailable` where the
    service does not answer.
    """
    _check_way(address, api_key, f"valuechain load {folder}")
    query = "?strict=true" if strict else ""
    return _sent(zip_pack(folder), f"{LOADS}{query}", address, api_key, limits or PackLimits())


def hand_over_network(
    files: NetworkFiles, address: str, api_key: str, *, strict: bool = False, limits: PackLimits | None = None
) -> LoadReport:
    """Lets the service at `address` load a network. Raises as `hand_over` does."""
    _check_way(address, api_key, _command(files, strict=strict))
    query = f"?strict={str(strict).lower()}"
    return _sent(zip_network(files), f"{NETWORKS}{query}", address, api_key, limits or PackLimits())


def _command(files: NetworkFiles, *, strict: bool) -> str:
    """What to type for the same load, with what changes the network; words about its source may follow it."""
    edges = str(DASH) if files.edges.name == STANDARD_INPUT else str(files.edges)
    named = [edges] if files.nodes is None else [edges, str(files.nodes)]
    chosen = {"--directed": files.directed, "--two-mode": files.two_mode, "--strict": strict}
    options = [option for option, given in chosen.items() if given]
    return f"valuechain load network {shlex.join(['--name', files.name, *options, *named])}"


def hand_over_removal(name: str, address: str, api_key: str) -> RemovalReport:
    """Lets the service at `address` remove a network. Raises as `hand_over` does."""
    _check_way(address, api_key, f"valuechain remove network {name}")
    path = f"{NETWORKS}/{urllib.parse.quote(name, safe='')}"
    content = _answered("DELETE", path, address, api_key, refusal=_removal_refused)
    try:
        return RemovalReport.from_dict(json.loads(content))
    except ValueError as error:
        raise LoadError(
            f"The service at {address} answered no report of a removal.", next_step="Look at its log."
        ) from error


def _check_way(address: str, api_key: str, command: str) -> None:
    if not api_key:
        raise LoadError(
            f"The service at {address} holds the store, and loading through it needs its key.",
            next_step=f"Type VALUECHAIN_API_KEY=… {command} with the key the service was started with. "
            "A service started without one takes no loads: stop it and load again.",
        )
    if not address.startswith(("http://", "https://")):
        raise LoadError(f"'{address}' is not the address of a service.", next_step="Stop the holder, then load again.")


def _sent(body: bytes, path: str, address: str, api_key: str, limits: PackLimits) -> LoadReport:
    if len(body) > limits.max_zip_bytes:
        raise LoadError(
            f"It has {len(body):,} bytes zipped; a service takes {limits.max_zip_bytes:,}.",
            next_step="Stop the service and load again.",
        )
    content = _answered("POST", path, address, api_key, body, refusal=_load_refused)
    try:
        return LoadReport.from_dict(json.loads(content))
    except ValueError as error:
        raise LoadError(f"The service at {address} answered no load report.", next_step="Look at its log.") from error


def _answered(
    verb: str,
    path: str,
    address: str,
    api_key: str,
    body: bytes | None = None,
    *,
    refusal: Callable[[str, urllib.error.HTTPError], LoadError],
) -> bytes:
    """What the service answers. Raises `refusal` where it says no, `StoreUnavailable` where it is not there."""
    request = urllib.request.Request(  # noqa: S310 - the scheme is checked by the caller
        f"{address.rstrip('/')}{path}",
        data=body,
        headers={"X-API-Key": api_key, "Accept": "application/json"},
        method=verb,
    )
    if body is not None:
        request.add_header("Content-Type", "application/zip")
    # No proxy: the address is that of a service on this machine, out of the store's own lock file.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=ANSWER_S) as answer:
            content: bytes = answer.read(MAX_ANSWER_BYTES)
            return content
    except urllib.error.HTTPError as error:
        raise refusal(address, error) from error
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        reason = getattr(error, "reason", error)
        raise StoreUnavailable(
            f"The service at {address} holds the store and does not answer ({reason}).",
            next_step="Try again in a moment, or stop it and type the same again.",
        ) from error


def zip_pack(folder: Path) -> bytes:
    """The files of a pack as a zip. Raises `LoadError` where `folder` is no pack."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in pack_files(folder):
            archive.write(path, path.relative_to(folder).as_posix())
    return packed.getvalue()


def zip_network(files: NetworkFiles) -> bytes:
    """The files of a network as a zip, with what is said of it in `network.json`."""
    told = {name: getattr(files, name) for name in NETWORK_KEYS}
    told["file"], told["nodes_file"] = files.edges_name, files.nodes_name
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("network.json", json.dumps(told, ensure_ascii=False))
            archive.write(files.edges, "edges.csv")
            if files.nodes is not None:
                archive.write(files.nodes, "nodes.csv")
    except OSError as error:
        raise LoadError(f"'{error.filename}' cannot be read: {error.strerror}.", next_step="Check the path.") from error
    return packed.getvalue()


def unpack_network(content: bytes, folder: Path, *, limits: PackLimits | None = None) -> NetworkFiles:
    """Unpacks what `zip_network` packed. Raises `LoadError` naming what is wrong."""
    unpack_zip(content, folder, limits=limits, member=NETWORK_MEMBER)
    try:
        told = json.loads((folder / "network.json").read_text(encoding="utf-8-sig"))
        kinds = {name: bool if name in NETWORK_FLAGS else str for name in NETWORK_KEYS}
        if not isinstance(told, dict) or not all(
            isinstance(told.get(name, kinds[name]()), kinds[name]) for name in kinds
        ):
            raise LoadError("network.json is not a map of texts.", next_step=f"Its keys: {', '.join(NETWORK_KEYS)}.")
    except (OSError, ValueError) as error:
        raise LoadError(
            "The zip holds no network.json that can be read.", next_step='It says at least: {"name": "my-network"}.'
        ) from error
    if not (folder / "edges.csv").is_file():
        raise LoadError("The zip holds no edges.csv.", next_step="Add it; its columns: source,target[,strength…].")
    nodes = folder / "nodes.csv"
    known = {name: told[name] for name in NETWORK_KEYS if name in told}
    known.setdefault("name", "")
    return NetworkFiles(edges=folder / "edges.csv", nodes=nodes if nodes.is_file() else None, **known)


def unpack_zip(
    content: bytes, folder: Path, *, limits: PackLimits | None = None, member: re.Pattern[str] = MEMBER
) -> None:
    """Unpacks the zip of a pack into `folder`; one folder around the whole pack is left out.

    Only the files of a pack are taken, by name, so that nothing is written anywhere else; bytes are counted while they
    are unpacked, so that a header cannot lie about them. Raises `LoadError` naming what is wrong.
    """
    limits = limits or PackLimits()
    if len(content) > limits.max_zip_bytes:
        raise LoadError(
            f"The zip has {len(content):,} bytes; {limits.max_zip_bytes:,} are allowed.", next_step="Split the pack."
        )
    if (
        content.count(ENTRY) > ENTRIES_A_FILE * limits.max_files
    ):  # each costs 500 bytes of memory once the zip is opened
        raise LoadError(f"The zip lists {content.count(ENTRY):,} files.", next_step="Zip one pack.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = limits.max_unzipped_bytes
            for name, entry in _members(archive, limits, member).items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                left -= _unpack(archive, entry, path, min(left, limits.max_file_bytes))
    except OSError as error:  # without the path, which is of the machine the service runs on
        raise LoadError(f"The zip cannot be unpacked: {error.strerror}.", next_step="Try again in a moment.") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise LoadError(
            f"The zip cannot be read: {str(error).rstrip('.')}.", next_step="Zip the folder without a password."
        ) from error


def _members(archive: zipfile.ZipFile, limits: PackLimits, allowed: re.Pattern[str]) -> dict[str, zipfile.ZipInfo]:
    """Name inside the pack → member."""
    files = [member for member in archive.infolist() if not member.is_dir()]
    files = [member for member in files if not _is_clutter(member.filename)]
    if len(files) > limits.max_files:
        raise LoadError(f"The zip has {len(files):,} files; {limits.max_files} are allowed.", next_step="Zip one pack.")
    tops = {member.filename.partition("/")[0] for member in files}
    wrapped = len(tops) == 1 and all("/" in member.filename for member in files) and not tops & {"nodes", "relations"}
    found: dict[str, zipfile.ZipInfo] = {}
    for member in files:
        name = member.filename.partition("/")[2] if wrapped else member.filename
        if "/" not in name and not name.endswith((".yaml", ".csv", ".json")):
            continue  # a README beside pack.yaml
        if not allowed.fullmatch(name):
            raise LoadError(
                f"The zip holds '{member.filename[:120]!a}', which is no file of a pack.",
                next_step=HOLDS[allowed],
            )
        if name in found:
            raise LoadError(f"The zip holds '{name}' twice.", next_step="Zip the folder anew.")
        found[name] = member
    return found


def _is_clutter(name: str) -> bool:
    """What file managers put into a zip, and hidden files."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, most: int) -> int:
    size = 0
    with archive.open(member) as source, path.open("xb") as target:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise LoadError(
                    f"'{member.filename[:120]}' unpacks to more than {most:,} bytes.", next_step="Split the pack."
                )
            target.write(chunk)
    return size


def _load_refused(address: str, error: urllib.error.HTTPError) -> LoadError:
    """What the service says against a load, with what to type."""
    said, told = _said(error)
    next_step = {
        401: "Set VALUECHAIN_API_KEY to the key the service was started with.",
        403: "Restart the service with VALUECHAIN_API_KEY set, or stop it and load again.",
        413: "Stop the service and load again.",
    }.get(error.code, told or "Mend the pack and load again.")
    return LoadError(f"The service at {address} did not take the load: {said}", next_step=next_step)


def _removal_refused(address: str, error: urllib.error.HTTPError) -> LoadError:
    """What the service says against a removal, with what to type."""
    said, next_step = _said(error)
    next_step = {
        401: "Set VALUECHAIN_API_KEY to the key the service was started with.",
        403: "Restart the service with VALUECHAIN_API_KEY set, or stop it and type the same again.",
    }.get(error.code, next_step)
    return LoadError(f"The service at {address} did not remove the network: {said}", next_step=next_step)


def _said(error: urllib.error.HTTPError) -> tuple[str, str]:
    """Detail and next step of a problem, as far as the answer is one."""
    problem: object = None
    with suppress(ValueError, OSError), error:
        problem = json.loads(error.read(MAX_ANSWER_BYTES))
    told = problem if isinstance(problem, dict) else {}
    detail = str(told.get("detail") or told.get("title") or f"It answered {error.code} {error.reason}.")
    next_step = str(told.get("next_step") or "")
    return detail.removesuffix(next_step).rstrip(), next_step  # a problem has it in its detail too

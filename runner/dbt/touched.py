"""Which nodes a build has to run: those that something is new for since the tenant's last good build. The others are as they were."""

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

import pytz
from dbt.contracts.graph.manifest import Manifest

# What asks for today says something else on another day, whatever arrived.
_ASKS_FOR_TODAY = "macro.adinsights.as_of_day"
# It looks for what others asked.
_ASKS_NOTHING = "macro.adinsights.wanted_days"


class Touched:
    """One build: `selection` before it, `remember` after it when it was good."""

    def __init__(self, request: dict, state: tuple) -> None:
        self.duckdb_path = request["duckdb_path"]
        self.place = Path(request["parsed"]).parent / "built.json"
        self.state = hashlib.sha256(repr(state).encode()).hexdigest()
        self.inputs = {**_files(request["lake"], request["rates"]), **_today(request["vars"])}

    def selection(self, manifest: Manifest) -> list[str]:
        """dbt's words for what is to run, none for everything. Until the build is good nothing is known of the warehouse."""
        known = self._recall()
        self.place.unlink(missing_ok=True)
        if known is None:
            return []
        changed = {name for name in {*known, *self.inputs} if known.get(name) != self.inputs.get(name)}
        names = sorted(manifest.nodes[node].name for node in _to_run(manifest, changed))
        return ["--indirect-selection", "empty", "--select", *names]

    def remember(self) -> None:
        self.place.write_text(json.dumps({"state": self.state, "warehouse": self._warehouse(), "inputs": self.inputs}))

    def _recall(self) -> dict[str, str] | None:
        try:
            told = json.loads(self.place.read_text())
        except (OSError, ValueError):
            return None
        if told.get("state") != self.state or told.get("warehouse") != self._warehouse():
            return None
        return told.get("inputs")

    def _warehouse(self) -> list[int]:
        """Whoever else wrote to the file changed this."""
        try:
            stat = os.stat(self.duckdb_path)
        except OSError:
            return []
        return [stat.st_mtime_ns, stat.st_size]


def _files(lake: str, rates: str) -> dict[str, str]:
    """Per `platform/stream` which files there are, which never change; and the rates, which do."""
    streams: dict[str, list[str]] = {}
    for folder in Path(lake).glob("*/*/*"):
        platform, connection, stream = folder.parts[-3:]
        found = (f"{connection}/{entry.name}" for entry in os.scandir(folder) if entry.name.endswith(".parquet"))
        streams.setdefault(f"{platform}/{stream}", []).extend(found)
    files = {stream: hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest() for stream, names in streams.items()}
    return {**files, "rates": hashlib.sha256(Path(rates).read_bytes()).hexdigest()}


def _today(variables: dict) -> dict[str, str]:
    """The day at `as_of` where the tenant is, and where Google counts searches."""
    as_of = datetime.fromisoformat(variables["as_of"])
    zones = (variables["time_zone"], "America/Los_Angeles")
    return {"today": " ".join(as_of.astimezone(pytz.timezone(zone)).date().isoformat() for zone in zones)}


def _to_run(manifest: Manifest, changed: set[str]) -> set[str]:
    """What is made of a changed source or, on another day, asks for today; all that is made of that; and tests whose warnings are shown each time."""
    children: dict[str, list[str]] = {}
    for unique_id, node in manifest.nodes.items():
        for parent in node.depends_on_nodes:
            children.setdefault(parent, []).append(unique_id)
    found: set[str] = set()
    next_up = [source for source in manifest.sources if _is_of(manifest.sources[source], changed)]
    if "today" in changed:
        next_up += [unique_id for unique_id, node in manifest.nodes.items() if _asks_for_today(manifest, node.depends_on_macros)]
    while next_up:
        unique_id = next_up.pop()
        if unique_id not in found:
            found.add(unique_id)
            next_up += children.get(unique_id, [])
    warns = {unique_id for unique_id, node in manifest.nodes.items() if str(node.config.get("severity")).lower() == "warn"}
    return {unique_id for unique_id in found | warns if unique_id in manifest.nodes and _is_built(manifest.nodes[unique_id])}


def _is_built(node) -> bool:
    return str(node.resource_type) in ("model", "seed", "snapshot", "test")


def _is_of(source, changed: set[str]) -> bool:
    """A stream of a second property has a longer name; whoever else's begins alike is run for nothing."""
    if source.source_name == "exchange":
        return "rates" in changed
    return any(folder.startswith(f"{source.source_name}/{source.name}") for folder in changed)


def _asks_for_today(manifest: Manifest, macros: list[str]) -> bool:
    seen = {_ASKS_NOTHING}
    next_up = list(macros)
    while next_up:
        macro = next_up.pop()
        if macro == _ASKS_FOR_TODAY:
            return True
        if macro in manifest.macros and macro not in seen:
            seen.add(macro)
            next_up += manifest.macros[macro].depends_on.macros
    return False

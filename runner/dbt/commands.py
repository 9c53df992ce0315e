"""Runs one dbt command of one tenant in this process and says what came of it."""

import hashlib
import json
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Callable

import duckdb
import lake
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt.version import __version__ as VERSION
from touched import Touched

# Parsing does not depend on the instant; leaving it out lets one parse serve every run of a tenant.
_ANY_INSTANT = "1970-01-01T00:00:00Z"
_TENANTS_KEPT = 16
# What dbt says of a test that warns: that it did. Its rows say why.
_OF_TESTS = {"LogTestResult", "RunResultWarning", "RunResultWarningMessage"}
_manifests: dict[str, tuple[object, Manifest]] = {}


def run(request: dict, tell: Callable[[dict], None]) -> dict:
    """The command's outcome; never raises for what dbt itself reports."""
    os.environ["DBT_DUCKDB_PATH"] = request["duckdb_path"]
    Path(request["duckdb_path"]).parent.mkdir(parents=True, exist_ok=True)
    lake.lay_out(request["project"], request["lake"], request["rates"])
    heard = _Heard(tell)
    try:
        manifest, parsed = _manifest_of(request, heard)
        if manifest is None:
            return _outcome(parsed, heard, {})
        touched = Touched(request, _manifests[request["tenant_id"]][0]) if request.get("only_touched") else None
        selection = touched.selection(manifest) if touched else []
        outcome = dbtRunner(manifest=manifest, callbacks=[heard]).invoke(
            [*request["command"], *selection, *_options(request, request["vars"], Path(request["folder"], "target"))]
        )
    finally:
        _release()
    if touched and outcome.success and not heard.errors:
        touched.remember()
    return _outcome(outcome, heard, _explained(outcome, request["duckdb_path"]))


def broken(error: Exception) -> dict:
    return {**_nothing_done(), "success": False, "exception": f"{type(error).__name__}: {error}"}


class _Heard:
    """Listens to dbt's events: progress for the caller, warnings and errors for the outcome."""

    def __init__(self, tell: Callable[[dict], None]) -> None:
        self.tell = tell
        self.total: int | None = None
        self.done = 0
        self.invocation_id = ""
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def __call__(self, event) -> None:
        info = event.info
        if info.name in _OF_TESTS:
            return
        if info.level == "warn":
            self.warnings.append(info.msg)
        elif info.level == "error":
            self.errors.append(info.msg)
        if info.name == "ConcurrencyLine":
            self.total = event.data.node_count
            self.invocation_id = info.invocation_id
        elif info.name == "NodeFinished":
            self.done += 1
            node = event.data.node_info
            self.tell({"done": self.done, "total": self.total, "node": node.node_name, "status": node.node_status})


def _options(request: dict, variables: dict, target: Path) -> list[str]:
    return [
        "--project-dir", request["project"],
        "--profiles-dir", request["project"],
        "--target-path", str(target),
        "--log-path", str(Path(request["folder"], "logs")),
        "--log-level", "none",
        "--log-level-file", "info",
        "--no-version-check",
        "--no-send-anonymous-usage-stats",
        "--vars", json.dumps(variables),
    ]  # fmt: skip


def _manifest_of(request: dict, heard: _Heard) -> tuple[Manifest | None, dbtRunnerResult | None]:
    """The parsed project of a tenant: from memory while the project's files stay as they are, else parsed (partially)."""
    variables = {**request["vars"], "as_of": _ANY_INSTANT}
    project = _fingerprint(request["project"])
    state = (project, json.dumps(variables, sort_keys=True), request["duckdb_path"])
    known = _manifests.pop(request["tenant_id"], None)
    if known is None or known[0] != state:
        target = _parsed_folder(request["parsed"], project)
        parsed = dbtRunner(callbacks=[heard]).invoke(["parse", *_options(request, variables, target)])
        if not parsed.success or not isinstance(parsed.result, Manifest):
            return None, parsed
        known = (state, parsed.result)
    _manifests[request["tenant_id"]] = known
    while len(_manifests) > _TENANTS_KEPT:
        _manifests.pop(next(iter(_manifests)))
    return known[1], None


def _fingerprint(project: str) -> str:
    found = []
    for folder, _, names in os.walk(project):
        for name in names:
            stat = os.stat(os.path.join(folder, name))
            found.append((folder, name, stat.st_mtime_ns, stat.st_size))
    return hashlib.sha256(repr(sorted(found)).encode()).hexdigest()[:16]


def _parsed_folder(parsed: str, project: str) -> Path:
    """dbt's partial parse is only used again for the very same files; that of other files is thrown away."""
    for other in Path(parsed).glob("*"):
        if other.name != project:
            shutil.rmtree(other, ignore_errors=True)
    return Path(parsed, project)


def _release() -> None:
    """dbt-duckdb keeps the file open for the life of the process; nobody else could read it."""
    environment = DuckDBConnectionManager._ENV
    DuckDBConnectionManager._ENV = None
    if environment is not None:
        environment.close()


def _nothing_done() -> dict:
    return {
        "version": VERSION, "invocation_id": "", "exception": None, "warnings": [], "errors": [], "failures": [],
        "models": 0, "tests": {"pass": 0, "warn": 0, "error": 0}, "statuses": {},
    }  # fmt: skip


def _outcome(outcome: dbtRunnerResult, heard: _Heard, explanations: dict[str, str]) -> dict:
    told = {**_nothing_done(), "success": outcome.success, "invocation_id": heard.invocation_id}
    told["warnings"] = heard.warnings[:50]
    told["errors"] = heard.errors[:50]
    if outcome.exception is not None:
        told["exception"] = f"{type(outcome.exception).__name__}: {outcome.exception}"
    results = getattr(outcome.result, "results", None) or []
    statuses: Counter[str] = Counter()
    tests: Counter[str] = Counter()
    for result in results:
        kind, status = str(result.node.resource_type), str(result.status)
        statuses[f"{kind} {status}"] += 1
        if kind in ("test", "unit_test"):
            tests[{"pass": "pass", "warn": "warn", "skipped": "skipped"}.get(status, "error")] += 1
        if status in ("fail", "error"):
            message = explanations.get(result.node.unique_id) or str(result.message or status).strip()
            told["failures"].append({"node": result.node.name, "kind": kind, "status": status, "message": message})
        elif status == "warn":
            told["warnings"].append(explanations.get(result.node.unique_id) or str(result.message))
    told["models"] = statuses["model success"]
    told["tests"] = {name: tests[name] for name in ("pass", "warn", "error")}
    told["statuses"] = dict(statuses)
    return told


def _explained(outcome: dbtRunnerResult, duckdb_path: str) -> dict[str, str]:
    """What the rows of failed tests say; dbt itself only tells how many there are. Our tests call the column `message`."""
    failed = [
        result
        for result in getattr(outcome.result, "results", None) or []
        if str(result.status) in ("fail", "warn") and str(result.node.resource_type) == "test"
    ]
    if not failed:
        return {}
    with duckdb.connect(duckdb_path, read_only=True, config={"threads": 2}) as db:
        db.execute("set TimeZone = 'UTC'")
        return {result.node.unique_id: _rows_of(db, result) for result in failed}


def _rows_of(db: duckdb.DuckDBPyConnection, result) -> str:
    try:
        found = db.execute(f"select * from ({result.node.compiled_code}) as failing limit 3")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row)) for row in found.fetchall()]
    except duckdb.Error as error:
        return f"{result.message} ({error})"
    texts = [str(row["message"]) if "message" in row else json.dumps(row, default=str) for row in rows]
    more = (result.failures or 0) - len(texts)
    return "; ".join(texts) + (f"; and {more} more" if more > 0 else "")

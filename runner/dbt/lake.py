"""Lays what dbt needs to find in a tenant's lake: one empty, typed Parquet file per declared stream, and a rates file.

A glob that matches no file is an error in DuckDB, and a column that no file has is unknown. So every stream that the dbt project
declares gets `<lake>/<platform>/_declared/<stream>/columns.parquet` with the declared columns and no row.
"""

import os
import uuid
from functools import lru_cache
from pathlib import Path

import duckdb
import yaml

# Says which sync a record is of, and whether that was a backfill. Every stream has it, whether it is declared or not.
META = ("_airbyte_meta", "varchar")
RATES_HEADER = "date,base,quote,rate,source\n"


def declared_streams(project: str) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """(platform, stream, ((column, type), …)) of every source of the dbt project that lies in the Parquet lake."""
    paths = sorted(Path(project, "models").rglob("*.yml"))
    return [stream for path in paths for stream in _declared_in(path, path.stat().st_mtime_ns)]


@lru_cache(maxsize=256)
def _declared_in(path: Path, _changed_at: int) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Reading YAML takes longer than many a build: a file is read again when it changed."""
    streams = []
    for source in (yaml.safe_load(path.read_text()) or {}).get("sources", []):
        if "read_parquet" not in source.get("config", {}).get("external_location", ""):
            continue
        for table in source["tables"]:
            columns = tuple((column["name"], column["data_type"]) for column in table["columns"])
            streams.append((source["name"], table["name"], columns if META in columns else (*columns, META)))
    return streams


def lay_out(project: str, lake: str, rates: str) -> None:
    """Write what is missing or no longer as declared; files appear whole, by rename."""
    with duckdb.connect(":memory:") as db:
        for platform, stream, columns in declared_streams(project):
            place = Path(lake, platform, "_declared", stream, "columns.parquet")
            if place.exists() and _columns_of(db, place) == _normalised(db, columns):
                continue
            _write_empty(db, place, columns)
    # A rates file of one's own may leave columns out: what is read beside it has them all.
    for place in (rates, f"{rates}.columns"):
        if not os.path.exists(place) or os.path.getsize(place) == 0:
            _replace(Path(place), lambda temporary: temporary.write_text(RATES_HEADER))


def _empty_select(columns: tuple[tuple[str, str], ...]) -> str:
    casts = ", ".join(f'cast(null as {kind}) as "{name}"' for name, kind in columns)
    return f"select {casts} where false"


def _described(db: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind, *_ in db.execute(f"describe {query}").fetchall()]


def _normalised(db: duckdb.DuckDBPyConnection, columns: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return _described(db, _empty_select(columns))


def _columns_of(db: duckdb.DuckDBPyConnection, place: Path) -> list[tuple[str, str]]:
    return _described(db, f"select * from read_parquet('{_quoted(place)}')")


def _write_empty(db: duckdb.DuckDBPyConnection, place: Path, columns: tuple[tuple[str, str], ...]) -> None:
    select = _empty_select(columns)
    _replace(place, lambda temporary: db.execute(f"copy ({select}) to '{_quoted(temporary)}' (format parquet)"))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _replace(place: Path, write) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{place.name}.{uuid.uuid4().hex}")
    try:
        write(temporary)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)

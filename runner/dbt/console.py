"""dbt at the console for one tenant: lays the lake out as the runner does, then hands the arguments to dbt."""

import os
import sys
from pathlib import Path

import lake

_WITHOUT_VARS = {"--help", "--version", "debug", "init"}


def main() -> int:
    project, lake_folder, rates, duckdb_path, folder, variables, *arguments = sys.argv[1:]
    Path(duckdb_path).parent.mkdir(parents=True, exist_ok=True)
    lake.lay_out(project, lake_folder, rates)
    os.environ["DBT_DUCKDB_PATH"] = duckdb_path
    from dbt.cli.main import dbtRunner

    options = ["--project-dir", project, "--profiles-dir", project]
    if arguments[0] != "deps":
        options += ["--target-path", str(Path(folder, "target"))]
    options += ["--log-path", str(Path(folder, "logs")), "--no-version-check", "--no-send-anonymous-usage-stats"]
    if arguments[0] not in _WITHOUT_VARS:
        arguments += [*options, "--vars", variables]
    outcome = dbtRunner().invoke(arguments)
    if outcome.exception is not None:
        print(outcome.exception, file=sys.stderr)
    return 0 if outcome.success else 1


if __name__ == "__main__":
    sys.exit(main())

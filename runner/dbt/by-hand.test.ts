import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { query } from "./lake.fixture.ts";

vi.setConfig({ testTimeout: 300_000 });

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const python = join(process.env.PYTHON_HOME ?? join(root, ".local/python"), "venvs", "dbt", "bin");
const hasMake = spawnSync("make", ["--version"]).status === 0;
const warehouse = (...path: string[]) => join(state, "warehouse", ...path);

let state: string;
beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "by-hand-"));
});
afterAll(() => rm(state, { recursive: true, force: true }));

/** As somebody types it in the root of the checkout; without make, the npm script that it would call. */
function typed(target: string, words: readonly string[]) {
  const example = ["--tenant", "example", "--currency", "USD", "--time-zone", "UTC", "--region-set", "none"];
  const [program, args] = hasMake
    ? ["make", [target]]
    : ["npm", ["run", "--silent", "dbt", "--", ...example, ...words]];
  const env = {
    ...process.env,
    LOCAL_STATE: state,
    PYTHON_HOME: process.env.PYTHON_HOME ?? join(root, ".local/python"),
  };
  return run(program as string, args as string[], { cwd: root, env, maxBuffer: 2 ** 26 });
}

test("make dbt-deps, dbt-build and dbt-test do what they say", async () => {
  await typed("dbt-deps", ["deps"]);
  const build = await typed("dbt-build", ["build"]);
  expect(build.stdout).toMatch(/WARN=0 ERROR=0 SKIP=0/);
  const tests = await typed("dbt-test", ["test"]);
  expect(tests.stdout).toMatch(/WARN=0 ERROR=0 SKIP=0/);
});

test("the plain commands of docs/dbt.md work from the project's folder", async () => {
  const duckdb = join(state, "plain.duckdb");
  const vars = JSON.stringify({
    tenant_id: "example",
    lake: warehouse("lake", "example"),
    rates: warehouse("rates", "rates.csv"),
  });
  const places = { DBT_DUCKDB_PATH: duckdb, DBT_TARGET_PATH: join(state, "target"), DBT_LOG_PATH: join(state, "logs") };
  const dbt = (...words: string[]) =>
    run(join(python, "dbt"), words, { cwd: join(root, "dbt"), env: { ...process.env, ...places }, maxBuffer: 2 ** 26 });
  await dbt("deps");
  await dbt("parse", "--warn-error");
  const { stdout } = await dbt("build", "--warn-error", "--vars", vars, "--exclude-resource-type", "unit_test");
  expect(stdout).toMatch(/WARN=0 ERROR=0 SKIP=0/);
  expect(await query(duckdb, "select count(*)::varchar as n from marts.dim_campaign")).toEqual([{ n: "0" }]);
});

test("dbt waits while another process has the tenant's file", async () => {
  const file = warehouse("marts", "example.duckdb");
  const runner = await DuckDBInstance.create(file);
  const select = ["show", "--quiet", "--inline", "select 41 + 1 as answer"];
  const example = ["--tenant", "example", "--currency", "USD", "--time-zone", "UTC", "--region-set", "none"];
  const env = { ...process.env, LOCAL_STATE: state, DBT_PYTHON: join(python, "python") };
  const asked = run("node", [join(root, "runner/dbt/dbt.cli.ts"), ...example, ...select], { cwd: root, env });
  const meanwhile = await Promise.race([asked.then(() => "answered"), sleep(10_000, "waits")]);
  runner.closeSync();
  expect(meanwhile).toBe("waits");
  expect((await asked).stdout).toContain("42");
});

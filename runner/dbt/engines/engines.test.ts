import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { startPostgres, type TestPostgres } from "../../airbyte/testing/postgres.ts";
import { makeConfig } from "../lake.fixture.ts";
import { differences } from "./differences.ts";
import { duckdbAt } from "./duckdb.fixture.ts";
import type { Engine, Row } from "./engine.ts";
import { placeOf, type TestConfig } from "./place.ts";
import { postgresIn } from "./postgres.fixture.ts";
import { runDbt } from "./run-dbt.ts";
import { trinoIn } from "./trino.fixture.ts";
import { startTrino, type TestTrino } from "./trino-server.ts";
import { firstWorld, laterWorld } from "./worlds.ts";

vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 1_800_000 });

/** DuckDB, which the others are compared with, and those of them that are asked for. */
const others = z.array(z.enum(["postgres", "trino"])).parse((process.env.ENGINES ?? "postgres,trino").split(","));
const names = ["duckdb", ...others] as const;
const clean = /WARN=0 ERROR=0 SKIP=0/;
const first = firstWorld(11);
const later = laterWorld(first);

let config: TestConfig;
let server: TestPostgres;
let trino: TestTrino | undefined;
const engines = new Map<string, Engine>();
/** What the last build of each engine made: by `schema.table`. */
const built = new Map<string, ReadonlyMap<string, Row[]>>();

beforeAll(async () => {
  config = await makeConfig();
  server = await startPostgres();
  engines.set("duckdb", duckdbAt(place()));
  engines.set("postgres", await postgresIn(server, "world"));
  if (!others.includes("trino")) return;
  trino = await startTrino(server, ["world", "nobody"]);
  engines.set("trino", trinoIn({ url: trino.url, catalog: "world" }));
});
afterAll(async () => {
  await trino?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
  await config?.remove();
});

const place = () => placeOf(config, "world");

async function martsOf(engine: Engine): Promise<ReadonlyMap<string, Row[]>> {
  const tables = await engine.query(
    "select table_schema as schema_name, table_name from information_schema.tables where table_schema in ('marts', 'snapshots') order by 1, 2",
  );
  const found = new Map<string, Row[]>();
  for (const { schema_name, table_name } of tables) {
    const mart = `${schema_name}.${table_name}`;
    found.set(mart, await engine.query(`select * from ${mart}`));
  }
  return found;
}

/** What a snapshot writes down of its own runs differs; which version is open does not. */
const told = (row: Row): Row => {
  const { dbt_scd_id: _, dbt_updated_at: __, dbt_valid_from: ___, dbt_valid_to, ...rest } = row;
  return dbt_valid_to === undefined ? rest : { ...rest, is_open: String(dbt_valid_to?.startsWith("9999")) };
};

describe.each(names)("on %s", (name) => {
  const engine = () => engines.get(name)!;
  const build = () => runDbt(place(), engine(), "build", "--warn-error", "--exclude-resource-type", "unit_test");

  test("a world builds without a warning, and once more after a change and a delete", async () => {
    await engine().load(first.syncs, first.rates);
    expect(await build()).toMatch(clean);
    await engine().load(later.syncs, later.rates);
    expect(await build()).toMatch(clean);
    built.set(name, await martsOf(engine()));
    const empty = [...built.get(name)!].filter(([, rows]) => rows.length === 0).map(([mart]) => mart);
    expect(empty).toEqual([]);
  });

  test("the snapshot has a version for the change and one for the delete", () => {
    const versions = built.get(name)!.get("snapshots.campaign_history")!;
    const of = (id: string) =>
      versions.filter(({ platform, campaign_id }) => platform === "meta" && campaign_id === id);
    expect(of(later.renamed)).toHaveLength(2);
    expect(of(later.renamed).map(({ campaign_name }) => campaign_name)).toContain("Newest name");
    expect(
      of(later.gone)
        .map(({ dbt_is_deleted }) => String(dbt_is_deleted).toLowerCase())
        .sort(),
    ).toEqual(["false", "true"]);
  });

  test("a build of what was built before changes no row", async () => {
    expect(await build()).toMatch(clean);
    const again = await martsOf(engine());
    const changed = [...again].flatMap(([mart, rows]) =>
      differences(mart, [
        ["the build before", built.get(name)!.get(mart) ?? []],
        ["the build after", rows],
      ]),
    );
    expect(changed).toEqual([]);
  });
});

describe.each(others)("%s and duckdb", (name) => {
  test("have the same rows in every mart", () => {
    const [here, there] = [built.get("duckdb")!, built.get(name)!];
    expect([...there.keys()]).toEqual([...here.keys()]);
    const differing = [...here].flatMap(([mart, rows]) =>
      differences(mart, [
        ["duckdb", rows.map(told)],
        [name, there.get(mart)!.map(told)],
      ]),
    );
    expect(differing.slice(0, 50)).toEqual([]);
  });
});

test.runIf(others.includes("trino"))(
  "trino builds the whole project, unit tests included, for a tenant that has nothing",
  async () => {
    const nobody = placeOf(config, "nobody");
    const engine = trinoIn({ url: trino!.url, catalog: "nobody" });
    await runDbt(nobody, engine, "run-operation", "declare_sources");
    expect(await runDbt(nobody, engine, "build", "--warn-error")).toMatch(clean);
  },
);

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { placesOf, variablesOf } from "./config.ts";
import { DbtProcess } from "./dbt-process.ts";
import { makeConfig, query, quiet, quoted } from "./lake.fixture.ts";
import type { DbtResult } from "./messages.ts";

const DependsOn = z.object({ macros: z.array(z.string()).default([]) });
const Manifest = z.object({
  macros: z.record(z.string(), z.object({ name: z.string(), package_name: z.string(), depends_on: DependsOn })),
  unit_tests: z.record(z.string(), z.object({ model: z.string() })),
  nodes: z.record(
    z.string(),
    z.object({
      resource_type: z.string(),
      name: z.string(),
      depends_on: DependsOn.optional(),
      schema: z.string(),
      alias: z.string(),
      description: z.string(),
      columns: z.record(z.string(), z.object({ description: z.string() })),
    }),
  ),
});

const views = [
  "campaigns",
  "ads",
  "performance_daily",
  "region_performance_daily",
  "pacing",
  "sources",
  "rates",
  "web_properties",
  "web_daily",
  "web_users_daily",
  "search_daily",
];
let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtProcess;
let build: DbtResult;
const tenant = { id: "nobody", currency: "USD", time_zone: "UTC", region_set: "jm-parishes" };
const places = () => placesOf(config, tenant.id);

beforeAll(async () => {
  config = await makeConfig();
  dbt = new DbtProcess(config.python, quiet);
  const command = ["build", "--warn-error"];
  const folder = join(places().state, "run");
  build = await dbt.run(
    {
      tenant_id: tenant.id,
      command,
      vars: variablesOf(tenant, places(), new Date("2026-03-20T00:00:00Z")),
      folder,
      parsed: join(places().state, "parsed"),
      lake: places().lake,
      rates: places().rates,
      duckdb_path: places().duckdb,
      project: config.project,
    },
    () => undefined,
    new AbortController().signal,
  );
}, 900_000);

afterAll(async () => {
  await dbt.close();
  await config.remove();
});

test("the whole project, unit tests included, builds without a warning for a tenant that has nothing", async () => {
  expect(build).toMatchObject({ success: true, exception: null, warnings: [], errors: [], failures: [] });
  expect(build.statuses["unit_test pass"] ?? 0).toBeGreaterThanOrEqual(50);
  for (const view of views) expect(await query(places().duckdb, `select * from marts.api_${view}`)).toEqual([]);
  const regions = await query(places().duckdb, "select region_code, region_name from marts.api_regions order by 1");
  expect(regions).toHaveLength(14);
  expect(regions[5]).toEqual({ region_code: "JM-06", region_name: "Saint Ann" });
});

async function manifest() {
  const [parsed] = await readdir(join(places().state, "parsed"));
  return Manifest.parse(JSON.parse(await readFile(join(places().state, "parsed", parsed!, "manifest.json"), "utf8")));
}

test("every macro that a model is made with is in a model that has a unit test", async () => {
  const { nodes, macros, unit_tests } = await manifest();
  const within = (id: string, found: Set<string>): Set<string> => {
    if (found.has(id) || macros[id]?.package_name !== "adinsights") return found;
    found.add(id);
    for (const other of macros[id].depends_on.macros) within(other, found);
    return found;
  };
  const madeWith = (names?: ReadonlySet<string>) => {
    const found = new Set<string>();
    for (const { resource_type, name, depends_on } of Object.values(nodes))
      if (resource_type === "model" && (names?.has(name) ?? true))
        for (const id of depends_on?.macros ?? []) within(id, found);
    return [...found].map((id) => macros[id]!.name).sort();
  };
  const tested = new Set(Object.values(unit_tests).map(({ model }) => model));
  expect(madeWith().length).toBeGreaterThan(50);
  expect(madeWith(tested)).toEqual(madeWith());
});

test("every model, seed and snapshot and each of their columns is described, and nothing is described that is not there", async () => {
  const { nodes } = await manifest();
  const real = await query(
    places().duckdb,
    "select schema_name || '.' || table_name as relation, list(column_name order by column_name) as columns from duckdb_columns() where not internal group by 1",
  );
  const columnsOf = new Map(real.map(({ relation, columns }) => [relation, columns]));
  const described = Object.values(nodes).filter(({ resource_type }) =>
    ["model", "seed", "snapshot"].includes(resource_type),
  );
  expect(described.length).toBeGreaterThan(40);
  for (const node of described) {
    const relation = `${node.schema}.${node.alias}`;
    expect(node.description, relation).not.toBe("");
    for (const [column, { description }] of Object.entries(node.columns))
      expect(description, `${relation}.${column}`).not.toBe("");
    expect(columnsOf.get(relation), relation).toEqual(Object.keys(node.columns).sort());
  }
});

test("the views can be read when the file is attached under another name", async () => {
  const attached = `attach '${quoted(places().duckdb)}' as other (read_only)`;
  expect(await query(":memory:", `${attached}; select count(*)::varchar as n from other.marts.api_regions`)).toEqual([
    { n: "14" },
  ]);
});

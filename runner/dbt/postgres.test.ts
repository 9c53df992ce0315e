import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startPostgres, type TestPostgres } from "../airbyte/testing/postgres.ts";
import { placeOf, type TestConfig } from "./engines/place.ts";
import { postgresIn } from "./engines/postgres.fixture.ts";
import { runDbt } from "./engines/run-dbt.ts";
import { makeConfig } from "./lake.fixture.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

let config: TestConfig;
let server: TestPostgres;
beforeAll(async () => {
  config = await makeConfig();
  server = await startPostgres();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await config?.remove();
});

test("the whole project, unit tests included, builds on PostgreSQL for a tenant that has nothing", async () => {
  const place = placeOf(config, "nobody");
  const engine = await postgresIn(server, "nobody");
  await runDbt(place, engine, "run-operation", "declare_sources");
  expect(await runDbt(place, engine, "build", "--warn-error")).toMatch(/WARN=0 ERROR=0 SKIP=0/);
  expect(await engine.query("select region_code from marts.api_regions where region_name = 'Saint Ann'")).toEqual([
    { region_code: "JM-06" },
  ]);
});

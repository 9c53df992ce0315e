import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { placesOf, variablesOf } from "./config.ts";
import { DbtGone, DbtProcess } from "./dbt-process.ts";
import { firstWorld } from "./engines/worlds.ts";
import { land, makeConfig, query, quiet, quoted, type Sync } from "./lake.fixture.ts";
import type { DbtProgress } from "./messages.ts";
import { draw, draws, metaRow, sync } from "./world.fixture.ts";

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

const Manifest = z.object({
  nodes: z.record(z.string(), z.object({ config: z.object({ materialized: z.string().nullish() }) })),
});
const RunResults = z.object({ results: z.array(z.object({ unique_id: z.string(), message: z.string().nullable() })) });

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtProcess;

beforeAll(async () => {
  config = await makeConfig();
  dbt = new DbtProcess(config.python, quiet);
});
afterAll(async () => {
  await dbt.close();
  await config.remove();
});

/** A tenant whose warehouse is built again and again, each time beside one that is built from nothing. */
function tenantCalled(id: string) {
  const facts = { id, currency: "JMD", time_zone: "America/Jamaica", region_set: "jm-parishes" };
  const places = placesOf(config, id);
  const whole = `${places.duckdb}.whole`;
  let asOf = new Date("2026-03-20T03:00:00Z");
  const run = (name: string, command: readonly string[], heard: (progress: DbtProgress) => void = () => undefined) =>
    dbt.run(
      {
        ...{ tenant_id: name, command, vars: variablesOf(facts, places, asOf), lake: places.lake, rates: places.rates },
        ...{ folder: join(places.state, name), parsed: join(places.state, `parsed-${name}`) },
        ...{ duckdb_path: name === id ? places.duckdb : whole, project: config.project, only_touched: name === id },
      },
      heard,
      new AbortController().signal,
    );
  const build = (heard?: (progress: DbtProgress) => void) =>
    run(id, ["build", "--exclude-resource-type", "unit_test"], heard);
  return {
    facts,
    places,
    land: (each: Sync) => land(config, id, each),
    clock: (instant: string) => {
      asOf = new Date(instant);
    },
    async rates(lines: readonly string[]) {
      await mkdir(dirname(places.rates), { recursive: true });
      await writeFile(places.rates, ["date,base,quote,rate", ...lines, ""].join("\n"));
    },
    build,
    async good() {
      expect(await build()).toMatchObject({ success: true, failures: [], errors: [] });
    },
    /** What the last build said of each model that is built by day. */
    async saidByDay(): Promise<string[]> {
      const target = join(places.state, id, "target");
      const { nodes } = Manifest.parse(JSON.parse(await readFile(join(target, "manifest.json"), "utf8")));
      const { results } = RunResults.parse(JSON.parse(await readFile(join(target, "run_results.json"), "utf8")));
      return results
        .filter(({ unique_id }) => nodes[unique_id]?.config.materialized === "by_day")
        .map(({ message }) => String(message));
    },
    /** Tables that are not, row by row, what a full refresh makes of the same lake; their history is the same. */
    async differing(): Promise<unknown[]> {
      await copyFile(places.duckdb, whole);
      const refreshed = await run(`${id}-whole`, ["run", "--full-refresh"]);
      expect(refreshed).toMatchObject({ success: true, errors: [] });
      return differences(places.duckdb, whole);
    },
    tables: () =>
      query(
        places.duckdb,
        "select schema_name, table_name, estimated_size::varchar as n from duckdb_tables() where schema_name <> 'ledger' order by all",
      ),
  };
}

async function differences(built: string, whole: string): Promise<unknown[]> {
  const attach = `attach '${quoted(built)}' as built (read_only); attach '${quoted(whole)}' as whole (read_only)`;
  const tables = await query(
    ":memory:",
    `${attach}; select schema_name || '.' || table_name as name from duckdb_tables()
     where database_name = 'built' and schema_name in ('staging', 'intermediate', 'marts') order by 1`,
  );
  expect(tables.length).toBeGreaterThan(80);
  const counts = tables.map(
    ({ name }) => `select '${name}' as name,
       (select count(*) from (from built.${name} except all from whole.${name}))::varchar as only_by_day,
       (select count(*) from (from whole.${name} except all from built.${name}))::varchar as only_whole`,
  );
  return query(
    ":memory:",
    `${attach}; select * from (${counts.join(" union all ")}) where only_by_day <> '0' or only_whole <> '0'`,
  );
}

const shuffled = <Item>(items: readonly Item[], next: () => number): Item[] =>
  items
    .map((item) => ({ item, place: next() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
const lineOf = ({ date, base, quote, rate }: Record<"date" | "base" | "quote" | "rate", string>) =>
  [date, base, quote, rate].join(",");
const spot = (day: string, ad = "201") => ({ platform: "meta" as const, day, ad });

describe.each([21])("world %i: a build of what arrived makes the rows of a full refresh", (seed) => {
  const next = draws(seed);
  const world = firstWorld(seed);
  const arriving = shuffled(world.syncs, next);
  const some = () => arriving.splice(0, Math.ceil(world.syncs.length / 8));
  const insights = (day: string, at: string, isBackfill = false): Sync => ({
    ...sync("meta", "ads_insights", at, [metaRow(spot(day), draw(next), true)]),
    isBackfill,
  });
  let tenant: ReturnType<typeof tenantCalled>;

  beforeAll(async () => {
    tenant = tenantCalled(`grown-${seed}`);
    await tenant.rates(world.rates.map(lineOf));
    for (const each of [...some(), ...some(), ...some(), ...some()]) await tenant.land(each);
    await tenant.good();
  });

  test("the first one", async () => {
    expect(await tenant.differing()).toEqual([]);
  });

  test("after a sync that brought nothing, and of nothing new", async () => {
    const before = await tenant.tables();
    await tenant.land(sync("meta", "ads_insights", "2026-03-18T01:00:00Z", []));
    await tenant.good();
    expect(new Set(await tenant.saidByDay())).toEqual(new Set(["no day changed"]));
    expect(await tenant.tables()).toEqual(before);
    expect(await tenant.differing()).toEqual([]);
  });

  test("after late rows, a restatement of long ago, a backfill, and a sync that was read before what is there", async () => {
    for (const each of some()) await tenant.land(each);
    await tenant.land(insights("2026-02-28", "2026-03-18T02:00:00Z"));
    await tenant.land(insights("2026-02-28", "2026-03-18T03:00:00Z"));
    await tenant.land(insights("2026-03-01", "2026-03-18T03:00:00Z", true));
    await tenant.land(insights("2026-03-12", "2026-03-12T23:00:00Z"));
    await tenant.good();
    expect(await tenant.differing()).toEqual([]);
  });

  test("after a rename, a delete, another currency of an account, and a connection that is gone", async () => {
    for (const each of some()) await tenant.land({ ...each, connection: "connection-2" });
    await tenant.land(
      sync("meta", "campaigns", "2026-03-18T04:00:00Z", [
        { id: "2000", account_id: "100", name: "Newest name", effective_status: "DELETED" },
      ]),
    );
    await tenant.land(
      sync("meta", "ad_account", "2026-03-18T04:00:00Z", [{ account_id: "100", name: "Shop", currency: "EUR" }]),
    );
    await tenant.land(
      sync("tiktok", "advertisers", "2026-03-18T04:00:00Z", [{ advertiser_id: 900, name: "Shop", currency: "EUR" }]),
    );
    await tenant.good();
    expect(await tenant.differing()).toEqual([]);

    for (const platform of ["meta", "google_ads", "linkedin", "tiktok", "ga4"])
      await rm(join(tenant.places.lake, platform, "connection-2"), { recursive: true, force: true });
    await tenant.good();
    expect(await tenant.differing()).toEqual([]);
  });

  test("after a rate that came late, and when days have settled", async () => {
    for (const each of some()) await tenant.land(each);
    const others = world.rates.filter(({ date }) => date !== "2026-03-03");
    await tenant.rates([...others.map(lineOf), "2026-03-03,USD,JMD,161.5", "2026-03-03,EUR,JMD,171.25"]);
    tenant.clock("2026-03-25T15:00:00Z");
    await tenant.good();
    expect(await tenant.differing()).toEqual([]);
  });

  test("after all the rest, platforms that were not there included, and in another currency and region set", async () => {
    for (const each of arriving.splice(0)) await tenant.land(each);
    await tenant.good();
    expect(await tenant.differing()).toEqual([]);

    Object.assign(tenant.facts, { currency: "USD", region_set: "none" });
    const usd = world.rates
      .filter(({ base }) => base === "EUR")
      .map((rate) => ({ ...rate, quote: "USD", rate: "1.08" }));
    await tenant.rates(usd.flatMap((rate) => [lineOf(rate), lineOf({ ...rate, base: "JMD", rate: "0.0064" })]));
    await tenant.good();
    expect(await tenant.differing()).toEqual([]);
  });
});

describe("a build that did not come to its end", () => {
  test("leaves what failed to be asked again, until it is mended", async () => {
    const tenant = tenantCalled("failing");
    await tenant.rates(["2026-03-01,USD,JMD,160", "2026-03-08,USD,JMD,161", "2026-03-15,USD,JMD,162"]);
    const row = (day: string) => metaRow(spot(day), draw(draws(5)), true);
    const lands = (at: string, rows: Parameters<typeof sync>[3]) => tenant.land(sync("meta", "ads_insights", at, rows));
    await lands("2026-03-18T00:00:00Z", ["2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13"].map(row));
    await tenant.good();
    await lands("2026-03-18T01:00:00Z", [{ ...row("2026-03-11"), spend: "12,50" }]);
    const said = expect.stringContaining("cannot read spend of 2026-03-11, 100, 201");
    for (const _ of ["the build after it came", "one of nothing new"])
      expect((await tenant.build()).failures).toContainEqual(
        expect.objectContaining({ status: "fail", message: said }),
      );
    await lands("2026-03-18T02:00:00Z", [row("2026-03-11")]);
    await tenant.good();
    expect(await tenant.differing()).toEqual([]);
  });

  test.each(["meta__ad_reports", "fct_ad_performance_daily"])("killed after %s, the next makes good", async (node) => {
    const tenant = tenantCalled(`killed-after-${node.replaceAll("_", "-")}`);
    await tenant.rates(["2026-03-01,USD,JMD,160", "2026-03-08,USD,JMD,161", "2026-03-15,USD,JMD,162"]);
    const next = draws(6);
    const days = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13"];
    const rows = (from: number) => days.slice(from).map((day) => metaRow(spot(day), draw(next), true));
    await tenant.land(sync("meta", "ads_insights", "2026-03-18T00:00:00Z", rows(0)));
    await tenant.good();
    await tenant.land(sync("meta", "ads_insights", "2026-03-18T01:00:00Z", rows(3)));
    const killed = tenant.build((progress) => {
      if (progress.node === node) process.kill(dbt.pid!, "SIGKILL");
    });
    await expect(killed).rejects.toThrow(DbtGone);
    await tenant.good();
    expect(await tenant.differing()).toEqual([]);
  });
});

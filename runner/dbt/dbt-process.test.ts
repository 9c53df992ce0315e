import { afterAll, beforeAll, expect, test } from "vitest";
import type { Progress } from "#contracts/runner.ts";
import { placesOf } from "./config.ts";
import { land, makeConfig, query, quiet } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";
import { days, draw, draws, metaRow, sync } from "./world.fixture.ts";

const facts = (id: string) => ({ id, label: id, currency: "USD", time_zone: "UTC", region_set: "none" });
let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;

const on = (
  day: string,
  id: string,
  onProgress: (progress: Progress) => void = () => undefined,
  signal = new AbortController().signal,
) => dbt.transform({ tenant: facts(id), asOf: new Date(`${day}T00:00:00Z`), onProgress, signal });
const run = (id: string) => on("2026-03-20", id);
/** On the next day there is something to do, though nothing arrived. */
const nextDay = "2026-03-21";

/** Every row of every table and view that a build leaves, the history included. */
async function everything(id: string): Promise<Record<string, unknown>> {
  const path = placesOf(config, id).duckdb;
  const relations = await query(
    path,
    "select table_schema || '.' || table_name as name from information_schema.tables order by 1",
  );
  const found: Record<string, unknown> = {};
  for (const { name } of relations) found[String(name)] = await query(path, `select * from ${name} order by all`);
  return found;
}

const spend = async (id: string) =>
  (
    await query(
      placesOf(config, id).duckdb,
      "select sum(spend_micros)::varchar as spend from marts.api_performance_daily",
    )
  )[0]?.spend;

beforeAll(async () => {
  config = await makeConfig();
  dbt = createTransform(config, quiet);
  for (const [index, id] of ["first", "second"].entries()) {
    const next = draws(index);
    const rows = days("2026-03-01", 5).map((day) =>
      metaRow({ platform: "meta", day, ad: "201" }, { ...draw(next), spend: BigInt(index + 1) * 1_000_000n }, false),
    );
    await land(config, id, sync("meta", "ads_insights", "2026-03-10T00:00:00Z", rows));
  }
});

afterAll(async () => {
  await dbt.close();
  await config.remove();
});

test("tenants take turns in one process and each sees only its own; the same lake twice changes nothing", async () => {
  const [first, second] = await Promise.all([run("first"), run("second")]);
  expect([first.ok, second.ok]).toEqual([true, true]);
  const pid = dbt.process.pid;
  expect([await spend("first"), await spend("second")]).toEqual(["5000000", "10000000"]);
  const before = await everything("first");
  expect(Object.keys(before).length).toBeGreaterThan(40);

  expect(await run("first")).toMatchObject({ ok: true });
  expect(await everything("first")).toEqual(before);
  expect(dbt.process.pid).toBe(pid);
}, 900_000);

test("a killed process is a transient failure, and the next transform starts a new one over the same file", async () => {
  const before = await everything("second");
  const killed = await on(nextDay, "second", ({ step, done }) => {
    if (step === "build" && done === 25) process.kill(dbt.process.pid!, "SIGKILL");
  });
  expect(killed).toEqual({ ok: false, errorClass: "transient", reason: expect.stringContaining("SIGKILL") });

  expect(await run("second")).toMatchObject({ ok: true });
  expect(await everything("second")).toEqual(before);
}, 900_000);

test("a transform that is called off stops soon, and the next one works", async () => {
  const controller = new AbortController();
  let stoppedAt = 0;
  const off = await on(
    nextDay,
    "first",
    ({ step, done }) => {
      if (step !== "build" || done < 10) return;
      stoppedAt ||= Date.now();
      controller.abort();
    },
    controller.signal,
  );
  expect(off).toMatchObject({ ok: false, errorClass: "transient" });
  expect(Date.now() - stoppedAt).toBeLessThan(25_000);
  expect(await run("first")).toMatchObject({ ok: true });
  expect(await spend("first")).toBe("5000000");
}, 900_000);

test("when stdin closes the process ends at once, in the middle of a build", async () => {
  const gone = on(nextDay, "first", ({ step, done }) => {
    if (step === "build" && done === 10) void dbt.close();
  });
  expect(await gone).toMatchObject({ ok: false, errorClass: "transient" });
}, 900_000);

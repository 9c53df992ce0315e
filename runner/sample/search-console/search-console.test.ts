import { afterAll, beforeAll, expect, test } from "vitest";
import type { SampleServer } from "../server.ts";
import { answerOf, startSample, tell } from "../testing/sample.ts";
import { addDays } from "../world/calendar.ts";

let sample: SampleServer;
beforeAll(async () => {
  sample = await startSample(14);
});
afterAll(() => sample.close());

const access = () => sample.world.tenants[0]!.web.search_console;
const range = () => ({ startDate: sample.control.moment.firstDay, endDate: sample.control.moment.today });

async function call(path: string, body?: unknown, token = access().credentials.accessToken) {
  const headers = { authorization: `Bearer ${token}` };
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return answerOf(await fetch(`${sample.url}/google/www/webmasters/v3${path}`, { headers, ...init }));
}
const query = (body: object) =>
  call(`/sites/${encodeURIComponent(access().properties[0]!)}/searchAnalytics/query`, { ...range(), ...body });

test("sites are those of the token", async () => {
  expect(await call("/sites")).toMatchObject([200, { siteEntry: [{ siteUrl: access().properties[0] }] }]);
  expect(await call("/sites", undefined, "nobody's")).toMatchObject([401, { error: { code: 401 } }]);
  expect(await call(`/sites/${encodeURIComponent("sc-domain:kingston-harbour.example")}`)).toMatchObject([403, {}]);
});

test("the last three days are told only with all data, and grow until they are final", async () => {
  const daysOf = async (dataState: string) => (await query({ dimensions: ["date"], dataState }))[1].rows;
  const { today } = sample.control.moment;
  expect((await daysOf("final")).at(-1).keys).toEqual([addDays(today, -3)]);
  const before = (await daysOf("all")).at(-1);
  expect(before.keys).toEqual([today]);
  await tell(sample, "/control/advance", { days: 3 });
  const after = (await daysOf("final")).at(-1);
  expect(after.keys).toEqual([today]);
  expect(after.impressions).toBeGreaterThan(before.impressions * 2);
});

test("pages of rows add up to all of them, and the searches kept secret are in none by query", async () => {
  const dimensions = ["date", "query", "device"];
  const [, all] = await query({ dimensions, rowLimit: 25_000 });
  const [, head] = await query({ dimensions, rowLimit: 50 });
  const [, tail] = await query({ dimensions, rowLimit: 25_000, startRow: 50 });
  expect([...head.rows, ...tail.rows]).toEqual(all.rows);
  const impressionsOf = (rows: { impressions: number }[]) => rows.reduce((sum, row) => sum + row.impressions, 0);
  const [, total] = await query({});
  expect(impressionsOf(all.rows)).toBeLessThan(impressionsOf(total.rows));
  expect((await query({ dimensions, type: "video" }))[1]).toEqual({ responseAggregationType: "byProperty" });
});

test.each([
  [{ dimensions: ["colour"] }, "dimensions.0"],
  [{ rowLimit: 25_001 }, "rowLimit"],
  [{ startDate: "soon" }, "startDate"],
  [{ startDate: "2026-02-02", endDate: "2026-02-01" }, "Start date"],
  [{ dimensions: ["page"], aggregationType: "byProperty" }, "BY_PROPERTY"],
])("a query that Google refuses is refused: %j", async (body, named) => {
  expect(await query(body)).toMatchObject([400, { error: { message: expect.stringContaining(named) } }]);
});

test.each([
  ["expired_token", 401],
  ["rate_limit", 429],
  ["server_error", 500],
] as const)("the fault %s strikes once", async (fault, status) => {
  await tell(sample, "/control/faults", { platform: "search_console", fault });
  expect((await query({}))[0]).toBe(status);
  expect((await query({}))[0]).toBe(200);
});

test("emptied, a query has no rows", async () => {
  await tell(sample, "/control/faults", { platform: "search_console", fault: "empty" });
  expect((await query({}))[1]).not.toHaveProperty("rows");
});

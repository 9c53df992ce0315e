import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SampleServer } from "../server.ts";
import { answerOf, dailyTruth, getJson, startSample, tell } from "../testing/sample.ts";
import { addDays } from "../world/calendar.ts";
import { convertMicros } from "../world/rates.ts";

vi.setConfig({ testTimeout: 30_000 });

let sample: SampleServer;
beforeAll(async () => {
  sample = await startSample(30);
});
afterAll(() => sample.close());

async function rates(): Promise<Map<string, bigint>> {
  const [head, ...lines] = (await (await fetch(`${sample.url}/rates.csv`)).text()).trimEnd().split("\n");
  expect(head).toBe("date,base,quote,rate");
  return new Map(
    lines.map((line) => {
      const [date, base, quote, rate] = line.split(",");
      expect(rate).toMatch(/^\d+\.\d{9}$/);
      return [`${date} ${base} ${quote}`, BigInt(rate!.replace(".", ""))];
    }),
  );
}

test("rates reach from 35 days before the first day to the day after the last, both ways", async () => {
  const { firstDay, today } = sample.control.moment;
  const published = await rates();
  expect(published.size).toBe((35 + 30 + 1) * 2);
  for (const date of [addDays(firstDay, -35), addDays(today, 1)]) {
    expect(published.has(`${date} USD JMD`) && published.has(`${date} JMD USD`)).toBe(true);
  }
});

test("reporting amounts are account amounts at the published rate, ad by ad", async () => {
  const published = await rates();
  const tenant = sample.world.tenants.find((candidate) => candidate.id === "kingston-harbour")!;
  const [account] = tenant.access.tiktok.accounts;
  const truth = (await dailyTruth(sample, tenant.id)).filter((row) => row.platform === "tiktok");
  for (const row of truth) {
    const ads = sample.world
      .deliveries(account!, row.date)
      .filter((day) => day.ad.adSet.campaign.id === row.campaign_id)
      .map((day) => convertMicros(BigInt(day.spendCents) * 10_000n, published.get(`${row.date} JMD USD`)!));
    expect(row.currency).toBe("JMD");
    expect(BigInt(row.spend_reporting_micros)).toBe(ads.reduce((sum, part) => sum + part, 0n));
  }
});

test("the truth can be cut to days, and an unknown tenant is told the known ones", async () => {
  const { today } = sample.control.moment;
  const cut = await getJson(`${sample.url}/truth/daily?tenant=blue-mountain&start_date=${today}&end_date=${today}`);
  expect(new Set(cut.rows.map((row: { date: string }) => row.date))).toEqual(new Set([today]));
  expect(await answerOf(await fetch(`${sample.url}/truth/daily?tenant=nobody`))).toMatchObject([
    404,
    { remedy: "Use ?tenant= with one of: blue-mountain, kingston-harbour" },
  ]);
  expect((await fetch(`${sample.url}/truth/daily?tenant=blue-mountain&start_date=soon`)).status).toBe(400);
});

test("restating raises conversions of the last days only, and nothing else", async () => {
  const before = await dailyTruth(sample, "blue-mountain");
  await tell(sample, "/control/restate", { tenant: "blue-mountain", platform: "meta", days_back: 2, factor: 1.5 });
  const after = await dailyTruth(sample, "blue-mountain");
  const from = addDays(sample.control.moment.today, -2);
  expect(
    after.map(({ conversions: _, conversion_value_micros: __, conversion_value_reporting_micros: ___, ...row }) => row),
  ).toEqual(
    before.map(
      ({ conversions: _, conversion_value_micros: __, conversion_value_reporting_micros: ___, ...row }) => row,
    ),
  );
  const changed = after.filter((row, index) => row.conversions !== before[index]!.conversions);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.every((row) => row.platform === "meta" && row.date >= from)).toBe(true);
});

test("advancing brings a day, at most to the real date, and then says why not", async () => {
  const { today } = sample.control.moment;
  expect(await (await tell(sample, "/control/advance", { days: 1 })).json()).toMatchObject({
    moved_days: 1,
    today: addDays(today, 1),
  });
  expect((await dailyTruth(sample, "blue-mountain")).at(-1)!.date).toBe(addDays(today, 1));
  expect(await (await tell(sample, "/control/advance", { days: 100 })).json()).toMatchObject({ moved_days: 5 });
  const refused = await answerOf(await tell(sample, "/control/advance", {}));
  expect(refused).toMatchObject([409, { error: expect.stringContaining("cannot move on") }]);
});

test.each([
  ["/control/advance", { days: 0 }, "days"],
  ["/control/restate", { tenant: "blue-mountain", platform: "myspace", factor: 1 }, "platform"],
  ["/control/faults", { platform: "meta", fault: "fire" }, "fault"],
  ["/control/faults", { platform: "meta", fault: "version_sunset" }, "only known of google_ads"],
])("a wrong order to %s names the field", async (path, body, field) => {
  const refused = await answerOf(await tell(sample, path, body));
  expect(refused).toMatchObject([400, { error: expect.stringContaining(field) }]);
});

test("every path that the index names answers", async () => {
  const { endpoints } = await getJson(`${sample.url}/`);
  expect(Object.keys(endpoints)).toContain("GET /truth/daily?tenant=ID[&start_date=][&end_date=]");
  expect((await fetch(`${sample.url}/thumbnails/120209970389236448.svg`)).headers.get("content-type")).toBe(
    "image/svg+xml",
  );
  expect((await fetch(`${sample.url}/nothing`)).status).toBe(404);
  const world = await getJson(`${sample.url}/world`);
  for (const tenant of world.tenants) {
    expect(tenant.platforms.meta.access_token.length).toBeGreaterThanOrEqual(40);
    expect(tenant.platforms.tiktok.access_token.length).toBeGreaterThanOrEqual(40);
  }
});

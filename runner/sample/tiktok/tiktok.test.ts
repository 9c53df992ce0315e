import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SampleServer } from "../server.ts";
import { parishOfTiktok, sumBy, tiktokFacts, truthBy } from "../testing/facts.ts";
import { answerOf, dailyTruth, getJson, regionTruth, startSample, tell } from "../testing/sample.ts";
import { addDays } from "../world/calendar.ts";

vi.setConfig({ testTimeout: 30_000 });

let sample: SampleServer;
beforeAll(async () => {
  sample = await startSample(60);
});
afterAll(() => sample.close());

interface Row {
  dimensions: Record<string, string>;
  metrics: Record<string, string>;
}

const accessOf = (tenantId: string) => sample.world.tenants.find((tenant) => tenant.id === tenantId)!.access.tiktok;

async function get(tenantId: string, path: string, params: Record<string, string>) {
  const query = new URLSearchParams({ advertiser_id: accessOf(tenantId).accounts[0]!.id, ...params });
  return getJson(`${sample.url}/tiktok/open_api/v1.3/${path}?${query}`, {
    "access-token": accessOf(tenantId).credentials.accessToken,
  });
}

async function report(tenantId: string, params: Record<string, string> = {}): Promise<Row[]> {
  const { firstDay, today } = sample.control.moment;
  const rows: Row[] = [];
  for (let start = firstDay; start <= today; start = addDays(start, 30)) {
    for (let page = 1; ; page++) {
      const { code, data } = await get(tenantId, "report/integrated/get/", {
        dimensions: "['ad_id', 'stat_time_day']",
        metrics: '["campaign_id", "spend", "impressions", "clicks", "conversion", "total_complete_payment_rate"]',
        filtering: '[{"field_name": "ad_status", "filter_type": "IN", "filter_value": "[\\"STATUS_ALL\\"]"}]',
        start_date: start,
        end_date: addDays(start, 29),
        page_size: "200",
        page: String(page),
        ...params,
      });
      expect(code).toBe(0);
      rows.push(...data.list);
      if (page >= data.page_info.total_page) break;
    }
  }
  return rows;
}

const campaignDay = (row: Row): string => `${row.dimensions.stat_time_day!.slice(0, 10)} ${row.metrics.campaign_id}`;
const truthDay = (row: Record<string, unknown>): string => `${row.date} ${row.campaign_id}`;
const facts = (row: Row) => tiktokFacts(row as unknown as Record<string, unknown>);

test.each(["blue-mountain", "kingston-harbour"])("reports of %s add up to the truth", async (tenantId) => {
  const rows = await report(tenantId);
  expect(rows.length).toBeGreaterThan(300);
  expect(sumBy(rows, campaignDay, facts)).toEqual(truthBy(await dailyTruth(sample, tenantId), "tiktok", truthDay));
});

test("reports by province add up to the truth of each parish and stay below the day", async () => {
  const rows = await report("blue-mountain", {
    dimensions: "['ad_id', 'stat_time_day', 'province_id']",
    metrics: "['campaign_id', 'spend', 'impressions', 'clicks', 'conversion']",
  });
  const truth = await regionTruth(sample, "blue-mountain");
  expect(sumBy(rows, (row) => `${campaignDay(row)} ${parishOfTiktok(row.dimensions.province_id)}`, facts)).toEqual(
    truthBy(truth, "tiktok", (row) => `${truthDay(row)} ${row.region_code}`),
  );
  const days = truthBy(await dailyTruth(sample, "blue-mountain"), "tiktok", truthDay);
  for (const [day, { impressions }] of sumBy(rows, campaignDay, facts)) {
    expect(impressions).toBeLessThan(days.get(day)!.impressions);
  }
});

test("deleted ads are listed and reported when they are asked for, and only then", async () => {
  const idsOf = async (params: Record<string, string>) =>
    new Set(
      (await get("blue-mountain", "ad/get/", { page_size: "1000", ...params })).data.list.map(
        (ad: { ad_id: string }) => ad.ad_id,
      ),
    );
  const everything = await idsOf({ filtering: '{"secondary_status": "AD_STATUS_ALL"}' });
  const existing = await idsOf({});
  expect(everything.size).toBeGreaterThan(existing.size);
  const reported = new Set((await report("blue-mountain", { filtering: "" })).map((row) => row.dimensions.ad_id));
  expect([...reported].filter((id) => !existing.has(id))).toEqual([]);
});

test("ids are strings of nineteen digits", async () => {
  const { data } = await get("blue-mountain", "campaign/get/", { page_size: "1000" });
  expect(data.list).toHaveLength(3);
  for (const campaign of data.list) {
    expect(campaign.campaign_id).toMatch(/^18\d{17}$/);
    expect(campaign.advertiser_id).toMatch(/^70\d{17}$/);
  }
});

test("a range of more than 31 days, an unknown metric and another's account are refused as the platform does", async () => {
  const question = { dimensions: '["ad_id","stat_time_day"]', metrics: '["spend"]', start_date: "2026-01-01" };
  const refused = async (params: Record<string, string>) =>
    (await get("blue-mountain", "report/integrated/get/", { ...question, end_date: "2026-01-02", ...params })).code;
  expect(await refused({ end_date: "2026-02-01" })).toBe(40002);
  expect(await refused({ metrics: '["sunshine"]' })).toBe(40002);
  expect(await refused({ advertiser_id: accessOf("kingston-harbour").accounts[0]!.id })).toBe(40001);
  const anonymous = await getJson(`${sample.url}/tiktok/open_api/v1.3/oauth2/advertiser/get/`);
  expect(anonymous.code).toBe(40105);
});

test.each([
  ["expired_token", 200, 40105],
  ["rate_limit", 200, 40100],
  ["server_error", 500, 50000],
])("the fault %s answers %i with code %i, once", async (fault, status, code) => {
  await tell(sample, "/control/faults", { platform: "tiktok", fault });
  const url = `${sample.url}/tiktok/open_api/v1.3/oauth2/advertiser/get/`;
  const headers = { "access-token": accessOf("blue-mountain").credentials.accessToken };
  expect(await answerOf(await fetch(url, { headers }))).toMatchObject([status, { code }]);
  expect((await getJson(url, headers)).code).toBe(0);
});

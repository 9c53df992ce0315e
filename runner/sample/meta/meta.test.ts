import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SampleServer } from "../server.ts";
import { metaFacts, parishOfMeta, sumBy, truthBy } from "../testing/facts.ts";
import { answerOf, dailyTruth, getJson, regionTruth, startSample, tell } from "../testing/sample.ts";

vi.setConfig({ testTimeout: 30_000 });

let sample: SampleServer;
beforeAll(async () => {
  sample = await startSample(40);
});
afterAll(() => sample.close());

type Row = Record<string, unknown>;

const accessOf = (tenantId: string) => sample.world.tenants.find((tenant) => tenant.id === tenantId)!.access.meta;

const urlOf = (tenantId: string, path: string, params: Record<string, string>): string =>
  `${sample.url}/meta/v25.0/${path}?${new URLSearchParams({ ...params, access_token: accessOf(tenantId).credentials.accessToken })}`;

/** Follows `paging.next` to the end, on our loopback instead of the real host that it names. */
async function all(first: string): Promise<Row[]> {
  const rows: Row[] = [];
  let next: string | undefined = first;
  while (next !== undefined) {
    const page = await getJson(next);
    rows.push(...page.data);
    if (page.paging?.next) expect(page.paging.next).toMatch(/^https:\/\/graph\.facebook\.com\/v25\.0\//);
    next = page.paging?.next?.replace("https://graph.facebook.com", `${sample.url}/meta`);
  }
  return rows;
}

function insights(tenantId: string, accountId: string, params: Record<string, string> = {}): Promise<Row[]> {
  const { firstDay, today } = sample.control.moment;
  return all(
    urlOf(tenantId, `act_${accountId}/insights`, {
      level: "ad",
      time_increment: "1",
      time_range: JSON.stringify({ since: firstDay, until: today }),
      fields: "campaign_id,ad_id,ad_name,impressions,clicks,spend,actions,action_values",
      action_breakdowns: '["action_type","action_target_id","action_destination"]',
      action_attribution_windows: '["1d_click","7d_click","28d_click","1d_view"]',
      limit: "5000",
      ...params,
    }),
  );
}

const campaignDay = (row: Row): string => `${row.date_start} ${row.campaign_id}`;
const truthDay = (row: Row): string => `${row.date} ${row.campaign_id}`;

test.each(["blue-mountain", "kingston-harbour"])("insights of %s add up to the truth", async (tenantId) => {
  const rows = await insights(tenantId, accessOf(tenantId).accounts[0]!.id);
  expect(rows.length).toBeGreaterThan(500);
  expect(sumBy(rows, campaignDay, metaFacts)).toEqual(truthBy(await dailyTruth(sample, tenantId), "meta", truthDay));
});

test("insights by region add up to the truth of each parish, and with Unknown to the day", async () => {
  const [account] = accessOf("blue-mountain").accounts;
  const rows = await insights("blue-mountain", account!.id, { breakdowns: '["region"]' });
  const known = rows.filter((row) => parishOfMeta(row.region) !== null);
  expect(rows.length).toBeGreaterThan(known.length);
  expect(rows.filter((row) => parishOfMeta(row.region) === null).every((row) => row.region === "Unknown")).toBe(true);
  const truth = await regionTruth(sample, "blue-mountain");
  expect(sumBy(known, (row) => `${campaignDay(row)} ${parishOfMeta(row.region)}`, metaFacts)).toEqual(
    truthBy(truth, "meta", (row) => `${truthDay(row)} ${row.region_code}`),
  );
  expect(sumBy(rows, campaignDay, metaFacts)).toEqual(
    truthBy(await dailyTruth(sample, "blue-mountain"), "meta", truthDay),
  );
});

test("other levels and longer periods are the same numbers, added up", async () => {
  const [account] = accessOf("blue-mountain").accounts;
  const ads = await insights("blue-mountain", account!.id);
  const campaigns = await insights("blue-mountain", account!.id, { level: "campaign", time_increment: "all_days" });
  const byCampaign = (row: Row): string => String(row.campaign_id);
  expect(sumBy(campaigns, byCampaign, metaFacts)).toEqual(sumBy(ads, byCampaign, metaFacts));
});

test("a deleted ad is not listed any more, and still in the insights", async () => {
  const [account] = accessOf("blue-mountain").accounts;
  const fields = { fields: "id,name,effective_status", limit: "500" };
  const listed = new Set((await all(urlOf("blue-mountain", `act_${account!.id}/ads`, fields))).map((ad) => ad.id));
  const reported = new Set((await insights("blue-mountain", account!.id)).map((row) => row.ad_id));
  const gone = [...reported].filter((id) => !listed.has(id));
  expect(gone.length).toBeGreaterThan(0);
  const filtering = JSON.stringify([{ field: "ad.effective_status", operator: "IN", value: ["DELETED"] }]);
  const deleted = await all(urlOf("blue-mountain", `act_${account!.id}/ads`, { ...fields, filtering }));
  expect(new Set(deleted.map((ad) => ad.id))).toEqual(new Set(gone));
});

test("entities can be asked for by the time of their last edit", async () => {
  const [account] = accessOf("blue-mountain").accounts;
  const edge = `act_${account!.id}/campaigns`;
  const everything = await all(urlOf("blue-mountain", edge, { fields: "updated_time" }));
  const times = everything.map((node) => Date.parse(String(node.updated_time).replace("-0500", "-05:00")) / 1000);
  const [, second] = [...times].sort((left, right) => left - right);
  const filtering = JSON.stringify([{ field: "campaign.updated_time", operator: "GREATER_THAN", value: second }]);
  const later = await all(urlOf("blue-mountain", edge, { fields: "updated_time", filtering }));
  expect(later).toHaveLength(times.filter((time) => time > second!).length);
});

test("the closed account says so and has no insights", async () => {
  const closed = accessOf("kingston-harbour").accounts.find((account) => !account.active)!;
  const node = await getJson(urlOf("kingston-harbour", `act_${closed.id}`, { fields: "account_status,currency" }));
  expect(node).toEqual({ id: `act_${closed.id}`, account_status: 2, currency: "USD" });
  expect(await insights("kingston-harbour", closed.id)).toEqual([]);
});

test("one tenant's token does not open another tenant's account, and no token opens none", async () => {
  const [theirs] = accessOf("kingston-harbour").accounts;
  expect(await getJson(urlOf("blue-mountain", `act_${theirs!.id}`, {}))).toMatchObject({
    error: { code: 100, error_subcode: 33 },
  });
  expect(await getJson(`${sample.url}/meta/v25.0/act_${theirs!.id}?access_token=wrong`)).toMatchObject({
    error: { type: "OAuthException", code: 190 },
  });
});

test.each([
  ["expired_token", 400, 190],
  ["rate_limit", 403, 4],
  ["server_error", 500, 1],
])("the fault %s answers %i with code %i, once", async (fault, status, code) => {
  const [account] = accessOf("blue-mountain").accounts;
  await tell(sample, "/control/faults", { platform: "meta", fault, count: 1 });
  const struck = await answerOf(await fetch(urlOf("blue-mountain", `act_${account!.id}`, {})));
  expect(struck).toMatchObject([status, { error: { code } }]);
  expect((await fetch(urlOf("blue-mountain", `act_${account!.id}`, {}))).status).toBe(200);
});

test("empty: no rows until it is cleared", async () => {
  const [account] = accessOf("blue-mountain").accounts;
  await tell(sample, "/control/faults", { platform: "meta", fault: "empty", count: "until_cleared" });
  expect(await insights("blue-mountain", account!.id)).toEqual([]);
  await tell(sample, "/control/faults", {}, "DELETE");
  expect(await insights("blue-mountain", account!.id)).not.toEqual([]);
});

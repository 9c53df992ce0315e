import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SampleServer } from "../server.ts";
import { linkedinFacts, parishOfLinkedin, sumBy, truthBy } from "../testing/facts.ts";
import { answerOf, dailyTruth, getJson, regionTruth, startSample, tell } from "../testing/sample.ts";
import { convertMicros, rateNanos } from "../world/rates.ts";

vi.setConfig({ testTimeout: 30_000 });

let sample: SampleServer;
beforeAll(async () => {
  sample = await startSample(60);
});
afterAll(() => sample.close());

type Row = Record<string, unknown> & { dateRange: { start: Parts; end: Parts }; pivotValues: [string] };
interface Parts {
  year: number;
  month: number;
  day: number;
}

const accessOf = (tenantId: string) => sample.world.tenants.find((tenant) => tenant.id === tenantId)!.access.linkedin;
const accountOf = (tenantId: string) => accessOf(tenantId).accounts[0]!;

const get = (tenantId: string, path: string, query = "") =>
  getJson(`${sample.url}/linkedin/rest/${path}?${query}`, {
    authorization: `Bearer ${accessOf(tenantId).credentials.accessToken}`,
  });

const parts = (date: string): string => {
  const [year, month, day] = date.split("-").map(Number);
  return `(year:${year},month:${month},day:${day})`;
};
const dateOf = ({ year, month, day }: Parts): string =>
  [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");

const FIELDS = [
  ...["impressions", "clicks", "costInLocalCurrency", "costInUsd", "oneClickLeads", "externalWebsiteConversions"],
  ...["conversionValueInLocalCurrency", "dateRange", "pivotValues"],
].join(",");

function question(tenantId: string, change: Record<string, string> = {}): string {
  const { firstDay, today } = sample.control.moment;
  const asked = {
    q: "analytics",
    pivot: "(value:CAMPAIGN_GROUP)",
    timeGranularity: "(value:DAILY)",
    accounts: `List(urn%3Ali%3AsponsoredAccount%3A${accountOf(tenantId).id})`,
    dateRange: `(start:${parts(firstDay)},end:${parts(today)})`,
    fields: FIELDS,
    ...change,
  };
  return Object.entries(asked)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

const report = async (tenantId: string, change: Record<string, string> = {}): Promise<Row[]> =>
  (await get(tenantId, "adAnalytics", question(tenantId, change))).elements;

const idOf = (row: Row): string => row.pivotValues[0].split(":").at(-1)!;
const groupDay = (row: Row): string => `${dateOf(row.dateRange.end)} ${idOf(row)}`;
const truthDay = (row: Record<string, unknown>): string => `${row.date} ${row.campaign_id}`;

test.each(["blue-mountain", "kingston-harbour"])("reports of %s add up to the truth", async (tenantId) => {
  const rows = await report(tenantId);
  expect(sumBy(rows, groupDay, linkedinFacts)).toEqual(
    truthBy(await dailyTruth(sample, tenantId), "linkedin", truthDay),
  );
});

test("campaign groups, campaigns and creatives are levels of one another", async () => {
  const account = `adAccounts/${accountOf("blue-mountain").id}`;
  const { elements: campaigns } = await get("blue-mountain", `${account}/adCampaigns`, "q=search");
  const { elements: creatives } = await get("blue-mountain", `${account}/creatives`, "q=criteria");
  const groupOf = new Map(
    campaigns.map((row: Record<string, string>) => [`urn:li:sponsoredCampaign:${row.id}`, row.campaignGroup]),
  );
  const campaignOf = new Map(creatives.map((row: Record<string, string>) => [row.id, row.campaign]));
  const byCreative = await report("blue-mountain", { pivot: "CREATIVE" });
  expect(sumBy(byCreative, (row) => `${groupOf.get(campaignOf.get(row.pivotValues[0]))}`, linkedinFacts)).toEqual(
    sumBy(await report("blue-mountain"), (row) => row.pivotValues[0], linkedinFacts),
  );
});

test("member regions add up to the truth of each parish, by day and by calendar month", async () => {
  const truth = await regionTruth(sample, "blue-mountain");
  const groups = new Set(truth.filter(({ platform }) => platform === "linkedin").map((row) => row.campaign_id));
  for (const granularity of ["DAILY", "MONTHLY"]) {
    const period = (date: string): string => (granularity === "DAILY" ? date : date.slice(0, 7));
    for (const group of groups) {
      const rows = await report("blue-mountain", {
        pivot: "(value:MEMBER_REGION_V2)",
        timeGranularity: `(value:${granularity})`,
        campaignGroups: `List(urn:li:sponsoredCampaignGroup:${group})`,
      });
      const key = (row: Row): string =>
        `${period(dateOf(row.dateRange.start))} ${parishOfLinkedin(row.pivotValues[0])}`;
      expect(sumBy(rows, key, linkedinFacts)).toEqual(
        truthBy(
          truth.filter((row) => row.campaign_id === group),
          "linkedin",
          (row) => `${period(row.date)} ${row.region_code}`,
        ),
      );
    }
  }
});

test("amounts are text or numbers, some with the dirt of floating point, and a tiny negative corrects an ad that ended", async () => {
  const rows = await report("kingston-harbour", { pivot: "CREATIVE" });
  const costs = rows.map((row) => row.costInLocalCurrency as string | number);
  expect(new Set(costs.map((cost) => typeof cost))).toEqual(new Set(["string", "number"]));
  expect(costs.some((cost) => /\.\d{6,}$/.test(String(cost)))).toBe(true);
  const corrections = rows.filter((row) => Number(row.costInLocalCurrency) < 0);
  expect(corrections.map(({ impressions }) => impressions)).toContain(0);
  for (const cost of costs) expect(Number(cost)).toBeGreaterThan(-1e-9);
});

test("the cost in dollars is the account's at the rate of the day", async () => {
  const [row] = await report("kingston-harbour");
  const rate = rateNanos(1, "JMD", "USD", dateOf(row!.dateRange.start));
  const local = BigInt(Math.round(Number(row!.costInLocalCurrency) * 100)) * 10_000n;
  // Each ad is converted and rounded on its own.
  expect(Math.abs(Number(row!.costInUsd) * 1e6 - Number(convertMicros(local, rate)))).toBeLessThan(10);
});

test("a deleted ad stays in the list as archived", async () => {
  const path = `adAccounts/${accountOf("blue-mountain").id}/creatives`;
  const { elements } = await get("blue-mountain", path, "q=criteria&pageSize=100");
  expect(new Set(elements.map((row: Record<string, string>) => row.intendedStatus))).toEqual(
    new Set(["ACTIVE", "ARCHIVED"]),
  );
});

test("lists come in pages and only with the statuses asked for", async () => {
  const path = `adAccounts/${accountOf("blue-mountain").id}/adCampaigns`;
  const whole = await get("blue-mountain", path, "q=search");
  const first = await get("blue-mountain", path, "q=search&pageSize=3");
  const rest = await get("blue-mountain", path, `q=search&pageSize=3&pageToken=${first.metadata.nextPageToken}`);
  expect([...first.elements, ...rest.elements]).toEqual(whole.elements);
  expect(rest.metadata).toEqual({});
  const drafts = await get("blue-mountain", path, "q=search&search=(status:(values:List(DRAFT,REMOVED)))");
  expect(drafts.elements).toEqual([]);
});

test("more than twenty fields, unknown ones and a question without an account are refused; another's account is empty", async () => {
  const status = async (change: Record<string, string>) =>
    (await get("blue-mountain", "adAnalytics", question("blue-mountain", change))).status;
  expect(await status({ fields: Array.from({ length: 21 }, () => "clicks").join(",") })).toBe(400);
  expect(await status({ fields: "sunshine" })).toBe(400);
  expect(await status({ accounts: "everything" })).toBe(400);
  expect(await status({ pivot: "WEATHER" })).toBe(400);
  const foreign = `List(urn:li:sponsoredAccount:${accountOf("kingston-harbour").id})`;
  expect(await report("blue-mountain", { accounts: foreign })).toEqual([]);
});

test("a refresh token is exchanged for an access token, and nobody else's client may do it", async () => {
  const { clientId, clientSecret, refreshToken, accessToken } = accessOf("blue-mountain").credentials;
  const exchange = (change: Record<string, string>) =>
    fetch(`${sample.url}/linkedin/oauth/v2/accessToken`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "refresh_token",
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: refreshToken,
        ...change,
      }),
    });
  expect(await answerOf(await exchange({}))).toMatchObject([200, { access_token: accessToken }]);
  expect(await answerOf(await exchange({ refresh_token: "old" }))).toMatchObject([400, { error: "invalid_request" }]);
  expect(await answerOf(await exchange({ client_secret: "x" }))).toMatchObject([401, { error: "invalid_client" }]);
});

test.each([
  ["expired_token", 401, 65_602],
  ["rate_limit", 429, 101],
  ["server_error", 500, undefined],
])("the fault %s answers %i with service error %s, once", async (fault, status, serviceErrorCode) => {
  await tell(sample, "/control/faults", { platform: "linkedin", fault });
  const answer = await get("blue-mountain", "adAccounts", "q=search");
  expect([answer.status, answer.serviceErrorCode]).toEqual([status, serviceErrorCode]);
  expect((await get("blue-mountain", "adAccounts", "q=search")).elements).toHaveLength(1);
});

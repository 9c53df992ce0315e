import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SampleServer } from "../server.ts";
import { microsoftAdsFacts, parishOfMicrosoftAds, sumBy, truthBy } from "../testing/facts.ts";
import { answerOf, dailyTruth, regionTruth, startSample, tell } from "../testing/sample.ts";

vi.setConfig({ testTimeout: 30_000 });

let sample: SampleServer;
beforeAll(async () => {
  sample = await startSample(60);
});
afterAll(() => sample.close());

type Row = Record<string, string>;

const accessOf = (tenantId: string) =>
  sample.world.tenants.find((tenant) => tenant.id === tenantId)!.access.microsoft_ads;
const accountOf = (tenantId: string) => accessOf(tenantId).accounts[0]!;

function post(tenantId: string, path: string, body: unknown): Promise<Response> {
  const { accessToken, developerToken } = accessOf(tenantId).credentials;
  return fetch(`${sample.url}/microsoft-ads${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, developertoken: developerToken },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

const ask = async (tenantId: string, path: string, body: unknown) =>
  (await answerOf(await post(tenantId, path, body)))[1];

const plain = (date: string) => {
  const [Year, Month, Day] = date.split("-").map(Number);
  return { Day, Month, Year };
};

function question(tenantId: string, type: string, columns: readonly string[], change: object = {}) {
  const { firstDay, today } = sample.control.moment;
  return {
    ReportRequest: {
      Type: type,
      Aggregation: "Daily",
      Columns: columns,
      Scope: { AccountIds: [accountOf(tenantId).id] },
      Time: { CustomDateRangeStart: plain(firstDay), CustomDateRangeEnd: plain(today) },
      ...change,
    },
  };
}

/** Orders a report, asks for it until it is there, downloads and unpacks it. */
async function report(tenantId: string, type: string, columns: readonly string[]): Promise<Row[]> {
  const order = await ask(tenantId, "/Reporting/v13/GenerateReport/Submit", question(tenantId, type, columns));
  for (;;) {
    const { ReportRequestStatus: status } = await ask(tenantId, "/Reporting/v13/GenerateReport/Poll", order);
    if (status.Status === "Pending") continue;
    const { pathname } = new URL(status.ReportDownloadUrl);
    return rowsOf(Buffer.from(await (await fetch(`${sample.url}/microsoft-ads${pathname}`)).arrayBuffer()));
  }
}

/** The rows of the one file of an archive; no cell of the sample's has a line end. */
function rowsOf(archive: Buffer): Row[] {
  const start = 30 + archive.readUInt16LE(26);
  const csv = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(18))).toString();
  expect(csv.startsWith("\uFEFF")).toBe(true);
  const [head, ...lines] = csv
    .slice(1)
    .trimEnd()
    .split("\r\n")
    .map((line) => line.slice(1, -1).split('","'));
  return lines.map((cells) => Object.fromEntries(head!.map((name, index) => [name, cells[index]!])));
}

const METRICS = ["Impressions", "Clicks", "Spend", "Conversions", "Revenue"];
const campaignDay = (row: Row): string => `${row.TimePeriod} ${row.CampaignId}`;
const truthDay = (row: Record<string, unknown>): string => `${row.date} ${row.campaign_id}`;

test.each(["AdPerformanceReportRequest", "CampaignPerformanceReportRequest"])(
  "%s adds up to the truth, divided by device",
  async (type) => {
    const columns = ["TimePeriod", "CampaignId", "DeviceType", "DeviceOS", ...METRICS];
    const rows = await report("blue-mountain", type, columns);
    expect(new Set(rows.map((row) => row.DeviceType))).toEqual(new Set(["Computer", "Smartphone"]));
    expect(sumBy(rows, campaignDay, microsoftAdsFacts)).toEqual(
      truthBy(await dailyTruth(sample, "blue-mountain"), "microsoft_ads", truthDay),
    );
    expect(rows.some((row) => /^\d{1,3},\d{3}/.test(row.Revenue!))).toBe(true);
  },
);

test.each(["GeographicPerformanceReportRequest", "UserLocationPerformanceReportRequest"])(
  "%s adds up to the truth of each parish, and with those of whom only the country is known to the day",
  async (type) => {
    const rows = await report("kingston-harbour", type, [
      "TimePeriod",
      "CampaignId",
      "LocationId",
      "State",
      ...METRICS,
    ]);
    expect(sumBy(rows, campaignDay, microsoftAdsFacts)).toEqual(
      truthBy(await dailyTruth(sample, "kingston-harbour"), "microsoft_ads", truthDay),
    );
    const known = rows.filter((row) => row.State !== "");
    const parishDay = (row: Row) => `${campaignDay(row)} ${parishOfMicrosoftAds(row.LocationId)}`;
    expect(sumBy(known, parishDay, microsoftAdsFacts)).toEqual(
      truthBy(
        await regionTruth(sample, "kingston-harbour"),
        "microsoft_ads",
        (row) => `${truthDay(row)} ${row.region_code}`,
      ),
    );
  },
);

test("a deleted ad is no longer listed, and its days stay in the reports", async () => {
  const reported = await report("blue-mountain", "AdPerformanceReportRequest", ["AdId", "AdGroupId"]);
  const groups = new Set(reported.map((row) => row.AdGroupId));
  const answers = [...groups].map((AdGroupId) =>
    ask("blue-mountain", "/CampaignManagement/v13/Ads/QueryByAdGroupId", { AdGroupId }),
  );
  const listed = new Set<string>();
  for (const answer of answers) for (const ad of (await answer).Ads as { Id: string }[]) listed.add(ad.Id);
  const gone = new Set(reported.map((row) => row.AdId!).filter((id) => !listed.has(id)));
  expect(gone.size).toBeGreaterThan(0);
});

test("an account tells its time zone by Microsoft's own name, its campaigns and their ad groups follow", async () => {
  const { Accounts } = await ask("blue-mountain", "/CustomerManagement/v13/Accounts/Search", {});
  expect(Accounts).toMatchObject([{ CurrencyCode: "JMD", TimeZone: "BogotaLimaQuito" }]);
  const path = "/CampaignManagement/v13";
  const { Campaigns } = await ask("blue-mountain", `${path}/Campaigns/QueryByAccountId`, { AccountId: Accounts[0].Id });
  expect(Campaigns).toHaveLength(2);
  const below = await ask("blue-mountain", `${path}/AdGroups/QueryByCampaignId`, { CampaignId: Campaigns[0].Id });
  expect(below.AdGroups).toHaveLength(2);
});

test("an unknown report, column, aggregation and another's account are refused, and named", async () => {
  const refused = async (type: string, columns: readonly string[], change: object = {}) => {
    const body = question("blue-mountain", type, columns, change);
    const [status, answer] = await answerOf(await post("blue-mountain", "/Reporting/v13/GenerateReport/Submit", body));
    return `${status} ${answer.Errors[0].Message}`;
  };
  const type = "AdPerformanceReportRequest";
  expect(await refused("WeatherReportRequest", ["Clicks"])).toMatch(/^400 .*Type.*WeatherReportRequest/);
  expect(await refused(type, ["Sunshine"])).toMatch(/^400 .*Columns.*Sunshine/);
  expect(await refused(type, ["Clicks"], { Aggregation: "Yearly" })).toMatch(/^400 .*Aggregation/);
  const foreign = { AccountIds: [accountOf("kingston-harbour").id] };
  expect(await refused(type, ["Clicks"], { Scope: foreign })).toMatch(/^400 AccountId/);
});

const envelope = (operation: string, token: string, developerToken: string) =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><AuthenticationToken>${token}</AuthenticationToken>` +
  `<n:DeveloperToken xmlns:n="urn:x">${developerToken}</n:DeveloperToken></e:Header><e:Body><n:${operation}Request xmlns:n="urn:x"/></e:Body></e:Envelope>`;

test("customer management speaks SOAP as well, names escaped and errors as faults", async () => {
  const { accessToken, developerToken } = accessOf("blue-mountain").credentials;
  const path = "/Api/CustomerManagement/v13/CustomerManagementService.svc";
  const call = async (operation: string, token = accessToken) => {
    const answer = await post("blue-mountain", path, envelope(operation, token, developerToken));
    return `${answer.status} ${await answer.text()}`;
  };
  expect(await call("GetUser")).toMatch(/^200 .*<a:Id>\d+<\/a:Id>/s);
  expect(await call("SearchAccounts")).toContain("Blue Mountain &amp; Sons &lt;Search&gt;");
  expect(await call("GetUser", "stolen")).toMatch(/^500 .*<Code>105<\/Code>/s);
  expect(await call("DeleteEverything")).toMatch(/^500 .*DeleteEverything/s);
});

test("a refresh token is exchanged for an access token, and nobody else's client may do it", async () => {
  const { clientId, clientSecret, refreshToken, accessToken } = accessOf("blue-mountain").credentials;
  const exchange = async (change: Record<string, string>) => {
    const body = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
      ...change,
    });
    return answerOf(await fetch(`${sample.url}/microsoft-ads/common/oauth2/v2.0/token`, { method: "POST", body }));
  };
  expect(await exchange({})).toMatchObject([200, { access_token: accessToken, refresh_token: refreshToken }]);
  expect(await exchange({ refresh_token: "old" })).toMatchObject([400, { error: "invalid_grant" }]);
  expect(await exchange({ client_secret: "x" })).toMatchObject([401, { error: "invalid_client" }]);
});

test.each([
  ["expired_token", 401, 109],
  ["rate_limit", 429, 117],
  ["server_error", 500, 0],
])("the fault %s answers %i with code %i, once", async (fault, status, Code) => {
  await tell(sample, "/control/faults", { platform: "microsoft_ads", fault });
  const user = async () => answerOf(await post("blue-mountain", "/CustomerManagement/v13/User/Query", {}));
  expect(await user()).toMatchObject([status, { Errors: [{ Code }] }]);
  expect(await user()).toMatchObject([200, { User: {} }]);
});

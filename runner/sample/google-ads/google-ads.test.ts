import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SampleServer } from "../server.ts";
import { type Facts, parishOfGoogleAds, sumBy, truthBy } from "../testing/facts.ts";
import { answerOf, dailyTruth, regionTruth, startSample, tell } from "../testing/sample.ts";

vi.setConfig({ testTimeout: 30_000 });

let sample: SampleServer;
beforeAll(async () => {
  sample = await startSample(60);
});
afterAll(() => sample.close());

// biome-ignore lint/suspicious/noExplicitAny: rows are read as they come
type Row = any;

const accessOf = (tenantId: string) => sample.world.tenants.find((tenant) => tenant.id === tenantId)!.access.google_ads;

function headersOf(tenantId: string): Record<string, string> {
  const { credentials } = accessOf(tenantId);
  return {
    authorization: `Bearer ${credentials.accessToken}`,
    "developer-token": credentials.developerToken,
    "login-customer-id": credentials.loginCustomerId,
  };
}

interface Ask {
  readonly customerId?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly pageToken?: string;
}

const ask = (tenantId: string, query: string, { customerId, method, headers, pageToken }: Ask = {}) =>
  fetch(
    `${sample.url}/google-ads/v23/customers/${customerId ?? accessOf(tenantId).accounts[0]!.id}/googleAds:${method ?? "searchStream"}`,
    {
      method: "POST",
      headers: { "content-type": "application/json", ...headersOf(tenantId), ...headers },
      body: JSON.stringify({ query, ...(pageToken ? { pageToken } : {}) }),
    },
  );

async function rowsOf(tenantId: string, query: string, options?: Ask): Promise<Row[]> {
  const parts = (await (await ask(tenantId, query, options)).json()) as { results?: Row[] }[];
  return parts.flatMap(({ results }) => results ?? []);
}

const days = (): string =>
  `segments.date BETWEEN '${sample.control.moment.firstDay}' AND '${sample.control.moment.today}'`;
const NUMBERS =
  "metrics.impressions, metrics.clicks, metrics.cost_micros, metrics.conversions, metrics.conversions_value";

const factsOf = ({ metrics }: Row): Facts => ({
  impressions: Number(metrics.impressions),
  clicks: Number(metrics.clicks),
  spend_micros: Number(metrics.costMicros),
  conversions: metrics.conversions,
  conversion_value_micros: Math.round(metrics.conversionsValue * 100) * 10_000,
});
const campaignDay = ({ campaign, segments }: Row): string => `${segments.date} ${campaign.id}`;
const dayOf = ({ date }: Row): string => date;
const tenants = ["blue-mountain", "kingston-harbour"] as const;

test.each(tenants)("campaigns of %s by the hour add up to the truth", async (tenantId) => {
  const rows = await rowsOf(
    tenantId,
    `SELECT campaign.id, segments.date, segments.hour, segments.ad_network_type, ${NUMBERS} FROM campaign WHERE ${days()}`,
  );
  expect(rows.length).toBeGreaterThan(300);
  expect(sumBy(rows, campaignDay, factsOf)).toEqual(
    truthBy(await dailyTruth(sample, tenantId), "google_ads", (row) => `${row.date} ${row.campaign_id}`),
  );
});

test.each(tenants)(
  "regions of %s add up to the truth of each parish, and with the unknown to the ads' days",
  async (tenantId) => {
    const rows = await rowsOf(
      tenantId,
      `SELECT campaign.id, ad_group.id, geographic_view.location_type, segments.date, segments.device, segments.geo_target_region, ${NUMBERS} FROM geographic_view WHERE ${days()}`,
    );
    const parish = ({ segments }: Row) => parishOfGoogleAds(segments.geoTargetRegion);
    expect(new Set(rows.map(({ geographicView }) => geographicView.locationType)).size).toBe(2);
    expect(
      sumBy(
        rows.filter((row) => parish(row) !== null),
        (row) => `${campaignDay(row)} ${parish(row)}`,
        factsOf,
      ),
    ).toEqual(
      truthBy(
        await regionTruth(sample, tenantId),
        "google_ads",
        (row) => `${row.date} ${row.campaign_id} ${row.region_code}`,
      ),
    );
    const ads = await rowsOf(
      tenantId,
      `SELECT campaign.id, ad_group_ad.ad.id, segments.date, ${NUMBERS} FROM ad_group_ad WHERE ${days()}`,
    );
    expect(sumBy(rows, campaignDay, factsOf)).toEqual(sumBy(ads, campaignDay, factsOf));
  },
);

test("a Performance Max campaign has numbers of its own, but no ad group, ad or region", async () => {
  const list = "SELECT campaign.id, campaign.advertising_channel_type, metrics.clicks FROM campaign";
  const [special] = await rowsOf(
    "blue-mountain",
    `${list} WHERE campaign.advertising_channel_type = 'PERFORMANCE_MAX'`,
  );
  expect(Number(special.metrics.clicks)).toBeGreaterThan(0);
  for (const query of [
    "SELECT ad_group.id, campaign.id FROM ad_group",
    "SELECT ad_group_ad.ad.id, campaign.id FROM ad_group_ad",
    `SELECT campaign.id, ad_group.id, segments.date, metrics.clicks FROM geographic_view WHERE ${days()}`,
  ]) {
    const rows = await rowsOf("blue-mountain", query);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ campaign }) => campaign.id)).not.toContain(special.campaign.id);
  }
});

test("an account's day is the same by device, by hour, and whole", async () => {
  const by = (segments: string) =>
    rowsOf("kingston-harbour", `SELECT ${segments}, ${NUMBERS} FROM customer WHERE ${days()} ORDER BY segments.date`);
  const whole = await by("segments.date");
  const dates = whole.map(({ segments }) => segments.date);
  expect(dates).toEqual([...dates].sort());
  const sums = (rows: Row[]) => sumBy(rows, ({ segments }) => segments.date, factsOf);
  expect(sums(whole)).toEqual(truthBy(await dailyTruth(sample, "kingston-harbour"), "google_ads", dayOf));
  for (const divided of ["segments.device, segments.ad_network_type", "segments.hour"])
    expect(sums(await by(`segments.date, ${divided}`))).toEqual(sums(whole));
});

test("rows hold what was selected, in the JSON of the REST interface", async () => {
  const { today } = sample.control.moment;
  const response = await ask(
    "blue-mountain",
    `SELECT campaign.name, campaign_budget.id, segments.date, segments.year, metrics.cost_micros, metrics.ctr FROM campaign WHERE segments.date = '${today}' AND campaign.status = 'ENABLED' ORDER BY metrics.cost_micros DESC LIMIT 1`,
  );
  expect(await response.json()).toEqual([
    {
      results: [
        {
          campaign: {
            resourceName: expect.stringMatching(/^customers\/\d{10}\/campaigns\/\d+$/),
            name: expect.any(String),
          },
          campaignBudget: {
            resourceName: expect.stringMatching(/^customers\/\d{10}\/campaignBudgets\/\d+$/),
            id: expect.stringMatching(/^\d+$/),
          },
          segments: { date: today, year: Number(today.slice(0, 4)) },
          metrics: { costMicros: expect.stringMatching(/^\d+$/), ctr: expect.any(Number) },
        },
      ],
      fieldMask: "campaign.name,campaign_budget.id,segments.date,segments.year,metrics.cost_micros,metrics.ctr",
      requestId: expect.any(String),
    },
  ]);
});

test("deleted ads are listed as removed, and their days stay", async () => {
  const rows = await rowsOf(
    "blue-mountain",
    `SELECT ad_group_ad.ad.id, ad_group_ad.status, segments.date FROM ad_group_ad WHERE ad_group_ad.status = 'REMOVED' AND ${days()}`,
  );
  expect(rows.length).toBeGreaterThan(5);
});

test("long answers come in pages", async () => {
  const query = `SELECT ad_group_ad.ad.id, segments.date, segments.device, segments.ad_network_type, metrics.clicks FROM ad_group_ad WHERE ${days()} LIMIT 10`;
  const page = await (await ask("blue-mountain", query, { method: "search" })).json();
  expect(page).toMatchObject({ results: { length: 10 } });
  const pageToken = Buffer.from("at:7").toString("base64url");
  const rest = await (await ask("blue-mountain", query, { method: "search", pageToken })).json();
  expect(rest).toMatchObject({ results: (page as { results: Row[] }).results.slice(7) });
  expect(await answerOf(await ask("blue-mountain", query, { method: "search", pageToken: "?" }))).toMatchObject([
    400,
    { error: { details: [{ errors: [{ errorCode: { requestError: "INVALID_PAGE_TOKEN" } }] }] } },
  ]);
});

const failure = (kind: string, name: string) => [
  expect.any(Number),
  [{ error: { details: [{ errors: [{ errorCode: { [kind]: name } }] }] } }],
];

test.each([
  ["SELECT campaign.id FROM campaigns", "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE"],
  ["SELECT campaign.id, metrics.luck FROM campaign", "UNRECOGNIZED_FIELD"],
  ["SELECT campaign.id, segments.date FROM campaign", "EXPECTED_FILTERS_ON_DATE_RANGE"],
  [
    "SELECT campaign.id, segments.date FROM campaign WHERE segments.date >= '2026-01-01'",
    "EXPECTED_FILTERS_ON_DATE_RANGE",
  ],
  ["SELECT campaign.id, ad_group.id FROM campaign", "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE"],
  ["SELECT campaign.id FROM campaign WHERE segments.device = 'MOBILE'", "EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE"],
  ["SELECT campaign.id FROM campaign WHERE segments.date = 'today'", "INVALID_DATE_FORMAT"],
  ["SELECT FROM campaign", "BAD_FIELD_NAME"],
])("%s is refused", async (query, name) => {
  expect(await answerOf(await ask("blue-mountain", query))).toMatchObject(failure("queryError", name));
});

test("a manager has clients, and no numbers", async () => {
  const manager = { customerId: accessOf("kingston-harbour").credentials.loginCustomerId };
  const clients = await rowsOf(
    "kingston-harbour",
    "SELECT customer_client.id, customer_client.status, customer_client.manager FROM customer_client",
    manager,
  );
  expect(clients.map(({ customerClient }) => [customerClient.manager, customerClient.status])).toEqual([
    [true, "ENABLED"],
    [false, "ENABLED"],
    [false, "CANCELED"],
  ]);
  const query = "SELECT customer.id, metrics.clicks FROM customer";
  expect(await answerOf(await ask("kingston-harbour", query, manager))).toMatchObject(
    failure("queryError", "REQUESTED_METRICS_FOR_MANAGER"),
  );
});

test("a cancelled account fails alone, and nobody sees another tenant's", async () => {
  const query = "SELECT campaign.id FROM campaign";
  const [open, cancelled] = accessOf("kingston-harbour").accounts;
  const [foreign] = accessOf("blue-mountain").accounts;
  expect((await ask("kingston-harbour", query, { customerId: open!.id })).status).toBe(200);
  for (const [customerId, name] of [
    [cancelled!.id, "CUSTOMER_NOT_ENABLED"],
    [foreign!.id, "USER_PERMISSION_DENIED"],
  ] as const) {
    const response = await ask("kingston-harbour", query, { customerId });
    expect(response.status).toBe(403);
    expect(await answerOf(response)).toMatchObject(failure("authorizationError", name));
  }
});

test.each([
  ["expired_token", 401, "authenticationError", "OAUTH_TOKEN_EXPIRED"],
  ["rate_limit", 429, "quotaError", "RESOURCE_EXHAUSTED"],
  ["server_error", 500, "internalError", "INTERNAL_ERROR"],
  ["version_sunset", 400, "requestError", "UNSUPPORTED_VERSION"],
])("the fault %s strikes one tenant once", async (fault, status, kind, name) => {
  await tell(sample, "/control/faults", { platform: "google_ads", fault, tenant: "blue-mountain" });
  const query = "SELECT customer.id FROM customer";
  expect((await ask("kingston-harbour", query)).status).toBe(200);
  const struck = await ask("blue-mountain", query);
  expect(struck.status).toBe(status);
  expect(await answerOf(struck)).toMatchObject(failure(kind, name));
  expect((await ask("blue-mountain", query)).status).toBe(200);
});

test("the fault empty leaves the clients and takes the rows", async () => {
  await tell(sample, "/control/faults", { platform: "google_ads", fault: "empty", count: "until_cleared" });
  expect(await rowsOf("blue-mountain", "SELECT campaign.id FROM campaign")).toEqual([]);
  expect(await rowsOf("blue-mountain", "SELECT customer_client.id FROM customer_client")).toHaveLength(1);
  await tell(sample, "/control/faults", {}, "DELETE");
});

test("an unknown developer token or version is refused", async () => {
  const query = "SELECT customer.id FROM customer";
  expect((await ask("blue-mountain", query, { headers: { "developer-token": "x" } })).status).toBe(401);
  const old = `${sample.url}/google-ads/v19/customers:listAccessibleCustomers`;
  expect(await answerOf(await fetch(old, { headers: headersOf("blue-mountain") }))).toMatchObject([
    400,
    { error: { status: "INVALID_ARGUMENT" } },
  ]);
});

const token = (change: Record<string, string>, path = "oauth2/token") => {
  const { clientId, clientSecret, refreshToken } = accessOf("blue-mountain").credentials;
  const form = {
    grant_type: "refresh_token",
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
    ...change,
  };
  return fetch(`${sample.url}/google/${path}`, { method: "POST", body: new URLSearchParams(form) });
};

test("access tokens are issued for a refresh token, and refused for anything else", async () => {
  for (const path of ["oauth2/token", "www/oauth2/v3/token"]) {
    const [status, body] = await answerOf(await token({}, path));
    expect([status, body.access_token]).toEqual([200, accessOf("blue-mountain").credentials.accessToken]);
  }
  expect(await answerOf(await token({ refresh_token: "1//stolen" }))).toMatchObject([400, { error: "invalid_grant" }]);
  expect(await answerOf(await token({ client_secret: "guessed" }))).toMatchObject([401, { error: "invalid_client" }]);
  expect((await token({ grant_type: "password" })).status).toBe(400);
  await tell(sample, "/control/faults", { platform: "google_ads", fault: "expired_token" });
  expect(await answerOf(await token({}))).toMatchObject([400, { error: "invalid_grant" }]);
});

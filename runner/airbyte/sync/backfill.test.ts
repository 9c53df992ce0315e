import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectorConfig, sourceTypeOf, standInHosts } from "../../sample/connectors.ts";
import { createSampleServer, type SampleServer } from "../../sample/server.ts";
import { webConnectors } from "../../sample/web-connectors.ts";
import { addDays } from "../../sample/world/calendar.ts";
import { type SamplePlatform, sampleTenants } from "../../sample/world/tenants.ts";
import type { WebSource } from "../../sample/world/web-sources.ts";
import { plainName } from "../landing/names.ts";
import { openStore } from "../store/store.ts";
import { query } from "../testing/lake.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

const tenant = sampleTenants(1)[0]!;
let sample: SampleServer;
let tap: Tap;
let folder: TestFolder;
let airbyte: TestServer;

beforeAll(async () => {
  folder = testFolder();
  const state = join(folder.path, "sample");
  sample = await createSampleServer(
    { port: 0, stateFolder: state, days: 12, scale: "small", seed: 1 },
    { quiet: true },
  );
  tap = await openTap(sample.url);
  Object.assign(folder.config, { standIns: standInHosts(tap.url) });
  airbyte = await startAirbyte(folder.config);
});
afterAll(async () => {
  await airbyte[Symbol.asyncDispose]();
  await tap.close();
  await sample.close();
  await folder[Symbol.asyncDispose]();
});

/** A report of each platform with the column that says its day, and where there is one, a stream that knows no days. */
const chosen = {
  meta: { day: "date_start", streams: ["ads_insights", "campaigns"] },
  tiktok: { day: "stat_time_day", streams: ["ads_reports_daily", "campaigns"] },
  google_ads: { day: "segments.date", streams: ["account_performance_report", "customer"] },
  linkedin: { day: "end_date", streams: ["ad_campaign_analytics", "campaigns"] },
  microsoft_ads: { day: "TimePeriod", streams: ["campaign_performance_report_daily", "accounts"] },
  ga4: { day: "date", streams: ["website_overview"] },
  search_console: { day: "date", streams: ["search_analytics_by_date"] },
} as const;
type Reported = keyof typeof chosen;

const isWeb = (platform: Reported): platform is WebSource => platform in webConnectors;
const wantedOf = (platform: Reported, startDate: string) =>
  isWeb(platform)
    ? {
        sourceType: webConnectors[platform].sourceType,
        configuration: webConnectors[platform].config(tenant.web[platform], { startDate }),
      }
    : ofAds(platform, startDate);
const ofAds = (platform: SamplePlatform, startDate: string) => ({
  sourceType: sourceTypeOf[platform],
  configuration: connectorConfig(platform, tenant.access[platform], { startDate }),
});

async function connectTo(platform: Reported, startDate: string) {
  const { client } = airbyte;
  const workspaceId = await client.workspace();
  const { sourceType, configuration } = wantedOf(platform, startDate);
  const { sourceId } = await client.must("POST", "/sources", {
    name: platform,
    workspaceId,
    configuration: { ...configuration, sourceType },
  });
  const streams = chosen[platform].streams.map((name) => ({ name }));
  const connectionId = await client.connect(
    String(sourceId),
    workspaceId,
    platform,
    { configurations: { streams } },
    tenant.id,
  );
  return { connectionId, sourceId: String(sourceId) };
}

async function settled(jobId: number) {
  await airbyte.server.settled(jobId);
  const detail = await airbyte.client.detail(jobId);
  expect(detail).toMatchObject({ status: "succeeded", error_message: null });
  return detail;
}

/** Closes the server and looks into its database. */
async function kept({ connectionId, sourceId }: { connectionId: string; sourceId: string }) {
  await airbyte[Symbol.asyncDispose]();
  const store = openStore(folder.config.stateFolder, folder.config.secretKey);
  const { configuration } = store.sources.get(sourceId)!;
  const states = store.landings.statesOf(connectionId);
  store.close();
  airbyte = await startAirbyte(folder.config);
  return { states, configuration };
}

test.each(Object.keys(chosen) as Reported[])(
  "a backfill of %s reads the days that it is asked for, marks them, and leaves state and configuration alone",
  async (platform) => {
    const { firstDay } = sample.control.moment;
    const connection = await connectTo(platform, firstDay);
    await settled(await airbyte.client.startJob(connection.connectionId));
    const before = await kept(connection);

    const range = { from: addDays(firstDay, 3), to: addDays(firstDay, 5) };
    tap.heard.clear();
    const body = { connectionId: connection.connectionId, ...range };
    const job = await airbyte.client.must("POST", "/embedded/v1/backfills", body);
    const detail = await settled(Number(job.jobId));
    expect(detail.range).toEqual(range);
    expect([...tap.heard].filter((day) => day >= firstDay).sort()).toEqual(
      [...tap.heard].filter((day) => day >= range.from && day <= range.to).sort(),
    );

    const day = `"${plainName(chosen[platform].day)}"`;
    const lake = `${folder.config.lake}/*/${platform}/${connection.connectionId}`;
    const landed = await query(
      `select distinct left(regexp_replace(${day}, '^(\\d{4})(\\d\\d)(\\d\\d)$', '\\1-\\2-\\3'), 10) as day,
         _airbyte_meta ->> '$.backfill' as backfill
       from read_parquet('${lake}/*/*.parquet', union_by_name = true)
       where cast(_airbyte_meta ->> '$.sync_id' as bigint) = ${job.jobId} order by 1`,
    );
    const days = [3, 4, 5].map((at) => ({ day: addDays(firstDay, at), backfill: "true" }));
    expect(landed).toEqual(days);
    expect(await kept(connection)).toEqual(before);
  },
);

test("days are refused that cannot be asked for, and a recording has none", async () => {
  const { client } = airbyte;
  const { connectionId } = await client.replayOf('{"type":"RECORD","record":{"stream":"s","data":{},"emitted_at":1}}');
  const ask = (body: object) => client.call("POST", "/embedded/v1/backfills", { connectionId, ...body });
  expect(await ask({ from: "2026-01-02", to: "2026-01-01" })).toMatchObject({
    status: 400,
    body: { detail: "to: must not be before from" },
  });
  expect((await ask({ from: "2026-02-30", to: "2026-03-01" })).status).toBe(400);
  const refused = await ask({ from: "2026-01-01", to: "2026-01-02" });
  expect(refused).toMatchObject({ status: 422, body: { title: "unprocessable-entity" } });
  expect(refused.body.detail).toContain("replay cannot be asked for some days alone");
});

interface Tap {
  readonly url: string;
  /** Every day (`YYYY-MM-DD`) that was named in a question. */
  readonly heard: Set<string>;
  close(): Promise<void>;
}

/** Passes everything on to the sample, and hears which days are asked for, however a platform spells them. */
async function openTap(target: string): Promise<Tap> {
  const heard = new Set<string>();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    for (const day of daysIn(decodeURIComponent(request.url ?? "") + decoded(body.toString()))) heard.add(day);
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]) =>
        /^(host|connection|content-length|transfer-encoding|expect)$/.test(name) ? [] : [[name, String(value)]],
      ) as [string, string][],
    );
    const { method } = request;
    const answer = await fetch(target + request.url, {
      method: method!,
      headers,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
      redirect: "manual",
    });
    const own = Object.fromEntries(
      [...answer.headers].filter(([name]) => !/^(content-(length|encoding)|transfer-encoding|connection)$/.test(name)),
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isText = /json|xml|text/.test(answer.headers.get("content-type") ?? "");
    response.writeHead(answer.status, own).end(isText ? bytes.toString().replaceAll(target, url) : bytes);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = urlOf(server);
  return {
    url,
    heard,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

const two = (text: string): string => text.padStart(2, "0");
const spelled = [
  /(\d{4})-(\d\d)-(\d\d)/g,
  /year:(\d{4}),month:(\d+),day:(\d+)/g,
  /"?Year"?:\s*(\d{4}),\s*"?Month"?:\s*(\d+),\s*"?Day"?:\s*(\d+)/g,
];

function daysIn(text: string): string[] {
  const swapped = text.replaceAll(
    /"Day":\s*(\d+),\s*"Month":\s*(\d+),\s*"Year":\s*(\d+)/g,
    '"Year": $3, "Month": $2, "Day": $1',
  );
  return spelled.flatMap((pattern) =>
    [...swapped.matchAll(pattern)].map(([, y, m, d]) => `${y}-${two(m!)}-${two(d!)}`),
  );
}

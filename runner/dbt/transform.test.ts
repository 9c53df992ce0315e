import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Progress } from "#contracts/runner.ts";
import type { TransformResult } from "../transform.ts";
import {
  allDays,
  asOf,
  codes,
  expectedFacts,
  half,
  inReporting,
  lastDay,
  next,
  rateOf,
  rates,
  ratesCsv,
  spellings,
  spots,
  syncs,
  tenant,
} from "./island.fixture.ts";
import { land, makeConfig, query, quiet } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";
import { draw, metaRow, sync } from "./world.fixture.ts";

let server: Server;
let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;
let result: TransformResult;
const progress: Progress[] = [];
const marts = (sql: string) => query(`${config.warehouse}/marts/island.duckdb`, sql);
const run = (onProgress: (progress: Progress) => void = () => undefined) =>
  dbt.transform({ tenant: { ...tenant, label: "Island" }, asOf, onProgress, signal: new AbortController().signal });

beforeAll(async () => {
  server = createServer((_, response) => response.end(ratesCsv()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  config = await makeConfig(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  dbt = createTransform(config, quiet);
  dbt.process.warmUp();
  for (const each of syncs) await land(config, tenant.id, each);
  result = await run((each) => progress.push(each));
}, 900_000);

afterAll(async () => {
  await dbt.close();
  server.close();
  await config.remove();
});

test("the transform succeeds, tells its progress and what dbt did", () => {
  expect(result).toMatchObject({ ok: true, dbt: { version: expect.stringMatching(/^1\.11\./), warnings: [] } });
  if (!result.ok) throw new Error(result.reason);
  expect(result.dbt.tests).toEqual({ pass: expect.any(Number), warn: 0, error: 0 });
  expect(result.dbt.tests.pass).toBeGreaterThan(40);
  expect(new Set(progress.map(({ step }) => step))).toEqual(new Set(["freshness", "build"]));
  const last = progress.at(-1)!;
  expect(last).toMatchObject({ step: "build", done: last.total });
});

test("every day and ad has the latest extraction, exact money at the rate of its day, and is settled in tenant time", async () => {
  const facts = await marts("select * from marts.api_performance_daily order by date_day, platform, ad_id");
  expect(facts).toHaveLength(spots);
  expect(facts).toEqual(expectedFacts());
});

test("regions add up to the campaign: spellings are one region, the rest is unmapped or unattributed", async () => {
  const expected = allDays.flatMap((day) => {
    const regions = new Map<string, bigint>();
    spellings.forEach((_, index) => {
      regions.set(codes[index]!, (regions.get(codes[index]!) ?? 0n) + BigInt(1000 + index));
    });
    const campaign = expectedFacts().filter((fact) => fact.date_day === day && fact.campaign_id === "2000");
    const total = campaign.reduce((sum, fact) => sum + BigInt(fact.spend_micros), 0n);
    const named = [...regions].map(([code, micros]) => [code, inReporting("meta", day, micros)] as const);
    const rest = total - named.reduce((sum, [, micros]) => sum + micros, 0n);
    return [...named, ["unattributed", rest] as const].map(([region_code, micros]) => ({
      date_day: day,
      region_code,
      spend_micros: String(micros),
    }));
  });
  const sorted = expected.sort((a, b) => (a.date_day + a.region_code < b.date_day + b.region_code ? -1 : 1));
  expect(
    await marts(
      "select date_day, region_code, spend_micros from marts.api_region_performance_daily where campaign_id = '2000' order by date_day, region_code",
    ),
  ).toEqual(sorted);
  const regions = await marts("select region_code from marts.api_regions where region_code not like 'JM-%' order by 1");
  expect(regions.map(({ region_code }) => region_code)).toEqual(["unattributed", "unmapped"]);
});

test("campaigns and ads have a row each, also those that only reports still know", async () => {
  const campaigns = await marts(
    "select campaign_id, campaign_name, status, account_id, account_currency, start_date from marts.api_campaigns order by 1",
  );
  expect(campaigns).toEqual([
    {
      campaign_id: "2000",
      campaign_name: "Carnival",
      status: "ACTIVE",
      account_id: "100",
      account_currency: "USD",
      start_date: "2026-01-01",
    },
    {
      campaign_id: "3100",
      campaign_name: "Campaign 3100",
      status: "DELETED",
      account_id: "100",
      account_currency: "USD",
      start_date: null,
    },
    {
      campaign_id: "7100",
      campaign_name: "Reggae",
      status: "ACTIVE",
      account_id: "900",
      account_currency: "JMD",
      start_date: "2026-03-11",
    },
  ]);
  const ads = await marts("select ad_id, ad_name, ad_set_name, status, thumbnail_url from marts.api_ads order by 1");
  expect(ads.slice(0, 2)).toEqual([
    {
      ad_id: "201",
      ad_name: "Drum",
      ad_set_name: "Set 201",
      status: "ACTIVE",
      thumbnail_url: "https://example.test/drum.png",
    },
    { ad_id: "202", ad_name: "Ad 202", ad_set_name: "Set 202", status: "DELETED", thumbnail_url: null },
  ]);
});

test("pacing: budgets of the month, spend to date, and the projection to its end", async () => {
  const month = lastDay.slice(0, 7);
  const spent = (campaign: string) =>
    expectedFacts()
      .filter((fact) => fact.campaign_id === campaign && fact.date_day.startsWith(month))
      .reduce((sum, fact) => sum + BigInt(fact.spend_micros), 0n);
  // Carnival: 123.45 USD a day, all 31 days of March, 17 of them gone by. Reggae: 31000 JMD over 31 days, 21 of them in March, 7 gone by.
  const daily = half(123_450_000n * 31n * rateOf(lastDay), 1_000_000_000n);
  expect(lastDay).toBe("2026-03-17");
  expect(await marts("select * from marts.api_pacing order by budget_id")).toEqual([
    {
      budget_id: "meta:2000",
      platform: "meta",
      campaign_id: "2000",
      monthly_budget_micros: String(daily),
      spend_to_date_micros: String(spent("2000")),
      projected_spend_micros: String(half(spent("2000") * 31n, 17n)),
      start_date: "2026-03-01",
      end_date: "2026-03-31",
    },
    {
      budget_id: "tiktok:7100",
      platform: "tiktok",
      campaign_id: "7100",
      monthly_budget_micros: "21000000000",
      spend_to_date_micros: String(spent("7100")),
      projected_spend_micros: String(half(spent("7100") * 21n, 7n)),
      start_date: "2026-03-11",
      end_date: "2026-03-31",
    },
  ]);
});

test("sources say how fresh and how final they are, rates what was used", async () => {
  expect(
    await marts(
      "select platform, epoch_ms(last_extracted_at)::varchar as at, data_through, settled_until from marts.api_sources order by 1",
    ),
  ).toEqual(
    ["meta", "tiktok"].map((platform) => ({
      platform,
      at: String(Date.parse("2026-03-18T00:00:00Z")),
      data_through: lastDay,
      settled_until: "2026-03-11",
    })),
  );
  expect(await marts("select * from marts.api_rates")).toEqual([
    { from_date: "2026-02-20", to_date: [...rates.keys()].at(-1), rate_count: String(rates.size) },
  ]);
});

test("the history keeps one current version of a campaign", async () => {
  const versions = await marts(
    "select campaign_id, campaign_name from snapshots.campaign_history where dbt_valid_to = timestamp '9999-12-31' order by 1",
  );
  expect(versions.map(({ campaign_name }) => campaign_name)).toEqual(["Carnival", "Campaign 3100", "Reggae"]);
});

test("what cannot be read and what has no rate stop the build, with the place named; a renamed campaign gets a version", async () => {
  await land(
    config,
    tenant.id,
    sync("meta", "campaigns", "2026-03-19T00:00:00Z", [
      { id: "2000", account_id: "100", name: "Carnival 2", effective_status: "ACTIVE" },
    ]),
  );
  expect(await run()).toMatchObject({ ok: true });
  const versions = await marts(
    "select campaign_name from snapshots.campaign_history where campaign_id = '2000' order by dbt_valid_from",
  );
  expect(versions.map(({ campaign_name }) => campaign_name)).toEqual(["Carnival", "Carnival 2"]);

  const said = draw(next);
  await land(
    config,
    tenant.id,
    sync("meta", "ads_insights", "2026-03-19T00:00:00Z", [
      { ...metaRow({ platform: "meta", day: lastDay, ad: "201" }, said, true), spend: "12,50" },
    ]),
  );
  expect(await run()).toEqual({
    ok: false,
    errorClass: "data",
    reason: expect.stringContaining(`cannot read spend of ${lastDay}, 100, 201`),
  });

  await land(
    config,
    tenant.id,
    sync("meta", "ads_insights", "2026-03-20T00:00:00Z", [
      metaRow({ platform: "meta", day: lastDay, ad: "201" }, said, true),
      metaRow({ platform: "meta", day: "2025-12-24", ad: "201" }, said, true),
    ]),
  );
  expect(await run()).toEqual({
    ok: false,
    errorClass: "data",
    reason: expect.stringContaining("no exchange rate from USD to JMD for 2025-12-24"),
  });
}, 900_000);

import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { AirbyteClient } from "../../../runner/airbyte/testing/client.ts";
import { query } from "../../../runner/airbyte/testing/lake.ts";
import { publishedDays } from "./tenant.ts";
import { app, expectTruth, platformProxy, sample, sectionOf, tenant, wellAgain } from "./world.ts";

wellAgain();

test("conversions that are restated arrive once the look-back reaches them; the latest extraction of a day counts", async () => {
  const own = await tenant();
  const connection = await own.connect("tiktok", { lookBackDays: 0 });
  expect(await connection.sync()).toMatchObject({ status: "succeeded" });
  await expectTruth(own, ["tiktok"]);

  await sample.restate(own.sample.id, "tiktok", 4, 1.5);
  const truth = await sample.days(own.sample.id, ["tiktok"]);
  expect(await connection.sync()).toMatchObject({ status: "succeeded", warning: null });
  const short = await publishedDays(own, truth[0]!.date, truth.at(-1)!.date);
  expect(short).not.toEqual(truth);
  expect(await connection.view()).toMatchObject({ look_back_days: 0, attribution_days: 7 });

  await connection.change({ look_back_days: 7 });
  expect(await connection.sync()).toMatchObject({ status: "succeeded" });
  await expectTruth(own, ["tiktok"]);
});

test("days are those of the platform, though the tenant's own begin hours before or after", async () => {
  const own = await tenant({ timeZone: "Pacific/Kiritimati" });
  const connections = [await own.connect("meta"), await own.connect("tiktok")];
  for (const connection of connections) expect(await connection.sync()).toMatchObject({ status: "succeeded" });
  await expectTruth(own, ["meta", "tiktok"]);
});

test("a sync without rows of a report is a success that warns; columns that are new land and break nothing", async () => {
  const own = await tenant();
  const connection = await own.connect("tiktok");
  expect(await connection.sync()).toMatchObject({ status: "succeeded", warning: null });
  await sample.fault("tiktok", "empty");
  const empty = await connection.sync();
  expect(empty).toMatchObject({ status: "succeeded", warning_kind: "empty" });
  expect(empty.warning).toMatch(/no rows came of .*ads_reports_daily \(\d+ before\)/);
  expect(sectionOf(empty)).toBe("empty-sync");
  expect(await connection.telemetry()).toMatchObject({ status: "succeeded", warning: empty.warning });
  expect((await connection.health()).warnings).toMatchObject([{ kind: "empty", run_id: empty.id }]);
  await sample.clear();

  await platformProxy.add({
    path: "/tiktok/.*/(campaign|report/integrated)/get",
    action: { kind: "rewrite", pattern: '"(metrics":\\{|campaign_name":)', to: '"brand_new":"yes","$1' },
  });
  expect(await connection.sync()).toMatchObject({ status: "succeeded", warning: null });
  expect(await platformProxy.struck()).toBeGreaterThan(0);
  await expectTruth(own, ["tiktok"]);
  const landed = join(app.lake, own.id, "tiktok", "*", "campaigns", "*.parquet");
  const [values] = await query(
    `select count(*) filter (brand_new = 'yes') as new, count(*) filter (brand_new is null) as old
     from read_parquet('${landed}', union_by_name = true)`,
  );
  expect(Number(values!.new)).toBeGreaterThan(0);
  expect(Number(values!.old)).toBeGreaterThan(0);
});

test("a key without the date deletes no history: nobody can make a connection de-duplicate by it, and every extraction stays", async () => {
  const own = await tenant();
  const connection = await own.connect("tiktok");
  expect(await connection.sync()).toMatchObject({ status: "succeeded" });
  const { url, clientId, clientSecret } = app.airbyteItself;
  const airbyte = await AirbyteClient.signIn(url, clientId, clientSecret);
  const { connectionId, configurations } = await connectionIn(airbyte, own.id);
  const chosen = configurations.streams.map((stream) => ({
    ...stream,
    syncMode: "incremental_deduped_history",
    primaryKey: [["ad_id"]],
  }));
  const refused = await airbyte.call("PATCH", `/connections/${connectionId}`, { configurations: { streams: chosen } });
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toMatch(/configurations\.streams\.0\.syncMode.*full_refresh_append/);
  const throughUs = own.caller.ask("PATCH", `/api/airbyte/connections/${connection.id}/`, z.unknown(), {
    streams: [{ name: "ads_reports_daily", sync_mode: "incremental_deduped_history" }],
  });
  await expect(throughUs).rejects.toThrow(/400.*streams\.0\.sync_mode/);

  const keyed = configurations.streams.map((stream) => ({ ...stream, primaryKey: [["ad_id"]] }));
  await airbyte.must("PATCH", `/connections/${connectionId}`, { configurations: { streams: keyed } });
  await sample.restate(own.sample.id, "tiktok", 1, 1.25);
  expect(await connection.sync()).toMatchObject({ status: "succeeded", warning: null });
  await expectTruth(own, ["tiktok"]);
  const reports = join(app.lake, own.id, "tiktok", "*", "ads_reports_daily", "*.parquet");
  const [{ twice } = { twice: 0 }] = await query(
    `select count(*) as twice from (
       select 1 from read_parquet('${reports}', union_by_name = true) group by ad_id, stat_time_day having count(*) = 2)`,
  );
  expect(Number(twice)).toBeGreaterThan(0);
});

const Chosen = z.object({
  connectionId: z.string(),
  name: z.string(),
  configurations: z.object({ streams: z.array(z.looseObject({ name: z.string() })) }),
});

/** The one connection of a tenant as Airbyte has it. */
async function connectionIn(airbyte: AirbyteClient, tenantId: string) {
  const { data } = await airbyte.must("GET", "/connections?limit=100");
  return z
    .array(Chosen)
    .parse(data)
    .find(({ name }) => name.startsWith(`${tenantId} `))!;
}

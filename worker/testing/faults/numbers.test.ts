import { expect, test } from "vitest";
import { publishedDays } from "./tenant.ts";
import { expectTruth, platformProxy, sample, sectionOf, tenant, wellAgain } from "./world.ts";

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
});

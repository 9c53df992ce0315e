import { expect, onTestFinished, test } from "vitest";
import { askedSince, logMark } from "./asked-reports.ts";
import { app, newSnapshot, operator, ownerOf } from "./client.ts";
import { openMarts } from "./duck.ts";
import { expectRestatements } from "./golden/restated.ts";
import { readAgainLimits, readTooFarBack } from "./read-again.ts";
import { control, factsOf, sum, truthOf } from "./truth.ts";
import { expectWarehouse, truthRows } from "./warehouse-truth.ts";

const { id: tenantId, platforms } = app.ready.tenants[0]!;

/** How many days before the world's today are changed: GA4 counts three days, Search Console tells of days that are three days old. */
const changedDays = (platform: string): number => ({ ga4: 2, search_console: 5 })[platform] ?? 4;

test("after the world moved, a Cron tick brings the new truth and the old snapshot keeps its numbers", async () => {
  const caller = await ownerOf(tenantId);
  const truthBefore = await truthOf(tenantId);
  const days = [...new Set(truthBefore.map(({ date }) => date))].sort();
  const lastDay = days.at(-1)!;
  const whole = { start_date: days[0]!, end_date: lastDay };
  const before = await caller.combined(whole);
  const pinned = await (
    await caller.get(`/api/metrics/combined/?${new URLSearchParams({ ...whole, snapshot: before.snapshot_id! })}`)
  ).text();
  const marts = await openMarts(tenantId);
  onTestFinished(() => marts.close());
  const webBefore = { web: await truthRows("web", tenantId), search: await truthRows("search", tenantId) };

  await control("/control/advance", { days: 1 });
  for (const platform of platforms)
    await control("/control/restate", { tenant: tenantId, platform, days_back: changedDays(platform), factor: 1.5 });
  const limits = await readAgainLimits(tenantId, platforms, lastDay);
  const mark = logMark();
  await operator().tick("0 * * * *");
  await newSnapshot(tenantId, before.snapshot_id, 480_000);

  const truth = await truthOf(tenantId);
  const newDay = truth
    .map(({ date }) => date)
    .sort()
    .at(-1)!;
  expect(newDay > lastDay).toBe(true);
  const later = await ownerOf(tenantId);
  const after = await later.combined({ start_date: days[0]!, end_date: newDay });
  expect(after.snapshot_generated_at! > before.snapshot_generated_at!).toBe(true);
  for (const point of after.campaign.trend)
    expect({ date: point.date, ...factsOf(point) }).toEqual({
      date: point.date,
      ...sum(truth.filter(({ date }) => date === point.date)),
    });

  const martsAfter = await openMarts(tenantId);
  onTestFinished(() => martsAfter.close());
  await expectRestatements(
    later,
    { snapshot: before.snapshot_id!, marts },
    { snapshot: after.snapshot_id!, marts: martsAfter },
  );

  // Days that are past have changed on every platform, and arrived.
  const past = (rows: typeof truth, platform: string) =>
    sum(rows.filter((row) => row.platform === platform && row.date < lastDay));
  for (const platform of new Set(truth.map((row) => row.platform)))
    expect(past(truth, platform), platform).not.toEqual(past(truthBefore, platform));
  for (const kind of ["web", "search"] as const)
    expect((await truthRows(kind, tenantId)).filter(({ date }) => String(date) < lastDay)).not.toEqual(
      webBefore[kind].filter(({ date }) => String(date) < lastDay),
    );
  for (const platform of platforms) await expectWarehouse(tenantId, platform);

  // Each of them was asked again, and for no day before its look-back window.
  expect([...new Set(askedSince(mark, tenantId).map(({ platform }) => platform))].sort()).toEqual(
    [...platforms].sort(),
  );
  expect(readTooFarBack(mark, tenantId, limits)).toEqual([]);

  const again = await later.get(
    `/api/metrics/combined/?${new URLSearchParams({ ...whole, snapshot: before.snapshot_id! })}`,
  );
  expect(await again.text()).toBe(pinned);
});

import { expect, test } from "vitest";
import { app, newSnapshot, operator, ownerOf } from "./client.ts";
import { control, factsOf, sum, truthOf } from "./truth.ts";

const tenantId = app.ready.tenants[0]!.id;

test("after the world moved, a Cron tick brings the new truth and the old snapshot keeps its numbers", async () => {
  const caller = await ownerOf(tenantId);
  const days = [...new Set((await truthOf(tenantId)).map(({ date }) => date))].sort();
  const whole = { start_date: days[0]!, end_date: days.at(-1)! };
  const before = await caller.combined(whole);
  const pinned = await (
    await caller.get(`/api/metrics/combined/?${new URLSearchParams({ ...whole, snapshot: before.snapshot_id! })}`)
  ).text();

  await control("/control/advance", { days: 1 });
  await control("/control/restate", { tenant: tenantId, platform: "meta", days_back: 3, factor: 1.5 });
  await operator().tick("0 * * * *");
  await newSnapshot(tenantId, before.snapshot_id);

  const truth = await truthOf(tenantId);
  const newDay = truth
    .map(({ date }) => date)
    .sort()
    .at(-1)!;
  expect(newDay > days.at(-1)!).toBe(true);
  const after = await caller.combined({ start_date: days[0]!, end_date: newDay });
  expect(after.snapshot_generated_at! > before.snapshot_generated_at!).toBe(true);
  for (const point of after.campaign.trend)
    expect({ date: point.date, ...factsOf(point) }).toEqual({
      date: point.date,
      ...sum(truth.filter(({ date }) => date === point.date)),
    });
  expect(after.campaign.summary.totalConversions).not.toBe(before.campaign.summary.totalConversions);

  const again = await caller.get(
    `/api/metrics/combined/?${new URLSearchParams({ ...whole, snapshot: before.snapshot_id! })}`,
  );
  expect(await again.text()).toBe(pinned);
});

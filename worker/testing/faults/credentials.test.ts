import { expect, test } from "vitest";
import { expectTruth, machinery, platformProxy, sample, sectionOf, tenant, wellAgain } from "./world.ts";

wellAgain();

test.each(["meta", "tiktok"] as const)("%s: an expired token is a matter of the configuration", async (platform) => {
  const own = await tenant();
  const connection = await own.connect(platform);
  await sample.fault(platform, "expired_token");
  const failed = await connection.sync();
  expect(failed).toMatchObject({ status: "failed", attempt: 1, error_class: "config" });
  expect(failed.error_message).toMatch(/token/i);
  expect(sectionOf(failed)).toBe("expired-token");

  expect(await connection.test()).toEqual({ ok: false, message: expect.stringMatching(/token/i) });
  const view = await connection.view();
  expect(view).toMatchObject({ status: "attention", next_run_at: null });
  expect(view.attention?.message).toBe(failed.error_message);
  expect(await connection.telemetry()).toMatchObject({
    status: "failed",
    sync_status: "failed",
    error_class: "config",
    next_run_at: null,
  });
  expect(await connection.health()).toMatchObject({ status: "attention", failures_by_class: { config: 1 } });
  expect((await machinery()).failures.failed).toBeGreaterThan(0);

  await sample.clear();
  expect(await connection.test()).toEqual({ ok: true, message: null });
  await connection.resume();
  expect(await connection.sync()).toMatchObject({ status: "succeeded", error_class: null });
  expect(await connection.view()).toMatchObject({ status: "active", attention: null });
  await expectTruth(own, [platform]);
});

test("an account that is closed is passed over: the others are read", async () => {
  const own = await tenant({ sample: 1 });
  const closed = own.sample.access.meta.accounts.filter(({ active }) => !active);
  expect(closed).toHaveLength(1);
  const connection = await own.connect("meta");
  expect(await connection.sync()).toMatchObject({ status: "succeeded", warning: null });
  await expectTruth(own, ["meta"]);
});

test("an account that may not be read any more fails with its remedy, and the rest goes on without it", async () => {
  const own = await tenant({ sample: 1 });
  const [open, closed] = own.sample.access.meta.accounts;
  const connection = await own.connect("meta");
  const error = {
    message: "(#200) Ad account owner has NOT grant ads_management or ads_read permission",
    type: "OAuthException",
    code: 200,
  };
  await platformProxy.add({
    path: `act_${closed!.id}`,
    action: { kind: "answer", status: 403, body: JSON.stringify({ error }) },
  });
  const failed = await connection.sync();
  expect(failed).toMatchObject({ status: "failed", error_class: "config" });
  expect(sectionOf(failed)).toBe("inactive-account");
  expect(await connection.view()).toMatchObject({ status: "attention" });

  await connection.change({ configuration: { account_ids: [open!.id] } });
  expect(await connection.sync()).toMatchObject({ status: "succeeded" });
  await expectTruth(own, ["meta"]);
});

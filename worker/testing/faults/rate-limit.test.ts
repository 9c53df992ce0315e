import { expect, test } from "vitest";
import { airbyteProxy, expectTruth, machinery, platformProxy, sectionOf, tenant, wellAgain } from "./world.ts";

wellAgain();

const namedSeconds = 75;
/** LinkedIn's connector gives up in half a minute; the others try for many. */
const limited = {
  path: "^/linkedin/rest/adAccounts/\\d+/adCampaignGroups",
  action: {
    kind: "answer",
    status: 429,
    body: JSON.stringify({ status: 429, serviceErrorCode: 101, code: "TOO_MANY_REQUESTS", message: "throttle limit" }),
  },
} as const;
/** It does not pass on for how long LinkedIn wants to be left alone, as those of Google do. */
const named = {
  method: "GET",
  path: "^/embedded/v1/jobs/\\d+/detail$",
  action: { kind: "rewrite", pattern: "Too many requests\\.", to: `Too many requests. Retry-After: ${namedSeconds}` },
} as const;

test("a platform that limits one tenant's sync keeps every tenant of its developer token waiting until the time it names", async () => {
  const [first, second, other] = [await tenant(), await tenant({ sample: 1 }), await tenant()];
  const [limitedOne, waiting] = [await first.connect("linkedin"), await second.connect("linkedin")];
  const apart = await other.connect("tiktok");
  await Promise.all([platformProxy.add(limited), airbyteProxy.add(named)]);
  const before = Date.now();
  await limitedOne.start();
  const failed = await limitedOne.runThat("the limit", (run) => run.error_message !== null);
  expect(failed).toMatchObject({ status: "pending", error_class: "transient", attempt: 0 });
  expect(sectionOf(failed)).toBe("rate-limit");
  expect(await limitedOne.telemetry()).toMatchObject({ status: "pending", error_class: "transient" });
  const [wait] = (await limitedOne.health()).waiting;
  expect(wait).toMatchObject({ platform: "linkedin" });
  const until = Date.parse(wait!.until);
  expect(until).toBeGreaterThan(before + namedSeconds * 1000);
  expect(until).toBeLessThan(Date.now() + (namedSeconds + 1) * 1000);
  expect((await machinery()).waiting_groups).toBe(1);

  const askedBefore = await platformProxy.struck();
  await waiting.start();
  expect(await apart.sync()).toMatchObject({ status: "succeeded" });
  expect(await waiting.newest()).toMatchObject({ status: "pending", attempt: 0, error_message: null });
  expect(await platformProxy.struck()).toBe(askedBefore);

  await platformProxy.clear();
  const runs = [await limitedOne.ended(), await waiting.ended()];
  for (const run of runs) {
    expect(run).toMatchObject({ status: "succeeded", attempt: 1, error_class: null });
    expect(Date.parse(run.finished_at!)).toBeGreaterThan(until);
  }
  expect((await machinery()).waiting_groups).toBe(0);
  await expectTruth(first, ["linkedin"]);
  await expectTruth(second, ["linkedin"]);
  await expectTruth(other, ["tiktok"]);
});

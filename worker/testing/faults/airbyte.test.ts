import { expect, test } from "vitest";
import { airbyteProxy, expectTruth, firstEnd, machinery, sectionOf, tenant, wellAgain } from "./world.ts";

wellAgain();

const jobs = "^/api/public/v1/jobs";
const busy = { status: 409, type: "about:blank", title: "try-again-later", detail: "A sync is already running" };
const refuseToStart = {
  method: "POST",
  path: `${jobs}$`,
  times: 1,
  action: { kind: "answer", status: 409, body: JSON.stringify(busy) },
} as const;

test("'already running' while nothing runs, then lists of jobs that answer 500: both are tried again by themselves", async () => {
  const own = await tenant();
  const connection = await own.connect("tiktok");
  await airbyteProxy.add(refuseToStart);
  await connection.start();
  const locked = await connection.runThat("the first failure", firstEnd);
  expect(locked).toMatchObject({ error_class: "transient" });
  expect(sectionOf(locked)).toBe("already-running");
  expect(await connection.ended()).toMatchObject({ status: "succeeded", attempt: 2, error_class: null });

  await airbyteProxy.add(refuseToStart, {
    method: "GET",
    path: `${jobs}\\?`,
    times: 3,
    action: { kind: "answer", status: 500, body: "" },
  });
  await connection.start();
  const silent = await connection.runThat("the first failure", firstEnd);
  expect(silent).toMatchObject({ error_class: "transient", error_message: "GET /jobs answered 500" });
  expect(sectionOf(silent)).toBe("airbyte-errors");
  expect(await connection.telemetry()).toMatchObject({ status: "pending", error_class: "transient" });
  expect(await connection.ended()).toMatchObject({ status: "succeeded", attempt: 2 });
  expect(await connection.health()).toMatchObject({ status: "active", failures: { failed: 0 } });
  expect((await machinery()).api.status).toBe("ok");
  await expectTruth(own, ["tiktok"]);
});

test("an answer that is lost starts no second sync; a job that cannot be looked at costs no try", async () => {
  const own = await tenant();
  const connection = await own.connect("tiktok");
  await airbyteProxy.add(
    { method: "POST", path: `${jobs}$`, times: 1, action: { kind: "break", afterBytes: 3 } },
    { method: "GET", path: `${jobs}/\\d+$`, times: 1, action: { kind: "truncate", bytes: 9 } },
    { method: "GET", path: `${jobs}/\\d+$`, times: 3, action: { kind: "answer", status: 502, body: "<html>" } },
  );
  const run = await connection.sync();
  expect(run).toMatchObject({ status: "succeeded", attempt: 1 });
  expect(run.steps.map(({ name }) => name)).toContain("job found running");
  await expectTruth(own, ["tiktok"]);
});

test("rows that were read and not written are a warning", async () => {
  const own = await tenant();
  const connection = await own.connect("tiktok");
  await airbyteProxy.add({
    method: "GET",
    path: `${jobs}/\\d+$`,
    action: { kind: "rewrite", pattern: '"rowsSynced":\\d+', to: '"rowsSynced":7' },
  });
  const short = await connection.sync();
  expect(short).toMatchObject({ status: "succeeded", rows: 7, warning_kind: "counts_differ" });
  expect(sectionOf(short)).toBe("counts-differ");
  expect((await connection.health()).warnings).toMatchObject([{ kind: "counts_differ" }]);
  await airbyteProxy.clear();
  expect(await connection.sync()).toMatchObject({ status: "succeeded", warning: null });
  await expectTruth(own, ["tiktok"]);
});

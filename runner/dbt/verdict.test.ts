import { expect, test } from "vitest";
import type { DbtResult } from "./messages.ts";
import { refusalOf } from "./verdict.ts";

const build: DbtResult = {
  event: "result",
  id: 1,
  success: true,
  exception: null,
  invocation_id: "i",
  version: "1.11.16",
  warnings: [],
  errors: [],
  failures: [],
  models: 1,
  tests: { pass: 1, warn: 0, error: 0 },
  statuses: {},
};
const results = (status: string, invocation_id = "i") => ({
  metadata: { invocation_id },
  results: [{ unique_id: "model.x", status }],
});
const failure = (status: string, message: string) => ({
  ...build,
  failures: [{ node: "n", kind: "x", status, message }],
});

test("a build is accepted when flag, events and run_results.json agree", () => {
  expect(refusalOf(build, results("success"))).toBeNull();
});

test.each([
  ["a failed test is the data's", failure("fail", "no rate"), results("success"), "data", "n: no rate"],
  [
    "a value that overflows is the data's",
    failure("error", "Out of Range Error: x"),
    results("error"),
    "data",
    "Out of Range",
  ],
  ["broken SQL is ours", failure("error", "Binder Error: no column"), results("error"), "system", "Binder Error"],
  ["a locked file passes", failure("error", "IO Error: Could not set lock on file"), null, "transient", "lock"],
  [
    "an interrupt passes",
    { ...build, success: false, exception: "KeyboardInterrupt: " },
    null,
    "transient",
    "interrupted",
  ],
  [
    "an exception counts though nothing failed",
    { ...build, exception: "ParsingError: x" },
    results("success"),
    "system",
    "Parsing",
  ],
  ["an error event counts though the flag is up", { ...build, errors: ["boom"] }, results("success"), "system", "boom"],
  ["a lowered flag counts alone", { ...build, success: false }, results("success"), "system", "did not say why"],
  ["a missing run_results.json counts alone", build, null, "system", "run_results.json"],
  ["a run_results.json of another run counts alone", build, results("success", "other"), "system", "another run"],
  ["a skipped node counts alone", build, results("skipped"), "system", "model.x: skipped"],
])("%s", (_, given, account, errorClass, reason) => {
  expect(refusalOf(given, account)).toEqual({ ok: false, errorClass, reason: expect.stringContaining(reason) });
});

test("a long reason is cut to what a run's record holds", () => {
  const refusal = refusalOf(failure("fail", "x".repeat(5000)), null);
  expect(refusal?.reason.length).toBeLessThanOrEqual(2000);
});

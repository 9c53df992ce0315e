import { expect, test } from "vitest";
import { connectionOf, runOf } from "../../testing/connections.ts";
import { noteOf, stateOf } from "./connection-state.ts";

const at = "2026-02-03T04:05:06.000Z";

test.each([
  ["attention goes before all", { status: "attention", last_run: runOf({ status: "running" }) }, "Needs attention"],
  ["a sync under way", { last_run: runOf({ status: "pending" }) }, "Syncing"],
  ["paused", { status: "paused", freshness: "stale" }, "Paused"],
  ["failed", { last_run: runOf({ status: "failed" }) }, "Last sync failed"],
  ["never synced", { last_run: null, freshness: "missing" }, "Not synced yet"],
  ["old", { freshness: "stale" }, "Stale"],
  ["fine", {}, "Up to date"],
] as const)("%s", (_, more, label) => {
  expect(stateOf(connectionOf("a", more)).label).toBe(label);
});

test("what a person has to mend is said with what helps", () => {
  const expired = connectionOf("a", { status: "attention", attention: { message: "token expired", since: at } });
  expect(noteOf(expired)).toMatchObject({
    text: "token expired",
    bad: true,
    outcome: { error_class: "config", error_message: "token expired" },
  });
  const away = connectionOf("a", {
    last_run: runOf({ status: "failed", error_class: "transient", error_message: "no answer" }),
  });
  expect(noteOf(away)).toMatchObject({ text: "no answer", outcome: { error_class: "transient" } });
  expect(noteOf(connectionOf("a", { last_run: runOf({ warning: "no rows came" }) }))).toMatchObject({ bad: false });
  expect(noteOf(connectionOf("a", { new_schema_changes: 1 }))?.text).toContain("1 change of");
  expect(noteOf(connectionOf("a"))).toBeNull();
});

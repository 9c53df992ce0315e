import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SampleConfig } from "../config.ts";
import { Control } from "./control.ts";

const configIn = (stateFolder: string, today?: string): SampleConfig => ({
  port: 0,
  stateFolder,
  days: 10,
  scale: "small",
  seed: 1,
  today,
});
const freshFolder = (): string => mkdtempSync(join(tmpdir(), "sample-"));
/** Noon in Jamaica. */
const at = (date: string) => () => new Date(`${date}T17:00:00Z`);

test("the world ends yesterday and rolls with real time, its first day stays", () => {
  const folder = freshFolder();
  expect(new Control(configIn(folder), at("2026-05-10")).moment).toMatchObject({
    firstDay: "2026-04-30",
    today: "2026-05-09",
  });
  expect(new Control(configIn(folder), at("2026-05-12")).moment).toMatchObject({
    firstDay: "2026-04-30",
    today: "2026-05-11",
  });
});

test("yesterday is yesterday in Jamaica, not in UTC", () => {
  const lateEvening = () => new Date("2026-05-11T03:00:00Z");
  expect(new Control(configIn(freshFolder()), lateEvening).moment.today).toBe("2026-05-09");
});

test("advancing stops at the real date and outlives a restart", () => {
  const folder = freshFolder();
  const control = new Control(configIn(folder, "2026-05-01"), at("2026-05-04"));
  expect(control.advance(1)).toBe(1);
  expect(new Control(configIn(folder, "2026-05-01"), at("2026-05-04")).moment.today).toBe("2026-05-02");
  expect(control.advance(5)).toBe(2);
  expect(control.moment.today).toBe("2026-05-04");
  expect(control.advance(1)).toBe(0);
});

test("a restatement names the days it means when it is made", () => {
  const control = new Control(configIn(freshFolder(), "2026-05-01"), at("2026-05-04"));
  const made = control.restate({ tenant: "blue-mountain", platform: "meta", factor: 1.2 }, 3);
  expect(made).toMatchObject({ from: "2026-04-28", to: "2026-05-01" });
  control.advance(1);
  expect(control.moment.restatements).toEqual([made]);
});

test("a fault strikes as often as it was told, of its kind, platform and tenant only", () => {
  const control = new Control(configIn(freshFolder()), at("2026-05-04"));
  control.addFault({ platform: "meta", fault: "rate_limit", count: 2, tenant: "blue-mountain" });
  control.addFault({ platform: "tiktok", fault: "empty", count: "until_cleared" });
  expect(control.strike("meta", "kingston-harbour", ["rate_limit"])).toBeNull();
  expect(control.strike("meta", "blue-mountain", ["empty"])).toBeNull();
  expect([1, 2, 3].map(() => control.strike("meta", "blue-mountain", ["rate_limit"]))).toEqual([
    "rate_limit",
    "rate_limit",
    null,
  ]);
  expect([1, 2, 3].map(() => control.strike("tiktok", "blue-mountain", ["empty"]))).toEqual([
    "empty",
    "empty",
    "empty",
  ]);
  control.clearFaults();
  expect(control.strike("tiktok", "blue-mountain", ["empty"])).toBeNull();
});

test("a state that is not ours is refused with its path and the remedy", () => {
  const folder = freshFolder();
  writeFileSync(join(folder, "control.json"), '{"anchor": 5}');
  expect(() => new Control(configIn(folder), at("2026-05-04"))).toThrow(/control\.json is not a state.*delete it/);
});

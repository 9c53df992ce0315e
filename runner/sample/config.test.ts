import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const now = new Date("2026-05-04T17:00:00Z");

test("defaults", () => {
  expect(readConfig({ SAMPLE_PORT: "8788", SAMPLE_STATE: "state" }, now)).toEqual({
    port: 8788,
    stateFolder: "state",
    days: 90,
    scale: "small",
    seed: 1,
    today: undefined,
  });
});

test("every wrong variable is named", () => {
  const wrong = { SAMPLE_PORT: "x", SAMPLE_DAYS: "0", SAMPLE_SCALE: "huge", SAMPLE_TODAY: "2026-02-30" };
  for (const name of ["SAMPLE_PORT", "SAMPLE_STATE", "SAMPLE_DAYS", "SAMPLE_SCALE", "SAMPLE_TODAY"]) {
    expect(() => readConfig(wrong, now)).toThrow(name);
  }
});

test("the world cannot end in the future", () => {
  expect(() => readConfig({ SAMPLE_PORT: "1", SAMPLE_STATE: "s", SAMPLE_TODAY: "2026-05-05" }, now)).toThrow(
    /SAMPLE_TODAY must not be after 2026-05-04/,
  );
});

import { expect, test } from "vitest";
import { inSeconds } from "./duration.ts";

test.each([
  [0.4, "0 s"],
  [89, "89 s"],
  [100, "2 min"],
  [5399, "90 min"],
  [5400, "1.5 h"],
])("%d seconds are %s", (seconds, text) => {
  expect(inSeconds(seconds)).toBe(text);
});

import { expect, test } from "vitest";
import { volumeWarning } from "./volume-warning.ts";

const usual = [90, 100, 110, 100, 95, 105];

test.each([
  ["nothing, where there used to be rows", 0, 42, [], "empty"],
  ["nothing, where there never was anything", 0, null, [], undefined],
  ["an amount that is not told", null, 42, usual, undefined],
  ["far less than usual", 29, 100, usual, "volume_drop"],
  ["less, but not far less", 30, 100, usual, undefined],
  ["more", 900, 100, usual, undefined],
  ["little, after too few syncs to tell", 1, 100, usual.slice(1), undefined],
  ["little, where it always was little", 2, 10, [12, 12, 12, 12, 12, 12], undefined],
] as const)("%s", (_, rows, lastRows, history, kind) => {
  expect(volumeWarning(rows, lastRows, history)?.kind).toBe(kind);
});

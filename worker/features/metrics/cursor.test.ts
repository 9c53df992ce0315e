import fc from "fast-check";
import { expect, test } from "vitest";
import { isAfter, readCursor, writeCursor } from "./cursor.ts";

test("a cursor reads as it was written, whatever the id, and fits the contract", () => {
  const id = fc.string({ unit: "binary", minLength: 1, maxLength: 16 }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(fc.bigInt(), id, (spend, id) => {
      const position = { spendMicros: BigInt.asIntN(80, spend), id, platform: "google_ads" };
      expect(readCursor(writeCursor(position))).toEqual(position);
    }),
  );
  const longest = { spendMicros: -(10n ** 20n), id: "x".repeat(64), platform: "google_ads" };
  expect(writeCursor(longest).length).toBeLessThanOrEqual(200);
});

test.each(["", "abc", "%%%", btoa("[]"), btoa('["x","1","meta"]'), btoa("\xff")])("%j is no cursor", (text) => {
  expect(readCursor(text)).toBeNull();
});

test("rows follow by lower spend, then by id, then by platform", () => {
  const at = (spend: bigint, id = "b", platform = "meta") => ({ spendMicros: spend, id, platform });
  expect(isAfter(at(1n), at(2n))).toBe(true);
  expect(isAfter(at(2n, "c"), at(2n, "b"))).toBe(true);
  expect(isAfter(at(2n, "b", "tiktok"), at(2n, "b", "meta"))).toBe(true);
  expect(isAfter(at(2n), at(2n))).toBe(false);
});

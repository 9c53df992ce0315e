import fc from "fast-check";
import { expect, test } from "vitest";
import { strengthOf } from "./password-strength.ts";

test("counts down to the length that is asked for", () => {
  expect(strengthOf("").words).toContain("At least 12");
  expect(strengthOf("abcdefgh").words).toBe("4 more characters");
  expect(strengthOf("k3v9qpz7xwm").words).toBe("1 more character");
});

test.each([
  ["aaaaaaaaaaaaaaaa", 1],
  ["abcdefghijklmnop", 1],
  ["121212121212", 1],
  ["ana.brown@example.com", 1],
  ["kelp moon tariff", 2],
  ["kelp moon tariff gusto ridge", 3],
])("%s is of level %i", (password, level) => {
  expect(strengthOf(password, ["ana.brown@example.com", "Ana Brown"]).level).toBe(level);
});

test("never asks for certain characters: a long one of letters alone can be strong, a short one never is", () => {
  expect(strengthOf("quorumvelvetharbourtick").level).toBe(3);
  fc.assert(
    fc.property(fc.string({ maxLength: 11 }), (short) => {
      expect(strengthOf(short).level).toBe(0);
    }),
  );
});

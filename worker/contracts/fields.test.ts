import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { commaList, Email, Platform } from "./fields.ts";

test.each(["ann@acme.test", "Ann.O'Hara+ads@mail.acme-group.co.jm", `${"a".repeat(64)}@acme.test`, "_@a.bc"])(
  "%s is an address",
  (address) => expect(Email.parse(address)).toBe(address),
);

test.each([
  "ann",
  "ann@acme",
  "ann@@acme.test",
  ".ann@acme.test",
  "an..n@acme.test",
  "ann@-acme.test",
  "ann@acme-.test",
  `${"a".repeat(65)}@acme.test`,
  `ann@${"a".repeat(64)}.test`,
  "ann\u212a@acme.test",
  "ann@acme.test\n",
])("%j is none", (address) => expect(Email.safeParse(address).success).toBe(false));

/** What the OpenAPI document says of the parameter. */
const told = (list: z.ZodType) => new RegExp(z.toJSONSchema(list, { io: "input" }).pattern!);
const word = fc.constantFrom("meta", "tiktok", "", " ", ",", "\t", "x", "metatiktok", "a b");

test("a list is told by a pattern that matches what is taken, and nothing else", () => {
  for (const list of [commaList(Platform), commaList(z.string().min(1).max(5))]) {
    const pattern = told(list);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const text = words.join("");
        expect(pattern.test(text)).toBe(list.safeParse(text).success);
      }),
    );
  }
});

test("a list leaves blanks and empties out", () => {
  expect(commaList(Platform).parse(" meta,, tiktok ,")).toEqual(["meta", "tiktok"]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExactly } from "./exact-json.ts";

test("numbers of any size keep their digits", () => {
  const number = fc.oneof(
    fc.bigInt().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
    fc.constantFrom("1.0", "1e3", "-0", "7002238017842757633", "0.10"),
  );
  fc.assert(
    fc.property(fc.array(number), (numbers) => {
      const text = `{"state":[${numbers.join(",")}],"text":"7002238017842757633"}`;
      expect(JSON.stringify(parseExactly(text))).toBe(text);
    }),
  );
});

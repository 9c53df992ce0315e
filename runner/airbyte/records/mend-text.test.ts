import fc from "fast-check";
import { expect, test } from "vitest";
import { mendText } from "./mend-text.ts";

const mended = (text: string) => mendText(Buffer.from(text)).toString();

test.each([
  [String.raw`{"a":"\ud83d\ude00"}`, String.raw`{"a":"\ud83d\ude00"}`],
  [String.raw`{"a":"cut \ud83d"}`, String.raw`{"a":"cut \ufffd"}`],
  [String.raw`{"a":"\ude00\uD83D"}`, String.raw`{"a":"\ufffd\ufffd"}`],
  [String.raw`{"a":"\\ud83d \u00e9"}`, String.raw`{"a":"\\ud83d \u00e9"}`],
])("%s becomes %s", (line, expected) => {
  expect(mended(line)).toBe(expected);
});

test("any text is well formed afterwards, and whole text stays as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (whole, cut) => {
      const escaped = (text: string) =>
        `"${[...text]
          .flatMap((c) => c.split(""))
          .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
          .join("")}"`;
      const line = escaped(whole.toWellFormed());
      expect(mended(line)).toBe(line);
      expect(JSON.parse(mended(escaped(`${whole}\ud83d${cut}`)))).toBe(`${whole}\ud83d${cut}`.toWellFormed());
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { TenantId } from "#contracts/fields.ts";
import { slugOf } from "./slug.ts";

test("a name becomes an id that people recognise", () => {
  expect(slugOf("Café Ñandú & Co.")).toBe("cafe-nandu-co");
});

test("whatever the name, the id is empty, too short or one that the API takes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 90 }), (label) => {
      const slug = slugOf(label);
      expect(slug.length < 2 || TenantId.safeParse(slug).success).toBe(true);
    }),
  );
});

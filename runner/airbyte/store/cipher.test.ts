import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCipher } from "./cipher.ts";

const cipher = createCipher(randomBytes(32));

test("opens what it sealed, and never seals alike", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.uuid(), (text, owner) => {
      const sealed = cipher.seal(text, owner);
      expect(cipher.open(sealed, owner)).toBe(text);
      expect(cipher.seal(text, owner)).not.toBe(sealed);
    }),
  );
});

test("opens for no other owner, no other key, and not when a bit was changed", () => {
  const sealed = cipher.seal("token", "a");
  expect(() => cipher.open(sealed, "b")).toThrow("AIRBYTE_SECRET_KEY");
  expect(() => createCipher(randomBytes(32)).open(sealed, "a")).toThrow("AIRBYTE_SECRET_KEY");
  const [version, nonce, tag, text] = sealed.split(".");
  const changed = Buffer.from(text!, "base64");
  changed[0]! ^= 1;
  expect(() => cipher.open([version, nonce, tag, changed.toString("base64")].join("."), "a")).toThrow();
});

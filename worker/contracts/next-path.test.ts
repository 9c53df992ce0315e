import fc from "fast-check";
import { expect, test } from "vitest";
import { pageOfOurs } from "./next-path.ts";

const origin = "https://app.test";

test("pages of ours, with their search and fragment", () => {
  for (const next of ["/", "/me", "/ops/audit?action=key#top"]) expect(pageOfOurs(next, origin)).toBe(next);
  expect(pageOfOurs("/a/../me", origin)).toBe("/me");
});

test("no other address, nor the API, nor sign-in", () => {
  const traps = ["https://evil.test/", "//evil.test", "/\\evil.test", "/.//evil.test", "/login", "/login/", "me", ""];
  for (const next of [...traps, "/api/auth/logout/", "/x/../api/me/", null, undefined])
    expect(pageOfOurs(next, origin)).toBeUndefined();
});

test("what it gives always resolves to this origin", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("/", "//", "/\\", "/./", "/\t/", "/.//"),
      fc.string({ unit: "binary" }),
      (start, rest) => {
        const page = pageOfOurs(start + rest, origin);
        if (page !== undefined) expect(new URL(page, origin).origin).toBe(origin);
      },
    ),
  );
});

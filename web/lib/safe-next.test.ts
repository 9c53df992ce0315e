import fc from "fast-check";
import { expect, test } from "vitest";
import { home, loginPath, safeNext } from "./safe-next.ts";

const origin = "https://app.example";

test("goes back to where one came from", () => {
  const from = "/dashboards/campaigns?q=a%20b&platforms=meta";
  const next = new URL(loginPath(from), origin).searchParams.get("next");
  expect(safeNext(next, origin)).toBe(from);
});

test("never leaves this origin and never comes back to sign-in", () => {
  const traps = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
  ];
  for (const trap of [...traps, "", null, undefined, "/login", "/login/?next=/", "dashboards"]) {
    expect(safeNext(trap, origin)).toBe(home);
  }
});

test("whatever is asked for, the answer resolves to this origin", () => {
  fc.assert(
    fc.property(fc.constantFrom("", "/", "//", "/\\", "/./", "https://"), fc.string(), (start, rest) => {
      const next = start + rest;
      expect(new URL(safeNext(next, origin), origin).origin).toBe(origin);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { openSecretStore } from "./secret-store.ts";

const store = openSecretStore({ SECRET_KEY: crypto.getRandomValues(new Uint8Array(32)) });

test("what is sealed opens in its own place, and every seal differs", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), fc.string(), async (secret, place) => {
      const sealed = await store.seal(place, secret);
      expect(await store.open(place, sealed)).toBe(new TextDecoder().decode(new TextEncoder().encode(secret)));
      expect(await store.seal(place, secret)).not.toBe(sealed);
    }),
    { numRuns: 50 },
  );
});

test("elsewhere, changed, or by another key it does not open, and the error tells no secret", async () => {
  const sealed = await store.seal("second-factor/ann", "hush");
  const other = openSecretStore({ SECRET_KEY: crypto.getRandomValues(new Uint8Array(32)) });
  // Not the last letter, of which some bits say nothing.
  const changed = sealed.replace(/(.)(.{5})$/, (_, letter, rest) => (letter === "A" ? "B" : "A") + rest);
  for (const attempt of [
    store.open("second-factor/bob", sealed),
    other.open("second-factor/ann", sealed),
    store.open("second-factor/ann", changed),
    store.open("second-factor/ann", sealed.replace("v1", "v9")),
  ]) {
    const error = await attempt.then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).toContain("second-factor/");
    expect(error?.message).not.toContain("hush");
  }
});

import { expect, test } from "vitest";
import { startApp } from "../testing/harness.ts";

const app = startApp({ routes: [] });
const limit = 1200;

const from = async (ip: string) => (await app.fetch("/api/none/", { headers: { "cf-connecting-ip": ip } })).status;

test("an address that asks too much is told to wait, others are not", async () => {
  let allowed = 0;
  // At most two windows' worth, as one may turn over meanwhile.
  while (allowed < 2 * limit && (await from("192.0.2.1")) === 404) allowed++;
  expect(allowed).toBeGreaterThanOrEqual(limit);
  expect(allowed).toBeLessThan(2 * limit);
  const refused = await app.fetch("/api/none/", { headers: { "cf-connecting-ip": "192.0.2.1" } });
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("60");
  expect(await from("192.0.2.2")).toBe(404);
});

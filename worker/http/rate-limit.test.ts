import { expect, test } from "vitest";
import { startApp } from "../testing/harness.ts";

const app = startApp({ routes: [] });
const limit = 1200;

test("an address that asks too much is told to wait, others are not", async () => {
  const from = (ip: string) => app.fetch("/api/none/", { headers: { "cf-connecting-ip": ip } });
  const statuses: number[] = [];
  // Two windows' worth, as the window may turn over in between.
  for (let i = 0; i <= 2 * limit + 1; i++) statuses.push((await from("192.0.2.1")).status);
  expect(statuses.slice(0, limit).every((status) => status === 404)).toBe(true);
  expect(statuses).toContain(429);
  const other = await from("192.0.2.2");
  expect(other.status).toBe(404);
});

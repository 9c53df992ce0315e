import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEnvironment } from "./environment.ts";

const key = { kty: "OKP", crv: "Ed25519", kid: "k", x: "public", d: "very-secret" };
const given = {
  WORKER_URL: "http://127.0.0.1:8787/",
  RUNNER_KEY: JSON.stringify(key),
  WAREHOUSE: "/w",
  DBT_STATE: "/s",
  DBT_PYTHON: "/python",
};

test("reads what is given and fills in the rest", () => {
  const env = readEnvironment(given);
  expect(env).toMatchObject({ workerUrl: "http://127.0.0.1:8787", key, leasePollMs: 1000, ratesSources: [] });
  expect(env.runnerId).toContain(String(process.pid));
  expect(env.dbtProject).toMatch(/dbt$/);
});

test("reads where rates come from, in order", () => {
  const RATES_SOURCES = "boj=/etc/rates/boj.csv\n  ecb=https://rates.example/hist.zip?a=b";
  expect(readEnvironment({ ...given, RATES_SOURCES }).ratesSources).toEqual([
    { name: "boj", place: "/etc/rates/boj.csv" },
    { name: "ecb", place: "https://rates.example/hist.zip?a=b" },
  ]);
});

test("reads the key from a file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "environment-"));
  await writeFile(join(folder, "key.json"), JSON.stringify(key));
  const env = readEnvironment({ ...given, RUNNER_KEY: undefined, RUNNER_KEY_FILE: join(folder, "key.json") });
  expect(env.key).toEqual(key);
  await rm(folder, { recursive: true });
});

test.each([
  [{ WORKER_URL: "nowhere", WAREHOUSE: undefined }, /WORKER_URL.*WAREHOUSE/],
  [{ RUNNER_KEY: undefined }, /RUNNER_KEY_FILE/],
  [{ RUNNER_KEY: JSON.stringify({ ...key, crv: "P-256" }) }, /RUNNER_KEY must hold/],
  [{ RATES_SOURCES: "ecb" }, /RATES_SOURCES.*name=place/],
  [{ RATES_SOURCES: "ecb=rates.csv" }, /RATES_SOURCES.*absolute path/],
  [{ RATES_SOURCES: "ecb=/a.csv ecb=/b.csv" }, /RATES_SOURCES.*name of its own/],
  [{ LEASE_POLL_MS: "0" }, /LEASE_POLL_MS/],
])("names what does not fit and keeps the secret: %o", (change, message) => {
  const read = () => readEnvironment({ ...given, ...change });
  expect(read).toThrow(message);
  expect(read).not.toThrow(/very-secret/);
});

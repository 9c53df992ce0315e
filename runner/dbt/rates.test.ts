import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../log.ts";
import { checkRates, refreshRates } from "./rates.ts";

const GOOD = "date,base,quote,rate\n2026-03-01,USD,JMD,157.123456789\n";

let folder: string;
let server: Server;
let answer: { status: number; body: string };
let url: string;
let logged: string[];
const log = createLog((line) => void logged.push(line));
const refresh = () => refreshRates(url, join(folder, "rates", "rates.csv"), log, new AbortController().signal);
const stored = () => readFile(join(folder, "rates", "rates.csv"), "utf8");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rates-"));
  logged = [];
  answer = { status: 200, body: GOOD };
  server = createServer((_, response) => response.writeHead(answer.status).end(answer.body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rates.csv`;
});

afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test("rates are stored as fetched, and nothing else is left behind", async () => {
  await refresh();
  expect(await stored()).toBe(GOOD);
  expect(await readdir(join(folder, "rates"))).toEqual(["rates.csv"]);
});

test.each([
  ["an error answer", { status: 503, body: "" }, "503"],
  ["another table", { status: 200, body: "<html></html>" }, "first line"],
  ["no rate at all", { status: 200, body: "date,base,quote,rate\n" }, "no rate"],
  ["a rate that is none", { status: 200, body: `${GOOD}2026-03-02,USD,JMD,-1\n` }, "line 3"],
])("%s leaves the last rates in place and is logged", async (_, worse, why) => {
  await refresh();
  answer = worse;
  await refresh();
  expect(await stored()).toBe(GOOD);
  expect(logged).toHaveLength(1);
  expect(JSON.parse(logged[0]!)).toMatchObject({ level: "warn", event: "rates_not_refreshed" });
  expect(logged[0]).toContain(why);
});

test.each([
  "2026-02-30,USD,JMD,1",
  "2026-03-01,usd,JMD,1",
  "2026-03-01,USD,JMD,0.0",
  "2026-03-01,USD,JMD,1e3",
  "2026-03-01,USD,JMD",
])("%s is no rate", (line) => {
  expect(() => checkRates(`${GOOD}${line}\n`)).toThrow("line 3");
});

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../log.ts";
import { Rates } from "./rates.ts";

const OWN = "date,base,quote,rate\n2026-03-01,USD,JMD,157.123456789\n";
const ECB = "Date,USD,JMD,\n2026-03-02,1.08,N/A,\n2026-03-01,1.07,,\n";
const MERGED = `date,base,quote,rate,source
2026-03-01,USD,JMD,157.123456789,boj
2026-03-02,EUR,USD,1.08,ecb
2026-03-01,EUR,USD,1.07,ecb
`;

let folder: string;
let server: Server;
let answer: { status: number; body: string };
let asked: (string | undefined)[];
let logged: string[];
let rates: Rates;
const log = createLog((line) => void logged.push(line));
const stored = () => readFile(join(folder, "rates", "rates.csv"), "utf8");
const refresh = () => rates.refresh(new AbortController().signal);
const make = () => {
  const ecb = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hist.csv?key=very-secret`;
  const sources = [
    { name: "boj", place: join(folder, "boj.csv") },
    { name: "ecb", place: ecb },
  ];
  return new Rates(
    sources,
    join(folder, "rates", "rates.csv"),
    createLog((line) => void logged.push(line)),
  );
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rates-"));
  logged = [];
  asked = [];
  answer = { status: 200, body: ECB };
  server = createServer((request, response) => {
    asked.push(request.headers["if-none-match"]);
    const etag = `"${answer.body.length}"`;
    if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
    else response.writeHead(answer.status, answer.status === 200 ? { etag } : {}).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await writeFile(join(folder, "boj.csv"), OWN);
  rates = make();
});

afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test("the rates of all sources are one file, each with its source, and nothing else is left behind", async () => {
  expect(await refresh()).toEqual([]);
  expect(await stored()).toBe(MERGED);
  expect(await readdir(join(folder, "rates"))).toEqual(["rates.csv", "sources"]);
  expect(await readdir(join(folder, "rates", "sources"))).toEqual(["boj.csv", "ecb.csv"]);
});

test("what has not changed is not fetched again, what has is", async () => {
  await refresh();
  await refresh();
  expect(asked).toEqual([undefined, `"${ECB.length}"`]);
  answer.body = ECB.replace("1.08", "1.085");
  await writeFile(join(folder, "boj.csv"), `${OWN}2026-03-02,USD,JMD,158\n`);
  expect(await refresh()).toEqual([]);
  expect(await stored()).toContain("2026-03-02,EUR,USD,1.085,ecb");
  expect(await stored()).toContain("2026-03-02,USD,JMD,158,boj");
});

test("of the same day and pair the first source counts", async () => {
  await writeFile(join(folder, "boj.csv"), "date,base,quote,rate\n2026-03-02,EUR,USD,1.5\n");
  await refresh();
  expect(await stored()).toContain("2026-03-02,EUR,USD,1.5,boj\n2026-03-01,EUR,USD,1.07,ecb");
  expect(await stored()).not.toContain("1.08");
});

test.each([
  ["an error answer", { status: 503, body: "" }, "503"],
  ["a page instead of a file", { status: 200, body: "<html></html>" }, 'line 1: "<html></html>" is neither'],
  ["a file without a rate", { status: 200, body: "Date,USD,\n" }, "no rate"],
  [
    "a rate that is none",
    { status: 200, body: `${ECB}2026-02-28,x,,\n` },
    'line 4, column USD: "x" is not a decimal above 0',
  ],
])("%s leaves the last rates of that source, and says so", async (_, worse, why) => {
  await refresh();
  answer = worse;
  await writeFile(join(folder, "boj.csv"), OWN.replace("157", "158"));
  const [warning, ...others] = await refresh();
  expect(others).toEqual([]);
  expect(warning).toContain("exchange rates of ecb (http://127.0.0.1:");
  expect(warning).toContain(why);
  expect(warning).toContain("RATES_SOURCES; its last good rates, up to 2026-03-02, stay in use");
  expect(warning).not.toContain("very-secret");
  expect(await stored()).toBe(MERGED.replace("157", "158"));
  expect(JSON.parse(logged[0]!)).toMatchObject({ level: "warn", event: "rates_not_refreshed", source: "ecb" });
});

test("a runner that starts while a source is away has its rates of before", async () => {
  await refresh();
  await rm(join(folder, "boj.csv"));
  await rm(join(folder, "rates", "rates.csv"));
  rates = make();
  const [warning] = await refresh();
  expect(warning).toMatch(/boj.*ENOENT.*up to 2026-03-01/);
  expect(await stored()).toBe(MERGED);
});

test("a source that never had a rate says so, and none at all leaves a file of one's own as it is", async () => {
  const none = new Rates([{ name: "ecb", place: join(folder, "nowhere.csv") }], join(folder, "mine.csv"), log);
  await writeFile(join(folder, "mine.csv"), OWN);
  expect(await none.refresh(new AbortController().signal)).toEqual([expect.stringContaining("no rates until then")]);
  expect(await new Rates([], join(folder, "mine.csv"), log).refresh(new AbortController().signal)).toEqual([]);
  expect(await readFile(join(folder, "mine.csv"), "utf8")).toBe(OWN);
});

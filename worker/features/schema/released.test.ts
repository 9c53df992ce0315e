import { expect, test } from "vitest";
import { broken, contractLines, type Described } from "./contract-lines.ts";
import { openApiDocument } from "./document.ts";
import released from "./released.txt?raw";

const document = openApiDocument("0", "http://127.0.0.1") as unknown as Described;
const lines = contractLines(document);

test("nothing that clients of the last release rely on is gone, of another type, or asked for anew", () => {
  const before = released.split("\n").filter((line) => line !== "");
  expect(before.length).toBeGreaterThan(500);
  expect(broken(before, lines)).toEqual([]);
});

test("the names that existing clients read are told", () => {
  for (const line of [
    "GET /api/metrics/combined/ < 200 campaign.summary.totalSpend: number",
    "GET /api/metrics/combined/ < 200 campaign.summary.ctr: null|number",
    "GET /api/metrics/combined/ < 200 parish[].parish: string",
    "GET /api/metrics/combined/ > query start_date: string",
    "GET /api/airbyte/telemetry/ < 200 results: array of object",
  ])
    expect(lines).toContain(line);
});

test.each([
  ["a field that is gone", ["GET /a/ < 200 x: string"], [], "gone or of another type: GET /a/ < 200 x: string"],
  [
    "another type",
    ["GET /a/ < 200 x: string"],
    ["GET /a/ < 200 x: number"],
    "gone or of another type: GET /a/ < 200 x: string",
  ],
  [
    "a field that is not always there any more",
    ["GET /a/ < 200 x: string"],
    ["GET /a/ < 200 x?: string"],
    "gone or of another type: GET /a/ < 200 x: string",
  ],
  [
    "a value that is no longer taken",
    ["GET /a/ > query q = up"],
    ["GET /a/ > query q = down"],
    "gone or of another type: GET /a/ > query q = up",
  ],
  ["a parameter that is gone", ["GET /a/ > query q: string"], [], "gone or of another type: GET /a/ > query q: string"],
  [
    "a parameter that must be sent now",
    ["GET /a/ > query q: string"],
    ["GET /a/ > query q!: string"],
    "now needed: GET /a/ > query q!: string",
  ],
  [
    "a new one that must",
    ["GET /a/ < 200"],
    ["GET /a/ < 200", "GET /a/ > query z!: string"],
    "now needed: GET /a/ > query z!: string",
  ],
])("%s breaks clients", (_, before, now, said) => {
  expect(broken(before, now)).toContain(said);
});

test.each([
  ["a new call", ["GET /a/ < 200"], ["GET /a/ < 200", "GET /b/ > query q!: string"]],
  ["what is always there now", ["GET /a/ < 200 x?: string"], ["GET /a/ < 200 x: string"]],
  ["a new field", ["GET /a/ < 200 x: string"], ["GET /a/ < 200 x: string", "GET /a/ < 200 y: number"]],
  ["what must no longer be sent", ["GET /a/ > query q!: string"], ["GET /a/ > query q: string"]],
  [
    "a new optional object",
    ["PUT /a/ < 200"],
    ["PUT /a/ < 200", "PUT /a/ > body o: object", "PUT /a/ > body o.x!: string"],
  ],
])("%s breaks nobody", (_, before, now) => {
  expect(broken(before, now)).toEqual([]);
});

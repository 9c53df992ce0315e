import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createSpool, type SpooledStream } from "../../records/spool.ts";
import { record } from "../../testing/lake.ts";
import { startPostgres, type TestPostgres } from "../../testing/postgres.ts";
import { landInPostgres } from "../land.ts";
import { spoolRows } from "./spool-rows.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let postgres: TestPostgres;
const folder = mkdtempSync(join(tmpdir(), "both-ways-"));
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const text = (more: object) => ({ type: ["null", "string"], ...more });
const schema = {
  type: "object",
  properties: {
    id: { type: "integer" },
    long: { type: "integer" },
    decimal: { type: "number" },
    ok: { type: "boolean" },
    text: text({}),
    json: { type: "object" },
    day: text({ format: "date" }),
    instant: text({ format: "date-time" }),
    local: text({ format: "date-time", airbyte_type: "timestamp_without_timezone" }),
    clock: text({ format: "time" }),
  },
};
const names = Object.keys(schema.properties).filter((name) => name !== "id");

const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
const whole = fc.oneof(fc.maxSafeInteger().map(String), fc.bigInt(-(2n ** 65n), 2n ** 65n).map(String));
const edges = fc.constantFrom(
  ...[
    "0",
    "-0",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "1e3",
    "-1.50e-3",
    "0.000000001",
  ],
  ...["999999999999999.999999999", "123456.1234567895", "99999999999999999999999999999.5", "1e400", "4294967296"],
);
const decimal = fc
  .tuple(fc.constantFrom("", "-"), fc.nat(10 ** 9), digits(12))
  .map(([sign, before, after]) => `${sign}${before}.${after}`);
const number = fc.oneof(whole, decimal, edges);
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "a\0b", '"\\\n', "\\N", "é😀", "true"),
);
const json = fc.oneof(
  fc.json({ maxDepth: 3 }),
  number.map((n) => `{"a":[${n},{"b":"x"}],"c":"\\u0000\\\\u0000"}`),
);
const time = fc.oneof(
  fc
    .date({ noInvalidDate: true, min: new Date("1000-01-01"), max: new Date("9999-12-31") })
    .map((d) => d.toISOString()),
  fc.constantFrom("2026-02-29", "2024-02-29", "20260102", "0999-01-01", "2026-1-2", "infinity", "2026-13-01"),
  fc.constantFrom("2026-01-02T03:04:05", "2026-01-02 03:04:05.123456+0530", "2026-01-02T03:04:05.1234567-05:30"),
  fc.constantFrom("2026-01-02T24:00:00Z", "2026-01-02T03:04:60Z", "2026-01-02T03:04", "2026-01-02T03:04:05+15:00"),
  fc.constantFrom("1999-12-31T23:59:59.999999Z", "2000-01-01T00:00:00+00", "03:04:05+01:00", "03:04:05"),
);
const day = time.map((value) => value.slice(0, 10));
const value = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 2, arbitrary: number.map((n) => `"${n}"`) },
  { weight: 2, arbitrary: fc.constantFrom("true", "false", "null", '"yes"') },
  { weight: 3, arbitrary: anyText.map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: json },
  { weight: 4, arbitrary: fc.oneof(time, day).map((value) => JSON.stringify(value)) },
);
/** Now and then a field has a value that its column was not made for. */
const fitting: Record<string, fc.Arbitrary<string>> = {
  long: whole,
  decimal: number,
  ok: fc.constantFrom("true", "false"),
  text: anyText.map((value) => JSON.stringify(value)),
  json,
  day: day.map((value) => JSON.stringify(value)),
  instant: time.map((value) => JSON.stringify(value)),
  local: time.map((value) => JSON.stringify(value.replace("Z", ""))),
};
const field = (name: string) =>
  fc
    .oneof({ weight: 6, arbitrary: fitting[name] ?? value }, { weight: 1, arbitrary: value }, fc.constant("null"))
    .map((it) => `"${name}":${it}`);
const fields = fc.shuffledSubarray(names).chain((some) => fc.tuple(...some.map(field)));

async function spoolOf(lines: readonly string[]): Promise<SpooledStream> {
  const spool = await createSpool(mkdtempSync(join(folder, "spool-")));
  for (const line of lines) expect(spool.takeAny(Buffer.from(line))).toBe(true);
  return (await spool.close())[0]!;
}

async function landed(stream: SpooledStream) {
  const target = `s_${randomUUID().slice(0, 8)}`;
  const sync = { syncId: randomUUID(), jobId: 7, connectionId: randomUUID(), rows: stream.rows };
  await landInPostgres({
    ...{ configuration: postgres.configuration, schema: target, prefix: "", sync, isBackfill: false },
    ...{ spooled: [stream], schemas: new Map([["s", schema]]), scratch: mkdtempSync(join(folder, "scratch-")) },
    ...{ signal: new AbortController().signal, onReady: () => {} },
  });
  const rows = await postgres.query<{ row: string }>(
    `select (to_jsonb(s) - '_airbyte_raw_id')::text as row from ${target}.s order by id`,
  );
  await postgres.query(`drop schema ${target} cascade`);
  return rows.map(({ row }) => row);
}

/** A record of which its connector tells something goes by way of DuckDB, even when it tells nothing. */
const slowly = (line: string): string => `${line.slice(0, -2)},"meta":{"changes":[]}}}`;

test("a row that goes straight from its bytes is the row that DuckDB makes of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fields, { minLength: 1, maxLength: 60 }), async (records) => {
      const lines = records.map((data, id) => record("s", `{${[`"id":${id}`, ...data].join(",")}}`));
      expect(await landed(await spoolOf(lines))).toEqual(await landed(await spoolOf(lines.map(slowly))));
    }),
    { numRuns: 25 },
  );
});

test("plain rows of every type are none of DuckDB's, and rows with something to tell are", async () => {
  const plain = `"long":-7002238017842757633,"decimal":1.5,"ok":true,"text":"a\\n\\u0000","json":{"a":[1,0.25,"x"]},
    "day":"2026-01-02","instant":"2026-01-02T03:04:05.5+02:00","local":"2026-01-02 03:04:05"`.replaceAll(/\n */g, "");
  const odd = ['"long":1.0', '"ok":"yes"', '"day":"20260102"', '"decimal":1e3', '"clock":"03:04:05Z"', '"json":1.50'];
  const lines = [`"id":1,${plain}`, ...odd.map((it, id) => `"id":${id + 2},${it}`)].map((data) =>
    record("s", `{${data}}`),
  );
  const stream = await spoolOf(lines);
  const columns = [...stream.shape.fields.values()].map(({ name }) => ({ field: name, name, type: typeOf[name]! }));
  const pieces = spoolRows(stream, columns, folder);
  let piece = await pieces.next();
  while (!piece.done) piece = await pieces.next();
  expect(piece.value.rows).toBe(odd.length);
});

const typeOf: Record<string, Parameters<typeof spoolRows>[1][number]["type"]> = {
  ...{ id: "BIGINT", long: "BIGINT", decimal: "DECIMAL(38,9)", ok: "BOOLEAN", text: "VARCHAR", json: "JSON" },
  ...{ day: "DATE", instant: "TIMESTAMPTZ", local: "TIMESTAMP", clock: "TIMETZ" },
};

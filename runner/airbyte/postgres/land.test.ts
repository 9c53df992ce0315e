import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parseExactly } from "../exact-json.ts";
import { query, record } from "../testing/lake.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { factsFile, filesIn, startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let folder: TestFolder;
let airbyte: TestServer;
let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
  folder = testFolder();
  airbyte = await startAirbyte(folder.config);
});
afterAll(async () => {
  await airbyte?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
  await postgres?.[Symbol.asyncDispose]();
});

const toDatabase = { namespaceDefinition: "destination" };
let schemas = 0;

/** A connection that replays these lines into a schema of its own. */
async function connect(lines: string, more: object = {}) {
  const { client } = airbyte;
  schemas += 1;
  const schema = `raw_${schemas}`;
  const { sourceId, workspaceId } = await client.replaySource(lines);
  const configuration = { ...postgres.configuration, schema };
  const connectionId = await client.connectTo(configuration, sourceId, workspaceId, { ...toDatabase, ...more });
  return { schema, sourceId, workspaceId, connectionId };
}
async function sync(connectionId: string) {
  const jobId = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  return { jobId, ...(await airbyte.client.detail(jobId)) } as Record<string, unknown> & { jobId: number };
}
async function landed(lines: string, more: object = {}) {
  const connection = await connect(lines, more);
  return { ...connection, detail: await sync(connection.connectionId) };
}
const typesOf = async (schema: string, table: string) => {
  const rows = await postgres.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 order by attnum`,
    [`"${schema}"."${table}"`],
  );
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]));
};

test("lands every stream in its table, with the case of names kept and our columns beside", async () => {
  const lines = [
    record(
      "AdAnalytics",
      '{"costInUsd":1.5,"ID":7002238017842757633,"ok":true,"who":{"a":[1,{"b":null}]},"day":"2026-01-02"}',
    ),
    record("AdAnalytics", '{"costInUsd":null,"ID":2,"ok":null,"who":null}'),
    record("Ad Sets", '{"segments.date":"2026-01-02"}'),
  ];
  const { schema, detail } = await landed(lines.join("\n"), { prefix: "li_" });
  expect(detail).toMatchObject({ status: "succeeded", rows: 3, error_message: null });
  expect(await typesOf(schema, "li_AdAnalytics")).toEqual({
    _airbyte_raw_id: "character varying",
    _airbyte_extracted_at: "timestamp with time zone",
    _airbyte_meta: "jsonb",
    _airbyte_generation_id: "bigint",
    costInUsd: "numeric(38,9)",
    ID: "bigint",
    ok: "boolean",
    who: "jsonb",
    day: "character varying",
  });
  const rows = await postgres.query(
    `select "costInUsd", "ID", ok, who, day, _airbyte_extracted_at::text as at, _airbyte_meta as meta, _airbyte_generation_id as generation
     from ${schema}."li_AdAnalytics" order by "ID" desc`,
  );
  const ours = { at: "2023-11-14 22:13:20.123+00", meta: { sync_id: detail.jobId, changes: [] }, generation: "0" };
  expect(rows).toEqual([
    {
      costInUsd: "1.500000000",
      ID: "7002238017842757633",
      ok: true,
      who: { a: [1, { b: null }] },
      day: "2026-01-02",
      ...ours,
    },
    { costInUsd: null, ID: "2", ok: null, who: null, day: null, ...ours },
  ]);
  expect(await postgres.query(`select segments_date from ${schema}."li_Ad_Sets"`)).toEqual([
    { segments_date: "2026-01-02" },
  ]);
  const ledger = await postgres.query(`select job_id, rows from ${schema}._airbyte_landings`);
  expect(ledger).toEqual([{ job_id: String(detail.jobId), rows: "3" }]);
});

test("what no database can hold is left out or named, never lost without a word", async () => {
  const lines = [
    String.raw`{"id":1,"text":"a\u0000b","json":{"k\u0000":"\u0000\\u0000\\\u0000"},"number":1e400,"long":99999999999999999999}`,
    String.raw`{"id":2,"text":"\ud83d","json":["\udc00x"],"number":1.5,"long":1}`,
    String.raw`{"id":3,"text":"\\N","json":"\\N","number":2,"long":null}`,
    '{"id":4,"text":"","json":"","number":"NaN","long":"nan"}',
    String.raw`{"id":5,"text":"a\n\\.\nb\r\n,\"q\" \ud83d\ude00","json":[1e2],"number":3,"long":2}`,
  ];
  const { schema, detail } = await landed(lines.map((data) => record("weird", data)).join("\n"));
  expect(detail).toMatchObject({ status: "succeeded", rows: 5, error_message: null });
  const rows = await postgres.query(
    `select id::int, text, json::text, number, long, _airbyte_meta->'changes' as changes from ${schema}.weird order by id`,
  );
  const nulled = (field: string) => ({ field, change: "NULLED", reason: "DESTINATION_TYPECAST_ERROR" });
  expect(rows.map(({ text, json }) => [text, json])).toEqual([
    ["ab", String.raw`{"k": "\\u0000\\"}`],
    ["\ufffd", '["\ufffdx"]'],
    ["\\N", String.raw`"\\N"`],
    ["", '""'],
    ['a\n\\.\nb\r\n,"q" 😀', "[100.0]"],
  ]);
  // Fields that held words beside numbers are text, as nobody declared them.
  expect(rows.map(({ number, long }) => [number, long])).toEqual([
    ["1e400", "99999999999999999999"],
    ["1.5", "1"],
    ["2", null],
    ["NaN", "nan"],
    ["3", "2"],
  ]);
  expect(rows.flatMap(({ changes }) => changes)).toEqual([]);
  const big = await landed(
    [record("big", '{"n":1e400,"m":99999999999999999999}'), record("big", '{"n":1,"m":2}')].join("\n"),
  );
  expect(
    await postgres.query(`select n, m, _airbyte_meta->'changes' as changes from ${big.schema}.big order by m`),
  ).toEqual([
    { n: "1.000000000", m: "2.000000000", changes: [] },
    { n: null, m: "99999999999999999999.000000000", changes: [nulled("n")] },
  ]);
});

test("a number that no jsonb can hold is there as text, wherever it stands", async () => {
  const lines = [
    '{"id":1,"json":{"a":[1e400000,-1.5E-0020000],"b":"1e400000","c":2}}',
    '{"id":2,"json":1e400000}',
    `{"id":3,"json":[${"9".repeat(140_000)}]}`,
    '{"id":4,"json":[1e300,12345678901234567890]}',
  ];
  const { schema, detail } = await landed(lines.map((data) => record("far", data)).join("\n"));
  expect(detail).toMatchObject({ status: "succeeded", rows: 4, error_message: null });
  const rows = await postgres.query<{ json: string }>(`select json::text from ${schema}.far order by id`);
  expect(rows.slice(0, 3).map(({ json }) => json)).toEqual([
    '{"a": ["1e400000", "-1.5E-0020000"], "b": "1e400000", "c": 2}',
    '"1e400000"',
    `["${"9".repeat(140_000)}"]`,
  ]);
  const [within] = await postgres.query(
    `select (json->>0)::numeric = 1e300 as large, json->>1 as long from ${schema}.far where id = 4`,
  );
  expect(within).toEqual({ large: true, long: "12345678901234567890" });
});

test("tables grow with what comes: new columns, wider types, and rows that were there stay what they were", async () => {
  const { schema, sourceId, connectionId } = await connect(record("s", '{"id":1,"n":2,"b":true,"t":"x","Id":"other"}'));
  await sync(connectionId);
  const grown = record("s", '{"id":2,"n":2.5,"b":"maybe","t":{"a":1},"Id":"y","a.b":1,"a_b":2}');
  await airbyte.client.replayInstead(sourceId, grown);
  await sync(connectionId);
  // The next has other fields first, and lacks some: what a field is called does not depend on it.
  await airbyte.client.replayInstead(sourceId, record("s", '{"a_b":4,"id":3,"n":7,"t":"z"}'));
  expect(await sync(connectionId)).toMatchObject({ status: "succeeded", rows: 1 });
  expect(await typesOf(schema, "s")).toMatchObject({
    id: "bigint",
    n: "numeric(38,9)",
    b: "character varying",
    t: "jsonb",
    Id: "character varying",
    a_b: "bigint",
    a_b_2: "bigint",
  });
  expect(
    await postgres.query(`select id::int, n::float, b, t, "Id", a_b::int, a_b_2::int from ${schema}.s order by id`),
  ).toEqual([
    { id: 1, n: 2, b: "true", t: "x", Id: "other", a_b: null, a_b_2: null },
    { id: 2, n: 2.5, b: "maybe", t: { a: 1 }, Id: "y", a_b: 1, a_b_2: 2 },
    { id: 3, n: 7, b: null, t: "z", Id: null, a_b: null, a_b_2: 4 },
  ]);
  expect(await postgres.query(`select count(*)::int as syncs from ${schema}._airbyte_landings`)).toEqual([
    { syncs: 3 },
  ]);
});

test("a table that something else made, and a column that a view holds, end in a message that says what to do", async () => {
  const { schema, sourceId, connectionId } = await connect(record("s", '{"id":1}'));
  await sync(connectionId);
  await postgres.query(`create table ${schema}.other (id int)`);
  await postgres.query(`create view ${schema}.v as select id from ${schema}.s`);
  await airbyte.client.replayInstead(sourceId, [record("s", '{"id":"x"}'), record("t", "{}")].join("\n"));
  const failed = await sync(connectionId);
  expect(failed).toMatchObject({ status: "failed", error_class: "config", rows: 0 });
  expect(failed.error_message).toContain(
    `column "id" of "${schema}"."s" has to become character varying, and PostgreSQL lets no column change that a view reads: drop ${schema}.v,`,
  );
  expect(await typesOf(schema, "t")).toEqual({});
  await airbyte.client.replayInstead(sourceId, record("other", "{}"));
  expect((await sync(connectionId)).error_message).toContain("made by something else");
  expect(await postgres.query(`select count(*)::int as rows from ${schema}.s`)).toEqual([{ rows: 1 }]);
});

test("a stream that fails lets no row of the others be seen, and the next sync lands all of them", async () => {
  const lines = [record("a", '{"id":1}'), record("b", '{"id":1}'), record("c", '{"id":1}')].join("\n");
  const { schema, connectionId } = await connect(lines);
  await sync(connectionId);
  await postgres.query(`alter table ${schema}.c add constraint one unique (id)`);
  expect(await sync(connectionId)).toMatchObject({ status: "failed", error_class: "config", rows: 0 });
  const counts = () =>
    postgres.query(
      `select (select count(*)::int from ${schema}.a) as a, (select count(*)::int from ${schema}.b) as b, (select count(*)::int from ${schema}.c) as c`,
    );
  expect(await counts()).toEqual([{ a: 1, b: 1, c: 1 }]);
  await postgres.query(`alter table ${schema}.c drop constraint one`);
  await sync(connectionId);
  expect(await counts()).toEqual([{ a: 2, b: 2, c: 2 }]);
});

test("a server that ends idle transactions at once lets a landing through", async () => {
  await postgres.query("create role hurried login superuser password 'soon'");
  await postgres.query("alter role hurried set idle_in_transaction_session_timeout = '1ms'");
  const { sourceId, workspaceId } = await airbyte.client.replaySource(record("s", '{"id":1}'));
  const configuration = { ...postgres.configuration, username: "hurried", password: "soon", schema: "hurried" };
  const connectionId = await airbyte.client.connectTo(configuration, sourceId, workspaceId, toDatabase);
  expect(await sync(connectionId)).toMatchObject({ status: "succeeded", rows: 1, error_message: null });
});

test("cancelling ends the transaction with it", async () => {
  const lines = Array.from({ length: 60_000 }, (_, id) => record("ads", `{"id":${id},"text":"${"x".repeat(200)}"}`));
  const { schema, connectionId } = await connect(lines.join("\n"));
  const jobId = await airbyte.client.startJob(connectionId);
  await vi.waitFor(async () => expect(await typesOf(schema, "ads")).not.toEqual({}), { timeout: 30_000, interval: 20 });
  expect(await airbyte.client.must("DELETE", `/jobs/${jobId}`)).toMatchObject({ status: "cancelled" });
  expect(await postgres.query(`select count(*)::int as rows from ${schema}.ads`)).toEqual([{ rows: 0 }]);
  expect(await sync(connectionId)).toMatchObject({ status: "succeeded", rows: 60_000 });
  expect(await postgres.query(`select count(*)::int as rows from ${schema}.ads`)).toEqual([{ rows: 60_000 }]);
});

for (const platform of ["meta", "tiktok"]) {
  const path = factsFile(`recorded/${platform}.jsonl`);
  if (!path) continue;
  test(`what real ${platform} accounts once said is the same in the database as in the lake`, async () => {
    const { schema, sourceId, workspaceId, detail } = await landed(readFileSync(path, "utf8"));
    expect(detail).toMatchObject({ status: "succeeded", error_message: null });
    const connectionId = await airbyte.client.connect(sourceId, workspaceId, platform);
    expect(await sync(connectionId)).toMatchObject({ status: "succeeded", rows: detail.rows });
    const lake = join(folder.config.lake, "acme", platform, connectionId);
    for (const file of filesIn(lake)) {
      const there = await rowsIn(schema, file.split("/")[0]!);
      const here = await query(`select * exclude (${unlike.join(", ")}) from '${join(lake, file)}'`);
      expect(there.sort()).toEqual(here.map((row) => spelled(row)).sort());
    }
  });
}

/** These differ from landing to landing. */
const unlike = ["_airbyte_raw_id", "_airbyte_meta"];

async function rowsIn(schema: string, plainName: string): Promise<string[]> {
  const [table] = await postgres.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = $1 and lower(tablename) = $2",
    [schema, plainName],
  );
  const rows = await postgres.query<{ row: string }>(
    `select (to_jsonb(t) - $1::text[])::text as row from ${schema}."${table!.name}" t`,
    [unlike],
  );
  return rows.map(({ row }) => spelled(parseExactly(row)));
}

/** One spelling of a row for both sides: names in lower case, members in order, numbers and instants as text, JSON as what it means. */
const spelled = (row: unknown): string => JSON.stringify(plain(row, 0));

function plain(value: unknown, depth: number): unknown {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return depth === 1 ? plainText(value) : value;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  if ("rawJSON" in value) return value.rawJSON;
  return Object.entries(value)
    .map(([name, inner]) => [depth === 0 ? name.toLowerCase() : name, plain(inner, depth + 1)])
    .sort();
}

function plainText(text: string): unknown {
  if (/^[[{"]/.test(text)) return plain(parseExactly(text), 2);
  const isInstant = /^\d{4}-\d\d-\d\d[T ][\d:.]+\+00(:00)?$/.test(text);
  return isInstant ? text.replace("T", " ").replace("+00:00", "+00") : text;
}

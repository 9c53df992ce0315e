import { DuckDBInstance } from "@duckdb/node-api";
import { type BenchWorker, startBenchWorker } from "./bench-worker.ts";
import { openClient } from "./keep-alive.ts";
import { memoryOfManyTenants } from "./many-tenants.ts";
import { lastDay } from "./marts.ts";
import { type BenchRow, median } from "./measure.ts";
import { openPostgres } from "./postgres.ts";
import { filters, firstOf, questions } from "./questions.ts";
import { type BenchTenant, enter, publishTenant, signIn } from "./tenant.ts";
import { throughput } from "./throughput.ts";

/** `BENCH_ROWS` makes a quick try of it. */
const small = Number(process.env.BENCH_ROWS ?? 1_000_000);
const rounds = 40;
/** It takes seconds for a question about ten million rows. */
const postgresRounds = 5;
/** Rows of each list, as a caller gets who does not say how many. */
const usualLimit = 50;
const seconds = 4;
const turns = 3;
const combined = "/api/metrics/combined/";

/** The combined answer over HTTP, known caller included, beside a worker that does nothing, and native DuckDB; then with ten times the rows. */
export async function bench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const first = await withTenant(small, async (asked) => {
    rows.push(...(await requestRates(asked)));
    const times = await slices(asked, rows);
    rows.push(...(await coldIsolate(asked)), ...written(asked));
    return times;
  });
  rows.push(...(await manyTenants()));
  await withTenant(10 * small, async (asked) => {
    const times = await slices(asked, rows);
    for (const [name, ms] of times)
      rows.push(row(asked, name, "p50 ms", ms, "a tenth of the rows", first.get(name) ?? 0));
    rows.push(...(await coldIsolate(asked)), ...written(asked));
  });
  return rows;
}

interface Asked {
  readonly worker: BenchWorker;
  readonly tenant: BenchTenant;
  readonly count: number;
}

async function withTenant<T>(count: number, work: (asked: Asked) => Promise<T>): Promise<T> {
  const worker = await startBenchWorker("metrics-worker.ts");
  try {
    const tenant = await publishTenant(worker, count);
    try {
      await signIn(worker, sender(worker.url));
      return await work({ worker, tenant, count });
    } finally {
      await tenant.remove();
    }
  } finally {
    await worker.stop();
  }
}

const sender = (url: URL) => async (path: string, body: unknown) => {
  const client = openClient(url);
  try {
    return (await client.send(path, { method: "POST", body })).text;
  } finally {
    client.close();
  }
};

/** Each question is one that this isolate never answered (its `limit` is new), so that it is computed; the others in turns with it. */
async function slices(asked: Asked, rows: BenchRow[]): Promise<Map<string, number>> {
  const { worker, tenant } = asked;
  const client = openClient(worker.url);
  const headers = await enter(sender(worker.url));
  const times = new Map<string, number>();
  await using one = await openDuckDb(tenant.duckdbPath, 1);
  await using postgres = await openPostgres(tenant.duckdbPath);
  for (const days of [7, 30, 90, 730]) {
    for (const { name, asked: filter, view, where } of filters) {
      const path = (limit: number) =>
        `${combined}?${new URLSearchParams({ start_date: firstOf(days), end_date: lastDay, limit: String(limit), ...filter })}`;
      const sql = questions(view, firstOf(days), where);
      const taken: Record<"ours" | "hello" | "duckdb" | "postgres", number[]> = {
        ours: [],
        hello: [],
        duckdb: [],
        postgres: [],
      };
      let bytes = 0;
      for (let round = -5; round < rounds; round++) {
        const hello = await client.send("/hello");
        const answer = await client.send(path(usualLimit + round), { headers });
        const duckdb = await one.ask(sql);
        if (round >= 0 && round < postgresRounds) taken.postgres.push(await postgres.ask(sql));
        bytes = Buffer.byteLength(answer.text);
        if (round < 0) continue;
        taken.hello.push(hello.ms);
        taken.ours.push(answer.ms);
        taken.duckdb.push(duckdb);
      }
      const title = `${days} days, ${name}`;
      times.set(title, median(taken.ours));
      rows.push(
        row(asked, title, "p50 ms", median(taken.ours), "hello world", median(taken.hello)),
        row(asked, title, "p99 ms", p99(taken.ours), "hello world", p99(taken.hello)),
        row(asked, title, "p50 ms", median(taken.ours), "DuckDB, 1 thread", median(taken.duckdb)),
        row(asked, title, "p50 ms", median(taken.ours), "PostgreSQL", median(taken.postgres)),
        row(asked, title, "bytes", bytes, "constant", bytes),
      );
    }
  }
  client.close();
  await using all = await openDuckDb(tenant.duckdbPath, null);
  for (const { name, view, where } of filters) {
    const taken: number[] = [];
    for (let round = 0; round < 10; round++) taken.push(await all.ask(questions(view, firstOf(730), where)));
    const title = `730 days, ${name}`;
    rows.push(row(asked, title, "p50 ms", times.get(title) ?? 0, "DuckDB, all threads", median(taken)));
  }
  return times;
}

async function openDuckDb(path: string, threads: number | null) {
  const instance = await DuckDBInstance.create(path, {
    access_mode: "READ_ONLY",
    ...(threads && { threads: String(threads) }),
  });
  const connection = await instance.connect();
  return {
    async ask(statements: readonly string[]): Promise<number> {
      const began = performance.now();
      for (const statement of statements) await (await connection.runAndReadAll(statement)).getRows();
      return performance.now() - began;
    },
    async [Symbol.asyncDispose]() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** What many get who look at the same view, in turns with workers that know nobody. */
async function requestRates(asked: Asked): Promise<BenchRow[]> {
  const { url } = asked.worker;
  const headers = await enter(sender(url));
  const client = openClient(url);
  const { text, etag } = await client.send(combined, { headers });
  client.close();
  const pairs = [
    ["default view", { path: combined, headers, status: 200 }, "constant body", `/constant?${Buffer.byteLength(text)}`],
    [
      "ETag match",
      { path: combined, headers: { ...headers, "if-none-match": etag }, status: 304 },
      "hello world",
      "/hello",
    ],
  ] as const;
  const rows: BenchRow[] = [];
  for (const [name, wanted, other, path] of pairs) {
    const ours: number[] = [];
    const theirs: number[] = [];
    await throughput(url, wanted, 2);
    for (let turn = 0; turn < turns; turn++) {
      theirs.push(await throughput(url, { path, status: 200 }, seconds));
      ours.push(await throughput(url, wanted, seconds));
    }
    rows.push(row(asked, `${name}, 16 connections`, "requests/s", median(ours), other, median(theirs)));
  }
  return rows;
}

/** The first question that a new isolate gets, after one that only lets the caller in. */
async function coldIsolate(asked: Asked): Promise<BenchRow[]> {
  const taken: number[] = [];
  let reads = 0;
  for (let round = 0; round < 5; round++) {
    const url = await asked.worker.restart();
    const headers = await enter(sender(url));
    const client = openClient(url);
    await client.send("/hello");
    const before = Number((await client.send("/kv-reads")).text);
    taken.push((await client.send(combined, { headers })).ms);
    reads = Number((await client.send("/kv-reads")).text) - before;
    client.close();
  }
  return [
    row(asked, "cold isolate, 30 days", "p50 ms", median(taken), "wanted at most", 30),
    row(asked, "cold isolate, 30 days", "KV reads", reads, "wanted at most", 3),
  ];
}

async function manyTenants(): Promise<BenchRow[]> {
  const worker = await startBenchWorker("metrics-worker.ts");
  try {
    const { early, late, most } = await memoryOfManyTenants(worker);
    const about = { part: "metrics", case: "50 tenants, 10,000 questions", metric: "MB of workerd at the end" };
    return [
      { ...about, ours: late, other: "after 2,000", other_value: early, ratio: late / early },
      { ...about, ours: late, other: "at most", other_value: most, ratio: late / most },
    ];
  } finally {
    await worker.stop();
  }
}

const written = (asked: Asked): BenchRow[] => [
  row(asked, "writing the snapshot", "peak MB", asked.tenant.peakMegabytes, "its size", asked.tenant.snapshotMegabytes),
];

function row({ count }: Asked, name: string, metric: string, ours: number, other: string, value: number): BenchRow {
  const title = `${count.toLocaleString("en")} rows: ${name}`;
  return { part: "metrics", case: title, metric, ours, other, other_value: value, ratio: ours / value };
}

const p99 = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)]!;

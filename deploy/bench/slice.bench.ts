import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { CombinedQuery } from "#contracts/metrics.ts";
import { storedValues } from "#contracts/snapshot.ts";
import { buildSnapshot } from "../../runner/snapshot/build-snapshot.ts";
import { shardPath } from "../../runner/snapshot/shard-path.ts";
import { pinnedHead } from "../../worker/features/metrics/head.ts";
import { loadSlice } from "../../worker/features/metrics/load.ts";
import { combinedPayload } from "../../worker/features/metrics/payload.ts";
import { planSlice } from "../../worker/features/metrics/plan.ts";
import { toSliceQuery } from "../../worker/features/metrics/slice-query.ts";
import { manifestKey, shardKey } from "../../worker/features/snapshots/keys.ts";
import { SnapshotReader } from "../../worker/features/snapshots/reader.ts";
import { lastDay, makeMarts } from "./marts.ts";
import { type BenchRow, medianMs } from "./measure.ts";
import { filters, firstOf, questions } from "./questions.ts";

const tenant = { id: "bench", label: "Bench", currency: "USD", time_zone: "UTC" };
const snapshotId = "0197a000-0000-7000-8000-000000000000";
const rowsWanted = 1_000_000;
const rounds = 25;

/** Slices from parsed columns (a warm isolate) beside native DuckDB on one thread, over the same rows. */
export async function bench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "adinsights-bench-"));
  const duckdbPath = join(folder, "bench.duckdb");
  try {
    await makeMarts(duckdbPath, rowsWanted);
    const manifest = await buildSnapshot({
      duckdbPath,
      folder,
      snapshotId,
      tenant,
      dbt: { invocation_id: "bench", version: "0", models: 0, tests: { pass: 0, warn: 0, error: 0 }, warnings: [] },
      generatedAt: new Date(),
      signal: new AbortController().signal,
      onShard: () => {},
    });
    const stored = new Map<string, ArrayBuffer>();
    stored.set(
      manifestKey(tenant.id, snapshotId),
      new TextEncoder().encode(JSON.stringify(manifest)).buffer as ArrayBuffer,
    );
    for (const { name } of storedValues(manifest))
      stored.set(shardKey(tenant.id, snapshotId, name), new Uint8Array(await readFile(shardPath(folder, name))).buffer);
    const snapshot = await new SnapshotReader({ get: async (key) => stored.get(key) ?? null }, tenant.id).open(
      snapshotId,
    );

    const instance = await DuckDBInstance.create(duckdbPath, { access_mode: "READ_ONLY", threads: "1" });
    const duckdb = await instance.connect();
    const pointer = {
      tenant: {
        id: tenant.id,
        label: tenant.label,
        currency: "USD",
        timeZone: "UTC",
        workingHours: { from: 0, to: 24 },
      },
      current: null,
      lastFailure: null,
      sources: [],
    };
    const rows: BenchRow[] = [];
    for (const days of [7, 30, 90, 730]) {
      for (const { name, asked, view, where } of filters) {
        const from = firstOf(days);
        const query = toSliceQuery(
          CombinedQuery.parse({ start_date: from, end_date: lastDay, sections: "campaign", limit: "50", ...asked }),
        );
        const ours = await medianMs(rounds, async () => {
          const plan = planSlice(query, snapshot!.manifest);
          const loaded = await loadSlice(snapshot!, plan);
          return JSON.stringify(combinedPayload(pinnedHead(pointer, snapshot!.manifest), snapshot!, plan, loaded))
            .length;
        });
        const other = await medianMs(rounds, async () => {
          for (const question of questions(view, from, where)) await (await duckdb.runAndReadAll(question)).getRows();
        });
        rows.push({
          part: "slice",
          case: `${days} days, ${name}, ${rowsWanted.toLocaleString("en")} rows`,
          metric: "p50 ms",
          ours,
          other: "DuckDB, 1 thread",
          other_value: other,
          ratio: ours / other,
        });
      }
    }
    duckdb.closeSync();
    instance.closeSync();
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

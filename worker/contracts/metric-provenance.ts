import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, commaList, Day, Id, Instant, Platform, TenantId, TimeZone } from "./fields.ts";
import { endBeforeStart, endsAfterItStarts } from "./metric-filters.ts";
import { Manifest, Shard, SnapshotSource } from "./snapshot.ts";

/** The sync whose records were the newest when the transform began; null: none that is known. */
const Sync = z.object({
  run_id: Id,
  finished_at: Instant,
  rows: z.number().int().nullable(),
  airbyte_job_id: z.string().nullable(),
});

export const Provenance = z.object({
  tenant_id: TenantId,
  snapshot_id: z.uuid(),
  generated_at: Instant,
  currency: Currency,
  time_zone: TimeZone,
  period: z.object({ startDate: Day, endDate: Day }).nullable(),
  sources: z.array(
    SnapshotSource.extend({ connections: z.array(z.object({ id: Id, name: z.string(), sync: Sync.nullable() })) }),
  ),
  transform: z.object({
    run_id: Id,
    attempt: z.number().int(),
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
  }),
  dbt: Manifest.shape.dbt,
  rates: Manifest.shape.rates,
  /** The facts of the period's months, with the checksums of their bytes. */
  shards: z.array(Shard.pick({ name: true, rows: true, sha256: true })),
});
export type Provenance = z.infer<typeof Provenance>;

export const provenance = defineEndpoint({
  name: "provenance",
  method: "get",
  path: "/api/metrics/provenance/",
  summary: "What is behind a number: sources and their syncs, the transform and its tests, exchange rates, checksums",
  access: "metrics.read",
  query: z
    .strictObject({
      snapshot: z.uuid().optional(),
      start_date: Day.optional(),
      end_date: Day.optional(),
      platforms: commaList(Platform).optional(),
    })
    .refine(endsAfterItStarts, endBeforeStart),
  output: Provenance,
  problems: ["not-found"],
});

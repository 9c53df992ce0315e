import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, Day, Instant, TimeZone } from "./fields.ts";
import { NextCursor, pageQuery } from "./paging.ts";
import { Manifest } from "./snapshot.ts";

const SnapshotId = z.uuid();

export const SnapshotPin = z.object({
  /** `person`, or what shows the snapshot's numbers, such as a report. */
  holder: z.string(),
  note: z.string().nullable(),
  pinned_at: Instant,
});

/** `kept`: why it is there; an `expiring` one goes within the hour unless somebody pins it. */
export const SnapshotView = z.object({
  id: SnapshotId,
  generated_at: Instant,
  kept: z.enum(["current", "pinned", "recent", "daily", "expiring"]),
  bytes: z.number().int(),
  pins: z.array(SnapshotPin),
});
export type SnapshotView = z.infer<typeof SnapshotView>;

export const SnapshotDetail = SnapshotView.extend({
  currency: Currency,
  time_zone: TimeZone,
  coverage: z.object({ startDate: Day, endDate: Day }).nullable(),
  sources: Manifest.shape.sources,
  dbt: Manifest.shape.dbt,
  rates: Manifest.shape.rates,
  rows: z.record(z.string(), z.number().int()),
});

const params = z.strictObject({ snapshot_id: SnapshotId });

export const listSnapshots = defineEndpoint({
  name: "listSnapshots",
  method: "get",
  path: "/api/snapshots/",
  summary: "Snapshots that are kept, newest first",
  access: "metrics.read",
  query: z.strictObject({ ...pageQuery(200, 50), cursor: SnapshotId.optional() }),
  output: z.object({ snapshots: z.array(SnapshotView), next_cursor: NextCursor }),
});

export const readSnapshot = defineEndpoint({
  name: "readSnapshot",
  method: "get",
  path: "/api/snapshots/{snapshot_id}/",
  summary: "What a snapshot is made of",
  access: "metrics.read",
  params,
  output: SnapshotDetail,
  problems: ["not-found"],
});

export const pinSnapshot = defineEndpoint({
  name: "pinSnapshot",
  method: "put",
  path: "/api/snapshots/{snapshot_id}/pin/",
  summary: "Keep a snapshot until it is unpinned, so that its numbers can be shown again",
  access: "snapshots.pin",
  params,
  body: z.strictObject({ note: z.string().trim().min(1).max(200).optional() }),
  output: SnapshotView,
  problems: ["not-found"],
});

export const unpinSnapshot = defineEndpoint({
  name: "unpinSnapshot",
  method: "delete",
  path: "/api/snapshots/{snapshot_id}/pin/",
  summary: "Keep a snapshot no longer than others; what reports and links pin stays pinned",
  access: "snapshots.pin",
  params,
  output: SnapshotView,
  problems: ["not-found"],
});

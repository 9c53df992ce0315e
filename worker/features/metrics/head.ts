import type { Combined, SourceFreshness } from "#contracts/metrics.ts";
import type { Manifest } from "#contracts/snapshot.ts";
import type { SnapshotPointer, SourceState } from "./pointer.ts";
import { isStale } from "./staleness.ts";

/** The part of the payload that tells of the snapshot as a whole. */
export type Head = Pick<
  Combined,
  | "tenant_id"
  | "tenant_label"
  | "dataset"
  | "snapshot_id"
  | "snapshot_generated_at"
  | "snapshot_current"
  | "status"
  | "status_reason"
  | "currency"
  | "time_zone"
  | "coverage"
  | "freshness"
>;

/** Of the current snapshot: how fresh it is now, and what failed since. */
export function currentHead(pointer: SnapshotPointer, manifest: Manifest | null, now: number): Head {
  const { tenant } = pointer;
  const base = manifest ? snapshotHead(manifest) : emptyHead(pointer);
  return {
    ...base,
    tenant_label: tenant.label,
    snapshot_current: manifest !== null,
    ...currentStatus(pointer, manifest !== null, now),
    freshness: freshness(pointer, manifest, now),
  };
}

/** Of a snapshot asked for by id: nothing that changes with time, so that the same id gives the same bytes for ever. */
export function pinnedHead(pointer: SnapshotPointer, manifest: Manifest): Head {
  return {
    ...snapshotHead(manifest),
    tenant_label: manifest.tenant_label ?? pointer.tenant.label,
    snapshot_current: false,
    status: "ok",
    status_reason: null,
    freshness: manifest.sources.map(({ platform, last_extracted_at, data_through, settled_until }) => ({
      source: platform,
      last_synced_at: last_extracted_at,
      data_through,
      settled_until,
      status: "ok",
    })),
  };
}

/** Of the demo dataset, told to a tenant whose data it is not. */
export function demoHead({ tenant }: SnapshotPointer, pinned: Head): Head {
  return {
    ...pinned,
    tenant_id: tenant.id,
    tenant_label: tenant.label,
    dataset: "demo",
    snapshot_current: true,
    status_reason: `Demo data: none of these numbers are of ${tenant.label}`,
  };
}

function snapshotHead(manifest: Manifest) {
  return {
    tenant_id: manifest.tenant_id,
    dataset: "warehouse" as const,
    snapshot_id: manifest.snapshot_id,
    snapshot_generated_at: manifest.generated_at,
    currency: manifest.currency,
    time_zone: manifest.time_zone,
    coverage: manifest.coverage && { startDate: manifest.coverage.start_date, endDate: manifest.coverage.end_date },
  };
}

function emptyHead({ tenant }: SnapshotPointer) {
  return {
    tenant_id: tenant.id,
    dataset: "warehouse" as const,
    snapshot_id: null,
    snapshot_generated_at: null,
    currency: tenant.currency,
    time_zone: tenant.timeZone,
    coverage: null,
  };
}

function currentStatus(pointer: SnapshotPointer, exists: boolean, now: number): Pick<Head, "status" | "status_reason"> {
  const { current, lastFailure, tenant } = pointer;
  if (!exists || !current) {
    const reason = lastFailure ? `No data yet: the last transform failed: ${lastFailure.reason}` : "No data yet";
    return { status: "missing", status_reason: reason };
  }
  if (lastFailure) return { status: "failed", status_reason: `The last transform failed: ${lastFailure.reason}` };
  if (isStale(current.generatedAt, now, tenant)) {
    return { status: "stale", status_reason: "The data is older than 60 minutes" };
  }
  return { status: "ok", status_reason: null };
}

function freshness(pointer: SnapshotPointer, manifest: Manifest | null, now: number): SourceFreshness[] {
  const inSnapshot = manifest?.sources ?? [];
  const platforms = new Set([...pointer.sources, ...inSnapshot].map(({ platform }) => platform));
  return [...platforms].sort().map((platform) => {
    const state = pointer.sources.find((source) => source.platform === platform);
    const source = inSnapshot.find((candidate) => candidate.platform === platform);
    const extractedAt = source?.last_extracted_at ?? null;
    const syncedAt = state?.lastSuccessAt ?? (extractedAt === null ? null : Date.parse(extractedAt));
    return {
      source: platform,
      last_synced_at: syncedAt === null ? null : new Date(syncedAt).toISOString(),
      data_through: source?.data_through ?? null,
      settled_until: source?.settled_until ?? null,
      status: sourceStatus(state, syncedAt, pointer, now),
    };
  });
}

function sourceStatus(
  state: SourceState | undefined,
  syncedAt: number | null,
  pointer: SnapshotPointer,
  now: number,
): SourceFreshness["status"] {
  if (state?.failed) return "failed";
  if (syncedAt === null) return "missing";
  return isStale(syncedAt, now, pointer.tenant) ? "stale" : "ok";
}

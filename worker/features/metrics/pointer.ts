import type { SourcePlatform } from "#contracts/fields.ts";

/** How the syncs of one source stand, over all its connections in the tenant. Instants are milliseconds since 1970. */
export interface SourceState {
  readonly platform: SourcePlatform;
  readonly lastSuccessAt: number | null;
  /** The newest finished sync failed. */
  readonly failed: boolean;
}

/** What may change while a snapshot does not: which one is current, what happened since, and what the tenant is called. */
export interface SnapshotPointer {
  readonly tenant: {
    readonly id: string;
    readonly label: string;
    readonly currency: string;
    readonly timeZone: string;
    /** Hours of the tenant's day: from ≤ hour < to. */
    readonly workingHours: { readonly from: number; readonly to: number };
  };
  readonly current: { readonly snapshotId: string; readonly generatedAt: number } | null;
  /** Why the newest finished transform failed; `null` when it did not. */
  readonly lastFailure: { readonly at: number; readonly reason: string } | null;
  readonly sources: readonly SourceState[];
}

/** Where one tenant's pointer comes from. */
export interface SnapshotPointers {
  pointer(): Promise<SnapshotPointer>;
  /** Whether this tenant ever published a snapshot of that id. */
  published(snapshotId: string): Promise<boolean>;
}

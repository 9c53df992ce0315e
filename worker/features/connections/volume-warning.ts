import type { SyncWarning } from "../../db/sync-moves.ts";
import { medianOf } from "../sync-health/spread.ts";

/** A drop is told of once there is something to compare with, and where it is no matter of a handful of rows. */
const fewest = { syncs: 6, rows: 20 } as const;
const dropBelow = 0.3;
export const comparedSyncs = 14;

/**
 * A sync that brings nothing, or far less than this connection's syncs usually bring, is suspicious, though Airbyte calls it a success.
 * `history`: rows of its newest usual syncs; `lastRows`: of the last one that brought any.
 */
export function volumeWarning(
  rows: number | null,
  lastRows: number | null,
  history: readonly number[],
): SyncWarning | null {
  if (rows === null) return null;
  if (rows === 0)
    return lastRows ? { kind: "empty", message: `no rows came, where the sync before brought ${lastRows}` } : null;
  const median = medianOf(history);
  if (median === null || history.length < fewest.syncs || median < fewest.rows) return null;
  if (rows >= dropBelow * median) return null;
  return {
    kind: "volume_drop",
    message: `only ${rows} rows came, where the last ${history.length} syncs brought ${median} in the middle`,
  };
}

import type { Connection } from "../../../db/connections.ts";
import { problem } from "../../../http/problem.ts";
import type { Airbyte } from "../airbyte/airbyte.ts";
import { knownConnectors } from "../connectors/known.ts";

/** Throws what has to be done first, or instead, where past days of a connection cannot be read again. */
export function refuseUnready(
  { backfills }: Airbyte,
  { platform, sourceType, status, lastSuccessAt }: Connection,
): void {
  if (!backfills)
    throw problem(
      "conflict",
      "This Airbyte cannot be asked for days of the past. Connect the account once more with an earlier first day of its history: the first sync reads it.",
    );
  const datable = knownConnectors.some(
    (known) =>
      known.start !== null && (sourceType === null ? known.platform === platform : known.sourceType === sourceType),
  );
  if (!datable)
    throw problem(
      "conflict",
      "This connector cannot be asked for some days alone. Connect it once more with the history that is wanted.",
    );
  if (status === "attention")
    throw problem("conflict", "The last sync failed for a reason that has to be mended first; then ask again.");
  if (status === "paused")
    throw problem("conflict", "The connection is paused. Resume it first; a backfill goes between its syncs.");
  if (lastSuccessAt === null)
    throw problem(
      "conflict",
      "No sync has succeeded yet. The first one reads the history; wait for its end, then ask again.",
    );
}

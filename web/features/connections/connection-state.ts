import type { ConnectionView } from "#contracts/connections.ts";
import { plural } from "../../lib/format.ts";
import type { Tone } from "../../ui/badge.tsx";

export interface State {
  label: string;
  tone: Tone;
}

export const isSyncing = ({ last_run }: Pick<ConnectionView, "last_run">): boolean =>
  last_run?.status === "pending" || last_run?.status === "running";

/** The one word that a reader should know of a connection first. */
export function stateOf(connection: ConnectionView): State {
  if (connection.status === "attention") return { label: "Needs attention", tone: "bad" };
  if (isSyncing(connection)) return { label: "Syncing", tone: "neutral" };
  if (connection.status === "paused") return { label: "Paused", tone: "neutral" };
  if (connection.last_run?.status === "failed") return { label: "Last sync failed", tone: "bad" };
  if (connection.freshness === "missing") return { label: "Not synced yet", tone: "neutral" };
  if (connection.freshness === "stale") return { label: "Stale", tone: "warn" };
  return { label: "Up to date", tone: "good" };
}

const remedies = {
  config: "Change the credentials or settings; nothing is tried before that.",
  transient: "It is tried again by itself.",
  system: "It is tried again by itself; if it stays, send support the log.",
} as const;

/** What went wrong or looks odd, and what helps; null when there is nothing to say. */
export function noteOf(connection: ConnectionView): { text: string; remedy: string | null; bad: boolean } | null {
  const { attention, last_run: run, new_schema_changes: changes } = connection;
  if (attention) return { text: attention.message, remedy: remedies.config, bad: true };
  if (run?.status === "failed" && run.error_message)
    return { text: run.error_message, remedy: run.error_class && remedies[run.error_class], bad: true };
  if (run?.warning) return { text: `Warning: ${run.warning}`, remedy: null, bad: false };
  if (changes > 0)
    return { text: `${plural(changes, "change")} of the platform's data to look at`, remedy: null, bad: false };
  return null;
}

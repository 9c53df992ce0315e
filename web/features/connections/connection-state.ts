import type { ConnectionView } from "#contracts/connections.ts";
import { plural } from "../../lib/format.ts";
import type { Tone } from "../../ui/badge.tsx";
import type { Outcome } from "./what-to-do.tsx";

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

export interface Note {
  text: string;
  /** How the sync ended that it is about, for what helps; null where no sync is meant. */
  outcome: Outcome | null;
  bad: boolean;
}

/** What went wrong or looks odd; null when there is nothing to say. */
export function noteOf(connection: ConnectionView): Note | null {
  const { attention, last_run: run, new_schema_changes: changes } = connection;
  if (attention) {
    const outcome = { error_class: "config", error_message: attention.message, warning_kind: null } as const;
    return { text: attention.message, outcome, bad: true };
  }
  if (run?.status === "failed" && run.error_message) return { text: run.error_message, outcome: run, bad: true };
  if (run?.warning) return { text: `Warning: ${run.warning}.`, outcome: run, bad: false };
  if (changes > 0)
    return { text: `${plural(changes, "change")} of the platform's data to look at`, outcome: null, bad: false };
  return null;
}
